//! Bytes of a file → extracted text → blocks → passages.
//!
//! Whatever the bytes: no panic; the places of blocks lie on character boundaries, ascend and do not overlap; a block
//! keeps what its type promises; passages are numbered from 0, are not empty and have the lines of their blocks.
#![no_main]

use griffie::extract::extract_plain;
use griffie::layout::normalise;
use griffie::passage::{passage_ids, split_into_passages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The first byte chooses the name, which tells markdown from plain text.
    let Some((first, bytes)) = data.split_first() else { return };
    let name = if first % 2 == 0 { "brief.txt" } else { "brief.md" };
    let Ok(extracted) = extract_plain(bytes, name) else { return };
    let text = &extracted.text;
    let lines = text.split('\n').count();
    let layout = normalise(&extracted);
    let mut end = 0;
    for block in &layout.blocks {
        let range = &block.place.bytes;
        assert!(end <= range.start && range.start <= range.end && range.end <= text.len(), "places ascend: {block:?}");
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "boundaries: {block:?}");
        end = range.end;
        assert!(!block.text.is_empty() && block.text.trim() == block.text, "an empty or padded block: {block:?}");
        assert!(!block.text.contains(['\n', '\t']) && !block.text.contains("  "), "white space in a block: {block:?}");
        let (first, last) = block.place.lines;
        assert!(1 <= first && first <= last && last <= lines, "lines of a block: {block:?} of {lines}");
        assert!(block.place.page.is_some() == layout.pages.is_some(), "pages: {block:?}");
        assert!(block.place.page <= layout.pages, "page beyond the last: {block:?}");
    }
    let passages = split_into_passages(&layout.blocks);
    assert_eq!(passages.is_empty(), layout.blocks.is_empty(), "blocks give passages");
    for (i, passage) in passages.iter().enumerate() {
        assert_eq!(passage.ordinal, i);
        assert!(!passage.text.trim().is_empty(), "an empty passage: {passage:?}");
        assert!(1 <= passage.lines.0 && passage.lines.0 <= passage.lines.1, "lines of a passage: {passage:?}");
    }
    let mut ids = passage_ids("d", &passages);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), passages.len(), "two passages of one id");
});
