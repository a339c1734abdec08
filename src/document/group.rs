//! Who are "the Westfriese gemeenten" and the BUCH?
//!
//! A letter to a group of municipalities is addressed to its members on the day of the letter; a group that is merely
//! mentioned makes nobody mentioned.

use std::sync::{Arc, LazyLock};

use super::municipality::{Municipality, find_municipality, municipality_by_code, on_day, suggest_municipality};
use super::names::{fold, words_at};
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
    /// Members (leden), as in 2016; never empty.
    pub members: Vec<GroupMember>,
    /// Whether it is named after a region (streek): then who went into a member belonged to it before.
    pub is_territory: bool,
}

/// A member of a group, and since and until when, where it was not always one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GroupMember {
    /// Code of the municipality.
    pub code: &'static str,
    /// First day (ingang) as ISO date.
    pub begin: Option<&'static str>,
    /// First day on which it was no member any more (einde).
    pub end: Option<&'static str>,
}

impl GroupMember {
    /// From `code` or `code:begin:end`.
    pub(super) fn parse(cell: &'static str) -> Self {
        let mut parts = cell.split(':').map(|part| Some(part).filter(|part| !part.is_empty()));
        let (code, begin, end) = (parts.next(), parts.next(), parts.next());
        Self { code: code.flatten().unwrap_or_default(), begin: begin.flatten(), end: end.flatten() }
    }

    /// Whether it was a member on a day, of an uncertain day at its end.
    pub(super) fn belonged_on(&self, day: Option<PartialDate>) -> bool {
        let Some(day) = day.map(|day| day.last_day().to_string()) else { return true };
        self.begin.is_none_or(|begin| begin <= day.as_str()) && self.end.is_none_or(|end| day.as_str() < end)
    }
}

static LIST: LazyLock<Vec<Group>> = LazyLock::new(|| {
    lists::rows(include_str!("lists/groups.tsv"))
        .map(|row| Group {
            name: row.text(0),
            aliases: row.list(1, ';'),
            members: row.list(2, ' ').into_iter().map(GroupMember::parse).collect(),
            is_territory: row.optional(3).is_some(),
        })
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
    /// Without a day: all that ever were, as in 2016. Before a member came to be, those that went into it as a whole
    /// belonged to a region; of other groups they are not known.
    pub fn members_on(&self, day: Option<PartialDate>) -> Vec<&'static Municipality> {
        members_on(&self.members, self.is_territory, day)
    }
}

fn members_on(members: &[GroupMember], is_territory: bool, day: Option<PartialDate>) -> Vec<&'static Municipality> {
    let on = day.map(|day| day.last_day().to_string());
    let existed = |municipality: &Municipality| on.as_ref().is_none_or(|day| municipality.existed_on(day));
    let belonged = || members.iter().filter(|member| member.belonged_on(day));
    // Who went into a municipality of another region belongs there from then on: Weesp, in Amsterdam.
    let stays = |member: &GroupMember, later: &Municipality| {
        let is_new = || municipality_by_code(member.code).is_some_and(|earlier| later.begin >= earlier.end);
        later.code == member.code || members.iter().any(|other| other.code == later.code) || is_new()
    };
    let mut found: Vec<_> = belonged()
        .filter_map(|member| on_day(member.code, day).filter(|later| stays(member, later) && existed(later)))
        .collect();
    if is_territory && on.is_some() {
        for member in belonged().filter_map(|member| municipality_by_code(member.code)) {
            let earlier = member.predecessors().into_iter().filter(|predecessor| !predecessor.in_part);
            found.extend(earlier.map(|predecessor| predecessor.municipality).filter(|m| existed(m)));
        }
    }
    found.sort_by_key(|m| m.name);
    found.dedup_by_key(|m| m.code);
    found
}

/// Groups of the user's own region, as `griffie.toml` names them; they come before ours of the same name.
///
/// Cheap to clone: every document carries them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct OwnGroups(Arc<Vec<OwnGroup>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct OwnGroup {
    /// Folded words of each name.
    names: Vec<Vec<String>>,
    members: Vec<GroupMember>,
}

impl OwnGroups {
    /// Adds a group under its names.
    ///
    /// # Errors
    /// A name without a letter, or a member that is no municipality or more than one, in words for the user.
    pub fn add(&mut self, names: &[&str], members: &[&str]) -> Result<(), String> {
        let folded: Vec<Vec<String>> = names
            .iter()
            .map(|name| fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
            .collect();
        if folded.is_empty() || folded.iter().any(Vec::is_empty) {
            return Err("no letter or digit in the name of the group".to_owned());
        }
        let members = members.iter().map(|name| member_of_own(name)).collect::<Result<Vec<_>, String>>()?;
        if members.is_empty() {
            return Err(format!("the group {} has no members", names.join(", ")));
        }
        Arc::make_mut(&mut self.0).push(OwnGroup { names: folded, members });
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The groups named in a text: where the name ends, and the members on a day.
    pub(super) fn in_text(
        &self,
        text: &str,
        day: Option<PartialDate>,
    ) -> Vec<(std::ops::Range<usize>, Vec<&'static Municipality>)> {
        let named = |group: &OwnGroup| group.names.iter().find_map(|name| words_at(text, name));
        self.0.iter().filter_map(|group| Some((named(group)?, members_on(&group.members, false, day)))).collect()
    }
}

fn member_of_own(name: &str) -> Result<GroupMember, String> {
    match find_municipality(name)[..] {
        [only] => Ok(GroupMember { code: only.code, begin: None, end: None }),
        [] => Err(match suggest_municipality(name) {
            Some(near) => format!("`{name}` is not the name of a municipality; did you mean `{near}`?"),
            None => format!("`{name}` is not the name of a municipality"),
        }),
        ref several => {
            let names: Vec<_> = several.iter().map(|m| m.name).collect();
            Err(format!("`{name}` can be {}; write which", names.join(" or ")))
        }
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
            assert!(group.members.iter().all(|member| municipality_by_code(member.code).is_some()), "{group:?}");
            assert!(group.members.iter().map(|member| member.code).is_sorted(), "{group:?}");
            for member in &group.members {
                let days = [member.begin, member.end].into_iter().flatten();
                assert!(days.map(str::parse::<PartialDate>).all(|d| d.is_ok_and(|d| d.day().is_some())), "{group:?}");
                assert!(member.begin.is_none_or(|begin| member.end.is_none_or(|end| begin < end)), "{group:?}");
            }
        }
        assert!(LIST.iter().map(|group| group.name.to_lowercase()).is_sorted());
    }

    #[test]
    fn names_of_own_groups_are_found_in_their_spelling_and_mistakes_are_told() {
        let mut own = OwnGroups::default();
        own.add(&["Zonneveld-gemeenten", "ZVG"], &["Hoorn", "Den Bosch"]).unwrap();
        let members = |text: &str| -> Vec<&str> {
            own.in_text(text, None).into_iter().flat_map(|(_, members)| members).map(|m| m.name).collect()
        };
        assert_eq!(members("Aan de raden van de Zonneveld gemeenten"), ["'s-Hertogenbosch", "Hoorn"]);
        assert_eq!(members("Aan de raden van de ZVG,"), ["'s-Hertogenbosch", "Hoorn"]);
        assert!(members("Aan de raden van Zonneveld").is_empty());
        assert_eq!(
            own.add(&["x"], &["Heilo"]).unwrap_err(),
            "`Heilo` is not the name of a municipality; did you mean `Heiloo`?"
        );
        assert_eq!(own.add(&["x"], &["Bergen"]).unwrap_err(), "`Bergen` can be Bergen (NH) or Bergen (L); write which");
        assert!(own.add(&["-"], &["Hoorn"]).is_err() && own.add(&["x"], &[]).is_err());
    }

    #[test]
    fn members_follow_the_date() {
        let hal = LIST.iter().find(|g| g.name == "HAL-gemeenten").unwrap();
        let names = |day: &str| hal.members_on(day.parse().ok()).iter().map(|m| m.name).collect::<Vec<_>>();
        assert_eq!(names("2019"), ["Alkmaar", "Heerhugowaard", "Langedijk"]);
        assert_eq!(names("2022-06"), ["Alkmaar", "Dijk en Waard"]);
        let named = |group: &str, day: &str| {
            let group = LIST.iter().find(|g| g.name == group).unwrap();
            group.members_on(day.parse().ok()).iter().map(|m| m.name).collect::<Vec<_>>()
        };
        // Who went into a member belonged to the region before.
        assert!(named("Westfriese gemeenten", "2010-05-01").contains(&"Wervershoof"));
        assert!(!named("Westfriese gemeenten", "2012-05-01").contains(&"Wervershoof"));
        assert!(named("Regio Alkmaar", "2014").contains(&"Schermer"));
        // Who went into a municipality of another region does not bring it along.
        assert!(named("Regio Gooi en Vechtstreek", "2021").contains(&"Weesp"));
        let later = named("Regio Gooi en Vechtstreek", "2023");
        assert!(!later.contains(&"Weesp") && !later.contains(&"Amsterdam") && later.contains(&"Gooise Meren"));
        // A name made of names does not grow backwards.
        assert!(!named("HAL-gemeenten", "2014").contains(&"Schermer"));
        assert!(!named("Drechtsteden", "2017-06-01").contains(&"Hardinxveld-Giessendam"));
        assert!(named("Drechtsteden", "2019-06-01").contains(&"Hardinxveld-Giessendam"));
    }
}
