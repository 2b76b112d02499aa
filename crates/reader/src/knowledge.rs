//! What is known before a document arrives: word lists and weights, loaded once, passed in.

use crate::attribution::Ranking;
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
    /// Which candidates are attributions.
    pub ranking: Ranking,
    /// Titles, places, organization words and first names.
    pub speaker: SpeakerWords,
    /// Words of dates and times.
    pub time: TimeWords,
    /// Number words, bounds and states.
    pub numbers: NumberWords,
    /// Phrases of requests and answers.
    pub answers: AnswerWords,
    /// Words that grade a claim.
    pub certainty: CertaintyWords,
}

impl Knowledge {
    /// The lists and weights that come with the program.
    pub fn built_in() -> Knowledge {
        Knowledge {
            language: LanguageKnowledge::built_in(),
            ranking: Ranking::built_in(),
            speaker: SpeakerWords::built_in(),
            time: TimeWords::default(),
            numbers: NumberWords::default(),
            answers: AnswerWords::built_in(),
            certainty: CertaintyWords::built_in(),
        }
    }
}
