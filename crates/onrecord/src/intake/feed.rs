//! What do the entries of a feed say?
//!
//! RSS, Atom and JSON Feed: each entry with a text is a document, with its link, day and title as stated. The outlet is the
//! source that the entry names, else the feed's name, unless its entries lead to several hosts: then it only gathers what
//! others published. A day of change is no day of publication. The fuller of content and summary is taken. Entries that only name a page hold no text of their own: what
//! stands behind the link is fetched by nobody.

use super::meta;
use super::walk::{Place, Walk, Walked};
use super::xml::{self, Part};
use reader::{Given, Media};
use serde_json::Value;

/// What stands in an entry.
#[derive(Debug, Default, PartialEq)]
struct Entry {
    title: String,
    link: String,
    published: String,
    /// Whose it is, where a feed gathers what others published.
    source: String,
    content: Text,
    summary: Text,
}

/// A text and whether it is marked up.
#[derive(Debug, Default, PartialEq)]
struct Text {
    text: String,
    is_marked: bool,
}

/// What stands above the entries.
#[derive(Debug, Default, PartialEq)]
struct Head {
    title: String,
    language: String,
}

/// Reads RSS or Atom.
pub fn xml(walk: &mut Walk, place: &Place, bytes: &[u8]) -> Walked {
    let mut entries = Vec::new();
    let (head, end) = read(&xml::decoded(bytes), &mut entries);
    give(walk, place, &head, entries)?;
    match end {
        Ok(()) => Ok(()),
        Err(what) => walk.tell(&place.path, &format!("not read to its end: {what}"), place.named),
    }
}

/// Reads a JSON Feed.
pub fn json(walk: &mut Walk, place: &Place, bytes: &[u8]) -> Walked {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let feed: Value = match serde_json::from_slice(bytes) {
        Ok(feed) => feed,
        Err(error) => return walk.tell(&place.path, &format!("not read: is no JSON: {error}"), place.named),
    };
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").trim().to_owned();
    let head = Head { title: text(&feed, "title"), language: text(&feed, "language") };
    let listed = feed.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let entries = listed.iter().map(|entry| Entry {
        title: text(entry, "title"),
        link: [text(entry, "url"), text(entry, "external_url")]
            .into_iter()
            .find(|url| !url.is_empty())
            .unwrap_or_default(),
        published: text(entry, "date_published"),
        source: String::new(),
        content: match text(entry, "content_text") {
            plain if plain.is_empty() => Text { text: text(entry, "content_html"), is_marked: true },
            plain => Text { text: plain, is_marked: false },
        },
        summary: Text { text: text(entry, "summary"), is_marked: false },
    });
    give(walk, place, &head, entries.collect())
}

fn give(walk: &mut Walk, place: &Place, head: &Head, entries: Vec<Entry>) -> Walked {
    if entries.is_empty() {
        return walk.tell(&place.path, "not read: the feed has no entries", place.named);
    }
    let filled =
        |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let is_one_outlet = {
        let mut hosts = entries.iter().filter_map(|entry| host(&entry.link));
        let first = hosts.next();
        hosts.all(|host| Some(host) == first)
    };
    for (number, entry) in entries.into_iter().enumerate() {
        let path = place.entry(&(number + 1).to_string());
        let text = if entry.content.text.len() >= entry.summary.text.len() { entry.content } else { entry.summary };
        if text.text.trim().is_empty() {
            walk.tell(&path, "not read: the entry holds no text; save the page behind its link and add it", false)?;
            continue;
        }
        let own_name = || is_one_outlet.then(|| filled(&head.title)).flatten();
        let own = Given {
            // What the user states of the feed goes before what the feed calls itself.
            outlet: place.given.outlet.clone().or_else(|| filled(&entry.source)).or_else(own_name),
            title: filled(&entry.title),
            address: filled(&entry.link),
            published: meta::day(&entry.published),
            language: place.given.language.clone().or_else(|| filled(&head.language)),
            ..Given::default()
        };
        let media = if text.is_marked { Media::Html } else { Media::Plain };
        walk.document(place, path, text.text.into_bytes(), media, own)?;
    }
    Ok(())
}

/// The host of an address, without `www.`.
fn host(link: &str) -> Option<&str> {
    let rest = link.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// The elements that hold what is wanted of an entry or of the feed.
#[derive(Clone, Copy, PartialEq)]
enum Sought {
    Title,
    Link,
    Published,
    Source,
    Content,
    Summary,
    Language,
}

fn sought(name: &str) -> Option<Sought> {
    Some(match name {
        "title" => Sought::Title,
        "link" => Sought::Link,
        "pubDate" | "published" | "issued" | "date" => Sought::Published,
        "source" => Sought::Source,
        "encoded" | "content" => Sought::Content,
        "description" | "summary" => Sought::Summary,
        "language" => Sought::Language,
        _ => return None,
    })
}

/// Reads the entries and what stands above them.
fn read(text: &str, entries: &mut Vec<Entry>) -> (Head, Result<(), String>) {
    let mut head = Head::default();
    let mut entry: Option<Entry> = None;
    // The element whose text is collected, at which depth it began, and how its text is to be taken.
    let mut open: Option<(Sought, usize, bool)> = None;
    let (mut depth, mut entry_depth, mut value, mut is_page) = (0usize, 0usize, String::new(), false);
    let end = xml::parts(text, |part| {
        match part {
            Part::Open(element) => {
                depth += 1;
                let name = element.local_name().as_ref().to_owned();
                if open.is_some() {
                    // Markup inside: kept where the text is a page, passed over where it is not.
                    if is_page {
                        value += &format!("<{name}>");
                    }
                    return true;
                }
                if matches!(name.as_str(), "item" | "entry") && entry.is_none() {
                    (entry, entry_depth) = (Some(Entry::default()), depth);
                    return true;
                }
                // Only the entry's own fields, and the feed's own: pictures and authors have titles and links, too.
                let is_own = if entry.is_some() { depth == entry_depth + 1 } else { depth <= 3 };
                let prefixed = element.name().as_ref().split_once(':').map(|(prefix, _)| prefix.to_owned());
                let is_media = prefixed.is_some_and(|prefix| matches!(prefix.as_str(), "media" | "itunes" | "image"));
                let Some(found) = sought(&name).filter(|_| is_own && !is_media) else { return true };
                let kind = xml::attribute(&element, "type").unwrap_or_default();
                if found == Sought::Link {
                    let is_page_link = xml::attribute(&element, "rel").is_none_or(|rel| rel == "alternate");
                    if let (Some(address), Some(entry)) = (xml::attribute(&element, "href"), &mut entry)
                        && is_page_link
                        && entry.link.is_empty()
                    {
                        entry.link = address;
                    }
                }
                is_page = kind == "xhtml";
                let is_marked = is_page || kind.contains("html") || kind.is_empty();
                open = Some((found, depth, is_marked));
                value.clear();
            }
            Part::Text(text) => {
                if open.is_some() {
                    value += &if is_page { text.replace('&', "&amp;").replace('<', "&lt;") } else { text };
                }
            }
            Part::Close(name) => {
                if let Some((found, began, is_marked)) = open {
                    if depth > began {
                        if is_page {
                            value += &format!("</{name}>");
                        }
                    } else {
                        keep(&mut head, entry.as_mut(), found, std::mem::take(&mut value), is_marked);
                        (open, is_page) = (None, false);
                    }
                } else if depth == entry_depth && entry.is_some() {
                    entries.extend(entry.take());
                }
                depth = depth.saturating_sub(1);
            }
        }
        true
    });
    // An entry that was cut off is none.
    (head, end)
}

/// Puts a value where it belongs; the first one stays.
fn keep(head: &mut Head, entry: Option<&mut Entry>, found: Sought, value: String, is_marked: bool) {
    let is_empty = value.trim().is_empty();
    let place = match (entry, found) {
        (Some(entry), Sought::Content) if entry.content.text.is_empty() => {
            entry.content = Text { is_marked: is_marked && is_markup(&value), text: value };
            return;
        }
        (Some(entry), Sought::Summary) if entry.summary.text.is_empty() => {
            entry.summary = Text { is_marked: is_marked && is_markup(&value), text: value };
            return;
        }
        (Some(entry), Sought::Title) => &mut entry.title,
        (Some(entry), Sought::Link) => &mut entry.link,
        (Some(entry), Sought::Published) => &mut entry.published,
        (Some(entry), Sought::Source) => &mut entry.source,
        (None, Sought::Title) => &mut head.title,
        (None, Sought::Language) => &mut head.language,
        _ => return,
    };
    if place.is_empty() && !is_empty {
        *place = value.trim().to_owned();
    }
}

/// Whether a text that may be marked up is: an element or the name of a character stands in it.
fn is_markup(text: &str) -> bool {
    let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let is_name = |part: &str| {
        let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        !name.is_empty() && part[name.len()..].starts_with(';')
    };
    text.split('<').skip(1).any(begins) || text.split('&').skip(1).any(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rss_and_atom_give_their_entries() {
        let rss = "<?xml version='1.0'?><rss xmlns:content='c' xmlns:media='m'><channel><title>Harbor Radio</title>
            <language>en</language><link>https://harbor.example/</link><image><title>Logo</title></image>
            <item><title>A &amp; B</title><link> https://harbor.example/1 </link><media:title>no</media:title>
            <pubDate>Tue, 14 Oct 2025 10:00:00 +0200</pubDate><description>Short.</description>
            <content:encoded><![CDATA[<p>Long, with <b>marks</b>.</p>]]></content:encoded></item></channel></rss>";
        let mut entries = Vec::new();
        let (head, end) = read(rss, &mut entries);
        assert_eq!((head.title.as_str(), head.language.as_str(), end), ("Harbor Radio", "en", Ok(())));
        assert_eq!((entries[0].title.as_str(), entries[0].link.as_str()), ("A & B", "https://harbor.example/1"));
        assert_eq!(entries[0].published, "Tue, 14 Oct 2025 10:00:00 +0200");
        assert!(entries[0].content.is_marked && !entries[0].summary.is_marked);

        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>Wire</title>
            <entry><title>One</title><link rel='self' href='no'/><link href='https://wire.example/1'/>
            <published>2025-10-14T23:30:00-05:00</published><updated>2026-01-01T00:00:00Z</updated>
            <author><name>x</name></author>
            <content type='xhtml'><div xmlns='h'>A <i>b</i> &lt; c</div></content></entry></feed>";
        let mut entries = Vec::new();
        assert_eq!(read(atom, &mut entries).0.title, "Wire");
        assert_eq!(entries[0].link, "https://wire.example/1");
        assert_eq!(entries[0].published, "2025-10-14T23:30:00-05:00");
        assert_eq!(entries[0].content.text, "<div>A <i>b</i> &lt; c</div>");
    }

    #[test]
    fn what_is_cut_off_is_told_and_no_entry() {
        let mut entries = Vec::new();
        let (_, end) = read("<rss><channel><item><description>a</description></item><item><desc", &mut entries);
        assert!(end.is_err());
        assert_eq!(entries.len(), 1);
    }

    #[test]
    fn markup_is_told_from_text() {
        for (text, wanted) in [("a < b", false), ("a &amp; b", true), ("R&D; x", true), ("<p>x", true), ("AT&T", false)]
        {
            assert_eq!(is_markup(text), wanted, "{text}");
        }
    }
}
