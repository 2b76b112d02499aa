//! Which words are dates and times, and what is their value? (TIMEX3 of ISO-TimeML: extent, type, value.)
//!
//! For whoever compares the reader with corpora and other tools; statements carry intervals of days (`TimeMention`), which
//! say the same without the notation.

use super::Precision;
use super::calendar::direction;
use super::days::{self, Days, Direction};
use super::expressions::{self, Expression, PartialDate, Shape, Within};
use super::lexicon::Unit;
use crate::knowledge::Knowledge;
use crate::meaning::words::scan;
use crate::names::names;
use crate::span::{Clean, Span};
use jiff::civil::Date;

names! {
    /// The types of TIMEX3.
    pub enum TimexKind {
        /// A day or something longer on the calendar.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// What comes again.
        Set = "SET",
    }
}

/// An expression of time with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// Its words.
    pub span: Span<Clean>,
    /// Its type.
    pub kind: TimexKind,
    /// Its value in the notation of TIMEX3: `2024-10-23`, `1989-Q3`, `P2M`, `PRESENT_REF`.
    pub value: String,
    /// First of the days it lies in, where that can be told.
    pub earliest: Option<Date>,
    /// Last of them.
    pub latest: Option<Date>,
}

/// The expressions of time in a text that was made on a day, in order.
pub fn timexes(text: &str, made: Date, knowledge: &Knowledge) -> Vec<Timex> {
    let lexicon = &knowledge.time;
    let mut found = Vec::new();
    let mut start = 0;
    let mut quarter: Option<(i16, i8)> = None;
    for paragraph in text.split_inclusive("\n\n") {
        let words = scan(text, Span::new(start, start + paragraph.len()));
        start += paragraph.len();
        let mut at = 0;
        let mut expressions = expressions::find(text, &words, lexicon);
        for index in 0..expressions.len() {
            let start = expressions[index].span.start;
            while words.get(at).is_some_and(|word| word.span.start < start) {
                at += 1;
            }
            let direction = direction(text, &words[..at], lexicon);
            share_year(text, &mut expressions, index, made, direction);
            let expression = expressions[index];
            let printed = expression.span.of(text);
            if NO_TIMEX.iter().any(|word| printed.eq_ignore_ascii_case(word)) {
                continue;
            }
            let (kind, value) = value(text, &expression, made, direction);
            let Days { earliest, latest, .. } = days::resolve(expression.shape, made, direction);
            let timex = |value: String| Timex { span: expression.span, kind, value, earliest, latest };
            // "The year-ago quarter" is the one named before, a year earlier.
            if expression.shape == Shape::Anaphor
                && (printed.contains("year-ago") || printed.contains("year-earlier"))
                && let Some((year, number)) = quarter
            {
                let own = ["first", "second", "third", "fourth"].iter().position(|word| printed.contains(word));
                let number = own.map_or(number, |own| own as i8 + 1);
                found.push(timex(format!("{}-Q{number}", year - 1)));
                continue;
            }
            // "The quarter" and, behind a quarter, "a year earlier" go back to the one that was named.
            if expression.shape == Shape::Anaphor
                && printed.ends_with("quarter")
                && let Some((year, number)) = quarter
            {
                found.push(timex(format!("{year}-Q{number}")));
                continue;
            }
            if let Shape::Distance { unit: Unit::Year, count: Some(1.0), forward: false } = expression.shape
                && let Some((year, number)) = quarter
            {
                found.push(timex(format!("{}-Q{number}", year - 1)));
                continue;
            }
            if let Some((year, number)) =
                value.split_once("-Q").and_then(|(y, n)| Some((y.parse::<i16>().ok()?, n.parse::<i8>().ok()?)))
            {
                quarter = Some((year, number));
            }
            found.push(timex(value));
        }
    }
    found
}

/// The ends of a range lie in one year or in two that follow: "Nov. 30 to Jan. 2, 2017", "from May to September".
fn share_year(text: &str, expressions: &mut [Expression], index: usize, made: Date, direction: Direction) {
    let Some([first, second]) = expressions.get_mut(index..index + 2) else { return };
    let between = text.get(first.span.end..second.span.start).unwrap_or("").trim();
    let before = text.get(..first.span.start).unwrap_or("").trim_end();
    let led = ["from", "between", "From", "Between"].iter().any(|word| before.ends_with(word));
    let is_range =
        matches!(between, "to" | "through" | "until" | "-" | "–") || led && matches!(between, "and" | "till");
    let (Shape::Date(from), Shape::Date(to)) = (first.shape, second.shape) else { return };
    let (Some(from_month), Some(to_month)) = (from.month, to.month) else { return };
    if !is_range || from.weekday.is_some() || to.weekday.is_some() {
        return;
    }
    let turns = i16::from((to_month, to.day) < (from_month, from.day));
    match (from.year, to.year) {
        (None, Some(year)) => first.shape = Shape::Date(PartialDate { year: Some(year - turns), ..from }),
        (Some(year), None) => second.shape = Shape::Date(PartialDate { year: Some(year + turns), ..to }),
        (None, None) => {
            let year = days::resolve(first.shape, made, direction).earliest.map(|day| day.year());
            second.shape = Shape::Date(PartialDate { year: year.map(|year| year + turns), ..to });
        }
        (Some(_), Some(_)) => {}
    }
}

/// Words that tell a time to the reader and are none in TimeML.
const NO_TIMEX: &[&str] = &["previously", "formerly", "soon", "quarterly", "presently"];

/// Type and value of an expression that was used on a day.
fn value(text: &str, expression: &Expression, made: Date, direction: Direction) -> (TimexKind, String) {
    let printed = expression.span.of(text).to_lowercase();
    let found = days::resolve(expression.shape, made, direction);
    let day = |days: &Days| days.earliest.or(days.latest).map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
    match expression.shape {
        Shape::Duration(unit, count) => (TimexKind::Duration, length(unit, count)),
        Shape::Stretch { unit, count, .. } => (TimexKind::Duration, length(unit, count)),
        Shape::Compound { months, days, forward: None, .. } => {
            let part = |count: i32, letter: char| if count > 0 { format!("{count}{letter}") } else { String::new() };
            let value = format!("P{}{}{}", part(months / 12, 'Y'), part(months % 12, 'M'), part(days, 'D'));
            (TimexKind::Duration, value)
        }
        Shape::Compound { to_day, .. } => {
            (TimexKind::Date, calendar_unit(if to_day { Unit::Day } else { Unit::Month }, &found))
        }
        Shape::Offset { .. } => (TimexKind::Date, day(&found)),
        Shape::Apart { unit, count } => (TimexKind::Duration, length(unit, count)),
        Shape::Set => (TimexKind::Set, set(&printed)),
        Shape::Vague(0) => (TimexKind::Date, "PRESENT_REF".to_owned()),
        Shape::Vague(ahead) if ahead > 0 => (TimexKind::Date, "FUTURE_REF".to_owned()),
        Shape::Vague(_) => (TimexKind::Date, "PAST_REF".to_owned()),
        Shape::Clock => (TimexKind::Time, format!("{made}{}", clock(&printed).unwrap_or_default())),
        Shape::Distance { count: None, forward, .. } => {
            (TimexKind::Date, if forward { "FUTURE_REF" } else { "PAST_REF" }.to_owned())
        }
        Shape::Distance { unit, .. } => (TimexKind::Date, calendar_unit(unit, &found)),
        Shape::Years(first, last) if last - first == 9 => (TimexKind::Date, (first / 10).to_string()),
        Shape::Years(first, last) if last - first == 99 => (TimexKind::Date, (first / 100).to_string()),
        Shape::Years(first, last) => (TimexKind::Date, format!("{first}/{last}")),
        Shape::Period { unit: Unit::Day, .. }
        | Shape::Date(PartialDate { day: Some(_), .. } | PartialDate { weekday: Some(_), .. }) => {
            match clock(&printed).or_else(|| part_of_day(&printed)) {
                Some(time) => (TimexKind::Time, day(&found) + &time),
                None => (TimexKind::Date, day(&found)),
            }
        }
        Shape::Period { unit, .. } => (TimexKind::Date, calendar_unit(unit, &found)),
        Shape::ShiftedMonth { .. } | Shape::Date(PartialDate { month: Some(_), .. }) => {
            (TimexKind::Date, calendar_unit(Unit::Month, &found))
        }
        Shape::Feast { .. } => (TimexKind::Date, day(&found)),
        Shape::Date(_) => (TimexKind::Date, calendar_unit(Unit::Year, &found)),
        Shape::Division { number, of, .. } => {
            let year = found.earliest.map_or("XXXX".to_owned(), |day| day.year().to_string());
            (TimexKind::Date, format!("{year}-{}{number}", if of == 4 { 'Q' } else { 'H' }))
        }
        Shape::Season { number, .. } => {
            let year = found.earliest.map_or("XXXX".to_owned(), |day| day.year().to_string());
            let name = ["WI", "SP", "SU", "FA", "WI"].get(number as usize).copied().unwrap_or("XX");
            (TimexKind::Date, format!("{year}-{name}"))
        }
        Shape::Within(Within { unit, .. }) => (TimexKind::Date, calendar_unit(unit, &found)),
        Shape::Anaphor => (TimexKind::Date, "PAST_REF".to_owned()),
    }
}

/// The unit of the calendar in which the days begin.
fn calendar_unit(unit: Unit, days: &Days) -> String {
    let Some(first) = days.earliest.or(days.latest) else { return "PAST_REF".to_owned() };
    let week = first.iso_week_date();
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => first.to_string(),
        Unit::Weekend => format!("{}-W{:02}-WE", week.year(), week.week()),
        Unit::Week => format!("{}-W{:02}", week.year(), week.week()),
        Unit::Month => format!("{}-{:02}", first.year(), first.month()),
        Unit::Quarter => format!("{}-Q{}", first.year(), (first.month() - 1) / 3 + 1),
        Unit::Year => match days.precision {
            Precision::Unknown => "PAST_REF".to_owned(),
            _ => first.year().to_string(),
        },
        Unit::Decade => (first.year() / 10).to_string(),
        Unit::Century => (first.year() / 100).to_string(),
    }
}

/// "P2M", "PT3H", "PXY".
fn length(unit: Unit, count: Option<f32>) -> String {
    // "P2Y6M" of two and a half years, "PT5H30M" of five and a half hours.
    if let Some(count) = count.filter(|count| count.fract() == 0.5 && *count > 1.0) {
        match unit {
            Unit::Year => return format!("P{:.0}Y6M", count.floor()),
            Unit::Hour => return format!("PT{:.0}H30M", count.floor()),
            _ => {}
        }
    }
    let (unit, count) = match unit {
        Unit::Decade if count.is_some() => (Unit::Year, count.map(|count| count * 10.0)),
        Unit::Century if count.is_some() => (Unit::Year, count.map(|count| count * 100.0)),
        _ => (unit, count),
    };
    let count = match count {
        Some(count) if count.fract() == 0.0 => format!("{count:.0}"),
        Some(count) => count.to_string(),
        None => "X".to_owned(),
    };
    match unit {
        Unit::Minute => format!("PT{count}M"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Day => format!("P{count}D"),
        Unit::Weekend => format!("P{count}WE"),
        Unit::Week => format!("P{count}W"),
        Unit::Month => format!("P{count}M"),
        Unit::Quarter => format!("P{count}Q"),
        Unit::Year => format!("P{count}Y"),
        Unit::Decade => format!("P{count}E"),
        Unit::Century => format!("P{count}C"),
    }
}

/// "daily" and "every week" as the length after which they come again; weekdays as days of any week.
fn set(printed: &str) -> String {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if let Some(day) = DAYS.iter().position(|day| printed.contains(day)) {
        return format!("XXXX-WXX-{}", day + 1);
    }
    // "every three weeks", "every other day"
    let words: Vec<&str> = printed.split_whitespace().filter(|word| *word != "once").collect();
    if let [_, number, unit] = words.as_slice() {
        const NUMBERS: [&str; 11] =
            ["other", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];
        let count = match NUMBERS.iter().position(|word| word == number) {
            Some(0) => Some(2),
            Some(place) => Some(place + 1),
            None => number.parse().ok(),
        };
        let letters = [("hour", "T", "H"), ("day", "", "D"), ("week", "", "W"), ("month", "", "M"), ("year", "", "Y")];
        let letter = letters.iter().find(|(name, ..)| unit.starts_with(name));
        if let (Some(count), Some((_, time, letter))) = (count, letter) {
            return format!("P{time}{count}{letter}");
        }
    }
    if let Some(part) = part_of_day(printed).filter(|_| printed.starts_with("every")) {
        return format!("XXXX-XX-XX{part}");
    }
    let unit = [
        ("hour", "PT1H"),
        ("dai", "P1D"),
        ("day", "P1D"),
        ("night", "P1D"),
        ("morning", "P1D"),
        ("week", "P1W"),
        ("month", "P1M"),
        ("quarter", "P1Q"),
        ("annual", "P1Y"),
        ("year", "P1Y"),
    ];
    unit.iter().find(|(name, _)| printed.contains(name)).map_or("PXX", |(_, value)| value).to_owned()
}

/// "T12:00" of "noon", "T17:30" of "5:30 p.m.".
fn clock(printed: &str) -> Option<String> {
    if printed.contains("noon") && !printed.contains("afternoon") || printed.contains("midday") {
        return Some("T12:00".to_owned());
    }
    if printed.contains("midnight") {
        return Some("T24:00".to_owned());
    }
    let bytes = printed.as_bytes();
    let at = printed.find(|c: char| c.is_ascii_digit())?;
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut hour: u32 = printed.get(at..at + digits)?.parse().ok()?;
    let rest = printed.get(at + digits..)?;
    let minute = rest.strip_prefix(':').and_then(|rest| rest.get(..2)).filter(|two| two.parse::<u32>().is_ok());
    let half = rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).trim_start();
    let (morning, evening) = (half.starts_with('a'), half.starts_with('p'));
    if minute.is_none() && !morning && !evening {
        return None;
    }
    if evening && hour < 12 {
        hour += 12;
    }
    (hour <= 24).then(|| format!("T{hour:02}:{}", minute.unwrap_or("00")))
}

/// "TMO" of "this morning".
fn part_of_day(printed: &str) -> Option<String> {
    let parts = [("morning", "TMO"), ("afternoon", "TAF"), ("evening", "TEV"), ("tonight", "TNI"), ("night", "TNI")];
    parts.iter().find(|(name, _)| printed.contains(name)).map(|(_, value)| (*value).to_owned())
}

/// What the lexicon makes of a word is tested with the lexicon; here: is the notation right?
#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = timexes(text, date(2024, 10, 23), &Knowledge::built_in())
            .into_iter()
            .map(|found| format!("{} {} {}", found.span.of(text), found.kind, found.value))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn values() {
        check("said on Tuesday morning", &["Tuesday morning TIME 2024-10-22TMO"]);
        check("at 5:30 p.m. on Monday", &["5:30 p.m. on Monday TIME 2024-10-21T17:30"]);
        check("for two months", &["two months DURATION P2M"]);
        check("in recent years", &["recent years DURATION PXY"]);
        check("on Thanksgiving Day", &["Thanksgiving Day DATE 2024-11-28"]);
        check("before Easter 2025", &["Easter 2025 DATE 2025-04-20"]);
        check(
            "The third quarter was good; the quarter a year earlier was bad",
            &["The third quarter DATE 2024-Q3", "the quarter DATE 2024-Q3", "a year earlier DATE 2023-Q3"],
        );
        check("a 44-year-old man", &[]);
        check("two weeks ago", &["two weeks ago DATE 2024-W41"]);
        check("every Friday", &["every Friday SET XXXX-WXX-5"]);
        check("in the third quarter of 2012", &["the third quarter of 2012 DATE 2012-Q3"]);
        check("in the 1980s", &["the 1980s DATE 198"]);
        check("last weekend", &["last weekend DATE 2024-W42-WE"]);
        check("the first Monday of November", &["the first Monday of November DATE 2024-11-04"]);
        check("in Q3 2023 and H1 of 2024", &["Q3 2023 DATE 2023-Q3", "H1 of 2024 DATE 2024-H1"]);
        check("this year's third quarter", &["this year's third quarter DATE 2024-Q3"]);
        check("three days later", &["three days later DURATION P3D"]);
        check("two and a half years", &["two and a half years DURATION P2Y6M"]);
        check("a year and two months", &["a year and two months DURATION P1Y2M"]);
        check("for two decades", &["two decades DURATION P20Y"]);
        check("every three weeks", &["every three weeks SET P3W"]);
        check("from November to February", &["November DATE 2024-11", "February DATE 2025-02"]);
        check("it will open in two weeks", &["two weeks DATE 2024-W45"]);
        check(
            "the first quarter of 2024; the year-ago quarter",
            &["the first quarter of 2024 DATE 2024-Q1", "the year-ago quarter DATE 2023-Q1"],
        );
        check("it is now open", &["now DATE PRESENT_REF"]);
    }
}
