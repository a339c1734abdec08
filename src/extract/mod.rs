//! From bytes to text: what does this file say, whatever its format?
//!
//! The result is text as it stands on the page, line by line; putting lines together is
//! [`layout`](crate::layout)'s work.

mod plain;

pub(crate) use plain::is_blank;
pub use plain::{ExtractError, extract, sniff};

/// Largest text file that is read, in bytes; larger ones are no letters. A JSONL file may be of any size.
pub const MAX_TEXT_BYTES: u64 = 128 << 20;

/// How the text marks its structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Plain text: structure is only what the eye sees.
    #[default]
    Plain,
    /// Markdown, or plain text that bears its marks (`## `, `**…**`, `|…|`).
    Markdown,
}

/// The text of one document as extracted, before lines are put together.
///
/// Line ends are `\n`; a form feed (`\u{c}`) ends a page; there are no NULs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExtractedText {
    /// The text.
    pub text: String,
    /// How it marks its structure.
    pub markup: Markup,
    /// YAML between `---` lines at its top, which is no part of the text; its lines are left empty there.
    pub front_matter: Option<String>,
    /// What was odd and mended, a sentence each.
    pub remarks: Vec<String>,
}

impl ExtractedText {
    /// Text of unknown make: line ends unified, composed (NFC), markdown noticed where its marks stand.
    pub fn plain(text: String) -> Self {
        plain::from_text(text, None)
    }
}
