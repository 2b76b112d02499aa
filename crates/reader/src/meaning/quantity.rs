//! How many, with which bound, of what, in which state?

use crate::knowledge::Knowledge;
use crate::span::{Clean, Span};
use crate::text::CleanText;

/// A figure as printed, with its bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its words, with the bound ("at least 3,000").
    pub span: Span<Clean>,
    /// Lower limit; `None` where there is none.
    pub min: Option<f64>,
    /// Upper limit; `None` where there is none.
    pub max: Option<f64>,
    /// Whether the limit itself is excluded ("more than").
    pub exclusive: bool,
    /// Whether the figure is approximate ("about", "some").
    pub approx: bool,
    /// What is counted, as printed.
    pub counted: Option<Span<Clean>>,
    /// The state of what is counted ("deployed", "shipped"), as printed.
    pub state: Option<Span<Clean>>,
}

/// Finds the figures of a content, in order.
pub fn find(_text: &CleanText, _content: &[Span<Clean>], _knowledge: &Knowledge) -> Vec<Quantity> {
    Vec::new()
}
