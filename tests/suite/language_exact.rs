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
    ("Z-21-12345", &["z", "21", "12345"]),
    ("RB2020079", &["rb2020079"]),
    ("AB/DB", &["ab", "db"]),
    ("24/7", &["24", "7"]),
    ("m.b.t.", &["mbt"]),
    ("foto’s", &["foto's"]),
    ("1.500.000", &["1.500.000"]),
    ("covid-19", &["covid", "19"]),
    ("COVID19", &["covid19"]),
    ("B&W", &["b&w"]),
    ("18-jarige", &["18", "jarige"]),
    ("50-ers", &["50", "ers"]),
    ("3e-lijns", &["3e", "lijns"]),
    ("ID-kaart", &["id", "kaart"]),
    ("WMOraad", &["wmoraad"]),
    ("uit\u{ad}voering", &["uitvoering"]),
    ("coördinatie", &["coordinatie"]),
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

/// Ways to write one thing.
const SAME: &[&[&str]] = &[
    &["Wmo 2015", "Wmo2015", "wmo2015", "Wmo-2015"],
    &["artikel 7", "art. 7", "art 7", "art.7", "Artikel 7", "artikel-7", "art7"],
    &["iJw 3.2", "iJw3.2", "ijw 3.2"],
    &["artikel 7:2", "art. 7:2", "art7:2", "artikel7:2", "art.7:2"],
    &["artikel 10c", "art. 10c", "art10c"],
    &["mevrouw Bakker", "mw. Bakker", "mw Bakker", "Mevr. Bakker", "mevr.Bakker"],
    &["de heer Bakker", "dhr. Bakker", "hr. Bakker", "Hr Bakker"],
    &["wethouder Bakker", "wh. Bakker", "weth. Bakker", "wethr Bakker", "Wh Bakker"],
    &["voorzitter Bakker", "vz. Bakker", "vrz Bakker"],
    &["niet-ingezetenen", "niet ingezetenen", "nietingezetenen"],
    &["begroting 2021", "begroting2021", "Begroting-2021"],
    &["D66", "d 66", "D-66"],
    &["RIB2021-12", "RIB 2021-12", "rib2021-12"],
    &["18-jarige", "18 jarige", "18jarige"],
    &["1621 AB", "1621AB", "1621 ab"],
    &["Noord-Beveland", "Noord Beveland", "NoordBeveland"],
    &["IJsselgemeenten", "ijsselgemeenten", "Ĳsselgemeenten", "IJSSELGEMEENTEN"],
    &["1e kwartaal", "eerste kwartaal", "1ste kwartaal", "Q1"],
    &["nummer 14", "nr. 14", "nr 14"],
    &["gemeente Hoorn", "gem. Hoorn"],
    &["paragraaf 4.2", "par. 4.2", "§ 4.2", "§4.2"],
    &["bladzijde 3", "blz. 3", "pagina 3", "pag. 3"],
    &["31 december jl.", "31 december jongstleden"],
    &["€ 1.500.000", "1500000", "1,5 miljoen", "1.5 mln euro", "EUR 1.500.000,-", "€ 1.500.000,00", "1,5mln"],
    &["750.000 euro", "€ 750.000,-", "EUR 750.000,-", "0,75 miljoen"],
    &["10%", "10 %", "10 procent", "10 pct.", "10,0%"],
    &[
        "20210812",
        "12082021",
        "12-8-2021",
        "12 augustus 2021",
        "12 aug. '21",
        "12 aug 2021",
        "2021-08-12",
        "12/08/2021",
    ],
    &["augustus 2021", "aug. 2021", "aug. ’21", "2021-08", "08-2021"],
    &["072 123 45 67", "072-1234567", "(072) 123 45 67", "+31 72 123 45 67", "+31721234567"],
    &["B en W", "B&W", "b & w", "b en w", "B. en W.", "BenW", "B.en W."],
    &["P&C-cyclus", "P en C-cyclus", "p&c cyclus"],
    &["'s-Hertogenbosch", "’s-hertogenbosch", "s hertogenbosch"],
    &["foto's", "foto’s", "fotos", "foto"],
    &["fiets", "ﬁets", "ｆｉｅｔｓ", "fi\u{ad}ets", "fi\u{200b}ets"],
    &["re-integratie", "reïntegratie", "re\u{2011}integratie", "rei\u{308}ntegratie"],
    &["zorg—jeugd", "zorg/jeugd", "zorg – jeugd"],
    &["ca. 20", "circa 20"],
    &["in verband met corona", "i.v.m. corona", "ivm corona"],
];

/// What is not the same, though much is alike: a query and a text.
const OTHER: &[(&str, &str)] = &[
    ("4.2", "4.2.1"),
    ("D66", "D en 66"),
    ("Q1", "kwartaal 2"),
    ("art7", "artikel over 7"),
    ("10 MW", "10 mevrouw"),
    ("mevrouw", "10 MW"),
    ("20210812", "RB20210812"),
    ("augustus 2021", "september 2021"),
    ("\u{201d}raad besluit\u{201d}", "besluit raad"),
    ("raad's", "raadsel"),
];

#[test]
fn each_way_to_write_a_thing_finds_every_other() {
    let forms: Vec<&str> = SAME.iter().copied().flatten().copied().chain(OTHER.iter().map(|(_, text)| *text)).collect();
    let line = |(n, text): (usize, &&str)| {
        format!("{}\n", serde_json::json!({"id": format!("d{n}"), "text": format!("xx {text} yy")}))
    };
    let queries: Vec<&str> =
        SAME.iter().copied().flatten().copied().chain(OTHER.iter().map(|(query, _)| *query)).collect();
    let batch: String = queries.iter().enumerate().map(|(n, query)| format!("{n}\t{query}\n")).collect();
    let lines: String = forms.iter().enumerate().map(line).collect();
    let folder = Folder::with(&[("stukken/rij.jsonl", &lines), ("vragen.tsv", &batch)]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let ran = folder.griffie(["search", "--queries", "vragen.tsv", "--format", "jsonl", "--all"]).expect_code(0);
    let hits = ran.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let found: BTreeSet<(String, String)> = hits
        .filter(|hit| hit["partial"] == false)
        .map(|hit| (hit["query"].as_str().unwrap().to_owned(), hit["document"].as_str().unwrap().to_owned()))
        .collect();
    let finds = |query: &str, text: &str| {
        let of_text = forms.iter().enumerate().filter(|(_, form)| **form == text);
        of_text.into_iter().all(|(n, _)| found.contains(&(query.to_owned(), format!("d{n}"))))
    };
    for forms in SAME {
        for query in *forms {
            let missed: Vec<&&str> = forms.iter().filter(|text| !finds(query, text)).collect();
            assert!(missed.is_empty(), "{query} misses {missed:?}");
        }
    }
    for (query, text) in OTHER {
        assert!(!finds(query, text), "{query} finds {text}");
    }
}
