//! Which statements answer a query?
//!
//! A query becomes SQL over the rows of statements, with every word of the user bound as a parameter. Where nothing
//! answers, the remarks say which part of the query finds nothing by itself. Best match first where words were asked for,
//! else by day; never by order of arrival.

use super::{Choice, Demand, Part, Query, parse};
use crate::error::{At, Result};
use crate::links::StatementId;
use crate::store::Store;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

/// One line of a list of statements; everything else comes with `Record::document`.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// `DOCUMENT:sN`.
    pub id: String,
    /// The document.
    pub document: String,
    /// Index in `reading.statements`.
    pub number: usize,
    /// The speaker's name.
    pub speaker: Option<String>,
    /// Record-wide person id.
    pub person: Option<String>,
    /// The content's words.
    pub content: String,
    /// `Certainty` as printed.
    pub certainty: String,
    /// `Form` as printed.
    pub form: String,
    /// ISO dates; `None` where open.
    pub said: (Option<String>, Option<String>),
    /// Who published the document.
    pub outlet: Option<String>,
    /// The document's title, else its path.
    pub title: String,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Best first.
    pub rows: Vec<StatementRow>,
    /// How many there are in all.
    pub total: u64,
    /// How the query was understood, for people.
    pub understood: String,
    /// Why there is nothing, or what was left out of the query; empty if all went as asked.
    pub remarks: Vec<String>,
    /// Documents whose text holds the words, where no statement does: id and title or path.
    pub documents: Vec<(String, String)>,
}

/// So many documents are named where no statement holds the words.
const DOCUMENTS: u64 = 10;

/// A query as SQL: what stands after WHERE, and what is bound.
pub(super) struct Sql {
    /// The expression of FTS5 over all words that must be there; empty where there are none.
    words: String,
    demands: Vec<String>,
    /// What is bound.
    pub(super) values: Vec<Value>,
}

impl Sql {
    /// The SQL of the parts of a query.
    pub(super) fn new(parts: &[Part]) -> Sql {
        let mut sql = Sql { words: String::new(), demands: Vec::new(), values: Vec::new() };
        let mut words: Vec<String> = Vec::new();
        for part in parts {
            sql.demand(part, &mut words);
        }
        sql.words = words.join(" AND ");
        if !sql.words.is_empty() {
            let bound = sql.bind(sql.words.clone().into());
            sql.demands.push(format!("statement_words MATCH {bound}"));
        }
        sql
    }

    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    fn demand(&mut self, part: &Part, words: &mut Vec<String>) {
        let term = |choice: &Choice| match &choice.demand {
            Demand::Words(term) if !choice.not => Some(term.expression()),
            _ => None,
        };
        // Words alone are one question of the index, which ranks by them.
        if let Some(terms) = part.choices.iter().map(term).collect::<Option<Vec<_>>>() {
            words.push(format!("({})", terms.join(" OR ")));
            return;
        }
        let choices: Vec<String> = part.choices.iter().map(|choice| self.choice(choice)).collect();
        self.demands.push(format!("({})", choices.join(" OR ")));
    }

    fn choice(&mut self, choice: &Choice) -> String {
        let exactly = |column: &str, sql: &mut Sql, value: &str| {
            let bound = sql.bind(value.to_owned().into());
            format!("{column} = {bound}")
        };
        let in_index = |expression: String, sql: &mut Sql| {
            let bound = sql.bind(expression.into());
            format!("statements.row IN (SELECT rowid FROM statement_words WHERE statement_words MATCH {bound})")
        };
        let dated = "(said_earliest IS NOT NULL OR said_latest IS NOT NULL)";
        let demand = match &choice.demand {
            Demand::Words(term) => in_index(term.expression(), self),
            Demand::Speaker(name) => {
                let words: Vec<String> =
                    name.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', " "))).collect();
                let near = in_index(format!("speaker : ({})", words.join(" AND ")), self);
                // All words in one of the names, where several speak together.
                let one = self.holds("voices.folded", name);
                format!("{near} AND EXISTS (SELECT 1 FROM voices WHERE statement = statements.row AND {one})")
            }
            Demand::Person(id) => {
                let one = exactly("person", self, id);
                format!("statements.row IN (SELECT statement FROM voices WHERE {one})")
            }
            Demand::To(name) => self.holds("coalesce(addressee, '')", name),
            Demand::Outlet(name) => self.holds("coalesce(outlet_folded, '')", name),
            Demand::Document(id) => exactly("documents.id", self, id),
            Demand::Kind(kind) => exactly("kind", self, kind.as_str()),
            Demand::Certainty(certainty) => exactly("certainty", self, certainty.as_str()),
            Demand::Form(form) => exactly("statements.form", self, form.as_str()),
            Demand::Negated(negated) => {
                let bound = self.bind(i64::from(*negated).into());
                format!("negated = {bound}")
            }
            Demand::Said(first, last) => {
                // The known side of an interval stands for the other one.
                let mut sides = vec!["1".to_owned()];
                if let Some(first) = first {
                    let bound = self.bind(first.to_string().into());
                    sides.push(format!("coalesce(said_latest, said_earliest) >= {bound}"));
                }
                if let Some(last) = last {
                    let bound = self.bind(last.to_string().into());
                    sides.push(format!("coalesce(said_earliest, said_latest) <= {bound}"));
                }
                let within = sides.join(" AND ");
                // A statement without a day answers no question about days, nor its opposite.
                let not = if choice.not { "NOT " } else { "" };
                return format!("({dated} AND {not}({within}))");
            }
        };
        if choice.not { format!("NOT ({demand})") } else { format!("({demand})") }
    }

    /// All words of a folded name stand in a column.
    fn holds(&mut self, column: &str, name: &str) -> String {
        let words = name.split_whitespace().map(|word| {
            let bound = self.bind(word.to_owned().into());
            format!("instr({column}, {bound}) > 0")
        });
        words.collect::<Vec<_>>().join(" AND ")
    }

    /// What stands after FROM.
    pub(super) fn tables(&self) -> &'static str {
        if self.words.is_empty() {
            "statements JOIN documents ON documents.row = statements.document
             JOIN readings ON readings.document = statements.document"
        } else {
            "statement_words JOIN statements ON statements.row = statement_words.rowid
             JOIN documents ON documents.row = statements.document
             JOIN readings ON readings.document = statements.document"
        }
    }

    /// What stands after WHERE.
    pub(super) fn demands(&self) -> String {
        if self.demands.is_empty() { "1".to_owned() } else { self.demands.join(" AND ") }
    }

    fn count(&self, store: &Store) -> rusqlite::Result<u64> {
        let sql = format!("SELECT count(*) FROM {} WHERE {}", self.tables(), self.demands());
        store.connection.prepare_cached(&sql)?.query_row(params_from_iter(&self.values), |row| row.get(0))
    }

    fn rows(&self, store: &Store, offset: u64, limit: u64) -> rusqlite::Result<Vec<StatementRow>> {
        let mut rows = Vec::new();
        self.each(store, offset, limit, &mut |row| {
            rows.push(row);
            true
        })?;
        Ok(rows)
    }

    fn each(
        &self,
        store: &Store,
        offset: u64,
        limit: u64,
        take: &mut dyn FnMut(StatementRow) -> bool,
    ) -> rusqlite::Result<()> {
        let order = if self.words.is_empty() { "said_order" } else { "bm25(statement_words, 1.0, 0.5)" };
        let most = |number: u64| number.min(i64::MAX as u64);
        let sql = format!(
            "SELECT documents.id, number, statements.speaker, statements.person, statements.content, certainty,
             statements.form, said_earliest, said_latest, readings.outlet,
             coalesce(readings.title, documents.path)
             FROM {} WHERE {} ORDER BY {order}, documents.id, number LIMIT {} OFFSET {}",
            self.tables(),
            self.demands(),
            most(limit),
            most(offset)
        );
        let mut statement = store.connection.prepare_cached(&sql)?;
        for found in statement.query_map(params_from_iter(&self.values), row)? {
            if !take(found?) {
                break;
            }
        }
        Ok(())
    }
}

/// The rows of these statements in their order; those that there are none of are left out.
pub(crate) fn rows_of(store: &Store, statements: &[StatementId]) -> Result<Vec<StatementRow>> {
    let mut select = store
        .connection
        .prepare_cached(
            "SELECT documents.id, number, statements.speaker, statements.person, statements.content, certainty,
             statements.form, said_earliest, said_latest, readings.outlet, coalesce(readings.title, documents.path)
             FROM statements JOIN documents ON documents.row = statements.document
             JOIN readings ON readings.document = documents.row WHERE documents.id = ?1 AND number = ?2",
        )
        .at(&store.path)?;
    let mut rows = Vec::with_capacity(statements.len());
    for (document, number) in statements {
        rows.extend(select.query_row(rusqlite::params![document, *number as i64], row).optional().at(&store.path)?);
    }
    Ok(rows)
}

/// A row of the columns that lists of statements select.
pub(super) fn row(row: &Row) -> rusqlite::Result<StatementRow> {
    let (document, number): (String, usize) = (row.get(0)?, row.get(1)?);
    Ok(StatementRow {
        id: format!("{document}:s{}", number + 1),
        document,
        number,
        speaker: row.get(2)?,
        person: row.get(3)?,
        content: row.get(4)?,
        certainty: row.get(5)?,
        form: row.get(6)?,
        said: (row.get(7)?, row.get(8)?),
        outlet: row.get(9)?,
        title: row.get(10)?,
    })
}

/// A piece of a whole list.
#[derive(Debug)]
pub enum Listed {
    /// Comes first: everything but the rows.
    Head(Found),
    /// One after another, best first.
    Row(StatementRow),
}

/// Hands on all statements that answer a query, from `offset`, at most `limit`, as the record is at this moment, while
/// `take` says to go on.
pub(crate) fn each(
    store: &Store,
    text: &str,
    offset: u64,
    limit: u64,
    take: &mut dyn FnMut(Listed) -> bool,
) -> Result<()> {
    // One moment for the head and all rows, whatever another process adds meanwhile.
    let moment = store.connection.unchecked_transaction().at(&store.path)?;
    let head = search(store, text, offset, 0)?;
    let total = head.total;
    if take(Listed::Head(head)) && offset < total {
        let sql = Sql::new(&parse(text).parts);
        sql.each(store, offset, limit, &mut |row| take(Listed::Row(row))).at(&store.path)?;
    }
    moment.commit().at(&store.path)
}

/// Statements that answer a query, from `offset`, at most `limit`.
pub(crate) fn search(store: &Store, text: &str, offset: u64, limit: u64) -> Result<Found> {
    let query = parse(text);
    let sql = Sql::new(&query.parts);
    if query.parts.is_empty() && !text.trim().is_empty() {
        return Ok(Found {
            rows: Vec::new(),
            total: 0,
            understood: String::new(),
            remarks: query.remarks,
            documents: Vec::new(),
        });
    }
    let total = sql.count(store).at(&store.path)?;
    let rows = if offset < total && limit > 0 { sql.rows(store, offset, limit).at(&store.path)? } else { Vec::new() };
    let mut remarks = query.remarks.clone();
    let mut documents = Vec::new();
    if total == 0 {
        remarks.extend(reasons(store, &query).at(&store.path)?);
        documents = elsewhere(store, &query).at(&store.path)?;
    } else if query.parts.iter().any(asks_days) && offset == 0 {
        remarks.extend(undated(store, &query).at(&store.path)?);
    }
    Ok(Found { rows, total, understood: query.understood(), remarks, documents })
}

fn asks_days(part: &Part) -> bool {
    part.choices.iter().any(|choice| matches!(choice.demand, Demand::Said(..)))
}

/// What each part of a query finds by itself.
fn reasons(store: &Store, query: &Query) -> rusqlite::Result<Vec<String>> {
    if query.parts.len() < 2 {
        return Ok(Vec::new());
    }
    let mut remarks = Vec::new();
    for part in &query.parts {
        let alone = Sql::new(std::slice::from_ref(part)).count(store)?;
        let statements = if alone == 1 { "statement" } else { "statements" };
        remarks.push(match alone {
            0 => format!("no statement is {}", part.understood()),
            count => format!("{count} {statements} {}, but not with the rest of the query", part.understood()),
        });
    }
    Ok(remarks)
}

/// How many statements answer everything but the days, because nobody knows when they were said.
fn undated(store: &Store, query: &Query) -> rusqlite::Result<Option<String>> {
    let rest = query.parts.iter().filter(|part| !asks_days(part)).cloned();
    let mut sql = Sql::new(&rest.collect::<Vec<_>>());
    sql.demands.push("said_earliest IS NULL AND said_latest IS NULL".to_owned());
    Ok(match sql.count(store)? {
        0 => None,
        1 => Some("1 more statement answers the rest of the query and has no known date".to_owned()),
        count => Some(format!("{count} more statements answer the rest of the query and have no known date")),
    })
}

/// Documents that hold the words outside of statements.
fn elsewhere(store: &Store, query: &Query) -> rusqlite::Result<Vec<(String, String)>> {
    let term = |choice: &Choice| match &choice.demand {
        Demand::Words(term) if !choice.not => Some(term.expression()),
        _ => None,
    };
    let any = |part: &Part| part.choices.iter().map(term).collect::<Option<Vec<_>>>();
    let words: Vec<String> =
        query.parts.iter().filter_map(any).map(|terms| format!("({})", terms.join(" OR "))).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = store.connection.prepare_cached(
        "SELECT documents.id, coalesce(readings.title, documents.path) FROM document_words
         JOIN documents ON documents.row = document_words.rowid
         JOIN readings ON readings.document = documents.row
         WHERE document_words MATCH ?1 ORDER BY documents.id LIMIT ?2",
    )?;
    let rows = statement
        .query_map(rusqlite::params![words.join(" AND "), DOCUMENTS as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
