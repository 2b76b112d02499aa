//! Where do the parts of a chosen attribution begin and end in print?
//!
//! Takes off what belongs to no part of it: conjunctions, colons, a stray quotation mark, the clause that goes on with the
//! same source. Useful behind the ranking; the finders and models draw the edges themselves.

use super::quotes::Quotes;
use super::{Attribution, Form};
use crate::span::{Clean, Span};

/// A source without a conjunction or preposition that the parse left at its start: "and the minister", "by the minister".
pub(super) fn source(source: Span<Clean>, text: &str) -> Span<Clean> {
    let inside = source.of(text);
    for word in ["and ", "but ", "or ", "so ", "as ", "by "] {
        if inside.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return Span::new(source.start + word.len(), source.end).trimmed(text);
        }
    }
    source
}

/// A cue without the colon behind it, which only a label's cue is, and without the first word of a day that was cut: "said:",
/// "said last".
pub(super) fn cue(cue: Span<Clean>, text: &str) -> Span<Clean> {
    let mut words = cue.of(text).trim_end_matches([':', ',']).trim_end();
    for fragment in [" last", " this", " late", " early"] {
        words = words.strip_suffix(fragment).unwrap_or(words);
    }
    if words.is_empty() { cue } else { Span::new(cue.start, cue.start + words.len()) }
}

/// A content without the full stop of the reporter's sentence and without a closing mark that it does not open.
pub(super) fn content(content: &[Span<Clean>], form: Form, sentence: Span<Clean>, text: &str) -> Vec<Span<Clean>> {
    let content = match form {
        Form::Indirect => without_stop(content, sentence, text),
        _ => content.to_vec(),
    };
    content.into_iter().map(|part| without_mark(part, text)).collect()
}

/// A report without the full stop of its sentence, which is the reporter's; the point of an abbreviation stays.
fn without_stop(content: &[Span<Clean>], sentence: Span<Clean>, text: &str) -> Vec<Span<Clean>> {
    let mut content = content.to_vec();
    if let Some(last) = content.last_mut().filter(|last| last.end == sentence.trimmed(text).end)
        && let Some(words) = last.of(text).strip_suffix('.')
        && words.split_whitespace().last().is_some_and(|word| !word.contains('.'))
    {
        *last = Span::new(last.start, last.start + words.len());
    }
    content
}

/// "… that he would accept it,”": the mark closes what holds the report.
fn without_mark(part: Span<Clean>, text: &str) -> Span<Clean> {
    let words = part.of(text);
    let count = |mark: char| words.matches(mark).count();
    let rest = match words.chars().last() {
        Some('”') if count('“') < count('”') => words.strip_suffix('”'),
        Some('"') if count('"') % 2 == 1 && !words.starts_with('"') => words.strip_suffix('"'),
        _ => None,
    };
    let rest = rest.map(|rest| rest.trim_end().trim_end_matches(','));
    rest.filter(|rest| !rest.is_empty()).map_or(part, |rest| Span::new(part.start, part.start + rest.len()))
}

/// "He said it was over and accused them of …": what goes on with the same source is the reporter's next clause, not a part of
/// what was said first.
pub(super) fn part_clauses(found: &mut [Attribution], quotes: &Quotes, text: &str) {
    let clauses: Vec<(Vec<Span<Clean>>, Span<Clean>)> =
        found.iter().filter_map(|one| Some((one.source.clone(), *one.cue.first()?))).collect();
    for one in found.iter_mut().filter(|one| !one.source.is_empty() && one.form != Form::Direct) {
        let first = clauses.partition_point(|(_, cue)| cue.end <= one.content.first().map_or(0, |part| part.start));
        let end = one.content.iter().map(|part| part.end).max().unwrap_or(0);
        for (source, cue) in clauses[first..].iter().take_while(|(_, cue)| cue.start < end) {
            let Some(at) = one.content.iter().position(|part| part.contains(cue)) else { continue };
            let before = Span::<Clean>::new(one.content[at].start, cue.start).of(text).trim_end();
            let clause = [" and", " but"].iter().find_map(|word| before.strip_suffix(word));
            if let Some(kept) = clause.filter(|_| *source == one.source && !quotes.is_inside(*cue)) {
                let kept = kept.trim_end_matches([',', ' ']).len();
                let start = one.content[at].start;
                one.content.truncate(at + 1);
                one.content[at] = Span::new(start, start + kept);
                one.content.retain(|part| !part.is_empty());
                break;
            }
        }
    }
}
