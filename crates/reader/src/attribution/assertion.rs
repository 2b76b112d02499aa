//! What does the principal of a transcript assert?
//!
//! Everything that the principal says in his own turns is his own: the unit is a clause that can be checked or refused, so
//! sentences are cut where a coordinated clause with a subject of its own begins, and what leads into a clause ("Well,
//! again, I would just tell you that …") or manages the occasion ("Thank you. Go ahead.") is left out. Not useful for what
//! he reports of others: that is found in every text alike and is nested in the assertion that holds it.

mod cut;
mod lead;

use super::tree::Tree;
use super::{Attribution, Form};
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::{Analysis, Language};
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, Role, Structure};
use crate::text::CleanText;

/// The principal's own assertions.
pub fn find(
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    _knowledge: &Knowledge,
) -> Vec<Attribution> {
    let text = text.as_str();
    let mut found = Vec::new();
    for (number, turn) in structure.turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::Principal) {
        for index in turn.sentences.clone() {
            let Some(sentence) = structure.sentences.get(index) else { continue };
            let Some(block) = structure.blocks.get(sentence.block) else { continue };
            if block.turn != Some(number) || block.is_copy || block.kind == BlockKind::Furniture {
                continue;
            }
            let analysis = language.sentences.get(index).and_then(Option::as_ref);
            for (span, by) in units(text, sentence.span, analysis) {
                found.push(attribute(span, by, index, number));
            }
        }
    }
    found
}

/// The assertions of one sentence with the rule that cut each. A sentence that nobody analysed is long and plain: it is
/// one unit.
fn units(text: &str, sentence: Span<Clean>, analysis: Option<&Analysis>) -> Vec<(Span<Clean>, &'static str)> {
    if sentence.of(text).trim_end_matches(['"', '”', ')', ' ']).ends_with('?') {
        return Vec::new();
    }
    let Some(analysis) = analysis else {
        let span = lead::strip(text, sentence).0;
        return lead::is_substance(text, span).then_some((span, "assertion.sentence")).into_iter().collect();
    };
    let tree = Tree::new(text, analysis);
    let pieces = cut::pieces(&tree);
    let by = if pieces.len() > 1 { "assertion.clause" } else { "assertion.sentence" };
    pieces
        .into_iter()
        .filter_map(|piece| {
            let whole = tree.cover(piece.clone())?;
            let whole = lead::strip_restart(text, whole);
            let (span, is_framed) = lead::strip(text, whole);
            let holds = lead::is_substance(text, span) && (is_framed || cut::is_clause(&tree, span))
                || lead::is_answer(text, span);
            holds.then(|| (trim(text, span), by))
        })
        .collect()
}

/// Without the marks that end a sentence or join clauses; a mark that belongs to an abbreviation ("D.C.") stays.
fn trim(text: &str, span: Span<Clean>) -> Span<Clean> {
    let inside = span.of(text);
    let mut end = inside.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '—' | '–'));
    if let Some(rest) = end.strip_suffix('.') {
        let last = rest.rsplit(char::is_whitespace).next().unwrap_or("");
        if !last.contains('.') {
            end = rest;
        }
    }
    Span::new(span.start, span.start + end.trim_end_matches(['!', ' ']).len())
}

fn attribute(content: Span<Clean>, by: &'static str, sentence: usize, turn: usize) -> Attribution {
    let confidence = 0.9;
    Attribution {
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![content],
        form: Form::Direct,
        parent: None,
        sentence,
        turn: Some(turn),
        lemma: String::new(),
        confidence,
        evidence: vec![
            Evidence::new(Field::Content, by, confidence, vec![content]),
            Evidence::new(Field::Form, "assertion.own_turn", 1.0, vec![content]),
        ],
    }
}
