//! From a folded word to the form that its inflections share.
//!
//! rust-stemmers' Dutch is Snowball's older algorithm (`dutch_porter`; checked against Snowball's published word
//! list). It is deterministic and takes lower-case words only. What it does to a word of this domain stands in the
//! table of the tests below, and what is mended here: plurals on -s behind a vowel, doubled ends, v and z for f and s.

use rust_stemmers::{Algorithm, Stemmer};

/// Shortest result that is taken; below it the word itself is kept, as `ie` or `o` would join unrelated words.
const MIN_STEM_CHARS: usize = 2;

/// The Dutch stemmer.
pub struct DutchStemmer(Stemmer);

impl Default for DutchStemmer {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::Dutch))
    }
}

impl DutchStemmer {
    /// The stem of a folded word. Words that hold a digit come back as they are, numbers without their typography
    /// (see [`plain_number`]).
    pub fn stem(&self, folded: &str) -> String {
        if folded.chars().any(|c| c.is_ascii_digit()) {
            return plain_number(folded).unwrap_or_else(|| folded.to_owned());
        }
        let word = repaired_diaeresis(without_apostrophe_suffix(folded));
        let singular = without_plural_s(&word);
        let stem = self.0.stem(singular);
        match stem.chars().count() {
            0..MIN_STEM_CHARS if word.is_empty() => folded.to_owned(),
            0..MIN_STEM_CHARS => word,
            _ => with_singular_end(stem.into_owned()),
        }
    }
}

/// A number without what is only typography: `550.000` → `550000`, `1.200,00` → `1200`. `None` where it is no
/// number written so: `1,5`, `2020` and `18uit02286` are left as typed.
fn plain_number(word: &str) -> Option<String> {
    let (whole, fraction) = match word.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (word, None),
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let mut grouped = false;
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(first) {
        return None;
    }
    for group in groups {
        grouped = true;
        if group.len() != 3 || !is_digits(group) || first.len() > 3 {
            return None;
        }
    }
    match fraction {
        None if grouped => Some(whole.replace('.', "")),
        None => None,
        Some("00") => Some(whole.replace('.', "")),
        Some(cents) if is_digits(cents) && grouped => Some(format!("{},{cents}", whole.replace('.', ""))),
        Some(_) => None,
    }
}

/// Cuts a plural or derivation that is written with an apostrophe: `scenario's`, `wsw'ers`, `or'en`.
fn without_apostrophe_suffix(word: &str) -> &str {
    match word.rsplit_once('\'') {
        Some((base, "s" | "er" | "ers" | "en" | "tje" | "tjes")) if !base.is_empty() => base,
        _ => word.trim_matches('\''),
    }
}

/// Words on `-ies` that are no plurals.
const SINGULAR_IES: &[&str] =
    &["advies", "precies", "verlies", "kies", "vies", "species", "provies", "paradies", "bries", "fries", "vlies"];

/// Cuts the plural `-s` behind a vowel, which the algorithm leaves: `subsidies`, `colleges`, `gemeentes`. Behind other
/// consonants than these `-es` ends singulars (`proces`, `adres`, `congres`).
fn without_plural_s(word: &str) -> &str {
    let Some(base) = word.strip_suffix('s').filter(|base| base.len() >= 5 && base.is_ascii()) else { return word };
    let ies = base.ends_with("ie") && !SINGULAR_IES.iter().any(|singular| word.ends_with(singular));
    let es = ["ge", "ve", "te", "de"].iter().any(|end| base.ends_with(end));
    if ies || es { base } else { word }
}

/// Gives a stem the end that its singular has: `stell` (stellen) → `stel`, `briev` (brieven) → `brief`, `huiz` →
/// `huis`. The algorithm undoubles only kk, dd and tt.
fn with_singular_end(mut stem: String) -> String {
    let mut last = stem.chars().rev();
    let (Some(z), Some(y)) = (last.next(), last.next()) else { return stem };
    if z == y && z.is_ascii_lowercase() && !matches!(z, 'a' | 'e' | 'i' | 'o' | 'u') && stem.len() > MIN_STEM_CHARS + 1
    {
        stem.pop();
    } else if matches!(z, 'v' | 'z') && stem.len() > MIN_STEM_CHARS {
        stem.pop();
        stem.push(if z == 'v' { 'f' } else { 's' });
    }
    stem
}

/// Mends what folding takes from the stemmer: in `financiële` the ë keeps `-iel` from being read as a long ie, and
/// without it `financiele` would not meet `financieel`.
fn repaired_diaeresis(word: &str) -> String {
    for (ending, repaired) in [("iele", "ieel"), ("uele", "ueel")] {
        if let Some(base) = word.strip_suffix(ending)
            && base.chars().count() >= 3
        {
            return format!("{base}{repaired}");
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_the_inflections_of_the_domain() {
        let stemmer = DutchStemmer::default();
        for (one, other) in [
            ("overschot", "overschotten"),
            ("regeling", "regelingen"),
            ("zienswijze", "zienswijzen"),
            ("gemeente", "gemeenten"),
            ("raadsinformatieavond", "raadsinformatieavonden"),
            ("buigoverschot", "buigoverschotten"),
            ("financiele", "financieel"),
            ("individuele", "individueel"),
            ("scenario", "scenario's"),
            ("wsw", "wsw'ers"),
            ("raadsvoorstel", "raadsvoorstellen"),
            ("subsidie", "subsidies"),
            ("commissie", "commissies"),
            ("college", "colleges"),
            ("reserve", "reserves"),
            ("brief", "brieven"),
            ("huis", "huizen"),
            ("advies", "adviezen"),
            ("plan", "plannen"),
            ("proces", "processen"),
            ("maatregel", "maatregelen"),
            ("bijdrage", "bijdragen"),
        ] {
            assert_eq!(stemmer.stem(one), stemmer.stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn keeps_apart_what_means_something_else() {
        let stemmer = DutchStemmer::default();
        for (one, other) in [("gemeente", "mening"), ("begeleiding", "beleid"), ("raad", "raming"), ("wmo", "wwb")] {
            assert_ne!(stemmer.stem(one), stemmer.stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn leaves_codes_alone_and_numbers_plain() {
        let stemmer = DutchStemmer::default();
        for (word, expected) in [
            ("550.000", "550000"),
            ("1.200,00", "1200"),
            ("1.200,50", "1200,50"),
            ("1,5", "1,5"),
            ("2020", "2020"),
            ("12.5", "12.5"),
            ("18uit02286", "18uit02286"),
            ("rb2020079", "rb2020079"),
            ("3.14.15", "3.14.15"),
        ] {
            assert_eq!(stemmer.stem(word), expected, "{word}");
        }
    }
}
