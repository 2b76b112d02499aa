//! Does any table or list of JSON objects make the intake panic or hang?
//!
//! A find belongs into `crates/onrecord/tests/hostile.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;

// The first byte chooses the ending of the name: only it tells a table from a text.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    onrecord_fuzz::taken_apart(if first % 2 == 0 { "a.csv" } else { "a.jsonl" }, rest);
});
