//! What did the user ask?
//!
//! Any text is a query: words, "exact words", `-without`, `this OR that`, and fields such as `speaker:NAME`. What cannot be
//! understood is searched as words, with a remark, so a query is never an error and never silently something else.
//! docs/query-language.md describes it for users.

pub(crate) mod facets;
pub(crate) mod lists;
pub(crate) mod quotations;
pub(crate) mod search;

use crate::people::fold;
use jiff::civil::Date;
use reader::attribution::Form;
use reader::language::{Tag, lemma};
use reader::meaning::certainty::Certainty;
use reader::structure::DocumentKind;

pub use facets::Facets;
pub use lists::{Lacking, Unchecked};
pub use quotations::QuotesChecked;
pub use search::{Found, Listed, StatementRow};

/// More words and demands than these are not searched for.
const MOST_TERMS: usize = 64;

/// More words of one name than these are not looked at.
pub(crate) const MOST_NAME_WORDS: usize = 12;

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Query {
    /// All of these must hold.
    pub parts: Vec<Part>,
    /// What was left out, or was taken as words.
    pub remarks: Vec<String>,
}

/// One demand, or several of which one must hold.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// Never empty.
    pub choices: Vec<Choice>,
}

/// Something that must hold, or must not.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    /// Whether it must not hold.
    pub not: bool,
    /// What must hold.
    pub demand: Demand,
}

/// What a statement must be like.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Demand {
    /// It is in its words or its speaker's name.
    Words(Term),
    /// Who says it.
    Speaker(String),
    /// Who says it, by record-wide id.
    Person(String),
    /// To whom.
    To(String),
    /// Who published it.
    Outlet(String),
    /// In which document, by id.
    Document(String),
    /// In which sort of document.
    Kind(DocumentKind),
    /// How certainly.
    Certainty(Certainty),
    /// In which form.
    Form(Form),
    /// Negated or not.
    Negated(bool),
    /// On which days (inclusive; `None` is open).
    Said(Option<Date>, Option<Date>),
}

/// A word in any of its forms, or words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word in any form ("ship" finds "shipped").
    Word(String),
    /// Words that begin so (`deploy*`).
    Start(String),
    /// These words, as they stand, in a row.
    Exact(String),
}

/// A piece of a query before its meaning is known.
#[derive(Debug, PartialEq)]
struct Piece {
    not: bool,
    field: Option<String>,
    value: String,
    is_quoted: bool,
}

/// Reads a query. Never fails.
pub(crate) fn parse(text: &str) -> Query {
    let mut query = Query::default();
    let mut terms = 0;
    let (mut is_or, mut is_cut) = (false, false);
    for piece in pieces(text) {
        if piece.field.is_none() && !piece.is_quoted && !piece.not && piece.value == "OR" {
            is_or = !query.parts.is_empty();
            continue;
        }
        let joins = std::mem::take(&mut is_or);
        let mut demands = match piece.field.as_deref().map(|field| demand(field, &piece.value)) {
            Some(Ok(demand)) => vec![demand],
            Some(Err(why)) => {
                query.remarks.push(format!("{why}; searched as words"));
                words(&format!("{} {}", piece.field.as_deref().unwrap_or(""), piece.value), false)
            }
            // Each word is a demand of its own; an apostrophe or hyphen inside makes words in a row.
            None => words(&piece.value, piece.is_quoted),
        };
        if demands.is_empty() && !piece.value.trim().is_empty() {
            query.remarks.push(format!("“{}” holds no word and was left out", piece.value.trim()));
        }
        if terms + demands.len() > MOST_TERMS {
            demands.truncate(MOST_TERMS - terms);
            is_cut = true;
        }
        terms += demands.len();
        let mut choices = demands.into_iter().map(|demand| Choice { not: piece.not, demand });
        if joins && let Some(before) = query.parts.last_mut() {
            before.choices.extend(choices.next());
        }
        query.parts.extend(choices.map(|choice| Part { choices: vec![choice] }));
        if is_cut {
            query.remarks.push(format!("only the first {MOST_TERMS} words were searched for"));
            break;
        }
    }
    query
}

/// The words of a piece as demands.
fn words(words: &str, is_quoted: bool) -> Vec<Demand> {
    let found = if is_quoted { vec![Term::Exact(words.to_owned())] } else { terms(words) };
    found.into_iter().filter(Term::holds_a_word).map(Demand::Words).collect()
}

/// Cuts at blanks outside of quotation marks.
fn pieces(text: &str) -> Vec<Piece> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let minus = ["-", "–", "−"].iter().find_map(|minus| rest.strip_prefix(minus));
        let not = minus.is_some_and(|after| after.starts_with(|c: char| c.is_alphanumeric() || is_mark(c)));
        if let Some(after) = minus.filter(|_| not) {
            rest = after;
        }
        let mut field = None;
        let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        // "10:30" and "https://" are words; "speaker:" and a value is a field.
        if name > 0 && rest[name..].starts_with(':') {
            let after = &rest[name + 1..];
            if after.starts_with(|c: char| !c.is_whitespace() && c != '/') {
                field = Some(rest[..name].to_ascii_lowercase());
                rest = after;
            }
        }
        let is_quoted = rest.starts_with(is_mark);
        let (value, after) = if is_quoted {
            let inside = rest.trim_start_matches(is_mark);
            let end = inside.find(is_mark).unwrap_or(inside.len());
            (&inside[..end], inside[end..].strip_prefix(is_mark).unwrap_or(""))
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(rest.len());
            (&rest[..end], &rest[end..])
        };
        pieces.push(Piece { not, field, value: value.to_owned(), is_quoted });
        rest = after.trim_start();
    }
    pieces
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn terms(words: &str) -> Vec<Term> {
    let term = |word: &str| {
        let is_simple = word.chars().all(char::is_alphanumeric);
        match word.strip_suffix('*') {
            Some(start) if start.chars().count() > 1 => Term::Start(start.trim_end_matches('*').to_owned()),
            _ if is_simple => Term::Word(word.to_owned()),
            // "mid-October" and "didn't" stand as two words in a row.
            _ => Term::Exact(word.to_owned()),
        }
    };
    words.split_whitespace().map(term).collect()
}

impl Term {
    fn text(&self) -> &str {
        match self {
            Term::Word(text) | Term::Start(text) | Term::Exact(text) => text,
        }
    }

    fn holds_a_word(&self) -> bool {
        self.text().chars().any(char::is_alphanumeric)
    }

    /// As an expression of FTS5, in which nothing of the user's text has a meaning of its own.
    fn expression(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", fold(text).replace('"', " "));
        match self {
            Term::Exact(text) => quoted(text),
            Term::Start(text) => format!("{}*", quoted(text)),
            Term::Word(word) => {
                let forms: Vec<String> = forms(word).iter().map(|form| quoted(form)).collect();
                if forms.len() == 1 { forms.concat() } else { format!("({})", forms.join(" OR ")) }
            }
        }
    }
}

/// The forms in which a word may stand: itself, and those of the verb and the noun that it may be of.
fn forms(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let mut all = vec![lower.clone()];
    if lower.len() > 2 && lower.chars().all(|c| c.is_ascii_alphabetic()) {
        for (tag, is_verb) in [(Tag::Vbd, true), (Tag::Vbz, true), (Tag::Nns, false)] {
            all.extend(lemma::forms(&lemma::lemma(&lower, tag), is_verb).into_iter().map(|(form, _)| form));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The meaning of a field; an error says what is not understood.
fn demand(field: &str, value: &str) -> Result<Demand, String> {
    let value = value.trim();
    let name = || {
        let folded = fold(value);
        let words = folded.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
        let name = words.take(MOST_NAME_WORDS).collect::<Vec<_>>().join(" ");
        if name.is_empty() { Err(format!("{field}: names nobody")) } else { Ok(name) }
    };
    /// One of a fixed list.
    fn one_of<T: Copy + std::fmt::Display>(
        field: &str,
        value: &str,
        all: &[T],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, String> {
        parse(&value.to_lowercase()).ok_or_else(|| {
            let all: Vec<String> = all.iter().map(T::to_string).collect();
            format!("“{value}” is no {field}: {} are", all.join(", "))
        })
    }
    let unclear = || format!("{field}:{value} is no day, month, year or interval of days that can be searched");
    let days = || days(value).ok_or_else(unclear);
    let first = || days()?.0.ok_or_else(unclear);
    let last = || days()?.1.ok_or_else(unclear);
    match field {
        "speaker" | "by" => name().map(Demand::Speaker),
        "person" => Ok(Demand::Person(value.to_owned())),
        "to" => name().map(Demand::To),
        "outlet" => name().map(Demand::Outlet),
        "document" => Ok(Demand::Document(value.to_lowercase())),
        "kind" => one_of(field, value, DocumentKind::ALL, DocumentKind::parse).map(Demand::Kind),
        "certainty" => one_of(field, value, Certainty::ALL, Certainty::parse).map(Demand::Certainty),
        "form" => one_of(field, value, Form::ALL, Form::parse).map(Demand::Form),
        "negated" => match value.to_lowercase().as_str() {
            "yes" | "true" => Ok(Demand::Negated(true)),
            "no" | "false" => Ok(Demand::Negated(false)),
            _ => Err(format!("negated is yes or no, not “{value}”")),
        },
        "said" | "on" => days().map(|(first, last)| Demand::Said(first, last)),
        "since" => Ok(Demand::Said(Some(first()?), None)),
        "until" => Ok(Demand::Said(None, Some(last()?))),
        "after" => Ok(Demand::Said(Some(last()?.tomorrow().map_err(|_| unclear())?), None)),
        "before" => Ok(Demand::Said(None, Some(first()?.yesterday().map_err(|_| unclear())?))),
        _ => Err(format!("{field}: is no field of a query")),
    }
}

/// `2025`, `2025-10`, `2025-10-14`, or two of them with `..` between, one of which may be left out.
fn days(value: &str) -> Option<(Option<Date>, Option<Date>)> {
    let Some((first, last)) = value.split_once("..") else {
        let (first, last) = interval(value)?;
        return Some((Some(first), Some(last)));
    };
    let side = |text: &str| if text.is_empty() { Some(None) } else { interval(text).map(Some) };
    let (first, last) = (side(first)?, side(last)?);
    if first.is_none() && last.is_none() {
        return None;
    }
    Some((first.map(|days| days.0), last.map(|days| days.1)))
}

fn interval(text: &str) -> Option<(Date, Date)> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match (digits, text.len()) {
        (true, 4) => Some((Date::new(text.parse().ok()?, 1, 1).ok()?, Date::new(text.parse().ok()?, 12, 31).ok()?)),
        (true, 7) => {
            let first = format!("{text}-01").parse::<Date>().ok()?;
            Some((first, first.last_of_month()))
        }
        (true, 10) => text.parse().ok().map(|day| (day, day)),
        _ => None,
    }
}

impl Query {
    /// How it was understood, for people.
    pub fn understood(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(Part::understood).collect();
        if parts.is_empty() { String::new() } else { format!("statements {}", parts.join(", ")) }
    }
}

impl Part {
    /// For people.
    pub fn understood(&self) -> String {
        self.choices.iter().map(Choice::understood).collect::<Vec<_>>().join(" or ")
    }
}

impl Choice {
    fn understood(&self) -> String {
        let days = |first: &Option<Date>, last: &Option<Date>| match (first, last) {
            (Some(first), Some(last)) if first == last => format!("said on {first}"),
            (Some(first), Some(last)) => format!("said between {first} and {last}"),
            (Some(first), None) => format!("said on {first} or later"),
            (None, Some(last)) => format!("said on {last} or before"),
            (None, None) => "said on any day".to_owned(),
        };
        let demand = match &self.demand {
            Demand::Words(Term::Word(word)) => format!("with “{word}” in any form"),
            Demand::Words(Term::Start(start)) => format!("with words that begin with “{start}”"),
            Demand::Words(Term::Exact(words)) => format!("with exactly “{words}”"),
            Demand::Speaker(name) => format!("by {name}"),
            Demand::Person(id) => format!("by {id}"),
            Demand::To(name) => format!("to {name}"),
            Demand::Outlet(name) => format!("published by {name}"),
            Demand::Document(id) => format!("in document {id}"),
            Demand::Kind(kind) => format!("in documents of kind {kind}"),
            Demand::Certainty(certainty) => format!("of certainty {certainty}"),
            Demand::Form(form) => format!("of form {form}"),
            Demand::Negated(negated) => format!("that are {}negated", if *negated { "" } else { "not " }),
            Demand::Said(first, last) => days(first, last),
        };
        if self.not { format!("not {demand}") } else { demand }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demands(text: &str) -> Vec<Demand> {
        parse(text).parts.into_iter().flat_map(|part| part.choices).map(|choice| choice.demand).collect()
    }

    fn word(text: &str) -> Demand {
        Demand::Words(Term::Word(text.into()))
    }

    fn exact(text: &str) -> Demand {
        Demand::Words(Term::Exact(text.into()))
    }

    #[test]
    fn words_phrases_and_exclusions() {
        assert_eq!(demands("north troops"), [word("north"), word("troops")]);
        assert_eq!(demands("“no comment”"), [exact("no comment")]);
        assert_eq!(demands("\"never closed"), [exact("never closed")]);
        assert_eq!(demands("mid-October"), [exact("mid-October")]);
        assert_eq!(parse("ship OR boat OR").parts[0].choices.len(), 2);
        assert_eq!(parse("speaker:lorne OR -boat OR \"x y\" z").parts.len(), 2);
        assert_eq!(demands("OR ship"), [word("ship")]);
        let query = parse("trains -speaker:Lorne -\"no comment\" - x");
        assert_eq!(query.parts.iter().map(|part| part.choices[0].not).collect::<Vec<_>>(), [false, true, true, false]);
    }

    #[test]
    fn fields() {
        assert_eq!(
            demands("Speaker:\"Téssa Lorne\" certainty:Likely negated:yes"),
            [Demand::Speaker("tessa lorne".into()), Demand::Certainty(Certainty::Likely), Demand::Negated(true)]
        );
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        assert_eq!(demands("said:2025-10"), [Demand::Said(day("2025-10-01"), day("2025-10-31"))]);
        assert_eq!(demands("said:2025-10-14..2025"), [Demand::Said(day("2025-10-14"), day("2025-12-31"))]);
        assert_eq!(demands("after:2025-10-14"), [Demand::Said(day("2025-10-15"), None)]);
        assert_eq!(demands("before:2024"), [Demand::Said(None, day("2023-12-31"))]);
    }

    #[test]
    fn what_is_not_understood_is_searched_as_words_and_said_so() {
        let query = parse("certainty:sure colour:red said:yesterday");
        assert_eq!(query.parts.len(), 6);
        assert_eq!(query.remarks.len(), 3);
        assert!(query.remarks[0].contains("asserted"), "{:?}", query.remarks);
        assert_eq!(parse("— !!").remarks.len(), 2);
        assert_eq!(demands("at 10:30 https://a.example"), {
            vec![word("at"), exact("10:30"), exact("https://a.example")]
        });
        for many in ["word ", "kind:article ", "foo:\"1 2 3 4 5\" ", "speaker:a "] {
            let query = parse(&many.repeat(1000));
            assert_eq!(query.parts.len(), MOST_TERMS, "{many}");
            assert!(query.remarks.iter().any(|remark| remark.starts_with("only the first")), "{many}");
        }
        assert_eq!(parse("after:9999-12-31 until:2025..").remarks.len(), 2);
    }

    #[test]
    fn a_word_is_found_in_its_forms() {
        for (word, form) in [("ship", "shipped"), ("shipping", "ships"), ("soldiers", "soldier"), ("said", "says")] {
            assert!(forms(word).contains(&form.to_owned()), "{word}: {:?}", forms(word));
        }
        assert_eq!(forms("orsa").first().map(String::as_str), Some("orsa"));
        assert_eq!(forms("3000"), ["3000"]);
    }
}
