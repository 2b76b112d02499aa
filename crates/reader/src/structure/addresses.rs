//! Whose name does the answer speak?
//!
//! "Well, Dana, we looked at that." names who asked. Not useful for who asks next: that is a hand-over.

use super::calls::{is_addressed, plain};
use super::{Introduction, Role, Turn};
use crate::meaning::speaker::{SpeakerWords, is_name_label};
use crate::span::{Clean, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// The rule's name.
pub(crate) const NAMED_IN_ANSWER: &str = "introductions.named_in_answer";

/// Who is in the room: the given names of those who answer, and of those who were handed the floor.
#[derive(Debug)]
pub(super) struct Room<'text> {
    pub(super) text: &'text str,
    pub(super) lexicon: &'text SpeakerWords,
    /// Given name (in its full form) to the surnames in the labels that bear it.
    officials: FxHashMap<&'text str, FxHashSet<String>>,
    /// The surnames in the labels of those who answer.
    surnames: FxHashSet<String>,
    /// How often one who answers passed the floor to another one under a name.
    passes: FxHashMap<&'text str, usize>,
    /// Names of one word to which the floor was handed.
    askers: FxHashSet<&'text str>,
}

/// Small words in front of an address.
const LEADS: &[&str] = &[
    "well",
    "again",
    "look",
    "so",
    "now",
    "yes",
    "yeah",
    "no",
    "nope",
    "yep",
    "sure",
    "right",
    "actually",
    "okay",
    "ok",
    "and",
    "but",
    "oh",
    "first",
    "of",
    "all",
    "you",
    "know",
    "see",
    "i",
    "think",
    "mean",
    "frankly",
    "obviously",
    "honestly",
    "as",
    "because",
    "hi",
    "hello",
    "hey",
    "good",
    "morning",
    "afternoon",
    "question",
    "said",
    "say",
    "would",
    "just",
    "absolutely",
    "exactly",
    "correct",
    "listen",
    "also",
    "sorry",
    "i’m",
    "i'm",
    "in",
    "fact",
    "to",
    "be",
    "clear",
    "fair",
    "great",
];

/// Words behind which a name says who somebody is.
const KIN: &[&str] = &[
    "wife",
    "husband",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "mom",
    "dad",
    "friend",
    "colleague",
    "boss",
    "deputy",
    "counterpart",
    "predecessor",
    "successor",
    "guy",
    "man",
    "woman",
    "girl",
    "boy",
    "lady",
    "kid",
    "dog",
    "cat",
    "partner",
    "buddy",
    "named",
    "called",
    "said",
    "says",
    "told",
    "asked",
    "goes",
    "with",
    "by",
    "from",
    "including",
    "like",
    "daughters",
    "sons",
    "friends",
    "colleagues",
    "folks",
    "people",
    "guys",
    "names",
];

/// What is said to somebody who shall speak, not to the one who asked.
const REQUESTS: &[&str] = &[
    "do you",
    "did you",
    "would you",
    "can you",
    "could you",
    "will you",
    "have you",
    "are you",
    "were you",
    "you want",
    "you may",
    "you might",
    "you can",
    "you were",
    "you have",
    "you had",
    "you've",
    "you’ve",
    "you get",
    "you guys",
    "why don",
    "if you",
    "go ahead",
    "please",
    "nice to",
    "good to",
    "how are",
    "last one",
    "last question",
    "i'll come",
    "i’ll come",
    "i'll get",
    "i’ll get",
    "i'll give",
    "i’ll give",
    "i'll go",
    "i’ll go",
    "hold on",
    "wait",
    "hang on",
    "and then",
    "then ",
    "welcome",
    "i'd like you",
    "i’d like you",
    "i want you",
    "i'll let you",
    "i’ll let you",
    "i'm going to let",
    "i’m going to let",
    "i promised you",
    "i did promise",
    "i owe you",
    "maybe you can",
    "maybe you could",
    "maybe you want",
    "perhaps you can",
    "perhaps you could",
    "i'll call",
    "i’ll call",
    "i will let",
    "one more",
    "one last",
    "what was your",
    "i think you asked",
    "you asked",
    "i'm going to do",
    "i’m going to do",
    "let's go",
    "let’s go",
    "let's start",
    "let’s start",
    "let's get",
    "let’s get",
    "let's do",
    "let’s do",
    "let's turn",
    "let’s turn",
    "you mentioned this",
    "i'll let",
    "i’ll let",
    "who ",
    "whose ",
];

/// What keeps somebody else waiting.
const HOLDS: &[&str] = &[
    "get to you",
    "come to you",
    "back to you",
    "hold on",
    "one second",
    "hang on",
    "wait",
    "let me finish",
    "promise",
    "go to",
    "turn to",
    "over to",
    "thank",
    "thanks",
    "good to see",
    "nice to see",
    "how are you",
    "next",
    "happy birthday",
    "go ahead",
    "welcome",
    "excuse me",
];

impl<'text> Room<'text> {
    pub(super) fn new(text: &'text str, turns: &[Turn], lexicon: &'text SpeakerWords) -> Room<'text> {
        let mut surnames: FxHashSet<String> = FxHashSet::default();
        let mut offices: FxHashSet<&str> = FxHashSet::default();
        let mut officials: FxHashMap<&str, FxHashSet<String>> = FxHashMap::default();
        for turn in turns.iter().filter(|turn| turn.role != Role::Reporter) {
            let label = turn.label.of(text);
            let surname = if label.starts_with("THE ") { String::new() } else { surname(label) };
            if surname.chars().count() > 2 {
                surnames.insert(surname);
            }
            // THE VICE PRESIDENT is whom the text calls "Vice President Sand".
            let office = label.trim_end_matches(':').strip_prefix("THE ").unwrap_or("");
            if !office.is_empty() && offices.insert(office) {
                let office: Vec<String> = office.split(' ').map(str::to_lowercase).collect();
                let words: Vec<&str> = text.split(' ').collect();
                for near in words.windows(office.len() + 2).take(200_000) {
                    let is_office = office.iter().zip(near).all(|(word, said)| said.to_lowercase() == *word);
                    let is_first = lexicon.first_name(near[office.len()]).is_some();
                    let name =
                        near[office.len() + usize::from(is_first)].trim_end_matches(|c: char| !c.is_alphabetic());
                    let name = name.trim_end_matches("’s").trim_end_matches("'s");
                    if is_office && near[0].starts_with(char::is_uppercase) && name.starts_with(char::is_uppercase) {
                        surnames.insert(name.to_lowercase());
                    }
                }
            }
        }
        let mut before: Option<&str> = None;
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphabetic());
            let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
            let is_capital = bare.starts_with(char::is_uppercase);
            if let Some(given) = before.filter(|_| is_capital && !surnames.is_empty()) {
                let surname = bare.to_lowercase();
                if surnames.contains(&surname) {
                    officials.entry(lexicon.full_form(given)).or_default().insert(surname);
                }
            }
            before = (is_capital && !word.ends_with([',', '.', ';', ':'])).then_some(bare);
        }
        let passes = passes(text, turns, &officials, lexicon);
        Room { text, lexicon, officials, surnames, passes, askers: FxHashSet::default() }
    }

    /// Whether one who answers has this surname in the label.
    pub(super) fn is_surname(&self, name: &str) -> bool {
        self.surnames.contains(&name.to_lowercase())
    }

    /// How often one who answers passed the floor to another one under this name.
    pub(super) fn passed(&self, name: &str) -> usize {
        self.passes.get(name).copied().unwrap_or(0)
    }

    /// Notes to whom the floor was handed.
    pub(super) fn hear(&mut self, turns: &[Turn]) {
        for name in turns.iter().filter_map(|turn| turn.introduced.as_ref()?.asker()) {
            if let Some(first) = name.of(self.text).split_whitespace().next() {
                self.askers.insert(first);
            }
        }
        // "Well, April, …": where a month is spoken to, it is a name.
        for month in ["April", "June", "August"] {
            if let Some(at) = self.text.find(month).filter(|_| is_addressed(self.text, month)) {
                self.askers.insert(&self.text[at..at + month.len()]);
            }
        }
    }

    /// Whether another one who answers bears this given name.
    pub(super) fn is_official(&self, name: &str, speaker: &Turn) -> bool {
        let own = surname(speaker.label.of(self.text));
        let first = name.split_whitespace().next().unwrap_or(name);
        self.officials
            .get(self.lexicon.full_form(first))
            .is_some_and(|surnames| surnames.iter().any(|surname| *surname != own))
    }

    /// A given name that is no country.
    pub(super) fn is_given(&self, name: &str) -> bool {
        let first = name.split_whitespace().next().unwrap_or(name);
        let first = first.split('-').next().unwrap_or(first);
        let is_other = self.lexicon.known(name).is_some_and(|known| known.is_country || !known.is_place);
        self.lexicon.first_name(first).is_some() && !is_other && !self.lexicon.is_no_name(name)
    }

    /// Fills `Turn::introduced` where the answer alone names the asker.
    pub(super) fn name_askers(&mut self, turns: &mut [Turn]) {
        self.hear(turns);
        for index in 0..turns.len() {
            let [question, answer] = match turns.get(index..index + 2) {
                Some([question, answer]) => [question, answer],
                _ => break,
            };
            let is_open = question.introduced.as_ref().is_none_or(|found| found.asker().is_none())
                && !is_name_label(question.label.of(self.text).trim());
            if question.role != Role::Reporter || !is_open || answer.role != Role::Principal {
                continue;
            }
            // What hands over the floor names nobody who asked.
            let next = turns.get(index + 2).and_then(|next| next.introduced.as_ref());
            let handed = next.map(|next| next.name).filter(|name| answer.speech.iter().any(|part| part.contains(name)));
            // Who is spoken of in the question is not the one who asks it.
            let found = self.addressed(answer, handed).filter(|found| {
                let name = found.name.of(self.text);
                !question
                    .speech
                    .iter()
                    .any(|part| part.of(self.text).split(|c: char| !c.is_alphabetic()).any(|word| word == name))
            });
            if let Some(found) = found {
                // "Reuters." called, and the answer says to whom.
                let outlet = question.introduced.as_ref().and_then(|called| called.outlet);
                turns[index].introduced = Some(Introduction { outlet, ..found });
            }
        }
    }

    /// The one name that the answer speaks as an address.
    fn addressed(&self, answer: &Turn, handed: Option<Span<Clean>>) -> Option<Introduction> {
        let mut found: Option<Span<Clean>> = None;
        for (number, speech) in answer.speech.iter().enumerate() {
            let is_last = number + 1 == answer.speech.len();
            for name in self.addresses(*speech, number == 0, is_last, handed) {
                let full = |span: Span<Clean>| self.lexicon.full_form(span.of(self.text));
                let printed = name.of(self.text);
                let is_passed = self.passed(printed) > 0 && !self.askers.contains(printed);
                let is_other = is_passed || self.is_official(printed, answer);
                // "No, Dana, what I mean is … Peter, is that right?": the second one is asked for help.
                if is_other && found.is_some() {
                    continue;
                }
                if is_other || found.is_some_and(|old| full(old) != full(name)) {
                    return None;
                }
                found.get_or_insert(name);
            }
        }
        Some(Introduction { name: found?, outlet: None, by: NAMED_IN_ANSWER.into() })
    }

    /// The addresses in one paragraph of an answer.
    fn addresses(
        &self,
        speech: Span<Clean>,
        is_first: bool,
        is_last: bool,
        handed: Option<Span<Clean>>,
    ) -> Vec<Span<Clean>> {
        let words = speech.of(self.text);
        // "… Thank you, Dana." before a paragraph that calls the next one.
        if !is_last
            && handed.is_some_and(|next| next.start > speech.end)
            && let Some(before) = words.trim_end().strip_suffix('.')
            && let Some((at, thanks)) =
                [". Thank you, ", ". Thanks, "].iter().find_map(|t| before.rfind(t).map(|at| (at, *t)))
        {
            let at = at + thanks.len();
            if self.lexicon.first_name(&before[at..]).is_some() {
                return vec![Span::new(speech.start + at, speech.start + before.len())];
            }
        }
        let floor = handed.filter(|name| speech.contains(name)).map_or(words.len(), |name| {
            words[..name.start - speech.start].rfind(['.', '?', '!']).map_or(0, |at| at + 1)
        });
        let spoken = match words.trim_end().strip_suffix(')').and_then(|_| words.rfind('(')) {
            Some(noise) => &words[..noise],
            None => words,
        };
        let last_sentence = spoken.trim_end_matches(['.', '?', '!', ' ', '-', '—']).rfind(['.', '?', '!']).unwrap_or(0);
        let first_sentence = words.find(['.', '?', '!']).unwrap_or(words.len());
        let mut found = Vec::new();
        for (at, _) in words.char_indices().filter(|(_, c)| c.is_uppercase()) {
            if at >= floor {
                break;
            }
            let rest = &words[at..];
            let size = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
            let name = rest[..size].trim_end_matches('-');
            let after = &rest[name.len()..];
            let is_known = self.askers.contains(name);
            // "April, you asked me that."
            let is_told = at == 0
                && is_first
                && self.lexicon.first_name(name).is_some()
                && [", you ", ", I ", ", we "].iter().any(|start| after.starts_with(start));
            if !(is_known || is_told || self.is_given(name))
                || self.lexicon.known(name).is_some_and(|known| known.is_place)
            {
                continue;
            }
            let is_dash = |words: &str| ["--", "—", "–"].iter().any(|dash| words.trim_start().starts_with(dash));
            let is_comma = after.starts_with(',') || is_dash(after);
            if !is_comma && !after.starts_with(['.', '?', '!']) {
                continue;
            }
            let before = words[..at].trim_end();
            let follows = after.trim_start_matches([',', '.', '?', '!', ' ', '-', '—', '–']);
            let in_first = is_first && at <= first_sentence;
            let in_last = is_last && at > last_sentence;
            // "Sure, Dana. Go ahead."
            let is_call = matches!(
                plain(follows).as_str(),
                "go ahead" | "go ahead go ahead" | "go ahead please" | "please go ahead"
            );
            if is_quoted(before) || is_call {
                continue;
            }
            // "Dana, you were here." reminds; "Dana, you had a question." hands over.
            let reminds = is_first
                && before.is_empty()
                && !is_last_sentence(spoken, at)
                && ["you were", "you have", "you had", "you've", "you’ve"]
                    .iter()
                    .any(|start| follows.starts_with(start))
                && follows.find(['.', '?', '!']).is_some_and(|end| {
                    let sentence = follows[..end].to_lowercase();
                    follows[end..].starts_with('.')
                        && !["question", "next", "one", "last", "hand", "first", "something", "more"]
                            .iter()
                            .any(|word| sentence.split(|c: char| !c.is_alphabetic()).any(|said| said == *word))
                });
            // "As you know, Dana, you were here."
            let is_aside = is_comma && before.ends_with(',') && is_as(before) && is_lower(follows);
            if is_aside && !in_last_call(in_last, in_first, follows) || reminds {
                found.push(Span::new(speech.start + at, speech.start + at + name.len()));
                continue;
            }
            if starts_any(follows, REQUESTS) && (is_comma || in_last) {
                continue;
            }
            // "Well, Dana --" and "Dana, I don’t --": an answer that is cut short.
            let is_cut = is_first && is_last && words.trim_end().ends_with(['-', '—', '–']);
            let lead = before.trim_end_matches([',', ' ']);
            let is_lead = lead
                .split_whitespace()
                .all(|word| LEADS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()));
            if is_cut
                && words.split_whitespace().count() <= 9
                && if lead.is_empty() {
                    is_comma && follows.split_whitespace().count() > 1 && is_lower(follows)
                } else {
                    is_lead
                }
            {
                found.push(Span::new(speech.start + at, speech.start + at + name.len()));
                continue;
            }
            // "Dana, I think --" later in an answer that is cut short.
            let is_left = is_last && is_comma && words.trim_end().ends_with(['-', '—', '–']);
            if is_left
                && before.ends_with(['.', '?', '!'])
                && (2..8).contains(&follows.trim_end_matches(['-', '—', '–', ' ']).split_whitespace().count())
                && is_lower(follows)
                && !starts_any(follows, HOLDS)
                && !starts_any(
                    follows,
                    &["let", "you", "sorry", "yes", "i’m sorry", "i'm sorry", "go", "one", "last", "and"],
                )
            {
                found.push(Span::new(speech.start + at, speech.start + at + name.len()));
                continue;
            }
            // "Dana, our hope is …" at the start of a later paragraph.
            let opens_later = !is_first && before.is_empty() && after.starts_with(',');
            if opens_later
                && is_lower(follows)
                && follows.split_whitespace().count() > 7
                && !starts_any(follows, HOLDS)
                && !is_offer(follows)
            {
                found.push(Span::new(speech.start + at, speech.start + at + name.len()));
                continue;
            }
            if before.is_empty() || before.ends_with(['.', '?', '!']) {
                // "Dana, I don’t know." at the start; later it may turn to somebody else.
                let is_start =
                    is_first && is_comma && before.split(['.', '?', '!']).filter(|s| !s.is_empty()).count() < 2;
                // "I would say this. Dana, we were told …": to her who was called before.
                let goes_on = is_first
                    && is_known
                    && is_comma
                    && !in_last
                    && ["I ", "we ", "it ", "that ", "this ", "there "].iter().any(|start| follows.starts_with(start))
                    && follows.split_whitespace().count() > 7
                    && !starts_any(follows, HOLDS)
                    && !is_offer(follows);
                let is_start = is_start || goes_on;
                let turns_off = in_last && !in_first || follows.split_whitespace().count() < 2;
                if is_start && !turns_off && is_lower(follows) {
                    found.push(Span::new(speech.start + at, speech.start + at + name.len()));
                }
                continue;
            }
            if !(before.ends_with(',') || before.ends_with("--") || before.ends_with(['—', '–'])) {
                continue;
            }
            // "With that -- Dana." hands over.
            if in_last && !is_comma && !before.ends_with(',') {
                continue;
            }
            let clause = before.trim_end_matches([',', ' ', '-', '—', '–']);
            let start = clause
                .rfind(['.', '?', '!', ',', ';', ':', '—', '–'])
                .map_or(0, |at| at + clause[at..].chars().next().map_or(1, char::len_utf8));
            let clause = clause[start..].rsplit("--").next().unwrap_or("").trim();
            // "You had another one, Dana?"
            if in_last && follows.is_empty() && after.starts_with('?') {
                continue;
            }
            if self.is_address(clause, follows, is_comma, is_known, in_first, in_last) {
                found.push(Span::new(speech.start + at, speech.start + at + name.len()));
            }
        }
        found
    }

    /// Whether a name behind this clause addresses somebody.
    fn is_address(
        &self,
        clause: &str,
        follows: &str,
        is_comma: bool,
        is_known: bool,
        in_first: bool,
        in_last: bool,
    ) -> bool {
        let lower = clause.to_lowercase();
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let Some(last) = clause.split_whitespace().next_back() else { return false };
        // "Thank you, Dana. We have looked at that."
        if in_first && !in_last && !is_comma && matches!(lower.as_str(), "thank you" | "thanks") {
            return true;
        }
        // "Thanks very much, Dana, for that question."
        let is_thanked =
            ["for that question", "for the question", "for your question"].iter().any(|end| follows.starts_with(end));
        if is_thanked && is_comma && lower.starts_with("thank") {
            return true;
        }
        if HOLDS.iter().any(|hold| lower.contains(hold)) {
            return false;
        }
        let is_lead = clause.split_whitespace().all(|word| LEADS.contains(&bare(word).as_str()));
        if is_lead {
            // "Yes, Dana." alone, or at the end, hands over the floor.
            let size = follows.split_whitespace().count();
            return match is_comma {
                true => {
                    !in_last
                        || size > 3
                        || in_first && size > 1
                        || clause.split_whitespace().count() > 2
                        || follows.ends_with(['-', '—', '–']) && is_lower(follows)
                }
                false => in_first && !in_last,
            };
        }
        let low = bare(last);
        let is_apposed = KIN.contains(&low.as_str()) || self.lexicon.role(&low).is_some_and(|role| !role.is_plural);
        let is_capital = last.starts_with(char::is_uppercase) && last != "I";
        // "he, Dana, and the girls"
        let is_listed = is_capital
            || matches!(
                low.as_str(),
                "he" | "she" | "him" | "her" | "they" | "them" | "me" | "us" | "himself" | "herself"
            );
        let joins = ["and ", "or ", "& "]
            .iter()
            .find_map(|word| follows.strip_prefix(word))
            .is_some_and(|rest| !is_lower(rest) || is_listed && is_somebody(rest));
        if is_apposed || joins && is_comma || self.lexicon.first_name(last).is_some() {
            return false;
        }
        if is_capital && !(is_known && !is_comma && clause.split_whitespace().count() > 2) {
            return false;
        }
        let personal = clause.split_whitespace().any(|word| {
            let word = bare(word).replace('’', "'");
            let stem = word.split('\'').next().unwrap_or("");
            matches!(stem, "i" | "you" | "we" | "it" | "that" | "your" | "this" | "what" | "there")
        });
        if is_comma {
            let first = follows.split([' ', '’', '\'', ',']).next().unwrap_or("");
            let goes_on = matches!(first, "I" | "we" | "this" | "that" | "there");
            return (is_known || personal || goes_on || matches!(low.as_str(), "is" | "mind")) && is_lower(follows);
        }
        clause.split_whitespace().count() >= 3 || personal || is_known && !in_last
    }
}

/// "Mike, would you take this?" before another one who answers: whom the last two sentences name.
fn passes<'text>(
    text: &'text str,
    turns: &[Turn],
    officials: &FxHashMap<&str, FxHashSet<String>>,
    lexicon: &SpeakerWords,
) -> FxHashMap<&'text str, usize> {
    let mut passes: FxHashMap<&str, usize> = FxHashMap::default();
    for pair in turns.windows(2).filter(|pair| pair.iter().all(|turn| turn.role != Role::Reporter)) {
        let Some(speech) = pair[0].speech.last().filter(|_| pair[0].label.of(text) != pair[1].label.of(text)) else {
            continue;
        };
        let words = speech.of(text).trim_end_matches(['.', '?', '!']);
        let last = words.rmatch_indices(['.', '?', '!']).nth(1).map_or(0, |(at, _)| at + 1);
        let next = surname(pair[1].label.of(text));
        let is_known = officials.values().any(|surnames| surnames.contains(&next));
        for piece in words[last..].split(' ') {
            let name = piece.trim_matches(|c: char| !c.is_alphabetic());
            let is_other =
                is_known && !officials.get(lexicon.full_form(name)).is_some_and(|surnames| surnames.contains(&next));
            if lexicon.first_name(name).is_some() && !is_other {
                *passes.entry(name).or_default() += 1;
            }
        }
    }
    passes
}

/// The last word of a label, small.
fn surname(label: &str) -> String {
    label
        .trim_end_matches(':')
        .split_whitespace()
        .rfind(|word| word.chars().any(char::is_alphabetic))
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphabetic())
        .to_lowercase()
}

/// "the girls", "his wife", "all the others": who else is named in a list.
fn is_somebody(words: &str) -> bool {
    const FIRST: &[&str] = &[
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "my",
        "our",
        "your",
        "all",
        "many",
        "some",
        "others",
        "everybody",
        "everyone",
        "several",
        "two",
        "three",
        "other",
    ];
    words.split([' ', ',', '.']).next().is_some_and(|first| FIRST.contains(&first))
}

/// "This last question is for you": the first sentence is about whose turn it is.
fn is_offer(words: &str) -> bool {
    let sentence = plain(words.split(['.', '?', '!']).next().unwrap_or(words));
    ["the last one", "last question", "the next one", "next question", "for you", "your turn"]
        .iter()
        .any(|offer| sentence.contains(offer))
}

/// "As you know," right before a name.
fn is_as(before: &str) -> bool {
    let lead = before.trim_end_matches([',', ' ']);
    let start = lead.rfind(['.', '?', '!', ',', ';', '—', '–']).map_or(0, |at| at + 1);
    let clause = lead.get(start..).unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let clause = ["and ", "but ", "so ", "look "].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(&clause);
    [
        "as you know",
        "as you said",
        "as you noted",
        "as i said",
        "as i’ve said",
        "as i've said",
        "as we have said",
        "as we said",
        "as we’ve said",
        "as we've said",
    ]
    .contains(&clause)
}

/// Whether words behind an address at the end call somebody.
fn in_last_call(in_last: bool, in_first: bool, follows: &str) -> bool {
    in_last && !in_first && follows.split_whitespace().count() < 4
}

/// Whether no sentence follows the one at this place.
fn is_last_sentence(words: &str, at: usize) -> bool {
    words[at..].trim_end_matches(['.', '?', '!', ' ', '-', '—']).find(['.', '?', '!']).is_none()
}

/// Whether words go on without a name: a small letter, "I", a figure.
fn is_lower(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("");
    !first.starts_with(char::is_uppercase) || matches!(first.split(['’', '\'', ',']).next(), Some("I"))
}

fn starts_any(words: &str, list: &[&str]) -> bool {
    let head: String = words.chars().take(20).collect::<String>().to_lowercase();
    list.iter().any(|start| head.starts_with(start))
}

/// Whether a quotation is open at the end of the words.
fn is_quoted(before: &str) -> bool {
    let near = before.char_indices().rev().nth(400).map_or(before, |(at, _)| &before[at..]);
    near.matches('“').count() > near.matches('”').count() || before.matches('"').count() % 2 == 1
}
