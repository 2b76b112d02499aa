//! How far does a negation reach?
//!
//! From the cue to the word it hangs on, from there to the predicate whose clause it denies, and from that clause without
//! what is said apart from it: coordinate clauses, conjunctions, forms of address, adverbs of the sentence. What the
//! clause shares with the one before it (subject, auxiliary) is taken along. Useful to `negation` only.

use crate::attribution::tree::Tree;
use crate::language::{Relation, Tag};

/// Tokens of one sentence.
pub(super) struct Extent<'a> {
    tree: &'a Tree<'a>,
    inside: Vec<bool>,
    /// How many verbs above an open complement may still be taken along.
    left: usize,
}

/// How many heads are followed up.
const HEIGHT: usize = 8;

const SUBJECT: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];

impl<'a> Extent<'a> {
    pub(super) fn holds(&self, token: usize) -> bool {
        self.inside[token]
    }

    fn new(tree: &'a Tree<'a>) -> Extent<'a> {
        Extent { tree, inside: vec![false; tree.len()], left: HEIGHT }
    }

    /// The reach of a cue of one or more words.
    pub(super) fn of_words(tree: &'a Tree<'a>, cue: &[usize]) -> Extent<'a> {
        let mut extent = Extent::new(tree);
        let Some(&first) = cue.first() else { return extent };
        let is = |words: &[&str]| words.iter().any(|word| tree.is(first, word));
        if is(&["without"]) {
            extent.of_preposition(first);
        } else if is(&["nor", "neither"]) {
            extent.of_pair(cue);
        } else if is(&["no", "nothing", "nobody", "none", "noone"]) {
            extent.of_quantifier(first);
        } else {
            extent.of_adverb(first, cue);
        }
        extent.drop_after(first);
        for &token in cue {
            extent.inside[token] = false;
        }
        extent
    }

    /// "not", "never", "nowhere", "by no means".
    fn of_adverb(&mut self, cue: usize, whole: &[usize]) {
        let tree = self.tree;
        let mut token = cue;
        for _ in 0..HEIGHT {
            match tree.head(token) {
                Some(head) if token == cue || whole.contains(&token) || is_function(tree, token) => token = head,
                _ => break,
            }
        }
        if whole.contains(&token) {
            // The cue is the root: what hangs on it is denied.
            self.add_tree(token, cue + 1);
            return;
        }
        self.of_negated(token, cue);
    }

    /// What is denied when `cue` bears on `token`.
    fn of_negated(&mut self, token: usize, cue: usize) {
        let tree = self.tree;
        if self.is_predicate(token) {
            self.add_clause(token, cue);
            return;
        }
        match tree.relation(token) {
            // "not altogether satisfied": the degree word stands between the two.
            Relation::Advmod if token > cue && tree.head(token).is_some_and(|head| head > token) => {
                let head = tree.head(token).unwrap_or(token);
                self.of_negated_once(head, token, cue);
            }
            Relation::Amod => self.of_attribute(token),
            Relation::Xcomp => self.of_governor(token, cue),
            Relation::Conj => self.add_conjunct(token, cue),
            _ if token < cue => self.of_governor(token, cue),
            Relation::Nsubj
            | Relation::NsubjPass
            | Relation::Obl
            | Relation::Obj
            | Relation::OblUnmarked
            | Relation::Advcl => self.of_governor(token, cue),
            _ => self.add_tree(token, cue + 1),
        }
    }

    fn of_negated_once(&mut self, head: usize, token: usize, cue: usize) {
        let tree = self.tree;
        if self.is_predicate(head) {
            self.add_clause(head, cue);
        } else if tree.relation(head) == Relation::Amod {
            self.of_attribute(head);
        } else if tree.relation(head) == Relation::Conj {
            self.add_conjunct(head, cue);
        } else {
            self.add_tree(head, cue + 1);
            self.add_tree(token, cue + 1);
        }
    }

    /// "no", "nothing", "nobody", "none".
    fn of_quantifier(&mut self, cue: usize) {
        let tree = self.tree;
        let relation = tree.relation(cue);
        let is_bare_no = tree.is(cue, "no");
        let mut noun = cue;
        if is_bare_no {
            let follows = tree.head(cue).filter(|&head| head > cue);
            let is_determiner =
                matches!(relation, Relation::Det | Relation::Advmod | Relation::Amod | Relation::Nummod);
            let is_apart = cue + 1 >= tree.len() || tree.tag(cue + 1).is_punctuation();
            match follows {
                Some(head) if is_determiner && !is_apart => noun = head,
                // "no more rain", "no hiding from it".
                _ if !is_apart && cue > 0 && tree.tag(cue - 1).is_verb() => noun = cue + 1,
                // "No, he said": an answer, no scope.
                _ => return,
            }
        }
        self.of_argument(noun, cue);
    }

    /// The clause of which the noun is a part.
    fn of_argument(&mut self, noun: usize, cue: usize) {
        let tree = self.tree;
        if self.is_predicate(noun) {
            self.add_clause(noun, cue);
            return;
        }
        let mut token = noun;
        for _ in 0..HEIGHT {
            let Some(head) = tree.head(token) else { break };
            match tree.relation(token) {
                Relation::Nsubj
                | Relation::NsubjPass
                | Relation::Obj
                | Relation::Iobj
                | Relation::Expl
                | Relation::Xcomp
                | Relation::Ccomp => {
                    self.add_clause(head, cue);
                    return;
                }
                Relation::Conj => {
                    self.add_conjunct(token, cue);
                    return;
                }
                Relation::Obl | Relation::OblUnmarked => {
                    let has_case = tree.child(token, &[Relation::Case]).is_some_and(|case| case < cue);
                    if has_case && !self.is_bound(token) {
                        self.add_tree(token, cue + 1);
                    } else {
                        self.add_clause(head, cue);
                    }
                    return;
                }
                Relation::Advmod | Relation::Amod | Relation::Nummod | Relation::Det => token = head,
                _ => break,
            }
        }
        if self.is_predicate(token) {
            self.add_clause(token, cue);
        } else if cue > 0 && tree.tag(cue - 1).is_verb() {
            self.add_clause(cue - 1, cue);
        } else {
            self.add_tree(token, cue + 1);
        }
    }

    /// Whether a prepositional phrase is the complement of a copula or of its verb: "she rests on nothing".
    fn is_bound(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.head(token).is_some_and(|head| {
            head < token
                && tree.lemma(head) != "be"
                && tree.child(head, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::NsubjPass]).is_none()
                && tree.child(token, &[Relation::Case]).is_some_and(|case| case == head + 1)
                && tree.child(head, SUBJECT).is_some()
        }) || self.is_predicate(token)
    }

    /// "neither … nor", "nor".
    fn of_pair(&mut self, cue: &[usize]) {
        let tree = self.tree;
        for &part in cue {
            let Some(head) = tree.head(part) else {
                self.add_tree(part, part + 1);
                continue;
            };
            if self.is_predicate(head) {
                self.add_clause(head, part);
            } else if tree.relation(head) == Relation::Conj {
                self.add_conjunct(head, part);
            } else {
                self.of_argument(head, part);
            }
        }
    }

    /// "without": its complement.
    fn of_preposition(&mut self, cue: usize) {
        let tree = self.tree;
        match tree.head(cue) {
            Some(head) if head > cue => self.add_tree(head, cue + 1),
            _ => {
                let below: Vec<usize> = tree.children(cue).map(usize::from).filter(|&child| child > cue).collect();
                below.into_iter().for_each(|child| self.add_tree(child, cue + 1));
            }
        }
    }

    /// The reach of an affix on the word: the phrase that it qualifies, the clause if it is the predicate.
    pub(super) fn of_affix(tree: &'a Tree<'a>, token: usize) -> Extent<'a> {
        let mut extent = Extent::new(tree);
        if extent.is_predicate(token) {
            extent.add_clause(token, token);
        } else {
            match tree.relation(token) {
                Relation::Amod => extent.of_attribute(token),
                Relation::Advmod => match tree.head(token) {
                    // "unfortunately," comments on the clause.
                    _ if tree.tag(token) == Tag::Rb
                        && (token + 1 >= tree.len() || tree.tag(token + 1) == Tag::Comma) => {}
                    Some(head) if extent.is_predicate(head) => extent.add_clause(head, token),
                    _ => extent.add_tree(token, 0),
                },
                Relation::Xcomp => extent.of_governor(token, token),
                Relation::Conj => extent.add_conjunct(token, token),
                _ => extent.add_tree(token, 0),
            }
        }
        extent.drop_after(token);
        extent.inside[token] = true;
        extent
    }

    /// The noun phrase of an attribute, without the other attributes.
    fn of_attribute(&mut self, token: usize) {
        let tree = self.tree;
        self.add_tree(token, 0);
        let Some(noun) = tree.head(token) else { return };
        self.inside[noun] = true;
        for child in tree.children(noun).map(usize::from) {
            let relation = tree.relation(child);
            let is_kept = match relation {
                Relation::Det | Relation::NmodPoss => true,
                Relation::Compound | Relation::Flat | Relation::Fixed => child > token,
                Relation::Nmod => {
                    child > noun && tree.child(child, &[Relation::Case]).is_some_and(|case| tree.is(case, "of"))
                }
                Relation::AclRelcl | Relation::Acl => tree.subtree(child).start == noun + 1,
                _ => child > token && child < noun && relation != Relation::Punct,
            };
            if is_kept {
                self.add_tree(child, 0);
            }
        }
    }

    /// The clause of the verb above an open complement.
    fn of_governor(&mut self, token: usize, cue: usize) {
        let tree = self.tree;
        match tree.head(token) {
            Some(head) if self.is_predicate(head) && self.left > 0 => {
                self.left -= 1;
                self.add_clause(head, cue);
            }
            _ => self.add_tree(token, 0),
        }
    }

    /// A conjunct with what it shares with the first: of a predicate subject and copula, of a noun the clause around.
    fn add_conjunct(&mut self, token: usize, cue: usize) {
        let tree = self.tree;
        self.add_tree(token, 0);
        self.drop_head(token);
        let mut first = token;
        for _ in 0..HEIGHT {
            match tree.head(first) {
                Some(head) if tree.relation(first) == Relation::Conj => first = head,
                _ => break,
            }
        }
        if self.is_predicate(first) {
            self.add_shared(first, token);
            return;
        }
        // An argument: the clause without the first conjuncts.
        match tree.relation(first) {
            Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Obl | Relation::Xcomp => {
                let Some(head) = tree.head(first) else { return };
                let kept: Vec<bool> = self.inside.clone();
                self.add_clause(head, cue);
                for (low, inside) in self.inside.iter_mut().enumerate() {
                    if !kept[low] && tree.subtree(first).contains(&low) {
                        *inside = false;
                    }
                }
            }
            Relation::Amod => {
                if let Some(noun) = tree.head(first) {
                    self.inside[noun] = true;
                    if let Some(determiner) = tree.child(noun, &[Relation::Det, Relation::NmodPoss]) {
                        self.add_tree(determiner, 0);
                    }
                }
            }
            _ => {}
        }
    }

    /// Subject, copula and auxiliaries of the first of two coordinated predicates.
    fn add_shared(&mut self, first: usize, token: usize) {
        let tree = self.tree;
        let has_subject = tree.child(token, SUBJECT).is_some();
        if has_subject {
            return;
        }
        let has_own = tree.child(token, &[Relation::Cop, Relation::Aux, Relation::AuxPass]).is_some()
            || matches!(tree.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp);
        for child in tree.children(first).map(usize::from).filter(|&child| child < token) {
            let relation = tree.relation(child);
            let is_verbal = matches!(relation, Relation::Cop | Relation::Aux | Relation::AuxPass);
            if SUBJECT.contains(&relation) || is_verbal && !has_own {
                self.add_tree(child, 0);
            }
        }
        if !has_own && !tree.tag(token).is_verb() && tree.tag(first).is_verb() {
            self.inside[first] = true;
        }
    }

    /// The clause of a predicate, without what is said apart from it, with what it shares.
    fn add_clause(&mut self, predicate: usize, cue: usize) {
        let tree = self.tree;
        self.add_tree(predicate, 0);
        self.drop_head(predicate);
        for child in tree.children(predicate).map(usize::from) {
            if self.is_apart(predicate, child, cue) {
                self.drop_tree(child);
            }
        }
        self.drop_before(predicate, cue);
        self.drop_after(predicate.max(cue));
        self.fill(predicate.max(cue));
        self.drop_main(predicate, cue);
        if tree.child(predicate, SUBJECT).is_none() {
            let mut first = predicate;
            for _ in 0..HEIGHT {
                match (tree.relation(first), tree.head(first)) {
                    (Relation::Conj, Some(head)) => first = head,
                    _ => break,
                }
                if tree.child(first, SUBJECT).is_some() {
                    break;
                }
            }
            if first != predicate {
                self.add_shared(first, predicate);
            } else if tree.relation(predicate) == Relation::Xcomp && tree.child(predicate, &[Relation::Mark]).is_none()
            {
                self.of_governor(predicate, cue);
            }
        }
    }

    /// Whether a dependent of a predicate is no part of what is denied.
    fn is_apart(&self, predicate: usize, child: usize, cue: usize) -> bool {
        let tree = self.tree;
        if child == cue {
            return false;
        }
        match tree.relation(child) {
            Relation::Cc | Relation::Conj | Relation::Parataxis | Relation::Discourse | Relation::Vocative => true,
            Relation::Mark => !tree.is(child, "to"),
            Relation::Obl => {
                let subject = tree.child(predicate, SUBJECT);
                subject.is_some_and(|subject| child < subject && subject < predicate.max(cue))
                    && !matches!(tree.tag(child), Tag::Wp | Tag::Wdt)
                    && tree.child(child, &[Relation::Det]).is_none_or(|det| tree.tag(det) != Tag::Wdt)
            }
            Relation::Advmod => {
                child < predicate.max(cue) && is_of_sentence(tree, child)
                    || tree.tag(child) == Tag::Wrb && tree.relation(predicate) == Relation::Advcl
            }
            Relation::Advcl => {
                let start = tree.subtree(child).start;
                child > predicate && start > 0 && (tree.tag(start - 1) == Tag::Comma || tree.is(start, "because"))
            }
            _ => false,
        }
    }

    /// What the parse has drawn in from a coordinate clause before: everything in front of the last conjunction between a
    /// finite verb and the subject.
    fn drop_before(&mut self, predicate: usize, cue: usize) {
        let tree = self.tree;
        let Some(subject) = tree.child(predicate, SUBJECT).filter(|&subject| subject < cue) else { return };
        let start = tree.subtree(subject).start;
        let is_break =
            |token: usize| tree.tag(token) == Tag::Cc || tree.tag(token) == Tag::Colon || is_quote(tree, token);
        let Some(last) = (0..start).rev().find(|&token| is_break(token)) else { return };
        let is_finite = |token: usize| matches!(tree.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
        if is_quote(tree, last) || (0..last).any(|token| self.inside[token] && is_finite(token)) {
            self.inside[..=last].fill(false);
        }
    }

    /// What the parse has drawn in from the clause after: what follows "but", a dash, a closing quotation mark.
    fn drop_after(&mut self, from: usize) {
        let tree = self.tree;
        let is_break = |token: usize| {
            let is_clause = |next: usize| {
                next + 1 < tree.len()
                    // "know that she and I are late"
                    && !(tree.is(next, "i") && (tree.tag(next - 2).is_noun() || tree.tag(next - 2) == Tag::Prp))
                    && (tree.tag(next) == Tag::Prp || tree.tag(next) == Tag::Ex)
                    && (tree.tag(next + 1).is_verb() || tree.tag(next + 1) == Tag::Md)
            };
            tree.is(token, "but") && token > from + 1
                || tree.tag(token) == Tag::Colon
                || is_quote(tree, token) && token > 0
                || tree.tag(token) == Tag::Comma
                    && (["for", "since", "because", "as", "though", "although", "but", "so"]
                        .iter()
                        .any(|word| tree.is_at(token + 1, word))
                        || tree.is_at(token + 1, "and") && is_clause(token + 2))
                || tree.is(token, "and") && is_clause(token + 1)
        };
        if let Some(first) = (from + 1..tree.len()).find(|&token| is_break(token)) {
            self.inside[first..].fill(false);
        }
    }

    /// Where a clause under "if" or "when" ends without a comma: "if he had not called I should have gone".
    fn drop_main(&mut self, predicate: usize, cue: usize) {
        let tree = self.tree;
        let words = ["if", "when", "unless", "while", "because", "since", "as", "until"];
        let is_under = (0..cue.min(predicate)).any(|token| {
            tree.head(token) == Some(predicate)
                && matches!(tree.relation(token), Relation::Mark | Relation::Advmod)
                && words.iter().any(|word| tree.is(token, word))
        });
        let from = predicate.max(cue);
        let is_main = |token: usize| {
            token + 1 < tree.len()
                && matches!(tree.tag(token), Tag::Prp | Tag::Ex)
                && !["me", "him", "us", "them"].iter().any(|word| tree.is(token, word))
                && (tree.tag(token + 1) == Tag::Md || tree.tag(token + 1).is_verb())
                && (tree.tag(token - 1).is_noun()
                    || matches!(tree.tag(token - 1), Tag::Comma | Tag::Rb | Tag::Vbn | Tag::Vbd | Tag::Jj))
        };
        if let Some(first) = (from + 1..tree.len()).find(|&token| is_under && is_main(token)) {
            self.inside[first..].fill(false);
        }
    }

    /// What follows the cue and its predicate up to the next mark or conjunction is denied, wherever the parse hangs it.
    fn fill(&mut self, from: usize) {
        let tree = self.tree;
        let is_break = |token: usize| {
            tree.tag(token).is_punctuation()
                || tree.tag(token) == Tag::Cc
                || tree.relation(token) == Relation::Mark
                    && ["because", "for", "since", "though", "although", "while", "unless"]
                        .iter()
                        .any(|word| tree.is(token, word))
        };
        let end = (from + 1..tree.len()).find(|&token| is_break(token)).unwrap_or(tree.len());
        self.inside[from..end].fill(true);
        // "has no doubt, it seems, that …"
        let is_comma = |token: usize| token < tree.len() && tree.tag(token) == Tag::Comma;
        let opens = |token: usize| is_comma(token) && tree.is_at(token + 1, "that") && tree.tag(token + 1) == Tag::In;
        if let Some(comma) = is_comma(end).then(|| (end..tree.len().min(end + 6)).find(|&token| opens(token))).flatten()
        {
            let last = (comma + 2..tree.len()).find(|&token| is_break(token)).unwrap_or(tree.len());
            self.inside[comma + 1..last].fill(true);
        }
    }

    /// Conjunction and mark at the head of a clause.
    fn drop_head(&mut self, predicate: usize) {
        let tree = self.tree;
        for child in tree.children(predicate).map(usize::from) {
            if tree.relation(child) == Relation::Cc || tree.relation(child) == Relation::Mark && !tree.is(child, "to") {
                self.drop_tree(child);
            }
        }
    }

    /// The subtree from token `from` on.
    fn add_tree(&mut self, token: usize, from: usize) {
        self.set_tree(token, from, true);
    }

    fn drop_tree(&mut self, token: usize) {
        self.set_tree(token, 0, false);
    }

    fn set_tree(&mut self, token: usize, from: usize, inside: bool) {
        let mut open = vec![token];
        let mut left = self.tree.len();
        while let Some(token) = open.pop() {
            if left == 0 {
                return;
            }
            left -= 1;
            if token >= from {
                self.inside[token] = inside;
            }
            open.extend(self.tree.children(token).map(usize::from));
        }
    }

    /// Whether a clause can be built on the token.
    fn is_predicate(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.tag(token).is_verb()
            && !matches!(tree.relation(token), Relation::Amod | Relation::Compound | Relation::Case)
            || tree.child(token, &[Relation::Cop]).is_some()
            || tree.child(token, SUBJECT).is_some()
    }
}

/// A word that stands between a negation and what it bears on.
fn is_function(tree: &Tree, token: usize) -> bool {
    matches!(
        tree.relation(token),
        Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Mark | Relation::Case | Relation::Fixed
    )
}

fn is_quote(tree: &Tree, token: usize) -> bool {
    matches!(tree.tag(token), Tag::OpenQuote | Tag::CloseQuote)
}

/// Adverbs that comment on a clause or join it to the text.
const OF_SENTENCE: &str = "also again apparently besides certainly clearly fortunately hence however indeed meanwhile \
    moreover nevertheless now obviously otherwise perhaps possibly probably so still surely then therefore though thus \
    unfortunately well yet";

fn is_of_sentence(tree: &Tree, token: usize) -> bool {
    OF_SENTENCE.split(' ').any(|word| tree.is(token, word))
}
