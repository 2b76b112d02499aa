//! What do captions say without their cues?
//!
//! SubRip and WebVTT, told by their lines of times: numbers, times, settings, notes, styles and tags are left out, and the
//! lines of cues are joined to running text, since sentences go on over cues. A change of speakers begins a new line; a
//! voice (`<v Ines Calder>`) is read as `>> Ines Calder: `, as captions without tags print it. The way back to the original
//! bytes, times among them, is kept.

use super::clean_text::{Builder, CleanText};
use super::decode::copy;
use crate::span::Span;

/// A line of running text ends at the first sentence end after so many bytes.
const LONG: usize = 600;

/// No tag has more characters.
const LONGEST_TAG: usize = 200;

/// Whether a text is a caption file: lines of times, with no more than a few lines each.
pub(super) fn is_captions(text: &str) -> bool {
    let (mut times, mut lines) = (0usize, 0usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(2000) {
        lines += 1;
        times += usize::from(is_times(line));
    }
    times >= 2 && times * 7 >= lines
}

/// "00:00:01,000 --> 00:00:04,000", with or without hours and settings.
fn is_times(line: &str) -> bool {
    let Some((start, rest)) = line.split_once("-->") else { return false };
    let end = rest.split_whitespace().next().unwrap_or("");
    let is_time = |text: &str| {
        let text = text.trim();
        text.contains(':')
            && text.len() <= 13
            && text.bytes().all(|byte| byte.is_ascii_digit() || b":.,".contains(&byte))
    };
    is_time(start) && is_time(end)
}

/// A part of a line: what stays of the bytes between two offsets of the text.
enum Part<'text> {
    Copied(usize, &'text str),
    Instead(usize, usize, &'static str),
}

/// The running text of captions.
pub(super) fn plain(text: &str) -> CleanText {
    let mut builder = CleanText::builder();
    let mut voice = "";
    let mut before = String::new();
    let (mut in_cue, mut at, mut last_end, mut paragraph) = (false, 0, 0, 0);
    for whole in text.split_inclusive('\n') {
        let from = at;
        at += whole.len();
        let line = whole.trim_end();
        if line.is_empty() {
            in_cue = false;
        } else if is_times(line) {
            in_cue = true;
        } else if in_cue {
            let (parts, changes_voice) = parts(line, from, &mut voice);
            let words = words(&parts);
            // Rolling captions print every line again.
            if words.is_empty() || words == before {
                continue;
            }
            let is_long = builder.as_str().len() - paragraph > LONG && before.ends_with(['.', '?', '!', '”', '"']);
            if !builder.as_str().is_empty() {
                let breaks = changes_voice || opens_turn(&words) || is_long;
                builder.replace(Span::new(last_end, from), if breaks { "\n" } else { " " });
                paragraph = if breaks { builder.as_str().len() } else { paragraph };
            }
            push(&mut builder, &parts);
            before = words;
            last_end = from + line.len();
        }
    }
    builder.finish()
}

fn push(builder: &mut Builder, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Copied(from, text) => copy(builder, text, *from),
            Part::Instead(from, to, text) => builder.replace(Span::new(*from, *to), *text),
        }
    }
}

fn words(parts: &[Part]) -> String {
    let texts = parts.iter().map(|part| match part {
        Part::Copied(_, text) => *text,
        Part::Instead(_, _, text) => *text,
    });
    texts.collect::<String>().trim().to_string()
}

/// The parts of a line without tags, and whether another voice begins in it.
fn parts<'text>(line: &'text str, from: usize, voice: &mut &'text str) -> (Vec<Part<'text>>, bool) {
    const ENTITIES: &[(&str, &str)] = &[("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"), ("&nbsp;", " ")];
    let mut parts = Vec::new();
    let (mut at, mut start, mut changes) = (0, 0, false);
    let skip = |parts: &mut Vec<Part<'text>>, start: usize, at: usize| {
        if start < at {
            parts.push(Part::Copied(from + start, &line[start..at]));
        }
    };
    while let Some(found) = line[at..].find(['<', '{', '&']) {
        at += found;
        let rest = &line[at..];
        let closing =
            |mark: char| rest.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == mark).map(|(end, _)| end + 1);
        let end = match &rest[..1] {
            "<" if rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '/') => closing('>'),
            "{" if rest.starts_with("{\\") => closing('}'),
            _ => None,
        };
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        if let Some(end) = end {
            skip(&mut parts, start, at);
            let tag = &rest[..end];
            if let Some((_, name)) =
                tag[..end - 1].split_once(' ').filter(|(tag, _)| *tag == "<v" || tag.starts_with("<v."))
                && name != *voice
            {
                let name_at = from + at + (end - 1 - name.len());
                parts.push(Part::Instead(from + at, name_at, ">> "));
                parts.push(Part::Copied(name_at, name));
                parts.push(Part::Instead(name_at + name.len(), from + at + end, ": "));
                (*voice, changes) = (name, true);
            }
            at += end;
            start = at;
        } else if let Some((entity, instead)) = entity {
            skip(&mut parts, start, at);
            parts.push(Part::Instead(from + at, from + at + entity.len(), instead));
            at += entity.len();
            start = at;
        } else {
            at += 1;
        }
    }
    skip(&mut parts, start, line.len());
    (parts, changes)
}

/// Whether somebody else begins to speak: `>>`, a dash, or a name before a colon.
fn opens_turn(line: &str) -> bool {
    let name = line.split_once(": ").map(|(name, _)| name).filter(|name| name.split_whitespace().count() <= 5);
    let is_name = |name: &str| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    line.starts_with(">>") || line.starts_with("- ") || line.starts_with("– ") || name.is_some_and(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_become_running_text() {
        let subrip = "1\r\n00:00:01,000 --> 00:00:04,000\r\n>> HALE: We will open\r\nthe <i>bridge</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,500\r\nbefore June.\r\n\r\n3\r\n00:00:07,000 --> 00:00:09,000\r\n>> And the ferry?\r\n";
        assert!(is_captions(subrip));
        let clean = plain(subrip);
        assert_eq!(clean.as_str(), ">> HALE: We will open the bridge before June.\n>> And the ferry?");
        let at = clean.as_str().find("before").unwrap_or(0);
        let original = clean.original(Span::new(at, at + 6));
        assert_eq!(&subrip[original.start..original.end], "before");
        let track = "WEBVTT - a title\n\nNOTE no words\n\nintro\n00:01.000 --> 00:04.000 align:start\n<v Ines Calder>We stay</v>\n\n00:04.000 --> 00:06.000\n<v Ines Calder>for good.\n\n00:06.000 --> 00:08.000\n<v Ida Holm>Why?\n";
        assert!(is_captions(track));
        assert_eq!(plain(track).as_str(), ">> Ines Calder: We stay for good.\n>> Ida Holm: Why?");
    }

    #[test]
    fn an_arrow_makes_no_captions() {
        assert!(!is_captions("The way is: Sandel --> Orsa --> Harrow.\nOpen 10:00 --> 12:00 on Sunday.\n"));
    }
}
