//! Which stretch of an answer takes up which request?
//!
//! An exchange is one or more requests and what the principals say until the next request. Inside it the answer's own
//! words come first ("on your second question"), then shared words, then order. Interjections end nothing; a question
//! back leaves the earlier questions open. What is never taken up stays without an answer.

use super::judge::Said;
use super::lexicon::{AnswerWords, Class};
use super::requests::Request;
use super::scan::id;
use crate::span::{Clean, Span};
use crate::structure::{Role, Structure};
use rustc_hash::{FxHashMap, FxHashSet};

/// A request with its turn.
#[derive(Debug)]
pub(crate) struct Open {
    /// The reporter's turn.
    pub turn: usize,
    /// What is asked.
    pub request: Request,
    /// Whether the turn numbers its questions.
    pub is_numbered: bool,
    /// Sentences that take it up: indexes of `Reply::said`.
    pub taken: Vec<(usize, usize)>,
    /// Whether anybody had the floor to answer it.
    pub had_reply: bool,
}

/// One turn that answers.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Its sentences, without hand-overs.
    pub said: Vec<Said>,
}

/// Requests and replies that belong together.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    /// Indexes of the requests.
    pub open: Vec<usize>,
    /// Indexes of the replies.
    pub replies: Vec<usize>,
}

/// How many sentences of a reply one request may be given where many requests share it.
const SHARED: usize = 200;

/// Gathers exchanges in one pass over the turns and fills `taken`.
pub(crate) fn link(text: &str, structure: &Structure, requests: &mut [Open], list: &AnswerWords) -> Vec<Reply> {
    let mut replies: Vec<Reply> = Vec::new();
    let mut exchange = Exchange::default();
    let mut carried: Vec<usize> = Vec::new();
    let mut next = 0;
    for (turn, spoken) in structure.turns.iter().enumerate() {
        if spoken.role == Role::Reporter {
            let first = next;
            while requests.get(next).is_some_and(|open| open.turn == turn) {
                next += 1;
            }
            if first == next {
                // A remark with words of its own is what the next turn speaks to, unless it answers a question back or
                // breaks into a sentence.
                let words: usize = spoken.speech.iter().map(|span| span.of(text).split_whitespace().count()).sum();
                let waits = exchange
                    .replies
                    .last()
                    .and_then(|&reply| replies[reply].said.last())
                    .is_some_and(|last| last.is_question() || last.span.of(text).ends_with(['-', '–', '—']));
                if words >= 4 && !exchange.replies.is_empty() && !waits {
                    settle(std::mem::take(&mut exchange), requests, &replies, &mut carried);
                }
                continue;
            }
            if !exchange.replies.is_empty() {
                let done = std::mem::take(&mut exchange);
                settle(done, requests, &replies, &mut carried);
            }
            exchange.open.extend(first..next);
            continue;
        }
        if exchange.open.is_empty() {
            continue;
        }
        let is_about_conduct = exchange.open.iter().all(|&open| requests[open].request.procedural);
        if spoken.role == Role::Moderator && !(is_about_conduct && exchange.replies.is_empty()) {
            continue;
        }
        let said = sentences(text, structure, turn, is_about_conduct, list);
        if !said.is_empty() {
            exchange.replies.push(replies.len());
            replies.push(Reply { said });
        }
    }
    settle(exchange, requests, &replies, &mut carried);
    replies
}

/// The sentences of an answering turn; noises and the hand-over at its end are left out.
fn sentences(text: &str, structure: &Structure, turn: usize, keeps_one: bool, list: &AnswerWords) -> Vec<Said> {
    let Some(spoken) = structure.turns.get(turn) else { return Vec::new() };
    let sentences = structure.sentences.get(spoken.sentences.clone()).unwrap_or(&[]);
    let called = structure.turns.get(turn + 1).and_then(|next| next.introduced.as_ref()).map(|found| found.name);
    let spans: Vec<Span<Clean>> = sentences.iter().map(|sentence| sentence.span).collect();
    spoken_words(text, &spans, called, keeps_one, list)
}

/// The sentences of a reply, without noises and the hand-over to the next asker; to a question about the conduct of the
/// briefing "Go ahead" is an answer, so that one sentence is kept.
pub(crate) fn spoken_words(
    text: &str,
    sentences: &[Span<Clean>],
    called: Option<Span<Clean>>,
    keeps_one: bool,
    list: &AnswerWords,
) -> Vec<Said> {
    let mut said: Vec<Said> = sentences
        .iter()
        .filter(|sentence| !sentence.of(text).starts_with(['(', '[']))
        .map(|&sentence| Said::new(text, sentence, list))
        .collect();
    while let Some(last) = said.last() {
        let hands_over = called.is_some_and(|name| last.span.contains(&name)) && last.size <= 8
            || last.size <= 6 && list.find(&last.words, &[Class::Courtesy]).iter().any(|hit| hit.start <= 2)
            || last.size <= 3
                && said.len() > 1
                && last.words.iter().all(|word| word.is_mark || word.is_capital)
                && last.hits.is_empty()
            || last.size == 0;
        if !hands_over || keeps_one && said.len() == 1 {
            break;
        }
        said.pop();
    }
    said
}

/// Gives every sentence of the replies to the requests that it takes up.
pub(crate) fn settle(exchange: Exchange, requests: &mut [Open], replies: &[Reply], carried: &mut Vec<usize>) {
    let Exchange { mut open, replies: answering } = exchange;
    // Nobody asks so much before anybody answers: what is beyond is left open.
    open.truncate(MANY);
    if answering.is_empty() {
        return;
    }
    for &request in &open {
        requests[request].had_reply = true;
    }
    let said: Vec<(usize, usize)> = answering
        .iter()
        .flat_map(|&reply| (0..replies[reply].said.len()).map(move |sentence| (reply, sentence)))
        .collect();
    let older: Vec<usize> = carried.iter().map(|&request| requests[request].request.group).collect();
    let mut groups = groups_of(&open, requests, false);
    let mut count = groups.iter().max().map_or(0, |last| last + 1);
    // An ordinal that no group answers to counts the requests one by one.
    let is_finer = said.iter().any(|&(reply, sentence)| match ordinal(&replies[reply].said[sentence]) {
        Some(Ordinal::Number(number)) => !older.contains(&number) && (number >= count || count == 1),
        _ => false,
    });
    if is_finer {
        groups = groups_of(&open, requests, true);
        count = groups.iter().max().map_or(0, |last| last + 1);
    }
    let is_numbered = open.iter().any(|&request| requests[request].is_numbered);
    // Which group each sentence names, if it names one; groups of carried requests come after the exchange's own.
    let mut named: Vec<Option<Named>> = Vec::with_capacity(said.len());
    for &(reply, sentence) in &said {
        let ordinal = ordinal(&replies[reply].said[sentence]);
        named.push(ordinal.and_then(|ordinal| {
            let group = match ordinal {
                Ordinal::Number(number) => number,
                Ordinal::Last => count.max(1) - 1,
                Ordinal::Other => return (count == 2).then_some(Named::Other),
            };
            if !is_numbered && older.contains(&group) {
                Some(Named::Carried(group))
            } else if count > 1 && group < count {
                Some(Named::Group(group))
            } else {
                None
            }
        }));
    }
    let is_short = said.len() <= 3;
    let limit = if open.len() > 16 { 16 } else { SHARED };
    let mut taken: Vec<Vec<(usize, usize)>> = vec![Vec::new(); open.len()];
    if open.len() == 1 && named.iter().all(Option::is_none) {
        taken[0] = said.clone();
    } else {
        let topics = Topics::of(&open, requests);
        let mut current: Option<Named> = None;
        let mut nearest: Option<usize> = None;
        let named_groups: FxHashSet<usize> = named
            .iter()
            .flatten()
            .filter_map(|name| if let Named::Group(group) = name { Some(*group) } else { None })
            .collect();
        for (index, &place) in said.iter().enumerate() {
            if let Some(name) = named[index] {
                current = Some(match (name, current) {
                    (Named::Other, Some(Named::Group(group))) => Named::Group(1 - group.min(1)),
                    (Named::Other, _) => Named::Group(1),
                    (name, _) => name,
                });
                nearest = None;
            }
            let sentence = &replies[place.0].said[place.1];
            // The requests that may be meant: those of the group named, or those whose group is named nowhere.
            let may = |at: usize| match current {
                Some(Named::Group(group)) => groups[at] == group,
                Some(Named::Carried(_) | Named::Other) => false,
                None => !named_groups.contains(&groups[at]) || named_groups.len() >= count,
            };
            if let Some(Named::Carried(group)) = current {
                for &request in carried.iter() {
                    if requests[request].request.group == group && requests[request].taken.len() < SHARED {
                        requests[request].taken.push(place);
                        requests[request].had_reply = true;
                    }
                }
                continue;
            }
            let best = topics.best(sentence, &may);
            let choice =
                best.or(nearest.filter(|&at| may(at))).or_else(|| (0..open.len().min(MANY)).find(|&at| may(at)));
            if let Some(at) = choice {
                nearest = Some(at);
                if taken[at].len() < limit {
                    taken[at].push(place);
                }
            }
        }
        share(&open, requests, &groups, &said, is_short, current.is_some(), &mut taken, replies);
    }
    for (at, places) in taken.into_iter().enumerate() {
        requests[open[at]].taken.extend(places);
    }
    // What was numbered and not taken up may be taken up later; nothing older can.
    let untouched: Vec<usize> =
        open.iter().copied().filter(|&request| is_numbered && requests[request].taken.is_empty()).collect();
    let asks_back = answering.iter().all(|&reply| replies[reply].said.last().is_some_and(Said::is_question));
    if asks_back || !untouched.is_empty() {
        carried.retain(|_| false);
        carried.extend(untouched.into_iter().take(MANY));
    } else {
        carried.clear();
    }
}

/// No exchange has more requests than this.
const MANY: usize = 64;

/// Fills what no sentence was given to: a request that leans on another shares its answer, a short reply answers all.
#[allow(clippy::too_many_arguments)]
fn share(
    open: &[usize],
    requests: &[Open],
    groups: &[usize],
    said: &[(usize, usize)],
    is_short: bool,
    is_named: bool,
    taken: &mut [Vec<(usize, usize)>],
    replies: &[Reply],
) {
    let refuses = said.iter().take(2).any(|&(reply, sentence)| {
        replies[reply].said[sentence].hits.iter().any(|hit| matches!(hit.class, Class::Decline | Class::Ignorance))
    });
    for at in 0..open.len() {
        if !taken[at].is_empty() {
            continue;
        }
        let same_group =
            (0..open.len().min(MANY)).rev().find(|&other| groups[other] == groups[at] && !taken[other].is_empty());
        let request = &requests[open[at]].request;
        // A request with hardly a topic of its own, or with one that another shares, is no matter apart.
        let is_apart = request.asked.topics.len() > 3
            && !(0..open.len().min(MANY)).any(|other| {
                let topics = &requests[open[other]].request.asked.topics;
                other != at && request.asked.topics.iter().filter(|topic| topics.contains(topic)).count() >= 2
            });
        let near = || {
            let touched = |other: &usize| !taken[*other].is_empty();
            (0..at.min(MANY)).rev().find(touched).or_else(|| (at..open.len().min(MANY)).find(touched))
        };
        let same_group = if is_apart || is_named { same_group } else { same_group.or_else(near) };
        if let Some(other) = same_group
            && (is_named || request.leans || is_short || refuses || !is_apart)
        {
            let shared: Vec<(usize, usize)> = taken[other].iter().copied().take(16).collect();
            taken[at] = shared;
        } else if !is_named && (is_short || request.procedural) {
            taken[at] = said.iter().copied().take(16).collect();
        }
    }
}

/// The group of each request: as the reporter numbers them; else each for itself, but what leans on the one before goes
/// with it, unless the answer numbers them.
fn groups_of(open: &[usize], requests: &[Open], is_named: bool) -> Vec<usize> {
    let is_numbered = open.iter().any(|&request| requests[request].is_numbered);
    let mut group = 0;
    let mut result = Vec::with_capacity(open.len());
    for (at, &request) in open.iter().enumerate() {
        if is_numbered {
            group = requests[request].request.group;
        } else if at > 0 && (is_named || !requests[request].request.leans) {
            group += 1;
        }
        result.push(group);
    }
    result
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Group(usize),
    Carried(usize),
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ordinal {
    Number(usize),
    Last,
    Other,
}

/// Which question a sentence names: "on your second question".
fn ordinal(said: &Said) -> Option<Ordinal> {
    let hit = said.hits.iter().find(|hit| hit.class == Class::Order)?;
    said.lean[hit.start..hit.end].iter().find_map(|word| {
        let is = |name: &str| word.id == id(name);
        Some(match () {
            () if is("first") || is("former") => Ordinal::Number(0),
            () if is("second") => Ordinal::Number(1),
            () if is("third") => Ordinal::Number(2),
            () if is("fourth") => Ordinal::Number(3),
            () if is("last") || is("final") || is("latter") => Ordinal::Last,
            () if is("other") => Ordinal::Other,
            () => return None,
        })
    })
}

/// The topics of the requests of one exchange, for looking up by stem.
struct Topics {
    by_stem: FxHashMap<u32, Vec<(u32, f32)>>,
}

impl Topics {
    fn of(open: &[usize], requests: &[Open]) -> Topics {
        let mut by_stem: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
        for (at, &request) in open.iter().enumerate().take(MANY) {
            let request = &requests[request].request;
            for &stem in &request.asked.topics {
                by_stem.entry(stem).or_default().push((at as u32, 1.0));
            }
            for &stem in request.asked.premise.iter().filter(|stem| !request.asked.topics.contains(stem)) {
                by_stem.entry(stem).or_default().push((at as u32, 0.4));
            }
        }
        Topics { by_stem }
    }

    /// The request with which a sentence shares most; `None` if it shares nothing that tells the requests apart.
    fn best(&self, said: &Said, may: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut scores: Vec<(usize, f32)> = Vec::new();
        for topic in &said.topics {
            let Some(entries) = self.by_stem.get(topic) else { continue };
            for &(at, weight) in entries.iter().take(8).filter(|(at, _)| may(*at as usize)) {
                let weight = weight / (entries.len() as f32).sqrt();
                match scores.iter_mut().find(|(other, _)| *other == at as usize) {
                    Some(score) => score.1 += weight,
                    None => scores.push((at as usize, weight)),
                }
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (best, score) = *scores.first()?;
        let second = scores.get(1).map_or(0.0, |(_, score)| *score);
        (score > second + 0.05).then_some(best)
    }
}

/// The stretches of a request's answer: neighbouring sentences of a paragraph joined.
pub(crate) fn stretches(open: &Open, replies: &[Reply], structure: &Structure) -> Vec<Span<Clean>> {
    let mut result: Vec<Span<Clean>> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for &(reply, sentence) in &open.taken {
        let span = replies[reply].said[sentence].span;
        let joins = last.is_some_and(|(r, s)| r == reply && s + 1 == sentence)
            && result.last().is_some_and(|before| same_block(structure, before.start, span.start));
        match result.last_mut().filter(|_| joins) {
            Some(before) => *before = before.cover(&span),
            None => result.push(span),
        }
        last = Some((reply, sentence));
    }
    result
}

fn same_block(structure: &Structure, a: usize, b: usize) -> bool {
    let block = |at: usize| structure.blocks.partition_point(|block| block.span.start <= at);
    block(a) == block(b)
}
