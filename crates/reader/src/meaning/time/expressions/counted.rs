//! Which days and periods are told by counting: "three weeks ago", "next month", "the first quarter"?

use super::*;

impl Scanner<'_> {
    /// From "last", "past", "this", "next": a unit, several units, a weekday, a month, a season, a part of a day.
    pub(super) fn shift(&self, at: usize, shift: i32, part: Option<Part>) -> Match {
        let next = at + 1;
        let past = self.is(at, "last");
        if past && let Some(found) = self.within(at) {
            return Some(found);
        }
        let Some(class) = self.class(next) else { return self.shifted_count(next, shift) };
        match class {
            Class::Unit { unit, plural: false } => {
                if unit < Unit::Day && shift != -1 || self.is(at, "following") {
                    return None;
                }
                if matches!(unit, Unit::Quarter) && self.is(at, "latest") {
                    return Some((next + 1, Shape::Period { unit, offset: -1, part }));
                }
                let rolling = matches!(self.word(at), "past" | "Past" | "coming" | "Coming" | "recent" | "Recent");
                if rolling && unit != Unit::Weekend {
                    return Some((next + 1, Shape::Stretch { unit, count: Some(1.0), forward: shift > 0 }));
                }
                // "next week on Friday"
                if unit == Unit::Week && !rolling {
                    let day = next + 1 + usize::from(self.is(next + 1, "on"));
                    if let Some(Class::Weekday { number, short: false }) = self.class(day)
                        && self.capital(day)
                        && !self.is(at, "previous")
                    {
                        let date = PartialDate {
                            weekday: Some(number),
                            shift: Some(WeekShift::Weeks(shift)),
                            ..PartialDate::default()
                        };
                        return Some((day + 1, Shape::Date(date)));
                    }
                }
                // "this year's third quarter"
                if unit == Unit::Year
                    && matches!(self.word(next + 1), "'s" | "’s")
                    && let Some((end, number, of)) = self.quarter(next + 2)
                {
                    return Some((end, Shape::Division { number, of, year: None, offset: Some(shift) }));
                }
                let relative =
                    matches!(self.word(at).to_ascii_lowercase().as_str(), "previous" | "preceding" | "prior");
                let shape = if relative { Shape::Anaphor } else { Shape::Period { unit, offset: shift, part } };
                Some((next + 1, shape))
            }
            Class::Unit { unit, plural: true } => {
                let known = past || !self.is(at, "this");
                known.then_some((next + 1, Shape::Stretch { unit, count: None, forward: shift > 0 }))
            }
            Class::Number(_) | Class::One | Class::Vague(_) | Class::Half => {
                let (after, count) = self.count(next)?;
                let Class::Unit { unit, .. } = self.class(after)? else { return None };
                Some((after + 1, Shape::Stretch { unit, count, forward: shift > 0 }))
            }
            Class::Weekday { number: _, .. } => {
                let kind = match shift {
                    -1 => WeekShift::Before,
                    0 => WeekShift::Same,
                    _ => WeekShift::After,
                };
                self.weekday(next, Some(kind))
            }
            Class::Month { number, short: false, .. } if self.capital(next) => {
                Some((next + 1, Shape::ShiftedMonth { month: number, offset: shift, part }))
            }
            Class::Season(number) => Some((next + 1, Shape::Season { number, year: None, offset: Some(shift) })),
            Class::DayPart => {
                let offset = if self.is(next, "night") && shift == -1 { -1 } else { 0 };
                (shift != 1).then_some((next + 1, Shape::Period { unit: Unit::Day, offset, part: None }))
            }
            Class::Fiscal => {
                self.is(next + 1, "year").then_some((next + 2, Shape::Period { unit: Unit::Year, offset: shift, part }))
            }
            Class::Shift(_) | Class::Ordinal(_) if shift == 0 => None,
            _ => None,
        }
    }

    /// "third quarter", "first half": the index after it, which one and of how many.
    pub(super) fn quarter(&self, at: usize) -> Option<(usize, i8, i8)> {
        let number = match self.class(at)? {
            Class::Ordinal(number) => number,
            Class::Unit { unit: Unit::Minute, plural: false } if self.is(at, "second") => 2,
            _ => return None,
        };
        match self.class(at + 1)? {
            Class::Unit { unit: Unit::Quarter, plural: false } => Some((at + 2, number, 4)),
            Class::Half if number <= 2 => Some((at + 2, number, 2)),
            _ => None,
        }
    }

    /// "(the next) 10 days".
    fn shifted_count(&self, at: usize, shift: i32) -> Match {
        let (after, count) = self.count(at)?;
        let Class::Unit { unit, .. } = self.class(after)? else { return None };
        Some((after + 1, Shape::Stretch { unit, count, forward: shift > 0 }))
    }

    /// How many units: "two", "24", "a few", "several", "a couple of", "twenty four", "two and a half".
    pub(super) fn count(&self, at: usize) -> Option<(usize, Option<f32>)> {
        if let Some(Kind::Digits) = self.kind(at) {
            let mut value: f32 = self.word(at).replace(',', "").parse().ok()?;
            let mut end = at + 1;
            // "2 1/2"
            if self.kind(end) == Some(Kind::Digits) && self.word(end + 1) == "/" && self.joined(end + 1) {
                value += 0.5;
                end += 3;
            }
            return Some((end, Some(value)));
        }
        match self.class(at)? {
            Class::Number(first) => {
                let mut value = first;
                let mut end = at + 1;
                let hyphen = usize::from(self.hyphen(end) && self.joined(end));
                if (20..100).contains(&first)
                    && let Some(Class::Number(second)) = self.class(end + hyphen)
                    && second < 10
                {
                    value += second;
                    end += hyphen + 1;
                } else if let Some(Class::Number(100)) = self.class(end) {
                    value *= 100;
                    end += 1;
                }
                // "two or three weeks"
                if matches!(self.class(end), Some(Class::And))
                    && let Some(Class::Number(_)) = self.class(end + 1)
                {
                    return Some((end + 2, Some(value as f32 + 0.5)));
                }
                // "two and a half hours"
                if self.and_half(end) {
                    return Some((end + 3, Some(value as f32 + 0.5)));
                }
                Some((end, Some(value as f32)))
            }
            Class::One => match self.class(at + 1) {
                Some(Class::Vague(value)) => {
                    let of = usize::from(matches!(self.class(at + 2), Some(Class::Of)));
                    Some((at + 2 + of, (value > 0).then_some(value as f32)))
                }
                Some(Class::Half) => Some((at + 2, Some(0.5))),
                Some(Class::Number(100)) => Some((at + 2, Some(100.0))),
                _ => Some((at + 1, Some(1.0))),
            },
            Class::Vague(value) => Some((at + 1, (value > 0).then_some(value as f32))),
            Class::Half => {
                let article = usize::from(matches!(self.class(at + 1), Some(Class::One)));
                Some((at + 1 + article, Some(0.5)))
            }
            _ => None,
        }
    }

    /// "and a half".
    fn and_half(&self, at: usize) -> bool {
        matches!(
            (self.class(at), self.class(at + 1), self.class(at + 2)),
            (Some(Class::And), Some(Class::One), Some(Class::Half))
        ) && self.is(at, "and")
    }

    /// "two weeks", "two weeks ago", "30-day", "three years earlier", "two months from now".
    pub(super) fn counted_units(&self, at: usize) -> Match {
        let (mut end, mut count) = self.count(at)?;
        let mut hyphens = 0;
        while self.hyphen(end) && self.joined(end) && hyphens < 2 {
            end += 1;
            hyphens += 1;
        }
        if self.is(end, "more") || self.is(end, "full") || self.is(end, "straight") || self.is(end, "consecutive") {
            end += 1;
        }
        // "the five next years"
        if let (Some(Class::Shift(shift)), Some(Class::Unit { unit, plural: true })) =
            (self.class(end), self.class(end + 1))
            && shift != 0
            && hyphens == 0
        {
            return Some((end + 2, Shape::Stretch { unit, count, forward: shift > 0 }));
        }
        let Class::Unit { unit, plural } = self.class(end)? else { return None };
        if hyphens > 0 && self.capital(at) && unit < Unit::Day {
            return None;
        }
        if unit == Unit::Minute && !plural && hyphens == 0 && self.is(end, "second") {
            return None;
        }
        end += 1;
        // "an hour and a half"
        if self.and_half(end) && !plural {
            count = count.map(|count| count + 0.5);
            end += 3;
        }
        // An age is no time: "a 44-year-old", "52 years old", "six years of age".
        let hyphen = usize::from(self.hyphen(end) && self.joined(end));
        if self.is(end + hyphen, "old") || self.is(end, "of") && self.is(end + 1, "age") {
            return None;
        }
        if hyphens == 0 && unit >= Unit::Day && count.is_some() && self.is_ahead(at) && !self.is(end, "of") {
            return Some((end, Shape::Distance { unit, count, forward: true }));
        }
        Some(self.distance(end, unit, count).unwrap_or((end, Shape::Duration(unit, count))))
    }

    /// What follows a number of units: "ago", "earlier", "from now".
    pub(super) fn distance(&self, end: usize, unit: Unit, count: Option<f32>) -> Match {
        // "three days after January 12", "two weeks before Christmas"
        if let Some(found) = self.counted_from(end, unit, count) {
            return Some(found);
        }
        match self.class(end) {
            Some(Class::Ago) => Some((end + 1, Shape::Distance { unit, count, forward: false })),
            Some(Class::Part(Part::Before)) if unit == Unit::Year => {
                Some((end + 1, Shape::Distance { unit, count, forward: false }))
            }
            Some(Class::Part(Part::Before | Part::After)) => Some((end + 1, Shape::Apart { unit, count })),
            _ if self.is(end, "from") && self.is(end + 1, "now") => {
                Some((end + 2, Shape::Distance { unit, count, forward: true }))
            }
            // "two days after tomorrow", "three weeks from today"
            _ if ["from", "after", "before"].iter().any(|word| self.is(end, word)) => {
                let Some(Class::Deictic(days)) = self.class(end + 1) else { return None };
                let forward = !self.is(end, "before");
                let whole = count.filter(|count| count.fract() == 0.0 && *count < 1000.0)?;
                let away = whole as i32 * if forward { 1 } else { -1 };
                match unit {
                    Unit::Day => Some((end + 2, Shape::Period { unit: Unit::Day, offset: away + days, part: None })),
                    _ if days == 0 => Some((end + 2, Shape::Distance { unit, count, forward })),
                    _ => None,
                }
            }
            _ if self.hyphen(end) && self.joined(end) && self.is(end + 1, "ago") => {
                Some((end + 2, Shape::Distance { unit, count, forward: false }))
            }
            _ => None,
        }
    }

    fn counted_from(&self, end: usize, unit: Unit, count: Option<f32>) -> Match {
        let whole = count.filter(|count| count.fract() == 0.0 && *count < 1000.0)? as i32;
        let (months, days) = match unit {
            Unit::Day => (0, whole),
            Unit::Week => (0, 7 * whole),
            Unit::Month => (whole, 0),
            Unit::Year => (12 * whole, 0),
            _ => return None,
        };
        // From the day of speaking itself it is a distance, known to its unit.
        if matches!(self.class(end + 1), Some(Class::Deictic(days)) if days == 0 || unit == Unit::Day) {
            return None;
        }
        self.offset(end, months, days)
    }

    /// "a year ago", "a week", "an hour ago", "a few days", "a half-century".
    pub(super) fn one(&self, at: usize) -> Match {
        self.counted_units(at).filter(|&(end, shape)| {
            // "a second", "a day" as a rate or in an idiom is no time.
            !(end == at + 2
                && matches!(shape, Shape::Duration(..))
                && (self.is(at + 1, "second") || self.is(at + 1, "day")))
        })
    }

    /// "weeks", "years ago", "decades": only where nothing is counted before it.
    pub(super) fn bare_units(&self, at: usize, unit: Unit) -> Match {
        if let Some(found) = self.distance(at + 1, unit, None) {
            return Some(found);
        }
        let led = at > 0 && ["for", "in", "of", "within", "after"].iter().any(|word| self.is(at - 1, word));
        (led && unit >= Unit::Day && !self.is(at + 1, "of")).then_some((at + 1, Shape::Duration(unit, None)))
    }

    /// From "the": "the last two weeks", "the other day", "the third quarter", "the end of 2012", "the 1990s".
    pub(super) fn the(&self, at: usize) -> Match {
        let next = at + 1;
        let special = self
            .decade(next)
            .or_else(|| self.within(next))
            .or_else(|| self.rest(next))
            .or_else(|| self.after_next(next));
        if special.is_some() {
            return special;
        }
        if let Some(found) = self.all(next).filter(|_| !self.is(next, "all")) {
            return Some(found);
        }
        // "the year-ago quarter", "the year-earlier period"
        if matches!(self.class(next), Some(Class::Unit { unit: Unit::Year, plural: false }))
            && self.hyphen(next + 1)
            && (self.is(next + 2, "ago") || self.is(next + 2, "earlier"))
        {
            if let Some((end, _, 4)) = self.quarter(next + 3) {
                return Some((end, Shape::Anaphor));
            }
            let is_such = self.is(next + 3, "quarter") || self.is(next + 3, "period");
            return is_such.then_some((next + 4, Shape::Anaphor));
        }
        match self.class(next) {
            Some(Class::Shift(shift)) => {
                if self.is(next, "current") || self.is(next, "this") {
                    return self.shift(next, 0, None);
                }
                self.shift(next, shift, None)
            }
            // The article of "the third-quarter loss" belongs to the loss.
            Some(Class::Ordinal(_)) if self.hyphen(next + 1) => None,
            Some(Class::Ordinal(number)) => self.division(next, number, None),
            Some(Class::Unit { unit: Unit::Minute, plural: false }) if self.is(next, "second") => {
                self.division(next, 2, None)
            }
            Some(Class::Unit { unit: Unit::Weekend, plural: false }) => {
                Some((next + 1, Shape::Period { unit: Unit::Weekend, offset: 0, part: None }))
            }
            Some(Class::Unit { unit: Unit::Quarter, plural: false }) => Some((next + 1, Shape::Anaphor)),
            Some(Class::Unit { unit: Unit::Week, plural: false })
                if ["of", "beginning", "starting", "commencing"].iter().any(|word| self.is(next + 1, word)) =>
            {
                match self.month(next + 2, None)? {
                    (end, Shape::Date(date)) if date.day.is_some() => {
                        Some((end, Shape::Date(PartialDate { shift: Some(WeekShift::Weeks(0)), ..date })))
                    }
                    _ => None,
                }
            }
            Some(Class::Unit { unit: Unit::Day, plural: false }) => self.day_around(next),
            Some(Class::Edge(part)) if self.is(next + 1, "of") => self.edge(next + 2, part),
            Some(Class::Part(part)) => self.part(next, part),
            Some(Class::Season(number)) => self.season(next, number, None),
            Some(Class::Fiscal) => self.fiscal(next),
            _ if self.is(next, "other") && self.is(next + 1, "day") => Some((next + 2, Shape::Vague(-2))),
            _ if self.is(next, "same") && matches!(self.class(next + 1), Some(Class::Unit { plural: false, .. })) => {
                (!self.is(next + 1, "second")).then_some((next + 2, Shape::Anaphor))
            }
            Some(Class::Number(_)) => self.the_counted(next),
            _ => match self.kind(next)? {
                Kind::Digits if self.the_counted(next).is_some() => self.the_counted(next),
                Kind::Digits => self
                    .bare_year(next)
                    .filter(|(_, shape)| matches!(shape, Shape::Years(..)))
                    .or_else(|| self.century(next)),
                Kind::Mark => self.at_mark(next).filter(|(_, shape)| matches!(shape, Shape::Years(..))),
                _ => None,
            },
        }
    }

    /// "(the) nine months", "(the) 12 weeks": a length, not "(the) two years ago".
    fn the_counted(&self, at: usize) -> Match {
        self.counted_units(at).filter(|(end, shape)| matches!(shape, Shape::Duration(..)) && !self.hyphen(*end))
    }

    /// "the day before yesterday", "the day after tomorrow".
    pub(super) fn day_around(&self, at: usize) -> Match {
        let days = if self.is(at + 1, "before") && self.is(at + 2, "yesterday") {
            -2
        } else if self.is(at + 1, "after") && self.is(at + 2, "tomorrow") {
            2
        } else {
            return None;
        };
        Some((at + 3, Shape::Period { unit: Unit::Day, offset: days, part: None }))
    }

    /// "(the end of) October", "(the beginning of) 2012", "(the middle of) last year".
    pub(super) fn edge(&self, at: usize, part: Part) -> Match {
        let at = at + usize::from(matches!(self.class(at), Some(Class::The)));
        match self.class(at) {
            Some(Class::Month { .. }) => match self.month(at, Some(part))? {
                (end, Shape::Date(date)) if date.day.is_none() => Some((end, Shape::Date(date))),
                _ => None,
            },
            Some(Class::Shift(shift)) => self.shift(at, shift, Some(part)),
            Some(Class::Unit { unit: Unit::Day | Unit::Week | Unit::Month | Unit::Year, plural: false }) => {
                Some((at + 1, Shape::Anaphor))
            }
            _ => match self.bare_year(at)? {
                (end, Shape::Date(date)) => Some((end, Shape::Date(PartialDate { part: Some(part), ..date }))),
                found => Some(found),
            },
        }
    }

    /// "third quarter of 2012", "third-quarter", "first half", "first nine months of 2012".
    pub(super) fn division(&self, at: usize, number: i8, part: Option<Part>) -> Match {
        let _ = part;
        let hyphen = usize::from(self.hyphen(at + 1) && self.joined(at + 1));
        let mut next = at + 1 + hyphen;
        if matches!(self.class(next), Some(Class::Fiscal)) {
            next += 1;
        }
        let of = match self.class(next)? {
            Class::Unit { unit: Unit::Quarter, plural: false } => 4,
            Class::Half => 2,
            Class::Number(_) if number == 1 => {
                let (after, count) = self.count(next)?;
                let Class::Unit { unit, .. } = self.class(after)? else { return None };
                let is_long = matches!(unit, Unit::Month | Unit::Week | Unit::Day | Unit::Year);
                return is_long.then_some((after + 1, Shape::Duration(unit, count)));
            }
            _ => return None,
        };
        let end = next + 1;
        // "half" alone is mostly of a game or a group: it needs a year.
        if let Some((after, year)) = self.year_after(end) {
            return Some((after, Shape::Division { number, of, year: Some(year), offset: None }));
        }
        if let Some((after, offset)) = self.year_shift(end) {
            return Some((after, Shape::Division { number, of, year: None, offset: Some(offset) }));
        }
        (of == 4).then_some((end, Shape::Division { number, of, year: None, offset: None }))
    }

    /// "summer 2012", "the winter of 2012".
    pub(super) fn season(&self, at: usize, number: i8, offset: Option<i32>) -> Match {
        if let Some((end, year)) = self.year_after(at + 1) {
            return Some((end, Shape::Season { number, year: Some(year), offset }));
        }
        self.year_shift(at + 1).map(|(end, offset)| (end, Shape::Season { number, year: None, offset: Some(offset) }))
    }

    pub(super) fn adverb(&self, at: usize, direction: i32) -> Match {
        // "now that", "as soon as" and "just now" are conjunctions or the same adverb.
        if self.is(at, "now") && self.is(at + 1, "that") {
            return None;
        }
        Some((at + 1, Shape::Vague(direction)))
    }

    /// "daily", "weekly": not where they are part of a newspaper's name.
    pub(super) fn set(&self, at: usize) -> Match {
        Some((at + 1, Shape::Set))
    }
}
