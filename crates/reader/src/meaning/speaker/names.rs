//! Which names stand in the document, with which titles and appositions?
//!
//! A scanner over capitalised words: "Foreign Minister Jan Olsen", "Maria Hale, the ministry's spokeswoman,",
//! "Sen. Bob Ruiz (D-Ohio)", "the Harbour Inspection Service (HIS)". Useful where no sentence was parsed; it knows no
//! grammar, so who *acts* in a sentence is only guessed.

use super::appositions::{acronym_after, apposition_after, head_noun};
use super::lexicon::{Gender, RoleClass, SpeakerWords};
use super::runs::{run_end, starts_name};
use super::scan::{Shape, Word, scan};
use super::titles::take_run;
use crate::language::{Language, Relation, Tag};
use crate::span::{Clean, Span};
use crate::structure::{FurnitureKind, Structure};

/// What a name seems to be the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// A title, a first name or an age tells a person.
    Person,
    /// An organization word, capitals or a known name tell a body.
    Organization,
    /// A known place.
    Place,
    /// A people: "Norwegians".
    People,
    /// Several words, nothing told: mostly a person.
    Words,
    /// One word, nothing told.
    Word,
}

/// One place where a name stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The name without titles.
    pub span: Span<Clean>,
    /// The name with the titles before it.
    pub whole: Span<Clean>,
    /// Titles before the name, as printed.
    pub title: Option<Span<Clean>>,
    /// The apposition after (or before) the name, as printed, without article.
    pub apposition: Option<Span<Clean>>,
    /// An acronym in brackets after the name.
    pub acronym: Option<Span<Clean>>,
    /// What it seems to be.
    pub guess: Guess,
    /// What the title tells.
    pub gender: Gender,
    /// Whether it owns what follows.
    pub possessive: bool,
    /// Whether "the" stands before it.
    pub article: bool,
    /// Whether it is one word at the head of a sentence, which has a capital anyway.
    pub weak: bool,
    /// Whether it is one word.
    pub single: bool,
    /// Whether it stands where subjects stand.
    pub subject: bool,
    /// Index of its sentence, `None` in furniture.
    pub sentence: Option<usize>,
}

/// Finds the names of the whole document, in order of place.
pub fn find(text: &str, structure: &Structure, language: &Language, lexicon: &SpeakerWords) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut words = Vec::new();
    let mut piece = |span: Span<Clean>, sentence: Option<usize>, mentions: &mut Vec<Mention>| {
        let mut from = span.start;
        while from < span.end {
            let stopped = scan(text, Span::new(from, span.end), lexicon, &mut words);
            in_words(text, &words, sentence, lexicon, mentions);
            if stopped <= from {
                break;
            }
            from = stopped;
        }
    };
    for (index, sentence) in structure.sentences.iter().enumerate() {
        piece(sentence.span, Some(index), &mut mentions);
    }
    for furniture in &structure.furniture {
        if matches!(furniture.kind, FurnitureKind::Heading | FurnitureKind::PhotoCaption)
            && furniture.span.len() < 4_000
        {
            piece(furniture.span, None, &mut mentions);
        }
    }
    // Furniture may hold sentences that were scanned already: the first finding of a place counts.
    mentions.sort_by_key(|mention| (mention.span.start, mention.sentence.is_none()));
    mentions.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    for mention in &mut mentions {
        if let Some(analysis) =
            mention.sentence.and_then(|index| language.sentences.get(index)).and_then(Option::as_ref)
        {
            let tokens = &analysis.tokens;
            let end = mention.span.end;
            let last = tokens.partition_point(|token| token.span.start < end).saturating_sub(1);
            if let Some(token) = tokens.get(last) {
                let of = |relation| matches!(relation, Relation::Nsubj | Relation::NsubjPass);
                let head = token.head.and_then(|head| tokens.get(head as usize));
                // A finite verb right behind tells a subject even where the tree does not.
                let verb = tokens.get(last + 1).is_some_and(|next| matches!(next.tag, Tag::Vbd | Tag::Vbz | Tag::Md));
                mention.subject = of(token.relation)
                    || (verb && !mention.possessive)
                    || (matches!(
                        token.relation,
                        Relation::Flat | Relation::Compound | Relation::Appos | Relation::Conj
                    ) && head.is_some_and(|head| of(head.relation)));
            }
        }
    }
    for index in 1..mentions.len() {
        let (before, whole) = (mentions[index - 1], mentions[index].whole);
        if before.subject
            && before.span.end < whole.start
            && Span::new(before.span.end, whole.start).of(text) == " and "
        {
            mentions[index].subject = !mentions[index].possessive;
        }
    }
    mentions
}

/// Words that stay small in headlines.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on",
    "over", "to", "up", "via", "vs", "with", "is", "it", "its", "if", "be", "are", "than", "s", "t",
];

/// The names in the words of one sentence.
fn in_words(text: &str, words: &[Word], sentence: Option<usize>, lexicon: &SpeakerWords, out: &mut Vec<Mention>) {
    let capitals = words.iter().filter(|word| matches!(word.shape, Shape::Caps | Shape::Capital)).count();
    let all_caps = words.iter().filter(|word| word.shape == Shape::Caps).count();
    let lowers = words.iter().filter(|word| word.shape == Shape::Lower).count();
    // A line in capitals tells nothing about names.
    let shouted = all_caps >= 4 && lowers == 0 && all_caps * 10 >= capitals * 8;
    if shouted {
        return;
    }
    // "Minister Meets Union Leaders in Oslo": where every longer word has a capital, a run of them is no name.
    let plain = words.iter().filter(|word| word.shape == Shape::Lower && !SMALL.contains(&word.span.of(text))).count();
    let closed = words.last().is_some_and(|word| matches!(word.shape, Shape::Mark('.' | '!' | '”' | '"' | ',')));
    let headline = capitals >= 4 && !closed && plain * 6 < capitals;
    let mut at = 0;
    while at < words.len() {
        if !starts_name(text, words, at, lexicon) {
            at += 1;
            continue;
        }
        let end = run_end(text, words, at, lexicon);
        let before = out.len();
        take_run(text, words, at, end, sentence, lexicon, out);
        if out.len() > before && words.get(end.saturating_sub(1)).is_some_and(|word| !word.possessive) {
            let mut mention = out[before];
            mention.acronym = acronym_after(words, end, text);
            mention.apposition = mention.apposition.or_else(|| apposition_after(text, words, end, lexicon));
            if mention.apposition.is_some() && matches!(mention.guess, Guess::Words | Guess::Word) {
                mention.guess = guess_by_apposition(text, mention, lexicon);
            }
            out[before] = mention;
        }
        if headline
            && let Some(mention) = out.get(before)
            && !sure_in_headline(text, words, mention, end, lexicon)
        {
            out.truncate(before);
        }
        at = end.max(at + 1);
    }
}

/// Whether a name in a line of capitalised words is one: known, or with a title or first name and nothing behind it.
fn sure_in_headline(text: &str, words: &[Word], mention: &Mention, end: usize, lexicon: &SpeakerWords) -> bool {
    let printed = mention.span.of(text);
    let count = printed.split_whitespace().filter(|word| word.trim_end_matches('.').chars().count() > 1).count();
    let first = printed.split_whitespace().next().unwrap_or("");
    let closes = words.get(end).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
    lexicon.known(printed).is_some()
        || matches!(mention.guess, Guess::Person)
            && (count <= 2 || closes)
            && (mention.title.is_some() || lexicon.first_name(first).is_some())
        || (mention.guess == Guess::Organization && !mention.single && closes)
}

fn guess_by_apposition(text: &str, mention: Mention, lexicon: &SpeakerWords) -> Guess {
    match mention.apposition.and_then(|span| head_noun(text, span, lexicon)) {
        Some((_, RoleClass::Role | RoleClass::Vague)) => Guess::Person,
        Some((_, RoleClass::Body | RoleClass::Group)) => Guess::Organization,
        None => mention.guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let lexicon = SpeakerWords::built_in();
        let (mut words, mut mentions) = (Vec::new(), Vec::new());
        scan(text, Span::new(0, text.len()), &lexicon, &mut words);
        in_words(text, &words, None, &lexicon, &mut mentions);
        let of = |span: Option<Span<Clean>>| span.map_or("-", |span| span.of(text)).to_string();
        mentions
            .iter()
            .map(|m| format!("{} | {} | {} | {:?}", m.span.of(text), of(m.title), of(m.apposition), m.guess))
            .collect()
    }

    #[test]
    fn titles_and_appositions_are_found() {
        assert_eq!(
            shown("Foreign Minister Jan Olsen met Maria Hale, the ministry's spokeswoman, on Tuesday."),
            ["Jan Olsen | Foreign Minister | - | Person", "Maria Hale | - | ministry's spokeswoman | Person"]
        );
        assert_eq!(
            shown("Harbour Council spokesman Per Dahl and Sen. Bob Ruiz (D-Ohio) spoke."),
            [
                "Harbour Council | - | - | Organization",
                "Per Dahl | Harbour Council spokesman | - | Person",
                "Bob Ruiz | Sen. | - | Person"
            ]
        );
        assert_eq!(
            shown("Secretary of Defense Lena Brandt told the Harbour Inspection Service (HIS)."),
            [
                "Lena Brandt | Secretary of Defense | - | Person",
                "Harbour Inspection Service | - | - | Organization",
                "HIS | - | - | Organization"
            ]
        );
        assert_eq!(
            shown("The fund's chairman, Oskar Lind, said so. Norwegians agreed, the White House said."),
            ["Oskar Lind | - | chairman | Person", "Norwegians | - | - | People", "White House | - | - | Place"]
        );
    }
}
