//! Taking over, into an index that is built anew, what cannot be read again: what came from standard input, and roots
//! that are not where they were.
//!
//! The records of the old index hold the texts, so they are analysed again and nothing is lost by a rebuild.

use super::{MissingRoot, UpdateError};
use crate::analysis::Analyzer;
use crate::index::{
    FileEntry, FileRecord, GenerationBuilder, IndexDirectory, IndexError, PassageDocuments, Snapshot,
    document_to_tantivy, file_key, file_to_tantivy,
};
use crate::source::{CorpusFile, Root, STREAM};
use crate::update::Scope;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What a rebuild has to see to.
#[derive(Debug, Default)]
pub(super) struct Rebuild {
    /// What is read: what was asked for, and every other known root that is there, as a whole.
    pub scopes: Vec<Scope>,
    /// Roots whose records are taken over, name and recorded path.
    pub carried: Vec<(String, String)>,
}

/// What was taken over.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// Number of documents.
    pub documents: usize,
    /// Their ids, which no record that is read may bear.
    pub ids: HashSet<String>,
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
    old: Result<Snapshot, IndexError>,
    roots: &[(String, String)],
    builder: &GenerationBuilder<'_>,
) -> Result<Carried, UpdateError> {
    if roots.is_empty() {
        return Ok(Carried::default());
    }
    let lost = |source| UpdateError::Lost {
        roots: roots.iter().map(|(name, path)| MissingRoot { name: name.clone(), path: path.clone() }).collect(),
        source,
    };
    let old = old.map_err(lost)?;
    let analyzer = Analyzer::default();
    let mut carried = Carried::default();
    for file in old.files()?.into_iter().filter(|file| roots.iter().any(|(name, _)| *name == file.root)) {
        carried.ids.extend(carry_file(&old, &file, &analyzer, builder)?);
        carried.documents += file.documents;
    }
    Ok(carried)
}

/// Writes the records of one file of the old index into the new one; the ids of its documents.
pub(super) fn carry_file(
    old: &Snapshot,
    file: &FileRecord,
    analyzer: &Analyzer,
    builder: &GenerationBuilder<'_>,
) -> Result<Vec<String>, IndexError> {
    let mut ids = Vec::new();
    for document in old.documents_of(file)? {
        builder.add(document_to_tantivy(builder.fields(), &document, &file.path))?;
        let writer = PassageDocuments::new(builder.fields(), analyzer, &document, &file.path);
        for passage in old.passages_of(&document.id)? {
            builder.add(writer.passage(&passage))?;
        }
        ids.push(document.id);
    }
    builder.add(file_to_tantivy(builder.fields(), file))?;
    Ok(ids)
}

/// The old index of a rebuild, for files that cannot be read just now.
pub(super) struct Earlier {
    old: Snapshot,
    files: HashMap<String, FileEntry>,
}

impl Earlier {
    /// Opens it; `None` where it cannot be read any more.
    pub fn open(directory: &IndexDirectory) -> Option<Self> {
        let old = Snapshot::open_for_records(directory).ok()?;
        let files = old.file_entries().ok()?;
        Some(Self { old, files })
    }

    /// Takes over what was read of a file earlier; whether there was anything.
    pub fn carry(&self, file: &CorpusFile, builder: &GenerationBuilder<'_>) -> Result<bool, IndexError> {
        let Some(entry) = self.files.get(&file_key(&file.root, &file.path)) else { return Ok(false) };
        let record = self.old.file(entry.address)?;
        if record.documents > 0 {
            carry_file(&self.old, &record, &Analyzer::default(), builder)?;
        }
        Ok(record.documents > 0)
    }
}
