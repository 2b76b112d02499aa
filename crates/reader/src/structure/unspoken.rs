//! What in a transcript does nobody say?
//!
//! Head and foot matter, lines of time, noises on a line of their own, footnotes of those who print it. What stands inside a
//! line of speech stays there: `(Laughter.)`, `[sic]`.

use super::labels::times;
use super::{Block, BlockKind, Furniture, FurnitureKind, Turn, furniture};

/// A noise on a line of its own has no more words than this.
const LONGEST_NOISE: usize = 8;

/// Marks what nobody says as furniture and takes it out of the turns.
pub(super) fn mark(text: &str, blocks: &mut [Block], turns: &mut [Turn], result: &mut Vec<Furniture>) {
    let (Some(first), Some(last)) = (turns.first(), turns.last()) else { return };
    let (first, last) = (first.label.start, last.label.start);
    let labelled: Vec<usize> = turns.iter().map(|turn| turn.label.start).collect();
    let mut is_foot = false;
    // What is taken out of which turns, in order.
    let (mut taken, mut shortened) = (Vec::new(), Vec::new());
    for block in blocks.iter_mut() {
        let line = block.span.of(text);
        let starts = labelled.partition_point(|&label| label < block.span.start);
        let has_label = labelled.get(starts).is_some_and(|&label| label < block.span.end);
        let kind = if block.span.start < first && !has_label {
            Some(FurnitureKind::Heading)
        } else if has_label {
            None
        } else if is_foot {
            let heading = is_time_line(line).then_some(FurnitureKind::Heading);
            heading.or(note(line)).or(furniture::of_page(line)).or(Some(FurnitureKind::Other))
        } else {
            is_foot = block.span.start > last && is_end(line);
            if is_foot || is_time_line(line) { Some(FurnitureKind::Heading) } else { note(line) }
        };
        if let Some(kind) = kind.filter(|_| block.kind != BlockKind::Furniture) {
            block.kind = BlockKind::Furniture;
            if let Some(turn) = block.turn.take() {
                taken.push(block.span);
                shortened.push(turn);
            }
            result.push(Furniture { span: block.span, kind });
        }
    }
    shortened.dedup();
    for turn in shortened {
        turns[turn].speech.retain(|speech| {
            let at = taken.partition_point(|span| span.end < speech.end);
            !taken.get(at).is_some_and(|span| span.contains(speech))
        });
    }
    result.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
}

/// A noise, or a note of those who print the transcript.
fn note(line: &str) -> Option<FurnitureKind> {
    let is_footnote = line.starts_with(['*', '†']) && line.contains(char::is_alphabetic)
        || ["NOTE:", "CORRECTION:"].iter().any(|head| line.starts_with(head));
    let in_brackets =
        line.starts_with(['(', '[']) && line.ends_with([')', ']']) && !line.contains(") ") && !line.contains("] ");
    let words = line.split_whitespace().count();
    if is_footnote || in_brackets && line.starts_with('[') && words > LONGEST_NOISE {
        Some(FurnitureKind::EditorialNote)
    } else if in_brackets && words <= LONGEST_NOISE {
        Some(FurnitureKind::Other)
    } else {
        None
    }
}

/// Whether a transcript ends with this line: "END 1:15 P.M. EST", "# # #", "(The briefing was concluded at 2:15 p.m.)".
fn is_end(line: &str) -> bool {
    let bare = line.trim().trim_matches(['(', ')', '[', ']', '.', '-', '—', '–']).trim();
    let lower = bare.to_lowercase();
    let is_concluded =
        line.starts_with(['(', '[']) && ["conclud", "ended at", "adjourn"].iter().any(|word| lower.contains(word));
    lower == "30"
        || is_concluded && bare.len() <= 90
        || lower.starts_with("end of ") && bare.len() <= 40
        || matches!(lower.as_str(), "end" | "end transcript" | "end of transcript" | "ends")
        || bare.starts_with("END") && is_time_line(bare)
        || bare.contains('#') && bare.chars().all(|c| matches!(c, '#' | ' '))
}

/// "12:57 P.M. EDT", "END", "END 1:15 P.M. EST", "###", "(00:12)".
pub(super) fn is_time_line(line: &str) -> bool {
    let bare = line.trim();
    let rest = bare.strip_prefix("END").unwrap_or(bare).trim();
    if bare.len() > 40 {
        return false;
    }
    rest.is_empty()
        || times::is_bare(bare)
        || bare.chars().all(|c| matches!(c, '#' | '-' | '_' | '*' | '=' | ' '))
        || rest.chars().next().is_some_and(|c| c.is_ascii_digit())
            && rest.contains(':')
            && ["A.M.", "P.M.", "a.m.", "p.m.", "AM", "PM"].iter().any(|half| rest.contains(half))
}
