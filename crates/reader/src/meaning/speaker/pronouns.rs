//! Who is meant by "he", "she", "it" and "they"?
//!
//! Weighs who spoke and who was named before, by distance, place and gender, and decides only where the best one leads.
//! Not useful for "who", "I" and "you".

use super::Decision;
use super::lexicon::{Gender, RoleClass};
use super::resolve::{Place, Resolver};
use super::source::{Denotation, Description, Determiner, Part, Pronoun, read};
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};

/// How far back, in sentences, a pronoun looks.
const REACH: usize = 8;
/// By how much the best candidate of a pronoun must lead.
const MARGIN: f32 = 0.75;

struct Candidate {
    figure: usize,
    with: Vec<usize>,
    score: f32,
    count: usize,
    span: Span<Clean>,
}

impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, pronoun: Pronoun, span: Span<Clean>, here: &Place) -> Decision {
        let Place { attribution, sentence, .. } = *here;
        let quote = self.quote_at(span.start);
        let speaker_of_turn =
            attribution.turn.and_then(|turn| self.turns.get(turn)).copied().flatten().map(|(figure, _)| figure);
        let (quoted, reported) = self.around(quote, span.start, here);
        let mut excluded: Vec<usize> = [quoted, speaker_of_turn, self.named_after]
            .into_iter()
            .flatten()
            .map(|figure| self.canonical(figure))
            .collect();
        excluded.append(&mut self.askers(sentence, span.start));
        let spoken = attribution.turn.is_some();
        let mut candidates: Vec<Candidate> = Vec::new();
        let block = self.block_of(sentence);
        let turn = self.turn_of(sentence);
        let mut add = |figure: usize, with: &[usize], score: f32, span: Span<Clean>| match candidates
            .iter_mut()
            .find(|candidate| candidate.figure == figure && candidate.with == with)
        {
            Some(candidate) => {
                candidate.count += 1;
                if score > candidate.score {
                    candidate.score = score;
                    candidate.span = span;
                }
            }
            None => candidates.push(Candidate { figure, with: with.to_vec(), score, count: 1, span }),
        };
        let weigh = |base: f32, other_sentence: usize, at: usize, other_quote: Option<usize>| -> Option<f32> {
            let distance = sentence.checked_sub(other_sentence)?;
            let other_block = self.block_of(other_sentence);
            if distance > REACH || block.saturating_sub(other_block) > 5 || at >= span.start {
                return None;
            }
            let mut score = base - 0.8 * distance as f32;
            if other_block == block {
                score += 0.5;
            }
            if other_quote != quote {
                score -= if quote.is_none() { 1.5 } else { 0.3 };
            }
            if let (Some(turn), Some(other)) = (turn, self.turn_of(other_sentence)) {
                match turn - other.min(turn) {
                    0 => {}
                    1 => score -= 0.5,
                    _ => return None,
                }
            }
            Some(score)
        };
        // The last one who spoke mostly goes on speaking.
        let mut last_bonus = if matches!(pronoun, Pronoun::He | Pronoun::She) { 0.3 } else { 0.0 };
        for event in self.events.iter().rev().take(24) {
            if sentence.saturating_sub(event.sentence) > REACH {
                break;
            }
            let figure = self.canonical(event.figure);
            // "Hale said that Olsen had agreed. She added": who was given for the whole goes on.
            let base = if event.is_nested && attribution.parent.is_none() { 2.2 } else { 3.0 };
            if let Some(fit) = self.fits(pronoun, figure, !event.with.is_empty(), spoken)
                && !excluded.contains(&figure)
                && let Some(score) = weigh(base, event.sentence, event.span.start, event.quote)
            {
                add(
                    figure,
                    if pronoun == Pronoun::They { &event.with } else { &[] },
                    score + fit + last_bonus,
                    event.span,
                );
                last_bonus = 0.0;
            }
        }
        let before = self.mentions.partition_point(|mention| mention.span.start < span.start);
        for (offset, mention) in self.mentions[..before].iter().enumerate().rev().take(40) {
            let Some(other) = mention.sentence else { continue };
            if sentence.saturating_sub(other) > REACH {
                break;
            }
            let figure = self.figures.of_mention[offset];
            if excluded.contains(&figure) {
                continue;
            }
            let base = if mention.possessive {
                0.7
            } else if mention.subject {
                2.0
            } else {
                1.0
            };
            if let Some(fit) = self.fits(pronoun, figure, false, spoken)
                && let Some(score) = weigh(base, other, mention.span.start, self.quote_at(mention.span.start))
            {
                add(figure, &[], score + fit, mention.span);
            }
        }
        // "Hale said she would": the one who is reported.
        if let Some(reported) = reported {
            for candidate in &mut candidates {
                if candidate.figure == self.canonical(reported) {
                    candidate.score += 1.0;
                }
            }
        }
        for candidate in &mut candidates {
            candidate.score += 0.1 * candidate.count.saturating_sub(1).min(3) as f32;
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.figure.cmp(&b.figure)));
        let Some(best) = candidates.first() else {
            // "A port official said on Monday that he": the official stands in this very sentence.
            if matches!(pronoun, Pronoun::He | Pronoun::She)
                && quote.is_none()
                && let Some(start) = self.structure.sentences.get(sentence).map(|sentence| sentence.span.start)
                && let Some(described) = self.introduced(start.max(span.start.saturating_sub(400)), span.start, None)
            {
                let figure = self.own(&described);
                self.happened(figure, Vec::new(), described.span, sentence);
                return Decision::sure(figure, "speaker.pronoun", 0.75, vec![span, described.span]);
            }
            if pronoun == Pronoun::They
                && let Some(described) = self.people_before(sentence)
            {
                let figure = self.own(&described);
                return Decision::sure(figure, "speaker.pronoun", 0.75, vec![span, described.span]);
            }
            return Decision::open("speaker.pronoun_without_antecedent", vec![span]);
        };
        let next = candidates.iter().skip(1).find(|candidate| candidate.figure != best.figure);
        let floor = if matches!(pronoun, Pronoun::He | Pronoun::She) { 0.2 } else { 0.9 };
        let lead = next.map_or(2.0, |next| best.score - next.score);
        let margin = if matches!(pronoun, Pronoun::He | Pronoun::She) { MARGIN } else { 1.0 };
        if best.score < floor || lead < margin {
            let mut spans = vec![span, best.span];
            spans.extend(next.map(|next| next.span));
            return Decision::open("speaker.pronoun_open", spans);
        }
        // A lone capitalised word that was never a source may be no person at all.
        if matches!(pronoun, Pronoun::He | Pronoun::She)
            && self.figures.all[best.figure].is_open
            && !self.last_event.contains_key(&best.figure)
        {
            return Decision::open("speaker.pronoun_open", vec![span, best.span]);
        }
        self.learn(best.figure, pronoun);
        let score = (0.7 + 0.08 * lead.min(3.0)).min(0.94);
        let mut decision = Decision::sure(best.figure, "speaker.pronoun", score, vec![span, best.span]);
        decision.with = best.with.clone();
        decision
    }

    /// Who is quoted around a pronoun, who does not call himself "he"; and who is reported right around it, who mostly does.
    fn around(&self, quote: Option<usize>, at: usize, here: &Place) -> (Option<usize>, Option<usize>) {
        let (mut quoted, mut reported) = (None, None);
        let mut outer = here.attribution.parent;
        for depth in 0..8 {
            let Some((index, parent)) = outer.and_then(|outer| Some((outer, here.attributions.get(outer)?))) else {
                break;
            };
            let speaker = here.decisions.get(index).and_then(|decision| decision.speaker);
            let is_inside = parent.source.first().is_none_or(|source| self.quote_at(source.start) == quote);
            if quote.is_some() && !is_inside {
                quoted = speaker;
                break;
            }
            let is_behind = parent.source.first().is_some_and(|source| source.start > at);
            let is_named = here.decisions.get(index).is_some_and(|decision| decision.by.ends_with("name"));
            // "He was tired, Olsen said": he is not Olsen.
            if depth == 0 && !is_behind {
                reported = speaker;
            } else if depth == 0 && is_named {
                quoted = speaker;
            }
            outer = parent.parent;
        }
        (quoted, reported)
    }

    /// What a pronoun tells of the one whom it means.
    fn learn(&mut self, figure: usize, pronoun: Pronoun) {
        let entry = &mut self.figures.all[figure];
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            Pronoun::It if entry.kind == SpeakerKind::Person => {
                entry.kind = SpeakerKind::Organization;
                entry.is_open = false;
                return;
            }
            _ => return,
        };
        if entry.gender == Gender::Unknown {
            entry.gender = gender;
        }
    }

    /// "Researchers measured the tide. They found": the persons with whom the sentence before begins.
    fn people_before(&self, sentence: usize) -> Option<Description> {
        let before = self.structure.sentences.get(sentence.checked_sub(1)?)?;
        if before.block + 1 < self.block_of(sentence) {
            return None;
        }
        let words: Vec<&str> = before.span.of(self.text).split(' ').take(5).collect();
        let last = words.iter().position(|word| self.lexicon.role(word).is_some_and(|role| role.is_plural))?;
        let is_head = words[..last].iter().all(|word| {
            matches!(word.to_ascii_lowercase().as_str(), "the" | "some" | "two" | "three" | "four" | "several" | "many")
                || self.lexicon.is_modifier(word)
                || self.lexicon.people(word).is_some()
        });
        let next = words.get(last + 1).is_some_and(|word| !matches!(*word, "and" | "or"));
        let end = before.span.start + words[..=last].iter().map(|word| word.len() + 1).sum::<usize>() - 1;
        let span = Span::new(before.span.start, end);
        match read(self.text, &[span], self.mentions, self.lexicon) {
            Denotation::Parts(parts) if is_head && next => parts.into_iter().find_map(|part| match part {
                Part::Described(description)
                    if description.class.is_some_and(|class| class != RoleClass::Body)
                        && description.determiner != Determiner::Owned =>
                {
                    Some(description)
                }
                _ => None,
            }),
            _ => None,
        }
    }

    /// Whether the figure can be meant by the pronoun, and what speaks for or against it.
    fn fits(&self, pronoun: Pronoun, figure: usize, joint: bool, spoken: bool) -> Option<f32> {
        let entry = &self.figures.all[figure];
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            Pronoun::It => {
                let body = matches!(entry.kind, SpeakerKind::Organization | SpeakerKind::Place);
                let thing = entry.kind == SpeakerKind::Unnamed && entry.is_open && !entry.is_plural;
                // A lone word that nothing tells to be a person, and that spoke.
                let is_told = entry.gender != Gender::Unknown || !entry.titles.is_empty() || entry.is_weak;
                if entry.kind == SpeakerKind::Person && entry.is_open && !is_told {
                    return self.last_event.contains_key(&figure).then_some(-0.2);
                }
                return (body || thing).then_some(0.0);
            }
            Pronoun::They => {
                if joint || entry.is_plural || entry.kind == SpeakerKind::Group {
                    return Some(0.5);
                }
                // "A spokesperson said … They added"
                if entry.kind == SpeakerKind::Unnamed
                    && entry.gender == Gender::Unknown
                    && self.head_of.get(&figure).is_some_and(|head| head == "spokesperson")
                {
                    return Some(-0.4);
                }
                // In speech a body is "they" too; in writing hardly ever.
                let body = matches!(entry.kind, SpeakerKind::Organization | SpeakerKind::Place);
                return (body && spoken).then_some(-0.5);
            }
            _ => return None,
        };
        if !entry.is_human() || entry.is_plural || entry.is_weak || !entry.gender.fits(gender) {
            return None;
        }
        if entry.kind == SpeakerKind::Unnamed && entry.is_open {
            // A described thing.
            return None;
        }
        // "Harbour Journalism" of two capitalised words may be nobody at all.
        let is_told = entry.gender == gender || !entry.titles.is_empty() || entry.kind != SpeakerKind::Person;
        let known = if entry.gender == gender {
            0.25
        } else if is_told || self.last_event.contains_key(&figure) {
            0.0
        } else {
            -0.4
        };
        Some(known - if entry.is_open { 0.2 } else { 0.0 })
    }
}
