//! Which words stand in a stretch of text, and which of them have a capital?
//!
//! A cheap scanner for names: it keeps `O'Brien`, `Jong-ho`, `U.S.` and `Sen.` whole and takes a possessive `'s` off.
//! Useful for finding names everywhere; not a tokeniser for grammar (that is `language`).

use super::lexicon::SpeakerWords;
use crate::span::{Clean, Span};

/// What a word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No capital in front.
    Lower,
    /// A capital in front.
    Capital,
    /// Two or more letters, all capitals.
    Caps,
    /// One capital letter, with or without a dot.
    Initial,
    /// Digits.
    Number,
    /// Anything else, one character.
    Mark(char),
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Where it stands, without a possessive ending.
    pub span: Span<Clean>,
    /// What it looks like.
    pub shape: Shape,
    /// Whether a possessive ending follows.
    pub possessive: bool,
}

impl Word {
    /// Whether it could belong to a name.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Caps | Shape::Initial)
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// Most words taken from one stretch: a "sentence" beyond this is no prose.
const MOST: usize = 2_000;

/// The words of one stretch, in order, into `out`; at most 2,000. Returns where it stopped.
pub fn scan(text: &str, span: Span<Clean>, lexicon: &SpeakerWords, out: &mut Vec<Word>) -> usize {
    out.clear();
    let inside = span.of(text);
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() && out.len() < MOST {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let Some(first) = inside.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let start = at;
        at += first.len_utf8();
        if first.is_whitespace() {
            continue;
        }
        if first.is_ascii_digit() {
            while bytes.get(at).is_some_and(|&b| b.is_ascii_digit())
                || (matches!(bytes.get(at), Some(b',' | b'.')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
            {
                at += 1;
            }
            out.push(word(span, start, at, Shape::Number, false));
            continue;
        }
        if !first.is_alphabetic() {
            out.push(word(span, start, at, Shape::Mark(first), false));
            continue;
        }
        at = letters_end(inside, at);
        // U.S., J., D.C.: letters with dots between them.
        if at == start + first.len_utf8() && bytes.get(at) == Some(&b'.') {
            let mut end = at + 1;
            while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && bytes.get(end + 1) == Some(&b'.') {
                end += 2;
            }
            if first.is_uppercase() || end > at + 1 {
                at = end;
            }
        } else if bytes.get(at) == Some(&b'.')
            && at - start <= 8
            && inside.get(start..at + 1).is_some_and(|word| {
                lexicon.is_abbreviation(word) || matches!(word, "St." | "Jr." | "Sr." | "Mt." | "Ft.")
            })
        {
            at += 1;
        }
        let mut end = at;
        let mut possessive = false;
        if let Some(rest) = inside.get(at..)
            && let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, '\'' | '’'))
        {
            let after = at + mark.len_utf8();
            let next = inside.get(after..).and_then(|rest| rest.chars().next());
            let is_people = inside.get(start..at).is_some_and(|word| matches!(word, "People" | "Women" | "Children"));
            if matches!(next, Some('s' | 'S')) && letters_end(inside, after + 1) == after + 1 {
                at = after + 1;
                if is_people {
                    end = at;
                } else {
                    possessive = true;
                }
            } else if bytes.get(at.wrapping_sub(1)) == Some(&b's')
                && first.is_uppercase()
                && next.is_some_and(char::is_whitespace)
            {
                at = after;
                possessive = true;
            }
        }
        let inside_word = inside.get(start..end).unwrap_or("");
        let shape = shape_of(first, inside_word);
        out.push(word(span, start, end, shape, possessive));
    }
    span.start + at
}

fn word(span: Span<Clean>, start: usize, end: usize, shape: Shape, possessive: bool) -> Word {
    Word { span: Span::new(span.start + start, span.start + end), shape, possessive }
}

fn shape_of(first: char, word: &str) -> Shape {
    if !first.is_uppercase() {
        // al-Sharif, d'Amico: a small particle joined to a capital.
        let joined = word.find(['-', '\'', '’']).filter(|&at| at <= 3);
        let capital =
            joined.and_then(|at| word.get(at..)).and_then(|rest| rest.chars().nth(1)).is_some_and(char::is_uppercase);
        return if capital { Shape::Capital } else { Shape::Lower };
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 {
        Shape::Initial
    } else if word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        Shape::Caps
    } else {
        Shape::Capital
    }
}

/// Where the letters end that reach to `at`, hyphens and apostrophes between letters included ('s is not).
fn letters_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if character.is_alphabetic() {
            at += character.len_utf8();
            continue;
        }
        let after = at + character.len_utf8();
        let next = text.get(after..).and_then(|rest| rest.chars().next());
        match character {
            '-' | '\u{2011}' if next.is_some_and(char::is_alphanumeric) => at = after,
            '\'' | '’' if next.is_some_and(char::is_alphabetic) => {
                let next_len = next.map_or(1, char::len_utf8);
                let third = text.get(after + next_len..).and_then(|rest| rest.chars().next());
                if third.is_some_and(char::is_alphabetic) {
                    at = after;
                } else {
                    break;
                }
            }
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_whole() {
        let lexicon = SpeakerWords::built_in();
        let text = "Sen. Maeve O'Brien of the U.S. met Han Jong-ho's aide, al-Sharif.";
        let mut words = Vec::new();
        scan(text, Span::new(0, text.len()), &lexicon, &mut words);
        let shown: Vec<&str> = words.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(
            shown,
            ["Sen.", "Maeve", "O'Brien", "of", "the", "U.S.", "met", "Han", "Jong-ho", "aide", ",", "al-Sharif", "."]
        );
        assert!(words[8].possessive);
        assert!(words[11].is_capital());
    }
}
