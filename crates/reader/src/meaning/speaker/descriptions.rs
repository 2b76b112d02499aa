//! Who is meant by "the spokeswoman", "the official", "the agency", "two people familiar with the matter"?
//!
//! The half of the walk that deals with descriptions: a role goes to the latest bearer of that title, a body to the latest
//! name or apposition with that noun, a background source to the source last described so. A named person gets a
//! background source's words only where the text says that he "made the remarks".

use super::Decision;
use super::appositions::cuts;
use super::figures::Figure;
use super::lexicon::RoleClass;
use super::owners;
use super::resolve::{Event, Resolver};
use super::scan::{Shape, scan};
use super::source::{Denotation, Description, Determiner, Part, read};
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};

/// Whether the noun of a body stands without an article in headlines only; "police" and "parliament" do anywhere.
fn needs_article(description: &Description) -> bool {
    description.modifiers.is_empty()
        && matches!(
            description.head.as_str(),
            "ministry"
                | "department"
                | "agency"
                | "office"
                | "bureau"
                | "commission"
                | "committee"
                | "council"
                | "court"
                | "company"
                | "firm"
                | "bank"
                | "service"
                | "board"
                | "institute"
                | "foundation"
        )
        && !description.name.contains(' ')
}

enum Latest {
    None,
    One(usize, Span<Clean>),
    Several,
    /// Bodies of several owners bear the name.
    Shared,
}

impl Resolver<'_> {
    pub(super) fn described(&mut self, description: &Description, sentence: usize) -> Decision {
        let at = description.span.start;
        // A name in a place where names are not looked for, such as a headline.
        if description.determiner == Determiner::Bare
            && description.class.is_none()
            && description.name.split(' ').all(|word| word.starts_with(char::is_uppercase))
        {
            let name = description.name.trim_end_matches("'s").trim_end_matches("’s");
            let figures = &self.figures;
            let found = figures
                .by_name(name, self.lexicon)
                .or_else(|| figures.by_surname(name))
                .or_else(|| figures.by_first_word(name));
            if let Some(figure) = found {
                return Decision::sure(figure, "speaker.surname", 0.85, vec![description.span]);
            }
        }
        // "presidential hopeful Jan Olsen", "farm minister Jan Olsen": the name is at the end.
        if !description.is_plural
            && let Some(figure) = self.named_at_end(description)
        {
            return Decision::sure(figure, "speaker.name", 0.85, vec![description.span]);
        }
        if let Some(decision) = self.of_age(description, sentence) {
            return decision;
        }
        // "Harbour Press Secretary" right before "Jan Olsen": the source was cut too short.
        let next = self.mentions.partition_point(|mention| mention.whole.end <= at);
        for index in next..(next + 2).min(self.mentions.len()) {
            let mention = &self.mentions[index];
            if mention.whole.contains(&description.span)
                && mention.span.start >= description.span.end
                && mention.title.is_some()
            {
                let spans = vec![description.span, mention.span];
                return Decision::sure(self.figures.of_mention[index], "speaker.title", 0.85, spans);
            }
        }
        let is_title = description.determiner == Determiner::Bare
            && !description.is_plural
            && matches!(description.class, Some(RoleClass::Role | RoleClass::Body));
        let definite = description.determiner == Determiner::Definite || is_title;
        // "the government of Valdera" is that one, not the government named last.
        let of_owner = self.of_owner(description).is_some();
        if definite && !description.is_plural && !of_owner {
            let found = match description.class {
                Some(RoleClass::Role) if self.is_house_title(description) => Latest::None,
                Some(RoleClass::Role) => self.latest(description, at, sentence, 15),
                Some(RoleClass::Body) => self.latest(description, at, sentence, 10),
                Some(RoleClass::Vague) => self.vague(description, sentence),
                _ => Latest::None,
            };
            match found {
                Latest::One(figure, span) => {
                    return Decision::sure(figure, "speaker.description", 0.8, vec![description.span, span]);
                }
                Latest::Shared => return Decision::open("speaker.several_bodies", vec![description.span]),
                Latest::None if is_title && needs_article(description) => {
                    return self.of_headline(description);
                }
                Latest::Several if description.modifiers.is_empty() => {
                    return Decision::open("speaker.description_open", vec![description.span]);
                }
                _ => {}
            }
        }
        if definite
            && description.is_plural
            && description.class.is_some_and(|class| class != RoleClass::Body)
            && let Some(figure) = self.group(description, sentence)
        {
            return Decision::sure(figure, "speaker.group", 0.75, vec![description.span]);
        }
        if !self.speaks(description) {
            return Decision::open("speaker.thing", vec![description.span]);
        }
        let figure = self.own(description);
        let score = if description.class.is_some() { 0.9 } else { 0.7 };
        Decision::sure(figure, "speaker.described", score, vec![description.span])
    }

    /// "The President" of a briefing is the one whom nobody there needs to name: where the title stands alone before anybody
    /// is named with it, it is not that of a guest who is named later.
    fn is_house_title(&mut self, description: &Description) -> bool {
        if self.structure.turns.is_empty() || !description.modifiers.is_empty() {
            return false;
        }
        if let Some(&known) = self.house_titles.get(&description.head) {
            return known;
        }
        let is_house = self.stands_before_its_bearer(&description.head);
        self.house_titles.insert(description.head.clone(), is_house);
        is_house
    }

    /// Whether the title stands alone in speech before the first person who is named with it.
    fn stands_before_its_bearer(&self, head: &str) -> bool {
        let bearers = self.by_head.get(head).into_iter().flatten();
        let named = bearers.filter(|figure| self.figures.all[**figure].kind == SpeakerKind::Person);
        let Some(first) = named.map(|figure| self.figures.all[*figure].first).min() else { return false };
        let (capital, rest) = head.split_at(head.chars().next().map_or(0, char::len_utf8));
        let bare = format!("he {}{rest}", capital.to_uppercase());
        // Not "the President of Valdera".
        let is_bare = |at: usize| {
            let after = self.text.get(at + bare.len()..).unwrap_or("");
            !after.starts_with(" of ")
                && after.starts_with(|next: char| !next.is_alphanumeric() && next != '-')
                && !after.trim_start().starts_with(char::is_uppercase)
        };
        let start = self.structure.turns.first().map_or(0, |turn| turn.label.start).min(first);
        self.text.get(start..first).is_some_and(|before| before.match_indices(&bare).any(|(at, _)| is_bare(start + at)))
    }

    /// The person with whom the description ends: by first and last name, or by a surname right behind a noun of persons.
    fn named_at_end(&self, description: &Description) -> Option<usize> {
        let end = description.span.end;
        let index = self.mentions.partition_point(|mention| mention.span.end < end);
        let mention = self.mentions.get(index).filter(|mention| mention.span.end == end)?;
        let before = self.text.get(description.span.start..mention.span.start)?;
        let figure = *self.figures.of_mention.get(index)?;
        let entry = &self.figures.all[figure];
        let behind_noun = || {
            let noun = before.split_whitespace().next_back().unwrap_or("");
            entry.name.contains(' ') && noun.starts_with(char::is_lowercase) && self.lexicon.speaks(noun)
        };
        let is_plain = before.split_whitespace().count() <= 6
            && !before.contains([',', ';', ':', '“', '”', '"'])
            && before.split_whitespace().all(|word| !cuts(word) && !matches!(word, "and" | "or"))
            && !before.contains("'s ")
            && !before.contains("’s ");
        let is_named = is_plain && !mention.possessive && (!mention.single || behind_noun());
        (is_named && entry.kind == SpeakerKind::Person).then_some(figure)
    }

    /// Whether somebody is described, or something that says things.
    fn speaks(&self, description: &Description) -> bool {
        if description.class.is_some() || description.determiner == Determiner::Number {
            return true;
        }
        let is_name = |word: &str| word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        // "Harbour View" of a headline may be a name; a line with more words is none.
        let words = description.name.split(' ').count();
        // "polling reported by", "poll released": the noun is before the participle.
        let tail = |word: &&str| ["ed", "ing", "ly", "out"].iter().any(|ending| word.ends_with(ending));
        // "one-third of voters"
        let is_share = ["-third", "-thirds", "-quarter", "-quarters", "-fourths", "-fifths", "-half"]
            .iter()
            .any(|ending| description.head.ends_with(ending));
        let nouns = description.modifiers.iter().map(String::as_str).chain([description.head.as_str()]).rev();
        let noun = nouns.clone().find(|word| *word == "polling" || !tail(word)).unwrap_or("");
        self.lexicon.speaks(&description.head)
            || self.lexicon.speaks(noun)
            || is_share
            || words <= 3 && description.determiner != Determiner::Owned && description.name.split(' ').all(is_name)
    }

    /// "…, ministry says": a noun that stands without article only in headlines is the one body of the document that
    /// bears it, or nobody.
    fn of_headline(&self, description: &Description) -> Decision {
        let bears = |figure: &&usize| self.figures.all[**figure].kind == SpeakerKind::Organization;
        let mut bearers = self.by_head.get(&description.head).into_iter().flatten().filter(bears);
        match (bearers.next(), bearers.next()) {
            (Some(&only), None) => {
                let named = self.figures.all[only].mentions.first().copied();
                let spans = std::iter::once(description.span).chain(named).collect();
                Decision::sure(only, "speaker.headline", 0.7, spans)
            }
            _ => Decision::open("speaker.description_open", vec![description.span]),
        }
    }

    /// A name whose source was cut too short: "Sources close to Maria Hale", "an aide to Hale" are not Hale.
    pub(super) fn beside(&self, source: Span<Clean>) -> Option<Description> {
        const LINKS: [&str; 6] = [" close to ", " familiar with ", " aide to ", " adviser to ", " for ", " of "];
        let sentence = self.structure.sentences.get(self.sentence_at(source.start))?.span;
        let before = self.text.get(sentence.start..source.start)?;
        let link = LINKS.iter().find(|link| before.ends_with(**link))?;
        // The noun before the link, with what stands before it up to a mark.
        let head = before.get(..before.len() - link.len() + 1)?;
        let phrase = match *link {
            " aide to " | " adviser to " => before.get(..before.len() - " to ".len())?,
            _ => head.trim_end(),
        };
        let from = phrase
            .rfind([',', ';', ':', '“', '”', '"', '(', '—'])
            .map_or(0, |at| at + phrase.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let nouns = phrase.get(from..)?;
        let last = nouns.split_whitespace().next_back()?;
        let role = self.lexicon.role(last)?;
        let speaks = match *link {
            " for " => {
                role.singular.starts_with("spokes")
                    || matches!(role.singular, "lawyer" | "attorney" | "representative" | "agent" | "press secretary")
            }
            " of " => matches!(role.singular, "friend" | "relative" | "ally" | "aide" | "associate" | "supporter"),
            _ => matches!(role.class, RoleClass::Vague | RoleClass::Role | RoleClass::Group),
        };
        let start = sentence.start + from + (nouns.len() - nouns.trim_start().len());
        if !speaks || nouns.split_whitespace().count() > 5 {
            return None;
        }
        let span = Span::new(start, source.end);
        match read(self.text, &[span], self.mentions, self.lexicon) {
            Denotation::Parts(parts) => parts.into_iter().find_map(|part| match part {
                Part::Described(description) => Some(description),
                _ => None,
            }),
            Denotation::Nobody => None,
        }
    }

    /// The key of a body that is described with its owner.
    fn of_owner(&self, description: &Description) -> Option<String> {
        (description.class == Some(RoleClass::Body)).then(|| owners::described_key(&description.name, self.lexicon))?
    }

    /// The figure of this description itself.
    pub(super) fn own(&mut self, description: &Description) -> usize {
        if let Some(&figure) = self.described.get(&description.key) {
            return figure;
        }
        let of_owner = self.of_owner(description);
        if let Some(figure) = of_owner.as_ref().and_then(|key| self.figures.by_owner(key)) {
            return figure;
        }
        let kind = match description.class {
            Some(RoleClass::Body) if !description.is_plural => SpeakerKind::Organization,
            Some(RoleClass::Group) => SpeakerKind::Group,
            _ if description.is_plural
                && matches!(description.determiner, Determiner::Definite)
                && description.class == Some(RoleClass::Role) =>
            {
                SpeakerKind::Group
            }
            _ => SpeakerKind::Unnamed,
        };
        let mut figure = Figure::new(description.name.clone(), kind, description.span.start);
        figure.gender = description.gender;
        figure.is_plural = description.is_plural || description.class == Some(RoleClass::Group);
        // A thing ("the report") speaks, but is neither he nor she.
        figure.is_open = description.class.is_none();
        figure.words = description.key.split_whitespace().map(str::to_string).collect();
        self.figures.all.push(figure);
        let index = self.figures.all.len() - 1;
        if let Some(key) = &of_owner {
            self.figures.own(key, index);
        }
        self.described.insert(description.key.clone(), index);
        self.by_head.entry(description.head.clone()).or_default().push(index);
        self.head_of.insert(index, description.head.clone());
        index
    }

    fn modifiers_fit(&self, figure: usize, description: &Description) -> bool {
        const EMPTY: &[&str] = &[
            "former",
            "current",
            "top",
            "new",
            "then",
            "longtime",
            "own",
            "same",
            "veteran",
            "outspoken",
            "embattled",
            "first",
        ];
        let words = &self.figures.all[figure].words;
        description.modifiers.iter().all(|modifier| {
            EMPTY.contains(&modifier.as_str())
                || words.contains(modifier)
                || self.figures.all[self.canonical(figure)].words.contains(modifier)
        })
    }

    /// Whether the figure is described or titled with this noun.
    fn bears(&self, figure: usize, head: &str) -> bool {
        self.head_of.get(&figure).is_some_and(|own| own == head)
            || self.figures.all[self.canonical(figure)].heads.contains(&head)
    }

    /// Last place before `at` where the figure was named or spoke.
    fn last_place(&self, figure: usize, at: usize) -> Option<Span<Clean>> {
        let mentions = &self.figures.all[figure].mentions;
        let named =
            mentions.partition_point(|span| span.start < at).checked_sub(1).and_then(|index| mentions.get(index));
        let spoke = self.last_event.get(&figure).and_then(|event| self.events.get(*event)).map(|event| event.span);
        match (named.copied(), spoke.filter(|span| span.start < at)) {
            (Some(named), Some(spoke)) => Some(if named.start > spoke.start { named } else { spoke }),
            (named, spoke) => named.or(spoke),
        }
    }

    /// The latest figure whose title or description has this head noun.
    fn latest(&self, description: &Description, at: usize, sentence: usize, reach: usize) -> Latest {
        let mut found: Vec<(usize, usize, Span<Clean>)> = Vec::new();
        for &figure in self.by_head.get(&description.head).into_iter().flatten().rev().take(24) {
            let entry = &self.figures.all[figure];
            let is_body = matches!(entry.kind, SpeakerKind::Organization | SpeakerKind::Place);
            if entry.is_plural
                || is_body != (description.class == Some(RoleClass::Body))
                || !entry.gender.fits(description.gender)
                || !self.modifiers_fit(figure, description)
            {
                continue;
            }
            let Some(span) = self.last_place(figure, at) else { continue };
            let distance = sentence.saturating_sub(self.sentence_at(span.start));
            let figure = self.canonical(figure);
            if distance <= reach && !found.iter().any(|(_, other, _)| *other == figure) {
                found.push((distance, figure, span));
            }
        }
        found.sort_by_key(|(distance, figure, _)| (*distance, *figure));
        // "the ministry" after the ministries of two countries: the nearer one is no surer than the other.
        if found.iter().filter(|(_, figure, _)| self.figures.owned.contains(figure)).count() > 1 {
            return Latest::Shared;
        }
        match found.as_slice() {
            [] => Latest::None,
            [(_, figure, span)] => Latest::One(*figure, *span),
            [(near, figure, span), (next, ..), ..] if *near <= 2 && next - near >= 3 => Latest::One(*figure, *span),
            _ => Latest::Several,
        }
    }

    /// "the official": the source last described so; a named person only if printed with this very word.
    fn vague(&mut self, description: &Description, sentence: usize) -> Latest {
        for number in (0..self.events.len()).rev().take(30) {
            let (place, spoke_in, figure) =
                (self.events[number].span, self.events[number].sentence, self.events[number].figure);
            if sentence.saturating_sub(spoke_in) > 12 {
                break;
            }
            let bears = self.bears(figure, &description.head);
            let entry = &self.figures.all[figure];
            if bears
                && !entry.is_plural
                && entry.gender.fits(description.gender)
                && self.modifiers_fit(figure, description)
            {
                if let Some((figure, span)) = self.introduced_between(place.end, description) {
                    return Latest::One(figure, span);
                }
                return Latest::One(self.canonical(figure), place);
            }
        }
        self.introduced_between(0, description).map_or(Latest::None, |(figure, span)| Latest::One(figure, span))
    }

    /// The last "a harbour official" in a stretch of text, with this head noun or with any that names a background source.
    pub(super) fn introduced(&self, from: usize, to: usize, head: Option<&str>) -> Option<Description> {
        let mut from = from;
        while from < to && !self.text.is_char_boundary(from) {
            from += 1;
        }
        let mut words = Vec::new();
        scan(self.text, Span::new(from, to), self.lexicon, &mut words);
        for (at, word) in words.iter().enumerate().rev() {
            let Some(role) = self.lexicon.role(word.span.of(self.text)).filter(|role| !role.is_plural) else {
                continue;
            };
            let fits = match head {
                Some(head) => role.singular == head,
                None => {
                    matches!(role.singular, "official" | "aide" | "diplomat" | "officer" | "source")
                        || role.singular.starts_with("spokes")
                }
            };
            if !fits || word.possessive {
                continue;
            }
            let article = (at.saturating_sub(6)..at)
                .rev()
                .take_while(|&index| {
                    !matches!(words[index].shape, Shape::Mark(_)) && !cuts(words[index].span.of(self.text))
                })
                .find(|&index| {
                    matches!(words[index].span.of(self.text), "a" | "an" | "A" | "An" | "another" | "Another" | "one")
                });
            let Some(article) = article else { continue };
            let span = Span::new(words[article].span.start, word.span.end);
            if let Denotation::Parts(parts) = read(self.text, &[span], self.mentions, self.lexicon)
                && let Some(Part::Described(found)) = parts.into_iter().next()
            {
                return Some(found);
            }
        }
        None
    }

    /// "a harbour official" that stands between `from` and the description without being a source itself.
    fn introduced_between(&mut self, from: usize, description: &Description) -> Option<(usize, Span<Clean>)> {
        let to = description.span.start;
        let found = self.introduced(from.max(to.saturating_sub(3_000)), to, Some(&description.head))?;
        if self.turn_of(self.sentence_at(found.span.start)) != self.turn_of(self.sentence_at(to)) {
            return None;
        }
        let figure = self.own(&found);
        if !self.modifiers_fit(figure, description) {
            return None;
        }
        let sentence = self.sentence_at(found.span.start);
        self.happened(figure, Vec::new(), found.span, sentence);
        Some((self.canonical(figure), found.span))
    }

    /// "the advisers" for "three advisers" before.
    fn group(&self, description: &Description, sentence: usize) -> Option<usize> {
        self.events.iter().rev().take(30).find_map(|event| {
            let entry = &self.figures.all[event.figure];
            let bears = self.by_head.get(&description.head).is_some_and(|bearers| bearers.contains(&event.figure))
                && entry.is_plural;
            (bears && sentence.saturating_sub(event.sentence) <= 15 && self.modifiers_fit(event.figure, description))
                .then_some(event.figure)
        })
    }

    /// Sentences that begin with a named person who "made the remarks": (start, figure).
    pub(super) fn remarks(&self) -> Vec<(usize, usize)> {
        let mut remarks = Vec::new();
        for (at, _) in self.text.match_indices("made the ") {
            let rest = self.text.get(at + 9..).unwrap_or("");
            let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or("");
            if !matches!(
                word,
                "remark"
                    | "remarks"
                    | "comment"
                    | "comments"
                    | "statement"
                    | "statements"
                    | "announcement"
                    | "disclosure"
            ) {
                continue;
            }
            let sentence = self.sentence_at(at);
            let Some(span) = self.structure.sentences.get(sentence).map(|sentence| sentence.span) else { continue };
            if !span.holds(at) || at - span.start > 400 {
                continue;
            }
            let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
            if let Some(mention) = self.mentions.get(first)
                && mention.whole.start <= span.start + 4
                && mention.span.end <= at
                && !mention.possessive
            {
                let figure = self.figures.of_mention[first];
                if self.figures.all[figure].kind == SpeakerKind::Person {
                    remarks.push((span.start, figure));
                }
            }
        }
        remarks
    }

    /// The background source of the sentences right before is the person who "made the remarks".
    pub(super) fn take_remark(&mut self, start: usize, figure: usize) {
        let sentence = self.sentence_at(start);
        let mut found: Option<&Event> = None;
        for event in self.events.iter().rev().filter(|event| event.span.start < start).take(6) {
            let entry = &self.figures.all[event.figure];
            if sentence.saturating_sub(event.sentence) > 3 || entry.kind == SpeakerKind::Person {
                break;
            }
            if entry.kind == SpeakerKind::Unnamed
                && !entry.is_plural
                && !entry.is_open
                && entry.gender.fits(self.figures.all[figure].gender)
            {
                found = Some(event);
            }
        }
        // The lead may describe him without being found as a source.
        let own = found.map(|event| event.figure).or_else(|| {
            let lead =
                self.structure.sentences.get(sentence.saturating_sub(2))?.span.start.max(start.saturating_sub(800));
            let described = self.introduced(lead, start, None)?;
            Some(self.own(&described))
        });
        if let Some(own) = own.filter(|own| !self.same_as.contains_key(own)) {
            self.same_as.insert(own, figure);
            // "The official" is from here on this person too.
            if let Some(role) = self.head_of.get(&own).and_then(|head| self.lexicon.role(head))
                && !self.figures.all[figure].heads.contains(&role.singular)
            {
                self.figures.all[figure].heads.push(role.singular);
            }
        }
    }
}
