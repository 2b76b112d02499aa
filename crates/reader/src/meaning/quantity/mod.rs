//! How many, with which bound, of what, in which state?

mod lexicon;
mod numbers;

pub use lexicon::NumberWords;

use super::time::{Expression, expressions};
use super::words::{Kind, scan};
use crate::knowledge::Knowledge;
use crate::span::{Clean, Span};
use crate::text::CleanText;
use lexicon::{Bound, Class, LONGEST_BOUND};
use numbers::{Amount, Line, Number};

/// A figure as printed, with its bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its words, with the bound ("at least 3,000").
    pub span: Span<Clean>,
    /// Lower limit; `None` where there is none.
    pub min: Option<f64>,
    /// Upper limit; `None` where there is none.
    pub max: Option<f64>,
    /// Whether the limit itself is excluded ("more than").
    pub exclusive: bool,
    /// Whether the figure is approximate ("about", "some").
    pub approx: bool,
    /// What is counted, as printed.
    pub counted: Option<Span<Clean>>,
    /// The state of what is counted ("deployed", "shipped"), as printed.
    pub state: Option<Span<Clean>>,
}

/// Finds the figures of a content, in order.
pub fn find(text: &CleanText, content: &[Span<Clean>], knowledge: &Knowledge) -> Vec<Quantity> {
    let text = text.as_str();
    let mut found = Vec::new();
    for span in content {
        let words = scan(text, *span);
        let line = Line::new(text, &words, &knowledge.numbers);
        if !line.has_number() {
            continue;
        }
        let dates = expressions::find(text, &words, &knowledge.time);
        Finder { line, dates: &dates, lexicon: &knowledge.numbers }.all(&mut found);
    }
    found
}

/// One stretch of text with what is known of it.
struct Finder<'text> {
    line: Line<'text>,
    dates: &'text [Expression],
    lexicon: &'text NumberWords,
}

impl Finder<'_> {
    fn all(&self, found: &mut Vec<Quantity>) {
        let mut at = 0;
        while at < self.line.words.len() {
            if let Some(end) = self.passed_over(at) {
                at = end.max(at + 1);
                continue;
            }
            let Some(number) = self.line.number(at).filter(|number| self.counts(number)) else {
                at += 1;
                continue;
            };
            let (end, quantity) = self.quantity(number);
            if let Some(quantity) = quantity {
                found.push(quantity);
            }
            at = end.max(at + 1);
        }
    }

    /// Dates, times of day, telephone numbers, scores: the index after them.
    fn passed_over(&self, at: usize) -> Option<usize> {
        let line = &self.line;
        let word = line.words.get(at)?;
        let digits = word.kind == Kind::Digits;
        let date = self.dates.iter().find(|date| date.span.holds(word.span.start));
        if let Some(date) = date.filter(|date| self.is_date(date)) {
            let after = line.words[at..].iter().take_while(|word| word.span.start < date.span.end).count();
            return Some(at + after);
        }
        if !digits {
            return None;
        }
        // "555-0123-88", "1.2.3": numbers of things.
        let mut end = at + 1;
        let mut groups = 1;
        while (line.hyphen(end) || line.word(end) == "." && line.joined(end) && line.joined(end + 1))
            && line.kind(end + 1) == Some(Kind::Digits)
        {
            end += 2;
            groups += 1;
        }
        (groups > 2).then_some(end)
    }

    /// Whether an expression of time names a day or hour and so holds no figure.
    fn is_date(&self, date: &Expression) -> bool {
        use crate::meaning::time::Shape;
        let printed = date.span.of(self.line.text);
        match date.shape {
            Shape::Date(_) | Shape::Years(..) | Shape::Clock | Shape::ShiftedMonth { .. } => true,
            Shape::Division { .. } | Shape::Season { .. } | Shape::Set => true,
            _ => !printed.contains(|character: char| character.is_ascii_digit()) && printed.len() < 4,
        }
    }

    /// Whether a number counts something: it is no part of a name, no ordinal, no pronoun.
    fn counts(&self, number: &Number) -> bool {
        let line = &self.line;
        let at = number.start;
        let before = at.checked_sub(1);
        let joined_before = line.joined(at);
        if joined_before && let Some(before) = before {
            let hyphen_after_letters = line.hyphen(before)
                && before > 0
                && matches!(line.kind(before - 1), Some(Kind::Letters | Kind::Suffix | Kind::Digits))
                && !matches!(line.class(before - 1), Some(Class::Unit(_) | Class::Teen(_) | Class::Tens(_)));
            let stuck = matches!(line.kind(before), Some(Kind::Letters | Kind::Digits | Kind::Suffix))
                || matches!(line.word(before), "#" | "/" | ":" | "." | "_" | "@" | "'" | "\u{2019}");
            let quoted = matches!(line.word(before), "'" | "\u{2019}") && !line.joined(before);
            if hyphen_after_letters || stuck && !quoted {
                return false;
            }
        }
        if number.digits && number.currency.is_none() {
            let ordinal = line.joined(number.end)
                && ["st", "nd", "rd", "th", "s"].iter().any(|ending| line.is(number.end, ending));
            let ratio = line.word(number.end) == ":" && line.joined(number.end) && line.joined(number.end + 1);
            let aged = before.is_some_and(|before| line.is(before, "aged") || line.is(before, "ages"));
            return !ordinal && !ratio && !aged && !self.in_name(number) && !self.in_address(number);
        }
        if number.digits || matches!(number.amount, Amount::Vague | Amount::FromAbout(_) | Amount::Order(_)) {
            return true;
        }
        // "Five new seats" opens a sentence; "Chapter Five", "Air Force One" and "Big Four" are names.
        if line.capital(at)
            && let Some(before) = before
            && line.kind(before) == Some(Kind::Letters)
            && !line.joined(at)
            && !(line.word(at).bytes().all(|byte| byte.is_ascii_uppercase()) && line.word(at).len() > 3)
        {
            return false;
        }
        if matches!(line.class(at), Some(Class::Unit(1.0))) && number.end == at + 1 {
            return self.one_counts(at);
        }
        true
    }

    /// "one man", "one of": not "no one", "this one", "one another", "one is", "one-sided".
    fn one_counts(&self, at: usize) -> bool {
        let line = &self.line;
        if at.checked_sub(1).is_some_and(|before| line.is(before, "minus") || line.is(before, "negative")) {
            return true;
        }
        let next = at + 1;
        let noun = line.kind(next) == Some(Kind::Letters)
            && !line.joined(next)
            && !matches!(line.class(next), Some(Class::Stop | Class::Pronoun | Class::And | Class::Article))
            && !line.is(next, "day")
            && !line.is(next, "thing");
        let led = at.checked_sub(1).is_some_and(|before| {
            ["no", "this", "that", "which", "any", "every", "each", "some", "the", "another", "a"]
                .iter()
                .any(|word| line.is(before, word))
        });
        let range = (line.is(next, "to") || line.is(next, "or"))
            && matches!(line.class(next + 1), Some(Class::Unit(_) | Class::Teen(_)));
        range || noun && !led && !line.word(next).ends_with("ly")
    }

    /// "Section 427", "Resolution 2231", "S&P 500": a number in a name.
    fn in_name(&self, number: &Number) -> bool {
        let line = &self.line;
        let Some(mut before) = number.start.checked_sub(1) else { return false };
        if line.word(before) == "." && line.joined(before) && before > 0 {
            before -= 1;
            if !matches!(line.class(before), Some(Class::Label)) {
                return false;
            }
        }
        if line.kind(before) != Some(Kind::Letters) {
            return false;
        }
        let printed = line.word(before);
        let capital = line.capital(before);
        if number.end > number.start + 1 || line.word(number.start).contains([',', '.']) || self.has_unit(number.end) {
            return false;
        }
        let inner_capital = printed.chars().skip(1).any(char::is_uppercase) && !printed.chars().all(char::is_uppercase);
        if matches!(line.class(before), Some(Class::Label))
            && (capital || SMALL_LABELS.iter().any(|label| line.is(before, label)))
            || inner_capital
        {
            return true;
        }
        let opens = before == 0
            || line.kind(before - 1) == Some(Kind::Mark) && !matches!(line.word(before - 1), "," | "/" | "&");
        let single = printed.len() == 1 && capital && printed != "I" && printed != "A";
        let noun_follows = line.kind(number.end) == Some(Kind::Letters)
            && !line.capital(number.end)
            && !matches!(line.class(number.end), Some(Class::Stop | Class::And));
        single
            || capital
                && !opens
                && !noun_follows
                && line.class(before).is_none()
                && self.lexicon_bound(before).is_none()
    }

    /// "49 Harbour Road", "12 W 41st St": the number of a house.
    fn in_address(&self, number: &Number) -> bool {
        const STREETS: &[&str] = &[
            "St",
            "Street",
            "Ave",
            "Avenue",
            "Road",
            "Rd",
            "Drive",
            "Dr",
            "Way",
            "Lane",
            "Ln",
            "Blvd",
            "Boulevard",
            "Place",
            "Court",
            "Terrace",
            "Square",
        ];
        let line = &self.line;
        for at in number.end..number.end + 5 {
            if at > number.end && STREETS.contains(&line.word(at)) {
                return true;
            }
            let ordinal =
                line.kind(at) == Some(Kind::Digits) || line.joined(at) && line.kind(at) == Some(Kind::Letters);
            if !ordinal && !line.capital(at) {
                return false;
            }
        }
        false
    }

    fn lexicon_bound(&self, at: usize) -> Option<Bound> {
        self.lexicon.bound(&self.line.word(at).to_ascii_lowercase())
    }

    fn has_unit(&self, at: usize) -> bool {
        self.percent(at).is_some()
    }

    /// "%", "percent", "per cent", "-percent": the index after it.
    fn percent(&self, at: usize) -> Option<usize> {
        let line = &self.line;
        let at = at + usize::from(line.hyphen(at));
        if line.word(at) == "%" || matches!(line.class(at), Some(Class::Percent)) {
            return Some(at + 1);
        }
        let spelled = matches!(line.class(at), Some(Class::Per)) && matches!(line.class(at + 1), Some(Class::Cent));
        spelled.then_some(at + 2)
    }

    /// The figure that begins with a number: the index after it, and the figure unless it is a score or the like.
    fn quantity(&self, first: Number) -> (usize, Option<Quantity>) {
        let line = &self.line;
        let mut end = first.end;
        let mut unit = self.percent(end);
        end = unit.unwrap_or(end);
        let (mut low, mut high, mut approx) = match first.amount {
            Amount::Exact(value) => (Some(value), Some(value), false),
            Amount::About(value) => (Some(value), Some(value), true),
            Amount::FromAbout(value) => (Some(value), None, true),
            Amount::Order(value) => (Some(value), Some(10.0 * value), true),
            Amount::Vague => (None, None, true),
        };
        let mut exclusive = false;
        let mut last = first;
        if let Some(second) = self.range(&first, end, unit.is_some()) {
            let Amount::Exact(value) = second.amount else { return (second.end, None) };
            let small = low.unwrap_or(0.0);
            // "5 to 7 million", not "$700,000 to $1.5 million".
            let scaled = small * second.scale;
            let small = if first.scale == 1.0 && second.scale > 1.0 && scaled < value { scaled } else { small };
            let second_unit = self.percent(second.end);
            let written = line.hyphen(end) || line.hyphen(first.end);
            let bare = unit.is_none() && second_unit.is_none() && !self.noun_at(second.end) && first.currency.is_none();
            // Both of four digits, and no telephone number or years.
            let is_large = small >= 1000.0 && value < 1e5 && second.digits && first.digits;
            if small >= value || written && bare && !is_large {
                // A score ("3-2") or a sum; no range.
                return (second.end, None);
            }
            (low, high) = (Some(small), Some(value));
            unit = second_unit.or(unit);
            end = second_unit.unwrap_or(second.end);
            last = second;
            approx = line.is(first.end, "or");
        } else if let Some((after, more)) = self.small_unit(&first) {
            // "5 feet 2 inches" are feet, "13 dollars and 45 cents" dollars.
            let value = low.map(|value| value + more);
            let quantity = Quantity {
                span: self.cover(first.start, after),
                min: value,
                max: value,
                exclusive,
                approx,
                counted: Some(self.cover(first.end, first.end + 1)),
                state: self.state(first.start, after),
            };
            return (after, Some(quantity));
        }
        let mut start = first.start;
        if let Some(sign) = self.minus(&first, end).filter(|_| low == high) {
            (low, high) = (low.map(|value| -value), high.map(|value| -value));
            start = sign;
        }
        if let Some((begin, bound)) = self.bound_before(start, end) {
            start = begin;
            match bound {
                Bound::Min => high = None,
                Bound::Over => (high, exclusive) = (None, true),
                Bound::Max => low = None,
                Bound::Under => (low, exclusive) = (None, true),
                Bound::About => approx = true,
            }
            // Bounds of a range keep the outer limit of their side only.
            if low.is_none() && high.is_none() && first.amount != Amount::Vague {
                (low, high) = (None, None);
            }
        }
        if let Some((after, bound)) = self.bound_after(end) {
            end = after;
            match bound {
                Bound::Min => high = None,
                Bound::Max => low = None,
                _ => approx = true,
            }
        }
        let (counted, noun_end) = self.counted(end, unit, &last);
        let quantity = Quantity {
            span: self.cover(start, end),
            min: low,
            max: high,
            exclusive,
            approx,
            counted,
            state: self.state(start, noun_end),
        };
        (end, Some(quantity))
    }

    /// "2 inches" behind "5 feet": the index after it, and what it adds in the larger unit.
    fn small_unit(&self, first: &Number) -> Option<(usize, f64)> {
        const UNITS: &[(&[&str], &[&str], f64)] = &[
            (&["feet", "foot"], &["inches", "inch"], 12.0),
            (&["ft"], &["in", "inches"], 12.0),
            (&["dollars", "dollar", "euros", "euro"], &["cents", "cent"], 100.0),
            (&["pounds"], &["pence"], 100.0),
            (&["pounds"], &["ounces", "ounce"], 16.0),
        ];
        let line = &self.line;
        let at = first.end;
        let next = at + 1 + usize::from(line.is(at + 1, "and"));
        let second = line.number(next)?;
        let Amount::Exact(value) = second.amount else { return None };
        let is_one = |end: usize, units: &[&str]| units.iter().any(|unit| line.is(end, unit));
        UNITS
            .iter()
            .find(|(large, small, parts)| is_one(at, large) && is_one(second.end, small) && value < *parts)
            .map(|(_, _, parts)| (second.end + 1, value / parts))
    }

    /// "minus 5", "-5 degrees": the index of the sign. A dash without a unit behind the number may be a bullet.
    fn minus(&self, first: &Number, end: usize) -> Option<usize> {
        let line = &self.line;
        let sign = first.start.checked_sub(1)?;
        if line.is(sign, "minus") || line.is(sign, "negative") {
            return Some(sign);
        }
        let is_dash =
            matches!(line.word(sign), "-" | "−" | "\u{2013}") && line.joined(first.start) && !line.joined(sign);
        let has_unit =
            end > first.end || line.word(end) == "°" || ["degrees", "degree"].iter().any(|unit| line.is(end, unit));
        (is_dash && has_unit).then_some(sign)
    }

    fn cover(&self, start: usize, end: usize) -> Span<Clean> {
        let words = &self.line.words;
        match (words.get(start), end.checked_sub(1).and_then(|last| words.get(last))) {
            (Some(first), Some(last)) => first.span.cover(&last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The second number of "5 to 7", "5-7", "between 5 and 7", "two or three".
    fn range(&self, first: &Number, end: usize, percent: bool) -> Option<Number> {
        let line = &self.line;
        // "between 3kHz and 5kHz"
        let unit = line.kind(end) == Some(Kind::Letters) && line.joined(end) && line.is(end + 1, "and");
        let end = end + usize::from(unit);
        let (Amount::Exact(_), true) = (first.amount, end < line.words.len()) else { return None };
        let joined = line.hyphen(end);
        let to = line.is(end, "to") && !self.changes(first.start);
        let and = line.is(end, "and") && first.start > 0 && line.is(self.bare_start(first.start) - 1, "between");
        let or = line.is(end, "or");
        // "three-to-five-year"
        let spelled = joined && line.is(end + 1, "to") && line.hyphen(end + 2);
        let next = if spelled {
            end + 3
        } else if joined || to || and || or {
            end + 1
        } else {
            return None;
        };
        if self.passed_over(next).is_some() {
            return None;
        }
        let second = line.number(next)?;
        let Amount::Exact(_) = second.amount else { return None };
        let ordinal = second.digits
            && line.joined(second.end)
            && ["st", "nd", "rd", "th"].iter().any(|ending| line.is(second.end, ending));
        // "grew 8 percent to 99 crowns" are two figures.
        let differs = percent && self.percent(second.end).is_none();
        (!ordinal && !differs && (!or || second.scale == first.scale)).then_some(second)
    }

    fn bare_start(&self, start: usize) -> usize {
        start.max(1)
    }

    /// Whether "from 5 to 7" tells of a change, so that both are figures of their own.
    fn changes(&self, start: usize) -> bool {
        let from = start.saturating_sub(1);
        if self.line.is(from, "by") {
            return true;
        }
        if !self.line.is(from, "from") {
            return false;
        }
        let begin = from.saturating_sub(8);
        (begin..from).any(|at| {
            let word = self.line.word(at);
            [
                "rose", "fell", "up", "down", "cut", "grew", "dropped", "went", "jumped", "climbed", "slid", "rise",
                "fall",
            ]
            .iter()
            .any(|change| word.eq_ignore_ascii_case(change))
                || word.len() > 6 && (word.ends_with("ased") || word.ends_with("asing") || word.ends_with("ined"))
        })
    }

    /// The bound in front of a figure: the index of its first word, and its kind.
    fn bound_before(&self, start: usize, end: usize) -> Option<(usize, Bound)> {
        let line = &self.line;
        // A quotation mark may stand between: about "3,000".
        let mut before = start;
        if before > 0 && matches!(line.word(before - 1), "\"" | "“" | "‘" | "'" | "~" | "(") {
            if line.word(before - 1) == "~" {
                return Some((before - 1, Bound::About));
            }
            before -= 1;
        }
        let article = before > 0 && matches!(line.class(before - 1), Some(Class::Article));
        for from in [Some(before), article.then(|| before - 1)].into_iter().flatten() {
            for length in (1..=LONGEST_BOUND).rev() {
                let Some(first) = from.checked_sub(length) else { continue };
                let mut words = String::with_capacity(24);
                for at in first..from {
                    if line.kind(at) != Some(Kind::Letters) {
                        words.clear();
                        break;
                    }
                    if at > first {
                        words.push(' ');
                    }
                    words.push_str(line.word(at));
                }
                words.make_ascii_lowercase();
                if let Some(bound) = self.lexicon.bound(&words)
                    && !self.is_preposition(&words, first, end)
                {
                    return Some((first, bound));
                }
            }
        }
        None
    }

    /// "over two days", "around one table": no bound but a place or a time.
    fn is_preposition(&self, words: &str, first: usize, end: usize) -> bool {
        let line = &self.line;
        let time_unit =
            ["days", "weeks", "months", "years", "hours", "minutes", "decades"].iter().any(|unit| line.is(end, unit));
        match words {
            "over" => {
                let led = first > 0
                    && ["for", "just", "well", "lasted", "is", "was", "took", "takes", "of", "after", "with"]
                        .iter()
                        .any(|word| line.is(first - 1, word));
                time_unit && !led
            }
            "some" | "under" | "above" | "below" | "near" | "beyond" => false,
            _ => false,
        }
    }

    /// "or more", "or so", "+": the index after it, and its kind.
    fn bound_after(&self, at: usize) -> Option<(usize, Bound)> {
        let line = &self.line;
        if line.word(at) == "+" && line.joined(at) {
            return Some((at + 1, Bound::Min));
        }
        if line.hyphen(at) && line.is(at + 1, "plus") {
            return Some((at + 2, Bound::Min));
        }
        if line.hyphen(at) && line.is(at + 1, "odd") {
            return Some((at + 2, Bound::About));
        }
        if !line.is(at, "or") {
            return None;
        }
        match line.word(at + 1) {
            "more" | "above" | "higher" | "greater" => Some((at + 2, Bound::Min)),
            "less" | "fewer" | "lower" | "below" | "under" => Some((at + 2, Bound::Max)),
            "so" => Some((at + 2, Bound::About)),
            _ => None,
        }
    }

    fn noun_at(&self, at: usize) -> bool {
        let line = &self.line;
        let at = at + usize::from(line.hyphen(at));
        line.kind(at) == Some(Kind::Letters) && !matches!(line.class(at), Some(Class::Stop | Class::And))
    }

    /// What is counted, and the index after it: the noun phrase behind the figure, with "percent of" before it.
    fn counted(&self, end: usize, unit: Option<usize>, number: &Number) -> (Option<Span<Clean>>, usize) {
        let line = &self.line;
        let mut at = end;
        // A closing quotation mark may stand between: "at least 3,000" troops.
        if matches!(line.word(at), "\"" | "”" | "’" | "'") {
            at += 1;
        }
        let fraction = matches!(number.amount, Amount::Exact(value) if value < 1.0 && !number.digits);
        let of = line.is(at, "of") && (unit.is_some() || fraction || !number.digits);
        let mut first = at + usize::from(of) + usize::from(line.hyphen(at));
        while of && (line.is(first, "the") || line.is(first, "its") || line.is(first, "their") || line.is(first, "all"))
        {
            first += 1;
        }
        let noun_end =
            if of || unit.is_none() && number.currency.is_none() { self.noun_phrase(first, number) } else { first };
        if noun_end > first {
            let start = unit.map_or(first, |unit| unit - 1);
            return (Some(self.cover(start, noun_end)), noun_end);
        }
        if let Some(unit) = unit {
            let words = if line.is(unit - 1, "cent") { 2 } else { 1 };
            return (Some(self.cover(unit - words, unit)), unit);
        }
        if let Some((first, last)) = number.currency {
            return (Some(self.cover(first, last)), end);
        }
        (None, end)
    }

    /// Where the noun phrase that starts at a word ends: behind its first plural noun, else behind its first noun.
    fn noun_phrase(&self, first: usize, number: &Number) -> usize {
        let line = &self.line;
        let singular = matches!(number.amount, Amount::Exact(1.0));
        let mut at = first;
        while at < first + 6 {
            // A hyphen holds an adjective together: "short-range".
            if line.hyphen(at) && at > first {
                at += 1;
                continue;
            }
            if line.kind(at) != Some(Kind::Letters) || matches!(line.class(at), Some(Class::Stop | Class::And)) {
                break;
            }
            let word = line.word(at);
            at += 1;
            let plural = matches!(line.class(at - 1), Some(Class::Plural)) || is_plural(word) && !line.hyphen(at);
            if plural && !singular {
                return at;
            }
            if singular && !line.hyphen(at) && !is_adjective(word) && !line.capital(at - 1) {
                return at;
            }
        }
        // No plural was met: the first word is the surest part.
        if at > first + 2 { first + 1 } else { at }
    }

    /// The nearest word of state around a figure, in its clause.
    fn state(&self, start: usize, end: usize) -> Option<Span<Clean>> {
        let line = &self.line;
        let clause_end = |at: usize| matches!(line.word(at), "." | ";" | "?" | "!" | ":") && !line.joined(at + 1);
        let after =
            (end..line.words.len().min(end + 9)).take_while(|&at| !clause_end(at)).find(|&at| self.is_state(at));
        let before =
            (start.saturating_sub(8)..start).rev().take_while(|&at| !clause_end(at)).find(|&at| self.is_state(at));
        let nearest = match (before, after) {
            (Some(before), Some(after)) if start - before <= after + 1 - end => Some(before),
            (_, Some(after)) => Some(after),
            (before, None) => before,
        };
        nearest.map(|at| line.words[at].span)
    }

    fn is_state(&self, at: usize) -> bool {
        self.line.kind(at) == Some(Kind::Letters) && self.lexicon.is_state(self.line.word(at))
    }
}

/// Labels that number a thing in small letters too: "a category 4 storm", "on page 3".
const SMALL_LABELS: &[&str] = &[
    "no",
    "category",
    "phase",
    "tier",
    "grade",
    "level",
    "type",
    "chapter",
    "section",
    "page",
    "paragraph",
    "article",
    "room",
];

fn is_plural(word: &str) -> bool {
    word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
}

/// Whether a word has the ending of an adjective.
fn is_adjective(word: &str) -> bool {
    ["al", "ive", "ous", "ful", "ble", "ic", "ary", "ish", "less", "ian", "ean", "ese", "lar", "new", "ent", "ant"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests;
