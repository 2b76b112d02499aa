//! What can programs ask, as OpenAPI 3.1?
//!
//! Made from the table that answers, so the description cannot know an address that is not there, nor miss one.

use super::table::{ACTIONS, FILES, Parameter, VIEWS, View};
use crate::forms::html;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// The description as JSON.
pub fn description() -> String {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| made().to_string()).clone()
}

/// Address, forms and what it gives, for people.
pub fn rows() -> Vec<(String, String, String)> {
    let view = |view: &View| {
        let forms: Vec<&str> = ["page", "json"].into_iter().chain(view.also.iter().map(|other| other.ending)).collect();
        (view.path.to_owned(), forms.join(", "), view.gives.to_owned())
    };
    let actions = ACTIONS.iter().map(|action| (action.path.to_owned(), "POST".to_owned(), action.does.to_owned()));
    VIEWS.iter().map(view).chain(actions).collect()
}

/// The path of a view in a form.
fn path(view: &View, ending: &str) -> String {
    if view.path == "/" { format!("/index.{ending}") } else { format!("{}.{ending}", view.path) }
}

fn made() -> Value {
    let mut paths = Map::new();
    for view in VIEWS {
        paths.insert(view.path.to_owned(), operation(view, "", true));
        paths.insert(path(view, "json"), operation(view, "json", false));
        let under = if view.path == "/" { "/api/v1".to_owned() } else { format!("/api/v1{}", view.path) };
        paths.insert(under, operation(view, "json", false));
        for other in view.also {
            paths.insert(path(view, other.ending), operation(view, other.ending, false));
        }
    }
    for action in ACTIONS {
        let mut fields = Map::new();
        let mut needed = vec!["token"];
        fields.insert("token".into(), json!({"type": "string", "description": "The hidden field of the page's form"}));
        fields.insert("back".into(), json!({"type": "string", "description": "The page to show then"}));
        for Parameter { name, says, is_needed } in action.takes {
            fields.insert((*name).into(), json!({"type": "string", "description": says}));
            if *is_needed {
                needed.push(name);
            }
        }
        let sent = json!({"application/x-www-form-urlencoded":
            {"schema": {"type": "object", "properties": fields, "required": needed}}});
        let mut answers = Map::new();
        answers.insert(
            "303".into(),
            json!({"description": "Changed; the page to show", "headers":
            {"Location": {"schema": {"type": "string"}}}}),
        );
        for (status, says) in [
            ("400", "A field cannot be understood, or the change cannot be"),
            ("403", "The form is of no page of this run of the server"),
            ("404", "There is nothing with this id"),
        ] {
            answers.insert(status.into(), page_answer(says));
        }
        ends(&mut answers, true);
        paths.insert(
            action.path.into(),
            json!({"post": {"summary": action.does, "requestBody": {"required": true, "content": sent}, "responses": answers}}),
        );
    }
    let files = FILES.iter().map(|(path, media, _)| (*path, *media)).chain([("/api/openapi.json", "application/json")]);
    for (path, media) in files {
        let mut answers = Map::new();
        answers.insert("200".into(), json!({"description": "The file", "content": {(bare(media)): {"schema": {}}}}));
        ends(&mut answers, path.ends_with(".css"));
        paths.insert(path.into(), json!({"get": {"summary": "A file of the pages", "responses": answers}}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Who said what, when, to whom, how certainly, in answer to which question",
            "description": "Every page has its data under the same address with .json, and under /api/v1. Lists give \
                            `next`, an opaque cursor, while there are more rows. Faults are RFC 9457 problems.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"}
        },
        "paths": paths,
        "components": {"schemas": {"Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                "detail": {"type": "string"}
            }
        }}}
    })
}

/// A media type without its parameters.
fn bare(media: &str) -> &str {
    media.split(';').next().unwrap_or(media).trim()
}

fn page_answer(says: &str) -> Value {
    json!({"description": says, "content": {"text/html": {"schema": {"type": "string"}}}})
}

fn problem_answer(says: &str) -> Value {
    json!({"description": says, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}})
}

/// What every address may answer.
fn ends(answers: &mut Map<String, Value>, is_page: bool) {
    let answer = if is_page { page_answer } else { problem_answer };
    for (status, says) in [
        ("421", "Another host name than this machine's"),
        ("500", "The record is damaged, or the program has a fault"),
        ("503", "Another program writes to the record, or the disk is full"),
    ] {
        answers.insert(status.into(), answer(says));
    }
}

fn operation(view: &View, ending: &str, is_page: bool) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    let has_id = view.path.contains("{id}");
    if has_id {
        parameters.push(json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}));
    }
    for Parameter { name, says, is_needed } in view.takes {
        let (name, says, is_needed) = (*name, *says, *is_needed);
        parameters.push(json!({"name": name, "in": "query", "required": is_needed, "description": says, "schema": {"type": "string"}}));
    }
    let media = html::media(ending);
    let mut answers = Map::new();
    answers.insert(
        "200".into(),
        json!({
            "description": view.gives,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {(bare(media)): {"schema": {}}}
        }),
    );
    answers.insert("304".into(), json!({"description": "Not changed since the answer with this tag"}));
    if !is_page && view.takes.iter().any(|parameter| parameter.name == "cursor") {
        answers.insert("400".into(), problem_answer("The cursor is none of this list"));
    }
    if has_id {
        let answer = if is_page { page_answer } else { problem_answer };
        answers.insert("404".into(), answer("There is nothing with this id"));
    }
    ends(&mut answers, is_page);
    json!({"get": {"summary": view.gives, "parameters": parameters, "responses": answers}})
}
