//! Is it a time, or a name beside one?
//!
//! Transcribers print where in the recording a turn begins: `Ida Holm (00:12):`, `Ida Holm: (00:12)`, `[00:12] Ida Holm:`,
//! `Ida Holm 00:00:12-00:00:20 (8 sec)`, and lines of nothing but a time.

use super::{Label, Trust, names};

/// A name with a time behind it.
pub(super) fn label(line: &str) -> Option<Label> {
    let begins = |at: usize| {
        let is_apart = line[..at].ends_with([' ', '\t', '\u{a0}']);
        is_apart && time(line[at..].trim_start_matches(['(', '['])) > 0
    };
    let open = line.char_indices().take(90).map(|(at, _)| at).find(|&at| begins(at))?;
    let end = open + run(&line[open..]);
    let name = line[..open].trim_end_matches([' ', '\t', '\u{a0}', ':']);
    let rest = &line[end..];
    // A time without brackets stands alone behind the name.
    let is_bracketed = line[open..].starts_with(['(', '[']) && line[..end].ends_with([')', ']']);
    let has_colon = line[..open].trim_end().ends_with(':') || rest.starts_with(':');
    let fits = rest.trim().is_empty() || is_bracketed && has_colon;
    let speech = line.len() - rest.trim_start_matches(':').trim_start().len();
    (names::is_name(name) && fits).then_some(Label {
        start: 0,
        end: name.len(),
        speech,
        role: None,
        trust: Trust::Timed,
    })
}

/// A name on a line alone, above a line of times.
pub(in crate::structure) fn before_time(line: &str) -> Option<Label> {
    let name = line.trim_end_matches([' ', ':']);
    (names::is_name(name) && name != "END").then_some(Label {
        start: 0,
        end: name.len(),
        speech: line.len(),
        role: None,
        trust: Trust::Timed,
    })
}

/// Bytes of a bracketed time at the start of a line, with the space behind it.
pub(in crate::structure) fn bracketed_before(line: &str) -> usize {
    let Some(inside) = line.strip_prefix(['(', '[']) else { return 0 };
    let size = time(inside);
    match inside[size..].strip_prefix([')', ']']) {
        Some(rest) if size > 0 => line.len() - rest.trim_start().len(),
        _ => 0,
    }
}

/// Whether a line is nothing but times: "00:12", "(00:01:12)", "00:00:12-00:00:20 (8 sec)".
pub(in crate::structure) fn is_bare(line: &str) -> bool {
    let line = line.trim();
    let inside = line.trim_start_matches(['(', '[']);
    time(inside) > 0 && run(line) == line.len()
}

/// Bytes of times, brackets, dashes and a length in seconds.
fn run(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let size = time(rest);
        let unit = [" sec", "sec", " min"].iter().find(|unit| rest.starts_with(**unit)).map_or(0, |unit| unit.len());
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let counts = if line[..at].ends_with('(') && rest[digits..].starts_with(" sec") { digits } else { 0 };
        let mark = rest.starts_with(['(', ')', '[', ']', '-', ' ', '\u{a0}']) || rest.starts_with('–');
        let mark = if mark { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let step = size.max(unit).max(counts).max(mark);
        if step == 0 {
            // A space before the speech belongs to nobody.
            return line[..at].trim_end().len();
        }
        at += step;
    }
}

/// Bytes of "00:12", "1:02:33" or "00:01:02.500" at the start; a time of the day has more words with it and is none.
fn time(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut at = digits(text);
    if !(1..=2).contains(&at) {
        return 0;
    }
    let mut parts = 1;
    while text[at..].starts_with(':') && digits(&text[at + 1..]) == 2 && parts < 3 {
        at += 3;
        parts += 1;
    }
    if parts > 1 && text[at..].starts_with(['.', ',']) {
        let fraction = digits(&text[at + 1..]);
        at += if (1..=3).contains(&fraction) { fraction + 1 } else { 0 };
    }
    if parts > 1 && !text[at..].starts_with(char::is_alphanumeric) { at } else { 0 }
}
