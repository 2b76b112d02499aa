//! What do these documents say? No record is touched.

use super::sources;
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{self, tell};
use crate::forms::{json, stages};
use crate::intake::batch;
use crate::views;
use reader::{Document, Knowledge, Reading};
use record::Held;
use std::collections::HashMap;

/// `onrecord read`.
pub fn read(asked: &Asked) -> Result<u8> {
    let sources = sources(asked)?;
    let knowledge = Knowledge::built_in();
    let (unit, is_json, is_staged) = (asked.unit(), asked.is_json(), asked.flag("stages"));
    let mut page = terminal::page();
    // Ids of what was printed, with the path: the same content is printed once.
    let mut printed: HashMap<String, String> = HashMap::new();
    let (mut result, mut is_troubled, mut is_first) = (Ok(()), false, true);
    let work = |document: Document| {
        let reading = reader::read(&document, &knowledge);
        let id = document.id();
        let line = if is_json { json::reading(&document, &id, &reading, unit, None) } else { Vec::new() };
        (document, id, reading, line)
    };
    let take = |answer: std::result::Result<(Document, String, Reading, Vec<u8>), _>| {
        let (document, id, reading, line) = match answer {
            Ok(read) => read,
            Err(problem) => {
                let problem: crate::intake::sources::Problem = problem;
                tell(&problem.message);
                is_troubled |= problem.named;
                return true;
            }
        };
        if let Some(first) = printed.get(&id) {
            tell(&format!("{}: the same document as {first}, printed there", document.path));
            return true;
        }
        printed.insert(id.clone(), document.path.clone());
        tell_notes(&document, &reading);
        let print = || {
            if is_json {
                return page.raw(&line);
            }
            if !std::mem::take(&mut is_first) {
                page.gap()?;
            }
            if is_staged {
                return stages::print(&mut page, &document, &knowledge);
            }
            let held = Held { id, document, reading, persons: Vec::new(), corrections: Vec::new() };
            page.document(&views::document::view(&held))
        };
        result = print();
        result.is_ok()
    };
    batch::run(sources, asked.threads(), || false, work, take);
    result?;
    page.finish()?;
    Ok(if is_troubled { 3 } else { 0 })
}

/// Tells of documents in which there is nothing to read.
pub fn tell_notes(document: &Document, reading: &Reading) {
    use reader::NoteKind;
    for note in reading.notes.iter().filter(|note| matches!(note.kind, NoteKind::Empty | NoteKind::Binary)) {
        tell(&format!("{}: {}", document.path, note.message));
    }
}
