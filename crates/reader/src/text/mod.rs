//! What does the page say without its markup?
//!
//! `clean` turns the bytes of a document into `CleanText`: valid UTF-8 with `\n` line ends and no markup, in which every
//! byte knows where it came from. Useful for every later stage; not useful for deciding what is furniture (that is
//! `structure`).

mod captions;
mod clean_text;
mod decode;
mod html;
mod markdown;
pub mod page;

pub use clean_text::{Builder, CleanText, Piece};
pub use html::month_of;
pub use page::{Page, Part, Stated};

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
    if document.media == Media::Html {
        return (web(bytes, &mut notes), notes);
    }
    let encoding = decode::encoding_of_text(bytes);
    if encoding.is_none() && decode::is_binary(bytes) {
        return nothing(
            NoteKind::Binary,
            "not read: the bytes are no text (a picture, an archive, another binary file?)",
        );
    }
    let text = match (encoding, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => {
            let decoded = decode::characters(bytes, encoding, &mut notes);
            marked(decoded.as_str(), document.media).over(&decoded)
        }
        (None, Ok(text)) => marked(text, document.media),
        (None, Err(_)) => decode::plain(bytes, &mut notes),
    };
    (text, notes)
}

/// The text of characters that may be marked up.
fn marked(text: &str, media: Media) -> CleanText {
    match media {
        Media::Markdown => markdown::plain(text),
        _ if captions::is_captions(text) => captions::plain(text),
        _ => decode::plain(text.as_bytes(), &mut Vec::new()),
    }
}

/// The text of a web page in any encoding.
fn web(bytes: &[u8], notes: &mut Vec<Note>) -> CleanText {
    let encoding = decode::encoding_of(bytes);
    match std::str::from_utf8(bytes) {
        Ok(page) if encoding == encoding_rs::UTF_8 => html::plain(page, notes),
        _ => {
            let decoded = decode::characters(bytes, encoding, notes);
            html::plain(decoded.as_str(), notes).over(&decoded)
        }
    }
}
