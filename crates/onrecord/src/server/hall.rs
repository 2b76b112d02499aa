//! What do all requests share?
//!
//! Where the record lies, connections that wait for the next request, the links of the record as it is now, and the secret
//! that forms of this process carry. Useful for the server only; commands open the record for themselves.

use record::Record;
use record::links::Links;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Connections that wait at most; more are closed after their request.
const IDLE: usize = 8;

/// What all requests share.
pub struct Hall {
    path: PathBuf,
    idle: Mutex<Vec<Record>>,
    links: Mutex<Option<(i64, Arc<Links>)>>,
    /// What a form of a page has to send back.
    pub token: String,
}

impl Hall {
    /// The hall of the record at this path.
    pub fn new(path: PathBuf) -> Hall {
        // Two keys of the system's random numbers: nobody outside can know them.
        let half = || RandomState::new().hash_one(std::process::id());
        let token = format!("{:016x}{:016x}", half(), half());
        Hall { path, idle: Mutex::default(), links: Mutex::default(), token }
    }

    /// Asks the record with a connection that waits, or a new one.
    pub fn with<T>(&self, ask: impl FnOnce(&Record) -> record::Result<T>) -> record::Result<T> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let record = match waiting {
            Some(record) => record,
            None => Record::open_existing(&self.path)?,
        };
        let answer = ask(&record);
        // What failed may have failed because of the connection.
        if answer.is_ok() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < IDLE {
                idle.push(record);
            }
        }
        answer
    }

    /// Opens the record for writing; it exists.
    pub fn writable(&self) -> record::Result<Record> {
        drop(Record::open_existing(&self.path)?);
        Record::open(&self.path)
    }

    /// The links of the record as it is now.
    pub fn links(&self, record: &Record) -> record::Result<Arc<Links>> {
        let generation = record.generation()?;
        let known = self.links.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, links)) = known.filter(|known| known.0 == generation) {
            return Ok(links);
        }
        let links = Arc::new(record.links()?);
        *self.links.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, Arc::clone(&links)));
        Ok(links)
    }
}
