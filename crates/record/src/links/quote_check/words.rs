//! Which words does a quotation have, however they are printed?
//!
//! Two prints of one speech differ in case, marks, contractions and figures; here they become the same forms ("don’t" and
//! "do not", "%" and "percent", "three" and "3"), each with its place. Noises of transcripts ("(Laughter.)") and "[sic]" are
//! no words. Not useful for language: forms are for comparing only.

/// A word, or a mark that stands for words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// What it is compared by; empty for an ellipsis.
    pub form: String,
    /// First byte in the text that it was taken from.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it is printed in full as its form, case aside ("do", not the "do" of "don’t" or of "3").
    pub plain: bool,
    /// Whether a sentence ends behind it.
    pub ends: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// What a word of a quotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Said.
    Said,
    /// In square brackets or, in a quotation, in round ones: put in by who quotes.
    Bracketed,
    /// "..." or "…": words were left out.
    Ellipsis,
}

/// Figures that are written as words.
const FIGURES: &[(&str, &str)] = &[
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("percent", "%"),
];

/// Contractions with the words they stand for.
const CONTRACTED: &[(&str, &[&str])] = &[
    ("can't", &["can", "not"]),
    ("cannot", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("shan't", &["shall", "not"]),
    ("ain't", &["is", "not"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("let's", &["let", "us"]),
    ("i'm", &["i", "am"]),
    ("ok", &["okay"]),
    ("'em", &["them"]),
    ("em", &["them"]),
    ("'cause", &["because"]),
];

/// The words of a stretch of text. `quoted` tells a quotation, in which round brackets hold what was put in, from a
/// transcript, in which they hold noises.
pub(crate) fn words(text: &str, from: usize, to: usize, quoted: bool) -> Vec<Word> {
    let Some(inside) = text.get(from..to) else { return Vec::new() };
    let mut found: Vec<Word> = Vec::new();
    let mut rest = inside.char_indices().peekable();
    let (mut square, mut round) = (0_usize, 0_usize);
    while let Some((at, character)) = rest.next() {
        match character {
            '[' => square += 1,
            ']' => square = square.saturating_sub(1),
            '(' => round += 1,
            ')' => round = round.saturating_sub(1),
            '…' => ellipsis(&mut found, from + at, from + at + 3, quoted),
            '%' => push(&mut found, "%", from + at, from + at + 1, Kind::Said, true),
            '&' => push(&mut found, "and", from + at, from + at + 1, Kind::Said, false),
            '.' => {
                let dots = dots(&inside[at..]);
                if dots.0 >= 3 {
                    ellipsis(&mut found, from + at, from + at + dots.1, quoted);
                    while rest.peek().is_some_and(|(next, _)| *next < at + dots.1) {
                        rest.next();
                    }
                } else if let Some(last) = found.last_mut() {
                    last.ends = true;
                }
            }
            '?' | '!' => {
                if let Some(last) = found.last_mut() {
                    last.ends = true;
                }
            }
            _ if character.is_alphanumeric() || matches!(character, '\'' | '’') && starts_short(&inside[at..]) => {
                let end = word_end(inside, at);
                while rest.peek().is_some_and(|(next, _)| *next < end) {
                    rest.next();
                }
                let printed = &inside[at..end];
                let is_noise = round > 0 && !quoted || square > 0 && matches!(printed, "sic" | "Sic");
                if is_noise {
                    continue;
                }
                let kind = if square > 0 || round > 0 { Kind::Bracketed } else { Kind::Said };
                word(&mut found, printed, from + at, from + end, kind);
            }
            _ => {}
        }
    }
    found
}

/// How many points stand in a row, blanks between them aside, and how long they are.
fn dots(text: &str) -> (usize, usize) {
    let (mut count, mut length) = (0, 0);
    for (at, character) in text.char_indices() {
        match character {
            '.' => (count, length) = (count + 1, at + 1),
            ' ' | '\u{a0}' => {}
            _ => break,
        }
    }
    (count, length)
}

/// "’em", "’cause".
fn starts_short(text: &str) -> bool {
    let lower: String = text.chars().skip(1).take(5).collect::<String>().to_lowercase();
    lower.starts_with("em ") || lower.starts_with("cause")
}

/// Where the word that begins at `at` ends: apostrophes, points of "U.S." and marks of figures stay inside.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut characters = text[at..].char_indices().peekable();
    let mut letters_since_mark = 0;
    while let Some((offset, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let is_inside = match character {
            _ if character.is_alphanumeric() => {
                letters_since_mark += 1;
                true
            }
            '\'' | '’' => offset == 0 || next.is_some_and(char::is_alphabetic),
            ',' => {
                next.is_some_and(|next| next.is_ascii_digit())
                    && text[..at + offset].ends_with(|c: char| c.is_ascii_digit())
            }
            '.' => {
                let digit = text[..at + offset].ends_with(|c: char| c.is_ascii_digit());
                let is_figure = digit && next.is_some_and(|next| next.is_ascii_digit());
                let is_short = letters_since_mark == 1 && !digit && next.is_some_and(char::is_alphabetic);
                letters_since_mark = 0;
                is_figure || is_short
            }
            _ => false,
        };
        if !is_inside {
            break;
        }
        end = at + offset + character.len_utf8();
    }
    end.max(at + text[at..].chars().next().map_or(1, char::len_utf8))
}

fn ellipsis(found: &mut Vec<Word>, start: usize, end: usize, quoted: bool) {
    if quoted {
        found.push(Word {
            form: String::new(),
            start,
            end,
            kind: Kind::Ellipsis,
            plain: true,
            ends: false,
            capital: false,
        });
    }
}

fn push(found: &mut Vec<Word>, form: &str, start: usize, end: usize, kind: Kind, plain: bool) {
    found.push(Word { form: form.to_owned(), start, end, kind, plain, ends: false, capital: false });
}

/// Adds the forms of one printed word.
fn word(found: &mut Vec<Word>, printed: &str, start: usize, end: usize, kind: Kind) {
    let lower = printed.to_lowercase().replace('’', "'");
    let capital = printed.starts_with(char::is_uppercase);
    let before = found.len();
    if let Some((_, parts)) = CONTRACTED.iter().find(|(short, _)| *short == lower) {
        for part in *parts {
            push(found, part, start, end, kind, false);
        }
    } else if let Some(stem) = lower.strip_suffix("n't") {
        push(found, stem, start, end, kind, false);
        push(found, "not", start, end, kind, false);
    } else if let Some((stem, tail)) =
        lower.rsplit_once('\'').filter(|(stem, tail)| !stem.is_empty() && !tail.is_empty())
    {
        let whole = match tail {
            "re" => "are",
            "ve" => "have",
            "ll" => "will",
            other => other,
        };
        let cut = start + printed.rfind(['\'', '’']).unwrap_or(printed.len());
        push(found, &figure(stem), start, cut, kind, true);
        push(found, &if whole == tail { format!("'{tail}") } else { whole.to_owned() }, cut, end, kind, whole == tail);
    } else {
        let bare = lower.trim_matches('\'').replace(',', "");
        let form = figure(&bare);
        let plain = form == lower;
        push(found, &form, start, end, kind, plain);
    }
    if let Some(first) = found.get_mut(before) {
        first.capital = capital;
    }
}

fn figure(word: &str) -> String {
    FIGURES.iter().find(|(written, _)| *written == word).map_or_else(|| word.to_owned(), |(_, form)| (*form).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, quoted: bool) -> String {
        let list = words(text, 0, text.len(), quoted);
        list.iter().map(|word| if word.kind == Kind::Ellipsis { "…" } else { &word.form }).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn prints_of_the_same_words_have_the_same_forms() {
        assert_eq!(forms("We don’t know.", true), forms("we do not know", true));
        assert_eq!(forms("It’s 3 percent", true), "it 's 3 %");
        assert_eq!(forms("three %", true), forms("3 percent", true));
        assert_eq!(forms("the U.S. has 3,000.5 (Laughter.) men", false), "the u.s has 3000.5 men");
        assert_eq!(forms("we . . . go … on... now", true), "we … go … on … now");
        assert_eq!(forms("cease-fire", true), "cease fire");
    }
}
