//! Which addresses are there, and what does each give?
//!
//! One table: the server answers from it, the OpenAPI description and the page for programs are made from it. A view is a
//! page and, with `.json`, the same as data; some have other forms besides. An action changes the record and leads back to a
//! page.

use super::hall::Hall;
use super::{actions, openapi};
use crate::commands::show::part;
use crate::forms::export::{annotations, brat, lists, on_record, tei};
use crate::forms::{cite, html};
use crate::views::asked::Asked;
use crate::views::{
    document, front, links, people, person, questions, queue, quotes, search, statement, statement_page,
};
use maud::Markup;
use record::{Error, Record, Result};
use serde::Serialize;

/// A parameter of an address or a form.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub says: &'static str,
    /// Whether it has to be there.
    pub is_needed: bool,
}

const fn may(name: &'static str, says: &'static str) -> Parameter {
    Parameter { name, says, is_needed: false }
}

const fn must(name: &'static str, says: &'static str) -> Parameter {
    Parameter { name, says, is_needed: true }
}

const QUERY: Parameter = may("q", "A query; any text is one");
const CURSOR: Parameter = may("cursor", "Where the list goes on: `next` of the answer before, of the same list");
const LIMIT: Parameter = may("limit", "So many rows at most, up to 500; 50 if left out");

/// A view that was asked for, as page and as data.
pub trait Shown: Send {
    /// As a page.
    fn page(&self, asked: &Asked) -> Markup;
    /// As JSON.
    fn data(&self) -> serde_json::Result<String>;
}

struct Both<View> {
    view: View,
    page: fn(&View, &Asked) -> Markup,
}

impl<View: Serialize + Send> Shown for Both<View> {
    fn page(&self, asked: &Asked) -> Markup {
        (self.page)(&self.view, asked)
    }

    fn data(&self) -> serde_json::Result<String> {
        serde_json::to_string(&self.view)
    }
}

fn shown<View: Serialize + Send + 'static>(view: View, page: fn(&View, &Asked) -> Markup) -> Result<Box<dyn Shown>> {
    Ok(Box::new(Both { view, page }))
}

/// A view under its address.
pub struct View {
    /// `{id}` stands for an id.
    pub path: &'static str,
    /// What it gives.
    pub gives: &'static str,
    /// Which parameters it takes.
    pub takes: &'static [Parameter],
    /// Makes it.
    pub make: fn(&Hall, &Record, &Asked) -> Result<Box<dyn Shown>>,
    /// Its other forms.
    pub also: &'static [Other],
}

/// A view in another form.
pub struct Other {
    /// What follows the address, without the point.
    pub ending: &'static str,
    /// Makes it.
    pub make: fn(&Hall, &Record, &Asked) -> Result<String>,
}

/// A change of the record.
pub struct Action {
    /// Where a form is sent.
    pub path: &'static str,
    /// What it does.
    pub does: &'static str,
    /// The fields of the form, besides `token` and `back`.
    pub takes: &'static [Parameter],
    /// Does it; gives the page to show then, where that is not the one that the form was on.
    pub act: fn(&mut Record, &actions::Sent) -> std::result::Result<Option<String>, actions::Refusal>,
}

/// The forms of a list of statements: always all of it.
const LISTED: &[Other] = &[
    Other {
        ending: "jsonl",
        make: |_, record, asked| written(text(|out| lists::jsonl(record, &search::query(asked), out))),
    },
    Other {
        ending: "csv",
        make: |_, record, asked| written(text(|out| lists::csv(record, &search::query(asked), out))),
    },
    Other {
        ending: "jsonld",
        make: |_, record, asked| written(text(|out| lists::json_ld(record, &search::query(asked), out))),
    },
    Other {
        ending: "atom",
        make: |_, record, asked| {
            let query = search::query(asked);
            let title = if query.is_empty() { "Statements".to_owned() } else { format!("Statements: {query}") };
            written(lists::atom(record, &query, &title, &asked.form("atom")))
        },
    },
];

fn text(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn written(text: std::io::Result<String>) -> Result<String> {
    text.map_err(|error| Error::Other(error.to_string()))
}

/// A statement as a citation, unless its document is off the record.
fn cite(record: &Record, asked: &Asked, form: fn(&statement::StatementView) -> String) -> Result<String> {
    let missing = || Error::NoSuchId(asked.id.clone());
    let (document, number) = part(&asked.id, 's').ok_or_else(missing)?;
    let view = statement::view(&on_record(record, document)?, number).ok_or_else(missing)?;
    Ok(form(&view) + "\n")
}

/// Every view.
pub const VIEWS: &[View] = &[
    View {
        path: "/",
        gives: "What the record holds, what it cannot check, what moved, what needs a human",
        takes: &[],
        make: |hall, record, _| shown(front::view(record, &*hall.links(record)?)?, html::front::front),
        also: &[],
    },
    View {
        path: "/search",
        gives: "Statements that answer a query, with what narrows it; all without one",
        takes: &[
            QUERY,
            may("since", "Said on this day or later"),
            may("until", "Said on this day or before"),
            CURSOR,
            LIMIT,
        ],
        make: |_, record, asked| shown(search::page(record, asked)?, html::search::search),
        also: LISTED,
    },
    View {
        path: "/statement/{id}",
        gives: "One statement with its reasons, questions, other reports and citations",
        takes: &[],
        make: |hall, record, asked| {
            shown(statement_page::view(record, &*hall.links(record)?, &asked.id)?, html::statement::statement)
        },
        also: &[
            Other { ending: "txt", make: |_, record, asked| cite(record, asked, cite::text) },
            Other { ending: "md", make: |_, record, asked| cite(record, asked, cite::markdown) },
            Other { ending: "bib", make: |_, record, asked| cite(record, asked, cite::bibtex) },
        ],
    },
    View {
        path: "/documents",
        gives: "Every document by path",
        takes: &[CURSOR, LIMIT],
        make: |_, record, asked| shown(front::documents(record, asked)?, html::documents::documents),
        also: &[],
    },
    View {
        path: "/lately",
        gives: "Every document by arrival, the last first",
        takes: &[CURSOR, LIMIT],
        make: |_, record, asked| shown(front::lately(record, asked)?, html::documents::lately),
        also: &[],
    },
    View {
        path: "/document/{id}",
        gives: "One document with its statements marked in the text, and its questions",
        takes: &[],
        make: |_, record, asked| shown(document::view(&record.document(&asked.id)?), html::document::document),
        also: &[
            Other {
                ending: "annotations.json",
                make: |_, record, asked| Ok(annotations::page(&on_record(record, &asked.id)?).to_string()),
            },
            Other { ending: "tei.xml", make: |_, record, asked| Ok(tei::document(&on_record(record, &asked.id)?)) },
            Other { ending: "ann", make: |_, record, asked| Ok(brat::annotations(&on_record(record, &asked.id)?)) },
            Other { ending: "txt", make: |_, record, asked| Ok(brat::text(&on_record(record, &asked.id)?)) },
        ],
    },
    View {
        path: "/quotes/{id}",
        gives: "The quotations of a document beside the words held, each difference named",
        takes: &[],
        make: |_, record, asked| shown(quotes::view(record, &asked.id)?, html::quotes::quotes),
        also: &[],
    },
    View {
        path: "/people",
        gives: "People, organizations and places who speak, most statements first",
        takes: &[may("q", "Part of a name"), CURSOR, LIMIT],
        make: |_, record, asked| shown(people::page(record, asked)?, html::people::people),
        also: &[],
    },
    View {
        path: "/person/{id}",
        gives: "One person: names and titles over time, statements, answers, figures that moved",
        takes: &[CURSOR, LIMIT],
        make: |hall, record, asked| {
            let links = hall.links(record)?;
            let view = person::view(record, &links, &asked.id, asked.offset(), asked.limit())?;
            shown(view, html::person::person)
        },
        also: &[Other {
            ending: "atom",
            make: |_, record, asked| {
                let person = record.person(&asked.id)?.ok_or_else(|| Error::NoSuchId(asked.id.clone()))?;
                written(lists::atom(record, &format!("person:\"{}\"", asked.id), &person.name, &asked.form("atom")))
            },
        }],
    },
    View {
        path: "/threads",
        gives: "Statements on one matter over time, those of most documents first",
        takes: &[QUERY, CURSOR, LIMIT],
        make: |hall, record, asked| {
            shown(links::threads_page(record, &*hall.links(record)?, asked)?, html::threads::threads)
        },
        also: &[],
    },
    View {
        path: "/thread/{id}",
        gives: "One thread with its figures, whole or as known on a day",
        takes: &[may("as-of", "Only what was said on this day or before")],
        make: |hall, record, asked| {
            shown(links::thread_page(record, &*hall.links(record)?, asked)?, html::threads::thread)
        },
        also: &[Other {
            ending: "atom",
            make: |hall, record, asked| {
                let page = links::thread_page(record, &*hall.links(record)?, asked)?;
                let ids: std::collections::BTreeSet<String> = page.thread.line.statements.into_iter().collect();
                written(lists::atom_of(record, "", &page.thread.line.title, &asked.form("atom"), &|row| {
                    ids.contains(&row.id)
                }))
            },
        }],
    },
    View {
        path: "/conflicts",
        gives: "Statements that differ, with both texts",
        takes: &[CURSOR, LIMIT],
        make: |hall, record, asked| {
            shown(links::conflicts_page(record, &*hall.links(record)?, asked)?, html::conflicts::conflicts)
        },
        also: &[],
    },
    View {
        path: "/questions",
        gives: "Documents with questions, each with what came back, the latest first",
        takes: &[
            may("response", "Shown on the page: clear_reply, ambivalent, clear_non_reply, unknown or procedural"),
            CURSOR,
            LIMIT,
        ],
        make: |_, record, asked| shown(questions::page(record, asked)?, html::questions::questions),
        also: &[],
    },
    View {
        path: "/queue",
        gives: "What needs a human",
        takes: &[],
        make: |_, record, _| shown(queue::view(record)?, html::queue::queue),
        also: &[],
    },
    View {
        path: "/help",
        gives: "Keys, and what a search can ask",
        takes: &[],
        make: |_, _, _| shown((), html::help::help),
        also: &[],
    },
    View {
        path: "/api",
        gives: "The addresses for programs",
        takes: &[],
        make: |_, _, _| shown(openapi::rows(), |rows, asked| html::help::api(rows, asked)),
        also: &[],
    },
];

/// Every change.
pub const ACTIONS: &[Action] = &[
    Action {
        path: "/correct",
        does: "Corrects a field of a statement; the correction survives a re-read",
        takes: &[
            must("statement", "Id of the statement"),
            must("field", "speaker, certainty, negated, said, or statement"),
            must("value", "The new value, empty for not known; wrong: it is no statement"),
            may("note", "Who says so, and why"),
        ],
        act: actions::correct,
    },
    Action {
        path: "/people/merge",
        does: "Keeps that two ids are one person",
        takes: &[
            must("person", "The id that stays"),
            must("other", "The id that goes"),
            may("note", "Who says so, and why"),
        ],
        act: actions::merge,
    },
    Action {
        path: "/people/split",
        does: "Keeps that in some documents a person is somebody else",
        takes: &[
            must("person", "The id that both had"),
            must("document", "Id of a document; may be there more than once"),
            may("note", "Who says so, and why"),
        ],
        act: actions::split,
    },
    Action {
        path: "/people/undo",
        does: "Takes a merge or a split back",
        takes: &[must("number", "Its number")],
        act: actions::undo,
    },
];

/// Files of the pages: address, media type, text.
pub const FILES: &[(&str, &str, &str)] = &[
    ("/style.css", "text/css; charset=utf-8", html::STYLE),
    ("/keys.js", "text/javascript; charset=utf-8", html::KEYS),
    ("/icon.svg", "image/svg+xml", html::ICON),
];

/// In which form a view is wanted.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// As a page.
    Page,
    /// As data.
    Json,
    /// In another form.
    Other(&'static Other),
}

/// The view of a path with the form that is wanted, the path without its ending, and the id in it.
pub fn find(path: &str) -> Option<(&'static View, Wanted, String, String)> {
    let (path, is_api) = match path.strip_prefix("/api/v1") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => (if rest.is_empty() { "/" } else { rest }, true),
        _ => (path, false),
    };
    VIEWS.iter().find_map(|view| {
        let form = |ending: &str| {
            let bare = path.strip_suffix(ending)?.strip_suffix('.')?;
            let bare = if view.path == "/" && bare == "/index" { "/" } else { bare };
            Some((bare.to_owned(), id(view.path, bare)?))
        };
        // The longest ending first: `.annotations.json` is no `.json`.
        if let Some((other, (bare, id))) = view.also.iter().find_map(|other| Some((other, form(other.ending)?))) {
            return Some((view, Wanted::Other(other), bare, id));
        }
        if let Some((bare, id)) = form("json") {
            return Some((view, Wanted::Json, bare, id));
        }
        let id = id(view.path, path)?;
        Some((view, if is_api { Wanted::Json } else { Wanted::Page }, path.to_owned(), id))
    })
}

/// The id in a path; empty where the pattern has none; `None` where the two do not fit.
fn id(pattern: &str, path: &str) -> Option<String> {
    match pattern.strip_suffix("{id}") {
        Some(start) => path.strip_prefix(start).filter(|id| !id.is_empty() && !id.contains('/')).map(str::to_owned),
        None => (pattern == path).then(String::new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_view_form_and_id() {
        let found = |path: &str| {
            find(path).map(|(view, wanted, bare, id)| {
                let form = match wanted {
                    Wanted::Page => "page",
                    Wanted::Json => "json",
                    Wanted::Other(other) => other.ending,
                };
                (view.path, form, bare, id)
            })
        };
        let of = |view, form, bare: &str, id: &str| Some((view, form, bare.to_owned(), id.to_owned()));
        assert_eq!(found("/"), of("/", "page", "/", ""));
        assert_eq!(found("/index.json"), of("/", "json", "/", ""));
        assert_eq!(found("/api/v1"), of("/", "json", "/", ""));
        assert_eq!(found("/statement/a:s1"), of("/statement/{id}", "page", "/statement/a:s1", "a:s1"));
        assert_eq!(found("/api/v1/statement/a:s1"), of("/statement/{id}", "json", "/statement/a:s1", "a:s1"));
        assert_eq!(found("/person/person.a-b.json"), of("/person/{id}", "json", "/person/person.a-b", "person.a-b"));
        for path in ["", "/nowhere", "/statement/", "/statement/a/b", "/api/v2/search", "/searchx", "/search/x"] {
            assert!(found(path).is_none(), "{path}");
        }
    }
}
