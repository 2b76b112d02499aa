//! Bytes of one document in, a `Reading` out: who said what, when, how certainly, in answer to what.
//!
//! Pure: no files, clock, network, environment or threads; the same document and knowledge give the same reading, byte
//! for byte. Reading never fails and never panics: what could not be read becomes a note.

pub mod attribution;
pub mod document;
pub mod evidence;
pub mod inference;
pub mod knowledge;
pub mod language;
pub mod meaning;
pub(crate) mod names;
pub mod reading;
pub mod span;
pub mod structure;
pub mod text;

pub use document::{Document, Given, GivenEvent, Media};
pub use knowledge::Knowledge;
pub use reading::{Note, NoteKind, Reading};
pub use span::{Clean, Original, Span};

/// Reads one document.
pub fn read(document: &Document, knowledge: &Knowledge) -> Reading {
    let (text, mut notes) = text::clean(document);
    let structure = structure::divide(document, &text, knowledge, &mut notes);
    let language = language::describe(&text, &structure, knowledge);
    let attributions = attribution::find(&text, &structure, &language, knowledge);
    let meaning = meaning::interpret(document, &text, &structure, &language, attributions, knowledge);
    Reading {
        text,
        structure,
        published: meaning.published,
        speakers: meaning.speakers,
        turn_speakers: meaning.turn_speakers,
        events: meaning.events,
        statements: meaning.statements,
        questions: meaning.questions,
        notes,
    }
}
