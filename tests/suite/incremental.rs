//! `griffie index` over and over: what a run does with what earlier runs left, in every corner.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::common::{Folder, Ran};

const HOORN: &str = "Het college bestemt het overschot voor begeleiding.\n";
const HEILOO: &str = "De raad verzoekt het college de wachttijd te verkorten.\n";

fn record(id: &str, text: &str) -> String {
    json!({"id": id, "text": text}).to_string() + "\n"
}

fn nameless(text: &str) -> String {
    json!({"text": text}).to_string() + "\n"
}

/// What the report counts, by name; `rejected` apart from the rest.
fn count(report: &Value, name: &str) -> u64 {
    report["documents"][name].as_u64().expect("a count")
}

fn rename(folder: &Folder, from: &str, to: &str) {
    fs::rename(folder.path(from), folder.path(to)).expect("renamed");
}

/// Id of the only document that is found.
fn id_of(folder: &Folder, query: &str) -> String {
    folder.search(query, &[]).each("document").remove(0)
}

fn run_with_input(folder: &Folder, name: &str, lines: &str) -> Ran {
    folder.griffie_reading(lines, &["index", "-", "--name", name])
}

/// Changes what the commit of the current generation says of its versions.
fn pretend(folder: &Folder, key: &str, value: impl Into<Value>) {
    let path = folder.current_generation().join("meta.json");
    let mut meta: Value = serde_json::from_slice(&fs::read(&path).expect("a list of segments")).expect("JSON");
    let mut payload: Value = serde_json::from_str(meta["payload"].as_str().expect("a payload")).expect("JSON");
    payload[key] = value.into();
    meta["payload"] = payload.to_string().into();
    fs::write(&path, meta.to_string()).expect("written");
}

// --- names that documents had --------------------------------------------------------------------------------------

/// A text and the second line of a JSONL file, renamed; their old ids.
fn renamed() -> (Folder, [String; 2]) {
    let folder = Folder::with(&[("stukken/oud.txt", HOORN)]);
    folder.write("stukken/rij.jsonl", nameless("De deeltaxi rijdt.") + &nameless("Het loket sluit."));
    folder.griffie(["index", "stukken"]).expect_code(0);
    let ids = [id_of(&folder, "overschot"), id_of(&folder, "loket")];
    rename(&folder, "stukken/oud.txt", "stukken/nieuw.txt");
    rename(&folder, "stukken/rij.jsonl", "stukken/reeks.jsonl");
    (folder, ids)
}

#[track_caller]
fn expect_old_ids(folder: &Folder, ids: &[String; 2]) {
    folder.griffie(["show", &ids[0]]).expect_code(0).expect_stdout("nieuw.txt").expect_stdout("overschot");
    folder.griffie(["show", &ids[1]]).expect_code(0).expect_stdout("reeks.jsonl").expect_stdout("loket");
}

#[test]
fn records_without_an_id_are_found_under_the_name_of_a_renamed_file() {
    let (folder, ids) = renamed();
    folder.griffie(["index"]).expect_code(0).expect_stdout("2 files: 3 renamed");
    expect_old_ids(&folder, &ids);
    // The ids stay when the file changes, and when its lines cannot be read for a while.
    folder.rewrite("stukken/reeks.jsonl", "stuk\nstuk\n");
    folder.griffie(["index"]).expect_code(3);
    folder.rewrite("stukken/reeks.jsonl", nameless("De bus rijdt.") + &nameless("Het loket opent."));
    folder.griffie(["index"]).expect_code(0);
    expect_old_ids(&folder, &ids);
}

#[test]
fn a_rebuild_keeps_the_names_that_documents_had() {
    let (folder, ids) = renamed();
    folder.griffie(["index"]).expect_code(0);
    folder.griffie(["index", "--rebuild"]).expect_code(0);
    expect_old_ids(&folder, &ids);
    // Another format, and records of it that this griffie reads.
    pretend(&folder, "format", 1);
    folder.griffie(["search", "overschot"]).expect_code(1).expect_stderr("index format 1");
    folder.griffie(["index"]).expect_code(0).expect_stderr("everything was read again");
    expect_old_ids(&folder, &ids);
    // A damaged one: the generation before tells.
    let file = fs::read_dir(folder.current_generation()).expect("files").map(|file| file.expect("a file").path());
    let store = file.into_iter().find(|path| path.extension().is_some_and(|e| e == "store")).expect("a store");
    fs::remove_file(store).expect("removed");
    folder.griffie(["index"]).expect_code(0).expect_stderr("is damaged");
    expect_old_ids(&folder, &ids);
}

#[test]
fn a_file_that_was_renamed_before_a_rebuild_keeps_its_old_id() {
    let (folder, ids) = renamed();
    folder.griffie(["index", "--rebuild"]).expect_code(0);
    expect_old_ids(&folder, &ids);
}

#[test]
fn a_folder_of_equal_files_moves_name_by_name() {
    let folder = Folder::with(&[("stukken/west/a.txt", HOORN), ("stukken/west/b.txt", HOORN)]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let hits = folder.search("overschot", &[]).0["hits"].clone();
    let hits = hits.as_array().expect("hits");
    let b = hits.iter().find(|hit| hit["source"] == "west/b.txt").expect("b")["document"].as_str().expect("an id");
    folder.write("stukken/a/leeg.txt", "Een stuk.\n");
    rename(&folder, "stukken/west", "stukken/oost");
    folder.griffie(["index"]).expect_code(0).expect_stdout("1 added, 2 renamed");
    folder.griffie(["show", b]).expect_code(0).expect_stdout("oost/b.txt");
}

// --- ids that others hold ------------------------------------------------------------------------------------------

#[test]
fn a_text_whose_id_a_record_holds_is_rejected_until_that_is_gone() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let id = id_of(&folder, "overschot");
    folder.remove("stukken/hoorn.txt");
    folder.write("stukken/reeks.jsonl", record(&id, "Een motie over dagopvang."));
    folder.griffie(["index"]).expect_code(0);
    folder.write("stukken/hoorn.txt", HOORN);
    let told = format!("stukken/hoorn.txt was rejected: reeks.jsonl#{id} of stukken has the id {id} already");
    folder.griffie(["index"]).expect_code(3).expect_stderr(&told).expect_stdout("1 newly rejected");
    assert!(folder.search("overschot", &[]).hits().is_empty());
    assert_eq!(folder.search("dagopvang", &[]).each("document"), std::slice::from_ref(&id));
    // Nothing changed: no run is needed to say so.
    let (ran, report) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("nothing changed").expect_stdout("0 newly rejected, 1 still rejected");
    assert_eq!(report["generation"], 3);
    folder.remove("stukken/reeks.jsonl");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("overschot", &[]).each("document"), [id]);
}

#[test]
fn the_ids_of_the_parts_of_a_file_are_taken_also_where_only_another_is_read() {
    let folder = Folder::indexed(&[("stukken/hoorn.txt", HOORN)]);
    let part = id_of(&folder, "overschot") + "~1";
    folder.write("stukken/reeks.jsonl", record(&part, "Een motie over dagopvang.") + &record("r.1", "Een nota."));
    folder.griffie(["index", "stukken/reeks.jsonl"]).expect_code(3).expect_stderr("hoorn.txt of stukken has the id");
    folder.griffie(["index"]).expect_code(3).expect_stdout("nothing changed");
    folder.write("stukken/rij.jsonl", record("r", "Een nota.") + &record("r.2", "Nog een nota."));
    folder.griffie(["index", "stukken/rij.jsonl"]).expect_code(3).expect_stdout("2 added");
}

#[test]
fn a_line_that_waits_for_an_id_gets_it_when_the_root_of_the_holder_is_forgotten() {
    let folder = Folder::new();
    folder.write("eerste/reeks.jsonl", record("stuk-1", "De wethouder zegt een evaluatie toe."));
    folder.write("tweede/reeks.jsonl", record("stuk-1", "De raad vraagt om een dagopvang."));
    folder.griffie(["index", "eerste"]).expect_code(0);
    folder.griffie(["index", "tweede"]).expect_code(3);
    folder.griffie(["index", "tweede"]).expect_code(3).expect_stdout("nothing changed");
    // What is still rejected in another root is told by a run that forgets one, too.
    folder.griffie(["index", "--forget", "eerste"]).expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &[]).each("document"), ["stuk-1"]);
}

#[test]
fn an_id_that_is_doubled_in_one_file_changes_nothing_and_stays_known() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    let twice = record("een", "De deeltaxi rijdt.") + &record("een", "Het loket sluit.");
    folder.write("stukken/reeks.jsonl", &twice);
    let (ran, first) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stdout("1 newly rejected, 0 still rejected");
    folder.write("stukken/heiloo.txt", HEILOO);
    let ran = folder.griffie(["index"]).expect_code(3).expect_stdout("1 added, 2 unchanged");
    ran.expect_stdout("0 newly rejected, 1 still rejected");
    // Read again, the line is rejected for the reason that is known, since the time that is known; also when renamed.
    folder.rewrite("stukken/reeks.jsonl", twice + &record("drie", "De bus rijdt."));
    rename(&folder, "stukken/heiloo.txt", "stukken/h.txt");
    let (ran, second) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    assert_eq!(second["not_indexed"], first["not_indexed"]);
    rename(&folder, "stukken/reeks.jsonl", "stukken/rij.jsonl");
    let ran = folder.griffie(["index"]).expect_code(3).expect_stdout("2 renamed");
    ran.expect_stdout("0 newly rejected, 1 still rejected").expect_stderr("stukken/rij.jsonl:2 was rejected");
    let ran = folder.griffie(["index", "--rebuild"]).expect_code(3);
    ran.expect_stdout("0 newly rejected, 1 still rejected");
}

// --- roots that a run does not read --------------------------------------------------------------------------------

#[test]
fn an_index_of_standard_input_only_can_be_rebuilt() {
    let folder = Folder::new();
    run_with_input(&folder, "stroom", &(record("s-1", "De raad vraagt om dagopvang.") + "stuk\n")).expect_code(3);
    folder.griffie(["index"]).expect_code(1).expect_stderr("came from standard input");
    let ran = folder.griffie(["index", "--rebuild"]).expect_code(3).expect_stdout("1 unchanged");
    ran.expect_stdout("0 newly rejected, 1 still rejected").expect_stderr("stroom/stdin.jsonl:2 was rejected");
    assert_eq!(folder.search("dagopvang", &[]).each("document"), ["s-1"]);
    pretend(&folder, "analysis", "nl-0-oud");
    folder.griffie(["index"]).expect_code(3).expect_stderr("everything was read again");
    assert_eq!(folder.search("dagopvang", &[]).each("document"), ["s-1"]);
}

#[test]
fn what_stands_rejected_in_roots_that_are_not_read_is_told_and_ends_with_3() {
    let folder = Folder::with(&[("west/a.txt", HOORN), ("oost/leeg.txt", ""), ("oost/b.txt", HEILOO)]);
    folder.griffie(["index", "west", "oost"]).expect_code(3);
    let (ran, report) = folder.report(&["west"]);
    ran.expect_code(3).expect_stdout("nothing changed: 1 document as it was").expect_stdout("1 still rejected");
    assert_eq!(report["not_indexed"][0]["source"], "oost/leeg.txt");
    assert_eq!([count(&report, "seen"), count(&report, "unchanged"), count(&report, "rejected")], [2, 1, 1]);
    // So it is in a part of a root, and where something changes.
    folder.rewrite("oost/b.txt", "Iets anders.\n");
    folder.griffie(["index", "oost/b.txt"]).expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    folder.rewrite("oost/leeg.txt", HEILOO);
    folder.griffie(["index", "oost"]).expect_code(0);
    folder.griffie(["index", "west"]).expect_code(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_newly_rejected_once() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[("stukken/a.txt", HOORN)]);
    let odd = folder.path("stukken").join(std::ffi::OsStr::from_bytes(b"brief\xff.txt"));
    fs::write(&odd, HEILOO).expect("written");
    let (ran, first) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stdout("1 newly rejected, 0 still rejected");
    let ran = folder.griffie(["index"]).expect_code(3).expect_stdout("nothing changed: 1 document as it was");
    ran.expect_stdout("0 newly rejected, 1 still rejected").expect_stdout("generation 1");
    let (ran, rebuilt) = folder.report(&["--rebuild"]);
    ran.expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    assert_eq!(rebuilt["not_indexed"], first["not_indexed"]);
    fs::rename(&odd, folder.path("stukken/brief.txt")).expect("renamed");
    folder.griffie(["index"]).expect_code(0).expect_stdout("1 added, 1 unchanged");
    assert_eq!(folder.search("wachttijd", &[]).full(), ["brief.txt"]);
}

// --- what tells that nothing changed -------------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn an_index_behind_a_link_in_the_root_is_none_of_the_documents() {
    let folder = Folder::with(&[("hier/hoorn.txt", HOORN)]);
    fs::create_dir(folder.path("ruimte")).expect("a folder");
    std::os::unix::fs::symlink(folder.path("ruimte"), folder.path("hier/index")).expect("a link");
    let (_, report) = folder.report(&["hier", "--index", "hier/index"]);
    assert_eq!((&report["files"], &report["not_indexed"]), (&json!(1), &json!([])));
}

/// Writes a text of the same length in the same place, with the time that the file had.
fn change_in_the_same_moment(path: &Path, text: &str) {
    let before = fs::metadata(path).expect("the file");
    assert_eq!(before.len(), text.len() as u64);
    fs::write(path, text).expect("written");
    let file = fs::File::options().append(true).open(path).expect("the file");
    file.set_modified(before.modified().expect("a time")).expect("a time");
}

#[test]
fn a_change_in_the_moment_of_the_run_is_noticed() {
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest voor begeleiding.\n")]);
    folder.freshen("stukken/a.txt");
    folder.griffie(["index", "stukken"]).expect_code(0);
    change_in_the_same_moment(&folder.path("stukken/a.txt"), "De raad kiest zulk begeleiding.\n");
    let (_, report) = folder.report(&[]);
    assert_eq!(count(&report, "updated"), 1);
}

#[cfg(unix)]
#[test]
fn another_file_of_the_same_size_and_time_is_noticed_by_its_inode() {
    use std::time::{Duration, UNIX_EPOCH};
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest voor begeleiding.\n")]);
    let old = UNIX_EPOCH + Duration::from_secs(1_500_000_000);
    let set = |path: &str| {
        let file = fs::File::options().append(true).open(folder.path(path)).expect("the file");
        file.set_modified(old).expect("a time");
    };
    set("stukken/a.txt");
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.write("ander.txt", "De raad kiest zulk begeleiding.\n");
    set("ander.txt");
    rename(&folder, "ander.txt", "stukken/a.txt");
    let (_, report) = folder.report(&[]);
    assert_eq!(count(&report, "updated"), 1);
    // The same content in another inode is as it was, and hashed once only: then its time and inode tell.
    fs::copy(folder.path("stukken/a.txt"), folder.path("kopie.txt")).expect("copied");
    set("kopie.txt");
    rename(&folder, "kopie.txt", "stukken/a.txt");
    let (ran, report) = folder.report(&[]);
    ran.expect_stdout("nothing changed: 1 document as it was (1 file with another time or place on the disk)");
    assert!(report["bytes_read"].as_u64() > Some(0));
    let (ran, again) = folder.report(&[]);
    ran.expect_stdout("nothing changed: 1 document as it was\n");
    assert_eq!((&again["bytes_read"], &again["generation"]), (&json!(0), &report["generation"]));
}

#[test]
fn a_file_that_grew_too_large_keeps_what_was_read_and_is_still_rejected_next_time() {
    let folder = Folder::indexed(&[("stukken/a.txt", HOORN), ("stukken/b.txt", HEILOO)]);
    let file = fs::File::options().append(true).open(folder.path("stukken/a.txt")).expect("the file");
    file.set_len(200 << 20).expect("a length");
    drop(file);
    let (ran, report) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("1 newly rejected").expect_stderr("the text read earlier is kept");
    assert_eq!([count(&report, "seen"), count(&report, "unchanged"), count(&report, "rejected")], [3, 2, 1]);
    let (ran, again) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("0 newly rejected, 1 still rejected").expect_stdout("nothing changed");
    assert_eq!(again["generation"], report["generation"]);
    assert_eq!(folder.search("overschot", &[]).full(), ["a.txt"]);
}

// --- what griffie itself writes ------------------------------------------------------------------------------------

#[test]
fn the_index_and_the_report_are_none_of_the_documents() {
    let folder = Folder::with(&[("hoorn.txt", HOORN)]);
    for _ in 0..2 {
        let arguments = ["index", ".", "--name", "hier", "--index", "mijn/index", "--report", "verslag.txt"];
        folder.griffie(arguments).expect_code(0);
        let report: Value = serde_json::from_slice(&fs::read(folder.path("verslag.txt")).expect("it")).expect("JSON");
        assert_eq!((&report["files"], &report["not_indexed"]), (&json!(1), &json!([])));
    }
}

#[test]
fn a_report_that_cannot_be_written_is_told_before_anything_is_done() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    for place in ["weg/report.json", "stukken"] {
        let ran = folder.griffie(["index", "stukken", "--report", place]).expect_code(1);
        ran.expect_stderr("the report cannot be written to").expect_stderr("nothing was changed");
        assert!(!folder.path("index").exists());
    }
    // A run that fails leaves the report of the last one, and nothing beside it.
    folder.report(&["stukken"]).0.expect_code(0);
    let before = fs::read_to_string(folder.path("report.json")).expect("a report");
    folder.report(&["weg"]).0.expect_code(1);
    assert_eq!(fs::read_to_string(folder.path("report.json")).expect("a report"), before);
    assert_eq!(folder.names("."), ["index", "report.json", "stukken"]);
}

#[cfg(unix)]
#[test]
fn a_report_can_go_to_standard_output_and_to_nowhere() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN)]);
    let ran = folder.griffie(["index", "-q", "stukken", "--report", "/dev/stdout"]).expect_code(0);
    assert_eq!(ran.json()["generation"], 1);
    folder.griffie(["index", "--report", "/dev/null"]).expect_code(0);
    assert!(!fs::metadata("/dev/null").expect("a device").is_file());
}

#[test]
fn forgetting_where_there_is_no_index_leaves_nothing_behind() {
    let folder = Folder::with(&[("thuis/brief.txt", HOORN)]);
    for place in ["thuis", "nergens"] {
        folder.griffie(["index", "--index", place, "--forget", "x"]).expect_code(1).expect_stderr("no index");
    }
    assert_eq!((folder.names("."), folder.names("thuis")), (vec!["thuis".to_owned()], vec!["brief.txt".to_owned()]));
}

#[test]
fn whoever_stops_reading_the_summary_still_learns_that_documents_were_rejected() {
    let folder = Folder::with(&[("stukken/hoorn.txt", HOORN), ("stukken/leeg.txt", "")]);
    for (code, arguments) in [(3, vec!["index", "stukken"]), (3, vec!["index"])] {
        let mut command = folder.process(&arguments);
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        drop(run.stdout.take());
        assert_eq!(run.wait().expect("it ends").code(), Some(code));
    }
}

// --- numbers -------------------------------------------------------------------------------------------------------

/// A proposal with its decision behind it: one document with two parts.
const WITH_PARTS: &str = "# Raadsvoorstel\n\nOnderwerp: Deeltaxi\n\nAan de raad,\n\nWij stellen u voor om de taxi ook op \
    zondag te laten rijden, omdat inwoners zonder auto dan naar familie kunnen en de kosten door de vervoerder worden \
    gedragen. Dat hebben wij met de vervoerder besproken, die er vanaf het voorjaar mee kan beginnen.\n\n\
    # Gemeente Hoorn\n\nNr.: 12\n\nDe raad van de gemeente Hoorn;\n\ngelezen het voorstel;\n\nb e s l u i t\n\n\
    1. de taxi op zondag te laten rijden\n";

#[track_caller]
fn expect_counts(report: &Value, expected: &[(&str, u64)]) {
    let names = ["added", "updated", "renamed", "unchanged", "rejected", "withheld", "ignored", "removed"];
    for name in names {
        let wanted = expected.iter().find(|(of, _)| *of == name).map_or(0, |(_, n)| *n);
        assert_eq!(count(report, name), wanted, "{name} of {report:#}");
    }
    assert_eq!(count(report, "seen"), names[..7].iter().map(|name| count(report, name)).sum::<u64>());
}

#[test]
fn three_runs_in_a_row_add_up() {
    let folder = Folder::new();
    for n in 0..20 {
        folder.write(&format!("stukken/stuk-{n}.txt"), format!("De raad bespreekt punt {n} van de agenda.\n"));
    }
    for n in 0..3 {
        folder.write(&format!("stukken/voorstel-{n}.txt"), WITH_PARTS.replace("taxi", &format!("taxi {n}")));
    }
    folder.write("stukken/rij.jsonl", record("een", "Een motie.") + "stuk\n" + &record("twee", "Nog een motie."));
    folder.write("stukken/leeg.txt", "");
    folder.write("stukken/beeld.png", "geen tekst");
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3);
    expect_counts(&report, &[("added", 25), ("rejected", 2), ("ignored", 1)]);
    assert_eq!((&report["files"], &report["parts"]), (&json!(26), &json!(6)));
    // The status tells the same numbers.
    let status = folder.griffie(["status", "--format", "json"]).expect_code(0).json();
    let root = &status["by_root"][0];
    assert_eq!([&status["documents"], &status["parts"], &root["documents"], &root["parts"]], [25, 6, 25, 6]);
    folder.griffie(["status"]).expect_stdout("25 documents with 6 parts in them, ");

    let (ran, report) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("nothing changed: 25 documents as they were");
    expect_counts(&report, &[("unchanged", 25), ("rejected", 2), ("ignored", 1)]);
    assert_eq!((&report["files"], &report["parts"], &report["generation"]), (&json!(26), &json!(6), &json!(1)));

    folder.rewrite("stukken/voorstel-0.txt", WITH_PARTS);
    rename(&folder, "stukken/voorstel-1.txt", "stukken/ander-voorstel.txt");
    folder.remove("stukken/voorstel-2.txt");
    folder.rewrite("stukken/stuk-3.txt", "De raad bespreekt punt 3 van de agenda.\n");
    let (ran, report) = folder.report(&[]);
    ran.expect_code(3).expect_stdout("0 newly rejected, 2 still rejected");
    let expected = [("updated", 1), ("renamed", 1), ("unchanged", 22), ("removed", 1), ("rejected", 2), ("ignored", 1)];
    expect_counts(&report, &expected);
    assert_eq!((&report["files"], &report["parts"], &report["generation"]), (&json!(25), &json!(4), &json!(2)));
    let (_, report) = folder.report(&[]);
    expect_counts(&report, &[("unchanged", 24), ("rejected", 2), ("ignored", 1)]);
    assert_eq!(report["generation"], 2, "the touched file is known by its new time");
}

// --- roots within roots --------------------------------------------------------------------------------------------

#[test]
fn a_root_around_a_known_one_leaves_it_out_and_says_so() {
    let folder =
        Folder::with(&[("nst/a.txt", HOORN), ("nst/onder/b.txt", HEILOO), ("nst/c.txt", "Het loket sluit.\n")]);
    folder.write("nst/c.txt.toml", "kind = \"motie\"\n");
    folder.griffie(["index", "nst/onder", "nst/c.txt"]).expect_code(0);
    let ran = folder.griffie(["index", "nst"]).expect_code(0).expect_stdout("1 added, 2 ignored");
    ran.expect_stderr("nst/onder: it is read as the root onder of its own; --forget it to read it here");
    for (query, root) in [("overschot", "nst"), ("wachttijd", "onder"), ("loket", "c.txt")] {
        assert_eq!(folder.search(query, &[]).each("root"), [root]);
    }
    // So it stays, told once, until the inner one is forgotten.
    let ran = folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed: 3 documents as they were");
    assert!(!ran.stderr.contains("of its own"), "{}", ran.told());
    folder.griffie(["index", "--rebuild"]).expect_code(0).expect_stdout("3 added");
    folder.griffie(["index", "--forget", "onder"]).expect_code(0);
    folder.griffie(["index", "nst"]).expect_code(0).expect_stdout("1 added");
    assert_eq!(folder.search("wachttijd", &[]).each("root"), ["nst"]);
}

#[test]
fn a_path_inside_another_of_the_same_run_is_a_part_of_it() {
    for paths in [["z", "z/a.txt"], ["z/a.txt", "z"]] {
        let folder = Folder::with(&[("z/a.txt", HOORN), ("z/b.txt", HEILOO)]);
        let ran = folder.griffie(["index", paths[0], paths[1]]).expect_code(0);
        ran.expect_stdout("2 files: 2 added");
        assert_eq!(folder.search("overschot", &[]).each("root"), ["z"]);
    }
}

#[test]
fn a_part_of_a_root_that_becomes_a_root_keeps_its_ids_and_is_held_once() {
    let folder = Folder::with(&[("nst/a.txt", HOORN), ("nst/onder/b.txt", HEILOO)]);
    folder.griffie(["index", "nst"]).expect_code(0);
    let id = id_of(&folder, "wachttijd");
    let ran = folder.griffie(["index", "nst/onder", "--name", "apart"]).expect_code(0).expect_stdout("1 renamed");
    ran.expect_stderr("nst/onder: it is read as the root apart");
    assert_eq!(folder.search("wachttijd", &[]).each("root"), ["apart"]);
    folder.griffie(["show", &id]).expect_code(0).expect_stdout("wachttijd");
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed: 2 documents as they were");
}
