//! Statements on one matter over time: all threads, and one with chart, table, texts and a day as of which it is shown.

use super::{certainty, chart, count, own, page, safe, statement_row, turning};
use crate::views::asked::Asked;
use crate::views::links::{ThreadLine, ThreadPage, ThreadsView};
use crate::views::when::interval;
use maud::{Markup, html};

/// All threads.
pub fn threads(view: &ThreadsView, asked: &Asked) -> Markup {
    let body = html! {
        h1 { "Threads" }
        form action="/threads" class="find" {
            label for="matter" { "Matter" }
            input id="matter" type="search" name="q" value=(asked.query()) maxlength="2000";
            button { "Find" }
        }
        p class="about" role="status" { (count(view.total, "thread", "threads")) ", those of most documents first" }
        @if view.total == 0 {
            p { @if asked.query().is_empty() { "No two statements of the record are on one matter." } @else { "No thread has a statement that answers this." } }
        }
        @for thread in &view.rows {
            article class="card row" {
                h2 { a href={ "/thread/" (thread.line.thread) } { (own(&thread.line.title)) } }
                (chart::chart(&thread.line, &format!("c-{}", thread.line.thread)))
                p class="about" {
                    (count(thread.line.statements.len() as u64, "statement", "statements")) " · "
                    (count(thread.line.series.len() as u64, "figure", "figures"))
                }
            }
        }
        (turning(asked, view.total))
    };
    page(asked, "Threads", body)
}

/// One thread.
pub fn thread(view: &ThreadPage, asked: &Asked) -> Markup {
    let line = &view.thread.line;
    let body = html! {
        h1 { (own(&line.title)) }
        p class="about" {
            (count(line.statements.len() as u64, "statement", "statements")) " · " (count(line.series.len() as u64, "figure", "figures"))
        }
        (as_of(view, asked))
        @if line.series.len() > 1 { (chart::chart(line, "chart")) }
        @if !line.series.is_empty() { (table(line)) }
        h2 { "Statements in order of said" }
        ol class="rows" { @for row in &view.thread.texts { (statement_row(row)) } }
    };
    page(asked, &line.title, body)
}

fn as_of(view: &ThreadPage, asked: &Asked) -> Markup {
    let day = view.as_of.as_deref().unwrap_or("");
    html! {
        form action=(asked.path) class="find as-of" {
            label for="as-of" { "As known on" }
            input id="as-of" type="date" name="as-of" value=(day);
            button { "Show" }
            @if !day.is_empty() { a href=(asked.path) { "Show all" } }
        }
        @if view.days.len() > 1 {
            div class="slider" data-days=(view.days.join(" ")) data-for="as-of" hidden {
                label for="as-of-slider" { "Day" }
                input id="as-of-slider" type="range" min="0" max=(view.days.len() - 1) step="1";
                output for="as-of-slider" {}
            }
            nav aria-label="Days of this thread" class="days" {
                ul {
                    @for one in view.days.iter().take(40) {
                        li { a href=(asked.with("as-of", one)) aria-current=[(one == day).then_some("date")] { (one) } }
                    }
                }
            }
        }
        @if !day.is_empty() {
            p class="remark" {
                "Shown as of " (day) ": " (count(view.later, "statement", "statements")) " said later, "
                (count(view.undated, "statement", "statements")) " without a known day left out."
            }
        }
    }
}

/// The figures in words.
fn table(line: &ThreadLine) -> Markup {
    html! {
        table class="figures" {
            caption { "The figures, in order of said" }
            thead { tr { th scope="col" { "Said" } th scope="col" { "Figure" } th scope="col" { "State" } th scope="col" { "Certainty" } } }
            tbody {
                @for entry in &line.series {
                    tr {
                        td { (interval(entry.said.earliest.as_deref(), entry.said.latest.as_deref()).unwrap_or_else(|| "day not known".into())) }
                        td {
                            a href={ "/statement/" (entry.statement) } { span class="sign-cell" aria-hidden="true" { (entry.sign()) " " } (safe(&entry.amount())) }
                            " " @if let Some(counted) = &entry.counted { (own(counted)) }
                        }
                        td { @match &entry.state { Some(state) => (own(state)), None => span class="unknown" { "not stated" } } }
                        td { (certainty(entry.certainty)) }
                    }
                }
            }
        }
    }
}
