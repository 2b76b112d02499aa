//! What does the look of a word, or what follows a name, tell about it?
//!
//! Small tests that need no list: the legal form of a firm, small words in a line of capitals, a party in brackets, "it" behind
//! the verb. Useful to the scanner of names alone.

/// Words that end the name of a firm.
pub(super) fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "Inc"
            | "Inc."
            | "Corp"
            | "Corp."
            | "Co"
            | "Co."
            | "Ltd"
            | "Ltd."
            | "Plc"
            | "PLC"
            | "LLC"
            | "AG"
            | "GmbH"
            | "NV"
    )
}

/// "MAYOR OF SANDEL": small words in a line of capitals.
pub(super) fn is_small_in_capitals(printed: &str) -> bool {
    matches!(printed, "OF" | "IN" | "AT" | "ON" | "BY" | "TO" | "FOR" | "AND" | "THE")
}

/// "D-Ohio", "R-Texas" in brackets after a name.
pub(super) fn is_party(printed: &str) -> bool {
    let bytes = printed.as_bytes();
    bytes.len() > 3 && matches!(bytes[0], b'D' | b'R' | b'I') && bytes[1] == b'-'
}

/// Whether what follows tells a body: "… said it had", "… <HRB.L> said".
pub(super) fn is_it(text: &str, end: usize) -> bool {
    let Some(rest) = text.get(end..) else { return false };
    let mut words = rest.split_whitespace();
    let next = words.next().unwrap_or("");
    next.starts_with('<') && next.ends_with('>')
        || matches!(next, "said" | "says" | "announced" | "added")
            && rest.starts_with([' ', '\n'])
            && matches!(words.next(), Some("it" | "its" | "it's" | "it’s"))
}

/// Whether ", which" follows: who is meant is a body.
pub(super) fn is_which(text: &str, end: usize) -> bool {
    text.get(end..).is_some_and(|rest| rest.starts_with(", which "))
}
