//! Web pages: their text without what surrounds it on every page of a site.

mod build;
mod chrome;
mod encoding;
mod main_part;
mod meta;
mod page;
mod tables;
#[cfg(test)]
mod tests;
mod walk;

use super::block::into_text;
use super::{ExtractError, ExtractedText};

/// Largest page that is read, in bytes; the largest laws are 10 MB.
const MAX_BYTES: usize = 20 << 20;
/// Attributes of one tag; checking that none stands twice takes time by their square.
const MAX_ATTRIBUTES: usize = 1000;

/// Reads a web page.
///
/// # Errors
/// Where it is larger than the limits.
pub fn extract_html(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    if bytes.len() > MAX_BYTES {
        return Err(ExtractError::TooLarge(format!("it is a web page of more than {} MB", MAX_BYTES >> 20)));
    }
    read_page(&encoding::decode(bytes))
}

/// Reads a page whose characters are known.
pub(super) fn read_page(source: &str) -> Result<ExtractedText, ExtractError> {
    if source.len() > 2 * MAX_BYTES {
        return Err(ExtractError::TooLarge(format!("it is a web page of more than {} MB", MAX_BYTES >> 20)));
    }
    if build::has_endless_tag(source, MAX_ATTRIBUTES) {
        return Err(ExtractError::Broken(format!("a tag in it has more than {MAX_ATTRIBUTES} attributes")));
    }
    let (page, remarks) = build::build(source);
    let left_out = main_part::left_out(&page);
    let blocks = walk::blocks(&page, &left_out);
    Ok(into_text(blocks, meta::properties(&page), remarks))
}
