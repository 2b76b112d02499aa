//! Statements as CSV, JSON lines, schema.org JSON-LD and an Atom feed.
//!
//! Rows go out one by one, so a list may be of any length. Cells of CSV that a spreadsheet would take for a formula begin with
//! an apostrophe.

use super::xml;
use crate::views::search::{RowView, row};
use record::{Listed, Record};
use serde_json::{Value, json};
use std::io::{Error, Result, Write};

/// Entries of a feed at most, the latest first.
const ENTRIES: usize = 200;

/// The columns of CSV.
const COLUMNS: &[&str] = &[
    "id",
    "document",
    "speaker",
    "person",
    "content",
    "form",
    "certainty",
    "said_earliest",
    "said_latest",
    "outlet",
    "title",
];

/// Hands on every statement that answers a query and is not off the record; gives their number.
pub fn each(record: &Record, query: &str, take: &mut dyn FnMut(&RowView) -> Result<()>) -> Result<u64> {
    let closed = record.off_record().map_err(other)?;
    let (mut rows, mut done) = (0, Ok(()));
    let found = record.each(query, 0, u64::MAX, &mut |listed| {
        if let Listed::Row(found) = listed
            && !closed.contains(&found.document)
        {
            rows += 1;
            done = take(&row(found));
        }
        done.is_ok()
    });
    done?;
    found.map_err(other)?;
    Ok(rows)
}

fn other(error: record::Error) -> Error {
    Error::other(format!("{error:?}"))
}

/// RFC 4180, the last row being `rows` and their number.
pub fn csv(record: &Record, query: &str, out: &mut dyn Write) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut *out);
    writer.write_record(COLUMNS)?;
    let rows = each(record, query, &mut |row| {
        let empty = String::new();
        let or_empty = |text: &Option<String>| text.as_ref().unwrap_or(&empty).clone();
        let cells = [
            row.id.clone(),
            row.document.clone(),
            or_empty(&row.speaker),
            or_empty(&row.person),
            row.content.clone(),
            row.form.clone(),
            row.certainty.clone(),
            or_empty(&row.said.earliest),
            or_empty(&row.said.latest),
            or_empty(&row.outlet),
            row.title.clone(),
        ];
        Ok(writer.write_record(cells.iter().map(|cell| guarded(cell)))?)
    })?;
    let mut last = vec![String::new(); COLUMNS.len()];
    (last[0], last[1]) = ("rows".into(), rows.to_string());
    writer.write_record(&last)?;
    writer.flush()
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// One object a line, the last being their number.
pub fn jsonl(record: &Record, query: &str, out: &mut dyn Write) -> Result<()> {
    let rows = each(record, query, &mut |row| {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")
    })?;
    writeln!(out, "{{\"rows\":{rows}}}")
}

/// schema.org: a `Quotation` where the words were said so, else a `Claim`; never a rating. The last of the graph is the
/// number of the others.
pub fn json_ld(record: &Record, query: &str, out: &mut dyn Write) -> Result<()> {
    write!(out, "{{\"@context\":\"https://schema.org\",\"@graph\":[")?;
    let rows = each(record, query, &mut |row| {
        out.write_all(script_safe(&thing(row)).as_bytes())?;
        out.write_all(b",\n")
    })?;
    let end = json!({"@type": "Dataset", "name": "Statements of a record", "description": "Who said what, as it was read.",
        "size": rows.to_string()});
    write!(out, "{end}]}}")
}

/// Can stand inside a `script` element.
fn script_safe(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A statement in the terms of schema.org.
pub fn thing(row: &RowView) -> Value {
    let is_organization = row.person.as_deref().is_some_and(|id| !id.starts_with("person."));
    let speaker = row.speaker.as_ref().map(|name| {
        let kind = if is_organization { "Organization" } else { "Person" };
        match &row.person {
            Some(id) => json!({"@type": kind, "name": name, "identifier": id}),
            None => json!({"@type": kind, "name": name}),
        }
    });
    let mut source = json!({"@type": "CreativeWork", "identifier": row.document, "name": row.title});
    if let Some(outlet) = &row.outlet {
        source["publisher"] = json!({"@type": "Organization", "name": outlet});
    }
    let mut thing = json!({"@type": "Quotation", "@id": format!("urn:onrecord:{}", row.id), "identifier": row.id,
        "text": row.content});
    if row.form == "indirect" {
        thing["@type"] = "Claim".into();
        thing["appearance"] = source;
        if let Some(speaker) = speaker {
            thing["author"] = speaker;
        }
    } else {
        thing["isPartOf"] = source;
        if let Some(speaker) = speaker {
            thing["creator"] = speaker;
        }
    }
    match (&row.said.earliest, &row.said.latest) {
        (Some(first), Some(last)) if first == last => thing["dateCreated"] = first.as_str().into(),
        (None, None) => {}
        (first, last) => {
            let side = |day: &Option<String>| day.clone().unwrap_or_else(|| "..".into());
            thing["temporalCoverage"] = format!("{}/{}", side(first), side(last)).into();
        }
    }
    thing
}

/// An Atom feed of the statements said last, those without a day at the end.
pub fn atom(record: &Record, query: &str, title: &str, address: &str) -> Result<String> {
    atom_of(record, query, title, address, &|_| true)
}

/// As `atom`, of those statements only that are wanted.
pub fn atom_of(
    record: &Record,
    query: &str,
    title: &str,
    address: &str,
    wanted: &dyn Fn(&RowView) -> bool,
) -> Result<String> {
    let mut rows: Vec<RowView> = Vec::new();
    each(record, query, &mut |row| {
        if wanted(row) {
            rows.push(row.clone());
        }
        Ok(())
    })?;
    let day = |row: &RowView| row.said.latest.clone().or_else(|| row.said.earliest.clone());
    rows.sort_by(|a, b| day(b).cmp(&day(a)).then_with(|| a.id.cmp(&b.id)));
    let all = rows.len();
    rows.truncate(ENTRIES);
    let time = |row: &RowView| format!("{}T00:00:00Z", day(row).unwrap_or_else(|| "1970-01-01".into()));
    let updated = rows.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), time);
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:onrecord:{}</id>\n\
         <title>{}</title>\n<subtitle>{} of {all} statements</subtitle>\n<updated>{updated}</updated>\n\
         <author><name>onrecord</name></author>\n<link rel=\"self\" href=\"{}\"/>\n",
        xml(address),
        xml(title),
        rows.len(),
        xml(address)
    );
    for row in &rows {
        let speaker = row.speaker.as_deref().unwrap_or("speaker not known");
        let name: String = row.content.chars().take(120).collect();
        feed.push_str(&format!(
            "<entry><id>urn:onrecord:{}</id><title>{}: {}</title><updated>{}</updated><author><name>{}</name></author>\
             <link href=\"/statement/{}\"/><category term=\"{}\"/><content type=\"text\">{}</content></entry>\n",
            row.id,
            xml(speaker),
            xml(&name),
            time(row),
            xml(speaker),
            row.id,
            row.certainty,
            xml(&row.content)
        ));
    }
    feed.push_str("</feed>\n");
    Ok(feed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_a_script_cannot_end() {
        for cell in ["=1+1", "+1", "-1", "@A1", " =x", "\t=x", "＝1"] {
            assert!(guarded(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(guarded("a=b"), "a=b");
        assert_eq!(script_safe(&json!("</script>")), "\"\\u003c/script>\"");
    }
}
