//! What is known before a document arrives: word lists and weights, loaded once, passed in.

use crate::attribution::{Chain, Ranking, SpanModel};
use crate::language::LanguageKnowledge;
use crate::meaning::answer::AnswerWords;
use crate::meaning::certainty::CertaintyWords;
use crate::meaning::quantity::NumberWords;
use crate::meaning::speaker::SpeakerWords;
use crate::meaning::time::TimeWords;

/// Word lists and weights, each made by the stage that uses it.
#[derive(Debug)]
pub struct Knowledge {
    /// Words and trees.
    pub language: LanguageKnowledge,
    /// Which candidates of the rules are attributions.
    pub ranking: Ranking,
    /// Which words around a cue are its source and content.
    pub chain: Option<Chain>,
    /// Which words are source, cue and content; the accurate tier's alone, with a ranking of its own.
    pub spans: Option<SpanModel>,
    /// Titles, places, organization words and first names.
    pub speaker: SpeakerWords,
    /// Words of dates and times.
    pub time: TimeWords,
    /// Number words, bounds and states.
    pub numbers: NumberWords,
    /// Words that grade a claim.
    pub certainty: CertaintyWords,
    /// Phrases of requests and answers.
    pub answers: AnswerWords,
}

impl Knowledge {
    /// The lists and weights that come with the program, for the fast tier.
    pub fn built_in() -> Knowledge {
        Knowledge {
            chain: Chain::built_in(),
            spans: None,
            language: LanguageKnowledge::built_in(),
            ranking: Ranking::built_in(),
            speaker: SpeakerWords::built_in(),
            time: TimeWords::default(),
            numbers: NumberWords::default(),
            certainty: CertaintyWords::built_in(),
            answers: AnswerWords::built_in(),
        }
    }

    /// The same for the accurate tier: the span model beside the rules.
    pub fn accurate() -> Knowledge {
        Knowledge { spans: SpanModel::built_in(), ..Knowledge::built_in() }
    }
}
