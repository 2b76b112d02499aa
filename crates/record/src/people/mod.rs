//! Is this the same person as in another document?
//!
//! A person's id is made from the name alone, so that it depends neither on the order in which documents arrive nor on
//! what else the record holds: first and last name, folded over case, accents, middle initials and the endings in which
//! transliterations differ. Somebody who is only named by one word in a document ("Steve", "Kirby") stays of that document:
//! two people may share it. Useful for counting and listing; not useful for namesakes, which one name cannot tell apart.

pub(crate) mod list;

use reader::meaning::{Speaker, SpeakerKind};

pub use list::PersonRow;

/// The record-wide id of a speaker; `None` for unnamed sources and passing groups, who are nobody in particular.
pub(crate) fn person(document: &str, speaker: &Speaker) -> Option<String> {
    let words: Vec<String> = match speaker.kind {
        SpeakerKind::Unnamed | SpeakerKind::Group => return None,
        SpeakerKind::Person => given_and_family(&speaker.name),
        // "parliament" and "its office" are another body in another document.
        SpeakerKind::Organization | SpeakerKind::Place if is_passing(&speaker.name) => return None,
        SpeakerKind::Organization | SpeakerKind::Place => {
            let words = words(&speaker.name);
            let rest = words.strip_prefix(&["the".to_owned()]).unwrap_or(&words);
            rest.to_vec()
        }
    };
    if words.is_empty() {
        return None;
    }
    let name = words.join("-");
    Some(match speaker.kind {
        SpeakerKind::Person if words.len() == 1 => format!("person.{name}.{document}"),
        kind => format!("{kind}.{name}"),
    })
}

/// Whether a body is described rather than named.
fn is_passing(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "his" | "her" | "its" | "their" | "our" | "my" | "your")
        || !name.chars().any(char::is_uppercase)
}

/// The words of a person's name that tell him or her apart: without initials between the first and the last word.
fn given_and_family(name: &str) -> Vec<String> {
    let words = words(name);
    let last = words.len().saturating_sub(1);
    let is_initial = |word: &str| word.chars().count() == 1;
    words
        .into_iter()
        .enumerate()
        .filter(|(number, word)| *number == 0 || *number == last || !is_initial(word))
        .map(|(_, word)| spelled_alike(word))
        .collect()
}

/// "-skyy", "-skiy", "-skii" and "-skij" are spellings of "-sky".
fn spelled_alike(word: String) -> String {
    for ending in ["skyy", "skiy", "skii", "skij", "skyi"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
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
        for name in ["Ilya Dravenskyy", "ILYA DRAVENSKY", "Ilya M. Dravenskiy", "Ílya Dravensky"] {
            assert_eq!(id(name, SpeakerKind::Person), one, "{name}");
        }
    }

    #[test]
    fn what_may_be_two_people_stays_two() {
        assert_ne!(id("Ilya Torven", SpeakerKind::Person), id("Irma Torven", SpeakerKind::Person));
        assert_eq!(id("Torven", SpeakerKind::Person).as_deref(), Some("person.torven.d"));
        assert_ne!(id("Sandel", SpeakerKind::Place), id("Sandel", SpeakerKind::Organization));
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
