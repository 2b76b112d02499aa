//! Is the document a transcript, and which of its lines are labels?
//!
//! Labels in capitals tell it by themselves. Labels in small letters, `Q:` with `A:`, and names beside times stand in lists,
//! boxes and programmes too: they count where the labelled lines make up the document and read as speech. An article that
//! prints an exchange stays an article.

use super::labels::{Label, Trust, label, times};
use super::{Block, Role, masthead};
use rustc_hash::FxHashMap;

/// The label of each block; none at all if the document is no transcript.
pub(super) fn labels(text: &str, blocks: &[Block]) -> Vec<Option<Label>> {
    let page = Page::new(text, blocks);
    let has_questions = page.labels.iter().flatten().any(|label| label.role == Some(Role::Reporter));
    // A line in capitals before a colon is a label where it recurs, or in a document with questions.
    let counts = |name: &str, label: &Label, has_speech: bool| match label.trust {
        Trust::Sure | Trust::Marked | Trust::Timed => true,
        Trust::Capital | Trust::Titled => page.recurs(name) || has_questions && has_speech,
        Trust::Named => page.recurs(name),
    };
    let capital = page.keep(|name, label, speech| label.trust >= Trust::Capital && counts(name, label, speech));
    let is_sure = capital.iter().flatten().any(|label| label.trust == Trust::Sure && label.end - label.start > 1);
    if page.is_covered(&capital, 2, 12) && (is_sure || page.is_filled(&capital) && page.is_spoken(&capital)) {
        return page.keep(counts);
    }
    let timed = page.keep(|name, label, speech| label.trust >= Trust::Timed && counts(name, label, speech));
    let times = timed.iter().flatten().filter(|label| label.trust == Trust::Timed).count();
    if times >= 2 && page.is_covered(&timed, 1, 12) && page.is_spoken(&timed) {
        return page.keep(counts);
    }
    let surnames = page.surnames();
    let named = page.keep(|name, label, _| {
        let is_somebody = name.contains(' ') || surnames.contains(&name);
        label.role.is_some() || name.ends_with(')') || page.recurs(name) && is_somebody
    });
    let is_dialogue = named.iter().flatten().count() >= 4
        && page.is_covered(&named, 2, 6)
        && page.is_filled(&named)
        && page.is_spoken(&named);
    if is_dialogue { named } else { vec![None; blocks.len()] }
}

/// The blocks with what looks like a label.
struct Page<'text> {
    text: &'text str,
    blocks: &'text [Block],
    labels: Vec<Option<Label>>,
    counts: FxHashMap<&'text str, usize>,
}

impl<'text> Page<'text> {
    fn new(text: &'text str, blocks: &'text [Block]) -> Page<'text> {
        let lines: Vec<&str> = blocks.iter().map(|block| block.span.of(text)).collect();
        let labels: Vec<Option<Label>> = (0..lines.len())
            .map(|index| {
                let next = lines.get(index + 1).filter(|next| times::is_bare(next));
                label(lines[index]).or_else(|| next.and_then(|_| times::before_time(lines[index])))
            })
            .collect();
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for (line, label) in lines.iter().zip(&labels) {
            if let Some(label) = label {
                *counts.entry(bare(&line[label.start..label.end])).or_default() += 1;
            }
        }
        Page { text, blocks, labels, counts }
    }

    /// Whether the name stands before more than one turn, with a place or a party behind it or without.
    fn recurs(&self, name: &str) -> bool {
        self.counts.get(bare(name)).is_some_and(|&count| count > 1)
    }

    fn line(&self, index: usize) -> &'text str {
        self.blocks[index].span.of(self.text)
    }

    /// The labels for which `counts` holds, given the name, the label and whether words follow it.
    fn keep(&self, counts: impl Fn(&str, &Label, bool) -> bool) -> Vec<Option<Label>> {
        let kept = self.labels.iter().enumerate().map(|(index, label)| {
            let line = self.line(index);
            label.filter(|label| counts(&line[label.start..label.end], label, label.speech < line.len()))
        });
        kept.collect()
    }

    /// Whether so many different labels stand at least once in so many blocks, over more than half of the text.
    fn is_covered(&self, labels: &[Option<Label>], different: usize, blocks_a_label: usize) -> bool {
        let Some(first) = labels.iter().position(Option::is_some) else { return false };
        let labelled = labels.iter().flatten().count();
        let mut names: Vec<&str> = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            let Some(label) = label else { continue };
            let name = &self.line(index)[label.start..label.end];
            if names.len() < different && !names.contains(&name) {
                names.push(name);
            }
        }
        let size = |blocks: &[Block]| blocks.iter().map(|block| block.span.len()).sum::<usize>();
        labelled >= 2
            && names.len() >= different
            && size(&self.blocks[first..]) > size(&self.blocks[..first])
            && labelled * blocks_a_label >= self.blocks.len() - first
    }

    /// Whether the turns fill most of the text. The last one ends where the longest of the others would.
    fn is_filled(&self, labels: &[Option<Label>]) -> bool {
        let places: Vec<usize> = (0..labels.len()).filter(|&index| labels[index].is_some()).collect();
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return false };
        let longest = places.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(1);
        let size = |blocks: &[Block]| blocks.iter().map(|block| block.span.len()).sum::<usize>();
        let turns = &self.blocks[first..(last + longest).min(self.blocks.len())];
        size(turns) * 5 >= size(self.blocks) * 3
    }

    /// Whether most of the labels have words behind them that somebody says to somebody: a question, "I", "you". Words
    /// between quotation marks are quoted there, not spoken; those of other languages are not known.
    fn is_spoken(&self, labels: &[Option<Label>]) -> bool {
        const PERSONS: &[&str] = &["i", "we", "you", "me", "us", "my", "our", "your"];
        let is_person =
            |word: &str| PERSONS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str());
        let (mut all, mut spoken) = (0, 0);
        for (index, label) in labels.iter().enumerate() {
            let Some(label) = label else { continue };
            let words = self.words(index, label, labels);
            let is_quoted = words.starts_with(['"', '“']);
            let asks = words.contains('?') || label.role == Some(Role::Reporter);
            let has_person = || words.split([' ', '’', '\'']).take(200).any(is_person);
            all += usize::from(!words.is_empty());
            spoken += usize::from(!is_quoted && (asks || has_person()));
        }
        spoken * 2 > all || !masthead::is_english(self.text)
    }

    /// The first words of a turn: behind the label, else in the next block that is no time.
    fn words(&self, index: usize, label: &Label, labels: &[Option<Label>]) -> &'text str {
        let own = &self.line(index)[label.speech..];
        let next = (index + 1..self.blocks.len()).take(2).take_while(|&next| labels[next].is_none());
        let below = next.map(|next| self.line(next)).find(|line| !times::is_bare(line));
        if own.is_empty() { below.unwrap_or(own) } else { own }
    }

    /// The labels of one word that are part of a name which the text has in full; at most sixteen are looked up.
    fn surnames(&self) -> Vec<&'text str> {
        let is_full = |at: usize| {
            let before = self.text[..at].strip_suffix(' ').unwrap_or("");
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            word.starts_with(char::is_uppercase)
        };
        let mut words: Vec<&str> = self
            .counts
            .iter()
            .filter(|(name, count)| **count > 1 && !name.contains(' '))
            .map(|(name, _)| *name)
            .collect();
        words.sort_unstable();
        words.truncate(16);
        words.retain(|word| self.text.match_indices(word).take(1000).any(|(at, _)| is_full(at)));
        words
    }
}

/// A name without the brackets behind it.
fn bare(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}
