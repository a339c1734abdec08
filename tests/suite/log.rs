//! What is said on standard error, as text and as JSON for programs that collect logs.

use serde_json::Value;

use crate::common::Folder;

/// What a run said, a message each.
fn messages(stderr: &str) -> Vec<Value> {
    stderr.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

fn folder() -> Folder {
    Folder::with(&[
        ("stukken/brief.txt", "De raad vraagt om een dagopvang.\n"),
        ("stukken/leeg.txt", ""),
        ("stukken/foto.jpg", "x"),
        ("stukken/nota.txt", "Een nota over de jeugdhulp.\n"),
        ("stukken/nota.txt.toml", "municipality = \"Horn\"\ndatum = 2021\n"),
    ])
}

#[test]
fn each_message_is_a_line_of_json_with_its_parts() {
    let ran = folder().griffie(["index", "stukken", "--log-format", "json", "-v"]).expect_code(3);
    let told = messages(&ran.stderr);
    let about = |source: &str| {
        let found = told.iter().find(|message| message["source"].as_str() == Some(source));
        found.unwrap_or_else(|| panic!("{source} in {told:#?}")).clone()
    };
    let empty = about("stukken/leeg.txt");
    assert_eq!((&empty["level"], &empty["state"]), (&"warning".into(), &"rejected".into()));
    let reason = empty["reason"].as_str().expect("a reason");
    assert_eq!(empty["message"], format!("stukken/leeg.txt was rejected: {reason}"));
    let picture = about("stukken/foto.jpg");
    assert_eq!((&picture["level"], &picture["state"]), (&"note".into(), &"ignored".into()));
    for message in &told {
        let time = message["time"].as_str().expect("a time");
        assert!(time.ends_with('Z') && time.len() == 20, "{time}");
    }
}

#[test]
fn text_and_json_say_the_same_sentences() {
    let text = folder().griffie(["index", "stukken", "-v"]);
    let json = folder().griffie(["--log-format=json", "index", "stukken", "-v"]);
    let told = messages(&json.stderr);
    assert_eq!(text.stderr.lines().count(), told.len(), "{}", text.stderr);
    for (line, message) in text.stderr.lines().zip(&told) {
        let sentence = message["message"].as_str().expect("a sentence");
        assert!(line.contains(sentence), "{line}\n{sentence}");
    }
    assert_eq!(text.stdout.lines().next(), json.stdout.lines().next(), "results are another matter");
}

#[test]
fn failures_and_wrong_usage_are_json_too() {
    let folder = Folder::new();
    let ran = folder.griffie(["--log-format", "json", "search", "raad"]).expect_code(1);
    let told = messages(&ran.stderr);
    let failure = told.last().expect("a failure");
    assert_eq!(failure["level"], "error");
    assert!(failure["hint"].is_string(), "{failure}");
    let ran = folder.griffie(["search", "--sinse", "2021", "raad", "--log-format", "json"]).expect_code(2);
    let told = messages(&ran.stderr);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["message"], "unexpected argument '--sinse' found");
    assert!(told[0]["hint"].as_str().expect("a hint").contains("--since"), "{}", told[0]);
}

#[test]
fn quiet_leaves_warnings() {
    let ran = folder().griffie(["index", "stukken", "--log-format", "json", "-q"]);
    let told = messages(&ran.stderr);
    assert!(!told.is_empty() && told.iter().all(|message| message["level"] == "warning"), "{told:#?}");
}
