//! The lab: train, score, time. For developers, never shipped.

mod polnear;
mod train;

fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["train", "language", ..] => train::language::run(&args[2..]),
        ["train", "attribution", ..] => train::attribution::run(&args[2..]),
        _ => Err("usage: lab train language|attribution --data PATH".to_string()),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("lab: {message}");
            std::process::ExitCode::from(2)
        }
    }
}
