//! Which phrases of a data file stand in a text?
//!
//! A phrase is words in a row. `verzoek*` is any word that begins so, `*uitkering` any that ends so, and `…` stands for up to
//! [`MAX_GAP`] words between. Words are compared folded: lower case, without accents. No phrase goes over the end of a
//! sentence. One pass over the words of a text finds all phrases.

use std::ops::Range;

use super::names::{fold_word, words};

/// Most words that a gap stands for.
const MAX_GAP: usize = 6;

/// Words within which a salutation ends (`Geachte leden van de raad, In uw brief …`).
const SALUTATION_WORDS: usize = 9;

/// The words of a text, folded.
#[derive(Debug, Default)]
pub(crate) struct Words {
    folded: String,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    /// Where its folded form stands.
    folded: Range<usize>,
    /// Where it stands in the text.
    bytes: Range<usize>,
    /// Number of its sentence.
    sentence: usize,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let mut all = Self { folded: String::with_capacity(text.len()), words: Vec::with_capacity(text.len() / 6) };
        let mut sentence = 0;
        let mut end = 0;
        let mut since_salutation = SALUTATION_WORDS;
        for bytes in words_of(text) {
            let gap = text.get(end..bytes.start).unwrap_or_default();
            let word = text.get(bytes.clone()).unwrap_or_default();
            // Nearly all words are parted by a space, which ends nothing.
            if end > 0 && gap != " " {
                let is_capital = word.starts_with(char::is_uppercase);
                let ends_salutation = gap.starts_with(',') && since_salutation < SALUTATION_WORDS;
                let ends = ends_sentence(gap) || is_capital && (gap.contains(": ") || ends_salutation);
                sentence += usize::from(ends);
            }
            let is_salutation = word.get(..6).is_some_and(|begin| begin.eq_ignore_ascii_case("geacht"));
            since_salutation = if is_salutation { 0 } else { since_salutation + 1 };
            end = bytes.end;
            let start = all.folded.len();
            if word.is_ascii() && word != "&" {
                all.folded.push_str(word);
                all.folded[start..].make_ascii_lowercase();
            } else {
                all.folded.push_str(&fold_word(word));
            }
            all.words.push(Word { folded: start..all.folded.len(), bytes, sentence });
        }
        all
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, folded; empty beyond the last.
    pub fn get(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.folded.get(word.folded.clone())).unwrap_or_default()
    }

    /// Where some words stand in the text.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(0, |word| word.bytes.start);
        let end = range.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.bytes.end);
        start..end
    }

    /// The sentences, as numbers of words.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        std::iter::from_fn(move || {
            let number = self.sentence(from)?;
            let start = from;
            while self.sentence(from) == Some(number) {
                from += 1;
            }
            Some(start..from)
        })
    }

    fn sentence(&self, at: usize) -> Option<usize> {
        self.words.get(at).map(|word| word.sentence)
    }
}

/// The words of a text as [`words`] finds them; most are letters of ASCII, which need no table.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let at =
            from + bytes.get(from..)?.iter().position(|b| b.is_ascii_alphanumeric() || *b == b'&' || !b.is_ascii())?;
        let end = at + bytes.get(at..)?.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
        let is_plain = bytes.get(end).is_none_or(u8::is_ascii) && end > at;
        if is_plain {
            from = end;
            return Some(at..end);
        }
        // An accent, or a sign that is no word.
        let word = words(text.get(at..)?).next().map(|word| at + word.start..at + word.end)?;
        from = word.end;
        Some(word)
    })
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(gap: &str) -> bool {
    gap != " " && ends_in_mark(gap)
}

fn ends_in_mark(gap: &str) -> bool {
    gap.contains(['?', '!', ';', '\n']) || gap.contains(". ") || gap.contains(".\u{a0}")
}

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

/// Numbers of phrases by a hash: most words of a text begin no phrase, and an empty place says so at once.
#[derive(Debug)]
struct Table(Vec<Vec<usize>>);

/// Places of a table, as bits of their number.
const TABLE_BITS: u32 = 12;

impl Table {
    fn new() -> Self {
        Self(vec![Vec::new(); 1 << TABLE_BITS])
    }

    fn add(&mut self, key: impl Iterator<Item = u8>, phrase: usize) {
        if let Some(place) = self.0.get_mut(Self::place(key)) {
            place.push(phrase);
        }
    }

    fn get(&self, key: impl Iterator<Item = u8>) -> &[usize] {
        self.0.get(Self::place(key)).map(Vec::as_slice).unwrap_or_default()
    }

    /// FNV-1a, folded to the bits of the table.
    fn place(key: impl Iterator<Item = u8>) -> usize {
        let hash = key.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        ((hash ^ (hash >> TABLE_BITS)) & ((1 << TABLE_BITS) - 1)) as usize
    }
}

/// Bytes by which the begin or end of a first word is looked up.
const KEY: usize = 3;

impl Phrases {
    /// Reads phrases; a word that is known by its begin or end has at least [`KEY`] letters.
    pub fn new(list: impl Iterator<Item = &'static str>) -> Self {
        let mut this = Self {
            phrases: Vec::new(),
            wholes: Table::new(),
            pairs: Table::new(),
            begins: Table::new(),
            ends: Table::new(),
        };
        for (number, phrase) in list.enumerate() {
            let parts: Vec<Part> = phrase.split_whitespace().map(Part::of).collect();
            match parts[..] {
                [Part::Word(first), Part::Word(second), ..] => this.pairs.add(both(first, second), number),
                [Part::Word(word), ..] => this.wholes.add(word.bytes(), number),
                [Part::Begin(word), ..] => this.begins.add(first_bytes(word), number),
                [Part::End(word), ..] => this.ends.add(last_bytes(word), number),
                [Part::Gap, ..] | [] => {}
            }
            this.phrases.push(parts);
        }
        this
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
        let word = words.get(at);
        let mut take = |numbers: &[usize]| {
            for number in numbers {
                let parts = self.phrases.get(*number).map(Vec::as_slice).unwrap_or_default();
                if let Some(end) = end_of(parts, words, at) {
                    found.push(FoundPhrase { phrase: *number, words: at..end });
                }
            }
        };
        let (whole, pairs) = (self.wholes.get(word.bytes()), self.pairs.get(both(word, words.get(at + 1))));
        // In the order of the list, which decides between equals.
        match (whole, pairs) {
            (numbers, []) | ([], numbers) => take(numbers),
            _ => {
                let mut numbers = [whole, pairs].concat();
                numbers.sort_unstable();
                take(&numbers);
            }
        }
        take(self.begins.get(first_bytes(word)));
        take(self.ends.get(last_bytes(word)));
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

fn first_bytes(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().take(KEY)
}

fn last_bytes(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().skip(word.len().saturating_sub(KEY))
}

/// Two words, with what is no part of either between them.
fn both(first: &str, second: &str) -> impl Iterator<Item = u8> {
    first.bytes().chain([b' ']).chain(second.bytes())
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
    fn words_are_those_of_names() {
        for text in
            ["één B&W-besluit van 's-Hertogenbosch € 12,50…", "naïef reïntegratie“ ”x", "", "…", "&", "a\u{301}b cd"]
        {
            assert_eq!(words_of(text).collect::<Vec<_>>(), words(text).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn a_gap_has_its_limit() {
        assert!(found("stelt … voor", "Hij stelt een twee drie vier vijf zes voor.").len() == 1);
        assert!(found("stelt … voor", "Hij stelt een twee drie vier vijf zes zeven voor.").is_empty());
    }
}
