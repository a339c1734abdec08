//! What has to be done: the files of the roots against what the index knows of them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::report::{Report, Since};
use super::{UpdateError, hash_file};
use crate::index::{FileEntry, FileRecord, IndexError, Snapshot};
use crate::source::{CorpusFile, Root, RootError, WalkedFile, walk};

/// A root, or what lies below one path of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The root.
    pub root: Root,
    /// Path inside it; `None` for all of it.
    pub inside: Option<String>,
}

/// Finds the scopes that paths stand for: a path inside a known root is that part of it, any other is a root.
///
/// # Errors
/// Where a path cannot be looked at, or a name stands for two places.
pub fn resolve_scopes(paths: &[&Path], name: Option<&str>, known: &[Root]) -> Result<Vec<Scope>, UpdateError> {
    let mut scopes: Vec<Scope> = Vec::new();
    for path in paths {
        let root = Root::new(path, name)?;
        let inside = known.iter().find_map(|known| {
            let rest = root.path.strip_prefix(&known.path).ok()?;
            let rest = rest.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            (!rest.is_empty()).then(|| Scope { root: known.clone(), inside: Some(rest) })
        });
        let scope = inside.unwrap_or(Scope { root, inside: None });
        let same_name = |other: &Root| other.name == scope.root.name && other.path != scope.root.path;
        if let Some(other) = known.iter().chain(scopes.iter().map(|s| &s.root)).find(|other| same_name(other)) {
            return Err(UpdateError::NameTaken {
                name: scope.root.name,
                first: other.path.display().to_string(),
                second: scope.root.path.display().to_string(),
            });
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

/// A file to read, with what the index knew of it.
#[derive(Debug)]
pub(super) struct Change {
    pub file: CorpusFile,
    pub known: Option<FileRecord>,
}

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// New and changed files.
    pub changes: Vec<Change>,
    /// Files that are gone.
    pub vanished: Vec<FileRecord>,
    /// Unchanged files, as the columns know them.
    unchanged: Vec<FileEntry>,
    /// Files that are not read, with the reason: state and source.
    ignored: Vec<(String, String)>,
    rejected: Vec<(String, String)>,
    /// Number of files met.
    files: usize,
    /// All roots of the index after the run: name and path.
    pub roots: Vec<(String, String)>,
    /// A root is new, which has to be written down even where it holds nothing.
    new_root: bool,
}

impl Plan {
    /// Compares roots and index.
    pub fn make(scopes: &[Scope], base: Option<&Snapshot>) -> Result<Self, UpdateError> {
        let mut entries = base.map(Snapshot::file_entries).transpose()?.unwrap_or_default();
        let mut roots: Vec<(String, String)> = base.map(|b| b.payload().roots.clone()).unwrap_or_default();
        let mut plan = Self::default();
        for scope in scopes {
            let root = (scope.root.name.clone(), scope.root.recorded_path());
            if !roots.contains(&root) {
                roots.retain(|(name, _)| *name != root.0);
                roots.push(root);
                plan.new_root = true;
            }
            plan.compare(scope, &mut entries, base)?;
        }
        roots.sort();
        plan.roots = roots;
        Ok(plan)
    }

    fn compare(
        &mut self,
        scope: &Scope,
        entries: &mut HashMap<String, FileEntry>,
        base: Option<&Snapshot>,
    ) -> Result<(), UpdateError> {
        let name = &scope.root.name;
        let place = match &scope.inside {
            None => scope.root.clone(),
            Some(inside) => {
                let path = scope.root.path.join(inside);
                if !path.exists() {
                    return Err(RootError::Missing(path).into());
                }
                Root { name: name.clone(), path, is_stream: false }
            }
        };
        let full = |path: String| match &scope.inside {
            Some(inside) if place.path.is_file() => inside.clone(),
            Some(inside) => format!("{inside}/{path}"),
            None => path,
        };
        let known = |entry: &FileEntry| base.map(|base| base.file(entry.address)).transpose();
        let mut kept: HashSet<String> = HashSet::new();
        for walked in walk(&place) {
            self.files += 1;
            match walked {
                WalkedFile::Ignored(path, reason) => self.ignored.push((format!("{name}/{}", full(path)), reason)),
                WalkedFile::Rejected(path, reason) => {
                    let path = full(path);
                    // What cannot be looked at now is not gone: a folder without permission keeps all below it.
                    let prefix = format!("{name}\u{1}{path}");
                    kept.extend(entries.keys().filter(|key| key.starts_with(&prefix)).cloned());
                    self.rejected.push((format!("{name}/{path}"), reason));
                }
                WalkedFile::Read(mut file) => {
                    file.path = full(file.path);
                    let key = format!("{name}\u{1}{}", file.path);
                    match entries.remove(&key) {
                        Some(entry) if is_unchanged(&file, &entry) => self.unchanged.push(entry),
                        Some(entry) => self.changes.push(Change { known: known(&entry)?, file }),
                        None => self.changes.push(Change { known: None, file }),
                    }
                }
            }
        }
        let below =
            scope.inside.as_ref().map_or_else(|| format!("{name}\u{1}"), |inside| format!("{name}\u{1}{inside}"));
        let in_scope = |key: &String| {
            let rest = key.strip_prefix(&below);
            rest.is_some_and(|rest| scope.inside.is_none() || rest.is_empty() || rest.starts_with('/'))
        };
        let mut gone: Vec<String> =
            entries.keys().filter(|key| in_scope(key) && !kept.contains(*key)).cloned().collect();
        gone.sort();
        for key in gone {
            if let Some(entry) = entries.remove(&key) {
                self.vanished.extend(known(&entry)?);
            }
        }
        Ok(())
    }

    /// Whether the run would write what is there already.
    pub fn changes_nothing(&self) -> bool {
        self.changes.is_empty() && self.vanished.is_empty() && !self.new_root
    }

    /// Keys of the files whose records go.
    pub fn replaced_keys(&self) -> HashSet<String> {
        let changed = self.changes.iter().map(|change| format!("{}\u{1}{}", change.file.root, change.file.path));
        changed.chain(self.vanished.iter().map(FileRecord::key)).collect()
    }

    /// Counts what the run leaves as it is.
    pub fn count_unchanged(&self, base: Option<&Snapshot>, report: &mut Report) -> Result<(), IndexError> {
        report.files = self.files;
        for (source, reason) in &self.ignored {
            report.ignore(source.clone(), reason.clone());
        }
        let started = report.started.clone();
        for (source, reason) in &self.rejected {
            report.reject(source.clone(), reason.clone(), started.clone(), Since::Now);
        }
        let Some(base) = base else { return Ok(()) };
        for entry in &self.unchanged {
            let record = base.file(entry.address)?;
            report.documents.unchanged += record.documents;
            for (source, reason) in record.problems {
                report.reject(source, reason, record.since.clone(), Since::Before);
            }
        }
        Ok(())
    }
}

/// Size and time are the fast path; where the time differs, the content decides.
fn is_unchanged(file: &CorpusFile, entry: &FileEntry) -> bool {
    if file.size != entry.size || entry.hash.is_empty() {
        return false;
    }
    (file.modified == entry.modified && file.modified != 0)
        || hash_file(&file.location).is_ok_and(|hash| hash == entry.hash)
}
