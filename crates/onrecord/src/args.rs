//! Which commands are there, what do they take, and what does each do?
//!
//! Each command stands once in `COMMANDS`: name, help, arguments and effect. Help, completions, the man page and dispatch
//! all come from this list.

use crate::commands::{add, answer, example, keep, linked, manual, mcp, quotes, read, show, versions, watch};
use crate::fault::{Fault, Result};
use crate::forms::offsets::Unit;
use crate::intake::sources::MOST_BYTES;
use crate::intake::table::Columns;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

/// One command.
pub struct Entry {
    /// What the user types.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// More help, with examples; may be empty.
    pub more: &'static str,
    /// Adds the arguments.
    shape: fn(Command) -> Command,
    /// What it does; gives the exit code.
    effect: fn(&Asked) -> Result<u8>,
}

/// Every command, in the order of the help.
pub const COMMANDS: &[Entry] = &[
    Entry {
        name: "add",
        help: "Read documents and keep them in the record",
        more: "PATH is a file, a folder or `-` for standard input. Text, Markdown, pages, captions, feeds, messages, tables, \
               JSONL (one object a line with `text` and, if known, id, outlet, agency, title, address, published), TEI and \
               archives of them (zip, tar, gzip, Zstandard, WARC) are read, each known by its content. What stands in \
               NAME.meta.json beside NAME is taken as stated. Adding again adds nothing; an interrupted `add` is \
               continued by the same command.\n\nExample: onrecord add briefings/ reports.jsonl",
        shape: |command| {
            let paths = paths("PATH", "Files, folders, or - for standard input").required(false);
            intake(command.arg(paths.required_unless_present("feed")))
                .arg(threads())
                .arg(
                    Arg::new("feed")
                        .long("feed")
                        .value_name("FILE|ADDRESS")
                        .help("A feed whose entries are added; an address only with --fetch"),
                )
                .arg(
                    Arg::new("fetch")
                        .long("fetch")
                        .action(ArgAction::SetTrue)
                        .help("Allow this command to fetch the address of --feed from the network"),
                )
        },
        effect: add::add,
    },
    Entry {
        name: "watch",
        help: "Add what is new or has changed in a folder, until Ctrl-C",
        more: "The folder is looked at every few seconds; a file is taken as soon as it rests. A changed file is a new \
               document, the old one stays. After a new start nothing is added twice.\n\n\
               Example: onrecord watch inbox/ --every 10",
        shape: |command| {
            let folder = Arg::new("folder").value_name("DIR").required(true).help("The folder");
            intake(command.arg(folder)).arg(threads()).arg(
                Arg::new("every")
                    .long("every")
                    .value_name("SECONDS")
                    .value_parser(value_parser!(u64).range(1..=86_400))
                    .default_value("2")
                    .help("How often the folder is looked at"),
            )
        },
        effect: watch::watch,
    },
    Entry {
        name: "try",
        help: "Keep the example that comes with the program in example.onrecord and print it",
        more: "An invented briefing with what was said before it, reports of it and what came after. Running it again \
               adds nothing. --record FILE keeps it elsewhere.",
        shape: |command| command,
        effect: example::example,
    },
    Entry {
        name: "read",
        help: "Read documents and print who said what; no record is touched",
        more: "With --json one object a document (schema 1), with --stages what each stage of the reading made.\n\n\
               Example: onrecord read briefing.txt --json",
        shape: |command| {
            intake(command.arg(paths("FILE", "Files, folders, or - for standard input")))
                .arg(threads())
                .arg(offsets())
                .arg(
                    Arg::new("stages")
                        .long("stages")
                        .action(ArgAction::SetTrue)
                        .help("Print what each stage made, with its module"),
                )
        },
        effect: read::read,
    },
    Entry {
        name: "statements",
        help: "List statements, all or those that answer a query",
        more: "",
        shape: |command| limited(command.arg(query(false))),
        effect: answer::statements,
    },
    Entry {
        name: "search",
        help: "Find statements by words, speaker, outlet, date",
        more: "Words, \"exact words\", -without, and fields such as speaker:NAME; docs/query-language.md has all of them. \
               What cannot be understood is searched as words, and the answer says so.",
        shape: |command| limited(command.arg(query(true))),
        effect: answer::search,
    },
    Entry {
        name: "show",
        help: "Show what the record holds, or a document, a statement, a question or a person by id",
        more: "",
        shape: |command| {
            command.arg(id("Id of a document, statement, question or person").required(false)).arg(offsets())
        },
        effect: show::show,
    },
    Entry {
        name: "explain",
        help: "Say why each field of a statement, or a person, is what it is",
        more: "",
        shape: |command| command.arg(id("Id of a statement or a person")),
        effect: show::explain,
    },
    Entry {
        name: "people",
        help: "List the people, organizations and places who speak; say who is who",
        more: "`onrecord people merge A B` says that whoever is known as B is A. `onrecord people split P DOCUMENT…` says \
               that in these documents P is somebody else, who gets an id of his own. Both survive a re-read; \
               `onrecord people undo NUMBER` takes one back, `onrecord people merges` lists them, `onrecord explain P` says \
               which made P.\n\nExample: onrecord people merge person.tessa-lorne person.t-lorne",
        shape: |command| {
            limited(
                command
                    .arg(
                        Arg::new("name").value_name("NAME").num_args(0..).help(
                            "Part of a name, all if left out; or merge A B, split P DOCUMENT…, undo NUMBER, merges",
                        ),
                    )
                    .arg(
                        Arg::new("note").long("note").value_name("TEXT").default_value("").help("Who says so, and why"),
                    ),
            )
        },
        effect: answer::people,
    },
    Entry {
        name: "questions",
        help: "List the questions with asker, response and technique",
        more: "",
        shape: limited,
        effect: answer::questions,
    },
    Entry {
        name: "threads",
        help: "List statements on one matter over time, with their figures",
        more: "QUERY is as for `search`: the threads that hold a statement which answers it.",
        shape: |command| {
            limited(command.arg(Arg::new("query").value_name("QUERY").num_args(0..).help("All threads if left out")))
        },
        effect: linked::threads,
    },
    Entry {
        name: "conflicts",
        help: "List statements that differ, with both texts",
        more: "",
        shape: limited,
        effect: linked::conflicts,
    },
    Entry {
        name: "quotes",
        help: "Set the quotations of a report beside transcripts and name each difference; nothing is kept",
        more: "`onrecord quotes check ARTICLE --against TRANSCRIPT…` looks for the words in quotation marks, says what \
               differs and whether it touches the meaning (negation, figure, hedge, subject, tense). Words of an event \
               of which no transcript is given are called so. Without --against the transcripts of the record are \
               searched. Exit code 1 where a quotation differs.\n\n\
               Example: onrecord quotes check report.txt --against briefing.txt",
        shape: |command| {
            let command = command
                .arg(Arg::new("action").value_name("ACTION").required(true).value_parser(["check"]).help("check"))
                .arg(paths("ARTICLE", "Reports with quotations"))
                .arg(
                    Arg::new("against")
                        .long("against")
                        .value_name("TRANSCRIPT")
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help("Files or folders with transcripts; without it, those of the record"),
                );
            intake(command).arg(threads()).arg(offsets())
        },
        effect: quotes::quotes,
    },
    Entry {
        name: "correct",
        help: "Correct a field of a statement; the correction survives a re-read",
        more: "FIELD is speaker, certainty, negated, said, or statement (VALUE wrong: it is no attribution). An empty \
               VALUE means unknown.\n\nExample: onrecord correct 28f1de44380ea5ca:s3 certainty possible",
        shape: |command| {
            command
                .arg(id("Id of a statement"))
                .arg(Arg::new("field").value_name("FIELD").required(true).help("Which field"))
                .arg(Arg::new("value").value_name("VALUE").required(true).help("Its value, as printed in JSON"))
                .arg(Arg::new("note").long("note").value_name("TEXT").default_value("").help("Who says so, and why"))
        },
        effect: keep::correct,
    },
    Entry {
        name: "export",
        help: "Print the whole record, ending with its number of lines",
        more: "jsonl is the whole reading of every document with all links. csv, jsonld (schema.org) and atom list statements. \
               annotations (W3C Web Annotations), tei (Parla-CLARIN) and brat make a file, or two, of each document in the \
               folder of --to. Documents off the record are left out of all.\n\n\
               Example: onrecord export --format tei --to out/",
        shape: |command| {
            command
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_name("FORMAT")
                        .value_parser(["jsonl", "csv", "jsonld", "atom", "annotations", "tei", "brat"])
                        .default_value("jsonl")
                        .help("How it is printed"),
                )
                .arg(
                    Arg::new("to")
                        .long("to")
                        .value_name("DIR")
                        .value_parser(value_parser!(PathBuf))
                        .help("Where the files of annotations, tei and brat are made, one a document"),
                )
                .arg(offsets())
        },
        effect: answer::export,
    },
    Entry {
        name: "doctor",
        help: "Check the record: every hash, every span",
        more: "",
        shape: |command| command,
        effect: keep::doctor,
    },
    Entry {
        name: "backup",
        help: "Copy the record to a file, also while it is written to",
        more: "The copy is whole and of one moment; a file that exists is not overwritten.\n\n\
               Example: onrecord backup 2025-10-14.onrecord",
        shape: |command| {
            let file = Arg::new("to").value_name("FILE").required(true).value_parser(value_parser!(PathBuf));
            command.arg(file.help("Where the copy is made"))
        },
        effect: keep::backup,
    },
    Entry {
        name: "compact",
        help: "Make the file of the record as small as it can be",
        more: "",
        shape: |command| command,
        effect: keep::compact,
    },
    Entry {
        name: "remove",
        help: "Take documents out of the record, with all that was made from them",
        more: "Corrections of their statements go, too. The bytes of what was removed are overwritten in the file. \
               Adding the file again brings the document back.",
        shape: |command| {
            let ids = Arg::new("ids").value_name("DOCUMENT").num_args(1..).required(true);
            command.arg(ids.help("Ids of documents, as `onrecord search` prints them before the colon"))
        },
        effect: keep::remove,
    },
    Entry {
        name: "versions",
        help: "Show what has changed in documents with the same address",
        more: "Documents with one address, or files of one name, are versions of one another: all are kept. Without an id \
               every address with more than one version is listed.",
        shape: |command| command.arg(id("Id of a document").required(false)),
        effect: versions::versions,
    },
    Entry {
        name: "reread",
        help: "Read every document of the record again with this version; corrections stay",
        more: "",
        shape: |command| command.arg(tier()),
        effect: keep::reread,
    },
    Entry {
        name: "serve",
        help: "Show the record as pages on this machine",
        more: "",
        shape: |command| {
            command.arg(
                Arg::new("port")
                    .long("port")
                    .value_name("N")
                    .value_parser(value_parser!(u16))
                    .default_value("8650")
                    .help("Port of the loopback address; 0 takes any free one"),
            )
        },
        effect: keep::serve,
    },
    Entry {
        name: "mcp",
        help: "Answer an assistant over the Model Context Protocol (standard input and output)",
        more: "Tools: search, statement, thread, quote_check, questions. Each answer carries ids, the exact words of the source, \
               the document, the days and what is not known. Nothing is written.\n\n\
               Example, for the settings of an assistant: onrecord mcp --record /home/me/record.onrecord",
        shape: |command| command,
        effect: mcp::mcp,
    },
    Entry {
        name: "completions",
        help: "Print completions for a shell",
        more: "Example: onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord",
        shape: |command| {
            command.arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(["bash", "zsh", "fish", "elvish", "powershell"])
                    .help("Which shell"),
            )
        },
        effect: manual::completions,
    },
    Entry {
        name: "man",
        help: "Print the man page (roff)",
        more: "Example: onrecord man > ~/.local/share/man/man1/onrecord.1",
        shape: |command| command,
        effect: manual::page,
    },
];

/// The command line as clap knows it.
pub fn program() -> Command {
    let program = Command::new("onrecord")
        .version(env!("CARGO_PKG_VERSION"))
        .about("The public record of who said what: read briefings and reports, keep them, ask, show")
        .after_help(
            "Exit codes: 0 done, 1 findings, 2 usage, 3 input, 4 record (missing, locked, full disk, newer version).\n\
             Answers go to standard output, messages to standard error. NO_COLOR is honoured.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("record")
                .long("record")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .help("The record [default: $ONRECORD_RECORD, else record.onrecord here]"),
        )
        .arg(
            Arg::new("json").long("json").action(ArgAction::SetTrue).global(true).help("Print JSON, one object a line"),
        )
        .arg(Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue).global(true).help("No progress"));
    COMMANDS.iter().fold(program, |program, entry| {
        let mut command = Command::new(entry.name).about(entry.help);
        if !entry.more.is_empty() {
            command = command.after_help(entry.more);
        }
        program.subcommand((entry.shape)(command))
    })
}

/// The words of the command line. In a query, `-word` excludes a word and is no option: its hyphen becomes a minus sign,
/// which the query language takes as well and clap leaves alone, so that options may stand before and behind the query.
pub fn given(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut is_query = false;
    let sign = |argument: OsString| match argument.to_str().and_then(|text| text.strip_prefix('-')) {
        Some(rest) if !rest.starts_with('-') && !matches!(rest, "" | "q" | "h" | "V") => format!("−{rest}").into(),
        _ => argument,
    };
    let word = |argument: OsString| {
        let signed = if is_query { sign(argument) } else { argument };
        is_query |= signed == "search" || signed == "statements";
        signed
    };
    arguments.map(word).collect()
}

/// Does what was asked.
///
/// # Errors
/// Whatever ends the command.
pub fn run(matches: &ArgMatches) -> Result<u8> {
    let (name, matches) = matches.subcommand().ok_or_else(|| Fault::Usage("no command was given".into()))?;
    let entry = COMMANDS.iter().find(|entry| entry.name == name);
    let entry = entry.ok_or_else(|| Fault::Usage(format!("{name}: there is no such command")))?;
    (entry.effect)(&Asked { matches })
}

/// What the user asked for.
pub struct Asked<'a> {
    matches: &'a ArgMatches,
}

impl Asked<'_> {
    /// Where the record lies: `--record`, else `$ONRECORD_RECORD`, else `record.onrecord` in the current folder.
    pub fn record(&self) -> PathBuf {
        let set = || std::env::var_os("ONRECORD_RECORD").filter(|path| !path.is_empty()).map(PathBuf::from);
        self.named_record().or_else(set).unwrap_or_else(|| PathBuf::from("record.onrecord"))
    }

    /// The record of `--record`.
    pub fn named_record(&self) -> Option<PathBuf> {
        self.matches.get_one::<PathBuf>("record").cloned()
    }

    /// Whether JSON is wanted.
    pub fn is_json(&self) -> bool {
        self.matches.get_flag("json")
    }

    /// Whether no progress is wanted.
    pub fn is_quiet(&self) -> bool {
        self.matches.get_flag("quiet")
    }

    /// Whether this flag of the command was given.
    pub fn flag(&self, name: &str) -> bool {
        self.matches.get_flag(name)
    }

    /// The words of an argument, joined by a blank; empty if there are none.
    pub fn words(&self, name: &str) -> String {
        let words = self.matches.get_many::<String>(name).into_iter().flatten();
        words.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The words of an argument, one by one.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
    }

    /// A number of the command; 0 if it was not given.
    pub fn number(&self, name: &str) -> u64 {
        self.matches.get_one::<u64>(name).copied().unwrap_or(0)
    }

    /// At most so many rows; 0 for all, `None` if the user did not say.
    pub fn limit(&self) -> Option<u64> {
        self.matches.get_one::<u64>("limit").copied()
    }

    /// The port to serve on.
    pub fn port(&self) -> u16 {
        self.matches.get_one::<u16>("port").copied().unwrap_or(0)
    }

    /// Paths as given.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.matches.get_many::<PathBuf>("paths").into_iter().flatten().cloned().collect()
    }

    /// The files of `--against`.
    pub fn against(&self) -> Vec<PathBuf> {
        self.matches.get_many::<PathBuf>("against").into_iter().flatten().cloned().collect()
    }

    /// The columns of `--columns`.
    ///
    /// # Errors
    /// Where they cannot be understood.
    pub fn columns(&self) -> Result<Columns> {
        Columns::parse(&self.words("columns")).map_err(|what| Fault::Usage(format!("--columns: {what}")))
    }

    /// The file or address of `--feed`.
    pub fn feed(&self) -> Option<String> {
        self.matches.try_get_one::<String>("feed").ok().flatten().cloned()
    }

    /// The file that a command makes.
    pub fn target(&self) -> PathBuf {
        self.matches.get_one::<PathBuf>("to").cloned().unwrap_or_default()
    }

    /// Several ids.
    pub fn ids(&self) -> Vec<String> {
        self.matches.get_many::<String>("ids").into_iter().flatten().cloned().collect()
    }

    /// The file of `--meta`.
    pub fn meta(&self) -> Option<PathBuf> {
        self.matches.get_one::<PathBuf>("meta").cloned()
    }

    /// Whether the accurate tier is asked for.
    pub fn is_accurate(&self) -> bool {
        self.matches.get_one::<String>("tier").is_some_and(|tier| tier == "accurate")
    }

    /// The unit of offsets.
    pub fn unit(&self) -> Unit {
        self.matches.get_one::<String>("offsets").and_then(|name| Unit::parse(name)).unwrap_or(Unit::Codepoint)
    }

    /// How many documents are read at the same time: `--threads`, else one a core.
    pub fn threads(&self) -> usize {
        match self.number("threads") {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads.min(256) as usize,
        }
    }
}

fn paths(name: &'static str, help: &'static str) -> Arg {
    Arg::new("paths").value_name(name).num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help(help)
}

fn query(required: bool) -> Arg {
    Arg::new("query").value_name("QUERY").num_args(1..).required(required).help("What to find")
}

fn id(help: &'static str) -> Arg {
    Arg::new("id").value_name("ID").required(true).help(help)
}

fn tier() -> Arg {
    Arg::new("tier")
        .long("tier")
        .value_name("TIER")
        .value_parser(["fast", "accurate"])
        .default_value("accurate")
        .help("Which reader: fast (rules and linear models), or accurate (a transformer beside them)")
}

fn threads() -> Arg {
    Arg::new("threads")
        .long("threads")
        .value_name("N")
        .value_parser(value_parser!(u64))
        .help("Documents read at the same time [default: one a core]")
}

fn offsets() -> Arg {
    Arg::new("offsets")
        .long("offsets")
        .value_name("UNIT")
        .value_parser(["codepoint", "byte", "utf16"])
        .default_value("codepoint")
        .help("What offsets in JSON count")
}

fn intake(command: Command) -> Command {
    command
        .arg(
            Arg::new("meta")
                .long("meta")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("What is known of the documents (JSON); a sidecar NAME.meta.json or a JSONL line goes first"),
        )
        .arg(
            Arg::new("columns")
                .long("columns")
                .value_name("FIELD=NAME,…")
                .help("Where a table or JSONL names a field otherwise, for instance text=body,published=day"),
        )
        .arg(tier())
        .arg(
            Arg::new("max-bytes")
                .long("max-bytes")
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .default_value(MOST_BYTES)
                .help("Documents longer than this are not read"),
        )
}

fn limited(command: Command) -> Command {
    command
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help("At most so many; 0 for all [default: 50, with --json all]"),
        )
        .arg(
            Arg::new("offset")
                .long("offset")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help("Pass over so many"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        let mut program = program();
        program.build();
        program.debug_assert();
    }

    #[test]
    fn options_stand_on_either_side_of_a_query() {
        let words = |text: &str| given(text.split(' ').map(OsString::from));
        for line in ["onrecord search --json ship -speaker:Lorne", "onrecord search ship -speaker:Lorne --json"] {
            let matches = program().try_get_matches_from(words(line)).unwrap();
            let (_, matches) = matches.subcommand().unwrap();
            let asked = Asked { matches };
            assert!(asked.is_json());
            assert_eq!(asked.words("query"), "ship −speaker:Lorne");
        }
        assert_eq!(words("onrecord add -x"), ["onrecord", "add", "-x"]);
    }

    #[test]
    fn every_command_says_what_it_is_for() {
        for entry in COMMANDS {
            assert!(entry.help.len() > 15 && !entry.help.ends_with('.'), "{}", entry.name);
        }
    }
}
