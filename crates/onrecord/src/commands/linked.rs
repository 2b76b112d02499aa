//! What do statements have to do with one another? Threads and conflicts.

use super::answer::{Wanted, end};
use super::print_json;
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{self, Output, Page, tell};
use crate::views;
use record::Record;
use serde::Serialize;

/// `onrecord threads [QUERY…]`.
pub fn threads(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let query = asked.words("query");
    let all = views::links::threads(&record, &query)?;
    let nothing = match query.trim() {
        "" => "no two statements of the record are on one matter".to_owned(),
        query => format!("no thread of the record has a statement that answers “{query}”"),
    };
    list(asked, &all, "thread", &nothing, |page, view| page.thread(view))
}

/// `onrecord conflicts`.
pub fn conflicts(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let all = views::links::conflicts(&record)?;
    list(asked, &all, "conflict", "no statements of the record were found to differ", |page, view| page.conflict(view))
}

/// Prints the rows that the user wants; says why where there are none.
fn list<View: Serialize>(
    asked: &Asked,
    all: &[View],
    name: &str,
    nothing: &str,
    print: impl Fn(&mut Page<Output>, &View) -> std::io::Result<()>,
) -> Result<u8> {
    let wanted = Wanted::new(asked);
    let offset = usize::try_from(wanted.offset).unwrap_or(usize::MAX);
    let most = wanted.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
    let mut page = terminal::page();
    let mut rows = 0;
    for view in all.iter().skip(offset).take(most) {
        if asked.is_json() {
            print_json(&mut page, view)?;
        } else {
            print(&mut page, view)?;
            page.gap()?;
        }
        rows += 1;
    }
    if all.is_empty() {
        tell(nothing);
    }
    end(asked, page, rows, wanted.offset + rows, all.len() as u64, name)
}
