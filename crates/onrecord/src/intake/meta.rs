//! What does the user state about a document?
//!
//! The object of a sidecar `NAME.meta.json` or of `--meta FILE`; every field is optional. What it states overrides what
//! the text suggests, so a value that cannot be is refused rather than guessed at.

use reader::document::{Channel, GroundRule};
use reader::{Given, GivenEvent};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Ending of a sidecar's name.
pub const SIDECAR: &str = ".meta.json";

/// A sidecar longer than this many bytes is none.
const MOST_BYTES: u64 = 1 << 20;

const FIELDS: [&str; 11] = [
    "outlet",
    "agency",
    "title",
    "address",
    "url",
    "published",
    "fetched",
    "event",
    "ground_rule",
    "timezone",
    "language",
];
const EVENT_FIELDS: [&str; 4] = ["name", "date", "venue", "channel"];

/// Reads the object in `path`.
///
/// # Errors
/// A message that names file and field.
pub fn read(path: &Path) -> Result<Given, String> {
    let place = path.display();
    let size = std::fs::metadata(path).map_err(|error| format!("{place}: cannot be read: {error}"))?.len();
    if size > MOST_BYTES {
        return Err(format!("{place}: {size} bytes are too many for what is known of a document"));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{place}: cannot be read: {error}"))?;
    parsed(&bytes).map_err(|message| format!("{place}: {message}"))
}

/// Reads the object of a sidecar.
///
/// # Errors
/// A message that names the field.
pub fn parsed(bytes: &[u8]) -> Result<Given, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{} bytes are too many for what is known of a document", bytes.len()));
    }
    given(&serde_json::from_slice(bytes).map_err(|error| format!("is no JSON: {error}"))?)
}

/// Name of the sidecar of a file.
pub fn sidecar(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(SIDECAR);
    PathBuf::from(name)
}

/// What the sidecar of a file states; nothing where there is none.
///
/// # Errors
/// A message that names file and field, where there is a sidecar that cannot be used.
pub fn beside(path: &Path) -> Result<Given, String> {
    let sidecar = sidecar(path);
    if sidecar.is_file() { read(&sidecar) } else { Ok(Given::default()) }
}

/// The fields of one object.
///
/// # Errors
/// A message that names the field.
pub fn given(value: &Value) -> Result<Given, String> {
    let object = value.as_object().ok_or("expected one JSON object")?;
    known(object, &FIELDS, "")?;
    let event = match object.get("event") {
        None | Some(Value::Null) => None,
        Some(Value::Object(event)) => {
            known(event, &EVENT_FIELDS, "event.")?;
            Some(GivenEvent {
                name: text(event, "event.", "name")?,
                date: date(event, "event.", "date")?,
                venue: text(event, "event.", "venue")?,
                channel: choice(event, "event.", "channel", Channel::ALL, Channel::parse)?,
            })
        }
        Some(other) => return Err(format!("event: expected an object, found {other}")),
    };
    Ok(Given {
        outlet: text(object, "", "outlet")?,
        agency: text(object, "", "agency")?,
        title: text(object, "", "title")?,
        address: text(object, "", "address")?.or(text(object, "", "url")?),
        published: date(object, "", "published")?,
        fetched: date(object, "", "fetched")?,
        event,
        ground_rule: choice(object, "", "ground_rule", GroundRule::ALL, GroundRule::parse)?,
        timezone: text(object, "", "timezone")?,
        language: text(object, "", "language")?,
    })
}

/// What `first` states, completed by `then`.
pub fn merge(first: Given, then: &Given) -> Given {
    Given {
        outlet: first.outlet.or_else(|| then.outlet.clone()),
        agency: first.agency.or_else(|| then.agency.clone()),
        title: first.title.or_else(|| then.title.clone()),
        address: first.address.or_else(|| then.address.clone()),
        published: first.published.or(then.published),
        fetched: first.fetched.or(then.fetched),
        event: first.event.or_else(|| then.event.clone()),
        ground_rule: first.ground_rule.or(then.ground_rule),
        timezone: first.timezone.or_else(|| then.timezone.clone()),
        language: first.language.or_else(|| then.language.clone()),
    }
}

/// The day of a date as data print it: `2024-10-25` with or without a time, `20241025`, `26-FEB-1987 15:01:01.79`,
/// `26 February 1987`, `February 26, 1987`, `Wed, 23 Oct 2024 10:00:00 GMT`. A form that can be read in two ways
/// (`03/04/2024`) is `None`.
pub fn day(printed: &str) -> Option<jiff::civil::Date> {
    let printed = printed.trim();
    let head = printed.get(..10).unwrap_or(printed);
    if let Ok(date) = head.parse() {
        return Some(date);
    }
    let compact = printed.get(..8).filter(|head| head.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(head) = compact.filter(|_| printed.len() == 8 || printed.get(8..9) == Some("T")) {
        let part = |range: std::ops::Range<usize>| head.get(range).and_then(|digits| digits.parse().ok());
        return jiff::civil::Date::new(part(0..4)?, part(4..6)? as i8, part(6..8)? as i8).ok();
    }
    let (mut day, mut month, mut year) = (None, None, None);
    for word in printed.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | ',' | '.')) {
        let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        if let Ok(number) = digits.parse::<i16>() {
            if year.is_none() && digits.len() == 4 {
                year = Some(number);
            } else if day.is_none() && (1..=31).contains(&number) {
                day = Some(number as i8);
            }
        } else if month.is_none() {
            month = reader::text::month_of(word);
        }
        if day.is_some() && month.is_some() && year.is_some() {
            break;
        }
    }
    jiff::civil::Date::new(year?, month?, day?).ok()
}

fn known(object: &Map<String, Value>, fields: &[&str], prefix: &str) -> Result<(), String> {
    match object.keys().find(|name| !fields.contains(&name.as_str())) {
        Some(name) => Err(format!("{prefix}{name}: there is no such field; known are {}", fields.join(", "))),
        None => Ok(()),
    }
}

fn text(object: &Map<String, Value>, prefix: &str, name: &str) -> Result<Option<String>, String> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_string()).filter(|text| !text.is_empty())),
        Some(other) => Err(format!("{prefix}{name}: expected text, found {other}")),
    }
}

fn date(object: &Map<String, Value>, prefix: &str, name: &str) -> Result<Option<jiff::civil::Date>, String> {
    let Some(printed) = text(object, prefix, name)? else { return Ok(None) };
    match day(&printed) {
        Some(day) => Ok(Some(day)),
        None => Err(format!("{prefix}{name}: “{printed}” is no date such as 2024-10-25")),
    }
}

fn choice<T: Copy + std::fmt::Display>(
    object: &Map<String, Value>,
    prefix: &str,
    name: &str,
    all: &[T],
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let Some(printed) = text(object, prefix, name)? else { return Ok(None) };
    let wrong = || {
        let all = all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        format!("{prefix}{name}: “{printed}” is none of {all}")
    };
    parse(&printed).map(Some).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn days_are_read_or_left_out() {
        for (printed, expected) in [
            ("2024-10-25", Some("2024-10-25")),
            ("2024-10-25T10:00:00Z", Some("2024-10-25")),
            ("20241025", Some("2024-10-25")),
            ("26-FEB-1987 15:01:01.79", Some("1987-02-26")),
            (" 2-MAR-1987 08:00:00.00", Some("1987-03-02")),
            ("26 February 1987", Some("1987-02-26")),
            ("Feb. 26th, 1987", Some("1987-02-26")),
            ("Wed, 23 Oct 2024 10:00:00 GMT", Some("2024-10-23")),
            ("03/04/2024", None),
            ("October 2024", None),
            ("31-FEB-1987", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(day(printed).map(|day| day.to_string()).as_deref(), expected, "{printed}");
        }
    }

    #[test]
    fn a_bad_field_is_named() {
        for (value, part) in [
            (json!([]), "object"),
            (json!({"outlet": 3}), "outlet"),
            (json!({"published": "soon"}), "published"),
            (json!({"event": {"channel": "pigeon"}}), "event.channel"),
            (json!({"ground_rule": "secret"}), "on_record"),
            (json!({"oulet": "The Harbour Post"}), "oulet"),
        ] {
            let message = given(&value).unwrap_err();
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn what_is_stated_first_goes_first() {
        let first = given(&json!({"outlet": "The Harbour Post"})).unwrap();
        let then = given(&json!({"outlet": "Another", "published": "2024-10-25"})).unwrap();
        let merged = merge(first, &then);
        assert_eq!(merged.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(merged.published, then.published);
    }
}
