//! Which statements answer the query, and how was it understood?

use super::asked::Asked;
use super::when::interval;
use record::{Found, Record, StatementRow};
use serde::Serialize;

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchView {
    /// How the query was understood, for people.
    pub understood: String,
    /// Why there is nothing, or what was left out of the query.
    pub remarks: Vec<String>,
    /// How many statements there are in all.
    pub total: u64,
    /// These of them.
    pub rows: Vec<RowView>,
    /// Documents whose text holds the words where no statement does: id, and title or path.
    pub documents: Vec<(String, String)>,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// `DOCUMENT:sN`.
    pub id: String,
    /// The document.
    pub document: String,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// Record-wide person id.
    pub person: Option<String>,
    /// The content's words.
    pub content: String,
    /// `Form` as printed.
    pub form: String,
    /// `Certainty` as printed.
    pub certainty: String,
    /// When it was said.
    pub said: IntervalView,
    /// Who published the document.
    pub outlet: Option<String>,
    /// The document's title, else its path.
    pub title: String,
}

/// An interval of ISO days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IntervalView {
    /// First day.
    pub earliest: Option<String>,
    /// Last day.
    pub latest: Option<String>,
}

impl IntervalView {
    /// For people; `None` where nothing is known.
    pub fn shown(&self) -> Option<String> {
        interval(self.earliest.as_deref(), self.latest.as_deref())
    }
}

/// The view of what the record found.
pub fn view(found: Found) -> SearchView {
    SearchView {
        understood: found.understood,
        remarks: found.remarks,
        total: found.total,
        rows: found.rows.into_iter().map(row).collect(),
        documents: found.documents,
    }
}

/// The view of one row.
pub fn row(row: StatementRow) -> RowView {
    RowView {
        id: row.id,
        document: row.document,
        speaker: row.speaker,
        person: row.person,
        content: super::line(&row.content),
        form: row.form,
        certainty: row.certainty,
        said: IntervalView { earliest: row.said.0, latest: row.said.1 },
        outlet: row.outlet,
        title: row.title,
    }
}

/// A search with what narrows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPage {
    /// What was found.
    #[serde(flatten)]
    pub found: SearchView,
    /// How all that was found divides.
    pub facets: FacetsView,
    /// The cursor of the rows behind these.
    pub next: Option<String>,
}

/// How the statements that answer divide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetsView {
    /// By person.
    pub persons: Vec<ChoiceView>,
    /// By outlet.
    pub outlets: Vec<ChoiceView>,
    /// By month said.
    pub months: Vec<ChoiceView>,
    /// By certainty.
    pub certainties: Vec<ChoiceView>,
    /// By form.
    pub forms: Vec<ChoiceView>,
    /// How many statements were counted.
    pub counted: u64,
    /// Whether these are all.
    pub is_whole: bool,
}

/// One choice of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceView {
    /// What a query says.
    pub value: String,
    /// What people read.
    pub name: String,
    /// How many statements.
    pub statements: u64,
}

/// The query of an address: `since` and `until` of a form are parts of it.
pub fn query(asked: &Asked) -> String {
    let mut query = asked.query().to_owned();
    for field in ["since", "until"] {
        let day = asked.word(field);
        if !day.is_empty() {
            query.push_str(&format!(" {field}:{day}"));
        }
    }
    query.trim().to_owned()
}

/// Everything that a search page shows.
pub fn page(record: &Record, asked: &Asked) -> record::Result<SearchPage> {
    let query = query(asked);
    let found = view(record.search(&query, asked.offset(), asked.limit())?);
    let facets = record.facets(&query)?;
    let choices = |choices: Vec<(String, String, u64)>| {
        choices.into_iter().map(|(value, name, statements)| ChoiceView { value, name, statements }).collect()
    };
    Ok(SearchPage {
        next: asked.next(found.total),
        found,
        facets: FacetsView {
            persons: choices(facets.persons),
            outlets: choices(facets.outlets),
            months: choices(facets.months),
            certainties: choices(facets.certainties),
            forms: choices(facets.forms),
            counted: facets.counted,
            is_whole: facets.is_whole,
        },
    })
}
