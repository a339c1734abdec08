//! `griffie eval`: figures that can be worked out by hand.

use serde_json::{Value, json};

use crate::common::Folder;

/// Three records, of which a search for `mantelzorg` finds two and a search for `deeltaxi` one.
fn folder() -> Folder {
    let records = [
        json!({"id": "d1", "text": "Mantelzorg: de raad wil mantelzorg steunen en mantelzorg vergoeden."}),
        json!({"id": "d2", "text": "De raad sprak lang over veel zaken van zorg en welzijn, ook over mantelzorg, en besloot niets."}),
        json!({"id": "d3", "text": "De deeltaxi rijdt op zondag."}),
    ];
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &records.map(|record| record.to_string()).join("\n"))]);
    folder.write("queries.tsv", "v1\tmantelzorg\nv2\tdeeltaxi\nv3\tzeppelin\n");
    folder
}

fn figures(folder: &Folder, options: &[&str]) -> Value {
    folder.griffie([&["eval", "--format", "json"], options].concat()).expect_code(0).json()
}

fn close(value: &Value, expected: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - expected).abs() < 1e-4)
}

#[test]
fn figures_of_a_tiny_corpus_are_those_worked_out_by_hand() {
    let folder = folder();
    // v1: d1 stands first, d2 second; relevant is d2 only. v2: d3 first, and it is. v3: finds nothing of the one
    // relevant. v4 has nothing relevant and is left out.
    folder.write("qrels.txt", "v1 0 d2 1\nv1 0 d1 0\nv2 0 d3 2\nv3 0 d1 1\nv4 0 d1 0\n");
    assert_eq!(folder.search("mantelzorg", &[]).each("document"), ["d1", "d2"], "what the figures rest on");
    let found = figures(&folder, &["--queries", "queries.tsv", "--qrels", "qrels.txt"]);
    assert_eq!(found["queries"], 3);
    for (name, expected) in [
        ("ndcg@10", (1.0 / 3.0_f64.log2() + 1.0 + 0.0) / 3.0),
        ("mrr@10", (0.5 + 1.0 + 0.0) / 3.0),
        ("recall@10", (1.0 + 1.0 + 0.0) / 3.0),
        ("recall@100", (1.0 + 1.0 + 0.0) / 3.0),
        ("p@5", (0.2 + 0.2 + 0.0) / 3.0),
    ] {
        assert!(close(&found[name], expected), "{name}: {expected} in {found}");
    }
    let mut keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["judged@10", "mrr@10", "ndcg@10", "p@5", "queries", "recall@10", "recall@100"]);
}

#[test]
fn a_run_of_another_program_is_scored_without_an_index() {
    let folder = Folder::new();
    folder.write("qrels.txt", "v1 0 d2 1\nv1 0 d1 0\nv2 0 d3 2\n");
    // Ties by score, then by id; the rank that is written does not count.
    folder
        .write("ander.run", "v1 Q0 d2 9 3.0 ander\nv1 Q0 d1 1 2.0 ander\nv2 Q0 d9 1 5.0 ander\nv2 Q0 d3 2 4.0 ander\n");
    let found = figures(&folder, &["--run", "ander.run", "--qrels", "qrels.txt"]);
    assert!(close(&found["mrr@10"], (1.0 + 0.5) / 2.0), "{found}");
    assert!(close(&found["ndcg@10"], (1.0 + 1.0 / 3.0_f64.log2()) / 2.0), "{found}");
    assert!(close(&found["judged@10"], (1.0 + 0.5) / 2.0), "{found}");
}

#[test]
fn a_written_run_scores_as_the_search_itself_does() {
    let folder = folder();
    folder.write("qrels.txt", "v1 0 d2 1\nv2 0 d3 2\nv3 0 d1 1\n");
    let run = folder.griffie([
        "search",
        "--queries",
        "queries.tsv",
        "--format",
        "trec",
        "--by",
        "document",
        "--limit",
        "100",
    ]);
    folder.write("eigen.run", run.expect_code(0).stdout);
    let options = ["--qrels", "qrels.txt"];
    assert_eq!(
        figures(&folder, &[&options[..], &["--run", "eigen.run"]].concat()),
        figures(&folder, &[&options[..], &["--queries", "queries.tsv"]].concat())
    );
}

#[test]
fn judgments_of_passages_are_told_apart_by_their_ids() {
    let folder = folder();
    let passage = folder.search("deeltaxi", &[]).each("passage").remove(0);
    folder.write("qrels.txt", format!("v2 0 {passage} 1\n"));
    let found = figures(&folder, &["--queries", "queries.tsv", "--qrels", "qrels.txt"]);
    assert!(close(&found["mrr@10"], 1.0), "{found}");
}

#[test]
fn two_runs_are_compared() {
    let folder = folder();
    folder.write("qrels.txt", "v1 0 d2 1\nv1 0 d1 0\nv2 0 d3 2\nv3 0 d1 1\n");
    // Better on v1, worse on v2, and v3 finds nothing either way.
    folder.write("ander.run", "v1 Q0 d2 1 3.0 ander\nv1 Q0 d1 2 2.0 ander\nv2 Q0 d1 1 2.0 ander\n");
    let options = ["eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--compare", "ander.run"];
    assert_told!(folder.griffie(options), @r"
    exit 0
    --- stdout
    queries            3
    ndcg@10       0.5436
    mrr@10        0.5000
    recall@10     0.6667
    recall@100    0.6667
    p@5           0.1333
    judged@10     1.0000

    against the other run, by nDCG@10 of 3 queries:
    1 better, 1 worse, 1 equal; mean difference +0.2103, p = 1.0000
    ");
}

#[test]
fn wrong_files_are_named_with_their_line() {
    let folder = folder();
    folder.write("qrels.txt", "v1 0 d2 1\nv1 0 d1 veel\n");
    folder.write("goed.txt", "v1 0 d2 1\n");
    folder.write("dubbel.tsv", "v1\teen\n\nv1\ttwee\n");
    folder.write("kort.run", "v1 Q0 d2\n");
    folder.write("vreemd.run", "v1 Q0 d2 1 NaN x\n");
    let told = [
        ["--queries", "queries.tsv", "--qrels", "qrels.txt"],
        ["--queries", "dubbel.tsv", "--qrels", "goed.txt"],
        ["--run", "kort.run", "--qrels", "goed.txt"],
        ["--run", "vreemd.run", "--qrels", "goed.txt"],
        ["--run", "weg.run", "--qrels", "goed.txt"],
    ]
    .map(|options| folder.griffie([&["eval"], &options[..]].concat()).told())
    .join("\n\n");
    insta::assert_snapshot!(told, @r"
    exit 2
    --- stderr
    error: qrels.txt: qrels line 2: expected a whole number as grade, found `veel`

    exit 2
    --- stderr
    error: dubbel.tsv: queries line 3: expected a new query id, found `v1`, which line 1 has already

    exit 2
    --- stderr
    error: kort.run: run line 1: expected six columns `qid Q0 id rank score tag`, found `v1 Q0 d2`

    exit 2
    --- stderr
    error: vreemd.run: run line 1: expected a finite number as score, found `NaN`

    exit 1
    --- stderr
    error: cannot read weg.run: No such file or directory (os error 2)
    ");
    folder.griffie(["eval", "--queries", "queries.tsv"]).expect_code(2);
    folder.griffie(["eval", "--queries", "queries.tsv", "--run", "kort.run", "--qrels", "goed.txt"]).expect_code(2);
}

#[test]
fn a_missing_index_is_a_failure_and_judgments_that_do_not_belong_are_remarked() {
    let folder = folder();
    folder.write("qrels.txt", "v1 0 d2 1\n");
    folder.griffie(["eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--index", "weg"]).expect_code(1);
    folder.write("vreemd.txt", "x1 0 y 1\n");
    let ran = folder.griffie(["eval", "--queries", "queries.tsv", "--qrels", "vreemd.txt"]).expect_code(0);
    ran.expect_stderr("no query has a result");
}

#[test]
fn a_query_that_finds_nothing_scores_nought_without_a_sign() {
    let folder = folder();
    folder.write("qrels.txt", "v3 0 d1 1\n");
    let options = ["eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--per-query"];
    let ran = folder.griffie(options).expect_code(0);
    assert!(!ran.stdout.contains('-'), "{}", ran.told());
}

/// Two letters and what a reader found in them.
fn labelled() -> Folder {
    let folder = Folder::new();
    folder.write(
        "stukken/brief.txt",
        "Gemeente Langedijk\nBestuur Halte Werk\nOns kenmerk: L-2019/88\nDatum: 4 maart 2019\nOnderwerp: Jaarplan\n\nGeacht bestuur,\n\nWij danken u voor het jaarplan en wensen u veel succes.\n\nHoogachtend,\nBurgemeester en wethouders van Langedijk\n",
    );
    folder.write("stukken/leeg.txt", "");
    folder.write(
        "labels/labels.jsonl",
        concat!(
            r#"{"file": "stukken/brief.txt", "kind": "memo", "date": "2019-03-04", "municipalities": ["Langedijk"], "subject": "Jaarplan", "reference": []}"#,
            "\n",
            r#"{"file": "stukken/leeg.txt", "kind": null, "date": "2019", "unsure": ["kind"]}"#,
            "\n"
        ),
    );
    folder
}

#[test]
fn recognition_is_scored_against_labels() {
    let folder = labelled();
    assert_told!(folder.griffie(["eval", "--metadata", "labels/labels.jsonl", "--misses"]), @r"
    exit 0
    --- stdout
    2 labelled documents

    field                       scored  precision   recall       F1  accuracy     if >= 0.9
    kind                             1      0.000    0.000    0.000     0.000        - of 0
    date                             2      1.000    0.500    0.667     0.500    1.000 of 1
    municipalities                   1      1.000    1.000    1.000         -    1.000 of 1
    mentioned_municipalities         0          -        -        -         -        - of 0
    arrangements                     0          -        -        -         -        - of 0
    subject                          1      1.000    1.000    1.000     1.000    1.000 of 1
    reference                        1      0.000        -    0.000         -    0.000 of 1
    title                            0          -        -        -         -        - of 0
    issuer                           0          -        -        -         -        - of 0
    addressee                        0          -        -        -         -        - of 0
    parts                            0          -        -        -         -        - of 0

    kind: 1 document
      stukken/brief.txt
        expected  memo
        got       letter  (0.85: Geacht bestuur,)

    date: 1 document
      stukken/leeg.txt
        expected  2019
        got       (nothing)

    reference: 1 document
      stukken/brief.txt
        expected  (nothing)
        got       L-2019/88  (0.93: Ons kenmerk: L-2019/88)
    --- stderr
    warning: stukken/leeg.txt: the file holds no text
    ");
}

#[test]
fn figures_on_recognition_for_programs() {
    let folder = labelled();
    let labels = std::fs::read(folder.path("labels/labels.jsonl")).expect("the labels");
    folder.write("elders/labels.jsonl", labels);
    let options = ["eval", "--metadata", "elders/labels.jsonl", "--base", ".", "--format", "json"];
    let found = folder.griffie(options).expect_code(0).json();
    assert_eq!(found["documents"], 2);
    let date = found["fields"].as_array().and_then(|fields| fields.iter().find(|field| field["field"] == "date"));
    let date = date.expect("figures on dates");
    assert!(close(&date["recall"], 0.5) && close(&date["precision"], 1.0), "{date}");
    assert_eq!(date["misses"][0]["file"], "stukken/leeg.txt");
    assert!(found["roles"].is_null());
}

/// A letter of a board, and what a reader found of positions in it.
fn labelled_positions() -> Folder {
    let folder = Folder::new();
    folder.write(
        "stukken/brief.txt",
        "Gemeente Langedijk\nBestuur Halte Werk\nDatum: 4 maart 2019\nOnderwerp: Zienswijze op het jaarplan\n\nGeacht bestuur,\n\nWij stemmen in met het jaarplan. Het plan telt twaalf bladzijden.\n\nHoogachtend,\nBurgemeester en wethouders van Langedijk\n",
    );
    folder.write(
        "labels/posities.jsonl",
        concat!(
            r#"{"file": "stukken/brief.txt", "quote": "Wij stemmen in met het jaarplan.", "position": true, "holder": "gemeenteraad Langedijk", "kind": "zienswijze", "direction": "against"}"#,
            "\n",
            r#"{"file": "stukken/brief.txt", "quote": "Het plan telt twaalf bladzijden.", "position": false}"#,
            "\n"
        ),
    );
    folder
}

#[test]
fn positions_are_scored_against_labels() {
    let folder = labelled_positions();
    assert_told!(folder.griffie(["eval", "--positions", "labels/posities.jsonl", "--misses"]), @r"
    exit 0
    --- stdout
    2 labelled sentences, of which 1 carry a position; 1 found, 0 found where none is

    is it a position: precision 1.000, recall 1.000, F1 1.000

    field         scored   right    of found      of all
    kind               1       1       1.000       1.000
    holder             1       1       1.000       1.000
    direction          1       0       0.000       0.000

    stukken/brief.txt
      Wij stemmen in met het jaarplan.
        expected  gemeenteraad Langedijk, zienswijze, against
        got       gemeenteraad Langedijk, zienswijze, for
    ");
    let found =
        folder.griffie(["eval", "--positions", "labels/posities.jsonl", "--format", "json"]).expect_code(0).json();
    assert!(close(&found["f1"], 1.0) && close(&found["direction"]["of_found"], 0.0), "{found}");
    assert_eq!(found["misses"][0]["expected"], "gemeenteraad Langedijk, zienswijze, against");
}

#[test]
fn labels_of_positions_that_lead_nowhere_are_told() {
    let folder = labelled_positions();
    let options = ["eval", "--positions", "labels/posities.jsonl", "--base", "weg"];
    folder.griffie(options).expect_code(1).expect_stderr("--base");
    folder.write("labels/fout.jsonl", "{\"file\": \"a\"}\n");
    folder.griffie(["eval", "--positions", "labels/fout.jsonl"]).expect_code(2).expect_stderr("labels line 1");
    let both = ["eval", "--positions", "labels/posities.jsonl", "--metadata", "labels/posities.jsonl"];
    folder.griffie(both).expect_code(2);
    folder.griffie(["eval", "--misses", "--qrels", "x", "--run", "y"]).expect_code(2);
}

#[test]
fn labels_that_lead_nowhere_are_told() {
    let folder = labelled();
    let options = ["eval", "--metadata", "labels/labels.jsonl", "--base", "weg"];
    folder.griffie(options).expect_code(1).expect_stderr("--base");
    folder.write("labels/fout.jsonl", "{\"file\": 3}\n");
    folder.griffie(["eval", "--metadata", "labels/fout.jsonl"]).expect_code(2).expect_stderr("labels line 1");
    folder.griffie(["eval", "--metadata", "labels/labels.jsonl", "--qrels", "x"]).expect_code(2);
}
