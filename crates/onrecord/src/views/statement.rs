//! Who said what, when, to whom, how certainly?
//!
//! One statement with everything that is known of it, and the sentences around it. Useful wherever a statement is shown
//! alone; a list of many shows `search::RowView`.

use super::when::WhenView;
use super::{line, words};
use crate::forms::json::{Figure, event_id, speaker_id, statement_id, turn_id};
use reader::meaning::quantity::Quantity;
use record::Held;
use serde::Serialize;

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpeakerView {
    /// Id in the document.
    pub id: String,
    /// The fullest name, or the description of an unnamed source.
    pub name: String,
    /// `SpeakerKind` as printed.
    pub kind: &'static str,
    /// Titles as printed.
    pub titles: Vec<String>,
    /// For whom a reporter asks.
    pub outlet: Option<String>,
    /// Record-wide id.
    pub person: Option<String>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuantityView {
    /// Its words, with the bound.
    pub words: String,
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
}

/// A date or time inside a content.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimeView {
    /// Its words.
    pub words: String,
    /// First day (ISO).
    pub earliest: Option<String>,
    /// Last day (ISO).
    pub latest: Option<String>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementView {
    /// `DOCUMENT:sN`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The document's title, else its path.
    pub title: String,
    /// Who published the document.
    pub outlet: Option<String>,
    /// Where the document came from.
    pub path: String,
    /// Whose words; `None` where it is open.
    pub speaker: Option<SpeakerView>,
    /// Others who say it jointly.
    pub with: Vec<SpeakerView>,
    /// To whom.
    pub addressee: Option<SpeakerView>,
    /// The source's words, empty where there are none.
    pub source: String,
    /// The cue's words, empty where there are none.
    pub cue: String,
    /// The words, or their report.
    pub content: String,
    /// `Form` as printed.
    pub form: &'static str,
    /// When it was said.
    pub said: WhenView,
    /// Name of the occasion.
    pub event: Option<String>,
    /// Id of the occasion in the document.
    pub event_id: Option<String>,
    /// Id of the turn it stands in.
    pub turn: Option<String>,
    /// The label of that turn.
    pub turn_label: Option<String>,
    /// Id of the statement inside which it is reported.
    pub parent: Option<String>,
    /// Whether it is negated.
    pub negated: bool,
    /// `Certainty` as printed.
    pub certainty: &'static str,
    /// The words that say how certain.
    pub hedges: Vec<String>,
    /// Figures.
    pub quantities: Vec<QuantityView>,
    /// Dates and times inside the content.
    pub times: Vec<TimeView>,
    /// The outlet's reporting verb, where it is more than "said".
    pub stance: Option<String>,
    /// Probability that this is a statement, with these spans.
    pub confidence: f32,
    /// The text just before, at most a block.
    pub before: String,
    /// The text of the passage itself, from the first to the last word of source, cue and content.
    pub passage: String,
    /// The text just after, at most a block.
    pub after: String,
    /// Fields that a user corrected, with the new values.
    pub corrected: Vec<(String, String)>,
}

/// The speaker with this number.
pub fn speaker(held: &Held, number: usize) -> Option<SpeakerView> {
    let speaker = held.reading.speakers.get(number)?;
    Some(SpeakerView {
        id: speaker_id(&held.id, number),
        name: speaker.name.clone(),
        kind: speaker.kind.as_str(),
        titles: speaker.titles.clone(),
        outlet: speaker.outlet.clone(),
        person: held.persons.get(number).cloned().flatten(),
    })
}

/// The document's title, else its path.
pub fn title(held: &Held) -> String {
    held.reading.structure.masthead.title.clone().unwrap_or_else(|| held.document.path.clone())
}

/// The statement with this number (from 0).
pub fn view(held: &Held, number: usize) -> Option<StatementView> {
    let reading = &held.reading;
    let statement = reading.statements.get(number)?;
    let text = reading.text.as_str();
    let id = statement_id(&held.id, number);
    let event = statement.event.and_then(|event| reading.events.get(event));
    let (before, passage, after) = surroundings(held, number);
    Some(StatementView {
        document: held.id.clone(),
        title: title(held),
        outlet: reading.structure.masthead.outlet.clone(),
        path: held.document.path.clone(),
        speaker: statement.speaker.and_then(|number| speaker(held, number)),
        with: statement.with.iter().filter_map(|&number| speaker(held, number)).collect(),
        addressee: statement.addressee.and_then(|number| speaker(held, number)),
        source: words(text, &statement.source),
        cue: words(text, &statement.cue),
        content: words(text, &statement.content),
        form: statement.form.as_str(),
        said: WhenView::new(&statement.said),
        event: event.and_then(|event| event.name.clone()),
        event_id: statement.event.map(|event| event_id(&held.id, event)),
        turn: statement.turn.map(|turn| turn_id(&held.id, turn)),
        turn_label: statement
            .turn
            .and_then(|turn| reading.structure.turns.get(turn))
            .map(|turn| turn.label.of(text).to_string()),
        parent: statement.parent.map(|parent| statement_id(&held.id, parent)),
        negated: statement.negated,
        certainty: statement.certainty.as_str(),
        hedges: statement.hedges.iter().map(|span| line(span.of(text))).collect(),
        quantities: statement.quantities.iter().map(|found| quantity(text, found)).collect(),
        times: statement
            .times
            .iter()
            .map(|time| TimeView {
                words: line(time.span.of(text)),
                earliest: time.earliest.map(|day| day.to_string()),
                latest: time.latest.map(|day| day.to_string()),
            })
            .collect(),
        stance: statement.stance.clone(),
        confidence: statement.confidence,
        before,
        passage,
        after,
        corrected: held
            .corrections
            .iter()
            .filter(|correction| correction.statement == id)
            .map(|correction| (correction.field.clone(), correction.value.clone()))
            .collect(),
        id,
    })
}

fn quantity(text: &str, quantity: &Quantity) -> QuantityView {
    QuantityView {
        words: line(quantity.span.of(text)),
        min: quantity.min.map(Figure),
        max: quantity.max.map(Figure),
        exclusive: quantity.exclusive,
        approx: quantity.approx,
        counted: quantity.counted.map(|span| line(span.of(text))),
        state: quantity.state.map(|span| line(span.of(text))),
    }
}

/// No more bytes than this are shown on either side of a statement: a page without paragraphs is one block.
const MOST_AROUND: usize = 2000;

/// The passage of a statement with the rest of its first and last block around it.
fn surroundings(held: &Held, number: usize) -> (String, String, String) {
    let reading = &held.reading;
    let text = reading.text.as_str();
    let statement = &reading.statements[number];
    let parts = statement.source.iter().chain(&statement.cue).chain(&statement.content);
    let Some(passage) = parts.copied().reduce(|whole, part| whole.cover(&part)) else {
        return (String::new(), String::new(), String::new());
    };
    let blocks = &reading.structure.blocks;
    let from = blocks.partition_point(|block| block.span.end <= passage.start);
    let to = blocks.partition_point(|block| block.span.start < passage.end);
    let start = blocks.get(from).map_or(passage.start, |block| block.span.start.min(passage.start));
    let end = to.checked_sub(1).and_then(|last| blocks.get(last)).map_or(passage.end, |block| block.span.end);
    let start = text.ceil_char_boundary(start.max(passage.start.saturating_sub(MOST_AROUND)));
    let end = text.floor_char_boundary(end.min(passage.end + MOST_AROUND));
    let piece = |from: usize, to: usize| line(text.get(from..to).unwrap_or(""));
    (piece(start, passage.start), piece(passage.start, passage.end), piece(passage.end, end.max(passage.end)))
}
