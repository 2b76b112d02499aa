//! What leads into an assertion, and what is said only to hold the occasion together?
//!
//! Works on words without an analysis: conjunctions, interjections, forms of address and frames ("I would just tell you
//! that") before an assertion are no part of it; greetings, thanks and hand-overs are no assertions.

use super::phrases::{AFTER_SO, ALONE, ANNOUNCING, CONDUCT, COURTESIES, FILLERS, HELPERS, TO_HEARER};
use crate::span::{Clean, Span};

/// A broken start is looked for before so many dashes.
const DASHES: usize = 24;

/// The words of a stretch in lower case with their places; `’` counts as `'`.
fn words(text: &str, span: Span<Clean>, limit: usize) -> Vec<(String, Span<Clean>)> {
    let inside = span.of(text);
    let mut result = Vec::new();
    let mut start = None;
    for (at, c) in inside.char_indices().chain([(inside.len(), ' ')]) {
        let belongs = c.is_alphanumeric() || matches!(c, '\'' | '’') && start.is_some();
        match (belongs, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                let word = inside.get(first..at).unwrap_or("").replace('’', "'").to_lowercase();
                result.push((word, Span::new(span.start + first, span.start + at)));
                start = None;
                if result.len() == limit {
                    break;
                }
            }
            _ => {}
        }
    }
    result
}

/// How many words of `found` the phrase takes, if it stands at `at`.
fn phrase(found: &[(String, Span<Clean>)], at: usize, phrase: &str) -> Option<usize> {
    let mut count = 0;
    for word in phrase.split(' ') {
        if found.get(at + count)?.0 != word {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// The stretch without what leads into it, and whether a frame was taken off. `is_name` says of a word whether it is a
/// proper name.
pub(super) fn strip(text: &str, span: Span<Clean>, is_name: &dyn Fn(Span<Clean>) -> bool) -> (Span<Clean>, bool) {
    let mut span = tidy(text, span);
    let mut is_framed = false;
    for round in 0..12 {
        let found = words(text, span, 26);
        let next = filler(text, span, &found)
            .or_else(|| matter(text, span, &found))
            .or_else(|| address(text, span, &found, round > 0, is_name))
            .or_else(|| {
                let start = frame(text, span, &found)?;
                is_framed = true;
                Some(start)
            });
        let Some(start) = next else { break };
        span = tidy(text, Span::new(start, span.end));
    }
    (span, is_framed)
}

/// Without white space, brackets with stage directions, and loose marks at the start.
fn tidy(text: &str, span: Span<Clean>) -> Span<Clean> {
    let mut span = span.trimmed(text);
    for _ in 0..4 {
        let inside = span.of(text);
        if inside.starts_with('(')
            && let Some(close) = inside.find(')')
        {
            span = Span::new(span.start + close + 1, span.end).trimmed(text);
            continue;
        }
        break;
    }
    if let Some(open) = span.of(text).rfind('(')
        && span.of(text).ends_with(')')
        && open + 40 > span.len()
    {
        span = Span::new(span.start, span.start + open).trimmed(text);
    }
    let inside = span.of(text);
    let rest = inside
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '—' | '–' | '.' | '…'));
    Span::new(span.end - rest.len(), span.end)
}

/// Whether a pause follows the word at `at`, and where the word after it begins.
fn after(text: &str, span: Span<Clean>, word: Span<Clean>) -> (bool, usize) {
    let rest = Span::<Clean>::new(word.end, span.end).of(text);
    let kept = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '—' | '–' | '.' | '…'));
    let marks = &rest[..rest.len() - kept.len()];
    (marks.chars().any(|c| !c.is_whitespace()), span.end - kept.len())
}

fn filler(text: &str, span: Span<Clean>, found: &[(String, Span<Clean>)]) -> Option<usize> {
    for (words, needs_pause) in FILLERS {
        let Some(count) = phrase(found, 0, words) else { continue };
        let last = found[count - 1].1;
        let (is_pause, start) = after(text, span, last);
        // "so far", "so that we can"; but "so that was it".
        let next = |at: usize| found.get(count + at).map_or("", |(word, _)| word.as_str());
        let is_kept = *words == "so"
            && AFTER_SO.contains(&next(0))
            && !(next(0) == "that" && matches!(next(1), "is" | "was" | "will" | "would" | "means" | "has"));
        if (is_pause || !needs_pause) && !is_kept && start < span.end {
            return Some(start);
        }
    }
    None
}

/// "On your second question:", "To your first point,".
fn matter(text: &str, span: Span<Clean>, found: &[(String, Span<Clean>)]) -> Option<usize> {
    let (first, _) = found.first()?;
    if !matches!(first.as_str(), "on" | "to" | "with" | "as" | "in" | "for" | "regarding") {
        return None;
    }
    for (word, place) in found.iter().take(9).skip(1) {
        let (is_pause, start) = after(text, span, *place);
        if is_pause {
            let is_matter =
                matches!(word.as_str(), "question" | "questions" | "one" | "point" | "part" | "front" | "that");
            let names_order = found.iter().take(6).any(|(word, _)| {
                matches!(
                    word.as_str(),
                    "your" | "first" | "specific" | "second" | "third" | "last" | "other" | "that" | "one"
                )
            });
            return (is_matter && names_order && start < span.end).then_some(start);
        }
    }
    None
}

/// "Well, Ben, …": a name between pauses after another lead.
fn address(
    text: &str,
    span: Span<Clean>,
    found: &[(String, Span<Clean>)],
    is_after_lead: bool,
    is_proper: &dyn Fn(Span<Clean>) -> bool,
) -> Option<usize> {
    let (_, place) = found.first()?;
    let printed = place.of(text);
    let (is_pause, start) = after(text, span, *place);
    let is_name = printed.chars().next().is_some_and(char::is_uppercase)
        && printed.chars().skip(1).all(char::is_lowercase)
        && printed.len() > 2;
    let is_day = printed.ends_with("day") || printed == "President" || printed == "America";
    // A list of names is no address: what follows must begin a clause.
    let opens = found.get(1).is_some_and(|(word, second)| {
        second.of(text).chars().next().is_some_and(char::is_lowercase) && word != "and" && word != "or"
            || word == "i"
            || word.starts_with("i'")
    });
    // At the very start any word has a capital.
    let is_sure = is_after_lead
        || is_proper(*place)
            && found.get(1).is_some_and(|(word, _)| {
                starts_clause(word) || matches!(word.as_str(), "as" | "what" | "no" | "yes" | "again" | "look")
            });
    (is_pause && is_name && !is_day && opens && is_sure).then_some(start)
}

/// "I would just tell you that …", "the only thing I would say is that …", "I think you know that …".
fn frame(text: &str, span: Span<Clean>, found: &[(String, Span<Clean>)]) -> Option<usize> {
    let word = |at: usize| found.get(at).map_or("", |(word, _)| word.as_str());
    let is_own = |word: &str| matches!(word, "i" | "we" | "i'll" | "i'd" | "we'll" | "we'd" | "i'm" | "we're");
    let mut at = 0;
    match word(0) {
        "the" | "one" | "another" | "all" | "what" | "my" => {
            // Up to "is that": the speaker's own announcement with a copula.
            let own = (1..8).find(|&at| is_own(word(at))).or_else(|| (word(0) == "my").then_some(0))?;
            let copula = (own + 1..own + 14).find(|&at| matches!(word(at), "is" | "was"))?;
            let announces = (own..copula).any(|at| ANNOUNCING.contains(&word(at)) || word(at) == "do")
                || word(0) == "my" && matches!(word(1), "point" | "answer" | "understanding");
            if !announces {
                return None;
            }
            let next = copula + 1;
            at = match word(next) {
                "that" | "this" => next,
                "tell" | "say" => next + 1,
                _ => copula,
            };
            let (_, start) = after(text, span, found.get(at)?.1);
            return opens(text, span, start).then_some(start);
        }
        "you" => {}
        own if is_own(own) => {
            at = 1;
            if own == "i" && word(1) == "think" && word(2) == "you" {
                at = 2;
            } else {
                while HELPERS.contains(&word(at)) && at < 14 {
                    at += 1;
                }
                // The announcing verb may have been taken for a helper ("let you know").
                if !ANNOUNCING.contains(&word(at)) {
                    return None;
                }
            }
        }
        _ => return None,
    }
    if word(at) == "you" {
        at += 1;
        while matches!(word(at), "all" | "guys" | "may" | "will" | "might") {
            at += 1;
        }
        if !matches!(word(at), "know" | "recall" | "remember" | "saw" | "heard") {
            return None;
        }
        at += 1;
        while matches!(word(at), "very" | "well" | "full" | "from") {
            at += 1;
        }
        if word(at) == "that" {
            at += 1;
        }
        let (is_pause, start) = after(text, span, found.get(at.checked_sub(1)?)?.1);
        return (!is_pause && opens(text, span, start)).then_some(start);
    }
    at += 1;
    while TO_HEARER.contains(&word(at)) {
        at += 1;
    }
    let has_that = word(at) == "that";
    let last = found.get(if has_that { at } else { at.checked_sub(1)? })?.1;
    let (is_pause, start) = after(text, span, last);
    (opens(text, span, start) && (has_that || is_pause || starts_clause(word(at)))).then_some(start)
}

/// Words that begin a clause rather than a phrase.
fn starts_clause(word: &str) -> bool {
    let bare = word.split('\'').next().unwrap_or(word);
    matches!(bare, "we" | "i" | "he" | "she" | "they" | "it" | "there" | "the" | "this" | "our" | "you" | "if" | "that")
}

/// Whether enough is left for an assertion.
fn opens(text: &str, span: Span<Clean>, start: usize) -> bool {
    start < span.end && words(text, Span::new(start, span.end), 3).len() >= 2
}

/// Without a start that the speaker broke off: "They also — all three ministers oppose it", "This was — those were". With
/// `only_again` only where he starts again with the same words.
pub(super) fn strip_restart(text: &str, span: Span<Clean>, only_again: bool) -> Span<Clean> {
    let inside = span.of(text);
    let mut kept = span;
    let dashes = inside.match_indices(['—', '–']).take(DASHES).map(|(at, mark)| (at, at + mark.len()));
    let doubled = inside.match_indices("--").take(DASHES).map(|(at, mark)| (at, at + mark.len()));
    for (at, end) in dashes.chain(doubled) {
        let before = words(text, Span::new(kept.start, span.start + at), 40);
        let rest = Span::new(span.start + end, span.end);
        let after = words(text, rest, 4);
        let (Some((first, _)), Some((next, _))) = (before.first(), after.first()) else { continue };
        let skip = usize::from(matches!(first.as_str(), "and" | "but" | "so") && before.len() > 1);
        let again = before.len() > 1
            && after.len() > 1
            && before.get(skip).is_some_and(|(word, _)| word == next)
            && before.get(skip + 1).is_some_and(|(word, _)| *word == after[1].0);
        // A few words without an end, and a subject after the dash.
        let is_broken = !only_again
            && before.len() <= 4
            && after.len() > 2
            && starts_subject(next)
            && !FILLERS.iter().any(|(word, _)| before.len() == 1 && word == first);
        if again || is_broken {
            kept = rest.trimmed(text);
        }
    }
    kept
}

fn starts_subject(word: &str) -> bool {
    starts_clause(word) || matches!(word, "these" | "those" | "all" | "his" | "her" | "their" | "my")
}

/// Whether the stretch is more than courtesy and conduct.
pub(super) fn is_substance(text: &str, span: Span<Clean>) -> bool {
    let found = words(text, span, 40);
    if found.len() < 2 {
        return false;
    }
    let has = |names: &[&str]| found.iter().any(|(word, _)| names.contains(&word.as_str()));
    if has(&["announcement", "announcements", "statement", "statements"]) && has(&["top"]) && found.len() <= 16 {
        return false;
    }
    let courteous = COURTESIES.iter().any(|courtesy| {
        phrase(&found, 0, courtesy).is_some_and(|count| !ALONE.contains(courtesy) || found.len() <= count + 1)
    });
    let takes = found.iter().any(|(word, _)| CONDUCT.contains(&word.as_str()))
        && found.iter().any(|(word, _)| matches!(word.as_str(), "take" | "go" | "straight" | "open"))
        && found
            .iter()
            .any(|(word, _)| matches!(word.as_str(), "i'll" | "we'll" | "i" | "we" | "your" | "i'd" | "i'm" | "we're"))
        && found.len() <= 24;
    !courteous && !takes && !is_announcement(&found)
}

/// "I'll say this", "I would make two points": the claim is still to come.
fn is_announcement(found: &[(String, Span<Clean>)]) -> bool {
    let word = |at: usize| found.get(at).map_or("", |(word, _)| word.as_str());
    if !matches!(word(0), "i" | "i'll" | "i'd" | "i'm" | "we'll") || found.len() > 12 {
        return false;
    }
    let mut at = 1;
    while HELPERS.contains(&word(at)) {
        at += 1;
    }
    let says = ANNOUNCING.contains(&word(at)) || matches!(word(at), "make" | "offer" | "touch" | "start" | "begin");
    says && found.iter().skip(at + 1).any(|(word, _)| {
        matches!(word.as_str(), "this" | "things" | "points" | "point" | "thing" | "couple" | "few" | "word" | "words")
    })
}

/// An answer without a verb that still takes a stance: "No comment on your second one".
pub(super) fn is_answer(text: &str, span: Span<Clean>) -> bool {
    let found = words(text, span, 8);
    let word = |at: usize| found.get(at).map_or("", |(word, _)| word.as_str());
    match word(0) {
        "no" => {
            found.len() >= 2
                && matches!(
                    word(1),
                    "comment"
                        | "decision"
                        | "decisions"
                        | "plans"
                        | "change"
                        | "changes"
                        | "update"
                        | "updates"
                        | "announcement"
                        | "announcements"
                        | "indication"
                        | "indications"
                        | "new"
                )
        }
        "nothing" => found.len() >= 2,
        _ => false,
    }
}
