//! To whom was it said?
//!
//! Reads the words after the cue: "told reporters", "told the Harbour Gazette in Oslo". Useful for printed addressees;
//! who is addressed in a transcript follows from its turns.

use super::lexicon::SpeakerWords;
use super::scan::{Shape, Word, scan};
use crate::attribution::Attribution;
use crate::span::{Clean, Span};

const VERBS: &[&str] = &["tell", "ask", "inform", "assure", "remind", "warn", "urge", "notify", "advise", "brief"];
const EVENTS: &[&str] = &[
    "briefing",
    "conference",
    "summit",
    "meeting",
    "hearing",
    "rally",
    "crowd",
    "audience",
    "interview",
    "forum",
    "event",
    "session",
    "call",
    "gathering",
    "dinner",
    "fundraiser",
    "debate",
    "convention",
    "press",
    "show",
    "panel",
];

/// The words of the addressee, if the cue is a verb that takes one and a noun phrase follows it.
pub fn find(text: &str, attribution: &Attribution, lexicon: &SpeakerWords) -> Option<Span<Clean>> {
    if !VERBS.contains(&attribution.lemma.as_str()) {
        return None;
    }
    let cue = attribution.cue.last()?;
    if attribution.source.iter().any(|source| source.start >= cue.end && source.start < cue.end + 3) {
        return None;
    }
    let mut limit = (cue.end + 160).min(text.len());
    while limit > cue.end && !text.is_char_boundary(limit) {
        limit -= 1;
    }
    if let Some(content) = attribution.content.iter().find(|content| content.start >= cue.end) {
        limit = limit.min(content.start);
    }
    if let Some(source) = attribution.source.iter().find(|source| source.start >= cue.end) {
        limit = limit.min(source.start);
    }
    let after = Span::new(cue.end, limit);
    if after.of(text).contains('\n') {
        let line = after.of(text).find('\n').unwrap_or(0);
        limit = cue.end + line;
    }
    let mut words: Vec<Word> = Vec::new();
    scan(text, Span::new(cue.end, limit), lexicon, &mut words);
    let mut end = 0;
    for (index, word) in words.iter().enumerate() {
        let printed = word.span.of(text);
        let stops = matches!(word.shape, Shape::Mark(mark) if !matches!(mark, '-' | '&'))
            || matches!(
                printed,
                "in" | "at"
                    | "on"
                    | "that"
                    | "to"
                    | "during"
                    | "about"
                    | "of"
                    | "after"
                    | "before"
                    | "who"
                    | "whether"
                    | "if"
                    | "traveling"
                    | "what"
                    | "why"
                    | "how"
                    | "not"
                    | "when"
                    | "last"
                    | "earlier"
                    | "later"
                    | "by"
                    | "via"
                    | "following"
                    | "as"
                    | "for"
                    | "this"
                    | "and"
                    | "he"
                    | "she"
                    | "it"
                    | "they"
                    | "we"
                    | "I"
                    | "there"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
            )
            || (index > 0 && matches!(printed, "the" | "a" | "an"))
            || is_day(printed);
        if stops || index >= 10 {
            break;
        }
        end = index + 1;
    }
    let (first, last) = (words.first()?, words.get(end.checked_sub(1)?)?);
    let printed = last.span.of(text);
    if EVENTS.contains(&printed) || words[..end].iter().any(|word| word.span.of(text) == "press") {
        return None;
    }
    Some(Span::new(first.span.start, last.span.end))
}

fn is_day(word: &str) -> bool {
    matches!(
        word,
        "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | "today" | "yesterday"
    )
}
