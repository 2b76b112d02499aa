//! Are people the same in several documents, as the Markdown cases under `cases/people/` expect and as users say?
//!
//! Each `## name` is one case: documents, one fenced `text` block each, with its name and `published=DAY` behind; and a fenced
//! `expect` block. Lines of `expect`:
//!
//! - `one: NAME = NAME` — two printed names of one person; `two: NAME = NAME` — of two.
//! - `title: NAME: TITLE DAY` — a title of whoever is printed so, first seen on that day.
//!
//! Every case is run with its documents in both orders. `CASE=words` runs only the cases whose file or name holds the words.

use proptest::prelude::*;
use reader::{Document, Given, Knowledge, Media, Reading};
use record::{Error, Identity, PersonRow, Record};
use std::path::Path;
use std::sync::OnceLock;

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(Knowledge::built_in)
}

fn document(path: &str, text: &str, published: Option<&str>) -> Document {
    let given = Given { published: published.map(|day| day.parse().unwrap()), ..Given::default() };
    Document { path: path.into(), bytes: text.as_bytes().to_vec(), media: Media::Plain, given }
}

fn read(document: &Document) -> (Document, Reading) {
    (document.clone(), reader::read(document, knowledge()))
}

/// A record of its own in a folder that goes with it.
struct Desk {
    record: Record,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new(batch: &[(Document, Reading)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("a.onrecord")).unwrap();
        for one in batch {
            record.add(std::slice::from_ref(one)).unwrap();
        }
        Desk { record, _folder: folder }
    }

    fn people(&self) -> Vec<PersonRow> {
        self.record.people("", 0, 1_000).unwrap().1
    }

    /// Whoever is printed so.
    fn named(&self, name: &str) -> Vec<PersonRow> {
        let bears = |row: &PersonRow| row.name == name || row.names.iter().any(|other| other == name);
        self.people().into_iter().filter(bears).collect()
    }

    fn id(&self, name: &str) -> String {
        let named = self.named(name);
        assert_eq!(named.len(), 1, "{name}: {named:?}");
        named[0].id.clone()
    }

    fn holds(&self, line: &str) -> Result<(), String> {
        let (kind, rest) = line.split_once(": ").ok_or("no `kind: `")?;
        if kind == "title" {
            let (name, title) = rest.split_once(": ").ok_or("no title")?;
            let (title, day) = title.rsplit_once(' ').ok_or("no day")?;
            let titles: Vec<_> = self.named(name).into_iter().flat_map(|row| row.titles).collect();
            let is_it = |(printed, first, _): &&(String, Option<String>, Option<String>)| {
                printed.eq_ignore_ascii_case(title) && first.as_deref() == Some(day)
            };
            return titles.iter().find(is_it).map(|_| ()).ok_or(format!("titles: {titles:?}"));
        }
        let (left, right) = rest.split_once(" = ").ok_or("no ` = `")?;
        let ids = |name: &str| self.named(name).into_iter().map(|row| row.id).collect::<Vec<_>>();
        let (left, right) = (ids(left), ids(right));
        if left.is_empty() || right.is_empty() {
            return Err(format!("nobody is named so: {:?}", self.people()));
        }
        match (kind, left == right) {
            ("one", true) | ("two", false) => Ok(()),
            _ => Err(format!("{left:?} and {right:?}")),
        }
    }
}

#[test]
fn cases_hold() {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/people");
    let (mut faults, mut run) = (Vec::new(), 0);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for case in source.split("\n## ").skip(1) {
            let (name, body) = case.split_once('\n').unwrap();
            if !format!("{} {name}", file.display()).contains(&wanted) {
                continue;
            }
            let (mut documents, mut expect) = (Vec::new(), Vec::new());
            for block in body.split("```").skip(1).step_by(2) {
                let (head, text) = block.split_once('\n').unwrap();
                match head.split_once(' ') {
                    Some(("text", rest)) => {
                        let (path, day) = rest.split_once(" published=").map_or((rest, None), |(a, b)| (a, Some(b)));
                        documents.push(read(&document(path, text, day)));
                    }
                    _ => expect.extend(text.lines().map(str::to_owned)),
                }
            }
            assert!(!documents.is_empty() && !expect.is_empty(), "{name}: no documents, or nothing expected");
            run += 1;
            for order in ["as printed", "reversed"] {
                let desk = Desk::new(&documents);
                let failed = expect.iter().filter_map(|line| Some(format!("{line}: {}", desk.holds(line).err()?)));
                faults.extend(failed.map(|fault| format!("{name} ({order}): {fault}")));
                documents.reverse();
            }
        }
    }
    assert!(run > 0, "no case holds `{wanted}`");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const LORNE: &str = "Tessa Lorne, a ministry spokeswoman, said that the ferries would sail.";
const PRINTED_WRONGLY: &str = "Tesa Lorne, a ministry spokeswoman, said that the trains would run.";
const PILOT: &str = "Tessa Lorne, a harbour pilot, said that the bridge was closed.";

fn three() -> Vec<(Document, Reading)> {
    [LORNE, PRINTED_WRONGLY, PILOT].iter().map(|text| read(&document("a", text, None))).collect()
}

#[test]
fn a_merge_survives_a_new_reading_is_explained_and_taken_back() {
    let mut desk = Desk::new(&three());
    let before = desk.people();
    let (right, wrong) = (desk.id("Tessa Lorne"), desk.id("Tesa Lorne"));
    let number = desk.record.merge(&right, &wrong, "a misprint").unwrap();
    assert_eq!(desk.id("Tesa Lorne"), right);
    assert_eq!(desk.record.search(&format!("person:\"{right}\""), 0, 10).unwrap().total, 3);
    desk.record.reread(knowledge(), &mut |_, _| true).unwrap();
    assert_eq!(desk.id("Tesa Lorne"), right);
    assert!(desk.record.check().unwrap().faults.is_empty());
    let why = desk.record.identities(&right).unwrap();
    assert_eq!(why.len(), 1);
    assert_eq!((why[0].number, why[0].note.as_str()), (number, "a misprint"));
    // Whoever comes later under the name that went is the same.
    let later = read(&document("z", "Tesa Lorne said that the road was open.", None));
    desk.record.add(&[later]).unwrap();
    assert_eq!(desk.id("Tesa Lorne"), right);
    assert_eq!(desk.record.undo_identity(number).unwrap().map(|kept| kept.number), Some(number));
    assert_eq!(desk.id("Tesa Lorne"), wrong);
    assert_eq!(desk.record.undo_identity(number), Ok(None));
    assert_eq!(desk.people().len(), before.len());
    assert!(desk.record.check().unwrap().faults.is_empty());
}

#[test]
fn a_split_keeps_namesakes_apart_and_builds_on_what_was_said_before() {
    let mut desk = Desk::new(&three());
    let lorne = desk.id("Tessa Lorne");
    let pilot = document("a", PILOT, None).id();
    let (other, number) = desk.record.split(&lorne, std::slice::from_ref(&pilot), "").unwrap();
    let held = desk.record.document(&pilot).unwrap();
    assert!(held.persons.contains(&Some(other.clone())));
    assert_eq!(desk.named("Tessa Lorne").len(), 2);
    desk.record.reread(knowledge(), &mut |_, _| true).unwrap();
    assert_eq!(desk.named("Tessa Lorne").len(), 2);
    // The misprint is the pilot's: whoever is merged goes to the new id.
    let misprint = desk.id("Tesa Lorne");
    desk.record.merge(&other, &misprint, "").unwrap();
    assert_eq!(desk.id("Tesa Lorne"), other);
    let kinds: Vec<bool> = desk
        .record
        .identities(&other)
        .unwrap()
        .iter()
        .map(|kept| matches!(kept.identity, Identity::Split { .. }))
        .collect();
    assert_eq!(kinds, [true, false]);
    // Without the split the merge still says what it said.
    desk.record.undo_identity(number).unwrap();
    assert_eq!(desk.named("Tessa Lorne").len(), 1);
    assert!(desk.record.check().unwrap().faults.is_empty());
}

#[test]
fn what_cannot_be_is_refused_and_leaves_no_trace() {
    let mut desk = Desk::new(&three());
    let lorne = desk.id("Tessa Lorne");
    let all: Vec<String> = [LORNE, PILOT].iter().map(|text| document("a", text, None).id()).collect();
    assert_eq!(desk.record.merge(&lorne, "person.no-body", ""), Err(Error::NoSuchId("person.no-body".into())));
    assert!(desk.record.merge(&lorne, &lorne, "").is_err());
    assert!(desk.record.split(&lorne, &["0123456789abcdef".into()], "").is_err());
    assert!(desk.record.split(&lorne, &all, "").is_err(), "nobody would be left");
    assert_eq!(desk.record.all_identities(), Ok(vec![]));
}

/// Invented people under several spellings, each in a sentence of its own.
const SAID: &[&str] = &[
    "Ilya Dravenskyy said that the bridge was closed.",
    "Ilya Dravensky said that the bridge was open.",
    "ILYA DRAVENSKY said that there was no bridge.",
    "Irma Torven said that the ferries would sail.",
    "Ivo Torven said that the ferries would not sail.",
    "Torven said that nobody had asked.",
    "Sergey Malkov said that the port was full.",
    "Sergei Malkov said that the port was empty.",
    "The DPRK said that it had not been asked.",
    "Pyongyang said that it would not come.",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn people_are_the_same_whatever_the_order_of_arrival(
        order in Just((0..SAID.len()).collect::<Vec<_>>()).prop_shuffle(),
        held in 1..=SAID.len(),
    ) {
        let read: Vec<(Document, Reading)> =
            order[..held].iter().map(|&at| read(&document(&at.to_string(), SAID[at], None))).collect();
        let arrived = Desk::new(&read).people();
        let mut sorted = read;
        sorted.sort_by_key(|(document, _)| document.id());
        prop_assert_eq!(arrived, Desk::new(&sorted).people());
    }
}
