//! What does a judge see of a statement?
//!
//! One statement taken out of its document: who, when, how certainly, its words as terms, its figures with what they count.
//! Everything that judging needs and nothing else, so that judges are pure functions over two of them.

use super::terms::{self, Term, Word, distinct, words};
use super::voice::Voice;
use crate::people::Identities;
use jiff::civil::Date;
use reader::attribution::Form;
use reader::language::{Tag, lemma::lemma};
use reader::meaning::Question;
use reader::meaning::certainty::Certainty;
use reader::meaning::time::When;
use reader::structure::{Block, BlockKind, DocumentKind, Role};
use reader::{Clean, Reading, Span};

/// A statement of the record: document id and number, from 0.
pub type StatementId = (String, usize);

/// First and last day; `None` is open.
pub type Days = (Option<Date>, Option<Date>);

/// One statement as the judges see it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saying {
    /// Which statement it is.
    pub id: StatementId,
    /// Number of its document among those that are linked.
    pub document: usize,
    /// Whether the document is a transcript.
    pub is_transcript: bool,
    /// Who says it.
    pub voices: Vec<Voice>,
    /// When it was said.
    pub said: Days,
    /// The occasion inside its document.
    pub event: Option<usize>,
    /// How the content is given.
    pub form: Form,
    /// How certain the source is.
    pub certainty: Certainty,
    /// Whether cue or content is negated.
    pub negated: bool,
    /// Dictionary form of the first verb of the cue.
    pub cue: String,
    /// The statement inside which it is reported.
    pub parent: Option<usize>,
    /// The turn of a transcript it stands in.
    pub turn: Option<usize>,
    /// Whether its source is the first person ("I said").
    pub is_own: bool,
    /// Whether its cue tells of the past ("said", "have said").
    pub is_past: bool,
    /// Whether it asks.
    pub is_question: bool,
    /// Its words in order.
    pub words: Vec<Word>,
    /// Its distinct terms, sorted.
    pub terms: Vec<(Term, f32)>,
    /// The terms of what stands around it: its turn or paragraph, and what it answers; sorted.
    pub around: Vec<(Term, f32)>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Days that its content speaks of.
    pub days: Vec<Days>,
    /// Whether it stands in a headline.
    pub is_heading: bool,
    /// The content as printed, on one line.
    pub text: String,
    /// Where each of the words stands in `text`.
    pub places: Vec<(u32, u32)>,
    /// First byte of source, cue or content in the clean text.
    pub start: usize,
}

/// A figure with what it counts.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// Lower limit.
    pub min: Option<f64>,
    /// Upper limit.
    pub max: Option<f64>,
    /// Whether the limit itself is excluded.
    pub exclusive: bool,
    /// Whether it is approximate.
    pub approx: bool,
    /// What is counted, as printed.
    pub counted: Option<String>,
    /// The state of what is counted, as printed.
    pub state: Option<String>,
    /// The terms of what is counted, the last word's first.
    pub(crate) counts: Vec<Term>,
    /// The term of the state.
    pub(crate) in_state: Option<Term>,
}

/// What is kept of a figure decides; its terms are made from it again.
impl PartialEq for Figure {
    fn eq(&self, other: &Figure) -> bool {
        let value = |figure: &Figure| (figure.min, figure.max, figure.exclusive, figure.approx);
        value(self) == value(other) && self.counted == other.counted && self.state == other.state
    }
}

/// Text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the statements of one reading out, in order; those that a user found wrong (`wrong`, sorted) are left out.
pub(crate) fn sayings(
    id: &str,
    document: usize,
    reading: &Reading,
    wrong: &[usize],
    identities: &Identities,
) -> Vec<Saying> {
    let text = reading.text.as_str();
    let voices: Vec<Voice> = reading
        .speakers
        .iter()
        .enumerate()
        .map(|(number, speaker)| Voice::new(id, number, speaker, identities))
        .collect();
    let quoted: Vec<Span<Clean>> =
        reading.structure.quotations.iter().flat_map(|quotation| quotation.inner.iter().copied()).collect();
    let mut around = Around::new(reading);
    let one = |number: usize| {
        let statement = &reading.statements[number];
        let is_whole = statement.turn.is_some() && statement.source.is_empty();
        let is_quoted = |offset: usize| is_whole || holds(&quoted, offset);
        let words = words(text, &statement.content, &is_quoted);
        // "Expressed confidence that": the cue says what the quotation does.
        let of_cue = terms::words(text, &statement.cue, &|_| false);
        let terms = distinct(words.iter().chain(&of_cue));
        let role = statement.turn.and_then(|turn| reading.structure.turns.get(turn)).map(|turn| turn.role);
        let cue = statement.cue.first().map(|span| head(span.of(text))).unwrap_or_default();
        let mut printed = statement.content.iter().map(|span| line(span.of(text)));
        let first = printed.next().unwrap_or_default();
        let content = printed.fold(first, |whole, part| whole + " … " + &part);
        let places = places(text, &content, &words);
        let spans = statement.source.iter().chain(&statement.cue).chain(&statement.content);
        Saying {
            id: (id.to_owned(), number),
            document,
            is_transcript: reading.structure.masthead.kind == DocumentKind::Transcript,
            voices: statement
                .speaker
                .iter()
                .chain(&statement.with)
                .filter_map(|&one| voices.get(one).cloned())
                .collect(),
            said: days(&statement.said),
            event: statement.event,
            form: statement.form,
            certainty: statement.certainty,
            negated: statement.negated,
            is_question: role == Some(Role::Reporter) && statement.source.is_empty()
                || matches!(cue.as_str(), "ask" | "wonder" | "question" | "inquire")
                || content.trim_end_matches(['"', '”', '’', '\'']).ends_with('?'),
            cue,
            parent: statement.parent,
            turn: statement.turn,
            is_past: statement.cue.iter().flat_map(|span| span.of(text).split_whitespace()).any(is_past),
            is_own: statement
                .source
                .first()
                .is_some_and(|span| matches!(span.of(text).to_lowercase().as_str(), "i" | "we")),
            figures: statement.quantities.iter().map(|quantity| figure(text, quantity, &words)).collect(),
            days: statement.times.iter().map(|time| (time.earliest, time.latest)).collect(),
            around: around.of(number),
            is_heading: around.block(number).is_some_and(|block| block.kind == BlockKind::Heading),
            words,
            terms,
            text: content,
            places,
            start: spans.map(|span| span.start).min().unwrap_or(0),
        }
    };
    (0..reading.statements.len()).filter(|number| wrong.binary_search(number).is_err()).map(one).collect()
}

/// Whether a word of a cue is a past tense or participle.
fn is_past(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "said" | "told") || word.ends_with("ed")
}

/// Where each word stands in the content on one line.
fn places(text: &str, content: &str, words: &[Word]) -> Vec<(u32, u32)> {
    let mut from = 0;
    let find = |word: &Word| {
        let printed = text.get(word.start as usize..word.end as usize).unwrap_or("");
        let at = content[from..].find(printed).map_or(from, |at| from + at);
        from = (at + printed.len()).min(content.len());
        (at as u32, from as u32)
    };
    words.iter().map(find).collect()
}

/// Dictionary form of the first word of a cue that is neither an auxiliary nor an adverb.
fn head(cue: &str) -> String {
    const PASSED_OVER: &[&str] =
        &["have", "be", "do", "also", "not", "never", "previously", "earlier", "repeatedly", "would"];
    let words = cue.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    let mut lemmas = words.map(|word| lemma(word, Tag::Vbd));
    lemmas.find(|lemma| !PASSED_OVER.contains(&lemma.as_str()) && !lemma.ends_with("n't")).unwrap_or_default()
}

/// Whether one of the spans (sorted by start, some nested) holds the byte.
fn holds(spans: &[Span<Clean>], offset: usize) -> bool {
    let upto = spans.partition_point(|span| span.start <= offset);
    spans[..upto].iter().rev().take(8).any(|span| span.holds(offset))
}

pub(crate) fn days(when: &When) -> Days {
    (when.earliest, when.latest)
}

fn figure(text: &str, quantity: &reader::meaning::quantity::Quantity, words: &[Word]) -> Figure {
    let printed = |span: Option<Span<Clean>>| span.map(|span| line(span.of(text)));
    let inside = |span: Option<Span<Clean>>| {
        span.into_iter().flat_map(move |span| {
            words.iter().filter(move |word| span.holds(word.start as usize) && word.term != 0).map(|word| word.term)
        })
    };
    let mut counts: Vec<Term> = inside(quantity.counted).collect();
    counts.reverse();
    Figure {
        min: quantity.min,
        max: quantity.max,
        exclusive: quantity.exclusive,
        approx: quantity.approx,
        counted: printed(quantity.counted),
        state: printed(quantity.state),
        counts,
        in_state: quantity.state.map(|span| {
            let word = span.of(text).split_whitespace().last().unwrap_or("").to_lowercase();
            terms::hash(&terms::stem(&word))
        }),
    }
}

/// The words of a question: the whole turn if nothing else is asked in it, else the question alone.
fn spoken(reading: &Reading, asked: &Question) -> Vec<Span<Clean>> {
    // Questions stand in the order of their turns.
    let first = reading.questions.partition_point(|other| other.turn < asked.turn);
    let is_alone = reading.questions.get(first + 1).is_none_or(|next| next.turn != asked.turn);
    let turn = reading.structure.turns.get(asked.turn).filter(|_| is_alone);
    turn.map_or_else(|| vec![asked.span], |turn| turn.speech.clone())
}

/// What stands around the statements of a document: paragraph by paragraph, for a turn of a transcript with the question.
struct Around<'a> {
    reading: &'a Reading,
    /// Terms of each block; made when first asked for.
    blocks: Vec<Option<Vec<(Term, f32)>>>,
    /// Of each statement the question that it answers.
    question: Vec<Option<Vec<Span<Clean>>>>,
}

impl<'a> Around<'a> {
    fn new(reading: &'a Reading) -> Self {
        let mut question: Vec<Option<Vec<Span<Clean>>>> = vec![None; reading.statements.len()];
        for asked in &reading.questions {
            for &answer in &asked.answers {
                if let Some(place) = question.get_mut(answer) {
                    place.get_or_insert_with(|| spoken(reading, asked));
                }
            }
        }
        Around { reading, blocks: vec![None; reading.structure.blocks.len()], question }
    }

    /// The number of the block in which a statement begins.
    fn at(&self, number: usize) -> usize {
        let first = self.reading.statements[number].content.first().map_or(0, |span| span.start);
        self.reading.structure.blocks.partition_point(|block| block.span.end <= first)
    }

    fn block(&self, number: usize) -> Option<&'a Block> {
        self.reading.structure.blocks.get(self.at(number))
    }

    fn of(&mut self, number: usize) -> Vec<(Term, f32)> {
        let text = self.reading.text.as_str();
        let at = self.at(number);
        let mut terms = match (self.block(number), self.blocks.get_mut(at)) {
            (Some(block), Some(held)) => {
                held.get_or_insert_with(|| distinct(words(text, &[block.span], &|_| false).iter())).clone()
            }
            _ => Vec::new(),
        };
        // What is reported inside an answer answers the same question.
        let parent = self.reading.statements[number].parent.and_then(|parent| self.question.get(parent)?.as_ref());
        // Where no question is known to be answered, the turn before is what is spoken of.
        let turn = self.reading.statements[number].turn.and_then(|turn| turn.checked_sub(1));
        let before = || turn.and_then(|turn| self.reading.structure.turns.get(turn)).map(|turn| turn.speech.clone());
        let asked = self.question[number].as_ref().or(parent).cloned().or_else(before);
        if let Some(asked) = asked {
            terms.extend(distinct(words(text, &asked, &|_| false).iter()));
            terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            terms.dedup_by_key(|term| term.0);
        }
        terms
    }
}

impl Saying {
    /// The words as printed that have this term; the whole name of a country.
    pub fn printed(&self, term: Term) -> impl Iterator<Item = &str> {
        let at = |number: usize| self.places.get(number).map(|place| &self.text[place.0 as usize..place.1 as usize]);
        self.words
            .iter()
            .enumerate()
            .filter(move |(_, word)| word.term == term)
            .filter_map(move |(number, _)| at(number))
    }

    /// Whether it is the speech of a transcript.
    pub fn is_speech(&self) -> bool {
        self.turn.is_some() && self.cue.is_empty()
    }

    /// Whether some of its words are words of the other statement, at the same place.
    pub fn overlaps(&self, other: &Saying) -> bool {
        let ends = |saying: &Saying| Some((saying.words.first()?.start, saying.words.last()?.end));
        let meet = matches!((ends(self), ends(other)), (Some(one), Some(two)) if one.0 < two.1 && two.0 < one.1);
        let is_in = |word: &Word| other.words.binary_search_by_key(&word.start, |other| other.start).is_ok();
        self.document == other.document && meet && self.words.iter().any(is_in)
    }

    /// Whether most of its words stand between quotation marks.
    pub fn quotes(&self) -> bool {
        self.words.iter().filter(|word| word.quoted).count() * 2 > self.words.len()
    }

    /// The day on which it was said, where one is known.
    pub fn day(&self) -> Option<Date> {
        self.said.0.filter(|_| self.said.0 == self.said.1)
    }

    /// Whether the other statement is reported inside this one, or this one inside the other.
    pub fn holds(&self, other: &Saying) -> bool {
        self.document == other.document && (self.parent == Some(other.id.1) || other.parent == Some(self.id.1))
    }
}

/// Whether two intervals share a day.
pub(crate) fn overlap(left: Days, right: Days) -> bool {
    let before =
        |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(end), Some(start)) if end < start);
    !before(left.1, right.0) && !before(right.1, left.0)
}

/// How many days lie between two intervals that do not share one; 0 if they do.
pub(crate) fn gap(left: Days, right: Days) -> i64 {
    let between = |end: Option<Date>, start: Option<Date>| match (end, start) {
        (Some(end), Some(start)) if end < start => days_between(end, start),
        _ => 0,
    };
    between(left.1, right.0).max(between(right.1, left.0))
}

/// How many days an interval has; `None` where a side is open.
pub(crate) fn width(days: Days) -> Option<i64> {
    Some(days_between(days.0?, days.1?) + 1)
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(i32::MAX, |span| span.get_days()))
}
