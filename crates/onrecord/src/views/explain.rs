//! Why is each field of a statement what it is?
//!
//! Each field with its value, the rule or model that filled it, how sure it is and the words that it rests on. A field
//! that nothing filled says so: nothing is filled by default without showing it.

use super::line;
use super::statement::{self, StatementView};
use reader::evidence::Field;
use record::{Correction, Held};
use serde::Serialize;

/// A statement with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainView {
    /// The statement, corrections applied.
    pub statement: StatementView,
    /// Its fields in a fixed order.
    pub fields: Vec<FieldView>,
    /// What users corrected, oldest first.
    pub corrections: Vec<CorrectionView>,
}

/// One field with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldView {
    /// `Field` as printed.
    pub field: &'static str,
    /// Its value for people; `None` where it is not known or there is none.
    pub value: Option<String>,
    /// Why; empty where no rule or model filled it.
    pub reasons: Vec<ReasonView>,
}

impl FieldView {
    /// What stands in the place of a value: "none" where the text simply has none, else "not known".
    pub fn missing(&self) -> &'static str {
        match self.field {
            "source" | "cue" | "parent" | "quantity" | "time" | "stance" => "none",
            _ => "not known",
        }
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonView {
    /// The rule or model.
    pub by: String,
    /// Probability that the decision is right, 0 to 1.
    pub score: f32,
    /// The words that it rests on.
    pub words: Vec<String>,
}

/// One correction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionView {
    /// Which field.
    pub field: String,
    /// The new value; empty for unknown.
    pub value: String,
    /// Who said so, and why.
    pub note: String,
}

/// The reasons of the statement with this number (from 0).
pub fn view(held: &Held, number: usize) -> Option<ExplainView> {
    let found = held.reading.statements.get(number)?;
    let text = held.reading.text.as_str();
    let statement = statement::view(held, number)?;
    let fields = Field::ALL.iter().filter(|field| !matches!(field, Field::Asker | Field::Response));
    let fields = fields
        .map(|&field| FieldView {
            field: field.as_str(),
            value: value(&statement, field),
            reasons: found
                .evidence
                .iter()
                .filter(|evidence| evidence.field == field)
                .map(|evidence| ReasonView {
                    by: evidence.by.to_string(),
                    score: evidence.score,
                    words: evidence.spans.iter().map(|span| line(span.of(text))).collect(),
                })
                .collect(),
        })
        .collect();
    let corrections = held.corrections.iter().filter(|correction| correction.statement == statement.id);
    let corrections = corrections.map(correction).collect();
    Some(ExplainView { statement, fields, corrections })
}

fn correction(correction: &Correction) -> CorrectionView {
    CorrectionView { field: correction.field.clone(), value: correction.value.clone(), note: correction.note.clone() }
}

fn value(statement: &StatementView, field: Field) -> Option<String> {
    let some = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
    let named = |speaker: &Option<statement::SpeakerView>| speaker.as_ref().map(|speaker| speaker.name.clone());
    match field {
        Field::Source => some(&statement.source),
        Field::Cue => some(&statement.cue),
        Field::Content => some(&statement.content),
        Field::Form => some(statement.form),
        Field::Speaker => named(&statement.speaker),
        Field::Addressee => named(&statement.addressee),
        Field::Event => statement.event.clone().or(statement.event_id.clone()),
        Field::Parent => statement.parent.clone(),
        Field::Said => statement.said.shown().map(|days| match &statement.said.why {
            Some(why) => format!("{days} ({why})"),
            None => days,
        }),
        Field::Negated => some(if statement.negated { "yes" } else { "no" }),
        Field::Certainty => some(statement.certainty),
        Field::Quantity => {
            some(&statement.quantities.iter().map(|found| found.words.as_str()).collect::<Vec<_>>().join("; "))
        }
        Field::Time => some(&statement.times.iter().map(|found| found.words.as_str()).collect::<Vec<_>>().join("; ")),
        Field::Stance => statement.stance.clone(),
        Field::Asker | Field::Response => None,
    }
}

/// The words of one piece of evidence on one line.
pub fn shown(reason: &ReasonView) -> String {
    reason.words.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(" ")
}
