//! Which part does the speaker of a turn play?
//!
//! What the labels leave open is told by what their speakers do: who mostly asks is a reporter, who never answers but hands
//! over the floor is a moderator, everybody else is a principal. A document that marks its questions marks all of them.

use super::labels::{Label, Trust};
use super::{Role, Turn};
use rustc_hash::FxHashMap;

/// Settles the roles; `labels` is parallel to the turns.
pub(super) fn settle(text: &str, turns: &mut [Turn], labels: &[&Label]) {
    let marks_questions = labels.iter().any(|label| label.role == Some(Role::Reporter) && label.trust != Trust::Timed);
    if !marks_questions {
        find_askers(text, turns, labels);
    }
    find_moderators(text, turns);
}

/// What the turns of one label hold.
#[derive(Debug, Default)]
struct Part {
    /// How many turns.
    turns: usize,
    /// How many of them ask.
    asks: usize,
    words: usize,
}

/// Those who ask in more than half of their turns, and speak less than the one who speaks most or are the host of a talk.
fn find_askers(text: &str, turns: &mut [Turn], labels: &[&Label]) {
    let mut parts: FxHashMap<&str, Part> = FxHashMap::default();
    for turn in turns.iter() {
        let part = parts.entry(turn.label.of(text)).or_default();
        part.turns += 1;
        part.asks += usize::from(turn.speech.iter().any(|span| asks(span.of(text))));
        part.words += turn.speech.iter().map(|span| span.of(text).split_whitespace().count()).sum::<usize>();
    }
    let most = parts.values().map(|part| part.words).max().unwrap_or(0);
    for (turn, label) in turns.iter_mut().zip(labels).filter(|(_, label)| label.role != Some(Role::Principal)) {
        let part = &parts[turn.label.of(text)];
        let is_host = label.role == Some(Role::Moderator);
        if part.asks * 2 > part.turns && (is_host || part.words < most) {
            turn.role = Role::Reporter;
        }
    }
}

/// Whether words hold a question; a name that is called ("Ruth?") is none.
fn asks(words: &str) -> bool {
    words.match_indices('?').any(|(at, _)| {
        let before = &words[..at];
        let sentence = before.rsplit(['.', '?', '!']).next().unwrap_or(before);
        sentence.split_whitespace().count() >= 3
    })
}

/// A speaker who never answers but hands over the floor is a moderator; one with a moderator's label who alone answers is the
/// principal.
fn find_moderators(text: &str, turns: &mut [Turn]) {
    let mut handed: FxHashMap<String, (usize, usize, usize)> = FxHashMap::default();
    for index in 0..turns.len() {
        if turns[index].role == Role::Reporter {
            continue;
        }
        let name = turns[index].label.of(text).to_string();
        let words: usize = size(text, &turns[index]);
        let before_question = turns.get(index + 1).is_some_and(|next| next.role == Role::Reporter);
        let after_question = index > 0 && turns[index - 1].role == Role::Reporter;
        let entry = handed.entry(name).or_default();
        entry.0 += usize::from(before_question && words <= 60);
        entry.1 += usize::from(after_question && words > 25);
        entry.2 += 1;
    }
    let opener = opener(text, turns);
    // Who speaks at length behind another one who answers does more than hand over.
    let substantive: Vec<String> = (2..turns.len().saturating_sub(1))
        .filter(|&index| turns[index].role == Role::Principal && turns[index - 1].role == Role::Principal)
        .filter(|&index| size(text, &turns[index]) > 60)
        .map(|index| turns[index].label.of(text).to_string())
        .collect();
    let has_principal = turns.iter().any(|turn| turn.role == Role::Principal);
    for turn in turns.iter_mut() {
        if turn.role == Role::Moderator && !has_principal {
            turn.role = Role::Principal;
        }
    }
    let answering = |name: &str| handed.get(name).map_or(0, |counts| counts.1);
    let has_other = |name: &str| handed.iter().any(|(other, counts)| other != name && counts.1 >= 2);
    for turn in turns.iter_mut().filter(|turn| turn.role == Role::Principal) {
        let name = turn.label.of(text).to_string();
        let counts = handed.get(&name).copied().unwrap_or_default();
        let adds = counts.0 * 2 < counts.2 && substantive.contains(&name);
        let hands_over = answering(&name) == 0 && counts.0 >= 2 && has_other(&name) && !adds;
        if hands_over || opener.as_ref() == Some(&name) {
            turn.role = Role::Moderator;
        }
    }
}

/// Who opens a call, gives the floor to others and at most ends it: "We have Ben Sand with us, who will take your questions."
fn opener(text: &str, turns: &[Turn]) -> Option<String> {
    const OPENINGS: &[&str] = &[
        "joining",
        "for getting on",
        "with us",
        "we have",
        "you have",
        "on the record",
        "background",
        "embargo",
        "turn it over",
        "turn the call",
    ];
    let first = turns.first().filter(|first| first.role == Role::Principal)?;
    let name = first.label.of(text);
    let next = turns.get(1).filter(|next| next.role == Role::Principal && next.label.of(text) != name)?;
    let said: String = first.speech.iter().map(|span| span.of(text).to_lowercase()).collect::<Vec<_>>().join(" ");
    let opens = OPENINGS.iter().filter(|opening| said.contains(*opening)).count() >= 2;
    let is_short = size(text, first) <= 200 && size(text, next) > 40;
    let own = turns.iter().enumerate().skip(1).filter(|(_, turn)| turn.label.of(text) == name);
    let mut answers = own.filter(|(index, turn)| turns[index - 1].role == Role::Reporter && size(text, turn) > 25);
    (opens && is_short && answers.next().is_none()).then(|| name.to_string())
}

/// How many words a turn has.
fn size(text: &str, turn: &Turn) -> usize {
    turn.speech.iter().map(|span| span.of(text).split_whitespace().count()).sum()
}
