//! Which days, years and times of day are printed in digits?

use super::*;

impl Scanner<'_> {
    pub(super) fn at_digits(&self, at: usize) -> Match {
        let after_mark = self.joined(at)
            && at.checked_sub(1).is_some_and(|before| {
                matches!(self.word(before), "$" | "£" | "€" | "#" | "/" | ".") || self.hyphen(before)
            });
        let after_letters = self.joined(at) && at > 0 && self.kind(at - 1) == Some(Kind::Letters);
        if after_letters || after_mark {
            return None;
        }
        self.numeric_date(at)
            .or_else(|| self.clock(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.within(at))
            .or_else(|| self.bare_year(at))
            .or_else(|| self.compound(at))
            .or_else(|| self.counted_units(at))
            .or_else(|| self.century(at))
    }

    /// "2024-10-25", "4/16/2009", "16.4.2009" (the month first unless it cannot be one).
    pub(super) fn numeric_date(&self, at: usize) -> Match {
        if let Some(found) = self.dotted_date(at) {
            return Some(found);
        }
        let separator = self.word(at + 1);
        if !(separator == "/" || self.hyphen(at + 1)) || !(1..=4).all(|step| self.joined(at + step)) {
            return None;
        }
        if self.word(at + 3) != separator {
            return None;
        }
        let [first, second, third] = [self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?];
        let (year, month, day) = if first.1 == 4 {
            (first.0, second.0, third.0)
        } else if separator == "/" && matches!(third.1, 2 | 4) {
            let year = if third.1 == 2 { i32::from(full_year(third.0)) } else { third.0 };
            if first.0 > 12 { (year, second.0, first.0) } else { (year, first.0, second.0) }
        } else {
            return None;
        };
        if !(1500..=2199).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut end = at + 5;
        // A time of day that follows with "T" belongs to the date.
        if self.joined(end) && self.is(end, "T") && self.kind(end + 1) == Some(Kind::Digits) {
            end += 2;
            while self.joined(end) && (self.word(end) == ":" || self.kind(end) == Some(Kind::Digits)) {
                end += 1;
            }
            if self.joined(end) && self.is(end, "Z") {
                end += 1;
            }
        }
        let date = PartialDate {
            year: Some(year as i16),
            month: Some(month as i8),
            day: Some(day as i8),
            ..PartialDate::default()
        };
        Some((end, Shape::Date(date)))
    }

    /// "16.04.2009".
    pub(super) fn dotted_date(&self, at: usize) -> Match {
        let mut parts = self.word(at).split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        let (day, month, year): (i8, i8, i16) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
        let holds = (1..=31).contains(&day) && (1..=12).contains(&month) && (1500..=2199).contains(&year);
        let date = PartialDate { year: Some(year), month: Some(month), day: Some(day), ..PartialDate::default() };
        holds.then_some((at + 1, Shape::Date(date)))
    }

    /// "12:42 P.M. EDT", "5 p.m.", "5 o'clock".
    pub(super) fn clock(&self, at: usize) -> Match {
        let (hour, length) = self.digits(at)?;
        if length > 2 || hour > 24 {
            return None;
        }
        let mut end = at + 1;
        let mut sure = false;
        if self.word(end) == ":" && self.joined(end) && self.joined(end + 1) {
            match self.digits(end + 1) {
                Some((minute, 2)) if minute < 60 => end += 2,
                _ => return None,
            }
            sure = true;
            // Seconds, and scores such as "2:30:45" of races, are read the same way.
            if self.word(end) == ":" && self.joined(end) && self.joined(end + 1) && self.digits(end + 1).is_some() {
                end += 2;
            }
        }
        if let Some(after) = self.half_of_day(end) {
            end = after;
            sure = true;
            end += usize::from(self.zone(end));
        } else if self.is(end, "o") && self.is(end + 1, "'clock") || self.is(end, "o") && self.is(end + 1, "’clock") {
            return Some((end + 2, Shape::Clock));
        } else if sure && matches!(self.word(end), "GMT" | "UTC" | "ET" | "EST" | "EDT") {
            end += 1;
        }
        sure.then_some((end, Shape::Clock))
    }

    /// "EDT", "GMT".
    pub(super) fn zone(&self, at: usize) -> bool {
        let word = self.word(at);
        (2..=4).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && (word.ends_with("ST") || word.ends_with("DT") || matches!(word, "ET" | "PT" | "GMT" | "UTC" | "CET"))
    }

    /// "p.m.", "PM", "P.M": the index after it.
    pub(super) fn half_of_day(&self, at: usize) -> Option<usize> {
        if self.is(at, "am") || self.is(at, "pm") {
            return Some(at + 1);
        }
        if (self.is(at, "a") || self.is(at, "p"))
            && self.word(at + 1) == "."
            && self.joined(at + 1)
            && self.joined(at + 2)
            && self.is(at + 2, "m")
        {
            let point = self.word(at + 3) == "." && self.joined(at + 3);
            return Some(at + 3 + usize::from(point));
        }
        None
    }

    /// "25 October 2024", "25th of October".
    pub(super) fn day_month(&self, at: usize) -> Match {
        let (mut end, day) = self.day(at)?;
        let mut ordinal = end > at + 1;
        // "4 to 22 January", "4-22 January", "between 4 and 22 January"
        let mut last_day = None;
        let between = at > 0 && self.is(at - 1, "between") && self.is(end, "and");
        let leads = self.hyphen(end) || ["to", "until", "through"].iter().any(|word| self.is(end, word)) || between;
        if leads && let Some((after, last)) = self.day(end + 1).filter(|&(_, last)| last > day) {
            // "9 to 12 of June"
            ordinal = true;
            last_day = Some(last);
            end = after;
        }
        if matches!(self.class(end), Some(Class::Of)) && ordinal {
            end += 1;
        }
        let Some(Class::Month { number, .. }) = self.class(end) else { return None };
        if !self.capital(end) || self.joined(end) {
            return None;
        }
        end += 1;
        if self.word(end) == "." && self.joined(end) {
            end += 1;
        }
        let mut date = PartialDate { month: Some(number), day: Some(day), last_day, ..PartialDate::default() };
        if let Some((after, year)) = self.year_after(end) {
            date.year = Some(year);
            end = after;
        } else if self.day(end).is_some() && self.kind(end) == Some(Kind::Digits) {
            // "12 May 5": the month belongs to the number that follows.
            return None;
        }
        Some((end, Shape::Date(date)))
    }

    /// A year after a month or day: ", 2024", "2024", "of 2024", "’24", "of ’24".
    pub(super) fn year_after(&self, at: usize) -> Option<(usize, i16)> {
        let mut start = at;
        if self.word(at) == "," || matches!(self.class(at), Some(Class::Of)) {
            start += 1;
        }
        if let Some(year) = self.year(start) {
            let counts = matches!(self.class(start + 1), Some(Class::Counted));
            return (!counts).then_some((start + 1, year));
        }
        self.short_year(start).filter(|&(end, _)| !(self.joined(end) && self.is(end, "s")))
    }

    pub(super) fn bare_year(&self, at: usize) -> Match {
        let year = self.year(at)?;
        if self.joined(at + 1) && self.is(at + 1, "s") {
            return Some((at + 2, Shape::Years(year, year + 9)));
        }
        // "the 1970's"
        let is_decade = year % 10 == 0 && matches!(self.word(at + 1), "'" | "’") && self.joined(at + 1);
        if is_decade && self.joined(at + 2) && self.is(at + 2, "s") {
            return Some((at + 3, Shape::Years(year, year + 9)));
        }
        if !(1800..=2099).contains(&year) {
            return None;
        }
        // "2016 Q3", "2016-H1", "the 1988 third quarter"
        let dash = at + 1 + usize::from(self.hyphen(at + 1));
        if let Some((end, Shape::Division { number, of, .. })) = self.year_label(dash) {
            return Some((end, Shape::Division { number, of, year: Some(year), offset: None }));
        }
        if let Some((end, number, of)) = self.quarter(at + 1) {
            return Some((end, Shape::Division { number, of, year: Some(year), offset: None }));
        }
        if matches!(self.class(at + 1), Some(Class::Counted)) || matches!(self.before(at), Some(Class::NotYear)) {
            return None;
        }
        if self.joined(at + 1) && (self.kind(at + 1) == Some(Kind::Letters) || self.word(at + 1) == "%") {
            return None;
        }
        if self.hyphen(at + 1) && self.joined(at + 1) && self.joined(at + 2) {
            let last = match self.digits(at + 2)? {
                (last, 4) => last as i16,
                (last, 2) => year / 100 * 100 + last as i16,
                _ => return None,
            };
            let ends = !(self.hyphen(at + 3) && self.joined(at + 3));
            return (ends && last > year && last < year + 100).then_some((at + 3, Shape::Years(year, last)));
        }
        Some((at + 1, Shape::Date(PartialDate { year: Some(year), ..PartialDate::default() })))
    }

    /// The label of a quarter or half behind its year.
    fn year_label(&self, at: usize) -> Match {
        let of = match self.word(at) {
            "Q" => 4,
            "H" => 2,
            _ => return None,
        };
        let (number, _) =
            self.digits(at + 1).filter(|&(number, _)| self.joined(at + 1) && (1..=of).contains(&number))?;
        Some((at + 2, Shape::Division { number: number as i8, of: of as i8, year: None, offset: None }))
    }

    /// "21st century".
    pub(super) fn century(&self, at: usize) -> Match {
        let (number, _) = self.digits(at)?;
        let ordinal = self.joined(at + 1) && ["st", "nd", "rd", "th"].iter().any(|ending| self.is(at + 1, ending));
        let after = at + 2 + usize::from(self.hyphen(at + 2));
        if !ordinal || !self.is(after, "century") || !(1..=22).contains(&number) {
            return None;
        }
        let first = (number as i16 - 1) * 100;
        Some((after + 1, Shape::Years(first.max(1), first + 99)))
    }
}
