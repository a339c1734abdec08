//! From typed text to words.

use std::ops::Range;

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

/// A query as typed, cut into words. No words: nothing was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedQuery {
    /// What was typed.
    pub text: String,
    /// The words, in order.
    pub words: Vec<QueryWord>,
    /// What was left out, in words for the user.
    pub warnings: Vec<String>,
}

/// Most words of a query that are looked at; a pasted page asks no more than its first words do.
pub const MAX_WORDS: usize = 64;

/// Cuts a query into words. Any text is a query.
///
/// Signs at the edge of a word are dropped, those inside belong to it: `(BUIG-overschot)?` asks for `BUIG-overschot`.
pub fn parse(query: &str) -> ParsedQuery {
    let mut parsed = ParsedQuery { text: query.to_owned(), ..ParsedQuery::default() };
    for raw in query.split(|c: char| c.is_whitespace() || c.is_control()).filter(|raw| !raw.is_empty()) {
        // `split` gives slices of `query`, so the difference of their addresses is the offset.
        let start = raw.as_ptr() as usize - query.as_ptr() as usize;
        let text = raw.trim_matches(|c: char| !c.is_alphanumeric());
        if text.is_empty() {
            continue;
        }
        if parsed.words.len() == MAX_WORDS {
            parsed.warnings.push(format!("the query is long; only its first {MAX_WORDS} words were looked for"));
            break;
        }
        let lead = raw.find(text).unwrap_or(0);
        // The sign counts right before the word, also behind a bracket or quote.
        let literal = raw[..lead].ends_with('=');
        let range = start + lead..start + lead + text.len();
        parsed.words.push(QueryWord { text: text.to_owned(), range, literal });
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
        assert_eq!(words("(BUIG-overschot)? +raad -nee \"de wet"), ["BUIG-overschot", "raad", "nee", "de", "wet"]);
        assert_eq!(words("=overschotten (=tekort) a=b"), ["=overschotten", "=tekort", "a=b"]);
        assert_eq!(words("*** ~ ??? ("), [""; 0]);
        assert_eq!(parse(&"woord ".repeat(100)).words.len(), MAX_WORDS);
        assert_eq!(parse(&"woord ".repeat(100)).warnings.len(), 1);
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
