//! Which characters are the codes of a PDF's strings, and how wide are they?
//!
//! A font's own table to Unicode goes first, then the names that it gives its marks, then the encoding it states. What none
//! of them tells is U+FFFD. Not useful for what the marks look like.

use super::super::xml::windows_1252;
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Fonts met so far, by the number of their object.
#[derive(Default)]
pub struct Fonts(BTreeMap<ObjectIdentifier, Rc<Font>>);

impl Fonts {
    /// The font that a dictionary describes.
    pub fn of(&mut self, dict: &Dict) -> Rc<Font> {
        let id = dict.obj_id();
        if let Some(found) = id.and_then(|id| self.0.get(&id)) {
            return Rc::clone(found);
        }
        let font = Rc::new(Font::read(dict));
        if let Some(id) = id {
            self.0.insert(id, Rc::clone(&font));
        }
        font
    }
}

/// A font.
pub struct Font {
    /// Codes of two bytes, else of one.
    is_wide: bool,
    to_unicode: Option<CMap>,
    /// What the codes of one byte stand for; empty for wide ones.
    table: Vec<Option<String>>,
    /// Thousandths of the size, by code.
    widths: BTreeMap<u32, f32>,
    width: Option<f32>,
    is_mono: bool,
}

/// A code of a string, read.
pub struct Coded {
    /// What it prints.
    pub text: String,
    /// Its width in units of the font's size.
    pub width: f32,
    /// Whether word spacing applies to it.
    pub is_space: bool,
}

/// More widths are not kept.
const MOST_WIDTHS: usize = 70_000;

impl Font {
    fn read(dict: &Dict) -> Font {
        let to_unicode = dict
            .get::<Stream>("ToUnicode")
            .and_then(|stream| stream.decoded().ok())
            .and_then(|data| CMap::parse(&data, |_| None));
        let is_wide = dict.get::<Name>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let name = dict.get::<Name>("BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
        let mut font = Font {
            is_wide,
            to_unicode,
            table: Vec::new(),
            widths: BTreeMap::new(),
            width: None,
            is_mono: name.contains("Courier") || name.contains("Mono"),
        };
        if is_wide {
            font.read_wide(dict);
        } else {
            font.read_narrow(dict);
        }
        font
    }

    fn read_wide(&mut self, dict: &Dict) {
        let Some(inner) = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next()) else {
            return;
        };
        self.width = Some(inner.get::<Number>("DW").map_or(1000.0, |width| width.as_f32()));
        let Some(listed) = inner.get::<Array>("W") else { return };
        // `FIRST [WIDTH …]` or `FIRST LAST WIDTH`.
        let mut numbers: Vec<f32> = Vec::new();
        for object in listed.iter::<Object>() {
            match object {
                Object::Array(widths) => {
                    let first = numbers.pop().unwrap_or(0.0) as u32;
                    for (number, width) in widths.iter::<Number>().enumerate().take(MOST_WIDTHS) {
                        self.add(first.saturating_add(number as u32), width.as_f32());
                    }
                    numbers.clear();
                }
                Object::Number(number) => numbers.push(number.as_f32()),
                _ => {}
            }
            if let [first, last, width] = numbers[..] {
                let first = first as u32;
                let last = (last as u32).min(first.saturating_add(MOST_WIDTHS as u32));
                (first..=last).for_each(|code| self.add(code, width));
                numbers.clear();
            }
        }
    }

    fn read_narrow(&mut self, dict: &Dict) {
        let first = dict.get::<Number>("FirstChar").map_or(0, |first| first.as_i64().clamp(0, 255)) as u32;
        if let Some(widths) = dict.get::<Array>("Widths") {
            for (number, width) in widths.iter::<Number>().enumerate().take(256) {
                self.add(first + number as u32, width.as_f32());
            }
        }
        let encoding = dict.get::<Object>("Encoding");
        let (base, differences) = match &encoding {
            Some(Object::Name(name)) => (Some(name.as_str().to_owned()), None),
            Some(Object::Dict(dict)) => (
                dict.get::<Name>("BaseEncoding").map(|name| name.as_str().to_owned()),
                dict.get::<Array>("Differences"),
            ),
            _ => (None, None),
        };
        self.table = (0..=255u8).map(|code| encoded(base.as_deref(), code).map(String::from)).collect();
        let mut code = 0usize;
        for object in differences.iter().flat_map(|differences| differences.iter::<Object>()) {
            match object {
                Object::Number(number) => code = number.as_i64().clamp(0, 255) as usize,
                Object::Name(name) => {
                    if let Some(entry) = self.table.get_mut(code) {
                        *entry = named(name.as_str());
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, code: u32, width: f32) {
        if self.widths.len() < MOST_WIDTHS {
            self.widths.insert(code, width);
        }
    }

    /// The codes of a string.
    pub fn read_codes(&self, bytes: &[u8]) -> Vec<Coded> {
        let size = if self.is_wide { 2 } else { 1 };
        bytes
            .chunks(size)
            .map(|code| {
                let code = code.iter().fold(0u32, |code, &byte| code << 8 | u32::from(byte));
                let text = self.text(code);
                let width = self.widths.get(&code).copied().or(self.width);
                let width = width.map_or_else(|| usual_width(&text, self.is_mono), |width| width / 1000.0);
                Coded { text, width, is_space: !self.is_wide && code == 32 }
            })
            .collect()
    }

    fn text(&self, code: u32) -> String {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(|found| match found {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text.to_string(),
        });
        let mapped = mapped.filter(|text| !text.is_empty() && !text.contains('\0'));
        let known = mapped.or_else(|| self.table.get(code as usize).cloned().flatten());
        let text = known.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string());
        // Ligatures are letters.
        match text.as_str() {
            "ﬀ" => "ff".into(),
            "ﬁ" => "fi".into(),
            "ﬂ" => "fl".into(),
            "ﬃ" => "ffi".into(),
            "ﬄ" => "ffl".into(),
            "\u{a0}" => " ".into(),
            _ => text,
        }
    }
}

/// About how wide a character is in the fonts that every program has, which are not described.
fn usual_width(text: &str, is_mono: bool) -> f32 {
    match text.chars().next() {
        _ if is_mono => 0.6,
        Some('i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | '’' | '‘') => 0.25,
        Some(' ' | '-' | '(' | ')') => 0.3,
        Some('m' | 'w' | 'M' | 'W' | '—' | '@') => 0.85,
        Some(c) if c.is_uppercase() => 0.68,
        _ => 0.53,
    }
}

/// What a code stands for in one of the encodings that a font may state.
fn encoded(base: Option<&str>, code: u8) -> Option<char> {
    const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
    const STANDARD: [(u8, &str); 11] = [
        (0xa1, "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ"),
        (0xb1, "–†‡·"),
        (0xb6, "¶•‚„”»…‰"),
        (0xbf, "¿"),
        (0xd0, "—"),
        (0xe1, "Æ"),
        (0xe3, "ª"),
        (0xe8, "ŁØŒº"),
        (0xf1, "æ"),
        (0xf5, "ı"),
        (0xf8, "łøœß"),
    ];
    let character = char::from(code);
    match base {
        Some("WinAnsiEncoding") if code >= 32 => Some(windows_1252(code)).filter(|c| !c.is_control()),
        Some("MacRomanEncoding") if code >= 128 => MAC.chars().nth(usize::from(code) - 128),
        // Small ligatures of typesetting programs.
        _ if (0x0b..=0x0f).contains(&code) => ['ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ'].get(usize::from(code) - 0x0b).copied(),
        Some("MacRomanEncoding") if (32..127).contains(&code) => Some(character),
        _ if code == 0x27 => Some('’'),
        _ if code == 0x60 => Some('‘'),
        _ if (32..127).contains(&code) => Some(character),
        _ => STANDARD
            .iter()
            .find_map(|(first, characters)| characters.chars().nth(usize::from(code.checked_sub(*first)?))),
    }
}

/// The character that a mark's name stands for.
fn named(name: &str) -> Option<String> {
    const ASCII: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk \
                         plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon \
                         less equal greater question at";
    const BETWEEN: [(&str, char); 10] = [
        ("bracketleft", '['),
        ("backslash", '\\'),
        ("bracketright", ']'),
        ("asciicircum", '^'),
        ("underscore", '_'),
        ("grave", '`'),
        ("braceleft", '{'),
        ("bar", '|'),
        ("braceright", '}'),
        ("asciitilde", '~'),
    ];
    const LATIN: &str = "exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft \
                         logicalnot softhyphen registered macron degree plusminus twosuperior threesuperior acute mu \
                         paragraph periodcentered cedilla onesuperior ordmasculine guillemotright onequarter onehalf \
                         threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave \
                         Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute \
                         Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn \
                         germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex \
                         edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde \
                         odieresis divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis";
    const OTHERS: [(&str, &str); 34] = [
        ("quoteleft", "‘"),
        ("quoteright", "’"),
        ("quotedblleft", "“"),
        ("quotedblright", "”"),
        ("quotesinglbase", "‚"),
        ("quotedblbase", "„"),
        ("endash", "–"),
        ("emdash", "—"),
        ("minus", "−"),
        ("ellipsis", "…"),
        ("bullet", "•"),
        ("dagger", "†"),
        ("daggerdbl", "‡"),
        ("perthousand", "‰"),
        ("guilsinglleft", "‹"),
        ("guilsinglright", "›"),
        ("fi", "fi"),
        ("fl", "fl"),
        ("ff", "ff"),
        ("ffi", "ffi"),
        ("ffl", "ffl"),
        ("trademark", "™"),
        ("Euro", "€"),
        ("florin", "ƒ"),
        ("Scaron", "Š"),
        ("scaron", "š"),
        ("Zcaron", "Ž"),
        ("zcaron", "ž"),
        ("OE", "Œ"),
        ("oe", "œ"),
        ("Ydieresis", "Ÿ"),
        ("Lslash", "Ł"),
        ("lslash", "ł"),
        ("dotlessi", "ı"),
    ];
    // `a.alt` is a form of `a`.
    let name = name.split_once('.').map_or(name, |(name, _)| name);
    let position = |list: &str| list.split(' ').position(|known| known == name).map(|position| position as u32);
    let coded = |prefix: &str| {
        let digits = name.strip_prefix(prefix)?;
        ((4..=6).contains(&digits.len())).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let mut letters = name.chars();
    let found = match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(letter),
        _ => position(ASCII)
            .map(|position| 32 + position)
            .or_else(|| position(LATIN).map(|position| 0xa1 + position))
            .or_else(|| coded("uni"))
            .or_else(|| coded("u"))
            .and_then(char::from_u32)
            .or_else(|| BETWEEN.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)),
    };
    let found = found.map(String::from);
    found.or_else(|| OTHERS.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_stand_for_characters() {
        for (name, wanted) in [
            ("A", Some("A")),
            ("at", Some("@")),
            ("quotesingle", Some("'")),
            ("eacute", Some("é")),
            ("ydieresis", Some("ÿ")),
            ("exclamdown", Some("¡")),
            ("quotedblleft", Some("“")),
            ("bracketright", Some("]")),
            ("uni201D", Some("”")),
            ("u1F600", Some("😀")),
            ("fi", Some("fi")),
            ("a.alt", Some("a")),
            ("g42", None),
            (".notdef", None),
            ("", None),
        ] {
            assert_eq!(named(name).as_deref(), wanted, "{name}");
        }
        assert_eq!(encoded(Some("WinAnsiEncoding"), 0x93), Some('“'));
        assert_eq!(encoded(Some("MacRomanEncoding"), 0xd2), Some('“'));
        assert_eq!(encoded(Some("MacRomanEncoding"), 0xff), Some('ˇ'));
        assert_eq!((encoded(None, 0xaa), encoded(None, 0x27), encoded(None, 0x41)), (Some('“'), Some('’'), Some('A')));
        assert_eq!((encoded(None, 0xfb), encoded(None, 0), encoded(None, 0xff)), (Some('ß'), None, None));
    }
}
