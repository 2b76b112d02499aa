//! One document with its statements marked in their place and named in the margin.

use super::{certainty, count, own, page, plain, questions, safe, speaker_name};
use crate::views::asked::Asked;
use crate::views::document::{BlockView, DocumentView, Part, PieceView};
use maud::{Markup, html};

/// Statements named beside one block at most.
const NAMED: usize = 8;

/// The page.
pub fn document(view: &DocumentView, asked: &Asked) -> Markup {
    let title = super::titled(view.title.as_deref().unwrap_or(&view.path));
    let quotations = view.statements.iter().filter(|statement| statement.form != "indirect").count();
    let is_transcript = view.kind == "transcript";
    let body = html! {
        h1 dir="auto" { (safe(title)) }
        dl class="facts" {
            div { dt { "Kind" } dd { (plain(view.kind)) } }
            div { dt { "Outlet" } dd { @match &view.outlet { Some(outlet) => (own(outlet)), None => span class="unknown" { "not stated" } } } }
            @if let Some(agency) = &view.agency { div { dt { "Agency" } dd { (own(agency)) } } }
            @if let Some(byline) = &view.byline { div { dt { "By" } dd { (own(byline)) } } }
            div {
                dt { "Published" }
                dd { @match view.published.shown() { Some(days) => (days), None => span class="unknown" { "not known" } }
                    @if let Some(why) = &view.published.why { " " span class="about" { "(" (safe(why)) ")" } } }
            }
            div { dt { "Held as" } dd { (own(&view.path)) } }
            @if let Some(address) = &view.address { div { dt { "Address" } dd { (own(address)) } } }
        }
        p class="about" {
            (count(view.statements.len() as u64, "statement", "statements")) " · "
            (count(view.questions.len() as u64, "question", "questions"))
            @if !is_transcript && quotations > 0 { " · " a href={ "/quotes/" (view.id) } { "Its quotations beside the words held" } }
        }
        @for (kind, message) in &view.notes { p class="remark" { (plain(kind)) ": " (safe(message)) } }
        p class="key" {
            "Marked: " span class="piece source" { "source" } " " span class="piece cue" { "cue" } " "
            span class="piece content" { "content" } " " span class="piece hedge" { "hedge" }
        }
        article class="text" aria-label="The text" { @for block in &view.blocks { (block_of(view, block)) } }
        @if !view.questions.is_empty() {
            h2 id="questions" { "Questions and answers" }
            (questions::legend())
            (questions::squares(&view.questions))
            (questions::list(&view.questions))
        }
    };
    page(asked, title, body)
}

fn block_of(view: &DocumentView, block: &BlockView) -> Markup {
    // The statements whose content begins here stand in the margin.
    let mut numbers: Vec<usize> = block
        .pieces
        .iter()
        .flat_map(|piece| piece.marks.iter().filter(|(_, part)| *part == Part::Content).map(|(number, _)| *number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let class = match (block.kind, block.is_copy) {
        (_, true) => "block copy",
        ("furniture", _) => "block furniture",
        ("heading", _) => "block heading",
        _ => "block",
    };
    html! {
        div class=(class) {
            p dir="auto" { @for piece in &block.pieces { (piece_of(view, piece)) } }
            @if block.is_copy { p class="about" { "The same passage stands above: nothing is read from this copy." } }
            @if !numbers.is_empty() {
                ul class="margin" {
                    @for statement in numbers.iter().filter_map(|&number| view.statements.get(number)).take(NAMED) {
                        li {
                            a href={ "/statement/" (statement.id) } { (own(&super::short(speaker_name(&statement.speaker), 60))) }
                            " " (certainty(statement.certainty))
                        }
                    }
                    @if numbers.len() > NAMED { li { "and " (numbers.len() - NAMED) " more" } }
                }
            }
        }
    }
}

fn piece_of(view: &DocumentView, piece: &PieceView) -> Markup {
    // The innermost statement is the link; its part is the mark. A cue that says how certain stays a cue.
    let rank =
        |part: &Part| [Part::Content, Part::Source, Part::Hedge, Part::Cue].iter().position(|other| other == part);
    let Some((number, part)) = piece.marks.iter().max_by_key(|(number, part)| (rank(part), *number)) else {
        return html! { (safe(&piece.text)) };
    };
    let class = match part {
        Part::Source => "piece source",
        Part::Cue => "piece cue",
        Part::Content => "piece content",
        Part::Hedge => "piece hedge",
    };
    match view.statements.get(*number) {
        // White space alone is no link: nobody could see it, or reach it by key.
        Some(_) if piece.text.trim().is_empty() => html! { (safe(&piece.text)) },
        Some(statement) => html! { a class=(class) href={ "/statement/" (statement.id) } { (safe(&piece.text)) } },
        None => html! { (safe(&piece.text)) },
    }
}
