//! Which days does an expression mean, seen from the day on which it was said?
//!
//! Calendar arithmetic only (proleptic Gregorian, ISO weeks, Northern seasons). Useful once a day to count from is
//! known; whatever cannot be counted stays open. Not useful for finding that day: that is `calendar`.

use super::Precision;
use super::expressions::{Base, PartialDate, Shape, WeekShift, Within};
use super::lexicon::{Part, Unit};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// Whether an expression looks back or ahead, as the words around it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// On or before the day of speaking.
    Back,
    /// On or after it.
    Ahead,
    /// The words do not tell.
    Open,
}

/// An interval of days; `None` is an open side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Days {
    /// First day.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// How finely it is meant.
    pub precision: Precision,
}

impl Days {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Days = Days { earliest: None, latest: None, precision: Precision::Unknown };

    /// One day.
    pub(crate) fn day(day: Date) -> Days {
        Days { earliest: Some(day), latest: Some(day), precision: Precision::Day }
    }

    /// From the first to the last day.
    pub(crate) fn between(first: Date, last: Date) -> Days {
        let precision = if first == last { Precision::Day } else { Precision::Range };
        Days { earliest: Some(first), latest: Some(last), precision }
    }

    fn until(last: Date) -> Days {
        Days { earliest: None, latest: Some(last), precision: Precision::Range }
    }

    fn since(first: Date) -> Days {
        Days { earliest: Some(first), latest: None, precision: Precision::Range }
    }

    /// The one day that is meant.
    pub(crate) fn single(&self) -> Option<Date> {
        if self.earliest == self.latest { self.earliest } else { None }
    }

    /// The smallest interval that covers both; open where one is open.
    fn cover(self, other: Days) -> Days {
        let earliest = self.earliest.zip(other.earliest).map(|(a, b)| a.min(b));
        let latest = self.latest.zip(other.latest).map(|(a, b)| a.max(b));
        let precision = if self == other {
            self.precision
        } else if earliest.is_none() && latest.is_none() {
            Precision::Unknown
        } else {
            Precision::Range
        };
        Days { earliest, latest, precision }
    }
}

/// The day so many days on; the ends of the calendar stop it.
pub(crate) fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.clamp(-3_000_000, 3_000_000).days())
}

fn add_months(date: Date, months: i64) -> Date {
    date.saturating_add(Length::new().months(months.clamp(-100_000, 100_000)))
}

/// The first day of the ISO week.
pub(crate) fn monday(date: Date) -> Date {
    add_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

fn make(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn month_days(year: i16, month: i8, part: Option<Part>, last_part: Option<Part>) -> Option<Days> {
    let first = make(year, month, 1)?;
    let last = first.last_of_month();
    let third = |part: Part| match part {
        Part::Early | Part::Before => (first, make(year, month, 10).unwrap_or(last)),
        Part::Mid => (make(year, month, 11).unwrap_or(first), make(year, month, 20).unwrap_or(last)),
        Part::Late | Part::After => (make(year, month, 21).unwrap_or(first), last),
    };
    Some(match (part, last_part) {
        (Some(part), Some(last_part)) => Days::between(third(part).0, third(last_part).1),
        (Some(part), None) => Days::between(third(part).0, third(part).1),
        (None, _) => Days { earliest: Some(first), latest: Some(last), precision: Precision::Month },
    })
}

/// A part of an interval: its first, middle or last third.
fn part_of(first: Date, last: Date, part: Part, anchor: Date) -> (Date, Date) {
    let length = i64::from((last - first).get_days()).max(0) + 1;
    match part {
        Part::Early => (first, add_days(first, (length + 2) / 3 - 1)),
        Part::Mid => (add_days(first, length / 3), add_days(last, -(length / 3))),
        Part::Late => (add_days(last, 1 - (length + 2) / 3), last),
        Part::Before => (first, anchor.clamp(first, last)),
        Part::After => (anchor.clamp(first, last), last),
    }
}

/// The days that `shape` means when said on `anchor`.
pub(crate) fn resolve(shape: Shape, anchor: Date, direction: Direction) -> Days {
    try_resolve(shape, anchor, direction).unwrap_or(Days::UNKNOWN)
}

/// The same where the day of speaking is itself an interval: the interval that covers every reading, open where it is.
pub(crate) fn resolve_within(shape: Shape, said: &Days, direction: Direction) -> Days {
    let fixed = absolute(shape);
    match (fixed, said.earliest, said.latest) {
        (Some(days), ..) => days,
        (None, Some(first), Some(last)) => {
            let days = resolve(shape, first, direction);
            if first == last { days } else { days.cover(resolve(shape, last, direction)) }
        }
        // What is counted from a later day never lies earlier, so an open side stays open and the other one holds.
        (None, None, Some(last)) => resolve(shape, last, direction).latest.map_or(Days::UNKNOWN, Days::until),
        (None, Some(first), None) => resolve(shape, first, direction).earliest.map_or(Days::UNKNOWN, Days::since),
        (None, None, None) => Days::UNKNOWN,
    }
}

/// The days that `shape` means whenever it is said.
pub(crate) fn absolute(shape: Shape) -> Option<Days> {
    match shape {
        Shape::Years(first, last) => {
            Some(Days { precision: Precision::Range, ..Days::between(make(first, 1, 1)?, make(last, 12, 31)?) })
        }
        Shape::Date(PartialDate { shift: Some(WeekShift::Weeks(_)), year: Some(_), month: Some(_), .. }) => {
            let Shape::Date(date) = shape else { return None };
            week_of(make(date.year?, date.month?, date.day?)?)
        }
        Shape::Date(date) => {
            let year = date.year?;
            match (date.month, date.day) {
                (Some(month), Some(day)) => {
                    let first = make(year, month, day)?;
                    let last = date.last_day.and_then(|day| make(year, month, day)).unwrap_or(first);
                    Some(Days::between(first, last))
                }
                (Some(month), None) => month_days(year, month, date.part, date.last_part),
                (None, _) => year_days(year, date.part),
            }
        }
        Shape::Division { number, of, year: Some(year), .. } => division(number, of, year),
        Shape::Season { number, year: Some(year), .. } => season(number, year),
        Shape::Feast { rule, year: Some(year) } => feast(rule, year).map(Days::day),
        Shape::Within(within) => match (within.month, within.year) {
            (Some(month), Some(year)) => counted_in(within, month_days(year, month, None, None)?),
            (None, Some(year)) => counted_in(within, year_days(year, None)?),
            _ => None,
        },
        _ => None,
    }
}

/// What is counted in a month or year. A week belongs to where its Thursday lies.
fn counted_in(within: Within, around: Days) -> Option<Days> {
    let (first, last) = (around.earliest?, around.latest?);
    let nth = |start: Date, end: Date, step: i64| {
        let day = if within.number < 0 { end } else { add_days(start, step * (i64::from(within.number) - 1)) };
        (start..=end).contains(&day).then_some(day)
    };
    let weekday_in = |number: i8| {
        let ahead = (number - first.weekday().to_monday_one_offset()).rem_euclid(7);
        let back = (last.weekday().to_monday_one_offset() - number).rem_euclid(7);
        nth(add_days(first, i64::from(ahead)), add_days(last, -i64::from(back)), 7)
    };
    match (within.unit, within.weekday) {
        (_, Some(number)) => weekday_in(number).map(Days::day),
        (Unit::Week, None) => week_of(weekday_in(4)?),
        _ => nth(first, last, 1).map(Days::day),
    }
}

fn week_of(day: Date) -> Option<Days> {
    let first = monday(day);
    Some(Days { earliest: Some(first), latest: Some(add_days(first, 6)), precision: Precision::Week })
}

/// The day of a feast: 1 0000 is Easter (Gregorian, by Meeus and Jones); else month, which one (5: the last) and weekday
/// after a leading 1, with one day added where the rule says "the day after": 2. Below that, month and day; from 5 0000, days
/// from Easter with 100 added.
fn feast(rule: i32, year: i16) -> Option<Date> {
    if rule < 10_000 {
        return make(year, i8::try_from(rule / 100).ok()?, i8::try_from(rule % 100).ok()?);
    }
    if rule >= 50_000 {
        return Some(add_days(feast(10_000, year)?, i64::from(rule - 50_100)));
    }
    if rule == 10_000 {
        let year = i32::from(year);
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (8 * b + 13) / 25;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 19 * l) / 433;
        let month = (h + l - 7 * m + 90) / 25;
        let day = (h + l - 7 * m + 33 * month + 19) % 32;
        return make(i16::try_from(year).ok()?, month as i8, day as i8);
    }
    let (after, rule) = (rule / 10_000 - 1, rule % 10_000);
    let (month, nth, weekday) = (rule / 100, rule / 10 % 10, rule % 10);
    let first = make(year, i8::try_from(month).ok()?, 1)?;
    let ahead = (weekday - i32::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
    let mut day = add_days(first, i64::from(ahead + 7 * (nth - 1)));
    if day.month() != first.month() {
        day = add_days(day, -7);
    }
    Some(add_days(day, i64::from(after)))
}

fn year_days(year: i16, part: Option<Part>) -> Option<Days> {
    let (first, last) = (make(year, 1, 1)?, make(year, 12, 31)?);
    let (first, last) = match part {
        Some(part) => part_of(first, last, part, first),
        None => (first, last),
    };
    Some(Days { earliest: Some(first), latest: Some(last), precision: Precision::Range })
}

fn division(number: i8, of: i8, year: i16) -> Option<Days> {
    let months = 12 / of.max(1);
    let first = make(year, (number - 1) * months + 1, 1)?;
    let last = add_days(add_months(first, i64::from(months)), -1);
    Some(Days { earliest: Some(first), latest: Some(last), precision: Precision::Range })
}

/// Meteorological seasons: March to May is spring; winter is named after the year in which it begins.
fn season(number: i8, year: i16) -> Option<Days> {
    let first = make(year, number * 3, 1)?;
    let last = add_days(add_months(first, 3), -1);
    Some(Days { earliest: Some(first), latest: Some(last), precision: Precision::Range })
}

fn try_resolve(shape: Shape, anchor: Date, direction: Direction) -> Option<Days> {
    if let Some(days) = absolute(shape) {
        return Some(days);
    }
    match shape {
        Shape::Date(date) => relative_date(date, anchor, direction),
        Shape::Period { unit, offset, part } => {
            let offset = match (unit, direction) {
                // "the weekend" in the past tense is the last one, unless it has begun.
                (Unit::Weekend, Direction::Back) if offset == 0 && anchor.weekday().to_monday_zero_offset() < 4 => -1,
                (Unit::Weekend, _) if offset == -1 && anchor.weekday().to_monday_zero_offset() >= 5 => -1,
                _ => offset,
            };
            let days = period(unit, i64::from(offset), anchor)?;
            Some(match (part, days.earliest, days.latest) {
                (Some(part), Some(first), Some(last)) => {
                    let (first, last) = part_of(first, last, part, anchor);
                    Days { precision: Precision::Range, ..Days::between(first, last) }
                }
                _ => days,
            })
        }
        Shape::Stretch { unit, count, forward } => {
            let Some(count) = count else {
                return Some(if forward { Days::since(anchor) } else { Days::until(anchor) });
            };
            let other = moved(anchor, unit, count, forward)?;
            Some(if forward { Days::between(anchor, other) } else { Days::between(other, anchor) })
        }
        Shape::Distance { unit, count, forward } => {
            let Some(count) = count else {
                return Some(if forward { Days::since(anchor) } else { Days::until(anchor) });
            };
            let day = moved(anchor, unit, count, forward)?;
            match unit {
                Unit::Minute | Unit::Hour | Unit::Day => Some(Days::day(day)),
                Unit::Weekend => period(Unit::Weekend, 0, day),
                _ if count.fract() != 0.0 => {
                    let slack = i64::from((anchor - day).get_days().abs()) / 6;
                    Some(Days::between(add_days(day, -slack), add_days(day, slack)))
                }
                _ => period(unit, 0, day),
            }
        }
        Shape::Offset { months, days, from } => {
            let base = match from {
                Base::Day(offset) => Shape::Period { unit: Unit::Day, offset, part: None },
                Base::Date(date) => Shape::Date(date),
                Base::Feast(rule, year) => Shape::Feast { rule, year },
            };
            let day = try_resolve(base, anchor, direction)?.single()?;
            Some(Days::day(add_days(add_months(day, i64::from(months)), i64::from(days))))
        }
        Shape::Compound { months, days, to_day, forward: Some(forward) } => {
            let sign = if forward { 1 } else { -1 };
            let moved = add_days(add_months(anchor, sign * i64::from(months)), sign * i64::from(days));
            if to_day { Some(Days::day(moved)) } else { period(Unit::Month, 0, moved) }
        }
        Shape::ShiftedMonth { month, offset, part } => {
            // An offset near 100 counts calendar years ("March last year"), else the months themselves ("last March").
            let year = if offset >= 50 {
                anchor.year().checked_add((offset - 100) as i16)?
            } else {
                let passed = month < anchor.month();
                match offset {
                    -1 if passed => anchor.year(),
                    -1 => anchor.year() - 1,
                    0 => anchor.year(),
                    _ if month > anchor.month() => anchor.year(),
                    _ => anchor.year() + 1,
                }
            };
            month_days(year, month, part, None)
        }
        Shape::Division { number, of, offset, .. } => {
            let year = anchor.year().checked_add(offset.unwrap_or(0) as i16)?;
            let days = division(number, of, year)?;
            match (offset, direction) {
                // Without a year the last one that has begun is meant.
                (None, Direction::Back | Direction::Open) if days.earliest? > anchor => division(number, of, year - 1),
                _ => Some(days),
            }
        }
        Shape::Season { number, offset, .. } => {
            let this = season(number, anchor.year())?;
            let before = season(number, anchor.year() - 1)?;
            match offset? {
                -1 if this.latest? < anchor => Some(this),
                -1 => Some(before),
                0 if before.latest? >= anchor => Some(before),
                0 => Some(this),
                _ if this.earliest? > anchor => Some(this),
                _ => season(number, anchor.year() + 1),
            }
        }
        Shape::Feast { rule, .. } => {
            let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
            let days = years.into_iter().filter_map(|year| feast(rule, year));
            days.min_by_key(|day| {
                let away = i64::from((*day - anchor).get_days());
                match direction {
                    Direction::Back => {
                        if away > 0 {
                            4 * away
                        } else {
                            -away
                        }
                    }
                    Direction::Ahead => {
                        if away < 0 {
                            -4 * away
                        } else {
                            away
                        }
                    }
                    Direction::Open => away.abs(),
                }
            })
            .map(Days::day)
        }
        Shape::Within(within) => match (within.month, within.shifted) {
            (Some(month), _) => {
                let month = PartialDate { month: Some(month), ..PartialDate::default() };
                counted_in(within, relative_date(month, anchor, direction)?)
            }
            (None, Some((unit, offset))) => counted_in(within, period(unit, i64::from(offset), anchor)?),
            _ => None,
        },
        // "the other day": within the last two weeks, not today.
        Shape::Vague(-2) => Some(Days::between(add_days(anchor, -14), add_days(anchor, -1))),
        Shape::Vague(-1) => Some(Days::until(anchor)),
        Shape::Vague(1) => Some(Days::since(anchor)),
        Shape::Clock => Some(Days::day(anchor)),
        _ => None,
    }
}

/// The day so many units from `anchor`.
fn moved(anchor: Date, unit: Unit, count: f32, forward: bool) -> Option<Date> {
    let count = if count.is_finite() { count.clamp(0.0, 100_000.0) } else { return None };
    let sign = if forward { 1 } else { -1 };
    let days = |each: f32| sign * (count * each).round() as i64;
    let months = |each: f32| sign * (count * each).round() as i64;
    Some(match unit {
        Unit::Minute => anchor,
        Unit::Hour => add_days(anchor, sign * (count / 24.0) as i64),
        Unit::Day => add_days(anchor, days(1.0)),
        Unit::Weekend | Unit::Week => add_days(anchor, days(7.0)),
        Unit::Month => add_months(anchor, months(1.0)),
        Unit::Quarter => add_months(anchor, months(3.0)),
        Unit::Year => add_months(anchor, months(12.0)),
        Unit::Decade => add_months(anchor, months(120.0)),
        Unit::Century => add_months(anchor, months(1200.0)),
    })
}

/// The unit of the calendar that lies `offset` units from the one that holds `anchor`.
fn period(unit: Unit, offset: i64, anchor: Date) -> Option<Days> {
    let range = |first: Date, last: Date, precision| Days { earliest: Some(first), latest: Some(last), precision };
    Some(match unit {
        Unit::Minute | Unit::Hour => Days::day(anchor),
        Unit::Day => Days::day(add_days(anchor, offset)),
        Unit::Weekend => {
            let first = add_days(monday(anchor), 7 * offset + 5);
            range(first, add_days(first, 1), Precision::Range)
        }
        Unit::Week => {
            let first = add_days(monday(anchor), 7 * offset);
            range(first, add_days(first, 6), Precision::Week)
        }
        Unit::Month => {
            let first = add_months(anchor.first_of_month(), offset);
            range(first, first.last_of_month(), Precision::Month)
        }
        Unit::Quarter => {
            let first = add_months(anchor.first_of_month(), 3 * offset - i64::from((anchor.month() - 1) % 3));
            range(first, add_days(add_months(first, 3), -1), Precision::Range)
        }
        Unit::Year => year_days(anchor.year().checked_add(i16::try_from(offset).ok()?)?, None)?,
        Unit::Decade | Unit::Century => {
            let length: i16 = if unit == Unit::Decade { 10 } else { 100 };
            let first = i64::from(anchor.year().div_euclid(length)) * i64::from(length) + offset * i64::from(length);
            let first = i16::try_from(first).ok()?;
            range(make(first, 1, 1)?, make(first.checked_add(length - 1)?, 12, 31)?, Precision::Range)
        }
    })
}

/// A date without its year, or a weekday alone.
fn relative_date(date: PartialDate, anchor: Date, direction: Direction) -> Option<Days> {
    let Some(month) = date.month else {
        return match (date.weekday, date.day) {
            (Some(number), Some(day)) => weekday_on(number, day, anchor, direction),
            _ => weekday(date, anchor, direction),
        };
    };
    let on = |year: i16| match date.day {
        Some(day) => {
            let first = make(year, month, day)?;
            let last = date.last_day.and_then(|day| make(year, month, day)).unwrap_or(first);
            Some(Days::between(first, last))
        }
        None => month_days(year, month, date.part, date.last_part),
    };
    let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
    let candidates = years.into_iter().filter_map(on);
    // A weekday beside it decides, where exactly one of the years fits.
    if let (Some(number), Some(_)) = (date.weekday, date.day) {
        let mut fits = candidates
            .clone()
            .filter(|days| days.earliest.is_some_and(|day| day.weekday().to_monday_one_offset() == number));
        if let (Some(days), None) = (fits.next(), fits.next()) {
            return Some(days);
        }
    }
    let best = candidates.min_by_key(|days| match (days.earliest, days.latest) {
        (Some(first), Some(last)) => {
            let back = i64::from((anchor - last).get_days()).max(0);
            let ahead = i64::from((first - anchor).get_days()).max(0);
            match direction {
                Direction::Back => back + 4 * ahead,
                Direction::Ahead => ahead + 4 * back,
                // News looks back more than ahead.
                Direction::Open => 2 * back + 3 * ahead,
            }
        }
        _ => i64::MAX,
    })?;
    if date.shift.is_some() {
        return week_of(best.earliest?);
    }
    Some(best)
}

/// "Friday the 13th": the nearest one.
fn weekday_on(number: i8, day: i8, anchor: Date, direction: Direction) -> Option<Days> {
    let days = (-14..=14).filter_map(|months| {
        let month = add_months(anchor.first_of_month(), months);
        make(month.year(), month.month(), day)
    });
    days.filter(|day| day.weekday().to_monday_one_offset() == number)
        .filter(|day| match direction {
            Direction::Back => *day <= anchor,
            Direction::Ahead => *day >= anchor,
            Direction::Open => true,
        })
        .min_by_key(|day| (*day - anchor).get_days().abs())
        .map(Days::day)
}

/// A weekday alone: the nearest one in the direction told, the day of speaking included; looking back unless told.
fn weekday(date: PartialDate, anchor: Date, direction: Direction) -> Option<Days> {
    let number = date.weekday?;
    let of_week = |weeks: i64| add_days(monday(anchor), 7 * weeks + i64::from(number) - 1);
    let back = |from: Date| {
        let distance = (from.weekday().to_monday_one_offset() - number).rem_euclid(7);
        add_days(from, -i64::from(distance))
    };
    let ahead = |from: Date| {
        let distance = (number - from.weekday().to_monday_one_offset()).rem_euclid(7);
        add_days(from, i64::from(distance))
    };
    Some(Days::day(match (date.shift, direction) {
        (Some(WeekShift::Weeks(weeks)), _) => of_week(i64::from(weeks)),
        (Some(WeekShift::Before), _) => back(add_days(anchor, -1)),
        (Some(WeekShift::Same), _) => of_week(0),
        (Some(WeekShift::After), _) => ahead(add_days(anchor, 1)),
        (None, Direction::Ahead) => ahead(anchor),
        (None, _) => back(anchor),
    }))
}

/// The name of a weekday.
pub(crate) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
