//! What is this file, by its first bytes?
//!
//! Archives and collections are known by their content, whatever they are called; the ending of the name is asked only
//! where the content cannot tell (Markdown, a table, one object a line). What is no text is named, so that its user knows
//! what to do. Not useful for telling transcripts from reports: that is the reader's.

use super::{mail, xml};

/// How many bytes are looked at: the header of a message is often longer than a few thousand bytes.
pub const HEAD: usize = 32 << 10;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A compressed stream.
    Gzip,
    /// A compressed stream.
    Zstandard,
    /// An archive with an index.
    Zip,
    /// An archive.
    Tar,
    /// What a crawler kept.
    Warc,
    /// Messages one after the other.
    Mailbox,
    /// One message.
    Message,
    /// RSS or Atom.
    Feed,
    /// JSON Feed.
    JsonFeed,
    /// One JSON object a line.
    Lines,
    /// Comma- or tab-separated values.
    Table,
    /// A corpus of parliamentary debates in TEI.
    Tei,
    /// Pages as they are printed.
    Pdf,
    /// A page.
    Html,
    /// Text with Markdown's marks.
    Markdown,
    /// Any other text.
    Plain,
    /// Nothing that can be read: what it seems to be.
    Other(&'static str),
}

/// Signatures of files that are not text, with what they are.
const SIGNATURES: &[(&[u8], Kind)] = &[
    (b"\x1f\x8b", Kind::Gzip),
    (b"\x28\xb5\x2f\xfd", Kind::Zstandard),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"WARC/0.", Kind::Warc),
    (b"WARC/1.", Kind::Warc),
    (b"\x89PNG\r\n\x1a\n", Kind::Other("a PNG picture")),
    (b"\xff\xd8\xff", Kind::Other("a JPEG picture")),
    (b"GIF87a", Kind::Other("a GIF picture")),
    (b"GIF89a", Kind::Other("a GIF picture")),
    (b"%PDF-", Kind::Pdf),
    (b"\xfd7zXZ\x00", Kind::Other("an xz archive; unpack it first")),
    (b"BZh", Kind::Other("a bzip2 archive; unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", Kind::Other("a 7z archive; unpack it first")),
    (b"Rar!\x1a\x07", Kind::Other("a RAR archive; unpack it first")),
    (b"\x7fELF", Kind::Other("a program")),
    (b"MZ\x90\x00", Kind::Other("a program")),
    (b"SQLite format 3\x00", Kind::Other("a database; a record of onrecord is opened with --record")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Other("an old office document; save it as text first")),
    (b"{\\rtf", Kind::Other("a rich text document; save it as text first")),
    (b"PAR1", Kind::Other("a Parquet table; save it as CSV or JSONL first")),
    (b"OggS", Kind::Other("a sound or video")),
    (b"ID3", Kind::Other("a sound")),
    (b"RIFF", Kind::Other("a sound, picture or video")),
];

/// What the file of this name is, whose first bytes are `head` (all of them where it is short).
pub fn kind(head: &[u8], name: &str) -> Kind {
    let head = head.get(..HEAD).unwrap_or(head);
    let ends = |endings: &[&str]| {
        name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    // In UTF-16 only texts and pages are read.
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return match is_web(head) {
            true => Kind::Html,
            false if ends(&["jsonl", "ndjson", "json", "csv", "tsv", "xml", "rss", "atom", "eml", "mbox"]) => {
                Kind::Other("a collection in UTF-16; save it as UTF-8 first")
            }
            false if ends(&["md", "markdown"]) => Kind::Markdown,
            false => Kind::Plain,
        };
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return *kind;
    }
    if is_tar(head) {
        return Kind::Tar;
    }
    // A stray NUL or two happens in text; files of numbers and programs are full of them.
    let nul = head.iter().filter(|&&byte| byte == 0).count();
    if nul * 200 > head.len() {
        return Kind::Other("it holds NUL bytes");
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    if start.starts_with('<') {
        match xml::root(start) {
            Some("rss" | "feed" | "rdf:RDF") => return Kind::Feed,
            Some("TEI" | "teiCorpus" | "tei:TEI" | "tei:teiCorpus" | "TEI.2") => return Kind::Tei,
            _ if is_web(head) || ends(&["html", "htm", "xhtml"]) => return Kind::Html,
            Some(_) if start.starts_with("<?xml") => return Kind::Other("XML of a form that is not known"),
            _ => {}
        }
    }
    let is_json = start.starts_with(['{', '[']);
    if is_json && start.get(..400.min(start.len())).unwrap_or(start).contains("jsonfeed.org/version/") {
        return Kind::JsonFeed;
    }
    if ends(&["jsonl", "ndjson"]) || is_json && is_line_of_text(start) {
        return Kind::Lines;
    }
    if is_json && ends(&["json"]) {
        return Kind::Other("JSON that is neither a JSON Feed nor one object a line with its text in `text`");
    }
    if ends(&["csv", "tsv"]) {
        return Kind::Table;
    }
    if mail::is_mailbox(text) {
        return Kind::Mailbox;
    }
    if mail::is_message(text) || ends(&["eml"]) {
        return Kind::Message;
    }
    if ends(&["md", "markdown"]) { Kind::Markdown } else { Kind::Plain }
}

/// Whether a header of 512 bytes stands here whose sum is right.
fn is_tar(head: &[u8]) -> bool {
    let (Some(header), Some(printed)) = (head.get(..512), head.get(148..156)) else { return false };
    let printed = printed.iter().map(|&byte| char::from(byte)).collect::<String>();
    let printed = printed.trim_matches([' ', '\0']);
    let sum = |(at, &byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u32::from(byte) };
    header[0] != 0 && u32::from_str_radix(printed, 8) == Ok(header.iter().enumerate().map(sum).sum())
}

/// Whether the bytes are a web page: the signs by which browsers tell HTML, at its first bytes, and XHTML.
fn is_web(bytes: &[u8]) -> bool {
    const SIGNS: [&str; 18] = [
        "<!doctype html",
        "<html",
        "<head",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a",
        "<style",
        "<title",
        "<b",
        "<body",
        "<br",
        "<p",
        "<!--",
        "<meta",
    ];
    let head = bytes.get(..1024).unwrap_or(bytes);
    // UTF-16 with its mark: every other byte.
    let head: Vec<u8> = match head {
        [0xff, 0xfe, rest @ ..] => rest.iter().step_by(2).copied().collect(),
        [0xfe, 0xff, rest @ ..] => rest.iter().skip(1).step_by(2).copied().collect(),
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        _ => head.to_vec(),
    };
    let text = String::from_utf8_lossy(&head).trim_start().to_ascii_lowercase();
    if text.starts_with("<?xml") {
        return text.contains("<html") || text.contains("<!doctype html");
    }
    SIGNS.iter().any(|sign| {
        text.strip_prefix(sign)
            .is_some_and(|rest| *sign == "<!--" || rest.starts_with([' ', '>', '\t', '\n', '\r', '\u{c}']))
    })
}

/// Whether the first line is a whole JSON object with a text in it.
fn is_line_of_text(start: &str) -> bool {
    let line = start.lines().next().unwrap_or("");
    serde_json::from_str::<serde_json::Value>(line).is_ok_and(|value| value.get("text").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_is() {
        for (head, kind) in [
            (&b""[..], Kind::Plain),
            ("Hale said “no”.".as_bytes(), Kind::Plain),
            (b"caf\xe9 latin-1 text that goes on", Kind::Plain),
            (b"\x1f\x8b\x08", Kind::Gzip),
            (b"WARC/1.0\r\n", Kind::Warc),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">", Kind::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::Feed),
            (b"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">", Kind::Tei),
            (b"<!DOCTYPE html>\n<html>", Kind::Html),
            (b"<HTML><p>x", Kind::Html),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\"", Kind::JsonFeed),
            (b"{\"text\":\"x\"}\n{\"text\":\"y\"}", Kind::Lines),
            (b"From hale@harbor.example Mon Oct 13 10:00:00 2025\nFrom: a@b\nSubject: x\n\nx", Kind::Mailbox),
            (b"From: a@b\nDate: Mon, 13 Oct 2025 10:00:00 +0000\nMessage-ID: <1@b>\n\nx", Kind::Message),
            (b"From: the minister\nDate: Monday\n\nA statement.", Kind::Plain),
            (b"[Applause] Thank you.", Kind::Plain),
            (b"\x89PNG\r\n\x1a\nrest", Kind::Other("a PNG picture")),
        ] {
            assert_eq!(super::kind(head, "file"), kind, "{}", String::from_utf8_lossy(head));
        }
        assert!(matches!(kind(b"a\0b\0c\0d\0", "x.txt"), Kind::Other(_)));
    }

    #[test]
    fn the_name_tells_where_content_cannot() {
        for (name, wanted) in [
            ("a.MD", Kind::Markdown),
            ("a.csv", Kind::Table),
            ("a.jsonl", Kind::Lines),
            ("a.eml", Kind::Message),
            ("md", Kind::Plain),
        ] {
            assert_eq!(kind(b"outlet,text\n", name), wanted, "{name}");
        }
        assert!(matches!(kind(b"{\n \"a\": 1}", "a.json"), Kind::Other(_)));
        assert_eq!(kind(b"<p>A fragment.", "a.htm"), Kind::Html);
    }

    #[test]
    fn web_pages_are_told_by_their_bytes() {
        for page in [
            "<!DOCTYPE html><p>a",
            " \n<HTML lang=en>",
            "<?xml version=\"1.0\"?><html xmlns=\"x\">",
            "<!-- a --><p>",
            "\u{feff}<html>",
        ] {
            assert!(is_web(page.as_bytes()), "{page}");
        }
        for text in
            ["", "<Hale> I will not go", "<article about=it>", "a <p>", "<?xml version=\"1.0\"?><rss>", "<paragraph>"]
        {
            assert!(!is_web(text.as_bytes()), "{text}");
        }
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("<html>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(is_web(&wide) && kind(&wide, "x") == Kind::Html);
    }
}
