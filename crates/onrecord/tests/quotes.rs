//! `onrecord quotes check` from end to end, on the built-in example.

use std::path::Path;
use std::process::Command;

fn check(report: &str) -> (i32, Vec<serde_json::Value>) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let done = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["quotes", "check"])
        .arg(examples.join(report))
        .arg("--against")
        .arg(examples.join("transcript.txt"))
        .arg("--json")
        .output()
        .expect("the program runs");
    let lines = String::from_utf8(done.stdout).expect("UTF-8");
    let found = lines.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    (done.status.code().unwrap_or(-1), found)
}

#[test]
fn a_dropped_negation_is_found_and_nothing_else() {
    let (code, found) = check("lydmark-daily.txt");
    let critical: Vec<_> = found.iter().filter(|one| one["meaning_critical"] == true).collect();
    let altered = found.iter().filter(|one| one["verdict"] == "altered").count();
    assert_eq!((critical.len(), altered), (1, 1), "{found:#?}");
    assert_eq!(critical[0]["edits"][0]["touches"], "negation");
    assert_eq!(critical[0]["edits"][0]["article"].as_array().map(Vec::len), Some(0));
    assert!(found.iter().any(|one| one["verdict"] == "ellipsis"));
    assert!(found.iter().all(|one| one["link"] == "quote_check"));
    assert_eq!(code, 1);
}

#[test]
fn words_of_another_occasion_are_not_said_to_be_missing() {
    for report in ["kestrel-video.txt", "harbor-radio.txt"] {
        let (code, found) = check(report);
        assert!(found.iter().all(|one| one["verdict"] == "no_transcript_held"), "{report}: {found:#?}");
        assert_eq!(code, 0);
    }
}

#[test]
fn a_record_of_several_transcripts_gives_the_same_answer() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folder = std::env::temp_dir().join(format!("onrecord-quotes-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let record = folder.join("quotes.onrecord");
    let other = folder.join("other.txt");
    let words = "MR. HALVORSEN:  Good morning.  The ferries are full again, and that is all for today.\n\n\
                 Q    Is the bridge open?\n\nMR. HALVORSEN:  It opened at noon.\n";
    std::fs::write(&other, words).expect("a file");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let done = Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).output().expect("the program runs");
        (done.status.code().unwrap_or(-1), String::from_utf8(done.stdout).expect("UTF-8"))
    };
    let transcript = examples.join("transcript.txt");
    let (code, _) = run(&["add".as_ref(), other.as_ref(), transcript.as_ref(), "--record".as_ref(), record.as_ref()]);
    assert_eq!(code, 0);
    let report = examples.join("lydmark-daily.txt");
    let (code, lines) = run(&[
        "quotes".as_ref(),
        "check".as_ref(),
        report.as_ref(),
        "--json".as_ref(),
        "--record".as_ref(),
        record.as_ref(),
    ]);
    let found: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    assert_eq!((code, found), check("lydmark-daily.txt"));
    std::fs::remove_dir_all(&folder).expect("the folder goes away");
}
