//! Readings kept in one searchable, linked file.
//!
//! Documents and users' corrections are ground state; everything else can be recomputed (`Record::reread`). The only
//! crate that touches stored data.

mod check;
mod corrections;
mod error;
pub mod links;
mod people;
mod query;
mod store;
mod versions;

pub use check::Checkup;
pub use corrections::{Correction, is_wrong};
pub use error::{Error, Result};
pub use people::{Identity, KeptIdentity, PersonRow};
pub use query::{Facets, Found, Lacking, Listed, QuotesChecked, StatementRow, Unchecked};
pub use store::fetch::{DocumentSummary, Held, Totals};
pub use store::keep::Added;
pub use versions::Change;

use jiff::civil::Date;
use reader::document::Document;
use reader::{Knowledge, Reading};
use std::path::Path;
use store::{Store, fetch, keep, linked, upkeep};

/// One record: a file.
pub struct Record {
    store: Store,
}

impl Record {
    /// Opens the record at `path` for writing, making it if there is none and migrating an older one.
    pub fn open(path: &Path) -> Result<Record> {
        Ok(Record { store: Store::open(path)? })
    }

    /// Opens the record at `path` for reading; it must exist.
    pub fn open_existing(path: &Path) -> Result<Record> {
        Ok(Record { store: Store::open_existing(path)? })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.store.path
    }

    /// Whether a document with this id is held.
    pub fn holds(&self, id: &str) -> Result<bool> {
        fetch::holds(&self.store, id)
    }

    /// Keeps documents with what was read from them: all of the batch in one transaction, or nothing.
    pub fn add(&mut self, batch: &[(Document, Reading)]) -> Result<Vec<Added>> {
        keep::add(&mut self.store, batch)
    }

    /// How much it holds.
    pub fn totals(&self) -> Result<Totals> {
        fetch::totals(&self.store)
    }

    /// Every document, by path, then id.
    pub fn documents(&self) -> Result<Vec<DocumentSummary>> {
        fetch::summaries(&self.store)
    }

    /// One document with its reading, corrections applied.
    pub fn document(&self, id: &str) -> Result<Held> {
        fetch::held(&self.store, id)
    }

    /// Statements that answer `query` (see docs/query-language.md); never a query error. An empty query lists all, in
    /// order of said, document, number.
    pub fn search(&self, query: &str, offset: u64, limit: u64) -> Result<Found> {
        query::search::search(&self.store, query, offset, limit)
    }

    /// As `search`, but handed on one by one, all of one moment: for lists of any length. `take` says whether to go on.
    pub fn each(&self, query: &str, offset: u64, limit: u64, take: &mut dyn FnMut(Listed) -> bool) -> Result<()> {
        query::search::each(&self.store, query, offset, limit, take)
    }

    /// How the statements that answer a query divide by person, outlet, month, certainty and form.
    pub fn facets(&self, query: &str) -> Result<Facets> {
        query::facets::facets(&self.store, query)
    }

    /// A number that changes with every change of what the record tells.
    pub fn generation(&self) -> Result<i64> {
        query::lists::generation(&self.store)
    }

    /// The documents that are off the record, sorted.
    pub fn off_record(&self) -> Result<Vec<String>> {
        query::lists::off_record(&self.store)
    }

    /// Every document by path, then id, from `offset`, at most `limit`.
    pub fn documents_from(&self, offset: u64, limit: u64) -> Result<Vec<DocumentSummary>> {
        query::lists::by_path(&self.store, offset, limit)
    }

    /// Documents in the order of their arrival, the last first.
    pub fn lately(&self, offset: u64, limit: u64) -> Result<Vec<DocumentSummary>> {
        query::lists::lately(&self.store, offset, limit)
    }

    /// Documents with questions, the latest day first, and how many there are.
    pub fn asked(&self, offset: u64, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
        query::lists::asked(&self.store, offset, limit)
    }

    /// Documents in which no statement was found, and how many there are.
    pub fn silent(&self, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
        query::lists::silent(&self.store, limit)
    }

    /// Transcripts whose day is not settled, and how many there are.
    pub fn undated_transcripts(&self, limit: u64) -> Result<(u64, Vec<DocumentSummary>)> {
        query::lists::undated_transcripts(&self.store, limit)
    }

    /// Quotations of days of which no transcript is held, by day, most first, and how many there are.
    pub fn unchecked(&self, limit: u64) -> Result<(u64, Vec<Unchecked>)> {
        query::lists::unchecked(&self.store, limit)
    }

    /// Statements of which something is open, and how many there are.
    pub fn lacking(&self, what: Lacking, offset: u64, limit: u64) -> Result<(u64, Vec<StatementRow>)> {
        query::lists::lacking(&self.store, what, offset, limit)
    }

    /// People called by the last word of a fuller name: id and name of both.
    pub fn namesakes(&self, limit: u64) -> Result<Vec<[String; 4]>> {
        query::lists::namesakes(&self.store, limit)
    }

    /// Sets the quotations of a report beside the transcripts held; `own` is the report's id where it is held itself.
    pub fn check_quotes(&self, report: &Reading, own: Option<&str>) -> Result<QuotesChecked> {
        query::quotations::check(&self.store, report, own)
    }

    /// The transcript held that has a quotation, said on this day or before, with the comparison; `None` where none has it.
    pub fn find_quotation(
        &self,
        words: &str,
        day: Option<Date>,
    ) -> Result<Option<(Held, links::quote_check::Checked)>> {
        query::quotations::find(&self.store, words, day)
    }

    /// These statements as lines of a list, in their order; those that there are none of are left out.
    pub fn rows(&self, statements: &[links::StatementId]) -> Result<Vec<StatementRow>> {
        query::search::rows_of(&self.store, statements)
    }

    /// Everybody whose name holds `name` (any case, any order of words), most statements first.
    pub fn people(&self, name: &str, offset: u64, limit: u64) -> Result<(u64, Vec<PersonRow>)> {
        people::list::people(&self.store, name, offset, limit)
    }

    /// One person, organization or place by record-wide id; `None` where there is nobody with it.
    pub fn person(&self, id: &str) -> Result<Option<PersonRow>> {
        people::list::by_id(&self.store, id)
    }

    /// Keeps that whoever is known as `other` is `person`; gives the number by which it can be taken back.
    pub fn merge(&mut self, person: &str, other: &str, note: &str) -> Result<i64> {
        let merge = Identity::Merge { person: person.to_owned(), other: other.to_owned() };
        people::identities::keep_identity(&mut self.store, &merge, note)
    }

    /// Keeps that in these documents `person` is somebody else; gives the new id, and the number by which it can be taken
    /// back.
    pub fn split(&mut self, person: &str, documents: &[String], note: &str) -> Result<(String, i64)> {
        let other = people::identities::split_id(person, documents);
        let split = Identity::Split { person: person.to_owned(), documents: documents.to_vec(), other: other.clone() };
        Ok((other, people::identities::keep_identity(&mut self.store, &split, note)?))
    }

    /// Takes a merge or a split back; `None` where none has this number.
    pub fn undo_identity(&mut self, number: i64) -> Result<Option<KeptIdentity>> {
        people::identities::undo(&mut self.store, number)
    }

    /// The merges and splits that made a person what it is, oldest first.
    pub fn identities(&self, id: &str) -> Result<Vec<KeptIdentity>> {
        people::identities::about(&self.store, id)
    }

    /// Every merge and split, oldest first.
    pub fn all_identities(&self) -> Result<Vec<KeptIdentity>> {
        people::identities::all(&self.store)
    }

    /// Keeps a correction.
    pub fn correct(&mut self, correction: Correction) -> Result<()> {
        corrections::correct(&mut self.store, correction)
    }

    /// Reads every document again with this knowledge and carries the corrections over by their words. `progress` is
    /// told (done, all) and answers whether to go on.
    pub fn reread(&mut self, knowledge: &Knowledge, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<u64> {
        keep::reread(&mut self.store, knowledge, progress)
    }

    /// Takes documents out, with their corrections and all that was made from them: all of them, or nothing. Their bytes
    /// are overwritten; `false` where another program still reads the old pages beside the record.
    pub fn remove(&mut self, ids: &[String]) -> Result<bool> {
        keep::remove(&mut self.store, ids)
    }

    /// Copies the record as it is at this moment to a file that does not exist yet, also while somebody writes to it.
    pub fn backup(&self, to: &Path) -> Result<()> {
        upkeep::backup(&self.store, to)
    }

    /// Makes the file as small as it can be. Gives its bytes before and after.
    pub fn compact(&mut self) -> Result<(u64, u64)> {
        upkeep::compact(&mut self.store)
    }

    /// The versions of a document: those with its address, else with its path; by day, then arrival.
    pub fn versions(&self, id: &str) -> Result<Vec<DocumentSummary>> {
        versions::of(&self.store, id)
    }

    /// Every group of documents that are versions of one another.
    pub fn versioned(&self) -> Result<Vec<Vec<DocumentSummary>>> {
        versions::all(&self.store)
    }

    /// How many documents have the address of another one that came before.
    pub fn superseded(&self) -> Result<u64> {
        versions::superseded(&self.store)
    }

    /// The sentences in which two documents differ.
    pub fn changes(&self, before: &str, after: &str) -> Result<Vec<Change>> {
        Ok(versions::changes(&self.document(before)?.reading, &self.document(after)?.reading))
    }

    /// What the statements have to do with one another. Made when asked for first after a change, and kept.
    pub fn links(&self) -> Result<links::Links> {
        linked::links(&self.store)
    }

    /// As `links`, whatever is kept. For measuring.
    #[doc(hidden)]
    pub fn links_anew(&self) -> Result<links::Links> {
        linked::make(&self.store)
    }

    /// Checks every hash and span.
    pub fn check(&self) -> Result<Checkup> {
        check::check(&self.store)
    }

    /// Lets the file grow to so many pages and no further, as a full disk would. For tests.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: i64) {
        let _ = self.store.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()));
    }
}
