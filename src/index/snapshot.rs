//! One generation, open for reading.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use tantivy::collector::{Count, DocSetCollector};
use tantivy::directory::MmapDirectory;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, Term};

use super::IndexError;
use super::columns::{Held, word_of};
use super::directory::ReadOnlyDirectory;
use super::generation::{IndexDirectory, Payload};
use super::record::{DocumentRecord, FileRecord, PassageRecord};
use super::schema::{FORMAT, Fields, RecordFields, record};
use super::seal::Seal;
use crate::analysis::{AnalysisVersion, Analyzer};

/// A generation of an index, complete and unchanging; any number of threads may read it.
#[derive(Clone)]
pub struct Snapshot {
    directory: IndexDirectory,
    /// For searching; without meaning where only the records are to be read.
    fields: Fields,
    pub(super) records: RecordFields,
    payload: Payload,
    /// `None` where only the records of another format are to be read.
    pub(super) seal: Option<Arc<Seal>>,
    pub(super) searcher: Searcher,
    /// What each root holds, counted when it is first asked for.
    pub(super) held: Arc<OnceLock<BTreeMap<String, Held>>>,
}

/// What must be as in this program for an index to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    /// Its records can be found and read.
    Records,
    FormatAndAnalysis,
}

/// Segments and passages of each in which a new generation is tried out before readers are led to it.
const TRIED: usize = 3;

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

    /// Opens the current generation whatever analysis or format made it, to read its records; it is not for searching.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for another version; [`IndexError::OtherVersion`] only where its format has no
    /// records that we know.
    pub fn open_for_records(directory: &IndexDirectory) -> Result<Self, IndexError> {
        let number = match directory.current() {
            Err(IndexError::Damaged { path, reason }) => {
                directory.newest_whole().ok_or(IndexError::Damaged { path, reason })?
            }
            current => current?,
        };
        Self::open_checked(directory, number, Check::Records)
    }

    /// The states whose records a rebuild can take over, the best first: the current one and the one before where every file
    /// holds what was written; then, better than nothing, those that can be opened all the same.
    pub(crate) fn for_a_rebuild(directory: &IndexDirectory) -> Vec<Self> {
        let current = Self::open_for_records(directory).ok();
        let before = directory.current().ok().and_then(|current| current.checked_sub(1));
        let before = before.and_then(|before| Self::open_checked(directory, before, Check::Records).ok());
        let (whole, damaged): (Vec<Self>, Vec<Self>) =
            current.into_iter().chain(before).partition(|state| state.check_files().is_ok());
        whole.into_iter().chain(damaged).collect()
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
        let is_searched = check == Check::FormatAndAnalysis;
        let records = RecordFields::found_in(&index.schema());
        if payload.format != FORMAT && (is_searched || records.is_none()) {
            return Err(other("index format", payload.format.to_string(), FORMAT.to_string()));
        }
        let ours = AnalysisVersion::current();
        if is_searched && payload.analysis != ours.as_str() {
            return Err(other("Dutch analysis", payload.analysis, ours.to_string()));
        }
        // Other formats may have had no seal; of them only records are read.
        let seal = match payload.format {
            FORMAT => Some(Arc::new(Seal::read(&path).map_err(damaged)?)),
            _ => None,
        };
        if let Some(seal) = &seal {
            seal.check_sizes(&path).map_err(damaged)?;
        }
        let (schema, fields) = Fields::schema();
        let records = match records {
            Some(records) if index.schema() == schema || payload.format != FORMAT => records,
            _ => return Err(damaged("its fields are not those of its format".into())),
        };
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|e: tantivy::TantivyError| damaged(format!("its segments cannot be opened: {e}")))?;
        let searcher = reader.searcher();
        Ok(Self { directory: directory.clone(), fields, records, payload, seal, searcher, held: Arc::default() })
    }

    /// Checks that all records are of a known kind, that files hold what their records count, and that passages are found.
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
        let held = self.held()?;
        for (what, found, told) in [
            ("documents", self.documents()?, held.documents + held.parts),
            ("passages", self.passages()?, held.passages),
        ] {
            if found != told {
                return Err(self.damaged(format!("{found} {what}, where the records of the files count {told}")));
            }
        }
        self.try_out()
    }

    /// Reads some passages and looks for each by its id and by its first word.
    fn try_out(&self) -> Result<(), IndexError> {
        let analyzer = Analyzer::default();
        let kind = Term::from_field_text(self.records.record, record::PASSAGE);
        // Those written last come last.
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate().rev().take(TRIED) {
            let index = segment.inverted_index(self.records.record).map_err(|e| self.engine(e))?;
            let read = index.read_postings(&kind, IndexRecordOption::Basic);
            let Some(mut postings) = read.map_err(|e| self.engine(e.into()))? else { continue };
            let mut tried = 0;
            let mut doc = postings.doc();
            while doc != TERMINATED && tried < TRIED {
                if !segment.is_deleted(doc) {
                    let address = DocAddress::new(u32::try_from(ordinal).unwrap_or(u32::MAX), doc);
                    let passage = self.passage(address)?;
                    let first = analyzer.tokens(&passage.text).into_iter().next();
                    let mut terms = vec![(self.records.passage, passage.id.as_str())];
                    terms.extend(first.iter().map(|token| (self.fields.body, token.term.as_str())));
                    if !self.addresses(&terms)?.contains(&address) {
                        return Err(self.damaged(format!("the passage {} is not found by its words", passage.id)));
                    }
                    tried += 1;
                }
                doc = postings.advance();
            }
        }
        Ok(())
    }

    fn damaged(&self, reason: String) -> IndexError {
        IndexError::Damaged { path: self.directory.path().to_owned(), reason }
    }

    pub(super) fn engine(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { path: self.directory.path().to_owned(), source }
    }

    fn record_query(&self, kind: &str) -> TermQuery {
        TermQuery::new(Term::from_field_text(self.records.record, kind), IndexRecordOption::Basic)
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

    /// Number of documents, parts included.
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
        let bytes = document.get_first(self.records.stored).and_then(|value| value.as_bytes());
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
        let found = self.addresses(&[(self.records.record, record::DOCUMENT), (self.records.alias, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The record of a document; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn document(&self, id: &str) -> Result<Option<DocumentRecord>, IndexError> {
        let found = self.addresses(&[(self.records.record, record::DOCUMENT), (self.records.document, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The key of the file that holds the document of this id; reads no stored record.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(crate) fn holder_of(&self, id: &str) -> Result<Option<String>, IndexError> {
        let found = self.addresses(&[(self.records.record, record::DOCUMENT), (self.records.document, id)])?;
        let Some(address) = found.first() else { return Ok(None) };
        let columns = self.searcher.segment_reader(address.segment_ord).fast_fields();
        let keys = columns.str("file").map_err(|e| self.engine(e))?;
        Ok(keys.map(|keys| word_of(&keys, address.doc_id)))
    }

    /// The documents of a file.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn documents_of(&self, file: &FileRecord) -> Result<Vec<DocumentRecord>, IndexError> {
        let key = file.key();
        let found = self.addresses(&[(self.records.record, record::DOCUMENT), (self.records.file, &key)])?;
        found.into_iter().map(|address| self.stored(address)).collect()
    }

    /// The passages of a document, in their order; none where there is no document of this id.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn passages_of(&self, document: &str) -> Result<Vec<PassageRecord>, IndexError> {
        let found = self.addresses(&[(self.records.record, record::PASSAGE), (self.records.document, document)])?;
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
        let found = self.addresses(&[(self.records.record, record::PASSAGE), (self.records.passage, id)])?;
        found.first().map(|address| self.stored(*address)).transpose()
    }

    /// The records of all source files, by root and path.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn files(&self) -> Result<Vec<FileRecord>, IndexError> {
        let found = self.addresses(&[(self.records.record, record::FILE)])?;
        let mut files: Vec<FileRecord> =
            found.into_iter().map(|address| self.stored(address)).collect::<Result<_, _>>()?;
        files.sort_by(|a, b| (&a.root, &a.path).cmp(&(&b.root, &b.path)));
        Ok(files)
    }

    /// The records of source files that can be read, where others cannot.
    pub(crate) fn readable_files(&self) -> Vec<FileRecord> {
        let found = self.addresses(&[(self.records.record, record::FILE)]).unwrap_or_default();
        found.into_iter().filter_map(|address| self.stored(address).ok()).collect()
    }

    /// Checks that every file of the generation holds what was written.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the names of those that do not.
    pub fn check_files(&self) -> Result<(), IndexError> {
        self.check_files_from(0, &mut || false)
    }

    /// The same from some file on; of a large generation only a part once that is `enough`.
    pub(crate) fn check_files_from(&self, first: usize, enough: &mut dyn FnMut() -> bool) -> Result<(), IndexError> {
        let broken = self.seal.as_ref().map(|seal| seal.broken_from(&self.path(), first, enough)).unwrap_or_default();
        if broken.is_empty() {
            return Ok(());
        }
        Err(self.damaged(format!("these files do not hold what was written: {}", broken.join(", "))))
    }

    /// Checks every file, and that what they hold can be counted and found.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with what is wrong.
    pub fn check(&self) -> Result<(), IndexError> {
        self.check_files()?;
        self.verify()
    }

    /// Where its files lie.
    pub(super) fn path(&self) -> PathBuf {
        self.directory.generation_path(self.payload.generation)
    }
}
