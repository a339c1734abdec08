//! What the postings say of each candidate: how often and where each term stands in each field.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

/// Occurrences of one term in one field of one candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    pub frequency: u32,
    /// Ascending; read for the body only.
    pub positions: Vec<u32>,
}

/// Reads the occurrences of a term for candidates that ascend. One entry for each, `None` where it does not occur; empty where it
/// occurs in none, as in nearly every field of a title or reference.
pub(super) fn read(
    segment: &SegmentReader,
    field: Field,
    term: &str,
    candidates: &[DocId],
    with_positions: bool,
) -> tantivy::Result<Vec<Option<Occurrences>>> {
    let mut found: Vec<Option<Occurrences>> = Vec::new();
    let option = if with_positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
    let term = Term::from_field_text(field, term);
    let Some(mut postings) = segment.inverted_index(field)?.read_postings(&term, option)? else { return Ok(found) };
    for (i, &candidate) in candidates.iter().enumerate() {
        if postings.doc() < candidate {
            postings.seek(candidate);
        }
        if postings.doc() == candidate {
            let mut occurrences = Occurrences { frequency: postings.term_freq(), positions: Vec::new() };
            if with_positions {
                postings.positions(&mut occurrences.positions);
            }
            if found.is_empty() {
                found.resize(candidates.len(), None);
            }
            found[i] = Some(occurrences);
        }
    }
    Ok(found)
}
