//! Which cue takes which words as its content?
//!
//! Walks the dependency tree of one sentence and proposes a `Candidate` for every construction that can carry an
//! attribution: verbs, nouns and adjectives with a complement, "according to", labels. It proposes many; `rank` decides.
//! Not useful for quotations with their reporting clause: `quoted` reads those off the marks.

use super::candidate::{Candidate, Construction, describe};
use super::quotes::Quotes;
use super::tree::Tree;
use crate::knowledge::Knowledge;
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};
use std::ops::Range;

/// Everything a finder sees of one sentence, and the candidates so far.
pub(super) struct Finder<'a> {
    pub tree: &'a Tree<'a>,
    pub quotes: &'a Quotes<'a>,
    pub knowledge: &'a Knowledge,
    pub sentence: usize,
    pub is_heading: bool,
    pub in_turn: bool,
    pub candidates: Vec<Candidate>,
}

/// Prepositions that link a cue to what it is about.
const LINKING: &[&str] = &[
    "for", "about", "of", "on", "over", "with", "against", "to", "in", "at", "as", "from", "into", "toward", "towards",
];

/// Relations of a grammatical subject.
const SUBJECT: &[Relation] = &[Relation::Nsubj, Relation::NsubjPass];

/// Prepositions whose object is the source of the clause.
const SOURCE_PREPOSITIONS: &[&str] = &["according", "per", "under", "for"];

impl Finder<'_> {
    /// Proposes every candidate whose cue is no reporting clause of a quotation.
    pub fn run(&mut self) {
        for token in 0..self.tree.len() {
            let tag = self.tree.tag(token);
            if tag.is_verb() && !matches!(self.tree.relation(token), Relation::Aux | Relation::AuxPass | Relation::Cop)
            {
                self.verb(token);
            } else if matches!(tag, Tag::Nn | Tag::Nns) {
                self.noun(token);
            } else if matches!(tag, Tag::Jj | Tag::Jjr | Tag::Vbn) {
                self.adjective(token);
            } else if matches!(tag, Tag::In | Tag::Vbg) {
                self.according(token);
            }
            if self.tree.is(token, "according") && tag.is_verb() {
                self.according(token);
            }
        }
        self.reporting_clauses();
        self.label();
    }

    /// The subject of a clause, its own or the one it shares with the clause above; and whether it is its own.
    pub fn subject(&self, verb: usize) -> Option<(usize, bool)> {
        let tree = self.tree;
        let (mut token, mut own) = (verb, true);
        for _ in 0..6 {
            if let Some(subject) = tree.child(token, SUBJECT) {
                return Some((subject, own));
            }
            own = false;
            token = match (tree.relation(token), tree.head(token)) {
                (Relation::Conj | Relation::Xcomp, Some(head)) => head,
                (Relation::Advcl, Some(head)) if matches!(tree.tag(token), Tag::Vbg | Tag::Vbn | Tag::Vb) => head,
                (Relation::Acl, Some(head)) if tree.tag(token) != Tag::Vbn => return Some((head, false)),
                (Relation::AclRelcl, Some(head)) if token != verb => return Some((head, false)),
                _ => return None,
            };
        }
        None
    }

    /// The verb group around a verb: auxiliaries, negation, adverbs and "to" before it, its particle after it.
    fn group(&self, verb: usize) -> Range<usize> {
        let tree = self.tree;
        let belongs = |token: usize| {
            matches!(tree.relation(token), Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Advmod)
                || tree.relation(token) == Relation::Mark && tree.is(token, "to")
        };
        let mut start = verb;
        while start > 0 {
            let before = start - 1;
            let hangs_on_group = tree.head(before).is_some_and(|head| head >= before && head <= verb);
            if !(belongs(before) && hangs_on_group) {
                break;
            }
            start = before;
        }
        let mut end = verb + 1;
        if end < tree.len() && tree.relation(end) == Relation::CompoundPrt && tree.head(end) == Some(verb) {
            end += 1;
        }
        start..end
    }

    /// The verb group with the verbs that govern it ("is poised to argue"), as one range if nothing else stands
    /// between, and the outermost verb.
    fn chain(&self, verb: usize) -> (Range<usize>, usize) {
        let tree = self.tree;
        let (mut range, mut top) = (self.group(verb), verb);
        while tree.relation(top) == Relation::Xcomp
            && let Some(governor) = tree.head(top)
            && governor < top
            && tree.child(governor, &[Relation::Obj, Relation::Iobj]).is_none()
        {
            let outer = self.group(governor);
            if outer.end > range.start {
                break;
            }
            if range.start - outer.end > 2 {
                break;
            }
            range = outer.start..range.end;
            top = governor;
        }
        (range, top)
    }

    /// A maximal noun phrase as source.
    fn noun_phrase(&self, noun: usize) -> Range<usize> {
        self.tree.subtree(noun)
    }

    fn verb(&mut self, verb: usize) {
        let tree = self.tree;
        let (cue, top) = self.chain(verb);
        let subject = self.subject(top).map(|(subject, _)| subject);
        let is_passive = tree.child(verb, &[Relation::AuxPass, Relation::NsubjPass]).is_some()
            || tree.tag(verb) == Tag::Vbn && tree.relation(verb) == Relation::Acl;
        let agent = tree.child(verb, &[Relation::OblAgent]).or_else(|| {
            tree.children(verb).map(usize::from).find(|&child| {
                is_passive
                    && tree.relation(child) == Relation::Obl
                    && tree.child(child, &[Relation::Case]).is_some_and(|case| tree.is(case, "by"))
            })
        });
        let source_token = if is_passive { agent } else { subject };
        let children: Vec<usize> = tree.children(verb).map(usize::from).collect();
        let object = tree.child(verb, &[Relation::Obj]);

        for &child in &children {
            let content = tree.subtree(child);
            match tree.relation(child) {
                Relation::Ccomp | Relation::Csubj => {
                    self.propose(Construction::Complement, verb, source_token, &cue, vec![content], Some(child));
                    if is_passive && agent.is_none() {
                        self.propose(
                            Construction::Complement,
                            verb,
                            None,
                            &cue,
                            vec![tree.subtree(child)],
                            Some(child),
                        );
                    }
                }
                Relation::Parataxis if child > verb => {
                    self.propose(Construction::Complement, verb, source_token, &cue, vec![content], Some(child));
                }
                // "denied that the port was closed": the parser often takes a "that" clause for an adverbial one.
                Relation::Advcl
                    if child > verb
                        && tree.child(child, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "that")) =>
                {
                    self.propose(Construction::Complement, verb, source_token, &cue, vec![content], Some(child));
                }
                Relation::Xcomp | Relation::Advcl if tree.tag(child).is_verb() => {
                    let is_to = tree.child(child, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "to"));
                    if is_to {
                        let mut parts = vec![content.clone()];
                        if let Some(object) = object.filter(|&object| object < child) {
                            parts.insert(0, tree.subtree(object));
                        }
                        if is_passive && agent.is_none() {
                            self.passive(verb, subject, &cue, content, child);
                        } else {
                            self.propose(Construction::Infinitive, verb, source_token, &cue, parts, Some(child));
                        }
                    } else if let Some(mark) = tree.child(child, &[Relation::Mark])
                        && LINKING.contains(&tree.word(mark))
                    {
                        self.linked(verb, source_token, &cue, content, mark, child);
                    } else if tree.relation(child) == Relation::Xcomp {
                        self.propose(Construction::Infinitive, verb, source_token, &cue, vec![content], Some(child));
                    }
                }
                Relation::Xcomp => {
                    let mut parts = vec![content];
                    if let Some(object) = object.filter(|&object| object < child) {
                        parts.insert(0, tree.subtree(object));
                    }
                    if is_passive && agent.is_none() {
                        let content = tree.subtree(child);
                        self.passive(verb, subject, &cue, content, child);
                    } else {
                        self.propose(Construction::Predicate, verb, source_token, &cue, parts, Some(child));
                    }
                }
                Relation::Obj if !is_passive => {
                    self.propose(Construction::Object, verb, source_token, &cue, vec![content], Some(child));
                }
                Relation::Obl | Relation::OblUnmarked => {
                    if let Some(case) = tree.child(child, &[Relation::Case])
                        && LINKING.contains(&tree.word(case).to_ascii_lowercase().as_str())
                        && child > verb
                        && Some(child) != agent
                    {
                        let is_as = tree.is(case, "as");
                        if is_as && let Some(object) = object.filter(|&object| object < child) {
                            let parts = vec![tree.subtree(object), content];
                            self.propose(Construction::Predicate, verb, source_token, &cue, parts, Some(child));
                        } else if is_as && is_passive && agent.is_none() {
                            self.passive(verb, subject, &cue, content, child);
                        } else {
                            self.linked(verb, source_token, &cue, content, case, child);
                        }
                    }
                }
                _ => {}
            }
        }
        if is_passive && let Some(subject) = subject.filter(|_| agent.is_some()) {
            let content = tree.subtree(subject);
            self.propose(Construction::Passive, verb, agent, &cue, vec![content], Some(subject));
        }
        self.parenthesis(verb, top, source_token, &cue);
        self.behind_day(verb, source_token, &cue);
    }

    /// "said on Monday that …": behind the day of saying a parser often loses the clause, so it is read off the words.
    fn behind_day(&mut self, verb: usize, source: Option<usize>, cue: &Range<usize>) {
        /// No day of saying is longer, in words.
        const LONGEST: usize = 6;
        let tree = self.tree;
        let is_when = |token: &usize| {
            let word = tree.word(*token).to_ascii_lowercase();
            is_day(&word) || WHEN.contains(&word.as_str())
        };
        let that = cue.end + (cue.end..tree.len()).take(LONGEST).take_while(is_when).count();
        let is_speech = self.knowledge.language.cue_class(tree.lemma(verb)) == Some("speech");
        if !is_speech || that == cue.end || !tree.is_at(that, "that") {
            return;
        }
        let begins = |one: &Candidate| one.content.first().is_some_and(|span| span.start == tree.span(that).start);
        if !self.candidates.iter().any(|one| one.head == verb && begins(one)) {
            let content = that..tree.len();
            self.propose(Construction::Complement, verb, source, cue, vec![content], None);
        }
    }

    /// "X is expected to …": subject and complement together, no source.
    fn passive(
        &mut self,
        verb: usize,
        subject: Option<usize>,
        cue: &Range<usize>,
        content: Range<usize>,
        child: usize,
    ) {
        let mut parts = vec![content.clone()];
        if let Some(subject) = subject {
            parts.insert(0, self.tree.subtree(subject));
        }
        self.propose(Construction::Passive, verb, None, cue, parts, Some(child));
    }

    /// A content behind a linking preposition, which belongs to the cue.
    fn linked(
        &mut self,
        verb: usize,
        source: Option<usize>,
        cue: &Range<usize>,
        content: Range<usize>,
        link: usize,
        child: usize,
    ) {
        let tree = self.tree;
        if link < content.start || link >= content.end || tree.is(link, "on") && is_day(tree.word(child)) {
            return;
        }
        let rest = tree.trim(link + 1..content.end);
        let wide = if link == cue.end { cue.start..link + 1 } else { cue.clone() };
        self.propose(Construction::Prepositional, verb, source, &wide, vec![rest], Some(child));
    }

    /// A reporting clause that hangs on its content: "…, officials say, …", "as officials say, …".
    fn parenthesis(&mut self, verb: usize, top: usize, source: Option<usize>, cue: &Range<usize>) {
        let tree = self.tree;
        let Some(head) = tree.head(top) else { return };
        let hangs = match tree.relation(top) {
            Relation::Parataxis => true,
            Relation::Advcl => tree.child(top, &[Relation::Mark]).is_some_and(|mark| tree.is(mark, "as")),
            Relation::Ccomp | Relation::Dep | Relation::Advmod => top > head && source.is_some(),
            _ => false,
        };
        if !hangs || (source.is_none() && tree.relation(top) != Relation::Parataxis) {
            return;
        }
        if tree.child(verb, &[Relation::Ccomp]).is_some() {
            return;
        }
        let content = tree.subtree(head);
        let hole = tree.subtree(top);
        self.propose_outside(Construction::Parenthesis, verb, source, cue, content, hole, Some(head));
    }

    fn noun(&mut self, noun: usize) {
        let tree = self.tree;
        let children: Vec<usize> = tree.children(noun).map(usize::from).collect();
        let holder = tree.child(noun, &[Relation::NmodPoss]);
        // "expressed confidence that …": the noun is the object of a light verb.
        let light = (tree.relation(noun) == Relation::Obj).then(|| tree.head(noun)).flatten();
        let mut start = noun;
        while start > 0 && matches!(tree.relation(start - 1), Relation::Amod | Relation::Det | Relation::Compound) {
            if tree.head(start - 1).is_none_or(|head| head > noun || head < start - 1) {
                break;
            }
            start -= 1;
        }
        let (cue, source) = match (holder, light) {
            (Some(holder), _) => ((tree.subtree(holder).end.min(noun)).max(start.min(noun))..noun + 1, Some(holder)),
            (None, Some(verb)) if verb < noun && tree.tag(verb).is_verb() => {
                let (chain, top) = self.chain(verb);
                (chain.start..noun + 1, self.subject(top).map(|(subject, _)| subject))
            }
            _ => (noun..noun + 1, None),
        };
        for child in children {
            let content = tree.subtree(child);
            if child < noun {
                continue;
            }
            match tree.relation(child) {
                Relation::Acl | Relation::Ccomp | Relation::AclRelcl => {
                    let mark = tree.child(child, &[Relation::Mark]);
                    match mark {
                        Some(mark) if tree.is(mark, "that") || tree.is(mark, "to") || tree.is(mark, "whether") => {
                            self.propose(Construction::Noun, noun, source, &cue, vec![content], Some(child));
                        }
                        Some(mark) if LINKING.contains(&tree.word(mark)) => {
                            self.linked_noun(noun, source, &cue, content, mark, child);
                        }
                        _ if tree.relation(child) == Relation::Ccomp => {
                            self.propose(Construction::Noun, noun, source, &cue, vec![content], Some(child));
                        }
                        _ => {}
                    }
                }
                Relation::Nmod => {
                    if let Some(case) = tree.child(child, &[Relation::Case])
                        && self.knowledge.language.cue_class(tree.lemma(noun)).is_some()
                        && LINKING.contains(&tree.word(case))
                    {
                        self.linked_noun(noun, source, &cue, content, case, child);
                    }
                }
                _ => {}
            }
        }
    }

    fn linked_noun(
        &mut self,
        noun: usize,
        source: Option<usize>,
        cue: &Range<usize>,
        content: Range<usize>,
        link: usize,
        child: usize,
    ) {
        if content.contains(&link) {
            let rest = self.tree.trim(link + 1..content.end);
            let wide = if link == cue.end { cue.start..link + 1 } else { cue.clone() };
            self.propose(Construction::Noun, noun, source, &wide, vec![rest], Some(child));
        }
    }

    fn adjective(&mut self, adjective: usize) {
        let tree = self.tree;
        let Some(copula) = tree.child(adjective, &[Relation::Cop]) else { return };
        let subject = tree.child(adjective, SUBJECT);
        let cue = self.group(adjective);
        let cue = cue.start.min(copula.min(adjective))..adjective + 1;
        let is_expletive =
            subject.is_none_or(|subject| tree.is(subject, "it")) || tree.child(adjective, &[Relation::Expl]).is_some();
        let source = if is_expletive { None } else { subject };
        let children: Vec<usize> =
            tree.children(adjective).map(usize::from).filter(|&child| child > adjective).collect();
        for child in children {
            let content = tree.subtree(child);
            match tree.relation(child) {
                Relation::Ccomp | Relation::Csubj | Relation::Xcomp | Relation::Advcl => {
                    self.propose(Construction::Adjective, adjective, source, &cue, vec![content], Some(child));
                }
                Relation::Obl => {
                    if let Some(case) = tree.child(child, &[Relation::Case])
                        && content.contains(&case)
                        && LINKING.contains(&tree.word(case))
                    {
                        let rest = tree.trim(case + 1..content.end);
                        let wide = if case == cue.end { cue.start..case + 1 } else { cue.clone() };
                        self.propose(Construction::Adjective, adjective, source, &wide, vec![rest], Some(child));
                    }
                }
                _ => {}
            }
        }
    }

    /// "according to X", "per X", "under X": X is the source of the clause it hangs on.
    fn according(&mut self, word: usize) {
        let tree = self.tree;
        let lower = tree.word(word).to_ascii_lowercase();
        if !SOURCE_PREPOSITIONS.contains(&lower.as_str()) {
            return;
        }
        let mut end = word + 1;
        if lower == "according" {
            if end >= tree.len() || !tree.is(end, "to") {
                return;
            }
            end += 1;
        }
        // The noun phrase is the head of the preposition, or hangs on "according".
        let noun = tree
            .head(word)
            .filter(|&head| head > word && (tree.tag(head).is_noun() || tree.tag(head) == Tag::Prp))
            .or_else(|| {
                tree.children(word)
                    .map(usize::from)
                    .find(|&child| child >= end && tree.relation(child) == Relation::Obl)
            });
        let Some(noun) = noun else { return };
        let phrase = tree.subtree(noun);
        let phrase = phrase.start.max(end)..phrase.end;
        let anchor = if tree.head(word) == Some(noun) { noun } else { word };
        let Some(clause) = tree.head(anchor) else { return };
        let mut clause = clause;
        // The whole clause, not the noun to which the phrase happens to be attached.
        for _ in 0..4 {
            match (tree.relation(clause), tree.head(clause)) {
                (Relation::Root, _) | (_, None) => break,
                (Relation::Ccomp | Relation::Parataxis | Relation::Conj | Relation::AclRelcl, _)
                    if tree.tag(clause).is_verb() =>
                {
                    break;
                }
                (_, Some(head)) => clause = head,
            }
        }
        let hole = word..phrase.end;
        let content = tree.subtree(clause);
        let cue = word..end;
        let content = tree.without(content, std::slice::from_ref(&hole));
        self.finish(Construction::According, word, Some((noun, phrase)), cue, content, Some(clause));
    }

    /// "Name: words" in a headline, or at the start of a block.
    fn label(&mut self) {
        let tree = self.tree;
        let Some(colon) = (1..tree.len().min(12)).find(|&token| tree.is(token, ":")) else { return };
        if colon + 1 >= tree.len()
            || !(0..colon).all(|token| !tree.tag(token).is_verb() && tree.tag(token) != Tag::Comma)
        {
            return;
        }
        let Some(head) = (0..colon).rev().find(|&token| tree.tag(token).is_noun()) else { return };
        let rest = tree.trim(colon + 1..tree.len());
        let content = tree.cover(rest).into_iter().collect();
        self.finish(Construction::Label, colon, Some((head, 0..colon)), colon..colon + 1, content, None);
        // Headlines also name the source last: "Words: official".
        if self.is_heading
            && let Some(colon) = (1..tree.len()).rev().find(|&token| tree.is(token, ":"))
            && tree.len() - colon <= 7
            && let Some(head) = (colon + 1..tree.len()).rev().find(|&token| tree.tag(token).is_noun())
        {
            let content = tree.cover(tree.trim(0..colon)).into_iter().collect();
            let name = tree.trim(colon + 1..tree.len());
            self.finish(Construction::Label, colon, Some((head, name)), colon..colon + 1, content, None);
        }
    }

    fn propose(
        &mut self,
        construction: Construction,
        head: usize,
        source: Option<usize>,
        cue: &Range<usize>,
        content: Vec<Range<usize>>,
        complement: Option<usize>,
    ) {
        let tree = self.tree;
        let source_range = source.map(|source| self.noun_phrase(source));
        let mut holes = vec![cue.clone()];
        // A subject that holds the content ("those who say …") is cut down to its words before the cue.
        let source_range = source_range
            .map(|range| if range.contains(&head) { range.start..cue.start.max(range.start) } else { range });
        holes.extend(source_range.clone());
        let content: Vec<Span<Clean>> = content.into_iter().flat_map(|part| tree.without(part, &holes)).collect();
        let source = source.zip(source_range.map(|range| tree.trim(range)));
        self.finish(construction, head, source, cue.clone(), content, complement);
    }

    #[allow(clippy::too_many_arguments)]
    fn propose_outside(
        &mut self,
        construction: Construction,
        head: usize,
        source: Option<usize>,
        cue: &Range<usize>,
        content: Range<usize>,
        hole: Range<usize>,
        complement: Option<usize>,
    ) {
        let tree = self.tree;
        let mut holes = vec![cue.clone(), hole];
        let source_range = source.map(|source| self.noun_phrase(source));
        holes.extend(source_range.clone());
        let content = tree.without(content, &holes);
        self.finish(construction, head, source.zip(source_range), cue.clone(), content, complement);
    }

    /// Turns ranges into spans, widens the content over its quotations and describes the candidate.
    pub fn finish(
        &mut self,
        construction: Construction,
        head: usize,
        source: Option<(usize, Range<usize>)>,
        cue: Range<usize>,
        content: Vec<Span<Clean>>,
        complement: Option<usize>,
    ) {
        let tree = self.tree;
        let Some(cue) = tree.cover(cue) else { return };
        let mut content = super::quotes::merge(content, tree.text);
        if let Some(first) = content.first_mut() {
            match without_day(*first, tree.text) {
                Some(rest) => *first = rest,
                None => return,
            }
        }
        let content = self.quotes.widen(content, cue, self.sentence);
        if !content.iter().any(|span| super::quotes::has_word(*span, tree.text)) {
            return;
        }
        let subject = source.as_ref().map(|(token, _)| *token);
        let source = source.and_then(|(_, range)| tree.cover(tree.trim(range))).into_iter().collect();
        self.add(construction, head, [source, vec![cue], content], subject, complement);
    }

    /// Describes a candidate of source, cue and content and keeps it.
    pub fn add(
        &mut self,
        construction: Construction,
        head: usize,
        [source, cue, content]: [Vec<Span<Clean>>; 3],
        subject: Option<usize>,
        complement: Option<usize>,
    ) {
        let lemma = self.tree.lemma(head).to_string();
        let content = self.without_addressee(self.tree.without_dangling(content), head, &cue);
        let content = self.quotes.within_cue_marks(content, &cue);
        if content.is_empty() || self.quotes.cuts_inner(&content) {
            return;
        }
        let mut candidate = Candidate {
            sentence: self.sentence,
            construction,
            head,
            source,
            cue,
            content,
            lemma,
            features: Vec::new(),
            nested: Vec::new(),
            chained: Vec::new(),
            judged: Vec::new(),
            edges: Vec::new(),
        };
        describe(&mut candidate, self, subject, complement);
        self.candidates.push(candidate);
    }
}

/// Verbs whose object is who was told.
const TELLING: &[&str] = &["tell", "inform", "assure", "remind", "notify", "warn", "advise", "convince", "persuade"];

impl Finder<'_> {
    /// A content without those who were told: "told *the council* that …".
    fn without_addressee(&self, mut content: Vec<Span<Clean>>, head: usize, cue: &[Span<Clean>]) -> Vec<Span<Clean>> {
        /// Nobody who is told has more words.
        const LONGEST: usize = 7;
        let tree = self.tree;
        if !TELLING.contains(&tree.lemma(head)) {
            return content;
        }
        let end = cue.last().map_or(0, |cue| cue.end);
        let Some(part) = content.iter_mut().find(|part| part.start >= end) else { return content };
        let first = tree.touched(*part).start;
        if first == 0 || tree.span(first - 1).end != end {
            return content;
        }
        // One noun phrase: an article stands at its beginning only.
        let is_inside = |&token: &usize| match tree.tag(token) {
            Tag::Dt | Tag::Prp | Tag::PrpPoss => token == first,
            tag => tag.is_noun() || matches!(tag, Tag::Jj | Tag::Cd | Tag::Pos),
        };
        let that = first + (first..tree.len()).take(LONGEST).take_while(is_inside).count();
        if that > first && tree.is_at(that, "that") && tree.span(that).start < part.end {
            part.start = tree.span(that).start;
        }
        content
    }
}

/// The names of days, without "today" and its like.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that say when something was said.
const WHEN: &[&str] = &[
    "today",
    "yesterday",
    "tonight",
    "earlier",
    "later",
    "recently",
    "again",
    "on",
    "this",
    "last",
    "late",
    "early",
    "night",
    "morning",
    "evening",
    "afternoon",
    "week",
    "month",
    "year",
    "weekend",
];

/// "said *on Tuesday*": a day is when something was said, never what.
fn is_day(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| word.eq_ignore_ascii_case(day))
}

/// The content behind the day of saying, which is no part of it: "said *Wednesday night* that …", "said *on Friday* the
/// port was shut". None where the day ends a reporting clause, so that nothing reported follows: "…, she said *on
/// Friday*, after …".
fn without_day(content: Span<Clean>, text: &str) -> Option<Span<Clean>> {
    let words = content.of(text);
    let (mut at, mut behind_on) = (0, false);
    for word in words.split_inclusive(' ').take(6) {
        let bare = word.trim_end_matches([' ', ',']).to_ascii_lowercase();
        if bare == "that" && at > 0 {
            return Some(Span::new(content.start + at, content.end));
        }
        if behind_on && is_day(&bare) {
            let rest = Span::new(content.start + at + word.len(), content.end);
            let is_end = word.trim_end().ends_with(',') || rest.is_empty();
            let goes_on = WHEN.iter().any(|when| starts_with_word(rest.of(text), when))
                || starts_with_word(rest.of(text), "that");
            match (is_end, goes_on) {
                (true, _) => return None,
                (false, false) => return Some(rest),
                (false, true) => {}
            }
        }
        if !is_day(&bare) && !WHEN.contains(&bare.as_str()) {
            break;
        }
        behind_on = at == 0 && bare == "on";
        at += word.len();
    }
    Some(content)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.split([' ', ',']).next().is_some_and(|first| first.eq_ignore_ascii_case(word))
}
