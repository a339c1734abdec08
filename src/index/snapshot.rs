//! One generation, open for reading.

use std::collections::HashMap;
use std::path::Path;

use tantivy::collector::{Count, DocSetCollector};
use tantivy::directory::MmapDirectory;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::IndexError;
use super::directory::ReadOnlyDirectory;
use super::generation::{IndexDirectory, Payload};
use super::record::{DocumentRecord, FileRecord, PassageRecord};
use super::schema::{FORMAT, Fields, record};
use crate::analysis::AnalysisVersion;

/// A generation of an index, complete and unchanging; any number of threads may read it.
#[derive(Clone)]
pub struct Snapshot {
    directory: IndexDirectory,
    fields: Fields,
    payload: Payload,
    searcher: Searcher,
}

/// What must be as in this program for an index to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    Format,
    FormatAndAnalysis,
}

/// Files of a segment that every index has; the engine opens some of them only when they are asked for.
const SEGMENT_FILES: [&str; 6] = ["idx", "pos", "term", "store", "fast", "fieldnorm"];

/// The first file of the segments that is not there.
fn missing_file(segments: &[tantivy::index::SegmentMeta], generation: &Path) -> Option<String> {
    let names = segments.iter().flat_map(|segment| {
        let id = segment.id().uuid_string();
        SEGMENT_FILES.iter().map(move |kind| format!("{id}.{kind}"))
    });
    names.into_iter().find(|name| !generation.join(name).exists())
}

/// What the columns tell of a source file, without reading its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Size in bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
    /// Stamp of the metadata given beside it.
    pub sidecars: u64,
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Where its record is.
    pub address: DocAddress,
}

impl Snapshot {
    /// Opens the current generation.
    ///
    /// # Errors
    /// [`IndexError::Missing`] where there is no index, [`IndexError::OtherVersion`] where another analysis or format
    /// made it, [`IndexError::Damaged`] where its files do not hold what they should.
    pub fn open(directory: &IndexDirectory) -> Result<Self, IndexError> {
        let number = directory.current()?;
        match Self::open_generation(directory, number) {
            // The generation may have been removed between reading its name and opening it: look once more.
            Err(first) => match directory.current()? {
                again if again != number => Self::open_generation(directory, again),
                _ => Err(first),
            },
            opened => opened,
        }
    }

    /// Opens the current generation whatever analysis made it, to read its records; searching it would find too little.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for another analysis.
    pub fn open_for_records(directory: &IndexDirectory) -> Result<Self, IndexError> {
        let number = match directory.current() {
            Err(IndexError::Damaged { path, reason }) => {
                directory.newest_whole().ok_or(IndexError::Damaged { path, reason })?
            }
            current => current?,
        };
        Self::open_checked(directory, number, Check::Format)
    }

    pub(super) fn open_generation(directory: &IndexDirectory, number: u64) -> Result<Self, IndexError> {
        Self::open_checked(directory, number, Check::FormatAndAnalysis)
    }

    fn open_checked(directory: &IndexDirectory, number: u64, check: Check) -> Result<Self, IndexError> {
        let damaged = |reason: String| IndexError::Damaged { path: directory.path().to_owned(), reason };
        let path = directory.generation_path(number);
        let mmap =
            MmapDirectory::open(&path).map_err(|e| damaged(format!("generation {number} cannot be opened: {e}")))?;
        let index = Index::open(ReadOnlyDirectory(mmap))
            .map_err(|e| damaged(format!("generation {number} cannot be read: {e}")))?;
        let metas = index.load_metas().map_err(|e| damaged(format!("its list of segments cannot be read: {e}")))?;
        let payload = metas.payload.clone().ok_or_else(|| damaged("its commit says nothing of its version".into()))?;
        let payload: Payload = serde_json::from_str(&payload)
            .map_err(|e| damaged(format!("what its commit says of its version is unreadable: {e}")))?;
        let other = |what, found: String, ours: String| IndexError::OtherVersion {
            path: directory.path().to_owned(),
            what,
            found,
            ours,
        };
        if payload.format != FORMAT {
            return Err(other("index format", payload.format.to_string(), FORMAT.to_string()));
        }
        let ours = AnalysisVersion::current();
        if check == Check::FormatAndAnalysis && payload.analysis != ours.as_str() {
            return Err(other("Dutch analysis", payload.analysis, ours.to_string()));
        }
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(damaged("its fields are not those of its format".into()));
        }
        if let Some(missing) = missing_file(&metas.segments, &path) {
            return Err(damaged(format!("its file {missing} is missing")));
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|e: tantivy::TantivyError| damaged(format!("its segments cannot be opened: {e}")))?;
        Ok(Self { directory: directory.clone(), fields, payload, searcher: reader.searcher() })
    }

    /// Checks that every record is of a known kind.
    pub(super) fn verify(&self) -> Result<(), IndexError> {
        let all = self.count(&AllQuery)?;
        let kinds = [record::PASSAGE, record::DOCUMENT, record::FILE];
        let mut sum = 0;
        for kind in kinds {
            sum += self.count(&self.record_query(kind))?;
        }
        if all != sum {
            return Err(self.damaged(format!("{all} records, of which {sum} are of a known kind")));
        }
        Ok(())
    }

    fn damaged(&self, reason: String) -> IndexError {
        IndexError::Damaged { path: self.directory.path().to_owned(), reason }
    }

    fn engine(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { path: self.directory.path().to_owned(), source }
    }

    fn record_query(&self, kind: &str) -> TermQuery {
        TermQuery::new(Term::from_field_text(self.fields.record, kind), IndexRecordOption::Basic)
    }

    fn count(&self, query: &dyn Query) -> Result<usize, IndexError> {
        self.searcher.search(query, &Count).map_err(|e| self.engine(e))
    }

    /// What its commit says of it.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The directory it lies in.
    pub fn directory(&self) -> &IndexDirectory {
        &self.directory
    }

    /// Handles of the fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The engine's view of it.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Number of passages.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn passages(&self) -> Result<usize, IndexError> {
        self.count(&self.record_query(record::PASSAGE))
    }

    /// Number of documents.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn documents(&self) -> Result<usize, IndexError> {
        self.count(&self.record_query(record::DOCUMENT))
    }

    /// Bytes of its files.
    pub fn bytes(&self) -> u64 {
        self.searcher.space_usage().map_or(0, |usage| usage.total().get_bytes())
    }

    fn stored<T: serde::de::DeserializeOwned>(&self, address: DocAddress) -> Result<T, IndexError> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(|e| self.engine(e))?;
        let bytes = document.get_first(self.fields.stored).and_then(|value| value.as_bytes());
        let bytes = bytes.ok_or_else(|| self.damaged("a record holds nothing".into()))?;
        serde_json::from_slice(bytes).map_err(|e| self.damaged(format!("a record cannot be read: {e}")))
    }

    /// The record of a passage.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn passage(&self, address: DocAddress) -> Result<PassageRecord, IndexError> {
        self.stored(address)
    }

    /// The record of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn file(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        self.stored(address)
    }

    /// Records that hold all of some terms.
    fn addresses(&self, terms: &[(Field, &str)]) -> Result<Vec<DocAddress>, IndexError> {
        let term = |(field, text): &(Field, &str)| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(*field, text);
            (Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        };
        let query = BooleanQuery::new(terms.iter().map(term).collect());
        let mut found: Vec<_> =
            self.searcher.search(&query, &DocSetCollector).map_err(|e| self.engine(e))?.into_iter().collect();
        found.sort_unstable();
        Ok(found)
    }

    /// The record of the document that had this id before its file was renamed.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn document_by_alias(&self, id: &str) -> Result<Option<DocumentRecord>, IndexError> {
        let found = self.addresses(&[(self.fields.record, record::DOCUMENT), (self.fields.alias, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The record of a document; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<DocumentRecord>, IndexError> {
        let found = self.addresses(&[(self.fields.record, record::DOCUMENT), (self.fields.document, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The documents of a file.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn documents_of(&self, file: &FileRecord) -> Result<Vec<DocumentRecord>, IndexError> {
        let key = file.key();
        let found = self.addresses(&[(self.fields.record, record::DOCUMENT), (self.fields.file, &key)])?;
        found.into_iter().map(|address| self.stored(address)).collect()
    }

    /// The passages of a document, in their order; none where there is no document of this id.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn passages_of(&self, document: &str) -> Result<Vec<PassageRecord>, IndexError> {
        let found = self.addresses(&[(self.fields.record, record::PASSAGE), (self.fields.document, document)])?;
        let mut passages: Vec<PassageRecord> =
            found.into_iter().map(|address| self.stored(address)).collect::<Result<_, _>>()?;
        passages.sort_by_key(|passage| passage.ordinal);
        Ok(passages)
    }

    /// The record of a passage by its id; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn passage_by_id(&self, id: &str) -> Result<Option<PassageRecord>, IndexError> {
        let found = self.addresses(&[(self.fields.record, record::PASSAGE), (self.fields.passage, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The records of all source files, by root and path.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn files(&self) -> Result<Vec<FileRecord>, IndexError> {
        let found = self.addresses(&[(self.fields.record, record::FILE)])?;
        let mut files: Vec<FileRecord> =
            found.into_iter().map(|address| self.stored(address)).collect::<Result<_, _>>()?;
        files.sort_by(|a, b| (&a.root, &a.path).cmp(&(&b.root, &b.path)));
        Ok(files)
    }

    /// Checks every file of the generation against the checksum at its end, and that all records can be counted.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the names of the files that do not hold what was written.
    pub fn check(&self) -> Result<(), IndexError> {
        let broken = self.searcher.index().validate_checksum().map_err(|e| self.damaged(e.to_string()))?;
        if !broken.is_empty() {
            let mut names: Vec<String> = broken.iter().map(|path| path.display().to_string()).collect();
            names.sort();
            return Err(self.damaged(format!("these files do not hold what was written: {}", names.join(", "))));
        }
        self.verify()
    }

    /// What the columns tell of every source file, by key. Reads no stored records.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn file_entries(&self) -> Result<HashMap<String, FileEntry>, IndexError> {
        let mut entries = HashMap::new();
        let kind = Term::from_field_text(self.fields.record, record::FILE);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = segment.fast_fields();
            let read = || -> tantivy::Result<_> {
                let postings =
                    segment.inverted_index(self.fields.record)?.read_postings(&kind, IndexRecordOption::Basic)?;
                Ok((
                    postings,
                    columns.str("file")?,
                    columns.str("hash")?,
                    columns.u64("size")?,
                    columns.i64("modified")?,
                    columns.u64("sidecars")?,
                ))
            };
            let (postings, keys, hashes, sizes, times, stamps) = read().map_err(|e| self.engine(e))?;
            let (Some(mut postings), Some(keys), Some(hashes)) = (postings, keys, hashes) else { continue };
            use tantivy::{DocSet, TERMINATED};
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    let word = |column: &tantivy::columnar::StrColumn| {
                        let mut text = String::new();
                        if let Some(ord) = column.term_ords(doc).next() {
                            // An ordinal of the column is in its dictionary.
                            let _ = column.ord_to_str(ord, &mut text);
                        }
                        text
                    };
                    let entry = FileEntry {
                        size: sizes.first(doc).unwrap_or(0),
                        modified: times.first(doc).unwrap_or(0),
                        sidecars: stamps.first(doc).unwrap_or(0),
                        hash: word(&hashes),
                        address: DocAddress::new(u32::try_from(ordinal).unwrap_or(u32::MAX), doc),
                    };
                    entries.insert(word(&keys), entry);
                }
                doc = postings.advance();
            }
        }
        Ok(entries)
    }
}
