//! The parts of an OpenDocument presentation → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 3] = ["content.xml", "styles.xml", "meta.xml"];

fuzz_target!(|data: &[u8]| {
    let kind = [("mimetype", "application/vnd.oasis.opendocument.presentation")];
    formats::check(&formats::archive(data, &NAMES, &kind), "a.odp");
});
