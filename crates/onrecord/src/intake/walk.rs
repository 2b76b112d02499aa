//! Which documents lie in this file?
//!
//! Streams are unpacked, archives and collections taken apart, one document at a time; each gets a path that says where it
//! lies: `archive.zip!/folder/story.txt` is a member, `reports.jsonl#7` an entry. Nothing is ever written, names of members
//! are for people only, and links are not followed. What cannot be read is told and passed over. Not useful for folders and
//! names of files: those are the sources'.

use super::guard::{Budget, Guarded, Limits, Zstandard};
use super::kind::{HEAD, Kind, kind};
use super::sources::{Met, Problem};
use super::table::Columns;
use super::{archive, feed, jsonl, mail, meta, pdf, table, tei, warc};
use flate2::bufread::MultiGzDecoder;
use reader::{Document, Given, Media};
use std::io::{BufReader, Cursor, Error, ErrorKind, Read, Seek};

/// Why a walk ended early.
pub enum End {
    /// Nobody wants further documents.
    Stopped,
    /// Nothing further of this file may be read.
    File,
}

/// Goes on, or ends early.
pub type Walked = Result<(), End>;

/// Where something lies and what is known about it.
#[derive(Clone)]
pub struct Place {
    /// The path as shown.
    pub path: String,
    /// The last part of the path, for its ending.
    pub name: String,
    /// Whether the user named it.
    pub named: bool,
    /// Archives and streams around it.
    pub depth: u8,
    /// What the user states of everything in it.
    pub given: Given,
    /// Whether a sidecar may follow in the same archive.
    pub is_member: bool,
}

impl Place {
    /// An entry of a collection: `reports.jsonl#7`.
    pub fn entry(&self, name: &str) -> String {
        format!("{}#{name}", self.path)
    }
}

/// What can be read from any place.
pub trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// Where the bytes come from.
pub enum Bytes<'r> {
    /// One after the other only.
    Stream(&'r mut dyn Read),
    /// From any place.
    File(&'r mut dyn Seekable),
}

/// A walk through one file.
pub struct Walk<'a> {
    /// What may come out of it.
    pub limits: &'a Limits,
    /// Names of columns and fields.
    pub columns: &'a Columns,
    /// What came out of it.
    pub budget: &'a Budget<'a>,
    /// Whether the user named the file.
    named: bool,
    take: &'a mut dyn FnMut(Met) -> bool,
    /// A member whose sidecar may follow.
    last: Option<Box<Document>>,
}

impl<'a> Walk<'a> {
    /// Hands what is met to `take`, which says whether to go on.
    pub fn new(
        limits: &'a Limits,
        columns: &'a Columns,
        budget: &'a Budget<'a>,
        named: bool,
        take: &'a mut dyn FnMut(Met) -> bool,
    ) -> Walk<'a> {
        Walk { limits, columns, budget, named, take, last: None }
    }

    /// Reads what lies here.
    pub fn open(&mut self, place: &Place, mut bytes: Bytes) -> Walked {
        let mut head = Vec::new();
        let read = match &mut bytes {
            Bytes::Stream(stream) => stream.take(HEAD as u64).read_to_end(&mut head),
            Bytes::File(file) => file.take(HEAD as u64).read_to_end(&mut head),
        };
        if let Err(error) = read {
            return self.broken(place, &error);
        }
        let kind = kind(&head, &place.name);
        let (stream, file): (&mut dyn Read, Option<&mut dyn Seekable>) = match bytes {
            Bytes::Stream(stream) => (stream, None),
            Bytes::File(file) if kind == Kind::Zip => (&mut std::io::empty(), Some(file)),
            Bytes::File(file) => (file, None),
        };
        let mut whole = head.as_slice().chain(stream);
        if matches!(kind, Kind::Gzip | Kind::Zstandard | Kind::Zip | Kind::Tar) && place.depth >= self.limits.depth {
            let what = format!(
                "not read: more than {} archives stand inside one another; unpack it and add what you need",
                self.limits.depth
            );
            return self.tell(&place.path, &what, place.named);
        }
        match kind {
            Kind::Gzip => {
                let inner = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole));
                self.unpacked(place, &["gz", "gzip"], inner)
            }
            Kind::Zstandard => match Zstandard::new(whole) {
                Ok(inner) => self.unpacked(place, &["zst", "zstd"], inner),
                Err(error) => self.broken(place, &error),
            },
            Kind::Zip => match file {
                Some(file) => archive::zip(self, place, file),
                None => match self.bytes(place, &mut whole)? {
                    Some(bytes) => archive::zip(self, place, &mut Cursor::new(bytes)),
                    None => Ok(()),
                },
            },
            Kind::Tar => archive::tar(self, place, &mut whole),
            Kind::Warc => warc::records(self, place, &mut BufReader::with_capacity(1 << 16, whole)),
            Kind::Mailbox => mail::mailbox(self, place, &mut BufReader::with_capacity(1 << 16, whole)),
            Kind::Lines => jsonl::lines(self, place, &mut BufReader::with_capacity(1 << 17, whole)),
            Kind::Table => table::rows(self, place, &mut whole),
            Kind::Other(what) => self.tell(&place.path, &format!("not read: {what}"), place.named),
            Kind::Message
            | Kind::Feed
            | Kind::JsonFeed
            | Kind::Tei
            | Kind::Pdf
            | Kind::Html
            | Kind::Markdown
            | Kind::Plain => {
                let Some(bytes) = self.bytes(place, &mut whole)? else { return Ok(()) };
                match kind {
                    Kind::Message => mail::message(self, place, &place.path, &bytes),
                    Kind::Feed => feed::xml(self, place, &bytes),
                    Kind::JsonFeed => feed::json(self, place, &bytes),
                    Kind::Tei => tei::debate(self, place, &bytes),
                    Kind::Pdf => pdf::document(self, place, bytes),
                    Kind::Html => self.document(place, place.path.clone(), bytes, Media::Html, Given::default()),
                    Kind::Markdown => {
                        self.document(place, place.path.clone(), bytes, Media::Markdown, Given::default())
                    }
                    _ => self.document(place, place.path.clone(), bytes, Media::Plain, Given::default()),
                }
            }
        }
    }

    /// Reads what a compressed stream holds. It keeps its path, without the ending where the kind is asked of the name.
    fn unpacked(&mut self, place: &Place, endings: &[&str], inner: impl Read) -> Walked {
        let name = match place.name.rsplit_once('.') {
            Some((name, ending)) if endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) => name.to_owned(),
            Some((name, ending)) if ending.eq_ignore_ascii_case("tgz") => format!("{name}.tar"),
            _ => place.name.clone(),
        };
        let place = Place { name, depth: place.depth + 1, ..place.clone() };
        let mut inner = Guarded { inner, budget: self.budget };
        self.open(&place, Bytes::Stream(&mut inner))
    }

    /// Everything that is left, if it is no longer than a document may be.
    pub fn bytes(&mut self, place: &Place, stream: &mut dyn Read) -> Result<Option<Vec<u8>>, End> {
        let mut bytes = Vec::new();
        match stream.take(self.limits.document.saturating_add(1)).read_to_end(&mut bytes) {
            Err(error) => self.broken(place, &error).map(|()| None),
            Ok(size) if size as u64 > self.limits.document => self.too_long(&place.path, place.named).map(|()| None),
            Ok(_) => Ok(Some(bytes)),
        }
    }

    /// Hands a document on; `own` is what it states of itself.
    pub fn document(&mut self, place: &Place, path: String, bytes: Vec<u8>, media: Media, own: Given) -> Walked {
        let document = Box::new(Document { path, bytes, media, given: meta::merge(own, &place.given) });
        self.flush()?;
        if place.is_member {
            self.last = Some(document);
            return Ok(());
        }
        self.give(Met::Document(document))
    }

    /// Hands on the member that waits for its sidecar.
    pub fn flush(&mut self) -> Walked {
        match self.last.take() {
            Some(document) => self.give(Met::Document(document)),
            None => Ok(()),
        }
    }

    /// Adds what a sidecar states to the member before it, if it is that one's.
    pub fn add_sidecar(&mut self, path: &str, given: &Given) -> bool {
        match &mut self.last {
            Some(document) if document.path == path => {
                document.given = meta::merge(given.clone(), &document.given);
                true
            }
            _ => false,
        }
    }

    /// Tells of something that was not read.
    pub fn tell(&mut self, path: &str, what: &str, named: bool) -> Walked {
        self.flush()?;
        self.give(Met::Problem(Problem { message: format!("{path}: {what}"), named }))
    }

    /// Tells that something is longer than a document may be.
    pub fn too_long(&mut self, path: &str, named: bool) -> Walked {
        let what = format!(
            "not read: it is longer than {} bytes; divide it into documents, or raise --max-bytes",
            self.limits.document
        );
        self.tell(path, &what, named)
    }

    /// Tells that something cannot be read on. Where a limit was passed, nothing further of the file is read.
    pub fn broken(&mut self, place: &Place, error: &Error) -> Walked {
        if let Some(over) = self.budget.over() {
            let what = format!("not read on: {over}; unpack it yourself and add what you need");
            self.tell(&place.path, &what, self.named)?;
            return Err(End::File);
        }
        self.tell(&place.path, &format!("not read: {}", plain(error)), place.named)
    }

    fn give(&mut self, met: Met) -> Walked {
        if (self.take)(met) { Ok(()) } else { Err(End::Stopped) }
    }
}

/// An error of the system in plain words.
pub fn plain(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; is the name right, was it moved or removed?".into(),
        ErrorKind::PermissionDenied => "you may not read it; ask its owner or change its rights".into(),
        ErrorKind::UnexpectedEof => "it ends too early; was it cut off on its way? Get it again from its source".into(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::Other => {
            format!("it is damaged ({error}); get it again from its source")
        }
        _ => error.to_string(),
    }
}
