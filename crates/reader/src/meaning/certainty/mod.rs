//! How certain is the source of what it says?
//!
//! Two answers are put together: what the cue says ("denied", "assessed that", "did not believe") and what the content
//! says of its own claim ("it is possible that", "could"). Both are read off the parse with its scope: only the predicate
//! that carries the claim counts. Not useful for whether a claim is true.

mod clause;
mod event;
mod frame;
mod lexicon;
pub mod negation;
mod refusal;
mod scope;

pub use event::of_event;
pub use lexicon::CertaintyWords;

use crate::attribution::tree::Tree;
use crate::attribution::{Attribution, Form};
use crate::evidence::{Evidence, Field};
use crate::knowledge::Knowledge;
use crate::language::{Language, Relation, Tag};
use crate::names::names;
use crate::span::{Clean, Span};
use crate::structure::Structure;
use crate::text::CleanText;
use clause::Clause;
use lexicon::Sense;
use scope::is_negative;
use std::ops::Range;

names! {
    /// The source's stance to the content.
    pub enum Certainty {
        /// Stated flatly.
        Asserted = "asserted",
        /// Stated as a judgement on evidence.
        Assessed = "assessed",
        /// Graded as likely (an ICD-203 band is expressed).
        Likely = "likely",
        /// Graded as possible.
        Possible = "possible",
        /// Neither held nor rejected.
        Unknown = "unknown",
        /// Rejected.
        Denied = "denied",
        /// A stance is refused.
        Declined = "declined",
    }
}

/// How certain the source is of one content, and whether it is negated.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The stance.
    pub certainty: Certainty,
    /// Whether the cue or the main predicate of the content is negated.
    pub negated: bool,
    /// The words that say how certain, as printed.
    pub hedges: Vec<Span<Clean>>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// What a clause or cue says of a claim.
struct Grade {
    certainty: Certainty,
    by: &'static str,
    hedges: Vec<Span<Clean>>,
    negation: Option<Span<Clean>>,
}

impl Grade {
    fn asserted() -> Grade {
        Grade { certainty: Certainty::Asserted, by: "certainty.flat", hedges: Vec::new(), negation: None }
    }

    fn set(&mut self, certainty: Certainty, by: &'static str, hedge: Span<Clean>) {
        (self.certainty, self.by) = (certainty, by);
        self.hedge(hedge);
    }

    /// As `set`, unless a word further out has graded the claim; a judgement may be graded further in.
    fn raise(&mut self, certainty: Certainty, by: &'static str, hedge: Span<Clean>) {
        let stronger = self.certainty == Certainty::Possible && certainty == Certainty::Likely;
        if matches!(self.certainty, Certainty::Asserted | Certainty::Assessed) || stronger {
            (self.certainty, self.by) = (certainty, by);
        }
        self.hedge(hedge);
    }

    fn hedge(&mut self, span: Span<Clean>) {
        if !self.hedges.iter().any(|other| other.contains(&span)) {
            self.hedges.push(span);
        }
    }

    fn negate(&mut self, span: Span<Clean>) {
        self.negation.get_or_insert(span);
    }
}

/// Judges one attribution.
pub fn judge(
    text: &CleanText,
    structure: &Structure,
    language: &Language,
    attribution: &Attribution,
    knowledge: &Knowledge,
) -> Judgement {
    let text = text.as_str();
    let words = &knowledge.certainty;
    let tree_of = |sentence: usize| {
        language.sentences.get(sentence).and_then(Option::as_ref).map(|analysis| Tree::new(text, analysis))
    };
    let cue_tree = (!attribution.cue.is_empty()).then(|| tree_of(attribution.sentence)).flatten();
    let cue = cue_tree.as_ref().map_or_else(Grade::asserted, |tree| of_cue(tree, attribution, words));
    let content = of_content(text, structure, attribution, words, &tree_of, cue_tree.as_ref());
    join(cue, content)
}

/// The cue's stance holds, unless it leaves the claim to the content.
fn join(cue: Grade, content: Grade) -> Judgement {
    let open = |certainty| matches!(certainty, Certainty::Asserted | Certainty::Assessed);
    let is_graded = content.certainty != Certainty::Asserted;
    let (certainty, by) =
        if open(cue.certainty) && is_graded { (content.certainty, content.by) } else { (cue.certainty, cue.by) };
    let mut hedges = cue.hedges;
    hedges.extend(content.hedges);
    hedges.sort();
    hedges.dedup();
    let mut evidence = vec![Evidence::new(
        Field::Certainty,
        by,
        if certainty == Certainty::Asserted { 0.8 } else { 0.85 },
        hedges.clone(),
    )];
    let negation = cue.negation.map(|span| (span, "certainty.negated_cue"));
    let negation = negation.or(content.negation.map(|span| (span, "certainty.negated_predicate")));
    evidence.extend(negation.map(|(span, by)| Evidence::new(Field::Negated, by, 0.9, vec![span])));
    Judgement { certainty, negated: negation.is_some(), hedges, evidence }
}

/// The tokens of the tree that lie in the span.
fn tokens(tree: &Tree, span: Span<Clean>) -> Range<usize> {
    let tokens = &tree.analysis.tokens;
    tokens.partition_point(|token| token.span.start < span.start)
        ..tokens.partition_point(|token| token.span.start < span.end)
}

/// What the cue says: its head with negation and modal, and what stands in it beside ("trying to determine").
fn of_cue(tree: &Tree, attribution: &Attribution, words: &CertaintyWords) -> Grade {
    let mut grade = Grade::asserted();
    let inside: Vec<usize> = attribution.cue.iter().flat_map(|&span| tokens(tree, span)).collect();
    let is = |token: usize, sense| words.is(tree, token, sense);
    let any = |sense| inside.iter().copied().find(|&token| is(token, sense));
    let head = inside.iter().copied().rev().find(|&token| tree.lemma(token) == attribution.lemma);
    // "no indication that": the determiner may stand before the cue.
    let no = head.and_then(|head| tree.child(head, &[Relation::Det]).filter(|&det| tree.is(det, "no")));
    let negation = inside.iter().copied().find(|&token| is_negative(tree, token) || tree.is(token, "no")).or(no);
    let whole = attribution.cue.first().copied().unwrap_or(Span::new(0, 0));
    if let Some((negation, doubt)) = negation.zip(any(Sense::Doubt)) {
        grade.set(Certainty::Assessed, "certainty.cue_no_doubt", tree.span(negation).cover(&tree.span(doubt)));
        return grade;
    }
    if let Some(negation) = negation {
        grade.negate(tree.span(negation));
    }
    let content = attribution.content.first().map(|&span| tokens(tree, span)).unwrap_or(0..0);
    let is_question = is_question(tree, content.clone());

    // The cue's head decides; other words of the cue ("expressed confidence") where it says nothing.
    let order = head.into_iter().chain(inside.iter().copied());
    let graded = order.clone().find_map(|token| Some((token, words.grade(tree, token)?)));

    if let Some(refuse) = any(Sense::Refuse) {
        // To refuse to speak is to decline; to refuse anything else is to say that one will not.
        let speaks = |token: usize| words.speaks(tree, token);
        let below = content.clone().find(|&token| tree.tag(token).is_verb());
        if is_question || inside.iter().any(|&token| speaks(token)) || below.is_some_and(speaks) {
            grade.set(Certainty::Declined, "certainty.cue_refuses", whole);
        } else {
            grade.negate(tree.span(refuse));
        }
        return grade;
    }
    if let Some(negation) = negation {
        let cover = |token: usize| tree.span(negation).cover(&tree.span(token));
        if let Some(token) = any(Sense::Know).or_else(|| any(Sense::Verify)).or_else(|| any(Sense::Evidence)) {
            grade.set(Certainty::Unknown, "certainty.cue_not_known", cover(token));
            return grade;
        }
        if let Some(token) = head.filter(|&head| tree.lemma(head) == "rule" || is(head, Sense::Denied)) {
            grade.set(Certainty::Possible, "certainty.cue_not_ruled_out", cover(token));
            return grade;
        }
        let silent =
            head.filter(|&head| matches!(tree.lemma(head), "respond" | "reply" | "answer" | "return" | "address"));
        if let Some(token) = any(Sense::Disclose).or(silent) {
            grade.set(Certainty::Declined, "certainty.cue_refuses", cover(token));
            return grade;
        }
        if let Some(token) = head.filter(|&head| is(head, Sense::Say) || is(head, Sense::Speak)) {
            let is_past = inside.iter().any(|&token| {
                matches!(tree.tag(token), Tag::Vbd | Tag::Vbn)
                    || ["did", "have", "has", "had"].iter().any(|word| tree.is(token, word))
            });
            let is_unable = inside.iter().any(|&token| ["can", "ca", "could"].iter().any(|word| tree.is(token, word)));
            let (certainty, by) = if is_unable {
                (Certainty::Unknown, "certainty.cue_not_known")
            } else if is_question {
                (Certainty::Declined, "certainty.cue_refuses")
            } else if is_past || !is(token, Sense::Say) {
                (Certainty::Denied, "certainty.cue_not_said")
            } else {
                // "is not saying that …" leaves the claim alone.
                return grade;
            };
            grade.set(certainty, by, cover(token));
            return grade;
        }
        // "there was no order that …"; "has no plans to …" says what is not meant.
        let is_noun = head.is_some_and(|head| tree.tag(head).is_noun()) && graded.is_none();
        if is_noun && tree.is_at(content.start, "that") {
            grade.set(Certainty::Denied, "certainty.cue_not_said", whole);
            return grade;
        }
    }
    let sought = any(Sense::Seek).zip(any(Sense::Know).or_else(|| {
        inside.iter().copied().find(|&token| matches!(tree.lemma(token), "assess" | "see" | "figure" | "find"))
    }));
    if let Some((seek, know)) = sought.filter(|(seek, know)| seek < know) {
        grade.set(Certainty::Unknown, "certainty.cue_seeks", tree.span(seek).cover(&tree.span(know)));
        return grade;
    }
    if let Some(head) = head.filter(|&head| is(head, Sense::Ask)) {
        // "asked them to leave" is a request, "was asked to explain" a question.
        let to_do = tree.is_at(content.start, "to").then_some(content.start + 1).filter(|&verb| verb < tree.len());
        let asks_to_do = tree.lemma(head) == "ask"
            && !is_question
            && !inside.iter().any(|&token| tree.is(token, "about"))
            && (!attribution.source.is_empty() || content_end_to(tree, attribution))
            && !to_do.is_some_and(|verb| words.speaks(tree, verb));
        if !asks_to_do {
            grade.set(Certainty::Unknown, "certainty.cue_asks", whole);
            return grade;
        }
    }
    // "…, he concluded" ends a speech; who thinks about something does not hold it; who doubts a thing doubts no claim.
    let is_thing = attribution
        .evidence
        .first()
        .is_some_and(|evidence| matches!(evidence.by.as_ref(), "attribution.object" | "attribution.prepositional"));
    let is_bare = |token: usize, sense: Sense| {
        tree.lemma(token) == "conclude" && attribution.form == Form::Direct
            || tree.lemma(token) == "think" && tree.is_at(token + 1, "about")
            || is_thing
                && matches!(tree.lemma(token), "view" | "find" | "figure" | "gather" | "feel" | "judge" | "consider")
            || sense == Sense::Doubt && !is_question && !tree.is_at(content.start, "that")
    };
    if let Some((token, sense)) = graded.filter(|&(token, sense)| !is_bare(token, sense)) {
        let certainty = match sense {
            Sense::Assessed => Certainty::Assessed,
            Sense::Likely => Certainty::Likely,
            Sense::Unlikely | Sense::Doubt => {
                grade.negate(tree.span(token));
                Certainty::Likely
            }
            Sense::Possible => Certainty::Possible,
            Sense::Denied => {
                grade.negate(tree.span(token));
                Certainty::Denied
            }
            _ => Certainty::Unknown,
        };
        grade.set(certainty, "certainty.cue", tree.span(token));
    } else if let Some((mark, certainty)) = head.and_then(|head| open_clause(tree, head)) {
        grade.set(certainty, "certainty.open_clause", tree.span(mark));
    }
    grade
}

/// Whether a later part of the content is an infinitive: "was asked … them … to leave".
fn content_end_to(tree: &Tree, attribution: &Attribution) -> bool {
    let last = attribution.content.last().map(|&span| tokens(tree, span)).unwrap_or(0..0);
    tree.is_at(last.start, "to") && !tree.is_at(last.start + 1, "comment") && attribution.content.len() > 1
}

/// A cue under "whether" is asked after, one under "if" is supposed.
fn open_clause(tree: &Tree, head: usize) -> Option<(usize, Certainty)> {
    let mut token = head;
    for _ in 0..3 {
        for child in tree.children(token).map(usize::from).filter(|&child| child < head) {
            if tree.relation(child) == Relation::Mark && tree.is(child, "whether") {
                return Some((child, Certainty::Unknown));
            }
            if tree.relation(child) == Relation::Mark && tree.is(child, "if") {
                return Some((child, Certainty::Possible));
            }
        }
        token = match (tree.relation(token), tree.head(token)) {
            (Relation::Conj | Relation::Xcomp | Relation::Nsubj | Relation::Obj, Some(above)) => above,
            _ => return None,
        };
    }
    None
}

/// Whether the words are a question in indirect form.
fn is_question(tree: &Tree, content: Range<usize>) -> bool {
    let first = content.start;
    first < content.end
        && first < tree.len()
        && (matches!(tree.tag(first), Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::WpPoss)
            || tree.is(first, "whether")
            || tree.is(first, "if") && tree.relation(first) == Relation::Mark)
}

/// Who asks for a living.
const ASKERS: &[&str] = &["reporter", "journalist", "moderator", "correspondent", "interviewer", "questioner", "host"];

/// How many sentences of a long quotation are looked at.
const SENTENCES: usize = 6;

/// What the content says of its own claim. What a quotation of several clauses says is what its first committed clause
/// says: "We do not know why. But it was a mistake" states the mistake.
fn of_content<'t>(
    text: &str,
    structure: &Structure,
    attribution: &Attribution,
    words: &CertaintyWords,
    tree_of: &dyn Fn(usize) -> Option<Tree<'t>>,
    cue_tree: Option<&Tree<'t>>,
) -> Grade {
    let mut grade = Grade::asserted();
    let Some(&first) = attribution.content.first() else { return grade };
    let is_direct = attribution.form == Form::Direct;
    let asks = |words: &str| words.trim_end_matches(['"', '”', '’', '\'', ' ']).ends_with('?');
    let last = attribution.content.last().map_or("", |span| span.of(text));
    let source = attribution.source.first().map_or("", |span| span.of(text)).to_lowercase();
    let is_asker = ASKERS.iter().any(|asker| source.contains(asker));
    if is_direct && is_asker && asks(last) {
        grade.set(Certainty::Unknown, "certainty.question", first);
        return grade;
    }
    let mut spans = attribution.content.clone();
    if !is_direct {
        // Subject and predicate of a passive stand apart, and so do the halves of a content around its cue.
        let whole = spans.iter().fold(first, |whole, span| whole.cover(span));
        spans = if whole.len() < 400 { vec![whole] } else { vec![first] };
    }
    let is_long = is_direct && !attribution.cue.is_empty();
    let mut chosen: Option<Grade> = None;
    let mut hedges = Vec::new();
    let mut left = if is_long { SENTENCES } else { 1 };
    for span in spans {
        let mut sentence = structure.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        while left > 0 && structure.sentences.get(sentence).is_some_and(|other| other.span.start < span.end) {
            left -= 1;
            let own;
            let tree = if sentence == attribution.sentence && cue_tree.is_some() {
                cue_tree
            } else {
                own = tree_of(sentence);
                own.as_ref()
            };
            let part = structure.sentences.get(sentence).map_or(span, |sentence| sentence.span);
            let part = Span::new(part.start.max(span.start), part.end.min(span.end));
            sentence += 1;
            if is_direct && asks(part.of(text)) {
                let mut question = Grade::asserted();
                question.set(Certainty::Unknown, "certainty.question", part);
                chosen.get_or_insert(question);
                continue;
            }
            let Some(tree) = tree else {
                chosen.get_or_insert_with(Grade::asserted);
                continue;
            };
            for found in grades(tree, tokens(tree, span), attribution, words, is_long) {
                hedges.extend(found.hedges.iter().copied());
                let is_open = |grade: &Grade| matches!(grade.certainty, Certainty::Unknown | Certainty::Declined);
                if chosen.as_ref().is_none_or(|chosen| is_open(chosen) && !is_open(&found)) {
                    chosen = Some(found);
                }
            }
        }
    }
    let mut chosen = chosen.unwrap_or(grade);
    hedges.into_iter().for_each(|hedge| chosen.hedge(hedge));
    chosen
}

/// The grades of the clauses of one sentence that lie in the content; only the first one's if `is_long` is not set.
fn grades(
    tree: &Tree,
    range: Range<usize>,
    attribution: &Attribution,
    words: &CertaintyWords,
    is_long: bool,
) -> Vec<Grade> {
    if !is_long && tree.is_at(range.start, "whether") {
        let mut grade = Grade::asserted();
        grade.set(Certainty::Unknown, "certainty.whether", tree.span(range.start));
        return vec![grade];
    }
    let clause = Clause { tree, words, range, is_spoken: attribution.form == Form::Direct };
    let Some(predicate) = clause.predicate() else { return Vec::new() };
    let mut found = vec![clause.of_noun(predicate).unwrap_or_else(|| clause.grade(predicate))];
    if is_long {
        found.extend(clause.coordinated(predicate).into_iter().map(|other| clause.grade(other)));
    }
    found
}
