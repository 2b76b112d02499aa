//! Every document, by path or by arrival.

use super::{count, document_row, page, turning};
use crate::views::asked::Asked;
use crate::views::front::DocumentsView;
use maud::{Markup, html};

/// Every document by path.
pub fn documents(view: &DocumentsView, asked: &Asked) -> Markup {
    list(view, asked, "Documents", "By path. ", ("/lately", "By arrival"))
}

/// Every document by arrival.
pub fn lately(view: &DocumentsView, asked: &Asked) -> Markup {
    list(view, asked, "Added lately", "The last that came first. ", ("/documents", "By path"))
}

fn list(view: &DocumentsView, asked: &Asked, title: &str, order: &str, other: (&str, &str)) -> Markup {
    let body = html! {
        h1 { (title) }
        p class="about" { (count(view.total, "document", "documents")) ". " (order) a href=(other.0) { (other.1) } }
        @if view.total == 0 { p { "The record is empty. " code { "onrecord add PATH…" } " reads documents into it." } }
        ul class="rows" { @for line in &view.rows { (document_row(line)) } }
        (turning(asked, view.total))
    };
    page(asked, title, body)
}
