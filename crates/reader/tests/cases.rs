//! Do the readings say what the Markdown cases under `cases/` expect?
//!
//! A file holds one subject, each `## name` in it one case: a fenced `text` (or `markdown`) block with the document, a
//! fenced `expect` block, and where the sender knows something a fenced `given` block of `key: value` lines (outlet,
//! agency, title, address, published, timezone, language, ground_rule, event.name, event.date, event.venue,
//! event.channel). How an expected line is compared is written in CONTRIBUTING.md. `CASE=words` runs only the files and
//! cases whose name holds the words.

// The runner reads the case files; only the crate itself is without files and environment.
#![allow(clippy::disallowed_methods)]

mod support;

use reader::document::{Channel, GroundRule};
use reader::{Document, Given, Knowledge, Media};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use support::{FIELDS, FLAGS, Line, one_line, render};

struct Case {
    name: String,
    document: Document,
    expect: Vec<String>,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn given(lines: &[&str]) -> Result<Given, String> {
    let mut given = Given::default();
    for line in lines {
        let (key, value) = line.split_once(": ").ok_or(format!("given line without `key: value`: {line}"))?;
        let text = || Some(value.trim().to_owned());
        let day = || value.trim().parse().map(Some).map_err(|error| format!("{line}: {error}"));
        match key.trim() {
            "outlet" => given.outlet = text(),
            "agency" => given.agency = text(),
            "title" => given.title = text(),
            "address" => given.address = text(),
            "published" => given.published = day()?,
            "timezone" => given.timezone = text(),
            "language" => given.language = text(),
            "ground_rule" => given.ground_rule = GroundRule::parse(value.trim()),
            "event.name" => given.event.get_or_insert_default().name = text(),
            "event.date" => given.event.get_or_insert_default().date = day()?,
            "event.venue" => given.event.get_or_insert_default().venue = text(),
            "event.channel" => given.event.get_or_insert_default().channel = Channel::parse(value.trim()),
            other => return Err(format!("unknown key in a given block: {other}")),
        }
    }
    Ok(given)
}

fn parse(path: &Path, source: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut lines = source.lines();
    let mut current: Option<(String, Document, Vec<String>)> = None;
    let finish = |current: Option<(String, Document, Vec<String>)>, cases: &mut Vec<Case>| {
        cases.extend(current.map(|(name, document, expect)| Case { name, document, expect }));
    };
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            finish(current.take(), &mut cases);
            let path = format!("{}#{name}", path.display());
            let document = Document { path, bytes: Vec::new(), media: Media::Plain, given: Given::default() };
            current = Some((name.trim().to_owned(), document, Vec::new()));
        }
        let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
        if ticks < 3 {
            continue;
        }
        let fence = &line[..ticks];
        let language = line[ticks..].trim();
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        let Some((name, document, expect)) = &mut current else {
            return Err(format!("a `{language}` block before the first `## name`"));
        };
        match language {
            "text" | "markdown" | "html" => {
                document.bytes = (body.join("\n") + "\n").into_bytes();
                document.media = match language {
                    "text" => Media::Plain,
                    "html" => Media::Html,
                    _ => Media::Markdown,
                };
            }
            "given" => document.given = given(&body).map_err(|error| format!("{name}: {error}"))?,
            "expect" => expect.extend(body.iter().filter(|line| !line.trim().is_empty()).map(|line| one_line(line))),
            _ => {}
        }
    }
    finish(current, &mut cases);
    if let Some(case) = cases.iter().find(|case| case.expect.is_empty()) {
        return Err(format!("case `{}` expects nothing", case.name));
    }
    Ok(cases)
}

/// An expected value in parts: its head, then fields and flags.
struct Expected {
    head: String,
    fields: Vec<(String, String)>,
    flags: Vec<String>,
}

fn expected(value: &str) -> Expected {
    let mut result = Expected { head: String::new(), fields: Vec::new(), flags: Vec::new() };
    let words: Vec<&str> = value.split_whitespace().collect();
    let field = |word: &str| {
        let (name, rest) = word.split_once('=')?;
        FIELDS.contains(&name).then(|| (name.to_owned(), rest.to_owned()))
    };
    // A flag's word is a flag only behind the first field or at the very end, else it belongs to the document's words.
    let flags_at_end = words.iter().rev().take_while(|word| FLAGS.contains(word)).count();
    let tail = words.len() - flags_at_end;
    let head_end = words.iter().position(|word| field(word).is_some()).unwrap_or(tail);
    result.head = words[..head_end].join(" ");
    for word in &words[head_end..] {
        if let Some(found) = field(word) {
            result.fields.push(found);
        } else if FLAGS.contains(word) {
            result.flags.push((*word).to_owned());
        } else if let Some((_, value)) = result.fields.last_mut() {
            value.push(' ');
            value.push_str(word);
        }
    }
    result
}

fn matches(line: &Line, expected: &Expected, is_forbidden: bool) -> bool {
    // With a field behind it, the head must end where the rendered one ends, so that "will" is no match for "will not".
    let head = if expected.fields.is_empty() || is_forbidden {
        line.head.contains(&expected.head)
    } else {
        line.head.ends_with(&expected.head)
    };
    head && expected.fields.iter().all(|(name, value)| line.fields.iter().any(|(n, v)| n == name && v == value))
        && expected.flags.iter().all(|flag| line.flags.iter().any(|have| have == flag))
}

fn check(case: &Case, knowledge: &Knowledge) -> Vec<String> {
    let Ok(reading) = catch_unwind(|| reader::read(&case.document, knowledge)) else {
        return vec!["    the reader panics (see above)\n".to_owned()];
    };
    let lines = render(&reading);
    let mut failures = Vec::new();
    for wanted in &case.expect {
        let (is_forbidden, rest) = match wanted.strip_prefix("no ") {
            Some(rest) => (true, rest),
            None => (false, wanted.as_str()),
        };
        let Some((key, value)) = rest.split_once(':') else {
            failures.push(format!("    no `key: value`: {wanted}\n"));
            continue;
        };
        let parts = expected(value);
        let held: Vec<&Line> = lines.iter().filter(|line| line.key == key.trim()).collect();
        if held.iter().any(|line| matches(line, &parts, is_forbidden)) == is_forbidden {
            let what = if is_forbidden { "must not be there" } else { "missing" };
            let mut message = format!("    {what}: {rest}\n    there are {} `{}` lines:\n", held.len(), key.trim());
            held.iter().for_each(|line| message.push_str(&format!("      {line}\n")));
            failures.push(message);
        }
    }
    failures
}

#[test]
fn cases_hold() {
    let failures = failing(&Knowledge::built_in(), |_| true);
    assert!(failures.is_empty(), "{} cases fail\n\n{}", failures.len(), failures.concat());
}

/// Rules and model share their cases; what only the rules read so far says so in its name.
#[test]
fn cases_hold_in_the_accurate_tier() {
    let failures = failing(&Knowledge::accurate(), |name| !name.ends_with("(fast tier)"));
    assert!(failures.is_empty(), "{} cases fail\n\n{}", failures.len(), failures.concat());
}

/// A report of each case that does not hold.
fn failing(knowledge: &Knowledge, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let only = std::env::var("CASE").unwrap_or_default();
    let mut report = Vec::new();
    for path in &paths {
        let shown = path.strip_prefix(&root).unwrap_or(path).display().to_string();
        let source = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let cases = parse(path, &source).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let mine = cases.iter().filter(|case| is_wanted(&case.name));
        for case in mine.filter(|case| shown.contains(&only) || case.name.contains(&only)) {
            let failures = check(case, knowledge);
            if !failures.is_empty() {
                report.push(format!("cases/{shown} · {}\n{}\n", case.name, failures.concat()));
            }
        }
    }
    report
}

#[test]
fn a_head_before_a_field_must_end_where_the_words_end() {
    let line = Line {
        key: "statement",
        head: "[Hale] [said] We will not stay".to_owned(),
        fields: vec![("form", "indirect".to_owned()), ("speaker", "Maria Hale".to_owned())],
        flags: vec!["negated"],
    };
    let holds = |value: &str| matches(&line, &expected(value), false);
    assert!(holds("[Hale] [said] We will"));
    assert!(holds("We will not stay speaker=Maria Hale negated form=indirect"));
    assert!(!holds("We will form=indirect"));
    assert!(!holds("form=direct"));
    assert!(!holds("speaker=Hale"));
    assert!(!holds("We will stay"));
}
