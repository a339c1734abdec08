//! Looks for better weights of ranking on a judged collection, and says how much of what is gained holds on queries that
//! were not looked at.
//!
//! ```text
//! cargo run --release --example tune -- INDEX QUERIES QRELS
//! ```
//! One weight at a time is moved up and down and the best value kept (coordinate ascent, as in Metzler & Croft, "Linear
//! feature-based models for information retrieval", 2007), by nDCG@10 with a quarter of recall@100. Five times over with a
//! fifth of the queries held back: what those gain is the honest figure. Nothing is written; weights are changed by hand in
//! `src/rank/weights.rs`, with the run noted in docs/quality.md.

// A program for a terminal.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs;

use griffie::analysis::Analyzer;
use griffie::eval::{Evaluation, Qrels, Queries, Run, evaluate};
use griffie::index::{IndexDirectory, Snapshot};
use griffie::query::synonym::Synonyms;
use griffie::query::{ExpandedQuery, Filters, understand};
use griffie::rank::{By, Partial, Wanted, Weights, search};

/// Parts that the queries are cut into; each is held back once.
const FOLDS: usize = 5;
/// Results of a query that are scored.
const DEPTH: usize = 100;
/// What a weight is multiplied by.
const STEPS: [f32; 4] = [0.5, 0.75, 1.35, 2.0];
/// A gain below this is chance.
const LEAST_GAIN: f64 = 0.0005;

/// A weight by name, and how to reach it.
type Dial = (&'static str, fn(&mut Weights) -> &mut f32);

/// What is turned, in the order in which it is.
const DIALS: [Dial; 18] = [
    ("in a compound", |w| &mut w.variants[3]),
    ("parts apart", |w| &mut w.variants[4]),
    ("spelling", |w| &mut w.variants[5]),
    ("abbreviation", |w| &mut w.variants[6]),
    ("full name", |w| &mut w.variants[7]),
    ("synonym", |w| &mut w.variants[8]),
    ("scattered", |w| &mut w.scattered),
    ("part", |w| &mut w.part),
    ("related", |w| &mut w.related),
    ("exact", |w| &mut w.exact),
    ("coverage", |w| &mut w.coverage),
    ("near 1", |w| &mut w.near[0]),
    ("near 3", |w| &mut w.near[1]),
    ("near 8", |w| &mut w.near[2]),
    ("k1", |w| &mut w.k1),
    ("b", |w| &mut w.b),
    ("heading", |w| &mut w.fields[1]),
    ("title", |w| &mut w.fields[3]),
];

struct Collection {
    snapshot: Snapshot,
    queries: Vec<(String, ExpandedQuery)>,
    qrels: Qrels,
}

impl Collection {
    fn open(index: &str, queries: &str, qrels: &str) -> Result<Self, Box<dyn Error>> {
        let snapshot = Snapshot::open(&IndexDirectory::new(index))?;
        let qrels = Qrels::parse(&fs::read_to_string(qrels)?)?;
        let analyzer = Analyzer::default();
        let mut understood = Vec::new();
        for query in &Queries::parse(&fs::read_to_string(queries)?)? {
            let parsed = griffie::query::parse(&query.text);
            understood.push((query.qid.clone(), understand(&parsed, &analyzer, Synonyms::builtin(), &snapshot)?.query));
        }
        Ok(Self { snapshot, queries: understood, qrels })
    }

    fn evaluate(&self, weights: &Weights) -> Result<Evaluation, Box<dyn Error>> {
        let wanted = Wanted { offset: 0, limit: DEPTH, by: By::Document, partial: Partial::Below };
        let mut results = Vec::new();
        for (qid, query) in &self.queries {
            for hit in search(&self.snapshot, query, &Filters::default(), wanted, weights)?.hits {
                results.push((qid.as_str(), hit.document, f64::from(hit.score)));
            }
        }
        let run = Run::from_results(results.iter().map(|(qid, id, score)| (*qid, id.as_str(), *score)))?;
        Ok(evaluate(&self.qrels, &run))
    }

    /// The objective for each query, in their order by id.
    fn gains(&self, weights: &Weights) -> Result<Vec<f64>, Box<dyn Error>> {
        let evaluation = self.evaluate(weights)?;
        Ok(evaluation.per_query.values().map(|m| m.ndcg_at_10 + m.recall_at_100 / 4.0).collect())
    }

    /// Turns each dial once, judged by the queries that `counts` lets through.
    fn ascend(&self, counts: &dyn Fn(usize) -> bool) -> Result<Weights, Box<dyn Error>> {
        let mean = |gains: Vec<f64>| {
            let counted: Vec<f64> = gains.into_iter().enumerate().filter(|(i, _)| counts(*i)).map(|(_, g)| g).collect();
            counted.iter().sum::<f64>() / counted.len().max(1) as f64
        };
        let mut best = Weights::default();
        let mut most = mean(self.gains(&best)?);
        for (_, dial) in DIALS {
            let start = best;
            for step in STEPS {
                let mut moved = start;
                *dial(&mut moved) *= step;
                let gain = mean(self.gains(&moved)?);
                if gain > most + LEAST_GAIN {
                    (best, most) = (moved, gain);
                }
            }
        }
        Ok(best)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries, qrels] = arguments.as_slice() else { return Err("tune INDEX QUERIES QRELS".into()) };
    let collection = Collection::open(index, queries, qrels)?;
    let now = collection.gains(&Weights::default())?;
    let (mut before, mut after) = (0.0, 0.0);
    for fold in 0..FOLDS {
        let weights = collection.ascend(&|i| i % FOLDS != fold)?;
        let gains = collection.gains(&weights)?;
        let held_back = (0..now.len()).filter(|i| i % FOLDS == fold);
        let (b, a) = held_back.fold((0.0, 0.0), |(b, a), i| (b + now[i], a + gains[i]));
        println!(
            "fold {fold}: {:+.4} a query on {} held back",
            (a - b) / (now.len() / FOLDS) as f64,
            now.len() / FOLDS
        );
        (before, after) = (before + b, after + a);
    }
    let n = now.len() as f64;
    println!("held back, all: {:.4} -> {:.4}", before / n, after / n);
    let mut weights = collection.ascend(&|_| true)?;
    let mut default = Weights::default();
    for (name, dial) in DIALS {
        println!("{name:>14} {:.3} -> {:.3}", *dial(&mut default), *dial(&mut weights));
    }
    for (name, weights) in [("now", default), ("found", weights)] {
        let mean = collection.evaluate(&weights)?.mean;
        println!(
            "{name:>6}: nDCG@10 {:.4} MRR@10 {:.4} recall@100 {:.4}",
            mean.ndcg_at_10, mean.mrr_at_10, mean.recall_at_100
        );
    }
    Ok(())
}
