//! The later pass over scans: text recognition of pages that are pictures, once all other documents can be found.
//!
//! What it reads is kept page by page, so that a run that is killed goes on where it was; and written into the index some
//! hundred pages at a time, so that a long night shows its results as it goes.

use std::collections::HashSet;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use super::content::read_bytes;
use super::report::DocumentCounts;
use super::scope::Scope;
use super::{Options, Progress, UpdateError, Updated, run};
use crate::extract::{Cache, NoOcr, OcrError, OcrPage, ToolError};
use crate::index::{FileRecord, IndexDirectory, IndexError, Snapshot};
use crate::stop::Stop;
use crate::warning::Warning;

/// Pages after which what was read is written into the index.
const PAGES_A_ROUND: usize = 200;
/// Pages of one document of which is told why they were not read.
const MAX_TOLD_PAGES: usize = 3;
/// Pages of a document after which it is given up where every one of them failed.
const MAX_FAILED_PAGES: usize = 8;

/// How long another run is waited for that came in between.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often is looked whether it has ended.
const PATIENCE_STEP: Duration = Duration::from_millis(200);

/// How far the pass is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanProgress {
    /// Pages read.
    pub pages: usize,
    /// Pages to read.
    pub total_pages: usize,
}

/// A file with pages that are pictures.
struct Scan {
    record: FileRecord,
    location: PathBuf,
}

/// Reads the scans of some scopes where text recognition is there, and brings the index up to date with them. `updated` is what
/// the run before it did; comes back with what both did.
///
/// # Errors
/// Where the index cannot be read or written. Pages that cannot be read are told in the remarks.
pub fn read_scans(
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: &Options,
    updated: Updated,
    now: &dyn Fn() -> String,
    on_page: &mut dyn FnMut(ScanProgress),
) -> Result<Updated, UpdateError> {
    let Some(cache) = options.cache.as_ref().filter(|_| options.reader.is_some()) else { return Ok(updated) };
    let missing = options.ocr.check().err();
    if missing == Some(NoOcr::Off) || missing.is_some() && !updated.changed {
        return Ok(updated);
    }
    let scans = waiting(&updated.snapshot, scopes)?;
    if scans.is_empty() {
        return Ok(updated);
    }
    let mut updated = updated;
    if let Some(why) = missing {
        // Those of which nothing could be read say so themselves.
        let of_some = scans.iter().filter(|scan| scan.record.documents > 0).count();
        if of_some > 0 {
            let documents = if of_some == 1 { "document" } else { "documents" };
            let told = format!("pages that are pictures were left out in {of_some} {documents}: {why}");
            updated.remarks.push(Warning::new("scans", told));
        }
        return Ok(updated);
    }
    let total_pages = scans.iter().map(|scan| scan.record.scanned_pages.len()).sum();
    let mut progress = ScanProgress { pages: 0, total_pages };
    for round in rounds(&scans) {
        let mut read_again = HashSet::new();
        let mut told = Vec::new();
        for scan in round {
            if options.stop.is_asked() {
                return Err(IndexError::Stopped.into());
            }
            let pages_before = progress.pages;
            let read = read_scan(scan, cache, options, &mut || {
                progress.pages += 1;
                on_page(progress);
            });
            progress.pages = pages_before + scan.record.scanned_pages.len();
            match read {
                Ok(remarks) => {
                    read_again.insert(scan.record.key());
                    told.extend(remarks);
                }
                Err(remark) => told.push(remark),
            }
        }
        let is_stopped = read_again.is_empty();
        if !is_stopped {
            let again = Options { rebuild: false, read_again, ..options.clone() };
            match patiently(|| run(directory, scopes, &again, now, &mut |_: Progress| {}), &options.stop) {
                Ok(more) => updated = together(updated, more, round),
                // What was read is kept, and is taken by the next run.
                Err(UpdateError::Index(error @ IndexError::Busy { .. })) => {
                    told.push(Warning::new("scans", format!("they are read and wait for the next run: {error}")));
                }
                Err(error) => return Err(error),
            }
        }
        updated.remarks.extend(told);
        if is_stopped {
            break;
        }
    }
    Ok(updated)
}

/// Another run can come in between two rounds: it is waited for, as it will end.
fn patiently(mut write: impl FnMut() -> Result<Updated, UpdateError>, stop: &Stop) -> Result<Updated, UpdateError> {
    let start = Instant::now();
    loop {
        match write() {
            Err(UpdateError::Index(IndexError::Busy { .. })) if start.elapsed() < PATIENCE && !stop.is_asked() => {
                thread::sleep(PATIENCE_STEP);
            }
            ended => return ended,
        }
    }
}

/// The files of the scopes with pages that are pictures and were not read, in the order of their names.
fn waiting(snapshot: &Snapshot, scopes: &[Scope]) -> Result<Vec<Scan>, IndexError> {
    let mut scans = Vec::new();
    for address in snapshot.files_with_scans()? {
        let record = snapshot.file(address)?;
        if record.hash.is_empty() {
            continue;
        }
        let holds = |scope: &&Scope| {
            let inside = |inside: &String| {
                record.path.strip_prefix(inside.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            scope.root.name == record.root && scope.inside.as_ref().is_none_or(inside)
        };
        if let Some(scope) = scopes.iter().find(holds) {
            let location =
                if scope.root.path.is_dir() { scope.root.place(&record.path) } else { scope.root.path.clone() };
            scans.push(Scan { location, record });
        }
    }
    scans.sort_by_key(|scan| scan.record.key());
    Ok(scans)
}

/// Scans that are written into the index together.
fn rounds(scans: &[Scan]) -> impl Iterator<Item = &[Scan]> {
    let mut rest = scans;
    std::iter::from_fn(move || {
        let mut pages = 0;
        let is_in = |scan: &Scan| {
            let is_in = pages < PAGES_A_ROUND;
            pages += scan.record.scanned_pages.len();
            is_in
        };
        let end = rest.iter().map(is_in).take_while(|is_in| *is_in).count();
        let round;
        (round, rest) = rest.split_at(end);
        (!round.is_empty()).then_some(round)
    })
}

/// Reads the pages of a file that the cache does not hold. Gives what is to be told of single pages; an error where nothing
/// more can be read at all, or not of this file just now.
fn read_scan(
    scan: &Scan,
    cache: &Cache,
    options: &Options,
    on_page: &mut dyn FnMut(),
) -> Result<Vec<Warning>, Warning> {
    let FileRecord { root, path, hash, scanned_pages, .. } = &scan.record;
    let place = format!("{root}/{path}");
    let later = |why: String| Warning::new(place.clone(), format!("its scans wait for the next run: {why}"));
    let bytes = read_bytes(&scan.location).map_err(later)?;
    let document = Cache::digest(&bytes);
    if document != *hash {
        return Err(later("it has changed since it was read".to_owned()));
    }
    let missing: Vec<u32> =
        scanned_pages.iter().copied().filter(|number| cache.page(&document, *number).is_none()).collect();
    let mut failed = Vec::new();
    let mut stop = None;
    let mut left: HashSet<u32> = missing.iter().copied().collect();
    for (number, read) in options.ocr.read_pages(&bytes, &missing, options.jobs) {
        if options.stop.is_asked() {
            return Err(later("the run is to stop".to_owned()));
        }
        on_page();
        let kept = match read {
            Ok(page) => page,
            // Another time or machine may read it.
            Err(error @ (OcrError::None(_) | OcrError::Tool(ToolError::NotStarted { .. }))) => {
                stop = Some(error.to_string());
                continue;
            }
            // It would fail again: it counts as read, and as empty.
            Err(error) => {
                failed.push((number, error.to_string()));
                empty_page(number)
            }
        };
        left.remove(&number);
        if let Err(error) = cache.keep_page(&document, &kept) {
            stop = Some(format!("what is read cannot be kept: {error}"));
            break;
        }
        if failed.len() >= MAX_FAILED_PAGES && failed.len() + left.len() == missing.len() {
            break;
        }
    }
    if stop.is_none() {
        // A document of which the first pages fail, one and all, would cost a minute for each of the others.
        for number in left {
            failed.push((number, "the pages before it could not be read".to_owned()));
            if let Err(error) = cache.keep_page(&document, &empty_page(number)) {
                stop = Some(format!("what is read cannot be kept: {error}"));
            }
        }
    }
    if let Some(why) = stop {
        return Err(later(why));
    }
    failed.sort();
    let more = failed.len().saturating_sub(MAX_TOLD_PAGES);
    let mut told: Vec<Warning> = failed
        .into_iter()
        .take(MAX_TOLD_PAGES)
        .map(|(number, why)| Warning::new(place.clone(), format!("page {number} could not be read as a scan: {why}")))
        .collect();
    if more > 0 {
        told.push(Warning::new(place.clone(), format!("nor could {more} more of its pages")));
    }
    Ok(told)
}

/// A page on which nothing could be read.
fn empty_page(number: u32) -> OcrPage {
    OcrPage { number, height: 0.0, pieces: Vec::new(), tool: String::new() }
}

/// What two runs did, the second of which read `scans` once more.
fn together(first: Updated, second: Updated, scans: &[Scan]) -> Updated {
    // What was new in the first run and is read once more in the second is new, and not changed.
    let is_twice = |scan: &&Scan| first.new_scans.contains(&scan.record.key());
    let twice = scans.iter().filter(is_twice).map(|scan| scan.record.documents).sum::<usize>();
    let (one, two) = (&first.report.documents, &second.report.documents);
    let mut counts = DocumentCounts {
        added: one.added + two.added,
        updated: one.updated + two.updated.saturating_sub(twice),
        renamed: one.renamed,
        removed: one.removed + two.removed,
        ..*two
    };
    let others = counts.added + counts.updated + counts.renamed + counts.rejected + counts.withheld + counts.ignored;
    counts.unchanged = counts.seen.saturating_sub(others);
    // Lines that are told together with others stand in no list; the second run reads none.
    let new_of_first: HashSet<&str> =
        first.report.not_indexed.iter().filter(|item| item.is_new).map(|item| item.source.as_str()).collect();
    let new_untold = (one.rejected - first.report.still_rejected).saturating_sub(new_of_first.len());
    let mut report = second.report;
    for item in report.not_indexed.iter_mut().filter(|item| new_of_first.contains(item.source.as_str())) {
        item.is_new = true;
    }
    let new = report.not_indexed.iter().filter(|item| item.is_new).count() + new_untold;
    report.still_rejected = counts.rejected.saturating_sub(new);
    report.started.clone_from(&first.report.started);
    report.documents = counts;
    report.bytes_read += first.report.bytes_read;
    report.touched = first.report.touched;
    let read_again: HashSet<String> =
        scans.iter().map(|scan| format!("{}/{}", scan.record.root, scan.record.path)).collect();
    let mut remarks = first.remarks;
    remarks.retain(|remark| !read_again.contains(&remark.place));
    remarks.extend(second.remarks);
    Updated {
        report,
        snapshot: second.snapshot,
        rebuilt_because: first.rebuilt_because,
        changed: first.changed || second.changed,
        remarks,
        new_scans: first.new_scans,
    }
}
