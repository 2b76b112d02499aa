//! What is this id, and why is it as it is?

use super::{print_json, print_rows};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::json;
use crate::forms::terminal;
use crate::views;
use crate::views::people::PersonView;
use crate::views::search::RowView;
use record::{Error, Listed, Record};

/// `onrecord show [ID]`.
pub fn show(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let id = asked.words("id");
    let mut page = terminal::page();
    if id.is_empty() {
        let view = views::overview::view(&record.totals()?);
        if asked.is_json() { print_json(&mut page, &view)? } else { page.overview(&view)? }
    } else if let Some((document, number)) = part(&id, 's') {
        let held = record.document(document)?;
        let view = views::statement::view(&held, number).ok_or_else(|| missing(&id))?;
        if asked.is_json() { print_json(&mut page, &view)? } else { page.statement(&view, true)? }
    } else if let Some((document, number)) = part(&id, 'q') {
        let questions = views::questions::view(&record.document(document)?);
        let view = questions.get(number).ok_or_else(|| missing(&id))?;
        if asked.is_json() { print_json(&mut page, view)? } else { page.question(view, true)? }
    } else if is_document(&id) {
        let held = record.document(&id)?;
        if asked.is_json() {
            let line = json::reading(&held.document, &held.id, &held.reading, asked.unit(), Some(&held.persons));
            page.raw(&line)?;
        } else {
            page.document(&views::document::view(&held))?;
        }
    } else {
        let view = views::people::view(record.person(&id)?.ok_or_else(|| missing(&id))?);
        show_person(asked, &record, &view, &mut page)?;
    }
    page.finish()?;
    Ok(0)
}

/// `onrecord explain ID`.
pub fn explain(asked: &Asked) -> Result<u8> {
    let record = Record::open_existing(&asked.record())?;
    let id = asked.words("id");
    if part(&id, 's').is_none()
        && let Some(done) = super::identities::explain(asked, &record, &id)?
    {
        return Ok(done);
    }
    let (document, number) = part(&id, 's').ok_or_else(|| {
        Fault::Usage(format!(
            "{id}: this is no id of a statement (such as 0123456789abcdef:s3) or of a person; `onrecord statements` and \
             `onrecord people` show them"
        ))
    })?;
    let held = record.document(document)?;
    let view = views::explain::view(&held, number).ok_or_else(|| missing(&id))?;
    let mut page = terminal::page();
    if asked.is_json() {
        print_json(&mut page, &view)?
    } else {
        page.explanation(&view)?
    }
    page.finish()?;
    Ok(0)
}

fn missing(id: &str) -> Fault {
    Fault::Record(Error::NoSuchId(id.to_string()))
}

fn is_document(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Document and number (from 0) of an id such as `DOCUMENT:s3`.
pub fn part(id: &str, kind: char) -> Option<(&str, usize)> {
    let (document, rest) = id.split_once(':')?;
    let number: usize = rest.strip_prefix(kind)?.parse().ok()?;
    Some((document, number.checked_sub(1)?)).filter(|_| is_document(document))
}

/// A person with everything the record has of them.
fn show_person<W: std::io::Write>(
    asked: &Asked,
    record: &Record,
    view: &PersonView,
    page: &mut terminal::Page<W>,
) -> Result<()> {
    if asked.is_json() {
        print_json(page, view)?
    } else {
        page.person(view)?
    }
    let mut rows = 1;
    let mut shown = Ok(());
    let mut show = |row: RowView| -> Result<()> {
        if asked.is_json() {
            print_json(page, &row)?;
        } else {
            page.gap()?;
            page.row(&row)?;
        }
        rows += 1;
        Ok(())
    };
    record.each(&format!("person:\"{}\"", view.id), 0, u64::MAX, &mut |listed| {
        if let Listed::Row(row) = listed {
            shown = show(views::search::row(row));
        }
        shown.is_ok()
    })?;
    shown?;
    if asked.is_json() {
        print_rows(page, rows)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn ids_are_taken_apart() {
        assert_eq!(part("0123456789abcdef:s3", 's'), Some(("0123456789abcdef", 2)));
        for id in ["0123456789abcdef:s0", "0123456789abcdef:q3", "0123456789abcdef", "x:s1", "", ":s1"] {
            assert_eq!(part(id, 's'), None, "{id}");
        }
    }
}
