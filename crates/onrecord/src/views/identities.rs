//! What did users say about who is who, and why is a person one?

use super::people::{self, PersonView};
use record::{Identity, KeptIdentity, PersonRow};
use serde::Serialize;

/// A merge or a split.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IdentityView {
    /// By which it can be taken back.
    pub number: i64,
    /// `merge` or `split`.
    pub kind: &'static str,
    /// The id that stays, or that both had.
    pub person: String,
    /// The id that goes, or that is new.
    pub other: String,
    /// The documents of a split.
    pub documents: Vec<String>,
    /// Who said so, and why.
    pub note: String,
    /// For people.
    #[serde(skip)]
    pub words: String,
}

impl IdentityView {
    /// One line for people.
    pub fn shown(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(": {}", self.note) };
        format!("{}. {}{note}", self.number, self.words)
    }
}

/// The view of what the record keeps.
pub fn view(kept: KeptIdentity) -> IdentityView {
    let KeptIdentity { number, identity, note } = kept;
    match identity {
        Identity::Merge { person, other } => {
            let words = format!("{other} is {person}");
            IdentityView { number, kind: "merge", person, other, documents: Vec::new(), note, words }
        }
        Identity::Split { person, documents, other } => {
            let words = format!("in {} {person} is {other}", documents.join(", "));
            IdentityView { number, kind: "split", person, other, documents, note, words }
        }
    }
}

/// A person with the reasons why all its names are one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonExplained {
    /// The person.
    pub person: PersonView,
    /// The rule that makes one id of several names.
    pub by: &'static str,
    /// The users' words that lead here, oldest first.
    pub identities: Vec<IdentityView>,
}

impl PersonExplained {
    /// The view of a person and of the words about it.
    pub fn new(row: PersonRow, kept: Vec<KeptIdentity>) -> PersonExplained {
        let by = if row.id.matches('.').count() > 1 { "people.one_document" } else { "people.name" };
        PersonExplained { person: people::view(row), by, identities: kept.into_iter().map(view).collect() }
    }

    /// The reasons for people.
    pub fn shown(&self) -> Vec<String> {
        let rule = match self.by {
            "people.one_document" => "named by a single word, or kept apart: one person in one document",
            _ => "one name, but for case, accents, initials, short forms and spellings",
        };
        std::iter::once(rule.to_owned()).chain(self.identities.iter().map(IdentityView::shown)).collect()
    }
}
