//! Are differences found and named?

use super::*;

const SPOKEN: &str = "We do not know, uh, whether the bridge will be opened before May. We -- we think that about 3,000 people \
cross it every day, and that is certainly a lot. The mayor has seen the plan (laughter), and she likes it. I would not \
say that it was our first choice.";

#[track_caller]
fn check(quoted: &str, verdict: Verdict, touches: Option<Touches>) -> Checked {
    let transcript = Transcript::new(SPOKEN, &[(0, SPOKEN.len())]);
    let found = transcript.check(quoted, &[(0, quoted.len())]).expect("the words are there");
    assert_eq!(found.verdict, verdict, "{quoted}: {:?}", found.edits);
    assert_eq!(found.edits.iter().find_map(|edit| edit.touches), touches, "{quoted}: {:?}", found.edits);
    found
}

#[test]
fn each_difference_has_its_name() {
    check("that is certainly a lot.", Verdict::Partial, None);
    check("about 3,000 people cross it every day, and that is certainly a lot.", Verdict::Identical, None);
    check("We don’t know, uh, whether the bridge will be opened before May.", Verdict::Typography, None);
    check("We do not know whether the bridge will be opened before May.", Verdict::Disfluency, None);
    check(
        "We do not know ... whether the bridge will be opened ... people cross it every day",
        Verdict::Ellipsis,
        None,
    );
    check("[The mayor] has seen the plan, and [Ines Calder] likes it.", Verdict::Bracket, None);
    check("The mayor has seen the plan, and likes it.", Verdict::Altered, Some(Touches::Subject));
    check("about 3,000 people cross it every day, and that is a lot.", Verdict::Altered, Some(Touches::Hedge));
    check(
        "about 4,000 people cross it every day, and that is certainly a lot.",
        Verdict::Altered,
        Some(Touches::Number),
    );
    check("people cross it every single day, and that is certainly a lot.", Verdict::Altered, None);
    check("I would say that it was our first choice.", Verdict::Altered, Some(Touches::Negation));
    check("I should not say that it was our first choice.", Verdict::Altered, Some(Touches::Modality));
    check("I would not say that it is our first choice.", Verdict::Altered, Some(Touches::Tense));
}

#[test]
fn a_quotation_that_is_broken_is_one() {
    let report = "“The mayor has seen the plan,” he said, “and she likes it.”";
    let (cut, go_on) = (report.find(",”").unwrap(), report.find("and she").unwrap());
    let transcript = Transcript::new(SPOKEN, &[(0, SPOKEN.len())]);
    let found = transcript.check(report, &[(3, cut), (go_on, report.len())]).expect("the words are there");
    assert_eq!(found.verdict, Verdict::Identical, "{:?}", found.edits);
    assert_eq!(&SPOKEN[found.place.0..found.place.1], "The mayor has seen the plan (laughter), and she likes it");
}

#[test]
fn two_places_that_are_printed_as_one_are_a_splice() {
    for (quoted, second) in [
        ("We do not know whether the bridge will be seen by the mayor", None),
        ("whether the bridge will be opened before the mayor has seen the plan", Some("mayor has seen the plan")),
        (
            "about 3,000 people cross it every day and say that it was our first choice",
            Some("say that it was our first choice"),
        ),
    ] {
        let transcript = Transcript::new(SPOKEN, &[(0, SPOKEN.len())]);
        let found = transcript.check(quoted, &[(0, quoted.len())]).expect("the words are there");
        let splice = found.edits.iter().find(|edit| edit.op == Op::Splice);
        assert_eq!(splice.is_some(), second.is_some(), "{quoted}: {:?}", found.edits);
        if let (Some(splice), Some(second)) = (splice, second) {
            assert!(found.is_critical());
            let place = splice.transcript.map(|(from, to)| &SPOKEN[from..to]).unwrap_or("");
            assert!(place.ends_with(second) || second.starts_with("mayor"), "{place}");
        }
    }
    // Two whole sentences without the one between them: words are left out, nothing is spliced.
    let quoted =
        "We do not know whether the bridge will be opened before May. The mayor has seen the plan, and she likes it.";
    let transcript = Transcript::new(SPOKEN, &[(0, SPOKEN.len())]);
    let found = transcript.check(quoted, &[(0, quoted.len())]).expect("the words are there");
    assert!(found.edits.iter().all(|edit| edit.op != Op::Splice), "{:?}", found.edits);
}

#[test]
fn other_words_are_not_found() {
    let transcript = Transcript::new(SPOKEN, &[(0, SPOKEN.len())]);
    for quoted in ["The harbor was closed on Tuesday after the storm", "lot of plan", ""] {
        assert_eq!(transcript.check(quoted, &[(0, quoted.len())]), None, "{quoted}");
    }
}
