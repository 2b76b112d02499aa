//! Which weights make tagger and parser agree with the treebanks?
//!
//! `train language --data FOLDER [--out FOLDER] [--epochs N] [--seed N]`: FOLDER holds `ud-ewt/` and `gum/` in CoNLL-U. Of
//! GUM only the genres are read whose licence allows weights to be shipped (news, interview, court, bio, voyage).

use reader::inference::perceptron::Perceptron;
use reader::language::parser::{self, ACTIONS, Action, LABELS, State};
use reader::language::tagger::{self, Look};
use reader::language::{Relation, Tag};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One sentence of a treebank.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The words as printed.
    pub words: Vec<String>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Their heads; the number of words stands for the root.
    pub heads: Vec<usize>,
    /// Their relations.
    pub relations: Vec<Relation>,
}

/// Genres of GUM whose weights may be shipped.
const GENRES: &[&str] = &["news", "interview", "court", "bio", "voyage"];

/// The relation that is kept for a treebank's.
fn fold(relation: &str) -> Relation {
    match relation {
        "obl:tmod" | "obl:npmod" => return Relation::OblUnmarked,
        "csubj:pass" => return Relation::Csubj,
        _ => {}
    }
    let base = relation.split(':').next().unwrap_or("dep");
    Relation::parse(relation).or_else(|| Relation::parse(base)).unwrap_or(Relation::Dep)
}

/// The sentences of one CoNLL-U file.
///
/// # Errors
/// A message that names the file.
pub fn read(path: &Path) -> Result<Vec<Tree>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut trees = Vec::new();
    let mut tree = Tree { words: Vec::new(), tags: Vec::new(), heads: Vec::new(), relations: Vec::new() };
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !tree.words.is_empty() && tree.words.len() < 300 {
                let count = tree.words.len();
                tree.heads.iter_mut().for_each(|head| *head = if *head == 0 { count } else { (*head - 1).min(count) });
                trees.push(tree.clone());
            }
            tree = Tree { words: Vec::new(), tags: Vec::new(), heads: Vec::new(), relations: Vec::new() };
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 8 || fields[0].contains(['-', '.']) || line.starts_with('#') {
            continue;
        }
        tree.words.push(fields[1].to_string());
        tree.tags.push(Tag::parse(fields[4]).unwrap_or(Tag::Xx));
        tree.heads.push(fields[6].parse().unwrap_or(0));
        tree.relations.push(fold(fields[7]));
    }
    Ok(trees)
}

/// The sentences of a part (`train` or `dev`) of both treebanks, EWT apart from GUM.
///
/// # Errors
/// A message that names the missing file or folder.
pub fn treebanks(data: &Path, part: &str) -> Result<(Vec<Tree>, Vec<Tree>), String> {
    let ewt = read(&data.join("ud-ewt").join(format!("{part}.conllu")))?;
    let folder = data.join("gum").join(part);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            GENRES.iter().any(|genre| name.starts_with(&format!("GUM_{genre}_")))
        })
        .collect();
    files.sort();
    let mut gum = Vec::new();
    for file in files {
        gum.extend(read(&file)?);
    }
    Ok((ewt, gum))
}

/// Of each class: the weight, its sum over the steps so far, and the step at which the sum was last brought up to date.
type Averaged<const N: usize> = Box<[(f32, f32, u32); N]>;

/// Averaged perceptron in training.
struct Trainer<const N: usize> {
    weights: HashMap<u32, Averaged<N>, std::hash::BuildHasherDefault<Identity>>,
    step: u32,
}

/// The features are hashes already.
#[derive(Default)]
struct Identity(u64);

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl<const N: usize> Trainer<N> {
    fn new() -> Self {
        Trainer { weights: HashMap::default(), step: 0 }
    }

    fn scores(&self, features: &[u32]) -> [f32; N] {
        let mut scores = [0f32; N];
        for feature in features {
            if let Some(weights) = self.weights.get(feature) {
                for (score, weight) in scores.iter_mut().zip(weights.iter()) {
                    *score += weight.0;
                }
            }
        }
        scores
    }

    fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let weights = self.weights.entry(feature).or_insert_with(|| Box::new([(0.0, 0.0, 0); N]));
            for (class, change) in [(right, 1.0), (wrong, -1.0)] {
                let (weight, total, last) = &mut weights[class];
                *total += *weight * (self.step - *last) as f32;
                *last = self.step;
                *weight += change;
            }
        }
    }

    /// The averaged weights as bytes: pruned, scaled to one signed byte.
    fn bytes(&self, keep: f32) -> Vec<u8> {
        let average = |(weight, total, last): (f32, f32, u32)| {
            (total + weight * (self.step - last) as f32) / self.step.max(1) as f32
        };
        let mut all: Vec<(u32, Vec<(u8, f32)>)> = self
            .weights
            .iter()
            .map(|(&feature, weights)| {
                let votes = weights.iter().enumerate().map(|(class, &weight)| (class as u8, average(weight)));
                (feature, votes.filter(|(_, weight)| weight.abs() >= keep).collect::<Vec<_>>())
            })
            .filter(|(_, votes)| !votes.is_empty())
            .collect();
        all.sort_by_key(|(feature, _)| *feature);
        let mut sizes: Vec<f32> = all.iter().flat_map(|(_, votes)| votes.iter().map(|vote| vote.1.abs())).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len().saturating_sub(sizes.len() / 2000 + 1)).copied().unwrap_or(1.0);
        let scale = 127.0 / top.max(1e-6);
        let small: Vec<(u32, Vec<(u8, i8)>)> = all
            .into_iter()
            .map(|(feature, votes)| {
                let votes = votes
                    .into_iter()
                    .map(|(class, weight)| (class, (weight * scale).round().clamp(-127.0, 127.0) as i8))
                    .filter(|(_, weight)| *weight != 0);
                (feature, votes.collect::<Vec<_>>())
            })
            .filter(|(_, votes)| !votes.is_empty())
            .collect();
        println!("{} features, {} weights", small.len(), small.iter().map(|(_, votes)| votes.len()).sum::<usize>());
        Perceptron::bytes(&small)
    }
}

fn looks(tree: &Tree) -> Vec<Look> {
    tree.words.iter().enumerate().map(|(index, word)| tagger::look(word, index == 0)).collect()
}

fn argmax(scores: &[f32], mut is_allowed: impl FnMut(usize) -> bool) -> usize {
    let mut best = None;
    for (class, &score) in scores.iter().enumerate() {
        if is_allowed(class) && best.is_none_or(|(_, most)| score > most) {
            best = Some((class, score));
        }
    }
    best.map_or(0, |(class, _)| class)
}

struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for index in (1..count).rev() {
            order.swap(index, self.next(index + 1));
        }
        order
    }
}

const TAGS: usize = 64;

fn train_tagger(trees: &[Tree], epochs: usize, shuffle: &mut Shuffle) -> Trainer<TAGS> {
    let mut trainer = Trainer::<TAGS>::new();
    for epoch in 0..epochs {
        let (mut right, mut all) = (0usize, 0usize);
        for index in shuffle.order(trees.len()) {
            let tree = &trees[index];
            let looks = looks(tree);
            let mut tags = Vec::with_capacity(looks.len());
            for (word, &gold) in tree.tags.iter().enumerate() {
                let mut features = Vec::with_capacity(24);
                tagger::features(&looks, &tags, word, |feature| features.push(feature));
                let guess = argmax(&trainer.scores(&features), |class| class < Tag::ALL.len());
                trainer.step += 1;
                if guess != gold as usize {
                    trainer.update(&features, gold as usize, guess);
                }
                right += usize::from(guess == gold as usize);
                all += 1;
                tags.push(Tag::ALL[guess]);
            }
        }
        println!("tagger epoch {epoch}: {:.2} % right in training", 100.0 * right as f64 / all.max(1) as f64);
    }
    trainer
}

/// How many gold arcs each of shift, left and right makes unreachable.
fn costs(state: &State, gold: &[usize]) -> [usize; 3] {
    let next = state.next;
    let in_buffer = |word: usize| word >= next;
    let top = state.stack.last().map(|&word| usize::from(word));
    let second = state.stack.len().checked_sub(2).map(|at| usize::from(state.stack[at]));
    let mut costs = [0usize; 3];
    if next < state.count {
        let below = &state.stack[..state.stack.len().saturating_sub(1)];
        costs[0] += state.stack.iter().filter(|&&word| gold[usize::from(word)] == next).count();
        costs[0] += below.iter().filter(|&&word| gold[next] == usize::from(word)).count();
    }
    if let Some(top) = top {
        let children = (next..state.count).filter(|&word| gold[word] == top).count();
        costs[1] = children + usize::from(Some(gold[top]) == second || gold[top] != next && in_buffer(gold[top]));
        costs[2] = children + usize::from(in_buffer(gold[top]));
    }
    costs
}

fn train_parser(trees: &[Tree], tags: &[Vec<Tag>], epochs: usize, shuffle: &mut Shuffle) -> Trainer<96> {
    let mut trainer = Trainer::<96>::new();
    const { assert!(ACTIONS <= 96) };
    for epoch in 0..epochs {
        let (mut right, mut all) = (0usize, 0usize);
        for index in shuffle.order(trees.len()) {
            let tree = &trees[index];
            let looks = looks(tree);
            let mut state = State::new(looks.len());
            while !state.is_done() {
                let possible = state.possible();
                let costs = costs(&state, &tree.heads);
                let kind = |class: usize| match class {
                    0 => 0,
                    class if class <= LABELS => 1,
                    _ => 2,
                };
                let top = state.stack.last().map_or(0, |&word| usize::from(word));
                let least = (0..3).filter(|&kind| possible[kind]).map(|kind| costs[kind]).min().unwrap_or(0);
                let is_gold = |class: usize| {
                    let kind = kind(class);
                    if !possible[kind] || costs[kind] > least {
                        return false;
                    }
                    let head = match kind {
                        1 => state.next,
                        2 => state.stack.len().checked_sub(2).map_or(usize::MAX, |at| usize::from(state.stack[at])),
                        _ => return true,
                    };
                    // Where the arc is the gold one, so must be its relation.
                    let label = (class - 1) % LABELS;
                    if head == tree.heads[top] {
                        label == tree.relations[top] as usize
                    } else {
                        label == Relation::Dep as usize
                    }
                };
                let mut features = Vec::with_capacity(64);
                parser::features(&state, &looks, &tags[index], |feature| features.push(feature));
                let scores = trainer.scores(&features);
                let guess = argmax(&scores, |class| class < ACTIONS && possible[kind(class)]);
                let gold = argmax(&scores, |class| class < ACTIONS && is_gold(class));
                trainer.step += 1;
                all += 1;
                let mut take = guess;
                if is_gold(guess) {
                    right += 1;
                } else {
                    trainer.update(&features, gold, guess);
                    // Explore the parser's own mistakes after the first epoch.
                    if epoch == 0 || shuffle.next(10) == 0 {
                        take = gold;
                    }
                }
                state.take(Action::of(take));
            }
        }
        println!("parser epoch {epoch}: {:.2} % right in training", 100.0 * right as f64 / all.max(1) as f64);
    }
    trainer
}

/// Tags of one tenth by a tagger trained on the other nine, so that the parser learns from tags as it will meet them.
fn jackknife(trees: &[Tree], epochs: usize, shuffle: &mut Shuffle) -> Vec<Vec<Tag>> {
    const FOLDS: usize = 4;
    let mut result = vec![Vec::new(); trees.len()];
    for fold in 0..FOLDS {
        let others: Vec<Tree> =
            trees.iter().enumerate().filter(|(index, _)| index % FOLDS != fold).map(|(_, tree)| tree.clone()).collect();
        let trainer = train_tagger(&others, epochs.min(4), shuffle);
        let bytes: &'static [u8] = Box::leak(trainer.bytes(0.01).into_boxed_slice());
        let Some(model) = Perceptron::parse(bytes) else { continue };
        for (index, tree) in trees.iter().enumerate().filter(|(index, _)| index % FOLDS == fold) {
            result[index] = tagger::tag(&model, &looks(tree));
        }
    }
    result
}

/// Trains and writes `tagger.bin` and `parser.bin`.
///
/// # Errors
/// A message for the developer where data is missing or a file cannot be written.
pub fn run(args: &[String]) -> Result<(), String> {
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let data =
        PathBuf::from(value("--data").ok_or("train language: --data FOLDER (with ud-ewt/ and gum/) is missing")?);
    let out = PathBuf::from(value("--out").unwrap_or("crates/reader/data/models".into()));
    let epochs: usize = value("--epochs").map_or(Ok(8), |text| text.parse()).map_err(|_| "--epochs wants a number")?;
    let seed: u64 = value("--seed").map_or(Ok(1), |text| text.parse()).map_err(|_| "--seed wants a number")?;
    let (mut trees, gum) = treebanks(&data, "train")?;
    trees.extend(gum);
    println!("{} sentences", trees.len());
    let mut shuffle = Shuffle(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let write = |name: &str, bytes: Vec<u8>| {
        let path = out.join(name);
        println!("{}: {} bytes", path.display(), bytes.len());
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    };
    write("tagger.bin", train_tagger(&trees, epochs, &mut shuffle).bytes(0.02))?;
    let tags = jackknife(&trees, epochs, &mut shuffle);
    write("parser.bin", train_parser(&trees, &tags, epochs + 2, &mut shuffle).bytes(0.05))
}
