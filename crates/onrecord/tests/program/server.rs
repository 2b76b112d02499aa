//! How do the tests ask the server?

use super::Desk;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A server on a free port of this machine, ended with the test.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn start(desk: &Desk) -> Server {
        let mut command = desk.command(&["serve", "--port", "0"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.unwrap_or_else(|| panic!("no address in: {line}")).parse().unwrap();
        Server { child, port }
    }

    /// Head, in lower case, and body of the answer.
    pub fn ask(&self, path: &str, host: &str) -> (String, String) {
        self.request("GET", path, host, &[], "")
    }

    /// Sends a form, or nothing.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], form: &str) -> (String, String) {
        self.request(method, path, &format!("127.0.0.1:{}", self.port), headers, form)
    }

    fn request(&self, method: &str, path: &str, host: &str, headers: &[(&str, &str)], form: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if method == "POST" {
            let kind = "application/x-www-form-urlencoded";
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", form.len()));
        }
        write!(stream, "{head}\r\n{form}").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        (head.to_lowercase(), body.to_owned())
    }

    #[track_caller]
    pub fn page(&self, path: &str) -> String {
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
