//! What does a PDF print?
//!
//! A PDF holds marks at places, not text: words, lines and paragraphs are put together here from where the marks stand. The
//! document is the text made so: its offsets do not count in the PDF, which is not kept. `font` tells which characters the
//! marks are, `marks` where they stand, `layout` makes lines of them. It is all done in a process of its own, which is ended
//! when it takes more time or memory than any honest file needs. Not useful for pictures of pages.

mod child;
mod font;
mod layout;
mod marks;

pub use child::serve;

use super::walk::{Place, Walk, Walked};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use reader::{Given, Media};

/// Pages behind so many are not read.
const PAGES: usize = 5_000;

/// Reads one file.
pub fn document(walk: &mut Walk, place: &Place, bytes: Vec<u8>) -> Walked {
    match child::text_of(bytes, walk.limits.document) {
        Ok(text) => walk.document(place, place.path.clone(), text, Media::Plain, Given::default()),
        Err(what) => walk.tell(&place.path, &format!("not read: {what}"), place.named),
    }
}

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no PDF, or so much of one is missing that no page is found.
    Damaged,
    /// It needs a password.
    Secret,
    /// It prints no text.
    Pictures,
    /// Its fonts do not say which characters their marks are.
    Nameless,
}

impl Fault {
    const ALL: [Fault; 4] = [Fault::Damaged, Fault::Secret, Fault::Pictures, Fault::Nameless];

    /// The exit code by which the other process tells it.
    fn code(self) -> u8 {
        20 + self as u8
    }

    fn message(self) -> &'static str {
        match self {
            Fault::Damaged => "the PDF is damaged; get it again from its source, or print it to a new one",
            Fault::Secret => "the PDF is protected by a password; save it without and add that",
            Fault::Pictures => "the PDF prints no text; are its pages pictures? Make a text of them first",
            Fault::Nameless => {
                "the PDF does not say which letters its marks are; copy its text by hand, or make a text of its pictures"
            }
        }
    }
}

/// The text of a PDF; what follows the page on which it becomes longer than `most` bytes is not read. It may take any time
/// and memory: for that there is `document`.
///
/// # Errors
/// Why there is none.
pub fn text(bytes: Vec<u8>, most: usize) -> Result<String, Fault> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Secret,
        _ => Fault::Damaged,
    })?;
    let mut fonts = font::Fonts::default();
    let mut pages = Vec::new();
    let (mut known, mut unknown, mut length) = (0usize, 0usize, 0usize);
    for page in pdf.pages().iter().take(PAGES) {
        let marks = marks::of(page, &mut fonts);
        for mark in &marks {
            length += mark.text.len();
            let odd = mark.text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
            (known, unknown) = (known + mark.text.chars().count() - odd, unknown + odd);
        }
        pages.push(layout::lines(marks));
        if length > most {
            break;
        }
    }
    if unknown > known {
        return Err(Fault::Nameless);
    }
    let text = layout::text(pages);
    if text.trim().is_empty() { Err(Fault::Pictures) } else { Ok(text) }
}

#[cfg(test)]
mod tests;
