//! Does any sequence of bytes make the reader panic, hang or point outside the text?
//!
//! The first byte chooses the media type, the rest is the document. A find belongs into `crates/reader/tests/any_bytes.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reader::{Document, Given, Media};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let media = if first % 2 == 0 { Media::Plain } else { Media::Markdown };
    onrecord_fuzz::read(&Document { path: String::new(), bytes: rest.to_vec(), media, given: Given::default() });
});
