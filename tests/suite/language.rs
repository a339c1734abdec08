//! The query language, against a slow evaluator that is plainly right, and as people meet it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::Folder;

/// Words without inflection in common, so that the evaluator needs no Dutch.
const WORDS: [&str; 5] = ["raad", "fiets", "molen", "haven", "kaas"];

/// A query as a tree, for the evaluator.
#[derive(Debug, Clone)]
enum Asked {
    Word(usize),
    Phrase(Vec<usize>, usize),
    Near(usize, usize, usize),
    Prefix(usize),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Without(Box<Asked>, Box<Asked>),
}

impl Asked {
    fn typed(&self) -> String {
        let joined = |all: &[Self], by: &str| format!("({})", all.iter().map(Self::typed).collect::<Vec<_>>().join(by));
        match self {
            Self::Word(word) => WORDS[*word].to_owned(),
            Self::Phrase(words, between) => {
                let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                format!("\"{}\"{}", words.join(" "), if *between > 0 { format!("~{between}") } else { String::new() })
            }
            Self::Near(left, right, words) => format!("({} NEAR/{words} {})", WORDS[*left], WORDS[*right]),
            Self::Prefix(word) => format!("{}*", &WORDS[*word][..3]),
            Self::And(all) => joined(all, " AND "),
            Self::Or(any) => joined(any, " OR "),
            Self::Without(this, other) => format!("({} NOT {})", this.typed(), other.typed()),
        }
    }

    /// Whether a text of words holds it.
    fn holds(&self, text: &[usize]) -> bool {
        match self {
            Self::Word(word) | Self::Prefix(word) => text.contains(word),
            Self::Phrase(words, between) => {
                // All choices of places, one word after the other.
                let mut ends: BTreeSet<usize> = (0..text.len()).filter(|i| text[*i] == words[0]).collect();
                for word in &words[1..] {
                    let next = |end: usize| (end + 1..text.len().min(end + between + 2)).filter(|i| text[*i] == *word);
                    ends = ends.into_iter().flat_map(next).collect();
                }
                !ends.is_empty()
            }
            Self::Near(left, right, words) => (0..text.len()).any(|i| {
                text[i] == *left && (0..text.len()).any(|j| i != j && text[j] == *right && i.abs_diff(j) <= *words)
            }),
            Self::And(all) => all.iter().all(|asked| asked.holds(text)),
            Self::Or(any) => any.iter().any(|asked| asked.holds(text)),
            Self::Without(this, other) => this.holds(text) && !other.holds(text),
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || 0..WORDS.len();
    let leaf = prop_oneof![
        word().prop_map(Asked::Word),
        (prop::collection::vec(word(), 2..4), 0usize..3).prop_map(|(words, between)| Asked::Phrase(words, between)),
        (word(), word(), 1usize..4).prop_map(|(left, right, words)| Asked::Near(left, right, words)),
        word().prop_map(Asked::Prefix),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::Or),
            (inner.clone(), inner).prop_map(|(this, other)| Asked::Without(Box::new(this), Box::new(other))),
        ]
    })
}

/// All queries of a batch against one corpus: the documents found are those that the evaluator finds.
#[test]
fn every_operator_finds_what_a_slow_evaluator_finds() {
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let corpus = prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..9), 12);
    let inputs = (corpus, prop::collection::vec(asked(), 40));
    let outcome = runner.run(&inputs, |(texts, queries)| {
        let line = |(n, text): (usize, &Vec<usize>)| {
            let words: Vec<&str> = text.iter().map(|word| WORDS[*word]).collect();
            format!("{{\"id\":\"d{n}\",\"text\":\"{}\"}}\n", words.join(" "))
        };
        let lines: String = texts.iter().enumerate().map(line).collect();
        let batch: String = queries.iter().enumerate().map(|(n, asked)| format!("q{n}\t{}\n", asked.typed())).collect();
        let folder = Folder::with(&[("stukken/rij.jsonl", &lines), ("vragen.tsv", &batch)]);
        folder.griffie(["index", "stukken"]).expect_code(0);
        let ran = folder.griffie(["search", "--queries", "vragen.tsv", "--format", "trec", "--all", "--strict"]);
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for line in ran.expect_code(0).stdout.lines() {
            let columns: Vec<&str> = line.split(' ').collect();
            found.insert((columns[0].to_owned(), columns[2].split('#').next().expect("an id").to_owned()));
        }
        for (n, asked) in queries.iter().enumerate() {
            for (d, text) in texts.iter().enumerate() {
                let is_found = found.contains(&(format!("q{n}"), format!("d{d}")));
                let words: Vec<&str> = text.iter().map(|word| WORDS[*word]).collect();
                prop_assert_eq!(is_found, asked.holds(text), "{} in {}", asked.typed(), words.join(" "));
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

const PAPERS: &[(&str, &str)] = &[
    (
        "stukken/hoorn.txt",
        "Gemeente Hoorn\nDatum: 12 maart 2020\nOnderwerp: Begroting\n\nDe raad stelt de meerjarenbegroting vast en vraagt om loonkostensubsidies.\n",
    ),
    (
        "stukken/heiloo.txt",
        "Gemeente Heiloo\nDatum: 3 mei 2021\nOnderwerp: Kadernota\nKenmerk: RB2021.045\n\nHet college verwacht een tekort op de sociale werkvoorziening en het BUIG-budget.\n",
    ),
    (
        "stukken/medemblik.txt",
        "Gemeente Medemblik\nDatum: 9 juni 2019\nOnderwerp: Motie\n\nDe ondernemingsraad (OR) adviseert positief. Een motie over de subsidie is verworpen.\n",
    ),
];

#[test]
fn what_experts_mean_is_found() {
    let folder = Folder::indexed(PAPERS);
    for (query, expected) in [
        ("\"sociale werkvoorziening\"", &["heiloo.txt"][..]),
        ("\"werkvoorziening sociale\"", &[]),
        ("\"SOCIÁLE  Werkvoorziening\"", &["heiloo.txt"]),
        ("\"BUIG budget\"", &["heiloo.txt"]),
        ("\"raad meerjarenbegroting\"~3", &["hoorn.txt"]),
        ("\"raad meerjarenbegroting\"", &[]),
        ("=subsidie", &["medemblik.txt"]),
        ("=loonkostensubsidie", &[]),
        ("*subsidie*", &["hoorn.txt", "medemblik.txt"]),
        ("loonkosten*", &["hoorn.txt"]),
        ("t?kort", &["heiloo.txt"]),
        ("BUIG-bud*", &["heiloo.txt"]),
        ("begrotng~2 OR tekrt~", &["heiloo.txt", "hoorn.txt"]),
        ("tekort OR motie", &["heiloo.txt", "medemblik.txt"]),
        ("(tekort OF motie) -college", &["medemblik.txt"]),
        ("raad NABIJ/3 meerjarenbegroting", &["hoorn.txt"]),
        ("meerjarenbegroting NEAR/4 raad", &["hoorn.txt"]),
        ("gemeente:Hoorn OR gemeente:Medemblik", &["hoorn.txt", "medemblik.txt"]),
        ("datum:2020..2021 -gemeente:Heiloo", &["hoorn.txt"]),
        ("date:>=2021 college", &["heiloo.txt"]),
        ("onderwerp:kadernota", &["heiloo.txt"]),
        ("kenmerk:RB2021045", &["heiloo.txt"]),
        ("kenmerk:rb2021.045", &["heiloo.txt"]),
        ("kenmerk:rb.2021.045", &["heiloo.txt"]),
        ("kenmerk:rb.2021.046", &[]),
        ("tekort NOT =tekort", &[]),
    ] {
        let answer = folder.search(query, &["--all", "--by", "document"]);
        assert_eq!(answer.full_sorted(), expected, "{query}: {}", answer.0["warnings"]);
        assert_eq!(answer.total("documents"), expected.len() as u64, "{query}");
        let warnings = answer.0["warnings"].as_array().expect("a list");
        assert!(warnings.is_empty() || expected.is_empty(), "{query}: {warnings:?}");
    }
}

#[test]
fn exactly_what_matched_is_marked() {
    let folder = Folder::indexed(PAPERS);
    for (query, expected) in [
        ("\"sociale werkvoorziening\"", "*sociale* *werkvoorziening*"),
        ("college NEAR/3 tekort", "*college* verwacht een *tekort*"),
        ("buig-bud*", "*BUIG-budget*"),
        ("tekort -motie", "*tekort*"),
    ] {
        let texts = folder.search(query, &[]).marked_texts();
        assert!(texts[0].contains(expected), "{query}: {texts:?}");
    }
}

#[test]
fn conditions_hold_for_hits_that_lack_other_words_too() {
    let folder = Folder::indexed(PAPERS);
    let answer = folder.search("tekort kasteel gemeente:Heiloo", &[]);
    assert_eq!((answer.total("passages"), answer.hits().len()), (0, 1));
    assert_eq!((&answer.hits()[0]["partial"], &answer.hits()[0]["source"]), (&true.into(), &"heiloo.txt".into()));
    assert_eq!(folder.search("tekort kasteel +motie", &[]).each("source"), ["medemblik.txt"]);
}

#[test]
fn doubtful_readings_are_told_and_refused_on_request() {
    let folder = Folder::indexed(PAPERS);
    assert_told!(folder.griffie(["search", "--strict", "OR advies"]), @r#"
    exit 2
    --- stderr
    error: the query is refused: at `OR`: `OR` was read as a word, as it does not stand between two things; put what it joins before and behind it; as a word it is meant in quotes
    hint: griffie help query tells what can be typed
    "#);
    assert_eq!(folder.search("OR adviseert", &[]).full(), ["medemblik.txt"]);
    for (query, told) in [
        ("\"sociale werkvoorziening", "a quote without a partner was read as text"),
        ("(tekort college", "a bracket without a partner was read as text"),
        ("gemeente:Heilo tekort", "did you mean Heiloo?"),
        ("datum:gisteren tekort", "gisteren is not a date; write 2021"),
        ("-motie", "a query that only excludes was read as one that asks for it"),
    ] {
        let answer = folder.search(query, &[]);
        let warnings = answer.0["warnings"].to_string();
        assert!(warnings.contains(told), "{query}: {warnings}");
        folder.griffie(["search", "--strict", "--", query]).expect_code(2).expect_stderr(told);
    }
    folder.griffie(["search", "--strict", "BUIG? 7:2 re-integratie (BUIG)"]).expect_code(0);
}

#[test]
fn hostile_queries_are_answered() {
    let folder = Folder::indexed(PAPERS);
    let long = "het college verwacht een tekort op de sociale werkvoorziening ".repeat(330);
    for query in [
        "(".repeat(10_000),
        "*".repeat(5000),
        "~~~".into(),
        "a* b* c* d* *e".into(),
        "\u{202e}tekort\u{7}".into(),
        long,
    ] {
        folder.griffie(["search", "--", &query]).expect_code(0);
    }
}

#[test]
fn the_page_on_the_language_is_shown() {
    let folder = Folder::new();
    let told = folder.griffie(["help", "query"]).expect_code(0).stdout;
    assert!(told.contains("raad NEAR/5 college"), "{told}");
    folder.griffie(["query"]).expect_code(0).expect_stdout("raad NEAR/5 college");
}

/// Every example on the page for users, as it stands there.
#[test]
fn every_example_for_users_is_read_without_doubt_and_searched() {
    let folder = Folder::indexed(PAPERS);
    let page = include_str!("../../docs/zoektaal.md");
    let examples: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(query, _)| query).collect();
    assert!(examples.len() > 25, "{examples:?}");
    for example in examples {
        let ran = folder.griffie(["search", "--strict", "--", example]);
        // `OR` at the end is told to be a word, which is what the page says.
        let expected = if example.ends_with(" OR") { 2 } else { 0 };
        assert_eq!(ran.code, Some(expected), "{example}: {}", ran.told());
    }
}

#[test]
fn passages_that_say_much_the_same_are_found() {
    let letter = |town: &str| {
        format!(
            "Gemeente {town}\n\nGeachte raad,\n\nDe ontwerpbegroting van het werkvoorzieningschap geeft aanleiding tot een zienswijze: \
             het tekort op de loonkostensubsidies mag niet ten laste van {town} komen.\n"
        )
    };
    let folder = Folder::indexed(&[
        ("stukken/hoorn.txt", &letter("Hoorn")),
        ("stukken/heiloo.txt", &letter("Heiloo")),
        (
            "stukken/taxi.txt",
            "Gemeente Hoorn\n\nDe deeltaxi rijdt voortaan ook op zondag naar het ziekenhuis en het station.\n",
        ),
    ]);
    let asked = folder.search("zienswijze Hoorn", &["--limit", "1"]).each("passage").remove(0);
    let similar = |id: &str| folder.griffie(["similar", id, "--format", "json"]).expect_code(0).json();
    let sources = |answer: &serde_json::Value| -> Vec<String> {
        answer["hits"].as_array().expect("hits").iter().map(|hit| hit["source"].to_string()).collect()
    };
    let answer = similar(&asked);
    assert_eq!(sources(&answer), ["\"heiloo.txt\""]);
    assert!(answer["hits"][0]["score"].as_f64().expect("a score") > 0.6, "{answer}");
    // The same of a whole document.
    let document = asked.split('#').next().expect("an id").to_owned();
    assert_eq!(sources(&similar(&document)), ["\"heiloo.txt\""]);
    folder
        .griffie(["similar", "nergens"])
        .expect_code(1)
        .expect_stderr("the index holds no document or passage nergens");
    let taxi = folder.search("deeltaxi", &["--limit", "1"]).each("passage").remove(0);
    folder.griffie(["similar", &taxi]).expect_code(0).expect_stderr("nothing in the index says much the same");
}
