//! Text → tokens.
//!
//! Whatever the text: ranges lie on character boundaries and are not empty, positions ascend by one at most, terms are
//! neither empty nor longer than the engine takes, and a second reading by the same analyzer (from its cache) gives the
//! same.
#![no_main]

use griffie::analysis::{Analyzer, TokenRole};
use libfuzzer_sys::fuzz_target;

/// Longest term in bytes that tantivy indexes; it drops longer ones without a word.
const MAX_TERM_BYTES: usize = 65_530;

fuzz_target!(|text: &str| {
    let analyzer = Analyzer::default();
    let tokens = analyzer.tokens(text);
    let mut last = None;
    for token in &tokens {
        let range = token.range.clone();
        assert!(range.start < range.end && range.end <= text.len(), "range: {token:?}");
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "boundaries: {token:?}");
        assert!(!token.term.is_empty() && token.term != "=", "an empty term: {token:?}");
        assert!(token.term.len() <= MAX_TERM_BYTES, "a term that the engine drops: {token:?}");
        let expected = match last {
            None => 0..=0,
            Some((position, _)) if token.role == TokenRole::Stem => position + 1..=position + 1,
            Some((position, _)) => position..=position,
        };
        assert!(expected.contains(&token.position), "position: {token:?} after {last:?}");
        assert!(last.is_none_or(|(_, start)| start <= range.start), "offsets go back: {token:?} after {last:?}");
        last = Some((token.position, range.start));
    }
    assert_eq!(analyzer.tokens(text), tokens, "a second reading");
});
