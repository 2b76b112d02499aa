//! Which class do sparse features vote for?
//!
//! A linear model after training: a table from feature hash to a few (class, weight) pairs, read in place from the file's
//! bytes, so that loading costs nothing. Sums are integers: no order of addition can change an answer. Useful for models
//! with very many features of which few fire at once; not useful for dense input.

use std::ops::Range;

/// No model has more classes than this.
pub const CLASSES: usize = 128;

/// First bytes of a model file.
const MAGIC: &[u8] = b"percept2";

/// Weights as they lie in the model file.
///
/// Layout, little-endian: `b"percept2"`, number of bits `b` as u32, number of bytes of all buckets as u32, 2^b + 1 offsets
/// as u32, then the buckets. The first `b` bits of a feature choose its bucket. A bucket that is not empty holds the number
/// of its features as u8, the last 16 bits of each as u16, the number of pairs of each as u8, then all pairs in that order:
/// class as u8 and the weight's root as i8: the
/// weight is the byte times its absolute value, so that large weights find room and small ones keep their differences.
#[derive(Debug, Clone, Copy)]
pub struct Perceptron {
    offsets: &'static [u8],
    buckets: &'static [u8],
    shift: u32,
}

/// A feature and what it votes for: (class, root of the weight).
pub type Votes = (u32, Vec<(u8, i8)>);

impl Perceptron {
    /// Reads the head; `None` if the bytes are no model.
    pub fn parse(bytes: &'static [u8]) -> Option<Perceptron> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (bits, rest) = rest.split_first_chunk::<4>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let (bits, size) = (u32::from_le_bytes(*bits), u32::from_le_bytes(*size));
        if !(16..=24).contains(&bits) {
            return None;
        }
        let (offsets, rest) = rest.split_at_checked(((1usize << bits) + 1) * 4)?;
        let (buckets, _) = rest.split_at_checked(size as usize)?;
        Some(Perceptron { offsets, buckets, shift: 32 - bits })
    }

    /// The form that `parse` reads. `features` are distinct and in rising order, at most 255 in a bucket.
    pub fn bytes(features: &[Votes]) -> Vec<u8> {
        let bits = (features.len() / 3).next_power_of_two().trailing_zeros().clamp(16, 24);
        let mut offsets: Vec<u32> = Vec::with_capacity((1 << bits) + 1);
        let mut buckets: Vec<u8> = Vec::new();
        let mut rest = features;
        for bucket in 0..1u32 << bits {
            offsets.push(buckets.len() as u32);
            let count = rest.partition_point(|(feature, _)| feature >> (32 - bits) <= bucket);
            let (mine, others) = rest.split_at(count);
            rest = others;
            let mine = &mine[..mine.len().min(255)];
            if mine.is_empty() {
                continue;
            }
            buckets.push(mine.len() as u8);
            mine.iter().for_each(|(feature, _)| buckets.extend((*feature as u16).to_le_bytes()));
            mine.iter().for_each(|(_, votes)| buckets.push(votes.len().min(CLASSES) as u8));
            for (class, weight) in mine.iter().flat_map(|(_, votes)| votes.iter().take(CLASSES)) {
                buckets.extend([*class, *weight as u8]);
            }
        }
        offsets.push(buckets.len() as u32);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(bits.to_le_bytes());
        bytes.extend((buckets.len() as u32).to_le_bytes());
        offsets.iter().for_each(|offset| bytes.extend(offset.to_le_bytes()));
        bytes.extend(buckets);
        bytes
    }

    /// Adds the votes of all `features` to `scores`.
    ///
    /// The tables are larger than the caches near the processor, so nearly every look is a miss. The looks are therefore
    /// taken in rounds over all features, none of which waits for another: misses of one round overlap.
    pub fn vote(&self, features: &[u32], scores: &mut [i32; CLASSES]) {
        const ROUND: usize = 128;
        let mut places = [(0u32, 0u32); ROUND];
        let mut counts = [0u8; ROUND];
        for features in features.chunks(ROUND) {
            for (place, &feature) in places.iter_mut().zip(features) {
                let at = (feature >> self.shift) as usize * 4;
                *place = match self.offsets.get(at..at + 8) {
                    Some(&[a, b, c, d, e, f, g, h]) => {
                        (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]))
                    }
                    _ => (0, 0),
                };
            }
            for (count, &(start, _)) in counts.iter_mut().zip(&places[..features.len()]) {
                *count = self.buckets.get(start as usize).copied().unwrap_or(0);
            }
            for ((&feature, &(start, end)), &count) in features.iter().zip(&places).zip(&counts) {
                if start < end {
                    self.vote_of(feature, start as usize + 1..end as usize, usize::from(count), scores);
                }
            }
        }
    }

    /// Adds the votes of one feature, whose bucket of `count` features lies at `bucket`.
    #[inline]
    fn vote_of(&self, feature: u32, bucket: Range<usize>, count: usize, scores: &mut [i32; CLASSES]) {
        let Some(rest) = self.buckets.get(bucket) else { return };
        let Some((prints, rest)) = rest.split_at_checked(count * 2) else { return };
        let Some((sizes, pairs)) = rest.split_at_checked(count) else { return };
        let print = (feature as u16).to_le_bytes();
        let Some(index) = prints.chunks_exact(2).position(|other| other == print) else { return };
        let skipped: usize = sizes[..index].iter().map(|&size| usize::from(size) * 2).sum();
        let size = usize::from(sizes[index]) * 2;
        for pair in pairs.get(skipped..skipped + size).unwrap_or(&[]).chunks_exact(2) {
            let root = i32::from(pair[1] as i8);
            scores[usize::from(pair[0]) % CLASSES] += root * root.abs();
        }
    }
}

/// Hash of a feature: which template it comes from and its values.
#[inline]
pub fn feature<const N: usize>(template: u32, values: [u32; N]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = (u64::from(template) + 1).wrapping_mul(FACTOR);
    for value in values {
        hash = (hash.rotate_left(23) ^ u64::from(value)).wrapping_mul(FACTOR);
    }
    ((hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// Hash of a word in lower case (FNV-1a); a curly apostrophe counts as a straight one.
pub fn word_hash(word: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut add = |value: u32| hash = (hash ^ value).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        word.bytes().for_each(|byte| add(u32::from(byte.to_ascii_lowercase())));
    } else {
        word.chars()
            .flat_map(char::to_lowercase)
            .for_each(|c| add(if c == '’' { u32::from('\'') } else { c as u32 }));
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_come_back_as_they_were_written() {
        let mut features: Vec<Votes> =
            (0..5000u32).map(|n| (feature(1, [n]), vec![(1, (n % 100) as i8 + 1), (127, -1)])).collect();
        features.sort();
        let model = Perceptron::parse(Box::leak(Perceptron::bytes(&features).into_boxed_slice())).expect("parses");
        for n in 0..5000u32 {
            let mut scores = [0; CLASSES];
            model.vote(&[feature(1, [n])], &mut scores);
            assert_eq!((scores[1], scores[127], scores[2]), (((n % 100) as i32 + 1).pow(2), -1, 0));
        }
        let mut scores = [0; CLASSES];
        model.vote(&[feature(2, [1]), feature(3, [1, 2])], &mut scores);
        assert_eq!(scores, [0; CLASSES]);
    }

    #[test]
    fn broken_bytes_are_no_model() {
        assert!(Perceptron::parse(b"percept2").is_none());
        assert!(Perceptron::parse(b"percept2\x10\0\0\0\xff\0\0\0").is_none());
        assert!(Perceptron::parse(b"something else").is_none());
    }
}
