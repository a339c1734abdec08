//! A full disk at any moment of a run.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::directory::full::FullDirectory;
use super::*;
use crate::analysis::Analyzer;

const NOW: &str = "2025-01-01T00:00:00Z";

/// Writes a file with one document of one passage.
fn add(builder: &GenerationBuilder<'_>, path: &str, text: &str) -> Result<(), IndexError> {
    let document = DocumentRecord {
        id: format!("id-{path}"),
        root: "stukken".into(),
        source: path.into(),
        passages: 1,
        ..Default::default()
    };
    let passage = PassageRecord {
        id: format!("id-{path}#1"),
        document: document.id.clone(),
        ordinal: 0,
        heading: String::new(),
        text: text.into(),
        margin: String::new(),
        page: None,
        page_label: None,
        lines: None,
        ocr: false,
        role: None,
        positions: Vec::new(),
    };
    let file = FileRecord {
        root: "stukken".into(),
        path: path.into(),
        size: 1,
        modified: 1,
        inode: 1,
        sidecars: 0,
        hash: "hash".into(),
        state: FileState::Indexed,
        documents: 1,
        parts: 0,
        passages: 1,
        problems: Vec::new(),
        mistakes: Vec::new(),
        more_rejected: 0,
        scanned_pages: Vec::new(),
        waits_for: Vec::new(),
        earlier_names: Vec::new(),
        is_racy: false,
        since: NOW.into(),
    };
    let analyzer = Analyzer::default();
    builder.add(document_to_tantivy(builder.fields(), &document, path))?;
    builder.add(PassageDocuments::new(builder.fields(), &analyzer, &document, path).passage(&passage))?;
    builder.add(file_to_tantivy(builder.fields(), &file))
}

/// The second run on a disk that takes some writes and then none: what it ends with.
fn run_on_a_full_disk(directory: &IndexDirectory, writes: usize) -> Result<Snapshot, IndexError> {
    let lock = directory.lock(NOW)?;
    directory.remove_leftovers(&lock)?;
    let base = Snapshot::open(directory)?;
    let writes_left = Arc::new(AtomicUsize::new(writes));
    let builder = directory.begin_in(Some(&base), &lock, |inner| FullDirectory { inner, writes_left })?;
    builder.remove_file("stukken", "a.txt");
    if let Err(error) = add(&builder, "a.txt", "De dagopvang blijft.") {
        builder.abandon();
        return Err(error);
    }
    builder.prepare(NOW, &[("stukken".into(), "/stukken".into())])?.publish()
}

#[test]
fn a_disk_that_fills_up_at_any_moment_leaves_the_state_before_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let directory = IndexDirectory::new(folder.path().join("index"));
    {
        let lock = directory.lock(NOW).unwrap();
        let builder = directory.begin(None, &lock).unwrap();
        add(&builder, "a.txt", "De deeltaxi rijdt.").unwrap();
        builder.prepare(NOW, &[]).unwrap().publish().unwrap();
    }
    let mut failures = 0;
    // Not every moment: each run syncs to the disk.
    for writes in (0..).step_by(3) {
        match run_on_a_full_disk(&directory, writes) {
            Ok(snapshot) => {
                // The disk was large enough: the new state is whole.
                assert_eq!(snapshot.passage_by_id("id-a.txt#1").unwrap().unwrap().text, "De dagopvang blijft.");
                break;
            }
            Err(error) => {
                failures += 1;
                let told = format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default());
                assert!(matches!(error, IndexError::DiskFull { .. }), "after {writes} writes: {told}");
                assert!(told.starts_with("the disk is full: the index at "), "{told}");
                assert!(error.hint().contains("free some space"), "{}", error.hint());
                let seen = Snapshot::open(&directory).unwrap();
                assert_eq!(seen.payload().generation, 1, "after {writes} writes");
                assert_eq!(seen.passage_by_id("id-a.txt#1").unwrap().unwrap().text, "De deeltaxi rijdt.");
            }
        }
        assert!(writes < 1000, "it never succeeds");
    }
    assert!(failures > 5, "only {failures} moments were tried");
    let mut names: Vec<_> =
        std::fs::read_dir(directory.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["CURRENT", "LOCK", "gen-000001", "gen-000002"]);
}

#[test]
fn a_disk_that_is_full_from_the_beginning_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let directory = IndexDirectory::new(folder.path().join("index"));
    let lock = directory.lock(NOW).unwrap();
    let none_left = Arc::new(AtomicUsize::new(0));
    let begun = directory.begin_in(None, &lock, |inner| FullDirectory { inner, writes_left: Arc::clone(&none_left) });
    assert!(matches!(begun.err(), Some(IndexError::DiskFull { .. })));
    assert_eq!(none_left.load(Ordering::Relaxed), 0);
    assert!(!directory.generation_path(1).exists());
}

#[test]
fn a_reader_that_goes_on_for_long_keeps_what_it_has_and_sees_the_new_state_when_it_asks() {
    let folder = tempfile::tempdir().unwrap();
    let directory = IndexDirectory::new(folder.path().join("index"));
    let write = |text: &str| {
        let lock = directory.lock(NOW).unwrap();
        let base = Snapshot::open(&directory).ok();
        let builder = directory.begin(base.as_ref(), &lock).unwrap();
        builder.remove_file("stukken", "a.txt");
        add(&builder, "a.txt", text).unwrap();
        builder.prepare(NOW, &[]).unwrap().publish().unwrap();
    };
    let text = |snapshot: &Snapshot| snapshot.passage_by_id("id-a.txt#1").unwrap().unwrap().text;
    write("De deeltaxi rijdt.");
    let live = Live::open(directory.clone()).unwrap();
    let (first, _) = live.snapshot();
    // Three states later its files have no names any more.
    for version in ["een", "twee", "drie"] {
        write(version);
    }
    assert!(!directory.generation_path(1).exists());
    let (now, error) = live.snapshot();
    assert_eq!((text(&first).as_str(), text(&now).as_str()), ("De deeltaxi rijdt.", "drie"));
    assert!(error.is_none());
    // A new state that cannot be read is told, and the one before answers.
    write("vier");
    std::fs::remove_file(directory.generation_path(5).join("meta.json")).unwrap();
    let (held, error) = live.snapshot();
    assert_eq!(text(&held), "drie");
    assert!(matches!(error, Some(IndexError::Damaged { .. })), "{error:?}");
}
