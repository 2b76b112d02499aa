//! Statements that differ: both texts, and why they can be compared.

use super::{count, page, plain, safe, statement_row, turning};
use crate::views::asked::Asked;
use crate::views::links::{ConflictView, ConflictsView};
use maud::{Markup, html};

/// The page.
pub fn conflicts(view: &ConflictsView, asked: &Asked) -> Markup {
    let body = html! {
        h1 { "Statements that differ" }
        p class="about" { (count(view.total, "pair", "pairs")) ". Both texts stand here; which one holds, the record cannot say." }
        @if view.total == 0 { p { "No statements of the record were found to differ." } }
        @for conflict in &view.rows { (one(conflict)) }
        (turning(asked, view.total))
    };
    page(asked, "Statements that differ", body)
}

/// One pair.
pub fn one(view: &ConflictView) -> Markup {
    let line = &view.line;
    let strength = match line.strength {
        "hard" => "both speak of the same",
        "soft" => "perhaps; they may speak of different days or things",
        "position_change" => "one speaker, at different times",
        other => other,
    };
    html! {
        article class="card conflict" id=(line.conflict) {
            h2 { (plain(line.r#type)) }
            p { (safe(&line.description)) }
            p class="about" { "Comparable: " (strength) }
            div class="sides" {
                @for (number, side) in view.texts.iter().enumerate() {
                    div role="group" aria-label={ "Side " (number + 1) } class="side" {
                        ul class="rows" { @for row in side { (statement_row(row)) } }
                    }
                }
            }
        }
    }
}
