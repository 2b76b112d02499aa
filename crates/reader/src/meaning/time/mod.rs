//! When was it said, and which days does it speak of?
//!
//! Every date is an interval with its derivation (TIMEX3 in spirit): better a wide interval than a wrong day.

mod calendar;
mod dating;
mod days;
mod events;
pub(crate) mod expressions;
mod lexicon;
mod terms;
mod timex;

pub(crate) use expressions::{Expression, Shape};
pub use lexicon::TimeWords;
pub use timex::{Timex, TimexKind, timexes};

use super::Event;
use crate::attribution::Attribution;
use crate::document::Document;
use crate::knowledge::Knowledge;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;
use calendar::Dated;
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
    /// Index of the event of each attribution; parallel to the attributions.
    pub event_of: Vec<Option<usize>>,
    /// When each attribution was said; parallel to the attributions.
    pub said: Vec<When>,
    /// Every date and time of the document outside copies, in order.
    dated: Vec<Dated>,
}

/// Settles the days of a document: publication, events, and when each attribution was said. `speakers` is parallel to the
/// attributions.
pub fn settle(
    document: &Document,
    text: &CleanText,
    structure: &Structure,
    attributions: &[Attribution],
    speakers: &[Option<usize>],
    knowledge: &Knowledge,
) -> Calendar {
    let (page, text) = (text.page(), text.as_str());
    let calendar::Told { dated, mentions } = calendar::told(text, structure, &knowledge.time);
    let published = dating::published(document, page, text, structure, &dated, &mentions);
    let said = calendar::said(text, structure, attributions, speakers, &dated, &published);
    let (events, event_of) = events::find(document, text, structure, attributions, &published, &said);
    Calendar { published, events, event_of, said: said.into_iter().map(|said| said.when).collect(), dated }
}

/// The dates and times of a content, in order. Days are counted from `said` where it is known, else from publication.
pub fn mentions(_text: &CleanText, content: &[Span<Clean>], calendar: &Calendar, said: &When) -> Vec<TimeMention> {
    let closed = said.earliest.is_some() && said.latest.is_some();
    let anchor = calendar::days(if closed { said } else { &calendar.published });
    let mut found = Vec::new();
    for span in content {
        let first = calendar.dated.partition_point(|date| date.expression.span.end <= span.start);
        for date in calendar.dated[first..].iter().take_while(|date| date.expression.span.start < span.end) {
            let mut words = date.expression.span;
            if !span.contains(&words) {
                words = Span::new(words.start.max(span.start), words.end.min(span.end));
            }
            let days = days::resolve_within(date.expression.shape, &anchor, date.direction);
            found.push(TimeMention {
                span: words,
                earliest: days.earliest,
                latest: days.latest,
                precision: days.precision,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests;
