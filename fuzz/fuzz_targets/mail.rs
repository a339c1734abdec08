//! Bytes of a mail and of what is attached to it → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

// What is attached may be a PDF.
fuzz_target!(init: formats::forgive_libraries(), |data: &[u8]| formats::check(data, "a.eml"));
