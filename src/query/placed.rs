//! What has places in a text, and where it stands: words, phrases, patterns, and what is near one another.

use super::concept::{AnyOf, Variant, VariantReason};
use crate::analysis::PART_MARK;
use crate::rank::near::window;

/// Most ways in which something stands in a field that are followed further.
const MAX_SPANS: usize = 300;

/// Something that stands at places of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// Words in this order, with at most so many others between two of them. Of each any term will do. Never empty.
    Sequence {
        /// For each word its terms.
        words: Vec<AnyOf>,
        /// Words that may stand between two of them.
        between: u32,
    },
    /// A word in any of its variants; those of several words stand near one another in any order.
    Word(Vec<Variant>),
    /// Any of them.
    Any(Vec<Placed>),
    /// Two of them, at most so many words from one another, in either order and not in one another. Two parts of one
    /// compound are in one word, which is as near as can be.
    Near {
        /// One.
        left: Box<Placed>,
        /// The other.
        right: Box<Placed>,
        /// Difference of their places.
        words: u32,
    },
}

/// Where something stands once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span<'t> {
    /// Its first place.
    pub first: u32,
    /// Its last place.
    pub last: u32,
    /// The places of its words, ascending.
    pub places: Vec<u32>,
    /// Where it is only a part of a compound, the place and the term of the part.
    parts: Vec<(u32, &'t str)>,
}

/// A place of a term; the term itself where it is a part of a compound.
type Place<'t> = (u32, Option<&'t str>);

impl<'t> Span<'t> {
    fn at((place, part): Place<'t>) -> Self {
        let parts = part.into_iter().map(|part| (place, part)).collect();
        Self { first: place, last: place, places: vec![place], parts }
    }

    fn with(&self, other: &Self) -> Self {
        let mut places: Vec<u32> = self.places.iter().chain(&other.places).copied().collect();
        places.sort_unstable();
        places.dedup();
        let parts = self.parts.iter().chain(&other.parts).copied().collect();
        Self { first: self.first.min(other.first), last: self.last.max(other.last), places, parts }
    }

    /// Whether both are the same word somewhere, or one of them is in the other. Two parts of one compound
    /// (`loonkosten` and `subsidie` of `loonkostensubsidie`) are two things.
    fn meets(&self, other: &Self) -> bool {
        let part = |span: &Self, at: u32| span.parts.iter().find(|(place, _)| *place == at).map(|(_, part)| &part[1..]);
        self.places.iter().filter(|at| other.places.contains(at)).any(|at| match (part(self, *at), part(other, *at)) {
            (Some(one), Some(other)) => one.contains(other) || other.contains(one),
            _ => true,
        })
    }
}

impl Placed {
    /// Whether its terms alone tell whether it is there, wherever they stand.
    pub fn is_told_by_terms(&self) -> bool {
        match self {
            Self::Sequence { words, .. } => words.len() == 1,
            Self::Word(variants) => variants.iter().all(|variant| variant.words.len() == 1),
            Self::Any(several) => several.iter().all(Self::is_told_by_terms),
            Self::Near { .. } => false,
        }
    }

    /// How many things near one another it is made of, squared: what finding it in a passage costs, roughly.
    pub fn depth(&self) -> u64 {
        match self {
            Self::Sequence { words, .. } => words.len() as u64,
            Self::Word(variants) => variants.len() as u64,
            Self::Any(several) => several.iter().map(Self::depth).sum(),
            Self::Near { left, right, .. } => 4 * (left.depth() + right.depth()),
        }
    }

    /// All its terms.
    pub fn terms(&self) -> Vec<&str> {
        match self {
            Self::Sequence { words, .. } => words.iter().flatten().map(String::as_str).collect(),
            Self::Word(variants) => variants.iter().flat_map(Variant::terms).collect(),
            Self::Any(several) => several.iter().flat_map(Self::terms).collect(),
            Self::Near { left, right, .. } => left.terms().into_iter().chain(right.terms()).collect(),
        }
    }

    /// Whether it stands anywhere: what [`spans`](Self::spans) tells, without going through all ways in which it does.
    pub fn stands(&self, places: &dyn Fn(&str) -> Vec<u32>) -> bool {
        match self {
            Self::Sequence { words, between } => {
                let any = |terms: &AnyOf| {
                    let mut found: Vec<u32> = terms.iter().flat_map(|term| places(term)).collect();
                    found.sort_unstable();
                    found.dedup();
                    found
                };
                follow_one_another(words.iter().map(any), *between)
            }
            Self::Word(variants) => variants.iter().any(|variant| !of_variant(variant, places).is_empty()),
            Self::Any(several) => several.iter().any(|placed| placed.stands(places)),
            Self::Near { left, right, words } => {
                let (left, right) = (left.spans(places), right.spans(places));
                pairs_near(&left, &right, *words).next().is_some()
            }
        }
    }

    /// Where it stands, ascending by first place. `places` tells those of a term, ascending.
    pub fn spans(&self, places: &dyn Fn(&str) -> Vec<u32>) -> Vec<Span<'_>> {
        let mut spans = match self {
            Self::Sequence { words, between } => sequences(&any_of_each(words, places), *between),
            Self::Word(variants) => variants.iter().flat_map(|variant| of_variant(variant, places)).collect(),
            Self::Any(several) => several.iter().flat_map(|placed| placed.spans(places)).collect(),
            Self::Near { left, right, words } => near(&left.spans(places), &right.spans(places), *words),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

fn any_of_each<'t>(words: &'t [AnyOf], places: &dyn Fn(&str) -> Vec<u32>) -> Vec<Vec<Place<'t>>> {
    let of_term = |term: &'t String| {
        let part = Some(term.as_str()).filter(|term| term.starts_with(PART_MARK));
        places(term).into_iter().map(move |place| (place, part))
    };
    let any = |terms: &'t AnyOf| {
        let mut found: Vec<Place<'_>> = terms.iter().flat_map(of_term).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    words.iter().map(any).collect()
}

fn of_variant<'t>(variant: &'t Variant, places: &dyn Fn(&str) -> Vec<u32>) -> Vec<Span<'t>> {
    let words = any_of_each(&variant.words, places);
    if let [one] = words.as_slice() {
        return one.iter().copied().map(Span::at).collect();
    }
    if variant.reason == VariantReason::Spaced {
        return sequences(&words, 0);
    }
    let bare = |found: &Vec<Place<'t>>| found.iter().map(|(place, _)| *place).collect();
    let bare: Vec<Vec<u32>> = words.iter().map(bare).collect();
    let reach = window(words.len());
    let mut spans = Vec::new();
    for at in variant.places(&bare) {
        // Each of the others where it is nearest: right there, else before and behind.
        let mut begun: Vec<Option<Span<'t>>> = vec![None];
        for found in &words {
            let next = found.partition_point(|(place, _)| *place < at);
            let behind = found.get(next);
            let before = next.checked_sub(1).filter(|_| behind.is_none_or(|(place, _)| *place != at));
            let nearest = [before.and_then(|before| found.get(before)), behind];
            let nearest: Vec<Span<'t>> = nearest
                .into_iter()
                .flatten()
                .filter(|(place, _)| place.abs_diff(at) <= reach)
                .map(|place| Span::at(*place))
                .collect();
            let longer = |span: &Option<Span<'t>>| -> Vec<Option<Span<'t>>> {
                nearest.iter().map(|near| Some(span.as_ref().map_or_else(|| near.clone(), |s| s.with(near)))).collect()
            };
            begun = begun.iter().flat_map(longer).take(MAX_SPANS).collect();
        }
        spans.extend(begun.into_iter().flatten());
    }
    some_of(spans)
}

/// Whether there is a place of each word within reach of one of the word before. Linear in the places.
fn follow_one_another(mut words: impl Iterator<Item = Vec<u32>>, between: u32) -> bool {
    let mut ends = words.next().unwrap_or_default();
    for next in words {
        if ends.is_empty() {
            return false;
        }
        let mut at = 0;
        // The last end before a place is the nearest to it.
        let is_reached = |place: &u32| {
            while ends.get(at + 1).is_some_and(|end| end < place) {
                at += 1;
            }
            ends.get(at).is_some_and(|end| end < place && place - end <= between + 1)
        };
        ends = next.into_iter().filter(is_reached).collect();
    }
    !ends.is_empty()
}

/// All ways in which places follow one another within reach. Of those with the same first and last place one is enough.
fn sequences<'t>(words: &[Vec<Place<'t>>], between: u32) -> Vec<Span<'t>> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let mut begun: Vec<Span<'t>> = first.iter().copied().map(Span::at).collect();
    for next in rest {
        let mut longer: Vec<Span<'t>> = Vec::new();
        for span in &begun {
            let from = next.partition_point(|(place, _)| *place <= span.last);
            let in_reach = next[from..].iter().take_while(|(place, _)| *place - span.last <= between + 1);
            longer.extend(in_reach.map(|place| span.with(&Span::at(*place))));
        }
        begun = some_of(longer);
    }
    begun
}

/// Pairs that are near one another and do not meet, put together.
fn near<'t>(left: &[Span<'t>], right: &[Span<'t>], words: u32) -> Vec<Span<'t>> {
    some_of(pairs_near(left, right, words).map(|(one, other)| one.with(other)).collect())
}

fn pairs_near<'s, 't>(
    left: &'s [Span<'t>],
    right: &'s [Span<'t>],
    words: u32,
) -> impl Iterator<Item = (&'s Span<'t>, &'s Span<'t>)> {
    let is_near = move |one: &Span<'t>, other: &Span<'t>| {
        let distance = if one.last < other.first {
            other.first - one.last
        } else if other.last < one.first {
            one.first - other.last
        } else if one.meets(other) {
            return false;
        } else {
            0
        };
        distance <= words
    };
    left.iter().flat_map(move |one| {
        // They ascend by first place: what follows is further on.
        let reach = right.iter().take_while(move |other| other.first <= one.last.saturating_add(words));
        reach.filter(move |other| is_near(one, other)).map(move |other| (one, other))
    })
}

/// Of spans with the same ends one, and not more than are worth trying: a passage holds some two hundred words.
fn some_of(mut spans: Vec<Span<'_>>) -> Vec<Span<'_>> {
    spans.sort_unstable();
    spans.dedup_by(|b, a| (a.first, a.last, &a.parts) == (b.first, b.last, &b.parts));
    spans.truncate(MAX_SPANS);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::VariantReason;
    use proptest::prelude::*;

    /// A text of letters, one word each.
    fn spans(placed: &Placed, text: &str) -> Vec<Vec<u32>> {
        let places =
            |term: &str| (0..).zip(text.chars()).filter(|(_, c)| term == c.to_string()).map(|(n, _)| n).collect();
        placed.spans(&places).into_iter().map(|span| span.places).collect()
    }

    fn one(letter: &str) -> Placed {
        Placed::Sequence { words: vec![vec![letter.to_owned()]], between: 0 }
    }

    fn sequence(letters: &str, between: u32) -> Placed {
        Placed::Sequence { words: letters.chars().map(|c| vec![c.to_string()]).collect(), between }
    }

    fn near_by(left: Placed, right: Placed, words: u32) -> Placed {
        Placed::Near { left: Box::new(left), right: Box::new(right), words }
    }

    #[test]
    fn words_stand_in_order_and_near_one_another() {
        assert_eq!(spans(&sequence("ab", 0), "abxab"), [[0, 1], [3, 4]]);
        assert_eq!(spans(&sequence("ab", 0), "axb ba"), [[0; 0]; 0]);
        assert_eq!(spans(&sequence("ab", 1), "axb"), [[0, 2]]);
        assert_eq!(spans(&sequence("aba", 0), "ababa"), [[0, 1, 2], [2, 3, 4]]);
        assert_eq!(spans(&near_by(one("a"), one("b"), 2), "bxa"), [[0, 2]]);
        assert_eq!(spans(&near_by(one("a"), one("b"), 1), "bxa"), [[0; 0]; 0]);
        assert_eq!(spans(&near_by(one("a"), one("a"), 3), "a"), [[0; 0]; 0], "not near itself");
        assert_eq!(spans(&near_by(sequence("ab", 0), one("c"), 2), "cxabxc"), [[0, 2, 3], [2, 3, 5]]);
        assert_eq!(spans(&Placed::Any(vec![one("a"), one("b")]), "xba"), [[1], [2]]);
        let variant = Variant { words: vec![vec!["a".into()], vec!["b".into()]], reason: VariantReason::Apart };
        assert_eq!(spans(&Placed::Word(vec![variant]), "bxa"), [[0, 2]]);
    }

    #[test]
    fn two_parts_of_a_compound_are_near_one_another() {
        // Place 0: a compound of the three; place 4: subsidie by itself.
        let places = |term: &str| match term {
            "+loonkosten" | "+kosten" | "loonkostensubsidie" => vec![0],
            "+subsidie" => vec![0],
            "subsidie" => vec![4],
            _ => Vec::new(),
        };
        let any = |terms: &[&str]| Placed::Sequence {
            words: vec![terms.iter().map(|term| (*term).to_owned()).collect()],
            between: 0,
        };
        let is_near = |left: &[&str], right: &[&str]| !near_by(any(left), any(right), 3).spans(&places).is_empty();
        assert!(is_near(&["+loonkosten"], &["subsidie", "+subsidie"]));
        assert!(!is_near(&["+loonkosten"], &["+kosten"]), "one is in the other");
        assert!(!is_near(&["loonkostensubsidie"], &["+subsidie"]), "one is in the other");
        assert!(!is_near(&["+subsidie"], &["subsidie", "+subsidie"]), "the same word");
        assert!(!is_near(&["+loonkosten"], &["subsidie"]), "four words from it");
    }

    proptest! {
        /// Whether there is one, against trying all choices of places.
        #[test]
        fn sequences_are_those_of_all_choices(text in "[abx]{0,9}", between in 0u32..3, letters in "[ab]{1,3}") {
            let places = |letter: char| (0u32..).zip(text.chars()).filter(move |(_, c)| *c == letter).map(|(n, _)| n);
            let mut choices: Vec<Vec<u32>> = vec![Vec::new()];
            for letter in letters.chars() {
                choices = choices.iter().flat_map(|chosen| places(letter).map(|place| [chosen.as_slice(), &[place]].concat())).collect();
            }
            let fits = |chosen: &&Vec<u32>| chosen.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= between + 1);
            let mut ends: Vec<u32> = choices.iter().filter(fits).filter_map(|chosen| chosen.last().copied()).collect();
            ends.sort_unstable();
            ends.dedup();
            let mut found: Vec<u32> = sequence(&letters, between).spans(&|term| places(term.chars().next().unwrap()).collect()).iter().map(|span| span.last).collect();
            found.sort_unstable();
            found.dedup();
            prop_assert_eq!(&found, &ends);
            let of_term = |term: &str| places(term.chars().next().unwrap()).collect();
            prop_assert_eq!(sequence(&letters, between).stands(&of_term), !ends.is_empty());
        }

        #[test]
        fn pairs_near_one_another_are_those_of_all_pairs(text in "[abx]{0,12}", words in 1u32..5) {
            let places = |letter: char| (0u32..).zip(text.chars()).filter(move |(_, c)| *c == letter).map(|(n, _)| n);
            let slow = places('a').any(|a| places('b').any(|b| a.abs_diff(b) <= words));
            prop_assert_eq!(!spans(&near_by(one("a"), one("b"), words), &text).is_empty(), slow);
            let of_term = |term: &str| places(term.chars().next().unwrap()).collect();
            prop_assert_eq!(near_by(one("a"), one("b"), words).stands(&of_term), slow);
        }
    }
}
