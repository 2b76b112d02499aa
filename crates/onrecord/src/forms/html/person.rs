//! One person: names and titles over time, what was said and answered, which figures moved, and why it is one person.

use super::{chart, count, own, page, questions, safe, statement_row, token, turning};
use crate::views::asked::Asked;
use crate::views::identities::IdentityView;
use crate::views::person::PersonPage;
use crate::views::questions::QuestionView;
use crate::views::when::interval;
use maud::{Markup, html};

/// The page.
pub fn person(view: &PersonPage, asked: &Asked) -> Markup {
    let person = &view.explained.person;
    let body = html! {
        h1 { (own(&person.name)) }
        p class="about" {
            (person.kind) " · " (count(person.statements, "statement", "statements")) " in "
            (count(person.documents, "document", "documents"))
        }
        @if !person.names.is_empty() {
            p { "Also printed as " @for (number, name) in person.names.iter().enumerate() { @if number > 0 { ", " } q { (own(name)) } } }
        }
        @if !person.titles.is_empty() {
            section aria-labelledby="titles" {
                h2 id="titles" { "Titles as printed, over time" }
                table {
                    thead { tr { th scope="col" { "Title" } th scope="col" { "Seen in documents of" } } }
                    tbody {
                        @for title in &person.titles {
                            tr {
                                td dir="auto" { (safe(&title.title)) }
                                td { (interval(title.first.as_deref(), title.last.as_deref()).unwrap_or_else(|| "day not known".into())) }
                            }
                        }
                    }
                }
            }
        }
        @if !view.moved.is_empty() {
            section aria-labelledby="moved" {
                h2 id="moved" { "What moved in these words" }
                @for thread in &view.moved {
                    article class="card" {
                        h3 { a href={ "/thread/" (thread.line.thread) } { (own(&thread.line.title)) } }
                        (chart::chart(&thread.line, &format!("own-{}", thread.line.thread)))
                    }
                }
            }
        }
        @if !view.answered.is_empty() {
            section aria-labelledby="answered" {
                h2 id="answered" { "Questions answered" }
                (questions::squares(&view.answered))
                details {
                    summary { (count(view.answered.len() as u64, "question", "questions")) }
                    (questions::list(&view.answered.iter().take(100).cloned().collect::<Vec<QuestionView>>()))
                }
            }
        }
        section aria-labelledby="said" {
            h2 id="said" { "Statements" }
            ol class="rows" start=(asked.offset().saturating_add(1)) { @for row in &view.said.rows { (statement_row(row)) } }
            (turning(asked, view.said.total))
        }
        section aria-labelledby="why" class="noprint" {
            h2 id="why" { "Why this is one person" }
            ul { @for line in view.explained.shown() { li { (safe(&line)) } } }
            @for identity in &view.explained.identities { (undo(identity, asked)) }
            (merge(&person.id, asked))
            @if view.documents.len() > 1 { (split(view, asked)) }
        }
    };
    page(asked, &person.name, body)
}

/// Takes a merge or a split back.
pub fn undo(identity: &IdentityView, asked: &Asked) -> Markup {
    html! {
        form method="post" action="/people/undo" class="act" {
            (token(asked))
            input type="hidden" name="number" value=(identity.number);
            span { (safe(&identity.shown())) }
            button { "Take back" span class="hidden" { " number " (identity.number) } }
        }
    }
}

fn merge(id: &str, asked: &Asked) -> Markup {
    html! {
        details class="act" {
            summary { "Somebody else is this person" }
            form method="post" action="/people/merge" {
                (token(asked))
                input type="hidden" name="person" value=(id);
                p { label for="other" { "Id of the other (as in the address of its page)" }
                    input id="other" name="other" required maxlength="400" placeholder="person.first-last" autocomplete="off"; }
                p { label for="merge-note" { "Who says so, and why" } input id="merge-note" name="note" maxlength="1000"; }
                button { "Make them one" }
            }
        }
    }
}

fn split(view: &PersonPage, asked: &Asked) -> Markup {
    html! {
        details class="act" {
            summary { "In some documents this is somebody else" }
            form method="post" action="/people/split" {
                (token(asked))
                input type="hidden" name="person" value=(view.explained.person.id);
                fieldset {
                    legend { "Documents in which it is somebody else" }
                    @for (number, (id, title, statements)) in view.documents.iter().take(100).enumerate() {
                        p class="choice" {
                            input type="checkbox" id={ "d" (number) } name="document" value=(id);
                            label for={ "d" (number) } { (own(super::titled(title))) " (" (statements) ")" }
                        }
                    }
                }
                p { label for="split-note" { "Who says so, and why" } input id="split-note" name="note" maxlength="1000"; }
                button { "Keep them apart" }
            }
        }
    }
}
