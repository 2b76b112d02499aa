//! Whole small documents: which speaker does `cast` give to which source?

use super::*;
use crate::document::{Document, Given, Media};
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
    let cast = cast(&clean, &structure, &language, &attributions, &knowledge);
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

#[test]
fn a_headline_makes_no_names() {
    assert_eq!(
        speakers_of(
            "Hale Sees New Danger for Old Ferries\n\n[Maria Hale] said {ferries were old}. [Hale] said {more money was needed}."
        ),
        ["Maria Hale", "Maria Hale"]
    );
}

#[test]
fn mr_beside_the_only_full_name_of_a_woman_is_another() {
    assert_eq!(
        speakers_of(
            "President Berg opened the port. Ida Berg, the painter, was there too. The crowd waited for an hour in the rain. \
             Nobody left before noon on that day. [Mr. Berg] said {it was a great day}. [President Berg] said {so twice}."
        ),
        ["Berg", "Berg"]
    );
}

#[test]
fn short_and_long_first_names_are_one_person() {
    assert_eq!(
        speakers_of("Michael Lund arrived. [Mike Lund] said {he was late}. [Lund] added {that he was sorry}."),
        ["Michael Lund", "Michael Lund"]
    );
}

#[test]
fn the_north_is_the_country_named_in_the_document() {
    assert_eq!(
        speakers_of(
            "North Macedonia closed the border. [The North] said {it was sorry}. [Skopje] denied {that it was late}."
        ),
        ["North Macedonia", "Skopje"]
    );
}

#[test]
fn a_background_source_that_never_speaks_is_still_the_official() {
    assert_eq!(
        speakers_of(
            "[A port official] said {the pier was closed}. Asked again, a city official pointed to the mayor. [The official] \
             said {it would open}. [The official] added {that it was old}."
        ),
        ["port official", "city official", "city official"]
    );
}

/// A transcript of invented people, read as it stands.
fn transcript(plain: &str) -> Cast {
    let knowledge = Knowledge::built_in();
    let document = Document {
        path: "-".to_string(),
        bytes: plain.as_bytes().to_vec(),
        media: Media::Plain,
        given: Given::default(),
    };
    let (clean, mut notes) = text::clean(&document);
    let structure = crate::structure::divide(&document, &clean, &knowledge, &mut notes);
    let language = crate::language::describe(&clean, &structure, &knowledge);
    let attributions = crate::attribution::find(&clean, &structure, &language, &knowledge);
    cast(&clean, &structure, &language, &attributions, &knowledge)
}

#[test]
fn turns_of_a_transcript_have_their_speakers() {
    let cast = transcript(
        "Press Gaggle by Deputy Harbour Secretary Maria Hale\n\nVia Teleconference\n\n12:40 P.M. EST\n\nMODERATOR: Hello, \
         everyone. Our first question will go to Per Dahl with the Harbour Gazette.\n\nQ Thank you. Will the pier \
         close?\n\nMS. HALE: We have closed the pier. I said it would close.\n\nMODERATOR: Next we go to Ida \
         Berg.\n\nQ When will it open?\n\nMS. HALE: It will open on Friday.\n\nEND 12:50 P.M. EST\n",
    );
    let names: Vec<Option<&str>> =
        cast.of_turn.iter().map(|turn| turn.map(|index| cast.speakers[index].name.as_str())).collect();
    assert_eq!(
        names,
        [
            Some("moderator"),
            Some("Per Dahl"),
            Some("Maria Hale"),
            Some("moderator"),
            Some("Ida Berg"),
            Some("Maria Hale")
        ]
    );
    let dahl = cast.speakers.iter().find(|speaker| speaker.name == "Per Dahl");
    assert_eq!(dahl.and_then(|speaker| speaker.outlet.as_deref()), Some("Harbour Gazette"));
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "Maria Hale",
        "Hale",
        "Mr. Hale",
        "Jan",
        "the official",
        "a U.S. official",
        "he",
        "She",
        "they",
        "I",
        "we",
        "who",
        "it",
        " said ",
        " told reporters ",
        ", ",
        ". ",
        "“",
        "”",
        "\n\n",
        "the North",
        "North Korea",
        "DPRK",
        "(HIS)",
        "’s",
        "'",
        "MODERATOR: ",
        "Q ",
        "MS. HALE: ",
        "THE PRESIDENT: ",
        "Æ",
        "…",
        "made the remarks",
        "and",
        "of",
        "Secretary of State",
        "three advisers",
        "the advisers",
        "U.S.",
        "J.",
        "D-",
        "0",
        "\u{301}",
        "King",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever the spans are, every index is valid and the same text gives the same cast.
        #[test]
        fn every_index_is_valid(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 1..60),
            cuts in prop::collection::vec((0_usize..600, 0_usize..60, 0_usize..600, 0_usize..80, any::<bool>()), 0..12),
        ) {
            let plain: String = pieces.join(" ");
            let knowledge = knowledge();
            let document = Document {
                path: "-".to_string(), bytes: plain.clone().into_bytes(), media: Media::Plain, given: Given::default(),
            };
            let (clean, mut notes) = text::clean(&document);
            let structure = crate::structure::divide(&document, &clean, knowledge, &mut notes);
            let language = crate::language::describe(&clean, &structure, knowledge);
            let attributions: Vec<Attribution> = cuts.iter().enumerate().map(|(index, &(source, len, content, more, in_turn))| {
                Attribution {
                    source: if len == 0 { Vec::new() } else { vec![Span::new(source, source + len)] },
                    cue: vec![Span::new(source + len, source + len + 4)],
                    content: vec![Span::new(content, content + more)],
                    form: crate::attribution::Form::Direct,
                    // Parents may even form a ring.
                    parent: (index > 0).then_some((index * 7) % cuts.len()),
                    sentence: content,
                    turn: in_turn.then_some(index),
                    lemma: "tell".to_string(),
                    confidence: 1.0,
                    evidence: Vec::new(),
                }
            }).collect();
            let first = cast(&clean, &structure, &language, &attributions, knowledge);
            prop_assert_eq!(first.voices.len(), attributions.len());
            prop_assert_eq!(first.of_turn.len(), structure.turns.len());
            for voice in &first.voices {
                for index in voice.speaker.iter().chain(&voice.with).chain(&voice.addressee) {
                    prop_assert!(*index < first.speakers.len());
                }
                prop_assert!(!voice.evidence.is_empty());
            }
            prop_assert_eq!(&first, &cast(&clean, &structure, &language, &attributions, knowledge));
        }
    }

    fn knowledge() -> &'static Knowledge {
        static KNOWLEDGE: std::sync::OnceLock<Knowledge> = std::sync::OnceLock::new();
        KNOWLEDGE.get_or_init(Knowledge::built_in)
    }
}
