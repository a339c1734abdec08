//! `B en W`, `B. en W.` and `B & W` are also `B&W`.
//!
//! Only for signs that everybody writes in both ways: `bijlage A en B` is no sign. `B&W` itself is one word
//! ([`word`](super::word)).

use super::chunk::{self, Chunk};
use super::{Segment, SegmentKind};

/// Letters that stand for two words.
const SIGNS: &[(&str, &str)] = &[("B", "W"), ("W", "I"), ("P", "C"), ("P", "O"), ("R", "D"), ("b", "w")];

/// Adds the sign that begins with this chunk.
pub(super) fn note(text: &str, chunk: &Chunk, segment: &mut Segment) {
    // Letters outside ASCII are longer than one byte.
    if chunk.core.len() != 1 || !matches!(&text[chunk.core.end..chunk.range.end], "" | ".") {
        return;
    }
    let first = &text[chunk.core.clone()];
    let Some((_, second)) = SIGNS.iter().find(|(letter, _)| *letter == first) else { return };
    let Some(and) = chunk::next(text, chunk.range.end).filter(|and| matches!(&text[and.range.clone()], "en" | "&"))
    else {
        return;
    };
    if let Some(last) = chunk::next(text, and.range.end)
        && last.range.start == last.core.start
        && text[last.core.clone()] == **second
    {
        segment.add(last.core.end, SegmentKind::Code, format!("{first}&{second}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn joins_signs_that_everybody_knows() {
        assert_eq!(shown("B en W besluiten"), "B{B&W} en W besluiten");
        assert_eq!(shown("(B. en W.)"), "B{B&W} en W");
        assert_eq!(shown("P & C, b en w."), "P{P&C} C b{b&w} en w");
        assert_eq!(shown("bijlage A en B, B en Wethouders"), "bijlage A en B B en Wethouders");
    }
}
