//! What do these documents say? No record is touched.

use super::{knowledge, sources};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::terminal::{self, tell};
use crate::forms::{json, stages};
use crate::intake::batch;
use crate::intake::sources::Problem;
use crate::views;
use reader::{Document, Reading};
use record::Held;
use std::collections::HashMap;
use std::io::Write;

/// What was read from one document; as JSON already, where that is wanted.
struct Read {
    document: Document,
    id: String,
    reading: Reading,
    line: Vec<u8>,
}

/// `onrecord read`.
pub fn read(asked: &Asked) -> Result<u8> {
    let sources = sources(asked)?;
    let knowledge = knowledge(asked);
    let (unit, is_json, is_staged) = (asked.unit(), asked.is_json(), asked.flag("stages"));
    if is_json && is_staged {
        return Err(Fault::Usage("read: --stages has no JSON; leave out --json or --stages".into()));
    }
    let mut page = terminal::page();
    // Ids of what was printed, with the path: the same content is printed once.
    let mut printed: HashMap<String, String> = HashMap::new();
    let (mut result, mut is_troubled) = (Ok(()), false);
    let work = |document: Document| {
        let reading = reader::read(&document, &knowledge);
        let id = document.id();
        let line = if is_json { json::reading(&document, &id, &reading, unit, None) } else { Vec::new() };
        Read { document, id, reading, line }
    };
    let take = |answer| {
        match answer {
            Err(Problem { message, named }) => {
                tell(&message);
                is_troubled |= named;
            }
            Ok(Read { document, id, reading, line }) => {
                if let Some(first) = printed.get(&id) {
                    tell(&format!("{}: the same document as {first}, printed there", document.path));
                    return true;
                }
                tell_notes(&document, &reading);
                let is_first = printed.is_empty();
                printed.insert(id.clone(), document.path.clone());
                result = if is_json {
                    page.raw(&line)
                } else if is_staged {
                    stages::print(&mut page, &document, &knowledge)
                } else {
                    let held = Held { id, document, reading, persons: Vec::new(), corrections: Vec::new() };
                    print(&mut page, &held, is_first)
                };
            }
        }
        result.is_ok()
    };
    batch::run(sources, asked.threads(), || false, work, take);
    result?;
    page.finish()?;
    Ok(if is_troubled { 3 } else { 0 })
}

fn print<W: Write>(page: &mut terminal::Page<W>, held: &Held, is_first: bool) -> std::io::Result<()> {
    if !is_first {
        page.gap()?;
    }
    page.document(&views::document::view(held))
}

/// Tells of documents in which there is nothing to read.
pub fn tell_notes(document: &Document, reading: &Reading) {
    use reader::NoteKind;
    for note in reading.notes.iter().filter(|note| matches!(note.kind, NoteKind::Empty | NoteKind::Binary)) {
        tell(&format!("{}: {}", document.path, note.message));
    }
}
