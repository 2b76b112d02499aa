//! Where does a name begin and end?
//!
//! Follows capitalised words, with the small words, particles and marks that stand inside names. Useful for the whole run,
//! titles included; what of it is the name is the matter of `titles`.

use super::lexicon::SpeakerWords;
use super::scan::{Shape, Word};
use super::telling::{is_legal_form, is_party, is_small_in_capitals};
use super::titles::is_retired;

/// Whether a name may start with this word.
pub(super) fn starts_name(text: &str, words: &[Word], at: usize, lexicon: &SpeakerWords) -> bool {
    let Some(word) = words.get(at) else { return false };
    if !word.is_capital() {
        return false;
    }
    let printed = word.span.of(text);
    let then_name = words.get(at + 1).is_some_and(|next| next.is_capital());
    let is_firm = words.get(at + 1).is_some_and(|next| is_legal_form(next.span.of(text)));
    if lexicon.is_no_name(printed) && !is_firm && !(then_name && lexicon.first_name(printed).is_some()) {
        return false;
    }
    if is_small_in_capitals(printed)
        || is_party(printed)
        || (word.shape == Shape::Caps && beside_caps(words, at) && is_shouted_word(printed, lexicon))
    {
        return false;
    }
    // "Ten-year-old Jan Olsen"
    if printed.ends_with("-year-old") {
        return false;
    }
    // "Electing Hale": a verb at the head of a sentence before a name.
    let before = at.checked_sub(1).and_then(|index| words.get(index));
    let heads = before.is_none_or(|word| matches!(word.shape, Shape::Mark('“' | '"' | '.' | '—' | ':')));
    if heads && printed.len() > 5 && printed.ends_with("ing") && lexicon.first_name(printed).is_none() {
        return false;
    }
    if word.shape == Shape::Initial {
        // An initial needs a name after it; "I" is a pronoun.
        return printed != "I" && words.get(at + 1).is_some_and(|next| next.is_capital());
    }
    let opens = at == 0 || matches!(words[at - 1].shape, Shape::Mark('“' | '"' | '.' | '…' | ':' | '—' | '-' | '\''));
    let of_office = words.get(at + 1).is_some_and(|next| next.span.of(text) == "of")
        && words.get(at + 2).is_some_and(|next| lexicon.is_portfolio(next.span.of(text)));
    if opens && !then_name && !of_office {
        // "Officials said", "Democratic voters": a common word with the capital of a sentence's head.
        let small = printed.to_ascii_lowercase();
        if lexicon.role(printed).is_some()
            || lexicon.is_modifier(&small)
            || lexicon.is_speaking_noun(&small) && lexicon.first_name(printed).is_none()
        {
            return false;
        }
        if printed.ends_with("ing") || printed.ends_with("ly") {
            return lexicon.first_name(printed).is_some();
        }
    }
    true
}

/// Whether the word before or after is in capitals too.
fn beside_caps(words: &[Word], at: usize) -> bool {
    let caps = |index: usize| words.get(index).is_some_and(|word| word.shape == Shape::Caps);
    caps(at + 1) || at.checked_sub(1).is_some_and(caps)
}

/// "THE", "AND" of a line in capitals; the bodies WHO and US are none of them.
fn is_shouted_word(printed: &str, lexicon: &SpeakerWords) -> bool {
    if printed.len() < 3 || printed == "WHO" || !printed.is_ascii() {
        return false;
    }
    let (first, rest) = printed.split_at(1);
    lexicon.is_no_name(&format!("{first}{}", rest.to_ascii_lowercase()))
}

const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "du", "da", "dos", "di", "ibn", "ter", "ten",
    "af", "zu", "del", "della", "y",
];

/// One past the last word of the capitalised run that starts at `at`.
pub(super) fn run_end(text: &str, words: &[Word], at: usize, lexicon: &SpeakerWords) -> usize {
    let of = |index: usize| words.get(index).map_or("", |word| word.span.of(text));
    let name_word = |index: usize| {
        words.get(index).is_some_and(|word| word.is_capital() && word.shape != Shape::Mark(' '))
            && (!lexicon.is_no_name(of(index)) || is_legal_form(of(index + 1)))
            && of(index) != "I"
            && !is_small_in_capitals(of(index))
    };
    // "Olsen's Shipping Co" is one firm, "Norway's Olsen Co" two names.
    let firm_behind = |index: usize| {
        let mut last = index;
        while last - index < 4 && name_word(last + 1) {
            last += 1;
        }
        let owner = of(index);
        last > index && is_legal_form(of(last)) && lexicon.known(owner).is_none() && lexicon.people(owner).is_none()
    };
    // "the Food Workers' Alliance"
    let workers = |index: usize| {
        of(index).ends_with('s')
            && (lexicon.is_organization_word(of(index)) || lexicon.role(of(index)).is_some_and(|role| role.is_plural))
            && lexicon.is_organization_word(of(index + 1))
    };
    let mut end = at;
    let mut has_body = false;
    let mut joined = 0;
    loop {
        let word = &words[end];
        let printed = word.span.of(text);
        has_body |= lexicon.is_organization_word(printed)
            || matches!(printed, "Voice" | "Republic" | "Kingdom" | "States" | "Joint" | "Chiefs" | "Head");
        if word.possessive && !firm_behind(end) && !workers(end) || end - at >= 14 {
            return end + 1;
        }
        if name_word(end + 1) {
            end += 1;
            continue;
        }
        let next = of(end + 1);
        let joins_title = lexicon.title(printed).is_some();
        let step = match next {
            "of" if (has_body || joins_title) && name_word(end + 2) => 2,
            "of" if (has_body || joins_title)
                && matches!(of(end + 2), "the")
                && name_word(end + 3)
                && (has_body || lexicon.is_portfolio(of(end + 3))) =>
            {
                3
            }
            "for" if has_body && !joins_title && name_word(end + 2) && lexicon.title(of(end + 2)).is_none() => 2,
            "and"
                if joined > 0
                    && name_word(end + 2)
                    && (lexicon.is_portfolio(of(end + 2)) || lexicon.is_organization_word(of(end + 2))) =>
            {
                2
            }
            // "Citizenship and Immigration Services"
            "and" if name_word(end + 2) && lexicon.is_topic(printed) && lexicon.is_topic(of(end + 2)) => 2,
            // "Harbour Mining and Refining", "Harbour Nets and Ropes Co"
            "and" if name_word(end + 2) && printed.ends_with("ing") && of(end + 2).ends_with("ing") => 2,
            "and" if name_word(end + 2) && is_legal_form(of(end + 3)) => 2,
            "&" if name_word(end + 2) => 2,
            // "Maj (Rtd) Jan Olsen"
            "(" if joins_title && is_retired(of(end + 2)) && of(end + 3) == ")" && name_word(end + 4) => 4,
            next if PARTICLES.contains(&next) && name_word(end + 2) => 2,
            next if PARTICLES.contains(&next) && PARTICLES.contains(&of(end + 2)) && name_word(end + 3) => 3,
            _ => return end + 1,
        };
        joined += usize::from(matches!(next, "of" | "for"));
        end += step;
    }
}
