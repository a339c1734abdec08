//! What happens to a job that runs every night, over years: lost folders, damaged files, signals, other runs.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Folder, Ran, listing, program_in};

/// A root of `n` documents that can be told apart.
fn of_many(n: usize) -> Folder {
    let folder = Folder::new();
    for i in 0..n {
        folder.write(&format!("stukken/stuk-{i}.txt"), format!("De raad bespreekt mantelzorg in stuk{i}.\n"));
    }
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder
}

fn found(folder: &Folder) -> usize {
    folder.search("mantelzorg", &["--all", "--by", "document"]).hits().len()
}

fn generation(folder: &Folder) -> String {
    let pointer = fs::read_to_string(folder.path("index/CURRENT")).expect("an index");
    pointer.lines().next().unwrap_or_default().to_owned()
}

/// The state and nothing else lies in the index.
#[track_caller]
fn expect_no_leftovers(folder: &Folder) {
    let current: u64 = generation(folder).trim().trim_start_matches("gen-").parse().expect("a number");
    let mut expected = vec!["CURRENT".to_owned(), "LOCK".to_owned()];
    expected.extend([current - 1, current].iter().filter(|n| **n > 0).map(|n| format!("gen-{n:06}")));
    let mut names = folder.names("index");
    names.retain(|name| name != "cache");
    assert_eq!(names, expected);
}

#[test]
fn a_root_that_is_suddenly_empty_keeps_what_was_read_of_it_until_it_is_meant() {
    let folder = of_many(4);
    let before = generation(&folder);
    fs::rename(folder.path("stukken"), folder.path("elders")).expect("moved");
    fs::create_dir(folder.path("stukken")).expect("an empty folder, as a forgotten mount leaves it");
    assert_told!(folder.griffie(["index"]), @r"
    exit 1
    --- stderr
    error: none of the 4 documents of the root stukken would be left (read from [folder]/stukken)
    hint: look whether all of it is there (is a drive not mounted?); if it is meant, griffie index --allow-shrink; nothing was changed
    ");
    for arguments in [&["index"][..], &["index", "stukken"], &["index", "--rebuild"]] {
        folder
            .griffie(arguments)
            .expect_code(1)
            .expect_stderr("none of the 4 documents of the root stukken would be left");
        assert_eq!((generation(&folder), found(&folder)), (before.clone(), 4));
        expect_no_leftovers(&folder);
    }
    // Mounted again: as if nothing had been.
    fs::remove_dir(folder.path("stukken")).expect("empty");
    fs::rename(folder.path("elders"), folder.path("stukken")).expect("moved back");
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
    for i in 0..4 {
        folder.remove(&format!("stukken/stuk-{i}.txt"));
    }
    folder.griffie(["index", "--allow-shrink"]).expect_code(0);
    assert_eq!(found(&folder), 0);
}

#[test]
fn half_of_a_root_may_go_and_more_may_not() {
    let folder = of_many(10);
    for i in 0..5 {
        folder.remove(&format!("stukken/stuk-{i}.txt"));
    }
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(found(&folder), 5);
    for i in 5..9 {
        folder.remove(&format!("stukken/stuk-{i}.txt"));
    }
    let told = "of the 5 documents of the root stukken only 1 would be left";
    folder.griffie(["index"]).expect_code(1).expect_stderr(told);
    folder.griffie(["index", "--rebuild"]).expect_code(1).expect_stderr(told);
    // What takes the place of what is gone counts.
    for i in 0..2 {
        folder.write(&format!("stukken/nieuw-{i}.txt"), format!("De raad bespreekt mantelzorg in punt{i}.\n"));
    }
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(found(&folder), 3);
}

#[test]
fn the_share_that_may_go_can_be_set() {
    let folder = of_many(30);
    folder.write("griffie.toml", "max_shrink = 0.1\n");
    let remove = |range: std::ops::Range<usize>| range.for_each(|i| folder.remove(&format!("stukken/stuk-{i}.txt")));
    remove(0..3);
    folder.griffie(["index"]).expect_code(0);
    remove(3..6);
    folder
        .griffie(["index"])
        .expect_code(1)
        .expect_stderr("of the 27 documents of the root stukken only 24 would be left");
    folder.griffie(["index", "--allow-shrink"]).expect_code(0);
    folder.griffie(["status", "--config"]).expect_code(0).expect_stdout("at most 10 % of a root may go");
    folder.write("griffie.toml", "max_shrink = 1\n");
    remove(6..30);
    folder.griffie(["index"]).expect_code(0);
    folder.write("griffie.toml", "max_shrink = 50\n");
    folder.griffie(["index"]).expect_code(2).expect_stderr("line 1: `max_shrink` must be a number from 0 to 1");
}

#[test]
fn a_series_that_was_cut_off_keeps_what_was_read_of_it_until_it_is_meant() {
    let lines = |n: usize| {
        (0..n).map(|i| format!("{{\"id\":\"r{i}\",\"text\":\"Over mantelzorg {i}.\"}}\n")).collect::<String>()
    };
    let folder = Folder::indexed(&[("stukken/rij.jsonl", &lines(10))]);
    folder.rewrite("stukken/rij.jsonl", lines(2));
    let told = "of the 10 documents of the root stukken only 2 would be left";
    folder.griffie(["index"]).expect_code(1).expect_stderr(told);
    expect_no_leftovers(&folder);
    assert_eq!(found(&folder), 10);
    // The same from standard input: an export that failed halfway.
    folder.griffie_reading(lines(12), &["index", "--index", "ander", "-", "--name", "stroom"]).expect_code(0);
    let cut = folder.griffie_reading(lines(1), &["index", "--index", "ander", "-", "--name", "stroom"]).expect_code(1);
    cut.expect_stderr("of the 12 documents of the root stroom only 1 would be left (read from standard input)");
    folder.griffie(["index", "--allow-shrink"]).expect_code(0);
    assert_eq!(found(&folder), 2);
}

#[test]
fn what_moves_to_another_root_is_not_lost() {
    let folder = Folder::new();
    for i in 0..6 {
        folder.write(
            &format!("stukken/{}/stuk-{i}.txt", if i < 5 { "map" } else { "." }),
            format!("Mantelzorg, stuk{i}.\n"),
        );
    }
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.griffie(["index", "stukken/map"]).expect_code(0);
    assert_eq!(found(&folder), 6);
    // Nor is a whole folder that bears another name.
    fs::rename(folder.path("stukken/map"), folder.path("stukken/mappen")).expect("renamed");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(found(&folder), 6);
}

#[test]
fn the_state_before_can_be_gone_back_to_and_forth() {
    let folder = of_many(3);
    folder.griffie(["index", "--rollback"]).expect_code(1).expect_stderr("holds no generation before 1");
    folder.rewrite("stukken/stuk-0.txt", "De raad bespreekt jeugdhulp.\n");
    folder.griffie(["index"]).expect_code(0);
    let shown = |folder: &Folder| (found(folder), folder.search("jeugdhulp", &[]).full().len());
    assert_eq!(shown(&folder), (2, 1));
    assert_told!(folder.griffie(["index", "--rollback"]), @r"
    exit 0
    --- stdout
    back to what generation 1 held; generation 2 stays until a run changes something, and
    griffie index --rollback leads back to it. The next griffie index reads what changed since.
    generation 3: 3 passages, [size] MB
    ");
    assert_eq!((shown(&folder), generation(&folder).trim()), ((3, 0), "gen-000003"));
    folder.griffie(["status", "--verify"]).expect_code(0).expect_stdout("it holds what generation 1 held");
    expect_no_leftovers(&folder);
    folder.griffie(["index", "--rollback"]).expect_code(0).expect_stdout("back to what generation 2 held");
    assert_eq!(shown(&folder), (2, 1));
    folder.griffie(["index", "--rollback"]).expect_code(0);
    // The files are as they are: the next run reads them.
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(shown(&folder), (2, 1));
    let (ran, report) = folder.report(&["--rollback"]);
    assert_eq!((ran.code, report["documents"]["unchanged"].as_u64()), (Some(0), Some(3)));
    folder.griffie(["index", "--rollback", "stukken"]).expect_code(2);
    folder.griffie(["index", "--rollback", "--index", "nergens"]).expect_code(1).expect_stderr("there is no index");
    assert!(!folder.path("nergens").exists());
}

#[test]
fn going_back_mends_a_damaged_state_and_never_leads_to_one() {
    let folder = of_many(2);
    folder.write("stukken/nieuw.txt", "De raad bespreekt mantelzorg opnieuw.\n");
    folder.griffie(["index"]).expect_code(0);
    let store = |generation: &str| -> PathBuf {
        let names = folder.names(&format!("index/{generation}"));
        folder.path(&format!(
            "index/{generation}/{}",
            names.iter().find(|name| name.ends_with(".store")).expect("records")
        ))
    };
    fs::remove_file(folder.current_generation().join("meta.json")).expect("there");
    folder.griffie(["search", "mantelzorg"]).expect_code(1);
    folder.griffie(["index", "--rollback"]).expect_code(0);
    assert_eq!(found(&folder), 2);
    // The state before is the damaged one now.
    folder.griffie(["index", "--rollback"]).expect_code(1).expect_stderr("is damaged");
    assert_eq!(found(&folder), 2);
    folder.griffie(["index"]).expect_code(0);
    let path = store("gen-000003");
    let mut bytes = fs::read(&path).expect("records");
    bytes[3] ^= 1;
    // Shared with the state that readers see: another file in its place, so that only one of them is damaged.
    fs::remove_file(&path).expect("there");
    fs::write(&path, bytes).expect("written");
    folder.griffie(["index", "--rollback"]).expect_code(1).expect_stderr("these files do not hold what was written");
    assert_eq!(found(&folder), 3);
}

#[test]
fn any_bit_that_is_turned_is_named_and_the_next_run_builds_the_index_anew() {
    let folder = of_many(3);
    folder.rewrite("stukken/stuk-0.txt", "De raad bespreekt mantelzorg in stuk0, en meer.\n");
    folder.griffie(["index"]).expect_code(0);
    let files: Vec<PathBuf> = listing(&folder.current_generation())
        .into_iter()
        .filter(|(path, size, _)| path.is_file() && *size > 0 && path.extension().is_none_or(|end| end != "lock"))
        .map(|(path, ..)| path)
        .collect();
    assert!(files.len() > 8, "{files:?}");
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let whole = fs::read(&path).expect("a file");
        let mut turned = whole.clone();
        let place = whole.len() * 2 / 3;
        turned[place] ^= 4;
        fs::write(&path, &turned).expect("written");
        let told = folder.griffie(["status", "--verify"]).expect_code(1);
        assert!(told.stderr.contains(&name), "{name}: {}", told.told());
        // A search answers or says that it cannot; it never breaks off.
        let searched = folder.griffie(["search", "mantelzorg"]);
        assert!([Some(0), Some(1)].contains(&searched.code), "{name}: {}", searched.told());
        assert!(searched.code == Some(0) || searched.stderr.contains("hint: "), "{name}: {}", searched.told());
        fs::write(&path, &whole).expect("written");
    }
    folder.griffie(["status", "--verify"]).expect_code(0);
    let path = listing(&folder.current_generation())
        .into_iter()
        .map(|(path, ..)| path)
        .find(|p| p.extension().is_some_and(|e| e == "pos"));
    let path = path.expect("positions");
    let mut turned = fs::read(&path).expect("a file");
    turned[0] ^= 1;
    fs::write(&path, turned).expect("written");
    // Nothing changed in the root, and the run looks all the same.
    let ran = folder.griffie(["index"]).expect_code(0).expect_stderr("everything was read again");
    ran.expect_stderr("these files do not hold what was written");
    folder.griffie(["status", "--verify"]).expect_code(0);
    assert_eq!(found(&folder), 3);
}

#[test]
fn who_is_asked_to_waits_for_the_other_run() {
    let folder = of_many(2);
    folder.write("stukken/nieuw.txt", "De raad bespreekt mantelzorg opnieuw.\n");
    let holder = fs::File::options().read(true).write(true).open(folder.path("index/LOCK")).expect("the lock file");
    holder.lock().expect("the lock");
    let start = Instant::now();
    folder.griffie(["index", "--wait=1"]).expect_code(1).expect_stderr("is being written by another run");
    assert!(start.elapsed() >= Duration::from_secs(1));
    let waiting =
        folder.process(["index", "--wait"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(found(&folder), 2);
    drop(holder);
    let ran: Ran = waiting.wait_with_output().expect("it ends").into();
    ran.expect_code(0).expect_stderr("waiting for another run to end (");
    assert_eq!(found(&folder), 3);
    folder.griffie(["index", "--wait=soon"]).expect_code(2).expect_stderr("a whole number of seconds");
}

/// Sends a signal to a run that has begun to write, and tells how it ended and after how long.
#[cfg(unix)]
fn stopped_by(folder: &Folder, signal: rustix::process::Signal) -> (Ran, Duration) {
    let mut run = folder.process(["index"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    let begun = |names: Vec<String>| names.iter().filter(|name| name.starts_with("gen-")).count() > 1;
    let start = Instant::now();
    while !begun(folder.names("index")) {
        assert!(start.elapsed() < Duration::from_secs(30), "it never begins to write");
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(Duration::from_millis(50));
    let asked = Instant::now();
    let id = rustix::process::Pid::from_child(&run);
    rustix::process::kill_process(id, signal).expect("a process of ours");
    let status = run.wait().expect("it ends");
    let took = asked.elapsed();
    let mut told = Ran { code: status.code(), stdout: String::new(), stderr: String::new() };
    run.stdout.take().expect("a pipe").read_to_string(&mut told.stdout).expect("text");
    run.stderr.take().expect("a pipe").read_to_string(&mut told.stderr).expect("text");
    (told, took)
}

#[cfg(unix)]
#[test]
fn a_run_that_is_asked_to_stop_leaves_the_state_before_and_nothing_else() {
    use rustix::process::Signal;
    let folder = of_many(1);
    let before = generation(&folder);
    for i in 0..3000 {
        let text = format!(
            "Gemeente Hoorn\n\nOnderwerp: Stuk {i}\n\nDe raad bespreekt dagopvang en begeleiding in punt {i}.\n"
        )
        .repeat(8);
        folder.write(&format!("stukken/veel/stuk-{i}.txt"), text);
    }
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let (told, took) = stopped_by(&folder, signal);
        let told = told
            .expect_code(code)
            .expect_stderr("error: stopped by SIG")
            .expect_stderr("hint: run griffie index again");
        assert!(took < Duration::from_secs(5), "it took {took:?}: {}", told.told());
        assert_eq!((generation(&folder), found(&folder)), (before.clone(), 1));
        expect_no_leftovers(&folder);
    }
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &["--all", "--by", "document"]).hits().len(), 3000);
}

/// With too little memory a run fails as it may, and leaves the state before.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_gets_too_little_memory_changes_nothing() {
    let folder = of_many(3);
    folder.rewrite("stukken/stuk-0.txt", "De raad bespreekt jeugdhulp.\n");
    let before = generation(&folder);
    let mut failed = 0;
    for kilobytes in [30_000, 60_000, 90_000, 120_000, 180_000, 260_000] {
        let limited = format!("ulimit -v {kilobytes}; exec '{}' index", env!("CARGO_BIN_EXE_griffie"));
        let ran: Ran = program_in(&folder, "sh").arg("-c").arg(limited).output().expect("a shell").into();
        if ran.code == Some(0) {
            break;
        }
        failed += 1;
        assert_eq!((generation(&folder), found(&folder)), (before.clone(), 3), "{}", ran.told());
    }
    assert!(failed > 0, "all of it needs less than 30 MB");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(found(&folder), 2);
    expect_no_leftovers(&folder);
}

/// The pointer is the smallest file and the one that decides: no bit of it may cost a state, or keep a run from mending it.
#[test]
fn a_pointer_that_was_altered_costs_no_state() {
    let folder = of_many(3);
    folder
        .griffie_reading(
            "{\"id\":\"s1\",\"text\":\"Over mantelzorg uit een stroom.\"}\n",
            &["index", "-", "--name", "stroom"],
        )
        .expect_code(0);
    let path = folder.path("index/CURRENT");
    let whole = fs::read(&path).expect("an index");
    for bit in (0..whole.len() * 8).step_by(11) {
        let mut turned = whole.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &turned).expect("written");
        let searched = folder.griffie(["search", "mantelzorg"]);
        assert!([Some(0), Some(1)].contains(&searched.code), "bit {bit}: {}", searched.told());
        folder.griffie(["index"]).expect_code(0);
        assert_eq!(found(&folder), 4, "bit {bit}");
        if folder.path("index/gen-000002").exists() {
            fs::write(&path, &whole).expect("written");
        } else {
            break;
        }
    }
    // The name of an earlier state, or of none.
    for name in ["gen-000001\n", "gen-000099\n", "\u{fffd}\n", ""] {
        fs::write(&path, name).expect("written");
        folder.griffie(["index"]).expect_code(0);
        assert_eq!(found(&folder), 4, "{name:?}");
    }
}

#[test]
fn roots_of_a_state_whose_list_is_lost_are_known_all_the_same() {
    let folder = of_many(4);
    folder.write("ander/brief.txt", "Het college bespreekt mantelzorg.\n");
    folder.griffie(["index", "ander"]).expect_code(0);
    fs::remove_file(folder.current_generation().join("meta.json")).expect("there");
    // Only one of them is named, and nothing is lost of the other.
    folder.griffie(["index", "ander"]).expect_code(0).expect_stderr("everything was read again");
    assert_eq!(found(&folder), 5);
    // Nor is an empty folder believed when the records are gone.
    for i in 0..4 {
        folder.remove(&format!("stukken/stuk-{i}.txt"));
    }
    for generation in folder.names("index").into_iter().filter(|name| name.starts_with("gen-")) {
        // That of one of them is gone already.
        let _ = fs::remove_file(folder.path(&format!("index/{generation}/meta.json")));
    }
    folder.griffie(["index"]).expect_code(1).expect_stderr("none of the 4 documents of the root stukken would be left");
}

#[cfg(unix)]
#[test]
fn who_waits_for_another_run_can_be_stopped() {
    let folder = of_many(1);
    let holder = fs::File::options().read(true).write(true).open(folder.path("index/LOCK")).expect("the lock file");
    holder.lock().expect("the lock");
    let mut run = folder.process(["index", "--wait"]).stderr(Stdio::piped()).spawn().expect("started");
    let mut told = [0; 7];
    // It listens before it tells that it waits.
    run.stderr.take().expect("a pipe").read_exact(&mut told).expect("a note");
    assert_eq!(&told, b"waiting");
    rustix::process::kill_process(rustix::process::Pid::from_child(&run), rustix::process::Signal::TERM).expect("ours");
    assert_eq!(run.wait().expect("it ends").code(), Some(143));
}

#[test]
fn a_report_cannot_take_the_place_of_the_index() {
    let folder = of_many(1);
    folder
        .griffie(["index", "--report", "index/CURRENT"])
        .expect_code(2)
        .expect_stderr("the report cannot lie in the index");
    assert_eq!(found(&folder), 1);
}
