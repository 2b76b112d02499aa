//! A document's statements in the W3C Web Annotation model.
//!
//! Each statement is an annotation whose targets are the stretches of its content, by quotation and by position. Positions
//! count code points of the original file, and say so; source, cue and the fields of the statement stand in its bodies.

use crate::forms::offsets::{Offsets, Unit};
use crate::views::statement;
use record::Held;
use serde_json::{Value, json};

/// Characters before and after that tell a quotation from the same words elsewhere.
const AROUND: usize = 32;

/// One page with all annotations of a document; `total` is their number.
pub fn page(held: &Held) -> Value {
    let offsets = Offsets::new(&held.document.bytes, Unit::Codepoint);
    let source = held.document.given.address.clone().unwrap_or_else(|| format!("urn:onrecord:{}", held.id));
    let items: Vec<Value> = (0..held.reading.statements.len())
        .filter(|&number| !record::is_wrong(&held.reading.statements[number]))
        .filter_map(|number| annotation(held, number, &offsets, &source))
        .collect();
    let id = format!("urn:onrecord:{}:annotations", held.id);
    json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"unit": "urn:onrecord:unit"}],
        "id": format!("{id}:1"),
        "type": "AnnotationPage",
        "partOf": {"id": id, "type": "AnnotationCollection", "total": items.len()},
        "startIndex": 0,
        "items": items,
    })
}

fn annotation(held: &Held, number: usize, offsets: &Offsets, source: &str) -> Option<Value> {
    let view = statement::view(held, number)?;
    let text = &held.reading.text;
    let targets: Vec<Value> = held.reading.statements[number]
        .content
        .iter()
        .map(|span| {
            let place = text.original(*span);
            let bytes = &held.document.bytes;
            let piece = |from: usize, to: usize| {
                String::from_utf8_lossy(bytes.get(from..to.min(bytes.len())).unwrap_or_default()).into_owned()
            };
            let before = piece(place.start.saturating_sub(4 * AROUND), place.start);
            let after = piece(place.end, place.end + 4 * AROUND);
            let from = before.chars().count().saturating_sub(AROUND);
            json!({"source": source, "selector": [
                {"type": "TextQuoteSelector", "exact": piece(place.start, place.end),
                 "prefix": before.chars().skip(from).collect::<String>(),
                 "suffix": after.chars().take(AROUND).collect::<String>()},
                {"type": "TextPositionSelector", "start": offsets.of(place.start), "end": offsets.of(place.end),
                 "unit": "codepoint"},
            ]})
        })
        .collect();
    let mut bodies = vec![tag("form", view.form), tag("certainty", view.certainty)];
    if let Some(speaker) = &view.speaker {
        bodies.push(json!({"type": "TextualBody", "purpose": "identifying", "value": speaker.name}));
    }
    if !view.cue.is_empty() {
        bodies.push(json!({"type": "TextualBody", "purpose": "describing", "value": format!("cue: {}", view.cue)}));
    }
    (!targets.is_empty()).then(|| {
        json!({
            "id": format!("urn:onrecord:{}", view.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": bodies,
            "target": if targets.len() == 1 { targets[0].clone() } else { Value::Array(targets) },
        })
    })
}

fn tag(field: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": "tagging", "value": format!("{field}: {value}")})
}
