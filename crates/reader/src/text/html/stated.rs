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
                if is_published {
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

    /// Objects of an article's type, the most telling first; with the number of their script.
    fn articles(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (script, json) in self.scripts.iter().enumerate() {
            for (index, value) in json.values.iter().enumerate() {
                if !matches!(value, Value::Object(_)) {
                    continue;
                }
                let kinds = json.get(index, "@type").map(|kinds| json.each(kinds)).unwrap_or_default();
                let rank = kinds
                    .iter()
                    .filter_map(|&kind| json.text(kind))
                    .filter_map(|(kind, _)| ARTICLES.iter().position(|known| kind.ends_with(known)));
                if let Some(rank) = rank.min() {
                    found.push((rank, script, index));
                }
            }
        }
        found.sort();
        found.into_iter().map(|(_, script, index)| (script, index)).collect()
    }

    /// The names of a person or organization, given by name, object, or reference to an object elsewhere.
    fn names(&self, script: usize, value: usize) -> Vec<(Words, bool)> {
        let json = &self.scripts[script];
        let mut found = Vec::new();
        for member in json.each(value) {
            match &json.values[member] {
                Value::Text(..) => found.extend(json.text(member).map(|words| (words, false))),
                Value::Object(_) => {
                    let mut object = member;
                    if json.get(object, "name").is_none()
                        && let Some((id, _)) = json.text_of(object, "@id")
                    {
                        let is_it = |index: &usize| {
                            json.get(*index, "name").is_some()
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
        let site = from_meta(OUTLETS).filter(|((name, _), _)| is_name(name));
        let carried = carried.filter(|((name, _), _)| site.as_ref().is_some_and(|((site, _), _)| !is_same(site, name)));
        page.outlet = publisher
            .filter(|((name, _), _)| is_name(name) && carried.is_none())
            .or(site)
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
        for name in ["datePublished", "dateCreated"] {
            for &(script, index) in articles {
                add(self.scripts[script].text_of(index, name), format!("JSON-LD {name}"));
            }
        }
        for name in PUBLISHED {
            for (_, words) in self.metas.iter().filter(|(have, _)| have == name) {
                add(Some(words.clone()), format!("meta {name}"));
            }
        }
        found.extend(self.microdata.iter().map(|(day, by, place)| (*day, (*by).to_string(), *place)));
        for (index, block) in blocks.all.iter().enumerate() {
            if !matches!(roles[index], Role::Day | Role::Byline) {
                continue;
            }
            for at in block.holder..block.to {
                if tree.nodes[at].tag == Some(Tag::Time)
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

/// `https://www.harbor-post.example/a` → `harborpost`: letters of the host's own name.
fn host(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or("").split(['/', '?', '#', ':']).next().unwrap_or("");
    let parts: Vec<&str> = host.split('.').filter(|part| *part != "www").collect();
    let name = parts.iter().rev().skip(1).find(|part| part.len() > 3).or(parts.first()).copied().unwrap_or("");
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `/2025/10/14/`, `/2025/oct/14/`.
fn day_in_path(url: &str) -> Option<jiff::civil::Date> {
    let parts: Vec<&str> = url.split(['/', '-']).collect();
    parts.windows(3).find_map(|three| {
        if three[0].len() != 4 || three[1].len() > 3 || three[2].len() > 2 {
            return None;
        }
        days::of_words(&three.join("-"))
    })
}

fn is_next(one: jiff::civil::Date, other: jiff::civil::Date) -> bool {
    one != other
        && one
            .until(other)
            .is_ok_and(|span| span.get_days().abs() <= 1 && span.get_months() == 0 && span.get_years() == 0)
}
