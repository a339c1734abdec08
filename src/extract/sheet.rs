//! What spreadsheets and presentations of all makes have in common: how much of them is read, and what is told of the rest.

use super::LineRole;
use super::block::Block;

/// Rows of one spreadsheet that are read. What is longer is data, which nobody quotes.
pub(super) const MAX_ROWS: usize = 20_000;
/// Columns of a sheet that are read.
pub(super) const MAX_COLUMNS: usize = 256;
/// Sheets or slides that are read.
pub(super) const MAX_SHEETS: usize = 2_000;

/// Tells that rows were left out.
pub(super) fn too_many_rows() -> String {
    format!("only the first {MAX_ROWS} rows were read")
}

/// Tells that something is not shown to whoever opens the file, and so was not read.
pub(super) fn hidden_remark(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 hidden {what} was left out")),
        n => Some(format!("{n} hidden {what}s were left out")),
    }
}

/// The heading of a sheet: its name, where somebody gave it one.
pub(super) fn heading_of_sheet(name: &str) -> Option<Block> {
    // As programs in the languages of the region number sheets.
    const USUAL: [&str; 6] = ["blad", "werkblad", "sheet", "feuil", "tabelle", "feuille"];
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')')).to_lowercase();
    (!USUAL.contains(&word.as_str())).then(|| Block::new(LineRole::Heading { level: 1 }, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_without_a_name_of_its_own_has_no_heading() {
        assert!(["Blad1", "Sheet 12", "Blad1 (2)", "blad"].iter().all(|name| heading_of_sheet(name).is_none()));
        assert!(["Begroting 2026", "Bladeren", "2026"].iter().all(|name| heading_of_sheet(name).is_some()));
    }
}
