//! Every field of the index: what it is for, indexed how, stored or not.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// Number of the layout of the index; raised by hand when fields or what is in them change. What the *analysis*
/// makes of a text has a version of its own, [`AnalysisVersion`](crate::analysis::AnalysisVersion).
pub const FORMAT: u32 = 7;

/// The three kinds of record, as terms of [`Fields::record`].
pub mod record {
    /// A passage: what is found.
    pub const PASSAGE: &str = "passage";
    /// A document: its metadata, once.
    pub const DOCUMENT: &str = "document";
    /// A source file: what the index knows of it.
    pub const FILE: &str = "file";
}

/// Bits of [`Fields::marks`]: what a run has to know of a source file without reading its record.
pub mod mark {
    /// Something of it could not be read.
    pub const PROBLEMS: u64 = 1;
    /// A document of it was rejected because another has its id.
    pub const WAITS_FOR_ID: u64 = 2;
    /// It changed so shortly before it was read that its time does not tell whether it changed since.
    pub const RACY: u64 = 4;
    /// Pages of it are pictures that were not read.
    pub const SCANS: u64 = 8;
}

/// Term of [`Fields::dating`] on passages of documents without a date, and of [`Fields::position`].
pub const UNDATED: &str = "undated";

/// Handles of all fields.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Kind of record.
    pub record: Field,
    /// `root`, `\u{1}`, path: what a record came from; the handle by which a file's records are replaced.
    pub file: Field,
    /// Name of the root, on passages and source files.
    pub root: Field,
    /// Document id. A column, as results by document are named by it.
    pub document: Field,
    /// Ids that a document had before its file was renamed.
    pub alias: Field,
    /// Number made of the document id, so that hits are counted by document without reading names.
    pub document_key: Field,
    /// Passage id. A column, as equal scores are ordered by it.
    pub passage: Field,
    /// Kind of document, by its name in the contract.
    pub kind: Field,
    /// Codes (`GM0405`) of the municipalities it is from or addressed to; a given name without a code, folded.
    pub municipality: Field,
    /// Arrangements, folded names.
    pub arrangement: Field,
    /// The body that wrote it, by its name in the contract.
    pub issuing_body: Field,
    /// Themes of the document, by their names in the contract.
    pub theme: Field,
    /// What the passage does, by its name in the contract.
    pub role: Field,
    /// Kinds of the positions that its sentences carry, by their names in the contract; [`UNDATED`] where one has no date.
    pub position: Field,
    /// First and last day on which each position can be dated, as `yyyymmdd`: that of the act, else that of the document.
    pub position_first_day: Field,
    /// See [`position_first_day`](Self::position_first_day).
    pub position_last_day: Field,
    /// First and last day on which the document can be dated, as `yyyymmdd`; a known day has both the same.
    pub first_day: Field,
    /// See [`first_day`](Self::first_day).
    pub last_day: Field,
    /// [`UNDATED`], or nothing.
    pub dating: Field,
    /// Text of the passage. Stems and literal forms stand at the same positions.
    pub body: Field,
    /// Headings above it.
    pub heading: Field,
    /// Title of the document.
    pub title: Field,
    /// Subject of the document.
    pub subject: Field,
    /// References of the document.
    pub reference: Field,
    /// Frame lines next to the passage.
    pub margin: Field,
    /// Name of the source file, cut into words.
    pub source: Field,
    /// Abbreviations that the passage defines, both ways; see [`definition`](super::definition).
    pub definition: Field,
    /// Size of a source file in bytes.
    pub size: Field,
    /// Time of its last change, nanoseconds since 1970.
    pub modified: Field,
    /// Its inode, 0 where there is none.
    pub inode: Field,
    /// A number that changes when the metadata given beside it does; 0 where none is.
    pub sidecars: Field,
    /// Documents it holds; parts are not counted.
    pub documents: Field,
    /// Parts of them that are found as documents of their own.
    pub parts: Field,
    /// Passages of all of them.
    pub passages: Field,
    /// What a run has to know of it, as bits: [`mark`].
    pub marks: Field,
    /// SHA-256 of its bytes.
    pub hash: Field,
    /// `indexed`, `rejected`, `ignored`.
    pub state: Field,
    /// The record itself, as JSON: fetched for what is shown, never for what is ranked.
    pub stored: Field,
}

/// Text fields and their names, in the order in which results tell them.
pub const TEXT_FIELDS: [&str; 7] = ["body", "heading", "subject", "title", "reference", "margin", "source"];

impl Fields {
    /// The schema, and handles on it.
    pub fn schema() -> (Schema, Self) {
        let mut builder = SchemaBuilder::default();
        let word = STRING;
        let column = STRING | FAST;
        let number = || INDEXED | FAST;
        let fields = Self {
            record: builder.add_text_field("record", word.clone()),
            file: builder.add_text_field("file", column.clone()),
            root: builder.add_text_field("root", column.clone()),
            document: builder.add_text_field("document", column.clone()),
            alias: builder.add_text_field("alias", word.clone()),
            document_key: builder.add_u64_field("document_key", FAST),
            passage: builder.add_text_field("passage", column.clone()),
            kind: builder.add_text_field("kind", column.clone()),
            municipality: builder.add_text_field("municipality", column.clone()),
            arrangement: builder.add_text_field("arrangement", column.clone()),
            issuing_body: builder.add_text_field("issuing_body", column.clone()),
            theme: builder.add_text_field("theme", column.clone()),
            role: builder.add_text_field("role", column.clone()),
            position: builder.add_text_field("position", word.clone()),
            position_first_day: builder.add_i64_field("position_first_day", number()),
            position_last_day: builder.add_i64_field("position_last_day", number()),
            first_day: builder.add_i64_field("first_day", number()),
            last_day: builder.add_i64_field("last_day", number()),
            dating: builder.add_text_field("dating", word.clone()),
            body: builder.add_text_field("body", text()),
            heading: builder.add_text_field("heading", text()),
            title: builder.add_text_field("title", text()),
            subject: builder.add_text_field("subject", text()),
            reference: builder.add_text_field("reference", text()),
            margin: builder.add_text_field("margin", text()),
            source: builder.add_text_field("source", text()),
            definition: builder.add_text_field("definition", STRING),
            size: builder.add_u64_field("size", FAST),
            modified: builder.add_i64_field("modified", FAST),
            inode: builder.add_u64_field("inode", FAST),
            sidecars: builder.add_u64_field("sidecars", FAST),
            documents: builder.add_u64_field("documents", FAST),
            parts: builder.add_u64_field("parts", FAST),
            passages: builder.add_u64_field("passages", FAST),
            marks: builder.add_u64_field("marks", FAST),
            hash: builder.add_text_field("hash", column.clone()),
            state: builder.add_text_field("state", column),
            stored: builder.add_bytes_field("stored", BytesOptions::from(STORED)),
        };
        (builder.build(), fields)
    }

    /// The text fields, in the order of [`TEXT_FIELDS`].
    pub fn texts(&self) -> [Field; 7] {
        [self.body, self.heading, self.subject, self.title, self.reference, self.margin, self.source]
    }
}

/// The fields by which records are found and read, also in an index of another format.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordFields {
    pub record: Field,
    pub file: Field,
    pub document: Field,
    pub alias: Field,
    pub passage: Field,
    pub stored: Field,
}

impl RecordFields {
    /// Finds them by their names; `None` where one is missing.
    pub fn found_in(schema: &Schema) -> Option<Self> {
        let field = |name| schema.get_field(name).ok();
        Some(Self {
            record: field("record")?,
            file: field("file")?,
            document: field("document")?,
            alias: field("alias")?,
            passage: field("passage")?,
            stored: field("stored")?,
        })
    }
}

/// Analysed by us ([`crate::analysis`]) and handed over as tokens, so the engine's tokenizer is never asked.
fn text() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}
