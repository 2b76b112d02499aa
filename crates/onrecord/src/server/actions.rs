//! What can a page change?
//!
//! A form's fields become a correction, a merge, a split, or take one back. What cannot be is refused with the reason; the
//! record decides that, not this. Whether a form may be sent at all is decided before (`answer`).

use record::{Correction, Error, Record};

/// The fields of a form, in their order.
pub struct Sent(pub Vec<(String, String)>);

/// Why nothing was changed.
pub enum Refusal {
    /// A field is missing or cannot be understood.
    Field(&'static str),
    /// The record says why.
    Record(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::Record(error)
    }
}

/// Where to go then, or why nothing was changed.
type Done = Result<Option<String>, Refusal>;

impl Sent {
    /// A field without the blanks around it.
    pub fn word(&self, name: &str) -> &str {
        self.0.iter().find(|field| field.0 == name).map_or("", |field| field.1.trim())
    }

    fn needed(&self, name: &'static str) -> Result<&str, Refusal> {
        Some(self.word(name)).filter(|word| !word.is_empty()).ok_or(Refusal::Field(name))
    }
}

/// Corrects a field of a statement.
pub fn correct(record: &mut Record, sent: &Sent) -> Done {
    let statement = sent.needed("statement")?.to_owned();
    let document = statement.split(':').next().unwrap_or("").to_owned();
    let is_gone = sent.word("field") == "statement" && sent.word("value") == "wrong";
    record.correct(Correction {
        statement,
        field: sent.needed("field")?.to_owned(),
        value: sent.word("value").to_owned(),
        note: sent.word("note").to_owned(),
    })?;
    // A statement that is none has no rows any more: its document is shown.
    Ok(is_gone.then(|| format!("/document/{document}")))
}

/// Makes two ids one.
pub fn merge(record: &mut Record, sent: &Sent) -> Done {
    let person = sent.needed("person")?;
    record.merge(person, sent.needed("other")?, sent.word("note"))?;
    Ok(Some(format!("/person/{person}")))
}

/// Keeps two people apart.
pub fn split(record: &mut Record, sent: &Sent) -> Done {
    let documents: Vec<String> =
        sent.0.iter().filter(|field| field.0 == "document").map(|field| field.1.trim().to_owned()).collect();
    if documents.is_empty() {
        return Err(Refusal::Field("document"));
    }
    let (other, _) = record.split(sent.needed("person")?, &documents, sent.word("note"))?;
    Ok(Some(format!("/person/{other}")))
}

/// Takes a merge or a split back.
pub fn undo(record: &mut Record, sent: &Sent) -> Done {
    let number = sent.word("number").parse().map_err(|_| Refusal::Field("number"))?;
    match record.undo_identity(number)? {
        Some(_) => Ok(Some("/queue".into())),
        None => Err(Refusal::Record(Error::NoSuchId(format!("number {number}")))),
    }
}
