//! Who asked?
//!
//! Told by the words around a question that was put to somebody: whose question it was is mostly not named, and who put
//! it is not the one who answers.

use super::resolve::Resolver;
use crate::attribution::Attribution;
use crate::span::{Clean, Span};

impl Resolver<'_> {
    /// "Asked by the coroner, Penelope Vane, whether it was late, she replied": whom the sentence names as the asker is not
    /// meant by a pronoun behind.
    pub(super) fn askers(&self, sentence: usize, before: usize) -> Vec<usize> {
        const PUT: [&str; 8] = [
            "asked by ",
            "pressed by ",
            "questioned by ",
            "challenged by ",
            "quizzed by ",
            "grilled by ",
            "interviewed by ",
            "prompted by ",
        ];
        const ENDS: [&str; 10] =
            [" whether ", " if ", " about ", " why ", " how ", " what ", " when ", " where ", " who ", " on "];
        let Some(start) = self.structure.sentences.get(sentence).map(|sentence| sentence.span.start) else {
            return Vec::new();
        };
        let said = self.text.get(start..before).unwrap_or("").to_ascii_lowercase();
        let Some(from) = PUT.iter().filter_map(|put| said.rfind(put).map(|at| at + put.len())).max() else {
            return Vec::new();
        };
        let asker = said.get(from..).unwrap_or("");
        let length = ENDS.iter().filter_map(|end| asker.find(end)).min().unwrap_or(asker.len());
        let place = Span::<Clean>::new(start + from, start + from + length);
        let first = self.mentions.partition_point(|mention| mention.span.start < place.start);
        let named = self.mentions.get(first).filter(|mention| place.contains(&mention.span));
        let named = named.and_then(|_| self.figures.of_mention.get(first)).copied();
        let spoke = self.events.iter().rev().take(6).find(|event| place.contains(&event.span));
        named.into_iter().chain(spoke.map(|event| self.canonical(event.figure))).collect()
    }
}

/// Whether the words beside the cue are a question that was put to the person of the source: "responding to a question about",
/// "addressed a question", "was asked if". Who asked is not named.
pub(super) fn is_asked(text: &str, attribution: &Attribution) -> bool {
    const TAKES: &[&str] =
        &["respon", "answer", "address", "took", "takes", "field", "dodg", "sidestep", "deflect", "brush", "repl"];
    let cue: Vec<String> = attribution
        .cue
        .iter()
        .flat_map(|span| span.of(text).split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    // "did not answer questions"
    let declines = |word: &String| {
        matches!(word.as_str(), "not" | "t" | "never") || word.starts_with("declin") || word.starts_with("refus")
    };
    if cue.iter().any(declines) {
        return false;
    }
    let takes = |words: &[String]| words.iter().any(|word| TAKES.iter().any(|takes| word.starts_with(takes)));
    let is_question = |word: &str| matches!(word, "question" | "questions");
    if let Some(at) = cue.iter().position(|word| is_question(word)) {
        return takes(&cue[..at]);
    }
    let content = attribution.content.first().map_or("", |span| span.of(text));
    let between = attribution
        .cue
        .last()
        .zip(attribution.content.first())
        .and_then(|(cue, content)| text.get(cue.end..content.start).filter(|between| between.len() < 40));
    let near = between.unwrap_or("").split_whitespace().chain(content.split_whitespace().take(3));
    if takes(&cue) && near.into_iter().any(is_question) {
        return true;
    }
    let asked = cue.iter().position(|word| word == "asked");
    asked.is_some_and(|at| {
        cue[..at].iter().any(|word| matches!(word.as_str(), "was" | "were" | "been" | "being" | "when" | "is" | "are"))
    })
}
