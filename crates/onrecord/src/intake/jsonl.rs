//! What does one line of JSONL hold?
//!
//! An object with `text` and, if known, `id`, `outlet`, `agency`, `title`, `address` (or `url`), `published` (or `date`),
//! `event`, `ground_rule`, `timezone`, `language`; `--columns` says where a field has another name. Other fields are passed
//! over: lines come from other programs. For the same reason a date in a form that is not known is left out rather than
//! refused.

use super::lines::{self, Line};
use super::meta;
use super::table::Columns;
use super::walk::{Place, Walk, Walked};
use reader::{Given, Media};
use serde_json::{Map, Value, json};
use std::io::BufRead;

/// Reads every line of a file.
pub fn lines(walk: &mut Walk, place: &Place, reader: &mut dyn BufRead) -> Walked {
    for number in 1.. {
        let line = match lines::next(reader, walk.limits.document) {
            Ok(Line::Held(line)) => line,
            Ok(Line::End) => break,
            Ok(Line::TooLong) => {
                walk.too_long(&format!("{}, line {number}", place.path), place.named)?;
                continue;
            }
            Err(error) => return walk.broken(place, &error),
        };
        let line = String::from_utf8_lossy(&line);
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() {
            continue;
        }
        match document(number, line, walk.columns) {
            Ok((name, text, own)) => {
                walk.document(place, place.entry(&name), text.into_bytes(), Media::Plain, own)?;
            }
            Err(what) => {
                walk.tell(&format!("{}, line {number}", place.path), &format!("not read: {what}"), place.named)?;
            }
        }
    }
    Ok(())
}

/// Name, text and statements of one line.
fn document(number: usize, line: &str, columns: &Columns) -> Result<(String, String, Given), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("is no JSON: {error}"))?;
    let object = value.as_object().ok_or("is no JSON object; each line holds one, with its text in `text`")?;
    let field = columns.name("text");
    let text = match object.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err(format!("its field `{field}` is no text")),
        None => return Err(format!("has no field `{field}`; `--columns text=NAME` says where the text is")),
    };
    let name = match object.get(columns.name("id")) {
        Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_string(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    Ok((name, text, stated(object, columns)?))
}

/// What the line itself states.
fn stated(object: &Map<String, Value>, columns: &Columns) -> Result<Given, String> {
    let mut own = Map::new();
    for name in ["outlet", "agency", "title", "address", "url", "event", "ground_rule", "timezone", "language"] {
        if let Some(value) = object.get(columns.name(name)) {
            own.insert(name.into(), value.clone());
        }
    }
    let printed = ["published", "date"].iter().find_map(|name| object.get(columns.name(name)).and_then(Value::as_str));
    if let Some(day) = printed.and_then(meta::day) {
        own.insert("published".into(), json!(day.to_string()));
    }
    meta::given(&Value::Object(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(String, String, Given), String> {
        document(3, line, &Columns::default())
    }

    #[test]
    fn a_line_is_a_document() {
        let line =
            r#"{"id":"p-7","outlet":"The Harbour Post","date":"26-FEB-1987 15:01:01.79","text":"Hale said no.","n":1}"#;
        let (name, text, given) = read(line).unwrap();
        assert_eq!((name.as_str(), text.as_str()), ("p-7", "Hale said no."));
        assert_eq!(given.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(given.published.map(|day| day.to_string()).as_deref(), Some("1987-02-26"));
        let (name, _, given) = read(r#"{"text":"x","date":"whenever"}"#).unwrap();
        assert_eq!((name.as_str(), given.published), ("3", None));
        let columns = Columns::parse("text=body, outlet=paper").unwrap();
        let (_, text, given) = document(1, r#"{"body":"x","paper":"Y","text":1}"#, &columns).unwrap();
        assert_eq!((text.as_str(), given.outlet.as_deref()), ("x", Some("Y")));
    }

    #[test]
    fn a_bad_line_says_why() {
        for (line, part) in [("{", "JSON"), ("[]", "object"), ("{}", "text"), (r#"{"text":1}"#, "text")] {
            assert!(read(line).unwrap_err().contains(part));
        }
    }
}
