//! Text of a sidecar file and of front matter → metadata.
//!
//! Whatever the text: no panic, a mistake in words, and what is wrong with a sidecar names its line.
#![no_main]

use griffie::document::{Given, Metadata};
use griffie::source::{parse_front_matter, parse_sidecar};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for found in [parse_sidecar(text), parse_front_matter(text)] {
        for mistake in &found.mistakes {
            assert!(mistake.line >= 1 && !mistake.message.is_empty());
            assert!(mistake.line <= text.lines().count() + 2, "{mistake}");
        }
        let (_, unread) = Metadata::default().with_given(&Given::with_document(found.metadata));
        assert!(unread.len() <= found.remarks.len(), "what cannot be read is a mistake: {unread:?}");
    }
});
