//! Which reporting clause stands beside a quotation?
//!
//! Quotation marks and the words right beside them outrank the parse, which often breaks on long quotations: the words of
//! the sentence outside the marks are searched for a verb and its subject. Candidates go the same way as all others.

use super::candidate::Construction;
use super::finder::Finder;
use crate::language::{Relation, Tag};
use crate::span::{Clean, Span};
use std::ops::Range;

/// How many words a reporting clause may put between its verb and the quotation.
const REACH: usize = 14;

impl Finder<'_> {
    /// Proposes the reporting clauses of the quotations that touch this sentence.
    pub fn quotations(&mut self, sentence: Span<Clean>) {
        let parts: Vec<(usize, Span<Clean>)> =
            self.quotes.within(sentence).iter().copied().filter(|(index, _)| self.quotes.is_speech(*index)).collect();
        let tree = self.tree;
        let position = |offset: usize| tree.analysis.tokens.partition_point(|token| token.span.start < offset);
        for (number, (quotation, part)) in parts.iter().enumerate() {
            let before_start = if number == 0 { 0 } else { position(parts[number - 1].1.end) };
            let after_end = parts.get(number + 1).map_or(tree.len(), |next| position(next.1.start));
            if part.end <= sentence.end {
                let after = position(part.end)..after_end;
                self.after(*quotation, after);
            }
            if part.start >= sentence.start {
                let before = before_start..position(part.start);
                self.before(*quotation, before);
            }
        }
        // "I told him, 'Go.'": what is quoted inside a quotation has its clause there too.
        let mut last = 0;
        for (quotation, part, outer) in self.quotes.inside_others(sentence) {
            let before = position(outer.start + 1).max(last)..position(part.start);
            last = position(part.end);
            if self.quotes.is_speech(quotation) && !before.is_empty() {
                self.before(quotation, before);
            }
        }
    }

    /// "…," X said / said X.
    fn after(&mut self, quotation: usize, range: Range<usize>) {
        let tree = self.tree;
        let range = tree.trim(range);
        let limit = range.end.min(range.start + 40);
        let Some(verb) = (range.start..limit).find(|&token| self.reports(token, &range)) else { return };
        let (start, source) = if verb == range.start {
            (verb, self.inverted(verb, &range))
        } else {
            let start = self.group_start(verb, range.start);
            let own = tree.child(verb, &[Relation::Nsubj, Relation::NsubjPass]);
            let own = own
                .filter(|subject| (range.start..verb).contains(subject))
                .map(|subject| (subject, tree.subtree(subject)));
            let phrase = own.filter(|(_, phrase)| phrase.start >= range.start && phrase.end <= start);
            let phrase = phrase.or_else(|| {
                let head = (range.start..start)
                    .rev()
                    .find(|&token| tree.tag(token).is_noun() || tree.tag(token) == Tag::Prp)?;
                Some((head, range.start..start))
            });
            // "said X" with an adverb first: "added later the minister".
            (start, phrase.or_else(|| self.inverted(verb, &range)))
        };
        self.finish(
            Construction::QuotationBefore,
            verb,
            source,
            start..verb + 1,
            self.quotes.spans(quotation).to_vec(),
            None,
        );
    }

    /// X said, "…" / X said that "…".
    fn before(&mut self, quotation: usize, range: Range<usize>) {
        let tree = self.tree;
        let range = tree.trim(range);
        let from = range.end.saturating_sub(REACH).max(range.start);
        let Some(verb) = (from..range.end).rev().find(|&token| self.reports(token, &range)) else { return };
        let start = self.group_start(verb, range.start);
        let source = self
            .subject(verb)
            .filter(|(subject, _)| *subject < verb && *subject >= range.start)
            .map(|(subject, _)| {
                let phrase = tree.subtree(subject);
                (subject, phrase.start.max(range.start)..phrase.end.min(start))
            })
            .or_else(|| {
                let head = (range.start..start)
                    .rev()
                    .find(|&token| tree.tag(token).is_noun() || tree.tag(token) == Tag::Prp)?;
                (head + 1 == start).then(|| (head, self.phrase_before(head, range.start)))
            });
        self.finish(
            Construction::QuotationAfter,
            verb,
            source,
            start..verb + 1,
            self.quotes.spans(quotation).to_vec(),
            None,
        );
    }

    /// Whether a token can be the verb of a reporting clause: a finite or participle verb, no auxiliary, outside
    /// relative clauses.
    fn reports(&self, token: usize, range: &Range<usize>) -> bool {
        let tree = self.tree;
        let tag = tree.tag(token);
        let is_known = self.knowledge.language.cue_class(tree.lemma(token)).is_some();
        if !(tag.is_verb() || is_known && tag == Tag::Nn && token == range.start) {
            return false;
        }
        if matches!(tree.relation(token), Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Amod)
            && !is_known
        {
            return false;
        }
        let after_relative = token > range.start && matches!(tree.tag(token - 1), Tag::Wp | Tag::Wdt);
        is_known && !after_relative
    }

    /// The first token of the verb group before `verb`.
    fn group_start(&self, verb: usize, floor: usize) -> usize {
        let tree = self.tree;
        let mut start = verb;
        while start > floor {
            let before = start - 1;
            let is_helper = matches!(tree.tag(before), Tag::Md | Tag::Rb | Tag::To)
                || matches!(tree.relation(before), Relation::Aux | Relation::AuxPass);
            if !is_helper {
                break;
            }
            start = before;
        }
        start
    }

    /// The noun phrase right after an inverted verb: up to a preposition of place or time, a weekday or the next clause.
    fn inverted(&self, verb: usize, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let tree = self.tree;
        if let Some(subject) = tree.child(verb, &[Relation::Nsubj, Relation::Obj, Relation::NsubjPass])
            && subject > verb
            && subject < range.end
        {
            let phrase = tree.subtree(subject);
            if phrase.start == verb + 1 {
                return Some((subject, phrase.start..phrase.end.min(range.end)));
            }
        }
        let first = verb + 1;
        let starts = |tag: Tag| tag.is_noun() || matches!(tag, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Jj | Tag::Cd);
        if first >= range.end || !starts(tree.tag(first)) {
            return None;
        }
        let mut end = first;
        while end < range.end {
            let tag = tree.tag(end);
            let goes_on =
                starts(tag) || matches!(tag, Tag::Pos | Tag::Hyph) || tree.is(end, "of") || tree.is(end, "and");
            if !goes_on {
                break;
            }
            end += 1;
        }
        let head = (first..end).rev().find(|&token| tree.tag(token).is_noun() || tree.tag(token) == Tag::Prp)?;
        Some((head, first..end))
    }

    /// The bare noun phrase that ends in `head`.
    fn phrase_before(&self, head: usize, floor: usize) -> Range<usize> {
        let tree = self.tree;
        let mut start = head;
        while start > floor
            && (tree.tag(start - 1).is_noun()
                || matches!(tree.tag(start - 1), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Cd | Tag::Pos))
        {
            start -= 1;
        }
        start..head + 1
    }
}
