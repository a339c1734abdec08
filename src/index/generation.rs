//! The states a reader can see: build beside, verify, switch.
//!
//! ```text
//! index/CURRENT       the name of the generation that readers open and a checksum, switched by renaming a new file over it
//! index/LOCK          held by the one run that writes
//! index/gen-000007/   a tantivy index; its files never change once CURRENT has named it
//! index/gen-000006/   the one before, kept for `index --rollback`
//! index/cache/        what was read of files, for the next time; can be removed at any time
//! ```
//! A new generation starts from hard links to the segments of the last one, so that a small run stays small; tantivy
//! replaces its own lists of files by renaming, which leaves the linked originals alone. A run that is killed leaves
//! a directory that CURRENT does not name; the next run removes it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::{Directory, Index, IndexWriter};

use super::builder::Origin;
use super::directory::{WriteFailure, WrittenDirectory};
use super::engine_document::EngineDocument;
use super::schema::Fields;
#[cfg(test)]
use super::seal::SealedRoot;
use super::seal::{SEAL, Seal, is_passing};
use super::{GenerationBuilder, IndexError, Snapshot};
use crate::extract::READERS_VERSION;

const CURRENT: &str = "CURRENT";
/// What becomes CURRENT by being renamed.
const NEXT: &str = "CURRENT.next";
const LOCK: &str = "LOCK";
const PREFIX: &str = "gen-";
/// Lies in a generation once readers were led to it.
pub(super) const PUBLISHED: &str = "PUBLISHED";
const CACHE: &str = "cache";
/// Files that may lie in the directory of an index without being of it.
const TOLERATED: &[&str] = &["README.md", ".gitignore", ".gitkeep", ".DS_Store"];
/// Bytes the engine may collect before it writes a segment.
const WRITER_BUDGET_BYTES: usize = 96 << 20;

/// What stands in the commit payload of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// [`FORMAT`](super::schema::FORMAT).
    pub format: u32,
    /// Version of the Dutch analysis.
    pub analysis: String,
    /// Number of the generation, from 1.
    pub generation: u64,
    /// When its run ended, RFC 3339 in UTC.
    pub finished: String,
    /// Version of griffie that wrote it.
    pub griffie: String,
    /// Version of the readers of files that were in use last; empty where that was not written down.
    #[serde(default)]
    pub readers: String,
    /// The generation whose state it is once more, where it was gone back to.
    #[serde(default)]
    pub restores: Option<u64>,
    /// Roots: name and path, sorted by name.
    pub roots: Vec<(String, String)>,
}

/// The directory of an index (`index/`).
#[derive(Debug, Clone)]
pub struct IndexDirectory {
    path: PathBuf,
}

/// The right to write, given back when dropped, also by the death of the process.
#[derive(Debug)]
pub struct WriteLock(#[expect(dead_code, reason = "held, not used: closing the file gives the lock back")] File);

impl IndexDirectory {
    /// The directory at `path`, which need not exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn io(&self, action: &'static str, path: &Path, source: io::Error) -> IndexError {
        IndexError::io(&self.path, action, path, source)
    }

    /// The number of the generation that readers open.
    ///
    /// # Errors
    /// [`IndexError::Missing`] where there is none, [`IndexError::Damaged`] where its name makes no sense.
    pub fn current(&self) -> Result<u64, IndexError> {
        let path = self.path.join(CURRENT);
        let damaged = |reason: String| Err(IndexError::Damaged { path: self.path.clone(), reason });
        if path.is_dir() {
            return damaged(format!("{CURRENT} is a folder"));
        }
        match fs::read(&path) {
            Ok(text) => match named_generation(&text) {
                Some(number) if self.generation_path(number).is_dir() => Ok(number),
                Some(number) => damaged(format!("{CURRENT} names generation {number}, which is not there")),
                None => damaged(format!("{CURRENT} does not name a generation")),
            },
            // A generation that readers were never led to is what a first run left that died.
            Err(e) if e.kind() == io::ErrorKind::NotFound && self.was_published() => {
                damaged(format!("{CURRENT} is missing"))
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound || e.kind() == io::ErrorKind::NotADirectory => {
                Err(IndexError::Missing(self.path.clone()))
            }
            Err(e) => Err(self.io("read", &path, e)),
        }
    }

    /// Roots of the index, name and path, also where its version is not ours; where its last generation is damaged,
    /// those of the one before. Empty where nothing tells.
    pub fn known_roots(&self) -> Vec<(String, String)> {
        let read = |generation: u64| -> Option<Vec<(String, String)>> {
            let meta = fs::read(self.generation_path(generation).join("meta.json")).ok()?;
            let meta: serde_json::Value = serde_json::from_slice(&meta).ok()?;
            let payload: serde_json::Value = serde_json::from_str(meta.get("payload")?.as_str()?).ok()?;
            serde_json::from_value(payload.get("roots")?.clone()).ok()
        };
        let newest_first = match self.current() {
            Ok(current) => vec![current, current.saturating_sub(1)],
            Err(IndexError::Damaged { .. }) => self.generations().unwrap_or_default().into_iter().rev().collect(),
            Err(_) => Vec::new(),
        };
        let sealed = |generation: &u64| Seal::read(&self.generation_path(*generation)).ok().map(|seal| seal.roots());
        let told = newest_first.iter().copied().find_map(read);
        // The seal knows them too, should the list of segments be lost.
        told.or_else(|| newest_first.iter().find_map(sealed)).unwrap_or_default()
    }

    /// How many documents each root held, as the seal of the newest generation tells that has one.
    pub(crate) fn sealed_documents(&self) -> std::collections::BTreeMap<String, usize> {
        let mut newest_first = match self.current() {
            Ok(current) => vec![current],
            Err(_) => self.generations().unwrap_or_default(),
        };
        newest_first.reverse();
        let seal = newest_first.into_iter().find_map(|number| Seal::read(&self.generation_path(number)).ok());
        seal.map(|seal| seal.documents()).unwrap_or_default()
    }

    /// The newest generation that was ever committed by us; where the pointer is lost, the one to read from.
    pub(super) fn newest_whole(&self) -> Option<u64> {
        let is_whole = |number: &u64| {
            let meta = fs::read(self.generation_path(*number).join("meta.json")).ok();
            let meta = meta.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
            meta.is_some_and(|meta| meta.get("payload").is_some_and(serde_json::Value::is_string))
        };
        self.generations().ok()?.into_iter().rev().find(is_whole)
    }

    /// Whether readers were ever led to a generation that lies there.
    fn was_published(&self) -> bool {
        let numbers = self.generations().unwrap_or_default();
        numbers.into_iter().any(|number| self.generation_path(number).join(PUBLISHED).exists())
    }

    /// Removes what runs that died left: generations that no reader was ever led to, and those that are older than the one before.
    ///
    /// # Errors
    /// Where they cannot be removed.
    pub fn remove_leftovers(&self, _lock: &WriteLock) -> Result<(), IndexError> {
        let current = match self.current() {
            Ok(current) => current,
            Err(IndexError::Missing(_)) => 0,
            // Which one is whole cannot be told: none is removed.
            Err(_) => return Ok(()),
        };
        for leftover in self.generations()?.into_iter().filter(|n| *n > current) {
            let path = self.generation_path(leftover);
            fs::remove_dir_all(&path).map_err(|e| self.io("remove", &path, e))?;
        }
        self.remove_old(current);
        match fs::remove_file(self.path.join(NEXT)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(self.io("remove", &self.path.join(NEXT), e)),
            _ => Ok(()),
        }
    }

    /// Directory of a generation.
    pub fn generation_path(&self, number: u64) -> PathBuf {
        self.path.join(format!("{PREFIX}{number:06}"))
    }

    /// Where what was read of files is kept.
    pub fn cache_path(&self) -> PathBuf {
        self.path.join(CACHE)
    }

    /// Takes the right to write. Creates the directory where there is none.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another run holds it, [`IndexError::NotAnIndex`] where other files lie there.
    pub fn lock(&self, now: &str) -> Result<WriteLock, IndexError> {
        fs::create_dir_all(&self.path).map_err(|e| self.io("create", &self.path, e))?;
        self.refuse_foreign()?;
        let path = self.path.join(LOCK);
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| self.io("write", &path, e))?;
        match file.try_lock() {
            Ok(()) => {
                let holder = format!("process {} since {now}\n", std::process::id());
                // Who holds the lock is only told; the lock itself is the operating system's.
                let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
                Ok(WriteLock(file))
            }
            Err(fs::TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&path).unwrap_or_default();
                let holder = if holder.trim().is_empty() { "unknown process".into() } else { holder.trim().to_owned() };
                Err(IndexError::Busy { path: self.path.clone(), holder })
            }
            Err(fs::TryLockError::Error(e)) => Err(self.io("lock", &path, e)),
        }
    }

    /// A directory with other things in it is never written to: a mistyped `--index` must not fill someone's folder.
    fn refuse_foreign(&self) -> Result<(), IndexError> {
        let entries = fs::read_dir(&self.path).map_err(|e| self.io("read", &self.path, e))?;
        for entry in entries {
            let entry = entry.map_err(|e| self.io("read", &self.path, e))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let ours = name.starts_with(CURRENT) || name == LOCK || name == CACHE || name.starts_with(PREFIX);
            if !ours && !TOLERATED.contains(&name.as_ref()) {
                return Err(IndexError::NotAnIndex(self.path.clone()));
            }
        }
        Ok(())
    }

    /// Numbers of the generations that lie there, ascending.
    fn generations(&self) -> Result<Vec<u64>, IndexError> {
        let entries = fs::read_dir(&self.path).map_err(|e| self.io("read", &self.path, e))?;
        let mut numbers: Vec<u64> =
            entries.flatten().filter_map(|entry| generation_number(&entry.file_name().to_string_lossy())).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Whether an index was ever built here.
    pub fn has_generations(&self) -> bool {
        !matches!(self.current(), Err(IndexError::Missing(_)))
    }

    /// Begins a new generation: from the last one, or empty.
    ///
    /// # Errors
    /// Where the directory cannot be written or the last generation cannot be opened.
    pub fn begin<'d>(&'d self, base: Option<&Snapshot>, lock: &WriteLock) -> Result<GenerationBuilder<'d>, IndexError> {
        self.begin_in(base, lock, |directory| directory)
    }

    /// The same, in what `wrap` makes of the directory of the generation.
    pub(super) fn begin_in<'d, D: Directory + Clone>(
        &'d self,
        base: Option<&Snapshot>,
        _lock: &WriteLock,
        wrap: impl FnOnce(MmapDirectory) -> D,
    ) -> Result<GenerationBuilder<'d>, IndexError> {
        let current = match self.current() {
            Ok(number) => number,
            // A damaged pointer does not keep a new state from being built beside.
            Err(IndexError::Missing(_) | IndexError::Damaged { .. }) => {
                self.generations()?.last().copied().unwrap_or(0)
            }
            Err(e) => return Err(e),
        };
        let number = current + 1;
        let path = self.generation_path(number);
        fs::create_dir(&path).map_err(|e| self.io("create", &path, e))?;
        let opened = self.open_writer(base, &path, wrap);
        if opened.is_err() {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(&path);
        }
        let (writer, failure, fields) = opened?;
        let origin = Origin { base: base.cloned(), readers: READERS_VERSION.to_owned(), restores: None };
        Ok(GenerationBuilder::new(self, number, path, fields, (writer, failure), origin))
    }

    /// Begins a generation that holds what the one before the current holds, which is checked to the last byte.
    ///
    /// # Errors
    /// [`IndexError::NothingBefore`], and those of opening, checking and [`begin`](Self::begin).
    pub fn begin_rollback(&self, lock: &WriteLock) -> Result<GenerationBuilder<'_>, IndexError> {
        let current = match self.current() {
            Err(error @ IndexError::Damaged { .. }) => self.newest_whole().ok_or(error)?,
            current => current?,
        };
        let before = current.saturating_sub(1);
        if before == 0 || !self.generation_path(before).exists() {
            return Err(IndexError::NothingBefore { path: self.path.clone(), current });
        }
        let base = Snapshot::open_generation(self, before)?;
        base.check()?;
        Ok(self.begin(Some(&base), lock)?.restoring())
    }

    fn open_writer<D: Directory + Clone>(
        &self,
        base: Option<&Snapshot>,
        path: &Path,
        wrap: impl FnOnce(MmapDirectory) -> D,
    ) -> Result<(IndexWriter<EngineDocument>, WriteFailure, Fields), IndexError> {
        if let Some(base) = base {
            self.link_files(&self.generation_path(base.payload().generation), path)?;
        }
        let engine = |source| IndexError::Engine { path: self.path.clone(), source };
        let (schema, fields) = Fields::schema();
        let directory = MmapDirectory::open(path).map_err(|e| engine(e.into()))?;
        let (directory, failure) = WrittenDirectory::new(wrap(directory));
        let failed = |source| self.write_failed(&failure, source);
        let index = Index::open_or_create(directory, schema).map_err(failed)?;
        // One engine thread: documents keep their order, so the same input gives the same index; the expensive part,
        // reading and analysing, is done by the threads of the run.
        let writer = index.writer_with_num_threads(1, WRITER_BUDGET_BYTES).map_err(failed)?;
        Ok((writer, failure, fields))
    }

    /// Why the engine could not write: what the operating system said, where it said something.
    pub(super) fn write_failed(&self, failure: &WriteFailure, source: tantivy::TantivyError) -> IndexError {
        match failure.take() {
            Some(error) => self.io("write", &self.path, error),
            None => IndexError::Engine { path: self.path.clone(), source },
        }
    }

    /// Hard links where the file system has them, copies elsewhere.
    fn link_files(&self, from: &Path, to: &Path) -> Result<(), IndexError> {
        for entry in fs::read_dir(from).map_err(|e| self.io("read", from, e))? {
            let entry = entry.map_err(|e| self.io("read", from, e))?;
            let name = entry.file_name();
            let text = name.to_string_lossy();
            if is_passing(&text) || text == SEAL || text == PUBLISHED {
                continue;
            }
            let (source, target) = (entry.path(), to.join(&name));
            fs::hard_link(&source, &target)
                .or_else(|_| fs::copy(&source, &target).and_then(|_| File::open(&target)?.sync_all()))
                .map_err(|e| self.io("copy", &source, e))?;
        }
        Ok(())
    }

    /// Makes `number` the state that readers see, in one step.
    pub(super) fn switch(&self, number: u64) -> Result<(), IndexError> {
        let next = self.path.join(NEXT);
        let target = self.path.join(CURRENT);
        let write = || -> io::Result<()> {
            let mut file = File::create(&next)?;
            let name = format!("{PREFIX}{number:06}\n");
            writeln!(file, "{name}{:08x}", crc32fast::hash(name.as_bytes()))?;
            file.sync_all()?;
            // The generation itself is on the disk before anything names it.
            sync_directory(&self.path)?;
            fs::rename(&next, &target)
        };
        write().map_err(|e| {
            let _ = fs::remove_file(&next);
            self.io("switch", &target, e)
        })?;
        // From here on readers see it, whatever the disk says: the state before is as whole, should it come back after a power cut.
        let _ = sync_directory(&self.path);
        // Tells a pointer that was lost from a first run that died before it wrote one.
        let _ = File::create(self.generation_path(number).join(PUBLISHED));
        Ok(())
    }

    /// Seals the current generation as it is, for tests that alter it behind the back of the seal.
    #[cfg(test)]
    pub(crate) fn seal_again(&self) {
        let path = self.generation_path(self.current().unwrap());
        let roots =
            self.known_roots().into_iter().map(|(name, path)| SealedRoot { name, path, documents: 0 }).collect();
        Seal::of(&path, None).and_then(|seal| seal.with_roots(roots).write(&path)).unwrap();
    }

    /// Removes generations older than the one before the current. Readers that hold one keep its files until they let
    /// go; what cannot be removed now is removed by a later run.
    pub(super) fn remove_old(&self, current: u64) {
        for old in self.generations().unwrap_or_default().into_iter().filter(|n| n + 1 < current) {
            let _ = fs::remove_dir_all(self.generation_path(old));
        }
    }
}

/// The generation that a pointer names: its name, and below it the checksum of that line.
fn named_generation(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?;
    let (name, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_whole =
        rest.is_empty() || rest.trim_end() == format!("{:08x}", crc32fast::hash(format!("{name}\n").as_bytes()));
    generation_number(name.trim()).filter(|_| is_whole)
}

fn generation_number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    // Only Unix can open a directory for syncing.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_in_which_any_bit_was_turned_names_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let directory = IndexDirectory::new(folder.path());
        fs::create_dir(directory.generation_path(5)).unwrap();
        directory.switch(5).unwrap();
        let whole = fs::read(folder.path().join(CURRENT)).unwrap();
        assert_eq!(named_generation(&whole), Some(5));
        for bit in 0..whole.len() * 8 {
            let mut turned = whole.clone();
            turned[bit / 8] ^= 1 << (bit % 8);
            // What only ends a line otherwise still names the same.
            assert!(matches!(named_generation(&turned), None | Some(5)), "bit {bit}: {turned:?}");
        }
    }
}
