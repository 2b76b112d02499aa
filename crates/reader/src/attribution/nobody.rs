//! Which candidates report nobody?
//!
//! Labels of matters, names given to things, a wish to stay unnamed, a speaker's own talk: they have the shape of an
//! attribution, and the ranking often likes them. Useful behind the finders; what is likely is left to `rank`.

use super::candidate::{Candidate, Construction};
use super::quotes::Quotes;
use super::spoken;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::structure::Structure;

/// What can speak though it is neither person nor body.
const PAPERS: &[&str] = &["report", "study", "poll", "survey", "review", "analysis", "data", "research", "letter"];

/// How a wish to stay unnamed goes on.
const UNNAMED: &[&str] = &[
    "not to be named",
    "not to be identified",
    "not to be quoted",
    "not be named",
    "not be identified",
    "not to give",
    "to be named",
    "to be identified",
    "to be quoted",
    "be named",
    "be identified",
    "anonymity",
];

/// Verbs that give a name.
const NAMING: &[&str] = &["call", "name", "dub", "nickname", "term", "title"];

/// What is known of the document whose candidates are looked at.
pub(super) struct Sieve<'a> {
    pub text: &'a str,
    pub structure: &'a Structure,
    pub language: &'a Language,
    pub knowledge: &'a Knowledge,
    pub quotes: &'a Quotes<'a>,
}

impl Sieve<'_> {
    /// Whether the candidate is no attribution, however likely it looks.
    pub fn reports_nobody(&self, candidate: &Candidate) -> bool {
        self.is_topic(candidate)
            || is_naming(candidate, self.text)
            || is_anonymity(candidate, self.text)
            || is_question(candidate, self.text)
            || self.is_own_talk(candidate)
    }

    /// Whether a report of what somebody said may hold it as another report: by a word that can mark one, with words of its
    /// own. "They've read zero" and "he signed the bill" say what was done.
    pub fn may_nest(&self, candidate: &Candidate) -> bool {
        let is_cue = self.knowledge.language.cue_class(&candidate.lemma).is_some()
            || candidate.construction == Construction::According;
        let words: usize = candidate.content.iter().map(|part| part.of(self.text).split_whitespace().count()).sum();
        let fewest = if candidate.construction == Construction::Object { 4 } else { 2 };
        let is_quoted = || self.quotes.share_of_report(&candidate.cue, &candidate.content) != "none";
        is_cue && (words >= fewest || is_quoted())
    }

    /// "Harbor fire: three hurt", "Explainer: how the …": a colon behind a matter, which says nothing. A label of one word is
    /// a speaker's if the word is known for one or stands elsewhere in the text too.
    fn is_topic(&self, candidate: &Candidate) -> bool {
        let is_colon = matches!(candidate.cue.as_slice(), [cue] if cue.of(self.text) == ":");
        let source = candidate.source.last().map_or("", |source| source.of(self.text));
        let Some(last) = source.split_whitespace().last().filter(|_| is_colon) else { return false };
        let lower = last.to_lowercase();
        let words = &self.knowledge.speaker;
        let speaks = words.role(&lower).is_some()
            || words.is_organization_word(last)
            || PAPERS.contains(&lower.trim_end_matches('s'));
        if speaks || last.starts_with(char::is_lowercase) {
            return !speaks;
        }
        let is_known = source != last || words.known(last).is_some() || words.people(last).is_some();
        !is_known && !words.is_outlet(last) && self.text.matches(last).nth(1).is_none()
    }

    /// Whether a candidate stands in a turn and reports nobody.
    fn is_own_talk(&self, candidate: &Candidate) -> bool {
        let sentence = &self.structure.sentences[candidate.sentence];
        let turn = self.structure.blocks[sentence.block].turn.and_then(|turn| self.structure.turns.get(turn));
        let analysis = self.language.sentences.get(candidate.sentence).and_then(Option::as_ref);
        turn.zip(analysis).is_some_and(|(turn, analysis)| {
            spoken::is_own_talk(candidate, self.text, sentence.span, analysis, turn.role, self.knowledge)
        })
    }

    /// What speakers think of their own words ("we believe", "I think"), inside a quotation or turn, hedges these words and is no
    /// statement beside them; that they said something before ("I said") is one.
    pub fn is_own_hedge(&self, candidate: &Candidate) -> bool {
        let source = candidate.source.first().map_or("", |source| source.of(self.text)).to_ascii_lowercase();
        let is_first_person = matches!(source.as_str(), "i" | "we" | "us" | "me");
        let block = self.structure.sentences[candidate.sentence].block;
        let is_spoken =
            self.structure.blocks[block].turn.is_some() || candidate.cue.iter().all(|cue| self.quotes.is_inside(*cue));
        is_first_person && is_spoken && self.knowledge.language.cue_class(&candidate.lemma) != Some("speech")
    }
}

/// "The train known as the 'harvest express'": a name, which nobody says. "Called for a halt" gives none.
fn is_naming(candidate: &Candidate, text: &str) -> bool {
    let last = candidate.cue.last().and_then(|cue| cue.of(text).split_whitespace().last());
    candidate.source.is_empty()
        && match (candidate.lemma.as_str(), last) {
            (lemma, Some("as")) => lemma == "know" || NAMING.contains(&lemma),
            (_, Some("for" | "on" | "upon" | "to")) => false,
            (lemma, _) => NAMING.contains(&lemma),
        }
}

/// "… who asked not to be named": how the source wants to be called.
fn is_anonymity(candidate: &Candidate, text: &str) -> bool {
    let Some(content) = candidate.content.first() else { return false };
    let words = content.of(text).to_ascii_lowercase();
    UNNAMED.iter().any(|unnamed| words.starts_with(unnamed))
}

/// "What do the neighbors say?": a word that asks is nobody's.
fn is_question(candidate: &Candidate, text: &str) -> bool {
    const WORDS: &[&str] = &["what", "who", "why", "how", "when", "where", "which", "whom", "whose"];
    match candidate.content.as_slice() {
        [content] => WORDS.iter().any(|word| content.of(text).eq_ignore_ascii_case(word)),
        _ => false,
    }
}
