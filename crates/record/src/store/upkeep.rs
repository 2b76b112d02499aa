//! How is the file copied, made small and freed of what was removed?
//!
//! A copy is of one moment, also while somebody writes, and stands under its name only when it is whole. What was removed
//! is overwritten: in the tables, in the indexes of words, in the file beside the record. Not useful for whole documents:
//! those are `keep`'s.

use super::Store;
use crate::error::{At, Error, Result};
use rusqlite::Connection;
use std::path::Path;

/// Copies the record to a file that does not exist yet.
pub(crate) fn backup(store: &Store, to: &Path) -> Result<()> {
    let shown = to.display();
    let failed = |error: &std::io::Error| Error::Other(format!("{shown}: the copy cannot be made: {error}"));
    if to.exists() {
        return Err(Error::Other(format!("{shown}: there is such a file already; name another")));
    }
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    // What an interrupted copy has left.
    if part.exists() {
        std::fs::remove_file(part).map_err(|error| failed(&error))?;
    }
    // Copying changes nothing, but a connection that only reads may not do it.
    let connection = &store.connection;
    connection.pragma_update(None, "query_only", false).at(&store.path)?;
    let copied = connection.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(|error| {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DiskFull) => Error::DiskFull(to.to_owned()),
            Some(CannotOpen) => Error::Other(format!("{shown}: the copy cannot be made there; name another folder")),
            Some(SystemIoFailure) => Error::Other(format!("{shown}: the copy cannot be written: {error}")),
            _ => crate::error::told(&store.path, &error),
        }
    });
    connection.pragma_update(None, "query_only", true).at(&store.path)?;
    let done = copied.and_then(|_| {
        let file = std::fs::File::open(part).and_then(|file| file.sync_all());
        file.and_then(|()| std::fs::rename(part, to)).map_err(|error| failed(&error))
    });
    if done.is_err() {
        let _ = std::fs::remove_file(part);
    }
    done
}

/// Makes the file as small as it can be. Gives its bytes before and after.
pub(crate) fn compact(store: &mut Store) -> Result<(u64, u64)> {
    let size = |store: &Store| std::fs::metadata(&store.path).map_or(0, |found| found.len());
    empty_wal(store)?;
    let before = size(store);
    optimize(&store.connection).at(&store.path)?;
    store.connection.execute_batch("VACUUM").at(&store.path)?;
    empty_wal(store)?;
    Ok((before, size(store)))
}

/// Joins the indexes of words: only then the words of what was removed are gone from them.
pub(crate) fn optimize(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT INTO statement_words (statement_words) VALUES ('optimize');
         INSERT INTO document_words (document_words) VALUES ('optimize');",
    )
}

/// Writes what is beside the record into it and empties the file beside it; `false` where somebody still reads from there.
pub(crate) fn empty_wal(store: &Store) -> Result<bool> {
    let busy: i64 =
        store.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).at(&store.path)?;
    Ok(busy == 0)
}
