//! Everybody who speaks.

use super::{count, own, page, safe, turning};
use crate::views::asked::Asked;
use crate::views::people::PeopleView;
use maud::{Markup, html};

/// The page.
pub fn people(view: &PeopleView, asked: &Asked) -> Markup {
    let body = html! {
        h1 { "People and bodies" }
        form action="/people" class="find" {
            label for="name" { "Name" }
            input id="name" type="search" name="q" value=(asked.query()) maxlength="200";
            button { "Find" }
        }
        p class="about" role="status" { (count(view.total, "person or body", "people and bodies")) }
        @if view.rows.is_empty() { p { "Nobody of that name speaks in the record; unnamed sources are not listed here." } }
        ul class="rows" {
            @for person in &view.rows {
                li class="row" {
                    a class="title" href={ "/person/" (person.id) } { (own(&person.name)) }
                    p class="about" {
                        (person.kind) " · " (count(person.statements, "statement", "statements")) " in "
                        (count(person.documents, "document", "documents"))
                    }
                    @if !person.titles.is_empty() {
                        p class="about" dir="auto" { (safe(&person.titles.iter().take(4).map(|title| title.shown()).collect::<Vec<_>>().join("; "))) }
                    }
                }
            }
        }
        (turning(asked, view.total))
    };
    page(asked, "People and bodies", body)
}
