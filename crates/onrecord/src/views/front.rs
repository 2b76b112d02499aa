//! What stands on the first page: what the record holds, what it cannot check, what moved, what needs a human?
//!
//! Short lists, each with its whole number, so that the page of a large record is as quick as that of a small one.

use super::asked::Asked;
use super::links::{ThreadView, thread_view, threads_found};
use super::overview::{self, OverviewView};
use super::questions::{self, QuestionView};
use super::search::{self, IntervalView, RowView};
use record::links::Links;
use record::{DocumentSummary, Lacking, Record};
use serde::Serialize;
use std::collections::BTreeSet;

/// Threads, utterances and documents shown at most.
const SOME: usize = 3;

/// The first page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrontView {
    /// How much there is.
    pub totals: OverviewView,
    /// What cannot be checked.
    pub unchecked: UncheckedView,
    /// How many threads there are.
    pub threads: usize,
    /// Those that span most documents.
    pub moved: Vec<ThreadView>,
    /// How many utterances stand in more than one document.
    pub utterances: usize,
    /// Those with most documents.
    pub shared: Vec<UtteranceView>,
    /// The latest documents with questions.
    pub asked: Vec<StripView>,
    /// How many conflicts there are.
    pub conflicts: usize,
    /// What needs a human.
    pub needs: NeedsView,
    /// What came last.
    pub lately: Vec<DocumentLine>,
}

/// What the record cannot check, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncheckedView {
    /// Quotations on days of which no transcript is held.
    pub quotations: u64,
    /// By day, most first.
    pub days: Vec<UncheckedDay>,
    /// Transcripts whose day is not settled.
    pub undated_transcripts: u64,
    /// Some of them.
    pub transcripts: Vec<DocumentLine>,
}

/// Quotations of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncheckedDay {
    /// The day or days.
    pub said: IntervalView,
    /// How many.
    pub quotations: u64,
    /// The documents that print them.
    pub documents: Vec<DocumentLine>,
}

/// One act of speaking that several documents report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UtteranceView {
    /// How sure, 0 to 1.
    pub score: f32,
    /// In how many documents.
    pub documents: usize,
    /// The reports, in order of their ids.
    pub texts: Vec<RowView>,
}

/// The questions of one document as a strip.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StripView {
    /// The document.
    pub document: DocumentLine,
    /// Its questions in order.
    pub questions: Vec<QuestionView>,
}

/// How much of what kind needs a human.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedsView {
    /// Statements whose speaker is open.
    pub without_speaker: u64,
    /// Statements whose day is open.
    pub without_day: u64,
    /// Documents without a statement.
    pub silent: u64,
    /// Short names that may be those of a fuller one.
    pub namesakes: u64,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentLine {
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
    /// When it was published.
    pub published: IntervalView,
    /// How many statements it holds.
    pub statements: u64,
}

impl DocumentLine {
    /// The title, else the path.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.path)
    }
}

impl From<DocumentSummary> for DocumentLine {
    fn from(found: DocumentSummary) -> DocumentLine {
        DocumentLine {
            id: found.id,
            path: found.path,
            kind: found.kind,
            outlet: found.outlet,
            title: found.title,
            published: IntervalView { earliest: found.published.0, latest: found.published.1 },
            statements: found.statements,
        }
    }
}

/// A document by id as a line; `None` where there is none.
pub fn document_line(record: &Record, id: &str) -> record::Result<Option<DocumentLine>> {
    match record.versions(id) {
        Ok(versions) => Ok(versions.into_iter().find(|found| found.id == id).map(DocumentLine::from)),
        Err(record::Error::NoSuchId(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first page of a record.
pub fn view(record: &Record, links: &Links) -> record::Result<FrontView> {
    let (_, asked) = record.asked(0, SOME as u64)?;
    let strips = asked.into_iter().map(|found| strip(record, found)).collect::<record::Result<_>>()?;
    let threads = threads_found(record, links, "")?;
    let moving = threads.iter().filter(|thread| thread.series.len() > 1).take(SOME);
    let shared = shared(links);
    Ok(FrontView {
        totals: overview::view(&record.totals()?),
        unchecked: unchecked(record)?,
        threads: threads.len(),
        moved: moving.map(|thread| thread_view(record, thread)).collect::<record::Result<_>>()?,
        utterances: shared.len(),
        shared: shared
            .into_iter()
            .take(SOME)
            .map(|(documents, utterance)| {
                let texts = record.rows(&utterance.statements)?.into_iter().map(search::row).collect();
                Ok(UtteranceView { score: utterance.score, documents, texts })
            })
            .collect::<record::Result<_>>()?,
        asked: strips,
        conflicts: links.conflicts.len(),
        needs: needs(record)?,
        lately: record.lately(0, 6)?.into_iter().map(DocumentLine::from).collect(),
    })
}

/// Utterances of more than one document, those of most documents first.
fn shared(links: &Links) -> Vec<(usize, &record::links::Utterance)> {
    let documents =
        |one: &record::links::Utterance| one.statements.iter().map(|id| &id.0).collect::<BTreeSet<_>>().len();
    let mut found: Vec<_> = links.utterances.iter().map(|one| (documents(one), one)).filter(|one| one.0 > 1).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.score.total_cmp(&a.1.score)));
    found
}

/// The questions of a document.
pub fn strip(record: &Record, found: DocumentSummary) -> record::Result<StripView> {
    let questions = questions::view(&record.document(&found.id)?);
    Ok(StripView { document: found.into(), questions })
}

fn unchecked(record: &Record) -> record::Result<UncheckedView> {
    let (quotations, days) = record.unchecked(4)?;
    let (undated_transcripts, transcripts) = record.undated_transcripts(SOME as u64)?;
    let day = |found: record::Unchecked| -> record::Result<UncheckedDay> {
        let mut documents = Vec::new();
        for id in found.documents.iter().take(SOME) {
            documents.extend(document_line(record, id)?);
        }
        let said = IntervalView { earliest: found.said.0, latest: found.said.1 };
        Ok(UncheckedDay { said, quotations: found.quotations, documents })
    };
    Ok(UncheckedView {
        quotations,
        days: days.into_iter().map(day).collect::<record::Result<_>>()?,
        undated_transcripts,
        transcripts: transcripts.into_iter().map(DocumentLine::from).collect(),
    })
}

fn needs(record: &Record) -> record::Result<NeedsView> {
    Ok(NeedsView {
        without_speaker: record.lacking(Lacking::Speaker, 0, 0)?.0,
        without_day: record.lacking(Lacking::Day, 0, 0)?.0,
        silent: record.silent(0)?.0,
        namesakes: record.namesakes(100)?.len() as u64,
    })
}

/// Documents in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentsView {
    /// How many there are.
    pub total: u64,
    /// These of them.
    pub rows: Vec<DocumentLine>,
    /// The cursor of the rows behind these.
    pub next: Option<String>,
}

/// Documents by path.
pub fn documents(record: &Record, asked: &Asked) -> record::Result<DocumentsView> {
    let total = record.totals()?.documents;
    let rows = record.documents_from(asked.offset(), asked.limit())?;
    Ok(DocumentsView { total, rows: rows.into_iter().map(DocumentLine::from).collect(), next: asked.next(total) })
}

/// Documents by arrival, the last first.
pub fn lately(record: &Record, asked: &Asked) -> record::Result<DocumentsView> {
    let total = record.totals()?.documents;
    let rows = record.lately(asked.offset(), asked.limit())?;
    Ok(DocumentsView { total, rows: rows.into_iter().map(DocumentLine::from).collect(), next: asked.next(total) })
}
