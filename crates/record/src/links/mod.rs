//! What do statements have to do with one another?
//!
//! `saying` takes what matters out of a reading, `candidates` says which pairs are worth judging, and each judge is a pure
//! function in a file of its own: no I/O here. Links are a function of the statements of the record alone, so they are the
//! same whatever the order in which documents arrived. `quote_check` sets a quotation beside a transcript.

mod candidates;
mod change;
mod conflict;
mod figures;
pub mod quote_check;
mod restatement;
mod same_utterance;
mod saying;
mod self_citation;
mod terms;
mod threads;
mod voice;
mod wire_copy;

pub use conflict::{Conflict, Kind, Strength};
pub use saying::{Days, Figure, StatementId};
pub use self_citation::SelfCitation;
pub use threads::{Entry, Thread};

use crate::people::Identities;
use candidates::Index;
use conflict::Finding;
use reader::Reading;
use rustc_hash::FxHashMap;
use same_utterance::Scene;
use saying::Saying;
use std::collections::BTreeMap;

/// Everything that the statements of a record have to do with one another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// Acts of speaking that several statements report.
    pub utterances: Vec<Utterance>,
    /// Documents that print one text, each group sorted.
    pub copies: Vec<Vec<String>>,
    /// Statements on one matter.
    pub threads: Vec<Thread>,
    /// Speakers who cite themselves.
    pub citations: Vec<SelfCitation>,
    /// Statements that differ.
    pub conflicts: Vec<Conflict>,
}

/// One act of speaking with every statement that reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Utterance {
    /// At least two, sorted.
    pub statements: Vec<StatementId>,
    /// How sure the least sure of the pairs that hold it together is, 0 to 1.
    pub score: f32,
}

/// What is known of the documents that are linked, in order of their ids.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    ids: Vec<String>,
    shingles: Vec<Vec<u32>>,
    sayings: Vec<Saying>,
    identities: Identities,
}

impl Gathered {
    /// Nothing yet; `identities` say who is who.
    pub fn new(identities: Identities) -> Gathered {
        Gathered { identities, ..Gathered::default() }
    }

    /// Takes what matters out of a document: its id, its reading with corrections, the statements that are none (sorted).
    pub fn add(&mut self, id: &str, reading: &Reading, wrong: &[usize]) {
        self.sayings.extend(saying::sayings(id, self.ids.len(), reading, wrong, &self.identities));
        self.shingles.push(wire_copy::shingles(reading));
        self.ids.push(id.to_owned());
    }

    /// Links everything.
    pub fn link(&self) -> Links {
        let sayings = &self.sayings;
        let index = Index::new(sayings);
        let near = near(sayings, &index);
        let cited = citations(sayings);
        let groups = utterances(sayings, &near, &cited);
        let matters = restatement::matters(sayings);
        let sets: Vec<Vec<usize>> = groups.iter().map(|group| group.0.clone()).collect();
        let id = |document: usize| self.ids[document].clone();
        let matter_groups = threads::groups(&matters, &sets);
        let mut threads: Vec<Thread> = matter_groups
            .iter()
            .filter(|group| group.len() > 2 || sayings[group[0]].document != sayings[group[1]].document)
            .map(|group| threads::thread(sayings, &matters, group))
            .collect();
        threads.sort_by(|a, b| a.statements.cmp(&b.statements));
        let utterance = |(members, score): &(Vec<usize>, f32)| {
            let mut statements: Vec<StatementId> = members.iter().map(|&member| sayings[member].id.clone()).collect();
            statements.sort();
            Utterance { statements, score: *score }
        };
        let mut utterances: Vec<Utterance> = groups.iter().map(utterance).collect();
        utterances.sort_by(|a, b| a.statements.cmp(&b.statements));
        let copies = wire_copy::groups(&self.shingles);
        let conflicts = conflicts(sayings, &near, &groups, &cited, &matter_groups);
        let citations = cited.iter().map(|one| one.0.clone()).collect();
        Links {
            citations,
            conflicts,
            utterances,
            copies: copies.into_iter().map(|group| group.into_iter().map(id).collect()).collect(),
            threads,
        }
    }
}

/// The work of `of` over numbers up to `all` in parts, on all threads of the machine, in order.
fn in_parts<T: Send>(all: usize, of: impl Fn(std::ops::Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    let share = all.div_ceil(threads * 4).max(1);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let from = next.fetch_add(share, std::sync::atomic::Ordering::Relaxed);
            if from >= all {
                return done;
            }
            done.push((from, of(from..all.min(from + share))));
        }
    };
    let mut parts: Vec<(usize, Vec<T>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("judging never panics")).collect()
    });
    parts.sort_by_key(|part| part.0);
    parts.into_iter().flat_map(|part| part.1).collect()
}

/// Pairs of statements that are worth judging, the lower number first.
fn near(sayings: &[Saying], index: &Index) -> Vec<(usize, usize)> {
    /// What two statements share weighs at least this.
    const LEAST: f32 = 0.9;
    in_parts(sayings.len(), |numbers| {
        let pairs = |number: usize| {
            let others = index.near(sayings, number, 2).into_iter();
            let alike =
                others.filter(move |&other| terms::shared(&sayings[number].terms, &sayings[other].terms).1 >= LEAST);
            alike.map(move |other| (number.min(other), number.max(other)))
        };
        numbers.flat_map(pairs).collect()
    })
}

/// What a judge finds in pairs, in their order.
fn judged<T: Send>(pairs: &[(usize, usize)], judge: impl Fn(usize, usize) -> Option<T> + Sync) -> Vec<T> {
    in_parts(pairs.len(), |part| pairs[part].iter().filter_map(|&(one, two)| judge(one, two)).collect())
}

/// Earlier words that fit so nearly as well as the best ones may be meant as well.
const CLOSE: f32 = 0.2;

/// How sure it is that a speaker means the earlier words that were found.
const CITED: f32 = 0.7;

/// A set of statements under one act of speaking: the surest pairs first, and no pair inside that cannot be one act.
fn utterances(
    sayings: &[Saying],
    near: &[(usize, usize)],
    cited: &[(SelfCitation, usize, usize, Option<usize>)],
) -> Vec<(Vec<usize>, f32)> {
    let documents = sayings.iter().map(|saying| saying.document + 1).max().unwrap_or(0);
    let mut scene = Scene::new(sayings, documents);
    let met =
        judged(near, |one, two| same_utterance::judge_words(&sayings[one], &sayings[two], &scene).map(|_| (one, two)));
    met.into_iter().for_each(|(one, two)| scene.meet(&sayings[one], &sayings[two]));
    let mut pairs: Vec<(f32, usize, usize)> =
        judged(near, |one, two| Some((same_utterance::judge(&sayings[one], &sayings[two], &scene)?, one, two)));
    // "I said it was about 400" reports the act of speaking in which it was said.
    pairs.extend(cited.iter().filter_map(|(_, number, _, earlier)| {
        let earlier = (*earlier)?;
        Some((CITED, *number.min(&earlier), *number.max(&earlier)))
    }));
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut group_of: Vec<Option<usize>> = vec![None; sayings.len()];
    let mut groups: Vec<(Vec<usize>, f32)> = Vec::new();
    for (score, one, two) in pairs {
        let members = |number: usize, groups: &[(Vec<usize>, f32)]| match group_of[number] {
            Some(group) => groups[group].0.clone(),
            None => vec![number],
        };
        let (left, right) = (members(one, &groups), members(two, &groups));
        if left.contains(&two) {
            continue;
        }
        let fits = left.iter().all(|&a| right.iter().all(|&b| same_utterance::possible(&sayings[a], &sayings[b])));
        if !fits {
            continue;
        }
        let least = |number: usize| group_of[number].map_or(score, |group| groups[group].1);
        let score = least(one).min(least(two)).min(score);
        for emptied in [group_of[one], group_of[two]].into_iter().flatten() {
            groups[emptied].0.clear();
        }
        let mut all = left;
        all.extend(right);
        for &member in &all {
            group_of[member] = Some(groups.len());
        }
        groups.push((all, score));
    }
    groups.retain(|group| group.0.len() > 1);
    groups
}

/// Every citation of a speaker's own words, with the numbers of the cited report, of the statement around it and, where it
/// is held, of the earlier statement.
fn citations(sayings: &[Saying]) -> Vec<(SelfCitation, usize, usize, Option<usize>)> {
    let place: FxHashMap<&StatementId, usize> =
        sayings.iter().enumerate().map(|(number, one)| (&one.id, number)).collect();
    let mut of_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, saying) in sayings.iter().enumerate() {
        for name in saying.voices.iter().filter_map(voice::Voice::key) {
            of_name.entry(name).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for (number, saying) in sayings.iter().enumerate() {
        let Some(outer) = saying.parent.and_then(|parent| place.get(&(saying.id.0.clone(), parent)).copied()) else {
            continue;
        };
        if !self_citation::cites(saying, &sayings[outer]) {
            continue;
        }
        let names = sayings[outer].voices.iter().filter_map(voice::Voice::key);
        let mut others: Vec<usize> = names.filter_map(|name| of_name.get(name)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        let scored = others
            .into_iter()
            .filter_map(|other| Some((self_citation::fits(saying, &sayings[outer], &sayings[other])?, other)));
        let scored: Vec<(f32, usize)> = scored.collect();
        let best = scored.iter().copied().fold(None, |best: Option<(f32, usize)>, next| match best {
            Some(found) if found.0 >= next.0 => Some(found),
            _ => Some(next),
        });
        // Who said it on several days may mean any of them.
        let is_only = |best: &(f32, usize)| {
            let mut close = scored.iter().filter(|other| other.0 >= best.0 - CLOSE);
            close.all(|other| saying::gap(sayings[other.1].said, sayings[best.1].said) <= 1)
        };
        let earlier = best.filter(is_only).map(|best| best.1);
        let differs = earlier.map(|earlier| self_citation::differs(saying, &sayings[earlier])).unwrap_or_default();
        let citation = SelfCitation {
            statement: saying.id.clone(),
            earlier: earlier.map(|earlier| sayings[earlier].id.clone()),
            differs,
        };
        found.push((citation, number, outer, earlier));
    }
    found
}

/// Statements that differ, each pair of utterances once: whoever reports an utterance stands on its side.
fn conflicts(
    sayings: &[Saying],
    near: &[(usize, usize)],
    groups: &[(Vec<usize>, f32)],
    cited: &[(SelfCitation, usize, usize, Option<usize>)],
    matters: &[Vec<usize>],
) -> Vec<Conflict> {
    /// More figures of one matter than these are not compared with one another.
    const FIGURES: usize = 200;
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (group, (members, _)) in groups.iter().enumerate() {
        members.iter().for_each(|&member| _ = group_of.insert(member, group));
    }
    let side = |number: usize| -> Vec<usize> {
        group_of.get(&number).map_or_else(|| vec![number], |&group| groups[group].0.clone())
    };
    let mut found: Vec<(Finding, usize, usize)> = Vec::new();
    let is_one = |one: usize, two: usize| group_of.contains_key(&one) && group_of.get(&one) == group_of.get(&two);
    found.extend(judged(near, |one, two| {
        let finding = if is_one(one, two) { None } else { conflict::judge(&sayings[one], &sayings[two]) };
        finding.map(|finding| (finding, one, two))
    }));
    for number in 0..sayings.len() {
        if conflict::denies_before(&sayings[number])
            && let Some(claimed) =
                (0..number).rev().take(4).find(|&claimed| conflict::is_claim(&sayings[claimed], &sayings[number]))
        {
            found.push((conflict::denial(&sayings[number], &sayings[claimed]), number, claimed));
        }
    }
    // Counts of one matter may lie weeks apart.
    for group in matters {
        let counted: Vec<usize> = group
            .iter()
            .copied()
            .filter(|&one| sayings[one].figures.iter().any(conflict::is_news))
            .take(FIGURES)
            .collect();
        for (at, &one) in counted.iter().enumerate() {
            let later = counted[at + 1..].iter().filter(|&&two| !is_one(one, two));
            found.extend(later.filter_map(|&two| Some((change::lowered(&sayings[one], &sayings[two])?, one, two))));
        }
    }
    for (citation, number, outer, earlier) in cited {
        let Some(earlier) = *earlier else { continue };
        // What the same answer says beside the citation is the later position.
        let beside = |other: &usize| {
            let one = &sayings[*other];
            one.document == sayings[*outer].document
                && one.turn == sayings[*outer].turn
                && other != outer
                && other != number
                && voice::sameness(&one.voices, &sayings[*outer].voices) == voice::Sameness::Same
        };
        // He himself says which came first.
        for other in (outer.saturating_sub(4)..sayings.len().min(outer + 5)).filter(beside) {
            let finding = change::number(&sayings[earlier], &sayings[*number], &sayings[other]);
            found.extend(finding.map(|finding| (finding, earlier, other)));
        }
        if citation.differs.contains(&"bound")
            && let Some((one, two)) = self_citation::figures_of(&sayings[*number], &sayings[earlier])
        {
            let description = format!(
                "{} recalls {}; the report held of it has {}. The speaker cites his own words.",
                conflict::name(&sayings[*outer]),
                conflict::shown(one),
                conflict::shown(two)
            );
            let finding = Finding { kind: Kind::SelfCitation, strength: Strength::Soft, description };
            found.push((finding, *number, earlier));
        }
    }
    let mut conflicts: BTreeMap<(Kind, Vec<Vec<StatementId>>), Conflict> = BTreeMap::new();
    for (finding, one, two) in found {
        let (mut first, mut second) = (side(one), side(two));
        if is_one(one, two) {
            // Two reports of one act that differ stand against each other by themselves.
            first = vec![one];
            second.retain(|&number| number != one);
        }
        let mut sides: Vec<Vec<StatementId>> = [std::mem::take(&mut first), second]
            .into_iter()
            .map(|side| {
                let mut side: Vec<StatementId> = side.into_iter().map(|number| sayings[number].id.clone()).collect();
                side.sort();
                side
            })
            .collect();
        let name = terms::hash(&format!("{:?} {sides:?}", finding.kind));
        let key = {
            let mut key = sides.clone();
            key.sort();
            (finding.kind, key)
        };
        let sides = std::mem::take(&mut sides);
        conflicts.entry(key).or_insert(Conflict {
            id: format!("cf-{name:08x}"),
            kind: finding.kind,
            strength: finding.strength,
            sides,
            description: finding.description,
        });
    }
    conflicts.into_values().collect()
}
