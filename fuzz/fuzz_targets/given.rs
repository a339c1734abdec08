//! Text of a sidecar file and of front matter → metadata.
//!
//! Whatever the text: no panic, a mistake in words, and what is wrong with a sidecar names its line.
#![no_main]

use griffie::document::{Given, Metadata};
use griffie::source::{parse_front_matter, parse_sidecar};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match parse_sidecar(text) {
        Ok((given, _)) => drop(Metadata::default().with_given(&Given::with_document(given))),
        Err(reason) => assert!(!reason.is_empty()),
    }
    match parse_front_matter(text) {
        Ok(given) => drop(Metadata::default().with_given(&Given::with_document(given))),
        Err(reason) => assert!(!reason.is_empty()),
    }
});
