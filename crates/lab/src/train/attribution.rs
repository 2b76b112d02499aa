//! Which weights make the ranking of attribution candidates agree with PolNeAR's annotators?
//!
//! `train attribution --data POLNEAR/train [--tier fast|accurate] [--out FOLDER] [--epochs N] [--seed N]`: a logistic
//! regression by AdaGrad over the reader's own features, never on PolNeAR's dev part. For the fast tier one document in ten
//! is held out to set the threshold. The accurate tier's ranking must not learn to trust the span model on documents that
//! the span model was trained on: it begins with those documents without the model's features and goes on with the
//! documents that were held out from the model (`HELD_OUT`), in three parts that set the threshold in turn. What is reported
//! inside a content is weighed with further weights, by the fast tier's ranking in both tiers; they are fitted to the invented
//! articles of `data/invented-news`, since PolNeAR marks the outermost only. Weights of their own choose among candidates
//! that draw one relation with other edges.

use super::chain::{self, Labelled};
use crate::polnear::{self, Gold, Place, Source, Words};
use reader::Knowledge;
use reader::attribution::rank::{BITS, Ranking, bucket, choose};
use reader::attribution::{Candidate, Chain, candidates};
use std::path::{Path, PathBuf};

/// Documents whose number leaves this rest by this divisor are held out from the span model (`python/spans.py`).
const HELD_OUT: (usize, usize) = (7, 6);

struct Example {
    features: Vec<u32>,
    /// Log-odds that the features are added to.
    offset: f32,
    is_right: bool,
    weight: f32,
}

/// A document with everything that might be an attribution in it.
struct Read {
    gold: Vec<Gold>,
    /// What is reported inside the contents of these.
    nested: Vec<Gold>,
    candidates: Vec<Candidate>,
    /// The candidates as words, parallel.
    relations: Vec<Gold>,
    /// For each gold relation, the candidates that draw it, and how well each does.
    drawn: Vec<Vec<(usize, f64)>>,
}

/// The bytes of a source, a cue and a content, in order, without blanks at either end.
type Drawn = [Vec<Place>; 3];

/// Weights under training and the squares of their steps so far (AdaGrad, Duchi et al. 2011).
#[derive(Clone)]
struct Fit {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Fit {
    fn new() -> Fit {
        Fit { weights: vec![0f32; 1 << BITS], squares: vec![1e-6f32; 1 << BITS] }
    }

    /// The weights as signed bytes, and what one unit of them is worth.
    fn small(&self) -> (f32, Vec<i8>) {
        let largest = self.weights.iter().fold(0f32, |largest, weight| largest.max(weight.abs())).max(1e-6);
        let scale = largest.min(6.0) / 127.0;
        (scale, self.weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8).collect())
    }

    fn sum(&self, features: &[u32]) -> f32 {
        features.iter().map(|&feature| self.weights[bucket(feature)]).sum()
    }

    /// One step down the gradient of the sum of these features, with an L2 penalty.
    fn step(&mut self, features: &[u32], gradient: f32) {
        for &feature in features {
            let at = bucket(feature);
            let step = gradient + 2e-5 * self.weights[at];
            self.squares[at] += step * step;
            self.weights[at] -= 0.1 * step / self.squares[at].sqrt();
        }
    }

    /// Goes over `count` examples `epochs` times in random order; `learn` takes one and gives its loss. The average of the
    /// last half of the epochs.
    fn learn(mut self, count: usize, epochs: u64, seed: u64, learn: impl Fn(&mut Fit, usize) -> f64) -> Fit {
        let mut order: Vec<usize> = (0..count).collect();
        let mut shuffle = Shuffle::new(seed);
        let mut sum = vec![0f32; self.weights.len()];
        let mut averaged = 0f32;
        for epoch in 0..epochs {
            shuffle.mix(&mut order);
            let loss: f64 = order.iter().map(|&index| learn(&mut self, index)).sum();
            println!("epoch {epoch}: log loss {:.4}", loss / count.max(1) as f64);
            if epoch * 2 >= epochs {
                averaged += 1.0;
                sum.iter_mut().zip(&self.weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
        Fit { weights: sum.iter().map(|total| total / averaged.max(1.0)).collect(), squares: self.squares }
    }
}

/// Trains and writes the weights.
///
/// # Errors
/// A message for the developer where the data is missing or the file cannot be written.
pub fn run(args: &[String]) -> Result<(), String> {
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let data = PathBuf::from(value("--data").ok_or("train attribution: --data POLNEAR/train is missing")?);
    let tiers = match value("--tier").as_deref() {
        None => vec![false, true],
        Some("fast") => vec![false],
        Some("accurate") => vec![true],
        Some(other) => return Err(format!("--tier {other}: fast or accurate; both without it")),
    };
    let out = PathBuf::from(value("--out").unwrap_or("crates/reader/data/models".into()));
    let number = |name: &str, default: u64| match value(name) {
        Some(text) => text.parse::<u64>().map_err(|_| format!("{name}: {text} is no number")),
        None => Ok(default),
    };
    let (epochs, seed) = (number("--epochs", 8)?, number("--seed", 1)?);
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    };
    let sources = polnear::documents(&data)?;
    let rows = rows(&sources);
    let chains = chains(&rows, seed);
    for is_accurate in tiers {
        let (name, fitted) = match is_accurate {
            false => ("attribution.bin", fast(&sources, &chains, epochs, seed)),
            true => ("attribution-accurate.bin", accurate(&sources, &chains, epochs, seed)?),
        };
        println!("{name}");
        let threshold = threshold(&fitted.counts);
        // The accurate tier, too, asks the fast one's ranking about what is nested.
        let (relations, nested_threshold) = if is_accurate {
            (fitted.relations, threshold)
        } else {
            let bytes = chain::fit(&rows.iter().flatten().collect::<Vec<_>>(), &[], seed);
            write("chain.bin", bytes)?;
            let knowledge = Knowledge { chain: Chain::parse(bytes), ..Knowledge::built_in() };
            let invented = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/invented-news");
            let invented = polnear::documents(&invented)?.iter().map(|source| read(source, &knowledge)).collect();
            nest(invented, fitted.relations, epochs, seed)
        };
        let ((scale, relations), (_, edges)) = (relations.small(), fitted.edges.small());
        write(name, &Ranking::bytes(scale, [threshold, nested_threshold], [&relations, &edges]))?;
    }
    Ok(())
}

/// In how many parts the chain is fitted to the others, so that the ranking learns to trust it as far as it will be right on
/// texts that it does not know.
const FOLDS: usize = 5;

/// What training gives: weights of relations and of edges, and how the documents fared that the first were not fitted to.
struct Fitted {
    relations: Fit,
    edges: Fit,
    counts: Counts,
}

/// The rows of each document.
fn rows(sources: &[Source]) -> Vec<Vec<Labelled>> {
    let knowledge = Knowledge { chain: None, ..Knowledge::built_in() };
    sources.iter().map(|source| chain::labelled(source, &knowledge)).collect()
}

/// For each part a chain that is fitted to the others.
fn chains(rows: &[Vec<Labelled>], seed: u64) -> Vec<Option<Chain>> {
    let of = |part: usize, is_mine: bool| -> Vec<&Labelled> {
        let documents = rows.iter().enumerate().filter(|(number, _)| (number % FOLDS == part) == is_mine);
        documents.flat_map(|(_, rows)| rows).collect()
    };
    (0..FOLDS).map(|part| Chain::parse(chain::fit(&of(part, false), &of(part, true), seed))).collect()
}

/// Reads all documents, each with the chain that was not fitted to it and the first or the second knowledge, the second if
/// it was held out from the span model.
fn read_all(sources: &[Source], chains: &[Option<Chain>], mut known: [Knowledge; 2]) -> Vec<Read> {
    let read = |(number, source): (usize, &Source)| {
        let knowledge = &mut known[usize::from(number % HELD_OUT.0 == HELD_OUT.1)];
        knowledge.chain = chains[number % FOLDS];
        read(source, knowledge)
    };
    sources.iter().enumerate().map(read).collect()
}

fn fast(sources: &[Source], chains: &[Option<Chain>], epochs: u64, seed: u64) -> Fitted {
    let (mut examples, mut twins, mut held_out) = (Vec::new(), Vec::new(), Vec::new());
    let documents = read_all(sources, chains, [Knowledge::built_in(), Knowledge::built_in()]);
    for (index, read) in documents.into_iter().enumerate() {
        if index % 10 == 9 {
            held_out.push(read);
        } else {
            label(&read, &mut examples);
            twins.extend(sets(&read));
        }
    }
    let relations = fit(&examples, epochs, seed, None);
    let counts = score(held_out.iter(), &relations);
    let edges = fit_edges(&twins, epochs, seed, None);
    println!("edges of the held-out documents: {}", drawn_right(held_out.iter(), &edges));
    Fitted { relations, edges, counts }
}

fn accurate(sources: &[Source], chains: &[Option<Chain>], epochs: u64, seed: u64) -> Result<Fitted, String> {
    let full = Knowledge::accurate();
    if full.spans.is_none() {
        return Err(
            "train attribution: the span model does not fit its form; write it anew with python/spans.py".into()
        );
    }
    let (mut examples, mut twins, mut held_out) = (Vec::new(), Vec::new(), Vec::new());
    let documents = read_all(sources, chains, [Knowledge::built_in(), full]);
    for (index, read) in documents.into_iter().enumerate() {
        if index % HELD_OUT.0 == HELD_OUT.1 {
            held_out.push(read);
        } else {
            label(&read, &mut examples);
            twins.extend(sets(&read));
        }
    }
    let start = fit(&examples, epochs, seed, None);
    let edges_start = fit_edges(&twins, epochs, seed, None);
    let parts = 3;
    let mut counts = Counts::default();
    for part in 0..parts {
        let mut examples = Vec::new();
        let rest = |number: &usize| number % parts != part;
        (0..held_out.len()).filter(rest).for_each(|number| label(&held_out[number], &mut examples));
        let fitted = fit(&examples, epochs, seed, Some(start.clone()));
        let mine = (0..held_out.len()).filter(|number| !rest(number)).map(|number| &held_out[number]);
        let others = (0..held_out.len()).filter(rest).flat_map(|number| sets(&held_out[number])).collect::<Vec<_>>();
        let edges = fit_edges(&others, epochs, seed, Some(edges_start.clone()));
        println!("edges of part {part}: {}", drawn_right(mine.clone(), &edges));
        for (total, more) in counts.iter_mut().zip(score(mine, &fitted)) {
            *total = (total.0 + more.0, total.1 + more.1, total.2 + more.2);
        }
    }
    let mut examples = Vec::new();
    held_out.iter().for_each(|read| label(read, &mut examples));
    let twins: Vec<Twins> = held_out.iter().flat_map(sets).collect();
    let edges = fit_edges(&twins, epochs, seed, Some(edges_start));
    let relations = fit(&examples, epochs, seed, Some(start));
    Ok(Fitted { relations, edges, counts })
}

fn read(source: &Source, knowledge: &Knowledge) -> Read {
    let (clean, structure, language) = source.described(knowledge);
    let candidates = candidates(&clean, &structure, &language, knowledge);
    let words = Words::new(&source.text);
    let spans = |spans: &[_]| spans.iter().map(|span| clean.original(*span)).map(|s| (s.start, s.end)).collect();
    let relation = |one: &Candidate| words.relation(spans(&one.source), spans(&one.cue), spans(&one.content));
    let relations: Vec<Gold> = candidates.iter().map(relation).collect();
    let whole = |parts: [Vec<Place>; 3]| -> Drawn { parts.map(|spans| joined(spans, &source.text)) };
    let wanted: Vec<Drawn> =
        source.raw.iter().map(|raw| whole([raw.source.clone(), raw.cue.clone(), raw.content.clone()])).collect();
    let drawn: Vec<Drawn> =
        candidates.iter().map(|one| whole([spans(&one.source), spans(&one.cue), spans(&one.content)])).collect();
    let drawn = (wanted.iter().zip(&source.gold))
        .map(|(wanted, gold)| {
            let is_drawing = |index: &usize| {
                let found = &relations[*index];
                !found.cue.is_disjoint(&gold.cue) && found.source_agrees(gold) && found.content_f1(gold) >= 0.5
            };
            (0..candidates.len()).filter(is_drawing).map(|index| (index, exactness(&drawn[index], wanted))).collect()
        })
        .collect();
    let nested =
        source.nested.iter().map(|raw| words.relation(raw.source.clone(), raw.cue.clone(), raw.content.clone()));
    let nested = nested.collect();
    Read { gold: source.gold.clone(), nested, candidates, relations, drawn }
}

/// The spans in order, trimmed, and one where only blanks lie between.
pub fn joined(mut spans: Vec<Place>, text: &str) -> Vec<Place> {
    spans.sort_unstable();
    let mut result: Vec<Place> = Vec::new();
    for (start, end) in spans {
        let inside = &text[start..end];
        let start = start + (inside.len() - inside.trim_start().len());
        let end = start + text[start..end.max(start)].trim_end().len();
        match result.last_mut() {
            Some(last) if start <= last.1 || text[last.1..start].trim().is_empty() => last.1 = last.1.max(end),
            _ => result.push((start, end)),
        }
    }
    result
}

/// How well the bytes agree: Dice of the contents, then of the sources and cues, with something more for each that is exact.
fn exactness(found: &Drawn, wanted: &Drawn) -> f64 {
    let size = |spans: &[Place]| spans.iter().map(|span| span.1 - span.0).sum::<usize>();
    let dice = |role: usize| {
        let (a, b) = (&found[role], &wanted[role]);
        let common = |a: &Place, b: &Place| a.1.min(b.1).saturating_sub(a.0.max(b.0));
        let shared: usize = a.iter().map(|a| b.iter().map(|b| common(a, b)).sum::<usize>()).sum();
        let exact = if a == b { 0.5 } else { 0.0 };
        exact + 2.0 * shared as f64 / (size(a) + size(b)).max(1) as f64
    };
    0.5 * dice(2) + 0.3 * dice(0) + 0.2 * dice(1)
}

/// Features of the candidates that draw one relation, and which of them draw it best.
type Twins = Vec<(Vec<u32>, bool)>;

/// The twins of each relation of a document that has any.
fn sets(read: &Read) -> Vec<Twins> {
    let features = |index: usize| {
        let one = &read.candidates[index];
        [one.features.as_slice(), &one.chained, &one.judged, &one.edges].concat()
    };
    let best = |set: &[(usize, f64)]| set.iter().map(|one| one.1).fold(0.0, f64::max);
    let twins = |set: &Vec<(usize, f64)>| -> Twins {
        let best = best(set);
        set.iter().map(|&(index, exactness)| (features(index), exactness > best - 1e-9)).collect()
    };
    read.drawn.iter().map(twins).filter(|set| set.iter().any(|one| one.1) && set.iter().any(|one| !one.1)).collect()
}

/// Weights that give the best of twins the highest sum: a softmax over the twins of each relation. It goes on from `start`
/// where there is one.
fn fit_edges(sets: &[Twins], epochs: u64, seed: u64, start: Option<Fit>) -> Fit {
    println!("edges: {} relations with twins", sets.len());
    start.unwrap_or_else(Fit::new).learn(sets.len(), epochs, seed, |fit, index| {
        let set = &sets[index];
        let sums: Vec<f32> = set.iter().map(|(features, _)| fit.sum(features)).collect();
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let parts: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
        let total: f32 = parts.iter().sum();
        let right: f32 = parts.iter().zip(set).filter(|(_, one)| one.1).map(|(part, _)| part).sum();
        for ((features, is_best), part) in set.iter().zip(&parts) {
            fit.step(features, part / total - if *is_best { part / right.max(1e-9) } else { 0.0 });
        }
        -f64::from((right / total).max(1e-7).ln())
    })
}

/// Of the relations that candidates draw differently: how many are drawn best with these weights.
fn drawn_right<'a>(documents: impl Iterator<Item = &'a Read>, fit: &Fit) -> String {
    let (mut right, mut all) = (0, 0);
    for set in documents.flat_map(sets) {
        let best = set.iter().max_by(|a, b| fit.sum(&a.0).total_cmp(&fit.sum(&b.0)));
        all += 1;
        right += usize::from(best.is_some_and(|one| one.1));
    }
    format!("{right} of {all} drawn as well as possible")
}

/// The same order for the same seed (xorshift, Marsaglia 2003).
pub struct Shuffle(u64);

impl Shuffle {
    /// From a seed.
    pub fn new(seed: u64) -> Shuffle {
        Shuffle(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts the numbers into some order.
    pub fn mix(&mut self, order: &mut [usize]) {
        for index in (1..order.len()).rev() {
            order.swap(index, (self.next() % (index as u64 + 1)) as usize);
        }
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// Fits the weights of what is nested, on top of the others, and finds the threshold with the best F1 on the half of the
/// documents that they were not fitted to: what is nested is shown inside its report and misleads less when it is wrong.
fn nest(documents: Vec<Read>, start: Fit, epochs: u64, seed: u64) -> (Fit, f32) {
    let examples = |part: Option<usize>| -> Vec<Example> {
        let mine = documents.iter().enumerate().filter(|(number, _)| part.is_none_or(|part| number % 2 == part));
        mine.flat_map(|(_, read)| inner_examples(read, &start)).collect()
    };
    let wanted: usize = documents.iter().map(|read| read.nested.len()).sum();
    let mut likely: Vec<(f32, bool)> = Vec::new();
    for part in 0..2 {
        let fitted = fit(&examples(Some(part)), epochs, seed, Some(start.clone()));
        likely.extend(
            examples(Some(1 - part)).into_iter().map(|example| {
                (1.0 / (1.0 + (-fitted.sum(&example.features) - example.offset).exp()), example.is_right)
            }),
        );
    }
    let mut best = (0.0, 0.5f32);
    for threshold in (0..14).map(at) {
        let reported = likely.iter().filter(|one| one.0 >= threshold);
        let (right, reported) = (reported.clone().filter(|one| one.1).count(), reported.count());
        let f1 = 2.0 * right as f64 / (reported + wanted).max(1) as f64;
        println!(
            "nested, other half, threshold {threshold:.2}: {reported} likely, {right} right, {wanted} wanted, F1 {f1:.3}"
        );
        if f1 > best.0 {
            best = (f1, threshold);
        }
    }
    (fit(&examples(None), epochs, seed, Some(start.clone())), best.1)
}

/// The candidates inside the contents of a document's relations.
fn inner_examples(read: &Read, start: &Fit) -> Vec<Example> {
    let inside: Vec<usize> = (0..read.candidates.len())
        .filter(|&index| {
            let cue = &read.relations[index].cue;
            !cue.is_empty() && read.gold.iter().any(|outer| cue.iter().all(|word| outer.content.contains(word)))
        })
        .collect();
    let merits = merits(&read.relations, &read.nested);
    let example = |index: usize| Example {
        features: read.candidates[index].nested.clone(),
        offset: start.sum(&read.candidates[index].features) + start.sum(&read.candidates[index].chained),
        is_right: merits[index].is_best,
        weight: if merits[index].is_best || merits[index].f1 == 0.0 { 1.0 } else { 0.5 },
    };
    inside.into_iter().map(example).collect()
}

/// How far below the best F0.7 a threshold may lie: the curve is flat there, and what is left out is lost.
const FLAT: f64 = 0.010;

/// The lowest threshold that is about as good as the best by F0.7, since a wrong attribution weighs more than a missing one.
fn threshold(counts: &Counts) -> f32 {
    let mut figures: Vec<f64> = Vec::new();
    for (step, &(matched, reported, wanted)) in counts.iter().enumerate() {
        let (precision, recall) = (matched as f64 / reported.max(1) as f64, matched as f64 / wanted.max(1) as f64);
        let f = |beta: f64| (1.0 + beta) * precision * recall / (beta * precision + recall).max(1e-9);
        println!(
            "threshold {:.2}: precision {precision:.3} recall {recall:.3} F1 {:.4} F0.7 {:.4}",
            at(step),
            f(1.0),
            f(0.49)
        );
        figures.push(f(0.49));
    }
    let best = figures.iter().copied().fold(0.0, f64::max);
    let chosen = figures.iter().position(|figure| *figure >= best - FLAT).unwrap_or(0);
    println!("threshold {:.2} with relation F0.7 {:.4} on the held-out documents", at(chosen), figures[chosen]);
    at(chosen)
}

/// Relations matched, reported and wanted at each threshold.
type Counts = [(usize, usize, usize); 14];

/// The threshold of a step.
fn at(step: usize) -> f32 {
    (step + 2) as f32 * 0.05
}

/// How close a candidate comes to the gold.
struct Merit {
    /// Word F1 of its content with that of the relation whose cue and source it shares; 0 below one half.
    f1: f64,
    /// Whether no other candidate comes closer to that relation.
    is_best: bool,
}

fn merits(relations: &[Gold], gold: &[Gold]) -> Vec<Merit> {
    let mut best = vec![0f64; gold.len()];
    let mut closest = vec![(0f64, usize::MAX); relations.len()];
    for (index, relation) in relations.iter().enumerate() {
        for (number, wanted) in gold.iter().enumerate() {
            let touches = relation.cue.iter().any(|word| wanted.cue.contains(word)) || wanted.cue.is_empty();
            if !touches || !relation.source_agrees(wanted) {
                continue;
            }
            let f1 = relation.content_f1(wanted);
            if f1 >= 0.5 {
                best[number] = best[number].max(f1);
                if f1 > closest[index].0 {
                    closest[index] = (f1, number);
                }
            }
        }
    }
    let merit = |(f1, number): (f64, usize)| Merit { f1, is_best: number != usize::MAX && f1 >= best[number] - 0.02 };
    closest.into_iter().map(merit).collect()
}

/// Marks each candidate right or wrong. A gold relation makes the candidates right that come closest to it; others that
/// touch it are wrong, and candidates reported inside a gold content are left out, since PolNeAR keeps the outermost only.
fn label(read: &Read, examples: &mut Vec<Example>) {
    for ((candidate, relation), merit) in
        read.candidates.iter().zip(&read.relations).zip(merits(&read.relations, &read.gold))
    {
        let is_nested = relation.cue.iter().all(|word| read.gold.iter().any(|wanted| wanted.content.contains(word)));
        if !merit.is_best && is_nested {
            continue;
        }
        let weight = if !merit.is_best && merit.f1 > 0.0 { 0.5 } else { 1.0 };
        examples.push(Example {
            features: [candidate.features.as_slice(), &candidate.chained, &candidate.judged].concat(),
            offset: 0.0,
            is_right: merit.is_best,
            weight,
        });
    }
}

/// Logistic regression. It goes on from `start` where there is one.
fn fit(examples: &[Example], epochs: u64, seed: u64, start: Option<Fit>) -> Fit {
    let right = examples.iter().filter(|example| example.is_right).count();
    println!("{} candidates, {right} of them right", examples.len());
    start.unwrap_or_else(Fit::new).learn(examples.len(), epochs, seed, |fit, index| {
        let example = &examples[index];
        let probability = 1.0 / (1.0 + (-fit.sum(&example.features) - example.offset).exp());
        let target = if example.is_right { 1.0 } else { 0.0 };
        fit.step(&example.features, (probability - target) * example.weight);
        -f64::from(if example.is_right { probability } else { 1.0 - probability }.max(1e-7).ln())
    })
}

/// Relations matched (content word F1 ≥ 0.5, sources that share a word), reported and wanted at each threshold, nested
/// ones left out.
fn score<'a>(documents: impl Iterator<Item = &'a Read>, fit: &Fit) -> Counts {
    let mut counts = Counts::default();
    let (scale, small) = fit.small();
    let bytes = Ranking::bytes(scale, [0.5; 2], [&small, &vec![0; 1 << BITS]]);
    let Some(ranking) = Ranking::parse(&bytes) else {
        return counts;
    };
    for document in documents {
        let probabilities: Vec<f32> = document.candidates.iter().map(|c| ranking.probability(c)).collect();
        for (step, count) in counts.iter_mut().enumerate() {
            // Nothing nested is weighed here: the gold is flat.
            let chosen = choose(&document.candidates, &probabilities, &probabilities, |_| 0, |_| at(step), at(step));
            let relations: Vec<&Gold> = chosen.iter().map(|&(index, _)| &document.relations[index]).collect();
            let is_inside =
                |inner: &Gold, other: &&Gold| inner.cue.iter().next().is_some_and(|word| other.content.contains(word));
            let outer: Vec<&Gold> = relations
                .iter()
                .copied()
                .filter(|inner| !relations.iter().any(|other| is_inside(inner, other)))
                .collect();
            count.0 += polnear::match_relations(&document.gold, &outer);
            count.1 += outer.len();
            count.2 += document.gold.len();
        }
    }
    counts
}
