//! What does one line of JSONL hold?
//!
//! An object with `text` and, if known, `id`, `outlet`, `agency`, `title`, `address` (or `url`), `published` (or `date`),
//! `event`, `ground_rule`, `timezone`, `language`. Other fields are passed over: lines come from other programs. For the
//! same reason a date in a form that is not known is left out rather than refused.

use super::meta;
use reader::{Document, Given, Media};
use serde_json::{Map, Value, json};

/// The document of one line; `shared` completes what the line does not state.
///
/// # Errors
/// A message for the user, without file and line.
pub fn document(file: &str, number: usize, line: &str, shared: &Given) -> Result<Document, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("is no JSON: {error}"))?;
    let object = value.as_object().ok_or("is no JSON object; each line holds one, with its text in `text`")?;
    let text = match object.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("its field `text` is no text".into()),
        None => return Err("has no field `text`".into()),
    };
    let name = match object.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_string(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    let given = meta::merge(stated(object)?, shared);
    Ok(Document { path: format!("{file}#{name}"), bytes: text.into_bytes(), media: Media::Plain, given })
}

/// What the line itself states.
fn stated(object: &Map<String, Value>) -> Result<Given, String> {
    let mut own = Map::new();
    for name in ["outlet", "agency", "title", "address", "url", "event", "ground_rule", "timezone", "language"] {
        if let Some(value) = object.get(name) {
            own.insert(name.into(), value.clone());
        }
    }
    let printed = ["published", "date"].iter().find_map(|name| object.get(*name).and_then(Value::as_str));
    if let Some(day) = printed.and_then(meta::day) {
        own.insert("published".into(), json!(day.to_string()));
    }
    meta::given(&Value::Object(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_document() {
        let line =
            r#"{"id":"p-7","outlet":"The Harbour Post","date":"26-FEB-1987 15:01:01.79","text":"Hale said no.","n":1}"#;
        let document = document("all.jsonl", 3, line, &Given::default()).unwrap();
        assert_eq!(document.path, "all.jsonl#p-7");
        assert_eq!(document.given.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(document.given.published.map(|day| day.to_string()).as_deref(), Some("1987-02-26"));
        let line = super::document("all.jsonl", 3, r#"{"text":"x","date":"whenever"}"#, &Given::default()).unwrap();
        assert_eq!((line.path.as_str(), line.given.published), ("all.jsonl#3", None));
    }

    #[test]
    fn a_bad_line_says_why() {
        for (line, part) in [("{", "JSON"), ("[]", "object"), ("{}", "text"), (r#"{"text":1}"#, "text")] {
            assert!(document("f", 1, line, &Given::default()).unwrap_err().contains(part));
        }
    }
}
