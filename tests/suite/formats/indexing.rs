//! `griffie index` on a folder of all formats.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{all, fixture, folder_with};
use crate::common::{Folder, expect_sum, rejected};

/// A folder `stukken/` with every document.
fn folder_with_all() -> Folder {
    let folder = Folder::new();
    for document in all() {
        folder.write(&format!("stukken/{document}"), fixture(&document));
    }
    folder
}

fn count(report: &Value, of: &str) -> u64 {
    report["documents"][of].as_u64().expect("a count")
}

#[test]
fn every_file_of_a_folder_is_accounted_for() {
    let folder = folder_with_all();
    let (ran, report) = folder.report(&["stukken"]);
    ran.expect_code(3).expect_stderr("stukken/deels-scan.pdf: page 2 is a scan without text and is left out");
    expect_sum(&report);
    assert_eq!(count(&report, "seen"), all().len() as u64);
    insta::assert_snapshot!(rejected(&report).join("\n"), @r"
    stukken/leeg.pdf: the file holds no text
    stukken/scan.pdf: scan without text, OCR not available: tesseract was not found; install tesseract with its Dutch data and poppler (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-nld poppler-utils) and run griffie index again
    stukken/te-diep.docx: word/document.xml is nested more than 256 deep
    stukken/wachtwoord.docx: it is protected by a password; save it without one
    stukken/wachtwoord.pdf: it is protected by a password; save it without one
    stukken/wachtwoord.xlsx: it is protected by a password; save it without one
    ");
    let ignored = report["not_indexed"].as_array().expect("a list").iter().filter(|item| item["state"] == "ignored");
    let ignored: Vec<String> = ignored.map(|item| format!("{}: {}", item["source"], item["reason"])).collect();
    assert_eq!(
        ignored,
        [
            "\"stukken/oud.doc\": \"griffie does not read old Word documents by itself; install LibreOffice, or save it as .docx\""
        ]
    );
    assert_eq!(count(&report, "added"), all().len() as u64 - 7);
    assert_eq!(report["parts"], 4, "what is attached to the mails");
}

#[test]
fn a_search_finds_passages_of_all_formats_with_where_they_stand() {
    let folder = folder_with_all();
    folder.griffie(["index", "stukken"]).expect_code(3);
    // Pages where there are several.
    for (query, source, page) in [
        ("begroting van 2027", "brief.pdf", Some(2)),
        ("brugdek ingehangen", "brief.pdf", Some(1)),
        ("definitieve afrekening", "ligaturen.pdf", None),
        ("netbeheerder", "voorstel.docx", None),
        ("maaisel", "notitie.odt", None),
        ("cliëntenraad", "besluitenlijst.html", None),
        ("muziekschool", "besluit.rtf", None),
        ("ijssalon", "bericht.eml", None),
        ("vuurtoren geverfd", "bericht.msg", None),
        ("brandstof veerpont", "veerpont.xlsx", None),
        ("linde", "bomen.ods", None),
        ("buurtbewoners", "kermis.pptx", Some(2)),
        ("vijver uitgediept", "stadspark.odp", Some(2)),
    ] {
        let answer = folder.search(query, &[]);
        let hit = answer.hits().iter().find(|hit| hit["source"] == source && hit["partial"] == false);
        let hit = hit.unwrap_or_else(|| panic!("{query} is not found in {source}: {:#}", answer.0));
        if page.is_some() {
            assert_eq!(hit["page"].as_u64(), page, "{query}: {hit:#}");
        }
    }
    // What is attached is found in the mail, under its own name and with its page.
    let answer = folder.search("begroting van 2027", &[]);
    let attached = answer.hits().iter().find(|hit| hit["source"] == "bericht.eml").expect("the attachment");
    assert_eq!((&attached["title"], &attached["page"]), (&"Voortgang van de fietsbrug".into(), &2.into()));
    // Neither what was struck out nor what surrounds a page, nor what a header repeats.
    for absent in ["vier laadpalen", "privacyverklaring", "2026-031"] {
        assert!(folder.search(absent, &[]).full().is_empty(), "{absent}");
    }
}

#[test]
fn pages_are_told_to_people() {
    let folder = folder_with(&[("stukken/brief.pdf", "brief.pdf")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.griffie(["search", "brugdek"]).expect_code(0).expect_stdout("p. 1");
    folder.griffie(["search", "beheer"]).expect_code(0).expect_stdout("p. 2");
}

#[test]
fn a_page_is_told_as_it_is_called_where_that_differs() {
    let folder = folder_with(&[("stukken/a.pdf", "uittreksel.pdf"), ("stukken/b.pdf", "brief.pdf")]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    folder.griffie(["search", "molenaar"]).expect_code(0).expect_stdout("p. 2 (printed 15)");
    let answer = folder.search("molenaar", &[]);
    let hit = &answer.hits()[0];
    assert_eq!((&hit["page"], &hit["page_label"]), (&2.into(), &"15".into()));
    let document = hit["document"].as_str().expect("an id");
    folder.griffie(["show", document]).expect_code(0).expect_stdout(", p. 3 (printed 16)");
    let told = folder.griffie(["search", "brugdek"]).expect_code(0).stdout;
    assert!(told.contains("p. 1 ") && !told.contains("printed"), "{told}");
    let csv = folder.griffie(["search", "molenaar", "--format", "csv"]).expect_code(0).stdout;
    assert!(csv.contains(",page,page_label,") && csv.contains(",2,15,"), "{csv}");
}

/// A program that stands in for LibreOffice: what it makes of any file is the Word document of the fixtures.
#[cfg(unix)]
fn install_office(folder: &Folder) {
    use std::os::unix::fs::PermissionsExt;
    folder.write("programs/voorstel.docx", fixture("voorstel.docx"));
    // The arguments end in the folder of what it writes and the file that it reads.
    let script = format!("#!/bin/sh\n/bin/cp '{}' out/in.docx\n", folder.path("programs/voorstel.docx").display());
    folder.write("programs/soffice", script);
    let program = folder.path("programs/soffice");
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).expect("a program");
}

#[cfg(unix)]
#[test]
fn an_old_document_is_read_once_libreoffice_is_there_and_kept_when_it_is_gone() {
    let folder = folder_with(&[("stukken/oud.doc", "oud.doc"), ("stukken/brief.pdf", "brief.pdf")]);
    folder.griffie(["index", "stukken"]).expect_code(0).expect_stdout("1 ignored");
    assert!(folder.search("netbeheerder", &[]).full().is_empty());
    install_office(&folder);
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("netbeheerder", &[]).full(), ["oud.doc"]);
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
    folder.remove("programs/soffice");
    folder.griffie(["index"]).expect_code(3).expect_stderr("install LibreOffice");
    assert_eq!(folder.search("netbeheerder", &[]).full(), ["oud.doc"]);
}

/// Where LibreOffice is installed: a document that it wrote is read as the one it was made of. Skipped elsewhere, and told.
#[cfg(unix)]
#[test]
fn libreoffice_itself_is_understood() {
    use std::process::Command;
    let path = std::env::var("PATH").unwrap_or_default();
    let folder = folder_with(&[("voorstel.docx", "voorstel.docx")]);
    let mut office = Command::new("soffice");
    let profile = format!("-env:UserInstallation=file://{}", folder.path("profile").display());
    office.arg(profile).args(["--headless", "--convert-to", "doc", "voorstel.docx"]).current_dir(folder.path(""));
    if !office.output().is_ok_and(|ran| ran.status.success()) || !folder.path("voorstel.doc").exists() {
        eprintln!("skipped: there is no LibreOffice (soffice) to write an old document with");
        return;
    }
    let mut command = folder.command(["inspect", "--text", "voorstel.doc"]);
    command.env("PATH", path);
    let ran = crate::common::Ran::of(&mut command).expect_code(0);
    assert!(ran.stdout.contains("De netbeheerder heeft de aansluiting toegezegd."), "{}", ran.told());
    assert!(ran.stdout.contains("Fietsbrug | 120.000 | 85.000"), "{}", ran.told());
}

#[test]
fn a_second_run_knows_unchanged_and_renamed_files() {
    let folder = folder_with(&[
        ("stukken/brief.pdf", "brief.pdf"),
        ("stukken/tabel.pdf", "tabel.pdf"),
        ("stukken/bericht.eml", "bericht.eml"),
        ("stukken/voorstel.docx", "voorstel.docx"),
    ]);
    folder.griffie(["index", "stukken"]).expect_code(0);
    let answer = folder.search("veiligheid", &[]);
    let letter = answer.hits().iter().find(|hit| hit["source"] == "brief.pdf").expect("the letter");
    let before = letter["document"].as_str().expect("an id").to_owned();
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
    folder.remove("stukken/brief.pdf");
    folder.write("stukken/2026/brief aan de raad.pdf", fixture("brief.pdf"));
    folder.rewrite("stukken/voorstel.docx", fixture("notitie.odt"));
    let (ran, report) = folder.report(&[]);
    ran.expect_code(0);
    expect_sum(&report);
    let counts: BTreeMap<&str, u64> = ["added", "updated", "renamed", "unchanged", "removed"]
        .into_iter()
        .map(|of| (of, count(&report, of)))
        .collect();
    assert_eq!(
        counts,
        BTreeMap::from([("added", 0), ("updated", 1), ("renamed", 1), ("unchanged", 2), ("removed", 0)])
    );
    // The old name of the document leads to it.
    folder.griffie(["show", &before]).expect_code(0).expect_stdout("2026/brief aan de raad.pdf");
    assert!(folder.search("veiligheid", &[]).each("source").contains(&"2026/brief aan de raad.pdf".to_owned()));
    assert!(folder.search("laadpalen", &[]).full().is_empty());
    assert_eq!(folder.search("maaibestek", &[]).full(), ["voorstel.docx"]);
}

#[test]
fn a_file_that_can_be_read_now_is_no_longer_told() {
    let folder = folder_with(&[("stukken/plan.pdf", "wachtwoord.pdf"), ("stukken/brief.pdf", "brief.pdf")]);
    folder.griffie(["index", "stukken"]).expect_code(3);
    folder.griffie(["index"]).expect_code(3).expect_stdout("0 newly rejected, 1 still rejected");
    folder.rewrite("stukken/plan.pdf", fixture("zonder-wachtwoord.pdf"));
    folder.griffie(["index"]).expect_code(0);
    assert_eq!(folder.search("grofvuil", &[]).full(), ["plan.pdf"]);
}

#[test]
fn the_same_files_give_the_same_index_whatever_the_number_of_threads() {
    let answers = ["1", "4"].map(|jobs| {
        let folder = folder_with_all();
        folder.griffie(["index", "--jobs", jobs, "stukken"]).expect_code(3);
        folder.search("raad begroting", &["--limit", "100"]).timeless()
    });
    assert_eq!(answers[0], answers[1]);
}
