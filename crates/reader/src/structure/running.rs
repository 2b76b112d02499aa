//! Which paragraphs hold several turns?
//!
//! Some pages lose the line ends of a transcript, all of them or a few. Only labels that stand for nothing else part a
//! paragraph: `MR. HALE:` inside a line, and in such a line a `Q` behind the end of a sentence.

use super::labels::{Trust, label};
use super::unspoken;
use crate::span::{Clean, Span};

/// Titles with which a label inside a line begins.
const TITLES: &[&str] = &["MR. ", "MS. ", "MRS. ", "THE PRESIDENT: ", "THE VICE PRESIDENT: "];

/// The paragraphs, parted where a label inside them begins a turn.
pub(super) fn split(text: &str, paragraphs: Vec<Span<Clean>>) -> Vec<Span<Clean>> {
    let mut result = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        for place in places(paragraph.of(text)) {
            let part = Span::new(start, paragraph.start + place).trimmed(text);
            if !part.is_empty() {
                result.push(part);
            }
            start = paragraph.start + place;
        }
        result.push(Span::new(start, paragraph.end));
    }
    result
}

/// Where turns begin inside a line, in order.
fn places(line: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for title in TITLES {
        for (at, _) in line.match_indices(title) {
            let before = line[..at].trim_end_matches('*');
            let is_apart = before.ends_with([' ', '\u{a0}']);
            if is_apart && label(&line[at..]).is_some_and(|label| label.trust == Trust::Sure) {
                found.push(before.len());
            }
        }
    }
    if found.is_empty() {
        return found;
    }
    let ends = |before: &str| before.trim_end().ends_with(['.', '?', '!', ')', ']', '”', '"', '-', '—', '–', '…', '*']);
    for (at, _) in line.match_indices(" Q ") {
        if ends(&line[..at]) && line[at + 3..].starts_with(|c: char| !c.is_lowercase()) {
            found.push(at + 1);
        }
    }
    let end = line.rfind(" END").filter(|&end| unspoken::is_time_line(&line[end..]));
    found.extend(end.map(|end| end + 1));
    found.sort_unstable();
    found.dedup();
    found
}
