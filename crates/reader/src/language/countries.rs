//! Which country do these words stand for?
//!
//! Names, short forms, adjectives, peoples and seats of government of one country are one country ("Seoul", "South
//! Korean", "ROK"). Useful for comparing what texts speak of; who speaks for a country is `meaning::speaker`'s matter.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// No name of the list has more words.
const LONGEST: usize = 5;

/// The country that the words at the start of `words` (lower case, no marks) stand for, and how many of them do; the
/// longest name wins.
pub fn country(words: &[&str]) -> Option<(&'static str, usize)> {
    static NAMES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let lines = include_str!("../../data/lexicons/countries.txt").lines();
        let mut names = FxHashMap::default();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(name) = columns.next() else { continue };
            for form in std::iter::once(name).chain(columns.flat_map(|column| column.split("; "))) {
                let form: String = form.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
                if !form.is_empty() {
                    names.entry(form).or_insert(name);
                }
            }
        }
        names
    });
    // "us" is a pronoun in lower case: who holds the printed word looks for it.
    (1..=words.len().min(LONGEST)).rev().find_map(|length| {
        let name = words[..length].join(" ");
        (name != "us").then(|| names.get(&name)).flatten().map(|&country| (country, length))
    })
}

#[cfg(test)]
mod tests {
    use super::country;

    #[test]
    fn names_of_one_country_are_one() {
        assert_eq!(country(&["norwegian", "ships"]), Some(("Norway", 1)));
        assert_eq!(country(&["oslo"]), Some(("Norway", 1)));
        assert_eq!(country(&["burkina", "faso", "said"]), Some(("Burkina Faso", 2)));
        assert_eq!(country(&["us"]), None);
        assert_eq!(country(&[]), None);
    }
}
