//! The sample corpus of this repository and the searches that lead through it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::Folder;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
const ILLUSTRATIVE: &str = "Illustratieve samenvatting, gemaakt voor griffie; geen officieel stuk.";
const WERKSAAM: &str = "noord-holland/2021-08-werksaam-brief-beleidsplan.txt";

fn toured() -> Folder {
    let folder = Folder::new();
    folder.griffie(["index", CORPUS]).expect_code(0);
    folder
}

#[test]
fn the_tour_leads_where_it_should() {
    let folder = toured();
    let first = |query: &str, options: &[&str]| folder.search(query, options).hits().first().cloned();
    let hit = first("BUIG-overschot", &[]).expect("a hit");
    assert_eq!(hit["source"], WERKSAAM);
    assert!(hit["heading"].as_str().is_some_and(|heading| heading.starts_with("Stelling 2")), "{hit}");
    assert_eq!(hit["date"], "2021-08-12");
    let members = ["Drechterland", "Enkhuizen", "Hoorn", "Koggenland", "Medemblik", "Opmeer", "Stede Broec"];
    assert_eq!(hit["municipalities"], Value::from(members.to_vec()));
    assert_eq!(hit["arrangements"], Value::from(vec!["WerkSaam Westfriesland"]));
    for (query, options, source) in [
        ("BUIG overschot", &[][..], WERKSAAM),
        ("RB2020", &[], "noord-holland/2020-09-heerhugowaard-raadsvoorstel-participatiewet.md"),
        ("overschot BUIG", &["--soort", "motie"], "noord-holland/2019-11-hoorn-motie-overschot-buig.txt"),
        (
            "vangnetuitkering",
            &["--gemeente", "Vlissingen", "--soort", "besluit"],
            "zeeland/2018-11-vlissingen-raadsbesluit-vangnet.txt",
        ),
        (
            "begroting zienswijze",
            &["--gemeente", "Heiloo", "--since", "2021", "--until", "2021"],
            "noord-holland/2021-04-heiloo-zienswijze-begroting-wnk.txt",
        ),
        (
            "kadernota",
            &["--gemeente", "Heiloo", "--until", "2019-02"],
            "noord-holland/2019-02-heiloo-zienswijze-kadernota-wnk.txt",
        ),
        (
            "abonnementstarief",
            &["--gemeente", "Helmond"],
            "noord-brabant/2019-11-helmond-amendement-abonnementstarief.txt",
        ),
    ] {
        let found = folder.search(query, options).each("source");
        assert_eq!(found.first().map(String::as_str), Some(source), "{query} {options:?}: {found:?}");
    }
}

#[test]
fn a_filter_on_municipality_keeps_to_papers_from_or_to_it() {
    let folder = toured();
    let answer = folder.search("participatiewet bijstand raad", &["--gemeente", "Hoorn", "--any", "--limit", "100"]);
    assert!(!answer.hits().is_empty());
    for hit in answer.hits() {
        assert!(hit["municipalities"].as_array().is_some_and(|names| names.contains(&"Hoorn".into())), "{hit}");
    }
}

#[test]
fn a_period_keeps_to_papers_of_that_period() {
    let folder = toured();
    let options = ["--since", "2018-06", "--until", "2019", "--any", "--limit", "200"];
    let answer = folder.search("raad college begroting", &options);
    assert!(answer.hits().len() > 3);
    for hit in answer.hits() {
        let date = hit["date"].as_str().expect("a date");
        assert!(("2018-06".."2020").contains(&date), "{hit}");
    }
}

/// Documents whose date is not recognised yet, though the table knows it.
const UNDATED: [&str; 3] = [
    "noord-brabant/2024-04-hart-van-west-brabant-jaarstukken-2023.md",
    "noord-holland/2017-04-ijmond-werkt-ontwerpbegroting-2018.txt",
    "noord-holland/2020-11-hoorn-raadsvragen-schuldhulpverlening.txt",
];

/// Kind and date of each document, as the table of the README says them.
#[test]
fn kinds_and_dates_are_those_of_the_table() {
    let readme = fs::read_to_string(Path::new(CORPUS).join("README.md")).expect("a README");
    let folder = Folder::new();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in readme.lines().filter(|line| line.starts_with("| `") && !line.contains(".jsonl`")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let path = Path::new(CORPUS).join(cells[0].trim_matches('`'));
        let ran =
            folder.griffie(["inspect".as_ref(), "--format".as_ref(), "json".as_ref(), path.as_os_str()]).expect_code(0);
        let whole = &ran.json()[0];
        let kind = cells[1].split([' ', ',']).next().expect("a kind");
        let date = cells[2].split(',').next().expect("a date");
        rows += 1;
        // A date may be known to the day where the table gives the month.
        let found = whole["date"]["value"].as_str().unwrap_or("no date");
        let is_dated = found.starts_with(date) || cells[2].contains(found);
        if whole["kind"]["value"] != kind || is_dated == UNDATED.contains(&cells[0].trim_matches('`')) {
            wrong.push(format!("{}: {} {found}, the table says {kind} {}", cells[0], whole["kind"]["value"], cells[2]));
        }
    }
    assert_eq!(rows, 34);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_document_of_the_corpus_says_that_it_is_no_official_record() {
    let mut documents = 0;
    for entry in walkdir::WalkDir::new(CORPUS).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        let path = entry.path();
        if !entry.file_type().is_file() || path.ends_with("corpus/README.md") {
            continue;
        }
        let text = fs::read_to_string(path).expect("text");
        let texts: Vec<String> = if path.extension().is_some_and(|extension| extension == "jsonl") {
            let record =
                |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["text"].as_str().map(str::to_owned);
            text.lines().map(|line| record(line).expect("a text")).collect()
        } else {
            vec![text]
        };
        for text in texts {
            documents += 1;
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            assert!(first.contains(ILLUSTRATIVE), "{}: {first}", path.display());
        }
    }
    assert_eq!(documents, 38);
}

#[test]
fn the_corpus_is_indexed_without_a_remark() {
    let folder = Folder::new();
    let (ran, report) = folder.report(&[CORPUS]);
    let ran = ran.expect_code(0);
    assert_eq!(ran.stderr, "");
    assert_eq!((&report["documents"]["added"], &report["documents"]["ignored"]), (&38.into(), &1.into()));
}
