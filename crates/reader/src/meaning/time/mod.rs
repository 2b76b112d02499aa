//! When was it said, and which days does it speak of?
//!
//! Every date is an interval with its derivation (TIMEX3 in spirit): better a wide interval than a wrong day.

use crate::names::names;
use crate::span::{Clean, Span};
use jiff::civil::Date;

names! {
    /// How finely an interval is meant.
    pub enum Precision {
        /// One day.
        Day = "day",
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// Any other interval, open ones too.
        Range = "range",
        /// Nothing is known.
        Unknown = "unknown",
    }
}

/// An interval of days with the way it was found. Two open sides say nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// First day, inclusive.
    pub earliest: Option<Date>,
    /// Last day, inclusive.
    pub latest: Option<Date>,
    /// How finely it is meant.
    pub precision: Precision,
    /// The days that remain possible, where there are only a few.
    pub candidates: Vec<Date>,
    /// The derivation, for people.
    pub why: String,
    /// The words it rests on.
    pub spans: Vec<Span<Clean>>,
}

impl Default for When {
    fn default() -> Self {
        When {
            earliest: None,
            latest: None,
            precision: Precision::Unknown,
            candidates: Vec::new(),
            why: String::new(),
            spans: Vec::new(),
        }
    }
}

/// A date or time in a content.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// Its words.
    pub span: Span<Clean>,
    /// First day, inclusive.
    pub earliest: Option<Date>,
    /// Last day, inclusive.
    pub latest: Option<Date>,
    /// How finely it is meant.
    pub precision: Precision,
}
