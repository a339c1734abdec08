//! Reading files in a process of their own.
//!
//! [`Extractor`] is the side that asks, [`worker`] the one that reads; [`frame`] is what they say to one another, [`limits`]
//! what a file may cost.

mod frame;
pub(super) mod limits;
mod worker;

use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use super::cache::Cache;
use super::convert::Conversion;
use super::format::format_of;
use super::{ExtractError, ExtractedText, OcrPage, is_read_here, read_with_ocr};
use limits::{MEMORY_BYTES, TimeLimit};
use worker::TIME_IS_UP;
pub use worker::{WORKER_ARGUMENT, work};

/// Files after which a process is replaced: what a reader leaks, or what fragments its memory, does not add up.
const FILES_PER_PROCESS: usize = 500;
/// How much of what a process said at its end is looked at, in bytes.
const MAX_LAST_WORDS: u64 = 4 << 10;

/// Reads files: plain text in this process, all else in another (what old office programs wrote, after LibreOffice made
/// something newer of it), which is started when it is first needed, serves one file
/// at a time, and ends with this.
#[derive(Debug, Default)]
pub struct Extractor {
    program: Option<PathBuf>,
    process: Option<Process>,
    cache: Option<Cache>,
    /// Why something could not be kept, the first time.
    not_kept: Option<io::Error>,
}

impl Extractor {
    /// Reads all files in this process: for tests, and for programs that are no griffie.
    pub fn in_this_process() -> Self {
        Self::default()
    }

    /// Reads files in processes of this program, which has to call [`work`] when its only argument is
    /// [`WORKER_ARGUMENT`].
    pub fn in_processes_of(program: &Path) -> Self {
        Self { program: Some(program.to_owned()), ..Self::default() }
    }

    /// Looks into a cache before it reads a file, and keeps there what it read. Plain text is read as fast as it is found.
    #[must_use]
    pub fn with_cache(self, cache: Option<Cache>) -> Self {
        Self { cache, ..self }
    }

    /// Why the cache could not be written to, once.
    pub fn take_cache_error(&mut self) -> Option<io::Error> {
        self.not_kept.take()
    }

    /// Reads a file; its name tells formats apart that look the same. Pages that are pictures are read where the cache has
    /// what text recognition found on them.
    ///
    /// # Errors
    /// Why it gives no text. A file that takes too much time or memory, or brings the process down, is an error of that file.
    pub fn extract(&mut self, bytes: &[u8], name: &str) -> Result<ExtractedText, ExtractError> {
        let Some(cache) = self.cache.clone().filter(|_| !is_read_here(bytes, name)) else {
            return self.extract_with_ocr(bytes, name, &[]);
        };
        let document = Cache::digest(bytes);
        let read = self.extract_kept(&cache, &document, (bytes, name), &[]);
        let scanned = match &read {
            Ok(text) => text.scanned_pages.as_slice(),
            Err(error) => error.scanned_pages(),
        };
        let pages: Vec<OcrPage> = scanned.iter().filter_map(|number| cache.page(&document, *number)).collect();
        if pages.is_empty() { read } else { self.extract_kept(&cache, &document, (bytes, name), &pages) }
    }

    fn extract_kept(
        &mut self,
        cache: &Cache,
        document: &str,
        (bytes, name): (&[u8], &str),
        pages: &[OcrPage],
    ) -> Result<ExtractedText, ExtractError> {
        let format = format_of(bytes, name);
        if let Some(text) = cache.text(document, format, pages) {
            return Ok(text);
        }
        let text = self.extract_with_ocr(bytes, name, pages)?;
        if self.not_kept.is_none() {
            self.not_kept = cache.keep_text(document, format, pages, &text).err();
        }
        Ok(text)
    }

    /// Reads a file of which text recognition has read some pages. Passes the cache by.
    ///
    /// # Errors
    /// As [`extract`](Self::extract).
    pub fn extract_with_ocr(
        &mut self,
        bytes: &[u8],
        name: &str,
        pages: &[OcrPage],
    ) -> Result<ExtractedText, ExtractError> {
        match Conversion::needed_for(bytes, name) {
            Some(conversion) => self.extract_as_is(&conversion.convert(bytes)?, &conversion.name(), pages),
            None => self.extract_as_is(bytes, name, pages),
        }
    }

    fn extract_as_is(&mut self, bytes: &[u8], name: &str, pages: &[OcrPage]) -> Result<ExtractedText, ExtractError> {
        match &self.program {
            Some(program) if !is_read_here(bytes, name) => {
                let mut process = match self.process.take() {
                    Some(process) => process,
                    None => Process::start(program).map_err(|error| ExtractError::NotStarted(error.to_string()))?,
                };
                match process.ask(bytes, name, pages) {
                    Some(answer) => {
                        self.process = (process.served < FILES_PER_PROCESS).then_some(process);
                        answer
                    }
                    None => Err(process.why_it_ended(bytes.len())),
                }
            }
            _ => read_with_ocr(bytes, name, pages),
        }
    }
}

/// A process that reads files.
#[derive(Debug)]
struct Process {
    child: Child,
    /// Both are taken when it is to end.
    input: Option<ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
    served: usize,
}

impl Process {
    fn start(program: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(WORKER_ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Nothing of the environment is its business; Windows needs some of it to start a program.
        #[cfg(unix)]
        command.env_clear();
        let mut child = command.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipe to it"));
        };
        Ok(Self { child, input: Some(input), output: Some(BufReader::new(output)), served: 0 })
    }

    /// The answer; `None` where the process has ended, or makes no sense.
    fn ask(&mut self, bytes: &[u8], name: &str, pages: &[OcrPage]) -> Option<Result<ExtractedText, ExtractError>> {
        self.served += 1;
        frame::write_request(self.input.as_mut()?, name, pages, bytes).ok()?;
        frame::read_answer(self.output.as_mut()?).ok()?
    }

    /// Why a process ended in the middle of a file.
    fn why_it_ended(mut self, bytes: usize) -> ExtractError {
        // Without anybody to talk to it ends, if it has not yet; its time is bounded.
        drop(self.input.take());
        drop(self.output.take());
        let status = self.child.wait();
        let mut words = Vec::new();
        if let Some(said) = self.child.stderr.take() {
            // What cannot be read tells nothing.
            let _ = said.take(MAX_LAST_WORDS).read_to_end(&mut words);
        }
        let words = String::from_utf8_lossy(&words);
        match status {
            Ok(status) if status.code() == Some(TIME_IS_UP) => {
                ExtractError::TimedOut(TimeLimit::of(bytes).processor.as_secs())
            }
            _ if words.contains("memory allocation") => ExtractError::OutOfMemory(MEMORY_BYTES >> 20),
            _ if words.contains("overflowed its stack") => ExtractError::Broken("it nests too deep".to_owned()),
            Ok(status) => ExtractError::Failed(told(status)),
            Err(error) => ExtractError::Failed(error.to_string()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        // It reads no file now, so nothing is lost; and a process that nobody waits for stays in the list of the system.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn told(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("its process was ended by signal {signal}");
    }
    format!("its process ended, {status}")
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::super::format::Format;
    use super::*;

    const LETTER: &[u8] = br"{\rtf1\ansi De raad kiest.}";

    #[test]
    fn what_is_kept_is_taken_and_what_is_read_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), SystemTime::UNIX_EPOCH);
        let mut extractor = Extractor::in_this_process().with_cache(Some(cache.clone()));
        let read = extractor.extract(LETTER, "brief.rtf").unwrap();
        assert!(read.text.contains("De raad kiest."), "{read:?}");
        let document = Cache::digest(LETTER);
        assert_eq!(cache.text(&document, Format::Rtf, &[]).as_ref(), Some(&read));
        // Another text under its key shows that it is not read again.
        let kept = ExtractedText::plain("Wat bewaard is.".to_owned());
        cache.keep_text(&document, Format::Rtf, &[], &kept).unwrap();
        assert_eq!(extractor.extract(LETTER, "brief.rtf"), Ok(kept));
        assert_eq!(extractor.extract(b"De raad kiest.", "brief.txt").unwrap().text, "De raad kiest.");
        assert!(extractor.take_cache_error().is_none());
    }

    #[test]
    fn a_cache_that_cannot_be_written_to_is_told_and_costs_no_text() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("cache");
        std::fs::write(&taken, "a file").unwrap();
        let mut extractor = Extractor::in_this_process().with_cache(Some(Cache::new(taken, SystemTime::UNIX_EPOCH)));
        assert!(extractor.extract(LETTER, "brief.rtf").is_ok());
        assert!(extractor.take_cache_error().is_some() && extractor.take_cache_error().is_none());
    }
}
