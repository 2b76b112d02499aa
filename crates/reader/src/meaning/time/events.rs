//! On which occasions was it said?
//!
//! A transcript records one occasion, whose name, place, channel and ground rule stand in its head. A report tells of
//! several: attributions go together by day, channel and source. Useful for comparing quotations with the transcript of
//! the right event; not useful for naming an occasion across documents.

use super::When;
use super::calendar::{How, Said, same_days};
use crate::attribution::Attribution;
use crate::document::{Channel, Document, GroundRule};
use crate::meaning::Event;
use crate::structure::{BlockKind, DocumentKind, FurnitureKind, Structure};

/// The occasions of the document, and the index of the one of each attribution.
pub(crate) fn find(
    document: &Document,
    text: &str,
    structure: &Structure,
    attributions: &[Attribution],
    published: &When,
    said: &[Said],
) -> (Vec<Event>, Vec<Option<usize>>) {
    if structure.masthead.kind == DocumentKind::Transcript {
        let event = transcript(document, text, structure, published);
        let of = said.iter().map(|said| (said.how == How::Event).then_some(0)).collect();
        return (vec![event], of);
    }
    let mut events: Vec<Event> = Vec::new();
    let mut of = Vec::with_capacity(attributions.len());
    for (attribution, said) in attributions.iter().zip(said) {
        let day = match said.how {
            How::Printed | How::Before | How::Inherited if attribution.parent.is_none() => &said.when,
            _ => {
                of.push(None);
                continue;
            }
        };
        let channel = channel(text, structure, attribution);
        let known = events.iter().position(|event| {
            let same = same_days(&event.date, day) || event.date.earliest.is_none() && event.date.spans == day.spans;
            same && (event.channel == channel || channel == Channel::Other || event.channel == Channel::Other)
        });
        let index = known.unwrap_or_else(|| {
            events.push(Event {
                name: None,
                date: day.clone(),
                venue: None,
                channel,
                ground_rule: document.given.ground_rule.unwrap_or(GroundRule::Unknown),
            });
            events.len() - 1
        });
        if let Some(event) = events.get_mut(index).filter(|event| event.channel == Channel::Other) {
            event.channel = channel;
        }
        of.push(Some(index));
    }
    if let (Some(given), Some(first)) = (&document.given.event, events.first_mut()) {
        first.name = given.name.clone();
        first.venue = given.venue.clone();
        first.channel = given.channel.unwrap_or(first.channel);
    }
    (events, of)
}

/// By which way the words of an attribution were given, as its sentence tells.
fn channel(text: &str, structure: &Structure, attribution: &Attribution) -> Channel {
    let start = attribution.cue.first().map_or(0, |cue| cue.start);
    let index = structure.sentences.partition_point(|sentence| sentence.span.end <= start);
    let Some(sentence) = structure.sentences.get(index) else { return Channel::Other };
    // What is said in the sentence tells nothing about the way in which it was said.
    let mut outside = String::new();
    let mut at = sentence.span.start;
    for content in &attribution.content {
        if content.start >= at && content.start < sentence.span.end {
            outside.push_str(text.get(at..content.start).unwrap_or(""));
            outside.push(' ');
            at = content.end;
        } else if content.start < at && content.end > at {
            at = content.end;
        }
    }
    outside.push_str(text.get(at..sentence.span.end).unwrap_or(""));
    outside.make_ascii_lowercase();
    channel_of(&outside).unwrap_or(Channel::Other)
}

/// The first channel that lower-case words name.
fn channel_of(words: &str) -> Option<Channel> {
    const NAMES: &[(&str, Channel)] = &[
        ("conference call", Channel::Teleconference),
        ("teleconference", Channel::Teleconference),
        ("video call", Channel::Teleconference),
        ("email", Channel::Email),
        ("e-mail", Channel::Email),
        ("by phone", Channel::Phone),
        ("phone call", Channel::Phone),
        ("phone interview", Channel::Phone),
        ("telephone", Channel::Phone),
        ("in a statement", Channel::Written),
        ("written statement", Channel::Written),
        ("in a letter", Channel::Written),
        ("wrote", Channel::Written),
        ("tweeted", Channel::Written),
        ("press release", Channel::Written),
        ("told reporters", Channel::BriefingRoom),
        ("briefing", Channel::BriefingRoom),
        ("news conference", Channel::BriefingRoom),
        ("press conference", Channel::BriefingRoom),
    ];
    NAMES.iter().find(|(name, _)| words.contains(name)).map(|&(_, channel)| channel)
}

/// The one occasion of a transcript, from its head.
fn transcript(document: &Document, text: &str, structure: &Structure, published: &When) -> Event {
    let given = document.given.event.clone().unwrap_or_default();
    let end = structure.turns.first().map_or(text.len().min(600), |turn| turn.label.start);
    let head: Vec<&str> = structure
        .blocks
        .iter()
        .take_while(|block| block.span.start < end)
        .filter(|block| {
            block.kind != BlockKind::Furniture
                || structure
                    .furniture
                    .iter()
                    .any(|furniture| furniture.kind == FurnitureKind::Heading && furniture.span.overlaps(&block.span))
        })
        .flat_map(|block| block.span.of(text).lines())
        .map(str::trim)
        .filter(|line| !line.is_empty() && line.len() <= 300)
        .collect();
    let words = head.join("\n").to_ascii_lowercase();
    let title = structure.masthead.title.clone().or_else(|| head.first().map(|line| line.to_string()));
    let channel = channel_of_head(&words);
    let venue =
        head.iter().skip(1).find(|line| is_venue(line)).map(|line| line.trim_end_matches(['.', ',']).to_string());
    let ground_rule = if words.contains("on-the-record") || words.contains("on the record") {
        GroundRule::OnRecord
    } else if words.contains("deep background") {
        GroundRule::DeepBackground
    } else if words.contains("background") || words.contains("senior administration official") {
        GroundRule::Background
    } else {
        GroundRule::Unknown
    };
    let date = match given.date {
        Some(day) => super::calendar::when(
            super::days::Days::day(day),
            format!("{day}, the day of the event, as given beside the document"),
            Vec::new(),
        ),
        None => published.clone(),
    };
    Event {
        name: given.name.or(title),
        date,
        venue: given.venue.or(venue),
        channel: given.channel.unwrap_or(channel),
        ground_rule: document.given.ground_rule.unwrap_or(ground_rule),
    }
}

fn channel_of_head(words: &str) -> Channel {
    if ["teleconference", "conference call", "press call", "video conference", "background call"]
        .iter()
        .any(|name| words.contains(name))
    {
        Channel::Teleconference
    } else if words.contains("gaggle") || words.contains("air force one") {
        Channel::Other
    } else if words.contains("briefing") {
        Channel::BriefingRoom
    } else {
        Channel::Other
    }
}

/// Whether a line of the head names a place: a room, hall, house or an aircraft, not a time or a date.
fn is_venue(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "room",
        "house",
        "aboard",
        "office",
        "garden",
        "lawn",
        "hotel",
        "center",
        "centre",
        "hall",
        "school",
        "university",
        "building",
        "airport",
        "base",
        "pentagon",
        "embassy",
        "palace",
        "filing",
        "theater",
        "ballroom",
    ];
    let starts_with_digit = line.starts_with(|character: char| character.is_ascii_digit());
    let lower = line.to_ascii_lowercase();
    !starts_with_digit
        && !lower.starts_with("press ")
        && !lower.starts_with("remarks")
        && line.len() <= 100
        && lower.split(|character: char| !character.is_alphanumeric()).any(|word| PLACES.contains(&word))
}
