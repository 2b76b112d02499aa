//! How well are quotations set beside transcripts?
//!
//! `--data FILE.jsonl` takes news quotations aligned with transcripts (`quote`, `transcript`, `exact`; paths below
//! `--transcripts FOLDER`) and prints how many are found, with which verdict, and how fast. `--mutations N` makes N
//! quotations out of the transcripts below `--transcripts` by known changes and prints precision, recall and F1 of each kind
//! of change, their macro-F1, and how many changes of meaning were called the same words. Same input, same set. `--record FILE`
//! with `--data` looks for each quotation in a record that holds the transcripts, with the day of the report, and prints how
//! often the right one is chosen.

use super::{Counts, Figures, Options, json_lines};
use reader::meaning::SpeakerKind;
use reader::structure::{Role, Turn};
use reader::{Document, Given, Knowledge, Media, structure, text};
use record::Record;
use record::links::quote_check::{Checked, Op, Touches, Transcript, Verdict, check_report};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// `lab score quotes --data FILE.jsonl --transcripts FOLDER [--show] | --mutations N --transcripts FOLDER [--show] |
/// --data FILE.jsonl --record FILE [--show]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data", "transcripts", "mutations", "record"], &["show"])?;
    if let Some(path) = options.path("record")? {
        let data = options.path("data")?.ok_or("score quotes: --data FILE.jsonl is missing")?;
        return choices(&path, &data, options.has("show"));
    }
    let folder = options.path("transcripts")?.ok_or("score quotes: --transcripts FOLDER is missing")?;
    let knowledge = Knowledge::built_in();
    if let Some(number) = options.value("mutations") {
        let number = number.parse().map_err(|_| format!("--mutations {number}: a number is wanted"))?;
        return mutations(&folder, number, options.has("show"), &knowledge);
    }
    let path = options.path("data")?.ok_or("score quotes: --data FILE.jsonl or --mutations N is missing")?;
    let mut held: HashMap<PathBuf, Transcript> = HashMap::new();
    let mut texts: HashMap<PathBuf, String> = HashMap::new();
    let mut verdicts: BTreeMap<(bool, &'static str), usize> = BTreeMap::new();
    let mut spent = Duration::ZERO;
    let mut items = 0;
    json_lines(&path, |number, value| {
        let part = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("");
        let place = folder.join(part("transcript"));
        if !held.contains_key(&place) {
            let (words, speech) = spoken(&place, &knowledge)?;
            held.insert(place.clone(), Transcript::new(&words, &speech));
            texts.insert(place.clone(), words);
        }
        let quote = part("quote");
        let exact = value.get("exact").and_then(Value::as_bool).unwrap_or(false);
        let start = Instant::now();
        let found = held.get(&place).and_then(|transcript| transcript.check(quote, &[(0, quote.len())]));
        spent += start.elapsed();
        items += 1;
        let verdict = found.as_ref().map_or("not found", |found| found.verdict.as_str());
        *verdicts.entry((exact, verdict)).or_default() += 1;
        let fine = matches!(verdict, "identical" | "partial" | "typography" | "ellipsis" | "disfluency");
        if let (true, false, Some(found)) = (options.has("show"), exact, &found) {
            let text = texts.get(&place).map_or("", |text| text.get(found.place.0..found.place.1).unwrap_or(""));
            println!(
                "altered\t{number}\t{verdict}\t{quote}\t{}",
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
        if options.has("show") && (found.is_none() || exact && !fine) {
            println!("{number}\t{verdict}\t{quote}\t{:?}", found.map(|found| found.edits));
        }
        Ok(())
    })?;
    for (is_exact, name) in [(true, "exact"), (false, "altered")] {
        let of: Vec<_> = verdicts.iter().filter(|((exact, _), _)| *exact == is_exact).collect();
        let all: usize = of.iter().map(|(_, count)| **count).sum();
        let lines: Vec<String> = of.iter().map(|((_, verdict), count)| format!("{verdict} {count}")).collect();
        println!("{name} ({all}): {}", lines.join(", "));
    }
    println!(
        "{:.2} ms a quotation over {items}, transcripts indexed before",
        spent.as_secs_f64() * 1e3 / f64::from(items.max(1))
    );
    Ok(())
}

/// How often the right transcript of a record is chosen. Two that are held under several names are the same where they have
/// the same words: what counts is that the quotation stands there and the day is the right one.
fn choices(record: &Path, data: &Path, show: bool) -> Result<(), String> {
    let path = record;
    let fault = |error: record::Error| format!("{}: {error:?}", path.display());
    let record = Record::open_existing(record).map_err(fault)?;
    let (mut right, mut same_day, mut none, mut all) = (0, 0, 0, 0);
    let mut times: Vec<Duration> = Vec::new();
    json_lines(data, |number, value| {
        let part = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("");
        let start = Instant::now();
        let found = record.find_quotation(part("quote"), part("date").parse().ok()).map_err(fault)?;
        times.push(start.elapsed());
        let file = |path: &str| Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
        let found = found.map(|(held, checked)| (held.document.path, held.reading.published.latest, checked));
        let (is_right, is_day) = match &found {
            None => (false, false),
            Some((path, day, _)) => (
                file(path) == file(part("transcript")),
                day.is_some_and(|day| day.to_string() == part("transcript_date")),
            ),
        };
        all += 1;
        none += usize::from(found.is_none());
        right += usize::from(is_right);
        same_day += usize::from(is_right || is_day);
        if show && !is_right {
            let chosen = found.map(|(path, day, checked)| format!("{path} {day:?} {:.2}", checked.share));
            println!("{number}\t{}\t{}\t{chosen:?}\t{}", part("transcript"), part("transcript_date"), part("quote"));
        }
        Ok(())
    })?;
    times.sort();
    let percent = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
    println!(
        "{all} quotations: the transcript named is chosen for {:.1} %, it or another one of its day for {:.1} %, none for {none}",
        percent(right),
        percent(same_day)
    );
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!("{:.1} ms a quotation (median), {:.1} ms (95 of 100)", at(50), at(95));
    Ok(())
}

/// The text of a transcript with the stretches that were spoken; all of it where no turn is found.
fn spoken(path: &Path, knowledge: &Knowledge) -> Result<(String, Vec<(usize, usize)>), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document = Document { path: path.display().to_string(), bytes, media: Media::Plain, given: Given::default() };
    let (clean, mut notes) = text::clean(&document);
    let structure = structure::divide(&document, &clean, knowledge, &mut notes);
    let mut speech: Vec<(usize, usize)> =
        structure.turns.iter().flat_map(|turn| &turn.speech).map(|span| (span.start, span.end)).collect();
    if speech.is_empty() {
        speech.push((0, clean.as_str().len()));
    }
    Ok((clean.as_str().to_owned(), speech))
}

/// The kinds of change, each with what it should be called.
const KINDS: &[&str] = &[
    "identical",
    "typography",
    "disfluency",
    "ellipsis",
    "omission",
    "bracket",
    "negation",
    "number",
    "modality",
    "hedge",
    "subject",
    "tense",
    "splice",
    "speaker",
];

/// A quotation that was made: the words of the transcript, those of the report, and the kind of change.
fn mutate(sentence: &str, kind: &str) -> Option<(String, String)> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let joined = |words: &[&str]| words.join(" ");
    // One change of the first word that a list has.
    let swap = |pairs: &[(&str, &str)]| {
        let (at, new) = words.iter().enumerate().find_map(|(at, word)| {
            pairs.iter().find(|(old, _)| at > 0 && *old == word.trim_end_matches(',')).map(|(_, new)| (at, *new))
        })?;
        let mut changed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        changed[at] = changed[at].replace(words[at].trim_end_matches(','), new);
        changed.retain(|word| !word.is_empty());
        Some(changed.join(" "))
    };
    let third = words.len() / 3;
    Some(match kind {
        "identical" => (sentence.to_owned(), sentence.to_owned()),
        "typography" => {
            let changed = swap(&[
                ("don't", "do not"),
                ("don’t", "do not"),
                ("it’s", "it is"),
                ("we’re", "we are"),
                ("percent", "%"),
                ("two", "2"),
                ("three", "3"),
                ("I’m", "I am"),
                ("can’t", "cannot"),
                ("didn’t", "did not"),
            ])?;
            (sentence.to_owned(), changed)
        }
        "disfluency" => {
            let mut spoken = words.clone();
            spoken.insert(third, "uh,");
            (joined(&spoken), sentence.to_owned())
        }
        "ellipsis" => (sentence.to_owned(), format!("{} ... {}", joined(&words[..third]), joined(&words[2 * third..]))),
        "omission" => {
            let left = &words[third..third + 4];
            let harmless = left.iter().all(|word| {
                let word = bare(word);
                !LOADED.contains(&word.as_str())
                    && !word.contains(|c: char| c.is_ascii_digit() || c == '\'' || c == '’')
            }) && left.iter().all(|word| word.starts_with(char::is_lowercase));
            if !harmless {
                return None;
            }
            (sentence.to_owned(), format!("{} {}", joined(&words[..third]), joined(&words[third + 4..])))
        }
        "bracket" => (
            sentence.to_owned(),
            swap(&[
                ("he", "[the governor]"),
                ("they", "[the families]"),
                ("it", "[the treaty]"),
                ("this", "[the treaty]"),
            ])?,
        ),
        "negation" => (
            sentence.to_owned(),
            swap(&[
                ("not", ""),
                ("never", ""),
                ("don’t", "do"),
                ("doesn’t", "does"),
                ("can’t", "can"),
                ("won’t", "will"),
                ("isn’t", "is"),
                ("is", "is not"),
                ("was", "was not"),
            ])?,
        ),
        "number" => {
            let at = words.iter().position(|word| {
                word.chars().any(|c| c.is_ascii_digit()) && bare(word).chars().all(|c| c.is_ascii_digit() || c == ',')
            })?;
            let mut changed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            changed[at] = changed[at]
                .chars()
                .map(|c| match c.to_digit(10) {
                    Some(digit) => char::from_digit((digit + 1) % 10, 10).unwrap_or(c),
                    None => c,
                })
                .collect();
            (sentence.to_owned(), changed.join(" "))
        }
        "modality" => (
            sentence.to_owned(),
            swap(&[
                ("may", "will"),
                ("might", "will"),
                ("could", "can"),
                ("would", "will"),
                ("should", "must"),
                ("will", "may"),
                ("can", "must"),
            ])?,
        ),
        "hedge" => (
            sentence.to_owned(),
            swap(&[
                ("probably", ""),
                ("likely", "certain"),
                ("perhaps", ""),
                ("certainly", ""),
                ("obviously", ""),
                ("clearly", ""),
                ("generally", ""),
                ("always", "often"),
                ("often", "always"),
            ])?,
        ),
        "subject" => (
            sentence.to_owned(),
            swap(&[("we", "they"), ("they", "we"), ("he", "she"), ("she", "he"), ("I", "he"), ("you", "I")])?,
        ),
        "tense" => (
            sentence.to_owned(),
            swap(&[
                ("is", "was"),
                ("are", "were"),
                ("was", "is"),
                ("were", "are"),
                ("has", "had"),
                ("have", "had"),
                ("had", "have"),
            ])?,
        ),
        _ => return None,
    })
}

/// The first half of an earlier sentence and the second half of the last one.
fn splice(sentences: &[&str]) -> Option<String> {
    let (last, first) = (sentences.last()?, sentences.len().checked_sub(4).and_then(|at| sentences.get(at))?);
    let (head, tail): (Vec<&str>, Vec<&str>) = (first.split_whitespace().collect(), last.split_whitespace().collect());
    Some([&head[..head.len() / 2], &tail[tail.len() / 2..]].concat().join(" "))
}

/// A sentence that a reporter speaks in a transcript, quoted as the words of the one who answers, and what that is called.
/// `None` where nobody is named or nothing of use is asked.
fn swapped(path: &Path, knowledge: &Knowledge) -> Result<Option<(String, &'static str)>, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document =
        |path: &str, bytes| Document { path: path.into(), bytes, media: Media::Plain, given: Given::default() };
    let transcript = reader::read(&document("transcript.txt", bytes), knowledge);
    let turns = transcript.structure.turns.iter().zip(&transcript.turn_speakers);
    let named = |speaker: &Option<usize>| {
        let speaker = speaker.and_then(|at| transcript.speakers.get(at))?;
        (speaker.kind == SpeakerKind::Person).then(|| speaker.name.clone())
    };
    let is_asked = |turn: &Turn| turn.role == Role::Reporter;
    let holder = turns.clone().filter(|(turn, _)| !is_asked(turn)).find_map(|(_, speaker)| named(speaker));
    let asked = turns.filter(|(turn, _)| is_asked(turn)).flat_map(|(turn, _)| &turn.speech);
    let sentence = asked
        .flat_map(|span| span.of(transcript.text.as_str()).split_inclusive(['.', '?', '!']))
        .map(str::trim)
        .find(|sentence| {
            (12..=45).contains(&sentence.split_whitespace().count())
                && !sentence.contains(['(', '[', '"', '“', '…', '*'])
                && !sentence.contains("--")
        });
    let (Some(holder), Some(sentence)) = (holder, sentence) else { return Ok(None) };
    let quoted = sentence.trim_end_matches(['.', '?', '!']);
    let report = reader::read(&document("report.txt", format!("“{quoted},” {holder} said.\n").into_bytes()), knowledge);
    let checked = check_report(&report, &[&transcript]);
    Ok(checked.first().map(|one| (quoted.to_owned(), name(one.checked.as_ref()))))
}

/// Words whose loss is more than an omission.
const LOADED: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "nothing",
    "neither",
    "nor",
    "without",
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "be",
    "been",
    "being",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "more",
    "most",
    "less",
    "least",
    "than",
    "about",
    "all",
    "every",
    "some",
    "many",
    "few",
    "several",
    "one",
    "two",
    "three",
    "four",
    "five",
    "only",
    "who",
    "their",
    "our",
    "his",
    "her",
    "its",
    "my",
    "your",
    "them",
    "us",
    "me",
    "him",
    "people",
    "think",
    "believe",
    "over",
    "up",
    "very",
    "always",
    "often",
    "certainly",
    "probably",
    "likely",
    "sure",
    "half",
    "president",
    "administration",
    "government",
    "going",
];

fn mutations(folder: &Path, number: usize, show: bool, knowledge: &Knowledge) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    let (mut made, mut missed, mut hidden) = (0, 0, 0);
    // Every so manieth file, so that the set spreads over all of them.
    let step = (files.len() * KINDS.len() / number.max(1)).max(1);
    'files: for file in files.iter().step_by(step.min(7)) {
        let (words, speech) = spoken(file, knowledge)?;
        let mut kinds = KINDS.iter().cycle().skip(made % KINDS.len());
        let mut kind = kinds.next().copied().unwrap_or("identical");
        let mut of_file = 0;
        let mut earlier: Vec<&str> = Vec::new();
        for &(from, to) in &speech {
            for sentence in words[from..to].split_inclusive(['.', '?', '!']).map(str::trim) {
                let size = sentence.split_whitespace().count();
                let plain = !sentence.contains(['(', '[', '"', '“', '…', '*'])
                    && !sentence.contains("--")
                    && !sentence.contains("...");
                if !(12..=45).contains(&size) || !plain || !sentence.starts_with(char::is_uppercase) {
                    continue;
                }
                earlier.push(sentence);
                if kind == "speaker" {
                    // Once a file: a reporter's sentence as the principal's words.
                    if let Some((quoted, called)) = swapped(file, knowledge)? {
                        made += 1;
                        missed += usize::from(called == "not found");
                        hidden += usize::from(matches!(called, "identical" | "typography"));
                        counts.entry(kind).or_default().gold += 1;
                        counts.entry(called).or_default().found += 1;
                        counts.entry(kind).or_default().matched += usize::from(called == kind);
                        if show && called != kind {
                            println!("{kind}\t{called}\t{quoted}");
                        }
                    }
                    kind = kinds.next().copied().unwrap_or("identical");
                }
                let spliced =
                    (kind == "splice").then(|| splice(&earlier)).flatten().map(|one| (sentence.to_owned(), one));
                let Some((said, quoted)) = spliced.or_else(|| mutate(sentence, kind)) else { continue };
                let transcript = if said == sentence {
                    Transcript::new(&words, &speech)
                } else {
                    let changed = words.replacen(sentence, &said, 1);
                    let length = changed.len();
                    Transcript::new(&changed, &[(0, length)])
                };
                let found = transcript.check(&quoted, &[(0, quoted.len())]);
                let called = name(found.as_ref());
                made += 1;
                of_file += 1;
                missed += usize::from(found.is_none());
                let critical = ["splice", "speaker", "negation", "number", "modality", "hedge", "subject", "tense"]
                    .contains(&kind);
                hidden += usize::from(critical && matches!(called, "identical" | "typography"));
                counts.entry(kind).or_default().gold += 1;
                counts.entry(called).or_default().found += 1;
                if called == kind {
                    counts.entry(kind).or_default().matched += 1;
                } else if show {
                    println!("{kind}\t{called}\t{quoted}\t{sentence}\t{:?}", found.map(|found| found.edits));
                }
                kind = kinds.next().copied().unwrap_or("identical");
                if made >= number {
                    break 'files;
                }
                if of_file >= 2 * KINDS.len() {
                    continue 'files;
                }
            }
        }
    }
    println!("{:<22}    P     R    F1   gold  found  right", "change");
    let mut sum = 0.0;
    for kind in KINDS {
        let count = counts.get(kind).copied().unwrap_or_default();
        sum += Figures::of(count).f1;
        println!("  {kind:<20}{}", count.figures());
    }
    println!(
        "macro-F1 {:.3} over {made}; not found {missed}; changes of meaning called the same words: {hidden}",
        sum / KINDS.len() as f64
    );
    Ok(())
}

/// What a checked quotation is called: what of the meaning is touched, else its verdict.
fn name(found: Option<&Checked>) -> &'static str {
    let Some(found) = found else { return "not found" };
    for op in [Op::Speaker, Op::Splice] {
        if found.edits.iter().any(|edit| edit.op == op) {
            return op.as_str();
        }
    }
    let touches: Option<Touches> = found.edits.iter().find_map(|edit| edit.touches);
    if let Some(touches) = touches {
        return touches.as_str();
    }
    match found.verdict {
        Verdict::UnmarkedOmission => "omission",
        Verdict::Partial => "identical",
        Verdict::Altered if found.edits.iter().any(|edit| edit.op == Op::Omission) => "omission",
        verdict => verdict.as_str(),
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    Ok(())
}
