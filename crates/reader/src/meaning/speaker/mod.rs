//! Who exactly is the source of each attribution, inside one document?
//!
//! Names, titles, pronouns and descriptions are resolved to speakers of this document; where two answers are equally good
//! the speaker stays open and the evidence says why. A background source is never resolved to a person on a guess. Not useful
//! across documents: that is the record's `people`.

mod names;
mod words;

pub use words::SpeakerWords;

use super::{Speaker, SpeakerKind};
use crate::attribution::Attribution;
use crate::document::Document;
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::span::{Clean, Span};
use crate::structure::{Role, Structure};
use crate::text::CleanText;
use names::{NameKind, Names};
use rustc_hash::FxHashMap;
use words::Gender;

/// Who speaks in one attribution, and to whom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Voice {
    /// Index of the speaker; `None` where it stays open.
    pub speaker: Option<usize>,
    /// Others who say it jointly.
    pub with: Vec<usize>,
    /// To whom.
    pub addressee: Option<usize>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Everybody who speaks in a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// The speakers.
    pub speakers: Vec<Speaker>,
    /// Parallel to the attributions.
    pub voices: Vec<Voice>,
    /// Parallel to `Structure::turns`.
    pub of_turn: Vec<Option<usize>>,
}

/// At most this many mentions are kept of one speaker.
const MENTIONS: usize = 200;

/// How far back, in bytes, a pronoun or description looks for who it means.
const REACH: usize = 1500;

struct Casting<'a> {
    text: &'a str,
    structure: &'a Structure,
    names: Names,
    cast: Cast,
    /// Speaker of each entity, and of each described source.
    of_entity: FxHashMap<usize, usize>,
    of_description: FxHashMap<String, usize>,
    /// Unnamed sources in order: where, head noun, speaker.
    described: Vec<(usize, String, usize)>,
}

/// Resolves the sources of all attributions and the labels of all turns.
pub fn cast(
    _document: &Document,
    text: &CleanText,
    structure: &Structure,
    _language: &Language,
    attributions: &[Attribution],
    knowledge: &Knowledge,
) -> Cast {
    let mut casting = Casting {
        text: text.as_str(),
        structure,
        names: Names::find(text.as_str(), &knowledge.speaker),
        cast: Cast::default(),
        of_entity: FxHashMap::default(),
        of_description: FxHashMap::default(),
        described: Vec::new(),
    };
    casting.turns(knowledge);
    casting.cast.voices = vec![Voice::default(); attributions.len()];
    // First-person sources need the speaker of the quotation around them, so they come second.
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&index| {
        let attribution = &attributions[index];
        (anchor(attribution), attribution.parent.is_some())
    });
    for is_first_person in [false, true] {
        for &index in &order {
            if casting.is_first_person(&attributions[index]) == is_first_person {
                casting.resolve(index, attributions, knowledge);
            }
        }
    }
    casting.mention();
    casting.cast
}

fn anchor(attribution: &Attribution) -> usize {
    let first = attribution.source.first().or(attribution.cue.first()).or(attribution.content.first());
    first.map_or(0, |span| span.start)
}

impl Casting<'_> {
    /// The speakers of the turns, from their labels and introductions.
    fn turns(&mut self, knowledge: &Knowledge) {
        for turn in &self.structure.turns {
            let label = turn.label.of(self.text);
            let speaker = match turn.role {
                Role::Moderator => self.unnamed("moderator", turn.label),
                Role::Reporter => match &turn.introduced {
                    Some(introduced) => {
                        let name = introduced.name.of(self.text).to_string();
                        let outlet = introduced.outlet.map(|outlet| outlet.of(self.text).to_string());
                        self.reporter(name, outlet, introduced.name)
                    }
                    None => self.unnamed("reporter", turn.label),
                },
                Role::Principal => self.labelled(label, turn.label, knowledge),
            };
            self.cast.of_turn.push(Some(speaker));
        }
    }

    fn reporter(&mut self, name: String, outlet: Option<String>, at: Span<Clean>) -> usize {
        let known =
            self.cast.speakers.iter().position(|speaker| speaker.name == name && speaker.kind == SpeakerKind::Person);
        match known {
            Some(index) => {
                let speaker = &mut self.cast.speakers[index];
                speaker.outlet = speaker.outlet.take().or(outlet);
                index
            }
            None => {
                self.push(Speaker { name, kind: SpeakerKind::Person, titles: Vec::new(), outlet, mentions: vec![at] })
            }
        }
    }

    /// `MR. HALE` is the one person of that surname whom the document names in full, else a person of that surname alone.
    fn labelled(&mut self, label: &str, at: Span<Clean>, knowledge: &Knowledge) -> usize {
        let bare: Vec<&str> = label.split_whitespace().collect();
        let is_office = bare.first() == Some(&"THE")
            || label.contains("OFFICIAL")
            || label.contains("STAFF")
            || label.contains("SPEAKER");
        if is_office {
            let name = title_case(label);
            if label.contains("OFFICIAL") || label.contains("STAFF") || label.contains("SPEAKER") {
                return self.unnamed(&name.to_lowercase(), at);
            }
            let known = self.cast.speakers.iter().position(|speaker| speaker.name == name);
            return known.unwrap_or_else(|| {
                self.push(Speaker {
                    name: name.clone(),
                    kind: SpeakerKind::Person,
                    titles: vec![name],
                    outlet: None,
                    mentions: vec![at],
                })
            });
        }
        let first = bare.iter().position(|word| !knowledge.speaker.is_title(&word.to_lowercase())).unwrap_or(0);
        let name = title_case(&bare[first..].join(" "));
        let last = name.rsplit(' ').next().unwrap_or(&name).to_lowercase();
        let mut owners = self.names.entities.iter().enumerate().filter(|(_, entity)| {
            entity.kind == NameKind::Person
                && entity.name.contains(' ')
                && names::surname(&entity.name).to_lowercase() == last
                && (!name.contains(' ') || entity.name.to_lowercase() == name.to_lowercase())
        });
        if let (Some((entity, _)), None) = (owners.next(), owners.next()) {
            return self.entity(entity);
        }
        let known = self.names.entities.iter().position(|entity| entity.name.to_lowercase() == name.to_lowercase());
        if let Some(entity) = known {
            return self.entity(entity);
        }
        let same = self.cast.speakers.iter().position(|speaker| speaker.name == name);
        same.unwrap_or_else(|| {
            self.push(Speaker { name, kind: SpeakerKind::Person, titles: Vec::new(), outlet: None, mentions: vec![at] })
        })
    }

    fn is_first_person(&self, attribution: &Attribution) -> bool {
        let source = attribution.source.first().map_or("", |span| span.of(self.text));
        matches!(source.to_lowercase().as_str(), "i" | "we" | "us" | "me" | "my" | "our")
    }

    fn resolve(&mut self, index: usize, attributions: &[Attribution], knowledge: &Knowledge) {
        let attribution = &attributions[index];
        let voice = match attribution.source.first() {
            _ if attribution.source.is_empty() && attribution.cue.is_empty() => match attribution.turn {
                Some(turn) => self.found(
                    self.cast.of_turn.get(turn).copied().flatten(),
                    "speaker.turn",
                    0.99,
                    vec![self.structure.turns[turn].label],
                ),
                None => self.open("speaker.no_source", Vec::new()),
            },
            None => self.open("speaker.no_source", Vec::new()),
            Some(&source) => self.source(source, index, attributions, knowledge),
        };
        self.cast.voices[index] = voice;
        self.cast.voices[index].addressee = self.addressee(attribution);
    }

    fn found(&self, speaker: Option<usize>, by: &'static str, score: f32, spans: Vec<Span<Clean>>) -> Voice {
        Voice {
            speaker,
            with: Vec::new(),
            addressee: None,
            evidence: vec![Evidence::new(Field::Speaker, by, score, spans)],
        }
    }

    fn open(&self, by: &'static str, spans: Vec<Span<Clean>>) -> Voice {
        self.found(None, by, 0.5, spans)
    }

    fn source(
        &mut self,
        source: Span<Clean>,
        index: usize,
        attributions: &[Attribution],
        knowledge: &Knowledge,
    ) -> Voice {
        let printed = source.of(self.text);
        let lower = printed.to_lowercase();
        let bare = lower.trim_end_matches("’s").trim_end_matches("'s").trim();
        match bare {
            "i" | "we" | "us" | "me" | "my" | "our" => return self.first_person(source, index, attributions),
            "he" | "him" | "his" | "himself" => return self.pronoun(source, index, attributions, Some(Gender::Male)),
            "she" | "her" | "herself" => return self.pronoun(source, index, attributions, Some(Gender::Female)),
            "they" | "them" | "their" | "it" | "its" => return self.plural(source, index, attributions, bare),
            "who" | "which" | "that" | "whom" => return self.relative(source),
            "you" | "everyone" | "everybody" | "nobody" | "one" | "someone" | "somebody" | "people" | "some"
            | "many" | "others" | "those" | "most" | "all" | "both" | "anyone" | "there" | "this" | "what"
            | "no one" => return self.open("speaker.nobody_in_particular", vec![source]),
            _ => {}
        }
        // "his office", "her spokesman": somebody else than the person.
        let possessed = ["his ", "her ", "their ", "its ", "our ", "my "].iter().any(|word| lower.starts_with(word));
        if !possessed && let Some(voice) = self.named(source, knowledge) {
            return voice;
        }
        self.description(source, &lower, index, attributions)
    }

    /// A source that holds a name which is its head: the name itself, or its apposition.
    fn named(&mut self, source: Span<Clean>, knowledge: &Knowledge) -> Option<Voice> {
        let mentions: Vec<_> =
            self.names.within(source).filter(|mention| source.contains(&mention.span)).cloned().collect();
        let printed = source.of(self.text);
        let first = mentions.first()?;
        let before = Span::<Clean>::new(source.start, first.span.start).of(self.text);
        let gap = before.trim().trim_end_matches(',');
        let is_head_first = gap.is_empty()
            || gap.eq_ignore_ascii_case("the")
            || first.title.is_some_and(|title| {
                let lead =
                    Span::<Clean>::new(source.start, title.start.max(source.start)).of(self.text).trim().to_lowercase();
                lead.is_empty() || lead == "the" || lead.ends_with("’s") || lead.ends_with("'s")
            });
        // Words after the name that make something else of it: "Hale’s office", "the Olsen campaign", "White House official".
        let after = Span::<Clean>::new(first.span.end, source.end).of(self.text);
        let is_whole = |after: &str| {
            let after = after.trim_start();
            after.is_empty()
                || after.starts_with([',', '(', '—', ';'])
                || ["’s", "'s", "’", "'"].contains(&after)
                || after.starts_with("who ")
                || after.starts_with("of ")
                || after.starts_with("and ")
        };
        if is_head_first && is_whole(after) {
            let speaker = self.entity(first.entity);
            let joint: Vec<usize> = if after.contains(" and ")
                || after.trim_start().starts_with("and ")
                || after.trim_start().starts_with(", ") && after.contains(" and ")
            {
                let others: Vec<usize> = mentions[1..]
                    .iter()
                    .filter(|other| {
                        let lead = Span::<Clean>::new(
                            first.span.end,
                            other.title.map_or(other.span.start, |title| title.start),
                        )
                        .of(self.text);
                        (lead.trim_end().ends_with("and") || lead.trim_end().ends_with("and the") || lead.trim() == ",")
                            && is_whole(Span::<Clean>::new(other.span.end, source.end).of(self.text))
                    })
                    .map(|other| other.entity)
                    .collect();
                others.into_iter().map(|entity| self.entity(entity)).filter(|&other| other != speaker).collect()
            } else {
                Vec::new()
            };
            let mut voice = self.found(Some(speaker), "speaker.name", 0.97, vec![first.span]);
            voice.with = joint;
            return Some(voice);
        }
        // "South Korea’s spy agency, the National Intelligence Service,": the apposition names the head.
        if let Some(comma) = printed.find(", ") {
            let rest = source.start + comma + 2;
            let named = mentions.iter().find(|mention| {
                mention.span.start >= rest && {
                    let lead = Span::<Clean>::new(
                        rest,
                        mention.title.map_or(mention.span.start, |title| title.start.max(rest)),
                    )
                    .of(self.text)
                    .trim()
                    .to_lowercase();
                    lead.is_empty() || lead == "the"
                }
            });
            if let Some(named) = named
                && is_whole(Span::<Clean>::new(named.span.end, source.end).of(self.text))
            {
                let speaker = self.entity(named.entity);
                return Some(self.found(Some(speaker), "speaker.apposition", 0.93, vec![named.span]));
            }
        }
        // "the ministry’s spokeswoman Ana Ruiz", "a spokesman, Jan Olsen": a person at the end.
        let last = mentions.last()?;
        let ends = is_whole(Span::<Clean>::new(last.span.end, source.end).of(self.text));
        let is_person = self.names.entities[last.entity].kind == NameKind::Person;
        let lead = Span::<Clean>::new(source.start, last.span.start).of(self.text).trim_end();
        let lead_word = lead.rsplit(' ').next().unwrap_or("");
        if ends && is_person && (knowledge.speaker.is_title(lead_word) || last.title.is_some()) {
            let speaker = self.entity(last.entity);
            return Some(self.found(Some(speaker), "speaker.title_and_name", 0.93, vec![last.span]));
        }
        None
    }

    /// "I", "we": the speaker of the turn or of the quotation around.
    fn first_person(&mut self, source: Span<Clean>, index: usize, attributions: &[Attribution]) -> Voice {
        let attribution = &attributions[index];
        if let Some(turn) = attribution.turn {
            let speaker = self.cast.of_turn.get(turn).copied().flatten();
            return self.found(speaker, "speaker.first_person_in_turn", 0.95, vec![source]);
        }
        let around = attribution.parent.or_else(|| {
            attributions.iter().position(|other| {
                other.content.iter().any(|content| content.contains(&source)) && !other.cue.is_empty()
            })
        });
        match around.and_then(|outer| self.cast.voices[outer].speaker) {
            Some(speaker) => self.found(Some(speaker), "speaker.first_person_in_quotation", 0.93, vec![source]),
            None => self.open("speaker.first_person_open", vec![source]),
        }
    }

    /// "he", "she": the speaker of the attribution before, unless another compatible person is the subject since.
    fn pronoun(
        &mut self,
        source: Span<Clean>,
        index: usize,
        attributions: &[Attribution],
        gender: Option<Gender>,
    ) -> Voice {
        let fits = |entity: &names::Entity| {
            entity.kind == NameKind::Person
                && (entity.gender == Gender::Unknown || gender.is_none() || Some(entity.gender) == gender)
        };
        let earlier = self.previous_speaker(source.start, index, attributions, |speaker| {
            matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
        });
        // Persons named since the block began or since that attribution.
        let floor = self.block_start(source.start);
        let named: Vec<(usize, Span<Clean>, bool)> = self
            .names
            .before(source.start)
            .take_while(|mention| mention.span.start >= floor)
            .filter(|mention| fits(&self.names.entities[mention.entity]))
            .map(|mention| (mention.entity, mention.span, self.begins_clause(mention.span)))
            .collect();
        let subject = named.iter().find(|(_, _, begins)| *begins).or(named.first()).copied();
        match (subject, earlier) {
            (Some((entity, at, begins)), Some((speaker, said_at))) => {
                let own = self.entity(entity);
                if own == speaker || begins && at.start > said_at {
                    return self.found(Some(own), "speaker.pronoun", 0.88, vec![source, at]);
                }
                if self.agrees(speaker, gender) {
                    return self.found(Some(speaker), "speaker.pronoun", 0.85, vec![source]);
                }
                self.found(Some(own), "speaker.pronoun", 0.75, vec![source, at])
            }
            (None, Some((speaker, _))) if self.agrees(speaker, gender) => {
                self.found(Some(speaker), "speaker.pronoun", 0.85, vec![source])
            }
            (Some((entity, at, begins)), None) => {
                let is_only = named.iter().all(|(other, _, _)| *other == entity);
                if begins || is_only {
                    let own = self.entity(entity);
                    return self.found(Some(own), "speaker.pronoun", 0.8, vec![source, at]);
                }
                self.open("speaker.pronoun_between_several", vec![source])
            }
            _ => {
                // The last person named in the text, if only one was named in reach.
                let reach = source.start.saturating_sub(REACH);
                let near: Vec<usize> = self
                    .names
                    .before(source.start)
                    .take_while(|mention| mention.span.start >= reach)
                    .map(|mention| mention.entity)
                    .filter(|&entity| fits(&self.names.entities[entity]))
                    .collect();
                match near.first() {
                    Some(&entity) if near.iter().all(|&other| other == entity) => {
                        let own = self.entity(entity);
                        self.found(Some(own), "speaker.pronoun", 0.7, vec![source])
                    }
                    _ => self.open("speaker.pronoun_open", vec![source]),
                }
            }
        }
    }

    fn agrees(&self, speaker: usize, gender: Option<Gender>) -> bool {
        let name = &self.cast.speakers[speaker].name;
        let entity = self.names.entities.iter().find(|entity| entity.name == *name);
        entity
            .is_none_or(|entity| entity.gender == Gender::Unknown || gender.is_none() || Some(entity.gender) == gender)
    }

    /// "they", "it": the last speaker of a kind that the word can mean.
    fn plural(&mut self, source: Span<Clean>, index: usize, attributions: &[Attribution], word: &str) -> Voice {
        let is_it = matches!(word, "it" | "its");
        let earlier = self.previous_speaker(source.start, index, attributions, |speaker| match speaker.kind {
            SpeakerKind::Organization | SpeakerKind::Place => true,
            SpeakerKind::Group => !is_it,
            SpeakerKind::Unnamed => !is_it && speaker.name.ends_with('s'),
            SpeakerKind::Person => false,
        });
        match earlier {
            Some((speaker, _)) => self.found(Some(speaker), "speaker.pronoun", 0.75, vec![source]),
            None if is_it => {
                // The subject that opens the sentence before, if it is an organization or place.
                let floor = self.block_start(source.start);
                let near = self
                    .names
                    .before(source.start)
                    .take_while(|mention| mention.span.start >= floor)
                    .find(|mention| {
                        self.begins_clause(mention.span) && self.names.entities[mention.entity].kind != NameKind::Person
                    })
                    .cloned();
                match near {
                    Some(mention) => {
                        let speaker = self.entity(mention.entity);
                        self.found(Some(speaker), "speaker.pronoun", 0.7, vec![source, mention.span])
                    }
                    None => self.open("speaker.pronoun_open", vec![source]),
                }
            }
            None => self.open("speaker.pronoun_open", vec![source]),
        }
    }

    /// "Hale, who said": the name right before.
    fn relative(&mut self, source: Span<Clean>) -> Voice {
        let near = self.names.before(source.start).next().filter(|mention| {
            let gap = Span::<Clean>::new(mention.span.end, source.start).of(self.text);
            gap.len() < 60
                && (gap.trim() == "," || gap.trim().is_empty() || gap.trim_end().ends_with(',') && gap.starts_with(','))
        });
        match near.cloned() {
            Some(mention) => {
                let speaker = self.entity(mention.entity);
                self.found(Some(speaker), "speaker.relative", 0.85, vec![mention.span])
            }
            None => self.open("speaker.relative_open", vec![source]),
        }
    }

    /// A described source: a known person's title with "the", the last such unnamed source, else a new one.
    fn description(&mut self, source: Span<Clean>, lower: &str, index: usize, attributions: &[Attribution]) -> Voice {
        let head = head_noun(lower);
        let is_definite = ["the ", "this ", "that "].iter().any(|article| lower.starts_with(article));
        let is_bare_definite = is_definite && lower.split_whitespace().count() <= 3;
        if is_bare_definite && !head.is_empty() {
            // Nearest of: an unnamed source of that noun; a person with a title that holds it.
            let unnamed = self
                .described
                .iter()
                .rev()
                .find(|(at, noun, _)| *at < source.start && *noun == head)
                .map(|(at, _, speaker)| (*at, *speaker));
            let mut titled = None;
            let reach = source.start.saturating_sub(4 * REACH);
            for mention in self.names.before(source.start).take_while(|mention| mention.span.start >= reach) {
                let entity = &self.names.entities[mention.entity];
                let holds = entity
                    .titles
                    .iter()
                    .any(|title| title.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == head));
                if entity.kind == NameKind::Person && holds {
                    titled = Some((mention.span.start, mention.entity));
                    break;
                }
            }
            // The speaker before, if the noun fits a person of any title: "the official", "the journalist".
            match (unnamed, titled) {
                (Some((at, speaker)), Some((titled_at, _))) if at > titled_at => {
                    return self.found(Some(speaker), "speaker.description_again", 0.85, vec![source]);
                }
                (_, Some((at, entity))) => {
                    let speaker = self.entity(entity);
                    let _ = at;
                    return self.found(Some(speaker), "speaker.title_again", 0.85, vec![source]);
                }
                (Some((_, speaker)), None) => {
                    return self.found(Some(speaker), "speaker.description_again", 0.85, vec![source]);
                }
                (None, None) => {}
            }
        }
        if is_thing(&head) && !head.is_empty() {
            return self.open("speaker.no_agent", vec![source]);
        }
        let _ = (index, attributions);
        let name = describe(source.of(self.text));
        if name.is_empty() {
            return self.open("speaker.no_agent", vec![source]);
        }
        let speaker = self.unnamed(&name, source);
        self.described.push((source.start, head, speaker));
        self.found(Some(speaker), "speaker.description", 0.9, vec![source])
    }

    /// The speaker of the nearest attribution before `offset`, within two paragraphs, that fits; with where it was said.
    fn previous_speaker(
        &self,
        offset: usize,
        index: usize,
        attributions: &[Attribution],
        fits: impl Fn(&Speaker) -> bool,
    ) -> Option<(usize, usize)> {
        let floor = offset.saturating_sub(REACH);
        let low = index.saturating_sub(24);
        let high = (index + 8).min(attributions.len());
        (low..high)
            .filter(|&other| other != index)
            .filter_map(|other| {
                let at = anchor(&attributions[other]);
                let speaker = self.cast.voices[other].speaker?;
                let is_outer = attributions[other].parent.is_none() || attributions[index].parent.is_some();
                (at < offset && at >= floor && is_outer && fits(&self.cast.speakers[speaker])).then_some((at, speaker))
            })
            .max()
            .map(|(at, speaker)| (speaker, at))
    }

    fn block_start(&self, offset: usize) -> usize {
        let blocks = &self.structure.blocks;
        let index = blocks.partition_point(|block| block.span.start <= offset);
        index.checked_sub(1).map_or(0, |index| blocks[index].span.start)
    }

    /// Whether a name (with its title) opens a sentence or clause.
    fn begins_clause(&self, name: Span<Clean>) -> bool {
        let sentences = &self.structure.sentences;
        let index = sentences.partition_point(|sentence| sentence.span.start <= name.start);
        let Some(sentence) = index.checked_sub(1).map(|index| &sentences[index]) else { return false };
        let before = Span::<Clean>::new(sentence.span.start, name.start).of(self.text);
        before.split_whitespace().count() <= 6 && !before.contains(" of ") && !before.contains(" to ")
    }

    fn entity(&mut self, entity: usize) -> usize {
        if let Some(&speaker) = self.of_entity.get(&entity) {
            return speaker;
        }
        let found = &self.names.entities[entity];
        let kind = match found.kind {
            NameKind::Person => SpeakerKind::Person,
            NameKind::Organization => SpeakerKind::Organization,
            NameKind::Place => SpeakerKind::Place,
        };
        let speaker = Speaker {
            name: found.name.clone(),
            kind,
            titles: found.titles.clone(),
            outlet: None,
            mentions: Vec::new(),
        };
        let known = self.cast.speakers.iter().position(|other| other.name == speaker.name && other.kind == kind);
        let index = known.unwrap_or_else(|| self.push(speaker));
        self.of_entity.insert(entity, index);
        index
    }

    fn unnamed(&mut self, description: &str, at: Span<Clean>) -> usize {
        if let Some(&speaker) = self.of_description.get(description) {
            let mentions = &mut self.cast.speakers[speaker].mentions;
            if mentions.len() < MENTIONS && !mentions.contains(&at) {
                mentions.push(at);
            }
            return speaker;
        }
        let speaker = self.push(Speaker {
            name: description.to_string(),
            kind: SpeakerKind::Unnamed,
            titles: Vec::new(),
            outlet: None,
            mentions: vec![at],
        });
        self.of_description.insert(description.to_string(), speaker);
        speaker
    }

    fn push(&mut self, speaker: Speaker) -> usize {
        self.cast.speakers.push(speaker);
        self.cast.speakers.len() - 1
    }

    /// "told reporters", "told the council": the words right after the cue.
    fn addressee(&mut self, attribution: &Attribution) -> Option<usize> {
        if attribution.source.is_empty() && attribution.cue.is_empty() {
            // A principal answers the reporter before; a reporter asks the principal after.
            let turn = attribution.turn?;
            let turns = &self.structure.turns;
            let other = turns[..turn].iter().rposition(|before| before.role != turns[turn].role)?;
            return (turns[other].role == Role::Reporter).then(|| self.cast.of_turn[other]).flatten();
        }
        if !matches!(
            attribution.lemma.as_str(),
            "tell" | "inform" | "remind" | "warn" | "assure" | "ask" | "brief" | "notify" | "advise" | "urge"
        ) {
            return None;
        }
        let cue = attribution.cue.last()?;
        let rest = self.text.get(cue.end..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let start = cue.end + skipped;
        if attribution.content.first().is_some_and(|content| content.start < start + 2 && content.end > start) {
            return None;
        }
        let near: Span<Clean> = Span::new(start, start + 40);
        let named =
            self.names.within(near).find(|mention| mention.span.start <= start + 4).map(|mention| mention.entity);
        if let Some(entity) = named {
            return Some(self.entity(entity));
        }
        let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        matches!(word.as_str(), "reporters" | "journalists" | "lawmakers" | "supporters" | "investors" | "senators")
            .then(|| self.unnamed(&word, Span::new(start, start + word.len())))
    }

    /// Adds where each speaker's name stands.
    fn mention(&mut self) {
        for mention in &self.names.mentions {
            if let Some(&speaker) = self.of_entity.get(&mention.entity) {
                let mentions = &mut self.cast.speakers[speaker].mentions;
                if mentions.len() < MENTIONS {
                    mentions.push(mention.span);
                }
            }
        }
        for speaker in &mut self.cast.speakers {
            speaker.mentions.sort();
            speaker.mentions.dedup();
        }
    }
}

/// The noun that a description is about, lower case, singular as printed: "a senior ministry official who …" → "official".
fn head_noun(lower: &str) -> String {
    let stop = [
        " of ",
        " in ",
        " at ",
        " from ",
        " with ",
        " who ",
        " familiar",
        " for ",
        " on ",
        ", ",
        " close ",
        " briefed",
        " that ",
        " (",
        " to ",
        " and ",
    ];
    let end = stop.iter().filter_map(|word| lower.find(word)).min().unwrap_or(lower.len());
    lower[..end]
        .trim_end_matches("’s")
        .trim_end_matches("'s")
        .rsplit(' ')
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_string()
}

/// Nouns that cannot speak: their statements have no agent.
fn is_thing(head: &str) -> bool {
    matches!(
        head,
        "law"
            | "rule"
            | "figure"
            | "figures"
            | "data"
            | "evidence"
            | "number"
            | "numbers"
            | "event"
            | "events"
            | "move"
            | "moves"
            | "remarks"
            | "comments"
            | "signs"
            | "sign"
            | "fact"
            | "facts"
            | "result"
            | "results"
            | "question"
            | "image"
            | "images"
            | "decision"
            | "attack"
            | "attacks"
    )
}

/// The description as printed, without its article.
fn describe(printed: &str) -> String {
    let joined = names::normal(printed);
    let bare = joined.trim_end_matches(',');
    let lower = bare.to_lowercase();
    let skip = ["a ", "an ", "the ", "one ", "another "]
        .iter()
        .find(|article| lower.starts_with(**article))
        .map_or(0, |article| article.len());
    bare.get(skip..).unwrap_or("").chars().take(120).collect()
}

/// "McDONOUGH" stays readable: first letters up, the rest down.
fn title_case(label: &str) -> String {
    let word = |word: &str| {
        if word.chars().any(char::is_lowercase) && word.chars().filter(|c| c.is_lowercase()).count() > 2 {
            return word.to_string();
        }
        let mut result = String::new();
        let mut up = true;
        for (index, c) in word.chars().enumerate() {
            let after_mc = index == 2 && word.starts_with("Mc");
            if up || after_mc {
                result.push(c);
            } else {
                result.extend(c.to_lowercase());
            }
            up = matches!(c, '-' | '\'' | '’' | '.');
        }
        result
    };
    label.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
