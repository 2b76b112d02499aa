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
use reader::{Document, Reading};
use record::{Added, Record};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
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
struct Tally {
    started: Instant,
    drawn: Instant,
    is_drawn: bool,
    documents: u64,
    words: u64,
    bytes: u64,
    new: u64,
    held: u64,
    not_read: u64,
}

/// `onrecord add`.
pub fn add(asked: &Asked) -> Result<u8> {
    let sources = sources(asked)?;
    let knowledge = knowledge(asked);
    let path = asked.record();
    let mut record = Record::open(&path)?;
    // A connection of its own: asking what is held must not wait for the writer.
    let held = Mutex::new(Record::open_existing(&path)?);
    stop_on_interrupt();
    let mut tally = Tally::new(std::io::stderr().is_terminal() && !asked.is_quiet());
    let mut batch: Vec<(Document, Reading)> = Vec::new();
    let (mut size, mut since, mut fault, mut is_troubled) = (0, Instant::now(), None, false);
    let work = |document: Document| {
        let id = document.id();
        let is_held = held.lock().is_ok_and(|record| record.holds(&id).unwrap_or(false));
        if is_held {
            return Arrived::Held { words: 0, bytes: document.bytes.len() };
        }
        let reading = reader::read(&document, &knowledge);
        let words = reading.text.as_str().split_ascii_whitespace().count();
        Arrived::Read { read: Box::new((document, reading)), words }
    };
    batch::run(
        sources,
        asked.threads(),
        || IS_STOPPED.load(Ordering::Relaxed),
        work,
        |answer| {
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
                if let Err(error) = keep(&mut record, &mut batch, &mut tally) {
                    fault = Some(error);
                    return false;
                }
            }
            tally.draw();
            true
        },
    );
    if fault.is_none()
        && let Err(error) = keep(&mut record, &mut batch, &mut tally)
    {
        fault = Some(error);
    }
    tally.clear();
    let is_stopped = IS_STOPPED.load(Ordering::Relaxed);
    if is_stopped && fault.is_none() {
        tell("interrupted: the batch in hand was kept; the same command goes on from here");
    }
    tally.print(asked)?;
    match fault {
        Some(fault) => Err(fault),
        None if is_stopped => Ok(INTERRUPTED),
        None if is_troubled => Ok(3),
        None => Ok(0),
    }
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
fn stop_on_interrupt() {
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
    fn new(is_drawn: bool) -> Tally {
        let now = Instant::now();
        Tally { started: now, drawn: now, is_drawn, documents: 0, words: 0, bytes: 0, new: 0, held: 0, not_read: 0 }
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
        if !self.is_drawn || self.drawn.elapsed() < DRAW {
            return;
        }
        self.drawn = Instant::now();
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{} · {:.1} MB · {} words/s",
            count(self.documents, "document"),
            self.bytes as f64 / 1e6,
            grouped(self.speed())
        );
    }

    /// Takes the progress line away, so that something else can be printed.
    fn clear(&self) {
        if self.is_drawn {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// The answer: what was done.
    fn print(&self, asked: &Asked) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if asked.is_json() {
            writeln!(out, "{{\"new\":{},\"held\":{},\"not_read\":{}}}", self.new, self.held, self.not_read)?;
        } else {
            let [new, held, not_read] = [self.new, self.held, self.not_read].map(grouped);
            writeln!(out, "{new} new, {held} held already, {not_read} not read")?;
        }
        out.flush()?;
        if !asked.is_quiet() && self.words > 0 {
            let seconds = self.started.elapsed().as_secs_f64();
            tell(&format!("{} words in {seconds:.1} s, {} words/s", grouped(self.words), grouped(self.speed())));
        }
        Ok(())
    }
}
