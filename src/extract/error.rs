//! Why a file gives no text.

use serde::{Deserialize, Serialize};

/// Why a file gives no text, in words for whoever put it there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ExtractError {
    /// Nothing in it that can be seen.
    #[error("the file holds no text")]
    Empty,
    /// It is no text, nor another format that is read; why.
    #[error("the file is not text: {0}")]
    Binary(String),
    /// It is of a known format that is not read; what would help.
    #[error("{0}")]
    Unread(String),
    /// It is damaged, or not what it seems; how.
    #[error("{0}")]
    Broken(String),
    /// It is protected by a password.
    #[error("it is protected by a password; save it without one")]
    Encrypted,
    /// It, or what it unpacks to, is larger than is read; how large that is.
    #[error("{0}")]
    TooLarge(String),
    /// Pages of it are pictures that were not read, and the others hold no text; the numbers of these pages.
    #[error("it is a scan without text")]
    Scanned(Vec<u32>),
    /// Its pages are pictures, on which text recognition found nothing that it could read.
    #[error("it is a scan, on which text recognition (OCR) found no text that it could read")]
    Illegible,
    /// Reading it took longer than is allowed.
    #[error("reading it took more than {0} seconds of processor time; it may be damaged, save it anew")]
    TimedOut(u64),
    /// Reading it took more memory than is allowed.
    #[error("reading it took more than {0} MB of memory; it may be damaged, save it anew")]
    OutOfMemory(u64),
    /// Its reader came to an end of its own; how.
    #[error("griffie failed on it ({0}), which is a defect of griffie; please report it")]
    Failed(String),
    /// No reader could be started just now; why. Says nothing of the file.
    #[error("a process to read it in could not be started: {0}")]
    NotStarted(String),
}

impl ExtractError {
    /// Whether the same file may be read another time.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::NotStarted(_))
    }

    /// Pages that text recognition may read.
    pub fn scanned_pages(&self) -> &[u32] {
        if let Self::Scanned(pages) = self { pages } else { &[] }
    }
}
