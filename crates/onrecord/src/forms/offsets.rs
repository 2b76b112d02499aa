//! Where does a byte lie in the unit that the user counts in?
//!
//! Turns byte offsets of the original file into code points or UTF-16 units of the file decoded as UTF-8, each run of
//! broken bytes counting as the one U+FFFD that stands for it. Checkpoints keep a look-up cheap however long the file.
//! Not useful inside the reader, where offsets are bytes.

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
    /// Byte offset, its count, and whether broken bytes begin here. Empty where units are bytes.
    checkpoints: Vec<(usize, usize, bool)>,
}

impl<'a> Offsets<'a> {
    /// Prepares the offsets of a file, in one pass over it.
    pub fn new(bytes: &'a [u8], unit: Unit) -> Offsets<'a> {
        let mut checkpoints = Vec::new();
        if unit == Unit::Byte || bytes.is_ascii() {
            return Offsets { bytes, unit, checkpoints };
        }
        let (mut at, mut count) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            for piece in chunk.valid().as_bytes().chunks(STEP) {
                checkpoints.push((at, count, false));
                at += piece.len();
                count += units(piece, unit);
            }
            if !chunk.invalid().is_empty() {
                checkpoints.push((at, count, true));
                at += chunk.invalid().len();
                count += 1;
            }
        }
        checkpoints.push((at, count, false));
        Offsets { bytes, unit, checkpoints }
    }

    /// The offset in the unit. An offset inside a run of broken bytes is that of its beginning.
    pub fn of(&self, byte: usize) -> usize {
        let next = self.checkpoints.partition_point(|(at, ..)| *at <= byte);
        match next.checked_sub(1).and_then(|index| self.checkpoints.get(index)) {
            None => byte,
            Some(&(_, count, true)) => count,
            Some(&(at, count, false)) => count + self.bytes.get(at..byte).map_or(0, |piece| units(piece, self.unit)),
        }
    }
}

/// How many units whole characters have: every byte but those that continue a character begins one, and a character of
/// four bytes is two units of UTF-16.
fn units(bytes: &[u8], unit: Unit) -> usize {
    let characters = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    match unit {
        Unit::Byte => bytes.len(),
        Unit::Codepoint => characters,
        Unit::Utf16 => characters + bytes.iter().filter(|&&byte| byte >= 0xf0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_unit_says() {
        let text = "a“𝄞\u{e9}".to_string() + &"x“𝄞".repeat(500);
        let bytes = text.as_bytes();
        let points = Offsets::new(bytes, Unit::Codepoint);
        let wide = Offsets::new(bytes, Unit::Utf16);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of(byte), count);
            assert_eq!(wide.of(byte), text[..byte].encode_utf16().count());
        }
        assert_eq!(points.of(text.len()), text.chars().count());
        assert_eq!(Offsets::new(bytes, Unit::Byte).of(7), 7);
    }

    #[test]
    fn broken_bytes_count_as_what_is_shown() {
        let bytes = b"\xef\xbb\xbfa\xff\xffb\xe2\x80c\xe2\x80\x9cd\xf0\x9f";
        let offsets = Offsets::new(bytes, Unit::Codepoint);
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
        for end in [0, 3, 4, 5, 6, 7, 9, 10, 13, 14, 16] {
            assert_eq!(offsets.of(end), shown(&bytes[..end]), "{end}");
        }
    }
}
