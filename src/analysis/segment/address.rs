//! E-mail addresses and URLs: the whole beside its pieces.
//!
//! `jan.jansen@vng.nl` gives `jan`, `jansen`, the host `vng.nl`, and at the first of them the whole. With or without
//! `https://`, `www.` and the slash at its end, a URL is the same address.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::chunk::is_word_char;
use super::{MAX_WORD_CHARS, Segment, SegmentKind, word};

/// Ends of hosts that are taken for one without `www.` before them. No `de`: behind a lost space it is the article.
const TOP_DOMAINS: &[&str] = &["nl", "com", "org", "eu", "net", "info", "gov", "frl", "amsterdam"];

/// Where an address stands in a text.
pub(super) struct Address {
    /// All of it.
    pub(super) range: Range<usize>,
    host: Range<usize>,
    is_mail: bool,
}

/// The first address in a range without white space. Reads no byte more than three times.
pub(super) fn find(text: &str, range: Range<usize>) -> Option<Address> {
    let bytes = text.as_bytes();
    // Where the run of characters of a name or host begins that is being read.
    let mut start = range.start;
    for at in range.clone() {
        let found = match bytes[at] {
            b if is_name_byte(b) => continue,
            b'@' => mail(text, start..at, range.end),
            b':' if bytes[at..range.end].starts_with(b"://") => url(text, start..at, range.end),
            _ => bare(text, start..at, range.end),
        };
        if found.is_some() {
            return found;
        }
        start = at + 1;
    }
    bare(text, start..range.end, range.end)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'%')
}

fn mail(text: &str, local: Range<usize>, limit: usize) -> Option<Address> {
    let local = trimmed(text, local, |b| b.is_ascii_alphanumeric());
    let host = host(text, local.end + 1..limit).filter(|host| {
        let last = text[host.clone()].rsplit_once('.').map(|(_, last)| last);
        last.is_some_and(|last| last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic()))
    })?;
    // The @ stands right behind the name (nothing was trimmed there).
    let is_whole = !local.is_empty() && text.as_bytes()[local.end] == b'@' && is_apart(text, &(local.start..host.end));
    is_whole.then_some(Address { range: local.start..host.end, host, is_mail: true })
}

fn url(text: &str, scheme: Range<usize>, limit: usize) -> Option<Address> {
    let is_scheme = ["http", "https", "ftp"].iter().any(|s| text[scheme.clone()].eq_ignore_ascii_case(s));
    let host = host(text, scheme.end + 3..limit).filter(|_| is_scheme)?;
    Some(Address {
        range: scheme.start..path_end(text, host.end..limit),
        host: without_www(text, host),
        is_mail: false,
    })
}

/// A host without a scheme: `www.vng.nl`, `vng.nl/bestanden`.
fn bare(text: &str, run: Range<usize>, limit: usize) -> Option<Address> {
    let run = trimmed(text, run, |b| b.is_ascii_alphanumeric());
    let host = host(text, run.clone()).filter(|host| *host == run && is_apart(text, host))?;
    let short = without_www(text, host.clone());
    let (before, top) = text[short.clone()].rsplit_once('.')?;
    let is_named = before.len() >= 2 && !before.contains("..") && before.bytes().any(|b| b.is_ascii_alphabetic());
    let is_known = TOP_DOMAINS.contains(&top) || TOP_DOMAINS.iter().any(|t| top == t.to_ascii_uppercase());
    (is_named && (is_known || short != host)).then(|| Address {
        range: host.start..path_end(text, host.end..limit),
        host: short,
        is_mail: false,
    })
}

/// Whether no letter outside ASCII goes on where a range ends (`aa.euïn`) or leads to it.
fn is_apart(text: &str, range: &Range<usize>) -> bool {
    let is_letter = |c: char| !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c));
    !text[range.end..].starts_with(is_letter) && !text[..range.start].ends_with(is_letter)
}

/// The characters of a host from the beginning of a range on.
fn host(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes().get(range.clone())?;
    let len = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let is_begun = bytes.first().is_some_and(u8::is_ascii_alphanumeric);
    is_begun.then(|| trimmed(text, range.start..range.start + len, |b| b.is_ascii_alphanumeric()))
}

fn without_www(text: &str, host: Range<usize>) -> Range<usize> {
    let is_www = text.as_bytes()[host.clone()].get(..4).is_some_and(|www| www.eq_ignore_ascii_case(b"www."));
    if is_www { host.start + 4..host.end } else { host }
}

/// A range of ASCII without what is not wanted at its edges.
fn trimmed(text: &str, range: Range<usize>, wanted: impl Fn(&u8) -> bool) -> Range<usize> {
    let bytes = &text.as_bytes()[range.clone()];
    let (Some(first), Some(last)) = (bytes.iter().position(&wanted), bytes.iter().rposition(&wanted)) else {
        return range.start..range.start;
    };
    range.start + first..range.start + last + 1
}

/// Where the path behind a host ends; signs at its end belong to the sentence.
fn path_end(text: &str, range: Range<usize>) -> usize {
    let rest = &text[range.clone()];
    if !rest.starts_with(['/', '?', '#', ':']) {
        return range.start;
    }
    let is_inside = |c: char| c.is_alphanumeric() || c.is_ascii_punctuation() && !"<>\"()[]{}|\\^`".contains(c);
    let len = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
    range.start + rest[..len].trim_end_matches(|c: char| ".,;:!?'*_".contains(c)).len()
}

impl Address {
    /// Adds the pieces, and the whole to the first of them.
    pub(super) fn push(&self, text: &str, found: &mut Vec<Segment>) {
        let first = found.len();
        if self.is_mail {
            push_pieces(text, self.range.start..self.host.start, found);
        }
        if self.host.len() > MAX_WORD_CHARS {
            push_pieces(text, self.host.clone(), found);
        } else {
            found.push(Segment::new(self.host.clone(), SegmentKind::Address));
        }
        push_pieces(text, self.host.end..self.range.end, found);
        let from = if self.is_mail { self.range.start } else { self.host.start };
        let whole = text[from..self.range.end].trim_end_matches('/');
        if let Some(segment) = found.get_mut(first)
            && whole.len() <= MAX_WORD_CHARS
            && whole.len() > self.host.len()
        {
            segment.add(self.range.end, SegmentKind::Address, whole);
        }
    }
}

/// Words between the signs of a name or path.
fn push_pieces(text: &str, range: Range<usize>, found: &mut Vec<Segment>) {
    let mut at = range.start;
    for piece in text[range].split(|c: char| !c.is_alphanumeric()) {
        if piece.chars().any(is_word_char) {
            word::push(text, at..at + piece.len(), false, found);
        }
        // The sign behind the piece is as long as its character.
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn keeps_the_whole_beside_its_pieces() {
        for (text, expected) in [
            ("jan.jansen@vng.nl.", "jan{jan.jansen@vng.nl} jansen vng.nl"),
            ("mailto:info@Heerhugowaard.NL", "mailto info{info@Heerhugowaard.NL} Heerhugowaard.NL"),
            ("https://www.vng.nl/", "vng.nl"),
            ("(www.vng.nl).", "vng.nl"),
            ("vng.nl", "vng.nl"),
            ("https://vng.nl/a-b?c=1,", "vng.nl{vng.nl/a-b?c=1} a b c 1"),
            ("[hier](https://x.org/p)", "hier x.org{x.org/p} p"),
            ("_www.gemeente-x.nl_", "gemeente-x.nl"),
            ("aa.euïn één.nl", "aa euïn één nl"),
            ("a@b @nl x@y. beleid.De", "a b nl x y beleid De"),
            ("overheid.het incl.btw 1.nl", "overheid het incl btw 1 nl"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
