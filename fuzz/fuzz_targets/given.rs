//! Text of a sidecar file and of front matter → metadata.
//!
//! Whatever the text: no panic; what is wrong is told in words with a line of the file, in the order of the lines; of a
//! sidecar nothing is taken that griffie does not know; what was taken can be read, or is told as doubtful.
#![no_main]

use griffie::document::{GIVEN_KEYS, Given, Metadata};
use griffie::extract::extract_plain;
use griffie::source::{GivenFile, parse_front_matter, parse_sidecar};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sidecar = parse_sidecar(text);
    assert!(sidecar.metadata.extra.is_empty(), "keys that nothing reads: {:?}", sidecar.metadata.extra);
    check(sidecar, text.lines().count() + 1);
    let document = extract_plain(format!("---\n{text}\n---\n").as_bytes(), "brief.md");
    if let Some(yaml) = document.ok().and_then(|document| document.front_matter) {
        // Between its two lines of `---`.
        check(parse_front_matter(&yaml), yaml.lines().count() + 2);
    }
});

fn check(found: GivenFile, lines: usize) {
    for mistake in &found.mistakes {
        assert!((1..=lines).contains(&mistake.line) && !mistake.message.is_empty(), "{mistake} of {lines}");
    }
    assert!(found.mistakes.is_sorted_by_key(|mistake| mistake.line), "lines go back: {:?}", found.mistakes);
    assert!(found.metadata.extra.keys().all(|key| !GIVEN_KEYS.contains(&key.as_str())), "not taken: {found:?}");
    let (_, doubts) = Metadata::default().with_given(&Given::with_document(found.metadata));
    assert_eq!(doubts.mistakes, Vec::<String>::new(), "what cannot be read was told with its line");
    assert!(doubts.remarks.len() <= found.remarks.len(), "what is doubtful was told: {doubts:?}");
}
