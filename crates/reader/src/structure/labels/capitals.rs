//! Is it a label in capitals?
//!
//! `Q`, `MR. HALE:`, `THE PRESIDENT:`, `QUESTION:`, `SENIOR ADMINISTRATION OFFICIAL #2:` and titles of any length before a
//! name: `DEPUTY ASSISTANT SECRETARY OF STATE FOR PORTS INES CALDER:`.

use super::{ASKERS, Label, MODERATORS, Role, Trust, colon};

/// Nothing longer than this, in characters and in words, is a label.
const LONGEST: (usize, usize) = (110, 14);

/// With these words only labels begin.
const SURE: &[&str] = &[
    "MR. ",
    "MS. ",
    "MRS. ",
    "MR ",
    "MS ",
    "MRS ",
    "THE PRESIDENT",
    "THE VICE PRESIDENT",
    "THE PRIME MINISTER",
    "THE FIRST LADY",
    "THE SECRETARY",
    "THE CHANCELLOR",
    "THE CHAIRMAN",
    "THE AMBASSADOR",
    "THE MINISTER",
];

/// A label in capitals at the start of a line.
pub(super) fn label(line: &str) -> Option<Label> {
    if let Some(rest) = line.strip_prefix('Q')
        && let Some(speech) = asked(rest)
    {
        let is_joined = rest.starts_with(char::is_alphabetic);
        let trust = if is_joined { Trust::Capital } else { Trust::Sure };
        return Some(Label { start: 0, end: 1, speech: line.len() - speech.len(), role: Some(Role::Reporter), trust });
    }
    if let Some(rest) = line.strip_prefix("A:").or_else(|| line.strip_prefix("A. "))
        && !rest.starts_with(|c: char| !c.is_whitespace() && line.starts_with("A:"))
    {
        let speech = line.len() - rest.trim_start().len();
        return Some(Label { start: 0, end: 1, speech, role: Some(Role::Principal), trust: Trust::Titled });
    }
    let (at, speech) = colon(line, LONGEST.0, true)?;
    let name = without_remark(line[..at].trim_end());
    if name.split_whitespace().count() > LONGEST.1
        || !name.split_whitespace().all(is_capital)
        || name.chars().filter(|c| c.is_alphabetic()).count() < 2
    {
        return None;
    }
    let is_sure =
        SURE.iter().any(|title| name.starts_with(title)) || ASKERS.contains(&name) || MODERATORS.contains(&name);
    let trust = if is_sure { Trust::Sure } else { Trust::Capital };
    Some(Label { start: 0, end: name.len(), speech, role: None, trust })
}

/// The words behind a `Q`; some pages print it close to the question.
fn asked(rest: &str) -> Option<&str> {
    let parted = rest.starts_with([' ', '\t', ':', '.', '\u{a0}']);
    let mut letters = rest.chars();
    let is_joined = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|c| c.is_lowercase() || matches!(c, ' ' | '’' | '\''));
    (parted || is_joined).then(|| rest.trim_start_matches([':', '.']).trim_start())
}

/// "PRESIDENT ORSINI (as interpreted)" without what the brackets tell of the way it was said.
fn without_remark(name: &str) -> &str {
    let open = name.strip_suffix(')').and_then(|inside| inside.rfind('('));
    open.filter(|&open| name[open..].contains(char::is_lowercase)).map_or(name, |open| name[..open].trim_end())
}

/// A word in capitals, as names in labels are printed ("McDONOUGH", "O'BRIEN", "#1").
fn is_capital(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    let has_prefix =
        ["Mc", "Mac", "La", "Le", "De", "Di", "Van", "Von", "O’", "O'"].iter().any(|prefix| word.starts_with(prefix));
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '#' | '&' | '(' | ')' | ','))
        && (lower == 0
            || has_prefix && lower <= 2 && letters > lower + 1
            || matches!(word, "of" | "and" | "the" | "for" | "to"))
}
