//! What do the treebanks say?
//!
//! Reads CoNLL-U (Universal Dependencies v2) into trees whose words are spans of a text, so that the reader's own
//! functions see a treebank's sentence as they see a document's. Of GUM only the genres are read whose licence allows
//! weights to be shipped.

use reader::language::{Relation, Tag};
use reader::span::{Clean, Span};
use std::path::{Path, PathBuf};

/// One sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The sentence, built from its words and the white space noted beside them.
    pub text: String,
    /// The words.
    pub words: Vec<Span<Clean>>,
    /// Their tags.
    pub tags: Vec<Tag>,
    /// Their heads; the number of words stands for the root.
    pub heads: Vec<usize>,
    /// Their relations.
    pub relations: Vec<Relation>,
}

/// Genres of GUM whose weights may be shipped.
pub const GENRES: &[&str] = &["news", "interview", "court", "bio", "voyage"];

/// The relation that is kept for a treebank's: a subtype that `Relation` lacks folds into its type.
fn fold(relation: &str) -> Relation {
    match relation {
        "obl:tmod" | "obl:npmod" => return Relation::OblUnmarked,
        _ => {}
    }
    let base = relation.split(':').next().unwrap_or("dep");
    Relation::parse(relation).or_else(|| Relation::parse(base)).unwrap_or(Relation::Dep)
}

/// The tag that is kept for a treebank's.
fn tag(name: &str) -> Tag {
    match name {
        "-LSB-" => Tag::OpenBracket,
        "-RSB-" => Tag::CloseBracket,
        name => Tag::parse(name).unwrap_or(Tag::Xx),
    }
}

/// The sentences of one CoNLL-U file.
///
/// # Errors
/// A message that names the file.
pub fn read(path: &Path) -> Result<Vec<Tree>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    // The last word of a contraction and whether a space follows it: said on the contraction's own line.
    let mut contraction: Option<(usize, bool)> = None;
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            let mut done = std::mem::take(&mut tree);
            let count = done.words.len();
            if count > 0 {
                done.heads.iter_mut().for_each(|head| *head = if *head == 0 { count } else { (*head - 1).min(count) });
                done.text.truncate(done.text.trim_end().len());
                trees.push(done);
            }
            contraction = None;
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, _, _, xpos, _, head, relation, _, misc] = fields.as_slice() else { continue };
        let is_joined = misc.split('|').any(|note| note == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            contraction = last.parse().ok().map(|last| (last, is_joined));
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let start = tree.text.len();
        tree.text.push_str(form);
        tree.words.push(Span::new(start, tree.text.len()));
        tree.tags.push(tag(xpos));
        tree.heads.push(head.parse().unwrap_or(0));
        tree.relations.push(fold(relation));
        let is_joined = match contraction {
            Some((last, _)) if number < last => true,
            Some((last, is_joined)) if number == last => is_joined,
            _ => is_joined,
        };
        if !is_joined {
            tree.text.push(' ');
        }
    }
    Ok(trees)
}

/// The GUM files of a part (`train` or `dev`) and genre, in order of name.
///
/// # Errors
/// A message that names the missing folder.
pub fn gum(data: &Path, part: &str, genres: &[&str]) -> Result<Vec<Tree>, String> {
    let folder = data.join("gum").join(part);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            genres.iter().any(|genre| name.starts_with(&format!("GUM_{genre}_")))
        })
        .collect();
    files.sort();
    let mut trees = Vec::new();
    for file in files {
        trees.extend(read(&file)?);
    }
    Ok(trees)
}

/// The EWT sentences of a part (`train` or `dev`).
///
/// # Errors
/// A message that names the missing file.
pub fn ewt(data: &Path, part: &str) -> Result<Vec<Tree>, String> {
    read(&data.join("ud-ewt").join(format!("{part}.conllu")))
}
