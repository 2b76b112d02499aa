//! Where in a transcript do the words of a quotation stand, and how do they differ?
//!
//! Runs of three words that both have vote for places; at the best places a weighted edit distance over words finds the
//! cheapest way from the transcript to the quotation (Needleman and Wunsch, with free ends in the transcript). An ellipsis
//! may leave out any number of words. Cost: length of the quotation times that of the place, not of the transcript.

use super::words::{Kind, Word};
use std::collections::HashMap;

/// One step from the transcript to the quotation; indexes of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same form.
    Same(usize, usize),
    /// Another word in its place.
    Other(usize, usize),
    /// A word of the quotation that the transcript does not have here.
    Added(usize),
    /// A word of the transcript that the quotation does not have.
    Left(usize),
    /// A word of the transcript that an ellipsis or a bracket of the quotation stands for.
    Hidden(usize, usize),
}

/// A place with the way from it to the quotation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Words of the quotation that the transcript has in this order.
    pub same: usize,
    /// Weighted number of edits.
    pub cost: f32,
}

/// A transcript whose runs of words can be looked up.
pub(crate) struct Indexed {
    /// Its words.
    pub words: Vec<Word>,
    threes: HashMap<[u32; 3], Vec<u32>>,
    forms: HashMap<String, u32>,
    ones: Vec<Vec<u32>>,
}

/// Places at which the edit distance is measured.
const PLACES: usize = 8;

/// Words that an ellipsis may leave out.
const FAR: usize = 900;

impl Indexed {
    /// Indexes the words of a transcript.
    pub(crate) fn new(words: Vec<Word>) -> Indexed {
        let mut forms: HashMap<String, u32> = HashMap::new();
        let mut ones: Vec<Vec<u32>> = Vec::new();
        let ids: Vec<u32> = words
            .iter()
            .enumerate()
            .map(|(at, word)| {
                let next = forms.len() as u32;
                let id = *forms.entry(word.form.clone()).or_insert(next);
                if id == next {
                    ones.push(Vec::new());
                }
                ones[id as usize].push(at as u32);
                id
            })
            .collect();
        let mut threes: HashMap<[u32; 3], Vec<u32>> = HashMap::new();
        for (at, run) in ids.windows(3).enumerate() {
            threes.entry([run[0], run[1], run[2]]).or_default().push(at as u32);
        }
        Indexed { words, threes, forms, ones }
    }

    /// The place of the quotation that costs least, if one has enough of its words.
    pub(crate) fn find(&self, quotation: &[Word]) -> Option<Place> {
        let said = quotation.iter().filter(|word| word.kind == Kind::Said).count();
        let has_gap = quotation.iter().any(|word| word.kind == Kind::Ellipsis);
        let mut best: Option<Place> = None;
        for start in self.places(quotation) {
            let from = start.saturating_sub(12 + quotation.len() / 4);
            let reach = quotation.len() * 3 / 2 + 40 + if has_gap { FAR } else { 0 };
            let to = (start + reach).min(self.words.len());
            let place = align(quotation, &self.words[from..to], from);
            let better = best.as_ref().is_none_or(|best| place.cost < best.cost);
            if better && is_enough(&place, said) {
                best = Some(place);
            }
        }
        best
    }

    /// Where the quotation may begin, the likeliest first.
    fn places(&self, quotation: &[Word]) -> Vec<usize> {
        let ids: Vec<Option<u32>> = quotation
            .iter()
            .map(|word| (word.kind == Kind::Said).then(|| self.forms.get(&word.form).copied()).flatten())
            .collect();
        // Votes for diagonals, eight words wide.
        let mut votes: HashMap<usize, f32> = HashMap::new();
        for (at, run) in ids.windows(3).enumerate() {
            let [Some(a), Some(b), Some(c)] = *run else { continue };
            let Some(hits) = self.threes.get(&[a, b, c]) else { continue };
            let weight = 1.0 / (hits.len() as f32).sqrt();
            for &hit in hits {
                *votes.entry((hit as usize + 64).saturating_sub(at) / 8).or_default() += weight;
            }
        }
        if votes.is_empty() {
            // Rare words alone.
            for (at, id) in ids.iter().enumerate() {
                let Some(hits) = id.and_then(|id| self.ones.get(id as usize)).filter(|hits| hits.len() <= 24) else {
                    continue;
                };
                for &hit in hits {
                    *votes.entry((hit as usize + 64).saturating_sub(at) / 8).or_default() += 1.0 / hits.len() as f32;
                }
            }
        }
        if votes.is_empty() {
            // A short quotation of frequent words: wherever its rarest word stands.
            let rarest = ids.iter().enumerate().filter_map(|(at, id)| Some((self.ones.get((*id)? as usize)?, at)));
            let Some((hits, at)) = rarest.min_by_key(|(hits, _)| hits.len()) else { return Vec::new() };
            return hits.iter().take(200).map(|&hit| (hit as usize).saturating_sub(at)).collect();
        }
        let mut order: Vec<(usize, f32)> = votes
            .iter()
            .map(|(&bucket, &vote)| (bucket, vote + votes.get(&(bucket + 1)).copied().unwrap_or(0.0)))
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(PLACES);
        order.into_iter().map(|(bucket, _)| (bucket * 8).saturating_sub(64)).collect()
    }
}

/// Whether a place has enough of a quotation's words to be called its place.
fn is_enough(place: &Place, said: usize) -> bool {
    match said {
        0 => false,
        1..=3 => place.same == said,
        _ => place.same * 10 >= said * 6 && place.same >= 3,
    }
}

/// Weights of the edits.
fn cost_of(quotation: &Word, transcript: &Word) -> f32 {
    if quotation.form == transcript.form || is_same_possession(&quotation.form, &transcript.form) {
        return if quotation.kind == Kind::Bracketed { 0.05 } else { 0.0 };
    }
    match quotation.kind {
        Kind::Bracketed => 0.3,
        _ if is_misprint(&quotation.form, &transcript.form) => 0.5,
        _ => 1.1,
    }
}

/// "it’s" and "it is".
fn is_same_possession(a: &str, b: &str) -> bool {
    matches!(
        (a, b),
        ("'s", "is" | "has" | "us") | ("is" | "has" | "us", "'s") | ("'d", "would" | "had") | ("would" | "had", "'d")
    )
}

/// Whether two words differ in one letter, or in two neighbours that changed places.
pub(crate) fn is_misprint(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 1 || a.iter().any(char::is_ascii_digit) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if a.len() == b.len() {
        let left = a.len() - (same + tail).min(a.len());
        left <= 1 || left == 2 && a[same] == b[same + 1] && a[same + 1] == b[same]
    } else {
        same + tail >= a.len().min(b.len())
    }
}

/// Words that are said while one thinks.
pub(crate) fn is_filler(form: &str) -> bool {
    matches!(form, "uh" | "um" | "er" | "ah" | "eh" | "hm" | "mm")
}

/// The cheapest way from a stretch of the transcript to the quotation.
fn align(quotation: &[Word], stretch: &[Word], offset: usize) -> Place {
    let (rows, columns) = (quotation.len(), stretch.len());
    let width = columns + 1;
    let mut costs = vec![0.0_f32; (rows + 1) * width];
    let mut moves = vec![0_u8; (rows + 1) * width];
    // 1 both, 2 added, 3 left, 4 hidden.
    for row in 1..=rows {
        let word = &quotation[row - 1];
        let add = match word.kind {
            Kind::Ellipsis => 0.0,
            Kind::Bracketed => 0.2,
            Kind::Said if is_filler(&word.form) => 0.3,
            Kind::Said => 1.0,
        };
        for column in 0..=columns {
            let at = row * width + column;
            let (mut cost, mut step) = (costs[at - width] + add, 2);
            if column > 0 {
                let other = &stretch[column - 1];
                if word.kind != Kind::Ellipsis {
                    let both = costs[at - width - 1] + cost_of(word, other);
                    if both <= cost {
                        (cost, step) = (both, 1);
                    }
                }
                // Behind the last word of the quotation the transcript goes on for nothing.
                let (leave, by) = match word.kind {
                    Kind::Ellipsis => (0.01, 4),
                    Kind::Bracketed => (0.25, 4),
                    Kind::Said if is_filler(&other.form) => (0.05, 3),
                    Kind::Said => (0.7, 3),
                };
                if row < rows || word.kind != Kind::Said {
                    let left = costs[at - 1] + leave;
                    if left < cost {
                        (cost, step) = (left, by);
                    }
                }
            }
            (costs[at], moves[at]) = (cost, step);
        }
    }
    let last = rows * width;
    let mut column = (0..=columns).min_by(|a, b| costs[last + a].total_cmp(&costs[last + b])).unwrap_or(0);
    let cost = costs[last + column];
    let mut row = rows;
    let mut steps = Vec::new();
    let mut same = 0;
    while row > 0 {
        match moves[row * width + column] {
            1 => {
                (row, column) = (row - 1, column - 1);
                let (word, other) = (&quotation[row], &stretch[column]);
                let is_same = word.form == other.form || is_same_possession(&word.form, &other.form);
                same += usize::from(is_same && word.kind == Kind::Said);
                steps.push(if is_same {
                    Step::Same(row, offset + column)
                } else if word.kind == Kind::Bracketed {
                    Step::Hidden(row, offset + column)
                } else {
                    Step::Other(row, offset + column)
                });
            }
            2 => {
                row -= 1;
                if quotation[row].kind != Kind::Ellipsis {
                    steps.push(Step::Added(row));
                }
            }
            3 => {
                column -= 1;
                steps.push(Step::Left(offset + column));
            }
            _ => {
                column -= 1;
                steps.push(Step::Hidden(row - 1, offset + column));
            }
        }
    }
    steps.reverse();
    Place { steps, same, cost }
}
