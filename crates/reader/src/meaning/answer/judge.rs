//! Was a request answered, and in which way?
//!
//! Response and technique of the QEvasion taxonomy (Thomas et al. 2024), from what can be seen in the words: refusals and
//! ignorance and where they stand, yes or no at the head, whether the kind of thing asked for is given, which share of
//! the question's topic comes back and where, turns to another point, length. Useful as a first reading with its cue; how
//! far a reply goes is a judgement on which careful readers differ too.

use super::asked::{Asked, Wants};
use super::lexicon::{AnswerWords, Class, Hit};
use super::scan::{Word, id, stem};
use super::{Response, Technique};
use crate::span::{Clean, Span};

/// A sentence of an answer.
#[derive(Debug)]
pub(crate) struct Said {
    /// Where it stands.
    pub span: Span<Clean>,
    /// Its words.
    pub words: Vec<Word>,
    /// Without fillers.
    pub lean: Vec<Word>,
    /// Phrases that count for the judgement.
    pub hits: Vec<Hit>,
    /// Stems of the words that carry its topic.
    pub topics: Vec<u32>,
    /// How many words.
    pub size: usize,
    /// Where it goes on after "on your second question".
    pub opening: usize,
}

impl Said {
    pub(crate) fn new(text: &str, span: Span<Clean>, list: &AnswerWords) -> Said {
        const CLASSES: &[Class] = &[
            Class::Decline,
            Class::Ignorance,
            Class::Clarify,
            Class::Yes,
            Class::No,
            Class::Turn,
            Class::General,
            Class::Reason,
            Class::Order,
        ];
        let words = super::scan::words(text, span);
        let lean = list.lean(&words);
        let hits = list.find(&lean, CLASSES);
        let topics = words
            .iter()
            .filter(|word| !word.is_mark && !list.is_empty_word(word.id) && word.span.len() > 1)
            .map(|word| stem(word.span.of(text)))
            .collect();
        let size = words.iter().filter(|word| !word.is_mark).count();
        let opens = hits.iter().filter(|hit| hit.class == Class::Order && hit.start <= 4);
        let opening = opens.map(|hit| hit.end).max().unwrap_or(0);
        Said { span, words, lean, hits, topics, size, opening }
    }

    /// The printed words of a hit.
    fn printed(&self, hit: &Hit) -> Span<Clean> {
        match (self.lean.get(hit.start), self.lean.get(hit.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.cover(&last.span),
            _ => self.span,
        }
    }

    /// Whether yes or no stands at the head, or after a break of a short sentence: "I feel -- no, I do not".
    fn may_hold_verdict(&self, hit: &Hit) -> bool {
        let follows_mark =
            || hit.start.checked_sub(1).and_then(|at| self.lean.get(at)).is_some_and(|word| word.is_mark);
        // "I am not sure" is no "sure".
        let before = &self.lean[hit.start.saturating_sub(2).min(self.lean.len())..hit.start.min(self.lean.len())];
        let is_denied = before.iter().any(|word| word.id == id("not"));
        !is_denied && (hit.start <= self.opening + 4 || self.size <= 25 && follows_mark())
    }

    /// Whether it asks.
    pub(crate) fn is_question(&self) -> bool {
        self.words.iter().rev().take(3).any(|word| word.id == id("?"))
    }
}

/// How a request was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Whether.
    pub response: Response,
    /// In which way.
    pub technique: Technique,
    /// The words that show it.
    pub cue: Vec<Span<Clean>>,
    /// The rule.
    pub by: &'static str,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// The response that a technique belongs to.
pub fn response_of(technique: Technique) -> Response {
    match technique {
        Technique::Explicit => Response::ClearReply,
        Technique::Implicit
        | Technique::Dodging
        | Technique::General
        | Technique::Deflection
        | Technique::PartialHalf => Response::Ambivalent,
        Technique::DecliningToAnswer | Technique::ClaimsIgnorance | Technique::Clarification => Response::ClearNonReply,
    }
}

fn judgement(technique: Technique, cue: Vec<Span<Clean>>, by: &'static str, score: f32) -> Judgement {
    Judgement { response: response_of(technique), technique, cue, by, score }
}

/// No more sentences of an answer than these are weighed.
const MOST: usize = 64;

/// Judges one answer to one request; `None` where nothing was said.
pub(crate) fn judge(asked: &Asked, reply: &[&Said]) -> Option<Judgement> {
    let reply = &reply[..reply.len().min(MOST)];
    let signs = Signs::of(asked, reply);
    let lead = reply.get(signs.start).filter(|said| said.size > 0)?;
    asks_back(reply, &signs)
        .or_else(|| non_reply(&signs))
        .or_else(|| direct(asked, &signs, lead))
        .or_else(|| Some(indirect(asked, &signs, lead)))
}

/// What can be seen of one answer to one request. The head is the sentence with which the answer proper begins and the
/// one after it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Signs {
    /// The sentence with which the answer proper begins.
    pub start: usize,
    /// Words.
    pub size: usize,
    /// How many words carry the topic of the request.
    pub topics: usize,
    /// Share of the topic that comes back in the first sentence.
    pub first: f32,
    /// In the first three sentences.
    pub early: f32,
    /// Anywhere.
    pub share: f32,
    /// How many words of what led in to the request come back in the first three sentences.
    pub premise: usize,
    /// Whether the answer begins with "we" or "our".
    pub is_ours: bool,
    /// Share of the sentences after the third that hold nothing of the topic.
    pub drift: f32,
    /// Share of the first sentence's words that the request has too.
    pub echo: f32,
    /// Yes or no at the head.
    pub verdict: Option<Span<Clean>>,
    /// Refusals: weight, and the first one's words.
    pub refusal: (f32, Option<Span<Clean>>),
    /// Claims of ignorance: likewise.
    pub ignorance: (f32, Option<Span<Clean>>),
    /// Words after the last refusal or claim of ignorance.
    pub after: usize,
    /// Share of each half of the topic that comes back, where the request has two components.
    pub halves: Option<(f32, f32)>,
    /// A question back.
    pub clarify: Option<Span<Clean>>,
    /// Turns to another point at the head: how many, and the first one's words.
    pub turns: (usize, Option<Span<Clean>>),
    /// A reason at the head.
    pub reason: Option<Span<Clean>>,
    /// A number at the head.
    pub number: Option<Span<Clean>>,
}

impl Signs {
    pub(crate) fn of(asked: &Asked, reply: &[&Said]) -> Signs {
        let start = opening(reply);
        let mut signs = Signs { start, topics: asked.topics.len(), ..Signs::default() };
        let mut back = vec![usize::MAX; asked.topics.len()];
        let mut without = 0;
        for (index, said) in reply.iter().enumerate() {
            signs.size += said.size;
            let mut any = false;
            for topic in &said.topics {
                if let Some(at) = asked.topics.iter().position(|other| other == topic) {
                    back[at] = back[at].min(index);
                    any = true;
                } else if index < start + 3 && (asked.premise.contains(topic) || asked.before.contains(topic)) {
                    signs.premise += 1;
                }
            }
            without += usize::from(index >= start + 3 && !any);
            let at_head = index <= start + 1;
            // "It seems so. Yes."
            let is_first = index <= start || index <= start + 2 && said.size <= 3;
            signs.after += said.size;
            if said.hits.iter().any(|hit| matches!(hit.class, Class::Decline | Class::Ignorance)) {
                signs.after = 0;
            }
            for hit in &said.hits {
                signs.add(said, hit, is_first, at_head);
            }
            if at_head && signs.number.is_none() {
                signs.number = said.words.iter().find(|word| word.is_number).map(|word| word.span);
            }
        }
        if let Some(first) = reply.get(start) {
            let shared = first.words.iter().filter(|word| !word.is_mark && asked.ids.contains(&word.id)).count();
            signs.is_ours = first.words.iter().any(|word| word.id == id("we"));
            signs.echo = shared as f32 / first.size.max(1) as f32;
        }
        let within =
            |limit: usize| back.iter().filter(|at| **at < limit).count() as f32 / asked.topics.len().max(1) as f32;
        signs.first = within(start + 1);
        signs.early = within(start + 3);
        signs.share = within(usize::MAX);
        signs.halves = asked.split.map(|split| {
            let share =
                |half: &[usize]| half.iter().filter(|at| **at != usize::MAX).count() as f32 / half.len().max(1) as f32;
            (share(&back[..split.min(back.len())]), share(&back[split.min(back.len())..]))
        });
        signs.drift = without as f32 / (reply.len().saturating_sub(start + 3)).max(1) as f32;
        signs
    }

    fn add(&mut self, said: &Said, hit: &Hit, is_first: bool, at_head: bool) {
        // At the very beginning it governs what follows.
        let is_opening = is_first && hit.start <= said.opening + 5;
        let add = |sign: &mut (f32, Option<Span<Clean>>), opening: f32, head: f32| {
            sign.0 += match (is_opening, at_head) {
                (true, _) => opening,
                (_, true) => head,
                _ => 0.5,
            };
            sign.1 = sign.1.or(Some(said.printed(hit)));
        };
        match hit.class {
            Class::Decline => add(&mut self.refusal, 2.2, 1.2),
            Class::Ignorance => add(&mut self.ignorance, 1.6, 1.0),
            Class::Clarify => self.clarify = self.clarify.or(Some(said.printed(hit))),
            Class::Turn if at_head => {
                self.turns.0 += 1;
                self.turns.1 = self.turns.1.or(Some(said.printed(hit)));
            }
            Class::Reason if at_head => self.reason = self.reason.or(Some(said.printed(hit))),
            Class::Yes | Class::No if is_first && said.may_hold_verdict(hit) => {
                self.verdict = self.verdict.or(Some(said.printed(hit)));
            }
            _ => {}
        }
    }
}

/// The sentence with which the answer proper begins: greetings and names are passed over.
fn opening(reply: &[&Said]) -> usize {
    reply
        .iter()
        .position(|said| said.size > 3 || said.hits.iter().any(|hit| matches!(hit.class, Class::Yes | Class::No)))
        .unwrap_or(0)
}

/// A question back, where it is all or nearly all of the answer.
fn asks_back(reply: &[&Said], signs: &Signs) -> Option<Judgement> {
    let last = reply.iter().rev().find(|said| said.size > 0)?;
    // "In who?"; or a question about the question, which is nearly all that is said.
    let you = [id("you"), id("your")];
    let is_about_question =
        last.size <= 4 || last.size * 2 >= signs.size && last.words.iter().any(|word| you.contains(&word.id));
    let (cue, score) = match signs.clarify {
        Some(cue) if signs.size <= 20 => (cue, 0.8),
        _ if signs.size <= 12 && last.is_question() && is_about_question => (last.span, 0.6),
        _ => return None,
    };
    Some(judgement(Technique::Clarification, vec![cue], "answer.asks_back", score))
}

/// A refusal or claim of ignorance that governs the answer: the longer the answer, the more of it must refuse.
fn non_reply(signs: &Signs) -> Option<Judgement> {
    let needed = match signs.size {
        0..=50 => 1.0,
        51..=120 => 1.5,
        121..=250 => 2.2,
        _ => 3.2,
    };
    let needed = if signs.after > 120 { needed + 1.2 } else { needed };
    let (refusal, ignorance) = (signs.refusal, signs.ignorance);
    if refusal.0 >= needed && refusal.0 >= ignorance.0 {
        let cue = refusal.1.into_iter().collect();
        return Some(judgement(Technique::DecliningToAnswer, cue, "answer.refuses", 0.75));
    }
    (ignorance.0 >= needed).then(|| {
        let cue = ignorance.1.into_iter().collect();
        judgement(Technique::ClaimsIgnorance, cue, "answer.does_not_know", 0.65)
    })
}

/// The thing asked for: signs for and against it are added up.
fn direct(asked: &Asked, signs: &Signs, lead: &Said) -> Option<Judgement> {
    let weight = |is: bool, weight: f32| if is { weight } else { 0.0 };
    let is_polar = asked.wants == Wants::YesNo;
    let is_short_verdict = is_polar && signs.verdict.is_some() && signs.size <= 30;
    let mut cue = lead.span;
    let mut for_it = 0.0;
    if let Some(verdict) = signs.verdict {
        cue = verdict;
        // What is put as a heading may have been asked as a question of yes or no.
        for_it += match (is_polar, asked.is_interrogative) {
            (true, _) => 2.0,
            (_, false) => 1.4,
            _ => 0.6,
        };
    }
    let given = match asked.wants {
        Wants::Reason => signs.reason,
        Wants::Number | Wants::Time => signs.number,
        _ => None,
    };
    if let Some(given) = given {
        cue = given;
        for_it += 1.2;
    }
    for_it += weight(signs.first >= 0.45, 1.2)
        + weight(signs.early >= 0.45, 0.7)
        + weight(signs.share >= 0.75, 1.0)
        + weight(signs.share >= 0.5 && signs.share < 0.75 && signs.size <= 60, 0.7)
        + weight(signs.echo >= 0.3 && signs.first > 0.0, 0.6)
        + weight(signs.topics <= 2, 0.3)
        - weight(signs.refusal.0.max(signs.ignorance.0) >= 1.0, 0.8)
        - weight(signs.topics >= 7 && !is_short_verdict, 0.4)
        - weight(signs.size > 400, 0.5)
        - weight(signs.share == 0.0 && signs.size < 150 && !is_short_verdict, 0.5);
    (for_it >= 1.2).then(|| judgement(Technique::Explicit, vec![cue], "answer.given", 0.5 + (for_it - 1.2) * 0.1))
}

/// Neither given nor refused: which way it goes round.
fn indirect(asked: &Asked, signs: &Signs, lead: &Said) -> Judgement {
    let is_off_topic = signs.share == 0.0 && signs.size < 250 || signs.share < 0.15 && signs.size < 150;
    let is_ours = signs.is_ours && signs.size > 25;
    if is_off_topic && is_ours {
        return judgement(Technique::General, vec![lead.span], "answer.too_general", 0.4);
    }
    if let Some((one, other)) = signs.halves
        && one.max(other) >= 0.5
        && one.min(other) == 0.0
        && signs.size > 20
    {
        return judgement(Technique::PartialHalf, vec![lead.span], "answer.one_component", 0.35);
    }
    // Of a question with hardly a word of its own nothing can come back.
    if is_off_topic && signs.premise < 2 && (signs.topics > 2 || signs.size <= 12) {
        return judgement(Technique::Dodging, Vec::new(), "answer.off_topic", 0.45);
    }
    let leaves_topic = signs.size > 180
        && signs.topics >= 4
        && signs.share - signs.early < 0.15
        && signs.drift >= 0.75
        && signs.early > 0.0;
    if leaves_topic || signs.turns.0 >= 2 {
        let cue = signs.turns.1.into_iter().collect();
        return judgement(Technique::Deflection, cue, "answer.turns_away", 0.4);
    }
    // To a question of yes or no an answer can be inferred; to an open one what is not given is too general.
    let is_open = !matches!(asked.wants, Wants::YesNo | Wants::Reason | Wants::View);
    let (technique, by) = if is_open {
        (Technique::General, "answer.too_general")
    } else {
        (Technique::Implicit, "answer.to_be_inferred")
    };
    judgement(technique, vec![lead.span], by, 0.4)
}
