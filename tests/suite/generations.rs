//! What an interrupted, doubled or damaged run leaves behind: a whole earlier or later state, always.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::common::{Folder, Ran, listing, program_in};

/// Documents of a corpus whose texts all change at once.
const DOCUMENTS: usize = 24;

/// Writes all documents anew; each says which version it is.
fn write_version(folder: &Folder, version: usize) {
    for i in 0..DOCUMENTS {
        let text = format!(
            "Gemeente Hoorn\n\nOnderwerp: Stuk {i}\n\nDe raad stelt versie{version} vast van het plan voor mantelzorg. \
             Het college voert punt {i} uit en meldt zich daarna bij de raad met een verslag.\n"
        );
        folder.rewrite(&format!("stukken/stuk-{i}.txt"), text);
    }
}

/// Number of documents that are found of a version.
fn found_of(folder: &Folder, version: usize) -> usize {
    folder.search(&format!("versie{version}"), &["--all", "--by", "document"]).hits().len()
}

fn two_documents() -> Folder {
    let folder = Folder::indexed(&[("stukken/a.txt", "De raad kiest voor mantelzorg.\n")]);
    // A second run, so that the index has segments of two ages and records that were taken out.
    folder.rewrite("stukken/a.txt", "De raad kiest opnieuw voor mantelzorg.\n");
    folder.write("stukken/b.txt", "Het college regelt de deeltaxi.\n");
    folder.griffie(["index"]).expect_code(0);
    folder
}

#[test]
fn a_killed_run_leaves_the_earlier_state_whole_and_the_next_one_mends() {
    let folder = Folder::new();
    write_version(&folder, 0);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let mut killed = 0;
    for (version, wait_ms) in (1..).zip([0, 5, 15, 30, 45, 60, 80, 100, 130, 170, 220, 300]) {
        write_version(&folder, version);
        let mut run = folder.process(["index", "-q"]).stderr(Stdio::null()).spawn().expect("the program starts");
        thread::sleep(Duration::from_millis(wait_ms));
        // SIGKILL, by its own number; nothing happens where it has ended already.
        run.kill().expect("a process of ours");
        let ended = run.wait().expect("it ends");
        killed += usize::from(!ended.success());
        let seen = (found_of(&folder, version - 1), found_of(&folder, version));
        assert!(
            seen == (DOCUMENTS, 0) || (seen == (0, DOCUMENTS)),
            "killed after {wait_ms} ms: {seen:?} of the version before and the new one"
        );
        folder.griffie(["index"]).expect_code(0);
        assert_eq!((found_of(&folder, version - 1), found_of(&folder, version)), (0, DOCUMENTS));
    }
    assert!(killed >= 2, "the runs were too short to be killed");
    folder.write("stukken/slot.txt", "De raad sluit af.\n");
    folder.griffie(["index"]).expect_code(0);
    let names = folder.names("index");
    assert_eq!(names.len(), 4, "the lock, the pointer, this generation and the one before: {names:?}");
}

#[test]
fn a_first_run_that_was_killed_leaves_no_index_and_the_next_one_builds_it() {
    let folder = Folder::new();
    write_version(&folder, 0);
    for wait_ms in [5, 30, 60] {
        let mut run = folder.process(["index", "-q", "stukken"]).spawn().expect("the program starts");
        thread::sleep(Duration::from_millis(wait_ms));
        run.kill().expect("a process of ours");
        run.wait().expect("it ends");
        if !folder.path("index/CURRENT").exists() {
            folder.griffie(["search", "--index", "index", "raad"]).expect_code(1);
        }
    }
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(found_of(&folder, 0), DOCUMENTS);
}

#[test]
fn what_a_killed_first_run_left_is_removed() {
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest.\n"), ("index/gen-000001/meta.json", "{}")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(folder.names("index").iter().filter(|name| name.starts_with("gen-")).count(), 1);
}

#[test]
fn a_second_writer_leaves_at_once_and_names_the_first() {
    let folder = two_documents();
    folder.write("stukken/c.txt", "De raad vraagt om dagopvang.\n");
    let holder = fs::File::options().read(true).write(true).open(folder.path("index/LOCK")).expect("the lock file");
    holder.lock().expect("the lock");
    fs::write(folder.path("index/LOCK"), "process 4242 since 2020-01-01T00:00:00Z\n").expect("written");
    assert_told!(folder.griffie(["index"]), @r"
    exit 1
    --- stderr
    error: the index at index is being written by another run (process [id] since [time])
    hint: wait until it has finished (--wait does); searching goes on meanwhile
    ");
    folder.griffie(["index", "--rebuild"]).expect_code(1);
    // Reading goes on meanwhile.
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
    drop(holder);
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &[]).full(), ["c.txt"]);
}

#[test]
fn two_runs_at_once_give_one_whole_state() {
    let folder = Folder::new();
    write_version(&folder, 0);
    let start = || {
        let mut run = folder.process(["index", "stukken"]);
        run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let runs = [start(), start(), start()];
    let ended: Vec<Ran> = runs.map(|run| run.wait_with_output().expect("it ends").into()).into();
    assert!(ended.iter().any(|ran| ran.code == Some(0)), "{ended:?}");
    for ran in ended {
        assert!(ran.code == Some(0) || ran.stderr.contains("being written by another run"), "{}", ran.told());
    }
    assert_eq!(found_of(&folder, 0), DOCUMENTS);
}

#[test]
fn searching_never_fails_while_an_index_is_written() {
    let folder = Folder::new();
    write_version(&folder, 0);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let searches = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for version in 1..7 {
                write_version(&folder, version);
                folder.griffie(["index"]).expect_code(0);
            }
        });
        let mut searches = 0;
        while !writer.is_finished() {
            let answer = folder.search("mantelzorg", &["--limit", "50"]);
            assert_eq!(answer.total("documents"), DOCUMENTS as u64);
            // All of one version: the state is never mixed.
            let version = |text: String| text.split_once("versie").map(|(_, rest)| rest[..1].to_owned());
            let mut versions: Vec<_> = answer.each("text").into_iter().map(version).collect();
            versions.dedup();
            assert_eq!(versions.len(), 1, "{versions:?}");
            searches += 1;
        }
        writer.join().expect("the writer did not fail");
        searches
    });
    assert!(searches > 5, "only {searches} searches");
}

#[test]
fn searching_changes_no_file_and_needs_no_permission_to_write() {
    let folder = two_documents();
    let all: Vec<PathBuf> = listing(&folder.path("index")).into_iter().map(|(path, ..)| path).collect();
    let read_only = |yes: bool| {
        for path in &all {
            let mut permissions = fs::metadata(path).expect("what it is").permissions();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = permissions.mode();
                permissions.set_mode(if yes { mode & 0o555 } else { mode | 0o200 });
            }
            #[cfg(not(unix))]
            permissions.set_readonly(yes);
            fs::set_permissions(path, permissions).expect("permissions");
        }
    };
    read_only(true);
    let before = listing(&folder.path("index"));
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    folder.griffie(["search", "mantelzorg deeltaxi", "--any"]).expect_code(0);
    assert_eq!(listing(&folder.path("index")), before);
    read_only(false);
}

#[test]
fn what_a_dead_run_left_is_removed_by_the_next_one() {
    let folder = two_documents();
    folder.write("index/gen-000003/half.store", "half");
    folder.write("index/gen-000009/half.store", "half");
    folder.write("index/CURRENT.next", "gen-000009\n");
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    folder.write("stukken/c.txt", "De raad vraagt om dagopvang.\n");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000002", "gen-000003"]);
    assert_eq!(folder.search("dagopvang", &[]).full(), ["c.txt"]);
}

#[test]
fn what_a_dead_run_left_is_removed_also_where_nothing_changed() {
    let folder = two_documents();
    folder.write("index/gen-000009/half.store", "half");
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000001", "gen-000002"]);
}

/// Files of the current generation that hold passages or say where they are.
fn files_of_current(folder: &Folder) -> Vec<PathBuf> {
    let files = listing(&folder.current_generation()).into_iter().map(|(path, ..)| path).filter(|path| path.is_file());
    // Locks and the list of what may be deleted are for writing only.
    let is_read = |name: &str| !name.starts_with('.') && name != "PUBLISHED";
    files.filter(|path| path.file_name().is_some_and(|name| is_read(&name.to_string_lossy()))).collect()
}

#[test]
fn a_missing_file_of_the_index_is_told_and_the_index_is_built_anew_beside() {
    let folder = two_documents();
    for path in files_of_current(&folder) {
        let aside = folder.path("opzij");
        fs::rename(&path, &aside).expect("moved");
        let ran = folder.griffie(["search", "mantelzorg"]).expect_code(1);
        ran.expect_stderr("error: the ").expect_stderr("hint: run griffie index --rebuild");
        fs::rename(&aside, &path).expect("moved back");
    }
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    let store = files_of_current(&folder).into_iter().find(|path| path.extension().is_some_and(|e| e == "store"));
    fs::remove_file(store.expect("stored records")).expect("removed");
    let ran = folder.griffie(["index"]).expect_code(0).expect_stderr("everything was read again");
    ran.expect_stderr("the index at index is damaged");
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    assert_eq!(folder.search("deeltaxi", &[]).full(), ["b.txt"]);
}

#[test]
fn a_run_mends_an_index_whichever_file_is_missing() {
    let folder = two_documents();
    let kinds: Vec<_> =
        files_of_current(&folder).iter().filter_map(|path| path.extension().map(ToOwned::to_owned)).collect();
    for kind in kinds {
        let folder = two_documents();
        for path in files_of_current(&folder).into_iter().filter(|path| path.extension() == Some(&kind)) {
            fs::remove_file(path).expect("removed");
        }
        folder.griffie(["index", "stukken"]).expect_code(0);
        let told = folder.griffie(["search", "mantelzorg"]);
        assert_eq!(told.code, Some(0), "without .{}: {}", kind.display(), told.told());
    }
}

/// Takes away what an index cannot do without, in all generations.
fn damage(folder: &Folder) {
    for generation in folder.names("index").iter().filter(|name| name.starts_with("gen-")) {
        for name in folder.names(&format!("index/{generation}")).iter().filter(|name| name.ends_with(".store")) {
            folder.remove(&format!("index/{generation}/{name}"));
        }
    }
}

#[test]
fn a_root_of_a_damaged_index_can_be_forgotten() {
    let folder = two_documents();
    folder.write("elders/c.txt", "De bibliotheek sluit.\n");
    folder.griffie(["index", "elders"]).expect_code(0);
    damage(&folder);
    folder.griffie(["index", "--forget", "elder"]).expect_code(2).expect_stderr("hint: its roots are elders, stukken");
    let ran = folder.griffie(["index", "--forget", "elders"]).expect_code(0);
    ran.expect_stderr("everything was read again: the index at index is damaged");
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    assert!(folder.search("bibliotheek", &[]).hits().is_empty());
    // Also the last one.
    damage(&folder);
    folder.griffie(["index", "--forget", "stukken"]).expect_code(0);
    assert!(folder.search("mantelzorg", &[]).hits().is_empty());
}

#[test]
fn the_way_out_of_a_damaged_index_whose_roots_are_gone_is_a_way() {
    let folder = two_documents();
    folder.write("elders/c.txt", "De bibliotheek sluit.\n");
    folder.griffie(["index", "elders"]).expect_code(0);
    folder
        .griffie_reading("{\"text\": \"De dagopvang blijft.\"}\n", &["index", "-", "--name", "stroom"])
        .expect_code(0);
    fs::remove_dir_all(folder.path("elders")).expect("removed");
    damage(&folder);
    let ran = folder.griffie(["index"]).expect_code(1).expect_stderr("which cannot be read again");
    let hint = ran.stderr.split_once("griffie index --forget").and_then(|(_, rest)| rest.split_once(';'));
    let hint = format!("index --forget{}", hint.expect("a hint").0);
    assert_eq!(hint, "index --forget elders --forget stroom");
    folder.griffie(hint.split(' ')).expect_code(0);
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
}

#[test]
fn a_file_of_the_index_cut_in_half_is_told() {
    let folder = two_documents();
    let mut silent = Vec::new();
    for path in files_of_current(&folder) {
        let whole = fs::read(&path).expect("read");
        // A new file, so that the linked one of the generation before stays whole.
        fs::remove_file(&path).expect("removed");
        fs::write(&path, &whole[..whole.len() / 2]).expect("written");
        let ran = folder.griffie(["search", "mantelzorg"]);
        if ran.code != Some(1) || !ran.stderr.contains("hint: ") || ran.stderr.contains("panicked") {
            silent.push(format!("{}\n{}", path.extension().unwrap_or_default().display(), ran.told()));
        }
        fs::write(&path, &whole).expect("written");
    }
    assert!(silent.is_empty(), "{}", silent.join("\n\n"));
}

#[test]
fn an_index_whose_list_of_segments_is_gone_is_never_replaced_by_another_corpus() {
    let folder = two_documents();
    folder.write("corpus/voorbeeld.txt", "Een voorbeeld.\n");
    fs::remove_file(folder.current_generation().join("meta.json")).expect("removed");
    let ran = folder.griffie(["index"]);
    // Either it says that the roots have to be named, or it still knows them.
    assert!(ran.code == Some(1) || folder.search("mantelzorg", &[]).full() == ["a.txt"], "{}", ran.told());
}

#[test]
fn a_pointer_that_makes_no_sense_is_told_and_mended_by_a_run() {
    let folder = two_documents();
    folder.write("index/CURRENT", "iets anders\n");
    assert_told!(folder.griffie(["search", "mantelzorg"]), @r"
    exit 1
    --- stderr
    error: the index at index is damaged: CURRENT does not name a generation
    hint: run griffie index --rebuild, which builds a new one beside it
    ");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    folder.write("index/CURRENT", "gen-000077\n");
    assert_told!(folder.griffie(["search", "mantelzorg"]), @r"
    exit 1
    --- stderr
    error: the index at index is damaged: CURRENT names generation 77, which is not there
    hint: run griffie index --rebuild, which builds a new one beside it
    ");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
}

/// Runs into the end of what may be written, with more documents than fit.
#[cfg(target_os = "linux")]
fn fill_disk(folder: &Folder) {
    for i in 0..60 {
        folder
            .write(&format!("stukken/nieuw-{i}.txt"), format!("Stuk {i} over dagopvang en begeleiding.\n").repeat(40));
    }
    // Files may not grow beyond some kilobytes; the signal that says so is ignored, so that writing fails.
    let limited = format!("trap '' XFSZ; ulimit -f 16; exec '{}' index", env!("CARGO_BIN_EXE_griffie"));
    let ran: Ran = program_in(folder, "sh").arg("-c").arg(limited).output().expect("a shell").into();
    ran.expect_code(1).expect_stderr("error: the disk is full: the index at ").expect_stderr("hint: free some space");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_fails_and_changes_nothing() {
    let folder = two_documents();
    let generation = fs::read_to_string(folder.path("index/CURRENT")).expect("an index");
    fill_disk(&folder);
    assert_eq!(fs::read_to_string(folder.path("index/CURRENT")).expect("an index"), generation);
    assert_eq!(folder.search("mantelzorg", &[]).full(), ["a.txt"]);
    assert!(folder.search("dagopvang", &[]).hits().is_empty());
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("dagopvang", &["--all", "--by", "document"]).hits().len(), 60);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not_filled_further() {
    let folder = two_documents();
    fill_disk(&folder);
    assert_eq!(folder.names("index"), ["CURRENT", "LOCK", "gen-000001", "gen-000002"]);
}
