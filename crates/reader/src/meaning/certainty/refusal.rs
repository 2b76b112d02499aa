//! Does the speaker refuse to take a stance?
//!
//! "I won't speculate", "I'm not in a position to speak to that", "I'd refer you to the ministry", "no comment": a negated
//! will or ability over a verb of speech, or the question handed on. Not useful for what others refused: that is in the cue.

use super::clause::Clause;
use super::lexicon::Sense;
use super::{Certainty, Grade};
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};

impl Clause<'_> {
    /// A stance refused: "I won't speculate", "I'd refer you to …", "no comment".
    pub(super) fn refusal(&self, top: usize) -> Option<Grade> {
        let tree = self.tree;
        let declined = |by, span: Span<Clean>, negation: Option<usize>| {
            let mut grade = Grade::asserted();
            grade.set(Certainty::Declined, by, span);
            if let Some(negation) = negation {
                grade.negate(tree.span(negation));
            }
            Some(grade)
        };
        // Without a verb: "No comment on that", "Nothing to announce".
        if !tree.tag(top).is_verb() && tree.child(top, &[Relation::Cop, Relation::Nsubj]).is_none() {
            let lower = tree.word(top).to_ascii_lowercase();
            let negation = self.negation(top).or_else(|| (lower == "nothing").then_some(top));
            if (lower == "comment" || lower == "nothing") && negation.is_some() {
                return declined("certainty.no_comment", tree.span(top), negation);
            }
        }
        // "That's a question for the ministry."
        if matches!(tree.lemma(top), "question" | "matter" | "one")
            && tree.child(top, &[Relation::Cop]).is_some()
            && tree
                .child(top, &[Relation::Nsubj])
                .is_some_and(|subject| tree.is(subject, "that") || tree.is(subject, "it"))
            && tree.is_at(top + 1, "for")
            && self.negation(top).is_none()
        {
            return declined("certainty.referral", self.cover(top, top + 1), None);
        }
        let subject = self.subject(top);
        let is_own = self.is_own(subject);
        let is_hearer = subject.is_some_and(|subject| tree.is(subject, "you"));
        if !is_own && !is_hearer {
            return None;
        }
        let mut token = top;
        let mut negation = None;
        let mut is_modal = false;
        for _ in 0..5 {
            negation = negation.or_else(|| self.negation(token));
            is_modal |= self.has_modal(token)
                || matches!(
                    tree.lemma(token),
                    "go" | "going" | "want" | "able" | "position" | "prepared" | "like" | "ready" | "willing"
                );
            let is = |sense| self.words.is(tree, token, sense);
            if is_own && negation.is_none() {
                let hearer = tree.child(token, &[Relation::Obj, Relation::Iobj]);
                let is_to_you = hearer.is_some_and(|object| tree.is(object, "you"));
                if is(Sense::Refer) && (is_to_you || tree.lemma(token) == "defer") {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
                // "decline to answer" may be read as a noun behind a preposition.
                let to = tree.is_at(token + 1, "to") && token + 2 < self.range.end;
                if is(Sense::Refuse) && (self.open_complement(token).is_some() || to) {
                    return declined("certainty.refusal", self.own_words(subject, token), None);
                }
                let is_future = self.has_modal(token) || is_modal;
                if tree.lemma(token) == "leave"
                    && is_future
                    && hearer.is_none_or(|object| ["it", "that", "this"].iter().any(|word| tree.is(object, word)))
                    && tree.children(token).any(|child| {
                        matches!(tree.relation(child as usize), Relation::Obl | Relation::Advmod | Relation::Xcomp)
                    })
                {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
                if tree.lemma(token) == "get"
                    && is_future
                    && self.has_adverb(token, "back")
                    && (token + 1..self.range.end.min(token + 5)).any(|next| tree.is(next, "you"))
                {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
                let spoken = || (token + 1..self.range.end.min(token + 6)).find(|&next| self.words.speaks(tree, next));
                if tree.lemma(token) == "let"
                    && is_future
                    && let Some(below) = self.below(token).or_else(spoken)
                    && (self.words.is(tree, below, Sense::Speak) || self.words.is(tree, below, Sense::Disclose))
                {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
            }
            let should = tree.children(token).any(|child| tree.is(usize::from(child), "should"));
            let is_advised =
                should || self.has_modal(token) || self.has_modal(top) || matches!(tree.lemma(top), "have" | "need");
            if tree.lemma(token) == "ask"
                && is_advised
                && negation.is_none()
                && tree.child(token, &[Relation::Obj, Relation::Iobj]).is_some_and(|object| !tree.is(object, "you"))
                && self.open_complement(token).is_none()
            {
                return declined("certainty.referral", self.own_words(subject, token), None);
            }
            if let Some(negation) = negation.filter(|_| is_own) {
                let object = tree.child(token, &[Relation::Obj]);
                let goes_in = matches!(tree.lemma(token), "get" | "go" | "wade" | "weigh") && self.leads_into(token);
                let will = tree
                    .children(token)
                    .map(usize::from)
                    .any(|child| ["will", "wo", "would"].iter().any(|word| tree.is(child, word)));
                // "neither confirm nor deny".
                let neither = ["neither", "nor"].iter().any(|word| tree.is(negation, word))
                    && (token..self.range.end.min(token + 4)).any(|next| tree.is(next, "deny"));
                let withholds = is(Sense::Verify) && (token != top || will || neither);
                if is(Sense::Disclose)
                    || goes_in
                    || withholds
                    || is(Sense::Speak) && is_modal && self.is_directed(token)
                {
                    return declined(
                        "certainty.refusal",
                        self.cover(negation.min(token), token.max(negation)),
                        Some(negation),
                    );
                }
                let is_empty = object.is_some_and(|object| {
                    ["anything", "nothing", "any"].iter().any(|word| tree.is(object, word))
                        && self.is_for_hearer(object)
                        || matches!(
                            tree.lemma(object),
                            "comment" | "announcement" | "update" | "news" | "reaction" | "readout"
                        )
                });
                if self.is_spoken && matches!(tree.lemma(token), "have" | "get") && is_empty {
                    return declined(
                        "certainty.nothing_to_say",
                        self.cover(negation, token.max(negation)),
                        Some(negation),
                    );
                }
                // "I don't want to make a prediction".
                let judges = object.is_some_and(|object| self.words.grade(tree, object).is_some());
                if is_modal && judges && matches!(tree.lemma(token), "make" | "offer" | "render" | "draw" | "jump") {
                    return declined(
                        "certainty.refusal",
                        self.cover(negation.min(token), token.max(negation)),
                        Some(negation),
                    );
                }
                if tree.lemma(token) == "have"
                    && let Some(object) = object
                    && (self.words.is(tree, object, Sense::Detail)
                        || tree.lemma(object) == "lot"
                        || self.is_evidence(object)
                        || tree.lemma(object) == "assessment")
                {
                    let mut grade = Grade::asserted();
                    grade.set(Certainty::Unknown, "certainty.not_held", self.cover(negation, object));
                    grade.negate(tree.span(negation));
                    return Some(grade);
                }
            }
            let Some(next) = self.below(token).or_else(|| self.further(token).filter(|_| negation.is_some())) else {
                break;
            };
            token = next;
        }
        None
    }

    /// "nothing to announce", "anything for you on that", "nothing new": what could have been said.
    pub(super) fn is_for_hearer(&self, thing: usize) -> bool {
        let tree = self.tree;
        let end = self.range.end.min(thing + 6);
        thing + 1 >= end
            || (thing + 1..end).any(|next| {
                ["for", "on", "new", "more", "further", "else", "about", "at"].iter().any(|word| tree.is(next, word))
                    || self.words.is(tree, next, Sense::Speak)
                    || self.words.is(tree, next, Sense::Disclose)
                    || matches!(tree.lemma(next), "report" | "read" | "update")
            })
    }

    /// An infinitive of going into a matter a few words on, where an aside broke the parse: "wise for me to, well,
    /// go into".
    pub(super) fn further(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let end = self.range.end.min(token + 12);
        let to = (token + 1..end).find(|&next| tree.tag(next) == Tag::To)?;
        (to + 1..end.min(to + 7)).find(|&next| {
            tree.tag(next) == Tag::Vb
                && (self.words.is(tree, next, Sense::Disclose)
                    || matches!(tree.lemma(next), "get" | "go") && self.leads_into(next))
        })
    }

    pub(super) fn leads_into(&self, token: usize) -> bool {
        let tree = self.tree;
        (token + 1..self.range.end.min(token + 4)).any(|next| {
            let leads = ["into", "ahead", "beyond", "further", "in", "down"].iter().any(|word| tree.is(next, word));
            leads && !tree.analysis.tokens.get(next + 1).is_some_and(|token| token.tag.is_proper())
        })
    }

    /// Speech that goes to the hearer or to a matter: "offer you", "speak to that".
    pub(super) fn is_directed(&self, token: usize) -> bool {
        let tree = self.tree;
        let object = tree.child(token, &[Relation::Iobj, Relation::Obj]);
        if matches!(tree.lemma(token), "give" | "offer" | "provide" | "share" | "tell" | "add") {
            return tree.children(token).map(usize::from).any(|child| {
                tree.is(child, "you")
                    || self.words.is(tree, child, Sense::Detail)
                    || matches!(tree.relation(child), Relation::Obj) && tree.is(child, "more")
            });
        }
        let about = tree.children(token).map(usize::from).any(|child| {
            tree.relation(child) == Relation::Obl
                && tree
                    .child(child, &[Relation::Case])
                    .is_some_and(|case| ["to", "for", "about", "on", "of"].iter().any(|word| tree.is(case, word)))
        });
        match tree.lemma(token) {
            "speak" | "talk" | "respond" | "expand" | "reply" => about,
            "say" if self.has_adverb(token, "rather") => true,
            // "I wouldn't say that it is late" says that it is not.
            "say" if self.complement(token).is_some_and(|below| !self.is_question(below)) => false,
            "say" => object.is_some() || self.below(token).is_some() || about,
            _ => object.is_some(),
        }
    }
}
