//! Do two figures count the same?
//!
//! A figure is keyed by what is counted, in which state, where and when. Only figures of one key can differ; figures of one
//! thing in other states are a range. Useful for series and conflicts.

use super::saying::Figure;
use super::terms::{Term, hash, stem};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Words that news uses for one another when it counts.
const ALIKE: &[&[&str]] = &[
    &["troops", "soldiers", "servicemen", "fighters", "personnel", "forces", "recruits"],
    &["people", "persons", "residents", "civilians", "inhabitants"],
    &["dollars", "usd"],
    &["children", "kids"],
    &["homes", "houses", "households"],
    &["ships", "vessels", "boats"],
    &["aircraft", "planes", "jets", "airplanes"],
    &["jobs", "positions", "posts"],
    &["votes", "ballots"],
    &["officers", "police"],
    &["employees", "workers", "staff"],
    &["protesters", "demonstrators"],
    &["students", "pupils"],
];

/// States that news uses for one another.
const STATES: &[&[&str]] = &[
    &["killed", "dead", "died"],
    &["wounded", "injured", "hurt"],
    &["moved", "arrived", "dispatched", "sent", "deployed", "shipped", "transferred", "reached", "brought"],
    &["arrested", "detained"],
    &["displaced", "evacuated"],
    &["destroyed", "demolished"],
];

/// The number of the row in which each word stands.
fn classes(rows: &[&[&str]]) -> BTreeMap<Term, usize> {
    let words = rows.iter().enumerate().flat_map(|(number, row)| row.iter().map(move |word| (number, *word)));
    words.map(|(number, word)| (hash(&stem(word)), number)).collect()
}

fn thing(term: Term) -> Option<usize> {
    static CLASSES: OnceLock<BTreeMap<Term, usize>> = OnceLock::new();
    CLASSES.get_or_init(|| classes(ALIKE)).get(&term).copied()
}

fn state(term: Term) -> Option<usize> {
    static CLASSES: OnceLock<BTreeMap<Term, usize>> = OnceLock::new();
    CLASSES.get_or_init(|| classes(STATES)).get(&term).copied()
}

/// Whether two words name one thing, or one that news uses for it.
pub(crate) fn alike(left: Term, right: Term) -> bool {
    canonical(left) == canonical(right)
}

/// Whether two states are one, or one that news uses for it.
pub(crate) fn same_state(left: Term, right: Term) -> bool {
    left == right || state(left).is_some_and(|one| state(right) == Some(one))
}

/// Whether what is in this state stays so, so that a count of it can only grow.
pub(crate) fn is_lasting(state_of: Term) -> bool {
    state(state_of).is_some()
}

/// What a figure counts: one term for all words that news uses for it.
pub(crate) fn thing_of(figure: &Figure) -> Option<Term> {
    figure.counts.first().copied()
}

/// One term for all words that news uses for a counted thing.
pub(crate) fn canonical(term: Term) -> Term {
    thing(term).map_or(term, |class| hash(ALIKE[class][0]))
}
