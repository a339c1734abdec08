//! The words of a text as recognition looks at them: folded, with their sentence and what they are looked up by.
//!
//! The words of a block are made once and handed on ([`words_of_blocks`]): names, themes, the borders of passages and their
//! roles look at the same ones. Of a very long document only the first are kept, as they take some six times the room of
//! the text; the others are made again where they are asked for ([`words_of`]).

use std::borrow::Cow;
use std::ops::Range;

use super::names::{fold_word, words};
use crate::layout::Block;

/// Bytes of a document whose words are kept: some six hundred pages, and 25 megabytes of memory.
const KEPT_BYTES: usize = 4 << 20;

/// Words within which a salutation ends (`Geachte leden van de raad, In uw brief …`).
const SALUTATION_WORDS: usize = 9;

/// The words of each block, in order; none for those that are too far down to be kept.
pub(crate) fn words_of_blocks(blocks: &[Block]) -> Vec<Words> {
    let mut left = KEPT_BYTES;
    let words = |block: &Block| {
        left = left.saturating_sub(block.text.len());
        if left > 0 { Words::of(&block.text) } else { Words::default() }
    };
    blocks.iter().map(words).collect()
}

/// The words of a text: those that were kept, else made anew.
pub(crate) fn words_of<'a>(kept: Option<&'a Words>, text: &str) -> Cow<'a, Words> {
    // Of a text without a word none are made anew either.
    kept.filter(|words| words.len() > 0).map_or_else(|| Cow::Owned(Words::of(text)), Cow::Borrowed)
}

/// The words of a text, folded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// The text in small letters, and behind it the folded forms of words that are not of ASCII.
    folded: String,
    words: Vec<Word>,
}

/// Places are those of texts below four gigabytes, which halves the room of a word.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Where it stands in the text.
    bytes: (u32, u32),
    /// Where its folded form stands.
    folded: (u32, u32),
    /// Number of its sentence.
    sentence: u32,
    key: Key,
}

fn range((start, end): (u32, u32)) -> Range<usize> {
    start as usize..end as usize
}

/// What a word is looked up by, worked out once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Key {
    /// Of the whole word.
    pub whole: u32,
    /// Of its first [`KEY_BYTES`].
    pub begin: u32,
    /// Of its last.
    pub end: u32,
}

/// Bytes by which the begin or end of a word is looked up.
const KEY_BYTES: usize = 4;

impl Key {
    /// The key of a folded word.
    #[inline]
    pub fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let number = |bytes: &[u8; KEY_BYTES]| u64::from(u32::from_le_bytes(*bytes));
        let (Some(first), Some(last)) = (bytes.first_chunk().map(number), bytes.last_chunk().map(number)) else {
            let short = bytes.iter().fold(bytes.len() as u64, |number, byte| number << 8 | u64::from(*byte));
            let key = mixed(short);
            return Self { whole: key, begin: key, end: key };
        };
        // Eight bytes at a time; the last eight of a longer word may hold some of the eight before.
        let whole = bytes.last_chunk::<8>().map_or(first << 32 | last, |tail| {
            let all = bytes.as_chunks::<8>().0.iter().chain([tail]);
            all.fold(0, |hash: u64, chunk| (hash.rotate_left(5) ^ u64::from_le_bytes(*chunk)).wrapping_mul(MIX))
        });
        Self { whole: mixed(whole ^ bytes.len() as u64), begin: mixed(first), end: mixed(last) }
    }

    /// The key of this word with the next behind it.
    #[inline]
    pub fn with(self, next: Self) -> u32 {
        mixed(u64::from(self.whole) << 32 | u64::from(next.whole))
    }
}

/// An odd number whose bits lie spread: that of the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Any bit of a number moves all bits of what it becomes.
fn mixed(number: u64) -> u32 {
    let spread = (number ^ number >> 29).wrapping_mul(MIX);
    (spread >> 32) as u32
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut folded = text.to_ascii_lowercase();
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut sentence = 0;
        let mut end = 0;
        let mut before = 0..0;
        let mut since_salutation = SALUTATION_WORDS;
        for bytes in spans(text) {
            let word = text.get(bytes.clone()).unwrap_or_default();
            // Nearly all words are parted by a space, which ends nothing.
            let is_parted = bytes.start == end + 1 && text.as_bytes().get(end) == Some(&b' ');
            let gap = if is_parted { " " } else { text.get(end..bytes.start).unwrap_or_default() };
            if end > 0 && !is_parted && !(gap == ". " && is_abbreviated(text, before, word)) {
                let is_capital = word.starts_with(char::is_uppercase);
                let ends_salutation = gap.starts_with(',') && since_salutation < SALUTATION_WORDS;
                let ends = ends_sentence(gap) || is_capital && (gap.contains(": ") || ends_salutation);
                sentence += u32::from(ends);
            }
            let is_salutation = word.as_bytes().first().is_some_and(|first| first | 0x20 == b'g')
                && word.get(..6).is_some_and(|begin| begin.eq_ignore_ascii_case("geacht"));
            since_salutation = if is_salutation { 0 } else { since_salutation + 1 };
            end = bytes.end;
            before = bytes.clone();
            let form = if word.is_ascii() && word != "&" {
                bytes.clone()
            } else {
                let start = folded.len();
                folded.push_str(&fold_word(word));
                start..folded.len()
            };
            let key = Key::of(folded.get(form.clone()).unwrap_or_default());
            let places = |range: Range<usize>| Some((u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?));
            let (Some(bytes), Some(folded)) = (places(bytes), places(form)) else { break };
            words.push(Word { bytes, folded, sentence, key });
        }
        Self { folded, words }
    }

    /// Number of words.
    #[inline]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, folded; empty beyond the last.
    #[inline]
    pub fn get(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.folded.get(range(word.folded))).unwrap_or_default()
    }

    /// What a word is looked up by; that of the empty word beyond the last.
    #[inline]
    pub fn key(&self, at: usize) -> Key {
        self.words.get(at).map_or_else(|| Key::of(""), |word| word.key)
    }

    /// Where a word begins in the text; at its start beyond the last.
    #[inline]
    pub fn begin(&self, at: usize) -> usize {
        self.words.get(at).map_or(0, |word| range(word.bytes).start)
    }

    /// Where some words stand in the text.
    #[inline]
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |word| range(word.bytes).start);
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last));
        start..last.map_or(start, |word| range(word.bytes).end)
    }

    /// Number of words that begin before a byte of the text.
    pub fn before(&self, byte: usize) -> usize {
        self.words.partition_point(|word| range(word.bytes).start < byte)
    }

    /// The sentences, as numbers of words.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.words.get(from..)?;
            let number = rest.first()?.sentence;
            let length = rest.iter().take_while(|word| word.sentence == number).count();
            from += length;
            Some(from - length..from)
        })
    }

    /// Number of the sentence of a word.
    #[inline]
    pub fn sentence(&self, at: usize) -> Option<u32> {
        self.words.get(at).map(|word| word.sentence)
    }
}

/// Whether a byte is a letter or digit of ASCII.
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_plain
};

/// The words of a text as [`words`] finds them; most are letters of ASCII, which need no table.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let may_begin = |byte: &u8| IS_PLAIN[usize::from(*byte)] || *byte == b'&' || !byte.is_ascii();
        let at = from + bytes.get(from..)?.iter().position(may_begin)?;
        let is_other = |byte: &u8| !IS_PLAIN[usize::from(*byte)];
        let end = at + bytes.get(at..)?.iter().position(is_other).unwrap_or(bytes.len() - at);
        let is_plain = bytes.get(end).is_none_or(u8::is_ascii) && end > at;
        if is_plain {
            from = end;
            return Some(at..end);
        }
        // An accent, or a sign that is no word.
        let word = words(text.get(at..)?).next().map(|word| at + word.start..at + word.end)?;
        from = word.end;
        Some(word)
    })
}

/// Words with a stop that a name follows, and those that a number or a small letter follows.
const TITLES: &[&str] = &["dhr", "dr", "drs", "ing", "ir", "mevr", "mr", "mw", "prof"];
const SHORTENED: &[&str] =
    &["art", "bijv", "blz", "bv", "ca", "evt", "excl", "incl", "jl", "nr", "nrs", "pag", "resp", "st", "vgl"];

/// Whether a stop belongs to the word before it: `m.i.v. 2021`, `art. 3`, `mevr. De Vries`.
fn is_abbreviated(text: &str, before: Range<usize>, next: &str) -> bool {
    let word = text.get(before.clone()).unwrap_or_default();
    if next.starts_with(char::is_uppercase) {
        // `A.B. de Vries`, `A.B. Jansen`
        let is_initial = word.len() == 1 && text.get(..before.start).is_some_and(|rest| rest.ends_with('.'));
        return is_initial && word.starts_with(char::is_uppercase)
            || TITLES.iter().any(|title| word.eq_ignore_ascii_case(title));
    }
    let is_dotted = || text.get(..before.start).is_some_and(|rest| rest.ends_with('.')) && word.len() <= 3;
    let is_letters = || word.starts_with(char::is_alphabetic);
    is_letters() && is_dotted() || SHORTENED.iter().any(|short| word.eq_ignore_ascii_case(short))
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(gap: &str) -> bool {
    gap != " " && ends_in_mark(gap)
}

fn ends_in_mark(gap: &str) -> bool {
    gap.contains(['?', '!', ';', '\n']) || gap.contains(". ") || gap.contains(".\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{BlockKind, Place};

    #[test]
    fn words_are_those_of_names() {
        for text in
            ["één B&W-besluit van 's-Hertogenbosch € 12,50…", "naïef reïntegratie“ ”x", "", "…", "&", "a\u{301}b cd"]
        {
            assert_eq!(spans(text).collect::<Vec<_>>(), words(text).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn a_word_knows_its_form_its_place_and_its_sentence() {
        let text = "Één B&W. Geachte raad, Dank";
        let words = Words::of(text);
        let told: Vec<_> = (0..words.len()).map(|at| (words.get(at), &text[words.bytes(at..at + 1)])).collect();
        let expected = [
            ("een", "Één"),
            ("b", "B"),
            ("en", "&"),
            ("w", "W"),
            ("geachte", "Geachte"),
            ("raad", "raad"),
            ("dank", "Dank"),
        ];
        assert_eq!(told, expected);
        assert_eq!(words.sentences().collect::<Vec<_>>(), [0..4, 4..6, 6..7]);
        assert_eq!((words.before(0), words.before(6), words.before(text.len())), (0, 1, 7));
        assert_eq!((words.key(0), words.key(7)), (Key::of("een"), Key::of("")));
    }

    #[test]
    fn a_stop_that_belongs_to_a_word_ends_no_sentence() {
        for (text, sentences) in [
            ("Dit geldt m.i.v. 2021 voor art. 3 en bijv. de nota.", 1),
            ("Met mevr. De Vries is d.d. 3 maart gesproken.", 1),
            ("Dit was in 2020. De raad stemde in. 3. Sluiting", 4),
            ("1. in te stemmen", 2),
        ] {
            assert_eq!(Words::of(text).sentences().count(), sentences, "{text}");
        }
    }

    #[test]
    fn keys_tell_words_apart_by_begin_end_and_order() {
        let key = Key::of;
        assert_eq!(key("verzoek").begin, key("verzet").begin);
        assert_eq!(key("uitkering").end, key("bijstandsuitkering").end);
        assert_ne!(key("raad").whole, key("rand").whole);
        assert_ne!(key("de").with(key("raad")), key("raad").with(key("de")));
    }

    #[test]
    fn of_a_very_long_document_the_first_words_are_kept() {
        let block = |text: String| Block {
            kind: BlockKind::Paragraph,
            text,
            place: Place { bytes: 0..0, lines: (1, 1), page: None },
        };
        let blocks = [block("De raad".to_owned()), block("woord ".repeat(KEPT_BYTES / 6)), block("besluit".to_owned())];
        let kept = words_of_blocks(&blocks);
        assert_eq!(kept.iter().map(Words::len).collect::<Vec<_>>(), [2, 0, 0]);
        let again = words_of(kept.last(), "besluit");
        assert_eq!((again.len(), again.get(0)), (1, "besluit"));
    }
}
