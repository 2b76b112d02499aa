//! Which characters do the bytes stand for?
//!
//! UTF-8 with broken bytes shown as U+FFFD, a byte order mark left out, `\r\n` and `\r` as `\n`, other control, zero-width
//! and bidirectional characters left out. Nothing is lost: what is left out or replaced keeps its place.

use super::clean_text::{Builder, CleanText};
use crate::reading::{Note, NoteKind};
use crate::span::Span;

/// Whether the bytes are no text: many control bytes or much broken UTF-8 at the start.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let odd = head.iter().filter(|&&byte| byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12 | 27)).count();
    let broken = String::from_utf8_lossy(head).chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    odd * 50 > head.len() || broken * 4 > head.len()
}

/// The text of plain bytes.
pub(super) fn plain(bytes: &[u8], notes: &mut Vec<Note>) -> CleanText {
    let mut builder = CleanText::builder();
    let (mut at, mut broken, mut first) = (0, 0usize, None);
    for chunk in bytes.utf8_chunks() {
        copy(&mut builder, chunk.valid(), at);
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first = first.or(Some(builder.as_str().len()));
            broken += 1;
            builder.replace(Span::new(at, at + chunk.invalid().len()), "\u{fffd}");
            at += chunk.invalid().len();
        }
    }
    if let Some(first) = first {
        let places = if broken == 1 { "place" } else { "places" };
        notes.push(Note {
            kind: NoteKind::Encoding,
            message: format!(
                "{broken} {places} with bytes that are no UTF-8, shown as \u{fffd}; is the file in another encoding?"
            ),
            span: Some(Span::new(first, first + '\u{fffd}'.len_utf8())),
        });
    }
    builder.finish()
}

/// Copies text, with line ends made one and invisible characters left out.
pub(super) fn copy(builder: &mut Builder, text: &str, from: usize) {
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let mut end = at + c.len_utf8();
        let instead = match c {
            '\n' | '\t' => continue,
            '\r' => {
                if characters.next_if(|(_, next)| *next == '\n').is_some() {
                    end += 1;
                }
                "\n"
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{c}' => "\n",
            '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{ad}' => "",
            c if c.is_control() => "",
            _ => continue,
        };
        builder.copy(&text[start..at], from + start);
        builder.replace(Span::new(from + at, from + end), instead);
        start = end;
    }
    builder.copy(&text[start..], from + start);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_way_back() {
        let bytes = b"\xef\xbb\xbfA\r\nb\xffc\x00d";
        let mut notes = Vec::new();
        let text = plain(bytes, &mut notes);
        assert_eq!(text.as_str(), "A\nb\u{fffd}cd");
        assert_eq!(notes.len(), 1);
        let original = text.original(Span::new(2, 3));
        assert_eq!(&bytes[original.start..original.end], b"b");
        let whole = text.original(Span::new(0, text.as_str().len()));
        assert_eq!((whole.start, whole.end), (3, bytes.len()));
    }
}
