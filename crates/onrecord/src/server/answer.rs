//! How does a request become an answer?
//!
//! The table says which view or action is meant; the record is asked on a thread that may wait. Every answer carries the
//! policy that nothing runs or loads but what comes from here, and the tag of the record's generation, so that what has not
//! changed is not sent again. A change is made only by a form that carries the secret of this process and comes from a page
//! of this server.

use super::actions::{Refusal, Sent};
use super::hall::Hall;
use super::openapi;
use super::table::{self, Shown, Wanted};
use crate::fault::Fault;
use crate::forms::html;
use crate::views::asked::Asked;
use axum::body::{Body, to_bytes};
use axum::extract::{Form, FromRequest, Query, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use record::Error;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Nothing runs or loads that does not come from here.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A form with more bytes is not read.
const MOST_SENT: usize = 256 * 1024;

/// Answers a request.
pub async fn answer(hall: Arc<Hall>, request: Request) -> Response {
    let is_own = is_own(request.headers());
    let mut response = if is_own {
        route(hall, request).await
    } else {
        let why = "The record is shown to this machine alone, under 127.0.0.1 or localhost.";
        refused(request.uri().path(), StatusCode::MISDIRECTED_REQUEST, "Not this host name", why)
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request names this machine.
fn is_own(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]" | "")
}

async fn route(hall: Arc<Hall>, request: Request) -> Response {
    let path = percent_decoded(request.uri().path());
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if let Some((_, media, text)) = table::FILES.iter().find(|file| file.0 == path) {
        return if is_read { file(media, text) } else { not_allowed(&path, "GET, HEAD") };
    }
    if path == "/api/openapi.json" {
        return if is_read {
            file("application/json", &openapi::description())
        } else {
            not_allowed(&path, "GET, HEAD")
        };
    }
    if let Some(action) = table::ACTIONS.iter().find(|action| action.path == path) {
        return if *request.method() == Method::POST {
            act(hall, action, request).await
        } else {
            not_allowed(&path, "POST")
        };
    }
    match table::find(&path) {
        Some(_) if !is_read => not_allowed(&path, "GET, HEAD"),
        Some((view, wanted, bare, id)) => {
            let words = words(request.uri());
            let also = std::iter::once("json").chain(view.also.iter().map(|other| other.ending)).collect();
            let asked = Asked { path: bare, id, words, also, token: hall.token.clone() };
            show(hall, view, wanted, asked, request.headers()).await
        }
        None => refused(
            &path,
            StatusCode::NOT_FOUND,
            "There is no such page",
            "The first page links to everything that the record holds.",
        ),
    }
}

/// The parameters of an address; what cannot be read counts as left out.
fn words(uri: &Uri) -> BTreeMap<String, String> {
    Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|Query(words)| words.into_iter().collect())
        .unwrap_or_default()
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let digits = (byte == b'%').then(|| rest.as_slice_two()).flatten();
        match digits {
            Some(value) => {
                bytes.push(value);
                rest.next();
                rest.next();
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Two hexadecimal digits that come next.
trait Ahead {
    fn as_slice_two(&self) -> Option<u8>;
}

impl Ahead for std::str::Bytes<'_> {
    fn as_slice_two(&self) -> Option<u8> {
        let mut ahead = self.clone();
        let mut digit = || ahead.next().and_then(|byte| char::from(byte).to_digit(16));
        Some((digit()? * 16 + digit()?) as u8)
    }
}

async fn show(
    hall: Arc<Hall>,
    view: &'static table::View,
    wanted: Wanted,
    asked: Asked,
    headers: &HeaderMap,
) -> Response {
    let is_page = matches!(wanted, Wanted::Page);
    let address = asked.path.clone();
    let is_list = view.takes.iter().any(|parameter| parameter.name == "cursor");
    if is_list && asked.is_lost() && !is_page {
        return problem(StatusCode::BAD_REQUEST, "the cursor is none of this list; begin without one");
    }
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok()).unwrap_or("").to_owned();
    let made = tokio::task::spawn_blocking(move || {
        hall.with(|record| {
            // A form carries the secret of this process, so the tag does.
            let tag = format!("\"{:x}-{}\"", record.generation()?, &hall.token[..8]);
            if known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag) {
                return Ok((tag, None));
            }
            let text = match wanted {
                Wanted::Other(other) => ((other.make)(&hall, record, &asked)?, html::media(other.ending)),
                Wanted::Page => ((view.make)(&hall, record, &asked)?.page(&asked).into_string(), html::media("")),
                Wanted::Json => (data(&*(view.make)(&hall, record, &asked)?)?, html::media("json")),
            };
            Ok((tag, Some(text)))
        })
    })
    .await;
    match made {
        Ok(Ok((tag, Some((text, media))))) => {
            ([(header::CONTENT_TYPE, media.to_owned()), (header::ETAG, tag)], text).into_response()
        }
        Ok(Ok((tag, None))) => (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response(),
        Ok(Err(error)) => {
            let (status, why) = (status(&error), Fault::from(error).to_string());
            if is_page { refused(&address, status, "This cannot be shown", &why) } else { problem(status, &why) }
        }
        Err(_) => {
            let why = "Please report the address of this page.";
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            if is_page { refused(&address, status, "This cannot be shown", why) } else { problem(status, why) }
        }
    }
}

fn data(shown: &dyn Shown) -> record::Result<String> {
    shown.data().map_err(|error| Error::Other(error.to_string()))
}

async fn act(hall: Arc<Hall>, action: &'static table::Action, request: Request) -> Response {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let origin = text("origin");
    let from_elsewhere = !matches!(text("sec-fetch-site").as_str(), "" | "same-origin")
        || !matches!(origin.as_str(), "" | "null") && origin.split("://").nth(1) != Some(&text("host"));
    let form = Form::<Vec<(String, String)>>::from_request(bounded(request).await, &()).await;
    let Ok(Form(fields)) = form else {
        return refused(action.path, StatusCode::BAD_REQUEST, "Nothing was changed", "The form could not be read.");
    };
    let sent = Sent(fields);
    if from_elsewhere || sent.word("token") != hall.token {
        let why = "The form is of another page or of an earlier run of the server. Open the page again and repeat it.";
        return refused(action.path, StatusCode::FORBIDDEN, "Nothing was changed", why);
    }
    let back = Some(sent.word("back")).filter(|back| table::find(back).is_some()).unwrap_or("/").to_owned();
    let done = tokio::task::spawn_blocking(move || {
        let mut record = hall.writable()?;
        (action.act)(&mut record, &sent)
    })
    .await;
    let (status, why) = match done {
        Ok(Ok(to)) => {
            let to = HeaderValue::from_str(&to.unwrap_or(back)).unwrap_or(HeaderValue::from_static("/"));
            return (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
        }
        Ok(Err(Refusal::Field(name))) => {
            (StatusCode::BAD_REQUEST, format!("The field {name} is missing or cannot be understood."))
        }
        Ok(Err(Refusal::Record(error))) => (status(&error), Fault::from(error).to_string()),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "Please report what you sent.".into()),
    };
    refused(action.path, status, "Nothing was changed", &why)
}

/// The request with a body of so many bytes at most; a longer one is empty.
async fn bounded(request: Request) -> Request {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MOST_SENT).await.unwrap_or_default();
    Request::from_parts(parts, Body::from(bytes))
}

fn file(media: &str, text: &str) -> Response {
    ([(header::CONTENT_TYPE, media.to_owned())], text.to_owned()).into_response()
}

fn not_allowed(path: &str, methods: &'static str) -> Response {
    let mut response =
        refused(path, StatusCode::METHOD_NOT_ALLOWED, "Not in this way", "This address is asked for otherwise.");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    response
}

/// A page that says why, or a problem where data was asked for.
fn refused(path: &str, status: StatusCode, what: &str, why: &str) -> Response {
    if path.starts_with("/api/") || path.ends_with(".json") {
        return problem(status, why);
    }
    let page = html::fault(&Asked::default(), what, why);
    (status, [(header::CONTENT_TYPE, html::media(""))], page.into_string()).into_response()
}

/// RFC 9457 problem details.
fn problem(status: StatusCode, detail: &str) -> Response {
    let body = serde_json::json!({
        "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail
    });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NoSuchId(_) => StatusCode::NOT_FOUND,
        Error::BadCorrection(_) => StatusCode::BAD_REQUEST,
        Error::Locked(_) | Error::DiskFull(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
