//! What on the page is no part of the text proper?
//!
//! Menus, captions, credits and notes of the editors, told by the forms they have on every site. What is not sure stays text.

use super::{Block, BlockKind, Furniture, FurnitureKind};
use crate::span::Span;

/// Lines that are furniture by themselves, in lower case, without marks at their ends.
const NAVIGATION: &[&str] = &[
    "back to top",
    "most popular",
    "most read",
    "latest news",
    "subscribe",
    "subscribe now",
    "sign up",
    "share",
    "share this",
    "print",
    "email",
    "menu",
    "search",
    "home",
    "log in",
    "sign in",
    "read more",
    "more stories",
    "related",
    "related stories",
    "related articles",
    "trending",
    "recommended",
    "advertisement",
    "comments",
    "follow us",
    "contact us",
    "privacy policy",
    "terms of use",
    "next story",
    "previous story",
    "load more",
    "story continues below",
    "skip to content",
    "live",
    "watch live",
    "top stories",
    "editor's picks",
    "editors’ picks",
    "you may also like",
    "newsletter",
    "newsletters",
    "copyright",
    "share on facebook",
    "share on twitter",
    "listen",
    "save",
];

/// Marks the blocks that are furniture.
pub(super) fn mark(text: &str, blocks: &mut [Block]) -> Vec<Furniture> {
    let mut result = Vec::new();
    let count = blocks.len();
    let first_long =
        blocks.iter().position(|block| block.span.of(text).split_whitespace().count() >= 12).unwrap_or(count);
    let last_long = blocks.iter().rposition(|block| block.span.of(text).split_whitespace().count() >= 12).unwrap_or(0);
    for (index, block) in blocks.iter_mut().enumerate() {
        let line = block.span.of(text);
        let is_edge = index <= first_long || index > last_long;
        if let Some(kind) = kind_of(line, is_edge, index > last_long) {
            block.kind = BlockKind::Furniture;
            result.push(Furniture { span: block.span, kind });
            if kind == FurnitureKind::PhotoCaption
                && let Some(credit) = trailing_credit(line)
            {
                let start = block.span.end - credit;
                result.push(Furniture { span: Span::new(start, block.span.end), kind: FurnitureKind::Credit });
            }
        } else if let Some(len) = agency_credit(line)
            && index >= last_long
        {
            let start = block.span.end - len;
            result.push(Furniture { span: Span::new(start, block.span.end), kind: FurnitureKind::AgencyCredit });
        }
    }
    result
}

/// What a line is by its words alone, wherever it stands.
pub(super) fn of_page(line: &str) -> Option<FurnitureKind> {
    kind_of(line, true, true)
}

fn kind_of(line: &str, is_edge: bool, is_foot: bool) -> Option<FurnitureKind> {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let words = line.split_whitespace().count();
    if NAVIGATION.contains(&bare) || bare.is_empty() {
        return Some(FurnitureKind::Navigation);
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if begins(&[
        "mandatory credit",
        "courtesy:",
        "courtesy of",
        "credit:",
        "photo:",
        "photograph:",
        "video:",
        "image:",
        "source:",
    ]) && words <= 14
    {
        return Some(FurnitureKind::Credit);
    }
    if is_caption(line, &lower, words) {
        return Some(FurnitureKind::PhotoCaption);
    }
    let is_note = begins(&[
        "this story has been updated",
        "this article has been updated",
        "this is a developing story",
        "this story is developing",
        "correction:",
        "editor's note",
        "editor’s note",
        "editors’ note",
        "clarification:",
        "an earlier version of this",
        "follow us on",
        "follow him on",
        "follow her on",
        "sign up for",
        "read more:",
        "also read:",
        "read also:",
        "related:",
        "reporting by",
        "editing by",
        "additional reporting",
        "writing by",
        "©",
        "copyright ",
    ]) || words <= 40
        && [
            "contributed to this report",
            "contributed to this story",
            "contributed to this article",
            "contributed reporting",
        ]
        .iter()
        .any(|phrase| lower.contains(phrase));
    if is_note && words <= 60 {
        return Some(FurnitureKind::EditorialNote);
    }
    // A short line in another script at the page's foot.
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let foreign = line.chars().filter(|c| c.is_alphabetic() && *c as u32 > 0x24f).count();
    if is_foot && words <= 12 && letters > 0 && foreign * 2 > letters {
        return Some(FurnitureKind::Other);
    }
    let _ = is_edge;
    None
}

/// "This photo shows …", "… speaks during … in this file photo", with a credit at the end.
fn is_caption(line: &str, lower: &str, words: usize) -> bool {
    if words > 70 {
        return false;
    }
    let names_picture = [
        "this photo shows",
        "this file photo",
        "file photo",
        "this image shows",
        "this photo taken",
        "photo shows",
        "captured image",
        "this undated photo",
        "in this photo",
        "in this image",
        "handout photo",
        "screenshot shows",
        "pictured here",
        "(photo:",
        "(image:",
        "file/",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase));
    let has_credit = line.trim_end().ends_with(')')
        && trailing_credit(line).is_some_and(|len| {
            let credit = &lower[lower.len() - len.min(lower.len())..];
            ["photo", "afp", "getty", "reuters/", "-yonhap", "epa", "file"].iter().any(|name| credit.contains(name))
        });
    let shows = [
        " speaks ",
        " speaking ",
        " shakes hands",
        " poses ",
        " walks ",
        " attends ",
        " gestures ",
        " looks on",
        " arrives ",
        " is seen ",
        " are seen ",
        " waves ",
    ]
    .iter()
    .any(|verb| lower.contains(verb));
    names_picture || has_credit && shows
}

/// Bytes of a credit at the end of a caption: "(AFP-Agency)" or a lone name after the last full stop.
fn trailing_credit(line: &str) -> Option<usize> {
    let end = line.trim_end();
    if end.ends_with(')')
        && let Some(open) = end.rfind('(')
        && end.len() - open <= 60
    {
        return Some(line.len() - open);
    }
    let stop = end.rfind(". ")?;
    let last = end[stop + 2..].trim();
    let is_name = !last.is_empty()
        && last.split_whitespace().count() <= 3
        && last.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && !last.ends_with('.');
    is_name.then(|| line.len() - (stop + 2))
}

/// Bytes of an agency's name in brackets that ends the last paragraph.
pub(super) fn agency_credit(line: &str) -> Option<usize> {
    let end = line.trim_end();
    let open = end.rfind('(')?;
    let name = end.get(open + 1..)?.strip_suffix(')')?;
    let before = end[..open].trim_end();
    let is_name = (2..=30).contains(&name.len())
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.split([' ', '-', '/']).count() <= 3
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '.'));
    (is_name && before.ends_with(['.', '"', '”', '?', '!'])).then(|| line.len() - open)
}
