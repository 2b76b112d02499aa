//! How does a view look as a page?
//!
//! Typed templates (maud) that escape everything, one file a page; no inline script or style. What is unknown is shown as
//! unknown, and every statement leads to its source and its reasons. Text of sources is shown as it is, with invisible
//! direction marks left out, each in a direction of its own.

pub mod chart;
pub mod conflicts;
pub mod document;
pub mod documents;
pub mod front;
pub mod help;
pub mod people;
pub mod person;
pub mod questions;
pub mod queue;
pub mod quotes;
pub mod search;
pub mod statement;
pub mod threads;

use crate::views::asked::Asked;
use crate::views::front::DocumentLine;
use crate::views::search::{IntervalView, RowView};
use crate::views::statement::SpeakerView;
use maud::{DOCTYPE, Markup, html};

/// The style sheet.
pub const STYLE: &str = include_str!("../../server/style.css");
/// Keys and copying for those who like them; every page works without.
pub const KEYS: &str = include_str!("../../server/keys.js");
/// The sign of the program.
pub const ICON: &str = include_str!("../../server/icon.svg");

/// The sections of every page.
const SECTIONS: &[(&str, &str)] = &[
    ("/search", "Statements"),
    ("/threads", "Threads"),
    ("/questions", "Questions"),
    ("/conflicts", "Conflicts"),
    ("/people", "People"),
    ("/documents", "Documents"),
    ("/queue", "To do"),
];

/// The page around everything.
pub fn page(asked: &Asked, title: &str, body: Markup) -> Markup {
    let is_search = asked.path == "/search";
    let here = |address: &str| (asked.path == address).then_some("page");
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (safe(title)) " · onrecord" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/style.css";
                @for ending in &asked.also {
                    link rel="alternate" type=(media(ending)) href=(asked.form(ending));
                }
                script src="/keys.js" defer {}
            }
            body {
                a class="skip" href="#main" { "To the content" }
                header class="top" {
                    a class="home" href="/" aria-current=[here("/")] { "onrecord" }
                    form action="/search" role="search" {
                        label class="hidden" for="q" { "Search statements" }
                        input id="q" type="search" name="q" value=(if is_search { asked.query() } else { "" })
                            placeholder="words, “phrases”, speaker:NAME, since:DATE" maxlength="2000";
                        button { "Search" }
                    }
                    nav aria-label="Sections" {
                        ul { @for (address, name) in SECTIONS { li { a href=(address) aria-current=[here(address)] { (name) } } } }
                    }
                }
                main id="main" tabindex="-1" { (body) }
                footer {
                    p {
                        "Shown as it was read. Both texts, no verdicts. "
                        @if !asked.also.is_empty() {
                            "This page as "
                            @for (number, ending) in asked.also.iter().enumerate() {
                                @if number > 0 { ", " }
                                a href=(asked.form(ending)) { (form_name(ending)) }
                            }
                            ". "
                        }
                        a href="/help" { "Keys and searching" } " · " a href="/api" { "For programs" }
                    }
                }
            }
        }
    }
}

/// How a form is called.
fn form_name(ending: &str) -> &str {
    match ending {
        "json" => "JSON",
        "jsonl" => "JSON lines (all)",
        "csv" => "CSV (all)",
        "atom" => "a feed",
        "jsonld" => "JSON-LD",
        "annotations.json" => "Web Annotations",
        "tei.xml" => "TEI",
        "ann" => "brat",
        "txt" => "plain text",
        "md" => "Markdown",
        "bib" => "BibTeX",
        other => other,
    }
}

/// The media type of a form.
pub fn media(ending: &str) -> &'static str {
    match ending {
        "json" => "application/json",
        "jsonl" => "application/jsonl; charset=utf-8",
        "csv" => "text/csv; charset=utf-8; header=present",
        "atom" => "application/atom+xml; charset=utf-8",
        "jsonld" => "application/ld+json",
        "annotations.json" => "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
        "tei.xml" => "application/tei+xml; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ann" | "txt" => "text/plain; charset=utf-8",
        _ => "text/html; charset=utf-8",
    }
}

/// Without invisible direction and zero-width characters, which can make text look like other text, and without control
/// characters.
pub fn safe(text: &str) -> String {
    let is_hidden = |c: &char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}'
            | '\u{ad}' | '\u{180e}')
            || c.is_control() && !matches!(c, '\n' | '\t')
    };
    text.chars().filter(|c| !is_hidden(c)).collect()
}

/// Words of a source, in the direction of their own script.
fn own(text: &str) -> Markup {
    html! { bdi { (safe(text)) } }
}

/// The title of a document; of a path its last part, which is what tells files apart.
fn titled(title: &str) -> &str {
    let is_path = title.contains('/') && !title.contains(char::is_whitespace);
    title.rsplit('/').next().filter(|last| is_path && !last.is_empty()).unwrap_or(title)
}

/// At most so many characters, cut at a word, with a mark where something was left out.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rfind(' ').filter(|at| *at > most / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{} …", whole.trim_end())
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// One statement, many statements.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A name in JSON as people read it.
fn plain(name: &str) -> String {
    name.replace('_', " ")
}

/// Something that cannot be shown, and why.
pub fn fault(asked: &Asked, what: &str, why: &str) -> Markup {
    let asked = Asked { also: Vec::new(), ..asked.clone() };
    page(&asked, what, html! { h1 { (what) } p { (safe(why)) } p { a href="/" { "To the first page" } } })
}

fn turning(asked: &Asked, total: u64) -> Markup {
    let (offset, limit) = (asked.offset(), asked.limit());
    let last = offset.saturating_add(limit).min(total);
    html! {
        @if offset > 0 || last < total {
            nav class="turning" aria-label="Pages of this list" {
                @if offset > 0 {
                    a rel="prev" href=(asked.with("cursor", &asked.cursor(offset.saturating_sub(limit)))) { "← Before" }
                }
                span { @if offset < total { (grouped(offset + 1)) " to " (grouped(last)) " of " (grouped(total)) } @else { "Nothing behind number " (grouped(total)) } }
                @if last < total { a rel="next" href=(asked.with("cursor", &asked.cursor(last))) { "After →" } }
            }
        }
    }
}

fn certainty(name: &str) -> Markup {
    html! { span class={ "certainty " (name) } { (name) } }
}

fn days(said: &IntervalView) -> String {
    said.shown().unwrap_or_else(|| "day not known".into())
}

/// A name as a link to its person, where it is somebody in particular.
fn person_link(name: Option<&str>, person: Option<&str>) -> Markup {
    match (name, person) {
        (Some(name), Some(person)) => html! { a class="name" href={ "/person/" (person) } { (own(name)) } },
        (Some(name), None) => html! { span class="name" { (own(name)) } },
        (None, _) => html! { span class="unknown" { "speaker not known" } },
    }
}

fn speaker_link(speaker: Option<&SpeakerView>) -> Markup {
    person_link(speaker.map(|speaker| speaker.name.as_str()), speaker.and_then(|speaker| speaker.person.as_deref()))
}

fn speaker_name(speaker: &Option<SpeakerView>) -> &str {
    speaker.as_ref().map_or("speaker not known", |speaker| speaker.name.as_str())
}

/// A statement as a row of a list.
fn statement_row(row: &RowView) -> Markup {
    html! { li class="row statement" { (statement_body(row)) } }
}

fn statement_body(row: &RowView) -> Markup {
    let mark = if row.form == "indirect" { "reported" } else { "quoted" };
    html! {
        p class="who" { (person_link(row.speaker.as_deref(), row.person.as_deref())) }
        p class={ "words " (mark) } dir="auto" { a class="said" href={ "/statement/" (row.id) } { (safe(&row.content)) } }
        p class="about" {
            (days(&row.said)) " · " (certainty(&row.certainty)) " · " (row.form) " · "
            a href={ "/document/" (row.document) } { (own(&short(titled(&row.title), 120))) }
            @if let Some(outlet) = &row.outlet { @if *outlet != row.title { " (" (own(outlet)) ")" } }
        }
    }
}

/// A document as a row of a list.
fn document_row(line: &DocumentLine) -> Markup {
    html! {
        li class="row" {
            a class="title" href={ "/document/" (line.id) } { (own(titled(line.name()))) }
            p class="about" {
                (plain(&line.kind)) " · "
                @match &line.outlet { Some(outlet) => (own(outlet)), None => span class="unknown" { "outlet not stated" } }
                " · " (days(&line.published)) " · "
                @if line.statements == 0 { span class="unknown" { "no statement found" } }
                @else { (count(line.statements, "statement", "statements")) }
            }
        }
    }
}

/// The hidden field that shows that a form was sent from a page of this server.
fn token(asked: &Asked) -> Markup {
    html! {
        input type="hidden" name="token" value=(asked.token);
        input type="hidden" name="back" value=(asked.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_cannot_write_markup() {
        let page = fault(&Asked::default(), "<script>", "a\u{202e}b\u{0}").into_string();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert!(page.contains("ab") && !page.contains('\u{202e}') && !page.contains('\u{0}'));
        assert_eq!(count(1_234_567, "one", "many"), "1,234,567 many");
        assert_eq!(short("ein Wort und noch eins", 13), "ein Wort und …");
        assert_eq!(short("ééééééééé", 4), "éééé …");
    }
}
