//! The lab: train, score, time. For developers, never shipped.
//!
//! Answers go to standard output, messages to standard error; exit code 2 with a message that says what is missing.

mod polnear;
mod score;
mod time;
mod train;

const USAGE: &str = "usage:
  lab score NAME …                      how often a stage is right; `lab score` lists the scorers
  lab train language|attribution …      fits weights; the file tells its options
  lab time --data PATH …                documents, megabytes and words a second";

fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = |from: usize| args.get(from..).unwrap_or_default();
    let result = match (args.first().map(String::as_str), args.get(1).map(String::as_str)) {
        (Some("score"), _) => score::run(rest(1)),
        (Some("train"), Some("language")) => train::language::run(rest(2)),
        (Some("train"), Some("attribution")) => train::attribution::run(rest(2)),
        (Some("time"), _) => time::run(rest(1)),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("lab: {message}");
            std::process::ExitCode::from(2)
        }
    }
}
