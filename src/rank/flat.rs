//! The first stage's score: a flat sum of weighted terms, which picks the candidates.
//!
//! The engine goes from passage to passage and leaves out those that cannot be among the best (block-max WAND). It puts its terms in
//! order at each step, which costs more than it saves where there are hundreds: then each term is gone through once instead, and
//! the passages hold the sums. Both find the same but for rounding: here equal texts have equal sums.

use tantivy::collector::TopDocs;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::{Bm25Weight, BooleanQuery, BoostQuery, ConstScoreQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use crate::index::Snapshot;

/// Terms, counted once for each field that holds them, beyond which each is gone through once.
const MANY_TERMS: usize = 150;

/// Which passages count.
pub(super) enum Among {
    /// Those with any of the terms.
    WithAny,
    /// Those of them that meet a condition.
    WithAnyOf(Box<dyn Query>),
    /// All that meet a condition, with or without the terms.
    All(Box<dyn Query>),
}

/// Terms in fields, each with its weight.
pub(super) struct FlatSum<'a> {
    snapshot: &'a Snapshot,
    terms: Vec<(Term, Score)>,
}

impl<'a> FlatSum<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, terms: Vec::new() }
    }

    /// Adds a term, unless no text has it in that field.
    pub fn add(&mut self, field: Field, term: &str, weight: Score) -> tantivy::Result<()> {
        let term = Term::from_field_text(field, term);
        if self.snapshot.searcher().doc_freq(&term)? > 0 {
            self.terms.push((term, weight));
        }
        Ok(())
    }

    /// The best so many of the passages that count. Of equal ones those that come first in the index.
    pub fn best(&self, among: Among, count: usize) -> tantivy::Result<Vec<DocAddress>> {
        if self.terms.len() > MANY_TERMS { self.summed(among, count) } else { self.pruned(among, count) }
    }

    /// By the engine.
    fn pruned(&self, among: Among, count: usize) -> tantivy::Result<Vec<DocAddress>> {
        let clause = |(term, weight): &(Term, Score)| -> (Occur, Box<dyn Query>) {
            let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(BoostQuery::new(Box::new(query), *weight)))
        };
        let sum: Box<dyn Query> = Box::new(BooleanQuery::new(self.terms.iter().map(clause).collect()));
        let with = |condition: Box<dyn Query>, occur| -> Box<dyn Query> {
            let condition: Box<dyn Query> = Box::new(ConstScoreQuery::new(condition, 0.0));
            Box::new(BooleanQuery::new(vec![(Occur::Must, condition), (occur, sum.box_clone())]))
        };
        let query = match among {
            // The flat sum alone can be pruned.
            Among::WithAny => sum,
            Among::WithAnyOf(condition) => with(condition, Occur::Must),
            Among::All(condition) => with(condition, Occur::Should),
        };
        let found = self.snapshot.searcher().search(&query, &TopDocs::with_limit(count).order_by_score())?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    /// By going through each term.
    fn summed(&self, among: Among, count: usize) -> tantivy::Result<Vec<DocAddress>> {
        let searcher = self.snapshot.searcher();
        let (condition, needs_term) = match among {
            Among::WithAny => (None, true),
            Among::WithAnyOf(condition) => (Some(condition), true),
            Among::All(condition) => (Some(condition), false),
        };
        let weigh = |condition: Box<dyn Query>| condition.weight(EnableScoring::disabled_from_searcher(searcher));
        let condition = condition.map(weigh).transpose()?;
        let mut terms: Vec<(&Term, Bm25Weight)> = Vec::with_capacity(self.terms.len());
        for (term, weight) in &self.terms {
            terms.push((term, Bm25Weight::for_terms(searcher, std::slice::from_ref(term))?.boost_by(*weight)));
        }
        let mut found: Vec<(Score, DocAddress)> = Vec::new();
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            let sums = sums(segment, &terms)?;
            let score = |doc: DocId| sums.get(doc as usize).copied().unwrap_or(0.0);
            let mut keep = |doc: DocId| {
                if !segment.is_deleted(doc) && (score(doc) > 0.0 || !needs_term) {
                    found.push((score(doc), DocAddress::new(ordinal, doc)));
                }
            };
            match &condition {
                Some(condition) => {
                    let mut docs = condition.scorer(segment, 1.0)?;
                    let mut doc = docs.doc();
                    while doc != TERMINATED {
                        keep(doc);
                        doc = docs.advance();
                    }
                }
                None => (0..segment.max_doc()).for_each(keep),
            }
        }
        let better = |a: &(Score, DocAddress), b: &(Score, DocAddress)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if count < found.len() {
            found.select_nth_unstable_by(count, better);
            found.truncate(count);
        }
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }
}

/// For each passage of a segment the sum of its terms.
fn sums(segment: &SegmentReader, terms: &[(&Term, Bm25Weight)]) -> tantivy::Result<Vec<Score>> {
    let mut sums = vec![0.0; segment.max_doc() as usize];
    let mut norms: Option<(Field, FieldNormReader)> = None;
    for (term, weight) in terms {
        let field = term.field();
        let Some(mut postings) = segment.inverted_index(field)?.read_postings(term, IndexRecordOption::WithFreqs)?
        else {
            continue;
        };
        let norms = match &norms {
            Some((of, norms)) if *of == field => norms,
            _ => &norms.insert((field, segment.get_fieldnorms_reader(field)?)).1,
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            sums[doc as usize] += weight.score(norms.fieldnorm_id(doc), postings.term_freq());
            doc = postings.advance();
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::IndexDirectory;
    use crate::rank::filter::term as having;
    use crate::update::{Options, resolve_scopes, run};

    /// Texts of some words, each in a measure of its own.
    fn snapshot(folder: &std::path::Path) -> Snapshot {
        let (texts, index) = (folder.join("stukken"), folder.join("index"));
        std::fs::create_dir(&texts).unwrap();
        for n in 1..90_usize {
            // No two alike: of equal texts the engine may take any, as it adds up in another order from passage to passage.
            let mixed = |word: usize| (n * n * 31 + word * word * 17 + n * word * 13) % 1009;
            let words = (1..40_usize).filter(|word| mixed(*word) % 7 < 3);
            let words = words.flat_map(|word| vec![format!("woord{word}"); 1 + mixed(word) % 5]);
            std::fs::write(texts.join(format!("{n}.txt")), words.collect::<Vec<_>>().join(" ") + ".\n").unwrap();
        }
        let scopes = resolve_scopes(&[texts.as_path()], None, &[]).unwrap();
        let now = || "2025-01-01T00:00:00Z".to_owned();
        let options = Options { jobs: 1, ..Options::default() };
        run(&IndexDirectory::new(index), &scopes, &options, &now, &mut |_| {}).unwrap().snapshot
    }

    #[test]
    fn what_the_engine_prunes_and_what_is_summed_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = snapshot(folder.path());
        let mut sum = FlatSum::new(&snapshot);
        for word in 1..40_u16 {
            for field in snapshot.fields().texts() {
                sum.add(field, &format!("woord{word}"), 1.0 / f32::from(word)).unwrap();
            }
        }
        sum.add(snapshot.fields().body, "nergens", 1.0).unwrap();
        assert!((39..100).contains(&sum.terms.len()), "only what occurs: {}", sum.terms.len());
        let sorted = |mut found: Vec<DocAddress>| {
            found.sort_unstable();
            found
        };
        let mut rare = FlatSum::new(&snapshot);
        rare.add(snapshot.fields().body, "woord39", 1.0).unwrap();
        let having = |word: &str| having(snapshot.fields().body, word);
        for count in [1, 7, 40, 1000] {
            let ways: [&dyn Fn() -> Among; 4] = [
                &|| Among::WithAny,
                &|| Among::WithAnyOf(having("woord2")),
                &|| Among::All(having("woord39")),
                &|| Among::All(having("nergens")),
            ];
            for (n, among) in ways.into_iter().enumerate() {
                let pruned = sorted(sum.pruned(among(), count).unwrap());
                assert_eq!(sorted(sum.summed(among(), count).unwrap()), pruned, "{count}, {n}");
                assert_eq!(pruned.is_empty(), n == 3);
            }
        }
        // Without the terms a passage counts only where it is asked for by something else.
        for best in [FlatSum::pruned, FlatSum::summed] {
            let count = |among| best(&rare, among, 1000).unwrap().len();
            assert!(count(Among::WithAnyOf(having("woord2"))) < count(Among::All(having("woord2"))));
            assert!(count(Among::WithAnyOf(having("woord2"))) < count(Among::WithAny));
        }
    }
}
