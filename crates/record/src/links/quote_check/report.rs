//! Which quotations does a report have, and which transcript is of the same event?
//!
//! A quotation is compared with the transcript that has most of its words. A short run of words stands in many transcripts:
//! it counts only where the event is settled, by the same day or by a longer quotation of the same report that is found
//! there. What is not found is "not in the transcript held" only for a settled event, else no transcript of it is held.

use super::{Checked, Edit, Op, Stretch, Transcript, Verdict, size};
use jiff::civil::Date;
use reader::attribution::Form;
use reader::meaning::time::When;
use reader::meaning::{Speaker, SpeakerKind, Statement};
use reader::structure::Role;
use reader::{Clean, Reading, Span};
use std::cmp::Reverse;

/// Words that a quotation needs to tell of itself where it comes from.
const TELLING: usize = 6;

/// Whether the transcript is of the event that the report tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It is.
    Same,
    /// It is of another day.
    Other,
    /// The days do not tell.
    Unknown,
}

impl Event {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Same => "same",
            Event::Other => "other",
            Event::Unknown => "unknown",
        }
    }
}

/// One quotation of a report with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// Index of its statement.
    pub statement: usize,
    /// The words between the quotation marks, in the report.
    pub parts: Vec<Stretch>,
    /// What came of it.
    pub verdict: Verdict,
    /// Index of the transcript that it was compared with.
    pub against: Option<usize>,
    /// Whether that one is of the same event.
    pub event: Event,
    /// The comparison, if the words were found.
    pub checked: Option<Checked>,
}

/// The quotations of a report: index of the statement, and the stretches between its quotation marks.
pub fn quotations(report: &Reading) -> Vec<(usize, Vec<Stretch>)> {
    let text = report.text.as_str();
    let is_quoting = |statement: &Statement| statement.form != Form::Indirect && statement.turn.is_none();
    let statements = report.statements.iter().enumerate().filter(|(_, statement)| is_quoting(statement));
    statements
        .map(|(index, statement)| (index, quoted_parts(text, &statement.content, statement.form)))
        .filter(|(_, parts)| !parts.is_empty() && size(text, parts) > 0)
        .collect()
}

/// Checks every quotation of a report against transcripts. Spans are of the readings' texts.
pub fn check_report(report: &Reading, transcripts: &[&Reading]) -> Vec<Quoted> {
    let text = report.text.as_str();
    let ready: Vec<Transcript> = transcripts.iter().map(|reading| prepared(reading)).collect();
    let mut found: Vec<Quoted> = Vec::new();
    for (index, parts) in quotations(report) {
        let statement = &report.statements[index];
        let best =
            ready.iter().enumerate().filter_map(|(at, transcript)| Some((at, transcript.check(text, &parts)?))).max_by(
                |(a_at, a), (b_at, b)| {
                    // The same words on several days: the day of the statement, then the day that comes closest.
                    let day = |at: &usize| {
                        let held = &transcripts[*at].published;
                        (
                            event(&statement.said, held) != Event::Other,
                            Reverse(days_after(statement.said.latest, held.latest)),
                        )
                    };
                    let by_share = (20.0 * a.share).round().total_cmp(&(20.0 * b.share).round());
                    by_share
                        .then_with(|| day(a_at).cmp(&day(b_at)))
                        .then_with(|| a.share.total_cmp(&b.share))
                        .then(b_at.cmp(a_at))
                },
            );
        let (against, checked) = best.map_or((None, None), |(at, checked)| (Some(at), Some(checked)));
        let event = against.map_or(Event::Unknown, |at| event(&statement.said, &transcripts[at].published));
        let verdict = checked.as_ref().map_or(Verdict::NoTranscriptHeld, |checked| checked.verdict);
        found.push(Quoted { statement: index, parts, verdict, against, event, checked });
    }
    // The transcripts whose event is settled: by a telling quotation that is found there on a day that may be the same.
    let settled: Vec<bool> = (0..transcripts.len())
        .map(|at| {
            found.iter().any(|one| {
                let telling = one.checked.as_ref().is_some_and(|checked| checked.share > 0.75);
                one.against == Some(at) && one.event != Event::Other && telling && size(text, &one.parts) >= TELLING
            })
        })
        .collect();
    for one in &mut found {
        let statement = &report.statements[one.statement];
        let said = &statement.said;
        let words = size(text, &one.parts);
        let name = statement.speaker.and_then(|at| report.speakers.get(at)).map(|speaker| speaker.name.as_str());
        let speaks = |at: usize| name.is_some_and(|name| speaks(transcripts[at], name));
        match one.against {
            Some(at) if words >= TELLING || settled[at] && one.event != Event::Other && speaks(at) => {
                if settled[at] && one.event == Event::Unknown {
                    one.event = Event::Same;
                }
                attribute(one, report, transcripts[at]);
            }
            _ => {
                let same_day = |at: &usize| event(said, &transcripts[*at].published) == Event::Same;
                let other_day = |at: &usize| event(said, &transcripts[*at].published) == Event::Other;
                // Who does not speak there said it elsewhere.
                let held =
                    (0..transcripts.len()).find(|at| speaks(*at) && (same_day(at) || settled[*at] && !other_day(at)));
                one.checked = None;
                one.against = held;
                one.event = if held.is_some() { Event::Same } else { Event::Unknown };
                one.verdict = if held.is_some() { Verdict::NotInTranscriptHeld } else { Verdict::NoTranscriptHeld };
            }
        }
    }
    found
}

/// Compares a quotation of one report with what another one quotes of a speaker of the same name.
pub fn check_beside(report: &Reading, one: &Quoted, other: &Reading) -> Option<Checked> {
    let name = |reading: &Reading, statement: usize| {
        let speaker = reading.statements.get(statement)?.speaker.and_then(|at| reading.speakers.get(at))?;
        (speaker.kind != SpeakerKind::Unnamed).then(|| surname(&speaker.name))
    };
    let mine = name(report, one.statement)?;
    let parts: Vec<Stretch> = quotations(other)
        .into_iter()
        .filter(|(statement, _)| name(other, *statement).as_deref() == Some(mine.as_str()))
        .flat_map(|(_, parts)| parts)
        .collect();
    if parts.is_empty() {
        return None;
    }
    Transcript::new(other.text.as_str(), &parts).check(report.text.as_str(), &one.parts)
}

/// What was spoken in a transcript, ready to be searched; all of a document without turns.
pub fn prepared(reading: &Reading) -> Transcript {
    let mut speech: Vec<Stretch> =
        reading.structure.turns.iter().flat_map(|turn| turn.speech.iter().map(|span| (span.start, span.end))).collect();
    if speech.is_empty() {
        speech.push((0, reading.text.as_str().len()));
    }
    Transcript::new(reading.text.as_str(), &speech)
}

/// Whether something said on these days can be of the event of those.
fn event(said: &When, held: &When) -> Event {
    let (Some(first), Some(last)) = (said.earliest, said.latest) else { return Event::Unknown };
    let (Some(from), Some(to)) = (held.earliest, held.latest) else { return Event::Unknown };
    if last < from || to < first {
        Event::Other
    } else if first == last && from == to {
        Event::Same
    } else {
        Event::Unknown
    }
}

/// How many days lie between a transcript's day and the day of the statement that quotes it. A quotation comes after
/// what it quotes, and of what has no day nothing is known: both are further away than anything else.
pub fn days_after(said: Option<Date>, held: Option<Date>) -> u32 {
    let after = said.zip(held).and_then(|(said, held)| held.until(said).ok());
    after.and_then(|span| u32::try_from(span.get_days()).ok()).unwrap_or(u32::MAX)
}

/// The last word of a name, small.
fn surname(name: &str) -> String {
    name.split_whitespace().next_back().unwrap_or("").to_lowercase()
}

/// Whether somebody of this name has a turn.
fn speaks(transcript: &Reading, name: &str) -> bool {
    let holders = transcript.turn_speakers.iter().flatten().filter_map(|at| transcript.speakers.get(*at));
    holders.map(|holder| surname(&holder.name)).any(|holder| holder == surname(name))
}

/// What unnamed people who ask are called.
const ASKERS: &[&str] = &["reporter", "journalist", "correspondent", "questioner", "someone", "somebody", "one "];

/// Adds the difference that the words are another one's in the transcript.
fn attribute(one: &mut Quoted, report: &Reading, transcript: &Reading) {
    let Some(checked) = one.checked.as_mut() else { return };
    let (start, end) = checked.place;
    let turn = transcript
        .structure
        .turns
        .iter()
        .position(|turn| turn.speech.iter().any(|span| span.start <= start && start < span.end));
    let Some(turn) = turn else { return };
    let speaker = report.statements[one.statement].speaker.and_then(|at| report.speakers.get(at));
    let holder = transcript.turn_speakers.get(turn).copied().flatten().and_then(|at| transcript.speakers.get(at));
    // Who has no name may be the one who asked.
    let may_ask = |speaker: &Speaker| {
        let name = speaker.name.to_lowercase();
        speaker.kind == SpeakerKind::Unnamed && ASKERS.iter().any(|asker| name.contains(asker))
    };
    let Some(speaker) = speaker.filter(|speaker| !may_ask(speaker)) else { return };
    let asked = transcript.structure.turns[turn].role == Role::Reporter;
    let is_person = |one: &Speaker| one.kind == SpeakerKind::Person;
    let other = holder.is_some_and(|holder| {
        is_person(holder) && is_person(speaker) && surname(&holder.name) != surname(&speaker.name)
    });
    // "THE PRESIDENT" holds no name: that he is another one is not known.
    if asked || other {
        let article = one.parts.first().zip(one.parts.last()).map(|(first, last)| (first.0, last.1));
        checked.edits.push(Edit { op: Op::Speaker, article, transcript: Some((start, end)), touches: None });
        one.verdict = Verdict::Altered;
    }
}

/// The stretches of a content that stand between quotation marks.
fn quoted_parts(text: &str, content: &[Span<Clean>], form: Form) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut open = false;
    for span in content {
        let inside = span.of(text);
        let has_marks = inside.contains(['“', '”', '"']);
        if !has_marks && (form == Form::Direct || !inside.contains(['‘', '\''])) {
            // A broken quotation goes on without marks of its own, or the marks stand outside.
            if form == Form::Direct {
                parts.push((span.start, span.end));
            }
            continue;
        }
        let mut start = (form == Form::Direct && !inside.starts_with(['“', '"']) || open).then_some(span.start);
        let bytes = inside.as_bytes();
        for (at, character) in inside.char_indices() {
            let here = span.start + at;
            let single = !has_marks && matches!(character, '\'' | '‘' | '’');
            let before_letter = inside[at + character.len_utf8()..].starts_with(char::is_alphanumeric);
            let after_letter = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
            let opens =
                character == '“' || character == '"' && start.is_none() || single && before_letter && !after_letter;
            let closes =
                character == '”' || character == '"' && start.is_some() || single && !before_letter && start.is_some();
            if opens && start.is_none() {
                start = Some(here + character.len_utf8());
            } else if closes && let Some(from) = start.take() {
                parts.push((from, here));
            }
        }
        open = false;
        if let Some(from) = start.take() {
            parts.push((from, span.end));
            open = has_marks && form != Form::Direct;
        }
    }
    parts.retain(|(from, to)| text.get(*from..*to).is_some_and(|part| part.contains(char::is_alphanumeric)));
    parts
}
