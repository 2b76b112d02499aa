//! Which weights make the ranking of attribution candidates agree with PolNeAR's annotators?
//!
//! `train attribution --data POLNEAR/train [--out FILE] [--epochs N] [--seed N]`: a logistic regression by AdaGrad over the
//! reader's own features. One document in ten is held out to set the threshold; it is never PolNeAR's dev part.

use crate::polnear::{self, Gold, Words};
use reader::attribution::rank::{BITS, Ranking, bucket, choose};
use reader::attribution::{Candidate, candidates};
use reader::{Document, Given, Knowledge, Media, language, structure, text};
use std::path::PathBuf;

struct Example {
    features: Vec<u32>,
    is_right: bool,
    weight: f32,
}

struct HeldOut {
    words: Words,
    gold: Vec<Gold>,
    candidates: Vec<Candidate>,
}

/// Trains and writes the weights.
///
/// # Errors
/// A message for the developer where the data is missing or the file cannot be written.
pub fn run(args: &[String]) -> Result<(), String> {
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let data = PathBuf::from(value("--data").ok_or("train attribution: --data POLNEAR/train is missing")?);
    let out = PathBuf::from(value("--out").unwrap_or("crates/reader/data/models/attribution.bin".into()));
    let number = |name: &str, default: u64| match value(name) {
        Some(text) => text.parse::<u64>().map_err(|_| format!("{name}: {text} is no number")),
        None => Ok(default),
    };
    let (epochs, seed) = (number("--epochs", 8)?, number("--seed", 1)?);

    let knowledge = Knowledge::built_in();
    let (mut examples, mut held_out) = (Vec::new(), Vec::new());
    let documents = polnear::documents(&data)?;
    for (index, source) in documents.into_iter().enumerate() {
        let document = Document {
            path: source.name.clone(),
            bytes: source.text.clone().into_bytes(),
            media: Media::Plain,
            given: Given::default(),
        };
        let (clean, mut notes) = text::clean(&document);
        let structure = structure::divide(&document, &clean, &knowledge, &mut notes);
        let language = language::describe(&clean, &structure, &knowledge);
        let found = candidates(&clean, &structure, &language, &knowledge);
        let words = Words::new(&source.text);
        let to_original = |candidate: &Candidate| {
            let spans =
                |spans: &[_]| spans.iter().map(|span| clean.original(*span)).map(|s| (s.start, s.end)).collect();
            words.relation(spans(&candidate.source), spans(&candidate.cue), spans(&candidate.content))
        };
        let relations: Vec<Gold> = found.iter().map(to_original).collect();
        if index % 10 == 9 {
            held_out.push(HeldOut { words, gold: source.gold, candidates: found });
            continue;
        }
        label(&found, &relations, &source.gold, &mut examples);
    }
    let right = examples.iter().filter(|example| example.is_right).count();
    println!("{} candidates, {right} of them right, {} documents held out", examples.len(), held_out.len());

    let weights = fit(&examples, epochs, seed);
    let largest = weights.iter().fold(0f32, |largest, weight| largest.max(weight.abs())).max(1e-6);
    let scale = largest.min(6.0) / 127.0;
    let small: Vec<i8> = weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8).collect();
    let ranking = Ranking::parse(&Ranking::bytes(scale, 0.5, &small)).ok_or("the weights do not fit their form")?;
    let mut best = (0.0, 0.5f32);
    for step in 2..16 {
        let threshold = step as f32 * 0.05;
        let (precision, recall) = score(&held_out, &ranking, threshold);
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        // A wrong attribution weighs more than a missing one: F with beta 0.7 chooses.
        let leaning =
            if precision + recall > 0.0 { 1.49 * precision * recall / (0.49 * precision + recall) } else { 0.0 };
        println!("threshold {threshold:.2}: precision {precision:.3} recall {recall:.3} F1 {f1:.4}");
        if leaning > best.0 {
            best = (leaning, threshold);
        }
    }
    println!("threshold {:.2} with relation F0.7 {:.4} on the held-out documents", best.1, best.0);
    std::fs::write(&out, Ranking::bytes(scale, best.1, &small)).map_err(|error| format!("{}: {error}", out.display()))
}

/// Marks each candidate right or wrong. A gold relation makes the candidates right that come closest to it; others that
/// touch it are wrong, and candidates reported inside a gold content are left out, since PolNeAR keeps the outermost only.
fn label(found: &[Candidate], relations: &[Gold], gold: &[Gold], examples: &mut Vec<Example>) {
    let mut best = vec![0f64; gold.len()];
    let mut merit = vec![(0f64, usize::MAX); found.len()];
    for (index, relation) in relations.iter().enumerate() {
        for (number, wanted) in gold.iter().enumerate() {
            let touches = relation.cue.iter().any(|word| wanted.cue.contains(word)) || wanted.cue.is_empty();
            if !touches || !relation.source_agrees(wanted) {
                continue;
            }
            let f1 = relation.content_f1(wanted);
            if f1 >= 0.5 {
                best[number] = best[number].max(f1);
                if f1 > merit[index].0 {
                    merit[index] = (f1, number);
                }
            }
        }
    }
    for (index, candidate) in found.iter().enumerate() {
        let (f1, number) = merit[index];
        let is_right = number != usize::MAX && f1 >= best[number] - 0.02;
        let is_nested = relations[index].cue.iter().all(|word| gold.iter().any(|wanted| wanted.content.contains(word)));
        if !is_right && is_nested {
            continue;
        }
        let weight = if !is_right && number != usize::MAX { 0.5 } else { 1.0 };
        examples.push(Example { features: candidate.features.clone(), is_right, weight });
    }
}

/// Logistic regression by AdaGrad with an L2 penalty; the average of the last half of the epochs.
fn fit(examples: &[Example], epochs: u64, seed: u64) -> Vec<f32> {
    let size = 1usize << BITS;
    let (mut weights, mut squares, mut sum) = (vec![0f32; size], vec![1e-6f32; size], vec![0f32; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut averaged = 0f32;
    for epoch in 0..epochs {
        for index in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(index, (state % (index as u64 + 1)) as usize);
        }
        let mut loss = 0f64;
        for &index in &order {
            let example = &examples[index];
            let total: f32 = example.features.iter().map(|&feature| weights[bucket(feature)]).sum();
            let probability = 1.0 / (1.0 + (-total).exp());
            let target = if example.is_right { 1.0 } else { 0.0 };
            loss -= f64::from(if example.is_right { probability } else { 1.0 - probability }.max(1e-7).ln());
            let gradient = (probability - target) * example.weight;
            for &feature in &example.features {
                let at = bucket(feature);
                let step = gradient + 2e-5 * weights[at];
                squares[at] += step * step;
                weights[at] -= 0.1 * step / squares[at].sqrt();
            }
        }
        println!("epoch {epoch}: log loss {:.4}", loss / examples.len().max(1) as f64);
        if epoch * 2 >= epochs {
            averaged += 1.0;
            sum.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sum.iter().map(|total| total / averaged.max(1.0)).collect()
}

/// Precision and recall of relations (content word F1 ≥ 0.5, sources that share a word), nested ones left out.
fn score(held_out: &[HeldOut], ranking: &Ranking, threshold: f32) -> (f64, f64) {
    let (mut matched, mut reported, mut wanted) = (0usize, 0usize, 0usize);
    for document in held_out {
        let probabilities: Vec<f32> = document.candidates.iter().map(|c| ranking.probability(c)).collect();
        let chosen = choose(&document.candidates, &probabilities, threshold);
        let spans = |spans: &[reader::Span<reader::Clean>]| spans.iter().map(|span| (span.start, span.end)).collect();
        let relations: Vec<Gold> = chosen
            .iter()
            .map(|&(index, _)| &document.candidates[index])
            .map(|c| document.words.relation(spans(&c.source), spans(&c.cue), spans(&c.content)))
            .collect();
        let outer: Vec<&Gold> = relations
            .iter()
            .filter(|inner| {
                !relations.iter().any(|other| inner.cue.iter().next().is_some_and(|word| other.content.contains(word)))
            })
            .collect();
        reported += outer.len();
        wanted += document.gold.len();
        matched += polnear::match_relations(&document.gold, &outer);
    }
    (matched as f64 / reported.max(1) as f64, matched as f64 / wanted.max(1) as f64)
}
