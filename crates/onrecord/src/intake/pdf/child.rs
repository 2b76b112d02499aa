//! How is a PDF read without being at its mercy?
//!
//! This program runs once more, takes the bytes at its standard input and gives the text at its standard output. It is ended
//! after some time, and on systems that tell how much memory a process holds, when it holds too much. Whatever happens to
//! it, the batch goes on.

use super::{Fault, text};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The argument by which this program is told to do nothing else.
const ARGUMENT: &str = "--text-of-pdf";

/// No file may take longer.
const TIME: Duration = Duration::from_secs(60);
/// Nor more memory.
const MEMORY: u64 = 512 << 20;
/// It is looked after so often.
const WATCH: Duration = Duration::from_millis(5);

/// Reads a PDF at standard input, if this process was started for it: its exit code.
pub fn serve() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let most = arguments.next().and_then(|most| most.to_str()?.parse().ok()).unwrap_or(0);
    let mut bytes = Vec::new();
    let mut done = || {
        std::io::stdin().lock().read_to_end(&mut bytes).ok()?;
        Some(text(std::mem::take(&mut bytes), most))
    };
    Some(match done() {
        Some(Ok(text)) => match std::io::stdout().lock().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Some(Err(fault)) => ExitCode::from(fault.code()),
        None => ExitCode::FAILURE,
    })
}

/// The text of a PDF of at most so many bytes, from a process of its own; else what is wrong with it.
pub(super) fn text_of(bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, String> {
    let program = std::env::current_exe().map_err(|error| format!("no PDF can be read here: {error}"))?;
    let mut command = Command::new(program);
    command.arg(ARGUMENT).arg(most.to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("no PDF can be read here: {error}"))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    // What is wrong with the pipes shows in how the process ends.
    thread::spawn(move || input.map(|mut input| input.write_all(&bytes)));
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        output.map(|output| output.take(most.saturating_add(1)).read_to_end(&mut text));
        text
    });
    let code = watched(&mut child)?;
    let text = reader.join().unwrap_or_default();
    match code {
        Some(0) if text.len() as u64 > most => {
            Err(format!("it prints more than {most} bytes of text; divide it, or raise --max-bytes"))
        }
        Some(0) => Ok(text),
        Some(code) => {
            let fault = Fault::ALL.into_iter().find(|fault| i32::from(fault.code()) == code);
            Err(fault.unwrap_or(Fault::Damaged).message().to_owned())
        }
        None => Err(Fault::Damaged.message().to_owned()),
    }
}

/// Waits for a process, which is ended where it goes too far. Its exit code, if it has one.
fn watched(child: &mut Child) -> Result<Option<i32>, String> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.code()),
            Ok(None) => {}
            Err(error) => return Err(format!("no PDF can be read here: {error}")),
        }
        let is_over = held(child.id()) > MEMORY;
        if is_over || started.elapsed() > TIME {
            // It may have ended by itself meanwhile.
            let _ = child.kill();
            let _ = child.wait();
            let what = match is_over {
                true => format!("reading the PDF takes more than {} MB of memory", MEMORY >> 20),
                false => format!("reading the PDF takes more than {} s", TIME.as_secs()),
            };
            return Err(format!("{what}; print it to a new one, or make a text of it and add that"));
        }
        thread::sleep(WATCH);
    }
}

/// Bytes of memory that a process holds; 0 where the system does not tell.
fn held(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
