//! What does one document say?

use crate::meaning::{Event, Question, Speaker, Statement, time::When};
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;

names! {
    /// What a note is about.
    pub enum NoteKind {
        /// Bytes that are no text of the encoding.
        Encoding = "encoding",
        /// Nothing to read.
        Empty = "empty",
        /// Not text.
        Binary = "binary",
        /// Something was repaired.
        Repaired = "repaired",
        /// Part was passed over.
        PassedOver = "passed_over",
        /// A language that is not read.
        Language = "language",
        /// Anything else that the user should know.
        Remark = "remark",
    }
}

/// Something that the user should know about the reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// A sentence for people.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span<Clean>>,
}

/// What one document says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The text with its way back to the original bytes.
    pub text: CleanText,
    /// Blocks, sentences, quotations, turns.
    pub structure: Structure,
    /// When the document was published.
    pub published: When,
    /// Everybody who speaks.
    pub speakers: Vec<Speaker>,
    /// Who has each turn; parallel to `structure.turns`.
    pub turn_speakers: Vec<Option<usize>>,
    /// The occasions.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What was asked, and what came back.
    pub questions: Vec<Question>,
    /// What the user should know.
    pub notes: Vec<Note>,
}
