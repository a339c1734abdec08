//! Words that occur nowhere are taken for words that do.
//!
//! A second, cheap look for the nearest words of the texts themselves, by letters changed, left out, added or exchanged
//! (Damerau 1964, Levenshtein 1966). A form that no text has may still share its stem with others: then only what differs
//! in one letter is added (`gemeenschapelijke` stems as `gemeenschap`). The word as typed is kept beside them, and the
//! user is told.

use super::concept::{Concept, ExpandedQuery, Variant, VariantReason};
use super::expand::word_variants;
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, LITERAL_MARK};
use crate::index::{IndexError, Snapshot};

/// Shortest words in which one and two letters may differ; below the first nearly every word is near another.
const MIN_CHARS: [usize; 2] = [5, 8];
/// Most words that one is taken for.
const MAX_NEAREST: usize = 2;

/// Adds to words that occur nowhere the nearest that do. Gives a sentence for the user on each.
///
/// # Errors
/// Where the index cannot be read.
pub fn respell(query: &mut ExpandedQuery, analyzer: &Analyzer, snapshot: &Snapshot) -> Result<Vec<String>, IndexError> {
    let mut told = Vec::new();
    for concept in &mut query.concepts {
        if !may_be_misspelt(concept, snapshot)? {
            continue;
        }
        let occurs = occurs(concept, snapshot)?;
        let word = fold(&concept.word);
        let mut nearest = if occurs { one_letter_off(&word, snapshot)? } else { nearest(&word, snapshot)? };
        // An inflection of the word itself is looked for anyway.
        nearest.retain(|near| analyzer.stems(near) != analyzer.stems(&word));
        for word in &nearest {
            for variant in word_variants(word, analyzer) {
                concept.add(Variant { reason: VariantReason::Spelling, ..variant });
            }
        }
        if !nearest.is_empty() {
            let also = if occurs { "also " } else { "" };
            told.push(format!("{} occurs nowhere; {} was {also}looked for", concept.word, nearest.join(" or ")));
        }
    }
    Ok(told)
}

/// The nearest word of the texts to one that no text has as it was typed; `None` where a text has it or none comes near.
///
/// # Errors
/// Where the index cannot be read.
pub fn suggest_word(word: &str, snapshot: &Snapshot) -> Result<Option<String>, IndexError> {
    let word = fold(word);
    if snapshot.passages_with(&format!("{LITERAL_MARK}{word}"))? > 0 {
        return Ok(None);
    }
    Ok(nearest(&word, snapshot)?.into_iter().next())
}

/// Whether no text has the form that was typed. Codes and numbers are meant as they stand, and so is what was asked for
/// literally.
fn may_be_misspelt(concept: &Concept, snapshot: &Snapshot) -> Result<bool, IndexError> {
    let Some(exact) = concept.exact.as_deref() else { return Ok(false) };
    let is_word = concept.word.chars().count() >= MIN_CHARS[0] && concept.word.chars().all(char::is_alphabetic);
    Ok(is_word && snapshot.passages_with(exact)? == 0)
}

/// Whether any text holds the concept in some variant.
fn occurs(concept: &Concept, snapshot: &Snapshot) -> Result<bool, IndexError> {
    for variant in &concept.variants {
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

/// The nearest words: those that differ least, of these the most frequent, then by name.
fn nearest(word: &str, snapshot: &Snapshot) -> Result<Vec<String>, IndexError> {
    for (distance, min_chars) in (1..).zip(MIN_CHARS) {
        let found = if word.chars().count() < min_chars { Vec::new() } else { similar(word, distance, snapshot)? };
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// What a long word is nearly always mistyped for. A word that has other forms in the texts is left alone otherwise.
fn one_letter_off(word: &str, snapshot: &Snapshot) -> Result<Vec<String>, IndexError> {
    if word.chars().count() < MIN_CHARS[1] { Ok(Vec::new()) } else { similar(word, 1, snapshot) }
}

fn similar(word: &str, distance: u8, snapshot: &Snapshot) -> Result<Vec<String>, IndexError> {
    let mut found = snapshot.similar_words(word, distance)?;
    // The first letter is seldom mistyped, and another first letter is mostly another word.
    let first = word.chars().next();
    found.retain(|(near, _)| near.chars().next() == first);
    found.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    Ok(found.into_iter().take(MAX_NEAREST).map(|(near, _)| near).collect())
}
