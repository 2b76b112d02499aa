//! Can an assistant list and call every tool, and does every word of every answer stand in its source byte for byte?

mod program;

use program::{BRIEFING, Desk, REPORT};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    id: u64,
}

impl Client {
    fn start(desk: &Desk) -> Client {
        let mut child = desk
            .command(&["mcp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Client { child, input, output, id: 0 }
    }

    fn send(&mut self, message: &Value) {
        writeln!(self.input.as_mut().unwrap(), "{message}").unwrap();
    }

    /// What comes back: a result, or an error.
    fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}));
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!((&answer["jsonrpc"], &answer["id"]), (&"2.0".into(), &self.id.into()), "{answer}");
        if answer.get("error").is_some() { Err(answer["error"].clone()) } else { Ok(answer["result"].clone()) }
    }

    fn call(&mut self, name: &str, arguments: Value) -> Value {
        let result = self.ask("tools/call", json!({"name": name, "arguments": arguments})).unwrap();
        assert_ne!(result["isError"], true, "{result}");
        let text = result["content"][0]["text"].as_str().unwrap();
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), result["structuredContent"]);
        result["structuredContent"].clone()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Every `{"text", "place"}` of an answer.
fn words(value: &Value, found: &mut Vec<(String, usize, usize)>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| words(one, found)),
        Value::Object(object) => {
            if let (Some(text), Some(place)) = (object.get("text"), object.get("place")) {
                let at = |side: usize| place[side].as_u64().unwrap() as usize;
                found.push((text.as_str().unwrap().to_owned(), at(0), at(1)));
            }
            object.values().for_each(|one| words(one, found));
        }
        _ => {}
    }
}

#[test]
fn every_tool_answers_with_words_of_its_source() {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file("all/report.txt", REPORT.replace("no driver", "no\n  drivér"));
    desk.file("all/secret.txt", "Tomas Arden said that the vault was empty.\n");
    desk.file("all/secret.txt.meta.json", "{\"ground_rule\": \"off_record\"}");
    desk.run(&["add", "all"]).ends(0);
    let sources: Vec<String> = ["briefing.txt", "report.txt"]
        .map(|name| std::fs::read_to_string(desk.path().join("all").join(name)).unwrap())
        .to_vec();
    let mut client = Client::start(&desk);
    let hello = client
        .ask(
            "initialize",
            json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}),
        )
        .unwrap();
    assert_eq!((&hello["protocolVersion"], &hello["serverInfo"]["name"]), (&"2025-11-25".into(), &"onrecord".into()));
    client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
    let tools = client.ask("tools/list", json!({})).unwrap();
    let names: Vec<&str> =
        tools["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["search", "statement", "thread", "quote_check", "questions"]);
    assert!(tools["tools"].as_array().unwrap().iter().all(|tool| tool["inputSchema"]["type"] == "object"));
    let found = client.call("search", json!({"query": "trucks"}));
    let id = found["statements"][0]["id"].as_str().unwrap().to_owned();
    for field in ["speaker", "form", "certainty", "said", "source", "unknown", "words"] {
        assert!(found["statements"][0].get(field).is_some(), "{field}");
    }
    let calls = [
        ("search", json!({"query": ""})),
        ("statement", json!({"id": id})),
        ("thread", json!({"query": "trucks"})),
        ("quote_check", json!({"words": "We believe that at least 300 trucks crossed the Orsa bridge on Monday"})),
        ("questions", json!({})),
        ("questions", json!({"about": "drivers"})),
    ];
    let mut count = 0;
    for (name, arguments) in calls {
        let answer = client.call(name, arguments);
        assert!(!answer.to_string().contains("vault"), "{name}");
        let mut all = Vec::new();
        words(&answer, &mut all);
        assert!(!all.is_empty() || name == "thread", "{name}: {answer}");
        for (text, start, end) in all {
            let at = |source: &String| source.chars().skip(start).take(end - start).collect::<String>();
            assert!(sources.iter().any(|source| at(source) == text), "{name}: “{text}” at {start}");
            count += 1;
        }
        if name == "quote_check" {
            assert_eq!(
                (&answer["verdict"], &answer["meaning_critical"]),
                (&"altered".into(), &true.into()),
                "{answer}"
            );
        }
    }
    assert!(count > 10, "{count}");
    // What is not there, and what cannot be asked.
    assert_eq!(
        client.call("quote_check", json!({"words": "the moon is made of green cheese"}))["verdict"],
        "no_transcript_held"
    );
    for arguments in [json!({"id": "nonsense"}), json!({}), json!({"id": 7})] {
        let result = client.ask("tools/call", json!({"name": "statement", "arguments": arguments})).unwrap();
        assert_eq!(result["isError"], true, "{result}");
    }
    assert_eq!(client.ask("tools/call", json!({"name": "delete_all"})).unwrap_err()["code"], -32602);
    assert_eq!(client.ask("nothing/such", json!({})).unwrap_err()["code"], -32601);
}

#[test]
fn the_current_protocol_needs_no_greeting() {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.run(&["add", "all"]).ends(0);
    let mut client = Client::start(&desk);
    let about = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {}
    });
    let found = client.ask("server/discover", json!({"_meta": about})).unwrap();
    let versions: Vec<&str> = found["supportedVersions"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(versions.contains(&"2026-07-28"), "{found}");
    let call = json!({"_meta": about, "name": "search", "arguments": {"query": "trucks"}});
    let result = client.ask("tools/call", call).unwrap();
    assert_eq!(result["resultType"], "complete");
    assert!(result["structuredContent"]["total"].as_u64().unwrap() > 0);
}
