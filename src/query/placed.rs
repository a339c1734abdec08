//! What has places in a text, and where it stands: words, phrases, patterns, and what is near one another.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

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
    pub places: SmallVec<[u32; 6]>,
    /// Where it is only a part of a compound, the place and the term of the part.
    parts: SmallVec<[(u32, &'t str); 1]>,
}

/// A place of a term; the term itself where it is a part of a compound.
pub type Place<'t> = (u32, Option<&'t str>);

/// Tells where any of some terms stands: ascending, each place once.
type Where<'w, 't> = &'w dyn Fn(&'t AnyOf) -> Cow<'w, [Place<'t>]>;

impl<'t> Span<'t> {
    fn at((place, part): Place<'t>) -> Self {
        let parts = part.into_iter().map(|part| (place, part)).collect();
        Self { first: place, last: place, places: smallvec![place], parts }
    }

    fn with(&self, other: &Self) -> Self {
        let mut places = SmallVec::from_slice(&self.places);
        for place in &other.places {
            if let Err(at) = places.binary_search(place) {
                places.insert(at, *place);
            }
        }
        let mut parts = SmallVec::from_slice(&self.parts);
        parts.extend_from_slice(&other.parts);
        Self { first: self.first.min(other.first), last: self.last.max(other.last), places, parts }
    }

    /// With a place behind all of its own.
    fn followed_by(&self, (place, part): Place<'t>) -> Self {
        let mut places = SmallVec::from_slice(&self.places);
        places.push(place);
        let mut parts = SmallVec::from_slice(&self.parts);
        parts.extend(part.map(|part| (place, part)));
        Self { first: self.first, last: place, places, parts }
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

    /// The words that it is made of, as often as they are asked for.
    pub fn words(&self) -> Vec<&AnyOf> {
        match self {
            Self::Sequence { words, .. } => words.iter().collect(),
            Self::Word(variants) => variants.iter().flat_map(|variant| &variant.words).collect(),
            Self::Any(several) => several.iter().flat_map(Self::words).collect(),
            Self::Near { left, right, .. } => left.words().into_iter().chain(right.words()).collect(),
        }
    }

    /// Whether it stands anywhere: what [`spans`](Self::spans) tells, without going through all ways in which it does. `places` tells
    /// those of each of its [`words`](Self::words), ascending, each once.
    pub fn stands_where<'w, 't>(&'t self, places: Where<'w, 't>) -> bool {
        match self {
            Self::Sequence { words, between } => follow_one_another(words.iter().map(places), *between),
            Self::Word(variants) => variants.iter().any(|variant| match variant.words.as_slice() {
                [one] => !places(one).is_empty(),
                several => {
                    let found: Vec<_> = several.iter().map(places).collect();
                    found.iter().all(|places| !places.is_empty()) && !variant.places(&bare(&found)).is_empty()
                }
            }),
            Self::Any(several) => several.iter().any(|placed| placed.stands_where(places)),
            Self::Near { left, right, words } => {
                let right = right.spans_where(places);
                let is_near = |one: &Span<'t>| in_reach(one, &right, *words).next().is_some();
                match &**left {
                    _ if right.is_empty() => false,
                    Self::Near { left, right, words } => {
                        let mut stands = false;
                        each_near(&left.spans_where(places), &right.spans_where(places), *words, |span| {
                            stands = is_near(&span);
                            !stands
                        });
                        stands
                    }
                    Self::Sequence { words, between } => {
                        any_sequence(&words.iter().map(places).collect::<Vec<_>>(), *between, is_near)
                    }
                    left => left.spans_where(places).iter().any(is_near),
                }
            }
        }
    }

    /// Where it stands, ascending by first place. `places` tells those of a term, ascending.
    pub fn spans(&self, places: &dyn Fn(&str) -> Vec<u32>) -> Vec<Span<'_>> {
        self.spans_where(&|terms| Cow::Owned(any_of(terms, places)))
    }

    fn spans_where<'w, 't>(&'t self, places: Where<'w, 't>) -> Vec<Span<'t>> {
        let mut spans = match self {
            Self::Sequence { words, between } => sequences(&words.iter().map(places).collect::<Vec<_>>(), *between),
            Self::Word(variants) => variants.iter().flat_map(|variant| of_variant(variant, places)).collect(),
            Self::Any(several) => several.iter().flat_map(|placed| placed.spans_where(places)).collect(),
            Self::Near { left, right, words } => {
                let left = left.spans_where(places);
                if left.is_empty() { Vec::new() } else { near(&left, &right.spans_where(places), *words) }
            }
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// Where any of some terms stands.
fn any_of<'t>(terms: &'t AnyOf, places: &dyn Fn(&str) -> Vec<u32>) -> Vec<Place<'t>> {
    let of_term = |term: &'t String| {
        let part = Some(term.as_str()).filter(|term| term.starts_with(PART_MARK));
        places(term).into_iter().map(move |place| (place, part))
    };
    let mut found: Vec<Place<'_>> = terms.iter().flat_map(of_term).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The places alone.
fn bare(words: &[Cow<'_, [Place<'_>]>]) -> Vec<Vec<u32>> {
    words.iter().map(|found| found.iter().map(|(place, _)| *place).collect()).collect()
}

fn of_variant<'w, 't>(variant: &'t Variant, places: Where<'w, 't>) -> Vec<Span<'t>> {
    let words: Vec<_> = variant.words.iter().map(places).collect();
    if let [one] = words.as_slice() {
        return one.iter().copied().map(Span::at).collect();
    }
    if variant.reason == VariantReason::Spaced {
        return sequences(&words, 0);
    }
    let reach = window(words.len());
    let mut spans = Vec::new();
    for at in variant.places(&bare(&words)) {
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
    keep_some(&mut spans);
    spans
}

/// Whether there is a place of each word within reach of one of the word before. Linear in the places.
fn follow_one_another<'w, 't: 'w>(mut words: impl Iterator<Item = Cow<'w, [Place<'t>]>>, between: u32) -> bool {
    let Some(first) = words.next() else { return false };
    let mut ends: Vec<u32> = first.iter().map(|(place, _)| *place).collect();
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
        ends = next.iter().map(|(place, _)| *place).filter(is_reached).collect();
    }
    !ends.is_empty()
}

/// All ways in which places follow one another within reach. Of those with the same first and last place one is enough.
fn sequences<'t>(words: &[Cow<'_, [Place<'t>]>], between: u32) -> Vec<Span<'t>> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    rest.iter().fold(first.iter().copied().map(Span::at).collect(), |begun, next| {
        let mut longer = Vec::new();
        each_longer(&begun, next, between, |span| {
            longer.push(span);
            true
        });
        longer
    })
}

/// Whether places follow one another within reach so that something holds of them: [`sequences`] up to the first that does.
fn any_sequence<'t>(words: &[Cow<'_, [Place<'t>]>], between: u32, holds: impl Fn(&Span<'t>) -> bool) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    if before.is_empty() {
        return last.iter().any(|place| holds(&Span::at(*place)));
    }
    let mut is_found = false;
    each_longer(&sequences(before, between), last, between, |span| {
        is_found = holds(&span);
        !is_found
    });
    is_found
}

/// Tells what some spans are with one more word behind them, those that begin first before the others, until it is told that it is
/// enough.
fn each_longer<'t>(begun: &[Span<'t>], next: &[Place<'t>], between: u32, mut goes_on: impl FnMut(Span<'t>) -> bool) {
    let mut told = 0;
    let mut group: Vec<Span<'t>> = Vec::new();
    for begun in begun.chunk_by(|a, b| a.first == b.first) {
        for span in begun {
            let from = next.partition_point(|(place, _)| *place <= span.last);
            let in_reach = next[from..].iter().take_while(|(place, _)| *place - span.last <= between + 1);
            group.extend(in_reach.map(|place| span.followed_by(*place)));
        }
        keep_some(&mut group);
        for span in group.drain(..) {
            if told == MAX_SPANS || !goes_on(span) {
                return;
            }
            told += 1;
        }
    }
}

/// Pairs that are near one another and do not meet, put together; not more than are worth trying.
fn near<'t>(left: &[Span<'t>], right: &[Span<'t>], words: u32) -> Vec<Span<'t>> {
    let mut found = Vec::new();
    each_near(left, right, words, |span| {
        found.push(span);
        true
    });
    found
}

/// Tells the pairs that are near one another and do not meet, put together, until it is told that it is enough. Those that begin first
/// come first, so that no more are put together than are asked for: in a passage full of both there are thousands.
fn each_near<'t>(left: &[Span<'t>], right: &[Span<'t>], words: u32, mut goes_on: impl FnMut(Span<'t>) -> bool) {
    let (mut of_left, mut of_right, mut told) = (0, 0, 0);
    let mut group: Vec<Span<'t>> = Vec::new();
    loop {
        let begins = |spans: &[Span<'t>], at: usize| spans.get(at).map(|span| span.first);
        let next = [begins(left, of_left), begins(right, of_right)].into_iter().flatten().min();
        let Some(first) = next else { return };
        let starting = |spans: &[Span<'t>], at: usize| {
            at + spans.get(at..).unwrap_or_default().iter().take_while(|span| span.first == first).count()
        };
        let (end_left, end_right) = (starting(left, of_left), starting(right, of_right));
        // Each pair once: what begins here with all that begins here or later.
        for one in &left[of_left..end_left] {
            group.extend(in_reach(one, &right[of_right..], words).map(|other| one.with(other)));
        }
        for one in &right[of_right..end_right] {
            group.extend(in_reach(one, &left[end_left..], words).map(|other| other.with(one)));
        }
        (of_left, of_right) = (end_left, end_right);
        keep_some(&mut group);
        for span in group.drain(..) {
            if told == MAX_SPANS || !goes_on(span) {
                return;
            }
            told += 1;
        }
    }
}

/// Those of some spans that are near one and do not meet it.
fn in_reach<'s, 't>(one: &'s Span<'t>, others: &'s [Span<'t>], words: u32) -> impl Iterator<Item = &'s Span<'t>> {
    let is_near = move |other: &&Span<'t>| {
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
    // They ascend by first place: what follows is further on.
    let reach = others.iter().take_while(move |other| other.first <= one.last.saturating_add(words));
    reach.filter(is_near)
}

/// Of spans with the same ends one, and not more than are worth trying: a passage holds some two hundred words.
fn keep_some(spans: &mut Vec<Span<'_>>) {
    spans.sort_unstable();
    spans.dedup_by(|b, a| (a.first, a.last, &a.parts) == (b.first, b.last, &b.parts));
    spans.truncate(MAX_SPANS);
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
        placed.spans(&places).into_iter().map(|span| span.places.to_vec()).collect()
    }

    fn stands(placed: &Placed, places: &dyn Fn(&str) -> Vec<u32>) -> bool {
        placed.stands_where(&|terms| Cow::Owned(any_of(terms, places)))
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
            prop_assert_eq!(stands(&sequence(&letters, between), &of_term), !ends.is_empty());
        }

        /// Pairs, against all of them put together and then kept as far as they are worth it; more than that in the longer texts.
        #[test]
        fn pairs_put_together_step_by_step_are_those_of_all_pairs(text in "[abcx]{0,80}", words in 1u32..90, between in 0u32..40) {
            let all_pairs = |left: &[Span<'static>], right: &[Span<'static>], words: u32| {
                let both = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
                let apart = |(one, other): &(&Span<'static>, &Span<'static>)| {
                    let distance = other.first.saturating_sub(one.last).max(one.first.saturating_sub(other.last));
                    distance <= words && (distance > 0 || !one.meets(other))
                };
                let mut spans: Vec<Span<'static>> = both.filter(apart).map(|(one, other)| one.with(other)).collect();
                keep_some(&mut spans);
                spans
            };
            let places = |letter: char| -> Vec<Place<'static>> {
                (0u32..).zip(text.chars()).filter(|(_, c)| *c == letter).map(|(n, _)| (n, None)).collect()
            };
            let of = |letter| places(letter).into_iter().map(Span::at).collect::<Vec<_>>();
            let (a, b, c) = (of('a'), of('b'), of('c'));
            let ab = all_pairs(&a, &b, words);
            prop_assert_eq!(&near(&a, &b, words), &ab);
            let abc = all_pairs(&ab, &c, words / 2);
            prop_assert_eq!(&near(&ab, &c, words / 2), &abc);
            let of_term = |term: &str| places(term.chars().next().unwrap()).into_iter().map(|(place, _)| place).collect();
            let placed = near_by(near_by(one("a"), one("b"), words), one("c"), words / 2);
            prop_assert_eq!(stands(&placed, &of_term), !abc.is_empty());
            let phrase = near_by(sequence("aba", between), one("c"), words / 2);
            prop_assert_eq!(stands(&phrase, &of_term), !phrase.spans(&of_term).is_empty());
        }

        #[test]
        fn pairs_near_one_another_are_those_of_all_pairs(text in "[abx]{0,12}", words in 1u32..5) {
            let places = |letter: char| (0u32..).zip(text.chars()).filter(move |(_, c)| *c == letter).map(|(n, _)| n);
            let slow = places('a').any(|a| places('b').any(|b| a.abs_diff(b) <= words));
            prop_assert_eq!(!spans(&near_by(one("a"), one("b"), words), &text).is_empty(), slow);
            let of_term = |term: &str| places(term.chars().next().unwrap()).collect();
            prop_assert_eq!(stands(&near_by(one("a"), one("b"), words), &of_term), slow);
        }
    }
}
