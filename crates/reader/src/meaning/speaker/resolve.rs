//! Who is meant by "he", "the spokeswoman", "the official", "they" at this place of the document?
//!
//! Walks through the sources in the order of the text, keeps who was named and who spoke, and gives each source its
//! figure, or nobody where two are equally likely. A described background source is never given to a named person on
//! likeness alone. Not useful across documents: that is the record's matter.

use super::Decision;
use super::figures::Figures;
use super::lexicon::{Gender, RoleClass, SpeakerWords};
use super::names::Mention;
use super::source::{Denotation, Part, Pronoun, read};
use crate::attribution::Attribution;
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};
use crate::structure::{Role, Structure};
use rustc_hash::FxHashMap;

/// Somebody who was given as a source.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) span: Span<Clean>,
    pub(super) sentence: usize,
    pub(super) figure: usize,
    pub(super) with: Vec<usize>,
    pub(super) quote: Option<usize>,
}

/// What is known on the way through one document.
pub struct Resolver<'a> {
    pub(super) text: &'a str,
    pub(super) structure: &'a Structure,
    pub(super) mentions: &'a [Mention],
    pub(super) lexicon: &'a SpeakerWords,
    pub(super) turns: &'a [Option<(usize, &'static str)>],
    /// The figures, described ones added on the way.
    pub figures: Figures,
    /// Outermost quotations, in order.
    pub(super) quotes: Vec<Span<Clean>>,
    pub(super) events: Vec<Event>,
    /// Number of the last event of each figure.
    pub(super) last_event: FxHashMap<usize, usize>,
    pub(super) described: FxHashMap<String, usize>,
    /// Figures by the head nouns of their titles or descriptions.
    pub(super) by_head: FxHashMap<String, Vec<usize>>,
    /// Described figures that turned out to be named ones.
    pub(super) same_as: FxHashMap<usize, usize>,
    /// Head noun of each described figure.
    pub(super) head_of: FxHashMap<usize, String>,
    /// Who is named behind the source at hand as the one who reports it.
    named_after: Option<usize>,
    /// Whether a title is that of somebody whom the speech need not name, as far as asked.
    pub(super) house_titles: FxHashMap<String, bool>,
    /// Sources and addressees, which are mentions too; added at the end, so that the names stay in order.
    pub(super) added: Vec<(usize, Span<Clean>)>,
}

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

impl<'a> Resolver<'a> {
    /// Starts a walk.
    pub fn new(
        text: &'a str,
        structure: &'a Structure,
        mentions: &'a [Mention],
        lexicon: &'a SpeakerWords,
        turns: &'a [Option<(usize, &'static str)>],
        figures: Figures,
    ) -> Resolver<'a> {
        let quotes = structure
            .quotations
            .iter()
            .filter(|quotation| quotation.inside.is_none())
            .filter_map(|quotation| Some(Span::new(quotation.spans.first()?.start, quotation.spans.last()?.end)))
            .collect();
        let mut by_head: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, figure) in figures.all.iter().enumerate() {
            for head in &figure.heads {
                by_head.entry(head.to_string()).or_default().push(index);
            }
            if figure.kind == SpeakerKind::Organization {
                // "the agency" for "Harbour Agency".
                for word in figure.name.split_whitespace() {
                    if let Some(role) = lexicon.role(word)
                        && role.class == RoleClass::Body
                        && !figure.heads.contains(&role.singular)
                    {
                        by_head.entry(role.singular.to_string()).or_default().push(index);
                    }
                }
            }
        }
        Resolver {
            text,
            structure,
            mentions,
            lexicon,
            turns,
            figures,
            quotes,
            events: Vec::new(),
            last_event: FxHashMap::default(),
            described: FxHashMap::default(),
            by_head,
            same_as: FxHashMap::default(),
            head_of: FxHashMap::default(),
            named_after: None,
            house_titles: FxHashMap::default(),
            added: Vec::new(),
        }
    }

    /// Decides for every attribution, parallel to them.
    pub fn resolve(&mut self, attributions: &[Attribution]) -> Vec<Decision> {
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        order.sort_by_key(|&index| (place(&attributions[index]), index));
        let mut decisions = vec![Decision::nobody("speaker.no_source"); attributions.len()];
        let mut first_person = Vec::new();
        let remarks = self.remarks();
        let mut remark = 0;
        for index in order {
            let attribution = &attributions[index];
            let at = place(attribution);
            while let Some(&(start, figure)) = remarks.get(remark).filter(|(start, _)| *start <= at) {
                self.take_remark(start, figure);
                remark += 1;
            }
            let Some(span) = attribution.source.iter().find(|span| !span.is_empty()).copied() else {
                decisions[index] = self.without_source(attribution);
                continue;
            };
            let span = self.past_vocative(span, attribution);
            let beside = self.beside(span);
            let source = if attribution.source.contains(&span) { attribution.source.as_slice() } else { &[span][..] };
            let parts = match read(self.text, source, self.mentions, self.lexicon) {
                Denotation::Parts(parts) if beside.is_some() && parts.len() == 1 => match &parts[0] {
                    Part::Named(_) => beside.map_or(parts, |described| vec![Part::Described(described)]),
                    _ => parts,
                },
                Denotation::Nobody => {
                    // "And on your first one: …" is no source, but the speech of the turn.
                    let colon = matches!(attribution.cue.as_slice(), [cue] if cue.of(self.text) == ":");
                    decisions[index] = match attribution.turn.and_then(|turn| self.turns.get(turn)).copied().flatten() {
                        Some((figure, _)) if colon => Decision::sure(figure, "speaker.turn", 0.85, vec![span]),
                        _ => Decision::nobody("speaker.nobody"),
                    };
                    continue;
                }
                Denotation::Parts(parts) => parts,
            };
            if let Some(Part::Pronoun(Pronoun::I | Pronoun::We, _)) = parts.first() {
                first_person.push(index);
                continue;
            }
            // "He was tired, Olsen said": he is not Olsen.
            let reporter = attribution.parent.and_then(|parent| attributions.get(parent)?.source.first());
            self.named_after = reporter.filter(|reporter| reporter.start > span.start).and_then(|reporter| {
                let index = self.mentions.partition_point(|mention| mention.span.end < reporter.end);
                let mention = self.mentions.get(index).filter(|mention| reporter.contains(&mention.span));
                mention.and_then(|_| self.figures.of_mention.get(index).copied())
            });
            let sentence = self.sentence_at(span.start);
            let mut decision = self.part(&parts[0], attribution, &decisions, sentence);
            for part in parts.iter().skip(1) {
                let more = self.part(part, attribution, &decisions, sentence);
                if let Some(figure) = more.speaker
                    && decision.speaker != Some(figure)
                    && !decision.with.contains(&figure)
                {
                    decision.with.push(figure);
                }
            }
            if decision.speaker.is_none() && !decision.with.is_empty() {
                decision.speaker = Some(decision.with.remove(0));
            }
            if let Some(figure) = decision.speaker {
                self.happened(figure, decision.with.clone(), span, sentence);
            }
            decisions[index] = decision;
        }
        while let Some(&(start, figure)) = remarks.get(remark) {
            self.take_remark(start, figure);
            remark += 1;
        }
        for index in first_person {
            decisions[index] = self.first_person(index, attributions, &decisions);
        }
        for (decision, attribution) in decisions.iter_mut().zip(attributions) {
            if decision.speaker.is_some() && is_asked(self.text, attribution) {
                *decision = Decision::open("speaker.unnamed_asker", decision.spans.clone());
            }
            decision.speaker = decision.speaker.map(|figure| self.canonical(figure));
            for figure in &mut decision.with {
                *figure = *self.same_as.get(figure).unwrap_or(figure);
            }
        }
        decisions
    }

    /// "Jan, the minister said": who is called is not who said it. Gives the source of the verb.
    fn past_vocative(&self, source: Span<Clean>, attribution: &Attribution) -> Span<Clean> {
        let is_asked = |turn: usize| self.structure.turns.get(turn).is_some_and(|turn| turn.role == Role::Reporter);
        let Some(cue) = attribution.cue.first().filter(|_| attribution.turn.is_some_and(is_asked)) else {
            return source;
        };
        let between = self.text.get(source.end..cue.start).unwrap_or("");
        let subject =
            between.strip_prefix(", ").map(str::trim_end).filter(|subject| !subject.contains([',', ';', '.']));
        match subject {
            Some(subject) if !subject.is_empty() && !source.of(self.text).contains(' ') && subject.len() < 80 => {
                let start = source.end + 2;
                Span::new(start, start + subject.len())
            }
            _ => source,
        }
    }

    /// The named figure behind a described one, if the text gives it away.
    pub fn canonical(&self, figure: usize) -> usize {
        *self.same_as.get(&figure).unwrap_or(&figure)
    }

    pub(super) fn happened(&mut self, figure: usize, with: Vec<usize>, span: Span<Clean>, sentence: usize) {
        let quote = self.quote_at(span.start);
        self.last_event.insert(figure, self.events.len());
        self.events.push(Event { span, sentence, figure, with, quote });
        self.added.push((figure, span));
    }

    /// Gives the figures their sources as mentions. To be called once, after everything is resolved.
    pub fn finish(&mut self) {
        for (figure, span) in std::mem::take(&mut self.added) {
            let figure = self.canonical(figure);
            self.figures.all[figure].mention(span);
        }
    }

    pub(super) fn sentence_at(&self, at: usize) -> usize {
        self.structure.sentences.partition_point(|sentence| sentence.span.start <= at).saturating_sub(1)
    }

    fn quote_at(&self, at: usize) -> Option<usize> {
        let index = self.quotes.partition_point(|quote| quote.start <= at).checked_sub(1)?;
        self.quotes[index].holds(at).then_some(index)
    }

    fn block_of(&self, sentence: usize) -> usize {
        self.structure.sentences.get(sentence).map_or(0, |sentence| sentence.block)
    }

    pub(super) fn turn_of(&self, sentence: usize) -> Option<usize> {
        self.structure.blocks.get(self.block_of(sentence)).and_then(|block| block.turn)
    }

    /// Speech of a transcript that nobody is named for is that of the turn; elsewhere nobody is named.
    fn without_source(&self, attribution: &Attribution) -> Decision {
        if attribution.cue.iter().all(Span::is_empty)
            && let Some(turn) = attribution.turn
            && let Some(&Some((figure, by))) = self.turns.get(turn)
        {
            let label = self.structure.turns.get(turn).map(|turn| turn.label);
            return Decision::sure(figure, by, 0.97, label.into_iter().collect());
        }
        Decision::nobody("speaker.no_source")
    }

    fn part(&mut self, part: &Part, attribution: &Attribution, decisions: &[Decision], sentence: usize) -> Decision {
        match part {
            Part::Named(mention) => self.named(*mention),
            Part::Described(description) => self.described(description, sentence),
            Part::Pronoun(pronoun, span) => self.pronoun(*pronoun, *span, attribution, decisions, sentence),
        }
    }

    fn named(&mut self, index: usize) -> Decision {
        let Some(mention) = self.mentions.get(index) else { return Decision::nobody("speaker.nobody") };
        if self.figures.shared.contains(&index) {
            return Decision::open("speaker.several_bodies", vec![mention.span]);
        }
        let figure = self.figures.of_mention[index];
        let entry = &self.figures.all[figure];
        let score = match entry.kind {
            SpeakerKind::Person if entry.is_open => 0.8,
            SpeakerKind::Person => 0.95,
            _ => 0.9,
        };
        let by = if mention.single && entry.name.contains(' ') { "speaker.surname" } else { "speaker.name" };
        let mut spans = vec![mention.span];
        if by == "speaker.surname" {
            spans.extend(entry.mentions.iter().find(|span| span.of(self.text).contains(' ')).copied());
        }
        Decision::sure(figure, by, score, spans)
    }

    fn pronoun(
        &mut self,
        pronoun: Pronoun,
        span: Span<Clean>,
        attribution: &Attribution,
        decisions: &[Decision],
        sentence: usize,
    ) -> Decision {
        let parent = attribution.parent.and_then(|parent| decisions.get(parent)).and_then(|decision| decision.speaker);
        match pronoun {
            Pronoun::Relative => return self.relative(span, sentence),
            Pronoun::You => return self.you(span, attribution),
            Pronoun::I | Pronoun::We => return Decision::nobody("speaker.first_person_open"),
            _ => {}
        }
        let quote = self.quote_at(span.start);
        let speaker_of_turn =
            attribution.turn.and_then(|turn| self.turns.get(turn)).copied().flatten().map(|(figure, _)| figure);
        // Whoever is quoted does not call himself "he".
        let quoted_parent = quote.is_some().then_some(parent).flatten();
        let excluded = [quoted_parent, speaker_of_turn, self.named_after];
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
            if let Some(fit) = self.fits(pronoun, figure, !event.with.is_empty(), spoken)
                && !excluded.contains(&Some(figure))
                && let Some(score) = weigh(3.0, event.sentence, event.span.start, event.quote)
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
            if excluded.contains(&Some(figure)) {
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
        if quote.is_none()
            && let Some(parent) = parent
        {
            for candidate in &mut candidates {
                if candidate.figure == self.canonical(parent) {
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
        let score = (0.7 + 0.08 * lead.min(3.0)).min(0.94);
        let mut decision = Decision::sure(best.figure, "speaker.pronoun", score, vec![span, best.span]);
        decision.with = best.with.clone();
        decision
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
                return (body || thing).then_some(0.0);
            }
            Pronoun::They => {
                if joint || entry.is_plural || entry.kind == SpeakerKind::Group {
                    return Some(0.5);
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

    /// "Hale, who said": the name right before. What "that" refers to is rarely the noun beside it, so it stays open.
    fn relative(&mut self, span: Span<Clean>, sentence: usize) -> Decision {
        let open = Decision::open("speaker.relative_open", vec![span]);
        let word = span.of(self.text).to_ascii_lowercase();
        // "the interest of Valdera, which is he does not believe that": the clause is another's.
        let after = self.text.get(span.end..).unwrap_or("").trim_start();
        if word == "which" && ["is ", "was "].iter().any(|verb| after.starts_with(verb)) {
            return open;
        }
        let Some(index) = self.mentions.partition_point(|mention| mention.span.start < span.start).checked_sub(1)
        else {
            return self.described_before(span, sentence).unwrap_or(open);
        };
        let mention = &self.mentions[index];
        // "Hale, the ministry's spokeswoman, who said"
        let end = mention
            .apposition
            .filter(|phrase| phrase.end <= span.start)
            .map_or(mention.span.end, |phrase| phrase.end.max(mention.span.end));
        let between = Span::new(end, span.start).of(self.text);
        if span.start - end.min(span.start) > 4 || !between.trim_matches([',', ' ', ')', '(']).is_empty() {
            return self.described_before(span, sentence).unwrap_or(open);
        }
        // "the mayor of Sandel, which": the mayor or the town?
        if word == "which" && self.text.get(..mention.whole.start).is_some_and(|before| before.ends_with(" of ")) {
            return open;
        }
        let figure = self.figures.of_mention[index];
        let is_body = matches!(self.figures.all[figure].kind, SpeakerKind::Organization | SpeakerKind::Place);
        if word == "who" && !is_body || word == "which" && is_body && between.starts_with(',') {
            return Decision::sure(figure, "speaker.relative", 0.85, vec![span, mention.span]);
        }
        open
    }

    /// "voters who said": the noun of persons right before "who", with what determines it.
    fn described_before(&mut self, span: Span<Clean>, sentence: usize) -> Option<Decision> {
        if !span.of(self.text).eq_ignore_ascii_case("who") {
            return None;
        }
        let mut start = self.structure.sentences.get(sentence)?.span.start.max(span.start.saturating_sub(120));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let before = self.text.get(start..span.start)?.trim_end().trim_end_matches([',', '(']).trim_end();
        let end = start + before.len();
        let last = before.split(' ').next_back()?;
        let role = self.lexicon.role(last).filter(|role| role.class != RoleClass::Body)?;
        let mut from = end - last.len();
        // Articles, numbers and small words of titles belong to it; another word may be a verb.
        for word in before[..before.len() - last.len()].split(' ').rev().filter(|word| !word.is_empty()).take(4) {
            let is_determiner = matches!(
                word.to_ascii_lowercase().as_str(),
                "the"
                    | "a"
                    | "an"
                    | "those"
                    | "these"
                    | "some"
                    | "many"
                    | "other"
                    | "two"
                    | "three"
                    | "several"
                    | "most"
            );
            if !(is_determiner || self.lexicon.is_modifier(word) || self.lexicon.people(word).is_some()) {
                break;
            }
            from -= word.len() + 1;
            if is_determiner {
                break;
            }
        }
        let described = Span::new(from, end);
        if !self.text.is_char_boundary(from) || role.singular == "one" {
            return None;
        }
        let Denotation::Parts(parts) = read(self.text, &[described], self.mentions, self.lexicon) else { return None };
        match parts.first()? {
            Part::Described(description) => {
                let mut decision = self.described(description, sentence);
                decision.speaker.is_some().then(|| {
                    decision.by = "speaker.relative";
                    decision.spans.push(span);
                    decision
                })
            }
            _ => None,
        }
    }

    /// "As you said": in a reporter's turn the one who answers, if there is only one.
    fn you(&self, span: Span<Clean>, attribution: &Attribution) -> Decision {
        let turn = attribution.turn.and_then(|index| Some((index, self.structure.turns.get(index)?)));
        if let Some((index, turn)) = turn
            && turn.role == Role::Reporter
            && !self.text.get(span.end..).is_some_and(|rest| rest.starts_with(" guys") || rest.starts_with(" all"))
            && self.quote_at(span.start).is_none()
        {
            let answering = |range: &mut dyn Iterator<Item = usize>| {
                range
                    .take(3)
                    .find(|&other| self.structure.turns.get(other).is_some_and(|turn| turn.role == Role::Principal))
                    .and_then(|other| self.turns.get(other).copied().flatten())
            };
            let next = answering(&mut (index + 1..self.structure.turns.len()));
            let last = answering(&mut (0..index).rev());
            if let Some((figure, _)) = next
                && last.is_none_or(|(other, _)| other == figure)
            {
                return Decision::sure(figure, "speaker.you", 0.75, vec![span]);
            }
        }
        Decision::open("speaker.you_open", vec![span])
    }

    /// "I" is whoever is quoted or has the floor; "we" is a body for whom a person speaks, so it is left open unless a
    /// body is quoted.
    fn first_person(&self, index: usize, attributions: &[Attribution], decisions: &[Decision]) -> Decision {
        let attribution = &attributions[index];
        let Some(span) = attribution.source.first().copied() else { return Decision::nobody("speaker.nobody") };
        let is_we = matches!(
            span.of(self.text)
                .split_whitespace()
                .next()
                .unwrap_or("")
                .trim_end_matches(',')
                .to_ascii_lowercase()
                .as_str(),
            "we" | "us" | "our" | "ourselves"
        );
        // The innermost direct speech around: parents upward, at most eight deep.
        let mut outer = attribution.parent;
        let mut speaker = None;
        for _ in 0..8 {
            let Some(parent) = outer.and_then(|outer| attributions.get(outer)) else { break };
            let is_first = parent.source.first().is_some_and(|span| {
                matches!(span.of(self.text).to_ascii_lowercase().as_str(), "i" | "we" | "me" | "us" | "my" | "our")
            });
            let is_speech = parent.form != crate::attribution::Form::Indirect;
            if is_speech && !is_first {
                speaker = outer.and_then(|outer| decisions.get(outer)).and_then(|decision| decision.speaker);
                break;
            }
            outer = parent.parent;
        }
        if speaker.is_none()
            && self.quote_at(span.start).is_none()
            && let Some(turn) = attribution.turn
        {
            speaker = self.turns.get(turn).copied().flatten().map(|(figure, _)| figure);
        }
        let Some(figure) = speaker else { return Decision::open("speaker.first_person_open", vec![span]) };
        let entry = &self.figures.all[self.canonical(figure)];
        if is_we {
            let speaks_as_body =
                matches!(entry.kind, SpeakerKind::Organization | SpeakerKind::Place | SpeakerKind::Group)
                    || entry.is_plural;
            return if speaks_as_body {
                Decision::sure(figure, "speaker.we", 0.8, vec![span])
            } else {
                Decision::open("speaker.we_open", vec![span])
            };
        }
        Decision::sure(figure, "speaker.first_person", 0.92, vec![span])
    }

    /// The figure of an addressee's words, for `addressee`.
    pub fn addressee(&mut self, span: Span<Clean>, decision: &Decision) -> Option<usize> {
        let parts = match read(self.text, &[span], self.mentions, self.lexicon) {
            Denotation::Parts(parts) => parts,
            Denotation::Nobody => return None,
        };
        let figure = match parts.first()? {
            Part::Named(mention) => *self.figures.of_mention.get(*mention)?,
            Part::Described(description) => {
                if description.class.is_none() || description.name.is_empty() {
                    return None;
                }
                let mut decided = self.described(description, self.sentence_at(span.start));
                decided.speaker.take()?
            }
            Part::Pronoun(..) => return None,
        };
        let figure = self.canonical(figure);
        if decision.speaker == Some(figure) {
            return None;
        }
        self.added.push((figure, span));
        Some(figure)
    }
}

/// Where an attribution stands for the walk: its source, else its cue, else its content.
fn place(attribution: &Attribution) -> usize {
    [&attribution.source, &attribution.cue, &attribution.content]
        .into_iter()
        .find_map(|spans| spans.iter().map(|span| span.start).min())
        .unwrap_or(0)
}

/// Whether the words beside the cue are a question that was put to the person of the source: "responding to a question about",
/// "addressed a question", "was asked if". Who asked is not named.
fn is_asked(text: &str, attribution: &Attribution) -> bool {
    const TAKES: &[&str] =
        &["respon", "answer", "address", "took", "takes", "field", "dodg", "sidestep", "deflect", "brush", "repl"];
    let cue: Vec<String> = attribution
        .cue
        .iter()
        .flat_map(|span| span.of(text).split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let takes = |words: &[String]| words.iter().any(|word| TAKES.iter().any(|takes| word.starts_with(takes)));
    let is_question = |word: &str| matches!(word, "question" | "questions");
    if let Some(at) = cue.iter().position(|word| is_question(word)) {
        return takes(&cue[..at]);
    }
    let content = attribution.content.first().map_or("", |span| span.of(text));
    let between = attribution
        .cue
        .last()
        .zip(attribution.content.first())
        .and_then(|(cue, content)| text.get(cue.end..content.start).filter(|between| between.len() < 40));
    let near = between.unwrap_or("").split_whitespace().chain(content.split_whitespace().take(3));
    if takes(&cue) && near.into_iter().any(is_question) {
        return true;
    }
    let asked = cue.iter().position(|word| word == "asked");
    asked.is_some_and(|at| {
        cue[..at].iter().any(|word| matches!(word.as_str(), "was" | "were" | "been" | "being" | "when" | "is" | "are"))
    })
}
