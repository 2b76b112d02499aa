//! How does a clean byte find its way back to the original?
//!
//! A clean text is a list of pieces: stretches copied from the original, and stretches that stand for something else
//! (`\n` for `\r\n`, `�` for broken bytes). The list is enough to build the text again from the original bytes, so the
//! record keeps it and need not clean twice.

use super::page::Page;
use crate::span::{Clean, Original, Span};
use std::borrow::Cow;

/// A stretch of clean text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These bytes of the original, unchanged.
    Copied(Span<Original>),
    /// These bytes of the original are read as this text.
    Replaced(Span<Original>, Cow<'static, str>),
}

impl Piece {
    /// The original bytes it stands for.
    pub fn original(&self) -> Span<Original> {
        match self {
            Piece::Copied(span) | Piece::Replaced(span, _) => *span,
        }
    }

    fn clean_len(&self) -> usize {
        match self {
            Piece::Copied(span) => span.len(),
            Piece::Replaced(_, text) => text.len(),
        }
    }
}

/// Clean text with the way back to the original bytes.
#[derive(Debug, Clone, Default)]
pub struct CleanText {
    text: String,
    pieces: Vec<Piece>,
    /// Clean offset at which each piece starts; parallel to `pieces`.
    starts: Vec<usize>,
    /// What the markup said, for the stages that follow; what they make of it is kept, this is not.
    page: Page,
}

/// Two are the same if they are made of the same pieces.
impl PartialEq for CleanText {
    fn eq(&self, other: &CleanText) -> bool {
        self.text == other.text && self.pieces == other.pieces
    }
}

impl Eq for CleanText {}

impl CleanText {
    /// An empty text to add pieces to.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Builds the text again from the original bytes and the pieces of an earlier `pieces()`. Pieces that do not fit
    /// the bytes give `None`.
    pub fn rebuild(original: &[u8], pieces: Vec<Piece>) -> Option<CleanText> {
        let mut builder = Builder::default();
        for piece in pieces {
            let span = piece.original();
            match piece {
                Piece::Copied(_) => {
                    let text = std::str::from_utf8(original.get(span.start..span.end)?).ok()?;
                    builder.copy(text, span.start);
                }
                Piece::Replaced(_, text) => builder.replace(span, text),
            }
        }
        Some(builder.finish())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the markup marks and states; empty where there was none, and for a text that was built again.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// This text with what its markup says.
    pub(super) fn with_page(mut self, page: Page) -> CleanText {
        self.page = page;
        self
    }

    /// The same text, if `self` was cleaned from the text of `decoded` rather than from bytes: every place leads on to the
    /// bytes behind it.
    pub(super) fn over(self, decoded: &CleanText) -> CleanText {
        let mut builder = Builder::default();
        for piece in self.pieces {
            let place = piece.original();
            match piece {
                Piece::Replaced(_, text) => builder.replace(decoded.original(Span::new(place.start, place.end)), text),
                Piece::Copied(_) => decoded.each_piece(Span::new(place.start, place.end), |part, text| match part {
                    Piece::Copied(original) => builder.copy(text, original.start),
                    Piece::Replaced(original, _) => builder.replace(original, text.to_string()),
                }),
            }
        }
        let mut page = self.page;
        page.lead_on(|place| decoded.original(Span::new(place.start, place.end)));
        builder.finish().with_page(page)
    }

    /// Calls `each` with every piece, or part of a copied one, that makes up a stretch, and its text.
    fn each_piece(&self, span: Span<Clean>, mut each: impl FnMut(Piece, &str)) {
        let first = self.starts.partition_point(|&start| start <= span.start).saturating_sub(1);
        for (piece, &at) in self.pieces[first..].iter().zip(&self.starts[first..]) {
            if at >= span.end {
                break;
            }
            let (from, to) = (at.max(span.start), (at + piece.clean_len()).min(span.end));
            if from >= to {
                continue;
            }
            match piece {
                Piece::Copied(original) => {
                    let start = original.start + from - at;
                    each(Piece::Copied(Span::new(start, start + to - from)), &self.text[from..to]);
                }
                Piece::Replaced(..) => each(piece.clone(), &self.text[from..to]),
            }
        }
    }

    /// What it is made of, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The original bytes on which a stretch of clean text rests. A stretch that cuts through a replaced piece covers
    /// the whole of it; an empty span stays empty.
    pub fn original(&self, span: Span<Clean>) -> Span<Original> {
        if self.pieces.is_empty() {
            return Span::new(0, 0);
        }
        let start = self.point(span.start, false);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.point(span.end, true))
    }

    /// The clean text in which a stretch of original bytes shows; empty where it was left out.
    pub fn clean(&self, span: Span<Original>) -> Span<Clean> {
        let first = self.pieces.partition_point(|piece| piece.original().end <= span.start);
        let mut result: Option<Span<Clean>> = None;
        for (piece, &at) in self.pieces[first..].iter().zip(&self.starts[first..]) {
            let from = piece.original();
            if from.start >= span.end {
                break;
            }
            let part = match piece {
                Piece::Copied(_) => {
                    Span::new(at + span.start.saturating_sub(from.start), at + span.end.min(from.end) - from.start)
                }
                Piece::Replaced(_, text) => Span::new(at, at + text.len()),
            };
            result = Some(result.map_or(part, |whole| whole.cover(&part)));
        }
        result.unwrap_or_else(|| {
            let at = self.starts.get(first).copied().unwrap_or(self.text.len());
            Span::new(at, at)
        })
    }

    /// Original offset of a clean offset; `is_end` says on which side of a seam an end lies.
    fn point(&self, offset: usize, is_end: bool) -> usize {
        let after = self.starts.partition_point(|&start| if is_end { start < offset } else { start <= offset });
        let index = after.saturating_sub(1);
        let (piece, start) = (&self.pieces[index], self.starts[index]);
        let inside = offset.saturating_sub(start);
        match piece {
            Piece::Copied(span) => span.start + inside.min(span.len()),
            Piece::Replaced(span, _) if is_end => span.end,
            Piece::Replaced(span, text) => {
                if inside >= text.len() {
                    span.end
                } else {
                    span.start
                }
            }
        }
    }
}

/// Collects the pieces of a clean text in order.
#[derive(Debug, Default)]
pub struct Builder {
    result: CleanText,
}

impl Builder {
    /// Adds `text`, which stands in the original at byte `from`.
    pub fn copy(&mut self, text: &str, from: usize) {
        if text.is_empty() {
            return;
        }
        let span = Span::new(from, from + text.len());
        if let Some(Piece::Copied(last)) = self.result.pieces.last_mut()
            && last.end == from
        {
            *last = last.cover(&span);
        } else {
            self.push(Piece::Copied(span));
        }
        self.result.text.push_str(text);
    }

    /// Adds `text`, as which the original bytes `from` are read. An empty text leaves them out.
    pub fn replace(&mut self, from: Span<Original>, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.push(Piece::Replaced(from, text.clone()));
            self.result.text.push_str(&text);
        }
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.result.text
    }

    /// Where the last piece ends in the original.
    pub fn end(&self) -> usize {
        self.result.pieces.last().map_or(0, |piece| piece.original().end)
    }

    /// The finished text.
    pub fn finish(self) -> CleanText {
        debug_assert_eq!(self.result.text.len(), self.result.pieces.iter().map(Piece::clean_len).sum::<usize>());
        self.result
    }

    fn push(&mut self, piece: Piece) {
        self.result.starts.push(self.result.text.len());
        self.result.pieces.push(piece);
    }
}
