//! Which passages stand in the document more than once?
//!
//! Paragraphs with the same words, whatever their case, marks and white space. Short lines and turns are no repeats. Nothing
//! is read from a later copy.

use super::Block;
use crate::inference::perceptron::word_hash;
use crate::span::{Clean, Span};
use rustc_hash::FxHashMap;

/// Shorter paragraphs are never repeats.
const WORDS: usize = 8;

/// Marks the copies among the blocks and returns the groups, in order of their first passage.
pub(super) fn mark(text: &str, blocks: &mut [Block]) -> Vec<Vec<Span<Clean>>> {
    let mut seen: FxHashMap<(u64, usize), usize> = FxHashMap::default();
    let mut groups: Vec<Vec<Span<Clean>>> = Vec::new();
    for block in blocks.iter_mut() {
        let (mut hash, mut count) = (0u64, 0usize);
        for word in block.span.of(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            hash = (hash.rotate_left(7) ^ u64::from(word_hash(word))).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            count += 1;
        }
        if count < WORDS {
            continue;
        }
        match seen.get(&(hash, count)) {
            Some(&group) => {
                block.is_copy = true;
                groups[group].push(block.span);
            }
            None => {
                seen.insert((hash, count), groups.len());
                groups.push(vec![block.span]);
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}
