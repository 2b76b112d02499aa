//! What is known before a document arrives: word lists and weights, loaded once, passed in.

/// Word lists and weights.
#[derive(Debug, Default)]
pub struct Knowledge {}

impl Knowledge {
    /// The lists and weights that come with the program.
    pub fn built_in() -> Knowledge {
        Knowledge::default()
    }
}
