//! What a document says of itself.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::DateTime;

use crate::extract::Properties;

/// Longest text that is kept of one property; some hold the whole document.
const MAX_CHARS: usize = 500;

/// Title, subject, author and day of making.
pub(super) fn properties(pdf: &Pdf) -> Properties {
    let metadata = pdf.metadata();
    Properties {
        title: metadata.title.as_deref().and_then(text),
        subject: metadata.subject.as_deref().and_then(text),
        author: metadata.author.as_deref().and_then(text),
        created: metadata.creation_date.and_then(iso),
    }
}

/// A text string: UTF-16 or UTF-8 behind their marks, else the encoding that PDF has of its own.
fn text(bytes: &[u8]) -> Option<String> {
    let decoded: String = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Written without its mark against the rules, but hardly ever by chance.
        _ if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes.iter().map(|byte| of_pdf(*byte)).collect(),
    };
    let words: Vec<&str> =
        decoded.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let text: String = words.join(" ").chars().take(MAX_CHARS).collect();
    (!text.is_empty()).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A letter of the encoding of PDF: Latin-1, save for these.
fn of_pdf(byte: u8) -> char {
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x80..=0xa0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The day, and the time with its zone, in the form of ISO 8601.
fn iso(date: DateTime) -> Option<String> {
    if !(1980..=2200).contains(&date.year) {
        return None;
    }
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = date;
    let sign = if utc_offset_hour < 0 { '-' } else { '+' };
    let zone = match (utc_offset_hour.unsigned_abs(), utc_offset_minute) {
        (0, 0) => "Z".to_owned(),
        (hours, minutes) => format!("{sign}{hours:02}:{minutes:02}"),
    };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"))
}
