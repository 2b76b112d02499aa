//! What did a user say about who is who?
//!
//! Names alone cannot tell that two spellings are one person, or that one name is borne by two. Users can: `merge` says that
//! whoever is known under one id is known under another, `split` that in some documents an id is somebody else. Such a word
//! is ground state like any correction. The words are replayed, oldest first, on the id that a name gives, so a later one
//! builds on the earlier ones, a new reading changes none of them, and one that is taken back leaves no trace. Useful for
//! ids of the whole record; who speaks in one statement is `corrections`' matter.

use super::person;
use crate::corrections;
use crate::error::{At, Error, Result};
use crate::store::{Store, fetch, keep};
use reader::meaning::Speaker;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

/// A user's word on who is who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Whoever is known as `other` is `person`.
    Merge {
        /// The id that stays.
        person: String,
        /// The id that goes.
        other: String,
    },
    /// In these documents `person` is somebody else, who is known as `other`.
    Split {
        /// The id that both had.
        person: String,
        /// The documents.
        documents: Vec<String>,
        /// The new id.
        other: String,
    },
}

/// A word on who is who as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptIdentity {
    /// Its number, by which it can be taken back.
    pub number: i64,
    /// What was said.
    pub identity: Identity,
    /// Who said so, and why; may be empty.
    pub note: String,
}

/// One step from an id to another.
#[derive(Debug)]
struct Step {
    order: usize,
    /// In which document; `None` for all.
    document: Option<String>,
    to: String,
}

/// All that users said about who is who.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    steps: FxHashMap<String, Vec<Step>>,
}

impl Identities {
    /// What the record keeps.
    pub fn of(connection: &Connection) -> rusqlite::Result<Identities> {
        let mut identities = Identities::default();
        for (order, kept) in kept(connection)?.into_iter().enumerate() {
            let mut step = |from: String, document, to| {
                identities.steps.entry(from).or_default().push(Step { order, document, to });
            };
            match kept.identity {
                Identity::Merge { person, other } => step(other, None, person),
                Identity::Split { person, documents, other } => {
                    documents.into_iter().for_each(|document| step(person.clone(), Some(document), other.clone()));
                }
            }
        }
        Ok(identities)
    }

    /// The record-wide id of a speaker; `None` for whoever is nobody in particular.
    pub fn person(&self, document: &str, speaker: &Speaker) -> Option<String> {
        let mut id = person(document, speaker)?;
        let mut from = 0;
        // Each step is later than the one before it, so this ends.
        while let Some(step) = self.steps.get(&id).and_then(|steps| {
            let is_here =
                |step: &&Step| step.order >= from && step.document.as_deref().is_none_or(|only| only == document);
            steps.iter().find(is_here)
        }) {
            from = step.order + 1;
            id = step.to.clone();
        }
        Some(id)
    }
}

/// Every word on who is who, oldest first.
pub(crate) fn kept(connection: &Connection) -> rusqlite::Result<Vec<KeptIdentity>> {
    let mut select =
        connection.prepare_cached("SELECT row, kind, person, other, documents, note FROM identities ORDER BY row")?;
    let rows = select.query_map([], |row| {
        let (kind, person, other): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let documents: String = row.get(4)?;
        let identity = match kind.as_str() {
            "merge" => Identity::Merge { person, other },
            _ => Identity::Split { person, documents: documents.split(' ').map(str::to_owned).collect(), other },
        };
        Ok(KeptIdentity { number: row.get(0)?, identity, note: row.get(5)? })
    })?;
    rows.collect()
}

/// Keeps a word on who is who and writes the rows of all documents that it touches again. Gives its number.
pub(crate) fn keep_identity(store: &mut Store, identity: &Identity, note: &str) -> Result<i64> {
    in_transaction(store, |store| {
        let (kind, person, other, documents) = match identity {
            Identity::Merge { person, other } => ("merge", person, other, String::new()),
            Identity::Split { person, documents, other } => ("split", person, other, documents.join(" ")),
        };
        check(store, identity)?;
        store
            .connection
            .execute(
                "INSERT INTO identities (kind, person, other, documents, note) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![kind, person, other, documents, note],
            )
            .at(&store.path)?;
        let number = store.connection.last_insert_rowid();
        write_again(store, [person, other])?;
        Ok(number)
    })
}

/// Takes a word on who is who back; `None` where there is none with this number.
pub(crate) fn undo(store: &mut Store, number: i64) -> Result<Option<KeptIdentity>> {
    in_transaction(store, |store| {
        let all = kept(&store.connection).at(&store.path)?;
        let Some(at) = all.iter().position(|kept| kept.number == number) else { return Ok(None) };
        // Later words may have led further: whoever is called as any of them names is looked at again.
        let touched: Vec<String> = all[at..]
            .iter()
            .flat_map(|kept| match &kept.identity {
                Identity::Merge { person, other } | Identity::Split { person, other, .. } => {
                    [person.clone(), other.clone()]
                }
            })
            .collect();
        store.connection.execute("DELETE FROM identities WHERE row = ?1", [number]).at(&store.path)?;
        write_again(store, &touched)?;
        Ok(all.into_iter().nth(at))
    })
}

fn in_transaction<T>(store: &mut Store, act: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
    let path = store.path.clone();
    // Begun first, so that no other process can put another reading between looking and writing.
    store.connection.execute_batch("BEGIN IMMEDIATE").at(&path)?;
    let done = act(store);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    store.connection.execute_batch(end).at(&path)?;
    done
}

/// Whether what is said can be: both are in the record and of one kind, and something is left to both.
fn check(store: &Store, identity: &Identity) -> Result<()> {
    let kind = |id: &str| id.split('.').next().unwrap_or("").to_owned();
    let holds = |id: &str, document: Option<&str>| -> Result<bool> {
        let count: u64 = store
            .connection
            .query_row(
                "SELECT count(*) FROM speakers JOIN documents ON documents.row = speakers.document
                 WHERE person = ?1 AND (?2 IS NULL OR id = ?2)",
                params![id, document],
                |row| row.get(0),
            )
            .at(&store.path)?;
        Ok(count > 0)
    };
    match identity {
        Identity::Merge { person, other } => {
            for id in [person, other] {
                if !holds(id, None)? {
                    return Err(Error::NoSuchId(id.clone()));
                }
            }
            if person == other {
                return Err(Error::BadCorrection(format!("{person} is one already")));
            }
            // A body and the place whose name it bears can be one, a person and a body cannot.
            if (kind(person) == "person") != (kind(other) == "person") {
                return Err(Error::BadCorrection(format!("{other} is not of the kind of {person}")));
            }
            Ok(())
        }
        Identity::Split { person, documents, other } => {
            for document in documents {
                if !holds(person, Some(document))? {
                    return Err(Error::BadCorrection(format!("{person} does not speak in a document {document}")));
                }
            }
            let all: u64 = store
                .connection
                .query_row("SELECT count(DISTINCT document) FROM speakers WHERE person = ?1", [person], |row| {
                    row.get(0)
                })
                .at(&store.path)?;
            if documents.len() as u64 >= all {
                return Err(Error::BadCorrection(format!(
                    "{person} speaks in no other document than those that are named, so there is nobody to be kept apart from"
                )));
            }
            match holds(other, None)? {
                true => {
                    Err(Error::BadCorrection(format!("{other} is somebody else already; merge says that it is one")))
                }
                false => Ok(()),
            }
        }
    }
}

/// Writes the rows of every document again in which one of these ids speaks, or would.
fn write_again<'a>(store: &Store, ids: impl IntoIterator<Item = &'a String>) -> Result<()> {
    let path = &store.path;
    let mut documents: Vec<(i64, String)> = Vec::new();
    for id in ids {
        let mut select = store
            .connection
            .prepare_cached(
                "SELECT DISTINCT documents.row, id FROM speakers JOIN documents ON documents.row = speakers.document
                 WHERE person = ?1",
            )
            .at(path)?;
        let found = select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?))).at(path)?;
        documents.extend(found.collect::<rusqlite::Result<Vec<_>>>().at(path)?);
    }
    documents.sort();
    documents.dedup();
    for (row, id) in documents {
        let ground = fetch::ground(store, &id)?;
        let mut reading = fetch::stored(store, &id, &ground.bytes)?;
        let corrections = corrections::of(&store.connection, &id).at(path)?;
        let wrong = corrections::apply(&mut reading, &corrections).wrong;
        keep::clear_rows(&store.connection, row).at(path)?;
        keep::put_rows(&store.connection, row, &id, &reading, &wrong).at(path)?;
    }
    Ok(())
}

/// Every word on who is who, oldest first.
pub(crate) fn all(store: &Store) -> Result<Vec<KeptIdentity>> {
    kept(&store.connection).at(&store.path)
}

/// A new id for those who are split off: that of the person with the first of the documents.
pub(crate) fn split_id(person: &str, documents: &[String]) -> String {
    let first = documents.iter().min().map_or("", String::as_str);
    format!("{person}.{first}")
}

/// The words on who is who that lead to or from an id.
pub(crate) fn about(store: &Store, id: &str) -> Result<Vec<KeptIdentity>> {
    let all = kept(&store.connection).at(&store.path)?;
    // Backwards: what was merged into it, and into that.
    let mut names = vec![id.to_owned()];
    let mut found: Vec<KeptIdentity> = Vec::new();
    for kept in all.into_iter().rev() {
        let (Identity::Merge { person, other } | Identity::Split { person, other, .. }) = &kept.identity;
        let is_split = matches!(kept.identity, Identity::Split { .. });
        let leads = if is_split { names.contains(other) || names.contains(person) } else { names.contains(person) };
        if leads {
            names.push(if is_split { person.clone() } else { other.clone() });
            found.push(kept);
        }
    }
    found.reverse();
    Ok(found)
}
