//! Does a line begin with the label of a turn?
//!
//! The White House form: `MR. NAME:`, `Q`, `MODERATOR:`, `THE PRESIDENT:`, `SENIOR ADMINISTRATION OFFICIAL:`, titles and names
//! in capitals; titles in mixed case (`Secretary Hale:`) where they recur.

use super::Role;

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// Bytes of the label without its colon.
    pub len: usize,
    /// Bytes up to the speech.
    pub speech: usize,
    /// Which part its speaker plays, as far as the label tells.
    pub role: Role,
    /// Whether it counts only where it recurs.
    pub is_weak: bool,
}

/// Titles of mixed-case labels.
const TITLES: &[&str] = &[
    "Mr.",
    "Ms.",
    "Mrs.",
    "Dr.",
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
    "Prime",
    "Vice",
    "Under",
    "Deputy",
    "Assistant",
    "Attorney",
    "Administrator",
    "Colonel",
    "Captain",
];

/// Labels of those who give the floor.
const MODERATORS: &[&str] =
    &["MODERATOR", "OPERATOR", "COORDINATOR", "THE MODERATOR", "THE OPERATOR", "HOST", "FACILITATOR"];

/// The label at the start of a line, if there is one.
pub(super) fn label(line: &str) -> Option<Label> {
    if let Some(rest) = line.strip_prefix('Q')
        && rest.starts_with([' ', '\t', ':', '.', '\u{a0}'])
    {
        let rest = rest.trim_start_matches([':', '.']);
        let speech = line.len() - rest.trim_start().len();
        return Some(Label { len: 1, speech, role: Role::Reporter, is_weak: false });
    }
    let colon = line.char_indices().take(64).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let name = line[..colon].trim_end();
    let rest = &line[colon + 1..];
    let speech = line.len() - rest.trim_start().len();
    if name.is_empty() || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() > 7 {
        return None;
    }
    let is_capital =
        words.iter().all(|word| is_capital(word)) && name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    if is_capital {
        let is_reporter = matches!(name, "QUESTION" | "THE PRESS" | "PRESS" | "REPORTER" | "REPORTERS" | "Q" | "Q&A");
        let is_moderator = MODERATORS.contains(&name);
        let role = if is_reporter {
            Role::Reporter
        } else if is_moderator {
            Role::Moderator
        } else {
            Role::Principal
        };
        let is_titled = name.starts_with("MR.")
            || name.starts_with("MS.")
            || is_reporter
            || is_moderator
            || name.starts_with("THE ");
        return Some(Label { len: name.len(), speech, role, is_weak: !is_titled });
    }
    let is_titled = words.len() >= 2
        && TITLES.contains(&words[0])
        && words.iter().all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c == 'o'));
    let is_question = matches!(name, "Question" | "Reporter" | "Moderator");
    (is_titled || is_question).then_some(Label {
        len: name.len(),
        speech,
        role: match name {
            "Question" | "Reporter" => Role::Reporter,
            "Moderator" => Role::Moderator,
            _ => Role::Principal,
        },
        is_weak: true,
    })
}

/// A word in capitals, as names in labels are printed ("McDONOUGH", "O'BRIEN", "#1").
fn is_capital(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let lower = letters.iter().filter(|c| c.is_lowercase()).count();
    let has_prefix =
        ["Mc", "Mac", "La", "Le", "De", "Di", "Van", "Von", "O’", "O'"].iter().any(|prefix| word.starts_with(prefix));
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '#' | '&' | '(' | ')' | ','))
        && (lower == 0
            || has_prefix && lower <= 2 && letters.len() > lower + 1
            || matches!(word, "of" | "and" | "the" | "for"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_labels() {
        let found = |line: &'static str| label(line).map(|label| (&line[..label.len], label.role));
        assert_eq!(found("Q Can you say?"), Some(("Q", Role::Reporter)));
        assert_eq!(found("MR. HALE: We stay."), Some(("MR. HALE", Role::Principal)));
        assert_eq!(found("MODERATOR: Next."), Some(("MODERATOR", Role::Moderator)));
        assert_eq!(found("MR. McDONNELL: Yes."), Some(("MR. McDONNELL", Role::Principal)));
        assert_eq!(
            found("SENIOR ADMINISTRATION OFFICIAL #2: Yes."),
            Some(("SENIOR ADMINISTRATION OFFICIAL #2", Role::Principal))
        );
        assert_eq!(found("Quite so."), None);
        assert_eq!(found("He said: we stay."), None);
        assert_eq!(found("At 12:30 they left."), None);
    }
}
