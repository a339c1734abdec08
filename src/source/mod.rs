//! Where do documents come from, and what are they called?
//!
//! The only door to the documents on disk: roots, the files below them in a fixed order, JSONL files line by line.

mod id;
mod jsonl;
mod root;
mod walk;

pub use id::{document_id_for_file, document_id_for_given, part_id};
pub use jsonl::{JsonlReader, Record, RecordError};
pub use root::{Root, RootError, STREAM};
pub use walk::{CorpusFile, FileType, WalkedFile, walk};
