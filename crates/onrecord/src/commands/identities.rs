//! Who is who? What users say about it: `people merge`, `split`, `undo` and `merges`, and why a person is one.

use super::{print_json, print_rows};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::terminal::{self, count, tell};
use crate::views::identities::{IdentityView, PersonExplained, view};
use record::{Error, Record};

/// Does what the words behind `people` ask for, if they are no name.
pub fn act(asked: &Asked) -> Result<Option<u8>> {
    let words = asked.list("name");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["merges"] => list(asked).map(Some),
        ["merge", person, other] => keep(asked, |record, note| {
            let number = record.merge(person, other, note)?;
            Ok(format!("{other} is {person} from now on ({number})"))
        }),
        ["split", person, documents @ ..] if !documents.is_empty() => {
            let documents: Vec<String> = documents.iter().map(|&id| id.to_owned()).collect();
            keep(asked, |record, note| {
                let (other, number) = record.split(person, &documents, note)?;
                Ok(format!(
                    "in {} {person} is {other} from now on ({number})",
                    count(documents.len() as u64, "document")
                ))
            })
        }
        ["undo", number] => {
            let number: i64 = number
                .parse()
                .map_err(|_| Fault::Usage(format!("{number}: no number; `onrecord people merges` shows them")))?;
            keep(asked, |record, _| match record.undo_identity(number)? {
                Some(kept) => Ok(format!("taken back: {}", view(kept).words)),
                None => Err(Error::NoSuchId(number.to_string())),
            })
        }
        ["merge" | "split" | "undo", ..] => Err(Fault::Usage(
            "people merge A B; people split P DOCUMENT…; people undo NUMBER; `onrecord people NAME` shows the ids"
                .into(),
        )),
        _ => Ok(None),
    }
}

fn keep(asked: &Asked, act: impl FnOnce(&mut Record, &str) -> record::Result<String>) -> Result<Option<u8>> {
    let path = asked.record();
    // Opening for writing would make a record where there is none.
    drop(Record::open_existing(&path)?);
    let mut record = Record::open(&path)?;
    let done = act(&mut record, &asked.words("note"))?;
    let mut page = terminal::page();
    page.line(&done)?;
    page.finish()?;
    Ok(Some(0))
}

fn list(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let mut page = terminal::page();
    let kept: Vec<IdentityView> = record.all_identities()?.into_iter().map(view).collect();
    for identity in &kept {
        if asked.is_json() {
            print_json(&mut page, identity)?;
        } else {
            page.text(0, &identity.shown())?;
        }
    }
    if asked.is_json() {
        print_rows(&mut page, kept.len() as u64)?;
    } else if kept.is_empty() {
        tell("nobody was merged or split");
    }
    page.finish()?;
    Ok(0)
}

/// Why a person is one; `None` where there is nobody with this id.
pub fn explain(asked: &Asked, record: &Record, id: &str) -> Result<Option<u8>> {
    let Some(row) = record.person(id)? else { return Ok(None) };
    let explained = PersonExplained::new(row, record.identities(id)?);
    let mut page = terminal::page();
    if asked.is_json() {
        print_json(&mut page, &explained)?;
    } else {
        page.person(&explained.person)?;
        for reason in explained.shown() {
            page.text(2, &reason)?;
        }
    }
    page.finish()?;
    Ok(Some(0))
}
