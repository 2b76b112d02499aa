//! When was the document published, or the transcript spoken?
//!
//! A constraint problem over all that is given beside the document and that it prints: a date in the head, a list that
//! leads from a full date to a weekday, dates that lie in its past, the terms of the office-holders that it names, the
//! weekday and the time zone. What stays open is an interval, with the few days that remain where they can be counted.
//! Never a guess: every side of the interval is told by words of the text.

use super::calendar::{Dated, describe, lead_block, listed, when};
use super::days::{Days, Direction, absolute, add_days, weekday_name};
use super::expressions::{PartialDate, Shape};
use super::terms::{Mention, bounds};
use super::{Precision, When};
use crate::document::Document;
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, DocumentKind, Structure};
use crate::text::Page;
use jiff::civil::{Date, Weekday};

/// So many days that remain possible are listed, more are not.
const CANDIDATES: usize = 12;

/// When the document was published; for a transcript, when it was said.
pub(crate) fn published(
    document: &Document,
    page: &Page,
    text: &str,
    structure: &Structure,
    dated: &[Dated],
    mentions: &[Mention],
) -> When {
    if let Some(day) = document.given.published {
        return when(Days::day(day), format!("{day}, as given beside the document"), Vec::new());
    }
    let transcript = structure.masthead.kind == DocumentKind::Transcript;
    if let (true, Some(day)) = (transcript, document.given.event.as_ref().and_then(|event| event.date)) {
        return when(Days::day(day), format!("{day}, the day of the event, as given beside the document"), Vec::new());
    }
    if let Some(stated) = page.published.as_ref().filter(|_| !transcript) {
        let (day, place) = (stated.value, stated.place);
        let why = format!("{day}, as the page states ({}, bytes {} to {})", stated.by, place.start, place.end);
        return when(Days::day(day), why, Vec::new());
    }
    let head = head(text, structure, dated, transcript);
    if let Some(date) = head
        && let Some(day) = absolute(date.expression.shape).and_then(|days| days.single())
    {
        let span = date.expression.span;
        return when(Days::day(day), format!("“{}” in the head of the page", span.of(text)), vec![span]);
    }
    let window = Window::of(text, dated, mentions, transcript);
    if let Some(date) = head {
        return window.on_the_day(text, date);
    }
    let weekday = if transcript { spoken_weekday(text, dated) } else { lead(dated) };
    if !transcript && let Some(found) = chain(text, dated, weekday) {
        return found;
    }
    window.narrowed(text, structure, weekday, transcript)
}

/// Between which days the document was written, as far as its words tell.
struct Window {
    first: Option<Date>,
    last: Option<Date>,
    why: Vec<String>,
    spans: Vec<Span<Clean>>,
}

impl Window {
    fn of(text: &str, dated: &[Dated], mentions: &[Mention], transcript: bool) -> Window {
        let mut window = Window { first: None, last: None, why: Vec::new(), spans: Vec::new() };
        let past = dated
            .iter()
            .filter(|date| date.direction == Direction::Back && !date.aside && is_past(text, date))
            // Of a period the first day only is sure to be past.
            .filter_map(|date| Some((absolute(date.expression.shape)?.earliest?, date.expression.span)))
            .max_by_key(|&(day, _)| day);
        let (from, to) = bounds(mentions, transcript);
        let what = if transcript { "spoken" } else { "written" };
        match (past, from) {
            (Some((day, span)), from) if from.is_none_or(|(start, _)| start <= day) => {
                window.first = Some(day);
                window.why.push(format!("{what} after “{}”, which lies in its past", span.of(text)));
                window.spans.push(span);
            }
            (_, Some((start, mention))) => {
                window.first = Some(start);
                window.why.push(format!("“{}” holds the office since {start}", mention.span.of(text)));
                window.spans.push(mention.span);
            }
            _ => {}
        }
        if let Some((end, mention)) = to.filter(|&(end, _)| window.first.is_none_or(|first| first <= end)) {
            window.last = Some(end);
            window.why.push(format!("“{}” held it until {end}", mention.span.of(text)));
            window.spans.push(mention.span);
        }
        window
    }

    fn holds(&self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    fn days(&self) -> Days {
        let precision = if self.first.is_none() && self.last.is_none() { Precision::Unknown } else { Precision::Range };
        Days { earliest: self.first, latest: self.last, precision }
    }

    /// The head prints a day without its year: that day in each year of the window.
    fn on_the_day(mut self, text: &str, date: &Dated) -> When {
        let span = date.expression.span;
        let printed = span.of(text);
        self.spans.insert(0, span);
        let Shape::Date(PartialDate { month: Some(month), day: Some(day), weekday, .. }) = date.expression.shape else {
            return when(self.days(), format!("“{printed}” in the head of the page, no year printed"), self.spans);
        };
        let years = match (self.first, self.last) {
            (Some(first), Some(last)) => first.year()..=last.year(),
            // A printed weekday repeats every five or six years: without both sides it decides nothing.
            _ => {
                let why = format!("“{printed}” in the head of the page, no year printed");
                let why = [vec![why], self.why.clone()].concat().join("; ");
                return when(self.days(), why, self.spans);
            }
        };
        let days: Vec<Date> = years
            .filter_map(|year| Date::new(year, month, day).ok())
            .filter(|&day| self.holds(day))
            .filter(|day| weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday))
            .collect();
        let why = [vec![format!("“{printed}” in the head of the page")], self.why.clone()].concat().join("; ");
        self.remaining(days, why)
    }

    /// What weekday and time zone leave of the window.
    fn narrowed(mut self, text: &str, structure: &Structure, weekday: Option<&Dated>, transcript: bool) -> When {
        let mut number = None;
        if let Some(date) = weekday
            && let Shape::Date(PartialDate { weekday: Some(weekday), .. }) = date.expression.shape
        {
            let name = Weekday::from_monday_one_offset(weekday).map_or("a weekday", weekday_name);
            self.why.insert(0, format!("weekday {name}"));
            self.spans.insert(0, date.expression.span);
            number = Some(weekday);
        }
        let zone = if transcript { zone(text, structure) } else { None };
        if let Some((summer, span)) = zone {
            let time = if summer { "summer time" } else { "winter time" };
            self.why.push(format!("{time} by “{}”", span.of(text)));
            self.spans.push(span);
        }
        self.why.insert(usize::from(number.is_some()), "no date printed".to_string());
        let why = self.why.join("; ");
        let (Some(first), Some(last), Some(number)) = (self.first, self.last, number) else {
            return when(self.days(), why, self.spans);
        };
        // An article's weekday is the one of its news, at most six days before it.
        let mut days = Vec::new();
        let mut day = next_weekday(first, number);
        while day <= last && days.len() < 4_000 {
            if zone.is_none_or(|(summer, _)| is_summer_in_america(day) == summer) {
                days.push(day);
            }
            day = add_days(day, 7);
        }
        if transcript { self.remaining(days, why) } else { when(self.days(), why, self.spans) }
    }

    /// These days are what remains.
    fn remaining(self, days: Vec<Date>, why: String) -> When {
        let (Some(&first), Some(&last)) = (days.first(), days.last()) else {
            return when(self.days(), format!("{why}; no day fits all of it"), self.spans);
        };
        let mut found = when(Days::between(first, last), why, self.spans);
        if days.len() > 1 && days.len() <= CANDIDATES {
            found.candidates = days;
        } else if days.len() > 1 {
            found.why = format!("{}; {} days remain possible, {}", found.why, days.len(), describe(&found));
        }
        found
    }
}

/// A year alone may lie ahead whatever the verb before it ("proposed to end it by 2025"): it is past after "since", and after
/// "in" where what happened stands right before it ("was elected in 2012").
fn is_past(text: &str, date: &Dated) -> bool {
    match date.expression.shape {
        Shape::Years(..) => false,
        Shape::Date(PartialDate { month: None, day: None, weekday: None, .. }) => {
            let mut before = text.get(..date.expression.span.start).unwrap_or("").split_whitespace().rev();
            match before.next() {
                Some("since" | "Since") => true,
                Some("in") => before.next().is_some_and(|word| {
                    word.len() > 4 && word.ends_with("ed")
                        || matches!(word, "born" | "began" | "office" | "won" | "lost" | "died")
                }),
                _ => false,
            }
        }
        _ => true,
    }
}

/// The weekday on which a transcript was spoken, where somebody names it: "on a Friday afternoon", "Happy Friday".
fn spoken_weekday<'dated>(text: &str, dated: &'dated [Dated]) -> Option<&'dated Dated> {
    dated.iter().find(|date| {
        let span = date.expression.span;
        let is_weekday =
            matches!(date.expression.shape, Shape::Date(PartialDate { weekday: Some(_), day: None, shift: None, .. }));
        let before = text.get(..span.start).unwrap_or("").trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
        is_weekday && before.is_some_and(|word| matches!(word, "a" | "Happy" | "happy" | "Good" | "good" | "this"))
    })
}

/// The time zone beside a time of day in the head or at the end of a transcript: whether it is summer time.
fn zone(text: &str, structure: &Structure) -> Option<(bool, Span<Clean>)> {
    let end = structure.turns.first().map_or(text.len().min(600), |turn| turn.label.start);
    let tail = text.len().saturating_sub(80);
    let tail = (tail..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    for (from, to) in [(0, end), (tail.max(end), text.len())] {
        let mut at = from;
        for word in text.get(from..to)?.split(|c: char| !c.is_ascii_alphanumeric()) {
            let span = Span::new(at, at + word.len());
            at += word.len() + 1;
            // A mark of more than one byte moves the count: then the span is not the word.
            if let "EDT" | "CDT" | "MDT" | "PDT" | "EST" | "CST" | "MST" | "PST" = word
                && span.of(text) == word
            {
                return Some((word.as_bytes()[1] == b'D', span));
            }
        }
    }
    None
}

/// Whether the United States keep summer time on a day (rules of 1987 and 2007; the night of the change aside).
fn is_summer_in_america(day: Date) -> bool {
    let sunday = |month: i8, nth: i64| {
        let first = Date::new(day.year(), month, 1).unwrap_or(day);
        let last = first.last_of_month();
        if nth > 0 {
            add_days(next_weekday(first, 7), 7 * (nth - 1))
        } else {
            add_days(last, -i64::from(last.weekday().to_sunday_zero_offset()))
        }
    };
    let (from, to) = if day.year() >= 2007 { (sunday(3, 2), sunday(11, 1)) } else { (sunday(4, 1), sunday(10, -1)) };
    from <= day && day < to
}

/// A date in the head of the page or in a dateline, the first full one if there is one.
fn head<'dated>(text: &str, structure: &Structure, dated: &'dated [Dated], transcript: bool) -> Option<&'dated Dated> {
    let first_turn = structure.turns.first().map_or(usize::MAX, |turn| turn.label.start);
    let mut partial: Option<&Dated> = None;
    let reach = if transcript { 40 } else { lead_block(text, structure).map_or(40, |lead| (lead + 1).min(40)) };
    for date in dated.iter().take_while(|date| date.block < reach) {
        let Shape::Date(parts) = date.expression.shape else { continue };
        if parts.day.is_none() || date.expression.span.start >= first_turn || date.aside {
            continue;
        }
        let Some(block) = structure.blocks.get(date.block) else { continue };
        let span = date.expression.span;
        let before = text.get(block.span.start..span.start).unwrap_or("");
        let after = text.get(span.end..block.span.end).unwrap_or("").trim_start();
        let place = transcript
            || block.kind != BlockKind::Paragraph
            || block.span.len() <= span.len() + 40
            || dateline(before, after);
        if !place {
            continue;
        }
        if absolute(date.expression.shape).is_some_and(|days| days.single().is_some()) {
            return Some(date);
        }
        partial.get_or_insert(date);
    }
    partial
}

/// Whether "CITY, Oct. 25 —" stands at the start of a block: capitals before the date, a dash or an agency after it.
fn dateline(before: &str, after: &str) -> bool {
    let place = before.trim_end().trim_end_matches(',');
    let capitals = place.chars().take_while(|character| *character != ',' && *character != '(');
    let mut letters = capitals.filter(|character| character.is_alphabetic()).peekable();
    letters.peek().is_some()
        && before.len() <= 60
        && letters.all(char::is_uppercase)
        && (after.starts_with(['-', '–', '—', '(']) || after.starts_with("/"))
}

/// The first weekday of the text that looks back and is not part of a date: mostly the day of the news.
fn lead(dated: &[Dated]) -> Option<&Dated> {
    dated.iter().find(|date| {
        matches!(date.expression.shape, Shape::Date(PartialDate { weekday: Some(_), day: None, shift: None, .. }))
            && date.direction != Direction::Ahead
            && !date.aside
    })
}

/// A list that leads from a full date to a weekday ("Nov. 28, 2021, Dec. 2 and Sunday") fixes the week: weekdays stand
/// for days of the last week, so the weekday is the first one after the date, and the lead follows within six days.
fn chain(text: &str, dated: &[Dated], lead: Option<&Dated>) -> Option<When> {
    let lead = lead?;
    let Shape::Date(PartialDate { weekday: Some(lead_weekday), .. }) = lead.expression.shape else { return None };
    for pair in dated.windows(2) {
        let [first, second] = pair else { continue };
        let Some(day) = absolute(first.expression.shape).and_then(|days| days.single()) else { continue };
        let Shape::Date(PartialDate { weekday: Some(weekday), day: None, shift: None, .. }) = second.expression.shape
        else {
            continue;
        };
        if !listed(text, &first.expression, &second.expression) {
            continue;
        }
        let listed_day = next_weekday(add_days(day, 1), weekday);
        let published = next_weekday(listed_day, lead_weekday);
        let why = format!(
            "“{}” after {day} is {listed_day}; “{}” follows within the week: {published}, or the day after it in another time zone",
            second.expression.span.of(text),
            lead.expression.span.of(text),
        );
        let spans = vec![first.expression.span, second.expression.span, lead.expression.span];
        return Some(when(Days::between(published, add_days(published, 1)), why, spans));
    }
    None
}

/// The first such weekday on or after a day.
fn next_weekday(from: Date, weekday: i8) -> Date {
    add_days(from, i64::from((weekday - from.weekday().to_monday_one_offset()).rem_euclid(7)))
}
