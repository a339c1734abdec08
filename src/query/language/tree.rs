//! What a query asks for, as a tree.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::lex::operator;
use crate::analysis::fold::fold;
use crate::analysis::is_filler;

/// A part of a query. Ranges are half-open byte ranges in what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A word by the Dutch analysis: inflection, compounds, other names.
    Word(Typed),
    /// `=woord`: this form only.
    Literal(Typed),
    /// `"letterlijke woorden"~2`: these words in this order, with at most so many others between two of them.
    Phrase {
        /// Between the quotes.
        text: Typed,
        /// Words that may stand between two of them.
        between: u32,
    },
    /// `subsidie*`, `*subsidie`, `wo?rd`.
    Pattern(Typed),
    /// `woord~2`: at most so many letters different.
    Fuzzy {
        /// The word.
        word: Typed,
        /// 1 or 2.
        letters: u8,
    },
    /// `a NEAR/5 b`: at most so many words from one another, in either order.
    Near {
        /// One of them.
        left: Box<Node>,
        /// The other.
        right: Box<Node>,
        /// Difference of their places.
        words: u32,
    },
    /// `gemeente:Hoorn`.
    Field {
        /// The field.
        field: FieldName,
        /// What is asked of it.
        value: Typed,
    },
    /// All of them. At least two.
    And(Vec<Node>),
    /// Any of them. At least two.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// `+moet`: also where it would be set aside, and in hits that lack other words.
    Must(Box<Node>),
}

/// A piece of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// What counts of it.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Fields of the language, with the name in the contract and the Dutch one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// From or addressed to a gemeente.
    Municipality,
    /// Regeling.
    Arrangement,
    /// Orgaan.
    Body,
    /// Soort.
    Kind,
    /// Onderwerp.
    Subject,
    /// Titel.
    Title,
    /// Kenmerk.
    Reference,
    /// Datum: a day, month or year, `2019..2021`, `>=2020-06`.
    Date,
    /// Thema.
    Theme,
    /// Rol of a passage.
    Role,
    /// Name of a root.
    Root,
}

impl FieldName {
    const NAMES: [(Self, &'static str, &'static str); 11] = [
        (Self::Municipality, "municipality", "gemeente"),
        (Self::Arrangement, "arrangement", "regeling"),
        (Self::Body, "body", "orgaan"),
        (Self::Kind, "kind", "soort"),
        (Self::Subject, "subject", "onderwerp"),
        (Self::Title, "title", "titel"),
        (Self::Reference, "reference", "kenmerk"),
        (Self::Date, "date", "datum"),
        (Self::Theme, "theme", "thema"),
        (Self::Role, "role", "rol"),
        (Self::Root, "root", "bron"),
    ];

    /// The field of this name, in either language, whatever its capitals.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::NAMES.iter().find(|(_, english, dutch)| name == *english || name == *dutch).map(|(field, ..)| *field)
    }

    /// All names, in both languages.
    pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().flat_map(|(_, english, dutch)| [*english, *dutch])
    }

    /// Its Dutch name.
    pub fn dutch(self) -> &'static str {
        Self::NAMES.iter().find(|(field, ..)| *field == self).map_or("", |(.., dutch)| dutch)
    }
}

impl Node {
    /// Whether it has places in a text, so that something can be near it.
    pub fn has_places(&self) -> bool {
        match self {
            Self::Word(_) | Self::Literal(_) | Self::Phrase { .. } | Self::Pattern(_) | Self::Fuzzy { .. } => true,
            Self::Near { .. } => true,
            Self::Or(nodes) => nodes.iter().all(Self::has_places),
            Self::Must(node) => node.has_places(),
            Self::Field { .. } | Self::And(_) | Self::Not(_) => false,
        }
    }

    /// Whether it asks for nothing but fields.
    pub fn is_about_fields(&self) -> bool {
        match self {
            Self::Field { .. } => true,
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().all(Self::is_about_fields),
            Self::Not(node) | Self::Must(node) => node.is_about_fields(),
            _ => false,
        }
    }

    /// Its parts that are no tree themselves, but for those that must not be there.
    pub fn wanted_leaves(&self) -> Vec<&Self> {
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().flat_map(Self::wanted_leaves).collect(),
            Self::Near { left, right, .. } => [left, right].into_iter().flat_map(|node| node.wanted_leaves()).collect(),
            Self::Must(node) => node.wanted_leaves(),
            Self::Not(_) => Vec::new(),
            leaf => vec![leaf],
        }
    }
}

/// As it can be typed again: with brackets around all that is more than one thing.
impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut Formatter<'_>, nodes: &[Self], operator: &str| {
            f.write_str("(")?;
            for (n, node) in nodes.iter().enumerate() {
                if n > 0 {
                    write!(f, " {operator} ")?;
                }
                match node {
                    // Beside a filler `OR` is a word.
                    Self::Word(word) if operator == "OR" && is_filler(&fold(&word.text)) => write!(f, "({node})")?,
                    node => write!(f, "{node}")?,
                }
            }
            f.write_str(")")
        };
        match self {
            // Alone between brackets an operator joins nothing.
            Self::Word(word) if operator(&word.text).is_some() => write!(f, "({})", word.text),
            Self::Word(word) | Self::Pattern(word) => f.write_str(&word.text),
            Self::Literal(word) => write!(f, "={}", word.text),
            Self::Phrase { text, between: 0 } => write!(f, "\"{}\"", text.text),
            Self::Phrase { text, between } => write!(f, "\"{}\"~{between}", text.text),
            Self::Fuzzy { word, letters } => write!(f, "{}~{letters}", word.text),
            Self::Near { left, right, words } => write!(f, "({left} NEAR/{words} {right})"),
            Self::Field { field, value } => write!(f, "{}:\"{}\"", field.dutch(), value.text),
            Self::And(nodes) => joined(f, nodes, "AND"),
            Self::Or(nodes) => joined(f, nodes, "OR"),
            Self::Not(node) => {
                let shown = node.to_string();
                // Before a number the sign would be a part of it.
                if shown.starts_with(|c: char| c.is_numeric()) {
                    write!(f, "-({shown})")
                } else {
                    write!(f, "-{shown}")
                }
            }
            Self::Must(node) => write!(f, "+{node}"),
        }
    }
}
