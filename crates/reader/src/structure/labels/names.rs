//! Is it a label in small letters?
//!
//! `Ines Calder:`, `Mr. Hale:`, `The Minister (Ines Calder):`, `Ida Holm (Sandel North) (Green)`, `Question:`. Any list has
//! lines of this form too, so they count only in company.

use super::{ASKERS, Label, MODERATORS, PRINCIPALS, Trust, colon};

/// Nothing longer than this, in characters, is a label.
const LONGEST: usize = 110;

/// Titles before a name.
const TITLES: &[&str] = &[
    "Mr.",
    "Mr",
    "Ms.",
    "Ms",
    "Mrs.",
    "Mrs",
    "Dr.",
    "Dr",
    "Secretary",
    "President",
    "Minister",
    "Ambassador",
    "General",
    "Admiral",
    "Senator",
    "Governor",
    "Director",
    "Chairman",
    "Chairwoman",
    "Chair",
    "Prime",
    "Vice",
    "Under",
    "Deputy",
    "Assistant",
    "Attorney",
    "Administrator",
    "Colonel",
    "Captain",
    "Hon.",
    "Senhor",
    "Lord",
    "Baroness",
    "Sir",
    "Lady",
    "Adm.",
    "Gen.",
    "Col.",
    "Sen.",
    "Rep.",
    "Gov.",
    "Prof.",
    "Professor",
    "Representative",
    "Congressman",
    "Congresswoman",
    "Commissioner",
    "Mayor",
    "Judge",
    "Justice",
    "Major",
    "Lieutenant",
    "The",
];

/// A label in small letters at the start of a line.
pub(super) fn label(line: &str) -> Option<Label> {
    let line_name = line.trim_end();
    let (name, speech) = match colon(line, LONGEST, false) {
        Some((at, speech)) => (line[..at].trim_end(), speech),
        // Parliaments print a member with place and party, or a minister, on a line alone.
        None if line_name.len() <= 2 * LONGEST
            && line_name.ends_with(')')
            && (line_name.contains(") (") || line_name.starts_with("The ")) =>
        {
            (line_name, line.len())
        }
        None => return None,
    };
    let outside = name.find(" (").map_or(name, |open| &name[..open]);
    let has_bracket = outside.len() < name.len();
    if has_bracket && !are_brackets(&name[outside.len()..]) || !is_name(outside) {
        return None;
    }
    let upper = outside.to_uppercase();
    let is_part = [ASKERS, MODERATORS, PRINCIPALS].concat().contains(&upper.rsplit(' ').next().unwrap_or(""))
        || MODERATORS.contains(&upper.as_str());
    let is_titled = outside.split_once(' ').is_some_and(|(title, _)| TITLES.contains(&title));
    let trust = if has_bracket || is_part || is_titled { Trust::Titled } else { Trust::Named };
    Some(Label { start: 0, end: name.len(), speech, role: None, trust })
}

/// Any name before a colon, in capitals or not.
pub(super) fn any(line: &str) -> Option<Label> {
    let (at, speech) = colon(line, LONGEST, false)?;
    let name = line[..at].trim_end();
    is_name(name).then_some(Label { start: 0, end: name.len(), speech, role: None, trust: Trust::Named })
}

/// Whether the words can name a speaker: one to five with capitals, "of" and numbers among them.
pub(super) fn is_name(words: &str) -> bool {
    let is_small =
        |word: &str| matches!(word, "of" | "for" | "the" | "and" | "de" | "da" | "van" | "von" | "bin" | "al");
    let count = words.split_whitespace().filter(|word| !is_small(word)).count();
    let begins = words.starts_with(char::is_uppercase);
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '#' | ','));
    let fits = |word: &str| {
        is_small(word)
            || letters(word) && word.starts_with(|c: char| c.is_uppercase() || c == '#')
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    begins && (1..=6).contains(&count) && words.len() <= 70 && words.split_whitespace().all(fits)
}

/// One or two brackets and nothing else, each with a name, a place or a party in it.
fn are_brackets(words: &str) -> bool {
    let mut rest = words.trim();
    for _ in 0..2 {
        let Some((inside, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else { return false };
        let begins = inside.starts_with(char::is_uppercase);
        if !begins || inside.len() > 60 || inside.contains(['(', '?', '!', ';', '“', '"']) {
            return false;
        }
        rest = after.trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}
