//! What does a record look like, before there are documents of one's own?
//!
//! `onrecord try` keeps the example that comes with the program (an invented briefing, what was said before it, reports
//! of it and what came after) in a record of its own and prints it. Running it again adds nothing.

use super::print_json;
use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::terminal::{self, tell};
use crate::intake::{batch, meta};
use crate::views;
use reader::{Document, Given, Knowledge, Media};
use record::Record;

/// Where the example's record lies unless the user says otherwise.
const PATH: &str = "example.onrecord";

/// Name, text, and what stands beside it, in the order of the story.
const DOCUMENTS: &[(&str, &str, &str)] = &[
    (
        "examples/kestrel-video.txt",
        include_str!("../../../../examples/kestrel-video.txt"),
        include_str!("../../../../examples/kestrel-video.txt.meta.json"),
    ),
    ("examples/transcript.txt", include_str!("../../../../examples/transcript.txt"), "{}"),
    (
        "examples/northern-wire.txt",
        include_str!("../../../../examples/northern-wire.txt"),
        include_str!("../../../../examples/northern-wire.txt.meta.json"),
    ),
    (
        "examples/meridian-post.md",
        include_str!("../../../../examples/meridian-post.md"),
        include_str!("../../../../examples/meridian-post.md.meta.json"),
    ),
    ("examples/lydmark-daily.txt", include_str!("../../../../examples/lydmark-daily.txt"), "{}"),
    (
        "examples/harbor-radio.txt",
        include_str!("../../../../examples/harbor-radio.txt"),
        include_str!("../../../../examples/harbor-radio.txt.meta.json"),
    ),
    ("examples/orsa-courier.txt", include_str!("../../../../examples/orsa-courier.txt"), "{}"),
];

/// `onrecord try`.
pub fn example(asked: &Asked) -> Result<u8> {
    let path = asked.named_record().unwrap_or_else(|| PATH.into());
    let knowledge = Knowledge::accurate();
    let _alone = batch::alone();
    let documents = documents()?;
    let mut record = Record::open(&path)?;
    let pairs: Vec<_> = documents
        .into_iter()
        .map(|document| {
            let reading = reader::read(&document, &knowledge);
            (document, reading)
        })
        .collect();
    record.add(&pairs)?;
    let mut page = terminal::page();
    for (document, _) in &pairs {
        let view = views::document::view(&record.document(&document.id())?);
        if asked.is_json() {
            print_json(&mut page, &view)?;
        } else {
            page.document(&view)?;
            page.gap()?;
            page.gap()?;
        }
    }
    if !asked.is_json() {
        page.overview(&views::overview::view(&record.totals()?))?;
    }
    page.finish()?;
    let program = std::env::args().next().unwrap_or_else(|| "onrecord".into());
    let record = path.display();
    tell(&format!("this record is {record}; as pages: {program} serve --record {record}"));
    tell(&format!("your own documents: {program} add PATH…, then {program} statements"));
    Ok(0)
}

fn documents() -> Result<Vec<Document>> {
    let document = |&(path, text, beside): &(&str, &str, &str)| {
        let value = serde_json::from_str(beside).map_err(|error| error.to_string());
        let given: Given = value.and_then(|value| meta::given(&value)).map_err(Fault::Input)?;
        let media = if path.ends_with(".md") { Media::Markdown } else { Media::Plain };
        Ok(Document { path: path.to_owned(), bytes: text.as_bytes().to_vec(), media, given })
    };
    DOCUMENTS.iter().map(document).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_whole_folder_comes_with_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with(".json"))
            .collect();
        there.sort();
        let mut built_in: Vec<String> =
            documents().unwrap().iter().map(|document| document.path.replace("examples/", "")).collect();
        built_in.sort();
        assert_eq!(built_in, there);
    }
}
