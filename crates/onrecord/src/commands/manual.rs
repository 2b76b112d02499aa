//! How is the program used? Completions and the man page, made from the command line itself.

use crate::args::{self, Asked};
use crate::fault::{Fault, Result};
use clap_complete::Shell;
use std::io::Write;

/// `onrecord completions SHELL`.
pub fn completions(asked: &Asked) -> Result<u8> {
    let name = asked.words("shell");
    let shell: Shell = name.parse().map_err(|_| Fault::Usage(format!("{name}: no completions for this shell")))?;
    // clap_complete panics where it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::program(), "onrecord", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(0)
}

/// `onrecord man`.
pub fn page(_asked: &Asked) -> Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(args::program()).render(&mut page)?;
    for entry in args::COMMANDS {
        writeln!(page, ".SH onrecord {}", entry.name)?;
        if let Some(command) = args::program().find_subcommand(entry.name) {
            let manual = clap_mangen::Man::new(command.clone());
            manual.render_synopsis_section(&mut page)?;
            manual.render_description_section(&mut page)?;
            manual.render_options_section(&mut page)?;
            manual.render_extra_section(&mut page)?;
        }
    }
    std::io::stdout().write_all(&page)?;
    Ok(0)
}
