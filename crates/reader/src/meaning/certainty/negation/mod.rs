//! Which words negate, and which words does each negation bear on?
//!
//! A cue is a word ("not", "no", "nothing", "without"), a pair of words ("neither … nor") or an affix ("*un*able",
//! "use*less*"); its scope is what would be read with "it is not the case that" before it: the clause with its subject,
//! a noun phrase, or nothing ("No, he said"). Useful for scoring and for whoever asks whether a stretch of text is
//! negated. Not useful for whether a statement as a whole is: that is `clause`.

mod cues;
mod extent;

use crate::attribution::tree::Tree;
use crate::knowledge::Knowledge;
use crate::language::Analysis;
use crate::span::{Clean, Span};
pub(crate) use cues::NegationWords;
use extent::Extent;

#[cfg(test)]
mod tests;

/// A negation in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negation {
    /// The words that negate, or the affix that does.
    pub cue: Vec<Span<Clean>>,
    /// The words that they bear on, one span each, in order; of a word with an affix, the rest of it.
    pub scope: Vec<Span<Clean>>,
}

/// The negations of an analysed sentence, in order.
pub fn negations(text: &str, analysis: &Analysis, knowledge: &Knowledge) -> Vec<Negation> {
    negations_in(&Tree::new(text, analysis), knowledge)
}

pub(super) fn negations_in(tree: &Tree, knowledge: &Knowledge) -> Vec<Negation> {
    let cues = cues::find(tree, knowledge.certainty.negation());
    cues.into_iter().map(|cue| Negation { scope: scope_in(tree, &cue), cue }).collect()
}

/// The words that a cue bears on, one span each. The cue's spans are whole tokens or parts of one.
pub fn scope(text: &str, analysis: &Analysis, cue: &[Span<Clean>]) -> Vec<Span<Clean>> {
    scope_in(&Tree::new(text, analysis), cue)
}

fn scope_in(tree: &Tree, cue: &[Span<Clean>]) -> Vec<Span<Clean>> {
    let tokens = &tree.analysis.tokens;
    let cue_tokens: Vec<usize> =
        (0..tree.len()).filter(|&token| cue.iter().any(|part| part.overlaps(&tree.span(token)))).collect();
    let Some(&first) = cue_tokens.first() else { return Vec::new() };
    let affix = cue.first().copied().filter(|part| tree.span(first) != *part && tree.span(first).contains(part));
    let extent = match affix {
        Some(_) => Extent::of_affix(tree, first),
        None => Extent::of_words(tree, &cue_tokens),
    };
    let mut scope = Vec::new();
    let is_loose = |token: usize| {
        let beside = |other: Option<usize>| other.is_some_and(|other| other < tree.len() && extent.holds(other));
        tree.tag(token).is_punctuation() && !(beside(token.checked_sub(1)) && beside(Some(token + 1)))
    };
    for (token, _) in tokens.iter().enumerate().filter(|&(token, _)| extent.holds(token) && !is_loose(token)) {
        let span = tree.span(token);
        match affix.filter(|_| token == first) {
            Some(affix) if affix.start == span.start => scope.push(Span::new(affix.end, span.end)),
            Some(affix) => scope.push(Span::new(span.start, affix.start)),
            None if cue_tokens.contains(&token) => {}
            None => scope.push(span),
        }
    }
    scope
}
