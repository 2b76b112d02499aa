//! What is known before a document arrives: word lists and weights, loaded once, passed in.

use crate::attribution::Ranking;
use crate::language::LanguageKnowledge;
use crate::meaning::quantity::NumberWords;
use crate::meaning::time::TimeWords;

/// Word lists and weights, each made by the stage that uses it.
#[derive(Debug)]
pub struct Knowledge {
    /// Words and trees.
    pub language: LanguageKnowledge,
    /// Which candidates are attributions.
    pub ranking: Ranking,
    /// Words of dates and times.
    pub time: TimeWords,
    /// Words of figures.
    pub numbers: NumberWords,
}

impl Knowledge {
    /// The lists and weights that come with the program.
    pub fn built_in() -> Knowledge {
        Knowledge {
            language: LanguageKnowledge::built_in(),
            ranking: Ranking::built_in(),
            time: TimeWords::built_in(),
            numbers: NumberWords::built_in(),
        }
    }
}
