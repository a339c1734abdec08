//! `griffie analyze`: how words are seen.

use proptest::prelude::*;
use serde_json::Value;

use crate::common::Folder;

fn lines(stdout: &str) -> Vec<Value> {
    stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn keys_in_order(line: &str, keys: &[&str]) -> bool {
    let places: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

#[test]
fn a_line_of_json_for_each_text_with_the_fields_of_the_contract() {
    let folder = Folder::new();
    let ran = folder.griffie(["analyze", "--format", "jsonl", "De overschotten", "BUIG-overschot"]).expect_code(0);
    let texts = lines(&ran.stdout);
    assert_eq!(texts.len(), 2);
    for (text, line) in texts.iter().zip(ran.stdout.lines()) {
        assert_eq!(text.as_object().expect("an object").len(), 3);
        assert!(keys_in_order(line, &["text", "version", "tokens"]), "{line}");
        assert!(keys_in_order(line, &["position", "surface", "term", "parts", "also"]), "{line}");
        assert!(text["version"].as_str().is_some_and(|version| !version.is_empty()));
        for token in text["tokens"].as_array().expect("a list") {
            assert_eq!(token.as_object().expect("an object").len(), 5);
        }
    }
    assert_eq!(texts[0]["text"], "De overschotten");
    assert_eq!(texts[0]["tokens"][1]["surface"], "overschotten");
    assert_eq!(texts[0]["tokens"][1]["term"], "overschot");
}

#[test]
fn what_is_told_to_people() {
    assert_told!(Folder::new().griffie(["analyze", "De BUIG-overschotten en de cliënten"]), @r"
    exit 0
    --- stdout
    De BUIG-overschotten en de cliënten
       0  De  →  de
       1  BUIG  →  buig  also buigoverschot
       2  overschotten  →  overschot  also overschotten
       3  en  →  en
       4  de  →  de
       5  cliënten  →  client  also clienten
    ");
}

#[test]
fn words_that_mean_the_same_get_the_same_term() {
    let folder = Folder::new();
    for words in [
        ["overschot", "overschotten", "Overschotten"],
        ["gemeente", "gemeenten", "GEMEENTE"],
        ["coördinatie", "coordinatie", "Coördinatie"],
        ["regeling", "regelingen", "Regeling"],
        ["reïntegratie", "reintegratie", "Reïntegratie"],
    ] {
        let ran = folder.griffie([&["analyze", "--format", "jsonl"], &words[..]].concat()).expect_code(0);
        let terms: Vec<Value> = lines(&ran.stdout).iter().map(|text| text["tokens"][0]["term"].clone()).collect();
        assert!(terms.windows(2).all(|pair| pair[0] == pair[1]), "{words:?}: {terms:?}");
    }
}

#[test]
fn every_plural_gets_the_term_of_its_singular() {
    let pairs = [
        ["raadsvoorstel", "raadsvoorstellen"],
        ["stelling", "stellingen"],
        ["loonkostensubsidie", "loonkostensubsidies"],
        ["commissie", "commissies"],
        ["gemeente", "gemeentes"],
        ["regio", "regio's"],
        ["budget", "budgetten"],
        ["wet", "wetten"],
        ["brief", "brieven"],
        ["reserve", "reserves"],
        ["bezwaar", "bezwaren"],
        ["raad", "raden"],
    ];
    let folder = Folder::new();
    let apart: Vec<String> = pairs
        .into_iter()
        .filter_map(|pair| {
            let ran = folder.griffie([&["analyze", "--format", "jsonl"], &pair[..]].concat()).expect_code(0);
            let terms: Vec<Value> = lines(&ran.stdout).iter().map(|text| text["tokens"][0]["term"].clone()).collect();
            (terms[0] != terms[1]).then(|| format!("{pair:?}: {terms:?}"))
        })
        .collect();
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

#[test]
fn standard_input_gives_a_text_a_line() {
    let folder = Folder::new();
    let ran =
        folder.griffie_reading("overschot\n\nreserve raad\n", &["analyze", "--format", "jsonl", "-"]).expect_code(0);
    let texts: Vec<Value> = lines(&ran.stdout).iter().map(|line| line["text"].clone()).collect();
    assert_eq!(texts, ["overschot", "", "reserve raad"]);
    let list = folder.griffie(["analyze", "--format", "json", "een", "twee"]).expect_code(0).json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    folder.griffie_reading(vec![b'a', 0xff, b'\n'], &["analyze", "-"]).expect_code(1);
    folder.griffie(["analyze"]).expect_code(2);
}

#[test]
fn positions_never_go_back_and_surfaces_stand_in_the_text_in_that_order() {
    let folder = Folder::new();
    // Without U+007F to U+009F: see `control_characters_of_a_text_come_back_in_json`.
    let settings = ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(settings, |(texts in prop::collection::vec("[^\\r\\n\\x7f-\\x{9f}]{0,60}|([A-Za-zéï€-]{1,12} ?){1,8}", 1..40))| {
        let input = texts.join("\n") + "\n";
        let ran = folder.griffie_reading(input, &["analyze", "--format", "jsonl", "-"]).expect_code(0);
        let analyzed = lines(&ran.stdout);
        prop_assert_eq!(analyzed.len(), texts.len());
        for (analyzed, text) in analyzed.iter().zip(&texts) {
            prop_assert_eq!(analyzed["text"].as_str(), Some(text.as_str()));
            let tokens = analyzed["tokens"].as_array().expect("a list");
            let positions: Vec<u64> = tokens.iter().map(|t| t["position"].as_u64().expect("a position")).collect();
            prop_assert!(positions.is_sorted(), "{:?}", positions);
            let mut from = 0;
            for token in tokens {
                let surface = token["surface"].as_str().expect("a surface");
                let at = text[from..].find(surface);
                prop_assert!(at.is_some(), "{:?} behind {} in {:?}", surface, from, text);
                from += at.unwrap_or(0);
                prop_assert!(!token["term"].as_str().expect("a term").is_empty());
            }
        }
    });
}

#[test]
fn control_characters_of_a_text_come_back_in_json() {
    let ran = Folder::new().griffie(["analyze", "--format", "jsonl", "a\u{7f}b\u{1b}[31m\u{9b}c"]).expect_code(0);
    assert_eq!(lines(&ran.stdout)[0]["text"], "a\u{7f}b\u{1b}[31m\u{9b}c");
}

#[test]
fn an_index_tells_whether_it_was_analysed_so() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De loonkostensubsidie stijgt.")]);
    let with =
        folder.griffie(["analyze", "loonkostensubsidie", "--index", "index", "--format", "jsonl"]).expect_code(0);
    let without = folder.griffie(["analyze", "loonkostensubsidie", "--format", "jsonl"]).expect_code(0);
    assert_eq!(with.stdout, without.stdout);
    folder.griffie(["analyze", "loonkostensubsidie", "--index", "nergens"]).expect_code(1);
}
