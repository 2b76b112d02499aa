//! Which characters do the bytes stand for?
//!
//! UTF-8 with broken bytes shown as U+FFFD, a byte order mark left out, `\r\n` and `\r` as `\n`, other control, zero-width
//! and bidirectional characters left out. A web page may be in any encoding that browsers know. Nothing is lost: what is left out or replaced keeps its place.

use super::clean_text::{Builder, CleanText};
use crate::reading::{Note, NoteKind};
use crate::span::Span;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Whether the bytes are no text: many control bytes or much broken UTF-8 at the start.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let odd = head.iter().filter(|&&byte| byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12 | 27)).count();
    let broken = String::from_utf8_lossy(head).chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    odd * 50 > head.len() || broken * 4 > head.len()
}

/// The encoding that a byte order mark or the page itself names; what is no UTF-8 and names none is read as Windows-1252,
/// as browsers do.
pub(super) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let named = declared(head).and_then(Encoding::for_label);
    // A page cannot name UTF-16 in its own letters: then it is none.
    match named {
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE && std::str::from_utf8(bytes).is_err() => {
            encoding
        }
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        // A few broken places in UTF-8 are no other encoding.
        _ if !is_mostly_broken(bytes) => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// The encoding of a text that is no UTF-8: UTF-16 by its byte order mark, Windows-1252 where what is above ASCII is rare
/// and none of it is UTF-8. `None` for UTF-8 and for what is no text.
pub(super) fn encoding_of_text(bytes: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => return Some(encoding),
        Some(_) => return None,
        None => {}
    }
    if is_binary(bytes) || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let is_whole = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    // Bytes that stand for nothing, or for a letter that hardly anybody writes.
    let is_odd = bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xfe | 0xff));
    (!is_whole && !is_odd && high * 10 < bytes.len()).then_some(WINDOWS_1252)
}

/// The name behind `charset= or `encoding=` in the head of a page.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let lower = head.to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = lower.windows(key.len()).position(|window| window == *key)? + key.len();
        let rest = &head[at..];
        let from = rest.iter().take(2).position(|byte| byte.is_ascii_alphanumeric())?;
        let length =
            rest[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)).count();
        Some(&rest[from..from + length])
    })
}

/// Whether more of the bytes above ASCII are broken than whole as UTF-8.
fn is_mostly_broken(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > whole
}

/// The characters of bytes in any encoding, one piece a character where it is not the same bytes in UTF-8.
pub(super) fn characters(bytes: &[u8], encoding: &'static Encoding, notes: &mut Vec<Note>) -> CleanText {
    let mut builder = CleanText::builder();
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut broken = 0usize;
    let mut start = 0;
    let mut buffer = [0u8; 32];
    for at in 0..=bytes.len() {
        let is_last = at == bytes.len();
        let mut rest = &bytes[at..(at + 1).min(bytes.len())];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, is_last);
            rest = &rest[read..];
            let text = std::str::from_utf8(&buffer[..written]).unwrap_or("");
            let end = at + usize::from(!is_last && rest.is_empty());
            if !text.is_empty() {
                if text.as_bytes() == &bytes[start..end] {
                    builder.copy(text, start);
                } else {
                    builder.replace(Span::new(start, end), text.to_string());
                }
                start = end;
            }
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    broken += 1;
                    builder.replace(Span::new(start, end), "\u{fffd}");
                    start = end;
                }
            }
        }
    }
    if encoding == WINDOWS_1252 && declared(&bytes[..bytes.len().min(4096)]).is_none() {
        let message =
            "the bytes are no UTF-8 and are read as Windows-1252; if that is wrong, save the text as UTF-8".into();
        notes.push(Note { kind: NoteKind::Encoding, message, span: None });
    }
    if broken > 0 {
        let places = if broken == 1 { "place" } else { "places" };
        let message = format!("{broken} {places} with bytes that are no {}, shown as \u{fffd}", encoding.name());
        notes.push(Note { kind: NoteKind::Encoding, message, span: None });
    }
    builder.finish()
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
            c if is_invisible(c) => "",
            _ => continue,
        };
        builder.copy(&text[start..at], from + start);
        builder.replace(Span::new(from + at, from + end), instead);
        start = end;
    }
    builder.copy(&text[start..], from + start);
}

/// Whether a character shows nothing: controls, zero-width and bidirectional ones, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{ad}'
    ) || c.is_control()
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
