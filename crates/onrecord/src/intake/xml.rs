//! How is XML read that may be hostile?
//!
//! Elements and texts one after the other, without a document type of its own: no entity is ever declared, so none can grow.
//! Names of characters known from HTML are resolved, any other is left as it is printed. Not useful for pages: they are
//! rarely XML.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Elements inside one another beyond this depth are no document of anybody's.
const DEPTH: usize = 512;

/// What was met.
pub enum Part<'a> {
    /// An element begins: its name without prefix, and its attributes.
    Open(BytesStart<'a>),
    /// An element ends: its name without prefix.
    Close(String),
    /// Text.
    Text(String),
}

/// The name of the first element, or of the document type where it is a page's.
pub fn root(start: &str) -> Option<&str> {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let after = |rest: &'_ str, end: &str| rest.find(end).map(|at| at + end.len());
        let skipped = if rest.starts_with("<!--") {
            after(rest, "-->")
        } else if rest.starts_with("<?") {
            after(rest, "?>")
        } else if rest.get(..14).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype html")) {
            return rest.get(1..14);
        } else if rest.starts_with("<!") {
            // A document type with declarations of its own ends behind them.
            let end = rest.find('>')?;
            if rest[..end].contains('[') { after(rest, "]>").or_else(|| after(rest, "] >")) } else { Some(end + 1) }
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
            return name.get(..end).filter(|name| name.starts_with(char::is_alphabetic));
        };
        rest = rest.get(skipped?..)?;
    }
}

/// The bytes as text: UTF-8, or one byte a character where the declaration says so.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).to_lowercase();
    let is_single = ["iso-8859-1", "windows-1252", "us-ascii", "latin1"].iter().any(|name| head.contains(name));
    match head.starts_with("<?xml") && is_single {
        true => bytes.iter().map(|&byte| windows_1252(byte)).collect::<String>().into(),
        false => String::from_utf8_lossy(bytes),
    }
}

/// The character of a byte in the encoding of Windows for the West.
pub fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    HIGH.get(usize::from(byte).wrapping_sub(0x80)).copied().unwrap_or(char::from(byte))
}

/// Hands on every part of an XML text; `take` says whether to go on.
///
/// # Errors
/// What is wrong with it, for the user, after the parts that stand before.
pub fn parts(text: &str, mut take: impl FnMut(Part) -> bool) -> Result<(), String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        let part = match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(format!("more than {DEPTH} elements stand inside one another"));
                }
                Part::Open(element)
            }
            Ok(Event::End(element)) => {
                depth = depth.saturating_sub(1);
                Part::Close(element.local_name().as_ref().to_owned())
            }
            Ok(Event::Text(text)) => Part::Text(text.xml10_content().into_owned()),
            Ok(Event::CData(text)) => Part::Text(text.into_inner().into_owned()),
            Ok(Event::GeneralRef(reference)) => Part::Text(match reference.resolve_char_ref() {
                Ok(Some(character)) => character.to_string(),
                Ok(None) => match known(&reference.clone().into_inner()) {
                    Some(text) => text.to_owned(),
                    None => format!("&{};", reference.into_inner()),
                },
                Err(_) => String::from(char::REPLACEMENT_CHARACTER),
            }),
            Ok(Event::DocType(declared)) if declared.contains(['[']) => {
                return Err("it declares entities of its own, which are not read; save it without them".into());
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Empty(_)) => continue,
            Ok(Event::Eof) if depth > 0 => return Err("it ends too early: elements are left open".into()),
            Ok(Event::Eof) => return Ok(()),
            Err(error) => {
                let line = text.as_bytes().iter().take(reader.error_position() as usize);
                let line = line.filter(|&&byte| byte == b'\n').count() + 1;
                return Err(format!("line {line} is no XML: {error}"));
            }
        };
        if !take(part) {
            return Ok(());
        }
    }
}

/// The value of an attribute by its name without prefix.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    element.html_attributes().flatten().find_map(|attribute| {
        let found = attribute.key.local_name().as_ref() == name;
        let value = found.then(|| attribute.value.clone())?;
        Some(unescape_with(&value, known).map(Cow::into_owned).unwrap_or_else(|_| value.into_owned()))
    })
}

/// What a name of a character stands for.
fn known(name: &str) -> Option<&'static str> {
    resolve_xml_entity(name).or_else(|| resolve_html5_entity(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, Result<(), String>) {
        let mut all = String::new();
        let end = parts(text, |part| {
            all += &match part {
                Part::Open(element) => format!("<{}>", element.local_name().as_ref()),
                Part::Close(name) => format!("</{name}>"),
                Part::Text(text) => text,
            };
            true
        });
        (all, end)
    }

    #[test]
    fn characters_are_resolved_and_entities_are_not() {
        let (all, end) = shown("<a:x>5 &lt; 6 &mdash; &#8220;yes&#x201d; &own; <![CDATA[<b>]]><c/></a:x>");
        assert_eq!((all.as_str(), end), ("<x>5 < 6 — “yes” &own; <b><c></c></x>", Ok(())));
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert!(shown(bomb).1.unwrap_err().contains("entities"));
        assert!(shown(&"<a>".repeat(600)).1.unwrap_err().contains("inside"));
        assert!(shown("<a><b>").1.unwrap_err().contains("early"));
    }

    #[test]
    fn the_root_is_found_behind_comments() {
        assert_eq!(root("<?xml version=\"1.0\"?><!-- <rss> --><feed x=\"1\">"), Some("feed"));
        assert_eq!(root("<!DOCTYPE HTML PUBLIC \"x\"><html>"), Some("!DOCTYPE HTML"));
        assert_eq!(root("<!DOCTYPE x [<!ENTITY a '>'>]><rss>"), Some("rss"));
        assert_eq!(root("<3 is a heart"), None);
    }

    #[test]
    fn attributes_lose_their_prefix() {
        let mut found = None;
        parts("<x xml:id=\"A&amp;B\"/>", |part| {
            if let Part::Open(element) = part {
                found = attribute(&element, "id");
            }
            true
        })
        .unwrap();
        assert_eq!(found.as_deref(), Some("A&B"));
    }
}
