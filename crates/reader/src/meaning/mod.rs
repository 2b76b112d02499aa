//! What does an attribution mean: who, how certain, when, how many, in answer to what?

pub mod answer;
pub mod certainty;
pub mod quantity;
pub mod speaker;
pub mod time;
#[allow(dead_code)]
pub(crate) mod words;

use crate::attribution::{Attribution, Form};
use crate::document::{Channel, Document, GroundRule};
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;
pub use answer::{Question, Response, Technique};
use certainty::Certainty;
use quantity::Quantity;
use time::{TimeMention, When};

names! {
    /// What a speaker is.
    pub enum SpeakerKind {
        /// A named human being.
        Person = "person",
        /// A body, office or outlet.
        Organization = "organization",
        /// Several people named together ("the three advisers").
        Group = "group",
        /// A country, city or building that stands for its government.
        Place = "place",
        /// A source that is described and not named.
        Unnamed = "unnamed",
    }
}

/// Somebody who speaks or is said to speak, as one document names them.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The fullest name in the document without titles, or the description of an unnamed source.
    pub name: String,
    /// What they are.
    pub kind: SpeakerKind,
    /// Titles as printed.
    pub titles: Vec<String>,
    /// For whom a reporter asks, where the text says so.
    pub outlet: Option<String>,
    /// Where they are mentioned.
    pub mentions: Vec<Span<Clean>>,
}

/// The occasion on which something was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What it is called.
    pub name: Option<String>,
    /// Its day.
    pub date: When,
    /// Its place, as printed.
    pub venue: Option<String>,
    /// By which way the words were given.
    pub channel: Channel,
    /// On which terms.
    pub ground_rule: GroundRule,
}

/// An attribution with its meaning. Indexes point into the lists of the `Reading`.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Whose words, as printed; empty for the speech of a transcript.
    pub source: Vec<Span<Clean>>,
    /// What marks them as said.
    pub cue: Vec<Span<Clean>>,
    /// The words, or their report.
    pub content: Vec<Span<Clean>>,
    /// How the content is given.
    pub form: Form,
    /// Whose words; `None` where the text has no agent or leaves it open.
    pub speaker: Option<usize>,
    /// Others who say it jointly.
    pub with: Vec<usize>,
    /// To whom.
    pub addressee: Option<usize>,
    /// In which turn of a transcript.
    pub turn: Option<usize>,
    /// On which occasion.
    pub event: Option<usize>,
    /// The statement inside which this one is reported.
    pub parent: Option<usize>,
    /// When it was said.
    pub said: When,
    /// Whether cue or content is negated.
    pub negated: bool,
    /// How certain the source is of it.
    pub certainty: Certainty,
    /// The words that say how certain.
    pub hedges: Vec<Span<Clean>>,
    /// Figures in the content.
    pub quantities: Vec<Quantity>,
    /// Dates and times in the content.
    pub times: Vec<TimeMention>,
    /// The outlet's reporting verb, where it is more than "said".
    pub stance: Option<String>,
    /// Probability that the attribution is one, with these spans.
    pub confidence: f32,
    /// Why each field is what it is.
    pub evidence: Vec<Evidence>,
}

/// What the attributions of a document mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meaning {
    /// When the document was published.
    pub published: When,
    /// Everybody who speaks, in order of their first mention.
    pub speakers: Vec<Speaker>,
    /// Who has each turn; parallel to the turns.
    pub turn_speakers: Vec<Option<usize>>,
    /// The occasions.
    pub events: Vec<Event>,
    /// The statements.
    pub statements: Vec<Statement>,
    /// The questions of a transcript.
    pub questions: Vec<Question>,
}

/// Interprets the attributions of one document: one statement an attribution, in the same order.
pub fn interpret(
    document: &Document,
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    attributions: Vec<Attribution>,
    knowledge: &Knowledge,
) -> Meaning {
    let cast = speaker::cast(text, structure, language, &attributions, knowledge);
    let speakers: Vec<Option<usize>> = cast.voices.iter().map(|voice| voice.speaker).collect();
    let calendar = time::settle(document, text, structure, &attributions, &speakers, knowledge);
    let statements: Vec<Statement> = attributions
        .into_iter()
        .enumerate()
        .map(|(index, attribution)| {
            let voice = cast.voices.get(index).cloned().unwrap_or_default();
            let said = calendar.said.get(index).cloned().unwrap_or_default();
            let judgement = certainty::judge(text, structure, language, &attribution, knowledge);
            let quantities = quantity::find(text, &attribution.content, knowledge);
            let times = time::mentions(text, &attribution.content, &calendar, &said);
            let mut evidence = attribution.evidence;
            evidence.extend(voice.evidence);
            evidence.extend(judgement.evidence);
            evidence.extend(
                quantities.iter().map(|found| Evidence::new(Field::Quantity, "quantity.figure", 0.9, vec![found.span])),
            );
            evidence
                .extend(times.iter().map(|found| Evidence::new(Field::Time, "time.expression", 0.9, vec![found.span])));
            if said.earliest.is_some() || said.latest.is_some() || !said.candidates.is_empty() {
                evidence.push(Evidence::new(Field::Said, "time.calendar", 0.9, said.spans.clone()));
            }
            let stance = stance(text, &attribution.cue, &attribution.lemma, attribution.turn);
            if stance.is_some() {
                evidence.push(Evidence::new(Field::Stance, "meaning.reporting_verb", 1.0, attribution.cue.clone()));
            }
            Statement {
                source: attribution.source,
                cue: attribution.cue,
                content: attribution.content,
                form: attribution.form,
                speaker: voice.speaker,
                with: voice.with,
                addressee: voice.addressee,
                turn: attribution.turn,
                event: calendar.event_of.get(index).copied().flatten(),
                parent: attribution.parent,
                said,
                negated: judgement.negated,
                certainty: judgement.certainty,
                hedges: judgement.hedges,
                quantities,
                times,
                stance,
                confidence: attribution.confidence,
                evidence,
            }
        })
        .collect();
    let questions = answer::find(text, structure, &cast.of_turn, &statements, knowledge);
    Meaning {
        published: calendar.published,
        speakers: cast.speakers,
        turn_speakers: cast.of_turn,
        events: calendar.events,
        statements,
        questions,
    }
}

/// Cues that report without any colour of the outlet's own.
const PLAIN: &[&str] =
    &["say", "tell", "add", "according", "ask", "state", "reply", "answer", "speak", ":", "write", "report"];

/// The outlet's reporting verb, as printed, where it is more than "said". Inside a turn the verb is the speaker's, not
/// the outlet's.
fn stance(text: &CleanText, cue: &[Span<Clean>], lemma: &str, turn: Option<usize>) -> Option<String> {
    if turn.is_some() || lemma.is_empty() || PLAIN.contains(&lemma) {
        return None;
    }
    let printed: Vec<&str> = cue.iter().map(|span| span.of(text.as_str())).collect();
    (!printed.is_empty()).then(|| printed.join(" ").to_lowercase())
}
