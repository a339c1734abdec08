//! Nothing read from a document reaches a terminal with control characters in it.

use std::borrow::Cow;

/// The text without control characters (escape sequences begin with one) and without the marks that turn the direction
/// of writing, which can make a line read as what it is not. Line breaks and tabs become spaces.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter_map(|c| match c {
                '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' => Some(' '),
                c if is_unsafe(c) => None,
                c => Some(c),
            })
            .collect(),
    )
}

/// The text without control characters and direction marks, its line breaks and tabs kept: for data that a person may
/// open in a terminal or a spreadsheet.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| is_unsafe(c) && !matches!(c, '\n' | '\t' | '\r');
    if text.contains(is_harmful) { Cow::Owned(text.replace(is_harmful, "")) } else { Cow::Borrowed(text) }
}

/// Control characters (escape sequences begin with one) and the marks that turn the direction of writing.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_do_not_pass() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\nd"), "a[31mbc d");
        assert!(matches!(printable("gewoon één"), Cow::Borrowed(_)));
    }
}
