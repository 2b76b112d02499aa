//! Are the people to whom words are given the ones who said them, judged by hand?
//!
//! `score who --data FOLDER --draw N --seed S` draws statements whose speaker is resolved, one a document: half from news
//! (`attribution/polnear/train`), the rest from an agency (`volume/reuters.jsonl`, the field `text`) and from transcripts
//! (`transcripts/white-house`), and prints each with what stands before it, for a person to judge; `--open` draws those that are
//! left open. `--sample FILE.csv` compares what was judged with what is decided now: document, bytes of source, content and
//! of the first mention of whoever was named, verdict, kind of fault. A verdict counts only while the decision is the same.
//! How many of the statements with a source have a speaker (coverage) is counted over all documents drawn. Not useful for
//! which words name a source (`score attribution`).

use super::{Options, json_lines};
use crate::polnear;
use reader::meaning::Statement;
use reader::{Clean, Document, Given, Knowledge, Media, Original, Reading, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// Draws, or compares.
///
/// # Errors
/// A message that says which path or option is missing or cannot be read.
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data", "draw", "seed", "sample", "tier"], &["open"])?;
    let folder = options.path("data")?.ok_or("score who needs --data FOLDER (attribution/, volume/, transcripts/)")?;
    let knowledge = options.knowledge()?;
    match options.path("sample")? {
        Some(sample) => compare(&sample, &folder, &knowledge),
        None => {
            let number = |name: &str, default: u64| -> Result<u64, String> {
                options
                    .value(name)
                    .map_or(Ok(default), |value| value.parse().map_err(|_| format!("--{name} {value}: a number")))
            };
            draw(&folder, number("draw", 100)? as usize, number("seed", 1)?, options.has("open"), &knowledge)
        }
    }
}

/// Name and text of every document that may be drawn, by kind.
fn pools(folder: &Path) -> Result<[Vec<(String, String)>; 3], String> {
    let read = |path: &Path| -> Result<String, String> {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let news = polnear::documents(&folder.join("attribution/polnear/train"))?;
    let news = news.into_iter().map(|source| (source.name, source.text)).collect();
    let mut agency = Vec::new();
    json_lines(&folder.join("volume/reuters.jsonl"), |_, value| {
        let field = |name: &str| value.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        agency.push((field("id"), field("text")));
        Ok(())
    })?;
    let place = folder.join("transcripts/white-house");
    let entries = std::fs::read_dir(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let mut spoken = Vec::new();
    for name in names {
        spoken.push((format!("white-house/{name}"), read(&place.join(&name))?));
    }
    Ok([news, agency, spoken])
}

fn draw(folder: &Path, count: usize, seed: u64, is_open: bool, knowledge: &Knowledge) -> Result<(), String> {
    let quotas = [count / 2, count - count / 2 - count * 3 / 20, count * 3 / 20];
    let (mut with_source, mut resolved, mut number) = (0, 0, 0);
    for (mut pool, quota) in pools(folder)?.into_iter().zip(quotas) {
        pool.sort_by_key(|(name, _)| (lot(seed, name), name.clone()));
        let mut drawn = 0;
        for (name, text) in pool {
            if drawn == quota {
                break;
            }
            let reading = reader::read(&document(&name, &text), knowledge);
            let said: Vec<(usize, &Statement)> =
                reading.statements.iter().enumerate().filter(|(_, statement)| !statement.source.is_empty()).collect();
            with_source += said.len();
            resolved += said.iter().filter(|(_, statement)| statement.speaker.is_some()).count();
            let chosen = said
                .iter()
                .filter(|(_, statement)| statement.speaker.is_some() != is_open)
                .min_by_key(|(index, _)| lot(seed, &format!("{name} {index}")));
            if let Some((_, statement)) = chosen {
                drawn += 1;
                number += 1;
                show(number, &name, &reading, statement);
            }
        }
    }
    println!(
        "of {with_source} statements with a source, {resolved} have a speaker: {:.1}",
        percent(resolved, with_source)
    );
    Ok(())
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn document(name: &str, text: &str) -> Document {
    Document { path: name.to_owned(), bytes: text.as_bytes().to_vec(), media: Media::Plain, given: Given::default() }
}

/// A number that depends on the seed and the name alone (FNV-1a, then the finalizer of SplitMix64).
fn lot(seed: u64, name: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Original bytes of source and content, and of the first mention of the speaker.
fn places(reading: &Reading, statement: &Statement) -> [Option<Span<Original>>; 3] {
    let around = |spans: &[Span<Clean>]| {
        let ends = spans.first().zip(spans.last());
        ends.map(|(first, last)| reading.text.original(Span::new(first.start, last.end)))
    };
    let name = statement.speaker.and_then(|speaker| reading.speakers.get(speaker));
    let mention = name.and_then(|speaker| speaker.mentions.first()).map(|span| reading.text.original(*span));
    [around(&statement.source), around(&statement.content), mention]
}

fn show(number: usize, name: &str, reading: &Reading, statement: &Statement) {
    let text = reading.text.as_str();
    let words = |spans: &[Span<Clean>]| {
        spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ").replace('\n', " ")
    };
    let printed = places(reading, statement)
        .map(|place| place.map_or(",".to_owned(), |span| format!("{},{}", span.start, span.end)));
    let speaker = statement.speaker.and_then(|speaker| reading.speakers.get(speaker));
    let by = statement.evidence.iter().find(|evidence| evidence.field == reader::evidence::Field::Speaker);
    println!("#{number} {name},{}", printed.join(","));
    println!(
        "  SPEAKER {} by {}",
        speaker.map_or("-".to_owned(), |speaker| format!("{} ({}) {:?}", speaker.name, speaker.kind, speaker.titles)),
        by.map_or("-", |evidence| &evidence.by),
    );
    if !statement.with.is_empty() {
        let others = statement.with.iter().filter_map(|&other| reading.speakers.get(other));
        println!("  WITH {}", others.map(|speaker| speaker.name.as_str()).collect::<Vec<_>>().join(", "));
    }
    println!(
        "  [{}] [{}] {}",
        words(&statement.source),
        words(&statement.cue),
        words(&statement.content).chars().take(160).collect::<String>()
    );
    let starts = [&statement.source, &statement.content, &statement.cue].into_iter().flatten();
    let (start, end) = starts.fold((usize::MAX, 0), |(start, end), span| (start.min(span.start), end.max(span.end)));
    let reach = if speaker.is_some_and(|speaker| words(&statement.source).contains(&speaker.name)) { 60 } else { 700 };
    let edge = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let before = text.get(edge(start.saturating_sub(reach))..start).unwrap_or_default();
    let after = text.get(start..edge((end + 60).min(start + 500).min(text.len()))).unwrap_or_default();
    println!("  {} ⟦{}⟧", before.replace('\n', " "), after.replace('\n', " "));
}

fn compare(sample: &Path, folder: &Path, knowledge: &Knowledge) -> Result<(), String> {
    let rows = std::fs::read_to_string(sample).map_err(|error| format!("{}: {error}", sample.display()))?;
    let pools = pools(folder)?;
    let texts: BTreeMap<&str, &str> =
        pools.iter().flatten().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.lines().skip(1) {
        let columns: Vec<&str> = row.split(',').collect();
        let [name, source, _, content, content_end, mention, mention_end, verdict, ..] = columns[..] else {
            return Err(format!("{}: {row}: not eight columns", sample.display()));
        };
        let text = texts.get(name).ok_or(format!("{name}: no such document below {}", folder.display()))?;
        let reading = reader::read(&document(name, text), knowledge);
        let at = |number: &str| number.parse::<usize>().ok();
        let is_same = |statement: &&Statement| {
            let [own, report, _] = places(&reading, statement);
            let shares = report.zip(at(content).zip(at(content_end)));
            own.map(|span| span.start) == at(source)
                && shares.is_some_and(|(span, (start, end))| span.start < end && start < span.end)
        };
        let outcome = match reading.statements.iter().find(is_same) {
            None => "no such statement now",
            Some(statement) => match places(&reading, statement)[2] {
                None => "open now",
                Some(span) if Some(span.start) == at(mention) && Some(span.end) == at(mention_end) => verdict,
                Some(_) => "another now",
            },
        };
        if outcome != verdict || outcome == "wrong" {
            let statement = reading.statements.iter().find(is_same);
            let speaker = statement.and_then(|one| one.speaker).and_then(|speaker| reading.speakers.get(speaker));
            println!("{outcome}: {row} [{}]", speaker.map_or("", |speaker| &speaker.name));
        }
        *outcomes.entry(outcome.to_owned()).or_default() += 1;
    }
    outcomes.iter().for_each(|(outcome, count)| println!("{count}\t{outcome}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_depend_on_seed_and_name() {
        assert_eq!(lot(1, "a"), lot(1, "a"));
        assert_ne!(lot(1, "a"), lot(2, "a"));
        assert_ne!(lot(1, "a"), lot(1, "b"));
    }
}
