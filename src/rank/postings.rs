//! What the postings say of each candidate: how often and where each term stands in each field.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Term};

/// One term in one field of one candidate.
pub(super) struct Occurrence<'p> {
    /// The candidate, by number.
    pub candidate: usize,
    postings: &'p mut SegmentPostings,
}

impl Occurrence<'_> {
    /// How often it stands there.
    pub fn frequency(&self) -> u32 {
        self.postings.term_freq()
    }

    /// Where it stands, ascending, in place of what `positions` held. Nothing where they are not read.
    pub fn positions(&mut self, positions: &mut Vec<u32>) {
        self.postings.positions(positions);
    }
}

/// What the dictionary of a field says of a term; `None` where it does not hold it.
pub(super) fn find(index: &InvertedIndexReader, field: Field, term: &str) -> tantivy::Result<Option<TermInfo>> {
    Ok(index.get_term_info(&Term::from_field_text(field, term))?)
}

/// Goes through the occurrences of a term in candidates that ascend.
pub(super) fn read(
    index: &InvertedIndexReader,
    term: &TermInfo,
    candidates: &[DocId],
    with_positions: bool,
    mut each: impl FnMut(Occurrence<'_>),
) -> tantivy::Result<()> {
    let option = if with_positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
    let mut postings = index.read_postings_from_terminfo(term, option)?;
    for (number, &candidate) in candidates.iter().enumerate() {
        if postings.doc() < candidate {
            postings.seek(candidate);
        }
        if postings.doc() == candidate {
            each(Occurrence { candidate: number, postings: &mut postings });
        }
    }
    Ok(())
}
