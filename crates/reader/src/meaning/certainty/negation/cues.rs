//! Which words and affixes of a sentence negate?
//!
//! Words of the closed class are cues wherever they stand, save in idioms that negate nothing ("not only", "no doubt");
//! affixes are cues on adjectives, adverbs and participles. Useful to `negation` only.

use crate::attribution::tree::Tree;
use crate::language::{Relation, Tag};
use crate::meaning::words::rows;
use crate::span::{Clean, Span};
use rustc_hash::FxHashSet;

/// Words with a negative prefix, and words that only look as if they had one.
#[derive(Debug, Default)]
pub(crate) struct NegationWords {
    prefixed: FxHashSet<&'static str>,
    seeming: Vec<&'static str>,
}

impl NegationWords {
    /// The list that comes with the program.
    pub(crate) fn built_in() -> NegationWords {
        let mut words = NegationWords::default();
        for row in rows(include_str!("../../../../data/lexicons/affixal-negation.tsv")) {
            match *row.as_slice() {
                ["prefix", word] => {
                    words.prefixed.insert(word);
                }
                ["not", word] => words.seeming.push(word),
                _ => {}
            }
        }
        words
    }

    /// The affix of a word, as a range of its bytes.
    fn affix(&self, word: &str) -> Option<(usize, usize)> {
        if !word.is_ascii() || word.len() < 6 {
            return None;
        }
        let word = word.to_ascii_lowercase();
        if self.seeming.iter().any(|seeming| word.starts_with(seeming)) {
            return None;
        }
        let stem = word.strip_suffix("ly").or_else(|| word.strip_suffix("ness")).unwrap_or(&word);
        if stem.len() > 5 && stem.ends_with("less") {
            return Some((stem.len() - 4, stem.len()));
        }
        if word.starts_with("un") {
            return Some((0, 2));
        }
        // "possibly" of "possible", "relevance" and "ability" of theirs.
        let stems = [("", ""), ("ly", ""), ("y", "e"), ("ily", "y"), ("ness", ""), ("ity", "e"), ("ce", "t")];
        let known = stems.iter().any(|(ending, other)| {
            word.strip_suffix(ending).is_some_and(|stem| match *other {
                "" => self.prefixed.contains(stem),
                other => self.prefixed.contains(format!("{stem}{other}").as_str()),
            })
        });
        known.then(|| if word.starts_with("dis") { (0, 3) } else { (0, 2) })
    }
}

/// One-word cues.
const CUES: &[&str] = &[
    "not", "n't", "n’t", "never", "no", "nothing", "nobody", "none", "nowhere", "without", "nor", "neither", "noone",
    "cannot",
];

/// The cues of a sentence, in order.
pub(super) fn find(tree: &Tree, words: &NegationWords) -> Vec<Vec<Span<Clean>>> {
    let mut found: Vec<Vec<Span<Clean>>> = Vec::new();
    let mut neither: Option<usize> = None;
    for token in 0..tree.len() {
        let is = |word: &str| tree.is(token, word);
        if CUES.iter().any(|word| is(word)) {
            if is_idiom(tree, token) {
                continue;
            }
            if is("no") && token > 0 && tree.is(token - 1, "by") && tree.is_at(token + 1, "means") {
                found.push(vec![tree.span(token - 1), tree.span(token), tree.span(token + 1)]);
                continue;
            }
            if is("nor")
                && let Some(pair) = neither.take().and_then(|at| found.get_mut(at))
            {
                pair.push(tree.span(token));
                continue;
            }
            if is("neither") {
                neither = Some(found.len());
            }
            found.push(vec![tree.span(token)]);
            continue;
        }
        let tag = tree.tag(token);
        let may_be_affixed = matches!(tag, Tag::Jj | Tag::Rb | Tag::Vbn) || tag == Tag::Nn && !is("unless");
        if may_be_affixed
            && let Some((start, end)) = words.affix(tree.word(token))
            && !(tree.child(token, &[Relation::Det, Relation::NmodPoss]).is_some()
                && tree.child(token, &[Relation::Cop]).is_none())
            && (tag != Tag::Nn || !tree.word(token).to_ascii_lowercase().starts_with("un"))
        {
            let at = tree.span(token).start;
            found.push(vec![Span::new(at + start, at + end)]);
        }
    }
    found
}

/// Whether the word stands in a phrase that negates nothing.
fn is_idiom(tree: &Tree, token: usize) -> bool {
    let next = |words: &[&str]| words.iter().any(|word| tree.is_at(token + 1, word));
    let before = |words: &[&str]| token > 0 && words.iter().any(|word| tree.is(token - 1, word));
    if tree.is(token, "not") {
        // "not only … but", "whether or not", "if not the first".
        let is_tag = token > 1
            && tree.tag(token - 1) == Tag::Prp
            && (tree.tag(token - 2) == Tag::Md || matches!(tree.lemma(token - 2), "be" | "do" | "have"))
            && (token + 1 >= tree.len() || next(&["?", ","]));
        // "not only … but", "could not but agree", "cannot help", "not until Monday", "whether or not".
        let is_positive = next(&["only", "but", "help", "until"]);
        return is_tag
            || is_positive
            || before(&["or"]) && (next(&["."]) || token > 1 && tree.is(token - 2, "whether"));
    }
    if tree.is(token, "no") {
        // "he is no doubt right" has no doubt only as an adverb; "there is no doubt that" has it.
        let is_said = token > 0
            && matches!(tree.lemma(token - 1), "have" | "be" | "leave" | "make" | "see")
            && (token + 2 >= tree.len()
                || tree.tag(token + 2).is_punctuation()
                || ["that", "about", "of", "as", "in"].iter().any(|word| tree.is(token + 2, word)));
        return next(&["doubt"]) && !is_said || before(&["or"]) && next(&["."]);
    }
    if tree.is(token, "n't") || tree.is(token, "n’t") {
        // "Don't you think that …?" holds that it is so; "wasn't it?" too.
        let asks = next(&["you", "we"]) || tree.is_at(token + 2, "?") || tree.is_at(token + 2, ",");
        let holds = ["think", "see", "agree", "believe", "find", "feel", "remember", "mean", "realize", "realise"];
        let verb = (token + 2..(token + 5).min(tree.len())).find(|&next| tree.tag(next).is_verb());
        let is_tag = token + 2 < tree.len() && tree.tag(token + 1) == Tag::Prp && tree.is(token + 2, "?");
        return is_tag || asks && verb.is_some_and(|verb| holds.contains(&tree.lemma(verb))) && next(&["you", "we"]);
    }
    if tree.is(token, "nothing") {
        return next(&["but"]) || before(&["for"]);
    }
    if tree.is(token, "never") {
        return next(&["mind"]) && token == 0;
    }
    if tree.is(token, "none") {
        return next(&["too", "other"]);
    }
    tree.is(token, "without") && next(&["doubt"])
}
