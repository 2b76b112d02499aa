//! Why do we think so?
//!
//! Every decision names the rule or model that took it and the words it rests on. Useful for `explain` and for finding
//! the module to mend; not a proof.

use crate::names::names;
use crate::span::{Clean, Span};
use std::borrow::Cow;

names! {
    /// The field of a statement, question or document that a decision filled.
    pub enum Field {
        /// The span of the source.
        Source = "source",
        /// The span of the cue.
        Cue = "cue",
        /// The spans of the content.
        Content = "content",
        /// Direct, indirect or mixed.
        Form = "form",
        /// Whose words they are.
        Speaker = "speaker",
        /// To whom they were said.
        Addressee = "addressee",
        /// On which occasion.
        Event = "event",
        /// Inside which statement.
        Parent = "parent",
        /// When it was said.
        Said = "said",
        /// Whether it is negated.
        Negated = "negated",
        /// How certain the source is.
        Certainty = "certainty",
        /// Figures.
        Quantity = "quantity",
        /// Dates and times inside the content.
        Time = "time",
        /// The outlet's reporting verb.
        Stance = "stance",
        /// Who asked.
        Asker = "asker",
        /// How a question was answered.
        Response = "response",
    }
}

/// One decision: what was filled, by which rule or model, how sure, resting on which words.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The field that was filled.
    pub field: Field,
    /// Name of the rule or model, `module.rule`.
    pub by: Cow<'static, str>,
    /// Probability that the decision is right, 0 to 1.
    pub score: f32,
    /// The words it rests on.
    pub spans: Vec<Span<Clean>>,
}

impl Evidence {
    /// A decision by the rule `by`.
    pub fn new(field: Field, by: &'static str, score: f32, spans: Vec<Span<Clean>>) -> Self {
        Evidence { field, by: Cow::Borrowed(by), score, spans }
    }
}
