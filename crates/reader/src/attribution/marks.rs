//! Where does a trained model see source, cue and content, and how far does a candidate agree with it?
//!
//! A model gives each piece of the text probabilities of playing and of beginning each role, and relations read off them. What
//! it marks becomes candidates beside those of the rules (`Finder::marked`), other likely edges included, and how far it
//! agrees with a candidate becomes features of that candidate (`Marks::judge`): the ranking decides. Not useful for
//! running a model: `spans` and `chain` do that.

use super::candidate::{Candidate, Construction, feature};
use super::finder::Finder;
use super::overlap::{likeness, outline, touch};
use crate::span::{Clean, Span};
use std::ops::Range;

/// One attribution as the model sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marked {
    pub source: Vec<Span<Clean>>,
    pub cue: Vec<Span<Clean>>,
    pub content: Vec<Span<Clean>>,
    /// How sure the model is of the link to the source, or that there is none.
    pub source_link: f32,
    /// How sure it is of the link from the content's first part.
    pub content_link: f32,
    pub how: How,
}

/// How a relation was read from the scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The likeliest labels.
    Sure,
    /// Labels that a generous reading finds.
    Faint,
    /// A sure one with other edges that are likely too.
    Beside,
}

/// Which model marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The transformer of `spans`, a document at once.
    Spans,
    /// The field of `chain`, a sentence and head at once.
    Chain,
}

impl By {
    fn as_str(self) -> &'static str {
        match self {
            By::Spans => "model",
            By::Chain => "chain",
        }
    }

    /// Where a candidate keeps what the model says of it.
    fn judgement(self, candidate: &mut Candidate) -> &mut Vec<u32> {
        match self {
            By::Spans => &mut candidate.judged,
            By::Chain => &mut candidate.chained,
        }
    }

    /// The constructions of a relation as it is marked, and on to the ends of its quotations.
    fn constructions(self, how: How) -> (Construction, Option<Construction>) {
        match (self, how) {
            (By::Spans, How::Beside) => (Construction::MarkedBeside, None),
            (By::Spans, _) => (Construction::Marked, Some(Construction::MarkedWide)),
            (By::Chain, How::Beside) => (Construction::ChainBeside, None),
            (By::Chain, _) => (Construction::Chain, Some(Construction::ChainWide)),
        }
    }
}

/// What a model makes of a text.
#[derive(Debug)]
pub(super) struct Marks {
    pub by: By,
    /// In order.
    pub pieces: Vec<Seen>,
    /// By the start of their cues, once `sorted`.
    pub relations: Vec<Marked>,
    /// No cue is longer, in bytes.
    reach: usize,
}

/// A piece with its probabilities of being part of a source, cue, content, and of beginning one.
#[derive(Debug)]
pub(super) struct Seen {
    pub span: Span<Clean>,
    pub block: usize,
    /// Whether it goes on in the middle of a word.
    pub is_inner: bool,
    pub part: [f32; 3],
    pub begin: [f32; 3],
}

impl Finder<'_> {
    /// Proposes what a model marks, as it is and on to the ends of its quotations.
    pub fn marked(&mut self, by: By, marked: &Marked) {
        let tree = self.tree;
        let inside = |spans: &[Span<Clean>], token: usize| spans.iter().any(|span| span.overlaps(&tree.span(token)));
        let of = |spans: &[Span<Clean>]| (0..tree.len()).filter(|&token| inside(spans, token)).collect::<Vec<_>>();
        let cue = of(&marked.cue);
        let Some(&last) = cue.last() else { return };
        let head = cue.iter().copied().rev().find(|&token| tree.tag(token).is_verb()).unwrap_or(last);
        let source = of(&marked.source);
        let subject = source.iter().copied().rev().find(|&token| tree.tag(token).is_noun()).or(source.last().copied());
        let whole = outline(&marked.cue);
        let wide = self.quotes.widen(marked.content.clone(), whole, self.sentence);
        let narrow = super::quotes::merge(marked.content.clone(), tree.text);
        // A quotation that goes on in the next paragraph is said as a whole.
        let goes_on =
            self.quotes.leaves_block(&wide, self.sentence) && !self.quotes.leaves_block(&narrow, self.sentence);
        let is_wider = wide != narrow;
        let (plain, widened) = by.constructions(marked.how);
        let widened = widened.filter(|_| is_wider).map(|construction| (construction, wide));
        let narrow = (!goes_on || widened.is_none()).then_some((plain, narrow));
        for (construction, content) in narrow.into_iter().chain(widened) {
            let content = self.quotes.without_others(content, self.sentence);
            if content.is_empty() {
                continue;
            }
            let spans = [marked.source.clone(), marked.cue.clone(), content];
            self.add(construction, head, spans, subject, None);
        }
    }
}

impl Marks {
    /// Nothing, by a model.
    pub fn new(by: By) -> Marks {
        Marks { by, pieces: Vec::new(), relations: Vec::new(), reach: 0 }
    }

    /// With the relations in order.
    pub fn sorted(mut self) -> Marks {
        self.relations.sort_by_key(|marked| outline(&marked.cue).start);
        self.reach = self.relations.iter().map(|marked| outline(&marked.cue).len()).max().unwrap_or(0);
        self
    }

    /// The relations whose cue begins in the sentence.
    pub fn of_sentence(&self, sentence: Span<Clean>) -> &[Marked] {
        let before = |place: usize| self.relations.partition_point(|marked| outline(&marked.cue).start < place);
        let first = before(sentence.start);
        &self.relations[first..before(sentence.end).max(first)]
    }

    /// Notes how far the model agrees with a candidate.
    pub fn judge(&self, candidate: &mut Candidate) {
        let construction = candidate.construction.as_str();
        let by = self.by.as_str();
        let mut features = Vec::new();
        let mut add = |parts: &[&str]| features.push(feature(&[&[by], parts].concat()));
        let [source, cue, content] =
            [&candidate.source, &candidate.cue, &candidate.content].map(|spans| spans.as_slice());
        for (role, (name, spans)) in [("source", source), ("cue", cue), ("content", content)].into_iter().enumerate() {
            let level = level(self.mean(role, spans));
            add(&["role", name, level]);
            add(&["role", name, level, construction]);
        }
        for (role, (name, spans)) in [("source", source), ("cue", cue), ("content", content)].into_iter().enumerate() {
            let (begin, end) = self.edges(role, spans);
            add(&["begin", name, level(begin)]);
            add(&["end", name, level(end)]);
            add(&["edges", name, level(begin), level(end)]);
        }
        let least = [(0, source), (1, cue), (2, content)]
            .into_iter()
            .filter(|(_, spans)| !spans.is_empty())
            .map(|(role, spans)| self.mean(role, spans))
            .fold(1.0, f32::min);
        add(&["least", level(least)]);
        // Of the relations with this cue, the one whose content comes closest.
        let close = self
            .near(candidate.extent().cover(&outline(cue)))
            .filter(|marked| marked.how != How::Beside && touch(&marked.cue, cue))
            .map(|marked| (likeness(&marked.content, content), marked))
            .max_by(|a, b| a.0.total_cmp(&b.0).then((b.1.how == How::Faint).cmp(&(a.1.how == How::Faint))));
        let Some((agreement, marked)) = close else {
            add(&["relation", "none"]);
            add(&["relation", "none", construction]);
            *self.by.judgement(candidate) = features;
            return;
        };
        let faint = if marked.how == How::Faint { "faint" } else { "sure" };
        let agreement = match agreement {
            share if share >= 0.999 => "same",
            share if share >= 0.95 => "nearly",
            share if share >= 0.8 => "much",
            share if share >= 0.5 => "half",
            _ => "little",
        };
        let sources = match (marked.source.is_empty(), source.is_empty()) {
            (true, true) => "none",
            (false, false) if likeness(&marked.source, source) >= 0.999 => "same",
            (false, false) if touch(&marked.source, source) => "touch",
            (false, false) => "other",
            (true, false) => "added",
            (false, true) => "missing",
        };
        let cues = if likeness(&marked.cue, cue) >= 0.999 { "same" } else { "touch" };
        add(&["relation", agreement, faint]);
        add(&["relation", agreement, faint, construction]);
        add(&["sources", sources]);
        add(&["cues", cues]);
        add(&["all", agreement, sources, cues, faint]);
        add(&["source link", level(marked.source_link), sources]);
        add(&["content link", level(marked.content_link), agreement]);
        *self.by.judgement(candidate) = features;
    }

    /// Mean probability of the pieces of these spans to play the role; 0 without pieces.
    fn mean(&self, role: usize, spans: &[Span<Clean>]) -> f32 {
        let (mut total, mut count) = (0.0, 0);
        for span in spans {
            for seen in &self.pieces[self.touched(*span)] {
                total += seen.part[role];
                count += 1;
            }
        }
        if count == 0 { 0.0 } else { total / count as f32 }
    }

    /// The pieces that share a byte with the span.
    fn touched(&self, span: Span<Clean>) -> Range<usize> {
        let first = self.pieces.partition_point(|seen| seen.span.end <= span.start);
        first..self.pieces.partition_point(|seen| seen.span.start < span.end).max(first)
    }

    /// Probability that the first span begins and the last one ends where a span of the role does.
    fn edges(&self, role: usize, spans: &[Span<Clean>]) -> (f32, f32) {
        let pieces = self.touched(outline(spans));
        match self.pieces.get(pieces.start).filter(|_| !pieces.is_empty()) {
            Some(first) => (first.begin[role], self.end(role, pieces.end - 1)),
            None => (0.0, 0.0),
        }
    }

    /// Probability that no span of the role goes on behind the piece.
    fn end(&self, role: usize, piece: usize) -> f32 {
        let next = self.pieces.get(piece + 1).filter(|next| next.block == self.pieces[piece].block);
        next.map_or(1.0, |next| 1.0 - (next.part[role] - next.begin[role]).max(0.0))
    }

    /// The relation with other edges of its source and content that are likely too.
    pub fn beside(&self, marked: &Marked) -> Vec<Marked> {
        let mut result = Vec::new();
        for (role, spans) in [(SOURCE, &marked.source), (CONTENT, &marked.content)] {
            let with = |spans: Vec<Span<Clean>>| {
                let mut other = Marked { how: How::Beside, ..marked.clone() };
                *(if role == SOURCE { &mut other.source } else { &mut other.content }) = spans;
                other
            };
            let (Some(&first), Some(&last)) = (spans.first(), spans.last()) else { continue };
            let begins = self.other_begins(role, first);
            let ends = self.other_ends(role, last);
            let moved = |begin: Option<usize>, end: Option<usize>| {
                let mut spans = spans.clone();
                let count = spans.len();
                if let Some(begin) = begin {
                    spans[0] = Span::new(begin, spans[0].end);
                }
                if let Some(end) = end {
                    spans[count - 1] = Span::new(spans[count - 1].start, end);
                }
                // Where the two meet nothing is left.
                spans.iter().all(|span| span.start < span.end).then_some(spans)
            };
            let begins = std::iter::once(None).chain(begins.into_iter().map(Some));
            for begin in begins {
                let ends = std::iter::once(None).chain(ends.iter().copied().map(Some));
                result
                    .extend(ends.filter(|end| begin.or(*end).is_some()).filter_map(|end| moved(begin, end)).map(with));
            }
        }
        result
    }

    /// Bytes at which a span of the role might begin instead, the likeliest first.
    fn other_begins(&self, role: usize, span: Span<Clean>) -> Vec<usize> {
        let pieces = self.touched(span);
        let mut low = pieces.start;
        while low > 0
            && pieces.start - low < FAR
            && self.is_linked(low - 1, low)
            && self.pieces[low].part[role].max(self.pieces[low - 1].part[role]) >= OPEN
        {
            low -= 1;
        }
        let likely = |piece: usize| if self.pieces[piece].is_inner { 0.0 } else { self.pieces[piece].begin[role] };
        best(low..pieces.end, pieces.start, likely).into_iter().map(|piece| self.pieces[piece].span.start).collect()
    }

    /// Bytes at which a span of the role might end instead, the likeliest first.
    fn other_ends(&self, role: usize, span: Span<Clean>) -> Vec<usize> {
        let pieces = self.touched(span);
        let mut high = pieces.end;
        while high < self.pieces.len()
            && high - pieces.end < FAR
            && self.is_linked(high - 1, high)
            && self.pieces[high].part[role] >= OPEN
        {
            high += 1;
        }
        let likely = |piece: usize| match self.pieces.get(piece + 1) {
            Some(next) if next.is_inner => 0.0,
            _ => self.end(role, piece) * self.pieces[piece].part[role],
        };
        best(pieces.start..high, pieces.end.saturating_sub(1), likely)
            .into_iter()
            .map(|piece| self.pieces[piece].span.end)
            .collect()
    }

    fn is_linked(&self, a: usize, b: usize) -> bool {
        self.pieces[a].block == self.pieces[b].block
    }

    /// The relations whose cue shares a byte with the span.
    fn near(&self, span: Span<Clean>) -> impl Iterator<Item = &Marked> {
        let first = self.relations.partition_point(|marked| outline(&marked.cue).start + self.reach < span.start);
        let near = self.relations[first..].iter().take_while(move |marked| outline(&marked.cue).start < span.end);
        near.filter(move |marked| outline(&marked.cue).overlaps(&span))
    }
}

const SOURCE: usize = 0;
const CONTENT: usize = 2;
/// Pieces between a likely edge and another one at most.
const FAR: usize = 60;
/// A piece that is less likely than this to play a role is no part of it.
const OPEN: f32 = 0.08;
/// An edge that is less likely than this is not tried.
const SLIGHT: f32 = 0.06;
/// How many other edges are tried.
const OTHERS: usize = 2;

/// The likeliest pieces of a range but one.
fn best(range: Range<usize>, without: usize, likely: impl Fn(usize) -> f32) -> Vec<usize> {
    let mut list: Vec<usize> = range.filter(|&piece| piece != without && likely(piece) >= SLIGHT).collect();
    list.sort_by(|&a, &b| likely(b).total_cmp(&likely(a)).then(a.cmp(&b)));
    list.truncate(OTHERS);
    list
}

/// A probability in steps that are finer where it is near 0 or 1.
fn level(probability: f32) -> &'static str {
    match probability {
        p if p < 0.02 => "0",
        p if p < 0.1 => "1",
        p if p < 0.25 => "2",
        p if p < 0.5 => "3",
        p if p < 0.75 => "4",
        p if p < 0.9 => "5",
        p if p < 0.97 => "6",
        p if p < 0.99 => "7",
        _ => "8",
    }
}
