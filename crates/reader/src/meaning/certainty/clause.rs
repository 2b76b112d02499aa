//! How does a clause grade its own claim, and is its predicate negated?
//!
//! Starts at the main predicate and goes down only through words that speak about the claim ("we believe that it is
//! possible that …"): a modal or a negation deeper inside ("what they might be doing", "a plan that could not work")
//! belongs to another proposition and has no say.

use super::lexicon::{CertaintyWords, Sense};
use super::scope::is_negative;
use super::{Certainty, Grade};
use crate::attribution::tree::Tree;
use crate::language::{Relation, Tag};
use std::ops::Range;

/// How many predicates are followed down.
const DEPTH: usize = 6;

pub(super) const SUBJECT: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];

/// A clause of a content in its sentence.
pub(super) struct Clause<'a> {
    pub tree: &'a Tree<'a>,
    pub words: &'a CertaintyWords,
    /// The tokens of the content.
    pub range: Range<usize>,
    /// Whether the content is given in the source's own words.
    pub is_spoken: bool,
}

impl Clause<'_> {
    /// The main predicate: a token whose head is outside the content and that can carry a clause; where such a token is a
    /// fronted phrase ("On where they will go, I have no …"), the clause with a subject that hangs on it.
    pub fn predicate(&self) -> Option<usize> {
        let tree = self.tree;
        let mut best: Option<(usize, usize)> = None;
        let mut is_phrase = false;
        for token in self.range.clone().filter(|&token| !tree.tag(token).is_punctuation()) {
            let is_top = tree.head(token).is_none_or(|head| !self.range.contains(&head));
            let is_loose = matches!(tree.relation(token), Relation::Parataxis | Relation::Conj);
            let has_subject = self.has_own_subject(token);
            // The object of the cue is no fronted phrase: a clause that hangs on it has no say.
            is_phrase |= is_top
                && tree.tag(token).is_noun()
                && matches!(tree.relation(token), Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Iobj);
            if !is_top && (is_phrase || !(is_loose && has_subject && !self.is_question(token))) {
                continue;
            }
            let is_clause = tree.tag(token).is_verb()
                || tree.child(token, &[Relation::Cop, Relation::Aux, Relation::Nsubj, Relation::NsubjPass]).is_some();
            let is_under = matches!(
                tree.relation(token),
                Relation::Advcl
                    | Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Advmod
                    | Relation::Mark
                    | Relation::Cc
                    | Relation::Discourse
                    | Relation::Dep
            ) || self.is_subordinate(token);
            let rank = usize::from(!is_under) + 2 * usize::from(is_clause) + 2 * usize::from(has_subject && !is_under);
            let rank = 2 * rank + usize::from(is_top);
            if best.is_none_or(|(other, _)| rank > other) {
                best = Some((rank, token));
            }
        }
        best.map(|(_, token)| token)
    }

    /// A subject of the token's own, inside the content, that is no question word.
    pub(super) fn has_own_subject(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.child(token, SUBJECT).is_some_and(|subject| {
            self.range.contains(&subject) && !matches!(tree.tag(subject), Tag::Wp | Tag::Wdt | Tag::WpPoss)
        })
    }

    /// Whether a word puts the clause under another one: "as we said", "if they go".
    pub(super) fn is_subordinate(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.children(token).map(usize::from).any(|child| {
            let asks_when = matches!(tree.tag(child), Tag::Wrb)
                && matches!(tree.relation(child), Relation::Advmod | Relation::Mark);
            child < token && asks_when
                || child < token
                    && tree.relation(child) == Relation::Mark
                    && ["as", "if", "when", "while", "because", "although", "though", "since", "unless", "until", "to"]
                        .iter()
                        .any(|word| tree.is(child, word))
        })
    }

    /// Clauses with a subject of their own that are coordinated with the predicate.
    pub fn coordinated(&self, predicate: usize) -> Vec<usize> {
        let tree = self.tree;
        let own = |child: &usize| {
            self.range.contains(child)
                && matches!(tree.relation(*child), Relation::Conj | Relation::Parataxis)
                && self.has_own_subject(*child)
                && !self.is_subordinate(*child)
                && tree.child(*child, &[Relation::Mark]).is_none()
                && tree.subtree(*child).start > predicate
                && !self.is_question(*child)
        };
        tree.children(predicate).map(usize::from).filter(own).take(6).collect()
    }

    /// A content that is no clause is graded by its adjective or by itself: "the possible visit", "the potential for".
    pub fn of_noun(&self, noun: usize) -> Option<Grade> {
        let tree = self.tree;
        if !tree.tag(noun).is_noun() || tree.child(noun, &[Relation::Cop, Relation::Nsubj]).is_some() {
            return None;
        }
        let mut result = Grade::asserted();
        let adjectives = tree.children(noun).map(usize::from).filter(|&child| tree.relation(child) == Relation::Amod);
        for token in adjectives.chain([noun]) {
            // "the likely nominee" names him and grades nothing.
            if self.words.grade(tree, token) == Some(Sense::Possible) {
                result.raise(Certainty::Possible, "certainty.noun", tree.span(token));
                return Some(result);
            }
        }
        None
    }

    /// The grade of the claim that a predicate makes.
    pub fn grade(&self, predicate: usize) -> Grade {
        let mut result = Grade::asserted();
        let mut token = predicate;
        if let Some(refused) = self.refusal(token) {
            return refused;
        }
        for _ in 0..DEPTH {
            let Some(next) = self.step(token, &mut result) else { break };
            token = next;
        }
        result
    }

    /// Judges one predicate, and names the one below that the claim rests on.
    fn step(&self, token: usize, result: &mut Grade) -> Option<usize> {
        let tree = self.tree;
        let is = |sense| self.words.is(tree, token, sense);
        let negation = self.negation(token);
        let complement = self.complement(token);
        let subject = self.subject(token);
        let is_own = self.is_own(subject);

        // Words around the predicate.
        for child in tree.children(token).map(usize::from).filter(|child| self.range.contains(child)) {
            let relation = tree.relation(child);
            let is_modal = relation == Relation::Aux && tree.tag(child) == Tag::Md;
            // "you might want to", "if I may" are manners of speech.
            let is_manner = subject.is_some_and(|subject| tree.is(subject, "you"))
                || child > 1 && tree.is(child - 1, "i") && tree.is(child - 2, "if");
            if is_modal && !is_manner && self.words.is(tree, child, Sense::Possible) {
                // "could not" says that it was not so, or cannot be.
                if negation.is_none() || !tree.is(child, "could") {
                    result.raise(Certainty::Possible, "certainty.modal", tree.span(child));
                }
            } else if relation == Relation::Advmod && child < token + 6 {
                match self.words.grade(tree, child) {
                    Some(Sense::Possible) if tree.tag(child) != Tag::Jj => {
                        result.raise(Certainty::Possible, "certainty.adverb", tree.span(child));
                    }
                    Some(Sense::Likely) => result.raise(Certainty::Likely, "certainty.adverb", tree.span(child)),
                    _ => {}
                }
            }
        }

        // "no doubt that", "no question": the negation makes it sure. "I can't believe" is surprise.
        let sure = negation.and_then(|_| {
            let noun = if tree.tag(token).is_noun() { Some(token) } else { self.thing(token) };
            noun.filter(|&noun| matches!(tree.lemma(noun), "doubt" | "question") && tree.tag(noun).is_noun())
        });
        if let Some(noun) = sure {
            let first = negation.map_or(noun, |negation| negation.min(noun));
            result.raise(Certainty::Assessed, "certainty.no_doubt", self.cover(first, noun));
            return complement;
        }
        let amazes = tree.lemma(token) == "believe"
            && tree
                .children(token)
                .any(|child| ["ca", "can", "could"].iter().any(|word| tree.is(child as usize, word)));
        if negation.is_some() && amazes && is_own {
            return None;
        }

        // Not to know, to see or to confirm something leaves it open.
        let is_asked = complement.is_some_and(|complement| self.is_question(complement));
        if let Some(negation) = negation {
            result.negate(tree.span(negation));
            let about = [Relation::Obj, Relation::Nsubj, Relation::Obl, Relation::Nmod];
            let evidence = tree
                .children(token)
                .map(usize::from)
                .find(|&child| about.contains(&tree.relation(child)) && child > token && self.is_evidence(child));
            // "you do not understand them": no claim is left open.
            let is_hearer = subject.is_some_and(|subject| tree.is(subject, "you"));
            let has_thing = complement.is_none()
                && tree.child(token, &[Relation::Obj]).is_some_and(|object| tree.tag(object).is_noun());
            let is_about = is_negative(tree, negation) || subject == Some(negation);
            let has_plain_subject = tree.child(token, &[Relation::Nsubj]).is_some();
            let open = is(Sense::Know) && !is_hearer && !has_thing && is_about
                || is(Sense::Verify)
                || is(Sense::Assessed) && tree.tag(token) == Tag::Jj;
            let lacks = evidence.is_some() || is(Sense::Evidence) && !has_plain_subject;
            if open || lacks || (is(Sense::Say) && is_asked) {
                let end = evidence.unwrap_or(token);
                result.set(Certainty::Unknown, "certainty.not_known", self.cover(negation, end));
                return None;
            }
            if is(Sense::True) {
                result.set(Certainty::Denied, "certainty.not_so", self.cover(negation, token));
                return None;
            }
            let holds_claim = complement
                .is_some_and(|complement| !self.is_question(complement) && tree.child(complement, SUBJECT).is_some());
            if holds_claim && is(Sense::Say) && self.is_past(token) || self.denies_noun(token) {
                result.set(Certainty::Denied, "certainty.not_said", self.cover(negation, token));
                return None;
            }
        } else if is(Sense::False) {
            result.set(Certainty::Denied, "certainty.false", tree.span(token));
            return None;
        }

        if is(Sense::Unknown) {
            let is_topic = tree.tag(token).is_noun() && !is_asked;
            if !is_topic && negation.is_none() {
                result.set(Certainty::Unknown, "certainty.open", tree.span(token));
                return None;
            }
        }
        // "is still trying to determine what …", "remains to be seen".
        if let Some(below) = self.open_complement(token) {
            let seeks = is(Sense::Seek) && (self.words.is(tree, below, Sense::Know) || self.looks_out(below));
            let remains = matches!(tree.lemma(token), "remain" | "leave" | "have" | "yet")
                && tree.is(below, "seen")
                && tree.child(below, &[Relation::AuxPass]).is_some();
            let determines = self.words.is(tree, below, Sense::Know)
                && ["still", "yet"].iter().any(|word| self.has_adverb(token, word));
            if seeks && (tree.lemma(token) != "want" || self.has_adverb(token, "still")) || remains || determines {
                result.set(Certainty::Unknown, "certainty.sought", self.cover(token, below));
                return None;
            }
            let feels = tree.lemma(token) == "feel" && matches!(tree.tag(below), Tag::Jj | Tag::Vbn);
            if tree.lemma(token) == "remain" || tree.lemma(token) == "be" || feels {
                return Some(below);
            }
            let raises = matches!(tree.lemma(token), "seem" | "appear");
            if raises {
                result.raise(Certainty::Possible, "certainty.seeming", tree.span(token));
                return Some(below);
            }
            if self.words.grade(tree, token) == Some(Sense::Likely)
                && (tree.tag(token) == Tag::Jj || self.is_passive(token))
            {
                result.raise(Certainty::Likely, "certainty.expected", tree.span(token));
                return Some(below);
            }
            if is(Sense::Assessed) && self.is_passive(token) {
                result.raise(Certainty::Assessed, "certainty.held", tree.span(token));
                return Some(below);
            }
        }
        if matches!(tree.lemma(token), "seem" | "appear") {
            result.raise(Certainty::Possible, "certainty.seeming", tree.span(token));
        }

        // Predicates that grade what they introduce: "it is possible that", "there is a chance that", "unlikely".
        let is_predicative = tree.child(token, &[Relation::Cop, Relation::Expl]).is_some()
            || matches!(tree.relation(token), Relation::Xcomp | Relation::Root | Relation::Conj)
                && !tree.tag(token).is_verb();
        if is_predicative && !tree.tag(token).is_verb() {
            match self.words.grade(tree, token) {
                Some(Sense::Possible) => {
                    result.raise(Certainty::Possible, "certainty.predicate", self.phrase(token));
                    if let Some(stronger) = self.stronger(token, complement) {
                        result.raise(Certainty::Likely, "certainty.predicate", tree.span(stronger));
                    }
                    return complement;
                }
                Some(Sense::Likely) => {
                    result.raise(Certainty::Likely, "certainty.predicate", self.phrase(token));
                    return complement;
                }
                Some(Sense::Unlikely | Sense::Doubt) => {
                    result.raise(Certainty::Likely, "certainty.predicate", self.phrase(token));
                    result.negate(tree.span(token));
                    return None;
                }
                Some(Sense::Assessed) if complement.is_some() || tree.tag(token) == Tag::Jj => {
                    result.raise(Certainty::Assessed, "certainty.predicate", self.phrase(token));
                    return complement;
                }
                _ => {}
            }
        }
        // "There is a possibility", "has the potential": the noun hangs on the verb.
        if matches!(tree.lemma(token), "be" | "have")
            && negation.is_none()
            && let Some(noun) = tree.children(token).map(usize::from).find(|&child| {
                child > token
                    && matches!(tree.relation(child), Relation::Nsubj | Relation::Obj)
                    && self.range.contains(&child)
            })
            && let Some(grade) = self.words.grade(tree, noun)
        {
            match grade {
                Sense::Possible => result.raise(Certainty::Possible, "certainty.predicate", self.phrase(noun)),
                Sense::Likely => result.raise(Certainty::Likely, "certainty.predicate", self.phrase(noun)),
                _ => {}
            }
        }

        // The speaker's own thought about his own claim.
        // A long clause may have lost its verb to the reporting clause.
        let aims = |object: usize| {
            tree.child(object, &[Relation::Acl])
                .is_some_and(|below| tree.child(below, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "to")))
        };
        let expects = self.words.grade(tree, token) == Some(Sense::Likely)
            && (self.open_complement(token).is_some() || self.thing(token).is_some_and(aims));
        let is_open = complement.is_none() && (tree.is_at(token + 1, "that") || expects);
        if tree.tag(token).is_verb() && is_own && (complement.is_some() || is_open) {
            // "I think" softens; "we think" and "I don't think" judge.
            let softens = matches!(tree.lemma(token), "think" | "guess" | "feel" | "suppose")
                && negation.is_none()
                && subject.is_some_and(|subject| tree.is(subject, "i"));
            if softens {
                result.hedge(self.own_words(subject, token));
                return complement;
            }
            match self.words.grade(tree, token) {
                Some(Sense::Assessed) => {
                    result.raise(Certainty::Assessed, "certainty.own_judgement", self.own_words(subject, token));
                    return complement;
                }
                Some(Sense::Likely) => {
                    result.raise(Certainty::Likely, "certainty.own_expectation", self.own_words(subject, token));
                    return complement;
                }
                Some(Sense::Doubt) => {
                    result.raise(Certainty::Likely, "certainty.own_doubt", self.own_words(subject, token));
                    result.negate(tree.span(token));
                    return None;
                }
                _ => {}
            }
            if self.words.is(tree, token, Sense::Say) && !self.is_past(token) {
                return complement;
            }
        }
        if tree.tag(token).is_verb() && is_own && subject.is_some() && is(Sense::Denied) {
            result.set(Certainty::Denied, "certainty.own_denial", tree.span(token));
            return None;
        }
        // "we are seeing evidence that", "had intelligence of".
        if matches!(tree.lemma(token), "see" | "have" | "get")
            && let Some(object) = tree.child(token, &[Relation::Obj]).filter(|&object| self.is_evidence(object))
        {
            result.raise(Certainty::Assessed, "certainty.evidence", self.cover(token, object));
        }
        None
    }
}
