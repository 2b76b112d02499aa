//! How does a reading lie on disk?
//!
//! Field by field in a compact form of its own with a number (`FORM`): whole numbers as varints, spans as distances from
//! the span before, each string once. Written out here and nowhere else, so that renaming or moving a field of the reader
//! cannot silently change old files. The text itself is not stored: it is built again from the document's bytes. Useful
//! for giving back exactly what was read; not useful for searching, for which there are rows.

use jiff::civil::Date;
use reader::attribution::Form;
use reader::document::{Channel, GroundRule};
use reader::evidence::{Evidence, Field};
use reader::meaning::certainty::Certainty;
use reader::meaning::quantity::Quantity;
use reader::meaning::time::{Precision, TimeMention, When};
use reader::meaning::{Event, Question, Response, Speaker, SpeakerKind, Statement, Technique};
use reader::structure::{
    Block, BlockKind, DocumentKind, Furniture, FurnitureKind, Introduction, Masthead, Quotation, Role, Sentence,
    Structure, Turn,
};
use reader::text::{CleanText, Piece};
use reader::{Note, NoteKind, Reading, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Number of this form. A change of `stored!` below needs a new number and a way to read the old one.
pub(super) const FORM: i64 = 1;

/// The stored form of a reading.
pub(super) fn encode(reading: &Reading) -> Vec<u8> {
    let mut out = Out::default();
    let pieces: Vec<Piece> = reading.text.pieces().to_vec();
    pieces.put(&mut out);
    Rest::put(reading, &mut out);
    out.bytes
}

/// The reading of `original` from its stored form; `None` if the two do not fit.
pub(super) fn decode(original: &[u8], stored: &[u8]) -> Option<Reading> {
    let mut input = In { bytes: stored, at: 0, names: Vec::new() };
    let pieces: Vec<Piece> = Stored::take(&mut input)?;
    let text = CleanText::rebuild(original, pieces)?;
    let reading = Rest::take(text, &mut input)?;
    (input.bytes.is_empty()).then_some(reading)
}

/// Every span of a reading, evidence and all, as the stored form walks over them.
pub(crate) fn spans(reading: &Reading) -> Vec<(usize, usize)> {
    let mut out = Out::default();
    Rest::put(reading, &mut out);
    out.spans
}

/// Bytes under way to the disk.
#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
    /// Where the last span ended.
    at: usize,
    /// Strings so far, with their number.
    names: HashMap<String, u64>,
}

/// Bytes on their way back.
struct In<'a> {
    bytes: &'a [u8],
    at: usize,
    names: Vec<&'a str>,
}

impl Out {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        if let Some(&number) = self.names.get(text) {
            return self.number(number);
        }
        self.number(0);
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        let number = self.names.len() as u64 + 1;
        self.names.insert(text.to_owned(), number);
    }
}

impl<'a> In<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        match self.length()? {
            0 => {
                let length = self.length()?;
                let text = std::str::from_utf8(self.take(length)?).ok()?;
                self.names.push(text);
                Some(text)
            }
            number => self.names.get(number - 1).copied(),
        }
    }
}

/// Something that has a stored form.
trait Stored: Sized {
    fn put(&self, out: &mut Out);
    fn take(input: &mut In) -> Option<Self>;
}

/// The stored form of a struct: its fields in this order.
macro_rules! stored {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl Stored for $type {
            fn put(&self, out: &mut Out) {
                $(self.$field.put(out);)+
            }
            fn take(input: &mut In) -> Option<Self> {
                $(let $field = Stored::take(input)?;)+
                Some($type { $($field),+ })
            }
        }
    };
}

/// The stored form of a fixed list: the printed name, so that the list may grow and be sorted anew.
macro_rules! stored_names {
    ($($type:ident),+ $(,)?) => {
        $(impl Stored for $type {
            fn put(&self, out: &mut Out) {
                out.text(self.as_str());
            }
            fn take(input: &mut In) -> Option<Self> {
                $type::parse(input.text()?)
            }
        })+
    };
}

impl Stored for usize {
    fn put(&self, out: &mut Out) {
        out.number(*self as u64);
    }
    fn take(input: &mut In) -> Option<Self> {
        input.length()
    }
}

impl Stored for bool {
    fn put(&self, out: &mut Out) {
        out.bytes.push(u8::from(*self));
    }
    fn take(input: &mut In) -> Option<Self> {
        match input.take(1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl Stored for f32 {
    fn put(&self, out: &mut Out) {
        out.bytes.extend_from_slice(&self.to_le_bytes());
    }
    fn take(input: &mut In) -> Option<Self> {
        Some(f32::from_le_bytes(input.take(4)?.try_into().ok()?))
    }
}

impl Stored for f64 {
    fn put(&self, out: &mut Out) {
        out.bytes.extend_from_slice(&self.to_le_bytes());
    }
    fn take(input: &mut In) -> Option<Self> {
        Some(f64::from_le_bytes(input.take(8)?.try_into().ok()?))
    }
}

impl Stored for String {
    fn put(&self, out: &mut Out) {
        out.text(self);
    }
    fn take(input: &mut In) -> Option<Self> {
        input.text().map(str::to_owned)
    }
}

impl Stored for Cow<'static, str> {
    fn put(&self, out: &mut Out) {
        out.text(self);
    }
    fn take(input: &mut In) -> Option<Self> {
        input.text().map(|text| Cow::Owned(text.to_owned()))
    }
}

impl Stored for Date {
    fn put(&self, out: &mut Out) {
        out.text(&self.to_string());
    }
    fn take(input: &mut In) -> Option<Self> {
        input.text()?.parse().ok()
    }
}

impl<Text> Stored for Span<Text> {
    fn put(&self, out: &mut Out) {
        // Zigzag: the sign in the lowest bit. Most spans lie just behind the one before.
        let distance = self.start as i64 - out.at as i64;
        out.number((distance << 1 ^ distance >> 63) as u64);
        out.number(self.len() as u64);
        out.at = self.end;
        out.spans.push((self.start, self.end));
    }
    fn take(input: &mut In) -> Option<Self> {
        let number = input.number()?;
        let distance = (number >> 1) as i64 ^ -((number & 1) as i64);
        let start = usize::try_from(i64::try_from(input.at).ok()?.checked_add(distance)?).ok()?;
        let end = start.checked_add(input.length()?)?;
        input.at = end;
        Some(Span::new(start, end))
    }
}

impl Stored for Range<usize> {
    fn put(&self, out: &mut Out) {
        self.start.put(out);
        self.end.put(out);
    }
    fn take(input: &mut In) -> Option<Self> {
        Some(usize::take(input)?..usize::take(input)?)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Out) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }
    fn take(input: &mut In) -> Option<Self> {
        Some(if bool::take(input)? { Some(T::take(input)?) } else { None })
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Out) {
        self.len().put(out);
        self.iter().for_each(|value| value.put(out));
    }
    fn take(input: &mut In) -> Option<Self> {
        let length = input.length()?;
        // A broken length must not reserve the machine's memory.
        let mut values = Vec::with_capacity(length.min(input.bytes.len()).min(4096));
        for _ in 0..length {
            values.push(T::take(input)?);
        }
        Some(values)
    }
}

impl Stored for Piece {
    fn put(&self, out: &mut Out) {
        match self {
            Piece::Copied(span) => {
                false.put(out);
                span.put(out);
            }
            Piece::Replaced(span, text) => {
                true.put(out);
                span.put(out);
                text.put(out);
            }
        }
    }
    fn take(input: &mut In) -> Option<Self> {
        Some(if bool::take(input)? {
            Piece::Replaced(Stored::take(input)?, Stored::take(input)?)
        } else {
            Piece::Copied(Stored::take(input)?)
        })
    }
}

stored_names!(
    BlockKind,
    Certainty,
    Channel,
    DocumentKind,
    Field,
    Form,
    FurnitureKind,
    GroundRule,
    NoteKind,
    Precision,
    Response,
    Role,
    SpeakerKind,
    Technique,
);

stored!(Block { span, kind, is_copy, sentences, turn });
stored!(Sentence { span, block });
stored!(Quotation { spans, inner, inside, repaired });
stored!(Introduction { name, outlet, by });
stored!(Turn { label, speech, role, sentences, introduced });
stored!(Furniture { span, kind });
stored!(Masthead { kind, outlet, agency, title, byline, language, spans });
stored!(Structure { masthead, blocks, sentences, quotations, turns, repeats, furniture });
stored!(Evidence { field, by, score, spans });
stored!(When { earliest, latest, precision, candidates, why, spans });
stored!(TimeMention { span, earliest, latest, precision });
stored!(Quantity { span, min, max, exclusive, approx, counted, state });
stored!(Speaker { name, kind, titles, outlet, mentions });
stored!(Event { name, date, venue, channel, ground_rule });
stored!(Statement {
    source,
    cue,
    content,
    form,
    speaker,
    with,
    addressee,
    turn,
    event,
    parent,
    said,
    negated,
    certainty,
    hedges,
    quantities,
    times,
    stance,
    confidence,
    evidence,
});
stored!(Question { turn, span, asker, procedural, answers, answer_spans, response, technique, cue, evidence });
stored!(Note { kind, message, span });

/// Everything of a reading but its text.
struct Rest;

impl Rest {
    fn put(reading: &Reading, out: &mut Out) {
        reading.structure.put(out);
        reading.published.put(out);
        reading.speakers.put(out);
        reading.turn_speakers.put(out);
        reading.events.put(out);
        reading.statements.put(out);
        reading.questions.put(out);
        reading.notes.put(out);
    }

    fn take(text: CleanText, input: &mut In) -> Option<Reading> {
        Some(Reading {
            text,
            structure: Stored::take(input)?,
            published: Stored::take(input)?,
            speakers: Stored::take(input)?,
            turn_speakers: Stored::take(input)?,
            events: Stored::take(input)?,
            statements: Stored::take(input)?,
            questions: Stored::take(input)?,
            notes: Stored::take(input)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reader::{Document, Given, Knowledge, Media};

    fn document(text: &str, media: Media) -> Document {
        Document { path: "x".into(), bytes: text.as_bytes().to_vec(), media, given: Given::default() }
    }

    #[test]
    fn a_reading_comes_back_as_it_was() {
        let knowledge = Knowledge::built_in();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let media = match path.extension().and_then(|extension| extension.to_str()) {
                Some("txt") => Media::Plain,
                Some("md") => Media::Markdown,
                _ => continue,
            };
            // Line ends of another system, so that the text has more than one piece.
            let text = std::fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
            let document = document(&text, media);
            let reading = reader::read(&document, &knowledge);
            assert!(!reading.statements.is_empty(), "{}", path.display());
            assert_eq!(decode(&document.bytes, &encode(&reading)), Some(reading));
            count += 1;
        }
        assert!(count >= 7);
    }

    #[test]
    fn a_stored_form_that_was_cut_or_changed_is_no_reading_and_no_panic() {
        let document = document("“We will go,” Mara Quill said on Monday. She said 30 came.", Media::Plain);
        let stored = encode(&reader::read(&document, &Knowledge::built_in()));
        for cut in 0..stored.len() {
            assert_eq!(decode(&document.bytes, &stored[..cut]), None);
        }
        for at in 0..stored.len() {
            let mut changed = stored.clone();
            changed[at] ^= 0xFF;
            let _ = decode(&document.bytes, &changed);
        }
    }

    proptest! {
        #[test]
        fn spans_and_numbers_come_back(pairs in prop::collection::vec((0usize..1 << 40, 0usize..1 << 40), 0..20)) {
            let spans: Vec<Span<reader::Clean>> =
                pairs.iter().map(|&(start, length)| Span::new(start, start + length)).collect();
            let mut out = Out::default();
            spans.put(&mut out);
            let mut input = In { bytes: &out.bytes, at: 0, names: Vec::new() };
            prop_assert_eq!(Stored::take(&mut input), Some(spans));
        }

        #[test]
        fn any_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(b"some text", &bytes);
        }
    }
}
