//! What did the markup say beside the words?
//!
//! A web page marks its parts (headline, byline, captions) and states in its own data who published it and when. Later
//! stages take the marks before they look at the words; what the user gives goes before both. Texts without markup have an
//! empty page.

use crate::span::{Clean, Original, Span};
use jiff::civil::Date;

/// What a stretch of the clean text is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Title,
    /// A heading inside the text.
    Heading,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Day,
    /// The text under a picture.
    Caption,
    /// A paragraph, list item or quote.
    Words,
}

/// A field with the place where the page states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// Whether it is made for networks and engines, and what is printed says it better.
    pub is_loose: bool,
    /// By what: `JSON-LD datePublished`, `meta og:site_name`, `time`, …
    pub by: String,
    /// Where in the original bytes.
    pub place: Span<Original>,
}

/// What the page marks and states.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Whether there was markup at all.
    pub is_web: bool,
    /// Parts in order, not overlapping; every word of the clean text lies in one.
    pub parts: Vec<(Span<Clean>, Part)>,
    /// Who published it.
    pub outlet: Option<Stated<String>>,
    /// The agency whose text it is.
    pub agency: Option<Stated<String>>,
    /// Headline.
    pub title: Option<Stated<String>>,
    /// Authors.
    pub byline: Option<Stated<String>>,
    /// Where it can be found.
    pub address: Option<Stated<String>>,
    /// BCP 47 tag.
    pub language: Option<Stated<String>>,
    /// Day of publication, as it is in the zone that the page prints it in.
    pub published: Option<Stated<Date>>,
    /// Day of the last change.
    pub changed: Option<Stated<Date>>,
}

impl Page {
    /// The part that holds a stretch.
    pub fn part(&self, span: Span<Clean>) -> Option<Part> {
        let after = self.parts.partition_point(|(part, _)| part.start <= span.start);
        let (held, part) = self.parts.get(after.checked_sub(1)?)?;
        held.contains(&span).then_some(*part)
    }

    /// Moves every stated place.
    pub(super) fn lead_on(&mut self, to: impl Fn(Span<Original>) -> Span<Original>) {
        for field in [
            &mut self.outlet,
            &mut self.agency,
            &mut self.title,
            &mut self.byline,
            &mut self.address,
            &mut self.language,
        ] {
            field.iter_mut().for_each(|field| field.place = to(field.place));
        }
        for field in [&mut self.published, &mut self.changed] {
            field.iter_mut().for_each(|field| field.place = to(field.place));
        }
    }
}
