//! Counts for programs: JSON, JSON lines, CSV.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Axis, FacetPage, FacetValue, Others};
use crate::document::Listed;
use crate::rank::Counts;
use crate::show::csv::{csv_writer, from_csv};
use crate::show::printable::without_controls;
use crate::show::to_safe_json;

#[derive(Serialize)]
struct Head<'a> {
    query: &'a str,
    took_ms: f64,
    generation: u64,
    total_passages: usize,
    total_documents: usize,
    warnings: &'a [String],
    by: Vec<&'static str>,
}

#[derive(Serialize)]
struct OneField<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    values: &'a [FacetValue],
    others: Option<Others>,
}

#[derive(Serialize)]
struct TwoFields<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    rows: &'a [FacetValue],
    columns: &'a [FacetValue],
    cells: Vec<Vec<Cell>>,
    other_rows: Option<Others>,
    other_columns: Option<Others>,
}

#[derive(Serialize)]
struct Cell {
    passages: usize,
    documents: usize,
}

fn names(page: &FacetPage) -> Vec<&'static str> {
    page.axes.iter().map(|axis| axis.field.as_str()).collect()
}

/// Writes one object: of one field its `values`, of two `rows`, `columns` and `cells`.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_facet_json(out: &mut dyn Write, page: &FacetPage) -> io::Result<()> {
    let head = Head {
        query: &page.query,
        took_ms: page.took_ms,
        generation: page.generation,
        total_passages: page.total.passages,
        total_documents: page.total.documents,
        warnings: &page.warnings,
        by: names(page),
    };
    let json = match page.axes.as_slice() {
        [rows, columns] => {
            let cell = |counts: &Counts| Cell { passages: counts.passages, documents: counts.documents };
            let shown = page.cells.iter().take(rows.values.len());
            let cells = shown.map(|row| row.iter().take(columns.values.len()).map(cell).collect()).collect();
            let page = TwoFields {
                head,
                rows: &rows.values,
                columns: &columns.values,
                cells,
                other_rows: rows.others,
                other_columns: columns.others,
            };
            to_safe_json(&page, true)?
        }
        axes => {
            let axis = axes.first();
            let values = axis.map(|axis| axis.values.as_slice()).unwrap_or_default();
            to_safe_json(&OneField { head, values, others: axis.and_then(|axis| axis.others) }, true)?
        }
    };
    writeln!(out, "{json}")
}

/// What is one row of a list: the values that were chosen, with what has all of them. Of two fields only what occurs.
fn rows(page: &FacetPage) -> Vec<(Vec<(&Axis, &FacetValue)>, Counts)> {
    let mut rows = Vec::new();
    match page.axes.as_slice() {
        [axis] => {
            for value in &axis.values {
                let counts = Counts { passages: value.passages, documents: value.documents };
                rows.push((vec![(axis, value)], counts));
            }
        }
        [first, second] => {
            for (row, cells) in first.values.iter().zip(&page.cells) {
                for (column, counts) in second.values.iter().zip(cells).filter(|(_, counts)| counts.passages > 0) {
                    rows.push((vec![(first, row), (second, column)], *counts));
                }
            }
        }
        _ => {}
    }
    rows
}

/// Writes an object a line: the query, each field with its value and label, the counts.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_facet_jsonl(out: &mut dyn Write, page: &FacetPage) -> io::Result<()> {
    for (values, counts) in rows(page) {
        writeln!(out, "{}", to_safe_json(&Line { query: &page.query, values, counts }, false)?)?;
    }
    Ok(())
}

struct Line<'a> {
    query: &'a str,
    values: Vec<(&'a Axis, &'a FacetValue)>,
    counts: Counts,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("query", self.query)?;
        for (axis, value) in &self.values {
            line.serialize_entry(axis.field.as_str(), &value.name.value)?;
            line.serialize_entry(&format!("{}_label", axis.field.as_str()), &value.name.label)?;
        }
        line.serialize_entry("passages", &self.counts.passages)?;
        line.serialize_entry("documents", &self.counts.documents)?;
        line.end()
    }
}

/// Writes RFC 4180 with a header; columns are those of the JSON lines. What is unknown has an empty value.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_facet_csv(out: &mut dyn Write, page: &FacetPage) -> io::Result<()> {
    let mut writer = csv_writer(out);
    let fields = names(page).into_iter().flat_map(|name| [name.to_owned(), format!("{name}_label")]);
    let header = ["query".to_owned()].into_iter().chain(fields);
    let header = header.chain(["passages".to_owned(), "documents".to_owned()]);
    writer.write_record(header.collect::<Vec<_>>()).map_err(from_csv)?;
    for (values, counts) in rows(page) {
        let mut row = vec![page.query.clone()];
        for (_, value) in values {
            row.push(value.name.value.clone().unwrap_or_default());
            row.push(value.name.label.clone());
        }
        row.extend([counts.passages.to_string(), counts.documents.to_string()]);
        writer.write_record(row.iter().map(|cell| without_controls(cell).into_owned())).map_err(from_csv)?;
    }
    writer.flush()
}
