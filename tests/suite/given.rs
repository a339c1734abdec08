//! Metadata given beside documents, for folders, in front matter: what is taken, and how mistakes are told.

use serde_json::Value;

use crate::common::{Folder, expect_sum, mistakes, rejected};

const LETTER: &str =
    "Onderwerp: Deeltaxi\n\nGeachte raad,\n\nDe deeltaxi rijdt voortaan ook op zondag in alle kernen.\n";

fn of(folder: &Folder, field: &str) -> Vec<String> {
    folder.search("deeltaxi", &[]).hits().iter().map(|hit| hit[field].to_string()).collect()
}

#[test]
fn what_stands_beside_a_file_beats_its_text_and_the_folders_above_it() {
    let folder = Folder::with(&[
        ("stukken/_folder.toml", "municipality = \"Hoorn\"\ndate = 2019\nreference = \"MAP-1\"\n"),
        ("stukken/west/_folder.toml", "date = \"2020-05\"\n"),
        ("stukken/west/brief.txt", LETTER),
        ("stukken/west/brief.txt.toml", "subject = \"Vervoer\"\n"),
    ]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(of(&folder, "municipalities"), ["[\"Hoorn\"]"]);
    assert_eq!(of(&folder, "date"), ["\"2020-05\""], "the nearest folder");
    assert_eq!(of(&folder, "subject"), ["\"Vervoer\""], "the file beside it");
    assert_eq!(of(&folder, "reference"), ["[\"MAP-1\"]"], "what only the far one says");
    assert_eq!(folder.search("deeltaxi", &["--gemeente", "Hoorn", "--vanaf", "2020-05"]).full(), ["west/brief.txt"]);
}

#[test]
fn a_change_beside_a_file_reads_the_file_again_and_no_other() {
    let folder = Folder::with(&[
        ("stukken/a.txt", LETTER),
        ("stukken/b.txt", "De dagopvang blijft open.\n"),
        ("stukken/a.txt.toml", "date = 2019\n"),
    ]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.griffie(["index"]).expect_stdout("nothing changed");
    folder.rewrite("stukken/a.txt.toml", "date = 2020\n");
    folder.griffie(["index"]).expect_stdout("1 updated, 1 unchanged");
    assert_eq!(of(&folder, "date"), ["\"2020\""]);
    folder.remove("stukken/a.txt.toml");
    folder.griffie(["index"]).expect_stdout("1 updated, 1 unchanged");
    assert_eq!(of(&folder, "date"), ["null"]);
}

#[test]
fn what_is_wrong_beside_a_file_is_rejected_with_line_and_suggestion_and_the_document_is_found() {
    let folder = Folder::with(&[
        ("stukken/_folder.toml", "# Map\ngemeente = \"Hoorn\"\nreference = \"MAP-1\"\n"),
        ("stukken/a.txt", LETTER),
        ("stukken/a.txt.toml", "onderwerp = \"Vervoer\"\nkind = \"brieff\"\ndate = 2020\n"),
        ("stukken/opvang.txt", "De dagopvang blijft open.\n"),
        ("stukken/opvang.txt.toml", "date = = 2020\nsubject = \"Opvang\"\n"),
        ("stukken/opvan.txt.toml", "date = 2020\n"),
        ("stukken/Cargo.toml", "[package]\n"),
    ]);
    let (ran, report) = folder.report(&["stukken"]);
    let told = rejected(&report);
    assert_eq!(
        told,
        [
            "stukken/_folder.toml: line 2: the key `gemeente` is not known; did you mean `municipality`?",
            "stukken/a.txt.toml: line 1: the key `onderwerp` is not known; did you mean `subject`?; \
             line 2: kind: `brieff` is not a kind of document; did you mean `brief`?",
            "stukken/opvan.txt.toml: there is no opvan.txt beside it; did you mean opvang.txt? Then call it opvang.txt.toml",
            "stukken/opvang.txt.toml: line 1: extra `=`, expected nothing",
        ]
    );
    let ran = ran.expect_code(3).expect_stdout("4 newly rejected, 0 still rejected");
    for item in &told {
        assert!(ran.stderr.contains(&item.replacen(": ", " was rejected: ", 1)), "{item} in {}", ran.told());
    }
    // Nothing is lost: the documents are found, with what could be read beside them.
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["a.txt"]);
    assert_eq!((of(&folder, "date"), of(&folder, "reference")), (vec!["\"2020\"".into()], vec!["[\"MAP-1\"]".into()]));
    let hit = folder.search("dagopvang", &[]).hits()[0].clone();
    assert_eq!((&hit["source"], &hit["subject"]), (&"opvang.txt".into(), &"Opvang".into()));
    folder.griffie(["status"]).expect_code(0).expect_stdout("not readable: 4").expect_stdout("  2 files, 2 documents");

    // It stays so, in a run that changes nothing and in one that changes something else.
    let (ran, report) = folder.report(&[]);
    assert_eq!(rejected(&report), told);
    ran.expect_code(3).expect_stdout("nothing changed").expect_stdout("0 newly rejected, 4 still rejected");
    folder.write("stukken/c.txt", "De bibliotheek sluit.\n");
    let (ran, report) = folder.report(&[]);
    assert_eq!(rejected(&report), told);
    ran.expect_code(3).expect_stdout("0 newly rejected, 4 still rejected");
    let (ran, report) = folder.report(&["--rebuild"]);
    assert_eq!(rejected(&report), told);
    ran.expect_code(3);

    // Until it is mended.
    folder.rewrite("stukken/_folder.toml", "municipality = \"Hoorn\"\n");
    folder.rewrite("stukken/a.txt.toml", "subject = \"Vervoer\"\n");
    folder.remove("stukken/opvang.txt.toml");
    folder.write("stukken/opvan.txt", "De dagopvang gaat dicht.\n");
    let (ran, report) = folder.report(&[]);
    assert_eq!(rejected(&report), Vec::<String>::new());
    ran.expect_code(0);
    assert_eq!(of(&folder, "subject"), ["\"Vervoer\""]);
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
}

#[test]
fn a_sidecar_whose_document_goes_is_an_orphan_from_then_on() {
    let folder = Folder::indexed(&[("stukken/a.txt", LETTER), ("stukken/a.txt.toml", "date = 2020\n")]);
    folder.remove("stukken/a.txt");
    folder
        .griffie(["index"])
        .expect_code(3)
        .expect_stderr("stukken/a.txt.toml was rejected: there is no a.txt beside it");
    folder.griffie(["index"]).expect_code(3).expect_stdout("1 still rejected");
    folder.remove("stukken/a.txt.toml");
    folder.griffie(["index"]).expect_code(0);
}

#[test]
fn what_is_wrong_beside_a_single_file_is_told_too() {
    let folder = Folder::with(&[
        ("stukken/_folder.toml", "gemeente = \"Hoorn\"\n"),
        ("stukken/west/a.txt", LETTER),
        ("stukken/west/a.txt.toml", "datum = 2020\n"),
        ("stukken/west/b.txt", LETTER),
    ]);
    let lone = folder.report(&["stukken/west/a.txt", "--index", "apart"]);
    assert_eq!(rejected(&lone.1), ["a.txt/a.txt.toml: line 1: the key `datum` is not known; did you mean `date`?"]);
    lone.0.expect_code(3);
    folder.griffie(["index", "stukken"]).expect_code(3);
    folder.rewrite("stukken/west/a.txt.toml", "kenmerk = 7\n");
    let (ran, report) = folder.report(&["stukken/west/a.txt"]);
    let near = "line 1: the key `kenmerk` is not known; did you mean `reference`?";
    let above = "stukken/_folder.toml: line 1: the key `gemeente` is not known; did you mean `municipality`?";
    assert_eq!(rejected(&report), [above.to_owned(), format!("stukken/west/a.txt.toml: {near}")]);
    ran.expect_code(3).expect_stdout("1 newly rejected, 1 still rejected");
    folder.remove("stukken/west/a.txt.toml");
    let (_, report) = folder.report(&["stukken/west/a.txt"]);
    assert_eq!(rejected(&report), [above]);
    let (_, report) = folder.report(&[]);
    assert_eq!(report["documents"]["unchanged"], 2);
}

#[test]
fn a_municipality_that_no_list_knows_is_told_until_it_is_mended_and_displaces_nothing() {
    let folder = Folder::with(&[
        ("stukken/_folder.toml", "municipality = \"Hoorn\"\n"),
        ("stukken/a.txt", LETTER),
        ("stukken/a.txt.toml", "municipality = \"Goess\"\n"),
        ("stukken/b.md", "---\nmunicipality: [Heilo, Opmeer]\n---\nDe deeltaxi rijdt.\n"),
    ]);
    let beside = "stukken/a.txt.toml: line 1: municipality: `Goess` is not known; did you mean `Goes`?";
    let within = "stukken/b.md: front matter, line 2: municipality: `Heilo` is not known; did you mean `Heiloo`?";
    for paths in [&["stukken"][..], &[], &["--rebuild"]] {
        let (ran, report) = folder.report(paths);
        assert_eq!((rejected(&report), mistakes(&report)), (vec![beside.to_owned()], vec![within.to_owned()]));
        ran.expect_code(3).expect_stderr(within);
    }
    let mut municipalities = of(&folder, "municipalities");
    municipalities.sort_unstable();
    assert_eq!(municipalities, ["[\"Hoorn\"]", "[\"Opmeer\"]"]);
    folder.write("stukken/c.jsonl", "{\"text\": \"De fiets rijdt.\", \"municipality\": \"Hoornn\"}\n");
    folder.griffie(["index"]).expect_stderr("municipality: `Hoornn` is not known; did you mean `Hoorn`?");
    assert_eq!(folder.search("fiets", &[]).hits()[0]["municipalities"][0], "Hoorn", "what the folder says stays");
}

#[test]
fn a_doubtful_municipality_for_a_folder_is_told_once() {
    let files: Vec<(String, String)> =
        (0..30).map(|n| (format!("stukken/{n}.txt"), format!("De deeltaxi rijdt op lijn {n}.\n"))).collect();
    let folder = Folder::with(&[("stukken/_folder.toml", "municipality = \"Bergen\"\n")]);
    for (path, text) in &files {
        folder.write(path, text);
    }
    let ran = folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(ran.stderr.matches("`Bergen` can be").count(), 1, "{}", ran.told());
    assert_eq!(folder.search("deeltaxi", &["--limit", "1"]).hits()[0]["municipalities"][0], "Bergen");
}

#[test]
fn the_sidecar_of_the_readme_can_be_pasted() {
    let readme = include_str!("../../README.md");
    let sidecar = readme.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    let folder = Folder::with(&[("stukken/a.txt", LETTER), ("stukken/a.txt.toml", sidecar)]);
    assert_eq!(folder.griffie(["index", "stukken"]).expect_code(0).stderr, "");
    assert_eq!(of(&folder, "date"), ["\"2021-08\""]);
}

#[test]
fn front_matter_is_metadata_and_no_text() {
    let text = "---\ntitle: Nota vervoer\nmunicipality: [Hoorn, Opmeer]\ndate: 2021-08-12\nlayout: pagina\n---\n# Nota\n\nDe deeltaxi rijdt.\n";
    let folder = Folder::with(&[("stukken/nota.md", text), ("stukken/nota.md.toml", "date = 2019\n")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(of(&folder, "title"), ["\"Nota vervoer\""]);
    assert_eq!(of(&folder, "date"), ["\"2021-08-12\""], "what the document itself says is nearest");
    assert_eq!(of(&folder, "municipalities"), ["[\"Hoorn\",\"Opmeer\"]"]);
    assert_eq!(of(&folder, "lines"), ["[9,9]"]);
    assert!(folder.search("layout", &[]).hits().is_empty());
}

#[test]
fn what_is_wrong_in_front_matter_is_told_with_its_line_until_it_is_mended_and_the_document_counts_once() {
    let folder = Folder::with(&[
        ("stukken/half.md", "---\ntitle: [half\n---\nDe deeltaxi rijdt.\n"),
        ("stukken/nota.md", "---\ntitle: Nota\ngemeente: Hoorn\nlayout: pagina\n---\nDe dagopvang blijft.\n"),
    ]);
    let (ran, report) = folder.report(&["stukken"]);
    let told = mistakes(&report);
    assert!(told[0].starts_with("stukken/half.md: front matter, line 2: the front matter is no YAML: "), "{told:?}");
    let near = "line 3: the key `gemeente` is not known; did you mean `municipality`?";
    assert_eq!(told[1..], [format!("stukken/nota.md: front matter, {near}")]);
    let counts = &report["documents"];
    assert_eq!((&counts["seen"], &counts["added"], &counts["rejected"]), (&2.into(), &2.into(), &0.into()));
    expect_sum(&report);
    let ran = ran.expect_stdout("2 mistakes in given metadata; the documents themselves are indexed");
    let warning = format!("warning: stukken/nota.md: front matter, {near}");
    assert!(!ran.expect_code(0).expect_stderr(&warning).told().contains("rejected"), "the documents are there");
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["half.md"]);
    assert_eq!(folder.search("dagopvang", &[]).each("title"), ["Nota"]);
    let (ran, again) = folder.report(&[]);
    ran.expect_code(0).expect_stdout("nothing changed: 2 documents").expect_stderr(&warning);
    expect_sum(&again);
    assert_eq!(again["mistakes"], report["mistakes"], "also since when");
    folder.griffie(["status"]).expect_code(0).expect_stdout("mistakes in given metadata: 2");
    let ran = folder.griffie(["inspect", "stukken/nota.md"]).expect_code(0);
    ran.expect_stderr(&format!("stukken/nota.md: front matter, {near}"));
    folder.rewrite("stukken/nota.md", "---\ntitle: Nota\n---\nDe dagopvang blijft.\n");
    let (_, report) = folder.report(&[]);
    assert_eq!(mistakes(&report), told[..1]);
}

#[test]
fn what_a_record_gives_and_cannot_be_taken_is_told_until_it_is_mended() {
    let record =
        |place: &str| format!("{{\"id\": \"a\", \"text\": \"De deeltaxi rijdt.\", \"municipality\": \"{place}\"}}\n");
    let folder = Folder::with(&[
        ("stukken/rij.jsonl", &("{\"text\": \"De raad kiest.\"}\n".to_owned() + &record("Hoornn"))),
        ("stukken/b.txt", "De dagopvang blijft.\n"),
    ]);
    let told = ["stukken/rij.jsonl:2: municipality: `Hoornn` is not known; did you mean `Hoorn`?"];
    let (_, first) = folder.report(&["stukken"]);
    folder.write("stukken/c.txt", "De bibliotheek sluit.\n");
    for arguments in [&[][..], &[], &["stukken/b.txt"], &["--rebuild"]] {
        let (ran, report) = folder.report(arguments);
        assert_eq!(mistakes(&report), told, "{arguments:?}");
        assert_eq!(report["mistakes"][0]["since"], first["mistakes"][0]["since"]);
        expect_sum(&report);
        let ran = ran.expect_code(0).expect_stdout("1 mistake in given metadata; the document itself is indexed");
        assert_eq!(ran.stderr.matches("Hoornn").count(), 1, "{}", ran.told());
    }
    folder.rewrite("stukken/rij.jsonl", record("Hoorn"));
    let (ran, report) = folder.report(&[]);
    assert_eq!((mistakes(&report), ran.stderr.as_str()), (Vec::new(), ""));
}

#[test]
fn of_very_many_mistakes_the_first_are_told_and_all_are_counted() {
    let record = "{\"text\": \"De deeltaxi rijdt.\", \"date\": \"gisteren\"}\n";
    let folder = Folder::with(&[("stukken/rij.jsonl", &record.repeat(150))]);
    let (ran, report) = folder.report(&["stukken"]);
    let told = mistakes(&report);
    assert_eq!((told.len(), told[0].as_str()), (101, "stukken/rij.jsonl: 50 more lines give what cannot be taken"));
    assert_eq!(report["documents"]["seen"], 150);
    ran.expect_code(0).expect_stderr("81 more mistakes in given metadata; --report FILE names all");
}

#[test]
fn inspect_tells_where_each_value_comes_from() {
    let folder = Folder::with(&[
        ("stukken/_folder.toml", "municipality = \"Hoorn\"\n"),
        ("stukken/brief.txt", LETTER),
        ("stukken/brief.txt.toml", "date = 2020\n"),
    ]);
    let read = &folder.griffie(["inspect", "--format", "json", "stukken/brief.txt"]).expect_code(0).json()[0];
    assert_eq!(read["date"]["origin"], "given");
    assert_eq!(read["municipalities"][0]["origin"], "inherited");
    assert_eq!(read["subject"]["origin"], "recognised");
}

#[test]
fn inspect_takes_the_folders_up_to_the_current_directory_and_tells_their_mistakes() {
    let folder = Folder::with(&[
        ("_folder.toml", "reference = \"BOVEN-1\"\ndate = 2018\n"),
        ("stukken/_folder.toml", "date = 2019\n"),
        ("stukken/west/brief.txt", LETTER),
    ]);
    let inspected = |path: &str, from: &str| {
        let mut command = folder.command(["inspect", "--format", "json", path]);
        let output = command.current_dir(folder.path(from)).output().expect("it ends");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")[0].clone()
    };
    let read = inspected("stukken/west/brief.txt", "");
    assert_eq!((&read["date"]["value"], &read["date"]["origin"]), (&"2019".into(), &"inherited".into()));
    assert_eq!(read["reference"][0]["value"], "BOVEN-1");
    // From elsewhere: all folders above it.
    std::fs::create_dir(folder.path("elders")).expect("a folder");
    let read = inspected("../stukken/west/brief.txt", "elders");
    assert_eq!((&read["date"]["value"], &read["reference"][0]["value"]), (&"2019".into(), &"BOVEN-1".into()));
    // Where one stands among them is where they end.
    let read = inspected("west/../west/brief.txt", "stukken");
    assert_eq!((&read["date"]["value"], &read["reference"]), (&"2019".into(), &serde_json::json!([])));
    folder.write("stukken/_folder.toml", "datum = 2019\n");
    let ran = folder.griffie(["inspect", "stukken/west/brief.txt"]).expect_code(3);
    ran.expect_stderr("warning: stukken/_folder.toml: line 1: the key `datum` is not known; did you mean `date`?");
}

#[test]
fn inspect_shows_what_the_text_says_where_something_else_was_given() {
    let folder = Folder::with(&[
        ("brief.txt", "Gemeente Hoorn\nDatum: 3 mei 2021\nOnderwerp: Fietsen\n\nGeachte raad,\n\nWij fietsen graag.\n"),
        ("brief.txt.toml", "date = 2021-06\nsubject = \"Fietsen\"\nmunicipality = \"Goes\"\n"),
    ]);
    let inspected = folder.griffie(["inspect", "--format", "json", "brief.txt"]).expect_code(0).json();
    assert_eq!(inspected[0]["date"]["value"], "2021-06");
    assert_eq!(inspected[0]["recognised"]["date"]["value"], "2021-05-03");
    assert_eq!(inspected[0]["recognised"]["date"]["evidence"], "Datum: 3 mei 2021");
    assert_eq!(inspected[0]["recognised"]["municipalities"][0]["value"], "Hoorn");
    let both: Vec<&String> = inspected[0]["recognised"].as_object().expect("both").keys().collect();
    assert_eq!(both, ["date", "municipalities"], "the subject is the same");
    folder.griffie(["inspect", "brief.txt"]).expect_stdout("the text says of date: 2021-05-03");
    folder.remove("brief.txt.toml");
    let alone = folder.griffie(["inspect", "--format", "json", "brief.txt"]).expect_code(0).json();
    assert!(alone[0].get("recognised").is_none());
}
