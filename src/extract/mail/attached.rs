//! Documents in a mail.

use super::super::block::clean;
use super::parts::{Part, headers};

/// Attachments that are kept of one mail.
const MAX_COUNT: usize = 100;
/// Bytes that all of them may have together.
const MAX_BYTES: usize = 128 << 20;
/// Longest name, in characters.
const MAX_NAME: usize = 120;

/// A document in a mail, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called; no path, no control characters.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The attachments of a mail; a mail in it is one as a whole.
pub(super) fn read(parts: &[Part<'_>], remarks: &mut Vec<String>) -> Vec<Attachment> {
    let mut attachments = Attachments::default();
    // Pictures of a signature are no documents.
    let documents = parts.iter().filter(|part| !part.is_text() && !part.is_picture_in_text());
    for (at, part) in documents.enumerate() {
        let bytes = part.bytes();
        attachments.push(name(part, &bytes, at + 1), bytes);
    }
    attachments.finish(remarks)
}

/// Attachments within the limits.
#[derive(Default)]
pub(super) struct Attachments {
    kept: Vec<Attachment>,
    bytes: usize,
    left_out: usize,
}

impl Attachments {
    /// Whether another one could be kept.
    pub(super) fn has_room(&self) -> bool {
        self.kept.len() < MAX_COUNT
    }

    /// Keeps an attachment that holds anything, unless there are too many.
    pub(super) fn push(&mut self, name: String, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        if !self.has_room() || bytes.len() > MAX_BYTES - self.bytes {
            self.leave_out();
            return;
        }
        self.bytes += bytes.len();
        self.kept.push(Attachment { name, bytes });
    }

    pub(super) fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// Those that were kept; the others are told.
    pub(super) fn finish(self, remarks: &mut Vec<String>) -> Vec<Attachment> {
        let what = match self.left_out {
            0 => return self.kept,
            1 => "1 attachment was".to_owned(),
            n => format!("{n} attachments were"),
        };
        let limit = MAX_BYTES >> 20;
        remarks.push(format!("{what} left out: there are more than {MAX_COUNT}, or more than {limit} MB of them"));
        self.kept
    }
}

/// The name of an attachment without anything that a file system reads in it.
fn name(part: &Part<'_>, bytes: &[u8], number: usize) -> String {
    let is_mail = part.is("message", "rfc822");
    let given = part.name().map(safe).filter(|name| !name.is_empty());
    let subject = || {
        let inner = headers(bytes).filter(|_| is_mail)?;
        inner.subject().map(safe).filter(|name| !name.is_empty())
    };
    match given.or_else(subject) {
        Some(name) if is_mail && !name.to_ascii_lowercase().ends_with(".eml") => format!("{name}.eml"),
        Some(name) => name,
        None if is_mail => format!("bijlage-{number}.eml"),
        None if part.is("text", "html") => format!("bijlage-{number}.html"),
        None if part.is("text", "plain") => format!("bijlage-{number}.txt"),
        None => format!("bijlage-{number}.bin"),
    }
}

pub(super) fn safe(name: &str) -> String {
    // Only the last step of what looks like a path.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .map(|c| if c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .collect();
    let name = clean(&name);
    let name = name.trim_matches(['.', ' ']);
    let count = name.chars().count();
    if count <= MAX_NAME {
        return name.to_owned();
    }
    // The end has the kind of file in it.
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).filter(|extension| extension.len() <= 10);
    let most = MAX_NAME - extension.map_or(0, |extension| extension.len() + 1);
    let start: String = name.chars().take(most).collect();
    extension.map_or_else(|| start.clone(), |extension| format!("{}.{extension}", start.trim_end_matches(['.', ' '])))
}
