//! How often are source, cue and content found, and how often is the source right?
//!
//! `score attribution --passages FILE.jsonl` reads passages (`tokens` with BIO `labels`) and compares exact spans: type,
//! first and last token, the way published PolNeAR figures are computed. `score attribution --documents FOLDER` reads
//! raw documents (`text/`, `attributions/`) and compares relations by words, as PolNeAR's relations are compared in
//! `polnear_documents.py`: `exact` wants the same content words, `soft` a word F1 of one half, `rel` a source that
//! overlaps besides. What is nested is measured where the folder has nested/. How honest the confidence is, is shown by the
//! expected calibration error and by precision at each coverage. Of each content that was found, it is kept whether its source
//! is the `same`, `overlaps`, is `other` or `missing`; `--errors` prints those that are not the same. `--top` leaves out what is reported inside another statement (PolNeAR is flat), `--csv` keeps the
//! counts of each document, `--relations FILE` writes what was found as code-point spans, for other scorers. Rules and models are measured alike; not useful for who a source is (`score speaker`).

use super::{Counts, Figures, Options, json_lines, plain, write_csv};
use crate::polnear::{self, Place, Raw, Words};
use reader::meaning::Statement;
use reader::{Clean, Reading, Span};
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;

/// Runs the scorer.
///
/// # Errors
/// A message that says which path or option is missing or cannot be read.
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["passages", "documents", "relations", "tier"], &["top", "csv", "errors"])?;
    match (options.path("passages")?, options.path("documents")?) {
        (None, None) => Err("score attribution needs --passages FILE.jsonl or --documents FOLDER (text/ and \
             attributions/ inside)"
            .to_owned()),
        (passages, folder) => {
            if let Some(path) = passages {
                score_passages(&path, &options)?;
            }
            if let Some(path) = folder {
                score_documents(&path, &options)?;
            }
            Ok(())
        }
    }
}

/// The name of a file of results: each tier has its own.
fn results(what: &str, options: &Options) -> String {
    match options.value("tier") {
        Some("accurate") => format!("attribution-{what}-accurate"),
        _ => format!("attribution-{what}"),
    }
}

// ---- Passages ------------------------------------------------------------------------------------------------------

const TYPES: [&str; 3] = ["source", "cue", "content"];

/// A span of a passage: its type (index in `TYPES`), first and last token.
type Labelled = (usize, usize, usize);

fn score_passages(path: &Path, options: &Options) -> Result<(), String> {
    let knowledge = options.knowledge()?;
    let mut totals = [Counts::default(); 3];
    let mut rows = Vec::new();
    let mut number = 0;
    json_lines(path, |line, value| {
        let words = strings(value, "tokens", line)?;
        let labels = strings(value, "labels", line)?;
        if words.len() != labels.len() {
            return Err(format!("line {line}: {} tokens, but {} labels", words.len(), labels.len()));
        }
        let (text, places) = joined(&words);
        let reading = reader::read(&plain(path, number, &text), &knowledge);
        let wanted = spans_of_labels(&labels);
        let found = spans_of_reading(&reading, &places, options.has("top"));
        let mut row = vec![number.to_string()];
        for (kind, total) in totals.iter_mut().enumerate() {
            let of = |set: &BTreeSet<Labelled>| set.iter().filter(|span| span.0 == kind).count();
            let matched = wanted.intersection(&found).filter(|span| span.0 == kind).count();
            let counts = Counts { gold: of(&wanted), found: of(&found), matched };
            total.add(counts);
            row.extend([counts.gold, counts.found, counts.matched].map(|count| count.to_string()));
        }
        rows.push(row);
        number += 1;
        Ok(())
    })?;
    println!("passages: {number}; spans count when type, first and last token agree");
    println!("{:<12}     P     R    F1   gold  found matched", "exact span");
    for (kind, total) in TYPES.iter().zip(totals) {
        println!("{kind:<12} {}", total.figures());
    }
    let mut all = Counts::default();
    totals.iter().for_each(|total| all.add(*total));
    println!("{:<12} {}", "all", all.figures());
    if options.has("csv") {
        let mut head = vec!["passage".to_owned()];
        head.extend(TYPES.iter().flat_map(|kind| ["gold", "found", "matched"].map(|what| format!("{kind}_{what}"))));
        write_csv(&results("passages", options), &head, &rows)?;
    }
    Ok(())
}

fn strings<'a>(value: &'a Value, key: &str, line: usize) -> Result<Vec<&'a str>, String> {
    let list = value.get(key).and_then(Value::as_array).ok_or(format!("line {line}: no list `{key}`"))?;
    list.iter().map(|one| one.as_str().ok_or(format!("line {line}: `{key}` holds something else than text"))).collect()
}

/// The tokens as running text, and where each stands in it. Blanks stand as in print, so that the reader sees what it
/// would see in a newspaper.
fn joined(words: &[&str]) -> (String, Vec<Place>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    let mut is_open_quote = false;
    let mut is_glued = true;
    for word in words {
        let word = match *word {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "-LSB-" => "[",
            "-RSB-" => "]",
            "-LCB-" => "{",
            "-RCB-" => "}",
            other => other,
        };
        // Some papers print two single marks at both ends of a quotation.
        let opens =
            matches!(word, "``" | "“" | "(" | "[" | "{" | "$" | "#") || matches!(word, "\"" | "''") && !is_open_quote;
        let closes = matches!(word, "''" | "”" | ")" | "]" | "}" | "%" | "\"") && !opens;
        let clings = closes
            || matches!(word, "," | "." | ":" | ";" | "?" | "!" | "..." | "…" | "n't" | "n’t" | "'" | "’")
            || word.len() > 1 && word.starts_with(['\'', '’']) && word != "''" && word.chars().count() <= 3;
        if !is_glued && !clings {
            text.push(' ');
        }
        if matches!(word, "\"" | "``" | "''" | "“" | "”") {
            is_open_quote = opens;
        }
        places.push((text.len(), text.len() + word.len()));
        text.push_str(word);
        is_glued = opens;
    }
    text.push('\n');
    (text, places)
}

fn spans_of_labels(labels: &[&str]) -> BTreeSet<Labelled> {
    let mut result = BTreeSet::new();
    let mut open: Option<Labelled> = None;
    for (index, label) in labels.iter().enumerate() {
        let (mark, name) = label.split_once('-').unwrap_or(("O", ""));
        let kind = TYPES.iter().position(|known| *known == name);
        match (&mut open, kind) {
            (Some(span), Some(kind)) if mark == "I" && span.0 == kind => span.2 = index,
            (_, Some(kind)) => result.extend(open.replace((kind, index, index))),
            (_, None) => result.extend(open.take()),
        }
    }
    result.extend(open);
    result
}

/// The spans as flat labels can hold them: outer statements first, what is taken stays taken.
fn spans_of_reading(reading: &Reading, places: &[Place], is_top_only: bool) -> BTreeSet<Labelled> {
    let mut order: Vec<&Statement> = reading.statements.iter().collect();
    order.sort_by_key(|statement| statement.parent.is_some());
    let mut taken: Vec<bool> = vec![false; places.len()];
    let mut result = BTreeSet::new();
    for statement in order {
        if is_top_only && statement.parent.is_some() || statement.source.is_empty() && statement.cue.is_empty() {
            continue;
        }
        for (kind, spans) in [&statement.source, &statement.cue, &statement.content].into_iter().enumerate() {
            let touched = touched_tokens(reading, spans, places);
            let free: Vec<usize> = touched.into_iter().filter(|&token| !taken[token]).collect();
            free.iter().for_each(|&token| taken[token] = true);
            for run in free.chunk_by(|a, b| a + 1 == *b) {
                result.extend(run.first().zip(run.last()).map(|(&first, &last)| (kind, first, last)));
            }
        }
    }
    result
}

fn touched_tokens(reading: &Reading, spans: &[Span<Clean>], places: &[Place]) -> Vec<usize> {
    let originals = originals(reading, spans);
    let is_touched = |place: &Place| originals.iter().any(|span| place.0 < span.1 && span.0 < place.1);
    (0..places.len()).filter(|&index| is_touched(&places[index])).collect()
}

fn originals(reading: &Reading, spans: &[Span<Clean>]) -> Vec<Place> {
    spans.iter().map(|span| reading.text.original(*span)).map(|span| (span.start, span.end)).collect()
}

// ---- Documents -----------------------------------------------------------------------------------------------------

const FORMS: [&str; 4] = ["all", "direct", "indirect", "mixed"];

/// A relation as sets of words.
struct Relation {
    source: BTreeSet<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    /// The content without a leading "that", "if" or "whether".
    core: BTreeSet<usize>,
    /// Index in `FORMS`, by how many of its words stand between double quotation marks.
    form: usize,
}

/// Counts of one document or of all; the array index is that of `FORMS`.
#[derive(Default, Clone)]
struct Tally {
    tokens: [Counts; 3],
    gold: [usize; 4],
    found: [usize; 4],
    /// Matched relations by the gold's form and by the reading's form.
    exact: [[usize; 4]; 2],
    soft: [[usize; 4]; 2],
    rel: [[usize; 4]; 2],
    /// Soft matches with the same source words.
    same_source: usize,
    /// Soft matches that have a source.
    with_source: usize,
    /// Soft matches with a word of the cue in common.
    shared_cue: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.tokens.iter_mut().zip(other.tokens).for_each(|(mine, more)| mine.add(more));
        for (mine, more) in [(&mut self.gold, &other.gold), (&mut self.found, &other.found)] {
            mine.iter_mut().zip(more).for_each(|(mine, more)| *mine += more);
        }
        for (mine, more) in
            [(&mut self.exact, &other.exact), (&mut self.soft, &other.soft), (&mut self.rel, &other.rel)]
        {
            mine.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(mine, more)| *mine += more);
        }
        self.same_source += other.same_source;
        self.with_source += other.with_source;
        self.shared_cue += other.shared_cue;
    }

    fn figures(&self, matched: &[[usize; 4]; 2], form: usize) -> Figures {
        Figures::new(matched[1][form], self.found[form], matched[0][form], self.gold[form])
    }
}

fn score_documents(path: &Path, options: &Options) -> Result<(), String> {
    let knowledge = options.knowledge()?;
    let mut total = Tally::default();
    let mut rows = Vec::new();
    let mut written = String::new();
    let mut judged: Vec<Judged> = Vec::new();
    let (mut nested, mut nested_found) = (0, 0);
    let mut sources_found = Vec::new();
    let sources = polnear::documents(path)?;
    for (number, source) in sources.iter().enumerate() {
        let reading = reader::read(&plain(path, number, &source.text), &knowledge);
        let words = Words::new(&source.text);
        let is_quoted = quoted_words(&source.text, &words);
        let raw = |statement: &Statement| Raw {
            source: originals(&reading, &statement.source),
            cue: originals(&reading, &statement.cue),
            content: originals(&reading, &statement.content),
        };
        let found: Vec<Raw> = reading
            .statements
            .iter()
            .filter(|statement| !(options.has("top") && statement.parent.is_some()))
            .map(raw)
            .collect();
        written.push_str(&in_characters(&source.name, &found, &words));
        let found: Vec<Relation> = found.iter().map(|raw| relation(raw, &words, &is_quoted)).collect();
        let gold: Vec<Relation> = source.raw.iter().map(|raw| relation(raw, &words, &is_quoted)).collect();
        let tally = compare(&gold, &found, &words);
        for (wanted, had) in matched(&gold, &found, 0.5) {
            let outcome = outcome(&gold[wanted], &found[had], &words);
            if options.has("errors") && outcome != "same" {
                println!("{}", told(source, (&gold[wanted], &found[had]), outcome, &words));
            }
            let start = gold[wanted].content.first().map_or(0, |&word| words.span(word).0);
            sources_found.push([source.name.clone(), start.to_string(), outcome.to_owned()].to_vec());
        }
        let outer: Vec<&Statement> = reading.statements.iter().filter(|one| one.parent.is_none()).collect();
        let relations: Vec<Relation> = outer.iter().map(|one| relation(&raw(one), &words, &is_quoted)).collect();
        let confidences: Vec<f32> = outer.iter().map(|one| one.confidence).collect();
        judged.extend(judge(&gold, &relations, &confidences, &words));
        let inner: Vec<Relation> = source.nested.iter().map(|raw| relation(raw, &words, &is_quoted)).collect();
        nested += inner.len();
        nested_found += matched(&inner, &found, 0.5)
            .into_iter()
            .filter(|&(wanted, had)| source_agrees(&inner[wanted].source, &found[had].source, &words))
            .count();
        let counts = [tally.gold[0], tally.found[0], tally.exact[0][0], tally.soft[0][0], tally.rel[0][0]];
        rows.push(std::iter::once(source.name.clone()).chain(counts.map(|count| count.to_string())).collect());
        total.add(&tally);
    }
    show(&total, sources.len());
    if nested > 0 {
        println!("nested: {nested_found} of {nested} found, {:.1}", 100.0 * nested_found as f64 / nested as f64);
    }
    let rows_of_coverage = coverage(&mut judged);
    if let Some(path) = options.value("relations") {
        std::fs::write(path, written).map_err(|error| format!("{path}: {error}"))?;
    }
    if options.has("csv") {
        let head = ["document", "gold", "found", "exact", "soft", "rel"].map(str::to_owned);
        write_csv(&results("documents", options), &head, &rows)?;
        let head = ["document", "content_start_byte", "source"].map(str::to_owned);
        write_csv(&results("sources", options), &head, &sources_found)?;
        let head = ["coverage", "least_confidence", "precision", "source_precision"].map(str::to_owned);
        write_csv(&results("coverage", options), &head, &rows_of_coverage)?;
    }
    Ok(())
}

/// One line of JSON: the document's name and its relations as code-point spans.
fn in_characters(name: &str, found: &[Raw], words: &Words) -> String {
    let character = |byte: usize| words.offsets().partition_point(|&offset| offset < byte);
    let spans = |places: &[Place]| -> Vec<[usize; 2]> {
        places.iter().map(|place| [character(place.0), character(place.1)]).collect()
    };
    let relations: Vec<Value> = found
        .iter()
        .map(|raw| json!({"source": spans(&raw.source), "cue": spans(&raw.cue), "content": spans(&raw.content)}))
        .collect();
    format!("{}\n", json!({"doc": name, "relations": relations}))
}

fn show(total: &Tally, documents: usize) {
    println!("documents: {documents}; relations: {} gold, {} found", total.gold[0], total.found[0]);
    println!("{:<18}     P     R    F1", "words");
    for (kind, counts) in TYPES.iter().zip(total.tokens) {
        println!("{kind:<18} {}", Figures::of(counts));
    }
    println!("{:<18}     P     R    F1", "relations");
    for (name, matched) in [("exact", &total.exact), ("soft", &total.soft), ("rel", &total.rel)] {
        for (form, form_name) in FORMS.iter().enumerate() {
            println!("{:<18} {}", format!("{name} {form_name}"), total.figures(matched, form));
        }
    }
    let soft = total.soft[0][0].max(1) as f64 / 100.0;
    println!(
        "of the soft matches: source overlaps {:.1}, same source {:.1}, has a source {:.1}, cue overlaps {:.1}",
        total.rel[0][0] as f64 / soft,
        total.same_source as f64 / soft,
        total.with_source as f64 / soft,
        total.shared_cue as f64 / soft
    );
}

fn relation(raw: &Raw, words: &Words, is_quoted: &[bool]) -> Relation {
    let content = words.touched(&raw.content);
    let quoted = content.iter().filter(|&&word| is_quoted[word]).count();
    let form = match quoted {
        0 => 2,
        _ if quoted == content.len() => 1,
        _ => 3,
    };
    let mut core = content.clone();
    if core.len() > 1 && core.first().is_some_and(|&first| words.is_marker(first)) {
        core.pop_first();
    }
    Relation { source: words.touched(&raw.source), cue: words.touched(&raw.cue), content, core, form }
}

fn compare(gold: &[Relation], found: &[Relation], words: &Words) -> Tally {
    let mut tally = Tally::default();
    let parts: [fn(&Relation) -> &BTreeSet<usize>; 3] = [|r| &r.source, |r| &r.cue, |r| &r.content];
    for (counts, part) in tally.tokens.iter_mut().zip(parts) {
        let all =
            |list: &[Relation]| list.iter().flat_map(|one| part(one).iter().copied()).collect::<BTreeSet<usize>>();
        let (wanted, had) = (all(gold), all(found));
        *counts = Counts { gold: wanted.len(), found: had.len(), matched: wanted.intersection(&had).count() };
    }
    for (count, list) in [(&mut tally.gold, gold), (&mut tally.found, found)] {
        for one in list {
            count[0] += 1;
            count[one.form] += 1;
        }
    }
    let note = |table: &mut [[usize; 4]; 2], wanted: &Relation, had: &Relation| {
        for (row, form) in [(0, wanted.form), (1, had.form)] {
            table[row][0] += 1;
            table[row][form] += 1;
        }
    };
    for (wanted, had) in matched(gold, found, 1.0) {
        note(&mut tally.exact, &gold[wanted], &found[had]);
    }
    for (wanted, had) in matched(gold, found, 0.5) {
        let (wanted, had) = (&gold[wanted], &found[had]);
        note(&mut tally.soft, wanted, had);
        if source_agrees(&wanted.source, &had.source, words) {
            note(&mut tally.rel, wanted, had);
        }
        tally.same_source += usize::from(wanted.source == had.source);
        tally.with_source += usize::from(!had.source.is_empty());
        tally.shared_cue += usize::from(!wanted.cue.is_disjoint(&had.cue));
    }
    tally
}

/// Whether the two share a word that tells sources apart (any word where the gold has no such one), or both are empty.
fn source_agrees(wanted: &BTreeSet<usize>, had: &BTreeSet<usize>, words: &Words) -> bool {
    if wanted.is_empty() {
        return had.is_empty();
    }
    let telling: BTreeSet<usize> = wanted.iter().copied().filter(|&word| !words.is_function(word)).collect();
    let core = if telling.is_empty() { wanted } else { &telling };
    !core.is_disjoint(had)
}

/// How the source of a relation whose content was found compares with the annotators'.
fn outcome(wanted: &Relation, had: &Relation, words: &Words) -> &'static str {
    if wanted.source == had.source {
        "same"
    } else if had.source.is_empty() {
        "missing"
    } else if source_agrees(&wanted.source, &had.source, words) {
        "overlaps"
    } else {
        "other"
    }
}

/// One line of text about a source that differs: the annotators', the reader's, and their surroundings.
fn told(document: &polnear::Source, (wanted, had): (&Relation, &Relation), outcome: &str, words: &Words) -> String {
    let shown = |part: &BTreeSet<usize>| -> String {
        let ends = part.first().zip(part.last()).map(|(&first, &last)| (words.span(first).0, words.span(last).1));
        ends.and_then(|(start, end)| document.text.get(start..end)).unwrap_or("-").replace('\n', " ")
    };
    let around: BTreeSet<usize> = [wanted, had]
        .into_iter()
        .flat_map(|one| one.source.iter().chain(&one.cue).chain(&one.content))
        .copied()
        .collect();
    let (name, around): (&str, String) = (&document.name, shown(&around).chars().take(400).collect());
    let [gold, found, cue] = [&wanted.source, &had.source, &had.cue].map(shown);
    format!("{outcome}\t{name}\twanted [{gold}]\tfound [{found}] by [{cue}]\t{around}")
}

/// What became of one reported relation.
struct Judged {
    confidence: f32,
    /// Half of the content is right.
    is_soft: bool,
    /// The source is too.
    is_right: bool,
}

fn judge(gold: &[Relation], found: &[Relation], confidences: &[f32], words: &Words) -> Vec<Judged> {
    let mut judged: Vec<Judged> =
        confidences.iter().map(|&confidence| Judged { confidence, is_soft: false, is_right: false }).collect();
    for (wanted, had) in matched(gold, found, 0.5) {
        judged[had].is_soft = true;
        judged[had].is_right = source_agrees(&gold[wanted].source, &found[had].source, words);
    }
    judged
}

/// Prints the expected calibration error (Guo et al. 2017; ten bins of equal width) and the precision of the most confident
/// relations; gives a row for each twentieth of coverage. Source precision is among those whose content is right.
fn coverage(judged: &mut [Judged]) -> Vec<Vec<String>> {
    judged.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut error = 0.0;
    for bin in 0..10 {
        let inside: Vec<&Judged> =
            judged.iter().filter(|one| ((one.confidence * 10.0) as usize).min(9) == bin).collect();
        let right = inside.iter().filter(|one| one.is_right).count() as f64;
        let confidence: f64 = inside.iter().map(|one| f64::from(one.confidence)).sum();
        error += (right - confidence).abs() / judged.len().max(1) as f64;
    }
    println!("expected calibration error {error:.3}");
    println!("coverage  least confidence  precision  source precision");
    let mut rows = Vec::new();
    for step in 1..=20 {
        let part = &judged[..judged.len() * step / 20];
        let Some(last) = part.last() else { continue };
        let (soft, right) =
            (part.iter().filter(|one| one.is_soft).count(), part.iter().filter(|one| one.is_right).count());
        let row = [
            format!("{:.2}", step as f64 / 20.0),
            format!("{:.3}", last.confidence),
            format!("{:.3}", right as f64 / part.len() as f64),
            format!("{:.3}", right as f64 / soft.max(1) as f64),
        ];
        if step % 4 == 0 {
            println!("{:>8}  {:>16}  {:>9}  {:>16}", row[0], row[1], row[2], row[3]);
        }
        rows.push(row.to_vec());
    }
    rows
}

/// Pairs one to one, best content first, then most words of cue and source in common.
fn matched(gold: &[Relation], found: &[Relation], least: f64) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (number, wanted) in gold.iter().enumerate() {
        for (index, had) in found.iter().enumerate() {
            let shared = wanted.core.intersection(&had.core).count();
            let f1 = 2.0 * shared as f64 / (wanted.core.len() + had.core.len()).max(1) as f64;
            if shared > 0 && f1 >= least {
                let cue = wanted.cue.intersection(&had.cue).count();
                let source = wanted.source.intersection(&had.source).count();
                pairs.push((f1, cue, source, number, index));
            }
        }
    }
    pairs.sort_by(|a, b| {
        let by_f1 = b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal);
        by_f1.then((b.1, b.2).cmp(&(a.1, a.2))).then((a.3, a.4).cmp(&(b.3, b.4)))
    });
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut result = Vec::new();
    for (.., number, index) in pairs {
        if !used_gold[number] && !used_found[index] {
            (used_gold[number], used_found[index]) = (true, true);
            result.push((number, index));
        }
    }
    result
}

/// Which words begin between double quotation marks. Paragraph by paragraph; a mark that stands the wrong way round is
/// read by its neighbours; what is not closed runs to the paragraph's end.
fn quoted_words(text: &str, words: &Words) -> Vec<bool> {
    // Two single marks are one double mark: the second character becomes a filler, so that offsets stay.
    let text = text.replace("``", "“\u{1}").replace("''", "\"\u{1}");
    let mut characters: Vec<char> = text.chars().collect();
    characters.push('\n');
    let mut mask = Vec::with_capacity(characters.len());
    for line in characters.split_inclusive(|&character| character == '\n') {
        let line = &line[..line.len() - 1];
        let from = mask.len();
        mask.resize(from + line.len() + 1, false);
        let mut open: Option<usize> = None;
        for (index, &mark) in line.iter().enumerate() {
            if !"“”„«»\"".contains(mark) {
                continue;
            }
            let before = if index == 0 { ' ' } else { line[index - 1] };
            let next = if line.get(index + 1) == Some(&'\u{1}') { index + 2 } else { index + 1 };
            let after = line.get(next).copied().unwrap_or(' ');
            match open {
                None => {
                    if "“„«\"".contains(mark) || mark == '”' && before.is_whitespace() && after.is_alphanumeric()
                    {
                        open = Some(index);
                    }
                }
                Some(start) => {
                    if "”»\"".contains(mark) || mark == '“' && !before.is_whitespace() && !after.is_alphanumeric()
                    {
                        mask[from + start..from + next].fill(true);
                        open = None;
                    }
                }
            }
        }
        if let Some(start) = open.filter(|start| line.len() - start > 1) {
            mask[from + start..from + line.len()].fill(true);
        }
    }
    // From characters to words: the fillers keep the count of characters.
    let mut result = Vec::with_capacity(words.len());
    let mut word = 0;
    for (number, &offset) in words.offsets().iter().enumerate() {
        if word < words.len() && words.span(word).0 == offset {
            result.push(mask.get(number).copied().unwrap_or(false));
            word += 1;
        }
    }
    result.resize(words.len(), false);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_joined_as_in_print() {
        let (text, places) =
            joined(&["``", "It", "'s", "late", ",", "''", "he", "said", "-LRB-", "twice", "-RRB-", "."]);
        assert_eq!(text, "``It's late,'' he said (twice).\n");
        assert_eq!(&text[places[2].0..places[2].1], "'s");
    }

    #[test]
    fn labels_become_spans() {
        let labels = ["B-source", "I-source", "B-cue", "O", "B-content", "I-content", "B-content", "I-cue"];
        let expected = BTreeSet::from([(0, 0, 1), (1, 2, 2), (2, 4, 5), (2, 6, 6), (1, 7, 7)]);
        assert_eq!(spans_of_labels(&labels), expected);
    }

    #[test]
    fn words_between_marks_are_quoted() {
        let text = "He said \"no way\" and ''left'' “for\ngood";
        let words = Words::new(text);
        let quoted: Vec<usize> =
            quoted_words(text, &words).iter().enumerate().filter(|(_, quoted)| **quoted).map(|(at, _)| at).collect();
        assert_eq!(quoted, [2, 3, 5, 6]);
    }

    #[test]
    fn gold_against_itself_is_perfect_and_a_wrong_source_is_seen() {
        let text = "Hale said that we will stay. Dorn said we will go.";
        let words = Words::new(text);
        let quoted = quoted_words(text, &words);
        let at = |part: &str| vec![text.find(part).map(|from| (from, from + part.len())).unwrap_or_default()];
        let raw = |source: &str, content: &str| Raw { source: at(source), cue: Vec::new(), content: at(content) };
        let gold = [
            relation(&raw("Hale", "that we will stay"), &words, &quoted),
            relation(&raw("Dorn", "we will go"), &words, &quoted),
        ];
        let tally = compare(&gold, &gold, &words);
        assert_eq!((tally.exact[0][0], tally.soft[0][0], tally.rel[0][0]), (2, 2, 2));
        let swapped = [
            relation(&raw("Dorn", "we will stay"), &words, &quoted),
            relation(&raw("Hale", "we will go"), &words, &quoted),
        ];
        let tally = compare(&gold, &swapped, &words);
        assert_eq!((tally.exact[0][0], tally.soft[0][0], tally.rel[0][0]), (2, 2, 0));
    }
}
