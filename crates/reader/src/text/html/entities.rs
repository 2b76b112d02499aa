//! Which characters does `&…;` stand for?
//!
//! Named and numbered references as the HTML standard reads them, old names without semicolon among them.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The standard's list: a name, a tab, the characters.
const NAMES: &str = include_str!("../../../data/lexicons/entities.txt");

/// No name is longer.
const LONGEST: usize = 33;

/// What the numbers 128 to 159 are read as.
const OLD: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The reference at the start of `text` (which begins with `&`): how many bytes it takes and what it stands for.
/// `is_value` says that it stands in an attribute, where old names are followed by no letter, digit or `=`.
pub(super) fn reference(text: &str, is_value: bool) -> Option<(usize, Cow<'static, str>)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numbered(text);
    }
    let run = bytes[1..].iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(1 + run) == Some(&b';')
        && let Some(found) = named(&text[1..run + 2])
    {
        return Some((run + 2, found.into()));
    }
    let (length, found) = (2..=run.min(6)).rev().find_map(|length| Some((length, named(&text[1..=length])?)))?;
    let next = bytes.get(1 + length);
    let is_word = is_value && next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'=');
    (!is_word).then_some((1 + length, found.into()))
}

fn numbered(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let is_hex = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let from = 2 + usize::from(is_hex);
    let radix = if is_hex { 16 } else { 10 };
    let digits = text[from..].bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = from + digits;
    let number = u32::from_str_radix(&text[from..end], radix).unwrap_or(u32::MAX);
    let character = match number {
        0 => '\u{fffd}',
        128..=159 => OLD[number as usize - 128],
        _ => char::from_u32(number).unwrap_or('\u{fffd}'),
    };
    let length = end + usize::from(text.as_bytes().get(end) == Some(&b';'));
    Some((length, character.to_string().into()))
}

/// The characters that a name stands for.
fn named(name: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, String>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let entries = NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let (name, numbers) = line.split_once('\t')?;
            let characters = numbers.split(' ').map(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
            Some((name, characters.collect::<Option<String>>()?))
        });
        entries.collect()
    });
    table.get(name).map(String::as_str)
}

/// A value with its references read.
pub(super) fn decoded(text: &str, is_value: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        result.push_str(&text[at..at + found]);
        at += found;
        match reference(&text[at..], is_value) {
            Some((length, words)) => {
                result.push_str(&words);
                at += length;
            }
            None => {
                result.push('&');
                at += 1;
            }
        }
    }
    result.push_str(&text[at..]);
    result
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (printed, expected) in [
            ("a&amp;b &lt;p&gt; &quot;", "a&b <p> \""),
            ("&ldquo;no&rdquo; &#8220;&#x201D;&#x201c", "“no” “”“"),
            ("&copy2019 &ampx &notit; &notin;", "©2019 &x ¬it; ∉"),
            ("&#150;&#0;&#xD800;&#99999999999;", "–\u{fffd}\u{fffd}\u{fffd}"),
            ("&;&&#;&#x;&unknown;&zzz", "&;&&#;&#x;&unknown;&zzz"),
            ("&AElig;&zwnj;&NotEqualTilde;", "Æ\u{200c}≂̸"),
        ] {
            assert_eq!(decoded(printed, false), expected, "{printed}");
        }
        assert_eq!(decoded("?a=1&copy=2&lt;3", true), "?a=1&copy=2<3");
    }
}
