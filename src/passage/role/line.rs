//! A line as roles look at it: its words, and the cues among them, found once for where passages end and for what they do.

use std::borrow::Cow;
use std::ops::Range;

use super::Role;
use super::cues::{FoundCue, Sign, in_sentences};
use crate::document::words::{Words, words_of};

/// The words of a line with the cues in its sentences.
#[derive(Debug)]
pub(crate) struct ReadLine<'a> {
    pub(super) words: Cow<'a, Words>,
    /// In the order of their first word.
    pub(super) cues: Vec<FoundCue>,
}

impl<'a> ReadLine<'a> {
    /// Reads a line; `kept` are its words, where they are made already.
    pub fn of(kept: Option<&'a Words>, text: &str) -> Self {
        let words = words_of(kept, text);
        let cues = in_sentences(&words);
        Self { words, cues }
    }

    /// The roles that its words are a sign of, with the words and their weight, in order.
    pub(in crate::passage) fn roles(&self) -> impl Iterator<Item = (Role, &Range<usize>, f32)> {
        self.cues.iter().filter_map(|found| match found.cue.sign {
            Sign::Role(role) => Some((role, &found.found.words, found.cue.weight)),
            Sign::Point => None,
        })
    }

    /// Its words.
    pub(in crate::passage) fn words(&self) -> &Words {
        &self.words
    }

    /// Whether its words are kept, so that it costs little to keep.
    pub fn is_kept(&self) -> bool {
        matches!(self.words, Cow::Borrowed(_))
    }
}
