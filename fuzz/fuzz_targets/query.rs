//! What was typed → words → terms of the index, and the marking of those terms in a text.
//!
//! Any text is a query: no panic. Words are slices of what was typed; every concept has variants, no term twice. Marks
//! ascend, lie apart from one another, and count the same in characters.
#![no_main]

use griffie::analysis::Analyzer;
use griffie::query::{expand, parse};
use griffie::show::{Highlighter, in_characters, printable};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &str| {
    let parsed = parse(query);
    let mut end = 0;
    for word in &parsed.words {
        assert_eq!(&query[word.range.clone()], word.text);
        assert!(end <= word.range.start, "words ascend: {word:?}");
        end = word.range.end;
    }
    let expanded = expand(&parsed, &Analyzer::default());
    for concept in &expanded.concepts {
        assert!(!concept.variants.is_empty(), "nothing to look for: {concept:?}");
        let mut terms: Vec<&str> = concept.variants.iter().map(|v| v.term.as_str()).collect();
        assert!(terms.iter().all(|term| !term.is_empty()), "an empty term: {concept:?}");
        terms.sort_unstable();
        terms.dedup();
        assert_eq!(terms.len(), concept.variants.len(), "a term twice: {concept:?}");
    }
    let ranges = Highlighter::new(&expanded).ranges(query);
    for pair in ranges.windows(2) {
        assert!(pair[0].end < pair[1].start, "marks meet: {pair:?}");
    }
    for (range, (from, to)) in ranges.iter().zip(in_characters(query, &ranges)) {
        let marked: String = query.chars().skip(from).take(to - from).collect();
        assert_eq!(marked, query[range.clone()]);
    }
    assert!(!printable(query).contains(char::is_control));
});
