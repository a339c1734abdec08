//! The parts of a mail.
//!
//! mail-parser reads their headers. What it does with bodies is not used: it follows mails in mails as deep as they go,
//! so that a file of a few megabytes takes the stack and the program with it.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Message, MessageParser, MimeHeaders};
use memchr::memmem;

/// Multiparts inside of one another; mail programs write four. Deeper ones are one part.
const MAX_DEPTH: usize = 16;
/// Parts of one mail; the rest is left out.
const MAX_PARTS: usize = 1000;

/// A part that holds no others.
pub(super) struct Part<'x> {
    /// `None` where there are none that could be read.
    headers: Option<Message<'x>>,
    body: &'x [u8],
    /// It says the same as its neighbours, in another format.
    pub(super) is_alternative: bool,
}

/// All parts of a mail in their order.
pub(super) fn parts<'x>(mail: &'x [u8], remarks: &mut Vec<String>) -> Vec<Part<'x>> {
    let mut found = Vec::new();
    // Still to be looked at, the first last.
    let mut left = vec![(mail, 0, false)];
    while let Some((bytes, depth, is_alternative)) = left.pop() {
        if found.len() >= MAX_PARTS {
            remarks.push(format!("it has more than {MAX_PARTS} parts; the rest was left out"));
            break;
        }
        let (head, body) = halves(bytes);
        let headers = headers(head);
        let kind = headers
            .as_ref()
            .and_then(MimeHeaders::content_type)
            .filter(|kind| kind.c_type.eq_ignore_ascii_case("multipart"));
        let boundary = kind.and_then(|kind| kind.attribute("boundary")).filter(|boundary| !boundary.is_empty());
        match boundary {
            Some(boundary) if depth < MAX_DEPTH => {
                let is_alternative = is_alternative || kind.is_some_and(|kind| kind.subtype() == Some("alternative"));
                let at = left.len();
                let pieces = split(body, boundary).take(MAX_PARTS);
                left.extend(pieces.map(|piece| (piece, depth + 1, is_alternative)));
                left[at..].reverse();
            }
            _ => found.push(Part { headers, body, is_alternative }),
        }
    }
    found
}

/// The headers at the start of a part or mail. A message without any is none: asking it for one is a panic.
pub(super) fn headers(bytes: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse_headers(bytes).filter(|message| !message.parts.is_empty())
}

/// Headers and body of a part; the empty line between is of neither.
fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut from = 0;
    while let Some(length) = memchr::memchr(b'\n', &bytes[from..]) {
        if bytes[from..from + length].trim_ascii().is_empty() {
            return (&bytes[..from], &bytes[from + length + 1..]);
        }
        from += length + 1;
    }
    (bytes, &[])
}

/// What stands between the lines of a boundary; the last piece may be cut off.
fn split<'x>(body: &'x [u8], boundary: &str) -> impl Iterator<Item = &'x [u8]> {
    let line = format!("--{boundary}");
    let finder = memmem::Finder::new(line.as_bytes()).into_owned();
    let length = line.len();
    let next = move |from: usize| {
        let mut from = from;
        while let Some(at) = finder.find(body.get(from..)?).map(|at| from + at) {
            let rest = &body[at + length..];
            let tail = &rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1)];
            let is_line = (at == 0 || body[at - 1] == b'\n') && tail.trim_ascii().iter().all(|byte| *byte == b'-');
            if is_line {
                return Some((at, at + length + tail.len(), tail.starts_with(b"--")));
            }
            from = at + length;
        }
        None
    };
    let mut start = next(0).filter(|(_, _, is_last)| !is_last).map(|(_, end, _)| end);
    std::iter::from_fn(move || {
        let from = start?;
        let (to, end, is_last) = next(from).unwrap_or((body.len(), body.len(), true));
        start = (!is_last).then_some(end);
        // The line end before a boundary belongs to it.
        let piece = &body[from..to];
        let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
        Some(piece.strip_suffix(b"\r").unwrap_or(piece))
    })
}

impl Part<'_> {
    fn kind(&self) -> Option<&ContentType<'_>> {
        self.headers.as_ref()?.content_type()
    }

    /// Whether it is of this kind, as `text/plain`; a part that says nothing is that.
    pub(super) fn is(&self, kind: &str, subtype: &str) -> bool {
        let (own, own_subtype) = self.kind().map_or(("text", Some("plain")), |own| (own.ctype(), own.subtype()));
        own.eq_ignore_ascii_case(kind) && own_subtype.is_some_and(|own| own.eq_ignore_ascii_case(subtype))
    }

    pub(super) fn is_picture_in_text(&self) -> bool {
        let is_picture = self.kind().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
        is_picture && self.headers.as_ref().is_some_and(|headers| headers.content_id().is_some())
    }

    /// Whether it is text to be read with the mail.
    pub(super) fn is_text(&self) -> bool {
        let way = self.headers.as_ref().and_then(MimeHeaders::content_disposition);
        let is_attached = way.is_some_and(|way| way.ctype().eq_ignore_ascii_case("attachment"));
        !is_attached && self.name().is_none() && (self.is("text", "plain") || self.is("text", "html"))
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.headers.as_ref()?.attachment_name()
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.kind()?.attribute(name)
    }

    /// What was sent, decoded.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let encoding = self.headers.as_ref().and_then(MimeHeaders::content_transfer_encoding).unwrap_or_default();
        let encoding = encoding.trim().to_ascii_lowercase();
        match encoding.as_str() {
            "base64" => {
                let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
                let digits: Vec<u8> = self.body.iter().copied().filter(is_digit).collect();
                // One digit over is half a byte, as at the end of a mail that is cut off.
                let whole = digits.len() - usize::from(digits.len() % 4 == 1);
                base64_decode(&padded(&digits[..whole])).unwrap_or_default()
            }
            "quoted-printable" => quoted_printable_decode(self.body).unwrap_or_else(|| self.body.to_vec()),
            _ => self.body.to_vec(),
        }
    }

    /// The characters of a text, by what it says of its encoding, else by what its bytes look like.
    pub(super) fn text(&self) -> String {
        let bytes = self.bytes();
        let label = self.parameter("charset").unwrap_or_default().trim();
        match encoding_rs::Encoding::for_label(label.as_bytes()) {
            Some(encoding) if encoding != encoding_rs::UTF_8 => return encoding.decode(&bytes).0.into_owned(),
            // Old mail programs write UTF-7, which browsers do not read.
            None if label.eq_ignore_ascii_case("utf-7") => {
                if let Some(decode) = charset_decoder(b"utf-7") {
                    return decode(&bytes);
                }
            }
            _ => {}
        }
        String::from_utf8(bytes).unwrap_or_else(|error| {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(error.as_bytes(), true);
            detector.guess(Some(b"nl"), chardetng::Utf8Detection::Allow).decode(error.as_bytes()).0.into_owned()
        })
    }
}

fn padded(digits: &[u8]) -> Vec<u8> {
    let mut digits = digits.to_vec();
    while !digits.len().is_multiple_of(4) {
        digits.push(b'=');
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_whole_lines() {
        let pieces = |body: &str| {
            split(body.as_bytes(), "b").map(|piece| String::from_utf8_lossy(piece).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            pieces("voor\r\n--b\r\nx --b\r\n--bc\r\n--b \r\ny\r\n--b--\r\nna\r\n--b\r\nz"),
            ["x --b\r\n--bc", "y"]
        );
        assert_eq!(pieces("--b\nx"), ["x"]);
        assert_eq!(pieces("x").len() + pieces("--b--\n").len(), 0);
        assert_eq!(pieces("--b"), [""]);
    }

    #[test]
    fn mails_in_mails_and_multiparts_in_multiparts_are_not_followed_for_ever() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(300_000);
        assert_eq!(parts(deep.as_bytes(), &mut Vec::new()).len(), 1);
        let deep: String =
            (0..5000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
        assert_eq!(parts(deep.as_bytes(), &mut Vec::new()).len(), 1);
    }
}
