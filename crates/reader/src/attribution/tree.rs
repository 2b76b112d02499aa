//! How do the words of one sentence hang together, as finders see it?
//!
//! A view of an `Analysis` with children, subtree ranges, lemmas and quotation depth worked out once. Useful to
//! finders and to `meaning::certainty`.

use crate::language::{Analysis, Relation, Tag, lemma::lemma};
use crate::span::{Clean, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// One analysed sentence.
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    /// Children of each token, in order, as one list with offsets.
    children: Vec<u16>,
    offsets: Vec<u32>,
    /// First and last token of each subtree.
    extent: Vec<(u16, u16)>,
    lemmas: Vec<OnceCell<String>>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(text: &'a str, analysis: &'a Analysis) -> Tree<'a> {
        let tokens = &analysis.tokens;
        let count = tokens.len();
        let mut offsets = vec![0u32; count + 1];
        for token in tokens {
            if let Some(head) = token.head.map(usize::from).filter(|&head| head < count) {
                offsets[head + 1] += 1;
            }
        }
        for index in 0..count {
            offsets[index + 1] += offsets[index];
        }
        let mut next = offsets.clone();
        let mut children = vec![0u16; offsets[count] as usize];
        for (index, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head.map(usize::from).filter(|&head| head < count) {
                children[next[head] as usize] = index as u16;
                next[head] += 1;
            }
        }
        let mut tree = Tree {
            text,
            analysis,
            children,
            offsets,
            extent: (0..count).map(|index| (index as u16, index as u16)).collect(),
            lemmas: (0..count).map(|_| OnceCell::new()).collect(),
        };
        tree.measure();
        tree
    }

    /// Fills the extents bottom up: repeated passes would be quadratic, so each token hands its extent to its head in
    /// order of depth.
    fn measure(&mut self) {
        let count = self.len();
        let mut order: Vec<u16> = Vec::with_capacity(count);
        let mut seen = vec![false; count];
        for root in 0..count {
            if self.head(root).is_none() {
                let mut stack = vec![root as u16];
                while let Some(token) = stack.pop() {
                    if !std::mem::replace(&mut seen[token as usize], true) {
                        order.push(token);
                        stack.extend(self.children(token as usize));
                    }
                }
            }
        }
        for &token in order.iter().rev() {
            if let Some(head) = self.head(token as usize) {
                let (low, high) = self.extent[token as usize];
                let outer = &mut self.extent[head];
                *outer = (outer.0.min(low), outer.1.max(high));
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    pub(crate) fn tag(&self, token: usize) -> Tag {
        self.analysis.tokens[token].tag
    }

    pub(crate) fn relation(&self, token: usize) -> Relation {
        self.analysis.tokens[token].relation
    }

    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        self.analysis.tokens[token].head.map(usize::from).filter(|&head| head < self.len())
    }

    pub(crate) fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = u16> + Clone + '_ {
        self.children[self.offsets[token] as usize..self.offsets[token + 1] as usize].iter().copied()
    }

    /// First child with one of these relations.
    pub(crate) fn child(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.children(token).map(usize::from).find(|&child| relations.contains(&self.relation(child)))
    }

    pub(crate) fn span(&self, token: usize) -> Span<Clean> {
        self.analysis.tokens[token].span
    }

    /// The tokens that share a byte with the span.
    pub(crate) fn touched(&self, span: Span<Clean>) -> Range<usize> {
        let tokens = &self.analysis.tokens;
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        first..tokens.partition_point(|token| token.span.start < span.end).max(first)
    }

    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.span(token).of(self.text)
    }

    pub(crate) fn is(&self, token: usize, word: &str) -> bool {
        self.word(token).eq_ignore_ascii_case(word)
    }

    /// As `is`, `false` where there is no such token.
    pub(crate) fn is_at(&self, token: usize, word: &str) -> bool {
        token < self.len() && self.is(token, word)
    }

    pub(crate) fn lemma(&self, token: usize) -> &str {
        self.lemmas[token].get_or_init(|| lemma(self.word(token), self.tag(token)))
    }

    /// The tokens of the subtree, without punctuation at its ends other than quotation marks and brackets that it
    /// opens and closes itself.
    pub(crate) fn subtree(&self, token: usize) -> Range<usize> {
        let (low, high) = self.extent[token];
        self.trim(low as usize..high as usize + 1)
    }

    /// Without commas, full stops, dashes and colons at its ends.
    pub(crate) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let loose = |token: usize| matches!(self.tag(token), Tag::Comma | Tag::Colon | Tag::Period);
        let (mut low, mut high) = (range.start, range.end);
        while low < high && loose(low) {
            low += 1;
        }
        while low < high && loose(high - 1) {
            high -= 1;
        }
        low..high
    }

    /// The spans without an "and", "or" or "but" at their end, which joins them to what is not theirs.
    pub(crate) fn without_dangling(&self, mut spans: Vec<Span<Clean>>) -> Vec<Span<Clean>> {
        while let Some(last) = spans.last_mut() {
            let tokens = self.touched(*last);
            let Some(end) = tokens.clone().last().filter(|&end| self.span(end).end == last.end) else { break };
            if self.tag(end) != Tag::Cc {
                break;
            }
            let kept = self.trim(tokens.start..end);
            match self.cover(kept) {
                // What begins before this sentence keeps its beginning.
                Some(kept) => *last = Span::new(last.start, kept.end),
                None => {
                    spans.pop();
                }
            }
        }
        spans
    }

    /// The bytes from the first to the last token of the range.
    pub(crate) fn cover(&self, range: Range<usize>) -> Option<Span<Clean>> {
        if range.is_empty() || range.end > self.len() {
            return None;
        }
        Some(Span::new(self.span(range.start).start, self.span(range.end - 1).end))
    }

    /// The parts of `range` outside the `holes`, as bytes, without loose punctuation at the ends of each part.
    pub(crate) fn without(&self, range: Range<usize>, holes: &[Range<usize>]) -> Vec<Span<Clean>> {
        let mut parts = Vec::new();
        let mut start = None;
        for token in range.clone().chain([range.end]) {
            let inside = token < range.end && !holes.iter().any(|hole| hole.contains(&token));
            match (inside, start) {
                (true, None) => start = Some(token),
                (false, Some(first)) => {
                    parts.extend(self.cover(self.trim(first..token)));
                    start = None;
                }
                _ => {}
            }
        }
        parts
    }
}
