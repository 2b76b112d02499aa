//! Which element holds which?
//!
//! One list of nodes in the order of the page, so that everything inside an element is the stretch of the list behind it.
//! Missing end tags are added where the standard implies them and stray ones passed over; elements are never moved, so
//! places stay in order. No recursion, and no search that grows with the depth.

use super::entities::decoded;
use super::tags::Tag;
use super::tokens::{Attributes, Token, Tokens};

/// More nodes are not kept: what follows them on the page is not read.
const MOST_NODES: usize = 2_000_000;

/// Of so many nodes and bytes the words inside an element are read: titles, names and days have no more.
const MOST_INSIDE: usize = 200;
const LONG_TEXT: usize = 10_000;

/// An end tag closes one of so many open elements above it.
const REACH: usize = 96;

/// An element or a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The element around it; the first node is its own.
    pub(super) parent: usize,
    /// One past the last node inside.
    pub(super) end: usize,
    /// `None` for a text.
    pub(super) tag: Option<Tag>,
    /// Attributes of an element, words of a text.
    pub(super) place: (usize, usize),
}

/// The nodes of a page.
pub(super) struct Tree<'page> {
    pub(super) page: &'page str,
    pub(super) nodes: Vec<Node>,
    /// Attributes of the first `<html>` tag.
    pub(super) language: Option<(usize, usize)>,
    /// Whether something was never closed, so that words may be missing.
    pub(super) is_cut: bool,
    /// Whether the page has more nodes than are kept.
    pub(super) is_too_large: bool,
}

struct Grower<'page> {
    tree: Tree<'page>,
    open: Vec<usize>,
    counts: [usize; Tag::COUNT],
}

/// The tree of a page.
pub(super) fn grow(page: &str) -> Tree<'_> {
    let root = Node { parent: 0, end: 0, tag: Some(Tag::Html), place: (0, 0) };
    let tree = Tree { page, nodes: vec![root], language: None, is_cut: false, is_too_large: false };
    let mut grower = Grower { tree, open: vec![0], counts: [0; Tag::COUNT] };
    let is_xml = page.trim_start().starts_with("<?xml");
    let mut tokens = Tokens::new(page);
    for token in tokens.by_ref() {
        if grower.tree.nodes.len() >= MOST_NODES {
            grower.tree.is_too_large = true;
            break;
        }
        match token {
            Token::Start { tag, attributes, is_closed, .. } => {
                let is_foreign = grower.counts[Tag::Svg as usize] + grower.counts[Tag::Math as usize] > 0;
                let is_empty = tag.is_void() || is_closed && (is_xml || is_foreign || tag == Tag::Svg);
                grower.start(tag, attributes, is_empty);
            }
            Token::End { tag, name } => grower.end(tag, &page[name.0..name.1]),
            Token::Text(start, end) | Token::Raw(start, end) if start < end => {
                grower.add(None, (start, end));
            }
            Token::Text(..) | Token::Raw(..) => {}
        }
    }
    grower.tree.is_cut = tokens.is_cut;
    grower.close_to(0);
    let Grower { mut tree, .. } = grower;
    tree.nodes[0].end = tree.nodes.len();
    tree
}

impl Grower<'_> {
    fn add(&mut self, tag: Option<Tag>, place: (usize, usize)) -> usize {
        let index = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { parent, end: index + 1, tag, place });
        index
    }

    fn tag_at(&self, depth: usize) -> Tag {
        self.tree.nodes[self.open[depth]].tag.unwrap_or(Tag::Other)
    }

    /// Closes the open elements from this depth on.
    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len();
        for index in self.open.drain(depth.max(1).min(self.open.len())..) {
            let node = &mut self.tree.nodes[index];
            node.end = end;
            self.counts[node.tag.unwrap_or(Tag::Other) as usize] -= 1;
        }
    }

    /// Depth of the last open element that `is` holds for, below the nearest one that `stops`.
    fn above(&self, is: impl Fn(Tag) -> bool, stops: impl Fn(Tag) -> bool) -> Option<usize> {
        for depth in (1..self.open.len()).rev().take(REACH) {
            let tag = self.tag_at(depth);
            if is(tag) {
                return Some(depth);
            }
            if stops(tag) {
                return None;
            }
        }
        None
    }

    fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    fn start(&mut self, tag: Tag, attributes: (usize, usize), is_empty: bool) {
        use Tag::*;
        if tag == Html {
            self.tree.language = self.tree.language.or(Some(attributes));
        }
        if tag == Html || tag == Body && self.has(Body) {
            return;
        }
        let is_of_head = matches!(tag, Meta | Link | Script | Style | Title | Base | Noscript | Template);
        if self.has(Head) && !is_of_head && self.tree.nodes[self.open[self.open.len() - 1]].tag == Some(Head) {
            self.close_to(1);
        }
        if tag.ends_paragraph()
            && self.has(P)
            && let Some(depth) = self.above(|tag| tag == P, |tag| tag.is_barrier() || tag == Button)
        {
            self.close_to(depth);
        }
        let implied = match tag {
            Li if self.has(Li) => self.above(|tag| tag == Li, |tag| matches!(tag, Ul | Ol | Menu) || tag.is_barrier()),
            Dd | Dt if self.has(Dd) || self.has(Dt) => {
                self.above(|tag| matches!(tag, Dd | Dt), |tag| tag == Dl || tag.is_barrier())
            }
            Tr if self.has(Tr) => self.above(|tag| tag == Tr, |tag| tag == Table),
            Td | Th if self.has(Td) || self.has(Th) => {
                self.above(|tag| matches!(tag, Td | Th), |tag| matches!(tag, Tr | Table))
            }
            Tbody | Thead | Tfoot => self.above(|tag| matches!(tag, Tbody | Thead | Tfoot), |tag| tag == Table),
            Option if self.has(Option) => self.above(|tag| tag == Option, |tag| tag == Select),
            A if self.has(A) => self.above(|tag| tag == A, |tag| !tag.is_inline()),
            _ if tag.is_heading() => self.above(Tag::is_heading, |_| true),
            _ => None,
        };
        if let Some(depth) = implied {
            self.close_to(depth);
        }
        let index = self.add(Some(tag), attributes);
        if !is_empty {
            self.open.push(index);
            self.counts[tag as usize] += 1;
        }
    }

    fn end(&mut self, tag: Tag, name: &str) {
        if tag == Tag::Other {
            let page = self.tree.page;
            let nodes = &self.tree.nodes;
            let is_it = |depth: usize| {
                let node = &nodes[self.open[depth]];
                let start = node.place.0.saturating_sub(name.len());
                node.tag == Some(Tag::Other)
                    && page.get(start..node.place.0).is_some_and(|have| have.eq_ignore_ascii_case(name))
                    && page.as_bytes().get(start.wrapping_sub(1)) == Some(&b'<')
            };
            let found = self
                .has(Tag::Other)
                .then(|| (1..self.open.len()).rev().take(REACH).find(|&depth| is_it(depth)))
                .flatten();
            if let Some(depth) = found {
                self.close_to(depth);
            }
        } else if (self.has(tag) || tag.is_heading()) && !matches!(tag, Tag::Html | Tag::Body) {
            let found = if tag.is_heading() {
                self.above(Tag::is_heading, Tag::is_barrier)
            } else if tag.is_inline() {
                self.above(|open| open == tag, Tag::is_block)
            } else if matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot) {
                self.above(|open| open == tag, |open| open == Tag::Table)
            } else {
                self.above(|open| open == tag, Tag::is_barrier)
            };
            if let Some(depth) = found {
                self.close_to(depth);
            }
        }
    }
}

impl<'page> Tree<'page> {
    /// The raw words of a text, with entities.
    pub(super) fn words(&self, index: usize) -> &'page str {
        let (start, end) = self.nodes[index].place;
        &self.page[start..end]
    }

    /// The attributes of an element, values as printed with their place.
    pub(super) fn attributes(&self, index: usize) -> Attributes<'page> {
        Attributes::new(self.page, self.nodes[index].place)
    }

    /// The value of an attribute with entities read, and its place.
    pub(super) fn attribute(&self, index: usize, name: &str) -> Option<(String, (usize, usize))> {
        let (_, place) = self.attributes(index).find(|(have, _)| have.eq_ignore_ascii_case(name))?;
        Some((decoded(&self.page[place.0..place.1], true), place))
    }

    /// The words inside an element, entities read, white space folded; of a large one those of its beginning.
    pub(super) fn text_of(&self, index: usize) -> String {
        let mut result = String::new();
        let mut at = index;
        while at < self.nodes[index].end.min(index + MOST_INSIDE) && result.len() < LONG_TEXT {
            let node = &self.nodes[at];
            match node.tag {
                None => {
                    let words = self.words(at);
                    result.push_str(&decoded(&words[..words.floor_char_boundary(LONG_TEXT)], false));
                }
                Some(Tag::Script | Tag::Style | Tag::Svg | Tag::Noscript | Tag::Template) => {
                    at = node.end;
                    continue;
                }
                Some(tag) if tag.is_block() || tag == Tag::Br => result.push(' '),
                Some(_) => {}
            }
            at += 1;
        }
        result.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements with what is in them, as nested brackets.
    fn shown(page: &str) -> String {
        let tree = grow(page);
        let mut result = String::new();
        let mut open: Vec<usize> = Vec::new();
        for (index, node) in tree.nodes.iter().enumerate().skip(1) {
            while open.last().is_some_and(|&end| end <= index) {
                open.pop();
                result.push(')');
            }
            match node.tag {
                None => result.push_str(tree.words(index)),
                Some(tag) => {
                    result.push_str(&format!("({}", tag.name()));
                    result.push_str(if tag == Tag::Other { "?:" } else { ":" });
                    open.push(node.end);
                }
            }
        }
        result + &")".repeat(open.len())
    }

    #[test]
    fn end_tags_are_implied_and_stray_ones_passed_over() {
        for (page, expected) in [
            ("<p>a<p>b<div>c</div>d", "(p:a)(p:b)(div:c)d"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "(ul:(li:a)(li:b(ul:(li:c)))(li:d))"),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "(table:(tr:(td:a)(td:b))(tr:(td:c)))d"),
            ("<div><b>a</div>b</b></p></div>c", "(div:(b:a))bc"),
            ("<b><div>a</b>b</div></b>c", "(b:(div:ab))c"),
            ("<div><table><td></div>a</table>b</div>c", "(div:(table:(td:a))b)c"),
            ("<x-y>a<x-z>b</x-y>c", "(?:a(?:b))c"),
            ("<h2>a<h3>b</h2>c", "(h2:a)(h3:b)c"),
            ("<p>a<br>b<img/>c</p>", "(p:a(br:)b(img:)c)"),
            ("<svg><path/><title>a</title></svg>b", "(svg:(?:)(title:a))b"),
            ("<html><head><title>a</title><body>b", "(head:(title:a))(body:b)"),
            ("<a>a<a>b</a>c", "(a:a)(a:b)c"),
        ] {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn depth_costs_no_more_than_length() {
        for part in
            ["<div>", "<b>", "<p><table>", "</p>", "<x-a>", "</x-b>", "<b></i>", "<li><ul>", "<td>", "<h1><div>"]
        {
            let page = part.repeat(100_000);
            assert!(grow(&page).nodes.len() <= 300_000, "{part}");
        }
    }
}
