//! Does a speaker cite himself, and does he cite himself rightly?
//!
//! "I said it was about 400": a statement inside the speaker's own, in the first person. The earlier words are looked for
//! among what other documents report of him: the same figure, or most of the words. Where they are not held, that is said.
//! Useful because it also tells which of two undated documents came first.

use super::figures;
use super::saying::{Figure, Saying, StatementId, gap};
use super::terms::{shared, weight};
use super::voice::{Sameness, sameness};

/// A speaker's report of his own earlier words.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfCitation {
    /// The statement that cites.
    pub statement: StatementId,
    /// The statement that is cited; `None` where it is not held, or more than one can be meant.
    pub earlier: Option<StatementId>,
    /// In what the two differ: `bound`, `number`, `certainty`, `negation`.
    pub differs: Vec<&'static str>,
}

/// Whether a statement is its speaker's report of himself: nested in his own, with a verb of saying.
pub(crate) fn cites(saying: &Saying, outer: &Saying) -> bool {
    const CUES: &[&str] = &["say", "tell", "state", "mention", "warn", "announce", "promise", "predict", "note"];
    saying.parent == Some(outer.id.1)
        && saying.document == outer.document
        && CUES.contains(&saying.cue.as_str())
        && saying.is_own
        && saying.is_past
        && (sameness(&saying.voices, &outer.voices) == Sameness::Same || saying.voices.is_empty())
}

/// Days after which a speaker hardly means the words that are held.
const LONG_AGO: i64 = 31;

/// How well `earlier` fits what is cited; `None` where it does not.
pub(crate) fn fits(cited: &Saying, outer: &Saying, earlier: &Saying) -> Option<f32> {
    let is_before = earlier.document != cited.document
        && !(earlier.said.0.is_some() && outer.said.1.is_some() && earlier.said.0 > outer.said.1)
        && gap(earlier.said, cited.said) <= 1
        && gap(earlier.said, outer.said) <= LONG_AGO;
    if !is_before || earlier.is_question || sameness(&earlier.voices, &outer.voices) < Sameness::Possible {
        return None;
    }
    let is_known_before = matches!((earlier.said.1, outer.said.0), (Some(one), Some(two)) if one < two);
    let (count, found) = shared(&cited.terms, &earlier.terms);
    let share = found / weight(&cited.terms).max(0.5);
    let figure = cited.figures.iter().any(|one| {
        earlier.figures.iter().any(|two| value(one).is_some() && value(one) == value(two) && thing(one, two, cited))
    });
    // What is counted may stand in the sentence before.
    let (beside, _) = shared(&cited.around, &earlier.terms);
    // One figure on the very day that is named needs nothing beside it.
    let is_day = cited.day().is_some() && earlier.said.1 == cited.said.1;
    let given = |one: &Figure| earlier.figures.iter().any(|two| value(one).is_some() && value(one) == value(two));
    match figure || is_day && cited.figures.iter().any(|one| one.counts.is_empty() && given(one)) {
        true if beside >= 3 || is_day => Some(1.0 + share),
        // Words alone do not tell which of two undated documents came first.
        false if is_known_before && count >= 4 && share >= 0.75 && found >= 2.0 => Some(share),
        _ => None,
    }
}

fn value(figure: &Figure) -> Option<f64> {
    figure.min.or(figure.max).filter(|value| *value >= 20.0)
}

/// Whether both count one thing; what the citation does not name must be spoken of around it.
fn thing(one: &Figure, two: &Figure, cited: &Saying) -> bool {
    match (one.counts.first(), two.counts.first()) {
        (Some(&one), Some(&two)) => figures::alike(one, two),
        (None, Some(&two)) => cited.around.iter().any(|term| figures::alike(term.0, two)),
        _ => false,
    }
}

/// The figure that is cited with the one that was given; `None` where there is none in both.
pub(crate) fn figures_of<'a>(cited: &'a Saying, earlier: &'a Saying) -> Option<(&'a Figure, &'a Figure)> {
    let given = |one: &Figure| earlier.figures.iter().find(|two| value(one).is_some() && value(one) == value(two));
    cited.figures.iter().find_map(|one| Some((one, given(one)?)))
}

/// In what a citation differs from the earlier words.
pub(crate) fn differs(cited: &Saying, earlier: &Saying) -> Vec<&'static str> {
    let mut differs = Vec::new();
    for one in &cited.figures {
        let same: Vec<&Figure> =
            earlier.figures.iter().filter(|two| value(one).is_some() && value(one) == value(two)).collect();
        let bound = |figure: &Figure| (figure.min.is_some(), figure.max.is_some(), figure.exclusive, figure.approx);
        if !same.is_empty() && same.iter().all(|two| bound(two) != bound(one)) {
            differs.push("bound");
        }
    }
    if cited.negated != earlier.negated && cited.form == earlier.form {
        differs.push("negation");
    }
    differs.dedup();
    differs
}
