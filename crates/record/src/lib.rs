//! Readings kept in one searchable, linked file.
//!
//! Documents and users' corrections are ground state; everything else can be recomputed (`Record::reread`). The only
//! crate that touches stored data.

use reader::document::Document;
use reader::{Knowledge, Reading};
use std::path::{Path, PathBuf};

/// What went wrong with the record: where, what, what to do.
#[derive(Debug)]
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

/// What `add` did with one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It was held already.
    Held,
}

/// A document as the record holds it, with its reading, corrections applied.
#[derive(Debug, Clone)]
pub struct Held {
    /// 16 hexadecimal digits, `Document::id`.
    pub id: String,
    /// The ground state.
    pub document: Document,
    /// What was read, with the users' corrections.
    pub reading: Reading,
    /// Record-wide person id of each speaker, parallel to `reading.speakers`; `None` where the speaker is nobody in
    /// particular.
    pub persons: Vec<Option<String>>,
    /// The corrections, oldest first.
    pub corrections: Vec<Correction>,
}

/// One line of a list of documents.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentSummary {
    /// 16 hexadecimal digits.
    pub id: String,
    /// Where it came from.
    pub path: String,
    /// `DocumentKind` as printed.
    pub kind: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO dates; `None` where open.
    pub published: (Option<String>, Option<String>),
    /// How many statements it holds.
    pub statements: u64,
}

/// One line of a list of statements; everything else comes with `Record::document`.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// `DOCUMENT:sN`.
    pub id: String,
    /// The document.
    pub document: String,
    /// Index in `reading.statements`.
    pub number: usize,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// Record-wide person id.
    pub person: Option<String>,
    /// The content's words.
    pub content: String,
    /// `Certainty` as printed.
    pub certainty: String,
    /// `Form` as printed.
    pub form: String,
    /// ISO dates; `None` where open.
    pub said: (Option<String>, Option<String>),
    /// Who published the document.
    pub outlet: Option<String>,
    /// The document's title, else its path.
    pub title: String,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Best first.
    pub rows: Vec<StatementRow>,
    /// How many there are in all.
    pub total: u64,
    /// How the query was understood, for people.
    pub understood: String,
    /// Why there is nothing, or what was left out of the query; empty if all went as asked.
    pub remarks: Vec<String>,
    /// Documents whose text holds the words, where no statement does: id and title or path.
    pub documents: Vec<(String, String)>,
}

/// One person, organization or place of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// Record-wide id.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// `SpeakerKind` as printed.
    pub kind: String,
    /// Other names under which the person is printed.
    pub names: Vec<String>,
    /// Titles as printed, with the first and last ISO day on which each was seen, where known.
    pub titles: Vec<(String, Option<String>, Option<String>)>,
    /// In how many documents.
    pub documents: u64,
    /// How many statements.
    pub statements: u64,
}

/// How much the record holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents.
    pub documents: u64,
    /// Documents that are transcripts.
    pub transcripts: u64,
    /// Statements.
    pub statements: u64,
    /// Statements without a speaker.
    pub without_speaker: u64,
    /// Statements without any date.
    pub without_date: u64,
    /// Questions.
    pub questions: u64,
    /// People, organizations and places.
    pub people: u64,
    /// Documents that hold no statement.
    pub silent: u64,
}

/// A user's word on one field of one statement; it outranks what was read and survives `reread`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// `DOCUMENT:sN` when it was made.
    pub statement: String,
    /// `Field` as printed: `speaker`, `certainty`, `negated`, `said`, or `statement` (value `wrong`: no attribution).
    pub field: String,
    /// The new value as printed in JSON; empty for null.
    pub value: String,
    /// Who said so, and why; may be empty.
    pub note: String,
}

/// What `doctor` found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkup {
    /// What was checked and how many, for people.
    pub checked: Vec<String>,
    /// What is wrong: where, what, what to do. Empty if the record is sound.
    pub faults: Vec<String>,
}

/// One record: a file.
pub struct Record {
    path: PathBuf,
}

#[allow(unused_variables, clippy::todo)]
impl Record {
    /// Opens the record at `path` for writing, making it if there is none and migrating an older one.
    pub fn open(path: &Path) -> Result<Record> {
        todo!()
    }

    /// Opens the record at `path` for reading; it must exist.
    pub fn open_existing(path: &Path) -> Result<Record> {
        todo!()
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a document with this id is held.
    pub fn holds(&self, id: &str) -> Result<bool> {
        todo!()
    }

    /// Keeps documents with what was read from them: all of the batch in one transaction, or nothing.
    pub fn add(&mut self, batch: &[(Document, Reading)]) -> Result<Vec<Added>> {
        todo!()
    }

    /// How much it holds.
    pub fn totals(&self) -> Result<Totals> {
        todo!()
    }

    /// Every document, by path, then id.
    pub fn documents(&self) -> Result<Vec<DocumentSummary>> {
        todo!()
    }

    /// One document with its reading, corrections applied.
    pub fn document(&self, id: &str) -> Result<Held> {
        todo!()
    }

    /// Statements that answer `query` (see docs/query-language.md); never a query error. An empty query lists all, in
    /// order of said, document, number.
    pub fn search(&self, query: &str, offset: u64, limit: u64) -> Result<Found> {
        todo!()
    }

    /// Everybody whose name holds `name` (any case, any order of words), most statements first.
    pub fn people(&self, name: &str, offset: u64, limit: u64) -> Result<(u64, Vec<PersonRow>)> {
        todo!()
    }

    /// Keeps a correction.
    pub fn correct(&mut self, correction: Correction) -> Result<()> {
        todo!()
    }

    /// Reads every document again with this knowledge and carries the corrections over by their words. `progress` is
    /// told (done, all) and answers whether to go on.
    pub fn reread(&mut self, knowledge: &Knowledge, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<u64> {
        todo!()
    }

    /// Checks every hash and span.
    pub fn check(&self) -> Result<Checkup> {
        todo!()
    }
}
