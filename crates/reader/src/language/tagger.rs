//! Which part of speech is each word?
//!
//! A greedy left-to-right averaged perceptron (Collins 2002) over hashed features of the word, its neighbours and the two
//! tags before it.

use super::token::Tag;
use crate::inference::perceptron::{Perceptron, feature, word_hash};

/// What the tagger sees of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Hash of the lower-case word; digits folded.
    pub word: u32,
    suffix1: u32,
    suffix2: u32,
    suffix3: u32,
    prefix: u32,
    shape: u32,
}

/// How a word looks.
pub fn look(word: &str, is_first: bool) -> Look {
    let plain = match word {
        "“" | "``" | "„" | "«" => "\"<",
        "”" | "''" | "»" => "\">",
        "‘" => "`",
        "’" => "'",
        "—" | "–" => "--",
        "…" => "...",
        other => other,
    };
    let has_digit = plain.bytes().any(|byte| byte.is_ascii_digit());
    let folded: String;
    let text = if has_digit {
        folded = plain.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        folded.as_str()
    } else {
        plain
    };
    let tail = |letters: usize| {
        let start = text.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
        word_hash(&text[start..])
    };
    let first = text.chars().next().unwrap_or(' ');
    let has_lower = text.chars().any(char::is_lowercase);
    let has_upper = text.chars().skip(1).any(char::is_uppercase);
    let has_hyphen = text.contains('-');
    let shape = u32::from(first.is_uppercase())
        | u32::from(has_lower) << 1
        | u32::from(has_upper) << 2
        | u32::from(has_digit) << 3
        | u32::from(has_hyphen) << 4
        | u32::from(is_first) << 5
        | u32::from(text.chars().any(char::is_alphanumeric)) << 6
        | u32::from(text.contains('.')) << 7;
    Look {
        word: word_hash(text),
        suffix1: tail(1),
        suffix2: tail(2),
        suffix3: tail(3),
        prefix: first.to_lowercase().next().map_or(0, |c| c as u32),
        shape,
    }
}

const NONE: Look = Look { word: 1, suffix1: 1, suffix2: 1, suffix3: 1, prefix: 1, shape: 0 };

/// The features of the word at `index`, after the tags before it. Calls `take` with each.
pub fn features(looks: &[Look], tags: &[Tag], index: usize, mut take: impl FnMut(u32)) {
    let at = |index: Option<usize>| index.and_then(|index| looks.get(index)).copied().unwrap_or(NONE);
    let here = at(Some(index));
    let (before, before2) = (at(index.checked_sub(1)), at(index.checked_sub(2)));
    let (after, after2) = (at(Some(index + 1)), at(Some(index + 2)));
    let tag = |back: usize| index.checked_sub(back).map_or(99, |index| tags[index] as u32);
    let (tag1, tag2) = (tag(1), tag(2));
    take(feature(0, &[]));
    take(feature(1, &[here.word]));
    take(feature(2, &[here.suffix3]));
    take(feature(3, &[here.suffix2]));
    take(feature(4, &[here.suffix1, here.shape]));
    take(feature(5, &[here.prefix, here.shape]));
    take(feature(6, &[here.shape]));
    take(feature(7, &[tag1]));
    take(feature(8, &[tag1, tag2]));
    take(feature(9, &[tag1, here.word]));
    take(feature(10, &[before.word]));
    take(feature(11, &[before.suffix3]));
    take(feature(12, &[before2.word]));
    take(feature(13, &[after.word]));
    take(feature(14, &[after.suffix3]));
    take(feature(15, &[after2.word]));
    take(feature(16, &[here.word, after.word]));
    take(feature(17, &[before.word, here.word]));
    take(feature(18, &[tag1, here.suffix3]));
    take(feature(19, &[tag1, after.suffix2, here.suffix2]));
    take(feature(20, &[after.shape, here.shape]));
    take(feature(21, &[tag1, after.word]));
    take(feature(22, &[here.suffix3, here.shape]));
}

/// Tags a sentence.
pub fn tag(model: &Perceptron, looks: &[Look]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(looks.len());
    for index in 0..looks.len() {
        let mut scores = [0i32; 64];
        features(looks, &tags, index, |feature| model.vote(feature, &mut scores));
        let best = best(&scores[..Tag::ALL.len()]);
        tags.push(Tag::ALL[best]);
    }
    tags
}

/// Index of the largest score, the first of equals.
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}
