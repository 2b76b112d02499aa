//! How do the statements that answer a query divide?
//!
//! By person, outlet, month, certainty and form, in one pass over the first answers. Useful for narrowing a search; not a
//! statistic: of a very large answer only a part is counted, and the result says so.

use super::parse;
use super::search::Sql;
use crate::error::{At, Result};
use crate::store::Store;
use rusqlite::params_from_iter;
use std::collections::BTreeMap;

/// Answers that are counted at most.
const MOST: u64 = 10_000;

/// Choices of one facet at most.
const CHOICES: usize = 12;

/// One choice: what is put into a query, what is shown, how many statements.
pub type Choice = (String, String, u64);

/// How the statements that answer a query divide, each facet by number, then name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Record-wide ids, with a name as printed.
    pub persons: Vec<Choice>,
    /// Outlets.
    pub outlets: Vec<Choice>,
    /// Months as `2025-10`, of what has a known day; by month.
    pub months: Vec<Choice>,
    /// `Certainty` as printed.
    pub certainties: Vec<Choice>,
    /// `Form` as printed.
    pub forms: Vec<Choice>,
    /// How many statements were counted.
    pub counted: u64,
    /// Whether these are all.
    pub is_whole: bool,
}

/// The facets of a query.
pub(crate) fn facets(store: &Store, text: &str) -> Result<Facets> {
    let query = parse(text);
    if query.parts.is_empty() && !text.trim().is_empty() {
        return Ok(Facets { is_whole: true, ..Facets::default() });
    }
    let sql = Sql::new(&query.parts);
    let select = format!(
        "SELECT person, statements.speaker, readings.outlet, coalesce(said_earliest, said_latest), certainty,
         statements.form FROM {} WHERE {} LIMIT {MOST}",
        sql.tables(),
        sql.demands()
    );
    let mut facets = Facets::default();
    let mut counts: [BTreeMap<String, (String, u64)>; 5] = Default::default();
    let mut count = |facet: usize, key: Option<String>, name: Option<String>| {
        if let Some(key) = key {
            let name = name.unwrap_or_else(|| key.clone());
            let entry = counts[facet].entry(key).or_insert_with(|| (name.clone(), 0));
            // The fullest of the names that a person bears here.
            if (name.len(), &name) > (entry.0.len(), &entry.0) {
                entry.0 = name;
            }
            entry.1 += 1;
        }
    };
    {
        let mut statement = store.connection.prepare_cached(&select).at(&store.path)?;
        let mut rows = statement.query(params_from_iter(&sql.values)).at(&store.path)?;
        while let Some(row) = rows.next().at(&store.path)? {
            let text = |column: usize| row.get::<_, Option<String>>(column).at(&store.path);
            count(0, text(0)?, text(1)?);
            count(1, text(2)?, None);
            count(2, text(3)?.map(|day| day.chars().take(7).collect()), None);
            count(3, text(4)?, None);
            count(4, text(5)?, None);
            facets.counted += 1;
        }
    }
    facets.is_whole = facets.counted < MOST;
    let [persons, outlets, months, certainties, forms] = counts.map(|counts| {
        let mut choices: Vec<Choice> = counts.into_iter().map(|(key, (name, number))| (key, name, number)).collect();
        choices.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        choices.truncate(CHOICES);
        choices
    });
    (facets.persons, facets.outlets, facets.months) = (persons, outlets, months);
    (facets.certainties, facets.forms) = (certainties, forms);
    facets.months.sort();
    Ok(facets)
}
