//! What does the principal of a transcript assert?
//!
//! Everything that the principal says in his own turns is his own: the unit is a clause that can be checked or refused, so
//! sentences are cut where a coordinated clause with a subject of its own begins, and what leads into a clause ("Well,
//! again, I would just tell you that …") or manages the occasion ("Thank you. Go ahead.") is left out. Not useful for what
//! he reports of others: that is found in every text alike and is nested in the assertion that holds it.

mod cut;
mod lead;
mod phrases;

pub(super) use cut::opens_clause;

use super::tree::Tree;
use super::{Attribution, Form, spoken};
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::{Analysis, Language};
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, Role, Structure};
use crate::text::CleanText;
use std::ops::Range;

/// The principal's own assertions.
pub fn find(text: &CleanText, structure: &Structure, language: &Language, knowledge: &Knowledge) -> Vec<Attribution> {
    let text = text.as_str();
    let mut found = Vec::new();
    for (number, turn) in structure.turns.iter().enumerate() {
        for index in turn.sentences.clone() {
            let Some(sentence) = structure.sentences.get(index) else { continue };
            let Some(block) = structure.blocks.get(sentence.block) else { continue };
            if block.turn != Some(number) || block.is_copy || block.kind == BlockKind::Furniture {
                continue;
            }
            let analysis = language.sentences.get(index).and_then(Option::as_ref);
            let place = (index, number);
            if turn.role != Role::Principal {
                let Some(tree) = analysis.map(|analysis| Tree::new(text, analysis)) else { continue };
                let whole = 0..tree.len();
                report(text, &tree, std::slice::from_ref(&whole), place, knowledge, &mut found);
                continue;
            }
            match analysis {
                Some(analysis) => read(text, sentence.span, analysis, place, knowledge, &mut found),
                // A sentence that nobody analysed is long and plain: it is one unit.
                None => {
                    let span = trim(text, lead::strip(text, sentence.span, &|_| false).0);
                    if !is_question(text, sentence.span) && lead::is_substance(text, span) {
                        found.push(own(span, "assertion.sentence", place));
                    }
                }
            }
        }
    }
    found
}

fn is_question(text: &str, sentence: Span<Clean>) -> bool {
    sentence.of(text).trim_end_matches(['"', '”', ')', ' ']).ends_with('?')
}

/// The assertions of one sentence, and what "as X said" in them reports.
fn read(
    text: &str,
    sentence: Span<Clean>,
    analysis: &Analysis,
    place: (usize, usize),
    knowledge: &Knowledge,
    found: &mut Vec<Attribution>,
) {
    if is_question(text, sentence) {
        return;
    }
    let tree = Tree::new(text, analysis);
    let is_name = |span: Span<Clean>| {
        let token = analysis.tokens.partition_point(|token| token.span.start < span.start);
        analysis.tokens.get(token).is_some_and(|token| token.tag.is_proper())
    };
    let whole = lead::strip_restart(text, sentence, true);
    let is_framed = lead::strip(text, whole, &is_name).1;
    let start = analysis.tokens.partition_point(|token| token.span.start < whole.start);
    let pieces = cut::pieces(&tree, start, is_framed);
    let by = if pieces.len() > 1 { "assertion.clause" } else { "assertion.sentence" };
    for piece in &pieces {
        let Some(span) = tree.cover(piece.clone()) else { continue };
        let (span, is_led) = lead::strip(text, span, &is_name);
        let (span, is_framed) = lead::strip(text, lead::strip_restart(text, span, false), &is_name);
        let is_framed = is_framed || is_led;
        let holds =
            lead::is_substance(text, span) && (is_framed || cut::is_clause(&tree, span)) || lead::is_answer(text, span);
        if !holds {
            continue;
        }
        found.push(own(trim(text, span), by, place));
    }
    report(text, &tree, &pieces, place, knowledge, found);
}

/// What is told of others in the pieces of a sentence of any turn, where words show it better than the parse.
fn report(
    text: &str,
    tree: &Tree,
    pieces: &[Range<usize>],
    place: (usize, usize),
    knowledge: &Knowledge,
    found: &mut Vec<Attribution>,
) {
    let said = pieces.iter().filter_map(|piece| spoken::as_said(tree, piece.clone(), knowledge));
    for report in said.chain(spoken::tales(tree)) {
        let source = tree.cover(report.source);
        let (Some(cue), Some(content)) = (tree.cover(report.cue), tree.cover(report.content)) else { continue };
        let content = trim(text, lead::strip(text, content, &|_| false).0);
        if content.of(text).contains(char::is_alphanumeric) {
            found.push(reported(report.by, source, cue, content, tree.lemma(report.head), place));
        }
    }
}

/// Without the marks that end a sentence or join clauses; a mark that belongs to an abbreviation ("D.C.") stays.
fn trim(text: &str, span: Span<Clean>) -> Span<Clean> {
    let inside = span.of(text);
    let mut end =
        inside.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '—' | '–'));
    if let Some(rest) = end.strip_suffix('.') {
        let last = rest.rsplit(char::is_whitespace).next().unwrap_or("");
        if !last.contains('.') {
            end = rest;
        }
    }
    Span::new(span.start, span.start + end.trim_end_matches(['!', ' ']).len())
}

/// The place is the sentence and the turn.
fn own(content: Span<Clean>, by: &'static str, (sentence, turn): (usize, usize)) -> Attribution {
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

fn reported(
    by: &'static str,
    source: Option<Span<Clean>>,
    cue: Span<Clean>,
    content: Span<Clean>,
    lemma: &str,
    (sentence, turn): (usize, usize),
) -> Attribution {
    let confidence = 0.8;
    let source: Vec<Span<Clean>> = source.into_iter().collect();
    Attribution {
        source: source.clone(),
        cue: vec![cue],
        content: vec![content],
        form: Form::Indirect,
        parent: None,
        sentence,
        turn: Some(turn),
        lemma: lemma.to_string(),
        confidence,
        evidence: vec![
            Evidence::new(Field::Source, by, confidence, source),
            Evidence::new(Field::Cue, by, confidence, vec![cue]),
            Evidence::new(Field::Content, by, confidence, vec![content]),
            Evidence::new(Field::Form, by, 1.0, vec![content]),
        ],
    }
}
