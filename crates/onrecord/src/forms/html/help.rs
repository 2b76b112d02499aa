//! Keys, and what a search can ask; for programs, the addresses.

use super::page;
use crate::views::asked::Asked;
use maud::{Markup, html};

const KEYS: &[(&str, &str)] = &[
    ("/", "search"),
    ("j, k", "next row, row before"),
    ("o", "open the row"),
    ("c", "copy the citation (on a statement)"),
    ("e", "why each field is what it is (on a statement)"),
    ("?", "this page"),
];

const QUERIES: &[(&str, &str)] = &[
    ("ferries sandel", "both words, in any form"),
    ("\"not left the camps\"", "exactly these words in a row"),
    ("deploy*", "words that begin so"),
    ("trains OR ferries", "one of the two"),
    ("-trains", "without"),
    ("speaker:\"Tessa Lorne\"", "whose speaker's name holds these words"),
    ("outlet:\"Northern Wire\"", "in documents of this outlet"),
    ("certainty:denied", "of this certainty"),
    ("form:direct", "in direct, indirect or mixed speech"),
    ("said:2025-10", "said on these days"),
    ("since:2025-10-14 until:2025-10-17", "said in between"),
];

/// The page.
pub fn help(_: &(), asked: &Asked) -> Markup {
    let table = |name: &str, rows: &[(&str, &str)]| {
        html! {
            table {
                caption { (name) }
                thead { tr { th scope="col" { "Written" } th scope="col" { "Does" } } }
                tbody { @for (written, does) in rows { tr { th scope="row" { kbd { (written) } } td { (does) } } } }
            }
        }
    };
    let body = html! {
        h1 { "Keys and searching" }
        h2 { "Keys" } (table("Outside of fields", KEYS))
        h2 { "Searching" } (table("Any text is a query; what cannot be understood is searched as words", QUERIES))
        h2 { "Signs" }
        p { "= exactly · ≥ at least · > more than · ≤ at most · < fewer than · – a range · ≈ about · ? no number is given" }
        p { (super::front::certainties()) }
    };
    page(asked, "Keys and searching", body)
}

/// What programs can ask: each address of the table.
pub fn api(rows: &[(String, String, String)], asked: &Asked) -> Markup {
    let body = html! {
        h1 { "For programs" }
        p { "Every page has its data under the same address with " code { ".json" } ", and under " code { "/api/v1" } ". "
            a href="/api/openapi.json" { "The OpenAPI 3.1 description" } " is made from the table that answers. Assistants use "
            code { "onrecord mcp" } "." }
        table {
            caption { "Addresses" }
            thead { tr { th scope="col" { "Address" } th scope="col" { "Forms" } th scope="col" { "What it gives" } } }
            tbody { @for (path, forms, summary) in rows { tr { th scope="row" { code { (path) } } td { (forms) } td { (summary) } } } }
        }
    };
    page(asked, "For programs", body)
}
