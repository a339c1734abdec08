//! Which municipality is meant where several bear a name, or where it is that of a village by now?

use std::collections::HashMap;

use super::places::{Part, Place};
use crate::document::group::GroupMember;
use crate::document::municipality::all;
use crate::document::names::Named;
use crate::document::reading::Reading;
use crate::document::{PartialDate, arrangement, group};

/// Years after a merger in which the old name may still mean the municipality; later it is that of a village.
const YEARS_REMEMBERED: i16 = 5;

/// Leaves out names of municipalities that ended long before the paper.
pub(super) fn leave_out_villages(places: &mut [Place], date: Option<PartialDate>) {
    let Some(year) = date.map(PartialDate::year) else { return };
    for place in places.iter_mut().filter(|p| p.part == Part::Mention || p.part == Part::From && p.weight == 3) {
        let ended = |at: &usize| all().get(*at).and_then(|m| m.end).and_then(|end| end.get(..4)?.parse::<i16>().ok());
        if place.meanings.iter().all(|at| ended(at).is_some_and(|end| end + YEARS_REMEMBERED < year)) {
            place.part = Part::Not;
        }
    }
}

/// Tells namesakes apart by the arrangements, groups and neighbours in the paper; who stays double is left out.
pub(super) fn resolve_namesakes(reading: &Reading<'_>, places: &mut [Place], date: Option<PartialDate>) {
    let day = date.map(|d| d.first_day().to_string());
    if places.iter().all(|p| p.meanings.len() == 1) {
        return;
    }
    let mut company: HashMap<&'static str, u32> = HashMap::new();
    for found in reading.names.iter().flatten() {
        for meaning in found.meanings {
            let members: &[GroupMember] = match meaning {
                Named::Arrangement(at) => arrangement::all().get(*at).map_or(&[], |a| a.participants.as_slice()),
                Named::Group(at) => group::all().get(*at).map_or(&[], |g| g.members.as_slice()),
                Named::Municipality(_) => &[],
            };
            for member in members {
                *company.entry(member.code).or_default() += 1;
            }
        }
    }
    let mut provinces: HashMap<&'static str, u32> = HashMap::new();
    let others = places.iter().filter(|p| p.part >= Part::Mention).filter_map(|p| match p.meanings[..] {
        [at] => all().get(at),
        _ => None,
    });
    for municipality in others {
        *provinces.entry(municipality.province.unwrap_or_default()).or_default() += 1;
    }
    for place in places {
        if place.meanings.len() < 2 {
            continue;
        }
        let mut meanings = place.meanings.clone();
        // A new name of the same municipality (De Friese Meren) is no namesake.
        let codes: Vec<&str> = meanings.iter().filter_map(|at| all().get(*at)).map(|m| m.code).collect();
        meanings.retain(|at| all().get(*at).is_some_and(|m| !m.successors.iter().any(|next| codes.contains(next))));
        if let Some(day) = &day {
            meanings.retain(|at| all().get(*at).is_some_and(|m| m.existed_on(day)));
        }
        if meanings.len() > 1 {
            let score = |at: &usize| {
                all().get(*at).map_or(0, |m| {
                    100 * company.get(m.code).copied().unwrap_or(0)
                        + provinces.get(m.province.unwrap_or_default()).copied().unwrap_or(0)
                })
            };
            let best = meanings.iter().map(score).max().unwrap_or(0);
            if best > 0 {
                meanings.retain(|at| score(at) == best);
            }
        }
        if !meanings.is_empty() {
            place.meanings = meanings;
        }
    }
}
