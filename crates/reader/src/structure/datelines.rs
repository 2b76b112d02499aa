//! Where do the words of a report begin behind its dateline?
//!
//! "PORT ANSEL, Oct. 14 (Northern Wire) - The …": place, day and agency stand before the first sentence and are no part of
//! it. The day is read from the block all the same.

/// Nothing longer than this, in bytes, is a dateline.
const LONGEST: usize = 100;

/// Byte at which the text of a paragraph begins behind its dateline; `None` where it has none.
pub(super) fn end(line: &str) -> Option<usize> {
    behind_dash(line).or_else(|| behind_colon(line)).or_else(|| behind_agency(line))
}

/// "NEW SANDEL: The …", as Indian papers print it: one to three words in capitals. Initials ("NATO: …") may speak, so the
/// words are longer.
fn behind_colon(line: &str) -> Option<usize> {
    let (head, rest) = line.split_once(": ")?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'));
    let fits = (1..=3).contains(&words.len()) && words.iter().all(is_capital) && head.len() > 5;
    // Notes in capitals ("SHOTLIST: HARBOR AT DAWN") go on in capitals.
    let first = rest.split_whitespace().next()?;
    let begins = first.starts_with(char::is_uppercase) && (first.len() == 1 || first.contains(char::is_lowercase));
    (fits && rest.len() >= 20 && begins).then_some(head.len() + 2)
}

/// "(Northern Wire) The …": an agency alone, a name in brackets before the first word.
fn behind_agency(line: &str) -> Option<usize> {
    let (head, rest) = line.strip_prefix('(')?.split_once(") ")?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let fits = (1..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase));
    let begins = rest.chars().next()?;
    (fits && rest.len() >= 20 && !begins.is_lowercase()).then_some(head.len() + 3)
}

fn behind_dash(line: &str) -> Option<usize> {
    let (dash, after) = ["—", "–", "--", " - ", ")-"]
        .iter()
        .filter_map(|mark| line.find(mark).map(|at| (at + usize::from(*mark == ")-"), at + mark.len())))
        .filter(|(at, _)| *at <= LONGEST)
        .min()?;
    let head = line.get(..dash)?.trim_end();
    let rest = line.get(after..)?;
    let begins = rest.trim_start().chars().next()?;
    if rest.len() < 20 || begins.is_lowercase() || begins == ',' {
        return None;
    }
    let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_small = |word: &str| matches!(word, "and" | "of" | "the" | "de" | "del" | "la" | "on" | "en" | "sur");
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_small(word);
    let place = words.first()?;
    let is_capital = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.contains(char::is_lowercase);
    let has_agency = head.ends_with(')') && head.contains('(');
    let fits = words.len() <= 14 && words.iter().all(is_name) && (is_capital || has_agency);
    fits.then(|| after + rest.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn datelines_end_before_the_words() {
        for (dateline, words) in [
            ("PORT ANSEL, Oct. 14 (Northern Wire) - ", "Karvenia has moved soldiers."),
            ("SANDEL (Northern Wire) — ", "Karvenia has moved soldiers."),
            ("HARROW — ", "“We will not go,” said the mayor."),
            ("Port Ansel, 14 October (NW) -- ", "Karvenia has moved soldiers."),
            ("NEW SANDEL, Valdera – ", "Karvenia has moved soldiers."),
            ("NEW SANDEL: ", "Karvenia has moved soldiers."),
            ("(Northern Wire) ", "Karvenia has moved soldiers."),
        ] {
            assert_eq!(end(&format!("{dateline}{words}")), Some(dateline.len()), "{dateline}");
        }
    }

    #[test]
    fn dashes_in_sentences_are_none() {
        for line in [
            "The mayor — who was there — said that nothing had happened.",
            "ORSA — which lies in the strait — has no harbor of its own.",
            "Karvenia has moved soldiers - and more than once - to the coast.",
            "Valdera said it would go - Lydmark did not want to go with it.",
            "VALDERA —",
            "SHOTLIST: SOLDIERS AT THE HARBOR GATE",
            "ORSA: Karvenia has moved soldiers to the coast.",
            "Port Ansel: Karvenia has moved soldiers to the coast.",
            "(They said Karvenia had moved) Soldiers stood at the coast.",
            "",
        ] {
            assert_eq!(end(line), None, "{line}");
        }
    }
}
