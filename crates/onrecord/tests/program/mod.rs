//! How do the end-to-end tests run the program?

// Each test file uses its own share of these.
#![allow(dead_code)]

pub mod browser;
pub mod made;
pub mod server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A briefing with two questions, invented.
pub const BRIEFING: &str = "\
Press Briefing by Spokesperson Mara Quill

The Harbor Room

2:05 P.M. EST

MS. QUILL:  Good afternoon, everybody.  We believe that at least 400 trucks crossed the Orsa bridge on Monday.

Q    Mara, did the minister approve it?

MS. QUILL:  No, he did not approve it.

Q    How many drivers were there?

MS. QUILL:  I don't have a number for you.

END  2:20 P.M. EST
";

/// A report, invented.
pub const REPORT: &str = "\
Trucks cross the bridge

LYDMARK (Northern Wire) - “At least 400 trucks crossed the bridge,” spokesperson Mara Quill said on Tuesday.

Deputy Minister Tomas Arden told reporters that the convoy might return in April.

An official said no driver was hurt.
";

/// A folder of its own for one test.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in this folder, without what the machine's user may have set.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(self.path()).env_remove("ONRECORD_RECORD").env_remove("COLUMNS");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        // The program may end before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::new(child.wait_with_output().unwrap())
    }
}

/// What came back.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn new(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Asserts the exit code, and shows everything if it is another.
    #[track_caller]
    pub fn ends(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Asserts that standard error says this.
    #[track_caller]
    pub fn tells(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "“{words}” is not in:\n{}", self.err);
        self
    }

    /// The lines of the answer as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
