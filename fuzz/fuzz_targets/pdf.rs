//! Bytes of a PDF → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: formats::forgive_libraries(), |data: &[u8]| formats::check(data, "a.pdf"));
