//! Do the rules of the house hold?
//!
//! Rules that a compiler does not know: module docs, long files, links, the arrows between the crates, the reader's
//! purity, documented commands, model cards, wording. A failing rule lists every place with what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which crate may use which: `onrecord → record → reader`, `lab → record, reader`.
const ARROWS: &[(&str, &[&str])] =
    &[("reader", &[]), ("record", &["reader"]), ("onrecord", &["reader", "record"]), ("lab", &["reader", "record"])];

/// What would make a reading depend on more than its document and the knowledge given.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "SystemTime",
    "time::Instant",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
];

/// A file longer than this says why in its module doc.
const LONG: usize = 800;

/// All models together must stay below this many bytes.
const MODELS: u64 = 60_000_000;

/// The program states observations; these words would judge.
const JUDGING: &[&str] = &["lie", "lied", "liar", "liars", "false", "falsely", "fabricated", "misquoted", "misquote"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the source tree")
}

/// Every file below `folder` with this extension, sorted; build output and version control left out.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut result = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if name != "target" && name != "shared" && !name.starts_with('.') {
                    open.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                result.push(path);
            }
        }
    }
    result.sort();
    result
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} places:\n  {}", faults.len(), faults.join("\n  "));
}

fn rust_files() -> Vec<PathBuf> {
    ["crates", "fuzz"].iter().flat_map(|folder| files(&root().join(folder), "rs")).collect()
}

fn module_doc(source: &str) -> String {
    source.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_module_begins_with_its_doc() {
    let is_bare = |path: &PathBuf| module_doc(&read(path)).len() < 20;
    let bare = rust_files().into_iter().filter(is_bare);
    none(bare.map(|path| shown(&path) + ": begin with `//! Question?`").collect());
}

#[test]
fn long_files_give_their_reason() {
    let mut faults = Vec::new();
    for path in rust_files() {
        let source = read(&path);
        let lines = source.lines().count();
        if lines > LONG && !module_doc(&source).contains("lines") {
            let what = "split it or say in its module doc why it has that many lines";
            faults.push(format!("{}: {lines} lines; {what}", shown(&path)));
        }
    }
    none(faults)
}

#[test]
fn links_lead_somewhere() {
    let mut faults = Vec::new();
    for path in files(&root(), "md") {
        // Cases and examples hold documents, whose links are nobody's promise.
        if shown(&path).contains("/cases/") || shown(&path).starts_with("examples/") {
            continue;
        }
        let text = read(&path);
        let mut is_code = false;
        for (number, line) in text.lines().enumerate() {
            is_code ^= line.trim_start().starts_with("```");
            for part in line.split("](").skip(1).filter(|_| !is_code) {
                let target = part.split([')', '#', ' ']).next().unwrap_or("");
                let is_elsewhere = target.contains("://") || target.starts_with("mailto:");
                let place = path.parent().unwrap_or(&path).join(target);
                if !target.is_empty() && !is_elsewhere && !place.exists() {
                    faults.push(format!("{}:{}: there is no {target}", shown(&path), number + 1));
                }
            }
        }
    }
    none(faults)
}

#[test]
fn arrows_between_the_crates_are_the_list() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("crates")).expect("crates").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let manifest = read(&entry.path().join("Cargo.toml"));
        let mut part = String::new();
        let uses = found.entry(name).or_default();
        for line in manifest.lines().map(str::trim) {
            if line.starts_with('[') {
                part = line.trim_matches(['[', ']']).to_owned();
            }
            let used = line.split(['.', '=', ' ']).next().unwrap_or("");
            let is_ours = ARROWS.iter().any(|(known, _)| *known == used);
            if part.ends_with("dependencies") && is_ours && !uses.iter().any(|have| have == used) {
                uses.push(used.to_owned());
            }
        }
        uses.sort();
    }
    let wanted: BTreeMap<String, Vec<String>> = ARROWS
        .iter()
        .map(|(name, uses)| ((*name).to_owned(), uses.iter().map(|used| (*used).to_owned()).collect()))
        .collect();
    assert_eq!(found, wanted, "an arrow was added, or ARROWS in this file and ARCHITECTURE.md are out of date");
}

#[test]
fn the_reader_touches_nothing_but_its_document() {
    let mut faults = Vec::new();
    for path in files(&root().join("crates/reader/src"), "rs") {
        for (number, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            let found = IMPURE.iter().filter(|word| code.contains(*word));
            faults.extend(found.map(|word| format!("{}:{}: {word}; take it as an argument", shown(&path), number + 1)));
        }
    }
    none(faults)
}

#[test]
fn every_command_is_documented() {
    let args = root().join("crates/onrecord/src/args.rs");
    let pages = read(&root().join("README.md")) + &read(&root().join("docs/commands.md"));
    let source = read(&args);
    let names: Vec<&str> =
        source.lines().filter_map(|line| line.trim().strip_prefix("name: \"")?.split('"').next()).collect();
    assert!(!names.is_empty(), "no `name: \"…\"` in {}", shown(&args));
    let is_missing = |name: &&&str| !pages.contains(&format!("onrecord {name}"));
    none(names.iter().filter(is_missing).map(|name| format!("`onrecord {name}`: add it to docs/commands.md")).collect())
}

#[test]
fn every_model_has_a_card_and_all_stay_small() {
    let folder = root().join("crates/reader/data/models");
    let (mut faults, mut total) = (Vec::new(), 0);
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let path = entry.path();
        total += entry.metadata().map(|known| known.len()).unwrap_or(0);
        if path.extension().is_none_or(|extension| extension != "md") {
            let card = path.with_extension("md");
            let text = std::fs::read_to_string(&card).unwrap_or_default().to_lowercase();
            for word in ["data", "licence", "lab", "train", "score"] {
                if !text.contains(word) {
                    faults.push(format!("{}: the card says nothing of: {word}", shown(&card)));
                }
            }
        }
    }
    if total > MODELS {
        faults.push(format!("{}: {total} bytes, more than {MODELS}", shown(&folder)));
    }
    none(faults)
}

#[test]
fn every_list_of_words_says_what_it_is() {
    let folder = root().join("crates/reader/data/lexicons");
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        if !read(&entry.path()).starts_with('#') {
            faults.push(format!("{}: begin with a `#` line: what is in it, where from", shown(&entry.path())));
        }
    }
    none(faults)
}

#[test]
fn each_stage_has_cases() {
    let is_missing = |stage: &&&str| files(&root().join("crates/reader/cases").join(stage), "md").is_empty();
    let stages = ["text", "structure", "attribution", "meaning"];
    none(stages.iter().filter(is_missing).map(|stage| format!("crates/reader/cases/{stage}: no case")).collect())
}

/// The string literals of a source without its comments and tests, with their line numbers.
fn literals(source: &str) -> Vec<(usize, String)> {
    let mut result = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in source.lines().enumerate() {
        if line.trim() == "#[cfg(test)]" {
            break;
        }
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match (&mut open, character) {
                (None, '/') if characters.peek() == Some(&'/') => break,
                // A character literal, or a lifetime: only a double quotation mark in it matters here.
                (None, '\'') => {
                    characters.next_if_eq(&'\\');
                    characters.next_if_eq(&'"');
                }
                (None, '"') => open = Some((number + 1, String::new())),
                (None, _) => {}
                (Some(_), '"') => result.extend(open.take()),
                (Some((_, text)), '\\') => {
                    text.push(' ');
                    characters.next();
                }
                (Some((_, text)), other) => text.push(other),
            }
        }
        if let Some((_, text)) = &mut open {
            text.push(' ');
        }
    }
    result
}

#[test]
fn the_program_does_not_judge() {
    let mut faults = Vec::new();
    for path in files(&root().join("crates/onrecord/src"), "rs") {
        for (line, text) in literals(&read(&path)) {
            let text = text.to_lowercase();
            // The bare word is a value of JSON or of the command line, not a sentence.
            let is_value = text.split(|character: char| !character.is_alphabetic()).count() <= 2;
            let words = text.split(|character: char| !character.is_alphabetic());
            let judged = words.filter(|word| JUDGING.contains(word) && !is_value).count();
            if judged > 0 || text.contains("contradicts himself") || text.contains("contradicts herself") {
                faults.push(format!("{}:{line}: \"{}\" judges; state what differs", shown(&path), text.trim()));
            }
        }
    }
    none(faults)
}

#[test]
fn literals_are_found() {
    let source = "let a = \"one\"; // \"no\"\nlet b = '\"'; let c = \"two \\\" three\n  four\";\n";
    let found: Vec<String> = literals(source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["one", "two   three   four"]);
}

#[test]
fn results_hold_no_text() {
    // Outcomes are counts and names; a long cell would be somebody's words.
    let mut faults = Vec::new();
    for path in files(&root().join("crates/lab/results"), "csv") {
        for (number, line) in read(&path).lines().enumerate() {
            if line.split(',').any(|cell| cell.split_whitespace().count() > 8) {
                faults.push(format!("{}:{}: a cell of more than eight words", shown(&path), number + 1));
            }
        }
    }
    none(faults)
}
