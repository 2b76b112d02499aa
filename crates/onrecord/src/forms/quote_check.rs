//! Does a quotation say what the transcript says?
//!
//! The comparison as the line that `quotes check` and `export` print: verdict, differences and where both stand.

use crate::forms::json::statement_id;
use crate::forms::offsets::{Offsets, Unit};
use reader::{Reading, Span};
use record::links::quote_check::{Quoted, Stretch};
use serde::Serialize;

/// One quotation as JSON; offsets are of the original files.
#[derive(Serialize)]
pub struct Line<'a> {
    link: &'static str,
    statement: String,
    against: Option<&'a str>,
    verdict: &'static str,
    meaning_critical: bool,
    event: &'static str,
    article: Vec<(usize, usize)>,
    transcript: Vec<(usize, usize)>,
    edits: Vec<EditLine>,
}

#[derive(Serialize)]
struct EditLine {
    op: &'static str,
    article: Vec<(usize, usize)>,
    transcript: Vec<(usize, usize)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    touches: Option<&'static str>,
}

/// A document on one side of the comparison.
pub struct Side<'a> {
    /// Its id.
    pub id: &'a str,
    /// The original.
    pub bytes: &'a [u8],
    /// What was read from it.
    pub reading: &'a Reading,
}

/// The line of a quotation of `article`, compared with `held`.
pub fn line<'a>(article: &Side, held: Option<&Side<'a>>, quoted: &Quoted, unit: Unit) -> Line<'a> {
    let own = Offsets::new(article.bytes, unit);
    let its = held.map(|held| Offsets::new(held.bytes, unit));
    let place = |reading: &Reading, offsets: &Offsets<'_>, stretch: Stretch| {
        let original = reading.text.original(Span::new(stretch.0, stretch.1));
        (offsets.of(original.start), offsets.of(original.end))
    };
    let spoken = |stretch: Option<Stretch>| -> Vec<(usize, usize)> {
        let held = held.zip(its.as_ref()).zip(stretch);
        held.map(|((held, its), stretch)| place(held.reading, its, stretch)).into_iter().collect()
    };
    let checked = quoted.checked.as_ref();
    Line {
        link: "quote_check",
        statement: statement_id(article.id, quoted.statement),
        against: held.map(|held| held.id),
        verdict: quoted.verdict.as_str(),
        meaning_critical: checked.is_some_and(|checked| checked.is_critical()),
        event: quoted.event.as_str(),
        article: quoted.parts.iter().map(|part| place(article.reading, &own, *part)).collect(),
        transcript: spoken(checked.map(|checked| checked.place)),
        edits: checked
            .map(|checked| checked.edits.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|edit| EditLine {
                op: edit.op.as_str(),
                article: edit.article.map(|stretch| place(article.reading, &own, stretch)).into_iter().collect(),
                transcript: spoken(edit.transcript),
                touches: edit.touches.map(|touches| touches.as_str()),
            })
            .collect(),
    }
}
