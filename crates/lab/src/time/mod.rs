//! How fast is the reading, and how much memory does it take?
//!
//! `time --data PATH` reads a folder of texts (any depth, `.txt` and `.md`) or a JSONL file with `text`, several times:
//! stage by stage on one thread, whole on one thread, whole on all threads, and whole with storing in a new record. It
//! prints documents, megabytes and words a second, with the peak memory of each run, and adds the lines to
//! `crates/lab/results/timings.csv`. Documents are taken in batches, so that a large corpus need not fit in memory; the
//! time of loading them counts in the runs that store, as it does for a user, and not in the others.
//! Options: `--limit N` documents, `--threads N`, `--date YYYY-MM-DD` (today if left out), `--note WORDS`, `--no-csv`.
//! Not useful for comparing machines, nor for runs made while the machine does something else.

mod corpus;

use crate::score::Options;
use corpus::Corpus;
use rayon::prelude::*;
use reader::{Document, Knowledge, Reading, attribution, language, meaning, structure, text};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Documents a batch: enough to keep all threads busy, few enough to stay small in memory.
const BATCH: usize = 128;

/// What one run took.
struct Run {
    name: &'static str,
    threads: usize,
    documents: usize,
    bytes: usize,
    words: usize,
    statements: usize,
    time: Duration,
    peak: Option<u64>,
}

/// Runs the measurement.
///
/// # Errors
/// A message that says which path or option is missing or cannot be read.
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data", "limit", "threads", "date", "note", "tier"], &["no-csv"])?;
    let path = options.path("data")?.ok_or("time needs --data PATH: a folder of texts, or a JSONL file with `text`")?;
    let number = |name: &str, default: usize| match options.value(name) {
        None => Ok(default),
        Some(value) => value.parse().map_err(|_| format!("--{name} {value}: not a number")),
    };
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let (limit, threads) = (number("limit", usize::MAX)?, number("threads", cores)?.max(1));
    let date = match options.value("date") {
        Some(date) => date.to_owned(),
        None => today(),
    };

    // What runs on this thread runs on it alone, so that the figures of one thread are those of one core.
    let fault = |error: rayon::ThreadPoolBuildError| error.to_string();
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().map_err(fault)?;
    let started = Instant::now();
    let knowledge = options.knowledge()?;
    println!("knowledge loaded in {:.1} ms; {cores} cores", started.elapsed().as_secs_f64() * 1000.0);
    println!("{:<12} threads documents      MB     words   docs/s    MB/s   words/s  peak MB  statements", "run");

    let corpus = Corpus::find(&path, limit)?;
    let mut runs = stages(&corpus, &knowledge)?;
    runs.push(whole(&corpus, &knowledge, 1)?);
    if threads > 1 {
        runs.push(whole(&corpus, &knowledge, threads)?);
    }
    runs.push(storing(&corpus, &knowledge, threads)?);
    if !options.has("no-csv") {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        append(&runs, &[date, name, cores.to_string(), options.value("note").unwrap_or("").replace(',', ";")])?;
    }
    Ok(())
}

/// Each stage on one thread.
fn stages(corpus: &Corpus, knowledge: &Knowledge) -> Result<Vec<Run>, String> {
    const NAMES: [&str; 5] = ["text", "structure", "language", "attribution", "meaning"];
    forget_peak();
    let mut spent = [Duration::ZERO; NAMES.len()];
    let mut total = Run::new("", 1);
    corpus.batches(BATCH, |batch| {
        for document in &batch {
            let mut lap = Instant::now();
            let mut stage = 0;
            let mut done = || {
                spent[stage] += lap.elapsed();
                stage += 1;
                lap = Instant::now();
            };
            let (text, mut notes) = text::clean(document);
            done();
            let structure = structure::divide(document, &text, knowledge, &mut notes);
            done();
            let language = language::describe(&text, &structure, knowledge);
            done();
            let attributions = attribution::find(&text, &structure, &language, knowledge);
            done();
            let meaning = meaning::interpret(document, &text, &structure, &language, attributions, knowledge);
            done();
            total.count(document, meaning.statements.len());
        }
        Ok(())
    })?;
    let peak = peak();
    let runs: Vec<Run> =
        NAMES.iter().zip(spent).map(|(name, time)| Run { name, time, peak, ..Run::same(&total) }).collect();
    runs.iter().for_each(Run::show);
    Ok(runs)
}

/// The whole reading, with documents in memory and nothing stored.
fn whole(corpus: &Corpus, knowledge: &Knowledge, threads: usize) -> Result<Run, String> {
    forget_peak();
    let mut run = Run::new("read", threads);
    corpus.batches(BATCH, |batch| {
        let started = Instant::now();
        let readings = read_all(&batch, knowledge, threads);
        run.time += started.elapsed();
        batch.iter().zip(&readings).for_each(|(document, reading)| run.count(document, reading.statements.len()));
        Ok(())
    })?;
    run.peak = peak();
    run.show();
    Ok(run)
}

/// What a user waits for: loading, reading on all threads, storing.
fn storing(corpus: &Corpus, knowledge: &Knowledge, threads: usize) -> Result<Run, String> {
    let path = std::env::temp_dir().join(format!("lab-time-{}.onrecord", std::process::id()));
    let remove = || {
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            std::fs::remove_file(name).ok();
        }
    };
    remove();
    forget_peak();
    let mut run = Run::new("add", threads);
    let started = Instant::now();
    let fault = |error: record::Error| format!("{}: {error:?}", path.display());
    let mut record = record::Record::open(&path).map_err(fault)?;
    let result = corpus.batches(BATCH, |batch| {
        let readings = read_all(&batch, knowledge, threads);
        batch.iter().zip(&readings).for_each(|(document, reading)| run.count(document, reading.statements.len()));
        let pairs: Vec<(Document, Reading)> = batch.into_iter().zip(readings).collect();
        record.add(&pairs).map(|_| ()).map_err(fault)
    });
    run.time = started.elapsed();
    drop(record);
    remove();
    result?;
    run.peak = peak();
    run.show();
    Ok(run)
}

/// The readings of a batch in its order, on so many threads.
fn read_all(batch: &[Document], knowledge: &Knowledge, threads: usize) -> Vec<Reading> {
    let read = |document: &Document| reader::read(document, knowledge);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) if threads > 1 => pool.install(|| batch.par_iter().map(read).collect()),
        _ => batch.iter().map(read).collect(),
    }
}

impl Run {
    fn new(name: &'static str, threads: usize) -> Run {
        Run { name, threads, documents: 0, bytes: 0, words: 0, statements: 0, time: Duration::ZERO, peak: None }
    }

    fn same(other: &Run) -> Run {
        Run { ..*other }
    }

    fn count(&mut self, document: &Document, statements: usize) {
        self.documents += 1;
        self.bytes += document.bytes.len();
        let is_blank = |pair: &[u8]| pair[0].is_ascii_whitespace() && !pair[1].is_ascii_whitespace();
        let starts = document.bytes.first().is_some_and(|first| !first.is_ascii_whitespace());
        self.words += document.bytes.windows(2).filter(|pair| is_blank(pair)).count() + usize::from(starts);
        self.statements += statements;
    }

    fn a_second(&self, amount: f64) -> f64 {
        amount / self.time.as_secs_f64().max(1e-9)
    }

    fn megabytes(&self) -> f64 {
        self.bytes as f64 / 1e6
    }

    fn show(&self) {
        println!(
            "{:<12} {:>7} {:>9} {:>7.1} {:>9} {:>8.0} {:>7.2} {:>9.0} {:>8} {:>11}",
            self.name,
            self.threads,
            self.documents,
            self.megabytes(),
            self.words,
            self.a_second(self.documents as f64),
            self.a_second(self.megabytes()),
            self.a_second(self.words as f64),
            self.peak.map_or("-".to_owned(), |peak| (peak / 1000).to_string()),
            self.statements
        );
    }

    fn row(&self) -> String {
        format!(
            "{},{},{},{:.2},{},{:.2},{:.1},{:.3},{:.0},{}",
            self.name,
            self.threads,
            self.documents,
            self.megabytes(),
            self.words,
            self.time.as_secs_f64(),
            self.a_second(self.documents as f64),
            self.a_second(self.megabytes()),
            self.a_second(self.words as f64),
            self.peak.map_or(String::new(), |peak| (peak / 1000).to_string()),
        )
    }
}

fn append(runs: &[Run], first: &[String]) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/timings.csv");
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let is_new = !path.exists();
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&path).map_err(fault)?;
    if is_new {
        let head = "date,data,cores,note,run,threads,documents,mb,words,seconds,documents_s,mb_s,words_s,peak_mb";
        writeln!(file, "{head}").map_err(fault)?;
    }
    for run in runs {
        writeln!(file, "{},{}", first.join(","), run.row()).map_err(fault)?;
    }
    Ok(())
}

/// The most memory that the process held since `forget_peak`, in kilobytes; `None` where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok())
}

/// Starts the count of `peak` anew (Linux; elsewhere nothing happens).
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").ok();
}

/// Today's date (UTC) as the calendar prints it, from the days since 1970 (Hinnant's civil-from-days).
fn today() -> String {
    let seconds = std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    civil(seconds / 86_400)
}

fn civil(days: u64) -> String {
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, late) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + late)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_since_1970_are_dates() {
        assert_eq!(civil(0), "1970-01-01");
        assert_eq!(civil(11_016), "2000-02-29");
        assert_eq!(civil(20_375), "2025-10-14");
    }
}
