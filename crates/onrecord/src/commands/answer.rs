//! What does the record hold? Statements, people, questions, everything.

use super::{print_json, print_rows};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::export::{annotations, brat, lists, tei};
use crate::forms::json;
use crate::forms::quote_check::{self, Side};
use crate::forms::terminal::{self, count, tell};
use crate::views;
use reader::document::GroundRule;
use record::links::quote_check::quotations;
use record::{Listed, Record};
use std::io::Write;
use std::path::PathBuf;

/// So many rows are asked of the record at once.
const PAGE: u64 = 500;

/// So many rows are shown to people who did not say how many.
const SHOWN: u64 = 50;

/// Which rows the user wants.
pub struct Wanted {
    /// Rows to pass over.
    pub offset: u64,
    /// Rows left to show; `None` for all.
    pub left: Option<u64>,
}

impl Wanted {
    /// What the user asked for.
    pub fn new(asked: &Asked) -> Wanted {
        let left = match asked.limit() {
            Some(0) => None,
            Some(limit) => Some(limit),
            None => Some(SHOWN).filter(|_| !asked.is_json()),
        };
        Wanted { offset: asked.number("offset"), left }
    }

    /// How many rows to ask for next; 0 when there are enough.
    fn next(&self) -> u64 {
        self.left.map_or(PAGE, |left| left.min(PAGE))
    }

    fn took(&mut self, rows: u64) {
        self.offset += rows;
        self.left = self.left.map(|left| left.saturating_sub(rows));
    }
}

/// `onrecord statements [QUERY…]`.
pub fn statements(asked: &Asked) -> Result<u8> {
    list(asked, &asked.words("query"), false)
}

/// `onrecord search QUERY…`.
pub fn search(asked: &Asked) -> Result<u8> {
    list(asked, &asked.words("query"), true)
}

fn list(asked: &Asked, query: &str, is_search: bool) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let wanted = Wanted::new(asked);
    let mut page = terminal::page();
    let (mut rows, mut total) = (0, 0);
    let mut show = |listed: Listed| -> Result<()> {
        match listed {
            Listed::Head(found) => {
                total = found.total;
                for remark in &found.remarks {
                    tell(remark);
                }
                if is_search && !asked.is_json() && !found.understood.is_empty() {
                    page.aside(0, &found.understood)?;
                }
                if total == 0 {
                    nothing(&record, query, &found.documents)?;
                }
            }
            Listed::Row(row) => {
                let row = views::search::row(row);
                if asked.is_json() {
                    print_json(&mut page, &row)?;
                } else {
                    if rows > 0 {
                        page.gap()?;
                    }
                    page.row(&row)?;
                }
                rows += 1;
            }
        }
        Ok(())
    };
    let mut shown = Ok(());
    record.each(query, wanted.offset, wanted.left.unwrap_or(u64::MAX), &mut |listed| {
        shown = show(listed);
        shown.is_ok()
    })?;
    shown?;
    end(asked, page, rows, wanted.offset + rows, total, "statement")
}

/// Says why there is nothing.
fn nothing(record: &Record, query: &str, documents: &[(String, String)]) -> Result<()> {
    let totals = record.totals()?;
    if totals.documents == 0 {
        tell("the record is empty; `onrecord add PATH…` reads documents into it");
    } else if totals.statements == 0 {
        tell(&format!("no statement was found in the {} of the record", count(totals.documents, "document")));
    } else {
        let all = count(totals.statements, "statement");
        tell(&format!("none of the {all} of the record answers “{query}”; fewer or other words may find more"));
    }
    for (id, title) in documents {
        tell(&format!("the words stand in {title}, outside of any statement: `onrecord show {id}`"));
    }
    Ok(())
}

/// The end of a list: its number of rows for programs, for people what was left out.
pub fn end<W: Write>(
    asked: &Asked,
    mut page: terminal::Page<W>,
    rows: u64,
    reached: u64,
    total: u64,
    noun: &str,
) -> Result<u8> {
    if asked.is_json() {
        print_rows(&mut page, rows)?;
    }
    page.finish()?;
    if !asked.is_json() && total > 0 {
        let first = reached.saturating_sub(rows);
        if rows == 0 && reached > 0 {
            tell(&format!("nothing behind number {}: there is {} in all", reached.min(total), count(total, noun)));
        } else if rows == total {
            tell(&count(total, noun));
        } else {
            let next = if reached < total {
                format!("; --offset {reached} goes on, --limit 0 shows all")
            } else {
                String::new()
            };
            tell(&format!("{} to {reached} of {}{next}", (first + 1).min(reached), count(total, noun)));
        }
    }
    Ok(0)
}

/// `onrecord people [NAME]`, and what users say about who is who.
pub fn people(asked: &Asked) -> Result<u8> {
    if let Some(done) = super::identities::act(asked)? {
        return Ok(done);
    }
    let record = Record::open_existing(&asked.record())?;
    let name = asked.words("name");
    let mut wanted = Wanted::new(asked);
    let mut page = terminal::page();
    let (mut rows, mut total) = (0, 0);
    while wanted.next() > 0 {
        let (all, found) = record.people(&name, wanted.offset, wanted.next())?;
        total = all;
        wanted.took(found.len() as u64);
        if found.is_empty() {
            break;
        }
        for row in found {
            let view = views::people::view(row);
            if asked.is_json() {
                print_json(&mut page, &view)?
            } else {
                page.person(&view)?
            }
            rows += 1;
        }
    }
    if total == 0 {
        let all = record.totals()?.people;
        match (all, name.is_empty()) {
            (0, _) => tell("nobody speaks in the record; `onrecord add PATH…` reads documents into it"),
            (_, true) => tell("nobody is listed"),
            (_, false) => tell(&format!("none of the {all} people and organizations of the record is named “{name}”")),
        }
    }
    end(asked, page, rows, wanted.offset, total, "name")
}

/// `onrecord questions`.
pub fn questions(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let wanted = Wanted::new(asked);
    let mut page = terminal::page();
    let (mut rows, mut total) = (0, 0);
    let documents = record.documents()?;
    for document in documents.iter().filter(|document| document.kind == "transcript") {
        if wanted.left.is_some_and(|left| rows >= left) && asked.is_json() {
            break;
        }
        for view in views::questions::view(&record.document(&document.id)?) {
            total += 1;
            if total <= wanted.offset || wanted.left.is_some_and(|left| rows >= left) {
                continue;
            }
            if asked.is_json() {
                print_json(&mut page, &view)?;
            } else {
                if rows > 0 {
                    page.gap()?;
                }
                page.question(&view, true)?;
            }
            rows += 1;
        }
    }
    if total == 0 {
        let transcripts = documents.iter().filter(|document| document.kind == "transcript").count() as u64;
        match transcripts {
            0 => tell("there is no transcript in the record, and only transcripts hold questions"),
            _ => tell(&format!("no question was found in {}", count(transcripts, "transcript"))),
        }
    }
    end(asked, page, rows, wanted.offset.min(total) + rows, total, "question")
}

/// `onrecord export --format csv|jsonld|atom|annotations|tei|brat`.
fn export_as(asked: &Asked, format: &str) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let (ending, folder) = match format {
        "csv" | "jsonld" | "atom" => ("", PathBuf::new()),
        "annotations" => ("annotations.json", asked.target()),
        "tei" => ("tei.xml", asked.target()),
        _ => ("ann", asked.target()),
    };
    if ending.is_empty() {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        match format {
            "csv" => lists::csv(&record, "", &mut out)?,
            "jsonld" => lists::json_ld(&record, "", &mut out)?,
            _ => out.write_all(lists::atom(&record, "", "Statements", "/search.atom")?.as_bytes())?,
        }
        out.flush()?;
        return Ok(0);
    }
    if folder.as_os_str().is_empty() {
        return Err(Fault::Usage(format!(
            "--format {format} makes a file of each document; name a folder with --to DIR"
        )));
    }
    std::fs::create_dir_all(&folder)?;
    let (mut documents, mut off_record) = (0, 0);
    for document in record.documents()? {
        let held = record.document(&document.id)?;
        if held.document.given.ground_rule == Some(GroundRule::OffRecord) {
            off_record += 1;
            continue;
        }
        let text = match format {
            "annotations" => annotations::page(&held).to_string(),
            "tei" => tei::document(&held),
            _ => {
                std::fs::write(folder.join(format!("{}.txt", held.id)), brat::text(&held))?;
                brat::annotations(&held)
            }
        };
        std::fs::write(folder.join(format!("{}.{ending}", held.id)), text)?;
        documents += 1;
    }
    tell(&format!("{} in {}", count(documents, "document"), folder.display()));
    if off_record > 0 {
        tell(&format!("{} off the record left out", count(off_record, "document")));
    }
    Ok(0)
}

/// `onrecord export --format jsonl`.
pub fn export(asked: &Asked) -> Result<u8> {
    match asked.words("format").as_str() {
        "" | "jsonl" => {}
        other => return export_as(asked, other),
    }
    let record = Record::open_existing(&asked.record())?;
    let mut page = terminal::page();
    let mut rows = 0;
    let mut off_record = 0;
    let mut reports = Vec::new();
    for document in record.documents()? {
        let held = record.document(&document.id)?;
        if held.document.given.ground_rule == Some(GroundRule::OffRecord) {
            off_record += 1;
            continue;
        }
        page.raw(&json::reading(&held.document, &held.id, &held.reading, asked.unit(), Some(&held.persons)))?;
        rows += 1;
        if !quotations(&held.reading).is_empty() {
            reports.push(held.id);
        }
    }
    for id in reports {
        let held = record.document(&id)?;
        let checked = record.check_quotes(&held.reading, Some(&held.id))?;
        let article = Side { id: &held.id, bytes: &held.document.bytes, reading: &held.reading };
        for quoted in &checked.quoted {
            let other = quoted.against.and_then(|at| checked.held.get(at));
            let other = other.map(|held| Side { id: &held.id, bytes: &held.document.bytes, reading: &held.reading });
            print_json(&mut page, &quote_check::line(&article, other.as_ref(), quoted, asked.unit()))?;
            rows += 1;
        }
    }
    for link in views::links::lines(&record.links()?) {
        print_json(&mut page, &link)?;
        rows += 1;
    }
    print_rows(&mut page, rows)?;
    page.finish()?;
    if off_record > 0 {
        tell(&format!("{} off the record left out", count(off_record, "document")));
    }
    Ok(0)
}
