//! What in this passage matched?
//!
//! The passage is analysed again, for the few that are shown, and what became a term of the query is marked: across
//! inflection (`overschotten` for `overschot`) and across hyphens (`BUIG-overschot` as one).

use std::collections::HashSet;
use std::ops::Range;

use crate::analysis::{Analyzer, Token};
use crate::query::{Condition, ExpandedQuery, InText, Placed, Variant, marks};

/// Marks the words of a query in texts.
pub struct Highlighter {
    analyzer: Analyzer,
    /// Terms that answer by themselves.
    terms: HashSet<String>,
    /// Variants of several words, which answer only together.
    several: Vec<Variant>,
    /// What answers at certain places only: phrases, and what is near one another.
    placed: Vec<Placed>,
}

impl Highlighter {
    /// For the words of `query`.
    pub fn new(query: &ExpandedQuery) -> Self {
        let mut variants: Vec<&Variant> = query.demanded().iter().flat_map(|concept| &concept.variants).collect();
        let mut placed = Vec::new();
        for marked in query.conditions.iter().flat_map(Condition::marked) {
            match marked {
                Placed::Word(words) => variants.extend(words),
                other => placed.push(other.clone()),
            }
        }
        let (single, several): (Vec<&Variant>, Vec<&Variant>) = variants.into_iter().partition(|v| v.words.len() == 1);
        Self {
            analyzer: Analyzer::default(),
            placed,
            terms: single.into_iter().flat_map(Variant::terms).map(str::to_owned).collect(),
            several: several.into_iter().cloned().collect(),
        }
    }

    /// What matched: half-open byte ranges, ascending, apart from one another.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = self.analyzer.tokens(text);
        let single = tokens.iter().filter(|token| self.terms.contains(&token.term)).map(|token| token.range.clone());
        let together = self.several.iter().flat_map(|variant| standing_together(&tokens, variant));
        let in_text = InText::of(&tokens);
        let placed = self.placed.iter().flat_map(|placed| in_text.ranges(placed));
        marks(text, single.chain(together).chain(placed).collect())
    }
}

/// The tokens that several words match, where all of these are near one another.
fn standing_together(tokens: &[Token], variant: &Variant) -> Vec<Range<usize>> {
    let found: Vec<Vec<&Token>> =
        variant.words.iter().map(|any| tokens.iter().filter(|token| any.contains(&token.term)).collect()).collect();
    let places: Vec<Vec<u32>> =
        found.iter().map(|of_word| of_word.iter().map(|token| token.position as u32).collect()).collect();
    let mut ranges = Vec::new();
    for (w, of_word) in found.iter().enumerate() {
        for token in of_word {
            let mut others = places.clone();
            others[w] = vec![token.position as u32];
            if !variant.places(&others).is_empty() {
                ranges.push(token.range.clone());
            }
        }
    }
    ranges
}

/// Byte ranges (ascending, on character boundaries) as ranges of Unicode scalar values, which the outside counts in.
pub fn in_characters(text: &str, ranges: &[Range<usize>]) -> Vec<(usize, usize)> {
    let mut counted = (0, 0);
    let mut count_to = |byte: usize| {
        let (from, count) = counted;
        counted = (byte, count + text[from..byte].chars().count());
        counted.1
    };
    ranges.iter().map(|range| (count_to(range.start), count_to(range.end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::synonym::Synonyms;
    use crate::query::{expand, parse};
    use proptest::prelude::*;

    fn marked(query: &str, text: &str) -> String {
        let highlighter = Highlighter::new(&expand(&parse(query), &Analyzer::default(), Synonyms::builtin()));
        let mut out = text.to_owned();
        for range in highlighter.ranges(text).into_iter().rev() {
            out.insert(range.end, ']');
            out.insert(range.start, '[');
        }
        out
    }

    #[test]
    fn marks_across_inflection_and_hyphens() {
        assert_eq!(marked("BUIG-overschot", "10% van het BUIG-overschot"), "10% van het [BUIG-overschot]");
        assert_eq!(marked("overschot BUIG", "de overschotten op de BUIG"), "de [overschotten] op de [BUIG]");
        assert_eq!(marked("re-integratie", "de reïntegratie en re-integratie"), "de [reïntegratie] en [re-integratie]");
        assert_eq!(marked("=overschot", "overschotten, overschot"), "overschotten, [overschot]");
        assert_eq!(marked("wat is de raad", "de raad is wat"), "de [raad] is wat");
        assert_eq!(marked("subsidie", "de loonkostensubsidies"), "de [loonkostensubsidies]");
    }

    #[test]
    fn words_that_answer_together_are_marked_together() {
        assert_eq!(
            marked(
                "loonkostensubsidie",
                "subsidie voor loonkosten; later ook voor andere zaken, zoals het vele werk, de kosten"
            ),
            "[subsidie] voor [loonkosten]; later ook voor andere zaken, zoals het vele werk, de kosten"
        );
        assert_eq!(
            marked("Wsw", "de wet sociale werkvoorziening is een wet"),
            "de [wet] [sociale] [werkvoorziening] is een [wet]"
        );
    }

    #[test]
    fn counts_in_characters() {
        assert_eq!(in_characters("één € raad", &[0..5, 10..14]), [(0, 3), (6, 10)]);
    }

    proptest! {
        #[test]
        fn ranges_stay_on_boundaries(text in "\\PC{0,80}", query in "\\PC{0,20}") {
            let highlighter = Highlighter::new(&expand(&parse(&query), &Analyzer::default(), Synonyms::builtin()));
            let ranges = highlighter.ranges(&text);
            for pair in ranges.windows(2) {
                prop_assert!(pair[0].end < pair[1].start);
            }
            for (start, end) in in_characters(&text, &ranges) {
                prop_assert!(start < end && end <= text.chars().count());
            }
        }
    }
}
