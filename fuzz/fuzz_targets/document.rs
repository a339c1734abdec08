//! Any text → the metadata of a document, as `griffie inspect` and the index read it.
//!
//! Whatever the text: no panic; a recognised value rests on evidence and is sure to a degree between 0 and 1; dates
//! print as what parses to the same date; the municipalities of a document are not also merely mentioned; parts of a
//! document lie in order, and every passage stands in one piece; positions are sentences of their passage, in order.
#![no_main]

use griffie::document::{Known, OwnGroups, PartialDate, find_parts, recognise};
use griffie::extract::ExtractedText;
use griffie::layout::normalise;
use griffie::pipeline::{Splitting, read_document};
use libfuzzer_sys::fuzz_target;

fn check<T: std::fmt::Debug>(known: &Known<T>) {
    assert!((0.0..=1.0).contains(&known.confidence), "confidence: {known:?}");
    assert!(!known.evidence.trim().is_empty(), "no evidence: {known:?}");
}

fuzz_target!(|text: &str| {
    let extracted = ExtractedText::plain(text.to_owned());
    let layout = normalise(&extracted);
    let metadata = recognise(&layout, None, &OwnGroups::default());
    metadata.kind.iter().for_each(check);
    metadata.date.iter().for_each(check);
    metadata.subject.iter().chain(&metadata.title).chain(&metadata.references).for_each(check);
    metadata.arrangements.iter().for_each(check);
    metadata.municipalities.iter().chain(&metadata.mentioned_municipalities).for_each(check);
    for known in metadata.subject.iter().chain(&metadata.title).chain(&metadata.references) {
        assert!(!known.value.trim().is_empty(), "an empty value: {known:?}");
    }
    if let Some(date) = &metadata.date {
        assert_eq!(date.value.to_string().parse::<PartialDate>().ok(), Some(date.value), "date: {date:?}");
        assert!(date.value.first_day() <= date.value.last_day());
    }
    for own in &metadata.municipalities {
        assert!(metadata.mentioned_municipalities.iter().all(|m| m.value != own.value), "own and mentioned: {own:?}");
    }
    let mut end = 0;
    for part in find_parts(&layout, metadata.kind.as_ref().map(|kind| kind.value)) {
        let range = &part.blocks;
        assert!(end <= range.start && range.start < range.end && range.end <= layout.blocks.len(), "parts: {part:?}");
        end = range.end;
    }
    let read = read_document(&extracted, Some("brief.txt"), &Default::default(), Splitting::Allowed);
    let passages = read.whole.passages.len() + read.parts.iter().map(|part| part.passages.len()).sum::<usize>();
    assert!(passages > 0 || layout.blocks.is_empty(), "text without passages");
    for passage in std::iter::once(&read.whole).chain(&read.parts).flat_map(|piece| &piece.passages) {
        let mut end = 0;
        for position in &passage.positions {
            assert!(!position.sentence(&passage.text).is_empty(), "a position without a sentence: {position:?}");
            assert!(end <= position.bytes.start && position.bytes.end <= passage.text.len(), "order: {position:?}");
            assert!((0.0..=1.0).contains(&position.confidence) && !position.holder.name.is_empty(), "{position:?}");
            end = position.bytes.end;
        }
    }
});
