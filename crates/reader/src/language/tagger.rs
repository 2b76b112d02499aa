//! Which part of speech is each word?
//!
//! A greedy left-to-right averaged perceptron (Collins 2002) over hashed features of the word, its neighbours and the two
//! tags before it.

use super::token::Tag;
use crate::inference::perceptron::{CLASSES, Perceptron, feature, word_hash};
use crate::span::{Clean, Span};

/// What tagger and parser see of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Hash of the lower-case word; digits are folded, quotation marks stand for their direction.
    pub word: u32,
    /// Hash of its last three characters.
    pub suffix3: u32,
    suffix1: u32,
    suffix2: u32,
    suffix4: u32,
    prefix: u32,
    prefix3: u32,
    shape: u32,
    /// How its sentence is set: 0 as usual, 1 with a capital at most words, 2 in capitals.
    style: u32,
}

/// How the tokens of one sentence look.
pub fn looks(text: &str, tokens: &[Span<Clean>]) -> Vec<Look> {
    let words: Vec<&str> = tokens.iter().map(|token| token.of(text)).collect();
    let style = style(&words);
    let mut is_first = true;
    let mut is_open = false;
    let mut looks = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let is_joined = |left: Option<&Span<Clean>>, right: Option<&Span<Clean>>| match (left, right) {
            (Some(left), Some(right)) => left.end == right.start,
            _ => false,
        };
        let before = is_joined(index.checked_sub(1).and_then(|index| tokens.get(index)), tokens.get(index));
        let after = is_joined(tokens.get(index), tokens.get(index + 1));
        let plain = match *word {
            "“" | "``" | "„" | "«" => "\"<",
            "”" | "»" => "\">",
            "\"" | "''" | "＂" => match (before, after) {
                (false, true) => "\"<",
                (true, false) => "\">",
                _ if is_open => "\">",
                _ => "\"<",
            },
            "‘" => "`",
            "'" | "’" if !before && after => "`",
            "’" => "'",
            "—" | "–" | "―" => "--",
            "…" | ". . ." => "...",
            other => other,
        };
        match plain {
            "\"<" => is_open = true,
            "\">" => is_open = false,
            _ => {}
        }
        looks.push(look(plain, is_first, style));
        // What follows an opening mark begins with a capital as the sentence does.
        is_first = matches!(plain, "\"<" | "`" | ":") || is_first && !plain.contains(char::is_alphanumeric);
    }
    looks
}

/// How a sentence is set.
fn style(words: &[&str]) -> u32 {
    let (mut all, mut capital, mut upper) = (0, 0, 0);
    for word in words.iter().filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic)) {
        all += 1;
        capital += usize::from(word.chars().next().is_some_and(char::is_uppercase));
        upper += usize::from(word.chars().all(char::is_uppercase));
    }
    if all >= 2 && upper * 4 >= all * 3 {
        2
    } else if all >= 3 && capital * 5 >= all * 4 {
        1
    } else {
        0
    }
}

fn look(plain: &str, is_first: bool, style: u32) -> Look {
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
    let shape = u32::from(first.is_uppercase())
        | u32::from(has_lower) << 1
        | u32::from(has_upper) << 2
        | u32::from(has_digit) << 3
        | u32::from(text.contains('-')) << 4
        | u32::from(is_first) << 5
        | u32::from(text.chars().any(char::is_alphanumeric)) << 6
        | u32::from(text.contains('.')) << 7
        | u32::from(has_digit && text.chars().any(char::is_alphabetic)) << 8
        | (text.len().min(4) as u32) << 9;
    let head = text.char_indices().nth(3).map_or(text.len(), |(at, _)| at);
    Look {
        word: word_hash(text),
        suffix1: tail(1),
        suffix2: tail(2),
        suffix3: tail(3),
        suffix4: tail(4),
        prefix: first.to_lowercase().next().map_or(0, |c| c as u32),
        prefix3: word_hash(&text[..head]),
        shape,
        style,
    }
}

/// The features of the word at `index`, after the tags before it, are put into `found`.
pub fn features(looks: &[Look], tags: &[Tag], index: usize, found: &mut Vec<u32>) {
    found.clear();
    let at = |index: Option<usize>| index.and_then(|index| looks.get(index)).copied().unwrap_or_default();
    let here = at(Some(index));
    let (before, before2) = (at(index.checked_sub(1)), at(index.checked_sub(2)));
    let (after, after2) = (at(Some(index + 1)), at(Some(index + 2)));
    let tag = |back: usize| index.checked_sub(back).and_then(|index| tags.get(index)).map_or(99, |&tag| tag as u32);
    let (tag1, tag2) = (tag(1), tag(2));
    let cased = here.shape | here.style << 16;
    found.extend([
        feature(0, [cased]),
        feature(1, [here.word]),
        feature(2, [here.word, cased]),
        feature(3, [here.suffix1, cased]),
        feature(4, [here.suffix2, cased & 3]),
        feature(5, [here.suffix3, cased & 3]),
        feature(6, [here.suffix4]),
        feature(7, [here.prefix, cased]),
        feature(8, [here.prefix3]),
        feature(9, [tag1]),
        feature(10, [tag1, tag2]),
        feature(11, [tag1, here.word]),
        feature(12, [tag1, tag2, here.word]),
        feature(13, [tag1, here.suffix3]),
        feature(14, [tag1, here.suffix2, after.suffix2]),
        feature(15, [before.word]),
        feature(16, [before.suffix3]),
        feature(17, [before.word, here.word]),
        feature(18, [before.word, here.suffix3]),
        feature(19, [before2.word]),
        feature(20, [before2.word, before.word]),
        feature(21, [after.word]),
        feature(22, [after.suffix3]),
        feature(23, [after.suffix2, here.suffix2]),
        feature(24, [here.word, after.word]),
        feature(25, [here.suffix3, after.word]),
        feature(26, [tag1, after.word]),
        feature(27, [after2.word]),
        feature(28, [after2.suffix3]),
        feature(29, [after.word, after2.word]),
        feature(30, [before.word, after.word]),
        feature(31, [after.shape, cased]),
        feature(32, [before.shape, cased, after.shape]),
        feature(33, [tag1, cased]),
        feature(34, [tag1, tag2, here.suffix2]),
        feature(35, [here.word, after.suffix3]),
        feature(36, [tag1, here.word, after.suffix2]),
    ]);
}

/// Tags a sentence.
pub fn tag(model: &Perceptron, looks: &[Look]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(looks.len());
    let mut found = Vec::with_capacity(64);
    for index in 0..looks.len() {
        let mut scores = [0i32; CLASSES];
        features(looks, &tags, index, &mut found);
        model.vote(&found, &mut scores);
        tags.push(Tag::ALL[best(&scores[..Tag::ALL.len()])]);
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
