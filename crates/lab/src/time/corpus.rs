//! Which documents are there to measure with?
//!
//! A folder of texts or a JSONL file, handed out in batches. Useful for measuring; the program's own intake is in
//! `onrecord` and knows far more kinds of input.

use reader::{Document, Given, Media};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Where the documents are.
pub struct Corpus {
    place: Place,
    limit: usize,
}

enum Place {
    Files(Vec<PathBuf>),
    Lines(PathBuf),
}

impl Corpus {
    /// Looks at the path.
    ///
    /// # Errors
    /// The path holds no text.
    pub fn find(path: &Path, limit: usize) -> Result<Corpus, String> {
        if path.is_file() {
            let is_lines = path.extension().is_some_and(|extension| extension == "jsonl");
            let place = if is_lines { Place::Lines(path.to_owned()) } else { Place::Files(vec![path.to_owned()]) };
            return Ok(Corpus { place, limit });
        }
        let (mut files, mut open) = (Vec::new(), vec![path.to_owned()]);
        while let Some(folder) = open.pop() {
            let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for entry in entries.flatten() {
                let path = entry.path();
                // Links are not followed, so that a folder that holds itself ends.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "txt" || extension == "md") {
                    files.push(path);
                }
            }
        }
        if files.is_empty() {
            return Err(format!("{}: no .txt or .md file in it", path.display()));
        }
        files.sort();
        Ok(Corpus { place: Place::Files(files), limit })
    }

    /// Calls `each` with up to `size` documents at a time.
    ///
    /// # Errors
    /// A file cannot be read, a line holds no `text`, or `each` refuses.
    pub fn batches(
        &self,
        size: usize,
        mut each: impl FnMut(Vec<Document>) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut batch = Vec::with_capacity(size);
        let mut take = |document: Document| -> Result<(), String> {
            batch.push(document);
            if batch.len() == size { each(std::mem::take(&mut batch)) } else { Ok(()) }
        };
        match &self.place {
            Place::Files(files) => {
                for path in files.iter().take(self.limit) {
                    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
                    let is_markdown = path.extension().is_some_and(|extension| extension == "md");
                    let media = if is_markdown { Media::Markdown } else { Media::Plain };
                    take(Document { path: path.display().to_string(), bytes, media, given: Given::default() })?;
                }
            }
            Place::Lines(path) => {
                let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
                let file = std::fs::File::open(path).map_err(|error| fault(&error))?;
                for (number, line) in BufReader::new(file).lines().take(self.limit).enumerate() {
                    let line = line.map_err(|error| fault(&error))?;
                    let value: Value = serde_json::from_str(&line).map_err(|error| fault(&error))?;
                    let text = value.get("text").and_then(Value::as_str);
                    let text = text.ok_or_else(|| fault(&format!("line {}: no `text`", number + 1)))?;
                    take(Document {
                        path: format!("{}#{}", path.display(), number + 1),
                        bytes: text.as_bytes().to_vec(),
                        media: Media::Plain,
                        given: Given::default(),
                    })?;
                }
            }
        }
        if batch.is_empty() { Ok(()) } else { each(batch) }
    }
}
