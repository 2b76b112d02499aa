//! What does a source denote: a name, a description, a pronoun, several of them, or nobody?
//!
//! Looks at the printed words of one source with the names found in it. Useful before anything is resolved; it does not
//! know who was mentioned before.

use super::appositions::cuts;
use super::lexicon::{Gender, RoleClass, SpeakerWords, fold};
use super::names::Mention;
use super::scan::{Shape, Word, scan};
use super::titles::is_post_nominal;
use crate::span::{Clean, Span};

/// The sorts of pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// I, me.
    I,
    /// we, us.
    We,
    /// you.
    You,
    /// he, him.
    He,
    /// she, her.
    She,
    /// it.
    It,
    /// they, them, both.
    They,
    /// who, which, that.
    Relative,
}

/// How a description is determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Determiner {
    /// the, this, that, these, those.
    Definite,
    /// a, an, some, another, one.
    Indefinite,
    /// A number: "two people".
    Number,
    /// None: "officials".
    Bare,
    /// his, her, "Hale's".
    Owned,
}

/// A described source.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// As printed.
    pub span: Span<Clean>,
    /// As printed without its leading article.
    pub name: String,
    /// Singular of the head noun, lower case.
    pub head: String,
    /// Class of the head noun, `None` where the noun is not listed.
    pub class: Option<RoleClass>,
    /// What the head noun tells.
    pub gender: Gender,
    /// Whether the head noun is a plural.
    pub is_plural: bool,
    /// How it is determined.
    pub determiner: Determiner,
    /// Lower-case words between determiner and head.
    pub modifiers: Vec<String>,
    /// Under which equal descriptions meet.
    pub key: String,
}

/// One of those whom a source names.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The mention with this index.
    Named(usize),
    /// A description.
    Described(Description),
    /// A pronoun.
    Pronoun(Pronoun, Span<Clean>),
}

/// What a source denotes.
#[derive(Debug, Clone, PartialEq)]
pub enum Denotation {
    /// Nobody who can be named: empty, "no one", "it is understood".
    Nobody,
    /// One or several.
    Parts(Vec<Part>),
}

/// Reads a source. `mentions` are those of the document, in order.
pub fn read(text: &str, source: &[Span<Clean>], mentions: &[Mention], lexicon: &SpeakerWords) -> Denotation {
    let mut words: Vec<Word> = Vec::new();
    let mut piece = Vec::new();
    for span in source.iter().take(4) {
        scan(text, Span::new(span.start, span.end.min(span.start + 600)), lexicon, &mut piece);
        words.append(&mut piece);
        piece = Vec::new();
    }
    let reader = Reader { text, words: &words, mentions, lexicon };
    reader.read()
}

/// What stands before a colon without saying anything: "NOTE: …".
fn is_label(word: &str) -> bool {
    const LABELS: [&str; 18] = [
        "note",
        "notes",
        "update",
        "updated",
        "correction",
        "photo",
        "photos",
        "video",
        "caption",
        "image",
        "ps",
        "tip",
        "warning",
        "example",
        "reminder",
        "disclosure",
        "breaking",
        "exclusive",
    ];
    word.starts_with(char::is_uppercase) && LABELS.contains(&word.to_ascii_lowercase().as_str())
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [Word],
    mentions: &'a [Mention],
    lexicon: &'a SpeakerWords,
}

impl<'a> Reader<'a> {
    fn of(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |word| word.span.of(self.text))
    }

    /// The mention that covers word `index`, with the index one past its last word here.
    fn mention_at(&self, index: usize) -> Option<(usize, usize)> {
        let span = self.words.get(index)?.span;
        let at = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let mention = self.mentions.get(at)?;
        if !(mention.span.start <= span.start && span.start < mention.span.end) {
            return None;
        }
        let mut end = index + 1;
        while self.words.get(end).is_some_and(|word| word.span.start < mention.span.end) {
            end += 1;
        }
        Some((at, end))
    }

    fn read(&self) -> Denotation {
        let mut start = 0;
        let mut end = self.words.len();
        while start < end {
            let lower = self.of(start).to_ascii_lowercase();
            let skip = matches!(self.words[start].shape, Shape::Mark(mark) if mark != '(')
                || matches!(
                    lower.as_str(),
                    "and"
                        | "but"
                        | "while"
                        | "by"
                        | "also"
                        | "even"
                        | "only"
                        | "just"
                        | "meanwhile"
                        | "yet"
                        | "as"
                        | "from"
                        | "per"
                        | "like"
                        | "is"
                        | "are"
                        | "was"
                        | "were"
                        | "do"
                        | "does"
                        | "did"
                        | "so"
                        | "because"
                        | "when"
                        | "if"
                ) && end - start > 1
                || (lower == "according" && self.of(start + 1) == "to")
                || (lower.ends_with("ly")
                    && lower.len() > 5
                    && self.words[start].shape == Shape::Lower
                    && end - start > 1)
                || (lower == "to" && start > 0)
                || (lower == "both" && end - start > 1);
            if !skip {
                break;
            }
            start += 1;
        }
        while end > start && matches!(self.words[end - 1].shape, Shape::Mark(mark) if mark != ')') {
            end -= 1;
        }
        if matches!(self.of(start), "what" | "What" | "why" | "how" | "where" | "there" | "There" | "here") {
            return Denotation::Nobody;
        }
        // "on your second question" is nobody.
        if start >= end
            || cuts(&self.of(start).to_ascii_lowercase())
                && !matches!(self.of(start), "who" | "which" | "that" | "That")
        {
            return Denotation::Nobody;
        }
        if let Some(part) = self.pronoun(start, end) {
            return part;
        }
        if (start..end).all(|index| is_label(self.of(index))) {
            return Denotation::Nobody;
        }
        // "all I can do", "the only thing I know"
        if let Some(at) = (start + 1..end.min(start + 5)).find(|&at| self.of(at) == "I")
            && matches!(self.of(start), "all" | "All" | "the" | "The")
            && self.mention_at(start).is_none()
            && (start..at).all(|index| self.lexicon.role(self.of(index)).is_none())
        {
            return Denotation::Parts(vec![Part::Pronoun(Pronoun::I, self.words[at].span)]);
        }
        // "When contacted, the spokesman"
        let after_when = start.checked_sub(1).is_some_and(|before| self.of(before).eq_ignore_ascii_case("when"));
        if after_when
            && self.of(start).ends_with("ed")
            && let Some(comma) = (start..end).find(|&at| self.words[at].is_mark(','))
            && comma + 1 < end
        {
            start = comma + 1;
        }
        let segments = self.segments(start, end);
        let Some(&(from, to, _)) = segments.first() else { return Denotation::Nobody };
        let first_named = self.named(from, to);
        let all_named: Vec<Option<usize>> = segments.iter().map(|&(from, to, _)| self.named(from, to)).collect();
        let joined = segments.iter().skip(1).any(|(_, _, and)| *and);
        match first_named {
            Some(first) => {
                // "the state's Harbour Convener, Mr. Jan Olsen": an office that no list knows.
                if let (Some(&(second, _, false)), Some(&Some(named))) = (segments.get(1), all_named.get(1))
                    && !joined
                    && self.lexicon.honorific(self.of(second)).is_some_and(|told| told != Gender::Unknown)
                    && self.mentions.get(first).is_some_and(|mention| mention.title.is_none() && mention.article)
                {
                    return Denotation::Parts(vec![Part::Named(named)]);
                }
                let mut parts = vec![Part::Named(first)];
                if joined {
                    for (&(from, to, and), named) in segments.iter().zip(&all_named).skip(1) {
                        match named {
                            Some(mention) => parts.push(Part::Named(*mention)),
                            None if and && segments.len() == 2 => {
                                if let Some(Denotation::Parts(mut more)) = self.pronoun(from, to) {
                                    parts.append(&mut more);
                                } else if let Some(description) = self.description(from, to) {
                                    parts.push(Part::Described(description));
                                }
                            }
                            None => {}
                        }
                    }
                }
                Denotation::Parts(parts)
            }
            None => {
                // "the ministry's spokeswoman, Maria Hale,"; "South Korea's agency, the Harbour Service,"
                if let (Some(&(second_from, _, false)), Some(Some(named))) = (segments.get(1), all_named.get(1))
                    && !joined
                    && self.words.get(second_from.wrapping_sub(1)).is_some_and(|word| word.is_mark(','))
                    && self.description(from, to).is_some_and(|described| !described.is_plural)
                {
                    return Denotation::Parts(vec![Part::Named(*named)]);
                }
                // "comedian and actor Jan Olsen" is one.
                if joined
                    && segments.len() == 2
                    && let Some(Some(second)) = all_named.get(1)
                    && let Some(description) = self.description(from, to)
                    && !self.has_cut(from, to)
                    && !description.is_plural
                    && description.determiner == Determiner::Bare
                    && matches!(description.class, Some(RoleClass::Role | RoleClass::Vague))
                    && self.mentions.get(*second).is_some_and(|mention| mention.title.is_some())
                {
                    return Denotation::Parts(vec![Part::Named(*second)]);
                }
                if joined
                    && segments.len() == 2
                    && let Some(Some(second)) = all_named.get(1)
                    && let Some(description) = self.description(from, to)
                    && !self.has_cut(from, to)
                    && !description.is_plural
                {
                    return Denotation::Parts(vec![Part::Described(description), Part::Named(*second)]);
                }
                // "the president, as you know," without what follows the comma; "a doctor, a nurse and a pilot" whole.
                let end = if joined { end } else { to };
                match self.description(start, end) {
                    Some(description) => Denotation::Parts(vec![Part::Described(description)]),
                    None => Denotation::Nobody,
                }
            }
        }
    }

    fn has_cut(&self, from: usize, to: usize) -> bool {
        (from..to).any(|index| cuts(self.of(index)))
    }

    /// A pronoun that stands alone or with "himself", "both", "who …".
    fn pronoun(&self, start: usize, end: usize) -> Option<Denotation> {
        let word = self.words.get(start)?;
        let lower = self.of(start).to_ascii_lowercase();
        let pronoun = match lower.as_str() {
            "i" | "me" | "myself" => Pronoun::I,
            "we" | "us" | "ourselves" => Pronoun::We,
            "you" => Pronoun::You,
            "he" | "him" | "himself" => Pronoun::He,
            "she" | "herself" => Pronoun::She,
            "it" | "itself" => Pronoun::It,
            "they" | "them" | "themselves" | "both" => Pronoun::They,
            "who" | "which" | "that" if end - start == 1 => Pronoun::Relative,
            "my" | "mine" if end - start == 1 => Pronoun::I,
            "our" if end - start == 1 => Pronoun::We,
            "your" if end - start == 1 => Pronoun::You,
            "his" if end - start == 1 => Pronoun::He,
            "her" if end - start == 1 => Pronoun::She,
            "its" if end - start == 1 => Pronoun::It,
            "their" if end - start == 1 => Pronoun::They,
            "nobody" | "no" | "none" | "neither" | "nothing" | "anybody" => return Some(Denotation::Nobody),
            _ => return None,
        };
        if word.shape == Shape::Caps && lower == "us" {
            return None;
        }
        let alone = (start + 1..end).all(|index| {
            matches!(
                self.of(index).to_ascii_lowercase().as_str(),
                "himself"
                    | "herself"
                    | "itself"
                    | "themselves"
                    | "ourselves"
                    | "myself"
                    | "all"
                    | "both"
                    | "too"
                    | "also"
                    | ","
            )
        }) || matches!(self.of(start + 1), "who" | "," | "-" | "–" | "—" | "and");
        if !alone {
            return None;
        }
        let mut parts = vec![Part::Pronoun(pronoun, word.span)];
        // "he and Hale"
        if self.of(start + 1) == "and"
            && let Some(second) = self.named(start + 2, end)
        {
            parts.push(Part::Named(second));
        }
        Some(Denotation::Parts(parts))
    }

    /// Divides at commas and "and" outside names and brackets: (from, to, whether "and" stands before).
    fn segments(&self, start: usize, end: usize) -> Vec<(usize, usize, bool)> {
        let mut segments = Vec::new();
        let (mut from, mut and, mut at) = (start, false, start);
        let mut depth = 0_usize;
        // "officials in Oslo and Bergen": what follows a preposition is joined inside its phrase.
        let mut cut = false;
        while at < end {
            if let Some((_, past)) = self.mention_at(at)
                && past > at
            {
                at = past;
                continue;
            }
            match self.words[at].shape {
                Shape::Mark('(') => depth += 1,
                Shape::Mark(')') => depth = depth.saturating_sub(1),
                Shape::Mark(',') if depth == 0 => {
                    if at > from {
                        segments.push((from, at, and));
                    }
                    (from, and) = (at + 1, false);
                    cut = false;
                }
                Shape::Mark('&') | Shape::Lower if depth == 0 && matches!(self.of(at), "and" | "&" | "or") && !cut => {
                    if at > from {
                        segments.push((from, at, and));
                    }
                    (from, and) = (at + 1, true);
                }
                Shape::Lower if cuts(self.of(at)) => cut = true,
                _ => {}
            }
            at += 1;
        }
        if end > from {
            segments.push((from, end, and));
        }
        segments
    }

    /// The mention that is the head of these words.
    fn named(&self, from: usize, to: usize) -> Option<usize> {
        // "Many Democrats" are not the Democrats, but "Most Rev. Jan Olsen" is one.
        let is_title = self.lexicon.honorific(self.of(from + 1)).is_some();
        if !is_title
            && matches!(
                self.of(from).to_ascii_lowercase().as_str(),
                "many"
                    | "some"
                    | "most"
                    | "several"
                    | "few"
                    | "other"
                    | "another"
                    | "one"
                    | "two"
                    | "three"
                    | "certain"
                    | "no"
                    | "any"
            )
        {
            return None;
        }
        let mut at = from;
        while at < to {
            if let Some((mention, past)) = self.mention_at(at) {
                let owns = self.words.get(past - 1).is_some_and(|word| word.possessive);
                let next = if past < to { self.of(past) } else { "" };
                let closes = past >= to
                    || matches!(self.words[past].shape, Shape::Mark('(' | '–' | '—' | '-' | '”' | '"' | '\''))
                    || cuts(next)
                    || matches!(
                        next,
                        "himself" | "herself" | "itself" | "themselves" | "all" | "both" | "said" | "too" | "also"
                    )
                    || is_post_nominal(next);
                if closes && (!owns || past >= to) {
                    return Some(mention);
                }
                // "Oslo's leader Jan Olsen": go on to the next name, past small words of a title.
                at = past;
                continue;
            }
            let printed = self.of(at);
            let word = self.words[at];
            let passes = match word.shape {
                Shape::Lower => {
                    matches!(
                        printed,
                        "the"
                            | "a"
                            | "an"
                            | "even"
                            | "then"
                            | "now"
                            | "both"
                            | "like"
                            | "fellow"
                            | "sen"
                            | "rep"
                            | "his"
                            | "her"
                            | "its"
                            | "their"
                            | "our"
                            | "my"
                    ) || self.lexicon.is_modifier(printed)
                        || self.lexicon.role(printed).is_some()
                        || self.title_follows(at, to)
                }
                // "MAYOR OF SANDEL" is not Sandel.
                Shape::Caps => !matches!(printed, "OF" | "FOR" | "IN" | "AT" | "FROM"),
                Shape::Capital | Shape::Initial => true,
                Shape::Number => false,
                Shape::Mark(mark) => matches!(mark, '“' | '"' | '\'' | '.' | '/' | '-'),
            };
            if !passes {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether the word at `at` lies in the printed title of the mention that follows ("secretary of state Jan Olsen").
    fn title_follows(&self, at: usize, to: usize) -> bool {
        let span = self.words[at].span;
        let next = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        let Some(mention) = self.mentions.get(next) else { return false };
        mention.title.is_some_and(|title| title.contains(&span))
            && self.words.get(to - 1).is_some_and(|last| mention.span.start <= last.span.start)
    }

    /// Reads a description.
    fn description(&self, from: usize, to: usize) -> Option<Description> {
        let first = self.of(from).to_ascii_lowercase();
        let (mut determiner, mut at) = match first.as_str() {
            "the" | "this" | "that" | "these" | "those" => (Determiner::Definite, from + 1),
            "a" | "an" => (Determiner::Indefinite, from + 1),
            "some" | "another" | "one" | "several" | "many" | "most" | "few" | "other" | "any" | "every" | "each"
            | "certain" | "various" | "multiple" | "numerous" => (Determiner::Indefinite, from),
            "his" | "her" | "its" | "their" | "my" | "our" | "your" => (Determiner::Owned, from),
            "all" | "both" => (Determiner::Definite, from + 1),
            _ => (Determiner::Bare, from),
        };
        if first == "all" && matches!(self.of(at), "the" | "of") {
            at += 1;
        }
        let is_number = |word: &Word, printed: &str| {
            word.shape == Shape::Number
                || matches!(
                    printed.to_ascii_lowercase().as_str(),
                    "two"
                        | "three"
                        | "four"
                        | "five"
                        | "six"
                        | "seven"
                        | "eight"
                        | "nine"
                        | "ten"
                        | "dozens"
                        | "hundreds"
                        | "half"
                )
        };
        let name_from = at;
        if self.words.get(at).is_some_and(|word| is_number(word, self.of(at))) {
            if determiner == Determiner::Bare {
                determiner = Determiner::Number;
            }
            at += 1;
        }
        let (mut head, mut past) = (None, at);
        let mut index = at;
        let mut last_word = None;
        while index < to {
            let printed = self.of(index);
            let word = self.words[index];
            if index > at && (cuts(printed) || printed == "and" || printed == "or")
                || matches!(word.shape, Shape::Mark(mark) if !matches!(mark, '-' | '“' | '”' | '"' | '\'' | '/' | '&'))
            {
                break;
            }
            if matches!(word.shape, Shape::Mark(_)) {
                index += 1;
                continue;
            }
            let role = self.lexicon.role(printed);
            if head.is_some() && role.is_none() && word.shape == Shape::Lower {
                // "officials briefed", "people close": the head is behind; "court papers": it is ahead.
                let follows = ["ed", "ing", "ly", "en"].iter().any(|ending| printed.ends_with(ending))
                    || matches!(
                        printed,
                        "present"
                            | "aware"
                            | "able"
                            | "alike"
                            | "here"
                            | "there"
                            | "himself"
                            | "herself"
                            | "said"
                            | "told"
                    );
                if follows {
                    break;
                }
                head = None;
            }
            if role.is_some() && !(word.possessive && index + 1 < to) {
                head = Some(index);
            }
            if word.possessive && index + 1 < to && determiner != Determiner::Owned {
                determiner = Determiner::Owned;
            }
            last_word = Some(index);
            past = index + 1;
            index += 1;
        }
        let head = head.or(last_word)?;
        past = past.max(head + 1);
        let printed = self.of(head);
        let role = self.lexicon.role(printed);
        let lower = fold(printed).to_lowercase();
        let is_one = role.is_none()
            && matches!(determiner, Determiner::Definite | Determiner::Indefinite)
            && self.lexicon.one_of_people(printed);
        let is_people = !is_one && self.lexicon.people(printed).is_some();
        let modifiers: Vec<String> = (at..head)
            .filter(|index| !matches!(self.words[*index].shape, Shape::Mark(_)))
            .map(|index| fold(self.of(index)).to_lowercase())
            .take(12)
            .collect();
        let cut_off = self.words[past - 1].span.end;
        let mut key = String::new();
        for index in (at..past).filter(|index| !matches!(self.words[*index].shape, Shape::Mark(_))).take(16) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&fold(self.of(index)).to_lowercase());
        }
        // A long description is shown up to the end of its head; a short one whole.
        let start = self.words.get(name_from)?.span.start;
        let whole_end = self.words[to - 1].span.end;
        let end = if whole_end.saturating_sub(start) <= 90 { whole_end } else { cut_off };
        let span = Span::new(self.words[from].span.start, end.max(cut_off));
        if end > cut_off {
            // "a source in Oslo" and "a source in Bergen" are not one.
            let tail = Span::new(cut_off, end).of(self.text);
            if !tail.trim_start().starts_with(',') {
                key.push_str(&tail.to_lowercase());
            }
        }
        let plural_form = role.map_or_else(
            || {
                is_people
                    || (lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us"))
            },
            |role| role.is_plural,
        );
        let name =
            super::figures::clean_name(Span::new(start, end.max(cut_off)).of(self.text).trim_end_matches([',', ' ']));
        Some(Description {
            span,
            name,
            head: role.map_or(lower, |role| role.singular.to_string()),
            class: role
                .map(|role| role.class)
                .or(is_one.then_some(RoleClass::Vague))
                .or(is_people.then_some(RoleClass::Group)),
            gender: role.map(|role| role.gender).unwrap_or_default(),
            is_plural: plural_form,
            determiner,
            modifiers,
            key,
        })
    }
}
