//! What does each command do?
//!
//! A command asks reader or record, makes views and hands them to a form. Answers go to standard output, messages to
//! standard error. Which commands there are stands in `args`.

pub mod add;
pub mod answer;
pub mod example;
pub mod keep;
pub mod manual;
pub mod read;
pub mod show;

use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::forms::terminal::tell;
use crate::intake::{meta, sources::Sources};
use reader::Given;
use serde::Serialize;
use std::io::Write;

/// The documents that the user named.
pub fn sources(asked: &Asked) -> Result<Sources> {
    if asked.is_accurate() {
        tell("--tier accurate: there is one reader at present, so this reads as --tier fast does");
    }
    let shared = match asked.meta() {
        Some(path) => meta::read(&path).map_err(Fault::Input)?,
        None => Given::default(),
    };
    Ok(Sources::new(asked.paths(), shared, asked.number("max-bytes")))
}

/// Prints one object on a line.
pub fn print_json(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Prints the last line of every list in JSON, so that a cut answer shows.
pub fn print_rows(out: &mut impl Write, rows: u64) -> Result<()> {
    writeln!(out, "{{\"rows\":{rows}}}")?;
    out.flush()?;
    Ok(())
}
