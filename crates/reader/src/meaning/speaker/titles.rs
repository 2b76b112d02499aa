//! What of a run of capitalised words is title, and what name?
//!
//! Takes "Foreign Minister", "Maj (Rtd)" and "KC" off a name, finds a title in small letters before it, and guesses what the
//! name is of. Not useful for what stands behind a comma (`appositions`).

use super::appositions::apposition_before;
use super::lexicon::{Gender, RoleClass, SpeakerWords};
use super::names::{Guess, Mention};
use super::scan::{Shape, Word};
use super::telling::{is_it, is_legal_form, is_which};
use crate::span::Span;

/// "Rtd" in brackets behind a rank.
pub(super) fn is_retired(word: &str) -> bool {
    matches!(word, "Rtd" | "Rtd." | "Retd" | "Retd." | "Ret" | "Ret." | "retired" | "Retired")
}

/// What stands behind a name without belonging to it: "Jan Olsen KC".
pub(super) fn is_post_nominal(word: &str) -> bool {
    matches!(
        word,
        "KC" | "QC" | "SAN" | "MP" | "MPs" | "MEP" | "MSP" | "MLA" | "OBE" | "MBE" | "CBE" | "PhD" | "Esq" | "Esq."
    )
}

/// Divides one run into titles and name, and says what the name seems to be.
pub(super) fn take_run(
    text: &str,
    words: &[Word],
    start: usize,
    end: usize,
    sentence: Option<usize>,
    lexicon: &SpeakerWords,
    out: &mut Vec<Mention>,
) {
    let of = |index: usize| words.get(index).map_or("", |word| word.span.of(text));
    let mut end = end;
    while end - start >= 3 && is_post_nominal(of(end - 1)) {
        end -= 1;
    }
    let whole_run = Span::new(words[start].span.start, words[end - 1].span.end);
    let mut name = start;
    let mut gender = Gender::Unknown;
    // Whether the gender is told by an honorific, which outranks the first name.
    let mut is_told = false;
    let mut titled = false;
    if let Some(field) = office_of(text, &words[start..end], lexicon) {
        let rest = Span::new(words[start + field].span.start, words[end - 1].span.end);
        if lexicon.known(rest.of(text)).is_some() {
            take_run(text, words, start + field, end, sentence, lexicon, out);
        }
        return;
    }
    if lexicon.known(whole_run.of(text)).is_none() && !is_legal_form(of(end - 1)) {
        for at in start..end {
            let Some(told) = lexicon.title(of(at)) else { continue };
            let after_first_name = at > start
                && lexicon.first_name(of(at - 1)).is_some()
                && lexicon.title(of(at - 1)).is_none()
                && matches!(
                    of(at),
                    "King" | "Prince" | "Bishop" | "Judge" | "Pope" | "Major" | "Price" | "Chase" | "Star"
                );
            // "PC World" is nobody's rank.
            let is_no_rank = is_rank(of(at)) && (end - at < 3 || has_body_word(text, words, at + 1, end, lexicon));
            // "the Republican National Committee"
            let of_party = matches!(of(at), "Republican" | "Democratic" | "Labour")
                && has_body_word(text, words, at + 1, end, lexicon);
            if after_first_name || is_no_rank || of_party {
                continue;
            }
            let mut next = at + 1;
            if of(next) == "(" && next + 3 < end {
                next += 3;
            }
            // "Secretary of State Hale", "Speaker of the House Hale"
            if of(next) == "of" && next < end {
                let mut office = next + 1;
                while office < end && (lexicon.is_portfolio(of(office)) || matches!(of(office), "the" | "and" | "&")) {
                    office += 1;
                }
                if office > next + 1 {
                    next = office;
                }
            }
            let after_honorific = at > start
                && (of(at - 1).ends_with('.') || matches!(of(at - 1), "Mr" | "Mrs" | "Ms" | "Miss" | "Dr"))
                && lexicon.title(of(at - 1)).is_some();
            if next >= end && after_honorific {
                // "Mr. King"
                continue;
            }
            if next + 1 == end && !of(at).ends_with('.') && lexicon.is_organization_word(of(next)) {
                // "the General Assembly", "the Republican Party"
                continue;
            }
            if next >= end {
                // The run ends in a title: "the Foreign Minister" is a role and no name.
                if at == start || lexicon.first_name(of(start)).is_none() {
                    return;
                }
                continue;
            }
            if of(next) == "of" {
                continue;
            }
            let honorific = lexicon.honorific(of(at)).unwrap_or_default();
            if honorific != Gender::Unknown {
                gender = honorific;
                is_told = true;
            } else if told != Gender::Unknown && !is_told {
                gender = told;
            }
            name = next;
            titled = true;
        }
    }
    // "adviser for Harbour Affairs Jan Olsen": a field before a first name is no part of the name.
    if let Some(first) = (name + 1..end).find(|&at| lexicon.first_name(of(at)).is_some())
        && (end - first == 2 || end - first == 3)
        && (name..first).all(|at| {
            let word = of(at);
            lexicon.first_name(word).is_none()
                && (lexicon.is_topic(word)
                    || lexicon.is_portfolio(word)
                    || lexicon.is_organization_word(word)
                    || lexicon.is_modifier(&word.to_ascii_lowercase()))
        })
        && name > 0
        && matches!(of(name - 1), "for" | "of" | "and" | "to")
    {
        name = first;
    }
    // "Norwegian Jan Olsen": the people before a name of several words is no part of it.
    let mut place_title = false;
    for length in [2, 1] {
        if end - name >= length + 2 {
            let people = Span::new(words[name].span.start, words[name + length - 1].span.end);
            if lexicon.people(people.of(text)).is_some() && !has_body_word(text, words, name, end, lexicon) {
                name += length;
                place_title = true;
                break;
            }
        }
    }
    let span = Span::new(words[name].span.start, words[end - 1].span.end);
    let printed = span.of(text);
    let single = end - name == 1;
    let article = start > 0 && matches!(of(start - 1), "the" | "The");
    let known = lexicon.known(printed);
    let first = of(name);
    let first_gender = lexicon.first_name(first).or_else(|| {
        // "JAN OLSEN"
        let (capital, rest) = first.split_at_checked(1).filter(|_| words[name].shape == Shape::Caps && !single)?;
        lexicon.first_name(&format!("{capital}{}", rest.to_lowercase()))
    });
    let guess = if let Some(known) = known.filter(|_| !titled) {
        if known.is_place { Guess::Place } else { Guess::Organization }
    } else if lexicon.people(printed).is_some() && !titled {
        Guess::People
    } else if first_gender.is_some() && end - name == 2 && !article {
        Guess::Person
    } else if has_body_word(text, words, name, end, lexicon) && !(titled && single) {
        Guess::Organization
    } else if titled || first_gender.is_some() && !single && end - name <= 4 {
        Guess::Person
    } else if single && words[name].shape == Shape::Caps && printed.len() >= 2 {
        Guess::Organization
    } else if single {
        Guess::Word
    } else if words[name..end].iter().all(|word| word.shape == Shape::Caps) || article {
        Guess::Organization
    } else {
        Guess::Words
    };
    if !is_told && !single {
        gender = first_gender.filter(|told| *told != Gender::Unknown).unwrap_or(gender);
    }
    // "the Norwegian" is one of them.
    if single && article && !titled && lexicon.one_of_people(printed) && known.is_none() {
        return;
    }
    // "adviser to the Vice President Jan Olsen": the title is another's.
    let of_another = start >= 2 && matches!(of(start - 1), "the") && of(start - 2) == "to";
    let mut title = (name > start && !of_another).then(|| Span::new(words[start].span.start, words[name - 1].span.end));
    if place_title && !titled {
        title = None;
    }
    let mut apposition = None;
    let mut whole_start = words[start].span.start;
    let may_be_titled = matches!(guess, Guess::Person | Guess::Words | Guess::Word);
    if may_be_titled && start > 0 {
        if let Some((from, told)) = title_before(text, words, start, lexicon) {
            title = Some(
                Span::new(words[from].span.start, words[name.max(start + 1) - 1].span.end.min(words[start].span.start))
                    .trimmed(text),
            );
            if name > start {
                title = Some(Span::new(words[from].span.start, words[name - 1].span.end));
            }
            whole_start = words[from].span.start;
            if gender == Gender::Unknown {
                gender = told;
            }
            titled = true;
        } else if words[start - 1].is_mark(',') {
            // "It needs an ambassador, Olsen said": what stands before is what was said.
            let speaks = matches!(of(end), "said" | "says" | "told" | "added" | "tells" | "adds");
            apposition = apposition_before(text, words, start - 1, lexicon)
                .filter(|phrase| !speaks || phrase.start <= words[0].span.start + 4);
        }
    }
    let guess = match guess {
        Guess::Words | Guess::Word if titled => Guess::Person,
        Guess::Words | Guess::Word if is_it(text, span.end) => Guess::Organization,
        // "Activist investor Olsen, which owns"
        Guess::Words | Guess::Word | Guess::Person
            if single && gender == Gender::Unknown && is_which(text, span.end) =>
        {
            Guess::Organization
        }
        guess => guess,
    };
    let opens = name == 0 || matches!(words[name - 1].shape, Shape::Mark(_));
    let possessive = words[end - 1].possessive;
    let next_lower = words.get(end).is_none_or(|word| word.shape == Shape::Lower || word.is_mark(','));
    let starts_clause = start == 0
        || matches!(words[start - 1].shape, Shape::Mark(',' | '“' | '”' | '"' | '—' | ';'))
        || matches!(
            of(start - 1),
            "that" | "and" | "but" | "while" | "because" | "as" | "when" | "after" | "the" | "The" | "But" | "And"
        );
    out.push(Mention {
        span,
        whole: Span::new(whole_start, span.end),
        title,
        apposition,
        acronym: None,
        guess,
        gender,
        possessive,
        article,
        weak: single && opens && start == name && words[name].shape == Shape::Capital,
        single,
        subject: !possessive
            && (starts_clause && next_lower || words.get(end).is_some_and(|word| looks_finite(word.span.of(text)))),
        sentence,
    });
}

/// Whether a word looks like a finite verb: a common one, or one in -ed.
fn looks_finite(word: &str) -> bool {
    const COMMON: &[&str] = &[
        "is", "was", "has", "had", "does", "did", "will", "would", "could", "can", "should", "may", "might", "said",
        "says", "told", "tells", "gave", "made", "went", "took", "came", "met", "held", "saw", "left", "won", "lost",
        "ran", "wrote", "spoke", "began", "knew", "thinks", "thought", "wants", "knows", "believes", "argues",
        "insists", "warns", "sent", "put", "kept", "found",
    ];
    COMMON.contains(&word) || (word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase))
}

/// Whether a word is a rank in capitals, which may also be something else.
fn is_rank(word: &str) -> bool {
    matches!(word, "PC" | "DI" | "DS" | "DCI" | "DSP" | "ASP" | "SP" | "CSP" | "DCOP" | "ACP" | "DIG")
}

/// "Catholic Bishop of Sandel": an office and no name, unless a name follows its field ("Secretary of State Hale"). Gives
/// where its field begins.
fn office_of(text: &str, run: &[Word], lexicon: &SpeakerWords) -> Option<usize> {
    let link = run.iter().position(|word| word.span.of(text) == "of").filter(|&at| at > 0)?;
    let head = run[link - 1].span.of(text);
    let is_office = lexicon.role(head).is_some_and(|role| role.class == RoleClass::Role && !role.is_plural)
        || matches!(head, "Bishop" | "Archbishop" | "Patriarch" | "Emir" | "Sultan" | "Duke" | "Duchess");
    let plain = |word: &Word| {
        let printed = word.span.of(text);
        lexicon.first_name(printed).is_none() && !lexicon.is_organization_word(printed)
    };
    let field = link + 1;
    let is_field = is_office
        && field < run.len()
        && run[..link - 1].iter().all(plain)
        && run[field..].iter().all(|word| {
            let printed = word.span.of(text);
            lexicon.first_name(printed).is_none() && lexicon.title(printed).is_none() && !lexicon.is_portfolio(printed)
        })
        && lexicon.known(Span::new(run[0].span.start, run[run.len() - 1].span.end).of(text)).is_none()
        && run.len() - link <= 4;
    is_field.then_some(field)
}

fn has_body_word(text: &str, words: &[Word], from: usize, to: usize, lexicon: &SpeakerWords) -> bool {
    words[from..to].iter().any(|word| lexicon.is_organization_word(word.span.of(text)))
}

/// Where a title in small letters starts that ends right before `start` ("campaign spokesman Jan Olsen"), and its gender.
fn title_before(text: &str, words: &[Word], start: usize, lexicon: &SpeakerWords) -> Option<(usize, Gender)> {
    let last = words.get(start.checked_sub(1)?)?;
    if last.shape != Shape::Lower || last.possessive {
        return None;
    }
    let role = lexicon.role(last.span.of(text)).filter(|role| !role.is_plural)?;
    if !matches!(role.class, RoleClass::Role | RoleClass::Vague) || matches!(role.singular, "man" | "woman" | "person")
    {
        return None;
    }
    let mut from = start - 1;
    while from > 0 && start - from < 8 {
        let word = &words[from - 1];
        let printed = word.span.of(text);
        let fits = !word.possessive
            && match word.shape {
                Shape::Lower => {
                    lexicon.is_modifier(printed) || lexicon.role(printed).is_some_and(|role| !role.is_plural)
                }
                Shape::Capital | Shape::Caps => !lexicon.is_no_name(printed) || lexicon.people(printed).is_some(),
                _ => false,
            };
        if !fits {
            break;
        }
        from -= 1;
    }
    Some((from, role.gender))
}
