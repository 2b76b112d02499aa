//! Does the reading of the examples stay what it is?
//!
//! Every document of `examples/` is read and its plain lines are compared with `tests/snapshots/NAME.txt`, so that a
//! change of any stage shows as a diff. `UPDATE_SNAPSHOTS=1 cargo test -p reader --test snapshots` rewrites them: read
//! the diff before you commit it. A snapshot says what is, not what should be; that is what the cases are for.

// The test reads the examples; only the crate itself is without files and environment.
#![allow(clippy::disallowed_methods)]

mod support;

use reader::{Document, Given, Knowledge, Media};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The examples with what stands beside them, by name.
fn examples() -> Vec<(String, Document)> {
    let mut result = Vec::new();
    for entry in std::fs::read_dir(root().join("examples")).expect("examples/").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let media = match path.extension().and_then(|extension| extension.to_str()) {
            Some("txt") => Media::Plain,
            Some("md") => Media::Markdown,
            _ => continue,
        };
        let mut given = Given::default();
        if let Ok(meta) = std::fs::read_to_string(path.with_file_name(format!("{name}.meta.json"))) {
            let meta: Value = serde_json::from_str(&meta).unwrap_or_else(|error| panic!("{name}.meta.json: {error}"));
            let field = |key: &str| meta.get(key).and_then(Value::as_str).map(str::to_owned);
            given.outlet = field("outlet");
            given.agency = field("agency");
            given.address = field("address");
            given.timezone = field("timezone");
            given.published = field("published").map(|day| day.parse().expect("a day"));
        }
        let bytes = std::fs::read(&path).expect("an example");
        result.push((name.clone(), Document { path: name, bytes, media, given }));
    }
    result.sort_by(|a, b| a.0.cmp(&b.0));
    result
}

fn lines(document: &Document, knowledge: &Knowledge) -> String {
    support::render(&reader::read(document, knowledge)).iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").expect("a string takes all");
        text
    })
}

#[test]
fn examples_read_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let is_update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let knowledge = Knowledge::built_in();
    let mut report = String::new();
    for (name, document) in examples() {
        let now = lines(&document, &knowledge);
        let path = folder.join(format!("{name}.txt"));
        if is_update {
            std::fs::create_dir_all(&folder).expect("a folder for the snapshots");
            std::fs::write(&path, now).expect("a snapshot");
            continue;
        }
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
        let mut differ = |mark: char, all: &[&str], others: &[&str]| {
            for line in all.iter().filter(|line| !others.contains(line)) {
                writeln!(report, "{name} {mark} {line}").expect("a string takes all");
            }
        };
        differ('-', &old, &new);
        differ('+', &new, &old);
        if report.is_empty() && before != now {
            writeln!(report, "{name}: the same lines in another order").expect("a string takes all");
        }
    }
    assert!(
        report.is_empty(),
        "the readings changed; if that is meant: UPDATE_SNAPSHOTS=1 cargo test -p reader --test snapshots\n{report}"
    );
}

#[test]
fn readings_are_the_same_on_any_number_of_threads() {
    let knowledge = Knowledge::built_in();
    let examples = examples();
    let alone: Vec<String> = examples.iter().map(|(_, document)| lines(document, &knowledge)).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for ((name, document), alone) in examples.iter().zip(&alone).rev() {
                    assert_eq!(&lines(document, &knowledge), alone, "{name}");
                }
            });
        }
    });
}
