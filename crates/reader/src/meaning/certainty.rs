//! How certain is the source of what it says?

use crate::names::names;

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
