//! What do statements have to do with one another?
//!
//! `saying` takes what matters out of a reading, `candidates` says which pairs are worth judging, and each judge is a pure
//! function in a file of its own: no I/O here. Links are a function of the statements of the record alone, so they are the
//! same whatever the order in which documents arrived. `quote_check` sets a quotation beside a transcript.

mod candidates;
mod figures;
pub mod quote_check;
mod restatement;
mod same_utterance;
mod saying;
mod terms;
mod threads;
mod voice;
mod wire_copy;

pub use saying::{Days, Figure, StatementId};
pub use threads::{Entry, Thread};

use candidates::Index;
use reader::Reading;
use same_utterance::Scene;
use saying::Saying;

/// Everything that the statements of a record have to do with one another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// Acts of speaking that several statements report.
    pub utterances: Vec<Utterance>,
    /// Documents that print one text, each group sorted.
    pub copies: Vec<Vec<String>>,
    /// Statements on one matter.
    pub threads: Vec<Thread>,
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
}

impl Gathered {
    /// Takes what matters out of a document: its id, its reading with corrections, the statements that are none (sorted).
    pub fn add(&mut self, id: &str, reading: &Reading, wrong: &[usize]) {
        self.sayings.extend(saying::sayings(id, self.ids.len(), reading, wrong));
        self.shingles.push(wire_copy::shingles(reading));
        self.ids.push(id.to_owned());
    }

    /// Links everything.
    pub fn link(&self) -> Links {
        let sayings = &self.sayings;
        let index = Index::new(sayings);
        let groups = utterances(sayings, &index);
        let matters = restatement::matters(sayings);
        let sets: Vec<Vec<usize>> = groups.iter().map(|group| group.0.clone()).collect();
        let id = |document: usize| self.ids[document].clone();
        let mut threads: Vec<Thread> = threads::groups(&matters, &sets)
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
        Links {
            utterances,
            copies: copies.into_iter().map(|group| group.into_iter().map(id).collect()).collect(),
            threads,
        }
    }
}

/// A set of statements under one act of speaking: the surest pairs first, and no pair inside that cannot be one act.
fn utterances(sayings: &[Saying], index: &Index) -> Vec<(Vec<usize>, f32)> {
    let near: Vec<(usize, usize)> = (0..sayings.len())
        .flat_map(|number| index.near(sayings, number, 2).into_iter().map(move |other| (number, other)))
        .collect();
    let documents = sayings.iter().map(|saying| saying.document + 1).max().unwrap_or(0);
    let mut scene = Scene::new(sayings, documents);
    let met: Vec<&(usize, usize)> = near
        .iter()
        .filter(|pair| same_utterance::judge_words(&sayings[pair.0], &sayings[pair.1], &scene).is_some())
        .collect();
    met.into_iter().for_each(|pair| scene.meet(&sayings[pair.0], &sayings[pair.1]));
    let judged = near.into_iter().filter_map(|(one, two)| {
        let score = same_utterance::judge(&sayings[one], &sayings[two], &scene)?;
        Some((score, one.min(two), one.max(two)))
    });
    let mut pairs: Vec<(f32, usize, usize)> = judged.collect();
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
