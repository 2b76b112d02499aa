//! What do PolNeAR's annotators say?
//!
//! Reads the corpus (text/ and attributions/, brat-like standoff; Newell et al. 2018) and compares relations by words:
//! letters and digits with inner joiners; punctuation and quotation marks never count. Useful to trainer and scorer alike.

use reader::language::{self, Language};
use reader::structure::{self, Structure};
use reader::text::{self, CleanText};
use reader::{Document, Given, Knowledge, Media};
use std::collections::BTreeSet;
use std::path::Path;

/// One relation as sets of words (index of the word in the document).
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// Whose words.
    pub source: BTreeSet<usize>,
    /// What marks them.
    pub cue: BTreeSet<usize>,
    /// The words, without a leading "that", "if" or "whether".
    pub content: BTreeSet<usize>,
}

/// A stretch of bytes, half-open.
pub type Place = (usize, usize);

/// One relation as byte spans.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    /// Whose words.
    pub source: Vec<Place>,
    /// What marks them.
    pub cue: Vec<Place>,
    /// The words.
    pub content: Vec<Place>,
}

/// One document with its relations.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name of the document.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The first annotator's relations.
    pub gold: Vec<Gold>,
    /// The same as byte spans, parallel to `gold`.
    pub raw: Vec<Raw>,
    /// What is reported inside the contents of these relations; empty where the part has no folder nested/.
    pub nested: Vec<Raw>,
}

impl Source {
    /// The document as the reader's first three stages see it.
    pub fn described(&self, knowledge: &Knowledge) -> (CleanText, Structure, Language) {
        let document = Document {
            path: self.name.clone(),
            bytes: self.text.clone().into_bytes(),
            media: Media::Plain,
            given: Given::default(),
        };
        let (clean, mut notes) = text::clean(&document);
        let structure = structure::divide(&document, &clean, knowledge, &mut notes);
        let language = language::describe(&clean, &structure, knowledge);
        (clean, structure, language)
    }
}

/// The words of a text.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Byte span of each word.
    spans: Vec<(usize, usize)>,
    /// Whether it is a function word.
    is_function: Vec<bool>,
    /// Whether it is "that", "if" or "whether".
    is_marker: Vec<bool>,
    /// Byte offset of every character of the text.
    offsets: Vec<usize>,
}

const FUNCTION_WORDS: &str =
    " the a an of and or to in for on at by his her its their our my your s 's ’s with from as who which ";

impl Words {
    /// Finds the words of a text.
    pub fn new(text: &str) -> Words {
        let mut words = Words::default();
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mut at = 0;
        while at < characters.len() {
            if !characters[at].1.is_alphanumeric() {
                at += 1;
                continue;
            }
            let first = at;
            while at < characters.len() {
                let joins = "'’.-&/".contains(characters[at].1)
                    && characters.get(at + 1).is_some_and(|(_, next)| next.is_alphanumeric());
                if !(characters[at].1.is_alphanumeric() || joins) {
                    break;
                }
                at += 1;
            }
            let end = characters.get(at).map_or(text.len(), |(offset, _)| *offset);
            let word = text[characters[first].0..end].to_lowercase();
            words.spans.push((characters[first].0, end));
            words.is_function.push(FUNCTION_WORDS.contains(&format!(" {word} ")));
            words.is_marker.push(matches!(word.as_str(), "that" | "if" | "whether"));
        }
        words.offsets = characters.into_iter().map(|(offset, _)| offset).collect();
        words
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Byte span of a word.
    pub fn span(&self, word: usize) -> Place {
        self.spans[word]
    }

    /// Whether a word is "that", "if" or "whether".
    pub fn is_marker(&self, word: usize) -> bool {
        self.is_marker[word]
    }

    /// Whether a word is a function word, which tells no sources apart.
    pub fn is_function(&self, word: usize) -> bool {
        self.is_function[word]
    }

    /// Byte offset of every character of the text, in order.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// Indexes of the words that touch the byte spans.
    pub fn touched(&self, spans: &[(usize, usize)]) -> BTreeSet<usize> {
        let mut result = BTreeSet::new();
        for &(start, end) in spans {
            let first = self.spans.partition_point(|word| word.1 <= start);
            result.extend((first..self.spans.len()).take_while(|&index| self.spans[index].0 < end));
        }
        result
    }

    /// A relation from byte spans.
    pub fn relation(
        &self,
        source: Vec<(usize, usize)>,
        cue: Vec<(usize, usize)>,
        content: Vec<(usize, usize)>,
    ) -> Gold {
        let mut content = self.touched(&content);
        if content.len() > 1
            && let Some(&first) = content.first()
            && self.is_marker[first]
        {
            content.remove(&first);
        }
        // Only words that tell sources apart; where there are none ("he"), all.
        let all = self.touched(&source);
        let telling: BTreeSet<usize> = all.iter().copied().filter(|&word| !self.is_function[word]).collect();
        Gold { source: if telling.is_empty() { all } else { telling }, cue: self.touched(&cue), content }
    }
}

impl Gold {
    /// Word F1 of the contents.
    pub fn content_f1(&self, other: &Gold) -> f64 {
        let shared = self.content.intersection(&other.content).count();
        2.0 * shared as f64 / (self.content.len() + other.content.len()).max(1) as f64
    }

    /// Whether the sources share a word that tells them apart, or both are missing.
    pub fn source_agrees(&self, other: &Gold) -> bool {
        self.source.is_empty() && other.source.is_empty() || !self.source.is_disjoint(&other.source)
    }
}

/// How many relations are matched one to one, best content first, and agree on the source.
pub fn match_relations(gold: &[Gold], found: &[&Gold]) -> usize {
    let mut pairs = Vec::new();
    for (number, wanted) in gold.iter().enumerate() {
        for (index, relation) in found.iter().enumerate() {
            let f1 = wanted.content_f1(relation);
            if f1 >= 0.5 {
                let cue = wanted.cue.intersection(&relation.cue).count();
                let source = wanted.source.intersection(&relation.source).count();
                pairs.push((f1, cue, source, number, index));
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)).then(a.3.cmp(&b.3)).then(a.4.cmp(&b.4))
    });
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut right = 0;
    for (_, _, _, number, index) in pairs {
        if !used_gold[number] && !used_found[index] {
            (used_gold[number], used_found[index]) = (true, true);
            right += usize::from(gold[number].source_agrees(found[index]));
        }
    }
    right
}

/// All documents of a part (a folder with text/ and attributions/), by name.
///
/// # Errors
/// A message that names the folder or file that is missing or cannot be read.
pub fn documents(part: &Path) -> Result<Vec<Source>, String> {
    let list = |folder: &str| -> Result<Vec<String>, String> {
        let path = part.join(folder);
        let entries = std::fs::read_dir(&path)
            .map_err(|error| format!("{}: {error}; a PolNeAR part holds text/ and attributions/", path.display()))?;
        let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        Ok(names)
    };
    let annotations = list("attributions")?;
    let mut result = Vec::new();
    for file in list("text")? {
        let Some(name) = file.strip_suffix(".txt") else { continue };
        let read = |path: std::path::PathBuf| {
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let text = read(part.join("text").join(&file))?;
        let is_own = |annotation: &&String| {
            annotation.strip_prefix(name).and_then(|rest| rest.strip_suffix(".ann")).is_some_and(|rest| {
                rest.len() == 5 && rest.starts_with('_') && rest[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
            })
        };
        let raw = match annotations.iter().find(is_own) {
            Some(annotation) => relations(&text, &read(part.join("attributions").join(annotation))?),
            None => Vec::new(),
        };
        let nested = match part.join("nested").join(format!("{name}_aaaa.ann")) {
            path if path.exists() => relations(&text, &read(path)?),
            _ => Vec::new(),
        };
        let words = Words::new(&text);
        let gold = raw.iter().cloned().map(|raw| words.relation(raw.source, raw.cue, raw.content)).collect();
        result.push(Source { name: name.to_string(), text, gold, raw, nested });
    }
    Ok(result)
}

/// The relations of one annotation file that have a content.
fn relations(text: &str, annotation: &str) -> Vec<Raw> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    bytes.push(text.len());
    let mut spans: std::collections::HashMap<&str, Vec<(usize, usize)>> = std::collections::HashMap::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(place)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T')
            && let Some((_, offsets)) = place.split_once(' ')
        {
            let parts = offsets.split(';').filter_map(|part| {
                let (start, end) = part.split_once(' ')?;
                Some((*bytes.get(start.parse::<usize>().ok()?)?, *bytes.get(end.parse::<usize>().ok()?)?))
            });
            spans.insert(id, parts.collect());
        }
    }
    let mut result = Vec::new();
    for line in annotation.lines().filter(|line| line.starts_with('E')) {
        let mut raw = Raw::default();
        for role in line.split('\t').nth(1).unwrap_or("").split_whitespace() {
            let Some((role, id)) = role.split_once(':') else { continue };
            let Some(place) = spans.get(id) else { continue };
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => raw.source.extend(place),
                "Cue" => raw.cue.extend(place),
                "Content" => raw.content.extend(place),
                _ => {}
            }
        }
        if !raw.content.is_empty() {
            result.push(raw);
        }
    }
    result
}
