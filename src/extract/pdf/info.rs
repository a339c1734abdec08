//! What a document says of itself.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream};

use crate::extract::Properties;
use crate::extract::xml::Tree;

/// Longest text that is kept of one property; some hold the whole document.
const MAX_CHARS: usize = 500;

/// Largest stream of metadata that is read, packed, in bytes; it holds a few lines.
const MAX_METADATA: usize = 256 << 10;

/// Title, subject, author and day of making: of the document information, and what that lacks of the metadata in XML (XMP).
pub(super) fn properties(pdf: &Pdf) -> Properties {
    let metadata = pdf.metadata();
    let own = Properties {
        title: metadata.title.as_deref().and_then(text),
        subject: metadata.subject.as_deref().and_then(text),
        author: metadata.author.as_deref().and_then(text),
        created: metadata.creation_date.and_then(iso),
        is_message: false,
    };
    let Properties { title, subject, author, created, .. } = in_xml(pdf).unwrap_or_default();
    Properties {
        title: own.title.or(title),
        subject: own.subject.or(subject),
        author: own.author.or(author),
        created: own.created.or(created),
        is_message: false,
    }
}

fn in_xml(pdf: &Pdf) -> Option<Properties> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let stream = catalog.get::<Stream<'_>>("Metadata")?;
    if stream.raw_data().len() > MAX_METADATA {
        return None;
    }
    let tree = Tree::parse(&stream.decoded_data().ok()?, "metadata").ok()?;
    let root = tree.root();
    let value = |name: &str| {
        // A text may be there in several languages: the first.
        let node = root.descendants().find(|node| node.name() == name)?;
        let item = node.descendants().find(|node| node.name().ends_with(":li")).unwrap_or(node);
        text(item.all_text().as_bytes())
    };
    let created = || root.descendants().find_map(|node| node.attribute("CreateDate"));
    Some(Properties {
        title: value("dc:title"),
        subject: value("dc:description"),
        author: value("dc:creator"),
        created: value("xmp:CreateDate").or_else(|| created().and_then(|date| text(date.as_bytes()))),
        is_message: false,
    })
}

/// A text string: UTF-16 or UTF-8 behind their marks, else the encoding that PDF has of its own.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::super::writer::{Sheet, Writer};
    use super::super::{PdfLimits, extract_pdf};

    #[test]
    fn metadata_in_xml_tells_what_the_information_lacks() {
        // The seventh object is the document information, which is a stream here too.
        let xml = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r' xmlns:xmp='x'><rdf:Description \
                   xmp:CreateDate='2021-03-04T10:00:00+01:00' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt>\
                   <rdf:li>Nota &amp; plan</rdf:li><rdf:li>Note</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>";
        let page = Writer::default().page(Sheet::default().text(11.0, 70.0, 500.0, "De raad"));
        let read = |info: &str| {
            let info = format!("{info}/Length {}>>stream\n{xml}\nendstream %<<", xml.len());
            let bytes = page.clone().info(&info).catalog("/Metadata 7 0 R").bytes();
            extract_pdf(&bytes, PdfLimits::default(), &[]).unwrap().properties
        };
        let properties = read("");
        assert_eq!(properties.title.as_deref(), Some("Nota & plan"));
        assert_eq!(properties.created.as_deref(), Some("2021-03-04T10:00:00+01:00"));
    }
}
