//! One form for what differs only in typography: case, accents, apostrophes, ligatures, invisible characters.
//!
//! `Cliënten` → `clienten`, `scenario’s` → `scenario's`, `Ĳmond` → `ijmond`, `m.b.t` → `mbt`.
//! Cutting the plural off (`scenario's` → `scenario`) is inflection and so [`stem`](super::stem)'s work.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word: lower case, no accents, one kind of apostrophe.
///
/// Idempotent. Words of ASCII letters are the common case and cost one pass.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        let mut folded = word.to_ascii_lowercase();
        folded.retain(|c| c != '_');
        return without_abbreviation_dots(folded);
    }
    let mut folded = String::with_capacity(word.len());
    // Lower-casing may bring new marks (`İ` gives `i` and a dot above), so it comes before decomposition.
    for c in word.chars().flat_map(without_ligature).flat_map(char::to_lowercase).nfd() {
        match c {
            // U+2019 and its look-alikes: typed, typeset and OCR'd texts differ here more than anywhere else.
            '’' | '‘' | '´' | '`' | 'ʼ' | '′' => folded.push('\''),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            // Soft hyphen, zero-width space, joiners, direction marks, byte-order mark: nobody types them.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            // Markdown emphasis that UAX #29 leaves inside a word.
            '_' => {}
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    without_abbreviation_dots(folded)
}

/// Removes the dots inside an abbreviation: `m.b.t` → `mbt`, but `x.nl` and `550.000` stay.
fn without_abbreviation_dots(folded: String) -> String {
    let is_abbreviation = folded.contains('.')
        && folded.split('.').all(|piece| piece.chars().count() <= 2 && piece.chars().all(char::is_alphabetic));
    if is_abbreviation { folded.replace('.', "") } else { folded }
}

/// Compatibility decomposition for the letters where typography leaks into text: the ĳ and fi ligatures, full-width
/// letters. Applied character by character so that `½` and `²`, which mean something else than `1/2` and `2`, stay.
fn without_ligature(c: char) -> impl Iterator<Item = char> {
    let is_typographic = matches!(c, 'Ĳ' | 'ĳ' | 'ﬀ'..='ﬆ' | '！'..='～');
    let decomposed = is_typographic.then(|| std::iter::once(c).nfkd());
    let plain = (!is_typographic).then_some(c);
    decomposed.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_what_differs_only_in_typography() {
        for (word, expected) in [
            ("Cliënten", "clienten"),
            ("FINANCIËLE", "financiele"),
            ("coördinator", "coordinator"),
            ("e\u{301}e\u{301}n", "een"),
            ("scenario’s", "scenario's"),
            ("scenario´s", "scenario's"),
            ("Ĳmond", "ijmond"),
            ("eﬀect", "effect"),
            ("Súdwest", "sudwest"),
            ("uitvoe\u{ad}ring", "uitvoering"),
            ("_nadruk_", "nadruk"),
            ("m.b.t", "mbt"),
            ("d.d", "dd"),
            ("vng.nl", "vng.nl"),
            ("550.000", "550.000"),
            ("BUIG", "buig"),
            ("İ", "i"),
        ] {
            assert_eq!(fold(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,24}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
