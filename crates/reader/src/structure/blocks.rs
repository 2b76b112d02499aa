//! Where do paragraphs begin and end?
//!
//! Many sources hold one paragraph a line; others wrap hard and part paragraphs by blank lines or an indent. Which of the two
//! it is is read off the lines themselves. The label of a turn begins a paragraph.

use super::labels::{Trust, label};
use crate::span::{Clean, Span};

/// Spans of the paragraphs, without white space at their ends.
pub(super) fn paragraphs(text: &str) -> Vec<Span<Clean>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Span::new(at, at + line.len()));
        at += line.len();
    }
    if !is_wrapped(text, &lines) {
        return lines.iter().map(|line| line.trimmed(text)).filter(|line| !line.is_empty()).collect();
    }
    let mut result: Vec<Span<Clean>> = Vec::new();
    let mut open = false;
    for line in lines {
        let trimmed = line.trimmed(text);
        let is_indented = line.of(text).starts_with([' ', '\t']);
        match result.last_mut() {
            Some(last) if open && !trimmed.is_empty() && !is_indented && !is_labelled(trimmed.of(text)) => {
                *last = last.cover(&trimmed)
            }
            _ if !trimmed.is_empty() => result.push(trimmed),
            _ => {}
        }
        open = !trimmed.is_empty();
    }
    result
}

/// Whether a line begins with a label that hardly stands for anything else.
fn is_labelled(line: &str) -> bool {
    label(line).is_some_and(|label| label.trust >= Trust::Marked)
}

/// Whether lines are wrapped hard: most full lines are about as long as the longest, and go on in lower case or without a
/// full stop.
fn is_wrapped(text: &str, lines: &[Span<Clean>]) -> bool {
    let full: Vec<&str> =
        lines.iter().map(|line| line.of(text).trim_end()).filter(|line| !line.trim().is_empty()).collect();
    if full.len() < 4 || full.iter().any(|line| line.len() > 110) {
        return false;
    }
    let goes_on = full
        .windows(2)
        .filter(|pair| pair[0].len() > 40)
        .filter(|pair| !pair[0].ends_with(['.', '?', '!', ':', '"', '”']))
        .filter(|pair| !pair[1].starts_with([' ', '\t']))
        .count();
    let long = full.iter().filter(|line| line.len() > 40).count();
    long >= 3 && goes_on * 2 > long
}
