//! How are our lists of facts written? Lines of cells separated by tabs, and lines that begin with `#` for people.

/// A line of a list.
pub(crate) struct Row {
    cells: Vec<&'static str>,
}

impl Row {
    /// A cell; empty where the line has fewer.
    pub fn text(&self, at: usize) -> &'static str {
        self.cells.get(at).copied().unwrap_or_default()
    }

    /// A cell that may be left empty.
    pub fn optional(&self, at: usize) -> Option<&'static str> {
        Some(self.text(at)).filter(|cell| !cell.is_empty())
    }

    /// A cell that holds several values.
    pub fn list(&self, at: usize, separator: char) -> Vec<&'static str> {
        self.text(at).split(separator).filter(|value| !value.is_empty()).collect()
    }
}

/// The lines of a list without its comments.
pub(crate) fn rows(list: &'static str) -> impl Iterator<Item = Row> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| Row { cells: line.split('\t').collect() })
}
