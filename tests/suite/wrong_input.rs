//! Input of any condition: each is named with what, where and how to mend it, and costs nobody else anything.

use std::fs;

use crate::common::{Folder, Ran, program_in, rejected};

/// The lines on standard error, for short lists.
fn told(ran: &Ran) -> Vec<&str> {
    ran.stderr.lines().collect()
}

#[test]
fn a_folder_without_documents_is_told() {
    let folder = Folder::new();
    fs::create_dir(folder.path("leeg")).expect("a folder");
    let ran = folder.griffie(["index", "leeg"]).expect_code(0).expect_stderr("warning: there are no files in ");
    assert_eq!(told(&ran).len(), 1);
    folder.write("leeg/nota.zip", "x");
    let ran = folder.griffie(["index"]).expect_code(0);
    ran.expect_stderr("1 file in ").expect_stderr(
        "none that griffie reads (.txt, .md, .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .rtf, .html, .eml, .msg, .jsonl, with LibreOffice .doc, .xls, .ppt); -v names them",
    );
    let ran = folder.griffie(["index", "-v"]).expect_code(0);
    ran.expect_stderr("leeg/nota.zip was ignored: griffie does not look into archives; unpack it");
    folder.write("leeg/brief.txt", "De raad kiest.\n");
    assert_eq!(folder.griffie(["index"]).expect_code(0).stderr, "");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_left_alone_and_told_where_it_was_named() {
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest.\n"), ("elders/geheim.txt", "Niet voor u.\n")]);
    for link in ["stukken/link.txt", "stukken/kring"] {
        let target = if link.ends_with("txt") { "elders/geheim.txt" } else { "stukken" };
        std::os::unix::fs::symlink(folder.path(target), folder.path(link)).expect("a link");
    }
    let made = std::process::Command::new("mkfifo").arg(folder.path("stukken/pijp.txt")).status();
    assert!(made.expect("mkfifo").success());
    for name in ["~$brief.docx", "~$brief.txt", "Thumbs.db"] {
        folder.write(&format!("stukken/{name}"), "x");
    }
    let ran = folder.griffie(["index", "stukken", "-v"]).expect_code(0);
    assert_eq!(
        told(&ran),
        [
            "stukken/Thumbs.db was ignored: griffie does not read files of this type",
            "stukken/kring was ignored: it is a link; links are not followed",
            "stukken/link.txt was ignored: it is a link; links are not followed",
            "stukken/pijp.txt was ignored: it is no regular file",
            "stukken/~$brief.docx was ignored: it is a lock file of an office program",
            "stukken/~$brief.txt was ignored: it is a lock file of an office program",
        ]
    );
    assert!(folder.search("geheim u", &[]).hits().is_empty());
    let ran = folder.griffie(["index", "stukken/pijp.txt"]).expect_code(0);
    ran.expect_stderr("warning: stukken/pijp.txt was ignored: it is no regular file");
    let ran = folder.griffie(["index", "/dev/null"]).expect_code(0);
    ran.expect_stderr("warning: null was ignored: it is no regular file").expect_stdout("nothing changed");
    assert_eq!(folder.griffie(["status", "--format", "json"]).json()["by_root"][0]["name"], "stukken");
}

#[test]
fn what_is_no_text_is_named_for_what_it_is() {
    let folder =
        Folder::with(&[("stukken/a.txt", "De raad kiest.\n"), ("stukken/leeg.txt", ""), ("stukken/wit.txt", " \n\n")]);
    let chance: Vec<u8> = (0_u32..4000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    folder.write("stukken/ruis.txt", chance);
    folder.write("stukken/foto.txt", b"\xff\xd8\xff\xe0\0\x10JFIF");
    folder.write("stukken/nota.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    folder.write("stukken/oud.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    folder.write("stukken/opmaak.txt", b"{\\rtf1\\ansi De raad kiest.}");
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3);
    assert_eq!(
        rejected(&report),
        [
            "stukken/foto.txt: it is an image",
            "stukken/leeg.txt: the file holds no text",
            "stukken/nota.txt: it is cut off or damaged: no pages could be read",
            "stukken/oud.txt: the file is not text: it is an old office document that is not known",
            "stukken/ruis.txt: the file is not text: it holds more control characters than text does",
            "stukken/wit.txt: the file holds no text",
        ]
    );
    // What a name says wrongly the content says right.
    assert_eq!(folder.search("raad", &[]).full_sorted(), ["a.txt", "opmaak.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_are_read_or_named_and_never_printed_raw() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[
        ("stukken/met\ttab.txt", "De raad kiest een tabel.\n"),
        ("stukken/met\nregel.txt", "De raad kiest een regel.\n"),
        ("stukken/\u{1b}[31mrood\u{202e}.txt", "De raad kiest rood.\n"),
        ("stukken/\u{1b}[31mleeg\u{202e}.txt", ""),
        ("stukken/\u{1b}[2J.pdf", "x"),
        ("stukken/weg\u{1b}[2J.txt.toml", "titel\u{7} = 1\n"),
    ]);
    let bytes = folder.path("stukken/lat").as_os_str().as_bytes().to_vec();
    fs::write(std::ffi::OsStr::from_bytes(&[&bytes[..], b"\xe9.txt"].concat()), "Latijn.\n").expect("a file");
    for arguments in [
        &["index", "stukken", "-v"][..],
        &["search", "raad"],
        &["search", "raad", "--format", "csv"],
        &["search", "raad", "--format", "json"],
        &["search", "raad", "--format", "trec"],
        &["status"],
        &["status", "--format", "json"],
        &["inspect", "stukken/\u{1b}[31mrood\u{202e}.txt", "stukken/\u{1b}[31mleeg\u{202e}.txt", "weg\u{1b}[2J.txt"],
        &["show", "x\u{1b}[2J\u{202e}"],
        &["index", "weg\u{1b}[2J"],
        &["index", "stukken", "--name", "a\u{1b}[2J"],
        &["analyze", "ra\u{202e}ad", "bel\u{1b}[2Jeid"],
    ] {
        let ran = folder.griffie(arguments);
        let harmful =
            |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}');
        let both = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!both.contains(harmful), "{arguments:?}: {both:?}");
    }
    let (ran, report) = folder.report(&[]);
    let lines = told(&ran).join("\n");
    assert!(lines.contains("lat\u{fffd}.txt was rejected: its name is not valid text (UTF-8); rename it"), "{lines}");
    assert_eq!(rejected(&report).len(), 3, "{report:#}");
    assert_eq!(folder.search("tabel", &[]).full(), ["met\ttab.txt"]);
    assert_eq!(folder.search("kiest regel", &[]).full(), ["met\nregel.txt"]);
}

#[test]
fn a_text_without_spaces_is_cut_and_told() {
    let folder = Folder::with(&[
        ("stukken/een.txt", &("De raad kiest.\n".to_owned() + &"deraadkiest".repeat(10_000))),
        ("stukken/twee.txt", "Het college volgt.\n"),
    ]);
    let ran = folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(
        told(&ran),
        ["warning: stukken/een.txt: 1 word of more than 120 letters, the first in line 2, cut for searching"]
    );
    assert_eq!(folder.search("raad kiest", &[]).full(), ["een.txt"]);
    let ran = folder.griffie(["inspect", "stukken/een.txt"]).expect_code(0);
    ran.expect_stderr("1 word of more than 120 letters");
}

#[test]
fn lines_of_a_series_that_are_wrong_are_named_and_the_others_are_found() {
    let mut lines: Vec<String> =
        (1..=9).map(|n| format!("{{\"id\": \"d{n}\", \"text\": \"De raad kiest {n}.\"}}")).collect();
    lines[6] = "{\"id\": \"d7\", \"text\": \"De raad".to_owned();
    lines[7] = "{\"id\": \"d8\", \"text\": null}".to_owned();
    lines.push("{\"id\": \"d1\", \"text\": \"Nog eens.\"}".to_owned());
    let folder = Folder::with(&[("stukken/reeks.jsonl", &lines.join("\n"))]);
    folder.write("stukken/rij.jsonl", "[\n  {\"text\": \"een\"},\n  {\"text\": \"twee\"}\n]\n");
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3);
    assert_eq!(
        rejected(&report),
        [
            "stukken/reeks.jsonl:10: another line before it has the id d1",
            "stukken/reeks.jsonl:7: expected a JSON object with a text, found a mistake at character 29: \
             EOF while parsing a string; each line must be one whole object (jq -c . makes it so)",
            "stukken/reeks.jsonl:8: its `text` is missing or null",
            "stukken/rij.jsonl:1: a JSON array begins here; write one object a line instead (jq -c '.[]')",
        ]
    );
    assert_eq!(folder.search("raad kiest", &[]).full().len(), 7);
}

#[test]
fn a_file_that_is_named_and_not_read_leaves_no_root() {
    let folder = Folder::with(&[("m/zero", ""), ("m/leeg.txt", ""), ("m/a.txt", "De raad kiest.\n")]);
    folder.griffie(["index", "m/a.txt", "m/zero"]).expect_code(0).expect_stderr("was ignored");
    let status = folder.griffie(["status", "--format", "json"]).json();
    assert_eq!(status["by_root"].as_array().expect("roots").len(), 1, "{status:#}");
    // A document that is empty today may be filled tomorrow.
    folder.griffie(["index", "m/leeg.txt"]).expect_code(3).expect_stdout("1 newly rejected");
    folder.rewrite("m/leeg.txt", "Het loket sluit.\n");
    folder.griffie(["index"]).expect_code(0).expect_stdout("1 added");
}

#[test]
fn a_file_that_is_a_root_is_told_by_its_name_once() {
    let folder = Folder::with(&[("m/zero", "x"), ("leeg.txt", ""), ("rij.jsonl", "{\"text\": \"een\"}\nkapot\n")]);
    for verbosity in [&[][..], &["-v"]] {
        let ran = folder.griffie([&["index", "m/zero"], verbosity].concat()).expect_code(0);
        let told = ran.stderr.trim_start_matches("warning: ");
        assert_eq!(told, "zero was ignored: griffie does not read files of this type\n");
    }
    folder
        .griffie(["index", "leeg.txt"])
        .expect_code(3)
        .expect_stderr(": leeg.txt was rejected: the file holds no text");
    folder.griffie(["index", "rij.jsonl"]).expect_code(3).expect_stderr(": rij.jsonl:2 was rejected: expected a JSON");
    folder.write("oud.txt", "");
    let ran = folder.griffie(["index", "oud.txt", "--name", "oud"]).expect_code(3);
    ran.expect_stderr(": oud/oud.txt was rejected: ");
}

#[test]
fn an_array_cut_off_on_the_first_line_costs_that_line_only() {
    let record = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"De raad kiest {id}.\"}}\n");
    let text = ["[{\"id\":\"a\"\n".to_owned(), record("b"), record("c")].concat();
    let folder = Folder::with(&[("stukken/rij.jsonl", &text)]);
    let (ran, report) = folder.report(&["stukken"]);
    assert_eq!(folder.search("raad kiest", &[]).full_sorted(), ["rij.jsonl#b", "rij.jsonl#c"]);
    let reason = "stukken/rij.jsonl:1: a JSON array begins here; write one object a line instead (jq -c '.[]')";
    assert_eq!(rejected(&report), [reason]);
    assert_eq!(report["documents"]["seen"], 3);
    ran.expect_code(3);
}

#[test]
fn a_series_without_a_line_is_rejected_as_an_empty_text_is() {
    let folder = Folder::with(&[("stukken/leeg.jsonl", ""), ("stukken/wit.jsonl", " \n\n"), ("stukken/leeg.txt", "")]);
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stdout("3 newly rejected");
    let why = ["leeg.jsonl", "leeg.txt", "wit.jsonl"].map(|name| format!("stukken/{name}: the file holds no text"));
    assert_eq!(rejected(&report), why);
    let ran = folder.griffie(["index"]).expect_code(3);
    ran.expect_stdout("0 newly rejected, 3 still rejected").expect_stdout("generation 1");
}

#[test]
fn a_series_is_read_in_its_encoding_and_one_that_is_no_text_is_one_mistake() {
    let folder = Folder::with(&[("stukken/beeld.jsonl", "")]);
    folder.write("stukken/beeld.jsonl", [b"\x89PNG\r\n\x1a\n".as_slice(), &b"\x01\x02\n".repeat(500)].concat());
    folder.write("stukken/oud.jsonl", b"{\"text\": \"De co\xf6rdinatie begint.\"}\n");
    let wide = "{\"text\": \"De cli\u{eb}ntenraad adviseert.\"}\n{\"text\": \"Het loket sluit.\"}\n";
    folder.write("stukken/wijd.jsonl", wide.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stderr("warning: stukken/oud.jsonl: 1 line is not in UTF-8 and read as Windows-1252");
    assert_eq!(rejected(&report), ["stukken/beeld.jsonl:1: the file is not text: it is an image"]);
    assert_eq!(folder.search("co\u{f6}rdinatie", &[]).full(), ["oud.jsonl#1"]);
    assert_eq!(folder.search("cli\u{eb}ntenraad", &[]).full(), ["wijd.jsonl#1"]);
    folder.griffie(["index"]).expect_code(3).expect_stdout("nothing changed: 3 documents as they were");
}

#[test]
fn of_very_many_broken_lines_the_first_are_told_and_all_are_counted() {
    let folder =
        Folder::with(&[("stukken/reeks.jsonl", &"stuk\n".repeat(250)), ("stukken/kort.jsonl", &"stuk\n".repeat(101))]);
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stdout("351 newly rejected, 0 still rejected");
    assert_eq!((&report["documents"]["rejected"], &report["documents"]["seen"]), (&351.into(), &351.into()));
    let rejected = rejected(&report);
    assert_eq!(rejected.len(), 2 * 101);
    let last =
        "stukken/reeks.jsonl:101: it cannot be read, nor can 149 lines below it; the first 100 such lines say why";
    assert!(rejected.contains(&last.to_owned()), "{rejected:#?}");
    let last = "stukken/kort.jsonl:101: it cannot be read; the first 100 such lines say why";
    assert!(rejected.contains(&last.to_owned()), "{rejected:#?}");
    for arguments in [&["index"][..], &["index", "--rebuild"]] {
        folder.griffie(arguments).expect_code(3).expect_stdout("0 newly rejected, 351 still rejected");
    }
}

#[test]
fn the_file_that_holds_an_id_already_is_named_also_in_one_run() {
    let folder = Folder::with(&[
        ("stukken/ander.jsonl", "{\"id\": \"a1\", \"text\": \"Een motie.\"}\n"),
        ("stukken/div.jsonl", "{\"id\": \"a1\", \"text\": \"Nog een motie.\"}\n"),
    ]);
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3);
    let told = ["stukken/div.jsonl:1: ander.jsonl#a1 of stukken has the id a1 already"];
    assert_eq!(rejected(&report), told);
    // Read again it is the same mistake.
    folder.rewrite("stukken/div.jsonl", "{\"id\": \"a1\", \"text\": \"Toch nog een motie.\"}\n");
    let ran = folder.griffie(["index"]).expect_code(3);
    ran.expect_stdout("0 newly rejected, 1 still rejected")
        .expect_stderr(told[0].rsplit(": ").next().expect("a reason"));
}

#[test]
fn a_place_that_cannot_be_an_index_is_told() {
    let folder = Folder::with(&[("stukken/a.txt", "De raad kiest.\n"), ("bestand", "x"), ("vol/foto.jpg", "x")]);
    for command in [&["index", "stukken"][..], &["search", "raad"], &["status"], &["show", "x"]] {
        let ran = folder.griffie([command, &["--index", "bestand"]].concat()).expect_code(1);
        ran.expect_stderr("error: bestand is a file; an index is a directory").expect_stderr("--index DIR");
    }
    let ran = folder.griffie(["index", "stukken", "--index", "vol"]).expect_code(1);
    ran.expect_stderr("vol holds other files and is no index").expect_stderr("name an empty or new directory");
    assert_eq!(folder.names("vol"), ["foto.jpg"]);
}

#[test]
fn letters_in_any_encoding_and_language_are_found_as_they_are_read() {
    let folder = Folder::new();
    let utf16: Vec<u8> = "De coördinatie van de bijstand.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 9] = [
        ("bom.txt", b"\xef\xbb\xbfDe co\xc3\xb6rdinatie van de bijstand.".to_vec()),
        ("utf16.txt", utf16),
        ("windows.txt", b"De co\xf6rdinatie van de bijstand \x96 voor \x80 5.".to_vec()),
        ("dubbel.txt", "De coÃ¶rdinatie van de bijstand.".into()),
        ("ontleed.txt", "De coo\u{308}rdinatie van de bijstand.".into()),
        ("nul.txt", "De co\0ördi\0natie van de bijstand, in een zin met genoeg letters.".into()),
        ("zacht.txt", "De co\u{ad}ördi\u{ad}natie van de bij\u{ad}stand.".into()),
        ("crlf.txt", b"De co\xc3\xb6rdinatie\r\nvan de bijstand.\r\n".to_vec()),
        ("cr.txt", b"De co\xc3\xb6rdinatie\rvan de bijstand.\r".to_vec()),
    ];
    for (name, bytes) in &files {
        folder.write(&format!("stukken/{name}"), bytes);
    }
    folder.write("stukken/frysk.txt", "De gemeenteried fan Súdwest-Fryslân giet oer de stipe oan minsken.\n");
    folder.write("stukken/english.txt", "The council decided on the budget for social support.\n");
    let ran = folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(
        told(&ran),
        ["warning: stukken/dubbel.txt: 1 line was encoded more than once (cliÃ«nt for cliënt) and mended"]
    );
    let mut expected: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(folder.search("coördinatie bijstand", &[]).full_sorted(), expected);
    assert_eq!(folder.search("gemeenteried stipe", &[]).full(), ["frysk.txt"]);
    assert_eq!(folder.search("Súdwest-Fryslân", &[]).full(), ["frysk.txt"]);
    assert_eq!(folder.search("council budget", &[]).full(), ["english.txt"]);
}

#[test]
fn inspect_tells_what_it_cannot_read() {
    let folder = Folder::with(&[("map/brief.txt", "De raad kiest.\n")]);
    folder.griffie(["inspect", "map"]).expect_code(3).expect_stderr("map: it is a folder; name files in it");
    folder.griffie(["inspect", "weg.txt"]).expect_code(3).expect_stderr("weg.txt: there is no such file");
    folder.griffie(["inspect", "weg.jsonl"]).expect_code(3).expect_stderr("weg.jsonl: there is no such file");
}

/// Runs the program as somebody without rights, where the test may change who it is.
#[cfg(target_os = "linux")]
fn as_nobody(folder: &Folder, arguments: &[&str]) -> Option<Ran> {
    let mut command = program_in(folder, "setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_griffie")]);
    let output = command.args(arguments).output().ok()?;
    let ran: Ran = output.into();
    (!ran.stderr.contains("setpriv")).then_some(ran)
}

/// Lets everybody look into the folder of a test.
#[cfg(unix)]
fn allow(folder: &Folder, path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).expect("permissions");
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_read_is_named_and_what_was_read_of_it_stays() {
    let folder = Folder::with(&[
        ("stukken/a.txt", "De raad kiest.\n"),
        ("stukken/dicht.txt", "Het college zwijgt.\n"),
        ("stukken/kast/b.txt", "De griffie wacht.\n"),
    ]);
    for path in ["", "stukken"] {
        allow(&folder, path, 0o777);
    }
    let Some(ran) = as_nobody(&folder, &["index", "stukken"]) else {
        eprintln!("left out: this user cannot become another one");
        return;
    };
    ran.expect_code(0);
    allow(&folder, "stukken/dicht.txt", 0o000);
    allow(&folder, "stukken/kast", 0o000);
    folder.rewrite("stukken/dicht.txt", "Iets anders, dat niemand mag zien.\n");
    let ran = as_nobody(&folder, &["index"]).expect("as before").expect_code(3);
    let ran = ran.expect_stderr(
        "stukken/dicht.txt was rejected: Permission denied (os error 13); the text read earlier is kept; \
         give the user that runs griffie read permission",
    );
    ran.expect_stderr("stukken/kast was rejected: Permission denied (os error 13); give the user that runs griffie");
    let ran = as_nobody(&folder, &["inspect", "stukken/dicht.txt"]).expect("as before").expect_code(3);
    ran.expect_stderr(
        "stukken/dicht.txt: Permission denied (os error 13); give the user that runs griffie read permission",
    );
    assert_eq!(folder.search("college zwijgt", &[]).full(), ["dicht.txt"]);
    assert_eq!(folder.search("griffie wacht", &[]).full(), ["kast/b.txt"]);
    allow(&folder, "stukken/kast", 0o755);
}

#[cfg(target_os = "linux")]
#[test]
fn an_index_of_one_user_can_be_searched_by_all_and_written_by_none_of_them() {
    let folder = Folder::indexed(&[("stukken/a.txt", "De raad kiest.\n")]);
    for path in ["", "index", "stukken"] {
        allow(&folder, path, 0o755);
    }
    // Whatever the engine made of the files: who may read the directory may read them.
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder.current_generation()).expect("a generation") {
        let entry = entry.expect("a file");
        let mode = entry.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o444, 0o444, "{:?}: {mode:o}", entry.path());
    }
    let Some(ran) = as_nobody(&folder, &["search", "raad"]) else {
        eprintln!("left out: this user cannot become another one");
        return;
    };
    ran.expect_code(0).expect_stdout("1 passage in 1 document");
    let ran = as_nobody(&folder, &["index"]).expect("as before").expect_code(1);
    ran.expect_stderr("index/LOCK: Permission denied").expect_stderr("hint: ");
}
