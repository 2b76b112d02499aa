//! Which address shows which view?
//!
//! One function a view. A page and its `.json` are the same view; what cannot be shown is a page with the reason and the
//! right status. Opens the record for each request, so that a page shows what is kept now.

use crate::commands::show::part;
use crate::fault::Fault;
use crate::forms::html;
use crate::views::{document, explain, links, overview, people, questions, search};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use record::{Error, Record};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// Rows on one page.
const ROWS: u64 = 50;

/// Nothing runs or loads that does not come from here.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// What the addresses share.
type Shared = State<Arc<PathBuf>>;

/// All routes.
pub fn router(path: PathBuf) -> Router {
    Router::new()
        .route("/", get(first))
        .route("/index.json", get(first_json))
        .route("/search", get(found))
        .route("/search.json", get(found_json))
        .route("/people", get(persons))
        .route("/people.json", get(persons_json))
        .route("/threads", get(threads))
        .route("/threads.json", get(threads_json))
        .route("/conflicts", get(conflicts))
        .route("/conflicts.json", get(conflicts_json))
        .route("/documents", get(documents))
        .route("/documents.json", get(documents_json))
        .route("/document/{id}", get(one_document))
        .route("/statement/{id}", get(one_statement))
        .route("/style.css", get(|| async { asset("text/css; charset=utf-8", html::STYLE) }))
        .route("/keys.js", get(|| async { asset("text/javascript; charset=utf-8", html::KEYS) }))
        .fallback(|| async {
            page(
                StatusCode::NOT_FOUND,
                html::fault("There is no such page", "The first page links to everything that the record holds."),
            )
        })
        .layer(from_fn(guard))
        .with_state(Arc::new(path))
}

/// Lets only this machine's own names through, and sends the policy with every answer.
async fn guard(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_own = matches!(name, "127.0.0.1" | "localhost" | "[::1]" | "");
    let mut response = if is_own {
        next.run(request).await
    } else {
        let why = "The record is shown to this machine alone, under 127.0.0.1 or localhost.";
        page(StatusCode::MISDIRECTED_REQUEST, html::fault("Not this host name", why))
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

fn page(status: StatusCode, markup: Markup) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string()).into_response()
}

fn data(view: &impl Serialize) -> Response {
    match serde_json::to_string(view) {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// RFC 9457 problem details.
fn problem(status: StatusCode, detail: &str) -> Response {
    let body = serde_json::json!({"type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail});
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NoSuchId(_) => StatusCode::NOT_FOUND,
        Error::Locked(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Asks the record on a thread that may wait, and shows the answer as `form` does.
async fn answer<View: Send + 'static>(
    path: Arc<PathBuf>,
    is_json: bool,
    ask: impl FnOnce(&Record) -> record::Result<View> + Send + 'static,
    form: impl FnOnce(&View) -> Response,
) -> Response {
    let asked = tokio::task::spawn_blocking(move || ask(&Record::open_existing(&path)?)).await;
    match asked {
        Ok(Ok(view)) => form(&view),
        Ok(Err(error)) => {
            let (status, why) = (status(&error), Fault::from(error).to_string());
            if is_json { problem(status, &why) } else { page(status, html::fault("This cannot be shown", &why)) }
        }
        Err(_) => page(
            StatusCode::INTERNAL_SERVER_ERROR,
            html::fault("This cannot be shown", "Please report the address of this page."),
        ),
    }
}

/// What the first page shows.
#[derive(Serialize)]
struct First {
    totals: overview::OverviewView,
    documents: Vec<Line>,
}

/// A document in a list.
#[derive(Serialize)]
struct Line {
    id: String,
    path: String,
    kind: String,
    outlet: Option<String>,
    title: Option<String>,
    published: (Option<String>, Option<String>),
    statements: u64,
}

impl From<record::DocumentSummary> for Line {
    fn from(found: record::DocumentSummary) -> Line {
        Line {
            id: found.id,
            path: found.path,
            kind: found.kind,
            outlet: found.outlet,
            title: found.title,
            published: found.published,
            statements: found.statements,
        }
    }
}

fn all(record: &Record) -> record::Result<First> {
    let totals = overview::view(&record.totals()?);
    Ok(First { totals, documents: record.documents()?.into_iter().map(Line::from).collect() })
}

fn row(line: &Line) -> html::DocumentRow<'_> {
    html::DocumentRow {
        id: &line.id,
        title: line.title.as_deref().unwrap_or(&line.path),
        outlet: line.outlet.as_deref(),
        kind: &line.kind,
        published: crate::views::when::interval(line.published.0.as_deref(), line.published.1.as_deref()),
        statements: line.statements,
    }
}

fn rows(documents: &[Line]) -> Vec<html::DocumentRow<'_>> {
    documents.iter().map(row).collect()
}

async fn first(State(path): Shared) -> Response {
    answer(path, false, all, |view| {
        let some = &view.documents[..view.documents.len().min(20)];
        page(StatusCode::OK, html::first(&view.totals, &rows(some), view.documents.len()))
    })
    .await
}

async fn first_json(State(path): Shared) -> Response {
    answer(path, true, all, data).await
}

async fn documents(State(path): Shared) -> Response {
    answer(path, false, all, |view| page(StatusCode::OK, html::documents(&rows(&view.documents)))).await
}

async fn documents_json(State(path): Shared) -> Response {
    answer(path, true, all, |view| data(&view.documents)).await
}

/// What a search address says.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    offset: u64,
}

/// The words of a search address. What cannot be read there, such as an offset in letters, counts as left out.
type Questioned = Result<Query<Asked>, QueryRejection>;

fn words(asked: Questioned) -> Asked {
    asked.map(|Query(asked)| asked).unwrap_or_default()
}

async fn found(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    let query = asked.clone();
    answer(
        path,
        false,
        move |record| record.search(&query.q, query.offset, ROWS).map(search::view),
        |view| page(StatusCode::OK, html::search(&asked.q, asked.offset, ROWS, view)),
    )
    .await
}

async fn found_json(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    answer(path, true, move |record| record.search(&asked.q, asked.offset, ROWS).map(search::view), data).await
}

/// People whose names hold the words.
#[derive(Serialize)]
struct Named {
    total: u64,
    rows: Vec<people::PersonView>,
}

fn named(record: &Record, asked: &Asked) -> record::Result<Named> {
    let (total, rows) = record.people(&asked.q, asked.offset, ROWS)?;
    Ok(Named { total, rows: rows.into_iter().map(people::view).collect() })
}

async fn persons(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    let query = asked.clone();
    answer(
        path,
        false,
        move |record| named(record, &query),
        |view| page(StatusCode::OK, html::people(&asked.q, asked.offset, ROWS, view.total, &view.rows)),
    )
    .await
}

async fn persons_json(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    answer(path, true, move |record| named(record, &asked), data).await
}

async fn threads(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    let query = asked.q.clone();
    answer(
        path,
        false,
        move |record| links::threads(record, &query),
        |all| page(StatusCode::OK, html::threads(&asked.q, asked.offset, ROWS, all)),
    )
    .await
}

async fn threads_json(State(path): Shared, asked: Questioned) -> Response {
    let asked = words(asked);
    answer(path, true, move |record| links::threads(record, &asked.q), data).await
}

async fn conflicts(State(path): Shared, asked: Questioned) -> Response {
    let offset = words(asked).offset;
    answer(path, false, links::conflicts, move |all| page(StatusCode::OK, html::conflicts(offset, ROWS, all))).await
}

async fn conflicts_json(State(path): Shared) -> Response {
    answer(path, true, links::conflicts, data).await
}

async fn one_document(State(path): Shared, Path(id): Path<String>) -> Response {
    let is_json = id.ends_with(".json");
    let id = id.trim_end_matches(".json").to_string();
    answer(
        path,
        is_json,
        move |record| Ok(document::view(&record.document(&id)?)),
        |view| {
            if is_json { data(view) } else { page(StatusCode::OK, html::document(view)) }
        },
    )
    .await
}

async fn one_statement(State(path): Shared, Path(id): Path<String>) -> Response {
    let is_json = id.ends_with(".json");
    let id = id.trim_end_matches(".json").to_string();
    let ask = move |record: &Record| {
        let missing = || Error::NoSuchId(id.clone());
        let (document, number) = part(&id, 's').ok_or_else(missing)?;
        let held = record.document(document)?;
        let view = explain::view(&held, number).ok_or_else(missing)?;
        let asked = questions::view(&held).into_iter().filter(|question| question.answers.contains(&id)).collect();
        Ok(One { explain: view, questions: asked })
    };
    answer(path, is_json, ask, |view: &One| {
        if is_json { data(view) } else { page(StatusCode::OK, html::statement(&view.explain, &view.questions)) }
    })
    .await
}

/// A statement with its reasons and the questions that it answers.
#[derive(Serialize)]
struct One {
    #[serde(flatten)]
    explain: explain::ExplainView,
    questions: Vec<questions::QuestionView>,
}
