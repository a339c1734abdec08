//! Words whose stem is written down: irregular plurals, words that the rules would join with what they are not, and
//! abbreviations that are only a short way to write a word.
//!
//! All files have a form, its stem and the reason on each line. A form that begins with `-` is also the end of a
//! compound (`-leden`: raadsleden), and the longest listed end decides (`geleden`).

use std::sync::LazyLock;

use super::hash::WordMap;

const IRREGULAR: &str = include_str!("irregular.tsv");
const GUARDS: &str = include_str!("guards.tsv");
const SHORT: &str = include_str!("short.tsv");

/// Longest abbreviation, in bytes.
const MAX_SHORT: usize = 6;
/// Compounds begin with at least this many letters: `raadsleden`, but not `bleden`.
const MIN_HEAD: usize = 2;

/// The lists, for the version of the analysis.
pub(super) fn fingerprint() -> [&'static [u8]; 3] {
    [IRREGULAR.as_bytes(), GUARDS.as_bytes(), SHORT.as_bytes()]
}

struct Listed {
    /// Stem of the listed form.
    stem: &'static str,
    /// Whether the form may also end a compound.
    ends_compounds: bool,
}

struct Table {
    forms: WordMap<Listed>,
    /// By the last two letters, the lengths of the forms that end so, as bits: most words have no listed end, and this
    /// tells it at once.
    lengths: [[u32; 26]; 26],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { forms: WordMap::default(), lengths: [[0; 26]; 26] };
    for line in IRREGULAR.lines().chain(GUARDS.lines()).filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(form), Some(stem)) = (columns.next(), columns.next()) else { continue };
        let ends_compounds = form.starts_with('-');
        let form = form.trim_start_matches('-');
        if let Some((y, z)) = last_two(form) {
            table.lengths[y][z] |= 1 << form.len();
        }
        table.forms.insert(form, Listed { stem, ends_compounds });
    }
    table
});

/// The word that a folded abbreviation is only a short way to write: `art` → `artikel`.
pub(super) fn full(short: &str) -> Option<&'static str> {
    static WORDS: LazyLock<WordMap<&'static str>> = LazyLock::new(|| {
        let mut words = WordMap::default();
        for line in SHORT.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if let (Some(short), Some(word)) = (columns.next(), columns.next()) {
                words.insert(short, word);
            }
        }
        words
    });
    if short.len() > MAX_SHORT { None } else { WORDS.get(short).copied() }
}

/// The stem of a listed word, or of a compound that ends in one.
pub(super) fn stem_of(word: &str) -> Option<String> {
    let (y, z) = last_two(word)?;
    let mut lengths = TABLE.lengths[y][z];
    // The longest first.
    while lengths != 0 {
        let length = lengths.ilog2();
        lengths &= !(1 << length);
        let Some(head) = word.len().checked_sub(length as usize) else { continue };
        let Some(listed) = word.get(head..).and_then(|end| TABLE.forms.get(end)) else { continue };
        if head == 0 || listed.ends_compounds && head >= MIN_HEAD {
            return Some(format!("{}{}", &word[..head], listed.stem));
        }
    }
    None
}

fn last_two(word: &str) -> Option<(usize, usize)> {
    let mut bytes = word.bytes().rev();
    let (z, y) = (bytes.next()?, bytes.next()?);
    (y.is_ascii_lowercase() && z.is_ascii_lowercase()).then(|| ((y - b'a') as usize, (z - b'a') as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line but the comments, as form, stem and reason.
    fn lines() -> impl Iterator<Item = [&'static str; 3]> {
        let lines = IRREGULAR.lines().chain(GUARDS.lines()).filter(|line| !line.starts_with('#'));
        lines.map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            columns.try_into().unwrap_or_else(|columns| panic!("three columns: {columns:?}"))
        })
    }

    #[test]
    fn each_line_has_a_short_form_once_and_a_reason() {
        let mut seen = std::collections::HashSet::new();
        for [form, stem, reason] in lines() {
            let form = form.trim_start_matches('-');
            assert!(seen.insert(form), "{form} stands there twice");
            assert!(form.len() < u32::BITS as usize && form.bytes().all(|b| b.is_ascii_lowercase()), "{form}");
            assert!(stem.len() >= 2 && stem.bytes().all(|b| b.is_ascii_lowercase()), "{form}: {stem}");
            assert!(reason.len() > 3, "{form} has no reason");
        }
    }

    #[test]
    fn a_listed_stem_is_the_stem_of_its_own_form() {
        // Else the plural would meet nothing: `kinderen` has to give what `kind` gives.
        let stemmer = crate::analysis::stem::DutchStemmer::default();
        let words = ["lid", "stad", "kind", "mens", "criterium", "saldo", "afspraak", "uitgave", "verslag", "gevaar"];
        for (word, plural) in words.iter().zip([
            "leden",
            "steden",
            "kinderen",
            "mensen",
            "criteria",
            "saldi",
            "afspraken",
            "uitgaven",
            "verslagen",
            "gevaren",
        ]) {
            assert_eq!(stemmer.stem(word), stemmer.stem(plural), "{word}");
        }
    }

    #[test]
    fn a_short_form_is_its_word() {
        let stemmer = crate::analysis::stem::DutchStemmer::default();
        for line in SHORT.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(columns[0].len() <= MAX_SHORT && full(columns[1]).is_none(), "{line}");
            assert_eq!(stemmer.stem(columns[0]), stemmer.stem(columns[1]), "{line}");
        }
    }

    #[test]
    fn the_longest_listed_end_decides() {
        for (word, stem) in [
            ("raadsleden", Some("raadslid")),
            ("geleden", Some("geleden")),
            ("deelgemeenten", None),
            ("binnensteden", Some("binnenstad")),
            ("uitbesteden", Some("uitbested")),
            ("leden", Some("lid")),
            ("xleden", None),
            ("é", None),
            ("éleden", Some("élid")),
        ] {
            assert_eq!(stem_of(word).as_deref(), stem, "{word}");
        }
    }
}
