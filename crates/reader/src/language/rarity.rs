//! How rare is a word?
//!
//! The wordpiece vocabulary lists whole words from the most frequent to the rarest one, so a word's line says how much it
//! tells: "of" next to nothing, "howitzer" much. The same for every document, whatever else is held. Not useful for names:
//! they are simply rare.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Words up to this place in the vocabulary tell nothing.
const COMMON: f32 = 60.0;
/// Words from this place on tell as much as a word that is not listed.
const RARE: f32 = 12_000.0;
/// A whole word of letters that comes first in the vocabulary; marks and single letters come before it.
const FIRST: &str = "the";

/// From 0 (function word) to 1 (rare, or not listed). `word` is in lower case.
pub fn rarity(word: &str) -> f32 {
    static PLACES: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let pieces = include_str!("../../data/lexicons/wordpieces.txt").lines().filter(|line| !line.starts_with("# "));
        let words = pieces.skip_while(|piece| *piece != FIRST).filter(|piece| !piece.starts_with("##"));
        words.zip(1u32..).collect()
    });
    match places.get(word) {
        Some(&place) => ((place as f32 / COMMON).ln() / (RARE / COMMON).ln()).clamp(0.0, 1.0),
        None => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::rarity;

    #[test]
    fn rare_words_tell_more() {
        assert_eq!(rarity("of"), 0.0);
        assert_eq!(rarity("zzyzx"), 1.0);
        assert!(rarity("people") < rarity("soldiers") && rarity("soldiers") < rarity("turbine"));
    }
}
