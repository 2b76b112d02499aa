//! Which blocks does the page itself name?
//!
//! The markup of a web page says what is headline, heading, byline, day and caption; it goes before what words suggest.

use super::{Block, BlockKind, Furniture, FurnitureKind};
use crate::reading::{Note, NoteKind};
use crate::text::{Page, Part};

/// Marks the blocks that the page names. `notes` takes that the page was changed, where it says so.
pub(super) fn mark(
    page: &Page,
    text: &str,
    blocks: &mut [Block],
    furniture: &mut Vec<Furniture>,
    notes: &mut Vec<Note>,
) {
    if !page.is_web {
        return;
    }
    for block in blocks.iter_mut() {
        let span = block.span;
        let part = page.part(span);
        let kind = match part {
            Some(Part::Title | Part::Heading) => {
                // A heading is no furniture by its words alone, unless it is a name that every page has.
                if part == Some(Part::Title) || block.kind == BlockKind::Paragraph {
                    furniture.retain(|item| item.span != span);
                    block.kind = BlockKind::Heading;
                }
                continue;
            }
            Some(Part::Caption) => FurnitureKind::PhotoCaption,
            Some(Part::Byline | Part::Day) => FurnitureKind::Other,
            Some(Part::Words) | None => continue,
        };
        furniture.retain(|item| !span.contains(&item.span) || item.kind == FurnitureKind::Credit);
        furniture.push(Furniture { span, kind });
        block.kind = BlockKind::Furniture;
    }
    furniture.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
    for item in furniture.iter().filter(|item| item.kind == FurnitureKind::EditorialNote) {
        let lower = item.span.of(text).to_lowercase();
        if ["updated", "correct", "clarif", "earlier version"].iter().any(|word| lower.contains(word)) {
            let message = "the page says that it was changed after it was published".to_string();
            notes.push(Note { kind: NoteKind::Remark, message, span: Some(item.span) });
        }
    }
    if let (Some(changed), Some(published)) = (&page.changed, &page.published)
        && changed.value > published.value
    {
        let message = format!("changed on {}, as the page states ({})", changed.value, changed.by);
        notes.push(Note { kind: NoteKind::Remark, message, span: None });
    }
}
