//! Who has the floor?
//!
//! A turn begins at a label and goes on to the next. What nobody says (times, noises, notes) is taken out of it by
//! `unspoken`.

use super::labels::{Label, times};
use super::{Block, BlockKind, Role, Turn, forms, roles};
use crate::span::{Clean, Span};

/// The turns, and the speech of each block; empty if the document is no transcript.
pub(super) fn find(text: &str, blocks: &mut [Block]) -> Vec<Turn> {
    let labels = forms::labels(text, blocks);
    let Some(first) = labels.iter().position(Option::is_some) else { return Vec::new() };
    let mut turns: Vec<Turn> = Vec::new();
    for (block, label) in blocks.iter_mut().zip(&labels).skip(first) {
        if let Some(label) = label {
            turns.push(Turn {
                label: Span::new(block.span.start + label.start, block.span.start + label.end),
                speech: Vec::new(),
                role: label.role.unwrap_or(Role::Principal),
                sentences: 0..0,
                introduced: None,
            });
        }
        if block.kind == BlockKind::Furniture {
            continue;
        }
        let index = turns.len() - 1;
        let from = label.map_or(0, |label| label.speech);
        let time = times::bracketed_before(&block.span.of(text)[from..]);
        let speech = Span::new(block.span.start + from + time, block.span.end).trimmed(text);
        block.turn = Some(index);
        if !speech.is_empty() {
            turns[index].speech.push(speech);
        }
    }
    let known: Vec<&Label> = labels.iter().flatten().collect();
    roles::settle(text, &mut turns, &known);
    turns
}

/// Span of the speech of a block that belongs to a turn, label left out.
pub(super) fn speech_of(block: &Block, turns: &[Turn]) -> Span<Clean> {
    let part = block.turn.and_then(|turn| turns.get(turn)).and_then(|turn| {
        let at = turn.speech.partition_point(|speech| speech.start < block.span.start);
        turn.speech.get(at).filter(|speech| block.span.contains(speech)).copied()
    });
    part.unwrap_or(block.span)
}
