//! Who is meant by "who" and "which"?
//!
//! The name or the noun of persons right before. What "that" refers to is rarely the noun beside it, so it stays open.

use super::Decision;
use super::lexicon::RoleClass;
use super::resolve::Resolver;
use super::source::{Denotation, Part, read};
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};

impl Resolver<'_> {
    /// "Hale, who said": the name right before. What "that" refers to is rarely the noun beside it, so it stays open.
    pub(super) fn relative(&mut self, span: Span<Clean>, sentence: usize) -> Decision {
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
        let role = self.lexicon.role(last);
        let is_somebody = role.map_or_else(|| self.lexicon.speaks(last), |role| role.class != RoleClass::Body);
        if !is_somebody {
            return None;
        }
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
        if !self.text.is_char_boundary(from) {
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
}
