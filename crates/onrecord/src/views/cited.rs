//! What may an assistant say, and on which words does it rest?
//!
//! Statements and questions with the exact words of their source, as they stand in the file, where they stand, and what is
//! not known of them. Nothing of a document that is off the record. Useful wherever words are handed on without their page.

use super::statement::{self, title};
use super::when::WhenView;
use crate::forms::export::on_record;
use crate::forms::json::{question_id, statement_id};
use crate::forms::offsets::{Offsets, Unit};
use reader::{Clean, Span};
use record::{Held, Record};
use serde::Serialize;
use std::collections::BTreeMap;

/// Documents that are held open while a list is made.
#[derive(Default)]
pub struct Sources(BTreeMap<String, Option<Held>>);

impl Sources {
    /// A document; `None` where it is off the record.
    pub fn document(&mut self, record: &Record, id: &str) -> record::Result<Option<&Held>> {
        if !self.0.contains_key(id) {
            let held = match on_record(record, id) {
                Ok(held) => Some(held),
                Err(record::Error::NoSuchId(_)) => None,
                Err(error) => return Err(error),
            };
            self.0.insert(id.to_owned(), held);
        }
        Ok(self.0.get(id).and_then(Option::as_ref))
    }
}

/// Exact words with their place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// As they stand in the file.
    pub text: String,
    /// Where, in code points of the file.
    pub place: (usize, usize),
}

/// The document that words come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Its id.
    pub document: String,
    /// Its title, else its path.
    pub title: String,
    /// What kind of document it is.
    pub kind: &'static str,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub address: Option<String>,
    /// When it was published.
    pub published: WhenView,
}

/// A statement that can be cited.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cited {
    /// `DOCUMENT:sN`.
    pub id: String,
    /// Who says it.
    pub speaker: Option<String>,
    /// Record-wide id of the speaker.
    pub person: Option<String>,
    /// Titles as printed.
    pub titles: Vec<String>,
    /// The words of the content; in quotation marks in the source only where the form is `direct` or `mixed`.
    pub words: Vec<Words>,
    /// `Form` as printed.
    pub form: &'static str,
    /// `Certainty` as printed.
    pub certainty: &'static str,
    /// Whether it is negated.
    pub negated: bool,
    /// When it was said.
    pub said: WhenView,
    /// The document.
    pub source: Source,
    /// What is not known.
    pub unknown: Vec<&'static str>,
}

/// A question that can be cited.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitedQuestion {
    /// `DOCUMENT:qN`.
    pub id: String,
    /// Who asks.
    pub asker: Option<String>,
    /// For whom.
    pub outlet: Option<String>,
    /// The words of the question.
    pub words: Vec<Words>,
    /// Whether it is about the conduct of the occasion.
    pub procedural: bool,
    /// `Response` as printed.
    pub response: Option<&'static str>,
    /// `Technique` as printed.
    pub technique: Option<&'static str>,
    /// The words of the answer.
    pub answer: Vec<Words>,
    /// Ids of the statements that answer.
    pub answers: Vec<String>,
    /// The document.
    pub source: Source,
    /// What is not known.
    pub unknown: Vec<&'static str>,
}

/// The exact words of spans.
pub fn words<'a>(held: &Held, spans: impl IntoIterator<Item = &'a Span<Clean>>) -> Vec<Words> {
    let bytes = &held.document.bytes;
    let offsets = Offsets::new(bytes, Unit::Codepoint);
    let of = |span: &Span<Clean>| {
        let place = held.reading.text.original(*span);
        let text = String::from_utf8_lossy(bytes.get(place.start..place.end).unwrap_or_default()).into_owned();
        Words { text, place: (offsets.of(place.start), offsets.of(place.end)) }
    };
    spans.into_iter().map(of).collect()
}

/// What a document is.
pub fn source(held: &Held) -> Source {
    Source {
        document: held.id.clone(),
        title: title(held),
        kind: held.reading.structure.masthead.kind.as_str(),
        outlet: held.reading.structure.masthead.outlet.clone(),
        address: held.document.given.address.clone(),
        published: WhenView::new(&held.reading.published),
    }
}

fn is_open(when: &WhenView) -> bool {
    when.earliest.is_none() || when.latest.is_none() || when.earliest != when.latest
}

/// The statement with this number; `None` where there is none, or where a user found that it is none.
pub fn cited(held: &Held, number: usize) -> Option<Cited> {
    let statement = held.reading.statements.get(number).filter(|statement| !record::is_wrong(statement))?;
    let speaker = statement.speaker.and_then(|number| statement::speaker(held, number));
    let said = WhenView::new(&statement.said);
    let source = source(held);
    let open = [
        ("speaker", speaker.is_none()),
        ("said", is_open(&said)),
        ("certainty", statement.certainty.as_str() == "unknown"),
        ("outlet", source.outlet.is_none()),
        ("published", is_open(&source.published)),
    ];
    Some(Cited {
        id: statement_id(&held.id, number),
        speaker: speaker.as_ref().map(|speaker| speaker.name.clone()),
        person: speaker.as_ref().and_then(|speaker| speaker.person.clone()),
        titles: speaker.map(|speaker| speaker.titles).unwrap_or_default(),
        words: words(held, &statement.content),
        form: statement.form.as_str(),
        certainty: statement.certainty.as_str(),
        negated: statement.negated,
        said,
        source,
        unknown: open.into_iter().filter(|field| field.1).map(|field| field.0).collect(),
    })
}

/// The questions of a document.
pub fn questions(held: &Held) -> Vec<CitedQuestion> {
    let of = |(number, question): (usize, &reader::meaning::Question)| {
        let asker = question.asker.and_then(|asker| statement::speaker(held, asker));
        let statements: Vec<usize> = question
            .answers
            .iter()
            .copied()
            .filter(|&answer| held.reading.statements.get(answer).is_some_and(|statement| !record::is_wrong(statement)))
            .collect();
        let spans = statements.iter().flat_map(|&answer| &held.reading.statements[answer].content);
        let open = [("asker", asker.is_none()), ("response", question.response.is_none() && !question.procedural)];
        CitedQuestion {
            id: question_id(&held.id, number),
            asker: asker.as_ref().map(|asker| asker.name.clone()),
            outlet: asker.and_then(|asker| asker.outlet),
            words: words(held, [&question.span]),
            procedural: question.procedural,
            response: question.response.map(|response| response.as_str()),
            technique: question.technique.map(|technique| technique.as_str()),
            answer: words(held, spans.chain(&question.answer_spans)),
            answers: statements.iter().map(|&answer| statement_id(&held.id, answer)).collect(),
            source: source(held),
            unknown: open.into_iter().filter(|field| field.1).map(|field| field.0).collect(),
        }
    };
    held.reading.questions.iter().enumerate().map(of).collect()
}
