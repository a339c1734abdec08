//! What became of every file: the report that people and scripts read.

use serde::Serialize;

use super::MissingRoot;
use crate::index::{FileRecord, IndexError, Problem, Snapshot};

/// Documents by what the run did with them: files, and records of JSONL files. Parts of a document are not counted here.
/// `seen` is the sum of all but `removed`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DocumentCounts {
    /// All that were met.
    pub seen: usize,
    /// New ones.
    pub added: usize,
    /// Changed ones.
    pub updated: usize,
    /// Ones that only bear another name.
    pub renamed: usize,
    /// Ones as they were.
    pub unchanged: usize,
    /// Ones that are gone.
    pub removed: usize,
    /// Ones that could not be read.
    pub rejected: usize,
    /// Ones that must not be found.
    pub withheld: usize,
    /// Files of types that are not read.
    pub ignored: usize,
}

/// A document or file that cannot be found, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotIndexed {
    /// Root and path, with the line for a record.
    pub source: String,
    /// `rejected`, `withheld`, `ignored`.
    pub state: &'static str,
    /// Why.
    pub reason: String,
    /// Since when; `None` for what is merely ignored.
    pub since: Option<String>,
    /// Whether this run met it first.
    #[serde(skip)]
    pub is_new: bool,
}

/// Whether something was so before this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    Before,
    Now,
}

/// The report of a run, as `index --report` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// RFC 3339 in UTC.
    pub started: String,
    /// RFC 3339 in UTC.
    pub finished: String,
    /// Generation that readers see after the run.
    pub generation: u64,
    /// Files met.
    pub files: usize,
    /// Documents by what was done with them.
    pub documents: DocumentCounts,
    /// Parts of documents, found as documents of their own, in the index after the run.
    pub parts: usize,
    /// Passages in the index after the run.
    pub passages: usize,
    /// Bytes read.
    pub bytes_read: u64,
    /// Bytes of the index after the run.
    pub index_bytes: u64,
    /// What cannot be found, by source.
    pub not_indexed: Vec<NotIndexed>,
    /// What could not be taken of what was given in documents, by source; they are indexed and counted as such.
    pub mistakes: Vec<Problem>,
    /// Roots and paths that were asked for or known and are not where they should be; what was indexed from them stays.
    pub missing_roots: Vec<MissingRoot>,
    /// How many of the rejected ones were rejected by an earlier run.
    #[serde(skip)]
    pub still_rejected: usize,
    /// Files that did not change but for their time or inode.
    #[serde(skip)]
    pub touched: usize,
}

impl Report {
    pub(super) fn new(started: String) -> Self {
        Self {
            finished: started.clone(),
            started,
            generation: 0,
            files: 0,
            documents: DocumentCounts::default(),
            parts: 0,
            passages: 0,
            bytes_read: 0,
            index_bytes: 0,
            not_indexed: Vec::new(),
            mistakes: Vec::new(),
            missing_roots: Vec::new(),
            still_rejected: 0,
            touched: 0,
        }
    }

    pub(super) fn ignore(&mut self, source: String, reason: String) {
        self.documents.ignored += 1;
        self.not_indexed.push(NotIndexed { source, state: "ignored", reason, since: None, is_new: false });
    }

    pub(super) fn reject(&mut self, source: String, reason: String, since: String, when: Since) {
        self.documents.rejected += 1;
        self.still_rejected += usize::from(when == Since::Before);
        self.not_indexed.push(NotIndexed {
            source,
            state: "rejected",
            reason,
            since: Some(since),
            is_new: when == Since::Now,
        });
    }

    /// Tells what could not be read of a file, and what could not be taken of what was given in it.
    pub(super) fn tell_all(&mut self, record: &FileRecord, when: Since) {
        for problem in &record.problems {
            let since = if problem.since.is_empty() { &record.since } else { &problem.since };
            self.reject(problem.source.clone(), problem.reason.clone(), since.clone(), when);
        }
        self.reject_more(record.more_rejected, when);
        self.mistakes.extend(record.mistakes.iter().cloned());
    }

    /// Counts what is told together with another.
    pub(super) fn reject_more(&mut self, n: usize, when: Since) {
        self.documents.rejected += n;
        self.still_rejected += if when == Since::Before { n } else { 0 };
    }

    pub(super) fn conclude(&mut self, finished: String, snapshot: &Snapshot) -> Result<(), IndexError> {
        self.finished = finished;
        self.generation = snapshot.payload().generation;
        self.parts = snapshot.held()?.parts;
        self.passages = snapshot.passages()?;
        self.index_bytes = snapshot.bytes();
        let c = &mut self.documents;
        c.seen = c.added + c.updated + c.renamed + c.unchanged + c.rejected + c.withheld + c.ignored;
        self.mistakes.sort_by(|a, b| (&a.source, &a.reason).cmp(&(&b.source, &b.reason)));
        self.not_indexed.sort_by(|a, b| (&a.source, &a.reason).cmp(&(&b.source, &b.reason)));
        Ok(())
    }
}
