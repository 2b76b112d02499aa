//! What kind of thing does a request ask for?
//!
//! Yes or no, a number, a time, a person, a reason, a view …, and about which topic. Useful for seeing whether an answer
//! gives that kind of thing; a request without any known form asks for something, and that is all that is said of it.

use super::lexicon::AnswerWords;
use super::scan::{Word, id, stem};
use rustc_hash::FxHashSet;

/// The kind of thing that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Wants {
    /// Yes or no.
    YesNo,
    /// How many, how much, how often.
    Number,
    /// When, how long, how soon.
    Time,
    /// Who.
    Person,
    /// Where.
    Place,
    /// Why.
    Reason,
    /// How.
    Manner,
    /// What or which.
    Thing,
    /// A reaction, comment or view.
    View,
    /// Anything on a topic.
    Details,
}

/// A request as far as its answer depends on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// What is asked for.
    pub wants: Wants,
    /// Whether it is asked by inversion or wh-word, rather than stated.
    pub is_interrogative: bool,
    /// Whether the one asked is asked to say, tell, confirm, comment.
    pub is_plea: bool,
    /// Stems of the words that carry the topic, in order, each once.
    pub topics: Vec<u32>,
    /// Where the second of two components begins among the topics.
    pub split: Option<usize>,
    /// Stems of what was said to lead in to it.
    pub premise: Vec<u32>,
    /// Stems of the request before.
    pub before: Vec<u32>,
    /// Every word.
    pub ids: FxHashSet<u32>,
}

/// Words asked with.
#[derive(Debug)]
pub(crate) struct Grammar {
    aux: FxHashSet<u32>,
    be_or_have: FxHashSet<u32>,
    pronouns: FxHashSet<u32>,
    determiners: FxHashSet<u32>,
    wh: FxHashSet<u32>,
    prepositions: FxHashSet<u32>,
    say: FxHashSet<u32>,
    view: FxHashSet<u32>,
    view_nouns: FxHashSet<u32>,
    time: FxHashSet<u32>,
    amount: FxHashSet<u32>,
    leading: FxHashSet<u32>,
    leading_pairs: FxHashSet<(u32, u32)>,
    subordinators: FxHashSet<u32>,
    conjunctions: FxHashSet<u32>,
}

impl Default for Grammar {
    fn default() -> Grammar {
        let set = |words: &str| words.split_whitespace().map(id).collect();
        Grammar {
            aux: set("do does did is are was were am has have had can could will would shall should may might must"),
            be_or_have: set("is are was were am has have had"),
            pronouns: set(
                "i you he she it we they there this that these those anyone anybody everyone somebody someone",
            ),
            determiners: set("the a an any some all both his her your our their its my no most many either one two"),
            wh: set("what how why when where who whom whose which"),
            prepositions: set("to in at on for from with by of about under until since into"),
            say: set(
                "say tell talk comment explain describe confirm clarify elaborate give share speak address discuss respond \
                      expand walk provide update react help fill characterize offer remind shed outline",
            ),
            view: set(
                "reaction react comment comments think thoughts thought feel view views opinion message response \
                       assessment make believe concerned worried confident regret",
            ),
            view_nouns: set("reaction comment comments thoughts opinion message take"),
            time: set("time date day year month long soon point deadline timeline timetable"),
            amount: set("many much often far big large percent percentage number amount cost"),
            leading: set(
                "and but so well okay ok yes yeah yep no great now then also just first second third secondly \
                 firstly thirdly finally lastly again right sure thanks hi hey hello sorry sir maam um uh oh or because \
                 separately additionally really quickly briefly",
            ),
            leading_pairs: [
                "thank you",
                "all right",
                "real quick",
                "very quickly",
                "good morning",
                "good afternoon",
                "good evening",
                "follow up",
                "following up",
                "one more",
                "you know",
                "i mean",
            ]
            .iter()
            .filter_map(|pair| pair.split_once(' '))
            .map(|(first, second)| (id(first), id(second)))
            .collect(),
            subordinators: set(
                "if when given since as with on in at after before because while considering based following \
                                looking from for under regarding but so although though despite does",
            ),
            conjunctions: set("and or but so then nor"),
        }
    }
}

impl Grammar {
    pub(crate) fn is_aux(&self, word: u32) -> bool {
        self.aux.contains(&word)
    }
    pub(crate) fn is_be_or_have(&self, word: u32) -> bool {
        self.be_or_have.contains(&word)
    }
    pub(crate) fn is_pronoun(&self, word: u32) -> bool {
        self.pronouns.contains(&word)
    }
    pub(crate) fn is_wh(&self, word: u32) -> bool {
        self.wh.contains(&word)
    }
    pub(crate) fn is_preposition(&self, word: u32) -> bool {
        self.prepositions.contains(&word)
    }
    pub(crate) fn is_saying(&self, word: u32) -> bool {
        self.say.contains(&word)
    }
    /// How many words that lead in without meaning anything stand at `at`: "so", "thank you".
    pub(crate) fn leading(&self, words: &[Word], at: usize) -> usize {
        let Some(word) = words.get(at) else { return 0 };
        match words.get(at + 1) {
            Some(next) if self.leading_pairs.contains(&(word.id, next.id)) => 2,
            _ => usize::from(self.leading.contains(&word.id)),
        }
    }
    pub(crate) fn is_subordinator(&self, word: u32) -> bool {
        self.subordinators.contains(&word)
    }
    pub(crate) fn is_conjunction(&self, word: u32) -> bool {
        self.conjunctions.contains(&word)
    }
    pub(crate) fn is_determiner(&self, word: u32) -> bool {
        self.determiners.contains(&word)
    }

    /// Whether a subject can begin here.
    pub(crate) fn is_subject(&self, word: &Word) -> bool {
        self.is_pronoun(word.id) || self.is_determiner(word.id) || word.is_capital
    }

    /// Whether an auxiliary before its subject stands at `at`: "is there", "didn't he".
    pub(crate) fn inverts(&self, words: &[Word], at: usize) -> bool {
        let Some(first) = words.get(at).filter(|word| self.is_aux(word.id)) else { return false };
        let next = words.get(at + 1).filter(|word| word.id == id("not")).map_or(at + 1, |_| at + 2);
        words.get(next).is_some_and(|word| self.is_subject(word) && word.id != first.id)
    }
}

/// What the words of a request ask for.
pub(crate) fn asked(text: &str, words: &[Word], list: &AnswerWords, grammar: &Grammar) -> Asked {
    let mut start = 0;
    while let Some(word) = words.get(start) {
        let passed = if word.is_mark { 1 } else { grammar.leading(words, start) };
        if passed == 0 || grammar.inverts(words, start) {
            break;
        }
        start += passed;
    }
    let rest = words.get(start..).unwrap_or(&[]);
    let is_inverted = grammar.inverts(rest, 0);
    // The first wh-word, if the clause begins with it or something that is said stands before it.
    let wh = rest.iter().take(14).position(|word| grammar.is_wh(word.id)).filter(|&at| {
        at == 0
            || at == 1 && grammar.is_preposition(rest[0].id)
            || rest[..at].iter().all(|word| !word.is_mark) && is_said_before(rest, at, grammar)
    });
    let is_plea = rest.iter().take(8).any(|word| grammar.is_saying(word.id));
    let has_whether = rest.iter().take(10).any(|word| word.id == id("whether") || word.id == id("if"));
    let has_view = rest.iter().take(8).any(|word| grammar.view.contains(&word.id));
    let names_view = rest.iter().take(10).any(|word| grammar.view_nouns.contains(&word.id));
    let ends_asking = words.iter().rev().take(3).any(|word| word.id == id("?"));
    let confirms =
        rest.iter().take(8).any(|word| [id("confirm"), id("rule"), id("guarantee"), id("assure")].contains(&word.id));
    let is_nominal = rest.first().is_some_and(|word| {
        [id("any"), id("anything"), id("your")].contains(&word.id) || grammar.view.contains(&word.id)
    });
    let wants = if let Some(at) = wh {
        wh_wants(&rest[at..], grammar, has_view)
    } else if names_view {
        Wants::View
    } else if (is_inverted || has_whether) && (!is_plea || confirms) {
        Wants::YesNo
    } else if is_nominal || is_plea {
        if has_view { Wants::View } else { Wants::Details }
    } else if ends_asking {
        Wants::YesNo
    } else if has_view {
        Wants::View
    } else {
        Wants::Details
    };
    let mut topics: Vec<u32> = Vec::new();
    let mut split = None;
    for word in words {
        // The first "and", "or" or question mark after three words of the topic parts the components.
        if split.is_none() && topics.len() >= 3 && [id("and"), id("or"), id("?")].contains(&word.id) {
            split = Some(topics.len());
        }
        if word.is_mark || list.is_empty_word(word.id) {
            continue;
        }
        let stem = stem(word.span.of(text));
        if word.span.len() > 1 && !topics.contains(&stem) && topics.len() < 48 {
            topics.push(stem);
        }
    }
    Asked {
        wants,
        is_interrogative: is_inverted || wh.is_some(),
        is_plea,
        split: split.filter(|&split| split >= 3 && topics.len() >= split + 3),
        topics,
        premise: Vec::new(),
        before: Vec::new(),
        ids: words.iter().filter(|word| !word.is_mark).map(|word| word.id).collect(),
    }
}

/// Whether a verb of saying or knowing governs the wh-word at `at`: "tell us what", "talk about how".
fn is_said_before(words: &[Word], at: usize, grammar: &Grammar) -> bool {
    let says = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| grammar.is_saying(word.id) || is_knowing(word.id))
    };
    let between = [id("us"), id("me"), id("about"), id("on"), id("to"), id("little"), id("bit"), id("exactly")];
    let passed = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| between.contains(&word.id));
    says(at.checked_sub(1)) || passed && (says(at.checked_sub(2)) || says(at.checked_sub(3)))
}

fn is_knowing(word: u32) -> bool {
    [id("wondering"), id("curious"), id("know"), id("wonder"), id("ask"), id("asked"), id("understand")].contains(&word)
}

fn wh_wants(words: &[Word], grammar: &Grammar, has_view: bool) -> Wants {
    let first = words.first().map_or(0, |word| word.id);
    let second = words.get(1).map_or(0, |word| word.id);
    if first == id("why") || first == id("how") && second == id("come") {
        Wants::Reason
    } else if first == id("when") {
        Wants::Time
    } else if first == id("where") {
        Wants::Place
    } else if first == id("who") || first == id("whom") || first == id("whose") {
        Wants::Person
    } else if first == id("how") {
        if second == id("long") || second == id("soon") || second == id("old") {
            Wants::Time
        } else if grammar.amount.contains(&second) {
            Wants::Number
        } else if has_view {
            Wants::View
        } else {
            Wants::Manner
        }
    } else if second == id("percentage") || second == id("number") {
        Wants::Number
    } else if grammar.time.contains(&second) {
        Wants::Time
    } else if has_view {
        Wants::View
    } else {
        Wants::Thing
    }
}
