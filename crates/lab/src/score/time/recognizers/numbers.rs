//! Do numbers, ranges, shares and amounts agree?

use super::Case;
use reader::meaning::quantity::{self, Quantity};
use reader::{Document, Given, Knowledge, Media, Span, text};
use serde_json::Value;

/// Judges a case; the error says what differs.
pub fn judge(case: &Case, suite: &str, knowledge: &Knowledge) -> Result<(), String> {
    let document = Document {
        path: String::new(),
        bytes: case.input.as_bytes().to_vec(),
        media: Media::Plain,
        given: Given::default(),
    };
    let (clean, _) = text::clean(&document);
    let whole = Span::new(0, clean.as_str().len());
    let found = quantity::find(&clean, &[whole], knowledge);
    let results = case.results();
    let printed = |found: &[&Quantity]| {
        let words = found.iter().map(|one| format!("{} = {:?}..{:?}", one.span.of(clean.as_str()), one.min, one.max));
        words.collect::<Vec<_>>().join("; ")
    };
    // An ordinal is no quantity, so nothing is to be found in its place.
    if suite == "OrdinalModel" {
        let all: Vec<&Quantity> = found
            .iter()
            .filter(|one| results.iter().any(|(place, _)| one.span.start < place.end && place.start < one.span.end))
            .collect();
        return if all.is_empty() { Ok(()) } else { Err(format!("want no quantity\tfound {}", printed(&all))) };
    }
    for (place, result) in &results {
        let inside: Vec<&Quantity> =
            found.iter().filter(|one| one.span.start < place.end && place.start < one.span.end).collect();
        if !agrees(result, &inside) {
            let value = result.pointer("/Resolution/value").map_or(String::new(), ToString::to_string);
            let words = case.input.get(place.clone()).unwrap_or("");
            return Err(format!("want {words} = {value}\tfound {}", printed(&inside)));
        }
    }
    let extra: Vec<&Quantity> = found
        .iter()
        .filter(|one| !results.iter().any(|(place, _)| one.span.start < place.end && place.start < one.span.end))
        .collect();
    // Suites of one kind list that kind alone.
    let is_open = !matches!(suite, "NumberModel");
    if extra.is_empty() || is_open { Ok(()) } else { Err(format!("want nothing more\tfound {}", printed(&extra))) }
}

fn agrees(result: &Value, found: &[&Quantity]) -> bool {
    let value = result.pointer("/Resolution/value").and_then(Value::as_str).unwrap_or("");
    let near = |own: Option<f64>, other: &str| {
        let other: Option<f64> = other.trim().parse().ok();
        match (own, other) {
            (Some(own), Some(other)) => (own - other).abs() <= 1e-4 * own.abs().max(other.abs()).max(1e-9),
            (None, None) => true,
            _ => false,
        }
    };
    let Some(first) = found.first() else { return false };
    if let Some((low, high)) =
        value.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']'])?.split_once(','))
    {
        return found.len() == 1 && near(first.min, low) && near(first.max, high)
            // Each end given on its own: "more than 3 and less than 5".
            || found.len() == 2 && near(first.min.or(found[1].min), low) && near(found[1].max.or(first.max), high);
    }
    let value = value.trim_end_matches('%');
    found.len() == 1 && (near(first.min, value) || near(first.max, value))
}
