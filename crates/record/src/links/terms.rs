//! What is a statement about, word by word?
//!
//! Words become terms by which two texts are compared: inflected and derived forms of a word are one term ("deploy",
//! "deployments"), all names of a country are one, figures are their value, and each term weighs what it tells (`rarity`).
//! A term is a hash of its form, the same in every record. Useful for comparing; not useful for showing.

use super::figures::canonical;
use crate::people::fold;
use reader::language::{Tag, countries::country, lemma::lemma, rarity::rarity};
use reader::{Clean, Span};

/// A term; 0 is no term.
pub(crate) type Term = u32;

/// A word of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Word {
    /// Hash of the folded word as printed.
    pub form: u32,
    /// What it is compared by; 0 for words that tell nothing.
    pub term: Term,
    /// How much it tells, 0 to 1.
    pub weight: f32,
    /// Whether it stands inside quotation marks, or is the speech of a transcript.
    pub quoted: bool,
    /// Which sentence of the statement it stands in.
    pub sentence: u16,
    /// First byte in the clean text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Words that tell nothing of the matter: of speaking, time, mood and manner, whatever their rarity.
const EMPTY: &str = "
    said say says saying tell tells told telling ask asked asks asking add added adds speak speaking spoke talk talked talking \
    talks according called calls comment comments commented statement statements remark remarks reporters reporter journalists \
    spokesman spokeswoman spokesperson official officials officially yesterday today tomorrow tonight week weeks month \
    months year years day days time times monday tuesday wednesday thursday friday saturday sunday january february march \
    april may june july august september october november december just really very certainly obviously actually clearly \
    exactly simply well now then still also again already ever never always often sometimes perhaps maybe possible possibly \
    likely probably can could would should might must will shall cannot one two much many more most less least some any lot \
    thing things something anything everything nothing way ways kind sort get gets got getting go goes going gone went come \
    comes came coming make makes made making take takes took taken taking give gives given gave giving put keep know knows \
    knew known think thinks thought believe believes believed want wants wanted see sees saw seen seeing look looks looked \
    looking like need needs needed let us sure course good great new other others another same such only even own able unable \
    about around across between during since until while because whether however though although despite regarding \
    towards toward within without upon among amid including included includes include yes no not don't didn't doesn't isn't \
    wasn't weren't haven't hasn't hadn't won't wouldn't couldn't shouldn't can't i'm i've i'd i'll we're we've we'd we'll \
    they're they've they'd they'll he's she's it's that's there's here's what's who's let's you're you've you'd you'll yet \
    far long back right here there ahead point part fact question questions answer answers place regard sense mean means \
    continue continues continued continuing begin began begun start started end ended remain remains remained happen happens \
    happened happening become became try trying tried use used uses using work works worked working show shows showed shown \
    mr mrs ms dr sir madam";

fn is_empty(word: &str) -> bool {
    use std::collections::BTreeSet;
    use std::sync::OnceLock;
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| EMPTY.split_whitespace().collect()).contains(word)
}

/// FNV-1a, folded to 32 bits; never 0.
pub(crate) fn hash(text: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ((hash ^ (hash >> 32)) as u32).max(1)
}

/// What is left of a folded word without inflection and common derivation.
pub(crate) fn stem(word: &str) -> String {
    /// Longer stems are cut here: what differs behind is mostly an ending.
    const LONGEST: usize = 7;
    const ENDINGS: &[(&str, usize)] = &[
        ("ments", 4),
        ("ment", 4),
        ("ations", 4),
        ("ation", 4),
        ("ates", 4),
        ("ating", 4),
        ("ated", 4),
        ("ate", 4),
        ("ions", 5),
        ("ion", 5),
        ("ness", 4),
        ("ives", 4),
        ("ive", 4),
        ("ity", 4),
        ("ally", 4),
        ("ly", 4),
    ];
    let plain = lemma(word, Tag::Vbd);
    let cut = ENDINGS.iter().find_map(|&(ending, least)| plain.strip_suffix(ending).filter(|stem| stem.len() >= least));
    let stem = cut.unwrap_or(&plain);
    let stem = stem.strip_suffix(['e', 'y']).filter(|stem| stem.len() > 2).unwrap_or(stem);
    stem.chars().take(LONGEST).collect()
}

/// The term and weight of a folded word that is no country and no figure.
pub(crate) fn term(word: &str) -> (Term, f32) {
    if is_empty(word) || word.chars().count() < 2 {
        return (0, 0.0);
    }
    let weight = rarity(word).min(rarity(&lemma(word, Tag::Vbd)));
    if weight == 0.0 { (0, 0.0) } else { (canonical(hash(&stem(word))), weight) }
}

/// How much the name of a country tells: it says where, hardly what.
const COUNTRY: f32 = 0.45;

/// How much a figure tells that is no year.
const FIGURE: f32 = 0.8;

/// What is left of the weight of a word that goes on with a name ("Security" in "UN Security Council").
const IN_NAME: f32 = 0.4;

/// The words of spans in their order. `is_quoted` says which byte stands inside quotation marks.
pub(crate) fn words(text: &str, spans: &[Span<Clean>], is_quoted: &dyn Fn(usize) -> bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut folded: Vec<String> = Vec::new();
    let mut sentence = 0u16;
    for span in spans {
        let inside = span.of(text);
        let mut rest = 0;
        let mut before: Option<&str> = None;
        while let Some(from) = inside[rest..].find(char::is_alphanumeric).map(|at| rest + at) {
            // The sentence ends at a stop before this word, unless the stop is of an abbreviation or a figure.
            let gap = &inside[rest..from];
            let after_word = before.is_some_and(|word| word.len() > 2 && !word.contains('.'));
            if rest > 0 && gap.contains(['.', '?', '!', '…']) && gap.contains(char::is_whitespace) && after_word {
                sentence = sentence.saturating_add(1);
            }
            let to = end_of_word(inside, from);
            let printed = &inside[from..to];
            let word = fold(printed);
            let word = word.strip_suffix("'s").unwrap_or(&word).replace(',', "");
            let (term, mut weight) = match word.bytes().next() {
                Some(first) if first.is_ascii_digit() => (hash(&word), if word.len() == 4 { 0.3 } else { FIGURE }),
                // The pronoun is written otherwise.
                _ if matches!(printed, "US" | "U.S" | "USA" | "U.S.A") => (hash("United States"), COUNTRY),
                _ => term(&word),
            };
            // A name of several words is one thing.
            let is_capital = |word: &str| word.starts_with(char::is_uppercase);
            if gap == " " && is_capital(printed) && before.is_some_and(is_capital) {
                weight *= IN_NAME;
            }
            before = Some(printed);
            let start = span.start + from;
            words.push(Word {
                form: hash(&word),
                term,
                weight,
                quoted: is_quoted(start),
                sentence,
                start: start as u32,
                end: (span.start + to) as u32,
            });
            folded.push(word);
            rest = to;
        }
        sentence = sentence.saturating_add(1);
    }
    countries(&mut words, &folded);
    words
}

/// The byte after the word at `from`: letters and digits with apostrophes inside, commas and points inside figures,
/// points inside abbreviations.
fn end_of_word(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut chars = text[from..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = match c {
            '\'' | '’' => next.is_some_and(char::is_alphabetic),
            ',' => {
                next.is_some_and(|next| next.is_ascii_digit())
                    && text[from..from + at].ends_with(|c: char| c.is_ascii_digit())
            }
            '.' => {
                let before = text[from..from + at].chars().rev().take(2).collect::<Vec<_>>();
                let single = before.len() == 1 || before.get(1) == Some(&'.');
                next.is_some_and(|next| next.is_ascii_digit()) && before[0].is_ascii_digit()
                    || next.is_some_and(char::is_uppercase) && single && before[0].is_uppercase()
            }
            c => c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        end = from + at + c.len_utf8();
    }
    end
}

/// Gives the words of each country's name the country's term, once.
fn countries(words: &mut [Word], folded: &[String]) {
    let plain: Vec<String> = folded.iter().map(|word| word.replace('.', "")).collect();
    let mut at = 0;
    while at < words.len() {
        let next: Vec<&str> = plain[at..plain.len().min(at + 5)].iter().map(String::as_str).collect();
        let Some((name, length)) = country(&next) else {
            at += 1;
            continue;
        };
        for (number, word) in words[at..at + length].iter_mut().enumerate() {
            (word.term, word.weight) = if number == 0 { (hash(name), COUNTRY) } else { (0, 0.0) };
        }
        at += length;
    }
}

/// The distinct terms of words with their weights, sorted by term.
pub(crate) fn distinct<'words>(words: impl Iterator<Item = &'words Word>) -> Vec<(Term, f32)> {
    let mut terms: Vec<(Term, f32)> =
        words.filter(|word| word.term != 0).map(|word| (word.term, word.weight)).collect();
    terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    terms.dedup_by_key(|term| term.0);
    terms
}

/// What two sorted lists of terms share: how many, and their weight.
pub(crate) fn shared(left: &[(Term, f32)], right: &[(Term, f32)]) -> (usize, f32) {
    let (mut count, mut weight, mut other) = (0, 0.0, right.iter().peekable());
    for &(term, one) in left {
        while other.next_if(|next| next.0 < term).is_some() {}
        if let Some(&&(_, two)) = other.peek().filter(|next| next.0 == term) {
            count += 1;
            weight += one.min(two);
        }
    }
    (count, weight)
}

/// The weight of all terms.
pub(crate) fn weight(terms: &[(Term, f32)]) -> f32 {
    terms.iter().map(|term| term.1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms_of(text: &str) -> Vec<(Term, f32)> {
        distinct(words(text, &[Span::new(0, text.len())], &|_| false).iter())
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        for (one, other) in [("deployed", "deployments"), ("violations", "violate"), ("soldiers", "soldier")] {
            assert_eq!(term(one).0, term(other).0, "{one} {other}");
        }
        assert_ne!(term("state").0, term("station").0);
        assert_eq!(term("said"), (0, 0.0));
        assert_eq!(term("troops").0, term("soldiers").0);
    }

    #[test]
    fn a_country_is_one_term_whatever_its_name() {
        assert_eq!(terms_of("Norwegian"), terms_of("Oslo"));
        assert_eq!(terms_of("the U.S. and us"), terms_of("American"));
        assert_eq!(terms_of("3,000 ships"), terms_of("ship 3000"));
    }

    #[test]
    fn words_know_their_sentence() {
        let text = "No ship left. The U.S. ferry came at 3.5 knots! Why?";
        let words = words(text, &[Span::new(0, text.len())], &|_| false);
        assert_eq!(words.last().unwrap().sentence, 2, "{words:?}");
    }
}
