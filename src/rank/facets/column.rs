//! The columns that are counted by, in one segment.

use std::collections::HashMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use crate::document::Listed;
use crate::passage::Role;
use crate::passage::role::ROLES;
use crate::query::FacetField;

/// Place of a passage without a role among the roles.
pub(super) const NO_ROLE: usize = ROLES;

/// A column of words, with what was made of the words met so far.
pub(super) struct Words<T> {
    column: StrColumn,
    met: HashMap<u64, T>,
}

impl<T: Copy> Words<T> {
    fn get(&mut self, ordinal: u64, make: impl FnOnce(String) -> T) -> T {
        let column = &self.column;
        *self.met.entry(ordinal).or_insert_with(|| {
            let mut word = String::new();
            // An ordinal of the column is in its dictionary.
            let _ = column.ord_to_str(ordinal, &mut word);
            make(word)
        })
    }
}

/// Where the values of a field stand in one segment.
pub(super) enum FieldColumn {
    Words(Option<Words<usize>>),
    /// First and last day, and whether it is the month that counts.
    Days {
        first: Column<i64>,
        last: Column<i64>,
        by_month: bool,
        met: HashMap<(i64, i64), usize>,
    },
    /// Passages have it, not documents.
    OfPassages,
}

impl FieldColumn {
    pub fn open(field: FacetField, segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let name = match field {
            FacetField::Municipality => "municipality",
            FacetField::Arrangement => "arrangement",
            FacetField::Body => "issuing_body",
            FacetField::Kind => "kind",
            FacetField::Theme => "theme",
            FacetField::Root => "root",
            FacetField::Role => return Ok(Self::OfPassages),
            FacetField::Year | FacetField::Month => {
                return Ok(Self::Days {
                    first: columns.i64("first_day")?,
                    last: columns.i64("last_day")?,
                    by_month: field == FacetField::Month,
                    met: HashMap::new(),
                });
            }
        };
        Ok(Self::Words(columns.str(name)?.map(|column| Words { column, met: HashMap::new() })))
    }

    /// The numbers of the values of a passage.
    pub fn values(&mut self, doc: DocId, number: &mut dyn FnMut(Option<String>) -> usize) -> Vec<usize> {
        let mut values = Vec::new();
        match self {
            Self::OfPassages => return values,
            Self::Words(None) => {}
            Self::Words(Some(words)) => {
                let ordinals: Vec<u64> = words.column.term_ords(doc).collect();
                values.extend(ordinals.into_iter().map(|ordinal| words.get(ordinal, |word| number(Some(word)))));
            }
            Self::Days { first, last, by_month, met } => {
                if let (Some(first), Some(last)) = (first.first(doc), last.first(doc)) {
                    let period = || if *by_month { month_of(first, last) } else { year_of(first) };
                    values.push(*met.entry((first, last)).or_insert_with(|| number(Some(period()))));
                }
            }
        }
        if values.is_empty() {
            values.push(number(None));
        }
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// `yyyymmdd` → `yyyy`. No date is known to less than its year.
fn year_of(day: i64) -> String {
    format!("{:04}", day / 10_000)
}

/// The month that both days lie in, else their year.
fn month_of(first: i64, last: i64) -> String {
    if first / 100 == last / 100 { format!("{:04}-{:02}", first / 10_000, first / 100 % 100) } else { year_of(first) }
}

/// Where the roles of passages stand in one segment.
pub(super) struct RoleColumn(Words<usize>);

impl RoleColumn {
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        Ok(segment.fast_fields().str("role")?.map(|column| Self(Words { column, met: HashMap::new() })))
    }

    /// The place of the role of a passage among the roles.
    pub fn role(&mut self, doc: DocId) -> usize {
        let place = |word: String| Role::NAMES.iter().position(|(_, name, ..)| *name == word).unwrap_or(NO_ROLE);
        let ordinal = self.0.column.term_ords(doc).next();
        ordinal.map_or(NO_ROLE, |ordinal| self.0.get(ordinal, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_is_not_known_is_told_by_its_year() {
        assert_eq!((year_of(20200701), month_of(20200701, 20200731)), ("2020".into(), "2020-07".into()));
        assert_eq!(month_of(20200707, 20200707), "2020-07");
        assert_eq!(month_of(20200101, 20201231), "2020");
        assert_eq!(year_of(9990101), "0999");
    }
}
