//! How far do negations reach, and how certain are events?
//!
//! Takes a file or a folder and recognises by the first line what a file is. Negation: columns as the *SEM 2012 shared task
//! gave them out (chapter, sentence, number, word, lemma, tag, tree, then cue, scope and event of each negation). Factuality:
//! JSON lines of `text` and `targets` with `span1` and `label`, −3 to 3 (UDS-IH2). Other files are named and left alone;
//! files of a folder whose name begins with `train` too, so that what is reported was not looked at. `--errors` prints what
//! differs, `--csv` keeps the outcome of every item. Rules only: nothing is fitted to the texts.

mod factuality;
mod negation;

use super::Options;
use reader::Knowledge;
use std::fs;
use std::path::{Path, PathBuf};

/// `lab score certainty --data PATH [--errors] [--csv]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data"], &["errors", "csv"])?;
    let path = options.path("data")?.ok_or("score certainty: --data PATH is missing")?;
    let mut files = Vec::new();
    collect(&path, &mut files)?;
    files.sort();
    let knowledge = Knowledge::built_in();
    let (mut negations, mut events, mut others) = (0, 0, Vec::new());
    for file in files {
        let raw = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let first = raw.lines().next().unwrap_or("");
        if negation::is_such(first) {
            negations += 1;
            negation::run(&file, &raw, &options, &knowledge)?;
        } else if factuality::is_such(first) {
            events += 1;
            factuality::run(&file, &options, &knowledge)?;
        } else {
            others.push(file.display().to_string());
        }
    }
    if !others.is_empty() {
        eprintln!("left alone, neither negations nor events: {}", others.join(", "));
    }
    for (count, what) in [
        (negations, "negations: columns of the *SEM 2012 task, in a .txt file"),
        (events, "events: JSON lines of `text` and `targets` with `label`, in a .jsonl file"),
    ] {
        if count == 0 {
            eprintln!("{}: there are no {what}", path.display());
        }
    }
    if negations + events == 0 { Err(format!("{}: nothing to measure with", path.display())) } else { Ok(()) }
}

/// The path itself, or the .txt and .jsonl files under it that are not for training.
fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    if path.is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, found)?;
        } else if (name.ends_with(".txt") || name.ends_with(".jsonl")) && !name.starts_with("train") {
            found.push(path);
        }
    }
    Ok(())
}

/// `dev` of `…/dev.txt`.
fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("")
}
