//! Which position takes up an earlier one?
//!
//! A position follows the last one of the same holder that was taken on an earlier day on the same point: their sentences share words, the
//! rarer the more (weighted Dice coefficient over the stems of content words, each weighing what inverse document frequency gives it).
//! What was asked for weighs as much as the rarest word: it is the point.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::TopicPosition;
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, is_filler};

/// Share of the weight of two sentences that both must hold.
const SAME_POINT: f32 = 0.35;
/// Earlier positions of a holder that are looked at.
const MAX_LOOKED_BACK: usize = 100;

/// A position as it is compared.
struct Said {
    n: usize,
    stems: BTreeSet<String>,
}

/// Links positions, which stand in order of time. `frequency` tells how many of all `passages` hold a stem.
pub(super) fn link<E>(
    positions: &mut [TopicPosition],
    passages: u64,
    frequency: impl Fn(&str) -> Result<u64, E>,
) -> Result<(), E> {
    let analyzer = Analyzer::default();
    let mut weights: HashMap<String, f32> = HashMap::new();
    let mut by_holder: HashMap<String, Vec<Said>> = HashMap::new();
    for n in 0..positions.len() {
        let Some(date) = positions[n].date else { continue };
        let sentence = positions[n].sentence();
        let start = positions[n].position.bytes.start;
        let words = analyzer.words(sentence).into_iter();
        let mut stems = BTreeSet::new();
        for (range, stem) in words.filter(|(range, _)| !is_filler(&fold(&sentence[range.clone()]))) {
            let holds = |marked: &Range<usize>| marked.start <= start + range.start && start + range.end <= marked.end;
            if positions[n].highlights.iter().any(holds) {
                weights.insert(stem.clone(), idf(passages, 1));
            } else if !weights.contains_key(&stem) {
                weights.insert(stem.clone(), idf(passages, frequency(&stem)?));
            }
            stems.insert(stem);
        }
        let weight_of = |stem: &String| weights.get(stem).copied().unwrap_or(0.0);
        let weight_of_all = |stems: &BTreeSet<String>| stems.iter().map(weight_of).sum::<f32>();
        let earlier = by_holder.entry(same_holder(&positions[n].position.holder.name)).or_default();
        let is_earlier = |said: &&Said| positions[said.n].date.is_some_and(|day| day.last_day() < date.first_day());
        let is_same_point = |said: &&Said| {
            let common: f32 = said.stems.intersection(&stems).map(weight_of).sum();
            2.0 * common >= SAME_POINT * (weight_of_all(&said.stems) + weight_of_all(&stems)) && common > 0.0
        };
        let looked_at = earlier.iter().rev().take(MAX_LOOKED_BACK);
        let followed = looked_at.filter(is_earlier).find(is_same_point).map(|said| positions[said.n].id.clone());
        earlier.push(Said { n, stems });
        positions[n].follows = followed;
    }
    Ok(())
}

/// Inverse document frequency, with one added so that it is above 0 in the smallest index too.
fn idf(passages: u64, holding: u64) -> f32 {
    (1.0 + passages as f64 / holding.max(1) as f64).ln() as f32
}

/// `college van Hoorn` and `college Hoorn` are one holder.
fn same_holder(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split_whitespace().filter(|word| !matches!(*word, "van" | "de" | "het" | "der"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{DocumentRecord, PassageRecord};
    use crate::passage::{Direction, Holder, Position, PositionKind};

    fn said(id: &str, date: Option<&str>, holder: &str, sentence: &str) -> TopicPosition {
        let position = Position {
            bytes: 0..sentence.len(),
            holder: Holder { name: holder.into(), body: None, of: None },
            kind: PositionKind::Opinion,
            direction: Direction::For,
            date: None,
            is_reported: false,
            confidence: 1.0,
        };
        let passage = PassageRecord {
            id: id.into(),
            document: String::new(),
            ordinal: 0,
            heading: String::new(),
            text: sentence.into(),
            margin: String::new(),
            page: None,
            page_label: None,
            lines: None,
            ocr: false,
            role: None,
            positions: vec![position.clone()],
        };
        TopicPosition {
            id: id.into(),
            position,
            date: date.map(|date| date.parse().unwrap()),
            passage,
            document: DocumentRecord::default(),
            highlights: Vec::new(),
            relevance: 1.0,
            follows: None,
        }
    }

    fn followed(positions: &[TopicPosition]) -> Vec<Option<String>> {
        let mut positions = positions.to_vec();
        // Of a thousand passages nearly each holds the words that join others, and ten hold any other word.
        let joining = ["raad", "rad", "stemt", "stem", "in", "met", "de", "het", "van", "voor"];
        let common = |stem: &str| Ok::<_, ()>(if joining.contains(&stem) { 990 } else { 10 });
        link(&mut positions, 1_000, common).unwrap();
        positions.into_iter().map(|position| position.follows).collect()
    }

    #[test]
    fn a_later_position_of_a_holder_on_the_same_point_names_the_last_earlier_one() {
        let first = said("1", Some("2019"), "college van Hoorn", "De raad stemt in met het BUIG-overschot.");
        let second =
            said("2", Some("2020-05"), "college Hoorn", "De raad stemt in met uitkering van het BUIG-overschot.");
        let third = said("3", Some("2021"), "college van Hoorn", "De raad stemt in met het BUIG-overschot van toen.");
        let id = |id: &str| Some(id.to_owned());
        assert_eq!(followed(&[first, second, third]), [None, id("1"), id("2")]);
    }

    #[test]
    fn others_other_points_and_the_same_day_are_not_followed() {
        let first = said("1", Some("2020"), "raad Hoorn", "De raad stemt in met het BUIG-overschot.");
        let none = |other: TopicPosition| assert_eq!(followed(&[first.clone(), other]), [None, None]);
        none(said("2", Some("2021"), "raad Opmeer", "De raad stemt in met het BUIG-overschot."));
        none(said("2", Some("2021"), "raad Hoorn", "De raad stemt in met de wachtlijsten voor beschut werk."));
        none(said("2", Some("2020-06"), "raad Hoorn", "De raad stemt in met het BUIG-overschot."));
        none(said("2", None, "raad Hoorn", "De raad stemt in met het BUIG-overschot."));
    }
}
