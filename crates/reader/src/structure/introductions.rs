//! Which reporter asks, and for whom?
//!
//! Only what somebody in the room says: the hand-over just before the question, or the reporter's own words. An outlet is
//! never concluded from a name.

use super::addresses::Room;
use super::{Introduction, Role, Turn};
use crate::meaning::speaker::SpeakerWords;
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
pub(super) fn introduce(text: &str, turns: &mut [Turn], lexicon: &SpeakerWords) {
    let mut room = Room::new(text, turns, lexicon);
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
                let called = turns[index].speech.last().and_then(|speech| {
                    called(&room, *speech, &turns[index])
                        .or_else(|| led(text, *speech))
                        .or_else(|| passed(&room, *speech, &turns[index]))
                });
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
    name_and_outlet(text, Span::new(at, speech.end), "introductions.hand_over")
}

/// "Yes, Sara." / "Go ahead, Peter." / "Jake." at the end of an answer.
fn called(room: &Room<'_>, speech: Span<Clean>, speaker: &Turn) -> Option<Introduction> {
    let words = speech.of(room.text).trim_end();
    let stripped = words.strip_suffix(['.', '?', '!']).unwrap_or(words);
    let start = stripped.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
    let last = &stripped[start..];
    // The point of "the U.N." ends no sentence.
    if start > 0 && !last.starts_with(char::is_whitespace) {
        return None;
    }
    let last = last.strip_suffix(", go ahead").unwrap_or(last);
    // "Yes, Dana." / "Let me move around -- Dana."
    let comma = last.rfind(',').map_or(0, |at| at + 1);
    let dash = ["-- ", "— ", "– "].iter().filter_map(|dash| last.rfind(dash).map(|at| at + dash.len())).max();
    let candidate = &last[comma.max(dash.unwrap_or(0))..];
    let before = &last[..last.len() - candidate.len()];
    let before_words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let name = candidate.trim();
    let count = name.split_whitespace().count();
    if name.is_empty() || count > 2 || before_words > 5 || !name.split_whitespace().all(is_name) {
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
                | ""
                | "move"
                | "around"
                | "over"
                | "here"
                | "last"
                | "one"
                | "now"
        )
    });
    // "Opposed." alone answers; a word that stands elsewhere in small letters calls nobody.
    let is_whole = start == 0 && before.is_empty() && speaker.speech.len() == 1;
    if is_whole && !room.is_given(name) && (name.ends_with("ed") || stands(room.text, &name.to_lowercase())) {
        return None;
    }
    // "Lesley. And then Mara.": who comes first is left to the other rule.
    if !courteous || is_outlet(room.lexicon, name) || before.is_empty() && starts_later(name) {
        return None;
    }
    let offset = candidate.len() - candidate.trim_start().len();
    let at = speech.start + start + before.len() + offset;
    // "Over to the Harbor Times. Dana."
    let outlet = outlet_at_end(room, stripped[..start].trim_end_matches(['.', '?', '!', ' ']), speech.start)
        .filter(|_| !room.is_official(name, speaker));
    Some(Introduction { name: Span::new(at, at + name.len()), outlet, by: "introductions.called_by_name".into() })
}

/// Whether a word stands in a text as it is spelled here.
fn stands(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Small words in front of the name that is called.
const LEADS: &[&str] = &[
    "yes", "yeah", "okay", "ok", "sure", "all", "right", "so", "and", "now", "oh", "sorry", "i’m", "i'm", "let", "me",
    "go", "ahead", "let’s", "let's", "to", "next", "first", "straight", "start", "with", "i’ll", "i'll", "we’ll",
    "we'll", "over", "then", "see", "how", "about", "i", "did", "promise", "promised", "owe", "you", "just",
];

/// Sentences that may follow the name.
const COURTESIES: &[&str] = &[
    "yes",
    "yeah",
    "go ahead",
    "please",
    "please go ahead",
    "yes please",
    "yes go ahead",
    "happy birthday",
    "welcome",
    "welcome back",
    "last one",
    "last question",
    "sorry",
    "nice to see you",
    "good to see you",
    "how are you",
];

/// What follows the name in its own sentence.
const TAILS: &[&str] = &[
    "please",
    "last one",
    "last question",
    "go ahead",
    "yes",
    "sorry",
    "sure",
    "okay",
    "i’m sorry yes",
    "i\'m sorry yes",
    "yes sir",
    "yes ma’am",
    "yeah",
    "you’re next",
    "you're next",
    "you’re up",
    "you're up",
    "in the back",
    "in the front",
    "first",
    "next",
    "welcome",
    "welcome back",
    "good morning",
];

/// What asks somebody to speak.
const INVITATIONS: &[&str] = &[
    "would you like to begin",
    "would you like to start",
    "would you like to get us started",
    "would you like to kick",
    "would you like to go",
    "do you want to start",
    "do you want to begin",
    "do you want to go",
    "do you want to kick",
    "do you want to get us started",
    "want to start",
    "want to begin",
    "do you have",
    "did you have",
    "you have a question",
    "you had a question",
    "you had one",
    "you had your hand",
    "nice to see you",
    "good to see you",
    "how are you",
    "i’ll give you the last",
    "i'll give you the last",
    "you get the last",
    "you’ve got the last",
    "you've got the last",
    "you have the last",
    "why don’t you start",
    "why don't you start",
    "why don’t you go",
    "why don't you go",
    "why don’t you kick",
    "why don't you kick",
    "why don’t you get us started",
    "why don't you get us started",
    "go ahead",
    "please go ahead",
    "you’re next",
    "you're next",
    "you’re up",
    "you're up",
    "let’s start with you",
    "let's start with you",
    "last one",
    "last question",
];

/// Hand-overs that say more than the name: "Okay, Dana, please." / "Dana of the Harbor Times." / "Reuters."
fn passed(room: &Room<'_>, speech: Span<Clean>, speaker: &Turn) -> Option<Introduction> {
    let words = speech.of(room.text);
    let mut end = words.trim_end().len();
    // "(Laughter.)" is nobody's word.
    while words[..end].ends_with(')') {
        end = words[..words[..end].rfind('(')?].trim_end().len();
    }
    for skipped in 0..3 {
        let before = words[..end].trim_end_matches(['.', '?', '!', ' ', ',']);
        let start = before.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
        let sentence = &before[start..];
        let plain = plain(sentence);
        if skipped < 2 && COURTESIES.contains(&plain.as_str()) {
            end = start;
            continue;
        }
        // "Dana. And then Piet, and then Ida."
        if skipped < 2 && (plain.starts_with("and then ") || plain.starts_with("then ")) && sentence.len() < 60 {
            end = start;
            let before = words[..end].trim_end_matches(['.', '?', '!', ' ', ',']);
            let start = before.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
            let lone = before[start..].trim();
            // "And then -- yes, sir." may have given the floor to somebody else.
            let is_named = sentence
                .rsplit("then ")
                .next()
                .is_some_and(|more| run(more, 2, false).is_some_and(|size| size == more.len()));
            return (is_named
                && room.is_given(lone)
                && !room.is_official(lone, speaker)
                && lone.split(' ').count() < 3)
                .then(|| {
                    let at = speech.start + before.len() - lone.len();
                    introduced(Span::new(at, at + lone.len()), None)
                });
        }
        return invited(room, Span::new(speech.start + start, speech.start + before.len()), speaker, skipped > 0);
    }
    None
}

fn introduced(name: Span<Clean>, outlet: Option<Span<Clean>>) -> Introduction {
    Introduction { name, outlet, by: "introductions.called_by_name".into() }
}

/// One sentence that hands over.
fn invited(room: &Room<'_>, sentence: Span<Clean>, speaker: &Turn, has_courtesy: bool) -> Option<Introduction> {
    let words = sentence.of(room.text);
    let mut rest = words.trim_start();
    let mut leads: Vec<String> = Vec::new();
    while let Some((word, more)) = rest.split_once(' ') {
        let low = plain(word);
        let is_dash = matches!(word, "--" | "—" | "–");
        if leads.len() == 7 || !(is_dash && !leads.is_empty() || LEADS.contains(&low.as_str())) {
            break;
        }
        leads.push(low);
        rest = more.trim_start();
    }
    let place = |part: &str, len: usize| {
        let at = sentence.end - part.len();
        Span::<Clean>::new(at, at + len)
    };
    // "straight to the Harbor Times"
    let article = ["the ", "The "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let is_alone = |after: &str| {
        let after = plain(after);
        after.is_empty()
            || TAILS.contains(&after.as_str())
            || after.starts_with("and then ")
            || after.starts_with("then ")
    };
    if let Some(len) = run(article, 6, true)
        && is_outlet(room.lexicon, &article[..len])
        && is_alone(&article[len..])
    {
        let outlet = place(article, len);
        return Some(introduced(outlet, Some(outlet)));
    }
    let len = run(rest, 2, false)?;
    let (name, after) = rest.split_at(len);
    if room.is_official(name, speaker) {
        return None;
    }
    // "Dana of the Harbor Times"
    if let Some(more) = [" with ", " from ", " of ", ", "].iter().find_map(|link| after.strip_prefix(link)) {
        let more = ["the ", "The "].iter().find_map(|article| more.strip_prefix(article)).unwrap_or(more);
        if let Some(size) = run(more, 6, true)
            && is_outlet(room.lexicon, &more[..size])
            && is_alone(&more[size..])
        {
            return Some(introduced(place(rest, len), Some(place(more, size))));
        }
    }
    if !room.is_given(name) {
        return None;
    }
    let tail = plain(after);
    // "Karen -- I mean Kate, sorry"
    if let Some(at) = after.find("I mean ").map(|at| at + "I mean ".len()) {
        let more = after[at..].trim_start_matches([',', ' ']);
        let size = run(more, 2, false).filter(|size| room.is_given(&more[..*size]) && is_alone(&more[*size..]))?;
        return (!room.is_official(&more[..size], speaker)).then(|| introduced(place(more, size), None));
    }
    let is_place = room.lexicon.known(name).is_some();
    let led = |word: &str| leads.iter().any(|lead| lead == word);
    if tail.is_empty() {
        // "Let’s go to Dana." / "I did promise you, Dana." / "Dana. Yes."
        let is_seen = leads.last().is_some_and(|last| last == "see") && (led("let’s") || led("let's"));
        let is_led = !is_place
            && leads.last().is_some_and(|last| matches!(last.as_str(), "to" | "with" | "about"))
            && (led("go") || led("straight") || led("start") || led("over") || led("how"));
        let is_owed = led("you") && (led("promise") || led("promised") || led("owe"));
        let is_bare = !led("you") && !led("to") && !led("with") && !led("go");
        return (is_led || is_seen || is_owed || has_courtesy && is_bare || is_bare && led("sorry"))
            .then(|| introduced(place(rest, len), None));
    }
    if !after.starts_with([',', ' ']) || led("you") || led("with") {
        return None;
    }
    let is_dash = ["--", "—", "–"].iter().any(|dash| after.trim_start().starts_with(dash));
    if !after.starts_with(',') && !is_dash && !tail.starts_with("then ") && !tail.starts_with("and then ") {
        return None;
    }
    let then = tail.strip_prefix("and then ").or_else(|| tail.strip_prefix("then "));
    let is_queue = then.is_some()
        && after.rsplit("then ").next().is_some_and(|more| run(more, 2, false).is_some_and(|size| size == more.len()));
    let is_aside = is_dash && has_courtesy && tail.split(' ').count() <= 3 && !after.chars().any(char::is_uppercase);
    let is_asked = TAILS.contains(&tail.as_str())
        || INVITATIONS.iter().any(|start| tail.starts_with(start))
            && ![" take ", " answer", " add", " speak"].iter().any(|other| tail.contains(other));
    (is_asked || is_queue || is_aside).then(|| introduced(place(rest, len), None))
}

/// Small letters, without marks.
fn plain(words: &str) -> String {
    let lower = words.to_lowercase();
    let kept: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    kept.join(" ")
}

fn starts_later(name: &str) -> bool {
    name.starts_with("Then ")
}

/// Whether a whole name is that of a paper, agency or station.
fn is_outlet(lexicon: &SpeakerWords, name: &str) -> bool {
    lexicon.is_outlet(name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name))
}

/// "straight to the Harbor Times": the outlet at the end of the sentence, where the floor goes to it.
fn outlet_at_end(room: &Room<'_>, words: &str, base: usize) -> Option<Span<Clean>> {
    let start = words.rfind(['.', '?', '!', '\n']).map_or(0, |at| at + 1);
    let sentence = words[start..].trim_start();
    let lower = sentence.to_lowercase();
    let from =
        lower.rfind(" to ").map(|at| at + " to ".len()).or_else(|| (lower.split(' ').count() < 5).then_some(0))?;
    let name = sentence.get(from..)?;
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let at = base + words.len() - name.len();
    room.lexicon.is_outlet(name).then(|| Span::new(at, at + name.len()))
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
        // "It’s April, Mr. President."
        && !["’s", "'s", "’m", "'m", "’re", "'re", "’ll", "'ll", "’ve", "'ve"].iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(text: &str) -> Room<'_> {
        Room::new(text, &[], Box::leak(Box::new(SpeakerWords::built_in())))
    }

    fn speaker() -> Turn {
        Turn { label: Span::new(0, 0), speech: Vec::new(), role: Role::Principal, sentences: 0..0, introduced: None }
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
            named(own_words(text, whole(text)), text),
            Some(("Piet Olsen".into(), Some("The Daily Beacon".into())))
        );
        let text = "We are looking at that. Yes, Sara.";
        assert_eq!(named(called(&room(text), whole(text), &speaker()), text), Some(("Sara".into(), None)));
        let text = "I have no more. We’ll go first to Dana Ruiz with the Harbor Times.";
        assert_eq!(named(led(text, whole(text)), text), Some(("Dana Ruiz".into(), Some("Harbor Times".into()))));
        let text = "Let’s start with Sandel.";
        assert_eq!(named(led(text, whole(text)), text), None);
        let text = "I was in Paris with President Olsen.";
        assert_eq!(named(own_words(text, whole(text)), text), None);
        assert_eq!(named(called(&room(text), whole(text), &speaker()), text), None);
    }
}
