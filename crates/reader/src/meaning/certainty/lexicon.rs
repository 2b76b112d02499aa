//! Which words say how certain a source is?
//!
//! The list is `certainty.tsv` in `data/lexicons`. Not useful for what a whole clause says: that is `clause`.

use super::negation::NegationWords;
use crate::attribution::tree::Tree;
use crate::language::Tag;
use crate::meaning::words::rows;
use rustc_hash::FxHashMap;

/// What a word does to the claim it stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Makes it a judgement on evidence.
    Assessed,
    /// Grades it as likely.
    Likely,
    /// Grades its opposite as likely.
    Unlikely,
    /// Grades it as possible.
    Possible,
    /// Leaves it open.
    Unknown,
    /// Rejects it.
    Denied,
    /// Holds the opposite for likely.
    Doubt,
    /// Holds a claim for true.
    True,
    /// Holds a claim for false.
    False,
    /// Has knowledge.
    Know,
    /// Confirms.
    Verify,
    /// What knowledge rests on.
    Evidence,
    /// What an answer consists of.
    Detail,
    /// Looks for knowledge.
    Seek,
    /// Goes into a matter; to refuse it is to decline.
    Disclose,
    /// Speaks; to refuse it towards the hearer is to decline.
    Speak,
    /// Refuses.
    Refuse,
    /// Hands a question on.
    Refer,
    /// Puts a question.
    Ask,
    /// An act of speech that can be denied.
    Say,
}

impl Sense {
    fn parse(name: &str) -> Option<Sense> {
        Some(match name {
            "assessed" => Sense::Assessed,
            "likely" => Sense::Likely,
            "unlikely" => Sense::Unlikely,
            "possible" => Sense::Possible,
            "unknown" => Sense::Unknown,
            "denied" => Sense::Denied,
            "doubt" => Sense::Doubt,
            "true" => Sense::True,
            "false" => Sense::False,
            "know" => Sense::Know,
            "verify" => Sense::Verify,
            "evidence" => Sense::Evidence,
            "detail" => Sense::Detail,
            "seek" => Sense::Seek,
            "disclose" => Sense::Disclose,
            "speak" => Sense::Speak,
            "refuse" => Sense::Refuse,
            "refer" => Sense::Refer,
            "ask" => Sense::Ask,
            "say" => Sense::Say,
            _ => return None,
        })
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Dictionary forms with what they do, apart for each part of speech.
#[derive(Debug, Default)]
pub struct CertaintyWords {
    senses: FxHashMap<(&'static str, char), u32>,
    negation: NegationWords,
}

impl CertaintyWords {
    /// The list that comes with the program.
    pub fn built_in() -> CertaintyWords {
        let mut senses: FxHashMap<(&'static str, char), u32> = FxHashMap::default();
        for row in rows(include_str!("../../../data/lexicons/certainty.tsv")) {
            let &[word, name, part] = row.as_slice() else { continue };
            if let (Some(sense), Some(part)) = (Sense::parse(name), part.chars().next()) {
                *senses.entry((word, part)).or_default() |= sense.bit();
            }
        }
        CertaintyWords { senses, negation: NegationWords::built_in() }
    }

    /// Words with affixes that negate.
    pub(super) fn negation(&self) -> &NegationWords {
        &self.negation
    }

    /// Whether the token is used in this sense.
    pub(crate) fn is(&self, tree: &Tree, token: usize, sense: Sense) -> bool {
        self.senses_of(tree, token) & sense.bit() != 0
    }

    /// Whether the token is a verb of speech proper: to give or to share may be about things.
    pub(crate) fn speaks(&self, tree: &Tree, token: usize) -> bool {
        self.is(tree, token, Sense::Disclose)
            || self.is(tree, token, Sense::Verify)
            || self.is(tree, token, Sense::Speak)
                && !matches!(
                    tree.lemma(token),
                    "give" | "offer" | "provide" | "share" | "add" | "announce" | "predict" | "name" | "return"
                )
    }

    fn senses_of(&self, tree: &Tree, token: usize) -> u32 {
        let part = match tree.tag(token) {
            Tag::Md => 'm',
            Tag::Jj | Tag::Jjr | Tag::Jjs => 'a',
            Tag::Rb | Tag::Rbr | Tag::Rbs => 'r',
            Tag::In => return 0,
            tag if tag.is_verb() => 'v',
            tag if tag.is_noun() => 'n',
            _ => return 0,
        };
        let get = |part| self.senses.get(&(tree.lemma(token), part)).copied().unwrap_or(0);
        match part {
            // Modals are looked up as printed, participles also as adjectives.
            'm' => {
                let word = tree.word(token).to_ascii_lowercase();
                self.senses.get(&(word.as_str(), 'm')).copied().unwrap_or(0)
            }
            'v' if matches!(tree.tag(token), Tag::Vbn) => get('v') | get('a'),
            'r' => get('r') | get('a'),
            _ => get(part),
        }
    }

    /// The grade that the token gives by itself; "more likely" compares and grades nothing.
    pub(crate) fn grade(&self, tree: &Tree, token: usize) -> Option<Sense> {
        let senses = self.senses_of(tree, token);
        if matches!(tree.lemma(token), "certain" | "certainly")
            && token > 0
            && ["almost", "nearly", "virtually"].iter().any(|word| tree.is(token - 1, word))
        {
            return Some(Sense::Likely);
        }
        if senses == 0 || token > 0 && (tree.is(token - 1, "more") || tree.is(token - 1, "less")) {
            return None;
        }
        [Sense::Denied, Sense::Unlikely, Sense::Likely, Sense::Possible, Sense::Unknown, Sense::Doubt, Sense::Assessed]
            .into_iter()
            .find(|sense| senses & sense.bit() != 0)
    }
}
