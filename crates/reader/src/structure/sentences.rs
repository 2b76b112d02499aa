//! Where do sentences begin and end?
//!
//! A sentence ends at `.`, `?`, `!` or `…` with the marks that close on it, unless the stop belongs to an abbreviation, an
//! initial or a number, or the words go on in lower case. A sentence may end inside a quotation; the reporting clause stays
//! with the quotation's last sentence.

use crate::span::{Clean, Span};

/// Words before whose full stop no sentence ends, because a name or number follows.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt",
    "sgt", "cpl", "adm", "rev", "hon", "st", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "no", "nos", "vs", "v", "fig", "brig", "cmdr", "supt", "atty", "pres", "messrs", "mt", "ft", "p",
    "pp", "art", "vol", "ca", "approx", "dept", "cf", "e.g", "i.e", "al",
];

/// Abbreviations after which a sentence may end; it does where the next word begins one.
const OTHERS: &[&str] = &[
    "inc", "corp", "co", "ltd", "jr", "sr", "etc", "a.m", "p.m", "ave", "blvd", "rd", "bros", "mon", "tue", "tues",
    "wed", "thu", "thurs", "fri", "sat", "sun", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga",
    "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore",
    "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "est", "ph.d", "esq",
];

/// Words that begin a sentence after an abbreviation.
const OPENERS: &[&str] = &[
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "in", "on", "at", "but", "and", "this", "that",
    "these", "those", "there", "if", "when", "as", "for", "to", "his", "her", "their", "our", "its", "after", "before",
    "while", "so", "asked", "also", "mr", "ms", "mrs",
];

/// Spans of the sentences of one paragraph, without white space at their ends.
pub(super) fn sentences(text: &str, block: Span<Clean>, result: &mut Vec<Span<Clean>>) {
    let inside = block.of(text);
    let bytes = inside.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let step = match bytes[at] {
            b'.' | b'?' | b'!' => 1,
            0xe2 if inside[at..].starts_with('…') => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        // The whole run of end marks, then the marks that close on them.
        let mut end = at + step;
        while let Some(next) = inside[end..].chars().next().filter(|c| matches!(c, '.' | '?' | '!' | '…')) {
            end += next.len_utf8();
        }
        let marks_end = end;
        while let Some(next) =
            inside[end..].chars().next().filter(|c| matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»'))
        {
            end += next.len_utf8();
        }
        if ends_sentence(inside, start, at, marks_end, end) {
            push(text, block, start, end, result);
            start = end;
        }
        at = end;
    }
    push(text, block, start, bytes.len(), result);
}

fn push(text: &str, block: Span<Clean>, start: usize, end: usize, result: &mut Vec<Span<Clean>>) {
    let span = Span::new(block.start + start, block.start + end).trimmed(text);
    if !span.is_empty() {
        result.push(span);
    }
}

/// Whether a sentence ends behind the marks at `at..end`.
fn ends_sentence(inside: &str, start: usize, at: usize, marks_end: usize, end: usize) -> bool {
    let rest = &inside[end..];
    let Some(after) = rest.chars().next() else { return true };
    if !after.is_whitespace() {
        // "said.The": a missing space; "3.5" and "U.S.-led" go on.
        let before_is_lower = inside[..at].chars().next_back().is_some_and(char::is_lowercase);
        let mut next = rest.chars();
        return end > marks_end && matches!(after, '“' | '"')
            || before_is_lower
                && after.is_uppercase()
                && {
                    next.next();
                    next.next().is_some_and(char::is_lowercase)
                }
                && !inside[start..at].ends_with("www");
    }
    let rest = rest.trim_start();
    let next_word_start = rest.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '«', '—', '-', '…', '.']);
    let Some(first) = next_word_start.chars().next() else { return true };
    let is_dots = inside[at..marks_end].chars().count() > 1 && !inside[at..marks_end].contains(['?', '!'])
        || inside[at..].starts_with('…');
    let goes_on_lower = first.is_lowercase();
    if goes_on_lower {
        // A quotation's end with its reporting clause: `“… go?” she asked`; or an ellipsis, or an abbreviation.
        return false;
    }
    if is_dots {
        return first.is_uppercase() && rest.starts_with(first);
    }
    if !inside[at..].starts_with('.') {
        // `“Why?” Hale asked.`: the clause stays with the quotation when marks closed on it.
        return !(end > marks_end && reports(next_word_start));
    }
    if end > marks_end {
        return !reports(next_word_start) || inside[at..].starts_with('.');
    }
    let word_start = inside[start..at]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘' | '—'))
        .map_or(start, |found| start + found + inside[start + found..].chars().next().map_or(1, char::len_utf8));
    let word = inside[word_start..at].to_ascii_lowercase();
    let printed = &inside[word_start..at];
    if TITLES.contains(&word.as_str()) {
        // "No." alone is an answer.
        let is_alone = word == "no" && (first.is_alphabetic() || word_start == start);
        return is_alone && !first.is_ascii_digit();
    }
    let is_initial = printed.chars().count() == 1 && printed.chars().all(char::is_uppercase) && printed != "I";
    let is_dotted = printed.contains('.') && printed.split('.').all(|part| part.chars().count() <= 2);
    if is_initial || is_dotted || OTHERS.contains(&word.as_str()) {
        let next: String =
            next_word_start.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let quoted = rest.starts_with(['"', '“']);
        return (is_dotted || !is_initial) && (OPENERS.contains(&next.as_str()) || quoted) && printed.len() > 1;
    }
    true
}

/// Whether words like `Hale asked` or `asked Hale` stand at the start: a short reporting clause.
fn reports(rest: &str) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "asked",
        "asks",
        "told",
        "added",
        "wrote",
        "replied",
        "answered",
        "wondered",
        "continued",
        "cried",
        "quipped",
        "shouted",
        "exclaimed",
        "demanded",
        "tweeted",
        "responded",
        "declared",
    ];
    rest.split_whitespace().take(5).any(|word| VERBS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut result = Vec::new();
        sentences(text, Span::new(0, text.len()), &mut result);
        result.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn ends_where_a_reader_would() {
        assert_eq!(cut("We stay. We go."), ["We stay.", "We go."]);
        assert_eq!(cut("“We stay. We will not go,” Hale said."), ["“We stay.", "We will not go,” Hale said."]);
        assert_eq!(
            cut("Mr. Hale left the U.S. on Jan. 2. He is back."),
            ["Mr. Hale left the U.S. on Jan. 2.", "He is back."]
        );
        assert_eq!(cut("“Why?” she asked. “Why now?”"), ["“Why?” she asked.", "“Why now?”"]);
        assert_eq!(cut("He said it was 3.5 percent. No. 4 won."), ["He said it was 3.5 percent.", "No. 4 won."]);
        assert_eq!(cut("“It is over.” He left."), ["“It is over.”", "He left."]);
        assert_eq!(cut("They met in the U.S. The talks failed."), ["They met in the U.S.", "The talks failed."]);
        assert_eq!(cut("J. R. Hale spoke ... and left."), ["J. R. Hale spoke ... and left."]);
    }
}
