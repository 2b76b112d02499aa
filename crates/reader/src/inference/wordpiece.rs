//! Which pieces of its vocabulary does a model see in a text?
//!
//! WordPiece as BERT's uncased models use it (Wu et al. 2016; Devlin et al. 2019): lower case, no accents, words and
//! punctuation apart, each word cut greedily into the longest pieces known. Every piece keeps its bytes. Not useful for
//! words as readers see them: that is `language::tokenize`.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of more letters than this are unknown as a whole.
const LONGEST_WORD: usize = 100;

/// A piece: its number in the vocabulary and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Index of its line in the vocabulary.
    pub id: u32,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it goes on with the word of the piece before.
    pub is_inner: bool,
}

/// The pieces a model knows.
#[derive(Debug)]
pub struct Vocabulary {
    whole: FxHashMap<&'static str, u32>,
    /// Pieces inside a word, without their "##".
    inner: FxHashMap<&'static str, u32>,
    unknown: u32,
    /// Put before a text.
    pub start: u32,
    /// Put after a text.
    pub stop: u32,
}

impl Vocabulary {
    /// Reads a vocabulary, a piece a line; lines that begin with "# " tell what it is.
    pub fn parse(lines: &'static str) -> Vocabulary {
        let (mut whole, mut inner) = (FxHashMap::default(), FxHashMap::default());
        for (number, piece) in lines.lines().filter(|line| !line.starts_with("# ")).enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) => inner.insert(rest, number as u32),
                None => whole.insert(piece, number as u32),
            };
        }
        let special = |name: &str| whole.get(name).copied().unwrap_or(0);
        let (unknown, start, stop) = (special("[UNK]"), special("[CLS]"), special("[SEP]"));
        Vocabulary { whole, inner, unknown, start, stop }
    }

    /// The pieces of a text whose first byte is byte `offset` of the document, in order.
    pub fn pieces(&self, text: &str, offset: usize) -> Vec<Piece> {
        let mut result = Vec::with_capacity(text.len() / 4);
        // Normalised letters of the word so far, each with the bytes it came from.
        let mut word: Vec<(char, usize, usize)> = Vec::new();
        for (at, letter) in text.char_indices() {
            let (start, end) = (offset + at, offset + at + letter.len_utf8());
            if is_space(letter) {
                self.cut(&mut word, &mut result);
            } else if letter == '\0' || letter == '\u{fffd}' || letter.is_control() || is_format(letter) {
            } else if is_punctuation(letter) || is_ideograph(letter) {
                self.cut(&mut word, &mut result);
                word.push((letter, start, end));
                self.cut(&mut word, &mut result);
            } else if letter.is_ascii() {
                word.push((letter.to_ascii_lowercase(), start, end));
            } else {
                let plain = letter.nfd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase);
                // Lower case can bring a mark of its own ("İ").
                word.extend(plain.filter(|part| !is_combining_mark(*part)).map(|part| (part, start, end)));
            }
        }
        self.cut(&mut word, &mut result);
        result
    }

    /// Cuts a word into its pieces and empties it.
    fn cut(&self, word: &mut Vec<(char, usize, usize)>, result: &mut Vec<Piece>) {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return };
        let whole = Piece { id: self.unknown, start: first.1, end: last.2, is_inner: false };
        let before = result.len();
        let mut at = if word.len() > LONGEST_WORD { usize::MAX } else { 0 };
        let mut letters = String::new();
        while at < word.len() {
            letters.clear();
            letters.extend(word[at..].iter().map(|letter| letter.0));
            let known = if at == 0 { &self.whole } else { &self.inner };
            let mut count = word.len() - at;
            let id = loop {
                match known.get(letters.as_str()) {
                    Some(id) => break Some(*id),
                    None if count <= 1 => break None,
                    None => {
                        letters.pop();
                        count -= 1;
                    }
                }
            };
            let Some(id) = id else {
                at = usize::MAX;
                break;
            };
            result.push(Piece { id, start: word[at].1, end: word[at + count - 1].2, is_inner: at > 0 });
            at += count;
        }
        if at == usize::MAX {
            result.truncate(before);
            result.push(whole);
        }
        word.clear();
    }
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}

/// Characters that steer the setting of a text and are no part of its words.
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
            | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

fn is_ideograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x20000..=0x2a6df | 0xf900..=0xfaff)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nfer\nharbor\n“\n.\ncafe\n##ry\n##s\n##man";

    fn shown(text: &str) -> String {
        let vocabulary = Vocabulary::parse(LINES);
        let names: Vec<&str> = LINES.lines().collect();
        let show = |piece: &Piece| format!("{}={}", names[piece.id as usize], &text[piece.start..piece.end]);
        vocabulary.pieces(text, 0).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces_known() {
        assert_eq!(shown("Ferrys ferryman."), "fer=Fer ##ry=ry ##s=s fer=fer ##ry=ry ##man=man .=.");
    }

    #[test]
    fn accents_and_capitals_do_not_count_and_bytes_stay_right() {
        assert_eq!(shown("“CAFÉ"), "“=“ cafe=CAFÉ");
        assert_eq!(shown("cafe\u{301}s"), "cafe=cafe ##s=s");
    }

    #[test]
    fn a_word_with_an_unknown_part_is_unknown_as_a_whole() {
        assert_eq!(shown("ferx harbor"), "[UNK]=ferx harbor=harbor");
        assert_eq!(shown(&"fer".repeat(60)), format!("[UNK]={}", "fer".repeat(60)));
    }
}
