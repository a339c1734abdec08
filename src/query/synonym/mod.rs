//! Which other words stand for what was typed? Abbreviations and their full names, and words used for one another.
//!
//! [`SynonymList`] is what people write: two data files of ours, which users extend. [`Synonyms`] is the same as the
//! search asks it: by a word as typed ([`of_abbreviation`](Synonyms::of_abbreviation)) or by the stems of neighbouring
//! words ([`matching_at`](Synonyms::matching_at)). Names are compared by stems, so inflection is bridged, and without
//! fillers, since queries set those aside too.
//!
//! ```
//! use griffie::analysis::Analyzer;
//! use griffie::query::synonym::Synonyms;
//!
//! let synonyms = Synonyms::builtin();
//! assert_eq!(synonyms.of_abbreviation("wsw", false)[0].text, "Wet sociale werkvoorziening");
//! let stems = Analyzer::default().stems("sociale werkvoorzieningen");
//! assert_eq!(synonyms.matching_at(&stems, 0)[0].words, 2);
//! ```

mod list;
mod lookup;
#[cfg(test)]
mod tests;

pub use list::{Abbreviation, Ambiguity, SynonymError, SynonymList, SynonymProblem, VariantGroup};
pub use lookup::{Synonyms, SynonymsAt};

/// How an expansion relates to what was typed; what it weighs is the ranking's affair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// A full name for an abbreviation.
    FullName,
    /// An abbreviation for its full name, or for another abbreviation of it.
    Abbreviation,
    /// The same thing in other words or another spelling.
    Near,
    /// What papers on the one usually call the other.
    Related,
}

/// Words to look for beside those that were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The words as people write them.
    pub text: String,
    /// Stems of their content words, in order; fillers are left out. Never empty.
    pub stems: Vec<String>,
    /// How they relate to what was typed.
    pub relation: Relation,
    /// Whether the abbreviation in play may mean something else. [`Ambiguity::None`] where there is none.
    pub ambiguity: Ambiguity,
    /// What was typed, as the list writes it.
    pub of: String,
}

impl Expansion {
    /// The reason in a sentence, for those who ask why a passage was found.
    pub fn reason(&self) -> String {
        let Self { text, of, .. } = self;
        match self.relation {
            Relation::FullName => format!("{of} stands for {text}"),
            Relation::Abbreviation => format!("{of} is shortened to {text}"),
            Relation::Near => format!("{text} is said for {of} too"),
            Relation::Related => format!("{text} is related to {of}"),
        }
    }
}
