//! Which documents are versions of one another, and what differs between two?
//!
//! One address (or, where none is stated, one file) with another text is another version; all of them are kept. Versions
//! stand in the order of their days, then of their arrival. What differs is told sentence by sentence. Not useful for copies
//! under other addresses: those are links (`wire_copy`).

use crate::error::{At, Result};
use crate::store::{Store, fetch};
use fetch::DocumentSummary;
use reader::Reading;

/// A sentence in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It stands in the earlier one only.
    Gone(String),
    /// It stands in the later one only.
    New(String),
}

/// What versions have in common: the address, else the path of a file.
const COMMON: &str =
    "coalesce('a ' || documents.address, CASE WHEN instr(path, '#') = 0 AND path <> '-' THEN 'p ' || path END)";

/// How many documents have the address of another one that came before.
pub(crate) fn superseded(store: &Store) -> Result<u64> {
    let sql = format!("SELECT count(common) - count(DISTINCT common) FROM (SELECT {COMMON} AS common FROM documents)");
    store.connection.query_row(&sql, [], |row| row.get(0)).at(&store.path)
}

/// The versions of a document, itself among them.
pub(crate) fn of(store: &Store, id: &str) -> Result<Vec<DocumentSummary>> {
    let sql = format!("SELECT {COMMON} FROM documents WHERE id = ?1");
    let common: Option<Option<String>> =
        rusqlite::OptionalExtension::optional(store.connection.query_row(&sql, [id], |row| row.get(0)))
            .at(&store.path)?;
    match common {
        None => Err(crate::Error::NoSuchId(id.to_owned())),
        Some(None) => fetch::summaries_where(store, "documents.id = ?1", id),
        Some(Some(common)) => fetch::summaries_where(store, &format!("{COMMON} = ?1"), &common),
    }
}

/// Every group of documents with one address.
pub(crate) fn all(store: &Store) -> Result<Vec<Vec<DocumentSummary>>> {
    let sql = format!(
        "SELECT common FROM (SELECT {COMMON} AS common FROM documents) WHERE common IS NOT NULL
         GROUP BY common HAVING count(*) > 1 ORDER BY common"
    );
    let mut statement = store.connection.prepare(&sql).at(&store.path)?;
    let common = statement.query_map([], |row| row.get::<_, String>(0)).at(&store.path)?;
    let common = common.collect::<rusqlite::Result<Vec<_>>>().at(&store.path)?;
    common.iter().map(|common| fetch::summaries_where(store, &format!("{COMMON} = ?1"), common)).collect()
}

/// Sentences compared at most: beyond that all that lies between the common ends counts as changed.
const CELLS: usize = 4_000_000;

/// The sentences in which two readings differ, in the order of the text.
pub(crate) fn changes(before: &Reading, after: &Reading) -> Vec<Change> {
    let (before, after) = (sentences(before), sentences(after));
    let same_start = before.iter().zip(&after).take_while(|(one, two)| one == two).count();
    let (old, new) = (&before[same_start..], &after[same_start..]);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, two)| one == two).count();
    let (old, new) = (&old[..old.len() - same_end], &new[..new.len() - same_end]);
    let gone = |text: &String| Change::Gone(text.clone());
    let added = |text: &String| Change::New(text.clone());
    if old.len().saturating_mul(new.len()) > CELLS {
        return old.iter().map(gone).chain(new.iter().map(added)).collect();
    }
    // Lengths of the longest common part of what follows each pair of places.
    let width = new.len() + 1;
    let mut common = vec![0u32; (old.len() + 1) * width];
    for one in (0..old.len()).rev() {
        for two in (0..new.len()).rev() {
            common[one * width + two] = if old[one] == new[two] {
                common[(one + 1) * width + two + 1] + 1
            } else {
                common[(one + 1) * width + two].max(common[one * width + two + 1])
            };
        }
    }
    let (mut one, mut two, mut changes) = (0, 0, Vec::new());
    while one < old.len() || two < new.len() {
        if one < old.len() && two < new.len() && old[one] == new[two] {
            (one, two) = (one + 1, two + 1);
        } else if two == new.len()
            || one < old.len() && common[(one + 1) * width + two] >= common[one * width + two + 1]
        {
            changes.push(gone(&old[one]));
            one += 1;
        } else {
            changes.push(added(&new[two]));
            two += 1;
        }
    }
    changes
}

/// The sentences of a text, with single blanks.
fn sentences(reading: &Reading) -> Vec<String> {
    let text = reading.text.as_str();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    reading.structure.sentences.iter().map(|sentence| words(sentence.span.of(text))).collect()
}
