//! What is stored of a passage, a document, a source file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::schema::mark;
use crate::passage::Position;

/// What is shown of a passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// Passage id.
    pub id: String,
    /// Id of its document.
    pub document: String,
    /// Place in the document, from 0.
    pub ordinal: usize,
    /// Headings above it, in one line; empty where there are none.
    pub heading: String,
    /// Its text.
    pub text: String,
    /// Frame lines next to it.
    pub margin: String,
    /// Page, from 1; `None` where the text shows no pages.
    pub page: Option<u32>,
    /// What that page is called in print.
    pub page_label: Option<String>,
    /// First and last line in the extracted text, from 1; `None` for a record of a JSONL file.
    pub lines: Option<(usize, usize)>,
    /// Whether text recognition read it on a picture.
    #[serde(default)]
    pub ocr: bool,
    /// What it does, by its name in the contract.
    #[serde(default)]
    pub role: Option<String>,
    /// The positions that its sentences carry, in order.
    #[serde(default)]
    pub positions: Vec<Position>,
}

/// What is known of a document, as results show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct DocumentRecord {
    /// Document id.
    pub id: String,
    /// Ids that it had before its file was renamed.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Id of the document that it is a part of.
    pub parent: Option<String>,
    /// Name of its root.
    pub root: String,
    /// Path in the root, `file.jsonl#id` for a record of a JSONL file.
    pub source: String,
    /// Title.
    pub title: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Kind, by its name in the contract.
    pub kind: Option<String>,
    /// Date, ISO 8601, possibly partial.
    pub date: Option<String>,
    /// Municipalities it is from or addressed to: name, and code where there is one.
    pub municipalities: Vec<(String, Option<String>)>,
    /// Arrangements.
    pub arrangements: Vec<String>,
    /// References.
    pub references: Vec<String>,
    /// Who wrote it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// The body that wrote it, by its name in the contract.
    #[serde(default)]
    pub body: Option<String>,
    /// To whom it is addressed.
    #[serde(default)]
    pub addressee: Option<String>,
    /// Themes, by their names in the contract.
    #[serde(default)]
    pub themes: Vec<String>,
    /// Status: concept, definitief, vastgesteld.
    #[serde(default)]
    pub status: Option<String>,
    /// What became of a motion or proposal: aangenomen, verworpen, aangehouden, ingetrokken.
    #[serde(default)]
    pub outcome: Option<String>,
    /// How sure each recognised field is; given ones are left out.
    pub recognised: BTreeMap<String, f32>,
    /// Where it is published.
    pub url: Option<String>,
    /// Keys it came with that griffie does not know.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Number of pages.
    pub pages: Option<u32>,
    /// Number of passages.
    pub passages: usize,
}

/// What became of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Its documents can be found; one that gives metadata for others holds none.
    Indexed,
    /// It could not be read, or part of it could not.
    Rejected,
    /// It is of a type that griffie does not read.
    Ignored,
}

impl FileState {
    /// Name in the index and the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indexed => "indexed",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
        }
    }
}

/// What could not be read of a file, or taken of what was given in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `root/path`, or `root/path:line` for a record.
    pub source: String,
    /// Why.
    pub reason: String,
    /// When a run first met it, RFC 3339 in UTC.
    #[serde(default)]
    pub since: String,
}

/// What the index knows of a source file: the index is its own record of what it has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Name of the root.
    pub root: String,
    /// Path in the root, with `/`.
    pub path: String,
    /// Size in bytes when it was read.
    pub size: u64,
    /// Time of the last change when it was read, nanoseconds since 1970.
    pub modified: i64,
    /// Inode, 0 where there is none.
    pub inode: u64,
    /// A number that changes when the metadata given beside it does; 0 where none is.
    #[serde(default)]
    pub sidecars: u64,
    /// SHA-256 of its bytes, hexadecimal; empty where it was not read.
    pub hash: String,
    /// What became of it.
    pub state: FileState,
    /// Documents it holds: the file itself or its records.
    pub documents: usize,
    /// Parts of these that are found as documents of their own.
    #[serde(default)]
    pub parts: usize,
    /// Passages of all of them.
    pub passages: usize,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
    /// What could not be taken of what was given in it for its documents, which are found all the same.
    #[serde(default)]
    pub mistakes: Vec<Problem>,
    /// Lines that could not be read beyond those that have a problem of their own; the last problem tells their number.
    #[serde(default)]
    pub more_rejected: usize,
    /// Pages of it, from 1, that are pictures and were not read.
    #[serde(default)]
    pub scanned_pages: Vec<u32>,
    /// Ids that documents of it would have, and that others held when it was read.
    #[serde(default)]
    pub waits_for: Vec<String>,
    /// What the ids of its documents began with under the names that it had before, the oldest first.
    #[serde(default)]
    pub earlier_names: Vec<String>,
    /// Whether it changed so shortly before it was read that its time does not tell whether it changed since.
    #[serde(default)]
    pub is_racy: bool,
    /// Since when it is in this state, RFC 3339 in UTC.
    pub since: String,
}

impl FileRecord {
    /// The key of the file in the index.
    pub fn key(&self) -> String {
        file_key(&self.root, &self.path)
    }

    /// The record of a file or folder that could not even be looked at.
    pub fn unreachable(root: String, path: String, problem: Problem, since: String) -> Self {
        Self {
            root,
            path,
            size: 0,
            modified: 0,
            inode: 0,
            sidecars: 0,
            hash: String::new(),
            state: FileState::Rejected,
            documents: 0,
            parts: 0,
            passages: 0,
            problems: vec![problem],
            mistakes: Vec::new(),
            more_rejected: 0,
            scanned_pages: Vec::new(),
            waits_for: Vec::new(),
            earlier_names: Vec::new(),
            is_racy: false,
            since,
        }
    }

    /// What its column of marks says of it.
    pub(super) fn marks(&self) -> u64 {
        let bit = |is_set: bool, bit: u64| if is_set { bit } else { 0 };
        bit(!(self.problems.is_empty() && self.mistakes.is_empty()), mark::PROBLEMS)
            | bit(!self.waits_for.is_empty(), mark::WAITS_FOR_ID)
            | bit(self.is_racy, mark::RACY)
            | bit(!self.scanned_pages.is_empty(), mark::SCANS)
    }
}

/// The key of a file: root and path, apart by a character that no path holds in practice and none of ours can.
pub(crate) fn file_key(root: &str, path: &str) -> String {
    format!("{root}\u{1}{path}")
}
