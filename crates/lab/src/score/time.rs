//! How often are dates and times found, and with the right value?
//!
//! Takes a folder with TimeML documents (`*.tml`, at any depth), as TempEval-3 gave them out, or with the test suites of a
//! recogniser (`DateTime/*.json` with `Input`, `Context`, `Results`; see `recognizers`). For TimeML it prints strict F1 (same extent), relaxed
//! F1 (extents that overlap) and value F1 (overlap and the same value), in percent, over all documents and over every tenth
//! one by name. `--errors` prints what differs. Rules only: nothing is fitted to the texts.

mod recognizers;

use super::{Counts, Options};
use jiff::civil::Date;
use reader::Knowledge;
use reader::meaning::time::timexes;
use std::fs;
use std::path::{Path, PathBuf};

struct Gold {
    span: (usize, usize),
    value: String,
}

/// `lab score time --data FOLDER [--errors]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data"], &["errors", "csv"])?;
    let folder = options.path("data")?.ok_or("score time: --data FOLDER is missing")?;
    if recognizers::is_such(&folder) {
        return recognizers::run(&folder, &options);
    }
    let mut files = Vec::new();
    collect(&folder, "tml", &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: there are neither .tml documents nor a recogniser's suites in it", folder.display()));
    }
    let knowledge = Knowledge::built_in();
    let mut all = [Counts::default(); 3];
    let mut tenth = [Counts::default(); 3];
    for (number, file) in files.iter().enumerate() {
        let raw = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let Some((made, text, gold)) = timeml(&raw) else {
            eprintln!("{}: no creation time or text; left out", file.display());
            continue;
        };
        let counts = compare(&text, made, &gold, &knowledge, options.has("errors"));
        for (at, count) in counts.into_iter().enumerate() {
            all[at].add(count);
            if number % 10 == 9 {
                tenth[at].add(count);
            }
        }
    }
    for (name, counts) in [("all documents", all), ("every tenth", tenth)] {
        println!("{name:<22}    P     R    F1   gold  found  right");
        for (what, counts) in ["strict", "relaxed", "value"].iter().zip(counts) {
            println!("  {what:<20}{}", counts.figures());
        }
    }
    Ok(())
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, ending, found)?;
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    Ok(())
}

/// Creation day, text without tags, and the expressions in it.
fn timeml(raw: &str) -> Option<(Date, String, Vec<Gold>)> {
    let created = raw.find("CREATION_TIME")?;
    let tag = raw[..created].rfind('<')?;
    let made = attribute(&raw[tag..], "value")?.get(..10)?.parse().ok()?;
    let body = &raw[raw.find("<TEXT>")? + 6..raw.find("</TEXT>")?];
    let mut text = String::new();
    let mut gold: Vec<Gold> = Vec::new();
    let mut open = None;
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at]);
        let end = rest[at..].find('>')? + at;
        let tag = &rest[at..=end];
        if tag.starts_with("<TIMEX3") {
            open = Some((text.len(), attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("</TIMEX3")
            && let Some((start, value)) = open.take()
        {
            gold.push(Gold { span: (start, text.len()), value });
        }
        rest = &rest[end + 1..];
    }
    push(&mut text, rest);
    Some((made, text, gold))
}

fn push(text: &mut String, part: &str) {
    text.push_str(&part.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(tag[at..at + tag[at..].find('"')?].to_owned())
}

/// Strict, relaxed, value.
fn compare(text: &str, made: Date, gold: &[Gold], knowledge: &Knowledge, errors: bool) -> [Counts; 3] {
    let found = timexes(text, made, knowledge);
    let trimmed = |(start, end): (usize, usize)| {
        let inside = &text[start..end];
        (start + inside.len() - inside.trim_start().len(), end - (inside.len() - inside.trim_end().len()))
    };
    let mut counts = [Counts { gold: gold.len(), found: found.len(), matched: 0 }; 3];
    let mut used = vec![false; found.len()];
    for one in gold {
        let (start, end) = trimmed(one.span);
        let exact = found.iter().position(|found| (found.span.start, found.span.end) == (start, end));
        let overlap = |at: &usize| found[*at].span.start < end && start < found[*at].span.end && !used[*at];
        let Some(at) = exact.or_else(|| (0..found.len()).find(overlap)) else {
            if errors {
                println!("missed\t{}\t{}\t{}", one.value, &text[start..end].replace('\n', " "), context(text, start));
            }
            continue;
        };
        used[at] = true;
        counts[0].matched += usize::from(exact.is_some());
        counts[1].matched += 1;
        let same = found[at].value == one.value;
        counts[2].matched += usize::from(same);
        if errors && !(same && exact.is_some()) {
            let words = &text[found[at].span.start..found[at].span.end];
            println!(
                "{}\t{} | {}\t{} | {}\t{made}\t{}",
                if same { "extent" } else { "value" },
                one.value,
                found[at].value,
                text[start..end].replace('\n', " "),
                words.replace('\n', " "),
                context(text, start)
            );
        }
    }
    if errors {
        for (found, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            let words = &text[found.span.start..found.span.end];
            println!("false\t{}\t{}\t{}", found.value, words.replace('\n', " "), context(text, found.span.start));
        }
    }
    counts
}

fn context(text: &str, at: usize) -> String {
    let from = (at.saturating_sub(40)..at).find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    let to = (at + 50..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    text[from..to].replace('\n', " ")
}
