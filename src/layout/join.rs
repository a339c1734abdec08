//! Putting lines together: what becomes of a word that was broken over a line end?

use std::collections::HashSet;

/// The words of a document, to tell a broken word from a compound with a hyphen of its own.
///
/// Words at the end of a line that end in a hyphen are not in it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    /// Collects the words of a text, line by line.
    pub fn collect<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        for line in lines {
            for word in line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.ends_with('-')) {
                if word.len() > 2 && !words.contains(word) {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Self(words)
    }

    fn holds(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

/// Longest word that is looked at where lines meet.
const MAX_WORD_CHARS: usize = 120;

/// Prefixes that Dutch spelling sets apart by a hyphen (Woordenlijst Nederlandse Taal, rule 6.J): `ex-partner`.
const HYPHEN_PREFIXES: &[&str] = &["ex", "oud", "niet", "non", "vice", "quasi"];
/// Words after which a hyphen stands for the rest of a compound that follows: `werk- en inkomenstaken`.
const SUSPENDING: &[&str] = &["en", "of", "als", "dan", "tot", "en/of", "resp.", "c.q.", "maar", "noch"];

/// Joins lines of one block with single spaces and makes broken words whole.
pub(super) fn join_lines<'a>(lines: impl Iterator<Item = &'a str>, words: &Vocabulary) -> String {
    let mut joined = String::new();
    for line in lines {
        let line = line.replace('\t', " ");
        if joined.is_empty() {
            joined = line;
        } else {
            append(&mut joined, &line, words);
        }
    }
    mend_inner_breaks(joined, words)
}

fn append(joined: &mut String, line: &str, words: &Vocabulary) {
    let left = last_word(joined);
    let right = first_word(line);
    let is_break =
        left.len() > 1 && left.ends_with('-') && right.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let suspends = SUSPENDING.contains(&line.split(' ').next().unwrap_or_default());
    if !is_break || suspends {
        joined.push(' ');
    } else if !keeps_hyphen(left.trim_end_matches('-'), right, words) {
        joined.pop();
    }
    joined.push_str(line);
}

/// Whether the hyphen between the two halves of a word belongs to the word.
fn keeps_hyphen(left: &str, right: &str, words: &Vocabulary) -> bool {
    // The document's own use decides, where it shows it.
    if words.holds(&format!("{left}-{right}")) {
        return true;
    }
    if words.holds(&format!("{left}{right}")) {
        return false;
    }
    let piece = left.rsplit(['-', '/']).next().unwrap_or(left);
    let capitals = piece.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2
        || piece.chars().any(|c| c.is_ascii_digit())
        || right.starts_with(|c: char| !c.is_lowercase())
        || HYPHEN_PREFIXES.contains(&piece.to_lowercase().as_str())
        || vowels_clash(piece, right)
}

/// Whether two halves would be misread without a hyphen, as Dutch spelling puts one then: `re-integratie`,
/// `zee-egel`. (Woordenlijst Nederlandse Taal, rule 6.B, klinkerbotsing.)
fn vowels_clash(left: &str, right: &str) -> bool {
    let pair = (left.chars().next_back(), right.chars().next());
    matches!(
        pair,
        (Some('a'), Some('a' | 'e' | 'i' | 'u'))
            | (Some('e'), Some('e' | 'i' | 'u'))
            | (Some('i'), Some('e' | 'i' | 'j'))
            | (Some('o'), Some('e' | 'i' | 'o' | 'u'))
            | (Some('u'), Some('i' | 'u'))
    )
}

/// `uitvoerings- organisatie` in mid-line, as some extractors leave it: made whole where the document has the word.
fn mend_inner_breaks(text: String, words: &Vocabulary) -> String {
    if !text.contains("- ") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ') {
        let left = last_word(&out);
        let whole = left.len() > 2
            && left.ends_with('-')
            && word.starts_with(char::is_lowercase)
            && !SUSPENDING.contains(&word)
            && words.holds(&format!("{}{}", left.trim_end_matches('-'), first_word(word)));
        if whole {
            out.pop();
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The last word with the hyphens in and after it.
///
/// No further back than [`MAX_WORD_CHARS`]: a text of broken pieces without an end would be read again at each.
fn last_word(text: &str) -> &str {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/');
    let back = text.char_indices().rev().take(MAX_WORD_CHARS).take_while(|(_, c)| of_word(*c));
    let start = back.last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The first word without what follows it.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '/')).unwrap_or(text.len());
    &text[..end]
}

/// Joins torn cells of a table: no hyphen tells that `uitvoeringsorganis` and `atie` are one word, but the document
/// has the whole word and not its first half.
pub(super) fn join_torn<'a>(lines: impl Iterator<Item = &'a str>, words: &Vocabulary) -> String {
    let mut joined = String::new();
    for line in lines {
        let left = last_word(&joined);
        let right = first_word(line);
        let torn = left.len() >= 3
            && right.starts_with(char::is_lowercase)
            && words.holds(&format!("{left}{right}"))
            && !(words.holds(right) && right.len() > 4);
        if torn || joined.is_empty() {
            joined.push_str(line);
        } else {
            append(&mut joined, line, words);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str], elsewhere: &str) -> String {
        join_lines(lines.iter().copied(), &Vocabulary::collect(std::iter::once(elsewhere)))
    }

    #[test]
    fn makes_broken_words_whole_and_keeps_real_hyphens() {
        for (lines, elsewhere, expected) in [
            (["een uitvoerings-", "organisatie voor"], "", "een uitvoeringsorganisatie voor"),
            (["de werk-", "en inkomenstaken"], "", "de werk- en inkomenstaken"),
            (["de re-", "integratie van"], "", "de re-integratie van"),
            (["de re-", "sultaten van"], "", "de resultaten van"),
            (["het BUIG-", "budget"], "", "het BUIG-budget"),
            (["de Midden-", "Groningse raad"], "", "de Midden-Groningse raad"),
            (["een sociaal-", "publieke taak"], "de sociaal-publieke structuur", "een sociaal-publieke taak"),
            (["een ex-", "gedetineerde"], "", "een ex-gedetineerde"),
            (["RSD en Wsw-", "/werkbedrijf"], "", "RSD en Wsw-/werkbedrijf"),
            (["tekst -", "met streep"], "", "tekst - met streep"),
            (["een gewone", "regel"], "", "een gewone regel"),
        ] {
            assert_eq!(joined(&lines, elsewhere), expected);
        }
    }

    #[test]
    fn mends_breaks_in_mid_line_only_when_the_word_is_known() {
        assert_eq!(joined(&["de uitvoe- ring van"], "uitvoering"), "de uitvoering van");
        assert_eq!(joined(&["de uitvoe- ring van"], ""), "de uitvoe- ring van");
        assert_eq!(joined(&["werk- en"], "werken"), "werk- en", "the word that is known is another one");
    }

    #[test]
    fn joins_torn_cells() {
        let words = Vocabulary::collect(std::iter::once("de uitvoeringsorganisatie"));
        assert_eq!(join_torn(["uitvoeringsorganis", "atie"].into_iter(), &words), "uitvoeringsorganisatie");
        assert_eq!(join_torn(["Werk en", "Inkomen"].into_iter(), &words), "Werk en Inkomen");
    }
}
