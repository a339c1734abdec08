//! Labels that stand beside one another, each with its value in a column: which words belong to which?
//!
//! ```text
//! ons kenmerk   18uit01234     onderwerp   jaarstukken 2017 en      Onderwerp   : Verordening
//! bijlagen      3                          begroting 2019                         minimabeleid
//! ```
//!
//! ```text
//! uw brief van     uw kenmerk     ons kenmerk     datum
//! 12 april 2016                   16uit0331       21 juni 2016
//! ```
//!
//! A value that is too long for its column goes on in the next line, below where it began. Only columns tell: what stands
//! elsewhere is another line, and text with tabs has no columns that could be counted.

use super::line::Line;
use super::mark::is_known_label;

/// Lines over which a value in a column goes on.
const MAX_MORE_LINES: usize = 3;
/// A value begins no further to the right.
const MAX_COLUMN: usize = 100;
/// Lines below one another in a column may differ by so much: proportional print is set in columns by eye.
const SLACK: usize = 1;
/// Spaces that part two columns.
const GAP: &str = "   ";

/// A piece of a line that stands apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell<'t> {
    column: usize,
    text: &'t str,
}

/// Gives the values of labels in columns the words that stand below them.
pub(super) fn join_wrapped_values(text: &str, lines: &mut Vec<Line>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    // Where the last value of the line before began, and how often it went on.
    let mut open: Option<(usize, usize)> = None;
    // The labels of the line before, where it holds nothing else: their values stand below them.
    let mut heads: Vec<(String, usize)> = Vec::new();
    for mut line in lines.drain(..) {
        let above = std::mem::take(&mut heads);
        let raw = text.get(line.bytes.clone()).unwrap_or_default();
        // Nearly all lines are neither indented nor set in columns.
        let may_continue = open.is_some() && line.gap == 0 && (line.indent > 0 || raw.contains(GAP));
        if raw.contains('\t') || raw.len() > 2 * MAX_COLUMN || !(may_continue || may_have_label(raw)) {
            open = None;
            kept.push(line);
            continue;
        }
        let mut cells = cells(raw, line.indent);
        let mut goes_on = None;
        if let Some((column, times)) = open.filter(|_| may_continue)
            && kept.last().is_some_and(|before| before.page == line.page)
            && let Some(last) = cells.last().copied().filter(|last| continues(*last, column))
            // Below a value stands that of the label in its own line.
            && !cells.len().checked_sub(2).and_then(|at| cells.get(at)).is_some_and(|cell| is_lone_label(*cell))
            && let Some(before) = kept.last_mut()
        {
            before.text = format!("{} {}", before.text, collapse(last.text));
            goes_on = Some((column, times + 1)).filter(|(_, times)| *times < MAX_MORE_LINES);
            cells.pop();
            if cells.is_empty() {
                before.bytes.end = line.bytes.end;
                open = goes_on;
                continue;
            }
            line.text = cells.iter().map(|cell| collapse(cell.text)).collect::<Vec<_>>().join("\t");
        }
        if let Some(text) = kept.last().and_then(|before| below_heads(before, &above, &line, &cells)) {
            line.text = text;
            if let Some(heads) = kept.pop() {
                line.bytes.start = heads.bytes.start;
                (line.number, line.gap, line.indent) = (heads.number, heads.gap, heads.indent);
            }
            open = None;
            kept.push(line);
            continue;
        }
        let labelled = labelled(&cells);
        if labelled.len() > 1 && labelled.iter().all(|(_, value)| value.is_none()) {
            heads = labelled.iter().zip(&cells).map(|((label, _), cell)| (collapse(label), cell.column)).collect();
        }
        open = goes_on.or_else(|| labelled.last().and_then(|(_, value)| value.map(|v| v.column)).map(|at| (at, 0)));
        if labelled.len() > 1 && labelled.iter().all(|(_, value)| value.is_some()) {
            let field = |(label, value): &(&str, Option<Cell<'_>>)| {
                format!("{}: {}", collapse(label), value.map(|v| collapse(v.text)).unwrap_or_default())
            };
            line.text = labelled.iter().map(field).collect::<Vec<_>>().join("\t");
        }
        kept.push(line);
    }
    *lines = kept;
}

/// A line of values below a line of labels, as labels with their values; `None` where their columns do not meet.
fn below_heads(before: &Line, heads: &[(String, usize)], line: &Line, cells: &[Cell<'_>]) -> Option<String> {
    if heads.is_empty() || cells.is_empty() || line.gap > 1 || line.page != before.page {
        return None;
    }
    let mut values = vec![String::new(); heads.len()];
    for cell in cells {
        let at = heads.iter().position(|(_, column)| column.abs_diff(cell.column) <= SLACK)?;
        let value = values.get_mut(at).filter(|value| value.is_empty())?;
        *value = collapse(cell.text);
    }
    let fields = heads.iter().zip(values).map(|((label, _), value)| format!("{label}: {value}").trim_end().to_owned());
    Some(fields.collect::<Vec<_>>().join("\t"))
}

/// Whether a line may hold a label with its value in a column: a cheap look before the cells are told apart.
fn may_have_label(raw: &str) -> bool {
    raw.contains(GAP) || raw.get(..raw.len().min(40)).is_some_and(|start| start.contains(':'))
}

fn cells(raw: &str, indent: usize) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut column = indent;
    for piece in raw.split(GAP) {
        let words = piece.trim_start();
        let lead = piece.chars().count() - words.chars().count();
        if !words.is_empty() {
            cells.push(Cell { column: column + lead, text: words.trim_end() });
        }
        column += piece.chars().count() + GAP.len();
    }
    cells
}

/// Whether a piece goes on with a value that began in a column.
fn continues(cell: Cell<'_>, column: usize) -> bool {
    let label = cell.text.split(':').next().unwrap_or_default();
    cell.column.abs_diff(column) <= SLACK && !is_known_label(label) && cell.text.contains(char::is_alphabetic)
}

/// Whether a cell is a label whose value stands in the next one.
fn is_lone_label(cell: Cell<'_>) -> bool {
    is_known_label(cell.text) || cell.text.ends_with(':')
}

/// The labels of a line with their values; empty where it holds anything else.
fn labelled<'t>(cells: &[Cell<'t>]) -> Vec<(&'t str, Option<Cell<'t>>)> {
    let mut found: Vec<(&str, Option<Cell<'_>>)> = Vec::new();
    for cell in cells {
        let (label, value) = match cell.text.split_once(':') {
            Some((label, value)) => (label.trim_end(), value),
            None => (cell.text, ""),
        };
        let words = value.trim_start();
        let column = cell.column + cell.text.chars().count() - words.chars().count();
        let own = (!words.is_empty()).then_some(Cell { column, text: words });
        match found.last_mut() {
            _ if is_known_label(label) && column < MAX_COLUMN => found.push((label, own)),
            // The value of a label stands in a column of its own, with the colon or without.
            Some((_, value)) if value.is_none() && label.is_empty() => *value = own,
            Some((_, value)) if value.is_none() => *value = Some(*cell),
            _ => return Vec::new(),
        }
    }
    found
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::line::read_lines;
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        let (mut lines, _) = read_lines(text);
        join_wrapped_values(text, &mut lines);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn values_go_on_below_where_they_began() {
        let table: [(&str, &[&str]); 7] = [
            (
                "ons kenmerk   18uit01234     onderwerp   jaarstukken 2017 en\nbijlagen      3                          begroting 2019",
                &["ons kenmerk: 18uit01234\tonderwerp: jaarstukken 2017 en begroting 2019", "bijlagen\t3"],
            ),
            ("Onderwerp : Verordening\n            minimabeleid 2019", &["Onderwerp : Verordening minimabeleid 2019"]),
            (
                "Datum            : 3 mei 2021\nOnderwerp        : Nota\n                   bijstand",
                &["Datum : 3 mei 2021", "Onderwerp : Nota bijstand"],
            ),
            (
                "Onderwerp   Nota\n            bijstand\n\n            Geachte raad,",
                &["Onderwerp\tNota bijstand", "Geachte raad,"],
            ),
            (
                "Datum          3 mei 2021\nOns kenmerk    P/22.019\nSteller:       team Beleid",
                &["Datum\t3 mei 2021", "Ons kenmerk\tP/22.019", "Steller: team Beleid"],
            ),
            // Another column, another label, another page.
            ("Onderwerp : Nota\n     Aan de raad", &["Onderwerp : Nota", "Aan de raad"]),
            ("Onderwerp : Nota\n            Datum: 3 mei", &["Onderwerp : Nota", "Datum: 3 mei"]),
        ];
        for (text, expected) in table {
            assert_eq!(joined(text), expected, "{text}");
        }
    }

    #[test]
    fn values_stand_below_their_labels() {
        let heads = "uw brief van     uw kenmerk     ons kenmerk     datum";
        let values = "12 april 2016                   16uit0331       21 juni 2016";
        let read = "uw brief van: 12 april 2016\tuw kenmerk:\tons kenmerk: 16uit0331\tdatum: 21 juni 2016";
        assert_eq!(joined(&format!("{heads}\n{values}\nGeacht bestuur,")), [read, "Geacht bestuur,"]);
        // Out of their columns it is not said which is whose.
        let shifted = format!("{heads}\n   {values}");
        assert_eq!(joined(&shifted).len(), 2);
    }

    #[test]
    fn what_is_set_without_labels_stays() {
        for text in [
            "Appels       3       peren\nBananen      4       citroenen",
            "De vraag is: wat nu?\n             Een antwoord",
            "Onderwerp\tNota\n\t\tbijstand",
        ] {
            let (lines, _) = read_lines(text);
            assert_eq!(joined(text), lines.into_iter().map(|line| line.text).collect::<Vec<_>>(), "{text}");
        }
    }
}
