//! What is kept, how, and what does a reader see of it?
//!
//! A tantivy document a passage, one a document, one a source file; all of a run in one *generation*, a directory that
//! never changes once readers can see it. Which fields there are, and why: [`schema`]. How generations are switched:
//! [`generation`]. The decisions and the traps behind them: docs/architecture.md, "index".

mod builder;
mod columns;
mod definition;
mod directory;
mod engine_document;
mod error;
pub mod generation;
mod live;
mod permissions;
mod record;
mod room;
pub mod schema;
mod seal;
mod snapshot;
#[cfg(test)]
mod tests;
mod vocabulary;
mod write;

pub use builder::{GenerationBuilder, Prepared};
pub use columns::{FileEntry, Held};
pub use engine_document::EngineDocument;
pub use error::IndexError;
pub use generation::{IndexDirectory, Payload, WriteLock};
pub use live::Live;
pub(crate) use record::file_key;
pub use record::{DocumentRecord, FileRecord, FileState, PassageRecord, Problem};
pub use schema::Fields;
pub use snapshot::Snapshot;
pub use vocabulary::Entries;
pub use write::{PassageDocuments, document_to_tantivy, file_to_tantivy};
pub(crate) use write::{day_number, fold_name, municipality_term};
