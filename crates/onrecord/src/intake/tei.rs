//! What was said in a debate that is kept as TEI?
//!
//! The utterances of Parla-CLARIN and ParlaMint files become turns, each behind the name of who speaks: the name of the list
//! of persons, else the label that the transcript prints, else the last part of the reference. What the stenographers noted
//! stands in brackets. The document is the text made so: its offsets do not count in the XML. Not useful for TEI that is no
//! record of speech.

use super::meta;
use super::walk::{Place, Walk, Walked};
use super::xml::{self, Part};
use reader::{Given, GivenEvent, Media};
use std::collections::BTreeMap;

/// What a file gives.
#[derive(Debug, Default, PartialEq)]
struct Debate {
    title: String,
    date: String,
    venue: String,
    language: String,
    text: String,
    utterances: usize,
}

/// Reads one file.
pub fn debate(walk: &mut Walk, place: &Place, bytes: &[u8]) -> Walked {
    let mut debate = Debate::default();
    let end = read(&xml::decoded(bytes), &mut debate);
    if debate.utterances == 0 {
        let what = match end {
            Ok(()) => "there is no utterance (`u`) in this TEI file; is it the file that lists the others?".into(),
            Err(what) => what,
        };
        return walk.tell(&place.path, &format!("not read: {what}"), place.named);
    }
    let filled =
        |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let day = meta::day(&debate.date);
    let event = GivenEvent { name: None, date: day, venue: filled(&debate.venue), channel: None };
    let own = Given {
        title: filled(&debate.title),
        published: None,
        language: filled(&debate.language),
        event: Some(event).filter(|event| *event != GivenEvent::default()),
        ..Given::default()
    };
    walk.document(place, place.path.clone(), debate.text.into_bytes(), Media::Plain, own)?;
    match end {
        Ok(()) => Ok(()),
        Err(what) => walk.tell(&place.path, &format!("not read to its end: {what}"), place.named),
    }
}

/// A name that is put together from its parts.
#[derive(Default)]
struct Name {
    first: String,
    last: String,
    whole: String,
}

impl Name {
    fn shown(&self) -> String {
        let parts = if self.last.is_empty() { self.whole.clone() } else { format!("{} {}", self.first, self.last) };
        parts.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn read(text: &str, debate: &mut Debate) -> Result<(), String> {
    let mut persons: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    let (mut person, mut name) = (None::<String>, Name::default());
    // The turn in hand: its label and its paragraphs.
    let (mut turn, mut label): (Option<(String, Vec<String>)>, Option<String>) = (None, None);
    let (mut note, mut is_label) = (None::<String>, false);
    xml::parts(text, |part| {
        match part {
            Part::Open(element) => {
                let tag = element.local_name().as_ref().to_owned();
                let attribute = |name: &str| xml::attribute(&element, name);
                let is_in = |name: &str| open.iter().any(|tag| tag == name);
                match tag.as_str() {
                    "TEI" | "text" if debate.language.is_empty() => {
                        debate.language = attribute("lang").unwrap_or_default()
                    }
                    "person" => (person, name) = (attribute("id"), Name::default()),
                    "date" if is_in("setting") || debate.date.is_empty() && is_in("bibl") => {
                        if let Some(day) = attribute("when") {
                            debate.date = day;
                        }
                    }
                    "u" => {
                        let who = attribute("who").unwrap_or_default();
                        let who = who.split_whitespace().next().unwrap_or("").trim_start_matches('#');
                        let printed = label.take();
                        let known = persons.get(who).cloned().or(printed);
                        let name =
                            known.unwrap_or_else(|| who.rsplit(['#', ':', '.']).next().unwrap_or(who).to_owned());
                        turn = Some((if name.is_empty() { "Speaker".into() } else { name }, Vec::new()));
                    }
                    "seg" | "p" => {
                        if let Some((_, paragraphs)) = &mut turn {
                            paragraphs.push(String::new());
                        }
                    }
                    "note" | "kinesic" | "vocal" | "incident" | "gap" if note.is_none() => {
                        (note, is_label) = (Some(String::new()), attribute("type").as_deref() == Some("speaker"));
                    }
                    _ => {}
                }
                open.push(tag);
            }
            Part::Close(tag) => {
                open.pop();
                match tag.as_str() {
                    "person" => {
                        if let Some(id) = person.take().filter(|_| !name.shown().is_empty()) {
                            persons.insert(id, name.shown());
                        }
                    }
                    "u" => end(debate, turn.take()),
                    "note" | "kinesic" | "vocal" | "incident" | "gap" => {
                        let words = note.take().unwrap_or_default();
                        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                        let words = words.trim_matches(['(', ')', '[', ']', '/']).trim();
                        match &mut turn {
                            _ if words.is_empty() => {}
                            None if is_label => label = Some(words.trim_end_matches(':').to_owned()),
                            Some((_, paragraphs)) if !is_label => paragraphs.push(format!("[{words}]")),
                            None => debate.text += &format!("[{words}]\n\n"),
                            Some(_) => {}
                        }
                        if let Some((_, paragraphs)) = &mut turn {
                            paragraphs.push(String::new());
                        }
                    }
                    _ => {}
                }
            }
            Part::Text(text) => {
                let is_in = |name: &str| open.iter().any(|tag| tag == name);
                let last = open.last().map_or("", String::as_str);
                if let Some(note) = &mut note {
                    *note += &text;
                } else if let Some((_, paragraphs)) = &mut turn {
                    match paragraphs.last_mut() {
                        Some(paragraph) => *paragraph += &text,
                        None => paragraphs.push(text),
                    }
                } else if person.is_some() {
                    match last {
                        "forename" if name.last.is_empty() || !name.first.is_empty() => {
                            name.first += &format!("{text} ")
                        }
                        "forename" => name.first = text,
                        "surname" => name.last += &format!("{text} "),
                        "persName" => name.whole += &text,
                        _ => {}
                    }
                } else if last == "title" && is_in("titleStmt") && debate.title.trim().is_empty() {
                    debate.title = text;
                } else if last == "name" && is_in("setting") && debate.venue.trim().is_empty() {
                    debate.venue = text;
                }
            }
        }
        true
    })
}

/// Writes a turn that is at its end.
fn end(debate: &mut Debate, turn: Option<(String, Vec<String>)>) {
    let Some((name, paragraphs)) = turn else { return };
    let paragraphs = paragraphs.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let paragraphs: Vec<String> = paragraphs.filter(|text| !text.is_empty()).collect();
    if paragraphs.is_empty() {
        return;
    }
    debate.utterances += 1;
    debate.text += &format!("{}: {}\n\n", name.to_uppercase(), paragraphs.join("\n\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utterances_become_turns() {
        let text = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader>
            <titleStmt><title>Sitting 4</title></titleStmt>
            <settingDesc><setting><name>Harrow House</name><date when="2025-10-14">14 October</date></setting></settingDesc>
            <listPerson><person xml:id="LorneTessa"><persName><surname>Lorne</surname><forename>Tessa</forename></persName>
            </person></listPerson></teiHeader><text><body><div>
            <note type="speaker">Ms Lorne:</note><u who="#LorneTessa"><seg>We will not go.</seg><kinesic><desc>Applause</desc>
            </kinesic><seg><s><w>The</w> <w>port</w> is open.</s></seg></u>
            <note type="speaker">The Chair:</note><u who="#x"><seg>Thank you.</seg></u>
            <u who="#parl.Arden"><seg>No &amp; no.</seg></u></div></body></text></TEI>"##;
        let mut debate = Debate::default();
        assert_eq!(read(text, &mut debate), Ok(()));
        let wanted = "TESSA LORNE: We will not go.\n\n[Applause]\n\nThe port is open.\n\nTHE CHAIR: Thank you.\n\n\
                      ARDEN: No & no.\n\n";
        assert_eq!(debate.text, wanted);
        assert_eq!(
            (debate.title.as_str(), debate.date.as_str(), debate.venue.as_str()),
            ("Sitting 4", "2025-10-14", "Harrow House")
        );
        assert_eq!((debate.language.as_str(), debate.utterances), ("en", 3));
    }
}
