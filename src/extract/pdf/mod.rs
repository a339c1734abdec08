//! PDF: glyphs with their places become lines in reading order, and lines get what they are.
//!
//! A page goes through [`device`] (which glyphs and rules are drawn), [`glyph`] (turned text and doubles), [`segment`]
//! (glyphs to pieces of a line), [`line`] (pieces to lines), [`grid`] and [`columns`] (rows of tables). Of the whole
//! document [`running`] finds what recurs on pages, [`note`] the footnotes, [`heading`] the headings, [`paragraph`] where
//! pieces begin. [`quality`] tells a page that has to be read by text recognition, [`info`] what the document says of
//! itself, [`labels`] what it calls its pages; [`open`] and [`mend`] deal with damaged files.

mod columns;
mod device;
mod glyph;
mod grid;
mod heading;
mod info;
mod labels;
mod line;
mod margin;
mod mend;
mod note;
mod open;
mod paragraph;
mod quality;
mod read_page;
mod read_pages;
mod running;
mod scanned;
mod segment;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{ExtractError, ExtractedText, LineMark, LineRole, Markup, OcrPage};
use line::Page;

/// Bounds of what is read from one file; time and memory are bounded from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// Pages that are read; the others are left out.
    pub pages: usize,
    /// Glyphs of one page that are read.
    pub glyphs: usize,
}

impl Default for PdfLimits {
    /// More than any book of figures has.
    fn default() -> Self {
        Self { pages: 5_000, glyphs: 400_000 }
    }
}

/// Reads the text of a PDF in reading order, with what each line is as far as the page shows it. Of pages that are pictures it
/// takes what text recognition read on them, where it did.
///
/// # Errors
/// [`ExtractError::Encrypted`] where a password is asked for, [`ExtractError::Broken`] with the reason where no page
/// could be read, also where it is encrypted in an unknown way.
pub fn extract_pdf(bytes: &[u8], limits: PdfLimits, ocr: &[OcrPage]) -> Result<ExtractedText, ExtractError> {
    let opened = open::open(bytes)?;
    let read = read_pages::read_pages(&opened.pdf, limits, ocr);
    let (mut pages, total) = (read.pages, read.total);
    if pages.is_empty() {
        return Err(ExtractError::Broken("it holds no pages that could be read".into()));
    }
    let mut remarks = opened.remarks;
    if total > pages.len() {
        remarks.push(format!("only the first {} of {total} pages were read", pages.len()));
    }
    remarks.extend(read.remarks);

    running::mark(&mut pages);
    let style = heading::BodyStyle::measure(&pages);
    note::mark(&mut pages, style);
    heading::mark(&mut pages, style);
    paragraph::mark(&mut pages);
    let (text, marks) = written(&pages);
    Ok(ExtractedText {
        text,
        markup: Markup::Marked,
        marks,
        properties: of_itself(|| info::properties(&opened.pdf)),
        remarks,
        pages: u32::try_from(pages.len()).ok(),
        page_labels: of_itself(|| labels::labels(&opened.pdf, pages.len())),
        scanned_pages: read.scanned,
        ocr_pages: read.by_ocr,
        ..ExtractedText::default()
    })
}

/// What a document says beside its text. What the reader of the syntax trips over there costs no page.
fn of_itself<T: Default>(read: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// The pages as one text, with the mark of each line.
fn written(pages: &[Page]) -> (String, Vec<LineMark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            text.push_str("\n\u{c}");
        }
        // A page without text keeps its place: the pages are counted by form feeds.
        if page.lines.is_empty() {
            marks.push(LineMark { role: LineRole::Text, begins: true });
        }
        for (place, line) in page.lines.iter().enumerate() {
            if place > 0 {
                text.push('\n');
            }
            if is_nfc(&line.text) {
                text.push_str(&line.text);
            } else {
                text.extend(line.text.nfc());
            }
            marks.push(LineMark { role: line.role.unwrap_or_default(), begins: line.begins.unwrap_or(true) });
        }
    }
    (text, marks)
}
