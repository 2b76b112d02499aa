//! How does a reading look as JSON (schema 1)?
//!
//! One object a document with keys in the order of these structs: same input, same bytes. Ids are `DOCUMENT:sN` for a
//! statement, `q` question, `v` speaker (voice), `t` turn, `e` event, numbered from 1 in the order of the reading.
//! Offsets count in the unit that the object names. Not useful for storing: the record has its own form.

use super::offsets::{Offsets, Unit};
use reader::evidence::Evidence;
use reader::meaning::quantity::Quantity;
use reader::meaning::time::When;
use reader::meaning::{Question, Statement};
use reader::{Clean, Document, Reading, Span};
use serde::{Serialize, Serializer};

/// Id of the statement with this number (from 0).
pub fn statement_id(document: &str, number: usize) -> String {
    format!("{document}:s{}", number + 1)
}

/// Id of the question with this number (from 0).
pub fn question_id(document: &str, number: usize) -> String {
    format!("{document}:q{}", number + 1)
}

/// Id of the speaker with this number (from 0).
pub fn speaker_id(document: &str, number: usize) -> String {
    format!("{document}:v{}", number + 1)
}

/// Id of the turn with this number (from 0).
pub fn turn_id(document: &str, number: usize) -> String {
    format!("{document}:t{}", number + 1)
}

/// Id of the event with this number (from 0).
pub fn event_id(document: &str, number: usize) -> String {
    format!("{document}:e{}", number + 1)
}

/// A half-open stretch of the original file.
type Pair = (usize, usize);

/// A reading as one object; `persons` (export only) adds the record-wide id to each speaker. No line end.
pub fn reading(
    document: &Document,
    id: &str,
    reading: &Reading,
    unit: Unit,
    persons: Option<&[Option<String>]>,
) -> Vec<u8> {
    let page = Page { id, reading, offsets: Offsets::new(&document.bytes, unit) };
    let object = page.object(document, unit, persons);
    // Writing structs of strings and numbers into memory cannot fail.
    serde_json::to_vec(&object).unwrap_or_default()
}

/// A number that is printed without `.0` where it is whole, and as null where it is not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure(pub f64);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

#[derive(Serialize)]
struct ReadingObject<'a> {
    schema: u32,
    offsets: &'a str,
    document: DocumentObject<'a>,
    notes: Vec<NoteObject<'a>>,
    furniture: Vec<FurnitureObject<'a>>,
    repeats: Vec<Vec<Pair>>,
    events: Vec<EventObject<'a>>,
    speakers: Vec<SpeakerObject<'a>>,
    turns: Vec<TurnObject<'a>>,
    statements: Vec<StatementObject<'a>>,
    questions: Vec<QuestionObject<'a>>,
}

#[derive(Serialize)]
struct DocumentObject<'a> {
    id: &'a str,
    path: &'a str,
    kind: &'a str,
    outlet: Option<&'a str>,
    agency: Option<&'a str>,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    language: Option<&'a str>,
    published: WhenObject<'a>,
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<String>,
}

#[derive(Serialize)]
struct WhenObject<'a> {
    earliest: Option<String>,
    latest: Option<String>,
    precision: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<String>,
    why: Option<&'a str>,
    spans: Vec<Pair>,
}

#[derive(Serialize)]
struct NoteObject<'a> {
    kind: &'a str,
    message: &'a str,
    span: Option<Pair>,
}

#[derive(Serialize)]
struct FurnitureObject<'a> {
    span: Pair,
    kind: &'a str,
}

#[derive(Serialize)]
struct EventObject<'a> {
    id: String,
    name: Option<&'a str>,
    date: WhenObject<'a>,
    venue: Option<&'a str>,
    channel: &'a str,
    ground_rule: &'a str,
}

#[derive(Serialize)]
struct SpeakerObject<'a> {
    id: String,
    name: &'a str,
    kind: &'a str,
    titles: &'a [String],
    outlet: Option<&'a str>,
    mentions: Vec<Pair>,
    /// Outer `None`: there is no record, no such key. Inner `None`: nobody in particular, null.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Option<&'a str>>,
}

#[derive(Serialize)]
struct TurnObject<'a> {
    id: String,
    label: Pair,
    speech: Vec<Pair>,
    speaker: Option<String>,
    role: &'a str,
}

#[derive(Serialize)]
struct StatementObject<'a> {
    id: String,
    source: Vec<Pair>,
    cue: Vec<Pair>,
    content: Vec<Pair>,
    form: &'a str,
    speaker: Option<String>,
    with: Vec<String>,
    addressee: Option<String>,
    turn: Option<String>,
    event: Option<String>,
    parent: Option<String>,
    said: WhenObject<'a>,
    negated: bool,
    certainty: &'a str,
    hedges: Vec<Pair>,
    quantities: Vec<QuantityObject>,
    times: Vec<TimeObject<'a>>,
    stance: Option<&'a str>,
    confidence: f32,
    evidence: Vec<EvidenceObject<'a>>,
}

#[derive(Serialize)]
struct QuantityObject {
    span: Pair,
    min: Option<Figure>,
    max: Option<Figure>,
    exclusive: bool,
    approx: bool,
    counted: Option<String>,
    state: Option<String>,
    counted_span: Option<Pair>,
    state_span: Option<Pair>,
}

#[derive(Serialize)]
struct TimeObject<'a> {
    span: Pair,
    earliest: Option<String>,
    latest: Option<String>,
    precision: &'a str,
}

#[derive(Serialize)]
struct EvidenceObject<'a> {
    field: &'a str,
    by: &'a str,
    score: f32,
    spans: Vec<Pair>,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    id: String,
    turn: String,
    span: Pair,
    asker: Option<String>,
    procedural: bool,
    answers: Vec<String>,
    answer_spans: Vec<Pair>,
    response: Option<&'a str>,
    technique: Option<&'a str>,
    cue: Vec<Pair>,
    evidence: Vec<EvidenceObject<'a>>,
}

/// What the conversion of one document needs.
struct Page<'a> {
    id: &'a str,
    reading: &'a Reading,
    offsets: Offsets<'a>,
}

impl<'a> Page<'a> {
    fn pair(&self, span: Span<Clean>) -> Pair {
        let original = self.reading.text.original(span);
        (self.offsets.of(original.start), self.offsets.of(original.end))
    }

    fn pairs(&self, spans: &[Span<Clean>]) -> Vec<Pair> {
        spans.iter().map(|span| self.pair(*span)).collect()
    }

    fn speaker(&self, number: Option<usize>) -> Option<String> {
        number.map(|number| speaker_id(self.id, number))
    }

    fn when(&self, when: &'a When) -> WhenObject<'a> {
        WhenObject {
            earliest: when.earliest.map(|day| day.to_string()),
            latest: when.latest.map(|day| day.to_string()),
            precision: when.precision.as_str(),
            candidates: when.candidates.iter().map(|day| day.to_string()).collect(),
            why: Some(when.why.as_str()).filter(|why| !why.is_empty()),
            spans: self.pairs(&when.spans),
        }
    }

    fn evidence(&self, evidence: &'a [Evidence]) -> Vec<EvidenceObject<'a>> {
        let object = |one: &'a Evidence| EvidenceObject {
            field: one.field.as_str(),
            by: &one.by,
            score: one.score,
            spans: self.pairs(&one.spans),
        };
        evidence.iter().map(object).collect()
    }

    fn quantity(&self, quantity: &Quantity) -> QuantityObject {
        let words = |span: Span<Clean>| span.of(self.reading.text.as_str()).to_string();
        QuantityObject {
            span: self.pair(quantity.span),
            min: quantity.min.map(Figure),
            max: quantity.max.map(Figure),
            exclusive: quantity.exclusive,
            approx: quantity.approx,
            counted: quantity.counted.map(words),
            state: quantity.state.map(words),
            counted_span: quantity.counted.map(|span| self.pair(span)),
            state_span: quantity.state.map(|span| self.pair(span)),
        }
    }

    /// Id of a statement, unless a user found that it is none: then it is left out, and nothing points at it.
    fn told(&self, number: usize) -> Option<String> {
        let statement = self.reading.statements.get(number)?;
        (!record::is_wrong(statement)).then(|| statement_id(self.id, number))
    }

    fn statement(&self, number: usize, statement: &'a Statement) -> StatementObject<'a> {
        StatementObject {
            id: statement_id(self.id, number),
            source: self.pairs(&statement.source),
            cue: self.pairs(&statement.cue),
            content: self.pairs(&statement.content),
            form: statement.form.as_str(),
            speaker: self.speaker(statement.speaker),
            with: statement.with.iter().map(|&number| speaker_id(self.id, number)).collect(),
            addressee: self.speaker(statement.addressee),
            turn: statement.turn.map(|turn| turn_id(self.id, turn)),
            event: statement.event.map(|event| event_id(self.id, event)),
            parent: statement.parent.and_then(|parent| self.told(parent)),
            said: self.when(&statement.said),
            negated: statement.negated,
            certainty: statement.certainty.as_str(),
            hedges: self.pairs(&statement.hedges),
            quantities: statement.quantities.iter().map(|quantity| self.quantity(quantity)).collect(),
            times: statement
                .times
                .iter()
                .map(|time| TimeObject {
                    span: self.pair(time.span),
                    earliest: time.earliest.map(|day| day.to_string()),
                    latest: time.latest.map(|day| day.to_string()),
                    precision: time.precision.as_str(),
                })
                .collect(),
            stance: statement.stance.as_deref(),
            confidence: statement.confidence,
            evidence: self.evidence(&statement.evidence),
        }
    }

    fn question(&self, number: usize, question: &'a Question) -> QuestionObject<'a> {
        QuestionObject {
            id: question_id(self.id, number),
            turn: turn_id(self.id, question.turn),
            span: self.pair(question.span),
            asker: self.speaker(question.asker),
            procedural: question.procedural,
            answers: question.answers.iter().filter_map(|&answer| self.told(answer)).collect(),
            answer_spans: self.pairs(&question.answer_spans),
            response: question.response.map(|response| response.as_str()),
            technique: question.technique.map(|technique| technique.as_str()),
            cue: self.pairs(&question.cue),
            evidence: self.evidence(&question.evidence),
        }
    }

    fn object(&self, document: &'a Document, unit: Unit, persons: Option<&'a [Option<String>]>) -> ReadingObject<'a> {
        let reading = self.reading;
        let structure = &reading.structure;
        let masthead = &structure.masthead;
        ReadingObject {
            schema: 1,
            offsets: unit.name(),
            document: DocumentObject {
                id: self.id,
                path: &document.path,
                kind: masthead.kind.as_str(),
                outlet: masthead.outlet.as_deref(),
                agency: masthead.agency.as_deref(),
                title: masthead.title.as_deref(),
                byline: masthead.byline.as_deref(),
                language: masthead.language.as_deref(),
                published: self.when(&reading.published),
                address: document.given.address.as_deref(),
                fetched: document.given.fetched.map(|day| day.to_string()),
            },
            notes: reading
                .notes
                .iter()
                .map(|note| NoteObject {
                    kind: note.kind.as_str(),
                    message: &note.message,
                    span: note.span.map(|span| self.pair(span)),
                })
                .collect(),
            furniture: structure
                .furniture
                .iter()
                .map(|piece| FurnitureObject { span: self.pair(piece.span), kind: piece.kind.as_str() })
                .collect(),
            repeats: structure.repeats.iter().map(|group| self.pairs(group)).collect(),
            events: (0..reading.events.len())
                .zip(&reading.events)
                .map(|(number, event)| EventObject {
                    id: event_id(self.id, number),
                    name: event.name.as_deref(),
                    date: self.when(&event.date),
                    venue: event.venue.as_deref(),
                    channel: event.channel.as_str(),
                    ground_rule: event.ground_rule.as_str(),
                })
                .collect(),
            speakers: (0..reading.speakers.len())
                .zip(&reading.speakers)
                .map(|(number, speaker)| SpeakerObject {
                    id: speaker_id(self.id, number),
                    name: &speaker.name,
                    kind: speaker.kind.as_str(),
                    titles: &speaker.titles,
                    outlet: speaker.outlet.as_deref(),
                    mentions: self.pairs(&speaker.mentions),
                    person: persons.map(|persons| persons.get(number).and_then(Option::as_deref)),
                })
                .collect(),
            turns: (0..structure.turns.len())
                .zip(&structure.turns)
                .map(|(number, turn)| TurnObject {
                    id: turn_id(self.id, number),
                    label: self.pair(turn.label),
                    speech: self.pairs(&turn.speech),
                    speaker: self.speaker(reading.turn_speakers.get(number).copied().flatten()),
                    role: turn.role.as_str(),
                })
                .collect(),
            statements: (0..reading.statements.len())
                .zip(&reading.statements)
                .filter(|(_, statement)| !record::is_wrong(statement))
                .map(|(number, statement)| self.statement(number, statement))
                .collect(),
            questions: (0..reading.questions.len())
                .zip(&reading.questions)
                .map(|(number, question)| self.question(number, question))
                .collect(),
        }
    }
}
