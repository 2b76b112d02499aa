//! How far do two spans with gaps agree?
//!
//! Source, cue and content are lists of spans; these compare such lists by their bytes.

use crate::span::{Clean, Span};

/// From the first to the last byte; empty at 0 for no span.
pub(super) fn outline(spans: &[Span<Clean>]) -> Span<Clean> {
    let first = spans.first().copied().unwrap_or(Span::new(0, 0));
    spans.iter().fold(first, |whole, span| whole.cover(span))
}

/// How many bytes there are.
pub(super) fn size(spans: &[Span<Clean>]) -> usize {
    spans.iter().map(Span::len).sum()
}

/// How many bytes the two have in common.
pub(super) fn shared(a: &[Span<Clean>], b: &[Span<Clean>]) -> usize {
    a.iter().flat_map(|a| b.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))).sum()
}

/// Whether the two have a byte in common.
pub(super) fn touch(a: &[Span<Clean>], b: &[Span<Clean>]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(b)))
}

/// Twice the bytes in common over the bytes of both (Dice 1945), 0 to 1.
pub(super) fn likeness(a: &[Span<Clean>], b: &[Span<Clean>]) -> f32 {
    2.0 * shared(a, b) as f32 / (size(a) + size(b)).max(1) as f32
}
