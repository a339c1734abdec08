//! From words to what the index holds: each way in which a word may stand there, with its weight and the reason.

use super::ParsedQuery;
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, LITERAL_MARK, TokenRole, is_filler};

/// Why a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VariantReason {
    /// The word, whatever its inflection.
    Stem,
    /// The word exactly as typed.
    Literal,
    /// The word and its neighbour written as one.
    Joined,
}

/// A term of the index that stands for a word of the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The term as it is indexed.
    pub term: String,
    /// How much a hit counts, 1 for the word itself.
    pub weight: f32,
    /// Why it is looked for.
    pub reason: VariantReason,
}

/// One thing that the query asks for: a content word in all its variants.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// The word as typed.
    pub word: String,
    /// Place among the words of the query, fillers counted: the distance at which it stands from the others.
    pub position: usize,
    /// Its variants, the word itself first. Never empty; no term twice.
    pub variants: Vec<Variant>,
}

/// A query in terms of the index. A passage that holds every concept in some variant is in its matching set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExpandedQuery {
    /// What is asked for, in order.
    pub concepts: Vec<Concept>,
}

/// Weight of two words written as one, for each of them.
const JOINED_WEIGHT: f32 = 1.0;
/// Words of capitals only, up to this length, are abbreviations and never fillers (OR, NOW) ...
const MAX_ABBREVIATION_CHARS: usize = 5;
/// ... but for these, which are typed in capitals to join words.
const JOINING_WORDS: &[&str] = &["EN", "OF", "NIET", "AND", "NOT"];

/// Puts a query in terms of the index, by the analysis that the index was built with.
///
/// Fillers (`wat`, `de`, `van`) are set aside unless there is nothing else.
pub fn expand(parsed: &ParsedQuery, analyzer: &Analyzer) -> ExpandedQuery {
    // A query typed in capitals throughout tells nothing by them.
    let shouting = parsed.words.len() > 1 && parsed.words.iter().all(|w| !w.text.contains(char::is_lowercase));
    let mut concepts: Vec<Concept> = Vec::new();
    let mut fillers: Vec<Concept> = Vec::new();
    let mut position = 0;
    for word in &parsed.words {
        let tokens = analyzer.tokens(&word.text);
        let joined = tokens.iter().find(|t| t.role == TokenRole::Joined);
        let wanted = if word.literal { TokenRole::Literal } else { TokenRole::Stem };
        // A word written as one is asked for as one; the pieces of `=BUIG-overschot` are words of their own.
        let one =
            word.literal.then(|| tokens.iter().find(|t| t.role == wanted && t.range == (0..word.text.len()))).flatten();
        for token in tokens.iter().filter(|t| t.role == wanted && one.is_none_or(|one| *t == one)) {
            let surface = &word.text[token.range.clone()];
            let mut variants = vec![Variant {
                term: token.term.clone(),
                weight: 1.0,
                reason: if word.literal { VariantReason::Literal } else { VariantReason::Stem },
            }];
            if let Some(joined) = joined.filter(|joined| !word.literal && joined.term != token.term) {
                variants.push(Variant {
                    term: joined.term.clone(),
                    weight: JOINED_WEIGHT,
                    reason: VariantReason::Joined,
                });
            }
            let concept = Concept { word: surface.to_owned(), position: position + token.position, variants };
            let folded = fold(surface);
            let is_abbreviation = !shouting
                && surface.chars().count() <= MAX_ABBREVIATION_CHARS
                && surface.chars().filter(|c| c.is_uppercase()).count() >= 2
                && !surface.contains(char::is_lowercase)
                && !JOINING_WORDS.contains(&surface);
            // A piece of a compound (`niet-ingezetene`) is no filler.
            if is_filler(&folded) && !word.literal && !is_abbreviation && joined.is_none() {
                fillers.push(concept);
            } else {
                concepts.push(concept);
            }
        }
        position += tokens.last().map_or(0, |last| last.position + 1);
    }
    if concepts.is_empty() {
        concepts = fillers;
    }
    join_neighbours(&mut concepts, analyzer);
    ExpandedQuery { concepts: merged(concepts) }
}

/// `participatie bedrijf` also asks for `participatiebedrijf`, in both words.
fn join_neighbours(concepts: &mut [Concept], analyzer: &Analyzer) {
    for i in 1..concepts.len() {
        let (left, right) = concepts.split_at_mut(i);
        let (left, right) = (&mut left[i - 1], &mut right[0]);
        let letters = |c: &Concept| c.word.chars().all(char::is_alphabetic) && c.word.chars().count() > 1;
        let literal = |c: &Concept| c.variants.iter().any(|v| v.term.starts_with(LITERAL_MARK));
        if right.position != left.position + 1 || !letters(left) || !letters(right) || literal(left) || literal(right) {
            continue;
        }
        let term = analyzer.stem_of_joined(&[&left.word, &right.word]);
        for concept in [left, right] {
            if concept.variants.iter().all(|v| v.term != term) {
                concept.variants.push(Variant {
                    term: term.clone(),
                    weight: JOINED_WEIGHT,
                    reason: VariantReason::Joined,
                });
            }
        }
    }
}

/// A word asked for twice is asked for once.
fn merged(concepts: Vec<Concept>) -> Vec<Concept> {
    let mut kept: Vec<Concept> = Vec::with_capacity(concepts.len());
    for concept in concepts {
        if kept.iter().all(|k| k.variants[0].term != concept.variants[0].term) {
            kept.push(concept);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn shown(query: &str) -> Vec<String> {
        let expanded = expand(&parse(query), &Analyzer::default());
        let terms = |c: &Concept| c.variants.iter().map(|v| v.term.as_str()).collect::<Vec<_>>().join("|");
        expanded.concepts.iter().map(|c| format!("{}@{} {}", c.word, c.position, terms(c))).collect()
    }

    #[test]
    fn hyphen_compounds_ask_for_their_parts_and_the_whole() {
        assert_eq!(shown("BUIG-overschot"), ["BUIG@0 buig|buigoverschot", "overschot@1 overschot|buigoverschot"]);
        assert_eq!(shown("BUIG overschotten"), ["BUIG@0 buig|buigoverschot", "overschotten@1 overschot|buigoverschot"]);
        assert_eq!(shown("zorg-en"), ["zorg@0 zorg", "en@1 en|zorg"], "no term twice");
        assert_eq!(shown("overschot op de BUIG"), ["overschot@0 overschot", "BUIG@3 buig"]);
    }

    #[test]
    fn fillers_are_set_aside_but_abbreviations_stay() {
        assert_eq!(shown("wat vond de raad?"), ["raad@3 rad"]);
        assert_eq!(shown("OR advies"), ["OR@0 or|oradvies", "advies@1 advies|oradvies"]);
        assert_eq!(shown("de van het").len(), 3, "nothing else was asked");
        assert_eq!(shown("raad EN college").len(), 2);
    }

    #[test]
    fn literal_words_ask_for_that_form_only() {
        assert_eq!(shown("=BUIGbudget"), ["BUIGbudget@0 =buigbudget"]);
        assert_eq!(shown("=BUIG-budget").len(), 2);
        assert_eq!(shown("=overschotten"), ["overschotten@0 =overschotten"]);
    }
}
