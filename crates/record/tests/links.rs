//! Do the links say what the Markdown cases under `cases/links/` expect?
//!
//! Each `## name` is one case: documents, one fenced `text` block each, its name behind the word `text`, and behind the name
//! what the sender knows as `key=value` (outlet, published, day of the event); and a fenced `expect` block. A statement is
//! named by its document and words of its content: `a: ships left`. Lines of `expect`:
//!
//! - `same: a: words = b: words` — one act of speaking; `not same:` — two.
//! - `copy: a = b`, `not copy: a = b` — one text in two documents.
//! - `thread: a: words = b: words`, `not thread:` — on one matter.
//! - `conflict TYPE STRENGTH: a: words = b: words`; `no conflict: a: words = b: words`; `no conflict` — none at all.
//! - `cites: a: words = b: words` — a speaker cites his earlier words; `= nothing` where the earlier words are not held.
//! - `series: a: words MIN..MAX` with `>` for an excluded limit and `~` for about.
//!
//! `CASE=words` runs only the cases whose file or name holds the words.

use reader::{Document, Given, GivenEvent, Knowledge, Media, Reading};
use record::Record;
use record::links::{Conflict, Figure, Links, StatementId};
use std::path::Path;
use std::sync::OnceLock;

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(Knowledge::accurate)
}

struct Case {
    name: String,
    documents: Vec<(String, Document)>,
    expect: Vec<String>,
}

fn document(line: &str, body: &[&str]) -> (String, Document) {
    let mut parts = line.split_whitespace();
    let name = parts.next().unwrap_or("a").to_owned();
    let mut given = Given::default();
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or_else(|| panic!("{line}: `{part}` is no key=value"));
        match key {
            "outlet" => given.outlet = Some(value.replace('_', " ")),
            "published" => given.published = Some(value.parse().unwrap()),
            "day" => given.event = Some(GivenEvent { date: Some(value.parse().unwrap()), ..GivenEvent::default() }),
            _ => panic!("{line}: no key `{key}`"),
        }
    }
    let bytes = (body.join("\n") + "\n").into_bytes();
    (name.clone(), Document { path: name, bytes, media: Media::Plain, given })
}

fn cases(path: &Path) -> Vec<Case> {
    let source = std::fs::read_to_string(path).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.trim().to_owned(), documents: Vec::new(), expect: Vec::new() });
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
        let case = cases.last_mut().unwrap_or_else(|| panic!("{}: a block before the first case", path.display()));
        match fence.split_once(' ') {
            Some(("text", rest)) => case.documents.push(document(rest, &body)),
            _ if fence == "expect" => case.expect.extend(body.iter().map(|line| line.trim().to_owned())),
            _ => panic!("{}: no block `{fence}`", path.display()),
        }
    }
    cases
}

/// A case with its record.
struct Desk {
    read: Vec<(String, Document, Reading)>,
    links: Links,
}

impl Desk {
    fn new(case: &Case) -> Desk {
        let read: Vec<(String, Document, Reading)> = case
            .documents
            .iter()
            .map(|(name, document)| (name.clone(), document.clone(), reader::read(document, knowledge())))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("a.onrecord")).unwrap();
        let batch: Vec<(Document, Reading)> =
            read.iter().map(|(_, document, reading)| (document.clone(), reading.clone())).collect();
        record.add(&batch).unwrap();
        let links = record.links().unwrap();
        assert_eq!(links, record.links().unwrap(), "{}: links come back as they were made", case.name);
        Desk { read, links }
    }

    fn document(&self, name: &str) -> &(String, Document, Reading) {
        self.read.iter().find(|(other, ..)| other == name.trim()).unwrap_or_else(|| panic!("no document {name}"))
    }

    /// The shortest statements of the document whose content holds the words.
    fn statement(&self, place: &str) -> Result<Vec<StatementId>, String> {
        let (name, words) = place.split_once(':').ok_or(format!("`{place}` names no statement"))?;
        let (_, document, reading) = self.document(name);
        let content = |number: usize| {
            let spans = &reading.statements[number].content;
            let words: Vec<&str> =
                spans.iter().flat_map(|span| span.of(reading.text.as_str()).split_whitespace()).collect();
            words.join(" ")
        };
        let found: Vec<usize> =
            (0..reading.statements.len()).filter(|&number| content(number).contains(words.trim())).collect();
        let least = found.iter().map(|&number| content(number).len()).min();
        let ids: Vec<StatementId> = found
            .into_iter()
            .filter(|&number| Some(content(number).len()) == least)
            .map(|number| (document.id(), number))
            .collect();
        if ids.is_empty() { Err(format!("no statement holds `{place}`")) } else { Ok(ids) }
    }

    fn pair(&self, line: &str) -> Result<(Vec<StatementId>, Vec<StatementId>), String> {
        let (left, right) = line.split_once(" = ").ok_or(format!("`{line}` has no ` = `"))?;
        Ok((self.statement(left)?, self.statement(right)?))
    }

    fn shown(&self, id: &StatementId) -> String {
        let (name, _, reading) = self.read.iter().find(|(_, document, _)| document.id() == id.0).unwrap();
        let statement = &reading.statements[id.1];
        let text = reading.text.as_str();
        let words: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        let who =
            statement.speaker.and_then(|number| reading.speakers.get(number)).map_or("?", |one| one.name.as_str());
        format!("{name}:s{} {who}: {}", id.1 + 1, words.join(" … "))
    }

    /// Whether a series has the figure of `document: words BOUND`, the bound as `shown_figure` prints it.
    fn series(&self, rest: &str) -> Result<bool, String> {
        let (place, bound) = rest.rsplit_once(' ').ok_or("no figure")?;
        let ids = self.statement(place)?;
        let mut entries = self.links.threads.iter().flat_map(|thread| &thread.series);
        Ok(entries.any(|entry| ids.contains(&entry.statement) && shown_figure(&entry.figure) == bound))
    }

    /// Whether a conflict of this sort has the two statements on two sides.
    fn differ(&self, rest: &str, is: impl Fn(&Conflict) -> bool) -> Result<bool, String> {
        let (left, right) = self.pair(rest)?;
        let side = |conflict: &Conflict, ids: &[StatementId]| {
            conflict.sides.iter().position(|side| ids.iter().any(|id| side.contains(id)))
        };
        let mut wanted = self.links.conflicts.iter().filter(|one| is(one));
        Ok(wanted.any(|one| matches!((side(one, &left), side(one, &right)), (Some(a), Some(b)) if a != b)))
    }

    /// Whether a statement cites another one, or one that is not held.
    fn cites(&self, rest: &str) -> Result<bool, String> {
        let (left, right) = rest.split_once(" = ").ok_or("no ` = `")?;
        let citing = self.statement(left)?;
        let earlier = if right == "nothing" { None } else { Some(self.statement(right)?) };
        Ok(self.links.citations.iter().any(|one| {
            citing.contains(&one.statement)
                && match (&one.earlier, &earlier) {
                    (None, None) => true,
                    (Some(found), Some(wanted)) => wanted.contains(found),
                    _ => false,
                }
        }))
    }

    /// `None` if the line holds.
    fn fault(&self, line: &str) -> Option<String> {
        let (kind, rest) = line.split_once(':').map_or((line, ""), |(kind, rest)| (kind.trim(), rest.trim()));
        let joined = |sets: Vec<&Vec<StatementId>>, rest: &str| -> Result<bool, String> {
            let (left, right) = self.pair(rest)?;
            Ok(sets.iter().any(|set| left.iter().any(|id| set.contains(id)) && right.iter().any(|id| set.contains(id))))
        };
        let utterances = || self.links.utterances.iter().map(|one| &one.statements).collect::<Vec<_>>();
        let held = match kind {
            "same" => joined(utterances(), rest),
            "not same" => joined(utterances(), rest).map(|is| !is),
            "thread" => joined(self.links.threads.iter().map(|one| &one.statements).collect(), rest),
            "not thread" => joined(self.links.threads.iter().map(|one| &one.statements).collect(), rest).map(|is| !is),
            "copy" | "not copy" => match rest.split_once(" = ") {
                Some((left, right)) => {
                    let (left, right) = (self.document(left).1.id(), self.document(right).1.id());
                    let is = self.links.copies.iter().any(|set| set.contains(&left) && set.contains(&right));
                    Ok(is == (kind == "copy"))
                }
                None => Err("no ` = `".to_owned()),
            },
            "series" => self.series(rest),
            "cites" => self.cites(rest),
            "no conflict" if rest.is_empty() => Ok(self.links.conflicts.is_empty()),
            "no conflict" => self.differ(rest, |_| true).map(|is| !is),
            _ if kind.starts_with("conflict ") => {
                self.differ(rest, |one| format!("conflict {} {}", one.kind.as_str(), one.strength.as_str()) == kind)
            }
            _ => Err(format!("no line `{kind}`")),
        };
        match held {
            Ok(true) => None,
            Ok(false) => Some(line.to_owned()),
            Err(why) => Some(format!("{line}: {why}")),
        }
    }
}

#[test]
fn links_are_what_the_cases_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/links");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut faults, mut lines) = (Vec::new(), 0);
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for case in cases(&path) {
            let name = format!("{file}#{}", case.name);
            if !name.contains(&wanted) {
                continue;
            }
            assert!(!case.expect.is_empty(), "{name} expects nothing");
            let desk = Desk::new(&case);
            lines += case.expect.len();
            let wrong: Vec<String> = case.expect.iter().filter_map(|line| desk.fault(line)).collect();
            if !wrong.is_empty() {
                faults.push(format!("{name}\n    {}\n  of\n    {}", wrong.join("\n    "), all(&desk)));
            }
        }
    }
    assert!(lines > 0, "no case is named `{wanted}`");
    assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
}

/// Every document of every case, read.
fn everything() -> Vec<(Document, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/links");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let documents =
        files.iter().flat_map(|path| cases(path)).flat_map(|case| case.documents).map(|(_, document)| document);
    documents.map(|document| (document.clone(), reader::read(&document, knowledge()))).collect()
}

fn record_of(batches: &[&[(Document, Reading)]]) -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open(&folder.path().join("a.onrecord")).unwrap();
    for batch in batches {
        record.add(batch).unwrap();
    }
    (folder, record)
}

#[test]
fn links_know_no_order_of_arrival_and_leave_with_their_documents() {
    let all = everything();
    let (first, second) = all.split_at(all.len() / 2);
    let (_one, mut record) = record_of(&[&all]);
    let links = record.links().unwrap();
    let mut turned = all.clone();
    turned.reverse();
    let singly: Vec<&[(Document, Reading)]> = turned.chunks(3).collect();
    let (_two, other) = record_of(&singly);
    assert_eq!(other.links().unwrap(), links);
    // Links that were made before the rest came are made again.
    let (_three, mut grown) = record_of(&[second]);
    let part = grown.links().unwrap();
    assert_ne!(part, links);
    grown.add(first).unwrap();
    assert_eq!(grown.links().unwrap(), links);
    let stays = |id: &str| second.iter().any(|(document, _)| document.id() == id);
    for (document, _) in first {
        if !stays(&document.id()) && grown.holds(&document.id()).unwrap() {
            grown.remove(&[document.id()]).unwrap();
        }
    }
    assert_eq!(grown.links().unwrap(), part);
    assert_eq!(grown.check().unwrap().faults, Vec::<String>::new());
    record.reread(knowledge(), &mut |_, _| true).unwrap();
    assert_eq!(record.links().unwrap(), links);
}

/// `~` for about, `>` where the limit is excluded, then `MIN..MAX`.
fn shown_figure(figure: &Figure) -> String {
    let side = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let (about, beyond) = (if figure.approx { "~" } else { "" }, if figure.exclusive { ">" } else { "" });
    format!("{about}{beyond}{}..{}", side(figure.min), side(figure.max))
}

/// Every statement and link of a case.
fn all(desk: &Desk) -> String {
    let mut shown = Vec::new();
    for (_, document, reading) in &desk.read {
        for number in 0..reading.statements.len() {
            shown.push(desk.shown(&(document.id(), number)));
        }
    }
    for one in &desk.links.utterances {
        let members: Vec<String> = one.statements.iter().map(|id| desk.shown(id)).collect();
        shown.push(format!("same {:.2}: {}", one.score, members.join(" = ")));
    }
    for one in &desk.links.conflicts {
        let sides: Vec<String> =
            one.sides.iter().map(|side| side.iter().map(|id| desk.shown(id)).collect::<Vec<_>>().join(" + ")).collect();
        shown.push(format!("{} {}: {}", one.kind.as_str(), one.strength.as_str(), sides.join(" against ")));
    }
    for thread in &desk.links.threads {
        let members: Vec<String> = thread.statements.iter().map(|id| desk.shown(id)).collect();
        shown.push(format!("thread {}: {}", thread.title, members.join(" = ")));
        shown.extend(
            thread
                .series
                .iter()
                .map(|entry| format!("  {} {}", desk.shown(&entry.statement), shown_figure(&entry.figure))),
        );
    }
    shown.join("\n    ")
}
