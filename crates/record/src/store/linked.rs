//! How are links kept?
//!
//! Links are a function of the statements of the record. Every change of those makes a new generation (`outdate`); whoever
//! asks for links of an older generation has them made again, all of one moment, and kept if the record can be written to.
//! So adding and removing cost nothing here, and no order of arrival can leave a trace.

use super::Store;
use super::fetch::{ground, stored};
use crate::corrections;
use crate::error::{At, Result};
use crate::links::{
    Conflict, Entry, Figure, Gathered, Kind, Links, SelfCitation, StatementId, Strength, Thread, Utterance,
};
use crate::people::Identities;
use reader::document::GroundRule;
use reader::meaning::certainty::Certainty;
use rusqlite::{Connection, TransactionBehavior, params};

/// The version of the judges: links that others made are made again.
const JUDGES: i64 = 2;

/// Notes that statements have changed.
pub(super) fn outdate(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE link_state SET generation = generation + 1")?.execute([])?;
    Ok(())
}

/// The generation of the statements, and whether the links that are kept are of it.
fn state(connection: &Connection) -> rusqlite::Result<(i64, bool)> {
    connection.query_row("SELECT generation, linked, judges FROM link_state", [], |row| {
        let (generation, linked, judges): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((generation, generation == linked && judges == JUDGES))
    })
}

/// The links, made anew where statements have changed since.
pub(crate) fn links(store: &Store) -> Result<Links> {
    let moment = store.connection.unchecked_transaction().at(&store.path)?;
    let (generation, is_fresh) = state(&moment).at(&store.path)?;
    if is_fresh {
        return fetch(&moment).at(&store.path);
    }
    let links = make(store)?;
    drop(moment);
    // A record that cannot be written to, or is being written by somebody, has its links made again next time.
    let _ = keep(store, generation, &links);
    Ok(links)
}

/// Makes the links of every document that is not off the record.
pub(crate) fn make(store: &Store) -> Result<Links> {
    let mut ids: Vec<String> = super::fetch::ids(store)?.into_iter().map(|(_, id)| id).collect();
    ids.sort();
    let mut gathered = Gathered::new(Identities::of(&store.connection).at(&store.path)?);
    for id in &ids {
        let document = ground(store, id)?;
        if document.given.ground_rule == Some(GroundRule::OffRecord) {
            continue;
        }
        let mut reading = stored(store, id, &document.bytes)?;
        let kept = corrections::of(&store.connection, id).at(&store.path)?;
        let wrong = corrections::apply(&mut reading, &kept).wrong;
        gathered.add(id, &reading, &wrong);
    }
    Ok(gathered.link())
}

/// Writes links that were made from this generation, unless statements have changed since.
fn keep(store: &Store, generation: i64, links: &Links) -> rusqlite::Result<()> {
    let connection = &store.connection;
    let was_closed: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let kept = (|| {
        let transaction = rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        if state(&transaction)?.0 == generation {
            put(&transaction, links)?;
            transaction.execute("UPDATE link_state SET linked = ?1, judges = ?2", [generation, JUDGES])?;
        }
        transaction.commit()
    })();
    connection.pragma_update(None, "query_only", was_closed)?;
    kept
}

/// One row of `links`.
struct Row<'a> {
    kind: &'a str,
    name: &'a str,
    r#type: &'a str,
    strength: &'a str,
    score: f64,
    words: &'a str,
}

const PLAIN: Row = Row { kind: "", name: "", r#type: "", strength: "", score: 0.0, words: "" };

fn put_row(connection: &Connection, row: &Row) -> rusqlite::Result<i64> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO links (kind, name, type, strength, score, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    insert.execute(params![row.kind, row.name, row.r#type, row.strength, row.score, row.words])?;
    Ok(connection.last_insert_rowid())
}

fn put_member(
    connection: &Connection,
    link: i64,
    side: usize,
    place: usize,
    document: &str,
    statement: Option<usize>,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO link_members VALUES (?1, ?2, ?3, ?4, ?5)")?;
    insert.execute(params![link, side as i64, place as i64, document, statement.map(|number| number as i64)])?;
    Ok(())
}

fn put(connection: &Connection, links: &Links) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM link_figures; DELETE FROM link_members; DELETE FROM links;")?;
    for utterance in &links.utterances {
        let link = put_row(connection, &Row { kind: "same_utterance", score: utterance.score.into(), ..PLAIN })?;
        for (place, (document, number)) in utterance.statements.iter().enumerate() {
            put_member(connection, link, 0, place, document, Some(*number))?;
        }
    }
    for copies in &links.copies {
        let link = put_row(connection, &Row { kind: "wire_copy", ..PLAIN })?;
        for (place, document) in copies.iter().enumerate() {
            put_member(connection, link, 0, place, document, None)?;
        }
    }
    for thread in &links.threads {
        let link = put_row(connection, &Row { kind: "thread", name: &thread.id, words: &thread.title, ..PLAIN })?;
        for (place, (document, number)) in thread.statements.iter().enumerate() {
            put_member(connection, link, 0, place, document, Some(*number))?;
        }
        for (place, entry) in thread.series.iter().enumerate() {
            put_figure(connection, link, place, entry)?;
        }
    }
    for citation in &links.citations {
        let differs = citation.differs.join(" ");
        let link = put_row(connection, &Row { kind: "self_citation", words: &differs, ..PLAIN })?;
        for (side, (document, number)) in std::iter::once(&citation.statement).chain(&citation.earlier).enumerate() {
            put_member(connection, link, side, 0, document, Some(*number))?;
        }
    }
    for conflict in &links.conflicts {
        let row = Row {
            kind: "conflict",
            name: &conflict.id,
            r#type: conflict.kind.as_str(),
            strength: conflict.strength.as_str(),
            words: &conflict.description,
            ..PLAIN
        };
        let link = put_row(connection, &row)?;
        for (side, statements) in conflict.sides.iter().enumerate() {
            for (place, (document, number)) in statements.iter().enumerate() {
                put_member(connection, link, side, place, document, Some(*number))?;
            }
        }
    }
    Ok(())
}

fn put_figure(connection: &Connection, link: i64, place: usize, entry: &Entry) -> rusqlite::Result<()> {
    let figure = &entry.figure;
    let mut insert = connection
        .prepare_cached("INSERT INTO link_figures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?;
    insert.execute(params![
        link,
        place as i64,
        entry.statement.0,
        entry.statement.1 as i64,
        figure.min,
        figure.max,
        figure.exclusive,
        figure.approx,
        figure.counted,
        figure.state,
        entry.certainty.as_str(),
        entry.said.0.map(|day| day.to_string()),
        entry.said.1.map(|day| day.to_string()),
    ])?;
    Ok(())
}

/// The links as they are kept.
fn fetch(connection: &Connection) -> rusqlite::Result<Links> {
    let mut links = Links::default();
    let mut select =
        connection.prepare_cached("SELECT row, kind, score, name, words, type, strength FROM links ORDER BY row")?;
    let rows = select.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
    })?;
    for row in rows {
        let (link, kind, score, id, title, r#type, strength): (i64, String, f64, String, String, String, String) = row?;
        match kind.as_str() {
            "same_utterance" => {
                links.utterances.push(Utterance { statements: statements(connection, link)?, score: score as f32 });
            }
            "wire_copy" => {
                let mut members =
                    connection.prepare_cached("SELECT document FROM link_members WHERE link = ?1 ORDER BY place")?;
                let documents = members.query_map([link], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
                links.copies.push(documents);
            }
            "thread" => {
                let (statements, series) = (statements(connection, link)?, series(connection, link)?);
                links.threads.push(Thread { id, title, statements, series });
            }
            "self_citation" => {
                let mut both = statements(connection, link)?.into_iter();
                let Some(statement) = both.next() else { continue };
                let differs =
                    DIFFERENCES.iter().copied().filter(|one| title.split(' ').any(|other| other == *one)).collect();
                links.citations.push(SelfCitation { statement, earlier: both.next(), differs });
            }
            "conflict" => {
                let kind = Kind::ALL.iter().find(|kind| kind.as_str() == r#type);
                let strength = Strength::ALL.iter().find(|one| one.as_str() == strength);
                if let (Some(&kind), Some(&strength)) = (kind, strength) {
                    let sides = sides(connection, link)?;
                    links.conflicts.push(Conflict { id, kind, strength, sides, description: title });
                }
            }
            _ => {}
        }
    }
    Ok(links)
}

fn series(connection: &Connection, link: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut select = connection.prepare_cached(
        "SELECT document, statement, min, max, exclusive, approx, counted, state, certainty, said_earliest, said_latest
         FROM link_figures WHERE link = ?1 ORDER BY place",
    )?;
    let day = |text: Option<String>| text.and_then(|text| text.parse().ok());
    let rows = select.query_map([link], |row| {
        let certainty: String = row.get(8)?;
        Ok(Entry {
            statement: (row.get(0)?, row.get(1)?),
            said: (day(row.get(9)?), day(row.get(10)?)),
            figure: Figure {
                min: row.get(2)?,
                max: row.get(3)?,
                exclusive: row.get(4)?,
                approx: row.get(5)?,
                counted: row.get(6)?,
                state: row.get(7)?,
                ..Figure::default()
            },
            certainty: Certainty::parse(&certainty).unwrap_or(Certainty::Asserted),
        })
    })?;
    rows.collect()
}

/// What a citation can differ in.
const DIFFERENCES: &[&str] = &["bound", "negation"];

fn sides(connection: &Connection, link: i64) -> rusqlite::Result<Vec<Vec<StatementId>>> {
    let mut select = connection
        .prepare_cached("SELECT side, document, statement FROM link_members WHERE link = ?1 ORDER BY side, place")?;
    let rows = select.query_map([link], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    let mut sides: Vec<Vec<StatementId>> = Vec::new();
    for row in rows {
        let (side, statement): (usize, StatementId) = row?;
        sides.resize_with(sides.len().max(side + 1), Vec::new);
        sides[side].push(statement);
    }
    Ok(sides)
}

fn statements(connection: &Connection, link: i64) -> rusqlite::Result<Vec<StatementId>> {
    let mut select = connection.prepare_cached(
        "SELECT document, statement FROM link_members WHERE link = ?1 AND statement IS NOT NULL ORDER BY side, place",
    )?;
    let rows = select.query_map([link], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
