//! Which words stand between quotation marks?
//!
//! Straight, curly, doubled single (`''…''`, `` ``…'' ``) and angle marks; single marks as scare quotes or inside double ones;
//! quotations over several paragraphs. A missing mark is concluded within its paragraph and noted, so that it never swallows
//! the rest of the document.

use super::{Block, BlockKind, Quotation, Sentence};
use crate::reading::{Note, NoteKind};
use crate::span::{Clean, Span};

/// Which way a mark faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span<Clean>,
    side: Side,
}

/// Finds the quotations of all blocks that are read.
pub(super) fn find(text: &str, blocks: &[Block], sentences: &[Sentence], notes: &mut Vec<Note>) -> Vec<Quotation> {
    let mut result: Vec<Quotation> = Vec::new();
    // The quotation that the paragraph before left open.
    let mut going_on: Option<usize> = None;
    for (number, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Furniture || block.is_copy {
            continue;
        }
        let marks = double_marks(text, block.span);
        let opens = |block: &Block| {
            double_marks(text, block.span).first().is_some_and(|mark| {
                mark.side != Side::Close
                    && Span::<Clean>::new(block.span.start, mark.span.start).of(text).trim().is_empty()
            })
        };
        let next_opens = || {
            let next = blocks[number + 1..].iter().find(|next| next.kind != BlockKind::Furniture);
            next.is_some_and(|next| !next.is_copy && opens(next))
        };
        let mut open: Option<Span<Clean>> = None;
        let mut last_end = block.span.start;
        for mark in &marks {
            let side = match (mark.side, open) {
                (Side::Either, Some(_)) => Side::Close,
                (Side::Either, None) => Side::Open,
                (side, _) => side,
            };
            match (side, open) {
                (Side::Open, None) => open = Some(mark.span),
                (Side::Open, Some(first)) => {
                    // The closing mark is missing: the words end with the last sentence that began before this mark.
                    let end = sentence_end_before(sentences, block, first.end, mark.span.start);
                    close(text, &mut result, &mut going_on, first, Span::new(end, end), true);
                    note(notes, "a closing quotation mark is missing", Span::new(first.start, end));
                    last_end = end;
                    open = Some(mark.span);
                }
                (Side::Close, Some(first)) => {
                    close(text, &mut result, &mut going_on, first, mark.span, false);
                    last_end = mark.span.end;
                    open = None;
                }
                (Side::Close, None) => {
                    let start = concluded_start(text, sentences, block, last_end, mark.span.start);
                    if start < mark.span.start {
                        let first = Span::new(start, start);
                        close(text, &mut result, &mut going_on, first, mark.span, true);
                        note(notes, "an opening quotation mark is missing", Span::new(start, mark.span.end));
                        last_end = mark.span.end;
                    }
                }
                (Side::Either, _) => {}
            }
        }
        match open {
            Some(first) => {
                let end = Span::new(block.span.end, block.span.end);
                let goes_on = next_opens();
                close(text, &mut result, &mut going_on, first, end, !goes_on);
                if goes_on {
                    going_on = Some(result.len() - 1);
                } else {
                    note(notes, "a closing quotation mark is missing", Span::new(first.start, block.span.end));
                    going_on = None;
                }
            }
            None => going_on = None,
        }
    }
    add_single(text, blocks, &mut result);
    result.sort_by_key(|quotation| (quotation.spans[0].start, std::cmp::Reverse(quotation.spans[0].end)));
    set_inside(&mut result);
    result
}

fn note(notes: &mut Vec<Note>, what: &str, span: Span<Clean>) {
    if notes.len() < 200 {
        let message = format!("{what}; its place was concluded");
        notes.push(Note { kind: NoteKind::Repaired, message, span: Some(span) });
    }
}

/// Adds a quotation from an opening to a closing mark (either may be empty), or goes on with the open one.
fn close(
    text: &str,
    result: &mut Vec<Quotation>,
    going_on: &mut Option<usize>,
    first: Span<Clean>,
    last: Span<Clean>,
    repaired: bool,
) {
    let span = first.cover(&last);
    let inner = Span::new(first.end, last.start.max(first.end));
    match going_on.take().and_then(|index| result.get_mut(index)) {
        Some(before) => {
            before.spans.push(span);
            before.inner.push(inner);
            before.repaired |= repaired;
        }
        None if inner.of(text).chars().any(char::is_alphanumeric) => {
            result.push(Quotation { spans: vec![span], inner: vec![inner], inside: None, repaired });
        }
        None => {}
    }
}

/// End of the last sentence that lies between two offsets of a block, else the later one.
fn sentence_end_before(sentences: &[Sentence], block: &Block, from: usize, to: usize) -> usize {
    let own = sentences.get(block.sentences.clone()).unwrap_or(&[]);
    own.iter().map(|sentence| sentence.span.end).rfind(|&end| end > from && end <= to).unwrap_or(to)
}

/// Where a quotation begins whose opening mark is missing: after the last reporting clause, else at the block's start. A
/// closing mark far from any sentence start is taken for a stray.
fn concluded_start(text: &str, sentences: &[Sentence], block: &Block, last_end: usize, mark: usize) -> usize {
    let own = sentences.get(block.sentences.clone()).unwrap_or(&[]);
    let before = Span::<Clean>::new(last_end, mark).of(text);
    let is_speech = before.trim_end().ends_with([',', '.', '?', '!', '…']);
    if !is_speech {
        return mark;
    }
    // No quotation before it in this block: all of it is quoted.
    if last_end == block.span.start {
        return block.span.start;
    }
    own.iter().map(|sentence| sentence.span.start).find(|&start| start >= last_end && start < mark).unwrap_or(mark)
}

/// The double marks of one block, in order.
fn double_marks(text: &str, block: Span<Clean>) -> Vec<Mark> {
    let inside = block.of(text);
    let mut marks = Vec::new();
    let mut skip = 0;
    for (at, c) in inside.char_indices() {
        if at < skip {
            continue;
        }
        let doubled = |mark: char| inside[at..].starts_with(mark) && inside[at + mark.len_utf8()..].starts_with(mark);
        let (size, printed) = match c {
            '"' => (1, Side::Either),
            '“' => (c.len_utf8(), Side::Open),
            '”' => (c.len_utf8(), Side::Close),
            '„' | '«' => (c.len_utf8(), Side::Open),
            '»' => (c.len_utf8(), Side::Close),
            '\'' if doubled('\'') => (2, Side::Either),
            '’' if doubled('’') => (2 * c.len_utf8(), Side::Close),
            '‘' if doubled('‘') => (2 * c.len_utf8(), Side::Open),
            '`' if doubled('`') => (2, Side::Open),
            _ => continue,
        };
        skip = at + size;
        let before = inside[..at].chars().next_back();
        let after = inside[at + size..].chars().next();
        marks.push(Mark {
            span: Span::new(block.start + at, block.start + at + size),
            side: faces(printed, before, after),
        });
    }
    marks
}

/// Which way a mark faces by its neighbours, where they are clear; a curly mark that stands the wrong way round is read by
/// them too.
fn faces(printed: Side, before: Option<char>, after: Option<char>) -> Side {
    let space_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
    let space_after = after
        .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '—' | '–' | ',' | '.' | ';' | ':' | '?' | '!'));
    match (space_before, space_after) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ => printed,
    }
}

/// Single marks: scare quotes, titles and quotations inside double ones. An apostrophe never opens or closes one.
fn add_single(text: &str, blocks: &[Block], result: &mut Vec<Quotation>) {
    const ELISIONS: &[&str] = &["em", "til", "tis", "twas", "cause", "bout", "n"];
    for block in blocks.iter().filter(|block| block.kind != BlockKind::Furniture && !block.is_copy) {
        let inside = block.span.of(text);
        let mut open: Option<usize> = None;
        let mut weak: Option<usize> = None;
        let mut previous = None;
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, c) in inside.char_indices() {
            let before = previous.replace(c);
            if !matches!(c, '\'' | '‘' | '’') {
                continue;
            }
            let rest = &inside[at + c.len_utf8()..];
            let after = rest.chars().next();
            let doubled = before == Some(c) || after == Some(c);
            if doubled {
                continue;
            }
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            let starts = before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '(' | '—' | '['))
                && after.is_some_and(char::is_alphanumeric)
                && !ELISIONS.contains(&word.as_str())
                && !after.is_some_and(|c| {
                    c.is_ascii_digit() && word.ends_with('s') || c.is_ascii_digit() && word.len() == 2
                })
                && c != '’';
            let ends = before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
            if starts {
                if let (Some(first), Some(last)) = (open, weak) {
                    found.push((first, last));
                }
                (open, weak) = (Some(at), None);
            } else if ends && let Some(first) = open {
                let end = at + c.len_utf8();
                if end - first > 400 {
                    open = None;
                    weak = None;
                } else if before.is_some_and(|c| c == 's') && after == Some(' ') {
                    // "officials' " may be a plural's possessive: a later mark closes better.
                    weak = weak.or(Some(end));
                } else {
                    found.push((first, end));
                    open = None;
                    weak = None;
                }
            }
        }
        if let (Some(first), Some(last)) = (open, weak) {
            found.push((first, last));
        }
        for (first, last) in found {
            let span = Span::new(block.span.start + first, block.span.start + last);
            let size = |at: usize| inside[at..].chars().next().map_or(1, char::len_utf8);
            let close_size = inside[..last].chars().next_back().map_or(1, char::len_utf8);
            let inner = Span::new(span.start + size(first), span.end - close_size);
            result.push(Quotation { spans: vec![span], inner: vec![inner], inside: None, repaired: false });
        }
    }
}

/// Gives each quotation the one around it. Spans are sorted by start, the outer one first.
fn set_inside(quotations: &mut [Quotation]) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for index in 0..quotations.len() {
        let span = quotations[index].spans[0];
        open.retain(|&(_, end)| end > span.start);
        quotations[index].inside = open
            .iter()
            .rev()
            .find(|&&(outer, end)| end >= span.end && quotations[outer].spans.iter().any(|part| part.contains(&span)))
            .map(|&(outer, _)| outer);
        if open.len() < 8 {
            let end = quotations[index].spans.last().map_or(span.end, |last| last.end);
            open.push((index, end));
        }
    }
}
