//! Mails: as they are sent (`.eml`), and as Outlook keeps them (`.msg`).

mod attached;
mod body;
mod msg;
mod packed_rtf;
mod parts;
#[cfg(test)]
mod tests;

pub use attached::Attachment;
use mail_parser::{Address, DateTime};
pub use msg::extract_msg;

use super::block::clean;
use super::{ExtractError, ExtractedText, LineMark, LineRole, Markup, Properties};

/// Largest mail that is read, in bytes.
const MAX_BYTES: usize = 128 << 20;
/// Addressees that are written out; a mailing has thousands.
const MAX_ADDRESSES: usize = 50;

/// Reads a mail: who wrote when to whom on what as the first lines, then its text.
///
/// # Errors
/// Where it is no mail, or larger than the limits.
pub fn extract_eml(bytes: &[u8]) -> Result<(ExtractedText, Vec<Attachment>), ExtractError> {
    if bytes.len() > MAX_BYTES {
        return Err(ExtractError::TooLarge(format!("it is a mail of more than {} MB", MAX_BYTES >> 20)));
    }
    // The line that a mailbox puts before a mail.
    let mail = match bytes.strip_prefix(b"From ") {
        Some(rest) => rest.iter().position(|byte| *byte == b'\n').map_or(bytes, |at| &rest[at + 1..]),
        None => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
    };
    let message = parts::headers(mail)
        .filter(|message| !message.headers().is_empty())
        .ok_or_else(|| ExtractError::Broken("it is no mail: it has no headers".to_owned()))?;
    let mut remarks = Vec::new();
    let parts = parts::parts(mail, &mut remarks);
    let body = body::read(&parts, &mut remarks);
    let attachments = attached::read(&parts, &mut remarks);
    let address = |address: Option<&Address<'_>>| address.and_then(|address| written(address, MAX_ADDRESSES));
    let head = Head {
        author: message.from().and_then(|from| written(from, 1)),
        from: address(message.from().or_else(|| message.sender())),
        to: address(message.to()),
        cc: address(message.cc()),
        date: message.date().copied(),
        subject: message.subject().map(clean),
    };
    Ok((head.above(body, remarks), attachments))
}

/// Who wrote when to whom on what.
struct Head {
    /// The first of those whom it is from.
    author: Option<String>,
    from: Option<String>,
    to: Option<String>,
    cc: Option<String>,
    date: Option<DateTime>,
    subject: Option<String>,
}

impl Head {
    /// A mail with this head above its text, as mail programs print it.
    fn above(self, body: ExtractedText, remarks: Vec<String>) -> ExtractedText {
        let subject = self.subject.filter(|subject| !subject.is_empty());
        let date = self.date.filter(DateTime::is_valid);
        let shown = date.as_ref().map(|date| {
            format!("{:04}-{:02}-{:02} {:02}:{:02}", date.year, date.month, date.day, date.hour, date.minute)
        });
        // A web page kept as a mail is addressed to nobody.
        let is_message = self.to.is_some() || self.cc.is_some();
        let lines =
            [("Van", self.from), ("Aan", self.to), ("Cc", self.cc), ("Datum", shown), ("Onderwerp", subject.clone())];
        let lines: Vec<String> =
            lines.into_iter().filter_map(|(label, value)| Some(format!("{label}: {}", value?))).collect();
        let mut extracted = body;
        put_before(&mut extracted, &lines);
        extracted.remarks.splice(0..0, remarks);
        extracted.properties = Properties {
            title: subject.clone(),
            subject,
            author: self.author,
            created: date.map(|date| date.to_rfc3339()),
            is_message,
        };
        extracted
    }
}

/// Names and addresses as one writes them: `A. de Vries <a.devries@heiloo.nl>; …`.
fn written(address: &Address<'_>, most: usize) -> Option<String> {
    let one = |name: Option<&str>, address: Option<&str>| match (
        name.map(clean).filter(|name| !name.is_empty()),
        address.map(clean),
    ) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (Some(name), _) => Some(name),
        (None, address) => address.filter(|address| !address.is_empty()),
    };
    let mut known = address.iter().filter_map(|address| one(address.name(), address.address()));
    let mut list: Vec<String> = known.by_ref().take(most).collect();
    if most > 1 && known.next().is_some() {
        list.push("…".to_owned());
    }
    (!list.is_empty()).then(|| list.join("; "))
}

/// Writes lines above a text, an empty one between.
fn put_before(extracted: &mut ExtractedText, head: &[String]) {
    if head.is_empty() {
        return;
    }
    if extracted.markup == Markup::Marked {
        let mark = LineMark { role: LineRole::Text, begins: true };
        extracted.marks.splice(0..0, head.iter().map(|_| mark));
        let between = if extracted.text.is_empty() { "" } else { "\n" };
        extracted.text.insert_str(0, &(head.join("\n") + between));
    } else {
        extracted.text.insert_str(0, &(head.join("\n") + "\n\n"));
    }
}
