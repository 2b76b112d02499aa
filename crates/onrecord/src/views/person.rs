//! What does the record hold of one person?
//!
//! Names and titles over time, what was said, which questions were answered, which figures moved, and why it is one person.
//! Useful for a page about somebody; lists of many are `people`.

use super::identities::PersonExplained;
use super::links::{ThreadView, thread};
use super::questions::{self, QuestionView};
use super::search::{self, SearchView};
use record::links::Links;
use record::{Error, Record};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Documents that are looked through for answers at most.
const DOCUMENTS: usize = 12;

/// Threads shown at most.
const THREADS: usize = 5;

/// A person with everything that the record has of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonPage {
    /// Who it is, and why.
    #[serde(flatten)]
    pub explained: PersonExplained,
    /// What was said, by day.
    pub said: SearchView,
    /// The documents in which the person speaks: id, title, statements.
    pub documents: Vec<(String, String, u64)>,
    /// Questions that the person answered, of the documents that hold most of the statements.
    pub answered: Vec<QuestionView>,
    /// Threads in which the person gives more than one figure: only those figures.
    pub moved: Vec<ThreadView>,
}

/// The page of the person with this id; `offset` and `limit` are of the statements.
pub fn view(record: &Record, links: &Links, id: &str, offset: u64, limit: u64) -> record::Result<PersonPage> {
    let row = record.person(id)?.ok_or_else(|| Error::NoSuchId(id.to_owned()))?;
    let query = format!("person:\"{id}\"");
    let mut documents: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut own: BTreeSet<(String, usize)> = BTreeSet::new();
    record.each(&query, 0, 20_000, &mut |listed| {
        if let record::Listed::Row(row) = listed {
            documents.entry(row.document.clone()).or_insert_with(|| (row.title.clone(), 0)).1 += 1;
            own.insert((row.document, row.number));
        }
        true
    })?;
    let mut documents: Vec<(String, String, u64)> =
        documents.into_iter().map(|(id, (title, count))| (id, title, count)).collect();
    documents.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let is_own = |id: &String| {
        id.split_once(":s")
            .and_then(|(document, number)| Some((document.to_owned(), number.parse::<usize>().ok()?)))
            .is_some_and(|(document, number)| own.contains(&(document, number.saturating_sub(1))))
    };
    let mut answered = Vec::new();
    for (document, ..) in documents.iter().take(DOCUMENTS) {
        let found = questions::view(&record.document(document)?).into_iter();
        answered.extend(found.filter(|question| question.answers.iter().any(is_own)));
    }
    let mut moved = Vec::new();
    for found in &links.threads {
        let series: Vec<_> = found.series.iter().filter(|entry| own.contains(&entry.statement)).cloned().collect();
        if series.len() > 1 && moved.len() < THREADS {
            let statements: Vec<_> = found.statements.iter().filter(|id| own.contains(*id)).cloned().collect();
            let own = record::links::Thread { statements, series, id: found.id.clone(), title: found.title.clone() };
            moved.push(ThreadView { line: thread(&own), texts: Vec::new() });
        }
    }
    Ok(PersonPage {
        explained: PersonExplained::new(row, record.identities(id)?),
        said: search::view(record.search(&query, offset, limit)?),
        documents,
        answered,
        moved,
    })
}
