//! Whose office tells when a text was written?
//!
//! "President Obama said" was written in his term. The list `data/lexicons/terms.tsv` holds who held which office when;
//! `Terms::find` gives the mentions of one stretch of text, `bounds` what they say together: not before the latest first
//! day, and not after the last day of who holds the office that is named most. Useful where no year is printed; never
//! more than an interval of years.

use crate::meaning::words::{Kind, Word, rows};
use crate::span::{Clean, Span};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// One person's term of one office.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Term {
    given: &'static str,
    titles: &'static str,
    office: &'static str,
    from: Date,
    to: Option<Date>,
}

/// Who held which office when.
#[derive(Debug)]
pub(crate) struct Terms {
    by_name: FxHashMap<&'static str, Vec<Term>>,
}

/// A person called by the title of an office.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mention {
    /// Title and name.
    pub span: Span<Clean>,
    /// The office.
    pub office: &'static str,
    /// First day of the first term that it can mean.
    pub from: Date,
    /// Last day of the last one; `None` while it lasts.
    pub to: Option<Date>,
    /// Whether a verb of the present report follows or the words are spoken of as of now; others only bound from below.
    pub speaks: bool,
    /// Whether the title is kept for life, and given in advance: presidents and speakers.
    pub for_life: bool,
    /// Whether it is more than a form of address that is kept for life.
    pub full: bool,
}

/// How many words may stand between a title and the name: "Secretary of State John".
const REACH: usize = 5;

impl Terms {
    /// The list that comes with the program.
    pub(crate) fn built_in() -> Terms {
        let mut by_name: FxHashMap<&'static str, Vec<Term>> = FxHashMap::default();
        for row in rows(include_str!("../../../data/lexicons/terms.tsv")) {
            let [name, given, titles, office, from, to] = row[..] else { continue };
            let Ok(from) = from.parse() else { continue };
            by_name.entry(name).or_default().push(Term { given, titles, office, from, to: to.parse().ok() });
        }
        Terms { by_name }
    }

    /// The mentions among words that were scanned from `text`.
    pub(crate) fn find(&self, text: &str, words: &[Word], found: &mut Vec<Mention>) {
        let printed = |at: usize| words.get(at).map_or("", |word: &Word| word.span.of(text));
        for (at, word) in words.iter().enumerate() {
            let name = word.span.of(text);
            if word.kind != Kind::Letters || !name.starts_with(char::is_uppercase) || at == 0 {
                continue;
            }
            let Some(terms) = self.by_name.get(name.to_lowercase().as_str()) else { continue };
            let before = title(&printed, at, terms);
            let is_apposition = before.is_none();
            let Some((title, fits)) = before.or_else(|| apposition(&printed, at, terms)) else { continue };
            let mut from: Option<Date> = None;
            let mut to = fits.first().and_then(|term| term.to);
            for term in &fits {
                from = Some(from.map_or(term.from, |known| known.min(term.from)));
                to = to.zip(term.to).map(|(known, other)| known.max(other));
            }
            let (Some(from), Some(term)) = (from, fits.first()) else { continue };
            let next = printed(at + 1);
            let speaks =
                matches!(next, "said" | "says" | "told" | "announced" | "warned" | "added" | "has" | "is" | "will")
                    || words.get(at + 1).is_some_and(|word| word.kind == Kind::Letters)
                        && next.starts_with(char::is_lowercase)
                        && next.ends_with("ed");
            found.push(Mention {
                span: words[title].span.cover(&word.span),
                office: term.office,
                from,
                to,
                speaks: speaks || is_apposition,
                for_life: matches!(printed(title), "President" | "Speaker" | "president" | "speaker"),
                full: !matches!(printed(title), "candidate" | "rival" | "contender" | "hopeful")
                    && (title + 1 != at || !KEPT.contains(&printed(title))),
            });
        }
    }
}

/// Titles by which people are addressed when the term is over.
const KEPT: &[&str] = &["Secretary", "Speaker", "Director", "Chairman"];

/// Titles that may be printed in small letters before a name.
const SMALL: &[&str] = &[
    "secretary",
    "adviser",
    "advisor",
    "nominee",
    "candidate",
    "rival",
    "contender",
    "hopeful",
    "leader",
    "chief",
    "director",
    "minister",
    "frontrunner",
    "runner",
    "chairman",
    "chairwoman",
    "chair",
];

/// Words before a title that make it one of another time or another office.
const PAST: &[&str] = &[
    "a",
    "former",
    "ex",
    "late",
    "then",
    "past",
    "onetime",
    "deputy",
    "assistant",
    "under",
    "fellow",
    "-",
    "acting",
    "lieutenant",
];

/// Words that begin a clause instead of an apposition.
const CLAUSE: &[&str] = &[
    "who", "whose", "whom", "which", "that", "as", "while", "when", "if", "was", "were", "is", "had", "and", "but",
    "like", "next", "to", "will", "said", "says", "with",
];

/// Words between a title and a name that are no given name.
const NO_NAME: &[&str] = &[
    "of",
    "for",
    "-",
    ".",
    "general",
    "minister",
    "president",
    "secretary",
    "state",
    "defense",
    "treasury",
    "security",
    "council",
    "chief",
    "spokesman",
    "spokesperson",
    "adviser",
    "advisor",
    "communications",
    "coordinator",
    "leader",
];

/// The title that stands before the name at `at`, and the terms that it fits.
fn title<'words>(printed: &impl Fn(usize) -> &'words str, at: usize, terms: &[Term]) -> Option<(usize, Vec<Term>)> {
    let mut back = at;
    while back > 0 && at - back < REACH {
        back -= 1;
        let word = printed(back);
        // The point of an initial: "George W. Bush".
        if word == "." && back > 0 && printed(back - 1).chars().count() == 1 {
            continue;
        }
        let is_part = word.starts_with(char::is_uppercase)
            || matches!(word, "of" | "for" | "-" | "general" | "minister")
            || SMALL.contains(&word);
        let lower = word.to_lowercase();
        let spelled = word.starts_with(char::is_uppercase) || SMALL.contains(&word);
        let is_title = |term: &Term| spelled && term.titles.split('|').any(|title| title == lower);
        let fits: Vec<Term> = terms.iter().filter(|term| is_title(term)).copied().collect();
        if !fits.is_empty() {
            let before = printed(back.checked_sub(1).unwrap_or(usize::MAX)).to_lowercase();
            if before == "vice" {
                continue;
            }
            if PAST.contains(&before.as_str()) || (back + 1..at).any(|between| printed(between) == "elect") {
                return None;
            }
            let between: Vec<String> = (back + 1..at).map(|between| printed(between).to_lowercase()).collect();
            let named: Vec<Term> =
                fits.iter().filter(|term| between.iter().any(|word| word == term.given)).copied().collect();
            return match (named.is_empty(), between.iter().all(|word| NO_NAME.contains(&word.as_str()))) {
                (false, _) => Some((back, named)),
                (true, true) => Some((back, fits)),
                // Another given name: another person.
                (true, false) => None,
            };
        }
        if !is_part {
            return None;
        }
    }
    None
}

/// The title in the apposition behind a full name ("John Kerry, the secretary of state, …"), and the terms that it fits.
fn apposition<'words>(
    printed: &impl Fn(usize) -> &'words str,
    at: usize,
    terms: &[Term],
) -> Option<(usize, Vec<Term>)> {
    let given = printed(at - 1).to_lowercase();
    if printed(at + 1) != "," || !terms.iter().any(|term| term.given == given) {
        return None;
    }
    for place in at + 2..at + 11 {
        let word = printed(place);
        let lower = word.to_lowercase();
        let is_part = matches!(word, "-" | ".") || word.starts_with(char::is_alphabetic);
        if !is_part || word != "-" && (PAST[1..].contains(&lower.as_str()) || CLAUSE.contains(&lower.as_str())) {
            return None;
        }
        let is_title = |term: &&Term| term.given == given && term.titles.split('|').any(|title| title == lower);
        let fits: Vec<Term> = terms.iter().filter(is_title).copied().collect();
        if !fits.is_empty() {
            let is_owned = matches!(printed(place + 1), "'s" | "’s");
            return (!is_owned).then_some((place, fits));
        }
    }
    None
}

/// A day that bounds the document, and the mention that tells it.
pub(crate) type Bound = (Date, Mention);

/// What the mentions of a text say together: its earliest and latest day, each with the mention that tells it.
///
/// A title is kept after the term ("Secretary Clinton"), so in a report only the full one ends it; presidents and speakers keep
/// it for life, and some are called so before they are elected: there the office has to be named twice. In a transcript
/// people are called what they are.
pub(crate) fn bounds(mentions: &[Mention], transcript: bool) -> (Option<Bound>, Option<Bound>) {
    let same = |mention: &Mention| {
        let office = mention.office;
        mentions.iter().filter(move |other| other.office == office)
    };
    let often = |mention: &Mention| same(mention).count() > 1;
    let is_sure = |mention: &Mention| {
        let alone = !mention.for_life && same(mention).all(|other| other.from == mention.from);
        transcript || mention.speaks || often(mention) || alone
    };
    let sure = mentions.iter().filter(|mention| is_sure(mention));
    let first = sure.clone().map(|mention| (mention.from, *mention)).max_by_key(|(day, _)| *day);
    let mut last: Option<Bound> = None;
    for mention in sure.filter(|mention| {
        transcript
            || mention.full
                && if mention.for_life { mention.speaks && often(mention) } else { mention.speaks || often(mention) }
    }) {
        // Who came after him in the office, named as its holder, holds it now.
        let Some(end) = same(mention).map(|other| other.to).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten()
        else {
            continue;
        };
        if first.is_none_or(|(day, _)| day < end) && last.is_none_or(|(known, _)| end < known) {
            last = Some((end, *mention));
        }
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::words::scan;
    use jiff::civil::date;

    fn found(text: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        Terms::built_in().find(text, &scan(text, Span::new(0, text.len())), &mut found);
        found
    }

    #[test]
    fn every_row_is_understood() {
        let rows: Vec<_> = rows(include_str!("../../../data/lexicons/terms.tsv")).collect();
        let read: usize = Terms::built_in().by_name.values().map(Vec::len).sum();
        assert_eq!(read, rows.len());
        for row in rows {
            assert!(row[5] == "-" || row[5].parse::<Date>().is_ok_and(|to| to > row[4].parse().unwrap()), "{row:?}");
        }
    }

    #[test]
    fn a_title_gives_the_term() {
        let one = found("The plan, Secretary of State John Kerry said, was sound.");
        assert_eq!((one[0].from, one[0].to), (date(2013, 2, 1), Some(date(2017, 1, 20))));
        assert!(found("former President Barack Obama said no").is_empty());
        assert!(found("Mayor John Kerry said no").is_empty());
        assert!(found("Secretary of State Alice Kerry said no").is_empty());
        assert!(found("President-elect Donald Trump said no").is_empty());
        // Two presidents of one name: from the first to the last day of both.
        assert_eq!(found("President Bush said no")[0].from, date(1989, 1, 20));
        assert_eq!(found("Prime Minister Narendra Modi said no")[0].office, "in-prime-minister");
        assert_eq!(found("Vice President Biden said no")[0].office, "us-vice-president");
        assert_eq!(found("the plan of Lloyd Austin, the U.S. defense secretary, was")[0].to, Some(date(2025, 1, 20)));
        assert!(found("John Kerry, the former secretary of state, said no").is_empty());
        assert_eq!(found("President George W. Bush said no").len(), 1);
    }
}
