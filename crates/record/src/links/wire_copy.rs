//! Is one document a copy of another?
//!
//! Two outlets that print one agency's text are one source, not two. Each text becomes the set of its runs of words
//! (shingles) and a signature of the smallest hashes under many permutations (Broder 1997); bands of the signature say which
//! documents to compare, the share of common shingles says whether one is a copy. Useful for copies and light edits; a text
//! that was written anew is none.

use super::terms::hash;
use reader::Reading;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Bands of the signature, and hashes in each: copies that share half of their shingles are met almost surely.
const BANDS: usize = 32;
const ROWS: usize = 3;
/// A shorter text has too few words in a row to be told from another.
const LEAST: usize = 40;
/// So much of the shorter text's shingles stand in the longer one too.
const SHARE: f64 = 0.6;

/// The shingles of a document's own text: no furniture, no copies inside; sorted, each once.
pub(crate) fn shingles(reading: &Reading) -> Vec<u32> {
    use reader::structure::BlockKind;
    let text = reading.text.as_str();
    let mut forms: Vec<u32> = Vec::new();
    for block in reading.structure.blocks.iter().filter(|block| !block.is_copy && block.kind != BlockKind::Furniture) {
        let words = block.span.of(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        forms.extend(words.map(|word| hash(&word.to_lowercase())));
    }
    let join = |run: &[u32]| run.iter().fold(0u32, |all, &form| all.rotate_left(7).wrapping_mul(0x9E37_79B1) ^ form);
    let mut shingles: Vec<u32> = forms.windows(SHINGLE).map(join).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// Groups of documents that print one text, each sorted; `shingles` is parallel to the documents.
pub(crate) fn groups(shingles: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut bands: FxHashMap<(usize, [u32; ROWS]), Vec<usize>> = FxHashMap::default();
    for (number, set) in shingles.iter().enumerate().filter(|(_, set)| set.len() >= LEAST) {
        for band in 0..BANDS {
            let row = std::array::from_fn(|row| smallest(set, (band * ROWS + row) as u32));
            bands.entry((band, row)).or_default().push(number);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in bands.values() {
        // Each with the first and with the one before it: copies of one text are met through one another.
        for pair in list.windows(2) {
            pairs.insert((pair[0], pair[1]));
            pairs.insert((list[0], pair[1]));
        }
    }
    let mut group: Vec<usize> = (0..shingles.len()).collect();
    for (one, two) in pairs.into_iter().filter(|(one, two)| one != two && is_copy(&shingles[*one], &shingles[*two])) {
        let (from, to) = (group[one].max(group[two]), group[one].min(group[two]));
        group.iter_mut().filter(|member| **member == from).for_each(|member| *member = to);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); shingles.len()];
    for (number, group) in group.into_iter().enumerate() {
        groups[group].push(number);
    }
    groups.retain(|members| members.len() > 1);
    groups
}

/// The smallest hash of a set under one permutation.
fn smallest(set: &[u32], seed: u32) -> u32 {
    let mix = |value: u32| {
        let mut value = value ^ seed.wrapping_mul(0x85EB_CA6B).rotate_left(13);
        value = (value ^ (value >> 16)).wrapping_mul(0x7FEB_352D);
        value = (value ^ (value >> 15)).wrapping_mul(0x846C_A68B);
        value ^ (value >> 16)
    };
    set.iter().map(|&value| mix(value)).min().unwrap_or(0)
}

fn is_copy(left: &[u32], right: &[u32]) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let held = short.iter().filter(|shingle| long.binary_search(shingle).is_ok()).count();
    held as f64 >= SHARE * short.len() as f64
}
