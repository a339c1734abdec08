//! What extraction gives: text, and what the format says of its lines.

use serde::{Deserialize, Serialize};

use super::plain;

/// How the text marks its structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Markup {
    /// Plain text: structure is only what the eye sees.
    #[default]
    Plain,
    /// Markdown, or plain text that bears its marks (`## `, `**…**`, `|…|`).
    Markdown,
    /// Not in the text but beside it, in [`ExtractedText::marks`]: what the format itself says of each line.
    Marked,
}

/// What a line of the text is, as far as the format tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LineRole {
    /// Running text, or unknown.
    #[default]
    Text,
    /// Heading (kop).
    Heading {
        /// Depth; 1 is the outermost.
        level: u8,
    },
    /// Point of a list (opsommingspunt), its mark (`1.`, `-`, `a.`) written at the start of the text.
    Item {
        /// Nesting from 0.
        depth: u8,
    },
    /// Row of a table (tabelrij), cells separated by ` | `.
    Row,
    /// Running header or footer, or page number: kept in the text as extracted, dropped by the layout.
    Running,
    /// Foot- or endnote (voetnoot).
    Note,
}

/// What the format says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineMark {
    /// What it is.
    pub role: LineRole,
    /// Whether a piece (paragraph, heading, point, row) begins with this line. Else it goes on with the line before, over a
    /// page break too; running lines between the two are passed over.
    pub begins: bool,
}

/// What a file says of itself beside its text: document information, the head of a mail. The first is often that of the template
/// or of another document, so it is weak evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Properties {
    /// Title (titel).
    pub title: Option<String>,
    /// Subject (onderwerp).
    pub subject: Option<String>,
    /// Author or sender (auteur, afzender).
    pub author: Option<String>,
    /// When it was made or sent: ISO 8601 where it could be read, else as it stands.
    pub created: Option<String>,
    /// Whether it is the head of a mail, which tells of that very mail.
    pub is_message: bool,
}

/// The text of one document as extracted, before lines are put together.
///
/// Line ends are `\n`; pages are parted by a form feed (`\u{c}`); there are no NULs; characters are composed (NFC).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ExtractedText {
    /// The text.
    pub text: String,
    /// How it marks its structure.
    pub markup: Markup,
    /// With [`Markup::Marked`], what the format says of each line of `text.split('\n')`; else empty.
    pub marks: Vec<LineMark>,
    /// What the file says of itself.
    pub properties: Properties,
    /// YAML between `---` lines at its top, which is no part of the text; its lines are left empty there.
    pub front_matter: Option<String>,
    /// What was odd and mended or lost, a sentence each.
    pub remarks: Vec<String>,
    /// Number of pages, where the format tells; else the form feeds in the text do.
    pub pages: Option<u32>,
    /// What each page is called (`iv`, `B-2`), from the first on, as far as the format says; pages beyond its end have no name.
    pub page_labels: Vec<Option<String>>,
    /// Pages, from 1 and ascending, that are pictures without usable text.
    pub scanned_pages: Vec<u32>,
    /// Pages, from 1 and ascending, that are pictures and were read by text recognition.
    pub ocr_pages: Vec<u32>,
    /// Documents inside this one (attachments of a mail, bijlagen).
    pub enclosed: Vec<Enclosed>,
}

/// A document inside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// What it is called there; no path.
    pub name: String,
    /// Its text.
    pub text: ExtractedText,
}

impl ExtractedText {
    /// Text of unknown make: line ends unified, composed (NFC), markdown noticed where its marks stand.
    pub fn plain(text: String) -> Self {
        plain::from_text(text, None)
    }
}
