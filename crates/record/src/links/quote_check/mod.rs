//! Does a quotation say what the transcript says?
//!
//! `Transcript::check` finds the place of a quotation in a transcript, names each difference and says which of them touch
//! the meaning: a negation, a figure or its bound, a hedge, a subject, a tense, a modal verb. Useful for words in quotation
//! marks; not useful for reported speech, and no judgement of who is right: both texts are shown.

mod align;
mod report;
mod words;

pub use report::{Event, Quoted, check_beside, check_report, days_after, prepared, quotations};

use align::{Indexed, Place, Step, is_filler};
use words::{Kind, Word, words};

/// What came of setting a quotation beside a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The same words.
    Identical,
    /// The same words, printed otherwise: "don't" for "do not", "3" for "three", case.
    Typography,
    /// Fillers and repetitions are left out.
    Disfluency,
    /// Words are left out, and an ellipsis or the end of a quotation says so.
    Ellipsis,
    /// Words are left out, and nothing says so.
    UnmarkedOmission,
    /// Words in brackets stand for others.
    Bracket,
    /// Other words.
    Altered,
    /// A few words out of a sentence, all of them held in one run.
    Partial,
    /// The transcript of the event does not have these words.
    NotInTranscriptHeld,
    /// No transcript of the event is held.
    NoTranscriptHeld,
}

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Identical => "identical",
            Verdict::Typography => "typography",
            Verdict::Disfluency => "disfluency",
            Verdict::Ellipsis => "ellipsis",
            Verdict::UnmarkedOmission => "unmarked_omission",
            Verdict::Bracket => "bracket",
            Verdict::Altered => "altered",
            Verdict::Partial => "partial",
            Verdict::NotInTranscriptHeld => "not_in_transcript_held",
            Verdict::NoTranscriptHeld => "no_transcript_held",
        }
    }
}

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// The same word printed otherwise.
    Typography,
    /// A filler or a repetition left out.
    Disfluency,
    /// Words left out without a mark.
    Omission,
    /// Words that the transcript does not have.
    Insertion,
    /// Words in the place of others.
    Replacement,
    /// Words in brackets.
    Bracket,
    /// Words that a mark leaves out.
    Ellipsis,
    /// Words of two places as if they were one sentence.
    Splice,
    /// Words of somebody else in the transcript than of whom the report names.
    Speaker,
}

impl Op {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Op::Typography => "typography",
            Op::Disfluency => "disfluency",
            Op::Omission => "omission",
            Op::Insertion => "insertion",
            Op::Replacement => "replacement",
            Op::Bracket => "bracket",
            Op::Ellipsis => "ellipsis",
            Op::Splice => "splice",
            Op::Speaker => "speaker",
        }
    }
}

/// What of the meaning a difference touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Touches {
    /// "not", "never", "no".
    Negation,
    /// A figure or its bound.
    Number,
    /// "may", "will", "should".
    Modality,
    /// "probably", "certainly", "most".
    Hedge,
    /// Who acts.
    Subject,
    /// When.
    Tense,
}

impl Touches {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Touches::Negation => "negation",
            Touches::Number => "number",
            Touches::Modality => "modality",
            Touches::Hedge => "hedge",
            Touches::Subject => "subject",
            Touches::Tense => "tense",
        }
    }
}

/// A half-open stretch of bytes.
pub type Stretch = (usize, usize);

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Its kind.
    pub op: Op,
    /// Where it stands in the report; `None` where words are left out.
    pub article: Option<Stretch>,
    /// Where it stands in the transcript; `None` where words are added.
    pub transcript: Option<Stretch>,
    /// What of the meaning it touches.
    pub touches: Option<Touches>,
}

/// A quotation that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// What came of it.
    pub verdict: Verdict,
    /// The differences, in order.
    pub edits: Vec<Edit>,
    /// Where it stands in the transcript, from its first to its last word.
    pub place: Stretch,
    /// The share of its words that the transcript has there.
    pub share: f32,
}

impl Checked {
    /// Whether a difference touches the meaning.
    pub fn is_critical(&self) -> bool {
        self.edits.iter().any(|edit| edit.touches.is_some() || matches!(edit.op, Op::Splice | Op::Speaker))
    }
}

/// The spoken words of a transcript, ready to be searched.
pub struct Transcript {
    indexed: Indexed,
}

impl Transcript {
    /// Prepares the stretches of a text that hold what was spoken.
    pub fn new(text: &str, speech: &[Stretch]) -> Transcript {
        let words = speech.iter().flat_map(|&(from, to)| words(text, from, to, false)).collect();
        Transcript { indexed: Indexed::new(words) }
    }

    /// Finds a quotation that stands in these parts of a report, and compares it. `None` where too few of its words are here.
    pub fn check(&self, report: &str, parts: &[Stretch]) -> Option<Checked> {
        let quotation = quotation(report, parts);
        let said = quotation.iter().filter(|word| word.kind == Kind::Said).count();
        let found = self.indexed.find(&quotation);
        let is_whole = found.as_ref().is_some_and(|place| place.same * 10 >= said * 9);
        let spliced = if is_whole { None } else { self.spliced(&quotation, said, found.as_ref()) };
        if spliced.is_some() {
            return spliced;
        }
        let place = found?;
        let edits = Edits { quotation: &quotation, transcript: &self.indexed.words }.of(&place);
        let held: Vec<usize> = place.steps.iter().filter_map(|step| in_transcript(*step)).collect();
        let (first, last) = (*held.first()?, *held.last()?);
        let (first_word, last_word) = (self.indexed.words.get(first)?, self.indexed.words.get(last)?);
        let whole = (first == 0 || self.indexed.words[first - 1].ends) && last_word.ends;
        let verdict = match verdict(&edits) {
            Verdict::Identical if said < 6 && !whole => Verdict::Partial,
            verdict => verdict,
        };
        let place_of = (first_word.start, last_word.end);
        Some(Checked { verdict, edits, place: place_of, share: place.same as f32 / said.max(1) as f32 })
    }
}

/// Words that each half of a splice has at least.
const HALF: usize = 4;

impl Transcript {
    /// A quotation whose halves stand in two places, where one place has too few of its words; its place reaches over both.
    fn spliced(&self, quotation: &[Word], said: usize, whole: Option<&Place>) -> Option<Checked> {
        if said < 2 * HALF || quotation.iter().any(|word| word.kind == Kind::Ellipsis) {
            return None;
        }
        let count = quotation.len();
        let mut best: Option<(usize, Place, Place)> = None;
        for cut in [count / 3, count / 2, 2 * count / 3].into_iter().filter(|cut| (HALF..=count - HALF).contains(cut)) {
            let Some(head) = self.indexed.find(&quotation[..cut]) else { continue };
            // The true seam lies where the head's words end.
            let seam = self.seam(quotation, &head).unwrap_or(cut);
            let (head, tail) = (self.indexed.find(&quotation[..seam]), self.indexed.find(&quotation[seam..]));
            let (Some(head), Some(tail)) = (head, tail) else { continue };
            let same = head.same + tail.same;
            if best.as_ref().is_none_or(|(_, a, b)| same > a.same + b.same) {
                best = Some((seam, head, tail));
            }
        }
        let (seam, head, mut tail) = best?;
        let same = head.same + tail.same;
        let enough = same * 10 >= said * 9 && head.same >= HALF && tail.same >= HALF;
        if !enough || whole.is_some_and(|whole| whole.same + HALF > same) {
            return None;
        }
        for step in &mut tail.steps {
            match step {
                Step::Same(word, _) | Step::Other(word, _) | Step::Added(word) | Step::Hidden(word, _) => *word += seam,
                Step::Left(_) => {}
            }
        }
        let compare = Edits { quotation, transcript: &self.indexed.words };
        let held = |place: &Place| -> Option<Stretch> {
            let held: Vec<usize> = place.steps.iter().filter_map(|step| in_transcript(*step)).collect();
            compare.spoken(&held)
        };
        let (first, second) = (held(&head)?, held(&tail)?);
        let mut edits = compare.of(&head);
        // Whole sentences one after the other are no splice: what stood between them is left out.
        edits.push(if quotation[seam - 1].ends && first.1 < second.0 {
            Edit { op: Op::Omission, article: None, transcript: Some((first.1, second.0)), touches: None }
        } else {
            let article = Some((quotation[seam].start, quotation[count - 1].end));
            Edit { op: Op::Splice, article, transcript: Some(second), touches: None }
        });
        edits.extend(compare.of(&tail));
        let place = (first.0.min(second.0), first.1.max(second.1));
        Some(Checked { verdict: verdict(&edits), edits, place, share: same as f32 / said.max(1) as f32 })
    }

    /// The word of the quotation behind which the words of the head no longer go on in its place.
    fn seam(&self, quotation: &[Word], head: &Place) -> Option<usize> {
        let same = |step: &Step| if let Step::Same(word, at) = step { Some((word + 1, at + 1)) } else { None };
        let (from, held) = head.steps.iter().rev().find_map(same)?;
        let (rest, its) = (quotation.get(from..)?, self.indexed.words.get(held..)?);
        let further = rest.iter().zip(its).take_while(|(mine, its)| mine.form == its.form).count();
        Some((from + further).min(quotation.len().saturating_sub(HALF)).max(1))
    }
}

/// How many words a quotation has.
pub fn size(report: &str, parts: &[Stretch]) -> usize {
    quotation(report, parts).iter().filter(|word| word.kind == Kind::Said).count()
}

fn in_transcript(step: Step) -> Option<usize> {
    match step {
        Step::Same(_, at) | Step::Other(_, at) | Step::Left(at) | Step::Hidden(_, at) => Some(at),
        Step::Added(_) => None,
    }
}

/// The words of a quotation; between two parts ("…," he said, "…") any words may be left out, as an ellipsis would.
fn quotation(report: &str, parts: &[Stretch]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for &(from, to) in parts {
        let part = words(report, from, to, true);
        if let (Some(last), false) = (found.last(), part.is_empty()) {
            let (start, end) = (last.end, from.max(last.end));
            let gap = Word {
                form: String::new(),
                start,
                end,
                kind: Kind::Ellipsis,
                plain: false,
                ends: false,
                capital: false,
            };
            found.push(gap);
        }
        found.extend(part);
    }
    // A mark at either end leaves nothing out of what is quoted.
    while found.last().is_some_and(|word| word.kind == Kind::Ellipsis) {
        found.pop();
    }
    let lead = found.iter().take_while(|word| word.kind == Kind::Ellipsis).count();
    found.drain(..lead);
    found
}

fn verdict(edits: &[Edit]) -> Verdict {
    let has = |op: Op| edits.iter().any(|edit| edit.op == op);
    if has(Op::Replacement)
        || has(Op::Insertion)
        || has(Op::Splice)
        || edits.iter().any(|edit| edit.op == Op::Omission && edit.touches.is_some())
    {
        Verdict::Altered
    } else if has(Op::Omission) {
        Verdict::UnmarkedOmission
    } else if has(Op::Bracket) {
        Verdict::Bracket
    } else if has(Op::Ellipsis) {
        Verdict::Ellipsis
    } else if has(Op::Disfluency) {
        Verdict::Disfluency
    } else if has(Op::Typography) {
        Verdict::Typography
    } else {
        Verdict::Identical
    }
}

/// Both texts of a place.
struct Edits<'a> {
    quotation: &'a [Word],
    transcript: &'a [Word],
}

impl Edits<'_> {
    fn of(&self, place: &Place) -> Vec<Edit> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < place.steps.len() {
            let end = match place.steps[at] {
                Step::Same(word, other) => {
                    found.extend(self.print(word, other));
                    at + 1
                }
                Step::Hidden(..) => {
                    let run = place.steps[at..].iter().take_while(|step| matches!(step, Step::Hidden(..))).count();
                    found.push(self.hidden(&place.steps[at..at + run]));
                    at + run
                }
                _ => {
                    let is_edit = |step: &&Step| matches!(step, Step::Other(..) | Step::Added(_) | Step::Left(_));
                    let run = place.steps[at..].iter().take_while(is_edit).count();
                    self.changed(&place.steps[at..at + run], &mut found);
                    if let (Some(last), Some(Step::Same(word, _))) =
                        (found.last_mut(), at.checked_sub(1).map(|at| place.steps[at]))
                        && self.is_seam(last, word, &place.steps[at..at + run])
                    {
                        last.op = Op::Splice;
                    }
                    at + run
                }
            };
            at = end;
        }
        found
    }

    fn article(&self, indexes: &[usize]) -> Option<Stretch> {
        let (first, last) = (self.quotation.get(*indexes.first()?)?, self.quotation.get(*indexes.last()?)?);
        Some((first.start, last.end))
    }

    fn spoken(&self, indexes: &[usize]) -> Option<Stretch> {
        let (first, last) = (self.transcript.get(*indexes.first()?)?, self.transcript.get(*indexes.last()?)?);
        Some((first.start, last.end))
    }

    /// The same word: is it printed the same?
    fn print(&self, word: usize, other: usize) -> Option<Edit> {
        let (mine, its) = (self.quotation.get(word)?, self.transcript.get(other)?);
        if mine.kind == Kind::Bracketed {
            return Some(Edit {
                op: Op::Bracket,
                article: self.article(&[word]),
                transcript: self.spoken(&[other]),
                touches: None,
            });
        }
        let first = word == 0 || self.quotation[word - 1].ends || self.quotation[word - 1].kind == Kind::Ellipsis;
        let opens = other == 0 || self.transcript[other - 1].ends;
        let recased = mine.capital != its.capital && !first && !opens && mine.form.len() > 2;
        let same = mine.form == its.form && mine.plain == its.plain && !recased;
        (!same).then(|| Edit {
            op: Op::Typography,
            article: self.article(&[word]),
            transcript: self.spoken(&[other]),
            touches: None,
        })
    }

    fn hidden(&self, steps: &[Step]) -> Edit {
        let mine: Vec<usize> =
            steps.iter().filter_map(|step| if let Step::Hidden(word, _) = step { Some(*word) } else { None }).collect();
        let its: Vec<usize> = steps.iter().filter_map(|step| in_transcript(*step)).collect();
        let bracket = mine.iter().any(|word| self.quotation[*word].kind == Kind::Bracketed);
        Edit {
            op: if bracket { Op::Bracket } else { Op::Ellipsis },
            article: self.article(&mine),
            transcript: self.spoken(&its),
            touches: None,
        }
    }

    /// Words that were changed, added or left out, as one difference or, where only some of them are fillers, as two.
    fn changed(&self, steps: &[Step], found: &mut Vec<Edit>) {
        let mut mine = Vec::new();
        let mut its = Vec::new();
        let mut bracketed = Vec::new();
        let mut fillers = Vec::new();
        for step in steps {
            match *step {
                Step::Other(word, other) => {
                    mine.push(word);
                    its.push(other);
                }
                Step::Added(word) if self.quotation[word].kind == Kind::Bracketed => bracketed.push(word),
                Step::Added(word) => mine.push(word),
                Step::Left(other) if is_filler(&self.transcript[other].form) => fillers.push(other),
                Step::Left(other) => its.push(other),
                Step::Same(..) | Step::Hidden(..) => {}
            }
        }
        if !bracketed.is_empty() {
            // "[the president] said": brackets instead of words that are left out beside them.
            let left = if mine.is_empty() { std::mem::take(&mut its) } else { Vec::new() };
            let (article, transcript) = (self.article(&bracketed), self.spoken(&left));
            found.push(Edit { op: Op::Bracket, article, transcript, touches: None });
        }
        if !fillers.is_empty() {
            found.push(Edit { op: Op::Disfluency, article: None, transcript: self.spoken(&fillers), touches: None });
        }
        let op = match (mine.is_empty(), its.is_empty()) {
            (true, true) => return,
            (true, false) if self.is_repetition(&its) => Op::Disfluency,
            (true, false) => Op::Omission,
            (false, true) => Op::Insertion,
            (false, false) => Op::Replacement,
        };
        let touches = if op == Op::Disfluency { None } else { self.touches(&mine, &its) };
        found.push(Edit { op, article: self.article(&mine), transcript: self.spoken(&its), touches });
    }

    /// Whether words are left out over the end of a sentence, and the quotation goes on as if it were one.
    fn is_seam(&self, edit: &Edit, before: usize, steps: &[Step]) -> bool {
        let ends =
            |step: &Step| matches!(step, Step::Left(at) if self.transcript.get(*at).is_some_and(|word| word.ends));
        edit.op == Op::Omission
            && before + 1 >= HALF
            && self.quotation.len() > before + HALF
            && self.quotation.get(before).is_some_and(|word| !word.ends)
            && steps.iter().any(ends)
    }

    /// Whether the words are said again right behind or stand right before ("I -- I think"), or fill a pause ("you know").
    fn is_repetition(&self, its: &[usize]) -> bool {
        let (Some(&first), Some(&last)) = (its.first(), its.last()) else { return false };
        let length = last + 1 - first;
        let form = |at: usize| self.transcript.get(at).map(|word| word.form.as_str());
        let again = (0..length).all(|step| form(first + step) == form(last + 1 + step));
        let before = first >= length && (0..length).all(|step| form(first + step) == form(first - length + step));
        let forms: Vec<&str> = (first..=last).filter_map(form).collect();
        again || before || matches!(forms[..], ["you", "know"] | ["i", "mean"])
    }

    /// What of the meaning the change touches, the weightiest first.
    fn touches(&self, mine: &[usize], its: &[usize]) -> Option<Touches> {
        let forms = |words: &[Word], indexes: &[usize]| -> Vec<String> {
            let mut list: Vec<String> =
                indexes.iter().filter_map(|at| words.get(*at)).map(|word| word.form.clone()).collect();
            list.sort();
            list
        };
        let (quoted, spoken) = (forms(self.quotation, mine), forms(self.transcript, its));
        let differ = |is: &dyn Fn(&str) -> bool| {
            let pick = |list: &[String]| list.iter().filter(|form| is(form)).cloned().collect::<Vec<_>>();
            pick(&quoted) != pick(&spoken)
        };
        if differ(&|form| NEGATIONS.contains(&form)) {
            return Some(Touches::Negation);
        }
        let figure = |form: &str| {
            form.bytes().any(|byte| byte.is_ascii_digit()) || BOUNDS.contains(&form) || SCALES.contains(&form)
        };
        if differ(&figure) {
            return Some(Touches::Number);
        }
        if differ(&|form| MODALS.contains(&form)) {
            return Some(Touches::Modality);
        }
        if differ(&|form| HEDGES.contains(&form)) {
            return Some(Touches::Hedge);
        }
        let named = |words: &[Word], indexes: &[usize]| -> Vec<String> {
            let is_name = |at: &usize| {
                let inside = *at > 0 && words.get(at - 1).is_some_and(|word| !word.ends && word.kind != Kind::Ellipsis);
                inside && words.get(*at).is_some_and(|word| word.capital && word.form != "i")
            };
            indexes
                .iter()
                .filter(|at| is_name(at))
                .filter_map(|at| words.get(*at))
                .map(|word| word.form.clone())
                .collect()
        };
        if differ(&|form| SUBJECTS.contains(&form)) || named(self.quotation, mine) != named(self.transcript, its) {
            return Some(Touches::Subject);
        }
        if differ(&|form| AUXILIARIES.contains(&form)) {
            return Some(Touches::Tense);
        }
        let inflected = !mine.is_empty()
            && mine.len() == its.len()
            && quoted.iter().zip(&spoken).any(|(a, b)| a != b && is_inflection(a, b));
        inflected.then_some(Touches::Tense)
    }
}

/// Whether two words are forms of one verb: the same beginning with other endings.
fn is_inflection(a: &str, b: &str) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("go", "went"),
        ("say", "said"),
        ("says", "said"),
        ("make", "made"),
        ("take", "took"),
        ("give", "gave"),
        ("see", "saw"),
        ("know", "knew"),
        ("think", "thought"),
        ("get", "got"),
        ("come", "came"),
        ("want", "wanted"),
        ("hold", "held"),
        ("find", "found"),
        ("tell", "told"),
        ("leave", "left"),
        ("keep", "kept"),
        ("begin", "began"),
        ("bring", "brought"),
        ("stand", "stood"),
        ("meet", "met"),
        ("lose", "lost"),
        ("pay", "paid"),
        ("send", "sent"),
        ("speak", "spoke"),
        ("understand", "understood"),
        ("win", "won"),
        ("write", "wrote"),
        ("grow", "grew"),
        ("rise", "rose"),
        ("fall", "fell"),
    ];
    if PAIRS.iter().any(|(now, then)| (a, b) == (*now, *then) || (b, a) == (*now, *then)) {
        return true;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let ending =
        |word: &str| matches!(word.get(same..), Some("" | "s" | "es" | "ed" | "d" | "ing" | "e" | "ied" | "y" | "ies"));
    same >= 3 && ending(a) && ending(b)
}

const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "hardly", "barely", "nowhere",
    "unless",
];
const BOUNDS: &[&str] = &[
    "least",
    "most",
    "more",
    "less",
    "fewer",
    "than",
    "about",
    "around",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "over",
    "under",
    "up",
    "exactly",
    "only",
    "above",
    "below",
];
const SCALES: &[&str] = &[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "dozen",
    "dozens",
    "half",
    "third",
    "quarter",
    "percent",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "double",
    "twice",
    "several",
    "few",
    "many",
    "all",
    "every",
    "some",
    "both",
];
const MODALS: &[&str] =
    &["may", "might", "could", "would", "should", "must", "can", "will", "shall", "ought", "cannot", "'d"];
const HEDGES: &[&str] = &[
    "probably",
    "likely",
    "perhaps",
    "maybe",
    "possibly",
    "apparently",
    "reportedly",
    "allegedly",
    "seemingly",
    "presumably",
    "think",
    "believe",
    "believes",
    "assess",
    "suspect",
    "seems",
    "seem",
    "appears",
    "appear",
    "suggests",
    "suggest",
    "certainly",
    "definitely",
    "clearly",
    "surely",
    "generally",
    "often",
    "usually",
    "sometimes",
    "always",
    "possible",
    "unlikely",
    "potentially",
    "obviously",
    "frankly",
    "essentially",
    "hope",
    "expect",
    "certain",
    "confident",
    "sure",
    "somewhat",
    "largely",
    "mostly",
];
const SUBJECTS: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "me",
    "us",
    "him",
    "her",
    "them",
    "our",
    "my",
    "your",
    "his",
    "their",
    "its",
    "who",
    "everyone",
    "everybody",
    "anyone",
    "someone",
    "nobody",
    "people",
    "president",
    "administration",
    "government",
];
const AUXILIARIES: &[&str] =
    &["is", "are", "am", "was", "were", "has", "have", "had", "do", "does", "did", "been", "be", "being", "'s"];

#[cfg(test)]
mod tests;
