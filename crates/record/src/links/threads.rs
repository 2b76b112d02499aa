//! Which statements are on one matter, and how did its figures move?
//!
//! Statements are joined from the most alike pair down, as long as the two groups are alike as wholes, so a thread does not
//! wander off along a chain. Reports of one utterance are never parted. A thread's title is made of its sources' own words;
//! its series holds the figures of what it counts most, in order of said, each with bound and certainty. Useful for
//! following a claim; not useful for what a whole document is about.

use super::figures::thing_of;
use super::in_parts;
use super::restatement::{Matter, likeness};
use super::saying::{Days, Figure, Saying, StatementId};
use super::terms::{Term, hash};
use reader::meaning::certainty::Certainty;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Two groups less alike than this stay two.
const ALIKE: f32 = 0.22;
/// Pairs less alike than this are not looked at.
const PAIR: f32 = 0.14;
/// A statement is looked for under so many of its terms.
const KEYS: usize = 10;
/// A list longer than this is of no single matter.
const LONGEST: usize = 400;
/// So many of a statement's neighbours are kept.
const NEIGHBOURS: usize = 16;
/// Smaller figures ("three advisers") are no news of their own.
const LEAST: f64 = 10.0;

/// Statements on one matter, in order of said.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Made from its first statement.
    pub id: String,
    /// Its sources' own words.
    pub title: String,
    /// At least two, in order of said, then of id.
    pub statements: Vec<StatementId>,
    /// Its figures, in the same order.
    pub series: Vec<Entry>,
}

/// One figure of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The statement that gives it.
    pub statement: StatementId,
    /// When that was said.
    pub said: Days,
    /// The figure.
    pub figure: Figure,
    /// How certain the source is.
    pub certainty: Certainty,
}

/// Groups of statement numbers, each sorted. `joined` are sets that must stay together.
pub(crate) fn groups(matters: &[Matter], joined: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut clusters = Clusters::new(matters);
    for set in joined {
        set.windows(2).for_each(|pair| clusters.join(pair[0], pair[1]));
    }
    for (_, one, two) in edges(matters) {
        clusters.join_if_alike(one, two);
    }
    clusters.groups()
}

/// The most alike pairs, surest first.
fn edges(matters: &[Matter]) -> Vec<(f32, usize, usize)> {
    let mut lists: FxHashMap<Term, Vec<u32>> = FxHashMap::default();
    let keys = |matter: &Matter| -> Vec<Term> {
        let mut terms: Vec<(Term, f32)> = matter.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(KEYS);
        terms.into_iter().map(|term| term.0).collect()
    };
    for (number, matter) in matters.iter().enumerate() {
        keys(matter).into_iter().for_each(|term| lists.entry(term).or_default().push(number as u32));
    }
    let of = |numbers: std::ops::Range<usize>| {
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for number in numbers {
            let mut met: Vec<u32> = Vec::new();
            for list in keys(&matters[number]).iter().filter_map(|term| lists.get(term)) {
                if list.len() <= LONGEST {
                    met.extend(list.iter().filter(|&&other| other as usize != number));
                }
            }
            met.sort_unstable();
            met.dedup();
            let alike =
                met.into_iter().map(|other| (likeness(&matters[number], &matters[other as usize]), other as usize));
            let mut near: Vec<(f32, usize)> = alike.filter(|near| near.0 >= PAIR).collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            near.truncate(NEIGHBOURS);
            found.extend(near.into_iter().map(|(score, other)| (score, number.min(other), number.max(other))));
        }
        found
    };
    let mut edges = in_parts(matters.len(), of);
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    edges.dedup();
    edges
}

/// Statements in groups, each with the sum of what its members are about.
struct Clusters {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    sums: Vec<Matter>,
}

impl Clusters {
    fn new(matters: &[Matter]) -> Clusters {
        let all = 0..matters.len();
        Clusters {
            of: all.clone().collect(),
            members: all.map(|number| vec![number]).collect(),
            sums: matters.to_vec(),
        }
    }

    fn join_if_alike(&mut self, one: usize, two: usize) {
        let (one, two) = (self.of[one], self.of[two]);
        if one == two {
            return;
        }
        let length = |sum: &Matter| sum.iter().map(|term| term.1 * term.1).sum::<f32>().sqrt().max(1e-6);
        let alike = likeness(&self.sums[one], &self.sums[two]) / (length(&self.sums[one]) * length(&self.sums[two]));
        if alike >= ALIKE {
            self.join(self.members[one][0], self.members[two][0]);
        }
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.of[one].min(self.of[two]), self.of[one].max(self.of[two]));
        if one == two {
            return;
        }
        let moved = std::mem::take(&mut self.members[two]);
        moved.iter().for_each(|&member| self.of[member] = one);
        self.members[one].extend(moved);
        let sum = std::mem::take(&mut self.sums[two]);
        self.sums[one] = added(&self.sums[one], &sum);
    }

    fn groups(self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = self.members.into_iter().filter(|members| members.len() > 1).collect();
        groups.iter_mut().for_each(|members| members.sort_unstable());
        groups
    }
}

/// The sum of two; what tells nothing any more is left out.
fn added(left: &Matter, right: &Matter) -> Matter {
    const MOST: usize = 400;
    let mut sum: BTreeMap<Term, f32> = left.iter().copied().collect();
    right.iter().for_each(|&(term, weight)| *sum.entry(term).or_default() += weight);
    let mut sum: Matter = sum.into_iter().collect();
    if sum.len() > MOST {
        sum.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sum.truncate(MOST);
        sum.sort_unstable_by_key(|term| term.0);
    }
    sum
}

/// A group as a thread.
pub(crate) fn thread(sayings: &[Saying], matters: &[Matter], group: &[usize]) -> Thread {
    let mut members: Vec<&Saying> = group.iter().map(|&number| &sayings[number]).collect();
    members.sort_by(|a, b| order(a).cmp(&order(b)));
    let statements: Vec<StatementId> = members.iter().map(|saying| saying.id.clone()).collect();
    let first = members.iter().map(|saying| &saying.id).min().map_or(0, |id| hash(&format!("{} {}", id.0, id.1)));
    Thread {
        id: format!("th-{first:08x}"),
        title: title(sayings, matters, group),
        series: series(&members),
        statements,
    }
}

/// By day of saying, those without any last.
pub(crate) fn order(saying: &Saying) -> (bool, Option<jiff::civil::Date>, &StatementId) {
    let day = saying.said.1.or(saying.said.0);
    (day.is_none(), day, &saying.id)
}

/// The words that the members share most, as the sources print them.
fn title(sayings: &[Saying], matters: &[Matter], group: &[usize]) -> String {
    const WORDS: usize = 4;
    let mut sum: BTreeMap<Term, (f32, usize)> = BTreeMap::new();
    for &number in group {
        let own = |term: Term| sayings[number].terms.binary_search_by_key(&term, |other| other.0).is_ok();
        for &(term, weight) in matters[number].iter().filter(|term| own(term.0)) {
            let found = sum.entry(term).or_default();
            (found.0, found.1) = (found.0 + weight, found.1 + 1);
        }
    }
    let mut terms: Vec<(f32, Term)> =
        sum.into_iter().map(|(term, (weight, count))| (weight * (count as f32).sqrt(), term)).collect();
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut printed: Vec<String> = Vec::new();
    for (_, term) in terms {
        let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
        for &number in group {
            sayings[number].printed(term).for_each(|form| *forms.entry(form).or_default() += 1);
        }
        let best = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        if let Some((form, _)) = best.filter(|(form, _)| form.chars().any(char::is_alphabetic)) {
            printed.push(form.to_owned());
        }
        if printed.len() == WORDS {
            break;
        }
    }
    printed.join(", ")
}

/// The figures of what is counted most, and those that repeat one of them without naming it.
fn series(members: &[&Saying]) -> Vec<Entry> {
    let is_news = |figure: &Figure| figure.min.or(figure.max).is_none_or(|value| value >= LEAST);
    let all = || members.iter().flat_map(|saying| saying.figures.iter().map(move |figure| (*saying, figure)));
    let mut counts: BTreeMap<Term, usize> = BTreeMap::new();
    for thing in all().filter(|(_, figure)| is_news(figure)).filter_map(|(_, figure)| thing_of(figure)) {
        *counts.entry(thing).or_default() += 1;
    }
    let Some((&most, _)) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))) else { return Vec::new() };
    let counted: Vec<&Figure> =
        all().map(|(_, figure)| figure).filter(|figure| thing_of(figure) == Some(most)).collect();
    let repeats = |figure: &Figure| {
        figure.counts.is_empty() && counted.iter().any(|other| other.min.or(other.max) == figure.min.or(figure.max))
    };
    let belongs = |figure: &Figure| is_news(figure) && (thing_of(figure) == Some(most) || repeats(figure));
    let entry = |(saying, figure): (&Saying, &Figure)| Entry {
        statement: saying.id.clone(),
        said: saying.said,
        figure: figure.clone(),
        certainty: saying.certainty,
    };
    let entries: Vec<Entry> = all().filter(|(_, figure)| belongs(figure)).map(entry).collect();
    if entries.len() > 1 { entries } else { Vec::new() }
}
