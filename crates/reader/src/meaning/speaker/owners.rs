//! Whose body is named: "Valdera's Ministry of Defense", "the Ministry of Defense of Karvenia", or one that is only "the
//! Ministry of Defense"?
//!
//! Names that every country has tell nobody apart without their owner, so the owner is part of the name. Not useful for
//! bodies with a name of their own, which stay what they are whoever owns them.

use super::lexicon::{RoleClass, SpeakerWords, fold};
use super::names::{Guess, Mention};
use crate::span::{Clean, Span};

/// A body with a name that others have too.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The name without its owner, in one order: "defense ministry".
    pub plain: String,
    /// The owner, if printed: "valdera".
    pub owner: Option<String>,
    /// The name with its owner.
    pub span: Span<Clean>,
}

impl Body {
    /// The key under which the body meets itself; a bare one has none of its own.
    pub fn key(&self) -> Option<String> {
        self.owner.as_ref().map(|owner| format!("{}|{owner}", self.plain))
    }
}

/// The bodies among the mentions, parallel to them.
pub fn find(text: &str, mentions: &[Mention], lexicon: &SpeakerWords) -> Vec<Option<Body>> {
    let body = |index: usize| {
        let mention: &Mention = mentions.get(index)?;
        if !matches!(mention.guess, Guess::Organization | Guess::Words | Guess::Word) {
            return None;
        }
        let printed = mention.span.of(text);
        // A known body has one owner, but "Parliament" has many.
        if printed.len() > 120 || !mention.single && lexicon.known(printed).is_some() {
            return None;
        }
        let owner = index.checked_sub(1).and_then(|before| mentions.get(before)).filter(|owner| {
            let between = text.get(owner.span.end..mention.span.start).unwrap_or("-");
            owner.possessive && owner.guess != Guess::Person && matches!(between, "'s " | "’s " | "' " | "’ " | " ")
        });
        match owner {
            Some(owner) => {
                let plain = plain(printed, lexicon)?;
                let span = owner.span.cover(&mention.span);
                Some(Body { plain, owner: Some(owner_key(owner.span.of(text), lexicon)), span })
            }
            None => {
                let (plain, owner) = divide(printed, lexicon)?;
                Some(Body { plain, owner, span: mention.span })
            }
        }
    };
    (0..mentions.len()).map(body).collect()
}

/// The key of a printed description with an owner: "Valdera's defense ministry", "government of Valdera".
pub fn described_key(printed: &str, lexicon: &SpeakerWords) -> Option<String> {
    if printed.len() > 120 {
        return None;
    }
    let owned = printed.split_once("'s ").or_else(|| printed.split_once("’s "));
    let (owner, rest) = match owned {
        Some(owned) => owned,
        None => printed.rsplit_once(" of ").map(|(rest, owner)| (owner.trim_start_matches("the "), rest))?,
    };
    if !owner.starts_with(char::is_uppercase) || owner.split(' ').count() > 4 || plain(printed, lexicon).is_some() {
        return None;
    }
    Some(format!("{}|{}", plain(rest, lexicon)?, owner_key(owner, lexicon)))
}

/// Divides "Ministry of Defense of Karvenia" and "Karvenian Ministry of Defense"; a name without owner stays whole.
fn divide(printed: &str, lexicon: &SpeakerWords) -> Option<(String, Option<String>)> {
    if let Some(whole) = plain(printed, lexicon) {
        return Some((whole, None));
    }
    if let Some((head, owner)) = printed.rsplit_once(" of ")
        && let Some(head) = plain(head, lexicon)
        && head.contains(' ')
    {
        return Some((head, Some(owner_key(owner.trim_start_matches("the "), lexicon))));
    }
    let (people, rest) = printed.split_once(' ')?;
    let is_people = lexicon.people(people).is_some() || ["an", "ese", "ish"].iter().any(|end| people.ends_with(end));
    let rest = plain(rest, lexicon).filter(|rest| is_people && rest.contains(' '))?;
    Some((rest, Some(owner_key(people, lexicon))))
}

/// One form of a country and its adjective where they can be told: "Karvenian" and "Karvenia".
fn owner_key(owner: &str, lexicon: &SpeakerWords) -> String {
    if let Some(country) = lexicon.people(owner) {
        return fold(country).to_lowercase();
    }
    if let Some(known) = lexicon.known(owner) {
        return fold(known.canonical).to_lowercase();
    }
    let folded = fold(owner).to_lowercase();
    match folded.strip_suffix('n') {
        Some(country) if country.ends_with('a') => country.to_string(),
        _ => folded,
    }
}

/// The words of a name that many bodies bear, in one order and lower case; `None` for a name of its own.
fn plain(printed: &str, lexicon: &SpeakerWords) -> Option<String> {
    const KINDS: &[&str] = &[
        "ministry",
        "department",
        "parliament",
        "government",
        "army",
        "navy",
        "police",
        "court",
        "senate",
        "cabinet",
        "council",
        "bank",
        "agency",
        "authority",
        "commission",
        "committee",
        "service",
        "office",
        "military",
    ];
    const COMMON: &[&str] = &[
        "Foreign",
        "National",
        "Federal",
        "Central",
        "Supreme",
        "General",
        "Public",
        "Internal",
        "External",
        "Intelligence",
        "Defence",
        "Border",
        "Coast",
        "Emergency",
        "Emergencies",
        "Statistics",
        "Investigative",
        "Election",
        "Constitutional",
    ];
    let mut has_kind = false;
    let mut words = Vec::new();
    for word in printed.split_whitespace().take(12) {
        if matches!(word, "of" | "and" | "for" | "the") {
            words.push(word.to_string());
            continue;
        }
        let lower = word.to_lowercase();
        let kind = KINDS.contains(&lower.as_str());
        has_kind |= kind;
        let mut letters = word.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let is_common = kind
            || lexicon.is_portfolio(&capital)
            || lexicon.is_topic(&capital)
            || COMMON.contains(&capital.as_str())
            || lexicon.role(&lower).is_some_and(|role| role.class == RoleClass::Body);
        if !is_common {
            return None;
        }
        words.push(if lower == "defence" { "defense".to_string() } else { lower });
    }
    if !has_kind {
        return None;
    }
    let whole = words.join(" ");
    // "Ministry of Defense" is the "Defense Ministry".
    Some(match whole.split_once(" of ") {
        Some((kind, field)) if !kind.contains(' ') => format!("{} {kind}", field.trim_start_matches("the ")),
        _ => whole,
    })
}
