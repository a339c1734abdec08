//! Who are "the Westfriese gemeenten" and the BUCH?
//!
//! A letter to a group of municipalities is addressed to its members on the day of the letter; a group that is merely
//! mentioned makes nobody mentioned.

use std::sync::LazyLock;

use super::municipality::{Municipality, on_day};
use super::{PartialDate, lists};

/// A name for several municipalities together (groep van gemeenten), such as HAL.
///
/// Source: `src/document/lists/groups.tsv`, whose first lines name the registers and the day they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name (naam), such as `Westfriese gemeenten`.
    pub name: &'static str,
    /// Other names (andere namen) in use.
    pub aliases: Vec<&'static str>,
    /// Codes of the members (leden) in 2016; never empty.
    pub members: Vec<&'static str>,
}

static LIST: LazyLock<Vec<Group>> = LazyLock::new(|| {
    lists::rows(include_str!("lists/groups.tsv"))
        .map(|row| Group { name: row.text(0), aliases: row.list(1, ';'), members: row.list(2, ' ') })
        .collect()
});

pub(super) fn all() -> &'static [Group] {
    &LIST
}

impl Group {
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        [self.name].into_iter().chain(self.aliases.iter().copied())
    }

    /// The members on a day, by name and without doubles; who had merged by then counts as the successor.
    ///
    /// Without a day: the members of 2016. Of a day before a member came to be, its predecessors are not known.
    pub fn members_on(&self, day: Option<PartialDate>) -> Vec<&'static Municipality> {
        let mut members: Vec<_> = self.members.iter().filter_map(|code| on_day(code, day)).collect();
        members.sort_by_key(|m| m.name);
        members.dedup_by_key(|m| m.code);
        members
    }
}

#[cfg(test)]
mod tests {
    use super::super::municipality::municipality_by_code;
    use super::*;

    #[test]
    fn every_member_exists() {
        assert!(!LIST.is_empty());
        for group in LIST.iter() {
            assert!(group.members.len() > 1, "{group:?}");
            assert!(group.members.iter().all(|code| municipality_by_code(code).is_some()), "{group:?}");
        }
    }

    #[test]
    fn members_follow_the_date() {
        let hal = LIST.iter().find(|g| g.name == "HAL-gemeenten").unwrap();
        let names = |day: &str| hal.members_on(day.parse().ok()).iter().map(|m| m.name).collect::<Vec<_>>();
        assert_eq!(names("2019"), ["Alkmaar", "Heerhugowaard", "Langedijk"]);
        assert_eq!(names("2022-06"), ["Alkmaar", "Dijk en Waard"]);
    }
}
