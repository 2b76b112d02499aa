//! How often is a stage right?
//!
//! One scorer a stage. Each takes a path, so that it runs on texts that it has never seen, and prints precision, recall
//! and F1 in percent; `--csv` keeps the outcome of every item (counts, no text) under `crates/lab/results`.

mod answers;
mod attribution;
mod certainty;
mod language;
mod pages;
mod quantity;
mod quotes;
mod speaker;
mod time;
mod who;

use reader::{Document, Given, Knowledge, Media};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

type Scorer = fn(&[String]) -> Result<(), String>;

/// Name, what it needs, and where it is done.
const SCORERS: &[(&str, &str, Scorer)] = &[
    ("answers", "--data FILE.jsonl (QEvasion)  [--alone] [--show] [--csv]", answers::run),
    (
        "attribution",
        "--passages FILE.jsonl | --documents FOLDER  [--tier fast|accurate] [--top] [--errors] [--csv]",
        attribution::run,
    ),
    ("certainty", "--data PATH (*SEM 2012 negation, UDS-IH2 factuality)  [--errors] [--csv]", certainty::run),
    ("language", "--data FOLDER (with ud-ewt/ and gum/)  [--models FOLDER]", language::run),
    ("pages", "--data FOLDER (article-extraction-benchmark)  [--output FILE.json] [--show NAME] [--csv]", pages::run),
    ("quotes", "--data FILE.jsonl | --mutations N  --transcripts FOLDER  [--show]", quotes::run),
    ("quantity", "--data FILE.json (NewsQuant)  [--errors] [--csv]", quantity::run),
    ("time", "--data FOLDER (TimeML, Recognizers-Text suites)  [--errors] [--csv]", time::run),
    ("speaker", "--data FOLDER (PolNeAR)  [--show N] [--disagree] | --read FILE", speaker::run),
    ("who", "--data FOLDER  --draw N --seed S [--open] | --sample FILE.csv  [--tier fast|accurate]", who::run),
];

/// Finds the scorer named first and runs it.
///
/// # Errors
/// A message that says what is missing.
pub fn run(args: &[String]) -> Result<(), String> {
    let name = args.first().map(String::as_str).unwrap_or("");
    if let Some((_, _, scorer)) = SCORERS.iter().find(|(known, ..)| *known == name) {
        return scorer(&args[1..]);
    }
    let lines: Vec<String> = SCORERS.iter().map(|(name, needs, _)| format!("  lab score {name} {needs}")).collect();
    let problem = if name.is_empty() { "which scorer?".to_owned() } else { format!("no scorer is called `{name}`") };
    Err(format!("{problem} There are:\n{}", lines.join("\n")))
}

/// The options of one command: `--name value` and `--flag`.
pub struct Options {
    values: HashMap<String, String>,
    flags: Vec<String>,
}

impl Options {
    /// Reads the arguments; `values` take one value each, `flags` none.
    ///
    /// # Errors
    /// An unknown option, or one without its value.
    pub fn parse(args: &[String], values: &[&str], flags: &[&str]) -> Result<Options, String> {
        let mut result = Options { values: HashMap::new(), flags: Vec::new() };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let name = arg.strip_prefix("--").unwrap_or("");
            if flags.contains(&name) {
                result.flags.push(name.to_owned());
            } else if values.contains(&name) {
                let value = args.next().ok_or(format!("--{name} needs a value"))?;
                result.values.insert(name.to_owned(), value.clone());
            } else {
                let known: Vec<String> = values.iter().chain(flags).map(|known| format!("--{known}")).collect();
                return Err(format!("unknown option `{arg}`; there are {}", known.join(", ")));
            }
        }
        Ok(result)
    }

    /// The value of an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Whether a flag is given.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|given| given == flag)
    }

    /// What the reader of `--tier` knows: fast where nothing is said.
    ///
    /// # Errors
    /// Another tier.
    pub fn knowledge(&self) -> Result<Knowledge, String> {
        match self.value("tier") {
            None | Some("fast") => Ok(Knowledge::built_in()),
            Some("accurate") => Ok(Knowledge::accurate()),
            Some(other) => Err(format!("--tier {other}: fast or accurate")),
        }
    }

    /// The path of an option.
    ///
    /// # Errors
    /// There is nothing at the path.
    pub fn path(&self, name: &str) -> Result<Option<PathBuf>, String> {
        match self.value(name).map(PathBuf::from) {
            Some(path) if !path.exists() => Err(format!(
                "--{name} {}: there is no such file or folder; give the path of the texts to measure with",
                path.display()
            )),
            path => Ok(path),
        }
    }
}

/// How many there are, were found, and were found rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the gold annotation.
    pub gold: usize,
    /// In the reading.
    pub found: usize,
    /// In both.
    pub matched: usize,
}

impl Counts {
    /// Adds another count.
    pub fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.matched += other.matched;
    }

    /// Figures and counts as one line.
    pub fn figures(&self) -> String {
        format!("{} {:>6} {:>6} {:>6}", Figures::of(*self), self.gold, self.found, self.matched)
    }
}

/// Precision, recall and F1, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Of what was found, how much is right.
    pub precision: f64,
    /// Of what there is, how much was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Figures {
    /// From counts that may differ on the two sides.
    pub fn new(right_found: usize, found: usize, right_gold: usize, gold: usize) -> Figures {
        let precision = right_found as f64 / found.max(1) as f64;
        let recall = right_gold as f64 / gold.max(1) as f64;
        let sum = precision + recall;
        Figures { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }

    /// From plain counts.
    pub fn of(counts: Counts) -> Figures {
        Figures::new(counts.matched, counts.found, counts.matched, counts.gold)
    }
}

impl Display for Figures {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| 100.0 * share;
        write!(formatter, "{:5.1} {:5.1} {:5.1}", percent(self.precision), percent(self.recall), percent(self.f1))
    }
}

/// A plain-text document for the reader.
pub fn plain(path: &Path, number: usize, text: &str) -> Document {
    Document {
        path: format!("{}#{number}", path.display()),
        bytes: text.as_bytes().to_vec(),
        media: Media::Plain,
        given: Given::default(),
    }
}

/// Calls `each` with the number (from 1) and the value of every line of a JSONL file.
///
/// # Errors
/// The file cannot be read, a line is no JSON, or `each` refuses it; with file and line.
pub fn json_lines(path: &Path, mut each: impl FnMut(usize, &Value) -> Result<(), String>) -> Result<(), String> {
    let fault = |error: &dyn Display| format!("{}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(|error| fault(&error))?;
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| fault(&error))?;
        if line.trim().is_empty() {
            continue;
        }
        let value: Value =
            serde_json::from_str(&line).map_err(|error| fault(&format!("line {}: {error}", index + 1)))?;
        each(index + 1, &value).map_err(|error| fault(&error))?;
    }
    Ok(())
}

/// Writes the outcome of every item to `crates/lab/results/NAME.csv` of the source tree.
///
/// # Errors
/// The file cannot be written.
pub fn write_csv(name: &str, head: &[String], rows: &[Vec<String>]) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results").join(format!("{name}.csv"));
    let mut text = head.join(",") + "\n";
    rows.iter().for_each(|row| text.push_str(&(row.join(",") + "\n")));
    std::fs::create_dir_all(path.parent().unwrap_or(&path)).map_err(|error| format!("{}: {error}", path.display()))?;
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    eprintln!("{} rows in {}", rows.len(), path.display());
    Ok(())
}
