//! Does any PDF make the reading of its text panic or hang?
//!
//! A find belongs into `crates/onrecord/src/intake/pdf/tests.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    onrecord_fuzz::text_of_pdf(bytes);
});
