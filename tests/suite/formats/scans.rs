//! Scans: what is told of them without text recognition, and what becomes of them with it. The two programs that it needs are
//! small scripts here, which say what those would; one test runs the real ones where they are.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use super::{fixture, folder_with};
use crate::common::{Folder, Ran, expect_sum, rejected};

/// A line of hOCR at a height, with words from left to right.
fn line(y: u32, words: &str) -> String {
    let mut x = 200;
    let mut spans = String::new();
    for word in words.split(' ') {
        let end = x + 18 * word.chars().count() as u32;
        spans += &format!("<span class='ocrx_word' title='bbox {x} {y} {end} {}; x_wconf 95'>{word}</span>", y + 30);
        x = end + 10;
    }
    let bottom = y + 30;
    format!("<span class='ocr_line' title='bbox 200 {y} {x} {bottom}; baseline 0 -6; x_size 32'>{spans}</span>")
}

/// A page of hOCR.
fn hocr(lines: &[&str]) -> String {
    let lines: String = (0_u32..).zip(lines).map(|(place, words)| line(300 + 50 * place, words)).collect();
    format!("<html><body><div class='ocr_page' title='bbox 0 0 1768 2500'>{lines}</div></body></html>")
}

fn script(folder: &Folder, name: &str, text: &str) {
    let path = folder.path(&format!("programs/{name}"));
    folder.write(&format!("programs/{name}"), format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{text}"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a script that can be run");
}

/// The page that a scan shows.
const PAGE: [&str; 2] =
    ["De raad stelt de nota grondbeleid vast en draagt het college op", "om jaarlijks een overzicht te geven."];

/// Puts text recognition there that reads `PAGE` on every page, and counts how often it is asked.
fn install(folder: &Folder) {
    folder.write("programs/page.html", hocr(&PAGE));
    script(folder, "pdftoppm", "cat > /dev/null; printf 'P5\\n1 1\\n255\\n\\0'");
    let folder_path = folder.path("programs").display().to_string();
    script(
        folder,
        "tesseract",
        &format!(
            "case \"$1\" in
--version) echo 'tesseract 5.9.9' ;;
--list-langs) printf 'List of available languages (2):\\neng\\nnld\\n' ;;
*) cat > /dev/null; cat {folder_path}/page.html; echo once >&2; [ ! -e {folder_path}/broken ] ;;
esac"
        ),
    );
}

/// Makes `pdftoppm` fail, and say why.
fn break_images(folder: &Folder) {
    script(folder, "pdftoppm", "cat > /dev/null; echo 'Syntax Error: no page' >&2; exit 1");
}

fn with_scans() -> Folder {
    folder_with(&[("stukken/scan.pdf", "scan.pdf"), ("stukken/deels.pdf", "deels-scan.pdf")])
}

fn index(folder: &Folder) -> (Ran, Value) {
    folder.report(&["stukken"])
}

fn hits(folder: &Folder, query: &str) -> Vec<(String, Option<u64>, bool)> {
    let answer = folder.search(query, &[]).0;
    let hits = answer["hits"].as_array().expect("hits").iter();
    let mut hits: Vec<_> = hits
        .map(|hit| {
            let source = hit["source"].as_str().expect("a source").to_owned();
            (source, hit["page"].as_u64(), hit["ocr"].as_bool().expect("told of each hit"))
        })
        .collect();
    hits.sort();
    hits
}

#[test]
fn without_text_recognition_it_is_said_how_to_get_it() {
    let folder = with_scans();
    let (ran, report) = index(&folder);
    ran.expect_code(3)
        .expect_stderr("scans: pages that are pictures were left out in 1 document: OCR not available: tesseract was not found; install");
    insta::assert_snapshot!(rejected(&report).join("\n"), @"stukken/scan.pdf: scan without text, OCR not available: tesseract was not found; install tesseract with its Dutch data and poppler (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-nld poppler-utils) and run griffie index again");
}

#[test]
fn pages_that_were_not_read_are_listed_by_the_status() {
    let folder = with_scans();
    index(&folder).0.expect_code(3);
    let ran = folder.griffie(["status"]).expect_code(0);
    ran.expect_stdout(
        "pages that are pictures and were not read: 3\n  stukken/deels.pdf: 1 page\n  stukken/scan.pdf: 2 pages\n",
    );
    install(&folder);
    index(&folder).0.expect_code(0);
    let status = folder.griffie(["status", "--format", "json"]).expect_code(0).json();
    assert_eq!(status["unread_scans"], Value::Array(Vec::new()));
}

#[test]
fn what_is_missing_of_text_recognition_is_named() {
    let folder = folder_with(&[("scan.pdf", "scan.pdf")]);
    let told = || folder.griffie(["inspect", "scan.pdf"]).expect_code(3).stderr;
    install(&folder);
    folder.remove("programs/pdftoppm");
    assert!(told().contains("OCR not available: pdftoppm was not found"), "{}", told());
    install(&folder);
    script(&folder, "tesseract", "echo eng");
    assert!(told().contains("OCR not available: the Dutch data of tesseract (nld) was not found"), "{}", told());
}

#[test]
fn scans_are_found_with_their_page_and_are_marked() {
    let folder = with_scans();
    install(&folder);
    let (ran, report) = index(&folder);
    ran.expect_code(0);
    expect_sum(&report);
    assert_eq!([&report["documents"]["added"], &report["documents"]["updated"]], [2, 0]);
    assert_eq!(report["not_indexed"], Value::Array(Vec::new()));
    let found = |file: &str, page: u64, ocr: bool| (file.to_owned(), Some(page), ocr);
    assert_eq!(hits(&folder, "grondbeleid")[..2], [found("deels.pdf", 2, true), found("scan.pdf", 1, true)]);
    assert_eq!(hits(&folder, "grofvuil"), [found("deels.pdf", 1, false)]);
    folder.griffie(["search", "nota grondbeleid"]).expect_code(0).expect_stdout("p. 1 (OCR) · stukken/scan.pdf");
    // Nothing is left to do.
    folder.griffie(["index"]).expect_code(0).expect_stdout("nothing changed");
}

#[test]
fn scans_are_read_once_text_recognition_is_there() {
    let folder = with_scans();
    index(&folder).0.expect_code(3);
    install(&folder);
    let (ran, report) = index(&folder);
    ran.expect_code(0);
    assert_eq!([&report["documents"]["added"], &report["documents"]["updated"]], [1, 1]);
    assert_eq!([&report["documents"]["unchanged"], &report["documents"]["rejected"]], [0, 0]);
    expect_sum(&report);
    assert_eq!(hits(&folder, "grondbeleid").len(), 2);
}

#[test]
fn what_was_read_of_scans_stays_when_all_is_built_anew_without_text_recognition() {
    let folder = with_scans();
    install(&folder);
    index(&folder).0.expect_code(0);
    let before = hits(&folder, "grondbeleid");
    for name in ["pdftoppm", "tesseract"] {
        folder.remove(&format!("programs/{name}"));
    }
    folder.griffie(["index", "--rebuild"]).expect_code(0);
    assert_eq!(hits(&folder, "grondbeleid"), before);
    // Without what was kept it can be had only by reading it again.
    fs::remove_dir_all(folder.path("index/cache")).expect("what is kept");
    folder.griffie(["index", "--rebuild"]).expect_code(3);
    assert_eq!(hits(&folder, "grofvuil").len(), 1, "what is text is read again");
}

#[test]
fn text_recognition_can_be_switched_off() {
    let folder = with_scans();
    install(&folder);
    let ran = folder.griffie(["index", "stukken", "--no-ocr"]).expect_code(3);
    ran.expect_stderr("scan without text, OCR is switched off (--no-ocr)");
    folder.griffie(["inspect", "--no-ocr", "stukken/scan.pdf"]).expect_code(3).expect_stderr("switched off");
    folder.griffie(["index"]).expect_code(0);
}

#[test]
fn inspect_reads_scans_too() {
    let folder = with_scans();
    install(&folder);
    let ran = folder.griffie(["inspect", "--format", "json", "stukken/scan.pdf"]).expect_code(0);
    let ran = ran.expect_stderr("stukken/scan.pdf: text recognition reads 2 pages");
    let passage = &ran.json()[0]["passages"][0];
    assert_eq!([&passage["ocr"], &passage["page"]], [&Value::Bool(true), &Value::from(1)]);
    assert!(passage["text"].as_str().is_some_and(|text| text.starts_with(&PAGE.join(" "))), "{passage}");
}

#[test]
fn a_page_that_cannot_be_read_is_told_and_not_tried_for_ever() {
    let folder = with_scans();
    install(&folder);
    break_images(&folder);
    let (ran, report) = index(&folder);
    ran.expect_code(3).expect_stderr("page 2 could not be read as a scan: pdftoppm failed: Syntax Error: no page");
    insta::assert_snapshot!(rejected(&report).join("\n"), @"stukken/scan.pdf: it is a scan, on which text recognition (OCR) found no text that it could read");
    let again = folder.griffie(["index"]).expect_code(3);
    assert!(!again.stderr.contains("Syntax Error"), "{}", again.told());
}

#[test]
fn a_run_that_is_stopped_goes_on_where_it_was() {
    let folder = with_scans();
    install(&folder);
    // It never comes to an end on the second page that it is given.
    let page = "cat > /dev/null; printf 'P5\\n1 1\\n255\\n\\0'";
    let once =
        format!("if mkdir \"{}\" 2>/dev/null; then {page}; else sleep 60; fi", folder.path("programs/first").display());
    script(&folder, "pdftoppm", &once);
    let mut running = folder.process(["index", "stukken", "--jobs", "1"]).spawn().expect("a run");
    let kept = || fs::read_dir(folder.path("index/cache")).map_or(0, Iterator::count);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let has_page = || walk(&folder.path("index/cache")).iter().any(|name| name.ends_with(".page"));
    while !has_page() && std::time::Instant::now() < deadline {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(has_page(), "{}", kept());
    running.kill().expect("it runs");
    running.wait().expect("it has ended");
    assert_eq!(hits(&folder, "grofvuil").len(), 1, "what needs no text recognition is found already");
    script(&folder, "pdftoppm", page);
    index(&folder).0.expect_code(0);
    assert_eq!(hits(&folder, "grondbeleid").len(), 2);
}

fn walk(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => walk(&path),
            path => vec![path.display().to_string()],
        })
        .collect()
}

/// With the programs of this machine, where it has them.
#[test]
fn the_real_programs_take_what_they_are_given() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has = |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    if !has("tesseract") || !has("pdftoppm") {
        println!("left out: this machine has no tesseract or no pdftoppm");
        return;
    }
    let folder = Folder::new();
    folder.write("scan.pdf", fixture("scan.pdf"));
    let ran = Ran::of(folder.command(["inspect", "scan.pdf"]).env("PATH", path));
    assert!(!ran.stderr.contains("could not be read as a scan"), "{}", ran.told());
}
