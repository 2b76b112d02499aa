//! How does a view look as a page?
//!
//! Typed templates (maud) that escape everything; no inline script or style. What is unknown is shown as unknown, and every
//! statement leads to its source and its reasons. Text of sources is shown as it is, with invisible direction marks left out.

use crate::views::document::{BlockView, DocumentView, Part, PieceView};
use crate::views::explain::ExplainView;
use crate::views::links::{ConflictView, ThreadView};
use crate::views::overview::OverviewView;
use crate::views::people::PersonView;
use crate::views::questions::QuestionView;
use crate::views::search::{RowView, SearchView};
use crate::views::statement::{SpeakerView, StatementView};
use maud::{DOCTYPE, Markup, html};

/// The style sheet.
pub const STYLE: &str = include_str!("../server/style.css");
/// Keys for those who like them; every page works without.
pub const KEYS: &str = include_str!("../server/keys.js");

/// A document in a list.
pub struct DocumentRow<'a> {
    /// 16 hexadecimal digits.
    pub id: &'a str,
    /// The title, else the path.
    pub title: &'a str,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// `DocumentKind` as printed.
    pub kind: &'a str,
    /// When, for people.
    pub published: Option<String>,
    /// How many statements it holds.
    pub statements: u64,
}

/// The page around everything.
fn page(title: &str, query: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (safe(title)) " · onrecord" }
                link rel="stylesheet" href="/style.css";
                script src="/keys.js" defer {}
            }
            body {
                a class="skip" href="#main" { "To the content" }
                header {
                    a class="home" href="/" { "onrecord" }
                    form action="/search" role="search" {
                        label class="hidden" for="q" { "Search statements" }
                        input id="q" type="search" name="q" value=(query) placeholder="words, \"phrases\", speaker:NAME, since:DATE";
                        button { "Search" }
                    }
                    nav aria-label="Sections" {
                        a href="/search" { "Statements" }
                        a href="/people" { "People" }
                        a href="/threads" { "Threads" }
                        a href="/conflicts" { "Conflicts" }
                        a href="/documents" { "Documents" }
                    }
                }
                main id="main" { (body) }
                footer { p { "Shown as it was read. Both texts, no verdicts." } }
            }
        }
    }
}

/// Without invisible direction and zero-width characters, which can make text look like other text.
fn safe(text: &str) -> String {
    text.chars()
        .filter(
            |c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'),
        )
        .collect()
}

/// One statement, many statements.
fn count(number: u64, one: &str, many: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if number == 1 { one } else { many })
}

/// Something that cannot be shown, and why.
pub fn fault(what: &str, why: &str) -> Markup {
    page(what, "", html! { h1 { (what) } p { (safe(why)) } p { a href="/" { "To the first page" } } })
}

/// What the record holds, and what it cannot check.
pub fn first(totals: &OverviewView, newest: &[DocumentRow], documents: usize) -> Markup {
    let body = html! {
        h1 { "What the record holds" }
        ul class="totals" {
            li { a href="/documents" { (count(totals.documents, "document", "documents")) } }
            li { a href="/search" { (count(totals.statements, "statement", "statements")) } }
            li { (count(totals.questions, "question", "questions")) }
            li { a href="/people" { (count(totals.people, "person or body", "people and bodies")) } }
        }
        h2 { "What it cannot check" }
        ul {
            @if totals.transcripts == 0 {
                li { "No transcript is held: no quotation can be checked against official words." }
            } @else {
                li { (count(totals.transcripts, "transcript is held", "transcripts are held")) ": quotations of other occasions cannot be checked." }
            }
            li { (count(totals.without_speaker, "statement has", "statements have")) " an open speaker." }
            li { (count(totals.without_date, "statement has", "statements have")) " no date." }
            li { (count(totals.silent, "document holds", "documents hold")) " no statement." }
        }
        h2 { "Documents" }
        (document_list(newest))
        @if documents > newest.len() { p { a href="/documents" { "All " (documents) " documents" } } }
        @if documents == 0 { p { "The record is empty. " code { "onrecord add PATH" } " takes documents in." } }
    };
    page("What the record holds", "", body)
}

/// Every document.
pub fn documents(rows: &[DocumentRow]) -> Markup {
    page(
        "Documents",
        "",
        html! { h1 { "Documents" } (document_list(rows)) @if rows.is_empty() { p { "The record is empty." } } },
    )
}

fn document_list(rows: &[DocumentRow]) -> Markup {
    html! {
        ul class="rows" {
            @for row in rows {
                li class="row" {
                    a href={ "/document/" (row.id) } { (safe(row.title)) }
                    p class="about" {
                        (row.kind.replace('_', " ")) " · "
                        (row.outlet.map_or("outlet not stated".to_string(), safe)) " · "
                        (row.published.as_deref().unwrap_or("date unknown")) " · "
                        (count(row.statements, "statement", "statements"))
                    }
                }
            }
        }
    }
}

/// The answer to a search.
pub fn search(query: &str, offset: u64, size: u64, view: &SearchView) -> Markup {
    let body = html! {
        h1 { "Statements" }
        p class="about" { (safe(&view.understood)) " — " (count(view.total, "statement", "statements")) }
        @for remark in &view.remarks { p class="remark" { (safe(remark)) } }
        ol class="rows" start=(offset + 1) { @for row in &view.rows { (statement_row(row)) } }
        @if !view.documents.is_empty() {
            h2 { "Documents that hold the words" }
            ul { @for (id, title) in &view.documents { li { a href={ "/document/" (id) } { (safe(title)) } } } }
        }
        (turning("/search", query, offset, size, view.total))
    };
    page("Statements", query, body)
}

fn turning(address: &str, query: &str, offset: u64, size: u64, total: u64) -> Markup {
    let link = |offset: u64| format!("{address}?q={}&offset={offset}", encoded(query));
    html! {
        nav class="turning" aria-label="Pages" {
            @if offset > 0 { a rel="prev" href=(link(offset.saturating_sub(size))) { "Before" } }
            @if offset + size < total { a rel="next" href=(link(offset + size)) { "After" } }
        }
    }
}

/// Percent-encoding for a query.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn statement_row(row: &RowView) -> Markup {
    html! {
        li class="row statement" {
            a class="said" href={ "/statement/" (row.id) } {
                strong { (row.speaker.as_deref().map_or("speaker unknown".to_string(), safe)) } ": " (safe(&row.content))
            }
            p class="about" {
                (row.said.shown().unwrap_or_else(|| "date unknown".into())) " · " (certainty(&row.certainty)) " · " (row.form) " · "
                a href={ "/document/" (row.document) } { (safe(&row.title)) }
                @if let Some(outlet) = &row.outlet { " (" (safe(outlet)) ")" }
            }
        }
    }
}

fn certainty(name: &str) -> Markup {
    html! { span class={ "certainty " (name) } { (name) } }
}

/// Everybody who speaks.
pub fn people(query: &str, offset: u64, size: u64, total: u64, rows: &[PersonView]) -> Markup {
    let body = html! {
        h1 { "People and bodies" }
        form action="/people" {
            label for="name" { "Name" } " "
            input id="name" type="search" name="q" value=(query);
            button { "Find" }
        }
        p class="about" { (count(total, "person or body", "people and bodies")) }
        @if rows.is_empty() { p { "Nobody of that name speaks in the record; unnamed sources are not listed here." } }
        ul class="rows" {
            @for person in rows {
                li class="row" {
                    a href={ "/search?q=" (encoded(&format!("speaker:\"{}\"", person.name))) } { (safe(&person.name)) }
                    p class="about" {
                        (person.kind) " · " (count(person.statements, "statement", "statements")) " in "
                        (count(person.documents, "document", "documents"))
                    }
                    @if !person.titles.is_empty() {
                        p class="titles" { (safe(&person.titles.iter().map(|title| title.shown()).collect::<Vec<_>>().join("; "))) }
                    }
                }
            }
        }
        (turning("/people", query, offset, size, total))
    };
    page("People", "", body)
}

/// Statements on one matter over time.
pub fn threads(query: &str, offset: u64, size: u64, all: &[ThreadView]) -> Markup {
    let shown = all.iter().skip(offset as usize).take(size as usize);
    let body = html! {
        h1 { "Threads" }
        form action="/threads" {
            label for="matter" { "Matter" } " "
            input id="matter" type="search" name="q" value=(query);
            button { "Find" }
        }
        p class="about" { (count(all.len() as u64, "thread", "threads")) }
        @for view in shown {
            section {
                h2 id=(view.line.thread) { (safe(&view.line.title)) }
                @if !view.line.series.is_empty() {
                    table {
                        thead { tr { th scope="col" { "Said" } th scope="col" { "Figure" } th scope="col" { "Certainty" } } }
                        tbody {
                            @for entry in &view.line.series {
                                tr {
                                    td { (crate::views::when::interval(entry.said.earliest.as_deref(), entry.said.latest.as_deref()).unwrap_or_else(|| "date unknown".into())) }
                                    td { a href={ "/statement/" (entry.statement) } { (safe(&entry.shown())) } }
                                    td { (certainty(entry.certainty)) }
                                }
                            }
                        }
                    }
                }
                ol class="rows" { @for row in &view.texts { (statement_row(row)) } }
            }
        }
        (turning("/threads", query, offset, size, all.len() as u64))
    };
    page("Threads", "", body)
}

/// Statements that differ, both texts side by side.
pub fn conflicts(offset: u64, size: u64, all: &[ConflictView]) -> Markup {
    let shown = all.iter().skip(offset as usize).take(size as usize);
    let body = html! {
        h1 { "Conflicts" }
        p class="about" { (count(all.len() as u64, "pair of statements differs", "pairs of statements differ")) }
        @for view in shown {
            section {
                h2 id=(view.line.conflict) { (safe(&view.line.description)) }
                p class="about" { (view.line.r#type.replace('_', " ")) " · " (view.line.strength.replace('_', " ")) }
                div class="sides" {
                    @for side in &view.texts { ul class="rows side" { @for row in side { (statement_row(row)) } } }
                }
            }
        }
        (turning("/conflicts", "", offset, size, all.len() as u64))
    };
    page("Conflicts", "", body)
}

/// One document with its statements marked.
pub fn document(view: &DocumentView) -> Markup {
    let title = view.title.as_deref().unwrap_or(&view.path);
    let facts = [
        Some(view.kind.replace('_', " ")),
        Some(view.outlet.clone().unwrap_or_else(|| "outlet not stated".into())),
        view.agency.clone().map(|agency| format!("agency: {agency}")),
        view.byline.clone().map(|byline| format!("by {byline}")),
        Some(view.published.shown().map_or("date unknown".into(), |days| format!("published {days}"))),
        Some(count(view.statements.len() as u64, "statement", "statements")),
    ];
    let body = html! {
        h1 { (safe(title)) }
        p class="about" { (safe(&facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))) }
        p class="about" { (safe(&view.path)) " · " a href={ "/document/" (view.id) ".json" } { "JSON" } }
        @for (kind, message) in &view.notes { p class="remark" { (kind) ": " (safe(message)) } }
        p class="key" {
            "Marked: " span class="piece source" { "source" } " " span class="piece cue" { "cue" } " "
            span class="piece content" { "content" } " " span class="piece hedge" { "hedge" }
        }
        article class="text" { @for block in &view.blocks { (block_of(view, block)) } }
        @if !view.questions.is_empty() {
            h2 { "Questions and answers" }
            (question_list(&view.questions))
        }
    };
    page(title, "", body)
}

fn block_of(view: &DocumentView, block: &BlockView) -> Markup {
    // The statements whose content begins here stand in the margin.
    let mut numbers: Vec<usize> = block
        .pieces
        .iter()
        .flat_map(|piece| piece.marks.iter().filter(|(_, part)| *part == Part::Content).map(|(number, _)| *number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let class = match (block.kind, block.is_copy) {
        (_, true) => "block copy",
        ("furniture", _) => "block furniture",
        ("heading", _) => "block heading",
        _ => "block",
    };
    html! {
        div class=(class) {
            p { @for piece in &block.pieces { (piece_of(view, piece)) } }
            @if block.is_copy { p class="about" { "The same passage stands above: nothing is read from this copy." } }
            @if !numbers.is_empty() {
                ul class="margin" {
                    @for statement in numbers.iter().filter_map(|&number| view.statements.get(number)).take(12) {
                        li {
                            a href={ "/statement/" (statement.id) } { (safe(speaker_name(&statement.speaker))) }
                            " · " (certainty(statement.certainty))
                        }
                    }
                }
            }
        }
    }
}

fn piece_of(view: &DocumentView, piece: &PieceView) -> Markup {
    // The innermost statement is the link; its part is the mark. A cue that says how certain stays a cue.
    let rank =
        |part: &Part| [Part::Content, Part::Source, Part::Hedge, Part::Cue].iter().position(|other| other == part);
    let Some((number, part)) = piece.marks.iter().max_by_key(|(number, part)| (rank(part), *number)) else {
        return html! { (safe(&piece.text)) };
    };
    let class = match part {
        Part::Source => "piece source",
        Part::Cue => "piece cue",
        Part::Content => "piece content",
        Part::Hedge => "piece hedge",
    };
    match view.statements.get(*number) {
        Some(statement) => html! { a class=(class) href={ "/statement/" (statement.id) } { (safe(&piece.text)) } },
        None => html! { (safe(&piece.text)) },
    }
}

fn speaker_name(speaker: &Option<SpeakerView>) -> &str {
    speaker.as_ref().map_or("speaker unknown", |speaker| speaker.name.as_str())
}

fn question_list(questions: &[QuestionView]) -> Markup {
    html! {
        ul class="rows" {
            @for question in questions {
                li class="row question" {
                    p {
                        strong { (safe(speaker_name(&question.asker))) }
                        @if let Some(outlet) = question.asker.as_ref().and_then(|asker| asker.outlet.as_ref()) { " (" (safe(outlet)) ")" }
                        ": " (safe(&question.question))
                    }
                    p class="about" {
                        @if question.procedural { "procedural · " }
                        (question.response.map_or("response unknown".to_string(), |response| response.replace('_', " ")))
                        @if let Some(technique) = question.technique { " · " (technique.replace('_', " ")) }
                        @if !question.cue.is_empty() { " · “" (safe(&question.cue)) "”" }
                    }
                    @if !question.answer_words.is_empty() {
                        ul class="answers" {
                            @for (index, words) in question.answer_words.iter().enumerate() {
                                li {
                                    @match question.answers.get(index) {
                                        Some(id) => a href={ "/statement/" (id) } { (safe(words)) },
                                        None => (safe(words)),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One statement: its words, what is known, why, and how to cite it.
pub fn statement(view: &ExplainView, questions: &[QuestionView]) -> Markup {
    let statement = &view.statement;
    let name = speaker_name(&statement.speaker);
    let title = format!("{name}: {}", statement.content.chars().take(60).collect::<String>());
    let body = html! {
        h1 { (safe(name)) }
        @if let Some(speaker) = &statement.speaker {
            p class="about" { (speaker.kind) @if !speaker.titles.is_empty() { " · " (safe(&speaker.titles.join("; "))) } }
        }
        blockquote class=(statement.form) { p { (safe(&statement.content)) } }
        p class="about" {
            (statement.said.shown().unwrap_or_else(|| "date unknown".into())) " · " (certainty(statement.certainty))
            @if statement.negated { " · negated" } " · " (statement.form) " · "
            a href={ "/document/" (statement.document) } { (safe(&statement.title)) }
            @if let Some(outlet) = &statement.outlet { " (" (safe(outlet)) ")" }
        }
        h2 { "In context" }
        p class="context" { (safe(&statement.before)) " " mark { (safe(&statement.passage)) } " " (safe(&statement.after)) }
        @if let Some(parent) = &statement.parent {
            p { "Reported inside " a href={ "/statement/" (parent) } { "another statement" } "." }
        }
        @if !questions.is_empty() { h2 { "In answer to" } (question_list(questions)) }
        h2 { "Why" }
        table {
            thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } th scope="col" { "Because" } } }
            tbody {
                @for field in &view.fields {
                    tr {
                        th scope="row" { (field.field) }
                        td { @match &field.value { Some(value) => (safe(value)), None => span class="unknown" { (field.missing()) } } }
                        td {
                            @for reason in &field.reasons {
                                p { code { (reason.by) } " " (format!("{:.2}", reason.score)) " " (safe(&crate::views::explain::shown(reason))) }
                            }
                        }
                    }
                }
            }
        }
        @if !view.corrections.is_empty() {
            h2 { "Corrections" }
            ul { @for correction in &view.corrections { li { (correction.field) ": " (safe(&correction.value)) " " (safe(&correction.note)) } } }
        }
        h2 { "To cite" }
        pre { (safe(&citation(statement))) }
        p class="about" { a href={ "/statement/" (statement.id) ".json" } { "JSON" } " · " code { "onrecord correct " (statement.id) " FIELD VALUE" } " corrects a field" }
    };
    page(&title, "", body)
}

/// A citation as plain text.
fn citation(statement: &StatementView) -> String {
    let outlet = statement.outlet.as_deref().map(|outlet| format!(", {outlet}")).unwrap_or_default();
    let said = statement.said.shown().map(|days| format!(", {days}")).unwrap_or_default();
    format!(
        "{}{said}: {} — {}{outlet} [{}]",
        speaker_name(&statement.speaker),
        statement.content,
        statement.title,
        statement.id
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_cannot_write_markup() {
        let page = fault("<script>", "a\u{202e}b").into_string();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert!(page.contains("ab") && !page.contains('\u{202e}'));
        assert_eq!(encoded("a b\"&"), "a%20b%22%26");
        assert_eq!(count(1_234_567, "one", "many"), "1,234,567 many");
    }
}
