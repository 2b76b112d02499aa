//! What can an assistant ask? The Model Context Protocol over standard input and output.
//!
//! Five tools that read and never write. Each answer carries ids, the exact words of the source, the document, the days and
//! what is not known, so that an assistant can cite, and has nothing else to go by. What a tool cannot do comes back as an
//! error of the tool, in words. Messages are JSON-RPC 2.0, one a line; docs/decisions/0014 says why this is written here.

use crate::args::Asked;
use crate::commands::show::part;
use crate::fault::{Fault, Result};
use crate::views::cited::{Cited, CitedQuestion, Sources, Words, cited, questions, source, words};
use crate::views::links::{ThreadView, thread_view, threads_found};
use crate::views::quotes;
use record::{Error, Record};
use serde_json::{Map, Value, json};
use std::io::{BufRead, Read, Write};
use std::path::Path;

/// The version of the protocol that has no greeting: each request names its version.
const CURRENT: &str = "2026-07-28";

/// The versions with a greeting (`initialize`), the latest first.
const GREETED: &[&str] = &["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// The list of tools changes with the program only: for so many milliseconds it need not be asked for again.
const FRESH: u64 = 3_600_000;

/// A longer line is cut, and is no JSON then.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

type JsonObject = Map<String, Value>;

/// Rows of an answer at most.
const ROWS: u64 = 20;

/// What an assistant is told about all tools.
const INSTRUCTIONS: &str = "A record of who said what. Cite only `words` of an answer, with speaker, day and document, and \
    say what stands in `unknown`. Words of form `indirect` are a report: never put them in quotation marks. Where sources \
    differ, give both. Nothing found means that the record does not hold it, not that it was never said.";

/// One tool.
struct Entry {
    name: &'static str,
    does: &'static str,
    /// Name, what it says, whether it is needed.
    takes: &'static [(&'static str, &'static str, bool)],
    answer: fn(&Record, &JsonObject) -> std::result::Result<Value, String>,
}

const TOOLS: &[Entry] = &[
    Entry {
        name: "search",
        does: "Statements that answer a query: words, \"exact words\", -without, speaker:NAME, outlet:NAME, said:2025-10, \
               certainty:denied, form:direct",
        takes: &[("query", "The query; any text is one", true), ("offset", "Statements to pass over", false)],
        answer: search,
    },
    Entry {
        name: "statement",
        does: "One statement with the passage around it, the questions that it answers and other reports of the same utterance",
        takes: &[("id", "Id of the statement, as 0123456789abcdef:s3", true)],
        answer: statement,
    },
    Entry {
        name: "thread",
        does: "Statements on one matter over time, with their figures, bounds and certainty",
        takes: &[("query", "A query that a statement of the thread answers, or the thread's id", true)],
        answer: thread,
    },
    Entry {
        name: "quote_check",
        does: "Sets words beside the transcripts held and names each difference",
        takes: &[
            ("words", "The words as quoted", true),
            ("day", "The day on which they are said to have been spoken, as 2025-10-14", false),
        ],
        answer: quote_check,
    },
    Entry {
        name: "questions",
        does: "Questions of a document or about something, with what came back",
        takes: &[
            ("document", "Id of a document; the latest documents with questions if left out", false),
            ("about", "Words that question or answer hold", false),
        ],
        answer: asked_questions,
    },
];

type Answer = std::result::Result<Value, String>;

fn told(error: Error) -> String {
    Fault::from(error).to_string()
}

fn word<'a>(arguments: &'a JsonObject, name: &str) -> &'a str {
    arguments.get(name).and_then(Value::as_str).map_or("", str::trim)
}

fn search(record: &Record, arguments: &JsonObject) -> Answer {
    let number = |value: &Value| value.as_u64().or_else(|| value.as_str()?.parse().ok());
    let offset = arguments.get("offset").and_then(number).unwrap_or(0);
    let found = record.search(word(arguments, "query"), offset, ROWS).map_err(told)?;
    let mut sources = Sources::default();
    let mut statements: Vec<Cited> = Vec::new();
    for row in &found.rows {
        let held = sources.document(record, &row.document).map_err(told)?;
        statements.extend(held.and_then(|held| cited(held, row.number)));
    }
    Ok(json!({"understood": found.understood, "remarks": found.remarks, "total": found.total, "offset": offset,
        "statements": statements}))
}

fn statement(record: &Record, arguments: &JsonObject) -> Answer {
    let id = word(arguments, "id");
    let missing = || told(Error::NoSuchId(id.to_owned()));
    let (document, number) = part(id, 's').ok_or_else(missing)?;
    let mut sources = Sources::default();
    let held = sources.document(record, document).map_err(told)?.ok_or_else(missing)?;
    let own = cited(held, number).ok_or_else(missing)?;
    let found = &held.reading.statements[number];
    let spans = found.source.iter().chain(&found.cue).chain(&found.content).copied();
    let passage: Vec<Words> = words(held, &spans.reduce(|whole, part| whole.cover(&part)));
    let answers: Vec<CitedQuestion> =
        questions(held).into_iter().filter(|question| question.answers.iter().any(|answer| answer == id)).collect();
    let links = record.links().map_err(told)?;
    let key = (document.to_owned(), number);
    let mut same: Vec<Cited> = Vec::new();
    for (other, number) in
        links.utterances.iter().filter(|one| one.statements.contains(&key)).flat_map(|one| &one.statements)
    {
        if (other, *number) != (&key.0, key.1) {
            same.extend(sources.document(record, other).map_err(told)?.and_then(|held| cited(held, *number)));
        }
    }
    let threads = links.threads.iter().filter(|thread| thread.statements.contains(&key));
    let threads: Vec<Value> = threads.map(|thread| json!({"id": thread.id, "title": thread.title})).collect();
    Ok(json!({"statement": own, "passage": passage, "answers": answers, "same_utterance": same, "threads": threads}))
}

fn thread(record: &Record, arguments: &JsonObject) -> Answer {
    let query = word(arguments, "query");
    let links = record.links().map_err(told)?;
    let found = match links.threads.iter().find(|thread| thread.id == query) {
        Some(thread) => Some(thread),
        None => threads_found(record, &links, query).map_err(told)?.into_iter().next(),
    };
    let Some(found) = found else {
        return Ok(json!({"thread": null, "series": [], "statements": [],
            "remarks": ["no two statements on one matter answer this"]}));
    };
    let ThreadView { line, .. } = thread_view(record, found).map_err(told)?;
    let mut sources = Sources::default();
    let mut statements: Vec<Cited> = Vec::new();
    for (document, number) in found.statements.iter().take(3 * ROWS as usize) {
        statements.extend(sources.document(record, document).map_err(told)?.and_then(|held| cited(held, *number)));
    }
    Ok(json!({"thread": line.thread, "title": line.title, "series": line.series, "total": found.statements.len(),
        "statements": statements,
        "remarks": ["figures of different states need not count the same"]}))
}

fn quote_check(record: &Record, arguments: &JsonObject) -> Answer {
    let quoted = word(arguments, "words");
    let day = match word(arguments, "day") {
        "" => None,
        day => Some(day.parse().map_err(|_| format!("day is a day as 2025-10-14, not “{day}”"))?),
    };
    match record.find_quotation(quoted, day).map_err(told)? {
        None => Ok(json!({"verdict": "no_transcript_held", "against": null, "words": [], "edits": [],
            "remarks": ["no transcript held has these words; that does not say that they were not spoken"]})),
        Some((held, checked)) => {
            let span = reader::Span::new(checked.place.0, checked.place.1);
            let edits: Vec<quotes::EditView> =
                checked.edits.iter().map(|edit| quotes::edit(edit, quoted, held.reading.text.as_str())).collect();
            Ok(json!({"verdict": checked.verdict.as_str(), "meaning_critical": checked.is_critical(),
                "against": source(&held), "words": words(&held, [&span]), "edits": edits}))
        }
    }
}

fn asked_questions(record: &Record, arguments: &JsonObject) -> Answer {
    let (document, about) = (word(arguments, "document"), word(arguments, "about").to_lowercase());
    let documents: Vec<String> = match document {
        "" => record.asked(0, ROWS).map_err(told)?.1.into_iter().map(|found| found.id).collect(),
        id => vec![id.to_owned()],
    };
    let mut sources = Sources::default();
    let mut all: Vec<CitedQuestion> = Vec::new();
    for id in &documents {
        let held = sources.document(record, id).map_err(told)?;
        if held.is_none() && !document.is_empty() {
            return Err(told(Error::NoSuchId(id.clone())));
        }
        all.extend(held.map(questions).unwrap_or_default());
    }
    let holds = |question: &CitedQuestion| {
        let mut texts = question.words.iter().chain(&question.answer);
        about.is_empty() || texts.any(|words| words.text.to_lowercase().contains(&about))
    };
    all.retain(holds);
    let total = all.len();
    all.truncate(2 * ROWS as usize);
    Ok(json!({"total": total, "questions": all}))
}

/// `onrecord mcp`.
pub fn mcp(asked: &Asked) -> Result<u8> {
    let path = asked.record();
    // Opened once before anything is promised: a missing or newer record is told here.
    drop(Record::open_existing(&path)?);
    let (input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    serve(&path, input, &mut output)?;
    Ok(0)
}

/// Answers messages, one a line, until there are no more. An answer is one line, too.
fn serve(path: &Path, mut input: impl BufRead, output: &mut impl Write) -> Result<()> {
    loop {
        let mut line = Vec::new();
        let taken = input.by_ref().take(MOST_BYTES).read_until(b'\n', &mut line).map_err(Fault::Output)?;
        if taken == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if let Some(answer) = message(path, &line) {
            serde_json::to_writer(&mut *output, &answer).map_err(std::io::Error::from)?;
            output.write_all(b"\n")?;
            output.flush()?;
        }
    }
}

/// A fault of the protocol: its number in JSON-RPC, and what is wrong.
struct Broken(i64, String);

/// The answer to a message; `None` where it asks for none.
fn message(path: &Path, line: &[u8]) -> Option<Value> {
    let fault =
        |id: &Value, Broken(code, what)| json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": what}});
    let Ok(message) = serde_json::from_slice::<Value>(line) else {
        return Some(fault(&Value::Null, Broken(-32700, "this is no JSON".into())));
    };
    let id = message.get("id").cloned();
    let Some(method) = message.get("method").and_then(Value::as_str).filter(|_| message["jsonrpc"] == "2.0") else {
        // Answers to questions that were never asked are passed over.
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        let broken =
            || fault(&id.clone().unwrap_or(Value::Null), Broken(-32600, "this is no request of JSON-RPC 2.0".into()));
        return (!is_answer).then(broken);
    };
    let id = id?;
    Some(match answered(path, method, &message["params"]) {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(broken) => fault(&id, broken),
    })
}

/// The result of a method. Since the version without a greeting each request names its version, and a result its type.
fn answered(path: &Path, method: &str, params: &Value) -> std::result::Result<Value, Broken> {
    let named = params["_meta"]["io.modelcontextprotocol/protocolVersion"].as_str();
    if let Some(version) = named.filter(|version| !GREETED.contains(version) && *version != CURRENT) {
        return Err(Broken(-32022, format!("version {version} of the protocol is not known here; {CURRENT} is")));
    }
    let versions: Vec<&str> = std::iter::once(CURRENT).chain(GREETED.iter().copied()).collect();
    let mut result = match method {
        "initialize" => json!({
            "protocolVersion": GREETED.iter().find(|known| params["protocolVersion"] == **known).unwrap_or(&GREETED[0]),
            "capabilities": {"tools": {}},
            "serverInfo": server(),
            "instructions": INSTRUCTIONS,
        }),
        "server/discover" => json!({
            "supportedVersions": versions,
            "capabilities": {"tools": {}},
            "instructions": INSTRUCTIONS,
            "ttlMs": FRESH,
            "cacheScope": "private",
            "_meta": {"io.modelcontextprotocol/serverInfo": server()},
        }),
        "ping" => json!({}),
        "tools/list" => json!({"tools": list(), "ttlMs": FRESH, "cacheScope": "private"}),
        "tools/call" => call(path, params)?,
        other => return Err(Broken(-32601, format!("there is no method {other}"))),
    };
    if named == Some(CURRENT) || method == "server/discover" {
        result["resultType"] = "complete".into();
    } else if let Some(result) = result.as_object_mut().filter(|_| method == "tools/list") {
        // Older clients know no hints for caches.
        result.shift_remove("ttlMs");
        result.shift_remove("cacheScope");
    }
    Ok(result)
}

fn server() -> Value {
    json!({"name": "onrecord", "version": env!("CARGO_PKG_VERSION")})
}

fn list() -> Vec<Value> {
    let tool = |entry: &Entry| {
        let mut properties = JsonObject::new();
        for (name, says, _) in entry.takes {
            let kind = if *name == "offset" { "integer" } else { "string" };
            properties.insert((*name).to_owned(), json!({"type": kind, "description": says}));
        }
        let needed: Vec<&str> = entry.takes.iter().filter(|one| one.2).map(|one| one.0).collect();
        json!({"name": entry.name, "description": entry.does,
            "inputSchema": {"type": "object", "properties": properties, "required": needed},
            "annotations": {"readOnlyHint": true, "openWorldHint": false}})
    };
    TOOLS.iter().map(tool).collect()
}

/// What a tool answers. What it cannot do is an answer as well, so that the assistant reads it.
fn call(path: &Path, params: &Value) -> std::result::Result<Value, Broken> {
    let name = params["name"].as_str().unwrap_or("");
    let Some(entry) = TOOLS.iter().find(|entry| entry.name == name) else {
        return Err(Broken(-32602, format!("there is no tool {name}")));
    };
    let empty = JsonObject::new();
    let arguments = params["arguments"].as_object().unwrap_or(&empty);
    let answer =
        match entry.takes.iter().find(|one| one.2 && arguments.get(one.0).is_none_or(|value| !value.is_string())) {
            Some((missing, ..)) => Err(format!("{missing} is missing, or is no text")),
            None => Record::open_existing(path).map_err(told).and_then(|record| (entry.answer)(&record, arguments)),
        };
    Ok(match answer {
        Ok(value) => {
            json!({"content": [{"type": "text", "text": value.to_string()}], "structuredContent": value, "isError": false})
        }
        Err(why) => json!({"content": [{"type": "text", "text": why}], "isError": true}),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_ends_the_talk() {
        let lines = b"\n{\nnull\n[]\n7\n{\"jsonrpc\":\"2.0\",\"id\":1}\n\xff\xfe\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\
            {\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\",\"params\":3}";
        let mut out = Vec::new();
        serve(Path::new("nowhere"), &lines[..], &mut out).unwrap();
        let answers: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let codes: Vec<Option<i64>> = answers.iter().map(|answer| answer["error"]["code"].as_i64()).collect();
        let (no_json, no_request) = (Some(-32700), Some(-32600));
        assert_eq!(codes, [no_json, no_request, no_request, no_request, no_request, no_json, None]);
        assert_eq!(answers[6], json!({"jsonrpc": "2.0", "id": 2, "result": {}}));
    }
}
