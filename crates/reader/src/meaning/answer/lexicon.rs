//! Which listed phrases stand in a question or an answer?
//!
//! The list is `data/lexicons/answers.txt`: refusals, ignorance, questions back, yes and no, and the forms in which
//! reporters ask. Useful for finding every phrase of a stretch in one pass; what a phrase means for the answer is decided
//! by `judge` and `requests`.

use super::scan::{Word, id};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// Words that mean nothing here.
    Filler,
    /// Refuses, or refers elsewhere.
    Decline,
    /// Does not know.
    Ignorance,
    /// Asks back.
    Clarify,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Turns to another point.
    Turn,
    /// Would do for many questions.
    General,
    /// Gives a reason.
    Reason,
    /// Says which question is taken up.
    Order,
    /// Asks without inversion.
    Request,
    /// Announces a question that may follow.
    Announce,
    /// About the conduct of the briefing.
    Procedural,
    /// Greets or thanks.
    Courtesy,
}

impl Class {
    fn parse(text: &str) -> Option<Class> {
        Some(match text {
            "filler" => Class::Filler,
            "decline" => Class::Decline,
            "ignorance" => Class::Ignorance,
            "clarify" => Class::Clarify,
            "yes" => Class::Yes,
            "no" => Class::No,
            "turn" => Class::Turn,
            "general" => Class::General,
            "reason" => Class::Reason,
            "order" => Class::Order,
            "request" => Class::Request,
            "announce" => Class::Announce,
            "procedural" => Class::Procedural,
            "courtesy" => Class::Courtesy,
            _ => return None,
        })
    }
}

/// One place of a phrase.
#[derive(Debug, Clone)]
enum Element {
    /// One of these words.
    Word(Vec<u32>),
    /// One of these words, or nothing.
    Optional(Vec<u32>),
    /// Up to `GAP` words.
    Gap,
}

/// How many words a `*` may stand for.
const GAP: usize = 3;

#[derive(Debug)]
struct Phrase {
    class: Class,
    at_start: bool,
    whole: bool,
    elements: Vec<Element>,
}

/// A phrase found, as indexes of the words searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What it is a sign of.
    pub class: Class,
    /// Its first word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
}

/// The phrases, and the words that carry no topic.
#[derive(Debug, Default)]
pub struct AnswerWords {
    phrases: Vec<Phrase>,
    /// Phrases by the words that they may begin with.
    by_first: FxHashMap<u32, Vec<u32>>,
    /// Words that carry no topic.
    empty: FxHashSet<u32>,
    /// The mark that phrases pass over.
    comma: u32,
}

impl AnswerWords {
    /// The list that comes with the program.
    pub fn built_in() -> AnswerWords {
        let mut words = AnswerWords { comma: id(","), ..AnswerWords::default() };
        for line in include_str!("../../../data/lexicons/answers.txt").lines() {
            let Some((class, phrase)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else { continue };
            if class == "empty" {
                words.empty.extend(phrase.split_whitespace().map(id));
            } else if let Some(class) = Class::parse(class) {
                words.add(class, phrase);
            }
        }
        words
    }

    fn add(&mut self, class: Class, phrase: &str) {
        let mut at_start = false;
        let mut whole = false;
        let mut elements = Vec::new();
        for part in phrase.split_whitespace() {
            let ids = |part: &str| part.split('|').map(id).collect();
            match part {
                "^" => at_start = true,
                "~" => whole = true,
                "*" => elements.push(Element::Gap),
                _ => match part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
                    Some(part) => elements.push(Element::Optional(ids(part))),
                    None => elements.push(Element::Word(ids(part))),
                },
            }
        }
        let index = self.phrases.len() as u32;
        let mut firsts: Vec<u32> = Vec::new();
        for element in &elements {
            match element {
                Element::Optional(ids) => firsts.extend(ids),
                Element::Word(ids) => {
                    firsts.extend(ids);
                    break;
                }
                Element::Gap => break,
            }
        }
        firsts.sort_unstable();
        firsts.dedup();
        firsts.into_iter().for_each(|first| self.by_first.entry(first).or_default().push(index));
        self.phrases.push(Phrase { class, at_start, whole, elements });
    }

    /// Whether a word carries no topic.
    pub(crate) fn is_empty_word(&self, word: u32) -> bool {
        self.empty.contains(&word)
    }

    /// The phrases of these classes in the words of one sentence, in order of their start; of two of one class at the same
    /// place the longer counts.
    pub(crate) fn find(&self, words: &[Word], classes: &[Class]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for start in 0..words.len() {
            let Some(phrases) = self.by_first.get(&words[start].id) else { continue };
            for &index in phrases {
                let phrase = &self.phrases[index as usize];
                if !classes.contains(&phrase.class) || (phrase.at_start || phrase.whole) && !begins(words, start) {
                    continue;
                }
                let Some(end) = self.matches(&phrase.elements, words, start) else { continue };
                if phrase.whole && !words[end..].iter().all(|word| word.is_mark) {
                    continue;
                }
                match hits.iter_mut().rev().take_while(|hit| hit.start == start).find(|hit| hit.class == phrase.class) {
                    Some(hit) => hit.end = hit.end.max(end),
                    None => hits.push(Hit { class: phrase.class, start, end }),
                }
            }
        }
        hits
    }

    /// Where the phrase that begins at `at` ends. The depth is the number of the phrase's elements.
    fn matches(&self, elements: &[Element], words: &[Word], mut at: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        // A comma never breaks a phrase.
        while words.get(at).is_some_and(|word| word.id == self.comma) {
            at += 1;
        }
        let fits = |ids: &[u32]| words.get(at).is_some_and(|word| ids.contains(&word.id));
        match first {
            Element::Word(ids) => fits(ids).then(|| self.matches(rest, words, at + 1)).flatten(),
            Element::Optional(ids) => {
                fits(ids).then(|| self.matches(rest, words, at + 1)).flatten().or_else(|| self.matches(rest, words, at))
            }
            Element::Gap => {
                for skipped in 0..=GAP {
                    if let Some(end) = self.matches(rest, words, at + skipped) {
                        return Some(end);
                    }
                    if words.get(at + skipped).is_none_or(|word| word.is_mark && word.id != self.comma) {
                        return None;
                    }
                }
                None
            }
        }
    }

    /// The words without fillers.
    pub(crate) fn lean(&self, words: &[Word]) -> Vec<Word> {
        let mut drop = vec![false; words.len()];
        for hit in self.find(words, &[Class::Filler]) {
            drop[hit.start..hit.end].fill(true);
        }
        words.iter().zip(drop).filter(|(_, drop)| !drop).map(|(word, _)| *word).collect()
    }
}

/// Whether only marks stand before.
fn begins(words: &[Word], at: usize) -> bool {
    // A sentence that begins with more marks than this begins nowhere.
    at <= 4 && words[..at].iter().all(|word| word.is_mark)
}

#[cfg(test)]
mod tests {
    use super::super::scan::words;
    use super::*;
    use crate::span::Span;

    fn classes(text: &str) -> Vec<Class> {
        let list = AnswerWords::built_in();
        let lean = list.lean(&words(text, Span::new(0, text.len())));
        let mut found: Vec<Class> = Vec::new();
        for hit in list.find(&lean, &[Class::Decline, Class::Ignorance, Class::Clarify]) {
            if !found.contains(&hit.class) {
                found.push(hit.class);
            }
        }
        found
    }

    #[test]
    fn knows_refusals_ignorance_and_questions_back() {
        assert_eq!(classes("I’m really not going to get into that."), [Class::Decline]);
        assert_eq!(classes("We'd refer you to the port."), [Class::Decline]);
        assert_eq!(classes("I don't, you know, have a date for you."), []);
        assert_eq!(classes("I honestly don't know."), [Class::Ignorance]);
        assert_eq!(classes("I haven't seen it."), [Class::Ignorance]);
        assert_eq!(classes("What do you mean?"), [Class::Clarify]);
        assert_eq!(classes("The bridge opens on Monday."), []);
    }
}
