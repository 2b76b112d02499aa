//! Who has the floor; where do blocks, sentences, quotations begin and end?

mod addresses;
mod blocks;
mod calls;
mod datelines;
mod forms;
mod furniture;
mod introductions;
mod labels;
mod markup;
mod masthead;
mod quotations;
mod repeats;
mod roles;
mod running;
mod sentences;
mod turns;
mod unspoken;

pub(crate) use addresses::NAMED_IN_ANSWER;
pub(crate) use introductions::HANDED_OVER;

use crate::document::Document;
use crate::knowledge::Knowledge;
use crate::names::names;
use crate::reading::Note;
use crate::span::{Clean, Span};
use crate::text::CleanText;
use std::borrow::Cow;
use std::ops::Range;

names! {
    /// What sort of document it is.
    pub enum DocumentKind {
        /// Labelled turns.
        Transcript = "transcript",
        /// A report.
        Article = "article",
        /// A video agency's script with its shot list or credit.
        VideoScript = "video_script",
        /// None of these.
        Other = "other",
    }
}

names! {
    /// What a stretch of the page is, if it is no part of the text proper.
    pub enum FurnitureKind {
        /// "Back to top", menus, share buttons.
        Navigation = "navigation",
        /// The text under a picture.
        PhotoCaption = "photo_caption",
        /// Who made the picture or video.
        Credit = "credit",
        /// The agency's name at the end of its text.
        AgencyCredit = "agency_credit",
        /// Lists of other stories.
        Promotion = "promotion",
        /// "This story has been updated", contributors.
        EditorialNote = "editorial_note",
        /// Head and foot matter of a transcript: place, times, END.
        Heading = "heading",
        /// A name or line of the page that belongs to none of these.
        Other = "other",
    }
}

names! {
    /// Which part a turn's speaker plays.
    pub enum Role {
        /// Gives the floor.
        Moderator = "moderator",
        /// Answers.
        Principal = "principal",
        /// Asks.
        Reporter = "reporter",
    }
}

names! {
    /// What a block is.
    pub enum BlockKind {
        /// The headline or a heading.
        Heading = "heading",
        /// A paragraph.
        Paragraph = "paragraph",
        /// No part of the text proper; see `Structure::furniture`.
        Furniture = "furniture",
    }
}

/// A paragraph, heading or line of furniture.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Without the line ends around it.
    pub span: Span<Clean>,
    /// What it is.
    pub kind: BlockKind,
    /// Whether an earlier block says the same: nothing is read from a copy.
    pub is_copy: bool,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// The turn it belongs to.
    pub turn: Option<usize>,
}

/// A sentence, without the label of a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Without white space around it.
    pub span: Span<Clean>,
    /// Index of its block.
    pub block: usize,
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// One span a paragraph, marks included.
    pub spans: Vec<Span<Clean>>,
    /// The words, marks excluded; parallel to `spans`.
    pub inner: Vec<Span<Clean>>,
    /// Index of the quotation around this one.
    pub inside: Option<usize>,
    /// Whether a mark was missing and its place was concluded.
    pub repaired: bool,
}

/// One speaker's stretch of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The label as printed, without its colon: `MR. NAME`, `Q`.
    pub label: Span<Clean>,
    /// What is said, one span a paragraph, labels excluded.
    pub speech: Vec<Span<Clean>>,
    /// Which part the speaker plays.
    pub role: Role,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Name and outlet of the asker, where the text introduces them.
    pub introduced: Option<Introduction>,
}

/// Who has the floor next, as somebody in the text says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Introduction {
    /// The name as printed; the outlet's where nobody else is named.
    pub name: Span<Clean>,
    /// The outlet as printed.
    pub outlet: Option<Span<Clean>>,
    /// The rule that found it.
    pub by: Cow<'static, str>,
}

impl Introduction {
    /// The asker's name, if more than the outlet is named.
    pub fn asker(&self) -> Option<Span<Clean>> {
        Some(self.name).filter(|name| self.outlet != Some(*name))
    }
}

/// A stretch that is no part of the text proper.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// Where.
    pub span: Span<Clean>,
    /// What it is.
    pub kind: FurnitureKind,
}

/// What the page says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Masthead {
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Authors as printed.
    pub byline: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The words that outlet, agency, title and byline rest on.
    pub spans: Vec<Span<Clean>>,
}

/// Blocks, sentences, quotations, turns, repeats and furniture of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// What the page says about itself.
    pub masthead: Masthead,
    /// In order, not overlapping.
    pub blocks: Vec<Block>,
    /// In order, not overlapping, each inside one block.
    pub sentences: Vec<Sentence>,
    /// In order of their start; an inner one after the one around it.
    pub quotations: Vec<Quotation>,
    /// Empty unless the document is a transcript.
    pub turns: Vec<Turn>,
    /// Groups of passages that repeat one another, the first one first.
    pub repeats: Vec<Vec<Span<Clean>>>,
    /// In order, may nest.
    pub furniture: Vec<Furniture>,
}

/// Divides the text. `notes` takes what was repaired or is odd.
pub fn divide(document: &Document, text: &CleanText, knowledge: &Knowledge, notes: &mut Vec<Note>) -> Structure {
    let (page, text) = (text.page(), text.as_str());
    let mut blocks: Vec<Block> = running::split(text, blocks::paragraphs(text))
        .into_iter()
        .map(|span| Block { span, kind: BlockKind::Paragraph, is_copy: false, sentences: 0..0, turn: None })
        .collect();
    let mut turns = turns::find(text, &mut blocks);
    let repeats = if turns.is_empty() { repeats::mark(text, &mut blocks) } else { Vec::new() };
    let mut furniture = if turns.is_empty() { furniture::mark(text, &mut blocks) } else { Vec::new() };
    unspoken::mark(text, &mut blocks, &mut turns, &mut furniture);
    markup::mark(page, text, &mut blocks, &mut furniture, notes);
    let masthead = masthead::read(document, page, text, &mut blocks, &turns, &furniture, notes);
    introductions::introduce(text, &mut turns, &knowledge.speaker);
    let is_read =
        masthead.language.as_deref().is_none_or(|language| language.starts_with("en")) && masthead::is_english(text);
    let sentences = if is_read { cut(text, &mut blocks, &mut turns, &furniture) } else { Vec::new() };
    let quotations = if is_read { quotations::find(text, &blocks, &sentences, notes) } else { Vec::new() };
    Structure { masthead, blocks, sentences, quotations, turns, repeats, furniture }
}

/// A dateline stands in one of so many blocks at the head.
const FIRST_BLOCKS: usize = 12;

/// The sentences of a text that has no structure of its own.
pub(crate) fn sentences_of(text: &str) -> Vec<Span<Clean>> {
    let mut result = Vec::new();
    for paragraph in blocks::paragraphs(text) {
        sentences::sentences(text, paragraph, &mut result);
    }
    result
}

/// Cuts every block into sentences; labels, datelines and credits are left out.
fn cut(text: &str, blocks: &mut [Block], turns: &mut [Turn], furniture: &[Furniture]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut spans = Vec::new();
    for (index, block) in blocks.iter_mut().enumerate() {
        let first = sentences.len();
        if block.kind != BlockKind::Furniture {
            let mut inside = turns::speech_of(block, turns);
            if turns.is_empty()
                && index < FIRST_BLOCKS
                && block.kind != BlockKind::Heading
                && let Some(end) = datelines::end(inside.of(text))
            {
                inside = Span::new(inside.start + end, inside.end);
            }
            // A credit inside the block ends it.
            let at = furniture.partition_point(|item| item.span.start < block.span.start);
            if let Some(credit) = furniture.get(at).filter(|item| item.span.end <= block.span.end) {
                inside = Span::new(inside.start, credit.span.start).trimmed(text);
            }
            spans.clear();
            sentences::sentences(text, inside, &mut spans);
            sentences.extend(spans.iter().map(|&span| Sentence { span, block: index }));
        }
        block.sentences = first..sentences.len();
        if let Some(turn) = block.turn.and_then(|turn| turns.get_mut(turn)) {
            let start = if turn.sentences.is_empty() { first } else { turn.sentences.start };
            turn.sentences = start..sentences.len();
        }
    }
    sentences
}
