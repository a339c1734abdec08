//! Is the role of a passage recognised?
//!
//! A label quotes the first words of a passage. They are looked for by their letters and digits only, since extraction
//! breaks lines and words anew; the first place counts. A quote that goes on beyond the passage is found by its beginning.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PassageLabel, share};
use crate::analysis::fold::fold;
use crate::document::Listed;
use crate::passage::Passage;
use crate::pipeline::ReadDocument;

/// Letters and digits of a quote that find its passage where the whole does not: some six words.
const BEGINNING_CHARS: usize = 32;

/// The figures on roles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleFigures {
    /// Labelled passages.
    pub scored: usize,
    /// Labels whose words stand in no passage.
    pub not_found: usize,
    /// Share of the labels whose role is right.
    pub accuracy: Option<f64>,
    /// Mean of F1 over the labelled roles.
    pub macro_f1: Option<f64>,
    /// F1 of each role.
    pub f1: BTreeMap<String, f64>,
    /// Where it went wrong.
    pub misses: Vec<RoleMiss>,
}

/// A passage whose role is not as the label says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleMiss {
    /// The file, as the label names it.
    pub file: String,
    /// Words of the passage.
    pub quote: String,
    /// The role that is expected.
    pub expected: String,
    /// The role that was recognised.
    pub got: Option<String>,
    /// Whether the words stand in a passage at all.
    pub is_found: bool,
}

#[derive(Default)]
pub(super) struct Tally {
    /// Expected and recognised role of each label; one that is right too counts as the expected one.
    pairs: Vec<(String, Option<String>)>,
    not_found: usize,
    misses: Vec<RoleMiss>,
}

impl Tally {
    pub fn add(&mut self, label: &PassageLabel, document: Option<&ReadDocument>) {
        let passage = document.and_then(|document| passage_with(document, &label.quote));
        let got = passage.and_then(role_of).map(str::to_owned);
        let is_right = got.as_ref().is_some_and(|got| *got == label.role || label.also.contains(got));
        self.not_found += usize::from(passage.is_none());
        if !is_right {
            self.misses.push(RoleMiss {
                file: label.file.clone(),
                quote: label.quote.clone(),
                expected: label.role.clone(),
                got: got.clone(),
                is_found: passage.is_some(),
            });
        }
        self.pairs.push((label.role.clone(), if is_right { Some(label.role.clone()) } else { got }));
    }

    pub fn figures(self) -> Option<RoleFigures> {
        let is_right = |(expected, got): &&(String, Option<String>)| Some(expected) == got.as_ref();
        let mut f1: BTreeMap<String, f64> = BTreeMap::new();
        for (role, _) in &self.pairs {
            let expected = self.pairs.iter().filter(|(expected, _)| expected == role).count();
            let got = self.pairs.iter().filter(|(_, got)| got.as_ref() == Some(role)).count();
            let right = self.pairs.iter().filter(|pair| pair.0 == *role).filter(is_right).count();
            f1.insert(role.clone(), share(2 * right, expected + got).unwrap_or(0.0));
        }
        (!self.pairs.is_empty()).then(|| RoleFigures {
            scored: self.pairs.len(),
            not_found: self.not_found,
            accuracy: share(self.pairs.iter().filter(is_right).count(), self.pairs.len()),
            macro_f1: Some(crate::eval::mean(f1.values().copied())),
            f1,
            misses: self.misses,
        })
    }
}

fn role_of(passage: &Passage) -> Option<&'static str> {
    passage.role.as_ref().map(|role| role.value.as_str())
}

fn passage_with<'d>(document: &'d ReadDocument, quote: &str) -> Option<&'d Passage> {
    let quote = letters(quote);
    let beginning: String = quote.chars().take(BEGINNING_CHARS).collect();
    let pieces = || std::iter::once(&document.whole).chain(&document.parts);
    // In the order of the file: what stands before a part is a passage of the whole.
    let mut passages: Vec<&Passage> = pieces().flat_map(|piece| piece.passages.iter().chain(&piece.frames)).collect();
    passages.sort_by_key(|passage| passage.lines);
    let texts: Vec<String> = passages.iter().map(|passage| letters(&passage.text)).collect();
    let at = |words: &str| texts.iter().position(|text| text.contains(words));
    at(&quote).or_else(|| at(&beginning)).and_then(|at| passages.get(at).copied())
}

fn letters(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).collect()
}
