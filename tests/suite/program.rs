//! The program as a whole: help, version, wrong usage, closed pipes.

use std::io::Write;
use std::process::Stdio;

use crate::common::{Folder, Ran};

const COMMANDS: [&str; 9] = ["index", "search", "inspect", "analyze", "eval", "show", "status", "completions", "man"];

#[test]
fn help_names_every_command_and_is_no_error() {
    let folder = Folder::new();
    let ran = folder.griffie(["--help"]).expect_code(0);
    for command in COMMANDS {
        assert!(ran.stdout.contains(&format!("\n  {command} ")), "{command} in {}", ran.told());
        let own = folder.griffie([command, "--help"]).expect_code(0).expect_stdout("Examples:");
        assert_eq!(own.stderr, "");
    }
    assert!(folder.griffie(["--version"]).expect_code(0).stdout.starts_with("griffie "));
}

#[test]
fn dutch_names_of_options_are_in_the_help() {
    let help = Folder::new().griffie(["search", "--help"]).expect_code(0).stdout;
    for name in ["gemeente", "regeling", "onderwerp", "soort", "vanaf", "tot"] {
        assert!(
            help.contains(&format!("aliases: --{name}]")) || help.contains(&format!("alias: --{name}]")),
            "{name} in {help}"
        );
    }
}

#[test]
fn wrong_usage_is_told_on_standard_error() {
    let folder = Folder::new();
    for arguments in
        [&[][..], &["zoek"], &["search", "--index"], &["-q", "-v", "search", "x"], &["--color", "soms", "search", "x"]]
    {
        let ran = folder.griffie(arguments).expect_code(2);
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{}", ran.told());
    }
}

#[test]
fn words_of_a_query_need_no_quotes() {
    let folder =
        Folder::indexed(&[("stukken/a.txt", "De raad vraagt om een dagopvang."), ("stukken/b.txt", "De raad.")]);
    let ran = folder.griffie(["search", "--format", "json", "raad", "dagopvang"]).expect_code(0);
    assert_eq!((&ran.json()["query"], &ran.json()["total_passages"]), (&"raad dagopvang".into(), &1.into()));
}

#[test]
fn a_closed_pipe_is_a_quiet_success_of_every_command() {
    let text = "De raad vraagt het college om een dagopvang in elke kern van de gemeente. ".repeat(40) + "\n";
    let folder = Folder::indexed(&[("stukken/a.txt", &text.repeat(20))]);
    for arguments in [
        &["inspect", "stukken/a.txt"][..],
        &["inspect", "--format", "json", "stukken/a.txt"],
        &["inspect", "--text", "stukken/a.txt"],
        &["inspect", "--text=raw", "stukken/a.txt"],
        &["analyze", "--format", "jsonl", "-"],
        &["analyze", "-"],
        &["index"],
    ] {
        let mut process = folder.process(arguments);
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = process.spawn().expect("the program starts");
        drop(process.stdout.take());
        let mut input = process.stdin.take().expect("a pipe");
        // The program may have ended before it has read all.
        let _ = input.write_all(text.repeat(20).as_bytes());
        drop(input);
        let ran: Ran = process.wait_with_output().expect("it ends").into();
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn wrong_usage_of_index_is_told_as_such_and_builds_nothing() {
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest.\n"), ("meer/b.txt", "Het college volgt.\n")]);
    for (arguments, words) in [
        (&["index", "-", "stukken"][..], "standard input (-) cannot be read together with other paths"),
        (&["index", "-"], "needs a name"),
        (&["index", "-", "-", "--name", "x"], "standard input (-)"),
        (&["index", ""], "a value is required"),
        (&["index", "/"], "give it one with --name NAME"),
        (&["index", "stukken", "meer", "--name", "x"], "--name names one root"),
        (&["index", "--name", "x"], "--name names one root"),
        (&["index", "stukken", "--name", "a/b"], "cannot be the name of a root"),
        (&["index", "stukken", "--jobs", "0"], "--jobs"),
        (&["index", "--forget", "x", "stukken"], "--forget"),
    ] {
        let ran = folder.griffie(arguments).expect_code(2).expect_stderr(words);
        assert!(ran.stdout.is_empty() && !folder.path("index").exists(), "{arguments:?}: {}", ran.told());
    }
}

/// A folder can be opened as standard input and not be read.
#[cfg(unix)]
#[test]
fn standard_input_that_cannot_be_read_is_told_as_input() {
    let folder = Folder::new();
    for arguments in [&["index", "-", "--name", "stroom"][..], &["analyze", "-"]] {
        let mut process = folder.process(arguments);
        process.stdin(std::fs::File::open(folder.path("")).expect("the folder"));
        let ran: Ran = process.output().expect("it ends").into();
        ran.expect_code(1).expect_stderr("error: cannot read standard input: Is a directory");
    }
    assert!(!folder.path("index").exists());
}

#[test]
fn quiet_and_verbose_say_less_and_more() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De raad kiest.\n"), ("stukken/foto.jpg", "x")]);
    folder.rewrite("stukken/a.txt", "De raad kiest opnieuw.\n");
    let ran = folder.griffie(["index", "-q"]).expect_code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    folder.griffie(["index", "-v"]).expect_code(0).expect_stderr("stukken/foto.jpg was ignored");
    assert_eq!(folder.griffie(["search", "raad"]).stderr, "");
    folder.griffie(["search", "-v", "raad"]).expect_code(0).expect_stderr("1 query in ").expect_stderr("generation 2");
    assert_eq!(folder.griffie(["search", "-q", "raad"]).stderr, "");
}

#[test]
fn completions_and_the_man_page_are_complete() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.griffie(["completions", shell]).expect_code(0).stdout;
        for word in ["search", "forget", "municipality"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
    let page = folder.griffie(["man"]).expect_code(0).stdout;
    for word in [".SH \"GRIFFIE SEARCH\"", "gemeente", "GRIFFIE_INDEX", ".SS \"Filters"] {
        assert!(page.contains(word), "{word} in {page}");
    }
}
