//! When was it, as far as is known?
//!
//! An interval of days with its derivation; an open side is `None`. Useful for every view that shows a date.

use reader::meaning::time::When;
use serde::Serialize;

/// An interval of days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhenView {
    /// First day (ISO), inclusive.
    pub earliest: Option<String>,
    /// Last day (ISO), inclusive.
    pub latest: Option<String>,
    /// `Precision` as printed.
    pub precision: &'static str,
    /// The days that remain possible, where there are only a few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The derivation, for people.
    pub why: Option<String>,
}

impl WhenView {
    /// The view of a date of the reading.
    pub fn new(when: &When) -> WhenView {
        WhenView {
            earliest: when.earliest.map(|day| day.to_string()),
            latest: when.latest.map(|day| day.to_string()),
            precision: when.precision.as_str(),
            candidates: when.candidates.iter().map(|day| day.to_string()).collect(),
            why: Some(when.why.clone()).filter(|why| !why.is_empty()),
        }
    }

    /// For people; `None` where nothing is known.
    pub fn shown(&self) -> Option<String> {
        if !self.candidates.is_empty() {
            return Some(self.candidates.join(" or "));
        }
        interval(self.earliest.as_deref(), self.latest.as_deref())
    }
}

/// An interval of ISO days for people; `None` where both sides are open.
pub fn interval(earliest: Option<&str>, latest: Option<&str>) -> Option<String> {
    match (earliest, latest) {
        (Some(first), Some(last)) if first == last => Some(first.to_string()),
        (Some(first), Some(last)) => Some(format!("{first} to {last}")),
        (Some(first), None) => Some(format!("{first} or later")),
        (None, Some(last)) => Some(format!("{last} or before")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_never_says_more_than_is_known() {
        assert_eq!(interval(None, None), None);
        assert_eq!(interval(Some("2024-10-23"), Some("2024-10-23")).as_deref(), Some("2024-10-23"));
        assert_eq!(interval(None, Some("2024-10-25")).as_deref(), Some("2024-10-25 or before"));
    }
}
