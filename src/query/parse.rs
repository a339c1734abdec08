//! From typed text to free words and conditions.

use std::ops::Range;

use super::language::{Node, Parsed, Remark, parse_query};

/// A word as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The word without the signs at its edges.
    pub text: String,
    /// Half-open byte range in the query.
    pub range: Range<usize>,
    /// `=woord`: this form only.
    pub literal: bool,
}

/// A query as typed: its free words, and what must hold as it is written. Neither: nothing was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedQuery {
    /// What was typed.
    pub text: String,
    /// The free words, in order.
    pub words: Vec<QueryWord>,
    /// What is written with operators, quotes, patterns or fields.
    pub conditions: Vec<Node>,
    /// Readings that may not be what was meant.
    pub remarks: Vec<Remark>,
}

impl ParsedQuery {
    /// Whether it names nothing but words that must not be there, so that it finds nearly everything.
    pub fn only_excludes(&self) -> bool {
        let names_nothing = self.words.is_empty() && self.conditions.iter().all(|node| node.wanted_leaves().is_empty());
        names_nothing && self.conditions.iter().any(|node| !node.is_about_fields())
    }
}

/// Reads a query. Any text is one.
///
/// Signs at the edge of a word are dropped, those inside belong to it: `(BUIG-overschot)?` asks for `BUIG-overschot`.
pub fn parse(query: &str) -> ParsedQuery {
    let Parsed { tree, remarks } = parse_query(query);
    let mut parsed = ParsedQuery { text: query.to_owned(), remarks, ..ParsedQuery::default() };
    let parts = match tree {
        Some(Node::And(parts)) => parts,
        tree => tree.into_iter().collect(),
    };
    for part in parts {
        let (typed, literal) = match part {
            Node::Word(typed) => (typed, false),
            // Pieces of one form stand in a row.
            Node::Literal(typed) if typed.text.chars().all(char::is_alphanumeric) => (typed, true),
            part => {
                parsed.conditions.push(part);
                continue;
            }
        };
        parsed.words.push(QueryWord { text: typed.text, range: typed.range, literal });
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn drops_signs_at_the_edges_only() {
        let words = |query: &str| -> Vec<String> {
            parse(query).words.into_iter().map(|w| format!("{}{}", if w.literal { "=" } else { "" }, w.text)).collect()
        };
        assert_eq!(words("(BUIG-overschot)? raad \"de wet"), ["BUIG-overschot", "raad", "de", "wet"]);
        assert_eq!(words("overschot +raad -nee \"de wet\""), ["overschot"]);
        assert_eq!(parse("overschot +raad -nee \"de wet\"").conditions.len(), 3);
        assert_eq!(words("=overschotten (=tekort) a=b"), ["=overschotten", "=tekort", "a=b"]);
        assert_eq!(words("*** ~ ??? ("), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(query in "\\PC{0,200}") {
            for word in parse(&query).words {
                prop_assert_eq!(&query[word.range.clone()], word.text);
            }
        }
    }
}
