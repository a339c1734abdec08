//! The lines of a file as UTF-8, whatever its encoding, with the memory of one line.

use std::borrow::Cow;
use std::io::{self, BufRead};

use crate::extract::{ExtractError, sniff};

/// Bytes at the beginning of a file by which its encoding is told.
const SAMPLE_BYTES: usize = 64 << 10;

/// A line that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It is in the buffer.
    Whole,
    /// It was too long and was passed over.
    TooLong,
}

/// Reads lines. UTF-16 is told by its mark or by its noughts; a line that is no UTF-8 is one of Windows-1252.
#[derive(Debug)]
pub(super) struct Lines<R> {
    input: R,
    max_bytes: usize,
    is_begun: bool,
    /// What turns UTF-16 into UTF-8, what it gave and how far that was read.
    utf16: Option<Utf16>,
    buffer: Vec<u8>,
    /// Lines that were no UTF-8.
    pub guessed: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, max_bytes: usize) -> Self {
        Self { input, max_bytes, is_begun: false, utf16: None, buffer: Vec::new(), guessed: 0 }
    }

    /// Looks at how the file begins, once: why it is no text, if it is none.
    pub fn begin(&mut self) -> io::Result<Result<(), ExtractError>> {
        if self.is_begun {
            return Ok(Ok(()));
        }
        let beginning = self.input.fill_buf()?;
        self.is_begun = true;
        Ok(sniff(&beginning[..beginning.len().min(SAMPLE_BYTES)]).map(|encoding| {
            self.utf16 = encoding.map(Utf16::new);
        }))
    }

    /// The text of the line that was read last, without a mark at its beginning.
    pub fn text(&mut self) -> Cow<'_, str> {
        let bytes = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => {
                self.guessed += 1;
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
            }
        }
    }

    /// Reads the next line into the buffer; `None` at the end.
    pub fn read(&mut self) -> io::Result<Option<Line>> {
        self.buffer.clear();
        let mut any = false;
        let mut line = Line::Whole;
        loop {
            let chunk = match &mut self.utf16 {
                Some(utf16) => utf16.fill(&mut self.input)?,
                None => self.input.fill_buf()?,
            };
            if chunk.is_empty() {
                return Ok(any.then_some(line));
            }
            any = true;
            let (taken, ended) = match chunk.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (chunk.len(), false),
            };
            if self.buffer.len() + taken > self.max_bytes {
                line = Line::TooLong;
                self.buffer.clear();
            } else if line == Line::Whole {
                self.buffer.extend_from_slice(&chunk[..taken]);
            }
            match &mut self.utf16 {
                Some(utf16) => utf16.read += taken,
                None => self.input.consume(taken),
            }
            if ended {
                return Ok(Some(line));
            }
        }
    }
}

/// Turns UTF-16 into UTF-8, a chunk at a time.
struct Utf16 {
    decoder: encoding_rs::Decoder,
    text: String,
    /// Bytes of `text` that were read.
    read: usize,
    is_ended: bool,
}

impl Utf16 {
    fn new(encoding: &'static encoding_rs::Encoding) -> Self {
        Self { decoder: encoding.new_decoder_with_bom_removal(), text: String::new(), read: 0, is_ended: false }
    }

    /// What is not read yet; empty at the end.
    fn fill(&mut self, input: &mut impl BufRead) -> io::Result<&[u8]> {
        while self.read == self.text.len() && !self.is_ended {
            let chunk = input.fill_buf()?;
            self.is_ended = chunk.is_empty();
            self.text.clear();
            self.read = 0;
            self.text.reserve(self.decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(0));
            let (_, taken, _) = self.decoder.decode_to_string(chunk, &mut self.text, self.is_ended);
            input.consume(taken);
        }
        Ok(&self.text.as_bytes()[self.read..])
    }
}

impl std::fmt::Debug for Utf16 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Utf16").field("read", &self.read).finish_non_exhaustive()
    }
}
