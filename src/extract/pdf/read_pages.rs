//! All pages, and what is to be said of some of them.

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;

use super::PdfLimits;
use super::line::Page;
use super::quality::{Verdict, judge};
use super::read_page::read_page;
use super::scanned;
use crate::extract::OcrPage;

/// Bytes of unpacked pages beyond which the file is opened anew: an open file keeps all that was read of it.
const MAX_HELD: usize = 64 << 20;

/// The pages of a document.
#[derive(Default)]
pub(super) struct Pages {
    pub pages: Vec<Page>,
    /// Pages that the document has, read or not.
    pub total: usize,
    /// Numbers of the pages to be read from their images.
    pub scanned: Vec<u32>,
    /// Numbers of the pages that were.
    pub by_ocr: Vec<u32>,
    pub remarks: Vec<String>,
}

/// Reads the pages, as many as the limits allow. `ocr` is what text recognition read on some.
pub(super) fn read_pages(pdf: &Pdf, limits: PdfLimits, ocr: &[OcrPage]) -> Pages {
    let mut read = Pages { total: pdf.pages().len(), ..Pages::default() };
    let mut odd = Odd::default();
    let wanted = read.total.min(limits.pages);
    read_some(pdf, wanted, (limits, ocr), &mut read, &mut odd);
    while read.pages.len() < wanted {
        let before = read.pages.len();
        match Pdf::new(pdf.data().clone()) {
            Ok(again) => read_some(&again, wanted, (limits, ocr), &mut read, &mut odd),
            Err(_) => break,
        }
        if read.pages.len() == before {
            break;
        }
    }
    read.remarks = odd.remarks(&read.scanned);
    read
}

/// Reads on from the first page that is not yet read, until enough is held.
fn read_some(pdf: &Pdf, wanted: usize, (limits, ocr): (PdfLimits, &[OcrPage]), read: &mut Pages, odd: &mut Odd) {
    let mut cache = InterpreterCache::new();
    let mut held = 0;
    let from = read.pages.len();
    for (page, number) in pdf.pages().iter().zip(1_u32..).take(wanted).skip(from) {
        let one = read_page(pdf, page, &mut cache, number, limits.glyphs);
        let mut page_read = one.page;
        if one.is_cut {
            odd.cut.push(number);
        }
        if one.is_broken {
            odd.broken.push(number);
        }
        let verdict = judge(&page_read, one.shows_image);
        match (verdict, ocr.iter().find(|page| page.number == number)) {
            (Verdict::Good, _) => {}
            (Verdict::Image | Verdict::Garbled, Some(page)) => {
                read.by_ocr.push(number);
                page_read = scanned::page(page);
            }
            (Verdict::Image, None) => read.scanned.push(number),
            (Verdict::Garbled, None) => {
                odd.garbled.push(number);
                read.scanned.push(number);
                page_read.lines.clear();
            }
        }
        read.pages.push(page_read);
        held += page.page_stream().map_or(0, <[u8]>::len);
        if held > MAX_HELD {
            return;
        }
    }
}

/// Numbers of the pages of which something is to be said.
#[derive(Default)]
struct Odd {
    cut: Vec<u32>,
    broken: Vec<u32>,
    garbled: Vec<u32>,
}

impl Odd {
    fn remarks(&self, scanned: &[u32]) -> Vec<String> {
        let images: Vec<u32> = scanned.iter().copied().filter(|number| !self.garbled.contains(number)).collect();
        let told = |numbers: &[u32], one: &str, several: &str| match numbers {
            [] => None,
            [number] => Some(format!("page {number} {one}")),
            _ => Some(format!("pages {} {several}", listed(numbers))),
        };
        [
            told(&self.cut, "holds too many characters and was cut off", "hold too many characters and were cut off"),
            told(&self.broken, "could be read only in part", "could be read only in part"),
            told(
                &self.garbled,
                "holds letters that its fonts do not tell rightly; they were left out",
                "hold letters that their fonts do not tell rightly; they were left out",
            ),
            told(&images, "is a scan without text and is left out", "are scans without text and are left out"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// `1, 2, 5-9`; the rest counted where there are many.
fn listed(numbers: &[u32]) -> String {
    const MAX_LISTED: usize = 8;
    let ranges: Vec<&[u32]> = numbers.chunk_by(|a, b| a + 1 == *b).collect();
    let mut listed: Vec<String> = ranges
        .iter()
        .take(MAX_LISTED)
        .map(|range| match range {
            [first, .., last] => format!("{first}-{last}"),
            _ => range.iter().map(u32::to_string).collect(),
        })
        .collect();
    let rest: usize = ranges.iter().skip(MAX_LISTED).map(|range| range.len()).sum();
    if rest > 0 {
        listed.push(format!("and {rest} more"));
    }
    listed.join(", ")
}
