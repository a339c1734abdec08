//! `B en W`, `B. en W.` and `B & W` are also `B&W`.
//!
//! Only for signs that everybody writes in both ways: `bijlage A en B` is no sign. `B&W` itself is one word
//! ([`word`](super::word)).

use super::chunk::{self, Chunk};
use super::{Segment, SegmentKind};

/// Letters that stand for two words, also with `en` between them.
const SIGNS: &[(&str, &str)] = &[("B", "W"), ("W", "I"), ("P", "C"), ("P", "O"), ("R", "D"), ("b", "w"), ("p", "c")];

/// Adds the sign that begins with this chunk.
pub(super) fn note(text: &str, chunk: &Chunk, segment: &mut Segment) {
    let core = &text[chunk.core.clone()];
    // `BenW`, and `B.en` before `W`.
    let glued =
        || SIGNS.iter().find(|(first, _)| core.strip_prefix(first).is_some_and(|rest| rest.starts_with(['e', '.'])));
    if core.len() == 4
        && let Some((first, second)) = glued()
    {
        if core[1..].strip_prefix("en").is_some_and(|rest| rest.eq_ignore_ascii_case(second)) {
            segment.add(chunk.core.end, SegmentKind::Code, format!("{first}&{second}"));
        } else if &core[1..] == ".en" {
            add_last(text, first, second, chunk.range.end, segment);
        }
        return;
    }
    // Letters outside ASCII are longer than one byte.
    if core.len() != 1 || !matches!(&text[chunk.core.end..chunk.range.end], "" | ".") {
        return;
    }
    let Some(and) = chunk::next(text, chunk.range.end) else { return };
    let is_ampersand = match &text[and.range.clone()] {
        "&" => true,
        "en" => false,
        _ => return,
    };
    if let Some((_, second)) = SIGNS.iter().find(|(first, _)| *first == core) {
        add_last(text, core, second, and.range.end, segment);
    }
    // Nothing but a sign is written so: `Z & W`.
    if is_ampersand
        && let Some(last) = chunk::next(text, and.range.end)
        && last.range.start == last.core.start
        && last.core.len() == 1
    {
        let second = &text[last.core.clone()];
        segment.add(last.core.end, SegmentKind::Code, format!("{core}&{second}"));
    }
}

/// Adds a sign whose second letter follows, alone or before a hyphen.
fn add_last(text: &str, first: &str, second: &str, at: usize, segment: &mut Segment) {
    if let Some(last) = chunk::next(text, at)
        && last.range.start == last.core.start
        && let Some(rest) = text[last.core.clone()].strip_prefix(second)
        && (rest.is_empty() || rest.starts_with('-'))
    {
        segment.add(last.core.start + second.len(), SegmentKind::Code, format!("{first}&{second}"));
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
        assert_eq!(shown("BenW B.en W. P en C-cyclus Z & W"), "BenW{B&W} B.en{B&W} W P{P&C} en C +cyclus Z{Z&W} W");
        assert_eq!(shown("Ben Wit A en B"), "Ben Wit A en B");
    }
}
