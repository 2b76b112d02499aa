//! What does the address of a view say?
//!
//! Path, parameters and the place in a list. A place is an opaque cursor that fits its own list only, so that programs
//! cannot build on how it is made; people may give `offset`. Useful for everything that an address reaches.

use std::collections::BTreeMap;

/// Rows on one page.
pub const ROWS: u64 = 50;

/// Rows on one page at most, whatever is asked for.
const MOST_ROWS: u64 = 500;

/// What an address asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The path without the ending that names a form.
    pub path: String,
    /// The id in the path; empty where there is none.
    pub id: String,
    /// The parameters; of several with one name the last.
    pub words: BTreeMap<String, String>,
    /// The endings under which the same view has another form.
    pub also: Vec<&'static str>,
    /// What a form of this page has to send back.
    pub token: String,
}

impl Asked {
    /// A parameter without the blanks around it; empty where there is none.
    pub fn word(&self, name: &str) -> &str {
        self.words.get(name).map_or("", |word| word.trim())
    }

    /// The query of a search.
    pub fn query(&self) -> &str {
        self.word("q")
    }

    /// How many rows are wanted.
    pub fn limit(&self) -> u64 {
        self.word("limit").parse().ok().filter(|limit| *limit > 0).map_or(ROWS, |limit: u64| limit.min(MOST_ROWS))
    }

    /// How many rows to pass over. What cannot be read there counts as left out.
    pub fn offset(&self) -> u64 {
        match self.word("cursor") {
            "" => self.word("offset").parse().unwrap_or(0),
            cursor => self.place(cursor).unwrap_or(0),
        }
    }

    /// Whether there is a cursor that is none of this list.
    pub fn is_lost(&self) -> bool {
        let cursor = self.word("cursor");
        !cursor.is_empty() && self.place(cursor).is_none()
    }

    /// The cursor of the rows behind so many of this list.
    pub fn cursor(&self, offset: u64) -> String {
        format!("{:08x}{offset:x}", self.check(offset))
    }

    /// The cursor behind this page; `None` where there are no more rows.
    pub fn next(&self, total: u64) -> Option<String> {
        let end = self.offset().saturating_add(self.limit());
        (end < total).then(|| self.cursor(end))
    }

    fn place(&self, cursor: &str) -> Option<u64> {
        let (check, offset) = (cursor.get(..8)?, cursor.get(8..)?);
        let offset = u64::from_str_radix(offset, 16).ok()?;
        (u32::from_str_radix(check, 16).ok()? == self.check(offset)).then_some(offset)
    }

    /// FNV-1a over the list and the place.
    fn check(&self, offset: u64) -> u32 {
        let list = self.path.bytes().chain(self.id.bytes()).chain([0]).chain(self.query().bytes()).chain([0]);
        list.chain(offset.to_le_bytes())
            .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// The address of this view with one parameter set, or taken away where it is empty; always from the first row.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut words = self.words.clone();
        for gone in ["cursor", "offset"] {
            words.remove(gone);
        }
        words.insert(name.to_owned(), value.to_owned());
        address(&self.path, &words)
    }

    /// The address of this view in another form.
    pub fn form(&self, ending: &str) -> String {
        let path = if self.path == "/" { "/index" } else { &self.path };
        address(&format!("{path}.{ending}"), &self.words)
    }
}

fn address(path: &str, words: &BTreeMap<String, String>) -> String {
    let words: Vec<String> = words
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    if words.is_empty() { path.to_owned() } else { format!("{path}?{}", words.join("&")) }
}

/// Percent-encoding for a query.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_fits_its_own_list_only() {
        let mut asked = Asked { path: "/search".into(), ..Asked::default() };
        asked.words.insert("q".into(), "a b".into());
        asked.words.insert("cursor".into(), asked.cursor(150));
        assert_eq!((asked.offset(), asked.is_lost()), (150, false));
        assert_eq!(asked.next(1000), Some(asked.cursor(200)));
        assert_eq!(asked.next(200), None);
        asked.words.insert("q".into(), "c".into());
        assert_eq!((asked.offset(), asked.is_lost()), (0, true));
        for broken in ["x", "12345678", "zzzzzzzz1", "ü2345678", "0000000z"] {
            asked.words.insert("cursor".into(), broken.into());
            assert!(asked.is_lost(), "{broken}");
        }
        assert_eq!(asked.with("q", "x&y \"z\""), "/search?q=x%26y%20%22z%22");
        assert_eq!(asked.with("q", ""), "/search");
        assert_eq!(encoded("a b\"&"), "a%20b%22%26");
    }
}
