//! A document a line.
//!
//! Read line by line, so that a file of any size needs the memory of one line; a line over [`MAX_LINE_BYTES`] is
//! passed over and named.

use std::io::{self, BufRead};

use serde_json::Value;

use crate::document::{GivenMetadata, kind_of, one_text};

/// Longest line that is read. A document of 32 MB is some twelve thousand pages of text.
pub const MAX_LINE_BYTES: usize = 32 << 20;

/// One record of a JSONL file.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Line, from 1.
    pub line: usize,
    /// Its `id`, where it has one.
    pub id: Option<String>,
    /// Its `text`.
    pub text: String,
    /// Its other keys.
    pub given: GivenMetadata,
}

/// Why a line gave no record.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct RecordError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected and found.
    pub reason: String,
}

/// Reads records one after another. Empty lines are passed over.
#[derive(Debug)]
pub struct JsonlReader<R> {
    input: R,
    is_array: bool,
    line: usize,
    buffer: Vec<u8>,
}

impl<R: BufRead> JsonlReader<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self { input, is_array: false, line: 0, buffer: Vec::new() }
    }

    /// The line that was read last, or that could not be read; from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The next record, or why a line is none; `None` at the end.
    ///
    /// # Errors
    /// Where the input itself cannot be read.
    pub fn next_record(&mut self) -> io::Result<Option<Result<Record, RecordError>>> {
        loop {
            self.line += 1;
            let Some(complete) = self.read_line()? else { return Ok(None) };
            let line = self.line;
            if !complete {
                let reason = format!("the line is longer than {} MB; split the document", MAX_LINE_BYTES >> 20);
                return Ok(Some(Err(RecordError { line, reason })));
            }
            if self.is_array {
                // Told at its first line; what stands below are its pieces.
                continue;
            }
            let bytes = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
            self.is_array = line == 1 && bytes.first() == Some(&b'[');
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Ok(Some(parse(bytes, line).map_err(|reason| RecordError { line, reason })));
        }
    }

    /// Reads a line into the buffer: `Some(false)` where it was too long and was passed over.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        self.buffer.clear();
        let mut any = false;
        let mut complete = true;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(any.then_some(complete));
            }
            any = true;
            let (taken, ended) = match chunk.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (chunk.len(), false),
            };
            if self.buffer.len() + taken > MAX_LINE_BYTES {
                complete = false;
                self.buffer.clear();
            } else if complete {
                self.buffer.extend_from_slice(&chunk[..taken]);
            }
            self.input.consume(taken);
            if ended {
                return Ok(Some(complete));
            }
        }
    }
}

fn parse(bytes: &[u8], line: usize) -> Result<Record, String> {
    if bytes.first() == Some(&b'[') && line == 1 {
        return Err("the file is one JSON array; write one object a line instead (jq -c '.[]')".to_owned());
    }
    let value: Value = serde_json::from_slice(bytes.trim_ascii_end()).map_err(|error| {
        // The place in the line; the number of the line is told with the source.
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
        format!("expected a JSON object with a text, found a mistake at character {}: {text}", error.column())
    })?;
    let Value::Object(mut keys) = value else {
        return Err(format!("expected a JSON object with a text, found {}", kind_of(&value)));
    };
    let text = match keys.remove("text") {
        None | Some(Value::Null) => return Err("its `text` is missing or null".to_owned()),
        Some(Value::String(text)) if is_blank(&text) => return Err("its `text` is empty".to_owned()),
        Some(Value::String(text)) => text,
        Some(other) => return Err(format!("its `text` must be a text, found {}", kind_of(&other))),
    };
    let id = one_text(&mut keys, "id")?;
    let given = GivenMetadata::from_keys(keys)?;
    Ok(Record { line, id: id.filter(|id| !id.trim().is_empty()), text, given })
}

/// Whether nothing of a text can be seen.
fn is_blank(text: &str) -> bool {
    let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars().all(|c| c.is_whitespace() || c.is_control() || invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut reader = JsonlReader::new(text.as_bytes());
        let mut seen = Vec::new();
        while let Some(next) = reader.next_record().unwrap() {
            seen.push(match next {
                Ok(record) => format!("{} {:?} {}", record.line, record.id, record.text),
                Err(error) => format!("{} {}", error.line, error.reason),
            });
        }
        seen
    }

    #[test]
    fn reads_records_and_names_broken_lines() {
        let seen = read(
            "{\"id\":\"a\",\"text\":\"een\"}\n\n{\"id\":7,\"text\":\"twee\",\"extra\":[1]}\n{\"text\":null}\n{\"text\":\n{\"text\":\"drie\"}",
        );
        assert_eq!(seen[0], "1 Some(\"a\") een");
        assert_eq!(seen[1], "3 Some(\"7\") twee");
        assert_eq!(seen[2], "4 its `text` is missing or null");
        assert!(seen[3].starts_with("5 expected a JSON object"), "{}", seen[3]);
        assert_eq!(seen[4], "6 None drie");
        for array in ["[{\"text\":\"een\"}]", "[\n{\"text\":\"een\"},\n{\"text\":\"twee\"}\n]\n"] {
            let seen = read(array);
            assert!(seen.len() == 1 && seen[0].contains("one JSON array"), "{seen:?}");
        }
    }

    #[test]
    fn passes_over_endless_lines() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"kort\"}}\n", "a".repeat(MAX_LINE_BYTES));
        let seen = read(&long);
        assert!(seen[0].contains("longer than 32 MB"));
        assert_eq!(seen[1], "2 None kort");
    }
}
