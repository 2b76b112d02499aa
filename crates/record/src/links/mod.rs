//! What do statements have to do with one another?
//!
//! One judge a folder, each a pure function over words: no I/O here. `quote_check` sets a quotation beside a transcript.

pub mod quote_check;
