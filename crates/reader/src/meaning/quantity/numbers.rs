//! Which number do these words and digits write?
//!
//! From "3,000", "$1.5 billion", "twenty-one", "two hundred and fifty", "half a million", "several dozen" to a value.
//! Not useful for what is counted or for bounds in front: that is the module above.

use super::lexicon::{Class, NumberWords};
use crate::meaning::words::{Kind, Word};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Amount {
    /// One number.
    Exact(f64),
    /// About so much, at least: "several dozen".
    FromAbout(f64),
    /// Near a number: "a couple of dozen".
    About(f64),
    /// So much or up to ten times as much: "thousands", "tens of thousands".
    Order(f64),
    /// No number: "dozens", "a few".
    Vague,
}

/// A number in a list of words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// Index of its first word, a currency sign included.
    pub start: usize,
    /// Index after its last word, scale words included.
    pub end: usize,
    /// Its value.
    pub amount: Amount,
    /// What it was multiplied with ("million"); 1 where there is no scale.
    pub scale: f64,
    /// Index of the first and after the last word of its currency sign, if there is one.
    pub currency: Option<(usize, usize)>,
    /// Whether it is written in digits.
    pub digits: bool,
}

/// Words with their text and classes.
pub(crate) struct Line<'text> {
    pub text: &'text str,
    pub words: &'text [Word],
    pub classes: Vec<Option<Class>>,
}

impl<'text> Line<'text> {
    /// Looks the words up.
    pub(crate) fn new(text: &'text str, words: &'text [Word], lexicon: &NumberWords) -> Self {
        let class = |word: &Word| match word.kind {
            Kind::Letters => lexicon.class(word.span.of(text)),
            _ => None,
        };
        Line { text, words, classes: words.iter().map(class).collect() }
    }

    /// Whether any word can begin a figure.
    pub(crate) fn has_number(&self) -> bool {
        self.words.iter().any(|word| word.kind == Kind::Digits)
            || self.words.iter().zip(&self.classes).any(|(word, class)| match class {
                Some(Class::Stop | Class::Label | Class::Plural | Class::Article | Class::And | Class::Per) | None => {
                    word.kind == Kind::Mark && vulgar(word.span.of(self.text)).is_some()
                }
                Some(_) => true,
            })
            || self.words.windows(2).any(|pair| pair[1].span.of(self.text).eq_ignore_ascii_case("number"))
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.classes.get(at).copied().flatten()
    }

    pub(crate) fn word(&self, at: usize) -> &'text str {
        self.words.get(at).map_or("", |word| word.span.of(self.text))
    }

    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    pub(crate) fn joined(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.joined)
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.words.get(at).map(|word| word.kind)
    }

    pub(crate) fn capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// A hyphen or short dash without spaces around it.
    pub(crate) fn hyphen(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "\u{2010}" | "\u{2011}" | "\u{2013}") && self.joined(at) && self.joined(at + 1)
    }

    /// The number that starts at a word.
    pub(crate) fn number(&self, at: usize) -> Option<Number> {
        match self.kind(at)? {
            Kind::Digits => self.digits(at, at, None),
            Kind::Mark => self.at_mark(at),
            Kind::Letters => self.at_letters(at),
            Kind::Suffix => None,
        }
    }

    fn at_mark(&self, at: usize) -> Option<Number> {
        match self.word(at) {
            "$" | "£" | "€" | "¥" | "₹" | "₩" | "₽" | "₪" => {
                let next = at + 1;
                if self.kind(next)? == Kind::Digits {
                    return self.digits(at, next, Some((at, next)));
                }
                // "$US55,000", "$A82".
                let code = matches!(self.word(next), "US" | "A" | "AU" | "C" | "CA" | "NZ" | "HK" | "S");
                if code && self.joined(next) && self.joined(next + 1) && self.kind(next + 1)? == Kind::Digits {
                    return self.digits(at, next + 1, Some((at, next + 1)));
                }
                None
            }
            mark if vulgar(mark).is_some() => self.scaled(Number {
                start: at,
                end: at + 1,
                amount: Amount::Exact(vulgar(self.word(at))?),
                scale: 1.0,
                currency: None,
                digits: true,
            }),
            "." if self.joined(at + 1) && !self.joined(at) && self.kind(at + 1) == Some(Kind::Digits) => {
                let number = self.digits(at, at + 1, None)?;
                let Amount::Exact(value) = number.amount else { return None };
                let digits = i32::try_from(self.word(at + 1).len()).ok()?;
                Some(Number { amount: Amount::Exact(value / 10_f64.powi(digits)), ..number })
            }
            _ => None,
        }
    }

    /// Digits at `at`; `start` and `currency` tell what stands before them.
    fn digits(&self, start: usize, at: usize, currency: Option<(usize, usize)>) -> Option<Number> {
        let printed = self.word(at);
        let mut value: f64 = printed.replace(',', "").parse().ok()?;
        let mut end = at + 1;
        // "3 1/2", "3-1/2", "1/2".
        let part = end + usize::from(self.hyphen(end));
        if let Some(fraction) = self.fraction(at) {
            (value, end) = (fraction, at + 3);
        } else if let Some(fraction) = self.fraction(part).filter(|_| !printed.contains(['.', ','])) {
            (value, end) = (value + fraction, part + 3);
        } else if let (true, Some(fraction)) = (self.kind(end) == Some(Kind::Mark), vulgar(self.word(end))) {
            (value, end) = (value + fraction, end + 1);
        } else if self.word(end) == "/" && self.joined(end) && self.kind(end + 1) == Some(Kind::Digits) {
            return None;
        }
        let number = Number { start, end, amount: Amount::Exact(value), scale: 1.0, currency, digits: true };
        // "12.3m", "4.2b", "10k".
        if self.joined(end)
            && let Some(scale) = self.short_scale(end, currency.is_some())
        {
            return Some(Number { end: end + 1, amount: Amount::Exact(value * scale), scale, ..number });
        }
        self.scaled(number)
    }

    /// "1/2" at `at`, in the fractions that people write.
    fn fraction(&self, at: usize) -> Option<f64> {
        if self.kind(at)? != Kind::Digits || self.word(at + 1) != "/" || !self.joined(at + 1) || !self.joined(at + 2) {
            return None;
        }
        let above: u32 = self.word(at).parse().ok()?;
        let below: u32 = self.word(at + 2).parse().ok()?;
        let written = matches!(below, 2 | 3 | 4 | 5 | 6 | 8 | 16 | 32) && above < below;
        (written && self.word(at + 3) != "/").then(|| f64::from(above) / f64::from(below))
    }

    /// A scale joined to digits. "m" and "k" without a currency are a scale only before a noun.
    fn short_scale(&self, at: usize, money: bool) -> Option<f64> {
        let before_noun = self.kind(at + 1) == Some(Kind::Letters)
            && !self.joined(at + 1)
            && self.class(at + 1).is_none()
            && !self.capital(at + 1)
            && !["tall", "long", "wide", "high", "deep", "away", "apart"].iter().any(|word| self.is(at + 1, word));
        match self.word(at) {
            "m" | "M" if money || before_noun => Some(1e6),
            "mn" | "mln" | "mm" if money => Some(1e6),
            "mn" | "mln" => Some(1e6),
            "b" | "B" | "bn" | "bln" => Some(1e9),
            "k" | "K" => Some(1e3),
            "tn" | "trn" | "T" if money => Some(1e12),
            "tn" | "trn" => Some(1e12),
            _ => None,
        }
    }

    /// Goes on with "million", "-million", "hundred thousand".
    fn scaled(&self, mut number: Number) -> Option<Number> {
        let Amount::Exact(mut value) = number.amount else { return Some(number) };
        loop {
            let at = number.end + usize::from(self.hyphen(number.end));
            match self.class(at) {
                Some(Class::Scale(scale)) if !self.joined(at) || at > number.end => {
                    value *= scale;
                    number.scale *= scale;
                    number.end = at + 1;
                }
                // "75 USD million"
                _ if number.scale == 1.0
                    && CODES.contains(&self.word(at))
                    && matches!(self.class(at + 1), Some(Class::Scale(_))) =>
                {
                    number.end = at + 1;
                }
                _ => break,
            }
        }
        if let Some(Class::Scales(12.0)) = self.class(number.end) {
            (value, number.scale, number.end) = (value * 12.0, 12.0, number.end + 1);
        } else if let Some(found) = self.with_part(number.end, value, number.scale) {
            (number.end, value, number.scale) = found;
        }
        number.amount = Amount::Exact(value);
        Some(number)
    }

    fn at_letters(&self, at: usize) -> Option<Number> {
        // "US$5", "USD 10", "Rs 500", "USD10m".
        if let Some(found) = self.currency_code(at) {
            return Some(found);
        }
        let plain = |end: usize, amount: Amount, scale: f64| {
            Some(Number { start: at, end, amount, scale, currency: None, digits: false })
        };
        match self.class(at)? {
            Class::Unit(_) | Class::Teen(_) | Class::Tens(_) => {
                let (end, value, scale) = self.written(at)?;
                plain(end, Amount::Exact(value), scale)
            }
            Class::Scales(_) => {
                let mut end = at + 1;
                let Some(Class::Scales(mut value)) = self.class(at) else { return None };
                while self.is(end, "of")
                    && let Some(Class::Scales(more)) = self.class(end + 1)
                {
                    value *= more;
                    end += 2;
                }
                if value >= 100.0 && value.log10().fract().abs() < 1e-6 {
                    return plain(end, Amount::Order(value), 1.0);
                }
                let tens_alone = self.is(at, "tens") && end == at + 1;
                let led = self.is(at, "scores") && !self.is(end, "of");
                if tens_alone || led { None } else { plain(end, Amount::Vague, 1.0) }
            }
            Class::Part(2.0) => self.half(at),
            // "quarter million"
            Class::Part(below @ 4.0) => match self.class(at + 1) {
                Some(Class::Scale(scale)) => plain(at + 2, Amount::Exact(scale / below), scale),
                _ => None,
            },
            Class::Few(value) => self.few(at, at, value),
            Class::Article => self.article(at),
            Class::Scale(_) => None,
            _ => None,
        }
    }

    fn currency_code(&self, at: usize) -> Option<Number> {
        let code = self.word(at);
        let sign = self.joined(at + 1) && matches!(self.word(at + 1), "$" | "£");
        if sign && matches!(code, "US" | "C" | "A" | "HK" | "NZ" | "S" | "AU" | "CA" | "NT" | "R") {
            return self.digits(at, at + 2, Some((at, at + 2)));
        }
        let known = CODES.contains(&code) || code == "Rs";
        if known {
            let at_number = at + 1 + usize::from(self.word(at + 1) == "." && code == "Rs");
            if self.kind(at_number) == Some(Kind::Digits) {
                return self.digits(at, at_number, Some((at, at_number)));
            }
        }
        if code == "Y" && self.word(at + 1) == "=" && self.joined(at + 1) {
            return self.digits(at, at + 2, Some((at, at + 2)));
        }
        None
    }

    /// A number in words: the index after it, its value, its last scale.
    fn written(&self, at: usize) -> Option<(usize, f64, f64)> {
        let (mut total, mut group, mut scale) = (0.0, 0.0, 1.0);
        let mut end = at;
        let mut last = f64::INFINITY;
        loop {
            let next = end + usize::from(end > at && self.hyphen(end));
            match self.class(next) {
                Some(Class::Unit(value)) if last >= 20.0 => {
                    group += value;
                    last = 1.0;
                }
                Some(Class::Teen(value)) if last >= 100.0 => {
                    group += value;
                    last = 1.0;
                }
                Some(Class::Tens(value)) if last >= 100.0 => {
                    group += value;
                    last = 20.0;
                }
                Some(Class::Scale(100.0)) if end > at && group > 0.0 && group < 100.0 => {
                    group *= 100.0;
                    last = 100.0;
                }
                Some(Class::Scale(value)) if end > at && group > 0.0 => {
                    total += group * value;
                    group = 0.0;
                    scale = value;
                    last = value;
                }
                // "two hundred and fifty", "two and a half".
                Some(Class::And) if end > at && self.mixed(next).is_some() => break,
                Some(Class::And) if end > at && last >= 100.0 && last.is_finite() => match self.class(next + 1) {
                    Some(Class::Unit(_) | Class::Teen(_) | Class::Tens(_)) => {
                        end = next + 1;
                        continue;
                    }
                    _ => break,
                },
                _ => break,
            }
            end = next + 1;
        }
        // "two-thirds", "three quarters".
        let next = end + usize::from(self.hyphen(end));
        if let Some(Class::Parts(below)) = self.class(next)
            && group > 0.0
            && group < below
            && total == 0.0
        {
            // "three quarters of a million"
            let of = usize::from(self.is(next + 1, "of") && matches!(self.class(next + 2), Some(Class::Article))) * 2;
            return match self.class(next + 1 + of) {
                Some(Class::Scale(scale)) => Some((next + 2 + of, group / below * scale, scale)),
                _ => Some((next + 1, group / below, 1.0)),
            };
        }
        // "twenty-fifth", "two hundredth": the tail of an ordinal.
        if end > at && self.ends_ordinal(at, end) {
            return None;
        }
        // "one fourth", "one-third".
        if let Some(Class::Part(below)) = self.class(next)
            && group == 1.0
            && total == 0.0
            && end == at + 1
        {
            return Some((next + 1, 1.0 / below, 1.0));
        }
        if end == at {
            return None;
        }
        let value = total + group;
        if let Some((end, value, scale)) = self.with_part(end, value, scale) {
            return Some((end, value, scale));
        }
        // "three dozens"
        match self.class(end) {
            Some(Class::Scales(12.0)) => Some((end + 1, value * 12.0, 12.0)),
            _ => Some((end, value, scale)),
        }
    }

    /// "and a half", "and three quarters" behind a number: the index after it and the part.
    fn mixed(&self, at: usize) -> Option<(usize, f64)> {
        if !matches!(self.class(at), Some(Class::And)) {
            return None;
        }
        let above = match self.class(at + 1)? {
            Class::Article => 1.0,
            Class::Unit(value) => value,
            _ => return None,
        };
        let next = at + 2 + usize::from(self.hyphen(at + 2));
        let below = match self.class(next)? {
            Class::Part(below) if above == 1.0 => below,
            Class::Parts(below) if above < below => below,
            _ => return None,
        };
        // "two and a third of them" are two figures.
        let own = self.is(next + 1, "of");
        (!own).then_some((next + 1, above / below))
    }

    /// A number with the part behind it: "five and a half million", "three million and a half", "a billion and a half million".
    fn with_part(&self, at: usize, value: f64, scale: f64) -> Option<(usize, f64, f64)> {
        let (end, part) = self.mixed(at)?;
        Some(match self.class(end) {
            Some(Class::Scale(next)) if scale < 1e6 => (end + 1, (value + part) * next, next),
            Some(Class::Scale(next)) => (end + 1, value + part * next, next),
            _ => (end, value + part * if scale >= 1e6 { scale } else { 1.0 }, scale),
        })
    }

    /// Whether the number between the two words goes on as an ordinal.
    fn ends_ordinal(&self, at: usize, end: usize) -> bool {
        let hyphen = usize::from(self.hyphen(end));
        let next = end + hyphen;
        let word = self.word(next).to_ascii_lowercase();
        let is_compound = matches!(self.class(end - 1), Some(Class::Tens(_) | Class::Scale(_)));
        match word.as_str() {
            "hundredth" | "thousandth" | "millionth" | "billionth" | "trillionth" => true,
            // "A thirty-second film", "the thirty-second president".
            "second" => hyphen == 1 && is_compound && at > 0 && self.is(at - 1, "the"),
            "first" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" => is_compound,
            _ => false,
        }
    }

    /// "half", "half a million", "half of", "half the".
    fn half(&self, at: usize) -> Option<Number> {
        let exact = |end: usize, value: f64, scale: f64| {
            Some(Number { start: at, end, amount: Amount::Exact(value), scale, currency: None, digits: false })
        };
        let next = at + 1 + usize::from(matches!(self.class(at + 1), Some(Class::Article)) || self.hyphen(at + 1));
        if let Some(Class::Scale(scale)) = self.class(next) {
            return exact(next + 1, scale / 2.0, scale);
        }
        let whole =
            self.is(at + 1, "of") || self.is(at + 1, "the") || self.is(at + 1, "its") || self.is(at + 1, "their");
        let ordinal =
            at > 0 && ["first", "second", "other", "latter", "better"].iter().any(|word| self.is(at - 1, word));
        // "More than half sank", "nearly half sank": not "about half an hour".
        let bound = at > 0
            && ["than", "nearly", "almost", "over", "roughly"].iter().any(|word| self.is(at - 1, word))
            && next == at + 1;
        if (whole || bound) && !ordinal { exact(at + 1, 0.5, 1.0) } else { None }
    }

    /// "several dozen", "a few hundred", "a couple of dozen", "several".
    fn few(&self, start: usize, at: usize, value: f64) -> Option<Number> {
        let next = at + 1 + usize::from(self.is(at + 1, "of"));
        let number = |end: usize, amount: Amount, scale: f64| {
            Some(Number { start, end, amount, scale, currency: None, digits: false })
        };
        if let Some(Class::Scale(scale)) = self.class(next) {
            let mut scale = scale;
            let mut end = next + 1;
            while let Some(Class::Scale(more)) = self.class(end) {
                scale *= more;
                end += 1;
            }
            let amount = if value > 0.0 { Amount::About(value * scale) } else { Amount::FromAbout(2.0 * scale) };
            return number(end, amount, scale);
        }
        let counts = self.kind(at + 1) == Some(Kind::Letters) && !matches!(self.class(at + 1), Some(Class::Stop));
        if value > 0.0 {
            // "the couple" are two people and no figure; "a couple of missiles" is one.
            return if self.is(at + 1, "of") { number(at + 2, Amount::About(value), 1.0) } else { None };
        }
        if counts { number(at + 1, Amount::Vague, 1.0) } else { None }
    }

    /// "a hundred", "a dozen", "a third of", "a few", "a half", "a small number of".
    fn article(&self, at: usize) -> Option<Number> {
        let number = |end: usize, amount: Amount, scale: f64| {
            Some(Number { start: at, end, amount, scale, currency: None, digits: false })
        };
        match self.class(at + 1) {
            Some(Class::Scale(scale)) => {
                // "a thousand and one" is rare; "a hundred thousand" is not.
                let mut total = scale;
                let mut end = at + 2;
                while let Some(Class::Scale(more)) = self.class(end) {
                    total *= more;
                    end += 1;
                }
                number(end, Amount::Exact(total), scale)
            }
            Some(Class::Part(below)) => {
                let of = self.is(at + 2, "of")
                    || matches!(below, 2.0 | 4.0) && matches!(self.class(at + 2), Some(Class::Scale(_)));
                if !of {
                    return None;
                }
                match self.class(at + 2) {
                    Some(Class::Scale(scale)) => number(at + 3, Amount::Exact(scale / below), scale),
                    _ => number(at + 2, Amount::Exact(1.0 / below), 1.0),
                }
            }
            Some(Class::Few(value)) => self.few(at, at + 1, value),
            _ if ["small", "large", "great", "limited", "growing"].iter().any(|word| self.is(at + 1, word))
                && self.is(at + 2, "number")
                && self.is(at + 3, "of") =>
            {
                number(at + 3, Amount::Vague, 1.0)
            }
            _ => None,
        }
    }
}

/// Currencies by their codes.
const CODES: &[&str] = &["USD", "EUR", "GBP", "AUD", "CAD", "INR", "JPY", "RMB", "CNY", "CHF"];

fn vulgar(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "⅕" => 0.2,
        "⅙" => 1.0 / 6.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}
