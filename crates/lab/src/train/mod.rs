//! Which weights fit the data?
//!
//! One trainer a model; each uses the reader's own features.

pub mod attribution;
mod averaged;
mod chain;
pub mod language;
pub mod treebank;
