//! What does a reading look like as plain lines?
//!
//! Shared by the runner of the Markdown cases and by the snapshots. One line a thing: a key, a head, named fields and
//! flags. Useful for showing and comparing a reading; no interface of the product.

#![allow(dead_code)]

use reader::meaning::time::{Precision, When};
use reader::structure::Turn;
use reader::{Clean, Reading, Span};
use std::fmt::{self, Display, Formatter};

/// One thing that a reading says.
pub struct Line {
    /// What it is: `turn`, `statement`, …
    pub key: &'static str,
    /// Its words.
    pub head: String,
    /// Named values, printed `name=value`.
    pub fields: Vec<(&'static str, String)>,
    /// What is true of it, printed as one word each.
    pub flags: Vec<&'static str>,
}

/// Names of fields that may stand in an expected line.
pub const FIELDS: &[&str] = &[
    "form",
    "certainty",
    "speaker",
    "said",
    "hedges",
    "parent",
    "with",
    "addressee",
    "turn",
    "stance",
    "precision",
    "candidates",
    "min",
    "max",
    "counted",
    "state",
    "introduced",
    "outlet",
    "titles",
    "date",
    "venue",
    "channel",
    "ground_rule",
    "asker",
    "response",
    "technique",
    "cue",
    "answers",
    "answer_spans",
    "days",
];

/// Flags that may stand in an expected line.
pub const FLAGS: &[&str] = &["negated", "procedural", "repaired", "exclusive", "approx", "copy", "inside"];

impl Line {
    fn new(key: &'static str, head: impl Into<String>) -> Line {
        Line { key, head: one_line(&head.into()), fields: Vec::new(), flags: Vec::new() }
    }

    fn field(mut self, name: &'static str, value: impl Display) -> Line {
        self.fields.push((name, one_line(&value.to_string())));
        self
    }

    fn field_if(self, name: &'static str, value: Option<impl Display>) -> Line {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    fn list(self, name: &'static str, values: &[String]) -> Line {
        if values.is_empty() { self } else { self.field(name, values.join(" | ")) }
    }

    fn flag(mut self, name: &'static str, holds: bool) -> Line {
        if holds {
            self.flags.push(name);
        }
        self
    }

    fn when(self, name: &'static str, when: &When) -> Line {
        self.field(name, interval(when)).precision(when)
    }

    fn precision(self, when: &When) -> Line {
        let line = match when.precision {
            Precision::Day | Precision::Unknown => self,
            other => self.field("precision", other),
        };
        let days: Vec<String> = when.candidates.iter().map(|day| day.to_string()).collect();
        line.list("candidates", &days)
    }
}

impl Display for Line {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.key, self.head)?;
        for (name, value) in &self.fields {
            write!(formatter, " {name}={value}")?;
        }
        for flag in &self.flags {
            write!(formatter, " {flag}")?;
        }
        Ok(())
    }
}

/// Any run of white space becomes one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn interval(when: &When) -> String {
    match (when.earliest, when.latest) {
        (None, None) => "unknown".to_owned(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => {
            let side = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", side(from), side(to))
        }
    }
}

/// Every line of a reading, in the order of its parts.
pub fn render(reading: &Reading) -> Vec<Line> {
    let text = reading.text.as_str();
    let of = |span: &Span<Clean>| one_line(span.of(text));
    let spans = |spans: &[Span<Clean>]| spans.iter().map(of).collect::<Vec<_>>().join(" … ");
    let each = |spans: &[Span<Clean>]| spans.iter().map(of).collect::<Vec<_>>();
    let speaker = |index: usize| match reading.speakers.get(index) {
        Some(speaker) => speaker.name.clone(),
        None => format!("NO SUCH SPEAKER {index}"),
    };
    let mut lines = Vec::new();
    let masthead = &reading.structure.masthead;
    lines.push(Line::new("kind", masthead.kind.as_str()));
    for (key, value) in [
        ("outlet", &masthead.outlet),
        ("agency", &masthead.agency),
        ("title", &masthead.title),
        ("byline", &masthead.byline),
        ("language", &masthead.language),
    ] {
        lines.extend(value.as_ref().map(|value| Line::new(key, value.as_str())));
    }
    lines.push(Line::new("published", interval(&reading.published)).precision(&reading.published));
    for note in &reading.notes {
        lines.push(Line::new("note", format!("{} ({})", note.message, note.kind)));
    }
    for furniture in &reading.structure.furniture {
        lines.push(Line::new("furniture", format!("{} ({})", of(&furniture.span), furniture.kind)));
    }
    for group in &reading.structure.repeats {
        lines.push(Line::new("repeat", each(group).join(" | ")));
    }
    for block in &reading.structure.blocks {
        lines.push(Line::new("block", format!("{} ({})", of(&block.span), block.kind)).flag("copy", block.is_copy));
    }
    for sentence in &reading.structure.sentences {
        lines.push(Line::new("sentence", of(&sentence.span)));
    }
    for quotation in &reading.structure.quotations {
        lines.push(
            Line::new("quotation", spans(&quotation.spans))
                .flag("repaired", quotation.repaired)
                .flag("inside", quotation.inside.is_some()),
        );
    }
    let label = |turn: &Turn| format!("{} ({})", of(&turn.label), turn.role);
    if !reading.structure.turns.is_empty() {
        let all: Vec<String> = reading.structure.turns.iter().map(label).collect();
        lines.push(Line::new("turns", all.join(" | ")));
    }
    for turn in &reading.structure.turns {
        let mut line = Line::new("turn", format!("{}: {}", label(turn), spans(&turn.speech)));
        if let Some(introduced) = &turn.introduced {
            line = line
                .field_if("introduced", introduced.asker().as_ref().map(of))
                .field_if("outlet", introduced.outlet.as_ref().map(of));
        }
        lines.push(line);
    }
    for event in &reading.events {
        lines.push(
            Line::new("event", event.name.as_deref().unwrap_or("unnamed"))
                .when("date", &event.date)
                .field_if("venue", event.venue.as_ref())
                .field("channel", event.channel)
                .field("ground_rule", event.ground_rule),
        );
    }
    for one in &reading.speakers {
        lines.push(
            Line::new("speaker", format!("{} ({})", one.name, one.kind))
                .list("titles", &one.titles)
                .field_if("outlet", one.outlet.as_ref()),
        );
    }
    for statement in &reading.statements {
        let head = format!("[{}] [{}] {}", spans(&statement.source), spans(&statement.cue), spans(&statement.content));
        let with: Vec<String> = statement.with.iter().map(|&index| speaker(index)).collect();
        lines.push(
            Line::new("statement", head)
                .field("form", statement.form)
                .field("certainty", statement.certainty)
                .flag("negated", statement.negated)
                .field("speaker", statement.speaker.map_or("none".to_owned(), speaker))
                .when("said", &statement.said)
                .list("hedges", &each(&statement.hedges))
                .field_if("parent", statement.parent)
                .list("with", &with)
                .field_if("addressee", statement.addressee.map(speaker))
                .field_if("turn", statement.turn)
                .field_if("stance", statement.stance.as_ref()),
        );
        for quantity in &statement.quantities {
            let mut line = Line::new("quantity", of(&quantity.span));
            line = line.field_if("min", quantity.min).field_if("max", quantity.max);
            line = line.field_if("counted", quantity.counted.as_ref().map(of));
            line = line.field_if("state", quantity.state.as_ref().map(of));
            lines.push(line.flag("exclusive", quantity.exclusive).flag("approx", quantity.approx));
        }
        for time in &statement.times {
            let when =
                When { earliest: time.earliest, latest: time.latest, precision: time.precision, ..When::default() };
            lines.push(Line::new("time", of(&time.span)).when("days", &when));
        }
    }
    for question in &reading.questions {
        let answers: Vec<String> = question
            .answers
            .iter()
            .map(|&index| reading.statements.get(index).map_or("NO SUCH STATEMENT".to_owned(), |s| spans(&s.content)))
            .collect();
        lines.push(
            Line::new("question", of(&question.span))
                .field("asker", question.asker.map_or("none".to_owned(), speaker))
                .field_if("outlet", question.asker.and_then(|asker| reading.speakers.get(asker)?.outlet.clone()))
                .flag("procedural", question.procedural)
                .field_if("response", question.response)
                .field_if("technique", question.technique)
                .list("cue", &each(&question.cue))
                .list("answers", &answers)
                .list("answer_spans", &each(&question.answer_spans)),
        );
    }
    lines
}
