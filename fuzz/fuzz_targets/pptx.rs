//! The parts of a presentation → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 5] = [
    "ppt/presentation.xml",
    "ppt/_rels/presentation.xml.rels",
    "ppt/slides/slide1.xml",
    "ppt/slides/_rels/slide1.xml.rels",
    "ppt/notesSlides/notesSlide1.xml",
];

fuzz_target!(|data: &[u8]| {
    formats::check(&formats::archive(data, &NAMES, &[]), "a.pptx");
});
