//! Cheap looks at a text before a pattern is tried on it: most texts cannot hold what the pattern looks for.
//!
//! A look may say yes too often and never no where the pattern would match.

use memchr::memmem;

/// Whether a text may begin, behind signs, with one of some small letters in either case; any sign or accent may.
pub(super) fn may_begin(text: &str, letters: &[u8]) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    !first.is_ascii_alphanumeric() || letters.contains(&first.to_ascii_lowercase())
}

/// Whether a text holds one of some words in small letters of ASCII, in either case.
pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    let lower = text.to_ascii_lowercase();
    words.iter().any(|word| memmem::find(lower.as_bytes(), word.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_before_the_first_letter_decide_nothing() {
        for text in ["Motie", "motie", "- motie", "  Fiets", "élan"] {
            assert!(may_begin(text, b"m"), "{text}");
        }
        for text in ["Fiets", "1. Motie", ""] {
            assert!(!may_begin(text, b"m"), "{text}");
        }
    }

    #[test]
    fn words_are_found_in_either_case() {
        assert!(holds("De VERGADERING van", &["fiets", "vergadering"]) && !holds("De raad", &["fiets", "vergadering"]));
    }
}
