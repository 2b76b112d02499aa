//! Where does a byte lie in the unit that the user counts in?
//!
//! Turns byte offsets of the original file into code points or UTF-16 units of the file decoded as UTF-8, broken bytes
//! counting as one U+FFFD a run. Checkpoints keep a look-up cheap on large files.

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    Codepoint,
    /// Bytes.
    Byte,
    /// UTF-16 code units.
    Utf16,
}

impl Unit {
    /// The unit's name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Codepoint => "codepoint",
            Unit::Byte => "byte",
            Unit::Utf16 => "utf16",
        }
    }

    /// The unit with this name.
    pub fn parse(name: &str) -> Option<Unit> {
        [Unit::Codepoint, Unit::Byte, Unit::Utf16].into_iter().find(|unit| unit.name() == name)
    }
}

/// Bytes between two checkpoints.
const STEP: usize = 256;

/// Byte offsets of one file in another unit.
pub struct Offsets<'a> {
    bytes: &'a [u8],
    unit: Unit,
    /// Byte offset (on a character boundary) and its count, about every `STEP` bytes.
    checkpoints: Vec<(usize, usize)>,
}

impl<'a> Offsets<'a> {
    /// Prepares the offsets of a file.
    pub fn new(bytes: &'a [u8], unit: Unit) -> Offsets<'a> {
        let mut checkpoints = vec![(0, 0)];
        if unit != Unit::Byte && !bytes.is_ascii() {
            let (mut at, mut count, mut next) = (0, 0, STEP);
            for (size, units) in characters(bytes, unit) {
                at += size;
                count += units;
                if at >= next {
                    checkpoints.push((at, count));
                    next = at + STEP;
                }
            }
        } else if unit != Unit::Byte {
            checkpoints.clear();
        }
        Offsets { bytes, unit, checkpoints }
    }

    /// The offset in the unit.
    pub fn of(&self, byte: usize) -> usize {
        if self.unit == Unit::Byte || self.checkpoints.is_empty() {
            return byte;
        }
        let index = self.checkpoints.partition_point(|(at, _)| *at <= byte) - 1;
        let (mut at, mut count) = self.checkpoints[index];
        for (size, units) in characters(&self.bytes[at..], self.unit) {
            if at + size > byte {
                break;
            }
            at += size;
            count += units;
        }
        count
    }
}

/// Size in bytes and in units of each character; a run of broken bytes is one.
fn characters(bytes: &[u8], unit: Unit) -> impl Iterator<Item = (usize, usize)> + '_ {
    bytes.utf8_chunks().flat_map(move |chunk| {
        let valid =
            chunk.valid().chars().map(move |c| (c.len_utf8(), if unit == Unit::Utf16 { c.len_utf16() } else { 1 }));
        let broken = (!chunk.invalid().is_empty()).then(|| (chunk.invalid().len(), 1));
        valid.chain(broken)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_unit_says() {
        let text = "a“𝄞\u{e9}".to_string() + &"x“".repeat(500);
        let bytes = text.as_bytes();
        let points = Offsets::new(bytes, Unit::Codepoint);
        let wide = Offsets::new(bytes, Unit::Utf16);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of(byte), count);
            assert_eq!(wide.of(byte), text[..byte].encode_utf16().count());
        }
        assert_eq!(points.of(text.len()), text.chars().count());
        assert_eq!(
            Offsets::new(b"a\xff\xffb", Unit::Codepoint).of(3),
            String::from_utf8_lossy(b"a\xff\xffb").chars().count() - 1
        );
    }
}
