//! Positions put together by whom or when.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::ShownPosition;
use crate::document::{Listed, ListedName, find_municipality, serialize_name};

/// What positions are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Gemeente: that of the holder, else those of the document.
    Municipality,
    /// Regeling: that of the holder, else those of the document.
    Arrangement,
    /// Houder.
    Holder,
    /// Jaar.
    Year,
}

impl Listed for GroupBy {
    const WHAT: &'static str = "what positions can be grouped by";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Municipality, "municipality", "gemeente", &["municipalities", "gemeenten"]),
        (Self::Arrangement, "arrangement", "regeling", &["arrangements", "regelingen"]),
        (Self::Holder, "holder", "houder", &["holders", "houders"]),
        (Self::Year, "year", "jaar", &["years", "jaren"]),
    ];
}

impl Serialize for GroupBy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_name(*self, serializer)
    }
}

impl GroupBy {
    /// What those are called that belong to no group.
    pub(super) fn unknown(self) -> &'static str {
        match self {
            Self::Municipality => "no municipality",
            Self::Arrangement => "no arrangement",
            Self::Holder => "unknown",
            Self::Year => "undated",
        }
    }

    fn values(self, position: &ShownPosition) -> Vec<String> {
        let of_municipality = position.holder_of.as_deref().map(|of| !find_municipality(of).is_empty());
        match self {
            Self::Municipality if of_municipality == Some(true) => position.holder_of.iter().cloned().collect(),
            Self::Municipality => position.municipalities.clone(),
            Self::Arrangement if of_municipality == Some(false) => position.holder_of.iter().cloned().collect(),
            Self::Arrangement => position.arrangements.clone(),
            Self::Holder => vec![position.holder.clone()],
            Self::Year => position.date.iter().map(|date| date.chars().take_while(|c| *c != '-').collect()).collect(),
        }
    }
}

/// Positions that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What they have in common; `null` for those of which it is not known.
    pub value: Option<String>,
    /// Their ids, in order of time.
    pub positions: Vec<String>,
}

/// The groups by name, years in their order; what belongs to none comes last.
pub(super) fn groups(positions: &[ShownPosition], by: GroupBy) -> Vec<Group> {
    let mut by_value: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for position in positions {
        let values = by.values(position);
        if values.is_empty() {
            unknown.push(position.id.clone());
        }
        for value in values {
            by_value.entry(value).or_default().push(position.id.clone());
        }
    }
    let known = by_value.into_iter().map(|(value, positions)| Group { value: Some(value), positions });
    let last = (!unknown.is_empty()).then_some(Group { value: None, positions: unknown });
    known.chain(last).collect()
}
