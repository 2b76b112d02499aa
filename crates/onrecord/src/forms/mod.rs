//! How does an answer look: JSON, terminal text, pages?
//!
//! Forms print views and readings; they decide nothing about text. Offsets are bytes everywhere else: here, and only
//! here, they become the unit that the user asked for.

pub mod cite;
pub mod export;
pub mod html;
pub mod json;
pub mod offsets;
pub mod quote_check;
pub mod stages;
pub mod terminal;
