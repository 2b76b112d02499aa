//! What do the words behind or before the comma beside a name say about it?
//!
//! "the ministry's spokeswoman", "chairman since May", "(HIS)": role phrases and acronyms. Useful beside a name; a phrase
//! that is a source itself is the matter of `source`.

use super::lexicon::{RoleClass, SpeakerWords};
use super::scan::{Shape, Word, scan};
use crate::span::{Clean, Span};

/// "the company's chairman, Jan Olsen,": the role phrase that ends before the comma at `comma`.
pub(super) fn apposition_before(
    text: &str,
    words: &[Word],
    comma: usize,
    lexicon: &SpeakerWords,
) -> Option<Span<Clean>> {
    let mut from = comma;
    let mut role = false;
    while from > 0 && comma - from < 10 {
        let word = &words[from - 1];
        let printed = word.span.of(text);
        if matches!(word.shape, Shape::Mark(_) | Shape::Number) {
            return None;
        }
        let is_role = lexicon.role(printed).is_some_and(|role| !role.is_plural && role.class != RoleClass::Group);
        if from == comma && !is_role && comma >= 2 {
            // The phrase may end in "of Oslo": only a role noun right before the comma is sure.
            return None;
        }
        role |= is_role;
        let is_start = matches!(
            printed,
            "the" | "The" | "a" | "A" | "an" | "An" | "his" | "her" | "its" | "their" | "His" | "Her"
        );
        if is_start || word.possessive {
            return (role && from < comma).then(|| Span::new(words[from].span.start, words[comma - 1].span.end));
        }
        if word.shape == Shape::Lower && !is_role && !lexicon.is_modifier(printed) && !printed.ends_with("al") {
            return None;
        }
        from -= 1;
    }
    (role && from == 0).then(|| Span::new(words[0].span.start, words[comma - 1].span.end))
}

const CUTS: &[&str] = &[
    "of",
    "for",
    "in",
    "at",
    "from",
    "with",
    "on",
    "by",
    "to",
    "who",
    "whose",
    "whom",
    "which",
    "that",
    "about",
    "near",
    "inside",
    "within",
    "behind",
    "under",
    "over",
    "among",
    "including",
    "close",
    "familiar",
    "traveling",
    "travelling",
    "involved",
    "briefed",
    "such",
    "as",
    "without",
    "since",
    "where",
    "when",
    "against",
    "during",
    "than",
    "after",
    "before",
];

/// Whether a word ends the head of a noun phrase: a preposition, a relative pronoun or the like.
pub(super) fn cuts(word: &str) -> bool {
    CUTS.contains(&word)
}

/// "Jan Olsen, the company's chairman since May,": the phrase after the comma at `end`, without its article, if it holds
/// a role noun.
pub(super) fn apposition_after(text: &str, words: &[Word], end: usize, lexicon: &SpeakerWords) -> Option<Span<Clean>> {
    let of = |index: usize| words.get(index).map_or("", |word| word.span.of(text));
    if !words.get(end)?.is_mark(',') {
        return None;
    }
    let mut from = end + 1;
    if words.get(from)?.shape == Shape::Number && words.get(from + 1)?.is_mark(',') {
        from += 2;
    }
    if matches!(of(from), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "who" | "now" | "then") {
        if of(from) == "who" {
            return None;
        }
        from += 1;
    } else {
        let word = words.get(from)?;
        let printed = word.span.of(text);
        let fits = word.is_capital() && !lexicon.is_no_name(printed)
            || lexicon.role(printed).is_some()
            || lexicon.is_modifier(printed);
        if !fits {
            return None;
        }
    }
    let mut to = from;
    while to < words.len() && to - from < 22 {
        let word = &words[to];
        if matches!(word.shape, Shape::Mark(mark) if !matches!(mark, '-' | '&' | '/'))
            || matches!(of(to), "who" | "which" | "said" | "says" | "told" | "added")
        {
            break;
        }
        to += 1;
    }
    // "…, former pilot Jan “Bo” Olsen": the phrase goes on, so it is about somebody else.
    if to == from || to - from >= 22 || words.get(to).is_some_and(|word| word.is_mark('“') && to - from > 1) {
        return None;
    }
    // "Troops near Oslo, ministry says": who says it is no apposition.
    if matches!(of(to), "said" | "says" | "told" | "added") {
        return None;
    }
    let span = Span::new(words[from].span.start, words[to - 1].span.end);
    // "…, Senator Olsen said": a titled name is no apposition.
    let head = head_index(text, &words[from..to], lexicon)? + from;
    let next = words.get(head + 1);
    if next.is_some_and(|word| word.is_capital()) && head + 1 < to && !words[head].possessive {
        return None;
    }
    // "…, the ministry's staff are counting", "…, the ferries have carried no passengers": a clause is no apposition.
    if (from..head).any(|index| FINITE.contains(&of(index))) {
        return None;
    }
    let after = if head + 1 < to { of(head + 1) } else { "" };
    if !(after.is_empty()
        || cuts(after)
        || matches!(after, "and" | "or" | "emeritus" | "now" | "until" | "based" | "&"))
    {
        return None;
    }
    Some(span)
}

/// Verbs that make a clause of the words around them.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
    "should", "shall", "do", "does", "did", "not", "said", "says",
];

/// Index of the head noun among the words of a role phrase: the last role noun before the first preposition.
fn head_index(text: &str, words: &[Word], lexicon: &SpeakerWords) -> Option<usize> {
    let mut head = None;
    for (index, word) in words.iter().enumerate() {
        let printed = word.span.of(text);
        if index > 0 && cuts(printed) {
            break;
        }
        if !word.possessive && lexicon.role(printed).is_some() {
            head = Some(index);
        }
    }
    head
}

/// The head noun of a title or apposition, singular, and its class.
pub(super) fn head_noun(text: &str, span: Span<Clean>, lexicon: &SpeakerWords) -> Option<(&'static str, RoleClass)> {
    let mut words = Vec::new();
    scan(text, span, lexicon, &mut words);
    let head = words.get(head_index(text, &words, lexicon)?)?;
    lexicon.role(head.span.of(text)).map(|role| (role.singular, role.class))
}

/// "(HIS)" right after a name.
pub(super) fn acronym_after(words: &[Word], end: usize, text: &str) -> Option<Span<Clean>> {
    let (open, inner, close) = (words.get(end)?, words.get(end + 1)?, words.get(end + 2)?);
    let fits = open.is_mark('(')
        && close.is_mark(')')
        && inner.shape == Shape::Caps
        && (2..=10).contains(&inner.span.len())
        && !inner.span.of(text).contains('-');
    fits.then_some(inner.span)
}
