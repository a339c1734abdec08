//! Names that the documents define themselves: `WNK` where a letter says what it stands for, and the other way round.

use super::concept::{AnyOf, Concept, ExpandedQuery, Variant, VariantReason};
use super::expand::anywhere;
use crate::analysis::compound;
use crate::analysis::fold::fold;
use crate::index::{IndexError, Snapshot};

/// Most names that one is taken for, the most often defined first.
const MAX_NAMES: usize = 3;
/// Longest full name that is looked up, in content words.
const MAX_WORDS: usize = 8;
/// Longest abbreviation in characters.
const MAX_ABBREVIATION_CHARS: usize = 16;

/// Adds what the documents of the index call the same.
///
/// # Errors
/// Where the index cannot be read.
pub fn add_defined(query: &mut ExpandedQuery, snapshot: &Snapshot) -> Result<(), IndexError> {
    let stems: Vec<Option<String>> = query.concepts.iter().map(stem).collect();
    for start in 0..query.concepts.len() {
        if stems[start].is_none() {
            continue;
        }
        let concept = &mut query.concepts[start];
        // What everybody calls so is not what one paper does.
        let is_known = concept.variants.iter().any(|variant| variant.reason == VariantReason::FullName);
        if !is_known && may_be_abbreviation(&concept.word) {
            for name in most_often(snapshot.full_names(&concept.word)?) {
                let words: Vec<AnyOf> = name.iter().map(|stem| anywhere(stem)).collect();
                concept.add(Variant { words, reason: VariantReason::FullName });
            }
        }
        let mut run = Vec::new();
        for (end, stem) in stems.iter().enumerate().skip(start).take(MAX_WORDS) {
            let Some(stem) = stem else { break };
            run.push(stem.clone());
            for short in most_often(snapshot.abbreviations_of(&run)?) {
                for concept in &mut query.concepts[start..=end] {
                    concept.add(Variant { words: vec![anywhere(&short)], reason: VariantReason::Abbreviation });
                }
            }
        }
    }
    Ok(())
}

/// The stem of a concept that was not asked for literally.
fn stem(concept: &Concept) -> Option<String> {
    let first = concept.variants.first().filter(|variant| variant.reason == VariantReason::Stem)?;
    first.words.first()?.first().cloned()
}

/// Words of the language (`map`, `zin`) are abbreviations only in capitals.
fn may_be_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=MAX_ABBREVIATION_CHARS).contains(&word.chars().count()) && (capitals > 1 || !compound::is_word(&fold(word)))
}

fn most_often<T: Ord>(mut found: Vec<(T, u64)>) -> impl Iterator<Item = T> {
    found.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    found.into_iter().take(MAX_NAMES).map(|(name, _)| name)
}
