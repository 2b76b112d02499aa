//! Whose voice does a shot list print?
//!
//! `SOUNDBITE (English) INES CALDER, DIRECTOR OF THE PORT, SAYING: "…"`: the words between the marks are those of whom the
//! line names. Source is the name where one part of the line is a name, else all of them. No parse helps here.

use super::{Attribution, Form};
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::span::{Clean, Span};
use crate::structure::{BlockKind, Structure};

/// No line names its speaker in more bytes than this.
const LONGEST_HEAD: usize = 400;

/// A rule of form; how often it is right was not measured.
const CONFIDENCE: f32 = 0.95;

/// The soundbites of a shot list, in order.
pub(super) fn find(text: &str, structure: &Structure, knowledge: &Knowledge) -> Vec<Attribution> {
    let mut found = Vec::new();
    for quotation in structure.quotations.iter().filter(|quotation| quotation.inside.is_none()) {
        let whole = quotation.spans[0];
        let at = structure.blocks.partition_point(|block| block.span.end <= whole.start);
        let Some(block) = structure.blocks.get(at).filter(|block| !block.is_copy && block.kind != BlockKind::Furniture)
        else {
            continue;
        };
        let head = Span::<Clean>::new(block.span.start, whole.start);
        if head.len() > LONGEST_HEAD {
            continue;
        }
        let Some((named, cue)) = named(text, head) else { continue };
        let own = structure.sentences.get(block.sentences.clone()).unwrap_or(&[]);
        let Some(sentence) = own.iter().position(|sentence| sentence.span.end > whole.start) else { continue };
        let source = vec![name(text, named, knowledge)];
        let content = quotation.spans.clone();
        found.push(Attribution {
            evidence: vec![
                Evidence::new(Field::Cue, "attribution.soundbite", CONFIDENCE, vec![cue]),
                Evidence::new(Field::Source, "attribution.soundbite", CONFIDENCE, source.clone()),
                Evidence::new(Field::Content, "attribution.soundbite", CONFIDENCE, content.clone()),
                Evidence::new(Field::Form, "attribution.quotation_marks", 1.0, content.clone()),
            ],
            source,
            cue: vec![cue],
            content,
            form: Form::Direct,
            parent: None,
            sentence: block.sentences.start + sentence,
            turn: block.turn,
            lemma: "say".to_string(),
            confidence: CONFIDENCE,
        });
    }
    found
}

/// Whom the line before a quotation names, and what marks the words as said: "SAYING", else the mark of the line itself.
fn named(text: &str, head: Span<Clean>) -> Option<(Span<Clean>, Span<Clean>)> {
    let line = head.of(text);
    let mark = line.find("SOUNDBITE").or_else(|| line.find("SOT ").filter(|_| line.starts_with("SOT")))?;
    let word = line[mark..].find([' ', ')', ',', ':']).unwrap_or(line.len() - mark);
    // Nothing but the number of the shot stands before the mark.
    if line[..mark].contains(char::is_alphabetic) || !line.trim_end().ends_with(':') {
        return None;
    }
    let mut from = mark + word;
    loop {
        let rest = line[from..].trim_start_matches([' ', ')', '-', '–', ':', ',']);
        from = line.len() - rest.len();
        match rest.strip_prefix('(').and_then(|rest| rest.find(')')) {
            Some(close) => from += close + 2,
            None => break,
        }
    }
    let rest = line[from..].trim_end_matches([' ', ':']);
    let saying = ["SAYING", "saying"].iter().find_map(|saying| rest.strip_suffix(saying));
    let named = saying.unwrap_or(rest).trim_end_matches([' ', ',']);
    let start = head.start + from;
    let cue = match saying {
        Some(before) => Span::new(start + before.len(), start + rest.len()),
        None => Span::new(head.start + mark, head.start + mark + word),
    };
    (!named.is_empty()).then(|| (Span::new(start, start + named.len()), cue))
}

/// The part between commas that begins with a first name; the whole where there is none.
fn name(text: &str, named: Span<Clean>, knowledge: &Knowledge) -> Span<Clean> {
    let mut at = named.start;
    for part in named.of(text).split_inclusive(',') {
        let span = Span::new(at, at + part.trim_end_matches(',').len()).trimmed(text);
        at += part.len();
        let words: Vec<&str> = span.of(text).split_whitespace().collect();
        let first = words.first().map(|word| capitalised(word)).unwrap_or_default();
        if (2..=4).contains(&words.len()) && knowledge.speaker.first_name(&first).is_some() {
            return span;
        }
    }
    named
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}
