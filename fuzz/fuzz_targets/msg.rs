//! A mail of Outlook, and what is attached to it → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    formats::check(data, "a.msg");
});
