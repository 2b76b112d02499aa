//! Do the pages keep their promises: every view as page and as data, nothing of a document as markup, one host only?

mod program;

use program::{BRIEFING, Desk, REPORT};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A server on a free port of this machine, ended with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(desk: &Desk) -> Server {
        let mut command = desk.command(&["serve", "--port", "0"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.unwrap_or_else(|| panic!("no address in: {line}")).parse().unwrap();
        Server { child, port }
    }

    /// Head and body of the answer.
    fn ask(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }

    #[track_caller]
    fn page(&self, path: &str) -> String {
        let (head, body) = self.ask(path, "127.0.0.1");
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        for guard in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff"] {
            assert!(head.contains(guard), "{path}: no {guard}");
        }
        body
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file("all/report.txt", REPORT.replace("convoy", "<script>alert(1)</script> con\u{202e}voy"));
    desk.run(&["add", "all"]).ends(0);
    desk
}

#[test]
fn every_view_is_a_page_and_data() {
    let desk = desk();
    let server = Server::start(&desk);
    assert!(server.page("/").contains("documents"));
    let found: serde_json::Value = serde_json::from_str(&server.page("/search.json?q=trucks")).unwrap();
    let row = &found["rows"][0];
    let (statement, document) = (row["id"].as_str().unwrap(), row["document"].as_str().unwrap());
    assert!(server.page("/search?q=trucks").contains(statement));
    assert!(server.page(&format!("/statement/{statement}")).contains("400 trucks"));
    assert!(server.page(&format!("/document/{document}")).contains("400 trucks"));
    assert!(server.page("/people?q=quill").contains("Mara Quill"));
    assert!(server.page("/documents").contains(document));
    server.page("/search?q=trucks&offset=many");
    for path in ["/threads", "/threads?q=trucks&offset=9", "/conflicts"] {
        server.page(path);
    }
    for path in ["/index.json", "/people.json", "/documents.json", "/threads.json", "/conflicts.json"] {
        serde_json::from_str::<serde_json::Value>(&server.page(path)).unwrap();
    }
    for path in [format!("/statement/{statement}.json"), format!("/document/{document}.json")] {
        let view: serde_json::Value = serde_json::from_str(&server.page(&path)).unwrap();
        assert!(view.is_object());
    }
    // No query is an error, and nothing found has its reason.
    assert!(server.page("/search?q=certainty:sure%20%22((%20NEAR").contains("asserted"));
    server.page("/search?q=elephants&offset=99999999999");
}

#[test]
fn a_document_is_never_markup() {
    let desk = desk();
    let server = Server::start(&desk);
    let found: serde_json::Value = serde_json::from_str(&server.page("/search.json?q=april")).unwrap();
    let row = &found["rows"][0];
    let paths = [
        "/".to_owned(),
        "/search?q=april".to_owned(),
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        format!("/statement/{}", row["id"].as_str().unwrap()),
        format!("/document/{}", row["document"].as_str().unwrap()),
    ];
    for path in paths {
        let page = server.page(&path);
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("onclick=") && !page.contains("style="), "{path}: something inline");
    }
}

#[test]
fn what_is_not_there_says_so() {
    let desk = desk();
    let server = Server::start(&desk);
    for path in ["/nowhere", "/document/0123456789abcdef", "/statement/nonsense", "/document/..%2f..%2fetc"] {
        let (head, body) = server.ask(path, "localhost");
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(body.contains("<html"), "{path}");
    }
    let (head, body) = server.ask("/document/0123456789abcdef.json", "localhost");
    assert!(head.starts_with("http/1.1 404") && head.contains("application/problem+json"), "{head}");
    assert!(body.contains("holds nothing"));
    // A page of the web that points its own name at this machine gets nothing.
    let (head, _) = server.ask("/", "evil.example");
    assert!(head.starts_with("http/1.1 421"), "{head}");
}

#[test]
fn a_missing_record_and_a_port_in_use_are_told() {
    let empty = Desk::new();
    empty.run(&["serve"]).ends(4).tells("there is no record here");
    let desk = desk();
    let server = Server::start(&desk);
    desk.run(&["serve", "--port", &server.port.to_string()]).ends(3).tells("choose another with --port");
}
