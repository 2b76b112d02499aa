//! How does the record look to other programs?
//!
//! Lists of statements as CSV, JSON lines, schema.org JSON-LD and Atom; one document as TEI (Parla-CLARIN), Web Annotations
//! and brat standoff. Each says how many rows it holds, so that a cut file shows. The reading itself, with every field, is
//! `forms::json`.

pub mod annotations;
pub mod brat;
pub mod lists;
pub mod tei;

use reader::document::GroundRule;
use record::{Error, Held, Record};

/// A document, unless it is off the record: nothing of that leaves.
pub fn on_record(record: &Record, id: &str) -> record::Result<Held> {
    let held = record.document(id)?;
    match held.document.given.ground_rule {
        Some(GroundRule::OffRecord) => Err(Error::NoSuchId(format!("{id} (off the record)"))),
        _ => Ok(held),
    }
}

/// Text of XML: marks escaped, what XML cannot hold left out.
pub fn xml(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}' => result.push(c),
            _ => {}
        }
    }
    result
}
