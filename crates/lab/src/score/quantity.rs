//! How often are figures found, with the right value and bound?
//!
//! Takes NewsQuant (one JSON list of `text` and `quantities` with `value`, `unit`, `change`) and prints precision, recall and
//! F1 of the values, and of values with their bound: `>` is a lower limit, `<` an upper one, `~` about; `=`, `up` and `down`
//! have none. A range counts if both its ends agree. `--errors` prints what differs, `--csv` keeps the counts of every item.
//! Rules only: nothing is fitted to the texts.

use super::{Counts, Options, write_csv};
use reader::meaning::quantity::{self, Quantity};
use reader::{Document, Given, Knowledge, Media, Span, text};
use serde_json::Value;

/// A figure: lower and upper end, and the bound.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figure {
    from: f64,
    to: f64,
    bound: char,
}

/// `lab score quantity --data FILE.json [--errors] [--csv]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data"], &["errors", "csv"])?;
    let path = options.path("data")?.ok_or("score quantity: --data FILE.json is missing")?;
    let raw = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let items: Vec<Value> = serde_json::from_str(&raw).map_err(|error| format!("{}: {error}", path.display()))?;
    let knowledge = Knowledge::built_in();
    let (mut value, mut bound) = (Counts::default(), Counts::default());
    let mut rows = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let printed = item.get("text").and_then(Value::as_str).unwrap_or("");
        let gold: Vec<Figure> = item
            .get("quantities")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|one| figure(one.get("value")?, one.get("change")?.as_str()?))
            .collect();
        let found = find(printed, &knowledge);
        let mut one = [Counts { gold: gold.len(), found: found.len(), matched: 0 }; 2];
        let mut used = vec![false; found.len()];
        let mut missed = Vec::new();
        for wanted in &gold {
            let same = |at: &usize| !used[*at] && is_same(*wanted, found[*at].0);
            let exact = (0..found.len()).find(|at| same(at) && found[*at].0.bound == wanted.bound);
            match exact.or_else(|| (0..found.len()).find(same)) {
                Some(at) => {
                    used[at] = true;
                    one[0].matched += 1;
                    one[1].matched += usize::from(exact.is_some());
                    if exact.is_none() && options.has("errors") {
                        println!("bound\t{} | {}\t{}\t{printed}", wanted.bound, found[at].0.bound, found[at].1);
                    }
                }
                None => missed.push(wanted),
            }
        }
        if options.has("errors") {
            for wanted in missed {
                println!("missed\t{}..{}\t\t{printed}", wanted.from, wanted.to);
            }
            for ((figure, words), _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
                println!("false\t{}..{}\t{words}\t{printed}", figure.from, figure.to);
            }
        }
        rows.push([number, one[0].gold, one[0].found, one[0].matched, one[1].matched].map(|n| n.to_string()).to_vec());
        value.add(one[0]);
        bound.add(one[1]);
    }
    println!(
        "{:<22}    P     R    F1   gold  found  right",
        path.file_name().map_or("", |name| name.to_str().unwrap_or(""))
    );
    println!("  {:<20}{}", "value", value.figures());
    println!("  {:<20}{}", "value and bound", bound.figures());
    if options.has("csv") {
        let head = ["item", "gold", "found", "value_right", "value_and_bound_right"];
        write_csv("quantity", &head.map(str::to_owned), &rows)?;
    }
    Ok(())
}

/// The figures of a sentence with their words.
fn find(printed: &str, knowledge: &Knowledge) -> Vec<(Figure, String)> {
    let document = Document {
        path: String::new(),
        bytes: printed.as_bytes().to_vec(),
        media: Media::Plain,
        given: Given::default(),
    };
    let (clean, _) = text::clean(&document);
    let whole = Span::new(0, clean.as_str().len());
    let figures = quantity::find(&clean, &[whole], knowledge);
    figures.iter().filter_map(|one| Some((of(one)?, one.span.of(clean.as_str()).to_owned()))).collect()
}

fn of(one: &Quantity) -> Option<Figure> {
    let (from, to) = match (one.min, one.max) {
        (Some(from), Some(to)) => (from, to),
        (Some(only), None) | (None, Some(only)) => (only, only),
        (None, None) => return None,
    };
    let bound = match (one.min, one.max) {
        (Some(_), None) => '>',
        (None, Some(_)) => '<',
        _ if one.approx => '~',
        _ => '=',
    };
    Some(Figure { from, to, bound })
}

fn figure(value: &Value, change: &str) -> Option<Figure> {
    let printed = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let bound = match change {
        ">" => '>',
        "<" => '<',
        "~" => '~',
        _ => '=',
    };
    if let Ok(only) = printed.parse::<f64>() {
        return Some(Figure { from: only, to: only, bound });
    }
    let (from, to) = printed.split_once('-')?;
    Some(Figure { from: from.parse().ok()?, to: to.parse().ok()?, bound })
}

fn is_same(one: Figure, other: Figure) -> bool {
    let near = |a: f64, b: f64| (a.abs() - b.abs()).abs() <= 1e-4 * a.abs().max(b.abs()).max(1e-9);
    near(one.from, other.from) && near(one.to, other.to)
}
