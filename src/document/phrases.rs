//! Which phrases of a data file stand in a text?
//!
//! A phrase is words in a row. `verzoek*` is any word that begins so, `*uitkering` any that ends so, and `…` stands for up to
//! [`MAX_GAP`] words between. Words are compared folded: lower case, without accents. No phrase goes over the end of a
//! sentence. One pass over the words of a text finds all phrases.

use std::ops::Range;

use super::words::{Key, Words};

/// Most words that a gap stands for.
const MAX_GAP: usize = 6;

#[derive(Debug, Clone, Copy)]
enum Part {
    Word(&'static str),
    Begin(&'static str),
    End(&'static str),
    Gap,
}

impl Part {
    fn of(word: &'static str) -> Self {
        match (word.strip_prefix('*'), word.strip_suffix('*')) {
            _ if word == "…" => Self::Gap,
            (Some(end), _) => Self::End(end),
            (_, Some(begin)) => Self::Begin(begin),
            _ => Self::Word(word),
        }
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Self::Word(wanted) => word == wanted,
            Self::Begin(begin) => word.starts_with(begin),
            Self::End(end) => word.ends_with(end),
            Self::Gap => false,
        }
    }
}

/// A phrase that was found: its number in the list, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundPhrase {
    /// Number in the list.
    pub phrase: usize,
    /// Numbers of its words, half-open.
    pub words: Range<usize>,
}

/// Numbers of what begins with a word, by its key: most words of a text begin nothing, and an empty place says so at once.
///
/// The numbers of all places stand in one row, so that the whole stays near the processor.
#[derive(Debug)]
pub(super) struct Table {
    /// A bit for each place of a far larger table that holds something: it tells most words apart from those of the list.
    known: Vec<u64>,
    /// Where the numbers of a place begin; they end where those of the next begin.
    begins: Vec<u16>,
    numbers: Vec<u16>,
}

/// Places of a table, as bits of their number.
const TABLE_BITS: u32 = 12;
/// Places that are only told empty or not, as bits of their number.
const KNOWN_BITS: u32 = 15;

impl Table {
    /// A table of keys and numbers; those of one place keep their order. There are less than 65,536.
    pub fn new(entries: impl Iterator<Item = (u32, usize)>) -> Self {
        let mut known = vec![0; 1 << (KNOWN_BITS - u64::BITS.ilog2())];
        let mut placed: Vec<(usize, u16)> = Vec::new();
        for (key, number) in entries {
            let (at, bit) = bit_of(key);
            let (Some(bits), Ok(number)) = (known.get_mut(at), u16::try_from(number)) else { continue };
            *bits |= bit;
            placed.push((place_of(key), number));
        }
        placed.sort_by_key(|(place, _)| *place);
        let begin = |place: usize| placed.partition_point(|(other, _)| *other < place);
        let begins = (0..=1 << TABLE_BITS).map(|place| u16::try_from(begin(place)).unwrap_or(u16::MAX)).collect();
        Self { known, begins, numbers: placed.into_iter().map(|(_, number)| number).collect() }
    }

    /// The numbers at the place of a key, those of other keys among them.
    #[inline]
    pub fn get(&self, key: u32) -> &[u16] {
        let (at, bit) = bit_of(key);
        if self.known.get(at).is_none_or(|bits| bits & bit == 0) {
            return &[];
        }
        let place = place_of(key);
        let at = |place: usize| self.begins.get(place).map_or(0, |begin| usize::from(*begin));
        self.numbers.get(at(place)..at(place + 1)).unwrap_or_default()
    }
}

/// Where the bit of a key stands: the number of its word, and the bit in that.
fn bit_of(key: u32) -> (usize, u64) {
    let bit = key >> (u32::BITS - KNOWN_BITS);
    ((bit / u64::BITS) as usize, 1 << (bit % u64::BITS))
}

fn place_of(key: u32) -> usize {
    ((key ^ (key >> TABLE_BITS)) & ((1 << TABLE_BITS) - 1)) as usize
}

/// Phrases, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Phrases {
    phrases: Vec<Vec<Part>>,
    /// Phrases by their first word.
    wholes: Table,
    /// Those that begin with two whole words, by both: as many begin with `de` as there are words beside it.
    pairs: Table,
    /// Those whose first word is known by its begin, by the first bytes of it.
    begins: Table,
    /// Those whose first word is known by its end, by the last bytes of it.
    ends: Table,
}

impl Phrases {
    /// Reads phrases; a word that is known by its begin or end has at least four letters.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        let phrases: Vec<Vec<Part>> = list.map(|phrase| phrase.split_whitespace().map(Part::of).collect()).collect();
        let table = |key: fn(&[Part]) -> Option<u32>| {
            Table::new(phrases.iter().enumerate().filter_map(|(number, parts)| Some((key(parts)?, number))))
        };
        let wholes = table(|parts| match parts {
            [Part::Word(_), Part::Word(_), ..] => None,
            [Part::Word(word), ..] => Some(Key::of(word).whole),
            _ => None,
        });
        let pairs = table(|parts| match parts {
            [Part::Word(first), Part::Word(second), ..] => Some(Key::of(first).with(Key::of(second))),
            _ => None,
        });
        let begins = table(|parts| match parts {
            [Part::Begin(word), ..] => Some(Key::of(word).begin),
            _ => None,
        });
        let ends = table(|parts| match parts {
            [Part::End(word), ..] => Some(Key::of(word).end),
            _ => None,
        });
        Self { phrases, wholes, pairs, begins, ends }
    }

    /// All places of all phrases, by place.
    pub fn find(&self, words: &Words) -> Vec<FoundPhrase> {
        let mut found = Vec::new();
        for at in 0..words.len() {
            self.find_at(words, at, &mut found);
        }
        found
    }

    /// The phrases that begin at a word.
    pub fn find_at(&self, words: &Words, at: usize, found: &mut Vec<FoundPhrase>) {
        let key = words.key(at);
        let mut take = |numbers: &[u16]| {
            for number in numbers {
                let phrase = usize::from(*number);
                let parts = self.phrases.get(phrase).map(Vec::as_slice).unwrap_or_default();
                if let Some(end) = end_of(parts, words, at) {
                    found.push(FoundPhrase { phrase, words: at..end });
                }
            }
        };
        let (whole, pairs) = (self.wholes.get(key.whole), self.pairs.get(key.with(words.key(at + 1))));
        // In the order of the list, which decides between equals.
        match (whole, pairs) {
            (numbers, []) | ([], numbers) => take(numbers),
            _ => {
                let mut numbers = [whole, pairs].concat();
                numbers.sort_unstable();
                take(&numbers);
            }
        }
        take(self.begins.get(key.begin));
        take(self.ends.get(key.end));
    }
}

/// The word behind a phrase that begins at a word; `None` where it does not stand there.
fn end_of(parts: &[Part], words: &Words, from: usize) -> Option<usize> {
    let sentence = words.sentence(from)?;
    let mut at = from;
    let mut gap = false;
    for part in parts {
        if matches!(part, Part::Gap) {
            gap = true;
            continue;
        }
        let most = if gap { MAX_GAP } else { 0 };
        let fits = |n: &usize| words.sentence(*n) == Some(sentence) && part.fits(words.get(*n));
        at = (at..=at + most).find(fits)? + 1;
        gap = false;
    }
    (at > from).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(phrase: &'static str, text: &'a str) -> Vec<&'a str> {
        let words = Words::of(text);
        let places = Phrases::new(std::iter::once(phrase)).find(&words);
        places.into_iter().map(|place| &text[words.bytes(place.words)]).collect()
    }

    #[test]
    fn phrases_in_their_forms() {
        for (phrase, text, expected) in [
            ("in te stemmen", "De raad besluit IN TE STEMMEN.", vec!["IN TE STEMMEN"]),
            ("verzoek*", "Wij verzoeken u; het verzoek ligt er.", vec!["verzoeken", "verzoek"]),
            ("*uitkering", "De bijstandsuitkering is een uitkering.", vec!["bijstandsuitkering", "uitkering"]),
            ("zegt … toe", "De wethouder zegt de raad een nota toe.", vec!["zegt de raad een nota toe"]),
            ("zegt … toe", "Hij zegt veel. Daar komt hij aan toe.", vec![]),
            ("een", "Één voor één", vec!["Één", "één"]),
            ("b en w", "Besluit van B&W", vec!["B&W"]),
            ("in", "inzet is geen in", vec!["in"]),
        ] {
            assert_eq!(found(phrase, text), expected, "{phrase}: {text}");
        }
    }

    #[test]
    fn a_gap_has_its_limit() {
        assert!(found("stelt … voor", "Hij stelt een twee drie vier vijf zes voor.").len() == 1);
        assert!(found("stelt … voor", "Hij stelt een twee drie vier vijf zes zeven voor.").is_empty());
    }
}
