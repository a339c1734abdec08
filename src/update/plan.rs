//! What has to be done: the files of the roots against what the index knows of them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::report::{Report, Since};
use super::{UpdateError, hash_file, is_too_large};
use crate::index::{FileEntry, FileRecord, IndexError, Snapshot};
use crate::source::{CorpusFile, FileType, Root, RootError, STREAM, Sidecars, WalkedFile, document_id_for_file, walk};

/// A root, or what lies below one path of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The root.
    pub root: Root,
    /// Path inside it; `None` for all of it.
    pub inside: Option<String>,
}

/// Finds the scopes that paths stand for: a path inside a known root is that part of it, any other is a root. With
/// `name` it is a root of that name, wherever it lies. `recorded` are the roots that the index knows, name and path.
///
/// # Errors
/// Where a path cannot be looked at, or a name stands for two places.
pub fn resolve_scopes(
    paths: &[&Path],
    name: Option<&str>,
    recorded: &[(String, String)],
) -> Result<Vec<Scope>, UpdateError> {
    let mut scopes: Vec<Scope> = Vec::new();
    for path in paths {
        let root = Root::new(path, name)?;
        let around = recorded.iter().filter_map(|known| inside_known(&root, known));
        // Of roots within roots the nearest is meant.
        let nearest = around.min_by_key(|scope| scope.inside.as_ref().map_or(0, |inside| inside.split('/').count()));
        let scope = match nearest {
            Some(scope) if name.is_none_or(|name| name == scope.root.name) => scope,
            _ => Scope { root, inside: None },
        };
        check_name(&scope.root, recorded)?;
        if let Some(other) = scopes.iter().find(|s| s.root.name == scope.root.name && s.root.path != scope.root.path) {
            return Err(name_taken(&scope.root, &other.root.recorded_path()));
        }
        scopes.push(scope);
    }
    // What lies inside another one is read with it, once.
    let all = scopes.clone();
    let mut seen = HashSet::new();
    scopes.retain(|scope| {
        let inside_other = all.iter().any(|other| {
            let within = match (&scope.inside, &other.inside) {
                (Some(_), None) => true,
                (Some(inner), Some(outer)) => inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/')),
                _ => false,
            };
            within && other.root == scope.root
        });
        !inside_other && seen.insert((scope.root.name.clone(), scope.inside.clone()))
    });
    Ok(scopes)
}

/// Refuses a root whose name stands for another place in the index.
///
/// # Errors
/// [`UpdateError::NameTaken`].
pub fn check_name(root: &Root, recorded: &[(String, String)]) -> Result<(), UpdateError> {
    match recorded.iter().find(|(name, path)| *name == root.name && *path != root.recorded_path()) {
        Some((_, path)) => Err(name_taken(root, path)),
        None => Ok(()),
    }
}

fn name_taken(root: &Root, first: &str) -> UpdateError {
    let told = |path: &str| if path == STREAM { "standard input".to_owned() } else { path.to_owned() };
    UpdateError::NameTaken { name: root.name.clone(), first: told(first), second: told(&root.recorded_path()) }
}

/// The part of a known root that a path is; `None` where it lies elsewhere.
fn inside_known(root: &Root, (name, path): &(String, String)) -> Option<Scope> {
    let rest = root.path.strip_prefix(path).ok().filter(|_| path != STREAM)?;
    let rest = rest.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let known = Root { name: name.clone(), path: path.into(), is_stream: false };
    Some(Scope { root: known, inside: Some(rest).filter(|rest| !rest.is_empty()) })
}

/// A file to read, with what the index knew of it.
#[derive(Debug)]
pub(super) struct Change {
    pub file: CorpusFile,
    /// The record of this file, or of the one that it was before it was renamed.
    pub known: Option<FileRecord>,
}

impl Change {
    /// Whether it only bears another name than before.
    pub fn is_renamed(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.root != self.file.root || known.path != self.file.path)
    }

    /// Whether the index holds documents of it.
    pub fn has_documents(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.documents > 0)
    }
}

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// New and changed files.
    pub changes: Vec<Change>,
    /// Files that are gone.
    pub vanished: Vec<FileRecord>,
    /// Unchanged files, as the columns know them.
    unchanged: Vec<(CorpusFile, FileEntry)>,
    /// Files that are not read, with the reason: state and source.
    ignored: Vec<(String, String)>,
    rejected: Vec<(String, String)>,
    /// Number of files met.
    files: usize,
    /// All roots of the index after the run: name and path.
    pub roots: Vec<(String, String)>,
    /// What gives metadata for the files.
    pub sidecars: Sidecars,
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
        plan.find_renamed(base)?;
        plan.look_again_for_ids(base)?;
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
            self.files += usize::from(!matches!(walked, WalkedFile::Sidecar(_)));
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
                    self.rejected.push((format!("{name}/{path}").trim_end_matches('/').to_owned(), reason));
                }
                WalkedFile::Sidecar(_) => {}
                WalkedFile::Read(mut file) => {
                    file.path = full(file.path);
                    (file.sidecars, file.sidecar_stamp) = self.sidecars.of(&scope.root.path, &file.location);
                    let key = format!("{name}\u{1}{}", file.path);
                    let names_folder =
                        scope.inside.is_none() && place.path.is_dir() && file.path.eq_ignore_ascii_case("readme.md");
                    if names_folder && !entries.contains_key(&key) {
                        let reason = "it says what the folder is; name it to index it".to_owned();
                        self.ignored.push((format!("{name}/{}", file.path), reason));
                        continue;
                    }
                    match entries.remove(&key) {
                        Some(entry) if is_unchanged(&file, &entry) => self.unchanged.push((file, entry)),
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

    /// A file that is gone and a new one with its very content are one file under another name; what it was called
    /// before goes on to lead to it.
    fn find_renamed(&mut self, base: Option<&Snapshot>) -> Result<(), IndexError> {
        let Some(base) = base else { return Ok(()) };
        let mut gone = Vec::new();
        for old in std::mem::take(&mut self.vanished) {
            // Only files of its size are read for comparison.
            let candidates = self.changes.iter_mut().filter(|new| new.known.is_none() && new.file.size == old.size);
            let same = |new: &&mut Change| hash_file(&new.file.location).is_ok_and(|hash| hash == old.hash);
            match candidates.into_iter().find(same) {
                Some(new) if !old.hash.is_empty() => {
                    // Records of a JSONL file keep the ids that they were given.
                    if new.file.file_type == FileType::Text {
                        new.file.earlier_ids = earlier_ids(base, &old)?;
                    }
                    new.known = Some(old);
                }
                _ => gone.push(old),
            }
        }
        self.vanished = gone;
        // An alias stays when the document changes.
        for change in
            self.changes.iter_mut().filter(|c| c.file.file_type == FileType::Text && c.file.earlier_ids.is_empty())
        {
            if let Some(known) = &change.known {
                change.file.earlier_ids = earlier_ids(base, known)?;
            }
        }
        Ok(())
    }

    /// A record that was rejected because another had its id may have a chance now that something goes.
    fn look_again_for_ids(&mut self, base: Option<&Snapshot>) -> Result<(), IndexError> {
        let Some(base) = base.filter(|_| !self.vanished.is_empty() || !self.changes.is_empty()) else { return Ok(()) };
        let mut waiting = Vec::new();
        for (i, (file, entry)) in self.unchanged.iter().enumerate() {
            if file.file_type == FileType::Jsonl && base.file(entry.address)?.waits_for_id {
                waiting.push(i);
            }
        }
        for i in waiting.into_iter().rev() {
            let (file, entry) = self.unchanged.remove(i);
            self.changes.push(Change { known: Some(base.file(entry.address)?), file });
        }
        Ok(())
    }

    /// Ids of the documents of files, which no record may bear.
    pub fn file_ids(&self) -> HashSet<String> {
        let files = self.changes.iter().map(|change| &change.file).chain(self.unchanged.iter().map(|(file, _)| file));
        let texts = files.filter(|file| file.file_type == FileType::Text);
        texts.map(|file| document_id_for_file(&file.root, &file.path)).collect()
    }

    /// Whether the run would write what is there already.
    pub fn changes_nothing(&self) -> bool {
        self.changes.is_empty() && self.vanished.is_empty() && !self.new_root
    }

    /// Keys of the files whose records go.
    pub fn replaced_keys(&self) -> HashSet<String> {
        let changed = self.changes.iter().map(|change| format!("{}\u{1}{}", change.file.root, change.file.path));
        let renamed = self.changes.iter().filter_map(|change| change.known.as_ref()).map(FileRecord::key);
        changed.chain(renamed).chain(self.vanished.iter().map(FileRecord::key)).collect()
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
        for (_, entry) in &self.unchanged {
            let record = base.file(entry.address)?;
            report.documents.unchanged += record.documents;
            for (source, reason) in record.problems {
                report.reject(source, reason, record.since.clone(), Since::Before);
            }
        }
        Ok(())
    }
}

/// The names under which the documents of a file were found, by the end that tells parts apart (`~1`, empty for the whole).
fn earlier_ids(base: &Snapshot, file: &FileRecord) -> Result<Vec<(String, String)>, IndexError> {
    let mut ids = Vec::new();
    for document in base.documents_of(file)? {
        for id in std::iter::once(document.id).chain(document.aliases) {
            let part = id.rfind('~').map_or(String::new(), |at| id[at..].to_owned());
            ids.push((part, id));
        }
    }
    Ok(ids)
}

/// Size and time are the fast path; where the time differs, the content decides.
fn is_unchanged(file: &CorpusFile, entry: &FileEntry) -> bool {
    if file.size != entry.size || file.sidecar_stamp != entry.sidecars {
        return false;
    }
    let same_time = file.modified == entry.modified && file.modified != 0;
    if entry.hash.is_empty() {
        // It was not read then; it is as it was where it cannot be read now.
        return same_time && (is_too_large(file) || std::fs::File::open(&file.location).is_err());
    }
    same_time || hash_file(&file.location).is_ok_and(|hash| hash == entry.hash)
}
