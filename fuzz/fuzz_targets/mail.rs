//! Does any message or mailbox make the intake panic or hang?
//!
//! A find belongs into `crates/onrecord/tests/hostile.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    onrecord_fuzz::taken_apart("a.eml", bytes);
});
