//! A document a line.
//!
//! Read line by line, so that a file of any size needs the memory of one line; a line over [`MAX_LINE_BYTES`] is
//! passed over and named.

use std::io::{self, BufRead};

use serde_json::Value;

use super::array::ArrayPieces;
use super::lines::{Line, Lines};
use crate::document::{GivenMetadata, kind_of, one_text};
use crate::extract::is_blank;

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

/// Why a line, or the whole file, gave no record.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct RecordError {
    /// Line, from 1. What is wrong with the file as a whole is told at the first.
    pub line: usize,
    /// What was expected and found.
    pub reason: String,
}

/// Reads records one after another. Empty lines are passed over.
#[derive(Debug)]
pub struct JsonlReader<R> {
    lines: Lines<R>,
    /// The file is no text; what stands below its first line is passed over.
    is_refused: bool,
    /// The array that begins on its first line; the pieces of it are passed over.
    array: Option<ArrayPieces>,
    line: usize,
}

impl<R: BufRead> JsonlReader<R> {
    /// Reads from `input`: UTF-8 or UTF-16; lines that are neither are read as Windows-1252.
    pub fn new(input: R) -> Self {
        Self { lines: Lines::new(input, MAX_LINE_BYTES), is_refused: false, array: None, line: 0 }
    }

    /// The line that was read last, or that could not be read; from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What was doubtful of the lines read so far.
    pub fn remark(&self) -> Option<String> {
        let told = match self.lines.guessed {
            0 => return None,
            1 => "1 line is".to_owned(),
            n => format!("{n} lines are"),
        };
        Some(format!("{told} not in UTF-8 and read as Windows-1252"))
    }

    /// The next record, or why a line is none; `None` at the end.
    ///
    /// # Errors
    /// Where the input itself cannot be read.
    pub fn next_record(&mut self) -> io::Result<Option<Result<Record, RecordError>>> {
        loop {
            self.line += 1;
            let line = self.line;
            if let Err(error) = self.lines.begin()? {
                self.is_refused = true;
                return Ok(Some(Err(RecordError { line, reason: error.to_string() })));
            }
            let Some(read) = self.lines.read()? else { return Ok(None) };
            if self.is_refused {
                // Told at its first line.
                continue;
            }
            if read == Line::TooLong && self.array.is_none() {
                let reason = format!("the line is longer than {} MB; split the document", MAX_LINE_BYTES >> 20);
                return Ok(Some(Err(RecordError { line, reason })));
            }
            let text = self.lines.text();
            if let Some(array) = &mut self.array {
                if array.takes_object() || !is_object(&text) {
                    // Told at its first line.
                    array.add(&text);
                    continue;
                }
                self.array = None;
            }
            if line == 1 {
                self.array = ArrayPieces::begin(&text);
            }
            if self.array.is_some() {
                let reason = "a JSON array begins here; write one object a line instead (jq -c '.[]')".to_owned();
                return Ok(Some(Err(RecordError { line, reason })));
            }
            if text.trim_ascii().is_empty() {
                continue;
            }
            return Ok(Some(parse(&text, line).map_err(|reason| RecordError { line, reason })));
        }
    }
}

/// Whether a line is one whole object.
fn is_object(text: &str) -> bool {
    text.trim_ascii_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn parse(text: &str, line: usize) -> Result<Record, String> {
    let value: Value = serde_json::from_str(text.trim_ascii_end()).map_err(|error| {
        // The place in the line; the number of the line is told with the source.
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
        let mend = if error.is_eof() { "; each line must be one whole object (jq -c . makes it so)" } else { "" };
        format!("expected a JSON object with a text, found a mistake at character {}: {text}{mend}", error.column())
    })?;
    let Value::Object(mut keys) = value else {
        let mend = if value.is_array() { "; write one object a line instead (jq -c '.[]')" } else { "" };
        return Err(format!("expected a JSON object with a text, found {}{mend}", kind_of(&value)));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        read_all(&mut JsonlReader::new(text.as_bytes()))
    }

    fn read_all(reader: &mut JsonlReader<impl BufRead>) -> Vec<String> {
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
        for array in ["[\n{\"text\":\"een\"},\n{\"text\":\"twee\"}\n]\n", "[{\"text\":\"een\"},\n{\"text\":\"twee\"}]"]
        {
            let seen = read(array);
            assert!(seen.len() == 1 && seen[0].contains("a JSON array begins here"), "{seen:?}");
        }
    }

    #[test]
    fn a_bracket_on_the_first_line_costs_that_line_only() {
        for first in ["[kapot", "[{\"text\":\"een\"}]", "[] x"] {
            let seen = read(&format!("{first}\n{{\"text\":\"twee\"}}\n"));
            assert!(seen.len() == 2 && seen[1] == "2 None twee", "{seen:?}");
        }
        assert!(read("[{\"text\":\"een\"}]")[0].ends_with("(jq -c '.[]')"));
    }

    #[test]
    fn an_array_that_is_cut_off_costs_its_own_lines_only() {
        let record = "{\"text\":\"twee\"}";
        for first in ["[{\"id\":\"a\"", "[{\"id\":\"a\",", "[{\"text\":\"een", "[{\"text\":\"een\"}"] {
            let seen = read(&format!("{first}\n{record}\nkapot\n{record}\n"));
            assert!(seen[0].starts_with("1 a JSON array begins here"), "{seen:?}");
            assert!(seen.len() == 4 && seen[1] == "2 None twee" && seen[3] == "4 None twee", "{seen:?}");
        }
        // What stands behind an array that ends is no piece of it.
        assert_eq!(read(&format!("[\n{record},\n{record}\n]\n{record}\n"))[1..], ["5 None twee"]);
    }

    #[test]
    fn an_object_over_several_lines_is_told_how_it_is_mended() {
        let seen = read("{\n  \"text\": \"een\"\n}\n");
        assert!(seen[0].ends_with("each line must be one whole object (jq -c . makes it so)"), "{seen:?}");
        assert_eq!(seen.len(), 3);
    }

    #[test]
    fn lines_are_read_in_their_encoding() {
        let text = "{\"id\":\"a\",\"text\":\"cliënt €\"}\n{\"id\":\"b\",\"text\":\"coördinatie\"}\n";
        let expected = ["1 Some(\"a\") cliënt €", "2 Some(\"b\") coördinatie"];
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &little].concat();
        let windows = encoding_rs::WINDOWS_1252.encode(text).0;
        for (bytes, remarked) in [(&little[..], false), (&big, false), (&marked, false), (&windows, true)] {
            // Chunks of three bytes cut letters apart.
            let mut reader = JsonlReader::new(io::BufReader::with_capacity(1 << 10, bytes));
            assert_eq!(read_all(&mut reader), expected);
            let remark = remarked.then(|| "2 lines are not in UTF-8 and read as Windows-1252".to_owned());
            assert_eq!(reader.remark(), remark);
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_one_mistake() {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.extend((0..5000_u32).flat_map(|n| [n.wrapping_mul(2_654_435_761).to_le_bytes()[1], b'\n']));
        let mut reader = JsonlReader::new(bytes.as_slice());
        assert_eq!(read_all(&mut reader), ["1 the file is not text: it is an image"]);
        assert!(reader.line() > 5000, "it is read to its end, so that its hash is that of all of it");
    }

    #[test]
    fn passes_over_endless_lines() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"kort\"}}\n", "a".repeat(MAX_LINE_BYTES));
        let seen = read(&long);
        assert!(seen[0].contains("longer than 32 MB"));
        assert_eq!(seen[1], "2 None kort");
    }
}
