//! Runs over files that cannot be read to the end.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::Path;

use super::*;

/// Reads some bytes of a file and then fails, as a disk does that is about to die.
struct Dying<R> {
    input: R,
    left: usize,
}

impl<R: Read> Read for Dying<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("the disk is dying"));
        }
        let end = buffer.len().min(self.left);
        let n = self.input.read(&mut buffer[..end])?;
        self.left -= n;
        Ok(n)
    }
}

/// A folder with documents and its index; `readable` bytes of each file can be read.
struct Place {
    folder: tempfile::TempDir,
    readable: Cell<usize>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("stukken")).unwrap();
        Self { folder, readable: Cell::new(usize::MAX) }
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join("stukken").join(name), text).unwrap();
    }

    fn run(&self, now: &str, rebuild: bool) -> Updated {
        let open = |path: &Path| -> io::Result<Box<dyn Read>> {
            Ok(Box::new(Dying { input: std::fs::File::open(path)?, left: self.readable.get() }))
        };
        self.run_opening(&open, now, rebuild)
    }

    fn run_opening(&self, open: Open<'_>, now: &str, rebuild: bool) -> Updated {
        let root = Root::new(&self.folder.path().join("stukken"), None).unwrap();
        let directory = IndexDirectory::new(self.folder.path().join("index"));
        let options = Options { jobs: 1, rebuild, ..Options::default() };
        let scopes = [Scope { root, inside: None }];
        run_reading(open, &directory, &scopes, &options, &|| now.to_owned(), &mut |_| {}).unwrap()
    }
}

/// Ids of the documents that are found, of those asked for.
fn held<'i>(updated: &Updated, ids: &[&'i str]) -> Vec<&'i str> {
    ids.iter().copied().filter(|id| updated.snapshot.document(id).unwrap().is_some()).collect()
}

fn reasons(updated: &Updated) -> Vec<(String, String)> {
    let rejected = updated.report.not_indexed.iter();
    rejected.map(|item| (item.reason.clone(), item.since.clone().unwrap_or_default())).collect()
}

const FIRST: &str = "2040-01-01T00:00:00Z";
const SECOND: &str = "2040-01-02T00:00:00Z";
const THIRD: &str = "2040-01-03T00:00:00Z";
const LINES: &str = "{\"id\":\"een\",\"text\":\"De deeltaxi rijdt.\"}\n{\"id\":\"twee\",\"text\":\"Het loket sluit.\"}\n\
    {\"text\":\"De dagopvang blijft.\"}\n";

#[test]
fn a_file_that_cannot_be_read_to_the_end_is_tried_again_in_the_next_run() {
    let place = Place::new();
    place.write("rij.jsonl", LINES);
    place.readable.set(60);
    let first = place.run(FIRST, false);
    assert_eq!(held(&first, &["een", "twee"]), ["een"]);
    let told = "reading stopped at line 2: the disk is dying".to_owned();
    assert_eq!(reasons(&first), [(told.clone(), FIRST.to_owned())]);
    // Still so, since the first time; and then the disk is mended, and the file is what it was.
    let second = place.run(SECOND, false);
    assert_eq!((reasons(&second), second.report.still_rejected), (vec![(told, FIRST.to_owned())], 1));
    place.readable.set(usize::MAX);
    let third = place.run(THIRD, false);
    assert_eq!((held(&third, &["een", "twee"]), reasons(&third)), (vec!["een", "twee"], Vec::new()));
    assert!(!place.run(THIRD, false).changed);
}

#[test]
fn what_was_read_earlier_of_a_file_that_breaks_off_is_kept_also_by_a_rebuild() {
    let place = Place::new();
    place.write("rij.jsonl", LINES);
    let whole = place.run(FIRST, false);
    let files = whole.snapshot.files().unwrap();
    let third = format!("{}.3", crate::source::document_id_for_file("stukken", "rij.jsonl"));
    let all = ["een", "twee", third.as_str()];
    assert_eq!((held(&whole, &all), files[0].documents), (all.to_vec(), 3));
    place.write("rij.jsonl", &LINES.replace("rijdt", "rijdt niet"));
    place.readable.set(60);
    for rebuild in [false, true] {
        let broken = place.run(SECOND, rebuild);
        assert_eq!(held(&broken, &all), all, "rebuild: {rebuild}");
        let kept = "reading stopped at line 2: the disk is dying; of the rest what was read earlier is kept";
        assert_eq!(reasons(&broken), [(kept.to_owned(), SECOND.to_owned())]);
        let text = |id: &str| broken.snapshot.passages_of(id).unwrap()[0].text.clone();
        assert_eq!([text("een"), text("twee")], ["De deeltaxi rijdt niet.", "Het loket sluit."]);
        assert_eq!(broken.snapshot.files().unwrap()[0].documents, 3);
    }
    place.readable.set(usize::MAX);
    let mended = place.run(THIRD, false);
    assert_eq!((held(&mended, &all), reasons(&mended)), (all.to_vec(), Vec::new()));
}

#[test]
fn a_text_that_cannot_be_read_keeps_what_was_read_earlier_and_is_still_rejected_next_time() {
    let place = Place::new();
    place.write("a.txt", "De deeltaxi rijdt.\n");
    let first = place.run(FIRST, false);
    let id = crate::source::document_id_for_file("stukken", "a.txt");
    place.write("a.txt", "De deeltaxi rijdt nooit.\n");
    place.readable.set(3);
    let told = "the disk is dying; the text read earlier is kept".to_owned();
    let second = place.run(SECOND, false);
    assert_eq!((reasons(&second), second.report.still_rejected), (vec![(told.clone(), SECOND.to_owned())], 0));
    assert_eq!((second.report.documents.unchanged, second.report.documents.seen), (1, 2));
    let third = place.run(THIRD, false);
    assert_eq!((reasons(&third), third.report.still_rejected), (vec![(told, SECOND.to_owned())], 1));
    assert!(!third.changed && third.report.generation == second.report.generation, "nothing is written for it");
    assert_eq!(third.snapshot.passages_of(&id).unwrap()[0].text, "De deeltaxi rijdt.");
    place.readable.set(usize::MAX);
    let mended = place.run(THIRD, false);
    assert_eq!(mended.snapshot.passages_of(&id).unwrap()[0].text, "De deeltaxi rijdt nooit.");
    assert_eq!((reasons(&mended), first.report.generation + 2), (Vec::new(), mended.report.generation));
}

#[test]
fn files_that_changed_just_before_a_run_are_hashed_once_more_and_then_never_again() {
    let place = Place::new();
    for name in ["a.txt", "b.txt"] {
        place.write(name, &format!("De deeltaxi {name} rijdt.\n"));
        let file = std::fs::File::options().append(true).open(place.folder.path().join("stukken").join(name)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(2_208_988_800)).unwrap();
    }
    // They bear the time of the first run, so that this one cannot tell, and neither can one in the same moment.
    let first = place.run(FIRST, false);
    let moment = place.run(FIRST, false);
    assert_eq!((moment.report.bytes_read, moment.report.generation), (50, first.report.generation));
    let settled = place.run(SECOND, false);
    assert_eq!((settled.changed, settled.report.documents.unchanged, settled.report.bytes_read), (false, 2, 50));
    let third = place.run(SECOND, false);
    assert_eq!((third.changed, third.report.bytes_read), (false, 0));
    assert_eq!(third.report.generation, settled.report.generation);
    let id = crate::source::document_id_for_file("stukken", "a.txt");
    assert_eq!(held(&third, &[&id]), [id.as_str()]);
}

/// Numbers the files of one size that a rename has to tell apart; each is read once, or this would take minutes.
#[test]
fn a_folder_of_equal_sizes_is_renamed_by_reading_each_file_once() {
    let place = Place::new();
    for n in 0..300 {
        place.write(&format!("{n}.txt"), &format!("De raad bespreekt punt {n:03}.\n"));
    }
    place.run(FIRST, false);
    let stukken = place.folder.path().join("stukken");
    std::fs::create_dir(stukken.join("map")).unwrap();
    for n in 0..300 {
        std::fs::rename(stukken.join(format!("{n}.txt")), stukken.join(format!("map/{n}.txt"))).unwrap();
    }
    let renamed = place.run(SECOND, false);
    assert_eq!((renamed.report.documents.renamed, renamed.report.documents.removed), (300, 0));
    // Once for its hash, once for its text.
    assert_eq!(renamed.report.bytes_read, 2 * 300 * 28);
}

/// A file that others write while it is read: what was read then is what is found, and the next run reads it again.
#[test]
fn a_file_that_changes_or_vanishes_while_it_is_read_is_right_after_the_next_run() {
    let place = Place::new();
    place.write("a.txt", "De deeltaxi rijdt.\n");
    place.write("b.txt", "Het loket sluit.\n");
    let stukken = place.folder.path().join("stukken");
    let meddling = |path: &Path| -> io::Result<Box<dyn Read>> {
        if path.ends_with("a.txt") {
            std::fs::write(path, "De deeltaxi rijdt niet meer.\n")?;
            std::fs::remove_file(stukken.join("b.txt"))?;
        }
        Ok(Box::new(std::fs::File::open(path)?))
    };
    let first = place.run_opening(&meddling, FIRST, false);
    let [a, b] = ["a.txt", "b.txt"].map(|name| crate::source::document_id_for_file("stukken", name));
    let text = |updated: &Updated| updated.snapshot.passages_of(&a).unwrap()[0].text.clone();
    assert_eq!(text(&first), "De deeltaxi rijdt niet meer.");
    let told = reasons(&first);
    assert!(told.len() == 1 && told[0].0.starts_with("No such file"), "{told:?}");
    // Its size is another than the one written down.
    let second = place.run(SECOND, false);
    assert_eq!((second.report.documents.updated, reasons(&second)), (1, Vec::new()));
    assert_eq!((held(&second, &[&a, &b]), text(&second)), (vec![a.as_str()], "De deeltaxi rijdt niet meer.".into()));
}

/// A machine that comes up with a clock of years ago.
#[test]
fn a_clock_that_goes_backwards_hides_no_change() {
    let place = Place::new();
    let aged = |name: &str, time: &str| {
        let file = std::fs::File::options().append(true).open(place.folder.path().join("stukken").join(name)).unwrap();
        let since_1970 = u64::try_from(nanoseconds(time)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_nanos(since_1970)).unwrap();
    };
    place.write("a.txt", "De deeltaxi rijdt.\n");
    aged("a.txt", "2030-01-01T00:00:00Z");
    let first = place.run(THIRD, false);
    let id = crate::source::document_id_for_file("stukken", "a.txt");
    // Of the same length, so that nothing but its time tells, which is before that of the last run.
    place.write("a.txt", "De deeltaxi staat.\n");
    aged("a.txt", "2005-06-01T00:00:00Z");
    let second = place.run("2005-06-01T00:00:00Z", false);
    assert_eq!(second.snapshot.passages_of(&id).unwrap()[0].text, "De deeltaxi staat.");
    assert_eq!(second.report.generation, first.report.generation + 1);
    assert_eq!(second.snapshot.payload().finished, "2005-06-01T00:00:00Z");
    // Changed in the very moment of that run: its time cannot tell, and the next run does not trust it.
    place.write("a.txt", "De deeltaxi wacht.\n");
    aged("a.txt", "2005-06-01T00:00:00Z");
    let third = place.run("2005-06-01T00:00:01Z", false);
    assert_eq!(third.snapshot.passages_of(&id).unwrap()[0].text, "De deeltaxi wacht.");
    assert!(!place.run(THIRD, false).changed);
}

#[test]
fn a_run_that_is_stopped_before_it_writes_leaves_nothing_behind() {
    let place = Place::new();
    place.write("a.txt", "De deeltaxi rijdt.\n");
    let stop = Stop::default();
    stop.ask();
    let root = Root::new(&place.folder.path().join("stukken"), None).unwrap();
    let directory = IndexDirectory::new(place.folder.path().join("index"));
    let scopes = [Scope { root, inside: None }];
    let options = Options { jobs: 1, stop, ..Options::default() };
    let ended = run(&directory, &scopes, &options, &|| FIRST.to_owned(), &mut |_| {});
    assert!(matches!(ended, Err(UpdateError::Index(IndexError::Stopped))));
    let names: Vec<_> = std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["LOCK"]);
}

/// What tells that nothing changed stands in columns: at a hundred thousand files reading their records would take seconds.
#[test]
fn a_run_without_changes_reads_no_stored_record() {
    let place = Place::new();
    place.write("a.txt", "De deeltaxi rijdt.\n");
    place.write("rij.jsonl", LINES);
    let first = place.run(FIRST, false);
    let directory = first.snapshot.directory();
    let generation = directory.generation_path(first.report.generation);
    let stores: Vec<PathBuf> = std::fs::read_dir(&generation)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "store"))
        .collect();
    for path in &stores {
        // The records become noise; what stands behind them, by which the engine opens the file, stays.
        let mut bytes = std::fs::read(path).unwrap();
        let third = bytes.len() / 3;
        bytes[..third].fill(0xa5);
        std::fs::write(path, bytes).unwrap();
    }
    assert!(!stores.is_empty());
    directory.seal_again();
    assert!(Snapshot::open(directory).unwrap().files().is_err());
    let second = place.run(SECOND, false);
    assert_eq!((second.changed, second.report.documents.unchanged, second.rebuilt_because), (false, 4, None));
}
