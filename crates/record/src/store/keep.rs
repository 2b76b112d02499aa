//! How is a document written?
//!
//! Ground state, stored reading and rows in one transaction. The rows are made from the reading with the corrections
//! applied; writing them again for a document replaces what it had. Not useful outside a transaction.

use super::Store;
use super::form::{FORM, encode};
use super::{linked, upkeep};
use crate::corrections::{self, Kept};
use crate::error::{At, Error, Result};
use crate::people::{Identities, fold};
use reader::meaning::time::When;
use reader::{Document, Knowledge, Reading};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

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
         timezone, language, event_name, event_date, event_venue, event_channel, bytes, fetched)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
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
        date(given.fetched),
    ])?;
    if inserted == 0 {
        return Ok(Added::Held);
    }
    let row = connection.last_insert_rowid();
    put_reading(connection, row, reading)?;
    let mut index = connection.prepare_cached("INSERT INTO document_words (rowid, words) VALUES (?1, ?2)")?;
    index.execute(params![row, fold(reading.text.as_str())])?;
    put_rows(connection, row, &id, reading, &[])?;
    Ok(Added::New)
}

/// Takes documents out of the record with their corrections and all that was made from them: all of them, or nothing. What
/// they held is overwritten in the file; `false` where somebody else still reads the old pages beside it.
pub(crate) fn remove(store: &mut Store, ids: &[String]) -> Result<bool> {
    let path = store.path.clone();
    store.connection.execute_batch("PRAGMA secure_delete = ON").at(&path)?;
    let transaction = store.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
    for id in ids {
        let row: Option<i64> = transaction
            .query_row("SELECT row FROM documents WHERE id = ?1", [id], |row| row.get(0))
            .optional()
            .at(&path)?;
        let row = row.ok_or_else(|| Error::NoSuchId(id.to_owned()))?;
        clear_rows(&transaction, row).at(&path)?;
        for delete in [
            "DELETE FROM document_words WHERE rowid = ?1",
            "DELETE FROM corrections WHERE document = ?1",
            "DELETE FROM readings WHERE document = ?1",
            "DELETE FROM documents WHERE row = ?1",
        ] {
            transaction.execute(delete, [row]).at(&path)?;
        }
    }
    // Links hold words of statements; they are made again when asked for.
    transaction
        .execute_batch("DELETE FROM link_figures; DELETE FROM link_members; DELETE FROM links;")
        .and_then(|()| upkeep::optimize(&transaction))
        .at(&path)?;
    transaction.commit().at(&path)?;
    upkeep::empty_wal(store)
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
    index.execute(params![row, fold(reading.text.as_str())])?;
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
    linked::outdate(connection)?;
    for delete in [
        "DELETE FROM statement_words WHERE rowid IN (SELECT row FROM statements WHERE document = ?1)",
        "DELETE FROM voices WHERE statement IN (SELECT row FROM statements WHERE document = ?1)",
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
    linked::outdate(connection)?;
    let identities = Identities::of(connection)?;
    let persons: Vec<Option<String>> = reading.speakers.iter().map(|speaker| identities.person(id, speaker)).collect();
    let mut counts = vec![0i64; reading.speakers.len()];
    let mut insert = connection.prepare_cached(
        "INSERT INTO statements (document, number, speaker, person, addressee, form, certainty, negated, said_earliest,
         said_latest, said_order, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let mut index =
        connection.prepare_cached("INSERT INTO statement_words (rowid, content, speaker) VALUES (?1, ?2, ?3)")?;
    let mut speak = connection
        .prepare_cached("INSERT OR REPLACE INTO voices (statement, number, person, folded) VALUES (?1, ?2, ?3, ?4)")?;
    for one in rows(id, reading, wrong, &identities) {
        insert.execute(params![
            row,
            one.number as i64,
            one.speaker,
            one.person,
            one.addressee,
            one.form,
            one.certainty,
            one.negated,
            one.said.0,
            one.said.1,
            // Without any day last.
            one.said.0.as_ref().or(one.said.1.as_ref()).map_or("9999-99-99", String::as_str),
            one.content,
        ])?;
        let statement = connection.last_insert_rowid();
        let voices: Vec<(usize, String)> =
            one.voices.iter().filter_map(|&voice| Some((voice, fold(&reading.speakers.get(voice)?.name)))).collect();
        let names: Vec<&str> = voices.iter().map(|(_, name)| name.as_str()).collect();
        index.execute(params![statement, fold(&one.content), names.join(" ; ")])?;
        for (number, (voice, folded)) in voices.iter().enumerate() {
            speak.execute(params![statement, number as i64, persons[*voice], folded])?;
            counts[*voice] += 1;
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

/// What the row of one statement says.
#[derive(Debug, PartialEq)]
pub(crate) struct StatementValues {
    /// Index in `reading.statements`.
    pub number: usize,
    pub speaker: Option<String>,
    pub person: Option<String>,
    /// Folded, since it is only searched.
    pub addressee: Option<String>,
    pub form: String,
    pub certainty: String,
    pub negated: bool,
    pub said: (Option<String>, Option<String>),
    pub content: String,
    /// Speakers of the document who say it, each once.
    pub voices: Vec<usize>,
}

/// The rows of a reading with its corrections, in order; statements that a user found wrong (`wrong`, sorted) have none.
pub(crate) fn rows(id: &str, reading: &Reading, wrong: &[usize], identities: &Identities) -> Vec<StatementValues> {
    let text = reading.text.as_str();
    let speaker = |number: Option<usize>| number.and_then(|number| reading.speakers.get(number));
    let numbered = reading.statements.iter().enumerate();
    numbered
        .filter(|(number, _)| wrong.binary_search(number).is_err())
        .map(|(number, statement)| {
            let mut voices: Vec<usize> = Vec::new();
            for &voice in statement.speaker.iter().chain(&statement.with) {
                if !voices.contains(&voice) {
                    voices.push(voice);
                }
            }
            StatementValues {
                number,
                speaker: speaker(statement.speaker).map(|found| found.name.clone()),
                person: speaker(statement.speaker).and_then(|found| identities.person(id, found)),
                addressee: speaker(statement.addressee).map(|found| fold(&found.name)),
                form: statement.form.to_string(),
                certainty: statement.certainty.to_string(),
                negated: statement.negated,
                said: days(&statement.said),
                content: statement.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … "),
                voices,
            }
        })
        .collect()
}

/// The rows of a document as they are stored, in order; `voices` is left empty.
pub(crate) fn stored_rows(connection: &Connection, row: i64) -> rusqlite::Result<Vec<StatementValues>> {
    let mut select = connection.prepare_cached(
        "SELECT number, speaker, person, addressee, form, certainty, negated, said_earliest, said_latest, content
         FROM statements WHERE document = ?1 ORDER BY number",
    )?;
    let values = select.query_map([row], |row| {
        Ok(StatementValues {
            number: row.get(0)?,
            speaker: row.get(1)?,
            person: row.get(2)?,
            addressee: row.get(3)?,
            form: row.get(4)?,
            certainty: row.get(5)?,
            negated: row.get(6)?,
            said: (row.get(7)?, row.get(8)?),
            content: row.get(9)?,
            voices: Vec::new(),
        })
    })?;
    values.collect()
}

fn days(when: &When) -> (Option<String>, Option<String>) {
    (when.earliest.map(|day| day.to_string()), when.latest.map(|day| day.to_string()))
}
