//! Which words does a sentence hold?
//!
//! Tokens as the UD English treebanks cut them (Penn Treebank style with hyphens split off): clitics and possessives are
//! tokens, so are punctuation marks; numbers, abbreviations, addresses, dashes and ellipses stay whole.

use crate::span::{Clean, Span};

/// Abbreviations that keep their full stop.
fn keeps_stop(word: &str) -> bool {
    const KNOWN: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "rev",
        "hon", "st", "jr", "sr", "inc", "corp", "co", "ltd", "llc", "bros", "jan", "feb", "mar", "apr", "jun", "jul",
        "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat",
        "sun", "no", "vs", "etc", "dept", "gov", "ave", "blvd", "rd", "mt", "ft", "approx", "est", "pres", "sec",
        "supt", "atty", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky",
        "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex",
        "va", "vt", "wash", "wis", "wyo", "cmdr", "brig", "spc", "pfc", "messrs", "al", "ph.d", "e.g", "i.e",
    ];
    let has_inner_stop = word.trim_end_matches('.').contains('.');
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    has_inner_stop || is_initial || KNOWN.contains(&word.to_ascii_lowercase().as_str())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The tokens of a sentence, in order.
pub fn tokenize(text: &str, sentence: Span<Clean>) -> Vec<Span<Clean>> {
    let mut tokens = Vec::with_capacity(sentence.len() / 5 + 1);
    let words = sentence.of(text);
    let mut start = None;
    for (offset, c) in words.char_indices().chain([(words.len(), ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(offset),
            (true, Some(first)) => {
                chunk(
                    &words[first..offset],
                    sentence.start + first,
                    offset == words.len() || last(words, offset),
                    &mut tokens,
                );
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// Whether only white space follows.
fn last(words: &str, offset: usize) -> bool {
    words[offset..].trim_start().is_empty()
}

/// Cuts one stretch without white space.
fn chunk(word: &str, at: usize, is_last: bool, tokens: &mut Vec<Span<Clean>>) {
    let mut push = |start: usize, end: usize| {
        if start < end {
            tokens.push(Span::new(at + start, at + end));
        }
    };
    if word.contains("://") || (word.contains('@') && word.contains('.')) || word.starts_with("www.") {
        let body = word.trim_end_matches([',', '.', ')', ';', '"', '”']);
        push(0, body.len());
        for (offset, c) in word[body.len()..].char_indices() {
            push(body.len() + offset, body.len() + offset + c.len_utf8());
        }
        return;
    }
    let bytes_at = |offset: usize| word[offset..].chars().next();
    let mut offset = 0;
    while offset < word.len() {
        let Some(c) = bytes_at(offset) else { break };
        let size = c.len_utf8();
        let rest = &word[offset..];
        // Runs of the same mark.
        if matches!(c, '.' | '-' | '*' | '_' | '=' | '!' | '?' | '\'' | '`') {
            let run = rest.len() - rest.trim_start_matches(c).len();
            let wants = match c {
                '\'' | '`' => run.min(2),
                '.' if run == 1 => 0,
                _ => run,
            };
            if wants > 1 || (wants == 1 && !matches!(c, '\'')) {
                push(offset, offset + wants);
                offset += wants;
                continue;
            }
        }
        if c.is_alphanumeric() || (is_apostrophe(c) && starts_clitic(rest)) {
            let end = offset + word_end(rest);
            let end = body_end(word, offset, end, is_last);
            split_clitics(&word[offset..end], at + offset, tokens_of(&mut push, at));
            offset = end;
            continue;
        }
        push(offset, offset + size);
        offset += size;
    }
}

/// `push` takes offsets inside the chunk; clitics are cut with offsets in the text.
fn tokens_of<'a>(push: &'a mut impl FnMut(usize, usize), at: usize) -> impl FnMut(usize, usize) + 'a {
    move |start, end| push(start - at, end - at)
}

/// ’s, ’ll, '90s and the like at the start of a stretch.
fn starts_clitic(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next();
    let tail: String = characters.take(4).take_while(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    matches!(tail.as_str(), "s" | "d" | "m" | "ll" | "re" | "ve" | "em" | "tis" | "twas" | "til")
        || tail.len() >= 2 && tail.as_bytes()[0].is_ascii_digit()
}

/// Length of the run of word characters: letters and digits, inner apostrophes, inner stops and commas in numbers and
/// abbreviations, "&" and "/" never.
fn word_end(rest: &str) -> usize {
    let characters: Vec<(usize, char)> = rest.char_indices().take(200).collect();
    let mut index = 0;
    if characters.first().is_some_and(|(_, c)| is_apostrophe(*c)) {
        index = 1;
    }
    while index < characters.len() {
        let (_, c) = characters[index];
        let next = characters.get(index + 1).map(|(_, c)| *c);
        let before = index.checked_sub(1).map(|index| characters[index].1);
        let joins = match c {
            '.' => {
                next.is_some_and(char::is_alphanumeric) && before.is_some_and(char::is_alphanumeric)
                    || before.is_some_and(char::is_alphabetic) && index >= 1
            }
            ',' | ':' => next.is_some_and(|c| c.is_ascii_digit()) && before.is_some_and(|c| c.is_ascii_digit()),
            '&' => next.is_some_and(char::is_uppercase) && before.is_some_and(char::is_uppercase),
            c if is_apostrophe(c) => next.is_some_and(char::is_alphabetic),
            _ => c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c),
        };
        if !joins {
            break;
        }
        // A stop that ends the stretch is looked at by `body_end`.
        index += 1;
        if c == '.' && !next.is_some_and(char::is_alphanumeric) {
            break;
        }
    }
    characters.get(index).map_or_else(|| characters.last().map_or(0, |(at, c)| at + c.len_utf8()), |(at, _)| *at)
}

/// Gives a full stop back to the sentence where the word is no abbreviation.
fn body_end(word: &str, start: usize, end: usize, is_last: bool) -> usize {
    let body = &word[start..end];
    if let Some(bare) = body.strip_suffix('.') {
        let ends_sentence = is_last && word[end..].chars().all(|c| !c.is_alphanumeric());
        let keeps = keeps_stop(bare) && (!ends_sentence || bare.contains('.'));
        if !keeps {
            return end - 1;
        }
    }
    end
}

/// Cuts n't, 's, 'll and the like off the end of a word.
fn split_clitics(word: &str, at: usize, mut push: impl FnMut(usize, usize)) {
    let lower = word.to_lowercase().replace('’', "'");
    if lower.len() == word.replace('’', "'").len() {
        if lower == "cannot" {
            push(at, at + 3);
            push(at + 3, at + 6);
            return;
        }
        for clitic in ["n't", "'ll", "'re", "'ve", "'s", "'m", "'d"] {
            if lower.ends_with(clitic) && lower.len() > clitic.len() {
                // The clitic's length in the printed word, whose apostrophe may be three bytes long.
                let letters = clitic.len();
                let printed: usize = word.chars().rev().take(letters).map(char::len_utf8).sum();
                let cut = word.len() - printed;
                push(at, at + cut);
                push(at + cut, at + word.len());
                return;
            }
        }
        // The possessive of a plural: "officials'".
    }
    push(at, at + word.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let tokens = tokenize(text, Span::new(0, text.len()));
        tokens.iter().map(|token| token.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cuts_as_the_treebanks_do() {
        assert_eq!(cut("We don't know."), "We|do|n't|know|.");
        assert_eq!(cut("“They’ve gone,” Hale’s aide said."), "“|They|’ve|gone|,|”|Hale|’s|aide|said|.");
        assert_eq!(cut("Some 3,000 left the U.S. on Jan. 2."), "Some|3,000|left|the|U.S.|on|Jan.|2|.");
        assert_eq!(cut("''Yes,'' he said... (later)"), "''|Yes|,|''|he|said|...|(|later|)");
        assert_eq!(cut("He lives in the U.S."), "He|lives|in|the|U.S.");
        assert_eq!(cut("North Korean-made arms—old ones"), "North|Korean|-|made|arms|—|old|ones");
        assert_eq!(cut("It cost $1.5 billion, 12% more."), "It|cost|$|1.5|billion|,|12|%|more|.");
        assert_eq!(cut("officials' homes in the '90s"), "officials|'|homes|in|the|'90s");
        assert_eq!(cut("He cannot go."), "He|can|not|go|.");
    }
}
