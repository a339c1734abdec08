//! In which sentences does a body decide, give its view, propose, ask, promise, support or reject?
//!
//! ```text
//! De raad stemt in met de begroting, mits de bijdrage gelijk blijft.
//! holder gemeenteraad Hoorn, kind besluit, direction conditional
//! ```
//!
//! A sentence is a position where it holds an act ([`acts`]: words of a data file), where somebody can be named who does it
//! ([`subject`]: the subject of the act, else whoever the paper speaks for), and where nothing says that it is none: a question,
//! a power, what others are still to decide. Points of a list (`in te stemmen met …`) get what they are from where they stand,
//! as roles do. What the holder wants of it, for or against, is the act's own, turned by what stands beside it ([`turned`]).
//!
//! Left to others: which positions are about one topic, and which follows which.

mod acts;
mod annex;
mod bodies;
mod dated;
mod find;
mod fitted;
mod guessed;
mod letterhead;
mod place;
mod roll;
mod setting;
mod signed;
mod signs;
mod stance;
mod subject;
mod turned;
mod unlisted;
mod weigh;
mod whose;
mod widen;

use std::ops::Range;

pub(super) use find::Positions;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use signed::{SignedSentence, gathering_signs};

use crate::document::{Body, Listed, ListedName, PartialDate, deserialize_name, serialize_name};

/// A sentence in which somebody takes a position (standpunt), and what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Half-open byte range of the sentence in the text of its passage, on borders of characters and without white space around.
    pub bytes: Range<usize>,
    /// Who takes it.
    pub holder: Holder,
    /// What is done.
    pub kind: PositionKind,
    /// Whether it is for or against what it is about.
    pub direction: Direction,
    /// The day of the act, where the sentence gives it (`op 12 februari 2020 besloot de raad`); `None`: that of the document.
    pub date: Option<PartialDate>,
    /// Whether the document reports it of somebody else than who wrote it.
    pub is_reported: bool,
    /// From 0 (a guess) to 1 (certain).
    pub confidence: f32,
}

impl Position {
    /// The sentence; empty where the text is not that of its passage.
    pub fn sentence<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.bytes.clone()).unwrap_or_default()
    }
}

/// Who takes a position (houder).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Body and name: `gemeenteraad Hoorn`, `college van Hoorn`, `fractie D66 Hoorn`, `de meeste raadsleden`. Never a person.
    pub name: String,
    /// The body, where it is one.
    pub body: Option<Body>,
    /// The municipality or arrangement that it belongs to, by the name in use, where that is one and known.
    pub of: Option<String>,
}

/// What is done in taking a position (soort standpunt). The names of the interface are Dutch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PositionKind {
    /// Besluit.
    Decision,
    /// Zienswijze: the view of a council on what a board or executive intends.
    Opinion,
    /// Voorstel.
    Proposal,
    /// Verzoek.
    Request,
    /// Toezegging.
    Commitment,
    /// Standpunt: any other view.
    View,
}

impl Listed for PositionKind {
    const WHAT: &'static str = "a kind of position";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Decision, "besluit", "besluit", &["decision", "besluiten"]),
        (Self::Opinion, "zienswijze", "zienswijze", &["opinion", "zienswijzen"]),
        (Self::Proposal, "voorstel", "voorstel", &["proposal", "voorstellen"]),
        (Self::Request, "verzoek", "verzoek", &["request", "verzoeken"]),
        (Self::Commitment, "toezegging", "toezegging", &["commitment", "toezeggingen"]),
        (Self::View, "standpunt", "standpunt", &["view", "standpunten"]),
    ];
}

/// Whether a position is for or against what it is about (richting).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Voor.
    For,
    /// Tegen.
    Against,
    /// Onder voorwaarde.
    Conditional,
    /// Aangehouden of uitgesteld.
    Deferred,
    /// Geen van beide: it asks for a view, takes note.
    Neutral,
}

impl Listed for Direction {
    const WHAT: &'static str = "a direction";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::For, "for", "voor", &[]),
        (Self::Against, "against", "tegen", &[]),
        (Self::Conditional, "conditional", "voorwaardelijk", &["onder voorwaarde"]),
        (Self::Deferred, "deferred", "uitgesteld", &["aangehouden"]),
        (Self::Neutral, "neutral", "neutraal", &[]),
    ];
}

impl Serialize for PositionKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_name(*self, serializer)
    }
}

impl<'de> Deserialize<'de> for PositionKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_name(deserializer)
    }
}

impl Serialize for Direction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_name(*self, serializer)
    }
}

impl<'de> Deserialize<'de> for Direction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_name(deserializer)
    }
}

#[cfg(test)]
mod tests;
