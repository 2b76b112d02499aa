//! What do the rows of a table hold?
//!
//! Comma- or tab-separated values with a line of names: a document a row, its text in the column `text` and what is known in
//! columns named as in JSONL. `--columns text=body,published=date` says where a column has another name. Not useful for
//! tables without names.

use super::meta;
use super::walk::{Place, Walk, Walked};
use reader::Media;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};

/// The fields that a column may hold.
const FIELDS: [&str; 11] =
    ["text", "id", "outlet", "agency", "title", "address", "url", "published", "date", "ground_rule", "language"];

/// Which column or field of the user's holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

impl Columns {
    /// `text=body,published=date`.
    ///
    /// # Errors
    /// Where a field is not known.
    pub fn parse(text: &str) -> Result<Columns, String> {
        let mut columns = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) = part.split_once('=').ok_or_else(|| format!("{part}: expected FIELD=NAME"))?;
            let (field, name) = (field.trim(), name.trim());
            if !FIELDS.contains(&field) || name.is_empty() {
                return Err(format!("{part}: expected FIELD=NAME; fields are {}", FIELDS.join(", ")));
            }
            columns.push((field.to_owned(), name.to_owned()));
        }
        Ok(Columns(columns))
    }

    /// The name under which a field is found.
    pub fn name<'a>(&'a self, field: &'a str) -> &'a str {
        self.0.iter().find(|(known, _)| known == field).map_or(field, |(_, name)| name)
    }
}

/// A reader that gives no more than a document's bytes for one row.
struct Allowance<'c, R> {
    inner: R,
    left: &'c Cell<u64>,
}

impl<R: Read> Read for Allowance<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left.get()).unwrap_or(usize::MAX));
        if most == 0 && !buffer.is_empty() {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "a row is longer than a document may be; is a quotation mark missing?",
            ));
        }
        let size = self.inner.read(&mut buffer[..most])?;
        self.left.set(self.left.get() - size as u64);
        Ok(size)
    }
}

/// Reads every row.
pub fn rows(walk: &mut Walk, place: &Place, stream: &mut dyn Read) -> Walked {
    let left = Cell::new(walk.limits.document);
    let mut reader = BufReader::new(Allowance { inner: stream, left: &left });
    let delimiter = match reader.fill_buf() {
        Ok(head) => delimiter(head),
        Err(error) => return walk.broken(place, &error),
    };
    let mut table =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(reader);
    let mut row = csv::ByteRecord::new();
    let mut names: Vec<String> = Vec::new();
    loop {
        left.set(walk.limits.document);
        let line = table.position().line();
        match table.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => {
                let error = match error.into_kind() {
                    csv::ErrorKind::Io(error) => error,
                    _ => std::io::ErrorKind::InvalidData.into(),
                };
                return walk.broken(place, &error);
            }
        }
        let cell = |at: usize| String::from_utf8_lossy(row.get(at).unwrap_or(&[])).trim().to_owned();
        if names.is_empty() {
            names = (0..row.len()).map(|at| cell(at).trim_start_matches('\u{feff}').to_owned()).collect();
            let text = walk.columns.name("text");
            if !names.iter().any(|name| name == text) {
                let known = names.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
                let what = format!(
                    "not read: the table has no column `{text}`; say which holds the text with --columns text=NAME \
                     (there are: {})",
                    known.chars().take(400).collect::<String>()
                );
                return walk.tell(&place.path, &what, place.named);
            }
            continue;
        }
        let value = |field: &str| {
            let name = walk.columns.name(field);
            names.iter().position(|known| known == name).map(cell).filter(|text| !text.is_empty())
        };
        let Some(text) = names.iter().position(|name| name == walk.columns.name("text")) else { continue };
        let text = row.get(text).unwrap_or(&[]).to_vec();
        let shown = format!("{}, line {line}", place.path);
        if text.iter().all(u8::is_ascii_whitespace) {
            walk.tell(&shown, "not read: the row holds no text", false)?;
            continue;
        }
        let mut own = Map::new();
        for field in ["outlet", "agency", "title", "address", "url", "ground_rule", "language"] {
            own.extend(value(field).map(|value| (field.to_owned(), json!(value))));
        }
        let day = value("published").or_else(|| value("date")).and_then(|printed| meta::day(&printed));
        own.extend(day.map(|day| ("published".to_owned(), json!(day.to_string()))));
        let name = value("id").unwrap_or_else(|| line.to_string());
        match meta::given(&Value::Object(own)) {
            Ok(own) => walk.document(place, place.entry(&name), text, Media::Plain, own)?,
            Err(what) => walk.tell(&shown, &format!("not read: {what}"), place.named)?,
        }
    }
}

/// What stands between the names of the first line.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or(&[]);
    let count = |sought: u8| line.iter().filter(|&&byte| byte == sought).count();
    // The comma where nothing is more frequent.
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&sought| count(sought)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_or_refused() {
        let columns = Columns::parse("text=body, published = day").unwrap();
        assert_eq!((columns.name("text"), columns.name("published"), columns.name("id")), ("body", "day", "id"));
        assert!(Columns::parse("body").is_err() && Columns::parse("tex=body").is_err());
        assert_eq!(Columns::parse("").unwrap(), Columns::default());
    }

    #[test]
    fn the_delimiter_is_the_most_frequent() {
        assert_eq!(
            (delimiter(b"a,b;c,d\n;;;"), delimiter(b"a\tb"), delimiter(b"a;b"), delimiter(b"a")),
            (44, 9, 59, 44)
        );
    }
}
