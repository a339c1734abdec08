use serde_json::Value;

use crate::common::Folder;

fn two_roots() -> Folder {
    let folder = Folder::with(&[
        ("west/a.txt", "De deeltaxi rijdt ook op zondag.\n"),
        ("oost/b.txt", "De dagopvang blijft open.\n"),
        ("oost/leeg.txt", ""),
    ]);
    folder.griffie(["index", "west", "oost"]).expect_code(3);
    folder
}

#[test]
fn status_tells_roots_counts_and_what_could_not_be_read() {
    let folder = two_roots();
    let told = folder.griffie(["status"]).expect_code(0);
    let told = told.expect_stdout("2 documents, 2 passages").expect_stdout("root oost").expect_stdout("root west");
    told.expect_stdout("oost/leeg.txt: the file holds no text (since ");
    let status = folder.griffie(["status", "--verify", "--format", "json"]).expect_code(0).json();
    assert_eq!((&status["documents"], &status["verified"]), (&Value::from(2), &Value::from(true)));
    assert_eq!(status["by_root"][0]["name"], "oost");
    assert_eq!(status["rejected"][0]["source"], "oost/leeg.txt");
}

#[test]
fn verifying_names_the_file_in_which_a_bit_was_turned() {
    let folder = two_roots();
    let path = std::fs::read_dir(folder.current_generation())
        .expect("a generation")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|e| e == "store"))
        .expect("stored records");
    let mut bytes = std::fs::read(&path).expect("read");
    let middle = bytes.len() / 3;
    bytes[middle] ^= 1;
    std::fs::remove_file(&path).expect("removed");
    std::fs::write(&path, bytes).expect("written");
    folder.griffie(["status", "--verify"]).expect_code(1).expect_stderr(".store").expect_stderr("--rebuild");
}

#[test]
fn forgetting_a_root_removes_what_came_from_it_and_nothing_else() {
    let folder = two_roots();
    folder.griffie(["index", "--forget", "noord"]).expect_code(2).expect_stderr("its roots are oost, west");
    folder.griffie(["index", "--forget", "oost"]).expect_code(0).expect_stdout("1 removed");
    assert!(folder.search("dagopvang", &[]).full().is_empty());
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["a.txt"]);
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
    folder.griffie(["index", "--forget", "west"]).expect_code(0);
    folder.write("corpus/c.txt", "De mantelzorg groeit.\n");
    folder.griffie(["index"]).expect_code(0).expect_stdout("1 added");
}

#[test]
fn show_gives_a_document_and_a_passage_with_its_neighbours() {
    let text = "# Nota\n\n## Een\n\nDe deeltaxi rijdt.\n\n## Twee\n\nDe dagopvang blijft.\n\n## Drie\n\nDe mantelzorg groeit.\n";
    let folder = Folder::indexed(&[("stukken/nota.md", text)]);
    let hit = folder.search("dagopvang", &[]).hits()[0].clone();
    let id = |field: &str| hit[field].as_str().expect("an id").to_owned();
    let whole = folder.griffie(["show", &id("document"), "--format", "json"]).expect_code(0).json();
    assert_eq!(whole["passages"].as_array().map(Vec::len), Some(3));
    assert_eq!(whole["document"]["source"], "nota.md");
    let alone = folder.griffie(["show", &id("passage"), "--context", "0"]).expect_code(0);
    assert!(alone.stdout.contains("De dagopvang blijft.") && !alone.stdout.contains("deeltaxi"), "{}", alone.told());
    folder.griffie(["show", &id("passage")]).expect_code(0).expect_stdout("mantelzorg").expect_stdout("deeltaxi");
    folder.griffie(["show", "weg"]).expect_code(1).expect_stderr("holds no document or passage weg");
}

#[test]
fn completions_and_the_man_page_name_every_command() {
    let folder = Folder::new();
    let man = folder.griffie(["man"]).expect_code(0);
    let bash = folder.griffie(["completions", "bash"]).expect_code(0);
    for command in ["index", "search", "inspect", "analyze", "eval", "show", "status"] {
        assert!(man.stdout.contains(&command.to_uppercase()) && bash.stdout.contains(command), "{command}");
    }
    assert!(man.stdout.contains("\\-\\-municipality"), "options of commands are described");
}

#[test]
fn a_renamed_file_is_found_under_its_old_id_too() {
    let folder = Folder::indexed(&[
        ("stukken/oud.txt", "De deeltaxi rijdt ook op zondag.\n"),
        ("stukken/b.txt", "De dagopvang blijft open.\n"),
    ]);
    let before = folder.search("deeltaxi", &[]).hits()[0].clone();
    let id = |field: &str| before[field].as_str().expect("an id").to_owned();
    for name in ["stukken/nieuw.txt", "stukken/west/nieuwer.txt"] {
        let old = folder.search("deeltaxi", &[]).full()[0].clone();
        std::fs::create_dir_all(folder.path("stukken/west")).expect("a folder");
        std::fs::rename(folder.path(&format!("stukken/{old}")), folder.path(name)).expect("renamed");
        folder.griffie(["index"]).expect_code(0).expect_stdout("2 files: 1 renamed, 1 unchanged");
        assert_eq!(folder.search("deeltaxi", &[]).full(), [name.trim_start_matches("stukken/")]);
        folder.griffie(["show", &id("document")]).expect_code(0).expect_stdout(name);
        folder.griffie(["show", &id("passage")]).expect_code(0).expect_stdout("deeltaxi");
    }
    let records =
        "{\"id\": \"x\", \"text\": \"De mantelzorg groeit.\"}\n{\"id\": \"y\", \"text\": \"Het loket sluit.\"}\n";
    folder.write("stukken/reeks.jsonl", records);
    folder.griffie(["index"]).expect_code(0);
    std::fs::rename(folder.path("stukken/reeks.jsonl"), folder.path("stukken/rij.jsonl")).expect("renamed");
    folder.griffie(["index"]).expect_code(0).expect_stdout("2 renamed");
    let shown = folder.griffie(["show", "x", "--format", "json"]).expect_code(0).json();
    assert_eq!((&shown["document"]["id"], &shown["document"]["aliases"]), (&"x".into(), &serde_json::json!([])));
    folder.remove("stukken/rij.jsonl");
    folder.griffie(["index"]).expect_code(0).expect_stdout("2 removed");
    // A file that is copied is another one, and one that changed while it moved is new.
    std::fs::copy(folder.path("stukken/b.txt"), folder.path("stukken/c.txt")).expect("copied");
    folder.griffie(["index"]).expect_stdout("1 added, 2 unchanged");
}

#[test]
fn what_is_named_twice_is_read_once() {
    let folder =
        Folder::with(&[("stukken/a.txt", "De deeltaxi rijdt.\n"), ("stukken/west/b.txt", "Het loket sluit.\n")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.write("stukken/rij.jsonl", "{\"id\": \"x\", \"text\": \"De mantelzorg groeit.\"}\n");
    folder.griffie(["index", "stukken", "stukken/rij.jsonl", "stukken/west"]).expect_code(0).expect_stdout("1 added");
    assert_eq!(folder.search("mantelzorg", &[]).each("document"), ["x"]);
}

#[test]
fn a_lost_pointer_loses_no_state() {
    let folder = two_roots();
    folder
        .griffie_reading("{\"id\": \"s\", \"text\": \"De mantelzorg groeit.\"}\n", &["index", "-", "--name", "stroom"]);
    folder.remove("index/CURRENT");
    folder.griffie(["search", "mantelzorg"]).expect_code(1).expect_stderr("CURRENT is missing");
    folder.griffie(["index"]).expect_code(3);
    assert_eq!(folder.search("mantelzorg", &[]).each("document"), ["s"]);
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["a.txt"]);
}

#[test]
fn a_readme_below_the_top_and_one_named_on_purpose_stay() {
    let folder = Folder::with(&[
        ("stukken/README.md", "# Map\n\nDe mantelzorg groeit.\n"),
        ("stukken/west/README.md", "Het loket sluit.\n"),
    ]);
    folder.griffie(["index", "stukken"]).expect_code(0).expect_stdout("1 added, 1 ignored");
    folder.griffie(["index", "stukken/west"]).expect_code(0).expect_stdout("nothing changed");
    folder.griffie(["index", "stukken/README.md"]).expect_code(0).expect_stdout("1 added");
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["README.md"]);
}

#[test]
fn an_alias_outlives_a_change() {
    let folder = Folder::indexed(&[("stukken/oud.txt", "De deeltaxi rijdt ook op zondag.\n")]);
    let id = folder.search("deeltaxi", &[]).each("document").remove(0);
    std::fs::rename(folder.path("stukken/oud.txt"), folder.path("stukken/nieuw.txt")).expect("renamed");
    folder.griffie(["index"]).expect_code(0);
    folder.rewrite("stukken/nieuw.txt", "De deeltaxi rijdt nooit op zondag.\n");
    folder.griffie(["index"]).expect_code(0).expect_stdout("1 updated");
    folder.griffie(["show", &id]).expect_code(0).expect_stdout("nooit");
}

#[cfg(unix)]
#[test]
fn a_rebuild_keeps_what_was_read_of_a_file_that_has_grown_too_large() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De deeltaxi rijdt.\n"), ("stukken/b.txt", "Het loket sluit.\n")]);
    // As root everything can be read, so the file is made one that is not read for its size.
    let file = std::fs::File::options().append(true).open(folder.path("stukken/a.txt")).expect("the file");
    file.set_len(200 << 20).expect("a long file");
    folder.griffie(["index", "--rebuild"]).expect_code(3).expect_stderr("the text read earlier is kept");
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("loket", &[]).full(), ["b.txt"]);
}
