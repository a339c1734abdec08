//! How is this text set: wrapped or one paragraph a line, single- or double-spaced?

use super::line::Line;

/// The measures by which lines are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Geometry {
    /// Whether lines end where the paper did, rather than where a paragraph does.
    pub wrapped: bool,
    /// Width of a full line in characters; meaningless when not `wrapped`.
    pub width: usize,
    /// Empty lines that stand between two lines of one paragraph: 0, or 1 in double-spaced text.
    pub line_gap: usize,
    /// Whether the pieces of pages come in no order, so that nothing is joined across lines: columns read through one
    /// another, blocks of a page shuffled by the extractor.
    pub torn: bool,
}

/// No printed line of running text is longer; beyond it a line is a whole paragraph.
const MAX_WRAPPED_WIDTH: usize = 150;
/// Lines this short are lists, verses, columns of tables.
const MIN_WRAPPED_WIDTH: usize = 40;

impl Geometry {
    /// Measures a text.
    pub fn measure(lines: &[Line]) -> Self {
        let mut widths: Vec<usize> = lines.iter().map(Line::width).collect();
        widths.sort_unstable();
        // The 90th percentile: a stray long line (a URL, a table) does not make the text unwrapped.
        let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
        // Wrapped text has many lines about as long as the longest; lists, verses and tables do not.
        let full = lines.iter().filter(|l| l.width() * 10 >= width * 8).count();
        let wrapped =
            (MIN_WRAPPED_WIDTH..=MAX_WRAPPED_WIDTH).contains(&width) && full * 5 >= lines.len() && lines.len() >= 4;
        Self {
            wrapped,
            width,
            line_gap: usize::from(wrapped && is_double_spaced(lines, width)),
            torn: !wrapped && is_torn(lines),
        }
    }

    /// Whether the gap before `line` ends a paragraph.
    pub fn is_break(self, line: &Line) -> bool {
        line.gap > self.line_gap
    }

    /// Whether a line is so long that the next word would not have fitted, more or less.
    pub fn is_full(self, line: &Line) -> bool {
        if self.wrapped { line.width() * 10 >= self.width * 7 } else { line.width() >= 60 }
    }
}

/// Shares above which lines that follow one another do not belong together: of the lines that end in mid-sentence, those
/// followed by a capital; of the lines that begin in mid-sentence, those that follow a finished one. (Both hold in about
/// fifty of 300 council papers that were extracted a page a line, all of them shuffled when read.)
const TORN_ENDS: f64 = 0.25;
const TORN_STARTS: f64 = 0.2;
/// Fewer open lines say nothing.
const MIN_OPEN_LINES: usize = 4;

fn is_torn(lines: &[Line]) -> bool {
    let ended = |line: &Line| super::chunk::ends_sentence(&line.text) || line.text.ends_with([':', ';', ',']);
    let starts_low = |line: &Line| line.text.starts_with(char::is_lowercase);
    let long = |line: &Line| line.width() >= 60;
    let pairs: Vec<_> = lines.windows(2).filter(|pair| long(&pair[0]) && long(&pair[1])).collect();
    let open: Vec<_> = pairs.iter().filter(|pair| !ended(&pair[0])).collect();
    let low: Vec<_> = pairs.iter().filter(|pair| starts_low(&pair[1])).collect();
    if open.len() < MIN_OPEN_LINES || low.len() < MIN_OPEN_LINES {
        return false;
    }
    let share = |n: usize, of: usize| n as f64 / of as f64;
    let onto_capital = open.iter().filter(|pair| pair[1].text.starts_with(char::is_uppercase)).count();
    let after_end = low.iter().filter(|pair| ended(&pair[0])).count();
    share(onto_capital, open.len()) > TORN_ENDS && share(after_end, low.len()) > TORN_STARTS
}

/// Whether one empty line between two lines is only line spacing: nearly no lines follow one another directly, and
/// sentences run on across single gaps.
fn is_double_spaced(lines: &[Line], width: usize) -> bool {
    let pairs = || lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let direct = pairs().filter(|pair| pair[1].gap == 0).count();
    let single: Vec<_> = pairs().filter(|pair| pair[1].gap == 1).collect();
    if direct * 3 > single.len() {
        return false;
    }
    let full: Vec<_> = single.iter().filter(|pair| pair[0].width() * 10 >= width * 7).collect();
    let running_on = full.iter().filter(|pair| pair[1].text.starts_with(char::is_lowercase)).count();
    full.len() >= 3 && running_on * 3 >= full.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::read_lines;

    fn measured(text: &str) -> Geometry {
        Geometry::measure(&read_lines(text).0)
    }

    #[test]
    fn tells_single_from_double_spacing_and_wrapped_from_not() {
        let prose = [
            "de raad van de gemeente heeft de kadernota besproken en",
            "vraagt het bestuur om een plan voor de komende jaren dat",
            "laat zien hoe de tekorten worden weggewerkt binnen de",
            "begroting van het komende jaar en de jaren die daarna",
            "nog volgen.",
        ];
        assert_eq!(measured(&prose.join("\n")).line_gap, 0);
        let double = measured(&prose.join("\n\n"));
        assert!(double.wrapped);
        assert_eq!(double.line_gap, 1);
        let paragraphs = prose.join(" ") + "\n\n" + &prose.join(" ");
        assert!(!measured(&paragraphs).wrapped);
    }
}
