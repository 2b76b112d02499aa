//! Can these two sources be one?
//!
//! A named person is himself under one record-wide id, under the family name alone, and can be the "ministry official" or
//! the ministry of whose titles he has the words. Two full names are two people. Useful for two reports of one act of
//! speaking; who somebody is stays `people`'s matter.

use crate::people::{Identities, fold};
use reader::meaning::{Speaker, SpeakerKind};

/// A source as the judges see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Voice {
    /// Its document and its number there.
    place: (String, usize),
    /// Record-wide id, where there is one.
    pub person: Option<String>,
    /// The name as printed.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// The words of the name, folded.
    names: Vec<String>,
    /// The words of titles, outlet or description that say of which side it is, folded, sorted.
    side: Vec<String>,
}

/// How far two sources can be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sameness {
    /// Two people, or two bodies.
    Different,
    /// Nothing speaks for it, nothing against.
    Unknown,
    /// An unnamed source or a body of the side of the other.
    Possible,
    /// The same.
    Same,
}

/// Words of titles and descriptions that say nothing of a side.
const NO_SIDE: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "for",
    "and",
    "in",
    "at",
    "to",
    "on",
    "his",
    "her",
    "its",
    "their",
    "mr",
    "mrs",
    "ms",
    "dr",
    "gen",
    "general",
    "maj",
    "lt",
    "col",
    "senior",
    "top",
    "chief",
    "deputy",
    "former",
    "official",
    "officials",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "secretary",
    "minister",
    "president",
    "director",
    "head",
    "leader",
    "coordinator",
    "adviser",
    "advisor",
    "communications",
    "strategic",
    "press",
    "source",
    "sources",
    "office",
    "government",
    "prime",
    "vice",
    "national",
    "chairman",
    "chairwoman",
    "chair",
    "executive",
    "one",
    "two",
    "three",
    "several",
    "who",
];

impl Voice {
    /// The speaker of a document.
    pub fn new(document: &str, number: usize, speaker: &Speaker, identities: &Identities) -> Voice {
        let words = |text: &str| -> Vec<String> {
            let folded = fold(text).replace("'s", "");
            folded
                .split(|c: char| !c.is_alphanumeric() && c != '.')
                .map(|word| word.replace('.', ""))
                .filter(|word| !word.is_empty())
                .collect()
        };
        let names = words(&speaker.name);
        let mut side: Vec<String> = speaker.titles.iter().flat_map(|title| words(title)).collect();
        if speaker.kind != SpeakerKind::Person {
            side.extend(names.iter().cloned());
        }
        side.retain(|word| !NO_SIDE.contains(&word.as_str()));
        side.sort();
        side.dedup();
        let place = (document.to_owned(), number);
        let person = identities.person(document, speaker);
        Voice { place, person, name: speaker.name.clone(), kind: speaker.kind, names, side }
    }

    /// Whether it is a named human being.
    pub fn is_person(&self) -> bool {
        self.kind == SpeakerKind::Person
    }

    /// The name under which the same source is looked for: of a person the family name, of a body its record-wide id.
    pub fn key(&self) -> Option<&str> {
        self.names.last().filter(|_| self.is_person()).or(self.person.as_ref()).map(String::as_str)
    }

    /// How far this and `other` can be one source.
    pub fn sameness(&self, other: &Voice) -> Sameness {
        if self.place == other.place || self.person.is_some() && self.person == other.person {
            return Sameness::Same;
        }
        match (self.is_person(), other.is_person()) {
            (true, true) => self.same_name(other),
            (false, false) if self.is_named() && other.is_named() => self.same_body(other),
            _ if self.side.iter().any(|word| other.side.binary_search(word).is_ok()) => Sameness::Possible,
            _ => Sameness::Unknown,
        }
    }

    fn is_named(&self) -> bool {
        matches!(self.kind, SpeakerKind::Organization | SpeakerKind::Place)
    }

    /// "Kova" is "Anna Kova"; "A. Kova" may be; "Ivo Kova" is not.
    fn same_name(&self, other: &Voice) -> Sameness {
        let (Some((last, given)), Some((other_last, other_given))) =
            (self.names.split_last(), other.names.split_last())
        else {
            return Sameness::Unknown;
        };
        if !alike(last, other_last) {
            return Sameness::Different;
        }
        let initial = |name: &String| name.chars().next();
        // One whole name under two ids: a user said that they are two.
        if !given.is_empty() && self.names == other.names && self.person != other.person {
            return Sameness::Different;
        }
        match (given.first(), other_given.first()) {
            (Some(one), Some(two)) if one == two => Sameness::Same,
            (Some(one), Some(two)) if one.len().min(two.len()) > 1 || initial(one) != initial(two) => {
                Sameness::Different
            }
            _ => Sameness::Same,
        }
    }

    /// The words of one name are among those of the other.
    fn same_body(&self, other: &Voice) -> Sameness {
        let (fewer, more) = if self.names.len() <= other.names.len() {
            (&self.names, &other.names)
        } else {
            (&other.names, &self.names)
        };
        let words: Vec<&String> = fewer.iter().filter(|word| word.as_str() != "the").collect();
        let initials = more.iter().filter(|word| !matches!(word.as_str(), "of" | "the" | "and"));
        let short: String = initials.filter_map(|word| word.chars().next()).collect();
        match words.as_slice() {
            [] => Sameness::Unknown,
            [word] if word.len() > 2 && **word == short => Sameness::Same,
            words if words.iter().all(|word| more.contains(word)) => Sameness::Same,
            _ => Sameness::Different,
        }
    }
}

/// Two spellings of one family name: equal, or a long name with one letter more, less, other, or two swapped.
fn alike(one: &str, two: &str) -> bool {
    if one == two {
        return true;
    }
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let (short, long) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    if short.len() < 7 || long.len() - short.len() > 1 || short[..3] != long[..3] {
        return false;
    }
    let first = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let last = short[first..].iter().rev().zip(long[first..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (&short[first..short.len() - last], &long[first..long.len() - last]);
    match (left.len(), right.len()) {
        (0, 0 | 1) | (1, 1) => true,
        (2, 2) => left[0] == right[1] && left[1] == right[0],
        _ => false,
    }
}

/// The best of every voice of one statement with every voice of the other; none on one side is unknown.
pub(crate) fn sameness(left: &[Voice], right: &[Voice]) -> Sameness {
    let all = left.iter().flat_map(|one| right.iter().map(move |two| one.sameness(two)));
    all.max().unwrap_or(Sameness::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, kind: SpeakerKind, titles: &[&str]) -> Voice {
        let titles = titles.iter().map(|title| title.to_string()).collect();
        Voice::new(
            name,
            0,
            &Speaker { name: name.into(), kind, titles, outlet: None, mentions: vec![] },
            &Identities::default(),
        )
    }

    #[test]
    fn who_can_be_one() {
        use SpeakerKind::{Organization, Person, Unnamed};
        let lorne = voice("Tessa Lorne", Person, &["Harbour Ministry spokeswoman"]);
        let of = |name: &str, kind| lorne.sameness(&voice(name, kind, &[]));
        assert_eq!(of("Lorne", Person), Sameness::Same);
        assert_eq!(of("T. Lorne", Person), Sameness::Same);
        assert_eq!(of("Ivo Lorne", Person), Sameness::Different);
        assert_eq!(of("Mara Quill", Person), Sameness::Different);
        assert_eq!(of("a harbour ministry official", Unnamed), Sameness::Possible);
        assert_eq!(of("Harbour Ministry", Organization), Sameness::Possible);
        assert_eq!(of("a fisherman", Unnamed), Sameness::Unknown);
        let one = voice("National Weather Service", Organization, &[]);
        assert_eq!(one.sameness(&voice("NWS", Organization, &[])), Sameness::Same);
        assert_eq!(one.sameness(&voice("Norland's National Weather Service", Organization, &[])), Sameness::Same);
        assert_eq!(one.sameness(&voice("Coast Guard", Organization, &[])), Sameness::Different);
        assert!(alike("dravensky", "dravenksy") && !alike("marten", "martin"));
    }
}
