//! How do documents come into the record?
//!
//! Readers work at the same time, one writer keeps what they read in batches, in the order of the documents. A document
//! that is held already is not read again. Whatever ends `add` — a key, a kill, a full disk — loses no batch that was
//! kept, and the same command goes on where it ended.

use super::read::tell_notes;
use super::{knowledge, sources};
use crate::args::Asked;
use crate::fault::Result;
use crate::forms::terminal::{count, grouped, tell};
use crate::intake::batch;
use crate::intake::sources::{Progress, Sources};
use reader::{Document, Knowledge, Reading};
use record::{Added, Record};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A batch is kept when it holds so many documents,
const DOCUMENTS: usize = 64;
/// or so many bytes,
const BYTES: usize = 4 << 20;
/// or its first document has waited so long.
const WAIT: Duration = Duration::from_millis(500);

/// How often the progress line is drawn.
const DRAW: Duration = Duration::from_millis(200);

/// Exit code of a command that was interrupted, as shells expect it.
const INTERRUPTED: u8 = 130;

static IS_STOPPED: AtomicBool = AtomicBool::new(false);

/// A document on its way into the record.
enum Arrived {
    /// Held already.
    Held { words: usize, bytes: usize },
    /// Read.
    Read { read: Box<(Document, Reading)>, words: usize },
}

/// What was done so far.
pub struct Tally {
    started: Instant,
    drawn: Instant,
    /// How far the files are taken apart, where that is drawn.
    progress: Option<Arc<Progress>>,
    documents: u64,
    words: u64,
    bytes: u64,
    new: u64,
    held: u64,
    not_read: u64,
    /// Documents with the address of another one.
    versions: u64,
}

/// `onrecord add`.
pub fn add(asked: &Asked) -> Result<u8> {
    let sources = sources(asked)?;
    let is_drawn = std::io::stderr().is_terminal() && !asked.is_quiet();
    let progress = is_drawn.then(|| sources.progress(asked.paths()));
    let mut adder = Adder::open(asked)?;
    stop_on_interrupt();
    let mut tally = Tally::new(progress);
    let before = adder.record.superseded()?;
    let taken = adder.take(sources, &mut tally);
    tally.clear();
    if is_stopped() && taken.is_ok() {
        tell("interrupted: the batch in hand was kept; the same command goes on from here");
    }
    tally.versions = adder.record.superseded().map_or(0, |after| after.saturating_sub(before));
    tally.print(asked)?;
    match taken? {
        _ if is_stopped() => Ok(INTERRUPTED),
        true => Ok(3),
        false => Ok(0),
    }
}

/// An open record into which documents come.
pub struct Adder {
    record: Record,
    /// A connection of its own: asking what is held must not wait for the writer.
    held: Mutex<Record>,
    knowledge: Knowledge,
    threads: usize,
}

impl Adder {
    /// Opens the record that the user means, with the reader that he wants.
    pub fn open(asked: &Asked) -> Result<Adder> {
        let path = asked.record();
        let record = Record::open(&path)?;
        let held = Mutex::new(Record::open_existing(&path)?);
        Ok(Adder { record, held, knowledge: knowledge(asked), threads: asked.threads() })
    }

    /// Reads and keeps every document, until the user interrupts. Gives whether something that the user named could not be
    /// read.
    pub fn take(&mut self, sources: Sources, tally: &mut Tally) -> Result<bool> {
        let Adder { record, held, knowledge, threads } = self;
        let held = &*held;
        let mut batch: Vec<(Document, Reading)> = Vec::new();
        let (mut size, mut since, mut fault, mut is_troubled) = (0, Instant::now(), None, false);
        let work = |document: Document| {
            let id = document.id();
            let is_held = held.lock().is_ok_and(|record| record.holds(&id).unwrap_or(false));
            if is_held {
                return Arrived::Held { words: 0, bytes: document.bytes.len() };
            }
            let reading = reader::read(&document, knowledge);
            let words = reading.text.as_str().split_ascii_whitespace().count();
            Arrived::Read { read: Box::new((document, reading)), words }
        };
        batch::run(sources, *threads, is_stopped, work, |answer| {
            match answer {
                Err(problem) => {
                    tally.clear();
                    tell(&problem.message);
                    is_troubled |= problem.named;
                    tally.not_read += 1;
                }
                Ok(Arrived::Held { words, bytes }) => {
                    tally.held += 1;
                    tally.count(words, bytes);
                }
                Ok(Arrived::Read { read, words }) => {
                    let (document, reading) = *read;
                    tally.clear();
                    tell_notes(&document, &reading);
                    if batch.is_empty() {
                        since = Instant::now();
                    }
                    size += document.bytes.len();
                    tally.count(words, document.bytes.len());
                    batch.push((document, reading));
                }
            }
            if batch.len() >= DOCUMENTS || size >= BYTES || !batch.is_empty() && since.elapsed() >= WAIT {
                size = 0;
                if let Err(error) = keep(record, &mut batch, tally) {
                    fault = Some(error);
                    return false;
                }
            }
            tally.draw();
            true
        });
        match fault {
            Some(fault) => Err(fault),
            None => keep(record, &mut batch, tally).map(|()| is_troubled),
        }
    }
}

/// Whether the user wants an end.
pub fn is_stopped() -> bool {
    IS_STOPPED.load(Ordering::Relaxed)
}

/// Keeps a batch in one transaction.
fn keep(record: &mut Record, batch: &mut Vec<(Document, Reading)>, tally: &mut Tally) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    for added in record.add(batch)? {
        match added {
            Added::New => tally.new += 1,
            Added::Held => tally.held += 1,
        }
    }
    batch.clear();
    Ok(())
}

/// The first Ctrl-C finishes the batch in hand, the second one ends at once.
pub fn stop_on_interrupt() {
    let stop = || {
        if IS_STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
        tell("finishing the batch in hand; press Ctrl-C again to end at once");
    };
    // Without a handler Ctrl-C ends the program at once, which loses no kept batch either.
    let _ = ctrlc::set_handler(stop);
}

impl Tally {
    /// Nothing yet.
    pub fn new(progress: Option<Arc<Progress>>) -> Tally {
        let now = Instant::now();
        Tally {
            started: now,
            drawn: now,
            progress,
            documents: 0,
            words: 0,
            bytes: 0,
            new: 0,
            held: 0,
            not_read: 0,
            versions: 0,
        }
    }

    fn count(&mut self, words: usize, bytes: usize) {
        self.documents += 1;
        self.words += words as u64;
        self.bytes += bytes as u64;
    }

    fn speed(&self) -> u64 {
        (self.words as f64 / self.started.elapsed().as_secs_f64().max(0.001)) as u64
    }

    /// Draws the progress line, not too often.
    fn draw(&mut self) {
        let Some(progress) = self.progress.as_ref().filter(|_| self.drawn.elapsed() >= DRAW) else { return };
        let left = progress.share().and_then(|(done, all)| left(done, all, self.started.elapsed())).unwrap_or_default();
        self.drawn = Instant::now();
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{} · {:.1} MB · {} words/s{left}",
            count(self.documents, "document"),
            self.bytes as f64 / 1e6,
            grouped(self.speed())
        );
    }

    /// Whether anything was kept or told.
    pub fn is_empty(&self) -> bool {
        self.new + self.not_read == 0
    }

    /// Takes the progress line away, so that something else can be printed.
    fn clear(&self) {
        if self.progress.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// The answer: what was done.
    pub fn print(&self, asked: &Asked) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if asked.is_json() {
            let Tally { new, held, not_read, versions, .. } = self;
            writeln!(out, "{{\"new\":{new},\"held\":{held},\"not_read\":{not_read},\"versions\":{versions}}}")?;
        } else {
            let [new, held, not_read] = [self.new, self.held, self.not_read].map(grouped);
            writeln!(out, "{new} new, {held} held already, {not_read} not read")?;
            if self.versions > 0 {
                let versions = count(self.versions, "document");
                tell(&format!("{versions} with the address of another one: `onrecord versions` shows the differences"));
            }
        }
        out.flush()?;
        if !asked.is_quiet() && self.words > 0 {
            let seconds = self.started.elapsed().as_secs_f64();
            tell(&format!("{} words in {seconds:.1} s, {} words/s", grouped(self.words), grouped(self.speed())));
        }
        Ok(())
    }
}

/// How much is left, from what was done of all bytes in this time; nothing before there is anything to go by.
fn left(done: u64, all: u64, elapsed: Duration) -> Option<String> {
    if done == 0 || all == 0 || elapsed < Duration::from_secs(2) {
        return None;
    }
    let seconds = elapsed.as_secs_f64() * (all - done.min(all)) as f64 / done as f64;
    let shown = match seconds as u64 {
        seconds @ 0..100 => format!("{seconds} s"),
        seconds @ 100..6000 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3600)),
    };
    Some(format!(" · {} %, about {shown} left", done * 100 / all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_waits_for_something_to_go_by() {
        let after = |seconds| Duration::from_secs(seconds);
        assert_eq!(left(0, 100, after(10)), None);
        assert_eq!(left(50, 100, after(1)), None);
        assert_eq!(left(25, 100, after(10)).as_deref(), Some(" · 25 %, about 30 s left"));
        assert_eq!(left(1, 100, after(10)).as_deref(), Some(" · 1 %, about 17 min left"));
        assert_eq!(left(1, 10_000, after(10)).as_deref(), Some(" · 0 %, about 28 h left"));
        assert_eq!(left(100, 100, after(10)).as_deref(), Some(" · 100 %, about 0 s left"));
    }
}
