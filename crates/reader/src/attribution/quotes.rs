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
    /// The same of quotations inside others.
    inner: Vec<(usize, Span<Clean>)>,
}

impl<'a> Quotes<'a> {
    pub fn new(text: &'a str, structure: &'a Structure) -> Quotes<'a> {
        let of = |is_inner: bool| {
            let quotations = structure.quotations.iter().enumerate();
            let mut parts: Vec<_> = quotations
                .filter(|(_, quotation)| quotation.inside.is_some() == is_inner)
                .flat_map(|(index, quotation)| quotation.spans.iter().map(move |span| (index, *span)))
                .collect();
            parts.sort_by_key(|(_, span)| (span.start, span.end));
            parts
        };
        Quotes { text, structure, parts: of(false), inner: of(true) }
    }

    /// The parts that share a byte with `span`, in order.
    pub fn within(&self, span: Span<Clean>) -> &[(usize, Span<Clean>)] {
        let first = self.parts.partition_point(|(_, part)| part.end <= span.start);
        let count = self.parts[first..].partition_point(|(_, part)| part.start < span.end);
        &self.parts[first..first + count]
    }

    /// The quotations inside others that lie wholly in the span, in order, each with the part of the other that holds it.
    pub fn inside_others(&self, span: Span<Clean>) -> impl Iterator<Item = (usize, Span<Clean>, Span<Clean>)> {
        let first = self.inner.partition_point(|(_, part)| part.start < span.start);
        let inner = self.inner[first..].iter().take_while(move |(_, part)| part.start < span.end);
        inner.filter(move |(_, part)| part.end <= span.end).filter_map(|&(index, part)| {
            let outer = self.within(part).iter().find(|(_, outer)| outer.contains(&part))?;
            Some((index, part, outer.1))
        })
    }

    /// A content without what stands outside the quotation that holds its cue: marks outrank the parse.
    pub fn within_cue_marks(&self, content: Vec<Span<Clean>>, cue: &[Span<Clean>]) -> Vec<Span<Clean>> {
        let holds = |cue: &Span<Clean>| self.within(*cue).iter().find(|(_, part)| part.contains(cue) && part != cue);
        let Some((quotation, _)) = cue.first().and_then(holds) else { return content };
        let parts = self.spans(*quotation);
        let clipped = content.iter().flat_map(|span| {
            let inside = move |part: &Span<Clean>| Span::new(span.start.max(part.start), span.end.min(part.end));
            parts.iter().filter(move |part| part.overlaps(span)).map(inside)
        });
        clipped.collect()
    }

    /// Whether a content ends inside a quotation that stands in another one.
    pub fn cuts_inner(&self, content: &[Span<Clean>]) -> bool {
        content.iter().any(|span| {
            let first = self.inner.partition_point(|(_, part)| part.end <= span.start);
            let touched = self.inner[first..].iter().take_while(|(_, part)| part.start < span.end);
            touched.map(|(_, part)| part).any(|part| !span.contains(part) && !part.contains(span))
        })
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

    /// Whether a content reaches beyond the block of a sentence.
    pub fn leaves_block(&self, content: &[Span<Clean>], sentence: usize) -> bool {
        let block = self.structure.blocks[self.structure.sentences[sentence].block].span;
        content.iter().any(|span| !block.contains(span))
    }

    /// The parts of a content in the sentence of its cue, and those that are quoted: what other sentences say in the
    /// reporter's words is nobody's but theirs.
    pub fn without_others(&self, content: Vec<Span<Clean>>, sentence: usize) -> Vec<Span<Clean>> {
        let sentence = self.structure.sentences[sentence].span;
        let part = |span: Span<Clean>| {
            let inside = Span::new(span.start.max(sentence.start), span.end.min(sentence.end));
            let is_whole = sentence.contains(&span) || self.share(&[span]) != "none";
            let kept = if is_whole { span } else { inside };
            (kept.start < kept.end && has_word(kept, self.text)).then_some(kept)
        };
        content.into_iter().filter_map(part).collect()
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
