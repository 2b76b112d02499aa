//! Is this the same person as in another document?
//!
//! A person's id is made from the name alone, so that it depends neither on the order in which documents arrive nor on
//! what else the record holds: first and last name, folded over case, accents, middle initials, short forms ("Mike") and
//! the spellings in which transliterations differ. Countries and known bodies go by one name ("the DPRK", "Pyongyang"),
//! firms without their legal form. Somebody who is only named by one word in a document ("Steve", "Kirby", "Coach Orland",
//! "De la Torven") stays of that document: two people may share it. So does a body whose name every country has. What no name can tell, users say (`identities`): namesakes, and two names of one.

pub(crate) mod identities;
pub(crate) mod list;

use reader::meaning::speaker::SpeakerWords;
use reader::meaning::{Speaker, SpeakerKind};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

pub(crate) use identities::Identities;
pub use identities::{Identity, KeptIdentity};
pub use list::PersonRow;

/// What is commonly known of names.
fn known_words() -> &'static SpeakerWords {
    static WORDS: OnceLock<SpeakerWords> = OnceLock::new();
    WORDS.get_or_init(SpeakerWords::built_in)
}

/// The form under which a spelling of a given name is compared.
fn given_name(word: &str) -> Option<&'static str> {
    static NAMES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let lines = include_str!("../../data/given-names.txt").lines().filter(|line| !line.starts_with('#'));
        let spelled = lines.filter_map(|line| line.split_once('\t'));
        spelled.flat_map(|(name, all)| all.split(' ').map(move |spelling| (spelling, name))).collect()
    });
    names.get(word).copied()
}

/// The record-wide id that a speaker's name gives; `None` for unnamed sources and passing groups, who are nobody in
/// particular.
fn person(document: &str, speaker: &Speaker) -> Option<String> {
    let (kind, words): (SpeakerKind, Vec<String>) = match speaker.kind {
        SpeakerKind::Unnamed | SpeakerKind::Group => return None,
        SpeakerKind::Person => (SpeakerKind::Person, given_and_family(&speaker.name)),
        // "parliament" and "its office" are another body in another document.
        SpeakerKind::Organization | SpeakerKind::Place if is_passing(&speaker.name) => return None,
        SpeakerKind::Organization | SpeakerKind::Place => body(speaker),
    };
    if words.is_empty() {
        return None;
    }
    let name = words.join("-");
    let is_shared = match kind {
        SpeakerKind::Person => !is_full_name(&speaker.name),
        _ => is_common_body(&speaker.name, &words),
    };
    Some(if is_shared { format!("{kind}.{name}.{document}") } else { format!("{kind}.{name}") })
}

/// Whether a person's name has a given name and a surname, titles and particles aside.
fn is_full_name(name: &str) -> bool {
    const PARTICLES: [&str; 27] = [
        "de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "du", "da", "dos", "di", "ibn", "ter", "ten",
        "af", "zu", "del", "della", "nic", "ni", "mac", "ould", "abu", "bint",
    ];
    let known = known_words();
    let is_title = |word: &&str| known.title(word).is_some() && known.first_name(word).is_none();
    let words: Vec<&str> = name.split_whitespace().skip_while(is_title).collect();
    let is_particle = |word: &&str| PARTICLES.contains(&fold(word).as_str()) && known.first_name(word).is_none();
    words.iter().skip_while(|word| is_particle(word)).count() >= 2
        && words.first().is_some_and(|first| !is_particle(first))
}

/// Whether a body's name is made of words that every country has: "Ministry of Defense", "Supreme Court".
fn is_common_body(printed: &str, words: &[String]) -> bool {
    const COMMON: [&str; 14] = [
        "of", "and", "for", "the", "national", "federal", "central", "supreme", "general", "public", "high", "foreign",
        "police", "state",
    ];
    let known = known_words();
    if known.gathered(printed).is_some() {
        return false;
    }
    words.iter().all(|word| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        let capital = format!("{}{rest}", first.to_uppercase());
        COMMON.contains(&word.as_str())
            || known.role(word).is_some()
            || known.is_portfolio(&capital)
            || known.is_topic(&capital)
    })
}

/// Kind and words of a body or place: the common name where it has one, else the printed one without article and legal
/// form.
fn body(speaker: &Speaker) -> (SpeakerKind, Vec<String>) {
    const LEGAL: [&str; 12] =
        ["inc", "corp", "co", "ltd", "plc", "llc", "ag", "sa", "nv", "gmbh", "corporation", "limited"];
    let plain = |name: &str| name.trim().trim_start_matches("the ").trim_start_matches("The ").to_owned();
    let printed = plain(&speaker.name);
    let owner = printed.strip_suffix("'s").or_else(|| printed.strip_suffix("’s")).unwrap_or(&printed);
    if let Some(known) = known_words().gathered(owner) {
        let kind = if known.is_place { SpeakerKind::Place } else { SpeakerKind::Organization };
        return (kind, words(known.canonical));
    }
    let mut words = words(owner);
    while words.len() > 1 && words.last().is_some_and(|last| LEGAL.contains(&last.as_str())) {
        words.pop();
    }
    (speaker.kind, words)
}

/// Whether a body is described rather than named.
fn is_passing(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "his" | "her" | "its" | "their" | "our" | "my" | "your")
        || !name.chars().any(char::is_uppercase)
}

/// The words of a person's name that tell him or her apart: without initials between the first and the last word, the
/// first in its full form.
fn given_and_family(name: &str) -> Vec<String> {
    let known = known_words();
    let first = name.split_whitespace().next().unwrap_or("");
    let full = Some(known.full_form(first)).filter(|full| *full != first && !known.stands_first(first));
    let words = words(name);
    let last = words.len().saturating_sub(1);
    let is_initial = |word: &str| word.chars().count() == 1;
    words
        .into_iter()
        .enumerate()
        .filter(|(number, word)| *number == 0 || *number == last || !is_initial(word))
        .map(|(number, word)| match (number, full) {
            (0, Some(full)) if last > 0 => fold(full),
            (0, _) if last > 0 => given_name(&word).map_or_else(|| spelled_alike(word), str::to_owned),
            _ => spelled_alike(word),
        })
        .collect()
}

/// "-skyy", "-skiy", "-skii" and "-skij" are spellings of "-sky", "-ksy" is a slip of it.
fn spelled_alike(word: String) -> String {
    for ending in ["skyy", "skiy", "skii", "skij", "skyi", "ksyy", "ksy"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return format!("{stem}sky");
        }
    }
    word
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    // "Ministry's" is "ministry", "O'Brien" is one word.
    let folded = folded.strip_suffix("'s").unwrap_or(&folded).replace('\'', "");
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Lower case without accents and with one kind of apostrophe, for comparing names and outlets.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() && !text.contains('`') {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ĥ' | 'ħ' => folded.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => folded.push('i'),
            'ĵ' => folded.push('j'),
            'ķ' => folded.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => folded.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ţ' | 'ť' | 'ŧ' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' => folded.push('u'),
            'ŵ' => folded.push('w'),
            'ý' | 'ÿ' | 'ŷ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            '’' | '‘' | 'ʼ' | '`' => folded.push('\''),
            // A combining accent after its letter.
            '\u{300}'..='\u{36F}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str, kind: SpeakerKind) -> Option<String> {
        person("d", &Speaker { name: name.into(), kind, titles: vec![], outlet: None, mentions: vec![] })
    }

    #[test]
    fn spellings_of_one_name_are_one_person() {
        let one = id("Ilya Dravensky", SpeakerKind::Person);
        assert_eq!(one.as_deref(), Some("person.ilya-dravensky"));
        for name in ["Ilya Dravenskyy", "ILYA DRAVENSKY", "Ilya M. Dravenskiy", "Ílya Dravensky", "Ilya Dravenksy"] {
            assert_eq!(id(name, SpeakerKind::Person), one, "{name}");
        }
    }

    #[test]
    fn spellings_of_a_given_name_are_one() {
        for (one, two) in [("Mike Torven", "Michael Torven"), ("Sergey Torven", "Sergei Torven")] {
            assert_eq!(id(one, SpeakerKind::Person), id(two, SpeakerKind::Person), "{one}");
        }
        assert_ne!(id("Sergei Torven", SpeakerKind::Person), id("Serhiy Torven", SpeakerKind::Person));
        // A family name that stands first is no short form.
        assert_eq!(id("Kim Dae-ho", SpeakerKind::Person).as_deref(), Some("person.kim-dae-ho"));
    }

    #[test]
    fn a_country_goes_by_one_name() {
        let one = id("North Korea", SpeakerKind::Place);
        assert_eq!(one.as_deref(), Some("place.north-korea"));
        for name in ["DPRK", "the DPRK", "Pyongyang"] {
            assert_eq!(id(name, SpeakerKind::Place), one, "{name}");
        }
        assert_eq!(id("DPRK", SpeakerKind::Organization), one);
        assert_ne!(id("Seoul", SpeakerKind::Place), one);
    }

    #[test]
    fn the_legal_form_of_a_firm_does_not_count() {
        let one = id("Torven Shipping", SpeakerKind::Organization);
        assert_eq!(id("Torven Shipping Co", SpeakerKind::Organization), one);
        assert_eq!(id("Torven Shipping Co. Ltd.", SpeakerKind::Organization), one);
    }

    #[test]
    fn what_may_be_two_people_stays_two() {
        assert_ne!(id("Ilya Torven", SpeakerKind::Person), id("Irma Torven", SpeakerKind::Person));
        assert_eq!(id("Torven", SpeakerKind::Person).as_deref(), Some("person.torven.d"));
        assert_ne!(id("Sandel", SpeakerKind::Place), id("Sandel", SpeakerKind::Organization));
        for (name, only) in [
            ("Vasque-Morden", "person.vasque-morden.d"),
            ("Coach Orland", "person.coach-orland.d"),
            ("Nic Dorran", "person.nic-dorran.d"),
            ("De la Torven", "person.de-la-torven.d"),
            ("Ana de la Torven", "person.ana-de-la-torven"),
        ] {
            assert_eq!(id(name, SpeakerKind::Person).as_deref(), Some(only), "{name}");
        }
        let office = id("Attorney-General", SpeakerKind::Organization);
        assert_eq!(office.as_deref(), Some("organization.attorney-general.d"));
        assert_eq!(id("a senior official", SpeakerKind::Unnamed), None);
        assert_eq!(id("—", SpeakerKind::Person), None);
        for passing in ["parliament", "Her office", "the ministry"] {
            assert_eq!(id(passing, SpeakerKind::Organization), None, "{passing}");
        }
    }

    #[test]
    fn the_article_and_the_mark_of_the_genitive_do_not_count() {
        let one = id("Ministry of Defense", SpeakerKind::Organization);
        assert_eq!(id("the Ministry of Defense’s", SpeakerKind::Organization), one);
    }
}
