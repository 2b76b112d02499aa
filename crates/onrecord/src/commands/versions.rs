//! What has changed between documents with one address?

use super::{print_json, print_rows};
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{self, Page, tell};
use record::{Change, DocumentSummary, Record};
use serde_json::json;
use std::io::Write;

/// `onrecord versions [DOCUMENT]`.
pub fn versions(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let id = asked.words("id");
    let groups = if id.is_empty() { record.versioned()? } else { vec![record.versions(&id)?] };
    let mut page = terminal::page();
    let mut rows = 0;
    for group in groups {
        for (number, version) in group.iter().enumerate() {
            let changes = match number.checked_sub(1).and_then(|before| group.get(before)) {
                Some(before) => record.changes(&before.id, &version.id)?,
                None => Vec::new(),
            };
            if asked.is_json() {
                print_json(&mut page, &line(number, version, group.first(), &changes))?;
            } else {
                print(&mut page, number, version, &changes)?;
            }
            rows += 1;
        }
    }
    if asked.is_json() {
        print_rows(&mut page, rows)?;
    }
    page.finish()?;
    match (rows, id.is_empty()) {
        (0, _) => tell("no two documents have one address"),
        (1, false) => tell("this is the only version held"),
        _ => {}
    }
    Ok(0)
}

/// One version as JSON, with what differs from the one before.
fn line(
    number: usize,
    version: &DocumentSummary,
    first: Option<&DocumentSummary>,
    changes: &[Change],
) -> serde_json::Value {
    let changes: Vec<_> = changes
        .iter()
        .map(|change| match change {
            Change::Gone(text) => json!({"op": "gone", "text": text}),
            Change::New(text) => json!({"op": "new", "text": text}),
        })
        .collect();
    json!({
        "document": version.id,
        "version": number + 1,
        "first": first.map(|first| &first.id),
        "path": version.path,
        "published": {"earliest": version.published.0, "latest": version.published.1},
        "statements": version.statements,
        "changes": changes,
    })
}

fn print<W: Write>(
    page: &mut Page<W>,
    number: usize,
    version: &DocumentSummary,
    changes: &[Change],
) -> std::io::Result<()> {
    let title = version.title.as_deref().unwrap_or("without a title");
    if number == 0 {
        page.heading(title)?;
    }
    let day = version.published.0.as_deref().unwrap_or("day not known");
    page.text(0, &format!("version {}: {} · {day} · {}", number + 1, version.id, version.path))?;
    for change in changes {
        match change {
            Change::Gone(text) => page.text(2, &format!("− {text}"))?,
            Change::New(text) => page.text(2, &format!("+ {text}"))?,
        }
    }
    if number > 0 && changes.is_empty() {
        page.text(2, "the same sentences; what was stated beside the document differs")?;
    }
    Ok(())
}
