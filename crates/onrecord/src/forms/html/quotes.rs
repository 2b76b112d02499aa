//! Quotations of a report beside the words held: both texts, each difference marked and named.

use super::front::verdict;
use super::{count, own, page, plain, safe, speaker_link, titled};
use crate::views::asked::Asked;
use crate::views::quotes::{EditView, PieceView, QuotationView, QuotesView};
use maud::{Markup, html};

/// The page.
pub fn quotes(view: &QuotesView, asked: &Asked) -> Markup {
    let differ = view.quotations.iter().filter(|one| !one.edits.is_empty()).count();
    let open = view.quotations.iter().filter(|one| one.against.is_none()).count();
    let body = html! {
        h1 { "Quotations beside the words held" }
        p { "Of " a href={ "/document/" (view.document) } { (own(titled(&view.title))) } }
        p class="about" {
            (count(view.quotations.len() as u64, "quotation", "quotations")) " · " (differ) " with differences · "
            (open) " with nothing held to compare"
        }
        @if view.quotations.is_empty() { p { "No words in quotation marks were found in this document." } }
        @for one in view.quotations.iter().filter(|one| one.against.is_some()) { (quotation(one)) }
        @if open > 0 {
            h2 { "No transcript of these events is held" }
            ul class="rows" {
                @for one in view.quotations.iter().filter(|one| one.against.is_none()) {
                    li class="row" id=(one.statement.replace(':', "-")) {
                        p class="who" { (speaker_link(one.speaker.as_ref())) }
                        p class="words" dir="auto" { a class="said" href={ "/statement/" (one.statement) } { (pieces(&one.report, one, false)) } }
                    }
                }
            }
        }
    };
    page(asked, &format!("Quotations of {}", titled(&view.title)), body)
}

/// One quotation.
pub fn quotation(view: &QuotationView) -> Markup {
    html! {
        article class={ "card quotation " (view.verdict) } id=(view.statement.replace(':', "-")) {
            h2 {
                (verdict(view.verdict))
                @if view.meaning_critical { " " span class="critical" { "touches the meaning" } }
            }
            @if view.event == "other" { p class="remark" { "The words held are of another day." } }
            div class="sides" {
                div class="side" role="group" aria-label="The report" {
                    h3 { "The report has " (speaker_link(view.speaker.as_ref())) " say" }
                    blockquote dir="auto" { (pieces(&view.report, view, false)) }
                    p class="about" { a href={ "/statement/" (view.statement) } { "The statement" } }
                }
                div class="side" role="group" aria-label="The words held" {
                    @match &view.against {
                        Some(against) => {
                            h3 { @if against.is_transcript { "The transcript has" } @else { "Another report has" } }
                            @if view.spoken.is_empty() { p class="unknown" { "These words do not appear in it." } }
                            @else { blockquote dir="auto" { (pieces(&view.spoken, view, true)) } }
                            p class="about" { a href={ "/document/" (against.id) } { (own(titled(&against.title))) } }
                        },
                        None => {
                            h3 { "Nothing to compare" }
                            p class="unknown" { "No transcript of this event is held." }
                        },
                    }
                }
            }
            @if !view.edits.is_empty() {
                ol class="edits" {
                    @for edit in &view.edits { li { (named(edit)) } }
                }
            }
        }
    }
}

fn pieces(pieces: &[PieceView], view: &QuotationView, is_spoken: bool) -> Markup {
    html! {
        @for piece in pieces {
            @match piece.edit.and_then(|number| view.edits.get(number).map(|edit| (number, edit))) {
                Some((number, edit)) => {
                    @let class = if edit.touches.is_some() { "edit meaning" } else { "edit" };
                    @if is_spoken { del class=(class) { (safe(&piece.text)) } sup { (number + 1) } }
                    @else { ins class=(class) { (safe(&piece.text)) } sup { (number + 1) } }
                },
                None => (safe(&piece.text)),
            }
        }
    }
}

/// What differs, in words.
fn named(edit: &EditView) -> Markup {
    let op = match edit.op {
        "omission" => "words left out without a mark",
        "insertion" => "words that are not held",
        "replacement" => "other words",
        "ellipsis" => "words left out, and marked",
        "splice" => "words of two places as one sentence",
        "speaker" => "somebody else says this in the words held",
        other => other,
    };
    html! {
        strong { (op) }
        @if let Some(touches) = edit.touches { " " span class="critical" { "touches the " (plain(touches)) } }
        @if let Some(words) = &edit.report { " · report: " q { (own(words)) } }
        @if let Some(words) = &edit.spoken { " · held: " q { (own(words)) } }
    }
}
