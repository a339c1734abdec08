//! Text → tokens.
//!
//! Whatever the text: ranges lie on character boundaries and are not empty, positions ascend by one at most, terms are
//! neither empty nor longer than the engine takes, and a second reading by the same analyzer (from its cache) gives the
//! same. The parts of a compound, joined, are the word.
#![no_main]

use griffie::analysis::{Analyzer, CAPITALS_MARK, LITERAL_MARK, PART_MARK, TokenRole, compound};
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
        assert!(
            !token.term.trim_start_matches([LITERAL_MARK, PART_MARK, CAPITALS_MARK]).is_empty(),
            "an empty term: {token:?}"
        );
        assert!(token.term.len() <= MAX_TERM_BYTES, "a term that the engine drops: {token:?}");
        let expected = match last {
            None => 0..=0,
            Some((position, _)) if token.role == TokenRole::Stem => position + 1..=position + 1,
            // What only inflects the word before it has nothing but its literal form.
            Some((position, start)) if token.role == TokenRole::Literal && start < token.range.start => {
                position..=position + 1
            }
            Some((position, _)) => position..=position,
        };
        assert!(expected.contains(&token.position), "position: {token:?} after {last:?}");
        assert!(last.is_none_or(|(_, start)| start <= range.start), "offsets go back: {token:?} after {last:?}");
        last = Some((token.position, range.start));
    }
    assert_eq!(analyzer.tokens(text), tokens, "a second reading");
    for word in text.split(|c: char| !c.is_ascii_lowercase()).chain([text]) {
        check_parts(word);
    }
    // Also what the signs between the letters keep from being one word.
    check_parts(&text.chars().filter(char::is_ascii_lowercase).take(40).collect::<String>());
});

fn check_parts(word: &str) {
    let parts = compound::parts(word);
    assert_ne!(parts.len(), 1, "one part is no split: {word:?}");
    let mut end = 0;
    for part in &parts {
        assert!(part.start == end && part.start < part.end, "parts do not meet: {parts:?} of {word:?}");
        let bare = compound::without_link(&word[part.clone()]);
        assert!(!bare.is_empty() && word[part.clone()].starts_with(bare), "another part: {bare:?} of {word:?}");
        end = part.end;
    }
    assert!(parts.is_empty() || end == word.len(), "the parts are not the word: {parts:?} of {word:?}");
}
