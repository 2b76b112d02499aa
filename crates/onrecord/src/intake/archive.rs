//! Which members does an archive hold?
//!
//! Tar as a stream, zip by the index at its end, one header at a time: memory does not grow with the number of members.
//! Sizes that a header states are never trusted beyond where to stop reading. Names that lead out of the archive, links,
//! devices and encrypted members are told and passed over; hidden ones silently, as in folders.

use super::guard::{Guarded, Zstandard};
use super::meta;
use super::walk::{Bytes, Place, Seekable, Walk, Walked};
use reader::Given;
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Read, Result, SeekFrom};

/// Names, comments and extensions longer than this are nobody's.
const NAME: u64 = 1 << 16;

/// So many sidecars may wait for their documents.
const SIDECARS: usize = 10_000;

/// What a header says of a member.
enum Member {
    File(String),
    Folder,
    Strange(String, &'static str),
}

/// The sidecars met so far, by the path of their documents; and whether there was any member.
#[derive(Default)]
struct Sidecars(BTreeMap<String, Given>, bool);

/// Reads a tar archive.
pub fn tar(walk: &mut Walk, place: &Place, stream: &mut dyn Read) -> Walked {
    let mut sidecars = Sidecars::default();
    let mut long: Option<Vec<u8>> = None;
    loop {
        let mut header = [0u8; 512];
        match fill(stream, &mut header) {
            // A block of zeros ends the archive, so does the end of the file behind a whole member.
            Ok(0) => break,
            Ok(512) if header[0] == 0 => break,
            Ok(512) => {}
            Ok(_) => return walk.broken(place, &ErrorKind::UnexpectedEof.into()),
            Err(error) => return walk.broken(place, &error),
        }
        let Some(size) = number(&header[124..136]).filter(|_| is_whole(&header)) else {
            return walk.broken(place, &damaged("a member's header"));
        };
        let padded = size.saturating_add(511) / 512 * 512;
        let kind = header[156];
        if matches!(kind, b'L' | b'x') {
            // A long name stands before its member.
            let mut bytes = Vec::new();
            if size > NAME {
                return walk.broken(place, &damaged("a member's name"));
            }
            match (&mut *stream).take(padded).read_to_end(&mut bytes) {
                Ok(read) if read as u64 == padded => {}
                Ok(_) => return walk.broken(place, &ErrorKind::UnexpectedEof.into()),
                Err(error) => return walk.broken(place, &error),
            }
            bytes.truncate(size as usize);
            let name =
                if kind == b'L' { bytes.split(|&byte| byte == 0).next().map(<[u8]>::to_vec) } else { extended(&bytes) };
            long = name.or(long);
            continue;
        }
        let mut rest = (&mut *stream).take(padded);
        if !matches!(kind, b'g' | b'K') {
            if let Err(error) = walk.budget.member() {
                return walk.broken(place, &error);
            }
            let name = long.take().unwrap_or_else(|| short(&header));
            let member = match kind {
                b'5' => Member::Folder,
                b'0' | b'7' | 0 if name.ends_with(b"/") => Member::Folder,
                b'0' | b'7' | 0 => named(&name),
                b'1' | b'2' => Member::Strange(shown(&name), "a link; links in archives are not followed"),
                b'S' => Member::Strange(shown(&name), "a sparse file; unpack the archive and add it"),
                _ => Member::Strange(shown(&name), "a device or another member that is no file"),
            };
            let mut content = Guarded { inner: Whole { left: size, inner: &mut rest }, budget: walk.budget };
            sidecars.member(walk, place, member, &mut content)?;
        }
        if let Err(error) = std::io::copy(&mut rest, &mut std::io::sink()) {
            return walk.broken(place, &error);
        }
        if rest.limit() > 0 {
            return walk.broken(place, &ErrorKind::UnexpectedEof.into());
        }
    }
    sidecars.end(walk, place)
}

/// Reads a zip archive.
pub fn zip(walk: &mut Walk, place: &Place, file: &mut dyn Seekable) -> Walked {
    let (mut at, end, shift) = match index(file) {
        Ok(found) => found,
        Err(error) => return walk.broken(place, &error),
    };
    let mut sidecars = Sidecars::default();
    let mut is_first = true;
    while at < end {
        let entry = walk.budget.member().and_then(|()| entry(file, at));
        let (entry, next) = match entry {
            Ok(found) => found,
            Err(error) => return walk.broken(place, &error),
        };
        at = next;
        let name = shown(&entry.name);
        if is_first && matches!(name.as_str(), "[Content_Types].xml" | "mimetype" | "META-INF/MANIFEST.MF") {
            let what = "not read: an office document, book or program; save it as text first";
            return walk.tell(&place.path, what, place.named);
        }
        is_first = false;
        let member = match entry.method {
            _ if entry.name.ends_with(b"/") => Member::Folder,
            _ if entry.is_link => Member::Strange(name.clone(), "a link; links in archives are not followed"),
            _ if entry.flags & 0x41 != 0 => {
                Member::Strange(name.clone(), "encrypted; unpack it with its password and add it")
            }
            0 | 8 | 93 => named(&entry.name),
            _ => Member::Strange(name.clone(), "compressed in a way that is not read here; unpack it and add it"),
        };
        let Member::File(_) = member else {
            sidecars.member(walk, place, member, &mut std::io::empty())?;
            continue;
        };
        let packed = match content(file, entry.at.wrapping_add_signed(shift)) {
            Ok(()) => Whole { left: entry.packed, inner: &mut *file },
            Err(error) => {
                walk.broken(&Place { path: format!("{}!/{name}", place.path), ..place.clone() }, &error)?;
                continue;
            }
        };
        let inner: Box<dyn Read> = match entry.method {
            8 => Box::new(flate2::bufread::DeflateDecoder::new(std::io::BufReader::with_capacity(1 << 16, packed))),
            93 => match Zstandard::new(packed) {
                Ok(inner) => Box::new(inner),
                Err(error) => Box::new(Failing(Some(error))),
            },
            _ => Box::new(packed),
        };
        let inner = Summed { inner, sum: flate2::Crc::new(), wanted: entry.sum };
        let mut content = Guarded { inner, budget: walk.budget };
        sidecars.member(walk, place, member, &mut content)?;
    }
    sidecars.end(walk, place)
}

impl Sidecars {
    /// Reads one member, or keeps it as a sidecar.
    fn member(&mut self, walk: &mut Walk, place: &Place, member: Member, content: &mut dyn Read) -> Walked {
        self.1 = true;
        let name = match member {
            Member::Folder => return Ok(()),
            Member::Strange(name, _) if is_hidden(&name) => return Ok(()),
            Member::Strange(name, what) => {
                return walk.tell(&format!("{}!/{name}", place.path), &format!("passed over: {what}"), false);
            }
            Member::File(name) if is_hidden(&name) => return Ok(()),
            Member::File(name) => name,
        };
        let path = format!("{}!/{name}", place.path);
        let mut inner = Place {
            name: name.rsplit('/').next().unwrap_or(&name).to_owned(),
            named: false,
            depth: place.depth + 1,
            given: place.given.clone(),
            is_member: true,
            path,
        };
        if let Some(owner) = inner.path.strip_suffix(meta::SIDECAR).map(str::to_owned) {
            let Some(bytes) = walk.bytes(&inner, content)? else { return Ok(()) };
            match meta::parsed(&bytes) {
                Ok(given) if walk.add_sidecar(&owner, &given) => {}
                Ok(given) if self.0.len() < SIDECARS => {
                    self.0.insert(owner, given);
                }
                Ok(_) => {}
                Err(message) => walk.tell(&inner.path, &message, true)?,
            }
            return Ok(());
        }
        if let Some(given) = self.0.remove(&inner.path) {
            inner.given = meta::merge(given, &place.given);
        }
        walk.open(&inner, Bytes::Stream(content))
    }

    /// Ends an archive: sidecars whose documents did not follow were of no use.
    fn end(self, walk: &mut Walk, place: &Place) -> Walked {
        walk.flush()?;
        if !self.1 {
            walk.tell(&place.path, "not read: the archive holds nothing", place.named)?;
        }
        for owner in self.0.into_keys() {
            let what = "not used: in an archive it must stand before its document, or directly behind it";
            walk.tell(&format!("{owner}{}", meta::SIDECAR), what, place.named)?;
        }
        Ok(())
    }
}

/// A name as it may be shown: what steers terminals is replaced, and it is not longer than anybody reads.
fn shown(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name.get(..1000).unwrap_or(name));
    let is_odd = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars().map(|c| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The name of a member inside its archive, in plain form.
fn named(name: &[u8]) -> Member {
    let name = shown(name).replace('\\', "/");
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => return Member::Strange(name, "its name leads out of the archive"),
            part => parts.push(part),
        }
    }
    match parts.is_empty() {
        true => Member::Strange(name, "it has no name"),
        false => Member::File(parts.join("/")),
    }
}

fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || part.starts_with('.') && part != "." && part != "..")
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what.to_owned())
}

/// As many bytes as there are, up to the length of the buffer.
fn fill(stream: &mut dyn Read, buffer: &mut [u8]) -> Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match stream.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(size) => length += size,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// Whether the sum in a tar header is right.
fn is_whole(header: &[u8; 512]) -> bool {
    let sum = |(at, &byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u64::from(byte) };
    number(&header[148..156]) == Some(header.iter().enumerate().map(sum).sum())
}

/// A number of a tar header: octal digits, or big-endian bytes where the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field.first().is_some_and(|byte| byte & 0x80 != 0) {
        let bytes = field.iter().enumerate().map(|(at, &byte)| if at == 0 { byte & 0x7f } else { byte });
        return bytes.into_iter().try_fold(0u64, |number, byte| number.checked_mul(256)?.checked_add(byte.into()));
    }
    let digits = field.iter().map(|&byte| char::from(byte)).collect::<String>();
    let digits = digits.trim_matches([' ', '\0']);
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// The name in a tar header, with the prefix of newer archives.
fn short(header: &[u8; 512]) -> Vec<u8> {
    let text = |range: std::ops::Range<usize>| header[range].split(|&byte| byte == 0).next().unwrap_or(&[]).to_vec();
    let (name, prefix) = (text(0..100), text(345..500));
    if header[257..262] == *b"ustar" && header[263] == b'0' && !prefix.is_empty() {
        return [prefix, b"/".to_vec(), name].concat();
    }
    name
}

/// The path in an extended header: lines of `LENGTH path=NAME`.
fn extended(mut bytes: &[u8]) -> Option<Vec<u8>> {
    while let Some(blank) = bytes.iter().position(|&byte| byte == b' ') {
        let length: usize = std::str::from_utf8(&bytes[..blank]).ok()?.parse().ok()?;
        let line = bytes.get(blank + 1..length.checked_sub(1)?)?;
        if let Some(path) = line.strip_prefix(b"path=") {
            return Some(path.to_vec());
        }
        bytes = bytes.get(length..)?;
    }
    None
}

/// One line of the index of a zip archive.
struct Entry {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    sum: u32,
    packed: u64,
    at: u64,
    is_link: bool,
}

fn two(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 2).map_or(0, |bytes| u64::from(bytes[0]) | u64::from(bytes[1]) << 8)
}

fn four(bytes: &[u8], at: usize) -> u64 {
    two(bytes, at) | two(bytes, at + 2) << 16
}

fn eight(bytes: &[u8], at: usize) -> u64 {
    four(bytes, at) | four(bytes, at + 4) << 32
}

fn at(file: &mut dyn Seekable, at: u64, length: u64) -> Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    match file.take(length).read_to_end(&mut bytes)? as u64 == length {
        true => Ok(bytes),
        false => Err(ErrorKind::UnexpectedEof.into()),
    }
}

/// Where the index begins and ends, and by how much places in it are off (where something stands before the archive).
fn index(file: &mut dyn Seekable) -> Result<(u64, u64, i64)> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(22 + NAME);
    let tail = at(file, from, length - from)?;
    let found = (0..tail.len().saturating_sub(21))
        .rev()
        .find(|&at| tail[at..].starts_with(b"PK\x05\x06") && two(&tail, at + 20) + 22 <= (tail.len() - at) as u64);
    let found = found.ok_or(ErrorKind::UnexpectedEof)?;
    let record = &tail[found..];
    let (mut size, mut start, mut end) = (four(record, 12), four(record, 16), from + found as u64);
    if (size == 0xffff_ffff || start == 0xffff_ffff || two(record, 10) == 0xffff) && end >= 20 {
        let locator = at(file, end - 20, 20)?;
        if locator.starts_with(b"PK\x06\x07") {
            let place = eight(&locator, 8);
            let record = at(file, place, 56)?;
            if !record.starts_with(b"PK\x06\x06") {
                return Err(damaged("the index"));
            }
            (size, start, end) = (eight(&record, 40), eight(&record, 48), place);
        }
    }
    let begin = end.checked_sub(size).ok_or_else(|| damaged("the index"))?;
    Ok((begin, end, (begin as i64).wrapping_sub(start as i64)))
}

/// The line of the index at this place, and where the next one begins.
fn entry(file: &mut dyn Seekable, place: u64) -> Result<(Entry, u64)> {
    let fixed = at(file, place, 46)?;
    if !fixed.starts_with(b"PK\x01\x02") {
        return Err(damaged("the index"));
    }
    let (name, extra, comment) = (two(&fixed, 28), two(&fixed, 30), two(&fixed, 32));
    let bytes = at(file, place + 46, name + extra)?;
    let (name, mut more) = bytes.split_at(name as usize);
    let (mut packed, size, mut start) = (four(&fixed, 20), four(&fixed, 24), four(&fixed, 42));
    while more.len() >= 4 {
        let (kind, length) = (two(more, 0), two(more, 2) as usize);
        let field = more.get(4..4 + length).unwrap_or(&[]);
        if kind == 1 {
            let mut place = if size == 0xffff_ffff { 8 } else { 0 };
            if packed == 0xffff_ffff {
                packed = eight(field, place);
                place += 8;
            }
            if start == 0xffff_ffff {
                start = eight(field, place);
            }
        }
        more = more.get(4 + length..).unwrap_or(&[]);
    }
    let is_link = two(&fixed, 4) >> 8 == 3 && four(&fixed, 38) >> 28 == 0o12;
    let (flags, method) = (two(&fixed, 8) as u16, two(&fixed, 10) as u16);
    let entry = Entry { name: name.to_vec(), flags, method, sum: four(&fixed, 16) as u32, packed, at: start, is_link };
    Ok((entry, place + 46 + bytes.len() as u64 + comment))
}

/// Goes to the content of the member whose own header begins here.
fn content(file: &mut dyn Seekable, place: u64) -> Result<()> {
    let header = at(file, place, 30)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(damaged("the member's header is not where the index says"));
    }
    file.seek(SeekFrom::Start(place + 30 + two(&header, 26) + two(&header, 28)))?;
    Ok(())
}

/// Exactly so many bytes; fewer are an error.
struct Whole<R> {
    left: u64,
    inner: R,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        let size = self.inner.read(&mut buffer[..most])?;
        if size == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= size as u64;
        Ok(size)
    }
}

/// A member whose sum is compared at its end.
struct Summed<R> {
    inner: R,
    sum: flate2::Crc,
    wanted: u32,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let size = self.inner.read(buffer)?;
        self.sum.update(&buffer[..size]);
        if size == 0 && !buffer.is_empty() && self.sum.sum() != self.wanted {
            return Err(damaged("its checksum differs"));
        }
        Ok(size)
    }
}

/// A member that cannot be opened.
struct Failing(Option<Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        let file = |name: &str| match named(name.as_bytes()) {
            Member::File(name) => Some(name),
            _ => None,
        };
        assert_eq!(file("./a//b.txt").as_deref(), Some("a/b.txt"));
        assert_eq!(file("/etc/x").as_deref(), Some("etc/x"));
        assert_eq!(file("a\\..\\b"), None);
        assert_eq!(file("../b"), None);
        assert_eq!(file("./"), None);
        assert_eq!(file("a\u{202e}txt").as_deref(), Some("a\u{fffd}txt"));
    }

    #[test]
    fn numbers_of_headers_are_read_or_refused() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b"        "), Some(0));
        assert_eq!(number(b"99999999"), None);
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]), Some(256));
        assert_eq!(number(&[0xff; 12]), None);
        assert_eq!(extended(b"12 mtime=11\n18 path=long/name\n"), Some(b"long/name".to_vec()));
        assert_eq!(extended(b"999999 path=a\n"), None);
        assert_eq!(extended(b"0 path=a\n"), None);
    }

    #[test]
    fn an_index_that_lies_is_no_panic() {
        for bytes in [
            &b"PK\x05\x06"[..],
            &[0xff; 100],
            b"PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0",
        ] {
            assert!(index(&mut std::io::Cursor::new(bytes)).is_err());
        }
    }
}
