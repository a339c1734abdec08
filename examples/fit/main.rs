//! Fits the weights by which a sentence is a position or none, of which kind and direction, and says what they are worth on
//! documents that were not looked at.
//!
//! ```text
//! cargo run --release --example fit -- LABELS=FOLDER[=WEIGHT] … [--write src/passage/position]
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

use griffie::document::{Given, Listed};
use griffie::eval::{PositionLabel, PositionLabels, is_quoted_in};
use griffie::passage::position::{SignedSentence, gathering_signs};
use griffie::passage::{Direction, PositionKind};
use griffie::pipeline::{Splitting, read_document};
use regression::{Answered, Example, Model, fit, logistic};

/// Parts that the documents are cut into; each is held back once.
const FOLDS: usize = 10;
/// Documents that have a sign at least, for it to get a weight.
const LEAST_DOCUMENTS: usize = 5;
/// Weights below this say nothing.
const LEAST_WEIGHT: f64 = 0.005;
/// Likelihoods from which on a sentence is called a position, in the table.
const THRESHOLDS: [f64; 5] = [0.4, 0.45, 0.5, 0.55, 0.6];

/// The likelihood from which on griffie calls a sentence a position.
const LIKELY: f64 = 0.4;

/// Groups of signs that are looked for only once a sentence is a position.
const OF_POSITIONS: [&str; 7] =
    ["told kind", "told direction", "sure kind", "sure direction", "reported", "holder", "turn"];

/// Labels, where their documents lie, and how much each counts.
struct Source {
    labels: PathBuf,
    folder: PathBuf,
    weight: f64,
}

/// A label with the sentences that it may mean: examples by number, the one that shares most with it first.
struct Judged {
    source: usize,
    weight: f64,
    label: PositionLabel,
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
    let Collection { names, examples, judged, documents } = &collection;
    let (labels, sentences, signs) = (judged.len(), examples.len(), names.len());
    println!("{labels} labels, {sentences} sentences, {documents} documents, {signs} signs");
    let answered = collection.positions();
    let mut is_used = vec![true; signs];
    for (name, number) in names {
        let group = name.split('\t').next().unwrap_or_default();
        is_used[*number] = !OF_POSITIONS.contains(&group) && PositionKind::named(group).is_none();
    }
    let sums = collection.cross_validated(&answered, &is_used);
    let likelihoods: Vec<f64> = sums.into_iter().map(logistic).collect();
    for (number, source) in sources.iter().enumerate() {
        collection.report(&source.labels.display().to_string(), Some(number), &likelihoods);
    }
    collection.report("all", None, &likelihoods);
    let position = fit(&answered, &is_used, LEAST_DOCUMENTS);
    let all = vec![true; signs];
    let head = "# How much each sign in and around a sentence says for its being a position (standpunt)";
    let mut lists = vec![("weights.tsv", told(head, &["weight"], &[position], names))];
    let kinds: Vec<&str> = PositionKind::NAMES.iter().map(|(_, name, ..)| *name).collect();
    let directions: Vec<&str> = Direction::NAMES.iter().map(|(_, name, ..)| *name).collect();
    for (title, file, names_of, field, also) in [
        ("kind", "kinds.tsv", kinds, (|label| label.kind.as_deref()) as Field, true),
        ("direction", "directions.tsv", directions, |label| label.direction.as_deref(), false),
    ] {
        let head = format!("# How much each sign of a position says for each {title} of it");
        let answers: Vec<Vec<Answered<'_>>> =
            names_of.iter().map(|name| collection.answers(title, name, field, also)).collect();
        let sums: Vec<Vec<f64>> = answers.iter().map(|answered| collection.cross_validated(answered, &all)).collect();
        collection.report_field(title, &names_of, field, also, &sums, &likelihoods);
        let models: Vec<Model> = answers.iter().map(|answered| fit(answered, &all, LEAST_DOCUMENTS)).collect();
        lists.push((file, told(&head, &names_of, &models, names)));
    }
    for (file, list) in lists {
        println!("{file}: {} signs", list.lines().filter(|line| !line.starts_with('#')).count());
        if let Some(folder) = &write {
            fs::write(Path::new(folder).join(file), list)?;
        }
    }
    Ok(())
}

/// What a label says of a field.
type Field = fn(&PositionLabel) -> Option<&str>;

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

/// The weights as a data file, a column for each answer.
fn told(head: &str, answers: &[&str], models: &[Model], names: &BTreeMap<String, usize>) -> String {
    let answers = answers.join(", ");
    let mut list =
        format!("{head}: written by examples/fit, not by hand.\n# group, value, {answers} (logarithms of odds).\n");
    let mut add = |name: &str, weights: Vec<f64>| {
        if name == "all\t" || weights.iter().any(|weight| weight.abs() >= LEAST_WEIGHT) {
            let cells: Vec<String> = weights.iter().map(|weight| format!("{weight:.2}")).collect();
            let _ = writeln!(list, "{name}\t{}", cells.join("\t"));
        }
    };
    add("all\t", models.iter().map(|model| model.all).collect());
    for (name, number) in names {
        add(name, models.iter().map(|model| model.weights[*number]).collect());
    }
    list
}

/// What a label says of a field that is to be learnt.
fn expected<'l>(label: &'l PositionLabel, title: &str, field: Field) -> Option<&'l str> {
    let is_sure = label.position && !label.unsure.iter().any(|unsure| unsure == title);
    field(label).filter(|_| is_sure)
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

    /// Adds a label with the sentences that it may mean.
    fn judge(&mut self, source: usize, weight: f64, label: &PositionLabel, sentences: &[SignedSentence]) {
        let mut meant: Vec<&SignedSentence> =
            sentences.iter().filter(|sentence| is_quoted_in(&sentence.text, &label.quote)).collect();
        let length = label.quote.len();
        meant.sort_by_key(|sentence| std::cmp::Reverse(sentence.text.len().min(length)));
        let first = self.examples.len();
        for sentence in meant {
            let signs: BTreeSet<usize> = sentence.signs.iter().map(|name| self.number_of(name)).collect();
            self.examples.push(Example { signs: signs.into_iter().collect(), document: self.documents });
        }
        let examples = (first..self.examples.len()).collect();
        self.judged.push(Judged { source, weight, label: label.clone(), examples });
    }

    /// Which sentences are positions: the one that shares most with a label, and where a label says that there is none all that
    /// share something with it are none.
    fn positions(&self) -> Vec<Answered<'_>> {
        let answers = |judged: &'_ Judged| {
            let is_position = judged.label.position;
            let counted = if is_position { judged.examples.len().min(1) } else { judged.examples.len() };
            let weight = judged.weight / counted.max(1) as f64;
            judged.examples[..counted].iter().map(|number| (*number, is_position, weight)).collect::<Vec<_>>()
        };
        let all = self.judged.iter().flat_map(answers);
        all.map(|(number, is_position, weight)| (&self.examples[number], is_position, weight)).collect()
    }

    /// Which positions have this value in a field. Of those for which it is right as well nothing is learnt.
    fn answers(&self, title: &str, value: &str, field: Field, also: bool) -> Vec<Answered<'_>> {
        let answer = |judged: &'_ Judged| {
            let number = judged.examples.first()?;
            let expected = expected(&judged.label, title, field)?;
            let is_also = also && judged.label.kind_also.iter().any(|also| also == value);
            (expected == value || !is_also).then_some((*number, expected == value, 1.0))
        };
        let all = self.judged.iter().filter_map(answer);
        all.map(|(number, is_it, weight)| (&self.examples[number], is_it, weight)).collect()
    }

    /// The sum of weights of each example, by weights that saw no sentence of its document.
    fn cross_validated(&self, answered: &[Answered<'_>], is_used: &[bool]) -> Vec<f64> {
        let mut sums = vec![0.0; self.examples.len()];
        for fold in 0..FOLDS {
            let is_held_back = |example: &Example| example.document % FOLDS == fold;
            let others: Vec<Answered<'_>> =
                answered.iter().copied().filter(|(example, ..)| !is_held_back(example)).collect();
            let model = fit(&others, is_used, LEAST_DOCUMENTS);
            for (sum, example) in sums.iter_mut().zip(&self.examples) {
                if is_held_back(example) {
                    *sum = model.sum(&example.signs);
                }
            }
        }
        sums
    }

    /// Of how many positions that are found the value with the highest sum is right, in all and by source.
    fn report_field(
        &self,
        title: &str,
        values: &[&str],
        field: Field,
        also: bool,
        sums: &[Vec<f64>],
        likelihoods: &[f64],
    ) {
        let mut by_source: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for judged in &self.judged {
            let (Some(number), Some(expected)) = (judged.examples.first(), expected(&judged.label, title, field))
            else {
                continue;
            };
            if likelihoods[*number] < LIKELY {
                continue;
            }
            let best = sums.iter().zip(values).max_by(|(one, _), (other, _)| one[*number].total_cmp(&other[*number]));
            let is_right = best.is_some_and(|(_, value)| {
                expected == *value || also && judged.label.kind_also.iter().any(|also| also == value)
            });
            let (right, all) = by_source.entry(judged.source).or_default();
            *right += usize::from(is_right);
            *all += 1;
        }
        for (source, (right, all)) in by_source {
            println!("{title} of source {source}: {right} of {all}, {:.3}", right as f64 / all as f64);
        }
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
                positions += usize::from(judged.label.position);
                found += usize::from(is_found && judged.label.position);
                wrong += usize::from(is_found && !judged.label.position);
            }
            let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
            let (precision, recall) = (share(found, found + wrong), share(found, positions));
            let f1 = share(2 * found, found + wrong + positions);
            println!("  from {threshold:.2}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
        }
    }
}
