//! What did the user mean?
//!
//! typed text → [`parse`] → [`ParsedQuery`] → [`expand`] → [`ExpandedQuery`]. Filters stand apart ([`Filters`]): they are
//! options, and what they name is looked up in closed lists.
//!
//! Until the query language comes, every query is free words: signs at the edge of a word are dropped, nothing is an
//! error, and `=woord` asks for that very word.

mod expand;
mod filter;
mod parse;
pub mod synonym;

pub use expand::{Concept, ExpandedQuery, Variant, VariantReason, expand};
pub use filter::{FilterArguments, FilterError, Filters};
pub use parse::{ParsedQuery, QueryWord, parse};
