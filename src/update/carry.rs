//! Taking over, into an index that is built anew, what cannot be read again: what came from standard input, roots that
//! are not where they were, files that cannot be read just now.
//!
//! The records of the old index hold the texts, so they are analysed again and nothing is lost by a rebuild.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::ids::Ids;
use super::report::{Report, Since};
use super::scope::Scope;
use super::{MissingRoot, UpdateError};
use crate::analysis::Analyzer;
use crate::index::{
    DocumentRecord, FileRecord, GenerationBuilder, IndexDirectory, IndexError, PassageDocuments, Snapshot,
    document_to_tantivy, file_to_tantivy,
};
use crate::source::{Root, STREAM};

/// What a rebuild has to see to.
#[derive(Debug, Default)]
pub(super) struct Rebuild {
    /// What is read: what was asked for, and every other known root that is there, as a whole.
    pub scopes: Vec<Scope>,
    /// Roots whose records are taken over, name and recorded path.
    pub carried: Vec<(String, String)>,
}

/// Widens the scopes of a rebuild to all roots that the old index knows.
pub(super) fn plan_rebuild(scopes: &[Scope], recorded: &[(String, String)]) -> Rebuild {
    let mut rebuild = Rebuild::default();
    for scope in scopes {
        let whole = Scope { root: scope.root.clone(), inside: None };
        if !rebuild.scopes.contains(&whole) {
            rebuild.scopes.push(whole);
        }
    }
    for (name, path) in recorded {
        if rebuild.scopes.iter().any(|scope| scope.root.name == *name) {
            continue;
        }
        match Root::new(Path::new(path), Some(name)) {
            Ok(root) if path != STREAM => rebuild.scopes.push(Scope { root, inside: None }),
            _ => rebuild.carried.push((name.clone(), path.clone())),
        }
    }
    rebuild
}

/// Writes the records of some roots of the old index into the new one.
///
/// # Errors
/// [`UpdateError::Lost`] where there are such roots and the old index cannot be read: nothing is dropped in silence.
pub(super) fn carry_over(
    directory: &IndexDirectory,
    roots: &[(String, String)],
    builder: &GenerationBuilder<'_>,
    ids: &mut Ids<'_>,
    report: &mut Report,
) -> Result<(), UpdateError> {
    if roots.is_empty() {
        return Ok(());
    }
    let lost = |source| UpdateError::Lost {
        roots: roots.iter().map(|(name, path)| MissingRoot { name: name.clone(), path: path.clone() }).collect(),
        source,
    };
    let knows_all =
        |old: &Snapshot| roots.iter().all(|(name, _)| old.payload().roots.iter().any(|(known, _)| known == name));
    let old = match Snapshot::for_a_rebuild(directory).into_iter().find(knows_all) {
        Some(old) => old,
        None => Snapshot::open_for_records(directory).map_err(lost)?,
    };
    for file in old.files().map_err(lost)?.into_iter().filter(|file| roots.iter().any(|(name, _)| *name == file.root)) {
        carry_file(&old, &file, builder, ids, report).map_err(lost)?;
    }
    Ok(())
}

/// Writes the records of one file of the old index into the new one, as they are.
fn carry_file(
    old: &Snapshot,
    file: &FileRecord,
    builder: &GenerationBuilder<'_>,
    ids: &mut Ids<'_>,
    report: &mut Report,
) -> Result<(), IndexError> {
    let kept = carry_documents(old, file, (&file.root, &file.path), builder, &mut |_| Ok(true))?;
    ids.carry(kept.ids);
    report.documents.unchanged += file.documents;
    report.tell_all(file, Since::Before);
    builder.add(file_to_tantivy(builder.fields(), file))
}

/// Documents that were taken over.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub documents: usize,
    pub parts: usize,
    pub passages: usize,
    ids: Vec<String>,
}

/// Writes documents of a file of an index, those that are to be kept with their parts and passages, into a new generation
/// as documents of the file at `target`, root and path.
pub(super) fn carry_documents(
    from: &Snapshot,
    file: &FileRecord,
    target: (&str, &str),
    builder: &GenerationBuilder<'_>,
    keep: &mut dyn FnMut(&DocumentRecord) -> Result<bool, IndexError>,
) -> Result<Kept, IndexError> {
    let analyzer = Analyzer::default();
    let (root, path) = target;
    let mut kept = Kept::default();
    let mut whole = HashSet::new();
    // A document stands before its parts.
    for mut document in from.documents_of(file)? {
        let is_kept = match &document.parent {
            Some(parent) => whole.contains(parent),
            None => keep(&document)?,
        };
        if !is_kept {
            continue;
        }
        document.root = root.to_owned();
        if let Some(rest) = document.source.strip_prefix(&file.path) {
            document.source = format!("{path}{rest}");
        }
        let writer = PassageDocuments::new(builder.fields(), &analyzer, &document, path);
        for passage in from.passages_of(&document.id)? {
            builder.add(writer.passage(&passage))?;
            kept.passages += 1;
        }
        builder.add(document_to_tantivy(builder.fields(), &document, path))?;
        match document.parent {
            Some(_) => kept.parts += 1,
            None => {
                kept.documents += 1;
                whole.insert(document.id.clone());
            }
        }
        kept.ids.push(document.id);
    }
    Ok(kept)
}

/// The old index of a rebuild: what its documents were called, and what was read of files that cannot be read just now.
pub(super) struct Earlier {
    old: Snapshot,
    files: HashMap<String, FileRecord>,
}

impl Earlier {
    /// Opens it, or where it is damaged the generation before; `None` where neither can be read any more.
    pub fn open(directory: &IndexDirectory) -> Option<Self> {
        let old = Snapshot::for_a_rebuild(directory).into_iter().next()?;
        // A file whose record cannot be read is read as a new one.
        let files = old.readable_files().into_iter().map(|file| (file.key(), file)).collect();
        Some(Self { old, files })
    }

    /// What it knows of a file.
    pub fn file(&self, key: &str) -> Option<&FileRecord> {
        self.files.get(key)
    }

    /// Files whose keys fit, by key.
    pub fn files_with(&self, fits: impl Fn(&String) -> bool) -> Vec<FileRecord> {
        let mut found: Vec<&String> = self.files.keys().filter(|key| fits(key)).collect();
        found.sort();
        found.into_iter().filter_map(|key| self.files.get(key)).cloned().collect()
    }

    /// How many documents it holds of each root.
    pub fn documents_by_root(&self) -> BTreeMap<String, usize> {
        let mut held = BTreeMap::new();
        for file in self.files.values() {
            *held.entry(file.root.clone()).or_default() += file.documents;
        }
        held
    }

    /// Its records.
    pub fn snapshot(&self) -> &Snapshot {
        &self.old
    }

    /// Takes over files as they are.
    pub fn carry(
        &self,
        files: &[FileRecord],
        builder: &GenerationBuilder<'_>,
        ids: &mut Ids<'_>,
        report: &mut Report,
    ) -> Result<(), IndexError> {
        files.iter().try_for_each(|file| carry_file(&self.old, file, builder, ids, report))
    }
}
