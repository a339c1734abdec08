//! What was read of one file so far.

use std::collections::{BTreeSet, HashMap};

use super::plan::Change;
use super::report::Since;
use crate::index::{FileRecord, FileState, Problem};
use crate::source::FileType;

/// Documents and problems of a file that is being read.
pub(super) struct FileTally {
    source: String,
    /// SHA-256 of its bytes, hexadecimal; empty where it could not be read to the end.
    pub hash: String,
    pub documents: usize,
    pub parts: usize,
    pub passages: usize,
    pub problems: Vec<(Problem, Since)>,
    /// Ids that its documents would have, and that others hold.
    pub waits_for: BTreeSet<String>,
    /// Problems of an earlier run, by place in the file and reason, and since when they are known.
    before: HashMap<(String, String), String>,
    started: String,
}

impl FileTally {
    pub fn new(change: &Change, hash: String, started: &str) -> Self {
        let file = &change.file;
        Self {
            source: format!("{}/{}", file.root, file.path),
            hash,
            documents: 0,
            parts: 0,
            passages: 0,
            problems: Vec::new(),
            waits_for: BTreeSet::new(),
            before: change.earlier.as_ref().map(problems_before).unwrap_or_default(),
            started: started.to_owned(),
        }
    }

    /// Notes why the file, or a line of it, gave no document.
    pub fn reject(&mut self, line: Option<usize>, reason: String) {
        let place = line.map_or_else(String::new, |line| format!(":{line}"));
        let source = format!("{}{place}", self.source);
        let before = self.before.get(&(place, reason.clone()));
        let since = before.unwrap_or(&self.started).clone();
        let when = if before.is_some() { Since::Before } else { Since::Now };
        self.problems.push((Problem { source, reason, since }, when));
    }

    /// The same, where another document has the id that it would have.
    pub fn reject_for_id(&mut self, line: Option<usize>, reason: String, id: String) {
        self.waits_for.insert(id);
        self.reject(line, reason);
    }

    /// The record of the file.
    pub fn into_record(self, change: &Change, is_racy: bool) -> FileRecord {
        let file = &change.file;
        let holds_documents = self.documents > 0 || file.file_type == FileType::Sidecar;
        let is_whole = holds_documents && self.problems.is_empty();
        FileRecord {
            root: file.root.clone(),
            path: file.path.clone(),
            size: file.size,
            modified: file.modified,
            inode: file.inode,
            sidecars: file.sidecar_stamp,
            hash: self.hash,
            state: if is_whole { FileState::Indexed } else { FileState::Rejected },
            documents: self.documents,
            parts: self.parts,
            passages: self.passages,
            problems: self.problems.into_iter().map(|(problem, _)| problem).collect(),
            waits_for: self.waits_for.into_iter().collect(),
            earlier_names: file.earlier_names.clone(),
            is_racy,
            since: self.started,
        }
    }
}

/// The problems of a record by their place in the file, which stays when the file is renamed, and their reason.
fn problems_before(record: &FileRecord) -> HashMap<(String, String), String> {
    let file = format!("{}/{}", record.root, record.path);
    let of = |problem: &Problem| {
        let place = problem.source.strip_prefix(&file).unwrap_or_default().to_owned();
        let since = if problem.since.is_empty() { &record.since } else { &problem.since };
        ((place, problem.reason.clone()), since.clone())
    };
    record.problems.iter().map(of).collect()
}
