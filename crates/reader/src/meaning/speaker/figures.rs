//! Which mentions name one and the same figure of the document?
//!
//! Gathers names into figures: "Hale" with "Maria Hale", "the HIS" with "Harbour Inspection Service (HIS)", "the US" with
//! "the United States". Two persons with one surname stay apart: a bare surname is only given to one of them where a
//! title or the text around makes it sure, else it is a figure of its own.

use super::appositions::head_noun;
use super::lexicon::{Gender, SpeakerWords, fold};
use super::names::{Guess, Mention};
use super::owners::{self, Body};
use super::scan::{Shape, Word, scan};
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Somebody or something that the document names or describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The fullest name, or the description.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Whether the kind is a guess that a pronoun may overrule.
    pub is_open: bool,
    /// He or she, as far as told.
    pub gender: Gender,
    /// What the first name tells.
    pub first_gender: Gender,
    /// Whether it is spoken of in the plural.
    pub is_plural: bool,
    /// Titles and appositions, each once.
    pub titles: Vec<Span<Clean>>,
    /// Head nouns of the titles, singular: "spokeswoman".
    pub heads: Vec<&'static str>,
    /// Words of titles and name, lower case, against which "the Ohio senator" is checked.
    pub words: Vec<String>,
    /// Where it is first named.
    pub first: usize,
    /// Where its name stands; at most `MOST_MENTIONS`.
    pub mentions: Vec<Span<Clean>>,
    /// Whether its name only stands where any word has a capital.
    pub is_weak: bool,
    /// For whom a reporter asks.
    pub outlet: Option<String>,
}

/// Words with which many names of bodies begin.
const COMMON: [&str; 24] = [
    "National",
    "International",
    "General",
    "United",
    "First",
    "New",
    "World",
    "Western",
    "Eastern",
    "Northern",
    "Southern",
    "Central",
    "Federal",
    "Royal",
    "State",
    "Public",
    "American",
    "Global",
    "Standard",
    "Allied",
    "North",
    "South",
    "East",
    "West",
];

/// Most mentions that are kept of one figure.
pub const MOST_MENTIONS: usize = 200;

impl Figure {
    /// A figure of this name, first seen at `first`.
    pub fn new(name: String, kind: SpeakerKind, first: usize) -> Figure {
        Figure {
            name,
            kind,
            is_open: false,
            gender: Gender::Unknown,
            first_gender: Gender::Unknown,
            is_plural: false,
            titles: Vec::new(),
            heads: Vec::new(),
            words: Vec::new(),
            first,
            mentions: Vec::new(),
            is_weak: false,
            outlet: None,
        }
    }

    /// Adds a place where it is mentioned.
    pub fn mention(&mut self, span: Span<Clean>) {
        if self.mentions.len() < MOST_MENTIONS {
            self.mentions.push(span);
        }
    }

    /// Whether it can be "he" or "she".
    pub fn is_human(&self) -> bool {
        matches!(self.kind, SpeakerKind::Person) || (self.kind == SpeakerKind::Unnamed && !self.is_plural)
    }
}

/// The named figures and, parallel to the mentions, which one each mention names.
#[derive(Debug, Default)]
pub struct Figures {
    /// All figures; described ones are added later.
    pub all: Vec<Figure>,
    /// Parallel to the mentions.
    pub of_mention: Vec<usize>,
    /// Bodies whose owner is part of their name.
    pub owned: FxHashSet<usize>,
    /// Mentions of a bare name that several owned bodies bear: nobody can tell whose is meant.
    pub shared: FxHashSet<usize>,
    by_key: FxHashMap<String, usize>,
    by_last: FxHashMap<String, Vec<usize>>,
    by_first: FxHashMap<String, Vec<usize>>,
}

struct Tally {
    person: usize,
    body: usize,
    place: usize,
    people: usize,
    article: usize,
    full: usize,
    name_len: usize,
    strong: usize,
}

/// The words of a name that identify a person: first and last, without initials and suffixes.
fn person_key(words: &[&str], lexicon: &SpeakerWords) -> Option<String> {
    let solid: Vec<&&str> =
        words.iter().filter(|word| !matches!(**word, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "IV")).collect();
    let (first, last) = (solid.first()?, solid.last()?);
    let small = |word: &str| fold(word).to_lowercase();
    (solid.len() >= 2).then(|| format!("{} {}", small(lexicon.full_form(first)), small(last)))
}

/// The key under which the mentions of one name meet.
fn key(text: &str, mention: &Mention, lexicon: &SpeakerWords) -> String {
    let printed = mention.span.of(text);
    if let Some(known) = lexicon.known(printed)
        && mention.guess != Guess::Person
    {
        return format!("={}", known.canonical);
    }
    if mention.guess == Guess::Person && !mention.single {
        let words: Vec<&str> = printed.split_whitespace().collect();
        if let Some(key) = person_key(&words, lexicon) {
            return key;
        }
    }
    fold(printed)
}

/// Gathers the mentions into figures.
pub fn gather(text: &str, mentions: &[Mention], lexicon: &SpeakerWords) -> Figures {
    let mut figures = Figures { of_mention: vec![usize::MAX; mentions.len()], ..Figures::default() };
    let mut tallies: Vec<Tally> = Vec::new();
    // First the names of several words and the known ones, then single words, which lean on them.
    let bodies = owners::find(text, mentions, lexicon);
    let tails = tails(text, mentions, lexicon);
    // The keys of the owned bodies that were named so far, by their bare name.
    let mut owned: FxHashMap<&str, Vec<String>> = FxHashMap::default();
    for (index, mention) in mentions.iter().enumerate() {
        let body = bodies[index].as_ref();
        let bearers = body.and_then(|body| owned.get(body.plain.as_str())).map_or(&[][..], Vec::as_slice);
        let of_owner = match (body.and_then(Body::key), bearers) {
            (Some(key), _) => Some(key),
            (None, [only]) => Some(only.clone()),
            (None, [_, _, ..]) => {
                figures.shared.insert(index);
                None
            }
            (None, []) => None,
        };
        if mention.single && of_owner.is_none() && lexicon.known(mention.span.of(text)).is_none() {
            continue;
        }
        let is_owned = of_owner.is_some();
        let key = of_owner
            .or_else(|| tails.get(&fold(mention.span.of(text)).to_lowercase()).cloned().flatten())
            .unwrap_or_else(|| key(text, mention, lexicon));
        if let Some(body) = body.filter(|body| body.owner.is_some()) {
            let keys = owned.entry(&body.plain).or_default();
            if !keys.contains(&key) {
                keys.push(key.clone());
            }
        }
        let printed = body.map_or(mention.span, |body| body.span);
        let figure = figures.find_or_add(text, key, printed, mention, &mut tallies);
        if is_owned {
            figures.owned.insert(figure);
        }
        figures.of_mention[index] = figure;
        if let Some(acronym) = mention.acronym {
            figures.by_key.entry(fold(acronym.of(text))).or_insert(figure);
        }
    }
    figures.sides(text, mentions, lexicon, &mut tallies);
    for figure in 0..figures.all.len() {
        figures.index_name(figure, lexicon);
    }
    let mut surnames = Surnames::of(text, mentions);
    for (index, mention) in mentions.iter().enumerate() {
        let taken = figures.of_mention[index];
        if taken != usize::MAX {
            // "Washington" of a document that names a Mr. Washington is the man, unless it is clearly the place.
            surnames.last_named.insert(taken, mention.sentence.unwrap_or(0));
            tally(&mut tallies[taken], mention);
            figures.note(text, taken, mention, lexicon);
            continue;
        }
        let figure = match figures.of_single(text, mention, &surnames, &tallies, lexicon) {
            Some(figure) => {
                surnames.last_named.insert(figure, mention.sentence.unwrap_or(0));
                if mention.title.is_none() {
                    surnames.called.insert(figure);
                }
                figure
            }
            None => {
                let key = surnames.key(text, mention);
                figures.find_or_add(text, key, mention.span, mention, &mut tallies)
            }
        };
        figures.of_mention[index] = figure;
        tally(&mut tallies[figure], mention);
        figures.note(text, figure, mention, lexicon);
    }
    for (figure, tally) in figures.all.iter_mut().zip(&tallies) {
        (figure.kind, figure.is_open) = kind(tally, figure.name.contains(' '));
        figure.is_weak = tally.strong == 0 && tally.person == 0 && lexicon.first_name(&figure.name).is_none();
        figure.is_plural = tally.people > 0 && tally.people >= tally.person;
    }
    figures
}

/// Particles with which a surname may begin when it is printed alone: "de la Cruz", "Ben Tarouk", "Nic Dhonnal".
const PARTICLES: [&str; 30] = [
    "de", "van", "von", "der", "den", "bin", "ben", "al", "el", "la", "le", "du", "da", "dos", "di", "ibn", "ter",
    "ten", "af", "zu", "del", "della", "nic", "ni", "mac", "ould", "abu", "bint", "st.", "st",
];

/// The keys of the persons whose surnames begin with a particle, by surname in small letters; `None` where two bear it.
fn tails(text: &str, mentions: &[Mention], lexicon: &SpeakerWords) -> FxHashMap<String, Option<String>> {
    let mut tails: FxHashMap<String, Option<String>> = FxHashMap::default();
    for mention in mentions {
        if mention.single || !matches!(mention.guess, Guess::Person | Guess::Words) {
            continue;
        }
        let folded = fold(mention.span.of(text)).to_lowercase();
        let Some((_, tail)) = folded.split_once(' ') else { continue };
        let begins = tail.split_once(' ').is_some_and(|(particle, _)| PARTICLES.contains(&particle));
        if !begins {
            continue;
        }
        let key = key(text, mention, lexicon);
        tails
            .entry(tail.to_string())
            .and_modify(|known| {
                if known.as_ref() != Some(&key) {
                    *known = None;
                }
            })
            .or_insert(Some(key));
    }
    tails
}

/// What is known of surnames on the way through the mentions.
#[derive(Default)]
struct Surnames {
    /// Whether a surname stands behind an honorific of a man and of a woman.
    honorifics: FxHashMap<String, (bool, bool)>,
    /// Sentence in which each figure was last named.
    last_named: FxHashMap<usize, usize>,
    /// Figures that were called by the bare surname.
    called: FxHashSet<usize>,
}

impl Surnames {
    /// "Mr. Hale" beside the only full name "Maria Hale" tells of another Hale.
    fn of(text: &str, mentions: &[Mention]) -> Surnames {
        let mut surnames = Surnames::default();
        for mention in mentions.iter().filter(|mention| mention.single) {
            let told = surnames.honorifics.entry(fold(mention.span.of(text))).or_default();
            told.0 |= mention.gender == Gender::Male;
            told.1 |= mention.gender == Gender::Female;
        }
        surnames
    }

    /// Whether an honorific of the surname tells of somebody other than one of this gender.
    fn tells_another(&self, surname: &str, gender: Gender) -> bool {
        let (male, female) = self.honorifics.get(surname).copied().unwrap_or_default();
        match gender {
            Gender::Male => female,
            Gender::Female => male,
            Gender::Unknown => male && female,
        }
    }

    /// The key of somebody who is named by this surname alone: where it is borne by a man and a woman, each has one.
    fn key(&self, text: &str, mention: &Mention) -> String {
        let surname = fold(mention.span.of(text));
        match mention.gender {
            Gender::Unknown => surname,
            gender if self.tells_another(&surname, gender) => format!("{surname}|{gender:?}"),
            _ => surname,
        }
    }
}

/// Most bearers of one surname that are told apart.
const MOST_BEARERS: usize = 32;

fn tally(tally: &mut Tally, mention: &Mention) {
    match mention.guess {
        Guess::Person => tally.person += 1,
        Guess::Organization => tally.body += 1,
        Guess::Place => tally.place += 1,
        Guess::People => tally.people += 1,
        Guess::Words | Guess::Word => {}
    }
    tally.strong += usize::from(!mention.weak);
    tally.article += usize::from(mention.article && mention.title.is_none());
}

fn kind(tally: &Tally, several_words: bool) -> (SpeakerKind, bool) {
    let most = tally.person.max(tally.body).max(tally.place).max(tally.people);
    if most == 0 {
        // Nothing told: names of several words are mostly persons; "the" before it speaks for a body.
        let body = tally.article > 0;
        return (if body { SpeakerKind::Organization } else { SpeakerKind::Person }, !several_words || body);
    }
    if tally.person == most {
        (SpeakerKind::Person, false)
    } else if tally.place == most {
        (SpeakerKind::Place, false)
    } else if tally.people == most {
        (SpeakerKind::Group, false)
    } else {
        (SpeakerKind::Organization, false)
    }
}

impl Figures {
    /// The figure of this key; `name` is how this mention prints it, with its owner.
    fn find_or_add(
        &mut self,
        text: &str,
        key: String,
        name: Span<Clean>,
        mention: &Mention,
        tallies: &mut Vec<Tally>,
    ) -> usize {
        let printed = name.of(text);
        let figure = match self.by_key.get(&key) {
            Some(&figure) => figure,
            None => {
                let figure = self.all.len();
                self.all.push(Figure::new(clean_name(printed), SpeakerKind::Person, mention.span.start));
                tallies.push(Tally {
                    person: 0,
                    body: 0,
                    place: 0,
                    people: 0,
                    article: 0,
                    full: 0,
                    name_len: printed.len(),
                    strong: 0,
                });
                self.by_key.insert(key.clone(), figure);
                figure
            }
        };
        let tally = &mut tallies[figure];
        tally.full += 1;
        // The fullest name; of a known one its own common name where it is printed.
        let canonical = key.strip_prefix('=');
        let better = match canonical {
            Some(canonical) => {
                printed == canonical || (self.all[figure].name != canonical && printed.len() > tally.name_len)
            }
            None => {
                let is_caps = |name: &str| !name.chars().any(char::is_lowercase);
                printed.len() > tally.name_len
                    || printed.len() == tally.name_len && is_caps(&self.all[figure].name) && !is_caps(printed)
            }
        };
        if better {
            self.all[figure].name = clean_name(printed);
            tally.name_len = printed.len();
        }
        figure
    }

    /// "The North" is the country whose name begins so, if the document names it or its neighbour ("South X").
    fn sides(&mut self, text: &str, mentions: &[Mention], lexicon: &SpeakerWords, tallies: &mut Vec<Tally>) {
        const SIDES: [(&str, &str); 4] = [("North", "South"), ("South", "North"), ("East", "West"), ("West", "East")];
        for (side, other) in SIDES {
            let is_side = |mention: &Mention| mention.single && mention.article && mention.span.of(text) == side;
            let Some(first) = mentions.iter().position(is_side) else { continue };
            let own = lexicon.countries(side).find(|country| text.contains(country));
            let country = own.or_else(|| {
                lexicon.countries(side).find(|country| {
                    let neighbour = format!("{other}{}", country.strip_prefix(side).unwrap_or(""));
                    lexicon.known(&neighbour).is_some() && text.contains(&neighbour)
                })
            });
            let Some(country) = country else { continue };
            let figure = self.find_or_add(text, format!("={country}"), mentions[first].span, &mentions[first], tallies);
            tallies[figure].place += 1;
            if self.all[figure].name == side {
                self.all[figure].name = country.to_string();
                tallies[figure].name_len = country.len();
            }
            for (index, mention) in mentions.iter().enumerate() {
                if is_side(mention) {
                    self.of_mention[index] = figure;
                }
            }
        }
    }

    /// Makes a person's figure findable by surname and first name.
    fn index_name(&mut self, figure: usize, lexicon: &SpeakerWords) {
        let name = self.all[figure].name.clone();
        let first = name.split_whitespace().next().and_then(|word| lexicon.first_name(word));
        self.all[figure].first_gender = first.unwrap_or_default();
        let words: Vec<&str> = name
            .split_whitespace()
            .filter(|word| !matches!(*word, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "IV"))
            .collect();
        if words.len() < 2 || lexicon.known(&name).is_some() {
            return;
        }
        let is_group = matches!(words[0], "Team" | "Camp" | "Planet" | "Operation");
        if is_group {
            return;
        }
        let body =
            words.iter().any(|word| lexicon.is_organization_word(word)) && lexicon.first_name(words[0]).is_none();
        if body {
            // "the Gazette" for "Harbour Gazette", "the Bank" for "Bank of Sandel".
            let last = words[words.len() - 1];
            self.by_last.entry(fold(last)).or_default().push(figure);
            if words[1] == "of" {
                self.by_last.entry(fold(words[0])).or_default().push(figure);
            }
            // "Olsen" for "Olsen Shipping Co", unless the word is common to many.
            let is_own = |word: &str| {
                lexicon.known(word).is_none()
                    && lexicon.people(word).is_none()
                    && !lexicon.is_topic(word)
                    && !lexicon.is_organization_word(word)
                    && !COMMON.contains(&word)
            };
            if is_own(words[0]) {
                self.by_first.entry(fold(words[0])).or_default().push(figure);
            }
            let initials: String = words
                .iter()
                .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
                .filter_map(|word| word.chars().next())
                .collect();
            if initials.len() >= 3 {
                self.by_key.entry(initials).or_insert(figure);
            }
            return;
        }
        self.by_last.entry(fold(words[words.len() - 1])).or_default().push(figure);
        if words.len() > 2 {
            // The label of a turn may print the surname with its particle, as a name of two words.
            self.by_key.entry(fold(&words[1..].join(" "))).or_insert(figure);
        }
        let family_first = lexicon.stands_first(words[0])
            || (lexicon.first_name(words[0]).is_none() && words[words.len() - 1].contains('-'));
        if family_first {
            self.by_last.entry(fold(words[0])).or_default().push(figure);
        } else {
            self.by_first.entry(fold(words[0])).or_default().push(figure);
        }
    }

    /// The figure that a single word names, if it is sure.
    fn of_single(
        &self,
        text: &str,
        mention: &Mention,
        surnames: &Surnames,
        tallies: &[Tally],
        lexicon: &SpeakerWords,
    ) -> Option<usize> {
        let word = fold(mention.span.of(text));
        let fits = |figure: &&usize| {
            let figure = &self.all[**figure];
            figure.gender.fits(mention.gender) && figure.first_gender.fits(mention.gender)
        };
        let bearers = |word: &str| self.by_last.get(word).map_or(&[][..], Vec::as_slice);
        if bearers(&word).len() > MOST_BEARERS {
            return None;
        }
        let by_last = |word: &str| -> Vec<usize> { bearers(word).iter().filter(fits).copied().collect() };
        // "OLSEN" in capitals is Olsen, where nobody is called so in capitals alone.
        let (word, by_last) = match by_last(&word) {
            none if none.is_empty() && word.len() > 3 && !self.by_key.contains_key(&word) => {
                let small = word.to_lowercase();
                let found = if bearers(&small).len() > MOST_BEARERS { Vec::new() } else { by_last(&small) };
                let persons = !found.is_empty() && found.iter().all(|figure| self.is_person_name(*figure, lexicon));
                if persons { (small, found) } else { (word, none) }
            }
            found => (word, found),
        };
        match by_last.as_slice() {
            [] => {}
            [only] => {
                let bearer = &self.all[*only];
                let gender = if bearer.first_gender == Gender::Unknown { bearer.gender } else { bearer.first_gender };
                if mention.gender != Gender::Unknown && mention.gender == gender {
                    return Some(*only);
                }
                let here = mention.sentence.unwrap_or(0);
                let near = surnames.last_named.get(only).is_some_and(|named| here.saturating_sub(*named) <= 1);
                if !surnames.tells_another(&word, gender)
                    || mention.gender == Gender::Unknown && mention.title.is_none() && near
                {
                    return Some(*only);
                }
                return self.by_key.get(&surnames.key(text, mention)).copied();
            }
            several => {
                let titled = self.by_title(text, mention, several, lexicon);
                return titled.or_else(|| surest(several, mention, &self.all, surnames, tallies));
            }
        }
        if let Some(&figure) = self.by_key.get(&surnames.key(text, mention)) {
            return Some(figure);
        }
        if mention.title.is_none()
            && let Some([only]) = self.by_first.get(&word).map(Vec::as_slice)
        {
            return Some(*only);
        }
        None
    }

    /// Whether the figure's name begins with a first name.
    fn is_person_name(&self, figure: usize, lexicon: &SpeakerWords) -> bool {
        self.all[figure].name.split(' ').next().is_some_and(|first| lexicon.first_name(first).is_some())
    }

    /// Of several bearers of a surname the only one whose title shares the head noun of this mention's title.
    fn by_title(&self, text: &str, mention: &Mention, several: &[usize], lexicon: &SpeakerWords) -> Option<usize> {
        let (noun, _) = head_noun(text, mention.title?, lexicon)?;
        let mut bearers = several.iter().filter(|figure| self.all[**figure].heads.contains(&noun));
        let only = bearers.next()?;
        bearers.next().is_none().then_some(*only)
    }

    /// Takes over what a mention tells of its figure.
    fn note(&mut self, text: &str, figure: usize, mention: &Mention, lexicon: &SpeakerWords) {
        let figure = &mut self.all[figure];
        figure.mention(mention.span);
        figure.first = figure.first.min(mention.span.start);
        if figure.gender == Gender::Unknown {
            figure.gender = mention.gender;
        }
        for title in [mention.title, mention.apposition].into_iter().flatten() {
            let printed = title.of(text);
            if matches!(printed, "Mr." | "Mr" | "Ms." | "Ms" | "Mrs." | "Mrs" | "Miss" | "Messrs." | "Madam") {
                continue;
            }
            if figure.titles.len() < 8 && !figure.titles.iter().any(|old| fold(old.of(text)) == fold(printed)) {
                figure.titles.push(title);
                if let Some((noun, _)) = head_noun(text, title, lexicon) {
                    if !figure.heads.contains(&noun) && !is_another_office(printed, noun) {
                        figure.heads.push(noun);
                    }
                    if figure.gender == Gender::Unknown {
                        let role = lexicon.role(noun).map(|role| role.gender).unwrap_or_default();
                        figure.gender = if figure.first_gender == Gender::Unknown { role } else { figure.first_gender };
                    }
                }
                figure.words.extend(title_nouns(text, title, lexicon));
            }
        }
        if figure.words.len() < 64 && figure.mentions.len() <= 3 {
            figure.words.extend(figure.name.split_whitespace().map(fold));
        }
    }

    /// The figure of a whole name, compared without case: for the labels of turns and for introductions.
    pub fn by_name(&self, name: &str, lexicon: &SpeakerWords) -> Option<usize> {
        if let Some(known) = lexicon.known(name) {
            return self.by_key.get(&format!("={}", known.canonical)).copied();
        }
        let folded = fold(name);
        let lower = folded.to_lowercase();
        if let Some(&figure) = self.by_key.get(&folded).or_else(|| self.by_key.get(&lower)) {
            return Some(figure);
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        person_key(&words, lexicon).and_then(|key| self.by_key.get(&key.to_lowercase()).copied())
    }

    /// The figure of an owned body with this key.
    pub fn by_owner(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Makes a described body findable by its owner.
    pub fn own(&mut self, key: &str, figure: usize) {
        self.owned.insert(figure);
        self.by_key.entry(key.to_string()).or_insert(figure);
    }

    /// The only figure whose name begins with this word: "Olsen" for "Olsen Shipping Co".
    pub fn by_first_word(&self, word: &str) -> Option<usize> {
        match self.by_first.get(&word.to_lowercase()).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// The only person of this surname, compared without case.
    pub fn by_surname(&self, surname: &str) -> Option<usize> {
        match self.by_last.get(&surname.to_lowercase()).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }
}

/// Whether a title is not that of its noun's bearer: "the mayor" is neither the deputy mayor nor the former one.
fn is_another_office(title: &str, noun: &str) -> bool {
    const OTHERS: &[&str] = &["deputy", "vice", "former", "ex", "assistant", "then", "retired", "outgoing", "ousted"];
    let lower = title.to_lowercase();
    let Some((before, _)) = lower.rsplit_once(noun) else { return false };
    before.split(|letter: char| !letter.is_alphabetic()).any(|word| OTHERS.contains(&word))
}

/// Lower-case words of a title, with the plain forms of abbreviations.
fn title_nouns(text: &str, title: Span<Clean>, lexicon: &SpeakerWords) -> Vec<String> {
    let mut words: Vec<Word> = Vec::new();
    scan(text, title, lexicon, &mut words);
    words
        .iter()
        .filter(|word| !matches!(word.shape, Shape::Mark(_)))
        .take(16)
        .map(|word| fold(word.span.of(text)).to_lowercase())
        .collect()
}

/// Which of several persons of one surname is surely meant: the only one introduced so far, or the one whom the document
/// calls by it while the others are relatives or long ago, or the only one named nearby, or the one whom the document
/// names in full far more often.
fn surest(
    several: &[usize],
    mention: &Mention,
    all: &[Figure],
    surnames: &Surnames,
    tallies: &[Tally],
) -> Option<usize> {
    let introduced: Vec<usize> = several
        .iter()
        .copied()
        .filter(|figure| all[*figure].first < mention.span.start && surnames.last_named.contains_key(figure))
        .collect();
    match introduced.as_slice() {
        [] => return None,
        [only] => return Some(*only),
        _ => {}
    }
    let here = mention.sentence.unwrap_or(0);
    let distance = |figure: usize| here.saturating_sub(surnames.last_named.get(&figure).copied().unwrap_or(0));
    let mut called = introduced.iter().copied().filter(|figure| surnames.called.contains(figure));
    if let (Some(protagonist), None) = (called.next(), called.next())
        && introduced
            .iter()
            .filter(|figure| **figure != protagonist)
            .all(|other| distance(*other) > 2 || all[*other].heads.iter().any(|head| is_kin(head)))
    {
        return Some(protagonist);
    }
    let nearest = introduced.iter().copied().min_by_key(|figure| distance(*figure))?;
    let others = introduced.iter().copied().filter(|figure| *figure != nearest);
    if distance(nearest) <= 3 && others.clone().all(|other| distance(other) > 8) {
        return Some(nearest);
    }
    let most = introduced.iter().copied().max_by_key(|figure| tallies[*figure].full)?;
    let dominant = introduced
        .iter()
        .filter(|figure| **figure != most)
        .all(|other| tallies[most].full >= 3 * tallies[*other].full && distance(*other) > 2);
    dominant.then_some(most)
}

/// Whether the noun is that of a relative, who is introduced beside the one whom a document is about.
fn is_kin(noun: &str) -> bool {
    matches!(
        noun,
        "wife"
            | "husband"
            | "mother"
            | "father"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "widow"
            | "uncle"
            | "aunt"
            | "cousin"
            | "nephew"
            | "niece"
            | "grandmother"
            | "grandfather"
            | "grandson"
            | "granddaughter"
            | "stepfather"
            | "stepmother"
            | "stepson"
            | "stepdaughter"
            | "mum"
            | "mom"
            | "dad"
    )
}

/// A name as it is shown: single spaces.
pub fn clean_name(printed: &str) -> String {
    let mut name = String::with_capacity(printed.len());
    for word in printed.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}
