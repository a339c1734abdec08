//! What a matching set is made of, as every format shows it.
//!
//! A [`Tally`] becomes a [`FacetPage`]: values in order, with their names, gaps in time filled, what is beyond a limit counted
//! together.

mod axis;
mod data;
mod name;
mod picture;
mod table;
mod text;

pub use axis::{Axis, FacetValue, Others};
pub use data::{write_facet_csv, write_facet_json, write_facet_jsonl};
pub use picture::{draw_picture, is_drawable};
pub use text::write_facet_text;

use crate::index::{IndexError, Snapshot};
use crate::query::FacetField;
use crate::rank::{Counts, Tally};
use axis::Plan;

/// What was counted, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetPage {
    /// The query as typed; empty where all passages are counted.
    pub query: String,
    /// Time from the query to this page, milliseconds.
    pub took_ms: f64,
    /// Generation of the index.
    pub generation: u64,
    /// The matching set.
    pub total: Counts,
    /// What the reader should know.
    pub warnings: Vec<String>,
    /// Whether passages with some of the words count too.
    pub counts_partial: bool,
    /// The fields that are counted by, one or two, with their values in order.
    pub axes: Vec<Axis>,
    /// Of two fields: for each value of the first those of the second. Where values were left out, they have a last row or column
    /// together.
    pub cells: Vec<Vec<Counts>>,
}

impl FacetPage {
    /// Puts what was counted by `fields` in order; of each field at most `limits` known values are shown, of the fields that time
    /// orders the latest, of others those with the most passages.
    ///
    /// # Errors
    /// Where a name has to be read from the index and cannot be.
    pub fn of(snapshot: &Snapshot, tally: &Tally, fields: &[FacetField], limits: &[usize]) -> Result<Self, IndexError> {
        let mut axes = Vec::new();
        let mut groups = Vec::new();
        for (n, (field, limit)) in fields.iter().zip(limits).enumerate() {
            let plan = Plan::of(*field, &tally.values[n], &tally.of_each(n), *limit);
            let of_field = plan.groups(tally.values[n].len());
            axes.push(plan.axis(snapshot, &tally.values[n], &tally.grouped_by(n, &of_field))?);
            groups.push(of_field);
        }
        let cells = match groups.as_slice() {
            [_, columns] if columns.size > 0 => {
                tally.grouped(&groups).chunks(columns.size).map(<[Counts]>::to_vec).collect()
            }
            _ => Vec::new(),
        };
        let generation = snapshot.payload().generation;
        let (query, warnings) = (String::new(), Vec::new());
        Ok(Self { query, took_ms: 0.0, generation, total: tally.total, warnings, counts_partial: false, axes, cells })
    }
}
