//! What the columns tell of source files, without reading a record: enough to see that nothing has changed.

use std::collections::{BTreeMap, HashMap};
use std::io;

use tantivy::columnar::{Column, StrColumn};
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::schema::{mark, record};
use super::{IndexError, Snapshot};

/// What the columns tell of a source file, without reading its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Size in bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
    /// Inode, 0 where there is none.
    pub inode: u64,
    /// Stamp of the metadata given beside it.
    pub sidecars: u64,
    /// Whether it was read, so that there is a hash of it.
    pub is_hashed: bool,
    /// Documents it holds; parts are not counted.
    pub documents: usize,
    /// Whether something of it could not be read.
    pub has_problems: bool,
    /// Whether a document of it was rejected because another has its id.
    pub waits_for_id: bool,
    /// Whether its time does not tell if it changed since it was read.
    pub is_racy: bool,
    /// Where its record is.
    pub address: DocAddress,
}

/// What the source files of a root hold, as their records count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Files with a record: those that were read or could not be.
    pub files: usize,
    /// Documents; parts are not counted.
    pub documents: usize,
    /// Parts of them that are found as documents of their own.
    pub parts: usize,
    /// Passages of all of them.
    pub passages: usize,
}

impl std::ops::Add for Held {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            documents: self.documents + other.documents,
            parts: self.parts + other.parts,
            passages: self.passages + other.passages,
        }
    }
}

impl Snapshot {
    /// What the source files hold together.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn held(&self) -> Result<Held, IndexError> {
        Ok(self.held_by_root()?.values().fold(Held::default(), |sum, held| sum + *held))
    }

    /// What the source files of each root hold. Reads no stored records.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn held_by_root(&self) -> Result<&BTreeMap<String, Held>, IndexError> {
        match self.held.get() {
            Some(held) => Ok(held),
            None => {
                let counted = self.count_held()?;
                Ok(self.held.get_or_init(|| counted))
            }
        }
    }

    fn count_held(&self) -> Result<BTreeMap<String, Held>, IndexError> {
        let kind = Term::from_field_text(self.records.record, record::FILE);
        let mut by_root: BTreeMap<String, Held> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let columns = segment.fast_fields();
            let read = || -> tantivy::Result<_> {
                let index = segment.inverted_index(self.records.record)?;
                Ok((
                    index.read_postings(&kind, IndexRecordOption::Basic)?,
                    columns.str("root")?,
                    columns.u64("documents")?,
                    columns.u64("parts")?,
                    columns.u64("passages")?,
                ))
            };
            let (postings, roots, documents, parts, passages) = read().map_err(|e| self.engine(e))?;
            let (Some(mut postings), Some(roots)) = (postings, roots) else { continue };
            // By the number of the name in this segment, so that names are read once.
            let mut by_ordinal: BTreeMap<u64, Held> = BTreeMap::new();
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    let number =
                        |column: &Column<u64>| usize::try_from(column.first(doc).unwrap_or(0)).unwrap_or(usize::MAX);
                    let held = by_ordinal.entry(roots.term_ords(doc).next().unwrap_or(u64::MAX)).or_default();
                    held.files += 1;
                    held.documents += number(&documents);
                    held.parts += number(&parts);
                    held.passages += number(&passages);
                }
                doc = postings.advance();
            }
            for (ordinal, held) in by_ordinal {
                let mut name = String::new();
                // An ordinal of the column is in its dictionary.
                let _ = roots.ord_to_str(ordinal, &mut name);
                let sum = by_root.entry(name).or_default();
                *sum = *sum + held;
            }
        }
        Ok(by_root)
    }

    /// What the columns tell of every source file, by key. Reads no stored records.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn file_entries(&self) -> Result<HashMap<String, FileEntry>, IndexError> {
        let mut entries = HashMap::new();
        let kind = Term::from_field_text(self.records.record, record::FILE);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let columns = segment.fast_fields();
            let read = || -> tantivy::Result<_> {
                let postings =
                    segment.inverted_index(self.records.record)?.read_postings(&kind, IndexRecordOption::Basic)?;
                Ok((
                    postings,
                    columns.str("file")?,
                    columns.str("hash")?,
                    columns.u64("size")?,
                    columns.i64("modified")?,
                    columns.u64("inode")?,
                    columns.u64("sidecars")?,
                    columns.u64("documents")?,
                    columns.u64("marks")?,
                ))
            };
            let (postings, keys, hashes, sizes, times, inodes, stamps, documents, marks) =
                read().map_err(|e| self.engine(e))?;
            let (Some(postings), Some(keys), Some(hashes)) = (postings, keys, hashes) else { continue };
            let docs = alive(segment, postings);
            let keys = words_of(&keys, &docs).map_err(|e| self.engine(e.into()))?;
            // Words of a column are numbered in their order, and the hash of what was not read is the empty word.
            let unread = hashes.dictionary().term_ord("").map_err(|e| self.engine(e.into()))?;
            entries.reserve(docs.len());
            for (doc, key) in docs.into_iter().zip(keys) {
                let marks = marks.first(doc).unwrap_or(0);
                let hash = hashes.term_ords(doc).next();
                let entry = FileEntry {
                    size: sizes.first(doc).unwrap_or(0),
                    modified: times.first(doc).unwrap_or(0),
                    inode: inodes.first(doc).unwrap_or(0),
                    sidecars: stamps.first(doc).unwrap_or(0),
                    is_hashed: hash.is_some() && hash != unread,
                    documents: usize::try_from(documents.first(doc).unwrap_or(0)).unwrap_or(usize::MAX),
                    has_problems: marks & mark::PROBLEMS != 0,
                    waits_for_id: marks & mark::WAITS_FOR_ID != 0,
                    is_racy: marks & mark::RACY != 0,
                    address: DocAddress::new(u32::try_from(ordinal).unwrap_or(u32::MAX), doc),
                };
                entries.insert(key, entry);
            }
        }
        Ok(entries)
    }

    /// The hashes of all source files that were read, by the place of their records: SHA-256, hexadecimal. Reads no stored records.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn file_hashes(&self) -> Result<HashMap<DocAddress, String>, IndexError> {
        let mut found = HashMap::new();
        let kind = Term::from_field_text(self.records.record, record::FILE);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let read = || -> tantivy::Result<_> {
                let index = segment.inverted_index(self.records.record)?;
                Ok((index.read_postings(&kind, IndexRecordOption::Basic)?, segment.fast_fields().str("hash")?))
            };
            let (Some(postings), Some(hashes)) = read().map_err(|e| self.engine(e))? else { continue };
            let docs = alive(segment, postings);
            let words = words_of(&hashes, &docs).map_err(|e| self.engine(e.into()))?;
            let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
            let addresses = docs.into_iter().map(|doc| DocAddress::new(ordinal, doc));
            found.extend(addresses.zip(words).filter(|(_, hash)| !hash.is_empty()));
        }
        Ok(found)
    }

    /// Where the records of source files are of which pages are pictures that were not read.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn files_with_scans(&self) -> Result<Vec<DocAddress>, IndexError> {
        let mut found = Vec::new();
        let kind = Term::from_field_text(self.records.record, record::FILE);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let read = || -> tantivy::Result<_> {
                let index = segment.inverted_index(self.records.record)?;
                Ok((index.read_postings(&kind, IndexRecordOption::Basic)?, segment.fast_fields().u64("marks")?))
            };
            let (Some(postings), marks) = read().map_err(|e| self.engine(e))? else { continue };
            let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
            let docs = alive(segment, postings).into_iter();
            let with_scans = docs.filter(|doc| marks.first(*doc).unwrap_or(0) & mark::SCANS != 0);
            found.extend(with_scans.map(|doc| DocAddress::new(ordinal, doc)));
        }
        Ok(found)
    }
}

/// The records of a list that were not removed.
fn alive(segment: &SegmentReader, mut postings: SegmentPostings) -> Vec<DocId> {
    let mut docs = Vec::new();
    let mut doc = postings.doc();
    while doc != TERMINATED {
        if !segment.is_deleted(doc) {
            docs.push(doc);
        }
        doc = postings.advance();
    }
    docs
}

/// The word of a record in a column of words; empty where it has none.
pub(super) fn word_of(column: &StrColumn, doc: DocId) -> String {
    let mut text = String::new();
    if let Some(ordinal) = column.term_ords(doc).next() {
        // An ordinal of the column is in its dictionary.
        let _ = column.ord_to_str(ordinal, &mut text);
    }
    text
}

/// The same for many records, in their order. Reads the dictionary of the column once from front to back: looking words up one
/// by one unpacks a block for each.
fn words_of(column: &StrColumn, docs: &[DocId]) -> io::Result<Vec<String>> {
    let mut words = vec![String::new(); docs.len()];
    let places = docs.iter().enumerate();
    let mut places: Vec<(u64, usize)> =
        places.filter_map(|(place, doc)| Some((column.term_ords(*doc).next()?, place))).collect();
    places.sort_unstable();
    let ordinals: Vec<u64> = places.iter().map(|(ordinal, _)| *ordinal).collect();
    let mut places = places.into_iter();
    column.dictionary().sorted_ords_to_term_cb(&ordinals, |word| {
        if let Some((_, place)) = places.next() {
            words[place] = String::from_utf8_lossy(word).into_owned();
        }
    })?;
    Ok(words)
}
