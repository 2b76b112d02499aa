//! Who is "the 36-year-old"?
//!
//! The only person to whom the text gives that age, or else the only one named right before. Not useful for somebody who
//! was introduced by age alone ("a 22-year-old clerk"), who stays unnamed.

use super::Decision;
use super::lexicon::Gender;
use super::resolve::Resolver;
use super::source::{Description, Determiner};
use crate::meaning::SpeakerKind;
use crate::span::Span;

const YEARS: &str = "-year-old";

impl Resolver<'_> {
    /// The decision for a description that tells an age; `None` for any other, and for one that was introduced so.
    pub(super) fn of_age(&self, description: &Description, sentence: usize) -> Option<Decision> {
        let is_one = !description.is_plural && description.determiner == Determiner::Definite;
        let age = age(description.span.of(self.text)).filter(|_| is_one)?;
        let at = description.span.start;
        let mut aged: Vec<(usize, usize)> = (0..self.mentions.len())
            .filter(|&index| self.is_person(index) && self.is_aged(index, age))
            .map(|index| (self.figures.of_mention[index], index))
            .collect();
        aged.dedup_by_key(|(figure, _)| *figure);
        let only = |found: &[(usize, usize)]| {
            let first = *found.first()?;
            found.iter().all(|(figure, _)| *figure == first.0).then_some(first)
        };
        if !aged.is_empty() {
            return Some(match only(&aged) {
                Some((figure, index)) => {
                    Decision::sure(figure, "speaker.age", 0.9, vec![description.span, self.mentions[index].span])
                }
                None => Decision::open("speaker.description_open", vec![description.span]),
            });
        }
        let printed = format!("{age}{YEARS}");
        if self.text.get(..at).is_some_and(|before| before.contains(&printed)) {
            return None;
        }
        // The nearest sentence before that names anybody.
        let end = self.mentions.partition_point(|mention| mention.span.start < at);
        let persons: Vec<(usize, usize)> = (0..end)
            .rev()
            .take(30)
            .filter(|&index| self.is_person(index) && (self.is_told(index) || self.mentions[index].subject))
            .map(|index| (self.figures.of_mention[index], index))
            .collect();
        let of = |index: usize| self.mentions[index].sentence;
        let nearest = persons.first().and_then(|(_, index)| of(*index)).filter(|other| other + 3 >= sentence);
        let near: Vec<(usize, usize)> =
            persons.into_iter().filter(|(_, index)| nearest.is_some() && of(*index) == nearest).collect();
        let found = only(&near).filter(|(figure, _)| self.figures.all[*figure].gender.fits(description.gender));
        Some(match found {
            Some((figure, index)) => {
                Decision::sure(figure, "speaker.age", 0.8, vec![description.span, self.mentions[index].span])
            }
            None => Decision::open("speaker.description_open", vec![description.span]),
        })
    }

    fn is_person(&self, index: usize) -> bool {
        self.figures.of_mention.get(index).is_some_and(|&figure| {
            self.figures.all[figure].kind == SpeakerKind::Person && !self.figures.all[figure].is_plural
        })
    }

    /// Whether anything tells that a person is one.
    fn is_told(&self, index: usize) -> bool {
        let figure = self.figures.of_mention[index];
        let entry = &self.figures.all[figure];
        entry.gender != Gender::Unknown || !entry.titles.is_empty() || self.last_event.contains_key(&figure)
    }

    /// "Jan Olsen, 36,", "Jan Olsen (36)", "Jan Olsen, aged 36", "36-year-old Jan Olsen".
    fn is_aged(&self, index: usize, age: u32) -> bool {
        let Some(mention) = self.mentions.get(index) else { return false };
        let after = self.text.get(mention.span.end..).unwrap_or("");
        let behind = [", ", " (", ", aged ", ", who is "].iter().any(|link| {
            after.strip_prefix(link).and_then(|rest| rest.strip_prefix(age.to_string().as_str())).is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '-' | '%'))
                    && (rest.starts_with([',', '.', ')', ';']) || *link != ", ")
            })
        });
        let mut from = mention.whole.start.saturating_sub(60);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = Span::new(from, mention.span.start).of(self.text);
        let in_front = before.rsplit_once(YEARS).is_some_and(|(front, between)| {
            let is_noun = |word: &str| {
                word.starts_with(char::is_uppercase)
                    || self.lexicon.role(word).is_some()
                    || self.lexicon.is_modifier(word)
            };
            ends_in(front) == Some(age) && between.split_whitespace().all(is_noun)
        });
        behind || in_front
    }
}

/// The age that a description tells: "the 36-year-old teacher".
fn age(printed: &str) -> Option<u32> {
    ends_in(printed.split_once(YEARS)?.0)
}

/// The number with which the words end.
fn ends_in(words: &str) -> Option<u32> {
    words.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok().filter(|age| *age < 130)
}
