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
        let words: usize = turns[index].speech.iter().map(|span| span.of(text).split_whitespace().count()).sum();
        let before_question = turns.get(index + 1).is_some_and(|next| next.role == Role::Reporter);
        let after_question = index > 0 && turns[index - 1].role == Role::Reporter;
        let entry = handed.entry(name).or_default();
        entry.0 += usize::from(before_question && words <= 60);
        entry.1 += usize::from(after_question && words > 25);
        entry.2 += words;
    }
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
        if answering(&name) == 0 && counts.0 >= 2 && has_other(&name) {
            turn.role = Role::Moderator;
        }
    }
}
