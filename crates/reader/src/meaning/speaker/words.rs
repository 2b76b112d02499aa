//! Which words make a name a person's, an organization's or a place's?
//!
//! The word lists of this stage, loaded once.

use rustc_hash::{FxHashMap, FxHashSet};

/// Gender that a first name or title tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    Unknown,
}

/// Titles, places, organization words and first names.
#[derive(Debug)]
pub struct SpeakerWords {
    titles: FxHashSet<&'static str>,
    organizations: FxHashSet<&'static str>,
    places: FxHashMap<&'static str, &'static str>,
    first_names: FxHashMap<&'static str, Gender>,
}

impl SpeakerWords {
    /// The lists that come with the program.
    pub fn built_in() -> SpeakerWords {
        let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        SpeakerWords {
            titles: lines(include_str!("../../../data/lexicons/titles.txt")).collect(),
            organizations: lines(include_str!("../../../data/lexicons/organizations.txt")).collect(),
            places: lines(include_str!("../../../data/lexicons/places.txt"))
                .filter_map(|line| line.split_once('\t'))
                .collect(),
            first_names: lines(include_str!("../../../data/lexicons/first-names.txt"))
                .filter_map(|line| line.split_once('\t'))
                .map(|(name, gender)| {
                    let gender = match gender {
                        "m" => Gender::Male,
                        "f" => Gender::Female,
                        _ => Gender::Unknown,
                    };
                    (name, gender)
                })
                .collect(),
        }
    }

    pub(super) fn is_title(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.titles.contains(lower.as_str()) || self.titles.contains(lower.trim_end_matches('.'))
    }

    pub(super) fn is_organization(&self, word: &str) -> bool {
        self.organizations.contains(word.to_lowercase().trim_end_matches(['.', ',']))
    }

    /// The name under which a place is kept.
    pub(super) fn place(&self, name: &str) -> Option<&'static str> {
        self.places.get(name).copied()
    }

    /// The gender of a first name; `None` if it is not known as one.
    pub(super) fn first_name(&self, word: &str) -> Option<Gender> {
        self.first_names.get(word.to_lowercase().as_str()).copied()
    }
}
