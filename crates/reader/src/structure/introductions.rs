//! Which reporter asks, and for whom?
//!
//! Only what somebody in the room says: the hand-over just before the question, or the reporter's own words. An outlet is
//! never concluded from a name.

use super::{Introduction, Role, Turn};
use crate::span::{Clean, Span};

/// Words of a hand-over after which a name stands.
const HAND_OVERS: &[&str] = &[
    "go to",
    "goes to",
    "turn to",
    "turn it to",
    "over to",
    "comes from",
    "come from",
    "is from",
    "line of",
    "from the line of",
    "hear from",
    "call on",
    "move to",
    "next is",
    "next up is",
    "question is from",
    "question from",
    "we have",
    "go ahead",
    "take",
];

/// Words that begin like a name and are none.
const NO_NAMES: &[&str] = &[
    "The",
    "Thank",
    "Thanks",
    "Yes",
    "Yeah",
    "No",
    "Okay",
    "OK",
    "Sure",
    "Well",
    "So",
    "And",
    "But",
    "All",
    "Great",
    "Good",
    "Hi",
    "Hey",
    "Hello",
    "Please",
    "Go",
    "Next",
    "Right",
    "Sorry",
    "I",
    "We",
    "You",
    "Our",
    "Let",
    "Let’s",
    "Let's",
    "Awesome",
    "One",
    "Last",
    "First",
    "Again",
    "Look",
    "Sir",
    "Ma’am",
    "Ma'am",
    "Q",
    "Mr",
    "Now",
    "Anybody",
    "Anyone",
    "Everybody",
    "Everyone",
    "Guys",
    "President",
    "Congress",
    "America",
    "Absolutely",
    "Exactly",
    "Correct",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "That",
    "It",
    "He",
    "She",
    "They",
    "Hold",
    "Wait",
    "Anything",
    "Questions",
    "Question",
    "Operator",
    "Perfect",
    "Excellent",
    "Perhaps",
    "Maybe",
    "What",
];

/// Fills `Turn::introduced` of the reporters' turns.
pub(super) fn introduce(text: &str, turns: &mut [Turn]) {
    let mut in_hand: Option<Introduction> = None;
    for index in 0..turns.len() {
        match turns[index].role {
            Role::Moderator => {
                // A moderator's hand-over holds until the next one: the same asker may speak several times.
                if let Some(found) = turns[index].speech.last().and_then(|speech| handed_over(text, *speech)) {
                    in_hand = Some(found);
                } else if turns[index]
                    .speech
                    .iter()
                    .any(|speech| speech.of(text).to_lowercase().contains("next question"))
                {
                    in_hand = None;
                }
            }
            Role::Principal => {
                let called =
                    turns[index].speech.last().and_then(|speech| called(text, *speech).or_else(|| led(text, *speech)));
                if turns.get(index + 1).is_some_and(|next| next.role == Role::Reporter)
                    && let Some(called) = called
                {
                    turns[index + 1].introduced = Some(called);
                }
            }
            Role::Reporter => {
                let own = turns[index].speech.first().and_then(|speech| own_words(text, *speech));
                if let Some(own) = own {
                    in_hand = in_hand.is_some().then(|| own.clone());
                    turns[index].introduced = Some(own);
                } else if turns[index].introduced.is_none() {
                    turns[index].introduced = in_hand.clone();
                }
            }
        }
    }
}

/// "Our next question will go to Dana with the Harbor Times."
fn handed_over(text: &str, speech: Span<Clean>) -> Option<Introduction> {
    let words = speech.of(text);
    // The last sentences count; a long speech is no hand-over.
    let floor = words.char_indices().rev().nth(260).map_or(0, |(at, _)| at);
    let tail = &words[floor..];
    let lower = tail.to_ascii_lowercase();
    let found =
        HAND_OVERS.iter().filter_map(|trigger| lower.rfind(trigger).map(|at| (at + trigger.len(), *trigger))).max()?;
    let at = speech.start + floor + found.0;
    name_and_outlet(text, Span::new(at, speech.end), "introductions.hand_over")
}

/// "Yes, Sara." / "Go ahead, Peter." / "Jake." at the end of an answer.
fn called(text: &str, speech: Span<Clean>) -> Option<Introduction> {
    let words = speech.of(text).trim_end();
    let stripped = words.strip_suffix(['.', '?', '!']).unwrap_or(words);
    let start = stripped.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
    let last = &stripped[start..];
    let last = last.strip_suffix(", go ahead").unwrap_or(last);
    let candidate = last.rsplit(',').next().unwrap_or(last);
    let before = &last[..last.len() - candidate.len()];
    let before_words = before.split_whitespace().count();
    let name = candidate.trim();
    let count = name.split_whitespace().count();
    if name.is_empty() || count > 2 || before_words > 3 || !name.split_whitespace().all(is_name) {
        return None;
    }
    let courteous = before.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(
            bare.as_str(),
            "yes"
                | "yeah"
                | "go"
                | "ahead"
                | "okay"
                | "ok"
                | "and"
                | "sure"
                | "all"
                | "right"
                | "let"
                | "me"
                | "to"
                | "please"
                | "then"
                | "so"
        )
    });
    if !courteous {
        return None;
    }
    let offset = candidate.len() - candidate.trim_start().len();
    let at = speech.start + start + before.len() + offset;
    Some(Introduction { name: Span::new(at, at + name.len()), outlet: None, by: "introductions.called_by_name".into() })
}

/// "We’ll go first to Dana Ruiz with the Harbor Times." at the end of an answer. One name alone may be a place that is gone to.
fn led(text: &str, speech: Span<Clean>) -> Option<Introduction> {
    const STARTS: &[&str] =
        &["we’ll", "we'll", "i’ll", "i'll", "let’s", "let's", "let me", "why don’t we", "why don't we"];
    const VERBS: &[&str] = &[
        "go to",
        "go first to",
        "go next to",
        "go now to",
        "go over to",
        "turn to",
        "start with",
        "begin with",
        "call on",
    ];
    let words = speech.of(text).trim_end();
    let sentence = words.strip_suffix(['.', '?'])?;
    let start = sentence.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
    let last = &sentence[start..];
    let lower = last.to_ascii_lowercase();
    let rest = lower.trim_start();
    let rest = STARTS.iter().find_map(|start| rest.strip_prefix(start))?.trim_start();
    let rest = VERBS.iter().find_map(|verb| rest.strip_prefix(verb))?;
    let from = speech.start + start + last.len() - rest.len();
    let found = name_and_outlet(text, Span::new(from, speech.start + sentence.len()), "introductions.led_to")?;
    let end = found.outlet.unwrap_or(found.name).end;
    let is_whole = end == speech.start + sentence.len();
    (is_whole && found.name.of(text).contains(' ')).then_some(found)
}

/// "Dana Ruiz from the Harbor Times." / "This is Dana Ruiz with KQX." at the start of a question.
fn own_words(text: &str, speech: Span<Clean>) -> Option<Introduction> {
    let words = speech.of(text);
    let ceiling = words.char_indices().nth(160).map_or(words.len(), |(at, _)| at);
    let head = &words[..ceiling];
    for (link, _) in head.match_indices(" from ").chain(head.match_indices(" with ")).chain(head.match_indices(", ")) {
        let before = &head[..link];
        // Two or more name words right before the link, after a full stop, a greeting or "this is".
        let mut start = before.len();
        let mut count = 0;
        for word in before.rsplit(' ') {
            if word.is_empty() || !is_name(word) || count == 4 {
                break;
            }
            start = start.saturating_sub(word.len() + usize::from(count > 0));
            count += 1;
        }
        if count < 2 {
            continue;
        }
        let lead = before[..start].trim_end();
        let lead_lower = lead.to_lowercase();
        let opens = lead.is_empty()
            || lead.ends_with(['.', '!', ',', '—', '-'])
            || ["this is", "it’s", "it's", "i’m", "i'm", "hi", "hello", "name is"]
                .iter()
                .any(|word| lead_lower.ends_with(word));
        if !opens {
            continue;
        }
        let at = speech.start + start;
        let found = name_and_outlet(text, Span::new(at, speech.start + ceiling), "introductions.own_words")?;
        // "Dana Ruiz, " alone may be anybody; it needs the outlet.
        if found.outlet.is_some() && found.name.end == speech.start + link {
            return Some(found);
        }
    }
    None
}

/// A name at the start of the span, and the outlet behind "with", "from", "of", "at" or a comma.
fn name_and_outlet(text: &str, span: Span<Clean>, by: &'static str) -> Option<Introduction> {
    let span = Span::<Clean>::new(span.start, span.end).trimmed(text);
    let words = span.of(text).trim_start_matches([',', ' ', ':']);
    let start = span.end - words.len();
    let name_len = run(words, 4, false)?;
    let name = Span::new(start, start + name_len);
    let rest = &words[name_len..];
    let link = [" with ", " from ", " of ", " at ", ", "]
        .iter()
        .find_map(|link| rest.strip_prefix(link).map(|rest| (rest, *link)));
    let outlet = link.and_then(|(rest, link)| {
        let article =
            ["the ", "The "].iter().find(|article| rest.starts_with(**article)).map_or(0, |article| article.len());
        let from = name_len + link.len();
        let size = run(&rest[article..], 6, true)?;
        // "The" with a capital is part of the name.
        let from = if rest.starts_with("The ") { from } else { from + article };
        let size = if rest.starts_with("The ") { size + 4 } else { size };
        let after = rest[article..].get(size..).unwrap_or("");
        // After a bare comma only a short name that ends the sentence counts.
        if link == ", " && !after.starts_with(['.', '?', '!']) && !after.is_empty() {
            return None;
        }
        Some(Span::new(start + from, start + from + size))
    });
    Some(Introduction { name, outlet, by: by.into() })
}

/// Length of the run of capitalised words at the start.
fn run(words: &str, most: usize, is_outlet: bool) -> Option<usize> {
    let mut end = 0;
    for (count, word) in words.split(' ').enumerate() {
        let bare = word.trim_end_matches(['.', ',', '?', '!', ';', ':']);
        let is_part = is_name(bare)
            || is_outlet && (bare.chars().any(char::is_uppercase) || count > 0 && matches!(bare, "of" | "and" | "&"));
        if bare.is_empty() || count == most || !is_part {
            break;
        }
        end += bare.len() + usize::from(count > 0);
        let closes = bare.len() < word.len() && !(word.ends_with('.') && bare.chars().count() == 1);
        if closes {
            break;
        }
    }
    let found = words.get(..end)?.trim_end_matches(" of").trim_end_matches(" and");
    (!found.is_empty()).then_some(found.len())
}

/// A capitalised word that can be part of a name.
fn is_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '.'));
    bare.chars().next().is_some_and(char::is_uppercase)
        && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'))
        && !NO_NAMES.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(found: Option<Introduction>, text: &str) -> Option<(String, Option<String>)> {
        found.map(|found| (found.name.of(text).to_string(), found.outlet.map(|outlet| outlet.of(text).to_string())))
    }

    #[test]
    fn takes_what_is_said() {
        let whole = |text: &str| Span::new(0, text.len());
        let text = "Good. Our next question will go to Dana with Harbor Times.";
        assert_eq!(named(handed_over(text, whole(text)), text), Some(("Dana".into(), Some("Harbor Times".into()))));
        let text = "Our next question will go to Ana Ruiz. Your line is open.";
        assert_eq!(named(handed_over(text, whole(text)), text), Some(("Ana Ruiz".into(), None)));
        let text = "Thank you. Piet Olsen from The Daily Beacon newspaper. Two questions.";
        assert_eq!(
            named(own_words(text, whole(text)), text),
            Some(("Piet Olsen".into(), Some("The Daily Beacon".into())))
        );
        let text = "We are looking at that. Yes, Sara.";
        assert_eq!(named(called(text, whole(text)), text), Some(("Sara".into(), None)));
        let text = "I have no more. We’ll go first to Dana Ruiz with the Harbor Times.";
        assert_eq!(named(led(text, whole(text)), text), Some(("Dana Ruiz".into(), Some("Harbor Times".into()))));
        let text = "Let’s start with Sandel.";
        assert_eq!(named(led(text, whole(text)), text), None);
        let text = "I was in Paris with President Olsen.";
        assert_eq!(named(own_words(text, whole(text)), text), None);
        assert_eq!(named(called(text, whole(text)), text), None);
    }
}
