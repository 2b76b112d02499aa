//! Who speaks, under which names and titles?

use super::asked::Asked;
use super::when::interval;
use record::{PersonRow, Record};
use serde::Serialize;

/// One person, organization or place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonView {
    /// Record-wide id.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// `SpeakerKind` as printed.
    pub kind: String,
    /// Other names under which the person is printed.
    pub names: Vec<String>,
    /// Titles as printed.
    pub titles: Vec<TitleView>,
    /// In how many documents.
    pub documents: u64,
    /// How many statements.
    pub statements: u64,
}

/// A title with the days on which it was seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TitleView {
    /// As printed.
    pub title: String,
    /// First ISO day on which it was seen.
    pub first: Option<String>,
    /// Last ISO day.
    pub last: Option<String>,
}

impl TitleView {
    /// For people: the title, with the days where they are known.
    pub fn shown(&self) -> String {
        match interval(self.first.as_deref(), self.last.as_deref()) {
            Some(days) => format!("{} ({days})", self.title),
            None => self.title.clone(),
        }
    }
}

/// The view of a row of the record.
pub fn view(row: PersonRow) -> PersonView {
    let title = |(title, first, last)| TitleView { title, first, last };
    PersonView {
        id: row.id,
        name: row.name,
        kind: row.kind,
        names: row.names,
        titles: row.titles.into_iter().map(title).collect(),
        documents: row.documents,
        statements: row.statements,
    }
}

/// People in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeopleView {
    /// How many there are.
    pub total: u64,
    /// These of them.
    pub rows: Vec<PersonView>,
    /// The cursor of the rows behind these.
    pub next: Option<String>,
}

/// Everybody whose name holds the words of the query.
pub fn page(record: &Record, asked: &Asked) -> record::Result<PeopleView> {
    let (total, rows) = record.people(asked.query(), asked.offset(), asked.limit())?;
    Ok(PeopleView { total, rows: rows.into_iter().map(view).collect(), next: asked.next(total) })
}
