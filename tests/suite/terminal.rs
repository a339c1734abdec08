//! On a terminal, which `script` of util-linux plays here: what it shows is one stream of what was drawn.

use std::process::Stdio;

use crate::common::{Folder, program_in};

const ESCAPE: char = '\u{1b}';

/// What a terminal was sent; `None` on a machine without `script`, on which these tests have nothing to say.
#[expect(clippy::print_stderr, reason = "what a test leaves out is said to whoever runs it")]
fn on_terminal(folder: &Folder, environment: &[(&str, &str)], arguments: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_griffie");
    let mut command = program_in(folder, "script");
    command.args(["-qec", &format!("'{program}' {arguments}"), "/dev/null"]);
    command.stdin(Stdio::null()).env("TERM", "xterm").envs(environment.iter().copied());
    let Ok(output) = command.output() else {
        eprintln!("left out: there is no `script` on this machine");
        return None;
    };
    Some(String::from_utf8(output.stdout).expect("output is UTF-8"))
}

fn letters() -> Folder {
    let folder = Folder::new();
    for n in 0..40 {
        folder.write(&format!("stukken/{n}.txt"), format!("De raad vraagt om een dagopvang in kern {n}.\n"));
    }
    folder
}

#[test]
fn a_run_shows_how_far_it_is_and_takes_that_away() {
    let folder = letters();
    let Some(shown) = on_terminal(&folder, &[], "index stukken") else { return };
    assert!(shown.contains(" kB/") || shown.contains(" B/"), "bytes of bytes in {shown:?}");
    assert!(shown.contains("documents, ") && shown.contains("passages, "), "{shown:?}");
    assert!(shown.contains(" left"), "{shown:?}");
    // What stays is the summary: behind the last drawing the line is cleared.
    let (_, rest) = shown.rsplit_once("left").expect("a bar");
    assert!(rest.contains("\u{1b}[2K") && rest.contains("40 files: 40 added"), "{rest:?}");
}

#[test]
fn nothing_is_drawn_where_it_is_not_wanted() {
    for (environment, arguments) in
        [(&[][..], "index stukken --quiet"), (&[("TERM", "dumb")][..], "index stukken"), (&[], "index stukken 2>log")]
    {
        let folder = letters();
        let Some(shown) = on_terminal(&folder, environment, arguments) else { return };
        assert!(!shown.contains(ESCAPE) && !shown.contains(" left"), "{arguments}: {shown:?}");
        if arguments.contains("log") {
            assert_eq!(std::fs::read_to_string(folder.path("log")).expect("the log"), "", "a short run has no lines");
        }
    }
}

#[test]
fn colour_is_shown_unless_it_is_refused() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De raad vraagt om een dagopvang.\n")]);
    let Some(shown) = on_terminal(&folder, &[], "search raad") else { return };
    assert!(shown.contains(ESCAPE), "{shown:?}");
    for (environment, arguments) in [
        (&[("NO_COLOR", "1")][..], "search raad"),
        (&[], "search --color never raad"),
        (&[("TERM", "dumb")], "search raad"),
        (&[("TERM", "dumb"), ("CI", "true")], "search raad"),
    ] {
        let shown = on_terminal(&folder, environment, arguments).expect("a terminal, as before");
        assert!(shown.contains("*raad*") && !shown.contains(ESCAPE), "{environment:?} {arguments}: {shown:?}");
    }
    // Who asks for colour gets it, whatever the environment says.
    let shown = on_terminal(&folder, &[("NO_COLOR", "1")], "search --color always raad").expect("a terminal");
    assert!(shown.contains(ESCAPE), "{shown:?}");
    // Errors are coloured by the same rule.
    for (environment, arguments, coloured) in [
        (&[][..], "search --since gisteren raad", true),
        (&[("NO_COLOR", "1")], "search --since gisteren raad", false),
        (&[], "--color never search --since gisteren raad", false),
        (&[], "--color never search --sinds gisteren raad", false),
        (&[("NO_COLOR", "1")], "search --sinds gisteren raad", false),
        (&[("TERM", "dumb"), ("CI", "true")], "search --since gisteren raad", false),
        (&[("TERM", "dumb"), ("CI", "true")], "search --sinds gisteren raad", false),
    ] {
        let shown = on_terminal(&folder, environment, arguments).expect("a terminal");
        assert_eq!(shown.contains(ESCAPE), coloured, "{environment:?} {arguments}: {shown:?}");
    }
}

#[test]
fn counts_have_bars_for_eyes_only() {
    let folder = letters();
    folder.griffie(["index", "stukken"]).expect_code(0);
    let Some(shown) = on_terminal(&folder, &[], "facets --by root") else { return };
    assert!(shown.contains('█') && shown.contains(ESCAPE), "{shown:?}");
    let shown = on_terminal(&folder, &[("NO_COLOR", "1")], "facets --by root").expect("a terminal");
    assert!(shown.contains('█') && !shown.contains(ESCAPE), "a bar is no colour: {shown:?}");
    for shown in [
        on_terminal(&folder, &[("TERM", "dumb")], "facets --by root").expect("a terminal"),
        folder.griffie(["facets", "--by", "root", "--color", "always"]).expect_code(0).stdout,
    ] {
        assert!(shown.contains("100.0%") && !shown.contains('█'), "{shown:?}");
    }
}
