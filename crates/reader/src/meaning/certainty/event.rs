//! How certain is it that one event of a sentence took place?
//!
//! The writer's own stance to a verb or noun anywhere in a sentence, not a source's to what it says: modals and negation at
//! the event, then what it is embedded in, outwards: wishes and attempts, conditions, questions, hedges. Useful for
//! measuring with annotated events. Not useful for statements: those are judged by `judge`.

use super::Certainty;
use super::lexicon::Sense;
use super::negation;
use crate::attribution::tree::Tree;
use crate::knowledge::Knowledge;
use crate::language::{Analysis, Relation, Tag};

/// How many heads are followed up.
const HEIGHT: usize = 8;

/// Verbs whose infinitive took place, and those whose infinitive did not.
const DONE: &[&str] =
    &["manage", "begin", "start", "continue", "go", "come", "use", "have", "help", "prove", "get", "happen", "turn"];
const UNDONE: &[&str] = &["fail", "refuse", "decline", "forget", "neglect", "avoid", "prevent", "stop", "unable"];

/// The stance to the event at a token, and whether it is negated.
pub fn of_event(text: &str, analysis: &Analysis, token: usize, knowledge: &Knowledge) -> (Certainty, bool) {
    if token >= analysis.tokens.len() {
        return (Certainty::Unknown, false);
    }
    let tree = Tree::new(text, analysis);
    let words = &knowledge.certainty;
    let mut is_negated = negation::negations_in(&tree, knowledge)
        .iter()
        .any(|one| one.scope.contains(&tree.span(token)) && is_denied(&tree, token, one));
    let mut certainty = Certainty::Asserted;
    let mut weaken = |other: Certainty| {
        let rank = |certainty| match certainty {
            Certainty::Asserted => 0,
            Certainty::Assessed => 1,
            Certainty::Likely => 2,
            Certainty::Possible => 3,
            _ => 4,
        };
        if rank(other) > rank(certainty) {
            certainty = other;
        }
    };
    let last = tree.len() - 1;
    let asks = (last.saturating_sub(2)..=last).any(|at| tree.is(at, "?"));
    let mut at = token;
    for height in 0..HEIGHT {
        for child in tree.children(at).map(usize::from) {
            let is_modal = tree.relation(child) == Relation::Aux && tree.tag(child) == Tag::Md;
            if is_modal && ["will", "'ll", "wo", "can", "ca"].iter().any(|word| tree.is(child, word)) {
                weaken(Certainty::Likely);
            } else if is_modal {
                weaken(Certainty::Possible);
            } else if tree.relation(child) == Relation::Mark
                && ["if", "whether", "unless"].iter().any(|word| tree.is(child, word))
            {
                weaken(Certainty::Unknown);
            } else if tree.relation(child) == Relation::Advmod {
                match words.grade(&tree, child) {
                    Some(Sense::Likely) => weaken(Certainty::Likely),
                    Some(Sense::Possible) => weaken(Certainty::Possible),
                    _ => {}
                }
            }
        }
        let has_to = tree.child(at, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "to"));
        let Some(head) = tree.head(at) else {
            if asks && height < 3 {
                weaken(Certainty::Unknown);
            }
            // "Call me": an imperative.
            if tree.tag(at) == Tag::Vb && tree.child(at, &[Relation::Nsubj, Relation::Aux]).is_none() {
                weaken(Certainty::Unknown);
            }
            break;
        };
        match tree.relation(at) {
            Relation::Xcomp | Relation::Ccomp | Relation::Csubj | Relation::Advcl | Relation::Acl => {
                let lemma = tree.lemma(head);
                if tree.relation(at) != Relation::Advcl && UNDONE.contains(&lemma) {
                    is_negated = !is_negated;
                } else if has_to && !DONE.contains(&lemma) {
                    weaken(Certainty::Unknown);
                } else {
                    match words.grade(&tree, head) {
                        Some(Sense::Assessed) => weaken(Certainty::Assessed),
                        Some(Sense::Likely | Sense::Unlikely) => weaken(Certainty::Likely),
                        Some(Sense::Possible) => weaken(Certainty::Possible),
                        Some(Sense::Unknown | Sense::Doubt) => weaken(Certainty::Unknown),
                        _ => {}
                    }
                    if matches!(lemma, "want" | "hope" | "wish" | "let" | "ask") {
                        weaken(Certainty::Unknown);
                    }
                }
            }
            Relation::Conj | Relation::Parataxis => {}
            // What modifies a noun, and what a noun is part of, stands for itself.
            _ => break,
        }
        at = head;
    }
    (certainty, is_negated)
}

/// Whether the event itself is denied, and not only a part of its clause.
fn is_denied(tree: &Tree, token: usize, negation: &negation::Negation) -> bool {
    let Some(cue) = negation.cue.first() else { return false };
    let Some(at) = (0..tree.len()).find(|&at| tree.span(at) == *cue) else { return false };
    // From the cue up to the predicate it denies, and from there down to what is raised.
    let mut up = at;
    for _ in 0..4 {
        if up == token {
            return true;
        }
        let Some(head) = tree.head(up) else { break };
        if up != at && tree.tag(up).is_verb() {
            break;
        }
        up = head;
    }
    let mut down = token;
    for _ in 0..4 {
        if down == up {
            return true;
        }
        match (tree.relation(down), tree.head(down)) {
            (Relation::Xcomp, Some(head)) => down = head,
            (Relation::Ccomp, Some(head))
                if ["think", "believe", "expect", "seem", "appear"].contains(&tree.lemma(head)) =>
            {
                down = head;
            }
            _ => return false,
        }
    }
    false
}
