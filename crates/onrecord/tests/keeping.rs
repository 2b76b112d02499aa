//! Is what came in kept: copied while it is written, made small, removed without a trace, one version beside the other, over
//! kills at any moment, a full disk and a file that cannot be written to?

mod program;

use program::made::{gz, tar, warc_answer, zip};
use program::{BRIEFING, Desk, REPORT};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A folder with the briefing and the report.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file("all/report.txt", REPORT);
    desk
}

fn sound(desk: &Desk, record: &str) {
    assert!(desk.run(&["doctor", "--record", record]).ends(0).out.contains("The record is sound."));
}

/// Whether these bytes stand anywhere in the record or beside it.
fn holds(desk: &Desk, words: &str) -> bool {
    let files = std::fs::read_dir(desk.path()).unwrap().flatten().map(|entry| entry.path());
    files.filter(|path| path.to_string_lossy().contains("record.onrecord")).any(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
    })
}

#[test]
fn a_copy_is_whole_and_overwrites_nothing() {
    let desk = desk();
    desk.run(&["add", "all", "--tier", "fast"]).ends(0);
    let export = desk.run(&["export"]).ends(0).out;
    // Somebody writes meanwhile: what he has not kept yet is not in the copy.
    let other = rusqlite::Connection::open(desk.path().join("record.onrecord")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM corrections;").unwrap();
    desk.run(&["backup", "copy.onrecord"]).ends(0);
    other.execute_batch("ROLLBACK").unwrap();
    sound(&desk, "copy.onrecord");
    assert_eq!(desk.run(&["export", "--record", "copy.onrecord"]).ends(0).out, export);
    desk.run(&["backup", "copy.onrecord"]).ends(4).tells("there is such a file already");
    desk.run(&["backup", "none/copy.onrecord"]).ends(4).tells("none/copy.onrecord");
    desk.run(&["backup", "other.onrecord", "--record", "none.onrecord"]).ends(4).tells("there is no record here");
    assert!(!desk.path().join("copy.onrecord.part").exists());
}

#[test]
fn what_is_removed_leaves_nothing_behind() {
    let desk = desk();
    let secret =
        "Wendeline Quasimotto said on Monday that the zugzwangery would close. “Flummoxation everywhere,” she said.";
    desk.file("all/secret.txt", secret);
    desk.file("all/secret.txt.meta.json", r#"{"outlet":"Gazetteville Observer","title":"Brouhaha in Snickersby"}"#);
    desk.run(&["add", "all", "--tier", "fast"]).ends(0);
    let found = desk.run(&["search", "zugzwangery", "--json"]).ends(0).json();
    let id = found[0]["id"].as_str().unwrap().to_owned();
    let document = id.split(':').next().unwrap();
    desk.run(&["correct", &id, "certainty", "possible", "--note", "Hullabaloo says so"]).ends(0);
    // Links are made and kept, too.
    desk.run(&["export"]).ends(0);
    let words = ["Quasimotto", "zugzwangery", "Flummoxation", "Gazetteville", "Snickersby", "Hullabaloo", document];
    for word in words {
        assert!(holds(&desk, word), "{word} is not there before");
    }
    desk.run(&["remove", document, "0123456789abcdef"]).ends(4).tells("holds nothing with this id");
    assert!(holds(&desk, "Quasimotto"), "half of a removal was done");
    assert_eq!(desk.run(&["remove", document]).ends(0).out, "1 document removed\n");
    for word in words {
        assert!(!holds(&desk, word), "{word} is left behind");
    }
    sound(&desk, "record.onrecord");
    assert_eq!(desk.run(&["search", "zugzwangery", "--json"]).ends(0).json().len(), 1);
    assert_eq!(desk.run(&["search", "convoy", "--json"]).ends(0).json().len(), 2);
    let smaller = desk.run(&["compact"]).ends(0).out;
    assert!(smaller.contains("MB before"), "{smaller}");
    sound(&desk, "record.onrecord");
    assert!(desk.run(&["add", "all", "--tier", "fast"]).ends(0).out.starts_with("1 new, 2 held already"));
}

#[test]
fn the_same_address_with_another_text_is_another_version() {
    let desk = Desk::new();
    let line = |day: &str, text: &str| {
        format!("{}\n", serde_json::json!({"text": text, "address": "https://harbor.example/1", "published": day}))
    };
    let old = "Mara Quill said on Monday that 400 trucks had crossed. The port was open. Nobody was hurt.";
    let new = "Mara Quill said on Monday that 450 trucks had crossed. The port was open. This story has been updated.";
    // The later one comes first.
    desk.file("new.jsonl", line("2031-03-05", new));
    desk.file("old.jsonl", line("2031-03-04", old) + &line("2031-03-04", old));
    desk.run(&["add", "new.jsonl", "--tier", "fast"]).ends(0);
    let ran = desk.run(&["add", "old.jsonl", "--tier", "fast"]).ends(0).tells("onrecord versions");
    assert!(ran.out.starts_with("1 new, 1 held already"), "{}", ran.out);
    let versions = desk.run(&["versions", "--json"]).ends(0).json();
    assert_eq!(versions.len(), 3);
    assert_eq!(versions[0]["published"]["earliest"], "2031-03-04");
    let changes = versions[1]["changes"].as_array().unwrap();
    let shown: Vec<String> = changes
        .iter()
        .map(|one| format!("{} {}", one["op"].as_str().unwrap(), one["text"].as_str().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            "gone Mara Quill said on Monday that 400 trucks had crossed.",
            "new Mara Quill said on Monday that 450 trucks had crossed.",
            "gone Nobody was hurt.",
            "new This story has been updated."
        ]
    );
    let id = versions[0]["document"].as_str().unwrap();
    let page = desk.run(&["versions", id]).ends(0).out;
    assert!(page.contains("− Nobody was hurt.") && page.contains("version 2"), "{page}");
    desk.run(&["versions", "0123456789abcdef"]).ends(4).tells("holds nothing with this id");
    // A file that has changed is another version of itself; entries of collections are not.
    desk.file("story.txt", "Tomas Arden said yes on Monday.\n");
    desk.run(&["add", "story.txt", "--tier", "fast"]).ends(0);
    desk.run(&["versions"]).ends(0);
    desk.file("story.txt", "Tomas Arden said no on Monday.\n");
    desk.run(&["add", "story.txt", "--tier", "fast"]).ends(0).tells("onrecord versions");
    assert_eq!(desk.run(&["versions", "--json"]).ends(0).json().len(), 5);
}

/// Waits until this holds, and says what did not.
#[track_caller]
fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn watch(desk: &Desk) -> Child {
    let mut command = desk.command(&["watch", "inbox", "--every", "1", "--tier", "fast"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn documents(desk: &Desk) -> usize {
    let ran = desk.run(&["export"]);
    ran.out.lines().filter(|line| line.starts_with("{\"schema\"")).count()
}

#[cfg(unix)]
#[test]
fn a_watched_folder_is_kept_up_over_ends_and_kills() {
    let desk = Desk::new();
    desk.file("inbox/one.txt", REPORT);
    let mut child = watch(&desk);
    wait("what was there is not taken", || documents(&desk) == 1);
    desk.file("inbox/deep/two.txt", BRIEFING);
    desk.file("inbox/.hidden.txt", "Mara Quill said no.");
    desk.file(
        "inbox/three.zip",
        zip(&[("a.txt", b"Tomas Arden said yes on Monday."), ("b.png", b"\x89PNG\r\n\x1a\n")]),
    );
    wait("what is new is not taken", || documents(&desk) == 3);
    desk.file("inbox/one.txt", REPORT.replace("400", "4,000"));
    wait("what has changed is not taken", || documents(&desk) == 4);
    // What is known beside a document makes it another one, too.
    desk.file("inbox/one.txt.meta.json", r#"{"outlet":"The Lydmark Daily"}"#);
    wait("a new sidecar is not taken", || documents(&desk) == 5);
    // A kill, and what came while nobody watched.
    child.kill().unwrap();
    child.wait().unwrap();
    desk.file("inbox/four.txt", "Ilya Torven said on Friday that it was late.");
    let mut child = watch(&desk);
    wait("what came meanwhile is not taken", || documents(&desk) == 6);
    // A clean end.
    let ended = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(ended.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    sound(&desk, "record.onrecord");
    desk.run(&["watch", "nowhere"]).ends(3).tells("there is no such folder");
}

#[test]
fn nothing_is_fetched_unless_asked_for() {
    let desk = Desk::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}/feed", listener.local_addr().unwrap());
    desk.run(&["add", "--feed", &address]).ends(2).tells("fetching from the network is off");
    desk.run(&["add", "--feed", &address, "--fetch"]).ends(3).tells("an address of this machine or its network");
    desk.run(&["add", &address]).ends(3).tells("there is no such file");
    assert!(listener.accept().is_err(), "somebody connected");
    desk.file(
        "feed.xml",
        "<rss><channel><title>Wire</title><item><description>Mara Quill said no.</description></item></channel></rss>",
    );
    desk.run(&["add", "--feed", "feed.xml", "--tier", "fast"]).ends(0);
    assert_eq!(documents(&desk), 1);
    desk.run(&["add"]).ends(2);
}

/// A mixed folder: texts, an archive of each kind, a crawl.
fn mixed(desk: &Desk) {
    let report = |number: usize| REPORT.replace("400", &(number * 7 + 3).to_string());
    let members = |from: usize| -> Vec<(String, String)> {
        (from..from + 40).map(|number| (format!("{number}.txt"), report(number))).collect()
    };
    for (name, text) in members(0) {
        desk.file(&format!("many/{name}"), text);
    }
    let borrowed = |members: Vec<(String, String)>, is_zip: bool| {
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        if is_zip { zip(&members) } else { tar(&members) }
    };
    desk.file("many/a.zip", borrowed(members(100), true));
    desk.file("many/b.tar.gz", gz(&borrowed(members(200), false)));
    let pages = members(300).into_iter().map(|(name, text)| {
        gz(&warc_answer(&format!("https://harbor.example/{name}"), "Content-Type: text/plain", text.as_bytes()))
    });
    desk.file("many/c.warc.gz", pages.collect::<Vec<_>>().concat());
    let lines = members(400).into_iter().map(|(_, text)| serde_json::json!({"text": text}).to_string() + "\n");
    desk.file("many/d.jsonl", lines.collect::<String>());
}

/// The readings of an export, without its links: those depend on all documents.
fn readings(export: &str) -> BTreeSet<&str> {
    export.lines().filter(|line| line.starts_with("{\"schema\"")).collect()
}

/// A number that looks like chance and is the same in each run.
fn chance(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn kills_at_fifty_moments_lose_nothing() {
    let desk = Desk::new();
    mixed(&desk);
    let started = Instant::now();
    desk.run(&["add", "many", "--tier", "fast", "--record", "whole.onrecord"]).ends(0);
    let whole_time = started.elapsed().as_micros() as u64;
    let whole = desk.run(&["export", "--record", "whole.onrecord"]).ends(0).out;
    let (mut seed, mut kept) = (2031, BTreeSet::<String>::new());
    for round in 0..50 {
        let mut command = desk.command(&["add", "many", "--tier", "fast", "--quiet", "--threads", "2"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(chance(&mut seed) % whole_time.max(1)));
        // SIGKILL: nothing can be finished.
        child.kill().unwrap();
        child.wait().unwrap();
        if !desk.path().join("record.onrecord").exists() {
            continue;
        }
        let export = desk.run(&["export"]);
        if kept.is_empty() && export.code == 4 {
            export.tells("there is no record here");
            continue;
        }
        let export = export.ends(0);
        let now: BTreeSet<String> = readings(&export.out).into_iter().map(str::to_owned).collect();
        assert!(now.is_superset(&kept), "round {round}: a document that was kept is gone");
        assert!(now.iter().all(|line| whole.contains(line.as_str())), "round {round}: a document is half there");
        sound(&desk, "record.onrecord");
        kept = now;
    }
    desk.run(&["add", "many", "--tier", "fast"]).ends(0);
    assert!(desk.run(&["export"]).ends(0).out == whole, "the export depends on what happened before");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_to_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    desk.run(&["add", "all/report.txt", "--tier", "fast"]).ends(0);
    let rights = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let record = desk.path().join("record.onrecord");
    rights(&record, 0o444);
    // Whoever runs this as root may write all the same.
    let is_root = std::fs::OpenOptions::new().append(true).open(&record).is_ok();
    assert!(desk.run(&["statements"]).ends(0).out.contains("convoy"));
    sound(&desk, "record.onrecord");
    if !is_root {
        desk.run(&["add", "all", "--tier", "fast"]).ends(4);
        rights(desk.path(), 0o555);
        assert!(desk.run(&["statements"]).ends(0).out.contains("convoy"));
        rights(desk.path(), 0o755);
    }
    rights(&record, 0o644);
    desk.run(&["add", "all", "--tier", "fast"]).ends(0);
    sound(&desk, "record.onrecord");
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_what_was_kept() {
    let desk = Desk::new();
    mixed(&desk);
    desk.run(&["add", "many/0.txt", "--tier", "fast"]).ends(0);
    let first = desk.run(&["export"]).ends(0).out;
    // No file may grow beyond this, as on a full disk; the signal that comes with it is what a limit sends, not a disk.
    let full = |blocks: u32, arguments: &str| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {arguments}");
        let program = env!("CARGO_BIN_EXE_onrecord");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script, program]).current_dir(desk.path()).env_remove("ONRECORD_RECORD");
        command.output().unwrap()
    };
    for blocks in [200, 400, 600, 1000] {
        let output = full(blocks, "add many --tier fast --quiet");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 4)), "{blocks}: {:?} {told}", output.status);
        assert!(output.status.code() == Some(0) || told.contains("full") || told.contains("could not be"), "{told}");
        sound(&desk, "record.onrecord");
        let now = desk.run(&["export"]).ends(0).out;
        assert!(readings(&now).is_superset(&readings(&first)), "{blocks}: what was kept is gone");
    }
    let output = full(8, "backup copy.onrecord");
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!desk.path().join("copy.onrecord").exists(), "half a copy was left");
    desk.run(&["add", "many", "--tier", "fast"]).ends(0);
    sound(&desk, "record.onrecord");
}

#[test]
fn two_writers_lose_nothing() {
    let desk = Desk::new();
    mixed(&desk);
    let add = || {
        let mut command = desk.command(&["add", "many", "--tier", "fast", "--quiet", "--threads", "1"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    desk.run(&["add", "many/0.txt", "--tier", "fast"]).ends(0);
    let mut children = [add(), add()];
    desk.run(&["backup", "meanwhile.onrecord"]).ends(0);
    for child in &mut children {
        // Both end well, or one was told to wait and nothing of it is half there.
        assert!(matches!(child.wait().unwrap().code(), Some(0 | 4)));
    }
    sound(&desk, "record.onrecord");
    sound(&desk, "meanwhile.onrecord");
    desk.run(&["add", "many", "--tier", "fast"]).ends(0);
    assert_eq!(documents(&desk), 200);
}
