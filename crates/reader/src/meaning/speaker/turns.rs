//! Who speaks in which turn of a transcript?
//!
//! Resolves the labels (`MR. HALE`, `THE PRESIDENT`, `Q`, `SENIOR ADMINISTRATION OFFICIAL #2`) and the introductions of
//! reporters. Not useful for who is meant inside the speech.

use super::figures::{Figure, Figures, clean_name};
use super::lexicon::{Gender, RoleClass, SpeakerWords, fold};
use super::names::Mention;
use crate::meaning::SpeakerKind;
use crate::span::{Clean, Span};
use crate::structure::{HANDED_OVER, NAMED_IN_ANSWER, Role, Structure};
use rustc_hash::FxHashMap;

/// The figure of each turn, parallel to `structure.turns`, and how it was found.
pub fn resolve(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    figures: &mut Figures,
    lexicon: &SpeakerWords,
) -> Vec<Option<(usize, &'static str)>> {
    let mut by_label: FxHashMap<String, usize> = FxHashMap::default();
    let mut reporters: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut anonymous: FxHashMap<Option<String>, usize> = FxHashMap::default();
    let mut common: FxHashMap<String, bool> = FxHashMap::default();
    let mut turns = Vec::with_capacity(structure.turns.len());
    for turn in &structure.turns {
        let label = clean_name(turn.label.of(text).trim().trim_end_matches(':'));
        let found = match turn.role {
            Role::Reporter => match &turn.introduced {
                Some(introduced) if is_name_label(&label) => {
                    let figure = *by_label
                        .entry(label.to_uppercase())
                        .or_insert_with(|| of_label(text, &label, turn.label, mentions, figures, lexicon));
                    let is_same = introduced.name.of(text).split_whitespace().all(|word| label.contains(word));
                    if let Some(outlet) = introduced.outlet.filter(|_| is_same) {
                        figures.all[figure].outlet.get_or_insert_with(|| clean_name(outlet.of(text)));
                    }
                    Some((figure, "speaker.label"))
                }
                Some(introduced)
                    if introduced.asker().is_some()
                        && !(introduced.by == HANDED_OVER
                            && is_common_word(text, introduced.name.of(text), lexicon, &mut common)) =>
                {
                    let name = clean_name(introduced.name.of(text));
                    let outlet =
                        introduced.outlet.map(|span| clean_name(span.of(text))).filter(|outlet| !outlet.is_empty());
                    let is_answered = introduced.by == NAMED_IN_ANSWER;
                    let figure = reporter(&name, outlet, introduced.name, !is_answered, figures, &mut reporters);
                    Some((figure, if is_answered { "speaker.named_in_answer" } else { "speaker.introduced" }))
                }
                _ => {
                    let named = is_name_label(&label).then(|| {
                        *by_label
                            .entry(label.to_uppercase())
                            .or_insert_with(|| of_label(text, &label, turn.label, mentions, figures, lexicon))
                    });
                    // "Reuters." is called: nobody is named, but the outlet is.
                    let outlet = turn.introduced.as_ref().filter(|introduced| introduced.asker().is_none());
                    let outlet = outlet.and_then(|introduced| introduced.outlet).map(|span| clean_name(span.of(text)));
                    let is_called = outlet.is_some();
                    let figure = named.unwrap_or_else(|| {
                        *anonymous.entry(outlet).or_insert_with_key(|outlet| {
                            let mut figure =
                                Figure::new("reporter".to_string(), SpeakerKind::Unnamed, turn.label.start);
                            figure.outlet.clone_from(outlet);
                            figures.all.push(figure);
                            figures.all.len() - 1
                        })
                    });
                    let by = match named {
                        Some(_) => "speaker.label",
                        None if is_called => "speaker.introduced",
                        None => "speaker.reporter",
                    };
                    Some((figure, by))
                }
            },
            Role::Moderator | Role::Principal => {
                let figure = *by_label
                    .entry(label.to_uppercase())
                    .or_insert_with(|| of_label(text, &label, turn.label, mentions, figures, lexicon));
                Some((figure, "speaker.label"))
            }
        };
        if let Some((figure, by)) = found
            && !label.is_empty()
        {
            figures.all[figure].mention(turn.label);
            // Mentions stand in their order: the answer comes after the label.
            if let Some(introduced) = turn.introduced.as_ref().filter(|_| by == "speaker.named_in_answer") {
                figures.all[figure].mention(introduced.name);
            }
        }
        turns.push(found);
    }
    turns
}

/// Whether one word taken for a reporter's name is a word of the language, which the document also prints small
/// ("Ready?"). At most 200 different words are looked up.
fn is_common_word(text: &str, name: &str, lexicon: &SpeakerWords, common: &mut FxHashMap<String, bool>) -> bool {
    if name.contains(char::is_whitespace) || lexicon.first_name(name).is_some() {
        return false;
    }
    if lexicon.is_no_name(name) {
        return true;
    }
    if let Some(&known) = common.get(name) {
        return known;
    }
    let small = name.to_lowercase();
    let found = common.len() < 200
        && small != name
        && text.match_indices(&small).take(10_000).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + small.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        });
    common.insert(name.to_string(), found);
    found
}

/// One figure a name (with its outlet, where two outlets share a first name); `is_before` says that the name stands before
/// the label of the turn.
fn reporter(
    name: &str,
    outlet: Option<String>,
    place: Span<Clean>,
    is_before: bool,
    figures: &mut Figures,
    reporters: &mut FxHashMap<String, Vec<usize>>,
) -> usize {
    let bearers = reporters.entry(fold(name)).or_default();
    let same = bearers.iter().copied().find(|figure| match (&figures.all[*figure].outlet, &outlet) {
        (Some(old), Some(new)) => fold(old) == fold(new),
        _ => true,
    });
    let figure = match same {
        Some(figure) => figure,
        None => {
            figures.all.push(Figure::new(name.to_string(), SpeakerKind::Person, place.start));
            let figure = figures.all.len() - 1;
            bearers.push(figure);
            figure
        }
    };
    let reporter = &mut figures.all[figure];
    if reporter.outlet.is_none() {
        reporter.outlet = outlet;
    }
    if is_before && reporter.mentions.last() != Some(&place) {
        reporter.mention(place);
    }
    figure
}

/// Whether a reporter's label is a name of its own, not `Q`, `REPORTER`, `Speaker 7` or `>>`.
pub(crate) fn is_name_label(label: &str) -> bool {
    let bare = label.trim_end_matches('.').to_ascii_uppercase();
    let last = bare.rsplit(' ').find(|word| word.contains(char::is_alphabetic)).unwrap_or("");
    !matches!(
        last,
        "" | "Q"
            | "QUESTION"
            | "QUESTIONS"
            | "QUESTIONER"
            | "REPORTER"
            | "REPORTERS"
            | "PRESS"
            | "JOURNALIST"
            | "CORRESPONDENT"
            | "INTERVIEWER"
            | "MEDIA"
            | "SPEAKER"
    )
}

/// The figure of a label that is seen for the first time.
fn of_label(
    text: &str,
    label: &str,
    place: Span<Clean>,
    mentions: &[Mention],
    figures: &mut Figures,
    lexicon: &SpeakerWords,
) -> usize {
    // The Minister (Ines Calder); Ida Holm (Sandel North) (Green)
    let (label, inside) = brackets(label, lexicon);
    if let Some(name) = inside {
        let known = figures.by_name(name, lexicon).filter(|figure| figures.all[*figure].kind == SpeakerKind::Person);
        return known.unwrap_or_else(|| {
            figures.all.push(Figure::new(name.to_string(), SpeakerKind::Person, place.start));
            figures.all.len() - 1
        });
    }
    let words: Vec<&str> = label.split_whitespace().collect();
    let bare = words.iter().copied().filter(|word| !word.eq_ignore_ascii_case("the")).collect::<Vec<_>>();
    let last_role = bare
        .iter()
        .rev()
        .find(|word| word.chars().any(char::is_alphabetic) && !word.starts_with('#'))
        .and_then(|word| lexicon.role(&word.to_lowercase()));
    // SENIOR ADMINISTRATION OFFICIAL, MODERATOR, PARTICIPANT, THE PRESIDENT, Q2
    let unnamed = last_role.is_some_and(|role| role.class != RoleClass::Role || role.singular == "moderator")
        || bare.iter().any(|word| {
            matches!(
                word.to_ascii_uppercase().as_str(),
                "MODERATOR"
                    | "OPERATOR"
                    | "PARTICIPANT"
                    | "PARTICIPANTS"
                    | "UNIDENTIFIED"
                    | "UNKNOWN"
                    | "MALE"
                    | "FEMALE"
                    | "SPEAKER"
                    | "VOICE"
                    | "VOICES"
                    | "AUDIENCE"
                    | "CROWD"
                    | "INTERPRETER"
                    | "TRANSLATOR"
                    | "STAFF"
                    | "AIDE"
                    | "MEMBER"
                    | "STUDENT"
                    | "CHILD"
                    | "ALL"
                    | "EVERYONE"
                    | "OFFICIAL"
                    | "ANSWER"
            )
        });
    if unnamed || !bare.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1) {
        let description = match label {
            "A" => "interviewee".to_string(),
            ">>" => "speaker".to_string(),
            _ => label.to_lowercase(),
        };
        let mut figure = Figure::new(description, SpeakerKind::Unnamed, place.start);
        figure.heads.extend(last_role.map(|role| role.singular));
        figures.all.push(figure);
        return figures.all.len() - 1;
    }
    if last_role.is_some() {
        // THE PRESIDENT: whom the page's head names with exactly this title, else the office.
        let title = fold(&bare.join(" ").to_lowercase());
        let named = mentions
            .iter()
            .zip(&figures.of_mention)
            .take_while(|(mention, _)| mention.span.start < place.start)
            .filter(|(mention, _)| {
                mention.title.is_some_and(|span| ends_with_title(&fold(span.of(text)).to_lowercase(), &title))
            })
            .map(|(_, figure)| *figure)
            .next();
        if let Some(figure) = named {
            return figure;
        }
        let mut figure = Figure::new(capitalised(label), SpeakerKind::Person, place.start);
        figure.heads.extend(last_role.map(|role| role.singular));
        figures.all.push(figure);
        return figures.all.len() - 1;
    }
    // Titles in front, then the name.
    let mut from = 0;
    let mut gender = Gender::Unknown;
    while from + 1 < words.len() {
        let title = capitalised_word(words[from]);
        let Some(told) = lexicon.title(&title).or_else(|| lexicon.title(title.trim_end_matches('.'))) else {
            break;
        };
        if told != Gender::Unknown {
            gender = told;
        }
        from += 1;
    }
    from = name_start(&words, from, figures, lexicon);
    let name = words[from..].iter().map(|word| capitalised_word(word)).collect::<Vec<_>>().join(" ");
    let known = figures.by_name(&name, lexicon).filter(|figure| figures.all[*figure].kind == SpeakerKind::Person);
    let full = if words.len() - from == 1 { figures.by_surname(&name) } else { None }
        .or_else(|| surname_by_title(text, &name, gender, place, mentions, figures, lexicon))
        .or(known);
    let is_name = |figure: usize| figures.all[figure].name.starts_with(char::is_uppercase);
    if let Some(figure) = full.filter(|&figure| figures.all[figure].gender.fits(gender) && is_name(figure)) {
        figures.all[figure].kind = SpeakerKind::Person;
        if figures.all[figure].gender == Gender::Unknown {
            figures.all[figure].gender = gender;
        }
        return figure;
    }
    let mut figure = Figure::new(name, SpeakerKind::Person, place.start);
    figure.gender = gender;
    figures.all.push(figure);
    figures.all.len() - 1
}

/// Where the name begins in a label with a title of several words: DEPUTY PRESS SECRETARY INES CALDER, ASSISTANT TO THE
/// SECRETARY FOR PORTS INES CALDER. Behind "of" or "for" a name is told by its first name, or by the page that has it.
fn name_start(words: &[&str], from: usize, figures: &Figures, lexicon: &SpeakerWords) -> usize {
    let is_title = |word: &&str| lexicon.title(&capitalised_word(word)).is_some() || lexicon.role(word).is_some();
    let Some(last) = words.iter().rposition(is_title).filter(|&last| last >= from && last + 1 < words.len()) else {
        return from;
    };
    let is_link = |word: &&str| matches!(word.to_ascii_lowercase().as_str(), "of" | "for" | "to" | "on" | "in");
    if !words[from..].iter().any(is_link) {
        return last + 1;
    }
    let name = words.len() - 2;
    let spelled: Vec<String> = words[name..].iter().map(|word| capitalised_word(word)).collect();
    let is_name = lexicon.first_name(&spelled[0]).is_some() || figures.by_name(&spelled.join(" "), lexicon).is_some();
    if is_name { name } else { from }
}

/// A label without its brackets, and the name in them where it is the office that stands before them.
fn brackets<'label>(label: &'label str, lexicon: &SpeakerWords) -> (&'label str, Option<&'label str>) {
    let Some((outside, rest)) = label.split_once(" (") else { return (label, None) };
    let inside = rest.split(')').next().unwrap_or("");
    let is_office = outside.starts_with("The ") || outside.split_whitespace().any(|word| lexicon.role(word).is_some());
    let is_name = inside.split_whitespace().count() >= 2 && !inside.contains(',');
    (outside, Some(inside).filter(|_| is_office && is_name))
}

/// Of several bearers of the surname the only one whom the page's head (before the label) names in full.
fn surname_by_title(
    text: &str,
    surname: &str,
    gender: Gender,
    place: Span<Clean>,
    mentions: &[Mention],
    figures: &Figures,
    _lexicon: &SpeakerWords,
) -> Option<usize> {
    let lower = surname.to_lowercase();
    let mut found = None;
    for (mention, &figure) in mentions.iter().zip(&figures.of_mention).take_while(|(m, _)| m.span.start < place.start) {
        let printed = mention.span.of(text);
        let last = printed.split_whitespace().next_back().unwrap_or("");
        if mention.single || last.to_lowercase() != lower || !figures.all[figure].gender.fits(gender) {
            continue;
        }
        if found.is_some_and(|old| old != figure) {
            return None;
        }
        found = Some(figure);
    }
    found
}

fn ends_with_title(title: &str, wanted: &str) -> bool {
    // "vice president" is not "president".
    title == wanted
        || (title.ends_with(wanted)
            && !title.ends_with(&format!("vice {wanted}"))
            && !title.ends_with(&format!("deputy {wanted}"))
            && !title.contains(" of "))
}

/// "THE PRESIDENT" as "The President".
fn capitalised(label: &str) -> String {
    label.split_whitespace().map(capitalised_word).collect::<Vec<_>>().join(" ")
}

/// "HALE" as "Hale", "McDONOUGH" as "McDonough", "O'BRIEN" as "O'Brien", "SMITH-HALE" as "Smith-Hale"; a word with small
/// letters stays, but for capitals after them.
fn capitalised_word(word: &str) -> String {
    let mut result = String::with_capacity(word.len());
    let has_small = word.chars().any(char::is_lowercase);
    let shouted = word.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let mut start = true;
    let mut small_before = false;
    for character in word.chars() {
        if !character.is_alphabetic() {
            start = character != '.' || start;
            result.push(character);
            continue;
        }
        if start || (small_before && character.is_uppercase()) {
            result.extend(character.to_uppercase());
        } else if shouted {
            result.extend(character.to_lowercase());
        } else {
            result.push(character);
        }
        small_before = has_small && character.is_lowercase();
        start = false;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_spelled_as_names() {
        assert_eq!(capitalised_word("HALE"), "Hale");
        assert_eq!(capitalised_word("McDONOUGH"), "McDonough");
        assert_eq!(capitalised_word("O'BRIEN"), "O'Brien");
        assert_eq!(capitalised_word("SMITH-HALE"), "Smith-Hale");
        assert_eq!(capitalised_word("MR."), "Mr.");
        assert_eq!(capitalised("THE PRESIDENT"), "The President");
    }
}
