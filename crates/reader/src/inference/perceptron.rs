//! Which class do sparse features vote for?
//!
//! An averaged perceptron after training: a table from feature hash to a few (class, weight) pairs, read in place from the
//! file's bytes, so that loading costs nothing. Sums are integers: no order of addition can change an answer.

/// Weights as they lie in the model file.
///
/// Layout, little-endian: `b"percept1"`, number of slots (a power of two) as u32, number of entries as u32, then a slot for
/// each: key u32 and entry position u32 (low 24 bits position, high 8 bits count), then entries of one byte class and one
/// signed byte weight. A key of 0 marks an empty slot.
#[derive(Debug, Clone, Copy)]
pub struct Perceptron {
    slots: &'static [u8],
    entries: &'static [u8],
    mask: u32,
}

impl Perceptron {
    /// Reads the head; `None` if the bytes are no model.
    pub fn parse(bytes: &'static [u8]) -> Option<Perceptron> {
        let rest = bytes.strip_prefix(b"percept1")?;
        let (slots, rest) = rest.split_first_chunk::<4>()?;
        let (entries, rest) = rest.split_first_chunk::<4>()?;
        let (slots, entries) = (u32::from_le_bytes(*slots), u32::from_le_bytes(*entries));
        let (table, rest) = rest.split_at_checked(slots as usize * 8)?;
        let (entries, _) = rest.split_at_checked(entries as usize * 2)?;
        if !slots.is_power_of_two() {
            return None;
        }
        Some(Perceptron { slots: table, entries, mask: slots - 1 })
    }

    /// The form that `parse` reads, from (feature, [(class, weight)]) pairs with distinct non-zero features.
    pub fn bytes(features: &[(u32, Vec<(u8, i8)>)]) -> Vec<u8> {
        let slots = (features.len() * 3 / 2 + 1).next_power_of_two();
        let mask = slots as u32 - 1;
        let mut table = vec![(0u32, 0u32); slots];
        let mut entries: Vec<u8> = Vec::new();
        for (feature, votes) in features {
            let position = (entries.len() / 2) as u32;
            let count = votes.len().min(255);
            for &(class, weight) in &votes[..count] {
                entries.extend([class, weight as u8]);
            }
            let mut slot = spread(*feature) & mask;
            while table[slot as usize].0 != 0 {
                slot = (slot + 1) & mask;
            }
            table[slot as usize] = (*feature, position | (count as u32) << 24);
        }
        let mut bytes = b"percept1".to_vec();
        bytes.extend((slots as u32).to_le_bytes());
        bytes.extend((entries.len() as u32 / 2).to_le_bytes());
        for (key, value) in table {
            bytes.extend(key.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(entries);
        bytes
    }

    /// Adds the votes of one feature to `scores`; classes beyond its length are passed over.
    pub fn vote(&self, feature: u32, scores: &mut [i32]) {
        let mut slot = spread(feature) & self.mask;
        // A full table cannot come from `bytes`; a bound keeps a broken file from hanging.
        for _ in 0..64 {
            let at = slot as usize * 8;
            let Some(bytes) = self.slots.get(at..at + 8) else { return };
            let key = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            if key == 0 {
                return;
            }
            if key == feature {
                let value = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
                let (position, count) = ((value & 0xff_ffff) as usize * 2, (value >> 24) as usize * 2);
                for pair in self.entries.get(position..position + count).unwrap_or(&[]).chunks_exact(2) {
                    if let Some(score) = scores.get_mut(pair[0] as usize) {
                        *score += i32::from(pair[1] as i8);
                    }
                }
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }
}

fn spread(feature: u32) -> u32 {
    let mixed = feature.wrapping_mul(0x9E37_79B1);
    mixed ^ (mixed >> 15)
}

/// Hash of a feature: which template it comes from and its values. Never 0.
pub fn feature(template: u32, values: &[u32]) -> u32 {
    let mut hash = template.wrapping_mul(0x85EB_CA6B) ^ 0x27D4_EB2F;
    for &value in values {
        hash = (hash ^ value).wrapping_mul(0xCC9E_2D51);
        hash = hash.rotate_left(15).wrapping_mul(5).wrapping_add(0xE654_6B64);
    }
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85EB_CA6B);
    hash ^= hash >> 13;
    hash.max(1)
}

/// Hash of a word in lower case.
pub fn word_hash(word: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    if word.is_ascii() {
        for byte in word.bytes() {
            hash = (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
        }
    } else {
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            hash = (hash ^ c as u32).wrapping_mul(0x0100_0193);
        }
    }
    hash
}
