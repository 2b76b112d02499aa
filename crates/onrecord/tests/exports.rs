//! Does every export hold what other programs demand of its form, and does it say how much it holds?

mod program;

use program::server::Server;
use program::{BRIEFING, Desk, REPORT};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;

/// Name, attributes, names of the elements around it, text.
type Element = (String, Vec<(String, String)>, Vec<String>, String);

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file(
        "all/report.txt",
        format!("{REPORT}\nMayor Ilse Brandt said: “=SUM(A1) </script> \u{202e}& <b>é𝄞</b> is what they typed.”\n"),
    );
    desk.file("all/secret.txt", "Tomas Arden said that the vault was empty.\n");
    desk.file("all/secret.txt.meta.json", "{\"ground_rule\": \"off_record\"}");
    desk.run(&["add", "all"]).ends(0);
    desk
}

/// Every element of a document of XML: its name, its attributes, the names of the elements around it, its text.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut open, mut all): (Vec<usize>, Vec<Element>) = Default::default();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}"));
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let attribute = |found: quick_xml::events::attributes::Attribute| {
                    (found.key.as_ref().to_owned(), found.value.into_owned())
                };
                let attributes = start.attributes().map(|found| attribute(found.unwrap())).collect();
                let around = open.iter().map(|&at| all[at].0.clone()).collect();
                let name = start.name().as_ref().to_owned();
                all.push((name, attributes, around, String::new()));
                if !is_empty {
                    open.push(all.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop().expect("an end without a beginning");
            }
            Event::Text(text) => {
                if let Some(&at) = open.last() {
                    all[at].3.push_str(&text.xml10_content());
                }
            }
            Event::DocType(_) => panic!("a document type"),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    all
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.1.iter().find(|found| found.0 == name).map(|found| found.1.as_str())
}

#[test]
fn csv_is_read_back_with_guarded_cells_and_its_number() {
    let desk = desk();
    let out = desk.run(&["export", "--format", "csv"]).ends(0).out;
    assert!(out.contains("\r\n") && !out.contains("vault"));
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(out.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let (last, statements) = rows.split_last().unwrap();
    assert_eq!((last.get(0), last.get(1)), (Some("rows"), Some(statements.len().to_string().as_str())));
    let column = headers.iter().position(|name| name == "content").unwrap();
    assert!(statements.iter().all(|row| !row[column].starts_with(['=', '+', '-', '@'])));
    assert!(statements.iter().any(|row| row[column].contains("SUM(A1)")), "{out}");
    let server = Server::start(&desk);
    assert_eq!(server.page("/search.csv").lines().count(), out.lines().count());
    let lines = server.page("/search.jsonl?q=trucks");
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(last["rows"].as_u64().unwrap() as usize + 1, lines.lines().count());
}

#[test]
fn json_ld_uses_terms_of_schema_org_and_never_rates() {
    /// Terms of schema.org that stand here: type, and its properties, also those of `CreativeWork` and `Thing`.
    const TERMS: &[(&str, &[&str])] = &[
        ("Quotation", &["identifier", "text", "isPartOf", "creator", "dateCreated", "temporalCoverage"]),
        ("Claim", &["identifier", "text", "appearance", "author", "dateCreated", "temporalCoverage"]),
        ("CreativeWork", &["identifier", "name", "publisher"]),
        ("Person", &["identifier", "name"]),
        ("Organization", &["identifier", "name"]),
        ("Dataset", &["name", "description", "size"]),
    ];
    fn check(value: &Value) {
        let object = value.as_object().unwrap();
        let kind = object["@type"].as_str().unwrap();
        let (_, terms) = TERMS.iter().find(|known| known.0 == kind).unwrap_or_else(|| panic!("{kind}"));
        for (name, value) in object.iter().filter(|field| !field.0.starts_with('@')) {
            assert!(terms.contains(&name.as_str()), "{kind} has no {name}");
            if value.is_object() {
                check(value);
            }
        }
    }
    let desk = desk();
    let out = desk.run(&["export", "--format", "jsonld"]).ends(0).out;
    assert!(!out.contains("</script>") && out.contains("u003c/script>") && !out.contains("vault"));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["@context"], "https://schema.org");
    let graph = value["@graph"].as_array().unwrap();
    graph.iter().for_each(check);
    assert_eq!(graph.last().unwrap()["size"], (graph.len() - 1).to_string());
    let kinds: BTreeSet<&str> = graph.iter().filter_map(|one| one["@type"].as_str()).collect();
    assert!(kinds.contains("Quotation") && kinds.contains("Claim"), "{kinds:?}");
}

#[test]
fn annotations_point_at_the_exact_words() {
    let desk = desk();
    desk.run(&["export", "--format", "annotations"]).ends(2).tells("--to");
    desk.run(&["export", "--format", "annotations", "--to", "out"]).ends(0).tells("off the record");
    let files: Vec<_> =
        std::fs::read_dir(desk.path().join("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 2);
    let originals: Vec<String> = ["briefing.txt", "report.txt"]
        .map(|name| std::fs::read_to_string(desk.path().join("all").join(name)).unwrap())
        .to_vec();
    let mut count = 0;
    for file in files {
        let page: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        assert_eq!(
            (&page["type"], &page["@context"][0]),
            (&"AnnotationPage".into(), &"http://www.w3.org/ns/anno.jsonld".into())
        );
        let items = page["items"].as_array().unwrap();
        assert_eq!(page["partOf"]["total"], items.len());
        let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), items.len());
        for item in items {
            assert_eq!((&item["type"], &item["motivation"]), (&"Annotation".into(), &"describing".into()));
            let one = [item["target"].clone()];
            for target in item["target"].as_array().map_or(&one[..], |all| all) {
                let (quote, place) = (&target["selector"][0], &target["selector"][1]);
                assert_eq!(
                    (&quote["type"], &place["type"]),
                    (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
                );
                assert_eq!(place["unit"], "codepoint");
                let exact = quote["exact"].as_str().unwrap();
                let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
                let at = |text: &String| text.chars().skip(start).take(end - start).collect::<String>();
                let text = originals.iter().find(|text| at(text) == exact).unwrap_or_else(|| panic!("{exact}"));
                let context =
                    format!("{}{exact}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
                assert!(text.contains(&context), "{context}");
                count += 1;
            }
        }
    }
    assert!(count > 5);
}

#[test]
fn tei_keeps_the_rules_of_parla_clarin() {
    let desk = desk();
    desk.run(&["export", "--format", "tei", "--to", "out"]).ends(0);
    let mut kinds = BTreeSet::new();
    for entry in std::fs::read_dir(desk.path().join("out")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let all = elements(&text);
        assert_eq!(all[0].0, "TEI");
        assert_eq!(attribute(&all[0], "xmlns"), Some("http://www.tei-c.org/ns/1.0"));
        let find = |name: &str| all.iter().filter(|element| element.0 == name).collect::<Vec<_>>();
        for needed in [
            "teiHeader",
            "fileDesc",
            "titleStmt",
            "title",
            "publicationStmt",
            "sourceDesc",
            "particDesc",
            "text",
            "body",
        ] {
            assert!(!find(needed).is_empty(), "no {needed}");
        }
        let ids: Vec<&str> = all.iter().filter_map(|element| attribute(element, "xml:id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len());
        let persons: BTreeSet<&str> = find("person").into_iter().filter_map(|one| attribute(one, "xml:id")).collect();
        // Whoever speaks or is spoken to is listed; whatever is pointed at is there.
        for element in &all {
            for name in ["who", "toWhom"] {
                if let Some(who) = attribute(element, name) {
                    assert!(persons.contains(who.trim_start_matches('#')), "{who}");
                }
            }
            for target in attribute(element, "target").unwrap_or("").split_whitespace() {
                assert!(distinct.contains(target.trim_start_matches('#')), "{target}");
            }
        }
        for utterance in find("u") {
            assert_eq!(utterance.2.last().map(String::as_str), Some("div"));
            kinds.insert("u");
        }
        for segment in find("seg") {
            assert_eq!(segment.2.last().map(String::as_str), Some("u"));
        }
        for division in find("div") {
            kinds.insert(if attribute(division, "type") == Some("debateSection") { "debate" } else { "article" });
        }
        for link in find("link") {
            assert_eq!(attribute(link, "target").unwrap().split(' ').count(), 2);
            kinds.insert("answer");
        }
        let quantity = attribute(find("measure")[0], "quantity").unwrap().parse::<usize>().unwrap();
        assert_eq!(find("said").len(), quantity);
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["answer", "article", "debate", "u"]);
}

#[test]
fn a_feed_is_one_of_atom() {
    let desk = desk();
    let server = Server::start(&desk);
    let feed = server.page("/search.atom?q=speaker:quill");
    let all = elements(&feed);
    assert_eq!((all[0].0.as_str(), attribute(&all[0], "xmlns")), ("feed", Some("http://www.w3.org/2005/Atom")));
    let inside = |name: &str, around: &str| {
        all.iter().filter(|one| one.0 == name && one.2.last().is_some_and(|last| last == around)).collect::<Vec<_>>()
    };
    for needed in ["id", "title", "updated", "author"] {
        assert_eq!(inside(needed, "feed").len(), 1, "{needed}");
        assert_eq!(inside(needed, "entry").len(), inside("entry", "feed").len(), "{needed}");
    }
    assert!(inside("entry", "feed").len() > 2);
    for updated in inside("updated", "entry") {
        let time = updated.3.strip_suffix("Z").unwrap();
        time.parse::<jiff::civil::DateTime>().unwrap_or_else(|error| panic!("{time}: {error}"));
    }
    let ids: BTreeSet<&str> = inside("id", "entry").into_iter().map(|one| one.3.as_str()).collect();
    assert_eq!(ids.len(), inside("entry", "feed").len());
    assert!(!server.page("/search.atom").contains("vault"));
}

#[test]
fn brat_reads_its_own_text() {
    let desk = desk();
    desk.run(&["export", "--format", "brat", "--to", "out"]).ends(0);
    let (mut contents, mut relations) = (0, 0);
    for entry in std::fs::read_dir(desk.path().join("out")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ann") {
            continue;
        }
        let text: Vec<char> = std::fs::read_to_string(path.with_extension("txt")).unwrap().chars().collect();
        let annotations = std::fs::read_to_string(&path).unwrap();
        let mut known = BTreeSet::new();
        for line in annotations.lines() {
            let mut fields = line.split('\t');
            let (id, kind, words) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap_or(""));
            match id.chars().next().unwrap() {
                'T' => {
                    let (name, places) = kind.split_once(' ').unwrap();
                    let pieces: Vec<String> = places
                        .split(';')
                        .map(|place| {
                            let (start, end) = place.split_once(' ').unwrap();
                            text[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
                        })
                        .collect();
                    assert_eq!(pieces.join(" "), words);
                    assert!(!words.contains('\n') && known.insert(id.to_owned()));
                    contents += usize::from(name == "Content");
                }
                'R' => {
                    for argument in kind.split(' ').skip(1) {
                        assert!(known.contains(argument.split_once(':').unwrap().1), "{line}");
                    }
                    relations += 1;
                }
                _ => assert!(known.contains(kind.split_once(' ').unwrap().1), "{line}"),
            }
        }
        assert!(annotations.lines().last().unwrap().ends_with(&format!("rows {}", annotations.lines().count())));
    }
    assert!(contents > 5 && relations > 3, "{contents} {relations}");
}

#[test]
fn citations_are_text_of_their_kind() {
    let desk = desk();
    let server = Server::start(&desk);
    let found: Value = serde_json::from_str(&server.page("/search.json?q=typed")).unwrap();
    let id = found["rows"][0]["id"].as_str().unwrap();
    assert!(server.page(&format!("/statement/{id}.txt")).contains(id));
    let markdown = server.page(&format!("/statement/{id}.md"));
    assert!(markdown.contains("\\<b\\>") && markdown.contains("> "), "{markdown}");
    let bibtex = server.page(&format!("/statement/{id}.bib"));
    assert!(bibtex.starts_with("@misc{onrecord-") && bibtex.contains("\\&"), "{bibtex}");
    let depth = bibtex.replace("\\{", "").replace("\\}", "").chars().fold(0i32, |depth, c| {
        assert!(depth >= 0);
        depth + i32::from(c == '{') - i32::from(c == '}')
    });
    assert_eq!(depth, 0);
    // Nothing off the record has another form.
    let closed: Value = serde_json::from_str(&server.page("/search.json?q=vault")).unwrap();
    let closed = closed["rows"][0]["id"].as_str().unwrap().to_owned();
    let document = closed.split(':').next().unwrap();
    for path in [
        format!("/statement/{closed}.md"),
        format!("/document/{document}.tei.xml"),
        format!("/document/{document}.ann"),
    ] {
        let (head, body) = server.ask(&path, "localhost");
        assert!(head.starts_with("http/1.1 404") && !body.contains("vault"), "{path}: {head}");
    }
}
