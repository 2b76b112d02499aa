//! How often do tags and trees agree with the treebanks?
//!
//! `score language --data FOLDER [--models FOLDER]`: FOLDER holds `ud-ewt/` and `gum/` in CoNLL-U; their `dev` parts are
//! read, which training never sees. Every word counts, punctuation included, as in the CoNLL 2018 shared task; LAS is also
//! given without punctuation. `--models` takes weights from files rather than those built in.

use crate::train::treebank::{self, Tree};
use reader::language::{self, LanguageKnowledge, Relation};
use reader::span::{Clean, Span};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Relations that attribution rests on.
const WATCHED: &[Relation] = &[
    Relation::Root,
    Relation::Nsubj,
    Relation::NsubjPass,
    Relation::Obj,
    Relation::Ccomp,
    Relation::Xcomp,
    Relation::Parataxis,
    Relation::Obl,
    Relation::OblUnmarked,
    Relation::Mark,
    Relation::Advcl,
    Relation::Acl,
    Relation::AclRelcl,
    Relation::Appos,
    Relation::Conj,
    Relation::Nmod,
    Relation::NmodPoss,
    Relation::Punct,
];

/// What was right among the words of one set.
#[derive(Debug, Default, Clone)]
pub struct Score {
    /// Words in the treebank.
    pub words: usize,
    /// With the right tag.
    pub tags: usize,
    /// With the right head.
    pub heads: usize,
    /// With the right head and relation.
    pub arcs: usize,
    words_proper: usize,
    arcs_proper: usize,
    /// Of each relation: right, given, wanted.
    relations: Vec<[usize; 3]>,
    /// Words as the tokenizer cuts them: right, given, wanted.
    cut: [usize; 3],
    /// Arcs on raw text: right, given, wanted.
    raw: [usize; 3],
}

fn f1([right, given, wanted]: [usize; 3]) -> f64 {
    200.0 * right as f64 / ((given + wanted).max(1)) as f64
}

/// Scores `trees`.
pub fn score(trees: &[Tree], knowledge: &LanguageKnowledge) -> Score {
    let mut score = Score { relations: vec![[0; 3]; Relation::ALL.len()], ..Score::default() };
    for tree in trees {
        let Some(found) = language::analyse_tokens(&tree.text, tree.words.clone(), knowledge) else { continue };
        let count = tree.words.len();
        for (index, token) in found.tokens.iter().enumerate() {
            let (head, relation) = (tree.heads[index], tree.relations[index]);
            let is_head = token.head.map_or(count, usize::from) == head;
            let is_arc = is_head && token.relation == relation;
            score.words += 1;
            score.tags += usize::from(token.tag == tree.tags[index]);
            score.heads += usize::from(is_head);
            score.arcs += usize::from(is_arc);
            if relation != Relation::Punct {
                score.words_proper += 1;
                score.arcs_proper += usize::from(is_arc);
            }
            score.relations[relation as usize][2] += 1;
            score.relations[token.relation as usize][1] += 1;
            score.relations[relation as usize][0] += usize::from(is_arc);
        }
        raw(tree, knowledge, &mut score);
    }
    score
}

/// The same from the bare text: a word counts when its span, and an arc when the spans at both its ends agree.
fn raw(tree: &Tree, knowledge: &LanguageKnowledge, score: &mut Score) {
    let Some(found) = language::analyse_span(&tree.text, Span::new(0, tree.text.len()), knowledge) else { return };
    let whole = Span::<Clean>::new(0, 0);
    let mut wanted: Vec<(Span<Clean>, Span<Clean>, Relation)> = (0..tree.words.len())
        .map(|index| {
            let head = tree.words.get(tree.heads[index]).copied().unwrap_or(whole);
            (tree.words[index], head, tree.relations[index])
        })
        .collect();
    wanted.sort_unstable();
    for token in &found.tokens {
        let head = token.head.and_then(|head| found.tokens.get(usize::from(head))).map_or(whole, |head| head.span);
        score.cut[0] += usize::from(tree.words.contains(&token.span));
        score.raw[0] += usize::from(wanted.binary_search(&(token.span, head, token.relation)).is_ok());
    }
    for counts in [&mut score.cut, &mut score.raw] {
        counts[1] += found.tokens.len();
        counts[2] += tree.words.len();
    }
}

/// Words a second: cutting, tagging and all with parsing, the best of three rounds.
fn speed(trees: &[Tree], knowledge: &LanguageKnowledge) -> [f64; 2] {
    let mut best = [0f64; 2];
    for _ in 0..3 {
        let (start, mut words) = (Instant::now(), 0);
        for tree in trees {
            let looks = language::tagger::looks(&tree.text, &tree.words);
            words += knowledge.tags(&looks).map_or(0, |tags| tags.len());
        }
        best[0] = best[0].max(words as f64 / start.elapsed().as_secs_f64());
        let (start, mut words) = (Instant::now(), 0);
        for tree in trees {
            let span = Span::new(0, tree.text.len());
            words += language::analyse_span(&tree.text, span, knowledge).map_or(0, |found| found.tokens.len());
        }
        best[1] = best[1].max(words as f64 / start.elapsed().as_secs_f64());
    }
    best
}

fn models(folder: &Path) -> Result<LanguageKnowledge, String> {
    let read = |name: &str| {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<&'static [u8], String>(Box::leak(bytes.into_boxed_slice()))
    };
    Ok(LanguageKnowledge::with_models(read("tagger.bin")?, read("parser.bin")?))
}

/// Prints the scores of the treebanks' dev parts.
///
/// # Errors
/// A message for the developer where data is missing.
pub fn run(args: &[String]) -> Result<(), String> {
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let data =
        PathBuf::from(value("--data").ok_or("score language: --data FOLDER (with ud-ewt/ and gum/) is missing")?);
    let knowledge = match value("--models") {
        Some(folder) => models(Path::new(&folder))?,
        None => LanguageKnowledge::built_in(),
    };
    let ewt = treebank::ewt(&data, "dev")?;
    let sets = [
        ("EWT dev", ewt.clone()),
        ("GUM news dev", treebank::gum(&data, "dev", &["news"])?),
        ("GUM interview dev", treebank::gum(&data, "dev", &["interview"])?),
        ("GUM dev, genres trained on", treebank::gum(&data, "dev", treebank::GENRES)?),
        ("GUM speech dev", treebank::gum(&data, "dev", &["speech"])?),
    ];
    let mut watched = vec![[0usize; 3]; Relation::ALL.len()];
    println!(
        "{:<28} {:>6} {:>6} {:>6} {:>6} {:>9} | raw text: {:>6} {:>6}",
        "", "words", "XPOS", "UAS", "LAS", "no punct", "words", "LAS"
    );
    for (name, trees) in &sets {
        let score = score(trees, &knowledge);
        let share = |right: usize, all: usize| 100.0 * right as f64 / all.max(1) as f64;
        println!(
            "{name:<28} {:>6} {:>6.2} {:>6.2} {:>6.2} {:>9.2} | {:>16.2} {:>6.2}",
            score.words,
            share(score.tags, score.words),
            share(score.heads, score.words),
            share(score.arcs, score.words),
            share(score.arcs_proper, score.words_proper),
            f1(score.cut),
            f1(score.raw),
        );
        if name.starts_with("EWT") || name.contains("trained") {
            watched.iter_mut().zip(&score.relations).for_each(|(sum, one)| (0..3).for_each(|n| sum[n] += one[n]));
        }
    }
    println!("\nF1 of labelled arcs, EWT dev and GUM dev of the genres trained on:");
    for relation in WATCHED {
        let [right, given, wanted] = watched[*relation as usize];
        println!("{:<14} {:>6.2} ({wanted} in the treebanks)", relation.as_str(), f1([right, given, wanted]));
    }
    let [tagging, all] = speed(&ewt, &knowledge);
    println!("\n{tagging:.0} words/s tagged, {all:.0} words/s cut, tagged and parsed, one thread");
    Ok(())
}
