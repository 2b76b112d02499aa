//! How does an answer look to people at a terminal?
//!
//! Views as text of at most 100 columns. Colours only where standard output is a terminal and NO_COLOR is not set.
//! Sources are untrusted: control characters never reach the terminal. Not useful for programs: they take JSON.

use crate::views::document::DocumentView;
use crate::views::explain::{ExplainView, shown};
use crate::views::links::{ConflictView, ThreadView};
use crate::views::overview::OverviewView;
use crate::views::people::PersonView;
use crate::views::questions::QuestionView;
use crate::views::search::RowView;
use crate::views::statement::{SpeakerView, StatementView};
use std::io::{IsTerminal, Result, Write};

/// Prints a message for people on standard error; a closed standard error is nobody's fault.
pub fn tell(message: &str) {
    let _ = writeln!(std::io::stderr(), "onrecord: {}", harmless(message));
}

/// Where and how text is printed.
pub struct Page<W> {
    out: W,
    is_coloured: bool,
    columns: usize,
}

/// Standard output, held while an answer is printed.
pub type Output = std::io::BufWriter<std::io::StdoutLock<'static>>;

/// A page on standard output.
pub fn page() -> Page<Output> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(92usize);
    Page {
        out: std::io::BufWriter::new(std::io::stdout().lock()),
        is_coloured: std::io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb,
        columns: columns.clamp(60, 100),
    }
}

/// Without control characters, which could steer the terminal.
pub fn harmless(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

/// A name with what it is, where that is no person.
fn named(speaker: &SpeakerView) -> String {
    let name = match speaker.kind {
        "person" => speaker.name.clone(),
        kind => format!("{} ({kind})", speaker.name),
    };
    match &speaker.outlet {
        Some(outlet) => format!("{name}, {outlet}"),
        None => name,
    }
}

impl<W: Write> Write for Page<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Page<W> {
    /// One line as it is.
    pub fn line(&mut self, text: &str) -> Result<()> {
        writeln!(self.out, "{}", harmless(text))
    }

    /// One line of bytes, for programs: nothing is left out.
    pub fn raw(&mut self, line: &[u8]) -> Result<()> {
        self.out.write_all(line)?;
        self.out.write_all(b"\n")
    }

    /// An empty line.
    pub fn gap(&mut self) -> Result<()> {
        writeln!(self.out)
    }

    /// One line that stands out.
    pub fn heading(&mut self, text: &str) -> Result<()> {
        let text = harmless(text);
        if self.is_coloured { writeln!(self.out, "\x1b[1m{text}\x1b[0m") } else { writeln!(self.out, "{text}") }
    }

    /// Lines that step back.
    pub fn aside(&mut self, indent: usize, text: &str) -> Result<()> {
        let is_coloured = self.is_coloured;
        for line in self.wrapped(indent, text) {
            if is_coloured { writeln!(self.out, "\x1b[2m{line}\x1b[0m")? } else { writeln!(self.out, "{line}")? }
        }
        Ok(())
    }

    /// Running text, broken between words.
    pub fn text(&mut self, indent: usize, text: &str) -> Result<()> {
        for line in self.wrapped(indent, text) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Sends everything on.
    pub fn finish(mut self) -> Result<()> {
        self.out.flush()
    }

    fn wrapped(&self, indent: usize, text: &str) -> Vec<String> {
        let margin = " ".repeat(indent);
        let mut lines = Vec::new();
        let (mut line, mut width) = (String::new(), 0);
        for word in harmless(text).split_whitespace() {
            let length = word.chars().count();
            if width > 0 && indent + width + 1 + length > self.columns {
                lines.push(format!("{margin}{line}"));
                line.clear();
                width = 0;
            }
            if width > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += length;
        }
        if width > 0 {
            lines.push(format!("{margin}{line}"));
        }
        lines
    }

    /// What a document says, statement by statement.
    pub fn document(&mut self, view: &DocumentView) -> Result<()> {
        self.heading(view.title.as_deref().unwrap_or(&view.path))?;
        let published = view.published.shown().map(|days| format!("published {days}"));
        let facts = [
            view.outlet.clone(),
            view.agency.as_ref().map(|agency| format!("agency {agency}")),
            view.byline.clone(),
            Some(view.kind.replace('_', " ")),
            published,
            Some(view.path.clone()),
            Some(view.id.clone()),
        ];
        self.aside(0, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        for (kind, message) in &view.notes {
            self.text(0, &format!("note ({kind}): {message}"))?;
        }
        if view.statements.is_empty() {
            self.gap()?;
            self.line("No statement was found in this document.")?;
        }
        for statement in &view.statements {
            self.gap()?;
            self.statement(statement, false)?;
        }
        if !view.questions.is_empty() {
            self.gap()?;
            self.heading(&format!("Questions: {}", view.questions.len()))?;
            for question in &view.questions {
                self.gap()?;
                self.question(question, false)?;
            }
        }
        Ok(())
    }

    /// One statement; with its place and id in full where it stands alone.
    pub fn statement(&mut self, view: &StatementView, is_alone: bool) -> Result<()> {
        let mut who: Vec<String> = view.speaker.iter().chain(&view.with).map(named).collect();
        if who.is_empty() {
            who.push("speaker not known".into());
        }
        let titles = view.speaker.as_ref().and_then(|speaker| speaker.titles.first());
        let mut head = who.join(" and ");
        if let Some(title) = titles {
            head.push_str(&format!(", {title}"));
        }
        if let Some(addressee) = &view.addressee {
            head.push_str(&format!(", to {}", named(addressee)));
        }
        self.heading(&head)?;
        self.text(2, &view.content)?;
        let hedges = view.hedges.iter().map(|hedge| format!("“{hedge}”")).collect::<Vec<_>>().join(", ");
        let certainty = match (view.negated, hedges.is_empty()) {
            (negated, true) => format!("{}{}", view.certainty, if negated { ", negated" } else { "" }),
            (negated, false) => format!("{}{} ({hedges})", view.certainty, if negated { ", negated" } else { "" }),
        };
        let said = match view.said.shown() {
            Some(days) => format!("said {days}"),
            None => "day not known".into(),
        };
        let facts = [
            Some(view.form.to_string()),
            Some(certainty),
            Some(said),
            Some(&view.cue).filter(|cue| !cue.is_empty()).map(|cue| format!("“{cue}”")),
            view.parent.as_ref().map(|parent| format!("reported inside {}", short(parent))),
            Some(short(&view.id).to_string()),
        ];
        self.aside(2, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        if is_alone {
            self.aside(2, &format!("{} · {} · {}", view.title, view.path, view.id))?;
            if let Some(why) = &view.said.why {
                self.aside(2, &format!("date: {why}"))?;
            }
            for (field, value) in &view.corrected {
                self.aside(2, &format!("corrected by a user: {field} = {value}"))?;
            }
            self.gap()?;
            self.text(4, &format!("{} {} {}", view.before, view.passage, view.after))?;
        }
        Ok(())
    }

    /// One question.
    pub fn question(&mut self, view: &QuestionView, is_alone: bool) -> Result<()> {
        let asker = view.asker.as_ref().map_or_else(|| "asker not known".into(), named);
        self.heading(&asker)?;
        self.text(2, &view.question)?;
        let cue = Some(&view.cue).filter(|cue| !cue.is_empty()).map(|cue| format!("“{cue}”"));
        let answered = match (view.response, view.procedural) {
            (Some(response), _) => response.replace('_', " "),
            (None, true) => "procedural".into(),
            (None, false) => "response not known".into(),
        };
        let facts = [
            Some(answered),
            view.technique.map(|technique| technique.replace('_', " ")),
            cue,
            Some(if is_alone { view.id.clone() } else { short(&view.id).to_string() }),
            Some(view.title.clone()).filter(|_| is_alone),
        ];
        self.aside(2, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        for words in &view.answer_words {
            self.text(4, &format!("→ {words}"))?;
        }
        Ok(())
    }

    /// One line of a list of statements.
    pub fn row(&mut self, row: &RowView) -> Result<()> {
        let said = row.said.shown().unwrap_or_else(|| "day not known".into());
        self.heading(row.speaker.as_deref().unwrap_or("speaker not known"))?;
        self.text(2, &row.content)?;
        let source = row.outlet.as_deref().unwrap_or(&row.title);
        self.aside(2, &format!("{} · {} · said {said} · {source} · {}", row.form, row.certainty, row.id))
    }

    /// One person.
    pub fn person(&mut self, view: &PersonView) -> Result<()> {
        let kind = if view.kind == "person" { String::new() } else { format!(" ({})", view.kind) };
        self.heading(&format!("{}{kind}", view.name))?;
        let titles = view.titles.iter().map(|title| title.shown()).collect::<Vec<_>>().join("; ");
        let facts = [
            Some(titles).filter(|titles| !titles.is_empty()),
            Some(view.names.join(", ")).filter(|names| !names.is_empty()).map(|names| format!("also {names}")),
            Some(format!("{} in {}", count(view.statements, "statement"), count(view.documents, "document"))),
            Some(view.id.clone()),
        ];
        self.aside(2, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }

    /// Statements on one matter, with the figures that they give.
    pub fn thread(&mut self, view: &ThreadView) -> Result<()> {
        self.heading(&view.line.title)?;
        for row in &view.texts {
            let said = row.said.shown().unwrap_or_else(|| "day not known".into());
            let speaker = row.speaker.as_deref().unwrap_or("speaker not known");
            self.text(2, &format!("{speaker}: {}", row.content))?;
            for entry in view.line.series.iter().filter(|entry| entry.statement == row.id) {
                self.text(4, &entry.shown())?;
            }
            self.aside(4, &format!("{} · said {said} · {}", row.certainty, row.id))?;
        }
        Ok(())
    }

    /// Statements that differ, one side after the other.
    pub fn conflict(&mut self, view: &ConflictView) -> Result<()> {
        self.heading(&view.line.description)?;
        self.aside(2, &format!("{} · {}", view.line.r#type, view.line.strength.replace('_', " ")))?;
        for (number, side) in view.texts.iter().enumerate() {
            self.line(&format!("  Side {}", number + 1))?;
            for row in side {
                let said = row.said.shown().unwrap_or_else(|| "day not known".into());
                let speaker = row.speaker.as_deref().unwrap_or("speaker not known");
                self.text(4, &format!("{speaker}: {}", row.content))?;
                let source = row.outlet.as_deref().unwrap_or(&row.title);
                self.aside(4, &format!("{} · said {said} · {source} · {}", row.certainty, row.id))?;
            }
        }
        Ok(())
    }

    /// What the record holds, and what is open in it.
    pub fn overview(&mut self, view: &OverviewView) -> Result<()> {
        let transcripts = count(view.transcripts, "transcript");
        self.line(&format!("{}, of which {transcripts}", count(view.documents, "document")))?;
        let open = [(view.without_speaker, "without a speaker"), (view.without_date, "without a day")];
        let open = open.map(|(number, what)| format!("{} {what}", grouped(number))).join(", ");
        self.line(&format!("{}; {open}", count(view.statements, "statement")))?;
        self.line(&count(view.questions, "question"))?;
        self.line(&format!("{} people, organizations and places", grouped(view.people)))?;
        if view.silent > 0 {
            self.line(&format!("{} in which no statement was found", count(view.silent, "document")))?;
        }
        if view.transcripts == 0 {
            self.line("No transcript is held, so no quotation can be checked against one.")?;
        }
        Ok(())
    }

    /// Why each field is what it is.
    pub fn explanation(&mut self, view: &ExplainView) -> Result<()> {
        self.statement(&view.statement, true)?;
        self.gap()?;
        for field in &view.fields {
            let value = field.value.as_deref().unwrap_or_else(|| field.missing());
            self.text(0, &format!("{}: {value}", field.field))?;
            for reason in &field.reasons {
                let words = shown(reason);
                let rests = if words.is_empty() { String::new() } else { format!(", resting on {words}") };
                self.aside(4, &format!("by {} with score {:.2}{rests}", reason.by, reason.score))?;
            }
            if field.reasons.is_empty() && field.value.is_some() {
                self.aside(4, "no rule or model said anything else")?;
            }
        }
        for correction in &view.corrections {
            let value = if correction.value.is_empty() { "not known" } else { &correction.value };
            let note = if correction.note.is_empty() { String::new() } else { format!(" ({})", correction.note) };
            self.text(0, &format!("corrected: {} = {value}{note}", correction.field))?;
        }
        Ok(())
    }
}

/// `s12` of `DOCUMENT:s12`.
fn short(id: &str) -> &str {
    id.rsplit(':').next().unwrap_or(id)
}

/// `1 statement`, `2 statements`.
pub fn count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(number))
}

/// A number with commas between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut result = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> Page<Vec<u8>> {
        Page { out: Vec::new(), is_coloured: false, columns: 60 }
    }

    #[test]
    fn text_is_broken_between_words_and_is_harmless() {
        let mut page = paper();
        page.text(2, &format!("{} \x1b[31mred\u{202e}", "word ".repeat(20))).unwrap();
        let text = String::from_utf8(page.out).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 60 && line.starts_with("  word")), "{text}");
        assert!(!text.contains('\x1b') && !text.contains('\u{202e}'));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1234567), "1,234,567");
        assert_eq!(count(1, "document"), "1 document");
    }
}
