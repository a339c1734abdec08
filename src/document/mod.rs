//! From text to a document: who wrote what, when, for which arrangement, about what?
//!
//! Every value says what it rests on ([`Known`]); what the text does not say stays unknown rather than guessed.

mod known;

pub use known::{Known, Origin};

use crate::layout::Layout;

/// What is known of a document. Empty lists and `None` mean: not known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    /// Kind (soort).
    pub kind: Option<Known<DocumentKind>>,
    /// Date (datum).
    pub date: Option<Known<PartialDate>>,
    /// Municipalities (gemeenten) that it is from or addressed to, first the one it is from.
    pub municipalities: Vec<Known<MunicipalityName>>,
    /// Municipalities that it merely mentions.
    pub mentioned_municipalities: Vec<Known<MunicipalityName>>,
    /// Arrangements (gemeenschappelijke regelingen) that it is from, to or substantially about, by the name in use.
    pub arrangements: Vec<Known<String>>,
    /// Subject (onderwerp).
    pub subject: Option<Known<String>>,
    /// References (kenmerken).
    pub references: Vec<Known<String>>,
    /// Title (titel).
    pub title: Option<Known<String>>,
}

/// placeholder
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentKind;
/// placeholder
#[derive(Debug, Clone, PartialEq)]
pub struct PartialDate;
/// placeholder
#[derive(Debug, Clone, PartialEq)]
pub struct MunicipalityName;

/// Reads the metadata of a document from its blocks.
pub fn recognise(_layout: &Layout, _file_name: &str) -> Metadata {
    Metadata::default()
}
