//! What does the principal of a transcript assert?

use super::Attribution;
use crate::knowledge::Knowledge;
use crate::language::Language;
use crate::structure::Structure;
use crate::text::CleanText;

/// The principal's own assertions.
pub fn find(
    _text: &CleanText,
    _structure: &Structure,
    _language: &Language,
    _knowledge: &Knowledge,
) -> Vec<Attribution> {
    Vec::new()
}
