//! How do the words hang on one another?
//!
//! A greedy arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with an averaged perceptron; trained
//! with the dynamic oracle of Goldberg and Nivre (2013). The artificial root stands after the last word. Linear in the
//! length of the sentence.

use super::tagger::Look;
use super::token::{Relation, Tag};
use crate::inference::perceptron::{CLASSES, Perceptron, feature};

/// Number of relations.
pub const LABELS: usize = Relation::ALL.len();
/// Number of actions: shift, left with each label, right with each label.
pub const ACTIONS: usize = 1 + 2 * LABELS;
const _: () = assert!(ACTIONS <= CLASSES);

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
    /// Outermost and second outermost child on each side, how many there are and which relations they have.
    left: Vec<Side>,
    right: Vec<Side>,
}

#[derive(Debug, Clone, Copy)]
struct Side {
    children: [u16; 2],
    count: u8,
    relations: u64,
}

const NO_SIDE: Side = Side { children: [NOBODY; 2], count: 0, relations: 0 };
const _: () = assert!(LABELS <= 64);

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
            left: vec![NO_SIDE; count + 1],
            right: vec![NO_SIDE; count + 1],
        }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.next >= self.count && self.stack.is_empty()
    }

    /// Whether shift, left and right are possible. Only the last word of the stack may hang on the root.
    pub fn possible(&self) -> [bool; 3] {
        let at_end = self.next >= self.count;
        let depth = self.stack.len();
        [!at_end, depth >= 1 && !(at_end && depth >= 2), depth >= 2]
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
                    self.attach(usize::from(head), child, relation);
                }
            }
        }
    }

    fn attach(&mut self, head: usize, child: u16, relation: Relation) {
        let index = usize::from(child);
        let relation = if head < self.count { relation } else { Relation::Root };
        self.heads[index] = (head < self.count).then_some(head as u16);
        self.relations[index] = relation;
        let side = if index < head { &mut self.left[head] } else { &mut self.right[head] };
        side.count = side.count.saturating_add(1);
        side.relations |= 1 << relation as u64;
        side.children = [child, side.children[0]];
    }
}

/// A tagged sentence as the parser's features see it.
pub struct View<'a> {
    looks: &'a [Look],
    tags: &'a [Tag],
    /// Of each word and of the end: how many verbs, commas and quotation marks stand before it.
    before: Vec<[u16; 3]>,
}

impl<'a> View<'a> {
    /// A view of a sentence; `looks` and `tags` are parallel.
    pub fn new(looks: &'a [Look], tags: &'a [Tag]) -> View<'a> {
        let mut before = Vec::with_capacity(tags.len() + 1);
        let mut counts = [0u16; 3];
        before.push(counts);
        for &tag in tags {
            counts[0] += u16::from(tag.is_verb());
            counts[1] += u16::from(tag == Tag::Comma);
            counts[2] += u16::from(matches!(tag, Tag::OpenQuote | Tag::CloseQuote));
            before.push(counts);
        }
        View { looks, tags, before }
    }

    fn word(&self, token: u16) -> u32 {
        self.looks.get(usize::from(token)).map_or(if token == NOBODY { 3 } else { 5 }, |look| look.word)
    }

    fn suffix(&self, token: u16) -> u32 {
        self.looks.get(usize::from(token)).map_or(if token == NOBODY { 3 } else { 5 }, |look| look.suffix3)
    }

    fn tag(&self, token: u16) -> u32 {
        self.tags.get(usize::from(token)).map_or(if token == NOBODY { 97 } else { 98 }, |&tag| tag as u32)
    }

    /// Verbs, commas and whether an odd number of quotation marks stand between two words.
    fn between(&self, left: u16, right: u16) -> [u32; 3] {
        let (left, right) = (usize::from(left) + 1, usize::from(right));
        match (self.before.get(left), self.before.get(right)) {
            (Some(left), Some(right)) => {
                let count = |which: usize| u32::from(right[which].saturating_sub(left[which]));
                [count(0).min(3), count(1).min(3), count(2) % 2]
            }
            _ => [9; 3],
        }
    }

    /// Whether a word stands after an odd number of quotation marks.
    fn is_quoted(&self, token: u16) -> u32 {
        self.before.get(usize::from(token)).map_or(2, |counts| u32::from(counts[2] % 2))
    }
}

/// Distance in words, in seven steps.
fn distance(left: u16, right: u16) -> u32 {
    if left == NOBODY || right == NOBODY {
        return 7;
    }
    match right.saturating_sub(left) {
        near @ 0..=4 => u32::from(near),
        5..=8 => 5,
        _ => 6,
    }
}

/// The features of a state are put into `found`.
pub fn features(state: &State, view: &View, found: &mut Vec<u32>) {
    found.clear();
    let count = state.count;
    let depth = state.stack.len();
    let stacked = |back: usize| depth.checked_sub(back + 1).map_or(NOBODY, |at| state.stack[at]);
    let ahead = |on: usize| if state.next + on <= count { (state.next + on) as u16 } else { NOBODY };
    let relation = |token: u16| state.relations.get(usize::from(token)).map_or(99, |&relation| relation as u32);
    let left = |token: u16| state.left.get(usize::from(token)).copied().unwrap_or(NO_SIDE);
    let right = |token: u16| state.right.get(usize::from(token)).copied().unwrap_or(NO_SIDE);
    let fold = |relations: u64| (relations ^ (relations >> 32)) as u32;

    let (s0, s1, s2) = (stacked(0), stacked(1), stacked(2));
    let (n0, n1, n2, n3) = (ahead(0), ahead(1), ahead(2), ahead(3));
    let (s0w, s0t, s1w, s1t) = (view.word(s0), view.tag(s0), view.word(s1), view.tag(s1));
    let (n0w, n0t, n1w, n1t) = (view.word(n0), view.tag(n0), view.word(n1), view.tag(n1));
    let (n2w, n2t, n3t, s2w, s2t) = (view.word(n2), view.tag(n2), view.tag(n3), view.word(s2), view.tag(s2));
    let (s0l, s0r, s1l, s1r, n0l) = (left(s0), right(s0), left(s1), right(s1), left(n0));
    let ([s0l1, s0l2], [s0r1, s0r2], [n0l1, n0l2]) = (s0l.children, s0r.children, n0l.children);
    let ([s1l1, _], [s1r1, s1r2]) = (s1l.children, s1r.children);
    let far = distance(s0, n0);
    let far1 = distance(s1, s0);
    let (s0lv, s0rv, n0lv) = (u32::from(s0l.count.min(4)), u32::from(s0r.count.min(4)), u32::from(n0l.count.min(4)));
    let [verbs, commas, quotes] = view.between(s0, n0);
    let [verbs1, commas1, quotes1] = view.between(s1, s0);
    let just_before = if n0 > 0 && usize::from(n0) <= count { n0 - 1 } else { NOBODY };
    let just_after = if s0 == NOBODY { NOBODY } else { s0 + 1 };
    let inside = view.is_quoted(n0);

    found.extend([
        feature(100, [s0w, s0t]),
        feature(101, [s0w]),
        feature(102, [s0t]),
        feature(103, [s1w, s1t]),
        feature(104, [s1w]),
        feature(105, [s1t]),
        feature(106, [n0w, n0t]),
        feature(107, [n0w]),
        feature(108, [n0t]),
        feature(109, [n1w, n1t]),
        feature(110, [n1w]),
        feature(111, [n1t]),
        feature(112, [n2w, n2t]),
        feature(113, [s0w, s0t, n0w, n0t]),
        feature(114, [s0w, n0w, n0t]),
        feature(115, [s0w, s0t, n0w]),
        feature(116, [s0w, s0t, n0t]),
        feature(117, [s0t, n0w, n0t]),
        feature(119, [s0t, n0t]),
        feature(120, [n0t, n1t]),
        feature(121, [s1t, s0t]),
        feature(122, [s1w, s0w]),
        feature(123, [s1w, s1t, s0t]),
        feature(124, [s1t, s0w, s0t]),
        feature(125, [n0t, n1t, n2t]),
        feature(126, [s0t, n0t, n1t]),
        feature(127, [s1t, s0t, n0t]),
        feature(128, [s2t, s1t, s0t]),
    ]);
    found.extend([
        feature(129, [s0t, view.tag(s0l1), n0t]),
        feature(130, [s0t, view.tag(s0r1), n0t]),
        feature(131, [s0t, n0t, view.tag(n0l1)]),
        feature(132, [s1t, s0t, view.tag(s0l1)]),
        feature(133, [s1t, s0t, view.tag(s0r1)]),
        feature(134, [s1t, view.tag(s1r1), s0t]),
        feature(135, [s0w, s0lv, s0rv]),
        feature(136, [s0t, s0lv, s0rv]),
        feature(137, [n0w, n0lv]),
        feature(138, [n0t, n0lv]),
        feature(139, [far, s0w]),
        feature(140, [far, s0t]),
        feature(141, [far, n0w]),
        feature(142, [far, n0t]),
        feature(143, [far, s0t, n0t]),
        feature(144, [s0w, relation(s0l1)]),
        feature(145, [s0w, relation(s0r1)]),
        feature(146, [s0t, relation(s0l1), relation(s0l2)]),
        feature(147, [s0t, relation(s0r1), relation(s0r2)]),
        feature(148, [n0t, relation(n0l1), relation(n0l2)]),
        feature(149, [n0w, relation(n0l1)]),
        feature(150, [s1t, relation(s1l1), relation(s1r1)]),
        feature(151, [s1w, relation(s1l1)]),
        feature(152, [view.word(s0l1), s0w]),
        feature(153, [view.word(s0r1), s0t, n0t]),
        feature(154, [s1w, s0t, n0t]),
        feature(155, [s1t, s0w, n0t]),
        feature(156, [s1t, s0t, n0w]),
        feature(157, [s0w, n0t, n1t]),
        feature(158, [s1t, relation(s1l1), s0t, relation(s0l1)]),
        feature(159, [s0t, n0t, n1w]),
    ]);
    found.extend([
        feature(160, [far1, s1t, s0t]),
        feature(161, [s0t, n0t, verbs, commas]),
        feature(162, [s1t, s0t, verbs1, commas1]),
        feature(163, [s0t, n0t, quotes, inside]),
        feature(164, [s1t, s0t, quotes1]),
        feature(165, [s0w, inside, n0t]),
        feature(166, [s0t, fold(s0l.relations)]),
        feature(167, [s0t, fold(s0r.relations)]),
        feature(168, [n0t, fold(n0l.relations)]),
        feature(169, [s0w, fold(s0r.relations)]),
        feature(170, [s1t, fold(s1l.relations), fold(s1r.relations)]),
        feature(171, [s1w, fold(s1r.relations)]),
        feature(172, [view.suffix(s0), n0t]),
        feature(173, [s0t, view.suffix(n0)]),
        feature(174, [s0t, view.tag(just_after), view.tag(just_before), n0t]),
        feature(175, [view.word(just_before), n0t, s0t]),
        feature(176, [s0t, n0t, n1t, n2t]),
        feature(177, [n0t, n1t, n2t, n3t]),
        feature(178, [s0t, view.tag(s0l1), view.tag(s0l2)]),
        feature(179, [s0t, view.tag(s0r1), view.tag(s0r2)]),
        feature(180, [n0t, view.tag(n0l1), view.tag(n0l2)]),
        feature(181, [s1t, view.tag(s1r1), view.tag(s1r2), s0t]),
        feature(182, [s2t, s1t, s0t, n0t]),
        feature(183, [s2w, s1t, s0t]),
        feature(184, [s1w, s0w, n0t]),
        feature(185, [s1w, s1t, s0w, s0t]),
        feature(186, [s1w, view.word(s0l1), s0t]),
        feature(187, [s1t, s0t, fold(s0l.relations), n0t]),
        feature(188, [s1w, s0t, fold(s0l.relations)]),
        feature(189, [s0w, n0t, fold(n0l.relations)]),
        feature(190, [s0t, n0t, fold(s0l.relations), fold(n0l.relations)]),
        feature(191, [u32::from(depth.min(4) as u16), n0t, s0t]),
    ]);
}

/// The best of the possible actions, the first of equals.
pub fn choose(scores: &[i32; CLASSES], [shift, left, right]: [bool; 3]) -> usize {
    let mut best: Option<(usize, i32)> = None;
    let mut look = |is_possible: bool, classes: std::ops::Range<usize>| {
        if is_possible {
            for (class, &score) in classes.clone().zip(&scores[classes]) {
                if best.is_none_or(|(_, most)| score > most) {
                    best = Some((class, score));
                }
            }
        }
    };
    look(shift, 0..1);
    look(left, 1..1 + LABELS);
    look(right, 1 + LABELS..ACTIONS);
    best.map_or(0, |(class, _)| class)
}

/// Heads and relations of a tagged sentence; what stands beyond `u16::MAX - 2` words hangs on the first.
pub fn parse(model: &Perceptron, looks: &[Look], tags: &[Tag]) -> (Vec<Option<u16>>, Vec<Relation>) {
    let count = looks.len().min(usize::from(u16::MAX) - 2);
    let mut state = State::new(count);
    let view = View::new(&looks[..count], &tags[..count]);
    let mut found = Vec::with_capacity(128);
    while !state.is_done() {
        let possible = state.possible();
        if possible == [true, false, false] {
            state.take(Action::Shift);
            continue;
        }
        let mut scores = [0i32; CLASSES];
        features(&state, &view, &mut found);
        model.vote(&found, &mut scores);
        state.take(Action::of(choose(&scores, possible)));
    }
    state.heads.resize(looks.len(), Some(0));
    state.relations.resize(looks.len(), Relation::Dep);
    (state.heads, state.relations)
}
