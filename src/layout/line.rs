//! The lines of extracted text, cleaned of what no reader sees, each knowing where it stands.

use std::ops::Range;

use super::cut::cut_long_line;
use super::mark::is_known_label;

/// A line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its characters without control characters and outer space; columns stay apart by single tabs.
    pub text: String,
    /// Half-open byte range in the extracted text, without outer white space.
    pub bytes: Range<usize>,
    /// Number from 1.
    pub number: usize,
    /// Page from 1.
    pub page: u32,
    /// Empty lines between this one and the line with text before it.
    pub gap: usize,
    /// White space before the text, in columns (a tab counts four).
    pub indent: usize,
    /// Whether it ends in two spaces, which in markdown breaks the line.
    pub hard_break: bool,
    /// Whether it is a number at the margin with a title a column away: `5.c.2    Schriftelijke vragen`.
    pub is_numbered_title: bool,
}

impl Line {
    /// Length in characters.
    pub fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// Reads the lines that hold text, and the number of pages; `None` where no form feed stands in the text.
pub(super) fn read_lines(text: &str) -> (Vec<Line>, Option<u32>) {
    let mut lines = Vec::new();
    let mut page = 1;
    let mut gap = 0;
    let mut offset = 0;
    for (index, whole) in text.split('\n').enumerate() {
        let start = offset;
        offset += whole.len() + 1;
        // A form feed may stand alone, before the first word of the new page, or (rarely) inside a line.
        let mut piece_start = start;
        let pieces = whole.split('\u{c}').count();
        for (i, piece) in whole.split('\u{c}').enumerate() {
            if i > 0 {
                page += 1;
            }
            let cuts = cut_long_line(piece);
            if cuts.is_empty() && i + 1 == pieces {
                gap += 1;
            }
            for cut in cuts {
                match clean_line(&piece[cut.clone()], piece_start + cut.start, index + 1, page, gap) {
                    Some(line) => {
                        lines.push(line);
                        gap = 0;
                    }
                    None if i + 1 == pieces => gap += 1,
                    None => {}
                }
            }
            piece_start += piece.len() + 1;
        }
    }
    // A form feed after the last line ends the last page; it does not begin an empty one.
    let pages = (page > 1).then(|| if ends_page(text) { page - 1 } else { page });
    (lines, pages)
}

fn ends_page(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() && c != '\u{c}').ends_with('\u{c}')
}

fn clean_line(raw: &str, start: usize, number: usize, page: u32, gap: usize) -> Option<Line> {
    let outer = |c: char| c.is_whitespace() || is_invisible(c);
    let trimmed = raw.trim_matches(outer);
    if trimmed.is_empty() {
        return None;
    }
    let lead = raw.len() - raw.trim_start_matches(outer).len();
    let indent = raw[..lead].chars().map(|c| if c == '\t' { 4 } else { usize::from(!is_invisible(c)) }).sum();
    let text = match column_label(trimmed) {
        Some((label, value)) => format!("{}\t{}", clean_text(label), clean_text(value)),
        None => clean_text(trimmed),
    };
    if text.is_empty() {
        return None;
    }
    Some(Line {
        text,
        bytes: start + lead..start + lead + trimmed.len(),
        number,
        page,
        gap,
        indent,
        hard_break: raw.trim_end_matches('\r').ends_with("  "),
        is_numbered_title: has_numbered_title(trimmed),
    })
}

/// A label in one column and its value in another, apart by spaces only: `Onderwerp            Nota bijstand`.
fn column_label(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once("   ")?;
    (is_known_label(label) && !label.contains(':') && !value.trim_start().starts_with(':')).then_some((label, value))
}

/// Number and title must stand at least this many spaces apart.
const COLUMN_GAP: usize = 3;

fn has_numbered_title(text: &str) -> bool {
    let number_end = text.find([' ', '\t']).unwrap_or(text.len());
    let (number, rest) = text.split_at(number_end);
    let title = rest.trim_start();
    let gap = rest.len() - title.len();
    // `1.   De raad besluit …` is a point of a list; titles of points bear no dot, or a number of several parts.
    let levels = number.trim_end_matches('.').split('.').collect::<Vec<_>>();
    let is_number = number.len() <= 8
        && levels.len() <= 4
        && levels[0].parse::<u8>().is_ok()
        && levels
            .iter()
            .all(|l| !l.is_empty() && l.len() <= 2 && l.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase()))
        && (levels.len() > 1 || !number.ends_with('.'));
    is_number
        && (gap >= COLUMN_GAP || rest.starts_with('\t'))
        && title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Characters without a visible form: control characters (text of fonts without a character map is full of them),
/// soft hyphens, zero-width and direction marks, the byte-order mark.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Drops what is invisible, puts one space for each run of white space (a tab where the run holds one), and makes
/// letter-spaced words whole.
fn clean_text(text: &str) -> String {
    // Cheap way out: almost no line holds several single letters.
    if text.split_whitespace().filter(|w| is_single_letter(w)).count() < MIN_SPACED_LETTERS {
        return collapse_spaces(text);
    }
    // In a letter-spaced line one space stands between letters, two or more between words.
    let words = text.split("  ").map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| join_spaced_letters(&collapse_spaces(word))).collect::<Vec<_>>().join(" ")
}

fn collapse_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = None;
    for c in text.chars() {
        if c.is_whitespace() {
            space = Some(if c == '\t' || space == Some('\t') { '\t' } else { ' ' });
        } else if !is_invisible(c) {
            if let Some(s) = space.take()
                && !out.is_empty()
            {
                out.push(s);
            }
            // Two hyphens that look alike and are typed alike.
            out.push(if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c });
        }
    }
    out
}

/// Fewest letters in a row that make a letter-spaced word; three would join enumerations such as `a b c`.
const MIN_SPACED_LETTERS: usize = 4;

/// `b e s l u i t` → `besluit`.
fn join_spaced_letters(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        let run = words[i..].iter().take_while(|w| is_single_letter(w)).count();
        if run >= MIN_SPACED_LETTERS {
            let mut joined = words[i..i + run].concat();
            i += run;
            // The last letter may carry the colon: `b e s l u i t :` has it apart, `b e s l u i t:` does not.
            if let Some(last) = words.get(i)
                && last.chars().count() == 2
                && last.ends_with([':', ';', ',', '.'])
                && last.chars().next().is_some_and(char::is_alphabetic)
            {
                joined.push_str(last);
                i += 1;
            }
            out.push(joined);
        } else {
            out.extend(words[i..i + run.max(1)].iter().map(|w| (*w).to_owned()));
            i += run.max(1);
        }
    }
    out.join(" ")
}

fn is_single_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_pages_gaps_and_offsets() {
        let text = "Een \n\n \n  twee\u{c}drie\r\n\u{c}vier\n";
        let (lines, pages) = read_lines(text);
        let seen: Vec<_> = lines.iter().map(|l| (l.text.as_str(), l.number, l.page, l.gap)).collect();
        assert_eq!(seen, [("Een", 1, 1, 0), ("twee", 4, 1, 2), ("drie", 4, 2, 0), ("vier", 5, 3, 0)]);
        for line in &lines {
            assert_eq!(&text[line.bytes.clone()], line.text);
        }
        assert_eq!(pages, Some(3));
        assert_eq!(read_lines("een\u{c}\n").1, Some(1));
        assert_eq!(read_lines("een").1, None);
    }

    #[test]
    fn labels_in_columns_of_spaces_are_told() {
        assert_eq!(column_label("Onderwerp      Nota bijstand"), Some(("Onderwerp", "   Nota bijstand")));
        assert_eq!(column_label("De raad      en het college"), None);
    }

    #[test]
    fn tells_numbered_titles_from_points() {
        for (text, expected) in [
            ("5.c.2    Schriftelijke vragen", true),
            ("4.a      381 vragen", true),
            ("1        Opening", true),
            ("1.   De raad besluit", false),
            ("12 augustus 2021", false),
            ("250   inwoners", false),
        ] {
            assert_eq!(has_numbered_title(text), expected, "{text}");
        }
    }

    #[test]
    fn makes_letter_spaced_words_whole() {
        assert_eq!(clean_text("b e s l u i t"), "besluit");
        assert_eq!(clean_text("B E S L U I T:"), "BESLUIT:");
        assert_eq!(clean_text("D E   F R Y S K E   M A R R E N"), "D E FRYSKE MARREN");
        assert_eq!(clean_text("punt a b c van de lijst"), "punt a b c van de lijst");
        assert_eq!(clean_text("kolom\t \tkolom  twee"), "kolom\tkolom twee");
        assert_eq!(clean_text("uit\u{ad}voering\u{7}"), "uitvoering");
    }
}
