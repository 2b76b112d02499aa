//! What words, names and references are in a sentence?
//!
//! Tokens with part-of-speech tags (Penn Treebank set) and a dependency tree (Universal Dependencies v2). A sentence
//! without any sign of attribution is passed over by the gate and costs nothing here.

pub mod token;

pub use token::{Relation, Tag, Token};

use crate::knowledge::Knowledge;
use crate::structure::Structure;
use crate::text::CleanText;

/// The words of one sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// In order.
    pub tokens: Vec<Token>,
}

impl Analysis {
    /// Indexes of the tokens whose head is `token`, in order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(token as u16)).map(|(index, _)| index)
    }
}

/// The language layer of one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Language {
    /// Parallel to `Structure::sentences`; `None` where the gate let a sentence pass.
    pub sentences: Vec<Option<Analysis>>,
}

/// Describes every sentence that the gate holds.
pub fn describe(_text: &CleanText, structure: &Structure, _knowledge: &Knowledge) -> Language {
    Language { sentences: structure.sentences.iter().map(|_| None).collect() }
}
