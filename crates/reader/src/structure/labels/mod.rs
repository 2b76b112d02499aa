//! Does a line begin with the label of a turn?
//!
//! One line alone: how far its label may be trusted in the document is `forms`' matter. Each family of labels has its file;
//! times beside a label and marks before it (`>>`, an asterisk) are no part of it.

mod capitals;
mod names;
pub(super) mod times;

use super::Role;

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// First byte of the label.
    pub start: usize,
    /// One past its last byte, without its colon.
    pub end: usize,
    /// Bytes up to the speech.
    pub speech: usize,
    /// Which part its speaker plays, as far as the label tells.
    pub role: Option<Role>,
    /// When it counts.
    pub trust: Trust,
}

/// When a line that looks like a label is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// A name in small letters, which any list has too: in a document that reads as speech.
    Named,
    /// The same with a title, a place or a part: `The Minister (Ines Calder):`, `Question:`.
    Titled,
    /// A name beside a time: in a document with several of them.
    Timed,
    /// A line in capitals: where it recurs, or in a document with questions.
    Capital,
    /// A change of speakers marked `>>`: as `Sure`, but pages mark links so too.
    Marked,
    /// `MR. HALE:`, `Q`: wherever it stands.
    Sure,
}

/// Labels of those who ask, in capitals.
const ASKERS: &[&str] = &[
    "Q",
    "QUESTION",
    "QUESTIONS",
    "QUESTIONER",
    "PRESS",
    "THE PRESS",
    "REPORTER",
    "REPORTERS",
    "THE REPORTER",
    "UNIDENTIFIED REPORTER",
    "JOURNALIST",
    "CORRESPONDENT",
    "MEDIA",
    "INTERVIEWER",
];

/// Labels of those who give the floor, in capitals.
const MODERATORS: &[&str] = &[
    "MODERATOR",
    "OPERATOR",
    "COORDINATOR",
    "HOST",
    "FACILITATOR",
    "THE MODERATOR",
    "THE OPERATOR",
    "THE SPEAKER",
    "MR SPEAKER",
    "MR. SPEAKER",
    "MADAM SPEAKER",
    "THE DEPUTY SPEAKER",
    "MR DEPUTY SPEAKER",
    "MADAM DEPUTY SPEAKER",
    "THE CHAIR",
    "MADAM CHAIR",
    "THE PRESIDING OFFICER",
];

/// Labels of those who answer whom no name tells, in capitals.
const PRINCIPALS: &[&str] = &["A", "ANSWER", "SPOKESMAN", "SPOKESWOMAN", "SPOKESPERSON"];

/// Words in capitals that head a passage; nobody is called so.
const HEADINGS: &[&str] = &[
    "END",
    "NOTE",
    "UPDATE",
    "CORRECTION",
    "RELATED",
    "READ MORE",
    "MORE",
    "WATCH",
    "VIDEO",
    "PHOTOS",
    "CLAIM",
    "THE CLAIM",
    "FACT",
    "FACTS",
    "THE FACTS",
    "FACT CHECK",
    "VERDICT",
    "RATING",
    "BACKGROUND",
    "CONTEXT",
];

/// The label at the start of a line, if there is one.
pub(super) fn label(line: &str) -> Option<Label> {
    let marks = marks_before(line);
    let turn_mark = line[..marks].contains(">>");
    let times = times::bracketed_before(&line[marks..]);
    let from = marks + times;
    let rest = &line[from..];
    let found = if times > 0 {
        names::any(rest).map(|label| Label { trust: Trust::Timed, ..label })
    } else {
        times::label(rest).or_else(|| capitals::label(rest)).or_else(|| names::label(rest))
    };
    let is_note = |label: &Label| {
        let name = &rest[label.start..label.end];
        HEADINGS.contains(&name) || marks > 0 && !turn_mark && label.trust != Trust::Sure
    };
    let found = found.filter(|label| !is_note(label)).map(|label| Label {
        start: label.start + from,
        end: label.end + from,
        speech: label.speech + from,
        role: label.role.or_else(|| role(&rest[label.start..label.end])),
        trust: if turn_mark { Trust::Marked } else { label.trust },
    });
    // A change of speakers without a name.
    let nameless = turn_mark && line.len() > marks;
    found.or_else(|| nameless.then_some(Label { start: 0, end: 2, speech: marks, role: None, trust: Trust::Marked }))
}

/// Which part the words of a label tell.
fn role(name: &str) -> Option<Role> {
    let name = name.to_uppercase();
    let last = name.rsplit(' ').next().unwrap_or(&name);
    if ASKERS.contains(&name.as_str()) {
        Some(Role::Reporter)
    } else if MODERATORS.contains(&name.as_str()) {
        Some(Role::Moderator)
    } else if PRINCIPALS.contains(&last) {
        Some(Role::Principal)
    } else {
        None
    }
}

/// Bytes of the marks of captions and footnotes before a label.
fn marks_before(line: &str) -> usize {
    let rest = line.trim_start_matches(['*', '†']);
    let rest = if rest.starts_with(">>") { rest.trim_start_matches('>').trim_start() } else { rest };
    line.len() - rest.len()
}

/// The colon that ends a label, and the bytes up to the speech behind it. No space is needed before a capital where the
/// label is sure.
fn colon(line: &str, most: usize, is_sure: bool) -> Option<(usize, usize)> {
    let at = line.char_indices().take(most).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let rest = &line[at + 1..];
    let next = rest.chars().next();
    let parts = next.is_none_or(char::is_whitespace) || is_sure && next.is_some_and(|c| !c.is_numeric() && c != '/');
    parts.then(|| (at, line.len() - rest.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(&str, Option<Role>, Trust, &str)> {
        label(line).map(|label| (&line[label.start..label.end], label.role, label.trust, &line[label.speech..]))
    }

    #[test]
    fn knows_labels() {
        use Role::{Moderator, Principal, Reporter};
        use Trust::{Capital, Marked, Named, Sure, Timed, Titled};
        for (line, expected) in [
            ("Q Can you say?", ("Q", Some(Reporter), Sure, "Can you say?")),
            ("Q: Can you say?", ("Q", Some(Reporter), Sure, "Can you say?")),
            ("QCan you say?", ("Q", Some(Reporter), Capital, "Can you say?")),
            ("A: We can.", ("A", Some(Principal), Titled, "We can.")),
            ("MR. HALE: We stay.", ("MR. HALE", None, Sure, "We stay.")),
            ("MR. HALE:We stay.", ("MR. HALE", None, Sure, "We stay.")),
            ("MR HALE: We stay.", ("MR HALE", None, Sure, "We stay.")),
            ("*MR. HALE: We stay.", ("MR. HALE", None, Sure, "We stay.")),
            ("MR. McDONNELL: Yes.", ("MR. McDONNELL", None, Sure, "Yes.")),
            ("MODERATOR: Next.", ("MODERATOR", Some(Moderator), Sure, "Next.")),
            ("QUESTION: Yes?", ("QUESTION", Some(Reporter), Sure, "Yes?")),
            ("PRESIDENT ORSINI (as interpreted): Yes.", ("PRESIDENT ORSINI", None, Capital, "Yes.")),
            ("SENIOR OFFICIAL #2: Yes.", ("SENIOR OFFICIAL #2", None, Capital, "Yes.")),
            ("MAJOR GENERAL OTTO BRENNE: Yes.", ("MAJOR GENERAL OTTO BRENNE", None, Capital, "Yes.")),
            ("Question: Is it so?", ("Question", Some(Reporter), Titled, "Is it so?")),
            ("Deputy Spokesman: It is.", ("Deputy Spokesman", Some(Principal), Titled, "It is.")),
            ("Secretary Hale: Yes.", ("Secretary Hale", None, Titled, "Yes.")),
            ("The Minister (Ines Calder): Yes.", ("The Minister (Ines Calder)", None, Titled, "Yes.")),
            (
                "The Minister for Ports (Ines Calder): Yes.",
                ("The Minister for Ports (Ines Calder)", None, Titled, "Yes."),
            ),
            ("Ida Holm (Sandel North) (Green): Why?", ("Ida Holm (Sandel North) (Green)", None, Titled, "Why?")),
            ("Ida Holm (Sandel North) (Green)", ("Ida Holm (Sandel North) (Green)", None, Titled, "")),
            ("Ida Holm: Why?", ("Ida Holm", None, Named, "Why?")),
            ("Ida Holm: (00:12)", ("Ida Holm", None, Timed, "")),
            ("Ida Holm (01:00:12): Why?", ("Ida Holm", None, Timed, "Why?")),
            ("Speaker 7 (00:00):", ("Speaker 7", None, Timed, "")),
            ("Ida Holm 00:00:12-00:00:20 (8 sec)", ("Ida Holm", None, Timed, "")),
            ("[00:12] Ida Holm: Why?", ("Ida Holm", None, Timed, "Why?")),
            (">> HALE: We stay.", ("HALE", None, Marked, "We stay.")),
            (">> Ida Holm: We stay.", ("Ida Holm", None, Marked, "We stay.")),
            (">> We stay.", (">>", None, Marked, "We stay.")),
        ] {
            assert_eq!(found(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn knows_what_is_none() {
        for line in [
            "Quite so.",
            "Qatar said so.",
            "He said: we stay.",
            "At 12:30 they left.",
            "There are two ways: by sea and by land.",
            "A ferry left.",
            "Ida Holm (right) speaks in Sandel.",
            "Doors open (19:30): be early",
            "http://example.org",
            "“Ida Holm: a life”",
            "(00:12)",
            "*NOTE: The number is eight.",
            "END: 2:10 P.M.",
            "THE FACTS: It was not.",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
