//! What do the names that a page gives its elements say of them?
//!
//! Classes, ids, roles and properties are written for machines but in words: `share-bar`, `articleBody`. The words are
//! those that many sites use; none is the name of a site.

use super::tags::Tag;
use super::tree::Tree;

/// What is said of one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hints(u16);

impl Hints {
    /// Menus, shares, promotion, comments, advertisements.
    pub(super) const FRAME: Hints = Hints(1);
    /// Not shown.
    pub(super) const HIDDEN: Hints = Hints(2);
    /// The words of the article.
    pub(super) const BODY: Hints = Hints(4);
    /// Under a picture.
    pub(super) const CAPTION: Hints = Hints(8);
    /// Who wrote it.
    pub(super) const BYLINE: Hints = Hints(16);
    /// When it was published.
    pub(super) const DAY: Hints = Hints(32);
    /// The headline.
    pub(super) const TITLE: Hints = Hints(64);
    /// What readers wrote.
    pub(super) const COMMENTS: Hints = Hints(128);
    /// The line under the headline.
    pub(super) const SUMMARY: Hints = Hints(256);
    /// Set off from the text it repeats.
    pub(super) const PULLED: Hints = Hints(512);

    /// What is no part of an article.
    pub(super) const OUTSIDE: Hints = Hints(1 | 2 | 128 | 512);

    /// Whether it says any of these.
    pub(super) fn any(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// How many of these it says.
    pub(super) fn count(self, other: Hints) -> u32 {
        (self.0 & other.0).count_ones()
    }

    /// Both together.
    pub(super) fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// Without these.
    pub(super) fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

/// Words of frames, each by itself.
const FRAME: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adsense",
    "adslot",
    "affiliate",
    "alert",
    "banner",
    "bio",
    "bookmark",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "carousel",
    "cookie",
    "cookies",
    "consent",
    "cta",
    "disclaimer",
    "dfp",
    "donate",
    "donation",
    "feedback",
    "follow",
    "footer",
    "gallery",
    "gdpr",
    "infobox",
    "inread",
    "login",
    "mailinglist",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "more",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "optin",
    "outbrain",
    "overlay",
    "pagination",
    "pager",
    "paywall",
    "piano",
    "player",
    "playlist",
    "poll",
    "popular",
    "popup",
    "prev",
    "previous",
    "print",
    "promo",
    "promoted",
    "promotion",
    "rating",
    "ratings",
    "recirc",
    "recirculation",
    "recommended",
    "recommendation",
    "recommendations",
    "related",
    "relatedposts",
    "roundup",
    "rail",
    "rss",
    "search",
    "share",
    "sharedaddy",
    "sharebar",
    "sharing",
    "shopping",
    "sidebar",
    "signup",
    "skip",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "sponsors",
    "subscribe",
    "subscription",
    "subscribed",
    "suggested",
    "suggestions",
    "taboola",
    "tag",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "toc",
    "toolbar",
    "tools",
    "topics",
    "trending",
    "tooltip",
    "upsell",
    "widget",
    "widgets",
    "zergnet",
    "ssba",
    "addthis",
    "addtoany",
    "copyright",
    "contentinfo",
    "complementary",
    "dialog",
];

/// Words of what readers wrote.
const COMMENTS: &[&str] =
    &["comment", "comments", "commentlist", "disqus", "respond", "replies", "livefyre", "coral", "discussion"];

/// Reads the names of an element.
pub(super) fn of(tree: &Tree, index: usize) -> Hints {
    let mut found = Hints::default();
    let Some(tag) = tree.nodes[index].tag else { return found };
    match tag {
        Tag::Nav | Tag::Footer | Tag::Aside | Tag::Menu => found = found.with(Hints::FRAME),
        Tag::Figcaption => found = found.with(Hints::CAPTION),
        Tag::Time => found = found.with(Hints::DAY),
        _ => {}
    }
    for (name, place) in tree.attributes(index) {
        let value = &tree.page[place.0..place.1];
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("class") || is("id") || is("role") {
            // No list of names is that long.
            let value = value.get(..1000).unwrap_or(value);
            let said = named(value);
            // Content systems print an article's own tags and sections among its classes.
            let is_whole = matches!(tag, Tag::Article | Tag::Main | Tag::Body)
                || value.contains("hentry")
                || value.contains("type-post");
            let is_strong =
                ["related", "promo", "teaser", "recirc", "recommend"].iter().any(|word| value.contains(word));
            found = found.with(if is_whole && !is_strong { said.without(Hints::FRAME) } else { said });
        } else if is("itemprop") {
            found = found.with(match value.trim() {
                "articleBody" => Hints::BODY,
                "author" | "creator" => Hints::BYLINE,
                "datePublished" | "dateModified" => Hints::DAY,
                "headline" => Hints::TITLE,
                "caption" => Hints::CAPTION,
                "publisher" => Hints::FRAME,
                _ => Hints::default(),
            });
        } else if is("hidden") || is("aria-hidden") && value.trim() == "true" {
            found = found.with(Hints::HIDDEN);
        } else if is("style") {
            let value: String = value.chars().take(300).filter(|c| !c.is_whitespace()).collect();
            let value = value.to_ascii_lowercase();
            if value.contains("display:none") || value.contains("visibility:hidden") {
                found = found.with(Hints::HIDDEN);
            }
        } else if is("data-nosnippet") && tag != Tag::Body {
            found = found.with(Hints::FRAME);
        }
    }
    found
}

/// What the words of a class or id say.
fn named(value: &str) -> Hints {
    let mut found = Hints::default();
    for name in value.split_ascii_whitespace() {
        let words = words(name);
        let has = |known: &str| words.iter().any(|word| word == known);
        let any = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        let pair = |first: &str, second: &str| words.windows(2).any(|two| two[0] == first && two[1] == second);
        if has("body") && (has("article") || has("story") || has("post") || has("entry") || has("content"))
            || has("content") && (has("article") || has("story") || has("post") || has("entry"))
            || has("text") && (has("article") || has("story"))
            || has("articlebody")
            || has("storytext")
        {
            found = found.with(Hints::BODY);
        }
        if any(COMMENTS) {
            found = found.with(Hints::COMMENTS);
        }
        if has("caption")
            || has("captions")
            || has("credit")
            || has("figcaption")
            || has("attribution")
            || pair("image", "meta")
        {
            found = found.with(Hints::CAPTION);
        }
        if has("byline") || has("author") || has("authors") || has("autor") {
            found = found.with(Hints::BYLINE);
        }
        if has("date") || has("timestamp") || has("dateline") || has("published") || has("pubdate") {
            found = found.with(Hints::DAY);
        }
        if has("headline") || pair("entry", "title") || pair("article", "title") || pair("post", "title") {
            found = found.with(Hints::TITLE);
        }
        if has("summary")
            || has("standfirst")
            || has("dek")
            || has("subtitle")
            || has("deck")
            || has("excerpt")
            || has("subheadline")
        {
            found = found.with(Hints::SUMMARY);
        }
        if has("pullquote") || pair("pull", "quote") {
            found = found.with(Hints::PULLED);
        }
        if any(FRAME) {
            found = found.with(Hints::FRAME);
        }
        if has("hidden")
            || pair("sr", "only")
            || pair("visually", "hidden")
            || pair("screen", "reader")
            || has("noprint")
        {
            found = found.with(Hints::HIDDEN);
        }
    }
    found
}

/// `share-bar`, `shareBar`, `ShareBar` → share, bar. Names that are no words but numbers of a program (`hJpRRP`) fall into
/// parts of a letter or two, which say nothing.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<(bool, String)> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let is_hump = before.is_lowercase() && c.is_uppercase() || before.is_ascii_digit() != c.is_ascii_digit();
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some((_, word)) if before.is_alphanumeric() && !is_hump => word.extend(c.to_lowercase()),
                Some((is_part, _)) if before.is_alphanumeric() => {
                    *is_part = true;
                    words.push((true, c.to_lowercase().collect()));
                }
                _ => words.push((false, c.to_lowercase().collect())),
            }
        }
        before = c;
    }
    words.into_iter().filter(|(is_part, word)| !is_part || word.len() > 2).map(|(_, word)| word).collect()
}
