//! What does one document say, and where?
//!
//! Its head, its statements and questions, and its text in pieces that know which statements they belong to, so that a
//! page can mark them. Useful for reading a source; not useful for offsets (`forms::json::reading` has them).

use super::questions::{self, QuestionView};
use super::statement::{self, StatementView};
use super::when::WhenView;
use record::Held;
use serde::Serialize;

/// A document with what was read from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentView {
    /// 16 hexadecimal digits.
    pub id: String,
    /// Where it came from.
    pub path: String,
    /// `DocumentKind` as printed.
    pub kind: &'static str,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Authors.
    pub byline: Option<String>,
    /// Where it was found (URL).
    pub address: Option<String>,
    /// When it was published.
    pub published: WhenView,
    /// What the user should know about the reading: kind and message.
    pub notes: Vec<(&'static str, String)>,
    /// Who said what.
    pub statements: Vec<StatementView>,
    /// What was asked.
    pub questions: Vec<QuestionView>,
    /// The text.
    pub blocks: Vec<BlockView>,
}

/// A paragraph, heading or line of furniture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockView {
    /// `BlockKind` as printed.
    pub kind: &'static str,
    /// Whether an earlier block says the same.
    pub is_copy: bool,
    /// Number of its turn from 0.
    pub turn: Option<usize>,
    /// Its text in order.
    pub pieces: Vec<PieceView>,
}

/// A stretch of text with the parts of statements that it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PieceView {
    /// The text as it stands.
    pub text: String,
    /// Statements by number (from 0), and what the stretch is in each.
    pub marks: Vec<(usize, Part)>,
}

/// Which part of a statement a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Whose words.
    Source,
    /// What marks them as said.
    Cue,
    /// The words.
    Content,
    /// How certain.
    Hedge,
}

/// The view of a held document.
pub fn view(held: &Held) -> DocumentView {
    let reading = &held.reading;
    let masthead = &reading.structure.masthead;
    DocumentView {
        id: held.id.clone(),
        path: held.document.path.clone(),
        kind: masthead.kind.as_str(),
        outlet: masthead.outlet.clone(),
        agency: masthead.agency.clone(),
        title: masthead.title.clone(),
        byline: masthead.byline.clone(),
        address: held.document.given.address.clone(),
        published: WhenView::new(&reading.published),
        notes: reading.notes.iter().map(|note| (note.kind.as_str(), note.message.clone())).collect(),
        statements: (0..reading.statements.len()).filter_map(|number| statement::view(held, number)).collect(),
        questions: questions::view(held),
        blocks: blocks(held),
    }
}

/// The blocks, cut wherever a part of a statement begins or ends: one sweep over the sorted ends.
fn blocks(held: &Held) -> Vec<BlockView> {
    let reading = &held.reading;
    let text = reading.text.as_str();
    // Begin (true) or end (false) of a part at a byte.
    let mut ends: Vec<(usize, bool, usize, Part)> = Vec::new();
    for (number, statement) in reading.statements.iter().enumerate() {
        let parts = [
            (&statement.source, Part::Source),
            (&statement.cue, Part::Cue),
            (&statement.content, Part::Content),
            (&statement.hedges, Part::Hedge),
        ];
        for (spans, part) in parts {
            for span in spans.iter().filter(|span| !span.is_empty()) {
                ends.push((span.start, true, number, part));
                ends.push((span.end, false, number, part));
            }
        }
    }
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let mut open: Vec<(usize, Part)> = Vec::new();
    let mut result = Vec::with_capacity(reading.structure.blocks.len());
    for block in &reading.structure.blocks {
        let mut pieces = Vec::new();
        let mut at = block.span.start;
        loop {
            let next = ends.peek().map_or(block.span.end, |end| end.0.clamp(at, block.span.end));
            if next > at
                && let Some(piece) = text.get(at..next)
            {
                pieces.push(PieceView { text: piece.to_string(), marks: open.clone() });
                at = next;
            }
            match ends.next_if(|end| end.0 < block.span.end) {
                Some((_, true, number, part)) => open.push((number, part)),
                Some((_, false, number, part)) => open.retain(|mark| *mark != (number, part)),
                None => break,
            }
        }
        if at < block.span.end
            && let Some(piece) = text.get(at..block.span.end)
        {
            pieces.push(PieceView { text: piece.to_string(), marks: open.clone() });
        }
        result.push(BlockView { kind: block.kind.as_str(), is_copy: block.is_copy, turn: block.turn, pieces });
    }
    result
}
