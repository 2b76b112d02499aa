//! Which documents does the user mean, and how do they become readings?
//!
//! Files, folders, standard input, archives, collections and, if asked for, feeds of the network become `Document`s in a fixed order; sidecars and `--meta` say
//! what is known about them. `sources` finds the files, `kind` says what each is, `walk` takes it apart within the limits of
//! `guard`, and one file a format knows the rest. What cannot be read is told and passed over, and the rest goes on. Not
//! useful for judging text: that is the reader's.

mod archive;
pub mod batch;
mod feed;
pub mod fetch;
mod guard;
mod jsonl;
mod kind;
mod lines;
mod mail;
pub mod meta;
pub mod pdf;
pub mod sources;
pub mod table;
mod tei;
mod walk;
mod warc;
mod xml;
