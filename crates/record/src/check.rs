//! Does what is stored fit together?
//!
//! Every document against its name (a hash of its bytes), every reading against its document, every span against its text,
//! every row against its reading. Nothing is changed. Useful after a crash of the machine, a copy or an edit by other
//! tools; whatever can be made again says so.

use crate::corrections;
use crate::error::{At, Error, Result};
use crate::people::Identities;
use crate::store::{Store, fetch, form, keep};
use reader::Reading;

/// What `doctor` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkup {
    /// What was checked and how many, for people.
    pub checked: Vec<String>,
    /// What is wrong: where, what, what to do. Empty if the record is sound.
    pub faults: Vec<String>,
}

/// Checks everything.
pub(crate) fn check(store: &Store) -> Result<Checkup> {
    let mut checkup = Checkup::default();
    file(store, &mut checkup)?;
    let ids = fetch::ids(store)?;
    let identities = Identities::of(&store.connection).at(&store.path)?;
    let (mut statements, mut spans, mut corrected) = (0u64, 0u64, 0u64);
    for (row, id) in &ids {
        let document = match fetch::ground(store, id) {
            Ok(document) => document,
            Err(Error::Damaged(what)) => {
                checkup.faults.push(what);
                continue;
            }
            Err(error) => return Err(error),
        };
        if document.id() != *id {
            checkup.faults.push(format!(
                "document {id} ({}): its bytes are not those that were added; add the file again from its source",
                document.path
            ));
        }
        let mut reading = match fetch::stored(store, id, &document.bytes) {
            Ok(reading) => reading,
            Err(Error::Damaged(what)) => {
                checkup.faults.push(what);
                continue;
            }
            Err(error) => return Err(error),
        };
        let again = "`onrecord reread` makes it again";
        match unsound(&reading, &mut spans) {
            Some(what) => checkup.faults.push(format!("document {id}: {what}; {again}")),
            None => statements += reading.statements.len() as u64,
        }
        let kept = corrections::of(&store.connection, id).at(&store.path)?;
        corrected += kept.len() as u64;
        let applied = corrections::apply(&mut reading, &kept);
        for lost in applied.lost(&kept) {
            checkup.faults.push(format!(
                "{}: the correction of {} to “{}” has no statement any more; make it again on the statement it belongs to",
                lost.statement, lost.field, lost.value
            ));
        }
        let mut wanted = keep::rows(id, &reading, &applied.wrong, &identities);
        wanted.iter_mut().for_each(|row| row.voices.clear());
        let rows = keep::stored_rows(&store.connection, *row).at(&store.path)?;
        if rows != wanted {
            let same = rows.iter().filter(|row| wanted.contains(row)).count();
            checkup.faults.push(format!(
                "document {id}: of its {} statements {same} can be searched as they were read; {again}",
                wanted.len()
            ));
        }
    }
    checkup.checked.push(format!("{} documents against the hash of their bytes", ids.len()));
    checkup.checked.push(format!("{statements} statements and {spans} spans against the text"));
    checkup.checked.push(format!("{corrected} corrections against their statements"));
    Ok(checkup)
}

/// The file as SQLite sees it.
fn file(store: &Store, checkup: &mut Checkup) -> Result<()> {
    let mut statement = store.connection.prepare("PRAGMA integrity_check(20)").at(&store.path)?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0)).at(&store.path)?;
    for line in lines {
        let line = line.at(&store.path)?;
        if line != "ok" {
            checkup
                .faults
                .push(format!("the file: {line}; restore it from a copy, or add its documents to a new record"));
        }
    }
    let orphans: u64 = store
        .connection
        .query_row(
            "SELECT (SELECT count(*) FROM statement_words) - (SELECT count(*) FROM statements) <> 0
             OR (SELECT count(*) FROM document_words) <> (SELECT count(*) FROM documents)",
            [],
            |row| row.get(0),
        )
        .at(&store.path)?;
    if orphans != 0 {
        checkup
            .faults
            .push("the index of words: it does not fit the statements; `onrecord reread` makes it again".into());
    }
    checkup.checked.push("the file's pages and indexes".into());
    Ok(())
}

/// What in a reading does not fit its text; counts the spans.
fn unsound(reading: &Reading, spans: &mut u64) -> Option<&'static str> {
    let text = reading.text.as_str();
    let all = form::spans(reading);
    *spans += all.len() as u64;
    if all.iter().any(|&(start, end)| text.get(start..end).is_none()) {
        return Some("a span points outside of the text");
    }
    let (speakers, turns, events) = (reading.speakers.len(), reading.structure.turns.len(), reading.events.len());
    let statements = reading.statements.len();
    let beyond = |index: Option<usize>, length: usize| index.is_some_and(|index| index >= length);
    let is_lost = reading.statements.iter().any(|statement| {
        beyond(statement.speaker, speakers)
            || statement.with.iter().any(|&with| with >= speakers)
            || beyond(statement.addressee, speakers)
            || beyond(statement.turn, turns)
            || beyond(statement.event, events)
            || beyond(statement.parent, statements)
    }) || reading.questions.iter().any(|question| {
        question.answers.iter().any(|&answer| answer >= statements)
            || beyond(question.asker, speakers)
            || question.turn >= turns
    }) || reading.turn_speakers.iter().any(|&speaker| beyond(speaker, speakers));
    is_lost.then_some("something points at a speaker, turn, event or statement that is not there")
}
