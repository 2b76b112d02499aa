//! Which names stand in the document, and whose are they?
//!
//! A scan over capitalised words of the clean text: runs of them are names, titles before and appositions after belong to
//! them. Works without tags, so that sentences which the gate let pass count too.

use super::words::{Gender, SpeakerWords};
use crate::span::{Clean, Span};
use rustc_hash::FxHashMap;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Person,
    Organization,
    Place,
}

/// One name as printed in one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    /// The name without titles and possessive.
    pub span: Span<Clean>,
    /// The titles before it, as printed; empty if there are none.
    pub title: Option<Span<Clean>>,
    pub kind: NameKind,
    /// Index of the `Entity`.
    pub entity: usize,
}

/// Somebody or something with a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entity {
    /// The fullest name.
    pub name: String,
    pub kind: NameKind,
    /// Titles and appositions as printed, without repetition.
    pub titles: Vec<String>,
    pub gender: Gender,
}

/// All names of a document, in order.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
}

/// A run of capitalised words.
struct Run {
    span: Span<Clean>,
    words: Vec<Span<Clean>>,
}

/// Particles inside names.
const PARTICLES: &[&str] = &["de", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "da", "di", "du", "of"];

/// Words with a capital only because a sentence starts.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "But",
    "And",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "If",
    "When",
    "As",
    "For",
    "To",
    "From",
    "By",
    "With",
    "After",
    "Before",
    "While",
    "His",
    "Her",
    "Their",
    "Our",
    "Its",
    "My",
    "So",
    "Or",
    "Not",
    "No",
    "Yes",
    "What",
    "Who",
    "Why",
    "How",
    "Where",
    "Which",
    "Asked",
    "Earlier",
    "Later",
    "Last",
    "Since",
    "During",
    "Some",
    "Many",
    "Most",
    "All",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Both",
    "Each",
    "Every",
    "Now",
    "Then",
    "Also",
    "Meanwhile",
    "However",
    "Still",
    "Yet",
    "Even",
    "Just",
    "Only",
    "Once",
    "Under",
    "Over",
    "Among",
    "Despite",
    "Although",
    "Though",
    "Because",
    "According",
    "About",
    "Back",
    "More",
    "Any",
    "Other",
    "Another",
    "Such",
    "Well",
    "Let",
    "Look",
    "Thank",
    "Thanks",
    "Okay",
    "Good",
    "Hi",
    "Hey",
    "Hello",
    "Great",
    "Sure",
    "Q",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "Dr",
    "Asked",
    "Speaking",
    "Responding",
    "Citing",
    "Unlike",
    "Like",
    "Here",
    "Recent",
    "Recently",
    "Today",
    "Yesterday",
    "Tomorrow",
    "Is",
    "Are",
    "Was",
    "Were",
    "Do",
    "Does",
    "Did",
    "Can",
    "Could",
    "Will",
    "Would",
    "Should",
    "Has",
    "Have",
    "Had",
    "Than",
    "Until",
    "Instead",
];

impl Names {
    /// Finds and joins the names of a text.
    pub fn find(text: &str, words: &SpeakerWords) -> Names {
        let mut names = Names::default();
        let mut raw: Vec<(Mention, String)> = Vec::new();
        for run in runs(text) {
            if let Some(found) = classify(text, &run, words) {
                raw.push(found);
            }
        }
        names.join(text, raw, words);
        names
    }

    /// The last mention of a person's name, place or organization that lies inside `span`, or touches it.
    pub fn within(&self, span: Span<Clean>) -> impl Iterator<Item = &Mention> + '_ {
        let first = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        self.mentions[first..].iter().take_while(move |mention| mention.span.start < span.end)
    }

    /// Mentions that end at or before `offset`, the nearest first.
    pub fn before(&self, offset: usize) -> impl Iterator<Item = &Mention> + '_ {
        let end = self.mentions.partition_point(|mention| mention.span.end <= offset);
        self.mentions[..end].iter().rev()
    }

    /// Gives every mention its entity: full names first, then surnames and short forms.
    fn join(&mut self, text: &str, raw: Vec<(Mention, String)>, words: &SpeakerWords) {
        let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
        let mut by_surname: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        // Full names and places.
        for (mention, name) in &raw {
            let is_full = name.contains(' ') || mention.kind == NameKind::Place;
            if is_full && !by_name.contains_key(name) {
                let index = self.add(name, mention.kind, words);
                by_name.insert(name.clone(), index);
                if mention.kind == NameKind::Person {
                    let surname = surname(name);
                    by_surname.entry(surname).or_default().push(index);
                    // "Jong-un Kim" is as often printed family name first.
                    if let Some(first) = name.split(' ').next().filter(|first| words.first_name(first).is_none()) {
                        by_surname.entry(first.to_string()).or_default().push(index);
                    }
                }
            }
        }
        for (mut mention, name) in raw {
            let index = match by_name.get(&name) {
                Some(&index) => index,
                None => {
                    let owners = by_surname.get(&name).map_or(&[][..], Vec::as_slice);
                    match owners {
                        [only] => *only,
                        [] => {
                            let index = self.add(&name, mention.kind, words);
                            by_name.insert(name.clone(), index);
                            index
                        }
                        // Two people with one surname: the one named last in full, if a title agrees; else left apart.
                        several => {
                            let near = self.mentions.iter().rev().find(|earlier| several.contains(&earlier.entity));
                            match near {
                                Some(near) => near.entity,
                                None => several[0],
                            }
                        }
                    }
                }
            };
            mention.kind = self.entities[index].kind;
            mention.entity = index;
            if let Some(title) = mention.title {
                self.entitle(index, title.of(text));
            }
            if let Some(apposition) = apposition(text, mention.span)
                && mention.kind == NameKind::Person
            {
                self.entitle(index, apposition);
            }
            self.mentions.push(mention);
        }
    }

    fn add(&mut self, name: &str, kind: NameKind, words: &SpeakerWords) -> usize {
        let gender = match kind {
            NameKind::Person if name.contains(' ') => {
                name.split(' ').next().and_then(|first| words.first_name(first)).unwrap_or(Gender::Unknown)
            }
            _ => Gender::Unknown,
        };
        self.entities.push(Entity { name: name.to_string(), kind, titles: Vec::new(), gender });
        self.entities.len() - 1
    }

    fn entitle(&mut self, index: usize, title: &str) {
        let entity = &mut self.entities[index];
        let title = title.trim().trim_end_matches(',');
        if title.is_empty() || entity.titles.len() >= 12 {
            return;
        }
        match title {
            "Mr." | "Mr" => entity.gender = Gender::Male,
            "Ms." | "Mrs." | "Ms" | "Mrs" => entity.gender = Gender::Female,
            _ if entity.gender == Gender::Unknown && title.contains("woman") => entity.gender = Gender::Female,
            _ => {}
        }
        if !entity.titles.iter().any(|known| known == title) {
            entity.titles.push(title.to_string());
        }
    }
}

/// Surname of a full name: its last word, without "Jr.".
pub(super) fn surname(name: &str) -> String {
    name.split(' ')
        .rev()
        .find(|word| !matches!(*word, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "IV"))
        .unwrap_or(name)
        .to_string()
}

/// Runs of capitalised words that a title, particle or initial may join.
fn runs(text: &str) -> Vec<Run> {
    let mut result = Vec::new();
    let mut current: Vec<Span<Clean>> = Vec::new();
    let mut previous_end = 0;
    let mut at = 0;
    let flush = |current: &mut Vec<Span<Clean>>, result: &mut Vec<Run>| {
        while let Some(last) = current.last()
            && PARTICLES.contains(&last.of(text))
        {
            current.pop();
        }
        if let (Some(first), Some(last)) = (current.first(), current.last()) {
            result.push(Run { span: first.cover(last), words: current.clone() });
        }
        current.clear();
    };
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '—' | '(' | '/' | '"' | '“')) {
        let start = at;
        at += word.len();
        let printed = word.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '(' | '/' | '"' | '“'));
        let lead = printed.len() - printed.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let bare = printed[lead..].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        // A full stop stays with initials and titles only.
        let keeps = bare.len() <= 3
            || matches!(
                bare,
                "Sen."
                    | "Rep."
                    | "Gov."
                    | "Gen."
                    | "Maj."
                    | "Capt."
                    | "Col."
                    | "Adm."
                    | "Sgt."
                    | "Prof."
                    | "Brig."
                    | "Cmdr."
                    | "Rev."
            )
            || bare.trim_end_matches('.').contains('.');
        let bare = if keeps { bare } else { bare.trim_end_matches('.') };
        let possessive = ["’s", "'s", "s’", "s'"].iter().find(|ending| {
            bare.ends_with(**ending)
                || ending.starts_with('s') && printed[lead..].starts_with(&format!("{bare}{}", &ending[1..]))
        });
        let stem_len = match possessive {
            Some(ending) if ending.starts_with(['’', '\'']) => bare.len() - ending.len(),
            _ => bare.len(),
        };
        let bare = &bare[..stem_len];
        let span = Span::new(start + lead, start + lead + bare.len());
        let is_capital = bare.chars().next().is_some_and(char::is_uppercase);
        let gap = Span::<Clean>::new(previous_end, span.start).of(text);
        let joins = !current.is_empty() && !gap.is_empty() && gap.chars().all(|c| c == ' ' || c == '\u{a0}');
        let is_particle = joins && PARTICLES.contains(&bare);
        if !bare.is_empty() && (is_capital || is_particle) {
            if !joins {
                flush(&mut current, &mut result);
            }
            let is_starter = current.is_empty() && STARTERS.contains(&bare.trim_end_matches('.'));
            if !is_starter {
                current.push(span);
            }
        } else {
            flush(&mut current, &mut result);
        }
        let closed = possessive.is_some() || lead + bare.len() < printed.len();
        if closed {
            flush(&mut current, &mut result);
        }
        previous_end = span.end;
    }
    flush(&mut current, &mut result);
    result
}

/// Takes titles off the front of a run and says what the rest names.
fn classify(text: &str, run: &Run, words: &SpeakerWords) -> Option<(Mention, String)> {
    let whole = normal(run.span.of(text));
    let mention = |span: Span<Clean>, title: Option<Span<Clean>>, kind: NameKind| {
        (Mention { span, title, kind, entity: 0 }, normal(span.of(text)))
    };
    if let Some(place) = words.place(&whole) {
        let mut found = mention(run.span, None, NameKind::Place);
        found.1 = place.to_string();
        return Some(found);
    }
    let printed: Vec<&str> = run.words.iter().map(|word| word.of(text)).collect();
    // Titles, ranks, origins and the organization they belong to, up to the first word that is none of them.
    let mut first = 0;
    let mut title_end = None;
    while first < printed.len() {
        let word = printed[first];
        if !(words.is_title(word)
            || words.is_organization(word)
            || PARTICLES.contains(&word) && first > 0
            || words.place(word).is_some())
        {
            break;
        }
        if words.is_title(word) {
            title_end = Some(first);
        }
        first += 1;
    }
    let rest = &printed[first.min(printed.len())..];
    let title_before = lower_title(text, run.span.start, words);
    let has_title = title_end.is_some() && first > 0 || title_before.is_some();
    let holds_organization = rest.iter().any(|word| words.is_organization(word));
    let is_person = !rest.is_empty()
        && rest.len() <= 4
        && !holds_organization
        && rest.iter().all(|word| word.chars().any(char::is_lowercase) || word.chars().count() <= 2 || has_title)
        && (rest.len() >= 2 && (has_title || words.first_name(rest[0]).is_some() || looks_like_name(rest))
            || rest.len() == 1 && has_title);
    if is_person
        && !(rest.len() == 1
            && first > 0
            && !printed[..first].iter().any(|word| is_personal(word))
            && title_before.is_none())
    {
        let span = run.words[first].cover(run.words.last()?);
        let title = match (first, title_before) {
            (0, before) => before,
            (_, before) => {
                let own = run.words[0].cover(&run.words[first - 1]);
                Some(before.map_or(own, |before| before.cover(&own)))
            }
        };
        return Some(mention(span, title, NameKind::Person));
    }
    let kind = if printed.len() == 1 && !words.is_organization(printed[0]) && printed[0].chars().any(char::is_lowercase)
    {
        // A lone capitalised word: a surname if the document names somebody so, decided when names are joined.
        NameKind::Person
    } else {
        NameKind::Organization
    };
    Some(mention(run.span, None, kind))
}

/// Titles that only people have.
fn is_personal(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(
        lower.trim_end_matches('.'),
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "president"
            | "senator"
            | "sen"
            | "rep"
            | "representative"
            | "governor"
            | "gov"
            | "secretary"
            | "minister"
            | "general"
            | "gen"
            | "colonel"
            | "col"
            | "major"
            | "maj"
            | "captain"
            | "capt"
            | "admiral"
            | "adm"
            | "sgt"
            | "sergeant"
            | "judge"
            | "justice"
            | "pope"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "chancellor"
            | "ambassador"
            | "chairman"
            | "chairwoman"
            | "mayor"
            | "congressman"
            | "congresswoman"
            | "professor"
            | "prof"
            | "rev"
            | "sir"
            | "lady"
            | "commissioner"
            | "director"
            | "premier"
            | "speaker"
            | "advisor"
            | "adviser"
            | "spokesman"
            | "spokeswoman"
    )
}

/// Two or three words of which none is a common noun of institutions.
fn looks_like_name(rest: &[&str]) -> bool {
    rest.len() <= 3
        && rest.iter().all(|word| {
            let letters = word.trim_end_matches('.');
            letters.chars().next().is_some_and(char::is_uppercase) && letters.chars().skip(1).any(char::is_lowercase)
                || letters.chars().count() == 1
        })
}

/// Lower-case titles right before a name: "spokesman", "national security adviser".
fn lower_title(text: &str, at: usize, words: &SpeakerWords) -> Option<Span<Clean>> {
    let floor = at.saturating_sub(80);
    let floor = (floor..=at).find(|&offset| text.is_char_boundary(offset))?;
    let before = text[floor..at].strip_suffix(' ')?;
    let mut start = None;
    let mut end = before.len();
    for word in before.rsplit(' ').take(6) {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_part = words.is_title(bare) && bare != "the" && bare != "a"
            || start.is_some() && (bare.chars().next().is_some_and(char::is_uppercase) && !STARTERS.contains(&bare));
        if bare.is_empty() || word.ends_with([',', '.', ':', ';', '”', '"']) || !is_part {
            break;
        }
        start = Some(end - bare.len());
        if bare.len() < word.len() {
            break;
        }
        end = end.saturating_sub(word.len() + 1);
    }
    start.map(|start| Span::new(floor + start, floor + before.len())).filter(|span: &Span<Clean>| !span.is_empty())
}

/// ", the ministry's spokeswoman," right behind a name.
fn apposition(text: &str, name: Span<Clean>) -> Option<&str> {
    let rest = text.get(name.end..)?.strip_prefix(", ")?;
    let limit = rest.char_indices().nth(90).map_or(rest.len(), |(at, _)| at);
    let end = rest[..limit].find([',', '.', '\n', '”', '"', '—'])?;
    let phrase = &rest[..end];
    let first = phrase.split(' ').next()?;
    let starts = matches!(
        first,
        "the"
            | "a"
            | "an"
            | "who"
            | "his"
            | "her"
            | "its"
            | "chief"
            | "director"
            | "president"
            | "chairman"
            | "spokesman"
            | "spokeswoman"
            | "head"
    );
    (starts && first != "who" && phrase.split(' ').count() <= 12).then_some(phrase)
}

/// One space between words, no possessive.
pub(super) fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
