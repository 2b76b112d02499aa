//! Which words name a day, a date, a period or a time?
//!
//! One pass over a stretch of text finds every expression (TIMEX3 in extent) with its shape: what is printed, before
//! any calendar is asked. Useful for dating and for telling dates from quantities; not useful for which day is meant:
//! that is `days`.

mod counted;
mod digits;
mod nested;

use super::lexicon::{Class, Part, TimeWords, Unit};
use crate::meaning::words::{Kind, Word};
use crate::span::{Clean, Span};

/// What an expression says, as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// Parts of a calendar date; at least one is there.
    Date(PartialDate),
    /// From the first to the last of two years.
    Years(i16, i16),
    /// A period that lies `offset` units from the one that holds the day of speaking: "today", "last week".
    Period { unit: Unit, offset: i32, part: Option<Part> },
    /// A stretch that ends or begins with the day of speaking: "the last two weeks", "coming days".
    Stretch { unit: Unit, count: Option<f32>, forward: bool },
    /// A point that lies so many units away from the day of speaking: "two weeks ago".
    Distance { unit: Unit, count: Option<f32>, forward: bool },
    /// A month with a shift: "last March".
    ShiftedMonth { month: i8, offset: i32, part: Option<Part> },
    /// A quarter or half of a year: number, how many there are in a year, year or shift.
    Division { number: i8, of: i8, year: Option<i16>, offset: Option<i32> },
    /// A season, Northern hemisphere.
    Season { number: i8, year: Option<i16>, offset: Option<i32> },
    /// A named day that moves: month, which one and weekday in one number (11 44: the fourth Thursday of November).
    Feast { rule: i32, year: Option<i16> },
    /// "the other day", "recently", "previously", "now", "soon": -1 before, 0 about the day of speaking, 1 after it.
    Vague(i32),
    /// A time of day.
    Clock,
    /// A length of time that is fixed to no day: so many units, `None` for "several".
    Duration(Unit, Option<f32>),
    /// What comes again and again.
    Set,
    /// A length in months and days, whether it is told to the day, and whether it lies ahead or behind if it is counted from the day of speaking: "two years
    /// and three months", "a month and 21 days ago".
    Compound { months: i32, days: i32, to_day: bool, forward: Option<bool> },
    /// A day so many months and days from another: "three days after January 12", "two weeks before Christmas".
    Offset { months: i32, days: i32, from: Base },
    /// A point so many units from one that the text must have named before: "three days later".
    Apart { unit: Unit, count: Option<f32> },
    /// A day, weekday or week counted within a month or year: "the first Monday of October", "the third week of 2012".
    Within(Within),
    /// A period that the text must have named before: "that year", "the quarter".
    Anaphor,
}

/// The day from which is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Base {
    /// Days from the day of speaking.
    Day(i32),
    /// A date or weekday.
    Date(PartialDate),
    /// A feast that moves, as in `Shape::Feast`.
    Feast(i32, Option<i16>),
}

/// What is counted in which month or year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Within {
    /// `Day` or `Week`.
    pub unit: Unit,
    /// Which weekday, where weekdays are counted.
    pub weekday: Option<i8>,
    /// Which one; -1 is the last.
    pub number: i8,
    /// The month, where it is named.
    pub month: Option<i8>,
    /// The year, where it is named.
    pub year: Option<i16>,
    /// The unit that is shifted where neither is: "of next month".
    pub shifted: Option<(Unit, i32)>,
}

/// The printed parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct PartialDate {
    /// Four digits, or two completed.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// Last day where a range of days is printed ("Oct. 3-5").
    pub last_day: Option<i8>,
    /// Monday 1.
    pub weekday: Option<i8>,
    /// Weeks from the week of speaking, where printed: "last Friday" is -1 with `strict`.
    pub shift: Option<WeekShift>,
    /// "early", "late".
    pub part: Option<Part>,
    /// Last part of a range of parts: "early- to mid-October".
    pub last_part: Option<Part>,
}

/// Which weekday is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekShift {
    /// The last one before the day of speaking ("last Friday").
    Before,
    /// The one of the week of speaking ("this Thursday").
    Same,
    /// The first one after the day of speaking ("next Monday").
    After,
    /// The one of the week so many weeks away ("Friday of last week").
    Weeks(i32),
}

/// An expression with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expression {
    /// Its words.
    pub span: Span<Clean>,
    /// What they say.
    pub shape: Shape,
}

/// Finds the expressions in words that were scanned from `text`, in order and not overlapping.
pub(crate) fn find<'text>(text: &'text str, words: &'text [Word], lexicon: &'text TimeWords) -> Vec<Expression> {
    let classes = words
        .iter()
        .map(|word| match word.kind {
            Kind::Letters => lexicon.class(word.span.of(text)),
            _ => None,
        })
        .collect();
    let scanner = Scanner { text, words, classes, lexicon };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match scanner.expression(at) {
            Some((end, shape)) if end > at => {
                let span = Span::new(words[at].span.start, words[end - 1].span.end);
                found.push(Expression { span, shape });
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

struct Scanner<'text> {
    text: &'text str,
    words: &'text [Word],
    classes: Vec<Option<Class>>,
    lexicon: &'text TimeWords,
}

/// Where an expression ends (index of the word after it), and what it says.
type Match = Option<(usize, Shape)>;

impl Scanner<'_> {
    fn class(&self, at: usize) -> Option<Class> {
        self.classes.get(at).copied().flatten()
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.span.of(self.text))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    fn joined(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.joined)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.words.get(at).map(|word| word.kind)
    }

    fn capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    fn before(&self, at: usize) -> Option<Class> {
        at.checked_sub(1).and_then(|at| self.class(at))
    }

    /// A whole number of digits without comma or point.
    fn digits(&self, at: usize) -> Option<(i32, usize)> {
        if self.kind(at)? != Kind::Digits {
            return None;
        }
        let word = self.word(at);
        Some((word.parse().ok()?, word.len()))
    }

    fn year(&self, at: usize) -> Option<i16> {
        match self.digits(at)? {
            (year, 4) if (1500..=2199).contains(&year) => Some(year as i16),
            _ => None,
        }
    }

    /// "’23" or "'23": the words are a mark and two digits; with an "s" behind, a decade.
    fn short_year(&self, at: usize) -> Option<(usize, i16)> {
        if !matches!(self.word(at), "'" | "\u{2019}" | "\u{2018}") || !self.joined(at + 1) {
            return None;
        }
        match self.digits(at + 1)? {
            (year, 2) => Some((at + 2, full_year(year))),
            _ => None,
        }
    }

    /// A day of a month, "23" or "23rd", with the index after it.
    fn day(&self, at: usize) -> Option<(usize, i8)> {
        let (day, length) = self.digits(at)?;
        if length > 2 || !(1..=31).contains(&day) {
            return None;
        }
        let ordinal = self.joined(at + 1) && ["st", "nd", "rd", "th"].iter().any(|ending| self.is(at + 1, ending));
        Some((at + 1 + usize::from(ordinal), day as i8))
    }

    fn hyphen(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
    }

    fn expression(&self, at: usize) -> Match {
        let found = match self.kind(at)? {
            Kind::Digits => self.at_digits(at),
            Kind::Letters => self.at_letters(at),
            Kind::Mark => self.at_mark(at),
            Kind::Suffix => None,
        }?;
        Some(self.with_clock(found))
    }

    fn at_mark(&self, at: usize) -> Match {
        let (end, year) = self.short_year(at)?;
        if self.joined(end) && self.is(end, "s") {
            return Some((end + 1, Shape::Years(year, year + 9)));
        }
        // "'23" alone is a year only where a preposition or the word "of" leads to it.
        let led = matches!(self.before(at), Some(Class::Before | Class::Of)) && !self.joined(at);
        led.then_some((end, Shape::Date(PartialDate { year: Some(year), ..PartialDate::default() })))
    }

    fn at_letters(&self, at: usize) -> Match {
        if self.joined(at) && at > 0 && !self.joined_part(at) {
            return None;
        }
        let special = match self.word(at).as_bytes().first()? {
            byte if byte.is_ascii_uppercase() => self.labelled(at).or_else(|| self.feast(at)).or_else(|| self.all(at)),
            b'r' => self.rest(at),
            b'a' | b'f' | b'w' | b'e' => self.all(at),
            b'o' => self.rate(at),
            _ => None,
        };
        if special.is_some() {
            return special;
        }
        match self.class(at)? {
            Class::Month { .. } => self.month(at, None),
            Class::Weekday { .. } => self.weekday(at, None),
            Class::Weekdays if self.capital(at) => Some((at + 1, Shape::Set)),
            Class::Part(part) => self.part(at, part),
            Class::The => self.the(at),
            Class::One => self.compound(at).or_else(|| self.one(at)),
            Class::Number(_) | Class::Vague(_) | Class::Half => self.compound(at).or_else(|| self.counted_units(at)),
            Class::Unit { unit, plural: true } => self.bare_units(at, unit),
            Class::Shift(shift) => self.shift(at, shift, None),
            Class::Deictic(days) => self.deictic(at, days, None),
            Class::Ordinal(number) => self.within(at).or_else(|| self.division(at, number, None)),
            Class::Unit { unit: Unit::Minute, plural: false } => self.within(at).or_else(|| self.division(at, 2, None)),
            Class::Season(number) => self.season(at, number, None),
            Class::Adverb(direction) => self.adverb(at, direction),
            Class::Set if !self.capital(at) => self.set(at),
            Class::Each => match self.class(at + 1) {
                Some(Class::Unit { .. } | Class::DayPart | Class::Weekday { .. }) => Some((at + 2, Shape::Set)),
                // "every three weeks", "every other Friday"
                Some(Class::Number(_)) => {
                    let (end, _) = self.count(at + 1)?;
                    matches!(self.class(end), Some(Class::Unit { .. })).then_some((end + 1, Shape::Set))
                }
                _ if self.is(at + 1, "other") => match self.class(at + 2) {
                    Some(Class::Unit { .. } | Class::Weekday { .. }) => Some((at + 3, Shape::Set)),
                    _ => None,
                },
                _ => None,
            },
            Class::Fiscal => self.fiscal(at),
            Class::Holiday(day) if self.capital(at) => self.holiday(at, day),
            Class::Clock => Some((at + 1, Shape::Clock)),
            Class::DayPart if self.is(at, "midday") => Some((at + 1, Shape::Clock)),
            Class::NotYear | Class::Before | Class::Counted => None,
            _ => None,
        }
    }

    /// Letters that follow a hyphen may go on an expression ("mid-October" is scanned from "mid").
    fn joined_part(&self, at: usize) -> bool {
        !(self.hyphen(at - 1) && at > 1 && self.joined(at - 1) || self.kind(at - 1) == Some(Kind::Digits))
            && matches!(self.kind(at - 1), Some(Kind::Mark))
            && !matches!(self.word(at - 1), "/" | "." | "@" | "_" | "&")
    }

    /// "Q3 2012", "H1 of 2012", "FY13".
    fn labelled(&self, at: usize) -> Match {
        if (self.word(at) == "Q" || self.word(at) == "H") && self.joined(at + 1) {
            let of = if self.word(at) == "Q" { 4 } else { 2 };
            let (number, _) = self.digits(at + 1).filter(|&(number, _)| (1..=of).contains(&number))?;
            let dash = usize::from(self.hyphen(at + 2) && self.joined(at + 3) && self.year(at + 3).is_some());
            let year = self.year_after(at + 2 + dash);
            let shift = self.year_shift(at + 2);
            if of == 2 && year.is_none() && shift.is_none() {
                return None;
            }
            let (end, year, offset) = match (year, shift) {
                (Some((end, year)), _) => (end, Some(year), None),
                (None, Some((end, offset))) => (end, None, Some(offset)),
                (None, None) => (at + 2, None, None),
            };
            return Some((end, Shape::Division { number: number as i8, of: of as i8, year, offset }));
        }
        if self.is(at, "fy") && self.joined(at + 1) {
            let year = match self.digits(at + 1)? {
                (year, 2) => full_year(year),
                (year, 4) => year as i16,
                _ => return None,
            };
            return Some((at + 2, Shape::Date(PartialDate { year: Some(year), ..PartialDate::default() })));
        }
        None
    }

    /// "fiscal 2012", "fiscal year 2012", "fiscal third quarter".
    fn fiscal(&self, at: usize) -> Match {
        let year_word = self.is(at + 1, "year");
        let next = at + 1 + usize::from(year_word);
        if let Some(year) = self.year(next) {
            return Some((next + 1, Shape::Date(PartialDate { year: Some(year), ..PartialDate::default() })));
        }
        if year_word {
            return Some((next, Shape::Anaphor));
        }
        match self.class(next)? {
            Class::Ordinal(number) => self.division(next, number, None),
            Class::Unit { unit: Unit::Minute, plural: false } => self.division(next, 2, None),
            _ => None,
        }
    }

    fn holiday(&self, at: usize, day: i32) -> Match {
        let mut end = at + 1;
        let mut day = day;
        if self.is(end, "Eve") {
            end += 1;
            day = if day == 1225 { 1224 } else { 0 };
        } else if self.is(end, "Day") {
            end += 1;
        }
        if day == 0 {
            return Some((end, Shape::Anaphor));
        }
        // A feast that moves: "1104" is the fourth of its weekday in November.
        if day >= 10_000 {
            let year = self.year_after(end);
            let end = year.map_or(end, |(after, _)| after);
            return Some((end, Shape::Feast { rule: day, year: year.map(|(_, year)| year) }));
        }
        let mut date =
            PartialDate { month: Some((day / 100) as i8), day: Some((day % 100) as i8), ..Default::default() };
        if let Some((after, year)) = self.year_after(end) {
            (end, date.year) = (after, Some(year));
        }
        Some((end, Shape::Date(date)))
    }

    /// From the word of a month: "Oct. 25, 2024", "October 2024", "August of ’23", "Oct. 3-5", "March".
    fn month(&self, at: usize, part: Option<Part>) -> Match {
        let Some(Class::Month { number, doubtful, short }) = self.class(at) else { return None };
        if !self.capital(at) {
            return None;
        }
        let mut date = PartialDate { month: Some(number), part, ..PartialDate::default() };
        let mut end = at + 1;
        let point = self.word(end) == "." && self.joined(end);
        if point && short {
            end += 1;
        }
        let mut sure = !doubtful || part.is_some() || (short && point && self.known_point(end));
        if let Some((after, day)) = self.day(end).filter(|&(after, _)| !self.is_clock_or_count(end, after)) {
            date.day = Some(day);
            end = after;
            sure = true;
            let range = self.hyphen(end) || self.is(end, "to") || self.is(end, "through");
            if range && let Some((after, last)) = self.day(end + 1).filter(|&(_, last)| last > day) {
                let counts = matches!(self.class(after), Some(Class::Counted | Class::Unit { .. }));
                if !counts && !self.is_clock_or_count(end + 1, after) {
                    date.last_day = Some(last);
                    end = after;
                }
            }
        }
        if let Some((after, year)) = self.year_after(end) {
            date.year = Some(year);
            end = after;
            sure = true;
        } else if date.day.is_none()
            && let Some((after, offset)) = self.year_shift(end)
        {
            return Some((after, Shape::ShiftedMonth { month: number, offset: 100 + offset, part }));
        }
        // A doubtful month alone: "in May", "by March", not "the March" or "May will".
        if !sure {
            let led = matches!(self.before(at), Some(Class::Before | Class::Of | Class::And))
                || matches!(self.before(at), Some(Class::The)) && self.word(end).starts_with(char::is_lowercase);
            let name = self.capital(end) && !self.joined(end) && self.kind(end) == Some(Kind::Letters);
            if short || !led || name {
                return None;
            }
        }
        Some((end, Shape::Date(date)))
    }

    /// Whether the point after a short month is not the end of a name's initial: a small word, a mark or the end follows.
    fn known_point(&self, at: usize) -> bool {
        !self.capital(at)
    }

    /// Whether the number after a month is no day: "May 5 p.m.", "March 12,000", "April 20 percent".
    fn is_clock_or_count(&self, at: usize, after: usize) -> bool {
        self.half_of_day(after).is_some()
            || self.word(after) == ":"
                && self.joined(after)
                && self.joined(after + 1)
                && self.digits(after + 1).is_some()
            || matches!(self.word(after), "%" | "percent" | "million" | "billion")
            || at + 1 == after && self.word(at).len() > 2
    }

    /// "this year", "last year" after a month or day: where it ends, and the shift.
    fn year_shift(&self, at: usize) -> Option<(usize, i32)> {
        let start = at + usize::from(matches!(self.class(at), Some(Class::Of)));
        match (self.class(start), self.class(start + 1)) {
            (Some(Class::Shift(shift)), Some(Class::Unit { unit: Unit::Year, plural: false })) => {
                Some((start + 2, shift))
            }
            _ => None,
        }
    }

    /// "Friday", "Friday, Oct. 25", "Friday morning", "Friday of last week".
    fn weekday(&self, at: usize, shift: Option<WeekShift>) -> Match {
        let Some(Class::Weekday { number, short }) = self.class(at) else { return None };
        if !self.capital(at) || matches!(self.before(at), Some(Class::NameBefore)) && self.capital(at - 1) {
            return None;
        }
        let mut end = at + 1;
        let point = short && self.word(end) == "." && self.joined(end);
        end += usize::from(point);
        let mut date = PartialDate { weekday: Some(number), shift, ..PartialDate::default() };
        // "Friday, Oct. 25, 2024" and "Friday 25 October": the date is the surer part.
        let comma = usize::from(self.word(end) == ",");
        let with_date = match self.kind(end + comma) {
            Some(Kind::Letters) => self.month(end + comma, None),
            Some(Kind::Digits) => self.numeric_date(end + comma).or_else(|| self.day_month(end + comma)),
            _ => None,
        };
        if let Some((after, Shape::Date(calendar))) = with_date
            && calendar.day.is_some()
        {
            return Some((after, Shape::Date(PartialDate { weekday: Some(number), ..calendar })));
        }
        // "Friday the 13th"
        let the = usize::from(matches!(self.class(end), Some(Class::The)));
        if let Some((after, day)) = self.day(end + the).filter(|&(after, _)| after > end + the + 1 && shift.is_none()) {
            let is_alone = !matches!(self.class(after), Some(Class::Of | Class::Month { .. } | Class::Unit { .. }))
                && !self.hyphen(after)
                && self.kind(after) != Some(Kind::Letters);
            if is_alone {
                return Some((after, Shape::Date(PartialDate { day: Some(day), ..date })));
            }
        }
        if short && !point {
            return None;
        }
        if matches!(self.class(end), Some(Class::Name)) && self.capital(end) {
            return None;
        }
        if matches!(self.class(end), Some(Class::DayPart)) {
            end += 1;
        }
        // "Friday of last week", "Friday last week", "Friday next week".
        let of = usize::from(matches!(self.class(end), Some(Class::Of)));
        if let (Some(Class::Shift(weeks)), Some(Class::Unit { unit: Unit::Week, plural: false })) =
            (self.class(end + of), self.class(end + of + 1))
        {
            date.shift = Some(WeekShift::Weeks(weeks));
            end += of + 2;
        }
        Some((end, Shape::Date(date)))
    }

    /// From "early", "mid", "late", "earlier", "later".
    fn part(&self, at: usize, part: Part) -> Match {
        let hyphen = usize::from(self.hyphen(at + 1) && self.joined(at + 1));
        let mut next = at + 1 + hyphen;
        let mut last_part = None;
        // "early- to mid-October", "mid to late October".
        if matches!(self.class(next), Some(Class::And))
            && let Some(Class::Part(last)) = self.class(next + 1)
        {
            last_part = Some(last);
            next += 2;
            next += usize::from(self.hyphen(next) && self.joined(next));
        }
        let next = next + usize::from(self.is(next, "in") || self.is(next, "on"));
        let the = usize::from(matches!(self.class(next), Some(Class::The)));
        match self.class(next + the) {
            Some(Class::Month { .. }) => match self.month(next + the, Some(part))? {
                (end, Shape::Date(date)) => {
                    let part = if date.day.is_some() { None } else { Some(part) };
                    Some((end, Shape::Date(PartialDate { part, last_part, ..date })))
                }
                found => Some(found),
            },
            Some(Class::Weekday { .. }) => self.weekday(next + the, None),
            Some(Class::Shift(shift)) => self.shift(next + the, shift, Some(part)),
            Some(Class::Deictic(days)) => self.deictic(next + the, days, Some(part)),
            Some(Class::Unit { unit: Unit::Day | Unit::Week | Unit::Month | Unit::Year, plural: false })
                if the == 1 =>
            {
                Some((next + the + 1, Shape::Anaphor))
            }
            _ if self.is(next, "that") && matches!(self.class(next + 1), Some(Class::Unit { plural: false, .. })) => {
                Some((next + 2, Shape::Anaphor))
            }
            _ => match self.kind(next + the) {
                Some(Kind::Digits) => match self.bare_year(next + the)? {
                    (end, Shape::Date(date)) => {
                        Some((end, Shape::Date(PartialDate { part: Some(part), last_part, ..date })))
                    }
                    found => Some(found),
                },
                _ => None,
            },
        }
    }

    /// From "today", "yesterday", "tomorrow".
    fn deictic(&self, at: usize, days: i32, part: Option<Part>) -> Match {
        let mut end = at + 1;
        if matches!(self.class(end), Some(Class::DayPart)) {
            end += 1;
        }
        let _ = part;
        Some((end, Shape::Period { unit: Unit::Day, offset: days, part: None }))
    }

    /// "9 a.m. Tuesday", "noon Saturday", "12:42 p.m. on Oct. 25": the day is what counts.
    fn with_clock(&self, found: (usize, Shape)) -> (usize, Shape) {
        let (end, Shape::Clock) = found else { return found };
        let next = end + usize::from(self.is(end, "on") || self.word(end) == ",");
        let day = match self.class(next) {
            Some(Class::Weekday { .. }) => self.weekday(next, None),
            Some(Class::Month { .. }) => self.month(next, None),
            Some(Class::Deictic(days)) if next == end => self.deictic(next, days, None),
            _ => None,
        };
        match day {
            Some((end, shape @ Shape::Date(date))) if date.day.is_some() || date.weekday.is_some() => (end, shape),
            Some((end, shape @ Shape::Period { .. })) => (end, shape),
            _ => found,
        }
    }
}

/// The year that two digits stand for, in 1950 to 2049.
fn full_year(two: i32) -> i16 {
    (if two < 50 { 2000 + two } else { 1900 + two }) as i16
}
