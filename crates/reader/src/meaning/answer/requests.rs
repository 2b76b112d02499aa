//! What does a reporter's turn ask?
//!
//! Each interrogative is a request of its own, also several in one sentence; so are indirect ones ("I wondered if you had
//! any reaction") and statements that ask ("So you are not ruling it out?"). What leads in to a question is none. Works on
//! words and marks, without a tree: spoken sentences break off and begin anew too often.

use super::asked::{Asked, Grammar, asked};
use super::lexicon::{AnswerWords, Class};
use super::scan::{Word, id, words};
use crate::span::{Clean, Span};

/// One request of a turn.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Its words.
    pub span: Span<Clean>,
    /// Whether it is about the conduct of the briefing.
    pub procedural: bool,
    /// Which form found it.
    pub by: &'static str,
    /// What it asks for.
    pub asked: Asked,
    /// To which of the turn's numbered questions it belongs, from 0.
    pub group: usize,
    /// Whether it takes up the request before ("If so, …").
    pub leans: bool,
}

/// The requests of one turn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    /// In order.
    pub list: Vec<Request>,
    /// Whether the reporter numbers the questions.
    pub is_numbered: bool,
}

/// A clause that asks: where it begins, and how.
#[derive(Debug, Clone, Copy)]
struct Head {
    at: usize,
    by: &'static str,
}

/// No turn has more requests than this: what has more is no speech.
const MOST: usize = 64;

/// Finds the requests in the sentences of a reporter's turn.
pub(crate) fn find(text: &str, sentences: &[Span<Clean>], list: &AnswerWords, grammar: &Grammar) -> Requests {
    let mut result = Requests::default();
    let mut premise: Vec<u32> = Vec::new();
    let mut announced: Option<(Span<Clean>, Vec<Word>)> = None;
    let mut before: Option<(Span<Clean>, Vec<Word>)> = None;
    let mut group = 0;
    for &sentence in sentences {
        if result.list.len() >= MOST {
            break;
        }
        let words = words(text, sentence);
        if words.first().is_none_or(|word| word.span.of(text).starts_with(['(', '['])) {
            continue;
        }
        if let Some(ordinal) = numbered(&words) {
            result.is_numbered |= ordinal > 0 || !result.list.is_empty();
            if !result.list.is_empty() {
                group = if ordinal > 0 { ordinal } else { group + 1 };
            }
        }
        let found = in_sentence(text, sentence, &words, list, grammar);
        if found.is_empty() {
            if is_tag(&words)
                && let Some((span, words)) = before.take()
            {
                let asked = asked(text, &words, list, grammar);
                result.push(Span::new(span.start, sentence.end), asked, "answer.declarative", &premise, group);
                continue;
            }
            if announces(&words, list) {
                announced = Some((sentence, words.clone()));
            }
            add_topics(text, &words, list, grammar, &mut premise);
            before = Some((sentence, words));
            continue;
        }
        // What stands before the first request leads in to it.
        let lead = &words[..words.partition_point(|word| word.span.start < found[0].0.start)];
        add_topics(text, lead, list, grammar, &mut premise);
        let room = MOST.saturating_sub(result.list.len());
        for (span, by) in found.into_iter().take(room) {
            let first = words.partition_point(|word| word.span.start < span.start);
            let last = words.partition_point(|word| word.span.start < span.end);
            let inside = words.get(first..last).unwrap_or(&[]);
            let asked = asked(text, inside, list, grammar);
            result.push(span, asked, by, &premise, group);
            if let Some(request) = result.list.last_mut() {
                request.procedural = is_procedural(inside, list);
                request.leans = leans(inside, &words[..first]);
            }
        }
        before = None;
    }
    // An announcement asks where nothing follows it.
    if result.list.iter().all(|request| request.procedural)
        && let Some((span, words)) = announced
    {
        let asked = asked(text, &words, list, grammar);
        if asked.topics.len() >= 2 {
            result.push(span, asked, "answer.announced", &[], group);
            result.list.sort_by_key(|request| request.span.start);
        }
    }
    result
}

impl Requests {
    fn push(&mut self, span: Span<Clean>, mut asked: Asked, by: &'static str, premise: &[u32], group: usize) {
        asked.premise = premise.iter().copied().filter(|stem| !asked.topics.contains(stem)).collect();
        self.list.push(Request { span, procedural: false, by, asked, group, leans: false });
    }
}

/// The stems that lead in, the latest ones only.
fn add_topics(text: &str, words: &[Word], list: &AnswerWords, grammar: &Grammar, premise: &mut Vec<u32>) {
    for stem in asked(text, words, list, grammar).topics {
        if !premise.contains(&stem) {
            premise.push(stem);
        }
    }
    let surplus = premise.len().saturating_sub(48);
    premise.drain(..surplus);
}

/// Which numbered question a sentence begins: "And the second question is" gives 1; a change of topic gives 0.
fn numbered(words: &[Word]) -> Option<usize> {
    let is = |at: usize, names: &[&str]| words.get(at).is_some_and(|word| names.iter().any(|name| word.id == id(name)));
    for at in 0..words.len().min(7) {
        for (number, names) in
            [(1, &["second", "secondly"][..]), (2, &["third", "thirdly"][..]), (3, &["fourth", "fourthly"][..])]
        {
            let is_question = at + 1 < words.len()
                && (is(at + 1, &["question", "one", "part", "thing", "topic", "is", ","])
                    || names.get(1).is_some_and(|adverb| words[at].id == id(adverb)));
            if is(at, names) && is_question {
                return Some(number);
            }
        }
        if is(at, &["separately", "also", "lastly", "finally"])
            || is(at, &["another", "different", "other"])
                && is(at + 1, &["question", "topic", "subject", "matter", "issue", "note", "thing", "one"])
        {
            return Some(0);
        }
    }
    None
}

fn is_tag(words: &[Word]) -> bool {
    let rest: Vec<u32> = words.iter().filter(|word| !word.is_mark).map(|word| word.id).collect();
    rest.len() == 1 && ["right", "correct", "yes", "no", "true"].iter().any(|tag| rest[0] == id(tag))
}

fn announces(words: &[Word], list: &AnswerWords) -> bool {
    let names_topic = words.iter().any(|word| [id("about"), id("on"), id("regarding")].contains(&word.id));
    names_topic && !list.find(&list.lean(words), &[Class::Announce]).is_empty()
}

/// Short requests about the conduct of the briefing.
pub(crate) fn is_procedural(words: &[Word], list: &AnswerWords) -> bool {
    let lean = list.lean(words);
    let size = lean.iter().filter(|word| !word.is_mark).count();
    let topics = lean.iter().filter(|word| !word.is_mark && !list.is_empty_word(word.id)).count();
    size <= 14
        && list.find(&lean, &[Class::Procedural]).iter().any(|hit| hit.start <= 3 && (hit.end - hit.start) * 3 >= size)
        && topics <= 6
}

/// Whether a request rests on the one before: "If so, how many?", "And when?".
fn leans(words: &[Word], before: &[Word]) -> bool {
    let is = |word: Option<&Word>, name: &str| word.is_some_and(|word| word.id == id(name));
    let real: Vec<&Word> = words.iter().filter(|word| !word.is_mark).collect();
    let starts = is(real.first().copied(), "if") && (is(real.get(1).copied(), "so") || is(real.get(1).copied(), "not"));
    let skip = usize::from(is(real.first().copied(), "and") || is(real.first().copied(), "or"));
    starts
        || before.last().is_some_and(|word| word.id == id("and") || word.id == id("or"))
        || real.get(skip..skip + 4).is_some_and(|rest| {
            rest.iter().any(|word| ["it", "they", "that", "he", "she", "them"].iter().any(|name| word.id == id(name)))
        })
}

/// The requests of one sentence: where, and which form.
fn in_sentence(
    text: &str,
    sentence: Span<Clean>,
    words: &[Word],
    list: &AnswerWords,
    grammar: &Grammar,
) -> Vec<(Span<Clean>, &'static str)> {
    let question = id("?");
    let is_question = words.iter().rev().take(4).take_while(|word| word.is_mark).any(|word| word.id == question);
    let last_mark = words.iter().rposition(|word| word.id == question).unwrap_or(0);
    let lean = list.lean(words);
    let indirect: Vec<usize> =
        list.find(&lean, &[Class::Request]).iter().map(|hit| lean[hit.start].span.start).collect();
    let start = leading(words, grammar);
    if start >= words.len() || !words[start..].iter().any(|word| !word.is_mark) {
        return Vec::new();
    }
    let mut quoted = false;
    let mut heads: Vec<Head> = Vec::new();
    for at in 0..words.len() {
        if words[at].id == id("\"") {
            quoted = !quoted;
        }
        if quoted || words[at].is_mark {
            continue;
        }
        let boundary = boundary(words, at, start, grammar);
        if boundary == Boundary::None {
            continue;
        }
        let is_indirect = indirect.binary_search(&words[at].span.start).is_ok();
        let by = if is_indirect {
            Some("answer.indirect")
        } else {
            // An earlier "?" inside the sentence makes what stands before it a question.
            begins(words, at, start, boundary, is_question || at < last_mark, heads.last(), grammar)
        };
        let Some(by) = by else { continue };
        if let Some(last) = heads.last().copied() {
            if is_tail_tag(words, at) && boundary == Boundary::Comma {
                continue;
            }
            // "…, or was it not?": the other side of the same question.
            let rest = words[at..].iter().filter(|word| !word.is_mark).take(6).count();
            if boundary == Boundary::Conjunction
                && words[at - 1].id == id("or")
                && rest <= 5
                && by == "answer.inversion"
            {
                continue;
            }
            match restarts(words, last.at, at, boundary, grammar) {
                // "I was wondering, is there …", "if so, how many": one request.
                Restart::Wrapped if last.by != "answer.coordinate" => continue,
                // "is there a -- is it": begun anew.
                Restart::Anew => {
                    heads.pop();
                }
                _ => {}
            }
        }
        heads.push(Head { at, by });
    }
    if heads.len() == 1 && is_tail_tag(words, heads[0].at) && heads[0].at > start + 1 {
        heads[0] = Head { at: start, by: "answer.declarative" };
    }
    // Cut off after a few words: nothing is asked yet.
    let is_cut_off = words.last().is_some_and(|word| word.id == id("--"));
    if is_cut_off && heads.last().is_some_and(|last| words.len() - last.at < 6) {
        heads.pop();
    }
    if heads.len() > 1 {
        let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.at).collect();
        let mut ends = ends.into_iter();
        heads.retain(|head| ends.next().is_none_or(|end| !breaks_off_early(&words[head.at..end])));
    } else if !is_question && heads.first().is_some_and(|head| breaks_off_early(&words[head.at..])) {
        heads.clear();
    }
    if heads.is_empty() {
        let is_speech = words[start..].iter().filter(|word| !word.is_mark).count() > 0;
        if !is_question || !is_speech || is_tag(words) && words.len() <= 2 {
            return Vec::new();
        }
        heads.push(Head { at: start, by: "answer.declarative" });
    }
    let mut result = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        // "(inaudible) information?" begins with its bracket.
        let opens = head.at.checked_sub(1).filter(|&before| words[before].id == id("("));
        let from = words[opens.unwrap_or(head.at)].span.start;
        let mut last = heads.get(index + 1).map_or(words.len(), |next| next.at);
        if index + 1 < heads.len() {
            while last > head.at + 1 && (words[last - 1].is_mark || grammar.is_conjunction(words[last - 1].id)) {
                last -= 1;
            }
            // The mark that ends a question belongs to it.
            if words.get(last).is_some_and(|word| word.id == question) {
                last += 1;
            }
        }
        let to = if index + 1 < heads.len() { words[last - 1].span.end } else { sentence.end };
        let span = Span::new(from, to).trimmed(text);
        if !span.is_empty() {
            result.push((span, head.by));
        }
    }
    result
}

/// Where the sentence proper begins: greetings, "and", "so" and a name called out are passed over.
fn leading(words: &[Word], grammar: &Grammar) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next_is_comma = |from: usize| words.get(from).is_some_and(|word| word.id == id(","));
        let leading = if grammar.inverts(words, at) { 0 } else { grammar.leading(words, at) };
        if word.is_mark {
            at += 1;
        } else if leading > 0 {
            at += leading;
        } else if word.is_capital && !grammar.is_aux(word.id) && !grammar.is_wh(word.id) && next_is_comma(at + 1) {
            at += 2;
        } else if word.is_capital && words.get(at + 1).is_some_and(|word| word.is_capital) && next_is_comma(at + 2) {
            at += 3;
        } else {
            break;
        }
    }
    // Nothing but such words: they are the sentence.
    if words[at.min(words.len())..].iter().any(|word| !word.is_mark) { at } else { 0 }
}

/// What stands before a place where a clause may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    None,
    Start,
    Comma,
    Dash,
    Conjunction,
}

fn boundary(words: &[Word], at: usize, start: usize, grammar: &Grammar) -> Boundary {
    if at == start {
        return Boundary::Start;
    }
    if at < start {
        return Boundary::None;
    }
    let before = &words[at - 1];
    if before.is_mark {
        return if before.id == id(",") {
            // "of, you know, what": the comma belongs to the filler.
            let mut back = at - 1;
            let filler = |back: usize| {
                back >= 3 && words[back - 1].id == id("know") && words[back - 2].id == id("you")
                    || back >= 3 && words[back - 1].id == id("mean") && words[back - 2].id == id("i")
            };
            if filler(back) {
                back -= 3;
            } else if back >= 2 && words[back - 1].id == id("like") {
                back -= 2;
            }
            let ends = words.get(back.wrapping_sub(usize::from(words[back].is_mark))).map_or(0, |word| word.id);
            if grammar.is_preposition(ends) && back != at - 1 { Boundary::None } else { Boundary::Comma }
        } else if [id("--"), id(";"), id(":"), id("?"), id("."), id("!")].contains(&before.id) {
            Boundary::Dash
        } else {
            Boundary::None
        };
    }
    if grammar.is_conjunction(before.id) {
        // "and then will he": the conjunction is further back.
        return Boundary::Conjunction;
    }
    let adverbs = [id("also"), id("just"), id("separately"), id("second"), id("secondly"), id("finally")];
    if adverbs.contains(&before.id) && at >= 2 && grammar.is_conjunction(words[at - 2].id) {
        return Boundary::Conjunction;
    }
    // "… to clarify: in what way": a preposition before a wh-word begins with it.
    Boundary::None
}

/// Whether a clause that asks begins at a boundary, and in which form.
fn begins(
    words: &[Word],
    at: usize,
    start: usize,
    boundary: Boundary,
    asks: bool,
    last: Option<&Head>,
    grammar: &Grammar,
) -> Option<&'static str> {
    let word = words[at].id;
    let is = |at: usize, names: &[&str]| words.get(at).is_some_and(|word| names.iter().any(|name| word.id == id(name)));
    if boundary == Boundary::Conjunction
        && let Some(last) = last
    {
        let pleads =
            (last.at..last.at + 4).any(|at| is(at, &["can", "could", "would", "will", "if", "tell", "please"]));
        let asks_more = pleads
            && is(at, &["tell", "explain", "describe", "talk", "elaborate", "clarify", "walk", "address", "give"])
            && is(at + 1, &["us", "me", "about", "what", "how", "why", "to", "on", "a", "the", "whether"])
            || is(at, &["has", "have", "is", "are", "does", "had"]) && is(at + 1, &["any", "anything"])
            || is(at, &["whether"]) && is(at.wrapping_sub(1), &["and"]);
        if asks_more {
            return Some("answer.coordinate");
        }
    }
    if grammar.inverts(words, at) {
        let subject = if is(at + 1, &["not"]) { at + 2 } else { at + 1 };
        let is_plain = grammar.is_pronoun(words[subject].id);
        if !asks {
            // Without its mark a question is known by a pronoun at its start; "had he", "were it", "should they" may be
            // conditions.
            let may_be_condition = is(at, &["had", "were", "should", "have", "may"]);
            return (boundary == Boundary::Start && is_plain && !may_be_condition && words.len() - at > 4)
                .then_some("answer.inversion");
        }
        let is_sure = match boundary {
            Boundary::Start | Boundary::Dash => true,
            Boundary::Conjunction => {
                is_plain || !grammar.is_be_or_have(word) || is(at.wrapping_sub(2), &[",", "--"]) || at <= start + 1
            }
            Boundary::Comma => {
                is_plain && !is(subject, &["that", "this"])
                    || !grammar.is_be_or_have(word) && last.is_none()
                    || words.get(start).is_some_and(|first| grammar.is_subordinator(first.id)) && last.is_none()
            }
            Boundary::None => false,
        };
        return is_sure.then_some("answer.inversion");
    }
    let wh = if grammar.is_preposition(word) && words.get(at + 1).is_some_and(|next| grammar.is_wh(next.id)) {
        at + 1
    } else {
        at
    };
    if words.get(wh).is_some_and(|word| grammar.is_wh(word.id)) {
        let has_aux =
            words.iter().skip(wh + 1).take(7).take_while(|word| !word.is_mark).any(|word| grammar.is_aux(word.id));
        let next_is_aux = (wh + 1..wh + 3).any(|at| words.get(at).is_some_and(|word| grammar.is_aux(word.id)));
        let is_loose = is(wh, &["when", "where", "who", "which", "whom", "whose"]);
        if !asks {
            let inverted = (wh + 1..wh + 5).any(|at| grammar.inverts(words, at));
            return (boundary == Boundary::Start && inverted).then_some("answer.wh");
        }
        let is_sure = match boundary {
            // "-- who he has called": a clause that only adds to what was said.
            Boundary::Dash if is(wh, &["who", "which", "whose", "whom"]) && wh == at => next_is_aux,
            Boundary::Start | Boundary::Dash => {
                !is(wh, &["when", "where"])
                    || next_is_aux && (wh + 1..wh + 3).any(|at| grammar.inverts(words, at))
                    || words.len() - wh <= 4
            }
            Boundary::Comma if is(wh, &["which"]) && !is(at, &["in", "at", "on", "of", "to"]) => false,
            Boundary::Conjunction | Boundary::Comma if is_loose => {
                // An auxiliary right after "when" asks; after "who" it may belong to a relative clause.
                let is_time_or_place = is(wh, &["when", "where"]) || boundary == Boundary::Conjunction;
                (wh + 1..wh + 3).any(|at| grammar.inverts(words, at))
                    || is_time_or_place && words.get(wh + 1).is_some_and(|next| grammar.is_aux(next.id))
                    || words.len() - wh <= 3
            }
            Boundary::Conjunction => has_aux || last.is_some() || words.len() - wh <= 3,
            Boundary::Comma => {
                has_aux && !grammar.is_preposition(words[at.saturating_sub(2)].id)
                    || is(wh, &["how"]) && is(wh + 1, &["many", "much", "long", "often", "far"])
            }
            Boundary::None => false,
        };
        return is_sure.then_some("answer.wh");
    }
    // "If so, how many": the condition belongs to the request.
    let is_condition = is(at, &["if"]) && is(at + 1, &["so", "not"]);
    let goes_on =
        words.get(at + 2).is_some_and(|word| word.is_mark || grammar.is_wh(word.id) || grammar.is_aux(word.id));
    (is_condition && goes_on && asks).then_some("answer.wh")
}

/// How a clause that asks stands to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Restart {
    /// It is another request.
    No,
    /// The one before only leads in to it.
    Wrapped,
    /// The one before was broken off.
    Anew,
}

/// Whether the clause at `at` begins anew what began at `last`.
fn restarts(words: &[Word], last: usize, at: usize, boundary: Boundary, grammar: &Grammar) -> Restart {
    let inside = &words[last..at];
    let spoken = inside.iter().filter(|word| !word.is_mark && !grammar.is_conjunction(word.id)).count();
    if boundary == Boundary::Comma {
        return if spoken <= 5 { Restart::Wrapped } else { Restart::No };
    }
    // Up to the dash, if the clause follows one directly or after "or".
    let Some(dash) = inside.iter().rposition(|word| word.id == id("--")) else { return Restart::No };
    if !inside[dash..].iter().all(|word| word.is_mark || grammar.is_conjunction(word.id)) {
        return Restart::No;
    }
    let before = inside[..dash].iter().rev().find(|word| !word.is_mark);
    let breaks_off = before.is_some_and(|word| {
        grammar.is_aux(word.id)
            || grammar.is_pronoun(word.id)
            || grammar.is_determiner(word.id)
            || grammar.is_preposition(word.id)
            || grammar.is_conjunction(word.id)
            || grammar.is_wh(word.id)
    });
    let alike = words[last].id == words[at].id;
    if spoken <= 5 || breaks_off || alike && spoken <= 8 { Restart::Anew } else { Restart::No }
}

/// Whether a clause breaks off after a few words: "how does he -- obviously …".
fn breaks_off_early(words: &[Word]) -> bool {
    let dash = words.iter().position(|word| word.id == id("--"));
    dash.is_some_and(|dash| words[..dash].iter().filter(|word| !word.is_mark).count() <= 3)
}

/// "…, is it?", "…, right?": the few words at the end that turn a statement into a question.
fn is_tail_tag(words: &[Word], at: usize) -> bool {
    let rest = words[at..].iter().filter(|word| !word.is_mark).take(4).count();
    if !(2..=3).contains(&rest) {
        return false;
    }
    let ends = words[at..].iter().rev().find(|word| !word.is_mark).map_or(0, |word| word.id);
    let pronouns = ["it", "he", "she", "they", "you", "we", "i", "that", "there", "not", "right"];
    at > 3 && words[at - 1].id == id(",") && pronouns.iter().any(|pronoun| ends == id(pronoun))
}
