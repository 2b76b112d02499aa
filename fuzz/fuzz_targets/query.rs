//! Is any text that is asked an error, or does it make the record panic or hang?
//!
//! A find belongs into `crates/record/cases/query`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reader::{Document, Given, Media};
use record::Record;
use std::cell::RefCell;

const REPORT: &str = "SANDEL (Harbor Wire) — “We will not stand aside,” Tessa Lorne, a ministry spokesperson, said on 14 October \
                      2025. Mara Quill denied that 300 workers might leave.\n";

thread_local! {
    static RECORD: RefCell<(tempfile::TempDir, Record)> = RefCell::new(made());
}

fn made() -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().expect("a folder for the record");
    let mut record = Record::open(&folder.path().join("a.onrecord")).expect("a record");
    let document = Document { path: "a".into(), bytes: REPORT.into(), media: Media::Plain, given: Given::default() };
    let reading = onrecord_fuzz::read(&document);
    record.add(&[(document, reading)]).expect("the record takes a report");
    (folder, record)
}

fuzz_target!(|query: &str| {
    RECORD.with_borrow(|(_, record)| {
        let found = record.search(query, 0, 10).expect("no query is an error");
        assert!(found.rows.len() <= 10);
    });
});
