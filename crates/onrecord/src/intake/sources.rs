//! Which documents do these paths stand for, in which order?
//!
//! Folders are walked by name, so the order is the same on every machine. Links that lead back to a folder above,
//! files that vanish, binaries and overlong files are told and passed over. Files are taken apart on a thread of their own,
//! which waits while enough is under way: however large an archive, a few documents are in memory. Sidecars and hidden files
//! are never documents.

use super::guard::{Budget, Counted, Limits};
use super::meta;
use super::table::Columns;
use super::walk::{Bytes, End, Place, Walk, Walked, plain};
use reader::{Document, Given};
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Documents of more bytes are not read, unless `--max-bytes` says otherwise: 64 MB.
pub const MOST_BYTES: &str = "67108864";

/// So many documents wait to be taken.
const WAITING: usize = 2;

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

/// How much of the files was taken apart, for an estimate.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    all: AtomicU64,
}

impl Progress {
    /// Bytes of files taken apart and bytes of all files, as they lie on the disk; `None` while that is not known.
    pub fn share(&self) -> Option<(u64, u64)> {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        (all > 0).then_some((done.min(all), all))
    }
}

/// Where documents come from.
pub enum Source {
    /// A file, a folder or `-` for standard input.
    Path(PathBuf),
    /// Bytes that came from this address.
    Fetched(String, Vec<u8>),
}

/// The documents of a list of sources, one after the other.
pub struct Sources {
    waiting: Receiver<Met>,
    progress: Arc<Progress>,
}

/// What is asked of the files.
struct Search {
    shared: Given,
    columns: Columns,
    limits: Limits,
    progress: Arc<Progress>,
    out: SyncSender<Met>,
}

impl Sources {
    /// The documents of these sources. `shared` is what `--meta` states of all of them; documents of more than `most` bytes
    /// are not read.
    pub fn new(sources: Vec<Source>, shared: Given, columns: Columns, most: u64) -> Sources {
        let (out, waiting) = sync_channel(WAITING);
        let progress = Arc::new(Progress::default());
        let search = Search { shared, columns, limits: Limits::new(most), progress: Arc::clone(&progress), out };
        std::thread::spawn(move || {
            // Nobody wanting more is the only way to end early.
            let _ = sources.iter().try_for_each(|source| match source {
                Source::Path(path) => search.path(path),
                Source::Fetched(address, bytes) => search.fetched(address, bytes),
            });
        });
        Sources { waiting, progress }
    }

    /// How far it is. The bytes of all files are counted meanwhile.
    pub fn progress(&self, paths: Vec<PathBuf>) -> Arc<Progress> {
        let progress = Arc::clone(&self.progress);
        std::thread::spawn(move || progress.all.store(size(&paths).unwrap_or(0), Ordering::Relaxed));
        Arc::clone(&self.progress)
    }
}

impl Iterator for Sources {
    type Item = Met;

    fn next(&mut self) -> Option<Met> {
        self.waiting.recv().ok()
    }
}

/// Bytes of all files that these paths stand for; `None` where standard input is one of them.
fn size(paths: &[PathBuf]) -> Option<u64> {
    let mut size = 0;
    for path in paths {
        if path.as_os_str() == "-" {
            return None;
        }
        let files = walkdir::WalkDir::new(path).follow_links(true).into_iter().flatten();
        size += files
            .filter_map(|file| file.metadata().ok())
            .filter(|file| file.is_file())
            .map(|file| file.len())
            .sum::<u64>();
    }
    Some(size)
}

impl Search {
    fn path(&self, path: &Path) -> Walked {
        let shown = path.display().to_string();
        if path.as_os_str() == "-" {
            return self.open(&self.place(&shown, path, true, self.shared.clone()), std::io::stdin().lock());
        }
        if path.is_dir() {
            return self.folder(path);
        }
        if shown.ends_with(meta::SIDECAR) {
            let what = "not read: this is what is known of a document, not a document; name the file beside it";
            return self.problem(&shown, what, true);
        }
        self.file(path, true)
    }

    fn fetched(&self, address: &str, bytes: &[u8]) -> Walked {
        let place = self.place(address, Path::new(address), true, self.shared.clone());
        let budget = Budget::new(&self.limits, Some(bytes.len() as u64), &self.progress.done);
        let mut counted = Counted { inner: bytes, budget: &budget };
        self.walk(&place, Bytes::Stream(&mut counted), &budget)
    }

    fn folder(&self, path: &Path) -> Walked {
        let mut folder = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = folder.next() {
            match entry {
                Ok(entry) => {
                    let name = entry.file_name().to_string_lossy();
                    let is_hidden = entry.depth() > 0 && name.starts_with('.');
                    if is_hidden && entry.file_type().is_dir() {
                        folder.skip_current_dir();
                    }
                    if is_hidden || !entry.file_type().is_file() || name.ends_with(meta::SIDECAR) {
                        continue;
                    }
                    self.file(entry.path(), false)?;
                }
                Err(error) => {
                    let place = error.path().map_or_else(|| "a folder".into(), |path| path.display().to_string());
                    let what = match (error.loop_ancestor(), error.io_error()) {
                        (Some(above), _) => {
                            format!("passed over: the link leads back to {}, which is read already", above.display())
                        }
                        (None, Some(error)) => format!("not read: {}", plain(error)),
                        (None, None) => "not read".into(),
                    };
                    self.problem(&place, &what, false)?;
                }
            }
        }
        Ok(())
    }

    fn file(&self, path: &Path, named: bool) -> Walked {
        let shown = path.display().to_string();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.problem(&shown, &format!("not read: {}", plain(&error)), named),
        };
        let given = match meta::beside(path) {
            Ok(given) => meta::merge(given, &self.shared),
            // The document would be read without what its user states of it: better not at all.
            Err(message) => {
                return self.problem(&shown, &format!("not read, because of its sidecar {message}"), true);
            }
        };
        let place = self.place(&shown, path, named, given);
        // Devices and pipes have no size and no place to go back to.
        let size = file.metadata().ok().filter(|found| found.is_file()).map(|found| found.len());
        match size {
            Some(size) => {
                let budget = Budget::new(&self.limits, Some(size), &self.progress.done);
                let mut counted = Counted { inner: file, budget: &budget };
                self.walk(&place, Bytes::File(&mut counted), &budget)
            }
            None => self.open(&place, file),
        }
    }

    /// Reads a stream.
    fn open(&self, place: &Place, stream: impl Read) -> Walked {
        let budget = Budget::new(&self.limits, None, &self.progress.done);
        let mut counted = Counted { inner: stream, budget: &budget };
        self.walk(place, Bytes::Stream(&mut counted), &budget)
    }

    fn walk(&self, place: &Place, bytes: Bytes, budget: &Budget) -> Walked {
        let mut take = |met| self.out.send(met).is_ok();
        let mut walk = Walk::new(&self.limits, &self.columns, budget, place.named, &mut take);
        // Taking apart never panics; if it does all the same, the other files must not suffer.
        let ended = catch_unwind(AssertUnwindSafe(|| walk.open(place, bytes).and_then(|()| walk.flush())));
        match ended {
            Ok(Err(End::Stopped)) => Err(End::Stopped),
            Ok(Ok(()) | Err(End::File)) => Ok(()),
            Err(_) => {
                let what = "not read on: a fault in onrecord itself; please report it with this file";
                self.problem(&place.path, what, place.named)
            }
        }
    }

    fn place(&self, shown: &str, path: &Path, named: bool, given: Given) -> Place {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Place { path: shown.to_owned(), name, named, depth: 0, given, is_member: false }
    }

    fn problem(&self, place: &str, what: &str, named: bool) -> Walked {
        let problem = Problem { message: format!("{place}: {what}"), named };
        self.out.send(Met::Problem(problem)).map_err(|_| End::Stopped)
    }
}
