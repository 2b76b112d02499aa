//! Which candidates are attributions?
//!
//! A logistic regression over hashed features scores every candidate; the best ones that do not stand in each other's way
//! are kept. Of twins, which draw the same relation with other edges, the one is kept that further weights prefer. The
//! weights are trained on PolNeAR (see the card). Not useful for finding anything new.

use super::candidate::Candidate;
use super::overlap::{likeness, outline, shared, size, touch};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Candidates further apart than this many sentences are not compared.
const NEAR: usize = 6;

/// log2 of the number of weights.
pub const BITS: u32 = 18;

/// Weights of the ranking, one a hash bucket.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// What one unit of a weight is worth in log-odds.
    scale: f32,
    /// Below this probability nothing is reported.
    threshold: f32,
    /// The same for what is nested.
    nested_threshold: f32,
    weights: Vec<i8>,
    /// Weights that choose among twins; their scale does not matter.
    edges: Vec<i8>,
}

impl Ranking {
    /// The weights that come with the program, for the fast tier.
    pub fn built_in() -> Ranking {
        Ranking::or_nothing(include_bytes!("../../data/models/attribution.bin"))
    }

    /// As `parse`; weights of another form, as a trainer that has yet to write them finds them, report nothing.
    pub(super) fn or_nothing(bytes: &[u8]) -> Ranking {
        Ranking::parse(bytes).unwrap_or(Ranking::NOTHING)
    }

    /// Weights that report nothing.
    const NOTHING: Ranking =
        Ranking { scale: 0.0, threshold: 1.0, nested_threshold: 1.0, weights: Vec::new(), edges: Vec::new() };

    /// Reads `b"ranking3"`, scale, threshold and nested threshold as little-endian f32, then twice `1 << BITS` signed bytes:
    /// the weights of relations and those of edges.
    pub fn parse(bytes: &[u8]) -> Option<Ranking> {
        let rest = bytes.strip_prefix(b"ranking3")?;
        let (scale, rest) = rest.split_first_chunk::<4>()?;
        let (threshold, rest) = rest.split_first_chunk::<4>()?;
        let (nested_threshold, rest) = rest.split_first_chunk::<4>()?;
        if rest.len() != 2 << BITS {
            return None;
        }
        let (weights, edges) = rest.split_at(1 << BITS);
        let signed = |bytes: &[u8]| bytes.iter().map(|&byte| byte as i8).collect();
        Some(Ranking {
            scale: f32::from_le_bytes(*scale),
            threshold: f32::from_le_bytes(*threshold),
            nested_threshold: f32::from_le_bytes(*nested_threshold),
            weights: signed(weights),
            edges: signed(edges),
        })
    }

    /// The form that `parse` reads.
    pub fn bytes(scale: f32, thresholds: [f32; 2], [weights, edges]: [&[i8]; 2]) -> Vec<u8> {
        let mut bytes = b"ranking3".to_vec();
        bytes.extend(scale.to_le_bytes());
        thresholds.iter().for_each(|threshold| bytes.extend(threshold.to_le_bytes()));
        bytes.extend(weights.iter().chain(edges).map(|&weight| weight as u8));
        bytes
    }

    /// Probability that the candidate is an attribution with these spans.
    pub fn probability(&self, candidate: &Candidate) -> f32 {
        self.of_sum(self.sum(&candidate.features) + self.sum(&candidate.chained) + self.sum(&candidate.judged))
    }

    /// The same for a candidate that stands in the content of another one. What people are said to have said has likelihoods
    /// of its own: annotators of whole articles mark the outermost only, so its weights come from other texts, and the
    /// span model, which learned to mark nothing there, is not asked.
    pub fn nested_probability(&self, candidate: &Candidate) -> f32 {
        self.of_sum(self.sum(&candidate.features) + self.sum(&candidate.chained) + self.sum(&candidate.nested))
    }

    /// How well the edges of the candidate's parts are drawn, compared with its twins.
    pub fn edges(&self, candidate: &Candidate) -> i32 {
        let of = |features| sum(&self.edges, features);
        of(&candidate.features) + of(&candidate.chained) + of(&candidate.judged) + of(&candidate.edges)
    }

    fn sum(&self, features: &[u32]) -> i32 {
        sum(&self.weights, features)
    }

    fn of_sum(&self, sum: i32) -> f32 {
        1.0 / (1.0 + (-(sum as f32) * self.scale).exp())
    }

    /// Below this probability nothing is reported.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Below this nested probability nothing is reported inside another one's content.
    pub fn nested_threshold(&self) -> f32 {
        self.nested_threshold
    }
}

fn sum(weights: &[i8], features: &[u32]) -> i32 {
    features.iter().filter_map(|&feature| weights.get(bucket(feature))).map(|&weight| i32::from(weight)).sum()
}

/// The weight that a feature uses.
pub fn bucket(feature: u32) -> usize {
    ((feature ^ (feature >> BITS)) & ((1 << BITS) - 1)) as usize
}

/// The candidates to keep, as (index, probability), best first. Two stand in each other's way if they share their cue, or
/// if their contents are nearly the same words; a smaller one inside a larger content is kept as reported in it, if its
/// nested probability is high enough. `probabilities` and `nested` are parallel to the candidates; below its `threshold` a
/// candidate is not kept. `edges` says how well a candidate's edges are drawn.
pub fn choose(
    candidates: &[Candidate],
    probabilities: &[f32],
    nested: &[f32],
    edges: impl Fn(&Candidate) -> i32,
    threshold: impl Fn(&Candidate) -> f32,
    nested_threshold: f32,
) -> Vec<(usize, f32)> {
    let mut kept = Kept { candidates, by_sentence: FxHashMap::default(), chosen: Vec::new() };
    for index in kept.order(probabilities, threshold) {
        let index = sourced(candidates, probabilities, index);
        kept.keep(drawn_best(candidates, probabilities, &edges, index), probabilities[index]);
    }
    // What stands in another one's content is weighed anew. What the new weight drops may have held something itself; that
    // stays, as it was likely enough on its own.
    let outer = kept.chosen.clone();
    let is_inside = |kept: &Kept, index: usize| {
        kept.near(index).any(|other| {
            other != index
                && candidates[index]
                    .cue
                    .first()
                    .is_some_and(|cue| candidates[other].content.iter().any(|content| content.contains(cue)))
        })
    };
    let inner: FxHashSet<usize> = outer.iter().map(|one| one.0).filter(|&index| is_inside(&kept, index)).collect();
    kept.leave(&inner);
    for index in kept.order(nested, |_| nested_threshold) {
        if is_inside(&kept, index) && !kept.near(index).any(|other| other == index) {
            kept.keep(index, nested[index]);
        }
    }
    kept.chosen
}

/// The likeliest candidate with the same cue and content that has a source, where this one has none and that one is not much
/// less likely: words of nobody are rare.
fn sourced(candidates: &[Candidate], probabilities: &[f32], index: usize) -> usize {
    const LESS: f32 = 0.4;
    let mine = &candidates[index];
    if !mine.source.is_empty() {
        return index;
    }
    let is_twin = |other: &usize| {
        let twin = &candidates[*other];
        !twin.source.is_empty() && twin.cue == mine.cue && twin.content == mine.content
    };
    let best = of_sentence(candidates, mine.sentence)
        .filter(is_twin)
        .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]));
    best.filter(|twin| probabilities[*twin] >= LESS * probabilities[index]).unwrap_or(index)
}

/// Indexes of the candidates of a sentence: they stand in the order of their sentences.
fn of_sentence(candidates: &[Candidate], sentence: usize) -> Range<usize> {
    let first = candidates.partition_point(|one| one.sentence < sentence);
    first..first + candidates[first..].partition_point(|one| one.sentence == sentence)
}

/// Whether the two draw one relation, perhaps with other edges.
pub fn are_twins(a: &Candidate, b: &Candidate) -> bool {
    a.sentence == b.sentence
        && touch(&a.cue, &b.cue)
        && (a.source.is_empty() && b.source.is_empty() || touch(&a.source, &b.source))
        && likeness(&a.content, &b.content) >= ALIKE
}

/// How far the contents of twins agree at least.
const ALIKE: f32 = 0.5;

/// Of the twins of a candidate that are not much less likely, the one with the best edges.
fn drawn_best(
    candidates: &[Candidate],
    probabilities: &[f32],
    edges: impl Fn(&Candidate) -> i32,
    index: usize,
) -> usize {
    const LESS: f32 = 0.3;
    let is_rival = |other: &usize| {
        probabilities[*other] >= LESS * probabilities[index] && are_twins(&candidates[*other], &candidates[index])
    };
    let quality = |other: usize| (edges(&candidates[other]), other == index, std::cmp::Reverse(other));
    of_sentence(candidates, candidates[index].sentence)
        .filter(is_rival)
        .max_by_key(|&other| quality(other))
        .unwrap_or(index)
}

/// The candidates kept so far.
struct Kept<'a> {
    candidates: &'a [Candidate],
    /// Only candidates of sentences nearby can collide.
    by_sentence: FxHashMap<usize, Vec<usize>>,
    chosen: Vec<(usize, f32)>,
}

impl Kept<'_> {
    /// Indexes of the candidates that are likely enough, best first.
    fn order(&self, probabilities: &[f32], threshold: impl Fn(&Candidate) -> f32) -> Vec<usize> {
        let candidates = self.candidates;
        let is_likely = |index: &usize| probabilities[*index] >= threshold(&candidates[*index]);
        let mut order: Vec<usize> = (0..candidates.len()).filter(is_likely).collect();
        order.sort_by(|&a, &b| {
            probabilities[b].total_cmp(&probabilities[a]).then(candidates[a].content.cmp(&candidates[b].content))
        });
        order
    }

    fn near(&self, index: usize) -> impl Iterator<Item = usize> {
        let sentence = self.candidates[index].sentence;
        let near = sentence.saturating_sub(NEAR)..=sentence + NEAR;
        near.filter_map(|sentence| self.by_sentence.get(&sentence)).flatten().copied()
    }

    fn keep(&mut self, index: usize, probability: f32) {
        let candidate = &self.candidates[index];
        if !self.near(index).any(|other| collide(candidate, &self.candidates[other])) {
            self.by_sentence.entry(candidate.sentence).or_default().push(index);
            self.chosen.push((index, probability));
        }
    }

    fn leave(&mut self, indexes: &FxHashSet<usize>) {
        self.by_sentence.values_mut().for_each(|list| list.retain(|index| !indexes.contains(index)));
        self.chosen.retain(|one| !indexes.contains(&one.0));
    }
}

fn collide(a: &Candidate, b: &Candidate) -> bool {
    if !a.extent().cover(&outline(&a.cue)).overlaps(&b.extent().cover(&outline(&b.cue))) {
        return false;
    }
    if touch(&a.cue, &b.cue) {
        return true;
    }
    let shared = shared(&a.content, &b.content);
    let (size_a, size_b) = (size(&a.content), size(&b.content));
    // Each content holds the other one's cue: neither is inside the other.
    if touch(&a.content, &b.cue) && touch(&b.content, &a.cue) {
        return true;
    }
    // What is said to be said names its own source: "[he said the party] [would not] …" took the outer one's words for it.
    let takes = |a: &Candidate, b: &Candidate| touch(&a.content, &b.cue) && touch(&a.cue, &b.source);
    takes(a, b) || takes(b, a) || 2 * shared * 100 > 85 * (size_a + size_b)
}
