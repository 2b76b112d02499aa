//! Does any sequence of bytes make the reader panic, hang or point outside the text?
//!
//! `cargo +nightly fuzz run read` (with `cargo install cargo-fuzz`). The first byte chooses the media type, the rest is
//! the document. A find belongs into `crates/reader/tests/any_bytes.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reader::{Document, Given, Knowledge, Media};
use std::sync::OnceLock;

static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let media = if first % 2 == 0 { Media::Plain } else { Media::Markdown };
    let document = Document { path: String::new(), bytes: rest.to_vec(), media, given: Given::default() };
    let reading = reader::read(&document, KNOWLEDGE.get_or_init(Knowledge::built_in));
    let text = reading.text.as_str();
    for span in reading.statements.iter().flat_map(|statement| &statement.content) {
        assert!(text.get(span.start..span.end).is_some());
        assert!(reading.text.original(*span).end <= document.bytes.len());
    }
});
