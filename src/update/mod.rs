//! The run: plan, carry out, report. A reader always sees a whole state.
//!
//! [`plan`] compares the files of the roots with what the index knows of them; [`carry_out`] reads what is new or
//! changed, analyses it on all cores ([`process`]) and writes it into a new generation, which is switched in one step. A
//! run that changes nothing writes nothing.

mod base_check;
mod carry;
mod carry_out;
mod content;
mod group;
mod ids;
mod in_order;
mod plan;
mod process;
mod renames;
mod report;
mod rollback;
mod scans;
mod scope;
mod series;
mod shrink;
mod stored;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::document::OwnGroups;
use crate::extract::{Cache, MAX_CACHE_BYTES, Ocr, READERS_VERSION};
use crate::index::{IndexDirectory, IndexError, Snapshot, WriteLock};
use crate::source::{Root, RootError, STREAM};
use crate::stop::Stop;
use crate::warning::Warning;
use base_check::BaseCheck;
use carry::{Earlier, Rebuild, carry_over, plan_rebuild};
use carry_out::Run;
use content::{Open, open_on_disk};
use plan::{Known, Plan};
use process::Workers;
use report::Since;
pub use report::{DocumentCounts, NotIndexed, Report};
pub use rollback::roll_back;
pub use scans::{ScanProgress, read_scans};
pub use scope::{Scope, check_name, resolve_scopes};
use shrink::Guard;
pub use shrink::{ShrinkLimit, ShrunkRoot};

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Threads that read and analyse; at least one is taken.
    pub jobs: usize,
    /// The program in whose processes files are read (see [`Extractor`](crate::extract::Extractor)); without one they are read
    /// in this process.
    pub reader: Option<PathBuf>,
    /// Read everything again.
    pub rebuild: bool,
    /// Files that the caller writes, absolute: they are none of the documents, wherever they lie.
    pub own_files: Vec<PathBuf>,
    /// Groups of municipalities that the user named. Where they changed, everything is read again.
    pub groups: OwnGroups,
    /// Names of roots that an index which is built anew does not hold any more.
    pub forgotten: Vec<String>,
    /// Where what is read of files is kept for the next time.
    pub cache: Option<Cache>,
    /// Text recognition, for [`read_scans`] and for what is told of scans.
    pub ocr: Arc<Ocr>,
    /// Files to read although they did not change, by their [keys](crate::index::FileRecord::key).
    pub read_again: HashSet<String>,
    /// How much of a root may go.
    pub shrink: ShrinkLimit,
    /// Gives the run up as soon as it is asked.
    pub stop: Stop,
}

/// Why a run failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// A path is no root.
    #[error(transparent)]
    Root(#[from] RootError),
    /// Two places under one name.
    #[error("the name {name} stands for {first} already, not for {second}")]
    NameTaken {
        /// The name.
        name: String,
        /// The place it stands for.
        first: String,
        /// The other place.
        second: String,
    },
    /// One place under two names.
    #[error("{path} is the root {present} of the index already, and cannot be {asked} as well")]
    PlaceTaken {
        /// The place.
        path: String,
        /// The name that it has.
        present: String,
        /// The name that it should have.
        asked: String,
    },
    /// No root of that name.
    #[error("the index knows no root {name}")]
    UnknownRoot {
        /// The name.
        name: String,
        /// The names it knows.
        known: Vec<String>,
    },
    /// A rebuild would lose what cannot be read again.
    #[error("a new index would lose {}, which cannot be read again", told(.roots))]
    Lost {
        /// The roots.
        roots: Vec<MissingRoot>,
        /// Why the present index cannot give them.
        #[source]
        source: IndexError,
    },
    /// Too much of some roots would go. Never empty.
    #[error("{}", told_shrunk(.0))]
    Shrunk(Vec<ShrunkRoot>),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

fn told(roots: &[MissingRoot]) -> String {
    let told = |root: &MissingRoot| match root.path.as_str() {
        STREAM => format!("{} (from standard input)", root.name),
        path => format!("{} (was at {path})", root.name),
    };
    roots.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn told_shrunk(roots: &[ShrunkRoot]) -> String {
    let told = |ShrunkRoot { name, path, before, after }: &ShrunkRoot| {
        let place = if path == STREAM { "standard input".to_owned() } else { path.clone() };
        let documents = if *before == 1 { "document" } else { "documents" };
        match after {
            0 => format!("none of the {before} {documents} of the root {name} would be left (read from {place})"),
            _ => {
                format!("of the {before} {documents} of the root {name} only {after} would be left (read from {place})")
            }
        }
    };
    roots.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes read of new and changed files.
    pub bytes: u64,
    /// Bytes that have to be read.
    pub total_bytes: u64,
    /// Documents written.
    pub documents: usize,
    /// Passages written.
    pub passages: usize,
}

impl Progress {
    /// Adds a document that was read.
    fn add(&mut self, passages: usize, bytes: u64) {
        self.documents += 1;
        self.passages += passages;
        self.bytes += bytes;
    }
}

/// What a run did.
pub struct Updated {
    /// What became of every file.
    pub report: Report,
    /// The state that readers see now.
    pub snapshot: Snapshot,
    /// Why everything was read again, where it was.
    pub rebuilt_because: Option<String>,
    /// Whether documents or problems of them are others than before. Where not, new times of files may have been written
    /// down.
    pub changed: bool,
    /// Remarks on given values, with their source.
    pub remarks: Vec<Warning>,
    /// Files that the run read, and that hold pages that are pictures; by key.
    pub new_scans: HashSet<String>,
}

impl Updated {
    /// Another state, of which no file was read.
    fn unchanged_but(report: Report, snapshot: Snapshot) -> Self {
        let (remarks, new_scans) = (Vec::new(), HashSet::new());
        Self { report, snapshot, rebuilt_because: None, changed: true, remarks, new_scans }
    }
}

/// Brings the index up to date with `scopes`. `now` is asked at the start and at the end, RFC 3339 in UTC.
///
/// # Errors
/// Where the index cannot be read or written, or another run writes it. Files that cannot be read are no error; the
/// report names them.
pub fn run(
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: &Options,
    now: &dyn Fn() -> String,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Updated, UpdateError> {
    run_reading(&open_on_disk, directory, scopes, options, now, on_progress)
}

/// The same, with another way to open files.
fn run_reading(
    open: Open<'_>,
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: &Options,
    now: &dyn Fn() -> String,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Updated, UpdateError> {
    let started = now();
    let lock = directory.lock(&started)?;
    directory.remove_leftovers(&lock)?;
    if let Some(cache) = &options.cache {
        // What cannot be removed now is removed by a later run.
        let _ = cache.remove_leftovers();
    }
    let (base, rebuilt_because) = open_base(directory, options.rebuild)?;
    let mut run = |base, rebuilt_because, reads_old| {
        run_from(
            Start { lock: &lock, started: &started, base, rebuilt_because, reads_old },
            open,
            directory,
            scopes,
            options,
            now,
            on_progress,
        )
    };
    let build_anew = |because: Option<String>, run: &mut dyn FnMut(Option<Snapshot>, Option<String>, bool) -> _| {
        directory.remove_leftovers(&lock)?;
        // Records of a damaged index can break off what reads them: then better without them than not at all.
        catch_unwind(AssertUnwindSafe(|| run(None, because.clone(), true))).unwrap_or_else(|_| {
            directory.remove_leftovers(&lock)?;
            run(None, because, false)
        })
    };
    let Some(base) = base else { return build_anew(rebuilt_because, &mut run) };
    // The engine believes what it reads: on an index that does not hold what was written it can break off.
    let ended = catch_unwind(AssertUnwindSafe(|| run(Some(base.clone()), None, true)));
    let is_doubtful = match &ended {
        Ok(Err(UpdateError::Index(error))) => !matches!(error, IndexError::Stopped),
        Ok(_) => false,
        Err(_) => true,
    };
    // Then it is of no use as a beginning, and a new one is built beside it.
    if is_doubtful && let Err(damage) = base.check_files() {
        return build_anew(Some(damage.to_string()), &mut run);
    }
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

/// What a run starts from.
struct Start<'a> {
    lock: &'a WriteLock,
    /// RFC 3339 in UTC.
    started: &'a str,
    /// The state to bring up to date; `None` where a new one is built.
    base: Option<Snapshot>,
    /// Why a new one is built, where there was one.
    rebuilt_because: Option<String>,
    /// Whether the records of the old one are read, where a new one is built.
    reads_old: bool,
}

fn run_from(
    Start { lock, started, base, rebuilt_because, reads_old }: Start<'_>,
    open: Open<'_>,
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: &Options,
    now: &dyn Fn() -> String,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Updated, UpdateError> {
    let check = base.as_ref().map(|base| BaseCheck::begin(base, nanoseconds(started)));
    // What is built anew holds all that the index held, whatever was asked to be read.
    let rebuild = match base {
        Some(_) => Rebuild { scopes: scopes.to_vec(), carried: Vec::new() },
        None => {
            let mut recorded = directory.known_roots();
            recorded.retain(|(name, _)| !options.forgotten.contains(name));
            plan_rebuild(scopes, &recorded)
        }
    };
    let old = if base.is_none() && reads_old { Earlier::open(directory) } else { None };
    let mut ours = options.own_files.clone();
    ours.extend(places_of(directory.path()));
    let (base_known, old_known) = (base.as_ref(), old.as_ref());
    let known = Known {
        base: base_known,
        old: old_known,
        ours: &ours,
        groups: &options.groups,
        read_again: &options.read_again,
        has_other_readers: base_known.is_some_and(|base| base.payload().readers != READERS_VERSION),
        stop: &options.stop,
        started: nanoseconds(started),
        now: started,
    };
    let plan = Plan::make(&rebuild.scopes, known);
    if let Some(check) = check {
        let is_unchanged = rebuild.carried.is_empty() && plan.as_ref().is_ok_and(Plan::changes_nothing);
        check.conclude(is_unchanged)?;
    }
    let mut plan = plan?;
    plan.roots.extend(rebuild.carried.iter().cloned());
    plan.roots.sort();
    let guard = Guard::new(options.shrink, known, &plan, &options.forgotten, directory.sealed_documents())?;
    let read = rebuild.scopes.iter().map(|scope| scope.root.name.as_str()).collect();
    guard.check_plan(&plan, known, &read)?;
    let mut report = Report::new(started.to_owned());
    plan.count_unchanged(base.as_ref(), &mut report)?;
    let unchanged = |mut report: Report, rebuilt_because, base: &Snapshot| {
        report.conclude(now(), base)?;
        Ok(Updated { changed: false, rebuilt_because, ..Updated::unchanged_but(report, base.clone()) })
    };
    if let Some(base) = base.as_ref().filter(|_| plan.changes_nothing() && rebuild.carried.is_empty()) {
        return unchanged(report, rebuilt_because, base);
    }
    let builder = directory.begin(base.as_ref(), lock)?.until(&options.stop);
    let (program, cache, ocr) = (options.reader.as_deref(), options.cache.as_ref(), Arc::clone(&options.ocr));
    let mut workers = Workers::new(options.jobs, program, cache, ocr, builder.fields().clone());
    let mut run = Run::new(known, open, &mut plan, &mut report);
    let result = carry_over(directory, &rebuild.carried, &builder, &mut run.ids, run.report)
        .and_then(|()| Ok(run.carry_out(&plan, &builder, &mut workers, on_progress)?));
    if let Some(error) = workers.take_cache_error() {
        let told = format!("what was read could not be kept for the next time: {error}");
        run.remarks.push(Warning::new(directory.cache_path().display().to_string(), told));
    }
    let (remarks, new_scans, changed) =
        (std::mem::take(&mut run.remarks), std::mem::take(&mut run.new_scans), run.changed);
    if let Err(error) = result {
        builder.abandon();
        return Err(error);
    }
    if let Some(base) = base.as_ref().filter(|_| !builder.is_touched() && !plan.new_root) {
        // All that had to be read could not be, and that was known.
        builder.abandon();
        return unchanged(report, rebuilt_because, base);
    }
    let finished = now();
    let prepared = builder.prepare(&finished, &plan.roots)?;
    if let Err(refused) = guard.check(prepared.snapshot(), &plan.roots) {
        prepared.abandon();
        return Err(refused);
    }
    let snapshot = prepared.publish()?;
    if let Some(cache) = &options.cache {
        // What cannot be cleaned now is cleaned by a later run.
        let _ = cache.trim(MAX_CACHE_BYTES);
    }
    report.conclude(finished, &snapshot)?;
    Ok(Updated {
        report,
        snapshot,
        rebuilt_because,
        changed: changed || plan.new_root || base.is_none(),
        remarks,
        new_scans,
    })
}

/// Where a directory lies, absolute: behind a link, both the link and what it leads to.
fn places_of(directory: &Path) -> Vec<PathBuf> {
    let beside = directory.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let link = beside.canonicalize().ok().zip(directory.file_name()).map(|(parent, name)| parent.join(name));
    link.into_iter().chain(directory.canonicalize().ok()).collect()
}

/// A time in RFC 3339 as nanoseconds since 1970; 0 where it is none, so that no time of a file is trusted.
fn nanoseconds(time: &str) -> i64 {
    let time = time.parse::<jiff::Timestamp>().ok();
    time.and_then(|time| i64::try_from(time.as_nanosecond()).ok()).unwrap_or(0)
}

/// Removes all that came from some roots; `options` name them. An index that is damaged or of another version is built anew
/// without them.
///
/// # Errors
/// [`UpdateError::UnknownRoot`] where the index knows none of such a name; where the index cannot be read or written.
pub fn forget(
    directory: &IndexDirectory,
    options: &Options,
    now: &dyn Fn() -> String,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Updated, UpdateError> {
    let is_forgotten = |root: &str| options.forgotten.iter().any(|name| name == root);
    // Where there is no index nothing is locked: a lock would leave a file behind.
    if let Err(error) = Snapshot::open(directory) {
        if !error.is_mended_by_a_rebuild() {
            return Err(error.into());
        }
        check_known(&options.forgotten, &directory.known_roots())?;
        return run(directory, &[], options, now, on_progress);
    }
    let started = now();
    let lock = directory.lock(&started)?;
    directory.remove_leftovers(&lock)?;
    let base = Snapshot::open(directory)?;
    let mut roots = base.payload().roots.clone();
    check_known(&options.forgotten, &roots)?;
    roots.retain(|(root, _)| !is_forgotten(root));
    let builder = directory.begin(Some(&base), &lock)?.until(&options.stop);
    let mut report = Report::new(started);
    for file in base.files()? {
        if is_forgotten(&file.root) {
            builder.remove_file(&file.root, &file.path);
            report.documents.removed += file.documents;
        } else {
            report.tell_all(&file, Since::Before);
        }
    }
    let finished = now();
    let snapshot = builder.prepare(&finished, &roots)?.publish()?;
    report.conclude(finished, &snapshot)?;
    Ok(Updated::unchanged_but(report, snapshot))
}

fn check_known(names: &[String], roots: &[(String, String)]) -> Result<(), UpdateError> {
    match names.iter().find(|name| roots.iter().all(|(root, _)| root != *name)) {
        Some(name) => Err(UpdateError::UnknownRoot {
            name: name.clone(),
            known: roots.iter().map(|(root, _)| root.clone()).collect(),
        }),
        None => Ok(()),
    }
}

/// The state to start from, or why there is none and everything is read again.
fn open_base(directory: &IndexDirectory, rebuild: bool) -> Result<(Option<Snapshot>, Option<String>), IndexError> {
    match Snapshot::open(directory) {
        Ok(_) if rebuild => Ok((None, Some("--rebuild was asked for".to_owned()))),
        Ok(snapshot) => Ok((Some(snapshot), None)),
        Err(IndexError::Missing(_)) => Ok((None, None)),
        Err(error) if error.is_mended_by_a_rebuild() => Ok((None, Some(error.to_string()))),
        Err(error) => Err(error),
    }
}

/// A root of the index that is not where it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingRoot {
    /// Its name.
    pub name: String,
    /// Where it was.
    pub path: String,
}

/// A root for each name that the index knows; and those that cannot be found.
pub fn known_roots(directory: &IndexDirectory) -> (Vec<Root>, Vec<MissingRoot>) {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    // What came from standard input cannot be read again; it stays as it is.
    for (name, path) in directory.known_roots().into_iter().filter(|(_, path)| path != STREAM) {
        match Root::new(Path::new(&path), Some(&name)) {
            Ok(root) => found.push(root),
            Err(_) => missing.push(MissingRoot { name, path }),
        }
    }
    (found, missing)
}
