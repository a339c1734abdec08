//! What is done to a word, in which order, and why.
//!
//! Text becomes [`Token`]s: terms at positions, each knowing which characters it came from. The same chain
//! ([`Analyzer`]) reads documents and queries, so the two meet by construction. Its steps:
//!
//! 1. [`segment`]: UAX #29 words, with the extra cuts that extracted text needs; hyphen compounds are kept together.
//! 2. [`fold`]: case, accents, apostrophes, ligatures. Before stemming: a stemmer that sees `financiën` in one
//!    place and `financien` in another gives two stems.
//! 3. [`compound`]: the parts of a compound written as one word, stacked at its position.
//! 4. [`stem`]: the Dutch Snowball stemmer of rust-stemmers. tantivy's own `Language::Dutch` is another algorithm
//!    (Kraaij-Pohlmann) and must never be mixed in: the two disagree on almost half of the words.
//!
//! `BUIG-overschot` gives `buig` at position 0, `overschot` at 1, and `buigoverschot` stacked at 0; every position
//! also holds the literal form under a mark (`=buig`), which is what `=woord` asks for.

pub mod compound;
mod dutch;
pub mod fold;
pub mod segment;
pub mod stem;
mod version;
mod words;

use std::ops::Range;

pub use dutch::{Analyzer, parts_of};
pub use segment::shape;
pub use version::AnalysisVersion;
pub use words::{filler_phrase, is_filler};

/// Mark before the literal (folded, unstemmed) form of a word, which is indexed beside the stem at one position.
///
/// A mark in the term rather than a second field: literal and stemmed words then share positions, so that phrases
/// and proximity can mix them. No stem can begin with it, as segments hold no `=`.
pub const LITERAL_MARK: char = '=';

/// Mark before the stem of a part of a compound, which is indexed at the position of the whole word.
///
/// Marked, so that the whole can count more than its parts: `subsidie` in `loonkostensubsidie` is another term than
/// `subsidie` as a word of its own.
pub const PART_MARK: char = '+';

/// Mark before the folded form of an abbreviation in capitals, which is indexed beside its stem: `OR` is another word than
/// `or`, and `ZIN` another than `zin`.
pub const CAPITALS_MARK: char = '^';
/// Longest abbreviation in capitals, in characters; longer words in capitals are headings.
const MAX_CAPITALS: usize = 6;

/// Whether a word is written as an abbreviation: capitals only, and few.
pub fn is_in_capitals(word: &str) -> bool {
    (2..=MAX_CAPITALS).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// What a term is to the word it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenRole {
    /// The stem of a word, or a number in its plain form.
    Stem,
    /// The stem of a hyphen compound written as one word, stacked on its first piece.
    Joined,
    /// A part of a compound, or a run of its parts, under [`PART_MARK`].
    Part,
    /// The word as written, folded, under [`LITERAL_MARK`].
    Literal,
    /// An abbreviation in capitals, folded, under [`CAPITALS_MARK`].
    Capitals,
}

/// A term at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Position, counted in words from 0; tokens come in ascending order of it, the stem first. What only inflects the word
    /// before it (`OR-en`) has its literal form only.
    pub position: usize,
    /// Half-open byte range in the analysed text, on character boundaries.
    pub range: Range<usize>,
    /// The term as it is indexed.
    pub term: String,
    /// What it is to the word.
    pub role: TokenRole,
}
