//! What is the answer, as plain data?
//!
//! One file a question of the user: a statement, a document, people, a search, questions, what the record holds, why a
//! field is what it is, what needs a human. Terminal, JSON and pages print the same view, so they cannot differ. Views hold text and ids,
//! no spans, and decide nothing about text. Not useful for programs that need offsets: `forms::json::reading` has them.

pub mod asked;
pub mod cited;
pub mod document;
pub mod explain;
pub mod front;
pub mod identities;
pub mod links;
pub mod overview;
pub mod people;
pub mod person;
pub mod questions;
pub mod queue;
pub mod quotes;
pub mod search;
pub mod statement;
pub mod statement_page;
pub mod when;

use reader::{Clean, Span};

/// The words of spans, joined by ` … ` where something lies between.
pub fn words(text: &str, spans: &[Span<Clean>]) -> String {
    spans.iter().map(|span| line(span.of(text))).collect::<Vec<_>>().join(" … ")
}

/// Text on one line: runs of white space become one blank.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
