//! What words, names and references are in a sentence?
//!
//! Tokens with part-of-speech tags (Penn Treebank set) and a dependency tree (Universal Dependencies v2). A sentence
//! without any sign of attribution is passed over by the gate and costs nothing here.

pub mod gate;
pub mod lemma;
pub mod parser;
pub mod tagger;
pub mod token;
pub mod tokenize;

pub use token::{Relation, Tag, Token};

use crate::inference::perceptron::Perceptron;
use crate::knowledge::Knowledge;
use crate::structure::{BlockKind, Structure};
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
    /// The lists and weights that come with the program.
    pub fn built_in() -> LanguageKnowledge {
        let lines = include_str!("../../data/lexicons/cues.txt").lines();
        let cues: FxHashMap<_, _> =
            lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        let gate = gate::Gate::new(cues.keys().copied());
        LanguageKnowledge {
            tagger: Perceptron::parse(include_bytes!("../../data/models/tagger.bin")),
            parser: Perceptron::parse(include_bytes!("../../data/models/parser.bin")),
            cues,
            gate,
        }
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
        let holds = knowledge.language.gate.holds(sentence.span.of(text), block.turn.is_some());
        holds.then(|| analyse(text, sentence.span, knowledge)).flatten()
    });
    Language { sentences: sentences.collect() }
}

/// Tokens, tags and heads of one sentence; `None` if it is longer than is read.
pub fn analyse(text: &str, sentence: crate::span::Span<crate::span::Clean>, knowledge: &Knowledge) -> Option<Analysis> {
    let spans = tokenize::tokenize(text, sentence);
    if spans.is_empty() || spans.len() > LONGEST {
        return None;
    }
    let (tagger, parser) = (knowledge.language.tagger.as_ref()?, knowledge.language.parser.as_ref()?);
    let looks: Vec<_> = spans.iter().enumerate().map(|(index, span)| tagger::look(span.of(text), index == 0)).collect();
    let tags = tagger::tag(tagger, &looks);
    let (heads, relations) = parser::parse(parser, &looks, &tags);
    let tokens = spans
        .into_iter()
        .zip(tags)
        .zip(heads.into_iter().zip(relations))
        .map(|((span, tag), (head, relation))| Token { span, tag, head, relation })
        .collect();
    Some(Analysis { tokens })
}
