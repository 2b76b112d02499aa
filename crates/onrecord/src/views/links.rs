//! What do the statements of the record have to do with one another?
//!
//! Each link as the line that `export` prints, ids only; `threads` and `conflicts` show the same objects with texts.

use super::asked::Asked;
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

/// The threads that hold a statement which answers the query; all of them where there is none. Those that span most documents
/// first.
pub fn threads_found<'a>(record: &Record, links: &'a Links, query: &str) -> record::Result<Vec<&'a Thread>> {
    let mut wanted: BTreeSet<StatementId> = BTreeSet::new();
    let is_all = query.trim().is_empty();
    if !is_all {
        record.each(query, 0, u64::MAX, &mut |listed| {
            if let Listed::Row(row) = listed {
                wanted.insert((row.document, row.number));
            }
            true
        })?;
    }
    let answers = |thread: &&Thread| is_all || thread.statements.iter().any(|id| wanted.contains(id));
    let mut found: Vec<&Thread> = links.threads.iter().filter(answers).collect();
    let documents = |thread: &Thread| thread.statements.iter().map(|id| &id.0).collect::<BTreeSet<_>>().len();
    found.sort_by_cached_key(|thread| Reverse((documents(thread), thread.series.len(), thread.statements.len())));
    Ok(found)
}

/// A thread with the words of its statements.
pub fn thread_view(record: &Record, found: &Thread) -> record::Result<ThreadView> {
    let texts = record.rows(&found.statements)?.into_iter().map(search::row).collect();
    Ok(ThreadView { line: thread(found), texts })
}

/// All threads that answer a query, with the words of their statements.
pub fn threads(record: &Record, query: &str) -> record::Result<Vec<ThreadView>> {
    let links = record.links()?;
    threads_found(record, &links, query)?.into_iter().map(|found| thread_view(record, found)).collect()
}

/// The conflicts, hard ones first.
pub fn conflicts_found(links: &Links) -> Vec<&Conflict> {
    let mut found: Vec<&Conflict> = links.conflicts.iter().collect();
    found.sort_by_key(|conflict| conflict.strength);
    found
}

/// A conflict with the words of both sides.
pub fn conflict_view(record: &Record, found: &Conflict) -> record::Result<ConflictView> {
    let texts = |side: &Vec<StatementId>| Ok(record.rows(side)?.into_iter().map(search::row).collect());
    Ok(ConflictView { line: conflict(found), texts: found.sides.iter().map(texts).collect::<record::Result<_>>()? })
}

/// The conflicts of a record with their words, hard ones first.
pub fn conflicts(record: &Record) -> record::Result<Vec<ConflictView>> {
    let links = record.links()?;
    conflicts_found(&links).into_iter().map(|found| conflict_view(record, found)).collect()
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
    /// The bound as a sign: `=`, `≥`, `>`, `≤`, `<`, `–` (a range), `≈`, or `?` where no number is given.
    pub fn sign(&self) -> &'static str {
        match (self.min, self.max) {
            _ if self.approx => "≈",
            (Some(min), Some(max)) if min == max => "=",
            (Some(_), Some(_)) => "–",
            (Some(_), None) if self.exclusive => ">",
            (Some(_), None) => "≥",
            (None, Some(_)) if self.exclusive => "<",
            (None, Some(_)) => "≤",
            (None, None) => "?",
        }
    }

    /// The number that a mark stands at.
    pub fn height(&self) -> Option<f64> {
        self.min.or(self.max).map(|figure| figure.0)
    }

    /// For people: "at least 3000 conscripts, moved".
    pub fn shown(&self) -> String {
        let counted = self.counted.as_deref().map(|counted| format!(" {counted}")).unwrap_or_default();
        let state = self.state.as_deref().map(|state| format!(", {state}")).unwrap_or_default();
        format!("{}{counted}{state}", self.amount())
    }

    /// The number with its bound: "about 3000", "at least 3000".
    pub fn amount(&self) -> String {
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
        format!("{about}{figure}")
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

/// Threads in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadsView {
    /// How many there are.
    pub total: u64,
    /// These of them.
    pub rows: Vec<ThreadView>,
    /// The cursor of the threads behind these.
    pub next: Option<String>,
}

/// The threads that answer a query, a page of them.
pub fn threads_page(record: &Record, links: &Links, asked: &Asked) -> record::Result<ThreadsView> {
    let found = threads_found(record, links, asked.query())?;
    let total = found.len() as u64;
    let shown = found.into_iter().skip(asked.offset() as usize).take(asked.limit() as usize);
    let rows = shown.map(|found| thread_view(record, found)).collect::<record::Result<_>>()?;
    Ok(ThreadsView { total, rows, next: asked.next(total) })
}

/// Conflicts in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictsView {
    /// How many there are.
    pub total: u64,
    /// These of them.
    pub rows: Vec<ConflictView>,
    /// The cursor of the conflicts behind these.
    pub next: Option<String>,
}

/// The conflicts, a page of them.
pub fn conflicts_page(record: &Record, links: &Links, asked: &Asked) -> record::Result<ConflictsView> {
    let found = conflicts_found(links);
    let total = found.len() as u64;
    let shown = found.into_iter().skip(asked.offset() as usize).take(asked.limit() as usize);
    let rows = shown.map(|found| conflict_view(record, found)).collect::<record::Result<_>>()?;
    Ok(ConflictsView { total, rows, next: asked.next(total) })
}

/// One thread, whole or as it was known on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadPage {
    /// What is shown.
    #[serde(flatten)]
    pub thread: ThreadView,
    /// The day as of which it is shown.
    pub as_of: Option<String>,
    /// The days on which something was said, as far as known.
    pub days: Vec<String>,
    /// How many statements were said later, and are left out.
    pub later: u64,
    /// How many statements have no known day, and are left out.
    pub undated: u64,
}

/// The thread with this id; of `as-of` only what was said on the day or before.
pub fn thread_page(record: &Record, links: &Links, asked: &Asked) -> record::Result<ThreadPage> {
    let found = links.threads.iter().find(|thread| thread.id == asked.id);
    let found = found.ok_or_else(|| record::Error::NoSuchId(asked.id.clone()))?;
    let mut view = thread_view(record, found)?;
    let day = |said: (&Option<String>, &Option<String>)| said.0.clone().or_else(|| said.1.clone());
    let days: BTreeSet<String> =
        view.texts.iter().filter_map(|row| day((&row.said.earliest, &row.said.latest))).collect();
    // What is no day cannot be asked for.
    let as_of = asked.word("as-of").parse::<jiff::civil::Date>().ok().map(|day| day.to_string());
    let (mut later, mut undated) = (0, 0);
    if let Some(limit) = &as_of {
        view.texts.retain(|row| match day((&row.said.earliest, &row.said.latest)) {
            Some(day) if day <= *limit => true,
            Some(_) => {
                later += 1;
                false
            }
            None => {
                undated += 1;
                false
            }
        });
        view.line.statements = view.texts.iter().map(|row| row.id.clone()).collect();
        view.line
            .series
            .retain(|entry| day((&entry.said.earliest, &entry.said.latest)).is_some_and(|day| day <= *limit));
    }
    Ok(ThreadPage { thread: view, as_of, days: days.into_iter().collect(), later, undated })
}
