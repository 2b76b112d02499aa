//! Which statements could have to do with one another?
//!
//! An inverted index of terms over statements. Statements of known days are met in the weeks of their days only, so the work
//! grows with what was said at a time, not with the square of the record; those of unknown days lie in a list of their own
//! that everybody looks through. The same pairs come out whatever the order in which the documents arrived.

use super::saying::{Days, Saying, width};
use super::terms::Term;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A statement is kept under so many of its terms, the most telling ones.
const KEYS: usize = 48;

/// Terms that tell less than this lead to everything and so to nothing.
const TELLING: f32 = 0.25;

/// Statements whose days are known to so many days lie in the weeks of their days.
const NARROW: i64 = 15;

/// Longer lists lead to everything and so to nothing.
const LONGEST: usize = 1_500;

/// Where a list belongs: a term, and a week or any time.
type Key = (Term, i32);

/// The week of those whose days are not known.
const ANY: i32 = i32::MIN;

/// Statements by term and week; each list sorted by number.
pub(crate) struct Index {
    lists: FxHashMap<Key, Vec<u32>>,
}

/// The most telling terms of a statement.
fn keys(saying: &Saying) -> Vec<Term> {
    let mut terms: Vec<(Term, f32)> = saying.terms.iter().copied().filter(|term| term.1 >= TELLING).collect();
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(KEYS);
    terms.into_iter().map(|term| term.0).collect()
}

/// The weeks in which a statement may have been said, with a day more on either side; `None` where that is not known.
fn weeks(said: Days) -> Option<std::ops::RangeInclusive<i32>> {
    let (first, last) = (said.0?, said.1?);
    width(said).filter(|width| *width <= NARROW)?;
    let number = |day: Date| Date::ZERO.until(day).map_or(0, |span| span.get_days());
    Some((number(first) - 1).div_euclid(7)..=(number(last) + 1).div_euclid(7))
}

impl Index {
    /// Over all statements.
    pub fn new(sayings: &[Saying]) -> Index {
        let mut lists: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (number, saying) in sayings.iter().enumerate() {
            let weeks = weeks(saying.said).unwrap_or(ANY..=ANY);
            for term in keys(saying) {
                for week in weeks.clone() {
                    lists.entry((term, week)).or_default().push(number as u32);
                }
            }
        }
        Index { lists }
    }

    /// The statements that share at least `least` keys with this one and may be of the same days, each pair of statements
    /// once over all calls; in order.
    pub fn near(&self, sayings: &[Saying], number: usize, least: usize) -> Vec<usize> {
        let mut met: Vec<u32> = Vec::new();
        let mut of_term: Vec<u32> = Vec::new();
        let weeks = weeks(sayings[number].said);
        for term in keys(&sayings[number]) {
            of_term.clear();
            let mut take = |week: i32, after: bool| {
                if let Some(list) = self.lists.get(&(term, week)).filter(|list| list.len() <= LONGEST) {
                    // Of two alike the earlier one looks; of a known and an unknown day the known one.
                    let from = if after { list.partition_point(|&other| other as usize <= number) } else { 0 };
                    of_term.extend_from_slice(&list[from..]);
                }
            };
            match &weeks {
                Some(weeks) => {
                    weeks.clone().for_each(|week| take(week, true));
                    take(ANY, false);
                }
                None => take(ANY, true),
            }
            of_term.sort_unstable();
            of_term.dedup();
            met.extend_from_slice(&of_term);
        }
        met.sort_unstable();
        let groups = met.chunk_by(|one, two| one == two);
        groups.filter(|group| group.len() >= least).map(|group| group[0] as usize).collect()
    }
}
