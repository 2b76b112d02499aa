//! Whose words are these, and what marks them as said?
//!
//! Finders propose `Candidate`s, the ranking chooses among them and gives `Attribution`s (source, cue, content as spans,
//! in the terms of PARC and PolNeAR). A rule and a model are both finders: they share the candidate type, the ranking,
//! the cases and the scorer. Not useful for who a source *is*: that is `meaning::speaker`.

use crate::evidence::Evidence;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;

names! {
    /// How the content is given.
    pub enum Form {
        /// Wholly between quotation marks, or the speech of a transcript.
        Direct = "direct",
        /// In the reporter's words.
        Indirect = "indirect",
        /// In the reporter's words with quoted parts.
        Mixed = "mixed",
    }
}

/// Source, cue and content of one attribution relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Whose words; empty where the text names nobody.
    pub source: Vec<Span<Clean>>,
    /// What marks them as said; empty for the speech of a transcript.
    pub cue: Vec<Span<Clean>>,
    /// The words, or their report; never empty.
    pub content: Vec<Span<Clean>>,
    /// How the content is given.
    pub form: Form,
    /// Index of the attribution inside whose content this one stands.
    pub parent: Option<usize>,
    /// The sentence that holds the cue, or the first one of the content.
    pub sentence: usize,
    /// The turn of a transcript it stands in.
    pub turn: Option<usize>,
    /// Dictionary form of the cue's head word, lower case; empty where there is no cue.
    pub lemma: String,
    /// Probability that it is one, with these spans.
    pub confidence: f32,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Finds the attributions of a document, in order of the first byte of content or cue.
pub fn find(
    _text: &CleanText,
    _structure: &Structure,
    _language: &Language,
    _knowledge: &Knowledge,
) -> Vec<Attribution> {
    Vec::new()
}
