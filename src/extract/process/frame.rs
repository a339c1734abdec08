//! What two processes of griffie say to one another: a length, then so many bytes.

use std::io::{self, Read, Write};

use super::limits::MAX_TEXT_BYTES;
use crate::extract::{ExtractError, ExtractedText, MAX_FILE_BYTES, OcrPage};

/// Longest name of a file.
const MAX_NAME_BYTES: u64 = 64 << 10;
/// Longest answer: the text, and what is said of its lines.
const MAX_ANSWER_BYTES: u64 = 4 * MAX_TEXT_BYTES as u64;

/// A file to read.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    pub name: String,
    /// What text recognition read on its pages.
    pub ocr: Vec<OcrPage>,
    pub bytes: Vec<u8>,
}

/// Asks for the text of a file.
pub(super) fn write_request(output: &mut impl Write, name: &str, ocr: &[OcrPage], bytes: &[u8]) -> io::Result<()> {
    write_part(output, name.as_bytes())?;
    write_part(output, &postcard::to_allocvec(ocr).map_err(io::Error::other)?)?;
    write_part(output, bytes)?;
    output.flush()
}

/// What is asked for; `None` where the other side has no more.
pub(super) fn read_request(input: &mut impl Read) -> io::Result<Option<Request>> {
    let Some(name) = read_part(input, MAX_NAME_BYTES)? else { return Ok(None) };
    let ocr = read_part(input, MAX_ANSWER_BYTES)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let ocr = postcard::from_bytes(&ocr).map_err(io::Error::other)?;
    let bytes = read_part(input, MAX_FILE_BYTES)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(Some(Request { name: String::from_utf8_lossy(&name).into_owned(), ocr, bytes }))
}

/// Answers.
pub(super) fn write_answer(output: &mut impl Write, answer: &Result<ExtractedText, ExtractError>) -> io::Result<()> {
    let encoded = postcard::to_allocvec(answer).map_err(io::Error::other)?;
    write_part(output, &encoded)?;
    output.flush()
}

/// The answer; `None` where the other side is gone.
pub(super) fn read_answer(input: &mut impl Read) -> io::Result<Option<Result<ExtractedText, ExtractError>>> {
    let Some(encoded) = read_part(input, MAX_ANSWER_BYTES)? else { return Ok(None) };
    postcard::from_bytes(&encoded).map(Some).map_err(io::Error::other)
}

fn write_part(output: &mut impl Write, part: &[u8]) -> io::Result<()> {
    output.write_all(&(part.len() as u64).to_le_bytes())?;
    output.write_all(part)
}

/// The next part; `None` at the end.
fn read_part(input: &mut impl Read, max_bytes: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    if length > max_bytes {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("a part of {length} bytes")));
    }
    let mut part = Vec::new();
    input.take(length).read_to_end(&mut part)?;
    if (part.len() as u64) < length { Ok(None) } else { Ok(Some(part)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard() {
        let mut wire = Vec::new();
        let ocr = vec![OcrPage { number: 2, height: 842.0, pieces: Vec::new(), tool: "tesseract 5".to_owned() }];
        write_request(&mut wire, "brief.pdf", &ocr, b"%PDF").unwrap();
        let mut input = wire.as_slice();
        let request = Request { name: "brief.pdf".to_owned(), ocr, bytes: b"%PDF".to_vec() };
        assert_eq!(read_request(&mut input).unwrap(), Some(request));
        assert_eq!(read_request(&mut input).unwrap(), None);
        for answer in [Ok(ExtractedText::plain("De raad\nkiest".to_owned())), Err(ExtractError::TimedOut(15))] {
            let mut wire = Vec::new();
            write_answer(&mut wire, &answer).unwrap();
            assert_eq!(read_answer(&mut wire.as_slice()).unwrap(), Some(answer));
            wire.pop();
            assert_eq!(read_answer(&mut wire.as_slice()).unwrap(), None, "the other side broke off");
        }
        assert!(read_answer(&mut [0xff; 16].as_slice()).is_err());
    }
}
