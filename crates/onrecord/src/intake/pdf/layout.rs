//! Which lines and paragraphs do the marks of a page make?
//!
//! Marks on one baseline are a line, with a blank where there is room for one. A line that is full goes on in the next;
//! one that ends early, is followed by more room than usual, or stands before the label of a speaker ends its paragraph.
//! Numbers of pages and what stands at the head or foot of most pages are left out. Not useful for tables.

use super::marks::Mark;
use std::collections::BTreeMap;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    text: String,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
}

/// So many lines at the head and the foot of a page may be those that every page has.
const MARGIN_LINES: usize = 2;

/// The lines of a page, in reading order.
pub fn lines(marks: Vec<Mark>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for mark in marks {
        if mark.text.trim().is_empty() {
            // A blank between two words is known by the room that it takes.
            continue;
        }
        let is_same = |line: &Line| {
            (line.y - mark.y).abs() < 0.4 * line.size.max(mark.size).max(1.0) && mark.x > line.x - 0.5 * mark.size
        };
        match lines.last_mut().filter(|line| is_same(line)) {
            Some(line) => add(line, &mark),
            None => lines.push(Line { text: mark.text, x: mark.x, end: mark.end, y: mark.y, size: mark.size }),
        }
    }
    // Some programs draw a page in any order: then lines are read from the top.
    let upward = lines.windows(2).filter(|two| two[1].y > two[0].y + two[0].size).count();
    if upward * 3 > lines.len() {
        lines.sort_by(|one, other| other.y.total_cmp(&one.y).then(one.x.total_cmp(&other.x)));
        let mut sorted: Vec<Line> = Vec::with_capacity(lines.len());
        for line in lines {
            let mark = Mark { text: line.text.clone(), x: line.x, end: line.end, y: line.y, size: line.size };
            match sorted.last_mut().filter(|last| (last.y - line.y).abs() < 0.4 * line.size.max(1.0)) {
                Some(last) => add(last, &mark),
                None => sorted.push(line),
            }
        }
        lines = sorted;
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines
}

/// Puts a mark behind a line.
fn add(line: &mut Line, mark: &Mark) {
    let room = mark.x - line.end;
    if room > 0.16 * mark.size && !line.text.ends_with(' ') && !mark.text.starts_with(' ') {
        line.text.push(' ');
    }
    line.text += &mark.text;
    line.end = line.end.max(mark.end);
    line.size = line.size.max(mark.size);
}

/// The text of all pages.
pub fn text(mut pages: Vec<Vec<Line>>) -> String {
    drop_margins(&mut pages);
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for page in pages {
        let right = page.iter().map(|line| line.end).fold(0.0, f32::max);
        let left = page.iter().map(|line| line.x).fold(f32::MAX, f32::min);
        let width = (right - left).max(1.0);
        let room = usual_room(&page);
        let mut is_first = true;
        for line in page {
            if let Some(last) = &before {
                let is_full = last.end > right - 0.15 * width || last.end - last.x > 0.8 * width;
                let is_indented = line.x > last.x + 0.8 * line.size && !is_label(&last.text);
                let is_far = !is_first && (last.y - line.y).abs() > 1.35 * room.max(line.size);
                let is_other = (line.size - last.size).abs() > 0.15 * last.size;
                let goes_on = match is_first {
                    // Over the end of a page only what is plainly the same sentence goes on.
                    true => is_full && line.text.starts_with(char::is_lowercase),
                    false => is_full && !is_indented && !is_far && !is_other,
                };
                text.push_str(match goes_on && !is_label(&line.text) {
                    // A hyphen that is none in the word.
                    true if text.ends_with('\u{ad}') => "",
                    true => " ",
                    false if is_far || is_first || is_other => "\n\n",
                    false => "\n",
                });
            }
            if text.ends_with('\u{ad}') {
                text.pop();
            }
            text += &line.text;
            before = Some(line);
            is_first = false;
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The room between most baselines of a page.
fn usual_room(page: &[Line]) -> f32 {
    let mut rooms: Vec<f32> =
        page.windows(2).map(|two| two[0].y - two[1].y).filter(|room| *room > 0.5 && *room < 100.0).collect();
    rooms.sort_by(f32::total_cmp);
    rooms.get(rooms.len() / 2).copied().unwrap_or(12.0)
}

/// Whether a line begins with who speaks: `MS. LORNE:`, `Q`, `Q.`, `The Chair:`.
fn is_label(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("");
    if matches!(first, "Q" | "Q." | "Q:" | "A." | "A:") {
        return true;
    }
    let Some((label, _)) = line.split_once(':') else { return false };
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(word, "of" | "the" | "de" | "")
    };
    label.len() <= 60 && label.starts_with(char::is_uppercase) && label.split_whitespace().all(is_name)
}

/// Leaves out numbers of pages, and lines that stand at the head or foot of most pages.
fn drop_margins(pages: &mut [Vec<Line>]) {
    let bare = |line: &Line| line.text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let margin = |length: usize, at: usize| at < MARGIN_LINES || at + MARGIN_LINES >= length;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut seen: Vec<String> = Vec::new();
        for (at, line) in page.iter().enumerate().filter(|(at, _)| margin(page.len(), *at)) {
            let bare = bare(line);
            if !seen.contains(&bare) {
                *times.entry(bare.clone()).or_default() += 1;
                seen.push(bare);
            }
            debug_assert!(at < page.len());
        }
    }
    let count = pages.len();
    for page in pages {
        let length = page.len();
        let mut at = 0;
        page.retain(|line| {
            let is_margin = margin(length, at);
            at += 1;
            let bare = bare(line);
            let has_digit = line.text.contains(|c: char| c.is_ascii_digit());
            let is_number =
                has_digit && (bare.is_empty() || matches!(bare.to_lowercase().as_str(), "page" | "pageof" | "of"));
            let is_repeated = count >= 3 && !bare.is_empty() && times.get(&bare).is_some_and(|times| times * 2 > count);
            !(is_margin && length > 1 && (is_number && line.text.len() <= 20 || is_repeated))
        });
    }
}
