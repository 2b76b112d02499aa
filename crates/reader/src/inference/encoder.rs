//! What does a transformer encoder make of a row of wordpieces?
//!
//! BERT's encoder (Devlin et al. 2019) with a linear head, on 8-bit weights. Each row of weights and each row of
//! activations has a scale of its own, so that a piece's numbers depend on its window alone: not on what else is read, nor
//! on the number of threads. Weights and sums are integers; only the attention and what stands between the layers is f32.
//! Not useful for training: `crates/lab/python` writes the form that `parse` reads.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, MinMax, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};

/// Activations have seven bits: processors without 8-bit dot products add pairs in 16 bits, which must not overflow.
const LEVELS: f32 = 127.0;

/// A linear map on 8-bit weights: `inputs` numbers to `outputs` numbers.
struct Linear {
    inputs: usize,
    outputs: usize,
    weights: PackedBMatrix<i8>,
    /// Sum of the weights of each output.
    columns: Vec<i32>,
    /// What one step of the weights of each output is worth.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Gain and offset of a layer normalisation.
struct Norm {
    gain: Vec<f32>,
    offset: Vec<f32>,
}

struct Layer {
    /// Query, key and value of all heads, side by side.
    attend: Linear,
    mix: Linear,
    attended: Norm,
    up: Linear,
    down: Linear,
    finished: Norm,
}

/// The weights, ready to run.
pub struct Encoder {
    size: usize,
    heads: usize,
    /// One step of each word's row, then `size` signed bytes a word, as they lie in the program.
    word_scales: Vec<f32>,
    words: &'static [u8],
    /// `size` numbers for each place.
    places: Vec<f32>,
    entry: Norm,
    layers: Vec<Layer>,
    head: Linear,
}

type Sums = GemmExecutor<u8, i8, i32>;

/// Memory that is used again from window to window.
#[derive(Default)]
pub struct Scratch {
    state: Vec<f32>,
    /// What a linear map of the attention or of the inner layer gives.
    wide: Vec<f32>,
    /// What one that goes back to the state gives.
    narrow: Vec<f32>,
    mixed: Vec<f32>,
    scores: Vec<f32>,
    part: Vec<f32>,
    steps: Steps,
}

/// Rows of numbers in seven bits, and their products with the weights.
#[derive(Default)]
struct Steps {
    small: Vec<u8>,
    /// What stands for zero in each row, and what one step is worth.
    rows: Vec<(i32, f32)>,
    totals: Vec<i32>,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Encoder {{ layers: {}, size: {} }}", self.layers.len(), self.size)
    }
}

/// Reads numbers off the front of a file.
struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn bytes(&mut self, count: usize) -> Option<&'static [u8]> {
        let (first, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<usize> {
        let bytes = self.bytes(4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }

    fn norm(&mut self, size: usize) -> Option<Norm> {
        Some(Norm { gain: self.floats(size)?, offset: self.floats(size)? })
    }

    fn linear(&mut self, inputs: usize, outputs: usize, sums: &Sums) -> Option<Linear> {
        let (scales, bias) = (self.floats(outputs)?, self.floats(outputs)?);
        let weights: Vec<i8> = self.bytes(inputs.checked_mul(outputs)?)?.iter().map(|&byte| byte as i8).collect();
        Some(Linear::new(inputs, &weights, scales, bias, sums))
    }
}

impl Encoder {
    /// Reads `b"encoder1"`; layers, size, inner size, heads, words, places, outputs as little-endian u32; then scale and
    /// signed bytes of the words, f32 of the places, and for each linear map its scales, bias and bytes (inputs ×
    /// outputs), for each normalisation its gain and offset, in the order in which they are used.
    pub fn parse(bytes: &'static [u8]) -> Option<Encoder> {
        let mut reader = Reader { rest: bytes.strip_prefix(b"encoder1")? };
        let [layers, size, inner, heads, words, places, outputs] = [(); 7].map(|()| reader.number());
        let (layers, size, inner, heads) = (layers?, size?, inner?, heads?);
        let (words, places, outputs) = (words?, places?, outputs?);
        if heads == 0 || size % heads != 0 {
            return None;
        }
        let sums = Sums::new();
        let word_scales = reader.floats(words)?;
        let words = reader.bytes(words.checked_mul(size)?)?;
        let places = reader.floats(places.checked_mul(size)?)?;
        let entry = reader.norm(size)?;
        let layers = (0..layers)
            .map(|_| {
                Some(Layer {
                    attend: reader.linear(size, 3 * size, &sums)?,
                    mix: reader.linear(size, size, &sums)?,
                    attended: reader.norm(size)?,
                    up: reader.linear(size, inner, &sums)?,
                    down: reader.linear(inner, size, &sums)?,
                    finished: reader.norm(size)?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let head = reader.linear(size, outputs, &sums)?;
        Some(Encoder { size, heads, word_scales, words, places, entry, layers, head })
    }

    /// How many numbers it gives for each piece.
    pub fn outputs(&self) -> usize {
        self.head.outputs
    }

    /// The longest row of pieces that it takes.
    pub fn longest(&self) -> usize {
        self.places.len() / self.size
    }

    /// `outputs()` numbers for each piece of each row, one row's after the other's. Rows are read together, which is faster,
    /// but see nothing of one another. No more than `longest()` pieces of a row are read.
    pub fn run(&self, rows: &[Vec<u32>], scratch: &mut Scratch) -> Vec<f32> {
        let rows = || rows.iter().map(|ids| &ids[..ids.len().min(self.longest())]);
        let Scratch { state, wide, narrow, mixed, scores, part, steps } = scratch;
        state.clear();
        for (&id, place) in rows().flat_map(|ids| ids.iter().zip(self.places.chunks_exact(self.size))) {
            let id = id as usize;
            let scale = self.word_scales.get(id).copied().unwrap_or(0.0);
            let word = self.words.get(id * self.size..(id + 1) * self.size).unwrap_or_default();
            let word = word.iter().copied().chain(std::iter::repeat(0));
            state.extend(word.zip(place).map(|(byte, place)| f32::from(byte as i8) * scale + place));
        }
        if state.is_empty() {
            return Vec::new();
        }
        self.entry.apply(state);
        let sums = &Sums::new();
        for layer in &self.layers {
            layer.attend.apply(state, sums, steps, wide);
            mixed.resize(state.len(), 0.0);
            let (mut from, mut to) = (wide.as_slice(), mixed.as_mut_slice());
            for count in rows().map(<[u32]>::len).filter(|&count| count > 0) {
                let (projected, others) = from.split_at(count * 3 * self.size);
                let (mine, rest) = to.split_at_mut(count * self.size);
                self.attention(projected, count, mine, scores, part);
                (from, to) = (others, rest);
            }
            layer.mix.apply(mixed, sums, steps, narrow);
            add(state, narrow);
            layer.attended.apply(state);
            layer.up.apply(state, sums, steps, wide);
            Gelu {}.map_mut(wide);
            layer.down.apply(wide, sums, steps, narrow);
            add(state, narrow);
            layer.finished.apply(state);
        }
        let mut outputs = Vec::new();
        self.head.apply(state, sums, steps, &mut outputs);
        outputs
    }

    /// Scaled dot-product attention of all heads within a row; `projected` holds query, key and value of each piece side by
    /// side, `mixed` takes `size` numbers a piece.
    fn attention(
        &self,
        projected: &[f32],
        count: usize,
        mixed: &mut [f32],
        scores: &mut Vec<f32>,
        part: &mut Vec<f32>,
    ) {
        let (size, wide) = (self.size, self.size / self.heads);
        let stride = 3 * size;
        scores.resize(count * count, 0.0);
        part.resize(count * wide, 0.0);
        let alpha = 1.0 / (wide as f32).sqrt();
        let floats = GemmExecutor::<f32, f32, f32>::new();
        for head in 0..self.heads {
            let from = |kind: usize| &projected[kind * size + head * wide..];
            let rows = |kind: usize| NdTensorView::from_slice_with_strides([count, wide], from(kind), [stride, 1]);
            let turned = NdTensorView::from_slice_with_strides([wide, count], from(1), [1, stride]);
            let (Ok(query), Ok(key), Ok(value)) = (rows(0), turned, rows(2)) else { continue };
            let options = GemmOptions { alpha, ..GemmOptions::default() };
            let (left, right) = (GemmInputA::Unpacked(query), GemmInputB::Unpacked(key));
            if floats.gemm(scores, left, right, options).is_err() {
                continue;
            }
            scores.chunks_exact_mut(count).for_each(|row| {
                Softmax::new_mut(row).dispatch();
            });
            let weights = NdTensorView::from_data([count, count], scores.as_slice());
            let (left, right) = (GemmInputA::Unpacked(weights), GemmInputB::Unpacked(value));
            if floats.gemm(part, left, right, GemmOptions::default()).is_err() {
                continue;
            }
            for (to, from) in mixed.chunks_exact_mut(size).zip(part.chunks_exact(wide)) {
                to[head * wide..(head + 1) * wide].copy_from_slice(from);
            }
        }
    }
}

impl Linear {
    /// `weights` holds a row of outputs for each input.
    fn new(inputs: usize, weights: &[i8], scales: Vec<f32>, bias: Vec<f32>, sums: &Sums) -> Linear {
        let outputs = scales.len();
        let mut columns = vec![0i32; outputs];
        for row in weights.chunks_exact(outputs.max(1)) {
            columns.iter_mut().zip(row).for_each(|(column, &weight)| *column += i32::from(weight));
        }
        let weights = sums.prepack_b(NdTensorView::from_data([inputs, outputs], weights));
        Linear { inputs, outputs, weights, columns, scales, bias }
    }

    /// Puts `outputs` numbers for each row of `inputs` numbers into `result`.
    fn apply(&self, rows: &[f32], sums: &Sums, steps: &mut Steps, result: &mut Vec<f32>) {
        let Steps { small, rows: known, totals } = steps;
        small.resize(rows.len(), 0);
        known.clear();
        for (row, small) in rows.chunks_exact(self.inputs).zip(small.chunks_exact_mut(self.inputs)) {
            let (low, high) = MinMax::new(row).dispatch();
            let (low, high) = (low.min(0.0), high.max(0.0));
            let step = ((high - low) / LEVELS).max(f32::MIN_POSITIVE);
            let zero = (-low / step).round().clamp(0.0, LEVELS);
            let inverse = 1.0 / step;
            for (value, small) in row.iter().zip(small) {
                *small = rounded((value * inverse + zero).clamp(0.0, LEVELS));
            }
            known.push((zero as i32, step));
        }
        totals.resize(known.len() * self.outputs, 0);
        result.resize(totals.len(), 0.0);
        let left = GemmInputA::Unpacked(NdTensorView::from_data([known.len(), self.inputs], small.as_slice()));
        if sums.gemm(totals, left, GemmInputB::Packed(&self.weights), GemmOptions::default()).is_err() {
            result.fill(0.0);
            return;
        }
        let results = result.chunks_exact_mut(self.outputs);
        for ((row, result), &(zero, step)) in totals.chunks_exact(self.outputs).zip(results).zip(known.iter()) {
            // What stands for zero was added to every number of the row.
            let row = row.iter().zip(&self.columns).map(|(total, column)| total - zero * column);
            let scaled = row.zip(&self.scales).zip(&self.bias);
            for (result, ((total, scale), bias)) in result.iter_mut().zip(scaled) {
                *result = total as f32 * step * scale + bias;
            }
        }
    }
}

impl Norm {
    fn apply(&self, rows: &mut [f32]) {
        let size = self.gain.len();
        for row in rows.chunks_exact_mut(size) {
            let mean = Sum::new(row).dispatch() / size as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / size as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: 1.0 / (variance + 1e-12).sqrt(),
                element_scale: Some(&self.gain),
                bias: 0.0,
                element_bias: Some(&self.offset),
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

/// The nearest whole number of one from 0 to 255: added to 2^23, a float keeps no fraction.
fn rounded(value: f32) -> u8 {
    (value + 8_388_608.0).to_bits() as u8
}

fn add(state: &mut [f32], more: &[f32]) {
    state.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look random.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn eight_bits_come_close_to_the_product() {
        let (inputs, outputs, count) = (96, 40, 70);
        let sums = Sums::new();
        let weights: Vec<i8> = numbers(inputs * outputs, 1).iter().map(|value| (value * 127.0) as i8).collect();
        let linear = Linear::new(inputs, &weights, vec![0.01; outputs], vec![0.5; outputs], &sums);
        let rows: Vec<f32> = numbers(inputs * count, 2).iter().map(|value| value * 3.0 + 1.0).collect();
        let mut result = Vec::new();
        linear.apply(&rows, &sums, &mut Steps::default(), &mut result);
        for row in 0..count {
            for output in 0..outputs {
                let exact: f32 = (0..inputs)
                    .map(|input| rows[row * inputs + input] * f32::from(weights[input * outputs + output]) * 0.01)
                    .sum::<f32>()
                    + 0.5;
                let found = result[row * outputs + output];
                assert!((exact - found).abs() < 0.5, "row {row}, output {output}: {exact} and {found}");
            }
        }
    }

    #[test]
    fn attention_is_the_mean_of_values_by_likeness() {
        let (size, heads, count) = (8, 2, 5);
        let norm = || Norm { gain: vec![1.0; size], offset: vec![0.0; size] };
        let head = Linear::new(size, &[0; 8], vec![0.0], vec![0.0], &Sums::new());
        let encoder = Encoder {
            size,
            heads,
            word_scales: Vec::new(),
            words: &[],
            places: Vec::new(),
            entry: norm(),
            layers: Vec::new(),
            head,
        };
        let projected = numbers(count * 3 * size, 3);
        let mut found = vec![0.0; count * size];
        encoder.attention(&projected, count, &mut found, &mut Vec::new(), &mut Vec::new());
        let at = |row: usize, kind: usize, column: usize| projected[row * 3 * size + kind * size + column];
        for row in 0..count {
            for column in 0..size {
                let head = column / 4 * 4;
                let product =
                    |other: usize| (head..head + 4).map(|one| at(row, 0, one) * at(other, 1, one)).sum::<f32>();
                let weights: Vec<f32> = (0..count).map(|other| (product(other) / 2.0).exp()).collect();
                let exact = (0..count).map(|other| weights[other] * at(other, 2, column)).sum::<f32>()
                    / weights.iter().sum::<f32>();
                assert!((exact - found[row * size + column]).abs() < 1e-5, "{row} {column}");
            }
        }
    }
}
