//! What does the page say without its markup?
//!
//! `clean` turns the bytes of a document into `CleanText`: valid UTF-8 with `\n` line ends and no markup, in which every
//! byte knows where it came from. Useful for every later stage; not useful for deciding what is furniture (that is
//! `structure`).

mod captions;
mod clean_text;
mod decode;
mod markdown;

pub use clean_text::{Builder, CleanText, Piece};

use crate::document::{Document, Media};
use crate::reading::{Note, NoteKind};

/// The clean text of a document, and what could not be read in it.
pub fn clean(document: &Document) -> (CleanText, Vec<Note>) {
    let mut notes = Vec::new();
    let bytes = &document.bytes;
    let nothing =
        |kind, message: &str| (CleanText::default(), vec![Note { kind, message: message.to_string(), span: None }]);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return nothing(NoteKind::Empty, "the document holds no text");
    }
    if decode::is_binary(bytes) {
        return nothing(
            NoteKind::Binary,
            "not read: the bytes are no text (a picture, an archive, another binary file?)",
        );
    }
    let text = match (document.media, std::str::from_utf8(bytes)) {
        (Media::Markdown, Ok(text)) => markdown::plain(text),
        (Media::Plain, Ok(text)) if captions::is_captions(text) => captions::plain(text),
        _ => decode::plain(bytes, &mut notes),
    };
    (text, notes)
}
