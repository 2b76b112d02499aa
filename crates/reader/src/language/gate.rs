//! Which sentences may hold an attribution?
//!
//! A look at the words: a sentence with no form of a cue, no quotation mark and no colon is let pass without tagging or
//! parsing. Useful for speed only: it must let no attribution pass that a finder would find. In the turn of a transcript,
//! where the speaker's own words need no cue, a sentence is held when it reports somebody: a cue of speech or thought that
//! is not the speaker's own hedge ("I think", "you know", "let me say").

use super::lemma::forms;
use crate::inference::perceptron::word_hash;
use rustc_hash::FxHashMap;

/// A cue of speech: in the past tense it counts for the speaker too ("I said").
const SPEECH: u8 = 1;
/// A cue of thought, intention, perception or report.
const THOUGHT: u8 = 2;
/// A noun, adjective or verb of attitude.
const LOOSE: u8 = 4;
/// The form may be a past tense or participle.
const PAST: u8 = 8;
/// "according", "per".
const PREPOSITION: u8 = 16;

/// Words that negate a claim or say how certain it is; `t` is what is left of "can't".
const GRADING: &[&str] = &[
    "t",
    "not",
    "no",
    "never",
    "nothing",
    "none",
    "nobody",
    "neither",
    "cannot",
    "may",
    "might",
    "could",
    "possible",
    "possibly",
    "likely",
    "unlikely",
    "probably",
    "perhaps",
    "maybe",
    "potential",
    "potentially",
    "believe",
    "assess",
    "think",
    "expect",
    "know",
    "confident",
    "unclear",
    "seem",
    "seems",
    "appear",
    "appears",
    "whether",
    "refer",
    "leave",
    "let",
    "confirm",
    "comment",
    "speculate",
    "anticipate",
    "suspect",
    "doubt",
    "judge",
    "chance",
    "probability",
];

/// Forms of what is told without a teller: "reports that …", "talk of …".
const TALES: &[&str] = &[
    "report",
    "reports",
    "reporting",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "talk",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "speculation",
    "accusation",
    "accusations",
];

/// The word forms that hold a sentence back.
#[derive(Debug, Default)]
pub struct Gate {
    /// Kinds of each form, by the hash of its lower-case letters.
    forms: FxHashMap<u32, u8>,
}

impl Gate {
    /// A gate for these cue lemmas with their classes.
    pub fn new(cues: &FxHashMap<&'static str, &'static str>) -> Gate {
        let mut gate = Gate::default();
        for (lemma, class) in cues {
            let kind = match *class {
                "speech" => SPEECH,
                "preposition" => PREPOSITION,
                "noun" | "adjective" | "attitude" => LOOSE,
                _ => THOUGHT,
            };
            let is_verb = !matches!(*class, "noun" | "adjective" | "preposition");
            for (form, is_past) in forms(lemma, is_verb) {
                *gate.forms.entry(word_hash(&form)).or_default() |= kind | if is_past { PAST } else { 0 };
            }
        }
        gate
    }

    /// Whether the sentence must be analysed. In a turn, quotation marks and colons are no sign by themselves.
    pub fn holds(&self, sentence: &str, in_turn: bool) -> bool {
        if in_turn {
            return self.reports(sentence);
        }
        sentence.contains(['"', '“', '”', '‘', '«', '„', ':'])
            || sentence.contains("''")
            || sentence.contains(" '")
            || sentence.starts_with('\'')
            || words(sentence).any(|word| self.forms.contains_key(&word_hash(word)))
    }

    /// Whether a sentence of a principal must be analysed to know what he asserts with it: it may hold several clauses,
    /// grade or negate what it says, or be too short to tell a clause from a form of address.
    pub fn asserts(&self, sentence: &str) -> bool {
        let mut count = 0;
        for word in words(sentence) {
            count += 1;
            if GRADING.iter().any(|other| other.eq_ignore_ascii_case(word)) {
                return true;
            }
        }
        const JOINTS: &[&str] = &[", and ", ", but ", ", so ", " -- ", " — ", "; "];
        count <= 8 || JOINTS.iter().any(|joint| sentence.contains(joint))
    }

    /// Whether a sentence of a turn reports what somebody said or thinks.
    fn reports(&self, sentence: &str) -> bool {
        // The three words before, the nearest first.
        let mut before = [""; 3];
        let mut is_noun_before = false;
        let mut is_tale_before = false;
        for word in words(sentence) {
            let kind = self.forms.get(&word_hash(word)).copied().unwrap_or(0);
            let is_own = before.iter().find_map(|word| person(word)) == Some(true);
            let holds = kind & PREPOSITION != 0
                || kind & SPEECH != 0 && (kind & PAST != 0 || !is_own)
                || kind & THOUGHT != 0 && !is_own
                || is_noun_before && word.eq_ignore_ascii_case("that")
                || is_tale_before && ["that", "of", "about"].iter().any(|link| link.eq_ignore_ascii_case(word));
            if holds {
                return true;
            }
            is_noun_before = kind & LOOSE != 0;
            is_tale_before = TALES.iter().any(|tale| tale.eq_ignore_ascii_case(word));
            before = [word, before[0], before[1]];
        }
        false
    }
}

/// Whether a word makes what follows the speaker's or hearer's own (`true`) or somebody else's (`false`).
fn person(word: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
    if is(&["i", "we", "you", "me", "us", "let", "please"]) {
        Some(true)
    } else if is(&["he", "she", "they", "who", "that", "which", "it", "and"]) {
        Some(false)
    } else {
        None
    }
}

/// Runs of letters and digits.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let cues = [
            ("say", "speech"),
            ("tell", "speech"),
            ("announce", "speech"),
            ("think", "thought"),
            ("know", "thought"),
            ("want", "intention"),
            ("deny", "speech"),
            ("plan", "intention"),
            ("warning", "noun"),
            ("according", "preposition"),
        ];
        Gate::new(&cues.into_iter().collect())
    }

    #[test]
    fn holds_articles_with_a_cue_or_mark() {
        let gate = gate();
        for held in [
            "The minister said so.",
            "He DENIED it.",
            "She was “tired”.",
            "He called it 'old'.",
            "Planning took a year.",
            "According to Vale, it rained.",
            "Hale: no deal",
            "Warnings were given.",
        ] {
            assert!(gate.holds(held, false), "{held}");
        }
        assert!(!gate.holds("The bridge fell into the river on Monday.", false));
        assert!(!gate.holds("", false));
    }

    #[test]
    fn holds_turns_that_report_somebody() {
        let gate = gate();
        for held in [
            "They say it is so.",
            "I told you that on Monday.",
            "As I said, no.",
            "He thinks so.",
            "The mayor announced it.",
            "We know that he wants it.",
            "There was a warning that it may fall.",
        ] {
            assert!(gate.holds(held, true), "{held}");
        }
        for passed in ["I think it is fine.", "You know, it is fine.", "Let me say it again.", "It rained: “a lot”."]
        {
            assert!(!gate.holds(passed, true), "{passed}");
        }
    }
}
