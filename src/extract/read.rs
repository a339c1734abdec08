//! A file of any format, read whole.

use super::convert::Conversion;
use super::docx::extract_docx;
use super::format::{Format, format_of};
use super::html::extract_html;
use super::mail::{Attachment, extract_eml, extract_msg};
use super::odt::{extract_odp, extract_ods, extract_odt};
use super::pdf::{PdfLimits, extract_pdf};
use super::pptx::extract_pptx;
use super::process::limits::MAX_TEXT_BYTES;
use super::rtf::extract_rtf;
use super::xlsx::extract_xlsx;
use super::{Enclosed, ExtractError, ExtractedText, OcrPage, extract_plain};

/// A mail in a mail in a mail, and no deeper.
const MAX_DEPTH: usize = 3;

/// Whether a file needs no process of its own: plain text is read with code that cannot run away.
pub(super) fn is_read_here(bytes: &[u8], name: &str) -> bool {
    matches!(format_of(bytes, name), Format::Text | Format::Empty | Format::Zip | Format::Image | Format::Binary(_))
}

/// Reads a file in this process.
///
/// # Errors
/// Why it gives no text.
pub fn read(bytes: &[u8], name: &str) -> Result<ExtractedText, ExtractError> {
    read_with_ocr(bytes, name, &[])
}

/// The same, where text recognition has read some of its pages.
///
/// # Errors
/// Why it gives no text.
pub fn read_with_ocr(bytes: &[u8], name: &str, pages: &[OcrPage]) -> Result<ExtractedText, ExtractError> {
    read_at_depth(bytes, name, pages, 0)
}

fn read_at_depth(bytes: &[u8], name: &str, pages: &[OcrPage], depth: usize) -> Result<ExtractedText, ExtractError> {
    let extracted = match format_of(bytes, name) {
        Format::Text => return extract_plain(bytes, name),
        Format::Pdf => extract_pdf(bytes, PdfLimits::default(), pages)?,
        Format::Docx => extract_docx(bytes)?,
        Format::Xlsx => extract_xlsx(bytes)?,
        Format::Pptx => extract_pptx(bytes)?,
        Format::Odt => extract_odt(bytes)?,
        Format::Ods => extract_ods(bytes)?,
        Format::Odp => extract_odp(bytes)?,
        Format::Html => extract_html(bytes)?,
        Format::Rtf => extract_rtf(bytes)?,
        format @ (Format::Eml | Format::OutlookMessage) => {
            let read = if format == Format::Eml { extract_eml } else { extract_msg };
            let (mut extracted, attachments) = read(bytes)?;
            take_attachments(&mut extracted, attachments, depth);
            extracted
        }
        Format::Empty => return Err(ExtractError::Empty),
        // Another program reads these for us, which is nothing for the process that reads files.
        Format::OldWord | Format::OldSheet | Format::OldSlides => {
            let needed = Conversion::needed_for(bytes, name);
            return Err(needed.map_or(ExtractError::Empty, Conversion::why_not));
        }
        Format::Drawing => return unread("it is a drawing, which is not read; save it as .pdf"),
        Format::Zip => return unread("it is an archive; unpack it"),
        Format::Image => return unread("it is an image"),
        Format::Binary(what) => return Err(ExtractError::Binary(what.to_owned())),
    };
    if extracted.text.len() > MAX_TEXT_BYTES {
        return Err(ExtractError::TooLarge(format!("its text is larger than {} MB", MAX_TEXT_BYTES >> 20)));
    }
    if extracted.text.trim().is_empty() && extracted.enclosed.is_empty() {
        return Err(why_empty(&extracted));
    }
    Ok(extracted)
}

/// Why a file gave no text: what its reader met on the way says more than that there is none.
fn why_empty(extracted: &ExtractedText) -> ExtractError {
    if !extracted.scanned_pages.is_empty() {
        ExtractError::Scanned(extracted.scanned_pages.clone())
    } else if !extracted.ocr_pages.is_empty() {
        ExtractError::Illegible
    } else if extracted.remarks.is_empty() {
        ExtractError::Empty
    } else {
        ExtractError::Broken(format!("it gave no text: {}", extracted.remarks.join("; ")))
    }
}

fn unread(why: &str) -> Result<ExtractedText, ExtractError> {
    Err(ExtractError::Unread(why.to_owned()))
}

/// Reads what is attached to a mail; what cannot be read is told.
fn take_attachments(extracted: &mut ExtractedText, attachments: Vec<Attachment>, depth: usize) {
    for Attachment { name, bytes } in attachments {
        let read = if depth >= MAX_DEPTH {
            unread("it is enclosed too deep")
        } else if Conversion::needed_for(&bytes, &name).is_some() {
            unread("old formats of office programs are not read in a mail; save it beside the mail")
        } else {
            read_at_depth(&bytes, &name, &[], depth + 1)
        };
        match read {
            Ok(text) => extracted.enclosed.push(Enclosed { name, text }),
            Err(error) => extracted.remarks.push(format!("attachment {name} is left out: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_document_in_a_mail_is_told() {
        let old = [b"\xd0\xcf\x11\xe0".to_vec(), "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect()];
        let mut mail = ExtractedText::default();
        take_attachments(&mut mail, vec![Attachment { name: "oud.doc".to_owned(), bytes: old.concat() }], 0);
        let told = "attachment oud.doc is left out: old formats of office programs are not read in a mail; save it beside the mail";
        assert_eq!(mail.remarks, [told]);
    }

    #[test]
    fn what_is_not_read_says_what_would_help() {
        let told = |bytes: &[u8], name: &str| read(bytes, name).unwrap_err().to_string();
        assert_eq!(told(b" \n", "a.pdf"), "the file holds no text");
        assert_eq!(told(b"\x89PNG\r\n", "a.pdf"), "it is an image");
        assert_eq!(told(b"7z\xbc\xaf", "a.txt"), "the file is not text: it is compressed (7z); unpack it");
    }
}
