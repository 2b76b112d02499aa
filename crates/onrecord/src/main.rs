//! onrecord, the public record of who said what: dispatch and exit codes.
//!
//! Exit codes: 0 done, 1 findings, 2 usage, 3 input, 4 record, 130 interrupted. Answers go to standard output, messages
//! to standard error.

mod args;
mod commands;
mod fault;
mod forms;
mod intake;
mod server;
mod views;

use fault::Fault;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = intake::pdf::serve() {
        return code;
    }
    let matches = match args::program().try_get_matches_from(args::given(std::env::args_os())) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are answers; a reader that went away while they are printed is no fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match args::run(&matches) {
        Ok(code) => ExitCode::from(code),
        Err(fault) if fault.is_broken_pipe() => ExitCode::SUCCESS,
        Err(fault) => {
            let code = fault.exit_code();
            forms::terminal::tell(&fault.to_string());
            if let Fault::Usage(_) = fault {
                forms::terminal::tell("`onrecord help` shows every command");
            }
            ExitCode::from(code)
        }
    }
}
