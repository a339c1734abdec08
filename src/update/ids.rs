//! Who holds which id. An id stands for one document; whoever comes later is rejected and waits until it is free.
//!
//! "Later" is told by the index and, for what is read in one run, by the order of reading, where the document of a file
//! comes before all records: its id cannot be chosen.

use std::collections::{HashMap, HashSet};

use crate::index::{IndexError, Snapshot, file_key};
use crate::source::{CorpusFile, document_id_for_file};

/// The ids that are held, as a run goes on.
pub(super) struct Ids<'a> {
    base: Option<&'a Snapshot>,
    /// Keys of files whose earlier records go: ids in them are free.
    replaced: HashSet<String>,
    /// Ids of the documents of all files that the run met, read or not.
    files: HashSet<String>,
    /// Ids of documents that a new index takes over from the old one.
    carried: HashSet<String>,
    /// Ids of records that were read in this run, and the place of their file in `readers`.
    taken: HashMap<String, usize>,
    /// Files of which records were read in this run: root and path.
    readers: Vec<(String, String)>,
}

impl<'a> Ids<'a> {
    pub fn new(base: Option<&'a Snapshot>, replaced: HashSet<String>, files: HashSet<String>) -> Self {
        Self { base, replaced, files, carried: HashSet::new(), taken: HashMap::new(), readers: Vec::new() }
    }

    /// Holds ids of documents that are taken over.
    pub fn carry(&mut self, ids: impl IntoIterator<Item = String>) {
        self.carried.extend(ids);
    }

    /// Takes the id of a record, given or made of its file and line; or says why it cannot be taken.
    pub fn take(&mut self, id: &str, given: Option<&str>, file: &CorpusFile) -> Result<Result<(), String>, IndexError> {
        let told = given.unwrap_or(id);
        if given.is_some() && self.is_of_file(id) {
            return Ok(Err(format!("the document of a file has the id {told}")));
        }
        let is_reader = |(root, path): &(String, String)| *root == file.root && *path == file.path;
        match self.taken.get(id).and_then(|holder| self.readers.get(*holder)) {
            None => {}
            Some(holder) if is_reader(holder) => {
                return Ok(Err(format!("another line before it has the id {told}")));
            }
            Some((root, path)) => return Ok(Err(held_by(&format!("{path}#{told}"), root, told))),
        }
        if let Some(reason) = self.held_elsewhere(id, told)? {
            return Ok(Err(reason));
        }
        if !self.readers.last().is_some_and(is_reader) {
            self.readers.push((file.root.clone(), file.path.clone()));
        }
        self.taken.insert(id.to_owned(), self.readers.len() - 1);
        Ok(Ok(()))
    }

    /// Why the document of a text file cannot have its id, where another holds it.
    pub fn refuse_file(&self, file: &CorpusFile) -> Result<Option<String>, IndexError> {
        let id = document_id_for_file(&file.root, &file.path);
        self.held_elsewhere(&id, &id)
    }

    fn held_elsewhere(&self, id: &str, told: &str) -> Result<Option<String>, IndexError> {
        if self.carried.contains(id) {
            return Ok(Some(format!("a document that was read earlier has the id {told} already")));
        }
        let (Some(base), Some(held)) = (self.base, self.held_in_base(id)?) else { return Ok(None) };
        let holder = base.document(held)?;
        Ok(holder.map(|holder| held_by(&holder.source, &holder.root, told)))
    }

    /// What stands in the way of an id in the index: itself, or the document of a file that it would be a part of.
    fn held_in_base<'i>(&self, id: &'i str) -> Result<Option<&'i str>, IndexError> {
        let Some(base) = self.base else { return Ok(None) };
        let is_kept = |holder: &String| !self.replaced.contains(holder);
        if base.holder_of(id)?.is_some_and(|holder| is_kept(&holder)) {
            return Ok(Some(id));
        }
        let stem = stem_of(id);
        if stem == id {
            return Ok(None);
        }
        // A record may bear any id; only of a file are all ids behind its own taken.
        let names =
            |key: &String| key.split_once('\u{1}').is_some_and(|(root, path)| document_id_for_file(root, path) == stem);
        Ok(base.holder_of(stem)?.filter(|holder| is_kept(holder) && names(holder)).map(|_| stem))
    }

    /// Whether a file that waits for one of these ids would get it now. Reads no stored record.
    pub fn frees_one(&self, file: &CorpusFile, waits_for: &[String]) -> Result<bool, IndexError> {
        let own = document_id_for_file(&file.root, &file.path);
        for id in waits_for {
            let is_own = *id == own || stem_of(id) == own;
            if (is_own || !self.is_of_file(id)) && self.held_in_base(id)?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether an id is that of a file, of a part of it or of a line of it.
    fn is_of_file(&self, id: &str) -> bool {
        self.files.contains(id) || self.files.contains(stem_of(id))
    }
}

fn held_by(source: &str, root: &str, told: &str) -> String {
    format!("{source} of {root} has the id {told} already")
}

/// An id without the end that tells parts (`~2`) and lines (`.7`) of one file apart.
fn stem_of(id: &str) -> &str {
    match id.rsplit_once(['~', '.']) {
        Some((stem, n)) if !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => id,
    }
}

/// The key of a file of a run.
pub(super) fn key_of(file: &CorpusFile) -> String {
    file_key(&file.root, &file.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_parts_and_lines_belong_to_their_file() {
        assert_eq!([stem_of("a-1~2"), stem_of("a-1.7"), stem_of("a-1"), stem_of("a.b")], ["a-1", "a-1", "a-1", "a.b"]);
        let mut ids = Ids::new(None, HashSet::new(), HashSet::from(["brief-1".to_owned()]));
        let file = |path: &str| CorpusFile {
            root: "stukken".into(),
            path: path.into(),
            location: path.into(),
            file_type: crate::source::FileType::Jsonl,
            size: 1,
            modified: 1,
            inode: 1,
            sidecars: Vec::new(),
            sidecar_stamp: 0,
            earlier_names: Vec::new(),
        };
        let (rij, ander) = (file("rij.jsonl"), file("ander.jsonl"));
        assert!(ids.take("brief-1", Some("brief-1"), &rij).unwrap().is_err());
        assert!(ids.take("brief-1~1", Some("brief-1~1"), &rij).unwrap().is_err());
        assert!(ids.take("brief-1.3", None, &rij).unwrap().is_ok(), "the line of the file itself");
        assert!(ids.take("brief-2", Some("brief-2"), &rij).unwrap().is_ok());
        let told = |why: Result<(), String>| why.unwrap_err();
        let again = told(ids.take("brief-2", Some("brief-2"), &rij).unwrap());
        assert_eq!(again, "another line before it has the id brief-2");
        let elsewhere = told(ids.take("brief-2", Some("brief-2"), &ander).unwrap());
        assert_eq!(elsewhere, "rij.jsonl#brief-2 of stukken has the id brief-2 already");
    }
}
