//! Does any web page make the reader panic or hang, or lose its way back to the bytes?
//!
//! A find belongs into `crates/reader/tests/any_bytes.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reader::text::CleanText;
use reader::{Document, Given, Media};

fuzz_target!(|bytes: &[u8]| {
    let document = Document { path: String::new(), bytes: bytes.to_vec(), media: Media::Html, given: Given::default() };
    let reading = onrecord_fuzz::read(&document);
    let again = CleanText::rebuild(bytes, reading.text.pieces().to_vec());
    assert_eq!(again.as_ref().map(CleanText::as_str), Some(reading.text.as_str()), "not built again from its pieces");
});
