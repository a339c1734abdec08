//! Reading and analysing on all cores. Results come back in the order of the inputs, so that the same files give the
//! same index whatever the number of threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::in_order::in_order;
use super::stored::{Source, Stored};
use crate::analysis::Analyzer;
use crate::document::Given;
use crate::extract::{Cache, ExtractError, ExtractedText, Extractor, Markup, Ocr};
use crate::index::{EngineDocument, Fields};
use crate::pipeline::{ReadDocument, Splitting, read_document};
use crate::source::{CorpusFile, Record, document_id_for_file, document_id_for_given};
use crate::warning::Warning;

/// Bytes of text that was read and not yet written, beyond which only what is written next is read. Analysed it takes some forty
/// times as much.
const MAX_HELD_BYTES: usize = 1 << 20;

/// Bytes of the passages of a document beyond which it is analysed while it is written: a book of a thousand pages.
const LARGE_BYTES: usize = 2 << 20;

/// What there is of a document before it is read.
pub(super) enum Input {
    File(Vec<u8>),
    Record(Box<Record>),
}

/// A document to read: its file, what there is of it, what is given for it.
type Job<'a> = (&'a CorpusFile, Input, Arc<Given>);

/// Documents that are read together.
#[derive(Default)]
pub(super) struct Batch<'a> {
    jobs: Vec<Job<'a>>,
    bytes: usize,
}

impl<'a> Batch<'a> {
    pub fn push(&mut self, file: &'a CorpusFile, input: Input, given: Arc<Given>) {
        self.bytes += match &input {
            Input::File(bytes) => bytes.len(),
            Input::Record(record) => record.text.len(),
        };
        self.jobs.push((file, input, given));
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

/// What was read, ready to be written.
pub(super) struct Read {
    /// Records of the document, its parts and passages.
    pub records: Records,
    pub parts: usize,
    pub passages: usize,
    /// Bytes of the texts of its passages.
    pub bytes: usize,
    pub remarks: Vec<Warning>,
    /// Pages that are pictures and were not read.
    pub scanned_pages: Vec<u32>,
    /// What could not be taken of what was given with it, in one line.
    pub mistakes: Option<String>,
}

/// What is written of a document.
pub(super) enum Records {
    /// Analysed, which takes some forty times the bytes of the text.
    Analysed(Vec<EngineDocument>),
    /// A large document is analysed piece by piece while it is written.
    Large(Stored),
}

/// What was read, or why nothing was.
pub(super) type Outcome = Result<Read, Refusal>;

/// Why nothing was read.
pub(super) struct Refusal {
    pub reason: String,
    /// Whether the same file may be read another time.
    pub is_passing: bool,
    /// Pages that are pictures and were not read.
    pub scanned_pages: Vec<u32>,
}

impl Refusal {
    pub fn new(reason: &str) -> Self {
        Self { reason: reason.to_owned(), is_passing: false, scanned_pages: Vec::new() }
    }
}

/// The threads that read; each keeps its analyzer, and with it the word forms it has seen, and the process that reads
/// files for it.
pub(super) struct Workers {
    tools: Vec<(Analyzer, Extractor)>,
    fields: Fields,
    ocr: Arc<Ocr>,
}

impl Workers {
    /// As many threads as `jobs`. Files are read in processes of `program`, or here where there is none.
    pub fn new(jobs: usize, program: Option<&Path>, cache: Option<&Cache>, ocr: Arc<Ocr>, fields: Fields) -> Self {
        let extractor = || {
            let extractor = program.map_or_else(Extractor::in_this_process, Extractor::in_processes_of);
            (Analyzer::default(), extractor.with_cache(cache.cloned()))
        };
        Self { tools: (0..jobs.max(1)).map(|_| extractor()).collect(), fields, ocr }
    }

    /// Why the cache could not be written to, where it could not.
    pub fn take_cache_error(&mut self) -> Option<std::io::Error> {
        self.tools.iter_mut().find_map(|(_, extractor)| extractor.take_cache_error())
    }

    /// Reads a batch and hands on one outcome for each input, in their order, while the next ones are read.
    ///
    /// # Errors
    /// That of `take`, after which nothing more is read.
    pub fn process<E>(&mut self, batch: Batch<'_>, take: impl FnMut(Outcome) -> Result<(), E>) -> Result<(), E> {
        let jobs: Vec<Mutex<Option<Job<'_>>>> = batch.jobs.into_iter().map(|job| Mutex::new(Some(job))).collect();
        let (fields, ocr) = (&self.fields, &*self.ocr);
        let read = |(analyzer, extractor): &mut (Analyzer, Extractor), place: usize| {
            let job = jobs[place].lock().ok().and_then(|mut job| job.take());
            let Some((file, input, given)) = job else { return Err(Refusal::new("it was not processed")) };
            read_guarded(&mut Reader { file, fields, analyzer, extractor, ocr }, input, &given)
        };
        let size = |outcome: &Outcome| outcome.as_ref().map_or(0, |read| read.bytes);
        in_order(jobs.len(), &mut self.tools, MAX_HELD_BYTES, size, read, take)
    }
}

/// Why a file gives no text; of a scan also why it was not read as one.
fn refusal(error: &ExtractError, ocr: &Ocr) -> Refusal {
    let reason = match error {
        ExtractError::Scanned(_) => match ocr.check() {
            Err(why) => format!("scan without text, {why}"),
            Ok(()) => "scan without text, not yet read by text recognition (OCR)".to_owned(),
        },
        _ => error.to_string(),
    };
    Refusal { reason, is_passing: error.is_passing(), scanned_pages: error.scanned_pages().to_vec() }
}

/// A defect of ours on one document must not cost the others.
fn read_guarded(reader: &mut Reader<'_>, input: Input, given: &Given) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| reader.read(input, given)))
        .unwrap_or_else(|_| Err(Refusal::new("griffie failed on it, which is a defect of griffie; please report it")))
}

/// What is needed to read one document.
struct Reader<'a> {
    file: &'a CorpusFile,
    fields: &'a Fields,
    analyzer: &'a Analyzer,
    extractor: &'a mut Extractor,
    ocr: &'a Ocr,
}

/// The id of a record of a JSONL file.
pub(super) fn record_id(file: &CorpusFile, record: &Record) -> String {
    match &record.id {
        Some(given) => document_id_for_given(given),
        None => format!("{}.{}", document_id_for_file(&file.root, &file.path), record.line),
    }
}

impl Reader<'_> {
    fn read(&mut self, input: Input, given: &Given) -> Outcome {
        let file = self.file;
        match input {
            Input::File(bytes) => {
                let name = file.path.rsplit('/').next();
                let ocr = self.ocr;
                let extracted = self.extractor.extract(&bytes, &file.path).map_err(|error| refusal(&error, ocr))?;
                let id = document_id_for_file(&file.root, &file.path);
                let source = Source {
                    id,
                    source: file.path.clone(),
                    has_lines: extracted.markup != Markup::Marked,
                    is_named_by_file: true,
                };
                let read = read_document(&extracted, name, given, Splitting::Allowed);
                Ok(Read { scanned_pages: extracted.scanned_pages, ..self.records(&source, &read) })
            }
            Input::Record(record) => {
                let id = record_id(file, &record);
                let is_named_by_file = record.id.is_none();
                let name = record.id.unwrap_or_else(|| record.line.to_string());
                let source = Source { id, source: format!("{}#{name}", file.path), has_lines: false, is_named_by_file };
                let extracted = ExtractedText::plain(record.text);
                let read = read_document(&extracted, None, &given.nearer(record.given), Splitting::Never);
                Ok(self.records(&source, &read))
            }
        }
    }

    /// What is written of a document, its parts and their passages. That of usual size is analysed here, on one of many threads.
    fn records(&self, source: &Source, read: &ReadDocument) -> Read {
        let Self { file, fields, analyzer, .. } = *self;
        let place = format!("{}/{}", file.root, source.source);
        let stored = Stored::of(file, source, read);
        let bytes = stored.bytes();
        Read {
            parts: read.parts.len(),
            passages: stored.passages(),
            records: if bytes > LARGE_BYTES {
                Records::Large(stored)
            } else {
                Records::Analysed(stored.engine_documents(fields, analyzer).collect())
            },
            bytes,
            remarks: read.remarks.iter().map(|remark| Warning::new(place.clone(), remark.clone())).collect(),
            mistakes: read.mistakes.clone(),
            scanned_pages: Vec::new(),
        }
    }
}
