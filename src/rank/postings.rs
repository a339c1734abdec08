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

/// Reads the occurrences of a term for candidates that ascend. One entry for each; `None` where it does not occur.
pub(super) fn read(
    segment: &SegmentReader,
    field: Field,
    term: &str,
    candidates: &[DocId],
    with_positions: bool,
) -> tantivy::Result<Vec<Option<Occurrences>>> {
    let mut found = vec![None; candidates.len()];
    let option = if with_positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
    let term = Term::from_field_text(field, term);
    let Some(mut postings) = segment.inverted_index(field)?.read_postings(&term, option)? else { return Ok(found) };
    for (slot, &candidate) in found.iter_mut().zip(candidates) {
        if postings.doc() < candidate {
            postings.seek(candidate);
        }
        if postings.doc() == candidate {
            let mut occurrences = Occurrences { frequency: postings.term_freq(), positions: Vec::new() };
            if with_positions {
                postings.positions(&mut occurrences.positions);
            }
            *slot = Some(occurrences);
        }
    }
    Ok(found)
}
