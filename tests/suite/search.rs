//! `griffie search`: what is found, in which order, under which filter, and how it is written.

use std::process::Stdio;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{Answer, Folder, Ran};

/// Six records about what is left of a budget, each in other words and with other metadata.
fn records() -> String {
    let records = [
        json!({"id": "hoorn", "municipality": "Hoorn", "date": "2021-08-12", "kind": "brief",
            "arrangement": "WerkSaam Westfriesland", "subject": "Inzet van het overschot", "reference": "DB-21/7",
            "url": "https://example.org/hoorn",
            "text": "Het college wil een deel van het BUIG-overschot inzetten voor re-integratie."}),
        json!({"id": "heiloo", "municipality": "Heiloo", "date": "2019-02-18", "kind": "zienswijze",
            "arrangement": "WNK Personeelsdiensten", "subject": "Kadernota",
            "text": "De raad wil dat een overschot op de BUIG terugvloeit naar de deelnemers."}),
        json!({"id": "helmond", "municipality": "Helmond", "date": "2020-06", "kind": "motie",
            "text": "Overschotten op de BUIG blijven voortaan in een reserve van de gemeente."}),
        json!({"id": "opmeer", "municipality": "Opmeer", "date": "2018", "kind": "raadsvoorstel",
            "text": "Het BUIGoverschot valt lager uit dan bij de begroting was gedacht."}),
        json!({"id": "goes", "municipality": "Goes", "date": "2022-03-01", "kind": "besluit",
            "text": "Alleen het overschot op de huishoudelijke hulp gaat naar de reserve."}),
        json!({"id": "vlissingen", "municipality": "Vlissingen", "kind": "memo",
            "text": "De BUIG bracht een overschot op waarover nog niet is besloten."}),
    ];
    records.map(|record| record.to_string()).join("\n")
}

fn surplus() -> Folder {
    Folder::indexed(&[("stukken/reeks.jsonl", &records())])
}

/// Ids of the documents that hold all the words, sorted.
fn found(answer: &Answer) -> Vec<String> {
    answer.full_sorted().iter().map(|source| source.trim_start_matches("reeks.jsonl#").to_owned()).collect()
}

/// Many short documents about one thing.
fn many(n: usize) -> Folder {
    let line = |i: usize| {
        let text = match i % 3 {
            0 => format!("De raad bespreekt de schuldhulp, punt {i}."),
            1 => format!("Schuldhulp staat op de agenda van de raad, die er punt {i} aan wijdt."),
            _ => format!("Over de schuldhulp spreekt het college bij punt {i}."),
        };
        json!({"id": format!("d{i:03}"), "text": text}).to_string()
    };
    Folder::indexed(&[("stukken/reeks.jsonl", &(0..n).map(line).collect::<Vec<_>>().join("\n"))])
}

// --- what is found -------------------------------------------------------------------------------------------------

#[test]
fn a_hyphen_compound_is_found_whole_and_by_its_parts() {
    let folder = surplus();
    let all = ["heiloo", "helmond", "hoorn", "opmeer", "vlissingen"];
    for query in ["BUIG-overschot", "BUIG overschot", "buig-overschotten"] {
        assert_eq!(found(&folder.search(query, &[])), all, "{query}");
    }
    let apart = found(&folder.search("overschot op de BUIG", &[]));
    for id in ["heiloo", "helmond", "hoorn", "vlissingen"] {
        assert!(apart.iter().any(|found| found == id), "{id} in {apart:?}");
    }
    let joined = found(&folder.search("BUIGoverschot", &[]));
    for id in ["hoorn", "opmeer"] {
        assert!(joined.iter().any(|found| found == id), "{id} in {joined:?}");
    }
}

#[test]
fn inflection_case_and_accents_are_bridged() {
    let folder = Folder::indexed(&[(
        "stukken/stuk.txt",
        "De cliënten ontvangen loonkostensubsidies.\n\nDe coördinatoren reïntegreren vijf inwoners.\n",
    )]);
    for query in ["client", "CLIËNTEN", "loonkostensubsidies", "coordinator", "re-integreren", "inwoner"] {
        assert_eq!(folder.search(query, &[]).full(), ["stuk.txt"], "{query}");
    }
}

#[test]
fn a_plural_in_ies_is_found_by_its_singular() {
    let folder = Folder::indexed(&[("stukken/stuk.txt", "De raad verlengt de loonkostensubsidies.\n")]);
    assert_eq!(folder.search("loonkostensubsidie", &[]).full(), ["stuk.txt"]);
}

#[test]
fn passages_with_all_words_come_first_and_others_are_marked_partial() {
    let folder = surplus();
    let answer = folder.search("overschot reserve gemeente", &["--limit", "50"]);
    let partial: Vec<bool> = answer.hits().iter().map(|hit| hit["partial"] == true).collect();
    assert!(partial.is_sorted(), "full before partial: {partial:?}");
    assert_eq!(found(&answer), ["helmond"]);
    assert!(partial.iter().filter(|partial| **partial).count() >= 3, "{partial:?}");
    assert_eq!((answer.total("passages"), answer.total("documents")), (1, 1), "partial ones are not counted");
}

#[test]
fn words_close_together_come_before_words_far_apart() {
    let far = format!("De reserve is aangevuld. {} Daarna sprak de raad over dagopvang.", "Er was koffie. ".repeat(12));
    let folder = Folder::indexed(&[
        ("stukken/ver.txt", &far),
        ("stukken/dichtbij.txt", "De raad vormt een reserve voor dagopvang. Er was koffie voor iedereen die kwam."),
    ]);
    assert_eq!(folder.search("reserve dagopvang", &[]).full(), ["dichtbij.txt", "ver.txt"]);
}

#[test]
fn a_score_never_rises_with_the_rank() {
    let folder = many(40);
    for query in ["schuldhulp", "raad schuldhulp", "raad agenda schuldhulp punt 7", "college raad"] {
        for by in ["passage", "document"] {
            let answer = folder.search(query, &["--limit", "100", "--by", by]);
            let scores: Vec<f64> = answer.hits().iter().map(|hit| hit["score"].as_f64().expect("a score")).collect();
            assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{query}: {scores:?}");
            assert!(scores.len() > 10 && scores.iter().all(|score| score.is_finite() && *score > 0.0));
            let ranks: Vec<u64> = answer.hits().iter().map(|hit| hit["rank"].as_u64().expect("a rank")).collect();
            assert_eq!(ranks, (1..=ranks.len() as u64).collect::<Vec<_>>());
        }
    }
}

#[test]
fn question_words_and_fillers_do_not_matter() {
    let folder = surplus();
    assert_eq!(
        found(&folder.search("wat is er met het overschot op de reserve?", &[])),
        found(&folder.search("overschot reserve", &[]))
    );
}

#[test]
fn an_equals_sign_asks_for_that_very_word() {
    let folder = surplus();
    assert_eq!(found(&folder.search("=overschotten", &[])), ["helmond"]);
    let singular = found(&folder.search("=overschot", &[]));
    assert!(!singular.contains(&"helmond".to_owned()) && singular.contains(&"goes".to_owned()), "{singular:?}");
}

#[test]
fn an_equals_sign_keeps_a_word_whole() {
    assert!(found(&surplus().search("=BUIGoverschotten", &[])).is_empty());
}

#[test]
fn numbers_references_money_and_dates_are_found_as_typed() {
    let text = "De raad stelt een bedrag van € 550.000 beschikbaar onder nummer RB2020079. Het verzoek heeft als kenmerk \
        18uit02286 en is van 07-07-2020. De bijdrage is € 17,50 per maand, of 12,5% van de norm, volgens artikel 10d.";
    let folder = Folder::indexed(&[
        ("stukken/stuk.txt", text),
        ("stukken/anders.txt", "Op 07-08-2020 ging 555.000 naar RB2020078, kenmerk 18uit02287, artikel 10e, 17,51."),
    ]);
    for query in ["550.000", "€ 550.000", "RB2020079", "rb2020079", "18uit02286", "17,50", "12,5%", "artikel 10d"] {
        assert_eq!(folder.search(query, &[]).full(), ["stuk.txt"], "{query}");
    }
}

#[test]
fn a_date_is_found_as_typed_before_other_dates() {
    let folder = Folder::indexed(&[
        ("stukken/stuk.txt", "Het verzoek van de raad is in behandeling sinds 07-07-2020 en nog niet afgedaan."),
        ("stukken/anders.txt", "Het verzoek is van 07-08-2020."),
    ]);
    assert_eq!(folder.search("07-07-2020", &[]).each("source")[0], "stuk.txt");
}

#[test]
fn words_of_title_subject_and_heading_are_found() {
    let folder = Folder::indexed(&[
        ("stukken/plan.md", "# Beleidsplan mantelzorg\n\n## Vervoer\n\nDe deeltaxi rijdt ook op zondag.\n"),
        (
            "stukken/reeks.jsonl",
            &json!({"id": "a", "title": "Brief over dagbesteding", "subject": "Kinderopvang", "text": "De raad stemt in."})
                .to_string(),
        ),
    ]);
    assert_eq!(folder.search("vervoer deeltaxi", &[]).full(), ["plan.md"]);
    assert_eq!(folder.search("mantelzorg zondag", &[]).full(), ["plan.md"]);
    assert_eq!(folder.search("dagbesteding", &[]).full(), ["reeks.jsonl#a"]);
    assert_eq!(folder.search("kinderopvang raad", &[]).full(), ["reeks.jsonl#a"]);
}

#[test]
fn nothing_found_is_no_error() {
    assert_told!(surplus().griffie(["search", "zeppelin"]), @r"
    exit 0
    --- stdout
    nothing found
    --- stderr
    warning: zeppelin occurs nowhere
    ");
}

#[test]
fn a_query_without_words_is_no_error() {
    let folder = surplus();
    for query in ["", "***", "?!"] {
        let ran = folder.griffie(["search", "--", query]).expect_code(0);
        ran.expect_stdout("nothing found").expect_stderr("the query holds no words");
    }
}

#[test]
fn odd_queries_are_never_an_error() {
    let folder = surplus();
    let long = "overschot reserve ".repeat(1200);
    let word = "a".repeat(20_000);
    for query in [
        "\"overschot op",
        "overschot\" op \"",
        "((overschot",
        "overschot))",
        "AND",
        "OR overschot NOT",
        "overschot AND",
        "-overschot",
        "--limit",
        "+",
        "*",
        "~5",
        "a:b:c",
        "gemeente:",
        "[over TO schot]",
        "\\",
        "overschot^3",
        "{}",
        "😀 overschot 👩‍👩‍👧",
        "\u{1}\u{7}overschot\u{1b}[31m",
        "overschot\u{202e}tohcs",
        "ﬀ ﬁ ß ĳ ſ",
        "e\u{301}e\u{301}n",
        "  \t\n overschot  ",
        long.as_str(),
        word.as_str(),
    ] {
        let ran = folder.griffie(["search", "--format", "json", "--", query]).expect_code(0);
        assert!(ran.json()["hits"].is_array());
        folder.griffie(["search", "--", query]).expect_code(0);
    }
    let cut = folder.search(&long, &[]);
    assert!(cut.0["warnings"][0].as_str().is_some_and(|warning| warning.contains("long")), "{:?}", cut.0["warnings"]);
}

#[test]
fn any_queries_in_a_batch_give_an_answer_each() {
    let folder = surplus();
    let query = "[^\\t\\r\\n\\x00]{0,60}";
    let settings = ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(settings, |(queries in prop::collection::vec(query, 1..30))| {
        let lines: Vec<String> = queries.iter().enumerate().map(|(i, query)| format!("q{i}\toverschot {query}")).collect();
        folder.write("queries.tsv", lines.join("\n"));
        let answers = folder.griffie(["search", "--queries", "queries.tsv", "--format", "json"]).expect_code(0).json();
        let answers = answers.as_array().expect("a list");
        prop_assert_eq!(answers.len(), lines.len());
        for answer in answers {
            let answer = Answer(answer.clone());
            let scores: Vec<f64> = answer.hits().iter().map(|hit| hit["score"].as_f64().expect("a score")).collect();
            prop_assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{:?}", scores);
            // What is marked lies in the text, in order; slicing fails otherwise.
            answer.marked();
        }
    });
}

// --- filters -------------------------------------------------------------------------------------------------------

#[test]
fn filters_on_municipality_in_both_languages() {
    let folder = surplus();
    for options in [["--municipality", "Hoorn"], ["--gemeente", "Hoorn"], ["--gemeente", "hoorn"]] {
        assert_eq!(found(&folder.search("overschot", &options)), ["hoorn"], "{options:?}");
    }
    let two = folder.search("overschot", &["--gemeente", "Goes", "--municipality", "Heiloo"]);
    assert_eq!(found(&two), ["goes", "heiloo"], "values of one filter: any of them");
    assert_eq!((two.total("passages"), two.total("documents")), (2, 2));
}

#[test]
fn a_municipality_is_found_with_those_that_went_into_it() {
    let record = |id: &str, municipality: &str, date: &str| json!({"id": id, "municipality": municipality, "date": date, "text": "Het overschot gaat naar de reserve."});
    let records = [
        record("oud", "Heerhugowaard", "2019"),
        record("nieuw", "Dijk en Waard", "2023"),
        record("deel", "Winsum", "2018"),
        record("keten", "Eemsmond", "2016"),
        record("ander", "Hoorn", "2019"),
    ];
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &records.map(|record| record.to_string()).join("\n"))]);
    let found = |options: &[&str]| {
        let answer = folder.search("overschot", options);
        let mut found: Vec<(String, Value, Value)> = answer
            .hits()
            .iter()
            .map(|hit| {
                (
                    hit["document"].as_str().unwrap_or_default().to_owned(),
                    hit["predecessor_of"].clone(),
                    hit["predecessor_in_part"].clone(),
                )
            })
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    };
    let hit = |id: &str, of: Value, in_part: Value| (id.to_owned(), of, in_part);
    let (whole, part) = (Value::Null, Value::Bool(true));
    assert_eq!(
        found(&["--gemeente", "Dijk en Waard"]),
        [hit("nieuw", Value::Null, whole.clone()), hit("oud", json!("Dijk en Waard"), whole.clone())]
    );
    assert_eq!(
        found(&["--gemeente", "Dijk en Waard", "--exact-municipality"]),
        [hit("nieuw", Value::Null, whole.clone())]
    );
    assert_eq!(found(&["--gemeente", "Heerhugowaard"]), [hit("oud", Value::Null, whole.clone())]);
    assert_eq!(
        found(&["--gemeente", "Het Hogeland"]),
        [hit("deel", json!("Het Hogeland"), part.clone()), hit("keten", json!("Het Hogeland"), whole)]
    );
    assert_eq!(found(&["--gemeente", "Westerkwartier"]), [hit("deel", json!("Westerkwartier"), part)]);
    folder
        .griffie(["search", "overschot", "--gemeente", "Westerkwartier"])
        .expect_stdout("Winsum (went into Westerkwartier in part)");
}

#[test]
fn filters_on_arrangement_kind_and_subject_in_both_languages() {
    let folder = surplus();
    for (options, expected) in [
        (["--arrangement", "WerkSaam Westfriesland"], "hoorn"),
        (["--regeling", "werksaam westfriesland"], "hoorn"),
        (["--regeling", "WNK Personeelsdiensten"], "heiloo"),
        (["--kind", "opinion"], "heiloo"),
        (["--soort", "zienswijze"], "heiloo"),
        (["--kind", "motie"], "helmond"),
        (["--soort", "motion"], "helmond"),
        (["--kind", "decision"], "goes"),
        (["--subject", "kadernota"], "heiloo"),
        (["--onderwerp", "inzet overschot"], "hoorn"),
    ] {
        assert_eq!(found(&folder.search("overschot", &options)), [expected], "{options:?}");
    }
}

#[test]
fn different_filters_must_all_hold() {
    let folder = surplus();
    assert_eq!(found(&folder.search("overschot", &["--gemeente", "Heiloo", "--soort", "zienswijze"])), ["heiloo"]);
    assert!(folder.search("overschot", &["--gemeente", "Hoorn", "--soort", "zienswijze"]).hits().is_empty());
}

#[test]
fn a_filter_that_removes_everything_is_named() {
    let folder = surplus();
    let warnings = |options: &[&str]| {
        let answer = folder.search("overschot", options);
        assert!(found(&answer).is_empty(), "{options:?}");
        let told = answer.0["warnings"].as_array().expect("a list").clone();
        told.iter().map(|warning| warning.as_str().expect("a text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        warnings(&["--gemeente", "Hoorn", "--soort", "zienswijze"]),
        [
            "--municipality removes everything; without it there is 1 passage",
            "--kind removes everything; without it there is 1 passage",
        ]
    );
    let told = warnings(&["--gemeente", "Enkhuizen", "--soort", "agenda"]);
    assert!(
        told[0].starts_with("--municipality, --kind together remove everything; without them there are "),
        "{told:?}"
    );
    let told = warnings(&["--regeling", "WerkSam Westfriesland"]);
    assert!(told[0].starts_with("--arrangement removes everything; without it there are "), "{told:?}");
    assert_eq!(told[1], "no list knows the arrangement WerkSam Westfriesland; did you mean WerkSaam Westfriesland?");
    let told = warnings(&["--onderwerp", "overschat"]);
    assert!(told[0].starts_with("--subject removes everything"), "{told:?}");
    assert_eq!(told[1], "overschat in the subject occurs nowhere; did you mean overschot?");
    // On the screen too; what no filter removes is not put to one.
    let ran = folder.griffie(["search", "overschot", "--soort", "agenda"]).expect_code(0);
    ran.expect_stderr("warning: --kind removes everything; without it there are ");
    let ran = folder.griffie(["search", "xyzzyq", "--soort", "motie"]).expect_code(0);
    assert!(!ran.stderr.contains("removes"), "{}", ran.told());
}

#[test]
fn filters_hold_for_partial_hits_too() {
    let folder = surplus();
    let answer = folder.search("overschot zeppelin", &["--gemeente", "Goes"]);
    assert_eq!(answer.each("document"), ["goes"]);
    assert_eq!(answer.hits()[0]["partial"], true);
}

#[test]
fn a_period_includes_both_ends_and_dates_known_in_part() {
    let folder = surplus();
    for (options, expected) in [
        (vec!["--since", "2021-08-12"], vec!["goes", "hoorn"]),
        (vec!["--since", "2021-08-13"], vec!["goes"]),
        (vec!["--until", "2019-02-18"], vec!["heiloo", "opmeer"]),
        (vec!["--until", "2019-02-17"], vec!["opmeer"]),
        (vec!["--vanaf", "2020", "--tot", "2021"], vec!["helmond", "hoorn"]),
        // Helmond is of some day in June 2020, Opmeer of some day in 2018.
        (vec!["--since", "2020-06-30", "--until", "2020-07"], vec!["helmond"]),
        (vec!["--since", "2020-07", "--until", "2020-12"], vec![]),
        (vec!["--since", "2018-12-31", "--until", "2019-01"], vec!["opmeer"]),
        (vec!["--until", "2018-01-01"], vec!["opmeer"]),
    ] {
        let answer = folder.search("overschot", &options);
        let mut ids = found(&answer);
        // `opmeer` writes it as one word; whether that is found by a part is not what is asked here.
        if expected.contains(&"opmeer") && !ids.iter().any(|id| id == "opmeer") {
            ids = found(&folder.search("BUIG-overschot", &options));
        }
        assert_eq!(ids, expected, "{options:?}");
    }
}

#[test]
fn undated_passages_fall_outside_a_period_and_are_counted() {
    let folder = surplus();
    let answer = folder.search("overschot", &["--since", "2000"]);
    assert!(!found(&answer).contains(&"vlissingen".to_owned()));
    let warning = json!(["1 matching passage has no known date and cannot be placed in the period"]);
    assert_eq!(answer.0["warnings"], warning);
    folder.griffie(["search", "overschot", "--since", "2000"]).expect_code(0).expect_stderr("1 matching passage");
    assert_eq!(folder.search("overschot", &[]).0["warnings"], json!([]));
}

#[test]
fn undated_passages_are_counted_as_the_totals_are() {
    // Together the parts are the compound; far apart they only hint at it.
    let apart = format!("De subsidie stopt. {} De loonkosten stijgen.\n", "Wij wachten rustig af. ".repeat(8));
    let folder =
        Folder::indexed(&[("stukken/samen.txt", "De subsidie voor loonkosten stopt.\n"), ("stukken/los.txt", &apart)]);
    let undated = |options: &[&str]| folder.search("loonkostensubsidie", options).0["warnings"][0].clone();
    assert_eq!(folder.search("loonkostensubsidie", &[]).total("passages"), 1);
    assert_eq!(
        undated(&["--since", "2000"]),
        "1 matching passage has no known date and cannot be placed in the period"
    );
    assert_eq!(folder.search("loonkostensubsidie", &["--any"]).total("passages"), 2);
    assert!(undated(&["--any", "--since", "2000"]).as_str().is_some_and(|told| told.starts_with("2 matching")));
}

#[test]
fn a_filter_on_root_keeps_to_that_root() {
    let folder = Folder::with(&[("een/a.txt", "De raad kiest."), ("twee/b.txt", "De raad kiest ook.")]);
    folder.griffie(["index", "een", "twee"]).expect_code(0);
    assert_eq!(folder.search("raad", &["--root", "twee"]).full(), ["b.txt"]);
    assert_eq!(folder.search("raad", &["--root", "twee", "--root", "een"]).full_sorted(), ["a.txt", "b.txt"]);
}

#[test]
fn filters_on_body_theme_and_role_work_in_both_languages() {
    let board = "WerkSaam Westfriesland\n\nAan de raden van Hoorn en Medemblik\n\nGeachte leden van de raad,\n\n\
        Wij verzoeken u voor de zomer te laten weten welke minimaregelingen en welk armoedebeleid uw inwoners helpen.\n\n\
        Hoogachtend,\n\nhet dagelijks bestuur,\nde voorzitter, de directeur,\n";
    let council = "De raad van de gemeente Hoorn;\n\ngelezen het voorstel van het college;\n\nbesluit:\n\n\
        1. vast te stellen de regeling fietsen voor alle inwoners van de gemeente.\n";
    let folder = Folder::indexed(&[("stukken/brief.txt", board), ("stukken/besluit.txt", council)]);
    for (options, found) in [
        (["--body", "executive-board"], "brief.txt"),
        (["--orgaan", "dagelijks bestuur"], "brief.txt"),
        (["--orgaan", "raad"], "besluit.txt"),
        (["--theme", "poverty"], "brief.txt"),
        (["--thema", "armoede"], "brief.txt"),
        (["--role", "request"], "brief.txt"),
        (["--rol", "verzoek"], "brief.txt"),
        (["--rol", "besluit"], "besluit.txt"),
    ] {
        assert_eq!(folder.search("inwoners", &options).full(), [found], "{options:?}");
    }
    let answer = folder.search("inwoners", &["--orgaan", "db"]);
    let hit = &answer.hits()[0];
    assert_eq!(hit["issuer"], "dagelijks bestuur WerkSaam Westfriesland");
    assert_eq!((&hit["body"], &hit["role"]), (&json!("executive-board"), &json!("request")));
    for (option, value, hint) in [
        ("--orgaan", "colege", "did you mean college?"),
        ("--thema", "jeugt", "did you mean jeugd?"),
        ("--rol", "verzoekk", "did you mean verzoek?"),
        ("--role", "gedicht", "roles are decision (besluit), "),
    ] {
        folder.griffie(["search", "inwoners", option, value]).expect_code(2).expect_stderr(hint);
    }
}

#[test]
fn unknown_filter_values_are_wrong_usage_with_a_suggestion() {
    let folder = surplus();
    let told = [
        ["--gemeente", "Enkhuisen"],
        ["--soort", "zienswijs"],
        ["--root", "stuken"],
        ["--since", "gisteren"],
        ["--until", "2021-13"],
        ["--until", "2021-02-30"],
    ]
    .map(|options| folder.griffie(["search", "overschot", options[0], options[1]]).told())
    .join("\n\n");
    insta::assert_snapshot!(told, @r"
    exit 2
    --- stderr
    error: Enkhuisen is not the name of a municipality
    hint: did you mean Enkhuizen?

    exit 2
    --- stderr
    error: zienswijs is not a kind of document
    hint: did you mean zienswijze?

    exit 2
    --- stderr
    error: stuken is not the name of a root
    hint: did you mean stukken?

    exit 2
    --- stderr
    error: --since gisteren is not a date
    hint: write a year, month or day as 2021, 2021-08 or 2021-08-12

    exit 2
    --- stderr
    error: --until 2021-13 is not a date
    hint: write a year, month or day as 2021, 2021-08 or 2021-08-12

    exit 2
    --- stderr
    error: --until 2021-02-30 is not a date
    hint: write a year, month or day as 2021, 2021-08 or 2021-08-12
    ");
    folder.griffie(["search", "overschot", "--since", "2021", "--until", "2019"]).expect_code(2);
}

#[test]
fn a_name_of_two_municipalities_means_both_with_a_warning() {
    let records = [("nh", "Bergen (NH)"), ("l", "Bergen (L)"), ("h", "Hoorn")]
        .map(|(id, name)| json!({"id": id, "municipality": name, "text": "De raad kiest."}).to_string());
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &records.join("\n"))]);
    let answer = folder.search("raad", &["--gemeente", "Bergen"]);
    assert_eq!(found(&answer), ["l", "nh"]);
    assert!(answer.0["warnings"][0].as_str().is_some_and(|warning| warning.contains("Bergen (NH)")));
    let answer = folder.search("raad", &["--gemeente", "Bergen (NH)"]);
    assert_eq!((found(&answer), &answer.0["warnings"]), (vec!["nh".to_owned()], &json!([])));
}

// --- pages and units -----------------------------------------------------------------------------------------------

#[test]
fn pages_put_together_are_one_long_page() {
    let folder = many(15);
    for by in ["passage", "document"] {
        let whole = folder.search("raad schuldhulp punt", &["--by", by]);
        let mut glued = Vec::new();
        for offset in ["0", "2", "4", "6", "8"] {
            let page = folder.search("raad schuldhulp punt", &["--limit", "2", "--offset", offset, "--by", by]);
            assert_eq!(page.total("passages"), whole.total("passages"));
            glued.extend(page.hits().to_vec());
        }
        assert_eq!(glued, whole.hits(), "by {by}");
    }
    let beyond = folder.search("raad", &["--offset", "5000"]);
    assert!(beyond.hits().is_empty() && beyond.total("passages") > 0);
    let none = folder.search("raad", &["--limit", "0"]);
    assert!(none.hits().is_empty() && none.total("passages") > 0);
}

#[test]
fn ten_results_are_shown_unless_asked_otherwise() {
    let folder = many(30);
    assert_eq!(folder.search("schuldhulp", &[]).hits().len(), 10);
    assert_eq!(folder.search("schuldhulp", &["--limit", "17"]).hits().len(), 17);
}

#[test]
fn all_gives_the_whole_matching_set_and_nothing_partial() {
    let folder = many(30);
    let answer = folder.search("raad schuldhulp", &["--all"]);
    assert_eq!(answer.hits().len(), 20);
    assert_eq!((answer.total("passages"), answer.total("documents")), (20, 20));
    assert!(answer.hits().iter().all(|hit| hit["partial"] == false));
    folder.griffie(["search", "raad", "--all", "--limit", "3"]).expect_code(2);
}

#[test]
fn any_counts_passages_with_some_of_the_words() {
    let folder = surplus();
    let answer = folder.search("reserve college zeppelin", &["--any"]);
    let mut ids = answer.each("document");
    ids.sort();
    assert_eq!(ids, ["goes", "helmond", "hoorn"]);
    assert_eq!((answer.total("passages"), answer.total("documents")), (3, 3));
}

#[test]
fn by_document_each_document_stands_once_at_its_best_passage() {
    let words = "Er waren veel vragen van de fracties en het college gaf antwoord op elk van deze vragen. ".repeat(4);
    let text = format!(
        "# Verslag\n\n## Punt een\n\nDe mantelzorg komt ter sprake. {words}\n\n## Punt twee\n\nMantelzorg: de raad wil \
         mantelzorg en nog eens mantelzorg. {words}\n"
    );
    let folder = Folder::indexed(&[("stukken/verslag.md", &text), ("stukken/brief.txt", "De mantelzorg groeit.")]);
    let passages = folder.search("mantelzorg", &[]);
    let documents = folder.search("mantelzorg", &["--by", "document"]);
    assert_eq!((passages.hits().len(), documents.hits().len()), (3, 2), "{passages:?}");
    assert_eq!((documents.total("passages"), documents.total("documents")), (3, 2));
    for hit in documents.hits() {
        let best = passages.hits().iter().find(|passage| passage["document"] == hit["document"]);
        assert_eq!(best.map(|passage| &passage["passage"]), Some(&hit["passage"]));
    }
}

// --- what a hit tells ----------------------------------------------------------------------------------------------

/// Some dates twice, some known in part, one not at all; in another order than that of time.
fn dated() -> Folder {
    let dates = ["2020-05-01", "2018", "", "2020-05", "2021-01-02", "2018-01-01", "2020-05-01", "2019-12"];
    let record = |(n, date): (usize, &&str)| {
        let text = format!("De raad {} bespreekt de mantelzorg.", "en nog eens de raad".repeat(n % 3));
        let mut record = json!({"id": format!("s{n}"), "text": text, "title": format!("Stuk {n}")});
        if !date.is_empty() {
            record["date"] = json!(date);
        }
        record.to_string()
    };
    let records: Vec<String> = dates.iter().enumerate().map(record).collect();
    Folder::indexed(&[("stukken/reeks.jsonl", &records.join("\n")), ("stukken/deel.txt", "Alleen de raad, in 2022.\n")])
}

#[test]
fn in_order_of_time_the_undated_come_last_and_equal_dates_by_score() {
    let folder = dated();
    let dates = |answer: &Answer| -> Vec<String> {
        answer.hits().iter().map(|hit| hit["date"].as_str().unwrap_or("-").to_owned()).collect()
    };
    let earliest = folder.search("raad mantelzorg", &["--sort", "date-asc", "--all"]);
    assert_eq!(
        dates(&earliest),
        ["2018", "2018-01-01", "2019-12", "2020-05", "2020-05-01", "2020-05-01", "2021-01-02", "-"]
    );
    let latest = folder.search("raad mantelzorg", &["--sort", "date", "--all"]);
    assert_eq!(
        dates(&latest),
        ["2021-01-02", "2020-05-01", "2020-05-01", "2020-05", "2019-12", "2018-01-01", "2018", "-"]
    );
    // The same passages with the same scores as by relevance; of one date the better first.
    let ranked = folder.search("raad mantelzorg", &["--all"]);
    let scores = |answer: &Answer| {
        let mut scores: Vec<String> =
            answer.hits().iter().map(|hit| format!("{} {}", hit["passage"], hit["score"])).collect();
        scores.sort();
        scores
    };
    assert_eq!(scores(&latest), scores(&ranked));
    let score = |answer: &Answer, n: usize| answer.hits()[n]["score"].as_f64().expect("a score");
    assert!(score(&latest, 1) >= score(&latest, 2) && score(&earliest, 4) >= score(&earliest, 5));
    for total in ["passages", "documents"] {
        assert_eq!(latest.total(total), ranked.total(total));
    }
}

#[test]
fn pages_in_order_of_time_fit_together() {
    let folder = dated();
    for options in [
        &["--sort", "date"][..],
        &["--sort", "date-asc"],
        &["--sort", "date", "--by", "document"],
        &["--sort", "date", "--any"],
    ] {
        let whole = folder.search("raad mantelzorg", &[options, &["--limit", "100"]].concat());
        assert!(whole.hits().len() >= 8, "{options:?}");
        let mut pages = Vec::new();
        for offset in (0..whole.hits().len()).step_by(3) {
            let offset = offset.to_string();
            let page = folder.search("raad mantelzorg", &[options, &["--limit", "3", "--offset", &offset]].concat());
            pages.extend(page.each("passage"));
        }
        assert_eq!(pages, whole.each("passage"), "{options:?}");
    }
    // What lacks a word is not among them, unless it counts.
    assert_eq!(folder.search("raad mantelzorg", &["--sort", "date"]).hits().len(), 8);
    assert_eq!(folder.search("raad mantelzorg", &["--sort", "date", "--any"]).hits().len(), 9);
    let several = many(40);
    let by_document = ["--by", "document", "--limit", "20", "--sort"];
    let answer = several.search("raad", &[&by_document[..], &["date"]].concat());
    let documents: std::collections::HashSet<String> = answer.each("document").into_iter().collect();
    assert_eq!((answer.hits().len(), documents.len()), (20, 20), "each document once");
    assert_eq!(answer.total("documents"), several.search("raad", &[]).total("documents"));
    folder
        .griffie(["search", "raad", "--sort", "date", "--format", "trec"])
        .expect_code(2)
        .expect_stderr("ordered by score");
    folder.griffie(["search", "raad", "--sort", "datum"]).expect_code(2);
}

#[test]
fn what_is_marked_are_the_words_that_matched_counted_in_characters() {
    let folder = Folder::indexed(&[(
        "stukken/reeks.jsonl",
        &json!({"id": "a", "text": "Eén café kost € 5 😀: het BUIG-overschot, en de overschotten op de BÚIG."})
            .to_string(),
    )]);
    let marked = |query: &str| folder.search(query, &[]).marked().remove(0);
    assert_eq!(marked("BUIG-overschot"), ["BUIG-overschot", "overschotten", "BÚIG"]);
    assert_eq!(marked("overschot"), ["overschot", "overschotten"]);
    assert_eq!(marked("cafe zeppelin"), ["café"]);
    assert_eq!(marked("=overschotten"), ["overschotten"]);
    // Also its parts apart, near one another.
    assert_eq!(marked("buigoverschot"), ["BUIG-overschot", "overschotten", "BÚIG"]);
}

#[test]
fn the_json_of_a_search_has_the_fields_of_the_contract_in_their_order() {
    let ran = surplus().griffie(["search", "overschot", "--format", "json", "--limit", "1"]).expect_code(0);
    let keys = |indent: usize| -> Vec<String> {
        let lead = format!("{}\"", " ".repeat(indent));
        let lines = ran.stdout.lines().filter_map(|line| line.strip_prefix(&lead));
        lines.filter_map(|line| line.split_once("\":").map(|(key, _)| key.to_owned())).collect()
    };
    let page = ["query", "took_ms", "generation", "total_passages", "total_documents", "warnings", "hits"];
    assert_eq!(keys(2), page);
    assert_eq!(keys(6), HIT);
}

const HIT: [&str; 31] = [
    "rank",
    "score",
    "partial",
    "passage",
    "document",
    "root",
    "title",
    "subject",
    "kind",
    "date",
    "issuer",
    "body",
    "municipalities",
    "arrangements",
    "reference",
    "recognised",
    "heading",
    "role",
    "page",
    "page_label",
    "lines",
    "ocr",
    "text",
    "highlights",
    "heading_highlights",
    "title_highlights",
    "subject_highlights",
    "source",
    "url",
    "also_in",
    "predecessor_of",
];

#[test]
fn a_hit_tells_where_it_stands() {
    let ran = surplus().griffie(["search", "BUIG-overschot re-integratie", "--format", "json", "--limit", "1"]);
    let mut answer = ran.expect_code(0).json();
    answer["hits"][0]["score"] = "[score]".into();
    answer["took_ms"] = "[ms]".into();
    let passage = answer["hits"][0]["passage"].as_str().expect("an id").to_owned();
    assert!(passage.starts_with("hoorn#") && passage.len() > 6, "{passage}");
    answer["hits"][0]["passage"] = "[passage]".into();
    assert_eq!(
        answer,
        json!({
            "query": "BUIG-overschot re-integratie", "took_ms": "[ms]", "generation": 1,
            "total_passages": 1, "total_documents": 1, "warnings": [],
            "hits": [{
                "rank": 1, "score": "[score]", "partial": false, "passage": "[passage]", "document": "hoorn",
                "root": "stukken", "title": null, "subject": "Inzet van het overschot", "kind": "letter",
                "date": "2021-08-12", "issuer": null, "body": null, "municipalities": ["Hoorn"],
                "arrangements": ["WerkSaam Westfriesland"], "reference": ["DB-21/7"], "recognised": {},
                "heading": null, "role": "finance", "page": null, "page_label": null, "lines": null, "ocr": false,
                "text": "Het college wil een deel van het BUIG-overschot inzetten voor re-integratie.",
                "highlights": [[33, 47], [62, 75]], "source": "reeks.jsonl#hoorn",
                "heading_highlights": [], "title_highlights": [], "subject_highlights": [[14, 23]],
                "url": "https://example.org/hoorn", "also_in": [], "predecessor_of": null,
            }],
        })
    );
}

#[test]
fn the_text_for_people_names_place_and_marks_words() {
    assert_told!(surplus().griffie(["search", "overschot reserve", "--limit", "3"]), @r"
    exit 0
    --- stdout
     1. reeks.jsonl#goes
        Goes · 2022-03-01 · besluit · stukken/reeks.jsonl#goes
        Alleen het *overschot* op de huishoudelijke hulp gaat naar de *reserve*.

     2. reeks.jsonl#helmond
        Helmond · 2020-06 · motie · stukken/reeks.jsonl#helmond
        *Overschotten* op de BUIG blijven voortaan in een *reserve* van de gemeente.

     3. Inzet van het overschot  (some of the words)
        Hoorn · 2021-08-12 · brief · WerkSaam Westfriesland · stukken/reeks.jsonl#hoorn
        Het college wil een deel van het BUIG-*overschot* inzetten voor re-integratie.

    2 passages in 2 documents with all the words; 1 more above with some of them
    ");
}

#[test]
fn lines_of_a_file_are_those_that_an_editor_shows() {
    let text = "Gemeente Hoorn\n\n\nOnderwerp: Deeltaxi\n\n\nVanaf het nieuwe jaar rijdt de deeltaxi in alle kernen van\n\
        de gemeente ook op zondag, tegen hetzelfde tarief.\n";
    let folder = Folder::indexed(&[("stukken/stuk.txt", text)]);
    let answer = folder.search("zondag", &[]);
    let hit = &answer.hits()[0];
    let lines: Vec<&str> = text.lines().collect();
    let [first, last] = [0, 1].map(|i| hit["lines"][i].as_u64().expect("a line") as usize);
    assert!(first <= 7 && last == 8, "{hit}");
    assert!(lines[first - 1..last].join(" ").contains("alle kernen van de gemeente ook op zondag"));
}

#[test]
fn a_short_line_that_goes_on_below_is_no_heading() {
    let text = "Gemeente Hoorn\n\n\nOnderwerp: Deeltaxi\n\n\nDe deeltaxi rijdt\nook op zondag.\n";
    let answer = Folder::indexed(&[("stukken/stuk.txt", text)]).search("zondag", &[]);
    assert_eq!(answer.each("text"), ["De deeltaxi rijdt ook op zondag."]);
}

#[test]
fn pages_are_those_that_form_feeds_end() {
    let folder = Folder::indexed(&[(
        "stukken/nota.txt",
        "# Nota\n\nDe dagopvang blijft.\n\u{c}# Vervolg\n\nDe deeltaxi verdwijnt.\n\u{c}# Slot\n\nDe mantelzorg groeit.\n",
    )]);
    for (query, page) in [("dagopvang", 1), ("deeltaxi", 2), ("mantelzorg", 3)] {
        let answer = folder.search(query, &[]);
        assert_eq!(answer.hits()[0]["page"], page, "{query}: {answer:?}");
    }
}

#[test]
fn a_passage_keeps_its_id_while_its_text_stays() {
    let folder = Folder::indexed(&[("stukken/a.md", "# Een\n\nDe raad kiest.\n\n# Twee\n\nHet college volgt.\n")]);
    let id = |query: &str| folder.search(query, &[]).each("passage").remove(0);
    let before = (id("kiest"), id("volgt"));
    folder.rewrite(
        "stukken/a.md",
        "# Nul\n\nVooraf dit.\n\n# Een\n\nDe raad kiest.\n\n# Twee\n\nHet college volgt niet.\n",
    );
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(id("kiest"), before.0);
    assert_ne!(id("volgt"), before.1);
    for id in [&before.0, &before.1] {
        assert!(!id.contains([' ', '/']) && id.matches('#').count() == 1, "{id}");
    }
}

#[test]
fn the_same_search_twice_gives_the_same_answer() {
    let folder = many(40);
    let answer = || folder.search("raad schuldhulp punt college", &["--limit", "50"]).timeless();
    assert_eq!(answer(), answer());
    let text = || folder.griffie(["search", "raad schuldhulp"]).stdout;
    assert_eq!(text(), text());
}

// --- formats -------------------------------------------------------------------------------------------------------

#[test]
fn jsonl_gives_a_hit_a_line_with_its_query() {
    let ran = surplus().griffie(["search", "overschot", "--format", "jsonl"]).expect_code(0);
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.len() >= 5);
    for (i, line) in lines.iter().enumerate() {
        assert_eq!((&line["query"], &line["rank"]), (&json!("overschot"), &json!(i + 1)));
        assert_eq!(line.as_object().expect("an object").len(), HIT.len() + 1, "{line}");
    }
    let places: Vec<_> = HIT.iter().map(|key| ran.stdout.find(&format!("\"{key}\":"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
}

#[test]
fn csv_has_a_header_and_a_row_a_hit() {
    let record = json!({"id": "a", "municipality": ["Hoorn", "Opmeer"], "title": "Een \"titel\", met komma",
        "text": "Eerste alinea over mantelzorg.\n\nTweede; alinea over mantelzorg."});
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &record.to_string())]);
    let ran = folder.griffie(["search", "mantelzorg", "--format", "csv"]).expect_code(0);
    assert!(ran.stdout.contains("\r\n"), "RFC 4180");
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = reader.records().next().expect("a row").expect("a row");
    let cell = |name: &str| &row[header.iter().position(|column| column == name).expect("a column")];
    assert_eq!(cell("title"), "Een \"titel\", met komma");
    assert_eq!(cell("municipalities"), "Hoorn; Opmeer");
    assert_eq!((cell("rank"), cell("partial"), cell("query")), ("1", "false", "mantelzorg"));
    let json = folder.search("mantelzorg", &[]);
    assert_eq!(cell("text"), json.each("text")[0]);
    assert!(header.iter().all(|name| HIT.contains(&name.as_str()) || ["qid", "query"].contains(&name.as_str())));
    // Nothing found: the header stands alone.
    let none = folder.griffie(["search", "zeppelin", "--format", "csv"]).expect_code(0);
    assert_eq!(none.stdout.lines().count(), 1);
}

#[test]
fn trec_lines_name_passages_or_documents() {
    let folder = surplus();
    folder.write("queries.tsv", "v1\toverschot op de BUIG\nv2\treserve\nv3\tzeppelin\n");
    let run = |by: &str| {
        let ran = folder.griffie(["search", "--queries", "queries.tsv", "--format", "trec", "--by", by]).expect_code(0);
        let lines: Vec<Vec<String>> =
            ran.stdout.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
        lines
    };
    let passages = run("passage");
    assert!(passages.iter().all(|line| line.len() == 6 && line[1] == "Q0" && line[2].contains('#')), "{passages:?}");
    let documents = run("document");
    let of = |qid: &str| -> Vec<&Vec<String>> { documents.iter().filter(|line| line[0] == qid).collect() };
    assert!(of("v1").len() >= 4 && of("v3").is_empty());
    let mut ids: Vec<&str> = of("v2").iter().map(|line| line[2].as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["goes", "helmond"]);
    for (i, line) in of("v1").iter().enumerate() {
        assert_eq!((line[3].as_str(), line[5].as_str()), ((i + 1).to_string().as_str(), "griffie"));
        line[4].parse::<f64>().expect("a score");
    }
}

#[test]
fn a_batch_gives_an_answer_for_each_query_in_order() {
    let folder = surplus();
    folder.write("queries.tsv", "v2\toverschot op de BUIG\nv1\tzeppelin\nv3\treserve\n");
    let batch = folder.griffie(["search", "--queries", "queries.tsv", "--format", "json"]).expect_code(0).json();
    let names: Vec<&Value> = batch.as_array().expect("a list").iter().map(|answer| &answer["qid"]).collect();
    assert_eq!(names, ["v2", "v1", "v3"]);
    assert_eq!(batch[0]["hits"], folder.search("overschot op de BUIG", &[]).0["hits"]);
    folder.write("een.tsv", "v1\treserve\n");
    let one = folder.griffie(["search", "--queries", "een.tsv", "--format", "json"]).expect_code(0).json();
    assert_eq!(one[0]["qid"], "v1", "a batch of one is a list too");
    let lines = folder.griffie(["search", "--queries", "queries.tsv", "--format", "jsonl"]).expect_code(0);
    assert!(lines.stdout.lines().all(|line| line.starts_with("{\"qid\":\"v")));
}

#[test]
fn a_broken_batch_is_named_with_its_line() {
    let folder = surplus();
    folder.write("queries.tsv", "v1\toverschot\nv2 zonder tab\n");
    assert_told!(folder.griffie(["search", "--queries", "queries.tsv"]), @r"
    exit 2
    --- stderr
    error: queries.tsv: queries line 2: expected a query id, one tab and the query, found `v2 zonder tab`
    ");
    folder.griffie(["search", "--queries", "weg.tsv"]).expect_code(1).expect_stderr("weg.tsv");
    folder.griffie(["search", "--queries", "queries.tsv", "overschot"]).expect_code(2);
    folder.griffie(["search"]).expect_code(2);
}

// --- streams -------------------------------------------------------------------------------------------------------

/// A document that tries to clear the screen, to set the title of the window and to turn the direction of writing.
fn hostile() -> Folder {
    let evil = "\u{1b}[2J\u{1b}]0;titel\u{7}\u{9b}31m\u{8}\u{202e}\u{7f}";
    let record = json!({"id": "a", "title": format!("Titel{evil}"), "subject": format!("Over{evil}"),
        "municipality": format!("Gemeente{evil}"), "reference": format!("K{evil}1"), "url": format!("https://x.nl/{evil}"),
        "text": format!("De mantelzorg{evil} groeit{evil} snel.")});
    let text = format!("Onderwerp: Brief{evil}\n\n# Kop{evil}\n\nDe mantelzorg{evil} groeit.\n");
    Folder::indexed(&[("stukken/reeks.jsonl", &record.to_string()), ("stukken/brief.txt", &text)])
}

fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\r') || ('\u{202a}'..='\u{202e}').contains(&c)
}

#[test]
fn control_characters_of_a_document_never_reach_the_text() {
    let folder = hostile();
    let plain = folder.griffie(["search", "mantelzorg", "--color", "never"]).expect_code(0);
    assert!(plain.stdout.contains("mantelzorg") && !plain.stdout.contains(is_harmful), "{:?}", plain.stdout);
    let colour = folder.griffie(["search", "mantelzorg", "--color", "always"]).expect_code(0);
    let own = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    let rest = own.replace_all(&colour.stdout, "");
    assert!(colour.stdout.contains("\u{1b}[") && !rest.contains(is_harmful), "{rest:?}");
}

#[test]
fn control_characters_of_a_document_never_reach_json_or_csv() {
    let folder = hostile();
    for format in ["json", "jsonl", "csv", "trec"] {
        let ran = folder.griffie(["search", "mantelzorg", "--color", "always", "--format", format]).expect_code(0);
        let harmful: Vec<char> = ran.stdout.chars().filter(|c| c.is_control() && !"\r\n".contains(*c)).collect();
        assert!(harmful.is_empty(), "{format}: {harmful:?}");
    }
}

#[test]
fn control_characters_of_a_query_do_not_come_back() {
    let folder = surplus();
    for format in ["text", "json", "csv"] {
        let ran = folder.griffie(["search", "--format", format, "--", "overschot\u{1b}[2J \u{9b}2J"]).expect_code(0);
        assert!(!ran.stderr.contains(is_harmful) && !ran.stdout.contains('\u{1b}'), "{format}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_cannot_write_to_the_terminal_either() {
    let folder =
        Folder::with(&[("stukken/een\u{1b}[2J\u{202e}.txt", "De mantelzorg groeit."), ("stukken/\u{9b}leeg.txt", "")]);
    let ran = folder.griffie(["index", "stukken", "--color", "always"]).expect_code(3);
    assert!(!ran.stderr.contains("\u{1b}[2J") && !ran.stderr.contains('\u{9b}'), "{:?}", ran.stderr);
    let ran = folder.griffie(["search", "mantelzorg", "--color", "always"]).expect_code(0);
    assert!(!ran.stdout.contains("\u{1b}[2J") && !ran.stdout.contains('\u{202e}'), "{:?}", ran.stdout);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = surplus();
    let run = |color: &str, name: &str| -> Ran {
        let mut command = folder.command(["search", "reserve", "--color", color]);
        command.env(name, "1").output().expect("the program starts").into()
    };
    assert!(!run("auto", "NOTHING").stdout.contains('\u{1b}'), "a pipe is no terminal");
    assert!(run("auto", "NOTHING").stdout.contains("*reserve*"), "what matched is marked all the same");
    assert!(run("always", "NOTHING").stdout.contains("\u{1b}[1m"));
    assert!(!run("auto", "NO_COLOR").stdout.contains('\u{1b}'));
    assert!(!run("never", "CLICOLOR_FORCE").stdout.contains('\u{1b}'));
    let json = folder.griffie(["search", "reserve", "--color", "always", "--format", "json"]);
    assert!(!json.stdout.contains('\u{1b}'), "data has no colour");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = many(300);
    for format in ["text", "json", "jsonl", "trec"] {
        closed_pipe(&folder, format);
    }
}

#[test]
fn a_reader_that_has_seen_enough_of_csv_is_no_failure() {
    closed_pipe(&many(300), "csv");
}

#[track_caller]
fn closed_pipe(folder: &Folder, format: &str) {
    let mut search = folder.process(["search", "schuldhulp", "--all", "--format", format]);
    let mut search = search.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(search.stdout.take());
    let ran: Ran = search.wait_with_output().expect("it ends").into();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{format}");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = surplus();
    for format in ["text", "json", "csv"] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a device that is always full");
        let mut search = folder.process(["search", "overschot", "--format", format]);
        let search = search.stdout(full).stderr(Stdio::piped()).spawn().expect("the program starts");
        let ran: Ran = search.wait_with_output().expect("it ends").into();
        ran.expect_code(1).expect_stderr("cannot write the output");
    }
}

#[test]
fn without_an_index_at_the_default_place_one_is_built_from_the_corpus() {
    let folder = Folder::with(&[("corpus/a.txt", "De mantelzorg groeit."), ("corpus/leeg.txt", "")]);
    assert_told!(folder.griffie(["search", "mantelzorg"]), @r"
    exit 0
    --- stdout
     1. a.txt
        line 1 · corpus/a.txt
        De *mantelzorg* groeit.

    1 passage in 1 document
    --- stderr
    there is no index yet; building one from corpus/
    warning: corpus/leeg.txt was rejected: the file holds no text
    indexed 1 document, 1 passage
    ");
    // The second time it is there.
    let ran = folder.griffie(["search", "mantelzorg"]).expect_code(0);
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_named_index_that_is_missing_is_a_failure() {
    let folder = Folder::with(&[("corpus/a.txt", "De mantelzorg groeit.")]);
    assert_told!(folder.griffie(["search", "mantelzorg", "--index", "weg"]), @r"
    exit 1
    --- stderr
    error: there is no index at weg
    hint: run griffie index to build one
    ");
    assert!(!folder.path("weg").exists() && !folder.path("index").exists());
    let mut command = folder.command(["search", "mantelzorg"]);
    let ran: Ran = command.env("GRIFFIE_INDEX", "weg").output().expect("the program starts").into();
    ran.expect_code(1).expect_stderr("there is no index at weg");
}

#[test]
fn without_index_and_corpus_the_way_out_is_told() {
    assert_told!(Folder::new().griffie(["search", "mantelzorg"]), @r"
    exit 1
    --- stderr
    there is no index yet; building one from corpus/
    error: there is no folder corpus here
    hint: name the folder with your documents: griffie index PATH
    ");
}

#[test]
fn unknown_options_and_formats_are_wrong_usage() {
    let folder = surplus();
    for arguments in
        [["--formaat", "json"], ["--format", "xml"], ["--limit", "-1"], ["--limit", "veel"], ["--by", "page"]]
    {
        folder.griffie(["search", "overschot", arguments[0], arguments[1]]).expect_code(2);
    }
}

#[test]
fn any_counts_and_shows_passages_with_some_of_the_words() {
    let folder = Folder::new();
    for i in 0..30 {
        folder.write(&format!("stukken/{i}.txt"), format!("De deeltaxi rijdt bij kern {i}.\n"));
    }
    folder.write("stukken/beide.txt", "De deeltaxi en de dagopvang blijven.\n");
    folder.griffie(["index", "stukken"]).expect_code(0);
    let answer = folder.search("deeltaxi dagopvang", &["--any"]);
    assert_eq!((answer.total("passages"), answer.hits().len()), (31, 10));
    assert_eq!(answer.each("source")[0], "beide.txt");
    let told = folder.griffie(["search", "deeltaxi dagopvang", "--any"]).expect_code(0);
    told.expect_stdout("31 passages in 31 documents with any of the words");
    assert_eq!(folder.search("deeltaxi mantelzorg", &["--any"]).hits().len(), 10, "also where none holds all");
}

#[test]
fn an_offset_beyond_all_bounds_finds_nothing() {
    let folder = Folder::with(&[("stukken/a.txt", "De deeltaxi rijdt.\n")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert!(folder.search("deeltaxi", &["--offset", "18446744073709551615"]).hits().is_empty());
}

#[test]
fn all_of_the_words_once_and_far_apart_come_before_some_of_them_often_and_close() {
    let filler = "gemeente college beleid inwoners kosten begroting samenwerking uitvoering ".repeat(7);
    let folder = Folder::with(&[
        ("stukken/alle.txt", &format!("Hier staat mantelzorg {filler}dan dagopvang {filler}en tot slot loket.\n")),
        ("stukken/enkele.md", "# Mantelzorg dagopvang\n\nMantelzorg dagopvang, mantelzorg dagopvang.\n"),
        ("stukken/ook.txt", "Het loket opent.\n"),
        ("stukken/nog.txt", "Een loket sluit.\n"),
    ]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let answer = folder.search("mantelzorg dagopvang loket", &[]);
    assert_eq!(answer.each("source")[..2], ["alle.txt", "enkele.md"]);
    assert_eq!(answer.full(), ["alle.txt"]);
}

#[test]
fn wrong_usage_is_refused_before_an_index_is_built() {
    let folder = Folder::with(&[
        ("corpus/a.txt", "De raad vraagt om een dagopvang.\n"),
        ("goed.tsv", "q1\tdagopvang\n"),
        ("stuk.tsv", "zonder tab\n"),
    ]);
    for (options, words) in [
        (&["--since", "gisteren", "raad"][..], "gisteren"),
        (&["--since", "2021", "--until", "2019", "raad"], "holds no day"),
        (&["--gemeente", "Hoornn", "raad"], "did you mean Hoorn?"),
        (&["--soort", "zienswijs", "raad"], "did you mean zienswijze?"),
        (&["--root", "stukken", "raad"], "roots of this index are corpus"),
        (&["--queries", "stuk.tsv"], "stuk.tsv: queries line 1"),
    ] {
        let ran = folder.griffie([&["search"], options].concat()).expect_code(2).expect_stderr(words);
        assert!(!folder.path("index").exists(), "{options:?} built an index: {}", ran.told());
    }
    folder.griffie(["search", "--queries", "weg.tsv"]).expect_code(1).expect_stderr("cannot read weg.tsv");
    assert!(!folder.path("index").exists());
    folder.griffie(["search", "--queries", "goed.tsv", "--root", "corpus"]).expect_code(0).expect_stdout("dagopvang");
}

#[test]
fn a_remark_on_a_filter_is_made_once_for_a_batch_and_one_on_a_query_with_its_name() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De raad vraagt om een dagopvang.\n")]);
    folder.write("vragen.tsv", "q1\traad\nq2\tdagopvang\nq3\t...\n");
    let ran = folder.griffie(["search", "--queries", "vragen.tsv", "--gemeente", "Bergen"]).expect_code(0);
    assert_eq!(ran.stderr.matches("Bergen is the name of 2 municipalities").count(), 1, "{}", ran.told());
    ran.expect_stderr("warning: q3: the query holds no words");
}

/// A day that leaves its year to the reader is found by its date.
#[test]
fn a_day_of_late_is_found_by_its_date() {
    let folder = Folder::indexed(&[
        (
            "stukken/a.txt",
            "Gemeente Hoorn\nDatum: 2 maart 2020\n\nIn de vergadering van 11 februari jl. is de motie over de deeltaxi aangehouden.\n",
        ),
        (
            "stukken/b.txt",
            "Gemeente Hoorn\nDatum: 2 januari 2020\n\nIn de vergadering van 11 februari jl. is de motie over de dagopvang aangehouden.\n",
        ),
    ]);
    assert_eq!(folder.search("motie 11-02-2020", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("motie 11-02-2019", &[]).full(), ["b.txt"]);
}
