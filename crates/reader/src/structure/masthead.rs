//! What does the page say about itself: kind, outlet, agency, title, byline, language?
//!
//! Only what it states as its own publisher. A name inside the story is never taken for the outlet.

use super::{Block, BlockKind, DocumentKind, Furniture, FurnitureKind, Masthead, Turn, unspoken};
use crate::document::Document;
use crate::reading::{Note, NoteKind};
use crate::span::{Clean, Span};
use crate::text::{Page, Part, Stated};

/// Frequent English words; a text without them is in another language.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "a", "is", "for", "on", "said", "with", "was", "it", "he", "as", "at",
    "by", "are", "have", "be", "not", "this", "from", "we", "i", "you", "they",
];

/// Reads the masthead; `notes` takes a remark on a language that is not read.
pub(super) fn read(
    document: &Document,
    page: &Page,
    text: &str,
    blocks: &mut [Block],
    turns: &[Turn],
    found: &[Furniture],
    notes: &mut Vec<Note>,
) -> Masthead {
    let given = &document.given;
    let mut spans: Vec<Span<Clean>> = Vec::new();
    let kind = kind(text, blocks, turns);
    let mut take = |span: Option<Span<Clean>>| {
        span.map(|span| {
            spans.push(span);
            span.of(text).to_string()
        })
    };
    let stated = |field: &Option<Stated<String>>| field.as_ref().map(|field| field.value.clone());
    let outlet = given.outlet.clone().or_else(|| stated(&page.outlet)).or_else(|| take(outlet(text, blocks)));
    let agency = given.agency.clone().or_else(|| stated(&page.agency)).or_else(|| take(agency(text, blocks, found)));
    let title_block = if page.is_web { printed(page, blocks) } else { title(text, blocks, turns) };
    let title = given
        .title
        .clone()
        .or_else(|| stated(&page.title).filter(|_| page.title.as_ref().is_some_and(|title| !title.is_loose)))
        .or_else(|| take(title_block.map(|index| blocks[index].span)))
        .or_else(|| stated(&page.title));
    if let Some(index) = title_block
        && turns.is_empty()
    {
        blocks[index].kind = BlockKind::Heading;
    }
    let byline = stated(&page.byline).or_else(|| take(byline(text, blocks)));
    let is_english = is_english(text);
    let language = given
        .language
        .clone()
        .or_else(|| is_english.then(|| "en".to_string()))
        .or_else(|| stated(&page.language).filter(|language| !language.to_lowercase().starts_with("en")));
    if !is_english && text.split_whitespace().count() >= 30 {
        notes.push(Note {
            kind: NoteKind::Language,
            message: "not read: the text does not look like English, the only language that is read so far".into(),
            span: None,
        });
    }
    Masthead { kind, outlet, agency, title, byline, language, spans }
}

/// The block that the page marks as its headline.
fn printed(page: &Page, blocks: &[Block]) -> Option<usize> {
    blocks.iter().position(|block| page.part(block.span) == Some(Part::Title))
}

/// Whether frequent English words make up enough of the start of the text.
pub(super) fn is_english(text: &str) -> bool {
    let (mut all, mut known) = (0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(600) {
        all += 1;
        known += usize::from(ENGLISH.contains(&word.to_lowercase().as_str()));
    }
    all < 30 || known * 10 >= all
}

fn kind(text: &str, blocks: &[Block], turns: &[Turn]) -> DocumentKind {
    if !turns.is_empty() {
        return DocumentKind::Transcript;
    }
    let head_and_foot = blocks.iter().take(6).chain(blocks.iter().rev().take(6));
    let marks = ["mandatory credit", "shotlist", "shot list", "soundbite", "video shows", "storyline:"];
    let has_mark = head_and_foot.into_iter().any(|block| {
        let line = block.span.of(text);
        let lower: String = line.chars().take(60).collect::<String>().to_lowercase();
        marks.iter().any(|mark| lower.starts_with(mark))
    }) || blocks.iter().filter(|block| is_sound(block.span.of(text))).count() >= 2;
    if has_mark {
        return DocumentKind::VideoScript;
    }
    let prose = blocks.iter().filter(|block| block.kind != BlockKind::Furniture).map(|block| block.span.of(text));
    let words: usize = prose.map(|line| line.split_whitespace().count()).filter(|&count| count >= 8).sum();
    if words >= 25 { DocumentKind::Article } else { DocumentKind::Other }
}

/// "SOT", "SOUNDBITE", "4. (SOUNDBITE)": a shot with somebody's words.
fn is_sound(line: &str) -> bool {
    let shot = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | ' '));
    shot.starts_with("SOT") || shot.starts_with("SOUNDBITE")
}

/// "NAME’s A and B contributed to this report", or the holder of the copyright.
fn outlet(text: &str, blocks: &[Block]) -> Option<Span<Clean>> {
    blocks.iter().rev().take(6).find_map(|block| {
        let line = block.span.of(text);
        let lower = line.to_lowercase();
        if lower.contains("contributed to this") || lower.contains("contributed reporting") {
            let end = line.find("’s ").or_else(|| line.find("'s "))?;
            let name = &line[..end];
            let is_name = name.split_whitespace().count() <= 4 && name.chars().next().is_some_and(char::is_uppercase);
            return is_name.then(|| Span::new(block.span.start, block.span.start + end));
        }
        None
    })
}

/// The agency's name in the credit that ends the text, or in the dateline that opens it.
fn agency(text: &str, blocks: &[Block], found: &[Furniture]) -> Option<Span<Clean>> {
    let credit = found.iter().rev().find(|item| item.kind == FurnitureKind::AgencyCredit);
    if let Some(credit) = credit {
        return Some(Span::new(credit.span.start + 1, credit.span.end.saturating_sub(1)).trimmed(text));
    }
    let first = blocks.iter().filter(|block| block.kind != BlockKind::Furniture).take(3);
    first.into_iter().find_map(|block| {
        let line = block.span.of(text);
        let open = line.char_indices().take(50).find(|(_, c)| *c == '(').map(|(at, _)| at)?;
        let end = open + line[open..].find(')')?;
        let after = line[end + 1..].trim_start();
        let name = &line[open + 1..end];
        let is_dateline = after.starts_with(['-', '—', '–'])
            && name.len() <= 20
            && name.chars().next().is_some_and(char::is_uppercase);
        is_dateline.then(|| Span::new(block.span.start + open + 1, block.span.start + end))
    })
}

/// The first short line without a final full stop before the first paragraph; of a transcript its first line.
fn title(text: &str, blocks: &[Block], turns: &[Turn]) -> Option<usize> {
    if let Some(turn) = turns.first() {
        let first = blocks.first()?.span;
        return (!first.contains(&turn.label) && !unspoken::is_time_line(first.of(text))).then_some(0);
    }
    let (index, block) = blocks.iter().enumerate().find(|(_, block)| block.kind != BlockKind::Furniture)?;
    let line = block.span.of(text);
    let words = line.split_whitespace().count();
    let has_more =
        blocks[index + 1..].iter().any(|next| next.kind != BlockKind::Furniture && next.span.len() > block.span.len());
    // Some sources print a full stop after every headline.
    let is_short = words <= 22 && (!line.ends_with(['.', '”', '"']) || words <= 16 && !line.contains(". "));
    (is_short && has_more && words >= 2).then_some(index)
}

/// "By Dana Ruiz".
fn byline(text: &str, blocks: &[Block]) -> Option<Span<Clean>> {
    blocks.iter().take(8).find_map(|block| {
        let line = block.span.of(text);
        let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
        let is_names = names.split_whitespace().count() <= 10
            && names.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    || matches!(word, "and" | "de" | "van" | "von" | "of" | "for" | "the")
            });
        is_names.then(|| Span::new(block.span.start + 3, block.span.end))
    })
}
