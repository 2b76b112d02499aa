//! Which documents does the user mean, and how do they become readings?
//!
//! Files, folders, standard input and JSONL become `Document`s in a fixed order; sidecars and `--meta` say what is known
//! about them. What cannot be read is told and passed over, and the rest goes on. Not useful for judging text: that is
//! the reader's.

pub mod batch;
pub mod content;
pub mod jsonl;
pub mod meta;
pub mod sources;
