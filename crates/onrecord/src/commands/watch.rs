//! How does a folder stay in the record?
//!
//! The folder is looked at again and again: what is new or has changed is added as soon as it rests. What is held already is
//! known by its content, so a new start adds nothing twice. A record that somebody else is writing to, or a full disk, is
//! told and tried again. Ends on Ctrl-C or a request to end, with the batch in hand kept.

use super::add::{Adder, Tally, is_stopped, stop_on_interrupt};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::terminal::tell;
use crate::intake::meta;
use crate::intake::sources::{Source, Sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// A file that was not touched for so long is taken at the first look.
const REST: Duration = Duration::from_secs(2);

/// How often a request to end is looked for.
const BLINK: Duration = Duration::from_millis(50);

/// What of a file shows that it has changed: size and time, its own and its sidecar's.
type Look = [Option<(u64, SystemTime)>; 2];

/// `onrecord watch DIR`.
pub fn watch(asked: &Asked) -> Result<u8> {
    let folder = PathBuf::from(asked.words("folder"));
    if !folder.is_dir() {
        return Err(Fault::Input(format!("{}: there is no such folder; make it, or name another", folder.display())));
    }
    let shared = match asked.meta() {
        Some(path) => meta::read(&path).map_err(Fault::Input)?,
        None => reader::Given::default(),
    };
    let every = Duration::from_secs(asked.number("every").max(1));
    let mut adder = Adder::open(asked)?;
    stop_on_interrupt();
    tell(&format!("watching {}; Ctrl-C ends", folder.display()));
    let (mut taken, mut before) = (BTreeMap::new(), BTreeMap::new());
    while !is_stopped() {
        let now = look(&folder);
        let ready = |path: &PathBuf, look: &Look| {
            taken.get(path) != Some(look) && (before.get(path) == Some(look) || is_at_rest(look))
        };
        let paths: Vec<PathBuf> =
            now.iter().filter(|(path, look)| ready(path, look)).map(|(path, _)| path.clone()).collect();
        if !paths.is_empty() {
            let sources = paths.iter().cloned().map(Source::Path).collect();
            let sources = Sources::new(sources, shared.clone(), asked.columns()?, asked.number("max-bytes"));
            let mut tally = Tally::new(None);
            match adder.take(sources, &mut tally) {
                Ok(_) => taken.extend(paths.into_iter().filter_map(|path| now.get(&path).map(|look| (path, *look)))),
                Err(Fault::Record(error @ (record::Error::Locked(_) | record::Error::DiskFull(_)))) => {
                    tell(&format!("{}; tried again in {} s", Fault::Record(error), every.as_secs()));
                }
                Err(fault) => return Err(fault),
            }
            if !tally.is_empty() {
                tally.print(asked)?;
            }
        }
        // A file that comes back is looked at again.
        taken.retain(|path, _| now.contains_key(path));
        before = now;
        let since = Instant::now();
        while !is_stopped() && since.elapsed() < every {
            std::thread::sleep(BLINK);
        }
    }
    Ok(0)
}

/// Every file of the folder with how it looks.
fn look(folder: &Path) -> BTreeMap<PathBuf, Look> {
    let files = walkdir::WalkDir::new(folder).follow_links(true).into_iter();
    let is_shown =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let files = files.filter_entry(is_shown).flatten().filter(|entry| entry.file_type().is_file());
    let documents = files.filter(|entry| !entry.file_name().to_string_lossy().ends_with(meta::SIDECAR));
    let state = |path: &Path| {
        let found = std::fs::metadata(path).ok()?;
        Some((found.len(), found.modified().ok()?))
    };
    let looked = documents.map(|entry| {
        let path = entry.into_path();
        let look = [state(&path), state(&meta::sidecar(&path))];
        (path, look)
    });
    looked.collect()
}

/// Whether nobody has touched the file for a while.
fn is_at_rest(look: &Look) -> bool {
    let is_old = |time: &SystemTime| time.elapsed().is_ok_and(|age| age >= REST);
    look.iter().flatten().all(|(_, time)| is_old(time))
}
