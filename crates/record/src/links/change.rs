//! Did one source change position?
//!
//! One speaker on one matter on two occasions, of which one is known to be the later: other bounds for the same figure, or a
//! claim that was left open and now is graded. A later, higher figure is movement and is shown as such, never as a conflict
//! of two sources.

use super::conflict::{Finding, Kind, Strength, exclude, is_news, name, same_key, share_place, shown};
use super::figures;
use super::saying::{Figure, Saying};
use super::terms::{shared, weight};
use super::voice::{Sameness, sameness};
use reader::meaning::certainty::Certainty;

/// The same speaker gives another bound later; `cited` is his own recollection of the first, beside the later one.
pub(crate) fn number(earlier: &Saying, cited: &Saying, later: &Saying) -> Option<Finding> {
    let value = |figure: &Figure| figure.min.or(figure.max);
    let is_cited = |figure: &&Figure| cited.figures.iter().any(|other| value(other) == value(figure));
    for one in earlier.figures.iter().filter(is_cited) {
        for two in &later.figures {
            let same = matches!((one.counts.first(), two.counts.first()), (Some(&one), Some(&two)) if figures::alike(one, two));
            let bound = |figure: &Figure| (figure.min, figure.max, figure.exclusive);
            if same && one.min.or(one.max).is_some_and(|value| value >= 20.0) && bound(one) != bound(two) {
                return Some(Finding {
                    kind: Kind::Numeric,
                    strength: Strength::PositionChange,
                    description: format!(
                        "{} first gave {} {}, later {} ({}). The later statement cites the earlier one.",
                        name(earlier),
                        shown(one),
                        one.counted.as_deref().unwrap_or(""),
                        shown(two),
                        later.certainty
                    ),
                });
            }
        }
    }
    None
}

/// One source gives a lower figure later for what can only grow: it took part of its count back.
pub(crate) fn lowered(left: &Saying, right: &Saying) -> Option<Finding> {
    if sameness(&left.voices, &right.voices) < Sameness::Possible || left.is_question || right.is_question {
        return None;
    }
    let (earlier, later) = match (left.day(), right.day()) {
        (Some(one), Some(two)) if one < two => (left, right),
        (Some(one), Some(two)) if two < one => (right, left),
        _ => return None,
    };
    let is_flat = |saying: &Saying| {
        matches!(saying.certainty, Certainty::Asserted | Certainty::Assessed | Certainty::Likely) && !saying.negated
    };
    if !is_flat(earlier) || !is_flat(later) || !share_place(earlier, later) {
        return None;
    }
    for one in earlier.figures.iter().filter(|figure| is_news(figure)) {
        for two in later.figures.iter().filter(|figure| is_news(figure)) {
            let is_lower = matches!((one.min, two.max), (Some(min), Some(max)) if max < min);
            if is_lower && one.in_state.is_some_and(figures::is_lasting) && same_key(one, two) && exclude(one, two) {
                return Some(Finding {
                    kind: Kind::Numeric,
                    strength: Strength::PositionChange,
                    description: format!(
                        "{} first gave {} {}, on a later day {}. Both count the same, and the later figure is lower.",
                        name(earlier),
                        shown(one),
                        one.counted.as_deref().unwrap_or(""),
                        shown(two)
                    ),
                });
            }
        }
    }
    None
}

/// One claim that a speaker left open or refused on one day and graded on another.
pub(crate) fn certainty(left: &Saying, right: &Saying) -> Option<Finding> {
    if sameness(&left.voices, &right.voices) != Sameness::Same || left.document == right.document {
        return None;
    }
    let (earlier, later) = match (left.day(), right.day()) {
        (Some(one), Some(two)) if one < two => (left, right),
        (Some(one), Some(two)) if two < one => (right, left),
        _ => return None,
    };
    let open = |saying: &Saying| saying.certainty == Certainty::Unknown;
    let held = |saying: &Saying| {
        matches!(saying.certainty, Certainty::Asserted | Certainty::Assessed | Certainty::Likely | Certainty::Denied)
    };
    let (count, found) = shared(&left.terms, &right.terms);
    let most = weight(&left.terms).max(weight(&right.terms));
    let alike = count >= 4 && found >= 0.75 * most && found >= 2.0;
    (alike && (open(earlier) && held(later) || held(earlier) && open(later))).then(|| Finding {
        kind: Kind::Certainty,
        strength: Strength::PositionChange,
        description: format!(
            "{}: {} on one day, {} on a later one. Both statements speak of the same in nearly the same words.",
            name(earlier),
            earlier.certainty,
            later.certainty
        ),
    })
}
