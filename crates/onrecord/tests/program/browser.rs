//! How do the tests drive a real browser? Over WebDriver, with Chromium and ChromeDriver where they are installed.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A browser without a window, ended with the test.
pub struct Browser {
    child: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None`, told on standard error, where there is none on this machine.
    pub fn start(width: u32, scheme: &str, with_script: bool) -> Option<Browser> {
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(child) = command.spawn() else {
            eprintln!("SKIPPED: no chromedriver on this machine; crates/onrecord/tests/browser.sh installs it");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Browser { child, port, session: String::new(), _profile: profile };
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "chromedriver does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &folder,
        ];
        let script = if with_script { 1 } else { 2 };
        let wanted = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {
            "args": arguments, "prefs": {"profile.managed_default_content_settings.javascript": script}}}}});
        let answer = browser.request("POST", "/session", &wanted);
        let Some(session) = answer["value"]["sessionId"].as_str() else {
            eprintln!("SKIPPED: no browser: {answer}");
            return None;
        };
        browser.session = format!("/session/{session}");
        browser.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        );
        browser.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
        Some(browser)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        // The driver keeps the connection open, so the length is read off the head.
        let mut stream = BufReader::new(stream);
        let (mut length, mut line) = (0, String::new());
        while stream.read_line(&mut line).unwrap() > 2 {
            let (name, value) = line.split_once(':').unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&body)))
    }

    fn ask(&self, path: &str, body: Value) -> Value {
        let answer = self.request("POST", &format!("{}{path}", self.session), &body);
        assert!(answer["value"].get("error").is_none(), "{path} {body}: {}", answer["value"]);
        answer["value"].clone()
    }

    fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.ask("/goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    pub fn open(&self, address: &str) {
        self.ask("/url", json!({"url": address}));
    }

    /// Runs script in the page, past its policy; gives what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("/execute/sync", json!({"script": script, "args": []}))
    }

    /// Runs script that ends by calling the last of its arguments.
    pub fn run_later(&self, script: &str) -> Value {
        self.ask("/execute/async", json!({"script": script, "args": []}))
    }

    /// Presses keys, one after another; `\u{e004}` is Tab, `\u{e007}` is Enter.
    pub fn press(&self, keys: &str) {
        let press = |key: char| {
            [json!({"type": "keyDown", "value": key.to_string()}), json!({"type": "keyUp", "value": key.to_string()})]
        };
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.ask("/actions", json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}));
    }

    /// Clicks the first element of a selector; what lies outside the window is chosen by its key.
    pub fn click(&self, selector: &str) {
        let found = self.ask("/element", json!({"using": "css selector", "value": selector}));
        let id = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        let clicked = self.request("POST", &format!("{}/element/{id}/click", self.session), &json!({}));
        if clicked["value"]["error"] == "element click intercepted" {
            self.ask(&format!("/element/{id}/value"), json!({"text": "\u{e007}"}));
        }
    }

    pub fn address(&self) -> String {
        let answer = self.request("GET", &format!("{}/url", self.session), &Value::Null);
        answer["value"].as_str().unwrap_or("").to_owned()
    }

    /// The page's source, without running anything in it.
    pub fn source(&self) -> String {
        let answer = self.request("GET", &format!("{}/source", self.session), &Value::Null);
        answer["value"].as_str().unwrap_or("").to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // A test that failed may have lost its browser already.
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
                let _ =
                    write!(stream, "DELETE {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", self.session);
                let _ = stream.read(&mut [0; 64]);
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
