//! What went wrong, where, and what can be done?
//!
//! One type for everything that ends a command, with its exit code: 2 usage, 3 input, 4 record. What concerns one file
//! of many is no fault: it is told and the rest goes on (see `intake`).

use std::fmt;

/// Why a command ended.
#[derive(Debug)]
pub enum Fault {
    /// The command line makes no sense.
    Usage(String),
    /// Something could not be read.
    Input(String),
    /// The record cannot be used.
    Record(record::Error),
    /// The answer could not be written.
    Output(std::io::Error),
}

/// A result of a command.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// 2 usage, 3 input or output, 4 record.
    pub fn exit_code(&self) -> u8 {
        match self {
            Fault::Usage(_) => 2,
            Fault::Input(_) | Fault::Output(_) => 3,
            Fault::Record(_) => 4,
        }
    }

    /// Whether whoever read the answer went away (`| head`), which is no fault.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Fault::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Usage(message) | Fault::Input(message) => formatter.write_str(message),
            Fault::Record(error) => record(formatter, error),
            Fault::Output(error) => {
                write!(formatter, "the answer could not be written: {error}; is the disk full or the file closed?")
            }
        }
    }
}

/// Where, what, what to do.
fn record(formatter: &mut fmt::Formatter<'_>, error: &record::Error) -> fmt::Result {
    use record::Error;
    match error {
        Error::Missing(path) => {
            let path = path.display();
            write!(
                formatter,
                "{path}: there is no record here; make one with `onrecord add PATH… --record {path}`, or name another \
                 with --record"
            )
        }
        Error::NotARecord(path) => {
            write!(formatter, "{}: this file is no record of onrecord; name another with --record", path.display())
        }
        Error::Newer { path, found, known } => write!(
            formatter,
            "{}: a newer version of onrecord wrote this record (format {found}, this program knows up to {known}); \
             install the newer version; the file was left as it is",
            path.display()
        ),
        Error::Locked(path) => write!(
            formatter,
            "{}: another program is writing to this record; wait until it has ended and give the same command again",
            path.display()
        ),
        Error::DiskFull(path) => write!(
            formatter,
            "{}: the disk is full; what was kept before is safe; make room and give the same command again",
            path.display()
        ),
        Error::NoSuchId(id) => write!(
            formatter,
            "{id}: the record holds nothing with this id; `onrecord statements`, `onrecord people` and `onrecord search` \
             show ids"
        ),
        Error::BadCorrection(message) => write!(formatter, "the correction was not kept: {message}"),
        Error::Damaged(message) => {
            write!(formatter, "the record is damaged: {message}; `onrecord doctor` says what and where")
        }
        Error::Other(message) => write!(formatter, "the record could not be used: {message}"),
    }
}

impl From<record::Error> for Fault {
    fn from(error: record::Error) -> Fault {
        Fault::Record(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Output(error)
    }
}
