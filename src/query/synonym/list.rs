//! The lists as people write them: lines of cells separated by tabs.

use std::fmt;
use std::sync::LazyLock;

use crate::analysis::fold::fold;
use crate::analysis::is_filler;

/// Whether an abbreviation may mean something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ambiguity {
    /// This is what it means, in capitals or not.
    None,
    /// It has several meanings or looks like something else: expanded only where it was typed in capitals.
    Meanings,
    /// It is also a Dutch word (`zin`, `map`): in capitals only, and looked for from its full name only where capitals
    /// can be told apart.
    Word,
}

/// One meaning of an abbreviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// As usually written.
    pub short: String,
    /// Names that mean the same, the official one first. Never empty.
    pub names: Vec<String>,
    /// Whether it may mean something else.
    pub ambiguity: Ambiguity,
}

/// Words used for one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantGroup {
    /// The words, two at least.
    pub words: Vec<String>,
    /// The same thing, or merely related.
    pub near: bool,
}

/// Abbreviations and variants, ours or a user's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SynonymList {
    /// Meanings of abbreviations.
    pub abbreviations: Vec<Abbreviation>,
    /// Words used for one another.
    pub variants: Vec<VariantGroup>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct SynonymError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is the matter with it, and how to mend it.
    pub problem: SynonymProblem,
}

/// What is the matter with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SynonymProblem {
    /// No second cell.
    OneCell,
    /// An abbreviation without a letter or digit.
    NoAbbreviation,
    /// No full name.
    NoName,
    /// A name of small words only, which a query would not look for.
    OnlySmallWords(String),
    /// Another word than `no`, `yes` or `word`.
    Ambiguity(String),
    /// Another word than `near` or `related`.
    Class(String),
    /// Fewer than two words in a group.
    OneWord,
}

impl fmt::Display for SynonymProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneCell => f.write_str(
                "only one cell; write an abbreviation, a tab and its full name, or words separated by | with a tab and \"near\" or \"related\"",
            ),
            Self::NoAbbreviation => f.write_str("no letter or digit in the abbreviation"),
            Self::NoName => f.write_str("no full name; write what the abbreviation stands for"),
            Self::OnlySmallWords(name) => {
                write!(f, "{name:?} has small words only, which are not searched for; write the name in full")
            }
            Self::Ambiguity(cell) => write!(f, "{cell:?} says not whether it is ambiguous; write no, yes or word"),
            Self::Class(cell) => write!(f, "{cell:?} is no class of variants; write near or related"),
            Self::OneWord => f.write_str("fewer than two words; write those that are used for one another"),
        }
    }
}

impl SynonymList {
    /// The lists that come with griffie.
    #[expect(clippy::expect_used, reason = "the lists are files of ours, and a test reads them")]
    pub fn builtin() -> &'static Self {
        static LIST: LazyLock<SynonymList> = LazyLock::new(|| {
            let abbreviations =
                SynonymList::parse(include_str!("abbreviations.tsv")).expect("a list that a test reads");
            let variants = SynonymList::parse(include_str!("variants.tsv")).expect("a list that a test reads");
            abbreviations.merged(variants)
        });
        &LIST
    }

    /// Reads a list. Lines of it are either
    ///
    /// - an abbreviation, its full names (`;` between them), and if wanted `no`, `yes` or `word` for
    ///   [`Ambiguity`] (`no` where nothing is said), or
    /// - words used for one another (`|` between them), and `near` or `related`.
    ///
    /// Cells are separated by tabs; further cells are notes for people, and so are lines that begin with `#`.
    ///
    /// # Errors
    /// The first line that cannot be read, with what to write instead.
    pub fn parse(text: &str) -> Result<Self, SynonymError> {
        let mut list = Self::default();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            list.add_line(line).map_err(|problem| SynonymError { line: number + 1, problem })?;
        }
        Ok(list)
    }

    fn add_line(&mut self, line: &str) -> Result<(), SynonymProblem> {
        let mut cells = line.split('\t').map(str::trim);
        let first = cells.next().unwrap_or_default();
        let second = cells.next().ok_or(SynonymProblem::OneCell)?;
        if first.contains('|') {
            let near = match second {
                "near" => true,
                "related" => false,
                other => return Err(SynonymProblem::Class(other.to_owned())),
            };
            return self.add_variants(first.split('|'), near);
        }
        let ambiguity = match cells.next().unwrap_or_default() {
            "" | "no" => Ambiguity::None,
            "yes" => Ambiguity::Meanings,
            "word" => Ambiguity::Word,
            other => return Err(SynonymProblem::Ambiguity(other.to_owned())),
        };
        self.add_abbreviation(first, second.split(';'), ambiguity)
    }

    /// Adds a meaning of an abbreviation: names that mean the same, the official one first; empty ones are passed over.
    ///
    /// # Errors
    /// Where the abbreviation or all names are empty, or a name has no word that a query looks for.
    pub fn add_abbreviation<'n>(
        &mut self,
        short: &str,
        names: impl IntoIterator<Item = &'n str>,
        ambiguity: Ambiguity,
    ) -> Result<(), SynonymProblem> {
        if !short.contains(char::is_alphanumeric) {
            return Err(SynonymProblem::NoAbbreviation);
        }
        let names = with_content(names)?;
        if names.is_empty() {
            return Err(SynonymProblem::NoName);
        }
        self.abbreviations.push(Abbreviation { short: short.trim().to_owned(), names, ambiguity });
        Ok(())
    }

    /// Adds words used for one another; `near` ones say the same, others are merely related.
    ///
    /// # Errors
    /// For fewer than two words, and where one of them is not looked for in a query.
    pub fn add_variants<'n>(
        &mut self,
        words: impl IntoIterator<Item = &'n str>,
        near: bool,
    ) -> Result<(), SynonymProblem> {
        let words = with_content(words)?;
        if words.len() < 2 {
            return Err(SynonymProblem::OneWord);
        }
        self.variants.push(VariantGroup { words, near });
        Ok(())
    }

    /// This list with another added, which has the last word: where both give an abbreviation the same official name,
    /// the line of the other stands.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        let meaning = |a: &Abbreviation| (fold(&a.short), a.names.first().map(|name| fold(name)));
        let newer: std::collections::HashSet<_> = other.abbreviations.iter().map(meaning).collect();
        self.abbreviations.retain(|a| !newer.contains(&meaning(a)));
        self.abbreviations.extend(other.abbreviations);
        self.variants.extend(other.variants);
        self
    }
}

/// The names that are not empty; each must have a word that a query looks for.
fn with_content<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Vec<String>, SynonymProblem> {
    let names: Vec<String> =
        names.into_iter().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let has_content = |name: &String| {
        name.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && !is_filler(&fold(word)))
    };
    match names.iter().find(|name| !has_content(name)) {
        Some(name) => Err(SynonymProblem::OnlySmallWords(name.clone())),
        None => Ok(names),
    }
}
