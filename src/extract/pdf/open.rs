//! Opening the file, and why it cannot be opened.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::extract::ExtractError;

use super::mend;

/// How far into a file its signature is looked for: some stand behind the header of a mail or of a print queue.
const SIGNATURE_WITHIN: usize = 1024;
/// How far from its end the mark of the end is looked for.
const END_WITHIN: usize = 2048;

/// A PDF, and what is odd of it.
pub(super) struct Opened {
    pub pdf: Pdf,
    pub remarks: Vec<String>,
}

/// Opens a PDF, with an empty password where it has one.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, ExtractError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ExtractError::Broken("it is empty".into()));
    }
    if find(&bytes[..bytes.len().min(SIGNATURE_WITHIN)], b"%PDF-").is_none() {
        return Err(ExtractError::Broken("it is no PDF".into()));
    }
    let mut remarks = Vec::new();
    let tail = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
    if find(tail, b"%%EOF").is_none() {
        remarks.push("the file is cut off; what could be read was read".into());
    }
    let opened = load(bytes.to_vec()).or_else(|error| match error {
        LoadPdfError::Invalid => {
            let mended = mend::with_page_list(bytes).map_or(Err(error), load)?;
            remarks.push("its list of pages was lost; those that were found are read, in the order of the file".into());
            Ok(mended)
        }
        LoadPdfError::Decryption(_) => Err(error),
    });
    match opened {
        Ok(pdf) => Ok(Opened { pdf, remarks }),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(ExtractError::Encrypted),
        Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm)) => {
            Err(ExtractError::Broken("it is encrypted in a way that is not known here".into()))
        }
        Err(LoadPdfError::Decryption(_)) => {
            Err(ExtractError::Broken("it is encrypted, and what tells how is damaged".into()))
        }
        Err(LoadPdfError::Invalid) => {
            Err(ExtractError::Broken("it is cut off or damaged: no pages could be read".into()))
        }
    }
}

/// Reads the list of pages. What the reader of the syntax trips over is a damaged file, no fault of the caller.
fn load(bytes: Vec<u8>) -> Result<Pdf, LoadPdfError> {
    let pdf = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes))).unwrap_or(Err(LoadPdfError::Invalid))?;
    if pdf.pages().is_empty() { Err(LoadPdfError::Invalid) } else { Ok(pdf) }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
