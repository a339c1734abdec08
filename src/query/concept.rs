//! A query in terms of the index.

use super::condition::Condition;
use crate::rank::near;

/// Why something is looked for; what each counts is ranking's to say ([`Weights`](crate::rank::Weights)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantReason {
    /// The word, whatever its inflection.
    Stem,
    /// The word exactly as typed.
    Literal,
    /// The word and its neighbour written as one: `participatie bedrijf` → `participatiebedrijf`.
    Joined,
    /// The word as a part of a compound: `subsidie` → `loonkostensubsidie`.
    InCompound,
    /// The parts of a compound written apart: `loonkostensubsidie` → `subsidie voor loonkosten`.
    Apart,
    /// A word with its pieces apart, one right behind the other: `Wmo2015` → `Wmo 2015`, `NoordBeveland` → `Noord Beveland`.
    Spaced,
    /// A word of the texts that is spelt nearly so, where the word itself occurs nowhere.
    Spelling,
    /// An abbreviation of what was typed.
    Abbreviation,
    /// The full name of an abbreviation.
    FullName,
    /// The same thing in other words.
    Synonym,
}

impl VariantReason {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Stem,
        Self::Literal,
        Self::Joined,
        Self::InCompound,
        Self::Apart,
        Self::Spaced,
        Self::Spelling,
        Self::Abbreviation,
        Self::FullName,
        Self::Synonym,
    ];

    /// In words for the user.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stem => "the word",
            Self::Literal => "the word as typed",
            Self::Joined => "written as one",
            Self::InCompound => "in a compound",
            Self::Apart => "its parts apart",
            Self::Spaced => "written with a space",
            Self::Spelling => "spelt nearly so",
            Self::Abbreviation => "its abbreviation",
            Self::FullName => "its full name",
            Self::Synonym => "in other words",
        }
    }
}

/// Terms of which any will do.
pub type AnyOf = Vec<String>;

/// One way in which a word of the query may stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// One set of terms for each word of it; all must be there, near one another ([`Spaced`](VariantReason::Spaced): in a
    /// row). Mostly one set of one term.
    pub words: Vec<AnyOf>,
    /// Why it is looked for.
    pub reason: VariantReason,
}

impl Variant {
    /// A single term.
    pub fn term(term: impl Into<String>, reason: VariantReason) -> Self {
        Self { words: vec![vec![term.into()]], reason }
    }

    /// Where its words stand as they must, by their places in one field.
    pub fn places(&self, words: &[Vec<u32>]) -> Vec<u32> {
        if self.reason == VariantReason::Spaced { near::in_a_row(words) } else { near::together(words) }
    }

    /// All its terms.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flatten().map(String::as_str)
    }
}

/// What says something of what is asked, though not all: a passage with it still lacks the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// In words.
    pub word: String,
    /// One set of terms for each word of it; all must be there.
    pub words: Vec<AnyOf>,
    /// What it is to the word.
    pub reason: HintReason,
}

/// What a hint is to the word of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HintReason {
    /// A part of it, where it is a compound.
    Part,
    /// What papers on the one usually call the other.
    Related,
}

/// One thing that the query asks for: a content word in all its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The word as typed.
    pub word: String,
    /// Place among the words of the query, fillers counted: the distance at which it stands from the others.
    pub position: usize,
    /// Its variants, the word itself first. Never empty; no variant twice.
    pub variants: Vec<Variant>,
    /// What hints at it: its parts, where it is a compound, and what is related to it.
    pub hints: Vec<Hint>,
    /// The term of the very form that was typed, which counts a little more than another inflection.
    pub exact: Option<String>,
}

impl Concept {
    /// Adds a variant, unless it is there already.
    pub fn add(&mut self, variant: Variant) {
        if self.variants.iter().all(|known| known.words != variant.words) {
            self.variants.push(variant);
        }
    }
}

/// A query in terms of the index. A passage that meets the conditions and holds every demanded concept in some variant is in
/// its matching set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExpandedQuery {
    /// What is asked for, in order; behind what is demanded the words of the conditions, which count in ranking.
    pub concepts: Vec<Concept>,
    /// Number of the first concepts that a passage of the matching set holds.
    pub demanded: usize,
    /// What must hold of every hit, also of one that lacks some concepts.
    pub conditions: Vec<Condition>,
}

impl ExpandedQuery {
    /// The concepts that a passage of the matching set holds.
    pub fn demanded(&self) -> &[Concept] {
        self.concepts.get(..self.demanded).unwrap_or(&self.concepts)
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty() && self.conditions.is_empty()
    }
}
