//! What comes before what, one file a property: its title says it in plain words, a corpus of a few invented sentences
//! shows it, a snapshot tells why.
//!
//! An order counts only where the scores fall as well: equal scores are ordered by id, which would prove nothing. The
//! snapshots show texts and reasons but no scores, since these change whenever a weight does.

use std::fmt;

use serde_json::{Value, json};

use crate::common::{Answer, Folder};

/// Compares texts in order, with what was told of them, with the snapshot that bears the name of the test.
macro_rules! assert_shown {
    ($($found:expr),+) => {{
        let shown: Vec<String> = [$(&$found),+].into_iter().map(ToString::to_string).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_omit_expression(true);
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!(shown.join("\n")));
    }};
}

mod abbreviation_below_word;
mod all_words_before_some;
mod ambiguous_only_in_capitals;
mod compound_before_its_parts_apart;
mod defined_abbreviations;
mod either_order_is_near;
mod exact_before_inflected;
mod function_words_alone;
mod headings_count;
mod hyphens_do_not_matter;
mod long_passages_are_not_favoured;
mod lookalikes_stay_apart;
mod near_before_far;
mod next_passage_counts_a_little;
mod parts_are_found;
mod question_words_do_not_matter;
mod rare_before_common;
mod reference_codes_are_exact;
mod repeats_saturate;
mod same_query_same_order;
mod scores_are_told;
mod spellings_are_one;
mod subject_and_title_count;
mod suspended_compounds;
mod synonyms_below_literal;
mod typing_errors;
mod whole_before_part;

/// Passages on other things, so that words are as rare as among many papers. Names of them begin with an underscore and
/// are left out where the order is told.
const OTHERS: &[&str] = &[
    "Het fietspad langs de vaart krijgt nieuw asfalt.",
    "De bomen aan de laan worden gesnoeid voor de winter.",
    "De bibliotheek opent een leeszaal op de eerste verdieping.",
    "De riolering onder het plein is vervangen.",
    "Honden mogen los op het strand tussen oktober en april.",
    "Het museum toont schilderijen van een visser.",
    "De veerpont vaart vanaf mei ieder half uur.",
    "De vuilniswagen komt op dinsdag in plaats van maandag.",
    "Het molenaarshuis staat op de lijst van monumenten.",
    "De straatlantaarns branden een uur langer.",
    "Kinderen planten narcissen in de berm.",
    "De brandweer oefent in een leegstaande loods.",
];

/// A few papers in an index.
struct Corpus(Folder);

/// A paper of one sentence or a few.
fn text(id: &str, text: &str) -> Value {
    json!({"id": id, "text": text})
}

impl Corpus {
    /// Records, in an index with papers on other things.
    fn of(records: &[Value]) -> Self {
        let records: Vec<String> = records.iter().map(Value::to_string).collect();
        Self(Folder::indexed(&[("stukken/stukken.jsonl", &records.join("\n")), ("stukken/anders.jsonl", &others())]))
    }

    /// Files, in an index with papers on other things.
    fn of_files(files: &[(&str, &str)]) -> Self {
        let folder = Folder::with(&[("stukken/anders.jsonl", &others())]);
        for (name, text) in files {
            folder.write(&format!("stukken/{name}"), text);
        }
        folder.griffie(["index", "stukken"]).expect_code(0);
        Self(folder)
    }

    /// What a search finds and why.
    fn ask(&self, query: &str) -> Found {
        Found { query: query.to_owned(), answer: self.0.search(query, &["--limit", "100", "--explain"]) }
    }
}

/// The papers on other things.
fn others() -> String {
    let records = OTHERS.iter().enumerate().map(|(i, sentence)| text(&format!("_{i}"), sentence).to_string());
    records.collect::<Vec<_>>().join("\n")
}

/// What a search found.
struct Found {
    query: String,
    answer: Answer,
}

impl Found {
    /// Hits but for the papers on other things.
    fn hits(&self) -> impl Iterator<Item = &Value> {
        self.answer.hits().iter().filter(|hit| !name(hit).starts_with('_'))
    }

    /// Names of the papers, in order.
    fn names(&self) -> Vec<String> {
        self.hits().map(name).collect()
    }

    /// Names of those with all the words, in order.
    fn full(&self) -> Vec<String> {
        self.hits().filter(|hit| hit["partial"] == false).map(name).collect()
    }

    /// The same by the alphabet, where their order is not what is tested.
    fn full_sorted(&self) -> Vec<String> {
        let mut names = self.full();
        names.sort();
        names
    }

    /// Names of those with some of the words, in order.
    fn partial(&self) -> Vec<String> {
        self.hits().filter(|hit| hit["partial"] == true).map(name).collect()
    }

    /// Remarks for the reader.
    fn told(&self) -> Vec<&str> {
        self.answer.0["warnings"].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
    }

    /// Scores, in order.
    fn scores(&self) -> Vec<f64> {
        self.answer.hits().iter().map(score).collect()
    }

    /// The score of a paper at its best passage.
    #[track_caller]
    fn score(&self, of: &str) -> f64 {
        let hit = self.hits().find(|hit| name(hit) == of);
        hit.map(score).unwrap_or_else(|| panic!("{of} was not found: {self}"))
    }

    /// For each hit its rules, each with what it adds.
    fn shares(&self) -> Vec<Vec<(String, f64)>> {
        let told = |share: &Value| {
            let rule = share["rule"].as_str().expect("a rule").to_owned();
            (rule, share["share"].as_f64().expect("a share"))
        };
        self.answer.hits().iter().map(|hit| shares(hit).iter().map(told).collect()).collect()
    }

    /// Whether each score is below the one before.
    fn falls(&self) -> bool {
        let scores: Vec<f64> = self.hits().map(score).collect();
        scores.windows(2).all(|pair| pair[0] > pair[1])
    }

    /// Insists on those with all the words and those with some, in this order, with falling scores.
    #[track_caller]
    fn expect(&self, full: &[&str], partial: &[&str]) {
        assert_eq!(self.full(), full, "with all the words\n{self}");
        assert_eq!(self.partial(), partial, "with some of the words\n{self}");
        assert!(self.falls(), "equal scores prove nothing: {:?}\n{self}", self.scores());
    }

    /// Insists on one paper above another.
    #[track_caller]
    fn expect_above(&self, upper: &str, lower: &str) {
        assert!(self.score(upper) > self.score(lower), "{upper} above {lower}\n{self}");
    }
}

fn name(hit: &Value) -> String {
    let source = hit["source"].as_str().expect("a source");
    source.split_once('#').map_or(source, |(_, id)| id).to_owned()
}

fn score(hit: &Value) -> f64 {
    hit["score"].as_f64().expect("a score")
}

fn shares(hit: &Value) -> &[Value] {
    hit["explanation"].as_array().expect("an explanation")
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "search: {}", self.query)?;
        for remark in self.told() {
            writeln!(f, "told: {remark}")?;
        }
        let marked = self.answer.hits().iter().zip(self.answer.marked_texts());
        for (hit, text) in marked.filter(|(hit, _)| !name(hit).starts_with('_')) {
            writeln!(f, "\n{}: {}", name(hit), text.replace('\n', " "))?;
            for share in shares(hit) {
                let rule = share["rule"].as_str().expect("a rule");
                match share["about"].as_str().filter(|about| !about.is_empty()) {
                    Some(about) => writeln!(f, "  {rule} ({about})")?,
                    None => writeln!(f, "  {rule}")?,
                }
            }
        }
        Ok(())
    }
}
