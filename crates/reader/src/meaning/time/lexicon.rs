//! Which words can belong to a date or time?
//!
//! The list is `data/lexicons/time.tsv`. Useful for telling in one look-up whether a word can begin or continue an
//! expression of time; not useful for what the expression means: that is `expressions` and `days`.

use super::days::Direction;
use super::terms::Terms;
use crate::meaning::words::{WordList, rows};

/// Units of time, the larger the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// A minute or second.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// An ISO week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    fn new(number: i32) -> Unit {
        match number {
            1 => Unit::Minute,
            2 => Unit::Hour,
            3 => Unit::Day,
            4 => Unit::Weekend,
            5 => Unit::Week,
            6 => Unit::Month,
            7 => Unit::Quarter,
            8 => Unit::Year,
            9 => Unit::Decade,
            _ => Unit::Century,
        }
    }
}

/// Which part of a period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its first third.
    Early,
    /// Its middle third.
    Mid,
    /// Its last third.
    Late,
    /// What of it lies before the day of speaking.
    Before,
    /// What of it lies after the day of speaking.
    After,
}

/// What a word can do in an expression of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Class {
    /// A month by its number; `doubtful` if the word is also a name or verb, `short` if it needs a day, year or point.
    Month { number: i8, doubtful: bool, short: bool },
    /// A weekday, Monday 1.
    Weekday { number: i8, short: bool },
    /// "Mondays".
    Weekdays,
    /// A unit.
    Unit { unit: Unit, plural: bool },
    /// "last", "this", "next".
    Shift(i32),
    /// "early", "late", "mid".
    Part(Part),
    /// "the end of".
    Edge(Part),
    /// "today": days from the day of speaking.
    Deictic(i32),
    /// "morning".
    DayPart,
    /// "noon".
    Clock,
    /// "summer", by number.
    Season(i8),
    /// "third", of quarters and halves.
    Ordinal(i8),
    /// "now" 0, "previously" -1, "soon" 1.
    Adverb(i32),
    /// "ago".
    Ago,
    /// "daily".
    Set,
    /// "every".
    Each,
    /// "several"; the number it stands for where it has one.
    Vague(i32),
    /// "half".
    Half,
    /// "fiscal".
    Fiscal,
    /// A named day: month and day as four digits, 0 where it moves.
    Holiday(i32),
    /// A cardinal number.
    Number(i32),
    /// "a", "an", "one".
    One,
    /// A preposition before which a doubtful month can stand.
    Before,
    /// "of".
    Of,
    /// "the".
    The,
    /// "and", "or", "to".
    And,
    /// What a number that looks like a year can count.
    Counted,
    /// A word after which a number is no year.
    NotYear,
    /// A word of newspapers' and shows' names after a weekday.
    Name,
    /// A word of names before a weekday.
    NameBefore,
}

impl Class {
    fn new(class: &str, value: i32) -> Option<Class> {
        Some(match class {
            "month" => Class::Month { number: value as i8, doubtful: false, short: false },
            "month-doubtful" => Class::Month { number: value as i8, doubtful: true, short: false },
            "month-short" => Class::Month { number: value as i8, doubtful: true, short: true },
            "weekday" => Class::Weekday { number: value as i8, short: false },
            "weekday-short" => Class::Weekday { number: value as i8, short: true },
            "weekdays" => Class::Weekdays,
            "unit" => Class::Unit { unit: Unit::new(value), plural: false },
            "units" => Class::Unit { unit: Unit::new(value), plural: true },
            "shift" => Class::Shift(value),
            "part" => Class::Part(Class::part(value)),
            "edge" => Class::Edge(Class::part(value)),
            "deictic" => Class::Deictic(value),
            "daypart" => Class::DayPart,
            "clock" => Class::Clock,
            "season" => Class::Season(value as i8),
            "ordinal" => Class::Ordinal(value as i8),
            "adverb" => Class::Adverb(value),
            "ago" => Class::Ago,
            "set" => Class::Set,
            "each" => Class::Each,
            "vague" => Class::Vague(value),
            "half" => Class::Half,
            "fiscal" => Class::Fiscal,
            "holiday" => Class::Holiday(value),
            "number" => Class::Number(value),
            "one" => Class::One,
            "before" => Class::Before,
            "of" => Class::Of,
            "the" => Class::The,
            "and" => Class::And,
            "counted" => Class::Counted,
            "notyear" => Class::NotYear,
            "name" => Class::Name,
            "namebefore" => Class::NameBefore,
            _ => return None,
        })
    }

    fn part(value: i32) -> Part {
        match value {
            1 => Part::Early,
            2 => Part::Mid,
            3 => Part::Late,
            4 => Part::Before,
            _ => Part::After,
        }
    }
}

/// The words of time.
#[derive(Debug)]
pub struct TimeWords {
    /// Who held which office when.
    pub(crate) terms: Terms,
    words: WordList<Class>,
    tenses: WordList<Direction>,
}

impl Default for TimeWords {
    fn default() -> Self {
        TimeWords::built_in()
    }
}

impl TimeWords {
    /// The list that comes with the program.
    pub fn built_in() -> TimeWords {
        let lexicon = rows(include_str!("../../../data/lexicons/time.tsv"));
        TimeWords {
            terms: Terms::built_in(),
            words: WordList::new(lexicon.filter_map(|row| {
                let value = row.get(2)?.parse().ok()?;
                Some((*row.first()?, Class::new(row.get(1)?, value)?))
            })),
            tenses: WordList::new(rows(include_str!("../../../data/lexicons/tense.tsv")).filter_map(|row| {
                Some((*row.first()?, if *row.get(1)? == "ahead" { Direction::Ahead } else { Direction::Back }))
            })),
        }
    }

    /// Whether a word before a date tells that it lies behind or ahead; regular past forms tell it too.
    pub(crate) fn tense(&self, word: &str) -> Option<Direction> {
        let listed = self.tenses.get(word);
        listed.or_else(|| (word.len() > 4 && word.ends_with("ed")).then_some(Direction::Back))
    }

    /// What a word can do, in any case.
    pub(crate) fn class(&self, word: &str) -> Option<Class> {
        self.words.get(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for row in rows(include_str!("../../../data/lexicons/time.tsv")) {
            let value = row.get(2).and_then(|value| value.parse().ok());
            assert!(value.is_some_and(|value| Class::new(row[1], value).is_some()), "{row:?}");
        }
    }
}
