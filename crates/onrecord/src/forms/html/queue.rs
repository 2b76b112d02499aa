//! What needs a human, with what can be done about it.

use super::{count, document_row, own, page, statement_row, token};
use crate::views::asked::Asked;
use crate::views::queue::QueueView;
use maud::{Markup, html};

/// The page.
pub fn queue(view: &QueueView, asked: &Asked) -> Markup {
    let is_done = view.without_speaker + view.without_day + view.silent == 0 && view.namesakes.is_empty();
    let body = html! {
        h1 { "What needs a human" }
        p class="about" { "Each statement's page takes your word on speaker, day and certainty, or that it is no statement." }
        @if is_done { p { "Nothing." } }
        @if !view.namesakes.is_empty() {
            section aria-labelledby="names" {
                h2 id="names" { "Names that may be somebody else's" }
                ul class="rows" {
                    @for one in &view.namesakes {
                        li class="row pair" {
                            p { a href={ "/person/" (one.short) } { (own(&one.short_name)) } " may be " a href={ "/person/" (one.full) } { (own(&one.full_name)) } }
                            form method="post" action="/people/merge" {
                                (token(asked))
                                input type="hidden" name="person" value=(one.full);
                                input type="hidden" name="other" value=(one.short);
                                button { "They are one" span class="hidden" { ": " (own(&one.short_name)) " and " (own(&one.full_name)) } }
                            }
                        }
                    }
                }
            }
        }
        @if view.without_speaker > 0 {
            section aria-labelledby="speakers" {
                h2 id="speakers" { (count(view.without_speaker, "statement", "statements")) " with an unknown speaker" }
                ul class="rows" { @for row in &view.speakers { (statement_row(row)) } }
                (rest(view.speakers.len() as u64, view.without_speaker))
            }
        }
        @if view.without_day > 0 {
            section aria-labelledby="days" {
                h2 id="days" { (count(view.without_day, "statement", "statements")) " without a day" }
                ul class="rows" { @for row in &view.days { (statement_row(row)) } }
                (rest(view.days.len() as u64, view.without_day))
            }
        }
        @if view.silent > 0 {
            section aria-labelledby="silent" {
                h2 id="silent" { (count(view.silent, "document", "documents")) " without a statement" }
                ul class="rows" { @for line in &view.documents { (document_row(line)) } }
                (rest(view.documents.len() as u64, view.silent))
            }
        }
        @if !view.identities.is_empty() {
            section aria-labelledby="said" {
                h2 id="said" { "What users said about who is who" }
                @for identity in &view.identities { (super::person::undo(identity, asked)) }
            }
        }
    };
    page(asked, "What needs a human", body)
}

fn rest(shown: u64, all: u64) -> Markup {
    html! { @if shown < all { p class="about" { "and " (count(all - shown, "more", "more")) } } }
}
