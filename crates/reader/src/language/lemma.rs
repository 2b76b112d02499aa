//! Which dictionary form does a word have?
//!
//! Rules with a list of irregular verbs; made for verbs and nouns, which is what cues are. Other words are only lowered.

use super::token::Tag;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Irregular forms: form, lemma.
const IRREGULAR: &str = include_str!("../../data/lexicons/irregular-verbs.txt");

/// The lines of the list: dictionary form first.
fn irregular_lines() -> impl Iterator<Item = std::str::SplitWhitespace<'static>> {
    IRREGULAR.lines().filter(|line| !line.starts_with('#')).map(str::split_whitespace)
}

fn irregular(form: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for mut line in irregular_lines() {
            if let Some(lemma) = line.next() {
                // "found" is of "find" though "found" is a verb as well: the first line that has a form wins.
                line.for_each(|form| _ = table.entry(form).or_insert(lemma));
            }
        }
        table
    });
    table.get(form).copied()
}

/// The inflected forms of a dictionary form, itself included, each with whether it may be a past tense or participle.
/// Rather one form too many than one too few: of "plan" come "planned" and "planed".
pub fn forms(lemma: &str, is_verb: bool) -> Vec<(String, bool)> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        irregular_lines().filter_map(|mut line| Some((line.next()?, line.collect::<Vec<_>>()))).collect()
    });
    let mut forms = vec![(lemma.to_string(), false)];
    let bytes = lemma.as_bytes();
    let Some(&last) = bytes.last() else { return forms };
    let is_vowel = |byte: u8| b"aeiou".contains(&byte);
    let ends_y = last == b'y' && bytes.len() > 1 && !is_vowel(bytes[bytes.len() - 2]);
    let stem = lemma.strip_suffix(|c: char| c.is_ascii()).unwrap_or(lemma);
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| lemma.ends_with(ending));
    forms.push((
        match (ends_y, hisses) {
            (true, _) => format!("{stem}ies"),
            (_, true) => format!("{lemma}es"),
            _ => format!("{lemma}s"),
        },
        false,
    ));
    if !is_verb {
        if let Some(stem) = lemma.strip_suffix("man") {
            forms.push((format!("{stem}men"), false));
        }
        return forms;
    }
    if let Some(irregular) = table.get(lemma) {
        // "tell" has no "telled", but "dream" and "prove" have both.
        forms.extend(irregular.iter().map(|form| (form.to_string(), !form.ends_with("ing"))));
    }
    match last {
        b'e' => {
            forms.extend([(format!("{lemma}d"), true), (format!("{stem}ing"), false), (format!("{lemma}ing"), false)])
        }
        b'y' if ends_y => forms.extend([(format!("{stem}ied"), true), (format!("{lemma}ing"), false)]),
        last => {
            forms.extend([(format!("{lemma}ed"), true), (format!("{lemma}ing"), false)]);
            if last.is_ascii_alphabetic() && !is_vowel(last) {
                let doubled = format!("{lemma}{}", last as char);
                forms.extend([(format!("{doubled}ed"), true), (format!("{doubled}ing"), false)]);
            }
            if last == b'c' {
                forms.extend([(format!("{lemma}ked"), true), (format!("{lemma}king"), false)]);
            }
        }
    }
    forms
}

/// The dictionary form in lower case.
pub fn lemma(word: &str, tag: Tag) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    if tag.is_verb() || tag == Tag::Md {
        verb(&lower)
    } else if matches!(tag, Tag::Nns | Tag::Nnps) {
        singular(&lower)
    } else {
        lower
    }
}

fn verb(lower: &str) -> String {
    match lower {
        "'s" | "'re" | "'m" | "is" | "are" | "was" | "were" | "am" | "been" | "being" => return "be".into(),
        "'ve" | "'d" | "has" | "had" | "having" => return "have".into(),
        "does" | "did" | "done" | "doing" => return "do".into(),
        "goes" | "went" | "gone" => return "go".into(),
        "'ll" => return "will".into(),
        "ca" => return "can".into(),
        "wo" => return "will".into(),
        _ => {}
    }
    if let Some(lemma) = irregular(lower) {
        return lemma.into();
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = lower.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if lower.ends_with(ending) {
            return lower[..lower.len() - 2].into();
        }
    }
    if lower.ends_with('s') && !lower.ends_with("ss") && lower.len() > 3 {
        return lower[..lower.len() - 1].into();
    }
    for ending in ["ing", "ed"] {
        if let Some(stem) =
            lower.strip_suffix(ending).filter(|stem| stem.len() > 2 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        {
            return base(stem);
        }
    }
    lower.into()
}

/// The base form behind a stem that lost "-ed" or "-ing".
fn base(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let last = bytes[bytes.len() - 1];
    let before = bytes[bytes.len() - 2];
    let is_vowel = |byte: u8| b"aeiou".contains(&byte);
    // "planned" → "plan", but "call", "pass", "stuff", "buzz" keep both.
    if stem.len() > 3 && last == before && !b"lsfz".contains(&last) && last.is_ascii_alphabetic() {
        return stem[..stem.len() - 1].into();
    }
    const DOUBLED_L: &[&str] =
        &["compell", "controll", "cancell", "labell", "propell", "signall", "travell", "expell", "rebell"];
    if DOUBLED_L.contains(&stem) {
        return stem[..stem.len() - 1].into();
    }
    let wants_e = stem.ends_with("at")
        && stem.len() > 3
        && !stem.ends_with("eat")
        && !stem.ends_with("oat")
        && !stem.ends_with("heat")
        || stem.ends_with("iz")
        || stem.ends_with("is") && stem.len() > 3
        || stem.ends_with("iv")
        || stem.ends_with("olv")
        || stem.ends_with("erv")
        || stem.ends_with("iev")
        || stem.ends_with("av")
        || stem.ends_with("ov")
        || stem.ends_with("uc")
        || stem.ends_with("nc")
        || stem.ends_with("rc")
        || stem.ends_with("ic")
        || stem.ends_with("ac")
        || stem.ends_with("dg")
        || stem.ends_with("rg")
        || stem.ends_with("eng") && stem.len() > 4
        || stem.ends_with("ang") && stem.len() > 4
        || stem.ends_with("ag") && stem.len() > 3
        || stem.ends_with("eg") && stem.len() > 3
        || stem.ends_with("ur") && stem.len() > 3 && !stem.ends_with("our")
        || stem.ends_with("ir") && stem.len() > 3 && !stem.ends_with("air")
        || stem.ends_with("or") && stem.len() > 4 && is_vowel(bytes[bytes.len() - 2]) && stem.ends_with("plor")
        || stem.ends_with("uar")
        || stem.ends_with("ar")
            && matches!(stem, "declar" | "prepar" | "shar" | "compar" | "star" | "dar" | "car" | "scar")
        || stem.ends_with("id")
            && matches!(
                stem,
                "decid" | "provid" | "divid" | "insid" | "presid" | "guid" | "resid" | "collid" | "coincid" | "confid"
            )
        || stem.ends_with("ud") && stem.len() > 3 && !stem.ends_with("oud")
        || stem.ends_with("ed") && matches!(stem, "conced" | "preced" | "imped" | "reced")
        || stem.ends_with("ad") && matches!(stem, "persuad" | "invad" | "evad" | "trad" | "fad")
        || stem.ends_with("ok")
            && matches!(stem, "jok" | "invok" | "provok" | "revok" | "evok" | "chok" | "strok" | "smok")
        || stem.ends_with("lin") && matches!(stem, "declin" | "outlin" | "underlin" | "redlin")
        || stem.ends_with("in")
            && matches!(
                stem,
                "examin" | "determin" | "imagin" | "defin" | "combin" | "undermin" | "refin" | "opin" | "shin"
            )
        || stem.ends_with("os") && stem.len() > 3
        || stem.ends_with("us") && stem.len() > 3 && !matches!(stem, "focus" | "discus")
        || stem.ends_with("as") && stem.len() > 3
        || stem.ends_with("eas")
        || stem.ends_with("ot") && matches!(stem, "not" | "vot" | "quot" | "promot" | "devot" | "denot")
        || stem.ends_with("ut")
            && matches!(
                stem,
                "disput"
                    | "refut"
                    | "attribut"
                    | "contribut"
                    | "execut"
                    | "prosecut"
                    | "persecut"
                    | "constitut"
                    | "institut"
                    | "comput"
                    | "distribut"
                    | "salut"
                    | "mut"
                    | "substitut"
            )
        || stem.ends_with("it")
            && matches!(stem, "cit" | "writ" | "recit" | "invit" | "excit" | "unit" | "incit" | "reunit")
        || stem.ends_with("et") && matches!(stem, "complet" | "compet" | "delet")
        || stem.ends_with("bl")
        || stem.ends_with("pl")
        || stem.ends_with("tl")
        || stem.ends_with("gl")
        || stem.ends_with("dl")
        || stem.ends_with("kl")
        || stem.ends_with("fl")
        || stem.ends_with("am") && matches!(stem, "blam" | "nam" | "fram" | "tam" | "sham" | "renam")
        || stem.ends_with("um") && matches!(stem, "assum" | "presum" | "resum" | "consum")
        || stem.ends_with("im") && matches!(stem, "tim")
        || stem.ends_with("ap") && matches!(stem, "shap" | "escap" | "tap" | "rap" | "landscap")
        || stem.ends_with("op") && matches!(stem, "hop" | "cop" | "scop")
        || stem.ends_with("ik") && matches!(stem, "lik" | "strik" | "dislik" | "spik" | "hik")
        || stem.ends_with("ak") && matches!(stem, "mak" | "tak" | "shak" | "wak")
        || stem.ends_with("ul") && matches!(stem, "rul" | "overrul")
        || stem.ends_with("il") && matches!(stem, "fil" | "compil" | "smil" | "reconcil")
        || stem.ends_with("nour")
        || stem.ends_with("ens")
        || stem.ends_with("uls")
        || stem.ends_with("ers")
        || stem.ends_with("aps")
        || stem.ends_with("ps") && stem.ends_with("laps")
        || stem.ends_with("yp")
        || stem.ends_with("iqu")
        || stem.ends_with("gu") && stem.len() > 3
        || stem.ends_with("scrib")
        || stem.ends_with("brib");
    if wants_e { format!("{stem}e") } else { stem.into() }
}

fn singular(lower: &str) -> String {
    match lower {
        "people" => return "people".into(),
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "children" => return "child".into(),
        _ => {}
    }
    if let Some(stem) = lower.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if lower.ends_with(ending) {
            return lower[..lower.len() - 2].into();
        }
    }
    match lower.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !lower.ends_with("ss") => stem.into(),
        _ => lower.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        let verb = |lemma| forms(lemma, true).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        for (lemma, form) in [
            ("say", "said"),
            ("deny", "denies"),
            ("deny", "denied"),
            ("plan", "planning"),
            ("believe", "believing"),
            ("see", "seeing"),
            ("guess", "guesses"),
            ("tell", "told"),
        ] {
            assert!(verb(lemma).contains(&form.to_string()), "{form}");
        }
        assert!(forms("belief", false).contains(&("beliefs".to_string(), false)));
        assert_eq!(forms("", true), [(String::new(), false)]);
        forms("é", true);
    }

    #[test]
    fn finds_the_dictionary_form() {
        for (form, wanted) in [
            ("said", "say"),
            ("told", "tell"),
            ("denies", "deny"),
            ("denied", "deny"),
            ("speaking", "speak"),
            ("found", "find"),
            ("announced", "announce"),
            ("planned", "plan"),
            ("called", "call"),
            ("urged", "urge"),
            ("believes", "believe"),
            ("argued", "argue"),
            ("noted", "note"),
            ("added", "add"),
            ("claimed", "claim"),
            ("described", "describe"),
            ("insisting", "insist"),
            ("stated", "state"),
            ("pledged", "pledge"),
            ("confirmed", "confirm"),
            ("rejects", "reject"),
            ("warned", "warn"),
            ("proposed", "propose"),
            ("decided", "decide"),
            ("hoped", "hope"),
            ("quoted", "quote"),
            ("wrote", "write"),
            ("knew", "know"),
            ("suggested", "suggest"),
            ("criticized", "criticize"),
            ("accused", "accuse"),
            ("declared", "declare"),
        ] {
            assert_eq!(lemma(form, Tag::Vbd), wanted, "{form}");
        }
        assert_eq!(lemma("Officials", Tag::Nns), "official");
    }
}
