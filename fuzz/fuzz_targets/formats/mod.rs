//! Whatever the bytes: no panic; each line has its mark where the format marks lines, and none has one where it does not;
//! there are no NULs, characters are composed; pages that are pictures ascend; what is enclosed keeps all that too; and
//! what comes after extraction takes it.

use std::io::{Cursor, Write};

use griffie::extract::{ExtractedText, Markup, read};
use griffie::pipeline::{Splitting, read_document};
use unicode_normalization::is_nfc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads a file and insists on what is promised of its text.
pub fn check(data: &[u8], name: &str) {
    let Ok(extracted) = read(data, name) else { return };
    check_text(&extracted);
    let read = read_document(&extracted, Some(name), &Default::default(), Splitting::Allowed);
    let passages = read.whole.passages.len() + read.parts.iter().map(|part| part.passages.len()).sum::<usize>();
    assert!(passages > 0 || read.layout.blocks.is_empty(), "text without passages");
}

fn check_text(extracted: &ExtractedText) {
    let lines = extracted.text.split('\n').count();
    match extracted.markup {
        Markup::Marked if extracted.text.is_empty() => assert!(extracted.marks.len() <= 1, "marks of no text"),
        Markup::Marked => assert_eq!(extracted.marks.len(), lines, "a mark for each line"),
        Markup::Plain | Markup::Markdown => assert!(extracted.marks.is_empty(), "marks of plain text"),
    }
    assert!(!extracted.text.contains(['\0', '\r']), "a sign that no text holds");
    assert!(is_nfc(&extracted.text), "characters are composed");
    let scanned = &extracted.scanned_pages;
    assert!(scanned.windows(2).all(|pair| pair[0] < pair[1]) && !scanned.contains(&0), "pages ascend: {scanned:?}");
    for inner in &extracted.enclosed {
        assert!(!inner.name.is_empty() && !inner.name.contains(['/', '\\', '\0']), "a name: {:?}", inner.name);
        check_text(&inner.text);
    }
}

/// Lets panics of libraries pass that are caught: the reader of PDF catches them page by page, and libFuzzer would end the
/// program before that. Our own still end it.
#[allow(dead_code, reason = "for formats that are read by libraries that panic")]
pub fn forgive_libraries() {
    let ending = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let is_of_library = info.location().is_some_and(|at| at.file().contains("/registry/src/"));
        if !is_of_library {
            ending(info);
        }
    }));
}

/// An archive of parts, unpacked, in the order of `names`: a form feed, which no XML holds, parts them in `data`. What is an
/// archive already is left as it is; chance rarely hits on one whose checksums are right.
#[allow(dead_code, reason = "for formats that are archives")]
pub fn archive(data: &[u8], names: &[&str], fixed: &[(&str, &str)]) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = names.iter().copied().zip(data.split(|byte| *byte == b'\x0c'));
    for (name, part) in fixed.iter().map(|(name, part)| (*name, part.as_bytes())).chain(parts) {
        // Writing to memory never fails.
        zip.start_file(name, options).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
