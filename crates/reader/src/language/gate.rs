//! Which sentences may hold an attribution?
//!
//! A look at the words: a sentence with no word that starts like a cue, no quotation mark and no label is let pass without
//! tagging or parsing. Useful for speed only; it must let no attribution pass that a finder would find.

use super::lemma::lemma;
use super::token::Tag;
use rustc_hash::FxHashSet;

/// The word forms that hold a sentence back.
#[derive(Debug, Default)]
pub struct Gate {
    stems: FxHashSet<u32>,
}

impl Gate {
    /// A gate for these cue lemmas.
    pub fn new<'a>(lemmas: impl Iterator<Item = &'a str>) -> Gate {
        Gate { stems: lemmas.map(hash).collect() }
    }

    /// Whether the sentence must be analysed. In a turn quotation marks and labels are no sign by themselves.
    pub fn holds(&self, sentence: &str, in_turn: bool) -> bool {
        if !in_turn && sentence.contains(['"', '“', '”', '‘', ':', '«', '„']) || sentence.contains("''") {
            return true;
        }
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).any(|word| {
            self.stems.contains(&hash(&lemma(word, Tag::Vbd)))
                || self.stems.contains(&hash(&word.to_lowercase()))
                || self.stems.contains(&hash(&lemma(word, Tag::Nns)))
        })
    }
}

fn hash(word: &str) -> u32 {
    crate::inference::perceptron::word_hash(word)
}
