//! How many cases of a recogniser's test suites does the reader pass?
//!
//! The suites of Microsoft's Recognizers-Text (`DateTime/*.json`, `Number/*.json`, `NumberWithUnit/*.json`). A case passes if
//! every expected result is covered by what the reader finds, with the same value, and nothing else is found. The reader's
//! notion of an expression is TIMEX3's: a preposition is no part of it, and a range between two dates is two expressions,
//! so words may differ at the ends and a range agrees if its ends do; a value agrees if it is one of those listed.
//!
//! News cannot hold every case. What is left out, by rule and never case by case, is in `outside`, each kind with its
//! reason; `results/recognizers.csv` counts them by suite.

mod dates;
mod numbers;
mod outside;

use super::super::{Options, write_csv};
use reader::Knowledge;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is judged: folder, suite, whether it is about dates.
const SUITES: &[(&str, &str, bool)] = &[
    ("DateTime", "DateTimeModel", true),
    ("DateTime", "DateParser", true),
    ("DateTime", "DatePeriodParser", true),
    ("DateTime", "DateTimeParser", true),
    ("DateTime", "DateTimePeriodParser", true),
    ("DateTime", "DurationParser", true),
    ("DateTime", "HolidayParser", true),
    ("DateTime", "SetParser", true),
    ("DateTime", "TimeParser", true),
    ("DateTime", "TimePeriodParser", true),
    ("Number", "NumberModel", false),
    ("Number", "NumberRangeModel", false),
    ("Number", "OrdinalModel", false),
    ("Number", "PercentModel", false),
    ("NumberWithUnit", "AgeModel", false),
    ("NumberWithUnit", "CurrencyModel", false),
    ("NumberWithUnit", "DimensionModel", false),
    ("NumberWithUnit", "TemperatureModel", false),
];

/// What a case is about; times of day are apart, as statements are dated by days.
const GROUPS: [&str; 3] = ["dates", "times", "numbers"];
const DATES: usize = 0;
const TIMES: usize = 1;
const NUMBERS: usize = 2;

/// A test case of a suite.
pub struct Case<'a> {
    /// The text to read.
    pub input: &'a str,
    /// The whole of it.
    pub value: &'a Value,
}

impl<'a> Case<'a> {
    /// The expected results with their bytes in the input.
    pub fn results(&self) -> Vec<(std::ops::Range<usize>, &'a Value)> {
        let results = self.value.get("Results").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        results.iter().filter_map(|result| Some((place(self.input, result)?, result))).collect()
    }
}

/// The bytes of a result: its start is counted in characters.
fn place(input: &str, result: &Value) -> Option<std::ops::Range<usize>> {
    let printed = result.get("Text")?.as_str()?;
    let count = printed.chars().count();
    let at = |character: usize| input.char_indices().nth(character).map_or(input.len(), |(at, _)| at);
    match result.get("Start").and_then(Value::as_u64) {
        Some(start) => Some(at(start as usize)..at(start as usize + count)),
        None => {
            let start = input.to_lowercase().find(&printed.to_lowercase())?;
            (input.is_char_boundary(start) && input.is_char_boundary(start + printed.len()))
                .then(|| start..start + printed.len())
        }
    }
}

/// Whether a folder holds the suites.
pub fn is_such(folder: &Path) -> bool {
    SUITES.iter().any(|(part, suite, _)| folder.join(part).join(format!("{suite}.json")).is_file())
}

/// Scores all suites of the folder.
pub fn run(folder: &Path, options: &Options) -> Result<(), String> {
    let knowledge = Knowledge::built_in();
    let mut rows = Vec::new();
    let mut totals = [(0, 0); 3];
    let mut all_left_out: BTreeMap<&str, usize> = BTreeMap::new();
    println!("{:<34} passed  cases      %  left out", "suite");
    for &(part, suite, is_date) in SUITES {
        let path = folder.join(part).join(format!("{suite}.json"));
        if !path.is_file() {
            eprintln!("{}: there is no such suite", path.display());
            continue;
        }
        let raw = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let raw = raw.trim_start_matches('\u{feff}');
        let cases: Vec<Value> = serde_json::from_str(raw).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut counts = [(0, 0); 3];
        let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, value) in cases.iter().enumerate() {
            let Some(input) = value.get("Input").and_then(Value::as_str) else { continue };
            let case = Case { input, value };
            if let Some(reason) = outside::reason(&case, is_date) {
                *left_out.entry(reason).or_default() += 1;
                *all_left_out.entry(reason).or_default() += 1;
                continue;
            }
            let outcome =
                if is_date { dates::judge(&case, suite, &knowledge) } else { numbers::judge(&case, suite, &knowledge) };
            let group = if !is_date {
                NUMBERS
            } else if outside::is_clock(&case) {
                TIMES
            } else {
                DATES
            };
            counts[group].1 += 1;
            counts[group].0 += usize::from(outcome.is_ok());
            if let Err(fault) = outcome
                && options.has("errors")
            {
                println!("{suite}\t{number}\t{}\t{fault}", input.replace('\n', " "));
            }
        }
        let mut out: usize = left_out.values().sum();
        for (group, (passed, judged)) in counts.into_iter().enumerate().filter(|(_, (_, judged))| *judged > 0) {
            let name = format!("{suite}, {}", GROUPS[group]);
            println!("{name:<34} {passed:>6} {judged:>6} {:>6.1} {out:>9}", percent(passed, judged));
            out = 0;
            rows.push([suite, GROUPS[group], &judged.to_string(), &passed.to_string()].map(str::to_owned).to_vec());
            totals[group] = (totals[group].0 + passed, totals[group].1 + judged);
        }
        rows.extend(
            left_out.iter().map(|(reason, count)| [suite, *reason, &count.to_string(), ""].map(str::to_owned).to_vec()),
        );
    }
    for (name, (passed, judged)) in GROUPS.iter().zip(totals) {
        println!("all {name:<30} {passed:>6} {judged:>6} {:>6.1}", percent(passed, judged));
    }
    println!("left out:");
    for (kind, reason) in outside::KINDS {
        println!("  {:>4}  {kind:<20} {reason}", all_left_out.get(kind).copied().unwrap_or(0));
    }
    if options.has("csv") {
        write_csv("recognizers", &["suite", "kind", "cases", "passed"].map(str::to_owned), &rows)?;
    }
    Ok(())
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
