//! Does a record keep its promises: idempotent, whole documents only, corrections that stay, queries that never fail?

use proptest::prelude::*;
use reader::{Document, Given, Knowledge, Media, Reading};
use record::{Added, Correction, Error, Record};
use std::path::PathBuf;
use std::sync::OnceLock;

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(Knowledge::built_in)
}

fn document(path: &str, text: &str) -> Document {
    let given = Given {
        outlet: Some("Lydmark Daily".into()),
        published: Some("2025-10-14".parse().unwrap()),
        ..Given::default()
    };
    Document { path: path.into(), bytes: text.as_bytes().to_vec(), media: Media::Plain, given }
}

fn read(document: Document) -> (Document, Reading) {
    let reading = reader::read(&document, knowledge());
    (document, reading)
}

/// Three invented reports.
fn reports() -> Vec<(Document, Reading)> {
    [
        ("a.txt", "“We will not ship the turbines,” Mara Quill, a port spokeswoman, said on Tuesday.\n"),
        ("b.txt", "Tomas Arden told reporters that at least 40 ships had left. He said the storm may return.\n"),
        ("c.txt", "Mara Quill said that the port was open on Monday. The mayor was not there.\n"),
    ]
    .into_iter()
    .map(|(path, text)| read(document(path, text)))
    .collect()
}

struct Desk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        Desk { path: folder.path().join("a.onrecord"), _folder: folder }
    }

    fn filled() -> (Desk, Record) {
        let desk = Desk::new();
        let mut record = Record::open(&desk.path).unwrap();
        record.add(&reports()).unwrap();
        (desk, record)
    }
}

/// The ids of the statements that answer, in order.
fn ids(record: &Record, query: &str) -> Vec<String> {
    record.search(query, 0, 100).unwrap().rows.into_iter().map(|row| row.id).collect()
}

/// The only statement that answers.
fn one(record: &Record, query: &str) -> String {
    let ids = ids(record, query);
    assert_eq!(ids.len(), 1, "{query}: {:?}", record.search(query, 0, 100).unwrap());
    ids.into_iter().next().unwrap()
}

fn correction(statement: &str, field: &str, value: &str) -> Correction {
    Correction { statement: statement.into(), field: field.into(), value: value.into(), note: "test".into() }
}

#[test]
fn adding_again_adds_nothing() {
    let (_desk, mut record) = Desk::filled();
    let totals = record.totals().unwrap();
    assert_eq!((totals.documents, totals.statements), (3, 4), "{totals:?}");
    // Again, from another place, and twice in one batch.
    let mut batch = reports();
    batch[0].0.path = "elsewhere/a.txt".into();
    batch.push(read(document("d.txt", "Ilya Torven said no ship came.")));
    batch.push(read(document("e.txt", "Ilya Torven said no ship came.")));
    use Added::{Held, New};
    assert_eq!(record.add(&batch).unwrap(), [Held, Held, Held, New, Held]);
    assert_eq!(record.totals().unwrap().documents, 4);
    assert!(record.holds(&batch[3].0.id()).unwrap() && !record.holds("0123456789abcdef").unwrap());
    assert_eq!(record.check().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_document_comes_back_as_it_was_read() {
    let (_desk, record) = Desk::filled();
    for (document, reading) in reports() {
        let held = record.document(&document.id()).unwrap();
        assert_eq!(held.persons.len(), reading.speakers.len());
        assert_eq!((held.document, held.reading), (document, reading));
    }
    assert_eq!(record.document("0123456789abcdef").err(), Some(Error::NoSuchId("0123456789abcdef".into())));
}

#[test]
fn the_order_of_arrival_changes_no_answer() {
    let mut answers = Vec::new();
    for turn in 0..3 {
        let desk = Desk::new();
        let mut record = Record::open(&desk.path).unwrap();
        let mut batch = reports();
        batch.rotate_left(turn);
        for one in batch {
            record.add(&[one]).unwrap();
        }
        let people = record.people("", 0, 100).unwrap();
        answers.push((ids(&record, ""), ids(&record, "port OR ships"), people, record.documents().unwrap()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn queries_find_what_they_ask_for() {
    let (_desk, record) = Desk::filled();
    let count = |query: &str| record.search(query, 0, 100).unwrap().total;
    assert_eq!(count(""), 4);
    assert_eq!(count("turbine"), 1, "another form of the word");
    assert_eq!(count("\"ship the turbines\""), 1);
    assert_eq!(count("\"the turbines ship\""), 0);
    assert_eq!(count("ship"), 2);
    assert_eq!(count("ship -turbines"), 1);
    assert_eq!(count("turbines OR storm"), 2);
    assert_eq!(count("speaker:quill"), 2);
    assert_eq!(count("-speaker:quill"), 2);
    assert_eq!(count("quill turbines"), 1, "the speaker's name counts as words");
    assert_eq!(count("form:direct"), 1);
    assert_eq!(count("outlet:lydmark"), 4);
    assert_eq!(count("outlet:other"), 0);
    assert_eq!((count("kind:transcript"), count("-kind:transcript")), (0, 4));
    assert_eq!(count("said:2025-10-14 turbines"), 1);
    assert_eq!(count("before:2025-10-14 turbines"), 0);
    let page = record.search("", 1, 2).unwrap();
    assert_eq!((page.rows.len(), page.total), (2, 4));
    assert!(record.search("", 99, 2).unwrap().rows.is_empty());
}

#[test]
fn alternatives_accents_and_joint_speakers() {
    let desk = Desk::new();
    let mut record = Record::open(&desk.path).unwrap();
    let mut batch = reports();
    batch.push(read(document("d.txt", "“The ferry is late,” Łukasz Sørensen told reporters in the port on Tuesday.")));
    let mut joint = read(document("e.txt", "“We will stay,” Anna Lind said on Tuesday in the old town hall."));
    let other = reader::meaning::Speaker {
        name: "Peter Berg".into(),
        kind: reader::meaning::SpeakerKind::Person,
        titles: Vec::new(),
        outlet: None,
        mentions: Vec::new(),
    };
    joint.1.speakers.push(other);
    let last = joint.1.speakers.len() - 1;
    joint.1.statements[0].with.push(last);
    batch.push(joint);
    record.add(&batch).unwrap();
    let count = |query: &str| record.search(query, 0, 100).unwrap().total;
    for name in ["Sørensen", "sorensen", "speaker:Sørensen", "speaker:\"lukasz sorensen\"", "by:ŁUKASZ"] {
        assert_eq!(count(name), 1, "{name}");
    }
    assert_eq!(count("speaker:lind OR speaker:sorensen"), 2);
    assert_eq!(count("ferry OR speaker:lind"), 2);
    assert_eq!(count("stay OR -speaker:quill OR storm"), 4);
    assert_eq!((count("speaker:berg"), count("person:person.peter-berg")), (1, 1));
    assert_eq!(count("speaker:\"anna berg\""), 0, "two words of two names");
    assert_eq!(record.people("berg", 0, 9).unwrap().1[0].statements, 1);
    assert_eq!(count("-said:2025-10-14"), count("") - count("said:2025-10-14"));
    assert_eq!(count("!!"), 0);
    for many in ["kind:article ", "speaker:\"a b c d e f g h i j k l m n o p\" ", "word OR "] {
        assert!(record.search(&many.repeat(2_000), 0, 9).is_ok(), "{many}");
    }
    assert!(record.people(&"a ".repeat(5_000), 0, 9).is_ok());
}

#[test]
fn nothing_found_has_its_reason() {
    let (_desk, record) = Desk::filled();
    let found = record.search("turbines speaker:arden", 0, 10).unwrap();
    assert_eq!(found.total, 0);
    assert!(found.remarks.iter().any(|remark| remark.starts_with("1 statement ")), "{:?}", found.remarks);
    let found = record.search("mayor", 0, 10).unwrap();
    assert_eq!((found.total, found.documents.len()), (0, 1), "{found:?}");
    let found = record.search("certainty:sure", 0, 10).unwrap();
    assert!(found.remarks[0].contains("asserted"), "{:?}", found.remarks);
}

#[test]
fn a_person_is_one_over_all_documents() {
    let (_desk, record) = Desk::filled();
    let (total, rows) = record.people("QUILL mara", 0, 10).unwrap();
    assert_eq!((total, rows[0].documents, rows[0].statements), (1, 2, 2));
    assert_eq!(rows[0].id, "person.mara-quill");
    assert_eq!(rows[0].kind, "person");
    let (title, first, _) = rows[0].titles.first().expect("a title");
    assert!(title.contains("spokeswoman") && first.as_deref() == Some("2025-10-14"), "{:?}", rows[0].titles);
    assert_eq!(record.person("person.mara-quill").unwrap().as_ref(), Some(&rows[0]));
    assert_eq!(ids(&record, "person:person.mara-quill").len(), 2);
    assert_eq!(record.person("person.nobody").unwrap(), None);
    assert_eq!(record.people("nobody", 0, 10).unwrap().0, 0);
}

#[test]
fn corrections_outrank_what_was_read_and_survive_reread() {
    let (_desk, mut record) = Desk::filled();
    let id = one(&record, "storm");
    record.correct(correction(&id, "speaker", "Ilya Torven")).unwrap();
    record.correct(correction(&id, "certainty", "likely")).unwrap();
    record.correct(correction(&id, "said", "2025-10-12..2025-10-13")).unwrap();
    record.correct(correction(&id, "negated", "true")).unwrap();
    let other = one(&record, "turbines");
    record.correct(correction(&other, "statement", "wrong")).unwrap();
    let holds = |record: &Record| {
        assert_eq!(one(record, "speaker:Torven certainty:likely negated:yes said:2025-10-12"), id);
        assert_eq!(ids(record, "turbines"), Vec::<String>::new());
        assert_eq!(record.totals().unwrap().statements, 3);
        let (document, number) = id.split_once(":s").unwrap();
        let held = record.document(document).unwrap();
        let statement = &held.reading.statements[number.parse::<usize>().unwrap() - 1];
        let speaker = &held.reading.speakers[statement.speaker.unwrap()];
        assert_eq!(speaker.name, "Ilya Torven");
        assert_eq!(held.corrections.len(), 4);
        assert!(held.corrections.iter().all(|correction| correction.statement == id));
        assert!(statement.evidence.iter().any(|evidence| evidence.by == "user.correction"));
        assert_eq!(record.check().unwrap().faults, Vec::<String>::new());
    };
    holds(&record);
    assert_eq!(record.reread(knowledge(), &mut |_, _| true).unwrap(), 3);
    holds(&record);
    // The newest word stands, and may take an older one back.
    record.correct(correction(&other, "statement", "right")).unwrap();
    record.correct(correction(&id, "certainty", "possible")).unwrap();
    assert_eq!(one(&record, "turbines"), other);
    assert_eq!(one(&record, "certainty:possible speaker:torven"), id);
}

#[test]
fn a_correction_that_cannot_be_is_refused() {
    let (_desk, mut record) = Desk::filled();
    let id = one(&record, "storm");
    for (field, value) in [("certainty", "sure"), ("cue", "said"), ("said", "tomorrow"), ("negated", "perhaps")] {
        assert!(matches!(record.correct(correction(&id, field, value)), Err(Error::BadCorrection(_))), "{field}");
    }
    for id in ["0123456789abcdef:s1", "x", &id.replace(":s", ":s99")] {
        assert!(matches!(record.correct(correction(id, "speaker", "X")), Err(Error::NoSuchId(_))), "{id}");
    }
}

#[test]
fn reread_can_be_stopped() {
    let (_desk, mut record) = Desk::filled();
    assert_eq!(record.reread(knowledge(), &mut |_, _| false).unwrap(), 0);
    assert_eq!(record.check().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_second_writer_is_told_and_nothing_is_half_written() {
    let (desk, mut record) = Desk::filled();
    let other = rusqlite::Connection::open(&desk.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let new = [read(document("d.txt", "Ilya Torven said no ship came."))];
    assert_eq!(record.add(&new).err(), Some(Error::Locked(desk.path.clone())));
    assert_eq!(record.totals().unwrap().documents, 3, "reading goes on while another one writes");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(record.add(&new).unwrap(), [Added::New]);
}

#[test]
fn doctor_finds_what_was_changed_behind_its_back() {
    let (desk, record) = Desk::filled();
    drop(record);
    let change = |sql: &str| rusqlite::Connection::open(&desk.path).unwrap().execute_batch(sql).unwrap();
    change("UPDATE documents SET bytes = cast(replace(cast(bytes AS TEXT), 'storm', 'snows') AS BLOB)");
    change("UPDATE readings SET value = x'00' WHERE document = 1");
    change("PRAGMA foreign_keys = OFF; DELETE FROM statements WHERE document = 3");
    change("UPDATE statements SET certainty = 'denied', content = 'nothing' WHERE document = 2 AND number = 0");
    let record = Record::open_existing(&desk.path).unwrap();
    let faults = record.check().unwrap().faults.join("\n");
    for words in [
        "not those that were added",
        "cannot be decoded",
        "its 2 statements 0 can",
        "its 1 statements 0 can",
        "index of words",
    ] {
        assert!(faults.contains(words), "“{words}” is not in:\n{faults}");
    }
    drop(record);
    let mut record = Record::open(&desk.path).unwrap();
    record.reread(knowledge(), &mut |_, _| true).unwrap();
    // What can be made again is sound; the bytes of a document are not.
    assert_eq!(record.check().unwrap().faults.len(), 1);
}

#[test]
fn a_full_disk_keeps_what_was_kept() {
    let (desk, mut record) = Desk::filled();
    let before = ids(&record, "");
    // SQLite's own limit stands for the disk: no page more than there are now.
    let full = rusqlite::Connection::open(&desk.path).unwrap();
    let pages: i64 = full.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    drop(full);
    record.limit_pages(pages);
    let long = "Ilya Torven said that no ship came to the port on that day. ".repeat(2_000);
    assert_eq!(record.add(&[read(document("d.txt", &long))]).err(), Some(Error::DiskFull(desk.path.clone())));
    assert_eq!(ids(&record, ""), before);
    record.limit_pages(1 << 30);
    assert_eq!(record.add(&[read(document("d.txt", &long))]).unwrap(), [Added::New]);
    assert_eq!(record.check().unwrap().faults, Vec::<String>::new());
}

fn filled() -> &'static (Desk, std::sync::Mutex<Record>) {
    static FILLED: OnceLock<(Desk, std::sync::Mutex<Record>)> = OnceLock::new();
    FILLED.get_or_init(|| {
        let (desk, record) = Desk::filled();
        (desk, record.into())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_a_query(query in "\\PC{0,60}") {
        let record = filled().1.lock().unwrap();
        prop_assert!(record.search(&query, 0, 10).is_ok());
        prop_assert!(record.people(&query, 0, 10).is_ok());
    }

    #[test]
    fn any_words_with_marks_are_a_query(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "ship", "\"", "“", "-", "OR", "AND", "NOT", "NEAR(", ")", "(", "*", ":", "speaker:", "said:", "^",
                "2025-10", "..", "certainty:", "'", ";", "--", "\0", "{content}", "+", "é", "\u{301}", "港", "a*",
            ]),
            0..12,
        ),
        glue in prop::sample::select(vec!["", " "]),
    ) {
        let query = pieces.join(glue);
        let record = filled().1.lock().unwrap();
        let found = record.search(&query, 0, 10);
        prop_assert!(found.is_ok(), "{:?}: {:?}", query, found);
    }
}
