//! Does a record of every earlier schema open, with all that its user put into it? The samples in `old-records` were written
//! by the program of their time: two invented reports, a correction, and in the third a word on who is who.

use reader::Knowledge;
use record::Record;
use std::path::{Path, PathBuf};

/// A copy of a sample that may be written to.
fn copied(version: u8) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.onrecord");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old-records");
    std::fs::copy(samples.join(format!("schema-{version}.sqlite")), &path).unwrap();
    (folder, path)
}

fn schema(path: &Path) -> i64 {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn records_of_every_earlier_schema_open_and_keep_what_they_hold() {
    let newest = {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.onrecord");
        drop(Record::open(&path).unwrap());
        schema(&path)
    };
    for version in 1..newest {
        let (_folder, path) = copied(version as u8);
        assert_eq!(schema(&path), version);
        // Whoever reads it first brings it up to date.
        let mut record = Record::open_existing(&path).unwrap();
        assert_eq!(schema(&path), newest, "schema {version}");
        let documents = record.documents().unwrap();
        assert_eq!(documents.len(), 2, "schema {version}");
        for document in &documents {
            let held = record.document(&document.id).unwrap();
            assert_eq!(held.document.id(), document.id, "schema {version}: the bytes are others");
            assert!(!held.reading.statements.is_empty());
            assert_eq!(held.document.given.fetched, None);
        }
        let corrected = || record_total(&path, "certainty:possible");
        assert!(corrected() >= 1, "schema {version}: the correction is lost");
        assert_eq!(record.check().unwrap().faults, [""; 0], "schema {version}");
        if version == 3 {
            assert_eq!(record.all_identities().unwrap().len(), 1);
        }
        let before = corrected();
        record = Record::open(&path).unwrap();
        assert_eq!(record.reread(&Knowledge::built_in(), &mut |_, _| true).unwrap(), 2);
        assert_eq!(corrected(), before, "schema {version}: the correction is lost in a new reading");
        assert_eq!(record.check().unwrap().faults, [""; 0], "schema {version}");
    }
}

fn record_total(path: &Path, query: &str) -> u64 {
    Record::open_existing(path).unwrap().search(query, 0, 10).unwrap().total
}
