//! From bytes to text: what does this file say, whatever its format?
//!
//! The result is text as it stands on the page, line by line, with what the format itself says of a line; putting lines
//! together is [`layout`](crate::layout)'s work.
//!
//! [`read`](read()) reads a file whole, in this process. [`Extractor`] gives files of all formats but plain text to a process
//! of its own with limits, so that a hostile file costs its own document and nothing else. What old office programs wrote is
//! turned into a newer format by LibreOffice first, where that is installed.

mod block;
mod cache;
mod convert;
mod docx;
mod error;
mod format;
mod html;
mod mail;
mod margin;
mod numeral;
mod ocr;
mod odt;
mod package;
mod pdf;
mod plain;
mod pptx;
mod process;
mod read;
mod rtf;
mod sheet;
mod table;
#[cfg(test)]
mod test_archive;
mod text;
mod xlsx;
mod xml;
mod zipped;

pub use cache::{Cache, MAX_CACHE_BYTES, READERS_VERSION, Trimmed};
pub use error::ExtractError;
pub use ocr::{HOW_TO_GET_OCR, NoOcr, Ocr, OcrError, OcrPage, OcrPiece, TOOL_ARGUMENT, ToolError, become_tool};
pub(crate) use plain::is_blank;
pub use plain::{extract_plain, sniff};
pub use process::{Extractor, WORKER_ARGUMENT, work};
use read::is_read_here;
pub use read::{read, read_with_ocr};
pub use text::{Enclosed, ExtractedText, LineMark, LineRole, Markup, Properties};

/// Largest file that is read, in bytes; larger ones are no letters. A JSONL file may be of any size.
pub const MAX_FILE_BYTES: u64 = 128 << 20;
