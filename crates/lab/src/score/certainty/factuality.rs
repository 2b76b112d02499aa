//! How certain is it that an event took place?
//!
//! UDS-IH2 gives each event of a sentence a number from −3 (certainly not) to 3 (certainly). What the reader says becomes one
//! by a fixed table: asserted 3, assessed 2.5, likely 1.5, possible 0.5, everything else 0; negated, the same below zero.
//! Printed are the correlation (Pearson's r), the mean absolute error, and how often the sign agrees, of those labelled
//! other than 0; beside them what comes of holding everything for a fact.

use super::super::{Options, json_lines, write_csv};
use super::stem;
use reader::language::analyse_tokens;
use reader::meaning::certainty::{Certainty, of_event};
use reader::{Clean, Knowledge, Span};
use serde_json::Value;
use std::path::Path;

/// Whether a file with this first line holds events.
pub fn is_such(line: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|value| value.get("text").is_some() && value.get("targets").is_some())
}

/// Scores one file.
pub fn run(path: &Path, options: &Options, knowledge: &Knowledge) -> Result<(), String> {
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    let mut rows = Vec::new();
    json_lines(path, |line, value| {
        let text = value.get("text").and_then(Value::as_str).ok_or(format!("line {line}: no `text`"))?;
        let targets = value.get("targets").and_then(Value::as_array).ok_or(format!("line {line}: no `targets`"))?;
        let Some(analysis) = analyse_tokens(text, words(text), &knowledge.language) else { return Ok(()) };
        for (number, target) in targets.iter().enumerate() {
            let token = target.get("span1").and_then(|span| span.get(0)).and_then(Value::as_u64);
            let label = target.get("label").and_then(Value::as_f64);
            let (Some(token), Some(label)) = (token, label) else { continue };
            let found = of_event(text, &analysis, token as usize, knowledge);
            let value = number_of(found);
            if options.has("errors") && (value - label).abs() > 2.0 {
                let word = analysis.tokens.get(token as usize).map_or("", |token| token.span.of(text));
                println!("event\t{label:.2}\t{value:.1}\t{word}\t{text}");
            }
            rows.push(vec![line.to_string(), number.to_string(), format!("{label:.3}"), format!("{value:.1}")]);
            pairs.push((label, value));
        }
        Ok(())
    })?;
    println!("{:<36}      r    MAE   sign   events", format!("factuality, {}", stem(path)));
    let facts: Vec<(f64, f64)> = pairs.iter().map(|(label, _)| (*label, 3.0)).collect();
    for (name, pairs) in [("reader", &pairs), ("everything a fact", &facts)] {
        let r = correlation(pairs).map_or("     –".to_owned(), |r| format!("{r:6.3}"));
        println!("  {name:<34}{r} {:6.3} {:6.1} {:>8}", error(pairs), 100.0 * sign(pairs), pairs.len());
    }
    if options.has("csv") {
        let head = ["line", "target", "label", "found"];
        write_csv("certainty-factuality", &head.map(str::to_owned), &rows)?;
    }
    Ok(())
}

/// The words of a text that is printed with a space between them.
fn words(text: &str) -> Vec<Span<Clean>> {
    let mut at = 0;
    text.split(' ')
        .filter_map(|word| {
            let start = at;
            at += word.len() + 1;
            (!word.is_empty()).then(|| Span::new(start, start + word.len()))
        })
        .collect()
}

/// The table.
fn number_of((certainty, is_negated): (Certainty, bool)) -> f64 {
    let value = match certainty {
        Certainty::Asserted => 3.0,
        Certainty::Assessed => 2.5,
        Certainty::Likely => 1.5,
        Certainty::Possible => 0.5,
        Certainty::Denied => -3.0,
        Certainty::Unknown | Certainty::Declined => 0.0,
    };
    if is_negated { -value } else { value }
}

/// Pearson's r; `None` where one side never varies.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let together = sum(&|pair| (pair.0 - x) * (pair.1 - y));
    let apart = sum(&|pair| (pair.0 - x).powi(2)) * sum(&|pair| (pair.1 - y).powi(2));
    (apart > 0.0).then(|| together / apart.sqrt())
}

fn error(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|(label, found)| (label - found).abs()).sum::<f64>() / pairs.len().max(1) as f64
}

/// How often the signs agree, of events labelled other than 0; a finding of 0 agrees with none.
fn sign(pairs: &[(f64, f64)]) -> f64 {
    let signed = pairs.iter().filter(|(label, _)| *label != 0.0);
    let agree = signed.clone().filter(|(label, found)| label * found > 0.0).count();
    agree as f64 / signed.count().max(1) as f64
}
