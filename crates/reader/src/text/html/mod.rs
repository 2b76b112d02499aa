//! What does a web page say, without its frame?
//!
//! HTML and XHTML: the article alone, in blocks, with headline, authors, day and captions marked, and what the page states
//! about itself. Entities and folded white space are replaced pieces, everything else is copied from its place. One pass
//! each over tokens, tree and blocks, without recursion; what is never closed or too much becomes a note.

mod blocks;
mod content;
mod days;
mod entities;
mod hints;
mod json;
mod stated;
mod tags;
mod tokens;
mod tree;

pub use days::month_of;

use super::clean_text::{Builder, CleanText};
use super::decode::{copy, is_invisible};
use super::page::{Page, Part};
use crate::reading::{Note, NoteKind};
use crate::span::Span;
use blocks::{Block, Blocks, Kind};
use content::Role;
use tags::Tag;
use tree::Tree;

/// The text in a page's data is read in place of what it shows only if it has more bytes than this.
const HIDDEN_BODY: usize = 400;

/// The article of a page; places of the page are offsets of `page`.
pub(super) fn plain(page: &str, notes: &mut Vec<Note>) -> CleanText {
    let tree = tree::grow(page);
    let blocks = blocks::find(&tree);
    let data = stated::collect(&tree);
    let roles = content::choose(&tree, &blocks, &data.headlines());
    let shown: usize =
        blocks.all.iter().zip(&roles).filter(|(_, role)| **role == Role::Body).map(|(block, _)| block.chars).sum();
    let mut builder = CleanText::builder();
    let mut about = Page { is_web: true, ..Page::default() };
    // What is shown with JavaScript alone, or to subscribers, often stands in the page's data.
    let hidden = data.body().filter(|(start, end)| end - start > HIDDEN_BODY && end - start > 3 * shown);
    if let Some(place) = hidden {
        json::write(page, place, &mut builder, |builder, start| {
            about.parts.push((Span::new(start, builder.as_str().len()), Part::Words));
        });
    }
    let is_shown = builder.as_str().is_empty();
    for (block, role) in blocks.all.iter().zip(&roles).filter(|_| is_shown) {
        let part = match role {
            Role::Frame => continue,
            Role::Title => Part::Title,
            Role::Byline => Part::Byline,
            Role::Day => Part::Day,
            Role::Caption => Part::Caption,
            Role::Body if matches!(block.kind, Kind::Heading(_)) => Part::Heading,
            Role::Body => Part::Words,
        };
        if !builder.as_str().is_empty() {
            let at = builder.end();
            builder.replace(Span::new(at, at), "\n\n");
        }
        let start = builder.as_str().len();
        write(&tree, &blocks, block, &mut builder);
        about.parts.push((Span::new(start, builder.as_str().len()), part));
    }
    data.state(&tree, &blocks, &roles, &mut about);
    let mut note = |kind, message: &str| notes.push(Note { kind, message: message.to_string(), span: None });
    if !is_shown {
        note(NoteKind::Remark, "read from the page's data (articleBody), since the page itself shows less of the text");
    }
    if builder.as_str().is_empty() {
        note(NoteKind::Empty, "no running text was found on the page; does it show its text only with JavaScript?");
    }
    if tree.is_too_large {
        note(NoteKind::PassedOver, "the page has more elements than are read; what follows them is passed over");
    } else if tree.is_cut {
        note(NoteKind::PassedOver, "a comment, tag or script of the page is never closed; what follows it is not read");
    }
    builder.finish().with_page(about)
}

/// Writes the words of a block, white space folded.
fn write(tree: &Tree, blocks: &Blocks, block: &Block, builder: &mut Builder) {
    // White space that stands before the next word, if there is a word before it.
    let mut gap: Option<(usize, usize, &'static str)> = None;
    let mut is_first = true;
    let mut at = block.from;
    while at < block.to {
        let node = tree.nodes[at];
        if let Some(end) = blocks.unseen_at(at) {
            at = end;
            continue;
        }
        match node.tag {
            Some(tag) if tag.is_wordless() => {
                at = node.end;
                continue;
            }
            Some(Tag::Br) => gap = Some((gap.map_or(node.place.0, |gap| gap.0), node.place.1, "\n")),
            Some(Tag::Td | Tag::Th) => gap = gap.or(Some((node.place.0, node.place.0, " "))),
            Some(_) => {}
            None => words(tree.page, node.place, builder, &mut gap, &mut is_first),
        }
        at += 1;
    }
}

fn words(
    page: &str,
    (start, end): (usize, usize),
    builder: &mut Builder,
    gap: &mut Option<(usize, usize, &'static str)>,
    is_first: &mut bool,
) {
    let mut at = start;
    while at < end {
        let rest = &page[at..end];
        let Some(c) = rest.chars().next() else { return };
        let (length, read) = match c {
            '&' => entities::reference(rest, false).map_or((1, None), |(length, words)| (length, Some(words))),
            _ => (c.len_utf8(), None),
        };
        let is_space = read.as_deref().map_or(c.is_whitespace(), |read| read.chars().all(char::is_whitespace));
        if is_space {
            *gap = Some(gap.map_or((at, at + length, " "), |(from, _, what)| (from, at + length, what)));
            at += length;
            continue;
        }
        if let Some((from, to, what)) = gap.take()
            && !*is_first
        {
            if what == " " && page.get(from..to) == Some(" ") {
                builder.copy(" ", from);
            } else {
                builder.replace(Span::new(from, to), what);
            }
        }
        *is_first = false;
        match read {
            // Marks that steer a line's direction are left out, however they are written.
            Some(read) if read.chars().all(is_invisible) => at += length,
            Some(read) => {
                builder.replace(Span::new(at, at + length), read);
                at += length;
            }
            None => {
                let length = rest[length..]
                    .find(|c: char| c == '&' || c.is_whitespace())
                    .map_or(rest.len(), |more| length + more);
                copy(builder, &rest[..length], at);
                at += length;
            }
        }
    }
}
