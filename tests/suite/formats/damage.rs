//! Documents that are cut off, altered, or made to do harm: each costs itself and nothing else.

use serde_json::Value;

use super::{all, fixture};
use crate::common::{Folder, expect_sum, rejected};

/// Shares of a document, in a hundred, after which it is cut off.
const CUTS: [usize; 4] = [10, 50, 90, 99];
/// Copies of each document with altered bytes.
const ALTERED: u64 = 20;

/// Numbers that look like chance and are the same in each run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("below a number of its kind")
    }
}

/// Copies of all documents, cut off and altered, in `stukken/`; how many there are.
fn write_damaged(folder: &Folder) -> u64 {
    let mut written = 0;
    for document in all() {
        let whole = fixture(&document);
        let (stem, suffix) = document.rsplit_once('.').expect("a suffix");
        for cut in CUTS {
            folder.write(&format!("stukken/{stem}/cut-{cut}.{suffix}"), &whole[..whole.len() * cut / 100]);
            written += 1;
        }
        for copy in 1..=ALTERED {
            let mut chance = Chance(copy.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let mut altered = whole.clone();
            for _ in 0..=chance.below(12) {
                let place = chance.below(altered.len());
                altered[place] = u8::try_from(chance.below(256)).expect("a byte");
            }
            folder.write(&format!("stukken/{stem}/altered-{copy}.{suffix}"), altered);
            written += 1;
        }
    }
    written
}

fn not_our_fault(report: &Value) {
    let ours: Vec<String> = rejected(report).into_iter().filter(|told| told.contains("defect of griffie")).collect();
    assert!(ours.is_empty(), "{ours:#?}");
}

/// Insists that no process that reads files for a run in this folder is left.
#[cfg(target_os = "linux")]
fn expect_no_process_left(folder: &Folder) {
    let here = folder.path("").canonicalize().expect("the folder");
    let is_reader = |process: &std::path::Path| {
        // Processes of others, and those that end just now, tell nothing.
        let arguments = std::fs::read(process.join("cmdline")).unwrap_or_default();
        let is_here = std::fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == here);
        is_here && arguments.split(|byte| *byte == 0).any(|argument| argument == b"read-for-another")
    };
    let processes = std::fs::read_dir("/proc").expect("the list of processes").flatten().map(|entry| entry.path());
    let left: Vec<_> = processes.filter(|process| is_reader(process)).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(not(target_os = "linux"))]
fn expect_no_process_left(_: &Folder) {}

#[test]
fn damaged_documents_are_read_or_named() {
    let folder = Folder::new();
    let written = write_damaged(&folder);
    folder.write("stukken/heel.pdf", fixture("brief.pdf"));
    let (ran, report) = folder.report(&["stukken"]);
    assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.told());
    expect_sum(&report);
    assert_eq!(report["documents"]["seen"], written + 1);
    not_our_fault(&report);
    expect_no_process_left(&folder);
    assert!(folder.search("brugdek", &["--limit", "1000"]).full().contains(&"heel.pdf".to_owned()));
    // What was rejected is not read again, and what was read is not changed.
    let (ran, again) = folder.report(&[]);
    assert_eq!(ran.code, Some(3), "{}", ran.told());
    expect_sum(&again);
    assert_eq!(again["documents"]["added"], 0);
    assert_eq!(rejected(&again), rejected(&report));
}

/// A PDF whose colours are each defined by the next, until the stack of whoever follows them is full.
fn endless_colours() -> String {
    let mut file = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</ColorSpace<</C 5 0 R>>>>>>endobj\n\
        4 0 obj<</Length 5>>stream\n/C cs\nendstream endobj\n"
        .to_owned();
    for number in 5..40_000 {
        file.push_str(&format!("{number} 0 obj[/Indexed {} 0 R 1<00>]endobj\n", number + 1));
    }
    file + "trailer<</Root 1 0 R>>\n%%EOF\n"
}

/// Where a full stack is told and ends the process, and not more.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_ends_its_reader_costs_that_file_only() {
    let folder = Folder::new();
    folder.write("stukken/a.pdf", fixture("brief.pdf"));
    folder.write("stukken/b.pdf", endless_colours());
    folder.write("stukken/c.docx", fixture("voorstel.docx"));
    folder.write("stukken/d.pdf", endless_colours() + " ");
    folder.write("stukken/e.rtf", fixture("besluit.rtf"));
    // One thread: the same reader would have served all of them.
    let (ran, report) = folder.report(&["--jobs", "1", "stukken"]);
    ran.expect_code(3);
    assert_eq!(rejected(&report), ["stukken/b.pdf: it nests too deep", "stukken/d.pdf: it nests too deep"]);
    expect_sum(&report);
    for (query, source) in [("brugdek", "a.pdf"), ("netbeheerder", "c.docx"), ("muziekschool", "e.rtf")] {
        assert_eq!(folder.search(query, &[]).full(), [source]);
    }
    expect_no_process_left(&folder);
}

#[test]
fn what_nests_too_deep_is_told_or_read_flat() {
    let folder = Folder::new();
    folder.write("a.rtf", "{\\rtf1 ".to_owned() + &"{".repeat(100_000) + "De raad");
    folder.write("b.html", "<html><body>".to_owned() + &"<div>".repeat(100_000) + "De raad besluit over de brug.");
    folder.write("c.eml", "Content-Type: message/rfc822\nFrom: a@b.example\n\n".repeat(20_000) + "De raad");
    folder.write("d.docx", fixture("te-diep.docx"));
    let ran = folder.griffie(["inspect", "--text", "a.rtf", "b.html", "c.eml", "d.docx"]).expect_code(3);
    assert!(ran.stdout.contains("De raad besluit over de brug."), "{}", ran.told());
    for told in [
        "a.rtf: its groups are nested more than 512 deep",
        "b.html: it is nested more than 256 deep; what is deeper was read as if it were not",
        "d.docx: word/document.xml is nested more than 256 deep",
    ] {
        assert!(ran.stderr.contains(told), "{told} in\n{}", ran.stderr);
    }
    expect_no_process_left(&folder);
}
