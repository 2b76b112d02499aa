//! How does one line come at a time, never longer than allowed?

use std::io::{BufRead, Read, Result};

/// What was found at the next line.
pub enum Line {
    /// The line with its end.
    Held(Vec<u8>),
    /// A line that was passed over.
    TooLong,
    /// No further line.
    End,
}

/// The next line. The rest of a line of more than `most` bytes is passed over in pieces.
///
/// # Errors
/// Those of the reader.
pub fn next<R: BufRead + ?Sized>(reader: &mut R, most: u64) -> Result<Line> {
    let mut bytes = Vec::new();
    let size = reader.take(most.saturating_add(1)).read_until(b'\n', &mut bytes)?;
    if size == 0 {
        return Ok(Line::End);
    }
    if bytes.ends_with(b"\n") || size as u64 <= most {
        return Ok(Line::Held(bytes));
    }
    loop {
        bytes.clear();
        let size = reader.take(1 << 20).read_until(b'\n', &mut bytes)?;
        if size == 0 || bytes.ends_with(b"\n") {
            return Ok(Line::TooLong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut text = &b"one\ntoo long a line\ntwo"[..];
        let mut shown = Vec::new();
        loop {
            match next(&mut text, 4).unwrap() {
                Line::Held(line) => shown.push(String::from_utf8(line).unwrap()),
                Line::TooLong => shown.push("-".into()),
                Line::End => break,
            }
        }
        assert_eq!(shown, ["one\n", "-", "two"]);
    }
}
