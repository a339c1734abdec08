//! What spreadsheets and presentations of all makes have in common: how much of them is read, and what is told of the rest.

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
