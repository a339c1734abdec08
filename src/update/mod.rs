//! The run: plan, carry out, report. A reader always sees a whole state.
//!
//! [`plan`] compares the files of the roots with what the index knows of them; [`process`] reads and analyses what is
//! new or changed on all cores; the records go into a new generation, which is switched in one step. A run that
//! changes nothing writes nothing.

mod carry;
mod plan;
mod process;
mod report;

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::document::Given;
use crate::index::{FileRecord, FileState, IndexDirectory, IndexError, Snapshot, file_to_tantivy};
use crate::source::{CorpusFile, FileType, JsonlReader, Root, RootError, STREAM, Sidecars, document_id_for_given};
use carry::{Earlier, Rebuild, carry_over, plan_rebuild};
use plan::{Change, Plan};
pub use plan::{Scope, check_name, resolve_scopes};
use process::{Batch, Input, Outcome, Workers};
pub use report::{DocumentCounts, NotIndexed, Report};

/// Largest text file that is read; larger ones are no letters. A JSONL file may be of any size.
const MAX_FILE_BYTES: u64 = 128 << 20;

/// What a run is asked to do.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Threads that read and analyse.
    pub jobs: usize,
    /// Read everything again.
    pub rebuild: bool,
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

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes read of new and changed files.
    pub bytes: u64,
    /// Bytes that have to be read.
    pub total_bytes: u64,
    /// Passages written.
    pub passages: usize,
}

/// What a run did.
pub struct Updated {
    /// What became of every file.
    pub report: Report,
    /// The state that readers see now.
    pub snapshot: Snapshot,
    /// Why everything was read again, where it was.
    pub rebuilt_because: Option<String>,
    /// Whether anything was written.
    pub changed: bool,
    /// Remarks on given values, with their source.
    pub remarks: Vec<crate::warning::Warning>,
}

/// Brings the index up to date with `scopes`. `now` is asked at the start and at the end, RFC 3339 in UTC.
///
/// # Errors
/// Where the index cannot be read or written, or another run writes it. Files that cannot be read are no error; the
/// report names them.
pub fn run(
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: Options,
    now: &dyn Fn() -> String,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Updated, UpdateError> {
    let started = now();
    let lock = directory.lock(&started)?;
    directory.remove_leftovers(&lock)?;
    let (base, rebuilt_because) = open_base(directory, options.rebuild)?;
    // What is built anew holds all that the index held, whatever was asked to be read.
    let rebuild = match base {
        Some(_) => Rebuild { scopes: scopes.to_vec(), carried: Vec::new() },
        None => plan_rebuild(scopes, &directory.known_roots()),
    };
    let mut plan = Plan::make(&rebuild.scopes, base.as_ref())?;
    plan.roots.extend(rebuild.carried.iter().cloned());
    plan.roots.sort();
    let mut report = Report::new(started.clone());
    plan.count_unchanged(base.as_ref(), &mut report)?;
    if let Some(base) = base.as_ref().filter(|_| plan.changes_nothing()) {
        report.conclude(now(), base)?;
        return Ok(Updated { report, snapshot: base.clone(), rebuilt_because, changed: false, remarks: Vec::new() });
    }
    let old = if rebuild.carried.is_empty() { None } else { Some(Snapshot::open_for_records(directory)) };
    let builder = directory.begin(base.as_ref(), &lock)?;
    let mut carried_ids = HashSet::new();
    if let Some(old) = old {
        match carry_over(old, &rebuild.carried, &builder) {
            Ok(carried) => {
                report.documents.unchanged += carried.documents;
                carried_ids = carried.ids;
            }
            Err(error) => {
                builder.abandon();
                return Err(error);
            }
        }
    }
    for renamed in plan.changes.iter().filter(|change| change.is_renamed()).filter_map(|change| change.known.as_ref()) {
        builder.remove_file(&renamed.root, &renamed.path);
    }
    for record in &plan.vanished {
        builder.remove_file(&record.root, &record.path);
        report.documents.removed += record.documents;
    }
    let mut run = Run {
        base: base.as_ref(),
        earlier: if base.is_none() { Earlier::open(directory) } else { None },
        replaced: plan.replaced_keys(),
        seen_ids: carried_ids,
        file_ids: plan.file_ids(),
        sidecars: std::mem::take(&mut plan.sidecars),
        workers: Workers::new(options.jobs, builder.fields().clone()),
        report: &mut report,
        remarks: Vec::new(),
        started,
    };
    let total_bytes = plan.changes.iter().map(|change| change.file.size).sum();
    let mut progress = Progress { bytes: 0, total_bytes, passages: 0 };
    let result = (|| {
        for group in group_by_bytes(&plan.changes) {
            run.changes(group, &builder, &mut |passages| {
                progress.passages += passages;
                on_progress(progress);
            })?;
            progress.bytes += group.iter().map(|change| change.file.size).sum::<u64>();
            on_progress(progress);
        }
        Ok::<(), IndexError>(())
    })();
    let remarks = std::mem::take(&mut run.remarks);
    if let Err(error) = result {
        builder.abandon();
        return Err(error.into());
    }
    let finished = now();
    let snapshot = builder.finish(&finished, &plan.roots)?;
    report.conclude(finished, &snapshot)?;
    Ok(Updated { report, snapshot, rebuilt_because, changed: true, remarks })
}

/// Removes all that came from a root.
///
/// # Errors
/// [`UpdateError::UnknownRoot`] where the index knows none of that name; where the index cannot be read or written.
pub fn forget(directory: &IndexDirectory, name: &str, now: &dyn Fn() -> String) -> Result<Updated, UpdateError> {
    let started = now();
    let lock = directory.lock(&started)?;
    directory.remove_leftovers(&lock)?;
    let base = Snapshot::open(directory)?;
    let mut roots = base.payload().roots.clone();
    roots.retain(|(root, _)| root != name);
    if roots.len() == base.payload().roots.len() {
        let known = roots.into_iter().map(|(root, _)| root).collect();
        return Err(UpdateError::UnknownRoot { name: name.to_owned(), known });
    }
    let builder = directory.begin(Some(&base), &lock)?;
    let mut report = Report::new(started);
    for file in base.files()?.into_iter().filter(|file| file.root == name) {
        builder.remove_file(&file.root, &file.path);
        report.documents.removed += file.documents;
    }
    let finished = now();
    let snapshot = builder.finish(&finished, &roots)?;
    report.conclude(finished, &snapshot)?;
    Ok(Updated { report, snapshot, rebuilt_because: None, changed: true, remarks: Vec::new() })
}

/// The state to start from, or why there is none and everything is read again.
fn open_base(directory: &IndexDirectory, rebuild: bool) -> Result<(Option<Snapshot>, Option<String>), IndexError> {
    match Snapshot::open(directory) {
        Ok(_) if rebuild => Ok((None, Some("--rebuild was asked for".to_owned()))),
        Ok(snapshot) => Ok((Some(snapshot), None)),
        Err(IndexError::Missing(_)) => Ok((None, None)),
        Err(error @ (IndexError::OtherVersion { .. } | IndexError::Damaged { .. })) => {
            Ok((None, Some(error.to_string())))
        }
        Err(error) => Err(error),
    }
}

/// Bytes of small files that are read before they are analysed together.
const GROUP_BYTES: u64 = 8 << 20;
/// Files of one group.
const GROUP_FILES: usize = 256;

/// Groups changes so that a group is small in memory and large enough for all threads. A JSONL file is a group of its own.
fn group_by_bytes(changes: &[Change]) -> Vec<&[Change]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (i, change) in changes.iter().enumerate() {
        let alone = change.file.file_type == FileType::Jsonl;
        if i > start && (alone || bytes + change.file.size > GROUP_BYTES || i - start >= GROUP_FILES) {
            groups.push(&changes[start..i]);
            start = i;
            bytes = 0;
        }
        bytes += change.file.size;
        if alone {
            groups.push(&changes[start..=i]);
            start = i + 1;
            bytes = 0;
        }
    }
    if start < changes.len() {
        groups.push(&changes[start..]);
    }
    groups
}

/// A run under way.
struct Run<'a> {
    base: Option<&'a Snapshot>,
    /// The old index, where a new one is built.
    earlier: Option<Earlier>,
    /// Keys of files whose earlier records go: ids in them are free.
    replaced: HashSet<String>,
    /// Given ids taken in this run.
    seen_ids: HashSet<String>,
    /// Ids of the documents of files.
    file_ids: HashSet<String>,
    /// What gives metadata for the files.
    sidecars: Sidecars,
    workers: Workers,
    report: &'a mut Report,
    remarks: Vec<crate::warning::Warning>,
    started: String,
}

type Builder<'b> = crate::index::GenerationBuilder<'b>;

impl Run<'_> {
    fn changes(
        &mut self,
        changes: &[Change],
        builder: &Builder<'_>,
        on_passages: &mut dyn FnMut(usize),
    ) -> Result<(), IndexError> {
        if let [change] = changes
            && change.file.file_type == FileType::Jsonl
        {
            return self.jsonl(change, builder, on_passages);
        }
        let mut batch = Batch::default();
        let mut read: Vec<Result<String, String>> = Vec::with_capacity(changes.len());
        for change in changes {
            read.push(match read_file(&change.file) {
                Ok((bytes, hash)) => {
                    self.report.bytes_read += bytes.len() as u64;
                    batch.push(&change.file, Input::File(bytes), self.given(&change.file));
                    Ok(hash)
                }
                Err(reason) => Err(reason),
            });
        }
        let mut outcomes = self.workers.process(batch).into_iter();
        for (change, read) in changes.iter().zip(read) {
            let outcome = match &read {
                // One outcome for each input, in their order.
                Ok(_) => outcomes.next().unwrap_or_else(|| Err("it was not processed".to_owned())),
                Err(reason) => Err(reason.clone()),
            };
            let mut file = FileTally::new(&change.file, read.unwrap_or_default());
            if let Err(reason) = &outcome
                && file.hash.is_empty()
                && (change.has_documents() || self.carries(&change.file, builder)?)
            {
                self.keep_earlier(file, reason);
                continue;
            }
            builder.remove_file(&change.file.root, &change.file.path);
            on_passages(self.write(outcome, &mut file, None, builder)?);
            self.close_file(change, file, builder)?;
        }
        Ok(())
    }

    /// What is given for a file beside it and for its folders.
    fn given(&mut self, file: &CorpusFile) -> Arc<Given> {
        let (given, warnings) = self.sidecars.read(&file.sidecars);
        self.remarks.extend(warnings);
        Arc::new(given)
    }

    /// In a new index: takes over what the old one holds of a file; whether it held anything.
    fn carries(&self, file: &CorpusFile, builder: &Builder<'_>) -> Result<bool, IndexError> {
        self.earlier.as_ref().map_or(Ok(false), |earlier| earlier.carry(file, builder))
    }

    /// It cannot be read just now; what was read earlier stays until it can.
    fn keep_earlier(&mut self, mut file: FileTally, reason: &str) {
        file.reject(None, format!("{reason}; the text read earlier is kept"));
        self.tell_problems(&file);
    }

    fn jsonl(
        &mut self,
        change: &Change,
        builder: &Builder<'_>,
        on_passages: &mut dyn FnMut(usize),
    ) -> Result<(), IndexError> {
        let mut file = FileTally::new(&change.file, String::new());
        match File::open(&change.file.location) {
            Err(error) if change.has_documents() || self.carries(&change.file, builder)? => {
                self.keep_earlier(file, &error.to_string());
                return Ok(());
            }
            Err(error) => file.reject(None, error.to_string()),
            Ok(input) => {
                builder.remove_file(&change.file.root, &change.file.path);
                let mut hashing = Hashing { input, hash: Sha256::new(), bytes: 0 };
                let mut reader = JsonlReader::new(BufReader::with_capacity(1 << 20, &mut hashing));
                let given = self.given(&change.file);
                let mut ended = false;
                while !ended {
                    ended = self.jsonl_batch(&mut reader, change, &given, &mut file, builder, on_passages)?;
                }
                drop(reader);
                self.report.bytes_read += hashing.bytes;
                file.hash = hex(&hashing.hash.finalize());
            }
        }
        self.close_file(change, file, builder)
    }

    /// Reads and writes some records; whether the file has ended.
    fn jsonl_batch(
        &mut self,
        reader: &mut JsonlReader<impl std::io::BufRead>,
        change: &Change,
        given: &Arc<Given>,
        file: &mut FileTally,
        builder: &Builder<'_>,
        on_passages: &mut dyn FnMut(usize),
    ) -> Result<bool, IndexError> {
        let mut batch = Batch::default();
        let mut lines = Vec::new();
        let ended = loop {
            if batch.bytes() >= GROUP_BYTES as usize || lines.len() >= GROUP_FILES * 4 {
                break false;
            }
            match reader.next_record() {
                Ok(None) => break true,
                Ok(Some(Ok(record))) => match self.take_id(record.id.as_deref())? {
                    Err(reason) => {
                        file.waits_for_id = true;
                        file.reject(Some(record.line), reason);
                    }
                    Ok(()) => {
                        lines.push(record.line);
                        batch.push(&change.file, Input::Record(Box::new(record)), Arc::clone(given));
                    }
                },
                Ok(Some(Err(error))) => file.reject(Some(error.line), error.reason),
                Err(error) => {
                    file.reject(None, format!("reading stopped: {error}"));
                    break true;
                }
            }
        };
        for (outcome, line) in self.workers.process(batch).into_iter().zip(lines) {
            on_passages(self.write(outcome, file, Some(line), builder)?);
        }
        Ok(ended)
    }

    /// Takes a given id, or says why it cannot be taken.
    fn take_id(&mut self, given: Option<&str>) -> Result<Result<(), String>, IndexError> {
        let Some(given) = given else { return Ok(Ok(())) };
        let id = document_id_for_given(given);
        if self.file_ids.contains(&id) {
            return Ok(Err(format!("the document of a file has the id {given}")));
        }
        if !self.seen_ids.insert(id.clone()) {
            return Ok(Err(format!("another line before it has the id {given}")));
        }
        if let Some(base) = self.base
            && let Some(holder) = base.document(&id)?
        {
            let of_record = holder.source.strip_suffix(given).and_then(|path| path.strip_suffix('#'));
            let path = of_record.unwrap_or(&holder.source);
            let key = format!("{}\u{1}{path}", holder.root);
            if !self.replaced.contains(&key) {
                return Ok(Err(format!("{} of {} has the id {given} already", holder.source, holder.root)));
            }
        }
        Ok(Ok(()))
    }

    /// Writes what was read of one file or record; the number of its passages.
    fn write(
        &mut self,
        outcome: Outcome,
        file: &mut FileTally,
        line: Option<usize>,
        builder: &Builder<'_>,
    ) -> Result<usize, IndexError> {
        match outcome {
            Err(reason) => {
                file.reject(line, reason);
                Ok(0)
            }
            Ok(read) => {
                let mut passages = 0;
                for record in read.records {
                    builder.add(record)?;
                }
                passages += read.passages;
                file.documents += 1;
                file.passages += passages;
                self.remarks.extend(read.remarks);
                Ok(passages)
            }
        }
    }

    /// Writes the record of a file and counts its documents.
    fn close_file(&mut self, change: &Change, file: FileTally, builder: &Builder<'_>) -> Result<(), IndexError> {
        let before = change.known.as_ref().map_or(0, |known| known.documents);
        let counts = &mut self.report.documents;
        if change.is_renamed() {
            counts.renamed += before.min(file.documents);
        } else {
            counts.updated += before.min(file.documents);
        }
        counts.added += file.documents.saturating_sub(before);
        counts.removed += before.saturating_sub(file.documents);
        self.tell_problems(&file);
        let state =
            if file.documents == 0 || !file.problems.is_empty() { FileState::Rejected } else { FileState::Indexed };
        let record = FileRecord {
            root: change.file.root.clone(),
            path: change.file.path.clone(),
            size: change.file.size,
            modified: change.file.modified,
            inode: change.file.inode,
            sidecars: change.file.sidecar_stamp,
            hash: file.hash,
            state,
            documents: file.documents,
            passages: file.passages,
            problems: file.problems,
            waits_for_id: file.waits_for_id,
            since: self.started.clone(),
        };
        builder.add(file_to_tantivy(builder.fields(), &record))
    }

    fn tell_problems(&mut self, file: &FileTally) {
        for (source, reason) in &file.problems {
            self.report.reject(source.clone(), reason.clone(), self.started.clone(), report::Since::Now);
        }
    }
}

/// What was read of one file so far.
struct FileTally {
    source: String,
    hash: String,
    documents: usize,
    passages: usize,
    problems: Vec<(String, String)>,
    waits_for_id: bool,
}

impl FileTally {
    fn new(file: &CorpusFile, hash: String) -> Self {
        Self {
            source: format!("{}/{}", file.root, file.path),
            hash,
            documents: 0,
            passages: 0,
            problems: Vec::new(),
            waits_for_id: false,
        }
    }

    fn reject(&mut self, line: Option<usize>, reason: String) {
        let source = line.map_or_else(|| self.source.clone(), |line| format!("{}:{line}", self.source));
        self.problems.push((source, reason));
    }
}

/// Whether a file is not read for its size.
fn is_too_large(file: &CorpusFile) -> bool {
    file.file_type == FileType::Text && file.size > MAX_FILE_BYTES
}

fn read_file(file: &CorpusFile) -> Result<(Vec<u8>, String), String> {
    if is_too_large(file) {
        return Err(format!("it is larger than {} MB; split it", MAX_FILE_BYTES >> 20));
    }
    let input = File::open(&file.location).map_err(|e| e.to_string())?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0) + 1);
    // It may have grown since it was looked at.
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!("it is larger than {} MB; split it", MAX_FILE_BYTES >> 20));
    }
    let hash = hex(&Sha256::digest(&bytes));
    Ok((bytes, hash))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of a file on disk, for telling whether it changed.
fn hash_file(path: &Path) -> std::io::Result<String> {
    let mut hashing = Hashing { input: File::open(path)?, hash: Sha256::new(), bytes: 0 };
    std::io::copy(&mut hashing, &mut std::io::sink())?;
    Ok(hex(&hashing.hash.finalize()))
}

/// Hashes what is read through it.
struct Hashing<R> {
    input: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.hash.update(&buffer[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

/// A root of the index that is not where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
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
