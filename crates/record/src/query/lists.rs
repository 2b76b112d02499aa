//! What stands at the front of the record: what came last, what cannot be checked, what needs a human?
//!
//! Short lists over the rows, each with its count, so that a page of a large record costs no more than that of a small one.
//! Useful for overviews; what answers a query is `search`.

use super::search::{StatementRow, row};
use crate::error::{At, Result};
use crate::store::Store;
use crate::store::fetch::{DocumentSummary, listed};
use reader::document::GroundRule;
use rusqlite::params;

/// Words in quotation marks of one day of which no transcript is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// When they were said, as ISO days; both `None` where that is not known.
    pub said: (Option<String>, Option<String>),
    /// How many quotations.
    pub quotations: u64,
    /// The documents that print them, sorted.
    pub documents: Vec<String>,
}

/// What is open about a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// Who says it.
    Speaker,
    /// When it was said.
    Day,
}

/// A number that changes with every change of what the record tells: documents, readings, corrections, who is who.
pub(crate) fn generation(store: &Store) -> Result<i64> {
    let sql = "SELECT generation FROM link_state";
    store.connection.query_row(sql, [], |row| row.get(0)).at(&store.path)
}

/// The ids of documents that are off the record, sorted.
pub(crate) fn off_record(store: &Store) -> Result<Vec<String>> {
    let mut select = store
        .connection
        .prepare_cached("SELECT id FROM documents WHERE ground_rule = ?1 ORDER BY id")
        .at(&store.path)?;
    let rows = select.query_map([GroundRule::OffRecord.as_str()], |row| row.get(0)).at(&store.path)?;
    rows.collect::<rusqlite::Result<_>>().at(&store.path)
}

/// Documents by path, then id.
pub(crate) fn by_path(store: &Store, offset: u64, limit: u64) -> Result<Vec<DocumentSummary>> {
    listed(store, "ORDER BY path, id LIMIT ?1 OFFSET ?2", [bounded(limit), bounded(offset)])
}

/// Documents in the order of their arrival, the last first.
pub(crate) fn lately(store: &Store, offset: u64, limit: u64) -> Result<Vec<DocumentSummary>> {
    listed(store, "ORDER BY documents.row DESC LIMIT ?1 OFFSET ?2", [bounded(limit), bounded(offset)])
}

/// Documents with questions, the latest day first, and how many there are.
pub(crate) fn asked(store: &Store, offset: u64, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
    let all = "SELECT count(*) FROM readings WHERE questions > 0";
    let total = store.connection.query_row(all, [], |row| row.get(0)).at(&store.path)?;
    let order = "coalesce(published_latest, published_earliest) DESC, documents.id";
    let which = format!("WHERE questions > 0 ORDER BY {order} LIMIT ?1 OFFSET ?2");
    Ok((total, listed(store, &which, [bounded(limit), bounded(offset)])?))
}

/// Documents without a statement, and how many there are.
pub(crate) fn silent(store: &Store, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
    let all = "SELECT count(*) FROM readings WHERE statements = 0";
    let total = store.connection.query_row(all, [], |row| row.get(0)).at(&store.path)?;
    Ok((total, listed(store, "WHERE statements = 0 ORDER BY path, id LIMIT ?1", [bounded(limit)])?))
}

/// Transcripts whose day is not settled, and how many there are: no quotation can be compared with them by its day.
pub(crate) fn undated_transcripts(store: &Store, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
    let open = "kind = 'transcript' AND (published_earliest IS NULL OR published_earliest IS NOT published_latest)";
    let all = format!("SELECT count(*) FROM readings WHERE {open}");
    let total = store.connection.query_row(&all, [], |row| row.get(0)).at(&store.path)?;
    Ok((total, listed(store, &format!("WHERE {open} ORDER BY path, id LIMIT ?1"), [bounded(limit)])?))
}

/// Quotations of reports on days of which no transcript is held, grouped by day, most first; with the number of all of them.
pub(crate) fn unchecked(store: &Store, limit: u64) -> Result<(u64, Vec<Unchecked>)> {
    let open = "FROM statements JOIN readings ON readings.document = statements.document
         WHERE statements.form IN ('direct', 'mixed') AND readings.kind <> 'transcript'
         AND (said_earliest IS NULL OR said_earliest IS NOT said_latest OR said_earliest NOT IN
              (SELECT published_earliest FROM readings
               WHERE kind = 'transcript' AND published_earliest = published_latest))";
    let total = store
        .connection
        .prepare_cached(&format!("SELECT count(*) {open}"))
        .and_then(|mut count| count.query_row([], |row| row.get(0)))
        .at(&store.path)?;
    let sql = format!(
        "SELECT said_earliest, said_latest, count(*) AS quotations, group_concat(DISTINCT documents.id)
         {} GROUP BY said_earliest, said_latest ORDER BY quotations DESC, said_order LIMIT ?1",
        open.replacen("WHERE", "JOIN documents ON documents.row = statements.document WHERE", 1)
    );
    let mut select = store.connection.prepare_cached(&sql).at(&store.path)?;
    let found = select
        .query_map([bounded(limit)], |row| {
            let documents: String = row.get(3)?;
            let mut documents: Vec<String> = documents.split(',').map(str::to_owned).collect();
            documents.sort();
            Ok(Unchecked { said: (row.get(0)?, row.get(1)?), quotations: row.get(2)?, documents })
        })
        .at(&store.path)?;
    Ok((total, found.collect::<rusqlite::Result<_>>().at(&store.path)?))
}

/// Statements of which something is open, by day, and how many there are.
pub(crate) fn lacking(store: &Store, what: Lacking, offset: u64, limit: u64) -> Result<(u64, Vec<StatementRow>)> {
    let open = match what {
        Lacking::Speaker => "statements.speaker IS NULL",
        Lacking::Day => "said_earliest IS NULL AND said_latest IS NULL",
    };
    let all = format!("SELECT count(*) FROM statements WHERE {open}");
    let total = store.connection.query_row(&all, [], |row| row.get(0)).at(&store.path)?;
    let sql = format!(
        "SELECT documents.id, number, statements.speaker, statements.person, statements.content, certainty,
         statements.form, said_earliest, said_latest, readings.outlet, coalesce(readings.title, documents.path)
         FROM statements JOIN documents ON documents.row = statements.document
         JOIN readings ON readings.document = documents.row
         WHERE {open} ORDER BY said_order, documents.id, number LIMIT ?1 OFFSET ?2"
    );
    let mut select = store.connection.prepare_cached(&sql).at(&store.path)?;
    let rows = select.query_map([bounded(limit), bounded(offset)], row).at(&store.path)?;
    Ok((total, rows.collect::<rusqlite::Result<_>>().at(&store.path)?))
}

/// People who are called by the last word of a fuller name in the same document or elsewhere: id and name of the short one,
/// id and name of the fuller one. Whether they are one, the record cannot tell.
pub(crate) fn namesakes(store: &Store, limit: u64) -> Result<Vec<[String; 4]>> {
    let sql = "SELECT DISTINCT one.person, one.name, two.person, two.name FROM speakers AS one
         JOIN speakers AS two ON two.folded LIKE '% ' || one.folded AND two.kind = one.kind
         WHERE one.kind = 'person' AND one.person IS NOT NULL AND two.person IS NOT NULL
         AND one.person <> two.person AND instr(one.folded, ' ') = 0 AND length(one.folded) > 2
         AND one.statements > 0
         ORDER BY one.person, two.person LIMIT ?1";
    let mut select = store.connection.prepare_cached(sql).at(&store.path)?;
    let rows = select
        .query_map(params![bounded(limit)], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .at(&store.path)?;
    rows.collect::<rusqlite::Result<_>>().at(&store.path)
}

fn bounded(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
