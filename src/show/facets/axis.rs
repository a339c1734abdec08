//! The values of a field in the order in which they are shown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::name::{Name, known_name, name_of};
use crate::index::{IndexError, Snapshot};
use crate::query::FacetField;
use crate::rank::{Counts, Groups, TalliedValue};

/// A value and what has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FacetValue {
    /// Name and label.
    #[serde(flatten)]
    pub name: Name,
    /// Passages with it.
    pub passages: usize,
    /// Documents with it.
    pub documents: usize,
}

/// Values that are not shown one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Others {
    /// How many they are.
    pub values: usize,
    /// Passages with any of them.
    pub passages: usize,
    /// Documents with any of them.
    pub documents: usize,
}

/// A field with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The field.
    pub field: FacetField,
    /// Its values in order, the unknown one last.
    pub values: Vec<FacetValue>,
    /// Those beyond the limit.
    pub others: Option<Others>,
}

/// Months between two dates beyond which nobody wants to see the time between them empty: one of them is a mistake. A hundred years.
const MAX_GAP: i64 = 1200;

/// Which values are shown, in order.
pub(super) struct Plan {
    field: FacetField,
    slots: Vec<Slot>,
    /// Numbers of the values beyond the limit.
    left: Vec<usize>,
}

enum Slot {
    /// A value by its number.
    Value(usize),
    /// A year or month in which there is nothing.
    Gap(String),
}

impl Plan {
    /// Orders values: by time, else by passages and name. What is unknown comes last and is always shown.
    pub fn of(field: FacetField, values: &[TalliedValue], counts: &[Counts], limit: usize) -> Self {
        let (mut known, unknown): (Vec<usize>, Vec<usize>) =
            (0..values.len()).partition(|number| values[*number].term.is_some());
        let term = |number: usize| values[number].term.as_deref().unwrap_or_default();
        let left = if field.is_time() {
            known.sort_by_key(|number| place_in_time(term(*number)));
            known.drain(..known.len().saturating_sub(limit)).collect()
        } else {
            // By the label, where that needs no look into the index.
            known.sort_by_cached_key(|number| {
                let label = known_name(field, term(*number)).map(|name| name.label.to_lowercase());
                let label = label.unwrap_or_else(|| term(*number).to_owned());
                (std::cmp::Reverse(counts[*number].passages), label, term(*number))
            });
            known.split_off(limit.min(known.len()))
        };
        let mut slots: Vec<Slot> = known.iter().map(|number| Slot::Value(*number)).collect();
        if field.is_time() {
            slots = with_gaps(field, slots, &term);
        }
        slots.extend(unknown.into_iter().map(Slot::Value));
        Self { field, slots, left }
    }

    /// A group for each that is shown, behind them one for the others.
    pub fn groups(&self, values: usize) -> Groups {
        let mut of_value = vec![None; values];
        for (group, slot) in self.slots.iter().enumerate() {
            if let Slot::Value(number) = slot {
                of_value[*number] = Some(group);
            }
        }
        for number in &self.left {
            of_value[*number] = Some(self.slots.len());
        }
        Groups { of_value, size: self.slots.len() + usize::from(!self.left.is_empty()) }
    }

    /// The axis, with the counts of its groups.
    pub fn axis(self, snapshot: &Snapshot, values: &[TalliedValue], counts: &[Counts]) -> Result<Axis, IndexError> {
        let named = |slot: &Slot| match slot {
            Slot::Value(number) => name_of(snapshot, self.field, &values[*number]),
            Slot::Gap(period) => Ok(Name::plain(period)),
        };
        let mut shown = Vec::with_capacity(self.slots.len());
        for (slot, Counts { passages, documents }) in self.slots.iter().zip(counts.iter().copied()) {
            shown.push(FacetValue { name: named(slot)?, passages, documents });
        }
        let others = counts.get(self.slots.len()).map(|counts| Others {
            values: self.left.len(),
            passages: counts.passages,
            documents: counts.documents,
        });
        Ok(Axis { field: self.field, values: shown, others })
    }
}

/// Year and month; a year of which no month is known stands behind its months.
fn place_in_time(period: &str) -> (i64, i64) {
    let (year, month) = period.split_once('-').unwrap_or((period, "13"));
    // Written by us from numbers.
    (year.parse().unwrap_or(0), month.parse().unwrap_or(0))
}

/// Puts the years or months between that have nothing.
fn with_gaps<'a>(field: FacetField, slots: Vec<Slot>, term: &dyn Fn(usize) -> &'a str) -> Vec<Slot> {
    let is_month = field == FacetField::Month;
    // Months since the year 0, of years their first.
    let place = |slot: &Slot| match slot {
        Slot::Value(number) => match place_in_time(term(*number)) {
            (_, 13) if is_month => None,
            (year, 13) => Some(year * 12),
            (year, month) => Some(year * 12 + month - 1),
        },
        Slot::Gap(_) => None,
    };
    let there: BTreeSet<i64> = slots.iter().filter_map(place).collect();
    let step = if is_month { 1 } else { 12 };
    let period = |at: i64| {
        if is_month { format!("{:04}-{:02}", at / 12, at % 12 + 1) } else { format!("{:04}", at / 12) }
    };
    let mut gaps: Vec<Slot> = Vec::new();
    for (from, to) in there.iter().zip(there.iter().skip(1)) {
        if to - from <= MAX_GAP {
            let mut at = from + step;
            while at < *to {
                gaps.push(Slot::Gap(period(at)));
                at += step;
            }
        }
    }
    let mut all: Vec<Slot> = slots.into_iter().chain(gaps).collect();
    all.sort_by_key(|slot| match slot {
        Slot::Value(number) => place_in_time(term(*number)),
        Slot::Gap(period) => place_in_time(period),
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of values with their passages, `term:passages`, and how many are left.
    fn planned(field: FacetField, values: &[(&str, usize)], limit: usize) -> (Vec<String>, usize) {
        let counts: Vec<Counts> = values.iter().map(|(_, n)| Counts { passages: *n, documents: 1 }).collect();
        let values: Vec<TalliedValue> = values
            .iter()
            .map(|(term, _)| TalliedValue { term: (*term != "?").then(|| (*term).to_owned()), example: None })
            .collect();
        let plan = Plan::of(field, &values, &counts, limit);
        let groups = plan.groups(values.len());
        assert_eq!(groups.size, plan.slots.len() + usize::from(!plan.left.is_empty()));
        let shown = plan.slots.iter().map(|slot| match slot {
            Slot::Value(number) => values[*number].term.clone().unwrap_or("?".into()),
            Slot::Gap(period) => format!("({period})"),
        });
        (shown.collect(), plan.left.len())
    }

    #[test]
    fn values_come_by_passages_then_by_name_and_the_unknown_last() {
        let kinds = [("?", 9), ("letter", 2), ("decision", 2), ("motion", 5)];
        let (shown, left) = planned(FacetField::Kind, &kinds, 10);
        assert_eq!((shown.join(" "), left), ("motion decision letter ?".into(), 0), "besluit before brief");
        let (shown, left) = planned(FacetField::Kind, &kinds, 1);
        assert_eq!((shown.join(" "), left), ("motion ?".into(), 2), "the unknown is always shown");
    }

    #[test]
    fn time_goes_on_and_its_gaps_are_shown() {
        let (shown, _) = planned(FacetField::Year, &[("2021", 1), ("?", 1), ("2018", 9)], 10);
        assert_eq!(shown.join(" "), "2018 (2019) (2020) 2021 ?");
        let months = [("2020-02", 1), ("2019-11", 1), ("2019", 4), ("?", 2)];
        let (shown, _) = planned(FacetField::Month, &months, 10);
        assert_eq!(
            shown.join(" "),
            "2019-11 (2019-12) 2019 (2020-01) 2020-02 ?",
            "what has no month stands behind its year"
        );
        let (shown, left) = planned(FacetField::Year, &[("2016", 9), ("2018", 1), ("2020", 1)], 2);
        assert_eq!((shown.join(" "), left), ("2018 (2019) 2020".into(), 1), "the latest are kept");
    }

    #[test]
    fn a_date_that_cannot_be_meant_fills_no_page() {
        let (shown, _) = planned(FacetField::Month, &[("0001-01", 1), ("2020-01", 1), ("9999-12", 1)], 10);
        assert_eq!(shown.join(" "), "0001-01 2020-01 9999-12");
        let (shown, _) = planned(FacetField::Month, &[("1990-12", 1), ("2020-01", 1)], 10);
        assert_eq!(shown.len(), 29 * 12 + 2);
    }
}
