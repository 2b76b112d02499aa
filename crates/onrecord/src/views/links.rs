//! What do the statements of the record have to do with one another?
//!
//! Each link as the line that `export` prints, ids only; `threads` and `conflicts` show the same objects with texts.

use crate::forms::json::{Figure, statement_id};
use record::links::{Entry, Links, StatementId, Thread};
use serde::Serialize;

/// One line of links.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum LinkLine {
    /// Statements that report one act of speaking.
    Utterance {
        /// `same_utterance`.
        link: &'static str,
        /// Ids, sorted.
        statements: Vec<String>,
        /// How sure, 0 to 1.
        score: f32,
    },
    /// Documents that print one text.
    Copy {
        /// `wire_copy`.
        link: &'static str,
        /// Ids, sorted.
        documents: Vec<String>,
    },
    /// Statements on one matter.
    Thread(ThreadLine),
}

/// Statements on one matter over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadLine {
    /// Id.
    pub thread: String,
    /// Its sources' own words.
    pub title: String,
    /// Ids, in order of said.
    pub statements: Vec<String>,
    /// Its figures, in the same order.
    pub series: Vec<EntryLine>,
}

/// One figure of a series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryLine {
    /// The statement that gives it.
    pub statement: String,
    /// When that was said.
    pub said: DaysLine,
    /// Lower limit.
    pub min: Option<Figure>,
    /// Upper limit.
    pub max: Option<Figure>,
    /// Whether the limit itself is excluded.
    pub exclusive: bool,
    /// Whether it is approximate.
    pub approx: bool,
    /// What is counted, as printed.
    pub counted: Option<String>,
    /// The state of what is counted, as printed.
    pub state: Option<String>,
    /// `Certainty` as printed.
    pub certainty: &'static str,
}

/// First and last day (ISO); `None` is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DaysLine {
    /// First day.
    pub earliest: Option<String>,
    /// Last day.
    pub latest: Option<String>,
}

/// The line of a thread.
pub fn thread(thread: &Thread) -> ThreadLine {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let entry = |entry: &Entry| EntryLine {
        statement: statement_id(&entry.statement.0, entry.statement.1),
        said: DaysLine { earliest: day(entry.said.0), latest: day(entry.said.1) },
        min: entry.figure.min.map(Figure),
        max: entry.figure.max.map(Figure),
        exclusive: entry.figure.exclusive,
        approx: entry.figure.approx,
        counted: entry.figure.counted.clone(),
        state: entry.figure.state.clone(),
        certainty: entry.certainty.as_str(),
    };
    ThreadLine {
        thread: thread.id.clone(),
        title: thread.title.clone(),
        statements: ids(&thread.statements),
        series: thread.series.iter().map(entry).collect(),
    }
}

fn ids(statements: &[StatementId]) -> Vec<String> {
    statements.iter().map(|(document, number)| statement_id(document, *number)).collect()
}

/// Every link as a line, in the order of the kinds.
pub fn lines(links: &Links) -> Vec<LinkLine> {
    let utterance = |one: &record::links::Utterance| LinkLine::Utterance {
        link: "same_utterance",
        statements: ids(&one.statements),
        score: one.score,
    };
    let copy = |documents: &Vec<String>| LinkLine::Copy { link: "wire_copy", documents: documents.clone() };
    let utterances = links.utterances.iter().map(utterance);
    let threads = links.threads.iter().map(|one| LinkLine::Thread(thread(one)));
    utterances.chain(links.copies.iter().map(copy)).chain(threads).collect()
}
