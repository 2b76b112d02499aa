//! What does the page state about itself, and where?
//!
//! Outlet, headline, authors, days, address and language, from JSON-LD, then from `meta` and microdata, then from what
//! is printed about the headline. The first that states a field wins, with one exception: where the head prints the day before
//! or after that of the data, it is the outlet's own, since data often give the time of Greenwich, or a wrong zone.

use super::blocks::Blocks;
use super::content::Role;
use super::days::{self, Day};
use super::entities::decoded;
use super::json::{Json, Value};
use super::tags::Tag;
use super::tree::Tree;
use crate::span::Span;
use crate::text::page::{Page, Stated};

type Words = (String, (usize, usize));

/// Agencies that papers carry, as bylines print them.
const AGENCIES: &[&str] = &[
    "associated press",
    "the associated press",
    "ap",
    "reuters",
    "thomson reuters",
    "afp",
    "agence france-presse",
    "upi",
    "united press international",
    "bloomberg",
    "bloomberg news",
    "pti",
    "press trust of india",
    "ani",
    "ians",
    "dpa",
    "deutsche presse-agentur",
    "efe",
    "ansa",
    "kyodo news",
    "kyodo",
    "yonhap",
    "xinhua",
    "tass",
    "interfax",
    "the canadian press",
    "canadian press",
    "pa media",
    "press association",
    "australian associated press",
    "aap",
    "anadolu agency",
];

/// Types of data that describe an article, the plainest last.
const ARTICLES: &[&str] = &["NewsArticle", "Article", "BlogPosting", "Posting", "Report", "Review", "WebPage"];

/// Members of data that hold other articles than the page's own.
const OTHERS: &[&str] = &[
    "itemListElement",
    "hasPart",
    "mentions",
    "citation",
    "isBasedOn",
    "review",
    "comment",
    "blogPost",
    "blogPosts",
    "relatedLink",
    "significantLink",
    "subjectOf",
];

/// So many articles and names are looked at: no page has more of its own.
const MOST_ARTICLES: usize = 50;
const MOST_NAMES: usize = 100;

/// An object with more members is nobody's name.
const MOST_MEMBERS: usize = 100;

/// Names of `meta` elements, the most telling first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "published",
    "article.published",
    "date.published",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "date",
];
const CHANGED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "lastmod",
];
const OUTLETS: &[&str] = &["og:site_name", "og:sitename", "application-name", "apple-mobile-web-app-title"];
const AUTHORS: &[&str] =
    &["author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator"];
const TITLES: &[&str] = &["og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title"];

/// The page's data, before its blocks are looked at.
pub(super) struct Data {
    /// Name in lower case, and content, of every `meta` element.
    metas: Vec<(String, Words)>,
    scripts: Vec<Json>,
    /// `<title>`.
    pub(super) title: Option<Words>,
    canonical: Option<Words>,
    language: Option<Words>,
    /// Days in microdata and `time` elements that are said to be that of publication.
    microdata: Vec<(Day, &'static str, (usize, usize))>,
}

/// Collects the page's data.
pub(super) fn collect(tree: &Tree) -> Data {
    let mut data = Data {
        metas: Vec::new(),
        scripts: Vec::new(),
        title: None,
        canonical: None,
        language: None,
        microdata: Vec::new(),
    };
    let place_of = |index: usize| tree.nodes.get(index + 1).filter(|node| node.tag.is_none()).map(|node| node.place);
    let mut svg_end = 0;
    for (index, node) in tree.nodes.iter().enumerate() {
        let Some(tag) = node.tag else { continue };
        match tag {
            Tag::Svg => svg_end = svg_end.max(node.end),
            Tag::Title if data.title.is_none() && index >= svg_end => {
                let title = tree.text_of(index);
                data.title = place_of(index).filter(|_| !title.is_empty()).map(|place| (title, place));
            }
            Tag::Link
                if data.canonical.is_none()
                    && tree.attribute(index, "rel").is_some_and(|(rel, _)| rel.eq_ignore_ascii_case("canonical")) =>
            {
                data.canonical = tree.attribute(index, "href").filter(|(href, _)| href.starts_with("http"));
            }
            Tag::Meta if data.metas.len() < 2_000 => {
                let name = ["property", "name", "itemprop"].iter().find_map(|name| tree.attribute(index, name));
                if let (Some((name, _)), Some((content, place))) = (name, tree.attribute(index, "content")) {
                    let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !content.is_empty() {
                        data.metas.push((name.trim().to_lowercase(), (content, place)));
                    }
                }
            }
            Tag::Script => {
                let is_data = tree
                    .attribute(index, "type")
                    .is_some_and(|(kind, _)| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                if is_data && let Some((start, end)) = place_of(index) {
                    data.scripts.push(Json::read(tree.page, start, end));
                }
            }
            _ if data.microdata.len() < 50 => {
                let is_published = tree.attributes(index).any(|(name, (from, to))| {
                    let value = tree.page[from..to].trim();
                    name.eq_ignore_ascii_case("itemprop")
                        && value.split_whitespace().any(|word| word == "datePublished")
                        || name.eq_ignore_ascii_case("pubdate") && tag == Tag::Time
                });
                if is_published && is_of_article(tree, index) {
                    let printed = ["datetime", "content"].iter().find_map(|name| tree.attribute(index, name));
                    let printed = printed.or_else(|| Some((tree.text_of(index), place_of(index)?)));
                    if let Some((printed, place)) = printed
                        && let Some(day) = days::of_data(&printed)
                    {
                        data.microdata.push((day, "datePublished", place));
                    }
                }
            }
            _ => {}
        }
    }
    data.language = tree.language.and_then(|attributes| {
        super::tokens::Attributes::new(tree.page, attributes)
            .find(|(name, _)| name.eq_ignore_ascii_case("lang") || name.eq_ignore_ascii_case("xml:lang"))
            .map(|(_, place)| (decoded(&tree.page[place.0..place.1], true).trim().to_string(), place))
    });
    data
}

impl Data {
    fn meta(&self, names: &[&str]) -> Option<(&str, &Words)> {
        names.iter().find_map(|name| {
            let (have, words) = self.metas.iter().find(|(have, _)| have == name)?;
            Some((have.as_str(), words))
        })
    }

    /// Objects of an article's type, the most telling first; with the number of their script. Those that bear the page's
    /// address or headline come before others; those that the page only lists are left out.
    fn articles(&self) -> Vec<(usize, usize)> {
        let address = self.meta(&["og:url"]).map(|(_, (url, _))| url).or(self.canonical.as_ref().map(|(url, _)| url));
        let address = address.map(|url| bare_url(url)).filter(|url| !url.is_empty());
        let titles: Vec<&str> = self
            .meta(&["og:title"])
            .map(|(_, (title, _))| title.as_str())
            .into_iter()
            .chain(self.title_text())
            .collect();
        let mut found = Vec::new();
        for (script, json) in self.scripts.iter().enumerate() {
            let listed = json.inside(OTHERS);
            for (index, value) in json.values.iter().enumerate() {
                if !matches!(value, Value::Object(_)) || listed[index] {
                    continue;
                }
                let kinds = json.get(index, "@type").map(|kinds| json.each(kinds)).unwrap_or_default();
                let rank = kinds
                    .iter()
                    .filter_map(|&kind| json.text(kind))
                    .filter_map(|(kind, _)| ARTICLES.iter().position(|known| kind.ends_with(known)));
                let Some(rank) = rank.min() else { continue };
                let is_at = |name: &str| {
                    let own = json.text_of(index, name).or_else(|| json.text_of(json.get(index, name)?, "@id"));
                    own.is_some_and(|(url, _)| address.as_deref() == Some(bare_url(&url).as_str()))
                };
                let bears_title = json
                    .text_of(index, "headline")
                    .is_some_and(|(headline, _)| titles.iter().any(|title| title.starts_with(&headline)));
                let is_own = bears_title || is_at("url") || is_at("mainEntityOfPage") || is_at("@id");
                found.push((!is_own, rank, script, index));
            }
        }
        found.sort();
        found.into_iter().take(MOST_ARTICLES).map(|(_, _, script, index)| (script, index)).collect()
    }

    fn title_text(&self) -> Option<&str> {
        self.title.as_ref().map(|(title, _)| title.as_str())
    }

    /// The names of a person or organization, given by name, object, or reference to an object elsewhere.
    fn names(&self, script: usize, value: usize) -> Vec<(Words, bool)> {
        let json = &self.scripts[script];
        let mut found = Vec::new();
        for member in json.each(value).into_iter().take(MOST_NAMES) {
            match &json.values[member] {
                Value::Text(..) => found.extend(json.text(member).map(|words| (words, false))),
                Value::Object(_) => {
                    let mut object = member;
                    if json.get(object, "name").is_none()
                        && let Some((id, _)) = json.text_of(object, "@id")
                    {
                        let is_it = |index: &usize| {
                            matches!(&json.values[*index], Value::Object(members) if members.len() <= MOST_MEMBERS)
                                && json.get(*index, "name").is_some()
                                && json.text_of(*index, "@id").is_some_and(|(have, _)| have == id)
                        };
                        object = (0..json.values.len().min(5_000)).find(is_it).unwrap_or(object);
                    }
                    let kind = json.text_of(object, "@type").map(|(kind, _)| kind).unwrap_or_default();
                    found.extend(json.text_of(object, "name").map(|words| (words, kind.ends_with("Organization"))));
                }
                _ => {}
            }
        }
        found
    }

    /// Headlines that the page states, to find the printed one by.
    pub(super) fn headlines(&self) -> Vec<String> {
        let json =
            self.articles().into_iter().filter_map(|(script, index)| self.scripts[script].text_of(index, "headline"));
        let metas =
            self.metas.iter().filter(|(name, _)| TITLES.contains(&name.as_str())).map(|(_, words)| words.clone());
        json.chain(metas).chain(self.title.clone()).map(|(words, _)| words).collect()
    }

    /// Where the article's whole text stands in the page's data, as a string with escapes.
    pub(super) fn body(&self) -> Option<(usize, usize)> {
        let (script, index) = *self.articles().first()?;
        self.scripts[script].text_of(index, "articleBody").map(|(_, place)| place)
    }

    /// Everything that the page states.
    pub(super) fn state(&self, tree: &Tree, blocks: &Blocks, roles: &[Role], page: &mut Page) {
        let stated = |(value, (start, end)): Words, by: &str| Stated {
            value,
            is_loose: by.starts_with("meta"),
            by: by.to_string(),
            place: Span::new(start, end),
        };
        let articles = self.articles();
        let from_json = |name: &str| {
            articles
                .iter()
                .find_map(|&(script, index)| self.scripts[script].text_of(index, name))
                .map(|words| (words, format!("JSON-LD {name}")))
        };
        let from_meta = |names: &[&str]| self.meta(names).map(|(name, words)| (words.clone(), format!("meta {name}")));
        let people = |name: &str| -> Vec<(Words, bool)> {
            articles
                .iter()
                .map(|&(script, index)| {
                    self.scripts[script].get(index, name).map(|value| self.names(script, value)).unwrap_or_default()
                })
                .find(|names| !names.is_empty())
                .unwrap_or_default()
        };

        page.address = from_meta(&["og:url"])
            .filter(|((url, _), _)| url.starts_with("http"))
            .or_else(|| self.canonical.clone().map(|words| (words, "link canonical".to_string())))
            .map(|(words, by)| stated(words, &by));
        let host = page.address.as_ref().map(|address| host(&address.value)).unwrap_or_default();
        page.language = self
            .language
            .clone()
            .filter(|(tag, _)| (2..=20).contains(&tag.len()))
            .map(|words| stated(words, "html lang"));
        page.title = from_json("headline").or_else(|| from_meta(TITLES)).map(|(words, by)| stated(words, &by));

        let publisher =
            people("publisher").into_iter().next().map(|(words, _)| (words, "JSON-LD publisher".to_string()));
        let is_agency = |name: &str| AGENCIES.contains(&name.to_lowercase().as_str());
        // A paper that carries an agency's text often states the agency as its publisher.
        let carried = publisher.clone().filter(|((name, _), _)| is_agency(name) && !bears(&host, name));
        let sections = sections(page.address.as_ref().map_or("", |address| &address.value));
        let named = |((name, place), by): (Words, String)| {
            let name = without_tagline(&name).to_string();
            (is_name(&name) && !sections.contains(&name.to_lowercase())).then_some(((name, place), by))
        };
        let site = from_meta(OUTLETS).and_then(named);
        let carried = carried.filter(|((name, _), _)| site.as_ref().is_some_and(|((site, _), _)| !is_same(site, name)));
        // A newsroom or a house may be the publisher of data; the site's own name is that of its host, or says more.
        let is_closer = |(name, _): &Words| {
            site.as_ref().is_some_and(|((site, _), _)| {
                bears(&host, site) && !bears(&host, name)
                    || site.strip_prefix(name.as_str()).is_some_and(|more| more.starts_with(' '))
            })
        };
        page.outlet = publisher
            .and_then(named)
            .filter(|(words, _)| carried.is_none() && !is_closer(words))
            .or_else(|| site.clone())
            .or_else(|| self.title_suffix(&host).map(|words| (words, "title".to_string())))
            .map(|(words, by)| stated(words, &by));

        let authors = people("author");
        let agency = authors.iter().find(|((name, _), _)| is_agency(name)).cloned();
        let in_meta = from_meta(AUTHORS).filter(|((name, _), _)| is_agency(name));
        page.agency = agency
            .map(|(words, _)| (words, "JSON-LD author".to_string()))
            .or(carried)
            .or(in_meta)
            .filter(|((name, _), _)| page.outlet.as_ref().is_none_or(|outlet| !is_same(&outlet.value, name)))
            .map(|(words, by)| stated(words, &by));
        let persons: Vec<&Words> = authors.iter().filter(|(_, is_body)| !is_body).map(|(words, _)| words).collect();
        page.byline = match (persons.first(), persons.last()) {
            (Some((_, (start, _))), Some((_, (_, end)))) => {
                let names: Vec<&str> = persons.iter().map(|(name, _)| name.as_str()).collect();
                Some(stated((names.join(", "), (*start, *end)), "JSON-LD author"))
            }
            _ => from_meta(AUTHORS).map(|(words, by)| stated(words, &by)),
        }
        .filter(|byline| !byline.value.contains("://") && byline.value.split_whitespace().count() <= 30)
        .map(|mut byline| {
            for opening in ["By ", "by ", "BY "] {
                byline.value = byline.value.strip_prefix(opening).map(str::to_string).unwrap_or(byline.value);
            }
            byline
        });
        page.published = self.published(tree, blocks, roles, &articles, page.address.as_ref());
        page.changed = from_json("dateModified")
            .or_else(|| from_meta(CHANGED))
            .and_then(|((printed, place), by)| Some((days::of_data(&printed)?, place, by)))
            .map(|(day, (start, end), by)| Stated {
                value: day.date,
                is_loose: false,
                by,
                place: Span::new(start, end),
            });
    }

    /// The day of publication.
    fn published(
        &self,
        tree: &Tree,
        blocks: &Blocks,
        roles: &[Role],
        articles: &[(usize, usize)],
        address: Option<&Stated<String>>,
    ) -> Option<Stated<jiff::civil::Date>> {
        let mut found: Vec<(Day, String, (usize, usize))> = Vec::new();
        let mut changed: Vec<(Day, String, (usize, usize))> = Vec::new();
        let mut add = |printed: Option<Words>, by: String| {
            found.extend(printed.and_then(|(printed, place)| Some((days::of_data(&printed)?, by, place))));
        };
        for &(script, index) in articles {
            add(self.scripts[script].text_of(index, "datePublished"), "JSON-LD datePublished".to_string());
        }
        for name in PUBLISHED {
            for (_, words) in self.metas.iter().filter(|(have, _)| have == name) {
                add(Some(words.clone()), format!("meta {name}"));
            }
        }
        // A draft may lie for days.
        for &(script, index) in articles {
            add(self.scripts[script].text_of(index, "dateCreated"), "JSON-LD dateCreated".to_string());
        }
        found.extend(self.microdata.iter().map(|(day, by, place)| (*day, (*by).to_string(), *place)));
        for (index, block) in blocks.all.iter().enumerate() {
            if !matches!(roles[index], Role::Day | Role::Byline) {
                continue;
            }
            for at in block.holder..block.to {
                if tree.nodes[at].tag == Some(Tag::Time)
                    && is_of_article(tree, at)
                    && before_change(&tree.text_of(at)).is_some()
                    && let Some((printed, place)) = tree.attribute(at, "datetime")
                {
                    found.extend(days::of_data(&printed).map(|day| (day, "time".to_string(), place)));
                }
            }
            let words: String = (block.from..block.to)
                .filter(|&at| tree.nodes[at].tag.is_none())
                .map(|at| decoded(tree.words(at), false) + " ")
                .collect();
            let place = (tree.nodes[block.from].place.0, tree.nodes[block.to - 1].place.1);
            let printed =
                |words: &str| days::of_words(words).map(|date| (Day { date, is_utc: false }, HEAD.to_string(), place));
            found.extend(before_change(&words).and_then(printed));
            changed.extend(printed(&words));
        }
        let in_address = address.and_then(|address| {
            Some(Stated {
                value: day_in_path(&address.value)?,
                is_loose: false,
                by: "address".into(),
                place: address.place,
            })
        });
        let Some((day, by, (start, end))) = found.first().cloned() else { return in_address };
        // A day about the headline may be that of something told there; the address has none but its own.
        if by == HEAD
            && let Some(own) = &in_address
            && own.value != day.date
            && !is_next(own.value, day.date)
        {
            return in_address;
        }
        let mut result = Stated { value: day.date, is_loose: false, by, place: Span::new(start, end) };
        // Zones of data are often wrong; what readers are shown is the outlet's own day.
        let printed = found.iter().find(|(other, by, _)| by == HEAD && is_next(other.date, day.date));
        // Nothing is changed before it is published.
        let printed = printed
            .or_else(|| changed.iter().find(|(other, ..)| other.date < day.date && is_next(other.date, day.date)));
        if let Some((other, by, (start, end))) = printed {
            result = Stated { value: other.date, is_loose: false, by: by.clone(), place: Span::new(*start, *end) };
        } else if day.is_utc {
            let local = found.iter().find(|(other, ..)| !other.is_utc && is_next(other.date, day.date));
            if let Some((other, by, (start, end))) = local {
                result = Stated { value: other.date, is_loose: false, by: by.clone(), place: Span::new(*start, *end) };
            } else if let Some(own) = in_address.filter(|own| is_next(own.value, day.date)) {
                result = own;
            }
        }
        Some(result)
    }

    /// The outlet behind the headline of `<title>`, if the address bears its name.
    fn title_suffix(&self, host: &str) -> Option<Words> {
        let (title, place) = self.title.as_ref()?;
        let at = [" | ", " - ", " – ", " — ", " « ", " :: "]
            .iter()
            .filter_map(|mark| Some(title.rfind(mark)? + mark.len()))
            .max()?;
        let name = title[at..].trim();
        let is_it = bears(host, name);
        (is_it && is_name(name)).then(|| (name.to_string(), *place))
    }
}

/// Whether what an element states in microdata is stated of an article, not of a comment, picture or person on the page.
fn is_of_article(tree: &Tree, index: usize) -> bool {
    let mut element = tree.nodes[index].parent;
    for _ in 0..SCOPES {
        if element == 0 {
            return true;
        }
        if tree.attribute(element, "itemscope").is_some() {
            let kind = tree.attribute(element, "itemtype").map(|(kind, _)| kind).unwrap_or_default();
            return kind.is_empty() || ARTICLES.iter().any(|known| kind.trim().ends_with(known));
        }
        element = tree.nodes[element].parent;
    }
    true
}

/// The element that microdata speak of is one of so many above.
const SCOPES: usize = 40;

/// An address without what differs between two names of one page.
fn bare_url(url: &str) -> String {
    let url = url.split(['#', '?']).next().unwrap_or("").trim_end_matches('/');
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.").to_lowercase()
}

/// What a date is told by that readers are shown about the headline.
const HEAD: &str = "the head of the page";

/// The words before those that tell of a change; `None` if they begin with it.
fn before_change(words: &str) -> Option<&str> {
    let lower = words.to_ascii_lowercase();
    let end = ["updat", "modifi", "edited"].iter().filter_map(|word| lower.find(word)).min().unwrap_or(words.len());
    words.get(..end).filter(|before| end == words.len() || before.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a host's own name is that of an outlet, or a good part of it.
fn bears(host: &str, name: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let bare = letters.strip_prefix("the").unwrap_or(&letters);
    host.len() >= 2 && bare.len() >= 3 && (host.contains(bare) || bare.contains(host) && bare.len() <= host.len() * 3)
}

/// Whether two names differ in nothing but case and article.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_string();
    bare(one) == bare(other)
}

/// Names of programs that pages state in place of their outlet.
const PLATFORMS: &[&str] =
    &["blogger", "wordpress", "wordpress.com", "wix.com", "squarespace", "tumblr", "drupal", "joomla"];

/// Whether it may be the name of an outlet.
fn is_name(name: &str) -> bool {
    !PLATFORMS.contains(&name.to_lowercase().as_str())
        && (2..=60).contains(&name.chars().count())
        && !name.contains("://")
        && !name.starts_with('@')
        && name.split_whitespace().count() <= 8
}

/// The name before what an outlet says of itself: `Harbor Post | News of the coast`.
fn without_tagline(name: &str) -> &str {
    name.split(" | ").next().unwrap_or(name).trim()
}

/// The parts of a host without those that many share: `www.news.harbor.example` → news, harbor.
fn parts_of_host(url: &str) -> Vec<&str> {
    let host = url.split("://").nth(1).unwrap_or("").split(['/', '?', '#', ':']).next().unwrap_or("");
    let mut parts: Vec<&str> = host.split('.').filter(|part| *part != "www").collect();
    // `example.com`, `example.co.uk`.
    let is_country = parts.pop().is_some_and(|last| last.len() == 2);
    if is_country && parts.len() > 1 && parts.last().is_some_and(|part| part.len() <= 3) {
        parts.pop();
    }
    parts
}

/// The parts of a host before its own name, which some sites state as theirs: `hosted` of `hosted.harbor.example`.
fn sections(url: &str) -> Vec<String> {
    let mut parts = parts_of_host(url);
    parts.pop();
    parts.into_iter().map(str::to_lowercase).collect()
}

/// `https://www.harbor-post.example/a` → `harborpost`: letters of the host's own name.
fn host(url: &str) -> String {
    let name = parts_of_host(url).pop().unwrap_or("");
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `/2025/10/14/`, `/2025/oct/14/`, `/2025-10-14-ferry`: at the start of a part only, since `/on-2001-9-11` is of that day.
fn day_in_path(url: &str) -> Option<jiff::civil::Date> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(3).collect();
    let day = |year: &str, month: &str, day: &str| {
        (year.len() == 4 && month.len() <= 3 && day.len() <= 2)
            .then(|| days::of_words(&[year, month, day].join("-")))?
    };
    let in_three = parts.windows(3).find_map(|three| day(three[0], three[1], three[2]));
    in_three.or_else(|| {
        parts.iter().find_map(|part| {
            let mut words = part.split('-');
            day(words.next()?, words.next()?, words.next()?)
        })
    })
}

fn is_next(one: jiff::civil::Date, other: jiff::civil::Date) -> bool {
    one != other
        && one
            .until(other)
            .is_ok_and(|span| span.get_days().abs() <= 1 && span.get_months() == 0 && span.get_years() == 0)
}
