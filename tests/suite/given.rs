use crate::common::Folder;

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
fn what_is_wrong_beside_a_file_is_named_with_a_suggestion_and_the_document_is_found() {
    let folder = Folder::with(&[
        ("stukken/a.txt", LETTER),
        ("stukken/a.txt.toml", "onderwerp = \"Vervoer\"\nkind = \"brieff\"\n"),
        ("stukken/b.txt", "De dagopvang blijft open.\n"),
        ("stukken/b.txt.toml", "date = = 2020\n"),
        ("stukken/weg.txt.toml", "date = 2020\n"),
    ]);
    let ran = folder.griffie(["index", "stukken", "--verbose"]).expect_code(0);
    let ran = ran.expect_stderr("a.txt.toml: the key `onderwerp` is not known; did you mean `subject`?");
    let ran = ran.expect_stderr("`brieff` is not a kind of document").expect_stderr("b.txt.toml: line 1:");
    ran.expect_stderr("there is no weg.txt beside it");
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("dagopvang", &[]).full(), ["b.txt"]);
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
    let broken = Folder::with(&[("stukken/nota.md", "---\ntitle: [half\n---\nDe deeltaxi rijdt.\n")]);
    broken.griffie(["index", "stukken"]).expect_code(0).expect_stderr("front matter is no YAML");
    assert_eq!(broken.search("deeltaxi", &[]).full(), ["nota.md"]);
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
