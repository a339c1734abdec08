//! The two programs: one makes an image of a page, the other reads it.

use std::path::Path;

use super::image::Image;
use super::tool::{Tool, ToolError};
use super::{NoOcr, OcrPage, hocr};

/// Language of the data that has to be there.
const LANGUAGE: &str = "nld";
/// Data by which pages that lie on their side are told.
const ORIENTATION: &str = "osd";
/// Longest side of the image of a page, in pixels: 210 dots an inch for A4. Whatever size a page says it has (scanners say wild
/// things), its image has this.
const IMAGE_SIDE: &str = "2500";
/// Bytes of an image of a page: that of a square one in grey, and its head.
const MAX_IMAGE_BYTES: usize = 2500 * 2500 + 1000;
/// Bytes of what is read on a page, with the place of each word.
const MAX_READ_BYTES: usize = 16 << 20;
/// Bytes of a version or a list of languages.
const MAX_TOLD_BYTES: usize = 64 << 10;

/// The programs that read scans.
#[derive(Debug)]
pub(super) struct Tools {
    pdftoppm: Tool,
    tesseract: Tool,
    /// `tesseract 5.3.0`.
    version: String,
    turns_pages: bool,
}

impl Tools {
    /// Looks for them on the search path.
    pub fn find(runner: &Path) -> Result<Self, NoOcr> {
        let find = |name: &str| Tool::find(runner, name).ok_or_else(|| NoOcr::Missing(name.to_owned()));
        let (tesseract, pdftoppm) = (find("tesseract")?, find("pdftoppm")?);
        let told = |argument: &str| {
            let told = tesseract.run(&[argument], b"", MAX_TOLD_BYTES);
            told.map(|told| String::from_utf8_lossy(&told).into_owned()).map_err(|e| NoOcr::Missing(e.to_string()))
        };
        let languages = told("--list-langs")?;
        let has = |language: &str| languages.lines().any(|line| line.trim() == language);
        if !has(LANGUAGE) {
            return Err(NoOcr::Missing(format!("the Dutch data of tesseract ({LANGUAGE})")));
        }
        let version = told("--version")?.lines().next().unwrap_or("tesseract").trim().to_owned();
        Ok(Self { turns_pages: has(ORIENTATION), pdftoppm, tesseract, version })
    }

    /// Reads a page of a PDF, counted from 1.
    pub fn read_page(&self, pdf: &[u8], number: u32) -> Result<OcrPage, ToolError> {
        let page = number.to_string();
        let image = ["-gray", "-scale-to", IMAGE_SIDE, "-f", &page, "-l", &page, "-"];
        let image = self.pdftoppm.run(&image, pdf, MAX_IMAGE_BYTES)?;
        // Layout by itself, where it can with a look at how the page lies.
        let layout = if self.turns_pages { "1" } else { "3" };
        let read = ["stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", "210", "hocr"];
        let read = self.tesseract.run(&read, &image, MAX_READ_BYTES)?;
        Ok(hocr::page(&read, Image::parse(&image).as_ref(), number, &self.version))
    }
}
