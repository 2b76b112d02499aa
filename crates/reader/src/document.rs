//! What arrives: bytes, media type, what the sender knows.

use crate::names::names;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

names! {
    /// How the bytes are to be read.
    pub enum Media {
        /// Plain text.
        Plain = "text/plain",
        /// Markdown (CommonMark).
        Markdown = "text/markdown",
        /// A web page (HTML, XHTML).
        Html = "text/html",
    }
}

names! {
    /// On which terms the words may be used.
    pub enum GroundRule {
        /// With name.
        OnRecord = "on_record",
        /// As "an official".
        Background = "background",
        /// Without any attribution.
        DeepBackground = "deep_background",
        /// Not at all.
        OffRecord = "off_record",
        /// Not stated.
        Unknown = "unknown",
    }
}

names! {
    /// By which way the words were given.
    pub enum Channel {
        /// A briefing or another meeting in one room.
        BriefingRoom = "briefing_room",
        /// A call with many listeners.
        Teleconference = "teleconference",
        /// A call.
        Phone = "phone",
        /// An email.
        Email = "email",
        /// Any other writing.
        Written = "written",
        /// Anything else, or not stated.
        Other = "other",
    }
}

/// What the sender states about the document; it overrides what the text suggests.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where it was found (URL).
    pub address: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Day on which the bytes were taken from the address: what they say was published by then. No part of the id, so
    /// that the same page is the same document whenever a crawler comes by.
    pub fetched: Option<Date>,
    /// The occasion that a transcript records.
    pub event: Option<GivenEvent>,
    /// On which terms the words may be used.
    pub ground_rule: Option<GroundRule>,
    /// IANA name of the zone in which weekdays are meant.
    pub timezone: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
}

/// What the sender states about the occasion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GivenEvent {
    /// Its name.
    pub name: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// Its place.
    pub venue: Option<String>,
    /// By which way the words were given.
    pub channel: Option<Channel>,
}

/// What arrives: the bytes of one document with what the sender knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Where it came from, for people: a path, `-`, or `FILE.jsonl#LINE`.
    pub path: String,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// How to read them.
    pub media: Media,
    /// What the sender knows.
    pub given: Given,
}

impl Document {
    /// Name of this content with these statements about it: 16 hexadecimal digits of a SHA-256 over the bytes, the
    /// media type and the given fields. The path is no part of it, so a moved file is the same document.
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        hash.update((self.bytes.len() as u64).to_le_bytes());
        hash.update(&self.bytes);
        hash.update(self.media.as_str());
        let event = self.given.event.clone().unwrap_or_default();
        let date = |date: Option<Date>| date.map(|date| date.to_string());
        let fields = [
            self.given.outlet.clone(),
            self.given.agency.clone(),
            self.given.title.clone(),
            self.given.address.clone(),
            date(self.given.published),
            self.given.ground_rule.map(|rule| rule.to_string()),
            self.given.timezone.clone(),
            self.given.language.clone(),
            event.name,
            date(event.date),
            event.venue,
            event.channel.map(|channel| channel.to_string()),
        ];
        for (number, field) in fields.iter().enumerate() {
            if let Some(text) = field {
                hash.update([number as u8]);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text);
            }
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
