//! Which words stand between quotation marks?
//!
//! The outermost quotations of a document as finders use them: is a stretch inside one, how much of a content is quoted,
//! how far does a quoted content reach. Marks outrank the parse.

use crate::span::{Clean, Span};
use crate::structure::Structure;

/// The outermost quotations, by start.
pub(super) struct Quotes<'a> {
    text: &'a str,
    structure: &'a Structure,
    /// Index into `Structure::quotations` and one span of it; in order of start.
    parts: Vec<(usize, Span<Clean>)>,
}

impl<'a> Quotes<'a> {
    pub fn new(text: &'a str, structure: &'a Structure) -> Quotes<'a> {
        let mut parts: Vec<_> = structure
            .quotations
            .iter()
            .enumerate()
            .filter(|(_, quotation)| quotation.inside.is_none())
            .flat_map(|(index, quotation)| quotation.spans.iter().map(move |span| (index, *span)))
            .collect();
        parts.sort_by_key(|(_, span)| (span.start, span.end));
        Quotes { text, structure, parts }
    }

    /// The parts that share a byte with `span`, in order.
    pub fn within(&self, span: Span<Clean>) -> &[(usize, Span<Clean>)] {
        let first = self.parts.partition_point(|(_, part)| part.end <= span.start);
        let count = self.parts[first..].partition_point(|(_, part)| part.start < span.end);
        &self.parts[first..first + count]
    }

    /// Whether the whole span lies between one pair of marks.
    pub fn is_inside(&self, span: Span<Clean>) -> bool {
        self.within(span).iter().any(|(_, part)| part.contains(&span) && *part != span)
    }

    /// The words between the marks of a quotation: how many.
    pub fn words(&self, quotation: usize) -> usize {
        self.structure.quotations[quotation]
            .inner
            .iter()
            .map(|inner| inner.of(self.text).split_whitespace().count())
            .sum()
    }

    /// All spans of a quotation, marks included.
    pub fn spans(&self, quotation: usize) -> &'a [Span<Clean>] {
        &self.structure.quotations[quotation].spans
    }

    /// Whether a quotation is speech rather than a quoted word or title: several words, or closed by its own
    /// punctuation.
    pub fn is_speech(&self, quotation: usize) -> bool {
        let last = self.structure.quotations[quotation].inner.last();
        let closes = last.is_some_and(|inner| inner.of(self.text).trim_end().ends_with([',', '.', '?', '!', '…', '—']));
        self.words(quotation) >= if closes { 1 } else { 4 }
    }

    /// How much of a content is quoted: `all`, `some` or `none`, counted in letters and digits.
    pub fn share(&self, content: &[Span<Clean>]) -> &'static str {
        let (mut inside, mut outside) = (false, false);
        for span in content {
            let mut at = span.start;
            for (_, part) in self.within(*span) {
                outside |= has_word(Span::new(at, part.start.clamp(at, span.end)), self.text);
                inside |= has_word(Span::new(part.start.max(span.start), part.end.min(span.end)), self.text);
                at = part.end.clamp(at, span.end);
            }
            outside |= has_word(Span::new(at, span.end), self.text);
        }
        match (inside, outside) {
            (true, false) => "all",
            (true, true) => "some",
            _ => "none",
        }
    }

    /// How much of what is reported in these words is quoted by them: marks around cue and content both are somebody else's,
    /// so that only marks inside those count.
    pub fn share_of_report(&self, cue: &[Span<Clean>], content: &[Span<Clean>]) -> &'static str {
        let around = |span: &Span<Clean>| {
            self.within(*span).iter().find(|(_, part)| part.contains(span) && part != span).map(|(index, _)| *index)
        };
        let Some(outer) = cue.first().and_then(around) else { return self.share(content) };
        if !content.iter().all(|span| around(span) == Some(outer)) {
            return self.share(content);
        }
        let is_inner = |span: &Span<Clean>| {
            let inner = self.structure.quotations.iter().filter(|quotation| quotation.inside == Some(outer));
            inner.flat_map(|quotation| &quotation.spans).any(|part| part.contains(span))
        };
        if content.iter().all(is_inner) { "all" } else { "none" }
    }

    /// Widens a content to the whole of every quotation that it touches and on to the quotations after it in the same
    /// block that have no reporting clause of their own. `cue` must stay outside; `sentence` is the one with the cue.
    pub fn widen(&self, content: Vec<Span<Clean>>, cue: Span<Clean>, sentence: usize) -> Vec<Span<Clean>> {
        if self.is_inside(cue) {
            return content;
        }
        let block = self.structure.sentences[sentence].block;
        let block_span = self.structure.blocks[block].span;
        let mut touched: Vec<usize> = Vec::new();
        for span in &content {
            for (quotation, part) in self.within(*span) {
                if !part.overlaps(&cue) && !touched.contains(quotation) {
                    touched.push(*quotation);
                }
            }
        }
        let Some(&last) = touched.iter().max_by_key(|&&quotation| self.end(quotation)) else {
            return content;
        };
        let is_direct = self.share(&content) == "all";
        // On to quotations that fill their sentences.
        let mut end = self.end(last).max(self.structure.sentences[sentence].span.end);
        if is_direct {
            for (quotation, part) in self.within(Span::new(end, block_span.end)) {
                if part.start < end {
                    continue;
                }
                if has_word(Span::new(end, part.start), self.text) || self.has_clause(*part) {
                    break;
                }
                touched.push(*quotation);
                end = part.end;
            }
        }
        let mut spans = content;
        spans.extend(touched.iter().flat_map(|&quotation| self.spans(quotation).iter().copied()));
        merge(spans, self.text)
    }

    fn end(&self, quotation: usize) -> usize {
        self.structure.quotations[quotation].spans.last().map_or(0, |span| span.end)
    }

    /// Whether words follow the quotation in its last sentence.
    fn has_clause(&self, part: Span<Clean>) -> bool {
        let sentences = &self.structure.sentences;
        let index = sentences.partition_point(|sentence| sentence.span.end < part.end);
        sentences.get(index).is_some_and(|sentence| {
            sentence.span.start < part.end && has_word(Span::new(part.end, sentence.span.end), self.text)
        })
    }
}

/// Whether the span holds a letter or digit.
pub(super) fn has_word(span: Span<Clean>, text: &str) -> bool {
    span.of(text).chars().any(char::is_alphanumeric)
}

/// Sorted, with spans joined where nothing but white space lies between them.
pub(super) fn merge(mut spans: Vec<Span<Clean>>, text: &str) -> Vec<Span<Clean>> {
    spans.sort();
    let mut result: Vec<Span<Clean>> = Vec::with_capacity(spans.len());
    for span in spans {
        match result.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(&span),
            Some(last) if Span::<Clean>::new(last.end, span.start).of(text).trim().is_empty() => {
                *last = last.cover(&span);
            }
            _ => result.push(span),
        }
    }
    result
}
