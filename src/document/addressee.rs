//! To which municipalities is a letter addressed?
//!
//! The address may name them, over several lines ("Aan de raden van A, B en C"), or as a group ("de Westfriese gemeenten"),
//! which stands for its members on the day of the letter. Only letters have an address, and papers with a field `Aan:`.

use std::sync::LazyLock;

use regex::Regex;

use super::concerned::{LIST_GAP, Part, Place, is_dated};
use super::fields::one_line;
use super::group::{self, OwnGroups};
use super::municipality::{all, index_of};
use super::names::Named;
use super::reading::{Reading, tail_of};
use super::{PartialDate, pattern};

static TO_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:aan\s*:?|de)\s+(?:het|de)?\s*(?:voorzitter van |leden van |gemeente)?(?:de |het )?(?:gemeenteraden|raden|colleges|college|raad|gemeenteraad|raadsleden|burgemeester en wethouders)\b[^.;]*$",
    )
});

static TO_FIELD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*aan\s*:"));

/// An address without "Aan": `College van B en W van Hoorn`.
static ADDRESS_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:het |de )?(?:colleges?(?: van (?:b ?(?:&|en) ?w|burgemeester en wethouders)\.?)?|burgemeester en wethouders|",
        r"(?:leden van de )?(?:gemeente)?raad) (?:van |der )(?:de )?(?:gemeente )?$"
    ))
});

/// `Gemeente Hoorn` as the first line of an address: what follows says for whom, or where to.
static FIRST_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:de |aan )?(?:de )?gemeente $"));
static FOR_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\s,|]*(?:t\.?\s?a\.?\s?v\.?\b|ter attentie van|postbus \d|(?:het )?college van|de (?:gemeente)?raad)",
    )
});

/// The municipalities named in the address: `Aan de raden van A, B en C`.
pub(super) fn addressed(reading: &Reading<'_>, places: &[Place]) -> Vec<(usize, String)> {
    let mut addressed = Vec::new();
    let mut place = 0;
    let mut open = false;
    for (at, (block, names)) in reading.blocks.iter().zip(&reading.names).enumerate() {
        if !reading.in_head(at, 0) {
            break;
        }
        // A paper without a salutation has an address where it says so: `Aan: de raadsleden van A en B`.
        let has_address = reading.salutation().is_some() || TO_FIELD.is_match(&block.text);
        let mut last: Option<usize> = None;
        for found in names.iter().filter(|f| f.meanings.iter().any(|m| matches!(m, Named::Municipality(_)))) {
            let Some(here) = places.get(place) else { break };
            place += 1;
            let before = block.text.get(..found.bytes.start).unwrap_or_default();
            let continues = match last {
                Some(end) => block.text.get(end..found.bytes.start).is_some_and(|gap| LIST_GAP.is_match(gap)),
                // An address may be broken over lines: "Aan de raden van" / "A, B" / "en C".
                None => open && (before.len() < 20 && !before.contains(':')),
            };
            let dated = block.text.get(found.bytes.end..).is_some_and(is_dated);
            let line = block.text.len() < 90 && ADDRESS_LINE.is_match(before);
            let after = block.text.get(found.bytes.end..).unwrap_or_default();
            let next = reading.blocks.get(at + 1).map_or("", |next| next.text.as_str());
            let line = line
                || block.text.len() < 90
                    && FIRST_LINE.is_match(before)
                    && FOR_WHOM.is_match(if after.trim().is_empty() { next } else { after });
            if has_address
                && !dated
                && (line || TO_BEFORE.is_match(tail_of(before, 240)) || continues)
                && here.part > Part::Not
            {
                if let [only] = here.meanings[..] {
                    addressed.push((only, here.evidence.clone()));
                }
                last = Some(found.bytes.end);
                open = true;
            } else {
                last = None;
            }
        }
        let lower = block.text.to_lowercase();
        let begins = ["gemeenteraden van", "raden van", "colleges van", "raad van", "college van"];
        if begins.iter().any(|words| lower.contains(words)) && block.text.len() < 120 {
            open = true;
        } else if !names.iter().any(|f| matches!(f.meanings.first(), Some(Named::Municipality(_))))
            && block.text.contains(':')
        {
            open = false;
        }
    }
    addressed
}

/// The members of a group that the paper is addressed to, on the day of the paper.
///
/// The user's own groups come before ours of the same name.
pub(super) fn group_members(
    reading: &Reading<'_>,
    date: Option<PartialDate>,
    own_groups: &OwnGroups,
) -> Vec<(usize, String)> {
    let mut members = Vec::new();
    for (at, (block, names)) in reading.blocks.iter().zip(&reading.names).enumerate() {
        if !reading.in_head(at, 0) || reading.salutation().is_none() {
            break;
        }
        let own = if own_groups.is_empty() { Vec::new() } else { own_groups.in_text(&block.text, date) };
        let own_places: Vec<_> = own.iter().map(|(bytes, _)| bytes.clone()).collect();
        let ours = names.iter().filter_map(|found| {
            let group = found
                .meanings
                .iter()
                .find_map(|m| if let Named::Group(at) = m { group::all().get(*at) } else { None })?;
            let taken = own_places.iter().any(|own| own.start < found.bytes.end && found.bytes.start < own.end);
            (!taken).then(|| (found.bytes.clone(), group.members_on(date)))
        });
        for (bytes, municipalities) in own.into_iter().chain(ours) {
            let before = block.text.get(..bytes.start).unwrap_or_default();
            let previous = at.checked_sub(1).and_then(|n| reading.blocks.get(n)).map_or("", |b| b.text.as_str());
            let lead = format!("{} {}", tail_of(previous, 120), tail_of(before, 120));
            if !TO_BEFORE.is_match(&lead) {
                continue;
            }
            for municipality in municipalities {
                if let Some(at) = index_of(municipality.code) {
                    members
                        .push((at, one_line(&format!("{lead}{}", block.text.get(bytes.clone()).unwrap_or_default()))));
                }
            }
        }
    }
    members.sort_by_key(|(at, _)| all().get(*at).map(|m| m.name));
    members
}
