//! Which words is a compound made of? `loonkostensubsidie` → `loon`, `kosten`, `subsidie`.
//!
//! After Koehn & Knight, "Empirical methods for compound splitting" (EACL 2003): a word is cut where the parts are more
//! frequent than the whole, by the geometric mean of their counts. Ours cuts in two and then each half again: a decision
//! compares a part with its own parts, so that `bestuursopdracht` gives `bestuurs` + `opdracht` and not `best`, `uurs`,
//! `opdracht`. What may be no part (blocked.tsv) matters most, then a large vocabulary, then the linking s and en; what
//! each gave stands in docs/quality.md.
//!
//! The vocabulary is fixed with the program: a split that depended on the documents of an index would change with them,
//! and query and text would part. It was learned from texts of the same kind.

mod lexicon;
mod overrides;

use std::ops::Range;

use lexicon::{Entry, entry, words_at};

/// Shortest and longest word that is looked at, in letters.
const MIN_WORD: usize = 6;
const MAX_WORD: usize = 45;
/// Shortest part.
const MIN_PART: usize = 3;
/// A half that no list knows must be as long as two parts.
const MIN_DIVISIBLE: usize = 6;
/// Most cuts within cuts: four levels give up to eight parts.
const MAX_DEPTH: usize = 4;
/// How much the count of the whole word weighs against its parts: below 1, as frequent compounds split too.
const WHOLE_WEIGHT: f64 = 0.3;
/// What a half costs that is no word itself but can be split, in logarithms of counts.
const UNKNOWN_COST: f64 = 1.0;

/// Half-open byte ranges of the parts of a folded word, in order, without gaps: a linking s or en belongs to the part
/// before it. Empty where the word is no compound.
pub fn parts(word: &str) -> Vec<Range<usize>> {
    if !(MIN_WORD..=MAX_WORD).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut splitting = Splitting::new(word);
    let mut cuts = Vec::new();
    splitting.cut(0..word.len(), 0, &mut cuts);
    if cuts.is_empty() {
        return Vec::new();
    }
    cuts.push(word.len());
    let mut start = 0;
    cuts.into_iter()
        .map(|end| {
            let part = start..end;
            start = end;
            part
        })
        .collect()
}

/// A part without the linking letter that no word of its own ends in: `bestuurs` → `bestuur`, but `kosten` stays.
/// `en` is left to the stemmer, which takes it for a plural.
pub fn without_link(part: &str) -> &str {
    let Some(bare) = part.strip_suffix('s').filter(|bare| bare.len() >= MIN_PART) else { return part };
    if is_likelier(bare, part) { bare } else { part }
}

/// Whether texts have one folded word more often than another.
pub fn is_likelier(word: &str, other: &str) -> bool {
    let count = |word: &str| entry(word).map_or(0, Entry::count);
    count(word) > count(other)
}

/// Whether texts use a folded word as a word of the language.
pub fn is_word(word: &str) -> bool {
    entry(word).is_some_and(|entry| entry.seen() > 0)
}

/// What the splits depend on, for the version of the analysis.
pub(super) fn fingerprint() -> [&'static [u8]; 2] {
    [lexicon::bytes(), overrides::text().as_bytes()]
}

/// A word being split.
struct Splitting<'a> {
    word: &'a str,
    /// By start and end: logarithm of the count as a part before another; `NEG_INFINITY` where it is none.
    before: Vec<f64>,
    /// By start: the same as the last part.
    last: Vec<f64>,
    /// By start and end: occurrences as a word of its own.
    seen: Vec<u64>,
    /// By start and end: the best cut, once it is known.
    best: Vec<Option<Cut>>,
}

/// Where a stretch is cut best, and how well: the mean of the logarithms of its halves. `at` is 0 where it cannot be.
#[derive(Debug, Clone, Copy)]
struct Cut {
    at: usize,
    score: f64,
}

const NOWHERE: Cut = Cut { at: 0, score: f64::NEG_INFINITY };

impl<'a> Splitting<'a> {
    fn new(word: &'a str) -> Self {
        let n = word.len();
        let mut this = Self {
            word,
            before: vec![f64::NEG_INFINITY; (n + 1) * (n + 1)],
            last: vec![f64::NEG_INFINITY; n + 1],
            seen: vec![0; (n + 1) * (n + 1)],
            best: vec![None; (n + 1) * (n + 1)],
        };
        for start in 0..n {
            words_at(word.as_bytes(), start, |end, entry| this.note(start, end, entry));
        }
        this
    }

    fn place(&self, start: usize, end: usize) -> usize {
        start * (self.word.len() + 1) + end
    }

    fn note(&mut self, start: usize, end: usize, entry: Entry) {
        let place = self.place(start, end);
        self.seen[place] = entry.seen();
        if end - start < MIN_PART {
            return;
        }
        let score = (entry.count() as f64).ln();
        let mut before = |end: usize, is_allowed: bool| {
            if is_allowed && end <= self.word.len() {
                let place = start * (self.word.len() + 1) + end;
                self.before[place] = self.before[place].max(score);
            }
        };
        before(end, entry.is_bare());
        before(end + 1, entry.takes_s() && self.word[end..].starts_with('s'));
        before(end + 2, entry.takes_en() && self.word[end..].starts_with("en"));
        if end == self.word.len() && entry.is_last() {
            self.last[start] = score;
        }
    }

    /// Adds the places where a stretch is cut, ascending.
    fn cut(&mut self, stretch: Range<usize>, depth: usize, cuts: &mut Vec<usize>) {
        if let Some(known) = overrides::known_split(&self.word[stretch.clone()]) {
            cuts.extend(known.iter().map(|at| stretch.start + at));
            return;
        }
        if stretch.len() < MIN_WORD || depth == MAX_DEPTH {
            return;
        }
        let best = self.best_cut(&stretch, MAX_DEPTH);
        let is_end = stretch.end == self.word.len();
        let mut whole = (self.seen[self.place(stretch.start, stretch.end)] as f64).ln();
        if !is_end {
            // `arbeidsmarkt` before `beleid` is as frequent as it is with its link.
            whole = whole.max(self.before[self.place(stretch.start, stretch.end)]);
        }
        if best.at == 0 || best.score <= WHOLE_WEIGHT.ln() + whole {
            return;
        }
        self.cut(stretch.start..best.at, depth + 1, cuts);
        cuts.push(best.at);
        self.cut(best.at..stretch.end, depth + 1, cuts);
    }

    fn best_cut(&mut self, stretch: &Range<usize>, depth: usize) -> Cut {
        let place = self.place(stretch.start, stretch.end);
        if let Some(best) = self.best[place] {
            return best;
        }
        let mut best = NOWHERE;
        if depth > 0 {
            for at in stretch.start + MIN_PART..(stretch.end + 1).saturating_sub(MIN_PART) {
                let left = self.half(stretch.start..at, depth);
                if left == f64::NEG_INFINITY {
                    continue;
                }
                let score = (left + self.half(at..stretch.end, depth)) / 2.0;
                if score > best.score {
                    best = Cut { at, score };
                }
            }
        }
        self.best[place] = Some(best);
        best
    }

    /// How good a half is: a known part, else one that can be split again.
    fn half(&mut self, half: Range<usize>, depth: usize) -> f64 {
        let known = if half.end == self.word.len() {
            self.last[half.start]
        } else {
            self.before[self.place(half.start, half.end)]
        };
        if known > f64::NEG_INFINITY || half.len() < MIN_DIVISIBLE {
            return known;
        }
        self.best_cut(&half, depth - 1).score - UNKNOWN_COST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(word: &str) -> String {
        match parts(word) {
            parts if parts.is_empty() => word.to_owned(),
            parts => parts.into_iter().map(|part| &word[part]).collect::<Vec<_>>().join("+"),
        }
    }

    #[test]
    fn splits_compounds_of_the_domain() {
        for expected in [
            "loon+kosten+subsidie",
            "loon+kosten+subsidies",
            "participatie+bedrijf",
            "raads+informatie+brief",
            "bestuurs+opdracht",
            "gemeente+raad",
            "arbeids+markt+beleid",
            "uitvoerings+organisatie",
            "taak+stelling",
            "begrotings+wijziging",
            "asiel+zoekers",
            "energie+toeslag",
            "jeugd+bescherming",
            "kosten+delers+norm",
            "buig+budget",
            "schuld+hulp+verlenings+beleid",
            "cliënten+raad",
        ] {
            let folded = crate::analysis::fold::fold(expected);
            assert_eq!(split(&folded.replace('+', "")), folded);
        }
    }

    #[test]
    fn leaves_whole_what_is_no_compound() {
        for word in [
            "begeleiding",
            "gemeente",
            "verordening",
            "voorziening",
            "belangrijke",
            "besturen",
            "deelnemer",
            "leeftijd",
            "onderzoek",
            "overheid",
            "aanvraag",
            "mogelijkheden",
            "participatie",
            "regeling",
            "toegezegd",
            "uitgesplitst",
            "vrijwilliger",
            "interactie",
            "rotterdam",
            "wethouder",
            "inwoners",
            "raad",
            "xqzwvbnm",
            "financiën",
            "2020beleid",
        ] {
            assert_eq!(split(word), word);
        }
    }

    #[test]
    fn linking_letters_are_cut_off_where_a_word_is_left() {
        for (part, expected) in [
            ("bestuurs", "bestuur"),
            ("kosten", "kosten"),
            ("proces", "proces"),
            ("arbeids", "arbeid"),
            ("raads", "raad"),
        ] {
            assert_eq!(without_link(part), expected);
        }
    }

    proptest! {
        #[test]
        fn parts_put_together_give_the_word(word in "[a-z]{0,50}|(raads|loon|kosten|subsidie|beleids|xy|en|s){1,8}") {
            let parts = parts(&word);
            let joined: String = parts.iter().map(|part| &word[part.clone()]).collect();
            prop_assert!(parts.is_empty() || (parts.len() > 1 && joined == word));
            prop_assert!(parts.iter().all(|part| part.len() >= MIN_PART));
        }

        #[test]
        fn any_text_can_be_asked_for(word in "\\PC{0,60}") {
            for part in parts(&word) {
                prop_assert!(word.is_char_boundary(part.start) && word.is_char_boundary(part.end));
            }
        }
    }
}
