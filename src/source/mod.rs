//! Where do documents come from, and what are they called?
//!
//! The only door to the documents on disk: roots, the files below them in a fixed order, JSONL files line by line.

mod array;
mod given_file;
mod id;
mod jsonl;
mod lines;
mod root;
mod sidecar;
mod walk;

pub use given_file::{GivenFile, Mistake, parse_front_matter, parse_sidecar};
pub use id::{document_id_for_file, document_id_for_given, part_id};
pub use jsonl::{JsonlReader, Record, RecordError};
pub use root::{Root, RootError, STREAM};
pub use sidecar::{FOLDER_SIDECAR, Sidecars, document_of_sidecar, gives_metadata, why_orphaned};
pub use walk::{CorpusFile, FileType, READ_TYPES, WalkedFile, root_of_its_own, walk, why_unread};
