//! What was kept, as it was?
//!
//! Documents with their readings, corrections applied, and how much there is. Useful for showing one document whole;
//! lists of statements come from `query`.

use super::Store;
use super::form::{FORM, decode};
use crate::corrections::{self, Correction};
use crate::error::{At, Error, Result};
use crate::people::Identities;
use reader::document::{Channel, GivenEvent, GroundRule};
use reader::{Document, Given, Media, Reading};
use rusqlite::{OptionalExtension, Row};

/// A document as the record holds it, with its reading, corrections applied.
#[derive(Debug, Clone)]
pub struct Held {
    /// 16 hexadecimal digits, `Document::id`.
    pub id: String,
    /// The ground state.
    pub document: Document,
    /// What was read, with the users' corrections.
    pub reading: Reading,
    /// Record-wide person id of each speaker, parallel to `reading.speakers`; `None` where the speaker is nobody in
    /// particular.
    pub persons: Vec<Option<String>>,
    /// The corrections that have found their statements, oldest first.
    pub corrections: Vec<Correction>,
}

/// One line of a list of documents.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentSummary {
    /// 16 hexadecimal digits.
    pub id: String,
    /// Where it came from.
    pub path: String,
    /// `DocumentKind` as printed.
    pub kind: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO dates; `None` where open.
    pub published: (Option<String>, Option<String>),
    /// How many statements it holds.
    pub statements: u64,
}

/// How much the record holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents.
    pub documents: u64,
    /// Documents that are transcripts.
    pub transcripts: u64,
    /// Statements.
    pub statements: u64,
    /// Statements without a speaker.
    pub without_speaker: u64,
    /// Statements without any date.
    pub without_date: u64,
    /// Questions.
    pub questions: u64,
    /// People, organizations and places.
    pub people: u64,
    /// Documents that hold no statement.
    pub silent: u64,
}

/// Whether a document with this id is held.
pub(crate) fn holds(store: &Store, id: &str) -> Result<bool> {
    let mut statement = store.connection.prepare_cached("SELECT 1 FROM documents WHERE id = ?1").at(&store.path)?;
    statement.exists([id]).at(&store.path)
}

/// Row and id of every document, by path, then id: the same order whatever the order of arrival.
pub(crate) fn ids(store: &Store) -> Result<Vec<(i64, String)>> {
    let mut statement =
        store.connection.prepare_cached("SELECT row, id FROM documents ORDER BY path, id").at(&store.path)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).at(&store.path)?;
    rows.collect::<rusqlite::Result<_>>().at(&store.path)
}

/// A document without its reading.
pub(crate) fn ground(store: &Store, id: &str) -> Result<Document> {
    let mut statement = store
        .connection
        .prepare_cached(
            "SELECT path, media, outlet, agency, title, address, published, ground_rule, timezone, language, event_name,
             event_date, event_venue, event_channel, bytes, fetched FROM documents WHERE id = ?1",
        )
        .at(&store.path)?;
    let found = statement.query_row([id], |row| Ok(document(row))).optional().at(&store.path)?;
    match found {
        None => Err(Error::NoSuchId(id.to_owned())),
        Some(document) => document
            .at(&store.path)?
            .ok_or_else(|| Error::Damaged(format!("document {id}: what the sender stated cannot be understood"))),
    }
}

/// `None` where a stored name or date is none that this program knows.
fn document(row: &Row) -> rusqlite::Result<Option<Document>> {
    /// The value of a text that may be missing; outer `None` where it is there and not understood.
    fn parsed<T>(text: Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
        match text {
            None => Some(None),
            Some(text) => parse(&text).map(Some),
        }
    }
    let media: String = row.get("media")?;
    let date = |text: &str| text.parse().ok();
    let published = parsed(row.get("published")?, date);
    let fetched = parsed(row.get("fetched")?, date);
    let ground_rule = parsed(row.get("ground_rule")?, GroundRule::parse);
    let event_date = parsed(row.get("event_date")?, date);
    let event_channel = parsed(row.get("event_channel")?, Channel::parse);
    let (name, venue): (Option<String>, Option<String>) = (row.get("event_name")?, row.get("event_venue")?);
    let (Some(media), Some(published), Some(fetched), Some(ground_rule), Some(event_date), Some(event_channel)) =
        (Media::parse(&media), published, fetched, ground_rule, event_date, event_channel)
    else {
        return Ok(None);
    };
    let event = GivenEvent { name, date: event_date, venue, channel: event_channel };
    Ok(Some(Document {
        path: row.get("path")?,
        media,
        given: Given {
            outlet: row.get("outlet")?,
            agency: row.get("agency")?,
            title: row.get("title")?,
            address: row.get("address")?,
            published,
            fetched,
            event: Some(event).filter(|event| *event != GivenEvent::default()),
            ground_rule,
            timezone: row.get("timezone")?,
            language: row.get("language")?,
        },
        bytes: row.get("bytes")?,
    }))
}

/// The reading of a document as it was stored, without corrections.
pub(crate) fn stored(store: &Store, id: &str, bytes: &[u8]) -> Result<Reading> {
    let mut statement = store
        .connection
        .prepare_cached(
            "SELECT form, value FROM readings JOIN documents ON documents.row = readings.document WHERE id = ?1",
        )
        .at(&store.path)?;
    let found: Option<(i64, Vec<u8>)> =
        statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional().at(&store.path)?;
    let again = "`onrecord reread` makes it again from the document";
    let (form, value) = found.ok_or_else(|| Error::Damaged(format!("document {id} has no reading; {again}")))?;
    if form != FORM {
        return Err(Error::Damaged(format!("document {id}: its reading has form {form}, not {FORM}; {again}")));
    }
    decode(bytes, &value)
        .ok_or_else(|| Error::Damaged(format!("document {id}: its reading cannot be decoded; {again}")))
}

/// One document with its reading, corrections applied.
pub(crate) fn held(store: &Store, id: &str) -> Result<Held> {
    let document = ground(store, id)?;
    let mut reading = stored(store, id, &document.bytes)?;
    let kept = corrections::of(&store.connection, id).at(&store.path)?;
    let applied = corrections::apply(&mut reading, &kept);
    let identities = Identities::of(&store.connection).at(&store.path)?;
    let persons = reading.speakers.iter().map(|speaker| identities.person(id, speaker)).collect();
    let corrections = applied.found(id, &kept);
    Ok(Held { id: id.to_owned(), document, reading, persons, corrections })
}

/// Every document, by path, then id.
pub(crate) fn summaries(store: &Store) -> Result<Vec<DocumentSummary>> {
    listed(store, "ORDER BY path, id", [])
}

/// The documents for which this holds of a value, by day, then arrival.
pub(crate) fn summaries_where(store: &Store, condition: &str, value: &str) -> Result<Vec<DocumentSummary>> {
    let order = "coalesce(published_earliest, published_latest), documents.row";
    listed(store, &format!("WHERE {condition} ORDER BY {order}"), [value])
}

/// The documents of the rest of a query, with the values bound to it.
pub(crate) fn listed(store: &Store, which: &str, values: impl rusqlite::Params) -> Result<Vec<DocumentSummary>> {
    let sql = format!(
        "SELECT id, path, kind, readings.outlet, readings.title, published_earliest, published_latest, statements
         FROM documents JOIN readings ON readings.document = documents.row {which}"
    );
    let mut statement = store.connection.prepare_cached(&sql).at(&store.path)?;
    let rows = statement
        .query_map(values, |row| {
            Ok(DocumentSummary {
                id: row.get(0)?,
                path: row.get(1)?,
                kind: row.get(2)?,
                outlet: row.get(3)?,
                title: row.get(4)?,
                published: (row.get(5)?, row.get(6)?),
                statements: row.get(7)?,
            })
        })
        .at(&store.path)?;
    rows.collect::<rusqlite::Result<_>>().at(&store.path)
}

/// How much the record holds.
pub(crate) fn totals(store: &Store) -> Result<Totals> {
    let count = |sql: &str| -> Result<u64> {
        store.connection.prepare_cached(sql).and_then(|mut count| count.query_row([], |row| row.get(0))).at(&store.path)
    };
    Ok(Totals {
        documents: count("SELECT count(*) FROM documents")?,
        transcripts: count("SELECT count(*) FROM readings WHERE kind = 'transcript'")?,
        statements: count("SELECT count(*) FROM statements")?,
        without_speaker: count("SELECT count(*) FROM statements WHERE speaker IS NULL")?,
        without_date: count("SELECT count(*) FROM statements WHERE said_earliest IS NULL AND said_latest IS NULL")?,
        questions: count("SELECT coalesce(sum(questions), 0) FROM readings")?,
        people: count("SELECT count(DISTINCT person) FROM speakers")?,
        silent: count("SELECT count(*) FROM readings WHERE statements = 0")?,
    })
}
