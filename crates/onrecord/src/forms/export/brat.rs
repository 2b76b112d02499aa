//! A document as brat standoff: its text, and source, cue and content of each statement with the relations between them.
//!
//! Offsets count code points of the text that goes with it (`text`). A span over several lines is cut at each line end, as
//! brat demands.

use crate::forms::json::statement_id;
use reader::{Clean, Span};
use record::Held;

/// The text that offsets are of.
pub fn text(held: &Held) -> String {
    held.reading.text.as_str().replace('\r', "\n")
}

/// The annotations; the last line, a note, is their number.
pub fn annotations(held: &Held) -> String {
    let text = text(held);
    let characters = Characters::new(&text);
    let (mut lines, mut things, mut relations) = (Vec::<String>::new(), 0, 0);
    let mut first = None;
    for (number, statement) in held.reading.statements.iter().enumerate() {
        if record::is_wrong(statement) {
            continue;
        }
        let mut thing = |kind: &str, spans: &[Span<Clean>], lines: &mut Vec<String>| {
            let pieces = pieces(&text, spans);
            if pieces.is_empty() {
                return None;
            }
            things += 1;
            let places: Vec<String> =
                pieces.iter().map(|(from, to)| format!("{} {}", characters.of(*from), characters.of(*to))).collect();
            let words: Vec<&str> = pieces.iter().filter_map(|(from, to)| text.get(*from..*to)).collect();
            lines.push(format!("T{things}\t{kind} {}\t{}", places.join(";"), words.join(" ")));
            first = first.or(Some(things));
            Some(things)
        };
        let content = thing("Content", &statement.content, &mut lines);
        let source = thing("Source", &statement.source, &mut lines);
        let cue = thing("Cue", &statement.cue, &mut lines);
        if let Some(content) = content {
            lines.push(format!("#{content}\tAnnotatorNotes T{content}\t{}", statement_id(&held.id, number)));
            for (name, other) in [("SourceOf", source), ("CueOf", cue)] {
                if let Some(other) = other {
                    relations += 1;
                    lines.push(format!("R{relations}\t{name} Arg1:T{other} Arg2:T{content}"));
                }
            }
        }
    }
    if let Some(first) = first {
        lines.push(format!("#{}\tAnnotatorNotes T{first}\trows {}", things + 1, lines.len() + 1));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Byte ranges of spans, cut at line ends, without the blanks at both sides.
fn pieces(text: &str, spans: &[Span<Clean>]) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    for span in spans {
        let Some(words) = text.get(span.start..span.end) else { continue };
        let mut at = span.start;
        for line in words.split('\n') {
            let from = at + (line.len() - line.trim_start().len());
            let to = from + line.trim().len();
            if to > from {
                pieces.push((from, to));
            }
            at += line.len() + 1;
        }
    }
    pieces
}

/// Which code point a byte is; a byte of every line is known.
struct Characters<'a> {
    text: &'a str,
    /// Byte and code point, every thousand bytes.
    known: Vec<(usize, usize)>,
}

impl<'a> Characters<'a> {
    fn new(text: &'a str) -> Characters<'a> {
        let mut known = vec![(0, 0)];
        for (number, (byte, _)) in text.char_indices().enumerate() {
            if byte >= known.last().map_or(0, |last| last.0) + 1000 {
                known.push((byte, number));
            }
        }
        Characters { text, known }
    }

    fn of(&self, byte: usize) -> usize {
        let at = self.known.partition_point(|known| known.0 <= byte).saturating_sub(1);
        let (from, number) = self.known.get(at).copied().unwrap_or((0, 0));
        number + self.text.get(from..byte).map_or(0, |piece| piece.chars().count())
    }
}
