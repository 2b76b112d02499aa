//! Do two statements report one act of speaking?
//!
//! The same source (or one that can be the same), days that can be the same, and words that are hardly there twice: a run
//! of quoted words, or most of what the shorter one says. Kept apart: the same phrase on another day, the same claim by
//! somebody else, another sentence of the same answer. Useful for two reports of one occasion; what somebody says again on
//! another day is `restatement`.

use super::figures;
use super::saying::{Figure, Saying, gap, overlap, width};
use super::terms::{Term, Word, distinct, shared, weight};
use super::voice::{Sameness, sameness};
use reader::attribution::Form;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is known of the documents before their statements are judged.
pub(crate) struct Scene {
    /// Of each document, in how many statements a term stands.
    frequency: Vec<FxHashMap<Term, u16>>,
    /// Documents that report one occasion: they share words of one speaker, word for word.
    occasions: FxHashSet<(usize, usize)>,
}

impl Scene {
    /// Over all statements; `documents` is one more than the highest number of a document.
    pub fn new(sayings: &[Saying], documents: usize) -> Scene {
        let mut frequency = vec![FxHashMap::default(); documents];
        for saying in sayings {
            for &(term, _) in &saying.terms {
                *frequency[saying.document].entry(term).or_default() += 1;
            }
        }
        Scene { frequency, occasions: FxHashSet::default() }
    }

    /// Notes that two documents report one occasion.
    pub fn meet(&mut self, one: &Saying, two: &Saying) {
        self.occasions.insert((one.document.min(two.document), one.document.max(two.document)));
    }

    /// What a term still tells, from 0 to 1, where both documents use it all over: what a text is about is in every
    /// statement of it.
    fn tells(&self, term: Term, left: usize, right: usize) -> f32 {
        const FADE: f32 = 0.35;
        let of = |document: usize| self.frequency[document].get(&term).copied().unwrap_or(0);
        let all = if left == right { of(left) } else { of(left) + of(right) };
        1.0 / (1.0 + FADE * f32::from(all.saturating_sub(3)))
    }
}

/// How sure it is, from 0 to 1; `None` where they are two acts of speaking, or nobody can tell.
pub(crate) fn judge(left: &Saying, right: &Saying, scene: &Scene) -> Option<f32> {
    let (_, common) = shared(&left.terms, &right.terms);
    if common < LEAST || !possible(left, right) || is_talk(left, right) {
        return None;
    }
    let run = longest_run(&left.words, &right.words);
    if let Some(score) = same_words(left, right, &run, scene) {
        return Some(score);
    }
    let opposed = left.negated != right.negated;
    if opposed && run.length < 6 {
        return None;
    }
    let (voices, day) = (sameness(&left.voices, &right.voices), time(left, right, scene));
    let (short, long) = if weight(&left.terms) <= weight(&right.terms) { (left, right) } else { (right, left) };
    let held = containment(short, long, scene);
    let is_within = left.document == right.document;
    let near = is_within && is_next(left, right);
    // A fragment between quotation marks that the other quotes too.
    let is_known = voices >= Sameness::Possible || is_within && run.length > 2 && has_body(left, right);
    if is_known && day == Time::Same && run.fragment && run.weight >= 0.9 && (held.share >= 0.3 || run.length > 2) {
        return Some(0.85);
    }
    // A telling figure of one thing with one bound needs few words beside it.
    let are_speeches = left.is_speech() && right.is_speech();
    if !are_speeches && same_figure(left, right) {
        let (count, least) = match (voices, day) {
            (Sameness::Same, Time::Same) => (3, 1.2),
            (Sameness::Possible, Time::Same) => (3, 1.5),
            (Sameness::Unknown, Time::Same) if near && has_body(left, right) => (4, 2.0),
            (Sameness::Same, Time::Open) => (5, 2.6),
            _ => (usize::MAX, 0.0),
        };
        if held.count >= count && held.plain >= least {
            return Some(0.8);
        }
    }
    // "The military", "his plan": a few words that both hold name a thing and say nothing of it.
    if short.words.len() < FEWEST {
        return None;
    }
    // A report of the words: one of the two is the reporter's. Two quotations are alike word for word, gaps aside.
    let (share, count, least) = if short.form == Form::Direct && long.form == Form::Direct {
        let is_quoted = !(is_within || are_speeches) && run.quoted > 3;
        match (voices, day) {
            (Sameness::Same, Time::Same) if is_quoted => (0.8, 4, 2.0),
            _ => return None,
        }
    } else {
        let heading = is_within && left.is_heading != right.is_heading;
        match (voices, day) {
            (Sameness::Same, Time::Same) if near => (0.4, 2, 1.0),
            (Sameness::Same, Time::Same) if held.weight >= 2.0 => (0.46, 3, 1.3),
            (Sameness::Same, Time::Same) => (0.55, 2, 1.3),
            (_, Time::Same) if heading => (0.55, 3, 1.2),
            (Sameness::Same, Time::Open) if is_within => (0.6, 3, 1.5),
            (Sameness::Same, Time::Open) => (0.66, 5, 2.4),
            (Sameness::Possible, Time::Same) => (0.62, 3, 1.6),
            (Sameness::Possible, Time::Open) => (0.75, 5, 2.8),
            (Sameness::Unknown, Time::Same) if near && left.is_question => (0.4, 2, 1.0),
            (Sameness::Unknown, Time::Same) if near && has_body(left, right) => (0.66, 4, 2.0),
            _ => return None,
        }
    };
    let enough = held.share >= share && held.count >= count && held.weight >= least;
    enough.then(|| (0.6 + 0.3 * held.share).min(0.9))
}

/// Quoted words in a row: the same words are the same speech, unless it is a phrase that is said every day. Gives how sure
/// that is.
fn same_words(left: &Saying, right: &Saying, run: &Run, scene: &Scene) -> Option<f32> {
    let voices = sameness(&left.voices, &right.voices);
    let (words, weight) = match (voices, time(left, right, scene)) {
        (Sameness::Same, Time::Same) => (5, 1.6),
        (Sameness::Same, Time::Open) | (Sameness::Possible, Time::Same) => (8, 2.6),
        (Sameness::Possible, Time::Open) | (Sameness::Unknown, Time::Same) => (9, 3.0),
        _ => (12, 4.0),
    };
    if run.quoted < words || run.weight < weight || left.is_speech() && right.is_speech() {
        return None;
    }
    // Two sentences of one document that begin alike are two sentences.
    let is_whole = run.quoted * 10 >= run.shorter * 7;
    (left.document != right.document || is_whole).then_some(if voices == Sameness::Same { 0.97 } else { 0.9 })
}

/// As `judge`, but only by words in a row: what is found before anything is known of the occasions.
pub(crate) fn judge_words(left: &Saying, right: &Saying, scene: &Scene) -> Option<f32> {
    let is_quoted = |saying: &Saying| saying.form != Form::Indirect;
    let (_, common) = shared(&left.terms, &right.terms);
    if common < LEAST
        || left.document == right.document
        || !is_quoted(left)
        || !is_quoted(right)
        || !possible(left, right)
    {
        return None;
    }
    same_words(left, right, &longest_run(&left.words, &right.words), scene)
}

/// A statement of fewer words is one only with the same words between quotation marks.
const FEWEST: usize = 4;

/// Statements that share less than this are never one.
const LEAST: f32 = 0.9;

/// Whether both stand in one transcript and are no two reports of one act: what a speaker says there he says once, and only
/// somebody else's report of it, or two reports of a third, can be it again.
fn is_talk(left: &Saying, right: &Saying) -> bool {
    if left.document != right.document || !left.is_transcript {
        return false;
    }
    let is_same = sameness(&left.voices, &right.voices) == Sameness::Same;
    let speeches = usize::from(left.is_speech()) + usize::from(right.is_speech());
    !is_same || speeches == 2 || speeches == 1 && (left.turn == right.turn || left.is_own || right.is_own)
}

/// What can be said of two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    /// Known to within two days on both sides, and alike; or one occasion.
    Same,
    /// They can be the same.
    Open,
    /// They cannot.
    Apart,
}

fn time(left: &Saying, right: &Saying, scene: &Scene) -> Time {
    if apart(left, right) {
        return Time::Apart;
    }
    let is_within = left.document == right.document;
    let documents = (left.document.min(right.document), left.document.max(right.document));
    let is_known = |saying: &Saying| width(saying.said).is_some_and(|width| width <= 2);
    // Statements of an article that are said on no day of their own are of its occasion.
    let event = left.event.is_none() || right.event.is_none() || left.event == right.event;
    match is_within {
        true if event => Time::Same,
        false if scene.occasions.contains(&documents) => Time::Same,
        _ if overlap(left.said, right.said) && is_known(left) && is_known(right) => Time::Same,
        _ => Time::Open,
    }
}

/// Whether the days cannot be one; for a report a day between may be a time zone.
fn apart(left: &Saying, right: &Saying) -> bool {
    let is_report = left.document != right.document && !(left.is_transcript && right.is_transcript);
    gap(left.said, right.said) > i64::from(is_report)
}

/// Whether nothing speaks against it: days, sources, questions and answers, and not one inside the other.
pub(crate) fn possible(left: &Saying, right: &Saying) -> bool {
    !apart(left, right)
        && left.is_question == right.is_question
        && !left.holds(right)
        && !left.overlaps(right)
        && sameness(&left.voices, &right.voices) != Sameness::Different
}

/// Whether one of the two is said by a body or an unnamed source.
fn has_body(left: &Saying, right: &Saying) -> bool {
    left.voices.iter().chain(&right.voices).any(|voice| !voice.is_person())
}

/// Whether one stands right behind the other in their document, as a quotation behind its announcement does.
fn is_next(left: &Saying, right: &Saying) -> bool {
    left.id.1.abs_diff(right.id.1) <= 2
}

/// The longest run of equal words of two statements.
struct Run {
    /// Its words.
    length: usize,
    /// Its words that both have inside quotation marks.
    quoted: usize,
    /// What its terms weigh, each once.
    weight: f32,
    /// Quoted words of the statement that has fewer of them.
    shorter: usize,
    /// Whether it is a quoted fragment of one, whole.
    fragment: bool,
}

/// Words in a row that two statements share, by dynamic programming; long statements are compared by their first words.
fn longest_run(left: &[Word], right: &[Word]) -> Run {
    const MOST: usize = 400;
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    let (mut before, mut now) = (vec![0usize; right.len() + 1], vec![0usize; right.len() + 1]);
    let mut best = (0, 0, 0);
    for (i, one) in left.iter().enumerate() {
        for (j, two) in right.iter().enumerate() {
            now[j + 1] = if one.form == two.form { before[j] + 1 } else { 0 };
            if now[j + 1] > best.0 {
                best = (now[j + 1], i + 1 - now[j + 1], j + 1 - now[j + 1]);
            }
        }
        std::mem::swap(&mut before, &mut now);
    }
    let (length, from, to) = best;
    let (one, two) = (&left[from..from + length], &right[to..to + length]);
    let quoted = one.iter().zip(two).filter(|(a, b)| a.quoted && b.quoted).count();
    let count = |words: &[Word]| words.iter().filter(|word| word.quoted).count();
    // The words before and behind the run are outside the quotation marks of one.
    let is_fragment = |words: &[Word], from: usize| {
        let inside = &words[from..from + length];
        let edge = |word: Option<&Word>| word.is_none_or(|word| !word.quoted);
        length > 1
            && inside.iter().all(|word| word.quoted)
            && edge(from.checked_sub(1).and_then(|before| words.get(before)))
            && edge(words.get(from + length))
    };
    Run {
        length,
        quoted,
        weight: weight(&distinct(one.iter())),
        shorter: count(left).min(count(right)),
        fragment: quoted == length && (is_fragment(left, from) || is_fragment(right, to)),
    }
}

/// How much of what the shorter statement says the longer one says too.
struct Held {
    /// By weight, 0 to 1.
    share: f32,
    /// How many terms.
    count: usize,
    /// What they weigh for documents about something else.
    plain: f32,
    /// What they weigh.
    weight: f32,
}

/// Sentence by sentence: words that lie far apart in a long quotation are no sign that it says the same.
fn containment(short: &Saying, long: &Saying, scene: &Scene) -> Held {
    let tells = |term: Term| scene.tells(term, short.document, long.document);
    let whole: f32 = short.terms.iter().map(|&(term, weight)| weight * tells(term)).sum();
    let held = |other: &[(Term, f32)]| {
        let mut held = Held { share: 0.0, count: 0, plain: 0.0, weight: 0.0 };
        for &(term, weight) in &short.terms {
            if other.binary_search_by_key(&term, |other| other.0).is_ok() {
                held.count += 1;
                held.plain += weight;
                held.weight += weight * tells(term);
            }
        }
        held.share = held.weight / whole.max(0.5);
        held
    };
    let last = long.words.last().map_or(0, |word| word.sentence);
    if last < 2 {
        return held(&long.terms);
    }
    let mut best = Held { share: 0.0, count: 0, plain: 0.0, weight: 0.0 };
    for first in 0..last {
        let found = held(&distinct(long.words.iter().filter(|word| (first..first + 2).contains(&word.sentence))));
        if found.share > best.share {
            best = found;
        }
    }
    best
}

/// Whether both give one figure with one bound for things of one name.
fn same_figure(left: &Saying, right: &Saying) -> bool {
    /// Smaller figures are everywhere.
    const TELLING: f64 = 20.0;
    let number = |figure: &Figure| (figure.min, figure.max, figure.exclusive, figure.approx);
    let thing = |one: &Figure, two: &Figure| match (one.counts.first(), two.counts.first()) {
        (Some(&one), Some(&two)) => figures::alike(one, two),
        _ => false,
    };
    let same = |one: &Figure, two: &Figure| {
        one.min.or(one.max).is_some_and(|value| value >= TELLING) && number(one) == number(two) && thing(one, two)
    };
    left.figures.iter().any(|one| right.figures.iter().any(|two| same(one, two)))
}
