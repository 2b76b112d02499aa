//! Which words does a question or an answer hold, in a form that phrases can be looked up in?
//!
//! Contractions are opened ("don't" is `do not`, "we'll" is `we will`) and fillers ("you know", "really") can be left out,
//! so that one listed phrase stands for all its spoken forms. Useful for phrases and shared words; there are no tags.

use crate::inference::perceptron::word_hash;
use crate::meaning::words::{Kind, scan};
use crate::span::{Clean, Span};

/// A word or mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Word {
    /// Hash of its lower-case letters, contractions opened.
    pub id: u32,
    /// Where it stands; the parts of a contraction stand in the same letters or beside one another.
    pub span: Span<Clean>,
    /// Whether it is punctuation.
    pub is_mark: bool,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it is a number in digits.
    pub is_number: bool,
}

/// Hash of a mark or word as phrases are stored.
pub(crate) fn id(word: &str) -> u32 {
    word_hash(word)
}

/// The words of a stretch, contractions opened.
pub(crate) fn words(text: &str, span: Span<Clean>) -> Vec<Word> {
    let found = scan(text, span);
    let mut result: Vec<Word> = Vec::with_capacity(found.len());
    let mut at = 0;
    while let Some(word) = found.get(at) {
        at += 1;
        let printed = word.span.of(text);
        let is_mark = word.kind == Kind::Mark;
        let mut push = |printed: &str, span: Span<Clean>| {
            result.push(Word {
                id: id(printed),
                span,
                is_mark,
                is_capital: printed.chars().next().is_some_and(char::is_uppercase),
                is_number: word.kind == Kind::Digits,
            });
        };
        if is_mark {
            // Runs of dashes and dots are one mark, whichever dash is printed.
            let mark = match printed {
                "–" | "—" | "-" => "-",
                "…" => ".",
                "“" | "”" => "\"",
                "’" => "'",
                other => other,
            };
            let mut end = word.span.end;
            let mut count = 1;
            while let Some(next) = found.get(at).filter(|next| next.joined && next.span.of(text) == printed) {
                end = next.span.end;
                count += 1;
                at += 1;
            }
            // A single hyphen inside a word joins it; as a mark it means nothing.
            let joins = printed == "-"
                && count == 1
                && word.joined
                && found.get(at).is_some_and(|next| next.joined && next.kind != Kind::Mark);
            if !joins {
                push(if mark == "-" { "--" } else { mark }, Span::new(word.span.start, end));
            }
            continue;
        }
        let next = found.get(at).filter(|next| next.kind == Kind::Suffix);
        let Some(suffix) = next else {
            if printed.eq_ignore_ascii_case("cannot") {
                push("can", word.span);
                push("not", word.span);
            } else {
                push(printed, word.span);
            }
            continue;
        };
        at += 1;
        let ending = suffix.span.of(text).trim_start_matches(['\'', '’']);
        if ending.eq_ignore_ascii_case("t") {
            let stem = match printed.to_ascii_lowercase().as_str() {
                "won" => "will",
                "can" => "can",
                "shan" => "shall",
                "ain" => "is",
                _ => printed.strip_suffix(['n', 'N']).unwrap_or(printed),
            };
            push(stem, word.span);
            push("not", suffix.span);
            continue;
        }
        push(printed, word.span);
        let opened = match ending.to_ascii_lowercase().as_str() {
            "ll" => "will",
            "m" => "am",
            "re" => "are",
            "ve" => "have",
            "d" => "would",
            // "it's" and "let's" cannot be told from a possessive here; phrases list both.
            "s" => "'s",
            _ => continue,
        };
        push(opened, suffix.span);
    }
    result
}

/// Hash of the stem by which two words are taken for forms of one: the ending is cut and six letters are kept.
pub(crate) fn stem(printed: &str) -> u32 {
    let lower = printed.to_lowercase();
    let mut stem = lower.as_str();
    for ending in ["ingly", "edly", "ing", "ies", "ied", "ed", "es", "s", "ly", "e", "y"] {
        if let Some(cut) = stem.strip_suffix(ending).filter(|cut| cut.len() >= 3) {
            stem = cut;
            break;
        }
    }
    let end = stem.char_indices().nth(6).map_or(stem.len(), |(at, _)| at);
    word_hash(&stem[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<u32> {
        words(text, Span::new(0, text.len())).iter().map(|word| word.id).collect()
    }

    #[test]
    fn opens_contractions() {
        assert_eq!(read("I don’t know"), read("I do not know"));
        assert_eq!(read("we won't, we can't"), read("we will not, we cannot"));
        assert_eq!(read("I'm — well -- tired"), read("I am -- well – tired"));
        assert_eq!(read("long-range"), read("long range"));
    }

    #[test]
    fn stems_forms_alike() {
        assert_eq!(stem("deployed"), stem("deployment"));
        assert_eq!(stem("bridges"), stem("bridge"));
        assert_eq!(stem("discuss"), stem("discussed"));
        assert_eq!(stem("é"), stem("É"));
    }
}
