//! How is a statement cited?
//!
//! As text, Markdown and BibTeX: who, when, the words, the document, the id. What is not known is said, never left out
//! silently.

use crate::views::statement::StatementView;

fn speaker(statement: &StatementView) -> String {
    let names: Vec<&str> =
        statement.speaker.iter().chain(&statement.with).map(|speaker| speaker.name.as_str()).collect();
    if names.is_empty() { "[speaker not known]".into() } else { names.join(", ") }
}

fn said(statement: &StatementView) -> String {
    statement.said.shown().unwrap_or_else(|| "day not known".into())
}

/// Words in quotation marks only where they were said so.
fn words(statement: &StatementView) -> String {
    match statement.form {
        "direct" if !statement.content.starts_with(['“', '"', '‘', '\'', '«']) => {
            format!("“{}”", statement.content)
        }
        "indirect" => format!("[reported] {}", statement.content),
        _ => statement.content.clone(),
    }
}

/// Outlet and title of the document, each once.
fn source(statement: &StatementView) -> String {
    match &statement.outlet {
        Some(outlet) if *outlet != statement.title => format!("{}, {outlet}", statement.title),
        _ => statement.title.clone(),
    }
}

/// As plain text.
pub fn text(statement: &StatementView) -> String {
    let (speaker, said, words) = (speaker(statement), said(statement), words(statement));
    format!("{speaker} ({said}): {words} — {} [{}]", source(statement), statement.id)
}

/// As Markdown; marks of the source are escaped.
pub fn markdown(statement: &StatementView) -> String {
    let (speaker, said) = (escaped(&speaker(statement)), said(statement));
    let quoted = format!("> {}", escaped(&words(statement)));
    format!("{quoted}\n>\n> — **{speaker}**, {said}, in *{}* (`{}`)", escaped(&source(statement)), statement.id)
}

fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&') {
            result.push('\\');
        }
        result.push(c);
    }
    result
}

/// As a BibTeX entry.
pub fn bibtex(statement: &StatementView) -> String {
    let mut fields = vec![("author", format!("{{{}}}", tex(&speaker(statement))))];
    fields.push(("title", tex(&words(statement))));
    fields.push(("howpublished", tex(&source(statement))));
    if let (Some(first), Some(last)) = (&statement.said.earliest, &statement.said.latest) {
        if first == last {
            fields.push(("date", first.clone()));
        }
        if first.get(..4) == last.get(..4) {
            fields.push(("year", first.chars().take(4).collect()));
        }
    }
    fields.push((
        "note",
        tex(&format!("Said: {}; {}; record id {}", said(statement), statement.certainty, statement.id)),
    ));
    let lines: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@misc{{onrecord-{},\n{}\n}}", statement.id.replace(':', "-"), lines.join(",\n"))
}

/// What TeX would take for a command, escaped.
fn tex(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => result.push_str("\\textbackslash{}"),
            '{' | '}' | '%' | '$' | '#' | '_' | '&' => {
                result.push('\\');
                result.push(c);
            }
            '~' => result.push_str("\\textasciitilde{}"),
            '^' => result.push_str("\\textasciicircum{}"),
            other => result.push(other),
        }
    }
    result
}
