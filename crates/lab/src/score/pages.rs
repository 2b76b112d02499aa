//! How much of the article, and how little else, is read from web pages, and does every character lead back to its bytes?
//!
//! Takes the folder of article-extraction-benchmark (`ground-truth.json`, `html/*.html.gz`) and measures as it does: word
//! tokens, counts of their shingles of four, shares of right, surplus and missing ones page by page; precision and recall
//! are means over pages, F1 is that of the means. The pages are halved by a hash of their names: rules were tuned on the
//! one half only. Checked against the bytes: what is copied stands there letter by letter, an entity is read as the
//! standard's list reads it, folded white space stands for nothing else, and every word leads to its bytes and back.
//! `--output FILE` measures what another program made of the pages. `--csv` keeps figures and days, no words.

use super::{Options, write_csv};
use flate2::read::GzDecoder;
use reader::text::{self, CleanText, Part, Piece};
use reader::{Document, Given, Media, Span};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

/// Words of a shingle.
const SHINGLE: usize = 4;

/// The standard's names of characters, read here on their own.
const ENTITIES: &str = include_str!("../../../reader/data/lexicons/entities.txt");

/// `lab score pages --data FOLDER [--output FILE.json] [--show NAME] [--csv]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data", "output", "show"], &["csv"])?;
    let folder = options.path("data")?.ok_or("score pages: --data FOLDER is missing")?;
    let gold = json(&folder.join("ground-truth.json"))?;
    let gold = gold.as_object().ok_or("ground-truth.json: expected an object")?;
    let other = options.path("output")?.map(|path| json(&path)).transpose()?;
    let mut names: Vec<&String> = gold.keys().collect();
    names.sort();
    let (mut all, mut halves) = (Mean::default(), [Mean::default(), Mean::default()]);
    let (mut time, mut check, mut rows) = (Duration::ZERO, Check::new(), Vec::new());
    for name in names {
        let wanted = gold[name].get("articleBody").and_then(Value::as_str).unwrap_or("");
        if let Some(other) = &other {
            let found = other.get("output").unwrap_or(other).get(name).and_then(|page| page.get("articleBody"));
            let shares = Shares::of(wanted, found.and_then(Value::as_str).unwrap_or(""));
            all.add(shares);
            halves[half(name)].add(shares);
            continue;
        }
        let document = page(&folder.join("html").join(format!("{name}.html.gz")))?;
        let started = Instant::now();
        let (clean, _) = text::clean(&document);
        time += started.elapsed();
        let found = article(&clean);
        let shares = Shares::of(wanted, &found);
        all.add(shares);
        halves[half(name)].add(shares);
        let wrong_before = check.wrong;
        check.add(&document.bytes, &clean);
        if options.value("show").is_some_and(|shown| name.starts_with(shown)) {
            println!("{found}");
        }
        rows.push(vec![
            name.clone(),
            ["tuned", "held_out"][half(name)].to_owned(),
            format!("{:.4}", shares.precision()),
            format!("{:.4}", shares.recall()),
            clean.as_str().chars().count().to_string(),
            (check.wrong - wrong_before).to_string(),
            clean.page().published.as_ref().map(|day| day.value.to_string()).unwrap_or_default(),
        ]);
    }
    println!("{:<10}{:>6}      P      R     F1", "pages", "");
    println!("{:<10}{:>6}{all}", "all", all.pages);
    println!("{:<10}{:>6}{}", "tuned", halves[0].pages, halves[0]);
    println!("{:<10}{:>6}{}", "held out", halves[1].pages, halves[1]);
    if other.is_some() {
        return Ok(());
    }
    println!("{:.0} pages a second, one thread", all.pages as f64 / time.as_secs_f64().max(1e-9));
    println!(
        "{} characters: {} copied, {} entities, {} folded white space, {} wrong; {} words lead to their bytes and back",
        check.copied + check.entities + check.folded + check.wrong,
        check.copied,
        check.entities,
        check.folded,
        check.wrong,
        check.words
    );
    if options.has("csv") {
        let head = ["page", "half", "precision", "recall", "characters", "wrong_characters", "published"];
        write_csv("pages", &head.map(str::to_owned), &rows)?;
    }
    if check.wrong > 0 { Err(format!("{} characters lead to other bytes", check.wrong)) } else { Ok(()) }
}

fn json(path: &Path) -> Result<Value, String> {
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let raw = std::fs::read(path).map_err(|error| fault(&error))?;
    serde_json::from_slice(&raw).map_err(|error| fault(&error))
}

fn page(path: &Path) -> Result<Document, String> {
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(path).map_err(fault)?).read_to_end(&mut bytes).map_err(fault)?;
    Ok(Document { path: path.display().to_string(), bytes, media: Media::Html, given: Given::default() })
}

/// The words of the article, without headline, byline, day and captions.
fn article(clean: &CleanText) -> String {
    let parts = clean.page().parts.iter().filter(|(_, part)| matches!(part, Part::Words | Part::Heading));
    parts.map(|(span, _)| span.of(clean.as_str())).collect::<Vec<_>>().join("\n")
}

/// 0 for the pages that rules were tuned on: a bit of FNV-1a over the name.
fn half(name: &str) -> usize {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) as usize & 1
}

/// Counts of shingles; a text of fewer words is one shingle.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    if !words.is_empty() && words.len() < SHINGLE {
        counts.insert(words, 1);
        return counts;
    }
    words.windows(SHINGLE).for_each(|shingle| *counts.entry(shingle.to_vec()).or_default() += 1);
    counts
}

/// Shares of right, surplus and missing shingles of one page.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shares {
    right: f64,
    surplus: f64,
    missing: f64,
}

impl Shares {
    fn of(wanted: &str, found: &str) -> Shares {
        let (wanted, found) = (shingles(wanted), shingles(found));
        let count = |counts: &HashMap<Vec<&str>, usize>, key| counts.get(key).copied().unwrap_or(0);
        let right: usize = wanted.iter().map(|(key, &times)| times.min(count(&found, key))).sum();
        let (wanted, found): (usize, usize) = (wanted.values().sum(), found.values().sum());
        let all = (wanted + found - right).max(1) as f64;
        Shares {
            right: right as f64 / all,
            surplus: (found - right) as f64 / all,
            missing: (wanted - right) as f64 / all,
        }
    }

    /// One where nothing was found: nothing of it is wrong.
    fn precision(self) -> f64 {
        if self.right + self.surplus > 0.0 { self.right / (self.right + self.surplus) } else { 1.0 }
    }

    fn recall(self) -> f64 {
        if self.right + self.missing > 0.0 { self.right / (self.right + self.missing) } else { 1.0 }
    }
}

/// Means over pages.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    pages: usize,
    precision: f64,
    recall: f64,
}

impl Mean {
    fn add(&mut self, shares: Shares) {
        self.pages += 1;
        self.precision += shares.precision();
        self.recall += shares.recall();
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pages = self.pages.max(1) as f64;
        let (precision, recall) = (self.precision / pages, self.recall / pages);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        write!(formatter, " {precision:.4} {recall:.4} {f1:.4}")
    }
}

/// Characters by how they lead back to their bytes.
struct Check {
    names: HashMap<&'static str, String>,
    copied: usize,
    entities: usize,
    folded: usize,
    wrong: usize,
    words: usize,
}

impl Check {
    fn new() -> Check {
        let hex = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).unwrap_or(0)).unwrap_or('\0');
        let names = ENTITIES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let names = names.map(|(name, codes)| (name, codes.split(' ').map(hex).collect())).collect();
        Check { names, copied: 0, entities: 0, folded: 0, wrong: 0, words: 0 }
    }

    fn add(&mut self, bytes: &[u8], clean: &CleanText) {
        let mut at = 0;
        for piece in clean.pieces() {
            let place = piece.original();
            let original = bytes.get(place.start..place.end).unwrap_or(b"");
            let (length, count) = match piece {
                Piece::Copied(_) => {
                    let text = clean.as_str().get(at..at + original.len()).unwrap_or("");
                    let is_same = text.as_bytes() == original;
                    (original.len(), if is_same { &mut self.copied } else { &mut self.wrong })
                }
                Piece::Replaced(_, text) => {
                    let printed = String::from_utf8_lossy(original);
                    let is_blank = text.chars().all(char::is_whitespace);
                    // What is folded begins with white space or markup, and holds no word outside of markup.
                    let count = if is_blank && bare(&printed).is_empty() {
                        &mut self.folded
                    } else if self.stands_for(&printed).as_deref() == Some(text) {
                        &mut self.entities
                    } else {
                        &mut self.wrong
                    };
                    (text.len(), count)
                }
            };
            *count += clean.as_str().get(at..at + length).map_or(length, |text| text.chars().count());
            at += length;
        }
        self.wrong += clean.as_str().len().abs_diff(at);
        let mut start = 0;
        for word in clean.as_str().split_inclusive(char::is_whitespace) {
            let span = Span::new(start, start + word.trim_end().len());
            start += word.len();
            let back = clean.clean(clean.original(span));
            if back == span {
                self.words += 1;
            } else if !span.is_empty() {
                self.wrong += 1;
            }
        }
    }

    /// What a reference of HTML stands for.
    fn stands_for(&self, printed: &str) -> Option<String> {
        let name = printed.strip_prefix('&')?;
        if let Some(number) = name.strip_prefix('#') {
            let number = number.trim_end_matches(';');
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            // Numbers of the old marks of Windows are rare and left to the reader's own tests.
            return char::from_u32(code).map(String::from);
        }
        self.names.get(name).cloned()
    }
}

/// What is left of a page's source without tags, comments, scripts and white space, entities of white space among it.
fn bare(printed: &str) -> String {
    let mut rest = printed.replace("&nbsp;", " ").replace("&#160;", " ").replace("&#xA0;", " ").replace("&ensp;", " ");
    for (open, close) in [("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<", ">")] {
        while let Some(start) = rest.find(open) {
            let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
            rest.replace_range(start..end, "");
        }
    }
    rest.trim_matches(|c: char| c.is_whitespace() || c == '>').to_string()
}
