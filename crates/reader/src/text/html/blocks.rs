//! Which stretches of words does the page show, and what are they like?
//!
//! A block is what stands together on the page: a paragraph, a heading, a list item, a line of a menu. Every text belongs to
//! one block at most; code, controls and pictures to none. Counts say what a block is like; whether it belongs to the
//! article is decided in `content`.

use super::hints::{self, Hints};
use super::tags::Tag;
use super::tree::Tree;

/// What sort of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    Item,
    Quote,
    Row,
    Other,
}

/// A stretch of words.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its nodes: texts, and elements that are no blocks.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The element whose words they are.
    pub(super) holder: usize,
    pub(super) kind: Kind,
    /// Characters that are no white space.
    pub(super) chars: usize,
    /// Those of them in links.
    pub(super) linked: usize,
    pub(super) words: usize,
    /// Commas and ends of sentences.
    pub(super) stops: usize,
    pub(super) links: usize,
}

impl Block {
    /// Share of the characters that are links.
    pub(super) fn link_share(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    /// How much it looks like running text: words, if they are many and not links.
    pub(super) fn prose(&self) -> f32 {
        if self.words < 8 || self.link_share() > 0.5 || matches!(self.kind, Kind::Heading(_)) {
            return 0.0;
        }
        let full = if self.words >= 20 || self.stops >= 2 {
            1.0
        } else if self.stops >= 1 {
            0.6
        } else {
            0.25
        };
        let kind = if self.kind == Kind::Item { 0.5 } else { 1.0 };
        self.words as f32 * (1.0 - self.link_share()) * full * kind
    }
}

/// Blocks of a page, and the hints of its elements.
pub(super) struct Blocks {
    pub(super) all: Vec<Block>,
    /// Parallel to the nodes.
    pub(super) hints: Vec<Hints>,
    /// Hidden parts of lines, as stretches of nodes.
    pub(super) unseen: Vec<(usize, usize)>,
}

impl Blocks {
    /// Where the hidden part of a line ends that begins at a node.
    pub(super) fn unseen_at(&self, at: usize) -> Option<usize> {
        let found = self.unseen.binary_search_by_key(&at, |(from, _)| *from).ok()?;
        Some(self.unseen[found].1)
    }
}

/// A hidden part of a line is shorter than so many bytes of the page.
const HIDDEN_PART: usize = 400;

/// Finds the blocks.
pub(super) fn find(tree: &Tree) -> Blocks {
    let mut result = Blocks { all: Vec::new(), hints: vec![Hints::default(); tree.nodes.len()], unseen: Vec::new() };
    // Open elements: where they end, and the block element and kind of words directly inside.
    let mut open: Vec<(usize, bool, usize, Kind)> = Vec::new();
    let mut block: Option<Block> = None;
    let (mut link_end, mut breaks) = (0, 0usize);
    let mut at = 0;
    while at < tree.nodes.len() {
        while open.last().is_some_and(|(end, ..)| *end <= at) {
            if open.pop().is_some_and(|(_, is_block, ..)| is_block) {
                result.all.extend(block.take().filter(|block| block.chars > 0));
            }
        }
        let node = tree.nodes[at];
        let (.., holder, kind) = open.last().copied().unwrap_or((0, true, 0, Kind::Other));
        let Some(tag) = node.tag else {
            let words = tree.words(at);
            let is_blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
            if !is_blank {
                let block = block.get_or_insert(Block {
                    from: at,
                    to: at,
                    holder,
                    kind,
                    chars: 0,
                    linked: 0,
                    words: 0,
                    stops: 0,
                    links: 0,
                });
                breaks = 0;
                count(block, words, at < link_end);
                block.to = at + 1;
            }
            at += 1;
            continue;
        };
        if tag.is_wordless() {
            at = node.end.max(at + 1);
            continue;
        }
        result.hints[at] = hints::of(tree, at);
        // A large one at the start of a block may be the text itself, whatever it is named.
        let is_short = || tree.nodes[node.end - 1].place.1 - node.place.0 < HIDDEN_PART;
        if tag.is_inline() && result.hints[at].any(Hints::HIDDEN) && (block.is_some() || is_short()) {
            result.unseen.push((at, node.end));
            at = node.end.max(at + 1);
            continue;
        }
        if tag == Tag::A {
            link_end = link_end.max(node.end);
            if let Some(block) = &mut block {
                block.links += 1;
            }
        } else if tag == Tag::Br {
            breaks += 1;
            if breaks >= 2 {
                result.all.extend(block.take().filter(|block| block.chars > 0));
            }
        } else if tag.is_block() {
            result.all.extend(block.take().filter(|block| block.chars > 0));
        }
        if node.end > at + 1 {
            let inside = match tag {
                Tag::H1 => Kind::Heading(1),
                Tag::H2 => Kind::Heading(2),
                Tag::H3 => Kind::Heading(3),
                Tag::H4 | Tag::H5 | Tag::H6 => Kind::Heading(4),
                Tag::Li | Tag::Dd | Tag::Dt => Kind::Item,
                Tag::Blockquote => Kind::Quote,
                Tag::Tr => Kind::Row,
                Tag::P if matches!(kind, Kind::Other | Kind::Row) => Kind::Paragraph,
                Tag::Div | Tag::Section | Tag::Article | Tag::Main if matches!(kind, Kind::Paragraph) => Kind::Other,
                _ => kind,
            };
            let holder = if tag.is_block() { at } else { holder };
            open.push((node.end, tag.is_block(), holder, inside));
        }
        at += 1;
    }
    result.all.extend(block.filter(|block| block.chars > 0));
    result
}

/// Counts the words of a text.
fn count(block: &mut Block, words: &str, is_link: bool) {
    let (mut before, mut dense) = (' ', 0usize);
    for c in words.chars() {
        if !c.is_whitespace() {
            block.chars += 1;
            block.linked += usize::from(is_link);
            // Scripts without spaces: two characters are about a word.
            let is_dense = ('\u{2e80}'..='\u{d7ff}').contains(&c);
            dense += usize::from(is_dense);
            block.words += usize::from(before.is_whitespace() || is_dense && dense % 2 == 0);
            block.stops += usize::from(matches!(c, ',' | '，' | '、' | '。'));
        } else {
            block.stops += usize::from(matches!(before, '.' | '?' | '!' | '”'));
        }
        before = c;
    }
    block.stops += usize::from(matches!(before, '.' | '?' | '!' | '”'));
}
