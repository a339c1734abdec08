//! Bytes of a JSONL file → records, and each record → metadata and passages.
//!
//! Whatever the bytes: no panic, lines ascend, a record has text and gives at least one passage, its document id can
//! stand in a passage id, and no line is both a record and a mistake or neither, but for those of a JSON array.
#![no_main]

use griffie::document::Given;
use griffie::extract::ExtractedText;
use griffie::pipeline::{Splitting, read_document};
use griffie::source::{JsonlReader, document_id_for_given};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut reader = JsonlReader::new(bytes);
    let mut line = 0;
    let mut answered = 0;
    // Reading from memory never fails.
    while let Some(next) = reader.next_record().unwrap() {
        answered += 1;
        let at = match &next {
            Ok(record) => record.line,
            Err(error) => error.line,
        };
        assert!(at > line, "lines ascend: {at} after {line}");
        line = at;
        let Ok(record) = next else { continue };
        assert!(!record.text.trim().is_empty());
        if let Some(id) = &record.id {
            let id = document_id_for_given(id);
            assert!(!id.is_empty() && !id.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '#')), "id {id:?}");
        }
        let read = read_document(
            &ExtractedText::plain(record.text),
            None,
            &Given::with_document(record.given),
            Splitting::Never,
        );
        assert!(read.parts.is_empty(), "a record is one document");
        assert!(!read.whole.passages.is_empty(), "a record gives at least one passage");
    }
    let is_blank = |line: &&[u8]| line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty();
    let filled = bytes.split(|b| *b == b'\n').filter(|line| !is_blank(line)).count();
    // A file that is none as a whole is one mistake.
    let is_one = answered == 1 && line == 1;
    // Of an array over several lines the first tells for its pieces.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_array = text
        .split(|b| *b == b'\n')
        .find(|line| !is_blank(line))
        .is_some_and(|line| line.trim_ascii().starts_with(b"["));
    let is_told = if is_array { (1..=filled).contains(&answered) } else { answered == filled };
    let is_utf16 = bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe");
    assert!(is_told || is_one || is_utf16 || bytes.contains(&0), "each line that is not blank is a record or a mistake");
});
