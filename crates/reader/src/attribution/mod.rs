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
mod overlap;
mod quoted;
mod quotes;
pub mod rank;
mod reporting;
mod soundbite;
mod spans;
mod spoken;
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
    let weigh = |probability: &dyn Fn(&Candidate) -> f32| -> Vec<f32> {
        let weigh = |one: &Candidate| {
            let reports_nobody = is_topic(one, text.as_str(), knowledge)
                || is_naming(one, text.as_str())
                || is_own_talk(one, text, structure, language, knowledge);
            if reports_nobody { 0.0 } else { probability(one) }
        };
        candidates.iter().map(weigh).collect()
    };
    let rules = &knowledge.ranking;
    let in_turn = |one: &Candidate| structure.blocks[structure.sentences[one.sentence].block].turn.is_some();
    let ranking = |one: &Candidate| match &knowledge.spans {
        Some(model) if !in_turn(one) => &model.ranking,
        _ => rules,
    };
    let probabilities = weigh(&|one| ranking(one).probability(one));
    // The model knows the outermost attributions only: what is nested is left to the rules.
    let nested = weigh(&|one| rules.nested_probability(one));
    // A reporting clause between commas stands though the tree, and with it the ranking, lost its thread there.
    let share = |one: &Candidate| if one.construction == Construction::Reporting { CLAUSE } else { 1.0 };
    let threshold = |one: &Candidate| ranking(one).threshold() * share(one);
    let edges = |one: &Candidate| ranking(one).edges(one);
    let chosen = rank::choose(&candidates, &probabilities, &nested, edges, threshold, rules.nested_threshold());
    let mut found: Vec<Attribution> = chosen
        .into_iter()
        .filter(|&(index, _)| !is_own_hedge(&candidates[index], text.as_str(), structure, &quotes, knowledge))
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
    found.extend(asserted);
    found.extend(soundbites);
    found.sort_by_key(|attribution| (position(attribution), std::cmp::Reverse(outline(&attribution.content).end)));
    set_parents(&mut found);
    found
}

/// What can speak though it is neither person nor body.
const PAPERS: &[&str] = &["report", "study", "poll", "survey", "review", "analysis", "data", "research", "letter"];

/// "Harbor fire: three hurt": a colon behind a matter, which says nothing.
fn is_topic(candidate: &Candidate, text: &str, knowledge: &Knowledge) -> bool {
    let is_colon = matches!(candidate.cue.as_slice(), [cue] if cue.of(text) == ":");
    let last = candidate.source.last().and_then(|source| source.of(text).split_whitespace().last());
    let Some(last) = last.filter(|last| is_colon && last.starts_with(char::is_lowercase)) else { return false };
    knowledge.speaker.role(last).is_none()
        && !knowledge.speaker.is_organization_word(last)
        && !PAPERS.contains(&last.trim_end_matches('s'))
}

/// How much of the threshold a reporting clause needs.
const CLAUSE: f32 = 0.5;

/// Verbs that give a name.
const NAMING: &[&str] = &["call", "name", "dub", "nickname", "term", "title"];

/// "The train known as the 'harvest express'": a name, which nobody says. "Called for a halt" gives none.
fn is_naming(candidate: &Candidate, text: &str) -> bool {
    let last = candidate.cue.last().and_then(|cue| cue.of(text).split_whitespace().last());
    candidate.source.is_empty()
        && match (candidate.lemma.as_str(), last) {
            (lemma, Some("as")) => lemma == "know" || NAMING.contains(&lemma),
            (_, Some("for" | "on" | "upon" | "to")) => false,
            (lemma, _) => NAMING.contains(&lemma),
        }
}

/// Whether a candidate stands in a turn and reports nobody.
fn is_own_talk(
    candidate: &Candidate,
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    knowledge: &Knowledge,
) -> bool {
    let sentence = &structure.sentences[candidate.sentence];
    let turn = structure.blocks[sentence.block].turn.and_then(|turn| structure.turns.get(turn));
    let analysis = language.sentences.get(candidate.sentence).and_then(Option::as_ref);
    turn.zip(analysis).is_some_and(|(turn, analysis)| {
        spoken::is_own_talk(candidate, text.as_str(), sentence.span, analysis, turn.role, knowledge)
    })
}

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

/// First-person thought about the speaker's own claim ("we believe", "I think") inside a quotation or turn is a hedge of
/// that claim and no statement of its own; a first-person report of speech ("I said") is one.
fn is_own_hedge(
    candidate: &Candidate,
    text: &str,
    structure: &Structure,
    quotes: &Quotes,
    knowledge: &Knowledge,
) -> bool {
    let is_first_person = candidate
        .source
        .first()
        .is_some_and(|source| matches!(source.of(text).to_ascii_lowercase().as_str(), "i" | "we" | "us" | "me"));
    let block = structure.sentences[candidate.sentence].block;
    let is_spoken = structure.blocks[block].turn.is_some() || candidate.cue.iter().all(|cue| quotes.is_inside(*cue));
    is_first_person && is_spoken && knowledge.language.cue_class(&candidate.lemma) != Some("speech")
}

/// A source without a conjunction or preposition that the parse left at its start: "and the minister", "by the minister".
fn without_conjunction(source: Span<Clean>, text: &str) -> Span<Clean> {
    let inside = source.of(text);
    for word in ["and ", "but ", "or ", "so ", "as ", "by "] {
        if inside.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return Span::new(source.start + word.len(), source.end).trimmed(text);
        }
    }
    source
}

/// A cue without the colon behind it, which only a label's cue is: "said:".
fn without_colon(cue: Span<Clean>, text: &str) -> Span<Clean> {
    let words = cue.of(text).trim_end_matches([':', ',']).trim_end();
    if words.is_empty() { cue } else { Span::new(cue.start, cue.start + words.len()) }
}

/// A report without the full stop of its sentence, which is the reporter's; the point of an abbreviation stays.
fn without_stop(content: &[Span<Clean>], sentence: Span<Clean>, text: &str) -> Vec<Span<Clean>> {
    let mut content = content.to_vec();
    if let Some(last) = content.last_mut().filter(|last| last.end == sentence.trimmed(text).end)
        && let Some(words) = last.of(text).strip_suffix('.')
        && words.split_whitespace().last().is_some_and(|word| !word.contains('.'))
    {
        *last = Span::new(last.start, last.start + words.len());
    }
    content
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
    let content = match form {
        Form::Indirect => without_stop(&candidate.content, structure.sentences[candidate.sentence].span, text),
        _ => candidate.content.clone(),
    };
    Attribution {
        source: candidate.source.iter().map(|&source| without_conjunction(source, text)).collect(),
        cue: candidate.cue.iter().map(|&cue| without_colon(cue, text)).collect(),
        content,
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
