//! How does a clause grade its own claim, and is its predicate negated?
//!
//! Starts at the main predicate and goes down only through words that speak about the claim ("we believe that it is
//! possible that …"): a modal or a negation deeper inside ("what they might be doing", "a plan that could not work")
//! belongs to another proposition and has no say.

use super::lexicon::{CertaintyWords, Sense};
use super::{Certainty, Grade};
use crate::attribution::tree::Tree;
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};
use std::ops::Range;

/// How many predicates are followed down.
const DEPTH: usize = 6;

const SUBJECT: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];

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
    fn has_own_subject(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.child(token, SUBJECT).is_some_and(|subject| {
            self.range.contains(&subject) && !matches!(tree.tag(subject), Tag::Wp | Tag::Wdt | Tag::WpPoss)
        })
    }

    /// Whether a word puts the clause under another one: "as we said", "if they go".
    fn is_subordinate(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.children(token).map(usize::from).any(|child| {
            let asks_when = matches!(tree.tag(child), Tag::Wrb) && matches!(tree.relation(child), Relation::Advmod | Relation::Mark);
            child < token && asks_when || child < token
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
            && tree.children(token).any(|child| ["ca", "can", "could"].iter().any(|word| tree.is(child as usize, word)));
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
        let expects = self.words.grade(tree, token) == Some(Sense::Likely) && self.open_complement(token).is_some();
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

    /// A stance refused: "I won't speculate", "I'd refer you to …", "no comment".
    fn refusal(&self, top: usize) -> Option<Grade> {
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
                    "go" | "want" | "able" | "position" | "prepared" | "like" | "ready" | "willing"
                );
            let is = |sense| self.words.is(tree, token, sense);
            if is_own && negation.is_none() {
                let hearer = tree.child(token, &[Relation::Obj, Relation::Iobj]);
                let is_to_you = hearer.is_some_and(|object| tree.is(object, "you"));
                if is(Sense::Refer) && (is_to_you || tree.lemma(token) == "defer") {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
                if is(Sense::Refuse) && self.open_complement(token).is_some() {
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
                if tree.lemma(token) == "let"
                    && is_future
                    && let Some(below) = self.below(token)
                    && (self.words.is(tree, below, Sense::Speak) || self.words.is(tree, below, Sense::Disclose))
                {
                    return declined("certainty.referral", self.own_words(subject, token), None);
                }
            }
            let is_advised = self.has_modal(token) || self.has_modal(top) || matches!(tree.lemma(top), "have" | "need");
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
                let withholds = is(Sense::Verify) && (token != top || will);
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
                    ["anything", "nothing", "any"].iter().any(|word| tree.is(object, word)) && self.is_for_hearer(object)
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
                if tree.lemma(token) == "have"
                    && let Some(object) = object
                    && (self.words.is(tree, object, Sense::Detail)
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
    fn is_for_hearer(&self, thing: usize) -> bool {
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

    /// An infinitive of going into a matter a few words on, where an aside broke the parse: "useful for us to, you know,
    /// get into".
    fn further(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let end = self.range.end.min(token + 12);
        let to = (token + 1..end).find(|&next| tree.tag(next) == Tag::To)?;
        (to + 1..end.min(to + 7)).find(|&next| {
            tree.tag(next) == Tag::Vb
                && (self.words.is(tree, next, Sense::Disclose)
                    || matches!(tree.lemma(next), "get" | "go") && self.leads_into(next))
        })
    }

    /// The clause under a verb or adjective that the speaker's will bears on.
    fn below(&self, token: usize) -> Option<usize> {
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

    fn leads_into(&self, token: usize) -> bool {
        let tree = self.tree;
        (token + 1..self.range.end.min(token + 4)).any(|next| {
            let leads = ["into", "ahead", "beyond", "further", "in", "down"].iter().any(|word| tree.is(next, word));
            leads && !tree.analysis.tokens.get(next + 1).is_some_and(|token| token.tag.is_proper())
        })
    }

    /// Speech that goes to the hearer or to a matter: "offer you", "speak to that".
    fn is_directed(&self, token: usize) -> bool {
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
            "speak" | "talk" | "respond" => about,
            "say" => object.is_some() || self.below(token).is_some() || about,
            _ => object.is_some(),
        }
    }

    /// The complement clause of a predicate, inside the content.
    fn complement(&self, token: usize) -> Option<usize> {
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

    fn open_complement(&self, token: usize) -> Option<usize> {
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
    fn is_question(&self, complement: usize) -> bool {
        let tree = self.tree;
        let subtree = tree.subtree(complement);
        let first = subtree.clone().find(|&token| tree.tag(token) != Tag::Cc).unwrap_or(subtree.start);
        first < tree.len()
            && (matches!(tree.tag(first), Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::WpPoss)
                || tree.is(first, "whether")
                || tree.is(first, "if"))
    }

    /// The negation of a predicate: "not", "never", or "no" with its subject or object.
    pub fn negation(&self, token: usize) -> Option<usize> {
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
    fn denies_noun(&self, token: usize) -> bool {
        let tree = self.tree;
        let has_expletive = tree.child(token, &[Relation::Expl]).is_some_and(|expletive| tree.is(expletive, "there"));
        let noun = if tree.tag(token).is_noun() { Some(token) } else { self.thing(token) };
        // "no reason that", "no way that" reject no claim that was made.
        let noun = noun.filter(|&noun| !matches!(tree.lemma(noun), "reason" | "way" | "need" | "denying" | "denial"));
        has_expletive && noun.is_some_and(|noun| self.complement(noun).is_some() || self.complement(token).is_some())
    }

    /// The noun after a verb: "there was no order", "have no doubt".
    fn thing(&self, verb: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(verb).map(usize::from).find(|&child| {
            child > verb && self.range.contains(&child) && matches!(tree.relation(child), Relation::Nsubj | Relation::Obj)
        })
    }

    fn is_evidence(&self, noun: usize) -> bool {
        self.words.is(self.tree, noun, Sense::Evidence)
    }

    /// "find out", "figure out".
    fn looks_out(&self, token: usize) -> bool {
        self.tree.child(token, &[Relation::CompoundPrt]).is_some_and(|particle| self.tree.is(particle, "out"))
            || self.tree.lemma(token) == "see"
            || self.tree.lemma(token) == "assess"
    }

    fn has_adverb(&self, token: usize, word: &str) -> bool {
        self.tree.children(token).any(|child| self.tree.is(child as usize, word))
    }

    fn has_modal(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.children(token).map(usize::from).any(|child| {
            tree.relation(child) == Relation::Aux
                && tree.tag(child) == Tag::Md
                && !["should", "may", "might", "must"].iter().any(|word| tree.is(child, word))
        })
    }

    fn is_passive(&self, token: usize) -> bool {
        self.tree.child(token, &[Relation::AuxPass, Relation::NsubjPass]).is_some()
    }

    fn is_past(&self, token: usize) -> bool {
        self.tree.tag(token) == Tag::Vbd
            || self.tree.children(token).map(usize::from).any(|child| {
                self.tree.relation(child) == Relation::Aux
                    && (self.tree.lemma(child) == "have" || self.tree.is(child, "did"))
            })
    }

    fn subject(&self, mut token: usize) -> Option<usize> {
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
    fn is_own(&self, subject: Option<usize>) -> bool {
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
    fn stronger(&self, token: usize, complement: Option<usize>) -> Option<usize> {
        let tree = self.tree;
        let end = complement.map_or(token + 20, |complement| tree.subtree(complement).start.max(token + 1));
        let end = end.max(token + 8).min(self.range.end).min(token + 20);
        (token + 1..end)
            .take_while(|&next| !(tree.is(next, "that") && tree.relation(next) == Relation::Mark))
            .find(|&next| self.words.grade(tree, next) == Some(Sense::Likely) && !tree.tag(next).is_verb())
    }

    fn cover(&self, first: usize, last: usize) -> Span<Clean> {
        self.tree.span(first).cover(&self.tree.span(last))
    }

    /// A predicate with the adverbs right before it: "entirely possible".
    fn phrase(&self, token: usize) -> Span<Clean> {
        let mut first = token;
        while first > self.range.start
            && matches!(self.tree.relation(first - 1), Relation::Advmod | Relation::Amod)
            && self.tree.head(first - 1) == Some(token)
        {
            first -= 1;
        }
        self.cover(first, token)
    }

    fn own_words(&self, subject: Option<usize>, token: usize) -> Span<Clean> {
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
