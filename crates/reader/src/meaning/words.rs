//! Which words and numbers stand in a stretch of text, where no analysis of it is at hand?
//!
//! A cheap scanner for certainty, quantity and time: letters, digits and marks, with no part of speech. Useful for
//! looking up listed words; not useful where a sentence has been analysed and its tags are wanted.

use crate::span::{Clean, Span};
use rustc_hash::FxHashMap;

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters: `Hale` of `Hale's`.
    Letters,
    /// An apostrophe with the letters after it: `'s` of `Hale's`, `'t` of `don't`.
    Suffix,
    /// Digits, with the commas of thousands and the decimal point inside.
    Digits,
    /// One mark of punctuation or another symbol.
    Mark,
}

/// A word, number or mark with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Word {
    /// Where it stands.
    pub span: Span<Clean>,
    /// What it is made of.
    pub kind: Kind,
    /// Whether it follows the word before without white space.
    pub joined: bool,
}

/// Scans one stretch of text. A span that does not lie in the text gives nothing.
pub(crate) fn scan(text: &str, span: Span<Clean>) -> Vec<Word> {
    let inside = span.of(text);
    let bytes = inside.as_bytes();
    let mut words: Vec<Word> = Vec::with_capacity(bytes.len() / 5 + 1);
    let mut at = 0;
    let mut joined = false;
    while let Some(character) = inside.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        at += character.len_utf8();
        if character.is_whitespace() {
            joined = false;
            continue;
        }
        let kind = if character.is_ascii_digit() {
            at = digits_end(bytes, start);
            Kind::Digits
        } else if character.is_alphabetic() {
            at = letters_end(inside, at);
            Kind::Letters
        } else if matches!(character, '\'' | '\u{2019}')
            && joined
            && words.last().is_some_and(|word| word.kind == Kind::Letters)
            && bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        {
            at = letters_end(inside, at);
            Kind::Suffix
        } else {
            Kind::Mark
        };
        words.push(Word { span: Span::new(span.start + start, span.start + at), kind, joined });
        joined = true;
    }
    words
}

/// Where the run of letters that reaches to `at` ends.
fn letters_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphabetic() {
            at += 1;
        } else if byte < 0x80 {
            break;
        } else {
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(character) if character.is_alphabetic() => at += character.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

/// Where the number that starts at `at` ends: a comma belongs to it before exactly three digits, a point before a digit.
fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    loop {
        while digit(at) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b',') if digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4) => at += 4,
            Some(b'.') if digit(at + 1) => at += 2,
            _ => return at,
        }
    }
}

/// No listed word is longer than this many bytes.
const LONGEST: usize = 24;

/// A list of lower-case words, each with something known about it.
#[derive(Debug)]
pub(crate) struct WordList<Value> {
    words: FxHashMap<&'static str, Value>,
}

impl<Value: Copy> WordList<Value> {
    /// A list of these words, all of them lower case; of a word that comes twice the first value counts.
    pub(crate) fn new(entries: impl Iterator<Item = (&'static str, Value)>) -> Self {
        let mut words = FxHashMap::default();
        for (word, value) in entries {
            debug_assert!(word.len() <= LONGEST, "{word} is longer than a listed word may be");
            words.entry(word).or_insert(value);
        }
        WordList { words }
    }

    /// What is known of a word, in any case.
    pub(crate) fn get(&self, word: &str) -> Option<Value> {
        let mut lower = [0_u8; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(lower).ok()?).copied()
    }
}

/// The rows of a lexicon: columns between tabs; empty lines and lines that begin with `#` are left out.
pub(crate) fn rows(lexicon: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    lexicon
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}
