//! Whether the text of a page can be used, or has to be read from its image.

use super::line::Page;

/// A page that shows an image and has fewer letters has no text of its own.
const MIN_LETTERS: usize = 25;
/// Share of letters without meaning above which a page is garbled, in a hundred.
const MAX_UNKNOWN_PERCENT: usize = 30;
/// Below this many letters, or words, nothing is said of the language.
const MIN_JUDGED_LETTERS: usize = 200;
const MIN_JUDGED_WORDS: usize = 40;
/// Share of vowels below which letters are no language, in a hundred: Dutch and English have 38 to 42.
const MIN_VOWEL_PERCENT: usize = 25;
/// Share of common words below which vowels are looked at, in a hundred: running text has over 30, a table of names 2.
const MIN_COMMON_PERCENT: usize = 3;

/// The commonest words of Dutch and English.
const COMMON: [&str; 44] = [
    "de", "het", "een", "en", "van", "in", "op", "te", "is", "dat", "die", "voor", "met", "niet", "zijn", "aan", "er",
    "om", "ook", "als", "dan", "maar", "bij", "of", "uit", "naar", "door", "over", "tot", "wordt", "worden", "deze",
    "dit", "heeft", "the", "and", "to", "for", "that", "with", "this", "are", "was", "be",
];

/// What a page is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Good,
    /// An image with no or hardly any text.
    Image,
    /// Its text stands for other letters than it shows.
    Garbled,
}

/// Judges the text of a page.
pub(super) fn judge(page: &Page, shows_image: bool) -> Verdict {
    let (mut letters, mut vowels, mut visible, mut unknown) = (0, 0, 0, 0);
    for c in page.lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()) {
        visible += 1;
        unknown += usize::from(is_unknown(c));
        if c.is_alphabetic() {
            letters += 1;
            vowels += usize::from(is_vowel(c));
        }
    }
    if unknown * 100 > visible * MAX_UNKNOWN_PERCENT {
        return Verdict::Garbled;
    }
    if letters < MIN_LETTERS && shows_image {
        return Verdict::Image;
    }
    if letters >= MIN_JUDGED_LETTERS && vowels * 100 < letters * MIN_VOWEL_PERCENT && has_no_words(page) {
        return Verdict::Garbled;
    }
    Verdict::Good
}

fn has_no_words(page: &Page) -> bool {
    let (mut words, mut common) = (0, 0);
    for word in page.lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric())) {
        if word.chars().any(char::is_alphabetic) {
            words += 1;
            let word = word.to_lowercase();
            common += usize::from(COMMON.contains(&word.as_str()));
        }
    }
    words >= MIN_JUDGED_WORDS && common * 100 < words * MIN_COMMON_PERCENT
}

fn is_unknown(c: char) -> bool {
    c == '\u{fffd}' || matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff)
}

/// Letters of other scripts count as vowels: what is said here of languages is said of those in Latin letters.
fn is_vowel(c: char) -> bool {
    c > '\u{24f}' || "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüý".contains(c.to_lowercase().next().unwrap_or(c))
}
