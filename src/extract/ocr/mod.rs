//! Text recognition (OCR) of pages that are pictures, by programs that are found when they are needed.
//!
//! griffie neither holds nor needs them: `pdftoppm` (of poppler) makes an image of a page, `tesseract` with Dutch data reads
//! it. Both get their input and give their output through pipes, so no file is written, and run within limits
//! ([`tool`]). What is read of a page is [`pieces of lines with their places`](OcrPage), which the reader of PDF then takes
//! like those of any page: columns, rows, headings and running lines are found as everywhere.

mod hocr;
mod image;
mod tool;
mod tools;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use serde::{Deserialize, Serialize};

pub use tool::{TOOL_ARGUMENT, ToolError, become_tool};
use tools::Tools;

/// Number of the way in which pages are read; raised by hand when their images or the words that are kept change, so that pages
/// kept of old are read again.
pub(super) const OCR_VERSION: u32 = 1;

/// How to get what is needed.
pub const HOW_TO_GET_OCR: &str = "install tesseract with its Dutch data and poppler (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-nld poppler-utils) and run griffie index again";

/// What text recognition read on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OcrPage {
    /// Page of the file, from 1.
    pub number: u32,
    /// Height, in the unit of its pieces.
    pub height: f32,
    /// Pieces of its lines in reading order.
    pub pieces: Vec<OcrPiece>,
    /// Program that read it, with its version.
    pub tool: String,
}

/// Words that follow one another on a line without a wide gap. Lengths are points of a page of the height of A4, from its upper
/// left corner, as if the page lay straight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OcrPiece {
    /// Its words.
    pub text: String,
    /// Where it begins and ends.
    pub x: (f32, f32),
    /// Where its letters stand.
    pub baseline: f32,
    /// Size of its letters.
    pub size: f32,
    /// Thickness of its strokes and of those of its first word, in thousandths of its size; 0 where it is not known.
    pub strokes: (f32, f32),
}

/// Why scans are not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoOcr {
    /// It is not wanted.
    #[error("OCR is switched off (--no-ocr)")]
    Off,
    /// A program or its data is not there; which.
    #[error("OCR not available: {0} was not found; {HOW_TO_GET_OCR}")]
    Missing(String),
}

/// Text recognition as this machine has it; looked for when it is first needed. None by default.
#[derive(Debug, Default)]
pub struct Ocr {
    /// The program that starts others within limits; `None` where none is to be started.
    runner: Option<PathBuf>,
    found: OnceLock<Result<Tools, NoOcr>>,
}

impl Ocr {
    /// None, whatever the machine has.
    pub fn off() -> Self {
        Self::default()
    }

    /// What the search path holds. `runner` starts the programs: it has to call [`become_tool`] when its first argument is
    /// [`TOOL_ARGUMENT`].
    pub fn on_path(runner: &Path) -> Self {
        Self { runner: Some(runner.to_owned()), found: OnceLock::new() }
    }

    /// Whether scans can be read here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<(), NoOcr> {
        self.tools().map(|_| ())
    }

    /// Reads a page of a PDF.
    ///
    /// # Errors
    /// [`OcrError`]
    pub fn read_page(&self, pdf: &[u8], number: u32) -> Result<OcrPage, OcrError> {
        Ok(self.tools()?.read_page(pdf, number)?)
    }

    /// Reads pages of a PDF on `jobs` threads; they come some at a time, in no order.
    pub fn read_pages<'a>(
        &'a self,
        pdf: &'a [u8],
        pages: &'a [u32],
        jobs: usize,
    ) -> impl Iterator<Item = (u32, Result<OcrPage, OcrError>)> + 'a {
        pages.chunks(jobs.max(1)).flat_map(move |some| {
            let read = |number: &u32| (*number, self.read_page(pdf, *number));
            match some {
                [one] => vec![read(one)],
                _ => thread::scope(|scope| {
                    let reading: Vec<_> = some.iter().map(|number| scope.spawn(move || read(number))).collect();
                    reading.into_iter().filter_map(|thread| thread.join().ok()).collect()
                }),
            }
        })
    }

    fn tools(&self) -> Result<&Tools, NoOcr> {
        let find = || self.runner.as_deref().ok_or(NoOcr::Off).and_then(Tools::find);
        self.found.get_or_init(find).as_ref().map_err(NoOcr::clone)
    }
}

/// Why a page was not read.
#[derive(Debug, thiserror::Error)]
pub enum OcrError {
    /// No page is.
    #[error(transparent)]
    None(#[from] NoOcr),
    /// A program failed on it.
    #[error(transparent)]
    Tool(#[from] ToolError),
}
