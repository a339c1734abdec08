//! Fits the weights by which a sentence is a position or none, and says what they are worth on documents that were not looked at.
//!
//! ```text
//! cargo run --release --example fit -- LABELS=FOLDER[=WEIGHT] … [--write src/passage/position/weights.tsv]
//! cargo run --release --example fit -- --signs FILE …
//! ```
//! `LABELS` are those of `griffie eval --positions`, a JSON object a line; the paths of their files count from `FOLDER`, and each
//! counts `WEIGHT` times (1). Ten times over with a tenth of the documents held back: what is found in those is the honest
//! figure of the weights (not of the rules below them, which were written by looking at some of these labels). Without
//! `--write` nothing is written. The run is noted in docs/quality.md. `--signs` prints the sentences of files with their likelihood
//! and signs, a JSON object a line.

// A program for a terminal, whose labels are its own: what is wrong with them ends it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod regression;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use griffie::document::Given;
use griffie::eval::{PositionLabel, PositionLabels, is_quoted_in};
use griffie::passage::position::{SignedSentence, gathering_signs};
use griffie::pipeline::{Splitting, read_document};
use regression::{Example, Model, fit};

/// Parts that the documents are cut into; each is held back once.
const FOLDS: usize = 10;
/// Documents that have a sign at least, for it to get a weight.
const LEAST_DOCUMENTS: usize = 5;
/// Weights below this say nothing.
const LEAST_WEIGHT: f64 = 0.005;
/// Likelihoods from which on a sentence is called a position, in the table.
const THRESHOLDS: [f64; 5] = [0.4, 0.45, 0.5, 0.55, 0.6];

/// Labels, where their documents lie, and how much each counts.
struct Source {
    labels: PathBuf,
    folder: PathBuf,
    weight: f64,
}

/// A label with the sentences that it may mean: examples by number.
struct Judged {
    source: usize,
    is_position: bool,
    examples: Vec<usize>,
}

#[derive(Default)]
struct Collection {
    names: BTreeMap<String, usize>,
    examples: Vec<Example>,
    judged: Vec<Judged>,
    documents: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut sources = Vec::new();
    let mut write = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--signs" {
            return arguments.try_for_each(|file| print_signs(Path::new(&file)));
        }
        if argument == "--write" {
            write = Some(arguments.next().ok_or("--write needs a file")?);
            continue;
        }
        let mut parts = argument.split('=');
        let (Some(labels), Some(folder)) = (parts.next(), parts.next()) else {
            return Err(format!("{argument}: expected LABELS=FOLDER").into());
        };
        let weight = parts.next().map_or(Ok(1.0), str::parse)?;
        sources.push(Source { labels: labels.into(), folder: folder.into(), weight });
    }
    if sources.is_empty() {
        return Err("no labels: name them as LABELS=FOLDER".into());
    }
    let mut collection = Collection::default();
    for (number, source) in sources.iter().enumerate() {
        collection.add(number, source)?;
    }
    let Collection { names, examples, documents, .. } = &collection;
    println!(
        "{} labels, {} sentences, {documents} documents, {} signs",
        collection.judged.len(),
        examples.len(),
        names.len()
    );
    let likelihoods = cross_validated(examples, names.len());
    for (number, source) in sources.iter().enumerate() {
        collection.report(&source.labels.display().to_string(), Some(number), &likelihoods);
    }
    collection.report("all", None, &likelihoods);
    let all: Vec<&Example> = examples.iter().collect();
    let model = fit(&all, names.len(), LEAST_DOCUMENTS);
    let list = told(&model, names);
    println!("{} weights", list.lines().filter(|line| !line.starts_with('#')).count());
    if let Some(path) = write {
        fs::write(path, list)?;
    }
    Ok(())
}

/// The sentences of a file, with their signs.
fn signed(path: &Path) -> Result<Vec<SignedSentence>, Box<dyn Error>> {
    let told = |error: &dyn Error| format!("{}: {error}", path.display());
    let bytes = fs::read(path).map_err(|error| told(&error))?;
    let name = path.file_name().and_then(|name| name.to_str());
    let extracted = griffie::extract::read(&bytes, name.unwrap_or_default()).map_err(|error| told(&error))?;
    Ok(gathering_signs(|| read_document(&extracted, name, &Given::default(), Splitting::Allowed)).1)
}

fn print_signs(path: &Path) -> Result<(), Box<dyn Error>> {
    for SignedSentence { text, signs, likelihood } in signed(path)? {
        println!("{}", serde_json::json!({ "text": text, "likelihood": likelihood, "signs": signs }));
    }
    Ok(())
}

/// The likelihood of each example by weights that saw no sentence of its document.
fn cross_validated(examples: &[Example], signs: usize) -> Vec<f64> {
    let mut likelihoods = vec![0.0; examples.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Example> = examples.iter().filter(|example| example.document % FOLDS != fold).collect();
        let model = fit(&others, signs, LEAST_DOCUMENTS);
        for (likelihood, example) in likelihoods.iter_mut().zip(examples) {
            if example.document % FOLDS == fold {
                *likelihood = model.likelihood(&example.signs);
            }
        }
    }
    likelihoods
}

/// The weights as a data file.
fn told(model: &Model, names: &BTreeMap<String, usize>) -> String {
    let mut list = String::from(
        "# How much each sign in and around a sentence says for its being a position (standpunt): written by examples/fit, not by hand.\n\
         # group, value, weight (logarithm of odds).\n",
    );
    let _ = writeln!(list, "all\t\t{:.2}", model.all);
    for (name, number) in names {
        let weight = model.weights[*number];
        if weight.abs() >= LEAST_WEIGHT {
            let _ = writeln!(list, "{name}\t{weight:.2}");
        }
    }
    list
}

impl Collection {
    fn add(&mut self, number: usize, source: &Source) -> Result<(), Box<dyn Error>> {
        let told = |error: std::io::Error| format!("{}: {error}", source.labels.display());
        let text = fs::read_to_string(&source.labels).map_err(told)?;
        let labels = PositionLabels::parse(&text)?;
        for file in labels.files() {
            let sentences = signed(&source.folder.join(file))?;
            let own = labels.sentences.iter().filter(|label| label.file == file);
            own.for_each(|label| self.judge(number, source.weight, label, &sentences));
            self.documents += 1;
        }
        Ok(())
    }

    /// Adds a label with the sentences that it may mean: a position is the one that shares most with it, and where there is none
    /// all that share something are none.
    fn judge(&mut self, source: usize, weight: f64, label: &PositionLabel, sentences: &[SignedSentence]) {
        let mut meant: Vec<&SignedSentence> =
            sentences.iter().filter(|sentence| is_quoted_in(&sentence.text, &label.quote)).collect();
        if label.position {
            let length = label.quote.len();
            meant.sort_by_key(|sentence| std::cmp::Reverse(sentence.text.len().min(length)));
        }
        let counted = if label.position { meant.len().min(1) } else { meant.len() };
        let first = self.examples.len();
        for (at, sentence) in meant.iter().enumerate() {
            let signs: BTreeSet<usize> = sentence.signs.iter().map(|name| self.number_of(name)).collect();
            let weight = if at < counted { weight / counted as f64 } else { 0.0 };
            let document = self.documents;
            let signs = signs.into_iter().collect();
            self.examples.push(Example { signs, is_position: label.position, weight, document });
        }
        let examples = (first..self.examples.len()).collect();
        self.judged.push(Judged { source, is_position: label.position, examples });
    }

    fn number_of(&mut self, name: &str) -> usize {
        let next = self.names.len();
        *self.names.entry(name.to_owned()).or_insert(next)
    }

    /// Precision, recall and F1 at some thresholds.
    fn report(&self, title: &str, source: Option<usize>, likelihoods: &[f64]) {
        println!("{title}");
        for threshold in THRESHOLDS {
            let (mut found, mut wrong, mut positions) = (0, 0, 0);
            for judged in self.judged.iter().filter(|judged| source.is_none_or(|source| source == judged.source)) {
                let is_found = judged.examples.iter().any(|example| likelihoods[*example] >= threshold);
                positions += usize::from(judged.is_position);
                found += usize::from(is_found && judged.is_position);
                wrong += usize::from(is_found && !judged.is_position);
            }
            let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
            let (precision, recall) = (share(found, found + wrong), share(found, positions));
            let f1 = share(2 * found, found + wrong + positions);
            println!("  from {threshold:.2}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
        }
    }
}
