//! Runs of characters without white space, and a first look at what is in them.
//!
//! Nine words in ten are letters with at most a sign behind them. One pass over the bytes finds that out, so that only
//! the tenth is looked at more closely.

use std::ops::{BitOr, Range};

use unicode_normalization::char::is_combining_mark;

/// Which signs stand between the letters and digits of a chunk, and which of the two it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signs(u16);

impl Signs {
    pub(super) const LETTER: Self = Self(1);
    pub(super) const DIGIT: Self = Self(1 << 1);
    pub(super) const AT: Self = Self(1 << 2);
    pub(super) const DOT: Self = Self(1 << 3);
    pub(super) const COLON: Self = Self(1 << 4);
    pub(super) const PAREN: Self = Self(1 << 5);
    /// Any other sign, and letters outside the Latin blocks.
    const OTHER: Self = Self(1 << 6);
    const SPACE: Self = Self(1 << 7);

    /// Whether one of `wanted` is among them.
    pub(super) fn any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Whether there are only Latin letters and digits, from the first to the last of them.
    pub(super) fn is_plain(self) -> bool {
        !self.any(Self(!(Self::LETTER.0 | Self::DIGIT.0)))
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A run of characters without white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// All of it.
    pub(super) range: Range<usize>,
    /// From its first to its last letter or digit; empty where it has none.
    pub(super) core: Range<usize>,
    /// What is in the core.
    pub(super) signs: Signs,
}

/// What an ASCII character is.
const ASCII: [Signs; 128] = {
    let mut table = [Signs::OTHER; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Signs::LETTER,
            b'0'..=b'9' => Signs::DIGIT,
            b'@' => Signs::AT,
            b'.' => Signs::DOT,
            b':' => Signs::COLON,
            b'(' | b')' => Signs::PAREN,
            b' ' | b'\t'..=b'\r' => Signs::SPACE,
            _ => Signs::OTHER,
        };
        at += 1;
    }
    table
};

/// The character at a place, as signs, and its length in bytes.
fn look(text: &str, at: usize) -> Option<(Signs, usize)> {
    match text.as_bytes().get(at)? {
        byte @ 0..0x80 => Some((ASCII[usize::from(*byte)], 1)),
        // U+0100 to U+024F, all of them letters: ĳ, ő, š.
        0xc4..=0xc9 => Some((Signs::LETTER, 2)),
        _ => {
            let c = text[at..].chars().next()?;
            let signs = match c {
                'À'..='ÿ' if c != '×' && c != '÷' => Signs::LETTER,
                c if c.is_whitespace() => Signs::SPACE,
                c if is_word_char(c) => Signs::OTHER | Signs::LETTER,
                _ => Signs::OTHER,
            };
            Some((signs, c.len_utf8()))
        }
    }
}

/// Letters and digits, but no marks that stand for nothing without a letter before them, nor the apostrophe that
/// Unicode counts as a letter.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c) && c != 'ʼ'
}

/// The first chunk that begins at `at` or behind it.
pub(super) fn next(text: &str, at: usize) -> Option<Chunk> {
    let mut start = at;
    let mut seen = loop {
        let (signs, len) = look(text, start)?;
        if signs != Signs::SPACE {
            break (signs, len);
        }
        start += len;
    };
    let mut chunk = Chunk { range: start..start, core: start..start, signs: Signs::default() };
    let mut between = Signs::default();
    loop {
        let (signs, len) = seen;
        let end = chunk.range.end + len;
        if signs.any(Signs::LETTER | Signs::DIGIT) {
            if chunk.core.is_empty() {
                chunk.core.start = chunk.range.end;
            }
            chunk.core.end = end;
            chunk.signs = chunk.signs | between | signs;
            between = Signs::default();
        } else if !chunk.core.is_empty() {
            between = between | signs;
        }
        chunk.range.end = end;
        match look(text, end) {
            Some(next) if next.0 != Signs::SPACE => seen = next,
            _ => break,
        }
    }
    // A combining mark behind the last letter belongs to it, so the word does not end there.
    if between.any(Signs::OTHER) && text[chunk.core.end..].chars().next().is_some_and(is_combining_mark) {
        chunk.signs = chunk.signs | Signs::OTHER;
    }
    Some(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_the_core() {
        for (text, core, plain) in [
            ("  (beleid), ", "beleid", true),
            ("cliënten.", "cliënten", true),
            ("Ĳmond", "Ĳmond", true),
            ("BUIG-overschot", "BUIG-overschot", false),
            ("opgave(n)", "opgave(n", false),
            ("één\u{a0}twee", "één", true),
            ("cafe\u{301}.", "cafe", false),
            ("–", "", true),
        ] {
            let chunk = next(text, 0).expect("a chunk");
            assert_eq!((&text[chunk.core.clone()], chunk.signs.is_plain()), (core, plain), "{text}");
        }
        assert_eq!(next(" \u{2003}\n", 0), None);
    }

    proptest! {
        #[test]
        fn chunks_are_what_white_space_leaves(text in "(\\PC|[ \u{a0}\u{2009}.,]){0,60}") {
            let mut chunks = Vec::new();
            let mut at = 0;
            while let Some(chunk) = next(&text, at) {
                at = chunk.range.end;
                chunks.push(&text[chunk.range]);
            }
            prop_assert_eq!(chunks, text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
