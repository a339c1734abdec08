//! `mw. Bakker` is also `mevrouw`, `wh Bakker` also `wethouder`: short ways to write a word that are something else in capitals or
//! behind a number (`10 MW`, `HR`). Those that are never anything else are the stemmer's (`dhr`, `weth`).

use super::chunk::Chunk;
use super::{Segment, SegmentKind};

/// What stands before a name, and the word that it is.
const TITLES: &[(&str, &str)] = &[("mw", "mevrouw"), ("wh", "wethouder"), ("hr", "heer")];

/// Adds the word that a chunk is a short way to write.
pub(super) fn note(text: &str, chunk: &Chunk, segment: &mut Segment) {
    // Nearly all words end here.
    if chunk.core.len() != 2 || segment.range != chunk.core {
        return;
    }
    let core = &text[chunk.core.clone()];
    let title = TITLES.iter().find(|(short, _)| core.eq_ignore_ascii_case(short));
    let is_unit = || text[..chunk.core.start].trim_end_matches([' ', '\u{a0}']).ends_with(|c: char| c.is_ascii_digit());
    if let Some((_, word)) = title
        && core.ends_with(|c: char| c.is_ascii_lowercase())
        && !is_unit()
    {
        segment.add(chunk.core.end, SegmentKind::Word, *word);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn titles_are_the_words_that_they_stand_for() {
        assert_eq!(
            shown("mw. Bakker, Mw Bakker (wh. Smit)"),
            "mw{mevrouw} Bakker Mw{mevrouw} Bakker wh{wethouder} Smit"
        );
        assert_eq!(shown("10 MW, 10 mw, 500 Wh HR MW"), "10 MW 10 mw 500 Wh HR MW");
    }
}
