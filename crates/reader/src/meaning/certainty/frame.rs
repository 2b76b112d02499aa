//! Which phrases around a predicate grade the claim as a whole?
//!
//! "Our assessment is that …", "we have reason to believe that …", "it is too early to say whether …", "we cannot rule out
//! that …", "a strong chance": constructions in which the grade does not stand in one word.

use super::clause::Clause;
use super::lexicon::Sense;
use super::{Certainty, Grade};
use crate::language::{Relation, Tag};

/// What makes a chance a likely one, and an unlikely one.
const STRONG: &[&str] = &["strong", "good", "high", "even", "great", "excellent", "better", "overwhelming", "big"];
const WEAK: &[&str] = &["slim", "remote", "small", "low", "little", "slight", "negligible", "minimal"];

impl Clause<'_> {
    /// `None` where no such phrase stands here; otherwise what `step` is to return.
    pub(super) fn framed(&self, token: usize, negation: Option<usize>, result: &mut Grade) -> Option<Option<usize>> {
        self.copular(token, result)
            .or_else(|| self.chance(token, negation, result))
            .or_else(|| self.early(token, result))
            .or_else(|| self.reason(token, negation, result))
            .or_else(|| self.left_open(token, negation, result))
    }

    /// "Our assessment is that …", "chances are that …", "the question is whether …": the noun grades, the clause goes on.
    fn copular(&self, token: usize, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        let noun = tree.child(token, &[Relation::Nsubj]).filter(|&noun| tree.tag(noun).is_noun() && noun < token)?;
        let copula = (noun + 1..self.range.end.min(noun + 12)).find(|&next| tree.lemma(next) == "be")?;
        let link = copula + 1;
        if tree.is_at(link, "whether") && self.words.is(tree, noun, Sense::Unknown) {
            result.set(Certainty::Unknown, "certainty.open_question", tree.span(noun));
            return Some(None);
        }
        if !tree.is_at(link, "that") || link + 3 > self.range.end {
            return self.explanation(token, noun, result);
        }
        let certainty = match self.words.grade(tree, noun)? {
            Sense::Assessed => Certainty::Assessed,
            Sense::Likely => Certainty::Likely,
            // "Chances are that" is an idiom for likely.
            Sense::Possible if tree.lemma(noun) == "chance" && tree.tag(noun) == Tag::Nns => Certainty::Likely,
            Sense::Possible => Certainty::Possible,
            _ => return None,
        };
        result.raise(certainty, "certainty.copular", tree.span(noun));
        None
    }

    /// "The most likely explanation is a leak", "the chances of a deal are remote".
    fn explanation(&self, token: usize, noun: usize, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        let explains = matches!(
            tree.lemma(noun),
            "explanation" | "cause" | "scenario" | "outcome" | "reason" | "culprit" | "result" | "answer" | "motive"
        );
        let grading = tree.children(noun).map(usize::from).find_map(|child| {
            (tree.relation(child) == Relation::Amod).then(|| self.words.grade(tree, child)).flatten().zip(Some(child))
        });
        if let Some((sense, adjective)) = grading.filter(|_| explains) {
            let certainty = match sense {
                Sense::Likely => Certainty::Likely,
                Sense::Possible => Certainty::Possible,
                _ => return None,
            };
            result.raise(certainty, "certainty.explanation", tree.span(adjective));
            return None;
        }
        let is_chance = matches!(self.words.grade(tree, noun), Some(Sense::Possible | Sense::Likely));
        if is_chance && (STRONG.contains(&tree.lemma(token)) || WEAK.contains(&tree.lemma(token))) {
            result.raise(Certainty::Likely, "certainty.chance", self.cover(noun, token));
            if WEAK.contains(&tree.lemma(token)) {
                result.negate(tree.span(token));
            }
            return Some(None);
        }
        None
    }

    /// "There is a strong chance that", "almost no chance", "a slim possibility".
    fn chance(&self, token: usize, negation: Option<usize>, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        if !matches!(tree.lemma(token), "be" | "have") && tree.child(token, &[Relation::Cop, Relation::Expl]).is_none()
        {
            return None;
        }
        let nouns = ["chance", "possibility", "probability", "likelihood", "prospect"];
        // The tagger may take "even chance" for a verb.
        let noun = if nouns.contains(&tree.lemma(token)) {
            token
        } else {
            tree.children(token)
                .map(usize::from)
                .find(|&child| child > token && self.range.contains(&child) && nouns.contains(&tree.lemma(child)))?
        };
        let before = |words: &[&str]| {
            (noun.saturating_sub(4).max(self.range.start)..noun)
                .find(|&near| tree.head(near) == Some(noun) && words.iter().any(|word| tree.is(near, word)))
        };
        let almost = (noun.saturating_sub(3).max(self.range.start)..noun)
            .find(|&near| ["almost", "virtually", "hardly", "barely"].iter().any(|word| tree.is(near, word)));
        if let Some(first) = almost.filter(|_| negation.is_some()).or_else(|| before(WEAK)) {
            result.raise(Certainty::Likely, "certainty.chance", self.cover(first, noun));
            result.negate(tree.span(first));
            return Some(None);
        }
        let first = before(STRONG).filter(|_| negation.is_none())?;
        result.raise(Certainty::Likely, "certainty.chance", self.cover(first, noun));
        Some(None)
    }

    /// "It is too early to say", "it is hard to know".
    fn early(&self, token: usize, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        let is_early =
            matches!(tree.lemma(token), "early" | "soon" | "premature" | "hard" | "difficult" | "impossible");
        if !is_early || tree.child(token, &[Relation::Cop]).is_none() {
            return None;
        }
        let end = self.range.end.min(token + 5);
        let to = (token + 1..end).find(|&next| tree.tag(next) == Tag::To)?;
        let verb = (to + 1..end.max(to + 3).min(self.range.end)).find(|&next| tree.tag(next).is_verb())?;
        let tells = self.words.is(tree, verb, Sense::Know)
            || self.words.is(tree, verb, Sense::Disclose)
            || self.words.is(tree, verb, Sense::Assessed)
            || matches!(tree.lemma(verb), "say" | "tell" | "predict" | "answer");
        if !tells {
            return None;
        }
        result.set(Certainty::Unknown, "certainty.too_early", self.cover(token, verb));
        Some(None)
    }

    /// "We have reason to believe that", "the evidence suggests that", "is estimated at".
    fn reason(&self, token: usize, negation: Option<usize>, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        if let Some(reason) = self.thing(token).filter(|&noun| tree.lemma(noun) == "reason")
            && let Some(below) = self.below(reason)
        {
            let certainty = match self.words.grade(tree, below)? {
                Sense::Assessed => Certainty::Assessed,
                Sense::Likely => Certainty::Likely,
                _ => return None,
            };
            result.raise(certainty, "certainty.reason_to_believe", self.cover(reason, below));
            if let Some(negation) = negation {
                result.negate(tree.span(negation));
            }
            return Some(None);
        }
        let subject = tree.child(token, &[Relation::Nsubj]);
        let suggests = matches!(tree.lemma(token), "suggest" | "indicate" | "point")
            && subject.is_some_and(|subject| {
                self.is_evidence(subject) || matches!(tree.lemma(subject), "data" | "datum" | "analysis" | "finding")
            });
        let is_estimated = tree.lemma(token) == "estimate" && self.is_passive(token);
        if suggests || is_estimated {
            result.raise(Certainty::Assessed, "certainty.evidence", tree.span(token));
        }
        None
    }

    /// "We cannot rule out that", "we are looking into whether", "it remains an open question".
    fn left_open(&self, token: usize, negation: Option<usize>, result: &mut Grade) -> Option<Option<usize>> {
        let tree = self.tree;
        if let Some(negation) = negation
            && tree.lemma(token) == "rule"
            && tree.children(token).any(|child| tree.is(usize::from(child), "out"))
        {
            result.negate(tree.span(negation));
            result.set(Certainty::Possible, "certainty.not_ruled_out", self.cover(negation, token.max(negation)));
            return Some(None);
        }
        let thing = self.thing(token).or_else(|| tree.tag(token).is_noun().then_some(token));
        if let Some(question) = thing.filter(|&noun| tree.lemma(noun) == "question" && tree.tag(noun).is_noun())
            && let Some(open) = tree.child(question, &[Relation::Amod]).filter(|&open| tree.is(open, "open"))
        {
            result.set(Certainty::Unknown, "certainty.open_question", self.cover(open, question));
            return Some(None);
        }
        let knows =
            matches!(tree.lemma(token), "know" | "decide" | "discuss" | "say" | "tell" | "depend" | "matter" | "ask");
        let whether = (token + 1..self.range.end.min(token + 4)).find(|&next| tree.is(next, "whether"))?;
        let is_settled = negation.is_some()
            || knows
            || self.is_past(token)
            || self.has_modal(token)
            || tree.tag(token) == Tag::Vb
            || !tree.tag(token).is_verb();
        if is_settled {
            return None;
        }
        result.set(Certainty::Unknown, "certainty.whether", self.cover(token, whether));
        Some(None)
    }
}
