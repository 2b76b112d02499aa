//! Does each negation reach as far as it should?

use super::*;
use crate::knowledge::Knowledge;
use crate::language::analyse;

/// The sentence's negations as `[cue] scope words`.
fn rendered(text: &str) -> Vec<String> {
    let knowledge = Knowledge::built_in();
    let analysis = analyse(text, Span::new(0, text.len()), &knowledge).expect("a sentence is analysed");
    let words = |spans: &[Span<Clean>]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
    let found = negations(text, &analysis, &knowledge);
    found.iter().map(|one| format!("[{}] {}", words(&one.cue), words(&one.scope))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(rendered(text), expected, "{text}");
}

#[test]
fn a_verb_is_denied_with_its_subject() {
    check("The minister did not sign the treaty.", &["[not] The minister did sign the treaty"]);
    check("He never saw the report, but he knew of it.", &["[never] He saw the report"]);
}

#[test]
fn a_determiner_denies_its_clause() {
    check("We have no plans to leave.", &["[no] We have plans to leave"]);
    check("Nobody in the town heard the alarm.", &["[Nobody] in the town heard the alarm"]);
}

#[test]
fn what_is_shared_is_taken_along() {
    check("She read the letter and did not answer it.", &["[not] She did answer it"]);
}

#[test]
fn a_subordinate_clause_ends_where_the_main_one_begins() {
    check("If they do not pay, the court will decide.", &["[not] they do pay"]);
    check("She said that the bridge was not safe.", &["[not] the bridge was safe"]);
}

#[test]
fn what_is_thought_is_denied_with_the_thinking() {
    check("I do not believe that he knew.", &["[not] I do believe that he knew"]);
}

#[test]
fn an_affix_denies_its_phrase() {
    check("They found an unmarked grave.", &["[un] an marked grave"]);
    check("The search was useless.", &["[less] The search was use"]);
}

#[test]
fn without_denies_its_complement() {
    check("He left without a word.", &["[without] a word"]);
}

#[test]
fn answers_and_idioms_reach_nothing() {
    check("No, she said.", &["[No] "]);
    check("It is not only late.", &[]);
    check("You were there, were you not?", &[]);
}
