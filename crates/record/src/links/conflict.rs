//! Do two statements differ where both cannot be read as given?
//!
//! Judged only for statements that speak of one thing: figures of one key at one time, one claim held and denied, one claim
//! held and left open, a paraphrase beside its own quotation. Precision first: other states of a thing, later figures that
//! are higher, other conditions and mere likeness are no conflict, and each near miss has its reason. The sentence is made
//! from a template: it says that two statements differ, never who is right.

use super::change;
use super::figures;
use super::saying::{Figure, Saying, StatementId, gap, width};
use super::terms::{Term, hash, shared, weight};
use super::voice::{Sameness, sameness};
use reader::attribution::Form;
use reader::language::countries::country;
use reader::meaning::certainty::Certainty;

/// What a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Figures whose bounds exclude one another.
    Numeric,
    /// One holds what the other denies.
    Polarity,
    /// One holds what the other leaves open.
    Certainty,
    /// A paraphrase says more than the quotation beside it.
    Paraphrase,
    /// A speaker's report of his own words differs from them.
    SelfCitation,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] =
        &[Kind::Numeric, Kind::Polarity, Kind::Certainty, Kind::Paraphrase, Kind::SelfCitation];

    /// The fixed printed name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Numeric => "numeric",
            Kind::Polarity => "polarity",
            Kind::Certainty => "certainty",
            Kind::Paraphrase => "paraphrase",
            Kind::SelfCitation => "self_citation",
        }
    }
}

/// How much of a conflict it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Both cannot be read as given.
    Hard,
    /// A difference that a reader may want to see.
    Soft,
    /// One source over time.
    PositionChange,
}

impl Strength {
    /// Every strength.
    pub const ALL: &'static [Strength] = &[Strength::Hard, Strength::Soft, Strength::PositionChange];

    /// The fixed printed name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Strength::Hard => "hard",
            Strength::Soft => "soft",
            Strength::PositionChange => "position_change",
        }
    }
}

/// Statements that differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Made from its statements.
    pub id: String,
    /// What it is about.
    pub kind: Kind,
    /// How much of a conflict it is.
    pub strength: Strength,
    /// Two sides, each with the statements that say the same.
    pub sides: Vec<Vec<StatementId>>,
    /// A neutral sentence, with the reason why the two are comparable.
    pub description: String,
}

/// What a judge finds between two statements.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub kind: Kind,
    pub strength: Strength,
    pub description: String,
}

/// Judges two statements; the first was said first, or stands first.
pub(crate) fn judge(left: &Saying, right: &Saying) -> Option<Finding> {
    if left.is_question || right.is_question || left.holds(right) {
        return None;
    }
    paraphrase(left, right)
        .or_else(|| numeric(left, right))
        .or_else(|| opposed(left, right))
        .or_else(|| change::certainty(left, right))
}

/// The name of a statement's source, for a sentence.
pub(crate) fn name(saying: &Saying) -> &str {
    saying.voices.first().map_or("a source that is not named", |voice| voice.name.as_str())
}

/// Figures of one thing in one state at one place, said on one day, with bounds that exclude one another.
fn numeric(left: &Saying, right: &Saying) -> Option<Finding> {
    if sameness(&left.voices, &right.voices) >= Sameness::Possible || is_open(left) || is_open(right) {
        return None;
    }
    let is_day = same_day(left, right);
    // An article that sets two sources side by side; on other days the figure may simply have moved.
    let is_beside = left.document == right.document && !left.is_transcript;
    if !(is_day || is_beside) || !share_place(left, right) || same_figures(left, right) {
        return None;
    }
    for one in left.figures.iter().filter(|figure| is_news(figure)) {
        for two in right.figures.iter().filter(|figure| is_news(figure)) {
            if same_key(one, two) && exclude(one, two) {
                return Some(Finding {
                    kind: Kind::Numeric,
                    strength: if is_day { Strength::Hard } else { Strength::Soft },
                    description: format!(
                        "{} gives {} {}; {} gives {}. Both count the same {}.",
                        name(left),
                        shown(one),
                        one.counted.as_deref().unwrap_or("of them"),
                        name(right),
                        shown(two),
                        if is_day { "on the same day" } else { "in one report, perhaps for other days" }
                    ),
                });
            }
        }
    }
    None
}

/// Whether one of the two gives a figure that the other gives too: then they know of both.
fn same_figures(left: &Saying, right: &Saying) -> bool {
    let value = |figure: &Figure| figure.min.or(figure.max);
    left.figures.iter().any(|one| right.figures.iter().any(|two| is_news(one) && value(one) == value(two)))
}

/// Whether a figure is one that can be compared: not a small count, and limited at least on one side.
pub(crate) fn is_news(figure: &Figure) -> bool {
    figure.min.or(figure.max).is_some_and(|value| value >= 10.0) && !figure.counts.is_empty()
}

/// Whether what is counted and its state are the same; both states must be known.
pub(crate) fn same_key(one: &Figure, two: &Figure) -> bool {
    let things = one.counts.len().min(two.counts.len());
    let of_one = |number: usize| figures::alike(one.counts[number], two.counts[number]);
    let same_state = matches!((one.in_state, two.in_state), (Some(one), Some(two)) if figures::same_state(one, two));
    things > 0 && (0..things).all(of_one) && same_state
}

/// Whether no number lies inside both bounds; about a tenth is given to figures that are approximate.
pub(crate) fn exclude(one: &Figure, two: &Figure) -> bool {
    let slack = |figure: &Figure| if figure.approx { 0.1 } else { 0.0 };
    let above = |low: &Figure, high: &Figure| match (low.max, high.min) {
        (Some(max), Some(min)) => max * (1.0 + slack(low)) < min * (1.0 - slack(high)),
        _ => false,
    };
    above(one, two) || above(two, one)
}

/// A figure with its bound, for a sentence.
pub(crate) fn shown(figure: &Figure) -> String {
    let about = if figure.approx { "about " } else { "" };
    match (figure.min, figure.max, figure.exclusive) {
        (Some(min), Some(max), _) if min == max => format!("{about}{min}"),
        (Some(min), Some(max), _) => format!("{about}{min} to {max}"),
        (Some(min), None, true) => format!("more than {min}"),
        (Some(min), None, false) => format!("at least {about}{min}"),
        (None, Some(max), true) => format!("fewer than {max}"),
        (None, Some(max), false) => format!("at most {about}{max}"),
        (None, None, _) => "a figure".to_owned(),
    }
}

/// Whether both were said on one known day.
fn same_day(left: &Saying, right: &Saying) -> bool {
    left.day().is_some() && left.day() == right.day()
}

/// Whether both name one country, or neither names any and they share another telling word.
pub(crate) fn share_place(left: &Saying, right: &Saying) -> bool {
    let places = |saying: &Saying| -> Vec<Term> {
        let words: Vec<String> = saying.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let folded: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        (0..folded.len())
            .filter_map(|at| country(&folded[at..folded.len().min(at + 5)]))
            .map(|found| hash(found.0))
            .collect()
    };
    let (one, two) = (places(left), places(right));
    let (count, _) = shared(&left.terms, &right.terms);
    if one.is_empty() && two.is_empty() {
        count >= 3
    } else {
        one.iter().any(|place| two.contains(place)) && count >= 3
    }
}

/// Whether the source leaves it open.
fn is_open(saying: &Saying) -> bool {
    matches!(saying.certainty, Certainty::Unknown | Certainty::Declined | Certainty::Possible)
}

/// Words that make a claim hang on something.
fn is_conditional(saying: &Saying) -> bool {
    let text = saying.text.to_lowercase();
    ["if ", "unless ", " if ", "in case "]
        .iter()
        .any(|word| text.starts_with(word) || text.contains(&format!(" {}", word.trim_start())))
}

/// Whether the content is a whole clause, which can be held or denied: not "the plan to close the port".
fn is_clause(saying: &Saying) -> bool {
    const FINITE: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "does", "do", "did", "can", "could", "may",
        "might", "must", "should", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "won't", "wouldn't",
        "didn't", "doesn't",
    ];
    let text = saying.text.to_lowercase();
    let mut words =
        text.split(|c: char| c.is_whitespace() || c == '"' || c == '“' || c == '”').filter(|word| !word.is_empty());
    let is_infinitive = text.trim_start().starts_with("to ");
    !is_infinitive && words.any(|word| FINITE.contains(&word) || word.ends_with("ed"))
}

/// One claim that one source holds and another denies or leaves open.
fn opposed(left: &Saying, right: &Saying) -> Option<Finding> {
    if sameness(&left.voices, &right.voices) >= Sameness::Possible || left.voices.is_empty() || right.voices.is_empty()
    {
        return None;
    }
    // Who reports others in his own talk sets them in a light of his own.
    if left.document == right.document && left.is_transcript {
        return None;
    }
    // Two sources of one article may be set against each other in fewer of the same words.
    let is_beside = left.document == right.document && !left.is_transcript;
    let is_dated = |saying: &Saying| width(saying.said).is_some_and(|width| width <= 3);
    let near = is_beside || gap(left.said, right.said) <= 2 && is_dated(left) && is_dated(right);
    if !near || is_conditional(left) || is_conditional(right) || !is_clause(left) || !is_clause(right) {
        return None;
    }
    let (count, found) = shared(&left.terms, &right.terms);
    let least = weight(&left.terms).min(weight(&right.terms)).max(0.5);
    let most = weight(&left.terms).max(weight(&right.terms));
    let alike =
        count >= 4 && found >= 1.8 && found >= 0.75 * least && found >= if is_beside { 0.5 } else { 0.65 } * most;
    let holds =
        |saying: &Saying| matches!(saying.certainty, Certainty::Asserted | Certainty::Assessed) && !saying.negated;
    let denies = |saying: &Saying| {
        saying.certainty == Certainty::Denied
            || matches!(saying.certainty, Certainty::Asserted | Certainty::Assessed) && saying.negated
    };
    let doubts = |saying: &Saying| saying.certainty == Certainty::Unknown;
    if !alike {
        return None;
    }
    let (kind, strength, verb, one, two) = match () {
        () if holds(left) && denies(right) => (Kind::Polarity, Strength::Hard, "denies", left, right),
        () if holds(right) && denies(left) => (Kind::Polarity, Strength::Hard, "denies", right, left),
        () if holds(left) && doubts(right) => (Kind::Certainty, Strength::Soft, "leaves open", left, right),
        () if holds(right) && doubts(left) => (Kind::Certainty, Strength::Soft, "leaves open", right, left),
        () => return None,
    };
    Some(Finding {
        kind,
        strength,
        description: format!(
            "{} states what {} {verb}. Both speak of the same in nearly the same words.",
            name(one),
            name(two)
        ),
    })
}

/// A paraphrase that holds what the quotation right beside it refuses or leaves open.
fn paraphrase(left: &Saying, right: &Saying) -> Option<Finding> {
    if left.document != right.document || left.id.1.abs_diff(right.id.1) > 3 || left.is_transcript {
        return None;
    }
    let is_report = |saying: &Saying| {
        saying.form == Form::Indirect
            && saying.certainty == Certainty::Asserted
            && !saying.negated
            && saying.parent.is_none()
            && is_clause(saying)
    };
    let is_refusal = |saying: &Saying| {
        saying.quotes() && matches!(saying.certainty, Certainty::Declined | Certainty::Unknown | Certainty::Denied)
    };
    let (report, quotation) = match () {
        () if is_report(left) && is_refusal(right) => (left, right),
        () if is_report(right) && is_refusal(left) => (right, left),
        () => return None,
    };
    let (count, found) = shared(&report.terms, &quotation.terms);
    let same = sameness(&left.voices, &right.voices) == Sameness::Same;
    (same && count >= 2 && found >= 1.0 && found >= 0.25 * weight(&report.terms)).then(|| Finding {
        kind: Kind::Paraphrase,
        strength: Strength::Hard,
        description: format!(
            "The report has {} state it; the quotation beside it leaves it {}.",
            name(report),
            if quotation.certainty == Certainty::Declined { "without an answer" } else { "open" }
        ),
    })
}

/// Whether a statement denies what was said just before without repeating it: "have denied such claims".
pub(crate) fn denies_before(saying: &Saying) -> bool {
    const POINTING: &[&str] = &["such", "this", "that", "these", "those", "the", "it", "any", "all"];
    const CLAIMS: &[&str] = &[
        "claim",
        "claims",
        "allegation",
        "allegations",
        "accusation",
        "accusations",
        "report",
        "reports",
        "charge",
        "charges",
    ];
    let text = saying.text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return false };
    saying.certainty == Certainty::Denied
        && !saying.is_transcript
        && !saying.voices.is_empty()
        && words.len() <= 3
        && CLAIMS.contains(last)
        && before.iter().all(|word| POINTING.contains(word))
}

/// Whether a statement is a claim that can be denied so.
pub(crate) fn is_claim(saying: &Saying, denying: &Saying) -> bool {
    saying.document == denying.document
        && saying.parent.is_none()
        && !saying.is_question
        && !saying.negated
        && is_clause(saying)
        && matches!(saying.certainty, Certainty::Asserted | Certainty::Assessed)
        && !saying.voices.is_empty()
        && sameness(&saying.voices, &denying.voices) < Sameness::Possible
}

/// The sentence for such a denial.
pub(crate) fn denial(denying: &Saying, claimed: &Saying) -> Finding {
    Finding {
        kind: Kind::Polarity,
        strength: Strength::Hard,
        description: format!(
            "{} states what {} denies. The denial stands right behind the claim.",
            name(claimed),
            name(denying)
        ),
    }
}
