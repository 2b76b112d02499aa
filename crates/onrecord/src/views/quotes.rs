//! Do the quotations of a report say what the transcripts say?
//!
//! Both texts in pieces, with each difference named and what of the meaning it touches. Useful for setting them side by
//! side; offsets are in `forms::quote_check`.

use super::line;
use super::statement::{SpeakerView, speaker, title};
use crate::forms::json::statement_id;
use record::links::quote_check::{Edit, Quoted, Stretch};
use record::{Held, Record};
use serde::Serialize;

/// The quotations of one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotesView {
    /// The document.
    pub document: String,
    /// Its title, else its path.
    pub title: String,
    /// Its quotations in order.
    pub quotations: Vec<QuotationView>,
}

/// One quotation with the words that it was compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotationView {
    /// `DOCUMENT:sN`.
    pub statement: String,
    /// Of whom the report names it.
    pub speaker: Option<SpeakerView>,
    /// `Verdict` as printed.
    pub verdict: &'static str,
    /// Whether a difference touches the meaning.
    pub meaning_critical: bool,
    /// Whether both are of one event: `same`, `other`, `unknown`.
    pub event: &'static str,
    /// The document that it was compared with.
    pub against: Option<AgainstView>,
    /// The words of the report.
    pub report: Vec<PieceView>,
    /// The words of the other document.
    pub spoken: Vec<PieceView>,
    /// The differences in order.
    pub edits: Vec<EditView>,
}

/// The document that carries the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgainstView {
    /// Its id.
    pub id: String,
    /// Its title, else its path.
    pub title: String,
    /// Whether it is a transcript.
    pub is_transcript: bool,
}

/// A stretch of words; `edit` is the number of the difference that it is part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// The words.
    pub text: String,
    /// Which difference, from 0.
    pub edit: Option<usize>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditView {
    /// `Op` as printed.
    pub op: &'static str,
    /// What of the meaning it touches, as printed.
    pub touches: Option<&'static str>,
    /// The words in the report.
    pub report: Option<String>,
    /// The words in the other document.
    pub spoken: Option<String>,
}

/// The quotations of a held document.
pub fn view(record: &Record, id: &str) -> record::Result<QuotesView> {
    let held = record.document(id)?;
    let checked = record.check_quotes(&held.reading, Some(id))?;
    let of = |quoted: &Quoted| quotation(&held, quoted, quoted.against.and_then(|at| checked.held.get(at)));
    let quotations = checked.quoted.iter().map(of).collect();
    Ok(QuotesView { document: held.id.clone(), title: title(&held), quotations })
}

/// One quotation beside the document that it was compared with.
pub fn quotation(article: &Held, quoted: &Quoted, against: Option<&Held>) -> QuotationView {
    let text = article.reading.text.as_str();
    let statement = article.reading.statements.get(quoted.statement);
    let checked = quoted.checked.as_ref().filter(|_| against.is_some());
    let edits = checked.map_or(&[][..], |checked| &checked.edits);
    let spoken = against.map_or("", |against| against.reading.text.as_str());
    QuotationView {
        statement: statement_id(&article.id, quoted.statement),
        speaker: statement.and_then(|statement| statement.speaker).and_then(|number| speaker(article, number)),
        verdict: quoted.verdict.as_str(),
        meaning_critical: checked.is_some_and(|checked| checked.is_critical()),
        event: quoted.event.as_str(),
        against: against.map(|against| AgainstView {
            id: against.id.clone(),
            title: title(against),
            is_transcript: against.reading.structure.masthead.kind.as_str() == "transcript",
        }),
        report: pieces(text, &quoted.parts, edits, |edit| edit.article),
        spoken: checked.map_or(Vec::new(), |checked| pieces(spoken, &[checked.place], edits, |edit| edit.transcript)),
        edits: edits.iter().map(|one| edit(one, text, spoken)).collect(),
    }
}

/// One difference between two texts.
pub fn edit(edit: &Edit, report: &str, spoken: &str) -> EditView {
    EditView {
        op: edit.op.as_str(),
        touches: edit.touches.map(|touches| touches.as_str()),
        report: edit.article.map(|stretch| words(report, stretch)),
        spoken: edit.transcript.map(|stretch| words(spoken, stretch)),
    }
}

fn words(text: &str, stretch: Stretch) -> String {
    line(text.get(stretch.0..stretch.1).unwrap_or(""))
}

/// The parts of a text cut where differences begin and end.
fn pieces(text: &str, parts: &[Stretch], edits: &[Edit], place: fn(&Edit) -> Option<Stretch>) -> Vec<PieceView> {
    let mut marks: Vec<(Stretch, usize)> =
        edits.iter().enumerate().filter_map(|(number, edit)| Some((place(edit)?, number))).collect();
    marks.sort_unstable();
    let mut result: Vec<PieceView> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            result.push(PieceView { text: " … ".into(), edit: None });
        }
        let mut at = part.0;
        let mut push = |from: usize, to: usize, edit: Option<usize>| {
            if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
                result.push(PieceView { text: text.replace('\n', " "), edit });
            }
        };
        for ((start, end), edit) in marks.iter().filter(|mark| mark.0.0 < part.1 && mark.0.1 > part.0) {
            let (start, end) = ((*start).clamp(at, part.1), (*end).clamp(at, part.1));
            push(at, start, None);
            push(start, end, Some(*edit));
            at = end.max(at);
        }
        push(at, part.1, None);
    }
    result
}
