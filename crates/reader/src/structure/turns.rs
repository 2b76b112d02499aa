//! Who has the floor?
//!
//! Reads labelled lines as turns, where they make up the document: an article that prints an exchange stays an article.

use super::labels::{Label, label};
use super::{Block, BlockKind, Role, Turn};
use crate::span::{Clean, Span};
use rustc_hash::FxHashMap;

/// The turns, and the speech of each block; empty if the document is no transcript.
pub(super) fn find(text: &str, blocks: &mut [Block]) -> Vec<Turn> {
    let mut labels: Vec<Option<Label>> = blocks.iter().map(|block| label(block.span.of(text))).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (block, label) in blocks.iter().zip(&labels) {
        if let Some(label) = label {
            *counts.entry(&block.span.of(text)[..label.len]).or_default() += 1;
        }
    }
    let has_questions = labels.iter().flatten().any(|label| label.role == Role::Reporter);
    for (block, slot) in blocks.iter().zip(&mut labels) {
        // A line in capitals before a colon is a label where it recurs, or in a document with questions.
        if let Some(label) = slot
            && label.is_weak
            && counts[&block.span.of(text)[..label.len]] < 2
            && !(has_questions && label.speech < block.span.len())
        {
            *slot = None;
        }
    }
    let Some(first) = labels.iter().position(Option::is_some) else { return Vec::new() };
    let labelled = labels.iter().flatten().count();
    let distinct: usize = {
        let mut names: Vec<&str> = Vec::new();
        for (block, label) in blocks.iter().zip(&labels) {
            if let Some(label) = label {
                let name = &block.span.of(text)[..label.len];
                if names.len() < 2 && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.len()
    };
    let before: usize = blocks[..first].iter().map(|block| block.span.len()).sum();
    let after: usize = blocks[first..].iter().map(|block| block.span.len()).sum();
    let is_transcript = labelled >= 2 && distinct >= 2 && after > before && labelled * 12 >= blocks.len() - first;
    if !is_transcript {
        return Vec::new();
    }
    let mut turns: Vec<Turn> = Vec::new();
    for (block, label) in blocks.iter_mut().zip(&labels).skip(first) {
        if let Some(label) = label {
            turns.push(Turn {
                label: Span::new(block.span.start, block.span.start + label.len),
                speech: Vec::new(),
                role: label.role,
                sentences: 0..0,
                introduced: None,
            });
        }
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let index = turns.len() - 1;
        let start = block.span.start + label.map_or(0, |label| label.speech);
        let speech = Span::new(start, block.span.end).trimmed(text);
        block.turn = Some(index);
        if !speech.is_empty() {
            turns[index].speech.push(speech);
        }
    }
    settle_roles(text, &mut turns);
    turns
}

/// A speaker who never answers but hands over the floor is a moderator; one with a moderator's label who alone answers is the
/// principal.
fn settle_roles(text: &str, turns: &mut [Turn]) {
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

/// Span of the speech of a block that belongs to a turn, label left out.
pub(super) fn speech_of(block: &Block, turns: &[Turn]) -> Span<Clean> {
    let part = block
        .turn
        .and_then(|turn| turns.get(turn))
        .and_then(|turn| turn.speech.iter().find(|speech| block.span.contains(speech)).copied());
    part.unwrap_or(block.span)
}
