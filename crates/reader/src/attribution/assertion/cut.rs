//! Where does one assertion of a sentence end and the next one begin?
//!
//! A sentence is cut before a coordinated finite clause with its own subject. The tree says which clauses are coordinated;
//! where it errs on long speech, a comma, a conjunction and a pronoun with a finite verb say it too. A clause inside a
//! condition that comes first ("if …, and we …, then …") is no assertion of its own.

use super::super::tree::Tree;
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};
use std::ops::Range;

const SUBJECT: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj];

/// Words that put a clause under another one.
const SUBORDINATORS: &[&str] = &[
    "if", "when", "while", "because", "since", "as", "although", "though", "unless", "until", "once", "whenever",
    "whether", "after", "before", "given", "to", "even", "for", "with", "in",
];

/// The token ranges of the assertions, in order; together they are the sentence from `start` on. In a frame ("the point is
/// that …, and that …") a second "that" begins an assertion too.
pub(super) fn pieces(tree: &Tree, mut start: usize, is_framed: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for bound in start + 1..tree.len() {
        if begins(tree, bound, is_framed)
            && !is_open(tree, start, bound)
            && !is_aside(tree, bound)
            && has_finite(tree, start..bound)
        {
            pieces.push(start..bound);
            start = bound;
        }
    }
    pieces.push(start..tree.len());
    pieces
}

/// Whether a new assertion begins with this token: a conjunction, or the word after a semicolon or dash.
fn begins(tree: &Tree, token: usize, is_framed: bool) -> bool {
    let before = token - 1;
    let after_pause = matches!(tree.tag(before), Tag::Comma | Tag::Colon | Tag::CloseQuote | Tag::CloseBracket)
        || tree.word(before).starts_with(['-', '—', '–']);
    if is_conjunction(tree, token) {
        let next = token + 1 + usize::from(is_framed && tree.is_at(token + 1, "that"));
        return after_pause && opens_clause(tree, next) || coordinates(tree, token, after_pause);
    }
    tree.is(before, ";") && opens_clause(tree, token)
}

fn is_conjunction(tree: &Tree, token: usize) -> bool {
    tree.tag(token) == Tag::Cc && ["and", "but", "nor", "yet"].iter().any(|word| tree.is(token, word))
        || tree.is(token, "so") && !tree.is_at(token + 1, "that") && !tree.is_at(token + 1, "far")
}

/// Whether the words after the bound are put in before a complement that is still to come: "it is possible, and we are
/// looking into it, that …".
fn is_aside(tree: &Tree, bound: usize) -> bool {
    let last = (0..bound).rev().find(|&token| tree.tag(token) != Tag::Comma);
    last.is_some_and(|last| matches!(tree.tag(last), Tag::Jj | Tag::Rb))
        && (bound + 1..tree.len().min(bound + 20))
            .any(|token| tree.is(token, "that") && tree.tag(token - 1) == Tag::Comma && tree.tag(token) == Tag::In)
}

/// By the words alone: a pronoun with its finite verb, adverbs and asides left out.
pub(in crate::attribution) fn opens_clause(tree: &Tree, mut token: usize) -> bool {
    for _ in 0..6 {
        if token >= tree.len() {
            return false;
        }
        // "but as we said on Monday, it …"
        let is_aside = ["as", "if", "when", "because"].iter().any(|word| tree.is(token, word));
        if is_aside && let Some(comma) = (token..tree.len().min(token + 16)).find(|&at| tree.tag(at) == Tag::Comma) {
            token = comma + 1;
            continue;
        }
        let is_adverb = matches!(tree.tag(token), Tag::Rb | Tag::Uh | Tag::Comma)
            || matches!(tree.relation(token), Relation::Discourse | Relation::Punct);
        if !is_adverb {
            break;
        }
        token += 1;
    }
    if token >= tree.len() {
        return false;
    }
    let is_pronoun = tree.tag(token) == Tag::Ex
        || tree.tag(token) == Tag::Prp && !["them", "him", "us", "me"].iter().any(|word| tree.is(token, word))
        || tree.tag(token) == Tag::Dt && (tree.is(token, "that") || tree.is(token, "this") || tree.is(token, "those"));
    if !is_pronoun {
        return false;
    }
    (token + 1..tree.len().min(token + 4))
        .find(|&next| tree.tag(next) != Tag::Rb)
        .is_some_and(|next| is_finite(tree, next) || next == token + 1 && tree.tag(next) == Tag::Vbn)
}

/// By the tree: the conjunction joins a finite clause with a subject of its own to the main line of the sentence.
fn coordinates(tree: &Tree, conjunction: usize, after_pause: bool) -> bool {
    let Some(clause) = tree.head(conjunction).filter(|&head| head > conjunction) else { return false };
    if tree.relation(conjunction) != Relation::Cc || tree.relation(clause) != Relation::Conj {
        return false;
    }
    let Some(subject) = tree.child(clause, SUBJECT).filter(|&subject| subject > conjunction && subject < clause) else {
        return false;
    };
    let is_under = tree.child(clause, &[Relation::Mark]).is_some()
        || matches!(tree.tag(conjunction + 1), Tag::Wdt | Tag::Wp | Tag::Wrb)
        || matches!(tree.tag(subject), Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::WpPoss);
    if is_under || !(subject..=clause).any(|token| is_finite(tree, token)) {
        return false;
    }
    // The main line: the root, what is coordinated with it, and what its frames hold.
    let mut token = clause;
    for _ in 0..8 {
        match (tree.relation(token), tree.head(token)) {
            (Relation::Root, _) | (_, None) => return true,
            (Relation::Conj | Relation::Parataxis, Some(head)) => token = head,
            (Relation::Ccomp, Some(head)) if after_pause => token = head,
            _ => return false,
        }
    }
    false
}

/// Whether the words from `start` to `bound` are a subordinate clause whose main clause is still to come.
fn is_open(tree: &Tree, start: usize, bound: usize) -> bool {
    let first = (start..bound).find(|&token| {
        !matches!(tree.tag(token), Tag::Cc | Tag::Uh | Tag::Comma | Tag::Colon) && !tree.is(token, "so")
    });
    let Some(first) = first else { return true };
    if !SUBORDINATORS.iter().any(|word| tree.is(first, word)) && tree.tag(first) != Tag::In {
        return false;
    }
    // The main clause has begun if a comma is followed by a subject with its verb outside the first clause.
    let root = (start..bound).find(|&token| {
        let mark = tree.child(token, &[Relation::Mark, Relation::Advmod]);
        let is_marked = mark.is_some_and(|mark| SUBORDINATORS.iter().any(|word| tree.is(mark, word)));
        tree.relation(token) == Relation::Root && !is_marked
    });
    root.is_none()
        && !(first + 2..bound).any(|token| tree.tag(token) == Tag::Comma && opens_main(tree, token + 1, bound))
}

fn opens_main(tree: &Tree, token: usize, bound: usize) -> bool {
    token + 1 < bound && opens_clause(tree, token) && !SUBORDINATORS.iter().any(|word| tree.is(token, word))
}

/// A verb form that carries tense: no infinitive, participle or gerund. A base form with a subject and no auxiliary is a
/// present that the tagger missed.
fn is_finite(tree: &Tree, token: usize) -> bool {
    if token >= tree.len() {
        return false;
    }
    match tree.tag(token) {
        Tag::Md | Tag::Vbd | Tag::Vbz | Tag::Vbp => true,
        Tag::Vb => {
            tree.child(token, &[Relation::Nsubj]).is_some_and(|subject| subject < token)
                && tree.child(token, &[Relation::Aux, Relation::Mark]).is_none()
        }
        _ => false,
    }
}

fn has_finite(tree: &Tree, mut range: Range<usize>) -> bool {
    range.any(|token| is_finite(tree, token))
}

/// Whether the span says something: it holds a finite verb and is no request.
pub(super) fn is_clause(tree: &Tree, span: Span<Clean>) -> bool {
    let tokens = &tree.analysis.tokens;
    let start = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    let is_request = start < end && tree.tag(start) == Tag::Vb && tree.child(start, SUBJECT).is_none();
    !is_request && has_finite(tree, start..end)
}
