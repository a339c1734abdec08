//! Files that a command reads by itself, without an index.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::index::{how_to_permit, jobs, reader_program, text_recognition};
use super::message::Message;
use super::output::Terminal;
use crate::document::Given;
use crate::extract::{ExtractError, ExtractedText, Extractor, MAX_FILE_BYTES, Ocr};
use crate::pipeline::{ReadDocument, Splitting, read_document};
use crate::show::counted;
use crate::source::{FileType, why_unread};

/// What files are read with.
pub(super) struct FileReader<'a> {
    extractor: Extractor,
    ocr: Ocr,
    pub terminal: &'a Terminal,
}

impl<'a> FileReader<'a> {
    /// Reads in other processes, where this program can be started again; scans too, where that is wanted and can be.
    pub fn new(no_ocr: bool, terminal: &'a Terminal) -> Self {
        let program = reader_program();
        let extractor = program.as_deref().map_or_else(Extractor::in_this_process, Extractor::in_processes_of);
        Self { extractor, ocr: text_recognition(no_ocr, program.as_deref()), terminal }
    }

    /// Reads a file, or says in words of the user why not.
    pub fn read_file(&mut self, path: &Path, given: &Given) -> Result<(ExtractedText, ReadDocument), String> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let bytes = open(path).and_then(read_bounded)?;
        self.read(&bytes, &path.display().to_string(), name.as_deref(), given)
    }

    /// Reads the bytes of a file of this name.
    pub fn read(
        &mut self,
        bytes: &[u8],
        source: &str,
        name: Option<&str>,
        given: &Given,
    ) -> Result<(ExtractedText, ReadDocument), String> {
        let extracted = self.extract(bytes, source).map_err(|error| match error {
            // In the words of the index, which does not look into files of other types.
            ExtractError::Empty if name.is_some_and(|name| FileType::of(name).is_none()) => {
                why_unread(name.unwrap_or_default()).to_owned()
            }
            ExtractError::Scanned(_) => match self.ocr.check() {
                Err(why) => format!("scan without text, {why}"),
                Ok(()) => error.to_string(),
            },
            _ => error.to_string(),
        })?;
        let read = read_document(&extracted, name, given, Splitting::Allowed);
        Ok((extracted, read))
    }

    /// The text of a file; its pages that are pictures are read too, where they can be.
    fn extract(&mut self, bytes: &[u8], source: &str) -> Result<ExtractedText, ExtractError> {
        let first = self.extractor.extract(bytes, source);
        let scanned = first.as_ref().map_or_else(ExtractError::scanned_pages, |text| &text.scanned_pages);
        if scanned.is_empty() || self.ocr.check().is_err() {
            return first;
        }
        self.terminal.note(&format!("{source}: text recognition reads {}", counted(scanned.len(), "page")));
        let mut pages = Vec::new();
        for (number, read) in self.ocr.read_pages(bytes, scanned, jobs(None)) {
            match read {
                Ok(page) => pages.push(page),
                Err(error) => {
                    let said = format!("page {number} could not be read as a scan: {error}");
                    self.terminal.say(&Message::about(source, said));
                }
            }
        }
        pages.sort_by_key(|page| page.number);
        if pages.is_empty() { first } else { self.extractor.extract_with_ocr(bytes, source, &pages) }
    }
}

/// Opens a file, or says in words of the user why not.
pub(super) fn open(path: &Path) -> Result<File, String> {
    if path.is_dir() {
        return Err(format!("it is a folder; name files in it: griffie inspect {}/*.txt", path.display()));
    }
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => format!("{error}{}", how_to_permit(&error.to_string())),
    };
    // Looked at before it is opened: to open a pipe that nobody writes to waits for ever.
    if !path.metadata().map_err(told)?.is_file() {
        return Err("it is no regular file; what comes from a program is read by griffie inspect -".to_owned());
    }
    File::open(path).map_err(told)
}

/// All of a file, a pipe or a device, which may have no end.
pub(super) fn read_bounded(input: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!("it is larger than {} MB; split it", MAX_FILE_BYTES >> 20));
    }
    Ok(bytes)
}
