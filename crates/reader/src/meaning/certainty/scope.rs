//! Which words of a clause bear on its predicate?
//!
//! Complements, negation, subject, modal and tense of one predicate, never of a clause below it. Useful to `clause` and
//! `refusal` only.

use super::clause::{Clause, SUBJECT};
use super::lexicon::Sense;
use crate::attribution::tree::Tree;
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};

impl Clause<'_> {
    /// The clause under a verb or adjective that the speaker's will bears on.
    pub(super) fn below(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(token).map(usize::from).find(|&child| {
            child > token
                && self.range.contains(&child)
                && match tree.relation(child) {
                    Relation::Xcomp | Relation::Ccomp | Relation::Csubj => true,
                    Relation::Acl | Relation::Advcl => {
                        tree.child(child, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "to"))
                    }
                    _ => false,
                }
        })
    }

    /// The complement clause of a predicate, inside the content.
    pub(super) fn complement(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(token).map(usize::from).find(|&child| {
            self.range.contains(&child)
                && (matches!(tree.relation(child), Relation::Ccomp | Relation::Csubj)
                    || matches!(tree.relation(child), Relation::Acl | Relation::Advcl)
                        && child > token
                        && tree
                            .child(child, &[Relation::Mark])
                            .is_some_and(|mark| tree.is(mark, "that") || tree.is(mark, "whether")))
        })
    }

    pub(super) fn open_complement(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(token).map(usize::from).find(|&child| {
            child > token
                && self.range.contains(&child)
                && (tree.relation(child) == Relation::Xcomp
                    || tree.relation(child) == Relation::Advcl
                        && tree.child(child, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "to")))
        })
    }

    /// Whether a complement is an embedded question.
    pub(super) fn is_question(&self, complement: usize) -> bool {
        let tree = self.tree;
        let subtree = tree.subtree(complement);
        let first = subtree.clone().find(|&token| tree.tag(token) != Tag::Cc).unwrap_or(subtree.start);
        first < tree.len()
            && (matches!(tree.tag(first), Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::WpPoss)
                || tree.is(first, "whether")
                || tree.is(first, "if"))
    }

    /// The negation of a predicate: "not", "never", or "no" with its subject or object.
    pub(super) fn negation(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let inside = |child: &usize| self.range.contains(child);
        let of = |token: usize| tree.children(token).map(usize::from).filter(inside);
        let direct = of(token).find(|&child| is_negative(tree, child));
        let copula = || {
            of(token)
                .filter(|&child| matches!(tree.relation(child), Relation::Cop | Relation::Aux | Relation::AuxPass))
                .find_map(|child| of(child).find(|&below| is_negative(tree, below)))
        };
        let argument = || {
            of(token)
                .filter(|&child| {
                    matches!(
                        tree.relation(child),
                        Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Expl
                    )
                })
                .find_map(|child| {
                    let is_none =
                        ["nothing", "nobody", "none", "neither", "noone"].iter().any(|word| tree.is(child, word));
                    if is_none {
                        return Some(child);
                    }
                    of(child).find(|&det| {
                        tree.is(det, "no")
                            && matches!(tree.relation(det), Relation::Det | Relation::Advmod | Relation::Amod)
                    })
                })
        };
        let own = || {
            let is_noun = tree.tag(token).is_noun();
            of(token).find(|&det| is_noun && tree.is(det, "no") && tree.relation(det) == Relation::Det)
        };
        direct.or_else(copula).or_else(argument).or_else(own)
    }

    /// "there was no mandate that …": a claim that somebody made is rejected.
    pub(super) fn denies_noun(&self, token: usize) -> bool {
        let tree = self.tree;
        let has_expletive = tree.child(token, &[Relation::Expl]).is_some_and(|expletive| tree.is(expletive, "there"));
        let noun = if tree.tag(token).is_noun() { Some(token) } else { self.thing(token) };
        // "no reason that", "no way that" reject no claim that was made.
        let noun = noun.filter(|&noun| !matches!(tree.lemma(noun), "reason" | "way" | "need" | "denying" | "denial"));
        has_expletive && noun.is_some_and(|noun| self.complement(noun).is_some() || self.complement(token).is_some())
    }

    /// The noun after a verb: "there was no order", "have no doubt".
    pub(super) fn thing(&self, verb: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(verb).map(usize::from).find(|&child| {
            child > verb
                && self.range.contains(&child)
                && matches!(tree.relation(child), Relation::Nsubj | Relation::Obj)
        })
    }

    pub(super) fn is_evidence(&self, noun: usize) -> bool {
        self.words.is(self.tree, noun, Sense::Evidence)
    }

    /// "find out", "figure out".
    pub(super) fn looks_out(&self, token: usize) -> bool {
        self.tree.child(token, &[Relation::CompoundPrt]).is_some_and(|particle| self.tree.is(particle, "out"))
            || self.tree.lemma(token) == "see"
            || self.tree.lemma(token) == "assess"
    }

    pub(super) fn has_adverb(&self, token: usize, word: &str) -> bool {
        self.tree.children(token).any(|child| self.tree.is(child as usize, word))
    }

    pub(super) fn has_modal(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.children(token).map(usize::from).any(|child| {
            tree.relation(child) == Relation::Aux
                && tree.tag(child) == Tag::Md
                && !["should", "may", "might", "must"].iter().any(|word| tree.is(child, word))
        })
    }

    pub(super) fn is_passive(&self, token: usize) -> bool {
        self.tree.child(token, &[Relation::AuxPass, Relation::NsubjPass]).is_some()
    }

    pub(super) fn is_past(&self, token: usize) -> bool {
        self.tree.tag(token) == Tag::Vbd
            || self.tree.children(token).map(usize::from).any(|child| {
                self.tree.relation(child) == Relation::Aux
                    && (self.tree.lemma(child) == "have" || self.tree.is(child, "did"))
            })
    }

    pub(super) fn subject(&self, mut token: usize) -> Option<usize> {
        for _ in 0..4 {
            if let Some(subject) = self.tree.child(token, SUBJECT) {
                return Some(subject);
            }
            match (self.tree.relation(token), self.tree.head(token)) {
                (Relation::Conj | Relation::Xcomp, Some(head)) => token = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether the source speaks of itself; a spoken clause without a subject ("Not aware of any") does.
    pub(super) fn is_own(&self, subject: Option<usize>) -> bool {
        match subject {
            // In indirect speech the source is "he", "she" or "they".
            Some(subject) => {
                let own: &[&str] = if self.is_spoken { &["i", "we"] } else { &["he", "she", "they"] };
                own.iter().any(|word| self.tree.is(subject, word))
            }
            None => self.is_spoken,
        }
    }

    /// "possible, perhaps even likely": a stronger word before the claim itself begins.
    pub(super) fn stronger(&self, token: usize, complement: Option<usize>) -> Option<usize> {
        let tree = self.tree;
        let end = complement.map_or(token + 20, |complement| tree.subtree(complement).start.max(token + 1));
        let end = end.max(token + 8).min(self.range.end).min(token + 20);
        (token + 1..end)
            .take_while(|&next| !(tree.is(next, "that") && tree.relation(next) == Relation::Mark))
            .find(|&next| self.words.grade(tree, next) == Some(Sense::Likely) && !tree.tag(next).is_verb())
    }

    pub(super) fn cover(&self, first: usize, last: usize) -> Span<Clean> {
        self.tree.span(first).cover(&self.tree.span(last))
    }

    /// A predicate with the adverbs right before it: "entirely possible".
    pub(super) fn phrase(&self, token: usize) -> Span<Clean> {
        let mut first = token;
        while first > self.range.start
            && matches!(self.tree.relation(first - 1), Relation::Advmod | Relation::Amod)
            && self.tree.head(first - 1) == Some(token)
        {
            first -= 1;
        }
        self.cover(first, token)
    }

    pub(super) fn own_words(&self, subject: Option<usize>, token: usize) -> Span<Clean> {
        match subject.filter(|&subject| subject < token && token - subject < 8) {
            Some(subject) => self.cover(subject, token),
            None => self.tree.span(token),
        }
    }
}

/// Whether the word negates what it hangs on.
pub(super) fn is_negative(tree: &Tree, token: usize) -> bool {
    let word = tree.word(token);
    ["not", "n't", "n’t", "never", "neither", "nor"].iter().any(|other| other.eq_ignore_ascii_case(word))
        && tree.relation(token) != Relation::Cc
        && !tree.is_at(token + 1, "only")
        && !tree.is_at(token + 1, "just")
}
