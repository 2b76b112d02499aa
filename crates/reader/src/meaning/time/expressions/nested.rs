//! Which days are counted within a month or year, and which have a name of several words?
//!
//! "The first Monday of October", "the third week of 2012", "the 20th of next month", "the rest of the year", "New Year's
//! Eve". Useful to `expressions` only.

use super::super::days::Direction;
use super::*;

impl Scanner<'_> {
    /// "first", "third", "last", "20th": the index after it, and the number.
    fn nth(&self, at: usize) -> Option<(usize, i8)> {
        if self.is(at, "last") {
            return Some((at + 1, -1));
        }
        if self.is(at, "second") {
            return Some((at + 1, 2));
        }
        match self.class(at) {
            Some(Class::Ordinal(number)) => Some((at + 1, number)),
            _ if self.is(at, "fifth") => Some((at + 1, 5)),
            _ => self.day(at).filter(|&(end, _)| end > at + 1),
        }
    }

    /// From the ordinal of "first Monday of October", "20th of next month", "third week of 2012".
    pub(super) fn within(&self, at: usize) -> Match {
        let (next, number) = self.nth(at)?;
        let (unit, weekday, end) = match self.class(next) {
            Some(Class::Weekday { number, .. }) if self.capital(next) => (Unit::Day, Some(number), next + 1),
            Some(Class::Unit { unit: unit @ (Unit::Day | Unit::Week), plural: false }) => (unit, None, next + 1),
            Some(Class::Of) if self.kind(at) == Some(Kind::Digits) => (Unit::Day, None, next),
            _ => return None,
        };
        if !(matches!(self.class(end), Some(Class::Of)) || self.is(end, "in")) {
            return None;
        }
        let base = Within { unit, weekday, number, month: None, year: None, shifted: None };
        let start = end + 1;
        let the = start + usize::from(matches!(self.class(start), Some(Class::The)));
        match (self.class(the), self.class(the + 1)) {
            (Some(Class::Shift(shift)), Some(Class::Unit { unit: of @ (Unit::Month | Unit::Year), plural: false })) => {
                let found = Within { shifted: Some((of, shift)), ..base };
                // Only weeks and weekdays are counted in years.
                (of == Unit::Month || unit == Unit::Week || number == -1).then_some((the + 2, Shape::Within(found)))
            }
            (Some(Class::Month { .. }), _) if weekday.is_some() || unit == Unit::Week || number == -1 => {
                match (self.month(the, None), self.class(the)) {
                    (Some((end, Shape::Date(PartialDate { month, year, day: None, .. }))), _) => {
                        Some((end, Shape::Within(Within { month, year, ..base })))
                    }
                    // "the first week of Oct"
                    (None, Some(Class::Month { number: month, short: true, .. })) if self.capital(the) => {
                        Some((the + 1, Shape::Within(Within { month: Some(month), ..base })))
                    }
                    _ => None,
                }
            }
            _ => {
                let year = self.year(the).filter(|_| unit == Unit::Week)?;
                Some((the + 1, Shape::Within(Within { year: Some(year), ..base })))
            }
        }
    }

    /// "(the) rest of the year".
    pub(super) fn rest(&self, at: usize) -> Match {
        let led = self.is(at, "rest") || self.is(at, "remainder");
        if !led || !matches!(self.class(at + 1), Some(Class::Of)) {
            return None;
        }
        let next = at + 2;
        let known = matches!(self.class(next), Some(Class::The)) || self.is(next, "this");
        match self.class(next + 1) {
            Some(Class::Unit { unit: unit @ (Unit::Week | Unit::Month | Unit::Year), plural: false }) if known => {
                Some((next + 2, Shape::Period { unit, offset: 0, part: Some(Part::After) }))
            }
            _ => None,
        }
    }

    /// "(the) week after next".
    pub(super) fn after_next(&self, at: usize) -> Match {
        let Some(Class::Unit { unit, plural: false }) = self.class(at) else { return None };
        let is_such = unit >= Unit::Weekend && self.is(at + 1, "after") && self.is(at + 2, "next");
        // "The week after next Friday" is something else.
        let is_end =
            !matches!(self.class(at + 3), Some(Class::Weekday { .. } | Class::Unit { .. } | Class::Month { .. }));
        (is_such && is_end).then_some((at + 3, Shape::Period { unit, offset: 2, part: None }))
    }

    /// "1 year, 2 months and 21 days", "a month and 21 days ago": the units become smaller.
    pub(super) fn compound(&self, at: usize) -> Match {
        let (mut months, mut days, mut end, mut parts, mut to_day) = (0_i32, 0_i32, at, 0, false);
        while parts < 5 {
            let comma = usize::from(parts > 0 && self.word(end) == ",");
            let and = usize::from(parts > 0 && self.is(end + comma, "and"));
            let start = end + comma + and;
            let Some((after, Some(count))) = self.count(start) else { break };
            let Some(Class::Unit { unit, .. }) = self.class(after) else { break };
            let whole = (count.fract() == 0.0 && count < 10_000.0).then_some(count as i32)?;
            match unit {
                Unit::Decade => months += 120 * whole,
                Unit::Year => months += 12 * whole,
                Unit::Month => months += whole,
                Unit::Week => days += 7 * whole,
                Unit::Day => days += whole,
                _ => break,
            }
            to_day |= unit == Unit::Day;
            end = after + 1;
            parts += 1;
        }
        if parts < 2 {
            return None;
        }
        let forward = match self.class(end) {
            Some(Class::Ago) => Some(false),
            _ if self.is(end, "from") && (self.is(end + 1, "now") || self.is(end + 1, "today")) => Some(true),
            _ => None,
        };
        if let Some(found) = self.offset(end, months, days) {
            return Some(found);
        }
        let tail = forward.map_or(0, |forward| 1 + usize::from(forward));
        Some((end + tail, Shape::Compound { months, days, to_day, forward }))
    }

    /// "after January 12", "before Christmas", "from tomorrow" behind a length.
    pub(super) fn offset(&self, at: usize, months: i32, days: i32) -> Match {
        let sign = match self.word(at) {
            "after" | "from" => 1,
            "before" => -1,
            _ => return None,
        };
        let next = at + 1;
        let found = match (self.class(next)?, self.kind(next)?) {
            (Class::Weekday { .. }, _) => self.weekday(next, None),
            (Class::Month { .. }, _) => self.month(next, None),
            (Class::Deictic(days), _) => self.deictic(next, days, None),
            (Class::Holiday(day), _) if self.capital(next) => self.holiday(next, day),
            (Class::Shift(shift), _) if matches!(self.class(next + 1), Some(Class::Weekday { .. })) => {
                self.shift(next, shift, None)
            }
            _ => None,
        };
        let (end, from) = match found.or_else(|| self.feast(next))? {
            (end, Shape::Date(date)) if date.day.is_some() || date.weekday.is_some() => (end, Base::Date(date)),
            (end, Shape::Period { unit: Unit::Day, offset, part: None }) => (end, Base::Day(offset)),
            (end, Shape::Feast { rule, year }) => (end, Base::Feast(rule, year)),
            _ => return None,
        };
        Some((end, Shape::Offset { months: sign * months, days: sign * days, from }))
    }

    /// "once a week", "twice a year".
    pub(super) fn rate(&self, at: usize) -> Match {
        let led = self.is(at, "once") && matches!(self.class(at + 1), Some(Class::One)) && !self.is(at + 1, "one");
        match self.class(at + 2) {
            Some(Class::Unit { unit, plural: false }) if led && unit >= Unit::Day => Some((at + 3, Shape::Set)),
            _ => None,
        }
    }

    /// "the seventies", "the 70's": the decade of the last century.
    pub(super) fn decade(&self, at: usize) -> Match {
        const DECADES: [&str; 7] = ["thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let (end, tens) = match self.digits(at) {
            Some((tens, 2)) if tens % 10 == 0 && tens >= 30 => {
                let is_led = matches!(self.word(at + 1), "'" | "’") && self.joined(at + 1);
                let s = at + 1 + usize::from(is_led);
                (is_led && self.joined(s) && self.is(s, "s")).then_some((s + 1, tens as i16))?
            }
            _ => {
                let place = DECADES.iter().position(|decade| self.word(at) == *decade)?;
                (at + 1, 30 + 10 * i16::try_from(place).ok()?)
            }
        };
        Some((end, Shape::Years(1900 + tens, 1909 + tens)))
    }

    /// Whether "in" before a length counts ahead: "will open in two weeks".
    pub(super) fn is_ahead(&self, at: usize) -> bool {
        let in_word = at.checked_sub(1).filter(|&before| self.is(before, "in"));
        in_word.is_some_and(|before| {
            let words = (before.saturating_sub(8)..before)
                .rev()
                .take_while(|&word| !matches!(self.word(word), "." | ";" | "?"));
            words.filter_map(|word| self.lexicon.tense(self.word(word))).next() == Some(Direction::Ahead)
        })
    }

    /// "all week", "all year".
    pub(super) fn all(&self, at: usize) -> Match {
        let led = ["all", "whole", "entire", "another", "full"].iter().any(|word| self.is(at, word));
        let unit = at + 1 + usize::from(self.is(at, "all") && self.hyphen(at + 1));
        // "A full-year loss" is no length.
        let led = led && !(self.is(at, "full") && self.hyphen(unit + 1));
        match self.class(unit) {
            Some(Class::Unit { unit: unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), plural: false })
                if led =>
            {
                Some((at + 2 + usize::from(self.hyphen(at + 1)), Shape::Duration(unit, Some(1.0))))
            }
            _ => None,
        }
    }

    /// A day with a name of several words: "New Year's Eve", "Labor Day", "Good Friday".
    pub(super) fn feast(&self, at: usize) -> Match {
        if !self.capital(at) {
            return None;
        }
        let first = self.word(at);
        if !FIRST.contains(&first) {
            return None;
        }
        let feast = FEASTS.iter().find(|(name, _)| {
            let mut words = name.split(' ');
            words.next() == Some(first)
                && words.enumerate().all(|(step, word)| match word {
                    "'s" => matches!(self.word(at + 1 + step), "'s" | "’s"),
                    word => self.word(at + 1 + step) == word,
                })
        });
        let (name, rule) = feast?;
        let end = at + name.split(' ').count();
        let year = self.year_after(end);
        let shift = self.year_shift(end);
        let end = year.map(|(end, _)| end).or(shift.map(|(end, _)| end)).unwrap_or(end);
        Some((end, Shape::Feast { rule: *rule, year: year.map(|(_, year)| year) }))
            .filter(|_| shift.is_none() || year.is_some())
    }
}

/// The words with which they begin.
const FIRST: &[&str] = &[
    "New",
    "Martin",
    "MLK",
    "Groundhog",
    "Valentine",
    "Presidents",
    "Earth",
    "May",
    "Mother",
    "Memorial",
    "Flag",
    "Juneteenth",
    "Father",
    "Independence",
    "Bastille",
    "Labor",
    "Columbus",
    "Veterans",
    "Remembrance",
    "Armistice",
    "Black",
    "Christmas",
    "Boxing",
    "Ash",
    "Palm",
    "Good",
    "Easter",
];

/// Named days: below 10 000 month and day; from 50 000 days from Easter, 100 added; else as `days::feast` reads them.
const FEASTS: &[(&str, i32)] = &[
    ("New Year 's Eve", 1231),
    ("New Year 's Day", 101),
    ("Martin Luther King Day", 10131),
    ("MLK Day", 10131),
    ("Groundhog Day", 202),
    ("Valentine 's Day", 214),
    ("Presidents Day", 10231),
    ("Earth Day", 422),
    ("May Day", 501),
    ("Mother 's Day", 10527),
    ("Memorial Day", 10551),
    ("Flag Day", 614),
    ("Juneteenth", 619),
    ("Father 's Day", 10637),
    ("Independence Day", 704),
    ("Bastille Day", 714),
    ("Labor Day", 10911),
    ("Columbus Day", 11021),
    ("Veterans Day", 1111),
    ("Remembrance Day", 1111),
    ("Armistice Day", 1111),
    ("Black Friday", 21144),
    ("Christmas Eve", 1224),
    ("Christmas Day", 1225),
    ("Boxing Day", 1226),
    ("Ash Wednesday", 50_054),
    ("Palm Sunday", 50_093),
    ("Good Friday", 50_098),
    ("Easter Sunday", 50_100),
    ("Easter Monday", 50_101),
];
