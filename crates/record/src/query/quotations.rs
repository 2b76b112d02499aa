//! Which transcripts of the record may carry the quotations of a report?
//!
//! Two kinds are asked for: those that have runs of the quoted words, and those in which the person quoted speaks on the day
//! of the statement, for only there "not in the transcript" can be said. `links::quote_check` compares and decides.

use crate::error::{At, Result};
use crate::links::quote_check::{
    Checked, Quoted, Stretch, check_beside, check_report, days_after, prepared, quotations, size,
};
use crate::people::fold;
use crate::store::Store;
use crate::store::fetch::{Held, held};
use jiff::civil::Date;
use reader::Reading;
use reader::document::GroundRule;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Words in a run that is looked for.
const RUN: usize = 4;
/// Runs of one quotation that are looked for at most.
const RUNS: usize = 12;
/// A run that stands in more transcripts than this tells nothing.
const COMMON: usize = 60;
/// Transcripts of one quotation that are compared at most, the likeliest first.
const COMPARED: usize = 4;
/// Words that a quotation needs to be looked for in other reports.
const TELLING: usize = 6;
/// Share of its words that another report must have.
const ALIKE: f32 = 0.75;
/// A transcript with less than this share of the best one's score has the quotation less well.
const SHARE: f64 = 0.2;
/// Transcripts that are compared where one quotation is looked for.
const FOUND: usize = 8;
/// Transcripts of one report that are compared at most.
const MOST: usize = 24;

/// The quotations of a report with what came of them, and the documents that they were compared with.
pub struct QuotesChecked {
    /// One for each statement with words in quotation marks; `against` is an index of `held`.
    pub quoted: Vec<Quoted>,
    /// Transcripts by id, then other reports that quote the same words.
    pub held: Vec<Held>,
}

/// Checks a report's quotations against the transcripts held, else against other reports; `own` is the report's id if it is
/// held itself.
pub(crate) fn check(store: &Store, report: &Reading, own: Option<&str>) -> Result<QuotesChecked> {
    let found = candidates(&store.connection, report).at(&store.path)?;
    let mut transcripts = Vec::new();
    for id in found.iter().filter(|id| own != Some(id.as_str())) {
        transcripts.extend(on_record(store, id)?);
    }
    let readings: Vec<&Reading> = transcripts.iter().map(|held| &held.reading).collect();
    let mut quoted = check_report(report, &readings);
    let mut held = transcripts;
    for one in quoted.iter_mut().filter(|one| one.against.is_none()) {
        beside_reports(store, report, own, one, &mut held)?;
    }
    Ok(QuotesChecked { quoted, held })
}

/// A document, unless it is off the record: nothing of that is shown beside a report.
fn on_record(store: &Store, id: &str) -> Result<Option<Held>> {
    let held = held(store, id)?;
    Ok((held.document.given.ground_rule != Some(GroundRule::OffRecord)).then_some(held))
}

/// Where no transcript has a quotation, another report may quote the same words of the same speaker.
fn beside_reports(
    store: &Store,
    report: &Reading,
    own: Option<&str>,
    one: &mut Quoted,
    compared: &mut Vec<Held>,
) -> Result<()> {
    let text = report.text.as_str();
    if size(text, &one.parts) < TELLING {
        return Ok(());
    }
    let mut best: Option<(Held, Checked)> = None;
    for (_, id) in likely(&store.connection, text, &one.parts, None, false).at(&store.path)?.into_iter().take(COMPARED)
    {
        if own == Some(id.as_str()) {
            continue;
        }
        let Some(other) = on_record(store, &id)? else { continue };
        let checked = check_beside(report, one, &other.reading).filter(|checked| checked.share > ALIKE);
        let Some(checked) = checked else { continue };
        if best.as_ref().is_none_or(|(_, found)| checked.share > found.share) {
            best = Some((other, checked));
        }
    }
    if let Some((other, checked)) = best {
        let at = compared.iter().position(|held| held.id == other.id);
        one.verdict = checked.verdict;
        one.checked = Some(checked);
        one.against = Some(at.unwrap_or(compared.len()));
        if at.is_none() {
            compared.push(other);
        }
    }
    Ok(())
}

/// Ids of the transcripts to compare, in order.
fn candidates(connection: &Connection, report: &Reading) -> rusqlite::Result<Vec<String>> {
    let mut wanted: BTreeMap<String, f64> = BTreeMap::new();
    let text = report.text.as_str();
    for (statement, parts) in quotations(report) {
        let statement = &report.statements[statement];
        let said = &statement.said;
        let day = said.earliest.filter(|_| said.earliest == said.latest).map(|day| day.to_string());
        for (score, id) in likely(connection, text, &parts, day.as_deref(), true)?.into_iter().take(COMPARED) {
            let best = wanted.entry(id).or_default();
            *best = best.max(score);
        }
        let speaker = statement.speaker.and_then(|speaker| report.speakers.get(speaker));
        if let (Some(day), Some(speaker)) = (day, speaker) {
            for id in spoke_on(connection, &day, &speaker.name)? {
                wanted.entry(id).or_insert(0.0);
            }
        }
    }
    let mut order: Vec<(String, f64)> = wanted.into_iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    order.truncate(MOST);
    let mut ids: Vec<String> = order.into_iter().map(|(id, _)| id).collect();
    ids.sort();
    Ok(ids)
}

/// The transcript that has a quotation, said on this day or before, with the comparison. Of several that have it equally well
/// the one closest to the day.
pub(crate) fn find(store: &Store, words: &str, day: Option<Date>) -> Result<Option<(Held, Checked)>> {
    let parts = [(0, words.len())];
    let on = day.map(|day| day.to_string());
    let mut best: Option<(f32, u32, Held, Checked)> = None;
    for (_, id) in
        likely(&store.connection, words, &parts, on.as_deref(), true).at(&store.path)?.into_iter().take(FOUND)
    {
        let Some(held) = on_record(store, &id)? else { continue };
        let Some(checked) = prepared(&held.reading).check(words, &parts) else { continue };
        let apart = days_after(day, held.reading.published.latest);
        let share = (20.0 * checked.share).round();
        let better = best.as_ref().is_none_or(|(other, days, ..)| share > *other || share == *other && apart < *days);
        if better {
            best = Some((share, apart, held, checked));
        }
    }
    Ok(best.map(|(_, _, held, checked)| (held, checked)))
}

/// Transcripts, or other documents, that share runs of words with a quotation, with how many, rare ones for more; the
/// likeliest first.
fn likely(
    connection: &Connection,
    text: &str,
    parts: &[Stretch],
    day: Option<&str>,
    transcripts: bool,
) -> rusqlite::Result<Vec<(f64, String)>> {
    let mut scores: BTreeMap<i64, f64> = BTreeMap::new();
    for run in runs(text, parts) {
        let rows = carriers(connection, &run, transcripts)?;
        let weight = 1.0 / rows.len().max(1) as f64;
        rows.into_iter().for_each(|row| *scores.entry(row).or_default() += weight);
    }
    let mut likely = Vec::with_capacity(scores.len());
    for (row, score) in scores {
        let (id, is_same_day) = of_day(connection, row, day)?;
        likely.push((score + if is_same_day { 0.5 } else { 0.0 }, id));
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let best = likely.first().map_or(0.0, |one| one.0);
    likely.retain(|one| one.0 >= SHARE * best);
    Ok(likely)
}

/// Runs of words of a quotation as phrases for the index, spread over it. Runs do not cross a mark that leaves words out.
fn runs(text: &str, parts: &[Stretch]) -> Vec<String> {
    let mut found = Vec::new();
    for &(from, to) in parts {
        let inside = fold(text.get(from..to).unwrap_or(""));
        for piece in inside.split(['…', '[', ']', '(', ')']).flat_map(|piece| piece.split("...")) {
            let words: Vec<&str> =
                piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let length = RUN.min(words.len());
            if length > 0 {
                found.extend(words.windows(length).map(|run| format!("\"{}\"", run.join(" "))));
            }
        }
    }
    let step = found.len().div_ceil(RUNS).max(1);
    found.into_iter().step_by(step).collect()
}

/// Rows of the transcripts, or of the other documents, that have the run; none where it is common.
fn carriers(connection: &Connection, run: &str, transcripts: bool) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT readings.document FROM document_words JOIN readings ON readings.document = document_words.rowid
         WHERE document_words MATCH ?1 AND (readings.kind = 'transcript') = ?3 LIMIT ?2",
    )?;
    let rows = statement.query_map(params![run, COMMON as i64 + 1, transcripts], |row| row.get(0))?;
    let rows: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(if rows.len() > COMMON { Vec::new() } else { rows })
}

/// The id of a document, and whether it is of this day.
fn of_day(connection: &Connection, row: i64, day: Option<&str>) -> rusqlite::Result<(String, bool)> {
    connection
        .prepare_cached(
            "SELECT documents.id, coalesce(published_earliest = ?2 AND published_latest = ?2, 0)
             FROM documents JOIN readings ON readings.document = documents.row WHERE documents.row = ?1",
        )?
        .query_row(params![row, day], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Transcripts of a day in which somebody of this surname speaks.
fn spoke_on(connection: &Connection, day: &str, name: &str) -> rusqlite::Result<Vec<String>> {
    let Some(surname) = name.split_whitespace().next_back().map(fold) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT documents.id, speakers.folded FROM readings
         JOIN documents ON documents.row = readings.document
         JOIN speakers ON speakers.document = readings.document
         WHERE readings.kind = 'transcript' AND published_earliest = ?1 AND published_latest = ?1 ORDER BY documents.id",
    )?;
    let rows = statement.query_map([day], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut ids: Vec<String> = rows
        .into_iter()
        .filter(|(_, folded)| folded.split_whitespace().next_back() == Some(surname.as_str()))
        .map(|(id, _)| id)
        .collect();
    ids.dedup();
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_spread_over_a_quotation_and_stop_at_what_is_left_out() {
        let text = "we will open the harbour again … before the winter";
        let found = runs(text, &[(0, text.len())]);
        assert_eq!(
            found,
            [
                "\"we will open the\"",
                "\"will open the harbour\"",
                "\"open the harbour again\"",
                "\"before the winter\""
            ]
        );
        assert!(runs("", &[(0, 0)]).is_empty());
        let long = (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert!(runs(&long, &[(0, long.len())]).len() <= RUNS);
    }
}
