//! What does the record hold, and what can it not check?

use record::Totals;
use serde::Serialize;

/// How much the record holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverviewView {
    /// Documents.
    pub documents: u64,
    /// Of these, transcripts: only against these can quotations be checked.
    pub transcripts: u64,
    /// Statements.
    pub statements: u64,
    /// Statements whose speaker is open.
    pub without_speaker: u64,
    /// Statements whose date is open.
    pub without_date: u64,
    /// Questions.
    pub questions: u64,
    /// People, organizations and places.
    pub people: u64,
    /// Documents in which no statement was found.
    pub silent: u64,
}

/// The view of the totals.
pub fn view(totals: &Totals) -> OverviewView {
    OverviewView {
        documents: totals.documents,
        transcripts: totals.transcripts,
        statements: totals.statements,
        without_speaker: totals.without_speaker,
        without_date: totals.without_date,
        questions: totals.questions,
        people: totals.people,
        silent: totals.silent,
    }
}
