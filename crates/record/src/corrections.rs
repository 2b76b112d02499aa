//! What did a user say about a statement, and to which statement does it belong now?
//!
//! A correction is ground state. It remembers the original bytes of the statement's source and content; after a document
//! was read again it goes to the statement with the same bytes, else to the one that shares most of its content, else to
//! none, which `doctor` reports. It is applied to a reading whenever one is given out, so the stored reading stays what was
//! read.

use crate::error::{At, Error, Result};
use crate::people::fold;
use crate::store::{Store, fetch, keep};
use reader::evidence::{Evidence, Field};
use reader::meaning::certainty::Certainty;
use reader::meaning::time::{Precision, When};
use reader::meaning::{Speaker, SpeakerKind, Statement};
use reader::{Clean, Original, Reading, Span};
use rusqlite::{Connection, params};

/// Less of the content in common (intersection over union, in bytes), and it is another statement.
const SHARED: f64 = 0.5;

/// The name under which a user's word stands in the evidence.
const BY: &str = "user.correction";

/// A user's word on one field of one statement; it outranks what was read and survives `reread`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// `DOCUMENT:sN`.
    pub statement: String,
    /// `Field` as printed: `speaker`, `certainty`, `negated`, `said`, or `statement` (value `wrong`: no attribution).
    pub field: String,
    /// The new value as printed in JSON; empty for null.
    pub value: String,
    /// Who said so, and why; may be empty.
    pub note: String,
}

/// A correction as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Statement, field, value and note when it was made.
    pub correction: Correction,
    place: Place,
}

/// Where a statement stands: what it is known by after a new reading.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    source: Vec<Span<Original>>,
    content: Vec<Span<Original>>,
}

impl Place {
    fn of(reading: &Reading, statement: &Statement) -> Place {
        let original = |spans: &[Span<Clean>]| spans.iter().map(|span| reading.text.original(*span)).collect();
        Place { source: original(&statement.source), content: original(&statement.content) }
    }
}

/// What became of the corrections of a document.
pub(crate) struct Applied {
    /// Number of the statement that each correction belongs to; parallel to the corrections.
    statements: Vec<Option<usize>>,
    /// Statements that a user found to be none, sorted.
    pub wrong: Vec<usize>,
}

impl Applied {
    /// The corrections that have a statement, under the id that it has now.
    pub fn found(&self, document: &str, kept: &[Kept]) -> Vec<Correction> {
        let pairs = kept.iter().zip(&self.statements);
        let found = pairs.filter_map(|(kept, number)| Some((kept, (*number)?)));
        found.map(|(kept, number)| Correction { statement: id(document, number), ..kept.correction.clone() }).collect()
    }

    /// The corrections whose statement is gone.
    pub fn lost<'a>(&'a self, kept: &'a [Kept]) -> impl Iterator<Item = &'a Correction> {
        kept.iter().zip(&self.statements).filter(|(_, number)| number.is_none()).map(|(kept, _)| &kept.correction)
    }
}

fn id(document: &str, number: usize) -> String {
    format!("{document}:s{}", number + 1)
}

/// The new value of a field.
enum Change {
    Speaker(Option<String>),
    Certainty(Certainty),
    Negated(bool),
    Said(When),
    Wrong,
    NotWrong,
}

impl Change {
    /// What a correction asks for; an error says what can be asked for.
    fn parse(correction: &Correction) -> std::result::Result<Change, String> {
        let value = correction.value.trim();
        match correction.field.as_str() {
            "speaker" => Ok(Change::Speaker(Some(value.to_owned()).filter(|name| !name.is_empty()))),
            "certainty" => Certainty::parse(value).map(Change::Certainty).ok_or_else(|| {
                let all: Vec<&str> = Certainty::ALL.iter().map(|certainty| certainty.as_str()).collect();
                format!("certainty is one of {}, not “{value}”", all.join(", "))
            }),
            "negated" => match value {
                "true" | "yes" => Ok(Change::Negated(true)),
                "false" | "no" => Ok(Change::Negated(false)),
                _ => Err(format!("negated is true or false, not “{value}”")),
            },
            "said" => said(value).map(Change::Said).ok_or_else(|| {
                format!("said is a day as 2025-10-14, two as 2025-10-14..2025-10-16, or empty, not “{value}”")
            }),
            "statement" => match value {
                "wrong" => Ok(Change::Wrong),
                "right" | "" => Ok(Change::NotWrong),
                _ => Err(format!("statement is wrong or right, not “{value}”")),
            },
            other => Err(format!(
                "{other}: no field that can be corrected; speaker, certainty, negated, said and statement can"
            )),
        }
    }
}

fn said(value: &str) -> Option<When> {
    if value.is_empty() {
        return Some(When::default());
    }
    let (first, last) = value.split_once("..").unwrap_or((value, value));
    let day = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    let (earliest, latest): (Option<jiff::civil::Date>, Option<jiff::civil::Date>) = (day(first)?, day(last)?);
    if earliest.zip(latest).is_some_and(|(first, last)| first > last) {
        return None;
    }
    let precision = match (earliest, latest) {
        (None, None) => return None,
        (first, last) if first == last => Precision::Day,
        _ => Precision::Range,
    };
    Some(When { earliest, latest, precision, why: "stated by the user".into(), ..When::default() })
}

/// The corrections of a document, oldest first.
pub(crate) fn of(connection: &Connection, document: &str) -> rusqlite::Result<Vec<Kept>> {
    let mut statement = connection.prepare_cached(
        "SELECT statement, field, value, note, source_bytes, content_bytes
         FROM corrections JOIN documents ON documents.row = corrections.document WHERE id = ?1 ORDER BY corrections.row",
    )?;
    let rows = statement.query_map([document], |row| {
        Ok(Kept {
            correction: Correction {
                statement: row.get(0)?,
                field: row.get(1)?,
                value: row.get(2)?,
                note: row.get(3)?,
            },
            place: Place { source: spans(&row.get::<_, String>(4)?), content: spans(&row.get::<_, String>(5)?) },
        })
    })?;
    rows.collect()
}

/// `START-END,START-END`, in bytes of the original.
fn printed(spans: &[Span<Original>]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect::<Vec<_>>().join(",")
}

fn spans(printed: &str) -> Vec<Span<Original>> {
    let pair = |pair: &str| {
        let (start, end) = pair.split_once('-')?;
        Some(Span::new(start.parse().ok()?, end.parse().ok()?))
    };
    printed.split(',').filter_map(pair).collect()
}

/// Keeps a correction and writes the rows of its document again.
pub(crate) fn correct(store: &mut Store, correction: Correction) -> Result<()> {
    Change::parse(&correction).map_err(Error::BadCorrection)?;
    let missing = || Error::NoSuchId(correction.statement.clone());
    let (document, number) = correction.statement.split_once(":s").ok_or_else(missing)?;
    let number = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or_else(missing)?;
    let path = store.path.clone();
    // Begun first, so that no other process can put another reading between looking and writing.
    store.connection.execute_batch("BEGIN IMMEDIATE").at(&path)?;
    let done = corrected(store, document, number, &correction);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    store.connection.execute_batch(end).at(&path)?;
    done
}

/// Keeps a correction inside a transaction.
fn corrected(store: &Store, document: &str, number: usize, correction: &Correction) -> Result<()> {
    let (path, transaction) = (&store.path, &store.connection);
    let ground = fetch::ground(store, document)?;
    let mut reading = fetch::stored(store, document, &ground.bytes)?;
    let missing = || Error::NoSuchId(correction.statement.clone());
    let place = Place::of(&reading, reading.statements.get(number).ok_or_else(missing)?);
    let row: i64 =
        transaction.query_row("SELECT row FROM documents WHERE id = ?1", [document], |row| row.get(0)).at(path)?;
    let insert = "INSERT INTO corrections (document, statement, source_bytes, content_bytes, field, value, note)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    transaction
        .execute(
            insert,
            params![
                row,
                correction.statement,
                printed(&place.source),
                printed(&place.content),
                correction.field,
                correction.value.trim(),
                correction.note
            ],
        )
        .at(path)?;
    let kept = of(transaction, document).at(path)?;
    let wrong = apply(&mut reading, &kept).wrong;
    keep::clear_rows(transaction, row).at(path)?;
    keep::put_rows(transaction, row, document, &reading, &wrong).at(path)
}

/// Applies corrections, oldest first, so that the newest word on a field stands.
pub(crate) fn apply(reading: &mut Reading, kept: &[Kept]) -> Applied {
    let mut applied = Applied { statements: Vec::with_capacity(kept.len()), wrong: Vec::new() };
    if kept.is_empty() {
        return applied;
    }
    let places: Vec<Place> = reading.statements.iter().map(|statement| Place::of(reading, statement)).collect();
    for one in kept {
        let number = place(&one.place, &places);
        applied.statements.push(number);
        let (Some(number), Ok(change)) = (number, Change::parse(&one.correction)) else { continue };
        match change {
            Change::Wrong => applied.wrong.push(number),
            Change::NotWrong => applied.wrong.retain(|wrong| *wrong != number),
            change => set(reading, number, change),
        }
    }
    applied.wrong.sort_unstable();
    applied.wrong.dedup();
    for &number in &applied.wrong {
        if let Some(statement) = reading.statements.get_mut(number) {
            statement.confidence = 0.0;
            because(statement, Field::Content);
        }
    }
    applied
}

/// The statement that a correction belongs to.
fn place(kept: &Place, places: &[Place]) -> Option<usize> {
    let same = places.iter().position(|place| place == kept);
    let alike = || {
        let scored = places.iter().enumerate().map(|(number, place)| (number, shared(&place.content, &kept.content)));
        // The first of the best ones.
        scored
            .filter(|(_, share)| *share >= SHARED)
            .fold(None, |best: Option<(usize, f64)>, next| match best {
                Some(found) if found.1 >= next.1 => Some(found),
                _ => Some(next),
            })
            .map(|(number, _)| number)
    };
    same.or_else(alike)
}

/// Whether a user said of this statement that it is none.
pub fn is_wrong(statement: &Statement) -> bool {
    statement.confidence == 0.0 && statement.evidence.iter().any(|evidence| evidence.by == BY)
}

/// Bytes in both over bytes in either.
fn shared(left: &[Span<Original>], right: &[Span<Original>]) -> f64 {
    let length = |spans: &[Span<Original>]| spans.iter().map(Span::len).sum::<usize>();
    let both: usize =
        left.iter().flat_map(|a| right.iter().map(|b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))).sum();
    both as f64 / (length(left) + length(right) - both).max(1) as f64
}

fn set(reading: &mut Reading, number: usize, change: Change) {
    let speaker = match &change {
        Change::Speaker(Some(name)) => Some(speaker(reading, name)),
        _ => None,
    };
    let Some(statement) = reading.statements.get_mut(number) else { return };
    let field = match change {
        Change::Speaker(_) => {
            statement.speaker = speaker;
            statement.with.clear();
            Field::Speaker
        }
        Change::Certainty(certainty) => {
            statement.certainty = certainty;
            Field::Certainty
        }
        Change::Negated(negated) => {
            statement.negated = negated;
            Field::Negated
        }
        Change::Said(when) => {
            statement.said = when;
            Field::Said
        }
        Change::Wrong | Change::NotWrong => return,
    };
    because(statement, field);
}

/// The user's word in place of the reasons that the field had.
fn because(statement: &mut Statement, field: Field) {
    statement.evidence.retain(|evidence| evidence.field != field);
    statement.evidence.push(Evidence::new(field, BY, 1.0, Vec::new()));
}

/// The speaker of this name, added where the document names nobody so.
fn speaker(reading: &mut Reading, name: &str) -> usize {
    let folded = fold(name.trim());
    let known = reading.speakers.iter().position(|speaker| fold(&speaker.name) == folded);
    known.unwrap_or_else(|| {
        reading.speakers.push(Speaker {
            name: name.trim().to_owned(),
            kind: SpeakerKind::Person,
            titles: Vec::new(),
            outlet: None,
            mentions: Vec::new(),
        });
        reading.speakers.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(field: &str, value: &str) -> Correction {
        Correction { statement: "d:s1".into(), field: field.into(), value: value.into(), note: String::new() }
    }

    #[test]
    fn a_correction_finds_its_statement_by_its_bytes() {
        let spans = |pairs: &[(usize, usize)]| pairs.iter().map(|&(a, b)| Span::new(a, b)).collect::<Vec<_>>();
        let at = |source: &[(usize, usize)], content: &[(usize, usize)]| Place {
            source: spans(source),
            content: spans(content),
        };
        let places = [at(&[], &[(0, 40)]), at(&[], &[(50, 90)]), at(&[(91, 95)], &[(50, 90)])];
        let find = |content: &[(usize, usize)]| place(&at(&[], content), &places);
        assert_eq!(find(&[(50, 90)]), Some(1));
        assert_eq!(find(&[(52, 90)]), Some(1));
        assert_eq!(find(&[(0, 20), (22, 40)]), Some(0));
        assert_eq!(find(&[(0, 10)]), None);
        assert_eq!(find(&[(200, 210)]), None);
    }

    #[test]
    fn values_are_checked_before_they_are_kept() {
        let ok = |field, value| Change::parse(&correction(field, value)).is_ok();
        assert!(ok("certainty", "possible") && !ok("certainty", "sure") && !ok("certainty", ""));
        assert!(ok("said", "2025-10-14") && ok("said", "2025-10-14..2025-10-16") && ok("said", ""));
        assert!(ok("said", "..2025-10-16") && !ok("said", "..") && !ok("said", "14/10/2025"));
        assert!(!ok("said", "2025-10-16..2025-10-14"));
        assert!(ok("speaker", "") && ok("negated", "yes") && !ok("negated", "maybe"));
        assert!(ok("statement", "wrong") && !ok("cue", "said"));
    }

    #[test]
    fn spans_are_printed_and_read() {
        let all: Vec<Span<Original>> = vec![Span::new(3, 9), Span::new(12, 400)];
        assert_eq!(spans(&printed(&all)), all);
        assert_eq!(spans(""), vec![]);
    }
}
