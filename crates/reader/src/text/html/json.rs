//! What does a page's own data say?
//!
//! JSON as pages hold it: comments around it, line ends inside strings, commas too many. Values lie in one list, so that
//! depth costs nothing; every string knows its place. What cannot be read ends the reading, and what was read stays.

use super::entities::{decoded, reference};
use crate::span::Span;
use crate::text::clean_text::Builder;
use crate::text::decode::{copy, is_invisible};
use std::borrow::Cow;

/// A value; lists and objects name their members by their number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Words, and where they stand without their quotes.
    Text(String, (usize, usize)),
    /// Numbers, `true`, `null`, as printed, and where.
    Bare(String, (usize, usize)),
    List(Vec<usize>),
    Object(Vec<(String, usize)>),
}

/// All values; the first is the outermost.
#[derive(Debug, Default)]
pub(super) struct Json {
    pub(super) values: Vec<Value>,
}

/// More values are not kept.
const MOST: usize = 200_000;

impl Json {
    /// Reads what lies between two offsets of a page.
    pub(super) fn read(page: &str, start: usize, end: usize) -> Json {
        let mut json = Json::default();
        let bytes = page.as_bytes();
        // Open lists and objects, and the key that waits for its value.
        let mut open: Vec<usize> = Vec::new();
        let mut key: Option<String> = None;
        let Some(begin) = page[start..end].find(['{', '[']) else { return json };
        let mut at = start + begin;
        while at < end && json.values.len() < MOST {
            let value = match bytes[at] {
                b'{' => Some(Value::Object(Vec::new())),
                b'[' => Some(Value::List(Vec::new())),
                b'}' | b']' => {
                    open.pop();
                    key = None;
                    at += 1;
                    if open.is_empty() {
                        break;
                    }
                    continue;
                }
                b'"' => {
                    let (text, next) = string(page, at + 1, end);
                    let place = (at + 1, next.saturating_sub(1).max(at + 1));
                    at = next;
                    let is_key =
                        key.is_none() && matches!(open.last().map(|&at| &json.values[at]), Some(Value::Object(_)));
                    if is_key {
                        key = Some(text);
                        continue;
                    }
                    Some(Value::Text(text, place))
                }
                byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                    let length = page[at..end].find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(end - at);
                    let place = (at, at + length);
                    at += length;
                    Some(Value::Bare(page[place.0..place.1].to_string(), place))
                }
                _ => None,
            };
            let Some(value) = value else {
                at += 1;
                continue;
            };
            let opens = matches!(value, Value::Object(_) | Value::List(_));
            let index = json.values.len();
            json.values.push(value);
            if let Some(&parent) = open.last() {
                match &mut json.values[parent] {
                    Value::List(members) => members.push(index),
                    Value::Object(members) => members.extend(key.take().map(|key| (key, index))),
                    _ => {}
                }
            }
            if opens {
                open.push(index);
                key = None;
                at += 1;
            }
            if open.is_empty() {
                break;
            }
        }
        json
    }

    /// Which values lie inside members of these names, at any depth.
    pub(super) fn inside(&self, names: &[&str]) -> Vec<bool> {
        let mut result = vec![false; self.values.len()];
        // Whatever holds a value stands before it.
        for (index, value) in self.values.iter().enumerate() {
            match value {
                Value::List(members) => members.iter().for_each(|&member| result[member] |= result[index]),
                Value::Object(members) => {
                    for (name, member) in members {
                        result[*member] |= result[index] || names.contains(&name.as_str());
                    }
                }
                _ => {}
            }
        }
        result
    }

    /// The member of an object.
    pub(super) fn get(&self, object: usize, name: &str) -> Option<usize> {
        match self.values.get(object)? {
            Value::Object(members) => members.iter().find(|(have, _)| have == name).map(|(_, index)| *index),
            _ => None,
        }
    }

    /// A value and, if it is a list, its members instead.
    pub(super) fn each(&self, value: usize) -> Vec<usize> {
        match self.values.get(value) {
            Some(Value::List(members)) => members.clone(),
            Some(_) => vec![value],
            None => Vec::new(),
        }
    }

    /// The words of a value with their place; entities are read, since many pages print them here, too.
    pub(super) fn text(&self, value: usize) -> Option<(String, (usize, usize))> {
        match self.values.get(value)? {
            Value::Text(text, place) => {
                let text = decoded(text, false);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (!text.is_empty()).then_some((text, *place))
            }
            Value::Bare(text, place) if text != "null" => Some((text.clone(), *place)),
            _ => None,
        }
    }

    /// The words of an object's member.
    pub(super) fn text_of(&self, object: usize, name: &str) -> Option<(String, (usize, usize))> {
        self.text(*self.each(self.get(object, name)?).first()?)
    }
}

/// Writes the words of a string that lies between two offsets, one paragraph at a time with the way back to its bytes:
/// escapes and entities are replaced, markup is left out. `each` is called at the end of every paragraph with its start.
pub(super) fn write(
    page: &str,
    (start, end): (usize, usize),
    builder: &mut Builder,
    mut each: impl FnMut(&Builder, usize),
) {
    let mut from = builder.as_str().len();
    let mut gap: Option<(usize, usize, bool)> = None;
    let mut at = start;
    while at < end {
        let rest = &page[at..end];
        let (length, read) = piece(rest);
        let is_break = matches!(read, Read::Break);
        let is_gap = is_break || matches!(&read, Read::Text(text) if text.chars().all(char::is_whitespace));
        if is_gap {
            gap = Some(gap.map_or((at, at + length, is_break), |(from, _, was)| (from, at + length, was || is_break)));
            at += length;
            continue;
        }
        if let Some((from_gap, to, is_break)) = gap.take()
            && builder.as_str().len() > from
        {
            if is_break {
                each(builder, from);
                builder.replace(Span::new(from_gap, to), "\n\n");
                from = builder.as_str().len();
            } else {
                builder.replace(Span::new(from_gap, to), " ");
            }
        }
        match read {
            Read::Text(text) if text == rest[..length] => copy(builder, &rest[..length], at),
            Read::Text(text) if text.chars().all(is_invisible) => {}
            Read::Text(text) => builder.replace(Span::new(at, at + length), text),
            Read::Break | Read::Nothing => {}
        }
        at += length;
    }
    if builder.as_str().len() > from {
        each(builder, from);
    }
}

/// What stands at the start of a string's rest.
enum Read {
    Text(Cow<'static, str>),
    /// The end of a paragraph.
    Break,
    Nothing,
}

/// How many bytes the next piece of a string takes, and what it is read as.
fn piece(rest: &str) -> (usize, Read) {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'\\' => match bytes.get(1) {
            Some(b'n' | b'r') => (2, Read::Break),
            Some(b't') => (2, Read::Text(" ".into())),
            Some(b'u') => {
                // A pair of surrogates is two escapes.
                let most = if rest.get(6..8) == Some("\\u") { 12 } else { 6 };
                let length = if is_high(rest) { most } else { 6 }.min(rest.len());
                let escape = rest.get(..length).unwrap_or(rest);
                (escape.len(), Read::Text(string(escape, 0, escape.len()).0.into()))
            }
            Some(_) => {
                let next = rest[1..].chars().next().unwrap_or(' ');
                (1 + next.len_utf8(), Read::Text(next.to_string().into()))
            }
            None => (1, Read::Nothing),
        },
        b'&' => match reference(rest, false) {
            Some((length, text)) => (length, Read::Text(text)),
            None => (1, Read::Text("&".into())),
        },
        b'<' if bytes.get(1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/') => {
            let end = bytes.iter().take(LONGEST_TAG).position(|&byte| byte == b'>').map_or(1, |end| end + 1);
            let name = rest[1..end].trim_start_matches('/').to_ascii_lowercase();
            let is_break = ["p", "br", "div", "li", "h2", "h3"]
                .iter()
                .any(|tag| name.strip_prefix(tag).is_some_and(|rest| rest.starts_with(['>', ' ', '/'])));
            (end, if is_break { Read::Break } else { Read::Nothing })
        }
        b'\n' | b'\r' => (1, Read::Break),
        _ => {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            if rest.starts_with(char::is_whitespace) {
                return (first, Read::Text(" ".into()));
            }
            let length = rest
                .find(|c: char| matches!(c, '\\' | '&' | '<') || c.is_whitespace())
                .filter(|&length| length > 0)
                .unwrap_or(if rest.starts_with('<') { first } else { rest.len() });
            (length, Read::Text(rest[..length].to_string().into()))
        }
    }
}

/// Whether an escape is the first of a pair.
fn is_high(rest: &str) -> bool {
    let unit = rest.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xd800..0xdc00).contains(&unit))
}

/// No tag inside a string is longer.
const LONGEST_TAG: usize = 500;

/// A string from behind its opening quote: its words, and the offset behind its closing one.
fn string(page: &str, start: usize, end: usize) -> (String, usize) {
    let mut text = String::new();
    let mut characters = page[start..end].char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (text, start + at + 1),
            '\\' => match characters.next().map(|(_, c)| c) {
                Some('n' | 'r' | 't') => text.push(' '),
                Some('u') => {
                    let mut unit = || {
                        let digits: String = characters.clone().take(4).map(|(_, c)| c).collect();
                        let number = u16::from_str_radix(&digits, 16).ok()?;
                        characters.nth(3);
                        Some(number)
                    };
                    let Some(first) = unit() else { continue };
                    let mut units = vec![first];
                    if (0xd800..0xdc00).contains(&first) {
                        let rest: String = characters.clone().take(2).map(|(_, c)| c).collect();
                        if rest == "\\u" {
                            characters.nth(1);
                            let digits: String = characters.clone().take(4).map(|(_, c)| c).collect();
                            if let Ok(second) = u16::from_str_radix(&digits, 16) {
                                characters.nth(3);
                                units.push(second);
                            }
                        }
                    }
                    text.push_str(&String::from_utf16_lossy(&units));
                }
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    (text, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_read_as_pages_print_them() {
        let page = "<!-- \n{\"a\": \"x \\u201cy\\u201d \\ud83d\\ude00\\n\", \"b\":[1, {\"c\": null,}, \"line\nend\"], \"d\": {\"e\": \"z &amp; z\"}} -->";
        let json = Json::read(page, 0, page.len());
        assert_eq!(json.text_of(0, "a").map(|(text, _)| text).as_deref(), Some("x “y” 😀"));
        let d = json.get(0, "d").unwrap_or(0);
        let (text, place) = json.text_of(d, "e").unwrap_or_default();
        assert_eq!((text.as_str(), &page[place.0..place.1]), ("z & z", "z &amp; z"));
        let b = json.each(json.get(0, "b").unwrap_or(0));
        assert_eq!(b.len(), 3);
        assert_eq!(json.text(b[2]).map(|(text, _)| text).as_deref(), Some("line end"));
    }

    #[test]
    fn broken_data_end_the_reading() {
        for page in
            ["{", "{\"a", "{\"a\":", "[[[[", "}", "", "{\"a\":\"\\u12", "{\"a\":\"\\", "{a:1}", "[\"\\ud83d\\uzzzz\"]"]
        {
            let json = Json::read(page, 0, page.len());
            assert!(json.values.len() < 6, "{page}");
        }
        let deep = "[".repeat(300_000);
        assert!(Json::read(&deep, 0, deep.len()).values.len() <= MOST);
    }
}
