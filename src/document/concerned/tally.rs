//! What do all places of a municipality add up to: sender, mention, nothing?

use std::cmp::Reverse;

use super::places::{Part, Place};

/// The places of one municipality, counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally {
    pub from: u32,
    /// Places in running text where a body of it is named.
    pub weak: u32,
    pub mentions: u32,
    pub head: u32,
    pub joint: u32,
    pub evidence: String,
    pub best: u32,
}

/// Per municipality what its places add up to, in order of first place.
pub(super) fn tally(places: &[Place]) -> Vec<(usize, Tally)> {
    let mut tally: Vec<(usize, Tally)> = Vec::new();
    for place in places {
        let [at] = place.meanings[..] else { continue };
        if place.part <= Part::Unsure {
            continue;
        }
        let position = tally.iter().position(|(known, _)| *known == at).unwrap_or_else(|| {
            tally.push((at, Tally::default()));
            tally.len() - 1
        });
        let Some((_, counts)) = tally.get_mut(position) else { continue };
        counts.mentions += 1;
        counts.head += u32::from(place.head);
        counts.joint += u32::from(place.joint);
        if place.part == Part::From {
            // Weak signs add up no further than to one good one: a paper about another municipality names it often.
            if place.weight > 1 {
                counts.from += place.weight;
            } else {
                counts.weak += 1;
            }
        }
        let strength = if place.part == Part::From { place.weight + 1 } else { 1 };
        if strength > counts.best {
            counts.best = strength;
            counts.evidence.clone_from(&place.evidence);
        }
    }
    tally
}

/// The one that the paper is from, by the strongest signs.
pub(super) fn sender(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    // What running text says of a municipality makes none the sender that others are named more often than.
    let most = tally.iter().map(|(_, counts)| counts.mentions).max().unwrap_or(0);
    tally
        .iter()
        .filter(|(_, counts)| counts.from + counts.weak.min(2) >= 2 && (counts.from > 0 || counts.mentions == most))
        .min_by_key(|(_, counts)| Reverse((counts.from, counts.weak, counts.mentions)))
        .map(|(at, counts)| (*at, counts))
}

/// A paper that names one municipality again and again and others hardly is about it, and most likely from it.
pub(super) fn most_mentioned(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    let all: u32 = tally.iter().map(|(_, c)| c.mentions).sum();
    tally
        .iter()
        .find(|(_, counts)| counts.mentions >= 4 && counts.mentions * 5 >= all * 3)
        .map(|(at, counts)| (*at, counts))
}

/// The one that the head names, where it names no other and the paper none more often.
pub(super) fn only_in_head(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    let mut heads = tally.iter().filter(|(_, counts)| counts.head > 0);
    let (at, counts) = heads.next()?;
    let most = tally.iter().map(|(_, counts)| counts.mentions).max()?;
    (heads.next().is_none() && counts.mentions == most).then_some((*at, counts))
}
