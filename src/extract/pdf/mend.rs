//! A file that was cut off lost the list of its pages, which stands at the end: it gets a new one.

use std::fmt::Write;

/// Pages that are looked for; and how far the entries of a page reach that are looked through.
const MAX_PAGES: usize = 5_000;
const MAX_ENTRIES: usize = 2_048;
/// Numbers of the objects that are added: no file that is written by a program has so many.
const CATALOG: u32 = 8_000_001;
const PAGES: u32 = 8_000_002;

/// The file with a list of the pages that stand in it; nothing where there are none.
pub(super) fn with_page_list(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kids = String::new();
    let mut found = 0;
    for place in bytes.windows(4).enumerate().filter(|(_, window)| *window == b" obj").map(|(place, _)| place) {
        let entries = &bytes[place + 4..bytes.len().min(place + 4 + MAX_ENTRIES)];
        if let Some(number) = object_number(&bytes[..place])
            && is_page(entries)
            && found < MAX_PAGES
        {
            let _ = write!(kids, "{number} R ");
            found += 1;
        }
    }
    (found > 0).then(|| {
        let added = format!(
            "\nendstream\nendobj\n{PAGES} 0 obj\n<</Type/Pages/Count {found}/Kids[{kids}]>>\nendobj\n\
             {CATALOG} 0 obj\n<</Type/Catalog/Pages {PAGES} 0 R>>\nendobj\n\
             trailer\n<</Size {}/Root {CATALOG} 0 R>>\n%%EOF\n",
            PAGES + 1
        );
        [bytes, added.as_bytes()].concat()
    })
}

/// `12 0` before ` obj`.
fn object_number(before: &[u8]) -> Option<String> {
    const MAX_DIGITS: usize = 14;
    let tail = &before[before.len().saturating_sub(MAX_DIGITS)..];
    let start = tail.iter().rposition(|byte| !(byte.is_ascii_digit() || *byte == b' ')).map_or(0, |place| place + 1);
    let text = std::str::from_utf8(&tail[start..]).ok()?;
    let mut parts = text.split_ascii_whitespace().rev();
    let (generation, number) = (parts.next()?, parts.next()?);
    let _: (u16, u32) = (generation.parse().ok()?, number.parse().ok()?);
    Some(format!("{number} {generation}"))
}

/// Whether the entries of an object are those of a page.
fn is_page(entries: &[u8]) -> bool {
    let end = entries.windows(6).position(|window| window == b"endobj" || window == b"stream").unwrap_or(entries.len());
    let mut rest = &entries[..end];
    while let Some(place) = rest.windows(5).position(|window| window == b"/Type") {
        rest = &rest[place + 5..];
        if let Some(after) = rest.trim_ascii_start().strip_prefix(b"/Page")
            && !after.first().is_some_and(u8::is_ascii_alphanumeric)
        {
            return true;
        }
    }
    false
}
