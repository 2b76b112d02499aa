//! What do the statements of the record have to do with one another?
//!
//! Each link as the line that `export` prints, ids only; `threads` and `conflicts` show the same objects with texts.

use crate::forms::json::{Figure, statement_id};
use crate::views::search::{self, RowView};
use record::links::{Conflict, Entry, Links, SelfCitation, StatementId, Thread};
use record::{Listed, Record};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

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
    /// A speaker who cites himself.
    Citation {
        /// `self_citation`.
        link: &'static str,
        /// The statement that cites.
        statement: String,
        /// The statement that is cited; `None` where it is not held.
        earlier: Option<String>,
        /// In what the two differ.
        differs: Vec<&'static str>,
    },
    /// Statements on one matter.
    Thread(ThreadLine),
    /// Statements that differ.
    Conflict(ConflictLine),
}

/// Statements that differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictLine {
    /// Id.
    pub conflict: String,
    /// What it is about.
    pub r#type: &'static str,
    /// `hard`, `soft` or `position_change`.
    pub strength: &'static str,
    /// Two sides.
    pub sides: Vec<SideLine>,
    /// A neutral sentence.
    pub description: String,
}

/// Statements that say the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideLine {
    /// Ids.
    pub statements: Vec<String>,
}

/// A thread with the words of its statements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadView {
    /// As `export` prints it.
    #[serde(flatten)]
    pub line: ThreadLine,
    /// Its statements.
    pub texts: Vec<RowView>,
}

/// A conflict with the words of both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictView {
    /// As `export` prints it.
    #[serde(flatten)]
    pub line: ConflictLine,
    /// The statements of each side.
    pub texts: Vec<Vec<RowView>>,
}

/// The threads of a record that hold a statement which answers the query; all of them where there is none. Those that span
/// most documents first.
pub fn threads(record: &Record, query: &str) -> record::Result<Vec<ThreadView>> {
    let mut wanted: BTreeSet<StatementId> = BTreeSet::new();
    if !query.trim().is_empty() {
        record.each(query, 0, u64::MAX, &mut |listed| {
            if let Listed::Row(row) = listed {
                wanted.insert((row.document, row.number));
            }
            true
        })?;
    }
    let mut found: Vec<Thread> = record.links()?.threads;
    found.retain(|thread| query.trim().is_empty() || thread.statements.iter().any(|id| wanted.contains(id)));
    let documents = |thread: &Thread| thread.statements.iter().map(|id| &id.0).collect::<BTreeSet<_>>().len();
    found.sort_by_key(|thread| Reverse((documents(thread), thread.series.len(), thread.statements.len())));
    let view = |found: &Thread| {
        let texts = record.rows(&found.statements)?.into_iter().map(search::row).collect();
        Ok(ThreadView { line: thread(found), texts })
    };
    found.iter().map(view).collect()
}

/// The conflicts of a record, hard ones first.
pub fn conflicts(record: &Record) -> record::Result<Vec<ConflictView>> {
    let mut found = record.links()?.conflicts;
    found.sort_by_key(|conflict| conflict.strength);
    let view = |found: &Conflict| {
        let texts = |side: &Vec<StatementId>| Ok(record.rows(side)?.into_iter().map(search::row).collect());
        Ok(ConflictView { line: conflict(found), texts: found.sides.iter().map(texts).collect::<record::Result<_>>()? })
    };
    found.iter().map(view).collect()
}

/// The line of a conflict.
pub fn conflict(conflict: &Conflict) -> ConflictLine {
    ConflictLine {
        conflict: conflict.id.clone(),
        r#type: conflict.kind.as_str(),
        strength: conflict.strength.as_str(),
        sides: conflict.sides.iter().map(|side| SideLine { statements: ids(side) }).collect(),
        description: conflict.description.clone(),
    }
}

impl EntryLine {
    /// For people: "at least 3000 conscripts, moved".
    pub fn shown(&self) -> String {
        let number = |figure: Option<Figure>| figure.map(|figure| figure.0.to_string()).unwrap_or_default();
        let (min, max) = (number(self.min), number(self.max));
        let figure = match (self.min, self.max) {
            (Some(_), Some(_)) if min == max => min,
            (Some(_), Some(_)) => format!("{min} to {max}"),
            (Some(_), None) if self.exclusive => format!("more than {min}"),
            (Some(_), None) => format!("at least {min}"),
            (None, Some(_)) if self.exclusive => format!("fewer than {max}"),
            (None, Some(_)) => format!("at most {max}"),
            (None, None) => "a number".to_owned(),
        };
        let about = if self.approx { "about " } else { "" };
        let counted = self.counted.as_deref().map(|counted| format!(" {counted}")).unwrap_or_default();
        let state = self.state.as_deref().map(|state| format!(", {state}")).unwrap_or_default();
        format!("{about}{figure}{counted}{state}")
    }
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
    let citation = |one: &SelfCitation| LinkLine::Citation {
        link: "self_citation",
        statement: statement_id(&one.statement.0, one.statement.1),
        earlier: one.earlier.as_ref().map(|earlier| statement_id(&earlier.0, earlier.1)),
        differs: one.differs.clone(),
    };
    let copies = links.copies.iter().map(copy);
    let citations = links.citations.iter().map(citation);
    let conflicts = links.conflicts.iter().map(|one| LinkLine::Conflict(conflict(one)));
    utterances.chain(copies).chain(citations).chain(threads).chain(conflicts).collect()
}
