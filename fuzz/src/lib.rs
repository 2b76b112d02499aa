//! What do the fuzz targets share?
//!
//! The intake is a part of the program, which is no library: it is compiled in here from its place. Useful for feeding it
//! bytes as one file; a panic in it ends the run, although the program would go on.

#![allow(missing_docs)]

#[path = "../../crates/onrecord/src/intake/mod.rs"]
#[allow(dead_code)]
mod intake;

use intake::sources::{Met, Source, Sources};
use intake::table::Columns;
use reader::{Document, Given, Knowledge, Reading};
use std::sync::OnceLock;

/// Documents may be so long: the fuzzer's inputs are small, so larger ones come out of bombs alone.
const MOST: u64 = 1 << 20;

/// Takes bytes apart as a file of this name and gives what lies in them.
pub fn taken_apart(name: &str, bytes: &[u8]) -> Vec<Document> {
    // A PDF is read by another process of the program, which a fuzz target is not; `pdf` reads it in this one.
    if bytes.windows(5).any(|five| five == b"%PDF-") {
        return Vec::new();
    }
    let source = Source::Fetched(name.to_owned(), bytes.to_vec());
    let mut documents = Vec::new();
    for met in Sources::new(vec![source], Given::default(), Columns::default(), MOST) {
        match met {
            Met::Document(document) => {
                assert!(document.bytes.len() as u64 <= MOST * 4, "a document of {} bytes", document.bytes.len());
                documents.push(*document);
            }
            Met::Problem(problem) => assert!(problem.message.starts_with(name), "{}", problem.message),
        }
    }
    documents
}

/// The text that a PDF prints, if any.
pub fn text_of_pdf(bytes: &[u8]) -> Option<String> {
    intake::pdf::text(bytes.to_vec(), MOST as usize).ok()
}

/// Reads a document, and checks that all it says lies in it.
pub fn read(document: &Document) -> Reading {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    let reading = reader::read(document, KNOWLEDGE.get_or_init(Knowledge::built_in));
    let text = reading.text.as_str();
    for span in reading.statements.iter().flat_map(|statement| &statement.content) {
        assert!(text.get(span.start..span.end).is_some(), "a statement outside the text");
        assert!(reading.text.original(*span).end <= document.bytes.len(), "a statement outside the document");
    }
    reading
}
