//! Which names stand in the document, with which titles and appositions?
//!
//! A scanner over capitalised words: "Foreign Minister Jan Olsen", "Maria Hale, the ministry's spokeswoman,",
//! "Sen. Bob Ruiz (D-Ohio)", "the Harbour Inspection Service (HIS)". Useful where no sentence was parsed; it knows no
//! grammar, so who *acts* in a sentence is only guessed.

use super::lexicon::{Gender, RoleClass, SpeakerWords};
use super::scan::{Shape, Word, scan};
use super::telling::{is_it, is_legal_form, is_party, is_small_in_capitals};
use crate::language::{Language, Relation, Tag};
use crate::span::{Clean, Span};
use crate::structure::{FurnitureKind, Structure};

/// What a name seems to be the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// A title, a first name or an age tells a person.
    Person,
    /// An organization word, capitals or a known name tell a body.
    Organization,
    /// A known place.
    Place,
    /// A people: "Norwegians".
    People,
    /// Several words, nothing told: mostly a person.
    Words,
    /// One word, nothing told.
    Word,
}

/// One place where a name stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mention {
    /// The name without titles.
    pub span: Span<Clean>,
    /// The name with the titles before it.
    pub whole: Span<Clean>,
    /// Titles before the name, as printed.
    pub title: Option<Span<Clean>>,
    /// The apposition after (or before) the name, as printed, without article.
    pub apposition: Option<Span<Clean>>,
    /// An acronym in brackets after the name.
    pub acronym: Option<Span<Clean>>,
    /// What it seems to be.
    pub guess: Guess,
    /// What the title tells.
    pub gender: Gender,
    /// Whether it owns what follows.
    pub possessive: bool,
    /// Whether "the" stands before it.
    pub article: bool,
    /// Whether it is one word at the head of a sentence, which has a capital anyway.
    pub weak: bool,
    /// Whether it is one word.
    pub single: bool,
    /// Whether it stands where subjects stand.
    pub subject: bool,
    /// Index of its sentence, `None` in furniture.
    pub sentence: Option<usize>,
}

/// Finds the names of the whole document, in order of place. `quoted` says whether a byte stands in a quotation.
pub fn find(text: &str, structure: &Structure, language: &Language, lexicon: &SpeakerWords) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut words = Vec::new();
    let mut piece = |span: Span<Clean>, sentence: Option<usize>, mentions: &mut Vec<Mention>| {
        let mut from = span.start;
        while from < span.end {
            let stopped = scan(text, Span::new(from, span.end), lexicon, &mut words);
            in_words(text, &words, sentence, lexicon, mentions);
            if stopped <= from {
                break;
            }
            from = stopped;
        }
    };
    for (index, sentence) in structure.sentences.iter().enumerate() {
        piece(sentence.span, Some(index), &mut mentions);
    }
    for furniture in &structure.furniture {
        if matches!(furniture.kind, FurnitureKind::Heading | FurnitureKind::PhotoCaption)
            && furniture.span.len() < 4_000
        {
            piece(furniture.span, None, &mut mentions);
        }
    }
    // Furniture may hold sentences that were scanned already: the first finding of a place counts.
    mentions.sort_by_key(|mention| (mention.span.start, mention.sentence.is_none()));
    mentions.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    for mention in &mut mentions {
        if let Some(analysis) =
            mention.sentence.and_then(|index| language.sentences.get(index)).and_then(Option::as_ref)
        {
            let tokens = &analysis.tokens;
            let end = mention.span.end;
            let last = tokens.partition_point(|token| token.span.start < end).saturating_sub(1);
            if let Some(token) = tokens.get(last) {
                let of = |relation| matches!(relation, Relation::Nsubj | Relation::NsubjPass);
                let head = token.head.and_then(|head| tokens.get(head as usize));
                // A finite verb right behind tells a subject even where the tree does not.
                let verb = tokens.get(last + 1).is_some_and(|next| matches!(next.tag, Tag::Vbd | Tag::Vbz | Tag::Md));
                mention.subject = of(token.relation)
                    || (verb && !mention.possessive)
                    || (matches!(
                        token.relation,
                        Relation::Flat | Relation::Compound | Relation::Appos | Relation::Conj
                    ) && head.is_some_and(|head| of(head.relation)));
            }
        }
    }
    for index in 1..mentions.len() {
        let (before, whole) = (mentions[index - 1], mentions[index].whole);
        if before.subject
            && before.span.end < whole.start
            && Span::new(before.span.end, whole.start).of(text) == " and "
        {
            mentions[index].subject = !mentions[index].possessive;
        }
    }
    mentions
}

/// Words that stay small in headlines.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on",
    "over", "to", "up", "via", "vs", "with", "is", "it", "its", "if", "be", "are", "than", "s", "t",
];

/// The names in the words of one sentence.
fn in_words(text: &str, words: &[Word], sentence: Option<usize>, lexicon: &SpeakerWords, out: &mut Vec<Mention>) {
    let capitals = words.iter().filter(|word| matches!(word.shape, Shape::Caps | Shape::Capital)).count();
    let all_caps = words.iter().filter(|word| word.shape == Shape::Caps).count();
    let lowers = words.iter().filter(|word| word.shape == Shape::Lower).count();
    // A line in capitals tells nothing about names.
    let shouted = all_caps >= 4 && lowers == 0 && all_caps * 10 >= capitals * 8;
    if shouted {
        return;
    }
    // "Minister Meets Union Leaders in Oslo": where every longer word has a capital, a run of them is no name.
    let plain = words.iter().filter(|word| word.shape == Shape::Lower && !SMALL.contains(&word.span.of(text))).count();
    let closed = words.last().is_some_and(|word| matches!(word.shape, Shape::Mark('.' | '!' | '”' | '"' | ',')));
    let headline = capitals >= 4 && !closed && plain * 6 < capitals;
    let mut at = 0;
    while at < words.len() {
        if !starts_name(text, words, at, lexicon) {
            at += 1;
            continue;
        }
        let end = run_end(text, words, at, lexicon);
        let before = out.len();
        take_run(text, words, at, end, sentence, lexicon, out);
        if out.len() > before && words.get(end.saturating_sub(1)).is_some_and(|word| !word.possessive) {
            let mut mention = out[before];
            mention.acronym = acronym_after(words, end, text);
            mention.apposition = mention.apposition.or_else(|| apposition_after(text, words, end, lexicon));
            if mention.apposition.is_some() && matches!(mention.guess, Guess::Words | Guess::Word) {
                mention.guess = guess_by_apposition(text, mention, lexicon);
            }
            out[before] = mention;
        }
        if headline
            && let Some(mention) = out.get(before)
            && !sure_in_headline(text, words, mention, end, lexicon)
        {
            out.truncate(before);
        }
        at = end.max(at + 1);
    }
}

/// Whether a name in a line of capitalised words is one: known, or with a title or first name and nothing behind it.
fn sure_in_headline(text: &str, words: &[Word], mention: &Mention, end: usize, lexicon: &SpeakerWords) -> bool {
    let printed = mention.span.of(text);
    let count = printed.split_whitespace().filter(|word| word.trim_end_matches('.').chars().count() > 1).count();
    let first = printed.split_whitespace().next().unwrap_or("");
    let closes = words.get(end).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
    lexicon.known(printed).is_some()
        || matches!(mention.guess, Guess::Person)
            && (count <= 2 || closes)
            && (mention.title.is_some() || lexicon.first_name(first).is_some())
        || (mention.guess == Guess::Organization && !mention.single && closes)
}

fn guess_by_apposition(text: &str, mention: Mention, lexicon: &SpeakerWords) -> Guess {
    match mention.apposition.and_then(|span| head_noun(text, span, lexicon)) {
        Some((_, RoleClass::Role | RoleClass::Vague)) => Guess::Person,
        Some((_, RoleClass::Body | RoleClass::Group)) => Guess::Organization,
        None => mention.guess,
    }
}

/// Whether a name may start with this word.
fn starts_name(text: &str, words: &[Word], at: usize, lexicon: &SpeakerWords) -> bool {
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
fn run_end(text: &str, words: &[Word], at: usize, lexicon: &SpeakerWords) -> usize {
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
    let mut end = at;
    let mut has_body = false;
    let mut joined = 0;
    loop {
        let word = &words[end];
        let printed = word.span.of(text);
        has_body |= lexicon.is_organization_word(printed)
            || matches!(printed, "Voice" | "Republic" | "Kingdom" | "States" | "Joint" | "Chiefs" | "Head");
        if word.possessive && !firm_behind(end) || end - at >= 14 {
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
            next if PARTICLES.contains(&next) && name_word(end + 2) => 2,
            next if PARTICLES.contains(&next) && PARTICLES.contains(&of(end + 2)) && name_word(end + 3) => 3,
            _ => return end + 1,
        };
        joined += usize::from(matches!(next, "of" | "for"));
        end += step;
    }
}

/// Divides one run into titles and name, and says what the name seems to be.
fn take_run(
    text: &str,
    words: &[Word],
    start: usize,
    end: usize,
    sentence: Option<usize>,
    lexicon: &SpeakerWords,
    out: &mut Vec<Mention>,
) {
    let of = |index: usize| words.get(index).map_or("", |word| word.span.of(text));
    let whole_run = Span::new(words[start].span.start, words[end - 1].span.end);
    let mut name = start;
    let mut gender = Gender::Unknown;
    let mut titled = false;
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
            if after_first_name {
                continue;
            }
            let mut next = at + 1;
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
            if told != Gender::Unknown {
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
    if gender == Gender::Unknown && !single {
        gender = first_gender.unwrap_or_default();
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

/// "the company's chairman, Jan Olsen,": the role phrase that ends before the comma at `comma`.
fn apposition_before(text: &str, words: &[Word], comma: usize, lexicon: &SpeakerWords) -> Option<Span<Clean>> {
    let mut from = comma;
    let mut role = false;
    while from > 0 && comma - from < 10 {
        let word = &words[from - 1];
        let printed = word.span.of(text);
        if matches!(word.shape, Shape::Mark(_) | Shape::Number) {
            return None;
        }
        let is_role = lexicon.role(printed).is_some_and(|role| !role.is_plural && role.class != RoleClass::Group);
        if from == comma && !is_role && comma >= 2 {
            // The phrase may end in "of Oslo": only a role noun right before the comma is sure.
            return None;
        }
        role |= is_role;
        let is_start = matches!(
            printed,
            "the" | "The" | "a" | "A" | "an" | "An" | "his" | "her" | "its" | "their" | "His" | "Her"
        );
        if is_start || word.possessive {
            return (role && from < comma).then(|| Span::new(words[from].span.start, words[comma - 1].span.end));
        }
        if word.shape == Shape::Lower && !is_role && !lexicon.is_modifier(printed) && !printed.ends_with("al") {
            return None;
        }
        from -= 1;
    }
    (role && from == 0).then(|| Span::new(words[0].span.start, words[comma - 1].span.end))
}

const CUTS: &[&str] = &[
    "of",
    "for",
    "in",
    "at",
    "from",
    "with",
    "on",
    "by",
    "to",
    "who",
    "whose",
    "whom",
    "which",
    "that",
    "about",
    "near",
    "inside",
    "within",
    "behind",
    "under",
    "over",
    "among",
    "including",
    "close",
    "familiar",
    "traveling",
    "travelling",
    "involved",
    "briefed",
    "such",
    "as",
    "without",
    "since",
    "where",
    "when",
    "against",
    "during",
    "than",
    "after",
    "before",
];

/// Whether a word ends the head of a noun phrase: a preposition, a relative pronoun or the like.
pub fn cuts(word: &str) -> bool {
    CUTS.contains(&word)
}

/// "Jan Olsen, the company's chairman since May,": the phrase after the comma at `end`, without its article, if it holds
/// a role noun.
fn apposition_after(text: &str, words: &[Word], end: usize, lexicon: &SpeakerWords) -> Option<Span<Clean>> {
    let of = |index: usize| words.get(index).map_or("", |word| word.span.of(text));
    if !words.get(end)?.is_mark(',') {
        return None;
    }
    let mut from = end + 1;
    if words.get(from)?.shape == Shape::Number && words.get(from + 1)?.is_mark(',') {
        from += 2;
    }
    if matches!(of(from), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "who" | "now" | "then") {
        if of(from) == "who" {
            return None;
        }
        from += 1;
    } else {
        let word = words.get(from)?;
        let printed = word.span.of(text);
        let fits = word.is_capital() && !lexicon.is_no_name(printed)
            || lexicon.role(printed).is_some()
            || lexicon.is_modifier(printed);
        if !fits {
            return None;
        }
    }
    let mut to = from;
    while to < words.len() && to - from < 22 {
        let word = &words[to];
        if matches!(word.shape, Shape::Mark(mark) if !matches!(mark, '-' | '&' | '/'))
            || matches!(of(to), "who" | "which" | "said" | "says" | "told" | "added")
        {
            break;
        }
        to += 1;
    }
    // "…, former pilot Jan “Bo” Olsen": the phrase goes on, so it is about somebody else.
    if to == from || to - from >= 22 || words.get(to).is_some_and(|word| word.is_mark('“') && to - from > 1) {
        return None;
    }
    // "Troops near Oslo, ministry says": who says it is no apposition.
    if matches!(of(to), "said" | "says" | "told" | "added") {
        return None;
    }
    let span = Span::new(words[from].span.start, words[to - 1].span.end);
    // "…, Senator Olsen said": a titled name is no apposition.
    let head = head_index(text, &words[from..to], lexicon)? + from;
    let next = words.get(head + 1);
    if next.is_some_and(|word| word.is_capital()) && head + 1 < to && !words[head].possessive {
        return None;
    }
    // "…, the ministry's staff are counting", "…, the ferries have carried no passengers": a clause is no apposition.
    if (from..head).any(|index| FINITE.contains(&of(index))) {
        return None;
    }
    let after = if head + 1 < to { of(head + 1) } else { "" };
    if !(after.is_empty()
        || cuts(after)
        || matches!(after, "and" | "or" | "emeritus" | "now" | "until" | "based" | "&"))
    {
        return None;
    }
    Some(span)
}

/// Verbs that make a clause of the words around them.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
    "should", "shall", "do", "does", "did", "not", "said", "says",
];

/// Index of the head noun among the words of a role phrase: the last role noun before the first preposition.
fn head_index(text: &str, words: &[Word], lexicon: &SpeakerWords) -> Option<usize> {
    let mut head = None;
    for (index, word) in words.iter().enumerate() {
        let printed = word.span.of(text);
        if index > 0 && cuts(printed) {
            break;
        }
        if !word.possessive && lexicon.role(printed).is_some() {
            head = Some(index);
        }
    }
    head
}

/// The head noun of a title or apposition, singular, and its class.
pub fn head_noun(text: &str, span: Span<Clean>, lexicon: &SpeakerWords) -> Option<(&'static str, RoleClass)> {
    let mut words = Vec::new();
    scan(text, span, lexicon, &mut words);
    let head = words.get(head_index(text, &words, lexicon)?)?;
    lexicon.role(head.span.of(text)).map(|role| (role.singular, role.class))
}

/// "(HIS)" right after a name.
fn acronym_after(words: &[Word], end: usize, text: &str) -> Option<Span<Clean>> {
    let (open, inner, close) = (words.get(end)?, words.get(end + 1)?, words.get(end + 2)?);
    let fits = open.is_mark('(')
        && close.is_mark(')')
        && inner.shape == Shape::Caps
        && (2..=10).contains(&inner.span.len())
        && !inner.span.of(text).contains('-');
    fits.then_some(inner.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let lexicon = SpeakerWords::built_in();
        let (mut words, mut mentions) = (Vec::new(), Vec::new());
        scan(text, Span::new(0, text.len()), &lexicon, &mut words);
        in_words(text, &words, None, &lexicon, &mut mentions);
        let of = |span: Option<Span<Clean>>| span.map_or("-", |span| span.of(text)).to_string();
        mentions
            .iter()
            .map(|m| format!("{} | {} | {} | {:?}", m.span.of(text), of(m.title), of(m.apposition), m.guess))
            .collect()
    }

    #[test]
    fn titles_and_appositions_are_found() {
        assert_eq!(
            shown("Foreign Minister Jan Olsen met Maria Hale, the ministry's spokeswoman, on Tuesday."),
            ["Jan Olsen | Foreign Minister | - | Person", "Maria Hale | - | ministry's spokeswoman | Person"]
        );
        assert_eq!(
            shown("Harbour Council spokesman Per Dahl and Sen. Bob Ruiz (D-Ohio) spoke."),
            [
                "Harbour Council | - | - | Organization",
                "Per Dahl | Harbour Council spokesman | - | Person",
                "Bob Ruiz | Sen. | - | Person"
            ]
        );
        assert_eq!(
            shown("Secretary of Defense Lena Brandt told the Harbour Inspection Service (HIS)."),
            [
                "Lena Brandt | Secretary of Defense | - | Person",
                "Harbour Inspection Service | - | - | Organization",
                "HIS | - | - | Organization"
            ]
        );
        assert_eq!(
            shown("The fund's chairman, Oskar Lind, said so. Norwegians agreed, the White House said."),
            ["Oskar Lind | - | chairman | Person", "Norwegians | - | - | People", "White House | - | - | Place"]
        );
    }
}
