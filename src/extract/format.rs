//! What kind of file is this? By what it holds; its name decides only where that says nothing.

use super::ExtractError;

/// Kinds of files, as far as they are read in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Word since 2007 (`.docx`, `.docm`), also where it is protected by a password.
    Docx,
    /// OpenDocument text (`.odt`).
    Odt,
    /// A web page.
    Html,
    /// Rich Text Format.
    Rtf,
    /// A mail (`.eml`) or a web page kept as one (`.mht`).
    Eml,
    /// Plain text or markdown, in whatever encoding.
    Text,
    /// Word before 2007 (`.doc`).
    OldWord,
    /// A mail kept by Outlook (`.msg`).
    OutlookMessage,
    /// A spreadsheet of Excel since 2007 (`.xlsx`, `.xlsm`), also where it is protected by a password.
    Xlsx,
    /// A spreadsheet of before (`.xls`).
    OldSheet,
    /// An OpenDocument spreadsheet (`.ods`).
    Ods,
    /// A presentation of PowerPoint since 2007 (`.pptx`, `.ppsx`), also where it is protected by a password.
    Pptx,
    /// A presentation of before (`.ppt`).
    OldSlides,
    /// An OpenDocument presentation (`.odp`).
    Odp,
    /// A drawing (`.odg`).
    Drawing,
    /// Another ZIP archive.
    Zip,
    /// A picture.
    Image,
    /// No bytes, or nothing but white space.
    Empty,
    /// No text, and nothing that is known; what it is, as far as one sees.
    Binary(&'static str),
}

/// How far is looked for what a file begins with.
const HEAD: usize = 4096;

/// How files begin whose kind shows by that alone.
const SIGNATURES: [(&[u8], Format); 16] = [
    (b"%PDF-", Format::Pdf),
    (b"\x89PNG", Format::Image),
    (b"\xff\xd8\xff", Format::Image),
    (b"GIF8", Format::Image),
    (b"II*\0", Format::Image),
    (b"MM\0*", Format::Image),
    (b"\0\0\x01\0", Format::Image),
    (b"\x1f\x8b", Format::Binary("it is compressed (gzip); unpack it")),
    (b"7z\xbc\xaf", Format::Binary("it is compressed (7z); unpack it")),
    (b"Rar!", Format::Binary("it is compressed (RAR); unpack it")),
    (b"BZh", Format::Binary("it is compressed (bzip2); unpack it")),
    (b"\xfd7zXZ", Format::Binary("it is compressed (xz); unpack it")),
    (b"\x7fELF", Format::Binary("it is a program")),
    (b"MZ\x90\0", Format::Binary("it is a program")),
    (b"SQLite format 3\0", Format::Binary("it is a database")),
    (b"!BDN", Format::Binary("it is a mailbox of Outlook (.pst); save the mails that matter one by one")),
];

/// Tells what a file is.
pub fn format_of(bytes: &[u8], name: &str) -> Format {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Format::Empty;
    }
    let extension = extension(name);
    if let Some((_, format)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return *format;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
        || bytes.get(4..12).is_some_and(|brand| brand.starts_with(b"ftyphei") || brand.starts_with(b"ftypmif"))
        || bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])
    {
        return Format::Image;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_format(bytes, &extension);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return ole_format(bytes, &extension);
    }
    let head = decoded_head(bytes);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with("{\\rtf") {
        return Format::Rtf;
    }
    if is_html(start, &extension) {
        return Format::Html;
    }
    if start.contains("progid=\"Word.Document\"") && start.starts_with("<?xml") {
        return Format::OldWord;
    }
    if is_mail(start, &extension) {
        return Format::Eml;
    }
    let is_binary = is_binary(bytes, &head);
    // Scanners and mail programs put something before it. A text may also speak of it.
    if (is_binary || extension == "pdf") && find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Format::Pdf;
    }
    // Whether it is text after all, the reader of text decides.
    Format::Text
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// The beginning as text, for looking at signs of ASCII only.
fn decoded_head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&head[length..]).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

fn is_html(start: &str, extension: &str) -> bool {
    let mut rest = start;
    // What may stand before the first element.
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?xml") {
            rest.find("?>").map(|at| at + 2)
        } else {
            break;
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => break,
        }
    }
    let begins = |tag: &str| {
        rest.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag))
            && rest[tag.len()..].starts_with(|c: char| c == '>' || c.is_whitespace() || c == '/')
    };
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| begins(tag)) {
        return true;
    }
    match extension {
        "htm" | "html" | "xhtml" | "shtml" | "asp" | "aspx" | "php" => has_tag(start),
        // Text may begin with a tag that it speaks of.
        "txt" | "md" | "markdown" | "jsonl" | "csv" | "eml" => false,
        _ => ["<title", "<meta", "<script", "<style", "<p", "<div", "<table", "<h1", "<h2", "<center", "<font"]
            .iter()
            .any(|tag| begins(tag)),
    }
}

/// Whether there is anything like a tag.
fn has_tag(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')))
}

/// Headers that programs write into mails and nobody types.
const STRONG: [&str; 9] = [
    "received",
    "mime-version",
    "message-id",
    "return-path",
    "dkim-signature",
    "content-transfer-encoding",
    "delivered-to",
    "thread-index",
    "references",
];
const WEAK: [&str; 9] = ["from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to", "content-type"];

fn is_mail(start: &str, extension: &str) -> bool {
    let (mut strong, mut weak) = (0, 0);
    for (at, line) in start.lines().enumerate() {
        if line.is_empty() {
            break;
        }
        // Lines that go on, and the line before a mail in a mailbox.
        if line.starts_with([' ', '\t']) || at == 0 && line.starts_with("From ") {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        let name = name.to_ascii_lowercase();
        strong += usize::from(STRONG.contains(&name.as_str()));
        weak += usize::from(WEAK.contains(&name.as_str()));
    }
    match extension {
        "eml" | "mht" | "mhtml" => strong + weak >= 2,
        "md" | "markdown" => false,
        _ => strong >= 2 && strong + weak >= 3,
    }
}

/// Whether bytes are no text in any encoding: NULs without being UTF-16, or many control characters.
fn is_binary(bytes: &[u8], head: &str) -> bool {
    let sample = &bytes[..bytes.len().min(HEAD) & !1];
    if encoding_rs::Encoding::for_bom(bytes).is_none() {
        let noughts = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd, pairs) = (noughts(0), noughts(1), (sample.len() / 2).max(1));
        // Nearly every second byte of Dutch UTF-16 is nought.
        if odd.max(even) * 10 >= pairs * 7 && odd.min(even) * 20 < pairs {
            return false;
        }
    }
    let controls =
        head.chars().filter(|c| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}')).count();
    controls * 10 > head.chars().count()
}

fn zip_format(bytes: &[u8], extension: &str) -> Format {
    if super::zipped::claims_too_many(bytes) {
        return Format::Zip;
    }
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes));
    let is_whole = archive.is_ok();
    let names: Vec<String> = match archive {
        Ok(zip) => {
            zip.file_names().flatten().take(2000).map(|name| name.replace('\\', "/").to_ascii_lowercase()).collect()
        }
        // It is cut off: what its first entries are called still tells.
        Err(_) => local_names(bytes),
    };
    let any = |prefix: &str| names.iter().any(|name| name.starts_with(prefix));
    if any("word/") {
        return Format::Docx;
    }
    if any("xl/") {
        return Format::Xlsx;
    }
    if any("ppt/") {
        return Format::Pptx;
    }
    // The first entry of OpenDocument holds its type, not compressed.
    let head = &bytes[..bytes.len().min(300)];
    const KINDS: [(&[u8], Format); 4] = [
        (b"opendocument.text", Format::Odt),
        (b"opendocument.spreadsheet", Format::Ods),
        (b"opendocument.presentation", Format::Odp),
        (b"opendocument.graphics", Format::Drawing),
    ];
    match KINDS.iter().find(|(kind, _)| find(head, kind).is_some()) {
        Some((_, format)) => *format,
        // Packed anew by another program, with its type compressed.
        None if any("content.xml") && (any("meta-inf/manifest.xml") || any("mimetype")) => match extension {
            "ods" | "ots" => Format::Ods,
            "odp" | "otp" => Format::Odp,
            _ => Format::Odt,
        },
        // Cut off in its first part: its name says what it was.
        None if !is_whole => of_name(extension).unwrap_or(Format::Zip),
        None => Format::Zip,
    }
}

/// What an archive should be by the end of its name.
fn of_name(extension: &str) -> Option<Format> {
    Some(match extension {
        "docx" | "docm" | "dotx" => Format::Docx,
        "xlsx" | "xlsm" | "xltx" => Format::Xlsx,
        "pptx" | "pptm" | "ppsx" | "potx" => Format::Pptx,
        "odt" | "ott" => Format::Odt,
        "ods" | "ots" => Format::Ods,
        "odp" | "otp" => Format::Odp,
        _ => return None,
    })
}

/// Names in the headers before entries, for an archive without its directory.
fn local_names(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"PK\x03\x04").map(|at| from + at) {
        if let Some([low, high]) = bytes.get(at + 26..at + 28) {
            let length = usize::from(u16::from_le_bytes([*low, *high]));
            if let Some(name) = bytes.get(at + 30..at + 30 + length.min(200)) {
                names.push(String::from_utf8_lossy(name).to_ascii_lowercase());
            }
        }
        from = at + 4;
        if names.len() > 2000 {
            break;
        }
    }
    names
}

fn ole_format(bytes: &[u8], extension: &str) -> Format {
    if has_stream(bytes, "EncryptedPackage") {
        return of_name(extension).unwrap_or(Format::Docx);
    }
    // A mail may carry a Word document, which may carry a table.
    const STREAMS: [(&str, Format); 5] = [
        ("__substg1.0_", Format::OutlookMessage),
        ("WordDocument", Format::OldWord),
        ("PowerPoint Document", Format::OldSlides),
        ("Workbook", Format::OldSheet),
        ("Book", Format::OldSheet),
    ];
    let found = STREAMS.iter().find(|(stream, _)| has_stream(bytes, stream));
    found.map(|(_, format)| *format).unwrap_or(match extension {
        // Cut off before its directory: its name says what it was.
        "doc" | "dot" => Format::OldWord,
        "xls" | "xlt" => Format::OldSheet,
        "ppt" | "pps" | "pot" => Format::OldSlides,
        "msg" => Format::OutlookMessage,
        _ => Format::Binary("it is an old office document that is not known"),
    })
}

/// Whether the directory of an OLE file names a stream (UTF-16).
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    find(bytes, &wide).is_some()
}

/// Why an OLE file is not the ZIP archive that was expected.
pub(super) fn ole_error(bytes: &[u8], what: &str) -> ExtractError {
    if has_stream(bytes, "EncryptedPackage") {
        ExtractError::Encrypted
    } else {
        ExtractError::Broken(format!("it is no {what} but an old office document (.doc, .xls, .msg)"))
    }
}

/// Where a run of bytes stands first.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_holds_decides_before_its_name() {
        for (bytes, name, format) in [
            ("%PDF-1.7\n", "brief.docx", Format::Pdf),
            ("<!DOCTYPE html><p>404", "stuk.pdf", Format::Html),
            ("\n<!-- x --><HTML lang=nl>", "stuk.doc", Format::Html),
            ("<?xml version='1.0'?>\n<html xmlns='x'>", "stuk", Format::Html),
            ("{\\rtf1\\ansi", "stuk.doc", Format::Rtf),
            ("\u{feff}{\\rtf1", "a.rtf", Format::Rtf),
            ("De raad <b>besluit</b>", "a.htm", Format::Html),
            ("De raad besluit", "a.htm", Format::Text),
            ("De raad < 5 leden", "a.html", Format::Text),
            ("Een tag als <html> of <p>", "a.txt", Format::Text),
            ("<p> is een tag", "a.md", Format::Text),
            ("Het bestand begint met %PDF-1.7", "a.txt", Format::Text),
            ("Van: raad\nAan: college\n\nGeacht", "a.txt", Format::Text),
            ("From: raad@x.nl\nTo: college@x.nl\nSubject: Nota\n\nGeacht", "a.txt", Format::Text),
            ("From: raad@x.nl\nSubject: Nota\n\nGeacht", "a.eml", Format::Eml),
            ("Received: by x\nMessage-ID: <1@x>\nFrom: raad@x.nl\n\nGeacht", "bericht", Format::Eml),
            ("De raad besluit", "a.eml", Format::Text),
            (" \n\t", "a.pdf", Format::Empty),
            ("De raad besluit", "a.pdf", Format::Text),
            ("xx\n%PDF-1.4\n", "a.pdf", Format::Pdf),
            ("\u{89}x", "a.png", Format::Text),
        ] {
            assert_eq!(format_of(bytes.as_bytes(), name), format, "{bytes:?} {name}");
        }
    }

    #[test]
    fn tells_binaries_apart() {
        let ole = |stream: &str| {
            let wide = stream.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(wide).collect::<Vec<u8>>()
        };
        assert_eq!(format_of(&ole("WordDocument"), "a.doc"), Format::OldWord);
        assert_eq!(format_of(&ole("__substg1.0_0037001F"), "a.msg"), Format::OutlookMessage);
        assert_eq!(format_of(&ole("EncryptedPackage"), "a.docx"), Format::Docx);
        assert_eq!(format_of(&ole("EncryptedPackage"), "a.xlsx"), Format::Xlsx);
        assert_eq!(format_of(&ole("Workbook"), "a"), Format::OldSheet);
        assert_eq!(format_of(&ole(""), "a.doc"), Format::OldWord);
        assert_eq!(format_of(&ole("PowerPoint Document"), "a.doc"), Format::OldSlides);
        assert_eq!(format_of(b"\x89PNG\r\n\x1a\n", "a.pdf"), Format::Image);
        let utf16: Vec<u8> = "De raad besluit".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format_of(&utf16, "a.txt"), Format::Text);
        let cut = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\0\0\0word/document.xmlxx";
        assert_eq!(format_of(cut, "a"), Format::Docx);
        assert_eq!(format_of(b"PK\x05\x06\0\0", "a"), Format::Zip);
    }
}
