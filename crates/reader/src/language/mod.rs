//! What words, names and references are in a sentence?
//!
//! Tokens with part-of-speech tags (Penn Treebank set) and a dependency tree (Universal Dependencies v2). A sentence
//! without any sign of attribution is passed over by the gate and costs nothing here.

pub mod countries;
pub mod gate;
pub mod lemma;
pub mod parser;
pub mod rarity;
pub mod tagger;
pub mod token;
pub mod tokenize;

pub use token::{Relation, Tag, Token};

use crate::inference::perceptron::Perceptron;
use crate::knowledge::Knowledge;
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, Role, Structure};
use crate::text::CleanText;
use rustc_hash::FxHashMap;

/// Word lists and weights of the language layer.
#[derive(Debug, Default)]
pub struct LanguageKnowledge {
    tagger: Option<Perceptron>,
    parser: Option<Perceptron>,
    /// Class of each cue lemma.
    cues: FxHashMap<&'static str, &'static str>,
    gate: gate::Gate,
}

impl LanguageKnowledge {
    /// The lists and weights that come with the program. The weights are used where they lie in the program: only the
    /// lists cost time.
    pub fn built_in() -> LanguageKnowledge {
        LanguageKnowledge::with_models(
            include_bytes!("../../data/models/tagger.bin"),
            include_bytes!("../../data/models/parser.bin"),
        )
    }

    /// The lists that come with the program and other weights, in the form that the trainer writes.
    pub fn with_models(tagger: &'static [u8], parser: &'static [u8]) -> LanguageKnowledge {
        let lines = include_str!("../../data/lexicons/cues.txt").lines();
        let cues: FxHashMap<_, _> =
            lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        let gate = gate::Gate::new(&cues);
        LanguageKnowledge { tagger: Perceptron::parse(tagger), parser: Perceptron::parse(parser), cues, gate }
    }

    /// The tags of one sentence; `None` without weights.
    pub fn tags(&self, looks: &[tagger::Look]) -> Option<Vec<Tag>> {
        Some(tagger::tag(self.tagger.as_ref()?, looks))
    }

    /// The class of a cue lemma: speech, thought, intention, attitude, perception, report or noun.
    pub fn cue_class(&self, lemma: &str) -> Option<&'static str> {
        self.cues.get(lemma).copied()
    }
}

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

/// Sentences of more words than this are not parsed: they are tables, lists or broken text.
const LONGEST: usize = 400;

/// Describes every sentence that the gate holds.
pub fn describe(text: &CleanText, structure: &Structure, knowledge: &Knowledge) -> Language {
    let text = text.as_str();
    let sentences = structure.sentences.iter().map(|sentence| {
        let block = structure.blocks.get(sentence.block)?;
        if block.is_copy || block.kind == BlockKind::Furniture {
            return None;
        }
        let role = block.turn.and_then(|turn| structure.turns.get(turn)).map(|turn| turn.role);
        let words = sentence.span.of(text);
        let gate = &knowledge.language.gate;
        let holds = gate.holds(words, role.is_some()) || role == Some(Role::Principal) && gate.asserts(words);
        holds.then(|| analyse(text, sentence.span, knowledge)).flatten()
    });
    Language { sentences: sentences.collect() }
}

/// Tokens, tags and heads of one sentence; `None` if it is longer than is read.
pub fn analyse(text: &str, sentence: Span<Clean>, knowledge: &Knowledge) -> Option<Analysis> {
    analyse_span(text, sentence, &knowledge.language)
}

/// As `analyse`, for those who hold nothing but the language layer's knowledge.
pub fn analyse_span(text: &str, sentence: Span<Clean>, knowledge: &LanguageKnowledge) -> Option<Analysis> {
    // No sentence of so many bytes has few enough words; cutting it would be for nothing.
    if sentence.len() > LONGEST * 64 {
        return None;
    }
    analyse_tokens(text, tokenize::tokenize(text, sentence), knowledge)
}

/// Tags and heads of a sentence whose tokens are given, in order; `None` if there are none or too many.
pub fn analyse_tokens(text: &str, tokens: Vec<Span<Clean>>, knowledge: &LanguageKnowledge) -> Option<Analysis> {
    if tokens.is_empty() || tokens.len() > LONGEST {
        return None;
    }
    let looks = tagger::looks(text, &tokens);
    let tags = knowledge.tags(&looks)?;
    let (heads, relations) = parser::parse(knowledge.parser.as_ref()?, &looks, &tags);
    let tokens = tokens
        .into_iter()
        .zip(tags)
        .zip(heads.into_iter().zip(relations))
        .map(|((span, tag), (head, relation))| Token { span, tag, head, relation })
        .collect();
    Some(Analysis { tokens })
}
