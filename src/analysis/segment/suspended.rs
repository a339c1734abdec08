//! Compounds that share a part: `werk- en inkomenstaken` speaks of werktaken.
//!
//! A word with a hyphen at its end takes the last part of the compound that follows (`leerwerk-, werk- en
//! participatiespoor` gives three), a word with one at its beginning the first part of the compound before it
//! (`jeugdhulpaanbieders en -vragers`). Where the compound is written with a hyphen its pieces are known; where it begins
//! with a particle and the word is one (`voor- en nadelen`, `in- en doorstroom`), the particle is what changes; else a
//! splitter must know the part. Where it does not, nothing is made up.

use super::{MAX_WORD_CHARS, Segment, SegmentKind};
use crate::analysis::fold::fold;

/// Words that may stand between the two, folded.
const CONNECTORS: &[&str] = &[
    "en",
    "of",
    "dan",
    "wel",
    "danwel",
    "als",
    "alsook",
    "alsmede",
    "maar",
    "ook",
    "cq",
    "c.q",
    "resp",
    "respectievelijk",
    "tot",
];
/// Most of them in a row: `en/of`, `maar ook`, `dan wel`.
const MAX_CONNECTORS: usize = 3;
/// Most words between dashes that are typed like hyphens.
const MAX_PARENTHESIS_WORDS: usize = 8;
/// Longest text in bytes between two words that belong together.
const MAX_GAP_BYTES: usize = 6;
/// Last parts that splitters refuse, as they are no words or belong to a verb elsewhere. A suspended word before it is
/// proof enough here. Longer ones before those that they end with.
const HEADS: &[&str] = &[
    "aannemers",
    "aanneming",
    "aannemer",
    "nemers",
    "neming",
    "nemer",
    "gevers",
    "geving",
    "gever",
    "schoolse",
    "waardige",
    "waardig",
    "lozen",
    "loze",
    "loos",
    "gerichte",
    "gericht",
];
/// Fewest letters of what stands before such a part, and of what stands behind a particle.
const MIN_REST_LETTERS: usize = 3;
/// Parts that begin a word and change places with one another, longer ones before those they begin with.
const PARTICLES: &[&str] = &[
    "achter", "beneden", "binnen", "boven", "buiten", "onder", "samen", "tegen", "terug", "tussen", "door", "mede",
    "neer", "over", "voor", "aan", "bij", "her", "mee", "ont", "toe", "uit", "ver", "weg", "af", "in", "na", "om",
    "op",
];

/// The full words of suspended compounds: the number of the segment at whose position each is to be stacked (ascending),
/// and the word, folded.
///
/// `last_part` gives the byte index in a folded word where its last part begins, `None` where it is no compound.
///
/// # Example
/// ```
/// use griffie::analysis::segment::{segments, suspended};
///
/// let text = "werk- en inkomenstaken";
/// let found = suspended(text, &segments(text), &|word| word.find("taken"));
/// assert_eq!(found, [(0, "werktaken".to_owned())]);
/// ```
pub fn suspended(text: &str, segments: &[Segment], last_part: &dyn Fn(&str) -> Option<usize>) -> Vec<(usize, String)> {
    if !segments.iter().any(|s| hangs_behind(text, s).is_some() || hangs_before(text, s)) {
        return Vec::new();
    }
    let compounds = compounds(segments);
    let mut found = Vec::new();
    // The compound that completes each suspended one; from the right, so that `leerwerk-` finds where `werk-` led.
    let mut completed_by: Vec<Option<usize>> = vec![None; compounds.len()];
    for at in (0..compounds.len()).rev() {
        let compound = compounds[at];
        if let Some(target) = target_behind(text, &compounds, at, &completed_by) {
            completed_by[at] = Some(target);
            let word = compound.folded(text);
            if let Some(part) = compounds[target].last_part(text, (&word, compound.is_number()), last_part) {
                add(&mut found, compound.first, format!("{word}{part}"));
            }
        } else if let Some(target) = target_before(text, &compounds, at)
            && let Some(part) = compounds[target].first_part(text, last_part)
        {
            add(&mut found, compound.first, format!("{part}{}", compound.folded(text)));
        }
    }
    found.reverse();
    found
}

fn add(found: &mut Vec<(usize, String)>, segment: usize, word: String) {
    if word.chars().count() <= MAX_WORD_CHARS {
        found.push((segment, word));
    }
}

/// Segments that belong to one compound.
#[derive(Clone, Copy)]
struct Compound<'a> {
    segments: &'a [Segment],
    first: usize,
}

fn compounds(segments: &[Segment]) -> Vec<Compound<'_>> {
    let mut first = 0;
    let chunks = segments.chunk_by(|_, next| next.continues).map(|segments| {
        let compound = Compound { segments, first };
        first += segments.len();
        compound
    });
    chunks.collect()
}

impl Compound<'_> {
    /// The first and the last segment; a compound has at least one.
    fn ends(&self) -> (&Segment, &Segment) {
        (&self.segments[0], &self.segments[self.segments.len() - 1])
    }

    fn folded(&self, text: &str) -> String {
        self.segments.iter().map(|segment| fold(segment.form(text))).collect()
    }

    fn is_number(&self) -> bool {
        self.ends().1.kind == SegmentKind::Number
    }

    fn is_connector(&self, text: &str) -> bool {
        self.segments.len() == 1 && CONNECTORS.contains(&fold(self.ends().0.form(text)).as_str())
    }

    /// What `word-` takes of this compound; `is_number` tells whether the word is one (`2-`).
    fn last_part(
        &self,
        text: &str,
        (word, is_number): (&str, bool),
        last_part: &dyn Fn(&str) -> Option<usize>,
    ) -> Option<String> {
        let (first, last) = self.ends();
        if self.segments.len() > 1 {
            // `2- en 3-jarigen`, but not `2- en Wmo-taken`.
            let is_like = (first.kind == SegmentKind::Number) == is_number;
            return (is_like && last.kind == SegmentKind::Word).then(|| fold(last.form(text)));
        }
        let whole = fold(last.form(text));
        if last.kind != SegmentKind::Word || is_number {
            return None;
        }
        if PARTICLES.contains(&word)
            && let Some(rest) = without_particle(&whole)
        {
            return Some(rest.to_owned());
        }
        let head = || {
            let at = HEADS.iter().find_map(|head| whole.strip_suffix(head))?.len();
            (whole[..at].chars().count() >= MIN_REST_LETTERS).then_some(at)
        };
        let at = last_part(&whole).filter(|at| *at > 0).or_else(head)?;
        whole.get(at..).filter(|part| !part.is_empty()).map(str::to_owned)
    }

    /// What `-word` takes of this compound.
    fn first_part(&self, text: &str, last_part: &dyn Fn(&str) -> Option<usize>) -> Option<String> {
        if let [front @ .., _] = self.segments
            && !front.is_empty()
        {
            return Some(front.iter().map(|segment| fold(segment.form(text))).collect());
        }
        let whole = self.folded(text);
        last_part(&whole).and_then(|at| whole.get(..at)).filter(|part| !part.is_empty()).map(str::to_owned)
    }
}

/// `delen` of `nadelen`.
fn without_particle(word: &str) -> Option<&str> {
    let rest = PARTICLES.iter().find_map(|particle| word.strip_prefix(particle))?;
    (rest.chars().count() >= MIN_REST_LETTERS).then_some(rest)
}

/// Length of the hyphen that stands right behind a segment with no word behind it.
fn hangs_behind(text: &str, segment: &Segment) -> Option<usize> {
    let rest = &text[segment.range.end..];
    let hyphen = rest.chars().next().filter(|c| is_hyphen(*c))?;
    let len = hyphen.len_utf8();
    (!rest[len..].starts_with(|c: char| c.is_alphanumeric() || is_hyphen(c))).then_some(len)
}

/// Whether a hyphen stands right before a segment with no word before it.
fn hangs_before(text: &str, segment: &Segment) -> bool {
    let mut before = text[..segment.range.start].chars().rev();
    segment.kind == SegmentKind::Word
        && before.next().is_some_and(is_hyphen)
        && before.next().is_some_and(|c| c.is_whitespace() || matches!(c, '/' | '('))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}')
}

/// What may stand between words that belong together, apart from connectors. Hyphens at the edges are looked at by
/// the callers.
fn is_gap(gap: &str) -> bool {
    gap.len() <= MAX_GAP_BYTES
        && gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '+' | '(' | ')'))
}

/// The compound that completes the one at `at`, which ends with a hyphen.
fn target_behind(text: &str, compounds: &[Compound<'_>], at: usize, completed_by: &[Option<usize>]) -> Option<usize> {
    let last = compounds[at].ends().1;
    let mut end = last.range.end + hangs_behind(text, last)?;
    let mut connectors = 0;
    // Signs that stand for a connector.
    let mut signs = String::new();
    for (next, compound) in compounds.iter().enumerate().skip(at + 1).take(MAX_CONNECTORS + 1) {
        let (first, _) = compound.ends();
        let gap = text.get(end..first.range.start)?;
        // `-/-`: a hyphen before the next word belongs to that word.
        if !is_gap(gap) {
            return None;
        }
        signs.push_str(gap);
        if compound.is_connector(text) && connectors < MAX_CONNECTORS {
            connectors += 1;
            end = first.range.end;
            continue;
        }
        let is_bound = connectors > 0 || signs.contains(['/', '&', '+']);
        // Behind a comma only another suspended word goes on: `leerwerk-, werk- en participatiespoor`.
        return completed_by[next].or_else(|| is_bound.then_some(next));
    }
    None
}

/// Whether the hyphen before the compound at `at` is a dash: `en -indien nodig- een traject`.
fn is_parenthesis(text: &str, compounds: &[Compound<'_>], at: usize) -> bool {
    compounds[at..].iter().take(MAX_PARENTHESIS_WORDS).any(|compound| hangs_behind(text, compound.ends().1).is_some())
}

/// The compound before the one at `at`, which begins with a hyphen.
fn target_before(text: &str, compounds: &[Compound<'_>], at: usize) -> Option<usize> {
    let first = compounds[at].ends().0;
    if !hangs_before(text, first) || is_parenthesis(text, compounds, at) {
        return None;
    }
    let hyphen = text[..first.range.start].chars().next_back().map_or(0, char::len_utf8);
    let mut start = first.range.start - hyphen;
    let mut connectors = 0;
    for before in (0..at).rev().take(MAX_CONNECTORS + 1) {
        let (_, last) = compounds[before].ends();
        let gap = text.get(last.range.end..start)?;
        if !is_gap(gap) {
            return None;
        }
        if compounds[before].is_connector(text) && connectors < MAX_CONNECTORS {
            connectors += 1;
            start = last.range.start;
            continue;
        }
        let is_bound = connectors > 0 || gap.contains('/');
        return (is_bound && last.kind == SegmentKind::Word).then_some(before);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::segments;
    use super::suspended;

    const PARTS: &[&str] =
        &["taken", "spoor", "vragers", "aanbieders", "delen", "zorg", "banen", "beleid", "kosten", "schoolse"];

    fn split(word: &str) -> Option<usize> {
        PARTS.iter().find_map(|part| word.strip_suffix(part)).map(str::len).filter(|at| *at > 0)
    }

    fn found(text: &str) -> Vec<String> {
        let segments = segments(text);
        let found = suspended(text, &segments, &split);
        found.into_iter().map(|(at, word)| format!("{}={word}", &text[segments[at].range.clone()])).collect()
    }

    #[test]
    fn completes_what_is_suspended() {
        for (text, expected) in [
            ("werk- en inkomenstaken", vec!["werk=werktaken"]),
            ("leerwerk-, werk- en participatiespoor", vec!["leerwerk=leerwerkspoor", "werk=werkspoor"]),
            ("jeugd- en/of gezinszorg", vec!["jeugd=jeugdzorg"]),
            ("jeugd-/gezinszorg", vec!["jeugd=jeugdzorg"]),
            ("zowel jeugd- als gezinszorg", vec!["jeugd=jeugdzorg"]),
            ("jeugd- dan wel gezinszorg", vec!["jeugd=jeugdzorg"]),
            ("Jeugd– én gezinszorg", vec!["Jeugd=jeugdzorg"]),
            ("BUIG- en Wmo-budget", vec!["BUIG=buigbudget"]),
            ("re-integratie- en participatiebeleid", vec!["re=reintegratiebeleid"]),
            ("voor- en nadelen", vec!["voor=voordelen"]),
            ("in- en uitstroom", vec!["in=instroom"]),
            ("in- en doorstroombanen", vec!["in=instroombanen"]),
            ("voor- en vroegschoolse", vec!["voor=voorschoolse"]),
            ("wet- en regelgeving", vec!["wet=wetgeving"]),
            ("hoofd- en onderaannemers", vec!["hoofd=hoofdaannemers"]),
            ("JW315- en JW317-berichten", vec!["JW315=jw315berichten"]),
            ("2- en 3-jarigen, 4- tot 12-jarigen", vec!["2=2jarigen", "4=4jarigen"]),
            ("jeugdhulpaanbieders en -vragers", vec!["vragers=jeugdhulpvragers"]),
            ("Wmo-aanbieders/-vragers", vec!["vragers=wmovragers"]),
            ("jeugdzorgaanbieders\nen -vragers", vec!["vragers=jeugdzorgvragers"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn does_nothing_where_nothing_is_suspended() {
        for text in [
            "werk- en regeling",
            "jeugdzorg en -indien nodig- een traject",
            "uitvoerings- organisatie",
            "kosten - en baten",
            "werk-, inkomenstaken",
            "de kosten-. En inkomenstaken",
            "- vragers\n- jeugdaanbieders",
            "aanbieders\n-vragers",
            "2- en inkomenstaken",
            "werk-",
            "-taken",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_ascend_and_words_are_not_empty(text in "((jeugd|zorg|taken|2|en|of|é)?[-–/, (]?){0,30}") {
            let segments = segments(&text);
            let found = suspended(&text, &segments, &|word| word.char_indices().nth(2).map(|(at, _)| at));
            prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(found.iter().all(|(at, word)| *at < segments.len() && !word.is_empty()));
        }
    }
}
