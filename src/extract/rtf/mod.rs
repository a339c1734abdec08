//! Rich Text Format: text with commands in it.

mod destination;
mod encoding;
mod flow;
mod group;
mod reader;
mod styles;
#[cfg(test)]
mod tests;
mod token;

use super::{ExtractError, ExtractedText};

/// Largest file that is read, in bytes; pictures stand in it as digits.
const MAX_BYTES: usize = 128 << 20;

/// Reads an RTF document.
///
/// # Errors
/// Where it is no RTF, or nested or larger than the limits.
pub fn extract_rtf(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    if bytes.len() > MAX_BYTES {
        return Err(ExtractError::TooLarge(format!("it is an RTF document of more than {} MB", MAX_BYTES >> 20)));
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return Err(ExtractError::Broken("it is no RTF document: it does not begin as one".to_owned()));
    }
    reader::read(start)
}
