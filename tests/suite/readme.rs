//! Every command of the README, run as a newcomer would, and what it shows against what is printed.

use std::fs;
use std::path::Path;

use crate::common::{Folder, Ran, program_in};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");
/// Stands for any lines, or for the rest of a line.
const ELISION: &str = "…";

/// A command of the README and what is shown below it; empty where nothing is shown.
#[derive(Debug)]
struct Shown {
    command: String,
    output: Vec<String>,
}

/// The commands in the `console` blocks.
fn commands(readme: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut is_console = false;
    for line in readme.lines() {
        match (line.strip_prefix("```"), line.strip_prefix("$ ")) {
            (Some(language), _) => is_console = language == "console",
            (None, Some(command)) if is_console => {
                let command = command.split("  #").next().unwrap_or(command).split(" # ").next().unwrap_or(command);
                found.push(Shown { command: command.trim().to_owned(), output: Vec::new() });
            }
            (None, None) if is_console => {
                found.last_mut().expect("output stands below a command").output.push(line.to_owned());
            }
            _ => {}
        }
    }
    found
}

/// Whether lines are those shown, `…` for what is left out.
fn fits(shown: &[String], printed: &[&str]) -> bool {
    let Some((first, rest)) = shown.split_first() else { return printed.is_empty() };
    if first == ELISION {
        return (0..=printed.len()).any(|from| fits(rest, &printed[from..]));
    }
    let Some((line, after)) = printed.split_first() else { return false };
    let is_same = match first.strip_suffix(ELISION) {
        Some(begin) => line.starts_with(begin),
        None => line == first,
    };
    is_same && fits(rest, after)
}

/// A checkout with the sample corpus, and a home with documents of one's own.
fn newcomer() -> Folder {
    let folder = Folder::with(&[
        ("home/stukken/brief.txt", "Gemeente Hoorn\n\nOnderwerp: reserve\n\nDe reserve dekt de transitiekosten.\n"),
        ("home/stukken/nota.md", "# Nota\n\nDe kosten van de deeltaxi stijgen.\n"),
        ("home/stukken/reeks.jsonl", "{\"text\": \"De raad stemt in met de reserve.\"}\n"),
    ]);
    for entry in walkdir::WalkDir::new(Path::new(REPOSITORY).join("corpus")) {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(REPOSITORY).expect("a path below").to_str().expect("text");
            folder.write(path, fs::read(entry.path()).expect("a document"));
        }
    }
    folder
}

/// Runs a line as a shell does, both streams in one.
fn run(folder: &Folder, line: &str) -> Ran {
    let program = Path::new(env!("CARGO_BIN_EXE_griffie"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().expect("a folder").display());
    let mut command = program_in(folder, "sh");
    command.args(["-c", &format!("{{ {line} ; }} 2>&1")]);
    command.env("PATH", path);
    command.output().expect("a shell").into()
}

#[cfg(unix)]
#[test]
fn whoever_follows_the_readme_meets_no_surprise() {
    let readme = fs::read_to_string(Path::new(REPOSITORY).join("README.md")).expect("the README");
    let folder = newcomer();
    let shown = commands(&readme);
    assert!(shown.len() > 15, "only {} commands", shown.len());
    for Shown { command, output } in &shown {
        let line = match command.strip_prefix("cargo run --release -- ") {
            Some(arguments) => format!("griffie {arguments}"),
            None if command == "cargo test" => continue,
            None => command.clone(),
        };
        let ran = run(&folder, &line).expect_code(0);
        let printed: Vec<&str> = ran.stdout.lines().collect();
        assert!(
            output.is_empty() || fits(output, &printed),
            "{command}\nshould print\n{}\n{}",
            output.join("\n"),
            ran.told()
        );
        assert!(!ran.stdout.contains("warning: ") && !ran.stdout.is_empty(), "{command}: {}", ran.told());
        if line.starts_with("griffie search") {
            assert!(!ran.stdout.contains("nothing found"), "{command}: {}", ran.told());
        }
    }
}

#[test]
fn the_tour_shows_what_it_should() {
    let readme = fs::read_to_string(Path::new(REPOSITORY).join("README.md")).expect("the README");
    let tour: String = commands(&readme).iter().map(|shown| format!("{}\n", shown.command)).collect();
    for words in ["BUIG-overschot", "--soort", "--vanaf", "--tot", "Wsw", "loonkostensubsidie", "kadernota"] {
        assert!(tour.contains(words), "{words} in\n{tour}");
    }
}

#[test]
fn what_is_left_out_is_marked() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(fits(&lines("a\n…\nd"), &["a", "b", "c", "d"]) && fits(&lines("a\n…"), &["a"]));
    assert!(fits(&lines("aa…"), &["aabb"]) && !fits(&lines("aa…"), &["ab"]));
    assert!(!fits(&lines("a"), &["a", "b"]) && !fits(&lines("a\nb"), &["a"]));
    let found = commands("```console\n$ griffie search x  # comment\nuit\n```\n```\n$ niet\n```\n");
    assert_eq!((found.len(), found[0].command.as_str(), &found[0].output), (1, "griffie search x", &lines("uit")));
}
