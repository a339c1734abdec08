//! `griffie index`: what is read, left alone, rejected and told.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{Folder, Ran};

const HOORN: &str = "Gemeente Hoorn\n\nOnderwerp: Overschot op de BUIG\nDatum: 12 augustus 2021\n\n\
    Het college stelt voor het BUIG-overschot te bestemmen voor de begeleiding van inwoners.\n";
const HEILOO: &str = "Gemeente Heiloo\n\nOnderwerp: Schuldhulpverlening\nDatum: 3 mei 2019\n\n\
    De gemeenteraad verzoekt het college de wachttijd van de schuldhulpverlening te verkorten.\n";

/// A record of a JSONL file.
fn record(id: &str, text: &str) -> String {
    json!({"id": id, "text": text}).to_string()
}

fn counts(report: &Value) -> String {
    let documents = report["documents"].as_object().expect("counts");
    let names = ["added", "updated", "renamed", "unchanged", "removed", "rejected", "withheld", "ignored"];
    let told: Vec<String> =
        names.iter().filter(|name| documents[**name] != 0).map(|name| format!("{} {name}", documents[*name])).collect();
    told.join(", ")
}

/// State, source and reason of everything that cannot be found.
fn not_indexed(report: &Value) -> Vec<String> {
    let items = report["not_indexed"].as_array().expect("a list");
    let text = |item: &Value, field: &str| item[field].as_str().expect("text").to_owned();
    items.iter().map(|i| format!("{} {}: {}", text(i, "state"), text(i, "source"), text(i, "reason"))).collect()
}

fn generation(report: &Value) -> u64 {
    report["generation"].as_u64().expect("a number")
}

#[test]
fn a_first_run_tells_what_it_read_and_the_documents_are_found() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN), ("stukken/raad/heiloo.txt", HEILOO)]);
    assert_told!(folder.griffie(["index", "stukken"]), @r"
    exit 0
    --- stdout
    2 files: 2 added
    generation 1: 2 passages, [size] MB
    ");
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["raad/heiloo.txt"]);
}

#[test]
fn a_run_without_changes_says_so_and_writes_nothing() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN), ("stukken/heiloo.txt", HEILOO)]);
    let before = crate::common::listing(&folder.current_generation());
    assert_told!(folder.griffie(["index", "stukken"]), @r"
    exit 0
    --- stdout
    nothing changed: 2 documents as they were
    generation 1: 2 passages, [size] MB
    ");
    assert_told!(folder.griffie(["index"]), @r"
    exit 0
    --- stdout
    nothing changed: 2 documents as they were
    generation 1: 2 passages, [size] MB
    ");
    assert_eq!(crate::common::listing(&folder.current_generation()), before);
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000001"]);
}

#[test]
fn a_file_that_is_only_touched_counts_as_unchanged() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    folder.rewrite("stukken/hoorn.txt", HOORN);
    let (ran, report) = folder.report(&["stukken"]);
    assert_eq!((counts(&report).as_str(), generation(&report)), ("1 unchanged", 2));
    ran.expect_stdout("nothing changed: 1 document as it was (1 file with another time or place on the disk)");
    // Its new time is written down, so that it is not hashed for ever; its documents were not written again.
    assert_eq!(folder.search("overschot", &[]).total("passages"), 1);
    assert_told!(folder.griffie(["index"]), @r"
    exit 0
    --- stdout
    nothing changed: 1 document as it was
    generation 2: 1 passage, [size] MB
    ");
}

#[test]
fn a_new_file_is_added_and_the_others_stay() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    folder.write("stukken/heiloo.txt", HEILOO);
    let (_, report) = folder.report(&[]);
    assert_eq!(counts(&report), "1 added, 1 unchanged");
    assert_eq!(generation(&report), 2);
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["heiloo.txt"]);
}

#[test]
fn a_changed_file_is_found_by_its_new_words_only() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN), ("stukken/heiloo.txt", HEILOO)]);
    folder.rewrite("stukken/hoorn.txt", "De raad stemt in met de verordening beschut werk.\n");
    let (_, report) = folder.report(&[]);
    assert_eq!(counts(&report), "1 updated, 1 unchanged");
    assert_eq!(folder.search("verordening", &[]).full(), ["hoorn.txt"]);
    assert!(folder.search("overschot", &[]).hits().is_empty());
}

#[test]
fn a_change_that_keeps_the_size_is_noticed() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", "De raad kiest voor begeleiding.\n")]);
    folder.rewrite("stukken/hoorn.txt", "De raad kiest tegen begeleiding.\n".replace("tegen", "zulk"));
    assert_eq!(folder.report(&[]).1["documents"]["updated"], 1);
}

#[test]
fn a_file_that_is_gone_is_found_no_more() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN), ("stukken/heiloo.txt", HEILOO)]);
    folder.remove("stukken/hoorn.txt");
    let (_, report) = folder.report(&[]);
    assert_eq!(counts(&report), "1 unchanged, 1 removed");
    assert!(folder.search("overschot", &[]).hits().is_empty());
    assert_eq!(folder.search("wachttijd", &[]).full(), ["heiloo.txt"]);
}

#[test]
fn what_was_indexed_from_another_root_stays() {
    let folder = Folder::with(&[("hoorn/stuk.txt", HOORN), ("heiloo/stuk.txt", HEILOO)]);
    folder.griffie(["index", "hoorn"]).expect_code(0);
    folder.griffie(["index", "heiloo"]).expect_code(0);
    assert_eq!(folder.search("overschot", &["--root", "hoorn"]).full(), ["stuk.txt"]);
    assert_eq!(folder.search("wachttijd", &["--root", "heiloo"]).full(), ["stuk.txt"]);
    // A file that is gone from one root says nothing of the other.
    folder.remove("hoorn/stuk.txt");
    folder.griffie(["index", "hoorn"]).expect_code(0);
    assert!(folder.search("overschot", &[]).hits().is_empty());
    assert_eq!(folder.search("wachttijd", &[]).full(), ["stuk.txt"]);
}

#[test]
fn without_a_path_all_known_roots_are_looked_at() {
    let folder = Folder::with(&[("hoorn/stuk.txt", HOORN), ("heiloo/stuk.txt", HEILOO)]);
    folder.griffie(["index", "hoorn", "heiloo"]).expect_code(0);
    folder.rewrite("hoorn/stuk.txt", "Een nieuw raadsvoorstel over mantelzorg.\n");
    folder.rewrite("heiloo/stuk.txt", "Een nieuwe motie over mantelzorg.\n");
    let (_, report) = folder.report(&[]);
    assert_eq!(counts(&report), "2 updated");
    assert_eq!(folder.search("mantelzorg", &[]).each("root").len(), 2);
}

#[test]
fn a_path_inside_a_known_root_updates_that_part_only() {
    let folder = Folder::indexed(&[("stukken/hoorn/a.txt", HOORN), ("stukken/heiloo/b.txt", HEILOO)]);
    folder.rewrite("stukken/hoorn/a.txt", "Een raadsvoorstel over mantelzorg.\n");
    folder.rewrite("stukken/heiloo/b.txt", "Een motie over mantelzorg.\n");
    let (_, report) = folder.report(&["stukken/hoorn"]);
    assert_eq!(counts(&report), "1 updated");
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["hoorn/a.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["heiloo/b.txt"]);
    let (_, report) = folder.report(&["stukken/heiloo/b.txt"]);
    assert_eq!(counts(&report), "1 updated");
    assert_eq!(folder.search("mantelzorg", &[]).full_sorted(), ["heiloo/b.txt", "hoorn/a.txt"]);
}

#[test]
fn the_same_name_for_two_paths_is_wrong_usage() {
    let folder = Folder::with(&[("west/stukken/a.txt", HOORN), ("oost/stukken/b.txt", HEILOO)]);
    folder.griffie(["index", "west/stukken"]).expect_code(0);
    assert_told!(folder.griffie(["index", "oost/stukken"]), @r"
    exit 2
    --- stderr
    error: the name stukken stands for [folder]/west/stukken already, not for [folder]/oost/stukken
    hint: give one of them another name with --name
    ");
    // Nothing was changed, and another name is the way out.
    assert!(folder.search("wachttijd", &[]).hits().is_empty());
    folder.griffie(["index", "oost/stukken", "--name", "oost"]).expect_code(0);
    assert_eq!(folder.search("wachttijd", &[]).each("root"), ["oost"]);
    assert_eq!(folder.search("overschot", &[]).each("root"), ["stukken"]);
}

#[test]
fn two_paths_of_one_name_in_one_run_are_wrong_usage() {
    let folder = Folder::with(&[("west/stukken/a.txt", HOORN), ("oost/stukken/b.txt", HEILOO)]);
    folder.griffie(["index", "west/stukken", "oost/stukken"]).expect_code(2);
    assert!(!folder.path("index/CURRENT").exists());
}

#[test]
fn a_single_file_can_be_a_root() {
    let folder = Folder::with(&[("hoorn.txt", HOORN), ("heiloo.txt", HEILOO)]);
    folder.griffie(["index", "hoorn.txt"]).expect_code(0);
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
    assert!(folder.search("wachttijd", &[]).hits().is_empty());
}

#[test]
fn rejected_documents_are_named_with_the_reason_and_the_others_are_found() {
    let folder =
        Folder::with(&[("stukken/hoorn.txt", HOORN), ("stukken/leeg.txt", ""), ("stukken/wit.txt", " \n\t\n")]);
    folder.write("stukken/beeld.txt", [0_u8, 1, 2, 3, 0, 0, 0, 9].repeat(50));
    folder.write(
        "stukken/reeks.jsonl",
        [
            &record("r-1", "De wethouder zegt een evaluatie toe."),
            &record("r-2", "Het tarief voor de deeltaxi stijgt."),
            "{\"id\": \"r-3\", \"text\": half}",
            &record("r-1", "Nog een stuk met dezelfde naam."),
            "{\"id\": \"r-5\", \"text\": null}",
            "{\"id\": \"r-6\", \"title\": \"zonder tekst\"}",
            &record("r-7", "De jongerenwerker begint in maart."),
        ]
        .join("\n"),
    );
    let (ran, report) = folder.report(&["stukken"]);
    assert_told!(ran, @r"
    exit 3
    --- stdout
    5 files: 4 added
    7 newly rejected, 0 still rejected
    generation 1: 4 passages, [size] MB
    --- stderr
    warning: stukken/beeld.txt was rejected: the file is not text: it holds many NUL bytes
    warning: stukken/leeg.txt was rejected: the file holds no text
    warning: stukken/reeks.jsonl:3 was rejected: expected a JSON object with a text, found a mistake at character 23: expected value
    warning: stukken/reeks.jsonl:4 was rejected: another line before it has the id r-1
    warning: stukken/reeks.jsonl:5 was rejected: its `text` is missing or null
    warning: stukken/reeks.jsonl:6 was rejected: its `text` is missing or null
    warning: stukken/wit.txt was rejected: the file holds no text
    ");
    assert_eq!(counts(&report), "4 added, 7 rejected");
    for (query, source) in [
        ("overschot", "hoorn.txt"),
        ("evaluatie", "reeks.jsonl#r-1"),
        ("deeltaxi", "reeks.jsonl#r-2"),
        ("jongerenwerker", "reeks.jsonl#r-7"),
    ] {
        assert_eq!(folder.search(query, &[]).full(), [source], "{query}");
    }
}

#[test]
fn rejected_earlier_and_newly_rejected_are_told_apart() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN), ("stukken/leeg.txt", "")]);
    folder.griffie(["index", "stukken"]).expect_code(3);
    folder.write("stukken/wit.txt", "\n\n");
    folder.griffie(["index"]).expect_code(3).expect_stdout("1 newly rejected, 1 still rejected");
    // Nothing is new: still told, still exit 3, and nothing is written.
    let (ran, report) = folder.report(&[]);
    let ran = ran.expect_code(3).expect_stdout("0 newly rejected, 2 still rejected");
    ran.expect_stderr("stukken/leeg.txt was rejected");
    assert_eq!(generation(&report), 2);
    // Mended: no more complaints.
    folder.rewrite("stukken/leeg.txt", HEILOO);
    folder.remove("stukken/wit.txt");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["leeg.txt"]);
}

#[test]
fn an_id_that_another_root_holds_is_rejected() {
    let folder = Folder::new();
    folder.write("eerste/reeks.jsonl", record("stuk-1", "De wethouder zegt een evaluatie toe."));
    folder.write("tweede/reeks.jsonl", record("stuk-1", "De raad vraagt om een dagopvang."));
    folder.griffie(["index", "eerste"]).expect_code(0);
    let (ran, report) = folder.report(&["tweede"]);
    ran.expect_code(3);
    assert_eq!(
        not_indexed(&report),
        ["rejected tweede/reeks.jsonl:1: reeks.jsonl#stuk-1 of eerste has the id stuk-1 already"]
    );
    assert_eq!(folder.search("evaluatie", &[]).each("document"), ["stuk-1"]);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
}

#[test]
fn an_id_that_became_free_can_be_taken() {
    let folder = Folder::new();
    folder.write("stukken/a.jsonl", record("stuk-1", "De wethouder zegt een evaluatie toe."));
    folder.write("stukken/b.jsonl", record("stuk-1", "De raad vraagt om een dagopvang."));
    folder.griffie(["index", "stukken"]).expect_code(3);
    folder.remove("stukken/a.jsonl");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &[]).full(), ["b.jsonl#stuk-1"]);
}

#[test]
fn an_id_of_a_document_in_a_file_is_rejected_too() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let id = folder.search("overschot", &[]).each("document").remove(0);
    folder.write("stukken/reeks.jsonl", record(&id, "De raad vraagt om een dagopvang."));
    folder.griffie(["index"]).expect_code(3);
    // The same documents in one run: the answer may not depend on the history.
    folder.griffie(["index", "--rebuild"]).expect_code(3);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
}

#[test]
fn a_line_that_breaks_off_is_told_so() {
    let folder = Folder::with(&[("stukken/reeks.jsonl", "{\"text\": \"half\n{\"text\": \"De raad besluit.\"}\n")]);
    let ran = folder.griffie(["index", "stukken"]).expect_code(3);
    ran.expect_stderr("stukken/reeks.jsonl:1 was rejected").expect_stderr("at character 14: EOF");
}

#[test]
fn a_json_array_is_rejected_with_the_way_out() {
    let folder = Folder::with(&[("stukken/reeks.jsonl", r#"[{"text": "De raad besluit."}]"#)]);
    let ran = folder.griffie(["index", "stukken"]).expect_code(3);
    ran.expect_stderr("stukken/reeks.jsonl:1 was rejected").expect_stderr("one object a line");
}

#[test]
fn the_report_adds_up() {
    let folder = Folder::with(&[("stukken/README.md", "Wat dit is."), ("stukken/foto.png", "geen tekst")]);
    for (name, text) in [("a.txt", HOORN), ("b.txt", HEILOO), ("c.txt", "De raad vergadert.\n"), ("leeg.txt", "")] {
        folder.write(&format!("stukken/{name}"), text);
    }
    folder.griffie(["index", "stukken"]).expect_code(3);
    folder.rewrite("stukken/a.txt", "Een heel ander stuk over mantelzorg.\n");
    folder.write("stukken/d.txt", "De raad stelt de agenda vast.\n");
    folder.write("stukken/e.jsonl", format!("{}\n{}\nstuk\n", record("e-1", "Een."), record("e-2", "Twee.")));
    folder.remove("stukken/c.txt");
    let (ran, report) = folder.report(&[]);
    ran.expect_code(3);
    let count = |name: &str| report["documents"][name].as_u64().expect("a count");
    let parts = ["added", "updated", "renamed", "unchanged", "rejected", "withheld", "ignored"];
    assert_eq!(count("seen"), parts.iter().map(|name| count(name)).sum::<u64>());
    assert_eq!(counts(&report), "3 added, 1 updated, 1 unchanged, 1 removed, 2 rejected, 2 ignored");
    assert_eq!(
        not_indexed(&report),
        [
            "ignored stukken/README.md: it says what the folder is; name it to index it",
            "rejected stukken/e.jsonl:3: expected a JSON object with a text, found a mistake at character 1: \
             expected value",
            "ignored stukken/foto.png: griffie does not read files of this type",
            "rejected stukken/leeg.txt: the file holds no text",
        ]
    );
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    let mut expected = [
        "started",
        "finished",
        "generation",
        "files",
        "documents",
        "passages",
        "bytes_read",
        "index_bytes",
        "not_indexed",
        "parts",
        "mistakes",
        "missing_roots",
    ];
    expected.sort_unstable();
    let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(report["files"], 7, "{report:#}");
    assert_eq!(report["passages"], 5);
    for field in ["started", "finished"] {
        let time = report[field].as_str().expect("a time");
        assert!(time.len() == 20 && time.ends_with('Z') && &time[10..11] == "T", "{time}");
    }
    for item in report["not_indexed"].as_array().expect("a list") {
        assert_eq!(item["since"].is_string(), item["state"] == "rejected", "{item}");
    }
}

#[test]
fn a_readme_at_the_top_is_indexed_only_where_it_is_named() {
    let folder =
        Folder::with(&[("stukken/README.md", "Over de dagopvang."), ("stukken/sub/README.md", "De deeltaxi.")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["sub/README.md"]);
    folder.griffie(["index", "stukken/README.md"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &[]).full(), ["README.md"]);
}

#[test]
fn hidden_files_are_left_alone() {
    let folder = Folder::with(&[
        ("stukken/hoorn.txt", HOORN),
        ("stukken/.concept.txt", HEILOO),
        ("stukken/.git/stuk.txt", HEILOO),
    ]);
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(0);
    assert_eq!(counts(&report), "1 added");
    assert!(folder.search("wachttijd", &[]).hits().is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_said_to_be_ignored() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN), ("elders/heiloo.txt", HEILOO)]);
    std::os::unix::fs::symlink(folder.path("elders"), folder.path("stukken/elders")).expect("a link");
    std::os::unix::fs::symlink(folder.path("stukken"), folder.path("stukken/kring")).expect("a link");
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(0);
    assert_eq!(counts(&report), "1 added, 2 ignored");
    assert!(folder.search("wachttijd", &[]).hits().is_empty());
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_rejected_and_what_was_read_earlier_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN), ("stukken/heiloo.txt", HEILOO)]);
    folder.rewrite("stukken/heiloo.txt", "Een motie over mantelzorg.\n");
    fs::set_permissions(folder.path("stukken/heiloo.txt"), fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(folder.path("stukken/heiloo.txt")).is_ok() {
        eprintln!("left out: permissions do not bind this user (root)");
        return;
    }
    folder.griffie(["index"]).expect_code(3).expect_stderr("stukken/heiloo.txt was rejected");
    assert_eq!(folder.search("wachttijd", &[]).full(), ["heiloo.txt"]);
}

#[test]
fn a_file_too_large_to_read_is_rejected_each_time_in_the_same_words() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    // A file with a hole: it takes no room on the disk.
    let file = fs::File::create(folder.path("stukken/groot.txt")).expect("a file");
    file.set_len(129 << 20).expect("a length");
    drop(file);
    let (ran, first) = folder.report(&["stukken"]);
    ran.expect_code(3);
    assert_eq!(not_indexed(&first), ["rejected stukken/groot.txt: it is larger than 128 MB; split it"]);
    let (ran, second) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    assert_eq!(not_indexed(&second), not_indexed(&first));
    assert_eq!(generation(&second), generation(&first), "nothing changed, so nothing is written");
}

#[test]
fn letters_of_windows_are_read() {
    let folder = Folder::new();
    // 0xEB is ë and 0x80 is € in Windows-1252; neither is UTF-8.
    let text = b"Gemeente Hoorn\r\n\r\nDe cli\xebnten krijgen \x80 500 voor re\xefntegratie en co\xf6rdinatie.\r\n";
    folder.write("stukken/oud.txt", text);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let found = folder.search("reïntegratie cliënten", &[]);
    assert_eq!(found.full(), ["oud.txt"]);
    assert!(found.each("text")[0].contains("De cliënten krijgen € 500 voor reïntegratie en coördinatie."));
}

#[test]
fn letters_of_utf_16_are_read() {
    let folder = Folder::new();
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend("De raad kiest voor coördinatie.".encode_utf16().flat_map(u16::to_le_bytes));
    folder.write("stukken/oud.txt", bytes);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(folder.search("coördinatie", &[]).full(), ["oud.txt"]);
}

#[test]
fn markdown_is_read_without_its_marks() {
    let folder = Folder::indexed(&[(
        "stukken/plan.md",
        "# Beleidsplan armoede\n\n## Aanpak\n\nDe gemeente kiest voor **vroegsignalering** bij \
         [schulden](https://example.org).\n\n- een *jobcoach* voor iedereen\n",
    )]);
    let found = folder.search("vroegsignalering", &[]);
    assert_eq!(found.full(), ["plan.md"]);
    let hit = &found.hits()[0];
    assert!(hit["heading"].as_str().expect("a heading").contains("Aanpak"), "{hit}");
    let text = hit["text"].as_str().expect("a text");
    assert!(!text.contains('*') && !text.contains('#'), "{text}");
}

#[test]
fn metadata_of_a_record_is_kept_and_beats_what_the_text_says() {
    let given = json!({"id": "a 1/2", "title": "Brief over de deeltaxi", "municipality": ["Heiloo", "Bergen (NH)"],
        "date": "2020-03", "kind": "brief", "reference": "X-12", "url": "https://example.org/1", "eigen": {"a": 1},
        "text": "Gemeente Hoorn\n\nDatum: 1 mei 2018\n\nDe deeltaxi rijdt minder."});
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &given.to_string())]);
    let found = folder.search("deeltaxi", &[]);
    let hit = &found.hits()[0];
    assert_eq!(hit["source"], "reeks.jsonl#a 1/2");
    let id = hit["document"].as_str().expect("an id");
    assert!(!id.contains([' ', '/', '#']), "{id}");
    assert_eq!(
        [&hit["title"], &hit["municipalities"], &hit["date"], &hit["kind"], &hit["reference"], &hit["url"]],
        [
            &json!("Brief over de deeltaxi"),
            &json!(["Heiloo", "Bergen (NH)"]),
            &json!("2020-03"),
            &json!("letter"),
            &json!(["X-12"]),
            &json!("https://example.org/1")
        ]
    );
    assert!(hit["recognised"]["date"].is_null(), "given values are not recognised ones: {hit}");
    assert!(hit["lines"].is_null());
}

#[test]
fn a_given_value_that_makes_no_sense_is_told_and_the_document_is_found() {
    let given = json!({"id": "d-1", "date": "gisteren", "kind": "prent", "text": "De deeltaxi rijdt minder."});
    let folder = Folder::with(&[("stukken/reeks.jsonl", &given.to_string())]);
    assert_told!(folder.griffie(["index", "stukken"]), @r"
    exit 0
    --- stdout
    1 file: 1 added
    1 mistake in given metadata; the document itself is indexed
    generation 1: 1 passage, [size] MB
    --- stderr
    warning: stukken/reeks.jsonl:1: kind: `prent` is not a kind of document; date: `gisteren` is not a date; expected a year, month or day as 2021, 2021-08 or 2021-08-12
    ");
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["reeks.jsonl#d-1"]);
}

#[test]
fn a_line_is_one_document_also_where_it_looks_like_two() {
    let text = "RAADSVOORSTEL\n\nOnderwerp: Deeltaxi\n\nDe raad wordt gevraagd in te stemmen.\n\n\
        RAADSBESLUIT\n\nDe raad van de gemeente Hoorn;\n\nb e s l u i t :\n\n1. in te stemmen.\n";
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &record("twee", text)), ("stukken/ook.txt", text)]);
    let documents = folder.search("instemmen raad besluit stemmen", &["--any", "--limit", "50"]).each("document");
    assert!(documents.iter().any(|id| id == "twee"));
    assert!(documents.iter().all(|id| !id.starts_with("twee~")), "{documents:?}");
}

#[test]
fn a_record_without_words_gives_a_passage_too() {
    let folder = Folder::new();
    folder.write("stukken/reeks.jsonl", format!("{}\n{}", record("kort", "Ja."), record("teken", "***")));
    let (_, report) = folder.report(&["stukken"]);
    assert_eq!((counts(&report).as_str(), &report["passages"]), ("2 added", &json!(2)));
}

#[test]
fn a_rebuild_reads_everything_again_beside() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN), ("stukken/heiloo.txt", HEILOO)]);
    assert_told!(folder.griffie(["index", "--rebuild"]), @r"
    exit 0
    --- stdout
    2 files: 2 added
    generation 2: 2 passages, [size] MB
    --- stderr
    everything was read again: --rebuild was asked for
    ");
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000001", "gen-000002"]);
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
}

#[test]
fn a_rebuild_of_one_root_keeps_the_others() {
    let folder = Folder::with(&[("hoorn/a.txt", HOORN), ("heiloo/b.txt", HEILOO)]);
    folder.griffie(["index", "hoorn", "heiloo"]).expect_code(0);
    folder.griffie(["index", "--rebuild", "hoorn"]).expect_code(0);
    assert_eq!(folder.search("overschot", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["b.txt"]);
}

#[test]
fn only_the_generation_before_is_kept() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    for n in 0..3 {
        folder.write(&format!("stukken/nieuw-{n}.txt"), HEILOO);
        folder.griffie(["index"]).expect_code(0);
    }
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000003", "gen-000004"]);
}

#[test]
fn the_same_files_give_the_same_answers_whatever_the_number_of_threads() {
    let folder = Folder::new();
    for n in 0..40 {
        folder.write(&format!("stukken/stuk-{n:02}.txt"), format!("Stuk {n}.\n\nDe raad bespreekt punt {}.\n", n % 7));
    }
    let answer = |jobs: &str| {
        folder.griffie(["index", "--rebuild", "stukken", "--jobs", jobs]).expect_code(0);
        let mut answer = folder.search("raad bespreekt punt 3", &["--limit", "40"]).timeless();
        answer["generation"].take();
        answer
    };
    assert_eq!(answer("1"), answer("7"));
}

#[test]
fn a_missing_path_fails_and_changes_nothing() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    let before = crate::common::listing(&folder.path("index"));
    assert_told!(folder.griffie(["index", "stuken"]), @r"
    exit 1
    --- stderr
    error: there is no file or folder stuken
    hint: check the path; nothing was changed
    ");
    assert_eq!(crate::common::listing(&folder.path("index")), before);
    // One of several that is missing is named and keeps the others from nothing.
    folder
        .griffie(["index", "stukken", "stuken"])
        .expect_code(3)
        .expect_stderr("warning: there is no file or folder stuken; check the path");
}

#[test]
fn a_known_root_that_is_gone_is_named_and_its_documents_stay() {
    let folder = Folder::with(&[("hoorn/a.txt", HOORN), ("heiloo/b.txt", HEILOO)]);
    folder.griffie(["index", "hoorn", "heiloo"]).expect_code(0);
    fs::rename(folder.path("heiloo"), folder.path("elders")).expect("moved away");
    assert_told!(folder.griffie(["index"]), @r"
    exit 3
    --- stdout
    nothing changed: 1 document as it was
    generation 1: 2 passages, [size] MB
    --- stderr
    warning: the root heiloo is not at [folder]/heiloo; what was indexed from it earlier stays
    ");
    folder.griffie(["index", "--report", "verslag.json"]).expect_code(3);
    let report = fs::read_to_string(folder.path("verslag.json")).expect("a report");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["missing_roots"][0]["name"], "heiloo");
    assert!(report["missing_roots"][0]["path"].as_str().is_some_and(|path| path.ends_with("/heiloo")));
    let ran = folder.griffie(["index", "hoorn", "heiloo"]).expect_code(3);
    ran.expect_stderr("heiloo; what was indexed from it earlier stays");
    assert_eq!(folder.search("wachttijd", &[]).full(), ["b.txt"]);
    fs::rename(folder.path("hoorn"), folder.path("weg")).expect("moved away");
    assert_told!(folder.griffie(["index"]), @r"
    exit 1
    --- stderr
    error: none of the roots of this index can be found
    hint: name a path, or bring them back; nothing was changed
    ");
    assert_eq!(folder.search("overschot", &[]).full(), ["a.txt"]);
}

#[test]
fn without_corpus_and_index_the_way_out_is_told() {
    assert_told!(Folder::new().griffie(["index"]), @r"
    exit 1
    --- stderr
    error: there is no folder corpus here
    hint: name the folder with your documents: griffie index PATH
    ");
}

#[test]
fn a_directory_with_other_files_in_it_is_refused() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN), ("thuis/brief.odt", "iets anders")]);
    assert_told!(folder.griffie(["index", "--index", "thuis", "stukken"]), @r"
    exit 1
    --- stderr
    error: thuis holds other files and is no index
    hint: name an empty or new directory with --index
    ");
    assert_eq!(folder.names("thuis"), ["brief.odt"]);
}

#[test]
fn an_index_directory_may_hold_what_says_what_it_is() {
    let folder =
        Folder::with(&[("stukken/hoorn.txt", HOORN), ("index/README.md", "De index."), ("index/.gitignore", "*")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
}

/// Makes the index look as if another version of the Dutch analysis had built it.
fn pretend_other_analysis(folder: &Folder) {
    let path = folder.current_generation().join("meta.json");
    let mut meta: Value = serde_json::from_slice(&fs::read(&path).expect("a list of segments")).expect("JSON");
    let mut payload: Value = serde_json::from_str(meta["payload"].as_str().expect("a payload")).expect("JSON");
    payload["analysis"] = "nl-0-oud".into();
    meta["payload"] = payload.to_string().into();
    fs::write(&path, meta.to_string()).expect("written");
}

#[test]
fn an_index_of_another_analysis_is_refused_by_search_and_read_again_by_index() {
    let folder = Folder::with(&[("hoorn/a.txt", HOORN), ("heiloo/b.txt", HEILOO)]);
    folder.griffie(["index", "hoorn", "heiloo"]).expect_code(0);
    pretend_other_analysis(&folder);
    assert_told!(folder.griffie(["search", "overschot"]), @r"
    exit 1
    --- stderr
    error: the index at index was built with Dutch analysis [theirs], this griffie uses [ours]
    hint: run griffie index, which builds a new one beside it
    ");
    assert_told!(folder.griffie(["index"]), @r"
    exit 0
    --- stdout
    2 files: 2 added
    generation 2: 2 passages, [size] MB
    --- stderr
    everything was read again: the index at index was built with Dutch analysis [theirs], this griffie uses [ours]
    ");
    assert_eq!(folder.search("overschot", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["b.txt"]);
}

#[test]
fn an_index_of_another_analysis_keeps_its_other_roots_when_one_is_indexed() {
    let folder = Folder::with(&[("hoorn/a.txt", HOORN), ("heiloo/b.txt", HEILOO)]);
    folder.griffie(["index", "hoorn", "heiloo"]).expect_code(0);
    pretend_other_analysis(&folder);
    folder.griffie(["index", "hoorn"]).expect_code(0);
    assert_eq!(folder.search("overschot", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("wachttijd", &[]).full(), ["b.txt"]);
}

#[test]
fn the_place_of_the_index_can_be_given_by_option_and_environment() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "--index", "elders/diep", "stukken"]).expect_code(0);
    assert!(!folder.path("index").exists());
    let ran: Ran = folder
        .command(["search", "overschot", "--format", "json"])
        .env("GRIFFIE_INDEX", "elders/diep")
        .output()
        .expect("the program starts")
        .into();
    assert_eq!(ran.expect_code(0).json()["total_passages"], 1);
}

#[test]
fn quiet_runs_say_nothing_but_what_went_wrong() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    let ran = folder.griffie(["index", "-q", "stukken"]).expect_code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    folder.write("stukken/leeg.txt", "");
    let ran = folder.griffie(["index", "-q"]).expect_code(3).expect_stderr("leeg.txt was rejected");
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "stukken", "--report", "weg/report.json"]).expect_code(1).expect_stderr("report");
}

#[test]
fn unknown_options_are_wrong_usage() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "--naam", "x", "stukken"]).expect_code(2);
    folder.griffie(["index", "--jobs", "0", "stukken"]).expect_code(2);
    folder.griffie(["index", "--name", "x", "stukken", "elders"]).expect_code(2);
    assert!(!folder.path("index").exists());
}

#[test]
fn an_impossible_name_is_wrong_usage() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "--name", "a/b", "stukken"]).expect_code(2);
}

#[test]
fn a_folder_that_holds_the_index_itself_can_be_indexed() {
    let folder = Folder::with(&[("hoorn.txt", HOORN)]);
    folder.griffie(["index", "."]).expect_code(0);
    folder.griffie(["index", "."]).expect_code(0).expect_stdout("nothing changed: 1 document");
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_read() {
    let folder = Folder::indexed(&[("stukken/stuk.txt", HOORN)]);
    folder.remove("stukken/stuk.txt");
    folder.write("stukken/stuk.txt/heiloo.txt", HEILOO);
    folder.griffie(["index"]).expect_code(0);
    assert!(folder.search("overschot", &[]).hits().is_empty());
    assert_eq!(folder.search("wachttijd", &[]).full(), ["stuk.txt/heiloo.txt"]);
}

#[test]
fn odd_documents_do_no_harm_to_the_others() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    for (name, text) in [
        ("een-woord.txt", "a".repeat(50_000)),
        ("een-regel.txt", "woord ".repeat(20_000)),
        ("paginas.txt", "\u{c}".repeat(500) + "De raad kiest."),
        ("koppen.md", "# Kop\n".repeat(500)),
        ("tabel.txt", "1.234\t5.678\t9.012\n".repeat(1000)),
        ("tekens.txt", "e".to_owned() + &"\u{301}".repeat(5000) + " raad"),
        ("emoji.txt", "😀👩‍👩‍👧".repeat(1000)),
        ("mac.txt", "De raad kiest.\rHet college volgt.\r".to_owned()),
        ("nest.jsonl", format!("{{\"text\": \"nest\", \"x\": {}{}}}", "[".repeat(3000), "]".repeat(3000))),
        ("bom.jsonl", "\u{feff}{\"id\": 7, \"text\": \"De deeltaxi rijdt.\"}\r\n".to_owned()),
    ] {
        folder.write(&format!("stukken/{name}"), text);
    }
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3);
    assert_eq!(
        not_indexed(&report),
        ["rejected stukken/nest.jsonl:1: expected a JSON object with a text, found a mistake at character 149: \
             recursion limit exceeded"]
    );
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["bom.jsonl#7"]);
}

#[test]
fn a_root_below_another_root_is_updated_where_it_is_named() {
    let folder = Folder::with(&[("stukken/west/a.txt", HOORN)]);
    folder.griffie(["index", "stukken/west"]).expect_code(0);
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.rewrite("stukken/west/a.txt", HEILOO);
    folder.griffie(["index", "stukken/west"]).expect_code(0);
    assert_eq!(folder.search("wachttijd", &["--root", "west"]).full(), ["a.txt"]);
    assert!(folder.search("overschot", &["--root", "west"]).hits().is_empty());
}

#[test]
fn a_name_for_a_part_of_a_known_root_is_not_passed_over() {
    let folder = Folder::indexed(&[("stukken/west/a.txt", HOORN)]);
    let ran = folder.griffie(["index", "stukken/west", "--name", "west"]);
    // Either it is refused or it is remarked or it becomes a root of its own.
    let roots = folder.search("overschot", &[]).each("root");
    assert!(ran.code == Some(2) || !ran.stderr.is_empty() || roots.contains(&"west".to_owned()), "{}", ran.told());
}

#[test]
fn one_path_under_two_names_is_wrong_usage() {
    let folder = Folder::indexed(&[("stukken/a.txt", HOORN), ("los.txt", HEILOO)]);
    folder.griffie(["index", "los.txt"]).expect_code(0);
    for (path, present) in [("stukken", "stukken"), ("stukken/../stukken/", "stukken"), ("los.txt", "los.txt")] {
        let ran = folder.griffie(["index", path, "--name", "nieuw"]).expect_code(2);
        let ran =
            ran.expect_stderr(&format!("is the root {present} of the index already, and cannot be nieuw as well"));
        ran.expect_stderr(&format!(
            "hint: leave --name out, or give the old name up first: griffie index --forget {present};"
        ));
    }
    assert_eq!(folder.search("overschot", &[]).each("root"), ["stukken"]);
    // Both ways of the hint.
    folder.griffie(["index", "stukken"]).expect_code(0).expect_stdout("nothing changed");
    folder.griffie(["index", "stukken", "--name", "stukken"]).expect_code(0).expect_stdout("nothing changed");
    folder.griffie(["index", "--forget", "stukken"]).expect_code(0);
    folder.griffie(["index", "stukken", "--name", "nieuw"]).expect_code(0);
    assert_eq!(folder.search("overschot", &[]).each("root"), ["nieuw"]);
}

#[test]
fn what_is_wrong_with_a_value_is_told_in_words_of_the_user() {
    let folder = Folder::with(&[(
        "stukken/reeks.jsonl",
        "{\"municipality\": 5, \"text\": \"een\"}\n\"tekst\"\n{\"id\": true, \"text\": \"twee\"}\n",
    )]);
    let ran = folder.griffie(["index", "stukken"]).expect_code(3);
    for ours in ["enum", "struct", "OneOrMany", "variant"] {
        assert!(!ran.stderr.contains(ours), "{ours} in {}", ran.told());
    }
}

#[test]
fn a_year_given_as_a_number_is_a_date() {
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", "{\"date\": 2021, \"text\": \"De raad kiest.\"}")]);
    assert_eq!(folder.search("raad", &["--since", "2021"]).hits()[0]["date"], "2021");
}

// --- standard input ------------------------------------------------------------------------------------------------

fn stream(folder: &Folder, lines: &[String], arguments: &[&str]) -> Ran {
    folder.griffie_reading(lines.join("\n"), &[&["index", "-", "--name", "stroom"], arguments].concat())
}

#[test]
fn standard_input_is_a_root_of_its_own() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    let [one, two] =
        [record("s-1", "De raad vraagt om een dagopvang."), record("s-2", "De raad vraagt om een deeltaxi.")];
    stream(&folder, &[one.clone(), two.clone()], &[]).expect_code(0).expect_stdout("2 added");
    assert_eq!(folder.search("dagopvang", &["--root", "stroom"]).each("document"), ["s-1"]);
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
    // The same again changes nothing; less takes away; and a run without a path leaves it as it is.
    stream(&folder, &[one, two.clone()], &[]).expect_code(0).expect_stdout("nothing changed");
    stream(&folder, &[two], &[]).expect_code(0);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("deeltaxi", &[]).each("document"), ["s-2"]);
    // A broken line is named and the others are found.
    let lines = ["stuk".to_owned(), record("s-3", "De raad vraagt om mantelzorg.")];
    stream(&folder, &lines, &[]).expect_code(3).expect_stderr(":1 was rejected");
    assert_eq!(folder.search("mantelzorg", &[]).each("document"), ["s-3"]);
}

#[test]
fn standard_input_without_a_name_is_wrong_usage() {
    let folder = Folder::new();
    assert_told!(folder.griffie_reading(record("s-1", "Een."), &["index", "-"]), @r"
    exit 2
    --- stderr
    error: what comes from standard input needs a name
    hint: griffie index - --name NAME
    ");
}

#[test]
fn a_rebuild_keeps_what_came_from_standard_input() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    stream(&folder, &[record("s-1", "De raad vraagt om een dagopvang.")], &[]).expect_code(0);
    let ran = folder.griffie(["index", "--rebuild"]);
    // It cannot be read again: either it is taken over, or nothing is changed and the way out is told.
    assert_eq!(folder.search("dagopvang", &[]).each("document"), ["s-1"], "{}", ran.told());
}

#[test]
fn the_name_of_a_folder_is_not_taken_by_standard_input() {
    let folder = Folder::with(&[("stroom/hoorn.txt", HOORN)]);
    folder.griffie(["index", "stroom"]).expect_code(0);
    stream(&folder, &[record("s-1", "De raad vraagt om een dagopvang.")], &[]).expect_code(2);
    assert_eq!(folder.search("overschot", &[]).full(), ["hoorn.txt"]);
}

// --- history -------------------------------------------------------------------------------------------------------

/// What happens to a folder between two runs.
#[derive(Debug, Clone)]
enum Happening {
    Write(usize, usize),
    Remove(usize),
}

const PLACES: [&str; 5] =
    ["stukken/a.txt", "stukken/b.md", "stukken/sub/c.txt", "stukken/sub/d.jsonl", "stukken/e.txt"];
const TEXTS: [&str; 5] = [
    "",
    "De raad kiest voor mantelzorg.\n",
    "# Plan\n\nHet college stelt een plan op.\n\n# Geld\n\nDe raad stelt geld beschikbaar voor mantelzorg.\n",
    "{\"text\": \"Het college regelt de deeltaxi.\"}\n{\"text\": \"De raad vraagt om mantelzorg.\"}\n",
    "{\"text\": \"Het college regelt de deeltaxi.\"}\nstuk\n",
];

#[test]
fn an_index_tells_nothing_of_its_history() {
    let happening = prop_oneof![
        3 => (0..PLACES.len(), 0..TEXTS.len()).prop_map(|(place, text)| Happening::Write(place, text)),
        1 => (0..PLACES.len()).prop_map(Happening::Remove),
    ];
    let history = prop::collection::vec(prop::collection::vec(happening, 1..4), 1..5);
    let settings = ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(settings, |(history in history)| {
        let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
        let mut last = Value::Null;
        for happenings in history {
            for happening in happenings {
                match happening {
                    Happening::Write(place, text) => folder.rewrite(PLACES[place], TEXTS[text]),
                    Happening::Remove(place) if folder.path(PLACES[place]).exists() => folder.remove(PLACES[place]),
                    Happening::Remove(_) => {}
                }
            }
            last = folder.report(&["stukken"]).1;
        }
        let (_, fresh) = folder.report(&["stukken", "--index", "vers"]);
        prop_assert_eq!(not_indexed(&last), not_indexed(&fresh));
        prop_assert_eq!(&last["passages"], &fresh["passages"]);
        for query in ["raad mantelzorg", "college plan geld", "deeltaxi", "BUIG-overschot"] {
            let found = |index: &str| {
                let answer = folder.search(query, &["--index", index, "--limit", "100"]);
                let mut passages = answer.each("passage");
                passages.sort();
                (answer.total("passages"), answer.total("documents"), passages)
            };
            prop_assert_eq!(found("index"), found("vers"), "{}", query);
        }
    });
}

#[test]
fn a_document_of_a_thousand_pages_is_found_to_its_last_passage() {
    let paragraph = |number: usize| {
        format!(
            "Artikel {number}. Het college stelt nadere regels over de bijdrage van inwoners aan het onderhoud van \
             straten, pleinen en plantsoenen, en legt daarover elk voorjaar verantwoording af aan de raad.\n\n"
        )
    };
    let text: String = (0..13_000).map(paragraph).collect();
    assert!(text.len() > 2 << 20);
    let folder = Folder::with(&[("stukken/boek.txt", &(text + "Het slot gaat over de molenwiek.\n"))]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let answer = folder.search("molenwiek", &[]).0;
    assert_eq!(answer["total_passages"], 1);
    assert_eq!(folder.search("Artikel plantsoenen", &["--limit", "1"]).0["total_documents"], 1);
}
