//! How do the words hang on one another?
//!
//! A greedy arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with an averaged perceptron; trained
//! with the dynamic oracle of Goldberg and Nivre (2013). The artificial root stands after the last word. Linear in the
//! length of the sentence.

use super::tagger::Look;
use super::token::{Relation, Tag};
use crate::inference::perceptron::{Perceptron, feature};

/// Number of relations.
pub const LABELS: usize = Relation::ALL.len();
/// Number of actions: shift, left with each label, right with each label.
pub const ACTIONS: usize = 1 + 2 * LABELS;

/// A step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The next word goes on the stack.
    Shift,
    /// The next word becomes the head of the top of the stack.
    Left(Relation),
    /// The second of the stack becomes the head of its top.
    Right(Relation),
}

impl Action {
    /// Number of the action as a class.
    pub fn class(self) -> usize {
        match self {
            Action::Shift => 0,
            Action::Left(relation) => 1 + relation as usize,
            Action::Right(relation) => 1 + LABELS + relation as usize,
        }
    }

    /// The action with this number.
    pub fn of(class: usize) -> Action {
        match class {
            0 => Action::Shift,
            class if class <= LABELS => Action::Left(Relation::ALL[class - 1]),
            class => Action::Right(Relation::ALL[(class - 1 - LABELS) % LABELS]),
        }
    }
}

/// Where the parser stands.
#[derive(Debug, Clone)]
pub struct State {
    /// Words whose place is open, innermost last.
    pub stack: Vec<u16>,
    /// The next word; the number of words stands for the root.
    pub next: usize,
    /// Number of words.
    pub count: usize,
    /// Head of each word so far.
    pub heads: Vec<Option<u16>>,
    /// Relation of each word so far.
    pub relations: Vec<Relation>,
    left: Vec<[u16; 2]>,
    right: Vec<[u16; 2]>,
    left_count: Vec<u8>,
    right_count: Vec<u8>,
}

const NOBODY: u16 = u16::MAX;

impl State {
    /// The start: an empty stack and all words ahead.
    pub fn new(count: usize) -> State {
        State {
            stack: Vec::with_capacity(32),
            next: 0,
            count,
            heads: vec![None; count],
            relations: vec![Relation::Dep; count],
            left: vec![[NOBODY; 2]; count + 1],
            right: vec![[NOBODY; 2]; count + 1],
            left_count: vec![0; count + 1],
            right_count: vec![0; count + 1],
        }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.next >= self.count && self.stack.is_empty()
    }

    /// Whether shift, left and right are possible.
    pub fn possible(&self) -> [bool; 3] {
        [self.next < self.count, !self.stack.is_empty(), self.stack.len() >= 2]
    }

    /// Takes a step that is possible.
    pub fn take(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next as u16);
                self.next += 1;
            }
            Action::Left(relation) => {
                if let Some(child) = self.stack.pop() {
                    self.attach(self.next, child, relation);
                }
            }
            Action::Right(relation) => {
                if let Some(child) = self.stack.pop() {
                    let head = self.stack.last().copied().unwrap_or(self.count as u16);
                    self.attach(head as usize, child, relation);
                }
            }
        }
    }

    fn attach(&mut self, head: usize, child: u16, relation: Relation) {
        let index = child as usize;
        self.heads[index] = (head < self.count).then_some(head as u16);
        self.relations[index] = if head < self.count { relation } else { Relation::Root };
        let (side, count) = if index < head {
            (&mut self.left[head], &mut self.left_count[head])
        } else {
            (&mut self.right[head], &mut self.right_count[head])
        };
        *count = count.saturating_add(1);
        // The outermost child first.
        side[1] = side[0];
        side[0] = child;
    }
}

/// Calls `take` with every feature of the state.
pub fn features(state: &State, looks: &[Look], tags: &[Tag], mut take: impl FnMut(u32)) {
    let count = state.count;
    let depth = state.stack.len();
    let stacked = |back: usize| depth.checked_sub(back + 1).map_or(NOBODY, |at| state.stack[at]);
    let ahead = |on: usize| if state.next + on <= count { (state.next + on) as u16 } else { NOBODY };
    let word = |token: u16| match token {
        NOBODY => 3,
        token if token as usize >= count => 5,
        token => looks[token as usize].word,
    };
    let tag = |token: u16| match token {
        NOBODY => 97,
        token if token as usize >= count => 98,
        token => tags[token as usize] as u32,
    };
    let relation = |token: u16| match token {
        token if (token as usize) < count => state.relations[token as usize] as u32,
        _ => 99,
    };
    let side = |children: &[[u16; 2]], token: u16, which: usize| {
        if token as usize <= count { children[token as usize][which] } else { NOBODY }
    };
    let number =
        |counts: &[u8], token: u16| if token as usize <= count { u32::from(counts[token as usize].min(4)) } else { 9 };

    let (s0, s1, s2) = (stacked(0), stacked(1), stacked(2));
    let (n0, n1, n2) = (ahead(0), ahead(1), ahead(2));
    let (s0w, s0t, s1w, s1t) = (word(s0), tag(s0), word(s1), tag(s1));
    let (n0w, n0t, n1w, n1t) = (word(n0), tag(n0), word(n1), tag(n1));
    let (n2t, s2t) = (tag(n2), tag(s2));
    let (s0l, s0r, s0l2, s0r2) =
        (side(&state.left, s0, 0), side(&state.right, s0, 0), side(&state.left, s0, 1), side(&state.right, s0, 1));
    let (n0l, n0l2) = (side(&state.left, n0, 0), side(&state.left, n0, 1));
    let (s1l, s1r) = (side(&state.left, s1, 0), side(&state.right, s1, 0));
    let distance = if s0 == NOBODY {
        7
    } else {
        match (n0 as usize).saturating_sub(s0 as usize) {
            near @ 0..=4 => near as u32,
            5..=8 => 5,
            _ => 6,
        }
    };
    let (s0lv, s0rv, n0lv) =
        (number(&state.left_count, s0), number(&state.right_count, s0), number(&state.left_count, n0));

    take(feature(100, &[s0w, s0t]));
    take(feature(101, &[s0w]));
    take(feature(102, &[s0t]));
    take(feature(103, &[s1w, s1t]));
    take(feature(104, &[s1w]));
    take(feature(105, &[s1t]));
    take(feature(106, &[n0w, n0t]));
    take(feature(107, &[n0w]));
    take(feature(108, &[n0t]));
    take(feature(109, &[n1w, n1t]));
    take(feature(110, &[n1w]));
    take(feature(111, &[n1t]));
    take(feature(112, &[word(n2), n2t]));
    take(feature(113, &[s0w, s0t, n0w, n0t]));
    take(feature(114, &[s0w, n0w, n0t]));
    take(feature(115, &[s0w, s0t, n0w]));
    take(feature(116, &[s0w, s0t, n0t]));
    take(feature(117, &[s0t, n0w, n0t]));
    take(feature(118, &[s0w, n0w]));
    take(feature(119, &[s0t, n0t]));
    take(feature(120, &[n0t, n1t]));
    take(feature(121, &[s1t, s0t]));
    take(feature(122, &[s1w, s0w]));
    take(feature(123, &[s1w, s1t, s0t]));
    take(feature(124, &[s1t, s0w, s0t]));
    take(feature(125, &[n0t, n1t, n2t]));
    take(feature(126, &[s0t, n0t, n1t]));
    take(feature(127, &[s1t, s0t, n0t]));
    take(feature(128, &[s2t, s1t, s0t]));
    take(feature(129, &[s0t, tag(s0l), n0t]));
    take(feature(130, &[s0t, tag(s0r), n0t]));
    take(feature(131, &[s0t, n0t, tag(n0l)]));
    take(feature(132, &[s1t, s0t, tag(s0l)]));
    take(feature(133, &[s1t, s0t, tag(s0r)]));
    take(feature(134, &[s1t, tag(s1r), s0t]));
    take(feature(135, &[s0w, s0lv, s0rv]));
    take(feature(136, &[s0t, s0lv, s0rv]));
    take(feature(137, &[n0w, n0lv]));
    take(feature(138, &[n0t, n0lv]));
    take(feature(139, &[distance, s0w]));
    take(feature(140, &[distance, s0t]));
    take(feature(141, &[distance, n0w]));
    take(feature(142, &[distance, n0t]));
    take(feature(143, &[distance, s0t, n0t]));
    take(feature(144, &[s0w, relation(s0l)]));
    take(feature(145, &[s0w, relation(s0r)]));
    take(feature(146, &[s0t, relation(s0l), relation(s0l2)]));
    take(feature(147, &[s0t, relation(s0r), relation(s0r2)]));
    take(feature(148, &[n0t, relation(n0l), relation(n0l2)]));
    take(feature(149, &[n0w, relation(n0l)]));
    take(feature(150, &[s1t, relation(s1l), relation(s1r)]));
    take(feature(151, &[s1w, relation(s1l)]));
    take(feature(152, &[word(s0l), s0w]));
    take(feature(153, &[word(s0r), s0t, n0t]));
    take(feature(154, &[s1w, s0t, n0t]));
    take(feature(155, &[s1t, s0w, n0t]));
    take(feature(156, &[s1t, s0t, n0w]));
    take(feature(157, &[s0w, n0t, n1t]));
    take(feature(158, &[s1t, relation(s1l), s0t, relation(s0l)]));
    take(feature(159, &[s0t, n0t, n1w]));
}

/// Heads and relations of a tagged sentence; a sentence of more than `u16::MAX - 2` words is cut short, the rest hangs on
/// its first word.
pub fn parse(model: &Perceptron, looks: &[Look], tags: &[Tag]) -> (Vec<Option<u16>>, Vec<Relation>) {
    let count = looks.len().min(usize::from(u16::MAX) - 2);
    let mut state = State::new(count);
    let mut scores = [0i32; 128];
    while !state.is_done() {
        let [shift, left, right] = state.possible();
        scores[..ACTIONS].fill(0);
        features(&state, looks, tags, |feature| model.vote(feature, &mut scores));
        let mut best: Option<(usize, i32)> = None;
        for (class, &score) in scores[..ACTIONS].iter().enumerate() {
            let is_possible = match class {
                0 => shift,
                class if class <= LABELS => left,
                _ => right,
            };
            if is_possible && best.is_none_or(|(_, most)| score > most) {
                best = Some((class, score));
            }
        }
        let Some((class, _)) = best else { break };
        state.take(Action::of(class));
    }
    state.heads.resize(looks.len(), Some(0));
    state.relations.resize(looks.len(), Relation::Dep);
    (state.heads, state.relations)
}
