//! Plain text and markdown: bytes to characters, line ends to `\n`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{ExtractError, ExtractedText, Markup};

/// Share of NULs and control characters above which bytes are no text, in a hundred.
const MAX_CONTROL_PERCENT: usize = 10;
/// The same where the encoding had to be guessed: text in an old encoding has none, bytes by chance one in ten.
const MAX_GUESSED_CONTROL_PERCENT: usize = 3;

/// How files begin that are no text, whatever their name says.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"%PDF-", "it is a PDF"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "it is an old office document"),
    (b"{\\rtf", "it is an RTF document"),
    (b"\x89PNG", "it is an image"),
    (b"\xff\xd8\xff", "it is an image"),
    (b"GIF8", "it is an image"),
    (b"\x1f\x8b", "it is compressed (gzip); unpack it"),
    (b"7z\xbc\xaf", "it is compressed (7z); unpack it"),
    (b"Rar!", "it is compressed (RAR); unpack it"),
    (b"\x7fELF", "it is a program"),
    (b"SQLite format 3\0", "it is a database"),
];

/// Reads the text of a `.txt` or `.md` file; `name` tells markdown apart.
///
/// UTF-8 and UTF-16, with or without byte-order mark, are read as what they are; anything else by the
/// encoding that its bytes look most like, which for Dutch text is nearly always Windows-1252.
///
/// # Errors
/// [`ExtractError::Empty`] and [`ExtractError::Binary`], as they say.
pub fn extract_plain(bytes: &[u8], name: &str) -> Result<ExtractedText, ExtractError> {
    let (text, utf8_lines) = decode(bytes)?;
    let markdown =
        name.rsplit('.').next().is_some_and(|ext| ext.eq_ignore_ascii_case("md")).then_some(Markup::Markdown);
    let mut extracted = from_text(text, markdown);
    if utf8_lines > 0 {
        let lines = if utf8_lines == 1 { "1 line is".to_owned() } else { format!("{utf8_lines} lines are") };
        extracted.remarks.push(format!("{lines} in UTF-8 and others are not; each was read as what it is"));
    }
    if is_blank(&extracted.text) { Err(ExtractError::Empty) } else { Ok(extracted) }
}

/// Whether nothing of a text can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars().all(|c| c.is_whitespace() || c.is_control() || invisible(c))
}

/// Whether a file that begins so is UTF-16, which is not read as it stands; `None` for all other text.
///
/// # Errors
/// [`ExtractError::Binary`], where it is no text.
pub fn sniff(beginning: &[u8]) -> Result<Option<&'static encoding_rs::Encoding>, ExtractError> {
    // A letter may be cut at its end.
    let whole = match std::str::from_utf8(beginning) {
        Err(error) if error.error_len().is_none() => &beginning[..error.valid_up_to()],
        _ => beginning,
    };
    decode(whole)?;
    let marked = encoding_rs::Encoding::for_bom(beginning).map(|(encoding, _)| encoding);
    Ok(marked.or_else(|| utf16_without_mark(beginning)).filter(|encoding| *encoding != encoding_rs::UTF_8))
}

/// The text; and how many lines of UTF-8 stand among those of an older encoding.
fn decode(bytes: &[u8]) -> Result<(String, usize), ExtractError> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(ExtractError::Binary((*what).to_owned()));
    }
    let mut is_guessed = false;
    let (encoding, bom) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None if let Some(encoding) = utf16_without_mark(bytes) => (encoding, 0),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => {
            is_guessed = true;
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            (detector.guess(Some(b"nl"), chardetng::Utf8Detection::Allow), 0)
        }
    };
    let (text, utf8_lines) = if is_guessed && encoding == encoding_rs::WINDOWS_1252 {
        decode_lines(bytes)
    } else {
        (encoding.decode_without_bom_handling(&bytes[bom..]).0, 0)
    };
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    let nuls = text.matches('\0').count();
    if nuls * 100 > text.len() * MAX_CONTROL_PERCENT {
        return Err(ExtractError::Binary("it holds many NUL bytes".to_owned()));
    }
    let guessed_controls = controls - nuls;
    if controls * 100 > text.len().max(1) * 3 * MAX_CONTROL_PERCENT
        || is_guessed && guessed_controls * 100 > text.chars().count() * MAX_GUESSED_CONTROL_PERCENT
    {
        return Err(ExtractError::Binary("it holds more control characters than text does".to_owned()));
    }
    Ok((text.into_owned(), utf8_lines))
}

/// Reads each line as UTF-8 where it can be, else as Windows-1252: files put together from others hold both. Gives the
/// number of lines of the first sort with more than ASCII in them.
fn decode_lines(bytes: &[u8]) -> (Cow<'_, str>, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut utf8_lines = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => {
                utf8_lines += usize::from(!line.is_ascii());
                text.push_str(line);
            }
            Err(_) => text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    (text.into(), utf8_lines)
}

/// Unifies line ends, composes characters, drops NULs.
pub(super) fn from_text(text: String, markup: Option<Markup>) -> ExtractedText {
    let mut text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.contains(['\0', '\u{feff}', '\u{2028}', '\u{2029}', '\u{b}', '\u{85}']) {
        text = text.replace(['\0', '\u{feff}'], "").replace(['\u{2028}', '\u{2029}', '\u{b}', '\u{85}'], "\n");
    }
    if !is_nfc(&text) {
        text = text.nfc().collect();
    }
    let markup = markup.unwrap_or_else(|| if bears_markdown(&text) { Markup::Markdown } else { Markup::Plain });
    let front_matter = if markup == Markup::Markdown { take_front_matter(&mut text) } else { None };
    let (mended, in_part) = mend_mojibake(&mut text);
    let remarks = (mended > 0).then(|| {
        let lines = if mended == 1 { "1 line was".to_owned() } else { format!("{mended} lines were") };
        let rest = match in_part {
            0 => String::new(),
            n => format!(", {n} of them only in part"),
        };
        format!("{lines} encoded more than once (cliÃ«nt for cliënt) and mended{rest}")
    });
    ExtractedText { text, markup, front_matter, remarks: remarks.into_iter().collect(), ..ExtractedText::default() }
}

/// Mends lines whose UTF-8 was once or more often read as Windows-1252: `cliÃ«nt` → `cliënt`. A line is mended only where
/// all of it goes back without a rest, which text that was meant so hardly ever does. Gives the number of lines mended, and
/// of those in which some is left that looks the same.
fn mend_mojibake(text: &mut String) -> (usize, usize) {
    if !is_suspect(text) {
        return (0, 0);
    }
    let (mut mended, mut in_part) = (0, 0);
    let lines: Vec<String> = text
        .split_inclusive('\n')
        .map(|line| {
            let mut whole = line.to_owned();
            // Each step makes the line shorter, so this ends.
            while let Some(before) = decoded_once_more(&whole) {
                whole = before;
            }
            if whole != line {
                mended += 1;
                in_part += usize::from(is_suspect(&whole));
            }
            whole
        })
        .collect();
    if mended > 0 {
        *text = lines.concat();
    }
    (mended, in_part)
}

/// Whether a text holds what the first byte of a two- or three-byte letter of our languages becomes.
fn is_suspect(text: &str) -> bool {
    text.contains(['Ã', 'Â']) || text.contains("â€") || text.contains("â‚")
}

/// The line before its UTF-8 was read as Windows-1252; `None` where that is not certain.
fn decoded_once_more(line: &str) -> Option<String> {
    if !is_suspect(line) {
        return None;
    }
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(line);
    std::str::from_utf8(&bytes).ok().filter(|_| !lost).map(str::to_owned)
}

/// UTF-16 without its mark: nearly every second byte of Dutch text is nought then.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let noughts = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (noughts(0), noughts(1), sample.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 >= pairs * 7 && even * 20 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 20 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Takes the front matter out and leaves as many empty lines, so that line numbers stay those of the file.
fn take_front_matter(text: &mut String) -> Option<String> {
    let inner = text.strip_prefix("---\n")?;
    let end = inner.find("\n---\n").or_else(|| inner.ends_with("\n---").then(|| inner.len() - 4))?;
    let yaml = inner[..end].to_owned();
    // `---` also draws a line; what stands below one has to look like keys.
    if !yaml.lines().any(|line| line.split_once(':').is_some_and(|(key, _)| is_key(key))) {
        return None;
    }
    let rest = inner[end + 1..].strip_prefix("---").unwrap_or_default().to_owned();
    *text = "\n".repeat(yaml.lines().count() + 1) + &rest;
    Some(yaml)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Whether plain text bears the marks of markdown, as text from conversion programs does: a heading, or bold words.
fn bears_markdown(text: &str) -> bool {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^#{1,6} \S|\*\*[^*\n]{2,}\*\*|^\|.*\|\s*$").expect("a constant pattern that the tests compile")
    });
    MARKS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, ExtractError> {
        extract_plain(bytes, "brief.txt").map(|e| e.text)
    }

    #[test]
    fn reads_the_encodings_of_old_letters() {
        assert_eq!(text("cliënt".as_bytes()).unwrap(), "cliënt");
        assert_eq!(text(b"\xef\xbb\xbfcli\xc3\xabnt\r\nraad").unwrap(), "cliënt\nraad");
        assert_eq!(
            text(b"de cli\xebnt betaalt \x80 5 aan de co\xf6rdinator").unwrap(),
            "de cliënt betaalt € 5 aan de coördinator"
        );
        assert_eq!(text(b"\xff\xfed\0e\0").unwrap(), "de");
        let utf16: Vec<u8> = "De cliënt belt".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&utf16).unwrap(), "De cliënt belt");
        assert_eq!(text("De cliÃ«nt betaalt â‚¬ 5\nen Ã belt".as_bytes()).unwrap(), "De cliënt betaalt € 5\nen Ã belt");
        assert_eq!(text("SÃ£o Ângelo".as_bytes()).unwrap(), "SÃ£o Ângelo", "not certain");
        assert_eq!(text("e\u{301}e\u{301}n".as_bytes()).unwrap(), "één");
    }

    #[test]
    fn lines_in_another_encoding_are_told_for_what_they_are() {
        let both =
            ["de cliënt\n".as_bytes(), b"de co\xf6rdinator belt de cli\xebnt over de bijstand\nde raad\n"].concat();
        let read = extract_plain(&both, "brief.txt").unwrap();
        assert_eq!(read.text, "de cliënt\nde coördinator belt de cliënt over de bijstand\nde raad\n");
        assert_eq!(read.remarks, ["1 line is in UTF-8 and others are not; each was read as what it is"]);
    }

    #[test]
    fn what_was_encoded_several_times_is_mended_as_far_as_it_is_certain() {
        let again = |text: &str| encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        let (twice, thrice) = (again("cliënt"), again(&again("cliënt")));
        let read = extract_plain(thrice.as_bytes(), "brief.txt").unwrap();
        assert_eq!(read.text, "cliënt");
        assert_eq!(read.remarks, ["1 line was encoded more than once (cliÃ«nt for cliënt) and mended"]);
        let read = extract_plain(format!("{twice} {thrice}").as_bytes(), "brief.txt").unwrap();
        assert_eq!(read.text, "cliënt cliÃ«nt");
        assert!(read.remarks[0].ends_with("and mended, 1 of them only in part"), "{:?}", read.remarks);
    }

    #[test]
    fn says_what_is_no_text() {
        assert_eq!(text(b" \n "), Err(ExtractError::Empty));
        assert_eq!(text("\u{200b}\n\u{ad}".as_bytes()), Err(ExtractError::Empty));
        assert!(matches!(text(b"%PDF-1.7\n..."), Err(ExtractError::Binary(_))));
        assert!(matches!(text(b"a\0b\0\0\0\0\0"), Err(ExtractError::Binary(_))));
        assert!(matches!(text(b"{\\rtf1\\ansi De raad"), Err(ExtractError::Binary(_))));
        // Bytes by chance: a third of them stand for letters of Windows-1252, one in ten for a control character.
        let mut state = 1_u32;
        let mut by_chance = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for length in [300, 5000] {
            let bytes: Vec<u8> = (0..length).map(|_| by_chance()).collect();
            assert!(matches!(text(&bytes), Err(ExtractError::Binary(_))), "{length}");
        }
        // A text of an old program with a stray sign stays a text.
        let letter = [b"De cli\xebnt belt met de gemeente over de bijstand. ".repeat(5), b"\x1a".to_vec()].concat();
        assert!(text(&letter).unwrap().starts_with("De cliënt belt"));
    }

    #[test]
    fn takes_front_matter_out_and_keeps_the_lines() {
        let extracted = extract_plain(b"---\ntitle: Nota\ndate: 2021\n---\n# Kop\n", "a.md").unwrap();
        assert_eq!(extracted.front_matter.as_deref(), Some("title: Nota\ndate: 2021"));
        assert_eq!(extracted.text.lines().position(|line| line == "# Kop"), Some(4));
        assert_eq!(extract_plain(b"---\nDe raad besluit.\n---\n", "a.md").unwrap().front_matter, None);
    }

    #[test]
    fn notices_markdown_by_name_and_by_its_marks() {
        assert_eq!(extract_plain(b"tekst", "a.MD").unwrap().markup, Markup::Markdown);
        assert_eq!(extract_plain(b"## Kop\ntekst", "a.txt").unwrap().markup, Markup::Markdown);
        assert_eq!(extract_plain(b"nr. # 3", "a.txt").unwrap().markup, Markup::Plain);
    }
}
