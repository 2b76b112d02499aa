//! Which documents do these paths stand for, in which order?
//!
//! Folders are walked by name, so the order is the same on every machine. Links that lead back to a folder above,
//! files that vanish, binaries and overlong files are told and passed over. One document at a time is in memory, and a
//! JSONL file is read line by line. Sidecars and hidden files are never documents.

use super::{content, jsonl, meta};
use reader::{Document, Given, Media};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Files and lines of more bytes are not read, unless `--max-bytes` says otherwise: 64 MB.
pub const MOST_BYTES: &str = "67108864";

/// What was met on the way.
pub enum Met {
    /// A document.
    Document(Box<Document>),
    /// Something that was not read.
    Problem(Problem),
}

/// Something that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, what, what to do.
    pub message: String,
    /// Whether the user named it, rather than a folder that holds it.
    pub named: bool,
}

/// The documents of a list of paths, one after the other.
pub struct Sources {
    paths: VecDeque<PathBuf>,
    shared: Given,
    most: u64,
    folder: Option<walkdir::IntoIter>,
    lines: Option<Lines>,
}

/// An open JSONL file.
struct Lines {
    file: String,
    reader: BufReader<File>,
    number: usize,
    named: bool,
}

/// What was found at the next line of a JSONL file.
enum Line {
    Held(Vec<u8>),
    TooLong,
    End,
}

impl Sources {
    /// The documents of these paths (`-` is standard input). `shared` is what `--meta` states of all of them; files and
    /// lines of more than `most` bytes are not read.
    pub fn new(paths: Vec<PathBuf>, shared: Given, most: u64) -> Sources {
        Sources { paths: paths.into(), shared, most, folder: None, lines: None }
    }

    fn too_long(&self, place: &str, what: &str) -> String {
        format!(
            "{place}: not read: {what} is longer than {} bytes; divide it into documents, or raise --max-bytes",
            self.most
        )
    }

    /// The next document of an open JSONL file.
    fn line(&mut self) -> Option<Met> {
        let most = self.most;
        let lines = self.lines.as_mut()?;
        loop {
            lines.number += 1;
            let named = lines.named;
            let place = format!("{}, line {}", lines.file, lines.number);
            match next_line(&mut lines.reader, most) {
                Ok(Line::End) => {
                    self.lines = None;
                    return None;
                }
                Ok(Line::TooLong) => {
                    let message = self.too_long(&place, "the line");
                    return Some(Met::Problem(Problem { message, named }));
                }
                Ok(Line::Held(bytes)) => {
                    let line = String::from_utf8_lossy(&bytes);
                    let line = line.trim().trim_start_matches('\u{feff}');
                    if line.is_empty() {
                        continue;
                    }
                    return Some(match jsonl::document(&lines.file, lines.number, line, &self.shared) {
                        Ok(document) => Met::Document(Box::new(document)),
                        Err(message) => problem(&place, &format!("not read: {message}"), named),
                    });
                }
                Err(error) => {
                    self.lines = None;
                    return Some(problem(&place, &format!("cannot be read on: {}", plain(&error)), named));
                }
            }
        }
    }

    /// The document of one file, or its first one; `None` if it is a JSONL file without a line.
    fn file(&mut self, path: &Path, named: bool) -> Option<Met> {
        let shown = path.display().to_string();
        let is = |names: &[&str]| {
            path.extension().is_some_and(|ending| names.iter().any(|name| ending.eq_ignore_ascii_case(name)))
        };
        let not_read = |error: &std::io::Error| Some(problem(&shown, &format!("not read: {}", plain(error)), named));
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return not_read(&error),
        };
        if is(&["jsonl", "ndjson"]) {
            self.lines = Some(Lines { file: shown, reader: BufReader::with_capacity(1 << 17, file), number: 0, named });
            return self.line();
        }
        let size = file.metadata().map_or(0, |found| found.len());
        if size > self.most {
            return Some(Met::Problem(Problem { message: self.too_long(&shown, "the file"), named }));
        }
        // Devices and pipes have no size, so the limit holds while reading, too.
        let mut bytes = Vec::with_capacity(size as usize);
        if let Err(error) = (&mut file).take(self.most.saturating_add(1)).read_to_end(&mut bytes) {
            return not_read(&error);
        }
        if bytes.len() as u64 > self.most {
            return Some(Met::Problem(Problem { message: self.too_long(&shown, "the file"), named }));
        }
        if let Some(what) = content::binary(&bytes) {
            return Some(problem(&shown, &format!("not read: binary ({what})"), named));
        }
        let given = match meta::beside(path) {
            Ok(given) => meta::merge(given, &self.shared),
            // The document would be read without what its user states of it: better not at all.
            Err(message) => {
                return Some(problem(&shown, &format!("not read, because of its sidecar {message}"), true));
            }
        };
        let media = match content::is_web(&bytes) {
            true => Media::Html,
            false if is(&["md", "markdown"]) => Media::Markdown,
            false => Media::Plain,
        };
        Some(Met::Document(Box::new(Document { path: shown, bytes, media, given })))
    }

    fn standard_input(&mut self) -> Met {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().take(self.most.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(size) if size as u64 > self.most => {
                Met::Problem(Problem { message: self.too_long("-", "standard input"), named: true })
            }
            Ok(_) => match content::binary(&bytes) {
                Some(what) => problem("-", &format!("not read: binary ({what})"), true),
                None => Met::Document(Box::new(Document {
                    path: "-".into(),
                    media: if content::is_web(&bytes) { Media::Html } else { Media::Plain },
                    bytes,
                    given: self.shared.clone(),
                })),
            },
            Err(error) => problem("-", &format!("standard input cannot be read: {}", plain(&error)), true),
        }
    }

    /// The next document of an open folder.
    fn entry(&mut self) -> Option<Met> {
        loop {
            match self.folder.as_mut()?.next() {
                None => self.folder = None,
                Some(Ok(entry)) => {
                    let name = entry.file_name().to_string_lossy();
                    let is_hidden = entry.depth() > 0 && name.starts_with('.');
                    if is_hidden && entry.file_type().is_dir() {
                        self.folder.as_mut()?.skip_current_dir();
                    }
                    if is_hidden || !entry.file_type().is_file() || name.ends_with(meta::SIDECAR) {
                        continue;
                    }
                    let path = entry.into_path();
                    if let Some(met) = self.file(&path, false) {
                        return Some(met);
                    }
                }
                Some(Err(error)) => {
                    let place = error.path().map_or_else(|| "a folder".into(), |path| path.display().to_string());
                    let what = match (error.loop_ancestor(), error.io_error()) {
                        (Some(above), _) => {
                            format!("passed over: the link leads back to {}, which is read already", above.display())
                        }
                        (None, Some(error)) => format!("not read: {}", plain(error)),
                        (None, None) => "not read".into(),
                    };
                    return Some(problem(&place, &what, false));
                }
            }
        }
    }
}

impl Iterator for Sources {
    type Item = Met;

    fn next(&mut self) -> Option<Met> {
        loop {
            if let Some(met) = self.line() {
                return Some(met);
            }
            if let Some(met) = self.entry() {
                return Some(met);
            }
            let path = self.paths.pop_front()?;
            if path.as_os_str() == "-" {
                return Some(self.standard_input());
            }
            if path.is_dir() {
                self.folder = Some(walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter());
            } else if path.to_string_lossy().ends_with(meta::SIDECAR) {
                let what = "not read: this is what is known of a document, not a document; name the file beside it";
                return Some(problem(&path.display().to_string(), what, true));
            } else if let Some(met) = self.file(&path, true) {
                return Some(met);
            }
        }
    }
}

/// One line without its end. The rest of a line that is too long is passed over in pieces.
fn next_line(reader: &mut BufReader<File>, most: u64) -> std::io::Result<Line> {
    let mut bytes = Vec::new();
    let size = reader.by_ref().take(most.saturating_add(1)).read_until(b'\n', &mut bytes)?;
    if size == 0 {
        return Ok(Line::End);
    }
    if bytes.ends_with(b"\n") || size as u64 <= most {
        return Ok(Line::Held(bytes));
    }
    loop {
        bytes.clear();
        let size = reader.by_ref().take(1 << 20).read_until(b'\n', &mut bytes)?;
        if size == 0 || bytes.ends_with(b"\n") {
            return Ok(Line::TooLong);
        }
    }
}

fn problem(place: &str, what: &str, named: bool) -> Met {
    Met::Problem(Problem { message: format!("{place}: {what}"), named })
}

/// An error of the system in plain words.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file; is the name right, was it moved or removed?".into(),
        std::io::ErrorKind::PermissionDenied => "you may not read it; ask its owner or change its rights".into(),
        _ => error.to_string(),
    }
}
