//! Statements that answer a query, with what narrows it.

use super::{count, page, safe, statement_row, turning};
use crate::views::asked::Asked;
use crate::views::search::{ChoiceView, SearchPage};
use maud::{Markup, html};

/// The page.
pub fn search(view: &SearchPage, asked: &Asked) -> Markup {
    let query = asked.query();
    let title = if query.is_empty() { "Statements".to_string() } else { format!("Statements: {query}") };
    let found = &view.found;
    let body = html! {
        h1 { "Statements" }
        p class="about" role="status" {
            @match found.understood.strip_prefix("statements") {
                Some(rest) => { strong { (count(found.total, "statement", "statements")) } (safe(rest)) },
                None => { strong { (count(found.total, "statement", "statements")) } " " (safe(&found.understood)) },
            }
        }
        @for remark in &found.remarks { p class="remark" { (safe(remark)) } }
        @if found.total == 0 && found.remarks.is_empty() && !query.is_empty() {
            p class="remark" { "No statement answers this; fewer or other words may find more." }
        }
        div class="faceted" {
            div class="facets" { (facets(view, asked)) }
            div {
                ol class="rows" start=(asked.offset().saturating_add(1)) { @for row in &found.rows { (statement_row(row)) } }
                @if !found.documents.is_empty() {
                    h2 { "Documents that hold the words outside of any statement" }
                    ul { @for (id, title) in &found.documents { li { a href={ "/document/" (id) } { (super::own(title)) } } } }
                }
                (turning(asked, found.total))
            }
        }
    };
    page(asked, &title, body)
}

fn facets(view: &SearchPage, asked: &Asked) -> Markup {
    let known: [(&str, &str, &[ChoiceView]); 5] = [
        ("Person", "person", &view.facets.persons),
        ("Outlet", "outlet", &view.facets.outlets),
        ("Month said", "said", &view.facets.months),
        ("Certainty", "certainty", &view.facets.certainties),
        ("Form", "form", &view.facets.forms),
    ];
    let query = asked.query();
    html! {
        details class="facet-box" open {
            summary { "Narrow" }
            @for (name, field, choices) in known.iter().filter(|facet| !facet.2.is_empty()) {
                section aria-label=(name) {
                    h2 { (name) }
                    ul {
                        @for choice in *choices {
                            @let part = part(field, &choice.value);
                            @let is_on = query.contains(&part);
                            li {
                                @if is_on {
                                    a class="on" href=(asked.with("q", query.replace(&part, "").trim())) {
                                        (super::own(&choice.name)) span class="hidden" { " (take away)" } " ×"
                                    }
                                } @else {
                                    a href=(asked.with("q", format!("{query} {part}").trim())) { (super::own(&choice.name)) }
                                }
                                " " span class="number" { (super::grouped(choice.statements)) }
                            }
                        }
                    }
                }
            }
            form action="/search" class="dates" {
                h2 { "Days" }
                input type="hidden" name="q" value=(without_days(query));
                label for="since" { "Since" } input id="since" type="date" name="since";
                label for="until" { "Until" } input id="until" type="date" name="until";
                button { "Apply" }
            }
            p class="about" { "Whether questions were answered: " a href="/questions" { "Questions" } }
            @if !view.facets.is_whole { p class="about" { "Counted in the first " (super::grouped(view.facets.counted)) " statements." } }
        }
    }
}

/// A choice as a part of a query.
fn part(field: &str, value: &str) -> String {
    let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    if is_plain { format!("{field}:{value}") } else { format!("{field}:\"{}\"", value.replace('"', " ")) }
}

/// The query without its days.
fn without_days(query: &str) -> String {
    let is_day = |word: &&str| !["since:", "until:"].iter().any(|field| word.starts_with(field));
    query.split_whitespace().filter(is_day).collect::<Vec<_>>().join(" ")
}
