//! Where in a text stands what a query asks for?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Placed;
use crate::analysis::Token;

/// The tokens of a text, by their terms.
pub struct InText<'t> {
    tokens: &'t [Token],
    places: HashMap<&'t str, Vec<u32>>,
}

impl<'t> InText<'t> {
    /// Those of an analysed text.
    pub fn of(tokens: &'t [Token]) -> Self {
        let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
        for token in tokens {
            places.entry(&token.term).or_default().push(place(token));
        }
        Self { tokens, places }
    }

    /// The words at which something stands: byte ranges in the order of the text.
    pub fn ranges(&self, placed: &Placed) -> Vec<Range<usize>> {
        let of_term = |term: &str| self.places.get(term).cloned().unwrap_or_default();
        let terms: HashSet<&str> = placed.terms().into_iter().collect();
        if !terms.iter().any(|term| self.places.contains_key(term)) {
            return Vec::new();
        }
        let at: HashSet<u32> = placed.spans(&of_term).into_iter().flat_map(|span| span.places).collect();
        let is_there = |token: &&Token| at.contains(&place(token)) && terms.contains(token.term.as_str());
        self.tokens.iter().filter(is_there).map(|token| token.range.clone()).collect()
    }
}

fn place(token: &Token) -> u32 {
    u32::try_from(token.position).unwrap_or(u32::MAX)
}

/// Ranges of a text in order and apart from one another.
pub fn marks(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            // Pieces of one hyphen compound are one thing to a reader.
            Some(last) if range.start <= last.end || is_hyphen(&text[last.end..range.start]) => {
                last.end = last.end.max(range.end);
            }
            _ => merged.push(range),
        }
    }
    merged
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}
