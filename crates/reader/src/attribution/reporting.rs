//! Which reporting clause closes or breaks the sentence that it reports?
//!
//! "Words, the ministry said on Tuesday." · "Words, she said, more words." · "Words, said the mayor." The clause is read off
//! commas and tags, because a parser often hangs it on the wrong verb. The tree's own candidates stand beside these and
//! the ranking decides. Not useful for quotations with a reporting clause: `quoted` reads those off the marks.

use super::candidate::Construction;
use super::finder::Finder;
use crate::language::Tag;
use std::ops::Range;

/// A reporting clause is not longer than this, in words.
const LONGEST: usize = 32;

/// What begins so behind a reporting clause is the reporter's own account of the occasion: "…, she said, after the vote".
const OCCASION: &[&str] = &["after", "following", "hours", "days", "minutes", "weeks", "when", "during", "before"];

/// A clause that names source and cue.
struct Clause {
    /// Index of the noun that the source is about.
    source: usize,
    phrase: Range<usize>,
    cue: Range<usize>,
    verb: usize,
    /// Index after its last word: a comma or the end of the sentence.
    end: usize,
}

impl Finder<'_> {
    /// Proposes what the reporting clauses behind commas report.
    pub fn reporting_clauses(&mut self) {
        let tree = self.tree;
        let last = (0..tree.len()).rev().find(|&token| !tree.tag(token).is_punctuation()).map_or(0, |token| token + 1);
        for comma in 1..tree.len() {
            if tree.tag(comma) != Tag::Comma {
                continue;
            }
            let Some(clause) = self.clause(comma + 1, last) else { continue };
            let mut content: Vec<_> = tree.cover(tree.trim(0..comma)).into_iter().collect();
            let tells_occasion = clause.end + 1 < last && OCCASION.iter().any(|word| tree.is(clause.end + 1, word));
            if clause.end < last && !tells_occasion {
                content.extend(tree.cover(tree.trim(clause.end + 1..last)));
            }
            self.finish(
                Construction::Reporting,
                clause.verb,
                Some((clause.source, clause.phrase)),
                clause.cue,
                content,
                None,
            );
        }
    }

    /// The clause that begins at this token and fills the stretch up to the next comma or the end.
    fn clause(&self, start: usize, last: usize) -> Option<Clause> {
        let tree = self.tree;
        let most = last.min(start + LONGEST);
        if start >= most {
            return None;
        }
        let reports = |token: usize| {
            matches!(tree.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn)
                && self.knowledge.language.cue_class(tree.lemma(token)) == Some("speech")
        };
        let is_name = |token: usize| tree.tag(token).is_noun() || tree.tag(token) == Tag::Prp;
        if reports(start) {
            // "said the mayor of the town": the source behind the cue.
            let end = self.phrase_end(start + 1, most);
            let source = (start + 1..end).find(|&token| is_name(token) && !(token + 1 < end && is_name(token + 1)))?;
            return (end == last || end < last && tree.tag(end) == Tag::Comma).then(|| Clause {
                source,
                phrase: start + 1..end,
                cue: start..start + 1,
                verb: start,
                end,
            });
        }
        let phrase_end = self.phrase_end(start, most);
        let source =
            (start..phrase_end).find(|&token| is_name(token) && !(token + 1 < phrase_end && is_name(token + 1)))?;
        let mut verb = phrase_end;
        while verb < most && (tree.tag(verb) == Tag::Rb || matches!(tree.lemma(verb), "have" | "do")) && !reports(verb)
        {
            verb += 1;
        }
        if verb >= most || !reports(verb) {
            return None;
        }
        // Behind the cue stand its day, place or hearer, but no clause: that would be what was said.
        let mut end = verb + 1;
        while end < most && tree.tag(end) != Tag::Comma {
            let is_clause = matches!(tree.tag(end), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
                || tree.is(end, "that") && !(end + 1 < most && tree.tag(end + 1).is_noun())
                || matches!(tree.tag(end), Tag::OpenQuote | Tag::CloseQuote)
                || tree.is(end, ":");
            if is_clause {
                return None;
            }
            end += 1;
        }
        (end == last || end < last && tree.tag(end) == Tag::Comma).then_some(Clause {
            source,
            phrase: start..phrase_end,
            cue: phrase_end..verb + 1,
            verb,
            end,
        })
    }

    /// Where a noun phrase that begins here ends.
    fn phrase_end(&self, start: usize, most: usize) -> usize {
        let tree = self.tree;
        let inside = |token: usize| {
            tree.tag(token).is_noun()
                || matches!(
                    tree.tag(token),
                    Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Jjs | Tag::Cd | Tag::Pos | Tag::Nnp | Tag::Nnps
                )
                || token > start
                    && (tree.tag(token) == Tag::Cc && tree.is(token, "and")
                        || ["of", "for", "in", "at", "from", "with"].iter().any(|word| tree.is(token, word)))
        };
        if start < most && tree.tag(start) == Tag::Prp {
            return start + 1;
        }
        (start..most).find(|&token| !inside(token)).unwrap_or(most)
    }
}
