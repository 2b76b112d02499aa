//! Do two statements speak of one matter?
//!
//! Not whether they agree: whether a reader who follows the one wants the other. Telling words count, the more the fewer
//! statements hold them; what stands around a statement (its paragraph, the question that it answers) counts a little,
//! since "the number could be higher" says what it is about in the sentence before. Useful for threads.

use super::figures;
use super::saying::Saying;
use super::terms::Term;
use rustc_hash::FxHashMap;

/// How much the words around a statement count beside its own.
const AROUND: f32 = 0.3;

/// What it tells that both count one thing.
const COUNTED: f32 = 1.2;

/// Sets the term of counting a thing apart from the thing's own.
const FIGURE_OF: Term = 0x5bd1_e995;

/// A statement as what it is about: terms with weights, sorted, of length 1.
pub(crate) type Matter = Vec<(Term, f32)>;

/// What each statement is about.
pub(crate) fn matters(sayings: &[Saying]) -> Vec<Matter> {
    let mut frequency: FxHashMap<Term, u32> = FxHashMap::default();
    for saying in sayings {
        saying.terms.iter().for_each(|term| *frequency.entry(term.0).or_default() += 1);
    }
    let all = sayings.len() as f32 + 1.0;
    let rare = |term: Term| {
        let found = frequency.get(&term).copied().unwrap_or(0) as f32;
        // What a tenth of all statements hold tells nothing; what a few hold tells all it can.
        ((all / (1.0 + found)).ln() / 10f32.ln()).clamp(0.05, 1.5)
    };
    let matter = |saying: &Saying| {
        let mut terms: FxHashMap<Term, f32> = FxHashMap::default();
        for &(term, weight) in &saying.around {
            terms.insert(term, weight * rare(term) * AROUND);
        }
        for &(term, weight) in &saying.terms {
            terms.insert(term, weight * rare(term));
        }
        for thing in saying.figures.iter().filter_map(figures::thing_of) {
            terms.insert(thing ^ FIGURE_OF, COUNTED);
        }
        let mut matter: Matter = terms.into_iter().collect();
        matter.sort_unstable_by_key(|term| term.0);
        let length = matter.iter().map(|term| term.1 * term.1).sum::<f32>().sqrt();
        matter.iter_mut().for_each(|term| term.1 /= length.max(1e-6));
        matter
    };
    sayings.iter().map(matter).collect()
}

/// From 0 (nothing in common) to 1: the cosine.
pub(crate) fn likeness(left: &Matter, right: &Matter) -> f32 {
    let mut other = right.iter().peekable();
    let mut sum = 0.0;
    for &(term, weight) in left {
        while other.next_if(|next| next.0 < term).is_some() {}
        if let Some(found) = other.peek().filter(|next| next.0 == term) {
            sum += weight * found.1;
        }
    }
    sum
}
