//! To whom does the end of an answer give the floor?
//!
//! "Yes, Sara." / "Go ahead, Peter." / "Dana of the Harbor Times." A capitalised word alone calls somebody where it is a first
//! name, has a paragraph of its own, or is called elsewhere in a surer way: "Opposed." answers.

use super::addresses::Room;
use super::introductions::run;
use super::{Introduction, Role, Turn};
use crate::span::{Clean, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// How much speaks for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// Nothing but a capital: the name must be called in a surer way elsewhere.
    Weak,
    /// It counts, but proves no other.
    Fair,
    /// It proves that the word is a name.
    Sure,
}

/// Somebody called at the end of an answer.
#[derive(Debug)]
struct Call {
    introduction: Introduction,
    trust: Trust,
}

/// The calls of all turns, parallel to them.
pub(super) fn find(room: &Room<'_>, turns: &[Turn]) -> Vec<Option<Introduction>> {
    let mut calls: Vec<Option<Call>> = (0..turns.len())
        .map(|index| {
            let is_before = turns.get(index + 1).is_some_and(|next| next.role == Role::Reporter);
            (turns[index].role == Role::Principal && is_before).then(|| call(room, turns, index)).flatten()
        })
        .collect();
    let words = |call: &Call| call.introduction.name.of(room.text).split_whitespace();
    let mut sure: FxHashSet<&str> = FxHashSet::default();
    let mut tally: FxHashMap<&str, usize> = FxHashMap::default();
    for call in calls.iter().flatten() {
        if call.trust == Trust::Sure {
            sure.extend(words(call));
        }
        *tally.entry(words(call).next().unwrap_or("")).or_default() += 1;
    }
    for call in &mut calls {
        let stays = call.as_ref().is_none_or(|call| {
            let is_backed = call.trust > Trust::Weak
                || words(call).any(|word| sure.contains(word))
                || is_addressed(room.text, call.introduction.name.of(room.text));
            // "Mike, go ahead." to another one who answers.
            let first = words(call).next().unwrap_or("");
            is_backed && tally.get(first).copied().unwrap_or(0) > room.passed(first)
        });
        if !stays {
            *call = None;
        }
    }
    calls.into_iter().map(|call| call.map(|call| call.introduction)).collect()
}

/// Whether a text speaks the name as an address somewhere: "Well, Dana, …", "Go ahead, Dana".
pub(super) fn is_addressed(text: &str, name: &str) -> bool {
    const BEFORE: &[&str] = &["Well, ", "Look, ", "Again, ", "ahead, ", "you, ", "No, ", "But, ", "know, "];
    text.match_indices(name).take(2_000).any(|(at, _)| {
        text[at + name.len()..].starts_with([',', '.', '?']) && BEFORE.iter().any(|before| text[..at].ends_with(before))
    })
}

/// Titles of those who ask.
const TITLES: &[&str] = &["Mr. ", "Ms. ", "Mrs. ", "Miss "];

/// Small words in front of the name that is called.
const LEADS: &[&str] = &[
    "yes", "yeah", "okay", "ok", "sure", "all", "right", "so", "and", "now", "oh", "sorry", "i'm", "let", "me", "go",
    "ahead", "let's", "to", "next", "first", "straight", "start", "with", "i'll", "we'll", "over", "then", "see",
    "how", "about", "i", "did", "promise", "promised", "owe", "you", "just", "please", "move", "around", "here",
    "last", "one", "that", "but", "more",
];

/// Sentences that may follow the name.
const COURTESIES: &[&str] = &[
    "yes",
    "yeah",
    "go ahead",
    "please",
    "please go ahead",
    "go ahead please",
    "yes please",
    "yes go ahead",
    "last one",
    "last question",
    "sorry",
];

/// How such sentences begin.
const GREETINGS: &[&str] = &[
    "i haven't seen you",
    "haven't seen you",
    "nice to see you",
    "good to see you",
    "great to see you",
    "it's good to",
    "it's great to",
    "it's nice to",
    "welcome",
    "happy birthday",
    "congratulations",
    "how are you",
    "long time",
];

/// What follows the name in its own sentence.
const TAILS: &[&str] = &[
    "please",
    "last one",
    "last question",
    "one last one",
    "go ahead",
    "please go ahead",
    "go ahead please",
    "yes",
    "sorry",
    "sure",
    "okay",
    "i'm sorry yes",
    "yes sir",
    "yes ma'am",
    "yeah",
    "in the back",
    "in the front",
    "first",
    "next",
    "good morning",
];

/// Sentences about the conduct of the briefing, before a name.
const CONDUCT: &[&str] = &[
    "move around",
    "question",
    "one more",
    "last one",
    "couple more",
    "two more",
    "the back",
    "back and forth",
    "up and back",
    "mix it up",
    "regular order",
    "keep moving",
    "move on",
    "let's go",
];

/// Words after which the floor is given.
const PAUSES: &[&str] = &["all right", "okay", "ok", "thank you", "thanks", "yes", "sorry", "let's see"];

/// What asks somebody to speak.
const INVITATIONS: &[&str] = &[
    "would you like to begin",
    "would you like to start",
    "would you like to get",
    "would you like to kick",
    "would you like to go",
    "do you want to start",
    "do you want to begin",
    "do you want to go",
    "do you want to kick",
    "do you want to get",
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
    "i'll give you the last",
    "you get the last",
    "you've got the last",
    "you have the last",
    "why don't you start",
    "why don't you go",
    "why don't you kick",
    "why don't you get us",
    "go ahead",
    "please go ahead",
    "you're next",
    "you're up",
    "let's start with you",
    "let's go to questions",
    "let's go to your questions",
    "let's get started",
    "let's start",
    "let's get going",
    "let's get to your",
    "i'm going to give you",
    "i'll give you",
    "i'll take your",
    "i'll actually give you",
    "last one",
    "last question",
    "welcome",
    "haven't seen you",
    "i haven't seen you",
    "good to have you",
    "were you done",
    "were you finished",
    "i promised you",
    "i did promise you",
    "i owe you",
];

/// Whom one turn calls at its end.
fn call(room: &Room<'_>, turns: &[Turn], index: usize) -> Option<Call> {
    let speech = *turns[index].speech.last()?;
    let words = speech.of(room.text);
    let mut end = words.len();
    let mut has_courtesy = false;
    let mut is_queued = false;
    for _ in 0..5 {
        let spoken = without_noise(words.get(..end)?);
        let closed = spoken.trim_end_matches(['.', '?', '!', ',', '-', '—', '–', ' ']);
        if closed.is_empty() {
            return None;
        }
        let is_cut = spoken.ends_with(['-', '—', '–']);
        let start = sentence_start(room, closed);
        let sentence = &closed[start..];
        let low = plain(sentence);
        let is_courtesy = COURTESIES.contains(&low.as_str()) || GREETINGS.iter().any(|start| low.starts_with(start));
        // "Dana. And then Piet, and then Ida."
        if is_courtesy || !is_queued && is_queue(sentence, &low) {
            is_queued |= !is_courtesy;
            has_courtesy = true;
            end = start;
            continue;
        }
        let end = Ending { room, turns, index, words, start, sentence, has_courtesy, is_cut };
        return end.called().or_else(|| end.led()).or_else(|| end.titled());
    }
    None
}

/// The sentence at the end of a turn that may call somebody.
struct Ending<'turns, 'text> {
    room: &'turns Room<'text>,
    turns: &'turns [Turn],
    index: usize,
    /// The paragraph.
    words: &'text str,
    /// Where the sentence begins in it.
    start: usize,
    sentence: &'text str,
    has_courtesy: bool,
    is_cut: bool,
}

impl Ending<'_, '_> {
    fn turn(&self) -> &Turn {
        &self.turns[self.index]
    }

    /// The place of the first `len` bytes of a part of the paragraph.
    fn place(&self, part: &str, len: usize) -> Span<Clean> {
        let base = self.turn().speech.last().map_or(0, |speech| speech.start);
        let at = base + (part.as_ptr() as usize).saturating_sub(self.words.as_ptr() as usize);
        Span::new(at, at + len)
    }

    fn found(&self, name: Span<Clean>, outlet: Option<Span<Clean>>, trust: Trust) -> Option<Call> {
        // "J.C." ends in its own point.
        let is_dotted = name.of(self.room.text).contains('.') && self.room.text[name.end..].starts_with('.');
        let name = Span::new(name.start, name.end + usize::from(is_dotted));
        let introduction = Introduction { name, outlet, by: "introductions.called_by_name".into() };
        Some(Call { introduction, trust })
    }

    /// A sentence that is a name and small words.
    fn called(&self) -> Option<Call> {
        let room = self.room;
        let mut rest = self.sentence.trim_start();
        let mut leads: Vec<String> = Vec::new();
        while let Some((word, more)) = rest.split_once(' ') {
            let low = plain(word);
            let is_dash = matches!(word, "--" | "—" | "–");
            if leads.len() == 8 || !(is_dash && !leads.is_empty() || LEADS.contains(&low.as_str())) {
                break;
            }
            leads.push(low);
            rest = more.trim_start();
        }
        // "Yes, and then Dana.": somebody else goes first.
        if leads.iter().any(|lead| lead == "then") {
            return None;
        }
        let before = self.sentence[..self.sentence.len() - rest.len()].trim_end();
        let is_set_off = before.is_empty() || before.ends_with([',', '-', '—', '–']);
        let led = |word: &str| leads.iter().any(|lead| lead == word);
        let is_to = leads
            .iter()
            .rev()
            .find(|lead| !lead.is_empty())
            .is_some_and(|last| matches!(last.as_str(), "to" | "with" | "about"));
        let is_led = is_to && (led("go") || led("straight") || led("start") || led("over") || led("how"));
        // "straight to the Harbor Times"
        let article = ["the ", "The "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
        if let Some(len) = run(article, 6, true)
            && is_outlet(room, &article[..len])
            && is_alone(&article[len..])
        {
            let is_answer = self.is_whole() && (leads.is_empty() || is_to) && self.is_asked_for();
            let outlet = self.place(article, len);
            return if is_answer || is_to && !is_led || self.is_cut {
                None
            } else {
                self.found(outlet, Some(outlet), Trust::Fair)
            };
        }
        // "The Harbor Times, Mr. Feldt"
        if let Some(len) = run(article, 6, true)
            && is_outlet(room, &article[..len])
            && let Some(name) = article[len..].strip_prefix(", ")
        {
            let bare = TITLES.iter().find_map(|title| name.strip_prefix(title));
            let plain = bare.unwrap_or(name);
            let size = run(plain, 2, false).filter(|size| is_alone(&plain[*size..]))?;
            let is_somebody =
                (bare.is_some() || room.is_given(plain)) && !room.is_official(&plain[..size], self.turn());
            let outlet = Some(self.place(article, len));
            return if is_somebody && !self.is_cut {
                self.found(self.place(plain, size), outlet, Trust::Sure)
            } else {
                None
            };
        }
        let titled = TITLES.iter().find_map(|title| rest.strip_prefix(title));
        let rest = titled.unwrap_or(rest);
        let len = run(rest, 2, false)?;
        let (name, after) = rest.split_at(len);
        let is_barred = match titled {
            Some(_) => room.is_surname(name) || is_outlet(room, name),
            None => room.is_official(name, self.turn()),
        };
        let is_simple = self.starts_paragraph()
            && !self.is_whole()
            && is_alone(after)
            && titled.is_none()
            && is_set_off
            && room.is_given(name);
        if is_barred && !(is_simple && name.split_whitespace().count() == 1) {
            return None;
        }
        let place = self.place(rest, len);
        // "Dana of the Harbor Times"
        if let Some(more) = [" with ", " from ", " of ", ", "].iter().find_map(|link| after.strip_prefix(link)) {
            let more = ["the ", "The "].iter().find_map(|article| more.strip_prefix(article)).unwrap_or(more);
            if let Some(size) = run(more, 6, true)
                && is_outlet(room, &more[..size])
                && is_alone(&more[size..])
                && !self.is_cut
            {
                return self.found(place, Some(self.place(more, size)), Trust::Sure);
            }
        }
        let is_given = titled.is_some() || room.is_given(name);
        let is_first_name = room.lexicon.first_name(name).is_some();
        if self.is_whole() && self.question().is_some_and(|words| words.contains(name)) {
            return None;
        }
        let tail = plain(after);
        if let Some(at) = after.find("I mean ").map(|at| at + "I mean ".len()) {
            // "Karen -- I mean Kate, sorry"
            let more = after[at..].trim_start_matches([',', ' ']);
            let size = run(more, 2, false).filter(|size| room.is_given(&more[..*size]) && is_alone(&more[*size..]))?;
            let is_free = !room.is_official(&more[..size], self.turn());
            return if is_free { self.found(self.place(more, size), None, Trust::Fair) } else { None };
        }
        if tail.is_empty() {
            if self.is_cut {
                return None;
            }
            let trust = if leads.is_empty() {
                self.alone(name, titled.is_some())?
            } else {
                let is_seen = leads.last().is_some_and(|last| last == "see") && led("let's");
                let is_owed = led("you") && (led("promise") || led("promised") || led("owe"));
                let is_plain =
                    !led("you") && !is_to && (!led("go") || led("ahead") || is_led) && (is_set_off || is_given);
                let is_place = room.lexicon.known(name).is_some();
                if is_given && (is_led && !is_place || is_seen || is_owed) {
                    Trust::Fair
                } else if is_plain
                    && (is_given || is_set_off && is_first_name || self.is_plausible(name))
                    && !self.may_answer(&leads)
                {
                    // "Yes, Doctor."
                    let is_office = room.lexicon.role(name).is_some() && (name == "Doctor" || self.is_in_label(name));
                    match is_office && !is_given {
                        true => Trust::Weak,
                        false if self.is_whole() && !is_given => Trust::Fair,
                        false => Trust::Sure,
                    }
                } else {
                    return None;
                }
            };
            return self.found(place, self.outlet_before(), trust);
        }
        let is_dash = ["--", "—", "–"].iter().any(|dash| after.trim_start().starts_with(dash));
        let is_then = tail.starts_with("then ") || tail.starts_with("and then ");
        if led("you") || led("with") || !after.starts_with(',') && !is_dash && !is_then {
            return None;
        }
        let is_queue = is_then && is_next(after);
        let is_aside =
            is_dash && self.has_courtesy && tail.split(' ').count() <= 3 && !after.chars().any(char::is_uppercase);
        // "Dana, I'll give you -- oh, Piet, did you have one?"
        let is_shared = ["--", "—", "–"].iter().any(|dash| {
            after
                .split_once(dash)
                .is_some_and(|(_, more)| more.split(|c: char| !c.is_alphabetic()).any(|word| room.is_given(word)))
        });
        let is_offer = !is_shared
            && INVITATIONS.iter().any(|start| tail.starts_with(start))
            && (tail.starts_with("i'll")
                || ![" take ", " answer", " add", " speak"].iter().any(|other| tail.contains(other)))
            || self.is_cut && tail == "do you want to";
        let is_asked = TAILS.contains(&tail.as_str()) && !self.is_cut;
        let trust = match is_given {
            true if is_asked || is_queue || is_aside || is_offer => Trust::Sure,
            false if is_queue && self.is_plausible(name) => Trust::Sure,
            false
                if is_asked
                    && tail.contains("go ahead")
                    && !stands(room.text, &name.to_lowercase())
                    && self.is_plausible(name) =>
            {
                Trust::Fair
            }
            false if is_asked && (is_first_name || self.is_plausible(name)) => Trust::Weak,
            _ => return None,
        };
        self.found(place, None, trust)
    }

    /// "With those announcements -- Mr. Feldt.", "Take us away, Ms. Sand.": a sentence that ends with an address.
    fn titled(&self) -> Option<Call> {
        let (at, title) = TITLES.iter().filter_map(|title| self.sentence.rfind(title).map(|at| (at, *title))).max()?;
        let name = &self.sentence[at + title.len()..];
        let is_set_off = self.sentence[..at].trim_end().ends_with([',', '-', '—', '–']);
        let is_whole = run(name, 1, false).is_some_and(|size| size == name.len());
        if !is_set_off || !is_whole || self.is_cut || self.room.is_surname(name) || is_outlet(self.room, name) {
            return None;
        }
        let is_opening = !self.turns[..self.index].iter().any(|turn| turn.role == Role::Reporter)
            || plain(&self.sentence[..at]).contains("with th");
        self.found(self.place(name, name.len()), None, if is_opening { Trust::Fair } else { Trust::Weak })
    }

    /// "… and take questions from Dana, the Harbor Times": a sentence that ends in a hand-over.
    fn led(&self) -> Option<Call> {
        const SELVES: &[&str] = &["i'll", "we'll", "let's", "let me", "i will", "we will", "why don't we", "happy to"];
        const VERBS: &[&str] = &[
            "questions from ",
            "question from ",
            "start with ",
            "begin with ",
            "call on ",
            "straight to ",
            "over to ",
            "turn to ",
            "go to ",
            "go first to ",
            "go next to ",
            "go now to ",
        ];
        let lower = self.sentence.to_ascii_lowercase().replace('’', "'");
        // "So with that, Dana, let's go to your questions."
        let begun = ["let’s go", "let's go", "let’s get", "let's get", "let’s start", "let's start"]
            .iter()
            .find_map(|start| self.sentence.find(start))
            .and_then(|at| self.sentence[..at].strip_suffix(", "));
        if let Some(before) = begun {
            let name = before.rsplit(", ").next().unwrap_or(before);
            let is_whole = run(name, 2, false).is_some_and(|size| size == name.len());
            let is_free = is_whole && self.room.is_given(name) && !self.room.is_official(name, self.turn());
            return if is_free && !self.is_cut {
                self.found(self.place(name, name.len()), None, Trust::Sure)
            } else {
                None
            };
        }
        if self.is_cut || !SELVES.iter().any(|own| lower.contains(own)) {
            return None;
        }
        let ascii = self.sentence.to_ascii_lowercase();
        let (at, verb) = VERBS.iter().filter_map(|verb| ascii.rfind(verb).map(|at| (at + verb.len(), *verb))).max()?;
        let rest = &self.sentence[at..];
        let rest = ["the ", "The "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
        let by = |call: Option<Call>| {
            call.map(|mut call| {
                call.introduction.by = "introductions.led_to".into();
                call
            })
        };
        if is_outlet(self.room, rest) {
            let outlet = self.place(rest, rest.len());
            return by(self.found(outlet, Some(outlet), Trust::Fair));
        }
        // "the Harbor Times's, Dana Ruiz"
        if let Some((outlet, name)) = ["’s, ", "'s, ", "’s ", "'s "]
            .iter()
            .find_map(|owner| rest.split_once(owner))
            .filter(|(outlet, _)| is_outlet(self.room, outlet))
        {
            let is_free = self.room.is_given(name) && !self.room.is_official(name, self.turn());
            let is_whole = run(name, 3, false).is_some_and(|size| size == name.len());
            let outlet = self.place(outlet, outlet.len());
            return if is_free && is_whole {
                by(self.found(self.place(name, name.len()), Some(outlet), Trust::Sure))
            } else {
                None
            };
        }
        let titled = TITLES.iter().find_map(|title| rest.strip_prefix(title));
        let named = titled.unwrap_or(rest);
        let size = run(named, 3, false)?;
        let (name, after) = named.split_at(size);
        let is_known = match titled {
            Some(_) => !self.room.is_surname(name),
            None => !self.room.is_official(name, self.turn()) && (self.room.is_given(name) || after.len() > 1),
        };
        if !is_known || self.room.lexicon.known(name).is_some() {
            return None;
        }
        let place = self.place(named, size);
        if after.is_empty() {
            // One first name alone may be where a story begins.
            let is_call = titled.is_some() || verb.starts_with("question") || verb == "call on " || name.contains(' ');
            return if is_call { by(self.found(place, None, Trust::Fair)) } else { None };
        }
        let more = [" with ", " from ", " of ", ", "].iter().find_map(|link| after.strip_prefix(link))?;
        let more = ["the ", "The "].iter().find_map(|article| more.strip_prefix(article)).unwrap_or(more);
        let is_named = is_outlet(self.room, more)
            || name.contains(' ') && !after.starts_with(',') && run(more, 6, true) == Some(more.len());
        if is_named { by(self.found(place, Some(self.place(more, more.len())), Trust::Sure)) } else { None }
    }

    /// How far a name that is the whole sentence is a call.
    fn alone(&self, name: &str, is_titled: bool) -> Option<Trust> {
        let first = name.split_whitespace().next().unwrap_or(name);
        let is_first_name = self.room.lexicon.first_name(first).is_some();
        let is_one = first.len() == name.len();
        let is_own = self.starts_paragraph() && !self.is_whole();
        let is_opening = !self.turns[..self.index].iter().any(|turn| turn.role == Role::Reporter);
        if self.is_whole() && self.is_asked_for() {
            return None;
        }
        if is_titled {
            return Some(if is_one { Trust::Sure } else { Trust::Fair });
        }
        if !is_first_name && !self.is_plausible(name) {
            return None;
        }
        let is_given = self.room.is_given(name);
        let before = plain(self.sentence_before());
        let is_offered = CONDUCT.iter().any(|words| before.contains(words));
        let is_paused = is_offered || PAUSES.contains(&before.as_str());
        let is_small = stands(self.room.text, &name.to_lowercase());
        let has_question = self.question().is_some_and(|words| words.contains('?'));
        Some(match (is_one, is_own) {
            (true, true) if is_first_name || self.room.lexicon.known(name).is_none() => Trust::Sure,
            (true, false) if is_given => Trust::Fair,
            (true, false) if is_offered && self.room.lexicon.known(name).is_none() => Trust::Fair,
            (true, false) if is_paused && !is_small && self.room.lexicon.known(name).is_none() => Trust::Fair,
            (false, true) if is_first_name => Trust::Fair,
            (false, false) if is_given && (self.has_courtesy || is_opening || is_paused) => Trust::Fair,
            (false, false) if is_given && self.is_whole() && !has_question => Trust::Fair,
            _ => Trust::Weak,
        })
    }

    /// Whether a name that is no first name can be one at all.
    fn is_plausible(&self, name: &str) -> bool {
        const OTHERS: &[&str] =
            &["Questions", "Shoot", "Hello", "Gentlemen", "Ladies", "Folks", "Understood", "Anyway", "Bye-bye"];
        let lexicon = self.room.lexicon;
        name.split_whitespace().all(|word| !lexicon.is_no_name(word) && !OTHERS.contains(&word))
            && lexicon.known(name).is_none()
            && lexicon.people(name).is_none()
            && !(name.ends_with("ly") && stands(self.room.text, &name.to_lowercase()))
    }

    /// Whether the label of one who answers has the word: GENERAL SAND.
    fn is_in_label(&self, name: &str) -> bool {
        let upper = name.to_uppercase();
        let answers = self.turns.iter().filter(|turn| turn.role != Role::Reporter);
        answers.take(2_000).any(|turn| turn.label.of(self.room.text).to_uppercase().contains(&upper))
    }

    /// The sentence before, in the same paragraph.
    fn sentence_before(&self) -> &str {
        let words = without_noise(&self.words[..self.start]).trim_end_matches(['.', '?', '!', ',', ' ']);
        &words[sentence_start(self.room, words)..]
    }

    fn starts_paragraph(&self) -> bool {
        self.words[..self.start].trim().is_empty()
    }

    /// Whether the sentence, with its courtesies, is all that is said.
    fn is_whole(&self) -> bool {
        self.starts_paragraph() && self.turn().speech.len() == 1
    }

    /// The end of the question before.
    fn question(&self) -> Option<&str> {
        let before = self.index.checked_sub(1).map(|before| &self.turns[before])?;
        let words = before.speech.last().filter(|_| before.role == Role::Reporter)?.of(self.room.text);
        let from = words.char_indices().rev().nth(240).map_or(0, |(at, _)| at);
        Some(&words[from..])
    }

    /// Whether the question before asks for a name.
    fn is_asked_for(&self) -> bool {
        let Some(asked) = self.question().and_then(|words| words.trim_end().strip_suffix('?')) else { return false };
        let asked = plain(asked.rsplit(['.', '?', '!']).next().unwrap_or(asked));
        let is_short = asked.split(' ').count() <= 8;
        asked.split(' ').any(|word| {
            matches!(word, "who" | "whom" | "whose" | "who's")
                || is_short && matches!(word, "which" | "what" | "where" | "when")
        })
    }

    /// Whether "Yes, Dana." may answer her question, rather than call her.
    fn may_answer(&self, leads: &[String]) -> bool {
        let is_reply = leads.first().is_some_and(|lead| matches!(lead.as_str(), "yes" | "yeah" | "right"));
        let next = self.turns.get(self.index + 1).and_then(|next| next.speech.first());
        let thanks = next.is_some_and(|next| next.of(self.room.text).starts_with("Thank"));
        self.is_whole()
            && is_reply
            && !self.has_courtesy
            && !thanks
            && self.question().is_some_and(|words| {
                words.trim_end().ends_with('?')
                    && words.rsplit(['.', '?', '!', ',']).nth(1).is_some_and(|last| last.split_whitespace().count() > 2)
            })
    }

    /// "Over to the Harbor Times. Dana."
    fn outlet_before(&self) -> Option<Span<Clean>> {
        let sentence = self.sentence_before().trim_start();
        let lower = sentence.to_ascii_lowercase();
        let from =
            lower.rfind(" to ").map(|at| at + " to ".len()).or_else(|| (lower.split(' ').count() < 5).then_some(0))?;
        let name = sentence.get(from..)?;
        let name = ["the ", "The "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
        is_outlet(self.room, name).then(|| self.place(name, name.len()))
    }
}

/// "And then Ida", "then Ida, and we'll end there".
fn is_queue(sentence: &str, low: &str) -> bool {
    (low.starts_with("and then ") || low.starts_with("then ")) && sentence.len() < 60 && is_next(sentence)
}

/// Whether nothing but a name stands behind the last "then".
fn is_next(words: &str) -> bool {
    let last =
        words.rsplit(['T', 't']).find_map(|part| part.strip_prefix("hen")).unwrap_or("").trim_start_matches([',', ' ']);
    let last = TITLES.iter().find_map(|title| last.strip_prefix(title)).unwrap_or(last);
    run(last, 2, false).is_some_and(|size| size == last.len() || tail_goes_on(&last[size..]))
}

/// ", and we'll end there"
fn tail_goes_on(after: &str) -> bool {
    let low = plain(after);
    ["and we", "and that", "and i", "and let"].iter().any(|start| low.starts_with(start)) && !low.contains(" then ")
}

/// Whether nothing but a courtesy or who comes next stands behind the name.
fn is_alone(after: &str) -> bool {
    let after = plain(after);
    after.is_empty() || TAILS.contains(&after.as_str()) || after.starts_with("and then ") || after.starts_with("then ")
}

/// Words without the noises in brackets at their end.
fn without_noise(words: &str) -> &str {
    let mut words = words.trim_end();
    while words.ends_with(')')
        && let Some(open) = words.rfind('(')
    {
        words = words[..open].trim_end();
    }
    words
}

/// Where the last sentence begins. The point of "Mr." ends none, nor that of "U.S." before anything but a first name.
fn sentence_start(room: &Room<'_>, words: &str) -> usize {
    const SHORT: &[&str] =
        &["Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Gov", "Sen", "Rep", "Col", "Lt", "Adm", "Amb", "Prof", "Jr"];
    let mut end = words.len();
    while let Some(at) = words[..end].rfind(['.', '?', '!']) {
        let rest = words[at + 1..].trim_start_matches(['”', '"', '’', '\'', ')', ']']);
        let word = words[..at].rsplit(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '(')).next().unwrap_or("");
        let letters = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
        let is_dotted = word.split('.').all(letters) && word != "I";
        let is_point = words[at..].starts_with('.');
        let is_short = is_point && (SHORT.contains(&word) || is_dotted && !room.is_given(rest.trim()));
        // "though.I’m sorry"
        let is_glued =
            word.chars().count() > 2 && word.ends_with(char::is_lowercase) && rest.starts_with(char::is_uppercase);
        if (rest.starts_with(char::is_whitespace) || is_glued) && !is_short {
            return words.len() - rest.trim_start().len();
        }
        end = at;
    }
    0
}

/// Whether a word stands in a text as it is spelled here.
fn stands(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Small letters and straight apostrophes, without marks.
pub(super) fn plain(words: &str) -> String {
    let lower = words.to_lowercase().replace('’', "'");
    let kept: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    kept.join(" ")
}

/// Whether a whole name is that of a paper, agency or station.
fn is_outlet(room: &Room<'_>, name: &str) -> bool {
    let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    !name.contains(',') && name.starts_with(char::is_uppercase) && room.lexicon.is_outlet(name)
}
