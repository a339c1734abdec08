//! What was typed → words → terms of the index, and the marking of those terms in a text.
//!
//! Any text is a query: no panic. Its tree, printed and read again, is the same tree; remarks stand on what was typed. Words
//! are slices of what was typed, concepts of its words; each concept has variants, none twice, and neither a variant nor a
//! hint has a word without a term. A word alone is found where it stands. Marks lie on character boundaries, ascend, lie
//! apart from one another, and count the same in characters.
#![no_main]

use std::collections::HashSet;

use griffie::analysis::{Analyzer, CAPITALS_MARK, LITERAL_MARK, PART_MARK};
use griffie::query::language::parse_query;
use griffie::query::synonym::Synonyms;
use griffie::query::{Concept, ExpandedQuery, Variant, expand, parse};
use griffie::show::{Highlighter, in_characters, printable};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // One input may hold a query and another text to mark, apart by a form feed.
    let (query, other) = text.split_once('\u{c}').unwrap_or((text, text));
    let analyzer = Analyzer::default();
    reads_the_same_again(query);
    let parsed = parse(query);
    assert_eq!(parsed.text, query);
    for remark in &parsed.remarks {
        assert!(query.get(remark.range.clone()).is_some(), "a remark off the characters: {remark:?}");
    }
    let mut end = 0;
    for word in &parsed.words {
        assert_eq!(&query[word.range.clone()], word.text);
        assert!(!word.text.is_empty() && end <= word.range.start, "words ascend: {word:?}");
        end = word.range.end;
    }
    let expanded = expand(&parsed, &analyzer, Synonyms::builtin());
    let mut last = None;
    for concept in &expanded.concepts {
        assert!(parsed.words.iter().any(|word| word.text.contains(&concept.word)), "not typed: {concept:?}");
        assert!(last <= Some(concept.position), "places go back: {concept:?} after {last:?}");
        last = Some(concept.position);
        check(concept);
    }
    let firsts: HashSet<_> = expanded.concepts.iter().map(|concept| &concept.variants[0].words).collect();
    assert_eq!(firsts.len(), expanded.concepts.len(), "asked for twice: {:?}", expanded.concepts);
    if let [word] = parsed.words.as_slice() {
        holds_itself(&word.text, &expanded, &analyzer);
    }
    let highlighter = Highlighter::new(&expanded);
    for text in [query, other] {
        let ranges = highlighter.ranges(text);
        for range in &ranges {
            assert!(
                range.start < range.end && text.get(range.clone()).is_some(),
                "a mark off the characters: {range:?}"
            );
        }
        for pair in ranges.windows(2) {
            assert!(pair[0].end < pair[1].start, "marks meet: {pair:?}");
        }
        for (range, (from, to)) in ranges.iter().zip(in_characters(text, &ranges)) {
            let marked: String = text.chars().skip(from).take(to - from).collect();
            assert_eq!(marked, text[range.clone()]);
        }
    }
    assert!(!printable(query).contains(char::is_control));
});

fn check(concept: &Concept) {
    assert!(!concept.variants.is_empty(), "nothing to look for: {concept:?}");
    let different: HashSet<_> = concept.variants.iter().map(|variant| &variant.words).collect();
    assert_eq!(different.len(), concept.variants.len(), "a variant twice: {concept:?}");
    let words =
        concept.variants.iter().map(|variant| &variant.words).chain(concept.hints.iter().map(|hint| &hint.words));
    for words in words {
        assert!(!words.is_empty() && words.iter().all(|any| !any.is_empty()), "a word without a term: {concept:?}");
        let is_bare = |term: &String| term.trim_start_matches([LITERAL_MARK, PART_MARK, CAPITALS_MARK]).is_empty();
        assert!(!words.iter().flatten().any(is_bare), "an empty term: {concept:?}");
    }
    assert!(
        concept.exact.as_ref().is_none_or(|exact| exact.starts_with([LITERAL_MARK, CAPITALS_MARK])),
        "no form: {concept:?}"
    );
}

/// Words and brackets of a query whose tree, which has brackets around all that is more than one thing, stays below the bounds
/// of the language.
const FAR_BELOW: usize = 10;

/// A tree as it is printed can be typed, and means the same.
fn reads_the_same_again(query: &str) {
    let Some(tree) = parse_query(query).tree else { return };
    if tree.wanted_leaves().len() > FAR_BELOW || query.matches('(').count() > FAR_BELOW {
        return;
    }
    let shown = tree.to_string();
    let again = parse_query(&shown);
    assert_eq!(again.tree.map(|tree| tree.to_string()), Some(shown), "of {query:?}");
}

/// Queries and documents are read alike, so a text of one word has every concept of the query for that word.
fn holds_itself(word: &str, query: &ExpandedQuery, analyzer: &Analyzer) {
    let terms: HashSet<String> = analyzer.tokens(word).into_iter().map(|token| token.term).collect();
    let is_there = |variant: &Variant| variant.words.iter().all(|any| any.iter().any(|term| terms.contains(term)));
    for concept in &query.concepts {
        assert!(concept.variants.iter().any(is_there), "{word:?} is not found by itself: {concept:?}");
    }
}
