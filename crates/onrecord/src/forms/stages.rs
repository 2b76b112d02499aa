//! What did each stage of the reading make of a document?
//!
//! Calls the stages one after the other, as `reader::read` does, and prints the result of each under the name of its
//! module. Useful for finding the module to mend.

use super::terminal::Page;
use reader::evidence::Evidence;
use reader::text::Piece;
use reader::{Clean, Document, Knowledge, Span, attribution, language, meaning, structure, text};
use std::io::{Result, Write};

/// Prints every stage.
///
/// # Errors
/// What writing gives.
pub fn print<W: Write>(page: &mut Page<W>, document: &Document, knowledge: &Knowledge) -> Result<()> {
    let (clean, mut notes) = text::clean(document);
    let structure = structure::divide(document, &clean, knowledge, &mut notes);
    let language = language::describe(&clean, &structure, knowledge);
    let attributions = attribution::find(&clean, &structure, &language, knowledge);
    let string = clean.as_str();

    page.heading(&format!("{} · {}", document.path, document.id()))?;
    page.heading("reader::text — what the page says without its markup")?;
    let replaced = clean.pieces().iter().filter(|piece| matches!(piece, Piece::Replaced(..))).count();
    page.line(&format!(
        "  {} bytes of {} in {} pieces, {replaced} of them replaced",
        string.len(),
        document.bytes.len(),
        clean.pieces().len()
    ))?;

    page.heading("reader::structure — blocks, sentences, quotations, turns")?;
    let masthead = &structure.masthead;
    page.line(&format!(
        "  kind {}, outlet {}, agency {}, title {}, byline {}, language {}",
        masthead.kind,
        open(&masthead.outlet),
        open(&masthead.agency),
        open(&masthead.title),
        open(&masthead.byline),
        open(&masthead.language)
    ))?;
    for (number, block) in structure.blocks.iter().enumerate() {
        let copy = if block.is_copy { " (copy)" } else { "" };
        let turn = block.turn.map_or(String::new(), |turn| format!(" of turn {}", turn + 1));
        page.text(2, &format!("block {}{turn}: {}{copy} {}", number + 1, block.kind, at(block.span)))?;
        for sentence in structure.sentences.get(block.sentences.clone()).unwrap_or_default() {
            page.text(4, &format!("sentence {} {}", at(sentence.span), sentence.span.of(string)))?;
        }
    }
    for piece in &structure.furniture {
        page.text(2, &format!("furniture: {} {} {}", piece.kind, at(piece.span), piece.span.of(string)))?;
    }
    for (number, group) in structure.repeats.iter().enumerate() {
        let places = group.iter().map(|span| at(*span)).collect::<Vec<_>>().join(" ");
        page.text(2, &format!("repeat {}: {places}", number + 1))?;
    }
    for quotation in &structure.quotations {
        let repaired = if quotation.repaired { " (a mark was missing)" } else { "" };
        let inside = quotation.inside.map_or(String::new(), |outer| format!(" inside quotation {}", outer + 1));
        page.text(2, &format!("quotation{inside}{repaired}: {}", words(string, &quotation.spans)))?;
    }
    for (number, turn) in structure.turns.iter().enumerate() {
        let introduced = turn.introduced.as_ref().map_or(String::new(), |found| {
            let outlet = found.outlet.map_or(String::new(), |outlet| format!(", {}", outlet.of(string)));
            let name = found.asker().map_or("nobody by name", |name| name.of(string));
            format!(", introduced as {name}{outlet} by {}", found.by)
        });
        page.text(2, &format!("turn {}: {} ({}){introduced}", number + 1, turn.label.of(string), turn.role))?;
    }
    for note in &notes {
        page.text(2, &format!("note ({}): {}", note.kind, note.message))?;
    }

    page.heading("reader::language — words of the sentences that may hold an attribution")?;
    for (number, analysis) in language.sentences.iter().enumerate() {
        let Some(analysis) = analysis else { continue };
        let tokens = analysis.tokens.iter().enumerate().map(|(index, token)| {
            let head = token.head.map_or(0, |head| head as usize + 1);
            format!("{}:{}/{}/{}←{head}", index + 1, token.span.of(string), token.tag, token.relation)
        });
        page.text(2, &format!("sentence {}: {}", number + 1, tokens.collect::<Vec<_>>().join(" ")))?;
    }

    page.heading("reader::attribution — whose words, and what marks them as said")?;
    for (number, found) in attributions.iter().enumerate() {
        let parent = found.parent.map_or(String::new(), |parent| format!(", inside {}", parent + 1));
        page.text(
            2,
            &format!(
                "{}: [{}] [{}] {} — {}, confidence {:.2}{parent}",
                number + 1,
                words(string, &found.source),
                words(string, &found.cue),
                words(string, &found.content),
                found.form,
                found.confidence
            ),
        )?;
        evidence(page, string, &found.evidence)?;
    }

    page.heading("reader::meaning — speaker, certainty, time, quantity, answer")?;
    let meaning = meaning::interpret(document, &clean, &structure, &language, attributions, knowledge);
    for (number, speaker) in meaning.speakers.iter().enumerate() {
        let titles = if speaker.titles.is_empty() { String::new() } else { format!(", {}", speaker.titles.join("; ")) };
        let outlet = speaker.outlet.as_ref().map_or(String::new(), |outlet| format!(", of {outlet}"));
        page.text(2, &format!("speaker {}: {} ({}){titles}{outlet}", number + 1, speaker.name, speaker.kind))?;
    }
    for (number, event) in meaning.events.iter().enumerate() {
        page.text(
            2,
            &format!("event {}: {}, {}, {}", number + 1, open(&event.name), when(&event.date), event.channel),
        )?;
    }
    page.line(&format!("  published: {}", when(&meaning.published)))?;
    for (number, statement) in meaning.statements.iter().enumerate() {
        let speaker = statement.speaker.and_then(|speaker| meaning.speakers.get(speaker));
        let figures = statement.quantities.iter().map(|found| found.span.of(string)).collect::<Vec<_>>().join("; ");
        page.text(
            2,
            &format!(
                "statement {}: {} — {}, {}{}, said {}; figures: {}",
                number + 1,
                words(string, &statement.content),
                speaker.map_or("speaker not known", |speaker| speaker.name.as_str()),
                statement.certainty,
                if statement.negated { ", negated" } else { "" },
                when(&statement.said),
                if figures.is_empty() { "none" } else { &figures }
            ),
        )?;
        evidence(page, string, &statement.evidence)?;
    }
    for (number, question) in meaning.questions.iter().enumerate() {
        let response = question.response.map_or("not known", |response| response.as_str());
        page.text(2, &format!("question {}: {} — response {response}", number + 1, question.span.of(string)))?;
        evidence(page, string, &question.evidence)?;
    }
    Ok(())
}

fn evidence<W: Write>(page: &mut Page<W>, text: &str, evidence: &[Evidence]) -> Result<()> {
    for one in evidence {
        page.aside(6, &format!("{} by {} ({:.2}): {}", one.field, one.by, one.score, words(text, &one.spans)))?;
    }
    Ok(())
}

fn words(text: &str, spans: &[Span<Clean>]) -> String {
    crate::views::words(text, spans)
}

fn at(span: Span<Clean>) -> String {
    format!("[{}..{}]", span.start, span.end)
}

fn open(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("not known")
}

fn when(when: &meaning::time::When) -> String {
    let view = crate::views::when::WhenView::new(when);
    view.shown().unwrap_or_else(|| "not known".into())
}
