//! What has to be done: the files of the roots against what the index knows of them.

mod left;

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use super::UpdateError;
use super::carry::Earlier;
use super::content::{Hashes, Likeness, compare};
use super::ids::{Ids, key_of};
use super::renames::{earlier_names, find_renamed};
use super::report::Since;
use super::scope::Scope;
use crate::document::OwnGroups;
use crate::index::{FileEntry, FileRecord, IndexError, Problem, Snapshot, file_key};
use crate::office;
use crate::source::{
    CorpusFile, FileType, Root, RootError, STREAM, Sidecars, WalkedFile, document_id_for_file, root_of_its_own, walk,
};
use crate::stop::Stop;
use crate::warning::Warning;

/// A file to read, with what was known of it.
#[derive(Debug)]
pub(super) struct Change {
    pub file: CorpusFile,
    /// The record of this file, or of the one that it was before it was renamed, in the index that is brought up to date
    /// or in the one that is built anew.
    pub earlier: Option<FileRecord>,
}

impl Change {
    /// Whether it only bears another name than before.
    pub fn is_renamed(&self) -> bool {
        self.earlier.as_ref().is_some_and(|earlier| earlier.root != self.file.root || earlier.path != self.file.path)
    }
}

/// What a run starts from.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The index that is brought up to date; `None` where a new one is built.
    pub base: Option<&'a Snapshot>,
    /// The old index of one that is built anew.
    pub old: Option<&'a Earlier>,
    /// Absolute paths of what griffie itself writes.
    pub ours: &'a [PathBuf],
    /// Groups of municipalities that the user named.
    pub groups: &'a OwnGroups,
    /// Files to read although they did not change, by key.
    pub read_again: &'a HashSet<String>,
    /// Whether other readers read the files of the index: what these could not read, those of now may.
    pub has_other_readers: bool,
    /// Whether the run is to be given up.
    pub stop: &'a Stop,
    /// When the run started, nanoseconds since 1970.
    pub started: i64,
    /// The same, RFC 3339 in UTC.
    pub now: &'a str,
}

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// New and changed files.
    pub changes: Vec<Change>,
    /// New and changed files that give metadata for others.
    pub sidecar_changes: Vec<Change>,
    /// Files that are gone.
    pub vanished: Vec<FileRecord>,
    /// Unchanged files, as the columns know them.
    unchanged: Vec<(CorpusFile, FileEntry, Likeness)>,
    /// Files of places that this run does not look at, of which something could not be read.
    elsewhere: Vec<FileEntry>,
    /// Files of the old index that a new one takes over, as nothing below their folder can be looked at just now.
    pub hidden: Vec<FileRecord>,
    /// Files that are not read: source and reason.
    ignored: Vec<(String, String)>,
    /// Files that have documents in the index and cannot be looked at: source and reason.
    rejected: Vec<(String, String)>,
    /// Records to write of other files and folders that cannot be looked at, and whether that is new.
    pub unreachable: Vec<(FileRecord, Since)>,
    /// Number of files met.
    files: usize,
    /// Bytes read to tell what changed.
    bytes_hashed: u64,
    /// All roots of the index after the run: name and path.
    pub roots: Vec<(String, String)>,
    /// What gives metadata for the files.
    pub sidecars: Sidecars,
    /// What is doubtful of the roots.
    pub remarks: Vec<Warning>,
    /// A root is new, which has to be written down even where it holds nothing.
    pub new_root: bool,
}

impl Plan {
    /// Compares roots and index.
    pub fn make(scopes: &[Scope], known: Known<'_>) -> Result<Self, UpdateError> {
        let base = known.base;
        let mut roots: Vec<(String, String)> = base.map(|b| b.payload().roots.clone()).unwrap_or_default();
        let mut plan = Self { sidecars: Sidecars::with_groups(known.groups.clone()), ..Self::default() };
        let mut gone = Vec::new();
        let mut new = Vec::new();
        for scope in scopes {
            let root = (scope.root.name.clone(), scope.root.recorded_path());
            if !roots.contains(&root) && may_give_documents(&scope.root) {
                roots.retain(|(name, _)| *name != root.0);
                roots.push(root);
                new.push(&scope.root);
                plan.new_root = true;
            }
        }
        // Reading what the index knows keeps one core busy, the walk another.
        let (looked, entries) = thread::scope(|threads| {
            let reading = base.map(|base| threads.spawn(|| base.file_entries()));
            let look = |scope| look(scope, known.ours, &roots_within(&scope.root, &roots));
            let looked: Result<Vec<Looked>, RootError> = scopes.iter().map(look).collect();
            (looked, reading.map(|reading| reading.join().unwrap_or_else(|panic| resume_unwind(panic))))
        });
        let mut entries = entries.transpose()?.unwrap_or_default();
        let hashes = Hashes::of_index(base);
        for (scope, looked) in scopes.iter().zip(looked?) {
            plan.compare(scope, looked, &mut entries, known, &hashes, &mut gone)?;
        }
        if base.is_some() {
            plan.part_roots(&new, &roots, &mut entries, known, &mut gone)?;
        }
        roots.sort();
        plan.roots = roots;
        plan.elsewhere = entries.into_values().filter(|entry| entry.has_problems).collect();
        if let Some(old) = known.old {
            let met: HashSet<String> =
                plan.changes.iter().map(|c| key_of(&c.file)).chain(plan.hidden.iter().map(FileRecord::key)).collect();
            let is_read = |root: &str| scopes.iter().any(|scope| scope.root.name == root);
            gone.extend(old.files_with(|key| !met.contains(key)).into_iter().filter(|file| is_read(&file.root)));
        }
        let (vanished, bytes) = find_renamed(gone, &mut plan.changes);
        plan.bytes_hashed += bytes;
        // What is built anew holds nothing that could be taken away.
        plan.vanished = if base.is_some() { vanished } else { Vec::new() };
        for change in &mut plan.changes {
            // An alias stays when the document changes.
            change.file.earlier_names =
                change.earlier.as_ref().map(|earlier| earlier_names(&change.file, earlier)).unwrap_or_default();
        }
        plan.look_again_for_ids(base)?;
        Ok(plan)
    }

    /// What lies below a new root belongs to it from now on, and not to the root around it any more. Says so.
    fn part_roots(
        &mut self,
        new: &[&Root],
        roots: &[(String, String)],
        entries: &mut HashMap<String, FileEntry>,
        known: Known<'_>,
        gone: &mut Vec<FileRecord>,
    ) -> Result<(), IndexError> {
        for (name, path) in roots.iter().filter(|(_, path)| path != STREAM) {
            let outer = Root { name: name.clone(), path: path.into(), is_stream: false };
            let is_new = |root: &Root| new.iter().any(|new| new.name == root.name);
            for inner in roots_within(&outer, roots).into_iter().filter(|inner| is_new(inner) || is_new(&outer)) {
                let Ok(inside) = inner.path.strip_prefix(&outer.path) else { continue };
                let inside = inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                self.remarks.push(Warning::new(format!("{name}/{inside}"), root_of_its_own(&inner.name)));
                let below = file_key(name, &inside);
                let is_below = |key: &&String| {
                    let rest = key.strip_prefix(&below);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                let mut keys: Vec<String> = entries.keys().filter(is_below).cloned().collect();
                keys.sort();
                for key in keys {
                    if let (Some(base), Some(entry)) = (known.base, entries.remove(&key)) {
                        gone.push(base.file(entry.address)?);
                    }
                }
            }
        }
        Ok(())
    }

    fn compare(
        &mut self,
        scope: &Scope,
        looked: Looked,
        entries: &mut HashMap<String, FileEntry>,
        known: Known<'_>,
        hashes: &Hashes<'_>,
        gone: &mut Vec<FileRecord>,
    ) -> Result<(), UpdateError> {
        let name = &scope.root.name;
        let Looked { place, is_folder, met } = looked;
        let full = |path: String| match &scope.inside {
            Some(inside) if !is_folder => {
                // The file itself, or its sidecar.
                inside.rsplit_once('/').map_or(path.clone(), |(folder, _)| format!("{folder}/{path}"))
            }
            Some(inside) => format!("{inside}/{path}"),
            None => path,
        };
        let record = |entry: &FileEntry| known.base.map(|base| base.file(entry.address)).transpose();
        let mut kept: HashSet<String> = HashSet::new();
        if is_folder {
            self.sidecars.take_walk(&place.path, &met);
        }
        for walked in met {
            if known.stop.is_asked() {
                return Err(IndexError::Stopped.into());
            }
            let is_sidecar = matches!(&walked, WalkedFile::Read(file) if file.file_type == FileType::Sidecar);
            self.files += usize::from(!is_sidecar);
            let walked = still_known(walked, |path| entries.contains_key(&file_key(name, &full(path.to_owned()))));
            match walked {
                WalkedFile::Ignored(path, reason) => self.ignored.push((format!("{name}/{}", full(path)), reason)),
                WalkedFile::Rejected(path, reason) => {
                    let path = if path.is_empty() { scope.inside.clone().unwrap_or_default() } else { full(path) };
                    // What cannot be looked at now is not gone: a folder without permission keeps all below it.
                    let prefix = format!("{name}\u{1}{path}");
                    let below = |key: &&String| {
                        let rest = key.strip_prefix(&prefix);
                        rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
                    };
                    kept.extend(entries.keys().filter(below).cloned());
                    let hidden = known.old.into_iter().flat_map(|old| old.files_with(|key| below(&key)));
                    self.hidden.extend(hidden.filter(|file| file.documents > 0 || file.path != path));
                    self.reject(name, path, reason, entries, known)?;
                }
                WalkedFile::Read(mut file) if is_sidecar => {
                    file.path = full(file.path);
                    self.sidecars.tell_apart(&file.location);
                    let key = key_of(&file);
                    let entry = entries.remove(&key);
                    let Some(entry) = entry else {
                        let earlier = known.old.and_then(|old| old.file(&key)).cloned();
                        self.sidecar_changes.push(Change { earlier, file });
                        continue;
                    };
                    match compare(&file, &entry, known.started, |entry| hashes.of(entry))? {
                        Likeness::Changed => self.sidecar_changes.push(Change { earlier: record(&entry)?, file }),
                        likeness => self.unchanged.push((file, entry, likeness)),
                    }
                }
                WalkedFile::Read(mut file) => {
                    file.path = full(file.path);
                    (file.sidecars, file.sidecar_stamp) = self.sidecars.of(&scope.root.path, &file.location);
                    let key = key_of(&file);
                    let old = known.old.and_then(|old| old.file(&key));
                    let names_folder =
                        scope.inside.is_none() && is_folder && file.path.eq_ignore_ascii_case("readme.md");
                    if names_folder && !entries.contains_key(&key) && old.is_none() {
                        let reason = "it says what the folder is; name it to index it".to_owned();
                        self.ignored.push((format!("{name}/{}", file.path), reason));
                        continue;
                    }
                    let Some(entry) = entries.remove(&key) else {
                        self.changes.push(Change { earlier: old.cloned(), file });
                        continue;
                    };
                    let is_read_again = known.read_again.contains(&key)
                        || known.has_other_readers && entry.has_problems && file.file_type == FileType::Document;
                    match compare(&file, &entry, known.started, |entry| hashes.of(entry))? {
                        _ if is_read_again => self.changes.push(Change { earlier: record(&entry)?, file }),
                        Likeness::Changed => self.changes.push(Change { earlier: record(&entry)?, file }),
                        likeness => {
                            let is_hashed = likeness != Likeness::Same || entry.is_racy;
                            self.bytes_hashed += if is_hashed { file.size } else { 0 };
                            self.unchanged.push((file, entry, likeness));
                        }
                    }
                }
            }
        }
        let below =
            scope.inside.as_ref().map_or_else(|| format!("{name}\u{1}"), |inside| format!("{name}\u{1}{inside}"));
        let in_scope = |key: &String| {
            let rest = key.strip_prefix(&below);
            rest.is_some_and(|rest| {
                scope.inside.is_none() || rest.is_empty() || rest.starts_with('/') || !is_folder && rest == ".toml"
            })
        };
        let mut keys: Vec<String> =
            entries.keys().filter(|key| in_scope(key) && !kept.contains(*key)).cloned().collect();
        keys.sort();
        for key in keys {
            if let Some(entry) = entries.remove(&key) {
                gone.extend(record(&entry)?);
            }
        }
        Ok(())
    }

    /// Keeps in mind what cannot be looked at. That it could not be before is told by its own record.
    fn reject(
        &mut self,
        root: &str,
        path: String,
        reason: String,
        entries: &mut HashMap<String, FileEntry>,
        known: Known<'_>,
    ) -> Result<(), IndexError> {
        let key = file_key(root, &path);
        let source = format!("{root}/{path}").trim_end_matches('/').to_owned();
        let (mut since, mut when) = (known.now.to_owned(), Since::Now);
        match (known.base, entries.get(&key), known.old.and_then(|old| old.file(&key))) {
            (_, Some(entry), _) if entry.documents > 0 => {
                self.rejected.push((source, reason));
                return Ok(());
            }
            (Some(base), Some(entry), _) => {
                // What stays in the entries is told as what this run did not look at.
                if base.file(entry.address)?.problems.iter().any(|problem| problem.reason == reason) {
                    return Ok(());
                }
                entries.remove(&key);
            }
            (.., Some(old)) if old.documents > 0 => {
                self.rejected.push((source, reason));
                return Ok(());
            }
            (.., Some(old)) => {
                if let Some(problem) = old.problems.iter().find(|problem| problem.reason == reason) {
                    since.clone_from(&problem.since);
                    when = Since::Before;
                }
            }
            _ => {}
        }
        if self.unreachable.iter().all(|(other, _)| other.path != path || other.root != root) {
            let problem = Problem { source, reason, since };
            let record = FileRecord::unreachable(root.to_owned(), path, problem, known.now.to_owned());
            self.unreachable.push((record, when));
        }
        Ok(())
    }

    /// A document that was rejected because another had its id has a chance where that one is gone or read again.
    fn look_again_for_ids(&mut self, base: Option<&Snapshot>) -> Result<(), IndexError> {
        let Some(base) = base.filter(|_| self.unchanged.iter().any(|(_, entry, _)| entry.waits_for_id)) else {
            return Ok(());
        };
        let ids = self.ids(Some(base));
        let mut chances = Vec::new();
        for (i, (file, entry, _)) in self.unchanged.iter().enumerate() {
            if entry.waits_for_id {
                let record = base.file(entry.address)?;
                if ids.frees_one(file, &record.waits_for)? {
                    chances.push((i, record));
                }
            }
        }
        let first = self.changes.len();
        for (i, record) in chances.into_iter().rev() {
            let (mut file, ..) = self.unchanged.remove(i);
            file.earlier_names.clone_from(&record.earlier_names);
            self.changes.push(Change { earlier: Some(record), file });
        }
        self.changes[first..].reverse();
        Ok(())
    }

    /// Who holds which id before anything is read.
    pub fn ids<'a>(&self, base: Option<&'a Snapshot>) -> Ids<'a> {
        let changed = self.changes.iter().map(|change| key_of(&change.file));
        let renamed = self.changes.iter().filter_map(|change| change.earlier.as_ref()).map(FileRecord::key);
        let replaced = changed.chain(renamed).chain(self.vanished.iter().map(FileRecord::key)).collect();
        let files = self.changes.iter().map(|change| &change.file).chain(self.unchanged.iter().map(|(file, ..)| file));
        Ids::new(base, replaced, files.map(|file| document_id_for_file(&file.root, &file.path)).collect())
    }
}

/// What a walk of a scope met.
struct Looked {
    /// Where it began.
    place: Root,
    /// Whether that is a folder.
    is_folder: bool,
    met: Vec<WalkedFile>,
}

/// Walks what a run looks at. `others` are roots of their own in it.
fn look(scope: &Scope, ours: &[PathBuf], others: &[Root]) -> Result<Looked, RootError> {
    let place = match &scope.inside {
        None => scope.root.clone(),
        Some(inside) => {
            let path = scope.root.place(inside);
            if !path.exists() {
                return Err(RootError::Missing(path));
            }
            Root { name: scope.root.name.clone(), path, is_stream: false }
        }
    };
    Ok(Looked { is_folder: place.path.is_dir(), met: walk(&place, ours, others), place })
}

/// What LibreOffice read in an earlier run and cannot read now, as it is gone, keeps what was read of it and is named.
fn still_known(walked: WalkedFile, is_known: impl Fn(&str) -> bool) -> WalkedFile {
    match walked {
        WalkedFile::Ignored(path, reason) if office::why_needed(&path) == Some(&*reason) && is_known(&path) => {
            WalkedFile::Rejected(path, reason)
        }
        other => other,
    }
}

/// Whether a root can ever hold a document: a file of a type that is not read is told as ignored and leaves no root.
fn may_give_documents(root: &Root) -> bool {
    let name = root.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    root.path.is_dir() || root.path.is_file() && FileType::read_now(name).is_some()
}

/// Roots that lie within another one.
fn roots_within(outer: &Root, roots: &[(String, String)]) -> Vec<Root> {
    let within = roots.iter().filter(|(_, path)| path != STREAM && Path::new(path).starts_with(&outer.path));
    let root = |(name, path): &(String, String)| Root { name: name.clone(), path: path.into(), is_stream: false };
    within.map(root).filter(|root| root.path != outer.path).collect()
}
