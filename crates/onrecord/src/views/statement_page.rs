//! What belongs on the page of one statement?
//!
//! The statement with its reasons, the questions that it answers, its quotation beside the words held, other reports of the
//! same utterance, and the threads and conflicts that it is part of. `statement` alone is the statement.

use super::explain::{self, ExplainView};
use super::links::{ConflictView, conflict_view};
use super::questions::{self, QuestionView};
use super::quotes::{self, QuotationView};
use super::search::{self, RowView};
use crate::commands::show::part;
use record::links::{Links, StatementId};
use record::{Error, Record};
use serde::Serialize;

/// A statement with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementPage {
    /// The statement and its reasons.
    #[serde(flatten)]
    pub explain: ExplainView,
    /// The questions that it answers.
    pub questions: Vec<QuestionView>,
    /// Its quotation beside the words held; `None` where it quotes nothing.
    pub checked: Option<QuotationView>,
    /// Other reports of the same utterance.
    pub same: Vec<RowView>,
    /// Threads: id and title.
    pub threads: Vec<(String, String)>,
    /// Conflicts.
    pub conflicts: Vec<ConflictView>,
}

/// The page of the statement with this id.
pub fn view(record: &Record, links: &Links, id: &str) -> record::Result<StatementPage> {
    let missing = || Error::NoSuchId(id.to_owned());
    let (document, number) = part(id, 's').ok_or_else(missing)?;
    let held = record.document(document)?;
    let explain = explain::view(&held, number).ok_or_else(missing)?;
    let own: StatementId = (document.to_owned(), number);
    let checked =
        if explain.statement.form == "indirect" || held.reading.structure.masthead.kind.as_str() == "transcript" {
            None
        } else {
            let checked = record.check_quotes(&held.reading, Some(document))?;
            let quoted = checked.quoted.iter().find(|quoted| quoted.statement == number);
            quoted.map(|quoted| quotes::quotation(&held, quoted, quoted.against.and_then(|at| checked.held.get(at))))
        };
    let mut same = Vec::new();
    for utterance in links.utterances.iter().filter(|one| one.statements.contains(&own)) {
        let others: Vec<StatementId> = utterance.statements.iter().filter(|other| **other != own).cloned().collect();
        same.extend(record.rows(&others)?.into_iter().map(search::row));
    }
    let threads = links.threads.iter().filter(|thread| thread.statements.contains(&own));
    let conflicts = links.conflicts.iter().filter(|conflict| conflict.sides.iter().any(|side| side.contains(&own)));
    Ok(StatementPage {
        explain,
        questions: questions::view(&held)
            .into_iter()
            .filter(|question| question.answers.iter().any(|answer| answer == id))
            .collect(),
        checked,
        same,
        threads: threads.map(|thread| (thread.id.clone(), thread.title.clone())).collect(),
        conflicts: conflicts.map(|conflict| conflict_view(record, conflict)).collect::<record::Result<_>>()?,
    })
}
