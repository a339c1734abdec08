//! What does the reader get to see?
//!
//! Ranked passages become a [`ResultPage`] with all that a result tells, once; each format then writes it without
//! deciding anything.

mod csv;
mod facets;
mod highlight;
mod json;
mod positions;
mod printable;
mod text;
mod trec;

use std::collections::BTreeMap;

pub use csv::write_csv;
pub use facets::{
    FacetPage, draw_picture, is_drawable, write_facet_csv, write_facet_json, write_facet_jsonl, write_facet_text,
};
pub use highlight::{Highlighter, in_characters};
pub use json::{to_safe_json, write_json, write_jsonl};
pub use positions::{
    GroupBy, PositionsPage, ShownPosition, write_positions_csv, write_positions_json, write_positions_jsonl,
    write_positions_markdown, write_positions_text,
};
pub use printable::printable;
use serde::Serialize;
pub use text::{TextStyle, write_text};
pub use trec::write_trec;

use crate::index::{DocumentRecord, IndexError, Snapshot};
use crate::passage::is_of_text;
use crate::query::Filters;
use crate::rank::{By, Ranking, Share};

/// The answer to one query, as every format shows it. Field names and order are those of the contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResultPage {
    /// The query as typed.
    pub query: String,
    /// Its name in a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qid: Option<String>,
    /// Time from the query to this page, milliseconds.
    pub took_ms: f64,
    /// Generation of the index.
    pub generation: u64,
    /// Passages of the matching set.
    pub total_passages: usize,
    /// Documents of the matching set.
    pub total_documents: usize,
    /// What the reader should know: readings chosen, what was left out.
    pub warnings: Vec<String>,
    /// The results.
    pub hits: Vec<Hit>,
    /// What counts as a result; the id that a run file names.
    #[serde(skip)]
    pub by: By,
    /// Whether the totals count passages with some of the words too.
    #[serde(skip)]
    pub counts_partial: bool,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Place, from 1.
    pub rank: usize,
    /// Score; never rises with the rank.
    pub score: f32,
    /// Whether it lacks some of the words.
    pub partial: bool,
    /// Passage id.
    pub passage: String,
    /// Document id.
    pub document: String,
    /// Root.
    pub root: String,
    /// Title.
    pub title: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Kind.
    pub kind: Option<String>,
    /// Date, ISO, possibly partial.
    pub date: Option<String>,
    /// Who wrote it.
    pub issuer: Option<String>,
    /// The body that wrote it.
    pub body: Option<String>,
    /// Municipalities it is from or addressed to.
    pub municipalities: Vec<String>,
    /// Arrangements.
    pub arrangements: Vec<String>,
    /// References.
    pub reference: Vec<String>,
    /// How sure each recognised value is.
    pub recognised: BTreeMap<String, f32>,
    /// Headings above it.
    pub heading: Option<String>,
    /// What it does.
    pub role: Option<String>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// What that page is called in print.
    pub page_label: Option<String>,
    /// First and last line, from 1.
    pub lines: Option<(usize, usize)>,
    /// Whether text recognition read it on a picture, with the mistakes that it makes.
    pub ocr: bool,
    /// The whole passage without its heading.
    pub text: String,
    /// What matched: half-open ranges in `text`, in Unicode scalar values, ascending.
    pub highlights: Vec<(usize, usize)>,
    /// The same in `heading`.
    pub heading_highlights: Vec<(usize, usize)>,
    /// The same in `title`.
    pub title_highlights: Vec<(usize, usize)>,
    /// The same in `subject`.
    pub subject_highlights: Vec<(usize, usize)>,
    /// Path in the root, with `#id` for a record of a JSONL file.
    pub source: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Ids of passages that say the same; not looked for yet.
    pub also_in: Vec<String>,
    /// The municipality that was asked for, where this is from one that went into it.
    pub predecessor_of: Option<String>,
    /// Whether only a part of that one went into it; written where it did.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub predecessor_in_part: bool,
    /// What each rule of ranking added to the score, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Vec<Share>>,
}

/// `p. 7`, and what is printed on that page where it is called otherwise: `p. 7 (printed 5)`.
pub fn told_page(page: u32, label: Option<&str>) -> String {
    match label.filter(|label| *label != page.to_string()) {
        Some(label) => format!("p. {page} (printed {label})"),
        None => format!("p. {page}"),
    }
}

/// `1 passage`, `2 passages`.
pub fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// Fetches what is shown of a ranking. Only here are stored records read.
///
/// # Errors
/// Where the index cannot be read.
pub fn fetch_hits(
    snapshot: &Snapshot,
    ranking: &Ranking,
    first_rank: usize,
    highlighter: &Highlighter,
    filters: &Filters,
) -> Result<Vec<Hit>, IndexError> {
    let mut documents: BTreeMap<String, DocumentRecord> = BTreeMap::new();
    let mut hits = Vec::with_capacity(ranking.hits.len());
    for (i, ranked) in ranking.hits.iter().enumerate() {
        let passage = snapshot.passage(ranked.address)?;
        if passage.id != ranked.id || !is_of_text(&passage.id, &passage.text) {
            let reason = format!("the passage {} is not as it was written", ranked.id);
            return Err(IndexError::Damaged { path: snapshot.directory().path().to_owned(), reason });
        }
        if !documents.contains_key(&passage.document) {
            // A passage is written together with the record of its document.
            let record = snapshot.document(&passage.document)?.unwrap_or_default();
            documents.insert(passage.document.clone(), record);
        }
        let document = documents.get(&passage.document).cloned().unwrap_or_default();
        let marked = |text: &str| in_characters(text, &highlighter.ranges(text));
        let marked_in = |text: &Option<String>| text.as_deref().map(marked).unwrap_or_default();
        let (of_title, of_subject) = (marked_in(&document.title), marked_in(&document.subject));
        let predecessor = filters.predecessor_among(&document.municipalities);
        hits.push(Hit {
            rank: first_rank.saturating_add(i),
            score: ranked.score,
            partial: ranked.partial,
            passage: passage.id,
            document: passage.document,
            root: document.root,
            title: document.title,
            subject: document.subject,
            kind: document.kind,
            date: document.date,
            issuer: document.issuer,
            body: document.body,
            municipalities: document.municipalities.into_iter().map(|(name, _)| name).collect(),
            arrangements: document.arrangements,
            reference: document.references,
            recognised: document.recognised,
            heading_highlights: marked(&passage.heading),
            title_highlights: of_title,
            subject_highlights: of_subject,
            heading: Some(passage.heading).filter(|heading| !heading.is_empty()),
            role: passage.role,
            page: passage.page,
            page_label: passage.page_label,
            lines: passage.lines,
            ocr: passage.ocr,
            highlights: marked(&passage.text),
            text: passage.text,
            source: document.source,
            url: document.url,
            also_in: Vec::new(),
            predecessor_of: predecessor.map(|predecessor| predecessor.of.clone()),
            predecessor_in_part: predecessor.is_some_and(|predecessor| predecessor.in_part),
            explanation: None,
        });
    }
    Ok(hits)
}
