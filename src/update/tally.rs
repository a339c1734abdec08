//! What was read of one file so far.

use std::collections::{BTreeSet, HashMap};

use super::plan::Change;
use super::report::Since;
use crate::index::{FileRecord, FileState, Problem};
use crate::source::FileType;

/// Lines of one file that are told each; of the others the number is.
const MAX_TOLD_LINES: usize = 100;

/// Documents and problems of a file that is being read.
pub(super) struct FileTally {
    source: String,
    /// SHA-256 of its bytes, hexadecimal; empty where it could not be read to the end.
    pub hash: String,
    pub documents: usize,
    pub parts: usize,
    pub passages: usize,
    pub problems: Vec<(Problem, Since)>,
    /// What could not be taken of what was given with its documents.
    pub mistakes: Vec<Problem>,
    /// Lines with such mistakes beyond those that are told each.
    more_mistakes: usize,
    /// Lines that gave no document.
    bad_lines: usize,
    /// The first of them that is not told by itself.
    first_untold: usize,
    /// Pages that are pictures and were not read.
    pub scanned_pages: Vec<u32>,
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
            mistakes: Vec::new(),
            more_mistakes: 0,
            bad_lines: 0,
            first_untold: 0,
            scanned_pages: Vec::new(),
            waits_for: BTreeSet::new(),
            before: change.earlier.as_ref().map(problems_before).unwrap_or_default(),
            started: started.to_owned(),
        }
    }

    /// Notes why the file, or a line of it, gave no document.
    pub fn reject(&mut self, line: Option<usize>, reason: String) {
        if let Some(line) = line {
            self.bad_lines += 1;
            if self.bad_lines > MAX_TOLD_LINES {
                self.first_untold = if self.first_untold == 0 { line } else { self.first_untold.min(line) };
                return;
            }
        }
        self.tell(line, reason);
    }

    /// Notes what could not be taken of what was given with a document; the document is found all the same.
    pub fn doubt(&mut self, line: Option<usize>, reason: String) {
        if self.mistakes.len() < MAX_TOLD_LINES {
            let (problem, _) = self.problem(line, reason);
            self.mistakes.push(problem);
        } else {
            self.more_mistakes += 1;
        }
    }

    /// Tells of the lines that are not told each, once all were read. Gives the number of those that are counted with
    /// another, and since when.
    pub fn conclude(&mut self) -> (usize, Since) {
        if let Some(more) = self.more_rejected() {
            let below = match more {
                0 => String::new(),
                1 => ", nor can 1 line below it".to_owned(),
                n => format!(", nor can {n} lines below it"),
            };
            let told = format!("it cannot be read{below}; the first {MAX_TOLD_LINES} such lines say why");
            self.tell(Some(self.first_untold), told);
        }
        if self.more_mistakes > 0 {
            let told = format!("{} more lines give what cannot be taken", self.more_mistakes);
            let (problem, _) = self.problem(None, told);
            self.mistakes.push(problem);
        }
        let when = self.problems.last().map_or(Since::Now, |(_, when)| *when);
        (self.more_rejected().unwrap_or(0), when)
    }

    /// Lines beyond the first that is not told by itself; `None` where there is no such line.
    fn more_rejected(&self) -> Option<usize> {
        self.bad_lines.checked_sub(MAX_TOLD_LINES + 1)
    }

    fn tell(&mut self, line: Option<usize>, reason: String) {
        let problem = self.problem(line, reason);
        self.problems.push(problem);
    }

    fn problem(&self, line: Option<usize>, reason: String) -> (Problem, Since) {
        let place = line.map_or_else(String::new, |line| format!(":{line}"));
        let source = format!("{}{place}", self.source);
        let before = self.before.get(&(place, reason.clone()));
        let since = before.unwrap_or(&self.started).clone();
        let when = if before.is_some() { Since::Before } else { Since::Now };
        (Problem { source, reason, since }, when)
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
        let more_rejected = self.more_rejected().unwrap_or(0);
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
            mistakes: self.mistakes,
            more_rejected,
            scanned_pages: self.scanned_pages,
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
    record.problems.iter().chain(&record.mistakes).map(of).collect()
}
