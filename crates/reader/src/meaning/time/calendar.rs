//! Which days does the document name, and on which day was each thing said?
//!
//! The day of speaking stands beside the cue, or the same source said it on the same occasion. Whatever stays open is an
//! open interval or unknown, with the reason. Not useful for reading an expression (`expressions`, `days`) nor for the day
//! of the document (`dating`).

use super::days::{Days, Direction, resolve_within};
use super::expressions::{self, Expression, PartialDate, Shape};
use super::lexicon::TimeWords;
use super::terms::Mention;
use super::{Precision, When};
use crate::attribution::Attribution;
use crate::meaning::words::{Kind, Word, scan};
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, DocumentKind, FurnitureKind, Structure};

/// An expression of the document with what the words around it tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Dated {
    /// Words and shape; a year that the text gives nearby is filled in.
    pub expression: Expression,
    /// Whether it looks back or ahead.
    pub direction: Direction,
    /// Index of its block.
    pub block: usize,
    /// Whether it stands in a caption, a credit or a list of other stories.
    pub aside: bool,
}

/// What a document tells about days.
pub(crate) struct Told {
    /// Every expression of it outside copies, in order.
    pub dated: Vec<Dated>,
    /// The office-holders that it names.
    pub mentions: Vec<Mention>,
}

/// Finds what the document tells about days, outside copies.
pub(crate) fn told(text: &str, structure: &Structure, lexicon: &TimeWords) -> Told {
    let mut found = Vec::new();
    let mut mentions = Vec::new();
    let mut furniture = structure.furniture.iter().peekable();
    let mut reach = 0;
    for (index, block) in structure.blocks.iter().enumerate() {
        while let Some(piece) = furniture.peek().filter(|piece| piece.span.start <= block.span.start) {
            if piece.kind != FurnitureKind::Heading {
                reach = reach.max(piece.span.end);
            }
            furniture.next();
        }
        if block.is_copy {
            continue;
        }
        let words = scan(text, block.span);
        lexicon.terms.find(text, &words, &mut mentions);
        let mut at = 0;
        for expression in expressions::find(text, &words, lexicon) {
            while words.get(at).is_some_and(|word| word.span.start < expression.span.start) {
                at += 1;
            }
            found.push(Dated {
                expression,
                direction: direction(text, &words[..at], lexicon),
                block: index,
                aside: block.span.start < reach,
            });
        }
    }
    fill_years(text, &mut found);
    Told { dated: found, mentions }
}

/// The nearest word before an expression, in its sentence, that tells whether it lies behind or ahead.
pub(crate) fn direction(text: &str, before: &[Word], lexicon: &TimeWords) -> Direction {
    for (back, word) in before.iter().rev().take(14).enumerate() {
        let printed = word.span.of(text);
        match word.kind {
            Kind::Mark if matches!(printed, "?" | "!" | ";") => break,
            // A point after a short capitalised word is mostly one of an abbreviation ("Oct.", "U.S.").
            Kind::Mark if printed == "." => {
                let short = before.iter().rev().nth(back + 1).map_or("", |word| word.span.of(text));
                if short.len() > 4 || !short.starts_with(char::is_uppercase) {
                    break;
                }
            }
            Kind::Letters => {
                if let Some(direction) = lexicon.tense(printed) {
                    return direction;
                }
            }
            Kind::Suffix => {
                if let Some(direction) = lexicon.tense(printed.trim_start_matches(['\'', '\u{2019}'])) {
                    return direction;
                }
            }
            _ => {}
        }
    }
    Direction::Open
}

/// Whether only list marks ("," and "and") stand between two expressions.
pub(crate) fn listed(text: &str, first: &Expression, second: &Expression) -> bool {
    let between = text.get(first.span.end..second.span.start).unwrap_or("-");
    between.len() <= 12 && between.split([' ', ',']).all(|word| matches!(word, "" | "and" | "or" | "&" | "on"))
}

/// Gives the members of a list their year: "Nov. 28, 2021, Dec. 2 and …" goes on in the year that is closest.
fn fill_years(text: &str, found: &mut [Dated]) {
    for index in 1..found.len() {
        let (before, rest) = found.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last(), rest.first_mut()) else { continue };
        let (Shape::Date(earlier), Shape::Date(later)) = (first.expression.shape, second.expression.shape) else {
            continue;
        };
        if !listed(text, &first.expression, &second.expression) || second.block != first.block {
            continue;
        }
        second.direction = first.direction;
        let (Some(year), Some(month), Some(day)) = (earlier.year, earlier.month, earlier.day) else { continue };
        let (Some(next_month), Some(next_day), None) = (later.month, later.day, later.year) else { continue };
        let follows = (next_month, next_day) > (month, day);
        let year = if follows { year } else { year.saturating_add(1) };
        second.expression.shape = Shape::Date(PartialDate { year: Some(year), ..later });
    }
    // The other way round the year stands at the end: "Jan. 2 and Jan. 6, 2024".
    for index in (1..found.len()).rev() {
        let (before, rest) = found.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last_mut(), rest.first()) else { continue };
        let (Shape::Date(earlier), Shape::Date(later)) = (first.expression.shape, second.expression.shape) else {
            continue;
        };
        if !listed(text, &first.expression, &second.expression) || second.block != first.block {
            continue;
        }
        let (Some(year), Some(month), Some(day)) = (later.year, later.month, later.day) else { continue };
        let (Some(own_month), Some(own_day), None) = (earlier.month, earlier.day, earlier.year) else { continue };
        let year = if (own_month, own_day) <= (month, day) { year } else { year.saturating_sub(1) };
        first.expression.shape = Shape::Date(PartialDate { year: Some(year), ..earlier });
    }
}

/// A `When` of these days.
pub(crate) fn when(days: Days, why: String, spans: Vec<Span<Clean>>) -> When {
    let precision = if days.earliest.is_none() && days.latest.is_none() { Precision::Unknown } else { days.precision };
    When { earliest: days.earliest, latest: days.latest, precision, candidates: Vec::new(), why, spans }
}

/// The days of a `When`.
pub(crate) fn days(when: &When) -> Days {
    Days { earliest: when.earliest, latest: when.latest, precision: when.precision }
}

/// When each attribution was said. `published` is the day of the event for a transcript.
pub(crate) fn said(
    text: &str,
    structure: &Structure,
    attributions: &[Attribution],
    speakers: &[Option<usize>],
    dated: &[Dated],
    published: &When,
) -> Vec<Said> {
    let mut result: Vec<Said> = Vec::with_capacity(attributions.len());
    let transcript = structure.masthead.kind == DocumentKind::Transcript;
    let sources: Vec<Option<SourceKey>> = attributions
        .iter()
        .enumerate()
        .map(|(index, attribution)| source_key(text, attribution, speakers.get(index).copied().flatten()))
        .collect();
    // The last dated act of speaking of each source.
    let mut by_source: Vec<(SourceKey, usize)> = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        let source = sources[index].clone();
        let sentence = sentence_of(structure, attribution);
        let printed = adverbial(text, attributions, index, sentence, dated);
        let said = if attribution.cue.is_empty() && transcript {
            Said { when: published.clone(), how: How::Event }
        } else if let Some(date) = printed {
            let days = resolve_within(date.expression.shape, &days(published), Direction::Back);
            let words = date.expression.span.of(text);
            let known = days != Days::UNKNOWN;
            let why = if known {
                format!("“{words}” beside the cue, seen from {}", describe(published))
            } else {
                format!("“{words}” beside the cue; {}", published.why)
            };
            // "On Tuesday, she had said": an occasion before the one that is reported, so its day dates nothing else.
            let how = if is_earlier(text, attribution) { How::Before } else { How::Printed };
            Said { when: when(days, why, vec![date.expression.span]), how }
        } else if is_earlier(text, attribution) || transcript {
            Said { when: until(published, "reported as said before"), how: How::Open }
        } else if let Some(parent) = attribution.parent.and_then(|parent| result.get(parent)) {
            Said { when: until(&parent.when, "reported inside a statement, so not after it"), how: How::Open }
        } else if let Some(earlier) = same_source(&source, &by_source, &result, index) {
            Said { when: earlier, how: How::Inherited }
        } else {
            Said { when: until(published, "no day printed beside the cue; not after publication"), how: How::Open }
        };
        if matches!(said.how, How::Printed | How::Inherited)
            && let Some(source) = source.filter(|_| attribution.parent.is_none())
        {
            by_source.push((source, index));
        }
        result.push(said);
    }
    carry_back(text, structure, attributions, &sources, &by_source, &mut result, transcript);
    result
}

/// A headline or the undated lead tells what is dated below: the lead what the same source says, a headline what the
/// same source or the lead says. Any other statement stays open, as the later one may be of another occasion.
fn carry_back(
    text: &str,
    structure: &Structure,
    attributions: &[Attribution],
    sources: &[Option<SourceKey>],
    by_source: &[(SourceKey, usize)],
    result: &mut [Said],
    transcript: bool,
) {
    if transcript {
        return;
    }
    let lead = lead_block(text, structure);
    let block_of = |index: usize| {
        let sentence = structure.sentences.get(attributions.get(index)?.sentence)?;
        Some(sentence.block)
    };
    for index in 0..attributions.len() {
        let Some(block) = block_of(index) else { continue };
        let heading = structure.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Heading)
            || lead.is_some_and(|lead| block < lead);
        if !heading && Some(block) != lead {
            // Sentences stand in order: behind the lead nothing is left to be done.
            if lead.is_some_and(|lead| block > lead) {
                break;
            }
            continue;
        }
        if result[index].how != How::Open
            || attributions[index].parent.is_some()
            || is_earlier(text, &attributions[index])
        {
            continue;
        }
        let key = &sources[index];
        let later = by_source.iter().find(|(source, at)| {
            *at > index
                && result[*at].how == How::Printed
                && (key.as_ref().is_some_and(|key| key.is_same(source))
                    || heading && lead.is_some() && block_of(*at) == lead)
        });
        if let Some(&(_, at)) = later {
            let mut when = result[at].when.clone();
            when.why = format!("as the statement below it: {}", when.why);
            result[index] = Said { when, how: How::Inherited };
        }
    }
}

/// The block of the story's lead: the first paragraph that is prose, not a byline or a date line.
pub(crate) fn lead_block(text: &str, structure: &Structure) -> Option<usize> {
    structure.blocks.iter().position(|block| {
        let printed = block.span.of(text).trim_end();
        block.kind == BlockKind::Paragraph
            && !block.is_copy
            && printed.len() >= 60
            && printed.ends_with(['.', '”', '"', '!', '?', '’'])
    })
}

/// When an attribution was said, and how that is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    /// The interval.
    pub when: When,
    /// How it is known.
    pub how: How,
}

/// How a day of speaking is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It is the event that the transcript records.
    Event,
    /// The day stands beside the cue.
    Printed,
    /// The day stands beside the cue, of an occasion before the one that is reported ("had said on Tuesday").
    Before,
    /// The same source said it on the same occasion.
    Inherited,
    /// Only that it is not later than something else.
    Open,
}

pub(crate) fn describe(when: &When) -> String {
    match (when.earliest, when.latest) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "an unknown day".to_string(),
    }
}

fn until(when_known: &When, reason: &str) -> When {
    match when_known.latest {
        Some(latest) => when(
            Days { earliest: None, latest: Some(latest), precision: Precision::Range },
            format!("{reason} ({})", describe(when_known)),
            Vec::new(),
        ),
        None => when(Days::UNKNOWN, format!("{reason}; {}", when_known.why), Vec::new()),
    }
}

/// The sentence of the cue, or of the content where there is no cue.
fn sentence_of(structure: &Structure, attribution: &Attribution) -> Span<Clean> {
    let start = attribution.cue.first().or(attribution.content.first()).map_or(0, |span| span.start);
    let index = structure.sentences.partition_point(|sentence| sentence.span.end <= start);
    let found = structure.sentences.get(index).or_else(|| structure.sentences.get(attribution.sentence));
    found.map_or(Span::new(0, 0), |sentence| sentence.span)
}

/// The expression that dates the act of speaking: right after the cue, at the head of the sentence, or behind the
/// content; never one inside what was said.
fn adverbial<'dated>(
    text: &str,
    attributions: &[Attribution],
    index: usize,
    sentence: Span<Clean>,
    dated: &'dated [Dated],
) -> Option<&'dated Dated> {
    let attribution = attributions.get(index)?;
    let cue = attribution.cue.iter().copied().reduce(|a, b| a.cover(&b))?;
    let start = dated.partition_point(|date| date.expression.span.start < sentence.start);
    let mut best: Option<(usize, &Dated)> = None;
    for date in dated[start..].iter().take_while(|date| date.expression.span.start < sentence.end) {
        let span = date.expression.span;
        if !dates_speech(date.expression.shape) {
            continue;
        }
        if inside_content(attributions, index, span, cue) {
            // "… was ready - during a briefing in Sandel on Tuesday": the occasion is named even where the content reaches over it.
            if span.start >= cue.end && is_occasion(text, sentence, span) && best.is_none() {
                best = Some((3, date));
            }
            continue;
        }
        let rank = if span.start >= cue.end {
            let gap = Span::new(cue.end, span.start);
            let between = gap.of(text);
            let plain = !between.contains([',', ';', ':', '—', '(']);
            let far = between.split_whitespace().count();
            let other_cue = attributions
                .iter()
                .skip(index + 1)
                .take(4)
                .any(|other| other.cue.iter().any(|other| other.start >= cue.end && other.end <= span.start));
            match (plain, far) {
                (true, 0..=1) => 0,
                (true, 2..=8) if !other_cue && !attribution.content.iter().any(|content| content.overlaps(&gap)) => 2,
                _ if !other_cue && behind_content(text, attribution, span) => 3,
                _ if is_occasion(text, sentence, span) => 3,
                _ => continue,
            }
        } else if span.end <= cue.start {
            let before = text.get(sentence.start..span.start).unwrap_or("");
            let head = before.split_whitespace().count() <= 2 && !before.contains(',');
            let adverb = text.get(span.end..cue.start).is_some_and(|between| between.trim().is_empty());
            match (head, adverb) {
                (_, true) => 0,
                (true, _) => 1,
                _ => continue,
            }
        } else {
            0
        };
        if best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}

/// Whether "during a press briefing in Sandel on" leads to a date at the end of its sentence.
fn is_occasion(text: &str, sentence: Span<Clean>, span: Span<Clean>) -> bool {
    let after = text.get(span.end..sentence.end).unwrap_or("");
    let before = text.get(sentence.start..span.start).unwrap_or("");
    let Some(at) = before.rfind("during a ").or_else(|| before.rfind("at a ")).or_else(|| before.rfind("in an "))
    else {
        return false;
    };
    let led: Vec<&str> = before[at..].split_whitespace().collect();
    const OCCASIONS: &[&str] = &[
        "briefing",
        "conference",
        "interview",
        "speech",
        "gaggle",
        "hearing",
        "call",
        "address",
        "rally",
        "statement",
    ];
    !after.contains(char::is_alphabetic) && led.len() <= 10 && led.iter().any(|word| OCCASIONS.contains(word))
}

/// Whether an expression of this shape can date an act of speaking.
fn dates_speech(shape: Shape) -> bool {
    match shape {
        Shape::Date(_) | Shape::ShiftedMonth { .. } | Shape::Vague(-1 | -2) => true,
        Shape::Period { offset, .. } => offset <= 0,
        Shape::Stretch { forward, .. } | Shape::Distance { forward, .. } => !forward,
        _ => false,
    }
}

/// Whether the expression follows right on the content ("…,” on Wednesday"): further on it belongs to other words, which may
/// be more of what was said.
fn behind_content(text: &str, attribution: &Attribution, span: Span<Clean>) -> bool {
    let Some(content) = attribution.content.last().filter(|content| content.end <= span.start) else { return false };
    let between = text.get(content.end..span.start).unwrap_or("");
    let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| matches!(word, "on" | "in" | "at" | "late" | "early"))
}

/// Whether a span stands in what this attribution says, or in what another one says that does not hold its cue.
fn inside_content(attributions: &[Attribution], index: usize, span: Span<Clean>, cue: Span<Clean>) -> bool {
    let from = index.saturating_sub(12);
    attributions.iter().enumerate().skip(from).take(25).any(|(other, attribution)| {
        attribution.content.iter().any(|content| content.contains(&span))
            && (other == index || !attribution.content.iter().any(|content| content.contains(&cue)))
    })
}

/// Whether the cue says that the words were said before the occasion of the report: "previously told", "has warned".
fn is_earlier(text: &str, attribution: &Attribution) -> bool {
    attribution.cue.iter().any(|cue| {
        cue.of(text).split([' ', '\u{a0}']).any(|word| {
            matches!(
                word.to_ascii_lowercase().trim_matches(['\'', '\u{2019}']),
                "previously"
                    | "earlier"
                    | "repeatedly"
                    | "has"
                    | "have"
                    | "had"
                    | "already"
                    | "ve"
                    | "before"
                    | "before:"
            )
        })
    })
}

/// By what the same source is known again.
#[derive(Debug, Clone, PartialEq)]
struct SourceKey {
    /// Who it is, where that is known.
    speaker: Option<usize>,
    /// Its last capitalised word; empty for a pronoun or "the official".
    name: String,
    /// Whose it is: "Valdera" of "Valdera's Ministry of Defense".
    owner: Option<String>,
}

impl SourceKey {
    /// The same speaker; where one of them is unknown, the same name, and not of two owners.
    fn is_same(&self, other: &SourceKey) -> bool {
        if let (Some(own), Some(others)) = (self.speaker, other.speaker) {
            return own == others;
        }
        let apart = matches!((&self.owner, &other.owner), (Some(own), Some(others)) if own != others);
        !self.name.is_empty() && self.name == other.name && !apart
    }
}

/// By what the source is known again: who it is, and its last capitalised word; a pronoun of nobody gives nothing.
fn source_key(text: &str, attribution: &Attribution, speaker: Option<usize>) -> Option<SourceKey> {
    let (name, owner) = attribution.source.first().and_then(|span| last_name(span.of(text))).unwrap_or_default();
    (speaker.is_some() || !name.is_empty()).then_some(SourceKey { speaker, name, owner })
}

/// The last capitalised word of a source, and whose it is ("Valdera" of "Valdera's Ministry of Defense").
fn last_name(source: &str) -> Option<(String, Option<String>)> {
    let source = source.split([',', '(']).find(|part| part.contains(char::is_uppercase)).unwrap_or(source);
    let plain = |word: &str| word.trim_matches(|character: char| !character.is_alphanumeric()).to_string();
    let unowned = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_string();
    let name = source.split_whitespace().rev().map(|word| unowned(&plain(word))).find(|word| {
        word.starts_with(char::is_uppercase) && word.len() > 2 && !matches!(word.as_str(), "She" | "They" | "The")
    })?;
    let owner = source
        .split_whitespace()
        .map(plain)
        .find(|word| word.starts_with(char::is_uppercase) && (word.ends_with("'s") || word.ends_with("’s")))
        .map(|word| unowned(&word))
        .filter(|owner| *owner != name);
    Some((name, owner))
}

/// What the same source said last on a known day; a pronoun or "the official" goes with the statement before it.
fn same_source(
    source: &Option<SourceKey>,
    by_source: &[(SourceKey, usize)],
    result: &[Said],
    index: usize,
) -> Option<When> {
    let at = match source {
        Some(source) => by_source.iter().rev().find(|(known, _)| known.is_same(source)).map(|&(_, at)| at)?,
        None => {
            let at = index.checked_sub(1)?;
            matches!(result.get(at)?.how, How::Printed | How::Inherited).then_some(at)?
        }
    };
    let mut when = result.get(at)?.when.clone();
    if !when.why.starts_with("on the same occasion") {
        when.why = format!("on the same occasion as before: {}", when.why);
    }
    Some(when)
}

/// Whether two intervals are the same known one.
pub(crate) fn same_days(first: &When, second: &When) -> bool {
    first.earliest == second.earliest && first.latest == second.latest && first.earliest.is_some()
}
