//! Which passages say much the same?
//!
//! The cosine of the weighted words of two texts (Salton, Wong & Yang, "A vector space model for automatic indexing", 1975):
//! each word counts by how often it stands in the text and how rare it is in the collection. The rarest words pick candidates, all
//! words of these decide.

use std::collections::{BTreeMap, HashMap};

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use super::filter::term;
use super::{RankedPassage, Ranking};
use crate::analysis::Analyzer;
use crate::index::schema::record;
use crate::index::{IndexError, PassageRecord, Snapshot};
use crate::query::{Concept, ExpandedQuery, Variant, VariantReason};

/// Words by which candidates are picked: what is rare in a text tells it from others.
const PICKING_WORDS: usize = 30;
/// Candidates that are compared in full.
const CANDIDATES: usize = 300;
/// Below it two texts have a subject in common, and do not say the same.
const LEAST: f32 = 0.15;

/// Passages that are alike, with the words that picked them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Similar {
    /// The passages, most alike first; the score is from 0 to 1.
    pub ranking: Ranking,
    /// What they have in common with what was asked for, as a query for marking it.
    pub words: ExpandedQuery,
}

/// Weighs the words of texts.
struct Weighing<'a> {
    snapshot: &'a Snapshot,
    analyzer: Analyzer,
    passages: f32,
    rarities: HashMap<String, f32>,
}

impl Weighing<'_> {
    /// The words of some texts with their weights, in a fixed order, so that sums are the same each time.
    fn vector<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Result<BTreeMap<String, f32>, IndexError> {
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        for text in texts {
            for stem in self.analyzer.stems(text) {
                *counts.entry(stem).or_default() += 1.0;
            }
        }
        for (stem, weight) in &mut counts {
            *weight = (1.0 + weight.ln()) * self.rarity(stem)?;
        }
        Ok(counts)
    }

    fn rarity(&mut self, stem: &str) -> Result<f32, IndexError> {
        if let Some(known) = self.rarities.get(stem) {
            return Ok(*known);
        }
        let holding = self.snapshot.passages_with(stem)? as f32;
        // As BM25 has it: a word that nearly all passages hold tells nearly nothing.
        let rarity = (1.0 + ((self.passages - holding).max(0.0) + 0.5) / (holding + 0.5)).ln();
        self.rarities.insert(stem.to_owned(), rarity);
        Ok(rarity)
    }
}

fn cosine(one: &BTreeMap<String, f32>, other: &BTreeMap<String, f32>) -> f32 {
    let length = |vector: &BTreeMap<String, f32>| vector.values().map(|weight| weight * weight).sum::<f32>().sqrt();
    let common: f32 = one.iter().filter_map(|(stem, weight)| Some(weight * other.get(stem)?)).sum();
    let lengths = length(one) * length(other);
    if lengths > 0.0 { (common / lengths).min(1.0) } else { 0.0 }
}

/// Passages that say much the same as `asked`, other than those and, where `document` names one, those of that document.
///
/// # Errors
/// Where the index cannot be read.
pub fn similar(
    snapshot: &Snapshot,
    asked: &[PassageRecord],
    document: Option<&str>,
    limit: usize,
) -> Result<Similar, IndexError> {
    let engine = |source| IndexError::Engine { path: snapshot.directory().path().to_owned(), source };
    let passages = snapshot.passages()? as f32;
    let mut weighing = Weighing { snapshot, analyzer: Analyzer::default(), passages, rarities: HashMap::new() };
    let of_asked = weighing.vector(asked.iter().map(|passage| passage.text.as_str()))?;
    let mut picking: Vec<(&String, f32)> = of_asked.iter().map(|(stem, weight)| (stem, *weight)).collect();
    picking.retain(|(_, weight)| *weight > 0.0);
    picking.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    picking.truncate(PICKING_WORDS);
    if picking.is_empty() {
        return Ok(Similar::default());
    }
    let clause = |(stem, weight): &(&String, f32)| -> (Occur, Box<dyn Query>) {
        let term = Term::from_field_text(snapshot.fields().body, stem);
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        (Occur::Should, Box::new(BoostQuery::new(query, *weight)))
    };
    let any: Box<dyn Query> = Box::new(BooleanQuery::new(picking.iter().map(clause).collect()));
    let is_passage: Box<dyn Query> = Box::new(BoostQuery::new(term(snapshot.fields().record, record::PASSAGE), 0.0));
    let query = BooleanQuery::new(vec![(Occur::Must, is_passage), (Occur::Must, any)]);
    let top: Vec<(Score, _)> =
        snapshot.searcher().search(&query, &TopDocs::with_limit(CANDIDATES).order_by_score()).map_err(engine)?;
    let mut hits = Vec::new();
    for (_, address) in top {
        let passage = snapshot.passage(address)?;
        let is_asked = asked.iter().any(|asked| asked.id == passage.id) || document == Some(&*passage.document);
        let score =
            if is_asked { 0.0 } else { cosine(&of_asked, &weighing.vector([passage.text.as_str()].into_iter())?) };
        if score >= LEAST {
            let (id, document) = (passage.id, passage.document);
            hits.push(RankedPassage { address, id, document, score, partial: false });
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let documents: std::collections::HashSet<&str> = hits.iter().map(|hit| hit.document.as_str()).collect();
    let (total_passages, total_documents) = (hits.len(), documents.len());
    hits.truncate(limit);
    let concepts: Vec<Concept> = picking.iter().map(|(stem, _)| concept(stem)).collect();
    Ok(Similar {
        ranking: Ranking { hits, total_passages, total_documents, undated: 0, is_cut: false },
        words: ExpandedQuery { demanded: concepts.len(), concepts, conditions: Vec::new() },
    })
}

fn concept(stem: &str) -> Concept {
    Concept {
        word: stem.to_owned(),
        position: 0,
        variants: vec![Variant::term(stem, VariantReason::Stem)],
        hints: Vec::new(),
        exact: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_what_is_rare_in_both() {
        let vector = |words: &[(&str, f32)]| words.iter().map(|(word, weight)| ((*word).to_owned(), *weight)).collect();
        let one: BTreeMap<String, f32> = vector(&[("buig", 3.0), ("raad", 0.1)]);
        assert!((cosine(&one, &one) - 1.0).abs() < 1e-6);
        let (alike, other) = (vector(&[("buig", 3.0), ("college", 0.1)]), vector(&[("molen", 3.0), ("raad", 0.1)]));
        assert!(cosine(&one, &alike) > 0.95 && cosine(&one, &other) < 0.01);
        assert_eq!(cosine(&one, &BTreeMap::new()), 0.0);
    }
}
