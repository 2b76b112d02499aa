//! What went wrong with the record: where, what, what to do?
//!
//! SQLite's codes become the few cases that a user can act on. Not useful for wording: the program words them.

use std::path::{Path, PathBuf};

/// What went wrong with the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// There is no record at this path.
    Missing(PathBuf),
    /// The file is no record.
    NotARecord(PathBuf),
    /// A newer version of the program wrote it.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version this program knows.
        known: i64,
    },
    /// Another process is writing.
    Locked(PathBuf),
    /// The disk is full.
    DiskFull(PathBuf),
    /// No statement or document has this id.
    NoSuchId(String),
    /// A correction that cannot be: the message says why.
    BadCorrection(String),
    /// Stored data does not fit together: run `onrecord doctor`.
    Damaged(String),
    /// Anything else SQLite or the system reports.
    Other(String),
}

/// A result of the record.
pub type Result<T> = std::result::Result<T, Error>;

/// Says which record an error of SQLite is about.
pub(crate) trait At<T> {
    /// The result with the error as the record tells it.
    fn at(self, path: &Path) -> Result<T>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|error| told(path, &error))
    }
}

/// An error of SQLite about the record at `path`.
pub(crate) fn told(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked(path.to_owned()),
        Some(ErrorCode::DiskFull) => Error::DiskFull(path.to_owned()),
        Some(ErrorCode::NotADatabase) => Error::NotARecord(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged(format!("{}: {error}", path.display())),
        _ => Error::Other(format!("{}: {error}", path.display())),
    }
}
