//! Who is in the record?
//!
//! One row a person over all documents, made from the rows of speakers when it is asked for.

use super::fold;
use crate::error::{At, Result, told};
use crate::query::MOST_NAME_WORDS;
use crate::store::Store;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

/// One person, organization or place of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// Record-wide id.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// `SpeakerKind` as printed.
    pub kind: String,
    /// Other names under which the person is printed.
    pub names: Vec<String>,
    /// Titles as printed, with the first and last ISO day on which each was seen, where known.
    pub titles: Vec<(String, Option<String>, Option<String>)>,
    /// In how many documents.
    pub documents: u64,
    /// How many statements.
    pub statements: u64,
}

/// Everybody whose name holds all words of `name`, most statements first; and how many there are.
pub(crate) fn people(store: &Store, name: &str, offset: u64, limit: u64) -> Result<(u64, Vec<PersonRow>)> {
    let folded = fold(name);
    let words: Vec<Value> =
        folded.split_whitespace().take(MOST_NAME_WORDS).map(|word| Value::from(word.to_owned())).collect();
    let mut named = String::from("person IS NOT NULL");
    for number in 1..=words.len() {
        named.push_str(&format!(" AND instr(folded, ?{number}) > 0"));
    }
    // A word is asked of each name by itself; all names of whoever has such a name are counted.
    let group = format!(
        "SELECT person, count(DISTINCT document) AS documents, sum(statements) AS statements FROM speakers
         WHERE person IN (SELECT person FROM speakers WHERE {named}) GROUP BY person"
    );
    let count = format!("SELECT count(DISTINCT person) FROM speakers WHERE {named}");
    let connection = &store.connection;
    let at = |error: rusqlite::Error| told(&store.path, &error);
    let total: u64 = connection
        .prepare_cached(&count)
        .and_then(|mut statement| statement.query_row(params_from_iter(&words), |row| row.get(0)))
        .map_err(at)?;
    let page = format!(
        "{group} ORDER BY statements DESC, person LIMIT {} OFFSET {}",
        limit.min(i64::MAX as u64),
        offset.min(i64::MAX as u64)
    );
    let mut statement = connection.prepare_cached(&page).map_err(at)?;
    let found = statement
        .query_map(params_from_iter(&words), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<(String, u64, u64)>>>)
        .map_err(at)?;
    let mut rows = Vec::with_capacity(found.len());
    for (id, documents, statements) in found {
        rows.push(row(store, id, documents, statements).at(&store.path)?);
    }
    Ok((total, rows))
}

/// One person by id; `None` where the record has nobody with it.
pub(crate) fn by_id(store: &Store, id: &str) -> Result<Option<PersonRow>> {
    let (documents, statements): (u64, u64) = store
        .connection
        .prepare_cached("SELECT count(DISTINCT document), coalesce(sum(statements), 0) FROM speakers WHERE person = ?1")
        .and_then(|mut statement| statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))))
        .at(&store.path)?;
    if documents == 0 {
        return Ok(None);
    }
    row(store, id.to_owned(), documents, statements).map(Some).at(&store.path)
}

fn row(store: &Store, id: String, documents: u64, statements: u64) -> rusqlite::Result<PersonRow> {
    let mut named = store.connection.prepare_cached(
        "SELECT DISTINCT name, kind FROM speakers WHERE person = ?1 ORDER BY length(name) DESC, name, kind",
    )?;
    let text = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    let all = named.query_map([&id], text)?.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let mut titled = store.connection.prepare_cached(
        "SELECT title, min(first), max(last) FROM titles JOIN speakers
         ON titles.document = speakers.document AND titles.speaker = speakers.number
         WHERE person = ?1 GROUP BY title ORDER BY min(first), title",
    )?;
    let title = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let titles = titled.query_map([&id], title)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let (name, kind) = all.first().cloned().unwrap_or_default();
    let names = all.into_iter().skip(1).map(|(name, _)| name).filter(|other| *other != name).collect();
    Ok(PersonRow { id, name, kind, names, titles, documents, statements })
}
