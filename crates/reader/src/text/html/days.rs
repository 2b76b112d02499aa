//! Which day is meant by a date as pages print it?
//!
//! Dates of data (`2025-10-14T08:00:00+02:00`, seconds since 1970) and of words (`Tuesday, October 14, 2025 8:22 a.m.`). The
//! day is the one printed, in the zone it is printed in. A form that can be read in two ways (`03/04/2025`) is none.

use jiff::civil::Date;

/// A day, and whether its time is that of Greenwich, which is not where most outlets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) is_utc: bool,
}

/// No page is older than the web, and none was published later than this.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The day of a date in a page's data.
pub(super) fn of_data(printed: &str) -> Option<Day> {
    let printed = printed.trim();
    let day = |date: Date, is_utc: bool| YEARS.contains(&date.year()).then_some(Day { date, is_utc });
    if let Some(head) = printed.get(..10)
        && let Ok(date) = head.replace('/', "-").parse::<Date>()
    {
        let rest = printed[10..].trim_end();
        let is_utc = rest.ends_with('Z')
            || rest.ends_with("+00:00")
            || rest.ends_with("+0000")
            || rest.ends_with("UTC")
            || rest.ends_with("GMT");
        return day(date, is_utc && rest.len() > 4);
    }
    if printed.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = printed.parse().ok()?;
        match printed.len() {
            8 => {
                let (year, month, of_month) = (number / 10_000, number / 100 % 100, number % 100);
                return day(Date::new(year as i16, month as i8, of_month as i8).ok()?, false);
            }
            10 | 13 => {
                let seconds = if printed.len() == 13 { number / 1000 } else { number };
                let date =
                    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(seconds / 86_400).ok()?).ok()?;
                return day(date, true);
            }
            _ => {}
        }
    }
    if let Some(head) = printed.get(..8)
        && head.bytes().all(|byte| byte.is_ascii_digit())
        && printed.as_bytes().get(8) == Some(&b'T')
    {
        return Some(Day { date: of_data(head)?.date, is_utc: printed.ends_with('Z') });
    }
    let is_utc = printed.ends_with("GMT") || printed.ends_with("UTC") || printed.ends_with("+0000");
    of_words(printed).map(|date| Day { date, is_utc })
}

/// The first full day that words name.
pub(super) fn of_words(printed: &str) -> Option<Date> {
    let words: Vec<&str> =
        printed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(60).collect();
    for at in 0..words.len() {
        let number = |index: usize| words.get(index).and_then(|word| ordinal(word));
        let year = |index: usize| {
            let word = words.get(index)?;
            (word.len() == 4).then(|| word.parse::<i16>().ok())?.filter(|year| YEARS.contains(year))
        };
        let month = |index: usize| words.get(index).and_then(|word| month_of(word));
        // October 14, 2025 · 14 October 2025 · 2025 October 14
        let found = match (month(at), year(at)) {
            (Some(month), _) => {
                // A time of day may stand before the year.
                let is_time = |index: usize| {
                    words.get(index).is_some_and(|word| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()))
                };
                let after = || year(at + 2).or_else(|| year(at + 4).filter(|_| is_time(at + 2) && is_time(at + 3)));
                let first = number(at + 1).and_then(|day| Some((after()?, month, day)));
                let before = at.checked_sub(1).and_then(number).and_then(|day| Some((year(at + 1)?, month, day)));
                before.or(first)
            }
            (None, Some(year)) => {
                let month = month(at + 1).or_else(|| number(at + 1).filter(|month| *month <= 12));
                month.and_then(|month| Some((year, month, number(at + 2)?)))
            }
            _ => None,
        };
        // 25/10/2025, 10/25/2025: only one way to read it.
        let found = found.or_else(|| {
            let (first, second, year) = (number(at)?, number(at + 1)?, year(at + 2)?);
            let all_digits = words[at].len() <= 2 && words[at + 1].len() <= 2;
            match (first > 12, second > 12) {
                _ if !all_digits => None,
                (true, false) => Some((year, second, first)),
                (false, true) => Some((year, first, second)),
                _ if first == second => Some((year, first, second)),
                _ => None,
            }
        });
        if let Some((year, month, day)) = found
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
    }
    None
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let is_ordinal = matches!(ending.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    (is_ordinal && digits.len() <= 2).then(|| digits.parse().ok())?.filter(|day| (1..=31).contains(day))
}

/// The month that a word names, in full or by its first three letters, 1 to 12.
pub fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    let found = MONTHS.iter().position(|month| *month == word || word.len() == 3 && month.starts_with(&word));
    found.or((word == "sept").then_some(8)).map(|index| index as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_printed() {
        for (printed, expected) in [
            ("2025-10-14", Some(("2025-10-14", false))),
            ("2025-10-14T23:30:00-05:00", Some(("2025-10-14", false))),
            ("2025-10-14T23:30:00Z", Some(("2025-10-14", true))),
            ("2025/10/14 08:00", Some(("2025-10-14", false))),
            ("20251014", Some(("2025-10-14", false))),
            ("20251014T0800Z", Some(("2025-10-14", true))),
            ("1760428800", Some(("2025-10-14", true))),
            ("1760428800000", Some(("2025-10-14", true))),
            ("Tue, 14 Oct 2025 08:00:00 GMT", Some(("2025-10-14", true))),
            ("Published Tuesday, October 14th, 2025 8:22 a.m. EST", Some(("2025-10-14", false))),
            ("October 14 15:23 2025", Some(("2025-10-14", false))),
            ("14 Sept. 2025", Some(("2025-09-14", false))),
            ("25/10/2025", Some(("2025-10-25", false))),
            ("10/25/2025", Some(("2025-10-25", false))),
            ("2025.10.14", Some(("2025-10-14", false))),
            ("03/04/2025", None),
            ("October 2025", None),
            ("31 February 2025", None),
            ("yesterday", None),
            ("1425-10-14", None),
            ("", None),
        ] {
            let found = of_data(printed).map(|day| (day.date.to_string(), day.is_utc));
            assert_eq!(found.as_ref().map(|(date, utc)| (date.as_str(), *utc)), expected, "{printed}");
        }
    }
}
