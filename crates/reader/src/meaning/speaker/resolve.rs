//! Who is meant by "he", "the spokeswoman", "the official", "they" at this place of the document?
//!
//! Walks through the sources in the order of the text, keeps who was named and who spoke, and gives each source its
//! figure, or nobody where two are equally likely. A described background source is never given to a named person on
//! likeness alone. Not useful across documents: that is the record's matter.

use super::Decision;
use super::asked::is_asked;
use super::figures::Figures;
use super::lexicon::{RoleClass, SpeakerWords};
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
    /// Whether it stands in what another source is given for.
    pub(super) is_nested: bool,
}

/// The source at hand among all of them.
pub(super) struct Place<'p> {
    pub(super) attribution: &'p Attribution,
    pub(super) attributions: &'p [Attribution],
    /// Parallel to the attributions; those of the sources behind this one are open.
    pub(super) decisions: &'p [Decision],
    pub(super) sentence: usize,
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
    pub(super) named_after: Option<usize>,
    /// Whether a title is that of somebody whom the speech need not name, as far as asked.
    pub(super) house_titles: FxHashMap<String, bool>,
    /// Sources and addressees, which are mentions too; added at the end, so that the names stay in order.
    pub(super) added: Vec<(usize, Span<Clean>)>,
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
        order.sort_by_key(|&index| (turn_at(attributions, index), place(&attributions[index]), index));
        let mut decisions = vec![Decision::nobody("speaker.no_source"); attributions.len()];
        let mut first_person = Vec::new();
        let remarks = self.remarks();
        let mut remark = 0;
        for index in order {
            let attribution = &attributions[index];
            let at = turn_at(attributions, index).0;
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
            let here = Place { attribution, attributions, decisions: &decisions, sentence };
            let mut decision = self.part(&parts[0], &here);
            for part in parts.iter().skip(1) {
                let more = self.part(part, &here);
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
                if let Some(event) = self.events.last_mut() {
                    event.is_nested = attribution.parent.is_some();
                }
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
        self.events.push(Event { span, sentence, figure, with, quote, is_nested: false });
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

    pub(super) fn quote_at(&self, at: usize) -> Option<usize> {
        let index = self.quotes.partition_point(|quote| quote.start <= at).checked_sub(1)?;
        self.quotes[index].holds(at).then_some(index)
    }

    pub(super) fn block_of(&self, sentence: usize) -> usize {
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

    fn part(&mut self, part: &Part, here: &Place) -> Decision {
        match part {
            Part::Named(mention) => self.named(*mention),
            Part::Described(description) => self.described(description, here.sentence),
            Part::Pronoun(Pronoun::Relative, span) => self.relative(*span, here.sentence),
            Part::Pronoun(Pronoun::You, span) => self.you(*span, here.attribution),
            Part::Pronoun(Pronoun::I | Pronoun::We, _) => Decision::nobody("speaker.first_person_open"),
            Part::Pronoun(pronoun, span) => self.pronoun(*pronoun, *span, here),
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

/// When an attribution is walked to: where it stands, but not before those around it, which tell whose words it is in.
/// Second, how deep it lies.
fn turn_at(attributions: &[Attribution], index: usize) -> (usize, usize) {
    let (mut at, mut depth, mut outer) = (place(&attributions[index]), 0, attributions[index].parent);
    while let Some(parent) = outer.and_then(|outer| attributions.get(outer)).filter(|_| depth < 8) {
        at = at.max(place(parent));
        depth += 1;
        outer = parent.parent;
    }
    (at, depth)
}

/// Where an attribution stands for the walk: its source, else its cue, else its content.
fn place(attribution: &Attribution) -> usize {
    [&attribution.source, &attribution.cue, &attribution.content]
        .into_iter()
        .find_map(|spans| spans.iter().map(|span| span.start).min())
        .unwrap_or(0)
}
