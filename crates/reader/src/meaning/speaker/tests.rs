//! Whole small documents: which speaker does `cast` give to which source?

use super::*;
use crate::document::{Given, Media};
use crate::{Knowledge, text};

/// Sources marked `[…]`, contents marked `{…}`: each source takes the nearest content that follows or, if none follows in
/// its paragraph, precedes. Prints the speaker of each source.
fn speakers_of(marked: &str) -> Vec<String> {
    let (mut plain, mut sources, mut contents) = (String::new(), Vec::new(), Vec::new());
    let (mut source, mut open) = (0, Vec::new());
    for character in marked.chars() {
        match character {
            '[' => source = plain.len(),
            ']' => sources.push(Span::new(source, plain.len())),
            '{' => open.push(plain.len()),
            '}' => contents.push(Span::<Clean>::new(open.pop().unwrap_or(0), plain.len())),
            other => plain.push(other),
        }
    }
    let knowledge = Knowledge::built_in();
    let document = Document {
        path: "-".to_string(),
        bytes: plain.clone().into_bytes(),
        media: Media::Plain,
        given: Given::default(),
    };
    let (clean, mut notes) = text::clean(&document);
    let structure = crate::structure::divide(&document, &clean, &knowledge, &mut notes);
    let language = crate::language::describe(&clean, &structure, &knowledge);
    let mut attributions: Vec<Attribution> = Vec::new();
    for source in &sources {
        let distance = |content: &Span<Clean>| {
            if content.start >= source.end {
                content.start - source.end
            } else {
                source.start.saturating_sub(content.end)
            }
        };
        let Some(content) = contents.iter().filter(|content| !content.contains(source)).min_by_key(|c| distance(c))
        else {
            continue;
        };
        let is_direct = content.of(&plain).starts_with(['“', '"']);
        attributions.push(Attribution {
            source: vec![*source],
            cue: vec![Span::new(source.end, source.end)],
            content: vec![*content],
            form: if is_direct { crate::attribution::Form::Direct } else { crate::attribution::Form::Indirect },
            parent: None,
            sentence: structure.sentences.partition_point(|s| s.span.start <= source.start).saturating_sub(1),
            turn: None,
            lemma: "say".to_string(),
            confidence: 1.0,
            evidence: Vec::new(),
        });
    }
    for index in 0..attributions.len() {
        let source = attributions[index].source[0];
        attributions[index].parent = (0..attributions.len())
            .filter(|&other| other != index && attributions[other].content[0].contains(&source))
            .min_by_key(|&other| attributions[other].content[0].len());
    }
    let cast = cast(&document, &clean, &structure, &language, &attributions, &knowledge);
    cast.voices
        .iter()
        .map(|voice| {
            let name = |index: &usize| cast.speakers[*index].name.clone();
            let all: Vec<String> = voice.speaker.iter().chain(&voice.with).map(name).collect();
            if all.is_empty() { "-".to_string() } else { all.join(" + ") }
        })
        .collect()
}

#[test]
fn surnames_and_pronouns_follow_the_full_name() {
    assert_eq!(
        speakers_of(
            "Foreign Minister Maria Hale opened the port on Monday.\n\n{“We are ready,”} [Hale] said. {“It took years,”} \
             [she] added.\n\nHer deputy, Jan Olsen, disagreed. {“We are late,”} [he] said."
        ),
        ["Maria Hale", "Maria Hale", "Jan Olsen"]
    );
}

#[test]
fn two_persons_of_one_surname_stay_apart() {
    assert_eq!(
        speakers_of(
            "Maria Hale and Peter Hale run the two ferries. Maria Hale owns one, Peter Hale the other.\n\n[Hale] said \
             {the ferries were safe}. [Mr. Hale] said {his was faster}."
        ),
        ["Hale", "Peter Hale"]
    );
}

#[test]
fn background_sources_stay_unnamed() {
    assert_eq!(
        speakers_of(
            "[A harbour official] said {the pier would close}. Jan Olsen, the mayor, was in Oslo.\n\n{“It is old,”} [the \
             official] said."
        ),
        ["harbour official", "harbour official"]
    );
}

#[test]
fn the_person_who_made_the_remarks_is_the_official_before() {
    assert_eq!(
        speakers_of(
            "[A ministry official] said Monday {the pier would close}.\n\nJan Olsen, the ministry's coordinator for \
             harbours, made the remarks in Bergen.\n\n[The official] said {it was old}."
        ),
        ["Jan Olsen", "Jan Olsen"]
    );
}

#[test]
fn bodies_places_and_joint_sources() {
    assert_eq!(
        speakers_of(
            "The Harbour Inspection Service (HIS) closed the pier. [The HIS] said {it was unsafe}. [Oslo and Stockholm] \
             denied {that ships were at risk}. [The ministry's spokeswoman, Maria Hale,] said {it would reopen}. [Jan Olsen \
             and Ida Berg] said {they agreed}. [Norwegian officials in Oslo and Bergen] said {it would take weeks}."
        ),
        [
            "Harbour Inspection Service",
            "Oslo + Stockholm",
            "Maria Hale",
            "Jan Olsen + Ida Berg",
            "Norwegian officials in Oslo and Bergen"
        ]
    );
}

#[test]
fn equally_good_candidates_leave_it_open() {
    assert_eq!(
        speakers_of(
            "Jan Olsen and Peter Lund met in Oslo on Monday after weeks of talks. {“It went well,”} [he] said."
        ),
        ["-"]
    );
}

#[test]
fn her_office_is_not_she() {
    assert_eq!(
        speakers_of("Minister Ida Berg left for Oslo. [Her office] said {she would return on Friday}."),
        ["Her office"]
    );
}

#[test]
fn first_person_inside_a_quotation() {
    assert_eq!(speakers_of("{“[I] said {it was safe},”} [Maria Hale] said."), ["Maria Hale", "Maria Hale"]);
}
