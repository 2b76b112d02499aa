//! Does a record outlive what happens to it: the same file again, a kill, a second writer, a newer version, corrections?

mod program;

use program::{BRIEFING, Desk, REPORT};
use serde_json::Value;

/// A folder with the briefing, the report and what stands beside it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file("all/report.txt", REPORT);
    desk.file("all/report.txt.meta.json", r#"{"outlet":"The Lydmark Daily","published":"2031-03-04"}"#);
    desk
}

/// The id of the only statement that answers.
fn one(desk: &Desk, query: &str) -> String {
    let found = desk.run(&["search", query, "--json"]).ends(0).json();
    assert_eq!(found.len(), 2, "{query}: {found:?}");
    found[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn adding_again_adds_nothing() {
    let desk = desk();
    assert!(desk.run(&["add", "all"]).ends(0).out.starts_with("2 new, 0 held already"));
    let export = desk.run(&["export"]).ends(0).out;
    assert!(desk.run(&["add", "all"]).ends(0).out.starts_with("0 new, 2 held already"));
    assert_eq!(desk.run(&["export"]).ends(0).out, export);
    // From another place it is the same document.
    std::fs::rename(desk.path().join("all"), desk.path().join("moved")).unwrap();
    assert!(desk.run(&["add", "moved"]).ends(0).out.starts_with("0 new, 2 held already"));
    let ran = desk.run(&["add", "moved", "--json"]).ends(0);
    assert_eq!(ran.json()[0]["held"], 2);
}

#[test]
fn the_export_is_what_was_read_and_says_its_length() {
    let desk = desk();
    desk.run(&["add", "all"]).ends(0);
    let export = desk.run(&["export", "--format", "jsonl"]).ends(0).json();
    let (last, lines) = export.split_last().unwrap();
    assert_eq!(last["rows"], lines.len());
    // Readings first, then what their statements have to do with one another.
    let (readings, links) = lines.split_at(lines.iter().take_while(|line| line["schema"] == 1).count());
    assert!(links.iter().all(|line| ["link", "thread", "conflict"].iter().any(|kind| line[kind].is_string())));
    let read = desk.run(&["read", "all", "--json"]).ends(0).json();
    let strip = |reading: &Value| {
        let mut reading = reading.clone();
        for speaker in reading["speakers"].as_array_mut().unwrap() {
            let person = speaker.as_object_mut().unwrap().remove("person");
            assert!(person.is_some(), "a speaker without the key `person`");
        }
        reading
    };
    assert_eq!(readings.iter().map(strip).collect::<Vec<_>>(), read);
    let persons = readings.iter().flat_map(|reading| reading["speakers"].as_array().unwrap());
    let quill: Vec<&Value> =
        persons.filter(|speaker| speaker["name"] == "Mara Quill").map(|speaker| &speaker["person"]).collect();
    assert_eq!(quill, ["person.mara-quill", "person.mara-quill"]);
}

#[test]
fn a_record_answers() {
    let desk = desk();
    desk.run(&["add", "all"]).ends(0);
    let id = one(&desk, "trucks speaker:quill outlet:lydmark");
    let (document, _) = id.split_once(':').unwrap();
    assert!(desk.run(&["show"]).ends(0).out.contains("2 documents, of which 1 transcript"));
    assert!(desk.run(&["show", document]).ends(0).out.contains("Trucks cross the bridge"));
    assert!(desk.run(&["show", &id]).ends(0).out.contains("400 trucks"));
    assert!(desk.run(&["show", "person.mara-quill"]).ends(0).out.contains("Mara Quill"));
    let why = desk.run(&["explain", &id]).ends(0);
    assert!(why.out.contains("attribution.") && why.out.contains("certainty"), "{}", why.out);
    assert!(desk.run(&["people", "quill"]).ends(0).out.contains("Mara Quill"));
    assert!(desk.run(&["statements"]).ends(0).out.contains("convoy"));
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
    // Nothing found has its reason, and no query is an error.
    desk.run(&["search", "elephants"]).ends(0).tells("none of the");
    desk.run(&["search", "certainty:sure \"(("]).ends(0).tells("asserted, assessed");
    desk.run(&["show", "0123456789abcdef"]).ends(4).tells("holds nothing with this id");
    desk.run(&["explain", "nonsense"]).ends(2).tells("no id of a statement");
}

#[test]
fn corrections_survive_a_new_reading() {
    let desk = desk();
    desk.run(&["add", "all"]).ends(0);
    let id = one(&desk, "convoy");
    desk.run(&["correct", &id, "certainty", "sure"]).ends(4).tells("the correction was not kept");
    desk.run(&["correct", &id, "speaker", "Ilya Torven", "--note", "heard it myself"]).ends(0);
    for _ in 0..2 {
        assert_eq!(one(&desk, "convoy speaker:torven"), id);
        let why = desk.run(&["explain", &id]).ends(0).out;
        assert!(why.contains("user.correction") && why.contains("heard it myself"), "{why}");
        desk.run(&["reread"]).ends(0);
    }
}

#[test]
fn what_a_user_found_wrong_and_what_is_off_the_record_is_not_exported() {
    let desk = desk();
    desk.file(
        "all/secret.txt",
        "“We will leave in May,” Ilya Torven told Northern Wire in the harbor town on Tuesday.\n",
    );
    desk.file("all/secret.txt.meta.json", r#"{"ground_rule":"off_record"}"#);
    desk.run(&["add", "all"]).ends(0);
    let ran = desk.run(&["export"]).ends(0).tells("1 document off the record left out");
    assert!(!ran.out.contains("secret.txt"));
    let readings = ran.json().iter().filter(|line| line["schema"] == 1).count();
    assert_eq!((readings, ran.json().last().unwrap()["rows"].as_u64()), (2, Some(ran.json().len() as u64 - 1)));
    let id = one(&desk, "convoy");
    assert!(ran.out.contains(&format!("\"id\":\"{id}\"")));
    desk.run(&["correct", &id, "statement", "wrong"]).ends(0);
    assert!(!desk.run(&["export"]).ends(0).out.contains(&format!("\"{id}\"")));
    desk.run(&["statements", "--offset", "1000"]).ends(0).tells("nothing behind number");
}

#[test]
fn a_missing_a_foreign_and_a_newer_record_are_told_apart() {
    let desk = desk();
    desk.run(&["statements"]).ends(4).tells("there is no record here");
    desk.run(&["correct", "0123456789abcdef:s1", "speaker", "X"]).ends(4).tells("there is no record here");
    assert!(!desk.path().join("record.onrecord").exists(), "asking must not make a record");
    desk.file("text.onrecord", "This is a text and no record. ".repeat(40));
    desk.run(&["add", "all", "--record", "text.onrecord"]).ends(4).tells("no record of onrecord");
    desk.file("tiny.txt", "x");
    desk.run(&["statements", "--record", "tiny.txt"]).ends(4).tells("no record of onrecord");
    assert_eq!(std::fs::read(desk.path().join("tiny.txt")).unwrap(), b"x");
    desk.run(&["add", "all"]).ends(0);
    let record = rusqlite::Connection::open(desk.path().join("record.onrecord")).unwrap();
    record.pragma_update(None, "user_version", 99).unwrap();
    drop(record);
    desk.run(&["add", "all"]).ends(4).tells("a newer version of onrecord wrote this record");
    desk.run(&["export"]).ends(4).tells("format 99");
}

#[test]
fn a_second_writer_waits_and_is_told() {
    let desk = desk();
    desk.run(&["add", "all/report.txt"]).ends(0);
    let other = rusqlite::Connection::open(desk.path().join("record.onrecord")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.run(&["add", "all"]).ends(4).tells("another program is writing");
    desk.run(&["statements"]).ends(0);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(desk.run(&["add", "all"]).ends(0).out.starts_with("1 new, 1 held already"));
}

#[test]
fn bad_files_do_not_stop_the_batch() {
    let desk = desk();
    desk.file("all/a-empty.txt", "");
    desk.file("all/b-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    desk.file("all/c-broken.txt", b"Mara Quill said on Monday \xff\xfe that it was \xc3( true.\n");
    let ran = desk.run(&["add", "all", "all/none.txt"]).ends(3).tells("b-picture.txt").tells("none.txt");
    assert!(ran.out.starts_with("4 new, 0 held already, 2 not read"), "{}", ran.out);
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
}

#[test]
fn a_kill_loses_no_document_that_was_kept_and_the_same_command_goes_on() {
    let desk = Desk::new();
    for number in 0..400 {
        let text = REPORT.replace("400", &(number * 7 + 3).to_string());
        desk.file(&format!("many/{}/{number}.txt", number % 5), text.repeat(1 + number % 3));
    }
    desk.run(&["add", "many", "--record", "whole.onrecord"]).ends(0);
    let whole = desk.run(&["export", "--record", "whole.onrecord"]).ends(0).out;
    let mut kept = 0;
    for round in 1..=5 {
        let mut command = desk.command(&["add", "many", "--quiet", "--threads", "2"]);
        let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(15 * round));
        // SIGKILL: nothing can be finished.
        child.kill().unwrap();
        child.wait().unwrap();
        if desk.path().join("record.onrecord").exists() {
            let export = desk.run(&["export"]);
            if kept == 0 && export.code == 4 {
                // Killed before there was a record: the file is empty, and reading does not make one of it.
                export.tells("there is no record here");
                continue;
            }
            let export = export.ends(0);
            let documents = export.out.lines().count() - 1;
            assert!(documents >= kept, "a document that was kept is gone");
            kept = documents;
            let unknown = export.out.lines().filter(|line| !line.starts_with("{\"rows\"") && !whole.contains(line));
            assert_eq!(unknown.count(), 0, "a document is half there");
        }
    }
    desk.run(&["add", "many"]).ends(0);
    assert!(desk.run(&["export"]).ends(0).out == whole, "the export depends on what happened before");
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
}

#[test]
fn the_example_is_kept_and_printed() {
    let desk = Desk::new();
    let ran = desk.run(&["try"]).ends(0);
    for words in ["7 documents", "Tessa Lorne", "example.onrecord"] {
        assert!(ran.out.contains(words) || ran.err.contains(words), "{words}");
    }
    let again = desk.run(&["try"]).ends(0);
    assert_eq!(again.out, ran.out);
}

#[test]
fn threads_and_conflicts_show_the_lines_of_the_export_with_texts() {
    let desk = Desk::new();
    let claim = "Ilya Torven said on Tuesday that the reactor at Orsa was connected to the southern grid in August.\n";
    let denial =
        "Mara Quill said on Tuesday that the reactor at Orsa was not connected to the southern grid in August.\n";
    for (name, text) in [("one", claim), ("two", denial)] {
        desk.file(&format!("all/{name}.txt"), text);
        desk.file(&format!("all/{name}.txt.meta.json"), r#"{"published":"2025-10-14"}"#);
    }
    desk.run(&["add", "all"]).ends(0);
    let export = desk.run(&["export"]).ends(0).json();
    for (command, key) in [("threads", "thread"), ("conflicts", "conflict")] {
        let mut shown = desk.run(&[command, "--json"]).ends(0).json();
        assert_eq!(shown.pop().unwrap()["rows"], 1, "{command}");
        let texts = shown[0].as_object_mut().unwrap().remove("texts").unwrap().to_string();
        assert!(texts.contains("was connected") && texts.contains("was not connected"), "{texts}");
        assert_eq!(export.iter().filter(|line| line[key].is_string()).collect::<Vec<_>>(), [&shown[0]]);
        let page = desk.run(&[command]).ends(0).out;
        assert!(page.contains("Ilya Torven") && page.contains("Mara Quill"), "{page}");
    }
    assert_eq!(desk.run(&["threads", "reactor", "--json"]).ends(0).json().len(), 2);
    assert_eq!(desk.run(&["threads", "giraffe", "--json"]).ends(0).json().len(), 1);
}
