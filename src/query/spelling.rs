//! Words that occur nowhere are taken for words that do.
//!
//! A second, cheap look for the nearest words of the texts themselves, by letters changed, left out, added or exchanged
//! (Damerau 1964, Levenshtein 1966), and for two words that were written as one. A form that no text has may still share its
//! stem with others. Where one of these is plainly another inflection (`wetenschappers`) all is well; where one is the same form in
//! another spelling it is told (`inwoneers` is found as `inwoners`); else what differs in one letter is added (`gemeenschapelijke`
//! stems as `gemeenschap`). The word as typed is kept beside them, and the user is told. What is less sure is offered and not
//! looked for.

use super::concept::{Concept, ExpandedQuery, Variant, VariantReason};
use super::expand::{anywhere, word_variants};
use super::in_short;
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, LITERAL_MARK, is_filler, is_in_capitals};
use crate::index::{IndexError, Snapshot};

/// Shortest words in which one and two letters may differ; below the first nearly every word is near another ...
const MIN_CHARS: [usize; 2] = [5, 8];
/// ... and where one of them may be the first letter, which is seldom mistyped: another one mostly makes another word.
const MIN_CHARS_OF_OTHER_FIRST: [usize; 2] = [6, 10];
/// Shortest word for which another is offered without being looked for.
const MIN_OFFERED: usize = 4;
/// How many times as frequent a word with another first letter must be to come before one with the same.
const MUCH_MORE_FREQUENT: u64 = 50;
/// Endings that a form may have more or less than another of its word.
const ENDINGS: [&str; 10] = ["s", "'s", "e", "en", "n", "t", "d", "de", "te", "er"];
/// Letters at the end that the same form of a word has in any spelling.
const ENDING_CHARS: usize = 2;
/// Most words that one is taken for.
const MAX_NEAREST: usize = 2;
/// A second word is as frequent as this share of the first at least: rarer ones are mostly mistyped themselves.
const LEAST_SHARE: u64 = 20;
/// Shortest word that may be two, and shortest of the two.
const MIN_DIVIDED: usize = 8;
const MIN_HALF: usize = 3;
/// Longest word that may be two.
const MAX_DIVIDED: usize = 60;
/// Passages that hold a word of less than four letters at least, where it is half of another.
const MIN_PASSAGES_OF_SHORT: u64 = 20;
/// Words of one query for which the nearest are looked for: each asks for walks over the dictionary.
pub(super) const MAX_RESPELT: usize = 6;
/// Words of one query of which other inflections and halves are looked up: each asks for some dozens of terms.
const MAX_KNOWN_STEMS: usize = 6;
/// Words of one query that are told to occur nowhere.
const MAX_TOLD: usize = 8;

/// What may have been meant by a word that occurs nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meant {
    /// One of these, the likeliest first. Never empty.
    Words(Vec<String>),
    /// Two words.
    Two(String, String),
}

impl Meant {
    fn told(&self) -> String {
        match self {
            Self::Words(words) => words.join(" or "),
            Self::Two(one, other) => format!("{one} {other}"),
        }
    }
}

/// What the user is told of words that occur nowhere, in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Respelt {
    /// On each word.
    pub told: Vec<String>,
    /// On compounds that are there in their parts only, which is worth telling where nothing is found.
    pub in_parts: Vec<String>,
}

/// Adds to words that occur nowhere the nearest that do. Gives a sentence for the user on each. `left` is how many words may still
/// be looked for so.
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn respell(
    query: &mut ExpandedQuery,
    analyzer: &Analyzer,
    snapshot: &Snapshot,
    left: &mut usize,
) -> Result<Respelt, IndexError> {
    let (mut told, mut in_parts) = (Vec::new(), Vec::new());
    let mut known_stems = 0;
    for concept in &mut query.concepts {
        if told.len() == MAX_TOLD {
            break;
        }
        let as_typed = concept.exact.clone();
        if let Some(exact) = &as_typed
            && snapshot.passages_with(exact)? > 0
        {
            continue;
        }
        let occurs = occurs(concept, snapshot, |_| true)?;
        let mut meant = None;
        // Codes and numbers are meant as they stand, and so is what was asked for literally.
        if as_typed.is_some()
            && is_of_letters(&fold(&concept.word))
            && !(is_offered_only(&concept.word) && is_in_capitals(&concept.word))
            && *left > 0
        {
            let word = fold(&concept.word);
            if occurs && known_stems < MAX_KNOWN_STEMS {
                known_stems += 1;
                let near = near_inflection(&word, analyzer, snapshot, left)?;
                if let NearInflection::Misspelt(form) = &near {
                    told.push(format!("{} occurs nowhere; {form} was looked for", in_short(&concept.word)));
                }
                meant = near.others().map(Meant::Words);
                add_two(concept, &word, analyzer, snapshot)?;
            } else if !occurs {
                meant = nearest(&word, Some(analyzer), snapshot, left)?;
                if let (None, Some(singular)) = (&meant, word.strip_suffix("'s")) {
                    meant = nearest(singular, Some(analyzer), snapshot, left)?;
                }
            }
        }
        let word = in_short(&concept.word).into_owned();
        told.extend(match meant {
            Some(meant) if is_offered_only(&concept.word) => {
                Some(format!("{word} occurs nowhere; did you mean {}?", meant.told()))
            }
            Some(meant) => {
                let also = if occurs { "also " } else { "" };
                let sentence = format!("{word} occurs nowhere; {} was {also}looked for", meant.told());
                add(concept, &meant, analyzer);
                Some(sentence)
            }
            None if !occurs => {
                // What was asked for as it is is not taken for anything else.
                let near = match as_typed {
                    None if *left > 0 => suggest_word(&concept.word, snapshot)?,
                    _ => None,
                };
                *left = left.saturating_sub(usize::from(near.is_some()));
                let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                Some(format!("{word} occurs nowhere{near}"))
            }
            None if as_typed.is_some() && is_in_pieces_only(concept, snapshot)? => {
                let parts: Vec<&str> = concept.hints.iter().map(|hint| hint.word.as_str()).collect();
                let mend = if parts.is_empty() { String::new() } else { format!("; try {}", parts.join(" ")) };
                in_parts.push(format!("{word} occurs nowhere as one word{mend}"));
                None
            }
            None => None,
        });
    }
    Ok(Respelt { told, in_parts })
}

/// The nearest word of the texts to one that no text has as it was typed; `None` where a text has it or none comes near.
///
/// # Errors
/// Where the index cannot be read.
pub fn suggest_word(word: &str, snapshot: &Snapshot) -> Result<Option<String>, IndexError> {
    if is_offered_only(word) && is_in_capitals(word) {
        return Ok(None);
    }
    let word = fold(word);
    if snapshot.passages_with(&format!("{LITERAL_MARK}{word}"))? > 0 {
        return Ok(None);
    }
    Ok(nearest(&word, None, snapshot, &mut 1)?.map(|meant| match meant {
        Meant::Words(words) => words.into_iter().next().unwrap_or_default(),
        two => two.told(),
    }))
}

fn add(concept: &mut Concept, meant: &Meant, analyzer: &Analyzer) {
    match meant {
        Meant::Words(words) => {
            for variant in words.iter().flat_map(|word| word_variants(word, analyzer)) {
                // What stands in a row does so in whatever spelling.
                let is_row = variant.reason == VariantReason::Spaced;
                let reason = if is_row { variant.reason } else { VariantReason::Spelling };
                concept.add(Variant { reason, ..variant });
            }
        }
        Meant::Two(one, other) => {
            let stems = [one, other].into_iter().flat_map(|word| analyzer.stems(word));
            let words = stems.map(|stem| anywhere(&stem)).collect();
            // `niet` says nothing near a word, only right before it.
            let is_loose = !is_filler(one) && !is_filler(other);
            let reason = if is_loose { VariantReason::Spelling } else { VariantReason::Spaced };
            concept.add(Variant { words, reason });
        }
    }
}

/// Whether a folded word is one of letters, an ending behind an apostrophe (`risico's`) included.
fn is_of_letters(word: &str) -> bool {
    word.strip_suffix("'s").unwrap_or(word).chars().all(char::is_alphabetic)
}

/// Whether another word is too likely what was typed for a nearby one to be looked for unasked.
fn is_offered_only(word: &str) -> bool {
    word.chars().count() < MIN_CHARS[0]
}

/// Whether any text holds the concept in some variant of those that count.
fn occurs(concept: &Concept, snapshot: &Snapshot, counts: impl Fn(&Variant) -> bool) -> Result<bool, IndexError> {
    for variant in concept.variants.iter().filter(|variant| counts(variant)) {
        let mut all = true;
        for word in &variant.words {
            let mut any = false;
            for term in word {
                any = any || snapshot.passages_with(term)? > 0;
            }
            all = all && any;
        }
        if all {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a word is there only as far as its parts or pieces are.
fn is_in_pieces_only(concept: &Concept, snapshot: &Snapshot) -> Result<bool, IndexError> {
    let is_whole = |variant: &Variant| !matches!(variant.reason, VariantReason::Apart | VariantReason::Spaced);
    Ok(!occurs(concept, snapshot, is_whole)?)
}

/// What the texts have of a word that none of them has as it was typed, though its stem occurs.
enum NearInflection {
    /// The form that was meant.
    Misspelt(String),
    /// Words with other stems that differ in one letter. Never empty.
    Others(Vec<String>),
    /// Another inflection, or nothing near.
    None,
}

impl NearInflection {
    fn others(self) -> Option<Vec<String>> {
        match self {
            Self::Others(words) => Some(words),
            _ => None,
        }
    }
}

fn near_inflection(
    word: &str,
    analyzer: &Analyzer,
    snapshot: &Snapshot,
    left: &mut usize,
) -> Result<NearInflection, IndexError> {
    let chars = word.chars().count();
    // What is left is for words that occur in no form.
    if chars < MIN_CHARS[0] || *left <= MAX_RESPELT / 2 || has_other_inflection(word, analyzer, snapshot)? {
        return Ok(NearInflection::None);
    }
    *left -= 1;
    let near = similar(word, 1, snapshot, true)?;
    // An inflection of the word itself is looked for anyway.
    let (same, others): (Vec<String>, Vec<String>) =
        near.into_iter().partition(|near| analyzer.stems(near) == analyzer.stems(word));
    let misspelt = same.into_iter().find(|near| is_other_spelling(word, near));
    Ok(match misspelt {
        Some(form) => NearInflection::Misspelt(form),
        // A short word is near too many others.
        None if chars < MIN_CHARS[1] || others.is_empty() => NearInflection::None,
        None => NearInflection::Others(others),
    })
}

/// Whether the texts have the word with another ending.
fn has_other_inflection(word: &str, analyzer: &Analyzer, snapshot: &Snapshot) -> Result<bool, IndexError> {
    let longer = ENDINGS.iter().map(|ending| format!("{word}{ending}"));
    let shorter = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending).map(str::to_owned));
    for form in longer.chain(shorter) {
        if snapshot.passages_with(&format!("{LITERAL_MARK}{form}"))? > 0
            && analyzer.stems(&form) == analyzer.stems(word)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a word that shares its stem with another, from which it differs in one letter, is the same form of it: inflection
/// changes the end of a word, or a vowel within it for another (`spreken`, `spraken`).
pub(super) fn is_other_spelling(word: &str, near: &str) -> bool {
    let ending = |word: &str| -> Vec<char> { word.chars().rev().take(ENDING_CHARS).collect() };
    let is_vowel = |c: char| "aeiouy".contains(c);
    let exchanged = word.chars().zip(near.chars()).find(|(a, b)| a != b);
    let is_other_vowel = word.chars().count() == near.chars().count()
        && exchanged.is_some_and(|(one, other)| is_vowel(one) && is_vowel(other));
    ending(word) == ending(near) && !is_other_vowel
}

/// A word that no text has as it was typed, though something with its stem, may also stand there as two words in a row:
/// `nietwesters`. Compounds that are known to be such are looked for in their parts anyway, but nothing tells that those of
/// which no text has the whole are cut where they should be (`verstrijkentermijn`).
fn add_two(concept: &mut Concept, word: &str, analyzer: &Analyzer, snapshot: &Snapshot) -> Result<(), IndexError> {
    let in_parts =
        concept.variants.iter().any(|variant| variant.words.len() > 1) && !is_in_pieces_only(concept, snapshot)?;
    if in_parts || !(MIN_DIVIDED..=MAX_DIVIDED).contains(&word.chars().count()) {
        return Ok(());
    }
    if let Halves { whole: Some(at), .. } = halves(word, snapshot, Some(analyzer))? {
        let stems = [&word[..at], &word[at..]].into_iter().flat_map(|half| analyzer.stems(half));
        concept.add(Variant { words: stems.map(|stem| vec![stem]).collect(), reason: VariantReason::Spaced });
    }
    Ok(())
}

/// The nearest words: those that differ least, of these the most frequent, then by name; else the two that it is made of.
fn nearest(
    word: &str,
    stemmed: Option<&Analyzer>,
    snapshot: &Snapshot,
    left: &mut usize,
) -> Result<Option<Meant>, IndexError> {
    let chars = word.chars().count();
    if chars < MIN_OFFERED || *left == 0 || !is_of_letters(word) {
        return Ok(None);
    }
    *left -= 1;
    for (distance, at) in [(1, 0), (2, 1)] {
        let least = if distance == 1 { MIN_OFFERED } else { MIN_CHARS[at] };
        if chars >= least {
            let found = similar(word, distance, snapshot, chars >= MIN_CHARS_OF_OTHER_FIRST[at])?;
            if !found.is_empty() {
                return Ok(Some(Meant::Words(found)));
            }
        }
    }
    divided(word, stemmed, snapshot)
}

fn similar(word: &str, distance: u8, snapshot: &Snapshot, other_first: bool) -> Result<Vec<String>, IndexError> {
    let first = word.chars().next();
    let begins_so = |near: &str| near.chars().next() == first;
    let mut found = snapshot.similar_words(word, distance)?;
    found.retain(|(near, _)| is_of_letters(near) && (other_first || begins_so(near)));
    found.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    let most = |with_first: bool| found.iter().find(|(near, _)| begins_so(near) == with_first).map_or(0, |(_, of)| *of);
    let keep_first = most(true) > 0 && most(false) < most(true).saturating_mul(MUCH_MORE_FREQUENT);
    found.retain(|(near, _)| begins_so(near) == keep_first);
    let least = found.first().map_or(0, |(_, of_first)| of_first / LEAST_SHARE);
    found.retain(|(_, passages)| *passages >= least);
    Ok(found.into_iter().take(MAX_NEAREST).map(|(near, _)| near).collect())
}

/// Two words that were written as one: both occur, and the rarer of them as often as with any other place to cut. Else one of them
/// occurs and the other nearly does.
fn divided(word: &str, stemmed: Option<&Analyzer>, snapshot: &Snapshot) -> Result<Option<Meant>, IndexError> {
    if !(MIN_DIVIDED..=MAX_DIVIDED).contains(&word.chars().count()) || word.ends_with("'s") {
        return Ok(None);
    }
    let Halves { whole, one_lacks: halves } = halves(word, snapshot, stemmed)?;
    if let Some(at) = whole {
        return Ok(Some(Meant::Two(word[..at].to_owned(), word[at..].to_owned())));
    }
    // The longer the half that is there, the more is explained.
    let length_there = |(_, at, first_lacks): &(u64, usize, bool)| if *first_lacks { word.len() - at } else { *at };
    let likeliest =
        halves.iter().filter(|half| length_there(half) >= MIN_CHARS[0]).max_by_key(|half| (length_there(half), half.0));
    let Some((_, at, first_lacks)) = likeliest.copied() else { return Ok(None) };
    let (one, other) = word.split_at(at);
    let lacking = if first_lacks { one } else { other };
    if lacking.chars().count() < MIN_CHARS[0] {
        return Ok(None);
    }
    let Some(near) = similar(lacking, 1, snapshot, false)?.into_iter().next() else { return Ok(None) };
    Ok(Some(if first_lacks { Meant::Two(near, other.to_owned()) } else { Meant::Two(one.to_owned(), near) }))
}

/// Where a word may be cut in two words.
struct Halves {
    /// Where both occur, and the rarer of them as often as with any other cut.
    whole: Option<usize>,
    /// Where one of them occurs: its passages, the place, and whether it is the first that does not.
    one_lacks: Vec<(u64, usize, bool)>,
}

/// `stemmed`: by what the second of them is looked for in any inflection.
fn halves(word: &str, snapshot: &Snapshot, stemmed: Option<&Analyzer>) -> Result<Halves, IndexError> {
    let chars = word.chars().count();
    let passages = |half: &str| -> Result<u64, IndexError> {
        let passages = snapshot.passages_with(&format!("{LITERAL_MARK}{half}"))?;
        let is_short = half.chars().count() <= MIN_HALF;
        Ok(if is_short && passages < MIN_PASSAGES_OF_SHORT { 0 } else { passages })
    };
    let passages_of_last = |half: &str| -> Result<u64, IndexError> {
        match stemmed.filter(|_| half.chars().count() >= MIN_CHARS[0]).map(|analyzer| analyzer.stems(half)).as_deref() {
            Some([stem]) => snapshot.passages_with(stem),
            _ => passages(half),
        }
    };
    let mut best: Option<(u64, usize)> = None;
    let mut one_lacks: Vec<(u64, usize, bool)> = Vec::new();
    for (at, _) in word.char_indices().skip(MIN_HALF).take(chars - 2 * MIN_HALF + 1) {
        let (one, other) = (passages(&word[..at])?, passages_of_last(&word[at..])?);
        if one.min(other) > best.map_or(0, |(most, _)| most) {
            best = Some((one.min(other), at));
        }
        if (one == 0) != (other == 0) {
            one_lacks.push((one.max(other), at, one == 0));
        }
    }
    Ok(Halves { whole: best.map(|(_, at)| at), one_lacks })
}
