//! Which blocks are the article?
//!
//! Blocks of running text vote for the elements around them; the one with the best vote holds the article, and inside it
//! what is link, menu, promotion or caption by its form or by the page's own names is left out.

use super::blocks::{Block, Blocks, Kind};
use super::entities::decoded;
use super::hints::Hints;
use super::tags::Tag;
use super::tree::Tree;

/// What a block is to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// No part of it.
    Frame,
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Day,
    /// Under a picture.
    Caption,
    /// Words of the article.
    Body,
}

/// The headline stands in one of so many blocks before the first words.
const HEAD: usize = 30;

/// Neither headline, byline nor any line of a frame has more characters.
const LONG_LINE: usize = 2_000;

/// So many of the headlines that a page states are looked for on it.
const HEADLINES: usize = 50;

/// How far up a block votes.
const LEVELS: usize = 6;

/// The role of every block. `headlines` are those that the page states in its data.
pub(super) fn choose(tree: &Tree, blocks: &Blocks, headlines: &[String]) -> Vec<Role> {
    let all = &blocks.all;
    let mut roles = vec![Role::Frame; all.len()];
    let page = Page::new(tree, blocks);
    let Some(best) = page.best() else { return roles };
    let best = page.narrowed(page.widened(best));
    for (index, block) in all.iter().enumerate() {
        if page.is_inside(block, best) {
            roles[index] = page.role(index);
        }
    }
    page.tidy(&mut roles);
    page.head(&mut roles, headlines);
    roles
}

struct Page<'a> {
    tree: &'a Tree<'a>,
    blocks: &'a Blocks,
    /// Running text up to each block, in words.
    prose: Vec<f64>,
    /// The same without what is no part of any article.
    clean: Vec<f64>,
    /// Characters up to each block, and those of them in links.
    chars: Vec<(usize, usize)>,
    /// Which frames are around each block.
    around: Vec<Hints>,
}

impl<'a> Page<'a> {
    fn new(tree: &'a Tree<'a>, blocks: &'a Blocks) -> Page<'a> {
        let (mut prose, mut chars) = (vec![0.0], vec![(0, 0)]);
        let (mut words, mut all, mut linked) = (0.0, 0, 0);
        for block in &blocks.all {
            words += f64::from(block.prose());
            (all, linked) = (all + block.chars, linked + block.linked);
            prose.push(words);
            chars.push((all, linked));
        }
        let mut page = Page { tree, blocks, prose, clean: vec![0.0], chars, around: Vec::new() };
        page.around = page.hints_around();
        words = 0.0;
        for (block, around) in blocks.all.iter().zip(&page.around) {
            words += if around.any(OUTSIDE) { 0.0 } else { f64::from(block.prose()) };
            page.clean.push(words);
        }
        page
    }

    /// The blocks that begin inside an element.
    fn inside(&self, element: usize) -> std::ops::Range<usize> {
        let end = self.tree.nodes[element].end;
        let from = self.blocks.all.partition_point(|block| block.from < element);
        let to = self.blocks.all.partition_point(|block| block.from < end);
        from..to
    }

    fn prose_in(&self, element: usize) -> f64 {
        let range = self.inside(element);
        self.prose[range.end] - self.prose[range.start]
    }

    fn is_inside(&self, block: &Block, element: usize) -> bool {
        block.from >= element && block.from < self.tree.nodes[element].end
    }

    /// The hints of all elements around each block, without those of elements that hold much of the page's text: a name
    /// that would leave out most of the page is not meant so.
    fn hints_around(&self) -> Vec<Hints> {
        let total = self.prose.last().copied().unwrap_or(0.0);
        let soft = Hints::FRAME
            .with(Hints::HIDDEN)
            .with(Hints::COMMENTS)
            .with(Hints::BYLINE)
            .with(Hints::CAPTION)
            .with(Hints::DAY)
            .with(Hints::TITLE)
            .with(Hints::SUMMARY)
            .with(Hints::PULLED);
        let mut result = Vec::with_capacity(self.blocks.all.len());
        let mut open: Vec<(usize, Hints)> = Vec::new();
        let mut at = 0;
        for block in &self.blocks.all {
            while at <= block.from {
                while open.last().is_some_and(|(end, _)| *end <= at) {
                    open.pop();
                }
                let node = &self.tree.nodes[at];
                let own = self.blocks.hints[at];
                if node.tag.is_some() && node.end > block.from {
                    let around = open.last().map_or(Hints::default(), |(_, hints)| *hints);
                    let most = if own.count(OUTSIDE) >= 2 { 0.8 } else { 0.45 };
                    let own = if own.any(soft) && self.prose_in(at) > most * total { own.without(soft) } else { own };
                    // What is quoted is part of the text, though it stands in a box of a network.
                    let is_quote = node.tag == Some(Tag::Blockquote);
                    let around = if is_quote { around.without(Hints::FRAME) } else { around };
                    open.push((node.end, around.with(own)));
                }
                at += 1;
            }
            while open.last().is_some_and(|(end, _)| *end <= block.from) {
                open.pop();
            }
            result.push(open.last().map_or(Hints::default(), |(_, hints)| *hints));
        }
        result
    }

    /// The element with the best vote.
    fn best(&self) -> Option<usize> {
        let nodes = &self.tree.nodes;
        let mut votes = vec![0.0f32; nodes.len()];
        for (index, block) in self.blocks.all.iter().enumerate() {
            let prose = block.prose();
            if prose <= 0.0 || self.around[index].any(OUTSIDE) {
                continue;
            }
            let vote = 1.0 + prose.min(100.0) / 10.0 + block.stops.min(10) as f32;
            let mut element = if matches!(nodes[block.holder].tag, Some(Tag::P | Tag::Li | Tag::Pre | Tag::Blockquote))
            {
                nodes[block.holder].parent
            } else {
                block.holder
            };
            for level in 0..LEVELS {
                votes[element] += match level {
                    0 => vote,
                    1 => vote * 0.7,
                    _ => vote / (level as f32 * 1.7),
                };
                if element == 0 {
                    break;
                }
                element = nodes[element].parent;
            }
        }
        let mut best: Option<(usize, f32)> = None;
        for (element, &vote) in votes.iter().enumerate() {
            if vote <= 0.0 {
                continue;
            }
            let own = self.blocks.hints[element];
            let weight = 1.0 + if own.any(Hints::BODY) { 0.3 } else { 0.0 } - if own.any(OUTSIDE) { 0.3 } else { 0.0 };
            let vote = vote * weight * (1.0 - self.link_share(element) as f32);
            if best.is_none_or(|(_, most)| vote > most) {
                best = Some((element, vote));
            }
        }
        best.map(|(element, _)| element)
    }

    fn link_share(&self, element: usize) -> f64 {
        let range = self.inside(element);
        let ((from, linked_from), (to, linked_to)) = (self.chars[range.start], self.chars[range.end]);
        (linked_to - linked_from) as f64 / (to - from).max(1) as f64
    }

    /// An element around the best one that holds more of the same text.
    fn widened(&self, best: usize) -> usize {
        let nodes = &self.tree.nodes;
        let mut result = best;
        let mut element = best;
        let mut have = self.prose_clean(best);
        while element != 0 {
            element = nodes[element].parent;
            let more = self.prose_clean(element);
            if more > have * 1.15 && more < have * 3.0 && nodes[element].tag != Some(Tag::Body) && element != 0 {
                result = element;
                have = more;
            }
        }
        result
    }

    /// The element inside that the page itself calls the article's text, if it holds most of the text.
    fn narrowed(&self, best: usize) -> usize {
        let whole = self.prose_clean(best);
        let inside = best..self.tree.nodes[best].end;
        let share = |element: usize| self.prose_clean(element) / whole.max(1.0);
        let is_named = |element: &usize| self.blocks.hints[*element].any(Hints::BODY);
        let is_article = |element: &usize| self.tree.nodes[*element].tag == Some(Tag::Article);
        // The innermost of those that hold about as much as the largest.
        let most = |is: &dyn Fn(&usize) -> bool, least: f64| {
            let found: Vec<(usize, f64)> = inside
                .clone()
                .filter(is)
                .map(|element| (element, share(element)))
                .filter(|(_, have)| *have >= least)
                .collect();
            let largest = found.iter().map(|(_, have)| *have).fold(0.0, f64::max);
            found.into_iter().rev().find(|(_, have)| *have >= largest * 0.95).map(|(element, _)| element)
        };
        most(&is_named, 0.6).or_else(|| most(&is_article, 0.6)).unwrap_or(best)
    }

    fn prose_clean(&self, element: usize) -> f64 {
        let range = self.inside(element);
        self.clean[range.end] - self.clean[range.start]
    }

    /// What a block inside the article's element is.
    fn role(&self, index: usize) -> Role {
        let block = &self.blocks.all[index];
        let around = self.around[index];
        let is_of_head = around.any(Hints::BYLINE.with(Hints::DAY).with(Hints::TITLE)) && block.words < 25;
        if around.any(OUTSIDE) || is_of_head {
            Role::Frame
        } else if around.any(Hints::CAPTION) && block.words < 80 {
            Role::Caption
        } else if block.kind == Kind::Heading(1) || self.is_links(block) || is_frame_line(&self.text(index)) {
            Role::Frame
        } else {
            Role::Body
        }
    }

    /// Whether a block is links rather than words about them.
    fn is_links(&self, block: &Block) -> bool {
        let is_words = block.kind == Kind::Paragraph && block.chars - block.linked >= 80 || block.kind == Kind::Row;
        block.link_share() >= 0.6 && !is_words
    }

    /// Finds headline, authors and day about the beginning of the article.
    fn head(&self, roles: &mut [Role], headlines: &[String]) {
        let Some(first) = roles.iter().position(|role| *role == Role::Body) else { return };
        let texts: Vec<String> =
            (first.saturating_sub(HEAD)..(first + 4).min(roles.len())).map(|index| self.text(index)).collect();
        let start = first.saturating_sub(HEAD);
        let headlines: Vec<String> = headlines.iter().take(HEADLINES).map(|headline| plain(headline)).collect();
        let fits = |index: usize| {
            let text = plain(&texts[index - start]);
            let is_long = text.split(' ').count() >= 3;
            headlines.iter().any(|headline| {
                *headline == text
                    || is_long && (headline.contains(&text) || text.contains(headline.as_str()) && headline.len() > 20)
            })
        };
        let range = || (start..start + texts.len()).rev();
        let is_heading = |index: &usize| {
            matches!(self.blocks.all[*index].kind, Kind::Heading(_)) || self.around[*index].any(Hints::TITLE)
        };
        let is_first = |index: &usize| self.blocks.all[*index].kind == Kind::Heading(1);
        let title = range()
            .find(|index| is_first(index) && fits(*index))
            .or_else(|| range().find(|index| is_heading(index) && fits(*index)))
            .or_else(|| range().find(|index| fits(*index) && self.blocks.all[*index].words >= 4 && *index <= first))
            .or_else(|| {
                range().find(|index| is_first(index) && *index < first && !self.around[*index].any(Hints::FRAME))
            });
        if let Some(title) = title {
            roles[title] = Role::Title;
        }
        let from = title.map_or(start, |title| title.saturating_sub(4).max(start));
        for index in from..start + texts.len() {
            if !matches!(roles[index], Role::Frame | Role::Body) || self.blocks.all[index].words > 25 {
                continue;
            }
            let text = &texts[index - start];
            let around = self.around[index];
            if around.any(Hints::HIDDEN.with(Hints::COMMENTS)) || around.any(Hints::CAPTION) {
                continue;
            }
            let has_day = super::days::of_words(text).is_some();
            let is_byline = text.starts_with("By ") || text.starts_with("BY ") || around.any(Hints::BYLINE);
            // What is inside the article was taken for its words: only a line that is nothing else is taken back.
            let is_taken = roles[index] == Role::Body;
            if is_taken && is_sentence(text) {
                continue;
            }
            if is_byline && (!is_taken || text.starts_with("By ") && self.blocks.all[index].words <= 8) {
                roles[index] = Role::Byline;
            } else if (has_day || around.any(Hints::DAY))
                && (!is_taken || has_day && self.blocks.all[index].words <= 12 && index <= first + 1)
            {
                roles[index] = Role::Day;
            }
        }
    }

    /// The words of a block, white space folded.
    fn text(&self, index: usize) -> String {
        let block = &self.blocks.all[index];
        if block.words > 60 || block.chars > LONG_LINE {
            return String::new();
        }
        let texts = (block.from..block.to).filter(|&at| self.tree.nodes[at].tag.is_none());
        let text: String = texts.map(|at| decoded(self.tree.words(at), false)).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Headings without text behind them are none of the article, and neither are those of lists of links.
    fn tidy(&self, roles: &mut [Role]) {
        let mut follows = false;
        for index in (0..roles.len()).rev() {
            if roles[index] != Role::Body {
                continue;
            }
            let is_link_list = || {
                let next = index + 1..(index + 3).min(roles.len());
                next.len() == 2
                    && next.clone().all(|next| roles[next] == Role::Frame && self.blocks.all[next].link_share() > 0.6)
            };
            match self.blocks.all[index].kind {
                Kind::Heading(_) if !follows || is_link_list() => roles[index] = Role::Frame,
                _ => follows = true,
            }
        }
    }
}

/// Lines that stand on any page, whole.
const FRAME_LINES: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "advertisements",
    "article continues below",
    "comment",
    "comments",
    "continue reading",
    "email",
    "facebook",
    "loading",
    "more",
    "print",
    "read more",
    "read next",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related links",
    "related stories",
    "related topics",
    "see also",
    "share",
    "share this",
    "share this article",
    "share this story",
    "sign up",
    "skip advertisement",
    "sponsored",
    "story continues below",
    "story continues below advertisement",
    "subscribe",
    "top stories",
    "trending",
    "tweet",
    "twitter",
    "view comments",
    "whatsapp",
    "you may also like",
    "more on this story",
    "more stories",
    "most popular",
];

/// What a line asks its readers to do, and with what.
const ASKED: &[&str] = &[
    "follow",
    "sign up",
    "subscribe",
    "share it",
    "share this",
    "share your",
    "like us",
    "like this",
    "join us",
    "download",
    "get the latest",
    "click here",
    "tap here",
    "check out our",
    "listen to",
    "email us",
    "contact us",
    "get our",
    "delivered",
    "send us",
    "tell us",
    "let us know",
    "read more about",
    "write to",
];
const WITH: &[&str] = &[
    "facebook",
    "twitter",
    "instagram",
    "youtube",
    "newsletter",
    "inbox",
    "our app",
    "podcast",
    "a friend",
    "whatsapp",
    "telegram",
    "linkedin",
    "email",
    "e-mail",
    "click here",
    "in the comments",
    "comments below",
    "comment section",
    "letterbox",
    "every month",
    "@",
    "weekdays",
    "breaking news",
];

/// Whether a line belongs to the page and not to the article, wherever it stands.
fn is_frame_line(text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let lower = text.to_lowercase();
    // What is quoted is somebody's words, whatever it asks for.
    let is_quoted = lower.contains(['“', '"', '”']);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || FRAME_LINES.contains(&bare) && !is_quoted {
        return true;
    }
    let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    !is_quoted
        && has(ASKED)
        && has(WITH)
        && ASKED.iter().any(|word| {
            lower.starts_with(word)
                || lower.contains(&format!(". {word}"))
                || lower.contains(&format!("? {word}"))
                || lower.contains(&format!(": {word}"))
        })
}

/// Whether a line ends as a sentence does, not as a line of names or a day: `By noon, nobody had come.`
fn is_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')']);
    let ends = bare.ends_with(['.', '?', '!']);
    // `a.m.` and `Jr.` end no sentence.
    let last = bare.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or("");
    ends && (last.chars().count() > 2 || bare.ends_with(['?', '!']))
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// What is no part of any article.
const OUTSIDE: Hints = Hints::OUTSIDE;
