//! Whose words are these, and what marks them as said?
//!
//! Finders propose `Candidate`s, the ranking chooses among them and gives `Attribution`s (source, cue, content as spans,
//! in the terms of PARC and PolNeAR). A rule and a model are both finders: they share the candidate type, the ranking,
//! the cases and the scorer. Not useful for who a source *is*: that is `meaning::speaker`.

pub mod assertion;
pub mod candidate;
pub mod chain;
mod finder;
mod marks;
mod nobody;
mod overlap;
mod quoted;
mod quotes;
pub mod rank;
mod reporting;
mod soundbite;
mod spans;
mod spoken;
mod tidy;
pub(crate) mod tree;

pub use candidate::{Candidate, Construction};
pub use chain::Chain;
pub use rank::Ranking;
pub use spans::SpanModel;

use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::{Language, analyse};
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, Structure};
use crate::text::CleanText;
use finder::Finder;
use nobody::Sieve;
use overlap::outline;
use quotes::Quotes;
use std::borrow::Cow;
use tree::Tree;

names! {
    /// How the content is given.
    pub enum Form {
        /// Wholly between quotation marks, or the speech of a transcript.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// In the reporter's words with quoted parts.
        Mixed = "mixed",
    }
}

/// Source, cue and content of one attribution relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Whose words; empty where the text names nobody.
    pub source: Vec<Span<Clean>>,
    /// What marks them as said; empty for the speech of a transcript.
    pub cue: Vec<Span<Clean>>,
    /// The words, or their report; never empty.
    pub content: Vec<Span<Clean>>,
    /// How the content is given.
    pub form: Form,
    /// Index of the attribution inside whose content this one stands.
    pub parent: Option<usize>,
    /// The sentence that holds the cue, or the first one of the content.
    pub sentence: usize,
    /// The turn of a transcript it stands in.
    pub turn: Option<usize>,
    /// Dictionary form of the cue's head word, lower case; empty where there is no cue.
    pub lemma: String,
    /// Probability that it is one, with these spans.
    pub confidence: f32,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Everything in the document that might be an attribution, with its features: what the ranking is trained on and chooses
/// from. In order of sentences; nothing is taken from copies and furniture.
pub fn candidates(
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    knowledge: &Knowledge,
) -> Vec<Candidate> {
    let marks = knowledge.spans.as_ref().map(|model| model.mark(text.as_str(), structure, language));
    let mut result = Vec::new();
    let is_marked = |sentence| marks.as_ref().is_some_and(|marks| !marks.of_sentence(sentence).is_empty());
    each_sentence(text, structure, language, knowledge, is_marked, |finder, sentence| {
        // The span model leaves turns out.
        let marks = marks.as_ref().filter(|_| !finder.in_turn);
        if let Some(marks) = marks {
            marks.of_sentence(sentence).iter().for_each(|relation| finder.marked(marks.by, relation));
        }
        if let Some(chain) = &knowledge.chain {
            finder.judge_by(chain);
        }
        if let Some(marks) = marks {
            finder.candidates.iter_mut().for_each(|candidate| marks.judge(candidate));
        }
        result.append(&mut finder.candidates);
    });
    result
}

/// The sentences with each head that the finders name, as the chain sees them: what it is trained on.
pub fn rows(text: &CleanText, structure: &Structure, language: &Language, knowledge: &Knowledge) -> Vec<chain::Row> {
    let mut result = Vec::new();
    each_sentence(
        text,
        structure,
        language,
        knowledge,
        |_| false,
        |finder, _| {
            result.extend(finder.heads().into_iter().map(|head| finder.row(head)));
        },
    );
    result
}

/// Runs the finders over each sentence that the gate held or that `is_marked`, and hands them on with what they found.
fn each_sentence(
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    knowledge: &Knowledge,
    is_marked: impl Fn(Span<Clean>) -> bool,
    mut take: impl FnMut(&mut Finder, Span<Clean>),
) {
    let quotes = Quotes::new(text.as_str(), structure);
    for (index, sentence) in structure.sentences.iter().enumerate() {
        let Some(block) = structure.blocks.get(sentence.block) else { continue };
        if block.is_copy || block.kind == BlockKind::Furniture {
            continue;
        }
        let analysis = match language.sentences.get(index) {
            Some(Some(analysis)) => Cow::Borrowed(analysis),
            // The gate knows the words of cues only; the model may see more.
            _ if is_marked(sentence.span) => match analyse(text.as_str(), sentence.span, knowledge) {
                Some(analysis) => Cow::Owned(analysis),
                None => continue,
            },
            _ => continue,
        };
        let tree = Tree::new(text.as_str(), &analysis);
        let mut finder = Finder {
            tree: &tree,
            quotes: &quotes,
            knowledge,
            sentence: index,
            is_heading: block.kind == BlockKind::Heading,
            in_turn: block.turn.is_some(),
            candidates: Vec::new(),
        };
        finder.run();
        finder.quotations(sentence.span);
        take(&mut finder, sentence.span);
    }
}

/// Finds the attributions of a document, in order of the first byte of content or cue.
pub fn find(text: &CleanText, structure: &Structure, language: &Language, knowledge: &Knowledge) -> Vec<Attribution> {
    let candidates = candidates(text, structure, language, knowledge);
    let quotes = Quotes::new(text.as_str(), structure);
    let sieve = Sieve { text: text.as_str(), structure, language, knowledge, quotes: &quotes };
    let nobody: Vec<bool> = candidates.iter().map(|one| sieve.reports_nobody(one)).collect();
    let weigh = |probability: &dyn Fn(&Candidate) -> f32| -> Vec<f32> {
        let weigh = |(one, &is_nobody): (&Candidate, &bool)| if is_nobody { 0.0 } else { probability(one) };
        candidates.iter().zip(&nobody).map(weigh).collect()
    };
    let rules = &knowledge.ranking;
    let in_turn = |one: &Candidate| structure.blocks[structure.sentences[one.sentence].block].turn.is_some();
    let ranking = |one: &Candidate| match &knowledge.spans {
        Some(model) if !in_turn(one) => &model.ranking,
        _ => rules,
    };
    let probabilities = weigh(&|one| ranking(one).probability(one));
    // The model knows the outermost attributions only: what is nested is left to the rules.
    let nested = weigh(&|one| if sieve.may_nest(one) { rules.nested_probability(one) } else { 0.0 });
    // A reporting clause between commas stands though the tree, and with it the ranking, lost its thread there.
    let share = |one: &Candidate| if one.construction == Construction::Reporting { CLAUSE } else { 1.0 };
    let threshold = |one: &Candidate| ranking(one).threshold() * share(one);
    let edges = |one: &Candidate| ranking(one).edges(one);
    let chosen = rank::choose(&candidates, &probabilities, &nested, edges, threshold, rules.nested_threshold());
    let mut found: Vec<Attribution> = chosen
        .into_iter()
        .filter(|&(index, _)| !sieve.is_own_hedge(&candidates[index]))
        .map(|(index, probability)| attribute(&candidates[index], probability, text.as_str(), structure, &quotes))
        .collect();
    let soundbites = soundbite::find(text.as_str(), structure, knowledge);
    found.retain(|attribution| {
        let at = soundbites.binary_search_by_key(&attribution.sentence, |soundbite| soundbite.sentence);
        at.ok().is_none_or(|at| attribution.cue.iter().all(|cue| holds(&soundbites[at].content, cue)))
    });
    let asserted = assertion::find(text, structure, language);
    drop_doubles(&mut found, &asserted);
    found.retain(|attribution| !attribution.source.iter().any(|source| holds(&attribution.content, source)));
    // Nor is the content a part of its own source.
    found.retain(|attribution| !attribution.content.iter().any(|content| holds(&attribution.source, content)));
    clip(&mut found, &asserted);
    found.sort_by_key(|attribution| attribution.cue.first().copied());
    tidy::part_clauses(&mut found, &quotes, text.as_str());
    found.retain(|attribution| !attribution.content.is_empty());
    found.extend(asserted);
    found.extend(soundbites);
    found.sort_by_key(|attribution| (position(attribution), std::cmp::Reverse(outline(&attribution.content).end)));
    set_parents(&mut found);
    found
}

/// How much of the threshold a reporting clause needs.
const CLAUSE: f32 = 0.5;

/// Leaves out what the assertions already report with the same cue.
fn drop_doubles(found: &mut Vec<Attribution>, asserted: &[Attribution]) {
    let mut cues: Vec<Span<Clean>> = asserted.iter().flat_map(|attribution| attribution.cue.iter().copied()).collect();
    cues.sort();
    found.retain(|attribution| {
        !attribution.cue.iter().any(|cue| {
            let at = cues.partition_point(|other| other.end <= cue.start);
            cues.get(at).is_some_and(|other| other.overlaps(cue))
        })
    });
}

fn holds(content: &[Span<Clean>], part: &Span<Clean>) -> bool {
    content.iter().any(|content| content.contains(part))
}

/// What an assertion reports ends where the assertion ends: the next clause is the principal's own again.
fn clip(found: &mut [Attribution], asserted: &[Attribution]) {
    let whole: Vec<Span<Clean>> =
        asserted.iter().filter(|own| own.cue.is_empty()).map(|own| outline(&own.content)).collect();
    for attribution in found.iter_mut().filter(|attribution| attribution.form == Form::Indirect) {
        let Some(&cue) = attribution.cue.first() else { continue };
        let at = whole.partition_point(|own| own.end < cue.end);
        let Some(own) = whole.get(at).filter(|own| own.contains(&cue)) else { continue };
        let inside = |span: &Span<Clean>| Span::new(span.start.max(own.start), span.end.min(own.end));
        let clipped: Vec<_> = attribution.content.iter().map(inside).filter(|span| !span.is_empty()).collect();
        if !clipped.is_empty() {
            attribution.content = clipped;
        }
    }
}

fn attribute(
    candidate: &Candidate,
    probability: f32,
    text: &str,
    structure: &Structure,
    quotes: &Quotes,
) -> Attribution {
    let by = candidate.construction.rule();
    let form = match quotes.share_of_report(&candidate.cue, &candidate.content) {
        "all" => Form::Direct,
        "some" => Form::Mixed,
        _ => Form::Indirect,
    };
    Attribution {
        source: candidate.source.iter().map(|&source| tidy::source(source, text)).collect(),
        cue: candidate.cue.iter().map(|&cue| tidy::cue(cue, text)).collect(),
        content: tidy::content(&candidate.content, form, structure.sentences[candidate.sentence].span, text),
        form,
        parent: None,
        sentence: candidate.sentence,
        turn: structure.blocks[structure.sentences[candidate.sentence].block].turn,
        lemma: candidate.lemma.clone(),
        confidence: probability,
        evidence: vec![
            Evidence::new(Field::Cue, by, probability, candidate.cue.clone()),
            Evidence::new(Field::Source, by, probability, candidate.source.clone()),
            Evidence::new(Field::Content, by, probability, candidate.content.clone()),
            Evidence::new(Field::Form, "attribution.quotation_marks", 1.0, candidate.content.clone()),
        ],
    }
}

/// How many attributions back an enclosing one is looked for.
const LOOK_BACK: usize = 48;

/// An attribution whose cue stands in the content of another one is reported in it; the smallest such content counts.
fn set_parents(found: &mut [Attribution]) {
    for index in 0..found.len() {
        let inner = &found[index];
        let Some(&anchor) = inner.cue.first() else { continue };
        let near = index.saturating_sub(LOOK_BACK)..(index + LOOK_BACK / 4).min(found.len());
        let parent = near
            .filter(|&other| other != index)
            .filter(|&other| found[other].content.iter().any(|content| content.contains(&anchor)))
            .filter(|&other| {
                !found[other].cue.iter().any(|cue| inner.content.iter().any(|content| content.contains(cue)))
            })
            .min_by_key(|&other| outline(&found[other].content).len());
        found[index].parent = parent;
    }
}

fn position(attribution: &Attribution) -> usize {
    let content = attribution.content.first().map_or(usize::MAX, |span| span.start);
    let cue = attribution.cue.first().map_or(usize::MAX, |span| span.start);
    content.min(cue)
}
