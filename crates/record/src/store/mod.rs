//! How do documents and statements lie on disk?
//!
//! One SQLite file in WAL mode: a document and all that was read from it are written in one transaction, so whatever ends
//! the process leaves whole documents only. `schema` has the tables, `form` the stored form of a reading, `keep` writes,
//! `fetch` gives back, `linked` keeps the links, `upkeep` copies the file and makes it small. Useful as the only place that
//! knows SQL about ground state; not useful for queries (`query`).

pub(crate) mod fetch;
pub(crate) mod form;
pub(crate) mod keep;
pub(crate) mod linked;
mod schema;
pub(crate) mod upkeep;

use crate::error::{At, Error, Result, told};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So long a command waits for another one that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The open file of a record.
pub(crate) struct Store {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// The connection; every statement text is cached in it.
    pub(crate) connection: Connection,
}

impl Store {
    /// Opens for writing, makes the file if there is none, and brings an older schema up to date.
    pub(crate) fn open(path: &Path) -> Result<Store> {
        let is_new = !looks_like_sqlite(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(|error| not_opened(path, &error))?;
        connection.busy_timeout(PATIENCE).at(path)?;
        if !is_new {
            check_version(&connection, path)?;
        }
        // Full: a commit outlives a power cut, not only a kill.
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
            .at(path)?;
        migrate(&mut connection, path)?;
        Ok(Store::ready(path, connection))
    }

    /// Opens for reading; the file must exist. Nothing is written, and a folder that cannot be written to is no hindrance.
    pub(crate) fn open_existing(path: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        if !looks_like_sqlite(path)? {
            return Err(Error::Missing(path.to_owned()));
        }
        // The files beside a record in WAL mode are made by whoever opens it, so a reader opens as a writer if it may.
        let writable = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let readable = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, writable)
            .or_else(|_| Connection::open_with_flags(path, readable))
            .map_err(|error| not_opened(path, &error))?;
        connection.busy_timeout(PATIENCE).at(path)?;
        let mut version = check_version(&connection, path);
        if version.is_err() && !beside(path, "-wal").exists() {
            // Where no file can be made beside it, a record that nobody is writing is read as it lies.
            let name = format!("file:{}?immutable=1", escaped(path));
            if let Ok(still) = Connection::open_with_flags(name, readable | OpenFlags::SQLITE_OPEN_URI)
                && let Ok(found) = check_version(&still, path)
            {
                (connection, version) = (still, Ok(found));
            }
        }
        match version? {
            0 => return Err(Error::Missing(path.to_owned())),
            // An older record is brought up to date by whoever opens it first.
            older if older < schema::VERSION => {
                drop(connection);
                return Store::open(path);
            }
            _ => {}
        }
        connection.execute_batch("PRAGMA query_only = ON;").at(path)?;
        Ok(Store::ready(path, connection))
    }

    fn ready(path: &Path, connection: Connection) -> Store {
        connection.set_prepared_statement_cache_capacity(64);
        Store { path: path.to_owned(), connection }
    }
}

/// Whether the file begins as SQLite files do; `false` if there is none or it is empty.
///
/// # Errors
/// `NotARecord` for any other file, however short: SQLite itself would take a file of one byte for an empty database.
fn looks_like_sqlite(path: &Path) -> Result<bool> {
    let Ok(mut file) = std::fs::File::open(path) else { return Ok(false) };
    let mut head = [0u8; 16];
    let mut length = 0;
    while let Ok(read @ 1..) = std::io::Read::read(&mut file, &mut head[length..]) {
        length += read;
    }
    match length {
        0 => Ok(false),
        16 if head == *b"SQLite format 3\0" => Ok(true),
        _ => Err(Error::NotARecord(path.to_owned())),
    }
}

/// The file beside a record with this ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(ending);
    name.into()
}

/// A path as part of a `file:` address.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn not_opened(path: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => {
            let what = if path.is_dir() { "this is a folder" } else { "the file cannot be opened or made here" };
            Error::Other(format!("{}: {what}; name a file in a folder that you may write to", path.display()))
        }
        _ => told(path, error),
    }
}

fn number(connection: &Connection, path: &Path, pragma: &str) -> Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0)).at(path)
}

/// The schema version of a record; an error if the file is none or if a newer program wrote it.
fn check_version(connection: &Connection, path: &Path) -> Result<i64> {
    let application = number(connection, path, "application_id")?;
    let version = number(connection, path, "user_version")?;
    if application != schema::APPLICATION {
        // A killed first start leaves a file without tables: that is a record in the making.
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).at(path)?;
        return if application == 0 && version == 0 && tables == 0 {
            Ok(0)
        } else {
            Err(Error::NotARecord(path.to_owned()))
        };
    }
    if version > schema::VERSION {
        return Err(Error::Newer { path: path.to_owned(), found: version, known: schema::VERSION });
    }
    Ok(version)
}

/// Runs the steps that are missing, each in a transaction of its own.
fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    loop {
        if check_version(connection, path)? == schema::VERSION {
            return Ok(());
        }
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).at(path)?;
        // Another process may have done the step while this one waited.
        let version = check_version(&transaction, path)?;
        let done = usize::try_from(version).unwrap_or(usize::MAX);
        if let Some(step) = schema::STEPS.get(done) {
            transaction.execute_batch(step).at(path)?;
            transaction.pragma_update(None, "application_id", schema::APPLICATION).at(path)?;
            transaction.pragma_update(None, "user_version", version + 1).at(path)?;
        }
        transaction.commit().at(path)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_record_has_the_newest_schema_and_opens_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.onrecord");
        assert_eq!(Store::open_existing(&path).err(), Some(Error::Missing(path.clone())));
        drop(Store::open(&path).unwrap());
        let store = Store::open_existing(&path).unwrap();
        assert_eq!(number(&store.connection, &path, "user_version").unwrap(), schema::VERSION);
        assert!(store.connection.execute("DELETE FROM documents", []).is_err(), "reading must not write");
    }

    #[test]
    fn a_record_of_an_older_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        for version in 1..schema::VERSION {
            let path = folder.path().join(format!("{version}.onrecord"));
            let older = Connection::open(&path).unwrap();
            for step in &schema::STEPS[..version as usize] {
                older.execute_batch(step).unwrap();
            }
            older.pragma_update(None, "application_id", schema::APPLICATION).unwrap();
            older.pragma_update(None, "user_version", version).unwrap();
            drop(older);
            let store = Store::open(&path).unwrap();
            assert_eq!(number(&store.connection, &path, "user_version").unwrap(), schema::VERSION);
            drop(store);
            let store = Store::open_existing(&path).unwrap();
            assert_eq!(linked::links(&store), Ok(crate::links::Links::default()), "version {version}");
        }
    }

    #[test]
    fn a_record_from_a_newer_version_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.onrecord");
        Store::open(&path).unwrap().connection.pragma_update(None, "user_version", 99).unwrap();
        let newer = Error::Newer { path: path.clone(), found: 99, known: schema::VERSION };
        assert_eq!(Store::open(&path).err(), Some(newer.clone()));
        assert_eq!(Store::open_existing(&path).err(), Some(newer));
    }

    #[test]
    fn other_files_are_no_records() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text");
        std::fs::write(&text, "Good afternoon, everybody. ".repeat(100)).unwrap();
        let other = folder.path().join("other.sqlite");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE notes (text)").unwrap();
        let tiny = folder.path().join("tiny");
        std::fs::write(&tiny, "x").unwrap();
        for path in [text, other, tiny.clone()] {
            assert_eq!(Store::open(&path).err(), Some(Error::NotARecord(path.clone())));
            assert_eq!(Store::open_existing(&path).err(), Some(Error::NotARecord(path.clone())));
        }
        assert!(matches!(Store::open(folder.path()).err(), Some(Error::Other(_))));
        assert_eq!(std::fs::read(&tiny).unwrap(), b"x", "a file of somebody's is left as it is");
    }

    #[test]
    fn an_empty_file_becomes_a_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.onrecord");
        std::fs::write(&path, "").unwrap();
        assert_eq!(Store::open_existing(&path).err(), Some(Error::Missing(path.clone())), "reading makes no record");
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
        assert!(Store::open(&path).is_ok());
        assert!(Store::open_existing(&path).is_ok());
    }
}
