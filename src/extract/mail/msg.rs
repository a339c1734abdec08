//! Mails as Outlook keeps them (`.msg`, MS-OXMSG): a file system in a file, in which each property of the mail is a file.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use cfb::CompoundFile;
use mail_parser::DateTime;

use super::super::block::clean;
use super::super::html::{extract_html, read_page};
use super::super::rtf::extract_rtf;
use super::super::{ExtractError, ExtractedText, LineRole};
use super::attached::{Attachment, Attachments, safe};
use super::body::{as_plain, clean_lines};
use super::packed_rtf::unpack;
use super::{Head, parts};

/// Bytes that are read of one mail, all properties together.
const MAX_BYTES: u64 = 160 << 20;
/// Entries of one mail in another that are copied.
const MAX_ENTRIES: usize = 20_000;
/// Longest list of addressees, in characters.
const MAX_ADDRESSEES: usize = 2_000;
/// Longest text of a body that is unpacked, in bytes.
const MAX_TEXT: usize = 32 << 20;

/// Properties by the numbers that Outlook gives them.
mod property {
    pub const SUBJECT: u16 = 0x0037;
    pub const SENT: u16 = 0x0039;
    pub const HEADERS: u16 = 0x007d;
    pub const SENDER: u16 = 0x0c1a;
    pub const SENDER_ADDRESS: u16 = 0x0c1f;
    pub const CC: u16 = 0x0e03;
    pub const TO: u16 = 0x0e04;
    pub const DELIVERED: u16 = 0x0e06;
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const NAME: u16 = 0x3001;
    pub const DATA: u16 = 0x3701;
    pub const SHORT_FILE_NAME: u16 = 0x3704;
    pub const FILE_NAME: u16 = 0x3707;
    pub const KIND: u16 = 0x370e;
    pub const CONTENT_ID: u16 = 0x3712;
    pub const WEB_CODE_PAGE: u16 = 0x3fde;
    pub const CODE_PAGE: u16 = 0x3ffd;
    pub const SENDER_MAIL: u16 = 0x5d01;
}

/// Reads a mail of Outlook: its head as the first lines, then its text.
///
/// # Errors
/// Where it is no mail of Outlook, or damaged.
pub fn extract_msg(bytes: &[u8]) -> Result<(ExtractedText, Vec<Attachment>), ExtractError> {
    let broken = |_| ExtractError::Broken("it is cut off or damaged: no mail could be read in it".to_owned());
    let mut mail = Mail { file: CompoundFile::open(Cursor::new(bytes)).map_err(broken)?, left: MAX_BYTES };
    let fixed = mail.fixed("/", 32);
    if fixed.is_empty() && mail.bytes("/", property::SUBJECT, 0x1f).is_none() {
        return Err(ExtractError::Broken("it is no mail of Outlook: it has no properties".to_owned()));
    }
    let mut remarks = Vec::new();
    let encoding = encoding(&fixed);
    let mut text = |tag: u16| mail.text("/", tag, encoding).map(|text| clean(&text)).filter(|text| !text.is_empty());
    let headers = text(property::HEADERS).is_some();
    let sender = text(property::SENDER);
    let address = text(property::SENDER_MAIL).or_else(|| text(property::SENDER_ADDRESS).filter(|it| it.contains('@')));
    let from = match (sender, address) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address),
    };
    let mut list = |tag: u16| text(tag).map(|list| list.chars().take(MAX_ADDRESSEES).collect::<String>());
    let (to, cc) = (list(property::TO), list(property::CC));
    let subject = text(property::SUBJECT);
    let date = if headers { mail.date_in_headers(encoding) } else { None };
    let head = Head { author: from.clone(), from, to, cc, date: date.or_else(|| date_of(&fixed)), subject };
    let body = mail.body(encoding, &mut remarks);
    let attachments = mail.attachments(encoding, &mut remarks);
    let mut extracted = head.above(body, remarks);
    // What Outlook keeps is a mail, whomever it is addressed to.
    extracted.properties.is_message = true;
    Ok((extracted, attachments))
}

/// A mail in memory.
struct Mail<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    left: u64,
}

impl Mail<'_> {
    /// All of a stream; `None` where it is not there, damaged or too large.
    fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(path).ok()?;
        let mut bytes = Vec::new();
        // What is damaged is read as far as it goes.
        let _ = stream.take(self.left + 1).read_to_end(&mut bytes);
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        Some(bytes)
    }

    /// A property with a stream of its own.
    fn bytes(&mut self, storage: &str, tag: u16, kind: u16) -> Option<Vec<u8>> {
        self.stream(&format!("{storage}__substg1.0_{tag:04X}{kind:04X}"))
    }

    fn text(&mut self, storage: &str, tag: u16, encoding: &'static encoding_rs::Encoding) -> Option<String> {
        if let Some(wide) = self.bytes(storage, tag, 0x1f) {
            return Some(encoding_rs::UTF_16LE.decode_without_bom_handling(&wide).0.into_owned());
        }
        let narrow = self.bytes(storage, tag, 0x1e)?;
        Some(encoding.decode_without_bom_handling(&narrow).0.into_owned())
    }

    /// The properties of fixed size, which share a stream, with their values.
    fn fixed(&mut self, storage: &str, header: usize) -> HashMap<u16, [u8; 8]> {
        let bytes = self.stream(&format!("{storage}__properties_version1.0")).unwrap_or_default();
        let entries = bytes.get(header..).unwrap_or_default().chunks_exact(16);
        let pairs = entries.filter_map(|entry| {
            let tag = u16::from_le_bytes([entry[2], entry[3]]);
            Some((tag, entry.get(8..16)?.try_into().ok()?))
        });
        pairs.collect()
    }

    /// When it was sent, with the zone of whoever sent it.
    fn date_in_headers(&mut self, encoding: &'static encoding_rs::Encoding) -> Option<DateTime> {
        let headers = self.text("/", property::HEADERS, encoding)?;
        parts::headers(headers.as_bytes())?.date().filter(|date| date.is_valid()).copied()
    }

    /// The text: as plain text, unless only the page has it, or tables.
    fn body(&mut self, encoding: &'static encoding_rs::Encoding, remarks: &mut Vec<String>) -> ExtractedText {
        let plain = self.text("/", property::BODY, encoding).map(|text| clean_lines(&text, false)).unwrap_or_default();
        let is_rich = |page: &ExtractedText| page.marks.iter().any(|mark| mark.role == LineRole::Row);
        let page = match self.bytes("/", property::HTML, 0x102) {
            Some(bytes) => Some(extract_html(&bytes)),
            None => self.text("/", property::HTML, encoding).map(|text| read_page(&text)),
        };
        match page {
            Some(Ok(page)) if plain.is_empty() || is_rich(&page) => return page,
            Some(Err(error)) if plain.is_empty() => remarks.push(format!("its text as a page was left out: {error}")),
            _ => {}
        }
        if !plain.is_empty() {
            return as_plain(plain);
        }
        let packed = self.bytes("/", property::RTF, 0x102).unwrap_or_default();
        match unpack(&packed, MAX_TEXT).map(|rich| extract_rtf(&rich)) {
            Some(Ok(rich)) => rich,
            Some(Err(error)) => {
                remarks.push(format!("its text was left out: {error}"));
                as_plain(plain)
            }
            None => as_plain(plain),
        }
    }

    fn attachments(&mut self, encoding: &'static encoding_rs::Encoding, remarks: &mut Vec<String>) -> Vec<Attachment> {
        let storages = self.file.read_root_storage();
        let storages = storages.filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"));
        let storages: Vec<String> = storages.map(|entry| format!("/{}/", entry.name())).take(MAX_ENTRIES).collect();
        let mut attachments = Attachments::default();
        for (at, storage) in storages.iter().enumerate() {
            if !attachments.has_room() {
                attachments.leave_out();
                continue;
            }
            let mut text = |tag: u16| self.text(storage, tag, encoding).filter(|text| !text.trim().is_empty());
            // Pictures of a signature are no documents.
            let is_picture = text(property::KIND).is_some_and(|kind| kind.to_ascii_lowercase().starts_with("image/"));
            if is_picture && text(property::CONTENT_ID).is_some() {
                continue;
            }
            let name = text(property::FILE_NAME).or_else(|| text(property::SHORT_FILE_NAME));
            let name = name.or_else(|| text(property::NAME)).map(|name| safe(&name)).filter(|name| !name.is_empty());
            let inner = format!("{storage}__substg1.0_{:04X}000D", property::DATA);
            if self.file.is_storage(&inner) {
                let name = name.unwrap_or_else(|| format!("bijlage-{}", at + 1));
                let name = if name.to_ascii_lowercase().ends_with(".msg") { name } else { format!("{name}.msg") };
                match self.copy_of(&inner) {
                    Some(mail) => attachments.push(name, mail),
                    None => remarks.push(format!("attachment {name} is left out: it is damaged or too large")),
                }
            } else if let Some(bytes) = self.bytes(storage, property::DATA, 0x102) {
                attachments.push(name.unwrap_or_else(|| format!("bijlage-{}.bin", at + 1)), bytes);
            }
        }
        attachments.finish(remarks)
    }

    /// A mail in this one, as a file of its own.
    fn copy_of(&mut self, storage: &str) -> Option<Vec<u8>> {
        let entries = self.file.walk_storage(storage).ok()?.skip(1).take(MAX_ENTRIES + 1);
        let entries: Vec<_> = entries.map(|entry| (entry.path().to_owned(), entry.is_stream())).collect();
        if entries.len() > MAX_ENTRIES {
            return None;
        }
        let mut copy = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
        for (path, is_stream) in entries {
            let own = std::path::Path::new("/").join(path.strip_prefix(storage).ok()?);
            if !is_stream {
                copy.create_storage(&own).ok()?;
                continue;
            }
            let mut bytes = self.stream(path.to_str()?)?;
            // The properties of a mail in another begin with eight bytes less.
            if own == std::path::Path::new("/__properties_version1.0") && bytes.len() >= 24 {
                bytes.splice(24..24, [0; 8]);
            }
            copy.create_stream(&own).ok()?.write_all(&bytes).ok()?;
        }
        copy.flush().ok()?;
        Some(copy.into_inner().into_inner())
    }
}

/// How texts are encoded that are not Unicode.
fn encoding(fixed: &HashMap<u16, [u8; 8]>) -> &'static encoding_rs::Encoding {
    let pages = [property::CODE_PAGE, property::WEB_CODE_PAGE].into_iter().filter_map(|tag| fixed.get(&tag));
    let mut labels = pages.map(|value| match u32::from_le_bytes([value[0], value[1], value[2], value[3]]) {
        65001 => "utf-8".to_owned(),
        page @ 28591..=28606 => format!("iso-8859-{}", page - 28590),
        page => format!("windows-{page}"),
    });
    labels.find_map(|label| encoding_rs::Encoding::for_label(label.as_bytes())).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// When it was sent or came in: hundreds of nanoseconds since 1601.
fn date_of(fixed: &HashMap<u16, [u8; 8]>) -> Option<DateTime> {
    let value = [property::SENT, property::DELIVERED].into_iter().find_map(|tag| fixed.get(&tag))?;
    let seconds = i64::try_from(u64::from_le_bytes(*value) / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
    // Until the year 2200.
    (0..7_258_118_400).contains(&seconds).then(|| DateTime::from_timestamp(seconds))
}
