//! What might be an attribution, and what speaks for it?
//!
//! A finder proposes candidates with many rather than few; the ranking decides. Features are computed here and nowhere
//! else, so that training and reading see the same.

use super::finder::Finder;
use super::overlap::outline;
use super::tree::Tree;
use crate::language::{Relation, Tag};
use crate::names::names;
use crate::span::{Clean, Span};

names! {
    /// The construction that joins cue and content.
    pub enum Construction {
        /// "said that …": the cue's clausal complement.
        Complement = "complement",
        /// "vowed to …": an open complement.
        Infinitive = "infinitive",
        /// "…, officials say, …": the cue's clause is hung on the content.
        Parenthesis = "parenthesis",
        /// "rejected the claim": the cue's object.
        Object = "object",
        /// "called for a halt": a prepositional object.
        Prepositional = "prepositional",
        /// "called it a mistake": object and predicate.
        Predicate = "predicate",
        /// "is expected to …": the content's subject is the cue's.
        Passive = "passive",
        /// "the assessment that …": a noun as cue.
        Noun = "noun",
        /// "is confident that …": an adjective as cue.
        Adjective = "adjective",
        /// "according to …".
        According = "according",
        /// A quotation with the reporting clause after it.
        QuotationBefore = "quotation_before",
        /// A quotation with the reporting clause before it.
        QuotationAfter = "quotation_after",
        /// "…, officials said on Monday.": a reporting clause read off its commas.
        Reporting = "reporting",
        /// "Name: words" in a headline or a printed dialogue.
        Label = "label",
        /// What the span model marks.
        Marked = "marked",
        /// The same, on to the ends of its quotations.
        MarkedWide = "marked_wide",
        /// What it marks, with the next likeliest edges.
        MarkedBeside = "marked_beside",
        /// What the chain marks.
        Chain = "chain",
        /// The same, on to the ends of its quotations.
        ChainWide = "chain_wide",
        /// What it marks, with the next likeliest edges.
        ChainBeside = "chain_beside",
    }
}

impl Construction {
    /// Whether a rule proposes it rather than a trained model.
    pub const fn is_of_rules(self) -> bool {
        (self as u32) < Construction::Marked as u32
    }

    /// The name under which `Evidence` cites it.
    pub const fn rule(self) -> &'static str {
        match self {
            Construction::Complement => "attribution.complement",
            Construction::Infinitive => "attribution.infinitive",
            Construction::Parenthesis => "attribution.parenthesis",
            Construction::Object => "attribution.object",
            Construction::Prepositional => "attribution.prepositional",
            Construction::Predicate => "attribution.predicate",
            Construction::Passive => "attribution.passive",
            Construction::Noun => "attribution.noun",
            Construction::Adjective => "attribution.adjective",
            Construction::According => "attribution.according",
            Construction::QuotationBefore => "attribution.quotation_before",
            Construction::QuotationAfter => "attribution.quotation_after",
            Construction::Reporting => "attribution.reporting_clause",
            Construction::Label => "attribution.label",
            Construction::Marked | Construction::MarkedWide | Construction::MarkedBeside => "attribution.span_model",
            Construction::Chain | Construction::ChainWide | Construction::ChainBeside => "attribution.chain",
        }
    }
}

/// A possible attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The sentence that holds the cue.
    pub sentence: usize,
    /// What joins cue and content.
    pub construction: Construction,
    /// The cue's head token in its sentence.
    pub head: usize,
    /// Whose words.
    pub source: Vec<Span<Clean>>,
    /// What marks them as said.
    pub cue: Vec<Span<Clean>>,
    /// The words.
    pub content: Vec<Span<Clean>>,
    /// Dictionary form of the cue's head.
    pub lemma: String,
    /// Hashed features, see `describe`.
    pub features: Vec<u32>,
    /// What counts besides where it is reported inside the content of another one.
    pub nested: Vec<u32>,
    /// How far the chain agrees; empty where it was not asked.
    pub chained: Vec<u32>,
    /// How far the span model agrees; empty where it was not asked.
    pub judged: Vec<u32>,
    /// Where its parts begin and end: what tells it from its twins, which draw the same relation with other edges.
    pub edges: Vec<u32>,
}

impl Candidate {
    /// From the first to the last byte of the content.
    pub fn extent(&self) -> Span<Clean> {
        outline(&self.content)
    }
}

/// Hash of one feature: FNV-1a over its parts, 32 bits.
pub(super) fn feature(parts: &[&str]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for part in parts {
        for &byte in part.as_bytes().iter().chain(&[0xff]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

/// How many words of the sentence belong to no part of the candidate, and whether the content goes on to its end.
fn uncovered(candidate: &Candidate, finder: &Finder) -> &'static str {
    let tree = finder.tree;
    let parts = || candidate.source.iter().chain(&candidate.cue).chain(&candidate.content);
    let is_word = |token: &usize| tree.word(*token).chars().any(char::is_alphanumeric);
    let outside =
        (0..tree.len()).filter(is_word).filter(|&token| !parts().any(|part| part.overlaps(&tree.span(token)))).count();
    let last = (0..tree.len()).rev().find(is_word).map(|token| tree.span(token).end);
    let reaches = last.is_some_and(|last| candidate.content.iter().any(|part| part.end >= last));
    match (outside, reaches) {
        (0, _) => "nothing",
        (1..=3, true) => "few, to the end",
        (1..=3, false) => "few",
        (_, true) => "many, to the end",
        (_, false) => "many",
    }
}

/// Fills the features of a candidate.
pub(super) fn describe(candidate: &mut Candidate, finder: &Finder, subject: Option<usize>, complement: Option<usize>) {
    let (tree, quotes) = (finder.tree, finder.quotes);
    let head = candidate.head;
    let construction = candidate.construction.as_str();
    let lemma = candidate.lemma.as_str();
    let class = finder.knowledge.language.cue_class(lemma).unwrap_or("-");
    let tag = tree.tag(head).as_str();
    let mut features = vec![
        feature(&["bias"]),
        feature(&["construction", construction]),
        feature(&["lemma", lemma]),
        feature(&["lemma construction", lemma, construction]),
        feature(&["class", class]),
        feature(&["class construction", class, construction]),
        feature(&["tag", tag, construction]),
        feature(&["relation", tree.relation(head).as_str(), construction]),
    ];
    let mut add = |parts: &[&str]| features.push(feature(parts));

    // Who is the subject?
    match subject {
        None => add(&["subject", "none", construction]),
        Some(subject) => {
            let tag = tree.tag(subject);
            add(&["subject", tag.as_str(), construction]);
            if tag == Tag::Nn || tag == Tag::Nns || tag == Tag::Prp || tag.as_str().starts_with('W') {
                add(&["subject lemma", tree.lemma(subject)]);
                add(&["subject class", tree.lemma(subject), class]);
            }
        }
    }
    if candidate.source.is_empty() {
        add(&["no source", construction, class]);
    }

    // The verb group: tense, voice, negation, modals.
    let mut is_negated = false;
    for child in tree.children(head).map(usize::from) {
        match tree.relation(child) {
            Relation::Aux | Relation::AuxPass | Relation::Cop => {
                add(&["auxiliary", tree.lemma(child), tag]);
                if tree.tag(child) == Tag::Md {
                    add(&["modal", tree.lemma(child), class]);
                }
            }
            Relation::Advmod if child < head => {
                is_negated |=
                    tree.is(child, "not") || tree.is(child, "n't") || tree.is(child, "n’t") || tree.is(child, "never");
                add(&["adverb", tree.lemma(child)]);
            }
            Relation::Mark => add(&["mark", tree.lemma(child), tag]),
            Relation::Case => add(&["case", tree.lemma(child), lemma]),
            _ => {}
        }
    }
    if is_negated {
        add(&["negated", class]);
    }
    if let Some(governor) = tree.head(head) {
        add(&["governor", tree.lemma(governor), tree.relation(head).as_str()]);
        add(&["governor tag", tree.tag(governor).as_str(), tree.relation(head).as_str()]);
    }

    // The content.
    if let Some(complement) = complement {
        add(&["complement tag", tree.tag(complement).as_str(), construction]);
        add(&["complement", tree.lemma(complement), construction]);
        add(&["complement class", class, tree.lemma(complement)]);
        let marker = tree.child(complement, &[Relation::Mark]).map_or("-", |mark| tree.lemma(mark));
        add(&["marker", marker, construction]);
        add(&["marker lemma", marker, lemma]);
        if let Some(case) = tree.child(complement, &[Relation::Case]) {
            add(&["case lemma", tree.lemma(case), lemma, construction]);
            add(&["case", tree.lemma(case), construction]);
        }
    }
    let words: usize = candidate.content.iter().map(|span| span.of(tree.text).split_whitespace().count()).sum();
    let size = match words {
        0..=1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=8 => "5",
        9..=16 => "9",
        _ => "17",
    };
    add(&["size", size, construction]);
    add(&["size class", size, class]);
    // A short content is as good as a long one where it leaves nothing of the sentence over.
    let rest = uncovered(candidate, finder);
    add(&["rest", rest, construction]);
    add(&["rest size", rest, size]);
    add(&["rest class", rest, class]);
    // How the content begins tells "said *that* …" and "said *it* …" from "said *after* …".
    let start = candidate.content.iter().find(|part| candidate.cue.iter().all(|cue| cue.end <= part.start));
    let first = start.and_then(|part| (0..tree.len()).find(|&token| tree.span(token).start >= part.start));
    let behind = first.map_or("-", |token| tree.lemma(token));
    add(&["behind", behind, construction]);
    add(&["behind class", behind, class]);
    let quoted = quotes.share(&candidate.content);
    add(&["quoted", quoted, construction]);
    add(&["quoted class", quoted, class]);
    if candidate.cue.iter().any(|cue| quotes.is_inside(*cue)) {
        add(&["cue inside quotation", class]);
        add(&["cue inside quotation", "any"]);
    }
    let order = match (candidate.cue.first(), candidate.content.first(), candidate.source.first()) {
        (Some(cue), Some(content), Some(source)) => match (cue < content, source < cue) {
            (true, true) => "source cue content",
            (true, false) => "cue source content",
            (false, true) => "content source cue",
            (false, false) => "content cue source",
        },
        _ => "open",
    };
    add(&["order", order, construction]);
    if finder.is_heading {
        add(&["heading", construction]);
    }
    if finder.in_turn {
        add(&["turn", class]);
    }
    features.sort_unstable();
    features.dedup();
    candidate.features = features;
    candidate.edges = edges(candidate, tree);
    let person = match candidate.source.first().map(|source| source.of(tree.text).to_ascii_lowercase()).as_deref() {
        None => "nobody",
        Some("i" | "we") => "first",
        Some("you") => "second",
        Some(_) => "third",
    };
    let is_spoken = candidate.cue.iter().any(|cue| quotes.is_inside(*cue));
    let place = if is_spoken { "quoted" } else { "reported" };
    candidate.nested = [
        feature(&["nested"]),
        feature(&["nested", place]),
        feature(&["nested class", class]),
        feature(&["nested construction", construction]),
        feature(&["nested person", person, place]),
        feature(&["nested person class", person, class]),
        feature(&["nested size", size, construction]),
    ]
    .to_vec();
}

/// Features of the first and last words of source, cue and content and of the words around them.
fn edges(candidate: &Candidate, tree: &Tree) -> Vec<u32> {
    let construction = candidate.construction.as_str();
    let mut features = vec![feature(&["edges", construction])];
    let tag = |token: Option<usize>| token.map_or("-", |token| tree.tag(token).as_str());
    let lemma = |token: Option<usize>| token.map_or("-", |token| tree.lemma(token));
    let parts = [("source", &candidate.source), ("cue", &candidate.cue), ("content", &candidate.content)];
    for (role, spans) in parts {
        let mut add = |parts: &[&str]| features.push(feature(&[&["edges", role], parts].concat()));
        if spans.is_empty() {
            add(&["none", construction]);
            continue;
        }
        let tokens = tree.touched(outline(spans));
        let (Some(first), Some(last)) = (tokens.clone().next(), tokens.last()) else {
            add(&["elsewhere"]);
            continue;
        };
        let before = first.checked_sub(1);
        let next = Some(last + 1).filter(|&next| next < tree.len());
        let second = Some(last + 2).filter(|&next| next < tree.len());
        add(&["first", lemma(Some(first)), construction]);
        add(&["first tag", tag(Some(first)), tag(before)]);
        add(&["before", lemma(before)]);
        add(&["before first", lemma(before), tag(Some(first))]);
        add(&["last", lemma(Some(last))]);
        add(&["last tag", tag(Some(last)), construction]);
        add(&["next", lemma(next), construction]);
        add(&["next tags", tag(next), tag(second)]);
        add(&["last next", tag(Some(last)), lemma(next)]);
        add(&["next second", lemma(next), lemma(second)]);
        if let Some(next) = next {
            // The next word may hang on this part, and then it belongs to it more often than not.
            let hangs = match tree.head(next) {
                Some(head) if (first..=last).contains(&head) => "inside",
                Some(head) if head == candidate.head => "cue",
                Some(head) if head > last => "later",
                Some(_) => "earlier",
                None => "root",
            };
            add(&["next hangs", hangs, tree.relation(next).as_str()]);
            add(&["next hangs by", hangs, lemma(Some(next))]);
        }
        let hangs = match tree.head(last) {
            Some(head) if (first..=last).contains(&head) => "inside",
            Some(head) if head == candidate.head => "cue",
            _ => "outside",
        };
        add(&["last hangs", hangs, tree.relation(last).as_str()]);
        add(&["parts", if spans.len() > 1 { "many" } else { "one" }, construction]);
        let commas = (first..=last).filter(|&token| tree.word(token) == ",").count();
        add(&["commas", ["0", "1", "2", "3"][commas.min(3)], construction]);
        add(&[
            "length",
            ["0", "1", "2", "3", "4", "5", "6"][((last - first + 1).ilog2() as usize).min(6)],
            construction,
        ]);
    }
    features
}
