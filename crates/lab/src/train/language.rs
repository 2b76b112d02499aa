//! Which weights make tagger and parser agree with the treebanks?
//!
//! `train language --data FOLDER [--out FOLDER] [--epochs N] [--runs N] [--seed N] [--tagger-weights N]
//! [--parser-weights N]`: FOLDER holds `ud-ewt/` and `gum/` in CoNLL-U.

use super::averaged::{Averaged, Shuffle, Sum};
use super::treebank::{self, GENRES, Tree};
use reader::inference::perceptron::{CLASSES, Perceptron, Votes};
use reader::language::parser::{self, ACTIONS, Action, LABELS, State, View};
use reader::language::tagger::{self, Look};
use reader::language::{Relation, Tag};
use std::path::PathBuf;

fn looks(tree: &Tree) -> Vec<Look> {
    tagger::looks(&tree.text, &tree.words)
}

fn argmax(scores: &[i32; CLASSES], classes: usize, is_allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (class, &score) in scores[..classes].iter().enumerate() {
        if is_allowed(class) && best.is_none_or(|(_, most)| score > most) {
            best = Some((class, score));
        }
    }
    best.map_or(0, |(class, _)| class)
}

fn train_tagger(mut model: Averaged, trees: &[&Tree], epochs: usize, shuffle: &mut Shuffle) -> Averaged {
    let mut found = Vec::new();
    for epoch in 0..epochs {
        let (mut right, mut all) = (0usize, 0usize);
        for index in shuffle.order(trees.len()) {
            let looks = looks(trees[index]);
            let mut tags = Vec::with_capacity(looks.len());
            for (word, &gold) in trees[index].tags.iter().enumerate() {
                tagger::features(&looks, &tags, word, &mut found);
                let guess = argmax(&model.scores(&found), Tag::ALL.len(), |_| true);
                model.step += 1;
                if guess == gold as usize {
                    right += 1;
                } else {
                    model.update(&found, gold as usize, guess);
                }
                all += 1;
                tags.push(Tag::ALL[guess]);
            }
        }
        println!("  tagger epoch {epoch}: {:.2} % right in training", 100.0 * right as f64 / all.max(1) as f64);
    }
    model
}

/// How many gold arcs each of shift, left and right puts out of reach (Goldberg and Nivre 2013, arc-hybrid).
fn costs(state: &State, gold: &[usize]) -> [usize; 3] {
    let next = state.next;
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
        costs[1] = children + usize::from(Some(gold[top]) == second || gold[top] > next);
        costs[2] = children + usize::from(gold[top] >= next);
    }
    costs
}

fn kind(class: usize) -> usize {
    match class {
        0 => 0,
        class if class <= LABELS => 1,
        _ => 2,
    }
}

fn train_parser(
    mut model: Averaged,
    trees: &[Tree],
    tags: &[Vec<Tag>],
    epochs: usize,
    shuffle: &mut Shuffle,
) -> Averaged {
    let mut found = Vec::new();
    for epoch in 0..epochs {
        let (mut right, mut all) = (0usize, 0usize);
        for index in shuffle.order(trees.len()) {
            let tree = &trees[index];
            let looks = looks(tree);
            let view = View::new(&looks, &tags[index]);
            let mut state = State::new(looks.len());
            while !state.is_done() {
                let possible = state.possible();
                let costs = costs(&state, &tree.heads);
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
                    head != tree.heads[top] || (class - 1) % LABELS == tree.relations[top] as usize
                };
                parser::features(&state, &view, &mut found);
                let scores = model.scores(&found);
                let guess = argmax(&scores, ACTIONS, |class| possible[kind(class)]);
                model.step += 1;
                all += 1;
                let mut taken = guess;
                if is_gold(guess) {
                    right += 1;
                } else {
                    let gold = argmax(&scores, ACTIONS, is_gold);
                    model.update(&found, gold, guess);
                    // From the second epoch on the parser mostly goes on from its own mistakes.
                    if epoch == 0 || shuffle.next(10) == 0 {
                        taken = gold;
                    }
                }
                state.take(Action::of(taken));
            }
        }
        println!("  parser epoch {epoch}: {:.2} % right in training", 100.0 * right as f64 / all.max(1) as f64);
    }
    model
}

/// Tags of each fifth by a tagger trained on the others, so that the parser learns from tags as it will meet them.
fn jackknife(trees: &[Tree], epochs: usize, shuffle: &mut Shuffle) -> Vec<Vec<Tag>> {
    const FOLDS: usize = 5;
    let mut result = vec![Vec::new(); trees.len()];
    for fold in 0..FOLDS {
        let is_mine = |index: usize| index / 8 % FOLDS == fold;
        let others: Vec<&Tree> = (0..trees.len()).filter(|&index| !is_mine(index)).map(|index| &trees[index]).collect();
        let mut sum = Sum::default();
        train_tagger(Averaged::default(), &others, epochs.min(6), shuffle).add_to(&mut sum);
        let Some(model) = sum.model() else { continue };
        for index in (0..trees.len()).filter(|&index| is_mine(index)) {
            result[index] = tagger::tag(&model, &looks(&trees[index]));
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
    let number = |name: &str, usual: usize| {
        value(name).map_or(Ok(usual), |text| text.parse::<usize>()).map_err(|_| format!("{name} wants a number"))
    };
    let data =
        PathBuf::from(value("--data").ok_or("train language: --data FOLDER (with ud-ewt/ and gum/) is missing")?);
    let out = PathBuf::from(value("--out").unwrap_or("crates/reader/data/models".into()));
    let (epochs, runs, seed) = (number("--epochs", 10)?, number("--runs", 3)?, number("--seed", 1)?);
    let (tagger_weights, parser_weights) =
        (number("--tagger-weights", 400_000)?, number("--parser-weights", 1_000_000)?);
    let mut trees = treebank::ewt(&data, "train")?;
    trees.extend(treebank::gum(&data, "train", GENRES)?);
    trees.retain(|tree| tree.words.len() < 300);
    let words: usize = trees.iter().map(|tree| tree.words.len()).sum();
    println!("{} sentences, {words} words", trees.len());
    let mut shuffle = Shuffle::new(seed as u64);
    let write = |name: &str, bytes: Vec<u8>| {
        let path = out.join(name);
        println!("{}: {} bytes", path.display(), bytes.len());
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    };
    let all: Vec<&Tree> = trees.iter().collect();
    println!("tagger");
    let votes = twice(runs, tagger_weights, |start| train_tagger(start, &all, epochs, &mut shuffle));
    write("tagger.bin", Perceptron::bytes(&votes))?;
    println!("tags for the parser");
    let tags = jackknife(&trees, epochs, &mut shuffle);
    println!("parser");
    let votes = twice(runs, parser_weights, |start| train_parser(start, &trees, &tags, epochs, &mut shuffle));
    write("parser.bin", Perceptron::bytes(&votes))
}

/// Trains freely, keeps the places of the `most` largest weights, and trains again with those alone: that wins back most
/// of what cutting the others off loses.
fn twice(runs: usize, most: usize, mut train: impl FnMut(Averaged) -> Averaged) -> Vec<Votes> {
    let mut free = Sum::default();
    (0..runs).for_each(|_| train(Averaged::default()).add_to(&mut free));
    let kept = free.votes(most);
    drop(free);
    let mut closed = Sum::default();
    (0..runs).for_each(|_| train(Averaged::within(&kept)).add_to(&mut closed));
    closed.votes(most)
}

/// The relation of a word without a head is `root`; the treebanks agree.
const _: () = assert!(Relation::Root as usize == 0);
