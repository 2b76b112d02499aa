//! Which reporter asks, and for whom?
//!
//! Only what somebody in the room says: the hand-over just before the question, or the reporter's own words. An outlet is
//! never concluded from a name.

use super::addresses::Room;
use super::calls;
use super::{Introduction, Role, Turn};
use crate::meaning::speaker::SpeakerWords;
use crate::span::{Clean, Span};

/// The rule's name for a moderator's hand-over.
pub(crate) const HANDED_OVER: &str = "introductions.hand_over";

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
pub(super) fn introduce(text: &str, turns: &mut [Turn], lexicon: &SpeakerWords) {
    let mut room = Room::new(text, turns, lexicon);
    let mut calls = calls::find(&room, turns);
    let mut in_hand: Option<Introduction> = None;
    for index in 0..turns.len() {
        match turns[index].role {
            Role::Moderator => {
                // A moderator's hand-over holds until the next one: the same asker may speak several times.
                let found = turns[index].speech.last().and_then(|speech| handed_over(text, *speech));
                if let Some(found) = found {
                    // The floor may go to one who answers.
                    let name = found.name.of(text);
                    let is_asker = !room.is_official(name, &turns[index]) && room.passed(name) == 0;
                    in_hand = is_asker.then_some(found);
                } else if turns[index]
                    .speech
                    .iter()
                    .any(|speech| speech.of(text).to_lowercase().contains("next question"))
                {
                    in_hand = None;
                }
            }
            Role::Principal => {
                if let Some(called) = calls.get_mut(index).and_then(Option::take) {
                    turns[index + 1].introduced = Some(called);
                }
            }
            Role::Reporter => {
                let before = index.checked_sub(1).map(|before| &turns[before]);
                let own = turns[index].speech.first().and_then(|speech| {
                    own_words(&room, *speech)
                        .or_else(|| own_outlet(&room, *speech, before))
                        .or_else(|| own_name(&room, &turns[index], before))
                });
                if let Some(own) = own {
                    in_hand = in_hand.is_some().then(|| own.clone());
                    turns[index].introduced = Some(own);
                } else if turns[index].introduced.is_none() {
                    turns[index].introduced = in_hand.clone();
                }
            }
        }
    }
    room.name_askers(turns);
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
    name_and_outlet(text, Span::new(at, speech.end), HANDED_OVER)
}

/// "Dana Ruiz from the Harbor Times." / "This is Dana Ruiz with KQX." at the start of a question.
fn own_words(room: &Room<'_>, speech: Span<Clean>) -> Option<Introduction> {
    let (text, lexicon) = (room.text, room.lexicon);
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
        // "… in the papers today, Harbor Times, Sandel Post": behind a comma a list may stand.
        let listed = before.len() < head.len() && head[link..].starts_with(", ");
        let opens = lead.is_empty()
            || lead.ends_with(['.', '!'])
            || !listed && lead.ends_with([',', '—', '-'])
            || ["this is", "it’s", "it's", "i’m", "i'm", "hi", "hello", "name is"]
                .iter()
                .any(|word| lead_lower.ends_with(word));
        if !opens {
            continue;
        }
        let at = speech.start + start;
        let Some(found) = name_and_outlet(text, Span::new(at, speech.start + ceiling), "introductions.own_words")
        else {
            continue;
        };
        // "Dana Ruiz, " alone may be anybody; it needs the outlet. "On Libya, the U.S. …" and "Senator Sand from Ohio" need none.
        let Some(outlet) = found.outlet.filter(|_| found.name.end == speech.start + link) else { continue };
        let first = found.name.of(text).split(' ').next().unwrap_or("");
        let said = ["this is", "it’s", "it's", "i’m", "i'm", "name is"].iter().any(|word| lead_lower.ends_with(word));
        let is_listed = lexicon.is_outlet(outlet.of(text));
        let is_body = outlet.of(text).contains(' ') || outlet.of(text).chars().filter(|c| c.is_uppercase()).count() > 2;
        let is_place = lexicon.known(outlet.of(text)).is_some_and(|known| known.is_place);
        let is_closed = text[outlet.end..].starts_with(['.', ',', '!']) || outlet.end == speech.end;
        let is_person = !lexicon.is_no_name(first)
            && lexicon.role(first).is_none()
            && (said || is_listed || lexicon.first_name(first).is_some());
        if is_person && !is_place && (is_listed || is_closed && is_body && !listed) {
            return Some(found);
        }
    }
    None
}

/// "I’m with the Harbor Times." / "With Reuters."; a name in capitals that no list has counts behind "Who are you with?".
fn own_outlet(room: &Room<'_>, speech: Span<Clean>, before: Option<&Turn>) -> Option<Introduction> {
    const STARTS: &[&str] = &["I’m with ", "I'm with ", "I am with ", "I’m from ", "I'm from ", "With ", "From "];
    let words = speech.of(room.text);
    let (rest, start) = STARTS.iter().find_map(|start| words.strip_prefix(start).map(|rest| (rest, *start)))?;
    let rest = ["the ", "The "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let size = run(rest, 6, true)?;
    let (name, after) = rest.split_at(size);
    let is_asked = before.is_some_and(|before| asks_for(room.text, before, &["with", "outlet", "from", "work"]));
    let is_listed = room.lexicon.is_outlet(name);
    let is_closed =
        after.starts_with(['.', '!', '?']) || after.is_empty() || after.starts_with(',') && start.starts_with('I');
    let is_letters = name.len() >= 3 && !name.contains(' ') && name.chars().all(|c| c.is_uppercase() || c == '-');
    if !is_closed || !(is_listed && (start.starts_with('I') || is_asked || after.len() < 2) || is_letters && is_asked) {
        return None;
    }
    let at = speech.end - rest.len();
    let outlet = Span::new(at, at + size);
    Some(Introduction { name: outlet, outlet: Some(outlet), by: "introductions.own_words".into() })
}

/// "Mara Field." as the whole turn, behind "Who are you with?", "Your name?" or the outlet that was called.
fn own_name(room: &Room<'_>, turn: &Turn, before: Option<&Turn>) -> Option<Introduction> {
    let before = before.filter(|before| before.role != Role::Reporter)?;
    let [speech] = turn.speech.as_slice() else { return None };
    let words = speech.of(room.text).trim_end_matches(['.', ' ']);
    let size = run(words, 3, false).filter(|size| *size == words.len())?;
    let is_name = words.split_whitespace().count() > 1 && room.is_given(words);
    let called = turn.introduced.as_ref().and_then(|called| called.outlet);
    let last = before.speech.last().map_or("", |speech| speech.of(room.text)).trim_end_matches(['.', '?', '!', ' ']);
    let last = last.rsplit(['.', '?', '!']).next().unwrap_or(last).trim();
    let is_asked = asks_for(room.text, before, &["name", "with", "are you"]);
    if !is_name || !(is_asked || called.is_some() || room.lexicon.is_outlet(last)) {
        return None;
    }
    let name = Span::new(speech.start, speech.start + size);
    Some(Introduction { name, outlet: called, by: "introductions.own_words".into() })
}

/// Whether a turn ends with a short question to somebody about who it is: "Who are you with?", "What’s your name?".
fn asks_for(text: &str, turn: &Turn, words: &[&str]) -> bool {
    let Some(last) = turn.speech.last().map(|speech| speech.of(text).trim_end()) else { return false };
    let Some(asked) = last.strip_suffix('?') else { return false };
    let asked = asked.rsplit(['.', '?', '!']).next().unwrap_or(asked).to_lowercase();
    asked.split_whitespace().count() <= 7
        && ["you", "your", "name"].iter().any(|word| asked.split_whitespace().any(|said| said == *word))
        && words.iter().any(|word| asked.contains(word))
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
pub(super) fn run(words: &str, most: usize, is_outlet: bool) -> Option<usize> {
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
        // "It’s April, Mr. President."
        && !["’s", "'s", "’m", "'m", "’re", "'re", "’ll", "'ll", "’ve", "'ve"].iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(text: &str) -> Room<'_> {
        Room::new(text, &[], Box::leak(Box::new(SpeakerWords::built_in())))
    }

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
            named(own_words(&room(text), whole(text)), text),
            Some(("Piet Olsen".into(), Some("The Daily Beacon".into())))
        );
        let text = "I was in Paris with President Olsen.";
        assert_eq!(named(own_words(&room(text), whole(text)), text), None);
    }
}
