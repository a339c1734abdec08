//! The parts of a spreadsheet → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 5] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
];

fuzz_target!(|data: &[u8]| {
    formats::check(&formats::archive(data, &NAMES, &[]), "a.xlsx");
});
