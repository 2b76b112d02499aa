//! Which words around a possible cue are its source and its content?
//!
//! The fast tier's counterpart of `spans`: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001)
//! over the words of one sentence, given one of them as the head of a cue, as in semantic role labelling. It sees where in
//! the tree a word stands from that head. What becomes of its marks is said in `marks`. Not useful for finding heads: the
//! finders name them.

use super::candidate::Candidate;
use super::finder::Finder;
use super::marks::{By, How, Marked, Marks, Seen};
use super::quotes::Quotes;
use super::tree::Tree;
use crate::inference::perceptron::{feature, word_hash};
use crate::language::Tag;
use crate::span::{Clean, Span};
use std::ops::Range;

/// Outside, then begin and inside of source, cue and content.
pub const LABELS: usize = 7;
/// A row of scores, one a label.
pub type Scores = [f32; LABELS];
/// log2 of the number of rows of weights.
pub const BITS: u32 = 17;
/// Bytes of a row: one a label, and one to fill it up.
const ROW: usize = 8;

/// The weights of the field.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    rows: &'static [u8],
    /// What one unit of a weight is worth in log-odds.
    scale: f32,
}

/// One sentence with one head: the features of each word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The words.
    pub tokens: Vec<Span<Clean>>,
    /// Index of the cue's head.
    pub head: usize,
    /// Features of all words, one word's after the other's.
    pub features: Vec<u32>,
    /// Where the features of each word end.
    pub ends: Vec<u32>,
}

impl Row {
    /// The features of one word.
    pub fn of(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[word] as usize]
    }
}

/// The row of weights that a feature uses.
pub fn bucket(feature: u32) -> usize {
    ((feature ^ (feature >> BITS)) & ((1 << BITS) - 1)) as usize
}

/// The feature whose weights say which label follows `before`; `LABELS` stands for the start.
pub fn transition(before: usize) -> u32 {
    feature(80, [before as u32])
}

/// Whether a label may follow another one: inside needs a beginning.
pub fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

impl Chain {
    /// The weights that come with the program.
    pub fn built_in() -> Option<Chain> {
        Chain::parse(include_bytes!("../../data/models/chain.bin"))
    }

    /// Reads `b"chain1"`, the scale as little-endian f32, then `1 << BITS` rows of eight signed bytes.
    pub fn parse(bytes: &'static [u8]) -> Option<Chain> {
        let (scale, rows) = bytes.strip_prefix(b"chain1")?.split_first_chunk::<4>()?;
        (rows.len() == ROW << BITS).then_some(Chain { rows, scale: f32::from_le_bytes(*scale) })
    }

    /// The form that `parse` reads, from rows of weights in log-odds.
    pub fn bytes(weights: &[Scores]) -> Vec<u8> {
        let largest = weights.iter().flatten().fold(0f32, |largest, weight| largest.max(weight.abs())).clamp(1e-6, 6.0);
        let scale = largest / 127.0;
        let mut bytes = b"chain1".to_vec();
        bytes.extend(scale.to_le_bytes());
        for row in weights {
            bytes.extend(row.map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8));
            bytes.push(0);
        }
        bytes
    }

    fn sums(&self, features: &[u32]) -> Scores {
        // Sums of fewer than 256 bytes fit.
        let mut sums = [0i16; ROW];
        for &feature in &features[..features.len().min(255)] {
            let at = bucket(feature) * ROW;
            if let Some(row) = self.rows.get(at..at + ROW) {
                sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
            }
        }
        std::array::from_fn(|label| f32::from(sums[label]) * self.scale)
    }

    /// What the field makes of a sentence with this head.
    pub(super) fn mark(&self, row: &Row) -> Marks {
        let emissions: Vec<Scores> = (0..row.tokens.len()).map(|word| self.sums(row.of(word))).collect();
        let lattice = Lattice::new(emissions, std::array::from_fn(|before| self.sums(&[transition(before)])));
        let marginals = lattice.marginals();
        let mut marks = Marks::new(By::Chain);
        marks.pieces.extend(row.tokens.iter().zip(&marginals).map(|(&span, one)| Seen {
            span,
            block: 0,
            is_inner: false,
            part: [0, 1, 2].map(|role| one[1 + 2 * role] + one[2 + 2 * role]),
            begin: [0, 1, 2].map(|role| one[1 + 2 * role]),
        }));
        let sureness = marks.pieces.get(row.head).map_or(0.0, |head| head.part[1]);
        let sure = read_off(&lattice.best(0.0), row, sureness, How::Sure);
        let faint = read_off(&lattice.best(FAINT), row, sureness, How::Faint);
        let faint =
            faint.filter(|one| sure.as_ref().is_none_or(|sure| (&sure.cue, &sure.content) != (&one.cue, &one.content)));
        let beside = sure.as_ref().map(|one| marks.beside(one)).unwrap_or_default();
        marks.relations.extend(sure);
        marks.relations.extend(beside);
        marks.relations.extend(faint);
        marks.sorted()
    }
}

/// What the generous reading takes off the score of "outside".
const FAINT: f32 = 1.5;

/// The relation that a row of labels draws, if it has a cue and a content.
fn read_off(labels: &[usize], row: &Row, sureness: f32, how: How) -> Option<Marked> {
    let mut spans: [Vec<Range<usize>>; 3] = Default::default();
    for (word, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let role = &mut spans[(label - 1) / 2];
        match role.last_mut() {
            Some(last) if label % 2 == 0 && last.end == word => last.end = word + 1,
            _ => role.push(word..word + 1),
        }
    }
    let bytes = |range: &Range<usize>| Span::new(row.tokens[range.start].start, row.tokens[range.end - 1].end);
    let [source, cue, content] = spans.map(|ranges| ranges.iter().map(bytes).collect::<Vec<_>>());
    (!cue.is_empty() && !content.is_empty()).then_some(Marked {
        source,
        cue,
        content,
        source_link: sureness,
        content_link: sureness,
        how,
    })
}

/// Scores of all labels of all words of a sentence, and of each label behind each other one.
pub struct Lattice {
    /// In log-odds.
    emissions: Vec<Scores>,
    /// In log-odds, by the label before; the last is the start.
    transitions: [Scores; LABELS + 1],
    /// Of each word: likelihoods of its labels, the likeliest being 1.
    words: Vec<Scores>,
    /// Likelihoods of the transitions.
    moves: [Scores; LABELS + 1],
}

/// Stands for a label that cannot be.
const NEVER: f32 = -1e4;

/// Sums over the beginnings and ends of all rows of labels, scaled at each word (Rabiner 1989).
struct Sums {
    /// Shares of the rows that end in each label at each word.
    forward: Vec<Scores>,
    /// What the rows that go on from there are worth beside one another.
    backward: Vec<Scores>,
    /// By what the shares of each word were scaled.
    scales: Vec<f32>,
}

impl Lattice {
    /// From scores in log-odds; what may not follow is left out whatever its score.
    pub fn new(emissions: Vec<Scores>, mut transitions: [Scores; LABELS + 1]) -> Lattice {
        for (before, row) in transitions.iter_mut().enumerate() {
            let never = row.iter_mut().enumerate().filter(|(label, _)| !may_follow(before, *label));
            never.for_each(|(_, score)| *score = NEVER);
        }
        let likely = |scores: &Scores| scores.map(|score| (score - most(scores)).exp());
        let words = emissions.iter().map(likely).collect();
        let moves = transitions.map(|row| row.map(f32::exp));
        Lattice { emissions, transitions, words, moves }
    }

    fn sums(&self) -> Sums {
        let count = self.words.len();
        let (mut forward, mut scales): (Vec<Scores>, Vec<f32>) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for word in &self.words {
            let mut row = match forward.last() {
                None => self.moves[LABELS],
                Some(before) => {
                    let mut row = [0f32; LABELS];
                    for (share, moves) in before.iter().zip(&self.moves) {
                        row.iter_mut().zip(moves).for_each(|(sum, step)| *sum += share * step);
                    }
                    row
                }
            };
            row.iter_mut().zip(word).for_each(|(share, likely)| *share *= likely);
            let scale = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            forward.push(row.map(|share| share / scale));
            scales.push(scale);
        }
        let mut backward = vec![[1f32; LABELS]; count];
        for word in (1..count).rev() {
            let mut next = backward[word];
            next.iter_mut().zip(&self.words[word]).for_each(|(share, likely)| *share *= likely / scales[word]);
            backward[word - 1] = std::array::from_fn(|label| {
                self.moves[label].iter().zip(&next).map(|(step, share)| step * share).sum()
            });
        }
        Sums { forward, backward, scales }
    }

    /// Probability of each label at each word, in coarse steps: the last bits of a sum may differ between processors.
    pub fn marginals(&self) -> Vec<Scores> {
        let Sums { forward, backward, .. } = self.sums();
        // A row that no label fits has shares of nothing, which are no number.
        let coarse = |share: f32| (share.max(0.0) * 4096.0).round() / 4096.0;
        let row = |(a, b): (&Scores, &Scores)| std::array::from_fn(|label| coarse(a[label] * b[label]));
        forward.iter().zip(&backward).map(row).collect()
    }

    /// Probability of each label behind each other one, added up over the words; the last row is the start.
    pub fn steps(&self) -> [Scores; LABELS + 1] {
        let Sums { forward, backward, scales } = self.sums();
        let mut steps = [[0f32; LABELS]; LABELS + 1];
        let Some(first) = forward.first() else { return steps };
        steps[LABELS] = std::array::from_fn(|label| first[label] * backward[0][label]);
        for word in 1..self.words.len() {
            for before in 0..LABELS {
                for label in 0..LABELS {
                    let through = forward[word - 1][before] * self.moves[before][label] * self.words[word][label];
                    steps[before][label] += through * backward[word][label] / scales[word];
                }
            }
        }
        steps
    }

    /// The log-probability of a row of labels.
    pub fn likelihood(&self, labels: &[usize]) -> f32 {
        let mut score = 0.0;
        let mut before = LABELS;
        for (emission, &label) in self.emissions.iter().zip(labels) {
            score += self.transitions[before][label] + emission[label] - most(emission);
            before = label;
        }
        score - self.sums().scales.iter().map(|scale| scale.ln()).sum::<f32>()
    }

    /// The best row of labels when `lean` is taken off the score of "outside", after Viterbi (1967).
    pub fn best(&self, lean: f32) -> Vec<usize> {
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(self.emissions.len());
        let mut best = [0f32; LABELS];
        for (word, emission) in self.emissions.iter().enumerate() {
            let (mut scores, mut from) = (self.transitions[LABELS], [LABELS as u8; LABELS]);
            if word > 0 {
                scores = [f32::MIN; LABELS];
                for (before, (reached, row)) in best.iter().zip(&self.transitions).enumerate() {
                    for label in 0..LABELS {
                        let score = reached + row[label];
                        if score > scores[label] {
                            (scores[label], from[label]) = (score, before as u8);
                        }
                    }
                }
            }
            scores[0] -= lean;
            best = std::array::from_fn(|label| scores[label] + emission[label]);
            back.push(from);
        }
        let mut label = (1..LABELS).fold(0, |most, one| if best[one] > best[most] { one } else { most });
        let mut path = vec![0; self.emissions.len()];
        for (place, from) in path.iter_mut().zip(&back).rev() {
            *place = label;
            label = usize::from(from[label]);
        }
        path
    }
}

fn most(scores: &Scores) -> f32 {
    scores.iter().fold(f32::MIN, |most, &one| most.max(one))
}

/// How a word hangs together with the head.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Steps up from the head to the lowest node above both, at most three.
    up: u32,
    /// The relations of these steps, or of the word's branch below the head, hashed.
    kind: u32,
    /// Steps down from there to the word, at most three.
    down: u32,
}

impl Finder<'_> {
    /// The heads of the candidates so far, in order.
    pub fn heads(&self) -> Vec<usize> {
        let mut heads: Vec<usize> = self.candidates.iter().map(|candidate| candidate.head).collect();
        heads.sort_unstable();
        heads.dedup();
        heads
    }

    /// Proposes what the chain marks around each head, and notes how far it agrees with the candidates of that head.
    pub fn judge_by(&mut self, chain: &Chain) {
        let own = self.candidates.len();
        for head in self.heads() {
            let found = self.candidates.len();
            let marks = chain.mark(&self.row(head));
            // Words of nobody are rare: the rules name them where a construction speaks for them.
            let sourced = marks.relations.iter().filter(|relation| !relation.source.is_empty());
            sourced.for_each(|relation| self.marked(marks.by, relation));
            let is_mine = |index: usize, one: &Candidate| index >= found || index < own && one.head == head;
            let candidates = self.candidates.iter_mut().enumerate();
            candidates.filter(|(index, one)| is_mine(*index, one)).for_each(|(_, candidate)| marks.judge(candidate));
        }
    }

    /// The sentence with one of its words as the head of a cue.
    pub fn row(&self, head: usize) -> Row {
        let tree = self.tree;
        let ways = ways(tree, head);
        let class = self.knowledge.language.cue_class(tree.lemma(head)).map_or(0, word_hash);
        let lemma = word_hash(tree.lemma(head));
        let cue_tag = tree.tag(head) as u32;
        let passive = u32::from(tree.child(head, &[crate::language::Relation::AuxPass]).is_some());
        let spoken = self.quotes.is_inside(tree.span(head));
        let mut row = Row { tokens: (0..tree.len()).map(|token| tree.span(token)).collect(), head, ..Row::default() };
        let known: Vec<Known> = (0..tree.len()).map(|token| Known::of(tree, self.quotes, token, spoken)).collect();
        let mut commas = vec![0u32; tree.len() + 1];
        for token in 0..tree.len() {
            commas[token + 1] = commas[token] + u32::from(tree.tag(token) == Tag::Comma);
        }
        let proposed = self.proposed(head);
        for token in 0..tree.len() {
            let at = |place: Option<usize>| place.and_then(|place| known.get(place)).copied().unwrap_or(Known::NONE);
            let (one, before, next) = (at(Some(token)), at(token.checked_sub(1)), at(Some(token + 1)));
            let (second, back) = (at(Some(token + 2)), at(token.checked_sub(2)));
            let way = ways[token];
            let path = feature(90, [way.up, way.kind, way.down]);
            let branch = feature(91, [way.up, way.kind]);
            let way_of = |place: Option<usize>| {
                place.and_then(|place| ways.get(place)).map_or(7, |way| feature(91, [way.up, way.kind]))
            };
            let (branch_before, branch_next) = (way_of(token.checked_sub(1)), way_of(Some(token + 1)));
            let far = place(token, head);
            let between = (commas[token.max(head)] - commas[token.min(head)]).min(3) * 2 + u32::from(token > head);
            let here = feature(92, [path, between]);
            row.features.extend([
                feature(0, [0]),
                feature(1, [one.word]),
                feature(2, [one.tag]),
                feature(3, [before.word, one.tag]),
                feature(4, [next.word, one.tag]),
                feature(5, [before.tag, one.tag, next.tag]),
                feature(6, [far, one.tag]),
                feature(7, [far, class]),
                feature(8, [path]),
                feature(9, [path, one.tag]),
                feature(10, [path, class]),
                feature(11, [path, lemma]),
                feature(12, [branch, lemma]),
                feature(13, [branch, class, cue_tag, passive]),
                feature(14, [branch, one.word]),
                feature(15, [branch, branch_before, one.tag]),
                feature(16, [branch, branch_next, next.tag]),
                feature(17, [branch, branch_before, before.word]),
                feature(18, [here, class]),
                feature(19, [here, one.tag]),
                feature(20, [between, class]),
                feature(21, [between, branch, one.quoted]),
                feature(22, [one.quoted, before.quoted, next.quoted, u32::from(token > head)]),
                feature(23, [one.quoted, class, u32::from(token > head)]),
                feature(24, [one.quoted, one.tag, path]),
                feature(25, [before.word, one.word]),
                feature(26, [one.word, next.word]),
                feature(27, [far, one.word]),
            ]);
            row.features.extend([
                feature(28, [far, lemma]),
                feature(29, [one.tag, next.tag, second.tag]),
                feature(30, [back.tag, before.tag, one.tag]),
                feature(31, [branch_before, before.tag, one.tag, next.tag]),
                feature(32, [one.relation, one.tag, branch]),
                feature(33, [one.relation, class, path]),
                feature(34, [before.word, branch]),
                feature(35, [next.word, branch_next, branch]),
                feature(36, [one.edge, branch, class]),
                feature(37, [one.edge, before.edge, next.tag, branch]),
                feature(38, [u32::from(self.is_heading), branch]),
                feature(39, [lemma, one.word, far]),
                feature(40, [cue_tag, path, between]),
                feature(41, [lemma, between, branch]),
            ]);
            let [source, cue, content] = proposed[token];
            let edges = |role: [u32; 3]| [role[1], role[2]];
            row.features.extend([
                feature(50, source),
                feature(51, cue),
                feature(52, content),
                feature(53, [source[0], cue[0], content[0]]),
                feature(54, [content[0], content[1], one.word]),
                feature(55, [content[0], content[2], next.word]),
                feature(56, [source[0], source[1], one.tag]),
                feature(57, [source[0], source[2], next.tag]),
                feature(58, [feature(59, edges(content)), before.tag, one.tag, class]),
                feature(60, [feature(59, edges(source)), next.word, next.tag]),
            ]);
            row.ends.push(row.features.len() as u32);
        }
        row
    }

    /// For each word and role, which constructions of the rules propose it as a part, as the first and as the last word of one, as bits.
    fn proposed(&self, head: usize) -> Vec<[[u32; 3]; 3]> {
        let mut proposed = vec![[[0u32; 3]; 3]; self.tree.len()];
        let is_rule = |candidate: &&Candidate| candidate.head == head && candidate.construction.is_of_rules();
        for candidate in self.candidates.iter().filter(is_rule) {
            let bit = 1u32 << (candidate.construction as u32);
            for (role, spans) in [&candidate.source, &candidate.cue, &candidate.content].into_iter().enumerate() {
                for span in spans {
                    let tokens = self.tree.touched(*span);
                    let (first, end) = (tokens.start, tokens.end);
                    for token in tokens {
                        let bits = &mut proposed[token][role];
                        bits[0] |= bit;
                        bits[1] |= if token == first { bit } else { 0 };
                        bits[2] |= if token + 1 == end { bit } else { 0 };
                    }
                }
            }
        }
        proposed
    }
}

/// What the features see of a word, whatever the head.
#[derive(Debug, Clone, Copy)]
struct Known {
    word: u32,
    tag: u32,
    relation: u32,
    /// 0 outside quotations, 1 inside, 2 at a mark; 3 and more where the head is inside one, too.
    quoted: u32,
    /// Whether the subtree of the word begins or ends with it.
    edge: u32,
}

impl Known {
    const NONE: Known = Known { word: 1, tag: 99, relation: 99, quoted: 9, edge: 9 };

    fn of(tree: &Tree, quotes: &Quotes, token: usize, spoken: bool) -> Known {
        let subtree = tree.subtree(token);
        let is_mark = matches!(tree.tag(token), Tag::OpenQuote | Tag::CloseQuote);
        let quoted = if is_mark { 2 } else { u32::from(quotes.is_inside(tree.span(token))) };
        Known {
            word: word_hash(tree.lemma(token)),
            tag: tree.tag(token) as u32,
            relation: tree.relation(token) as u32,
            quoted: quoted + 3 * u32::from(spoken),
            edge: u32::from(subtree.start == token) + 2 * u32::from(subtree.end == token + 1),
        }
    }
}

/// Where a word stands from the head, in eleven steps.
fn place(token: usize, head: usize) -> u32 {
    let far = match token.abs_diff(head) {
        near @ 0..=3 => near as u32,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    };
    if token > head { far + 10 } else { far }
}

/// How each word hangs together with the head.
fn ways(tree: &Tree, head: usize) -> Vec<Way> {
    const FAR: usize = 3;
    // The nodes above the head, the head first.
    let mut above = vec![head];
    while let Some(next) = above.last().and_then(|&last| tree.head(last)).filter(|_| above.len() <= tree.len()) {
        above.push(next);
    }
    let mut steps: Vec<Option<usize>> = vec![None; tree.len()];
    above.iter().enumerate().for_each(|(step, &node)| steps[node] = Some(step));
    let way = |token: usize| {
        let (mut at, mut down, mut branch) = (token, 0, None);
        while steps[at].is_none() {
            branch = Some(at);
            down += 1;
            match tree.head(at).filter(|_| down <= tree.len()) {
                Some(next) => at = next,
                None => return Way { up: 9, kind: 0, down: 0 },
            }
        }
        let up = steps[at].unwrap_or(0);
        let mut kind = branch.map_or(77, |branch| tree.relation(branch) as u32);
        for &node in above.iter().take(up.min(FAR)) {
            kind = feature(93, [kind, tree.relation(node) as u32]);
        }
        // On which side of the node above both the branch lies.
        let side = branch.map_or(2, |branch| u32::from(branch > at));
        Way { up: up.min(FAR + 1) as u32, kind: feature(94, [kind, side]), down: down.min(FAR) as u32 }
    };
    (0..tree.len()).map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lattice() -> Lattice {
        let mut seed = 7u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 22) as f32 - 2.0
        };
        let emissions = (0..4).map(|_| std::array::from_fn(|_| next())).collect();
        Lattice::new(emissions, std::array::from_fn(|_| std::array::from_fn(|_| next())))
    }

    /// All rows of four labels that may be.
    fn all() -> Vec<Vec<usize>> {
        let rows = (0..LABELS.pow(4)).map(|n| (0..4).map(|at| n / LABELS.pow(at) % LABELS).collect::<Vec<_>>());
        rows.filter(|row| {
            let before = std::iter::once(LABELS).chain(row.iter().copied());
            before.zip(row).all(|(before, &label)| may_follow(before, label))
        })
        .collect()
    }

    #[test]
    fn sums_over_the_lattice_are_sums_over_all_rows() {
        let lattice = lattice();
        let likely: Vec<(Vec<usize>, f32)> =
            all().into_iter().map(|row| (row.clone(), lattice.likelihood(&row).exp())).collect();
        let total: f32 = likely.iter().map(|one| one.1).sum();
        assert!((total - 1.0).abs() < 1e-3, "{total}");
        let marginals = lattice.marginals();
        let of =
            |word: usize, label: usize| likely.iter().filter(|one| one.0[word] == label).map(|one| one.1).sum::<f32>();
        for (word, row) in marginals.iter().enumerate() {
            for (label, found) in row.iter().enumerate() {
                assert!((of(word, label) - found).abs() < 2e-3);
            }
        }
        let steps = lattice.steps();
        let pairs: f32 =
            likely.iter().map(|(row, p)| p * row.windows(2).filter(|two| two == &[0, 1]).count() as f32).sum();
        assert!((steps[0][1] - pairs).abs() < 1e-3);
        let best = likely.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("rows");
        assert_eq!(lattice.best(0.0), best.0);
    }

    #[test]
    fn inside_follows_its_own_beginning() {
        assert!(
            may_follow(1, 2) && may_follow(2, 2) && !may_follow(0, 2) && !may_follow(3, 2) && !may_follow(LABELS, 2)
        );
        assert!(may_follow(LABELS, 0) && may_follow(2, 5));
    }
}
