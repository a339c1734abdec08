//! In which encoding is a page?

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// How far is looked for the page's own word on it.
const HEAD: usize = 4096;

/// The characters of a page: by its mark, as UTF-8 where it is, by what it says of itself, by what its bytes look like.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    // Browsers keep a page as UTF-8 and leave what it said before.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = declared(&bytes[..bytes.len().min(HEAD)]).filter(|encoding| encoding.is_ascii_compatible());
    let encoding = encoding.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(b"nl"), chardetng::Utf8Detection::Allow)
    });
    encoding.decode_without_bom_handling(bytes).0
}

/// What stands behind `charset=` or `encoding=`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        let rest = head[head.find(key)? + key.len()..].trim_start().strip_prefix('=')?;
        let label = rest.trim_start_matches(['"', '\'', ' ']);
        let end = label
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))
            .unwrap_or(label.len());
        Encoding::for_label(&label.as_bytes()[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_encoding_by_mark_bytes_and_word() {
        assert_eq!(decode(b"\xff\xfe<\0p\0"), "<p");
        assert_eq!(decode("<meta charset=iso-8859-1>één".as_bytes()), "<meta charset=iso-8859-1>één");
        assert_eq!(decode(b"<meta charset=\"iso-8859-15\">\xa4"), "<meta charset=\"iso-8859-15\">€");
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='windows-1252'?>\x80"),
            "<?xml version='1.0' encoding='windows-1252'?>€"
        );
        assert_eq!(
            decode(b"<meta charset=utf-8><p>de co\xf6rdinator en de cli\xebnt</p>"),
            "<meta charset=utf-8><p>de coördinator en de cliënt</p>"
        );
    }
}
