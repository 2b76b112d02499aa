//! How is a document written?
//!
//! Ground state, stored reading and rows in one transaction. The rows are made from the reading with the corrections
//! applied; writing them again for a document replaces what it had. Not useful outside a transaction.

use super::Store;
use super::form::{FORM, encode};
use crate::corrections::{self, Kept};
use crate::error::{At, Result};
use crate::people::{fold, person};
use reader::meaning::time::When;
use reader::{Document, Knowledge, Reading};
use rusqlite::{Connection, TransactionBehavior, params};

/// What `add` did with one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It was held already.
    Held,
}

/// Writes a batch: all of it, or nothing.
pub(crate) fn add(store: &mut Store, batch: &[(Document, Reading)]) -> Result<Vec<Added>> {
    let path = store.path.clone();
    let transaction = store.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
    let mut done = Vec::with_capacity(batch.len());
    for (document, reading) in batch {
        done.push(one(&transaction, document, reading).at(&path)?);
    }
    transaction.commit().at(&path)?;
    Ok(done)
}

fn one(connection: &Connection, document: &Document, reading: &Reading) -> rusqlite::Result<Added> {
    let id = document.id();
    let given = &document.given;
    let event = given.event.as_ref();
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO documents (id, path, media, outlet, agency, title, address, published, ground_rule,
         timezone, language, event_name, event_date, event_venue, event_channel, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?;
    let inserted = insert.execute(params![
        id,
        document.path,
        document.media.as_str(),
        given.outlet,
        given.agency,
        given.title,
        given.address,
        date(given.published),
        given.ground_rule.map(|rule| rule.as_str()),
        given.timezone,
        given.language,
        event.and_then(|event| event.name.as_deref()),
        date(event.and_then(|event| event.date)),
        event.and_then(|event| event.venue.as_deref()),
        event.and_then(|event| event.channel).map(|channel| channel.as_str()),
        document.bytes,
    ])?;
    if inserted == 0 {
        return Ok(Added::Held);
    }
    let row = connection.last_insert_rowid();
    put_reading(connection, row, reading)?;
    let mut index = connection.prepare_cached("INSERT INTO document_words (rowid, words) VALUES (?1, ?2)")?;
    index.execute(params![row, reading.text.as_str()])?;
    put_rows(connection, row, &id, reading, &[])?;
    Ok(Added::New)
}

/// Reads documents again, a batch in a transaction, until `progress` says stop. Gives how many were read.
pub(crate) fn reread(
    store: &mut Store,
    knowledge: &Knowledge,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<u64> {
    /// Documents a transaction; so many are in memory at the same time.
    const BATCH: usize = 64;
    let path = store.path.clone();
    let ids = super::fetch::ids(store)?;
    let all = ids.len() as u64;
    let mut done = 0;
    for batch in ids.chunks(BATCH) {
        if !progress(done, all) {
            break;
        }
        let mut documents = Vec::with_capacity(batch.len());
        for (row, id) in batch {
            documents.push((*row, id, super::fetch::ground(store, id)?));
        }
        let readings = read_all(documents.iter().map(|(_, _, document)| document).collect(), knowledge);
        let transaction = store.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        for ((row, id, _), reading) in documents.iter().zip(readings) {
            let kept = corrections::of(&transaction, id).at(&path)?;
            replace(&transaction, *row, id, reading, &kept).at(&path)?;
        }
        transaction.commit().at(&path)?;
        done += batch.len() as u64;
    }
    progress(done, all);
    Ok(done)
}

/// The readings of some documents in their order, on all threads of the machine.
fn read_all(documents: Vec<&Document>, knowledge: &Knowledge) -> Vec<Reading> {
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    let share = documents.len().div_ceil(threads).max(1);
    let read = |part: &[&Document]| part.iter().map(|document| reader::read(document, knowledge)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let workers: Vec<_> = documents.chunks(share).map(|part| scope.spawn(move || read(part))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("reading never panics")).collect()
    })
}

fn replace(connection: &Connection, row: i64, id: &str, mut reading: Reading, kept: &[Kept]) -> rusqlite::Result<()> {
    put_reading(connection, row, &reading)?;
    connection.prepare_cached("DELETE FROM document_words WHERE rowid = ?1")?.execute([row])?;
    let mut index = connection.prepare_cached("INSERT INTO document_words (rowid, words) VALUES (?1, ?2)")?;
    index.execute(params![row, reading.text.as_str()])?;
    let wrong = corrections::apply(&mut reading, kept).wrong;
    clear_rows(connection, row)?;
    put_rows(connection, row, id, &reading, &wrong)
}

/// Writes the stored form of a reading, as it was read, without corrections.
fn put_reading(connection: &Connection, row: i64, reading: &Reading) -> rusqlite::Result<()> {
    let masthead = &reading.structure.masthead;
    let published = days(&reading.published);
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO readings (document, form, kind, outlet, outlet_folded, title, published_earliest,
         published_latest, statements, questions, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    insert.execute(params![
        row,
        FORM,
        masthead.kind.as_str(),
        masthead.outlet,
        masthead.outlet.as_deref().map(fold),
        masthead.title,
        published.0,
        published.1,
        reading.statements.len() as i64,
        reading.questions.len() as i64,
        encode(reading),
    ])?;
    Ok(())
}

/// Takes the rows of a document away.
pub(crate) fn clear_rows(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    for delete in [
        "DELETE FROM statement_words WHERE rowid IN (SELECT row FROM statements WHERE document = ?1)",
        "DELETE FROM statements WHERE document = ?1",
        "DELETE FROM speakers WHERE document = ?1",
        "DELETE FROM titles WHERE document = ?1",
    ] {
        connection.prepare_cached(delete)?.execute([row])?;
    }
    Ok(())
}

/// Writes the rows of a document that has none. `reading` has its corrections; statements that a user found wrong
/// (`wrong`, sorted) get no row.
pub(crate) fn put_rows(
    connection: &Connection,
    row: i64,
    id: &str,
    reading: &Reading,
    wrong: &[usize],
) -> rusqlite::Result<()> {
    let persons: Vec<Option<String>> = reading.speakers.iter().map(|speaker| person(id, speaker)).collect();
    let mut counts = vec![0i64; reading.speakers.len()];
    let text = reading.text.as_str();
    let mut insert = connection.prepare_cached(
        "INSERT INTO statements (document, number, speaker, person, addressee, form, certainty, negated, said_earliest,
         said_latest, said_order, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let mut index =
        connection.prepare_cached("INSERT INTO statement_words (rowid, content, speaker) VALUES (?1, ?2, ?3)")?;
    for (number, statement) in reading.statements.iter().enumerate() {
        if wrong.binary_search(&number).is_ok() {
            continue;
        }
        let content = statement.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let name =
            |speaker: Option<usize>| speaker.and_then(|speaker| reading.speakers.get(speaker)).map(|found| &found.name);
        let said = days(&statement.said);
        // Without any day last.
        let order = said.0.as_ref().or(said.1.as_ref()).map_or("9999-99-99", String::as_str);
        insert.execute(params![
            row,
            number as i64,
            name(statement.speaker),
            statement.speaker.and_then(|speaker| persons.get(speaker)).cloned().flatten(),
            name(statement.addressee),
            statement.form.as_str(),
            statement.certainty.as_str(),
            statement.negated,
            said.0,
            said.1,
            order,
            content,
        ])?;
        let speakers = statement.speaker.iter().chain(&statement.with);
        let names: Vec<&str> =
            speakers.clone().filter_map(|&speaker| name(Some(speaker))).map(String::as_str).collect();
        index.execute(params![connection.last_insert_rowid(), content, names.join(" ; ")])?;
        for &speaker in speakers {
            if let Some(count) = counts.get_mut(speaker) {
                *count += 1;
            }
        }
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO speakers (document, number, person, name, folded, kind, statements)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut entitle = connection
        .prepare_cached("INSERT INTO titles (document, speaker, title, first, last) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let seen = days(&reading.published);
    for (number, speaker) in reading.speakers.iter().enumerate() {
        let folded = fold(&speaker.name);
        insert.execute(params![
            row,
            number as i64,
            persons[number],
            speaker.name,
            folded,
            speaker.kind.as_str(),
            counts[number]
        ])?;
        for title in &speaker.titles {
            entitle.execute(params![row, number as i64, title, seen.0, seen.1])?;
        }
    }
    Ok(())
}

fn days(when: &When) -> (Option<String>, Option<String>) {
    (when.earliest.map(|day| day.to_string()), when.latest.map(|day| day.to_string()))
}
