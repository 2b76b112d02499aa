//! Which words tell a name, a title, a role or a body?
//!
//! The lists behind the speakers: first names with their gender, titles, role nouns, organization words, countries with
//! their peoples and capitals. Useful for judging what a capitalised run is; not a gazetteer of known persons.

use rustc_hash::{FxHashMap, FxHashSet};

/// What a first name, title or noun tells of the one who bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Not told.
    #[default]
    Unknown,
}

impl Gender {
    /// Whether one and the same could be both.
    pub fn fits(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    fn parse(text: &str) -> Gender {
        match text {
            "m" => Gender::Male,
            "f" => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// How much a role noun says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleClass {
    /// A particular office or part: "the senator".
    Role,
    /// A kind of person that says little: "the official".
    Vague,
    /// A collective of people: "the team".
    Group,
    /// A body: "the ministry".
    Body,
}

/// A role noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Its singular, lower case.
    pub singular: &'static str,
    /// Whether this form is the plural.
    pub is_plural: bool,
    /// What it tells.
    pub gender: Gender,
    /// How much it says.
    pub class: RoleClass,
}

/// What a known name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The name under which all its other names are gathered.
    pub canonical: &'static str,
    /// Whether it is a place (else an organization).
    pub is_place: bool,
    /// Whether it is a country.
    pub is_country: bool,
}

/// The lists, loaded once.
#[derive(Debug, Default)]
pub struct SpeakerWords {
    first_names: FxHashMap<&'static str, Gender>,
    family_first: FxHashSet<&'static str>,
    short_forms: FxHashMap<&'static str, &'static str>,
    titles: FxHashMap<&'static str, Gender>,
    /// The role noun for which an abbreviated title stands.
    abbreviated: FxHashMap<&'static str, &'static str>,
    modifiers: FxHashSet<&'static str>,
    portfolios: FxHashSet<&'static str>,
    topics: FxHashSet<&'static str>,
    roles: FxHashMap<&'static str, Role>,
    organization_words: FxHashSet<&'static str>,
    known: FxHashMap<String, Known>,
    peoples: FxHashMap<&'static str, &'static str>,
    speaking: FxHashSet<&'static str>,
    capitals: FxHashMap<&'static str, &'static str>,
    not_names: FxHashSet<&'static str>,
    outlets: FxHashSet<String>,
    /// Countries of two words, in the order of the list.
    sided: Vec<&'static str>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn entries(column: Option<&'static str>) -> impl Iterator<Item = &'static str> {
    column.unwrap_or("").split(';').map(str::trim).filter(|entry| !entry.is_empty())
}

impl SpeakerWords {
    /// The lists that come with the program.
    pub fn built_in() -> SpeakerWords {
        let mut words = SpeakerWords::default();
        for line in lines(include_str!("../../../data/lexicons/first-names.txt")) {
            let Some((key, names)) = line.split_once('\t') else { continue };
            for name in names.split_whitespace() {
                if key == "short" {
                    if let Some((short, full)) = name.split_once('=') {
                        words.short_forms.insert(short, full);
                    }
                } else if key == "family" {
                    words.family_first.insert(name);
                } else {
                    // A name listed for both is told by neither.
                    let gender = Gender::parse(key);
                    words
                        .first_names
                        .entry(name)
                        .and_modify(|old| {
                            if *old != gender {
                                *old = Gender::Unknown;
                            }
                        })
                        .or_insert(gender);
                }
            }
        }
        for line in lines(include_str!("../../../data/lexicons/titles.txt")) {
            let mut columns = line.split('\t');
            let (Some(title), gender) = (columns.next(), columns.next().unwrap_or("-")) else { continue };
            words.titles.insert(title, Gender::parse(gender));
            if let Some(noun) = columns.next() {
                words.abbreviated.insert(title, noun);
            }
        }
        for line in lines(include_str!("../../../data/lexicons/title-modifiers.txt")) {
            match line.split_once('\t') {
                Some(("portfolio", line)) => words.portfolios.extend(line.split_whitespace()),
                Some((_, line)) => words.topics.extend(line.split_whitespace()),
                None => words.modifiers.extend(line.split_whitespace()),
            }
        }
        for line in lines(include_str!("../../../data/lexicons/outlets.txt")) {
            words.outlets.extend(line.split(';').map(|name| fold(name.trim())));
        }
        for line in lines(include_str!("../../../data/lexicons/role-nouns.txt")) {
            let mut columns = line.split('\t');
            let (Some(singular), Some(plural), Some(gender), Some(class)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let gender = Gender::parse(gender);
            let class = match class {
                "role" => RoleClass::Role,
                "vague" => RoleClass::Vague,
                "group" => RoleClass::Group,
                _ => RoleClass::Body,
            };
            words.roles.entry(singular).or_insert(Role { singular, is_plural: false, gender, class });
            words.roles.entry(plural).or_insert(Role { singular, is_plural: true, gender, class });
        }
        for line in lines(include_str!("../../../data/lexicons/speaking-nouns.txt")) {
            words.speaking.extend(line.split('\t'));
        }
        for line in lines(include_str!("../../../data/lexicons/organization-words.txt")) {
            words.organization_words.extend(line.split_whitespace());
        }
        for line in lines(include_str!("../../../data/lexicons/capitalised-words.txt")) {
            words.not_names.extend(line.split_whitespace());
        }
        for line in lines(include_str!("../../../data/lexicons/countries.txt")) {
            let mut columns = line.split('\t');
            let Some(name) = columns.next() else { continue };
            let country = Known { canonical: name, is_place: true, is_country: true };
            words.known.insert(fold(name), country);
            if ["North ", "South ", "East ", "West "].iter().any(|side| name.starts_with(side)) {
                words.sided.push(name);
            }
            for other in entries(columns.next()) {
                words.known.insert(fold(other), country);
            }
            for people in entries(columns.next()) {
                words.peoples.insert(people, name);
            }
            for capital in entries(columns.next()) {
                let place = Known { canonical: capital, is_place: true, is_country: false };
                words.known.entry(fold(capital)).or_insert(place);
                words.capitals.entry(capital).or_insert(name);
            }
        }
        for line in lines(include_str!("../../../data/lexicons/known-bodies.txt")) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(name)) = (columns.next(), columns.next()) else { continue };
            if kind == "people" {
                words.peoples.insert(name, name);
                continue;
            }
            let known = Known { canonical: name, is_place: kind == "place", is_country: false };
            words.known.entry(fold(name)).or_insert(known);
            for other in entries(columns.next()) {
                words.known.entry(fold(other)).or_insert(known);
            }
        }
        words
    }

    /// The gender of a first name; `None` if it is not known as one.
    pub fn first_name(&self, word: &str) -> Option<Gender> {
        self.first_names.get(word).copied()
    }

    /// The form under which a first name is compared: "Michael" for "Mike".
    pub fn full_form<'name>(&self, word: &'name str) -> &'name str {
        self.short_forms.get(word).copied().unwrap_or(word)
    }

    /// Whether the word is a family name that stands first.
    pub fn stands_first(&self, word: &str) -> bool {
        self.family_first.contains(word)
    }

    /// What a title tells; a role noun with a capital is a title too.
    pub fn title(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).copied().or_else(|| {
            let role = self.role(word)?;
            (matches!(role.class, RoleClass::Role | RoleClass::Vague)).then_some(role.gender)
        })
    }

    /// What a title that is no role noun tells: "Mrs", "Sir". It outranks the first name, which outranks a role noun.
    pub fn honorific(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).copied()
    }

    /// Whether it is an abbreviated title, its dot included.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.titles.contains_key(word) || self.organization_words.contains(word) || self.not_names.contains(word)
    }

    /// Whether a small word stands inside titles.
    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
    }

    /// Whether the word names an office after "Secretary of".
    pub fn is_portfolio(&self, word: &str) -> bool {
        self.portfolios.contains(word)
    }

    /// Whether the word is a field that names of bodies join by "and".
    pub fn is_topic(&self, word: &str) -> bool {
        self.topics.contains(word)
    }

    /// The role noun, in any case.
    pub fn role(&self, word: &str) -> Option<Role> {
        let noun = self.abbreviated.get(word).copied().unwrap_or(word);
        // "mother-of-three", "editor-in-chief"
        let noun = noun
            .split_once("-of-")
            .map(|(noun, _)| noun)
            .or_else(|| noun.strip_suffix("-in-chief").or_else(|| noun.strip_suffix("-in-Chief")))
            .unwrap_or(noun);
        if let Some(role) = self.roles.get(noun) {
            return Some(*role);
        }
        if noun.len() < 32 && noun.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.roles.get(noun.to_ascii_lowercase().as_str()).copied();
        }
        None
    }

    /// Whether an unlisted or listed noun, in small letters, is that of somebody, or of something that says things: "voters",
    /// "the report". Nouns of persons are told by their endings too.
    pub fn speaks(&self, word: &str) -> bool {
        const ENDINGS: [&str; 9] = ["ist", "ian", "crat", "ee", "man", "woman", "master", "er", "or"];
        const PLURALS: [&str; 4] = ["men", "women", "people", "folk"];
        const NONE: &str = " answer banner barrier border center centre chapter character color colour computer corner \
            counter danger disaster dinner effort encounter error factor fee filter floor door fever finger flower gender \
            hammer horror hunger guarantee degree tree weather letter list twist matter manner number offer order \
            paper power river rumor sector server shower sister summer winter tower water wonder layer favor favour \
            behavior behaviour honor honour labor labour humor vigor terror tenor minor major interior exterior \
            disorder border murder slaughter laughter quarter ladder shutter trigger container \
            mirror monitor motor meter metaphor over under after later further former latter other another either \
            neither whether rather never ever however together than better greater larger higher lower fewer longer \
            stronger bigger smaller older younger newer easier earlier poster calculator generator \
            reactor vector harbor harbour specimen omen item ";
        let is_person = |word: &str| {
            ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
                && !NONE.contains(&format!(" {word} "))
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        self.speaking.contains(word)
            || self.roles.contains_key(word)
            || PLURALS.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
            || is_person(word)
            || word.strip_suffix('s').is_some_and(is_person)
    }

    /// Whether the word is the singular of a people: "Briton".
    pub fn one_of_people(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.peoples.contains_key(format!("{word}s").as_str())
    }

    /// Whether the word is a listed noun of who or what speaks.
    pub fn is_speaking_noun(&self, word: &str) -> bool {
        self.speaking.contains(word)
    }

    /// The one name under which all names of a country or known body are gathered; a seat of government stands for its
    /// country. `None` for whatever is not known.
    pub fn gathered(&self, name: &str) -> Option<Known> {
        let known = self.known(name)?;
        let country = self.capitals.get(known.canonical).copied();
        Some(country.map_or(known, |canonical| Known { canonical, is_place: true, is_country: true }))
    }

    /// Whether the word makes a name the name of a body.
    pub fn is_organization_word(&self, word: &str) -> bool {
        self.organization_words.contains(word)
    }

    /// What a whole name stands for, if it is known.
    pub fn known(&self, name: &str) -> Option<Known> {
        self.known.get(fold(name).as_str()).copied()
    }

    /// The countries whose name begins with this side: "North".
    pub fn countries(&self, side: &str) -> impl Iterator<Item = &'static str> {
        self.sided.iter().copied().filter(move |name| name.strip_prefix(side).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// The country of an adjective or people ("Norwegian", "Norwegians").
    pub fn people(&self, word: &str) -> Option<&'static str> {
        self.peoples.get(word).copied()
    }

    /// Whether a whole name is that of a paper, agency or station: a listed one, or one that its last word tells.
    pub fn is_outlet(&self, name: &str) -> bool {
        const WORDS: &[&str] = &[
            "Times",
            "Post",
            "News",
            "Journal",
            "Radio",
            "Herald",
            "Tribune",
            "Gazette",
            "Wire",
            "Beacon",
            "Chronicle",
            "Globe",
            "Newspapers",
            "Newspaper",
            "Magazine",
            "Broadcasting",
            "Television",
            "TV",
            "Daily",
        ];
        // "Bill Post" is somebody.
        let is_told = name
            .rsplit_once(' ')
            .is_some_and(|(first, last)| WORDS.contains(&last) && self.first_name(first).is_none());
        is_told || self.outlets.contains(fold(name).as_str())
    }

    /// Whether the word is no part of a name although it has a capital.
    pub fn is_no_name(&self, word: &str) -> bool {
        self.not_names.contains(word)
    }
}

/// The form under which names are compared: straight apostrophes, single spaces; lower case unless all in capitals
/// ("US" is not "us").
pub fn fold(name: &str) -> String {
    let caps = !name.chars().any(char::is_lowercase);
    let mut folded = String::with_capacity(name.len());
    for (number, word) in name.split_whitespace().enumerate() {
        if number > 0 {
            folded.push(' ');
        }
        for character in word.chars() {
            let character = if character == '’' { '\'' } else { character };
            if caps {
                folded.push(character);
            } else {
                folded.extend(character.to_lowercase());
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_answer() {
        let words = SpeakerWords::built_in();
        assert_eq!(words.first_name("Maria"), Some(Gender::Female));
        assert_eq!(words.title("Mr."), Some(Gender::Male));
        assert_eq!(words.title("Minister"), Some(Gender::Unknown));
        assert_eq!(words.role("Spokeswomen").map(|role| role.singular), Some("spokeswoman"));
        assert_eq!(words.role("Gov.").map(|role| role.singular), Some("governor"));
        assert_eq!(words.role("Mother-of-three").map(|role| role.gender), Some(Gender::Female));
        assert!(words.one_of_people("Norwegian") && !words.one_of_people("Sandel"));
        assert_eq!(words.known("U.S.").map(|known| known.canonical), Some("United States"));
        assert_eq!(words.known("US").map(|known| known.canonical), Some("United States"));
        assert_eq!(words.known("us"), None);
        assert_eq!(words.people("Norwegians"), Some("Norway"));
        assert!(words.is_no_name("Wednesday"));
        assert_eq!(words.gathered("Oslo").map(|known| known.canonical), Some("Norway"));
        assert_eq!(words.gathered("Sandel"), None);
        assert!(words.speaks("geologists") && words.speaks("survey") && !words.speaks("balance"));
    }
}
