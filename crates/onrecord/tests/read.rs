//! Does `onrecord read` keep its promises: exit codes, bad input, the JSON of schema 1?

mod program;

use program::{BRIEFING, Desk, REPORT};
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn usage_errors_end_with_2() {
    let desk = Desk::new();
    desk.run(&[]).ends(2);
    desk.run(&["fetch"]).ends(2);
    desk.run(&["read"]).ends(2);
    desk.run(&["read", "x", "--offsets", "inches"]).ends(2);
    desk.run(&["read", "x", "--json", "--stages"]).ends(2);
    desk.run(&["read", "x", "--max-bytes", "many"]).ends(2);
    let help = desk.run(&["--help"]).ends(0);
    for command in ["add", "read", "statements", "search", "show", "explain", "people", "questions", "export", "serve"]
    {
        assert!(help.out.contains(command), "{command}");
        assert!(desk.run(&[command, "--help"]).ends(0).out.contains("Usage:"));
    }
    assert!(desk.run(&["--version"]).ends(0).out.starts_with("onrecord "));
}

#[test]
fn the_json_is_that_of_the_interface() {
    let desk = Desk::new();
    desk.file("briefing.txt", BRIEFING);
    desk.file("report.txt", REPORT);
    let ran = desk.run(&["read", "briefing.txt", "report.txt", "--json"]).ends(0);
    let lines = ran.json();
    assert_eq!(lines.len(), 2);
    for (reading, path) in lines.iter().zip(["briefing.txt", "report.txt"]) {
        assert_eq!(
            keys(reading),
            [
                "schema",
                "offsets",
                "document",
                "notes",
                "furniture",
                "repeats",
                "events",
                "speakers",
                "turns",
                "statements",
                "questions"
            ]
        );
        assert_eq!(reading["schema"], 1);
        assert_eq!(reading["offsets"], "codepoint");
        let document = &reading["document"];
        assert_eq!(
            keys(document)[..9],
            ["id", "path", "kind", "outlet", "agency", "title", "byline", "language", "published"]
        );
        assert_eq!(document["path"], path);
        let id = document["id"].as_str().unwrap();
        assert!(id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(path != "report.txt" || !reading["statements"].as_array().unwrap().is_empty(), "{reading}");
        for (number, statement) in reading["statements"].as_array().unwrap().iter().enumerate() {
            assert_eq!(
                keys(statement),
                [
                    "id",
                    "source",
                    "cue",
                    "content",
                    "form",
                    "speaker",
                    "with",
                    "addressee",
                    "turn",
                    "event",
                    "parent",
                    "said",
                    "negated",
                    "certainty",
                    "hedges",
                    "quantities",
                    "times",
                    "stance",
                    "confidence",
                    "evidence"
                ]
            );
            assert_eq!(statement["id"], format!("{id}:s{}", number + 1));
            assert!(keys(&statement["said"]).starts_with(&["earliest", "latest", "precision"]));
        }
        for speaker in reading["speakers"].as_array().unwrap() {
            assert_eq!(keys(speaker), ["id", "name", "kind", "titles", "outlet", "mentions"]);
        }
    }
    let turns = lines[0]["turns"].as_array().unwrap();
    assert_eq!(turns.len(), 5);
    assert_eq!(keys(&turns[0]), ["id", "label", "speech", "speaker", "role"]);
}

#[test]
fn offsets_lead_to_the_words_in_every_unit() {
    let desk = Desk::new();
    // A byte order mark, a broken byte, a character of four bytes and curly quotation marks before the words.
    let mut bytes = b"\xef\xbb\xbfcaf\xe9 \xf0\x9d\x84\x9e\r\n\r\n".to_vec();
    bytes.extend_from_slice(REPORT.as_bytes());
    desk.file("report.txt", &bytes);
    let shown = String::from_utf8_lossy(&bytes).into_owned();
    let points: Vec<char> = shown.chars().collect();
    let wide: Vec<u16> = shown.encode_utf16().collect();
    let mut words = Vec::new();
    for unit in ["codepoint", "byte", "utf16"] {
        let reading = desk.run(&["read", "report.txt", "--json", "--offsets", unit]).ends(0).json().remove(0);
        assert_eq!(reading["offsets"], unit);
        let cut = |pair: &Value| {
            let (start, end) = (pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize);
            match unit {
                "byte" => String::from_utf8(bytes[start..end].to_vec()).unwrap(),
                "utf16" => String::from_utf16(&wide[start..end]).unwrap(),
                _ => points[start..end].iter().collect(),
            }
        };
        let statements = reading["statements"].as_array().unwrap();
        let found: Vec<String> =
            statements.iter().flat_map(|statement| statement["cue"].as_array().unwrap().iter().map(cut)).collect();
        words.push(found);
    }
    assert!(words[0].iter().any(|cue| cue == "said"), "{words:?}");
    assert_eq!(words[0], words[1]);
    assert_eq!(words[0], words[2]);
}

#[test]
fn the_same_bytes_come_from_one_thread_and_many() {
    let desk = Desk::new();
    let mut lines = String::new();
    for number in 0..200 {
        let text = REPORT.replace("400", &(number * 7 + 3).to_string());
        desk.file(&format!("many/{}/{number}.txt", number % 7), &text);
        lines.push_str(&serde_json::json!({"id": format!("r{number}"), "text": text.repeat(2)}).to_string());
        lines.push('\n');
    }
    desk.file("all.jsonl", lines);
    let one = desk.run(&["read", "many", "all.jsonl", "--json", "--threads", "1"]).ends(0);
    let eight = desk.run(&["read", "many", "all.jsonl", "--json", "--threads", "8"]).ends(0);
    assert_eq!(one.out.lines().count(), 400);
    assert!(one.out == eight.out, "the answer depends on the number of threads");
    let accurate = |threads| desk.run(&["read", "many", "--json", "--tier", "accurate", "--threads", threads]).ends(0);
    assert!(accurate("1").out == accurate("4").out, "the accurate tier depends on the number of threads");
    assert!(one.out.lines().last().unwrap().contains("all.jsonl#r199"));
}

#[test]
fn bad_files_are_told_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.file("all/a-empty.txt", "");
    desk.file("all/b-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    desk.file("all/c-broken.txt", b"Mara Quill said \xff\xfe\xc3( it was true.\n");
    desk.file("all/d-good.txt", REPORT);
    desk.file("all/.hidden.txt", "Nobody said anything.");
    desk.file("all/d-good.txt.meta.json", r#"{"outlet":"The Lydmark Daily","published":"2031-03-04"}"#);
    let ran = desk.run(&["read", "all", "--json"]).ends(0).tells("b-picture.txt: not read: a PNG picture");
    let lines = ran.json();
    let paths: Vec<_> = lines.iter().map(|line| line["document"]["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["all/a-empty.txt", "all/c-broken.txt", "all/d-good.txt"]);
    assert_eq!(lines[0]["notes"][0]["kind"], "empty");
    assert!(ran.err.contains("a-empty.txt: "), "{}", ran.err);
    assert_eq!(lines[1]["notes"][0]["kind"], "encoding");
    assert_eq!(lines[2]["document"]["outlet"], "The Lydmark Daily");
    assert_eq!(lines[2]["document"]["published"]["earliest"], "2031-03-04");
    // Named by the user, so the exit code says it; the good file is read all the same.
    let ran = desk.run(&["read", "all/b-picture.txt", "all/d-good.txt", "--json"]).ends(3);
    assert_eq!(ran.json().len(), 1);
    desk.run(&["read", "all/none.txt"]).ends(3).tells("none.txt: not read: there is no such file");
}

#[test]
#[cfg(unix)]
fn loops_and_links_to_nothing_are_told() {
    let desk = Desk::new();
    desk.file("all/report.txt", REPORT);
    std::os::unix::fs::symlink("..", desk.path().join("all/above")).unwrap();
    std::os::unix::fs::symlink("gone.txt", desk.path().join("all/vanished.txt")).unwrap();
    let ran = desk.run(&["read", "all", "--json"]).ends(0).tells("above: passed over").tells("vanished.txt: not read");
    assert_eq!(ran.json().len(), 1);
}

#[test]
fn long_files_and_lines_are_refused_with_advice() {
    let desk = Desk::new();
    desk.file("long.txt", "word ".repeat(100));
    let ran =
        desk.run(&["read", "long.txt", "--max-bytes", "99"]).ends(3).tells("long.txt: not read").tells("--max-bytes");
    assert!(ran.out.is_empty());
    let most = u64::MAX.to_string();
    assert!(desk.run(&["read", "long.txt", "--max-bytes", &most, "--stages"]).ends(0).out.contains("500 bytes"));
    let line = |text: &str| serde_json::json!({"text": text}).to_string();
    desk.file("lines.jsonl", format!("{}\n{}\n\n{}\nno json\n", line("x"), line(&"long ".repeat(99)), line("y")));
    let ran = desk.run(&["read", "lines.jsonl", "--json", "--max-bytes", "99"]).ends(3);
    let ran = ran.tells("line 2: not read").tells("lines.jsonl, line 5: not read: is no JSON");
    let paths: Vec<_> = ran.json().iter().map(|line| line["document"]["path"].as_str().unwrap().to_string()).collect();
    assert_eq!(paths, ["lines.jsonl#1", "lines.jsonl#4"]);
}

#[test]
fn a_hundred_megabytes_on_one_line_end_at_once() {
    let desk = Desk::new();
    desk.file("line.txt", vec![b'a'; 100_000_000]);
    desk.run(&["read", "line.txt"]).ends(3).tells("line.txt: not read: it is longer than 67108864 bytes");
    let file = std::fs::File::create(desk.path().join("nothing.txt")).unwrap();
    file.set_len(100_000_000).unwrap();
    desk.run(&["read", "nothing.txt"]).ends(3).tells("nothing.txt: not read: it holds NUL bytes");
}

#[test]
fn standard_input_is_one_document() {
    let desk = Desk::new();
    let ran = desk.run_with(&["read", "-", "--json"], REPORT.as_bytes()).ends(0);
    assert_eq!(ran.json()[0]["document"]["path"], "-");
    desk.run_with(&["read", "-"], b"\x89PNG\r\n\x1a\n").ends(3).tells("-: not read: a PNG picture");
}

#[test]
fn what_is_stated_beside_a_file_must_make_sense() {
    let desk = Desk::new();
    desk.file("report.txt", REPORT);
    desk.file("meta.json", r#"{"outlet":"Northern Wire","published":"2031-03-04","ground_rule":"on_record"}"#);
    let ran = desk.run(&["read", "report.txt", "--json", "--meta", "meta.json"]).ends(0);
    assert_eq!(ran.json()[0]["document"]["outlet"], "Northern Wire");
    desk.file("bad.json", r#"{"published":"soon"}"#);
    desk.run(&["read", "report.txt", "--meta", "bad.json"]).ends(3).tells("bad.json: published").tells("“soon”");
    desk.run(&["read", "report.txt", "--meta", "none.json"]).ends(3).tells("none.json: cannot be read");
    desk.file("report.txt.meta.json", r#"{"event":{"channel":"pigeon"}}"#);
    desk.run(&["read", "report.txt"]).ends(3).tells("report.txt.meta.json: event.channel");
}

#[test]
fn the_same_content_is_printed_once() {
    let desk = Desk::new();
    desk.file("a.txt", REPORT);
    desk.file("b.txt", REPORT);
    let ran = desk.run(&["read", "a.txt", "b.txt", "--json"]).ends(0).tells("b.txt: the same document as a.txt");
    assert_eq!(ran.json().len(), 1);
}

#[test]
fn people_get_text_that_is_safe_to_print() {
    let desk = Desk::new();
    desk.file("report.txt", REPORT.replace("convoy", "con\x1b[31mvoy"));
    let ran = desk.run(&["read", "report.txt"]).ends(0);
    assert!(ran.out.contains("Mara Quill") && ran.out.contains("asserted"), "{}", ran.out);
    assert!(!ran.out.contains('\x1b'));
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100));
    let ran = desk.run(&["read", "report.txt", "--stages"]).ends(0);
    for stage in ["text", "structure", "language", "attribution", "meaning"] {
        assert!(ran.out.contains(&format!("reader::{stage}")), "{stage}");
    }
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    for number in 0..300 {
        desk.file(&format!("many/{number}.txt"), REPORT.replace("400", &number.to_string()));
    }
    let program = env!("CARGO_BIN_EXE_onrecord");
    let script = format!("{program} read many --json | head -n 1 | wc -l; exit ${{PIPESTATUS[0]}}");
    let ran = std::process::Command::new("bash").args(["-c", &script]).current_dir(desk.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), "1");
    assert_eq!(ran.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
}

#[test]
fn completions_know_every_command() {
    let desk = Desk::new();
    for (shell, sign) in [("bash", "complete -F"), ("zsh", "#compdef onrecord"), ("fish", "complete -c onrecord")] {
        let ran = desk.run(&["completions", shell]).ends(0);
        assert!(ran.out.contains(sign) && ran.out.contains("statements"), "{shell}");
    }
    desk.run(&["completions", "tcsh"]).ends(2);
    let page = desk.run(&["man"]).ends(0);
    assert!(page.out.contains(".TH onrecord") && page.out.contains("explain"));
}

#[test]
fn two_tiers_read_and_the_accurate_one_is_meant_where_none_is_named() {
    let desk = Desk::new();
    desk.file("report.txt", REPORT);
    let read = |tier: &[&str]| desk.run(&[&["read", "report.txt", "--json"], tier].concat()).ends(0).out;
    let (fast, accurate) = (read(&["--tier", "fast"]), read(&["--tier", "accurate"]));
    assert_eq!(read(&[]), accurate);
    assert!(accurate.contains("attribution.span_model") || accurate != fast, "the model has no say");
    assert!(!fast.contains("attribution.span_model"));
    desk.run(&["read", "report.txt", "--tier", "slow"]).ends(2);
}
