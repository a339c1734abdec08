//! The pieces of a document as a reader sees them: headings, paragraphs, list items, table rows.

use std::ops::Range;

use serde::Serialize;

/// Where a block stands in the extracted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Half-open byte range in [`ExtractedText::text`](crate::extract::ExtractedText::text), on character
    /// boundaries. A block that is continued over a page break also covers what was dropped between its halves.
    pub bytes: Range<usize>,
    /// First and last line, counted from 1, both inclusive.
    pub lines: (usize, usize),
    /// Page on which the block begins, counted from 1; `None` where the text shows no page breaks.
    pub page: Option<u32>,
}

/// What a block is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Heading (kop); `level` 1 is the outermost.
    Heading {
        /// Depth from 1; for typographic headings an estimate that orders them among themselves.
        level: u8,
    },
    /// Running text (alinea).
    Paragraph,
    /// One point of a list (opsommingspunt), its mark (`1.`, `-`, `a.`) kept at the start of the text.
    ListItem {
        /// Nesting from 0.
        depth: u8,
    },
    /// One row of a table (tabelrij), cells separated by ` | `.
    TableRow,
    /// A line of the letterhead (briefhoofd): sender, address, `Ons kenmerk: …`, `Onderwerp: …`, `Aan de raad`.
    /// A label and its value are written `Label: value`.
    Letterhead,
    /// A line of the signature (ondertekening): closing formula, names, functions, list of copies.
    Signature,
    /// How to reach someone (contactgegevens): telephone, e-mail, "Heeft u nog vragen?".
    Contact,
}

impl BlockKind {
    /// Whether this is a heading of any level.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Heading { .. })
    }

    /// Whether the block belongs to the frame of a letter (head, foot, contact lines) rather than to what it says.
    pub fn is_frame(self) -> bool {
        matches!(self, Self::Letterhead | Self::Signature | Self::Contact)
    }
}

/// A piece of a document: one heading, paragraph, list item, table row or letter line.
///
/// `text` is never empty, holds no line breaks or tabs, no run of two spaces, and no space at either end. Lines have been joined
/// and words that were broken over a line end made whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
    /// Its text, cleaned.
    pub text: String,
    /// Where it came from.
    pub place: Place,
}
