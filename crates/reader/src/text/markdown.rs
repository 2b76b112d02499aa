//! What does Markdown say without its marks?
//!
//! Headings, paragraphs, list points and quotes become paragraphs of their own; emphasis and link marks, code blocks and raw
//! HTML are left out.

use super::clean_text::CleanText;
use super::decode::copy;
use crate::span::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text of Markdown.
pub(super) fn plain(text: &str) -> CleanText {
    let mut builder = CleanText::builder();
    let mut code_depth = 0usize;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code_depth += 1,
            Event::End(TagEnd::CodeBlock) => code_depth = code_depth.saturating_sub(1),
            // An escape or entity makes the event differ from its place; the printed form is kept.
            Event::Text(_) if code_depth == 0 => {
                copy(&mut builder, text.get(range.clone()).unwrap_or(""), range.start);
            }
            Event::Code(_) if code_depth == 0 => {
                let printed = text.get(range.clone()).unwrap_or("");
                let lead = printed.len() - printed.trim_start_matches('`').len();
                copy(&mut builder, printed.trim_matches('`'), range.start + lead);
            }
            Event::SoftBreak => builder.replace(Span::new(range.start, range.end), " "),
            Event::HardBreak => builder.replace(Span::new(range.start, range.end), "\n"),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_))
                if !builder.as_str().is_empty() && !builder.as_str().ends_with("\n\n") =>
            {
                builder.replace(Span::new(range.end, range.end), "\n\n");
            }
            _ => {}
        }
    }
    builder.finish()
}
