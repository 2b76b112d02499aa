//! Which words does the trained model mark as source, cue and content, and which of them belong together?
//!
//! Runs the span model of the accurate tier over paragraphs, each on its own: what stands around them makes it no better. It
//! gives each wordpiece BIO scores for
//! source, cue and content, and vectors whose products say to which cue a content belongs and which source a cue has. What
//! becomes of that is said in `marks`. It was trained on articles, so the turns of a transcript are left out.

use super::marks::{By, How, Marked, Marks, Seen};
use super::rank::Ranking;
use crate::inference::encoder::{Encoder, Scratch};
use crate::inference::wordpiece::{Piece, Vocabulary};
use crate::language::Language;
use crate::span::Span;
use crate::structure::{BlockKind, Structure};
use std::ops::Range;

/// Length of the vectors whose products link two pieces.
const LINK: usize = 64;
/// BIO scores of source, cue and content, then the vectors of three kinds of link, each as tail and as head.
const OUTPUTS: usize = 9 + 6 * LINK;
/// From a cue to its source.
const TO_SOURCE: usize = 0;
/// From a content to its cue.
const TO_CUE: usize = 1;
/// From a part of a cue to the cue's first part.
const TO_FIRST: usize = 2;

/// The span model with its vocabulary, and the ranking that weighs what it says against what the rules say.
#[derive(Debug)]
pub struct SpanModel {
    encoder: Encoder,
    vocabulary: Vocabulary,
    pub(super) ranking: Ranking,
}

/// A paragraph, or as much of it as the model reads at once.
#[derive(Debug)]
struct Window {
    pieces: Vec<Piece>,
    block: usize,
}

/// How many pieces go through the encoder together at least: fewer leave the processor's units idle, more leave its caches.
const TOGETHER: usize = 256;

impl SpanModel {
    /// The weights that come with the program.
    pub fn built_in() -> Option<SpanModel> {
        SpanModel::parse(
            include_bytes!("../../data/models/spans.bin"),
            include_str!("../../data/lexicons/wordpieces.txt"),
            Ranking::or_nothing(include_bytes!("../../data/models/attribution-accurate.bin")),
        )
    }

    /// Weights in the form of `Encoder::parse` with this module's outputs, and a vocabulary, a piece a line.
    pub fn parse(weights: &'static [u8], vocabulary: &'static str, ranking: Ranking) -> Option<SpanModel> {
        let (encoder, vocabulary) = (Encoder::parse(weights)?, Vocabulary::parse(vocabulary));
        (encoder.outputs() == OUTPUTS).then_some(SpanModel { encoder, vocabulary, ranking })
    }

    /// Marks the paragraphs of a document in which the gate held a sentence.
    pub(super) fn mark(&self, text: &str, structure: &Structure, language: &Language) -> Marks {
        let mut marks = Marks::new(By::Spans);
        let mut scratch = Scratch::default();
        let mut waiting: Vec<Window> = Vec::new();
        for window in self.windows(text, structure, language) {
            waiting.push(window);
            if waiting.iter().map(|window| window.pieces.len()).sum::<usize>() >= TOGETHER {
                self.read(&waiting, &mut scratch, &mut marks);
                waiting.clear();
            }
        }
        self.read(&waiting, &mut scratch, &mut marks);
        marks.sorted()
    }

    /// The pieces of the paragraphs. A paragraph that is too long for the encoder is cut at the end of a sentence where there
    /// is one.
    fn windows(&self, text: &str, structure: &Structure, language: &Language) -> Vec<Window> {
        let most = self.encoder.longest().saturating_sub(2).max(1);
        let mut windows: Vec<Window> = Vec::new();
        let (mut first, sentences) = (0, &structure.sentences);
        for (block, paragraph) in structure.blocks.iter().enumerate() {
            if paragraph.is_copy || paragraph.kind == BlockKind::Furniture || paragraph.turn.is_some() {
                continue;
            }
            while sentences.get(first).is_some_and(|sentence| sentence.block < block) {
                first += 1;
            }
            let mine = first + sentences[first..].iter().take_while(|one| one.block == block).count();
            if !language.sentences.get(first..mine).is_some_and(|mine| mine.iter().any(Option::is_some)) {
                continue;
            }
            let pieces = self.vocabulary.pieces(paragraph.span.of(text), paragraph.span.start);
            // Where the pieces may be cut: behind each sentence.
            let ends = sentences[first..mine].iter().map(|sentence| sentence.span.end);
            let cuts: Vec<usize> = ends.map(|end| pieces.partition_point(|piece| piece.end <= end)).collect();
            let (mut start, mut at) = (0, 0);
            while start < pieces.len() {
                let mut end = pieces.len();
                if end - start > most {
                    while cuts.get(at).is_some_and(|&cut| cut <= start + most) {
                        at += 1;
                    }
                    let last = at.checked_sub(1).map_or(0, |last| cuts[last]);
                    end = if last > start { last } else { start + most };
                }
                windows.push(Window { pieces: pieces[start..end].to_vec(), block });
                start = end;
            }
        }
        windows
    }

    /// Notes what the model makes of some windows.
    fn read(&self, windows: &[Window], scratch: &mut Scratch, marks: &mut Marks) {
        let row = |window: &Window| {
            let mut ids = vec![self.vocabulary.start];
            ids.extend(window.pieces.iter().map(|piece| piece.id));
            ids.push(self.vocabulary.stop);
            ids
        };
        let numbers = self.encoder.run(&windows.iter().map(row).collect::<Vec<_>>(), scratch);
        let mut rest = numbers.as_slice();
        for window in windows {
            let (mine, others) = rest.split_at((window.pieces.len() + 2) * OUTPUTS);
            rest = others;
            Outputs { window, numbers: mine }.note(marks);
        }
    }
}

/// What the generous reading takes off the score of "outside".
const FAINT: f32 = 1.5;

/// What the encoder gives for one window; piece 0 of the numbers is the one before the window.
struct Outputs<'a> {
    window: &'a Window,
    numbers: &'a [f32],
}

impl Outputs<'_> {
    /// Notes the scores of each piece and the relations.
    fn note(&self, marks: &mut Marks) {
        let scores: Vec<[[f32; 3]; 3]> = (0..self.window.pieces.len()).map(|piece| self.scores(piece)).collect();
        marks.pieces.extend(self.window.pieces.iter().zip(&scores).map(|(piece, scores)| Seen {
            span: Span::new(piece.start, piece.end),
            block: self.window.block,
            is_inner: piece.is_inner,
            part: [0, 1, 2].map(|role| 1.0 - scores[role][0].exp()),
            begin: [0, 1, 2].map(|role| scores[role][1].exp()),
        }));
        let sure = self.relations(&scores, 0.0);
        let faint = self.relations(&scores, FAINT);
        let is_new = |one: &Marked| !sure.iter().any(|other| one.cue == other.cue && one.content == other.content);
        let added: Vec<Marked> =
            faint.into_iter().filter(is_new).map(|one| Marked { how: How::Faint, ..one }).collect();
        let beside: Vec<Marked> = sure.iter().flat_map(|one| marks.beside(one)).collect();
        marks.relations.extend(sure);
        marks.relations.extend(beside);
        marks.relations.extend(added);
    }

    /// Log-probabilities of outside, begin, inside for source, cue and content.
    fn scores(&self, piece: usize) -> [[f32; 3]; 3] {
        let row = &self.numbers[(piece + 1) * OUTPUTS..];
        [0, 1, 2].map(|role| {
            let raw = [0, 1, 2].map(|label| coarse(row[3 * role + label]));
            let most = raw.iter().fold(f32::MIN, |most, &one| most.max(one));
            let total = raw.iter().map(|one| (one - most).exp()).sum::<f32>().ln() + most;
            raw.map(|one| one - total)
        })
    }

    /// Which of the heads (pieces of the window) the tail belongs to, or none of them, and how sure that is.
    fn link(&self, kind: usize, tail: usize, heads: &[usize]) -> (Option<usize>, f32) {
        let vector = |place: usize, half: usize| {
            let start = place * OUTPUTS + 9 + (2 * kind + half) * LINK;
            &self.numbers[start..start + LINK]
        };
        let mine = vector(tail + 1, 0);
        let product = |place: usize| coarse(mine.iter().zip(vector(place, 1)).map(|(a, b)| a * b).sum::<f32>() / 8.0);
        let none = product(0);
        let products: Vec<f32> = heads.iter().map(|&head| product(head + 1)).collect();
        let most = products.iter().fold(none, |most, &one| most.max(one));
        let total = (none - most).exp() + products.iter().map(|one| (one - most).exp()).sum::<f32>();
        let best = (0..heads.len()).max_by(|&a, &b| products[a].total_cmp(&products[b]));
        match best {
            Some(best) if products[best] >= none => (Some(best), (products[best] - most).exp() / total),
            _ => (None, (none - most).exp() / total),
        }
    }

    /// The ranges without words that they hold in part; a range that holds a part of one word only is widened to that word.
    fn whole_words(&self, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let pieces = &self.window.pieces;
        let is_inner = |at: usize| pieces.get(at).is_some_and(|piece| piece.is_inner);
        for range in &mut ranges {
            while range.start > 0 && is_inner(range.start) {
                range.start -= 1;
            }
            let mut end = range.end;
            while end > range.start && is_inner(end) {
                end -= 1;
            }
            while end == range.start && (range.end < pieces.len() && is_inner(range.end)) {
                range.end += 1;
            }
            range.end = if end == range.start { range.end } else { end };
        }
        // A word of which two ranges held a part each is in the first one.
        let mut free = 0;
        for range in &mut ranges {
            range.start = range.start.max(free);
            free = free.max(range.end);
        }
        ranges.retain(|range| range.start < range.end);
        ranges
    }

    /// The attributions that the best row of labels gives when `lean` is taken off the score of "outside".
    fn relations(&self, scores: &[[[f32; 3]; 3]], lean: f32) -> Vec<Marked> {
        let [sources, cues, contents] = [0, 1, 2].map(|role| {
            // A quotation that goes on in the next paragraph is widened over its parts later.
            let row: Vec<[f32; 3]> = scores.iter().map(|scores| scores[role]).collect();
            self.whole_words(spans(&labels(&row, lean)))
        });
        let starts = |spans: &[Range<usize>]| spans.iter().map(|span| span.start).collect::<Vec<_>>();
        let (source_starts, cue_starts) = (starts(&sources), starts(&cues));
        // A part of a cue belongs to the first one that it points to; the others are cues of their own.
        let first: Vec<usize> = (0..cues.len())
            .map(|cue| match self.link(TO_FIRST, cues[cue].start, &cue_starts) {
                (Some(other), _) if other < cue => other,
                _ => cue,
            })
            .collect();
        let bytes =
            |span: &Range<usize>| Span::new(self.window.pieces[span.start].start, self.window.pieces[span.end - 1].end);
        let owners: Vec<(Option<usize>, f32)> = contents
            .iter()
            .map(|content| {
                let (owner, sureness) = self.link(TO_CUE, content.start, &cue_starts);
                (owner.map(|cue| first[cue]), sureness)
            })
            .collect();
        let mut result = Vec::new();
        for cue in (0..cues.len()).filter(|&cue| first[cue] == cue) {
            let mine: Vec<usize> = (0..contents.len()).filter(|&content| owners[content].0 == Some(cue)).collect();
            let Some(&leading) = mine.first() else { continue };
            let (source, source_link) = self.link(TO_SOURCE, cues[cue].start, &source_starts);
            result.push(Marked {
                source: source.map(|source| bytes(&sources[source])).into_iter().collect(),
                cue: (0..cues.len()).filter(|&part| first[part] == cue).map(|part| bytes(&cues[part])).collect(),
                content: mine.iter().map(|&content| bytes(&contents[content])).collect(),
                source_link,
                content_link: owners[leading].1,
                how: How::Sure,
            });
        }
        result
    }
}

/// A score in coarse steps: the last bits of a sum may differ between processors, what is read should not.
fn coarse(score: f32) -> f32 {
    (score * 256.0).round() / 256.0
}

/// The best row of BIO labels (0 outside, 1 begin, 2 inside; inside follows begin or inside), after Viterbi (1967).
fn labels(scores: &[[f32; 3]], lean: f32) -> Vec<u8> {
    let mut best = [0.0, 0.0, f32::NEG_INFINITY];
    let mut back: Vec<[u8; 3]> = Vec::with_capacity(scores.len());
    for row in scores {
        let any = (0..3).fold(0, |most, label| if best[label] > best[most] { label } else { most });
        let inside = if best[2] > best[1] { 2 } else { 1 };
        let inside_before = if back.is_empty() { f32::NEG_INFINITY } else { best[inside] };
        back.push([any as u8, any as u8, inside as u8]);
        best = [best[any] + row[0] - lean, best[any] + row[1], inside_before + row[2]];
    }
    let mut label = (0..3).fold(0, |most, label| if best[label] > best[most] { label } else { most });
    let mut path = vec![0u8; scores.len()];
    for (place, step) in path.iter_mut().zip(&back).rev() {
        *place = label as u8;
        label = usize::from(step[label]);
    }
    path
}

fn spans(labels: &[u8]) -> Vec<Range<usize>> {
    let mut result: Vec<Range<usize>> = Vec::new();
    for (place, &label) in labels.iter().enumerate() {
        match (label, result.last_mut()) {
            (1, _) => result.push(place..place + 1),
            (2, Some(last)) if last.end == place => last.end = place + 1,
            _ => {}
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_only_begin_or_inside() {
        let scores = [[-3.0, -4.0, -0.1], [-1.0, -0.5, -0.2], [-2.0, -3.0, -0.1], [-0.1, -3.0, -3.0]];
        // Alone, each of the first three pieces would be inside of what never began.
        assert_eq!(labels(&scores, 0.0), [0, 1, 2, 0]);
        assert_eq!(spans(&[1, 2, 0, 1, 1, 2]), [0..2, 3..4, 4..6]);
        assert!(labels(&[], 0.0).is_empty());
    }

    #[test]
    fn a_leaning_finds_more() {
        let scores = [[-0.5, -1.2, -3.0]];
        assert_eq!(labels(&scores, 0.0), [0]);
        assert_eq!(labels(&scores, 1.0), [1]);
    }
}
