//! Do dates, times, lengths and what comes again agree?

use super::Case;
use super::outside::kind;
use jiff::civil::Date;
use reader::Knowledge;
use reader::meaning::time::{Timex, TimexKind, timexes};
use serde_json::Value;

/// Judges a case; the error says what differs.
pub fn judge(case: &Case, suite: &str, knowledge: &Knowledge) -> Result<(), String> {
    let today = case.value.pointer("/Context/ReferenceDateTime").and_then(Value::as_str).and_then(|day| day.get(..10));
    let today: Date = today.and_then(|day| day.parse().ok()).unwrap_or(jiff::civil::date(2016, 11, 7));
    let found = timexes(case.input, today, knowledge);
    let results = case.results();
    let printed = |found: &[&Timex]| {
        let words = found.iter().map(|one| format!("{} = {}", one.span.of(case.input), one.value));
        words.collect::<Vec<_>>().join("; ")
    };
    for (place, result) in &results {
        let inside: Vec<&Timex> =
            found.iter().filter(|one| one.span.start < place.end && place.start < one.span.end).collect();
        if !agrees(result, &inside) {
            let words = case.input.get(place.clone()).unwrap_or("");
            return Err(format!("want {words} = {}\tfound {}", wanted(result), printed(&inside)));
        }
    }
    let extra: Vec<&Timex> = found
        .iter()
        .filter(|one| !results.iter().any(|(place, _)| one.span.start < place.end && place.start < one.span.end))
        .collect();
    // The suites of one kind list that kind alone.
    if extra.is_empty() || suite.ends_with("Parser") {
        Ok(())
    } else {
        Err(format!("want nothing more\tfound {}", printed(&extra)))
    }
}

/// What is wanted, for people.
fn wanted(result: &Value) -> String {
    readings(result)
        .iter()
        .map(|reading| format!("{} {}", reading.timex, reading.ends()))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// One of the values that a result may have.
#[derive(Default)]
struct Reading<'a> {
    timex: &'a str,
    value: &'a str,
    start: &'a str,
    end: &'a str,
}

impl Reading<'_> {
    fn ends(&self) -> String {
        format!("{}[{}..{}]", self.value, self.start, self.end)
    }
}

fn readings(result: &Value) -> Vec<Reading<'_>> {
    fn text<'a>(value: &'a Value, names: &[&str]) -> &'a str {
        names.iter().find_map(|name| value.get(*name).and_then(Value::as_str)).unwrap_or("")
    }
    if let Some(values) = result.pointer("/Resolution/values").and_then(Value::as_array) {
        let reading = |value| Reading {
            timex: text(value, &["timex"]),
            value: text(value, &["value"]),
            start: text(value, &["start"]),
            end: text(value, &["end"]),
        };
        return values.iter().map(reading).collect();
    }
    let Some(value) = result.get("Value") else { return Vec::new() };
    let sides = ["FutureResolution", "PastResolution"].iter().filter_map(|side| value.get(*side));
    sides
        .map(|side| Reading {
            timex: text(value, &["Timex", "timex"]),
            value: text(side, &["date", "time", "dateTime", "duration"]),
            start: text(side, &["startDate", "startTime", "startDateTime"]),
            end: text(side, &["endDate", "endTime", "endDateTime"]),
        })
        .collect()
}

/// Whether the expressions found in the place of a result say the same.
fn agrees(result: &Value, found: &[&Timex]) -> bool {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    readings(result).iter().any(|reading| match kind(result) {
        "date" => found.len() == 1 && (is_day(first, reading.value) || is_coarse(first, reading.value)),
        "datetime" => moment(found).is_some_and(|moment| moment == reading.value),
        "time" => found.len() == 1 && time_of(first).is_some_and(|time| time == reading.value),
        "duration" => found.len() == 1 && length(&first.value) == length(reading.timex),
        "set" => found.len() == 1 && first.kind == TimexKind::Set && length(&first.value) == length(reading.timex),
        "daterange" => {
            let (opens, closes) = (boundaries(first), boundaries(last));
            let start = reading.start.is_empty() || opens.iter().any(|day| day == reading.start);
            let end = reading.end.is_empty() || closes.iter().any(|day| day == reading.end);
            let is_same = first.value == reading.timex && found.len() == 1;
            // "The last two weeks" is a length in TIMEX3 and here an interval of that length.
            let is_length = found.len() == 1
                && first.kind == TimexKind::Duration
                && reading
                    .timex
                    .trim_end_matches(')')
                    .rsplit(',')
                    .next()
                    .is_some_and(|last| length(last) == length(&first.value));
            // "More than two weeks before today" is open on one side.
            let side = match (reading.start, reading.end) {
                ("", day) | (day, "") => day,
                _ => "",
            };
            let is_open = found.len() == 1 && is_coarse(first, side);
            is_same || is_length || is_open || start && end && !(reading.start.is_empty() && reading.end.is_empty())
        }
        "timerange" | "datetimerange" => {
            let part = |timex: &str| timex.find('T').map_or(String::new(), |at| timex[at..].to_owned());
            let day = kind(result) == "timerange" || first.value.split('T').next() == reading.timex.split('T').next();
            let named =
                found.len() == 1 && day && !part(reading.timex).is_empty() && part(&first.value) == part(reading.timex);
            let time = |end: &str| end.get(end.len().saturating_sub(8)..).unwrap_or("").to_owned();
            let ends = found.len() == 2
                && time_of(first).is_some_and(|start| start == time(reading.start))
                && time_of(last).is_some_and(|end| end == time(reading.end))
                && (kind(result) == "timerange" || found.iter().any(|one| reading.start.starts_with(day_of(one))));
            named || ends
        }
        _ => false,
    })
}

/// `2016-10-02` of `2016-10-02T17:30`.
fn day_of(found: &Timex) -> &str {
    found.value.split('T').next().unwrap_or("")
}

fn is_day(found: &Timex, day: &str) -> bool {
    found.earliest.is_some()
        && found.earliest == found.latest
        && found.earliest.is_some_and(|own| own.to_string() == day)
}

/// What is counted in weeks, months or years is known in TIMEX3 to the week, month or year: the day must lie in it.
fn is_coarse(found: &Timex, day: &str) -> bool {
    let (Some(first), Some(last), Ok(day)) = (found.earliest, found.latest, day.parse::<Date>()) else { return false };
    let counted = found.kind == TimexKind::Date && found.value.len() < "2016-10-02".len();
    counted && first < last && (first..=last).contains(&day)
}

/// Where an interval can begin or end: a relation such as "before" or "after" is no part of the expression.
fn boundaries(found: &Timex) -> Vec<String> {
    let after = found.latest.and_then(|day| day.tomorrow().ok());
    // "2014-2018" ends with the beginning of its last year in the suite.
    let last = found.value.split_once('/').map(|(_, last)| format!("{last}-01-01"));
    [found.earliest, found.latest, after].into_iter().flatten().map(|day| day.to_string()).chain(last).collect()
}

/// `17:30:00` of `2016-10-02T17:30`.
fn time_of(found: &Timex) -> Option<String> {
    let time = found.value.split_once('T')?.1;
    let time = if time == "24:00" { "00:00" } else { time };
    let digits = time.bytes().next()?.is_ascii_digit();
    digits.then(|| format!("{time}:00").chars().take(8).collect())
}

fn moment(found: &[&Timex]) -> Option<String> {
    let time = found.iter().find_map(|one| time_of(one))?;
    let day = found.iter().find(|one| one.earliest.is_some()).map(|one| one.earliest)??;
    Some(format!("{day} {time}"))
}

/// A length in months and seconds; what is no length as it is.
fn length(timex: &str) -> (String, f64, f64) {
    let Some(rest) = timex.strip_prefix('P').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == 'T'))
    else {
        return (timex.trim_start_matches("XXXX-XX-XX").to_owned(), 0.0, 0.0);
    };
    let (mut months, mut seconds, mut number, mut is_time) = (0.0, 0.0, String::new(), false);
    for letter in rest.chars() {
        let count: f64 = number.parse().unwrap_or(0.0);
        match (letter, is_time) {
            ('0'..='9' | '.', _) => {
                number.push(letter);
                continue;
            }
            ('T', _) => is_time = true,
            ('C', false) => months += 1200.0 * count,
            ('E', false) => months += 120.0 * count,
            ('Y', false) => months += 12.0 * count,
            ('Q', false) => months += 3.0 * count,
            ('M', false) => months += count,
            ('W', false) => seconds += 7.0 * 86_400.0 * count,
            ('D', false) => seconds += 86_400.0 * count,
            ('H', true) => seconds += 3600.0 * count,
            ('M', true) => seconds += 60.0 * count,
            ('S', true) => seconds += count,
            _ => return (timex.to_owned(), 0.0, 0.0),
        }
        number.clear();
    }
    (String::new(), months, seconds)
}
