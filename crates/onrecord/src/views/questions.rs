//! What was asked, by whom, and what came back?

use super::asked::Asked;
use super::front::{StripView, strip};
use super::statement::{SpeakerView, speaker, title};
use super::{line, words};
use crate::forms::json::{question_id, statement_id};
use record::{Held, Record};
use serde::Serialize;

/// One question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionView {
    /// `DOCUMENT:qN`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The document's title, else its path.
    pub title: String,
    /// Who asked; `None` where it is open.
    pub asker: Option<SpeakerView>,
    /// Its words.
    pub question: String,
    /// Whether it is about the conduct of the briefing.
    pub procedural: bool,
    /// `Response` as printed; `None` where it is not known.
    pub response: Option<&'static str>,
    /// `Technique` as printed.
    pub technique: Option<&'static str>,
    /// The words that show it.
    pub cue: String,
    /// Ids of the statements that answer.
    pub answers: Vec<String>,
    /// Their words, and those of answers that are no statement.
    pub answer_words: Vec<String>,
}

/// The questions of one document.
pub fn view(held: &Held) -> Vec<QuestionView> {
    let reading = &held.reading;
    let text = reading.text.as_str();
    let of = |(number, question): (usize, &reader::meaning::Question)| QuestionView {
        id: question_id(&held.id, number),
        document: held.id.clone(),
        title: title(held),
        asker: question.asker.and_then(|asker| speaker(held, asker)),
        question: line(question.span.of(text)),
        procedural: question.procedural,
        response: question.response.map(|response| response.as_str()),
        technique: question.technique.map(|technique| technique.as_str()),
        cue: words(text, &question.cue),
        answers: question.answers.iter().map(|&answer| statement_id(&held.id, answer)).collect(),
        answer_words: question
            .answers
            .iter()
            .filter_map(|&answer| reading.statements.get(answer))
            .map(|statement| words(text, &statement.content))
            .chain(question.answer_spans.iter().map(|span| line(span.of(text))))
            .collect(),
    };
    reading.questions.iter().enumerate().map(of).collect()
}

/// Documents with their questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionsView {
    /// How many documents have questions.
    pub total: u64,
    /// These of them, the latest first.
    pub rows: Vec<StripView>,
    /// The cursor of the documents behind these.
    pub next: Option<String>,
}

/// Documents with questions, the latest first.
pub fn page(record: &Record, asked: &Asked) -> record::Result<QuestionsView> {
    let (total, rows) = record.asked(asked.offset(), asked.limit())?;
    let rows = rows.into_iter().map(|found| strip(record, found)).collect::<record::Result<_>>()?;
    Ok(QuestionsView { total, rows, next: asked.next(total) })
}
