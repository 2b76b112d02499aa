//! Which words can belong to a figure?
//!
//! The lists are `numbers.tsv`, `bounds.tsv` and `states.tsv` in `data/lexicons`. Not useful for what a figure says: that
//! is `numbers`.

use crate::meaning::words::{WordList, rows};
use rustc_hash::FxHashMap;

/// What a word can do in or around a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Class {
    /// 0 to 9.
    Unit(f64),
    /// 10 to 19.
    Teen(f64),
    /// 20 to 90.
    Tens(f64),
    /// "million".
    Scale(f64),
    /// "millions".
    Scales(f64),
    /// "third": one divided by so much.
    Part(f64),
    /// "thirds".
    Parts(f64),
    /// "several"; the number it stands for where it has one.
    Few(f64),
    /// "percent".
    Percent,
    /// "per", before "cent".
    Per,
    /// "cent".
    Cent,
    /// "a".
    Article,
    /// "and".
    And,
    /// A word after "one" that makes it a pronoun.
    Pronoun,
    /// A word before a number that is part of a name.
    Label,
    /// A plural without "s".
    Plural,
    /// A word that ends a noun phrase.
    Stop,
}

/// How a word before a figure bounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The figure or more.
    Min,
    /// More than the figure.
    Over,
    /// The figure or less.
    Max,
    /// Less than the figure.
    Under,
    /// Near the figure.
    About,
}

/// No bound has more words than this.
pub(crate) const LONGEST_BOUND: usize = 3;

/// The words of figures.
#[derive(Debug)]
pub struct NumberWords {
    words: WordList<Class>,
    bounds: FxHashMap<&'static str, Bound>,
    states: WordList<()>,
}

impl Default for NumberWords {
    fn default() -> Self {
        NumberWords::built_in()
    }
}

impl NumberWords {
    /// The lists that come with the program.
    pub fn built_in() -> NumberWords {
        let numbers = rows(include_str!("../../../data/lexicons/numbers.tsv"));
        let bounds = rows(include_str!("../../../data/lexicons/bounds.tsv"));
        let states = rows(include_str!("../../../data/lexicons/states.tsv"));
        NumberWords {
            words: WordList::new(numbers.filter_map(|row| {
                let value = row.get(2)?.parse().ok()?;
                Some((*row.first()?, class(row.get(1)?, value)?))
            })),
            bounds: bounds.filter_map(|row| Some((*row.first()?, bound(row.get(1)?)?))).collect(),
            states: WordList::new(states.filter_map(|row| Some((*row.first()?, ())))),
        }
    }

    /// What a word can do, in any case.
    pub(crate) fn class(&self, word: &str) -> Option<Class> {
        self.words.get(word)
    }

    /// The bound that these words, in lower case with single spaces, put on the figure after them.
    pub(crate) fn bound(&self, words: &str) -> Option<Bound> {
        self.bounds.get(words).copied()
    }

    /// Whether a word says in which state things are.
    pub(crate) fn is_state(&self, word: &str) -> bool {
        self.states.get(word).is_some()
    }
}

fn class(class: &str, value: f64) -> Option<Class> {
    Some(match class {
        "unit" => Class::Unit(value),
        "teen" => Class::Teen(value),
        "tens" => Class::Tens(value),
        "scale" => Class::Scale(value),
        "scales" => Class::Scales(value),
        "part" => Class::Part(value),
        "parts" => Class::Parts(value),
        "few" => Class::Few(value),
        "percent" => Class::Percent,
        "per" => Class::Per,
        "cent" => Class::Cent,
        "article" => Class::Article,
        "and" => Class::And,
        "pronoun" => Class::Pronoun,
        "label" => Class::Label,
        "plural" => Class::Plural,
        "stop" => Class::Stop,
        _ => return None,
    })
}

fn bound(kind: &str) -> Option<Bound> {
    Some(match kind {
        "min" => Bound::Min,
        "over" => Bound::Over,
        "max" => Bound::Max,
        "under" => Bound::Under,
        "about" => Bound::About,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for row in rows(include_str!("../../../data/lexicons/numbers.tsv")) {
            let value = row.get(2).and_then(|value| value.parse().ok());
            assert!(value.is_some_and(|value| class(row[1], value).is_some()), "{row:?}");
        }
        for row in rows(include_str!("../../../data/lexicons/bounds.tsv")) {
            assert!(row.len() == 2 && bound(row[1]).is_some(), "{row:?}");
            assert!(row[0].split(' ').count() <= LONGEST_BOUND, "{row:?}");
        }
    }
}
