//! Numbers without what is only typography, and those that count (`eerste`, `1ste`).

/// A number without what is only typography: `550.000` → `550000`, `1.200,00` → `1200`. `None` where it is no
/// number written so: `1,5`, `2020` and `18uit02286` are left as typed.
pub(super) fn plain_number(word: &str) -> Option<String> {
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

/// Ordinals in words, from the first.
const ORDINALS: [&str; 20] = [
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
    "twintigste",
];

/// An ordinal (rangtelwoord) in figures: `eerste`, `1ste` and `1e` give `1e`.
pub(super) fn ordinal(word: &str) -> Option<String> {
    let base = word.strip_suffix("ste").or_else(|| word.strip_suffix("de"));
    let digits = base.or_else(|| word.strip_suffix('e'))?;
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("{digits}e"));
    }
    // Nearly all words end before.
    base?;
    ORDINALS.iter().position(|ordinal| *ordinal == word).map(|n| format!("{}e", n + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_have_one_form() {
        for (words, expected) in [
            ("eerste 1ste 1e", Some("1e")),
            ("tweede 2de 2e", Some("2e")),
            ("achtste 8ste", Some("8e")),
            ("twintigste 20ste", Some("20e")),
            ("100ste 100e", Some("100e")),
            ("eerst beste de ste e 2 vierden gemeente", None),
        ] {
            for word in words.split(' ') {
                assert_eq!(ordinal(word).as_deref(), expected, "{word}");
            }
        }
    }
}
