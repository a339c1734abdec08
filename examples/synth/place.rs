//! Where and when: municipalities, arrangements with their participants, days.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::numbers::Numbers;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: usize,
    pub month: usize,
    pub day: usize,
}

impl Day {
    /// A day on which papers were written: archives grow.
    pub fn drawn(n: &mut Numbers) -> Self {
        const YEARS: [(usize, usize); 15] = [
            (3, 2010),
            (3, 2011),
            (4, 2012),
            (5, 2013),
            (6, 2014),
            (7, 2015),
            (7, 2016),
            (8, 2017),
            (8, 2018),
            (9, 2019),
            (9, 2020),
            (10, 2021),
            (10, 2022),
            (11, 2023),
            (11, 2024),
        ];
        Self { year: *n.share(&YEARS), month: n.between(1, 12), day: n.between(1, 28) }
    }

    /// `7 juli 2020`
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[self.month - 1], self.year)
    }

    /// `07-07-2020`
    pub fn in_figures(self) -> String {
        format!("{:02}-{:02}-{}", self.day, self.month, self.year)
    }

    /// `2020-07-07`
    pub fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A joint arrangement.
#[derive(Debug)]
pub struct Arrangement {
    pub name: &'static str,
    pub seat: &'static str,
    /// At least two.
    pub participants: Vec<&'static str>,
}

/// The arrangements that papers speak of.
pub static ARRANGEMENTS: LazyLock<Vec<Arrangement>> = LazyLock::new(|| {
    let rows = include_str!("words/arrangements.txt").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let (name, seat, participants) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Arrangement { name, seat, participants: participants.split(';').collect() })
    };
    rows.filter_map(row).collect()
});

/// The municipalities that take part in one of them, by name.
pub static MUNICIPALITIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let names: BTreeSet<&str> = ARRANGEMENTS.iter().flat_map(|a| a.participants.iter().copied()).collect();
    names.into_iter().collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participants_are_municipalities_that_griffie_knows() {
        assert!(ARRANGEMENTS.len() > 50 && MUNICIPALITIES.len() > 200);
        for arrangement in ARRANGEMENTS.iter() {
            assert!(arrangement.participants.len() >= 2 && !arrangement.seat.is_empty(), "{arrangement:?}");
        }
        for name in MUNICIPALITIES.iter() {
            assert!(!griffie::document::find_municipality(name).is_empty(), "{name}");
        }
    }
}
