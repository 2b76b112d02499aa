//! How is the record kept right? Corrections, checks, a new reading; and its pages.

use super::{knowledge, print_json};
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{self, count, tell};
use crate::intake::batch;
use crate::server;
use record::{Correction, Record};
use std::io::{IsTerminal, Write};

/// Exit code for a record in which something is wrong.
const FAULTY: u8 = 4;

/// `onrecord correct ID FIELD VALUE`.
pub fn correct(asked: &Asked) -> Result<u8> {
    let mut record = writable(asked)?;
    let correction = Correction {
        statement: asked.words("id"),
        field: asked.words("field"),
        value: asked.words("value"),
        note: asked.words("note"),
    };
    let done = format!(
        "{}: {} is now {}",
        correction.statement,
        correction.field,
        match correction.value.as_str() {
            "" => "not known",
            value => value,
        }
    );
    record.correct(correction)?;
    let mut page = terminal::page();
    page.line(&done)?;
    page.finish()?;
    Ok(0)
}

/// `onrecord doctor`.
pub fn doctor(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let checkup = record.check()?;
    let mut page = terminal::page();
    if asked.is_json() {
        print_json(&mut page, &serde_json::json!({"checked": checkup.checked, "faults": checkup.faults}))?;
    } else {
        for checked in &checkup.checked {
            page.text(0, &format!("checked: {checked}"))?;
        }
        for fault in &checkup.faults {
            page.text(0, &format!("wrong: {fault}"))?;
        }
        if checkup.faults.is_empty() {
            page.line("The record is sound.")?;
        }
    }
    page.finish()?;
    Ok(if checkup.faults.is_empty() { 0 } else { FAULTY })
}

/// `onrecord reread`.
pub fn reread(asked: &Asked) -> Result<u8> {
    let mut record = writable(asked)?;
    let is_drawn = std::io::stderr().is_terminal() && !asked.is_quiet();
    let progress = &mut |done, all| {
        if is_drawn {
            let _ = write!(std::io::stderr(), "\r\x1b[K{done} of {}", count(all, "document"));
        }
        true
    };
    let _alone = batch::alone();
    let documents = record.reread(&knowledge(asked), progress)?;
    if is_drawn {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    let mut page = terminal::page();
    page.line(&format!("{} read again", count(documents, "document")))?;
    page.finish()?;
    if documents == 0 {
        tell("the record is empty; `onrecord add PATH…` reads documents into it");
    }
    Ok(0)
}

/// `onrecord backup FILE`.
pub fn backup(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let to = asked.target();
    record.backup(&to)?;
    let mut page = terminal::page();
    let size = std::fs::metadata(&to).map_or(0, |found| found.len());
    page.line(&format!("{}: {}", to.display(), megabytes(size)))?;
    page.finish()?;
    Ok(0)
}

/// `onrecord compact`.
pub fn compact(asked: &Asked) -> Result<u8> {
    let mut record = writable(asked)?;
    let (before, after) = record.compact()?;
    let mut page = terminal::page();
    page.line(&format!("{} before, {} now", megabytes(before), megabytes(after)))?;
    page.finish()?;
    Ok(0)
}

/// `onrecord remove DOCUMENT…`.
pub fn remove(asked: &Asked) -> Result<u8> {
    let mut record = writable(asked)?;
    let ids = asked.ids();
    let is_clean = record.remove(&ids)?;
    let mut page = terminal::page();
    page.line(&format!("{} removed", count(ids.len() as u64, "document")))?;
    page.finish()?;
    if !is_clean {
        tell(
            "another program has the record open: the old bytes are in the file beside it until that program ends; \
             `onrecord compact` clears it then",
        );
    }
    Ok(0)
}

/// The record, opened for writing; opening alone would make one where there is none.
fn writable(asked: &Asked) -> Result<Record> {
    let path = asked.record();
    drop(Record::open_existing(&path)?);
    Ok(Record::open(&path)?)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// `onrecord serve [--port N]`.
pub fn serve(asked: &Asked) -> Result<u8> {
    server::run(&asked.record(), asked.port())
}
