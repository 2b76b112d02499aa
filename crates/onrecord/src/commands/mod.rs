//! What does each command do?
//!
//! A command asks reader or record, makes views and hands them to a form. Answers go to standard output, messages to
//! standard error. Which commands there are stands in `args`.

pub mod add;
pub mod answer;
pub mod example;
pub mod identities;
pub mod keep;
pub mod linked;
pub mod manual;
pub mod mcp;
pub mod quotes;
pub mod read;
pub mod show;
pub mod versions;
pub mod watch;

use crate::args::Asked;
use crate::fault::{Fault, Result};
use crate::intake::fetch::Fetcher;
use crate::intake::meta;
use crate::intake::sources::{Source, Sources};
use reader::{Given, Knowledge};
use serde::Serialize;
use std::io::Write;

/// The documents that the user named.
pub fn sources(asked: &Asked) -> Result<Sources> {
    let shared = match asked.meta() {
        Some(path) => meta::read(&path).map_err(Fault::Input)?,
        None => Given::default(),
    };
    let mut all: Vec<Source> = asked.paths().into_iter().map(Source::Path).collect();
    match asked.feed() {
        Some(address) if address.contains("://") => all.push(fetched(asked, address)?),
        Some(file) => all.push(Source::Path(file.into())),
        None => {}
    }
    Ok(Sources::new(all, shared, asked.columns()?, asked.number("max-bytes")))
}

/// The feed at this address, if the user allows it to be fetched.
fn fetched(asked: &Asked, address: String) -> Result<Source> {
    if !asked.flag("fetch") {
        let what = "fetching from the network is off; add --fetch to allow it for this command, or save the feed and \
                    name the file";
        return Err(Fault::Usage(format!("{address}: {what}")));
    }
    let bytes = Fetcher::default().feed(&address).map_err(|what| Fault::Input(format!("{address}: {what}")))?;
    Ok(Source::Fetched(address, bytes))
}

/// What the reader of the tier that the user wants knows.
pub fn knowledge(asked: &Asked) -> Knowledge {
    if asked.is_accurate() { Knowledge::accurate() } else { Knowledge::built_in() }
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
