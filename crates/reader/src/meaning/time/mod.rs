//! When was it said, and which days does it speak of?
//!
//! Every date is an interval with its derivation (TIMEX3 in spirit): better a wide interval than a wrong day.

use super::Event;
use crate::attribution::Attribution;
use crate::document::Document;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;
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

/// The days of one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    /// When the document was published; for a transcript the day of its event.
    pub published: When,
    /// The occasions on which something was said.
    pub events: Vec<Event>,
    /// Index of the event of each attribution.
    pub event_of: Vec<Option<usize>>,
    /// When each attribution was said; parallel to the attributions.
    pub said: Vec<When>,
}

/// Settles the days of a document: publication, events, and when each attribution was said.
pub fn settle(
    document: &Document,
    _text: &CleanText,
    _structure: &Structure,
    _language: &Language,
    attributions: &[Attribution],
    _knowledge: &Knowledge,
) -> Calendar {
    let published = match document.given.published {
        Some(day) => When {
            earliest: Some(day),
            latest: Some(day),
            precision: Precision::Day,
            why: format!("published on {day}, as stated with the document"),
            ..When::default()
        },
        None => When::default(),
    };
    Calendar {
        published: published.clone(),
        events: Vec::new(),
        event_of: vec![None; attributions.len()],
        said: vec![published; attributions.len()],
    }
}

/// The dates and times of a content, in order.
pub fn mentions(_text: &CleanText, _content: &[Span<Clean>], _calendar: &Calendar, _said: &When) -> Vec<TimeMention> {
    Vec::new()
}
