//! What in a turn only looks like a report?
//!
//! Spoken language is full of cues that report nobody: "I would tell you that", "I'm wondering if", "thank you for", "does
//! the government know". They would put words into somebody's mouth or say the same thing twice, so they are no
//! candidates there. The other way round, "as the minister said on Monday, …" is so common in turns and so often parsed
//! wrongly that it is read off the words. Not useful in articles.

use super::assertion::opens_clause;
use super::candidate::{Candidate, Construction};
use super::tree::Tree;
use crate::knowledge::Knowledge;
use crate::language::{Analysis, Relation, Tag};
use crate::span::{Clean, Span};
use crate::structure::Role;
use std::ops::Range;

/// Verbs of speech that announce the speaker's own words when he uses them of himself in the present.
const ANNOUNCING: &[&str] = &[
    "tell",
    "say",
    "assure",
    "refer",
    "note",
    "point",
    "add",
    "remind",
    "repeat",
    "reiterate",
    "emphasize",
    "stress",
    "suggest",
    "argue",
    "ask",
    "talk",
    "speak",
    "discuss",
    "direct",
    "defer",
    "mention",
    "share",
    "respond",
    "answer",
    "address",
    "explain",
    "describe",
    "comment",
    "clarify",
    "stipulate",
    "submit",
    "announce",
    "update",
    "report",
    "confirm",
    "admit",
    "acknowledge",
    "encourage",
    "concede",
    "predict",
];

/// Cues of courtesy and of putting a question.
const COURTEOUS: &[&str] = &["thank", "appreciate", "wonder", "realize", "realise", "apologize", "apologise", "sorry"];

/// Verbs of "as X said"; "as it relates to" and "as they address it" are none.
const SAYING: &[&str] = &[
    "say",
    "note",
    "state",
    "tell",
    "announce",
    "report",
    "explain",
    "point",
    "mention",
    "describe",
    "indicate",
    "argue",
    "acknowledge",
    "confirm",
    "emphasize",
    "stress",
    "warn",
    "testify",
    "write",
    "suggest",
    "remark",
    "observe",
    "promise",
    "express",
    "outline",
    "declare",
    "recommend",
    "reiterate",
];

/// Whether a candidate in a turn reports nobody.
pub(super) fn is_own_talk(
    candidate: &Candidate,
    text: &str,
    sentence: Span<Clean>,
    analysis: &Analysis,
    role: Role,
    knowledge: &Knowledge,
) -> bool {
    let tokens = &analysis.tokens;
    let word = |token: usize| tokens.get(token).map_or("", |token| token.span.of(text));
    let lemma = candidate.lemma.as_str();
    if candidate.construction == Construction::Label || COURTEOUS.contains(&lemma) {
        return true;
    }
    let class = knowledge.language.cue_class(lemma);
    let source = candidate.source.first().map_or("", |source| source.of(text)).to_ascii_lowercase();
    let is_past = is_past(candidate, text, analysis);
    let is_question = sentence.of(text).trim_end().ends_with('?');
    // "…, I think, …": the pronoun before the cue, whatever the parse made of it.
    let before = candidate.cue.first().and_then(|cue| {
        let first = tokens.partition_point(|token| token.span.start < cue.start);
        first.checked_sub(1)
    });
    let is_before =
        |words: &[&str]| before.is_some_and(|before| words.iter().any(|w| w.eq_ignore_ascii_case(word(before))));
    // The parse lost the pronoun and took something else for the source.
    if is_before(&["i", "we", "you"]) && !matches!(source.as_str(), "i" | "we" | "you") && !source.is_empty() {
        return true;
    }
    // "as they address it": a time, and no "as they say".
    let before_source = candidate
        .source
        .first()
        .and_then(|source| tokens.partition_point(|token| token.span.start < source.start).checked_sub(1).map(word));
    if before_source.is_some_and(|word| word.eq_ignore_ascii_case("as")) && !SAYING.contains(&lemma) {
        return true;
    }
    // "to see", "to address": an aim inside somebody's words, seldom a report.
    let first = candidate.cue.first().map_or("", |cue| cue.of(text));
    if class != Some("speech") && first.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("to ")) {
        return true;
    }
    // "there is no doubt that": the speaker's own claim.
    if candidate.construction == Construction::Noun && source.is_empty() && is_before(&["no"]) {
        return true;
    }
    let is_frame = source.contains(" i ") && ANNOUNCING.contains(&lemma) && !is_past;
    let is_first_person = matches!(source.as_str(), "i" | "we" | "us" | "me")
        || source.starts_with("we and ")
        || is_before(&["i"])
        || is_frame;
    if is_first_person {
        if role == Role::Reporter || role == Role::Moderator {
            return true;
        }
        let is_request = candidate.content.first().is_some_and(|content| content.of(text).starts_with("you"));
        return class != Some("speech") || !is_past && (ANNOUNCING.contains(&lemma) || is_request);
    }
    if matches!(source.as_str(), "you" | "you all" | "you guys") || is_before(&["you"]) {
        return class != Some("speech") || !is_past;
    }
    is_question && is_inverted(candidate.head, analysis)
}

/// Whether the cue tells of something already said.
fn is_past(candidate: &Candidate, text: &str, analysis: &Analysis) -> bool {
    let cue = |span: &Span<Clean>| candidate.cue.iter().any(|cue| cue.contains(span));
    analysis.tokens.iter().filter(|token| cue(&token.span)).any(|token| {
        let word = token.span.of(text);
        matches!(token.tag, Tag::Vbd | Tag::Vbn)
            || ["did", "have", "has", "had", "’ve", "'ve"].iter().any(|other| other.eq_ignore_ascii_case(word))
    })
}

/// Whether the clause of the cue asks: its auxiliary or copula stands before its subject, or it hangs on a word that asks.
fn is_inverted(head: usize, analysis: &Analysis) -> bool {
    let tokens = &analysis.tokens;
    let mut top = head;
    for _ in 0..3 {
        match tokens.get(top) {
            Some(token) if matches!(token.relation, Relation::Xcomp | Relation::Conj) => match token.head {
                Some(next) => top = usize::from(next),
                None => break,
            },
            _ => break,
        }
    }
    let of = |relations: &[Relation]| {
        analysis.children(top).find(|&child| tokens.get(child).is_some_and(|token| relations.contains(&token.relation)))
    };
    let subject = of(&[Relation::Nsubj, Relation::NsubjPass]);
    let helper = of(&[Relation::Aux, Relation::AuxPass, Relation::Cop]);
    match (helper, subject) {
        (Some(helper), Some(subject)) => helper < subject,
        // "Who said that?"
        (_, Some(subject)) => tokens.get(subject).is_some_and(|token| matches!(token.tag, Tag::Wp)) && subject == 0,
        _ => false,
    }
}

/// "As the minister said on Monday, …": source, cue and content by tokens, inside one piece of a sentence.
pub(super) struct Report {
    pub by: &'static str,
    pub source: Range<usize>,
    pub cue: Range<usize>,
    pub head: usize,
    pub content: Range<usize>,
}

/// Finds "as X said" in a piece; "as you know" and the speaker's own present ("as I say") are no reports.
pub(super) fn as_said(tree: &Tree, piece: Range<usize>) -> Option<Report> {
    for as_ in piece.clone().filter(|&token| tree.is(token, "as")) {
        let opens = as_ == piece.start
            || tree.tag(as_ - 1) == Tag::Comma
            || matches!(tree.tag(as_ - 1), Tag::Cc | Tag::Uh | Tag::Colon)
            || as_ == piece.start + 1;
        // "as many as officials said" compares.
        let compares = (as_.saturating_sub(5).max(piece.start)..as_)
            .any(|token| tree.is(token, "as") || tree.is(token, "so") || tree.is(token, "such"));
        if !opens && compares {
            continue;
        }
        let limit = piece.end.min(as_ + 12);
        let comma =
            (as_ + 1..limit).find(|&token| tree.tag(token) == Tag::Comma || tree.word(token).starts_with(['—', '–']));
        let end = comma.unwrap_or(limit).min(piece.end);
        let verb = (as_ + 2..end).find(|&token| {
            matches!(tree.tag(token), Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp) && SAYING.contains(&tree.lemma(token))
        });
        let Some(verb) = verb else { continue };
        // Nothing but auxiliaries and adverbs between source and verb.
        let mut start = verb;
        while start > as_ + 1 && (matches!(tree.tag(start - 1), Tag::Rb | Tag::Md) || is_helper(tree, start - 1)) {
            start -= 1;
        }
        let source = as_ + 1..start;
        let is_short = !source.is_empty() && source.len() <= 8;
        let is_nominal =
            source.clone().next_back().is_some_and(|last| tree.tag(last).is_noun() || tree.tag(last) == Tag::Prp);
        let is_present_own = source.len() <= 2
            && ["i", "we", "you"].iter().any(|word| tree.is(source.start, word))
            && start == verb
            && !matches!(tree.tag(verb), Tag::Vbd | Tag::Vbn);
        let is_verb_in = source.clone().any(|token| tree.tag(token).is_verb() || tree.tag(token) == Tag::Comma);
        if !is_short || !is_nominal || is_present_own || is_verb_in {
            continue;
        }
        let after = comma.map_or(end, |comma| comma + 1)..piece.end;
        let before = piece.start..as_;
        // "they have expressed, as we have expressed, concerns": the verb before waits for its object.
        let waits = as_ > piece.start + 1 && tree.tag(as_ - 1) == Tag::Comma && tree.tag(as_ - 2).is_verb();
        let is_after =
            waits || opens && (as_ <= piece.start + 3 || before.len() < 3 || opens_clause(tree, after.start));
        let content = if tree.trim(after.clone()).len() >= 3 && is_after { after } else { before };
        let content = tree.trim(content);
        if content.len() >= 3 {
            return Some(Report { by: "spoken.as_said", source, cue: start..verb + 1, head: verb, content });
        }
    }
    None
}

/// Nouns for what is told without a teller.
const TALES: &[&str] =
    &["report", "reporting", "rumor", "rumour", "talk", "allegation", "claim", "speculation", "accusation"];

/// "Reports that …", "talk of …": what is said by nobody in particular. The parse often gives the clause to the verb before.
pub(super) fn tales(tree: &Tree) -> Vec<Report> {
    let mut found = Vec::new();
    for noun in 0..tree.len().saturating_sub(2) {
        if !matches!(tree.tag(noun), Tag::Nn | Tag::Nns) || !TALES.contains(&tree.lemma(noun)) {
            continue;
        }
        // "His claim that …" has a teller, and a finder for it.
        let has_owner = noun > 0 && matches!(tree.tag(noun - 1), Tag::Pos | Tag::PrpPoss);
        let link = noun + 1;
        let is_clause = tree.is(link, "that") && matches!(tree.tag(link), Tag::In | Tag::Wdt);
        let is_loose = tree.tag(noun) == Tag::Nns || matches!(tree.lemma(noun), "talk" | "speculation");
        let is_matter = (tree.is(link, "of") || tree.is(link, "about")) && is_loose;
        if has_owner || !is_clause && !is_matter {
            continue;
        }
        let top = if is_clause {
            // The clause that "that" marks, or the first verb of it.
            let head = tree.head(link).filter(|&head| head > link && tree.tag(head) != Tag::Nns);
            head.or_else(|| (link + 1..tree.len()).find(|&token| tree.tag(token).is_verb()))
        } else {
            tree.head(link).filter(|&head| head > link)
        };
        let Some(top) = top else { continue };
        let subtree = tree.subtree(top);
        let start = if is_clause { link } else { link + 1 };
        let content = tree.trim(start..subtree.end.max(top + 1));
        let cue = noun..if is_clause { noun + 1 } else { link + 1 };
        // A relative clause ("reports that we have read") has no subject of its own after "that" but ours.
        let is_ours = is_clause && ["i", "we", "you"].iter().any(|word| tree.is(link + 1, word));
        if content.len() >= 2 && !is_ours {
            found.push(Report { by: "spoken.tale", source: 0..0, cue, head: noun, content });
        }
    }
    found
}

fn is_helper(tree: &Tree, token: usize) -> bool {
    matches!(tree.relation(token), Relation::Aux | Relation::AuxPass)
        || matches!(tree.lemma(token), "have" | "be" | "do") && tree.tag(token).is_verb()
}
