//! Counts for people at a terminal.

use std::io::{self, Write};

use anstyle::Style;

use super::table::write_table;
use super::{Axis, FacetPage, FacetValue};
use crate::document::Listed;
use crate::query::FacetField;
use crate::show::printable::printable;
use crate::show::{TextStyle, counted};

/// Columns of the longest name that is written out.
const MAX_NAME: usize = 36;
/// Columns below which a bar says nothing.
const MIN_BAR: usize = 8;
/// Columns of the longest bar.
const MAX_BAR: usize = 50;
/// Years or months without anything, in a row, from which on they are told in one line.
const MIN_FOLDED: usize = 6;

/// Writes what was counted: of one field a line a value, with bars where they are wanted; of two a table.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_facet_text(out: &mut dyn Write, page: &FacetPage, style: TextStyle, bars: bool) -> io::Result<()> {
    if page.total.passages > 0 {
        match page.axes.as_slice() {
            [axis] => write_values(out, page, axis, style, bars)?,
            [rows, columns] => write_table(out, page, (rows, columns), style)?,
            _ => {}
        }
    }
    writeln!(out, "{}", summary(page))?;
    for axis in &page.axes {
        for remark in remarks(axis, page.total.passages) {
            writeln!(out, "{remark}")?;
        }
    }
    Ok(())
}

fn summary(page: &FacetPage) -> String {
    let any = if page.counts_partial { " with any of the words" } else { "" };
    match page.total.passages {
        0 => "nothing found".to_owned(),
        n => format!("{} in {}{any}", counted(n, "passage"), counted(page.total.documents, "document")),
    }
}

/// What has to be known to read the numbers of a field.
fn remarks(axis: &Axis, total: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(others) = axis.others {
        let which = if axis.field.is_time() { "earlier" } else { "more" };
        remarks.push(format!(
            "left out: {} {which} by {} with {} in {}; --all shows them",
            others.values,
            axis.field.as_str(),
            counted(others.passages, "passage"),
            counted(others.documents, "document"),
        ));
    }
    let sum: usize = axis.values.iter().map(|value| value.passages).sum();
    if axis.field.is_multiple() && sum > total {
        remarks.push(format!("a document with more than one {} counts under each", axis.field.as_str()));
    }
    remarks
}

/// A text in so many columns at most, cut with an ellipsis.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let text = printable(text);
    if unicode_width::UnicodeWidthStr::width(text.as_ref()) <= columns {
        return text.into_owned();
    }
    let mut short = String::new();
    let mut width = 0;
    for c in text.chars() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width >= columns {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

/// A text in exactly so many columns, if it is not longer.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let width = unicode_width::UnicodeWidthStr::width(text);
    format!("{text}{}", " ".repeat(columns.saturating_sub(width)))
}

/// One line: a value, or a time in which there is nothing.
struct Line {
    name: String,
    passages: usize,
    documents: usize,
}

impl Line {
    fn of(value: &FacetValue, field: FacetField) -> Self {
        let name = cut(&value.name.in_english(field), MAX_NAME);
        Self { name, passages: value.passages, documents: value.documents }
    }
}

fn lines(axis: &Axis) -> Vec<Line> {
    let mut lines = Vec::new();
    for alike in axis.values.chunk_by(|a, b| axis.field.is_time() && a.passages == 0 && b.passages == 0) {
        match alike {
            [first, .., last] if alike.len() >= MIN_FOLDED => {
                let name = format!("{} … {}", first.name.label, last.name.label);
                lines.push(Line { name, passages: 0, documents: 0 });
            }
            few => lines.extend(few.iter().map(|value| Line::of(value, axis.field))),
        }
    }
    lines
}

fn write_values(out: &mut dyn Write, page: &FacetPage, axis: &Axis, style: TextStyle, bars: bool) -> io::Result<()> {
    let lines = lines(axis);
    let head = axis.field.as_str();
    let widest = lines.iter().map(|line| unicode_width::UnicodeWidthStr::width(line.name.as_str()));
    let name_width = widest.max().unwrap_or(0).max(head.len());
    let digits = |n: usize| n.to_string().len();
    let most = lines.iter().map(|line| line.passages).max().unwrap_or(0);
    let (passages_width, documents_width) = (digits(most).max("passages".len()), "documents".len());
    let bar_width = style.width.saturating_sub(name_width + passages_width + documents_width + 2 + 8 + 4).min(MAX_BAR);
    let (dim, plain) = (Style::new().dimmed(), Style::new());
    let dim = if style.colour { dim } else { plain };
    writeln!(
        out,
        "{dim}{}  {:>passages_width$}  {:>6}  {:>documents_width$}{dim:#}",
        padded(head, name_width),
        "passages",
        "share",
        "documents"
    )?;
    for line in &lines {
        let share = format!("{:.1}%", 100.0 * line.passages as f64 / page.total.passages.max(1) as f64);
        let bar = if bars && bar_width >= MIN_BAR { bar(line.passages, most, bar_width) } else { String::new() };
        let row = format!(
            "{}  {:>passages_width$}  {share:>6}  {:>documents_width$}  {bar}",
            padded(&line.name, name_width),
            line.passages,
            line.documents,
        );
        writeln!(out, "{}", row.trim_end())?;
    }
    Ok(())
}

/// A bar in eighths of a column; what there is has at least one.
fn bar(n: usize, most: usize, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = ((n * width * 8) as f64 / most.max(1) as f64).round() as usize;
    let eighths = eighths.max(usize::from(n > 0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_gone() {
        assert_eq!(bar(10, 10, 8), "████████");
        assert_eq!(bar(5, 10, 5), "██▌");
        assert_eq!((bar(1, 1_000_000, 8), bar(0, 10, 8)), ("▏".into(), String::new()));
        assert_eq!(bar(0, 0, 8), "");
    }

    #[test]
    fn a_long_name_is_cut_by_what_it_takes_on_a_terminal() {
        assert_eq!(cut("gemeente", 8), "gemeente");
        assert_eq!(cut("gemeenten", 8), "gemeent…");
        assert_eq!(cut("\u{1b}[31mrood", 20), "[31mrood");
        assert_eq!(unicode_width::UnicodeWidthStr::width(cut("漢字漢字漢字", 6).as_str()), 5);
    }
}
