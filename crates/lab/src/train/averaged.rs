//! Which weights does an averaged perceptron find?
//!
//! Collins' (2002) averaged perceptron over hashed features, in integers: the same steps give the same weights on every
//! machine. Several runs with different orders are added up, which for a linear model is the same as asking them all.

use reader::inference::perceptron::{CLASSES, Perceptron, Votes};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// One class's weight under one feature.
#[derive(Debug, Clone, Copy)]
struct Cell {
    class: u8,
    /// The step at which `total` was last brought up to date.
    last: u32,
    weight: i32,
    /// Sum of the weight over the steps so far.
    total: i64,
}

/// The features are hashes already.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Averaged perceptron in training.
#[derive(Default)]
pub struct Averaged {
    rows: HashMap<u32, Vec<Cell>, BuildHasherDefault<Spread>>,
    /// Decisions so far.
    pub step: u32,
    /// Whether only the weights that are there already may change.
    is_closed: bool,
}

impl Averaged {
    /// A start at nought that has a place for the weights of `kept` alone.
    pub fn within(kept: &[Votes]) -> Averaged {
        let cell = |class| Cell { class, last: 0, weight: 0, total: 0 };
        let rows = kept
            .iter()
            .map(|(feature, votes)| (*feature, votes.iter().map(|&(class, _)| cell(class)).collect()))
            .collect();
        Averaged { rows, step: 0, is_closed: true }
    }

    /// The score of each class.
    pub fn scores(&self, features: &[u32]) -> [i32; CLASSES] {
        let mut scores = [0; CLASSES];
        for row in features.iter().filter_map(|feature| self.rows.get(feature)) {
            for cell in row {
                scores[usize::from(cell.class) % CLASSES] += cell.weight;
            }
        }
        scores
    }

    /// Moves the weights from a wrong class to the right one.
    pub fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let row = match self.is_closed {
                true => self.rows.get_mut(&feature),
                false => Some(self.rows.entry(feature).or_default()),
            };
            let Some(row) = row else { continue };
            for (class, change) in [(right as u8, 1), (wrong as u8, -1)] {
                let at = row.iter().position(|cell| cell.class == class);
                if at.is_none() && self.is_closed {
                    continue;
                }
                let at = at.unwrap_or_else(|| {
                    row.push(Cell { class, last: self.step, weight: 0, total: 0 });
                    row.len() - 1
                });
                let cell = &mut row[at];
                cell.total += i64::from(cell.weight) * i64::from(self.step - cell.last);
                cell.last = self.step;
                cell.weight += change;
            }
        }
    }

    /// Adds the averaged weights to `sum`, in thousandths.
    pub fn add_to(&self, sum: &mut Sum) {
        let steps = i64::from(self.step.max(1));
        for (&feature, row) in &self.rows {
            let weights = sum.rows.entry(feature).or_default();
            for cell in row {
                let total = cell.total + i64::from(cell.weight) * i64::from(self.step - cell.last);
                let average = total * 1000 / steps;
                match weights.iter_mut().find(|(class, _)| *class == cell.class) {
                    Some((_, weight)) => *weight += average,
                    None => weights.push((cell.class, average)),
                }
            }
        }
    }
}

/// Averaged weights of several runs, added up.
#[derive(Default)]
pub struct Sum {
    rows: HashMap<u32, Vec<(u8, i64)>, BuildHasherDefault<Spread>>,
}

impl Sum {
    /// The `most` largest weights as roots of one signed byte.
    pub fn votes(&self, most: usize) -> Vec<Votes> {
        let mut sizes: Vec<i64> =
            self.rows.values().flatten().map(|(_, weight)| weight.abs()).filter(|&size| size > 0).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let all = sizes.len();
        let least = sizes.get(most).map_or(1, |size| size + 1);
        // A weight is kept as a root: few weights are large, but those decide, and the small ones keep their differences.
        let top = sizes.first().copied().unwrap_or(1).max(1) as f64;
        let root = |weight: i64| ((weight.abs() as f64 / top).sqrt() * 127.0).round().clamp(0.0, 127.0) as i8;
        let mut features: Vec<Votes> = Vec::new();
        for (&feature, row) in &self.rows {
            let mut votes: Vec<(u8, i8)> = row
                .iter()
                .filter(|(_, weight)| weight.abs() >= least)
                .map(|&(class, weight)| (class, if weight < 0 { -root(weight) } else { root(weight) }))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            votes.sort_unstable();
            if !votes.is_empty() {
                features.push((feature, votes));
            }
        }
        features.sort_unstable();
        let kept: usize = features.iter().map(|(_, votes)| votes.len()).sum();
        println!("  {all} weights learned; {kept} kept under {} features, none below {least}", features.len());
        features
    }

    /// A model to use at once.
    pub fn model(&self) -> Option<Perceptron> {
        Perceptron::parse(Box::leak(Perceptron::bytes(&self.votes(usize::MAX)).into_boxed_slice()))
    }
}

/// A repeatable shuffle (xorshift).
pub struct Shuffle(u64);

impl Shuffle {
    /// From a seed.
    pub fn new(seed: u64) -> Shuffle {
        Shuffle(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `below`.
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % below.max(1) as u64) as usize
    }

    /// The numbers below `count` in some order.
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for index in (1..count).rev() {
            order.swap(index, self.next(index + 1));
        }
        order
    }
}
