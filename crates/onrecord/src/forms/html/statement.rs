//! One statement: alone, in context, beside what is linked to it, why each field is what it is, how to cite it, and what a
//! user can say about it.

use super::{
    certainty, conflicts, own, page, questions, quotes, safe, speaker_link, speaker_name, statement_row, token,
};
use crate::forms::cite;
use crate::views::asked::Asked;
use crate::views::statement::StatementView;
use crate::views::statement_page::StatementPage;
use maud::{Markup, html};

/// The page.
pub fn statement(view: &StatementPage, asked: &Asked) -> Markup {
    let statement = &view.explain.statement;
    let title = format!("{}: {}", speaker_name(&statement.speaker), super::short(&statement.content, 60));
    let body = html! {
        article class="alone" {
            h1 { (speaker_link(statement.speaker.as_ref()))
                @for other in &statement.with { ", " (speaker_link(Some(other))) }
            }
            @if let Some(speaker) = &statement.speaker {
                p class="about" dir="auto" { (speaker.kind) @if !speaker.titles.is_empty() { " · " (safe(&speaker.titles.join("; "))) } }
            }
            blockquote class=(statement.form) dir="auto" { p { (safe(&statement.content)) } }
            (facts(statement))
        }
        h2 { "In context" }
        p class="context" dir="auto" { (safe(&statement.before)) " " mark { (safe(&statement.passage)) } " " (safe(&statement.after)) }
        p class="about" { "In " a href={ "/document/" (statement.document) } { (own(super::titled(&statement.title))) } }
        @if let Some(parent) = &statement.parent { p { "Reported inside " a href={ "/statement/" (parent) } { "another statement" } "." } }
        @if !view.questions.is_empty() { h2 { "In answer to" } (questions::list(&view.questions)) }
        @if let Some(checked) = &view.checked { h2 { "Beside the words held" } (quotes::quotation(checked)) }
        @if !view.same.is_empty() {
            h2 { "The same utterance elsewhere" }
            ul class="rows" { @for row in &view.same { (statement_row(row)) } }
        }
        @for (id, title) in &view.threads { p { "On one matter with others: " a href={ "/thread/" (id) } { (own(title)) } } }
        @for conflict in &view.conflicts { (conflicts::one(conflict)) }
        h2 id="cite" { "To cite" }
        @for (name, id, words) in [
            ("As text", "cite-text", cite::text(statement)),
            ("Markdown", "cite-md", cite::markdown(statement)),
            ("BibTeX", "cite-bib", cite::bibtex(statement)),
        ] {
            div class="cite" {
                h3 { (name) }
                pre id=(id) tabindex="0" role="region" aria-label={ "Citation: " (name) } dir="auto" { (safe(&words)) }
                button type="button" class="copy" data-copy=(id) hidden { "Copy" span class="hidden" { " " (name) } }
            }
        }
        h2 id="why" { "Why" }
        table class="why" {
            caption { "Each field with the rule or model that filled it, how sure it is (0 to 1), and the words it rests on" }
            thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "Because" } } }
            tbody {
                @for field in &view.explain.fields {
                    tr {
                        th scope="row" { (field.field) }
                        td dir="auto" { @match &field.value { Some(value) => (safe(value)), None => span class="unknown" { (field.missing()) } } }
                        td {
                            @for reason in &field.reasons {
                                p { code { (reason.by) } " " (format!("{:.2}", reason.score)) " " (own(&crate::views::explain::shown(reason))) }
                            }
                        }
                    }
                }
            }
        }
        @if !view.explain.corrections.is_empty() {
            h2 { "Corrections" }
            ul { @for correction in &view.explain.corrections {
                li { (correction.field) ": " @if correction.value.is_empty() { "not known" } @else { (own(&correction.value)) } " " (safe(&correction.note)) }
            } }
        }
        (correct(statement, asked))
    };
    page(asked, &title, body)
}

fn facts(statement: &StatementView) -> Markup {
    let unknown = |words: &str| html! { span class="unknown" { (words) } };
    html! {
        dl class="facts" {
            div {
                dt { "Said" }
                dd { @match statement.said.shown() { Some(days) => (days), None => (unknown("not known")) }
                    @if let Some(why) = &statement.said.why { " " span class="about" { "(" (safe(why)) ")" } } }
            }
            div { dt { "Certainty" } dd { (certainty(statement.certainty)) @if !statement.hedges.is_empty() { " by the words " q { (own(&statement.hedges.join("”, “"))) } } } }
            div { dt { "Form" } dd { (statement.form) @if statement.negated { ", negated" } } }
            @if let Some(to) = &statement.addressee { div { dt { "To" } dd { (speaker_link(Some(to))) } } }
            @if let Some(event) = &statement.event { div { dt { "Occasion" } dd { (own(event)) } } }
            @if let Some(outlet) = &statement.outlet { div { dt { "Outlet" } dd { (own(outlet)) } } }
            @if let Some(stance) = &statement.stance { div { dt { "The outlet's verb" } dd { (own(stance)) } } }
            @for quantity in &statement.quantities {
                div { dt { "Figure" } dd { (own(&quantity.words)) @if let Some(state) = &quantity.state { " · " (own(state)) } } }
            }
        }
    }
}

/// What a user can say about a statement.
fn correct(statement: &StatementView, asked: &Asked) -> Markup {
    let name = statement.speaker.as_ref().map_or("", |speaker| speaker.name.as_str());
    let day = match (&statement.said.earliest, &statement.said.latest) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (None, None) => String::new(),
        (first, last) => format!("{}..{}", first.as_deref().unwrap_or(""), last.as_deref().unwrap_or("")),
    };
    let note = |id: &str| html! { p { label for=(id) { "Who says so, and why" } input id=(id) name="note" maxlength="1000"; } };
    let hidden = |field: &str| {
        html! {
            (token(asked))
            input type="hidden" name="statement" value=(statement.id);
            input type="hidden" name="field" value=(field);
        }
    };
    html! {
        section aria-labelledby="correct" class="noprint" {
            h2 id="correct" { "Is something wrong?" }
            p class="about" { "Your word outranks what was read, and stays when documents are read again." }
            details class="act" { summary { "Speaker" }
                form method="post" action="/correct" { (hidden("speaker"))
                    p { label for="c-speaker" { "Name; empty for not known" } input id="c-speaker" name="value" value=(safe(name)) maxlength="400"; }
                    (note("n-speaker")) button { "Correct the speaker" } } }
            details class="act" { summary { "Day" }
                form method="post" action="/correct" { (hidden("said"))
                    p { label for="c-said" { "A day as 2025-10-14, two as 2025-10-14..2025-10-16, or empty for not known" }
                        input id="c-said" name="value" value=(day) maxlength="40"; }
                    (note("n-said")) button { "Correct the day" } } }
            details class="act" { summary { "Certainty" }
                form method="post" action="/correct" { (hidden("certainty"))
                    p { label for="c-certainty" { "Certainty" }
                        select id="c-certainty" name="value" {
                            @for name in ["asserted", "assessed", "likely", "possible", "unknown", "denied", "declined"] {
                                option selected[name == statement.certainty] { (name) }
                            }
                        } }
                    (note("n-certainty")) button { "Correct the certainty" } } }
            details class="act" { summary { "Negated" }
                form method="post" action="/correct" { (hidden("negated"))
                    p { label for="c-negated" { "Negated" }
                        select id="c-negated" name="value" { option value="yes" selected[statement.negated] { "yes" } option value="no" selected[!statement.negated] { "no" } } }
                    (note("n-negated")) button { "Correct the negation" } } }
            details class="act" { summary { "This is no statement" }
                form method="post" action="/correct" { (hidden("statement"))
                    input type="hidden" name="value" value="wrong";
                    (note("n-wrong")) button { "Wrong: nobody says this" } } }
        }
    }
}
