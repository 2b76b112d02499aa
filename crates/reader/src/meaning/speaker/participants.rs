//! Who is "I", "we" and "you"?
//!
//! Those who take part in the speech at hand: whoever is quoted or has the floor, and whom he speaks to. Not useful for "he".

use super::Decision;
use super::resolve::Resolver;
use crate::attribution::Attribution;
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};
use crate::structure::Role;

impl Resolver<'_> {
    /// "As you said": in a reporter's turn the one who answers, if there is only one.
    pub(super) fn you(&self, span: Span<Clean>, attribution: &Attribution) -> Decision {
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
    pub(super) fn first_person(&self, index: usize, attributions: &[Attribution], decisions: &[Decision]) -> Decision {
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
}
