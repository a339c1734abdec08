//! Text → the names and abbreviations that it defines itself.
//!
//! Whatever the text: ranges lie on character boundaries, end at a closing bracket and ascend with it; what is defined is
//! written in its range, on one line; no definition comes twice.
#![no_main]

use std::collections::HashSet;

use griffie::document::definition::definitions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    let mut seen = HashSet::new();
    for definition in definitions(text) {
        let range = definition.range.clone();
        let Some(whole) = text.get(range.clone()) else { panic!("off the characters: {definition:?}") };
        assert!(whole.contains('(') && whole.ends_with(')'), "brackets: {definition:?}");
        assert!(end < range.end, "places go back: {definition:?} before {end}");
        end = range.end;
        let whole = one_line(whole);
        for name in [&definition.abbreviation, &definition.full] {
            assert!(name.contains(char::is_alphanumeric), "an empty name: {definition:?}");
            assert!(whole.contains(name) && *name == one_line(name), "not as written: {definition:?}");
        }
        assert_ne!(definition.abbreviation, definition.full, "the same: {definition:?}");
        assert!(seen.insert((definition.abbreviation, definition.full)), "twice: {range:?}");
    }
});

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
