//! Do the quotations of a report stand in these transcripts, or in those of the record? Nothing is kept.

use super::{knowledge, print_json};
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::json::statement_id;
use crate::forms::quote_check::{Side, line};
use crate::forms::terminal::{self, tell};
use crate::intake::sources::{Problem, Source, Sources};
use crate::intake::{batch, meta};
use reader::{Document, Given, Knowledge, Reading};
use record::links::quote_check::{Quoted, Stretch, Verdict, check_report};
use record::{Held, Record};
use std::path::PathBuf;

/// A document with what was read from it.
struct Read {
    document: Document,
    id: String,
    reading: Reading,
}

impl Read {
    fn side(&self) -> Side<'_> {
        Side { id: &self.id, bytes: &self.document.bytes, reading: &self.reading }
    }
}

impl From<Held> for Read {
    fn from(held: Held) -> Read {
        Read { document: held.document, id: held.id, reading: held.reading }
    }
}

/// `onrecord quotes check ARTICLE… [--against TRANSCRIPT…]`; exit code 1 where a quotation differs.
pub fn quotes(asked: &Asked) -> Result<u8> {
    let shared = match asked.meta() {
        Some(path) => meta::read(&path).map_err(Fault::Input)?,
        None => Given::default(),
    };
    let knowledge = knowledge(asked);
    let articles = read(asked.paths(), shared, asked, &knowledge)?;
    // Of a transcript only turns and days are needed, for which the fast reader does.
    let given = read(asked.against(), Given::default(), asked, &Knowledge::built_in())?;
    let record = if given.is_empty() { Some(Record::open_existing(&asked.record())?) } else { None };
    let readings: Vec<&Reading> = given.iter().map(|held| &held.reading).collect();
    let mut page = terminal::page();
    let (mut is_different, mut count) = (false, 0);
    for article in &articles {
        let checked = match &record {
            Some(record) => Some(record.check_quotes(&article.reading, Some(&article.id))?),
            None => None,
        };
        let (found, held): (Vec<Quoted>, Vec<Read>) = match checked {
            Some(checked) => (checked.quoted, checked.held.into_iter().map(Read::from).collect()),
            None => (check_report(&article.reading, &readings), Vec::new()),
        };
        let transcripts = if record.is_some() { &held } else { &given };
        for quoted in found {
            is_different |=
                matches!(quoted.verdict, Verdict::Altered | Verdict::UnmarkedOmission | Verdict::NotInTranscriptHeld);
            count += 1;
            let held = quoted.against.and_then(|at| transcripts.get(at));
            if asked.is_json() {
                print_json(&mut page, &line(&article.side(), held.map(Read::side).as_ref(), &quoted, asked.unit()))?;
            } else {
                print(&mut page, article, held, &quoted)?;
            }
        }
    }
    if count == 0 {
        tell("no words in quotation marks were found in the report, so there is nothing to check");
    }
    page.finish()?;
    Ok(u8::from(is_different))
}

/// Reads documents; each that the user named has to be readable.
fn read(paths: Vec<PathBuf>, shared: Given, asked: &Asked, knowledge: &Knowledge) -> Result<Vec<Read>> {
    let mut found = Vec::new();
    let mut result = Ok(());
    let work = |document: Document| Read { id: document.id(), reading: reader::read(&document, knowledge), document };
    let take = |answer| {
        match answer {
            Ok(read) => found.push(read),
            Err(Problem { message, named }) if named => result = Err(Fault::Input(message)),
            Err(Problem { message, .. }) => tell(&message),
        }
        result.is_ok()
    };
    batch::run(
        Sources::new(
            paths.into_iter().map(Source::Path).collect(),
            shared,
            asked.columns()?,
            asked.number("max-bytes"),
        ),
        asked.threads(),
        || false,
        work,
        take,
    );
    result.map(|()| found)
}

/// Both texts, what came of it, and each difference.
fn print<W: std::io::Write>(
    page: &mut terminal::Page<W>,
    article: &Read,
    held: Option<&Read>,
    quoted: &Quoted,
) -> Result<()> {
    let text = article.reading.text.as_str();
    let words = |text: &str, stretch: Stretch| text.get(stretch.0..stretch.1).unwrap_or("").replace('\n', " ");
    let parts: Vec<String> = quoted.parts.iter().map(|part| words(text, *part)).collect();
    let speaker = article.reading.statements[quoted.statement].speaker.and_then(|at| article.reading.speakers.get(at));
    page.line(&format!(
        "{}  {}  “{}”",
        statement_id(&article.id, quoted.statement),
        speaker.map_or("unknown", |speaker| &speaker.name),
        parts.join("” … “")
    ))?;
    let Some((held, checked)) = held.zip(quoted.checked.as_ref()) else {
        let said = match held {
            Some(held) => format!("does not appear in the transcript held ({})", held.document.path),
            None => "no transcript of this event is held".to_owned(),
        };
        page.line(&format!("    {said}"))?;
        return Ok(page.line("")?);
    };
    let spoken = held.reading.text.as_str();
    page.line(&format!("    {}: “{}”", held.document.path, words(spoken, checked.place)))?;
    let other = if quoted.event.as_str() == "other" { "; the transcript is of another day" } else { "" };
    let what = quoted.verdict.as_str().replace('_', " ");
    page.line(&format!("    {what}{}{other}", if checked.is_critical() { ", touches the meaning" } else { "" }))?;
    for edit in &checked.edits {
        let mine = edit.article.map_or("nothing".to_owned(), |stretch| format!("“{}”", words(text, stretch)));
        let its = edit.transcript.map_or("nothing".to_owned(), |stretch| format!("“{}”", words(spoken, stretch)));
        let touches = edit.touches.map_or(String::new(), |touches| format!(" ({})", touches.as_str()));
        page.line(&match edit.op.as_str() {
            "speaker" => "      speaker: these are the words of somebody else in the transcript".to_owned(),
            "splice" => format!("      splice: {mine} follows words of another place, transcript {its}"),
            op => format!("      {op}{touches}: report {mine}, transcript {its}"),
        })?;
    }
    Ok(page.line("")?)
}
