//! Operators on what is hard to cut into words (capitals in compounds, numbers behind hyphens, parts of compounds), against slow
//! evaluators that know how it was written.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::Folder;

/// What a text or a query may be written with, and the words that it is to a reader: those that white space and hyphens part,
/// whatever their capitals.
const WRITTEN: &[(&str, &[&str])] = &[
    ("BUIGoverschot", &["buigoverschot"]),
    ("buigoverschot", &["buigoverschot"]),
    ("BUIG-overschot", &["buig", "overschot"]),
    ("BUIG", &["buig"]),
    ("overschot", &["overschot"]),
    ("IJsselland", &["ijsselland"]),
    ("Ĳsselland", &["ijsselland"]),
    ("NoordBeveland", &["noordbeveland"]),
    ("Noord-Beveland", &["noord", "beveland"]),
    ("Noord\u{2011}Beveland", &["noord", "beveland"]),
    ("tekst-7:2", &["tekst", "7:2"]),
    ("7:2-procedure", &["7:2", "procedure"]),
    ("7:2", &["7:2"]),
    ("tekst", &["tekst"]),
    ("procedure", &["procedure"]),
    ("2020-2021", &["2020", "2021"]),
    ("2020–2021", &["2020", "2021"]),
    ("2021", &["2021"]),
    ("artikel-7", &["artikel", "7"]),
    ("artikel", &["artikel"]),
    ("art.", &["art"]),
    ("7", &["7"]),
    ("Wmo2015", &["wmo2015"]),
    ("2021Begroting", &["2021begroting"]),
    ("Wmo-2015", &["wmo", "2015"]),
    ("Wmo", &["wmo"]),
    ("D66", &["d66"]),
    ("OR-en", &["or", "en"]),
    ("Wsw-ers", &["wsw", "ers"]),
    ("re-integratie", &["re", "integratie"]),
    ("12-08-2021", &["12", "08", "2021"]),
    ("08-2021", &["08", "2021"]),
    ("10%", &["10"]),
    ("'s-Hertogenbosch", &["s", "hertogenbosch"]),
    ("eerste", &["eerste"]),
];

/// A query that takes words as they are written.
#[derive(Debug, Clone)]
enum Verbatim {
    Phrase(Vec<usize>, usize),
    Form(usize),
    Near(usize, usize, usize),
}

impl Verbatim {
    /// As typed: in capitals, in small letters or as it stands, with hyphens or with spaces.
    fn typed(&self, way: usize) -> String {
        let unit = |unit: usize| {
            let written = WRITTEN[unit].0;
            match way % 3 {
                0 => written.to_owned(),
                1 => written.to_uppercase(),
                _ => written.to_lowercase(),
            }
        };
        match self {
            Self::Phrase(units, between) => {
                let units: Vec<String> = units.iter().map(|of| unit(*of)).collect();
                let text =
                    if way > 2 { units.join(" ").replace(['-', '\u{2011}', '–'], " ") } else { units.join(" ") };
                format!("\"{text}\"{}", if *between > 0 { format!("~{between}") } else { String::new() })
            }
            Self::Form(of) => format!("={}", unit(*of)),
            Self::Near(left, right, words) => format!("\"{}\" NEAR/{words} \"{}\"", unit(*left), unit(*right)),
        }
    }

    fn holds(&self, text: &[&str]) -> bool {
        match self {
            Self::Phrase(units, between) => {
                let words: Vec<&str> = units.iter().flat_map(|of| WRITTEN[*of].1).copied().collect();
                !spans(text, &words, *between).is_empty()
            }
            Self::Form(of) => !spans(text, WRITTEN[*of].1, 0).is_empty(),
            Self::Near(left, right, words) => {
                let (left, right) = (spans(text, WRITTEN[*left].1, 0), spans(text, WRITTEN[*right].1, 0));
                let near = |(a, b): (usize, usize), (c, d): (usize, usize)| {
                    b < c && c - b <= *words || d < a && a - d <= *words
                };
                left.iter().any(|one| right.iter().any(|other| near(*one, *other)))
            }
        }
    }
}

/// First and last places of some words in order.
fn spans(text: &[&str], words: &[&str], between: usize) -> Vec<(usize, usize)> {
    let begins = (0..text.len()).filter(|at| text[*at] == words[0]).map(|at| (at, at));
    words[1..].iter().fold(begins.collect(), |begun: Vec<(usize, usize)>, word| {
        let next = |(first, last): (usize, usize)| {
            (last + 1..text.len().min(last + between + 2)).filter(|at| text[*at] == *word).map(move |at| (first, at))
        };
        begun.into_iter().flat_map(next).collect()
    })
}

/// Compounds with their parts, and these as words.
const COMPOUNDS: &[&[&str]] = &[
    &["loonkosten", "subsidie"],
    &["raads", "voorstel"],
    &["subsidie", "voorstel"],
    &["loonkosten"],
    &["subsidie"],
    &["raad"],
    &["voorstel"],
    &["molen"],
];

/// Whether two words are near one another: as words, or as two parts of one.
fn parts_are_near(text: &[usize], left: &str, right: &str, words: usize) -> bool {
    let places = |wanted: &str| -> Vec<(usize, usize)> {
        let is_it = |part: &str| part == wanted || part.strip_suffix('s') == Some(wanted);
        let of = |(at, compound): (usize, &usize)| -> Vec<(usize, usize)> {
            let parts = COMPOUNDS[*compound].iter().enumerate().filter(|(_, part)| is_it(part));
            parts.map(|(n, _)| (at, n)).collect()
        };
        text.iter().enumerate().flat_map(of).collect()
    };
    let right = places(right);
    places(left).iter().any(|one| right.iter().any(|other| one != other && one.0.abs_diff(other.0) <= words))
}

/// What a batch of queries finds in documents of one text each: pairs of their numbers.
fn found_in(texts: &[String], queries: &[String]) -> BTreeSet<(usize, usize)> {
    let line = |(n, text): (usize, &String)| format!("{}\n", serde_json::json!({"id": format!("d{n}"), "text": text}));
    let lines: String = texts.iter().enumerate().map(line).collect();
    let batch: String = queries.iter().enumerate().map(|(n, query)| format!("q{n}\t{query}\n")).collect();
    let folder = Folder::with(&[("stukken/rij.jsonl", &lines), ("vragen.tsv", &batch)]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let ran = folder.griffie(["search", "--queries", "vragen.tsv", "--format", "trec", "--all", "--strict"]);
    let number = |name: &str| name[1..].parse().expect("a number");
    let pair = |line: &str| {
        let columns: Vec<&str> = line.split(' ').collect();
        (number(columns[0]), number(columns[2].split('#').next().expect("an id")))
    };
    ran.expect_code(0).stdout.lines().map(pair).collect()
}

/// Phrases, single forms and nearness, on compounds in all capitals, hyphen forms and numbers.
#[test]
fn what_is_written_is_found_as_a_slow_evaluator_finds_it() {
    let unit = || 0..WRITTEN.len();
    let query = prop_oneof![
        (prop::collection::vec(unit(), 1..4), 0usize..3).prop_map(|(units, between)| Verbatim::Phrase(units, between)),
        unit().prop_map(Verbatim::Form),
        (unit(), unit(), 1usize..4).prop_map(|(left, right, words)| Verbatim::Near(left, right, words)),
    ];
    let corpus = prop::collection::vec(prop::collection::vec(unit(), 1..8), 40);
    let inputs = (corpus, prop::collection::vec((query, 0usize..6), 60));
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&inputs, |(texts, queries)| {
        // Half of the queries are cut from a text, so that many find something.
        let queries: Vec<(Verbatim, usize)> = queries
            .into_iter()
            .enumerate()
            .map(|(n, (query, way))| match query {
                Verbatim::Phrase(units, between) if n % 2 == 0 => {
                    let text = &texts[n % texts.len()];
                    let from = n % text.len();
                    let cut = text[from..text.len().min(from + units.len())].to_vec();
                    (Verbatim::Phrase(cut, between), way)
                }
                query => (query, way),
            })
            .collect();
        let written = |text: &Vec<usize>| text.iter().map(|of| WRITTEN[*of].0).collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = texts.iter().map(written).collect();
        let typed: Vec<String> = queries.iter().map(|(query, way)| query.typed(*way)).collect();
        let found = found_in(&lines, &typed);
        for (q, (query, _)) in queries.iter().enumerate() {
            for (d, text) in texts.iter().enumerate() {
                let words: Vec<&str> = text.iter().flat_map(|of| WRITTEN[*of].1).copied().collect();
                prop_assert_eq!(found.contains(&(q, d)), query.holds(&words), "{} in {}", typed[q], lines[d]);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// `NEAR` on parts of compounds: two parts of one word are near one another, a word is not near itself.
#[test]
fn parts_of_compounds_are_near_one_another_as_words_are() {
    let corpus = prop::collection::vec(prop::collection::vec(0..COMPOUNDS.len(), 1..7), 40);
    let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
    let words = ["loonkosten", "subsidie", "raad", "voorstel"];
    let queries: Vec<(&str, &str, usize)> = words
        .iter()
        .flat_map(|left| words.iter().flat_map(move |right| (1..4).map(move |words| (*left, *right, words))))
        .collect();
    let typed: Vec<String> =
        queries.iter().map(|(left, right, words)| format!("{left} NEAR/{words} {right}")).collect();
    let outcome = runner.run(&corpus, |texts| {
        let written = |text: &Vec<usize>| text.iter().map(|of| COMPOUNDS[*of].concat()).collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = texts.iter().map(written).collect();
        let found = found_in(&lines, &typed);
        for (q, (left, right, words)) in queries.iter().enumerate() {
            for (d, text) in texts.iter().enumerate() {
                let expected = parts_are_near(text, left, right, *words);
                prop_assert_eq!(found.contains(&(q, d)), expected, "{} in {}", typed[q], lines[d]);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
