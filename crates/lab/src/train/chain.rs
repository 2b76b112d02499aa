//! Which weights make the chain draw source, cue and content as PolNeAR's annotators do?
//!
//! Maximum likelihood by AdaGrad over the reader's own features, a row for each head that the finders name. A head that no
//! annotator marked is a row of nothing, but for those inside a content: PolNeAR keeps the outermost relations only.

use super::attribution::{Shuffle, joined};
use crate::polnear::{Place, Source};
use reader::Knowledge;
use reader::attribution::chain::{BITS, Chain, LABELS, Lattice, Row, Scores, bucket, transition};
use reader::attribution::rows;

/// A row with the labels that it should have.
pub struct Labelled {
    row: Row,
    labels: Vec<usize>,
}

/// The rows of a document.
pub fn labelled(source: &Source, knowledge: &Knowledge) -> Vec<Labelled> {
    let (clean, structure, language) = source.described(knowledge);
    let place = |token: &_| {
        let span = clean.original(*token);
        (span.start, span.end)
    };
    let is_in = |spans: &[Place], token: Place| spans.iter().position(|span| span.0 < token.1 && token.0 < span.1);
    let label = |row: Row| -> Option<Labelled> {
        let head = place(&row.tokens[row.head]);
        let Some(raw) = source.raw.iter().find(|raw| is_in(&raw.cue, head).is_some()) else {
            let is_nested = source.raw.iter().any(|raw| is_in(&raw.content, head).is_some());
            return (!is_nested).then(|| Labelled { labels: vec![0; row.tokens.len()], row });
        };
        let roles = [&raw.source, &raw.cue, &raw.content].map(|spans| joined(spans.clone(), &source.text));
        let mut before = None;
        let labels = row.tokens.iter().map(|token| {
            // A cue may stand in its own content's outline; the smaller role counts.
            let found =
                [1, 0, 2].into_iter().find_map(|role| is_in(&roles[role], place(token)).map(|span| (role, span)));
            let label = found.map_or(0, |(role, _)| if before == found { 2 + 2 * role } else { 1 + 2 * role });
            before = found;
            label
        });
        let labels = labels.collect();
        Some(Labelled { row, labels })
    };
    rows(&clean, &structure, &language, knowledge).into_iter().filter_map(label).collect()
}

/// How often training goes over the rows.
const EPOCHS: u64 = 5;
/// Length of a step.
const RATE: f32 = 0.02;
/// Weight of the squares of the weights (L2).
const PENALTY: f32 = 1e-3;
/// Share of the features of a word that are left out of a step, as rare words would otherwise learn the texts by heart.
const LEFT_OUT: f32 = 0.4;

/// Weights under training.
struct Field {
    weights: Vec<Scores>,
    squares: Vec<Scores>,
}

impl Field {
    fn score<'a>(&self, features: impl Iterator<Item = &'a u32>) -> Scores {
        let mut scores = [0f32; LABELS];
        for &feature in features {
            scores.iter_mut().zip(&self.weights[bucket(feature)]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// The lattice of a row whose words have these features; those of words are worth `share` of their weights.
    fn lattice<'a, F: Iterator<Item = &'a u32>>(&self, words: impl Iterator<Item = F>, share: f32) -> Lattice {
        let emissions = words.map(|features| self.score(features).map(|score| score * share)).collect();
        Lattice::new(emissions, std::array::from_fn(|before| self.score([transition(before)].iter())))
    }

    fn step(&mut self, feature: u32, gradient: &Scores) {
        let at = bucket(feature);
        for ((weight, square), gradient) in self.weights[at].iter_mut().zip(&mut self.squares[at]).zip(gradient) {
            let step = gradient + PENALTY * *weight;
            *square += step * step;
            *weight -= RATE * step / square.sqrt();
        }
    }

    /// One step down the gradient of a row's loss, which it gives.
    fn learn(&mut self, Labelled { row, labels }: &Labelled, shuffle: &mut Shuffle) -> f64 {
        let kept = |word: usize, shuffle: &mut Shuffle| -> Vec<u32> {
            row.of(word).iter().copied().filter(|_| shuffle.share() >= LEFT_OUT).collect()
        };
        let kept: Vec<Vec<u32>> = (0..labels.len()).map(|word| kept(word, shuffle)).collect();
        let lattice = self.lattice(kept.iter().map(|word| word.iter()), 1.0);
        let mut steps = lattice.steps();
        let mut before = LABELS;
        for &label in labels {
            steps[before][label] -= 1.0;
            before = label;
        }
        steps.iter().enumerate().for_each(|(before, gradient)| self.step(transition(before), gradient));
        for ((word, mut gradient), &label) in kept.iter().zip(lattice.marginals()).zip(labels) {
            gradient[label] -= 1.0;
            // Most words are what they seem: nothing is to be learned from them.
            if gradient.iter().any(|part| part.abs() > 1e-3) {
                word.iter().for_each(|&feature| self.step(feature, &gradient));
            }
        }
        -f64::from(lattice.likelihood(labels))
    }
}

/// The weights with the highest likelihood, in the form of `Chain::parse`; the loss over `held_out` is told beside.
pub fn fit(rows: &[&Labelled], held_out: &[&Labelled], seed: u64) -> &'static [u8] {
    let marked = rows.iter().filter(|row| row.labels.iter().any(|&label| label > 0)).count();
    println!("chain: {} rows, {marked} of them with a relation", rows.len());
    let mut field = Field { weights: vec![[0.0; LABELS]; 1 << BITS], squares: vec![[1e-6; LABELS]; 1 << BITS] };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut shuffle = Shuffle::new(seed);
    let share = 1.0 - LEFT_OUT;
    for epoch in 0..EPOCHS {
        shuffle.mix(&mut order);
        let loss: f64 = order.iter().map(|&index| field.learn(rows[index], &mut shuffle)).sum();
        let unseen = held_out.iter().map(|Labelled { row, labels }| {
            let lattice = field.lattice((0..labels.len()).map(|word| row.of(word).iter()), share);
            -f64::from(lattice.likelihood(labels))
        });
        let unseen = unseen.sum::<f64>() / held_out.len().max(1) as f64;
        println!("chain epoch {epoch}: loss a row {:.3}, unseen {unseen:.3}", loss / rows.len().max(1) as f64);
    }
    let transitions: Vec<usize> = (0..=LABELS).map(|before| bucket(transition(before))).collect();
    let words = field.weights.iter_mut().enumerate().filter(|(at, _)| !transitions.contains(at));
    words.for_each(|(_, row)| row.iter_mut().for_each(|weight| *weight *= share));
    Box::leak(Chain::bytes(&field.weights).into_boxed_slice())
}
