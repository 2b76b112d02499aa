//! How certain is the source of what it says?

use crate::attribution::Attribution;
use crate::evidence::Evidence;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;

names! {
    /// The source's stance to the content.
    pub enum Certainty {
        /// Stated flatly.
        Asserted = "asserted",
        /// Stated as a judgement on evidence.
        Assessed = "assessed",
        /// Graded as likely (an ICD-203 band is expressed).
        Likely = "likely",
        /// Graded as possible.
        Possible = "possible",
        /// Neither held nor rejected.
        Unknown = "unknown",
        /// Rejected.
        Denied = "denied",
        /// A stance is refused.
        Declined = "declined",
    }
}

/// How certain the source is of one content, and whether it is negated.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The stance.
    pub certainty: Certainty,
    /// Whether the cue or the main predicate of the content is negated.
    pub negated: bool,
    /// The words that say how certain, as printed.
    pub hedges: Vec<Span<Clean>>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Judges one attribution.
pub fn judge(
    _text: &CleanText,
    _structure: &Structure,
    _language: &Language,
    _attribution: &Attribution,
    _knowledge: &Knowledge,
) -> Judgement {
    Judgement { certainty: Certainty::Asserted, negated: false, hedges: Vec::new(), evidence: Vec::new() }
}
