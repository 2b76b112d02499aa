//! What do statements have to do with one another? Threads and conflicts.

use super::answer::{Wanted, end};
use super::print_json;
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{self, tell};
use crate::views;
use record::Record;

/// `onrecord threads [QUERY…]`.
pub fn threads(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let all = views::links::threads(&record, &asked.words("query"))?;
    let wanted = Wanted::new(asked);
    let mut page = terminal::page();
    let mut rows = 0;
    for view in of(&all, &wanted) {
        if asked.is_json() {
            print_json(&mut page, view)?;
        } else {
            page.thread(view)?;
            page.gap()?;
        }
        rows += 1;
    }
    if all.is_empty() {
        tell("no two statements of the record are on one matter");
    }
    end(asked, page, rows, wanted.offset + rows, all.len() as u64, "thread")
}

/// `onrecord conflicts`.
pub fn conflicts(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let all = views::links::conflicts(&record)?;
    let wanted = Wanted::new(asked);
    let mut page = terminal::page();
    let mut rows = 0;
    for view in of(&all, &wanted) {
        if asked.is_json() {
            print_json(&mut page, view)?;
        } else {
            page.conflict(view)?;
            page.gap()?;
        }
        rows += 1;
    }
    if all.is_empty() {
        tell("no statements of the record were found to differ");
    }
    end(asked, page, rows, wanted.offset + rows, all.len() as u64, "conflict")
}

/// The rows that the user wants.
fn of<'a, View>(all: &'a [View], wanted: &Wanted) -> impl Iterator<Item = &'a View> {
    let offset = usize::try_from(wanted.offset).unwrap_or(usize::MAX);
    let most = wanted.left.map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(usize::MAX));
    all.iter().skip(offset).take(most)
}
