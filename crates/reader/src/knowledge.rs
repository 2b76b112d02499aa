//! What is known before a document arrives: word lists and weights, loaded once, passed in.

use crate::meaning::time::TimeWords;

/// Word lists and weights.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// Words of dates and times.
    pub time: TimeWords,
}

impl Knowledge {
    /// The lists and weights that come with the program.
    pub fn built_in() -> Knowledge {
        Knowledge::default()
    }
}
