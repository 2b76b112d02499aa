//! What was asked, and was it answered?
//!
//! `requests` divides reporters' turns into what they ask, `links` finds which stretch of the replies takes up which
//! request, `judge` says whether that answers it and in which way (QEvasion: three responses, nine techniques), with the
//! words that show it. Useful for transcripts; an article's reported exchange ("Asked whether …") is an attribution.

mod asked;
mod judge;
mod lexicon;
mod links;
mod requests;
mod scan;

pub use judge::{Judgement, response_of};
pub use lexicon::AnswerWords;

use super::Statement;
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::{self, NAMED_IN_ANSWER, Role, Structure};
use crate::text::CleanText;
use asked::{Asked, Grammar};
use judge::Said;
use links::Open;

names! {
    /// Whether a request was answered (QEvasion, first level).
    pub enum Response {
        /// The information asked for.
        ClearReply = "clear_reply",
        /// Neither an answer nor a refusal.
        Ambivalent = "ambivalent",
        /// A refusal, ignorance or a question back.
        ClearNonReply = "clear_non_reply",
    }
}

names! {
    /// In which way (QEvasion, second level).
    pub enum Technique {
        /// The requested information in the requested form.
        Explicit = "explicit",
        /// Given, but to be inferred.
        Implicit = "implicit",
        /// Ignores it.
        Dodging = "dodging",
        /// Too general.
        General = "general",
        /// Starts on the topic, makes another point.
        Deflection = "deflection",
        /// One component only.
        PartialHalf = "partial_half",
        /// Refuses or refers elsewhere.
        DecliningToAnswer = "declining_to_answer",
        /// Does not know.
        ClaimsIgnorance = "claims_ignorance",
        /// Asks back.
        Clarification = "clarification",
    }
}

/// One request of a reporter and what came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// In which turn.
    pub turn: usize,
    /// Its words.
    pub span: Span<Clean>,
    /// Who asked.
    pub asker: Option<usize>,
    /// Whether it is about the conduct of the briefing ("Can you hear me?").
    pub procedural: bool,
    /// The statements that answer it.
    pub answers: Vec<usize>,
    /// Where the answer stands when it is no statement ("Yep.").
    pub answer_spans: Vec<Span<Clean>>,
    /// Whether it was answered.
    pub response: Option<Response>,
    /// In which way.
    pub technique: Option<Technique>,
    /// The words that show it.
    pub cue: Vec<Span<Clean>>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Finds the requests of a transcript in order, with what answers them. `turn_speakers` is parallel to the turns.
pub fn find(
    text: &CleanText,
    structure: &Structure,
    turn_speakers: &[Option<usize>],
    statements: &[Statement],
    knowledge: &Knowledge,
) -> Vec<Question> {
    let text = text.as_str();
    let list = &knowledge.answers;
    let grammar = Grammar::default();
    let mut open: Vec<Open> = Vec::new();
    for (index, turn) in structure.turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::Reporter) {
        let sentences = structure.sentences.get(turn.sentences.clone()).unwrap_or(&[]);
        let sentences: Vec<Span<Clean>> = sentences.iter().map(|sentence| sentence.span).collect();
        let found = requests::find(text, &sentences, list, &grammar);
        let is_numbered = found.is_numbered;
        for mut request in found.list {
            // "Will he?" is about what was asked before.
            if let Some(before) = open.last() {
                let topics = before.request.asked.topics.iter().chain(&before.request.asked.premise).take(24);
                request.asked.before = topics.copied().collect();
            }
            open.push(Open { turn: index, request, is_numbered, taken: Vec::new(), had_reply: false });
        }
    }
    let replies = links::link(text, structure, &mut open, list);
    let spoken = Spoken::of(statements);
    open.iter()
        .map(|open| {
            let stretches = links::stretches(open, &replies, structure);
            let (answers, holds_own) = spoken.inside(&stretches, statements);
            let asker = turn_speakers.get(open.turn).copied().flatten();
            let span = open.request.span;
            let mut evidence = vec![Evidence::new(Field::Content, open.request.by, 0.9, vec![span])];
            if asker.is_some() {
                let turn = structure.turns.get(open.turn);
                let named = turn.and_then(|turn| turn.introduced.as_ref()).filter(|found| found.by == NAMED_IN_ANSWER);
                let spans = turn.map(|turn| turn.label).into_iter().chain(named.map(|found| found.name)).collect();
                evidence.push(match named {
                    Some(_) => Evidence::new(Field::Asker, "answer.asker_named_in_answer", 0.9, spans),
                    None => Evidence::new(Field::Asker, "answer.turn", 0.95, spans),
                });
            }
            let judged = judged(open, &replies);
            if let Some(judged) = &judged {
                evidence.push(Evidence::new(Field::Response, judged.by, judged.score, judged.cue.clone()));
            }
            Question {
                turn: open.turn,
                span,
                asker,
                procedural: open.request.procedural,
                answers,
                answer_spans: if holds_own { Vec::new() } else { stretches },
                response: judged.as_ref().map(|judged| judged.response),
                technique: judged.as_ref().map(|judged| judged.technique),
                cue: judged.map(|judged| judged.cue).unwrap_or_default(),
                evidence,
            }
        })
        .collect()
}

/// The judgement of one request; where somebody answered and never took it up, it is dodged.
fn judged(open: &Open, replies: &[links::Reply]) -> Option<Judgement> {
    if open.taken.is_empty() {
        return open.had_reply.then(|| Judgement {
            response: Response::Ambivalent,
            technique: Technique::Dodging,
            cue: Vec::new(),
            by: "answer.not_taken_up",
            score: 0.6,
        });
    }
    let said = |from: usize, to: usize| -> Vec<&Said> {
        let places = open.taken.iter().filter(|(reply, _)| (from..=to).contains(reply));
        places.map(|&(reply, sentence)| &replies[reply].said[sentence]).collect()
    };
    let first = open.taken.first().map_or(0, |(reply, _)| *reply);
    let last = open.taken.last().map_or(0, |(reply, _)| *reply);
    let whole = judge::judge(&open.request.asked, &said(0, last));
    if first == last {
        return whole;
    }
    // A question back that was followed by an answer is no answer.
    let opened = judge::judge(&open.request.asked, &said(first, first));
    match opened {
        Some(judgement) if judgement.technique == Technique::Clarification => {
            judge::judge(&open.request.asked, &said(first + 1, last)).or(Some(judgement))
        }
        _ => whole,
    }
}

/// Statements in order of where their content begins.
struct Spoken {
    starts: Vec<(usize, usize)>,
}

impl Spoken {
    fn of(statements: &[Statement]) -> Spoken {
        let mut starts: Vec<(usize, usize)> = statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| statement.turn.is_some() && statement.parent.is_none())
            .filter_map(|(index, statement)| Some((statement.content.first()?.start, index)))
            .collect();
        starts.sort_unstable();
        Spoken { starts }
    }

    /// The statements whose content begins in one of the stretches, and whether one of them is the speaker's own.
    fn inside(&self, stretches: &[Span<Clean>], statements: &[Statement]) -> (Vec<usize>, bool) {
        let mut result = Vec::new();
        for stretch in stretches {
            let from = self.starts.partition_point(|(start, _)| *start < stretch.start);
            let inside = self.starts[from..].iter().take_while(|(start, _)| *start < stretch.end);
            result.extend(inside.map(|(_, index)| *index));
        }
        result.sort_unstable();
        result.dedup();
        let holds_own =
            result.iter().any(|&index| statements[index].source.is_empty() && statements[index].cue.is_empty());
        (result, holds_own)
    }
}

/// Judges the answer to one question, both as plain text. `turn` is the whole turn in which it was asked, perhaps with
/// other questions; empty if it stood alone. The spans of the cue lie in the answer. `None` where nothing was answered.
pub fn judge(question: &str, turn: &str, answer: &str, knowledge: &Knowledge) -> Option<Judgement> {
    let (asked, said) = pair(question, turn, answer, knowledge);
    judge::judge(&asked, &said.iter().collect::<Vec<_>>())
}

/// The question, and the sentences of the answer that take it up.
fn pair(question: &str, turn: &str, answer: &str, knowledge: &Knowledge) -> (Asked, Vec<Said>) {
    let list = &knowledge.answers;
    let grammar = Grammar::default();
    let words = scan::words(question, Span::new(0, question.len()));
    let mut asked = asked::asked(question, &words, list, &grammar);
    let said = links::spoken_words(
        answer,
        &structure::sentences_of(answer),
        None,
        requests::is_procedural(&words, list),
        list,
    );
    let found = requests::find(turn, &structure::sentences_of(turn), list, &grammar);
    let shared = |other: &Asked| {
        let both = asked.ids.intersection(&other.ids).count() as f32;
        both / (asked.ids.len().min(other.ids.len())).max(1) as f32
    };
    let mine = (0..found.list.len())
        .max_by(|a, b| shared(&found.list[*a].asked).total_cmp(&shared(&found.list[*b].asked)))
        .filter(|&at| shared(&found.list[at].asked) > 0.4);
    let Some(mine) = mine else { return (asked, said) };
    asked.premise = found.list[mine].asked.premise.clone();
    if found.list.len() == 1 {
        return (asked, said);
    }
    let is_numbered = found.is_numbered;
    let mut open: Vec<Open> = found
        .list
        .into_iter()
        .map(|request| Open { turn: 0, request, is_numbered, taken: Vec::new(), had_reply: false })
        .collect();
    let exchange = links::Exchange { open: (0..open.len()).collect(), replies: vec![0] };
    let replies = [links::Reply { said }];
    links::settle(exchange, &mut open, &replies, &mut Vec::new());
    let [links::Reply { said }] = replies;
    let taken: Vec<usize> = open[mine].taken.iter().map(|&(_, at)| at).collect();
    let is_taken = |at: usize| taken.is_empty() || taken.contains(&at);
    (asked, said.into_iter().enumerate().filter(|(at, _)| is_taken(*at)).map(|(_, said)| said).collect())
}
