//! How often does the speaker of a source agree with an automatic coreference layer?
//!
//! Takes PolNeAR's annotated attributions as given, resolves their sources and compares the name with the longest name in
//! the chain of `corenlp/*.tsv`. The chains are automatic and have errors, so this is a rough yardstick for changes and
//! no measure of truth. `--show N` prints the decisions of N documents; `--disagree` prints every difference.

use reader::attribution::{Attribution, Form};
use reader::document::Given;
use reader::{Clean, Document, Knowledge, Media, Span, meaning::speaker, structure, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Default, Clone, Copy)]
struct Tally {
    same: usize,
    other: usize,
    open: usize,
    no_chain: usize,
}

/// `lab score speaker --data DIR [--show N] [--disagree]`, or `--read FILE` to print one document as the reader sees it.
pub fn run(args: &[String]) -> Result<(), String> {
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let knowledge = Knowledge::built_in();
    if let Some(file) = value("--read") {
        return print(Path::new(file), &knowledge);
    }
    let data = value("--data").ok_or("usage: lab score speaker --data DIR [--show N] [--disagree], or --read FILE")?;
    let show: usize = value("--show").and_then(|number| number.parse().ok()).unwrap_or(0);
    let disagree = args.iter().any(|arg| arg == "--disagree");
    let folder = Path::new(data);
    let mut names: Vec<String> = list(&folder.join("attributions"))?;
    names.sort();
    let mut seen = std::collections::BTreeSet::new();
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    let (mut bytes, mut seconds, mut documents) = (0, 0.0, 0);
    for name in names {
        let Some(stem) = name.strip_suffix(".ann").and_then(|stem| stem.rsplit_once('_')).map(|(stem, _)| stem) else {
            continue;
        };
        if !seen.insert(stem.to_string()) {
            continue;
        }
        let read = |sub: &str, file: String| fs::read_to_string(folder.join(sub).join(file)).map_err(|e| e.to_string());
        let Ok(raw) = read("text", format!("{stem}.txt")) else { continue };
        let annotation = read("attributions", name.clone())?;
        let document = Document {
            path: stem.to_string(),
            bytes: raw.clone().into_bytes(),
            media: Media::Plain,
            given: Given::default(),
        };
        let (clean, mut notes) = text::clean(&document);
        let structure = structure::divide(&document, &clean, &knowledge, &mut notes);
        let language = reader::language::describe(&clean, &structure, &knowledge);
        let places: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
        let attributions = gold(&annotation, &places, &clean, &structure);
        let start = std::time::Instant::now();
        let cast = speaker::cast(&clean, &structure, &language, &attributions, &knowledge);
        seconds += start.elapsed().as_secs_f64();
        bytes += raw.split_whitespace().count();
        documents += 1;
        let chains = read("corenlp", format!("{stem}.tsv")).map(|tsv| chains(&tsv, &places, &raw)).unwrap_or_default();
        if documents <= show {
            println!("== {stem}");
        }
        for (attribution, voice) in attributions.iter().zip(&cast.voices) {
            let Some(span) = attribution.source.first() else { continue };
            let source = span.of(clean.as_str());
            let found = voice.speaker.and_then(|index| cast.speakers.get(index));
            let by = voice.evidence.first().map(|evidence| evidence.by.to_string()).unwrap_or_default();
            *rules.entry(by.clone()).or_default() += 1;
            let original = clean.original(*span);
            let kind = sort_of(source);
            // The chain of the whole source or of a mention that ends or starts with it.
            let chain = chains.iter().find(|chain| {
                chain.mentions.iter().any(|mention| {
                    mention.0 == original.start && mention.1 == original.end
                        || (kind == "name" && mention.0 >= original.start && mention.1 == original.end)
                })
            });
            let tally = tallies.entry(kind).or_default();
            let with: Vec<&str> = voice.with.iter().map(|index| cast.speakers[*index].name.as_str()).collect();
            let shown = found.map_or("-".to_string(), |s| format!("{} ({})", s.name, s.kind));
            let verdict = match (found, chain) {
                (None, _) => {
                    tally.open += 1;
                    "open"
                }
                (Some(_), None) => {
                    tally.no_chain += 1;
                    "no chain"
                }
                (Some(found), Some(chain)) => {
                    if agrees(&found.name, &chain.names) {
                        tally.same += 1;
                        "same"
                    } else {
                        tally.other += 1;
                        "OTHER"
                    }
                }
            };
            if documents <= show || (disagree && verdict == "OTHER") {
                let chained = chain.map(|chain| chain.names.first().cloned().unwrap_or_default()).unwrap_or_default();
                println!("  {verdict:8} [{source}] → {shown} +{with:?} by {by} | chain: {chained} @{}", span.start);
            }
        }
    }
    println!("kind\tsame\tother\topen\tno chain\tagreement\topen share");
    for (kind, tally) in &tallies {
        let judged = tally.same + tally.other;
        let all = judged + tally.open + tally.no_chain;
        println!(
            "{kind}\t{}\t{}\t{}\t{}\t{:.1}\t{:.1}",
            tally.same,
            tally.other,
            tally.open,
            tally.no_chain,
            100.0 * tally.same as f64 / judged.max(1) as f64,
            100.0 * tally.open as f64 / all.max(1) as f64
        );
    }
    for (rule, count) in &rules {
        println!("{count}\t{rule}");
    }
    println!("{documents} documents, {bytes} words, {:.2} µs a word", 1e6 * seconds / bytes.max(1) as f64);
    Ok(())
}

/// Prints the turns and statements of one document with their speakers.
fn print(file: &Path, knowledge: &Knowledge) -> Result<(), String> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let document = Document { path: file.display().to_string(), bytes, media: Media::Plain, given: Given::default() };
    let (clean, mut notes) = text::clean(&document);
    let structure = structure::divide(&document, &clean, knowledge, &mut notes);
    let language = reader::language::describe(&clean, &structure, knowledge);
    let attributions = reader::attribution::find(&clean, &structure, &language, knowledge);
    let start = std::time::Instant::now();
    let cast = speaker::cast(&clean, &structure, &language, &attributions, knowledge);
    let seconds = start.elapsed().as_secs_f64();
    let text = clean.as_str();
    for (number, speaker) in cast.speakers.iter().enumerate() {
        println!(
            "speaker {number}: {} ({}) titles={:?} outlet={:?} mentions={}",
            speaker.name,
            speaker.kind,
            speaker.titles,
            speaker.outlet,
            speaker.mentions.len()
        );
    }
    for (turn, speaker) in structure.turns.iter().zip(&cast.of_turn) {
        println!("turn {} {} → {:?}", turn.label.of(text), turn.role, speaker.map(|index| &cast.speakers[index].name));
    }
    for (attribution, voice) in attributions.iter().zip(&cast.voices) {
        let words = |spans: &[Span<Clean>]| {
            spans.iter().map(|span| span.of(text).replace('\n', " ")).collect::<Vec<_>>().join(" … ")
        };
        let name = |index: usize| cast.speakers[index].name.as_str();
        let content: String = words(&attribution.content).chars().take(60).collect();
        if attribution.source.is_empty() && attribution.cue.is_empty() {
            continue;
        }
        // What an open or resolved decision rests on.
        let rests: Vec<&str> =
            voice.evidence.iter().take(1).flat_map(|evidence| &evidence.spans).map(|span| span.of(text)).collect();
        println!(
            "[{}] [{}] {content} → {} with={:?} to={:?} by {} on {rests:?}",
            words(&attribution.source),
            words(&attribution.cue),
            voice.speaker.map_or("-", name),
            voice.with.iter().map(|index| name(*index)).collect::<Vec<_>>(),
            voice.addressee.map(name),
            voice.evidence.first().map(|evidence| evidence.by.to_string()).unwrap_or_default(),
        );
    }
    println!("{:.2} µs a word", 1e6 * seconds / text.split_whitespace().count().max(1) as f64);
    Ok(())
}

fn list(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

fn sort_of(source: &str) -> &'static str {
    let lower = source.to_lowercase();
    if matches!(lower.as_str(), "he" | "she" | "him" | "his" | "her") {
        "he/she"
    } else if matches!(lower.as_str(), "they" | "it" | "them" | "their" | "its") {
        "they/it"
    } else if matches!(lower.as_str(), "i" | "we" | "you" | "me" | "us" | "my" | "our" | "who" | "which" | "that") {
        "other pronoun"
    } else if source.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase) && word != "The")
    {
        "name"
    } else {
        "description"
    }
}

fn agrees(name: &str, names: &[String]) -> bool {
    let fold = |name: &str| name.to_lowercase().replace('’', "'").replace('.', "");
    let last = |name: &str| fold(name).split_whitespace().next_back().unwrap_or("").to_string();
    names.iter().any(|other| {
        let (a, b) = (fold(name), fold(other));
        a == b || b.contains(&a) || a.contains(&b) || (last(name) == last(other) && last(name).len() > 3)
    })
}

/// PolNeAR's relations as attributions.
fn gold(
    annotation: &str,
    places: &[usize],
    clean: &text::CleanText,
    structure: &structure::Structure,
) -> Vec<Attribution> {
    let mut spans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut result = Vec::new();
    for line in annotation.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(body)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('T') {
            let pairs = body.split_once(' ').map_or("", |(_, rest)| rest);
            let pairs = pairs.split(';').filter_map(|pair| {
                let (start, end) = pair.trim().split_once(' ')?;
                Some((*places.get(start.parse::<usize>().ok()?)?, *places.get(end.parse::<usize>().ok()?)?))
            });
            spans.insert(id, pairs.collect());
        } else if id.starts_with('E') {
            let part = |name: &str| -> Vec<_> {
                let mut found: Vec<_> = body
                    .split_whitespace()
                    .filter_map(|role| role.split_once(':'))
                    .filter(|(role, _)| role.trim_end_matches(|c: char| c.is_ascii_digit()) == name)
                    .filter_map(|(_, id)| spans.get(id))
                    .flatten()
                    .map(|(start, end)| clean.clean(Span::new(*start, *end)))
                    .collect();
                found.sort();
                found
            };
            let (source, cue, content) = (part("Source"), part("Cue"), part("Content"));
            if content.is_empty() {
                continue;
            }
            let at = cue.first().or(content.first()).map_or(0, |span| span.start);
            let sentence = structure.sentences.partition_point(|s| s.span.start <= at).saturating_sub(1);
            let first = content[0].of(clean.as_str()).trim_start().chars().next().unwrap_or(' ');
            let form = if matches!(first, '“' | '"' | '\'') { Form::Direct } else { Form::Indirect };
            result.push(Attribution {
                lemma: cue.last().map(|span| lemma(span.of(clean.as_str()))).unwrap_or_default(),
                source,
                cue,
                content,
                form,
                parent: None,
                sentence,
                turn: None,
                confidence: 1.0,
                evidence: Vec::new(),
            });
        }
    }
    // A source inside another content is nested in the smallest such one.
    for index in 0..result.len() {
        let Some(source) = result[index].source.first().copied() else { continue };
        let size = |attribution: &Attribution| attribution.content.iter().map(Span::len).sum::<usize>();
        let parent = (0..result.len())
            .filter(|&other| other != index && result[other].content.iter().any(|span| span.contains(&source)))
            .min_by_key(|&other| size(&result[other]));
        result[index].parent = parent;
    }
    result
}

fn lemma(cue: &str) -> String {
    let word = cue.split_whitespace().next_back().unwrap_or("").to_lowercase();
    if word == "told" { "tell".to_string() } else { word }
}

struct Chain {
    mentions: Vec<(usize, usize)>,
    names: Vec<String>,
}

/// The coreference chains, their mentions as byte spans of the original.
fn chains(tsv: &str, places: &[usize], raw: &str) -> Vec<Chain> {
    let mut sentences: Vec<Vec<(usize, usize, bool)>> = vec![Vec::new()];
    let mut chains = Vec::new();
    for line in tsv.lines() {
        if let Some(line) = line.strip_prefix("#coref ") {
            let mut mentions = Vec::new();
            let mut names = Vec::new();
            for mention in line.split_whitespace() {
                let Some((sentence, range)) = mention.split_once(':') else { continue };
                let Some((from, to)) = range.split_once('-') else { continue };
                let numbers = (sentence.parse::<usize>(), from.parse::<usize>(), to.parse::<usize>());
                let (Ok(sentence), Ok(from), Ok(to)) = numbers else { continue };
                let Some(tokens) = sentences.get(sentence.wrapping_sub(1)) else { continue };
                let (Some(first), Some(last)) = (tokens.get(from.wrapping_sub(1)), tokens.get(to.wrapping_sub(2)))
                else {
                    continue;
                };
                mentions.push((first.0, last.1));
                let proper = tokens.get(from - 1..to - 1).is_some_and(|tokens| tokens.iter().any(|token| token.2));
                let name = raw.get(first.0..last.1).unwrap_or("").to_string();
                if proper && to - from <= 8 {
                    names.push(name);
                }
            }
            // The fullest name first; a chain without any name tells nothing.
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            if names.is_empty() {
                continue;
            }
            chains.push(Chain { mentions, names });
        } else if line.is_empty() {
            sentences.push(Vec::new());
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(start), Some(end), Some(pos)) = (columns.first(), columns.get(1), columns.get(4)) else {
                continue;
            };
            let place = |text: &str| text.parse::<usize>().ok().and_then(|at| places.get(at)).copied().unwrap_or(0);
            let named = columns.get(5).is_some_and(|ner| matches!(*ner, "PERSON" | "ORGANIZATION" | "LOCATION"));
            let token = (place(start), place(end), pos.starts_with("NNP") && named);
            if let Some(sentence) = sentences.last_mut() {
                sentence.push(token);
            }
        }
    }
    chains
}
