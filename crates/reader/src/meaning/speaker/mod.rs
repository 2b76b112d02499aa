//! Who exactly is the source of each attribution, inside this document?
//!
//! Names are gathered from the whole text ("Hale" is "Maria Hale"), turns of a transcript get their speakers, and then
//! each source is resolved in the order of the text. Useful inside one document; who is the same across documents is the
//! record's matter. Where two figures are equally likely the speaker is left open, with evidence that says so: a wrong
//! name is worse than none, and a background source is never given a name on likeness alone.

mod addressee;
mod ages;
mod appositions;
mod asked;
mod descriptions;
mod figures;
pub mod lexicon;
mod names;
mod owners;
mod participants;
mod pronouns;
mod relative;
mod resolve;
mod runs;
mod scan;
mod source;
mod telling;
#[cfg(test)]
mod tests;
mod titles;
mod turns;

pub use lexicon::SpeakerWords;
pub(crate) use turns::is_name_label;

use super::{Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::span::{Clean, Span};
use crate::structure::{Role, Structure};
use crate::text::CleanText;
use figures::Figures;
use resolve::Resolver;

/// Whose words one attribution reports, and to whom they were said. Indexes point into `Cast::speakers`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Voice {
    /// Whose words; `None` where the text names nobody or leaves it open.
    pub speaker: Option<usize>,
    /// Others who say it jointly.
    pub with: Vec<usize>,
    /// To whom.
    pub addressee: Option<usize>,
    /// Why, also where it is left open.
    pub evidence: Vec<Evidence>,
}

/// Everybody who speaks in one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cast {
    /// In the order in which they first speak.
    pub speakers: Vec<Speaker>,
    /// Parallel to the attributions.
    pub voices: Vec<Voice>,
    /// Parallel to `Structure::turns`.
    pub of_turn: Vec<Option<usize>>,
}

/// One decision about a source, before figures become speakers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    speaker: Option<usize>,
    with: Vec<usize>,
    by: &'static str,
    score: f32,
    spans: Vec<Span<Clean>>,
}

impl Decision {
    fn sure(figure: usize, by: &'static str, score: f32, spans: Vec<Span<Clean>>) -> Decision {
        Decision { speaker: Some(figure), with: Vec::new(), by, score, spans }
    }

    fn nobody(by: &'static str) -> Decision {
        Decision { speaker: None, with: Vec::new(), by, score: 0.9, spans: Vec::new() }
    }

    fn open(by: &'static str, spans: Vec<Span<Clean>>) -> Decision {
        Decision { speaker: None, with: Vec::new(), by, score: 0.5, spans }
    }
}

/// The figure that is addressed, and the words that say so.
type Addressee = (usize, Vec<Span<Clean>>);

/// Says who speaks in each turn and who is the source of each attribution.
pub fn cast(
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    attributions: &[Attribution],
    knowledge: &Knowledge,
) -> Cast {
    let lexicon = &knowledge.speaker;
    let text = text.as_str();
    let mentions = names::find(text, structure, language, lexicon);
    let mut figures = figures::gather(text, &mentions, lexicon);
    let turns = turns::resolve(text, structure, &mentions, &mut figures, lexicon);
    let mut resolver = Resolver::new(text, structure, &mentions, lexicon, &turns, figures);
    let decisions = resolver.resolve(attributions);
    let addressees: Vec<Option<Addressee>> = attributions
        .iter()
        .zip(&decisions)
        .map(|(attribution, decision)| match addressee::find(text, attribution, lexicon) {
            Some(span) => resolver.addressee(span, decision).map(|figure| (figure, vec![span])),
            None if attribution.source.is_empty() && attribution.cue.is_empty() => {
                addressed_turn(attribution.turn?, structure, &turns).map(|figure| (figure, Vec::new()))
            }
            None => None,
        })
        .collect();
    resolver.finish();
    let of_turn = turns.iter().map(|turn| turn.map(|(figure, _)| resolver.canonical(figure))).collect();
    speakers(text, &resolver.figures, of_turn, &decisions, &addressees)
}

/// Whom a turn addresses: an answer the asker before it, a question the one who answers next.
fn addressed_turn(turn: usize, structure: &Structure, turns: &[Option<(usize, &'static str)>]) -> Option<usize> {
    let role = |index: usize| structure.turns.get(index).map(|turn| turn.role);
    let found = match role(turn)? {
        Role::Principal => (0..turn).rev().take(4).find(|&index| role(index) == Some(Role::Reporter)),
        Role::Reporter => (turn + 1..structure.turns.len()).take(4).find(|&index| role(index) == Some(Role::Principal)),
        Role::Moderator => None,
    }?;
    turns.get(found).copied().flatten().map(|(figure, _)| figure)
}

/// Turns the figures that speak or are addressed into speakers.
fn speakers(
    text: &str,
    figures: &Figures,
    of_turn: Vec<Option<usize>>,
    decisions: &[Decision],
    addressees: &[Option<Addressee>],
) -> Cast {
    let mut numbers: Vec<Option<usize>> = vec![None; figures.all.len()];
    let mut order: Vec<usize> = Vec::new();
    let mut number = |figure: usize| {
        *numbers[figure].get_or_insert_with(|| {
            order.push(figure);
            order.len() - 1
        })
    };
    let of_turn = of_turn.into_iter().map(|figure| figure.map(&mut number)).collect();
    let mut voices = Vec::with_capacity(decisions.len());
    for (decision, addressee) in decisions.iter().zip(addressees) {
        let mut evidence = vec![Evidence::new(Field::Speaker, decision.by, decision.score, decision.spans.clone())];
        if let Some((_, spans)) = addressee {
            let by = if spans.is_empty() { "speaker.addressed_turn" } else { "speaker.addressed" };
            evidence.push(Evidence::new(Field::Addressee, by, 0.85, spans.clone()));
        }
        voices.push(Voice {
            speaker: decision.speaker.map(&mut number),
            with: decision.with.iter().map(|figure| number(*figure)).collect(),
            addressee: addressee.as_ref().map(|(figure, _)| number(*figure)),
            evidence,
        });
    }
    let speakers = order
        .iter()
        .map(|figure| {
            let figure = &figures.all[*figure];
            let mut mentions = figure.mentions.clone();
            // Of a name and the source around it the name is the mention.
            mentions.sort();
            mentions.dedup_by(|later, earlier| {
                let same = later.start < earlier.end;
                if same && later.len() < earlier.len() {
                    *earlier = *later;
                }
                same
            });
            let has_titles = matches!(figure.kind, SpeakerKind::Person);
            Speaker {
                name: figure.name.clone(),
                kind: figure.kind,
                titles: if has_titles {
                    figure.titles.iter().map(|title| figures::clean_name(title.of(text))).collect()
                } else {
                    Vec::new()
                },
                outlet: figure.outlet.clone(),
                mentions,
            }
        })
        .collect();
    Cast { speakers, voices, of_turn }
}
