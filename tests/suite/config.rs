//! What `griffie.toml` sets, where it lies, and what beats it.

use crate::common::{Folder, Ran};

const FILES: &[(&str, &str)] = &[
    ("stukken/kort.txt", "Gemeente Hoorn\n\nHet RMQ begeleidt inwoners naar werk.\n"),
    ("stukken/voluit.txt", "Gemeente Hoorn\n\nHet Regionaal Mobiliteitsteam Kwartier begeleidt inwoners naar werk.\n"),
    ("stukken/ander.txt", "Gemeente Hoorn\n\nDe prullenbakken staan in het plantsoen.\n"),
    ("stukken/gelijk.txt", "Gemeente Hoorn\n\nDe afvalemmers staan in het plantsoen.\n"),
];
const WORDS: &str = "\
[abbreviations]\n\
RMQ = \"Regionaal Mobiliteitsteam Kwartier\"\n\
[[synonyms]]\n\
words = [\"prullenbak\", \"afvalemmer\"]\n";

#[test]
fn words_of_the_user_are_looked_for_too() {
    let folder = Folder::indexed(FILES);
    assert_eq!(folder.search("RMQ", &[]).full_sorted(), ["kort.txt"]);
    assert_eq!(folder.search("prullenbak", &[]).full_sorted(), ["ander.txt"]);
    folder.write("griffie.toml", WORDS);
    for (query, found) in [
        ("RMQ", ["kort.txt", "voluit.txt"]),
        ("regionaal mobiliteitsteam kwartier", ["kort.txt", "voluit.txt"]),
        ("afvalemmers", ["ander.txt", "gelijk.txt"]),
        ("prullenbakken", ["ander.txt", "gelijk.txt"]),
    ] {
        assert_eq!(folder.search(query, &[]).full_sorted(), found, "{query}");
    }
    // What was typed comes first, and --explain says why the other was found.
    let explained = folder.griffie(["search", "prullenbak", "--explain"]).expect_code(0);
    let place = |text: &str| explained.stdout.find(text).unwrap_or_else(|| panic!("{text}: {}", explained.stdout));
    assert!(place("*prullenbakken*") < place("*afvalemmers*"), "{}", explained.stdout);
}

#[test]
fn the_file_that_is_named_counts_then_the_one_here_then_that_of_the_user() {
    let folder = Folder::with(FILES);
    let set = |file: &str, index: &str| folder.write(file, format!("index = \"{index}\"\n"));
    let used = |ran: Ran| ran.expect_code(0).json()["config"]["index"].as_str().expect("a path").to_owned();
    let asked =
        |options: &[&str]| used(folder.griffie([&["status", "--config", "--format", "json"], options].concat()));
    assert_eq!(asked(&[]), "index");
    set("xdg/griffie/griffie.toml", "i");
    let with = |variable: &str, value: &str, options: &[&str]| {
        let mut command = folder.command([&["status", "--format", "json", "--config"], options].concat());
        used(Ran::of(command.env(variable, value)))
    };
    let xdg = folder.path("xdg").display().to_string();
    assert_eq!(with("XDG_CONFIG_HOME", &xdg, &[]), format!("{xdg}/griffie/i"));
    set("griffie.toml", "hier");
    set("ander/eigen.toml", "i");
    set("derde.toml", "derde");
    assert_eq!(asked(&[]), "hier");
    assert_eq!(with("GRIFFIE_CONFIG", "ander/eigen.toml", &[]), "ander/i");
    assert_eq!(with("GRIFFIE_CONFIG", "", &[]), "hier");
    assert_eq!(with("GRIFFIE_CONFIG", "ander/eigen.toml", &["derde.toml"]), "derde");
    // The place of the index: option over environment over file.
    assert_eq!(with("GRIFFIE_INDEX", "omgeving", &[]), "omgeving");
    assert_eq!(with("GRIFFIE_INDEX", "omgeving", &["--index", "optie"]), "optie");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert!(folder.path("hier/CURRENT").exists() && !folder.path("index").exists());
    assert_eq!(folder.search("plantsoen", &[]).full_sorted(), ["ander.txt", "gelijk.txt"]);
    let verbose = folder.griffie(["search", "-v", "plantsoen"]).expect_code(0);
    verbose.expect_stderr("configured by griffie.toml");
}

#[test]
fn a_mistake_is_named_with_its_line_and_how_to_mend_it() {
    let folder = Folder::indexed(FILES);
    folder.write("griffie.toml", "[abbreviation]\nRMQ = \"Regionaal Mobiliteitsteam Kwartier\"\n");
    assert_told!(folder.griffie(["search", "RMQ"]), @r"
    exit 2
    --- stderr
    error: griffie.toml, line 1: the key `abbreviation` is not known; did you mean `abbreviations`?
    hint: mend the file, or use another with --config FILE; nothing was done
    ");
    folder.write("griffie.toml", "index = 3\n[[synonyms]]\nwords = [\"afvalemmer\"]\n");
    assert_told!(folder.griffie(["status", "--config"]), @r"
    exit 2
    --- stderr
    error: griffie.toml, line 1: `index` must be a text in quotes; line 3: fewer than two words; write those that are used for one another
    hint: mend the file, or use another with --config FILE; nothing was done
    ");
    folder.write("griffie.toml", b"# caf\xe9\n");
    assert_told!(folder.griffie(["search", "RMQ"]), @r"
    exit 1
    --- stderr
    error: cannot read the configuration griffie.toml: line 1 is not UTF-8; save the file in that encoding
    hint: name a file that can be read with --config FILE
    ");
    folder.remove("griffie.toml");
    assert_told!(folder.griffie(["search", "RMQ", "--config", "weg.toml"]), @r"
    exit 1
    --- stderr
    error: cannot read the configuration weg.toml: No such file or directory (os error 2)
    hint: name a file that can be read with --config FILE
    ");
    assert_told!(folder.griffie(["search", "RMQ", "--config"]), @r"
    exit 2
    --- stderr
    error: --config needs a file
    hint: griffie status --config tells which file counts and what it sets
    ");
    assert_told!(folder.griffie(["status", "--config"]), @r"
    exit 0
    --- stdout
    configuration  none: there is no griffie.toml here, nor one of the user
    index          index
    max_shrink     at most 50 % of a root may go in a run
    words          0 abbreviations, 0 synonym groups, beside ours
    ");
    // Other commands do not read it.
    folder.write("griffie.toml", "x = 3\n");
    folder.griffie(["analyze", "RMQ"]).expect_code(0);
    folder.griffie(["inspect", "stukken/kort.txt"]).expect_code(0);
}

#[test]
fn what_the_user_says_an_abbreviation_means_counts_beside_what_we_know() {
    let folder = Folder::indexed(&[
        ("stukken/ons.txt", "Gemeente Hoorn\n\nDe Participatiewet geeft inwoners ondersteuning bij werk.\n"),
        (
            "stukken/uw.txt",
            "Gemeente Hoorn\n\nDe Plaatselijke Woonagenda geeft inwoners ondersteuning bij verhuizen.\n",
        ),
    ]);
    folder.write("griffie.toml", "[abbreviations]\nPW = \"Plaatselijke Woonagenda\"\n");
    assert_eq!(folder.search("PW ondersteuning", &[]).full_sorted(), ["ons.txt", "uw.txt"]);
    folder
        .write("griffie.toml", "[abbreviations]\nNOW = { names = [\"Plaatselijke Woonagenda\"], ambiguous = true }\n");
    assert_eq!(folder.search("NOW", &[]).full_sorted(), ["uw.txt"]);
    assert_eq!(folder.search("now", &[]).full_sorted(), [""; 0]);
}

#[test]
fn the_configuration_of_the_readme_can_be_pasted() {
    let readme = include_str!("../../README.md");
    let block =
        readme.split("```toml\n").find_map(|block| block.split_once("\n```").filter(|(b, _)| b.contains("[abb")));
    let folder = Folder::with(&[("griffie.toml", block.expect("a configuration").0)]);
    folder
        .griffie(["status", "--config"])
        .expect_code(0)
        .expect_stdout("3 abbreviations, 2 synonym groups, beside ours");
}

#[test]
fn the_example_for_a_server_is_read_as_it_stands() {
    let folder = Folder::with(&[("griffie.toml", include_str!("../../docs/service/griffie.toml"))]);
    folder
        .griffie(["status", "--config"])
        .expect_code(0)
        .expect_stdout("index          /srv/griffie/index")
        .expect_stdout("3 abbreviations, 2 synonym groups, beside ours")
        .expect_stdout("2 of municipalities, beside ours");
}

#[test]
fn a_group_of_the_user_is_recognised_and_read_again_when_it_changes() {
    let folder = Folder::with(&[(
        "stukken/brief.txt",
        "Halte Werk\nAan de raden van de Zonneveld-gemeenten\nDatum: 4 maart 2019\n\nGeachte raden,\n\nWij danken u voor het overschot.\n",
    )]);
    let found = |folder: &Folder| folder.search("overschot", &[]).hits()[0]["municipalities"].clone();
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(found(&folder), serde_json::json!([]));
    folder.write("griffie.toml", "[groups]\n\"Zonneveld-gemeenten\" = [\"Hoorn\", \"Medemblik\"]\n");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(found(&folder), serde_json::json!(["Hoorn", "Medemblik"]));
    let inspected = folder.griffie(["inspect", "--format", "json", "stukken/brief.txt"]).expect_code(0).json();
    assert_eq!(inspected[0]["municipalities"][0]["value"], "Hoorn");
    folder.griffie(["index", "stukken"]).expect_code(0).expect_stdout("nothing changed");
    folder.write("griffie.toml", "[groups]\n\"Zonneveld-gemeenten\" = [\"Hoorn\", \"Goes\"]\n");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(found(&folder), serde_json::json!(["Goes", "Hoorn"]));
}
