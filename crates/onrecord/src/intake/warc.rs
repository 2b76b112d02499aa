//! Which pages did a crawler keep?
//!
//! The records of a WARC file one after the other, packed or not. Answers of servers with status 200, stored resources and
//! texts made from them are documents where they are pages or plain text; everything else is passed over silently, as a crawl
//! is full of it. The address is the record's; the day on which the crawler came is kept as the day of fetching, which is no
//! day of publication.

use super::guard::Guarded;
use super::kind::{Kind, kind};
use super::lines::{self, Line};
use super::meta;
use super::walk::{Place, Walk, Walked};
use flate2::bufread::{GzDecoder, ZlibDecoder};
use reader::{Given, Media};
use std::io::{BufRead, ErrorKind, Read};

/// No line of a header is longer.
const LINE: u64 = 64 << 10;
/// No header has more lines.
const LINES: usize = 1000;

/// The fields of a header, names in lower case.
type Fields = Vec<(String, String)>;

/// What may be wrong with a record.
enum Wrong {
    /// The file cannot be read on.
    File(std::io::Error),
    /// This record alone.
    Record(&'static str),
}

impl From<std::io::Error> for Wrong {
    fn from(error: std::io::Error) -> Wrong {
        Wrong::File(error)
    }
}

/// Reads every record.
pub fn records(walk: &mut Walk, place: &Place, reader: &mut dyn BufRead) -> Walked {
    let mut pages = 0u64;
    for number in 1u64.. {
        let fields = match header(reader) {
            Ok(Some(fields)) => fields,
            Ok(None) => break,
            Err(error) => return walk.broken(place, &error),
        };
        let Some(length) = value(&fields, "content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return walk.broken(place, &damaged("a record without its length"));
        };
        let mut block = (&mut *reader).take(length);
        let path = place.entry(&number.to_string());
        let page = page(walk, &fields, &mut block);
        if let Err(error) = std::io::copy(&mut block, &mut std::io::sink()) {
            return walk.broken(place, &error);
        }
        if block.limit() > 0 {
            return walk.broken(place, &ErrorKind::UnexpectedEof.into());
        }
        match page {
            Ok(Some((bytes, media))) => {
                pages += 1;
                let address = value(&fields, "warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
                let fetched = value(&fields, "warc-date").and_then(meta::day);
                walk.document(place, path, bytes, media, Given { address, fetched, ..Given::default() })?;
            }
            Ok(None) => {}
            Err(Wrong::Record(what)) => walk.tell(&path, &format!("not read: {what}"), false)?,
            Err(Wrong::File(error)) if walk.budget.over().is_some() => return walk.broken(place, &error),
            Err(Wrong::File(error)) => walk.tell(&path, &format!("not read: {}", super::walk::plain(&error)), false)?,
        }
    }
    if pages == 0 {
        return walk.tell(&place.path, "not read: none of its records is a page or a text", place.named);
    }
    Ok(())
}

/// The header of the next record; `None` at the end.
fn header(reader: &mut dyn BufRead) -> std::io::Result<Option<Fields>> {
    for _ in 0..LINES {
        let line = match lines::next(reader, LINE)? {
            Line::End => return Ok(None),
            Line::TooLong => return Err(damaged("no record begins where one should")),
            Line::Held(line) => line,
        };
        if line.starts_with(b"WARC/") {
            return fields(reader).map(Some);
        }
        if !line.iter().all(u8::is_ascii_whitespace) {
            return Err(damaged("no record begins where one should"));
        }
    }
    Err(damaged("no record begins where one should"))
}

/// The fields up to the empty line.
fn fields(reader: &mut dyn BufRead) -> std::io::Result<Fields> {
    let mut fields: Fields = Vec::new();
    for _ in 0..LINES {
        match lines::next(reader, LINE)? {
            Line::Held(line) => {
                let line = String::from_utf8_lossy(&line);
                let line = line.trim_end_matches(['\r', '\n']);
                if line.is_empty() {
                    return Ok(fields);
                }
                match (line.starts_with([' ', '\t']), line.split_once(':'), fields.last_mut()) {
                    (true, _, Some((_, value))) => *value += line,
                    (false, Some((name, value)), _) => {
                        fields.push((name.to_ascii_lowercase(), value.trim().to_owned()))
                    }
                    _ => {}
                }
            }
            Line::TooLong => return Err(damaged("a line of a header is too long")),
            Line::End => return Err(ErrorKind::UnexpectedEof.into()),
        }
    }
    Err(damaged("a header has too many lines"))
}

fn value<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn damaged(what: &str) -> std::io::Error {
    std::io::Error::new(ErrorKind::InvalidData, what.to_owned())
}

/// The page of a record, if it holds one.
fn page<R: BufRead>(
    walk: &Walk,
    record: &Fields,
    block: &mut std::io::Take<R>,
) -> Result<Option<(Vec<u8>, Media)>, Wrong> {
    let most = walk.limits.document;
    let stated = value(record, "content-type").unwrap_or("").to_ascii_lowercase();
    match value(record, "warc-type") {
        Some("response") if stated.starts_with("application/http") || stated.is_empty() => {}
        Some("resource" | "conversion") => {
            let Some(media) = media(&stated) else { return Ok(None) };
            return Ok(Some((limited(block, most)?, media)));
        }
        _ => return Ok(None),
    }
    let Line::Held(status) = lines::next(block, LINE)? else { return Ok(None) };
    let status = String::from_utf8_lossy(&status);
    if !status.starts_with("HTTP/") || status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let fields = fields(block)?;
    let stated = value(&fields, "content-type").unwrap_or("").to_ascii_lowercase();
    if !stated.is_empty() && media(&stated).is_none() {
        return Ok(None);
    }
    let mut body = limited(block, most)?;
    let is =
        |field: &str, word: &str| value(&fields, field).is_some_and(|value| value.to_ascii_lowercase().contains(word));
    // Some crawlers keep the pieces in which a body was sent, some only say so.
    if is("transfer-encoding", "chunked")
        && let Some(whole) = joined(&body)
    {
        body = whole;
    }
    if body.starts_with(b"\x1f\x8b") {
        body = limited(&mut Guarded { inner: GzDecoder::new(body.as_slice()), budget: walk.budget }, most)?;
    } else if is("content-encoding", "deflate") {
        body = limited(&mut Guarded { inner: ZlibDecoder::new(body.as_slice()), budget: walk.budget }, most)?;
    } else if is("content-encoding", "br") || is("content-encoding", "zstd") {
        return Err(Wrong::Record("the page is packed in a way that is not read here (br, zstd)"));
    }
    let media = match media(&stated) {
        Some(media) => media,
        None if kind(&body, "") == Kind::Html => Media::Html,
        None => return Ok(None),
    };
    Ok(Some((body, media)))
}

/// How a body of this type is read; `None` if it is neither page nor text.
fn media(stated: &str) -> Option<Media> {
    match stated.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" => Some(Media::Html),
        "text/plain" => Some(Media::Plain),
        "text/markdown" => Some(Media::Markdown),
        _ => None,
    }
}

fn limited(reader: &mut dyn Read, most: u64) -> Result<Vec<u8>, Wrong> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > most {
        true => Err(Wrong::Record("it is longer than a document may be; raise --max-bytes")),
        false => Ok(bytes),
    }
}

/// A body whose pieces each stand behind their length; `None` if it is not in pieces.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(1000).position(|&byte| byte == b'\n')?;
        let length = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        body = body.get(end + 1..)?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..length)?);
        body = body.get(length..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined() {
        assert_eq!(joined(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").as_deref(), Some(&b"abcde"[..]));
        for body in [&b"<html>"[..], b"", b"ffffffffffffffff\r\nabc", b"5\r\nabc\r\n0\r\n"] {
            assert_eq!(joined(body), None);
        }
    }

    #[test]
    fn a_header_ends_or_is_refused() {
        let text = b"\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nX: a\r\n  b\r\n\r\nrest";
        let fields = header(&mut &text[..]).unwrap().unwrap();
        assert_eq!((value(&fields, "warc-type"), value(&fields, "x")), (Some("response"), Some("a  b")));
        assert!(header(&mut &b""[..]).unwrap().is_none());
        assert!(header(&mut &b"GET /"[..]).is_err());
        assert!(header(&mut &b"WARC/1.0\r\nX: y\r\n"[..]).is_err());
        assert!(header(&mut std::io::Cursor::new([b'\n'; 5000])).is_err());
    }
}
