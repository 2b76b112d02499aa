//! How often are negations found, and how far do they reach?
//!
//! As the *SEM 2012 shared task counts: a cue is right if all its parts are; scopes are compared word by word, without
//! punctuation, over all negations, of a word with an affix the rest of it. Scopes are measured with the cues given and
//! with cues found; beside them stands a plain rule, from the cue to the next mark of punctuation.

use super::super::{Counts, Options, write_csv};
use super::stem;
use reader::language::{Analysis, analyse_tokens};
use reader::meaning::certainty::negation::{negations, scope};
use reader::{Clean, Knowledge, Span};
use std::collections::BTreeSet;
use std::path::Path;

/// The words of a sentence as one text, and its negations.
#[derive(Default)]
struct Sentence {
    text: String,
    words: Vec<Span<Clean>>,
    gold: Vec<Negation>,
}

/// Parts of words by their place.
#[derive(Default, Clone)]
struct Negation {
    cue: BTreeSet<Span<Clean>>,
    scope: BTreeSet<Span<Clean>>,
}

/// Whether a file with this first line holds negations.
pub fn is_such(line: &str) -> bool {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.len() >= 8 && columns[1].parse::<usize>().is_ok() && columns[2].parse::<usize>().is_ok()
}

/// Scores one file.
pub fn run(path: &Path, raw: &str, options: &Options, knowledge: &Knowledge) -> Result<(), String> {
    let mut counts = [Counts::default(); 5];
    let mut rows = Vec::new();
    for (number, block) in raw.split("\n\n").filter(|block| !block.trim().is_empty()).enumerate() {
        let sentence = parse(block);
        let Some(analysis) = analyse_tokens(&sentence.text, sentence.words.clone(), &knowledge.language) else {
            continue;
        };
        let one = compare(&sentence, &analysis, options.has("errors"), knowledge);
        if !sentence.gold.is_empty() || one[0].found > 0 {
            let numbers = [number, one[0].gold, one[0].found, one[0].matched];
            let scopes = [one[1].gold, one[1].found, one[1].matched, one[2].found, one[2].matched];
            rows.push(numbers.iter().chain(&scopes).map(ToString::to_string).collect());
        }
        counts.iter_mut().zip(one).for_each(|(all, one)| all.add(one));
    }
    println!("{:<36}    P     R    F1   gold  found  right", format!("negation, {}", stem(path)));
    let names = [
        "cues",
        "scope words, cues given",
        "scope words, cues found",
        "to the next mark, cues given",
        "to the next mark, cues found",
    ];
    for (name, counts) in names.iter().zip(counts) {
        println!("  {name:<34}{}", counts.figures());
    }
    if options.has("csv") {
        let head = [
            "item",
            "cues_gold",
            "cues_found",
            "cues_right",
            "scope_gold",
            "scope_given_found",
            "scope_given_right",
            "scope_found",
            "scope_right",
        ];
        write_csv("certainty-negation", &head.map(str::to_owned), &rows)?;
    }
    Ok(())
}

/// Reads the lines of a sentence.
fn parse(block: &str) -> Sentence {
    let mut sentence = Sentence::default();
    for line in block.lines() {
        let columns: Vec<&str> = line.trim_end().split('\t').collect();
        let Some(word) = columns.get(3) else { continue };
        if !sentence.text.is_empty() {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(word);
        sentence.words.push(Span::new(start, start + word.len()));
        let negations = columns.get(7..).unwrap_or(&[]).chunks(3).filter(|columns| columns.len() == 3);
        for (number, columns) in negations.enumerate() {
            if sentence.gold.len() <= number {
                sentence.gold.resize(number + 1, Negation::default());
            }
            // A part of a word is given by its letters.
            let part = |part: &str| {
                let at = if word.starts_with(part) { 0 } else { word.rfind(part).unwrap_or(0) };
                (part != "_").then(|| Span::new(start + at, start + at + part.len().min(word.len() - at)))
            };
            sentence.gold[number].cue.extend(part(columns[0]));
            sentence.gold[number].scope.extend(part(columns[1]));
        }
    }
    sentence
}

/// Cues; scopes with given and with own cues; the plain rule with both.
fn compare(sentence: &Sentence, analysis: &Analysis, errors: bool, knowledge: &Knowledge) -> [Counts; 5] {
    let found: Vec<Negation> = negations(&sentence.text, analysis, knowledge)
        .into_iter()
        .map(|one| Negation { cue: one.cue.into_iter().collect(), scope: one.scope.into_iter().collect() })
        .collect();
    let given = |cue: &BTreeSet<Span<Clean>>| -> BTreeSet<Span<Clean>> {
        let cue: Vec<Span<Clean>> = cue.iter().copied().collect();
        scope(&sentence.text, analysis, &cue).into_iter().collect()
    };
    let plain = |cue: &BTreeSet<Span<Clean>>| to_next_mark(sentence, cue);
    let matched = sentence.gold.iter().filter(|gold| found.iter().any(|found| found.cue == gold.cue)).count();
    let mut counts = [Counts { gold: sentence.gold.len(), found: found.len(), matched }; 5];
    counts[1..].fill(Counts::default());
    for gold in &sentence.gold {
        let scope = given(&gold.cue);
        counts[1].add(words(sentence, &gold.scope, &scope));
        counts[3].add(words(sentence, &gold.scope, &plain(&gold.cue)));
        let one = words(sentence, &gold.scope, &scope);
        if errors && one.matched * 2 < one.gold + one.found {
            let (missed, wrong) = (one.gold - one.matched, one.found - one.matched);
            println!(
                "scope\t{missed}\t{wrong}\t{}\t{}",
                marked(sentence, gold, &gold.scope),
                marked(sentence, gold, &scope)
            );
        }
    }
    if errors {
        let missed = sentence.gold.iter().filter(|gold| !found.iter().any(|found| found.cue == gold.cue));
        missed.for_each(|gold| println!("missed\t{}", marked(sentence, gold, &gold.scope)));
        let wrong = found.iter().filter(|found| !sentence.gold.iter().any(|gold| found.cue == gold.cue));
        wrong.for_each(|found| println!("false\t{}", marked(sentence, found, &found.scope)));
    }
    let mut used = vec![false; found.len()];
    for gold in &sentence.gold {
        let same = |at: &usize| {
            !used[*at] && found[*at].cue.iter().any(|part| gold.cue.iter().any(|other| part.overlaps(other)))
        };
        let partner = (0..found.len()).find(same);
        let (own, rule) = partner.map_or_else(Default::default, |at| {
            used[at] = true;
            (found[at].scope.clone(), plain(&found[at].cue))
        });
        counts[2].add(words(sentence, &gold.scope, &own));
        counts[4].add(words(sentence, &gold.scope, &rule));
    }
    for (one, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
        counts[2].add(words(sentence, &BTreeSet::new(), &one.scope));
        counts[4].add(words(sentence, &BTreeSet::new(), &plain(&one.cue)));
    }
    counts
}

/// Compares two sets of words, without punctuation.
fn words(sentence: &Sentence, gold: &BTreeSet<Span<Clean>>, found: &BTreeSet<Span<Clean>>) -> Counts {
    let counts = |span: &&Span<Clean>| span.of(&sentence.text).chars().any(char::is_alphanumeric);
    Counts {
        gold: gold.iter().filter(counts).count(),
        found: found.iter().filter(counts).count(),
        matched: gold.intersection(found).filter(counts).count(),
    }
}

/// The plain rule: what follows the cue up to the next comma, semicolon, colon, dash or full stop; of an affix, the rest of
/// its word alone.
fn to_next_mark(sentence: &Sentence, cue: &BTreeSet<Span<Clean>>) -> BTreeSet<Span<Clean>> {
    let Some(last) = cue.last() else { return BTreeSet::new() };
    let at = sentence.words.partition_point(|word| word.start <= last.start).saturating_sub(1);
    if let Some(word) = sentence.words.get(at).filter(|word| *word != last) {
        let rest =
            if word.start == last.start { Span::new(last.end, word.end) } else { Span::new(word.start, last.start) };
        return BTreeSet::from([rest]);
    }
    let is_mark = |word: &&Span<Clean>| !word.of(&sentence.text).chars().any(char::is_alphanumeric);
    sentence.words.iter().skip(at + 1).take_while(|word| !is_mark(word)).copied().collect()
}

/// The sentence with its cue in square and its scope in curly brackets.
fn marked(sentence: &Sentence, negation: &Negation, scope: &BTreeSet<Span<Clean>>) -> String {
    let mut printed = String::new();
    for word in &sentence.words {
        let words = word.of(&sentence.text);
        let is_in = |parts: &BTreeSet<Span<Clean>>| parts.iter().any(|part| word.overlaps(part));
        printed.push_str(&match (is_in(&negation.cue), is_in(scope)) {
            (true, true) => format!("[{{{words}}}] "),
            (true, false) => format!("[{words}] "),
            (false, true) => format!("{{{words}}} "),
            (false, false) => format!("{words} "),
        });
    }
    printed.replace("} {", " ")
}
