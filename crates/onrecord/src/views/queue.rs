//! What needs a human?
//!
//! Statements with an open speaker or day, names that may be those of somebody else, documents without a statement, and the
//! users' words on who is who, which can be taken back.

use super::front::DocumentLine;
use super::identities::{self, IdentityView};
use super::search::{self, RowView};
use record::{Lacking, Record};
use serde::Serialize;

/// Rows of each part.
const ROWS: u64 = 25;

/// What needs a human.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueView {
    /// How many statements have an open speaker.
    pub without_speaker: u64,
    /// The first of them.
    pub speakers: Vec<RowView>,
    /// How many statements have no day.
    pub without_day: u64,
    /// The first of them.
    pub days: Vec<RowView>,
    /// Short names with fuller ones that end so.
    pub namesakes: Vec<NamesakeView>,
    /// How many documents hold no statement.
    pub silent: u64,
    /// The first of them.
    pub documents: Vec<DocumentLine>,
    /// Merges and splits, oldest first.
    pub identities: Vec<IdentityView>,
}

/// Two ids that may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamesakeView {
    /// Id of the one with the short name.
    pub short: String,
    /// The short name.
    pub short_name: String,
    /// Id of the one with the fuller name.
    pub full: String,
    /// The fuller name.
    pub full_name: String,
}

/// What needs a human in a record.
pub fn view(record: &Record) -> record::Result<QueueView> {
    let (without_speaker, speakers) = record.lacking(Lacking::Speaker, 0, ROWS)?;
    let (without_day, days) = record.lacking(Lacking::Day, 0, ROWS)?;
    let (silent, documents) = record.silent(ROWS)?;
    let namesake =
        |[short, short_name, full, full_name]: [String; 4]| NamesakeView { short, short_name, full, full_name };
    Ok(QueueView {
        without_speaker,
        speakers: speakers.into_iter().map(search::row).collect(),
        without_day,
        days: days.into_iter().map(search::row).collect(),
        namesakes: record.namesakes(ROWS)?.into_iter().map(namesake).collect(),
        silent,
        documents: documents.into_iter().map(DocumentLine::from).collect(),
        identities: record.all_identities()?.into_iter().map(identities::view).collect(),
    })
}
